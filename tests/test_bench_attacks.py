"""The attacks as a measurement: they are found, tried, counted and shown; what is left behind is noticed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Volt

from volt.bench import card_judge, siege
from volt.bench.attacks import KINDS, groups
from volt.bench.traces import Traces
from volt.errors import ConfigError, SandboxError
from volt.verify import Report, Verdict
from volt.verify.languages import LANGUAGES


def test_every_group_has_attacks_each_there_once() -> None:
    found = groups("mark")
    assert len({group.name for group in found}) == len(found)
    assert {group.kind for group in found} == set(KINDS)
    assert {group.language for group in found} == {language.name for language in LANGUAGES}
    sources = [(group.language, source.strip()) for group in found for source in group.attacks.values()]
    assert all(source for _, source in sources)
    assert len(set(sources)) == len(sources)
    assert not any("MARKED" in source for _, source in sources)


def test_the_command_says_that_the_judge_held(volt: Volt, tmp_path: Path) -> None:
    said = volt("bench", "attacks", "--group", "leaving", "--out", tmp_path, "--json")
    assert said.code == 0, said.err
    found = json.loads((tmp_path / siege.RESULT).read_text())
    assert found == said.json
    (row,) = found["groups"]
    (group,) = (group for group in groups() if group.name == "leaving")
    assert set(row["verdicts"]) == set(group.attacks)
    assert row["verdicts"]["abort"] == {"quick": "raised", "test code": "raised", "once more": "raised"}
    assert (row["passed"], row["unjudged"], row["left"], found["partial"]) == (0, 0, [], True)
    assert "seccomp" in found["origin"]["isolation"]["python"]


def test_an_attack_that_passes_or_cannot_be_judged_is_counted_and_shown(
    volt: Volt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdicts = iter([Verdict.PASSED, Verdict.PASSED, Verdict.INFRA] + [Verdict.WRONG] * 9 + [Verdict.PASSED])
    monkeypatch.setattr("volt.bench.ways._python", lambda *_: {"quick": Report(next(verdicts))})
    # Nothing runs here, so what comes and goes on the machine meanwhile was not left by an attack.
    monkeypatch.setattr(siege.Traces, "new", lambda self: [])
    said = volt("bench", "attacks", "--group", "equality", "--out", tmp_path)
    assert said.code == 1
    assert "11 attacks, 1 passed, 1 not judged" in said.out
    assert "did NOT hold" in said.out
    result = json.loads((tmp_path / siege.RESULT).read_text())
    assert "Measured in part only" in list(card_judge.sections(tmp_path))[3]
    (tmp_path / siege.RESULT).write_text(json.dumps({**result, "partial": False}))
    text = list(card_judge.sections(tmp_path))[3]
    assert "| equality | python | forgeries | 11 | 1 | 1 | nothing |" in text
    assert "**Passed**: equality: always equal object." in text


def test_nothing_counts_as_refused_where_what_is_right_is_refused_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("volt.bench.ways._python", lambda *_: {"quick": Report(Verdict.WRONG)})
    with pytest.raises(SandboxError, match="did not pass"):
        siege.bench(tmp_path, ["equality"])
    assert not list(tmp_path.iterdir())
    with pytest.raises(ConfigError, match="no group of attacks"):
        siege.bench(tmp_path, ["none such"])


def test_what_is_left_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("volt.bench.traces._PATIENCE", 0.1)
    monkeypatch.chdir(tmp_path)
    traces = Traces("a-mark")
    assert traces.new() == []
    Path("with-a-mark.txt").touch()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert traces.new() == ["file with-a-mark.txt", f"process {process.pid}"]
    Path("with-a-mark.txt").unlink()
    assert traces.new() == []
