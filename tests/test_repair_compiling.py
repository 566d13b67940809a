"""Variants compiled in part are the same programs as variants compiled whole, and most of them are compiled in part."""

from __future__ import annotations

import dis
import random
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from volt.hard.repair import compiling
from volt.hard.repair.compiling import Compiler
from volt.hard.repair.operators import proposals
from volt.hard.repair.program import Program

HARD = '''
"""A bit of all that a function's code may depend on."""
from __future__ import annotations
import functools

LIMIT = 3

class Base:
    __slots__ = ("__hidden",)

    def __init__(self, x: int = LIMIT):
        super().__init__()
        self.__hidden = x

    @property
    def value(self):
        return self.__hidden

    @value.setter
    def value(self, x):
        self.__hidden = x + 1

    class Inner:
        def name(self):
            return __class__.__name__

def outer(x):
    def inner(y):
        nonlocal x
        x += y
        return x
    return inner(1) + x

if LIMIT > 2:
    def chosen(x):
        return x if x else LIMIT
else:
    def chosen(x):
        return -x

@functools.cache
def cached(x):
    for k in range(x):
        yield k

def one(): return 1

async def waits(x):
    return [y async for y in x]
'''
FILES = [Path(compiling.__file__).with_name(name) for name in ("program.py", "search.py", "layout.py")]


def _content(code: CodeType) -> tuple[Any, ...]:
    """What a code does, without where it stood.

    Of an imported module functions are called in another way than methods of objects: the same in two instructions.
    """
    steps = [
        (one.opname.replace("LOAD_METHOD", "LOAD_ATTR"), None if one.opcode in dis.hasjrel else str(one.argval))
        for one in dis.get_instructions(code)
        if one.opname not in ("PUSH_NULL", "EXTENDED_ARG", "NOP") and not isinstance(one.argval, CodeType)
    ]
    inner = tuple(_content(one) if isinstance(one, CodeType) else (type(one), one) for one in code.co_consts)
    names = (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars, code.co_qualname)
    return steps, names, code.co_flags, inner


@pytest.mark.parametrize(
    ("source", "many"),
    [(HARD, 25), *((path.read_text(), 6) for path in FILES)],  # each variant of a file is compiled whole as well
    ids=["hard", *(p.stem for p in FILES)],
)
def test_it_is_the_same_code(source: str, many: int) -> None:
    program = Program(source)
    compiler = Compiler(program.variant([]))
    rng = random.Random(0)
    parts = whole = 0
    for function in program.functions():
        edits, _ = proposals(program, function)
        for edit in rng.sample(edits, min(len(edits), many)):
            variant = program.variant([edit])
            try:
                wanted = compile(variant, "<program>", "exec", dont_inherit=True)
            except SyntaxError:
                with pytest.raises(SyntaxError):
                    compiler.compiled(variant)
                continue
            assert _content(compiler.compiled(variant)) == _content(wanted), variant
            part = compiler._part(variant)
            parts, whole = parts + (part is not None), whole + (part is None)
    assert parts > 20 * whole, (parts, whole)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LIMIT = 3", "LIMIT = 4"),
        ("x: int = LIMIT", "x: int = 2"),
        ("        super().__init__()\n", "        pass\n"),
        ("def one(): return 1", "def one(): return 2"),
        ("async def waits(x):", "def waits(x):\n    return 1\nasync def more(x):"),
        ("    return inner(1) + x\n", "    return inner(1) + x\nLIMIT = 5\n"),
        ("class Base:", "class Bass:"),
    ],
)
def test_what_is_more_than_the_body_of_a_function_is_compiled_whole(old: str, new: str) -> None:
    variant = HARD.replace(old, new)
    compiler = Compiler(HARD)
    assert variant != HARD and compiler._part(variant) is None
    assert _content(compiler.compiled(variant)) == _content(compile(variant, "<program>", "exec", dont_inherit=True))


def test_without_a_program_each_variant_is_compiled_whole() -> None:
    assert _content(Compiler().compiled("x = 1\n")) == _content(
        compile("x = 1\n", "<program>", "exec", dont_inherit=True)
    )
