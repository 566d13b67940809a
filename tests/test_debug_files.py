"""`volt debug` on files as people have them: other ends of lines, other encodings, loops and tests that never end."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Volt

from volt.cli import standing
from volt.errors import InputError

SLIP = "def add(a, b):\n    return a - b\n"
TEST = "assert add(2, 3) == 5"


@pytest.mark.parametrize(
    "data",
    [
        SLIP.replace("\n", "\r\n").encode(),
        b"# -*- coding: latin-1 -*-\n# caf\xe9\n" + SLIP.encode(),
        b"\xef\xbb\xbf# caf\xc3\xa9\r\n" + SLIP.encode(),
    ],
    ids=["crlf", "latin-1", "mark and both ends"],
)
def test_a_repair_leaves_every_other_byte_of_a_file(volt: Volt, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "adding.py"
    file.write_bytes(data)
    assert volt("debug", file, "--test", TEST, "--write").code == 0
    assert file.read_bytes() == data.replace(b"a - b", b"a + b")


def test_a_new_line_ends_as_the_others_and_what_an_encoding_lacks_is_said(tmp_path: Path) -> None:
    file = tmp_path / "adding.py"
    file.write_bytes(b"# coding: latin-1\r\nx = 1\r\n")
    before = "# coding: latin-1\nx = 1\n"
    with pytest.raises(InputError, match="is in latin-1"):
        standing.write(file, before, f"{before}y = '\u20ac'\n")
    standing.write(file, before, f"{before}y = 2\n")
    assert file.read_bytes() == b"# coding: latin-1\r\nx = 1\r\ny = 2\r\n"


def test_tests_that_use_nothing_of_the_file_are_refused_in_one_line(volt: Volt, tmp_path: Path) -> None:
    file, tests = tmp_path / "adding.py", tmp_path / "test_adding.py"
    file.write_text(SLIP)
    tests.write_text("def test_x():\n    assert 1 + 1 == 2\n")
    said = volt("debug", file, "--tests", tests)
    assert said.code == 2 and "the tests use nothing of" in said.error and "from adding import" in said.error


def test_a_loop_without_end_is_repaired(volt: Volt, tmp_path: Path) -> None:
    file = tmp_path / "counting.py"
    file.write_text("def countdown(n):\n    while n > 0:\n        n += 1\n    return n\n")
    said = volt("debug", file, "--test", "assert countdown(3) == 0", "--test", "assert countdown(0) == 0", "--write")
    assert said.code == 0 and "n -= 1" in file.read_text()


@pytest.mark.slow  # as much CPU time as tests may take, and some
def test_a_test_that_never_ends_is_not_said_to_pass(volt: Volt, tmp_path: Path) -> None:
    file, tests = tmp_path / "adding.py", tmp_path / "test_adding.py"
    file.write_text(SLIP)
    tests.write_text("from adding import add\n\ndef test_x():\n    while True:\n        pass\n")
    told = volt("debug", file, "--tests", tests, "--seconds", "2", "--json").json
    assert "do not come to their end" in told["why_not"]


def test_where_nothing_tells_repairs_apart_a_second_one_is_shown(volt: Volt, tmp_path: Path) -> None:
    file = tmp_path / "even.py"
    file.write_text("def even(n):\n    return n % 2 != 0\n")
    shown = volt("debug", file, "--test", "assert even(2)")
    assert shown.code == 0 and "other repair" in shown.err
    assert ("tell none of these repairs from another" in shown.err) != ("answers otherwise" in shown.err)
