"""Examples hidden in prose: doctests, `f(1) == 2`, "f(1) should return 2", and "Input: ... Output: ..." blocks.

Every finder returns what it saw and where, so that the reader can take the examples out of the description. Only
literal arguments and results count; what cannot be parsed is left in the prose.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from volt.request import Signature
from volt.request.checks import Call, call_of, free_calls, literal, parse

_CALL_SITES = 2_000  # call sites looked at in one request: keeps hostile text from costing quadratic time
_CALL_LENGTH = 4_000
_CALL = re.compile(r"(?<![\w.])(?<!def )(?<!class )([A-Za-z_]\w*)\(")
_SAYS = re.compile(
    r"""[`'"*]*\)?[`*]*\s*(?:
        ={1,3}>?|-+>|→|➞|➜|⇒|⟹|⟶|:
        |(?:\#|//)\s*(?:=>|-+>|→|➞|==?|returns?|should\s+return|gives|outputs?|prints?)?:?
        |,?\s*(?:(?:should|must|will|would|shall|is\s+expected\s+to|has\s+to)\s+)?(?:be\s+)?
         (?:returns?|gives?|yields?|produces?|outputs?|equals?|evaluates?\s+to|results?\s+in|is|be|becomes?)
         (?:\s+(?:to|equal\s+to))?:?(?!\w)
    )\s*[`*]*""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?j?(?![\w]|\.\d)(?!\s*[*/+%^]\s*[\w(])")
_WORD = re.compile(r"(?:[tT]rue|[fF]alse|None|null)(?!\w)")
_STRING = re.compile(r"[rbRB]?(?:'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")(?!\s*[*+%]\s*\w)")
_WRAPPED = re.compile(r"(?:set|frozenset|tuple|list|dict|float)\(")
_BLOCK = re.compile(
    r"\binputs?\s*\d*\s*[*_`]*\s*[:=]\s*[*_]*(?P<given>.{1,2000}?)[*_\s]*"
    r"\b(?:expected\s+)?outputs?\s*\d*\s*[*_`]*\s*[:=]\s*[*_]*(?P<wanted>.{1,2000}?)"
    r"(?=\n\s*[*_#]*(?:explanation|example|input|note|constraints|sample|follow)|\n\s*\n|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_ARROW = re.compile(
    r"^[ \t]*(?:[-*•]|\d+\.)?[ \t]*(?:(?:example\s*\d*|e\.g\.|for example)[:,]?)?[ \t]*"
    r"(?P<given>[-\[({'\"\d`TF].{0,500}?)[ \t]*(?:=+>|-+>|→|➞|➜|⇒)[ \t]*(?P<wanted>\S.{0,500}?)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_PLAIN_NAMES = (
    "int float str bool bytes complex object list dict set tuple frozenset None List Dict Set Tuple FrozenSet Optional "
    "Union Any Sequence Iterable Collection Mapping Number typing collections abc"
)
_PLAIN = frozenset(_PLAIN_NAMES.split())


@dataclass(frozen=True)
class Found:
    """A check seen in prose[start:end]. `test` is a Python statement; `name` the function it calls."""

    start: int
    end: int
    name: str
    test: str


@dataclass(frozen=True)
class Block:
    """Arguments and a result without a call: `Input: nums = [2, 7], target = 9 Output: [0, 1]`."""

    start: int
    end: int
    given: Call
    wanted: str
    """Source of the expected value, as it was written."""


