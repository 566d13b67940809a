"""Labelled queries: what people type, and which strands it is meant for. What the router learns from.

templates   families of ways to ask, held out whole
material    what fills them: phrases of docstrings, programs, broken programs with what they do
typing      how people type: case, punctuation, blanks
making      queries of one split, without what overlaps a test set
"""

from volt.data.queries.making import Query, make, read, write
from volt.data.queries.material import Material

__all__ = ["Material", "Query", "make", "read", "write"]
