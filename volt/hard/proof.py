"""Proofs: everything about an answer as one JSON record that anyone can replay.

A proof holds the request, the task as it was understood, the program with its SHA-256, every check and its outcome,
limits and isolation layers, the safety verdict, γ with its inputs, versions, and what each step did. A hash over the
canonical JSON seals it. The seal shows that a record was damaged or carelessly edited; it is not a signature. What
makes a proof worth believing is the replay: safety analysis and judge are run again and must say the same.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import volt
from volt.errors import InputError
from volt.files import atomic_write, refuse_special
from volt.hard.certainty import Gamma
from volt.request import Request, Signature, Task
from volt.safety.veto import SafetyVerdict, Veto
from volt.verify.checks import Checks
from volt.verify.verdict import Report, Verdict

FORMAT = 1
_AGAIN = "Write it again with `volt solve ... --proof FILE`"
_SECTIONS = {"format": int, "request": dict, "task": dict, "answer": dict, "report": dict, "safety": dict, "hash": str}


class StepLike(Protocol):
    """What a proof needs to know about a step."""

    @property
    def name(self) -> str: ...

    @property
    def seconds(self) -> float: ...

    @property
    def detail(self) -> dict[str, Any]: ...


class JudgeLike(Protocol):
    """What a replay needs from a judge."""

    def run(self, program: str, checks: Checks) -> Report:
        """The verdict on one program."""
        ...


Again = Callable[[str, Request], str | None]
"""A strand's name and a request to what the strand says."""


