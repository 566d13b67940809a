"""APPS: contest problems, with tests that call a function or that feed a script.

As on the hub (a row a problem, its solutions and tests as JSON text), or as first published: a folder a problem with
`question.txt`, `solutions.json`, `input_output.json`, `metadata.json` and `starter_code.py`.

As in the published harness, an expected answer that is a list also stands for its first item, and a tuple for the list
of its items. Objects with numbers as keys are not known: JSON has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from volt.data.formats.form import Form
from volt.data.formats.rows import Row
from volt.data.problems import Problem
from volt.errors import DataError
from volt.verify.stdio import Case

_FILES = {
    "question": "question.txt",
    "solutions": "solutions.json",
    "input_output": "input_output.json",
    "starter_code": "starter_code.py",
}
_LISTED = "assert (lambda got: list(got) if isinstance(got, tuple) else got)({call}) in ({want!r}, {first!r})"


def is_folder(path: Path) -> bool:
    """Whether a folder holds a problem, or folders of problems, as first published."""
    return bool(_questions(path))


def of_folder(path: Path) -> Iterator[Row]:
    """The problems of a folder, each as the row it is on the hub."""
    for question in _questions(path):
        folder = question.parent
        values: dict[str, Any] = {"problem_id": folder.name, "solutions": "", "input_output": "", "starter_code": ""}
        values |= {key: text for key, name in _FILES.items() if (text := _optional(folder / name)) is not None}
        yield Row(str(folder), values | _metadata(folder / "metadata.json"))


def _questions(path: Path) -> list[Path]:
    return sorted(found for depth in ("", "*/", "*/*/") for found in path.glob(f"{depth}question.txt"))


def _optional(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read as text ({error})", "Copy the folder again") from error


def _metadata(path: Path) -> dict[str, Any]:
    found = _json(Row(str(path), {}), "metadata.json", _optional(path) or "{}")
    return found if isinstance(found, dict) else {}


def _problem(row: Row, split: str) -> Iterator[Problem]:
    starter = row.text("starter_code", default="")
    solutions = _json(row, "solutions", row.text("solutions", default="") or "[]")
    if not isinstance(solutions, list) or not all(isinstance(text, str) for text in solutions):
        raise row.error("`solutions` is not a list of programs", "Read the published file, where it is one")
    asked = row.text("input_output", default="")
    table, unread = _tests(row, asked)
    entry = _entry_point(table.get("fn_name"), starter)
    inputs, outputs = table.get("inputs", []), table.get("outputs", [])
    if not isinstance(inputs, list) or not isinstance(outputs, list):
        raise row.error("`inputs` or `outputs` is not a list", 'Write {"inputs": [...], "outputs": [...]}')
    if len(inputs) != len(outputs):
        raise row.error(f"{len(inputs)} inputs and {len(outputs)} outputs", "Each input needs its output")
    pairs = list(zip(inputs, outputs, strict=True))
    yield Problem(
        id=f"APPS/{row.number('problem_id', 'id')}",
        source="hendrycks/apps",
        licence="MIT",
        language="python",
        query=row.text("question"),
        signature=starter.strip(),
        entry_point=entry,
        setup="",
        solution=solutions[0] if solutions else "",
        tests=tuple(_call(row, entry, *pair) for pair in pairs) if entry else (),
        split=split,
        meta={"solutions": solutions[1:], **row.kept("difficulty", "url"), **unread},
        cases=() if entry else tuple(Case(_lines(given), _lines(wanted)) for given, wanted in pairs),
    )


def _tests(row: Row, text: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The table of tests, and for `meta` why there is none where it holds a number longer than Python reads."""
    try:
        table = _json(row, "input_output", text or "{}")
    except OverflowError as error:
        return {}, {"tests_unread": str(error)}
    if not isinstance(table, dict):
        raise row.error("`input_output` is not an object", 'Write {"inputs": [...], "outputs": [...]}')
    return table, {}


def _json(row: Row, name: str, text: str) -> Any:
    """JSON text of a column. OverflowError for numbers of more digits than Python turns into an int."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise row.error(f"`{name}` is not JSON ({error.msg})", "Read the published file, where it is") from error
    except ValueError as error:
        raise OverflowError(str(error)) from error


def _entry_point(function: str | None, starter: str) -> str:
    if not function:
        return ""
    return f"Solution().{function}" if re.search(r"^\s*class\s+Solution\b", starter, re.MULTILINE) else function


def _call(row: Row, entry: str, given: Any, wanted: Any) -> str:
    """One call as a test. Arguments are a list, or lines of JSON as LeetCode has them."""
    arguments = [_json(row, "inputs", line) for line in given.splitlines()] if isinstance(given, str) else given
    if not isinstance(arguments, list):
        raise row.error("an input is not a list of arguments", "Write the arguments of each call as a list")
    call = f"{entry}({', '.join(map(repr, arguments))})"
    if not isinstance(wanted, list):
        return f"assert {call} == {wanted!r}"
    return _LISTED.format(call=call, want=wanted, first=wanted[0] if wanted else wanted)


def _lines(text: Any) -> str:
    """Standard input or output; some problems have it as a list of lines."""
    return "\n".join(map(str, text)) if isinstance(text, list) else str(text)


APPS = Form("apps", ("question", "solutions", "input_output", "starter_code", "problem_id|id|difficulty"), _problem)
