"""Questions that people read in two ways are refused, with what is not clear; and answers say where they hold."""

from __future__ import annotations

import pytest

from volt.hard.maths import numbers
from volt.hard.maths.equations import solve
from volt.hard.maths.exact import exact
from volt.hard.maths.reading import read
from volt.hard.maths.tree import Refused

READ_IN_TWO_WAYS = [
    *(
        "1/3 mod 7",
        "2^(1/2) mod 7",
        "5!!",
        "5! !",
        "5!! + 1",
        "0.333...",
        "what is 0.999…?",
        "-5 choose 2",
        "-3 squared",
    ),
    *("minus 3 squared", "12 divided by 3 / 4", "2/3 squared", "9 to the power of 1/2/2", "100 + 10%"),
    *("200 minus 5 percent", "2e-3", "1e+3", "sqrt 1/4", "sin pi/2", "derivative of e^2x", "2^3x"),
    *("10 divided by half of 4", "10 divided by 50% of 4", "difference between 9, 3 and 1", "quotient of 8, 2 and 2"),
]


@pytest.mark.parametrize("question", READ_IN_TWO_WAYS)
def test_what_people_read_in_two_ways_is_refused(question: str) -> None:
    with pytest.raises(Refused, match=r"not (?:clear|said)|modinv"):
        exact(read(question).nodes[0], numbers.TABLE)


def test_a_number_with_a_huge_power_of_ten_is_not_made() -> None:
    with pytest.raises(Refused, match="digits"):
        read("1e999999999")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("solve x*y = 0 for x", "x = 0 where y is not 0, and anything where it is"),
        ("solve y*z*x = y for x", "x = 1/z where y is not 0, and anything where it is"),
        ("solve (y^2 - 1)*x = y - 1 for x", "x = 1/(y + 1) where y - 1 is not 0, and anything where it is"),
        ("solve a*x + b = 0 for x", "x = (-b)/a"),
        ("solve x*y/y = 2 for x", "x = 2"),
    ],
)
def test_what_is_divided_out_of_a_formula_is_told(question: str, answer: str) -> None:
    assert solve(read(question)).text == answer
