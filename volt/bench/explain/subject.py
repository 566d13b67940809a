"""A function as others see it: its bytecode, its symbol table, its tokens, and another parser's tree.

Nothing here uses `ast` or the Explainer: what is looked at must not have the same mistakes.
"""

from __future__ import annotations

import ast
import dis
import io
import symtable
import tokenize
import warnings
from collections.abc import Iterator
from functools import cached_property
from types import CodeType
from typing import TYPE_CHECKING, Any

from volt.syntax import loaded

if TYPE_CHECKING:
    from tree_sitter import Node

_FUNCTIONS = ("function_definition", "lambda")
_COMPREHENDED = ("<listcomp>", "<setcomp>", "<dictcomp>")
_FIXED = ("None", "True", "False")
_LEAVING = ("return_statement", "raise_statement", "continue_statement", "break_statement")


class Subject:
    """One function of a source text. LookupError when it is not found there."""

    def __init__(self, source: str, name: str, line: int, program: str, setup: str = "") -> None:
        """`line`: its first, decorators included. `program`: what was run of the source, `setup`: what before it."""
        self.source, self.name, self.line, self.program, self.setup = source, name, line, program, setup
        self.short = name.split(".")[-1]

    @cached_property
    def code(self) -> CodeType:
        """Its bytecode."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            top = compile(self.source, "<subject>", "exec", dont_inherit=True)
        for code in _codes(top):
            if code.co_name == self.short and code.co_firstlineno == self.line:
                return code
        raise LookupError(f"{self.name} is not compiled in line {self.line}")

    @cached_property
    def own_code(self) -> list[CodeType]:
        """Its bytecode and that of classes and comprehensions in it, not of functions and generator expressions."""
        found, waiting = [], [self.code]
        while waiting:
            code = waiting.pop()
            found.append(code)
            inner = [c for c in code.co_consts if isinstance(c, CodeType)]
            # The body of a class has no fast locals: CO_OPTIMIZED is what it lacks.
            waiting += [c for c in inner if c.co_name in _COMPREHENDED or not c.co_flags & 0x01]
        return found

    def instructions(self) -> Iterator[dis.Instruction]:
        """Of its own code."""
        for code in self.own_code:
            yield from dis.get_instructions(code)

    def all_instructions(self) -> Iterator[dis.Instruction]:
        """Of its code and of everything in it."""
        for code in _codes(self.code):
            yield from dis.get_instructions(code)

    @cached_property
    def module_table(self) -> symtable.SymbolTable:
        """Of the whole source."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return symtable.symtable(self.source, "<subject>", "exec")

    @cached_property
    def table(self) -> symtable.SymbolTable:
        """Its symbol table."""
        waiting = [self.module_table]
        while waiting:
            table = waiting.pop()
            # The line of a decorated function is that of its first decorator or of its `def`, by version.
            if table.get_name() == self.short and table.get_lineno() in (self.line, self.def_line):
                return table
            waiting += table.get_children()
        raise LookupError(f"{self.name} has no symbol table")

    @cached_property
    def module_node(self) -> Node:
        """The whole source in the other parser's tree."""
        from tree_sitter import Parser

        return Parser(loaded("python")).parse(self.source.encode()).root_node

    @cached_property
    def node(self) -> Node:
        """The function in the other parser's tree."""
        for node in walk(self.module_node):
            if node.type == "function_definition" and text(node.child_by_field_name("name")) == self.short:
                around = node.parent
                outer = around if around is not None and around.type == "decorated_definition" else node
                if outer.start_point.row + 1 == self.line:
                    return node
        raise LookupError(f"{self.name} is not parsed in line {self.line}")

    @property
    def def_line(self) -> int:
        """The line of its `def`."""
        return self.node.start_point.row + 1

    @property
    def last_line(self) -> int:
        """Its last line."""
        return self.node.end_point.row + 1

    def own(self, *types: str, everything: bool = False) -> list[Node]:
        """Its nodes of these types that run with it, or `everything` that is written: not inside of functions in it."""
        body = self.node.child_by_field_name("body")
        return [node for node in _own(body, everything) if node.type in types] if body is not None else []

    def literals(self) -> list[Any]:
        """The values of the number and text tokens of its lines; texts beside each other are one."""
        part = (
            "\n" * (self.def_line - 1) + "\n".join(self.source.split("\n")[self.def_line - 1 : self.last_line]) + "\n"
        )
        found: list[Any] = []
        texts: list[str] = []
        try:
            for token in tokenize.generate_tokens(io.StringIO(part).readline):
                if token.type == tokenize.STRING:
                    texts.append(token.string)
                elif token.type not in (tokenize.NL, tokenize.COMMENT):
                    found += _joined(texts)
                    texts = []
                    if token.type == tokenize.NUMBER:
                        found.append(ast.literal_eval(token.string))
        except (tokenize.TokenError, IndentationError):
            pass  # a function in a class ends at a line that is further left: everything before it is read
        return found + _joined(texts)

    def parameters(self) -> list[str]:
        """Names of all its parameters, those of `*` and `**` last."""
        code = self.code
        many = code.co_argcount + code.co_kwonlyargcount
        many += bool(code.co_flags & 0x04) + bool(code.co_flags & 0x08)
        return list(code.co_varnames[:many])


