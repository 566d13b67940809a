"""What a Rust program may not do when its tests run in its process: decide what the tests compare.

- functions that the tests name return types of the standard library, or plain types of the program's own that have
  only the equality which the compiler derives
- no equality between different types, no trait method with a name that tests use (it could stand in for `to_string`),
  no functions made by macros
- no `extern`, which could give `std` another meaning

Unsafe code is refused by the compiler itself. This is a reading of words, not a proof: docs/THREATS.md says what it
leaves open.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from volt.verify.languages.protocol import Refused

_PLAIN_TEXT = """
bool char str String i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 Vec VecDeque Option Result Box
HashMap HashSet BTreeMap BTreeSet Ordering Any dyn std any cmp collections string vec option result static mut pub
"""
_PLAIN = frozenset(_PLAIN_TEXT.split())
_COMPARING = frozenset(("PartialEq", "PartialOrd"))
_HARMLESS = frozenset(("Debug", "Display", "Clone", "Copy", "Eq", "Hash", "Error"))
_TYPES = frozenset(("struct", "enum"))
_OTHERS = frozenset(("union", "type", "trait", "mod", "const", "static", "macro_rules"))


def refuse(words: Sequence[str], tested: set[str]) -> None:
    """Raise `Refused` for a program, given as its words, that tests with these words cannot trust."""
    texts = _without_derives(words)
    followed = list(zip(texts, [*texts[1:], ""], strict=True))
    if "extern" in texts:
        raise Refused("it uses extern, which programs may not that run together with their tests")
    if ("fn", "$") in followed:
        raise Refused("a macro of it makes functions, whose results tests would have to trust")
    renamed = set(_renamed(texts))
    for word, after in followed:
        if word in _COMPARING and (after in ("<", "as", ")", "]") or "macro_rules" in texts):
            raise Refused(f"it defines {word} between different types, which tests would have to trust")
        if (word in _OTHERS and after in tested) or renamed & tested:
            raise Refused(f"tests use the name {after}, to which it gives a meaning of its own")
    _refuse_methods(texts, tested)
    own = {after for word, after in followed if word in _TYPES | _OTHERS} | renamed
    plain = {after for word, after in followed if word in _TYPES} - renamed - set(_with_own_behaviour(texts))
    honest = plain & tested  # tests that do not name a type could get it from a conversion
    dishonest = (own - honest) & tested
    if dishonest:
        raise Refused(f"tests name its {min(dishonest)}, whose functions or equality they would have to trust")
    for at, (word, after) in enumerate(followed):
        if word == "fn" and after in tested:
            _refuse_result(after, *_signature(texts[at + 2 :]), own - honest, honest)


def _without_derives(texts: Sequence[str]) -> list[str]:
    """The words without `derive(...)`: what the compiler derives compares a type with itself, field by field."""
    kept, depth = [], 0
    for before, word in zip(("", *texts), texts, strict=False):
        if depth or (before == "derive" and word == "("):
            depth += (word == "(") - (word == ")")
        else:
            kept.append(word)
    return kept


def _renamed(texts: Sequence[str]) -> Iterator[str]:
    """Names that `use ... as NAME` gives. An `as` elsewhere is a conversion."""
    using = False
    for word, after in itertools.pairwise(texts):
        using = word == "use" or (using and word != ";")
        if using and word == "as":
            yield after


def _blocks(texts: Sequence[str], keyword: str) -> Iterator[tuple[list[str], list[str]]]:
    """Head and body of every block that begins with a word, such as `impl` or `trait`."""
    for at, word in enumerate(texts):
        if word != keyword or "{" not in texts[at:]:
            continue
        begin = texts.index("{", at)
        depth, end = 1, begin + 1
        while depth and end < len(texts):
            depth += (texts[end] == "{") - (texts[end] == "}")
            end += 1
        yield list(texts[at + 1 : begin]), list(texts[begin:end])


def _refuse_methods(texts: Sequence[str], tested: set[str]) -> None:
    for _, body in _blocks(texts, "trait"):
        for word, after in itertools.pairwise(body):
            if word == "fn" and after in tested:
                raise Refused(f"a trait of it defines {after}, a name that tests use")


def _with_own_behaviour(texts: Sequence[str]) -> Iterator[str]:
    """Every name in the head of an `impl` that gives a type functions, an equality or conversions of its own."""
    for head, _ in _blocks(texts, "impl"):
        if "for" not in head or not _HARMLESS & set(head):
            yield from head


def _signature(texts: Sequence[str]) -> tuple[set[str], list[str]]:
    """The words of a function's generics, and those of its result type. `texts` begins behind the name."""
    generics = set(texts[: texts.index("(")] if "(" in texts else ())
    depth, at = 0, 0
    while at < len(texts) and not (texts[at] in ("{", ";") and depth == 0):
        depth += (texts[at] in "([") - (texts[at] in ")]")
        if depth == 0 and texts[at] == "-" and texts[at + 1 : at + 2] == [">"]:
            rest = texts[at + 2 :]
            ends = (i for i, text in enumerate(rest) if text in ("{", "where"))
            return generics, list(rest[: next(ends, len(rest))])
        at += 1
    return generics, []


def _refuse_result(name: str, generics: set[str], result: Sequence[str], shadows: set[str], honest: set[str]) -> None:
    for word in result:
        own = word in shadows or word not in _PLAIN | generics | honest
        if re.match(r"[A-Za-z_]", word) and own:
            raise Refused(f"its function {name} returns {word}, a type of its own, whose equality tests would trust")
