"""Where the index of a folder lies: in VOLT_HOME, under a name made of the folder's path."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from volt import places
from volt.errors import InputError


def database_of(folder: Path) -> Path:
    """The file for the index of a folder, whether it is there or not."""
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    return places.home() / "indexes" / f"{name}.db"


def nearest_database(here: Path) -> Path:
    """The index of a folder, or of the nearest folder above that has one. InputError when there is none."""
    inside = here.resolve()
    for folder in (inside, *inside.parents):
        if (found := database_of(folder)).is_file():
            return found
    raise InputError(f"Nothing is indexed at {inside} or above it", "Run `volt index PATH` first")
