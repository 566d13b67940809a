"""The command line: what it prints where, its exit codes, and one clear line for every bad input."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import Volt

from volt import places
from volt.cli import inputs
from volt.errors import ConfigError

PRIME = "Write a function to check if a number is prime"
PRIME_TESTS = ("--test", "assert is_prime(97) is True", "--test", "assert is_prime(1) is False")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program that squares."""
    path = tmp_path / "square.py"
    path.write_text("def f(x):\n    return x * x\n")
    return path


# ---- solving and replaying ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("small_library")
def test_an_answer_is_json_with_a_proof_that_replays_and_is_remembered(volt: Volt, tmp_path: Path) -> None:
    proof = tmp_path / "proofs" / "prime.json"
    first = volt("solve", PRIME, *PRIME_TESTS, "--stub", "--proof", proof, "--json")
    assert first.code == 0
    assert first.json["status"] == "verified"
    assert first.json["recalled"] is False
    assert first.json["proof"] == json.loads(proof.read_text())

    again = volt("solve", PRIME, *PRIME_TESTS, "--stub")
    assert again.code == 0
    assert "answered from memory: the same request was solved on" in again.out

    forgetful = volt("solve", PRIME, *PRIME_TESTS, "--stub", "--no-remember", "--json")
    assert forgetful.json["recalled"] is False

    assert volt("replay", proof, "--json").json["agrees"] is True
    altered = json.loads(proof.read_text())
    altered["answer"]["code"] = "def is_prime(n):\n    return True\n"
    proof.write_text(json.dumps(altered))
    refused = volt("replay", proof)
    assert refused.code == 2
    assert "altered" in refused.error


@pytest.mark.usefixtures("small_library")
def test_people_see_code_verdict_certainty_safety_source_and_isolation(volt: Volt) -> None:
    said = volt("solve", PRIME, *PRIME_TESTS, "--stub")
    assert "def is_prime" in said.out
    assert "VERIFIED 2/2 checks" in said.out
    for label in ("γ", "safety", "source", "isolation", "time"):
        assert f"\n{label}" in said.out
    assert "not calibrated" in said.out
    assert said.err == ""


def test_an_answer_in_words_does_not_say_that_nothing_was_run(volt: Volt) -> None:
    said = volt("solve", "What does this do?\n\ndef f(a, b=2):\n    return a + b\n")
    assert "in words" in said.out or "read off code" in said.out
    assert "nothing was run" not in said.out


@pytest.mark.usefixtures("small_library")
def test_what_is_not_verified_ends_with_one(volt: Volt) -> None:
    unchecked = volt("solve", "Reverse a string.", "--signature", "def reverse(s: str) -> str:", "--stub", "--json")
    assert (unchecked.code, unchecked.json["status"]) == (1, "unchecked")
    contradiction = ("--test", "assert g(1) == 1 and g(1) == 2")
    unsolved = volt("solve", "Do it", *contradiction, "--stub", "--seconds", "1", "--json")
    assert (unsolved.code, unsolved.json["status"]) == (1, "unsolved")


@pytest.mark.usefixtures("small_library")
def test_requests_come_from_stdin_and_files_and_tests_from_files(volt: Volt, tmp_path: Path) -> None:
    (tmp_path / "request.txt").write_text(PRIME)
    (tmp_path / "tests.py").write_text("assert is_prime(97) is True\nassert is_prime(1) is False\n")
    tests = ("--tests", tmp_path / "tests.py", "--stub", "--no-remember", "--json")
    for source, stdin in ((("-",), PRIME.encode()), (("--file", tmp_path / "request.txt"), None)):
        said = volt("solve", *source, *tests, stdin=stdin)
        assert said.code == 0
        assert len(said.json["report"]["checks"]) == 2


