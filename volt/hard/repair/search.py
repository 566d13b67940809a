"""The search for a repair: single edits, then pairs; each survivor of the trials is judged.

    outcome = repair(source, checks, order=HandSet(), budget=Budget(seconds=60))

Trials (trials.py) run the cheapest failing test first and stop at the first test that fails. What passes them all goes
to the judge, with its own limits and, where the checks have them, fresh inputs: only its verdict counts.
"""

from __future__ import annotations

import ast
import heapq
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, islice, product

from volt.hard.repair import together
from volt.hard.repair.choosing import Apart, Patch, chosen, patch_of
from volt.hard.repair.localise import Localised, localise
from volt.hard.repair.order import HandSet, Order, Proposal, proposed
from volt.hard.repair.program import Function, Program
from volt.hard.repair.trials import Outcome, Trials
from volt.hard.strands.edits import Edit
from volt.safety.masked import NOT_RUN
from volt.verify import Checks, Judge, Report, Verdict

Progress = Callable[[int, int, str], object]
"""Told how many single edits or pairs were tried, of how many at most, and which of them with how it stands."""
_AT_ONCE = 80
"""Candidates that are drawn before the first of them is known: after a repair was found, others come next."""
_PAIRED, _PAIRED_LATE = 70, 250
"""Single edits of which pairs are made; and when there is time left."""
_WATCHED, _MENDING, _ALIKE = 4, 60, 6
"""Failing tests that edits are sought for one by one; edits that are tried on every failing test; of those that mend
the same tests, how many are tried together with others."""
_BY_HAND = 2.0
"""What costs set by hand count beside the order where a repair is chosen: they know what training programs do not."""
_SOUGHT = 0.4
"""The share of the time left in which edits for single tests are sought."""
_HELPED, _CHANGED = 4.0, 1.0
"""How much more a pair is worth for an edit that mends a failing test, or that changes how it fails."""


@dataclass(frozen=True)
class Budget:
    """When a search ends."""

    seconds: float = 60.0
    variants: int = 40_000
    singles: float = 0.6
    """The share of the seconds after which pairs begin, even when single edits are left."""
    more_seconds: float = 2.0
    more_variants: int = 400
    """How far it goes on after the first repair, for others to choose from."""
    patches: int = 8
    """Repairs that are enough to choose from."""


@dataclass
class Outcomes:
    """What a search did and found."""

    before: Report
    """The judge about the program as it was."""
    patches: list[Patch] = field(default_factory=list)
    """Verified repairs, the chosen one first."""
    apart: Apart | None = None
    """What tells the chosen one from others that pass, too."""
    tried: int = 0
    first_at: int = 0
    """Variants tried up to the first repair."""
    judged: int = 0
    edits: int = 0
    """Single edits there were."""
    pairs: int = 0
    """Variants that were pairs."""
    seconds: float = 0.0
    localised: Localised | None = None
    program: Program | None = None
    why_not: str = ""
    not_run: dict[str, str] = field(default_factory=dict)
    """Failing tests that were left out, for they call what may not be run, and what that is; others fail, too."""
    together: str = ""
    """Why the tests cannot run apart from the program, which passes them all in one process with them."""


def repair(
    source: str,
    checks: Checks,
    order: Order,
    budget: Budget | None = None,
    *,
    function: str | None = None,
    judge: Judge | None = None,
    progress: Progress | None = None,
) -> Outcomes:
    """Search repairs of a program that fails its checks. SyntaxError when it is none; ChecksError as the judge.

    function: only this function, or `Class.method`, is edited; KeyError when the source has none of that name.
    """
    if judge is None:
        with Judge(workers=1) as own:
            return repair(source, checks, order, budget, function=function, judge=own, progress=progress)
    started = time.monotonic()
    program = Program(source)
    named = program.named(function)
    why = together.reason(checks.tests) if checks.objects_decide else ""
    found = Outcomes(Report(Verdict.UNCHECKED) if why else judge.run(source, checks), program=program)
    if found.before.verdict is not Verdict.PASSED:
        with Trials(checks, program.variant([])) as trials:
            _Search(program, trials, judge, checks, order, budget or Budget(), found, started, progress, why).run(named)
            rest = tuple(test for test in trials.tests if test not in found.not_run)
        if found.not_run and not found.why_not:
            again = repair(
                source, replace(checks, tests=rest), order, budget, function=function, judge=judge, progress=progress
            )
            return replace(again, not_run=found.not_run | again.not_run, seconds=time.monotonic() - started)
    found.seconds = time.monotonic() - started
    return found


