"""Compiles the variants of a program: where one differs from it in the body of a function only, nothing else anew.

A file of a package may have thousands of lines, and compiling them is most of what trying a variant would cost. This
runs in the sandbox, from its source: standard library only.
"""

from __future__ import annotations
import __future__

import ast
from dataclasses import dataclass
from types import CodeType

_FUTURE = 0
for _name in __future__.all_feature_names:
    _FUTURE |= getattr(__future__, _name).compiler_flag


@dataclass(frozen=True)
class _Place:
    """A function of the program that stands within no other one."""

    first: int
    """The line of its `def`, counted from 0."""
    body: int
    """The first line of its body."""
    end: int
    """The line behind its last one."""
    indent: int
    classes: tuple[str, ...]
    name: str
    inside: tuple[int, ...]
    """Where its code is: the places in the constants of the codes around it."""


class Compiler:
    """For variants of one program; "" for none, so that each is compiled whole."""

    def __init__(self, program: str = "") -> None:
        self._lines = program.splitlines()
        self._places: list[_Place] = []
        if program:
            self._code = compile(program, "<program>", "exec", dont_inherit=True)
            self._places = list(_places(ast.parse(program), self._code))

    def compiled(self, variant: str) -> CodeType:
        """The code of a variant. SyntaxError when it has none."""
        found = self._part(variant) if self._places else None
        return found or compile(variant, "<program>", "exec", dont_inherit=True)

    def _part(self, variant: str) -> CodeType | None:
        """The program's code with that of one function exchanged; None where that cannot be told to be the variant."""
        new, old = variant.splitlines(), self._lines
        least = min(len(new), len(old))
        first = next((i for i in range(least) if new[i] != old[i]), least)
        same = next((i for i in range(least - first) if new[-1 - i] != old[-1 - i]), least - first)
        until, longer = len(old) - same, len(new) - len(old)
        for place in self._places:
            if place.body <= first and until <= place.end:
                changed = new[first : until + longer]
                if all(line.startswith(" " * (place.indent + 1)) for line in changed if line):
                    return self._exchanged(place, new[place.first : place.end + longer])
        return None

    def _exchanged(self, place: _Place, lines: list[str]) -> CodeType | None:
        heads = [f"{' ' * depth}class {name}:" for depth, name in enumerate(place.classes)]
        if place.indent and not heads:
            heads = ["if 1:"]
        try:
            code = compile(
                "\n".join([*heads, *lines]) + "\n",
                "<program>",
                "exec",
                flags=self._code.co_flags & _FUTURE,
                dont_inherit=True,
            )
        except SyntaxError:
            return None  # whoever compiles the whole says so
        for name in (*place.classes, place.name):
            inner = [one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == name]
            if len(inner) != 1:
                return None
            code = inner[0]
        return _with(self._code, place.inside, code)


def _places(tree: ast.Module, code: CodeType) -> list[_Place]:
    found: list[_Place] = []
    codes: dict[tuple[str, int], list[tuple[int, ...]]] = {}
    for inside, one in _codes(code, ()):
        codes.setdefault((one.co_name, one.co_firstlineno), []).append(inside)

    def walk(body: list[ast.stmt], classes: tuple[str, ...]) -> None:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                begins = min([node.lineno, *(d.lineno for d in node.decorator_list)])
                where = codes.get((node.name, begins), [])
                if len(where) == 1 and node.body[0].lineno > node.lineno:
                    end = node.end_lineno or node.lineno
                    start = node.body[0].lineno - 1
                    place = (node.lineno - 1, start, end, node.col_offset, classes, node.name, where[0])
                    found.append(_Place(*place))
            elif isinstance(node, ast.ClassDef):
                walk(node.body, (*classes, node.name))
            else:
                for part in ("body", "orelse", "finalbody"):
                    walk(getattr(node, part, []), classes)
                for inner in (*getattr(node, "handlers", []), *getattr(node, "cases", [])):
                    walk(inner.body, classes)

    walk(tree.body, ())
    return found


def _codes(code: CodeType, inside: tuple[int, ...]) -> list[tuple[tuple[int, ...], CodeType]]:
    """Every code within a code, with where it is."""
    found = []
    for place, one in enumerate(code.co_consts):
        if isinstance(one, CodeType):
            found.append(((*inside, place), one))
            found += _codes(one, (*inside, place))
    return found


def _with(code: CodeType, inside: tuple[int, ...], new: CodeType) -> CodeType | None:
    """A code with another one in that place; None where the codes around would hand it other variables."""
    if not inside:
        return new if new.co_freevars == code.co_freevars else None
    constants = list(code.co_consts)
    changed = _with(constants[inside[0]], inside[1:], new)
    if changed is None:
        return None
    constants[inside[0]] = changed
    return code.replace(co_consts=tuple(constants))
