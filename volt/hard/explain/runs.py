"""What calls did in the sandbox: facts that were executed, each of them twice, in fresh processes.

The program is what `slices` keeps of the file. A program that the safety analysis refuses is not run. What asks for the
time, for chance or for the machine is run by nobody here either: what it did once is no fact. A call that answered
differently the second time, or was asked in another order, is left out and counted.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from volt.hard.explain import drawing
from volt.hard.explain.entry import entries, world
from volt.hard.explain.fact import Claim, Fact, count, shown
from volt.hard.explain.find import Found
from volt.hard.explain.kinds import Guess
from volt.verify import Judge, Limits, Verdict

LIMITS = Limits(cpu_seconds=1.0, memory_mb=256, output_kb=256, wall_seconds=5.0)
SHOWN, _WIDEST, _AGAIN = 4, 90, 1
_INSIDE = re.compile(r"\b0x[0-9a-f]{4,}|\bsolution\b|<program>")
"""What tells of the sandbox and not of the function: addresses, the name of the module there."""
_UNREACHED = "so that the function cannot be had"
_ITEMS = 8
"""Of a generator that are taken."""
_PROBE = f"""

def _volt_plain(value, depth=0):
    if type(value) in (list, tuple, set, frozenset):
        return depth < 9 and len(value) < 999 and all(_volt_plain(one, depth + 1) for one in value)
    if type(value) is dict:
        return depth < 9 and len(value) < 999 and all(_volt_plain(one, depth + 1) for one in value.items())
    return type(value) in (int, float, complex, str, bytes, bool, type(None))


def _volt_state(function):
    # What the object of a method holds, as texts; None where that is not all plain data.
    # Nor of an object that is a container itself or has slots, nor where its class holds what may change.
    try:
        owner = object.__getattribute__(function, "__self__")
        held = vars(owner)
    except (AttributeError, TypeError):
        return None
    for kind in type(owner).__mro__[:-1]:
        if not kind.__flags__ & 512 or "__slots__" in vars(kind):
            return None
        if any(type(one) in (list, dict, set, bytearray) for one in vars(kind).values()):
            return None
    return {{k: repr(v) for k, v in held.items()}} if all(_volt_plain(v) for v in held.values()) else None


def _volt_try(function, given):
    import contextlib, io, itertools, types
    said, taken = io.StringIO(), ()
    try:
        function = eval(function, globals())
    except Exception as error:
        return ("unreached", type(error).__name__, None, "", (), ())
    args, kwargs = eval("(lambda *a, **k: (a, k))(" + given + ")", globals())
    held = [*args, *kwargs.values()]
    before = [repr(one) for one in held]
    plain_function = getattr(function, "__func__", function)
    defaults = getattr(plain_function, "__defaults__", None), getattr(plain_function, "__kwdefaults__", None)
    shared = repr(defaults)
    owner = _volt_state(function)
    try:
        with contextlib.redirect_stdout(said):
            result = function(*args, **kwargs)
            kind = type(result).__name__
            if type(result) is types.GeneratorType:
                taken = ("taken",)  # what comes now is not what the call itself does
                waiting, result = result, list(itertools.islice(result, {_ITEMS}))
                if len(result) == {_ITEMS} and next(waiting, waiting) is not waiting:
                    plain = _volt_plain(result)
                    ended, told = ("returned", result) if plain else ("object", None)
                    return (ended, kind, told, said.getvalue()[:200], (), ("part",))
    except (Exception, SystemExit, GeneratorExit) as error:
        return ("raised", type(error).__name__, None, said.getvalue()[:200], (), taken)
    changed = tuple((place, repr(one)[:200]) for place, one in enumerate(held) if repr(one) != before[place])
    if repr(defaults) != shared:
        changed += (("default", ""),)
    plain = _volt_plain(result)
    after = _volt_state(function)
    if owner is None or after is None:
        own = ()
    else:
        names = sorted(k for k in {{*owner, *after}} if owner.get(k) != after.get(k))
        own = ("changed", *names) if names else ("same",)
    return ("returned" if plain else "object", kind, result if plain else None, said.getvalue()[:200], changed, own)
"""


@dataclass(frozen=True)
class Trial:
    """One call and what came of it."""

    given: str
    """The arguments, as they are written."""
    ended: str
    """"returned", "object" (something that is not plain data), "raised"."""
    kind: str
    """The type's name of the result or of the exception."""
    value: Any = None
    printed: str = ""
    changed: tuple[Any, ...] = ()
    """Place and text of each argument that holds something else afterwards."""
    own: tuple[str, ...] = ()
    """Of a method's object: "same", or "changed" and the names of what changed; empty where that is not known."""


@dataclass
class Seen:
    """All trials of a function, and why there are not more."""

    trials: list[Trial] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    entry: str = ""
    """The expression by which the function was had."""
    unloaded: bool = False
    """The program did not load, or the function could not be had in it."""


