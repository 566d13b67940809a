"""The functions of a source file: every function and method that has a body, nested ones too.

The parser forgives: a file with a mistake in it still gives all its functions that parse. A function is named with
what is around it (`Class.method`, `outer.inner`, `Type::method` in Rust).
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from volt.search.fields import Source
from volt.search.languages import BY_NAME, Grammar
from volt.syntax import is_noise, loaded

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, QueryCursor

_LONGEST_SIGNATURE = 400
_DEEPEST = 16
"""Functions inside of more functions and classes than these are left out: each holds the text of all inside of it."""
_MARKS = re.compile(r"^\s*(?:/\*+!?|//[/!]?|\*/|\*(?!/)|#+!?)[ \t]?|\s*\*+/\s*$", re.MULTILINE)
_JAVA_ANNOTATIONS = re.compile(r"^(?:@[\w.]+(?:\((?:[^()\"]|\"(?:\\.|[^\"\\])*\")*\))?\s*)+")
_QUOTES = re.compile(r"^[rRbBuUfF]*(\"\"\"|'''|\"|')(.*)\1$", re.DOTALL)


@dataclass(frozen=True)
class Function:
    """A function or method as it stands in a file."""

    language: str
    name: str
    """With what is around it: `Class.method`."""
    signature: str
    """The header on one line, without decorators."""
    start_line: int
    """From 1; the first decorator, if there is one."""
    end_line: int
    docs: str
    """The docstring or the comment above, without its marks; "" when there is none."""
    code: str
    """Decorators and docstring included, comments above not; moved to the left margin."""


@dataclass(frozen=True)
class Extract:
    """What a source file holds."""

    functions: tuple[Function, ...]
    """In the order of the file."""
    broken: bool
    """The file has syntax errors; functions with an error in them are left out."""


_OVERLOAD = re.compile(r"@(?:\w+\.)?overload\s")
"""On what only tells type checkers of a form of the function that stands below it."""


def extract(text: str, language: str) -> Extract:
    """The functions of a source text. KeyError for a language that has no grammar."""
    grammar = BY_NAME[language]
    parser, cursor = _tools(language)
    tree = parser.parse(text.encode())
    broken = tree.root_node.has_error
    if broken and is_noise(text):
        return Extract((), broken)
    found = cursor.captures(tree.root_node)
    scopes = {node.id for node in found.get("scope", ())}
    # Outer nodes first: a node is inside of those on the stack that end behind it.
    nodes = sorted(
        {n.id: n for kind in found.values() for n in kind}.values(), key=lambda n: (n.start_byte, -n.end_byte)
    )
    functions, stack = [], list[tuple[int, str]]()
    for node in nodes:
        while stack and stack[-1][0] <= node.start_byte:
            stack.pop()
        own = grammar.naming(node)
        name = grammar.joint.join([*(around for _, around in stack[:_DEEPEST] if around), own])
        stack.append((node.end_byte, own))
        is_one = node.id not in scopes and own and len(stack) <= _DEEPEST and not node.has_error
        if is_one and not (language == "python" and _OVERLOAD.match(_text(_whole(node, grammar)))):
            functions.append(_function(node, name, grammar))
    return Extract(tuple(functions), broken)


@cache
def _tools(language: str) -> tuple[Parser, QueryCursor]:
    from tree_sitter import Parser, Query, QueryCursor

    grammar = BY_NAME[language]
    compiled = loaded(language)
    return Parser(compiled), QueryCursor(Query(compiled, f"{grammar.functions} {grammar.scopes}"))


def _function(node: Node, name: str, grammar: Grammar) -> Function:
    whole = _whole(node, grammar)
    inner = node.child_by_field_name(grammar.holders[node.type]) if node.type in grammar.holders else node
    body = inner.child_by_field_name("body") if inner is not None else None
    docs = (_docstring(body) if grammar.name == "python" else "") or _comment_above(whole, grammar)
    return Function(
        grammar.name,
        name,
        _signature(node, body, grammar),
        whole.start_point.row + 1,
        whole.end_point.row + 1,
        docs,
        _dedented(whole),
    )


def _whole(node: Node, grammar: Grammar) -> Node:
    """A function with what is wrapped around it and nothing else."""
    while (parent := node.parent) is not None and parent.type in grammar.wrappers:
        if parent.named_child_count > 1 and "declaration" in parent.type:
            break  # `const a = () => 1, b = () => 2;`
        node = parent
    return node


def _signature(node: Node, body: Node | None, grammar: Grammar) -> str:
    ends = [end for name in grammar.header_ends if (end := node.child_by_field_name(name)) is not None]
    stop = ends[0].end_byte if ends else body.start_byte if body is not None else node.end_byte
    text = (node.text or b"")[: stop - node.start_byte].decode(errors="replace")
    if grammar.name == "java":
        text = _JAVA_ANNOTATIONS.sub("", text)
    line = " ".join(text.split()).removesuffix("{").rstrip().removesuffix("=>").rstrip()
    return line if len(line) <= _LONGEST_SIGNATURE else line[: _LONGEST_SIGNATURE - 3] + "..."


def _docstring(body: Node | None) -> str:
    statements = body.named_children if body is not None else []
    parts = statements[0].named_children if statements and statements[0].type == "expression_statement" else []
    quoted = _QUOTES.match(_text(parts[0])) if len(parts) == 1 and parts[0].type == "string" else None
    return inspect.cleandoc(quoted[2]).strip() if quoted else ""


def _comment_above(whole: Node, grammar: Grammar) -> str:
    """The comments that end on the line above, or above each other."""
    texts = [_text(comment) for comment in _comments_upwards(whole, grammar)]
    plain = _MARKS.sub("", "\n".join(reversed(texts)))
    return inspect.cleandoc(plain).strip()


def _comments_upwards(whole: Node, grammar: Grammar) -> Iterator[Node]:
    row, node = whole.start_point.row, whole.prev_sibling
    if node is None and whole.parent is not None and whole.parent.type == "block":
        node = whole.parent.prev_sibling  # Python: a comment before the first statement stands outside of the block
    while node is not None and _last_row(node) == row - 1:
        before = node.prev_sibling
        if node.type in grammar.comments:
            if before is not None and _last_row(before) == node.start_point.row:
                return  # it stands behind something and is about that
            yield node
        elif node.type not in grammar.between:
            return
        row, node = node.start_point.row, before


def _dedented(whole: Node) -> str:
    """The text at the left margin; as it stands where a line, such as one of a long string, is further left."""
    first, *rest = _text(whole).split("\n")
    column = whole.start_point.column
    if column and all(line[:column].isspace() or not line for line in rest):
        rest = [line[column:] for line in rest]
    return "\n".join([first, *rest])


def _last_row(node: Node) -> int:
    """The row on which the text of a node ends; some comments include their line break."""
    return node.start_point.row + _text(node).rstrip("\r\n").count("\n")


def _text(node: Node) -> str:
    return (node.text or b"").decode(errors="replace").rstrip("\r\n")


def source_of(text: str) -> Source:
    """Python as an index would read it: the first function with what stands around it, or all of a text without one."""
    found = extract(text, "python").functions
    return Source(text, found[0].name, found[0].docs) if found else Source(text)
