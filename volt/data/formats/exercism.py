"""Exercism: a track, or one exercise of it, as its repository has them.

    exercises/practice/two-fer/   .docs/instructions.md   .meta/config.json   .meta/example.py
                                  two_fer.py              two_fer_test.py

`.meta/config.json` names the files of an exercise. The tests import the program by its file's name, which our judge
lets them do; other tracks than Python's are read, and not judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from volt.data.formats.form import Form
from volt.data.formats.rows import Row
from volt.data.problems import Problem
from volt.errors import DataError

_CONFIG = ".meta/config.json"
_STATEMENTS = ("introduction.md", "instructions.md", "introduction.append.md", "instructions.append.md")
_LANGUAGES = {".py": "python", ".js": "javascript", ".java": "java", ".rs": "rust", ".go": "go"}


def is_track(path: Path) -> bool:
    """Whether a folder is an exercise or holds exercises."""
    return bool(_exercises(path))


def of_folder(path: Path) -> Iterator[Row]:
    """The exercises of a folder, each as one row."""
    for folder in _exercises(path):
        files = _named_files(folder)
        documents = [folder / ".docs" / name for name in _STATEMENTS]
        values: dict[str, Any] = {
            "slug": folder.name,
            "instructions": _joined(folder, [file for file in documents if file.is_file()]),
            "stub": _joined(folder, files.get("solution", [])),
            "example": _joined(folder, files.get("example", []) or files.get("exemplar", [])),
            "tests": _joined(folder, files.get("test", [])),
            "files": [file.name for file in files.get("solution", [])],
        }
        yield Row(str(folder), {key: value for key, value in values.items() if value})


def _exercises(path: Path) -> list[Path]:
    patterns = (_CONFIG, f"*/{_CONFIG}", f"*/*/{_CONFIG}", f"exercises/*/*/{_CONFIG}")
    found = {config.parent.parent for pattern in patterns for config in path.glob(pattern)}
    return sorted(folder for folder in found if (folder / ".docs").is_dir())


def _named_files(folder: Path) -> dict[str, list[Path]]:
    """The files that the configuration of an exercise names, by what they are for."""
    where = folder / _CONFIG
    try:
        named = json.loads(where.read_text(encoding="utf-8"))["files"]
        return {role: [folder / name for name in names] for role, names in named.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{where} names no files ({error})", 'It needs "files" with solution, test, example') from error


def _joined(folder: Path, paths: list[Path]) -> str:
    try:
        return "\n\n".join(path.read_text(encoding="utf-8").strip() for path in paths)
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{folder}: a file of the exercise cannot be read ({error})", "Check the track") from error


def _problem(row: Row, split: str) -> Iterator[Problem]:
    names = [Path(name) for name in row.texts("files")]
    yield Problem(
        id=f"exercism/{row.text('slug')}",
        source="exercism",
        licence="MIT",
        language=_LANGUAGES.get(names[0].suffix, names[0].suffix.removeprefix(".")),
        query=row.text("instructions"),
        signature=row.text("stub"),
        entry_point=names[0].stem,
        setup="",
        solution=row.text("example"),
        tests=(row.text("tests"),),
        split=split,
    )


EXERCISM = Form("exercism", ("slug", "instructions", "stub", "example", "tests", "files"), _problem)