def why_not(found: Found, part: str) -> str:
    """Why a function is not run, empty where it may be. `part`: what it reaches of its file."""
    ways, why = entries(found)
    if not ways:
        return why
    asks = world(ast.parse(part))
    who = (
        "it"
        if asks and any(ast.unparse(n) == asks for n in ast.walk(found.node) if isinstance(n, ast.expr))
        else "what it needs of its module"
    )
    return f"{who} uses {asks}, so that what it did once would be no fact" if asks else ""


class Sandbox:
    """A judge for many functions. A context manager."""

    def __init__(self) -> None:
        self._judge = Judge(LIMITS, workers=1)
        self._other = Judge(LIMITS, workers=1, hash_seed=1)
        """Where calls are repeated: sets have another order there, and objects other addresses."""

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self._judge.close()
        self._other.close()

    def watch(self, found: Found, program: str, guesses: Sequence[Guess], setup: str = "") -> Seen:
        """Try a function of a program that the safety analysis allowed, and `why_not` too, after `setup`."""
        seen = Seen()
        ways, _ = entries(found)
        node = found.node
        rows = [*drawing.from_doctests(node)[:6], *drawing.first(node, guesses)]
        for entry in ways:  # the first way to make its object that works
            trials, trouble = self._try(program, entry, rows, seen, setup)
            if not trouble.endswith(_UNREACHED):
                break
        seen.entry = entry
        if not any(t.ended in ("returned", "object") for t in trials) and not trouble and not seen.notes:
            more, trouble = self._try(program, entry, drawing.others(node, guesses), seen, setup)
            trials += more
        if trouble:
            seen.notes.append(f"not run: {trouble}")
            seen.unloaded = True
            return seen
        backwards = [t.given for t in reversed(trials)]
        again, _ = self._try(program, entry, backwards, seen, setup, self._other) if trials else ([], "")
        same = {t.given: t for t in again}
        kept = [
            # NaN is not equal to itself, and sets are equal whatever their order: either is the same answer.
            t
            for t in trials
            if (t == same.get(t.given) or repr(t) == repr(same.get(t.given)))
            and not _INSIDE.search(f"{t.value!r}{t.printed}{t.changed}")
        ]
        if len(kept) < len(trials):
            seen.notes.append(f"{count(len(trials) - len(kept), 'call')} answered differently when repeated: left out")
        if trials and not any(t.ended != "raised" for t in trials):
            seen.notes.append(f"none of {count(len(trials), 'call')} with drawn arguments returned")
        seen.trials = kept
        return seen

    def _try(
        self, program: str, entry: str, rows: Sequence[str], seen: Seen, setup: str, judge: Judge | None = None
    ) -> tuple[list[Trial], str]:
        """Each call in one process, in order; a call that does not end is noted and the rest asked again."""
        done: list[Trial] = []
        waiting = list(dict.fromkeys(rows))
        for _ in range(_AGAIN + 1):
            answers = (judge or self._judge).outputs(
                program + _PROBE, "_volt_try", [(entry, row) for row in waiting], setup
            )
            stopped = None
            for place, (row, answer) in enumerate(zip(waiting, answers, strict=True)):
                if answer.verdict is not Verdict.PASSED:
                    if answer.verdict in (Verdict.RAISED, Verdict.MALFORMED) and _goes_on(answers, place):
                        continue  # the probe's own answer could not be carried: nothing is said of this call
                    stopped = place
                    break
                ended, kind, value, printed, changed, own = answer.actual
                if ended == "unreached":
                    return done, f"{entry} raises {kind}, {_UNREACHED}"
                done.append(Trial(row, ended, kind, value, printed, tuple(changed), tuple(own)))
            if stopped is None:
                return done, ""
            if stopped == 0 and not done and answers[0].verdict is not Verdict.TIMEOUT:
                return done, f"it does not load alone ({shown(answers[0].detail or str(answers[0].verdict), 80)})"
            if answers[stopped].verdict is Verdict.TIMEOUT:
                seen.notes.append(f"{entry}({shown(waiting[stopped])}) did not end in {LIMITS.cpu_seconds:g} s")
            waiting = waiting[stopped + 1 :]
            if not waiting:
                return done, ""
        return done, ""


def _goes_on(answers: Sequence[Any], place: int) -> bool:
    return any(answer.verdict is Verdict.PASSED for answer in answers[place + 1 :])


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
            claim = {"kind": "yields", "call": call, "items": repr(trial.value), "most": _ITEMS}
            first = "first " if len(trial.value) == _ITEMS else ""
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
    shared = next((t for t in trials if ("default", "") in map(tuple, t.changed)), None)
    if shared is not None:
        call = f"{entry}({shared.given})"
        claim = {"kind": "changes default", "call": call}
        yield Fact("effects", f"{_asked(entry, shared)} changed what a default of a parameter holds", claim, "run")
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
    """Whether the object of a method held the same afterwards, where all that it holds is plain data."""
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
