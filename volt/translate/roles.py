"""Which slot each token of a text belongs to, read off the syntax tree.

The seed guessed roles with patterns over the text (1.3); a syntax tree knows them. What its nodes claim says
`role_queries`, in five languages; a token takes the role of its first visible character. What does not parse has no
role: an error, and the innermost statement that it stands in.

Requests are prose, for which there is no tree: their lines of code are read as code, and of the other words a short
table says which slot they speak about ("each" of loops, "otherwise" of branches, "list" of types).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from volt.config import Role
from volt.syntax import is_noise, loaded
from volt.translate.role_queries import QUERIES

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, QueryCursor

NO_ROLE = -1
_UNREAD = 255
"""`NO_ROLE` as a byte."""
_WHOLE = frozenset({Role.TEXT, Role.TYPE, Role.IMPORT})
"""Nothing inside of these claims anything."""
_BLOCKS = frozenset(
    (
        *("module", "block", "program", "statement_block", "class_body", "interface_body", "enum_body", "switch_body"),
        *("source_file", "declaration_list", "statement_list", "match_block"),
    )
)
"""What statements stand in."""


def label(code: str, spans: Sequence[tuple[int, int]], language: str = "python") -> list[int]:
    """Role of each character range of `code`, NO_ROLE where it does not parse. KeyError for an unknown language."""
    painted = paint(code, language)
    return [
        painted[_first_visible(code, start, end)] if code[start:end].strip() else int(Role.PUNCTUATION)
        for start, end in spans
    ]


def paint(code: str, language: str = "python") -> list[int]:
    """Role of each character of `code`, NO_ROLE where it does not parse. KeyError for an unknown language."""
    data = code.encode(errors="replace")
    parser, cursor, roles = _tools(language)
    root = parser.parse(data).root_node
    if root.has_error and is_noise(code):
        return [NO_ROLE] * len(code)
    claims: dict[tuple[int, int], tuple[int, Role]] = {}
    for pattern, captures in cursor.matches(root):
        for name, nodes in captures.items():
            for node in nodes:
                place = (node.start_byte, node.end_byte)
                claims[place] = max(claims.get(place, (-1, Role.TEXT)), (pattern, roles[name]))
    painted = bytearray([Role.PUNCTUATION]) * len(data)
    whole_until = 0
    # Outer claims first, so that those inside lie on top.
    for (start, end), (_, role) in sorted(claims.items(), key=lambda claim: (claim[0][0], -claim[0][1])):
        if start >= whole_until:
            painted[start:end] = bytes([role]) * (end - start)
            whole_until = end if role in _WHOLE else whole_until
    for start, end in _errors(root):
        painted[start:end] = bytes([_UNREAD]) * (end - start)
    if len(data) != len(code):
        offsets = accumulate((len(c.encode(errors="replace")) for c in code[:-1]), initial=0)
        painted = bytearray(painted[offset] for offset in offsets)
    return [NO_ROLE if role == _UNREAD else role for role in painted]


@cache
def _tools(language: str) -> tuple[Parser, QueryCursor, dict[str, Role]]:
    from tree_sitter import Parser, Query, QueryCursor

    grammar = loaded(language)
    roles = {role.name.lower(): role for role in Role}
    return Parser(grammar), QueryCursor(Query(grammar, QUERIES[language])), roles


def _errors(root: Node) -> Iterator[tuple[int, int]]:
    """The byte ranges that do not parse: each error, with the innermost statement that it stands in."""
    if root.is_error:
        yield root.start_byte, root.end_byte
    stack = [(root, root)] if root.has_error and not root.is_error else []
    while stack:
        node, statement = stack.pop()
        for child in node.children:
            inner = child if node.type in _BLOCKS else statement
            if child.is_error or child.is_missing:
                yield inner.start_byte, inner.end_byte
            elif child.has_error:
                stack.append((child, inner))


def label_request(text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Role of each character range of a request: code lines by their tree, other words by `_WORDS`, else TEXT."""
    painted = [int(Role.TEXT)] * len(text)
    for match in re.finditer(r"\w+", text):
        role = _spoken(match.group())
        painted[match.start() : match.end()] = [int(role)] * (match.end() - match.start())
    for match in re.finditer(
        r"^[ \t]*(?:>>> )?((?:def|assert|return|from|import) .*|\w+\(.*\).*)$", text, re.MULTILINE
    ):
        line = match.group(1)
        code = f"{line}\n    pass" if line.startswith("def ") and line.rstrip().endswith(":") else line
        if NO_ROLE not in (roles := paint(code)):
            painted[match.start(1) : match.end(1)] = roles[: len(line)]
    return [painted[_first_visible(text, start, end)] for start, end in spans]


def _spoken(word: str) -> Role:
    if word.isdigit():
        return Role.LITERAL
    lower = word.lower()
    return _WORDS.get(lower, _WORDS.get(lower.removesuffix("s"), Role.TEXT))


def _first_visible(text: str, start: int, end: int) -> int:
    return next(
        (i for i in range(start, min(end, len(text))) if not text[i].isspace()), max(0, min(start, len(text) - 1))
    )


_SPOKEN: dict[Role, str] = {
    Role.NAME: "function method program class called named",
    Role.OPERATION: "find count sum sort reverse remove replace convert compute calculate check merge split join "
    "filter add multiply divide subtract swap rotate extract insert delete search select group flatten combine "
    "concatenate determine generate create build make get print round map apply total average",
    Role.ARGUMENTS: "given input argument parameter taking takes accept",
    Role.RETURN: "return returns output result answer give produce yield",
    Role.LOOP: "each every all until while repeat repeatedly consecutive times successive iterate over through",
    Role.PATTERN: "recursion recursive dynamic greedy binary stack queue heap regex pattern lambda comprehension",
    Role.BRANCH: "if whether when otherwise else unless only either none empty",
    Role.EXCEPTION: "raise error exception invalid valid missing",
    Role.CONTROL: "first last stop start begin end before after",
    Role.OPERATOR: "greater less equal larger smaller more fewer than not and or between divisible even odd maximum "
    "minimum largest smallest highest lowest longest shortest difference product quotient remainder modulo square "
    "cube power",
    Role.VARIABLE: "number element item value word character letter digit key index position n k m x y",
    Role.TYPE: "list integer int string str tuple set dictionary dict float boolean bool array matrix sentence text",
    Role.LITERAL: "zero one two three four five ten vowel true false",
    Role.IMPORT: "module library using math collections itertools",
}
_WORDS = {word: role for role, words in _SPOKEN.items() for word in words.split()}
