"""The estimate of a function's cost, with its reason; "not known" wherever a guess would be needed.

It counts loops over arguments and what built-in functions are known to cost. A size is that of an argument, or the
number itself where a range goes up to it. Anything else, recursion, a loop that ends for a reason of its own, a call of
which nothing is known, makes it unknown.
"""

from __future__ import annotations

import ast
from collections import Counter

from volt.hard.explain.effects import EXCEPTIONS
from volt.hard.explain.fact import Estimate, FunctionNode, bound, own, parameters, shown
from volt.hard.explain.find import Found
from volt.hard.explain.kinds import guesses
from volt.hard.explain.loops import COMPREHENSIONS, dotted, recursions

_CONSTANT_NAMES = (
    "len abs ord chr isinstance range enumerate zip print divmod bool type iter reversed id callable hash"
    " append add pop get items keys values math.sqrt math.floor math.ceil next float"
)
_CONSTANT = frozenset(_CONSTANT_NAMES.split())
_LINEAR_NAMES = "sum min max list set tuple dict all any frozenset map filter Counter str join count index"
_LINEAR = frozenset(_LINEAR_NAMES.split())
_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Mult: "*"}
_Term = Counter[str]
"""A product of sizes; "log" counts logarithms."""


class _Unknown(Exception):
    """Why the cost is not known."""


def estimate(found: Found, tree: ast.Module, hidden: frozenset[str] = frozenset()) -> Estimate:
    """What a call costs in the sizes of its arguments. `hidden`: built-in names that the module binds itself."""
    if recursions(found, tree)[0]:
        return Estimate("complexity", "complexity: not known", "it calls itself")
    try:
        reader = _Reader(found.node, hidden)
        terms = reader.block(found.node.body)
    except _Unknown as why:
        return Estimate("complexity", "complexity: not known", str(why))
    largest = _largest(terms)
    shown_terms = [_said(term) for term in largest] or ["1"]
    value = f"O({' + '.join(sorted(shown_terms))})"
    looping = any(isinstance(n, ast.For | ast.AsyncFor | ast.comprehension) for n in own(found.node, lazy=True))
    none = "its loops go round equally often always" if looping else "it has no loop"
    reason = "; ".join(dict.fromkeys(reader.why)) or f"{none}, and calls only what takes the same time always"
    return Estimate("complexity", f"probably {value}", shown(reason, 160), value)


