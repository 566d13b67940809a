"""All components of the search language in one tuple."""

from __future__ import annotations

from volt.hard.search.components import Component
from volt.hard.search.numbers import ARITHMETIC, COMPARISONS, NUMBER_THEORY
from volt.hard.search.sequences import AGGREGATES, MAPPINGS, NESTED, REARRANGING, SETS_OF_FACTS
from volt.hard.search.strings import REGEX, STRINGS

COMPONENTS: tuple[Component, ...] = (
    *ARITHMETIC,
    *COMPARISONS,
    *NUMBER_THEORY,
    *AGGREGATES,
    *SETS_OF_FACTS,
    *REARRANGING,
    *NESTED,
    *MAPPINGS,
    *STRINGS,
    *REGEX,
)
