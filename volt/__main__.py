"""`python -m volt`: the same as the command `volt`."""

from __future__ import annotations

import sys

from volt.cli import main

sys.exit(main())
