"""Which slot each token of a program belongs to, read off the syntax tree.

The seed guessed roles with patterns over the text (1.3); a syntax tree knows them. Each node claims the
characters it covers, children after parents, so the innermost claim wins; a token takes the role of its first
claimed character. Text that does not parse has no roles.

Requests are prose, for which there is no tree: their lines of code are read as code, and of the other words a short
table says which slot they speak about ("each" of loops, "otherwise" of branches, "list" of types).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from volt.frame import Role

NO_ROLE = -1

_STATEMENTS: dict[type[ast.AST], Role] = {
    ast.Return: Role.RETURN,
    ast.Yield: Role.RETURN,
    ast.YieldFrom: Role.RETURN,
    ast.For: Role.LOOP,
    ast.While: Role.LOOP,
    ast.AsyncFor: Role.LOOP,
    ast.If: Role.BRANCH,
    ast.IfExp: Role.BRANCH,
    ast.Match: Role.BRANCH,
    ast.Try: Role.EXCEPTION,
    ast.Raise: Role.EXCEPTION,
    ast.Assert: Role.EXCEPTION,
    ast.With: Role.CONTROL,
    ast.Break: Role.CONTROL,
    ast.Continue: Role.CONTROL,
    ast.Pass: Role.CONTROL,
    ast.Import: Role.IMPORT,
    ast.ImportFrom: Role.IMPORT,
    ast.ListComp: Role.PATTERN,
    ast.SetComp: Role.PATTERN,
    ast.DictComp: Role.PATTERN,
    ast.GeneratorExp: Role.PATTERN,
    ast.Lambda: Role.PATTERN,
    ast.BinOp: Role.OPERATOR,
    ast.BoolOp: Role.OPERATOR,
    ast.UnaryOp: Role.OPERATOR,
    ast.Compare: Role.OPERATOR,
    ast.AugAssign: Role.OPERATOR,
    ast.Constant: Role.LITERAL,
    ast.Name: Role.VARIABLE,
    ast.arguments: Role.ARGUMENTS,
}


def label(code: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Role of each character range of `code`, or NO_ROLE everywhere when it does not parse."""
    painter = _painted(code)
    if painter is None:
        return [NO_ROLE] * len(spans)
    return [painter.role_of(start, end) for start, end in spans]


def _painted(code: str) -> _Painter | None:
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    painter = _Painter(code)
    painter.visit(tree)
    return painter


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
        if (painter := _painted(code)) is not None:
            painted[match.start(1) : match.end(1)] = painter.roles[: len(line)]
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


class _Painter(ast.NodeVisitor):
    """Paints roles on characters, outer nodes first."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.roles = [int(Role.PUNCTUATION)] * len(code)
        lines = code.splitlines(keepends=True)
        self.line_starts = [0]
        for line in lines:
            self.line_starts.append(self.line_starts[-1] + len(line))
        self.lines = lines

    def role_of(self, start: int, end: int) -> int:
        """Role of the first character in the range that is not blank."""
        for i in range(start, min(end, len(self.code))):
            if not self.code[i].isspace():
                return self.roles[i]
        return int(Role.PUNCTUATION)

    def generic_visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            self._definition(node)
            super().generic_visit(node)
            self._types(node)
            return
        if isinstance(node, ast.Call):
            self._paint(node.func, Role.OPERATION)
            super().generic_visit(node)
            self._call_name(node.func)
            return
        elif (role := _STATEMENTS.get(type(node))) is not None:
            self._paint(node, role)
        super().generic_visit(node)

    def _definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        start = self._offset(node.lineno, node.col_offset)
        end = self._offset(node.body[0].lineno, node.body[0].col_offset)
        name_at = self.code.find(node.name, start)
        self._fill(start, name_at + len(node.name), Role.NAME)
        if isinstance(node, ast.ClassDef):
            return
        self._fill(name_at + len(node.name), end, Role.ARGUMENTS)

    def _types(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        """Annotations, over the names inside them."""
        if isinstance(node, ast.ClassDef):
            return
        for argument in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]:
            if argument.annotation is not None:
                self._paint(argument.annotation, Role.TYPE)
        if node.returns is not None:
            self._paint(node.returns, Role.TYPE)

    def _call_name(self, func: ast.expr) -> None:
        """The called name keeps its own role after its children were painted as variables."""
        if isinstance(func, ast.Name):
            self._paint(func, Role.OPERATION)
        elif isinstance(func, ast.Attribute) and func.end_lineno is not None and func.end_col_offset is not None:
            end = self._offset(func.end_lineno, func.end_col_offset)
            self._fill(end - len(func.attr), end, Role.OPERATION)

    def _paint(self, node: ast.AST, role: Role) -> None:
        line, end_line = getattr(node, "lineno", None), getattr(node, "end_lineno", None)
        if line is None or end_line is None:
            return
        start = self._offset(line, getattr(node, "col_offset", 0))
        self._fill(start, self._offset(end_line, getattr(node, "end_col_offset", 0)), role)

    def _fill(self, start: int, end: int, role: Role) -> None:
        self.roles[start:end] = [int(role)] * max(0, end - start)

    def _offset(self, line: int, column: int) -> int:
        """Character offset from a 1-based line and a column in UTF-8 bytes, as `ast` counts them."""
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        if not text.isascii():
            column = len(text.encode()[:column].decode(errors="ignore"))
        return self.line_starts[line - 1] + column
