"""Source without the brackets that `ast.unparse` writes and people do not: `sum((x for ...))`, `a, b = (1, 2)`."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def unbracketed(code: str) -> str:
    """The same program; what `ast.unparse` wrote has one statement a line, so places are easy to find."""
    lines = [line.encode() for line in code.split("\n")]
    cuts = sorted({cut for node in _visible(ast.parse(code)) for cut in _cuts(node, lines)}, reverse=True)
    for row, column in cuts:
        lines[row] = lines[row][:column] + lines[row][column + 1 :]
    return b"\n".join(lines).decode()


def _visible(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes except those in f-strings, which have no true places in Python 3.11."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.JoinedStr):
            yield from _visible(child)


def _cuts(node: ast.AST, lines: list[bytes]) -> Iterator[tuple[int, int]]:
    """Places of brackets that say nothing: row and column in bytes."""
    match node:
        case ast.Call(args=[ast.GeneratorExp() as inner], keywords=[]):
            if _around(inner, lines):  # else its brackets are those of the call
                yield from _inside(inner, lines)
        case (
            ast.Assign(value=ast.Tuple(elts=[_, _, *_]) as inner)
            | ast.Return(value=ast.Tuple(elts=[_, _, *_]) as inner)
        ):
            if not any(isinstance(e, ast.Starred) for e in inner.elts):
                yield from _inside(inner, lines)
        case ast.Subscript(slice=ast.Tuple(elts=[_, _, *_]) as inner):
            yield from _inside(inner, lines)
        case ast.BoolOp():
            for value in node.values:
                if isinstance(value, ast.Compare):
                    yield from _around(value, lines)


def _inside(node: ast.GeneratorExp | ast.Tuple, lines: list[bytes]) -> list[tuple[int, int]]:
    """The brackets that a node begins and ends with; none of a tuple that begins with those of its first element."""
    if isinstance(node, ast.Tuple) and node.elts[0].col_offset == node.col_offset:
        return []
    return _pair(lines, node, node.col_offset, (node.end_col_offset or 0) - 1)


def _around(node: ast.expr, lines: list[bytes]) -> list[tuple[int, int]]:
    """The brackets right before and behind a node."""
    return _pair(lines, node, node.col_offset - 1, node.end_col_offset or 0)


def _pair(lines: list[bytes], node: ast.expr, start: int, end: int) -> list[tuple[int, int]]:
    """Both places when there are brackets, else none."""
    row = node.lineno - 1
    if (
        node.end_lineno != node.lineno
        or start < 0
        or lines[row][start : start + 1] + lines[row][end : end + 1] != b"()"
    ):
        return []
    return [(row, start), (row, end)]
