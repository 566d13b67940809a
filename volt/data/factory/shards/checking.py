"""Why an exercise that was made is left out: its programs differ under another hash seed, or it overlaps.

The programs are the factory's own and ran before, under a budget; they are run again in this process. Its hash seed
differs from the maker's, so a program whose answer depends on the order of a set is found out.
"""

from __future__ import annotations

import contextlib
import io
import signal
import warnings
from collections import Counter
from collections.abc import Iterator
from types import CodeType
from typing import Any

from volt.data.decontaminate import Overlap
from volt.data.factory.block import Block
from volt.data.factory.record import Exercise

PROGRAM_KINDS = frozenset({"write", "repair", "choose"})
"""Kinds whose reference is a program."""
SECONDS = 20.0
"""CPU time of one program with all its tests: a backstop, the maker's budget is far below it."""

HASH_ORDER = "depends on hash order"
ENDLESS = "does not end when run again"


class _TooLong(BaseException):
    """No `except Exception` of a program stops it."""


def checked(block: Block, overlap: Overlap | None) -> Block:
    """The block without what must be left out, and the reasons counted."""
    dropped = Counter(block.dropped)
    kept = []
    for exercise in block.exercises:
        reason = disagreement(exercise) or overlapping(exercise, overlap)
        if reason is None:
            kept.append(exercise)
        else:
            dropped[reason] += 1
    return Block(tuple(kept), dict(sorted(dropped.items())))


def disagreement(exercise: Exercise) -> str | None:
    """Run the reference and the alternatives against all examples and tests; why they fail, or None."""
    if exercise.kind not in PROGRAM_KINDS:
        return None
    asserts = _compiled("\n".join((*exercise.examples, *exercise.tests)))
    for program in (exercise.reference, *exercise.alternatives):
        code = _compiled(program)
        if asserts is None or code is None:
            return "does not compile"
        reason = _run(code, asserts)
        if reason is not None:
            return reason
    return None


def overlapping(exercise: Exercise, overlap: Overlap | None) -> str | None:
    """The rule of decontamination that any text or program of an exercise breaks."""
    if overlap is None:
        return None
    pairs = [(exercise.request, exercise.reference)]
    pairs += [(text, "") for text in exercise.paraphrases] + [("", code) for code in exercise.alternatives]
    for request, code in pairs:
        rule = overlap.reason(request, code)
        if rule is not None:
            return f"overlaps report-only problems: {rule}"
    return None


def _compiled(source: str) -> CodeType | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return compile(source, "<program>", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def _run(program: CodeType, asserts: CodeType) -> str | None:
    names: dict[str, Any] = {"__name__": "program"}
    try:
        with _budget(), contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(program, names)
            exec(asserts, names)
    except _TooLong:
        return ENDLESS
    except (Exception, SystemExit):  # noqa: BLE001  # whatever a program raises, its answer differs
        return HASH_ORDER
    return None


@contextlib.contextmanager
def _budget() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
