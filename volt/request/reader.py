"""From what the user typed to a `Task`: the signature that is asked for, and every check that can be found.

    text ──► code pieces ──► setup, stub (the last `def` without a body)
         └─► prose ───────► description, examples ──► tests
    tests ─► parsed, matched against the signature; the signature is inferred from them when nobody gives one

Nothing from the request is executed; it is parsed only.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from volt.errors import ChecksError, RequestError
from volt.request import Example, Request, Signature, Task
from volt.request.checks import (
    aliases_in,
    arity_error,
    bound_names,
    example_of,
    expectations,
    free_calls,
    parse,
    wanted_equal,
)
from volt.request.examples import Found, block_test, blocks, spoken_checks
from volt.request.signatures import inferred, mentioned, parse_signature, signature_of

MAX_BYTES = 200_000
_FENCE = re.compile(r"^[ \t]*```[ \t]*\w*[ \t]*$", re.MULTILINE)
_CODE_LINE = re.compile(
    r"\s*(?:from\s+[\w.]+\s+import\s|import\s+[\w.]+(?:\s*,|\s+as\s|\s*$)|(?:async\s+)?def\s+\w+\s*\(|class\s+\w+\s*[:(]|@\w)"
)
_LEFTOVER = re.compile(
    r"(?:(?:sample|test)\s+)?(?:for\s+)?(?:examples?|e\.g\.|input|output|explanation|test\s+cases?)\b[\s\d:.]*"
    r"|explanation\s*\d*\s*:.*|```\w*",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?:.*[.!?](?=\s))?")
_TYPING_NAMES = (
    "Any Callable Deque DefaultDict Dict FrozenSet Generator Iterable Iterator List Mapping Optional Sequence Set "
    "Tuple Type TypeVar Union"
)
_TYPING = frozenset(_TYPING_NAMES.split())
_FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def bytes_to_text(data: bytes) -> str:
    """A request that came as bytes, as text; RequestError when it is too large, binary or not UTF-8."""
    if len(data) > MAX_BYTES:
        raise RequestError(
            f"The request has {len(data):,} bytes, more than the {MAX_BYTES:,} that are read", "Shorten it"
        )
    if 0 in data:
        raise RequestError(f"The request is binary: a zero byte at position {data.index(0)}", "Give plain text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"byte 0x{data[error.start]:02x} at position {error.start}"
        raise RequestError(f"The request is not UTF-8: {where}", "Save it as UTF-8 and try again") from error


def read(request: Request) -> Task:
    """Understand a request. Raises RequestError for unusable text and ChecksError for unusable tests."""
    text = _validated(request.text)
    pieces = _pieces(text)
    given = _parsed_tests(request.tests)
    spoken = spoken_checks(pieces.prose)
    found_blocks = blocks(pieces.prose)
    known = bound_names(parse(pieces.setup)) | {name for tree in given for name in bound_names(tree)}
    signature = _explicit(request.signature) or _from_code(pieces, given) or mentioned(pieces.prose)
    if signature is None or not signature.parameters:
        signature = inferred(signature, given, spoken, found_blocks, known) or signature
    if request.signature and pieces.stub and signature and signature.name not in pieces.names:
        raise RequestError(
            f"The text asks for {pieces.stub.name} but the signature names {signature.name}", "Make the two agree"
        )
    if signature is None:
        return Task(request, _description(pieces.prose, []), None, pieces.setup, tuple(request.tests))
    _contradictions(given, signature, known)
    chosen = [check for check in spoken if check.name == signature.name and _fits(check, signature)]
    seen = [(block, test) for block in found_blocks if (test := block_test(block, signature))]
    asked = [*_statements(given, request.tests), *(c.test for c in chosen)]
    program = next((source for defined, source in pieces.code if defined == signature.name), "")
    if not program:  # one that is given may keep state, so that the same call gives another result
        _disagreement(asked, signature)
    tests = _unique([*asked, *(test for _, test in seen)])
    spans = [(c.start, c.end) for c in chosen] + [(b.start, b.end) for b, _ in seen]
    return Task(
        request=request,
        description=_description(pieces.prose, spans),
        signature=signature,
        setup=_with_typing(_without(pieces, signature.name), signature),
        tests=tests,
        examples=_examples(tests, signature),
        program=program,
    )


def code_in(text: str) -> str:
    """The definitions, classes, imports and assignments in a request, in their order; not run, only parsed."""
    return "\n\n".join(source for _, source in _pieces(_validated(text)).code)


def _validated(text: str) -> str:
    """The text with plain line ends, once it is known to be usable."""
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise RequestError(f"The request is not text: a lone surrogate at position {error.start}") from error
    text = bytes_to_text(data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise RequestError("The request is empty", "Say what the function should do")
    control = next((i for i, c in enumerate(text) if ord(c) < 32 and c not in "\n\t\f\v\x1b"), None)
    if control is not None:
        raise RequestError(f"The request is binary: character {text[control]!r} at position {control}")
    return text


# ---------------------------------------------------------------------------------------------------------------
# Code inside the text
# ---------------------------------------------------------------------------------------------------------------


@dataclass
class _Pieces:
    """The text taken apart. `stub` is the last function without a body; `whole` are functions that have one."""

    prose: str = ""
    code: list[tuple[str | None, str]] = field(default_factory=list)
    stub: _FunctionNode | None = None
    whole: dict[str, _FunctionNode] = field(default_factory=dict)

    @property
    def setup(self) -> str:
        return "\n".join(source for _, source in self.code)

    @property
    def names(self) -> set[str]:
        return {*self.whole, *([self.stub.name] if self.stub else [])}


def _pieces(text: str) -> _Pieces:
    pieces, prose = _Pieces(), list[str]()
    lines = text.split("\n")
    at = tries = 0
    while at < len(lines):
        if tries < 40 and _CODE_LINE.match(lines[at]):
            tries += 1
            if region := _code_region(lines[at:]):
                tree, source, size = region
                prose.append(_take(pieces, tree, source))
                at += size
                continue
        prose.append(lines[at])
        at += 1
    pieces.prose = _FENCE.sub("", "\n".join(prose))
    return pieces


def _code_region(lines: list[str]) -> tuple[ast.Module, list[str], int] | None:
    """The longest beginning of `lines` that is Python: its tree, its lines (dedented) and how many lines it takes."""
    indent = len(lines[0]) - len(lines[0].lstrip())
    stop = next((i for i, line in enumerate(lines) if line.lstrip().startswith("```")), len(lines))
    body = [line[indent:] if not line[:indent].strip() else line for line in lines[:stop]]
    size = len(body)
    for _ in range(30):
        while size and not body[size - 1].strip():
            size -= 1
        if size <= 0:
            return None
        last = body[size - 1]
        hole = last[: len(last) - len(last.lstrip())] + "    pass"
        for source in (body[:size], [*body[:size], hole]):
            try:
                return parse("\n".join(source)), source, size
            except SyntaxError as error:
                lineno = error.lineno or size
        size = min(size, lineno) - 1
    return None


def _take(pieces: _Pieces, tree: ast.Module, source: list[str]) -> str:
    """Sort the statements of a code region into setup and stub; returns what belongs to the prose."""
    prose: list[str] = []
    for node in tree.body:
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        text = "\n".join(source[first - 1 : node.end_lineno])
        stub = _stub_in(node)
        if stub is not None:
            pieces.stub = stub
            prose.append(ast.get_docstring(stub) or "")
        elif isinstance(node, _FunctionNode):
            pieces.whole[node.name] = node
            pieces.code.append((node.name, text))
        elif isinstance(node, ast.Import | ast.ImportFrom | ast.ClassDef | ast.Assign | ast.AnnAssign):
            pieces.code.append((None, text))
        else:
            prose.append(text)
    return "\n".join(prose)


def _stub_in(node: ast.stmt) -> _FunctionNode | None:
    """The function without a body that a statement is, or holds as a method."""
    if isinstance(node, ast.ClassDef):
        methods = [m for m in node.body if isinstance(m, _FunctionNode) and not m.name.startswith("__")]
        return _stub_in(methods[-1]) if methods else None
    if not isinstance(node, _FunctionNode):
        return None
    body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
    return node if all(_is_hole(statement) for statement in body) else None


def _is_hole(node: ast.stmt) -> bool:
    match node:
        case ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Raise(exc=ast.Name(id="NotImplementedError") | ast.Call(func=ast.Name(id="NotImplementedError"))):
            return True
    return False


def _without(pieces: _Pieces, name: str) -> str:
    """The setup without an earlier definition of the function that is asked for."""
    return "\n".join(source for defined, source in pieces.code if defined != name)


def _with_typing(setup: str, signature: Signature) -> str:
    """The setup, with imports for the `typing` names that the signature uses and nobody brings."""
    texts = [p.annotation for p in signature.parameters] + [signature.returns]
    used = {word for text in texts if text for word in re.findall(r"(?<![\w.])[A-Z]\w*", text)} & _TYPING
    if "from typing import *" not in setup:
        used -= bound_names(parse(setup))
        if used:
            return f"from typing import {', '.join(sorted(used))}\n{setup}".rstrip()
    return setup


# ---------------------------------------------------------------------------------------------------------------
# Signatures and tests
# ---------------------------------------------------------------------------------------------------------------


def _explicit(header: str | None) -> Signature | None:
    return parse_signature(header) if header is not None and header.strip() else None


def _from_code(pieces: _Pieces, given: Sequence[ast.Module]) -> Signature | None:
    """The stub, or a whole function in the text that the tests call (something to be put right)."""
    if pieces.stub is not None:
        return signature_of(pieces.stub)
    own = {name for tree in given for name in bound_names(tree)}
    for tree in given:
        for name in free_calls(tree):
            if name in pieces.whole and name not in own:
                return signature_of(pieces.whole[name])
    return None


class _Unwrap(ast.NodeTransformer):
    """`Solution().f` as `f`: Volt writes functions, and some problem sets wrap theirs in a class of that name."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        self.generic_visit(node)
        match node.value:
            case ast.Call(func=ast.Name(id="Solution"), args=[]):
                return ast.copy_location(ast.Name(node.attr, ast.Load()), node)
        return node


