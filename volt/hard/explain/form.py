"""Signature, kind, returns, constants and unused parameters: facts read off the tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from volt.hard.explain.fact import (
    Claim,
    Fact,
    FunctionNode,
    breaks,
    count,
    is_generator,
    leaves,
    lines,
    own,
    parameters,
    shown,
)
from volt.hard.explain.find import Found

_READS_ALL = {"locals", "vars", "eval", "exec", "dir", "super"}
"""Functions that read names which do not stand there."""
_READS_ALL_OF = {"locals", "f_locals", "vars", "_getframe", "currentframe", "eval", "exec"}
"""The same, as attributes of whatever."""
_OBVIOUS = (0, 1, -1, "", None, True, False, ...)
_MOST_CONSTANTS = 12
_EXITS = ("sys.exit", "exit", "quit", "os._exit", "os.abort")


def facts(found: Found) -> Iterator[Fact]:
    """The facts of this module."""
    node = found.node
    yield signature(found)
    yield from _kind(found)
    yield from _annotated(node)
    yield from _returns(node)
    yield from _constants(node)
    yield from _unused(node)
    yield from _inner(node)


def signature(found: Found) -> Fact:
    """The header as it stands, whatever its layout."""
    node = found.node
    given = [[name, kind, default, annotation] for name, kind, default, annotation in _parameters(node)]
    arrow = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    word = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    text = f"{word} {node.name}({ast.unparse(node.args)}){arrow}"
    returns = ast.unparse(node.returns) if node.returns else None
    return Fact("signature", text, {"kind": "signature", "parameters": given, "returns": returns})


def _parameters(node: FunctionNode) -> Iterator[tuple[str, str, bool, str | None]]:
    a = node.args
    plain = [*a.posonlyargs, *a.args]
    first_default = len(plain) - len(a.defaults)

    def row(one: ast.arg, kind: str, default: bool) -> tuple[str, str, bool, str | None]:
        return one.arg, kind, default, ast.unparse(one.annotation) if one.annotation else None

    for place, one in enumerate(plain):
        kind = "positional only" if place < len(a.posonlyargs) else "positional or keyword"
        yield row(one, kind, place >= first_default)
    if a.vararg:
        yield row(a.vararg, "all other positional", False)
    for one, default in zip(a.kwonlyargs, a.kw_defaults, strict=True):
        yield row(one, "keyword only", default is not None)
    if a.kwarg:
        yield row(a.kwarg, "all other keyword", False)


def _kind(found: Found) -> Iterator[Fact]:
    node = found.node
    yields = [n for n in own(node) if isinstance(n, ast.Yield | ast.YieldFrom)]
    coroutine = isinstance(node, ast.AsyncFunctionDef)
    # An asynchronous comprehension makes no generator of the function around it, a `yield` of its own does.
    generator = is_generator(node)
    claim: Claim = {"kind": "flow", "async": coroutine, "generator": generator}
    claim["yields"] = sorted({y.lineno for y in yields})
    if coroutine or generator:
        what = ("an asynchronous generator" if generator else "a coroutine") if coroutine else "a generator"
        first = f": it yields in {lines([y.lineno for y in yields])}" if yields else ": calling it runs nothing yet"
        if generator and not yields:
            first += ", and it never reaches a yield"
        yield Fact("flow", f"is {what}{first}", claim)
    else:
        yield Fact("flow", "is an ordinary function: no generator, not asynchronous", claim)
    if node.decorator_list:
        names = [ast.unparse(d) for d in node.decorator_list]
        wrapped = f"is wrapped by {', '.join('@' + shown(n) for n in names)}"
        text = (
            f"{wrapped}; what is read off the code is of the function inside, what a call runs is what they make of it"
        )
        yield Fact("decorators", text, {"kind": "decorators", "names": names})


def _annotated(node: FunctionNode) -> Iterator[Fact]:
    for one in parameters(node):
        if one.annotation is not None:
            text = ast.unparse(one.annotation)
            claim = {"kind": "annotation", "name": one.arg, "annotation": text}
            yield Fact("input", f"{one.arg} is annotated {shown(text)}", claim, "annotation")
    if node.returns is not None:
        text = ast.unparse(node.returns)
        claim = {"kind": "annotation", "name": "return", "annotation": text}
        yield Fact("output", f"its result is annotated {shown(text)}", claim, "annotation")


def _returns(node: FunctionNode) -> Iterator[Fact]:
    found = [n for n in own(node) if isinstance(n, ast.Return)]
    values = [n.lineno for n in found if n.value is not None and not _is_none(n.value)]
    early = [n.lineno for n in found if n is not node.body[-1]]
    claim: Claim = {"kind": "returns", "lines": sorted(n.lineno for n in found), "values": sorted(values)}
    claim["early"] = sorted(early)
    claim["finally"] = _leaves_in_finally(node)  # then what is returned before may be dropped
    falls = bool(values) and not is_generator(node) and _may_fall(node.body)
    claim |= {"falls": True} if falls else {}
    if is_generator(node):
        if not found:
            yield Fact("returns", "has no return statement: it ends when its code does", claim)
        else:
            given = f"; a value is given in {lines(values)}" if values else ""
            yield Fact("returns", f"may end at the return in {lines([n.lineno for n in found])}{given}", claim)
    elif not found and leaves(node.body):
        yield Fact("returns", "never returns: it ends by an exception, or not at all", claim)
    elif not values and not found and _may_exit(node.body[-1]):
        yield Fact("returns", "returns None if it returns at all", claim)
    elif not values:
        where = f" (it also leaves in {lines([n.lineno for n in found])})" if found else ""
        yield Fact("returns", f"returns None whenever it returns{where}", claim)
    else:
        which = f"{'has return statements with' if claim['finally'] else 'returns'} a value in {lines(values)}"
        if early and isinstance(node.body[-1], ast.Return):
            which += f"; {lines(early)} {'is' if len(set(early)) == 1 else 'are'} before the last statement"
        nothing = [n.lineno for n in found if n.value is None or _is_none(n.value)]
        which += f"; None in {lines(nothing)}" if nothing else ""
        which += "; as it is written it may also come to its end, which gives None" if falls else ""
        yield Fact("returns", which, claim)


def _may_fall(body: list[ast.stmt]) -> bool:
    """Whether a block may come to its end, as far as its form tells; not where the `else` of a last loop leaves it."""
    last = body[-1]
    if leaves(body) or _may_exit(last):
        return False
    if isinstance(last, ast.For | ast.AsyncFor | ast.While) and leaves(last.orelse):
        return any(map(breaks, last.body))
    return True


def _may_exit(last: ast.stmt) -> bool:
    """Whether a function ends with a call that is there to end the program."""
    return isinstance(last, ast.Expr) and isinstance(last.value, ast.Call) and ast.unparse(last.value.func) in _EXITS


def _leaves_in_finally(node: FunctionNode) -> bool:
    final = (n for one in own(node) if isinstance(one, ast.Try | ast.TryStar) for n in one.finalbody)
    leaving = (ast.Return, ast.Break, ast.Continue, ast.Raise)
    # `own` of a function would be what is inside of it.
    return any(isinstance(n, leaving) for one in final for n in own(ast.Module([one], [])))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _constants(node: FunctionNode) -> Iterator[Fact]:
    documentation = node.body[0] if ast.get_docstring(node, clean=False) is not None else None
    inside_text = {id(c) for n in own(node, lazy=True) if isinstance(n, ast.JoinedStr) for c in ast.walk(n)}
    found: dict[str, int] = {}
    every = True
    for one in own(node, lazy=True, dead=True):
        if isinstance(one, ast.Constant) and one is not getattr(documentation, "value", None):
            told = id(one) not in inside_text and type(one.value) in (int, float, str, bytes)
            if told and one.value not in _OBVIOUS and len(repr(one.value)) <= 40:
                found.setdefault(repr(one.value), one.lineno)
            else:
                every = False
    if found:
        chosen = list(found)[:_MOST_CONSTANTS]
        more = f" and {len(found) - len(chosen)} more" if len(found) > len(chosen) else ""
        claim = {"kind": "constants", "literals": chosen}
        among = "" if every else ", among others"
        yield Fact("constants", f"has the literals {', '.join(chosen)}{more}{among}", claim)


def _unused(node: FunctionNode) -> Iterator[Fact]:
    read = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    read |= {n.target.id for n in ast.walk(node) if isinstance(n, ast.AugAssign) and isinstance(n.target, ast.Name)}
    attributes = {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}
    imported = {n.name for n in ast.walk(node) if isinstance(n, ast.alias)}
    if read & (_READS_ALL | _READS_ALL_OF) or (attributes | imported) & _READS_ALL_OF:
        return
    named = {n for one in ast.walk(node) if isinstance(one, ast.Nonlocal | ast.Global) for n in one.names}
    unused = [one.arg for one in parameters(node) if one.arg not in read | named]
    if unused:
        text = f"never reads {', '.join(unused)}"
        yield Fact("unused", text, {"kind": "unused", "names": unused})


def _inner(node: FunctionNode) -> Iterator[Fact]:
    inner = [n for n in own(node) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]
    if inner:
        names = [[n.name, n.lineno] for n in inner]
        said = ", ".join(f"{n.name} (line {n.lineno})" for n in inner)
        text = f"defines {count(len(inner), 'function or class', 'functions or classes')} inside: {said}"
        yield Fact("inner", text, {"kind": "inner", "names": names})
