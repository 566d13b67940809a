"""Is the judge tight on this machine? Every attack of volt/bench/attacks, and what it left behind.

Each Python attack is judged three times by the same worker, beside one that does nothing: with quick tests, with test
code, and once more, so that what an earlier run left would be found. Attacks in other languages are judged as that
language's programs are. Before a program can count as refused, one that is right must have passed the same way.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Collection
from pathlib import Path
from typing import Any

from volt.bench.attacks import Group, groups
from volt.bench.progress import progress
from volt.bench.traces import Traces
from volt.bench.ways import Ways, right, ways
from volt.errors import ConfigError, SandboxError
from volt.files import atomic_write
from volt.provenance import provenance
from volt.verify import Verdict
from volt.verify.languages import by_name

Row = dict[str, Any]
RESULT = "attacks.json"
SUITE = "attacks"
_UNJUDGED = {Verdict.INFRA, Verdict.UNCHECKED}


def bench(results: Path, only: Collection[str] = ()) -> dict[str, Any]:
    """Judge the attacks of every group, or of those named, and write the result file, whole or not at all.

    ConfigError for a group that is not there. SandboxError when the judge does not even pass what is right.
    """
    mark = f"volt-attack-{uuid.uuid4().hex}"
    chosen = _chosen(groups(mark), only)
    skipped = {}
    isolation: dict[str, tuple[str, ...]] = {}
    rows: list[Row] = []
    origin = provenance()
    began, started = Traces(mark), time.monotonic()
    with progress(len(chosen)) as show:
        for language in dict.fromkeys(group.language for group in chosen):
            if by_name(language).find() is None:
                skipped[language] = f"not installed; {by_name(language).install}"
                continue
            with ways(language) as judged:
                for group in (group for group in chosen if group.language == language):
                    isolation[language] = _still_works(judged, group)
                    rows.append(_attack(judged, group, mark))
                    show(len(rows), f"{group.name}, {rows[-1]['passed']} of {len(group.attacks)} passed")
                _still_works(judged, group)
    left = began.new()
    result = {
        "result": RESULT,
        "suite": SUITE,
        "title": "Attacks on the judge",
        "partial": bool(only),
        "groups": rows,
        "skipped": skipped,
        "left": left,
        "held": not left and not any(row["passed"] or row["unjudged"] or row["left"] for row in rows),
        "seconds": round(time.monotonic() - started, 1),
        "origin": {**origin, "isolation": isolation},
    }
    atomic_write(results / RESULT, json.dumps(result, indent=1).encode() + b"\n")
    return result


def _chosen(known: list[Group], only: Collection[str]) -> list[Group]:
    names = [group.name for group in known]
    for name in only:
        if name not in names:
            raise ConfigError(f"there is no group of attacks called {name!r}", f"Choose from {', '.join(names)}")
    return [group for group in known if not only or group.name in only]


def _still_works(judged: Ways, group: Group) -> tuple[str, ...]:
    """The layers under which what is right passes. Where it does not, nothing is known about what is refused."""
    reports = judged(group.kind, right(group.kind, group.language))
    for way, report in reports.items():
        if report.verdict is not Verdict.PASSED:
            raise SandboxError(f"a right program of {group.language} did not pass ({way}: {report.verdict}, "
                               f"{report.detail})", "See `volt doctor`")  # fmt: skip
    return next(iter(reports.values())).layers


def _attack(judged: Ways, group: Group, mark: str) -> Row:
    """One group of attacks: the verdicts by name and way, how many passed or could not be judged, what they left."""
    before = Traces(mark)
    found = {name: judged(group.kind, source) for name, source in group.attacks.items()}
    given = [{report.verdict for report in reports.values()} for reports in found.values()]
    return {
        "group": group.name,
        "kind": group.kind,
        "language": group.language,
        "passed": sum(Verdict.PASSED in verdicts for verdicts in given),
        "unjudged": sum(bool(verdicts & _UNJUDGED) for verdicts in given),
        "left": before.new(),
        "verdicts": {name: {way: str(r.verdict) for way, r in reports.items()} for name, reports in found.items()},
    }
