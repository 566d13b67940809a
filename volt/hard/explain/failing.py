"""Exceptions that are raised and caught: facts read off the tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from volt.hard.explain.fact import Fact, FunctionNode, bound, lines, own, parameters, shown
from volt.hard.explain.find import Found

_DEEPEST = 4
"""Helpers of helpers that are followed."""


def facts(found: Found, tree: ast.Module, source: str) -> Iterator[Fact]:
    """What it raises itself, by way of functions of the same file, and what it catches."""
    node = found.node
    around = _around(node)
    own_raises = list(raises(node))
    for one, name in own_raises:
        yield _raise(one, name, around, source, said_of(one, tree))
    asserts = [n.lineno for n in own(node) if isinstance(n, ast.Assert)]
    if asserts:
        text = f"asserts in {lines(asserts)}: AssertionError unless Python runs with -O"
        yield Fact("raises", text, {"kind": "asserts", "lines": asserts})
    if not own_raises and not asserts:
        yield Fact("raises", "has no raise and no assert statement of its own", {"kind": "raises none"})
    yield from _through(found, tree)
    caught = [(n.lineno, _caught(n)) for n in own(node) if isinstance(n, ast.ExceptHandler)]
    if caught:
        said = ", ".join(f"{name} (line {line})" for line, name in caught)
        yield Fact("catches", f"catches {said}", {"kind": "catches", "handlers": [[n, line] for line, n in caught]})


def raises(node: FunctionNode) -> Iterator[tuple[ast.Raise, str]]:
    """The raise statements of a function and what each names: "" where it raises again what it caught."""
    for one in own(node):
        if isinstance(one, ast.Raise):
            what = one.exc.func if isinstance(one.exc, ast.Call) else one.exc
            yield one, ast.unparse(what) if what is not None else ""


def said_of(one: ast.Raise, tree: ast.Module) -> str:
    """What a raise statement raises, in words: a class by its name, else the call or the value that decides it.

    A name counts as that of a class when it is written as one is and no function of the file has it.
    """
    if one.exc is None:
        return "again what was caught"
    what = one.exc.func if isinstance(one.exc, ast.Call) else one.exc
    name = ast.unparse(what)
    last = name.split(".")[-1].lstrip("_")
    defined = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}
    if isinstance(what, ast.Name | ast.Attribute) and last[:1].isupper() and name.split(".")[-1] not in defined:
        return shown(name)
    return f"what {shown(name)}(…) gives" if isinstance(one.exc, ast.Call) else f"the value of {shown(name)}"


def _raise(one: ast.Raise, name: str, around: dict[ast.AST, tuple[ast.AST, str]], source: str, said: str) -> Fact:
    claim = {"kind": "raises", "name": name, "line": one.lineno, "if": None, "class": said == shown(name)}
    text = f"line {one.lineno} raises {said}"
    guarded = False
    here: ast.AST = one
    while here in around:
        here, part = around[here]
        if isinstance(here, ast.If) and part == "body" and claim["if"] is None:
            condition = " ".join((ast.get_source_segment(source, here.test) or "").split())
            if condition and len(condition) <= 100 and "#" not in condition:
                claim["if"] = condition
                text += f", inside `if {shown(condition, 80)}`"
        elif isinstance(here, ast.If):
            claim["if"] = claim["if"] or ""  # the else of something: no condition is stated
        guarded |= isinstance(here, ast.Try | ast.TryStar) and part == "body"
    claim["if"] = claim["if"] or None
    return Fact("raises", text + (", inside a try" if guarded else ""), claim | {"try": guarded})


def _around(node: FunctionNode) -> dict[ast.AST, tuple[ast.AST, str]]:
    """What each statement stands in, and in which part of it."""
    found: dict[ast.AST, tuple[ast.AST, str]] = {}
    for one in own(node):
        for part in ("body", "orelse", "finalbody", "handlers", "cases"):
            inner = getattr(one, part, None)
            for child in inner if isinstance(inner, list) else []:
                found[child] = (one, part)
    return found


def _through(found: Found, tree: ast.Module) -> Iterator[Fact]:
    """Exceptions of functions of the same module that it calls by name, and of those they call."""
    if any(not isinstance(owner, ast.ClassDef) for owner in found.owners):
        return  # names may be those of the function around it
    helpers = module_functions(tree)
    seen, waiting = {found.node.name}, [(found.node, 0)]
    while waiting:
        node, depth = waiting.pop(0)
        for name in called_names(node):
            helper = helpers.get(name)
            if helper is None or name in seen or depth >= _DEEPEST:
                continue
            seen.add(name)
            waiting.append((helper, depth + 1))
            known = [(one, what) for one, what in raises(helper) if what]
            named = [(what, one.lineno) for one, what in known]
            if named:
                said = ", ".join(dict.fromkeys(said_of(one, tree) for one, _ in known))
                text = (
                    f"calls {'' if depth == 0 else 'through others '}{name} (line {helper.lineno}), which raises {said}"
                )
                claim = {"kind": "raises through", "function": name, "raises": [[w, line] for w, line in named]}
                yield Fact("raises", text, claim | {"line": helper.lineno, "direct": depth == 0})


def module_functions(tree: ast.Module) -> dict[str, FunctionNode]:
    """Functions of the module by name, where nothing else in it binds or deletes that name."""
    counts: dict[str, int] = {}
    nodes: dict[str, FunctionNode] = {}
    for one in tree.body:
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
            nodes[one.name] = one
    for name in _module_bindings(tree):
        counts[name] = counts.get(name, 0) + 1
    return {name: node for name, node in nodes.items() if counts.get(name) == 1}


def _module_bindings(tree: ast.Module) -> Iterator[str]:
    module = ast.FunctionDef("", ast.arguments([], [], None, [], [], None, []), tree.body, [])
    for one in own(module):
        match one:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.Import() | ast.ImportFrom():
                for alias in one.names:
                    yield (alias.asname or alias.name).split(".")[0]
    for anywhere in ast.walk(tree):
        if isinstance(anywhere, ast.Global):
            yield from anywhere.names


def called_names(node: FunctionNode) -> list[str]:
    """Plain names that the function calls and that are not its own: the module's or built-in."""
    local = bound(node) | {one.arg for one in parameters(node)}
    found = [n.func.id for n in own(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    return [name for name in dict.fromkeys(found) if name not in local]


def _caught(node: ast.ExceptHandler) -> str:
    return "everything" if node.type is None else ast.unparse(node.type)