class _Pythonic(ast.NodeTransformer):
    """Turns JSON's words into Python's, so that the check can run."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        words: dict[str, ast.expr] = {
            "true": ast.Constant(True),
            "false": ast.Constant(False),
            "null": ast.Constant(None),
            "inf": ast.Call(ast.Name("float", ast.Load()), [ast.Constant("inf")], []),
        }
        return words.get(node.id, node)


def _source(node: ast.expr) -> str:
    return ast.unparse(_Pythonic().visit(node))


def expression(source: str) -> ast.expr | None:
    """The expression that `source` is, or None."""
    try:
        body = parse(source.strip()).body
    except SyntaxError:
        return None
    return body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None


def _literal_at(text: str, start: int) -> tuple[ast.expr, int] | None:
    """The literal that begins at `start` and where it ends, or None."""
    if start < len(text) and text[start] in "[({":
        end = balanced_end(text, start)
    elif wrapped := _WRAPPED.match(text, start):
        end = balanced_end(text, wrapped.end() - 1)
    else:
        match = _NUMBER.match(text, start) or _WORD.match(text, start) or _STRING.match(text, start)
        end = match.end() if match else None
    if end is None or (node := expression(text[start:end])) is None:
        return None
    try:
        literal(node)
    except ValueError:
        return None
    return node, end


def balanced_end(text: str, start: int) -> int | None:
    """Where the bracket at `start` is closed (one past it), or None when it is not, within a bounded distance."""
    depth, position = 0, start
    stop = min(len(text), start + _CALL_LENGTH)
    while position < stop:
        char = text[position]
        if char in "'\"":
            string = _STRING.match(text, position)
            position = string.end() if string else position + 1
            continue
        depth += (char in "[({") - (char in "])}")
        position += 1
        if depth == 0:
            return position
    return None


def spoken_checks(prose: str) -> list[Found]:
    """Every check the prose spells out as a call: doctests, assert lines, `f(1) -> 2`, "f(1) should return 2"."""
    found = [*_doctests(prose), *_asserts(prose)]
    taken = [(check.start, check.end) for check in found]
    found += [check for check in _calls(prose) if not any(a <= check.start < b for a, b in taken)]
    return sorted(found, key=lambda check: check.start)


def _lines(prose: str) -> list[tuple[int, str]]:
    """Each line with the position where it starts."""
    rows, position = [], 0
    for line in prose.splitlines(keepends=True):
        rows.append((position, line))
        position += len(line)
    return rows


def _doctests(prose: str) -> Iterator[Found]:
    rows, at, setup = _lines(prose), 0, list[str]()
    while at < len(rows):
        start, line = rows[at]
        if not line.lstrip().startswith(">>>"):
            setup = setup if line.strip() else []
            at += 1
            continue
        source, at = [line.lstrip()[3:].strip()], at + 1
        while at < len(rows) and rows[at][1].lstrip().startswith("..."):
            source.append(rows[at][1].lstrip()[4:].rstrip())
            at += 1
        wanted = []
        while at < len(rows) and rows[at][1].strip() and not rows[at][1].lstrip().startswith((">>>", '"""', "```")):
            wanted.append(rows[at][1].strip())
            at += 1
        code = "\n".join(source)
        if not wanted and expression(code) is None:
            setup.append(code)
        elif check := _doctest(code, wanted, setup):
            yield replace(check, start=start, end=rows[at - 1][0] + len(rows[at - 1][1]))


def _doctest(code: str, wanted: list[str], setup: list[str]) -> Found | None:
    node = expression(code)
    names = free_calls(node) if node is not None else []
    if node is None or not names:
        return None
    # Prose may follow the result without a blank line: the longest literal wins.
    values = (_wanted("\n".join(wanted[:size])) for size in range(len(wanted), 0, -1))
    value = next((value for value in values if value is not None), None)
    match node:
        case ast.Compare() if not wanted or wanted[0] in ("True", "False"):
            test = f"assert not ({code})" if wanted and wanted[0] == "False" else f"assert {code}"
        case ast.Call(func=ast.Name(id="print"), args=[printed]) if wanted:
            text = "\n".join(wanted)
            test = f"assert str({_source(printed)}) == {text!r}"
        case _ if value is not None:
            test = f"assert {_source(node)} == {_source(value)}"
        case _:
            return None
    return Found(0, 0, names[0], "\n".join([*setup, test]))


