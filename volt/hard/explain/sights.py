"""What was seen of calls in the sandbox, as facts."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from volt.hard.explain.fact import Claim, Fact, count, shown
from volt.hard.explain.find import Found
from volt.hard.explain.probe import ITEMS
from volt.hard.explain.runs import Seen, Trial

SHOWN, _WIDEST = 4, 90


def facts(found: Found, seen: Seen) -> Iterator[Fact]:
    """What was seen, as facts."""
    entry = seen.entry
    good = [t for t in seen.trials if t.ended != "raised" and not t.printed]
    for trial in _chosen(good):
        call = f"{entry}({trial.given})"
        if trial.ended == "object":
            claim: Claim = {"kind": "gives", "call": call, "type": trial.kind}
            yield Fact("example", f"{call} → an object of type {trial.kind}", claim, "run")
        elif trial.kind == "generator":
            claim = {"kind": "yields", "call": call, "items": repr(trial.value), "most": ITEMS}
            first = "first " if len(trial.value) == ITEMS else ""
            yield Fact(
                "example", f"{call} → yields {first}{', '.join(map(repr, trial.value)) or 'nothing'}", claim, "run"
            )
        else:
            claim = {"kind": "example", "call": call, "returns": repr(trial.value)}
            yield Fact("example", f"{call} → {trial.value!r}", claim, "run")
    for trial in _failing(found, seen):
        call = f"{entry}({trial.given})"
        call = f"list({call})" if trial.own == ("taken",) else call
        claim = {"kind": "fails", "call": call, "exception": trial.kind}
        yield Fact("example", f"{call} → raises {trial.kind}", claim, "run")
    printing = next((t for t in seen.trials if t.printed and t.ended != "raised" and t.own != ("part",)), None)
    if printing is not None and len(printing.printed) < 100:
        call = _asked(entry, printing)
        claim = {"kind": "prints", "call": call, "text": printing.printed}
        yield Fact("effects", f"{call} printed {shown(repr(printing.printed), 80)}", claim, "run")
    yield from _arguments(entry, [t for t in seen.trials if t.ended != "raised"])


def _asked(entry: str, trial: Trial) -> str:
    """The call as it was made: a generator was asked for its items, before which it does nothing."""
    call = f"{entry}({trial.given})"
    return f"list({call})" if trial.kind == "generator" else call


def _chosen(trials: Sequence[Trial]) -> list[Trial]:
    """The ones to show: short, plain, different results first."""
    short = [t for t in trials if len(repr(t.value)) + len(t.given) <= _WIDEST and _is_literal(t)]
    found, results = list[Trial](), set[str]()
    for trial in short:
        if repr(trial.value) not in results and len(found) < SHOWN:
            results.add(repr(trial.value))
            found.append(trial)
    if len(found) < 2:
        found += [t for t in short if t not in found][: 2 - len(found)]
    return found


def _is_literal(trial: Trial) -> bool:
    """Whether the value can be written: not NaN, not infinite."""
    try:
        return bool(ast.literal_eval(repr(trial.value)) == trial.value)
    except (ValueError, SyntaxError):
        return repr(trial.value) in ("set()", "frozenset()")


def _failing(found: Found, seen: Seen) -> list[Trial]:
    """One call for each exception that the function raises by a statement of its own."""
    named = {
        ast.unparse(n.exc.func if isinstance(n.exc, ast.Call) else n.exc).split(".")[-1]
        for n in ast.walk(found.node)
        if isinstance(n, ast.Raise) and n.exc is not None
    }
    failing = [t for t in seen.trials if t.ended == "raised" and t.kind in named and len(t.given) <= _WIDEST]
    return list({t.kind: t for t in reversed(failing)}.values())


def _arguments(entry: str, trials: Sequence[Trial]) -> Iterator[Fact]:
    """Whether the arguments and the object held the same afterwards, and which types came of it."""
    if not trials:
        return
    yield from _types(entry, trials)
    trials = [t for t in trials if t.own != ("part",)]  # of a generator that was not asked to its end nothing is known
    if not trials:
        return
    yield from _object(entry, trials)
    shared = next((t for t in trials if t.defaults), None)
    if shared is not None:
        claim = {"kind": "changes default", "call": f"{entry}({shared.given})", "names": shared.defaults}
        held = f"what the default of {' and of '.join(shared.defaults)} holds"
        yield Fact("effects", f"{_asked(entry, shared)} changed {held}", claim, "run")
    changing = next((t for t in trials if t.changed and t.changed[0][0] != "default"), None)
    if changing is not None:
        place, after = changing.changed[0]
        claim = {"kind": "changes argument", "call": f"{entry}({changing.given})", "place": place, "after": after}
        text = f"{_asked(entry, changing)} left its argument {place + 1} as {shown(after)}"
        yield Fact("effects", text, claim, "run")
    elif calls := [f"{entry}({t.given})" for t in trials if _may_change(t.given)]:
        text = f"left its arguments as they were in {count(len(calls), 'call')}"
        yield Fact("effects", text, {"kind": "arguments unchanged", "calls": calls}, "run")


def _may_change(given: str) -> bool:
    """Whether an argument is one that a call could have changed: a list, a set or a dictionary that holds something."""
    return any(isinstance(n, ast.List | ast.Set | ast.Dict) and ast.unparse(n) not in ("[]", "{}", "{*()}")
               for n in ast.walk(ast.parse(f"f({given})")))  # fmt: skip


def _types(entry: str, trials: Sequence[Trial]) -> Iterator[Fact]:
    types = list(dict.fromkeys(t.kind for t in trials))
    rows = [[f"{entry}({t.given})", t.kind] for t in trials]
    text = f"gave {', '.join(types)} in {count(len(trials), 'call')}"
    yield Fact("output", text, {"kind": "result types", "calls": rows}, "run")


def _object(entry: str, trials: Sequence[Trial]) -> Iterator[Fact]:
    """Whether the object of a method held the same afterwards, where all that it holds is plain data.

    Not of `__init__`, which makes it: the object it was tried on had been made already.
    """
    if entry.endswith(".__init__"):
        return
    changing = next((t for t in trials if t.own[:1] == ("changed",)), None)
    if changing is not None:
        call, names = f"{entry}({changing.given})", changing.own[1:]
        claim = {"kind": "changes object", "call": call, "names": list(names)}
        yield Fact(
            "effects", f"{_asked(entry, changing)} changed of its object: {shown(', '.join(names))}", claim, "run"
        )
    elif all(t.own == ("same",) for t in trials):
        calls = [f"{entry}({t.given})" for t in trials]
        text = f"left its object as it was in {count(len(calls), 'call')}"
        yield Fact("effects", text, {"kind": "object unchanged", "calls": calls}, "run")
