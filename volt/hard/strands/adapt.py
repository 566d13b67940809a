"""Adapting a known function to the signature and the examples of a task.

An adaptation says where each parameter of the snippet comes from (a parameter of the task, perhaps converted; its
length; a constant), and how the result is converted. Its cost says how far-fetched that is. `rewrite` makes code of it.
"""

from __future__ import annotations

import ast
import heapq
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from volt.hard.strands.library import Snippet
from volt.hard.strands.plausible import ANY, ITERABLES, Kinds, annotated, kinds_of, returned_by, used_as
from volt.request import Signature, Task
from volt.request.checks import parse

_FORBIDDEN = 99.0
_KEEP = 0.0
_UNKNOWN = 0.1
_DROP_REDUNDANT, _DROP = 0.3, 2.0
_CROSSED = 0.6  # one task parameter out of its place
_CONSTANT, _SAID = 2.5, 1.6  # a constant nobody mentioned, and one that the request mentions
_LENGTH = 0.7
_LENGTH_NAMES = frozenset({"n", "size", "length", "len_arr", "arr_size", "count", "l", "N"})

# (kind had, kind wanted) -> templates with their costs; the first that fits is the commonest.
_CONVERSIONS: dict[tuple[str, str], tuple[tuple[str, float], ...]] = {
    ("tuple", "list"): (("list({})", 0.3),),
    ("list", "tuple"): (("tuple({})", 0.3),),
    ("set", "list"): (("sorted({})", 0.5), ("list({})", 0.6)),
    ("list", "set"): (("set({})", 0.5),),
    ("tuple", "set"): (("set({})", 0.5),),
    ("set", "tuple"): (("tuple(sorted({}))", 0.8),),
    ("dict", "list"): (("list({}.items())", 1.0), ("list({})", 1.2), ("list({}.values())", 1.2)),
    ("list", "dict"): (("dict({})", 0.8),),
    ("dict", "tuple"): (("tuple({}.items())", 1.2),),
    ("str", "list"): (("list({})", 0.8), ("{}.split()", 1.0)),
    ("list", "str"): (("''.join({})", 0.8), ("' '.join({})", 0.9), ("''.join(map(str, {}))", 1.2), ("str({})", 1.3)),
    ("tuple", "str"): (("''.join({})", 0.8), ("str({})", 1.2)),
    ("str", "tuple"): (("tuple({})", 1.0),),
    ("num", "str"): (("str({})", 0.6),),
    ("str", "num"): (("int({})", 0.7), ("len({})", 1.2), ("float({})", 1.4)),
    ("num", "bool"): (("bool({})", 0.9), ("{} > 0", 1.4), ("{} == 0", 1.4)),
    ("none", "bool"): (("{} is not None", 1.0),),
    ("list", "num"): (("len({})", 0.8), ("sum({})", 0.9), ("max({})", 1.2), ("min({})", 1.3), ("{}[0]", 1.2)),
    ("set", "num"): (("len({})", 0.8), ("sum({})", 1.2)),
    ("dict", "num"): (("len({})", 1.0), ("max({}.values())", 1.4)),
    ("tuple", "num"): (("{}[0]", 0.8), ("{}[1]", 0.9), ("len({})", 1.4), ("sum({})", 1.4)),
    ("list", "bool"): (("bool({})", 1.0), ("all({})", 1.4), ("any({})", 1.5), ("not {}", 1.5)),
    ("iterator", "list"): (("list({})", 0.2),),
    ("iterator", "tuple"): (("tuple({})", 0.2),),
    ("iterator", "set"): (("set({})", 0.3),),
    ("iterator", "dict"): (("dict({})", 0.4),),
}
# Changes of a result that already has the right kind, for near misses.
_TWISTS: dict[str, tuple[tuple[str, float], ...]] = {
    "bool": (("not {}", 1.8),),
    "num": (("{} + 1", 2.2), ("{} - 1", 2.2), ("round({}, 2)", 2.3), ("abs({})", 2.4), ("-{}", 2.6), ("int({})", 2.6)),
    "list": (("sorted({})", 1.8), ("{}[::-1]", 2.0), ("list(map(list, {}))", 2.6), ("list(map(tuple, {}))", 2.4)),
    "tuple": (("{}[::-1]", 2.2),),
    "str": (("{}.lower()", 2.4), ("{}.upper()", 2.4), ("{}.strip()", 2.4), ("{}[::-1]", 2.4)),
}
_UNKNOWN_RESULT: dict[str, tuple[tuple[str, float], ...]] = {
    "list": (("list({})", 0.9), ("sorted({})", 1.6)),
    "tuple": (("tuple({})", 0.9),),
    "set": (("set({})", 0.9),),
    "str": (("str({})", 0.9), ("''.join({})", 1.2)),
    "num": (("len({})", 1.5), ("int({})", 1.5)),
    "bool": (("bool({})", 1.2),),
    "dict": (("dict({})", 0.9),),
}


