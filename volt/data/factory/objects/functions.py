"""Functions to write: the rows they answer, texts that ask for them, and the exercise; for generators and guards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from textwrap import indent
from typing import Any

from volt.data.decontaminate import hash64, module_key
from volt.data.factory.concepts import concepts_of
from volt.data.factory.inputs import annotation
from volt.data.factory.objects.parts import introduced, notes
from volt.data.factory.probing import unseen_first
from volt.data.factory.reading import Family
from volt.data.factory.record import Exercise
from volt.data.factory.run import Call as Arguments
from volt.data.factory.run import Outcome, literal, load, run
from volt.data.factory.terms import Call, calls

_TESTS, _EXAMPLES, _LONGEST = 8, 3, 170


@dataclass(frozen=True)
class Plan:
    """A function to be asked for. `does` is in the third person; `extra` are sentences that follow it."""

    label: str
    entry: str
    slots: tuple[tuple[str, str], ...]
    """(name, domain) of the parameters."""
    code: str
    does: str
    extra: tuple[str, ...] = ()
    returns: str = "list"
    terms: tuple[Call, ...] = ()
    concepts: tuple[str, ...] = ()
    raises: tuple[str, ...] = ()
    """Exceptions that are promised; others make the exercise worthless."""
    noun: str = "function"
    defaults: dict[str, str] = field(default_factory=dict)
    lazy: int = 0
    """How many values of an endless generator are looked at; 0 for all of one that ends."""
    alternatives: tuple[str, ...] = ()

    @property
    def header(self) -> str:
        """The `def` line without annotations."""
        inside = ", ".join(n + (f"={self.defaults[n]}" if n in self.defaults else "") for n, _ in self.slots)
        return f"def {self.entry}({inside}):"


Row = tuple[tuple[Any, ...], Outcome]


def answers(plan: Plan, code: str, inputs: Sequence[Sequence[Any]]) -> list[Row] | None:
    """What a program answers; None when it does not start, is slow, or raises what it does not promise."""
    function = load(code, plan.entry)
    if function is None:
        return None
    asked: Callable[..., Any] = _listing(function, plan.lazy) if plan.returns == "generator" else function
    rows = []
    for args in inputs:
        outcome = run(asked, Arguments(tuple(args)))
        if outcome.error in ("TooLong", "odd"):
            return None
        if outcome.error and outcome.error.partition(":")[0] not in plan.raises:
            return None
        rows.append((tuple(args), outcome))
    return rows


def _listing(function: Callable[..., Any], lazy: int) -> Callable[..., Any]:
    def listed(*args: Any) -> list[Any]:
        found: list[Any] = []
        for value in function(*args):
            found.append(value)
            if len(found) == (lazy or 41):
                break
        return found

    return listed


def finished(
    rng: Random, plan: Plan, inputs: Sequence[Sequence[Any]], probes: Sequence[Sequence[Any]]
) -> Exercise | None:
    """The exercise for a plan, or None when its function breaks or says too little."""
    rows = answers(plan, plan.code, inputs)
    seen = answers(plan, plan.code, probes)
    if rows is None or seen is None:
        return None
    short = {_args(a): (a, o) for a, o in rows if len(_args(a)) + len(o.text) <= _LONGEST}
    kinds = Counter(o.text or o.error for _, o in short.values())
    if len(short) < 7 or len(kinds) < 3 or max(kinds.values()) > 0.8 * len(short):
        return None
    ordered = _ordered(rng, list(short.values()))
    tests = list(dict.fromkeys(_test(plan, a, o) for a, o in ordered))[: _TESTS + _EXAMPLES]
    examples, hidden = tests[: min(_EXAMPLES, len(tests) // 3)], tests[min(_EXAMPLES, len(tests) // 3) :]
    shown = [(a, o) for a, o in ordered[: len(examples)]]
    texts = list(dict.fromkeys(_told(rng, plan, shown) for _ in range(5)))[:3]
    used: list[Family] = [c.family for t in plan.terms for c in calls(t) if c.family.module]
    known = concepts_of(plan.code)
    lines = plan.code.count("\n")
    behaviour = [o.text or o.error.partition(":")[0] for _, o in seen]
    domains = " ".join(d for _, d in plan.slots)
    return Exercise(
        kind="write", source="objects", family=plan.label,
        families=(plan.label, *dict.fromkeys(f.name for f in used)),
        concepts=tuple(dict.fromkeys([*plan.concepts, *(c for f in used for c in f.concepts), *known])),
        level=min(4, 1 + (len(used) > 1) + (len(used) > 2) + (lines > 9) + (lines > 20)),
        entry_point=plan.entry, signature=plan.header, typed_signature=_typed(plan),
        request=texts[0], paraphrases=tuple(texts[1:]), examples=tuple(examples), reference=plan.code,
        alternatives=tuple(a for a in plan.alternatives if _agrees(plan, a, rows)), tests=tuple(hidden),
        tree_key=module_key(plan.code),
        behaviour_key=hash64("\x1f".join([plan.returns, domains, *behaviour])),
    )  # fmt: skip


def _agrees(plan: Plan, code: str, rows: list[Row]) -> bool:
    if module_key(code) == module_key(plan.code):
        return False
    found = answers(plan, code, [a for a, _ in rows])
    return found is not None and [o.text or o.error for _, o in found] == [o.text or o.error for _, o in rows]


def _ordered(rng: Random, rows: list[Row]) -> list[Row]:
    """Results that were not seen before come first; what raises and what does not are mixed."""
    rng.shuffle(rows)
    return unseen_first(rows, lambda row: row[1].text or row[1].error)


def _args(args: Sequence[Any]) -> str:
    return ", ".join(map(literal, args))


def _test(plan: Plan, args: Sequence[Any], outcome: Outcome) -> str:
    call = f"{plan.entry}({_args(args)})"
    if outcome.error:
        name, _, message = outcome.error.partition(": ")
        said = literal(f"{call} must raise {name}")
        looked = f" as error:\n    assert str(error) == {literal(message)}" if _fixed(plan, message) else ":\n    pass"
        tried = f"list({call})" if plan.returns == "generator" else call
        return f"try:\n    {tried}\nexcept {name}{looked}\nelse:\n    raise AssertionError({said})"
    if plan.returns != "generator":
        return f"assert {call} {'is' if outcome.text in ('True', 'False', 'None') else '=='} {outcome.text}"
    if plan.lazy:
        return f"import itertools\nassert list(itertools.islice({call}, {plan.lazy})) == {outcome.text}"
    return f"assert list({call}) == {outcome.text}"


def _fixed(plan: Plan, message: str) -> bool:
    return bool(message) and any(f'"{message}"' in e for e in plan.extra)


def _typed(plan: Plan) -> str:
    if plan.defaults:
        return plan.header
    inside = ", ".join(f"{n}: {annotation(d)}" for n, d in plan.slots)
    return plan.header if "Any" in inside else f"def {plan.entry}({inside}):"


# ---- texts -----------------------------------------------------------------------------------------------------------


def _told(rng: Random, plan: Plan, shown: list[Row]) -> str:
    return rng.choice((_sentence, _sentence, _given, _skeleton, _rules, _session))(rng, plan, shown)


def _call(plan: Plan) -> str:
    return plan.header.removeprefix("def ").removesuffix(":")


def _rest(plan: Plan) -> str:
    return "".join(f" {e}" for e in plan.extra) + notes(plan.slots)


def _sentence(rng: Random, plan: Plan, shown: list[Row]) -> str:
    start = rng.choice((
        f"Write a {plan.noun} `{_call(plan)}` that {plan.does}.",
        f"I need a Python {plan.noun} {_call(plan)} that {plan.does}.",
        f"Implement {_call(plan)}, a {plan.noun} that {plan.does}.",
    ))  # fmt: skip
    where = f" Here {_are(rng, plan)}." if plan.slots and rng.random() < 0.7 else ""
    text = f"{start}{where}{_rest(plan)}"
    if rng.random() < 0.35 and shown:
        text += "\n\n" + "\n".join(_test(plan, a, o) for a, o in shown[:2])
    return text


def _are(rng: Random, plan: Plan) -> str:
    one = [introduced(rng, [slot]).rpartition(" ")[0] for slot in plan.slots]
    said = [f"{name} is {what}" for (name, _), what in zip(plan.slots, one, strict=True)]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def _given(rng: Random, plan: Plan, shown: list[Row]) -> str:
    if not plan.slots:
        return _sentence(rng, plan, shown)
    given = introduced(rng, plan.slots)
    return rng.choice((
        f"Given {given}, write a {plan.noun} named {plan.entry} that {plan.does}.{_rest(plan)}",
        f"Write a {plan.noun} {plan.entry} that takes {given} and {plan.does}.{_rest(plan)}",
        f"Create a {plan.noun} called {plan.entry} which takes {given} and {plan.does}.{_rest(plan)}",
    ))  # fmt: skip


def _skeleton(rng: Random, plan: Plan, shown: list[Row]) -> str:
    lines = [plan.does[:1].upper() + plan.does[1:] + ".", *plan.extra, *(p for p in [notes(plan.slots).strip()] if p)]
    if rng.random() < 0.5 and shown:
        lines += ["", _interpreter(plan, shown)]
    body = '"""' + "\n".join(lines) + ("\n" if len(lines) > 1 else "") + '"""'
    return f"{plan.header}\n{indent(body, '    ')}"


def _rules(rng: Random, plan: Plan, shown: list[Row]) -> str:
    lines = [f"It {plan.does}.", *(f"It takes {introduced(rng, plan.slots)}." for _ in [0] if plan.slots)]
    lines += [*plan.extra, *(p for p in [notes(plan.slots).strip()] if p)]
    bullets = "\n".join(f"- {line}" for line in lines)
    return f"{rng.choice(('Task: write the', 'Write the', 'Implement the'))} {plan.noun} `{_call(plan)}`.\n{bullets}"


def _session(rng: Random, plan: Plan, shown: list[Row]) -> str:
    lead = rng.choice((f"{_call(plan)} {plan.does}.", f"Write {_call(plan)}: a {plan.noun} that {plan.does}."))
    return f"{lead}{_rest(plan)}\n\n{_interpreter(plan, shown)}"


def _interpreter(plan: Plan, shown: list[Row]) -> str:
    lines = []
    for args, outcome in shown[:3]:
        call = f"{plan.entry}({_args(args)})"
        if plan.returns == "generator":
            call = f"list(itertools.islice({call}, {plan.lazy}))" if plan.lazy else f"list({call})"
        lines.append(f">>> {call}")
        if outcome.error:
            lines += ["Traceback (most recent call last):", "    ...", outcome.error]
        elif outcome.text != "None":
            lines.append(outcome.text)
    return re.sub(r"[ \t]+\n", "\n", "\n".join(lines))
