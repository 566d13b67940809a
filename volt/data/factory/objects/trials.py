"""Tries a class out: sequences of calls on new objects, what they answered, and both as tests that the judge runs."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from volt.data.exercise import is_plain
from volt.data.factory.inputs import DOMAINS
from volt.data.factory.run import Call, literal, run

_CALLS = {"__len__": "len({})", "__str__": "str({})", "__iter__": "list({})"}
_LONGEST = 110


@dataclass(frozen=True)
class Doing:
    """A method as a trial calls it. `optional`: how many of its last parameters have defaults."""

    name: str
    domains: tuple[str, ...]
    optional: int
    asks: bool
    """Whether it answers and is worth asking at the end."""
    must: bool = False


@dataclass(frozen=True)
class Step:
    """One call with its answer; `error` is the name of the exception, if it raised one."""

    name: str
    args: tuple[Any, ...]
    text: str
    error: str
    message: str = ""


def trial(
    cls: Callable[..., Any], init: Doing, doings: list[Doing], rng: Random, values: dict[str, tuple[str, ...]]
) -> list[Step] | None:
    """A new object and some calls on it; the first step is the constructor. None when something is not plain."""
    pool: dict[str, list[Any]] = {}
    plan = [(init.name, _args(init, pool, rng, values))]
    change = [d for d in doings if not d.asks] or doings
    ask = [d for d in doings if d.asks]
    for place in range(rng.randint(3, 7)):
        some = [d for d in change if d.must] or change
        chosen = rng.choice(some if place < 2 else change if rng.random() < 0.6 or not ask else ask)
        call = (chosen.name, _args(chosen, pool, rng, values))
        if call != plan[-1] or not (chosen.asks or call[1]):
            plan.append(call)
    rng.shuffle(ask)
    final = [(d.name, _args(d, pool, rng, values)) for d in ask[: rng.randint(1, 2)]]
    plan += [call for call in final if call != plan[-1]]
    return perform(cls, plan)


def perform(cls: Callable[..., Any], plan: list[tuple[str, tuple[Any, ...]]]) -> list[Step] | None:
    """Executes the calls within one budget; it ends after a constructor that raises."""
    answers: list[Any] = []

    def script() -> int:
        try:
            made = cls(*copy.deepcopy(plan[0][1]))
        except Exception as error:  # noqa: BLE001 - a constructor may refuse
            answers.append(error)
            return 0
        answers.append(None)
        for name, args in plan[1:]:
            try:
                answers.append(copy.deepcopy(getattr(made, name)(*copy.deepcopy(args))))
            except Exception as error:  # noqa: BLE001 - methods may raise what they promise
                answers.append(error)
        return 0

    if run(script, Call(())).error:
        return None
    steps = []
    for (name, args), answer in zip(plan, answers, strict=False):
        error = type(answer).__name__ if isinstance(answer, Exception) else ""
        if not error and not is_plain(answer):
            return None
        steps.append(Step(name, args, "" if error else literal(answer), error, str(answer) if error else ""))
    return steps


def unexpected(steps: list[Step], promised: set[str]) -> bool:
    """Whether something was raised that no method promises."""
    return any(s.error and s.error not in promised for s in steps)


def as_test(cls: str, name: str, steps: list[Step], answering: set[str]) -> str:
    """The steps as statements: what the methods that answer say is asserted."""
    made = f"{cls}({_written(steps[0].args)})"
    if steps[0].error:
        return raising(made, steps[0].error)
    lines = [f"{name} = {made}"]
    for s in steps[1:]:
        call = spelled(name, s)
        if s.error:
            lines.append(raising(call, s.error))
        else:
            lines.append(f"assert {compared(call, s.text)}" if s.name in answering else call)
    return "\n".join(lines)


def compared(call: str, text: str) -> str:
    """A comparison as one writes it: `is` for True, False and None."""
    return f"{call} {'is' if text in ('True', 'False', 'None') else '=='} {text}"


def raising(call: str, error: str) -> str:
    """Statements that fail unless the call raises the exception."""
    said = literal(f"{call} must raise {error}")
    return f"try:\n    {call}\nexcept {error}:\n    pass\nelse:\n    raise AssertionError({said})"


def as_session(cls: str, name: str, steps: list[Step]) -> str:
    """The steps as one sees them in the interpreter."""
    lines = [f">>> {name} = {cls}({_written(steps[0].args)})"]
    for s in steps[1:]:
        lines.append(f">>> {spelled(name, s)}")
        if s.error:
            lines += ["Traceback (most recent call last):", "    ...", f"{s.error}: {s.message}"]
        elif s.text != "None":
            lines.append(s.text)
    return "\n".join(lines)


def spelled(name: str, step: Step) -> str:
    """The call as source."""
    if step.name in _CALLS:
        return _CALLS[step.name].format(name)
    return f"{name}.{step.name}({_written(step.args)})"


def is_long(steps: list[Step]) -> bool:
    """Whether a line of the test would be long."""
    return any(len(_written(s.args)) + len(s.text) > _LONGEST for s in steps)


def _written(args: tuple[Any, ...]) -> str:
    return ", ".join(map(literal, args))


def _args(doing: Doing, pool: dict[str, list[Any]], rng: Random, values: dict[str, tuple[str, ...]]) -> tuple[Any, ...]:
    count = len(doing.domains) - (rng.randint(0, doing.optional) if doing.optional else 0)
    return tuple(rng.choice(values[d]) if d in values else _value(d, pool, rng) for d in doing.domains[:count])


_ALIKE = {"Natural": "Int", "Whole": "Int", "Limit": "Int"}


def _value(domain: str, pool: dict[str, list[Any]], rng: Random) -> Any:
    """A value of the domain, at times one that was used before, so that things are found again."""
    known = pool.setdefault(_ALIKE.get(domain, domain), [])
    fitting = [v for v in known if domain in ("Word", "Int", "Limit", "Point") or (isinstance(v, int) and v > 0)]
    if fitting and rng.random() < 0.4:
        return rng.choice(fitting)
    value = DOMAINS[domain].make(rng)
    if isinstance(value, int) and domain in ("Int", "Whole", "Natural", "Limit") and abs(value) > 60:
        value %= 60
        value += domain == "Natural"
    if isinstance(value, list) and len(value) > 5:
        value = value[:5]
    known.append(value)
    inner = {"Ints": "Int", "Wholes": "Int", "Words": "Word", "Points": "Point"}.get(domain)
    if inner:
        pool.setdefault(inner, []).extend(value)
    return value
