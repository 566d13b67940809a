"""Realistic mistakes put into one function, as changes of its text: what repair of real packages is measured on.

    kinds = mistakes(source, function)          # by kind
    wrong = kinds["comparison"][0].wrong(source)

They are made without the edits that the search of a repair has, so that its own taste does not decide what it meets.
Kinds, a mistake each:

comparison, arithmetic, boolean: another operator. off by one: a number, a length or a range; `n` for `n - 1`.
variable: another name of the same function. swapped: two arguments, or the sides of a difference or quotient.
argument: one is missing. statement: one is missing. branch: an `if` is missing with what it does. condition: it does
it always; a part of the condition, or of `a if c else b`, is missing. negation: a `not` is missing or too much.
constant: another one. method: the wrong one of a pair such as append and extend, min and max. attribute: another one
of the same object. subscript: it is missing. comprehension: a list for a set, or what is drawn lazily for what is
there. filter: a comprehension lacks its `if`. early return: it stands in the loop before it. jump: break for continue.
initial: a value before a loop. returned: another name or a part of it; `return` is missing. slice: one bound is
missing, or off by one. conversion: `list(x)` is `x`. augmented: `+=` is `=`. exception: another is raised or caught.
"""

from __future__ import annotations

import ast
import builtins
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from volt.bench.package_scope import Change, Function, Scope, number, with_

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot, ast.Eq),
    ast.IsNot: (ast.Is,),
}
_COMPUTED: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add, ast.Pow),
    ast.Div: (ast.FloorDiv, ast.Mult),
    ast.FloorDiv: (ast.Div, ast.Mod),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitXor: (ast.BitOr,),
    ast.LShift: (ast.RShift,),
    ast.RShift: (ast.LShift,),
}
_PAIRS = (
    "append extend, add update, min max, any all, startswith endswith, upper lower, strip rstrip, strip lstrip, "
    "split rsplit, partition rpartition, find rfind, index rindex, keys values, values items, pop get, sum len, "
    "sorted list, list set, floor ceil, union intersection, difference intersection, popleft pop, append appendleft, "
    "remove discard, isinstance issubclass, join strip, insert append, sort reverse, range reversed, bisect_left "
    "bisect_right, zip zip_longest, count index, map filter, isdigit isalpha, ljust rjust, successors predecessors, "
    "issubset issuperset, takewhile dropwhile, degree neighbors, int float, str repr"
)
_WRONG_NAME: dict[str, list[str]] = {}
for _pair in _PAIRS.split(", "):
    _one, _other = _pair.split()
    _WRONG_NAME.setdefault(_one, []).append(_other)
    _WRONG_NAME.setdefault(_other, []).append(_one)
_CONVERSIONS = ("list", "tuple", "set", "frozenset", "sorted", "str", "int", "float", "iter", "abs", "reversed", "len")
_HOLDERS = ("list", "set", "dict", "tuple", "deque", "Counter", "int", "str")
_RAISED = {"ValueError": "TypeError", "TypeError": "ValueError", "KeyError": "IndexError", "IndexError": "KeyError"}
_RAISED |= {"StopIteration": "ValueError", "AttributeError": "KeyError", "NotImplementedError": "ValueError"}


@dataclass(frozen=True)
class Mistake:
    """A change of a source: bytes from `start` to `end` become `new`."""

    kind: str
    start: int
    end: int
    new: str
    line: int

    def wrong(self, source: str) -> str | None:
        """The source with the mistake; None where it no longer parses or means the same."""
        data = source.encode()
        text = (data[: self.start] + self.new.encode() + data[self.end :]).decode()
        try:
            same = ast.dump(ast.parse(text)) == ast.dump(ast.parse(source))
        except (SyntaxError, ValueError, RecursionError):
            return None
        return None if same else text


def mistakes(source: str, function: Function) -> dict[str, list[Mistake]]:
    """Every mistake that can be made in a function of this source, by kind, in the order of the text."""
    scope = Scope(source, function)
    found: dict[str, list[Mistake]] = {}
    for kind, make in _KINDS.items():
        made = {(start, end, new): line for start, end, new, line in make(scope)}
        if made:
            found[kind] = [Mistake(kind, *change, line) for change, line in made.items()]
    return found


