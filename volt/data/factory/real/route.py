"""The act `route`: requests of every kind, labelled with the strand that should take them.

runner     asks for a program                     statements
debugger   has a program that does not work       mutants, tracebacks
explainer  asks what a program does               code, calls
maths      asks for a number or a formula         numbers only, no program wanted
recall     asks where something is in one's code  "where in my code is ..."
"""

from __future__ import annotations

import re
from random import Random

from volt.data.factory.conjugation import third_person
from volt.data.factory.real.load import Real
from volt.data.factory.real.mutants import mutant, said
from volt.data.factory.real.route_maths import maths
from volt.data.factory.real.style import pretty
from volt.data.factory.real.wording import presented, texts
from volt.data.factory.record import Exercise

STRANDS = ("runner", "debugger", "explainer", "maths", "recall")

_BROKEN = (
    "Why does this fail?\n\n{code}",
    "{code}\n\nThis does not work: {call} {got}, I expected {want}.",
    "I get the wrong answer from {name}({args}). What is wrong?\n\n{code}",
    "Can you find the bug?\n\n{code}\n\nassert {call} == {want} fails",
    "{code}\n\n{call} gives me something else than {want}. Please fix it.",
    "my function {name} should return {want} for {args} but it {got}\n\n{code}",
    "Find and fix the mistake in {name}:\n\n{code}",
    "This used to pass its tests and now `assert {call} == {want}` fails:\n\n{code}",
    "There is an off-by-one or something like it in here, help me mend it.\n\n{code}",
    "What must I change so that {call} returns {want}?\n\n{code}",
)
_RAISED = (
    'Traceback (most recent call last):\n  File "main.py", line {line}, in <module>\n    print({call})\n{error}'
    "\n\n{code}",
    "I get {error} when I call {call}:\n\n{code}",
    "{code}\n\nWhy do I get `{error}` here?",
    "{code}\n\nCrashes with {error} for {args}.",
)
_CODE = (
    "What does this do?\n\n{code}",
    "Explain this function:\n\n{code}",
    "{code}\n\nHow does this work?",
    "What does {name} return for {args}, and why?\n\n{code}",
    "Can you walk me through this code?\n\n{code}",
    "I don't understand this program. What is it for?\n\n{code}",
    "{code}\n\nDescribe in plain words what {name} does.",
    "Step by step, what happens in {call}?\n\n{code}",
    "Summarise the following code.\n\n{code}",
    "What is the role of {variable} in this function?\n\n{code}",
    "Write a docstring that explains this function\n\n{code}",
)
_WHERE = (
    "Where in my code is {name} defined?",
    "Where do I {do}?",
    "where in my code is the function that should {do}",
    "Which file has the code to {do}?",
    "Find the function in this project that can {do}.",
    "In which module did I write {name}?",
    "Show me where {name} is called.",
    "Do I already have a function to {do}?",
    "Is there anything in my repository to {do}?",
    "Look up my helper {name}.",
    "Which of my functions {does}?",
    "search my project for code to {do}",
    "where is the variable {variable} set in my files?",
    "Who calls {name} in this codebase?",
    "have I written something like {name} before?",
    "Which tests cover {name}?",
    "Open the place where we {do}.",
)


def route(rng: Random, real: Real) -> Exercise | None:
    """One labelled request, with two others for the same strand."""
    strand = rng.choice(STRANDS)
    made: dict[str, None] = {}
    for _ in range(6):
        text = _query(rng, real, strand)
        if text:
            made[text] = None
        if len(made) == 3:
            break
    if not made:
        return None
    first, *rest = made
    lineage = ("route",) if strand == "maths" else (real.id, "route")
    family = "numbers" if strand == "maths" else real.set
    return Exercise(
        "route", "route", family, (family,), (), 1, "", "", "", first, tuple(rest), (), strand, (), (),
        0, 0, lineage,
    )  # fmt: skip


def _query(rng: Random, real: Real, strand: str) -> str:
    if strand == "runner":
        return _wanted(rng, real)
    if strand == "debugger":
        return _broken(rng, real)
    if strand == "maths":
        return maths(rng)
    values = _values(rng, real)
    if strand == "explainer":
        return _fill(rng.choice(_CODE), values)
    forms = _WHERE if "do" in values else tuple(f for f in _WHERE if "{do" not in f)
    return _fill(rng.choice(forms), values)


def _wanted(rng: Random, real: Real) -> str:
    text = texts(rng, real.story, (), real.entry, 1)[0]
    examples = [f"assert {real.entry}({c.text}) == {o.text}" for c, o in zip(real.calls, real.outcomes, strict=True)]
    return presented(
        rng, text, f"def {real.entry}({', '.join(real.params)}):", rng.sample(examples, min(3, len(examples)))
    )


def _values(rng: Random, real: Real) -> dict[str, str]:
    place = rng.randrange(len(real.calls))
    code = pretty(real.code)
    values = {
        "code": code,
        "name": real.entry,
        "args": real.calls[place].text,
        "call": f"{real.entry}({real.calls[place].text})",
        "want": real.outcomes[place].text,
        "variable": rng.choice(sorted(set(re.findall(r"^ +(\w+) (?:=|\+=)", code, re.M))) or list(real.params)),
    }
    if real.story.do and len(real.story.do) < 120:
        values["do"] = re.sub(r"\b(?:the|a) given\b", "a", real.story.do)
        first, _, rest = values["do"].partition(" ")
        values["does"] = f"{third_person(first)} {rest}"
    return values


def _broken(rng: Random, real: Real) -> str:
    made = mutant(rng, real)
    if made is None:
        return ""
    place = rng.choice(made.failing)
    values = _values(rng, real) | {
        "code": made.code,
        "args": real.calls[place].text,
        "call": f"{real.entry}({real.calls[place].text})",
        "want": real.outcomes[place].text,
        "got": said(made.outcomes[place]),
        "error": made.outcomes[place].error,
        "line": str(rng.randint(3, 60)),
    }
    raised = bool(values["error"]) and values["error"] not in ("TooLong", "changes")
    return _fill(rng.choice(_RAISED if raised and rng.random() < 0.7 else _BROKEN), values)


def _fill(template: str, values: dict[str, str]) -> str:
    parts = re.split(r"\{(\w+)\}", template)
    return "".join(values.get(part, part) if i % 2 else part for i, part in enumerate(parts))