@pytest.mark.usefixtures("small_library")
def test_a_problem_set_can_be_recalled_from(volt: Volt, tmp_path: Path) -> None:
    row = {
        "id": "own/1", "source": "own", "licence": "CC0", "language": "python", "query": "Frobnicate a number.",
        "signature": "", "entry_point": "frobnicate", "setup": "", "split": "train", "tests": [], "meta": {},
        "solution": "def frobnicate(n):\n    return (n * 7919 + 13) % 1009\n",
    }  # fmt: skip
    (tmp_path / "own.jsonl").write_text(json.dumps(row) + "\n")
    tests = [x for n in (1, 5, 9) for x in ("--test", f"assert frobnicate({n}) == {(n * 7919 + 13) % 1009}")]
    said = volt("solve", row["query"], *tests, "--recall", tmp_path / "own.jsonl", "--stub", "--json")
    assert said.code == 0
    assert "own/1" in said.json["note"]


@pytest.mark.usefixtures("small_library")
def test_an_untrained_model_can_be_given_by_its_folder(volt: Volt, tiny_weights: Path) -> None:
    said = volt("solve", PRIME, *PRIME_TESTS, "--weights", tiny_weights, "--samples", "2", "--seconds", "4", "--json")
    assert said.json["status"] == "verified"


# ---- requests that cannot be used ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"x" * 1_000_000, "1,000,000 bytes"),
        (b"reverse\x00 a list", "zero byte"),
        (b"\x7fELF\x02\x01\x01\x00", "binary"),
        (b"caf\xe9 reverses", "not UTF-8"),
    ],
)
def test_unusable_requests_are_refused_with_one_line(volt: Volt, tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "request").write_bytes(data)
    for source, stdin in ((("--file", tmp_path / "request"), None), (("-",), data)):
        refused = volt("solve", *source, "--stub", stdin=stdin)
        assert refused.code == 2
        assert refused.out == ""
        assert said in refused.error


def test_an_argument_that_is_not_text_is_refused(volt: Volt) -> None:
    assert volt("solve", "caf\udce9", "--stub").code == 2
    assert "empty" in volt("solve", "", "--stub").error


def test_a_request_is_given_once(volt: Volt, tmp_path: Path) -> None:
    (tmp_path / "request").write_text(PRIME)
    assert volt("solve").code == 2
    assert volt("solve", PRIME, "--file", tmp_path / "request").code == 2
    assert str(tmp_path / "absent") in volt("solve", "--file", tmp_path / "absent").error


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--test", "assert is_prime(97 is"), "does not parse"),
        (("--signature", "def is_prime(a, b):", "--test", "assert is_prime(97)"), "signature"),
        (("--signature", "def other(a):", "--test", "assert is_prime(97)"), "is_prime"),
        (("--signature", "is this a signature?"), "signature"),
        (("--samples", "-1"), "--samples"),
        (("--samples", "many"), "--samples"),
        (("--seconds", "0"), "--seconds"),
        (("--test", "assert f(1) == 1", "--require", "tin-foil", "--stub"), "tin-foil"),
        (("--recall", "/absent.jsonl", "--stub"), "/absent.jsonl"),
        (("--proof", "/dev/null/proof.json"), "/dev/null/proof.json"),
        (("--bogus",), "--bogus"),
    ],
)
def test_unusable_options_are_refused_with_one_line(volt: Volt, options: tuple[str, ...], said: str) -> None:
    refused = volt("solve", PRIME, *options)
    assert refused.code == 2
    assert said in refused.error
    as_json = volt("solve", PRIME, *options, "--json")
    assert as_json.code == 2
    assert said in as_json.json["error"]
    assert as_json.json["remedy"]


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"# nothing", "no tests"), (b"assert f(", "does not parse"), (b"\xff\xfe", "UTF-8"), (b"\0", "zero")],
)
def test_unusable_test_files_are_named(volt: Volt, tmp_path: Path, program: Path, data: bytes, said: str) -> None:
    (tmp_path / "tests.py").write_bytes(data)
    for command in (("solve", PRIME, "--stub"), ("verify", program)):
        refused = volt(*command, "--tests", tmp_path / "tests.py")
        assert refused.code == 2
        assert said in refused.error


