"""A program as a tree in which single places are changed, and the text of each changed program.

Edits are made on the tree of the *plain* text, which is `ast.unparse` of the source: there every statement has lines
of its own, so the text of a variant is the plain text with a few lines exchanged, and nothing else is written again.
What a user gets is made from the source itself, where comments and layout stay; see `Program.patched`.
"""

from __future__ import annotations

import ast
import copy
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from volt.hard.strands.edits import Edit, applied, each
from volt.safety.masked import is_masked

Function = ast.FunctionDef | ast.AsyncFunctionDef
TICK = "_volt_tick()"
"""Stands at the beginning of every loop and function of a variant, so that it can be stopped after so many."""
_TICK = ast.Expr(ast.Call(ast.Name("_volt_tick", ast.Load()), [], []))
_LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.FunctionDef, ast.AsyncFunctionDef)
_BLOCKS = ("body", "orelse", "finalbody")
_Span = tuple[int, int, "list[ast.stmt] | ast.stmt", bool]
"""First and last line, what stands there now, and whether it is only the head of a block."""


@dataclass(frozen=True)
class Spot:
    """Where an edit is: the statement whose text it changes, and its place among all statements."""

    statement: ast.stmt
    number: int


@dataclass
class Program:
    """A parsed program. SyntaxError when the source is not one."""

    source: str
    tree: ast.Module = field(init=False)
    """Of the plain text."""
    statements: list[ast.stmt] = field(init=False)
    """Every statement, in the order of `ast.walk`: the number of a statement is its place here."""

    def __post_init__(self) -> None:
        plain = ast.unparse(ast.parse(self.source))
        self.tree = ast.parse(plain)
        self._lines = plain.splitlines()
        self.statements = [node for node in ast.walk(self.tree) if isinstance(node, ast.stmt)]
        self._number = {id(node): i for i, node in enumerate(self.statements)}
        self._owner: dict[int, ast.stmt] = {}
        for statement in self.statements:
            for node in own_nodes(statement):
                self._owner[id(node)] = statement
        ticks = {_first_line(node.body[0]) - 1: " " * node.body[0].col_offset for node in self._loops()}
        self._ticked = [f"{line}\n{ticks[n]}{TICK}" if n in ticks else line for n, line in enumerate(self._lines, 1)]
        """The lines, each with the tick that follows it."""

    @property
    def plain(self) -> str:
        """The program as `ast.unparse` writes it."""
        return "\n".join(self._lines) + "\n"

    def _loops(self) -> Iterator[ast.For | ast.While | Function]:
        for node in self.statements:
            if isinstance(node, _LOOPS):
                yield node  # type: ignore[misc]

    def functions(self) -> list[Function]:
        """Functions and methods that do not stand within another function, without those that may not be run."""
        return [node for node in _outermost(self.tree) if isinstance(node, Function) and not is_masked(node)]

    def named(self, name: str | None) -> list[Function]:
        """The functions of a name, or of `Class.method`; all of them for None. KeyError when there is none."""
        if name is None:
            return self.functions()
        owner, _, own = name.rpartition(".")
        scopes = [n for n in ast.walk(self.tree) if isinstance(n, ast.ClassDef) and n.name == owner] if owner else []
        within = [node for scope in scopes for node in _outermost(scope)] if owner else self.functions()
        found = [node for node in within if isinstance(node, Function) and node.name == own]
        if not found:
            raise KeyError(name)
        return found

    def spot(self, edit: Edit) -> Spot | None:
        """The statement an edit changes; None when it changes more than one statement's own text."""
        target: ast.AST = edit.parent
        if edit.field in _BLOCKS and not isinstance(edit.parent, ast.expr):
            block = getattr(edit.parent, edit.field)
            if edit.index is None or not isinstance(block, list) or not block:
                return None
            target = block[min(edit.index, len(block) - 1)]
        statement = target if isinstance(target, ast.stmt) else self._owner.get(id(target))
        return Spot(statement, self._number[id(statement)]) if statement is not None else None

    def number(self, statement: ast.AST) -> int | None:
        """The place of a statement among all, None for what is none of this program's."""
        return self._number.get(id(statement))

    def variant(self, edits: Sequence[Edit], *, ticks: bool = True) -> str:
        """The text of the program with edits made, and with a tick in every loop and function when asked."""
        edits = each(edits)
        spans = [span for edit in edits if (span := self._span(edit)) is not None]
        with applied(edits):
            if len(spans) < len(edits) or _overlap(spans):
                return (ticked(self.tree) if ticks else ast.unparse(self.tree)) + "\n"
            return self._exchanged(spans, ticks)

    def _exchanged(self, spans: Sequence[_Span], ticks: bool) -> str:
        """The plain text with the lines of some statements written anew."""
        out = [*(self._ticked if ticks else self._lines)]
        for first, last, new, header in sorted(spans, key=lambda span: -span[0]):
            line = self._lines[first - 1]
            word = line.lstrip()
            indent = line[: len(line) - len(word)]
            out[first - 1 : last] = _written(new, indent, header, ticks, word.startswith("elif "))
        return "\n".join(out) + "\n"

    def _span(self, edit: Edit) -> _Span | None:
        """The lines an edit exchanges, what stands there after it, and whether that is only the head of a block.

        None when there is no such span and everything has to be written again.
        """
        if edit.field in _BLOCKS and not isinstance(edit.parent, ast.expr):
            return self._block_span(edit)
        owner = edit.parent if isinstance(edit.parent, ast.stmt) else self._owner.get(id(edit.parent))
        if owner is None or getattr(owner, "decorator_list", None) or isinstance(owner, ast.Try | ast.Match):
            return None
        body = getattr(owner, "body", None)
        if isinstance(body, list):
            return owner.lineno, _first_line(body[0]) - 1, owner, True
        return owner.lineno, owner.end_lineno or owner.lineno, owner, False

    def _block_span(self, edit: Edit) -> _Span | None:
        block = getattr(edit.parent, edit.field)
        new = edit.new if isinstance(edit.new, list) else [edit.new]
        if not isinstance(block, list):
            return None
        if edit.index is None:
            same = next((i for i, (a, b) in enumerate(zip(block, new, strict=False)) if a is not b), 0)
            more = min(len(block), len(new)) - same
            back = next((i for i in range(more) if block[-1 - i] is not new[-1 - i]), more)
            old, new = block[same : len(block) - back], new[same : len(new) - back]
        else:
            old = block[edit.index : edit.index + 1]
        if not old or (not new and len(old) == len(block)):
            return None
        if getattr(old[0], "decorator_list", None) or self._lines[old[0].lineno - 1].lstrip().startswith("elif "):
            return None
        return old[0].lineno, old[-1].end_lineno or old[-1].lineno, new, False

    def source_lines(self) -> list[int]:
        """The line of each statement in the user's own text."""
        own = [node for node in ast.walk(ast.parse(self.source)) if isinstance(node, ast.stmt)]
        return [node.lineno for node in (own if len(own) == len(self.statements) else self.statements)]

    # ---- the user's own text -----------------------------------------------------------------------------------------

    def patched(self, edits: Sequence[Edit]) -> str:
        """The source with the edits made and everything else as it stands, comments and layout included."""
        from volt.hard.repair.layout import rewrite

        return rewrite(self.source, self.tree, each(edits))


