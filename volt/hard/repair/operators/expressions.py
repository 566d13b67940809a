"""Edits of one expression: operators, constants, names, indexes, arguments, calls."""

from __future__ import annotations

import ast

from volt.hard.repair.operators import calls, habits, texts
from volt.hard.repair.operators.pool import Options, Pool, filled, load, names_of, negation, size_of

_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Div, ast.Mod, ast.Pow)
_BITS = (ast.BitAnd, ast.BitOr, ast.BitXor, ast.LShift, ast.RShift)
_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
_OTHER_TESTS = (ast.In, ast.NotIn, ast.Is, ast.IsNot, ast.Eq, ast.NotEq)
_ONE = ast.Constant(1)
_ENDS = (ast.Constant(0), _ONE, ast.UnaryOp(ast.USub(), _ONE))
_NUMERIC = ast.Name | ast.Call | ast.BinOp | ast.Subscript | ast.Attribute


def options(node: ast.AST, parent: ast.AST, slot: str, pool: Pool) -> Options:
    """Replacements of one node in its place."""
    match node:
        case ast.cmpop():
            others = {*_ORDER} if isinstance(node, _ORDER) else {*_OTHER_TESTS}
            for other in sorted(others | {ast.In, ast.NotIn} - {type(node)}, key=lambda o: o.__name__):
                yield other(), 1.9, "other comparison"
        case ast.operator():
            for near in _ARITHMETIC if isinstance(node, _ARITHMETIC) else _BITS:
                yield near(), 2.0, "other operator"
            for far in _far(node, pool):
                yield far(), 2.8, "bit operator"
        case ast.expr() if _replaceable(node, parent, slot):
            yield from _general(node, parent, slot, pool)
            yield from _special(node, parent, slot, pool)
            yield from habits.of_expression(node, parent, slot, pool)
            yield from calls.of_expression(node, parent, slot, pool)
        case ast.JoinedStr() if not isinstance(parent, ast.FormattedValue):
            yield from texts.of_fields(node)


def _far(node: ast.operator, pool: Pool) -> tuple[type[ast.operator], ...]:
    """Operators on bits for arithmetic and the other way; where a file has none on bits, those that sets have."""
    if not isinstance(node, _ARITHMETIC):
        return _ARITHMETIC
    if pool.bits:
        return _BITS
    return (ast.BitAnd, ast.BitOr) if isinstance(node, ast.Sub | ast.Add) else ()


def _replaceable(node: ast.expr, parent: ast.AST, slot: str) -> bool:
    if isinstance(getattr(node, "ctx", None), ast.Store | ast.Del) or isinstance(
        node, ast.Starred | ast.JoinedStr | ast.Slice
    ):
        return False
    return not isinstance(parent, ast.FormattedValue | ast.JoinedStr) and slot not in ("format_spec", "annotation")


def _general(node: ast.expr, parent: ast.AST, slot: str, pool: Pool) -> Options:
    """Any expression may be another one of the function, one of its own parts, or the argument of a call."""
    if slot == "func":
        yield from _callees(node, pool)
        return
    own = ast.unparse(node)
    yield from ((load(name), 1.9, "name") for name in pool.names if name != own)
    yield from ((other, 2.4, "expression") for other in pool.expressions if ast.unparse(other) != own)
    yield from _parts(node)
    if not isinstance(node, ast.Constant | ast.Compare | ast.BoolOp) or slot == "value":
        yield from ((filled(call, node), 2.2 + cost, "wrapped") for call, cost in pool.wraps)
    if isinstance(node, _NUMERIC):
        yield ast.BinOp(node, ast.Add(), _ONE), 1.7, "one more"
        yield ast.BinOp(node, ast.Sub(), _ONE), 1.7, "one less"
    if isinstance(node, _NUMERIC) and not (isinstance(parent, ast.Attribute | ast.Subscript) and slot == "value"):
        yield from _with_operand(node, pool)
    if not isinstance(node, ast.Constant):
        yield from ((ast.Constant(value), 2.3, "to constant") for value in (*pool.numbers[:4], True, False, None))
    if slot == "value" and not isinstance(node, ast.List):
        yield ast.List([node], ast.Load()), 2.2, "in a list"


