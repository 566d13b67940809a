"""The errors Volt raises, as one tree.

VoltError                      exit 3: Volt or the machine is at fault
├── InputError (ValueError)    exit 2: what the user gave cannot be used
│   ├── RequestError           the request text is empty, too large, binary or contradicts itself
│   ├── ChecksError            a test does not parse, or contradicts the signature
│   ├── ConfigError            unknown size, unknown key, value out of range
│   ├── DataError              a problem set is missing or malformed
│   └── PlaceError             VOLT_HOME or VOLT_DATA cannot be read or written
├── CheckpointError (OSError)  weights are missing, damaged, or made for another shape; exit 2 where named
├── StoreError (OSError)       the memory store failed: disk full, damaged file
├── SandboxError (OSError)     the sandbox could not be started or lost its worker
├── AxiomError                 the safety axioms were altered
└── Stopped                    the user ended the work with Ctrl-C; exit 130

Every message says what happened, where, and what to do. An error carries the remedy apart from the message so
that `--json` can show both; `str(error)` joins them.
"""

from __future__ import annotations

import traceback
from pathlib import Path


class VoltError(Exception):
    """Root of the tree. `exit_code` is what the command line leaves with."""

    exit_code = 3

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}. {self.remedy}" if self.remedy else self.message


class InputError(VoltError, ValueError):
    """What the user gave cannot be used."""

    exit_code = 2


class Stopped(VoltError):
    """The user ended the work with Ctrl-C; the message says what became of it."""

    exit_code = 130


class RequestError(InputError):
    """The request text is empty, too large, not text, or contradicts itself."""


class ChecksError(InputError):
    """A test does not parse, or contradicts the signature."""


class ConfigError(InputError):
    """An unknown size or key, or a value out of range."""


class DataError(InputError):
    """A problem set is missing or malformed."""


class PlaceError(InputError):
    """A folder Volt was told to use cannot be read or written."""


class CheckpointError(VoltError, OSError):
    """Weights are missing, damaged, or made for another shape."""


class StoreError(VoltError, OSError):
    """The memory store failed."""


class SandboxError(VoltError, OSError):
    """The sandbox could not be started, or lost its worker."""


class AxiomError(VoltError):
    """The safety axioms were altered."""


def fault(error: Exception) -> str:
    """A fault of ours in one line: what was raised, and where."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
