"""Whether the code prior of slot attention helps: beside none and a random one, on functions of held-out packages."""

from __future__ import annotations

RESULT = "prior.json"
