"""The comparison of the judge with the usual check, on made-up problems."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from commands import Volt

from volt.bench import card_judge, raw
from volt.bench.agreement import agreement, summarise
from volt.bench.inprocess import InProcess
from volt.bench.mutants import mutants, stub
from volt.errors import DataError
from volt.verify import Judge

SOLUTION = "def twice(x):\n    if x > 3:\n        return x * 2\n    return x + x\n"


def problem(name: str, **changes: Any) -> dict[str, Any]:
    row = {
        "id": f"made/{name}", "source": "made", "licence": "none", "language": "python", "query": "Double it.",
        "signature": "def twice(x):", "entry_point": "twice", "setup": "", "solution": SOLUTION,
        "tests": ["assert twice(4) == 8", "assert twice(2) == 4"], "split": "train", "meta": {},
    }  # fmt: skip
    return {**row, **changes}


def write(folder: Path, *rows: dict[str, Any]) -> Path:
    (folder / "train").mkdir(parents=True, exist_ok=True)
    (folder / "train" / "mbpp_train.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


EQUAL = "class Same:\n    def __eq__(self, other): return True\ndef twice(x):\n    return Same()\n"
ROWS = (
    problem("plain"),
    problem("fooled", solution=EQUAL),
    problem("needs", solution="import no_such_package\n" + SOLUTION),
    problem("broken", tests=["assert twice("]),
    problem("nothing", tests=[]),
)


def test_both_ways_are_compared_and_every_disagreement_is_listed(tmp_path: Path) -> None:
    result = agreement(write(tmp_path / "data", *ROWS), tmp_path / "out", workers=1)
    assert [row["id"] for row in result["disagreements"] if row["kind"] == "reference"] == ["made/fooled"]
    assert result["disagreements"][0]["ours"] == "malformed"
    assert result["disagreements"][0]["theirs"] == "passed"
    assert result["verdicts"]["reference"] == {"passed": 1, "malformed": 1}
    assert result["lacks_package"] == {"no_such_package": 1}
    assert result["refused"] == ["made/broken"]
    assert (result["infra"], result["problems"], result["agrees"], result["finished"]) == (0, 4, False, True)
    assert json.loads((tmp_path / "out" / "agreement.json").read_text()) == json.loads(json.dumps(result))
    assert result["runs"][0]["provenance"]["commit"]
    text = list(card_judge.sections(tmp_path / "out"))[1]
    assert "| train/mbpp_train | 4 | 1 | 1 | " in text
    assert "INFRA: 0 (aim 0). Problems whose tests could not be read: made/broken." in text
    assert "| made/fooled | reference | malformed |" in text
    assert "| `passed` | ours |" in text


def test_a_run_goes_on_where_it_was_cut_off(tmp_path: Path) -> None:
    data = write(tmp_path / "data", problem("a"), problem("b"))
    whole = agreement(data, tmp_path / "out", workers=1)
    (path,) = (tmp_path / "out" / "raw").glob("agreement-*.jsonl")
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:2]) + lines[2][:20])  # the second row was being written
    assert not summarise(raw.RawFile.read(path))["finished"]
    again = agreement(data, tmp_path / "out", workers=1)
    assert again["agrees"]
    assert again["verdicts"]["reference"] == whole["verdicts"]["reference"] == {"passed": 2}
    assert len(again["runs"]) == 2


def test_the_command_says_whether_they_agree(tmp_path: Path, volt: Volt) -> None:
    data = write(tmp_path / "data", *ROWS[:2])
    options = ("--data", str(data), "--out", str(tmp_path / "out"), "--workers", "1", "--mutants", "0")
    done = volt("bench", "agreement", *options, "--limit", "1", "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["partial"]
    done = volt("bench", "agreement", *options)
    assert done.code == 1
    assert "made/fooled reference: malformed" in done.out.replace("\n", " ")


def test_a_folder_without_sets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds none"):
        agreement(tmp_path, tmp_path / "out")


def test_mutants_and_stubs_are_programs_that_differ_and_stay_the_same() -> None:
    made = mutants(SOLUTION, 10, "seed")
    assert len(set(made)) == len(made) == 8
    assert SOLUTION not in made
    for text in made:
        ast.parse(text)
    assert made[:3] == mutants(SOLUTION, 3, "seed")
    assert stub(SOLUTION) == "def twice(x):\n    pass"


@pytest.mark.parametrize(
    ("program", "said"),
    [
        (SOLUTION, "passed"),
        ("def twice(x): return 0", "failed: AssertionError"),
        ("import os\nos._exit(0)", "failed: left early"),
        ("while True: pass", "failed: died of signal"),
        ("import sys\nsys.exit(0)", "failed: SystemExit"),
    ],
)
def test_the_usual_check_says_how_it_ended(program: str, said: str) -> None:
    with InProcess() as plain:
        assert plain.run("", program, ["assert twice(1) == 2"], 0.2).startswith(said)
        assert plain.run("", SOLUTION, ["assert twice(1) == 2"], 1.0) == "passed"


def test_the_usual_check_hashes_like_the_judge_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for _ in range(2):
        with InProcess() as plain:
            said = plain.run("", "open('left.txt', 'w').close()", [f"assert hash('a') == {_hash_of_a()}"], 1.0)
            assert said == "passed"
            assert [file.name for file in tmp_path.rglob("*.txt")] == ["left.txt"]
        assert list(tmp_path.iterdir()) == []


def _hash_of_a() -> int:
    with Judge(workers=1) as judge:
        value = judge.outputs("def f(): return hash('a')", "f", [()])[0].actual
    assert isinstance(value, int)
    return value
