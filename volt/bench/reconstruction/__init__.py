"""Whether a frame holds a program: written into it and read back, beside ablations that are trained as long."""

from __future__ import annotations

RESULT = "reconstruction.json"
