"""Edits made in the user's own text: comments and layout stay, and the result is held against the edited tree.

The finest way that gives exactly the edited tree is taken: the operator alone, the expression, else its statement, and
of a changed block the lines of every statement that stays; else the outermost function around each edit, else the
whole program, as `ast.unparse` writes them.
"""

from __future__ import annotations

import ast
import copy
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from volt.hard.repair.program import own_nodes
from volt.hard.strands.edits import Edit, applied

_Piece = tuple[int, int, str]
"""Bytes from, to, and what stands there instead."""
_Way = Callable[[Edit, dict[int, ast.AST]], _Piece]
_FIELDS = ("body", "orelse", "finalbody")


def rewrite(source: str, tree: ast.Module, edits: Sequence[Edit]) -> str:
    """The source with the edits made. `tree`: of the source's plain text, which the edits are of."""
    if "\r\n" in source and "\n" not in source.replace("\r\n", ""):
        return rewrite(source.replace("\r\n", "\n"), tree, edits).replace("\n", "\r\n")
    with applied(edits):
        plain = ast.unparse(tree) + "\n"
    wanted = ast.dump(ast.parse(plain))
    theirs, ours = list(ast.walk(tree)), list(ast.walk(ast.parse(source)))
    if [type(node) for node in theirs] != [type(node) for node in ours]:
        return plain
    twin = {id(their): our for their, our in zip(theirs, ours, strict=True)}
    text = _Text(source, tree)
    ways: tuple[_Way, ...] = (text.operator, text.expression, partial(text.expression, dress="({})"), text.statement)
    blocks = _Blocks(text, tree, twin)
    for attempt in (*(partial(blocks.changed, way) for way in ways), partial(text.anew, tree, twin)):
        with suppress(_UnfitError):
            changed = attempt(edits)
            if _dump(changed) == wanted:
                return changed
    return plain


class _UnfitError(Exception):
    """A text cannot be made in this way."""


class _Text:
    """The source as bytes, since that is what the columns of a tree count."""

    def __init__(self, source: str, tree: ast.Module) -> None:
        """`tree`: of the plain text."""
        self.bytes = source.encode()
        self.starts = [0, *itertools.accumulate(map(len, self.bytes.splitlines(keepends=True)))]
        self._owner = {
            id(node): statement
            for statement in ast.walk(tree)
            if isinstance(statement, ast.stmt)
            for node in [statement, *own_nodes(statement)]
        }

    def anew(self, tree: ast.Module, twin: dict[int, ast.AST], edits: Sequence[Edit]) -> str:
        """Only the outermost function, or statement of the module, around each edit written as `ast.unparse` does."""
        parents = {id(edit.parent) for edit in edits}
        found = [node for node in _outermost(tree) if any(id(inner) in parents for inner in ast.walk(node))]
        with applied(edits):
            texts = [ast.unparse(node) for node in found]
        spans = [self.span(twin[id(node)]) for node in found]
        pieces = [(a, b, _indented(new, self.indent(a) or "")) for new, (a, b) in zip(texts, spans, strict=True)]
        return self.part(0, len(self.bytes), pieces)

    def operator(self, edit: Edit, twin: dict[int, ast.AST]) -> _Piece:
        """Exchange the operator between two operands; the operands keep their text."""
        old, new, mine = _there(edit), edit.new, twin[id(edit.parent)]
        if not isinstance(old, _OPERATOR) or not isinstance(new, _OPERATOR) or not isinstance(mine, _BETWEEN):
            return self.expression(edit, twin)
        match mine:
            case ast.Compare():
                operands = [mine.left, *mine.comparators][edit.index or 0 :][:2]
            case ast.BinOp():
                operands = [mine.left, mine.right]
            case ast.AugAssign():
                operands = [mine.target, mine.value]
            case ast.BoolOp():
                operands = mine.values
        spans = [self.span(operand) for operand in operands]
        text = ""
        for (start, end), (following, _) in itertools.pairwise(spans):
            before, _, after = self.bytes[end:following].decode().rpartition(_sign(old))  # a comment may have it, too
            text += (self.bytes[start:end].decode() if text else "") + before + _sign(new) + after
        return spans[0][1], spans[-1][0], text

    def expression(self, edit: Edit, twin: dict[int, ast.AST], dress: str = "{}") -> _Piece:
        """Exchange the expression that an edit is about, of an operator the operation. dress: what it stands in."""
        old = _there(edit)
        if isinstance(old, ast.expr) and isinstance(edit.new, ast.expr):
            start, end = self.span(twin[id(old)])
            text = ast.unparse(edit.new)
            if isinstance(edit.parent, ast.Return) and isinstance(old, ast.Tuple) and isinstance(edit.new, ast.Tuple):
                bare = edit.new.elts and self.bytes[start : start + 1] != b"("
                text = text[1:-1].removesuffix(",") + "," * (len(edit.new.elts) == 1) if bare else text
            return start, end, dress.format(text)
        if isinstance(edit.parent, ast.expr):
            with applied([edit]):
                text = ast.unparse(edit.parent)
            return (*self.span(twin[id(edit.parent)]), dress.format(text))
        return self.statement(edit, twin)

    def statement(self, edit: Edit, twin: dict[int, ast.AST]) -> _Piece:
        """Exchange the statement that an edit is in; for edits of blocks see `_Blocks`."""
        plain = self._owner.get(id(edit.parent))
        if plain is None or hasattr(plain, "body") or (indent := self.indent(self.span(twin[id(plain)])[0])) is None:
            raise _UnfitError
        start, end = self.span(twin[id(plain)])
        with applied([edit]):
            return start, end, _indented(ast.unparse(plain), indent)

    def part(self, first: int, last: int, pieces: Sequence[_Piece]) -> str:
        """The text from one place to another with the pieces exchanged."""
        out = self.bytes[first:last]
        pieces = sorted(pieces, reverse=True)
        if any(later[0] < earlier[1] for later, earlier in itertools.pairwise(pieces)):
            raise _UnfitError
        for start, end, new in pieces:
            out = out[: start - first] + new.encode() + out[end - first :]
        return out.decode()

    def span(self, node: ast.AST) -> tuple[int, int]:
        assert isinstance(node, ast.expr | ast.stmt) and node.end_lineno and node.end_col_offset is not None
        start = self.starts[node.lineno - 1] + node.col_offset
        if decorators := getattr(node, "decorator_list", None):
            start = self.bytes.rfind(b"@", 0, min(self.span(one)[0] for one in decorators))
        return start, self.starts[node.end_lineno - 1] + node.end_col_offset

    def line_start(self, place: int) -> int:
        return self.bytes.rfind(b"\n", 0, place) + 1

    def line_end(self, place: int) -> int:
        return self.bytes.find(b"\n", place) + 1 or len(self.bytes)

    def indent(self, place: int) -> str | None:
        """What stands before a statement on its line; None when that is more than blanks."""
        before = self.bytes[self.line_start(place) : place].decode()
        return before if not before.strip() else None


