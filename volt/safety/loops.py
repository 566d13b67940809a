"""Loops and sizes without end or measure: K5."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from volt.safety import values as v
from volt.safety.endless import HUGE, LONG, endless, size
from volt.safety.expressions import literal
from volt.safety.resolve import Resolver
from volt.safety.sites import Said
from volt.safety.values import Func, Ref

TALLEST = 10_000_000
"""An exponent beyond this makes a number that nobody can wait for."""
_DOUBLINGS = 40
_LEAVING = frozenset(
    [
        "exit",
        "quit",
        "_exit",
        "next",
        "pop",
        "popleft",
        "input",
        "get",
        "recv",
        "read",
        "readline",
        "send",
        "throw",
        "wait",
        "put",
    ]
)
_GROWING = frozenset(["append", "add", "insert", "appendleft", "extend"])


def judge_loop(node: ast.While | ast.For, resolver: Resolver, guarded: bool) -> Iterator[Said]:
    """A loop without end and without any way out. `guarded`: whether a `try` around it may end it."""
    if isinstance(node, ast.While):
        test = resolver.values(node.test)
        # A container under a name may have changed since: only its literal is known to stay as it is.
        held = any(isinstance(x, v.Const) and isinstance(x.value, tuple) for x in test) and not literal(node.test)
        unending = (bool(test) and all(map(_true, test)) and not held) or _only_grows(node) or _always(node.test)
    else:
        unending = endless(node.iter, resolver) or _feeds_itself(node) or size(node.iter, resolver) > LONG
    if isinstance(node, ast.For) and _doubles(node, resolver):
        yield Said("K5", "allocates without measure")
    if (
        unending
        and not guarded
        and not any(_leaves(n, broken, resolver) for n, broken in _inside(node.body, resolver, True))
    ):
        yield Said("K5", "runs without end")


def judge_comprehension(node: ast.ListComp | ast.SetComp | ast.DictComp, resolver: Resolver) -> Iterator[Said]:
    """`[n for n in itertools.count()]`."""
    if any(endless(generator.iter, resolver) for generator in node.generators):
        yield Said("K5", "runs without end")
    elif any(size(generator.iter, resolver) > HUGE for generator in node.generators):
        yield Said("K5", "allocates without measure")


def _always(test: ast.expr) -> bool:
    """Conditions that are true whatever the values: `...`, `x in {x}`, `x or True`, `object()`."""
    match test:
        case ast.Constant() | ast.JoinedStr(values=[ast.FormattedValue(value=ast.Constant()), *_]):
            return not isinstance(test, ast.Constant) or bool(test.value)
        case ast.BoolOp(op=ast.Or()):
            return any(map(_always, test.values))
        case ast.BoolOp(op=ast.And()):
            return all(map(_always, test.values))
        case ast.List(elts=[_, *_]) | ast.Tuple(elts=[_, *_]) | ast.Dict(keys=[_, *_]):
            return True
        case ast.Compare(ops=[ast.In()], comparators=[ast.Set() | ast.List() | ast.Tuple() as held]):
            return ast.unparse(test.left) in map(ast.unparse, held.elts)
        case ast.Call(func=ast.Name(id="object"), args=[]):
            return True
        case _:
            return ast.unparse(test) in (
                "math.pi",
                "math.e",
                "math.inf",
                "sys.maxsize",
                "time.time()",
                "time.monotonic()",
            )


def _only_grows(node: ast.While) -> bool:
    """`while n: n += 1` and `while n > 0: n = n + 1`: nothing in it makes the number smaller."""
    test = node.test
    upward = isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Gt | ast.GtE)
    name = test.left if upward and isinstance(test, ast.Compare) else test
    if not isinstance(name, ast.Name) or (isinstance(test, ast.Compare) and not literal(test.comparators[0])):
        return False
    stores = [n for n in ast.walk(node) if isinstance(n, ast.Name) and n.id == name.id and isinstance(n.ctx, ast.Store)]
    steps = [s for s in node.body if _adds(s, name.id)]
    calls = any(isinstance(n, ast.Call | ast.Global | ast.Nonlocal) for n in ast.walk(node))
    return bool(steps) and len(steps) == len(stores) and not calls


def _adds(step: ast.stmt, name: str) -> bool:
    if isinstance(step, ast.AugAssign):
        return isinstance(step.target, ast.Name) and step.target.id == name and _positive(step.op, step.value)
    return (
        isinstance(step, ast.Assign)
        and all(isinstance(t, ast.Name) and t.id == name for t in step.targets)
        and isinstance(step.value, ast.BinOp)
        and isinstance(step.value.left, ast.Name)
        and step.value.left.id == name
        and _positive(step.value.op, step.value.right)
    )


def _positive(op: ast.operator, value: ast.expr) -> bool:
    known = isinstance(value, ast.Constant) and isinstance(value.value, int) and value.value > 0
    return isinstance(op, ast.Add) and known


def _doubles(node: ast.For, resolver: Resolver) -> bool:
    """`for _ in range(200): text += text`: a text or list that doubles too often."""
    rounds = [len(c) for c in v.constants(resolver.values(node.iter)) if isinstance(c, tuple)]
    for step in node.body:
        grown = None
        if isinstance(step, ast.AugAssign) and isinstance(step.op, ast.Add):
            grown = step.value if ast.unparse(step.target) == ast.unparse(step.value) else None
        elif isinstance(step, ast.Assign) and isinstance(step.value, ast.BinOp) and len(step.targets) == 1:
            name, value = ast.unparse(step.targets[0]), step.value
            times = isinstance(value.op, ast.Mult) and isinstance(value.right, ast.Constant) and value.right.value != 1
            twice = isinstance(value.op, ast.Add) and ast.unparse(value.right) == name
            grown = value.left if ast.unparse(value.left) == name and (twice or times) else None
        if isinstance(grown, ast.expr) and rounds and max(rounds) > _DOUBLINGS:
            known = resolver.values(grown)
            if any(isinstance(x, v.Const) and isinstance(x.value, str | bytes | tuple) for x in known):
                return True
    return False


def _true(value: v.Value) -> bool:
    """Whether a possible value of a condition is certainly true."""
    if isinstance(value, v.Const):
        return bool(value.value)
    return isinstance(value, Func) or (
        isinstance(value, Ref) and value.path.startswith("builtins.") and not value.taints
    )


def _feeds_itself(node: ast.For) -> bool:
    """`for x in xs: xs.append(x)`, without a condition."""
    calls = [s.value for s in node.body if isinstance(s, ast.Expr) and isinstance(s.value, ast.Call)]
    return isinstance(node.iter, ast.Name) and any(
        isinstance(c.func, ast.Attribute)
        and c.func.attr in _GROWING
        and isinstance(c.func.value, ast.Name)
        and c.func.value.id == node.iter.id
        for c in calls
    )


def _inside(body: list[ast.stmt], resolver: Resolver, breaks: bool) -> Iterator[tuple[ast.AST, bool]]:
    """What runs in a loop, and whether a `break` there leaves it.

    Left out: functions it defines, branches that are never taken, and what a handler for everything catches again.
    """
    for child in body:
        yield from _parts(child, resolver, breaks)
        if isinstance(child, ast.Continue | ast.Break | ast.Return | ast.Raise):
            break  # what stands behind it is never reached


def _parts(node: ast.AST, resolver: Resolver, breaks: bool) -> Iterator[tuple[ast.AST, bool]]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
        return
    yield node, breaks
    if isinstance(node, ast.For | ast.While | ast.AsyncFor):
        for part in ast.iter_child_nodes(node):
            yield from _parts(part, resolver, breaks and part in node.orelse)
    elif isinstance(node, ast.If) and literal(node.test) and _never(resolver.values(node.test)):
        yield from _inside(node.orelse, resolver, breaks)
    elif isinstance(node, ast.Try) and any(map(_catches_all, node.handlers)):
        caught = _inside(node.body, resolver, breaks)
        yield from ((n, b) for n, b in caught if isinstance(n, ast.Break | ast.Return | ast.Yield | ast.Await))
        for part in (*node.handlers, *node.orelse, *node.finalbody):
            yield from _parts(part, resolver, breaks)
    else:
        for part in ast.iter_child_nodes(node):
            yield from _parts(part, resolver, breaks)


def _never(test: v.Values) -> bool:
    return v.certain(test) and not any(v.constants(test))


def _catches_all(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or (
        isinstance(handler.type, ast.Name) and handler.type.id in ("Exception", "BaseException")
    )


def _leaves(node: ast.AST, breaks: bool, resolver: Resolver) -> bool:
    if isinstance(node, ast.Break):
        return breaks
    if isinstance(node, ast.Assert):
        return not (isinstance(node.test, ast.Constant) and bool(node.test.value))
    if isinstance(node, ast.Return | ast.Raise | ast.Yield | ast.YieldFrom | ast.Await):
        return True
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        base = resolver.values(node.func.value)
        contained = bool(base) and all(isinstance(x, v.Seq | v.Const) for x in base)
        return node.func.attr in _LEAVING and not (contained and node.func.attr in ("get", "put"))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        own = any(isinstance(x, Func) for x in resolver.values(node.func))
        reads = node.func.id == "next" and len(node.args) == 1 and endless(node.args[0], resolver)
        return node.func.id in _LEAVING and not own and not reads
    return False


def judge_size(node: ast.BinOp, resolver: Resolver) -> Iterator[Said]:
    """`[0] * 10**12`, `10 ** 10 ** 8`."""
    left, right = resolver.values(node.left), resolver.values(node.right)
    if isinstance(node.op, ast.Pow | ast.LShift):
        bases = [c for c in v.constants(left) if isinstance(c, int) and abs(c) > (isinstance(node.op, ast.Pow))]
        if bases and any(isinstance(c, int) and c > TALLEST for c in v.constants(right)):
            yield Said("K5", "computes a number without measure")
    if isinstance(node.op, ast.Mult):
        sides = [left, right]
        counts = [c for side in sides for c in v.constants(side) if isinstance(c, int) and not isinstance(c, bool)]
        holders = [
            x
            for side in sides
            for x in side
            if isinstance(x, v.Seq) or (isinstance(x, v.Const) and isinstance(x.value, str | bytes | tuple))
        ]
        if holders and any(count > HUGE for count in counts):
            yield Said("K5", "allocates without measure")
