"""Makes exercises: grow a term, write it, run it, and ask for it in words; blocks of them for `shards`.

The order of the acts is the order of this file. What comes out depends on the request alone, not on the machine: runs
are limited by executed lines, and no set or hash decides anything.
"""

from __future__ import annotations

import re
import traceback
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from volt.data.decontaminate import hash64, module_key
from volt.data.factory import objects, requests
from volt.data.factory.block import FAULT, Block, BlockRequest
from volt.data.factory.concepts import concepts_of
from volt.data.factory.growing import grow
from volt.data.factory.inputs import annotation
from volt.data.factory.older import from_grammar, from_textbook
from volt.data.factory.probing import arguments_for, probes, unseen_first
from volt.data.factory.reading import families
from volt.data.factory.real import RealProblems
from volt.data.factory.record import Exercise
from volt.data.factory.run import Call as Run
from volt.data.factory.run import literal, load, run
from volt.data.factory.sifting import (
    COMPARED,
    MISWRITTEN,
    Dropped,
    agrees,
    answer,
    conditions,
    has_idle_family,
    is_constant,
    refuse_trivial,
)
from volt.data.factory.terms import Call, Const, calls, params, subterms
from volt.data.factory.writing import Style, Unwritable, program
from volt.data.naming import restyled
from volt.errors import ConfigError, VoltError

INPUTS = 20
EXAMPLES, HIDDEN = 3, 8
_LEVELS = {1: (0.3, 20_000), 2: (0.4, 400_000), 3: (0.2, 10**12), 4: (0.1, 10**12)}
"""Weight of each level, and the attempts after which it is halved: small programs are soon all made."""
_OLDER = (0.15, 40_000)
"""The same for the share of attempts that go to the textbook and the grammar of pipelines."""
_OBJECTS = 0.08
"""The share of classes, generators and exceptions."""
_STYLES = (Style(), Style(others=0.0, steps=0.9, loops=0.2), Style(others=0.6, steps=0.3, loops=0.6, spelled=0.6))
_MOST_LINES = 24
_TRAILING = re.compile(r"_(?:of|by|with|to|in|at|from)$")
_TEXT = 200


@dataclass(frozen=True)
class Checks:
    """What a program answered: (arguments, result) as source, in the order of the inputs."""

    rows: tuple[tuple[str, str], ...]
    behaviour: int


def family_names() -> list[str]:
    """The names that `--family` takes: families, and modules of families."""
    return sorted({*families(), *(f.module for f in families().values())})


def make_block(request: BlockRequest) -> Block:
    """All exercises of one block; a function of the request alone."""
    rng = Random(f"factory {request.seed} {request.block}")
    real = _real(request.data) if request.data and request.real else None
    made: list[Exercise] = []
    dropped: Counter[str] = Counter()
    before = request.block * request.attempts
    for _ in range(request.attempts):
        one = Random(rng.getrandbits(64))
        try:
            made.append(_attempt(one, request, real, before))
        except Dropped as reason:
            dropped[str(reason)] += 1
        except VoltError:
            raise
        except Exception as error:  # noqa: BLE001  # one attempt of a million must not end a night; it is counted
            where = traceback.extract_tb(error.__traceback__)
            ours = next(step for step in reversed(where) if "volt" in Path(step.filename).parts)
            dropped[f"{FAULT}{type(error).__name__} in {Path(ours.filename).stem}, line {ours.lineno}"] += 1
    return Block(tuple(made), dict(sorted(dropped.items())))


def _attempt(rng: Random, request: BlockRequest, real: RealProblems | None, before: int) -> Exercise:
    dice = rng.random()
    weights = [_faded(w, before) for w in _LEVELS.values()]
    level = request.level or rng.choices(list(_LEVELS), weights)[0]
    made: Exercise | None
    if real is not None and request.family is None and dice < request.real:
        made = _from_real(rng, real)
    elif request.family is None and rng.random() < _faded(_OLDER, before):
        made = (from_textbook if rng.random() < 0.4 else from_grammar)(rng)
    elif request.family is None and rng.random() < _OBJECTS:
        made = objects.draw(rng, level)
    else:
        made = exercise(rng, level, request.family)
    if made is None:
        raise Dropped("did not work out")
    if request.level and made.level != request.level:
        raise Dropped("another level")
    return made


