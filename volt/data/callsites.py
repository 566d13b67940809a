"""Where functions are called: lines of the same sources, found by name and cheaply.

A name that is defined twice, or that built-in types have too, could be anybody's and gets no call sites. What is found
is text to learn from and proves nothing: no types are resolved.
"""

from __future__ import annotations

import builtins
import io
import re
from collections import Counter
from collections.abc import Iterable

MOST = 3
"""Call sites that are kept of a function."""
_LONGEST = 160
_CALL = re.compile(r"\b([A-Za-z_]\w{2,})\(")
_DEFINITION = re.compile(r"^\s*(?:async\s+)?(?:def|class)\s+(\w+)", re.MULTILINE)
_COMMON = {
    name
    for owner in (builtins, str, bytes, list, dict, set, frozenset, tuple, int, float, io.TextIOWrapper, io.BytesIO)
    for name in dir(owner)
}


def call_sites(names: Iterable[str], sources: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each name the first few different lines that call it; names without any are left out."""
    sources = list(sources)
    defined = Counter(name for source in sources for name in _DEFINITION.findall(source))
    found: dict[str, list[str]] = {name: [] for name in names if defined[name] == 1 and name not in _COMMON}
    for source in sources:
        for line in source.splitlines():
            if "(" in line:
                _note(line.strip(), found)
    return {name: tuple(lines) for name, lines in found.items() if lines}


def _note(line: str, found: dict[str, list[str]]) -> None:
    if len(line) > _LONGEST or line.startswith("#") or _DEFINITION.match(line):
        return
    for name in _CALL.findall(line):
        lines = found.get(name)
        if lines is not None and len(lines) < MOST and line not in lines:
            lines.append(line)
