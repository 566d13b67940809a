"""`volt debug` with what tests take from pytest: its fixtures, mocks, warnings, skips, a conftest.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Volt

from volt.hard.repair.together import reason

PROGRAM = """
import logging
import warnings

LIMIT = 3


def shout(name):
    print("hello " + name)


def over(x):
    return x > LIMIT


def count(path):
    with open(path) as file:
        return len(file.read().splitlines())


def old():
    warnings.warn("use new", DeprecationWarning)
    logging.getLogger("m").warning("old %s", "way")
    return 1


def double(x):
    return add(x, x)


def add(a, b):
    return a + b
"""
TESTS = {
    "capsys": """
from m import shout, add
def test_shout(capsys):
    shout("Bob")
    found = capsys.readouterr()
    assert (found.out, found.err) == ("hello Bob\\n", "")
    assert capsys.readouterr().out == "" and add(1, 2) == 3
""",
    "monkeypatch": """
import os
import pytest
import m
from m import over, add
def test_over(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(m, "LIMIT", 10)
    assert not over(5)
    monkeypatch.setattr("m.LIMIT", 1)
    assert over(2)
    monkeypatch.setenv("HERE", "x")
    monkeypatch.delattr(m, "shout")
    with pytest.raises(AttributeError):
        monkeypatch.setattr(m, "absent", 1)
def test_undone():
    assert over(5) and not over(3) and "HERE" not in os.environ and hasattr(m, "shout") and add(1, 2) == 3
""",
    "tmp_path": """
from m import count, add
def test_count(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("a\\nb\\n")
    assert count(str(path)) == 2 and add(1, 2) == 3
""",
    "mock": """
from unittest.mock import patch
import m
@patch("m.add", return_value=7)
def test_mock(fake, tmp_path):
    assert m.double(3) == 7
    fake.assert_called_once_with(3, 3)
def test_add():
    assert m.add(1, 2) == 3
""",
    "warnings and logs": """
import pytest
from m import old, add
def test_warns(caplog, recwarn):
    with pytest.warns(DeprecationWarning, match="use"):
        assert old() == 1
    assert caplog.messages == ["old way"]
    with pytest.raises(AssertionError):
        with pytest.warns(DeprecationWarning, match="other"):
            old()
    old()
    assert "use new" in str(recwarn.pop(DeprecationWarning).message) and add(1, 2) == 3
""",
    "fixtures of a class": """
import pytest
from m import add
made = []
@pytest.fixture(name="three")
def _three():
    made.append("three")
    yield 3
    made.remove("three")
@pytest.fixture
def four(three):
    return add(three, 1)
@pytest.fixture(autouse=True)
def always():
    made.append("always")
seen = []
@pytest.fixture(params=[1, pytest.param(2, id="two")])
def several(request):
    request.addfinalizer(lambda: seen.append(request.param))
    return request.param
@pytest.fixture
def doubled(several):
    return add(several, several)
def test_several(doubled, several):
    assert doubled == 2 * several and seen == [1, 2][: several - 1]
@pytest.mark.parametrize("more", [1, 2])
class TestAdd:
    @pytest.fixture
    def five(self, four):
        return four + 1
    @pytest.mark.usefixtures("four")
    def test_five(self, five, three, more):
        assert add(three, more) == 3 + more and five == 5 and made[-2:] == ["always", "three"]
""",
}


def _folder(folder: Path, tests: str, program: str = PROGRAM) -> tuple[Path, str, Path]:
    (folder / "m.py").write_text(program)
    (folder / "test_m.py").write_text(tests)
    return folder / "m.py", "--tests", folder / "test_m.py"


@pytest.mark.parametrize("what", TESTS)
def test_right_code_passes_and_a_bug_is_repaired(volt: Volt, tmp_path: Path, what: str) -> None:
    said = volt("debug", *_folder(tmp_path, TESTS[what]))
    assert said.code == 0 and "passes every test" in said.out, said
    told = volt("debug", *_folder(tmp_path, TESTS[what], PROGRAM.replace("a + b", "a - b")), "--json").json
    assert told["repaired"] and "+    return a + b" in told["diff"], told


@pytest.mark.parametrize(
    ("test", "told"),
    [
        ("def test_a(capsys): pass", "capsys"),
        ("import unittest.mock\ndef test_a():\n    with unittest.mock.patch('m.f'): pass", "mock.patch"),
        ("def test_a():\n    patch(f)", ""),
        ("from unittest.mock import Mock\ndef test_a():\n    f(Mock())", ""),
        (">>> f(1)\n2", ""),
    ],
)
def test_what_reaches_into_the_program_needs_one_process(test: str, told: str) -> None:
    assert told in reason([test]) and bool(told) == bool(reason([test]))


CONFTEST = """
import absent_package
import pytest
from m import add

START = 2

def helper(x):
    return add(x, START)

@pytest.fixture
def base():
    return helper(1)

@pytest.fixture
def client():
    return absent_package.Client()

def pytest_configure(config):
    absent_package.configure()
"""


def test_fixtures_of_a_conftest_above_are_there(volt: Volt, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "conftest.py").write_text(
        "import pytest\n@pytest.fixture\ndef more(base):\n    return base + 1\n"
    )
    (tmp_path / "m.py").write_text(PROGRAM)
    (tmp_path / "tests" / "test_m.py").write_text(
        "from m import add\ndef test_a(base, more):\n    assert add(base, more) == 7\n"
    )
    command = ("debug", tmp_path / "m.py", "--tests", tmp_path / "tests" / "test_m.py")
    assert volt(*command).code == 0
    (tmp_path / "m.py").write_text(PROGRAM.replace("a + b", "a - b"))
    assert "+    return a + b" in volt(*command).out


def test_what_there_is_not_of_request_is_a_missing_fixture(volt: Volt, tmp_path: Path) -> None:
    wants = "import pytest\nfrom m import add\n@pytest.fixture\ndef three(request): return request.config\n"
    said = volt("debug", *_folder(tmp_path, wants + "def test_a(three): assert add(three, 1)\n"))
    assert said.code == 2 and "test_a wants the fixture request" in said.error


def test_tests_that_want_a_fixture_that_nobody_has_are_left_out(volt: Volt, tmp_path: Path) -> None:
    wants = "import pytest\nfrom m import add\n@pytest.fixture\ndef three(client): return 3\n"
    wants += "class TestA:\n    def test_b(self, three): assert add(three, 1) == 4\n"
    said = volt("debug", *_folder(tmp_path, wants))
    assert said.code == 2 and "TestA.test_b wants the fixture client, which neither the tests" in said.error
    with_more = wants + "def test_c(): assert add(1, 2) == 3\n"
    told = volt("debug", *_folder(tmp_path, with_more, PROGRAM.replace("a + b", "a - b")), "--json").json
    assert told["repaired"] and told["left_out"] == [said.error.removeprefix("error: ").partition(". ")[0]], told


@pytest.mark.parametrize(
    "head",
    [
        "@pytest.mark.parametrize('x, y', [(1, 2)])\ndef test_a(x, y): assert add(x, y) == 3\n",
        "NAMES = 'x'\n@pytest.mark.parametrize(NAMES, [1])\ndef test_a(x): assert add(x, 2) == 3\n",
        "from unittest import mock\n@mock.patch.object(m, 'LIMIT', 4)\n@mock.patch('m.shout')\n"
        "def test_a(shout, *, x=1): assert add(x, 2) == 3 and m.LIMIT == 4\n",
        "class TestA:\n    @staticmethod\n    def test_a(x=1): assert add(x, 2) == 3\n",
    ],
)
def test_parameters_that_are_filled_are_no_fixtures(volt: Volt, tmp_path: Path, head: str) -> None:
    said = volt("debug", *_folder(tmp_path, f"import pytest\nimport m\nfrom m import add\n{head}"))
    assert said.code == 0, said


@pytest.mark.parametrize(
    "tests",
    [
        "import pytest\nfrom m import add\n@pytest.mark.skip\ndef test_a(): assert add(1, 2) == 4\n",
        "import pytest\nfrom m import add\npytest.skip('no', allow_module_level=True)\n"
        "def test_a(): assert add(1, 2) == 4\n",
        "import pytest\npytest.importorskip('absent')\nfrom m import add\ndef test_a(capsys): assert add(1, 2) == 4\n",
        "import unittest\nfrom m import add\n@unittest.skip('no')\nclass T(unittest.TestCase):\n"
        "    def test_a(self): assert add(1, 2) == 4\n",
    ],
)
def test_when_all_tests_are_skipped_it_is_said(volt: Volt, tmp_path: Path, tests: str) -> None:
    said = volt("debug", *_folder(tmp_path, tests))
    assert said.code == 2 and "all tests are skipped" in said.error, said


def test_a_file_is_repaired_by_the_examples_in_its_docstrings(volt: Volt, tmp_path: Path) -> None:
    file = tmp_path / "calc.py"
    file.write_text('def add(a, b):\n    """Add.\n\n    >>> add(1, 2)\n    3\n    """\n    return a - b\n')
    told = volt("debug", file, "--tests", file, "--json").json
    assert told["repaired"] and "+    return a + b" in told["diff"], told


@pytest.mark.parametrize(
    ("tests", "told"),
    [
        (
            "from m import add\n\ndef test_a():\n    assert add(1, 2) == 3\n\ndef test_b():\n    assert (\n"
            "        add(1, 2)\n        == 4\n    )\n    assert add(1, 2) == 5\n",
            "test_b (test_m.py line 7): assert add(1, 2) == 4: add returned 3",
        ),
        (
            "import unittest\nfrom m import add\nclass T(unittest.TestCase):\n    def test_a(self):\n"
            "        self.assertEqual(add(1, 2), 4)\n        self.assertEqual(add(1, 2), 5)\n",
            "T.test_a (test_m.py line 5): self.assertEqual(add(1, 2), 4): add returned 3",
        ),
        (
            "from m import add\nassert add(1, 2) == 3\nassert add(1, 2) == 4\n",
            "test_m.py line 3: assert add(1, 2) == 4",
        ),
    ],
)
def test_a_failure_names_the_test_and_its_line(volt: Volt, tmp_path: Path, tests: str, told: str) -> None:
    command = ("debug", *_folder(tmp_path, tests), "--seconds", "1")
    said = volt(*command)
    assert said.code == 1 and f"  as it stands: {told}" in said.out, said
    found = volt(*command, "--json").json["failing"]
    assert f"{found['file']} line {found['line']}" in told and found["code"] in told