def _comparison(s: Scope) -> Iterator[Change]:
    for node in s.of(ast.Compare):
        for i, operator in enumerate(node.ops):
            for new in _COMPARED.get(type(operator), ()):
                yield s.change(node, with_(node, ops=[*node.ops[:i], new(), *node.ops[i + 1 :]]))


def _arithmetic(s: Scope) -> Iterator[Change]:
    for node in s.nodes:
        text = isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant) and isinstance(node.left.value, str)
        if isinstance(node, ast.BinOp | ast.AugAssign) and not text:
            for new in _COMPUTED.get(type(node.op), ()):
                yield s.change(node, with_(node, op=new()))


def _boolean(s: Scope) -> Iterator[Change]:
    for node in s.of(ast.BoolOp):
        yield s.change(node, with_(node, op=ast.And() if isinstance(node.op, ast.Or) else ast.Or()))


def _off_by_one(s: Scope) -> Iterator[Change]:
    for node in s.nodes:
        match node:
            case ast.Constant(value=int() as n) if type(n) is int and not isinstance(s.parent[node][0], ast.Return):
                yield from (s.change(node, str(n + by)) for by in ((1, -1) if n > 0 else (1,)))
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=ast.Constant(value=1)):
                yield s.change(node, left)
            case ast.Call(func=ast.Name("len"), args=[_]):
                yield from (s.change(node, ast.BinOp(node, op, number(1))) for op in (ast.Sub(), ast.Add()))
            case ast.Call(func=ast.Name("range"), args=[*_, ast.Name() | ast.BinOp() as last]):
                yield from (s.change(last, ast.BinOp(last, op, number(1))) for op in (ast.Sub(), ast.Add()))


def _variable(s: Scope) -> Iterator[Change]:
    for node in s.of(ast.Name):
        called = isinstance(s.parent[node][0], ast.Call) and s.parent[node][1] == "func"
        if isinstance(node.ctx, ast.Load) and node.id in s.names and not called:
            yield from (s.change(node, name) for name in s.names if name != node.id)


def _swapped(s: Scope) -> Iterator[Change]:
    for node in s.nodes:
        match node:
            case ast.Call(args=args) if len(args) > 1 and not any(isinstance(one, ast.Starred) for one in args):
                for i in range(len(args) - 1):
                    yield s.change(node, with_(node, args=[*args[:i], args[i + 1], args[i], *args[i + 2 :]]))
            case ast.BinOp(op=ast.Sub() | ast.Div() | ast.FloorDiv() | ast.Mod(), left=left, right=right):
                yield s.change(node, with_(node, left=right, right=left))


def _argument(s: Scope) -> Iterator[Change]:
    for node in s.of(ast.Call):
        if len(node.args) > 1:
            yield s.change(node, with_(node, args=node.args[:-1]))
        for i in range(len(node.keywords)):
            yield s.change(node, with_(node, keywords=[*node.keywords[:i], *node.keywords[i + 1 :]]))


