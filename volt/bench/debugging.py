"""Repair, measured: QuixBugs, and bugs put into held-out training problems or into functions of real packages.

A bug is fixed when the chosen repair passes every test. In the setting *half* the search sees every other test only,
and the tests it did not see decide; package_bugs.py tells how it is with packages. Each finished bug is kept, so that a
run goes on where it was cut off.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from volt import places
from volt.bench import package_bugs
from volt.bench.debug_case import Case, judged
from volt.bench.metrics import difference, mean, wilson
from volt.bench.progress import progress
from volt.bench.suites import file_digest
from volt.data.bugs import SETS, WAYS, bugs, checks_of, split_of
from volt.data.decontaminate import hash64
from volt.data.problems import Problem, find_data, load
from volt.errors import ConfigError, DataError
from volt.files import atomic_write, whole_lines
from volt.hard.repair.order import HandSet, Order, Shuffled, shipped
from volt.hard.repair.search import Budget, Outcomes, repair
from volt.hard.repair.trials import split
from volt.provenance import provenance
from volt.verify import Checks, Judge

RESULT, SUITE = "debug.json", "debug"
SUITES = ("quixbugs", "mutants", "packages")
SECONDS = {"quixbugs": 60.0, "mutants": 60.0, "packages": package_bugs.SECONDS}
PUBLISHED = (
    ("classic mutation tools", 7, "as cited in arXiv:2301.08653"),
    ("AlphaRepair", 27, "arXiv:2207.08281"),
    ("ChatGPT with hints", 31, "arXiv:2301.08653"),
)
"""Bugs of QuixBugs Python fixed, of 40."""


def bench(
    data: Path | None,
    results: Path,
    run: Path,
    suite: str,
    *,
    seconds: float | None = None,
    limit: int | None = None,
    packages: Path | None = None,
) -> dict[str, Any]:
    """Measure one suite and write it into the result file, whole or not at all; other suites stay as they are.

    data: the problem sets, of every suite but `packages`. seconds: for each bug; by default `SECONDS`. packages: a
    folder of packages; by default that of the running interpreter. ConfigError for another suite; DataError when there
    is no bug to be had.
    """
    if suite not in SUITES:
        raise ConfigError(f"--suite {suite} is not known", f"Choose from {', '.join(SUITES)}")
    if packages is not None and suite != "packages":
        raise ConfigError(f"--packages is not for --suite {suite}", "Give it with --suite packages only")
    seconds = seconds or SECONDS[suite]
    kept = _Kept(run / f"debug-{suite}-{seconds:g}-{repair_digest()[:12]}.jsonl")
    compared = orders(places.models())
    told: dict[str, Any] = {}
    with Judge(workers=1) as judge:
        if suite == "packages":
            collected = package_bugs.collect(packages or package_bugs.default_folder(), judge, limit, run)
            arms = [(package_bugs.ARM, order, collected.cases) for order in compared]
            told = {"coverage": collected.coverage()}
        else:
            arms = _arms(find_data(data), suite, limit, compared)
        todo = [(arm, order, case) for arm, order, cases in arms for case in cases]
        with progress(len(todo)) as show:
            for done, (arm, order, case) in enumerate(todo, 1):
                key = _key(arm, order, case)
                if key not in kept.rows:
                    kept.add(key, _measured(case, order, Budget(seconds=seconds), judge))
                show(done, f"{key} {'fixed' if kept.rows[key]['fixed'] else ''}")
    measured: dict[str, Any] = {
        "settings": {"seconds": seconds, "partial": limit is not None},
        "published": [list(row) for row in PUBLISHED] if suite == "quixbugs" else [],
        "arms": [_figures(arm, order.name, [kept.rows[_key(arm, order, c)] for c in cs]) for arm, order, cs in arms],
        **told,
        "origin": provenance(),
    }
    measured["gains"] = gains(measured["arms"])
    return _merged(results / RESULT, suite, measured)


def repair_digest() -> str:
    """A digest of the debugger's own source: another debugger's bugs are not gone on with."""
    folder = Path(__file__).resolve().parents[1] / "hard" / "repair"
    return file_digest(sorted(folder.rglob("*.py")))


def _key(arm: str, order: Order, case: Case) -> str:
    return "/".join([arm, order.stamp, case.id, *([case.facts["mark"]] if "mark" in case.facts else [])])


def orders(weights: Path) -> tuple[Order, ...]:
    """The order that ships first, then what it is compared with."""
    first = shipped(weights)
    return (first, *(other for other in (HandSet(), Shuffled()) if other.name != first.name))


def _arms(data: Path, suite: str, limit: int | None, compared: Sequence[Order]) -> list[tuple[str, Order, list[Case]]]:
    if suite == "quixbugs":
        cases = [_quixbug(row) for row in load(data, "test/quixbugs")[:limit]]
    else:
        cases = list(_mutants(data, limit or 60))
    half = [_halved(case) for case in cases]
    return [
        *(("all tests", order, cases) for order in compared),
        *(("half of the tests", order, half) for order in compared if not isinstance(order, Shuffled)),
    ]


def _quixbug(row: Problem) -> Case:
    wrong = next((row.meta[key] for key in ("buggy", "buggy_solution", "buggy_code") if key in row.meta), None)
    if not isinstance(wrong, str):
        raise DataError(f"{row.id} holds no buggy version", "Give the QuixBugs rows with it in `meta`")
    every = Checks(setup=row.setup, tests=row.tests, entry_point=row.entry_point)
    return Case(row.id, wrong, every, every)


def _halved(case: Case) -> Case:
    """The same bug for a search that sees every other test."""
    pieces = tuple(piece for test in case.every.tests for piece in split(test))
    return replace(case, seen=replace(case.every, tests=pieces[::2])) if len(pieces) > 1 else case


def _mutants(data: Path, count: int) -> Iterator[Case]:
    """One bug of each of so many held-out training problems, made in either way by turns."""
    rows = [row for name in SETS for row in load(data, name) if split_of(row) == "held_out"]
    found = 0
    for row in sorted(rows, key=lambda row: hash64(f"debug {row.id}")):
        way = WAYS[found % len(WAYS)]
        for bug in bugs(row, 1, way=way):
            found += 1
            yield Case(f"{row.id} {way.removesuffix('s')}", bug.wrong, checks_of(row), checks_of(row))
        if found == count:
            return


def _measured(case: Case, order: Order, budget: Budget, judge: Judge) -> dict[str, Any]:
    found: Outcomes = repair(case.wrong, case.seen, order, budget, judge=judge)
    plausible = bool(found.patches)
    fixed = plausible
    if plausible and case.seen != case.every:
        fixed = judged(found.patches[0].source, case.every, judge)[0]
    row = {
        "plausible": plausible,
        "fixed": fixed,
        "tried": found.tried,
        "first_at": found.first_at,
        "edits": found.edits,
        "pair": plausible and len(found.patches[0].edits) > 1,
        "seconds": found.seconds,
        "why_not": found.why_not,
        **case.facts,
    }
    if case.right:
        row |= {"id": case.id, "exact": plausible and _same(found.patches[0].source, case.right)}
    return row


def _same(one: str, other: str) -> bool:
    """Whether two programs differ in layout and comments at most."""
    return ast.dump(ast.parse(one)) == ast.dump(ast.parse(other))


def _figures(arm: str, order: str, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    seconds = [row["seconds"] for row in rows]
    firsts = [row["first_at"] for row in rows if row["plausible"]]
    return {
        "arm": arm,
        "order": order,
        "bugs": len(rows),
        "fixed": sum(row["fixed"] for row in rows),
        "share": wilson(sum(row["fixed"] for row in rows), len(rows)).to_json(),
        "plausible": sum(row["plausible"] for row in rows),
        "pairs": sum(row["pair"] for row in rows),
        "tried_to_first": float(np.median(firsts)) if firsts else None,
        "tried_log10": mean([float(np.log10(max(1, n))) for n in firsts]).to_json() if firsts else None,
        "seconds_median": float(np.median(seconds)),
        "seconds_95": float(np.quantile(seconds, 0.95)),
        "rows": list(rows),
    }


def gains(arms: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first order beside each other one in the first setting, on the same bugs, with intervals.

    tried_log10: of variants tried up to the first repair; a bug that was not repaired counts with all it tried.
    """
    first, *rest = [arm for arm in arms if arm["arm"] == arms[0]["arm"]]
    return [
        {
            "order": first["order"],
            "than": other["order"],
            "share": difference(_fixed(first), _fixed(other)).to_json(),
            "tried_log10": difference(_effort(first), _effort(other)).to_json(),
        }
        for other in rest
    ]


def _fixed(arm: dict[str, Any]) -> list[float]:
    return [float(row["fixed"]) for row in arm["rows"]]


def _effort(arm: dict[str, Any]) -> list[float]:
    return [float(np.log10(max(1, row["first_at"] if row["plausible"] else row["tried"]))) for row in arm["rows"]]


class _Kept:
    """Rows by their key, on disk as they come."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.rows: dict[str, dict[str, Any]] = {}
        for line in whole_lines(path):
            self.rows |= json.loads(line)

    def add(self, key: str, row: dict[str, Any]) -> None:
        """Keep one row."""
        self.rows[key] = row
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({key: row}) + "\n")


def _merged(path: Path, suite: str, measured: dict[str, Any]) -> dict[str, Any]:
    before = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    result = {
        "result": RESULT,
        "suite": SUITE,
        "title": "Repair",
        "partial": False,
        "suites": {**before.get("suites", {}), suite: measured},
    }
    atomic_write(path, json.dumps(result, indent=1).encode() + b"\n")
    return result
