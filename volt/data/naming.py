"""Names for functions and parameters, as different people would choose them."""

from __future__ import annotations

import keyword
from random import Random

from volt.data.grammar.kinds import KINDS

_PREFIXES = ("get", "find", "compute", "calculate", "calc", "return")
_PLAIN = ("solve", "solution", "f", "func", "task", "answer", "process", "main_function")
_SMALL_WORDS = frozenset("a an the of in to and or for from with by as is are its it that into given".split())  # noqa: SIM905 - a word list
_POOLS: dict[str, tuple[str, ...]] = {
    "int": ("n", "num", "number", "x", "k", "m", "value", "a", "b"),
    "float": ("x", "value", "a", "b", "num", "amount"),
    "str": KINDS["text"].names,
    "bool": ("flag", "enabled"),
    "list[int]": KINDS["ints"].names,
    "list[float]": KINDS["floats"].names,
    "list[str]": KINDS["words"].names,
    "list": ("items", "lst", "arr", "elements", "seq", "data", "values", "l1", "test_list"),
    "tuple": ("tup", "t", "values", "pair", "test_tup", "items"),
    "dict": ("d", "dictionary", "mapping", "table", "dict1", "data"),
    "set": ("items", "s", "values", "elements"),
}


def restyled(rng: Random, name: str) -> str:
    """A function name for the same thing: most often as it is, at times shortened, prefixed, in another style."""
    dice = rng.random()
    words = name.split("_")
    if dice < 0.55:
        return name
    if dice < 0.7:
        shorter = len(words) > 3 and words[-2] not in _SMALL_WORDS | {"at", "until"}
        return "_".join(words[:-1]) if shorter else name
    if dice < 0.85:
        return _safe("_".join([rng.choice(_PREFIXES), *words]))
    if dice < 0.92:
        return _safe(words[0] + "".join(w.capitalize() for w in words[1:]))
    if dice < 0.95:
        return _safe("_".join([*words[:-1], words[-1].capitalize()]))
    return rng.choice(_PLAIN)


def name_from(text: str) -> str:
    """A function name from the first telling words of a request, or empty."""
    words = [w for w in "".join(c if c.isalnum() else " " for c in text.lower()).split() if w not in _SMALL_WORDS]
    return _safe("_".join(words[:4])) if len(words) > 1 and not words[0][0].isdigit() else ""


def _safe(name: str) -> str:
    return name + "_" if keyword.iskeyword(name) else name


def parameter_pool(annotation: str | None) -> tuple[str, ...]:
    """Names people give to a parameter of this type; empty when nothing is known about it."""
    text = annotation or ""
    return _POOLS.get(text) or _POOLS.get(text.partition("[")[0]) or ()