@pytest.mark.parametrize(
    "command",
    [
        ("explain", "PIPE"),
        ("explain", "PIPE:f"),
        ("explain", "--roles", "PIPE"),
        ("check", "PIPE"),
        ("check", "FILE", "PIPE"),
        ("debug", "PIPE", "--test", "assert f(1)"),
        ("debug", "FILE", "--tests", "PIPE"),
        ("verify", "PIPE", "--test", "assert f(1)"),
        ("verify", "FILE", "--tests", "PIPE"),
        ("verify", "FILE", "--test", "assert f(1)", "--generator", "PIPE", "--reference", "FILE"),
        ("verify", "--samples", "PIPE", "--problems", "PIPE"),
        ("solve", "--file", "PIPE"),
        ("solve", "Square it", "--tests", "PIPE"),
        ("solve", "Square it", "--recall", "PIPE", "--stub"),
        ("replay", "PIPE"),
    ],
)
def test_a_pipe_where_a_file_is_wanted_is_refused_and_not_waited_for(
    volt: Volt, tmp_path: Path, program: Path, command: tuple[str, ...]
) -> None:
    pipe = tmp_path / "pipe.py"
    os.mkfifo(pipe)
    refused = volt(*(part.replace("PIPE", str(pipe)).replace("FILE", str(program)) for part in command))
    assert refused.code == 2
    assert f"{pipe} is a named pipe, not a regular file" in refused.error


def test_devices_and_folders_are_no_files_and_stdin_is(volt: Volt, tmp_path: Path, program: Path) -> None:
    assert "/dev/zero is a device" in volt("check", "/dev/zero").error
    assert "is a folder" in volt("debug", tmp_path, "--test", "assert f(1)").error
    told = subprocess.run(
        [sys.executable, "-m", "volt", "check", "/dev/stdin"], input=program.read_bytes(), capture_output=True
    )
    assert told.returncode == 0


# ---- places and weights -------------------------------------------------------------------------------------------


def test_missing_weights_name_the_file(volt: Volt, tmp_path: Path) -> None:
    missing = volt("solve", PRIME, "--weights", tmp_path / "absent", "--json")
    assert missing.code == 2
    assert f"--weights {tmp_path / 'absent'} is not there" in missing.json["error"]
    assert "leave --weights out" in missing.json["remedy"]


def test_what_is_no_folder_of_weights_is_refused_as_input(volt: Volt, tmp_path: Path, program: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "search.volt").write_bytes(b"no weights")
    for folder, said in (("square.py", "not a folder"), ("empty", "no .volt file"), ("other", "model.volt")):
        refused = volt("solve", PRIME, f"--weights={tmp_path / folder}")
        assert refused.code == 2
        assert said in refused.error
    assert volt("explain", program, "--weights", tmp_path / "empty").code == 2


def test_bundled_weights_that_are_missing_are_ours(volt: Volt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "models", lambda: tmp_path / "absent")
    assert volt("solve", PRIME).code == 3


@pytest.mark.parametrize("name", ["model.volt", "tokenizer.json"])
def test_damaged_weights_name_the_file(volt: Volt, tmp_path: Path, tiny_weights: Path, name: str) -> None:
    folder = Path(shutil.copytree(tiny_weights, tmp_path / "weights"))
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 0xFF
    (folder / name).write_bytes(data)
    damaged = volt("solve", PRIME, "--weights", folder)
    assert damaged.code == 2
    assert str(folder / name) in damaged.error


