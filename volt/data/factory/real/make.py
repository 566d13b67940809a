"""From a changed program to an exercise: run it, keep what is telling, write signature, examples, tests and request."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from volt.data.decontaminate import hash64, module_key
from volt.data.factory.concepts import concepts_of
from volt.data.factory.real.load import entry_of
from volt.data.factory.real.statements import Story
from volt.data.factory.real.style import pretty
from volt.data.factory.real.values import type_of
from volt.data.factory.real.wording import Twist, presented, texts
from volt.data.factory.record import Exercise
from volt.data.factory.run import Call, Outcome, literal, twice

_MOST_TEXT = 180
_MOST_TESTS = 8
_MOST_REQUEST = 2_400


@dataclass(frozen=True)
class Draft:
    """A changed program that was not run yet, and what asks for it."""

    act: str
    set: str
    ids: tuple[str, ...]
    code: str
    entry: str
    calls: tuple[Call, ...]
    story: Story
    twists: tuple[Twist, ...] = ()


def written(rng: Random, draft: Draft) -> Exercise | None:
    """The exercise of a draft; None when the program says too little (one answer only, an echo) or fails."""
    pairs = answered(draft.code, draft.entry, draft.calls)
    if not telling(pairs):
        return None
    code = pretty(draft.code)
    asserts = [f"assert {draft.entry}({c.text}) == {o.text}" for c, o in arranged(rng, pairs)]
    shown = 3 if len(asserts) >= 6 else 2 if len(asserts) >= 4 else 1
    examples, tests = tuple(asserts[:shown]), tuple(asserts[shown : shown + _MOST_TESTS])
    signature, typed = signatures(draft.code, draft.entry, pairs)
    plain = texts(rng, draft.story, draft.twists, draft.entry)
    requests = [presented(rng, text, signature, examples) for text in plain]
    if len(asserts) < 3 or len(requests[0]) > _MOST_REQUEST:
        return None
    return Exercise(
        "write", draft.act, draft.set, (draft.set,), concepts_of(code), level_of(code), draft.entry,
        signature, typed, requests[0], tuple(requests[1:]), examples, code, (), tests,
        module_key(code), behaviour_of(pairs), (*draft.ids, draft.act),
    )  # fmt: skip


_Pairs = Sequence[tuple[Call, Outcome]]


def answered(code: str, entry: str, calls: Sequence[Call]) -> list[tuple[Call, Outcome]]:
    """The calls that a program answers with small plain data, the same twice."""
    different = list({c.text: c for c in calls if len(c.text) <= _MOST_TEXT}.values())
    found = zip(different, twice(code, entry, different), strict=True)
    return [(c, o) for c, o in found if o.right and len(o.text) + len(c.text) <= 2 * _MOST_TEXT]


def telling(pairs: _Pairs) -> bool:
    """Whether the answers differ, and are not simply the first argument."""
    firsts = [literal(c.args[0]) if c.args else literal(c.named[0][1]) if c.named else "" for c, _ in pairs]
    return len({o.text for _, o in pairs}) >= 2 and any(f != o.text for f, (_, o) in zip(firsts, pairs, strict=True))


def arranged(rng: Random, pairs: _Pairs) -> list[tuple[Call, Outcome]]:
    """Shuffled, answers not seen before first, so that the examples shown differ."""
    order = list(pairs)
    rng.shuffle(order)
    order.sort(key=lambda p: p[1].text in ("[]", "''", "{}", "None"))
    seen: set[str] = set()
    new: list[tuple[Call, Outcome]] = []
    old: list[tuple[Call, Outcome]] = []
    for pair in order:
        (old if pair[1].text in seen else new).append(pair)
        seen.add(pair[1].text)
    head, rest = new[:2], [*new[2:], *old]
    rng.shuffle(rest)
    return [*head, *rest]


def signatures(code: str, entry: str, pairs: _Pairs) -> tuple[str, str]:
    """The `def` line as it is, and with types that fit all observed values."""
    function = entry_of(ast.parse(code), entry)
    plain = f"def {entry}({ast.unparse(function.args)}):"
    order = [a.arg for a in function.args.args]
    columns: dict[str, list[object]] = {}
    for call, _ in pairs:
        for name, value in [*zip(order, call.args, strict=False), *call.named]:
            columns.setdefault(name, []).append(value)
        if function.args.vararg:
            columns.setdefault(function.args.vararg.arg, []).extend(call.args[len(order) :])
    args = [*function.args.args, *function.args.kwonlyargs]
    for arg in [*args, *([function.args.vararg] if function.args.vararg else [])]:
        kind = type_of(columns.get(arg.arg, []))
        arg.annotation = ast.parse(kind, mode="eval").body
    result = type_of(o.value for _, o in pairs)
    return plain, f"def {entry}({ast.unparse(function.args)}) -> {result}:"


def level_of(code: str) -> int:
    """1 to 4, by lines with text."""
    lines = sum(bool(line.strip()) for line in code.split("\n"))
    return 1 if lines <= 3 else 2 if lines <= 8 else 3 if lines <= 15 else 4


def behaviour_of(pairs: _Pairs) -> int:
    """Equal for programs that answered the same to the same calls."""
    return hash64(repr(sorted((c.text, o.text) for c, o in pairs)))
