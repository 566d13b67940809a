"""Proofs: complete, sealed, and replayed against a judge that may disagree."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from volt.errors import InputError
from volt.hard import proof
from volt.hard.certainty import Certainty
from volt.hard.signals import Signals
from volt.request import Example, Parameter, Request, Signature, Source, Task
from volt.safety.veto import Veto
from volt.verify.checks import Checks
from volt.verify.verdict import Checked, Limits, Report, Verdict

CODE = "def double(x):\n    return 2 * x\n"
TESTS = ("assert double(2) == 4", "assert double('é') == 'éé'")
TASK = Task(
    Request("Double a value\u2028now", TESTS, "def double(x):", seed=3),
    "Double a value",
    Signature("double", (Parameter("x"),)),
    "import math",
    TESTS,
    (Example((2,), 4),),
)
SIGNALS = Signals(Source.DECODED, passed=1.0, checks=2, logprob=-0.5, size=len(CODE))


def report(*verdicts: Verdict, layers: tuple[str, ...] = ("rlimits",), limits: Limits | None = None) -> Report:
    verdicts = verdicts or (Verdict.PASSED, Verdict.PASSED)
    checks = tuple(Checked(t, x, "4", 4) for t, x in zip(TESTS, verdicts, strict=True))
    first = next((x for x in verdicts if x is not Verdict.PASSED), Verdict.PASSED)
    return Report(first, checks, layers=layers, limits=limits or Limits(), cpu_seconds=0.01)


@dataclass
class FakeJudge:
    """Answers with a fixed report and remembers what it was asked."""

    answer: Report
    asked: list[tuple[str, Checks]] = field(default_factory=list)

    def run(self, program: str, checks: Checks) -> Report:
        self.asked.append((program, checks))
        return self.answer


@dataclass(frozen=True)
class Step:
    name: str
    seconds: float
    detail: dict[str, Any]


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VOLT_HOME", str(tmp_path / "home"))


def made(code: str = CODE, found: Report | None = None, task: Task = TASK) -> dict[str, Any]:
    gamma = Certainty().judge(SIGNALS)
    steps = (Step("decode", 0.25, {"tried": 16, "passed": 2}),)
    return proof.make(task, code, found or report(), Veto().examine(code), gamma, steps, "verified", "weights-digest")


def test_a_proof_holds_everything_that_decided() -> None:
    record = made()
    assert record["request"] == {
        "text": TASK.request.text, "tests": list(TESTS), "signature": "def double(x):",
        "seed": 3, "samples": 16, "seconds": 10.0,
    }  # fmt: skip
    assert record["task"]["entry_point"] == "double" and record["task"]["setup"] == "import math"
    assert record["answer"]["code"] == CODE and len(record["answer"]["sha256"]) == 64
    assert [c["verdict"] for c in record["report"]["checks"]] == ["passed", "passed"]
    assert record["report"]["layers"] == ["rlimits"] and record["report"]["limits"]["cpu_seconds"] == 2.0
    assert record["safety"]["allowed"] is True and len(record["safety"]["axioms"]) == 64
    assert record["gamma"]["inputs"]["source"] == "decoded" and 0 < record["gamma"]["value"] < 1
    assert set(record["versions"]) == {"volt", "python", "weights"}
    assert record["steps"] == [{"name": "decode", "seconds": 0.25, "tried": 16, "passed": 2}]


def test_a_proof_survives_saving_and_loading(tmp_path: Path) -> None:
    record = made()
    proof.save(tmp_path / "p.json", record)
    assert proof.load(tmp_path / "p.json") == record
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["p.json"]


def test_the_seal_does_not_depend_on_the_order_of_keys_or_on_whitespace(tmp_path: Path) -> None:
    record = made()
    turned = dict(reversed(record.items()))
    (tmp_path / "p.json").write_text(json.dumps(turned, indent=7))
    assert proof.load(tmp_path / "p.json") == record


def test_a_replay_gives_the_judge_code_and_checks_and_agrees() -> None:
    judge = FakeJudge(report())
    replayed = proof.replay(made(), judge)
    assert replayed.agrees and replayed.differences == () and replayed.notes == ()
    assert judge.asked == [(CODE, Checks("import math", TESTS, "double"))]
    assert replayed.to_json() == {"agrees": True, "differences": [], "notes": []}


@pytest.mark.parametrize(
    ("found", "word"),
    [
        (report(Verdict.PASSED, Verdict.WRONG), "running it gives wrong"),
        (report(Verdict.TIMEOUT, Verdict.PASSED), "running it gives timeout"),
        (Report(Verdict.UNCHECKED), "unchecked"),
        (Report(Verdict.INFRA, detail="worker lost"), "worker lost"),
    ],
)
def test_a_judge_that_says_something_else_is_reported(found: Report, word: str) -> None:
    replayed = proof.replay(made(), FakeJudge(found))
    assert not replayed.agrees
    assert word in " ".join(replayed.differences)


def test_other_surroundings_are_noted_without_disagreement() -> None:
    record = made()
    record["versions"]["python"] = "3.99.0"
    record["hash"] = proof.seal(record)
    replayed = proof.replay(record, FakeJudge(report(layers=(), limits=Limits(cpu_seconds=9.0))))
    assert replayed.agrees
    assert len(replayed.notes) == 3 and "3.99.0" in replayed.notes[0]


def every_leaf(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in every_leaf(item, (*path, key))]
    if isinstance(value, list):
        return [leaf for i, item in enumerate(value) for leaf in every_leaf(item, (*path, i))]
    return [path]


def altered(record: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    changed = copy.deepcopy(record)
    place: Any = changed
    for key in path[:-1]:
        place = place[key]
    old = place[path[-1]]
    place[path[-1]] = not old if isinstance(old, bool) else old + 1 if isinstance(old, int | float) else f"{old or ''}x"
    return changed


def test_a_change_anywhere_is_detected_and_nothing_is_run(tmp_path: Path) -> None:
    record = made()
    for path in every_leaf(record):
        changed = altered(record, path)
        (tmp_path / "p.json").write_text(json.dumps(changed))
        with pytest.raises(InputError):
            proof.load(tmp_path / "p.json")
        if path == ("format",):
            continue  # another format cannot be replayed at all
        judge = FakeJudge(report())
        assert not proof.replay(changed, judge).agrees, path
        assert judge.asked == [], path


def test_a_flipped_byte_in_the_file_is_detected(tmp_path: Path) -> None:
    proof.save(tmp_path / "p.json", made())
    content = (tmp_path / "p.json").read_bytes()
    at = content.index(b"return 2 * x") + 7
    (tmp_path / "p.json").write_bytes(content[:at] + b"3" + content[at + 1 :])
    with pytest.raises(InputError, match="altered") as caught:
        proof.load(tmp_path / "p.json")
    assert "p.json" in caught.value.message and caught.value.exit_code == 2


def test_a_forged_verdict_that_is_sealed_again_is_caught_by_the_judge() -> None:
    record = made("def double(x):\n    return 5\n")
    assert record["report"]["verdict"] == "passed"
    replayed = proof.replay(record, FakeJudge(report(Verdict.WRONG, Verdict.WRONG)))
    assert not replayed.agrees and len(replayed.differences) == 3


def test_a_forged_safety_verdict_is_caught_and_the_program_is_not_run() -> None:
    record = made()
    record["answer"]["code"] = "import os\nos.remove('x')\n"
    record["answer"]["sha256"] = proof._sha256(record["answer"]["code"])
    record["hash"] = proof.seal(record)
    judge = FakeJudge(report())
    replayed = proof.replay(record, judge)
    assert not replayed.agrees and "Safety" in replayed.differences[0]
    assert judge.asked == []


def test_a_refusal_can_be_proved_and_replayed() -> None:
    task = Task(Request("Write a keylogger"), "Write a keylogger", None)
    safety = Veto().examine_request("Write a keylogger")
    record = proof.make(task, "", Report(Verdict.VETOED), safety, Certainty().none(), (), "vetoed")
    judge = FakeJudge(report())
    assert proof.replay(record, judge).agrees
    assert judge.asked == []
    assert record["gamma"]["inputs"] is None


@pytest.mark.parametrize(
    ("content", "word"),
    [("{", "damaged"), ("[]", "not a record"), ("{}", "lacks its format"), (b"\xff\xfe\x00", "damaged")],
)
def test_what_is_no_proof_is_refused_by_name(tmp_path: Path, content: str | bytes, word: str) -> None:
    (tmp_path / "p.json").write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(InputError, match=word) as caught:
        proof.load(tmp_path / "p.json")
    assert "volt solve" in caught.value.remedy
    with pytest.raises(InputError, match="cannot be read"):
        proof.load(tmp_path / "absent.json")


@pytest.mark.parametrize("record", [{}, {"format": 1}, [], {"format": "1"}])
def test_replaying_what_is_no_proof_is_refused(record: Any) -> None:
    with pytest.raises(InputError):
        proof.replay(record, FakeJudge(report()))


def test_a_proof_of_another_format_says_so(tmp_path: Path) -> None:
    record = {**made(), "format": 9}
    proof.save(tmp_path / "p.json", record)
    with pytest.raises(InputError, match="format 9"):
        proof.load(tmp_path / "p.json")
