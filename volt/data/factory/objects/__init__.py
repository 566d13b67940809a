"""Exercises about classes, generator functions and exceptions, composed from vocabularies and from terms."""

from __future__ import annotations

from random import Random

from volt.data.factory.objects.classes import draw_class
from volt.data.factory.objects.exceptions import draw_guarded
from volt.data.factory.objects.generators import draw_generator
from volt.data.factory.record import Exercise

_MAKERS = (draw_class, draw_generator, draw_guarded)
_WEIGHTS = (5, 3, 3)
_ATTEMPTS = 3


def draw(rng: Random, level: int) -> Exercise | None:
    """One exercise of about a level (1 to 4), or None when this attempt comes to nothing, after some tries."""
    maker = rng.choices(_MAKERS, _WEIGHTS)[0]
    for _ in range(_ATTEMPTS):
        made = maker(rng, level)
        if made is not None:
            return made
    return None
