"""Exercises from textbook entries: other names, other words for the request, examples from really running them."""

from __future__ import annotations

import ast
import copy
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from types import FrameType
from typing import Any

from volt.data.decontaminate import hash64
from volt.data.exercise import Exercise, assemble, check_of, source_of
from volt.data.grammar.kinds import WORDS
from volt.data.naming import name_from, parameter_pool, restyled
from volt.data.phrasing import Check, Wish
from volt.data.textbook import Entry, entries
from volt.request import Parameter, Signature

_MOST_STEPS = 20_000
_TRIES = 20
_MOST_CHECKS = 8
_QUESTION = ("how", "what", "which", "is", "are", "does", "do", "can", "has", "have", "will", "when", "where", "who")
_ARTICLES = ("a", "an", "the", "this", "all", "every", "each", "any", "one")
_TYPED = 0.4
PRECONDITION = re.compile(
    r"\b(sorted|once|twice|valid|permutation|balanced|equal length|same length|given that|missing|odd number of times"
    r"|binary|hexadecimal|octal|rotated|exactly|between 1 and|except one|square matrix|all others|known)\b"
)
"""Requests that promise something about the input: changed inputs would break the promise, so they get none."""


class _TooLong(BaseException):
    """Raised inside a textbook function that takes too many steps; no `except Exception` there can stop it."""


@dataclass(frozen=True)
class _Lesson:
    """A textbook entry, ready to be written with other names."""

    entry: Entry
    prelude: str
    untyped_prelude: str
    pieces: tuple[str, ...]
    """The body in pieces: texts at even places, names at odd ones."""
    renameable: frozenset[str]
    taken: frozenset[str]
    """Names that new names must not clash with."""
    checks: tuple[Check, ...]
    key: int


def lesson(rng: Random) -> tuple[Exercise, int] | None:
    """One exercise from a random entry with the key of its program; None when this phrasing does not fit."""
    found = entries()
    made = _lesson(rng.randrange(len(found))) if found else None
    return _exercise(rng, made) if made else None


@cache
def _lesson(place: int) -> _Lesson | None:
    """The entry at a place of the textbook, prepared when it is first drawn."""
    return _prepare(entries()[place])


def _exercise(rng: Random, made: _Lesson) -> tuple[Exercise, int] | None:
    entry = made.entry
    do, whole = _asked(rng, entry)
    name = restyled(rng, (rng.random() < 0.3 and name_from(do or whole)) or entry.name)
    if name in made.taken:
        name = entry.name
    names = {**_renamed(rng, made, do + " " + whole), entry.name: name}
    typed = rng.random() < _TYPED
    parameters = tuple(
        Parameter(names.get(p.name, p.name), p.annotation if typed else None, p.default) for p in entry.parameters
    )
    header = Signature(name, parameters, entry.returns if typed else None).header()
    body = "".join(names.get(p, p) if i % 2 else p for i, p in enumerate(made.pieces))
    checks = list(made.checks)
    if rng.random() < 0.8:
        first = checks.pop(rng.randrange(len(checks)))
        rng.shuffle(checks)
        checks.insert(0, first)
    wish = Wish(do, name, header, whole=whole, conjugates=not re.search(r" and |, | or ", do))
    prelude = made.prelude if typed else made.untyped_prelude
    exercise = assemble(rng, wish, prelude, body, checks[: rng.randint(3, 5)], f"textbook/{entry.chapter}")
    return (exercise, made.key) if exercise else None


def _asked(rng: Random, entry: Entry) -> tuple[str, str]:
    """(imperative without a full stop, "") or ("", whole question)."""
    text = rng.choice((entry.description, entry.description, *entry.asks)).strip().rstrip(".")
    first = text.split()[0].lower()
    if first in _QUESTION:
        return "", text[0].upper() + text[1:].rstrip("?") + "?"
    if first not in _verbs():
        text = f"find {text}" if first in _ARTICLES else f"find the {text}"
    return (text if text[:2].isupper() else text[0].lower() + text[1:]), ""


@cache
def _verbs() -> frozenset[str]:
    """Words that descriptions begin with: verbs, for descriptions are requests. Nouns rarely occur among them."""
    firsts = [entry.description.split()[0].lower() for entry in entries()]
    return frozenset(w for w in firsts if firsts.count(w) > 1) | _MORE_VERBS