_NUMBER_WORDS = {
    **dict.fromkeys(("two", "second", "square", "squares", "twice"), "2"),
    **dict.fromkeys(("three", "third", "cube", "cubes", "thrice"), "3"),
    **dict.fromkeys(("four", "fourth"), "4"),
    **dict.fromkeys(("five", "fifth"), "5"),
    **dict.fromkeys(("six", "sixth"), "6"),
    **dict.fromkeys(("seven", "seventh"), "7"),
    **dict.fromkeys(("eight", "eighth"), "8"),
    **dict.fromkeys(("nine", "ninth"), "9"),
    **dict.fromkeys(("ten", "tenth", "decimal"), "10"),
}
_OPPOSITES = {"yes": "no", "true": "false", "even": "odd", "found": "not found", "present": "not present", "y": "n"}


@dataclass(frozen=True)
class Known:
    """A snippet, understood: its syntax tree and what its parameters and result seem to be."""

    snippet: Snippet
    tree: ast.Module
    function: ast.FunctionDef
    names: tuple[str, ...]
    kinds: tuple[Kinds, ...]
    required: int
    """Parameters without a default; they come first."""
    returns: Kinds


@dataclass(frozen=True)
class Wanted:
    """What the task says about values: per parameter the kinds and values seen, and those expected."""

    signature: Signature
    kinds: tuple[Kinds, ...]
    rows: tuple[tuple[Any, ...], ...]
    expected: tuple[Any, ...]
    returns: Kinds
    said: tuple[str, ...]
    """Numbers and quoted strings in the request, as source text."""


@dataclass(frozen=True)
class Adaptation:
    """Expressions over the task's parameters for each parameter of the snippet, and what becomes of the result."""

    arguments: tuple[str, ...]
    result: str
    """A template with one `{}`."""
    cost: float

    @property
    def note(self) -> str:
        """The change in a few words."""
        shown = ", ".join(self.arguments)
        return f"({shown})" + ("" if self.result == "{}" else f", result {self.result.format('r')}")


@lru_cache(maxsize=20_000)
def understand(snippet: Snippet) -> Known | None:
    """Read a snippet; None when it does not parse, defines no such function, or takes `*args`."""
    try:
        tree = parse(snippet.code)
    except SyntaxError:
        return None
    function = next((n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == snippet.name), None)
    if function is None or function.args.vararg or function.args.kwonlyargs:
        return None
    args = [*function.args.posonlyargs, *function.args.args]
    kinds = [annotated(ast.unparse(a.annotation) if a.annotation else None) or used_as(function, a.arg) for a in args]
    returns = frozenset({"iterator"}) if _yields(function) else returned_by(function)
    required = len(args) - len(function.args.defaults)
    return Known(snippet, tree, function, tuple(a.arg for a in args), tuple(kinds), required, returns)


def _yields(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function))