@dataclass(frozen=True)
class Replay:
    """Whether running a proof again says what it says."""

    agrees: bool
    differences: tuple[str, ...] = ()
    """What contradicts the proof, one sentence each."""
    notes: tuple[str, ...] = ()
    """What is different here without contradicting it: versions, isolation layers, limits."""

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json`."""
        return {"agrees": self.agrees, "differences": list(self.differences), "notes": list(self.notes)}


def make(
    task: Task,
    code: str,
    report: Report,
    safety: SafetyVerdict,
    gamma: Gamma,
    steps: Iterable[StepLike] = (),
    status: str = "",
    weights: str = "",
    words: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The sealed record of one answer.

    `weights` is the digest of the model that took part; `words` the strand and the text of an answer in words.
    """
    record = {
        "format": FORMAT,
        "request": _request(task),
        "task": _task(task),
        "answer": {"status": status, "code": code, "sha256": _sha256(code), **(words or {})},
        "report": _report(report),
        "safety": safety.to_json(),
        "gamma": {**gamma.to_json(), "inputs": gamma.signals.to_json() if gamma.signals else None},
        "versions": {"volt": volt.__version__, "python": platform.python_version(), "weights": weights},
        "steps": [{"name": s.name, "seconds": round(s.seconds, 4), **s.detail} for s in steps],
    }
    # Through JSON once, so that the record in memory equals the record read back.
    plain: dict[str, Any] = json.loads(_canonical(record))
    return {**plain, "hash": seal(plain)}


def _request(task: Task) -> dict[str, Any]:
    asked = task.request
    return {"text": asked.text, "tests": list(asked.tests), "signature": asked.signature, "seed": asked.seed,
            "samples": asked.samples, "seconds": asked.seconds}  # fmt: skip


def _task(task: Task) -> dict[str, Any]:
    return {
        "description": task.description,
        "signature": task.signature.header() if task.signature else None,
        "entry_point": _name(task.signature),
        "setup": task.setup,
        "tests": list(task.tests),
        "examples": [{"args": repr(e.args), "expected": repr(e.expected)} for e in task.examples],
    }


def _name(signature: Signature | None) -> str | None:
    return signature.name if signature else None


def _report(report: Report) -> dict[str, Any]:
    data = report.to_json()
    data["layers"], data["limits"] = list(report.layers), asdict(report.limits)
    return data


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(record: Mapping[str, Any]) -> str:
    return json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def seal(record: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of everything but the seal itself."""
    return hashlib.sha256(_canonical({k: x for k, x in record.items() if k != "hash"}).encode()).hexdigest()


def save(path: Path, record: Mapping[str, Any]) -> None:
    """Write a proof. The file appears whole or not at all."""
    atomic_write(path, (json.dumps(record, indent=1, sort_keys=True) + "\n").encode())


def load(path: Path) -> dict[str, Any]:
    """Read a proof. Raises InputError when it is missing, damaged, or was altered after it was sealed."""
    refuse_special(path)
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"The proof {path} cannot be read ({error.strerror})", "Check the path") from error
    except ValueError as error:
        raise InputError(f"The proof {path} is damaged ({error})", _AGAIN) from error
    return check(record, str(path))


def check(record: Any, name: str) -> dict[str, Any]:
    """The record itself. Raises InputError when it is no proof, or was altered after it was sealed."""
    _well_formed(record, name)
    if broken := list(_broken(record)):
        raise InputError(f"The proof {name} was altered: {broken[0]}", _AGAIN)
    return dict(record)


def _well_formed(record: Any, name: str) -> None:
    if not isinstance(record, dict):
        raise InputError(f"The proof {name} is not a record", _AGAIN)
    wrong = [k for k, kind in _SECTIONS.items() if not isinstance(record.get(k), kind)]
    if wrong:
        raise InputError(f"The proof {name} lacks its {wrong[0]}", _AGAIN)
    if record["format"] != FORMAT:
        raise InputError(f"The proof {name} has format {record['format']}; this Volt reads {FORMAT}", "Update Volt")


def _broken(record: Mapping[str, Any]) -> Iterator[str]:
    """What in the record contradicts the record itself."""
    if seal(record) != record["hash"]:
        yield "its content does not match its hash"
    if _sha256(str(record["answer"].get("code", ""))) != record["answer"].get("sha256"):
        yield "the code does not match its SHA-256"


def replay(record: Mapping[str, Any], judge: JudgeLike, again: Again | None = None) -> Replay:
    """Run safety analysis and judge again on the code of a proof and compare.

    `again`: asks a strand once more, for answers in words. Raises InputError when the record is no proof. An altered
    record is not run: it disagrees.
    """
    _well_formed(record, "record")
    differences = list(_broken(record))
    if differences:
        return Replay(False, tuple(differences))
    safety = _safety_again(record)
    differences += _compare_safety(record["safety"], safety)
    notes = list(_versions(record.get("versions", {})))
    if safety.allowed and record["answer"]["code"]:
        report = judge.run(str(record["answer"]["code"]), _checks(record["task"]))
        differences += _compare_reports(record["report"], report)
        notes += _surroundings(record["report"], report)
    elif record["report"].get("verdict") == Verdict.PASSED:
        differences.append("The proof says passed, but there is nothing that may be run")
    if record["answer"].get("text"):
        differences += _compare_words(record, again)
    return Replay(not differences, tuple(differences), tuple(notes))


def _compare_words(record: Mapping[str, Any], again: Again | None) -> Iterator[str]:
    """Whether a strand still says what it said."""
    strand, asked = str(record["answer"].get("strand")), record["request"]
    request = Request(str(asked["text"]), seconds=float(asked.get("seconds", 10)), seed=int(asked.get("seed", 0)))
    said = again(strand, request) if again is not None else None
    if said is None:
        yield f"The answer is one in words, and there is no strand {strand} to ask again"
    elif said != record["answer"]["text"]:
        yield f"Words: the strand {strand} gives another answer now"


def _safety_again(record: Mapping[str, Any]) -> SafetyVerdict:
    """The request first, as when it was answered; then the program."""
    asked = Veto().examine_request(str(record["request"].get("text", "")))
    return asked if not asked.allowed else Veto().examine(str(record["answer"]["code"]))


def _checks(task: Mapping[str, Any]) -> Checks:
    return Checks(str(task.get("setup", "")), tuple(map(str, task.get("tests", ()))), task.get("entry_point"))


def _compare_safety(recorded: Mapping[str, Any], found: SafetyVerdict) -> Iterator[str]:
    if recorded.get("allowed") != found.allowed:
        yield f"Safety: the proof says {_allowed(recorded.get('allowed'))}, the analysis says {_allowed(found.allowed)}"
    elif (recorded.get("axiom"), recorded.get("line")) != (found.axiom, found.line):
        yield f"Safety: the proof names {recorded.get('axiom')}, the analysis {found.axiom}"


def _allowed(value: object) -> str:
    return "allowed" if value else "refused"


def _compare_reports(recorded: Mapping[str, Any], found: Report) -> Iterator[str]:
    if found.verdict is Verdict.INFRA:
        yield f"The judge itself failed, so that nothing can be said ({found.detail})"
        return
    if recorded.get("verdict") != found.verdict:
        yield f"Verdict: the proof says {recorded.get('verdict')}, running it gives {found.verdict}"
    rows = recorded.get("checks", [])
    if len(rows) != len(found.checks):
        yield f"Checks: the proof has {len(rows)}, running it gives {len(found.checks)}"
        return
    for row, check in zip(rows, found.checks, strict=True):
        if row.get("test") != check.test:
            yield f"Check: the proof has {row.get('test')!r}, the task gives {check.test!r}"
        elif row.get("verdict") != check.verdict:
            yield f"Check {check.test!r}: the proof says {row.get('verdict')}, running it gives {check.verdict}"


def _versions(recorded: Mapping[str, Any]) -> Iterator[str]:
    for name, here in (("volt", volt.__version__), ("python", platform.python_version())):
        if recorded.get(name) != here:
            yield f"Made with {name} {recorded.get(name)}, replayed with {here}"


def _surroundings(recorded: Mapping[str, Any], found: Report) -> Iterator[str]:
    if recorded.get("limits") != asdict(found.limits):
        yield "The limits differ from those of the proof"
    if list(recorded.get("layers", [])) != list(found.layers):
        yield f"Isolation was {', '.join(recorded.get('layers', [])) or 'none'}, is {', '.join(found.layers) or 'none'}"