class _Search:
    def __init__(
        self,
        program: Program,
        trials: Trials,
        judge: Judge,
        checks: Checks,
        order: Order,
        budget: Budget,
        found: Outcomes,
        started: float,
        progress: Progress | None,
        together: str,
    ) -> None:
        self._program, self._trials, self._judge, self._checks = program, trials, judge, checks
        self._order, self._budget, self._found, self._started = order, budget, found, started
        self._progress, self._together = progress, together
        self._seen: set[int] = {hash(program.variant([]))}
        self._stop_at, self._stop_after = started + budget.seconds, budget.variants
        self._help: dict[int, float] = {}
        """How much a single edit helped, by its place among the proposals."""
        self._worth: list[float] = []
        """Of each proposal as a repair."""
        self._disagreed = ""
        """Why the judge refused an edit with which every test passes in one process."""

    def run(self, named: Sequence[Function]) -> None:
        """Search, and leave what was found in the outcomes."""
        localised = localise(self._program, self._trials)
        if self._together:
            self._found.before = self._before(localised)
        if localised is None or not localised.failing:
            self._found.together = self._passes_together() if localised is not None else ""
            self._found.why_not = f"{_UNWATCHED if localised is None else _NOT_TOGETHER}: nothing shows where to look"
            return
        self._found.localised = localised
        self._found.why_not = self._hopeless(localised)
        if self._found.why_not or self._found.not_run:
            return
        rows = proposed(self._program, localised, named)
        scores = self._order.scores(self._program, localised, rows)
        by_hand = HandSet().scores(self._program, localised, rows)
        self._worth = [score + _BY_HAND * cost for score, cost in zip(scores, by_hand, strict=True)]
        ranked = sorted(range(len(rows)), key=lambda i: -scores[i])
        self._found.edits = len(rows)
        self._singles(localised, rows, ranked)
        cut = time.monotonic() > self._started + self._budget.singles * self._budget.seconds
        if not self._found.patches:
            self._combined(localised, rows, ranked)
        if not self._found.patches:
            self._pairs(localised, rows, scores, ranked)
        if cut and not self._found.patches and not self._over():  # pairs are few, and there is time left
            self._budget = replace(self._budget, singles=1.0)
            self._singles(localised, rows, ranked[self._found.tried - self._found.pairs :])
        if self._found.patches:
            self._found.patches, self._found.apart = chosen(
                self._program, self._found.patches, self._trials, localised.ticks
            )
        elif not self._found.why_not:
            self._found.why_not = self._disagreed or self._ended()

    def _ended(self) -> str:
        """How a search ended that found nothing."""
        if time.monotonic() > self._stop_at:
            return f"no edit or pair of edits that was tried in {self._budget.seconds:g} s passes every test"
        if self._found.tried >= self._stop_after:
            return (
                f"no edit or pair of edits passes every test among {self._stop_after:,}, which is where a search ends"
            )
        likeliest = f"no pair of the {_PAIRED_LATE} likeliest edits"
        return f"no edit passes every test, and {likeliest}: all were tried (some make the same program)"

    def _before(self, localised: Localised | None) -> Report:
        """What is to be said of the program as it is, of tests that need one process with it."""
        if localised is None:
            return self._judge.run(self._program.source, self._checks)
        said = together.report(self._trials.tests, localised)
        passed = said.verdict is Verdict.PASSED and self._checks.fresh is not None
        return self._asked(self._program.source) if passed else said

    def _passes_together(self) -> str:
        """Why a program is right that passes every test in one process only; empty when it is not."""
        if self._together:
            return self._together if self._found.before.verdict is Verdict.PASSED else ""
        own = self._checks.fresh is None and self._found.before.verdict in together.OWN_OBJECTS
        return self._found.before.detail if own and self._checks.objects_decide else ""

    def _hopeless(self, localised: Localised) -> str:
        """Why no edit can help; empty where one may."""
        if {spectrum.why for spectrum in localised.spectra} <= _MISSING:
            return f"no test can run, whatever is edited: {self._found.before.detail}"
        failing = [(self._trials.tests[i], localised.spectra[i]) for i in localised.failing]
        kept = [(test, one, one.detail.partition(NOT_RUN)[2]) for test, one in failing if NOT_RUN in one.detail]
        if len(kept) == len(failing):
            why = "; ".join(sorted({why for *_, why in kept}))
            return f"cannot judge: every failing test calls what may not be run: {why}"
        self._found.not_run = {
            test: f"{one.place[0] or 'a test'} calls what may not be run: {why}" for test, one, why in kept
        }
        return ""

    def _singles(self, localised: Localised, rows: list[Proposal], ranked: list[int]) -> None:
        worth = self._worth
        until = self._started + self._budget.singles * self._budget.seconds
        batch = self._fresh((i, (rows[i].edit,), worth[i]) for i in ranked)
        base = localised.spectra[localised.order[0]].why
        for (i, edits, _), outcome in self._tried(batch, localised):
            if outcome.failed < 0:
                self._judged(edits, max(worth[k] for k in ranked if k == i or _equal(rows[k].edit, edits[0])))
            elif outcome.passed:
                self._help[i] = _HELPED
            elif outcome.why != base:
                self._help[i] = _CHANGED
            if self._over() or (time.monotonic() > until and not self._found.patches):
                return

    def _combined(self, localised: Localised, rows: list[Proposal], ranked: list[int]) -> None:
        """Edits that mend different failing tests, together: two or three, so that each failing test is mended."""
        failing = localised.failing
        if len(failing) < 2:
            return
        some = self._mending(localised, rows, ranked, failing[1:_WATCHED])
        some |= {i for i, help in self._help.items() if help == _HELPED}
        best = sorted(some, key=lambda i: -self._worth[i])[:_MENDING]
        texts = [self._program.variant([rows[i].edit]) for i in best]
        passed = [self._trials.run(iter(texts), [test], localised.ticks) for test in failing]
        mends: dict[frozenset[int], list[int]] = {}
        for i, outcomes in zip(best, zip(*passed, strict=True), strict=True):
            mended = frozenset(t for t, outcome in zip(failing, outcomes, strict=True) if outcome.failed < 0)
            if len(mends.setdefault(mended, [])) < _ALIKE:
                mends[mended].append(i)
        groups = [group for count in (2, 3) for group in combinations(mends, count) if _covers(group, failing)]
        chosen = [one for group in groups for one in product(*(mends[part] for part in group))]
        chosen = [one for one in chosen if all(_apart(rows[i].edit, rows[k].edit) for i, k in combinations(one, 2))]
        chosen.sort(key=lambda one: (len(one), -sum(self._worth[i] for i in one)))
        made = ((-1, _in_order(*(rows[i].edit for i in one)), sum(self._worth[i] for i in one)) for one in chosen)
        self._several(made, localised)

    def _mending(self, localised: Localised, rows: list[Proposal], ranked: list[int], tests: Sequence[int]) -> set[int]:
        """Proposals that mend one of these tests, whatever else they do."""
        found: set[int] = set()
        until = time.monotonic() + _SOUGHT * (self._stop_at - time.monotonic())
        for test in tests:
            texts = (self._program.variant([rows[i].edit]) for i in ranked)
            for i, outcome in zip(ranked, self._trials.run(texts, [test], localised.ticks), strict=False):
                if outcome.failed < 0:
                    found.add(i)
                if time.monotonic() > until:
                    return found
        return found

    def _pairs(self, localised: Localised, rows: list[Proposal], scores: list[float], ranked: list[int]) -> None:
        worth = {i: scores[i] + self._help.get(i, 0.0) for i in ranked}
        for most in (_PAIRED, _PAIRED_LATE):
            best = heapq.nlargest(most, ranked, key=lambda i: worth[i])
            pairs = [(i, k) for a, i in enumerate(best) for k in best[a + 1 :] if _apart(rows[i].edit, rows[k].edit)]
            pairs.sort(key=lambda pair: -(worth[pair[0]] + worth[pair[1]]))
            made = ((-1, _in_order(rows[i].edit, rows[k].edit), self._worth[i] + self._worth[k]) for i, k in pairs)
            if self._several(made, localised):
                return

    def _several(self, made: Iterator[tuple[int, tuple[Edit, ...], float]], localised: Localised) -> bool:
        """Try variants of several edits; whether to end, since a repair is found or the time is up."""
        for (_, edits, worth), outcome in self._tried(self._fresh(made), localised):
            self._found.pairs += 1
            if outcome.failed < 0:
                self._judged(edits, worth)
            if self._over():
                return True
        return bool(self._found.patches)

    def _fresh(
        self, candidates: Iterator[tuple[int, tuple[Edit, ...], float]]
    ) -> Iterator[tuple[tuple[int, tuple[Edit, ...], float], str]]:
        """Candidates with their texts, each program once."""
        for candidate in candidates:
            text = self._program.variant(candidate[1])
            if hash(text) not in self._seen:
                self._seen.add(hash(text))
                yield candidate, text

    def _tried(
        self, batch: Iterator[tuple[tuple[int, tuple[Edit, ...], float], str]], localised: Localised
    ) -> Iterator[tuple[tuple[int, tuple[Edit, ...], float], Outcome]]:
        """Each candidate with its outcome."""
        while few := list(islice(batch, _AT_ONCE)):
            outcomes = self._trials.run((text for _, text in few), localised.order, localised.ticks)
            waiting = [hash(text) for _, text in few]
            try:
                for (candidate, _), outcome in zip(few, outcomes, strict=True):
                    self._found.tried += 1
                    waiting.pop(0)
                    yield candidate, outcome
            finally:
                self._seen.difference_update(waiting)  # whoever stops here may come back to them
            if self._progress is not None:
                pairs, repairs = self._found.pairs, f"{len(self._found.patches)} repairs"
                if few[0][0][0] < 0:
                    most = max(pairs, _PAIRED_LATE * (_PAIRED_LATE - 1) // 2)
                    self._progress(pairs, most, f"pairs of edits tried, {repairs}")
                else:
                    self._progress(self._found.tried - pairs, self._found.edits, f"edits tried, {repairs}")

    def _judged(self, edits: tuple[Edit, ...], score: float) -> None:
        """Ask the judge about a survivor; a repair is kept."""
        self._found.judged += 1
        patch = patch_of(self._program, edits, score)
        report = self._asked(patch.source)
        carried = not (self._checks.objects_decide and together.not_carried(report))
        if carried and report.verdict is not Verdict.PASSED:
            self._disagreed = f"an edit passes every test in one process with them, but not the judge: {report.detail}"
            return
        patch = replace(patch, together=self._together or ("" if carried else report.detail))
        if not self._found.patches:
            self._found.first_at = self._found.tried
        # One that changes how objects compare ends no search: the edit that is meant may still come.
        if not patch.decides and all(one.decides for one in self._found.patches):
            self._stop_at = min(self._stop_at, time.monotonic() + self._budget.more_seconds)
            self._stop_after = min(self._stop_after, self._found.tried + self._budget.more_variants)
        self._found.patches.append(patch)

    def _asked(self, source: str) -> Report:
        """The judge's answer; of tests that need one process with the program, it is asked about fresh inputs only."""
        if not self._together:
            return self._judge.run(source, self._checks)
        if self._checks.fresh is None:
            return Report(Verdict.PASSED)
        return self._judge.run(source, replace(self._checks, tests=()))

    def _over(self) -> bool:
        found = self._found
        enough = sum(not patch.decides for patch in found.patches) >= self._budget.patches
        return enough or time.monotonic() > self._stop_at or found.tried >= self._stop_after


_NOT_TOGETHER = "the tests do not fail in one process with their program"
_UNWATCHED = (
    "while every statement is recorded, the tests do not come to their end: they take too much, or end the process"
)
_MISSING = {"ModuleNotFoundError", "ImportError"}


def _equal(one: Edit, other: Edit) -> bool:
    """Whether two edits, of different sorts perhaps, put the same thing in the same place."""
    return (
        one.parent is other.parent
        and (one.field, one.index, type(one.new)) == (other.field, other.index, type(other.new))
        and isinstance(one.new, ast.AST)
        and ast.dump(one.new) == ast.dump(other.new)
    )


def _apart(one: Edit, other: Edit) -> bool:
    return (one.parent, one.field, one.index) != (other.parent, other.field, other.index) and not (
        one.parent is other.parent and one.field == other.field and None in (one.index, other.index)
    )


def _covers(group: Sequence[frozenset[int]], tests: Sequence[int]) -> bool:
    """Whether these mend all tests, and none of them is of no use."""
    whole = frozenset().union(*group)
    return whole >= set(tests) and all(whole != frozenset().union(*(g for g in group if g is not one)) for one in group)


def _in_order(*edits: Edit) -> tuple[Edit, ...]:
    """So that an edit that changes the length of a block comes after those of later places in it."""
    return tuple(sorted(edits, key=lambda edit: -(edit.index or 0)))
