"""`python -m volt`: the same as the command `volt`."""

from __future__ import annotations

import sys

if not sys.flags.safe_path:  # what lies in the current folder is no library of Volt: a string.py there, for example
    del sys.path[0]

from volt.cli import main

sys.exit(main())
