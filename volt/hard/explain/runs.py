"""What calls did in the sandbox: facts that were executed, each of them more than once, in fresh processes.

The program is what `slices` keeps of the file. A program that the safety analysis refuses is not run. What asks for the
time, for chance or for the machine is run by nobody here either: what it did once is no fact. Where one call answered
differently the second time, or asked in another order, nothing of what the function did is told: that the others
answered the same may be luck, as it is every other time with a set of two texts.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from volt.hard.explain import drawing
from volt.hard.explain.entry import asking, entries
from volt.hard.explain.fact import count, shown
from volt.hard.explain.find import Found
from volt.hard.explain.kinds import Guess
from volt.hard.explain.probe import PROBE
from volt.verify import Judge, Limits, Verdict

LIMITS = Limits(cpu_seconds=1.0, memory_mb=256, output_kb=256, wall_seconds=5.0)
_AGAIN = 1
_SEEDS = (1, 7)
"""Other orders of sets than that of the first run: with these, small sets of the texts that are drawn differ."""
_INSIDE = re.compile(r"\b0x[0-9a-f]{4,}|\bsolution\b|<program>")
"""What tells of the sandbox and not of the function: addresses, the name of the module there."""
_UNREACHED = "so that the function cannot be had"


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

    @property
    def defaults(self) -> list[str]:
        """Parameters whose defaults hold something else afterwards."""
        return [name for place, name in self.changed if place == "default"]


@dataclass
class Seen:
    """All trials of a function, and why there are not more."""

    trials: list[Trial] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    entry: str = ""
    """The expression by which the function was had."""
    reached: bool = False
    """A call came to what is kept from running."""
    unloaded: bool = False
    """The program did not load, or the function could not be had in it."""


def why_not(found: Found, part: str) -> str:
    """Why a function is not run, empty where it may be. `part`: what it reaches of its file."""
    ways, why = entries(found)
    if not ways:
        return why
    node, asked = found.node, list(asking(ast.parse(part)))
    own = [one for one in asked if node.lineno <= one.lineno <= (node.end_lineno or node.lineno)]
    who = "it" if own else "what it needs of its module"
    asks = next(map(ast.unparse, own or asked), "")
    return f"{who} uses {asks}, so that what it did once would be no fact" if asks else ""


class Sandbox:
    """A judge for many functions. A context manager."""

    def __init__(self) -> None:
        self._judge = Judge(LIMITS, workers=1)
        self._others = [Judge(LIMITS, workers=1, hash_seed=seed) for seed in _SEEDS]
        """Where calls are repeated: sets have another order there, and objects other addresses."""

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self._judge.close()
        for other in self._others:
            other.close()

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
        if (
            not any(t.ended in ("returned", "object") for t in trials)
            and not trouble
            and not seen.notes
            and not seen.reached
        ):
            more, trouble = self._try(program, entry, drawing.others(node, guesses), seen, setup)
            trials += more
        if trouble:
            seen.notes.append(f"not run: {trouble}")
            seen.unloaded = True
            return seen
        seen.unloaded = seen.reached and not trials
        backwards = [t.given for t in reversed(trials)]
        # Of an odd number the one in the middle would be where it was, and every other one an even number away.
        apart = [backwards[:1], backwards[1:]] if len(trials) % 2 else [backwards]
        # What makes no set has no order that depends on the seed: once is enough for it.
        others = self._others if _makes_sets(program) else self._others[:1]
        kept, differed = trials, 0
        for other in others:
            again = [t for rows in apart if rows for t in self._try(program, entry, rows, seen, setup, other)[0]]
            same = {t.given: t for t in again}
            differed += sum(t.given in same and not _is_same(t, same[t.given]) for t in kept)
            kept = [t for t in kept if t.given in same and _is_same(t, same[t.given])]
        kept = [t for t in kept if not _INSIDE.search(f"{t.value!r}{t.printed}{t.changed}")]
        if differed:
            seen.notes.append(f"{count(differed, 'call')} answered differently when repeated: all are left out")
            kept = []
        elif len(kept) < len(trials):
            seen.notes.append(f"{count(len(trials) - len(kept), 'call')} could not be repeated: left out")
        if trials and not any(t.ended != "raised" for t in trials):
            done = "gave all items" if any(t.own == ("taken",) for t in trials) else "returned"
            seen.notes.append(f"none of {count(len(trials), 'call')} with drawn arguments {done}")
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
                program + PROBE, "_volt_try", [(entry, row) for row in waiting], setup
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
                if ended == "reached":
                    seen.reached = True
                    continue
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


def _is_same(one: Trial, other: Trial) -> bool:
    """Whether two answers are the same. NaN is not equal to itself, and sets are equal whatever their order."""
    return one == other or repr(one) == repr(other)


def _makes_sets(program: str) -> bool:
    """Whether a program makes sets, as far as its own text tells: of what it imports nothing is known."""
    for one in ast.walk(ast.parse(program)):
        if isinstance(one, ast.Set | ast.SetComp | ast.Import | ast.ImportFrom):
            return True
        if isinstance(one, ast.Name) and one.id in ("set", "frozenset"):
            return True
        if isinstance(one, ast.Attribute) and one.attr in ("keys", "items"):
            return True  # which may be joined to sets
    return False


def _goes_on(answers: Sequence[Any], place: int) -> bool:
    return any(answer.verdict is Verdict.PASSED for answer in answers[place + 1 :])
