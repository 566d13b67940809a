"""A function whose text is changed: where its nodes stand, and what a change of one of them is as text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, TypeVar

Function = ast.FunctionDef | ast.AsyncFunctionDef
_Node = TypeVar("_Node", bound=ast.AST)
_WIDE = (ast.BinOp, ast.BoolOp, ast.Compare, ast.UnaryOp, ast.IfExp, ast.Lambda, ast.NamedExpr, ast.Await)

Change = tuple[int, int, str, int]
"""First byte, last byte, what is there instead, line."""


class Scope:
    """A function with its nodes; none of its docstring, annotations, decorators and f-strings, which stay as they are.

    Positions within f-strings are not told rightly by every version of Python.
    """

    def __init__(self, source: str, function: Function) -> None:
        self._data = source.encode()
        self._lines = [0]
        for line in self._data.split(b"\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.function = function
        self.nodes: list[ast.AST] = []
        self.parent: dict[ast.AST, tuple[ast.AST, str]] = {}
        body = function.body[1:] if ast.get_docstring(function) is not None else function.body
        for statement in body:
            self._gather(statement, function, "body")
        arguments = function.args
        parameters = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        self.names = [one.arg for one in parameters if one.arg not in ("self", "cls")]
        self.names += [n.id for n in self.of(ast.Name) if isinstance(n.ctx, ast.Store) and n.id not in self.names]
        self.names = list(dict.fromkeys(self.names))

    def _gather(self, node: ast.AST, above: ast.AST, name: str) -> None:
        if isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom | ast.expr_context):
            return
        self.parent[node] = (above, name)
        self.nodes.append(node)
        for field, value in ast.iter_fields(node):
            if field not in ("annotation", "returns", "decorator_list", "type_params"):
                for child in value if isinstance(value, list) else [value]:
                    if isinstance(child, ast.AST):
                        self._gather(child, node, field)

    def of(self, kind: type[_Node]) -> Iterator[_Node]:
        """Nodes of one type."""
        return (node for node in self.nodes if isinstance(node, kind))

    def blocks(self) -> Iterator[list[ast.stmt]]:
        """Every block of statements."""
        for node in [self.function, *self.nodes]:
            for name in ("body", "orelse", "finalbody"):
                block = getattr(node, name, None)
                if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                    yield [one for one in block if one in self.parent]

    def span(self, node: Any) -> tuple[int, int]:
        """Bytes of a node."""
        return self._lines[node.lineno - 1] + node.col_offset, self._lines[node.end_lineno - 1] + node.end_col_offset

    def change(self, node: Any, new: ast.AST | str) -> Change:
        """A node becomes another, or this text."""
        text = new if isinstance(new, str) else ast.unparse(ast.fix_missing_locations(new))
        above = self.parent[node][0]
        tight = isinstance(above, ast.expr) and not (isinstance(above, ast.Call) and above.func is not node)
        start, end = self.span(node)
        enclosed = self.text(start - 1, start) == "(" and self.text(end, end + 1) == ")"
        listed = isinstance(above, ast.List | ast.Tuple | ast.Set | ast.Dict)
        if isinstance(new, _WIDE) and tight and not enclosed and not listed:
            text = f"({text})"
        return start, end, text, node.lineno

    def whole_lines(self, node: Any, to: Any = None) -> tuple[int, int]:
        """Bytes of the lines of a statement, or of those up to another."""
        return self._lines[node.lineno - 1], self._lines[(to or node).end_lineno]

    def text(self, start: int, end: int) -> str:
        """The text of some bytes."""
        return self._data[start:end].decode(errors="replace")

    def without(self, statement: ast.stmt) -> Change:
        """A statement is missing; `pass` where it is the only one of its block or shares its line."""
        above, name = self.parent[statement]
        start, end = self.span(statement)
        first, last = self.whole_lines(statement)
        alone = not self.text(first, start).strip() and ";" not in self.text(end, last)
        if len(getattr(above, name)) > 1 and alone:
            return first, last, "", statement.lineno
        return start, end, "pass", statement.lineno

    def is_elif(self, node: ast.If) -> bool:
        """Whether an `if` is written as `elif`."""
        start, _ = self.span(node)
        return self.text(start, start + 4) == "elif"


def with_(node: Any, **fields: Any) -> Any:
    """A copy of a node with other fields; children are shared, for it is only written out."""
    return type(node)(**{**dict(ast.iter_fields(node)), **fields})


def number(value: int) -> ast.Constant:
    """A number as a node."""
    return ast.Constant(value)
