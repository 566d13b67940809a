"""What the text of a task says: stems, numbers, quoted strings and named constants."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_WORD = re.compile(r"[A-Za-z]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w])")
_QUOTED = re.compile(r"'([^'\n]{1,20})'|\"([^\"\n]{1,20})\"|`([^`\n]{1,20})`")
_SUFFIXES = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))

_STOP = frozenset(
    re.findall(
        r"\w+",
        "a an the of to in for and or from with using use by is are be it its if whether that which given write"
        " function python program check find get return returns each all number numbers list lists string strings"
        " element elements value values integer integers array tuple tuples two one first whole into as at on not any"
        " no can you your this will should must such than then when where input output def test",
    )
)

NAMED_NUMBERS: dict[str, float] = {
    "zero": 0,
    "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "hundred": 100, "thousand": 1000, "dozen": 12, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
    "sixth": 6, "tenth": 10, "twice": 2, "three": 3, "double": 2, "doubled": 2, "triple": 3, "half": 2, "square": 2,
    "squared": 2, "squares": 2, "cube": 3, "cubes": 3, "cubed": 3, "cubic": 3, "percent": 100,
    "percentage": 100, "binary": 2, "octal": 8, "decimal": 10, "hexadecimal": 16, "triangle": 3, "pentagonal": 5,
    "hexagonal": 6, "heptagonal": 7, "octagonal": 8, "nonagonal": 9, "decagonal": 10, "minutes": 60, "hours": 60,
    "seconds": 60, "degrees": 180, "degree": 180,
}  # fmt: skip
"""Words that name a number a program may need."""

NAMED_STRINGS: dict[str, tuple[str, ...]] = {
    "vowel": ("aeiouAEIOU", "aeiou"),
    "vowels": ("aeiouAEIOU", "aeiou"),
    "consonant": ("aeiouAEIOU",),
    "consonants": ("aeiouAEIOU",),
    "space": (" ",),
    "spaces": (" ", ""),
    "whitespace": (" ", ""),
    "whitespaces": (" ", ""),
    "word": (" ",),
    "words": (" ",),
    "comma": (",",),
    "commas": (",",),
    "dot": (".",),
    "dots": (".",),
    "hyphen": ("-",),
    "dash": ("-",),
    "underscore": ("_",),
    "underscores": ("_",),
    "colon": (":",),
    "newline": ("\n",),
    "lines": ("\n",),
    "slash": ("/",),
    "remove": ("",),
    "delete": ("",),
}
"""Words that name a piece of text."""


def stem(word: str) -> str:
    """A crude stem: plural and verb endings go, so that `squares`, `squared` and `square` meet."""
    word = word.lower()
    for suffix, replacement in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: len(word) - len(suffix)] + replacement
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def words_of(text: str) -> list[str]:
    """Lower-case words in order; identifiers are split at underscores and capitals."""
    return [part.lower() for part in _WORD.findall(_CAMEL.sub(" ", text.replace("_", " ")))]


def stems_of(text: str) -> frozenset[str]:
    """The set of stems of a text, numbers left out."""
    return frozenset(stem(w) for w in words_of(text) if not w.isdigit())


def content_stems(text: str) -> frozenset[str]:
    """Stems that carry meaning: function words and the names of plain types are left out."""
    return frozenset(stem(w) for w in words_of(text) if not w.isdigit() and w not in _STOP and len(w) > 2)


def stem_set(words: str) -> frozenset[str]:
    """Stems of a blank-separated list of keywords."""
    return frozenset(stem(w) for w in words.split())


def numbers_in(text: str) -> list[int | float]:
    """Numbers written as digits, then numbers that words name, without repeats."""
    found: list[int | float] = [float(m) if "." in m else int(m) for m in _NUMBER.findall(text)]
    found += [int(NAMED_NUMBERS[w]) for w in words_of(text) if w in NAMED_NUMBERS]
    return _unique(found)


def strings_in(text: str) -> list[str]:
    """Quoted strings, then strings that words name, without repeats."""
    found = ["".join(groups) for groups in _QUOTED.findall(text)]
    found += re.findall(r"(?:character|letter|symbol|char)s? ([a-zA-Z])(?![a-zA-Z])", text)
    for word in words_of(text):
        found += NAMED_STRINGS.get(word, ())
    return _unique(found)


def _unique(items: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(items))
