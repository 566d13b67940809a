"""x"""

from random import Random
from volt.data.grammar.draft import Draft


def shape(rng: Random) -> Draft | None:
    return None