def _faded(weight: tuple[float, int], before: int) -> float:
    """A weight after so many attempts."""
    return weight[0] / (1 + before / weight[1])


def _from_real(rng: Random, real: RealProblems) -> Exercise | None:
    try:
        return real.draw(rng)
    except ValueError:  # `ast.unparse` of a changed program that this Python cannot write, such as a nested f-string
        return None


@cache
def _real(folder: str) -> RealProblems:
    return RealProblems(Path(folder))


# ---- one exercise ----------------------------------------------------------------------------------------------------


def exercise(rng: Random, level: int, name: str | None = None) -> Exercise:
    """One exercise of about a level. Dropped with the reason when this attempt comes to nothing."""
    term = grow(rng, level, _family(rng, name) if name else None)
    if term is None or _repeats(term):
        raise Dropped("families do not fit")
    entry = _entry(rng, term)
    prelude, function = _written(rng, term, entry, _STYLES[0])
    checks = checked(f"{prelude}\n\n\n{function}", entry, term)
    for hole in conditions(term):
        if is_constant(hole):
            raise Dropped("a condition that never or always holds")
    if has_idle_family(term, checks.rows):
        raise Dropped("a family that changes nothing")
    tree = module_key(f"{prelude}\n{function}")
    alternatives = _alternatives(rng, term, entry, tree, checks)
    examples, hidden = _chosen(rng, checks)
    return _exercise(rng, term, entry, (prelude, function), alternatives, examples, hidden, (tree, checks.behaviour))


def _family(rng: Random, name: str) -> Any:
    if name in families():
        return families()[name]
    inside = [f for f in families().values() if f.module == name]
    if not inside:
        raise ConfigError(f"There is no family {name}", "`volt data make --help` says how to name one")
    return rng.choice(inside)


def _repeats(term: Call) -> bool:
    """Whether a family is applied to its own result, which says the same again."""
    return any(
        isinstance(a, Call) and a.family is c.family and len(c.family.parameters) == 1
        for c in calls(term)
        for a in c.args
    )


def _entry(rng: Random, term: Call) -> str:
    """A name that says what the function does, as different people would choose it."""
    inner = [c for c in calls(term)[1:] if c.family.module]
    name = term.family.name
    if inner and rng.random() < 0.5 and len(name) < 24:
        joint = "_of_" if not name.endswith(("_of", "_by", "_with")) else "_"
        name = f"{name}{joint}{inner[0].family.name}"
        name = _TRAILING.sub("", name) if len(name) <= 36 else term.family.name
    chosen = restyled(rng, name)
    return (
        f"{chosen}_value"
        if chosen in {p.name for p in params(term)} | {f.name for f in (c.family for c in inner)}
        else chosen
    )


def _written(rng: Random, term: Call, entry: str, style: Style) -> tuple[str, str]:
    reason = ""
    for steps in (style, replace(style, steps=1.0), replace(style, steps=1.0, others=1.0 - style.others)):
        try:
            prelude, function = program(rng, term, entry, steps)
        except Unwritable as error:
            reason = str(error)
            continue
        if function.count("\n") + prelude.count("\n") <= _MOST_LINES * 2 and function.count("\n") < _MOST_LINES:
            return prelude, function
        reason = "too many lines"
    raise Dropped(reason)