class _Place(NamedTuple):
    """Where a statement stands: its comments from `lead`, its lines from `begin` to `stop`, and to `tail` comments."""

    lead: int
    begin: int
    stop: int
    tail: int
    indent: str | None
    """None when something else stands before it on its line."""


class _Blocks:
    """Blocks of an edited tree, written from the lines of the statements that stay; only what is new is unparsed."""

    def __init__(self, text: _Text, tree: ast.Module, twin: dict[int, ast.AST]) -> None:
        """`tree`: as it is before the edits."""
        self._text, self._tree, self._twin = text, tree, twin
        self._old: dict[tuple[int, str], list[ast.stmt]] = {}
        self._places: dict[int, _Place] = {}
        self._heads: dict[tuple[object, ...], ast.stmt] = {}
        self._inline: list[_Piece] = []
        self._told, self._present, self._fixed = set[int](), set[int](), set[int]()
        for node in reversed(list(ast.walk(tree))):  # what is within a statement comes before it
            if isinstance(node, ast.stmt) and (key := _head(node)):
                self._heads[key] = node
            floor = 0
            for field, block in _blocks_of(node):
                self._old[id(node), field] = block
                self._place(block, floor, node is tree)
                floor = self._places[id(block[-1])].tail
            if isinstance(node, ast.JoinedStr | ast.Constant):  # within a string no line is moved
                mine = twin[id(node)]
                self._fixed |= set(range(mine.lineno, mine.end_lineno))  # type: ignore[attr-defined]
        self._unit = min((place.indent for place in self._places.values() if place.indent), key=len, default="    ")

    def _place(self, block: list[ast.stmt], floor: int, outermost: bool) -> None:
        text = self._text
        for node in block:
            start, stop = text.span(self._twin[id(node)])
            indent = text.indent(start)
            begin = start if indent is None else text.line_start(start)
            if re.match(rb"\s*(#|$)", text.bytes[stop : text.line_end(stop)]):
                stop = text.line_end(stop)
            inner = [self._places[id(other[-1])].tail for part in _parts(node) for _, other in _blocks_of(part)]
            lead, tail = begin, (stop := max([stop, *inner]))
            if indent is not None and node is block[0]:
                while lead > floor and re.match(rb"\s*(#|$)", text.bytes[text.line_start(lead - 1) : lead - 1]):
                    lead = text.line_start(lead - 1)
                if outermost:  # what stands above the last blank line is about the file
                    above = text.bytes[lead:begin]
                    lead = begin - len(above.rpartition(b"\n\n")[2]) if b"\n\n" in above else begin
            elif indent is not None and floor == text.line_start(floor):
                lead = floor
            if indent is not None and node is block[-1] and stop == text.line_start(stop):
                tail += next(re.finditer(rb"((\s*\n)?%s[ \t]*#.*(\n|\Z))*" % indent.encode(), text.bytes[stop:])).end()
            self._places[id(node)], floor = _Place(lead, begin, stop, tail, indent), stop

    def changed(self, way: _Way, edits: Sequence[Edit]) -> str:
        """The source with changed blocks written anew, and in it the pieces of all other edits."""
        self._inline, self._told = [way(edit, self._twin) for edit in edits if not _of_block(edit)], set()
        with applied(edits):
            self._present = {id(node) for node in ast.walk(self._tree)}
            return self._cut(0, len(self._text.bytes), "", "", list(self._pieces(self._tree, self._tree, "", "")))

    def _cut(self, first: int, last: int, old: str, new: str, pieces: Sequence[_Piece] = ()) -> str:
        """The text from one place to another, moved from an indentation to another."""
        found = [*pieces]
        found += [one for one in self._inline if first <= one[0] and one[1] <= last and not _within(one, pieces)]
        moved: list[_Piece] = []
        for line, start in enumerate(self._text.starts if old != new else ()):
            if first <= start < last and line not in self._fixed:
                content = self._text.bytes[start : self._text.line_end(start)]
                if there := re.match(re.escape(old.encode()) + rb"(?=.*\S)|[ \t]*(?=#)", content):
                    moved.append((start, start + there.end(), new))
        return self._text.part(first, last, [*found, *(one for one in moved if not _within(one, found))])

    def _pieces(self, old: ast.AST, new: ast.AST, was: str, now: str) -> Iterator[_Piece]:
        """What is to be exchanged in the text of a node: its blocks that changed, and those within them."""
        after, place = 0, self._places.get(id(old))
        mine = now + ((place and place.indent) or "").removeprefix(was)
        for field in _FIELDS:
            before, there = self._old.get((id(old), field), []), getattr(new, field, [])
            if [id(node) for node in before] == [id(node) for node in there]:
                for node in before:
                    yield from self._pieces(node, node, was, now)
            elif not before:
                yield after, after, self._otherwise(there, mine)
            elif not there and field != "body":
                yield after, self._places[id(before[-1])].tail, ""
            else:
                first, last = self._places[id(before[0])], self._places[id(before[-1])]
                line = self._text.bytes[self._text.line_start(first.begin) : first.begin + 1].decode()
                inner = line[: len(line) - len(line.lstrip())] + self._unit if first.indent is None else first.indent
                indent = now + inner.removeprefix(was)
                start, is_elif = first.lead, self._is_elif(before[0])
                text = self._otherwise(there, mine) if is_elif else self._written(before, there, indent)
                if first.indent is None:
                    start, text = len(self._text.bytes[: first.begin].rstrip(b" \t")), "\n" + text
                yield start, last.tail, text
            after = self._places[id(before[-1])].tail if before else after
        for part in [*getattr(old, "handlers", ()), *getattr(old, "cases", ())]:
            yield from self._pieces(part, part, was, now)

    def _written(self, old: list[ast.stmt], new: list[ast.stmt], indent: str) -> str:
        """A block: every statement with the comments above it and behind it."""
        origins = [self._origin(node) for node in new]
        parts = [list(self._statement(node, indent)) for node in new]
        if old and len(old) == len(new) and {id(node) for node in old} == {id(node) for node in origins}:
            for part, node in zip(parts, old, strict=True):  # blank lines stay where they are
                part[0] = _blanks(self._lead(node, indent)) + part[0].lstrip("\n")
        elif parts:
            parts[0][0] = (_blanks(self._lead(old[0], indent)) if old else "") + parts[0][0].lstrip("\n")
        extra, place = [""] * (len(new) + 1), 0
        for node in old:
            where = next((i for i, origin in enumerate(origins) if origin is node), None)
            if where is not None:
                place = where + 1
                continue
            lead, spot = self._lead(node, indent), self._places[id(node)]
            if id(node) not in self._told | self._present:  # it went, and what was said about it stays
                self._told.add(id(node))
                extra[place] += lead if "#" in lead else _blanks(lead) * (place < len(new) and origins[place] is None)
                extra[len(new)] += self._cut(spot.stop, spot.tail, spot.indent or "", indent)
            elif place < len(new) and origins[place] is None:
                extra[place] += _blanks(lead)
        if not indent:
            _import_lines(new, origins, parts)
        return "".join([a + "".join(part) for a, part in zip(extra, [*parts, [""]], strict=True)])

    def _lead(self, node: ast.stmt, indent: str) -> str:
        spot = self._places[id(node)]
        return self._cut(spot.lead, spot.begin, spot.indent or "", indent)

    def _statement(self, node: ast.stmt, indent: str) -> tuple[str, str, str]:
        """The lines above a statement that belong to it, its own, and those behind it."""
        old = self._origin(node)
        if old is None:
            return "", self._new(node, indent), ""
        spot = self._places[id(old)]
        was = spot.indent or ""
        pieces = list(self._pieces(old, node, was, indent))
        text = ("" if spot.indent is not None else indent) + self._cut(spot.begin, spot.stop, was, indent, pieces)
        text = text.replace("elif", "if", 1) if self._is_elif(old) else text
        text = text.removesuffix("\n") + "\n"
        if id(old) in self._told:
            return "", text, ""
        self._told.add(id(old))
        return self._lead(old, indent), text, self._cut(spot.stop, spot.tail, was, indent)

    def _new(self, node: ast.stmt, indent: str) -> str:
        if not isinstance(node, ast.If | ast.While | ast.For):
            return indent + _indented(ast.unparse(node), indent) + "\n"
        head = copy.copy(node)
        head.body, head.orelse = [ast.Pass()], []
        text = indent + _indented(ast.unparse(head).rpartition("\n")[0], indent) + "\n"
        text += self._written([], node.body, indent + self._unit)
        return text + (self._otherwise(node.orelse, indent) if node.orelse else "")

    def _otherwise(self, new: list[ast.stmt], indent: str) -> str:
        """The `else` of a statement, or its `elif`."""
        if len(new) == 1 and isinstance(new[0], ast.If):
            lead, text, tail = self._statement(new[0], indent)
            return f"{lead}{indent}el{text.removeprefix(indent)}{tail}"
        return f"{indent}else:\n" + self._written([], new, indent + self._unit)

    def _origin(self, node: ast.stmt) -> ast.stmt | None:
        """The old statement whose text a statement may keep: itself, or one with the same head."""
        old = self._heads.get(_head(node))
        return node if id(node) in self._places else None if id(old) in self._present else old

    def _is_elif(self, node: ast.stmt) -> bool:
        return isinstance(node, ast.If) and self._text.bytes.startswith(
            b"elif", self._text.span(self._twin[id(node)])[0]
        )


