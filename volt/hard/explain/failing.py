"""Exceptions that are raised and caught: facts read off the tree."""

from __future__ import annotations

import ast
import builtins
from collections import Counter
from collections.abc import Iterator

from volt.hard.explain import lineage
from volt.hard.explain.fact import (
    Fact,
    FunctionNode,
    bindings,
    bound,
    is_generator,
    lines,
    own,
    parameters,
    shown,
)
from volt.hard.explain.find import Found

_DEEPEST = 4
"""Helpers of helpers that are followed."""
_VALUES = (ast.Constant, ast.JoinedStr, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.Lambda)
"""What is certainly no exception."""
_BINDING_ANY = ("globals", "exec")
"""Built-in functions by which names of the module may be bound that do not stand there."""


def facts(found: Found, tree: ast.Module, source: str) -> Iterator[Fact]:
    """What it raises itself, by way of functions of the same file, and what it catches."""
    node = found.node
    around = _around(node)
    own_raises = list(raises(node))
    for one, name in own_raises:
        yield _raise(one, name, around, source, said_of(one, tree, _is_handling(one, around)))
    yield from _asserts(node, around)
    if not any(isinstance(n, ast.Raise | ast.Assert) for n in own(node, dead=True)):
        yield Fact("raises", "has no raise and no assert statement of its own", {"kind": "raises none"})
    yield from _through(found, tree)
    caught = [(n.lineno, _caught(n)) for n in own(node) if isinstance(n, ast.ExceptHandler)]
    if caught:
        said = ", ".join(f"{name} (line {line})" for line, name in caught)
        yield Fact("catches", f"catches {said}", {"kind": "catches", "handlers": [[n, line] for line, n in caught]})


def _asserts(node: FunctionNode, around: dict[ast.AST, tuple[ast.AST, str]]) -> Iterator[Fact]:
    found = [n for n in own(node) if isinstance(n, ast.Assert)]
    if found:
        guarded = [n.lineno for n in found if _is_tried(n, around)]
        at = [n.lineno for n in found]
        text = f"asserts in {lines(at)}: AssertionError where that is false, except with python -O"
        text += f"; {lines(guarded)} inside a try or a with" if guarded else ""
        yield Fact("raises", text, {"kind": "asserts", "lines": at, "tried": guarded})


def raises(node: FunctionNode) -> Iterator[tuple[ast.Raise, str]]:
    """The raise statements of a function and what each names: "" where it raises again what it caught."""
    for one in own(node):
        if isinstance(one, ast.Raise):
            what = one.exc.func if isinstance(one.exc, ast.Call) else one.exc
            yield one, ast.unparse(what) if what is not None else ""


def said_of(one: ast.Raise, tree: ast.Module, handling: bool = True) -> str:
    """What a raise statement raises, in words: a class by its name, else the call or the value that decides it.

    A name counts as that of a class when it is written as one is and nothing in the file makes it something else.
    """
    if one.exc is None:
        return "again what was caught" if handling else "again what is being handled, RuntimeError where nothing is"
    what = one.exc.func if isinstance(one.exc, ast.Call) else one.exc
    name = ast.unparse(what)
    if isinstance(one.cause, _VALUES) and not (isinstance(one.cause, ast.Constant) and one.cause.value is None):
        return "TypeError: what stands behind its `from` is no exception"
    if _is_no_exception(one.exc, name, tree):
        return f"TypeError: {shown(name)} is no exception"
    if isinstance(what, ast.Name | ast.Attribute) and _is_class(name, tree):
        known = lineage.is_exception(name, tree)
        if known and not isinstance(one.exc, ast.Call) and lineage.needs_arguments(name, tree):
            return f"what {shown(name)}() gives"
        if isinstance(one.exc, ast.Call) and not lineage.may_be_made(one.exc, name, tree):
            return f"what {shown(name)}(…) gives"
        if known is not None and (known or not isinstance(one.exc, ast.Call)):
            return shown(name) if known else f"TypeError: {shown(name)} is no exception"
    if isinstance(one.exc, ast.Call):
        return f"what {_bracketed(what)}(…) gives"
    return f"the value of {_bracketed(what)}"


