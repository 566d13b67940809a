"""Programs as people write them: without the extra brackets of `ast.unparse`, two blank lines between functions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator


def pretty(code: str) -> str:
    """The same program, tidier. What `ast.unparse` wrote has one statement a line, so places are easy to find."""
    code = ast.unparse(ast.parse(code))
    lines = [line.encode() for line in code.split("\n")]
    cuts = sorted({cut for node in _visible(ast.parse(code)) for cut in _cuts(node, lines)}, reverse=True)
    for row, column in cuts:
        lines[row] = lines[row][:column] + lines[row][column + 1 :]
    text = b"\n".join(lines).decode()
    text = re.sub(r"\n+(?=(?:@|def |class )\S)", "\n\n\n", text)
    text = re.sub(r"(^@.*)\n+(?=(?:@|def |class ))", r"\1\n", text, flags=re.M)
    text = re.sub(r"(^[ \t]+(?:.*))\n+(?=[^\s@dc])", r"\1\n\n\n", text, flags=re.M)
    text = text.strip("\n")
    return text if _same(text, code) else code


def _same(one: str, two: str) -> bool:
    try:
        return ast.dump(ast.parse(one)) == ast.dump(ast.parse(two))
    except SyntaxError:
        return False


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


def _inside(node: ast.expr, lines: list[bytes]) -> Iterator[tuple[int, int]]:
    row, start, end = node.lineno - 1, node.col_offset, (node.end_col_offset or 0) - 1
    if lines[row][start : start + 1] == b"(" and lines[row][end : end + 1] == b")":
        yield row, start
        yield row, end


def _around(node: ast.expr, lines: list[bytes]) -> Iterator[tuple[int, int]]:
    row, start, end = node.lineno - 1, node.col_offset - 1, node.end_col_offset or 0
    if start >= 0 and lines[row][start : start + 1] == b"(" and lines[row][end : end + 1] == b")":
        yield row, start
        yield row, end