def _parsed_tests(tests: Sequence[str]) -> list[ast.Module]:
    trees = []
    for number, test in enumerate(tests, 1):
        try:
            trees.append(_Unwrap().visit(parse(test.strip())))
        except SyntaxError as error:
            where = f"line {error.lineno}, column {error.offset}" if error.lineno else "its start"
            raise ChecksError(
                f"Test {number} does not parse at {where}: {error.msg}: {_short(test)}", "Write it as assert f(2) == 4"
            ) from error
    return trees


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:77] + "..."


def _contradictions(given: Sequence[ast.Module], signature: Signature, known: set[str]) -> None:
    """ChecksError when a test calls another function, or calls this one in a way the signature forbids."""
    for number, tree in enumerate(given, 1):
        called = free_calls(tree, known - {signature.name})
        if called and signature.name not in called:
            raise ChecksError(
                f"Test {number} calls {called[0]}, but the function is {signature.header()[4:-1]}: "
                f"{_short(ast.unparse(tree))}",
                "Use one name in the signature and the tests",
            )
        aliases = aliases_in(tree)
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            why = arity_error(node, signature) if aliases.get(node.func.id, node.func.id) == signature.name else None
            if why:
                raise ChecksError(
                    f"Test {number} calls {signature.name} {why}, but the signature is {signature.header()[4:-1]}",
                    "Make the two agree",
                )