def _joined(texts: list[str]) -> list[Any]:
    if not texts:
        return []
    try:
        return [ast.literal_eval(f"({' '.join(texts)})")]
    except (ValueError, SyntaxError):
        return []  # an f-string


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


def walk(node: Node) -> Iterator[Node]:
    """A node and all in it."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        waiting += reversed(here.children)


def _own(node: Node, everything: bool) -> Iterator[Node]:
    yield node
    clauses = [child for child in node.children if child.type == "for_in_clause"]
    for place, child in enumerate(node.children):
        field = node.field_name_for_child(place)
        if node.type in _FUNCTIONS and field in ("body", "return_type", "type_parameters"):
            continue
        if (node.type in ("typed_parameter", "typed_default_parameter", "assignment")) and field == "type":
            continue
        if node.type == "typed_parameter" and child.type == "type":
            continue
        if node.type == "generator_expression" and not everything:
            first = clauses[0].child_by_field_name("right")
            yield from _own(first, everything) if first is not None else ()
            return
        if not everything and _is_skipped(node, field):
            continue
        yield from _own(child, everything)
        if node.type == "block" and not everything and _leaves(child):
            return


def _leaves(node: Node) -> bool:
    """Whether a statement never comes to its end."""
    if node.type == "while_statement":
        forever = _constant(node.child_by_field_name("condition")) is True
        return forever and not _breaks(node.child_by_field_name("body"))
    if node.type == "if_statement":
        known = _constant(node.child_by_field_name("condition"))
        first, other = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
        if other is not None and other.type == "elif_clause":
            return known is True and _ends(first)
        last = other.child_by_field_name("body") if other is not None else None
        return (known is False or _ends(first)) and (known is True or _ends(last))
    if node.type == "class_definition":
        return _ends(node.child_by_field_name("body"))
    if node.type == "try_statement":
        return _try_leaves(node)
    if node.type == "match_statement":
        body = node.child_by_field_name("body")
        cases = [n for n in body.named_children if n.type == "case_clause"] if body is not None else []
        return any(map(_is_any, cases)) and all(_ends(n.child_by_field_name("consequence")) for n in cases)
    return node.type in _LEAVING


def _try_leaves(node: Node) -> bool:
    parts = {
        kind: [n for n in node.named_children if n.type.startswith(kind)] for kind in ("except", "else", "finally")
    }
    last = {kind: [_ends(_block(n)) for n in found] for kind, found in parts.items()}
    on = _ends(node.child_by_field_name("body")) or any(last["else"])
    return any(last["finally"]) or (on and all(last["except"]))


def _is_any(case: Node) -> bool:
    """Whether a case takes whatever comes: `_`, or a name that is bound."""
    words = text(case).partition(":")[0].split()
    return len(words) == 2 and words[0] == "case" and words[1].isidentifier() and words[1] not in _FIXED


def _block(clause: Node) -> Node | None:
    return next((n for n in clause.named_children if n.type == "block"), None)


def _ends(block: Node | None) -> bool:
    return block is not None and any(map(_leaves, block.named_children))


def _breaks(node: Node | None) -> bool:
    if node is None or node.type in (*_FUNCTIONS, "class_definition", "for_statement", "while_statement"):
        return False
    return node.type == "break_statement" or any(map(_breaks, node.children))


def _constant(node: Node | None) -> bool | None:
    """What a condition comes to that is a constant."""
    try:
        value = ast.literal_eval(text(node).removeprefix("not ").strip())
    except (ValueError, SyntaxError):
        return None
    return bool(value) != text(node).startswith("not ")


def _is_skipped(node: Node, field: str | None) -> bool:
    if node.type == "else_clause" and node.parent is not None and node.parent.type == "try_statement":
        return field == "body" and _ends(node.parent.child_by_field_name("body"))
    if node.type not in ("if_statement", "while_statement"):
        return False
    known = _constant(node.child_by_field_name("condition"))
    return (known is False and field in ("consequence", "body")) or (known is True and field == "alternative")


def text(node: Node | None) -> str:
    """The source of a node."""
    return (node.text or b"").decode() if node is not None else ""


def line(node: Node) -> int:
    """The line in which a node begins."""
    return node.start_point.row + 1


def bare(words: str) -> str:
    """A piece of source without blanks and brackets around it, with one kind of quotes."""
    return "".join(words.split()).replace('"', "'").strip("()").replace(",)", ")").rstrip(",")


def same_expression(ours: str, theirs: str) -> bool:
    """Whether two pieces of source compile to the same."""
    if bare(ours) == bare(theirs):
        return True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            one, other = (compile(f"({part}\n)", "<e>", "eval", dont_inherit=True) for part in (ours, theirs))
        except (SyntaxError, ValueError):
            return False
    return _content(one) == _content(other)


def _content(code: CodeType) -> tuple[Any, ...]:
    """What bytecode does, without where it stood: positions of functions inside of it differ by layout."""
    inner = tuple(_content(one) if isinstance(one, CodeType) else (type(one), one) for one in code.co_consts)
    return code.co_code, code.co_names, code.co_varnames, code.co_freevars, inner