def _wanted(text: str) -> ast.expr | None:
    """The literal that a whole piece of text is, or None."""
    node = expression(text) if text.strip() else None
    try:
        if node is not None:
            literal(node)
    except ValueError:
        return None
    return node


def _asserts(prose: str) -> Iterator[Found]:
    for start, line in _lines(prose):
        statement = line.strip().strip("`").lstrip("> ")
        if not statement.startswith("assert "):
            continue
        try:
            tree = parse(statement)
        except SyntaxError:
            continue
        if names := free_calls(tree):
            yield Found(start, start + len(line), names[0], ast.unparse(tree))


def _calls(prose: str) -> Iterator[Found]:
    for count, match in enumerate(_CALL.finditer(prose)):
        if count >= _CALL_SITES:
            return
        end = balanced_end(prose, match.end() - 1)
        says = _SAYS.match(prose, end) if end is not None else None
        value = _literal_at(prose, says.end()) if says else None
        if value is None:
            continue
        node = expression(prose[match.start() : end])
        call = call_of(node) if node is not None else None
        if node is not None and call is not None and call.is_literal and free_calls(node):
            yield Found(match.start(), value[1], call.name, f"assert {_source(node)} == {_source(value[0])}")


def blocks(prose: str) -> list[Block]:
    """Every "Input: ... Output: ..." block and every line of the form `[1, 2] -> 3`."""
    found: list[Block] = []
    for pattern in (_BLOCK, _ARROW):
        for match in pattern.finditer(prose):
            call = _given(match["given"])
            if call is not None and not any(b.start <= match.start() < b.end for b in found):
                found.append(Block(match.start(), match.end(), call, match["wanted"].strip().strip("`").strip()))
    return sorted(found, key=lambda block: block.start)


def _given(text: str) -> Call | None:
    text = re.sub(r"[`*]", "", text).strip()
    text = re.sub(r"(\w+)\s*\[\]\s*=\s*\{([^{}]*)\}", r"\1 = [\2]", text)  # C's way to write an array
    lines = [line.strip().rstrip(",") for line in text.splitlines() if line.strip()]
    for source in (text, ", ".join(lines)):
        node = expression(f"_({source})")
        call = call_of(node) if node is not None else None
        if call is not None and call.is_literal and (call.args or call.keywords):
            return call
    return None


def block_test(block: Block, signature: Signature) -> str | None:
    """The block as an assert statement about `signature`, or None when the two do not fit."""
    if not _plain(signature):
        return None
    call, names = block.given.node, [p.name for p in signature.parameters]
    given = [keyword.arg for keyword in call.keywords]
    if len(call.args) + len(given) != len(names):
        return None
    if set(given) <= set(names[len(call.args) :]):
        order = sorted(call.keywords, key=lambda keyword: names.index(keyword.arg or ""))
    else:
        order = call.keywords
    wanted = _block_value(block.wanted, signature)
    args = [*call.args, *(keyword.value for keyword in order)]
    return wanted and f"assert {signature.name}({', '.join(map(_source, args))}) == {wanted}"


def _block_value(text: str, signature: Signature) -> str | None:
    line = text.splitlines()[0].strip().rstrip(".") if text else ""
    for source in (text, line):
        if (node := _wanted(source)) is not None:
            return _source(node)
    if at := _literal_at(text, 0):
        return _source(at[0])
    return repr(line) if signature.returns == "str" and line else None


def _plain(signature: Signature) -> bool:
    """Whether all annotations are of plain data: a `ListNode` written as a list is no literal argument."""
    annotations = [p.annotation for p in signature.parameters] + [signature.returns]
    words = {word for text in annotations if text for word in re.findall(r"[A-Za-z_]\w*", text)}
    return words <= _PLAIN


def block_parameters(block: Block) -> dict[str, Any]:
    """The named arguments of a block, for requests that give no signature."""
    return dict(block.given.keywords or {})
