"""The languages whose source text Volt reads, by the suffixes of files, and their tree-sitter grammars.

What is made of a tree is decided elsewhere: `volt.search.languages` knows functions, `volt.translate.roles` slots.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Language


@dataclass(frozen=True)
class Source:
    """One language."""

    name: str
    suffixes: tuple[str, ...]
    module: str
    """The Python package that holds the grammar."""


SOURCES = (
    Source("python", (".py", ".pyi", ".pyw"), "tree_sitter_python"),
    Source("javascript", (".js", ".mjs", ".cjs", ".jsx"), "tree_sitter_javascript"),
    Source("java", (".java",), "tree_sitter_java"),
    Source("rust", (".rs",), "tree_sitter_rust"),
    Source("go", (".go",), "tree_sitter_go"),
)
_LONGEST_RUN = 10_000
"""Characters without a letter or digit. In a text that does not parse, the time a query takes grows with the square of
such a run."""
BY_NAME = {source.name: source for source in SOURCES}
BY_SUFFIX = {suffix: source.name for source in SOURCES for suffix in source.suffixes}


@cache
def loaded(name: str) -> Language:
    """The compiled grammar of a language. KeyError for one that is not known."""
    from tree_sitter import Language

    return Language(import_module(BY_NAME[name].module).language())


def is_noise(text: str) -> bool:
    """Whether a text that does not parse is not worth a query."""
    return max(map(len, re.findall(r"\W+", text)), default=0) > _LONGEST_RUN
