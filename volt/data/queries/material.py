"""What fills the slots of templates: phrases, programs, broken programs. Cut into splits, so that none is met twice.

Phrases come from docstrings of mined functions and from statements of training problems, programs from both, broken
programs from mutants of training problems that were really run. Packages are held out as the corpus holds them out;
of the packages for validation one half is `dev`, the other, with those that no setting is chosen by, `test`.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from volt.data.corpus import read_corpus, shards
from volt.data.decontaminate import Overlap, hash64
from volt.data.factory.conjugation import base_form
from volt.data.factory.real.load import Real, prepare
from volt.data.factory.real.mutants import Mutant, mutant
from volt.data.factory.real.style import pretty
from volt.data.mining import Function
from volt.data.packages import YARDSTICK
from volt.data.problems import load

SETS = ("mbpp_train", "leetcode_train", "codeio_hq")
_PROBLEMS, _FUNCTIONS = 400, 6_000
"""Most problems, and most functions of a split, that are drawn from."""
_MOST_LINES = 30
_LEAST_WORDS, _MOST_WORDS = 3, 14
_STEPS_APART = 10
_VERBS_LIST = """
    add append apply assign build calculate call change check clean clear close collect combine compare compress compute
    concatenate connect construct convert copy count create decode decompress delete detect determine display divide
    download draw drop dump encode ensure escape evaluate execute expand export extract fetch fill filter find fit
    flatten format generate get give group handle identify import initialize insert interpolate invert iterate join
    list load look lookup make map mark match merge modify move multiply normalize obtain open order parse perform pick
    plot predict prepare print process produce provide pull push put raise read register remove rename render replace
    reset resolve retrieve return reverse rotate round run sample save scale search select send serialize set shift
    show sort split start stop store strip subtract sum swap test transform translate trim truncate turn update use
    validate verify wrap write
"""
_VERBS = frozenset(_VERBS_LIST.split())
_ROLE = re.compile(r":\w+(?::\w+)*:`~?([^`]*)`|`+([^`]*)`+")


@dataclass(frozen=True)
class Broken:
    """A right program and one with a slip, and a call that shows it."""

    real: Real
    made: Mutant
    place: int

    @property
    def call(self) -> str:
        """The call as source text."""
        return f"{self.real.entry}({self.real.calls[self.place].text})"


@dataclass
class Material:
    """Everything one split is filled with."""

    phrases: Sequence[str]
    """Imperatives without a full stop: `return the mean of a list`."""
    functions: Sequence[Function]
    reals: Sequence[Real]
    broken: Sequence[Broken] = field(default=())

    @classmethod
    def of(
        cls,
        split: str,
        corpus: Path,
        data: Path,
        overlap: Overlap | None,
        seed: int = 0,
        watch: Callable[[int, int, str], None] = lambda done, total, what: None,
    ) -> Material:
        """The material of a split. DataError when the corpus or the problem sets are missing."""
        functions = list(_functions(split, corpus))
        reals = list(_reals(split, data, overlap, watch))
        told = [re.sub(r"\b(the|a) given\b", "a", real.story.do) for real in reals if real.story.do]
        phrases = [found for function in functions if (found := phrase(function.query))]
        phrases += [text for text in told if _LEAST_WORDS <= len(text.split()) <= _MOST_WORDS]
        return cls(tuple(dict.fromkeys(phrases)), functions, reals, tuple(_broken(reals, seed, watch)))


def phrase(sentence: str) -> str:
    """The first sentence of a docstring as an imperative in plain words; empty when it is none."""
    text = _ROLE.sub(lambda match: match[1] or match[2] or "", sentence).strip().rstrip(".:")
    first, _, rest = text.partition(" ")
    verb = first.lower()
    verb = verb if verb in _VERBS else base_form(verb)
    plain = verb in _VERBS and rest and not re.search(r"[:;\\<>|{}]|\b(?:this|self|method|class)\b", rest)
    return f"{verb} {rest}" if plain and _LEAST_WORDS <= len(text.split()) <= _MOST_WORDS else ""


def content_split(key: str) -> str:
    """The split of a training problem: of ten, one is `dev` and two are `test`."""
    return ("dev", "test", "test")[part] if (part := hash64(f"router {key}") % _STEPS_APART) < 3 else "train"


def _functions(split: str, corpus: Path) -> Iterator[Function]:
    """Documented functions of the packages of a split, at most so many, in an order that says nothing.

    A corpus was checked against the report-only problems when it was mined.
    """
    found = {}
    for function in read_corpus(shards(corpus, "train" if split == "train" else "valid")):
        if split == "train" or split == _package_split(function.package):
            found[function.id] = function
    count = 0
    for key in sorted(found, key=lambda key: hash64(f"router {key}")):
        function = found[key]
        if function.code.count("\n") < _MOST_LINES and function.query:
            yield function
            count += 1
        if count == _FUNCTIONS:
            return


def _package_split(package: str) -> str:
    return "test" if package in YARDSTICK or hash64(f"router package {package}") % 2 else "dev"


def _reals(split: str, data: Path, overlap: Overlap | None, watch: Callable[[int, int, str], None]) -> Iterator[Real]:
    rows = [(name, row) for name in SETS for row in load(data, f"train/{name}") if content_split(row.id) == split]
    rows.sort(key=lambda pair: hash64(f"router {pair[1].id}"))
    count = 0
    for done, (name, row) in enumerate(rows):
        real = None if overlap is not None and overlap.reason(row.query, row.solution) else prepare(name, [row])
        if real is not None and real.code.count("\n") < _MOST_LINES and real.story.body.isascii():
            yield real
            count += 1
        watch(done + 1, len(rows), f"{split}: problems")
        if count == _PROBLEMS:
            return


def _broken(reals: Sequence[Real], seed: int, watch: Callable[[int, int, str], None]) -> Iterator[Broken]:
    """Two slips of each program, raising ones before silent ones."""
    for done, real in enumerate(reals):
        for turn in range(2):
            rng = Random(f"router {seed} {real.id} {turn}")
            made = mutant(rng, real)
            if made is not None:
                raising = [i for i in made.failing if error_of(made, i)]
                yield Broken(real, made, rng.choice(raising or made.failing))
        watch(done + 1, len(reals), "mutants")


def error_of(made: Mutant, place: int) -> str:
    """The exception a call ends in, as the last line of a traceback; empty when it returns or does not stop."""
    found = made.outcomes[place].error
    return "" if found in ("TooLong", "changes", "odd") else found


def shown(code: str) -> str:
    """A program as people show it."""
    try:
        return pretty(code)
    except (SyntaxError, ValueError):
        return textwrap.dedent(code).strip("\n")


def names_in(code: str) -> list[str]:
    """Variables that a program sets, in alphabetical order; its parameters when it sets none."""
    tree = ast.parse(code)
    stored = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return sorted(stored or {a.arg for n in ast.walk(tree) if isinstance(n, ast.arguments) for a in n.args}) or ["x"]