def wanted(task: Task) -> Wanted | None:
    """What a task says about values, or None when it names no function."""
    signature = task.signature
    if signature is None or any(p.name.startswith("*") for p in signature.parameters):
        return None
    width = len(signature.parameters)
    rows = tuple(e.args for e in task.examples if len(e.args) == width)
    expected = tuple(e.expected for e in task.examples)
    kinds = [
        kinds_of(row[i] for row in rows) if rows else annotated(parameter.annotation)
        for i, parameter in enumerate(signature.parameters)
    ]
    returns = kinds_of(expected) or annotated(signature.returns)
    return Wanted(signature, tuple(kinds), rows, expected, returns, _said(task.description))


def _said(text: str) -> tuple[str, ...]:
    """Up to four constants that a text speaks of: numbers, ordinals and short quoted strings, as source."""
    found = re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.]\d)|'[^'\s]{1,8}'|\"[^\"\s]{1,8}\"|[a-z]+", text)
    constants = (_NUMBER_WORDS.get(word, "" if word.isalpha() else word) for word in found)
    return tuple(dict.fromkeys(constant for constant in constants if constant))[:4]


def adaptations(known: Known, want: Wanted, limit: int = 12) -> list[Adaptation]:
    """The cheapest plausible ways to use a snippet for a task, cheapest first."""
    calls = _calls(known, want)
    results = list(_results(known, want))
    pairs = (
        Adaptation(arguments, result, cost + more)
        for cost, arguments in calls
        for result, more in results
        if cost + more < _FORBIDDEN
    )
    return heapq.nsmallest(limit, pairs, key=lambda adaptation: adaptation.cost)


def _calls(known: Known, want: Wanted) -> list[tuple[float, tuple[str, ...]]]:
    """Ways to fill the snippet's parameters, with their costs; parameters that have defaults may stay empty."""
    width = len(want.signature.parameters)
    found: list[tuple[float, tuple[str, ...]]] = []
    for count in range(known.required, len(known.names) + 1):
        taken = min(count, width)
        if count > width + 1 or width > 5:
            continue
        for order in itertools.permutations(range(width), taken):
            for gaps in itertools.combinations(range(count), count - taken):
                found += _fillings(known, want, count, order, gaps)
    if width > 5 and known.required <= width <= len(known.names):
        found += _fillings(known, want, width, tuple(range(width)), ())
    return heapq.nsmallest(24, found)


def _fillings(
    known: Known, want: Wanted, count: int, order: Sequence[int], gaps: Sequence[int]
) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Fill `count` parameters with the task's parameters in `order`, and those at `gaps` with something made up."""
    choices: list[list[tuple[str, float]]] = []
    rest = iter(order)
    cost = _CROSSED * sum(a > b for a, b in itertools.pairwise(order))
    cost += sum(_drop_cost(want, i) for i in range(len(want.kinds)) if i not in order)
    for place in range(count):
        if place in gaps:
            choices.append(_made_up(known, want, place))
        else:
            choices.append(_fit(want, next(rest), known.kinds[place]))
        if not choices[-1]:
            return
    for combination in itertools.islice(itertools.product(*choices), 12):
        yield cost + sum(c for _, c in combination), tuple(text for text, _ in combination)


def _drop_cost(want: Wanted, index: int) -> float:
    """Leaving out a task parameter is cheap when it is only the length of another one."""
    redundant = bool(want.rows) and any(
        all(_is_length(row[index], row[other]) for row in want.rows)
        for other in range(len(want.kinds))
        if other != index
    )
    return _DROP_REDUNDANT if redundant else _DROP


def _is_length(value: Any, other: Any) -> bool:
    return isinstance(value, int) and isinstance(other, list | tuple | str) and value == len(other)


def _fit(want: Wanted, index: int, kinds: Kinds) -> list[tuple[str, float]]:
    """How a task parameter can stand for a snippet parameter of these kinds."""
    name, given = want.signature.parameters[index].name, want.kinds[index]
    if not kinds or not given:
        return [(name, _UNKNOWN)]
    if given <= kinds:
        extra = [(f"list({name})", 0.8)] if given == {"tuple"} and "list" in kinds else []
        return [(name, _KEEP), *extra]
    if given & kinds:
        return [(name, 0.3)]
    fits = [(name, 0.4)] if given <= ITERABLES and kinds <= ITERABLES and "dict" not in given | kinds else []
    for had, need in itertools.product(sorted(given), sorted(kinds)):
        fits += [(template.format(name), cost + 0.2) for template, cost in _CONVERSIONS.get((had, need), ())[:2]]
    return fits[:3]


