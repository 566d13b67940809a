"""Edits made in the user's own text: comments and layout stay, and the result is held against the edited tree.

The finest way that gives exactly the edited tree is taken: the operator alone, the expression, else its statement, else
the whole program as `ast.unparse` writes it.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Sequence

from volt.hard.repair.program import own_nodes
from volt.hard.strands.edits import Edit, applied

_Piece = tuple[int, int, str]
"""Bytes from, to, and what stands there instead."""


def rewrite(source: str, tree: ast.Module, edits: Sequence[Edit]) -> str:
    """The source with the edits made. `tree`: of the source's plain text, which the edits are of."""
    with applied(edits):
        plain = ast.unparse(tree) + "\n"
    wanted = ast.dump(ast.parse(plain))
    own = ast.parse(source)
    theirs, ours = list(ast.walk(tree)), list(ast.walk(own))
    if [type(node) for node in theirs] != [type(node) for node in ours]:
        return plain
    twin = {id(their): our for their, our in zip(theirs, ours, strict=True)}
    text = _Text(source, tree)
    for way in (text.operator, text.expression, text.enclosed, text.statement):
        pieces = [way(edit, twin) for edit in edits]
        if None in pieces:
            continue
        changed = text.exchanged([piece for piece in pieces if piece is not None])
        if changed is not None and _dump(changed) == wanted:
            return changed
    return plain


class _Text:
    """The source as bytes, since that is what the columns of a tree count."""

    def __init__(self, source: str, tree: ast.Module) -> None:
        """`tree`: of the plain text."""
        self._bytes = source.encode()
        starts = [0]
        for line in self._bytes.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        self._starts = starts
        self._owner = {
            id(node): statement
            for statement in ast.walk(tree)
            if isinstance(statement, ast.stmt)
            for node in [statement, *own_nodes(statement)]
        }

    def operator(self, edit: Edit, twin: dict[int, ast.AST]) -> _Piece | None:
        """Exchange the operator between two operands; the operands keep their text."""
        old, new, mine = _there(edit), edit.new, twin[id(edit.parent)]
        if not isinstance(old, _OPERATOR) or not isinstance(new, _OPERATOR) or not isinstance(mine, _BETWEEN):
            return self.expression(edit, twin)
        match mine:
            case ast.Compare():
                operands = [mine.left, *mine.comparators]
            case ast.BinOp():
                operands = [mine.left, mine.right]
            case ast.AugAssign():
                operands = [mine.target, mine.value]
            case ast.BoolOp():
                return self._words(mine, old, new)
        place = edit.index or 0
        start, end = self._span(operands[place])[1], self._span(operands[place + 1])[0]
        return start, end, self._bytes[start:end].decode().replace(_sign(old), _sign(new), 1)

    def _words(self, mine: ast.BoolOp, old: ast.AST, new: ast.AST) -> _Piece:
        """From the first operand to the last, with the other word between them."""
        spans = [self._span(value) for value in mine.values]
        text = ""
        for (start, end), (following, _) in itertools.pairwise(spans):
            before, _, after = self._bytes[end:following].decode().rpartition(_sign(old))  # a comment may have it, too
            text += self._bytes[start:end].decode() + before + _sign(new) + after
        last_start, last_end = spans[-1]
        return spans[0][0], last_end, text + self._bytes[last_start:last_end].decode()

    def expression(self, edit: Edit, twin: dict[int, ast.AST]) -> _Piece | None:
        """Exchange the expression that an edit is about; of an operator, the operation."""
        return self._expression(edit, twin, lambda text: text)

    def enclosed(self, edit: Edit, twin: dict[int, ast.AST]) -> _Piece | None:
        """The same, in brackets."""
        return self._expression(edit, twin, lambda text: f"({text})")

    def _expression(self, edit: Edit, twin: dict[int, ast.AST], dress: Callable[[str], str]) -> _Piece | None:
        old = _there(edit)
        if isinstance(old, ast.expr) and isinstance(edit.new, ast.expr):
            return (*self._span(twin[id(old)]), dress(ast.unparse(edit.new)))
        if isinstance(edit.parent, ast.expr):
            with applied([edit]):
                text = ast.unparse(edit.parent)
            return (*self._span(twin[id(edit.parent)]), dress(text))
        return self.statement(edit, twin)

    def statement(self, edit: Edit, twin: dict[int, ast.AST]) -> _Piece | None:
        """Exchange whole statements; those that stay keep their text."""
        old = _there(edit)
        if isinstance(old, ast.stmt):
            mine = twin[id(old)]
            start, end = self._span(mine)
            indent = self._indent(start)
            if indent is None:
                return None
            new = edit.new if isinstance(edit.new, list) else [edit.new]
            if not new:
                return self._line_start(start), self._line_end(end), ""
            kept = self._bytes[start:end].decode()
            parts = [kept if node is old else _indented(ast.unparse(node), indent) for node in new]
            return start, end, f"\n{indent}".join(parts)
        plain = self._owner.get(id(edit.parent))
        if plain is None or hasattr(plain, "body"):
            return None
        start, end = self._span(twin[id(plain)])
        indent = self._indent(start)
        if indent is None:
            return None
        with applied([edit]):
            return start, end, _indented(ast.unparse(plain), indent)

    def exchanged(self, pieces: list[_Piece]) -> str | None:
        """The text with all pieces exchanged; None when they overlap."""
        out = self._bytes
        pieces = sorted(pieces, reverse=True)
        if any(later[0] < earlier[1] for later, earlier in itertools.pairwise(pieces)):
            return None
        for start, end, new in pieces:
            out = out[:start] + new.encode() + out[end:]
        return out.decode()

    def _span(self, node: ast.AST) -> tuple[int, int]:
        assert isinstance(node, ast.expr | ast.stmt) and node.end_lineno and node.end_col_offset is not None
        first = node.lineno
        return self._starts[first - 1] + node.col_offset, self._starts[node.end_lineno - 1] + node.end_col_offset

    def _line_start(self, place: int) -> int:
        return self._bytes.rfind(b"\n", 0, place) + 1

    def _line_end(self, place: int) -> int:
        found = self._bytes.find(b"\n", place)
        return len(self._bytes) if found < 0 else found + 1

    def _indent(self, place: int) -> str | None:
        """What stands before a statement on its line; None when that is more than blanks."""
        before = self._bytes[self._line_start(place) : place].decode()
        return before if not before.strip() else None


_OPERATOR = ast.cmpop | ast.operator | ast.boolop
_BETWEEN = ast.Compare | ast.BinOp | ast.AugAssign | ast.BoolOp


def _sign(operator: ast.AST) -> str:
    """`<=`, `+` or `and`."""
    one = ast.Name("x")
    if isinstance(operator, ast.boolop):
        return ast.unparse(ast.BoolOp(operator, [one, one]))[1:-1].strip()
    assert isinstance(operator, ast.cmpop | ast.operator)
    whole = ast.Compare(one, [operator], [one]) if isinstance(operator, ast.cmpop) else ast.BinOp(one, operator, one)
    return ast.unparse(whole)[1:-1].strip()


def _there(edit: Edit) -> object:
    value = getattr(edit.parent, edit.field, None)
    return value[edit.index] if edit.index is not None and isinstance(value, list) else value


def _indented(text: str, indent: str) -> str:
    return f"\n{indent}".join(text.splitlines())


def _dump(text: str) -> str:
    try:
        return ast.dump(ast.parse(text))
    except (SyntaxError, ValueError):
        return ""