def _statement(s: Scope) -> Iterator[Change]:
    stored = [node.id for node in s.of(ast.Name) if isinstance(node.ctx, ast.Store)]
    for node in s.of(ast.stmt):
        match node:
            case ast.Expr(ast.Call()) | ast.AugAssign() | ast.Delete() | ast.Raise():
                yield s.without(node)
            case ast.Assign(targets=[ast.Name(name)]) if stored.count(name) > 1 or name in s.names[: len(s.names) // 2]:
                yield s.without(node)
            case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
                yield s.without(node)


def _branch(s: Scope) -> Iterator[Change]:
    for node in s.of(ast.If):
        if not node.orelse:
            yield (*s.whole_lines(node), "", node.lineno) if s.is_elif(node) else s.without(node)


def _condition(s: Scope) -> Iterator[Change]:
    for node in s.nodes:
        if isinstance(node, ast.If) and not node.orelse and not s.is_elif(node) and node.body[0].lineno > node.lineno:
            body = textwrap.dedent(s.text(*s.whole_lines(node.body[0], node.body[-1])))
            yield (*s.whole_lines(node), textwrap.indent(body, " " * node.col_offset), node.lineno)
        elif isinstance(node, ast.BoolOp):
            for i in range(len(node.values)):
                left = [*node.values[:i], *node.values[i + 1 :]]
                yield s.change(node, with_(node, values=left) if len(left) > 1 else left[0])
        elif isinstance(node, ast.IfExp):
            yield from (s.change(node, part) for part in (node.body, node.orelse))


def _negation(s: Scope) -> Iterator[Change]:
    for node in s.nodes:
        match node:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yield s.change(node, operand)
            case ast.If(test=test) | ast.While(test=test) if not isinstance(test, ast.UnaryOp | ast.Compare):
                yield s.change(test, ast.UnaryOp(ast.Not(), test))


def _constant(s: Scope) -> Iterator[Change]:
    texts = [n.value for n in s.of(ast.Constant) if isinstance(n.value, str)]
    for node in s.of(ast.Constant):
        if isinstance(s.parent[node][0], ast.Expr | ast.JoinedStr):
            continue
        match node.value:
            case bool() as value:
                yield s.change(node, str(not value))
            case None:
                yield from (s.change(node, new) for new in ("0", "False"))
            case int() | float() as number:
                yield from (s.change(node, repr(new)) for new in (0, 2, -number, number * 10) if new != number)
            case str() as text:
                yield from (s.change(node, repr(new)) for new in dict.fromkeys([*texts, "", text[:-1]]) if new != text)


def _method(s: Scope) -> Iterator[Change]:
    for node in s.of(ast.Call):
        match node.func:
            case ast.Attribute(attr=name) as func if name in _WRONG_NAME:
                yield from (s.change(func, with_(func, attr=new)) for new in _WRONG_NAME[name] if new not in _BUILTIN)
            case ast.Name(name) as func if name in _WRONG_NAME:
                yield from (s.change(func, new) for new in _WRONG_NAME[name] if name not in _BUILTIN or new in _BUILTIN)


_BUILTIN = frozenset(dir(builtins))


def _attribute(s: Scope) -> Iterator[Change]:
    called = {node.func for node in s.of(ast.Call)}
    reads = [n for n in s.of(ast.Attribute) if n not in called]
    for node in reads:
        if isinstance(node.ctx, ast.Load):
            base = ast.dump(node.value)
            others = dict.fromkeys(n.attr for n in reads if ast.dump(n.value) == base and n.attr != node.attr)
            yield from (s.change(node, with_(node, attr=name)) for name in others)


def _subscript(s: Scope) -> Iterator[Change]:
    for node in s.of(ast.Subscript):
        if isinstance(node.ctx, ast.Load) and not isinstance(node.slice, ast.Slice):
            yield s.change(node, node.value)


def _comprehension(s: Scope) -> Iterator[Change]:
    for node in s.nodes:
        match node:
            case ast.ListComp(elt=elt, generators=g):
                yield from (s.change(node, new) for new in (ast.SetComp(elt, g), ast.GeneratorExp(elt, g)))
            case ast.SetComp(elt=elt, generators=g):
                yield from (s.change(node, new) for new in (ast.ListComp(elt, g), ast.GeneratorExp(elt, g)))
            case ast.GeneratorExp(elt=elt, generators=g) if s.text(*s.span(node)).startswith("("):
                # Alone in a call it stands within the parentheses of the call.
                new = ast.unparse(ast.SetComp(elt, g))
                yield s.change(node, f"({new})" if isinstance(s.parent[node][0], ast.Call) else new)


def _filter(s: Scope) -> Iterator[Change]:
    for node in s.nodes:
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            for i, loop in enumerate(node.generators):
                if loop.ifs:
                    less = with_(loop, ifs=loop.ifs[:-1])
                    yield s.change(
                        node, with_(node, generators=[*node.generators[:i], less, *node.generators[i + 1 :]])
                    )


def _early_return(s: Scope) -> Iterator[Change]:
    for block in s.blocks():
        for loop, after in pairwise(block):
            if isinstance(loop, ast.For | ast.While) and isinstance(after, ast.Return) and not loop.orelse:
                lines = s.whole_lines(after)
                by = loop.body[0].col_offset - loop.col_offset
                if by > 0:
                    yield (*lines, textwrap.indent(s.text(*lines), " " * by), after.lineno)


def _jump(s: Scope) -> Iterator[Change]:
    for node in s.nodes:
        if isinstance(node, ast.Break | ast.Continue):
            yield s.change(node, "continue" if isinstance(node, ast.Break) else "break")


def _initial(s: Scope) -> Iterator[Change]:
    for block in s.blocks():
        loops = [i for i, node in enumerate(block) if isinstance(node, ast.For | ast.While)]
        for node in block[: loops[-1]] if loops else []:
            match node:
                case ast.Assign(targets=[ast.Name()], value=ast.Constant(value=int() as n) as value):
                    new = [str(not n)] if isinstance(n, bool) else [str(int(not n)), str(n - 1)]
                case ast.Assign(targets=[ast.Name()], value=ast.Constant(value=None) as value):
                    new = ["0", "[]"]
                case ast.Assign(targets=[ast.Name()], value=ast.List(elts=[]) | ast.Dict(keys=[]) as value):
                    new = ["[0]", "set()", "None"]
                case ast.Assign(targets=[ast.Name()], value=ast.Call(func=ast.Name(name), args=[_]) as value) if (
                    name in _HOLDERS
                ):
                    new = [ast.unparse(with_(value, args=[]))]
                case ast.Assign(targets=[ast.Name()], value=ast.Name(id=old) as value):
                    new = ["None", *(name for name in s.names[:3] if name != old)]
                case _:
                    continue
            yield from (s.change(value, text) for text in new)


def _returned(s: Scope) -> Iterator[Change]:
    for node in s.of(ast.Return):
        match node.value:
            case None:
                continue
            case ast.Tuple(elts=[first, *rest]) as value if rest:
                yield from (s.change(value, new) for new in (with_(value, elts=[*rest, first]), first))
            case ast.Call(args=[first, *_]) as value if not isinstance(first, ast.Starred | ast.GeneratorExp):
                yield s.change(value, first)
            case ast.Name(id=name) as value if len(s.names) > 1:
                yield from (s.change(value, other) for other in s.names if other != name)
            case ast.Constant(value=bool() as truth) as value:
                yield s.change(value, str(not truth))
            case value:
                yield s.change(node, ast.unparse(value))


def _slice(s: Scope) -> Iterator[Change]:
    for node in s.of(ast.Subscript):
        part = node.slice
        if isinstance(part, ast.Slice) and isinstance(node.ctx, ast.Load):
            bounds = [name for name in ("lower", "upper", "step") if getattr(part, name) is not None]
            for name in bounds:
                yield s.change(node, with_(node, slice=with_(part, **{name: None})))
                if name != "step":
                    more: Any = ast.BinOp(getattr(part, name), ast.Add(), number(1))
                    yield s.change(node, with_(node, slice=with_(part, **{name: more})))
            if part.lower is None and part.upper is not None:
                yield s.change(node, with_(node, slice=with_(part, lower=part.upper, upper=None)))


def _conversion(s: Scope) -> Iterator[Change]:
    for node in s.of(ast.Call):
        match node:
            case ast.Call(func=ast.Name(name), args=[only], keywords=[]) if name in _CONVERSIONS:
                if not isinstance(only, ast.Starred | ast.GeneratorExp):
                    yield s.change(node, only)


def _augmented(s: Scope) -> Iterator[Change]:
    for node in s.of(ast.AugAssign):
        yield s.change(node, ast.Assign([node.target], node.value, lineno=node.lineno))


def _exception(s: Scope) -> Iterator[Change]:
    for node in s.nodes:
        if isinstance(node, ast.Raise | ast.ExceptHandler):
            asked = node.exc if isinstance(node, ast.Raise) else node.type
            name = asked.func if isinstance(asked, ast.Call) else asked
            if isinstance(name, ast.Name) and name.id in _RAISED:
                yield s.change(name, _RAISED[name.id])


_KINDS: dict[str, Callable[[Scope], Iterator[Change]]] = {
    "comparison": _comparison,
    "arithmetic": _arithmetic,
    "boolean": _boolean,
    "off by one": _off_by_one,
    "variable": _variable,
    "swapped": _swapped,
    "argument": _argument,
    "statement": _statement,
    "branch": _branch,
    "condition": _condition,
    "negation": _negation,
    "constant": _constant,
    "method": _method,
    "attribute": _attribute,
    "subscript": _subscript,
    "comprehension": _comprehension,
    "filter": _filter,
    "early return": _early_return,
    "jump": _jump,
    "initial": _initial,
    "returned": _returned,
    "slice": _slice,
    "conversion": _conversion,
    "augmented": _augmented,
    "exception": _exception,
}
KINDS = tuple(_KINDS)
