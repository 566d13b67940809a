"""Exercises about classes, generator functions and exceptions, composed from vocabularies and from terms."""

from __future__ import annotations

from random import Random

from volt.data.factory.record import Exercise


def draw(rng: Random, level: int) -> Exercise | None:
    """One exercise of about a level (1 to 4), or None when this attempt comes to nothing."""
    from volt.data.factory.objects.classes import draw_class

    return draw_class(rng, level)
