"""Functions that convert units: "convert miles to kilometres", exact where the definition of the unit is."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from volt.hard.strand import Budget, Found
from volt.request import Request
from volt.request.reader import read

if TYPE_CHECKING:
    from volt.frame import TensorFrame

METRES = {
    "inch": Fraction(254, 10_000),
    "foot": Fraction(3048, 10_000),
    "yard": Fraction(9144, 10_000),
    "mile": Fraction(1_609_344, 1000),
    "metre": Fraction(1),
    "kilometre": Fraction(1000),
    "centimetre": Fraction(1, 100),
}
SPOKEN = {"inches": "inch", "feet": "foot", "meter": "metre", "kilometer": "kilometre", "centimeter": "centimetre"}


class UnitsStrand:
    """Claims requests that name two units of length."""

    name = "units"

    def claims(self, frame: TensorFrame, request: Request) -> float:
        """How surely the request is about two units."""
        return 0.9 if len(units(request.text)) == 2 else 0.0

    def run(self, request: Request, budget: Budget) -> Found:
        """One function that multiplies by the exact ratio of the two."""
        named = units(request.text)
        if len(named) != 2:
            return Found()
        ratio = METRES[named[0]] / METRES[named[1]]
        signature = read(request).signature
        header = signature.header() if signature and signature.parameters else "def convert(length):"
        given = signature.parameters[0].name if signature and signature.parameters else "length"
        program = f"{header}\n    return {given} * {ratio.numerator} / {ratio.denominator}\n"
        return Found(programs=(program,), steps=({"from": named[0], "to": named[1], "ratio": str(ratio)},))


def units(text: str) -> list[str]:
    """The units of length that a text names, in its order, each once."""
    words = [SPOKEN.get(word, word) for word in re.findall(r"[a-z]+", text.lower())]
    singular = [SPOKEN.get(word.removesuffix("s"), word.removesuffix("s")) for word in words]
    return list(dict.fromkeys(word for word in singular if word in METRES))