def _made_up(known: Known, want: Wanted, place: int) -> list[tuple[str, float]]:
    """A value for a snippet parameter that the task does not have: the length of another, or a constant."""
    kinds, options = known.kinds[place], list[tuple[str, float]]()
    lengthy = known.names[place] in _LENGTH_NAMES
    if not kinds or "num" in kinds:
        for parameter, given in zip(want.signature.parameters, want.kinds, strict=True):
            if given and given <= ITERABLES:
                options.append((f"len({parameter.name})", _LENGTH if lengthy else _LENGTH + 1))
    for text in want.said:
        if not kinds or ("str" if text[0] in "'\"" else "num") in kinds:
            options.append((text, _SAID))
    if "num" in kinds:
        options += [("2", _CONSTANT), ("0", _CONSTANT), ("1", _CONSTANT), ("10", _CONSTANT + 0.5)]
    elif "str" in kinds:
        options += [("' '", _CONSTANT), ("''", _CONSTANT + 0.5)]
    return options[:5]


def _results(known: Known, want: Wanted) -> Iterator[tuple[str, float]]:
    """Templates for the result, with their costs, that could give the kind of value expected."""
    have, need = known.returns, want.returns
    if not need:
        yield "{}", _UNKNOWN
        return
    if (pair := _two_words(want.expected)) and have in (frozenset({"bool"}), ANY):
        first, second = (repr(word).replace("{", "{{").replace("}", "}}") for word in pair)  # in a template
        yield f"{first} if {{}} else {second}", 0.4
        yield f"{second} if {{}} else {first}", 0.5
    if have == ANY:
        yield "{}", _UNKNOWN
        for kind in sorted(need):
            yield from _UNKNOWN_RESULT.get(kind, ())
        return
    overlap = have & need
    if overlap:
        yield "{}", _KEEP if need <= have else 0.4
    for kind in sorted(need):
        if kind in have:
            yield from _TWISTS.get(kind, ())
    for had, kind in itertools.product(sorted(have), sorted(need - have)):
        yield from _CONVERSIONS.get((had, kind), ())
    guessed = known.function.returns is None and len(have) == 1
    if guessed and not overlap and not any((h, n) in _CONVERSIONS for h in have for n in need):
        yield "{}", 2.5  # the kind was guessed from the text, and guesses can be wrong


def _two_words(values: Sequence[Any]) -> tuple[str, str] | None:
    """The two strings that a yes-or-no question is answered with, the affirmative first when that can be told."""
    texts = sorted({value for value in values if isinstance(value, str)})
    if not all(isinstance(value, str) for value in values) or not 1 <= len(texts) <= 2:
        return None
    if len(texts) == 1:
        return _with_opposite(texts[0])
    if len(values) < 2:
        return None
    negative = min(texts, key=lambda t: not re.match(r"(?:no|not|invalid|false|odd|un)", t.lower()))
    positive = next(text for text in texts if text != negative)
    return positive, negative


def _with_opposite(text: str) -> tuple[str, str] | None:
    """An answer such as 'Yes', 'Not Found' or 'Valid code' with its opposite, spelled alike; None for other text."""
    low = text.lower()
    pairs = [*_OPPOSITES.items(), (low, f"in{low}")] if low.startswith("valid") else [*_OPPOSITES.items()]
    pairs += [(low[2:], low)] if low.startswith("invalid") else []
    for positive, negative in pairs:
        if low in (positive, negative):
            return _spelled_like(positive, text), _spelled_like(negative, text)
    return None


def _spelled_like(word: str, model: str) -> str:
    if model.isupper():
        return word.upper()
    if model.istitle():
        return word.title()
    return word.capitalize() if model[:1].isupper() else word
