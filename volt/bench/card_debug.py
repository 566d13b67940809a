"""The card's section on repair; absent while nobody measured it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from volt.bench.debugging import RESULT
from volt.bench.markdown import Result, commit_of, interval, section_of, table

_NAMES = {
    "quixbugs": "QuixBugs (Python)",
    "mutants": "bugs put into held-out training problems",
    "packages": "bugs put into functions of installed packages, tested by the examples of their docstrings",
}
_SETS = ("development", "report")


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a result. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench debug", _section)


def _section(found: Result) -> Iterator[str]:
    yield (
        f"## {found['title']}\n\n`volt debug`: single edits, then pairs, until a program passes. Fixed means that the "
        "repair it chose passes every test; with half of the tests seen, the others decide, too. Edits are tried in an "
        "order learned from bugs in training problems and, on the same bugs, by costs set by hand and at random.\n"
    )
    for suite, measured in found["suites"].items():
        yield f"{_NAMES[suite]}, {measured['settings']['seconds']:g} s at most for each:\n"
        rows = [_row(arm) for arm in measured["arms"]]
        rows += [[f"{name} ({where})", "", str(fixed), "", "", "", ""] for name, fixed, where in measured["published"]]
        head = [
            "tests seen",
            "order",
            "fixed",
            "share, %",
            "tried to the first (median)",
            "median s",
            "95 % of bugs, s",
        ]
        yield table(head, rows)
        yield from map(_gain, measured["gains"])
        if "coverage" in measured:
            yield from _packages(measured)
        origin = measured["origin"]
        part = ", a part only" if measured["settings"]["partial"] else ""
        yield f"- {origin['date']}, {commit_of(origin)}, {origin['machine']}{part}\n"


def _packages(measured: Result) -> Iterator[str]:
    """What the learned order did by set of packages and by kind of bug, and what could not be used."""
    rows = measured["arms"][0]["rows"]
    head = ["packages", "bugs", "plausible", "fixed", "exact", "fixed of those decided by unseen tests"]
    cells = []
    for name, some in [*((name, [row for row in rows if row["set"] == name]) for name in _SETS), ("all", rows)]:
        unseen = [row for row in some if "did not see" in row["decided_by"]]
        sums = [sum(row[key] for row in some) for key in ("plausible", "fixed", "exact")]
        cells.append([name, len(some), *sums, f"{sum(row['fixed'] for row in unseen)} of {len(unseen)}"])
    yield (
        f"In the {measured['arms'][0]['order']}; exact is the original again, plausible what passes the tests seen. A "
        "change for the sake of packages in development is measured on those in report:\n"
    )
    yield table(head, cells)
    kinds: dict[str, list[bool]] = {}
    for row in rows:
        kinds.setdefault(row["kind"], []).append(row["fixed"])
    yield f"Fixed by kind: {', '.join(f'{kind} {sum(one)} of {len(one)}' for kind, one in sorted(kinds.items()))}.\n"
    coverage = measured["coverage"]
    left = ", ".join(f"{reason} {n}" for reason, n in coverage["left_out"].items())
    used = ", ".join(f"{name} {one['version']}".strip() for name, one in coverage["by_package"].items() if one["cases"])
    yield f"Of {coverage['tried']} functions tried {coverage['cases']} count. Left out: {left or 'none'}.\n"
    yield f"Packages: {used}.\n"


def _gain(gain: Result) -> str:
    """How many times fewer variants, from the mean of log10: a bug that was not repaired counts with all it tried."""
    times = gain["tried_log10"]
    mean, low, high = (10 ** -times[key] for key in ("value", "high", "low"))
    return (
        f"{gain['order'].capitalize()} minus {gain['than']}: {interval(gain['share'], sign='+')} points fixed; "
        f"{mean:.1f} [{low:.1f}, {high:.1f}] times fewer variants up to the first repair.\n"
    )


def _row(arm: Result) -> list[str]:
    first = "–" if arm["tried_to_first"] is None else f"{arm['tried_to_first']:,.0f}"
    return [
        arm["arm"],
        arm["order"],
        f"{arm['fixed']} of {arm['bugs']}",
        interval(arm["share"]),
        first,
        f"{arm['seconds_median']:.1f}",
        f"{arm['seconds_95']:.1f}",
    ]
