"""Inputs that are drawn after a program was handed in: what a table of remembered answers cannot have.

    Checks(entry_point="f", fresh=Fresh(generator="def generate(rng): return (rng.randint(0, 99),)",
                                        reference="def f(x): return x * x"))

How they are drawn and judged is in drawing.py.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from volt.errors import ChecksError

_SEED_BITS = 53
"""Enough that nobody guesses it; not more than every reader of JSON keeps exactly."""


@dataclass(frozen=True)
class Fresh:
    """Inputs to draw for a program, and what its answers are held against. They count as one check.

    They need an entry point in the checks. All inputs are asked in one process, under the limits of one run.
    """

    generator: str
    """Source of `generate(rng)`, which returns the arguments of one call as a tuple of plain data.

    `rng` is a `random.Random`, the same one for all inputs.
    """
    reference: str | None = None
    """Source of a function named like the entry point: what it does is right.

    Results are compared with `==`; besides, NaN is NaN, and objects of the setup's classes are equal when their fields
    are. When it raises, the program must raise an exception of that name. When it returns None and changes its
    arguments, the program must change them alike.
    """
    property: str | None = None
    """Source of `holds(result, *arguments)`: whether the result is right for the arguments, as they were drawn."""
    count: int = 100
    seed: int | None = None
    """None: drawn anew for every run. The report's row names it; given here, it draws the same inputs again."""
    tolerance: float = 0.0
    """How much floats may differ from the reference's, relatively or absolutely."""

    def __post_init__(self) -> None:
        if (self.reference is None) == (self.property is None):
            raise ChecksError(
                "fresh inputs are held against a reference or a property, not both and not neither",
                "Give one of them",
            )
        if self.count < 1:
            raise ChecksError(f"a count of {self.count} fresh inputs checks nothing", "Draw 1 or more")
        if not self.tolerance >= 0:
            raise ChecksError(f"a tolerance of {self.tolerance} allows nothing", "Give 0 or more")

    def __str__(self) -> str:
        return f"{self.count} fresh inputs with seed {self.seed}"

    def seeded(self) -> Fresh:
        """With its seed, or with one that nobody could know before."""
        return self if self.seed is not None else replace(self, seed=secrets.randbits(_SEED_BITS))

    def parts(self, entry_point: str) -> list[tuple[str, str, str]]:
        """Each part of the test code: what it is called, its source, and the function that is asked of it."""
        named = [
            ("the generator", self.generator, "generate"),
            ("the reference", self.reference, entry_point),
            ("the property", self.property, "holds"),
        ]
        return [(what, source, function) for what, source, function in named if source is not None]
