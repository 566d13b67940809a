"""Values that matter wherever they come out: names of files from listings, private paths, the program itself."""

from __future__ import annotations

from volt.safety.patterns import PERSISTENT, SECRET, SECRET_VARIABLE
from volt.safety.values import Const, Taints, Values

TELLING: Taints = frozenset({"listing", "self", "home", "secret", "persistent", "system", "homes", "member"})


def telling(values: Values) -> Values:
    """Those among the values that carry such a mark, or are such a text.

    They are followed to places where following every value would take minutes for a library: into operators that a
    program's classes define, into functions that it gives to libraries, into inherited constructors.
    """
    return frozenset(x for x in values if x.taints & TELLING or (isinstance(x, Const) and _private(x.value)))


def _private(text: object) -> bool:
    return isinstance(text, str) and any(p.search(text) for p in (SECRET, PERSISTENT, SECRET_VARIABLE))