def _blocks_of(node: ast.AST) -> list[tuple[str, list[ast.stmt]]]:
    """The blocks right in a node, with their fields."""
    found = [(field, getattr(node, field, None)) for field in _FIELDS]
    return [(name, block) for name, block in found if isinstance(block, list) and block]


def _parts(node: ast.AST) -> list[ast.AST]:
    """A statement and what holds further blocks of it."""
    return [node, *getattr(node, "handlers", ()), *getattr(node, "cases", ())]


def _head(node: ast.stmt) -> tuple[object, ...]:
    """What tells a statement with blocks from all others, without its blocks; empty for any other."""
    plain = not hasattr(node, "body") or isinstance(node, ast.Try | ast.TryStar)
    return () if plain else (type(node), *(id(part) for name, part in ast.iter_fields(node) if name not in _FIELDS))


def _of_block(edit: Edit) -> bool:
    return edit.field in _FIELDS and isinstance(getattr(edit.parent, edit.field), list)


def _outermost(tree: ast.AST) -> Iterator[ast.stmt]:
    for node in getattr(tree, "body", ()):
        yield from _outermost(node) if isinstance(node, ast.ClassDef) else (node,)


def _within(piece: _Piece, others: Sequence[_Piece]) -> bool:
    return any(other[0] <= piece[0] < other[1] for other in others)


def _blanks(text: str) -> str:
    return text[: len(text) - len(text.lstrip("\n"))]


def _import_lines(new: list[ast.stmt], origins: list[ast.stmt | None], parts: list[list[str]]) -> None:
    """The blank lines around an import that is new, as PEP 8 wants them."""
    for i, node in enumerate(new[:-1]):
        if origins[i] is None and isinstance(node, ast.Import | ast.ImportFrom):
            lead, following = parts[i + 1][0], new[i + 1]
            parts[i][0] = _blanks(lead)[:1] if i and not isinstance(new[i - 1], ast.Import | ast.ImportFrom) else ""
            wanted = "" if isinstance(following, ast.Import | ast.ImportFrom) else "\n"
            parts[i + 1][0] = wanted * (1 + hasattr(following, "decorator_list")) + lead.lstrip("\n")


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
    return f"\n{indent}".join(text.split("\n"))


def _dump(text: str) -> str:
    try:
        return ast.dump(ast.parse(text))
    except (SyntaxError, ValueError):
        return ""
