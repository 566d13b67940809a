"""Choices of words with the code that goes with them, shared by the shapes."""

from __future__ import annotations

from volt.data.grammar.shapes import Alternatives

COMPARISONS: Alternatives = (
    ("greater than", ">", "greater"),
    ("less than", "<", "less"),
    ("at least", ">=", "at_least"),
    ("at most", "<=", "at_most"),
)
ARITHMETIC: Alternatives = (("sum", "+", "plus"), ("difference", "-", "minus"), ("product", "*", "times"))
PROPERTIES: Alternatives = (
    ("even", "% 2 == 0", "even"),
    ("odd", "% 2 != 0", "odd"),
    ("positive", "> 0", "positive"),
    ("negative", "< 0", "negative"),
    ("divisible by 3", "% 3 == 0", "divisible_by_3"),
    ("divisible by 5", "% 5 == 0", "divisible_by_5"),
    ("greater than 10", "> 10", "above_10"),
    ("less than 5", "< 5", "below_5"),
)
ADJECTIVES: Alternatives = (*PROPERTIES[:4], ("non-zero", "!= 0", "nonzero"))
"""Properties that can stand before a noun."""