class _Reader:
    """Adds up what statements cost."""

    def __init__(self, node: FunctionNode, hidden: frozenset[str]) -> None:
        self.why: list[str] = []
        self._sizes = {one.arg: one.arg for one in parameters(node)}
        self._local = hidden | bound(node) | {one.arg for one in parameters(node)}
        first = {guess.name: guess.kinds[0] for guess in guesses(node) if guess.kinds and not guess.weak}
        self._numbers = {name for name, kind in first.items() if kind in ("int", "float", "bool")}
        self._sequences = {name for name, kind in first.items() if kind.startswith(("str", "list", "tuple", "bytes"))}
        for one in own(node):  # a name that is made of an argument is as large as that
            if isinstance(one, ast.Assign) and len(one.targets) == 1 and isinstance(one.targets[0], ast.Name):
                size = self._size(one.value)
                name = one.targets[0].id
                if size and name not in self._sizes:
                    self._sizes[name] = size
                if self._is_number(one.value):
                    self._numbers.add(name)

    def block(self, body: list[ast.stmt]) -> list[_Term]:
        """The terms of all statements of a block."""
        return [term for one in body for term in self._statement(one)]

    def _statement(self, one: ast.stmt) -> list[_Term]:
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
            if isinstance(one, ast.Import | ast.ImportFrom):
                return []
            raise _Unknown(f"it defines {one.name} inside")
        if isinstance(one, ast.While):
            raise _Unknown(f"how often the loop in line {one.lineno} goes round is not known")
        if isinstance(one, ast.For):
            rounds = self._rounds(one.iter, one.lineno)
            if isinstance(one.target, ast.Name) and dotted(getattr(one.iter, "func", one.target)) == "range" and rounds:
                self._sizes.setdefault(one.target.id, next(iter(rounds)))  # at most as much
                self._numbers.add(one.target.id)
            inner = [*self.block(one.body), Counter()]
            return [*self._expression(one.iter), *self.block(one.orelse), *(term + rounds for term in inner)]
        terms: list[_Term] = []
        if isinstance(one, ast.Assign) and any(isinstance(n, ast.Starred) for t in one.targets for n in ast.walk(t)):
            if not (size := self._size(one.value)):
                raise _Unknown(f"how much line {one.lineno} unpacks is not known")
            terms.append(Counter({size: 1}))
            self.why.append(f"{size} is unpacked (line {one.lineno})")
        if isinstance(one, ast.AugAssign):
            terms += self._operation(one.target, one.op, one.value, one.lineno)
        for name, value in ast.iter_fields(one):
            if name in ("body", "orelse", "finalbody"):
                terms += self.block(value)
            elif name in ("handlers", "cases"):
                terms += [t for inner in value for t in self.block(inner.body)]
            else:
                for part in value if isinstance(value, list) else [value]:
                    if isinstance(part, ast.expr):
                        terms += self._expression(part)
        return terms

    def _expression(self, node: ast.expr) -> list[_Term]:
        if isinstance(node, COMPREHENSIONS):
            rounds: _Term = Counter()
            terms: list[_Term] = []
            for part in node.generators:
                terms += [t + rounds for t in self._expression(part.iter)]
                rounds = rounds + self._rounds(part.iter, node.lineno)
                terms += [t + rounds for test in part.ifs for t in self._expression(test)]
            parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
            return [*terms, rounds, *(t + rounds for part in parts for t in self._expression(part))]
        terms = self._call(node) if isinstance(node, ast.Call) else []
        if isinstance(node, ast.Lambda | ast.Await | ast.Yield | ast.YieldFrom):
            raise _Unknown(f"line {node.lineno} hands over to other code")
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            if not (size := self._size(node.value)):
                raise _Unknown(f"how much the slice in line {node.lineno} copies is not known")
            terms.append(Counter({size: 1}))
            self.why.append(f"a part of {size} is copied (line {node.lineno})")
        if isinstance(node, ast.BinOp):
            terms += self._operation(node.left, node.op, node.right, node.lineno)
        if _looks_up(node):
            raise _Unknown(f"what `in` costs in line {node.lineno} depends on the type")
        terms += self._whole(node)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                terms += self._expression(child)
            elif isinstance(child, ast.keyword):
                terms += self._expression(child.value)
        return terms

    def _whole(self, node: ast.expr) -> list[_Term]:
        """What it costs to unpack, to write out or to compare something that is large: it is gone through."""
        match node:
            case ast.Starred(value=value, ctx=ast.Load()):
                what, parts = "unpacked", [value]
            case ast.Dict(keys=keys, values=values):
                what, parts = "unpacked", [v for k, v in zip(keys, values, strict=True) if k is None]
            case ast.Call(keywords=given):
                what, parts = "handed over", [k.value for k in given if k.arg is None]
            case ast.FormattedValue(value=value):
                what, parts = "written out", [] if self._is_number(value) or not self._size(value) else [value]
            case ast.Compare(left=left, comparators=[right]) if self._is_sequence(left) and self._is_sequence(right):
                what, parts = "compared", [part for part in (left, right) if self._size(part)]
            case _:
                return []
        sizes = [self._size(part) for part in parts]
        if not all(sizes):
            raise _Unknown(f"how much is {what} in line {node.lineno} is not known")
        if sizes:
            verb = "is" if len(set(sizes)) == 1 else "are"
            self.why.append(f"{' and '.join(dict.fromkeys(sizes))} {verb} {what} (line {node.lineno})")
        return [Counter({size: 1}) for size in sizes]

    def _operation(self, left: ast.expr, op: ast.operator, right: ast.expr, line: int) -> list[_Term]:
        """What `left op right` costs: of numbers nothing, of a text or a list what it copies."""
        if isinstance(op, ast.Pow) and not isinstance(right, ast.Constant):
            raise _Unknown(f"how long the power in line {line} gets is not known")
        if not isinstance(op, ast.Add | ast.Mult) or (self._is_number(left) and self._is_number(right)):
            return []
        if isinstance(op, ast.Add) and (self._is_number(left) or self._is_number(right)):
            return []  # what a number is added to is one
        whole = [part for part in (left, right) if isinstance(part, ast.List | ast.Tuple | ast.Constant)]
        listed = whole or any(map(self._is_sequence, (left, right)))
        sizes = [size for part in (left, right) if part not in whole and (size := self._size(part))]
        if not listed or len(whole) + len(sizes) < 2:
            raise _Unknown(f"what `{_SIGNS[type(op)]}` costs in line {line} depends on the type")
        if sizes:
            self.why.append(f"{' and '.join(dict.fromkeys(sizes))} may be copied (line {line})")
        if isinstance(op, ast.Mult):  # so often is it repeated
            return [Counter(sizes)] if sizes else []
        return [Counter({size: 1}) for size in sizes]

    def _is_sequence(self, node: ast.expr) -> bool:
        """Whether something is a text or a list, as far as its form tells."""
        if isinstance(node, ast.Name):
            return node.id in self._sequences
        return isinstance(node, ast.ListComp | ast.JoinedStr) or (
            isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice)
        )

    def _is_number(self, node: ast.expr) -> bool:
        """Whether something is a number, as far as its form tells."""
        match node:
            case ast.Constant(value=value):
                return isinstance(value, int | float | complex)
            case ast.Name(id=name):
                return name in self._numbers
            case ast.UnaryOp(operand=inner):
                return self._is_number(inner)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self._is_number(left) or self._is_number(right)
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return self._is_number(left) and self._is_number(right)
            case ast.BinOp(left=left, op=op):
                return not isinstance(op, ast.Mod) or self._is_number(left)
            case ast.Call(
                func=ast.Name(id="len" | "int" | "float" | "abs" | "round" | "ord" | "sum" | "divmod" | "pow")
            ):
                return True
            case ast.Call(func=ast.Attribute(value=ast.Name(id="math"))):
                return True
        return False

    def _call(self, node: ast.Call) -> list[_Term]:
        name = dotted(node.func)
        plain = name.split(".")[-1] if isinstance(node.func, ast.Attribute) and not name.startswith("math.") else name
        if not plain and isinstance(node.func, ast.Attribute):
            plain = node.func.attr
        if isinstance(node.func, ast.Name) and name in self._local:
            raise _Unknown(f"what {name} costs is not known (line {node.lineno})")
        handed = [k.value for k in node.keywords if k.arg in ("key", None)]
        if name in (f"self.{plain}", f"cls.{plain}") or not all(map(self._is_quick, handed)):
            # A method of its own class may be anything, whatever it is called; so may what is handed over.
            raise _Unknown(f"what {shown(name, 30)} costs is not known (line {node.lineno})")
        over = node.args[0] if node.args else node.func.value if isinstance(node.func, ast.Attribute) else None
        if plain in ("count", "index") and isinstance(node.func, ast.Attribute):
            over = node.func.value  # that is gone through, not what is looked for
        if (plain in _CONSTANT and not (plain == "pop" and node.args)) or name in EXCEPTIONS:
            return []
        if name == "int" and over is not None and self._is_number(over):
            return []
        if name in ("str", "bin", "hex", "oct") and over is not None and self._is_number(over):
            raise _Unknown(f"how many digits the number in line {node.lineno} has is not known")
        size = self._size(over) if over is not None else ""
        small = over is None or isinstance(over, ast.Constant | ast.List | ast.Tuple | ast.GeneratorExp)
        if plain in ("sorted", "sort"):
            what = node.func.value if plain == "sort" and isinstance(node.func, ast.Attribute) else over
            size = self._size(what) if what is not None else ""
            if size and not node.keywords:
                self.why.append(f"{size} is sorted (line {node.lineno})")
                return [Counter({size: 1, "log": 1})]
        elif plain in _LINEAR:
            if size:
                self.why.append(f"{plain} goes through {size} (line {node.lineno})")
                return [Counter({size: 1})]
            if small or len(node.args) > 1:
                return []
        raise _Unknown(f"what {shown(name or 'a call', 30)} costs is not known (line {node.lineno})")

    def _is_quick(self, value: ast.expr) -> bool:
        """Whether calling it takes the same time always."""
        return isinstance(value, ast.Name) and value.id in _CONSTANT and value.id not in self._local

    def _rounds(self, over: ast.expr, line: int) -> _Term:
        if isinstance(over, ast.Constant | ast.Tuple | ast.List | ast.Set):
            return Counter()
        if isinstance(over, ast.Call) and isinstance(over.func, ast.Name) and over.func.id in self._local:
            raise _Unknown(f"what {over.func.id} gives is not known (line {line})")
        if isinstance(over, ast.Call) and dotted(over.func) == "range":
            if all(isinstance(a, ast.Constant) for a in over.args):
                return Counter()
            # What a step other than one saves is a constant; going down, the first bound is the larger one.
            ends = [arg for arg in over.args[:2] if not isinstance(arg, ast.Constant)]
            size = next((size for end in reversed(ends) if (size := self._bare(end))), "")
            if not size or (len(over.args) > 2 and not _is_number(over.args[2])):
                raise _Unknown(f"how many rounds the range in line {line} has is not known")
        else:
            size = self._size(over)
        if not size:
            raise _Unknown(f"how often the loop in line {line} goes round is not known")
        self.why.append(f"a loop over {size} (line {line})")
        return Counter({size: 1})

    def _bare(self, node: ast.expr) -> str:
        """A number that is an argument itself, give or take a constant."""
        match node:
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.FloorDiv(), right=ast.Constant()):
                return self._bare(left)
        return self._size(node)

    def _size(self, node: ast.expr | None) -> str:
        """The argument that something is as large as; "" where that is not known."""
        match node:
            case ast.Name(id=name):
                return self._sizes.get(name, "")
            case ast.Call(
                func=ast.Name(id="len" | "sorted" | "list" | "set" | "tuple" | "enumerate" | "reversed"), args=[a, *_]
            ):
                return self._size(a)
            case ast.Call(func=ast.Name(id="zip"), args=[a, *_]):
                return self._size(a)
            case ast.Call(func=ast.Attribute(value=value, attr="items" | "keys" | "values" | "split" | "copy")):
                return self._size(value)
            case ast.Subscript(value=value, slice=ast.Slice()):
                return self._size(value)
            case ast.ListComp(generators=[one]) | ast.SetComp(generators=[one]) | ast.DictComp(generators=[one]):
                return self._size(one.iter)
        return ""


def _looks_up(node: ast.expr) -> bool:
    """Whether it asks for membership in something of unknown type."""
    if not isinstance(node, ast.Compare) or not any(isinstance(op, ast.In | ast.NotIn) for op in node.ops):
        return False
    return not isinstance(node.comparators[-1], ast.Constant | ast.Tuple | ast.List | ast.Set)


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) or (isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant))


def _largest(terms: list[_Term]) -> list[_Term]:
    """Terms that no other one outgrows."""
    different = [t for place, t in enumerate(terms) if t and t not in terms[:place]]
    return [
        t for t in different if not any(t != other and all(other[k] >= n for k, n in t.items()) for other in different)
    ]


def _said(term: _Term) -> str:
    powers = {1: "", 2: "²", 3: "³"}
    parts = [f"{name}{powers.get(n, f'^{n}')}" for name, n in sorted(term.items()) if name != "log"]
    return "·".join(parts) + (f" log {next(n for n in sorted(term) if n != 'log')}" if term["log"] else "")
