"""Volt X: code intelligence that runs on your own machine and only claims what it has checked.

    from volt import Request, Volt

    with Volt.open() as volt:
        answer = volt.think(Request("Reverse a string.", tests=("assert f('ab') == 'ba'",)))

The names below are imported when they are first used, so that `import volt` costs nothing and loads no torch.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from volt.answer import Answer, Status
    from volt.config import Config
    from volt.engine import Volt
    from volt.errors import VoltError
    from volt.frame import TensorFrame
    from volt.request import Candidate, Request, Source
    from volt.verify import Checks, Judge, Limits, Report, Verdict

__version__ = "0.1.0"

_HOMES = {
    "Answer": "volt.answer",
    "Candidate": "volt.request",
    "Checks": "volt.verify",
    "Config": "volt.config",
    "Judge": "volt.verify",
    "Limits": "volt.verify",
    "Report": "volt.verify",
    "Request": "volt.request",
    "Source": "volt.request",
    "Status": "volt.answer",
    "TensorFrame": "volt.frame",
    "Verdict": "volt.verify",
    "Volt": "volt.engine",
    "VoltError": "volt.errors",
}

__all__ = [
    "Answer",
    "Candidate",
    "Checks",
    "Config",
    "Judge",
    "Limits",
    "Report",
    "Request",
    "Source",
    "Status",
    "TensorFrame",
    "Verdict",
    "Volt",
    "VoltError",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'volt' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
