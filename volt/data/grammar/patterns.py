"""All shapes, and one program drawn from them."""

from __future__ import annotations

from random import Random

from volt.data.grammar.dictionary_shapes import DICTIONARY_SHAPES
from volt.data.grammar.draft import Draft
from volt.data.grammar.list_shapes import LIST_SHAPES
from volt.data.grammar.number_shapes import NUMBER_SHAPES
from volt.data.grammar.shapes import draft_of
from volt.data.grammar.table_shapes import TABLE_SHAPES
from volt.data.grammar.text_shapes import TEXT_SHAPES

SHAPES = (*NUMBER_SHAPES, *LIST_SHAPES, *TEXT_SHAPES, *DICTIONARY_SHAPES, *TABLE_SHAPES)


def pattern(rng: Random) -> Draft | None:
    """A program of one of the shapes; None when its choices do not go together."""
    return draft_of(rng.choice(SHAPES), rng)
