"""Reading a file or folder of any known format."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from volt.data.formats import apps, exercism, functions, judged
from volt.data.formats.form import Form, nearest, recognise, split_of
from volt.data.formats.rows import Row, files, of_file
from volt.data.problems import PROBLEM_KEYS, SNIPPET_KEYS, Problem, problem_of
from volt.errors import ConfigError, DataError

_VOLT = Form("volt", tuple(sorted(PROBLEM_KEYS)), lambda row, _: (problem_of(row.values, row.where),))
_SNIPPETS = Form("volt-snippets", tuple(sorted(SNIPPET_KEYS)), lambda row, _: (problem_of(row.values, row.where),))
FORMS = (
    judged.HUMANEVAL,
    judged.MBPP,
    judged.DS1000,
    judged.MULTIPL_E,
    apps.APPS,
    exercism.EXERCISM,
    functions.STACK,
    functions.ADVTEST,
    functions.CODESEARCHNET,
    functions.WEBQUERY,
    functions.DEFECT,
    _VOLT,
    _SNIPPETS,
)
"""Every known format; where the columns of two are there, the first counts."""


@dataclass(frozen=True)
class Source:
    """A file, or a folder that is one set, and what it was recognised as."""

    path: Path
    form: Form
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]

    def problems(self) -> Iterator[Problem]:
        """Its problems, in order. DataError, naming the row, when one is not of this format."""
        split = split_of(self.path)
        for row in self.rows():
            missing = self.form.missing(row.values)
            if missing:
                columns = ", ".join(missing).replace("|", " or ")
                raise row.error(f"a row of {self.form.name} lacks {columns}", "Add it, or give another --format")
            yield from self.form.problems(row, split)


def read(path: Path, format: str | None = None) -> Iterator[Problem]:
    """Every problem of a file or folder. `format` is one of `FORMS` by name; default: recognised by the columns.

    DataError of one line when the format is not known, columns are missing or a row is broken; ConfigError for a
    format of an unknown name.
    """
    for source in sources(path, format):
        yield from source.problems()


def sources(path: Path, format: str | None = None) -> Iterator[Source]:
    """The files of a path, each with its format. Raises as `read`."""
    if format is not None and format not in (names := [form.name for form in FORMS]):
        raise ConfigError(f"there is no format {format!r}", f"Choose from {', '.join(names)}")
    if path.is_dir() and exercism.is_track(path):
        yield _source(path, partial(exercism.of_folder, path), format)
    elif path.is_dir() and apps.is_folder(path):
        yield _source(path, partial(apps.of_folder, path), format)
    else:
        yield from (_source(file, partial(of_file, file), format) for file in files(path))


def _source(path: Path, rows: Callable[[], Iterator[Row]], format: str | None) -> Source:
    first = next(iter(rows()), None)
    if first is None:
        raise DataError(f"{path} holds no rows", "Give a file with at least one")
    columns = tuple(first.values)
    form = next((form for form in FORMS if form.name == format), None) or recognise(columns, FORMS)
    if form is None:
        like = nearest(columns, FORMS)
        missing = ", ".join(like.missing(columns)).replace("|", " or ")
        shown = ", ".join(itertools.islice(columns, 12)) or "none"
        raise first.error(
            f"columns {shown} are of no known format; nearest is {like.name}, which lacks {missing}",
            "Rename or add columns, or choose with --format",
        )
    return Source(path, form, columns, rows)