def _bracketed(what: ast.expr) -> str:
    simple = isinstance(what, ast.Name | ast.Attribute | ast.Call | ast.Subscript)
    return shown(ast.unparse(what)) if simple else f"({shown(ast.unparse(what))})"


def _is_no_exception(raised: ast.expr, name: str, tree: ast.Module) -> bool:
    """Whether what is raised certainly is none, so that the statement raises TypeError."""
    if isinstance(raised, ast.Name):
        known = getattr(builtins, name, Exception)
        may_be = isinstance(known, BaseException) or (isinstance(known, type) and issubclass(known, BaseException))
        return not may_be and not any(name in names for names in _named(tree)) and not _has_star(tree)
    return isinstance(raised, _VALUES)


def _has_star(tree: ast.Module) -> bool:
    return any(isinstance(n, ast.ImportFrom) and n.names[0].name == "*" for n in ast.walk(tree))


def _is_handling(one: ast.AST, around: dict[ast.AST, tuple[ast.AST, str]]) -> bool:
    """Whether a statement stands in a handler of the function."""
    while one in around and not isinstance(one, ast.ExceptHandler):
        one, _ = around[one]
    return isinstance(one, ast.ExceptHandler)


def _is_class(name: str, tree: ast.Module) -> bool:
    """Whether a name, or a name in a module or a class, is that of a class as far as the file tells."""
    first, *_, last = parts = name.split(".") if "." in name else [name, name]
    if not all(part.isidentifier() for part in parts) or not last.lstrip("_")[:1].isupper():
        return False
    classes, imported, renamed, others = _named(tree)
    if first in others or (last in others if "." in name else first in renamed):
        return False
    known = getattr(builtins, name.removeprefix("builtins."), None)
    if known is not None and name not in classes | imported:
        return isinstance(known, type) and ("." not in name or first in renamed)
    if "." in name and first not in classes | imported | renamed:
        return False  # an attribute of what nothing is known of
    return last in classes or not last.isupper()  # a name in capitals may be that of a constant


def _named(tree: ast.Module) -> tuple[set[str], set[str], set[str], set[str]]:
    """Names of classes; what is imported under its own name; modules and what is renamed; all that is bound otherwise.

    Attributes that are set are among the last.
    """
    classes, imported, renamed, others = set[str](), set[str](), set[str](), set[str]()
    for one in ast.walk(tree):
        match one:
            case ast.ClassDef(name=name):
                classes.add(name)
            case ast.Import() | ast.ImportFrom():
                for alias in one.names:
                    same = isinstance(one, ast.ImportFrom) and not alias.asname
                    (imported if same else renamed).add((alias.asname or alias.name).split(".")[0])
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.Attribute(attr=name, ctx=ast.Store() | ast.Del()):
                others.add(name)
            case ast.FunctionDef(name=str(name)) | ast.AsyncFunctionDef(name=str(name)) | ast.arg(arg=name):
                others.add(name)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                others.add(name)
            case ast.MatchMapping(rest=str(name)):
                others.add(name)
        others |= {parameter.name for parameter in getattr(one, "type_params", [])}
    return classes, imported, renamed, others


