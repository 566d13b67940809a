"""Files that are appended to: what was cut short is neither read nor written behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from volt.files import whole_lines


@pytest.mark.parametrize(
    ("held", "lines"), [(b"", []), (b"cut", []), (b"one\n", ["one"]), (b"one\ntwo\ncut", ["one", "two"])]
)
def test_a_line_that_was_cut_short_is_taken_off(tmp_path: Path, held: bytes, lines: list[str]) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(held)
    assert whole_lines(path) == lines
    with path.open("a") as file:
        file.write("next\n")
    assert whole_lines(path) == [*lines, "next"]


def test_a_file_that_is_not_there_has_no_lines(tmp_path: Path) -> None:
    assert whole_lines(tmp_path / "none") == []
    assert not (tmp_path / "none").exists()
