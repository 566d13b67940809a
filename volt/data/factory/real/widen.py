"""The acts `generalise` and `invert`: the task for many inputs at once, and backwards from an answer."""

from __future__ import annotations

import ast
import re
from collections import Counter
from itertools import pairwise
from random import Random

from volt.data.factory.real.change import constant_to_parameter, draft, listed
from volt.data.factory.real.load import Real
from volt.data.factory.real.make import Draft
from volt.data.factory.real.names import used_names
from volt.data.factory.real.rename import UNSURE, free_name, joined
from volt.data.factory.real.values import ties, type_of
from volt.data.factory.real.wording import Twist
from volt.data.factory.run import Call, literal

_GROUPS = 9


def generalise(rng: Random, real: Real) -> Draft | None:
    """For each of a list of inputs, or a constant becomes a parameter."""
    if rng.random() < 0.25 and (made := constant_to_parameter(rng, real, "generalise")):
        return made
    if len(real.calls) < 3:
        return None
    return rng.choice((_for_each, _for_each, _by_input, _both, _over))(rng, real)


def _groups(rng: Random, real: Real, least: int = 1, most: int = 4) -> list[list[Call]]:
    """Several inputs at a time, short ones."""
    short = sorted(real.calls, key=lambda c: len(c.text))[:8]
    return [rng.sample(short, min(len(short), rng.randint(least, most))) for _ in range(_GROUPS)]


def _names(real: Real, *wanted: str) -> list[str]:
    taken = used_names(ast.parse(real.code))
    made: list[str] = []
    for name in wanted:
        made.append(free_name(name, taken | set(made)))
    return made


def _joined(real: Real, ending: str) -> str:
    return joined(real.entry, ending, used_names(ast.parse(real.code)))


def _item(real: Real) -> str:
    """How one input among several is bound in a `for`: the parameters themselves."""
    return ", ".join(real.params)


def _for_each(rng: Random, real: Real) -> Draft | None:
    xs, entry = _names(real, rng.choice(("inputs", "cases", "values", "queries")), _joined(real, "all"))
    one = len(real.params) == 1
    call = f"{real.entry}({_item(real)})"
    code = f"{real.code}\n\ndef {entry}({xs}):\n    return [{call} for {_item(real)} in {xs}]"
    calls = [Call(([c.args[0] if one else c.args for c in g],)) for g in _groups(rng, real)]
    if rng.random() < 0.2:
        calls.append(Call(([],)))
    made_of = "inputs" if one else f"tuples ({_item(real)})"
    twists = [
        Twist(
            f"Given a list of {made_of}, {{do}} for each of them and return the list of results.",
            f"{{body}}\n\nDo this for each element of a list of {made_of} and return the list of results.",
        ),
        Twist(
            f"Write a function that takes a list `{xs}` of {made_of}. For each, {{do}}; return all results as a list.",
            f"For each of the {made_of} in the list `{xs}`, solve this task; return the results in a list.\n\n{{body}}",
        ),
    ]
    return draft("generalise", real, code, entry, calls, real.story, twists)


def _by_input(rng: Random, real: Real) -> Draft | None:
    """A dictionary from each input to its result."""
    xs, entry = _names(real, rng.choice(("inputs", "values", "items")), _joined(real, "by_input"))
    if any("list" in type_of(real.column(i)) or "dict" in type_of(real.column(i)) for i in range(len(real.params))):
        return None
    one = len(real.params) == 1
    key = _item(real) if one else f"({_item(real)})"
    made = f"{{{key}: {real.entry}({_item(real)}) for {_item(real)} in {xs}}}"
    code = f"{real.code}\n\ndef {entry}({xs}):\n    return {made}"
    calls = [Call(([c.args[0] if one else c.args for c in g],)) for g in _groups(rng, real)]
    made_of = "inputs" if one else f"tuples ({_item(real)})"
    twists = [
        Twist(
            f"Given a list of {made_of}, {{do}} for each of them; return a dictionary from each input to its result.",
            f"{{body}}\n\nThe function takes a list of {made_of} and returns a dictionary from each to its result.",
        )
    ]
    return draft("generalise", real, code, entry, calls, real.story, twists)


def _both(rng: Random, real: Real) -> Draft | None:
    """For two inputs: the pair of results, or whether they agree."""
    if len(real.params) != 1:
        return None
    a, b, agree, entry = _names(real, "first", "second", _joined(real, "agree"), _joined(real, "of_both"))
    pair = rng.random() < 0.5
    entry = entry if pair else agree
    value = f"({real.entry}({a}), {real.entry}({b}))" if pair else f"{real.entry}({a}) == {real.entry}({b})"
    code = f"{real.code}\n\ndef {entry}({a}, {b}):\n    return {value}"
    calls = [Call((g[0].args[0], g[-1].args[0])) for g in _groups(rng, real, 2, 2)]
    by_result = sorted(zip(real.results, real.calls, strict=True), key=lambda rc: literal(rc[0]))
    calls += [Call((x.args[0], y.args[0])) for (r, x), (s, y) in pairwise(by_result) if r == s]
    do = "return the pair of results" if pair else "return whether both have the same result"
    twists = [
        Twist(
            f"Given two inputs `{a}` and `{b}`, {{do}} for both and {do}.",
            f"{{body}}\n\nThe function takes two inputs `{a}` and `{b}`; do this for both and {do}.",
        )
    ]
    return draft("generalise", real, code, entry, calls, real.story, twists)


