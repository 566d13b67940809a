"""Problem sets: rows of JSON lines, read strictly, and which of their tests a solver may see.

A row is either a problem (statement, reference solution, tests) or a snippet (a search query or intent, with the
code that answers it). Anything else is refused with the file and line. This module runs no code.
"""

from __future__ import annotations

import ast
import doctest
import gzip
import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from volt.errors import DataError
from volt.files import refuse_special
from volt.verify.stdio import Case

_FORMAT = "One JSON object a line, with the keys that `volt.data.problems` documents"


@dataclass(frozen=True)
class Problem:
    """One programming problem. To judge a program: run `setup`, the program, then each test in one namespace."""

    id: str
    source: str
    licence: str
    language: str
    query: str
    """The statement, as a person would give it."""
    signature: str
    """A `def` line, or empty."""
    entry_point: str
    """The expression that tests call, e.g. `min_cost` or `Solution().minOperations`; empty for snippets."""
    setup: str
    solution: str
    """A reference answer; for snippets, the code that belongs to the query."""
    tests: tuple[str, ...]
    split: str
    meta: dict[str, Any] = field(default_factory=dict, compare=False)
    cases: tuple[Case, ...] = ()
    """For programs that read standard input: what they are given, and what they must print."""


_TEXT_KEYS = tuple(f.name for f in fields(Problem) if f.name not in ("tests", "meta", "cases"))
PROBLEM_KEYS = {*_TEXT_KEYS, "tests", "meta"}
SNIPPET_KEYS = {"id", "source", "licence", "query", "split"}
_SNIPPET_EXTRAS = {"intent", "code", "label", "relevant_idx"}


def find_data(argument: Path | None = None) -> Path:
    """The folder of problem sets: the argument, else `$VOLT_DATA`. DataError when neither names a folder."""
    named = argument or (Path(os.environ["VOLT_DATA"]) if os.environ.get("VOLT_DATA") else None)
    remedy = "Give --data DIR, or set VOLT_DATA to a folder that holds train/, dev/ and test/"
    if named is None:
        raise DataError("No folder of problem sets was given", remedy)
    if not named.is_dir():
        raise DataError(f"{named} is not a folder", remedy)
    return named


def load(folder: Path, name: str) -> tuple[Problem, ...]:
    """All rows of one set, e.g. `load(folder, "train/mbpp_train")`; plain or gzipped. DataError when absent."""
    for suffix in (".jsonl.gz", ".jsonl"):
        path = folder / (name + suffix)
        if path.is_file():
            return tuple(read_problems(path))
    raise DataError(
        f"There is no {name}.jsonl.gz or {name}.jsonl in {folder}", "Check the name, or give another --data"
    )


def read_problems(path: Path) -> Iterator[Problem]:
    """Yield the problems of one file. DataError with file and line on anything that is not a known row."""
    for number, row in read_rows(path):
        yield problem_of(row, f"{path}:{number}")