_VERB_LIST = """
abbreviate accept accumulate add align alternate append apply arrange avoid balance bisect break bring build
buy camelise cancel capitalise centre chain change check choose chop clean clear climb clip collapse collect
combine compare compose compress compute concatenate connect construct convert copy cover cut deal decide
decompose decompress dedent deduplicate delete deserialise detect determine differentiate distribute divide
drop duplicate eliminate encode enumerate erase escape exchange explain exponentiate express extend extract
fetch fill filter find fit flatten flip flood fold follow form generate get give glue grep group guess halve
hide identify implement increase indent initialise insert interchange interleave intersect intersperse
invert iterate join judge jump justify keep knock label lay left-align limit list locate look make map mark
mask match measure merge mirror mix move multiply name negate normalise obtain order paint pair parse pay
peel percent-encode pick place plug pop print process produce pull push put raise reach rearrange rebuild
recolour reduce remove render reorder reorganise repeat replace report represent rescale restore restrict
reverse rewrite right-align rotate round sample say scale scan schedule search segregate select separate
serialise serve shift shorten show shrink shuffle simplify simulate skip slice slugify smash smooth snap
sort spell split square squeeze standardise stretch strip substitute subtract sum summarise surround swap
switch take tally tell test toggle tokenize trade transform translate trap trim truncate try turn undo
unfold unite unpack unset update use validate verify visit walk weave work wrap write yield zip
"""
_MORE_VERBS = frozenset(_VERB_LIST.split())


def _renamed(rng: Random, made: _Lesson, text: str) -> dict[str, str]:
    """New parameter names, drawn by type; parameters that the request mentions keep theirs."""
    if rng.random() < 0.5:
        return {}
    words = set(re.findall(r"\w+", text))
    names: dict[str, str] = {}
    for parameter in made.entry.parameters:
        free = [
            n
            for n in parameter_pool(parameter.annotation)
            if n not in made.taken and n not in names.values() and n not in words
        ]
        if free and parameter.name in made.renameable and parameter.name not in words and rng.random() < 0.75:
            names[parameter.name] = rng.choice(free)
    return names


def _prepare(entry: Entry) -> _Lesson | None:
    """Cut an entry into renameable pieces and learn what it answers; None when too little can be shown of it."""
    tree = ast.parse(entry.function).body[0]
    if not isinstance(tree, ast.FunctionDef):
        return None
    lines = entry.function.split("\n")
    decorators = lines[: tree.lineno - 1]
    start = tree.body[0].lineno - 1
    while lines[start - 1].lstrip().startswith("#"):  # a comment above the first statement belongs to the body
        start -= 1
    prelude = "\n\n\n".join(part for part in (entry.prelude, "\n".join(decorators)) if part)
    body = "\n".join(lines[start:])
    checks = _checks(entry)
    if not checks or tree.lineno == tree.body[0].lineno or decorators:
        return None
    wanted = {p.name for p in entry.parameters} | {entry.name}
    pieces, renameable = _pieces(body, wanted)
    identifiers = frozenset(re.findall(r"[A-Za-z_]\w*", body + " " + entry.prelude)) | {
        p.name for p in entry.parameters
    }
    return _Lesson(
        entry, prelude, _untyped(entry, body), pieces, renameable, identifiers, checks, hash64(entry.function)
    )


