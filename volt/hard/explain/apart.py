"""A program without what uses the outside world in it, to run a function that may not need that.

A function may stand in a class of which another method opens a file. Here the bodies of such functions, not that of the
function itself, are put out of the program, and a mark is left that is seen when a call reaches one: of such a call
nothing is said. So whatever is said was done by what stands in the file.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from volt import around
from volt.hard.explain.entry import asking
from volt.hard.explain.fact import FunctionNode
from volt.hard.explain.find import Found
from volt.safety.findings import Level
from volt.safety.veto import Veto

_ROUNDS = 4
"""What is put out may have hidden what others do."""
_STOP, _NEVER = "_volt_stop()", "_volt_never"
_SETUP = """

import builtins as _volt_builtins
import sys as _volt_sys

_volt_reached = []
_volt_installed = {installed!r}


def _volt_stop(*_, **__):
    _volt_reached.append(1)
    raise BaseException("this is not run")


class _VoltMissing:
    # Last of all finders: what comes here is missing in the sandbox, and may be there where the file stands.
    # A part with `_` before its name is a compiled one, which its package can do without.
    def find_spec(self, name, path=None, target=None):
        top, _, part = name.partition(".")
        if top in _volt_installed and not part.rpartition(".")[2].startswith("_"):
            _volt_reached.append(1)


class _VoltNever:
    # In place of what is given as a default and asks for the world: whoever uses it is seen.
    __call__ = __getattribute__ = __bool__ = __eq__ = __ne__ = __hash__ = __iter__ = __len__ = _volt_stop
    __getitem__ = __contains__ = __str__ = __format__ = __enter__ = __lt__ = __gt__ = __add__ = __radd__ = _volt_stop


# Not in the module, whose names are looked through, and for the modules around it, too.
_volt_builtins._volt_stop, _volt_builtins._volt_never = _volt_stop, _VoltNever()
_volt_sys.meta_path.append(_VoltMissing())
"""
_MASKED = re.compile(r"raise BaseException\((?=\\*['\"]not run by volt: )")
_NEAR = "_volt_near = "
_OF_MODULE = ("__name__", "__doc__", "__annotations__", "__import__", "globals")
"""What a module has of its own wherever it is run."""
_REFUSING = re.compile(r"^        if name in _volt_(?:refused|left):.*\n", re.MULTILINE)


def watching(setup: str, file: Path | None) -> str:
    """Setup code by which it is seen that a call reached what is not run here, in the file or in modules around it."""
    setup = _MASKED.sub("_volt_stop(", setup)
    rows = setup.split("\n")
    place = next((i for i, row in enumerate(rows) if row.startswith(_NEAR)), None)
    if place is not None:
        near = ast.literal_eval(rows[place].removeprefix(_NEAR))
        rows[place] = _NEAR + repr({name: (_put_out(text), package) for name, (text, package) in near.items()})
    setup = _REFUSING.sub(r"\g<0>            _volt_reached.append(1)\n", "\n".join(rows))
    return setup + _SETUP.format(installed=set(around.installed(file.resolve().parent if file is not None else None)))


@lru_cache(maxsize=512)
def _put_out(text: str) -> str:
    """A module around the file without the functions in it that ask for the world; what it does itself is left."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return text
    asked = [n for n in asking(tree) if not (isinstance(n, ast.Name) and n.id in _OF_MODULE)]
    return _without(text, tree, None, {n.lineno for n in asked}, asked)


def apart(program: str, found: Found) -> str:
    """The program without them, its lines as they are numbered; empty where nothing is to be put out, or too little."""
    before = program
    for _ in range(_ROUNDS):
        try:
            tree = ast.parse(program)
        except SyntaxError:
            return ""
        asked = list(asking(tree))
        findings = Veto().examine(program).findings
        places = {n.lineno for n in asked} | {one.line for one in findings if one.level is Level.VETO}
        if not places:
            return program if program != before else ""
        cut = _without(program, tree, found, places, asked)
        if cut == program:
            return ""
        program = cut
    return ""


def _without(program: str, tree: ast.Module, found: Found | None, places: set[int], asked: list[ast.expr]) -> str:
    rows = program.encode().split(b"\n")
    node = found.node if found is not None else None
    inside = range(node.lineno, (node.end_lineno or node.lineno) + 1) if node is not None else range(0)
    chosen = dict[int, FunctionNode]()
    for line in places:
        holding = [one for one in _functions(tree) if line in _body(one) and line not in inside]
        holding = [one for one in holding if inside.start not in _body(one)]
        if holding:
            inner = max(holding, key=lambda one: one.lineno)
            chosen[inner.lineno] = inner
    defaults = {id(n) for one in _functions(tree) for d in _defaults(one) for n in [d] if one.lineno not in inside}
    for given in sorted((n for n in asked if id(n) in defaults and n.lineno == n.end_lineno), key=_place, reverse=True):
        row = rows[given.lineno - 1]
        rows[given.lineno - 1] = row[: given.col_offset] + _NEVER.encode() + row[given.end_col_offset :]
    for one in chosen.values():
        lines = _body(one)
        if lines.start > one.lineno:
            indent = rows[lines.start - 1][: _first(one).col_offset]
            rows[lines.start - 1 : lines.stop - 1] = [indent + _STOP.encode(), *[b""] * (len(lines) - 1)]
    return b"\n".join(rows).decode()


def _place(one: ast.expr) -> tuple[int, int]:
    return one.lineno, one.col_offset


def _functions(tree: ast.Module) -> Iterator[FunctionNode]:
    return (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))


def _defaults(node: FunctionNode) -> list[ast.expr]:
    return [*node.args.defaults, *(one for one in node.args.kw_defaults if one is not None)]


def _first(node: FunctionNode) -> ast.stmt:
    """The first statement that does something: texts that document it may be read by others."""
    documented = ast.get_docstring(node, clean=False) is not None and len(node.body) > 1
    return node.body[1] if documented else node.body[0]


def _body(node: FunctionNode) -> range:
    first = _first(node)
    start = min([first.lineno, *(d.lineno for d in getattr(first, "decorator_list", []))])
    return range(start, (node.end_lineno or start) + 1)
