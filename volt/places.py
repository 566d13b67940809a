"""The only folders Volt reads and writes.

    VOLT_HOME   memory, indexes, logs, added weights; default: the platform's user data folder for "volt-x"
    VOLT_DATA   problem sets the user brings; read, never written
    models/     the weights bundled with a checkout; read, never written

Nothing is ever written outside `home()`.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from volt.errors import PlaceError

CHECKOUT = Path(__file__).resolve().parent.parent
_CHOOSE_HOME = "Set VOLT_HOME to a folder you can write"
_CHOOSE_DATA = "Set VOLT_DATA to the folder that holds your problem sets"


def home() -> Path:
    """The folder for everything Volt keeps, created when missing. Raises PlaceError when it cannot be written."""
    folder = _home()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlaceError(f"The folder {folder} cannot be created ({error.strerror})", _CHOOSE_HOME) from error
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise PlaceError(f"The folder {folder} cannot be written", _CHOOSE_HOME)
    return folder


def models(size: str = "nano") -> Path:
    """The folder with the weights of `size`: bundled with the checkout, else `$VOLT_HOME/models/<size>`.

    Nothing is created: a missing folder is reported by whoever wants to load from it.
    """
    bundled = CHECKOUT / "models" / size
    return bundled if bundled.is_dir() else _home() / "models" / size


def data() -> Path:
    """The folder of problem sets named by VOLT_DATA. Raises PlaceError when it is not set or not readable."""
    given = os.environ.get("VOLT_DATA", "")
    if not given:
        raise PlaceError("No folder of problem sets is known: VOLT_DATA is not set", _CHOOSE_DATA)
    folder = Path(given).expanduser().absolute()
    if not folder.is_dir():
        raise PlaceError(f"VOLT_DATA names {folder}, which is not a folder", _CHOOSE_DATA)
    if not os.access(folder, os.R_OK | os.X_OK):
        raise PlaceError(f"The folder {folder} cannot be read", _CHOOSE_DATA)
    return folder


def _home() -> Path:
    given = os.environ.get("VOLT_HOME", "")
    folder = Path(given).expanduser() if given else Path(platformdirs.user_data_dir("volt-x", appauthor=False))
    return folder.absolute()