def problem_of(row: dict[str, Any], where: str) -> Problem:
    """The problem or snippet of a row. DataError, naming `where`, when it is neither."""
    keys = set(row)
    if SNIPPET_KEYS <= keys <= SNIPPET_KEYS | _SNIPPET_EXTRAS:
        return _snippet(row, where)
    _refuse_keys(keys, where)
    return _problem(row, where)


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line number, object) of a JSON lines file, plain or gzipped; blank lines are skipped."""
    number = 0
    refuse_special(path)
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, _object(line, f"{path}:{number}")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DataError(f"{path}:{number + 1}: the gzip data is damaged ({error})", "Copy the file again") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}:{number + 1}: not UTF-8 text ({error.reason})", _FORMAT) from error
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror})", "Check the path and its permissions") from error


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise DataError(f"{where}: not JSON ({error.msg} at column {error.colno})", _FORMAT) from error
    if not isinstance(row, dict):
        raise DataError(f"{where}: a {type(row).__name__} where an object belongs", _FORMAT)
    return row


def _refuse_keys(keys: set[str], where: str) -> None:
    unknown, missing = sorted(keys - PROBLEM_KEYS - {"cases"}), sorted(PROBLEM_KEYS - keys)
    if unknown:
        raise DataError(f"{where}: unknown keys {', '.join(unknown)}", "Move extra fields into `meta`")
    if missing:
        raise DataError(f"{where}: missing keys {', '.join(missing)}", "Add them; empty text, [] or {} where unknown")


def _problem(row: dict[str, Any], where: str) -> Problem:
    _texts(row, _TEXT_KEYS, where)
    tests, meta = row["tests"], row["meta"]
    if not isinstance(tests, list) or not all(isinstance(t, str) for t in tests):
        raise DataError(f"{where}: `tests` is not a list of texts", "Write each test as Python statements in a string")
    if not isinstance(meta, dict):
        raise DataError(f"{where}: `meta` is not an object", "Write {} when there is nothing to say")
    cases = _cases(row.get("cases", []), where)
    return Problem(**{key: row[key] for key in _TEXT_KEYS}, tests=tuple(tests), meta=meta, cases=cases)


def _cases(cases: Any, where: str) -> tuple[Case, ...]:
    try:
        found = tuple(Case(**case) for case in cases)
    except TypeError as error:
        raise DataError(
            f"{where}: `cases` is not a list of {{stdin, stdout}}", "Write [] when there are none"
        ) from error
    if not all(isinstance(text, str) for case in found for text in (case.stdin, case.stdout)):
        raise DataError(f"{where}: a case is not of two texts", "Write standard input and output as strings")
    return found


def _snippet(row: dict[str, Any], where: str) -> Problem:
    _texts(row, [*SNIPPET_KEYS, *(k for k in ("code",) if k in row)], where)
    return Problem(
        **{key: row[key] for key in SNIPPET_KEYS},
        language="python",
        signature="",
        entry_point="",
        setup="",
        solution=row.get("code", ""),
        tests=(),
        meta={key: row[key] for key in sorted(_SNIPPET_EXTRAS - {"code"}) if key in row},
    )


def _texts(row: dict[str, Any], keys: Any, where: str) -> None:
    for key in sorted(keys):
        if not isinstance(row[key], str):
            raise DataError(f"{where}: `{key}` is a {type(row[key]).__name__}, not text", "Write it as a string")


def visible_tests(problem: Problem, shown: int = 1) -> tuple[str, ...]:
    """The tests a solver may see. MBPP: the first `shown` asserts. Puzzles (P3): all, being their own tests.

    Everything else, HumanEval included: the doctests in the statement, as asserts; `tests` stay hidden.
    """
    family = problem.id.partition("/")[0].lower()
    if family == "mbpp":
        return problem.tests[:shown]
    if family == "p3":
        return problem.tests
    return doctest_asserts(problem.query)


def hidden_tests(problem: Problem) -> tuple[str, ...]:
    """The tests that decide, and that no solver sees: for MBPP all but the first, else all of them."""
    return problem.tests[1:] if problem.id.lower().startswith("mbpp/") else problem.tests


def doctest_asserts(text: str) -> tuple[str, ...]:
    """`>>> call` lines with a literal answer, as `assert call == answer`; examples of any other form are left out."""
    try:
        examples = doctest.DocTestParser().get_examples(text)
    except ValueError:  # malformed indentation: prose that merely looks like a session
        return ()
    found = []
    for example in examples:
        source, want = example.source.strip(), _answer(example.want)
        if want and _is_expression(source):
            found.append(f"assert {source} == {want}")
    return tuple(found)


def _answer(want: str) -> str:
    """The literal an example ends in, or empty. Docstring quotes that follow the last answer are not part of it."""
    for text in (want.strip(), want.strip().rstrip("'\"").strip(), want.strip().partition("\n")[0].strip()):
        try:
            ast.literal_eval(text)
        except (ValueError, SyntaxError):
            continue
        return text
    return ""


def _is_expression(source: str) -> bool:
    try:
        return isinstance(ast.parse(source, mode="eval").body, ast.expr)
    except SyntaxError:
        return False
