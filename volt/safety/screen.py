"""Layer one of safety: what a program can do, read from its syntax tree, and what a request asks for.

Deterministic and without side effects; nothing is run. Findings are vetoes (an axiom is broken) or notes (a capability
worth showing). Not covered: what a program does with data it is given at run time, and what a pure computation is
used for. The sandbox stands behind this layer.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from volt.safety.asks import screen_request
from volt.safety.calls import judge_call
from volt.safety.capabilities import CAPABILITIES, capability
from volt.safety.endless import judge_membership, judge_starred
from volt.safety.expressions import TooComplexError
from volt.safety.findings import Finding, Level
from volt.safety.handing import (
    judge_by_name,
    judge_class_import,
    judge_configuration,
    judge_merge,
    judge_package,
    judge_pattern,
)
from volt.safety.harmless import BY_USE
from volt.safety.inner import Inner, judge_annotation, odd_encoding, parsed, parses, plain_lines
from volt.safety.loops import judge_comprehension, judge_loop, judge_size
from volt.safety.names import canonical
from volt.safety.resolve import Resolver
from volt.safety.scopes import mangled
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
from volt.safety.unchecked import unchecked

__all__ = ["Finding", "Level", "parses", "screen", "screen_request"]

LONGEST = 400_000
"""Characters; a longer program cannot be analysed in reasonable time and is refused."""
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def screen(code: str, depth: int = 0) -> list[Finding]:
    """Everything worth knowing about a program, vetoes and notes, by line. Never raises on bad source."""
    if len(code) > LONGEST:
        return [Finding("K3", 1, "is too long to be analysed", f"{len(code)} characters")]
    code = plain_lines(code)
    lines = code.split("\n")
    hidden = [Finding("K3", n, what, _shown(lines, n), level) for n, what, level in hidden_text(code)]
    if odd_encoding(code):
        hidden.append(Finding("K3", 1, "is written in an encoding that shows something else", _shown(lines, 1)))
    try:
        tree = mangled(parsed(code))
        return _sorted([*hidden, *_analysed(tree, lines, depth)])
    except (SyntaxError, ValueError):
        return _sorted(hidden)  # what does not parse cannot run; the judge calls it malformed
    except (RecursionError, MemoryError, TooComplexError):
        return _sorted([*hidden, Finding("K3", 1, "is too complex to be analysed", _shown(lines, 1))])


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
    idle = {id(inner) for part in (*_idle(nodes, parents), *unchecked(tree)) for inner in ast.walk(part)}
    inner = Inner(tree, resolver, screen, depth)
    doctested = resolver.imports_any(frozenset({"doctest"}))
    found: tuple[tuple[int, Said], ...] = (
        *((getattr(n, "lineno", 1), x) for n in nodes if id(n) not in idle for x in _judged(n, resolver, parents)),
        *(found for n in nodes if isinstance(n, ast.Call) for found in inner.of_call(n)),
        *(inner.of_docstrings(tree) if doctested else ()),
        *judge_package(nodes, resolver),
    )
    causes = {(said.axiom, said.capability, said.level) for _, said in found if not said.follows}
    for number, said in found:
        if said.follows and (said.axiom, said.capability, said.level) in causes:
            continue  # the line that began it says enough
        yield Finding(said.axiom, number, said.capability, _shown(lines, number), said.level)


def _judged(node: ast.AST, resolver: Resolver, parents: dict[ast.AST, ast.AST]) -> Iterator[Said]:
    match node:
        case ast.Name() | ast.Attribute() if isinstance(node.ctx, ast.Load):
            yield from judge_names(node, resolver, parents)
        case ast.Name() | ast.Attribute():
            yield from judge_store(node, resolver)
        case ast.Subscript():
            yield from judge_lookup(node, resolver) if isinstance(node.ctx, ast.Load) else judge_store(node, resolver)
        case ast.Call():
            yield from judge_call(node, resolver, parents)
            yield from judge_result(node, resolver, parents)
            yield from judge_by_name(node, resolver)
        case ast.ClassDef():
            yield from judge_class(node, resolver)
        case ast.While() | ast.For():
            yield from judge_loop(node, resolver, _guarded(node, parents))
        case ast.ListComp() | ast.SetComp() | ast.DictComp():
            yield from judge_comprehension(node, resolver)
        case ast.BinOp():
            yield from judge_size(node, resolver)
        case ast.Constant():
            yield from judge_constant(node, resolver, parents)
        case ast.ImportFrom() | ast.Import():
            yield from _imported(node)
            yield from judge_class_import(node, parents)
        case ast.Starred() if isinstance(node.ctx, ast.Load):
            yield from judge_starred(node, resolver)
        case ast.Assign() if any(isinstance(e, ast.Starred) for t in node.targets for e in getattr(t, "elts", ())):
            yield from judge_starred(ast.Starred(node.value), resolver)
        case ast.AugAssign():
            yield from judge_merge(node, resolver)
        case ast.Compare():
            yield from judge_membership(node, resolver)
        case ast.Dict():
            keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
            yield from judge_configuration(node)
            if any(isinstance(key, str) and key.startswith("co_") for key in keys):
                yield Said("K3", "builds code by hand")
            if "()" in keys:
                yield Said("K4", "calls a function that a configuration names")
            if keys & {"__eq__", "__reduce__"}:
                yield Said("K3", "changes how objects compare")
        case ast.MatchClass():
            yield from judge_pattern(node, resolver)
        case ast.arg() | ast.AnnAssign() if node.annotation is not None:
            yield from judge_annotation(node.annotation, resolver)
        case ast.FunctionDef() | ast.AsyncFunctionDef() if node.returns is not None:
            yield from judge_annotation(node.returns, resolver)


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
        if isinstance(node, ast.Import):
            found = CAPABILITIES.get(alias.name)
            if alias.name.endswith("__main__"):
                yield Said("K4", "runs other programs")
        elif alias.name != "*" and not node.level:
            path = canonical(f"{node.module or ''}.{alias.name}")
            as_it_is = alias.asname in (None, alias.name)  # whoever imports it from here is judged by its name
            found = capability(path) if path not in BY_USE or not as_it_is else None
        else:
            found = None
        if found is not None and found.level is not None:
            yield Said(found.axiom, found.what, found.level)


def _guarded(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether an exception may end the loop inside a `try`."""
    while node in parents:
        child, node = node, parents[node]
        if isinstance(node, ast.Try) and node.handlers and child in node.body:
            return True
    return False
