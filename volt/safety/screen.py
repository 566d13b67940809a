"""Layer one of safety: what a program can do, read from its syntax tree, and what a request asks for.

Deterministic and without side effects; nothing is run. Findings are vetoes (an axiom is broken) or notes (a capability
worth showing). Not covered: what a program does with data it is given at run time, and what a pure computation is
used for. The sandbox stands behind this layer.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from volt.safety import values as v
from volt.safety.asks import screen_request
from volt.safety.calls import judge_call
from volt.safety.capabilities import CODE_SINKS, MODULES, capability
from volt.safety.expressions import TooComplexError
from volt.safety.findings import Finding, Level
from volt.safety.loops import judge_comprehension, judge_loop, judge_size
from volt.safety.names import canonical
from volt.safety.resolve import Resolver
from volt.safety.sites import Said
from volt.safety.syntax import (
    judge_class,
    judge_constant,
    judge_lookup,
    judge_names,
    judge_result,
    judge_store,
)
from volt.safety.text import disguised_names, hidden_text, packed_literals

__all__ = ["Finding", "Level", "parses", "screen", "screen_request"]

LONGEST = 400_000
"""Characters; a longer program cannot be analysed in reasonable time and is refused."""
DEEPEST = 3
"""Levels of code inside text inside code."""
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def screen(code: str, depth: int = 0) -> list[Finding]:
    """Everything worth knowing about a program, vetoes and notes, by line. Never raises on bad source."""
    if len(code) > LONGEST:
        return [Finding("K3", 1, "is too long to be analysed", f"{len(code)} characters")]
    lines = code.split("\n")
    hidden = [Finding("K3", n, what, _shown(lines, n), level) for n, what, level in hidden_text(code)]
    try:
        tree = _parsed(code)
        return _sorted([*hidden, *_analysed(tree, lines, depth)])
    except (SyntaxError, ValueError):
        return _sorted(hidden)  # what does not parse cannot run; the judge calls it malformed
    except (RecursionError, MemoryError, TooComplexError):
        return _sorted([*hidden, Finding("K3", 1, "is too complex to be analysed", _shown(lines, 1))])


def parses(code: str) -> bool:
    """Whether the program is valid Python, so that its analysis is complete."""
    try:
        _parsed(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _parsed(code: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        return ast.parse(code)


def _sorted(findings: list[Finding]) -> list[Finding]:
    unique = {(f.axiom, f.line, f.capability): f for f in findings}
    return sorted(unique.values(), key=lambda f: (f.level is Level.NOTE, f.line, f.axiom, f.capability))


def _shown(lines: list[str], number: int) -> str:
    return lines[number - 1].strip()[:120] if 0 < number <= len(lines) else ""


def _analysed(tree: ast.Module, lines: list[str], depth: int) -> Iterator[Finding]:
    nodes = list(ast.walk(tree))
    plain = all(map(str.isascii, lines))
    for number, what, level in (*packed_literals(nodes), *(() if plain else disguised_names(nodes))):
        yield Finding("K3", number, what, _shown(lines, number), level)
    resolver = Resolver(tree)
    parents = {child: node for node in nodes for child in ast.iter_child_nodes(node)}
    idle = {id(inner) for part in _idle(nodes, parents) for inner in ast.walk(part)}
    for node in nodes:
        for said in () if id(node) in idle else _judged(node, resolver, parents):
            number = getattr(node, "lineno", 1)
            yield Finding(said.axiom, number, said.capability, _shown(lines, number), said.level)
        if isinstance(node, ast.Call):
            yield from _inner_code(node, resolver, lines, depth)


def _judged(node: ast.AST, resolver: Resolver, parents: dict[ast.AST, ast.AST]) -> Iterator[Said]:
    match node:
        case ast.Name() | ast.Attribute() if isinstance(node.ctx, ast.Load):
            yield from judge_names(node, resolver, parents.get(node))
        case ast.Name() | ast.Attribute():
            yield from judge_store(node, resolver)
        case ast.Subscript():
            yield from judge_lookup(node, resolver) if isinstance(node.ctx, ast.Load) else judge_store(node, resolver)
        case ast.Call():
            yield from judge_call(node, resolver)
            yield from judge_result(node, resolver, parents.get(node))
        case ast.ClassDef():
            yield from judge_class(node, resolver)
        case ast.While() | ast.For():
            yield from judge_loop(node, resolver, _guarded(node, parents))
        case ast.ListComp() | ast.SetComp() | ast.DictComp():
            yield from judge_comprehension(node, resolver)
        case ast.BinOp():
            yield from judge_size(node, resolver)
        case ast.Constant():
            yield from judge_constant(node)
        case ast.ImportFrom() | ast.Import():
            yield from _imported(node)


def _idle(nodes: list[ast.AST], parents: dict[ast.AST, ast.AST]) -> Iterator[ast.AST]:
    """The annotations of local names in functions, which are never evaluated."""
    for node in nodes:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            around = parents.get(node)
            while around is not None and not isinstance(around, _SCOPES):
                around = parents.get(around)
            if isinstance(around, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.annotation


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[Said]:
    for alias in node.names:
        if isinstance(node, ast.ImportFrom) and alias.name != "*":
            found = capability(canonical(f"{node.module or ''}.{alias.name}"))
            if found is not None and found.level is not None:
                yield Said(found.axiom, found.what, found.level)


def _guarded(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether an exception may end the loop inside a `try`."""
    while node in parents:
        child, node = node, parents[node]
        if isinstance(node, ast.Try) and node.handlers and child in node.body:
            return True
    return False


def _inner_code(node: ast.Call, resolver: Resolver, lines: list[str], depth: int) -> Iterator[Finding]:
    """Code in known text that is run: anything it does that is worth a note would be hidden this way."""
    if any(path in CODE_SINKS for path in resolver.paths(node.func)) and node.args:
        if depth == DEEPEST:
            yield Finding("K3", node.lineno, "hides code in code too deep to follow", _shown(lines, node.lineno))
            return
        for text in v.texts(resolver.values(node.args[0])):
            if any(map(MODULES.__contains__, _imports_of(text))):
                yield Finding(
                    "K3", node.lineno, "imports modules in text that it runs", _shown(lines, node.lineno), Level.VETO
                )
            for inner in screen(text, depth + 1):
                evidence = f"{_shown(lines, node.lineno)[:60]} -> {inner.evidence[:60]}"
                yield Finding(inner.axiom, node.lineno, inner.capability, evidence, Level.VETO)


def _imports_of(text: str) -> set[str]:
    """The top-level names of the modules that a piece of code imports."""
    if not parses(text):
        return set()
    nodes = list(ast.walk(_parsed(text)))
    plain = {alias.name for n in nodes if isinstance(n, ast.Import) for alias in n.names}
    return {name.split(".")[0] for name in plain | {n.module or "" for n in nodes if isinstance(n, ast.ImportFrom)}}
