"""Makes composed code look as a person writes it, and writes comprehensions out as loops.

Every rewriting keeps the meaning for the plain data that exercises are about; each is tested by running both forms.
"""

from __future__ import annotations

import ast
from random import Random

from volt.data.factory.scopes import clone, walk

_EAGER = ("sum", "any", "all", "max", "min", "set", "list", "tuple", "sorted")
_NEGATED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


def polished(function: ast.FunctionDef) -> ast.FunctionDef:
    """The function with needless lists, nested comprehensions and double negations taken out."""
    made: ast.FunctionDef = _Polish().visit(function)
    return made


class _Polish(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        first = node.args[0] if len(node.args) == 1 else None
        if name in _EAGER and isinstance(first, ast.ListComp):
            if name == "list":
                return first
            node.args[0] = ast.GeneratorExp(first.elt, first.generators)
        elif name == "list" and isinstance(first, ast.Call) and _called(first) in ("sorted", "list"):
            return first
        elif (
            name in ("sorted", "sum", "max", "min", "set") and isinstance(first, ast.Call) and _called(first) == "list"
        ):
            if len(first.args) == 1:
                node.args[0] = first.args[0]
        elif name == "set" and isinstance(first, ast.GeneratorExp):
            return ast.SetComp(first.elt, first.generators)
        elif name == "bool" and isinstance(first, ast.Compare):
            return first
        elif isinstance(node.func, ast.Attribute) and node.func.attr == "join" and isinstance(first, ast.ListComp):
            node.args[0] = ast.GeneratorExp(first.elt, first.generators)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Whole constants put together: `3 - 1` and `n - 3 + 1`, which inlining leaves behind."""
        self.generic_visit(node)
        left = node.left
        step = _signed(node)
        if step is None:
            return node
        if (start := _whole(left)) is not None:
            return ast.Constant(start + step) if start + step >= 0 else node
        if isinstance(left, ast.BinOp) and (inner := _signed(left)) is not None:
            step += inner
            if step == 0:
                return left.left
            return ast.BinOp(left.left, ast.Add() if step > 0 else ast.Sub(), ast.Constant(abs(step)))
        return node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        """Constants in the braces of an f-string, written out; without other braces it is a plain string."""
        self.generic_visit(node)
        node.values = [_told(value) for value in node.values]
        plain = [str(value.value) for value in node.values if isinstance(value, ast.Constant)]
        return ast.Constant("".join(plain)) if len(plain) == len(node.values) else node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        """What stands behind the colon stays an f-string, as the syntax tree wants it."""
        node.value = self.visit(node.value)
        if isinstance(node.format_spec, ast.JoinedStr):
            spec = self.visit(node.format_spec)
            node.format_spec = spec if isinstance(spec, ast.JoinedStr) else ast.JoinedStr([spec])
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        self.generic_visit(node)
        inner = node.operand
        if isinstance(node.op, ast.Not):
            if isinstance(inner, ast.UnaryOp) and isinstance(inner.op, ast.Not):
                return inner.operand
            if isinstance(inner, ast.Compare) and len(inner.ops) == 1 and type(inner.ops[0]) in _NEGATED:
                return ast.Compare(inner.left, [_NEGATED[type(inner.ops[0])]()], inner.comparators)
        return node

    def visit_ListComp(self, node: ast.ListComp) -> ast.expr:
        self.generic_visit(node)
        return self._fused(node)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.expr:
        self.generic_visit(node)
        return self._fused(node)

    def visit_For(self, node: ast.For) -> ast.stmt:
        self.generic_visit(node)
        if isinstance(node.iter, ast.Call) and _called(node.iter) == "list" and len(node.iter.args) == 1:
            node.iter = node.iter.args[0]
        return node

    @staticmethod
    def _fused(node: ast.ListComp | ast.GeneratorExp) -> ast.ListComp | ast.GeneratorExp:
        """`[f(x) for x in [y for y in ys if p(y)]]` as one comprehension, where the inner one only selects."""
        source = node.generators[0]
        inner = source.iter
        if isinstance(inner, ast.Call) and _called(inner) == "list" and len(inner.args) == 1:
            inner = source.iter = inner.args[0]
        if not isinstance(inner, ast.ListComp | ast.GeneratorExp) or len(inner.generators) != 1:
            return node
        own = inner.generators[0]
        if not (isinstance(own.target, ast.Name) and isinstance(source.target, ast.Name)):
            return node
        if not (isinstance(inner.elt, ast.Name) and inner.elt.id == own.target.id):
            return node
        tests = [_renamed(test, own.target.id, source.target.id) for test in own.ifs]
        node.generators[0] = ast.comprehension(source.target, own.iter, [*tests, *source.ifs], 0)
        return node


def _whole(node: ast.expr) -> int | None:
    return node.value if isinstance(node, ast.Constant) and type(node.value) is int else None


def _told(part: ast.expr) -> ast.expr:
    """The text of a constant in braces."""
    if not isinstance(part, ast.FormattedValue) or not isinstance(part.value, ast.Constant):
        return part
    is_plain = part.format_spec is None and part.conversion == -1
    return ast.Constant(str(part.value.value)) if is_plain else part


def _signed(node: ast.BinOp) -> int | None:
    """What is added on the right: 3 for `n + 3`, -3 for `n - 3`, None for anything else."""
    step = _whole(node.right)
    if step is None or not isinstance(node.op, ast.Add | ast.Sub):
        return None
    return step if isinstance(node.op, ast.Add) else -step


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _renamed(node: ast.expr, old: str, new: str) -> ast.expr:
    node = clone(node)
    for at in walk(node):
        if isinstance(at, ast.Name) and at.id == old:
            at.id = new
    return node


def unrolled(rng: Random, function: ast.FunctionDef, taken: set[str]) -> ast.FunctionDef:
    """The function with the comprehension of its last line written as a loop; unchanged when there is none."""
    last = function.body[-1]
    if not isinstance(last, ast.Return) or last.value is None:
        return function
    value = last.value
    free = [n for n in ("result", "found", "answer", "output") if n not in taken]
    loop: list[ast.stmt] | None = None
    if isinstance(value, ast.ListComp) and free:
        loop = _collected(value, rng.choice(free))
    elif isinstance(value, ast.Call) and len(value.args) == 1 and not value.keywords:
        name, source = _called(value), value.args[0]
        if isinstance(source, ast.GeneratorExp):
            if name == "sum":
                totals = [n for n in ("total", "count" if _is_one(source.elt) else "result") if n not in taken]
                loop = _summed(source, totals[-1]) if totals else None
            elif name in ("any", "all"):
                loop = _searched(source, name == "any")
    if loop is not None:
        function.body[-1:] = loop
    return function


def spelled(function: ast.FunctionDef) -> ast.FunctionDef:
    """The last line as many people write it: `filter` and `map` for a comprehension, `if`/`else` for a truth value."""
    last = function.body[-1]
    value = last.value if isinstance(last, ast.Return) else None
    if isinstance(value, ast.ListComp) and len(value.generators) == 1:
        made = _mapped(value)
        if made is not None:
            function.body[-1] = ast.Return(made)
    elif isinstance(value, ast.Compare | ast.BoolOp) and _is_truth(value):
        yes, no = (ast.Return(ast.Constant(answer)) for answer in (True, False))
        function.body[-1:] = [ast.If(value, [yes], [no])]
    return function


def _mapped(node: ast.ListComp) -> ast.expr | None:
    source = node.generators[0]
    if not isinstance(source.target, ast.Name) or len(source.ifs) > 1:
        return None
    about = ast.arguments(
        posonlyargs=[], args=[ast.arg(source.target.id)], kwonlyargs=[], kw_defaults=[], defaults=[]
    )  # fmt: skip
    made = source.iter
    for test in source.ifs:
        made = ast.Call(ast.Name("filter", ast.Load()), [ast.Lambda(about, test), made], [])
    if not (isinstance(node.elt, ast.Name) and node.elt.id == source.target.id):
        made = ast.Call(ast.Name("map", ast.Load()), [ast.Lambda(clone(about), node.elt), made], [])
    return ast.Call(ast.Name("list", ast.Load()), [made], [])


def _is_truth(node: ast.expr) -> bool:
    """Whether an expression is True or False and nothing else."""
    if isinstance(node, ast.BoolOp):
        return all(map(_is_truth, node.values))
    return isinstance(node, ast.Compare) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not))


def _is_one(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == 1


def _nest(generators: list[ast.comprehension], inner: list[ast.stmt]) -> ast.stmt:
    body = inner
    for g in reversed(generators):
        if g.ifs:
            test = g.ifs[0] if len(g.ifs) == 1 else ast.BoolOp(ast.And(), list(g.ifs))
            body = [ast.If(test, body, [])]
        body = [ast.For(g.target, g.iter, body, [])]
    return body[0]


def _collected(node: ast.ListComp, name: str) -> list[ast.stmt]:
    add = ast.Call(ast.Attribute(ast.Name(name, ast.Load()), "append", ast.Load()), [node.elt], [])
    start = ast.Assign([ast.Name(name, ast.Store())], ast.List([], ast.Load()))
    return [start, _nest(node.generators, [ast.Expr(add)]), ast.Return(ast.Name(name, ast.Load()))]


def _summed(node: ast.GeneratorExp, name: str) -> list[ast.stmt]:
    elt = node.elt
    add: ast.stmt = ast.AugAssign(ast.Name(name, ast.Store()), ast.Add(), elt)
    if isinstance(elt, ast.Compare | ast.BoolOp):
        add = ast.If(elt, [ast.AugAssign(ast.Name(name, ast.Store()), ast.Add(), ast.Constant(1))], [])
    start = ast.Assign([ast.Name(name, ast.Store())], ast.Constant(0))
    return [start, _nest(node.generators, [add]), ast.Return(ast.Name(name, ast.Load()))]


def _searched(node: ast.GeneratorExp, wanted: bool) -> list[ast.stmt]:
    test = node.elt if wanted else _Polish().visit(ast.UnaryOp(ast.Not(), node.elt))
    found = ast.If(test, [ast.Return(ast.Constant(wanted))], [])
    return [_nest(node.generators, [found]), ast.Return(ast.Constant(not wanted))]
