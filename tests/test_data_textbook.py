"""Every entry of the textbook says what it does, is unique, holds its own examples and runs on its own."""

from __future__ import annotations

import doctest
import importlib
from collections import Counter
from pathlib import Path

import pytest

from volt.data import textbook
from volt.data.textbook import Entry, chapters, entries, read_chapter
from volt.errors import DataError

CHAPTER = '''
import math
from collections import Counter, defaultdict

LIMIT = 3
_cache: dict[str, int] = {}


def _helper(text: str) -> int:
    """Helper that needs a constant."""
    return min(len(text), LIMIT)


def capped_length(text: str, *rest: str, scale: int = 2) -> int:
    """Return the length of a text,
    but never more than three.

    Ask: measure a text up to a limit |
        cap the length of a text
    >>> capped_length("ab")
    4
    >>> capped_length(None)
    Traceback (most recent call last):
    TypeError
    """
    # a comment stays
    return _helper(text) * scale


def root(n: int) -> int:
    """Find the integer square root of a number.

    >>> root(10)
    3
    """
    return math.isqrt(n)
'''


def sources() -> list[Entry]:
    """Every entry of every chapter, before the loader sorts out equal names."""
    folder = Path(textbook.__file__).parent
    return [e for chapter in chapters() for e in read_chapter(chapter, (folder / f"{chapter}.py").read_text())]


def test_an_entry_brings_exactly_what_it_needs() -> None:
    capped, root = read_chapter("made", CHAPTER)
    assert capped.description == "Return the length of a text, but never more than three."
    assert capped.asks == ("measure a text up to a limit", "cap the length of a text")
    assert capped.examples == ('capped_length("ab") == 4',)
    assert capped.header == "def capped_length(text: str, *rest: str, scale: int = 2) -> int:"
    assert "LIMIT = 3" in capped.prelude and "import" not in capped.prelude and "_cache" not in capped.prelude
    assert '"""' not in capped.function and "# a comment stays" in capped.function
    assert root.prelude == "import math"
    assert (root.asks, [p.annotation for p in root.parameters]) == ((), ["int"])


def test_a_chapter_that_does_not_parse_is_named() -> None:
    with pytest.raises(DataError, match="made does not parse, line 1"):
        list(read_chapter("made", "def (:\n"))


def test_the_loader_finds_every_name_and_imports_no_chapter() -> None:
    assert len(entries()) == len({e.name for e in sources()})
    assert not hasattr(textbook, "math")


def test_no_name_is_used_twice() -> None:
    places: dict[str, list[str]] = {}
    for entry in sources():
        places.setdefault(entry.name, []).append(entry.chapter)
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


@pytest.mark.parametrize("chapter", chapters())
def test_the_doctests_of_a_chapter_hold(chapter: str) -> None:
    module = importlib.import_module(f"volt.data.textbook.{chapter}")
    result = doctest.testmod(module, report=False)
    assert result.attempted and not result.failed


@pytest.mark.parametrize("chapter", chapters())
def test_every_entry_of_a_chapter_runs_on_its_own(chapter: str) -> None:
    failures = [e.name for e in entries() if e.chapter == chapter and not stands_alone(e)]
    assert failures == []


def stands_alone(entry: Entry) -> bool:
    space: dict[str, object] = {}
    exec(compile(entry.code, entry.name, "exec", dont_inherit=True), space)
    return all(eval(example, space) for example in entry.examples)


def test_every_entry_says_what_it_does_and_is_typed() -> None:
    short = [e.name for e in entries() if len(e.description.split()) < 4]
    bare = [e.name for e in entries() if not e.returns or any(p.annotation is None for p in e.parameters)]
    silent = [e.name for e in entries() if not e.examples]
    assert (short, bare, silent) == ([], [], [])


def test_no_two_entries_ask_for_the_same_in_the_same_words() -> None:
    words = Counter(e.description.lower() for e in entries())
    assert [text for text, count in words.items() if count > 1] == []
