"""Programs that read standard input and print: cases, and when what was printed is right.

Judges of programming contests do not count white space at the ends of lines or empty lines at the end. Neither is
counted here; everything else is, case, order and white space within lines included. Numbers are compared as text.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """Run the program as a script with this standard input; it must print this."""

    stdin: str
    stdout: str


def same_output(printed: str, wanted: str) -> bool:
    """Whether two outputs are the same up to white space at the ends of lines and empty lines at the end."""
    return _lines(printed) == _lines(wanted)


def _lines(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines
