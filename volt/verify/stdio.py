"""Programs that read standard input and print: cases, and when what was printed is right.

Judges of programming contests do not count white space at the ends of lines or empty lines at the end. Neither is
counted here; everything else is, case, order and white space within lines included. Numbers are compared as text.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from volt.errors import ChecksError


@dataclass(frozen=True)
class Case:
    """Run the program as a script with this standard input; it must print this."""

    stdin: str
    stdout: str


def same_output(printed: str, wanted: str) -> bool:
    """Whether two outputs are the same up to white space at the ends of lines and empty lines at the end."""
    return _lines(printed) == _lines(wanted)


def read_cases(text: str) -> tuple[Case, ...]:
    """Cases from JSON: a list, or one object a line, each with "input" and "output". ChecksError for anything else."""
    form = 'Write a list of {"input": "...", "output": "..."}, or one such object a line'
    try:
        rows = json.loads(text) if text.lstrip().startswith("[") else [json.loads(x) for x in text.splitlines() if x]
    except ValueError as error:
        raise ChecksError(f"the cases are not JSON: {error}", form) from error
    cases = tuple(_case(row, number, form) for number, row in enumerate(rows, 1))
    if not cases:
        raise ChecksError("there are no cases", form)
    return cases


def _case(row: Any, number: int, form: str) -> Case:
    if not isinstance(row, dict) or set(row) != {"input", "output"}:
        raise ChecksError(f'case {number} is not an object with "input" and "output"', form)
    if not all(isinstance(value, str) for value in row.values()):
        raise ChecksError(f"case {number}: input and output must be texts", form)
    return Case(row["input"], row["output"])


def _lines(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines
