"""The exercise record, and how a made-up program is run to learn what it answers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from types import CodeType
from typing import Any

from volt.data.decontaminate import hash64
from volt.data.phrasing import Check, Wish, write_request

LEAST_WORDS, MOST_WORDS = 8, 80
MOST_LINES = 15
_MOST_TEXT = 160
_BIG = 10**12
_DULL = frozenset({"[]", "{}", "''", "0", "None", "([], [])"})
_FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    SyntaxError,
    re.error,
    MemoryError,
    RuntimeError,
    StopIteration,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class Exercise:
    """One request with a program that answers it, and tests that the program passes."""

    request: str
    header: str
    body: str
    """The indented lines below the header."""
    code: str
    """Imports and helpers if any, header and body: runs on its own."""
    tests: tuple[str, ...]
    family: str
    level: int
    """1 to 3, by length."""


def assemble(rng: Random, wish: Wish, prelude: str, body: str, checks: Sequence[Check], family: str) -> Exercise | None:
    """An exercise with one phrasing of the wish; None when its text or program is too short or too long."""
    lines = body.count("\n") + 1
    request = write_request(rng, wish, checks)
    words = len(request.split())
    if not LEAST_WORDS <= words <= MOST_WORDS or lines > MOST_LINES:
        return None
    program = f"{wish.header}\n{body}"
    tests = tuple(f"assert {wish.name}({c.args}) == {c.result}" for c in checks)
    code = f"{prelude}\n\n\n{program}" if prelude else program
    level = 1 if lines <= 2 else 2 if lines <= 6 else 3
    return Exercise(request, wish.header, body, code, tests, family, level)


def check_of(function: Callable[..., Any], args: Sequence[Any]) -> Check | None:
    """What a function answers to one input; None when it raises or the answer is not small plain data."""
    written = ", ".join(map(source_of, args))
    try:
        result = function(*args)
    except _FAILURES:
        return None
    if not is_plain(result):
        return None
    text = source_of(result)
    return Check(written, text) if len(written) + len(text) <= _MOST_TEXT else None


def answers(function: Callable[..., Any], inputs: Sequence[Sequence[Any]], rng: Random) -> list[Check] | None:
    """What a function answers: 2 to 5 checks, telling ones first.

    None when it fails on more than half of the inputs, always answers the same, or hands back its first argument.
    """
    found: dict[str, Check] = {}
    failed = echoed = 0
    for args in inputs:
        check = check_of(function, args)
        if check is None:
            failed += 1
        elif check.args not in found:
            found[check.args] = check
            echoed += check.result == source_of(args[0])
    if 2 * failed > len(inputs) or echoed == len(found):
        return None
    return telling(list(found.values()), rng)


def telling(checks: list[Check], rng: Random) -> list[Check] | None:
    """2 to 5 of the checks, those with answers not seen before first; None when all answers are the same."""
    new: list[Check] = []
    old: list[Check] = []
    results: set[str] = set()
    for check in sorted(checks, key=lambda c: c.result in _DULL or c.args.startswith(("[]", "''", "{}"))):
        (old if check.result in results else new).append(check)
        results.add(check.result)
    if len(new) < 2:
        return None
    first, rest = new[0], new[1:]
    rng.shuffle(rest)
    return [first, *rest, *old][: rng.randint(3, 5)]


def source_of(value: Any) -> str:
    """A literal for a plain value; sets are sorted, so that the text does not depend on hash seeds."""
    if isinstance(value, set | frozenset):
        inner = ", ".join(sorted(map(repr, value)))
        return f"{{{inner}}}" if inner else "set()"
    return repr(value)


def is_plain(value: Any) -> bool:
    """Whether a value is small plain data whose literal means the same value."""
    if value is None or isinstance(value, bool):
        return True
    if type(value) is int:
        return -_BIG < value < _BIG
    if type(value) is float:
        return math.isfinite(value) and len(repr(value)) <= 10
    if type(value) is str:
        return len(value) <= _MOST_TEXT
    if type(value) in (list, tuple, set):
        return len(value) <= 40 and all(map(is_plain, value))
    return type(value) is dict and len(value) <= 20 and all(is_plain(k) and is_plain(v) for k, v in value.items())


def compile_function(name: str, prelude: str, program: str) -> tuple[Callable[..., Any], int]:
    """The function itself and a key that equal programs share whatever their local names are."""
    space: dict[str, Any] = {}
    if prelude:
        exec(_compiled(prelude), space)
    exec(compile(program, "<exercise>", "exec", dont_inherit=True, optimize=0), space)
    function = space[name]
    return function, hash64(repr(_spelled(function.__code__, name)))


_preludes: dict[str, CodeType] = {}


def _compiled(prelude: str) -> CodeType:
    if prelude not in _preludes:
        _preludes[prelude] = compile(prelude, "<prelude>", "exec", dont_inherit=True)
    return _preludes[prelude]


def _spelled(code: CodeType, name: str) -> tuple[Any, ...]:
    """Bytecode, constants and global names; local names are not in it, the function's own name is blanked."""
    inner = tuple(
        _spelled(c, name) if isinstance(c, CodeType) else c for c in code.co_consts if c != f"{name}.<locals>"
    )
    plain = tuple(c for c in inner if not (isinstance(c, str) and "<locals>" in c))
    return code.co_code, plain, tuple("" if n == name else n for n in code.co_names), code.co_argcount
