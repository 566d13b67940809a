"""The exercise: one row of what the factory makes.

`kind` says what is asked and what `reference` holds then:

    write       a request for a program; the program
    repair      a broken program with a test it fails; the mended program
    choose      a request with two programs of which one is right; the right one
    explain     a program with a call; what happens, step by step, in words
    route       a request of any kind; the name of the strand that should take it
"""

from __future__ import annotations

from dataclasses import dataclass, field

KINDS = ("write", "repair", "choose", "explain", "route")


@dataclass(frozen=True)
class Exercise:
    """One exercise. Everything in it was executed: what an example or a test says is what the reference returned."""

    kind: str
    source: str
    """What made it: `families`, `textbook`, `grammar`, or the act that changed a real problem, such as `compose`."""
    family: str
    """The outermost family; for exercises from real problems, the set the problem is of."""
    families: tuple[str, ...]
    """All families it is composed of, outermost first."""
    concepts: tuple[str, ...]
    level: int
    """1 to 4, by how much is composed and how long the program is."""
    entry_point: str
    signature: str
    """The `def` line (or `class` line) without annotations."""
    typed_signature: str
    request: str
    """The text as a person would ask, with or without signature and examples."""
    paraphrases: tuple[str, ...]
    """Further texts that ask for the same."""
    examples: tuple[str, ...]
    """Asserts that may be shown."""
    reference: str
    alternatives: tuple[str, ...]
    """Other programs that pass all tests."""
    tests: tuple[str, ...]
    """Asserts that are hidden: `examples` are not among them."""
    tree_key: int = 0
    """Equal for programs with equal normalised syntax trees (`decontaminate.tree_key`)."""
    behaviour_key: int = 0
    """Equal for programs that answer the same on the probes of their domains; 0 where there are none."""
    lineage: tuple[str, ...] = field(default=())
    """Ids of the real problems it comes from, then the acts that changed them."""
