"""Makers of blocks for tests, importable in processes of their own: small exercises, quick and by chance."""

from __future__ import annotations

import os
import random
import signal
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from volt.data.decontaminate import hash64, parse, tree_key
from volt.data.factory.block import FAULT, Block, BlockRequest
from volt.data.factory.record import Exercise

FAMILIES = ("affine", "slices", "sums")


def family_names() -> list[str]:
    return list(FAMILIES)


def write(family: str, a: int, b: int) -> Exercise:
    """One exercise of kind `write`; `a` and `b` choose the program."""
    name, body, call = {
        "affine": (f"scale_{a}_{b}", f"    return x * {a} + {b}\n", lambda x: x * a + b),
        "slices": (f"part_{a}_{b}", f"    y = x + {a}\n    return [y, {b}, x]\n", lambda x: [x + a, b, x]),
        "sums": (
            f"total_{a}_{b}", f"    return sum(i * {a} for i in range(x)) - {b}\n", lambda x: a * x * (x - 1) // 2 - b
        ),
    }[family]  # fmt: skip
    code = f"def {name}(x):\n{body}"
    asserts = tuple(f"assert {name}({x}) == {call(x)!r}" for x in range(5))
    tree = parse(code)
    return Exercise(
        "write", "families", family, (family, "numbers"), ("arithmetic",), 1 + a % 4, name,
        f"def {name}(x):", f"def {name}(x: int) -> object:", f"Write the {family} of x with {a} and {b}: {name}.",
        (f"The {family} of {a} and {b}, please.",), asserts[:2], code, (code.replace("x", "value"),), asserts[2:],
        tree_key(tree) if tree else 0, hash64(f"{family} {a} {b}"), (),
    )  # fmt: skip


def make_block(request: BlockRequest) -> Block:
    """Exercises from about 3000 programs, so that duplicates come; some attempts come to nothing."""
    if "SLOW_STUB" in os.environ:
        time.sleep(0.2)
    rng = random.Random(f"{request.seed} {request.block}")
    made = []
    dropped = 0
    for _ in range(request.attempts):
        exercise = write(request.family or rng.choice(FAMILIES), rng.randrange(1, 32), rng.randrange(32))
        if request.level not in (None, exercise.level):
            dropped += 1
        else:
            made.append(exercise)
    return Block(tuple(made), {"another level": dropped} if dropped else {})


def poor_block(request: BlockRequest) -> Block:
    """Sixty programs and no more."""
    return Block(tuple(write("affine", 1 + request.block % 6, b) for b in range(10)), {})


def failing_block(request: BlockRequest) -> Block:
    """A fault of the engine in block 2."""
    if request.block == 2 and "MENDED_STUB" not in os.environ:
        raise ArithmeticError("nothing to divide by")
    return make_block(request)


def faulty_block(request: BlockRequest) -> Block:
    """Every tenth attempt meets a mistake."""
    made = make_block(request)
    return Block(
        made.exercises[request.attempts // 10 :], {f"{FAULT}ValueError in parts, line 1": request.attempts // 10}
    )


def dying_block(request: BlockRequest) -> Block:
    """The first process that makes block 1 is killed."""
    died = Path(os.environ["DIE_ONCE"])
    if request.block == 1 and not died.exists():
        died.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return make_block(request)


def hashing_block(request: BlockRequest) -> Block:
    """One program in each block gives what this process's hash seed makes of it."""
    block = make_block(request)
    name = f"letters_{request.block}"
    code = f"def {name}(words):\n    return list({{w + str({request.block}) for w in words}})\n"
    names: dict[str, Any] = {}
    exec(code, names)
    result = names[name](list("abcdefgh"))
    last = replace(
        block.exercises[0],
        request=f"List the words of block {request.block}.",
        reference=code,
        alternatives=(),
        examples=(),
        tests=(f"assert {name}(list('abcdefgh')) == {result!r}",),
    )
    return Block((*block.exercises, last), {})
