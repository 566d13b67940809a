"""Queries written in ways the templates do not cover: by other people, by the interpreter, or here by hand.

    CoNaLa intents      short orders written by annotators                  runner
    CoSQA queries       what people typed into a search engine              recall
    MathQA statements   word problems, the numbers they name left off       maths
    tracebacks, error messages, code with a traceback, code with a doubt    debugger
    questions on code, docstrings                                           explainer
    by hand             `natural.txt`, all strands

`dev` is what settings may be chosen by, `test` is measured only. They share no row and no program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from volt.bench.router.breaking import failure, parses
from volt.data.corpus import read_corpus, shards
from volt.data.decontaminate import hash64
from volt.data.factory.conjugation import third_person
from volt.data.mining import Function
from volt.data.packages import YARDSTICK
from volt.data.problems import Problem, load
from volt.data.queries.making import Query
from volt.data.queries.material import content_split, phrase

MOST = 500
"""Most queries of one kind."""
FAILURES = 240
_MOST_LINES = 30
_NATURAL = Path(__file__).with_name("natural.txt")
_DOUBTS = (
    "{code}\n\nthe numbers that come out of this can't be right",
    "any idea what I am missing?\n\n{code}",
    "{code}\n\n{message} ... never seen that one before",
    "so this blows up with {message}\n{code}",
    "{test}\n\nthat line goes red for me. Code under test:\n\n{code}",
    "Mentor said my solution has a flaw but not where.\n\n{code}",
    "{code}\n\n^ keeps bailing out, {message}",
    "{message}\n\nhere's the relevant part\n\n{code}",
)
_ON_CODE = (
    "{code}\n\nSo this is meant to {do}? I don't see how it gets there.",
    "In what way does {name} {do}?\n\n{code}",
    "{code}\n\nmy guess is that it {does}. am I right?",
    "The docs say {name} {does}. Show me which part of the code is responsible for that.\n\n{code}",
    "{code}\n\nnever saw this before, could you enlighten me",
    "I have to present {name} to my team tomorrow. What should I say about it?\n\n{code}",
    "reading through {name} and lost after the first line\n\n{code}",
    "{code}\n\nwhat's happening in there?",
)


def outside(split: str, data: Path, corpus: Path) -> list[Query]:
    """The queries of `dev` or `test`, of every kind. DataError when the problem sets are missing."""
    made = [
        *_plain("CoNaLa intents", "runner", split, _conala(split, data)),
        *_plain("CoSQA queries", "recall", split, (row.query for row in load(data, f"{_side(split)}/cosqa_{split}"))),
        *_plain("MathQA statements", "maths", split, _mathqa(split, data)),
        *_failures(split, data),
        *_questions(split, corpus),
    ]
    return made + (list(natural()) if split == "test" else [])


def natural() -> Iterator[Query]:
    """Queries written by hand; lines of `strand strand: text`."""
    for line in _NATURAL.read_text(encoding="utf-8").splitlines():
        strands, _, text = line.partition(": ")
        yield Query(text.replace("\\n", "\n"), tuple(strands.split()), "by hand", "test")


def _side(split: str) -> str:
    return "test" if split == "test" else "dev"


def _plain(kind: str, strand: str, split: str, texts: Iterator[str]) -> Iterator[Query]:
    """At most so many, in an order that says nothing."""
    for text in sorted(dict.fromkeys(texts), key=lambda text: hash64(f"outside {text}"))[:MOST]:
        yield Query(text, (strand,), kind, split)


def _conala(split: str, data: Path) -> Iterator[str]:
    rows = load(data, "test/conala_test" if split == "test" else "train/conala_train")
    return (row.query for row in rows)


def _mathqa(split: str, data: Path) -> Iterator[str]:
    """The statement between the quotes of its docstring, without the list of its numbers at the end."""
    for row in load(data, "dev/mathqa_python"):
        if (split == "test") == bool(hash64(f"outside {row.id}") % 2):
            text = row.query.split('"""')[1].strip()
            yield re.sub(r"(?:\s+n\d+ = [\d.]+)+$", "", text)


def _problems(split: str, data: Path) -> list[Problem]:
    """Programs to break: of the training sets those that nothing was learned from, and of the development sets."""
    if split == "dev":
        names = ("train/mbpp_train", "train/leetcode_train")
        return [row for name in names for row in load(data, name) if content_split(row.id) == "dev"]
    return [row for name in ("dev/mbpp_dev", "dev/leetcode_dev") for row in load(data, name)]


def _failures(split: str, data: Path) -> Iterator[Query]:
    rows = sorted(_problems(split, data), key=lambda row: hash64(f"outside {row.id}"))
    count = 0
    for turn in range(4):
        for row in rows:
            found = failure(row, f"{split} {turn}")
            if found is None:
                continue
            rng = Random(f"doubt {row.id} {turn}")
            made = {
                "tracebacks": found.traceback,
                "error messages": found.message,
                "code with a traceback": rng.choice(("{0}\n\n{1}", "{1}\n\n{0}")).format(found.code, found.traceback),
                "code with a doubt": _filled(
                    rng.choice(_DOUBTS), {"code": found.code, "test": found.test, "message": found.message}
                ),
            }
            kind = sorted(made)[count % len(made)]
            yield Query(made[kind], ("debugger",), kind, split)
            count += 1
            if count == FAILURES:
                return


def _questions(split: str, corpus: Path) -> Iterator[Query]:
    """Programs of held-out packages with questions about them."""
    count = 0
    for function in _held_out(split, corpus):
        do = phrase(function.query)
        if not do or not parses(function.code) or function.code.count("\n") >= _MOST_LINES:
            continue
        first, _, rest = do.partition(" ")
        values = {"code": function.code, "name": function.name, "do": do, "does": f"{third_person(first)} {rest}"}
        text = _filled(Random(f"question {function.id}").choice(_ON_CODE), values)
        yield Query(text, ("explainer",), "questions on code", split)
        count += 1
        if count == FAILURES:
            return


def _held_out(split: str, corpus: Path) -> list[Function]:
    found = {f.id: f for f in read_corpus(shards(corpus, "valid")) if (f.package in YARDSTICK) == (split == "test")}
    return [found[key] for key in sorted(found, key=lambda key: hash64(f"outside {key}"))]


def _filled(template: str, values: dict[str, str]) -> str:
    parts = re.split(r"\{(\w+)\}", template)
    return "".join(values[part] if i % 2 else part for i, part in enumerate(parts))