@pytest.mark.usefixtures("small_library")
def test_an_unusable_memory_folder_is_named(volt: Volt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("VOLT_HOME", str(tmp_path / "file" / "home"))
    refused = volt("solve", PRIME, *PRIME_TESTS, "--stub")
    assert refused.code == 2
    assert str(tmp_path / "file") in refused.error
    assert "VOLT_HOME" in refused.error
    assert volt("solve", PRIME, *PRIME_TESTS, "--stub", "--no-remember").code == 0


@pytest.mark.usefixtures("small_library")
def test_a_disk_that_fills_up_under_the_proof_is_said(
    volt: Volt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, record: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr("volt.hard.proof.save", full)
    refused = volt("solve", PRIME, *PRIME_TESTS, "--stub", "--proof", tmp_path / "proof.json")
    assert refused.code == 2
    assert "proof.json cannot be written (No space left on device)" in refused.error


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_under_stdout_is_said(program: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "volt", "check", program, "--json"], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 3
    assert "disk is full" in done.stderr
    assert "Traceback" not in done.stderr


# ---- judging ------------------------------------------------------------------------------------------------------


def test_verify_says_what_each_check_did(volt: Volt, tmp_path: Path, program: Path) -> None:
    (tmp_path / "tests.py").write_text("import math\nassert f(2) == 4\nassert math.sqrt(f(3)) == 3\n")
    good = volt("verify", program, "--tests", tmp_path / "tests.py", "--json")
    assert (good.code, good.json["verdict"], len(good.json["checks"])) == (0, "passed", 2)
    assert good.json["layers"]
    bad = volt("verify", program, "--tests", tmp_path / "tests.py", "--test", "assert f(2) == 5")
    assert bad.code == 1
    assert "WRONG 2/3 checks" in bad.out


def test_verify_keeps_the_limits_it_is_given(volt: Volt, tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text("def f(x):\n    return sum(i * x for i in range(1_000_000_000))\n")
    said = volt("verify", tmp_path / "slow.py", "--test", "assert f(1)", "--cpu-seconds", "0.2", "--json")
    assert (said.code, said.json["verdict"]) == (1, "timeout")
    assert said.json["limits"]["cpu_seconds"] == 0.2
    (tmp_path / "big.py").write_text("def f(x):\n    return len([0] * 40_000_000)\n")
    small, large = (
        volt("verify", tmp_path / "big.py", "--test", "assert f(1) == 40000000", "--memory-mb", mb, "--json").json
        for mb in ("64", "1024")
    )
    assert (small["verdict"], large["verdict"]) == ("memory", "passed")


def test_a_program_that_breaks_an_axiom_is_not_run(volt: Volt, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / "harm.py").write_text(f"import os\ndef f(x):\n    os.remove({str(victim)!r})\n    return x\n")
    checked = volt("check", tmp_path / "harm.py", "--json")
    assert (checked.code, checked.json["allowed"], checked.json["axiom"]) == (1, False, "K1")
    judged = volt("verify", tmp_path / "harm.py", "--test", "assert f(1) == 1", "--json")
    assert (judged.code, judged.json["verdict"]) == (1, "vetoed")
    assert victim.exists()
    assert "refused: K1" in volt("check", tmp_path / "harm.py").out


def test_a_harmless_program_is_allowed_and_a_broken_one_is_noted(volt: Volt, tmp_path: Path, program: Path) -> None:
    assert volt("check", program).code == 0
    (tmp_path / "broken.py").write_text("def f(:\n")
    broken = volt("check", tmp_path / "broken.py", "--json")
    assert broken.json["parses"] is False


def test_a_failure_of_the_judge_is_ours(volt: Volt, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from volt.verify import Judge, Report, Verdict

    monkeypatch.setattr(Judge, "run", lambda *_: Report(Verdict.INFRA, detail="the worker was lost"))
    said = volt("verify", program, "--test", "assert f(2) == 4")
    assert said.code == 3
    assert "the worker was lost" in said.out


# ---- the machine --------------------------------------------------------------------------------------------------


def test_doctor_tells_what_is_there_and_what_is_missing(
    volt: Volt, tiny_weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setattr(places, "models", lambda size="nano": tiny_weights)
    well = volt("doctor", "--json")
    assert well.code == 0
    assert well.json["places"]["home"]["path"] == str(home)
    assert well.json["weights"]["parameters"] > 0
    assert well.json["weights"]["gamma"] == "not calibrated: nothing was fitted"
    assert {"name": "rlimits", "on": True, "reason": ""} in well.json["isolation"]["layers"]
    monkeypatch.setattr(places, "models", lambda size="nano": tmp_path / "absent")
    ill = volt("doctor")
    assert ill.code == 1
    assert str(tmp_path / "absent" / "model.volt") in ill.out


# ---- how commands end ---------------------------------------------------------------------------------------------


def test_a_fault_of_ours_is_one_line_unless_asked_for_more(
    volt: Volt, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: object, code: str) -> None:
        raise ZeroDivisionError("one over none")

    monkeypatch.setattr("volt.safety.veto.Veto.examine", broken)
    said = volt("check", program)
    assert said.code == 3
    assert "ZeroDivisionError: one over none" in said.error
    monkeypatch.setenv("VOLT_DEBUG", "1")
    assert "Traceback" in volt("check", program).err


def test_running_out_of_memory_is_said(volt: Volt, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hungry(self: object, code: str) -> None:
        raise MemoryError

    monkeypatch.setattr("volt.safety.veto.Veto.examine", hungry)
    said = volt("check", program)
    assert said.code == 3
    assert "memory" in said.error


def test_control_c_ends_quietly_with_130(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "volt", "solve", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a suite in the background ignores it
    )  # fmt: skip
    # It reads stdin once it blocks there; before that a signal may meet the interpreter still importing.
    deadline = time.monotonic() + 30
    while "pipe_read" not in (where := _waits_in(process.pid)) and time.monotonic() < deadline and where != "unknown":
        time.sleep(0.05)
    if where == "unknown":
        time.sleep(3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in err


def _waits_in(pid: int) -> str:
    """The kernel function a process sleeps in, or "unknown" where the kernel does not tell."""
    try:
        name = Path(f"/proc/{pid}/wchan").read_text()
    except OSError:
        return "unknown"
    return name if name not in ("", "0") else "running"


def test_numbers_that_json_does_not_know_become_null(capsys: pytest.CaptureFixture[str]) -> None:
    from volt.cli.shell import emit

    emit({"a": float("nan"), "b": [float("inf"), 1.5], "c": (Path("x"),)})
    assert json.loads(capsys.readouterr().out) == {"a": None, "b": [None, 1.5], "c": ["x"]}


def test_version_and_help(volt: Volt) -> None:
    from volt import __version__

    assert volt("--version").out == f"volt {__version__}\n"
    assert "solve" in volt("--help").out
    assert volt("nonsense").code == 2


# ---- inputs -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "tests"),
    [
        ("assert a\nassert b", ("assert a", "assert b")),
        ("import m\nassert a\nassert m.b", ("import m\nassert a", "import m\nassert m.b")),
        ("x = 1\nassert f(x)", ("x = 1\nassert f(x)",)),
        ("def test_a():\n    assert a\n", ("def test_a():\n    assert a\n",)),
        ("assert (", ("assert (",)),
        ("# only a comment", ()),
    ],
)
def test_a_file_of_asserts_is_taken_apart_and_any_other_is_not(source: str, tests: tuple[str, ...]) -> None:
    assert inputs.split_tests(source) == tests


def test_settings_are_toml_or_text() -> None:
    found = inputs.settings(["a=1", "b = 2e-3", "c=true", "d=[1, 2]", "e=some words", "f=x=y"])
    assert found == {"a": 1, "b": 2e-3, "c": True, "d": [1, 2], "e": "some words", "f": "x=y"}
    for bad in ("a", "=1"):
        with pytest.raises(ConfigError):
            inputs.settings([bad])