def _raise(one: ast.Raise, name: str, around: dict[ast.AST, tuple[ast.AST, str]], source: str, said: str) -> Fact:
    claim = {"kind": "raises", "name": name, "line": one.lineno, "if": None, "class": said == shown(name)}
    text = f"line {one.lineno} raises {said}"
    guarded = managed = False
    here: ast.AST = one
    while here in around:
        here, part = around[here]
        if isinstance(here, ast.If) and part == "body" and claim["if"] is None:
            written = ast.get_source_segment(source, here.test) or ""
            condition = shown(written, 101)
            apart = "\n" in written and any(sign in written for sign in ("\\\n", '"""', "'''"))  # not to be joined
            if condition and len(condition) <= 100 and "#" not in condition and not apart:
                claim["if"] = condition
                text += f", inside `if {shown(condition, 80)}`"
        elif isinstance(here, ast.If):
            claim["if"] = claim["if"] or ""  # the else of something: no condition is stated
        guarded |= isinstance(here, ast.Try | ast.TryStar) and part == "body"
        managed |= isinstance(here, ast.With | ast.AsyncWith)
    claim["if"] = claim["if"] or None
    text += ", inside a try" if guarded else ", inside a with, which may swallow it" if managed else ""
    return Fact("raises", text, claim | {"try": guarded})


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
    """Raise statements of functions of the same module that it calls by name, and of those they call.

    Only of functions that run when they are called, as they stand there; and no statement that a `try` stands around.
    """
    if any(not isinstance(owner, ast.ClassDef) for owner in found.owners):
        return  # names may be those of the function around it
    helpers = {name: node for name, node in module_functions(tree).items() if _is_plain(node)}
    if found.owners:  # in a class such a name is another one
        helpers = {name: node for name, node in helpers.items() if not name.startswith("__") or name.endswith("__")}
    seen, waiting = {found.node.name}, [(found.node, 0)]
    while waiting:
        node, depth = waiting.pop(0)
        for name in called_names(node):
            helper = helpers.get(name)
            if helper is None or name in seen or depth >= _DEEPEST:
                continue
            seen.add(name)
            waiting.append((helper, depth + 1))
            around = _around(helper)
            known = [(one, what) for one, what in raises(helper) if what and not _is_tried(one, around)]
            if known:
                said = ", ".join(f"line {one.lineno} raises {said_of(one, tree)}" for one, _ in known)
                how = "" if depth == 0 else "through others "
                text = f"calls {how}{name} (defined in line {helper.lineno}), in which {said}"
                guarded = depth == 0 and _is_always_tried(name, found.node)
                text += "; it is called inside a try or a with, which may catch that" if guarded else ""
                named = [[what, one.lineno] for one, what in known]
                claim = {"kind": "raises through", "function": name, "raises": named}
                yield Fact("raises", text, claim | {"line": helper.lineno, "direct": depth == 0, "tried": guarded})


def _is_plain(node: FunctionNode) -> bool:
    """Whether a call runs the function itself: it is not decorated, no generator and not asynchronous."""
    return isinstance(node, ast.FunctionDef) and not node.decorator_list and not is_generator(node)


def _is_tried(one: ast.AST, around: dict[ast.AST, tuple[ast.AST, str]]) -> bool:
    """Whether a statement stands in the body of a `try` or in a `with`, which may catch what it raises."""
    while one in around:
        one, part = around[one]
        if isinstance(one, ast.Try | ast.TryStar) and part == "body":
            return True
        if isinstance(one, ast.With | ast.AsyncWith):
            return True
    return False


def _is_always_tried(name: str, node: FunctionNode) -> bool:
    """Whether every call of that name stands in the body of a `try`, or in a `with`, of the function."""
    tried = [part for one in own(node) for part in _tried_parts(one)]
    inside = {id(n) for part in tried for n in ast.walk(part)}
    calls = [n for n in own(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == name]
    return bool(calls) and all(id(n) in inside for n in calls)


def _tried_parts(one: ast.AST) -> list[ast.stmt]:
    return one.body if isinstance(one, ast.Try | ast.TryStar | ast.With | ast.AsyncWith) else []


def module_functions(tree: ast.Module) -> dict[str, FunctionNode]:
    """Functions of the module by name, where nothing else in it binds or deletes that name.

    None where a star import, or a change of the module's names as data, may bind any.
    """
    for one in ast.walk(tree):
        if isinstance(one, ast.ImportFrom) and any(alias.name == "*" for alias in one.names):
            return {}
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id in _BINDING_ANY:
            return {}
    counts = Counter(bindings(tree.body))
    counts.update(name for one in ast.walk(tree) if isinstance(one, ast.Global) for name in one.names)
    nodes = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}
    return {name: node for name, node in nodes.items() if counts[name] == 1}


def called_names(node: FunctionNode) -> list[str]:
    """Plain names that the function calls and that are not its own: the module's or built-in."""
    local = bound(node) | {one.arg for one in parameters(node)}
    found = [n.func.id for n in own(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    return [name for name in dict.fromkeys(found) if name not in local]


def _caught(node: ast.ExceptHandler) -> str:
    return "everything" if node.type is None else ast.unparse(node.type)