def ticked(node: ast.AST) -> str:
    """The text of a tree with a tick in every loop and function. A copy of the tree would take longer than its text."""
    bodies = {id(inner.body): inner.body for inner in ast.walk(node) if isinstance(inner, _LOOPS)}  # some share one
    try:
        for body in bodies.values():
            body.insert(0, _TICK)
        return ast.unparse(node)
    finally:
        for body in bodies.values():
            del body[0]


def _written(new: list[ast.stmt] | ast.stmt, indent: str, header: bool, ticks: bool, word: bool) -> list[str]:
    """Statements as lines; of the head of a block only its own line, and the tick that follows it."""
    if header:
        assert not isinstance(new, list)
        head = copy.copy(new)
        head.body = [ast.Pass()]  # type: ignore[attr-defined]
        for name in ("orelse", "finalbody"):
            if hasattr(head, name):
                setattr(head, name, [])
        lines = [indent + line for line in ast.unparse(head).splitlines()[:-1]]
        if word:
            lines[0] = f"{indent}el{lines[0].lstrip()}"
        if ticks and isinstance(new, _LOOPS):
            lines.append(f"{indent}    {TICK}")
        return lines
    found: list[str] = []
    for statement in new if isinstance(new, list) else [new]:
        text = ticked(statement) if ticks else ast.unparse(statement)
        found += [indent + line for line in text.splitlines()]
    return found


def own_nodes(statement: ast.stmt) -> Iterator[ast.AST]:
    """The nodes of a statement that belong to no statement within it."""
    waiting: list[ast.AST] = [child for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.stmt)]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)]


def _outermost(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function):
            yield node
        elif isinstance(node, ast.ClassDef | ast.If | ast.Try | ast.With):
            yield from _outermost(node)


def _first_line(node: ast.stmt) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", ()))])


def _overlap(spans: Sequence[_Span]) -> bool:
    ordered = sorted((first, last) for first, last, _, _ in spans)
    return any(a[1] >= b[0] for a, b in itertools.pairwise(ordered))
