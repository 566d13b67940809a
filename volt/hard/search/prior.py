"""What the words of a task say about the components of its solution."""

from __future__ import annotations


def price(name: str, base: int, keywords: frozenset[str], stems: frozenset[str]) -> int:
    """The cost of a component for a text with these stems; at least 1."""
    shared = len(keywords & stems)
    return max(1, base - min(shared, 2) - (1 if shared else 0))
