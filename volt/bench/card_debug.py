"""The card's section on repair; absent while nobody measured it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from volt.bench.debugging import RESULT
from volt.bench.markdown import Result, commit_of, interval, section_of, table

_NAMES = {"quixbugs": "QuixBugs (Python)", "mutants": "bugs put into held-out training problems"}


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a result. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench debug", _section)


def _section(found: Result) -> Iterator[str]:
    yield (
        f"## {found['title']}\n\n`volt debug`: single edits, then pairs, until a program passes. Fixed means that the "
        "repair it chose passes every test; with half of the tests seen, the others decide, too. Nothing is learned: "
        "the edits are ordered by costs set by hand, and beside it at random, on the same bugs.\n"
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
        if measured["gain"]:
            yield f"Share fixed, by hand minus at random: {interval(measured['gain'], sign='+')} points.\n"
        origin = measured["origin"]
        part = ", a part only" if measured["settings"]["partial"] else ""
        yield f"- {origin['date']}, {commit_of(origin)}, {origin['machine']}{part}\n"


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