def _parts(node: ast.expr) -> Options:
    """The node replaced by what stands right within it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr) and not isinstance(child, ast.Starred) and not isinstance(node, ast.Lambda):
            yield child, 1.7, f"{type(node).__name__} left out"


def _with_operand(node: ast.expr, pool: Pool) -> Options:
    """One more operand: a name or a small number."""
    for name in pool.names[:8]:
        for op in (ast.Add(), ast.Sub(), ast.Mult()):
            yield ast.BinOp(node, op, load(name)), 2.6, "operand"
        yield ast.BinOp(load(name), ast.Sub(), node), 2.9, "operand"
        for call in ("max", "min"):
            yield ast.Call(load(call), [load(name), node], []), 2.7, "bounded"
    for value in pool.numbers[:5]:
        for by in (ast.Add(), ast.Sub(), ast.Mult(), ast.FloorDiv(), ast.Mod()):
            if value not in (0, 1) or (isinstance(by, ast.Mod) and value == 1):
                yield ast.BinOp(node, by, ast.Constant(value)), 2.6, "operand"
    for call in ("max", "min"):
        yield ast.Call(load(call), [node, ast.Constant(0)], []), 2.6, "bounded"


def _callees(node: ast.expr, pool: Pool) -> Options:
    if isinstance(node, ast.Name):
        others = [name for name in (*pool.functions, *pool.classes) if name != node.id]
        yield from ((load(name), 2.0, "callee") for name in others)
        if node.id in _EXCEPTIONS:
            yield from ((load(name), 1.9, "exception") for name in _EXCEPTIONS if name not in (node.id, *others))
    elif isinstance(node, ast.Attribute):
        for method in _METHODS.get(node.attr, ()):
            yield ast.Attribute(node.value, method, ast.Load()), 1.8, "method"


_EXCEPTIONS = ("ValueError", "TypeError", "KeyError", "IndexError", "AttributeError", "RuntimeError", "StopIteration")
"""Those that are taken for one another."""


def _families(*families: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for family in families:
        words = family.split()
        for word in words:
            found[word] = (*found.get(word, ()), *(other for other in words if other != word))
    return found


_METHODS = _families(
    "append extend add insert appendleft update", "pop popleft remove discard", "keys values items",
    "isdigit isalpha isalnum isnumeric isdecimal", "isupper islower upper lower", "strip lstrip rstrip",
    "split rsplit splitlines partition", "find rfind index rindex count", "startswith endswith",
    "union intersection difference symmetric_difference", "get setdefault pop", "sort reverse",
    "title capitalize upper",
    "dumps loads", "dump load", "floor ceil trunc", "match search fullmatch", "encode decode", "ljust rjust center",
)  # fmt: skip


def _special(node: ast.expr, parent: ast.AST, slot: str, pool: Pool) -> Options:
    """What only some sorts of expressions can become."""
    match node:
        case ast.Call():
            yield from _arguments(node, pool)
        case ast.BinOp():
            yield ast.BinOp(node.right, node.op, node.left), 1.5, "operands swapped"
            yield from _regrouped(node)
        case ast.BoolOp():
            yield from _booleans(node, pool)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test, orelse, body), 1.6, "branches swapped"
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            yield from _elements(node, elements, pool)
        case ast.Subscript():
            yield from _subscripts(node, pool)
        case ast.Attribute(value=value, attr=name):
            yield from ((ast.Attribute(value, a, ast.Load()), 1.7, "attribute") for a in pool.attributes if a != name)
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
            for other in (ast.ListComp, ast.SetComp, ast.GeneratorExp):
                if not isinstance(node, other):
                    yield other(node.elt, node.generators), 1.9, "other comprehension"
        case ast.Yield(value=ast.expr() as value):
            yield ast.YieldFrom(value), 1.4, "yield from"
        case ast.YieldFrom(value=value):
            yield ast.Yield(value), 1.4, "yield"
        case ast.Constant():
            yield from _constants(node, pool)
    if slot == "test" or isinstance(parent, ast.BoolOp) or isinstance(node, ast.Compare):
        yield negation(node), 1.6, "negated"
    if (slot == "test" and not isinstance(parent, ast.comprehension)) or slot == "ifs":
        yield from _conditions(node, pool)
    if isinstance(node, ast.Name) and slot != "func":
        yield from _reaching(node, parent, slot, pool)
    elif isinstance(node, ast.Call | ast.Attribute) and not isinstance(parent, ast.Subscript | ast.Attribute):
        yield from ((ast.Subscript(node, index, ast.Load()), 2.4, "item of") for index in _ENDS if slot != "func")


def _reaching(node: ast.Name, parent: ast.AST, slot: str, pool: Pool) -> Options:
    """A part of what a variable holds."""
    yield from ((ast.Attribute(node, name, ast.Load()), 1.9, "attribute of") for name in pool.attributes)
    if isinstance(parent, ast.Subscript | ast.Attribute) and slot == "value":
        return
    for index in (ast.Constant(0), ast.UnaryOp(ast.USub(), _ONE), *(load(n) for n in pool.names[:8] if n != node.id)):
        yield ast.Subscript(node, index, ast.Load()), 2.4, "item of"
    for low, high in ((_ONE, None), (None, ast.UnaryOp(ast.USub(), _ONE)), *_bounds(node.id, pool), (None, None)):
        yield ast.Subscript(node, ast.Slice(low, high), ast.Load()), 2.5, "slice of"
    yield ast.Subscript(node, ast.Slice(None, None, ast.UnaryOp(ast.USub(), _ONE)), ast.Load()), 2.5, "slice of"


def _bounds(name: str, pool: Pool) -> list[tuple[ast.expr | None, ast.expr | None]]:
    others = [load(other) for other in pool.names[:6] if other != name]
    return [(other, None) for other in others] + [(None, other) for other in others]


def _arguments(node: ast.Call, pool: Pool) -> Options:
    """Arguments in another order, one less, one more."""
    given = node.args
    for i in range(len(given)):
        for j in range(i + 1, len(given)):
            new = [*given]
            new[i], new[j] = given[j], given[i]
            yield ast.Call(node.func, new, node.keywords), 1.4, "arguments swapped"
    for i in range(len(given)):
        yield ast.Call(node.func, [*given[:i], *given[i + 1 :]], node.keywords), 2.0, "argument left out"
    for keyword in node.keywords:
        rest = [other for other in node.keywords if other is not keyword]
        yield ast.Call(node.func, given, rest), 1.9, "argument left out"
    if len(given) <= 3:
        more: list[ast.expr] = [*(load(name) for name in pool.names[:10]), *map(ast.Constant, pool.numbers[:3])]
        for value in more:
            for place in range(len(given) + 1):
                yield ast.Call(node.func, [*given[:place], value, *given[place:]], node.keywords), 2.5, "argument"


def _regrouped(node: ast.BinOp) -> Options:
    if isinstance(node.left, ast.BinOp):
        inner = node.left
        yield ast.BinOp(inner.left, inner.op, ast.BinOp(inner.right, node.op, node.right)), 1.6, "grouped otherwise"
    if isinstance(node.right, ast.BinOp):
        inner = node.right
        yield ast.BinOp(ast.BinOp(node.left, node.op, inner.left), inner.op, inner.right), 1.6, "grouped otherwise"


def _booleans(node: ast.BoolOp, pool: Pool) -> Options:
    for i in range(len(node.values)):
        rest = [value for k, value in enumerate(node.values) if k != i]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest), 1.6, "condition left out"
    if len(node.values) == 2:
        yield ast.BoolOp(node.op, node.values[::-1]), 2.2, "conditions swapped"
    for i, value in enumerate(node.values):
        if isinstance(value, ast.BoolOp) and len(node.values) == 2:
            other = node.values[1 - i]
            merged = [ast.BoolOp(node.op, [other, inner]) for inner in value.values]
            yield ast.BoolOp(value.op, [merged[0], *value.values[1:]]), 2.2, "conditions grouped otherwise"


def _conditions(node: ast.expr, pool: Pool) -> Options:
    """One more condition, or another one altogether."""
    own = ast.unparse(node)
    for condition, cost in pool.conditions:
        if ast.unparse(condition) == own:
            continue
        yield condition, 2.4 + 0.5 * cost, "condition"
        yield ast.BoolOp(ast.And(), [node, condition]), 2.1 + 0.5 * cost, "and condition"
        yield ast.BoolOp(ast.Or(), [node, condition]), 2.2 + 0.5 * cost, "or condition"
        if not isinstance(node, ast.Name):
            yield ast.BoolOp(ast.And(), [condition, node]), 2.3 + 0.5 * cost, "and condition first"
            yield ast.BoolOp(ast.Or(), [condition, node]), 2.4 + 0.5 * cost, "or condition first"


def _elements(node: ast.List | ast.Tuple, elements: list[ast.expr], pool: Pool) -> Options:
    new = type(node)
    if 2 <= len(elements) <= 4:
        for i in range(len(elements) - 1):
            swapped = [*elements]
            swapped[i], swapped[i + 1] = elements[i + 1], elements[i]
            yield new(swapped, ast.Load()), 1.7, "elements swapped"
    for i in range(min(len(elements), 4)):
        yield new([*elements[:i], *elements[i + 1 :]], ast.Load()), 2.0, "element left out"
    if len(elements) <= 3:
        for value in [*(load(name) for name in pool.names[:8]), *map(ast.Constant, pool.numbers[:2])]:
            for place in {0, len(elements)}:
                yield new([*elements[:place], value, *elements[place:]], ast.Load()), 2.4, "element"
    if not elements and isinstance(node, ast.List):
        yield ast.List([ast.List([], ast.Load())], ast.Load()), 1.9, "element"
        yield ast.Dict([], []), 2.2, "other empty"
        yield ast.Call(load("set"), [], []), 2.2, "other empty"


def _subscripts(node: ast.Subscript, pool: Pool) -> Options:
    index = node.slice
    if not isinstance(index, ast.Slice):
        yield ast.Subscript(node.value, ast.Slice(index, None), ast.Load()), 2.2, "slice for item"
        yield ast.Subscript(node.value, ast.Slice(None, index), ast.Load()), 2.2, "slice for item"
        if isinstance(index, ast.Name | ast.BinOp):
            yield ast.Subscript(node.value, ast.UnaryOp(ast.USub(), index), ast.Load()), 2.2, "index from the end"
        if isinstance(node.value, ast.Subscript) and not isinstance(node.value.slice, ast.Slice):
            outer = ast.Subscript(node.value.value, index, ast.Load())
            yield ast.Subscript(outer, node.value.slice, ast.Load()), 1.7, "indexes swapped"
        return
    names = [load(name) for name in pool.names[:8]]
    steps = [ast.BinOp(name, op, _ONE) for name in names[:5] for op in (ast.Add(), ast.Sub())]
    for bound in [*names, *steps]:
        yield ast.Subscript(node.value, ast.Slice(bound, index.upper, index.step), ast.Load()), 2.2, "lower bound"
        yield ast.Subscript(node.value, ast.Slice(index.lower, bound, index.step), ast.Load()), 2.2, "upper bound"
    if index.lower is not None and index.upper is None:
        yield ast.Subscript(node.value, ast.Slice(None, index.lower, index.step), ast.Load()), 1.8, "other side"
    if index.upper is not None and index.lower is None:
        yield ast.Subscript(node.value, ast.Slice(index.upper, None, index.step), ast.Load()), 1.8, "other side"


def _constants(node: ast.Constant, pool: Pool) -> Options:
    value = node.value
    if isinstance(value, str):
        for text in {c.value for c in ast.walk(pool.function) if isinstance(c, ast.Constant) and type(c.value) is str}:
            if text != value and len(text) < 20:
                yield ast.Constant(text), 2.2, "other text"
        return
    for number in pool.numbers[:8]:
        if type(value) is not int or number != value:
            yield ast.Constant(number), 2.1, "other number"
    if value is None or isinstance(value, int | float):
        for other in (None, True, False, 0, 1, 2, 10, ""):
            if other is not value:
                yield ast.Constant(other), 2.4, "other constant"
        for text in ("float('inf')", "float('-inf')", "[]"):
            yield ast.parse(text, mode="eval").body, 2.2, "other start"


__all__ = ["Options", "names_of", "options", "size_of"]