def _pieces(body: str, wanted: set[str]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Cut a body at names; a name that also occurs in strings, as attribute or keyword stays as it is."""
    tree = ast.parse("def f():\n" + body)
    real: dict[str, int] = dict.fromkeys(wanted, 0)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in real:
            real[node.id] += 1
        elif isinstance(node, ast.arg) and node.arg in real:
            real[node.arg] = -1_000_000  # an inner function binds it again
    written = re.findall(r"\w+", body)
    renameable = frozenset(n for n, count in real.items() if count == written.count(n))
    pattern = "|".join(rf"\b{re.escape(n)}\b" for n in sorted(renameable))
    return tuple(re.split(f"({pattern})", body)) if renameable else (body,), renameable


def _untyped(entry: Entry, body: str) -> str:
    """The prelude without imports that only annotations need."""
    parts = entry.prelude.split("\n\n\n")
    rest = body + "\n".join(parts[1:])
    kept = [
        line
        for line in parts[0].split("\n")
        if not line.startswith(("from typing ", "from collections.abc ")) or re.search(rf"\b{line.split()[-1]}\b", rest)
    ]
    return "\n\n\n".join(part for part in ("\n".join(kept), *parts[1:]) if part)


def _checks(entry: Entry) -> tuple[Check, ...]:
    """Up to eight checks: from the entry's own examples and from changed copies of their arguments."""
    space: dict[str, Any] = {}
    exec(compile(entry.code, entry.name, "exec", dont_inherit=True), space)
    function = space[entry.name]
    rng = Random(f"inputs for {entry.name}")
    shown = [args for text in entry.examples if (args := _arguments(text, entry.name)) is not None]
    if not shown:
        return ()
    dated = any(p.name in ("month", "day", "hour", "minute", "date") for p in entry.parameters)
    tries = 0 if dated or PRECONDITION.search(entry.description) else _TRIES
    kept: list[Check] = []
    for number in range(len(shown) + tries):
        args = shown[number] if number < len(shown) else [changed_copy(rng, a) for a in rng.choice(shown)]
        check = _check(function, args)
        if not check or check.args in [k.args for k in kept] or [k.result for k in kept].count(check.result) > 2:
            continue
        if check == _check(function, args):  # twice: what depends on chance or the clock is left out
            kept.append(check)
        if len(kept) == _MOST_CHECKS:
            break
    return tuple(kept)


def _arguments(example: str, name: str) -> list[Any] | None:
    """The literal arguments of `name(...) == answer`, or None when the example is anything else."""
    tree = ast.parse(example, mode="eval").body
    call = tree.left if isinstance(tree, ast.Compare) else tree
    if not isinstance(call, ast.Call) or call.keywords or not isinstance(call.func, ast.Name) or call.func.id != name:
        return None
    try:
        return [ast.literal_eval(arg) for arg in call.args]
    except ValueError:
        return None


def _check(function: Callable[..., Any], args: Sequence[Any]) -> Check | None:
    """Run within a budget of executed lines, not seconds, so that a slow machine makes the same exercises."""
    steps = 0

    def count(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal steps
        steps += 1
        if steps > _MOST_STEPS and event == "line":  # not while a generator is closed: that would be swallowed
            raise _TooLong
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        check = check_of(function, copy.deepcopy(args))
    except _TooLong:
        return None
    finally:
        sys.settrace(before)
    # Written from the arguments as they were: some functions change theirs.
    return Check(", ".join(map(source_of, args)), check.result) if check else None


def changed_copy(rng: Random, value: Any) -> Any:
    """A value of the same kind and about the same size; at times the value itself."""
    if rng.random() < 0.2 or value is None:
        return value
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        low = 1 if value > 0 else 0 if value == 0 else 2 * value
        return rng.choice((value + 1, value - 1, rng.randint(low, max(9, 2 * abs(value)))))
    if isinstance(value, float):
        return rng.choice((value + 1, value / 2, float(rng.randint(1, 20)), round(value * 1.5, 2)))
    if isinstance(value, str):
        return _changed_text(rng, value)
    if isinstance(value, dict):
        return {k: changed_copy(rng, v) for k, v in value.items() if rng.random() < 0.85}
    if isinstance(value, tuple):
        changed = [changed_copy(rng, v) for v in value]
        interval = len(value) == 2 and all(type(v) in (int, float) for v in value) and value[0] <= value[1]
        return tuple(sorted(changed) if interval else changed)
    return _changed_items(rng, value) if isinstance(value, list | set) else value


def _changed_items(rng: Random, value: Any) -> Any:
    # A set has no fixed order: sorting by text keeps the choice the same in every process.
    if all(isinstance(v, list) for v in value) and len({len(v) for v in value}) == 1:
        return [[changed_copy(rng, x) for x in row] for row in value]  # a table keeps its shape
    items = [changed_copy(rng, v) for v in (sorted(value, key=repr) if isinstance(value, set) else value)]
    act = rng.random()
    if act < 0.25 and len(items) > 2:
        del items[rng.randrange(len(items))]
    elif act < 0.5 and items:
        items.insert(rng.randrange(len(items)), changed_copy(rng, rng.choice(items)))
    elif act < 0.75:
        rng.shuffle(items)
    return set(items) if isinstance(value, set) else items


def _changed_text(rng: Random, text: str) -> str:
    if text.isdigit():
        return "".join(rng.choice("0123456789") for _ in text)
    if len(text) == 1:
        return rng.choice(text + "abcdefgxyz") if text.isalpha() else text
    if " " in text:
        words = text.split(" ")
        rng.shuffle(words)
        return " ".join(rng.choice((w, rng.choice(WORDS))) if w.isalpha() else w for w in words)
    if text.isalpha():
        return rng.choice((rng.choice(WORDS), text[::-1], text.upper(), text[1:] + text[0], text.capitalize()))
    letters = list(text)
    rng.shuffle(letters)
    return rng.choice(("".join(letters), text[: len(text) // 2 + 1], text[::-1]))