def _disagreement(tests: Sequence[str], signature: Signature) -> None:
    """ChecksError when two tests want different results of one call: no function gives both, so none is looked for."""
    said: dict[str, tuple[Example, str]] = {}
    for test in tests:
        body = parse(test).body
        if len(body) != 1 or not (equation := wanted_equal(body[0], signature.name)):
            continue
        example = example_of(*equation, signature)
        if example is None or not example.args:  # a call without arguments may count
            continue
        first, source = said.setdefault(repr(example.args), (example, test))
        if first.expected != example.expected and repr(first) != repr(example):
            raise ChecksError(
                f"The examples contradict each other: {_short(_bare(source))} and {_short(_bare(test))}",
                "Correct one of them or leave it out",
            )


def _bare(test: str) -> str:
    return test.removeprefix("assert").strip()


def _fits(check: Found, signature: Signature) -> bool:
    calls = [n for n in ast.walk(parse(check.test)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    own = [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == signature.name]
    return all(arity_error(call, signature) is None for call in own)


def _statements(trees: Sequence[ast.Module], sources: Sequence[str]) -> list[str]:
    """The given tests, those that are several asserts taken apart."""
    rows: list[str] = []
    for tree, source in zip(trees, sources, strict=True):
        split = len(tree.body) > 1 and all(isinstance(node, ast.Assert) for node in tree.body)
        whole = ast.unparse(tree) if "Solution()" in source else source.strip()
        rows += [ast.unparse(node) for node in tree.body] if split else [whole]
    return [row for row in rows if row]


def _unique(tests: Iterable[str]) -> tuple[str, ...]:
    """The tests without those that say the same, however they are spaced."""
    return tuple({ast.unparse(parse(test)): test for test in reversed(list(tests))}.values())[::-1]


def _examples(tests: Sequence[str], signature: Signature) -> tuple[Example, ...]:
    found: dict[str, Example] = {}
    for test in tests:
        for call, expected in expectations(parse(test), signature.name):
            if example := example_of(call, expected, signature):
                found.setdefault(repr(example), example)
    return tuple(found.values())


def _description(prose: str, spans: list[tuple[int, int]]) -> str:
    """The prose without examples, and without lines that are nothing but a heading for examples."""
    kept, position = list[str](), 0
    for line in prose.splitlines(keepends=True):
        start, position = position, position + len(line)
        hits = [(max(a, start), min(b, position)) for a, b in spans if a < position and b > start]
        if hits and 2 * sum(b - a for a, b in hits) > len(line.strip()):
            line = _SENTENCES.match(line[: hits[0][0] - start])[0]  # type: ignore[index]
        bare = line.strip()
        if not bare.startswith(">>>") and not (bare and _LEFTOVER.fullmatch(bare.strip("*# "))):
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
