"""`volt check` on folders, several paths and stdin; SARIF; files that cannot be analysed are named."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Volt

from volt.errors import InputError
from volt.safety.findings import Level
from volt.sarif import sarif
from volt.survey import Looked, Survey, gather, look, look_into

HARMFUL = "import os\n\ndef f(p):\n    os.remove(p)\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "deep").mkdir(parents=True)
    (root / "good.py").write_text("def f(x):\n    return x + 1\n")
    (root / "deep" / "bad.py").write_text(HARMFUL)
    (root / "deep" / "broken.py").write_text("def f(:\n")
    (root / "deep" / "binary.py").write_bytes(b"x = 1\0")
    (root / "deep" / "latin.py").write_bytes(b"x = '\xff'")
    (root / "ignored.py").write_text(HARMFUL)
    (root / ".gitignore").write_text("ignored.py\n")
    (root / "huge.py").write_text("x = 1\n" * 200_000)
    (root / "text.md").write_text("no program")
    return root


def test_a_folder_is_checked_and_what_cannot_be_is_named(volt: Volt, folder: Path) -> None:
    said = volt("check", folder, "--json")
    assert said.code == 1
    by_name = {Path(one["path"]).name: one for one in said.json["files"]}
    assert sorted(by_name) == ["bad.py", "broken.py", "good.py", "huge.py"]
    assert by_name["good.py"]["allowed"] and by_name["bad.py"]["axiom"] == "K1"
    assert not by_name["huge.py"]["allowed"], "what is too long to be analysed is refused, not passed over"
    summary = said.json["summary"]
    assert (summary["files"], summary["allowed"], summary["refused"], summary["not_read"]) == (4, 1, 2, 3)
    assert [Path(path).name for path in summary["do_not_parse"]] == ["broken.py"]
    left = {Path(one["path"]).name: one["why"] for one in summary["left_out"]}
    assert left == {"binary.py": "binary", "latin.py": "not UTF-8"}


def test_people_get_lines_and_a_summary(volt: Volt, folder: Path) -> None:
    said = volt("check", folder)
    assert f"{folder / 'deep' / 'bad.py'}:4: veto K1 deletes files: os.remove(p)" in said.out
    assert "4 files in" in said.out and "1 allowed, 2 refused, 3 not read" in said.out
    assert f"by axiom: K1 1, K3 1; to be read first, by risk: {folder / 'deep' / 'bad.py'} (1.0)" in said.out
    assert "1 do not parse" in said.out and "2 not analysed" in said.out
    assert volt("check", folder / "good.py").code == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("latin.py", "# -*- coding: latin-1 -*-\nimport os\nos.remove('\xe9')\n".encode("latin-1")),
        ("tool", b"#!/usr/bin/env python3\nimport os\nos.remove('x')\n"),
        ("two.py", b"import os\nprint 'hi'\nos.system('rm -rf /')\n"),
        ("mac.py", b"import os\ros.remove('x')\r"),
    ],
)
def test_files_are_read_as_python_reads_them(volt: Volt, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    for path in (tmp_path, tmp_path / name):
        said = volt("check", path)
        assert said.code == 1 and "os." in said.out.split("K", 1)[1], said.out
    assert "1 refused" in volt("check", tmp_path).out


@pytest.mark.parametrize("data", [b"def f(:\n", b"x = '\xff'", b"x = 1\0", b"# coding: nonsense\nx = 1\n"])
def test_what_cannot_be_read_is_not_allowed(volt: Volt, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.py").write_bytes(data)
    (tmp_path / "script").write_bytes(b"#!/bin/sh\n")
    said = volt("check", tmp_path)
    assert said.code == 1 and "0 allowed, 0 refused, 1 not read" in said.out


def test_one_program_that_does_not_parse_is_not_said_to_be_allowed(volt: Volt, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("def f(:\n")
    said = volt("check", tmp_path / "x.py")
    assert said.code == 1 and "does not parse" in said.out and "allowed" not in said.out


def test_notes_of_many_files_are_shown_on_request(volt: Volt, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def f(p):\n    return open(p).read()\n")
    assert "reads a file" not in volt("check", tmp_path).out
    assert "note K2 reads a file" in volt("check", tmp_path, "--notes").out


def test_several_paths_and_one_file_twice(volt: Volt, folder: Path) -> None:
    said = volt("check", folder / "good.py", folder / "good.py", folder / "deep" / "bad.py", "--json")
    assert said.code == 1 and said.json["summary"]["files"] == 2


def test_stdin_is_a_program(tmp_path: Path) -> None:
    for code, expected in ((HARMFUL, 1), ("x = 1", 0)):
        done = subprocess.run(
            [sys.executable, "-m", "volt", "check", "-", "--json"],
            input=code,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == expected, done.stderr


@pytest.mark.parametrize("words", [["nowhere.py"], ["docs"], ["-", "x.py"]])
def test_bad_input_is_one_line(volt: Volt, tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "docs").mkdir()
    said = volt("check", *(tmp_path / word if word != "-" else "-" for word in words))
    assert said.code == 2 and said.err.count("\n") == 1


def test_two_processes_say_what_one_says(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VOLT_HOME", str(tmp_path / "home"))
    files, left = gather([folder])
    assert left == []
    assert list(look(files, workers=2)) == list(look(files, workers=1))
    with pytest.raises(InputError, match="not there"):
        gather([folder / "none"])


def test_sarif_has_a_rule_for_each_result_and_a_place_for_each_finding(
    volt: Volt, folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out" / "check.sarif"
    assert volt("check", folder, "--sarif", target).code == 1
    run = json.loads(target.read_text())["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({rule["id"] for rule in rules})
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note") and result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["region"]["startLine"] >= 1 and " " not in place["artifactLocation"]["uri"]
    assert "helpUri" not in target.read_text()
    told = run["invocations"][0]["toolExecutionNotifications"]
    assert {Path(one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]).name for one in told} == {
        "binary.py", "latin.py", "broken.py",
    }  # fmt: skip


def test_one_rule_stands_for_one_capability_whatever_it_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VOLT_HOME", str(tmp_path))
    codes = [
        "import os\ndef f(n):\n    return getattr(os, n)",
        "import shutil\ndef f(n):\n    return getattr(shutil, n)",
    ]
    made = sarif(Survey([look_into(f"a b{i}.py", code) for i, code in enumerate(codes)]))["runs"][0]
    ids = {result["ruleId"] for result in made["results"] if result["level"] == "error"}
    assert ids == {"K3/looks-up-a-built-up-name"}
    assert made["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b0.py"


def test_a_note_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VOLT_HOME", str(tmp_path))
    looked = look_into("x.py", "def f(p):\n    return open(p).read()")
    assert isinstance(looked, Looked) and looked.verdict.notes[0].level is Level.NOTE
    assert {r["level"] for r in sarif(Survey([looked]))["runs"][0]["results"]} == {"note"}


def test_the_example_of_the_page_is_what_volt_prints(
    volt: Volt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (Path(__file__).parents[1] / "docs" / "check.md").read_text()
    program = page.split("```python\n")[1].split("\n```")[0]
    shown = page.split("```text\n")[1].split("\n```")[0]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "tidy.py").write_text(program + "\n")
    said = volt("check", "tidy.py")
    assert said.code == 1
    assert [line.rstrip() for line in said.out.rstrip().split("\n")] == [line.rstrip() for line in shown.split("\n")]


def test_an_empty_path_is_not_this_folder(volt: Volt) -> None:
    said = volt("check", "")
    assert said.code == 2 and "a path is empty" in said.err