def _over(rng: Random, real: Real) -> Draft | None:
    """The sum, the largest or the smallest of the results over a list of inputs."""
    kind = type_of(real.results)
    way, noun = rng.choice((("sum", "sum"), ("max", "largest"), ("min", "smallest")))
    if kind == "bool":
        way, noun = rng.choice((("all", "whether it is true of all of them"), ("any", "whether it is true of any")))
    elif kind != "int":
        return None
    xs, entry = _names(real, rng.choice(("inputs", "values", "cases")), f"{way}_{real.entry}")
    code = (
        f"{real.code}\n\ndef {entry}({xs}):\n    return {way}(({real.entry}({_item(real)}) for {_item(real)} in {xs}))"
    )
    one = len(real.params) == 1
    calls = [Call(([c.args[0] if one else c.args for c in g],)) for g in _groups(rng, real)]
    made_of = "inputs" if one else f"tuples ({_item(real)})"
    if kind == "bool":
        twists = [
            Twist(
                f"Given a list of {made_of}, {{do}} for each of them; return {noun}.",
                f"{{body}}\n\nThe function takes a list of {made_of}; return {noun}.",
            )
        ]
    else:
        what = "the sum of the results" if way == "sum" else f"the {noun} of the results"
        twists = [
            Twist(
                f"Given a list of {made_of}, {{do}} for each of them and return {what}.",
                f"{{body}}\n\nDo this for each element of a list of {made_of} and return {what}.",
            )
        ]
    return draft("generalise", real, code, entry, calls, real.story, twists)


# ----------------------------------------------------------------------------------------------------- invert


def invert(rng: Random, real: Real) -> Draft | None:
    """From an answer back to the inputs: which, the first, how many; for yes-or-no questions, those with yes."""
    places = [i for i in range(len(real.params)) if len({literal(v) for v in real.column(i)}) >= 3]
    tied = ties(real.calls)
    places = [i for i in places if i not in tied and i not in tied.values()]
    if not places or len(real.calls) < 4:
        return None
    place = rng.choice(places)
    if type_of(real.results) == "bool":
        return _satisfying(rng, real, place)
    ints = type_of(real.column(place)) == "int"
    return _in_range(rng, real, place) if ints and rng.random() < 0.5 else _among(rng, real, place)


def _rest(real: Real, place: int) -> list[str]:
    return [p for i, p in enumerate(real.params) if i != place]


def _with(call: Call, place: int) -> tuple[object, ...]:
    return call.args[:place] + call.args[place + 1 :]


def _given(rest: list[str]) -> str:
    return f" and {listed(rest)}" if rest else ""


_BOOLEAN = (
    ("[{x} for {x} in {xs} if {call}]", "return those for which it holds, in the same order", "kept"),
    ("[{x} for {x} in {xs} if not {call}]", "return those for which it does not hold, in the same order", "failing"),
    ("sum((1 for {x} in {xs} if {call}))", "return for how many of them it holds", "count"),
    ("[{i} for {i}, {x} in enumerate({xs}) if {call}]", "return the indices of those for which it holds", "indices"),
    ("next(({x} for {x} in {xs} if {call}), None)", "return the first for which it holds, or None", "first"),
)
_HAS = "{call} == {y}"
_ANSWERED = (
    (f"[{{x}} for {{x}} in {{xs}} if {_HAS}]", "return those for which the answer is `{y}`, in the same order", "with"),
    (
        f"next(({{x}} for {{x}} in {{xs}} if {_HAS}), None)",
        "return the first with the answer `{y}`, or None",
        "first_with",
    ),
    (f"sum((1 for {{x}} in {{xs}} if {_HAS}))", "return how many of them have the answer `{y}`", "count_with"),
    (
        f"[{{i}} for {{i}}, {{x}} in enumerate({{xs}}) if {_HAS}]",
        "return the indices of those with the answer `{y}`",
        "indices_with",
    ),
)

_GENERIC = {
    "kept": "matching",
    "failing": "not_matching",
    "count": "count_matching",
    "indices": "matching_indices",
    "first": "first_match",
    "with": "inputs_with",
    "first_with": "find_input",
    "count_with": "count_inputs_with",
    "indices_with": "indices_of",
}
"""Names that do not build on the name of the function."""


def _named(rng: Random, real: Real, way: str) -> str:
    long = f"{way}_{real.entry}"
    return long if len(long) <= 40 and rng.random() < 0.5 else _GENERIC[way]


def _satisfying(rng: Random, real: Real, place: int) -> Draft | None:
    form, do, name = rng.choice(_BOOLEAN)
    return _chosen(rng, real, place, form, do, _named(rng, real, name), None)


