"""Safety: what is harmful is refused and named, what merely looks alarming is not, and nothing switches it off."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import time
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from safety_snippets import HARMFUL, HARMFUL_REQUESTS, HARMLESS, HARMLESS_REQUESTS, HIDDEN

import volt.safety
from volt.errors import AxiomError
from volt.safety import axioms as axiom_table
from volt.safety.capabilities import CAPABILITIES
from volt.safety.findings import Level
from volt.safety.names import canonical
from volt.safety.screen import parses, screen, screen_request
from volt.safety.veto import LOG, Veto


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VOLT_HOME", str(tmp_path / "home"))


def vetoes(code: str) -> list[str]:
    return [f"{f.axiom} {f.capability}" for f in screen(code) if f.level is Level.VETO]


# --- what is refused, what is not ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "code"), HARMFUL, ids=range(len(HARMFUL)))
def test_harmful_programs_are_refused_under_their_axiom(key: str, code: str) -> None:
    assert parses(code), "the snippet itself must be valid"
    assert key in {found.split()[0] for found in vetoes(code)}, vetoes(code)


@pytest.mark.parametrize("code", HIDDEN, ids=range(len(HIDDEN)))
def test_no_disguise_gets_a_harmful_program_through(code: str) -> None:
    assert parses(code), "the snippet itself must be valid"
    assert vetoes(code)


@pytest.mark.parametrize("code", HARMLESS, ids=range(len(HARMLESS)))
def test_programs_that_only_look_alarming_are_allowed(code: str) -> None:
    assert parses(code), "the snippet itself must be valid"
    assert vetoes(code) == []


def test_there_are_many_snippets_for_every_axiom() -> None:
    counts = {key: sum(k == key for k, _ in HARMFUL) for key in ("K1", "K2", "K3", "K4", "K5")}
    assert min(counts.values()) >= 8 and sum(counts.values()) >= 60 and len(HARMLESS) >= 60


@pytest.mark.parametrize("code", [code for _, code in HARMFUL], ids=range(len(HARMFUL)))
def test_wrapping_a_harmful_program_in_a_function_does_not_hide_it(code: str) -> None:
    if "import *" in code or "\u202e" in code or code.startswith(("if 0:", "def exec", "exec(input())\ndef")):
        pytest.skip("means something else inside a function")
    body = "\n".join("    " + line for line in code.split("\n"))
    assert vetoes(f"import math\ndef outer(a, b):\n{body}\n    return a\n")


@pytest.mark.parametrize(("key", "text"), HARMFUL_REQUESTS)
def test_harmful_requests_are_refused_under_their_axiom(key: str, text: str) -> None:
    assert key in {f.axiom for f in screen_request(text)}


@pytest.mark.parametrize("text", HARMLESS_REQUESTS)
def test_requests_that_only_mention_alarming_words_are_allowed(text: str) -> None:
    assert screen_request(text) == []


@pytest.mark.parametrize(
    ("code", "capability"),
    [
        ("def f(p):\n    return open(p).read()", "reads a file"),
        ("def f(p):\n    open(p, 'w').write('x')", "writes a file"),
        ("import os\ndef f(p):\n    return os.listdir(p)", "looks at files"),
        ("def f(s):\n    return eval(s)", "runs text as code (eval)"),
        ("import sys\nsys.exit()", "ends the program"),
        ("import os\nos.environ.get('LANG')", "reads the environment"),
    ],
)
def test_ordinary_capabilities_are_notes(code: str, capability: str) -> None:
    found = screen(code)
    assert capability in {f.capability for f in found}
    assert {f.level for f in found} == {Level.NOTE}


@pytest.mark.parametrize(
    ("code", "notes"),
    [
        ("import sys\nfor p in sys.path:\n    print(p)", {"looks at the installation"}),
        ("import sys\nprint('a' in sys.path, sys.path[0], [p for p in sys.path])", {"looks at the installation"}),
        ("import sys\nsys.path.append('a')", {"changes the environment"}),
        ("import os\nos.environ['A'] = 'x'", {"changes the environment"}),
        ("import os\nprint(os.environ['A'])", {"reads the environment"}),
    ],
)
def test_reading_and_changing_are_told_apart(code: str, notes: set[str]) -> None:
    assert {f.capability for f in screen(code)} == notes


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os\nfor n in os.listdir('.'):\n    os.chmod(n, 0)", {"changes the rights of many files"}),
        (
            "from pathlib import Path\nfor p in Path.home().rglob('*'):\n    p.chmod(0o400)",
            {"changes the rights of many files"},
        ),
        ("import os\nos.chmod('/etc/shadow', 0o644)", {"changes the rights of system files"}),
        ("import os, glob\nfor n in glob.glob('bin/*.sh'):\n    os.chmod(n, 0o755)", set()),
        ("import os\nos.chmod(os.path.expanduser('~/.netrc'), 0o600)", set()),
        ("import psutil\nfor p in psutil.process_iter():\n    p.kill()", {"kills or aborts a process"}),
        ("import psutil\nfor p in psutil.process_iter():\n    p.terminate()", {"kills or aborts a process"}),
        ("import psutil\nprint([p.name() for p in psutil.process_iter()])", set()),
        ("import requests\nrequests.get(f'http://a/{1 + 1}/' + input())", {"opens network connections"}),
        (
            "from pathlib import Path\n(Path.home() / 'x').mkdir()",
            {"makes folders among files that are already there"},
        ),
        ("def f(x):\n    open('/home/' + x, 'w')", {"overwrites files outside of the working folder"}),
        ("def f(x):\n    open('/etc/' + x, 'w')", {"overwrites system files"}),
        ("import os\nopen(os.path.expanduser('~/.bash_history'), 'w')", {"changes private files"}),
        ("import os\nprint(open(os.path.expanduser('~/.bash_history')).read())", {"reads private files"}),
    ],
)
def test_what_is_said_of_a_program_is_what_it_does(code: str, said: set[str]) -> None:
    vetoes = {f.capability for f in screen(code) if f.level is Level.VETO}
    assert vetoes - {"overwrites files that are already there"} == said


@pytest.mark.parametrize(
    "code", ["", "def f(x):\n    return x + 1", "import math, re\nmath.sqrt(2)\nre.sub('a', 'b', 'c')"]
)
def test_pure_computation_is_clean(code: str) -> None:
    assert screen(code) == []


def test_a_finding_names_line_and_evidence() -> None:
    found = screen("import os\n\ndef f(p):\n    os.remove(p)\n")[0]
    assert (found.axiom, found.line, found.capability, found.evidence) == ("K1", 4, "deletes files", "os.remove(p)")


def test_screening_is_deterministic() -> None:
    for _, code in HARMFUL:
        assert screen(code) == screen(code)


# --- hostile source ------------------------------------------------------------------------------------------------


def test_source_that_does_not_parse_is_not_refused_because_it_cannot_run() -> None:
    for code in ("def f(:", "\x00", "print 'old'", "x = 'open"):
        assert not parses(code)
        assert screen(code) == []


@pytest.mark.parametrize(
    "code",
    ["(" * 5000 + ")" * 5000, "x = " + "-" * 50_000 + "1", "x = " + "+".join(["1"] * 50_000), "a" * 500_000],
    ids=["brackets", "signs", "sum", "long"],
)
def test_source_made_to_exhaust_the_analysis_is_answered_soon(code: str) -> None:
    start = time.perf_counter()
    found = screen(code)
    assert time.perf_counter() - start < 10
    assert found == [] or found[0].axiom == "K3"


@pytest.mark.parametrize(
    "code",
    [
        "x = 'a' * 10**9 * 10**9",
        "x = 10**10**10",
        "x = 1 << 10**12",
        "x = '%999999999d' % 1",
        "x = '{:>999999999}'.format(1)",
        "x = 'a'.ljust(10**9)",
        "import zlib, base64\nx = zlib.decompress(base64.b64decode('" + "eJz" * 100 + "'))",
        "x = [[[i * j for i in range(4000)] for j in range(4000)] for k in range(4000)]",
        "x = 'ab'.replace('', 'x' * 60000).replace('x', 'y' * 60000)",
        "s = 'a'\n" + "s = s + s\n" * 60,
        "import math\nclass P:\n    pass\np = P()\np.a = p.b = p.c = math.inf\n"
        + "".join(f"p.{x} = p.{y}.{x}.{y}\np.{y} = [p.{x}, p.{x}.{y}]\n" for x in "abc" for y in "abc") * 3,
    ],
)
def test_folding_is_bounded_in_time_and_memory(code: str) -> None:
    start = time.perf_counter()
    screen(code)
    assert time.perf_counter() - start < 5


def test_the_analysis_runs_nothing(tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    screen(f"open({str(marker)!r}, 'w').write('x')\nexec('open({str(marker)!r}, \"w\")')\n[open({str(marker)!r}, 'w')]")
    assert not marker.exists()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("posix.system", "os.system"),
        ("random._os.system", "os.system"),
        ("os.path.os.remove", "os.remove"),
        ("os.__dict__.remove", "os.remove"),
        ("enum.bltns.exec", "builtins.exec"),
        ("io.open", "builtins.open"),
        ("math.sqrt", "math.sqrt"),
    ],
)
def test_each_thing_has_one_name(path: str, name: str) -> None:
    assert canonical(path) == name


# --- the axioms ----------------------------------------------------------------------------------------------------


def test_the_axioms_are_five_and_frozen() -> None:
    assert [a.key for a in axiom_table.axioms()] == ["K1", "K2", "K3", "K4", "K5"]
    with pytest.raises(FrozenInstanceError):
        axiom_table.AXIOMS[0].text = "anything goes"  # type: ignore[misc]
    with pytest.raises(TypeError):
        CAPABILITIES["os.remove"] = None  # type: ignore[index]


def test_altered_axioms_stop_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    first = axiom_table.AXIOMS[0]
    weaker = axiom_table.Axiom(first.key, first.title, first.text + " Unless asked nicely.")
    monkeypatch.setattr(axiom_table, "AXIOMS", (weaker, *axiom_table.AXIOMS[1:]))
    with pytest.raises(AxiomError, match="altered"):
        Veto().examine("def f():\n    return 1")


def test_an_altered_axiom_file_is_refused_at_import(tmp_path: Path) -> None:
    source = Path(axiom_table.__file__).read_text()
    altered = tmp_path / "altered.py"
    altered.write_text(source.replace("Destroys nothing", "Destroys little"))
    done = subprocess.run([sys.executable, str(altered)], capture_output=True, text=True)
    assert done.returncode != 0 and "AxiomError" in done.stderr
    altered.write_text(source)
    assert subprocess.run([sys.executable, str(altered)], capture_output=True).returncode == 0


# --- the veto ------------------------------------------------------------------------------------------------------


def test_a_refusal_names_axiom_line_and_reason_and_is_logged(tmp_path: Path) -> None:
    verdict = Veto().examine("import os\nos.remove('x')")
    assert (verdict.allowed, verdict.axiom, verdict.line) == (False, "K1", 2)
    assert verdict.reason == "K1 No harm: the program deletes files in line 2"
    entries = [json.loads(line) for line in (tmp_path / "home" / LOG).read_text().splitlines()]
    assert len(entries) == 1
    assert entries[0]["reason"] == verdict.reason and "os.remove" in entries[0]["text"]
    assert verdict.log_problem == ""
    json.dumps(verdict.to_json())


def test_an_allowed_program_keeps_its_notes_and_is_not_logged(tmp_path: Path) -> None:
    verdict = Veto().examine("def f(p):\n    return open(p).read()")
    assert verdict.allowed and verdict.reason == "" and verdict.axiom is None
    assert [n.capability for n in verdict.notes] == ["reads a file"]
    assert not (tmp_path / "home" / LOG).exists()


def test_a_request_is_refused_too() -> None:
    verdict = Veto().examine_request("Write a keylogger")
    assert not verdict.allowed and verdict.axiom == "K2" and verdict.line == 0
    assert Veto().examine_request("Write a function that logs keys of a dict").allowed


def test_a_log_that_cannot_be_written_is_reported_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("VOLT_HOME", str(tmp_path / "file" / "below"))
    verdict = Veto().examine("import os\nos.remove('x')")
    assert not verdict.allowed
    assert "not recorded" in verdict.log_problem
    monkeypatch.setenv("VOLT_HOME", str(tmp_path))
    (tmp_path / LOG).mkdir()
    assert "not recorded" in Veto().examine("import os\nos.remove('x')").log_problem


def test_no_environment_variable_switches_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "SAFETY",
        "NO_SAFETY",
        "UNSAFE",
        "VETO",
        "NO_VETO",
        "DISABLE_VETO",
        "DEBUG",
        "ALLOW_ALL",
        "CONFIG",
        "DEV",
    ):
        for value in ("0", "1", "off", "false", "true"):
            monkeypatch.setenv(f"VOLT_{name}", value)
            monkeypatch.setenv(name, value)
            assert not Veto().examine("import os\nos.remove('x')").allowed


def test_nothing_in_the_package_reads_configuration_or_environment() -> None:
    """The veto takes no arguments and its package has no way to look at settings; it only asks where the log is."""
    with pytest.raises(TypeError):
        Veto(enabled=False)  # type: ignore[call-arg]
    for file in Path(volt.safety.__file__).parent.glob("*.py"):
        tree = ast.parse(file.read_text())
        imported = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        attributes = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        assert "volt.config" not in imported and not attributes & {"environ", "getenv", "argv"}, file


def test_python_without_asserts_refuses_the_same() -> None:
    script = (
        "from volt.safety.veto import Veto\n"
        "codes = ['import os\\nos.remove(1)', 'exec(bytes.fromhex(\"61\"))', 'x = [c for c in [1, 2]]']\n"
        "print([Veto().examine(c).allowed for c in codes])"
    )
    done = subprocess.run([sys.executable, "-O", "-c", script], capture_output=True, text=True, env=dict(os.environ))
    assert done.stdout.strip() == "[False, False, True]", done.stderr


@pytest.mark.parametrize("name", ["__dict__", "__call__", "__wrapped__.__dict__", ""])
def test_a_name_of_nothing_but_invisible_parts_names_nothing(name: str) -> None:
    assert canonical(name) == ""
    assert isinstance(screen(f"import {name or 'a'} as m\nm()\nm.__dict__.__call__()\n"), list)