def checked(code: str, entry: str, term: Call) -> Checks:
    """Runs a program on inputs of its domains and on the shared probes. Dropped when it fails or says nothing."""
    function = load(code, entry)
    if function is None:
        raise Dropped("does not start")
    domains = tuple(p.domain for p in params(term))
    constants = tuple(t.value for t in subterms(term) if isinstance(t, Const))
    rows: dict[str, str] = {}
    failed = 0
    for args in arguments_for(domains, constants, INPUTS, Random(f"inputs {code}")):
        outcome = run(function, Run(tuple(args)))
        if outcome.error == "TooLong":
            raise Dropped("slow")
        text = ", ".join(map(literal, args))
        if outcome.error or len(text) + len(outcome.text) > _TEXT:
            failed += 1
        else:
            rows[text] = outcome.text
        if len(rows) == 9 and len(set(rows.values())) == 1:
            raise Dropped("constant")
    if failed > INPUTS // 3:
        raise Dropped("fails, or answers too much")
    refuse_trivial(rows, len(domains))
    if not agrees(term, rows):
        raise Dropped(MISWRITTEN)
    seen = [run(function, Run(tuple(args))) for args in probes(domains)]
    behaviour = hash64("\x1f".join([*domains, *(o.text or o.error.partition(":")[0] for o in seen)]))
    return Checks(tuple(rows.items()), behaviour)


def _alternatives(rng: Random, term: Call, entry: str, tree: int, checks: Checks) -> tuple[str, ...]:
    """Up to two programs of other trees that give the same answers."""
    known = {tree}
    found: list[str] = []
    for style in _STYLES[1:]:
        try:
            before, text = _written(rng, term, entry, style)
        except Dropped:
            continue
        code = f"{before}\n\n\n{text}" if before else text
        if (key := module_key(code)) in known or len(found) == 2:
            continue
        known.add(key)
        other = load(code, entry)
        if other is not None and all(answer(other, args) == result for args, result in checks.rows[:COMPARED]):
            found.append(code)
    return tuple(found)


def _chosen(rng: Random, checks: Checks) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(examples, hidden tests): results that were not seen before come first, so that few tests tell much."""
    order = list(checks.rows)
    rng.shuffle(order)
    order.sort(key=lambda row: len(row[0]) + len(row[1]) > 90)
    rows = unseen_first(order, lambda row: row[1])
    count = min(EXAMPLES, max(2, len(rows) // 3))
    return rows[:count], rows[count : count + HIDDEN]


def _exercise(
    rng: Random, term: Call, entry: str, own: tuple[str, str], alternatives: tuple[str, ...],
    examples: list[tuple[str, str]], hidden: list[tuple[str, str]], keys: tuple[int, int],
) -> Exercise:  # fmt: skip
    prelude, function = own
    slots = tuple(params(term))
    plain = f"def {entry}({', '.join(p.name for p in slots)}):"
    returns = annotation(term.domain)
    typed = f"def {entry}({', '.join(f'{p.name}: {annotation(p.domain)}' for p in slots)}) -> {returns}:"
    if "Any" in typed:
        typed = plain
    wish = requests.Wish(term, entry, slots, plain, typed, (), returns, "")
    texts = [requests.write_request(rng, wish, examples) for _ in range(3)]
    body = function.partition("\n")[2]
    reference = f"{typed if rng.random() < 0.4 else plain}\n{body}"
    code = f"{prelude}\n\n\n{reference}" if prelude else reference
    used = [c.family for c in calls(term) if c.family.module]
    return Exercise(
        kind="write",
        source="families",
        family=term.family.name,
        families=tuple(dict.fromkeys(f.name for f in used)),
        concepts=tuple(dict.fromkeys([*(c for f in used for c in f.concepts), *concepts_of(code)])),
        level=_level(len(used), code.count("\n")),
        entry_point=entry,
        signature=plain,
        typed_signature=typed,
        request=texts[0],
        paraphrases=tuple(dict.fromkeys(t for t in texts[1:] if t != texts[0])),
        examples=tuple(_assert(entry, row) for row in examples),
        reference=code,
        alternatives=alternatives,
        tests=tuple(_assert(entry, row) for row in hidden),
        tree_key=keys[0],
        behaviour_key=keys[1],
    )


def _level(parts: int, lines: int) -> int:
    """1 to 4 by how much is composed; a long program counts as one family more."""
    size = parts + (lines > 9) + (lines > 17)
    return 1 if size <= 1 else 2 if size == 2 else 3 if size <= 4 else 4


def _assert(entry: str, row: tuple[str, str]) -> str:
    return f"assert {entry}({row[0]}) == {row[1]}"
