"""Which statements failing tests run and passing ones do not (Ochiai, Abreu et al. 2006)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from volt.hard.repair.program import Program
from volt.hard.repair.trials import LATE, Spectrum, Trials

_TICKS = 300_000
"""Statements one test may run while it is watched."""
_LEAST, _MOST, _TIMES = 3_000, 300_000, 12
"""Ticks a variant may take: so many times what the program's own tests took, within bounds."""
_UNKNOWN = 20_000
"""The same when no test came to an end. Most variants will not either, so each of these ticks is paid for often."""


@dataclass(frozen=True)
class Localised:
    """What running the tests once told."""

    spectra: tuple[Spectrum, ...]
    suspicion: tuple[float, ...]
    """Of each statement of the program, 0 to 1."""
    order: tuple[int, ...]
    """Tests, the cheapest failing one first, then the other failing ones, then those that passed."""
    ticks: int
    """That a variant may take for one test."""

    @property
    def raising(self) -> frozenset[int]:
        """Statements in which an error came up."""
        return frozenset(spectrum.raised for spectrum in self.spectra if spectrum.raised >= 0)

    @property
    def failing(self) -> tuple[int, ...]:
        """The tests that failed, in order."""
        return tuple(i for i in self.order if self.spectra[i].why)


def localise(program: Program, trials: Trials) -> Localised | None:
    """Run every test once. None when the program could not even be watched."""
    spectra = trials.spectra(program.tree, _TICKS)
    if not spectra:
        return None
    order = sorted(range(len(spectra)), key=lambda i: (not spectra[i].why, spectra[i].ticks, i))
    longest = max((s.ticks for s in spectra if s.why != LATE), default=_UNKNOWN // _TIMES)
    ticks = max(_LEAST, min(_MOST, _TIMES * longest))
    return Localised(tuple(spectra), ochiai(spectra, len(program.statements)), tuple(order), ticks)


def ochiai(spectra: Sequence[Spectrum], count: int) -> tuple[float, ...]:
    """The suspicion of each of `count` statements: failed / sqrt(all failed * all that ran it)."""
    failed, passed = [0] * count, [0] * count
    for spectrum in spectra:
        for number in spectrum.ran:
            (failed if spectrum.why else passed)[number] += 1
    total = sum(bool(s.why) for s in spectra)
    return tuple(f / math.sqrt(total * (f + p)) if f else 0.0 for f, p in zip(failed, passed, strict=True))