def _among(rng: Random, real: Real, place: int) -> Draft | None:
    form, do, name = rng.choice(_ANSWERED)
    counted = Counter(o.text for o in real.outcomes)
    targets = [o.value for o in real.outcomes if counted[o.text] < len(real.outcomes)]
    wanted = _named(rng, real, name)
    return _chosen(rng, real, place, form, do, wanted, targets) if targets else None


def _chosen(
    rng: Random, real: Real, place: int, form: str, do: str, wanted: str, targets: list[object] | None
) -> Draft | None:
    xs, y, i, entry = _names(real, rng.choice(("candidates", "values", "options")), "target", "index", wanted)
    x, rest = real.params[place], _rest(real, place)
    expression = form.format(x=x, xs=xs, y=y, i=i, call=f"{real.entry}({_item(real)})")
    header = ", ".join([xs, *rest, *([y] if targets is not None else [])])
    code = f"{real.code}\n\ndef {entry}({header}):\n    return {expression}"
    calls = []
    for _ in range(_GROUPS):
        base = rng.choice(real.calls)
        column = sorted({literal(v): v for v in real.column(place)}.items())
        some = [v for _, v in rng.sample(column, min(len(column), rng.randint(3, 6)))]
        if not any(literal(v) == literal(base.args[place]) for v in some):
            some[rng.randrange(len(some))] = base.args[place]
        answer = real.outcomes[real.calls.index(base)].value
        calls.append(Call((some, *_with(base, place), *([answer] if targets is not None else []))))
    do = do.format(y=y)
    twists = _asked_among(xs, x, rest, do, bool(targets is None), real)
    return draft("invert", real, code, entry, calls, real.story, twists)


def _asked_among(xs: str, x: str, rest: list[str], do: str, yes_or_no: bool, real: Real) -> list[Twist]:
    given = f"Given a list `{xs}`{_given(rest)}"
    task = "question" if yes_or_no else "task"
    named = bool(rest) or x in real.story.words - UNSURE
    each = f"each element of `{xs}` as `{x}`" if named else "each of its elements"
    tried = f"with {each}" if named else f"on {each}"
    holds = _condition(real.story.do)
    made = [
        Twist(
            f"{given}, try this {task} {tried} and {do}: {{do}}.",
            f"{{body}}\n\nNow work backwards: given a list `{xs}`{_given(rest)}, try this {task} {tried} and {do}.",
        ),
        Twist(
            f"{{Do}}. Do so for each element of the list `{xs}`{f' as `{x}`' if named else ''}, and {do}.",
            f"{given}, try the task below {tried} and {do}.\n\n{{body}}",
        ),
    ]
    if yes_or_no and holds:
        made = [
            Twist(f"{given}, check for {each}: {holds}. Then {do}.", made[0].long),
            Twist(f"{given}, {do}. What must hold of {each}: {holds}.", made[1].long),
        ]
    return made


def _condition(do: str) -> str:
    """The clause of "check whether ..."."""
    found = re.match(r"(?:check|determine|find|find out|verify|tell) (?:if|whether) (.+?)(?: or not)?$", do)
    return found[1] if found else ""


def _in_range(rng: Random, real: Real, place: int) -> Draft | None:
    """All integers of a range with a given answer, or how many, or the smallest."""
    low, high, y, entry = _names(real, "low", "high", "target", _joined(real, "equal_to"))
    x, rest = real.params[place], _rest(real, place)
    test = f"for {x} in range({low}, {high} + 1) if {real.entry}({_item(real)}) == {y}"
    form, do = rng.choice(
        (
            (f"[{x} {test}]", f"return all integers {x} from {low} to {high} (both included)"),
            (f"sum((1 {test}))", f"return how many integers {x} from {low} to {high} (both included) there are"),
            (f"next(({x} {test}), None)", f"return the smallest integer {x} from {low} to {high}, or None,"),
        )
    )
    code = f"{real.code}\n\ndef {entry}({', '.join([low, high, *rest, y])}):\n    return {form}"
    values = [v for v in real.column(place) if abs(v) < 10**6]
    calls = []
    for call, outcome in zip(real.calls, real.outcomes, strict=True):
        at = call.args[place]
        if at in values:
            lowest = 0 if min(values) >= 0 else at - 20
            calls.append(
                Call(
                    (max(lowest, at - rng.randint(0, 12)), at + rng.randint(0, 12), *_with(call, place), outcome.value)
                )
            )
    with_rest = f", for the given {listed(rest)}" if rest else ""
    twists = [
        Twist(
            f"{do[0].upper()}{do[1:]} for which the answer to this task is `{y}`{with_rest}: {{do}}.",
            f"{{body}}\n\nNow work backwards{with_rest}: {do} for which the answer is `{y}`.",
        ),
        Twist(
            f"Consider this task: {{do}}. Write a function to {do} for which its answer is `{y}`{with_rest}.",
            f"Write a function to {do} for which the answer to the following task is `{y}`{with_rest}.\n\n{{body}}",
        ),
    ]
    return draft("invert", real, code, entry, calls, real.story, twists)
