"""Stdin/stdout cases: what a program is given to read, and what it must print. Expected output stays on this side.

Printed text is compared line by line. White space at the end of a line and empty lines at the end of the text do not
count; everything else does, also the white space between words and how numbers are written.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from volt.errors import ChecksError


@dataclass(frozen=True)
class Case:
    """One run of a program: its input and its expected output."""

    stdin: str
    stdout: str


def same_output(expected: str, printed: str) -> bool:
    """Whether two texts are the same, as this module's first lines say."""
    return _lines(expected) == _lines(printed)


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
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines
