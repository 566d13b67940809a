"""What is known of an edit when it is made: a few words, of which the learned order has a weight each.

Nothing is run, nothing is unparsed, no tree is walked for an edit: what is dear is found once for each place or each
function. Told are the sort of edit, the place, what stands there, what would stand there, how the tests fail, how
suspicious the statement is, and what a name is used for.
"""

from __future__ import annotations

import ast
import builtins
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from volt.hard.repair.localise import Localised
from volt.hard.repair.operators import Pool
from volt.hard.repair.program import Program
from volt.hard.strands.edits import Edit

_BUILTINS = frozenset(dir(builtins))
_RANKS, _BANDS = 6, 8
"""Ranks of statements told apart, and bands of suspicion."""
_Place = tuple[int, str, int | None]


@dataclass(frozen=True)
class _Names:
    """Of one function: what each name is used for, how often it is read, and which are parameters."""

    roles: dict[str, str]
    reads: Counter[str]
    parameters: frozenset[str]


@dataclass(frozen=True)
class _Spot:
    """Of one place: its facts, what stands there, and the names of its statement."""

    facts: tuple[str, ...]
    old: str
    name: str
    slot: str
    near: Counter[str]


class Facts:
    """The facts of the edits of one program."""

    def __init__(self, program: Program, localised: Localised) -> None:
        self._program = program
        self._suspicion = localised.suspicion
        ranked = sorted({s for s in localised.suspicion if s > 0}, reverse=True)
        self._rank = {s: min(i, _RANKS - 1) for i, s in enumerate(ranked)}
        failing = localised.failing
        self._why = localised.spectra[localised.order[0]].why[:20] if failing else ""
        self._all = "all" if len(failing) == len(localised.spectra) else "some"
        self._places: dict[_Place, _Spot] = {}
        self._functions: dict[int, _Names] = {}

    def of(self, edit: Edit, pool: Pool, suspicion: float) -> list[str]:
        """The facts of one edit."""
        key = (id(edit.parent), edit.field, edit.index)
        spot = self._places.get(key)
        if spot is None:
            spot = self._places[key] = self._spot(edit, suspicion)
        kind, new = edit.kind, edit.new
        token = _token(new)
        found = [
            *spot.facts,
            kind,
            f"{kind}|cost {edit.cost:.1f}",
            f"{kind}|was {spot.old}",
            f"{kind}|now {token}",
            f"{kind}|in {spot.slot}",
            f"{kind}|{self._why}",
            f"{spot.old} now {token}",
        ]
        name = _brought(new)
        if name:
            found += self._of_name(name, kind, spot, pool)
        return found

    def _of_name(self, name: str, kind: str, spot: _Spot, pool: Pool) -> list[str]:
        names = self._functions.get(id(pool.function))
        if names is None:
            names = self._functions[id(pool.function)] = _names(pool.function)
        role = names.roles.get(name, "none")
        where = "parameter" if name in names.parameters else "local"
        found = [
            f"name {where} read {min(names.reads[name], 3)}",
            f"name {'near' if name in spot.near else 'far'}|{kind}",
        ]
        if spot.name:
            found.append(f"name {names.roles.get(spot.name, 'none')} to {role}")
        else:
            found.append(f"name in {spot.slot} {role}")
        return found

    def _spot(self, edit: Edit, suspicion: float) -> _Spot:
        """What is the same for all edits of a place."""
        old = getattr(edit.parent, edit.field)
        if edit.index is not None:
            old = old[edit.index] if edit.index < len(old) else None
        at = self._program.spot(edit)
        statement = at.statement if at is not None else None
        near = (
            Counter(n.id for n in ast.walk(statement) if isinstance(n, ast.Name))
            if statement is not None
            else Counter()
        )
        own = self._suspicion[at.number] if at is not None else 0.0
        name = old.id if isinstance(old, ast.Name) else ""
        token, slot = _token(old), f"{type(edit.parent).__name__}.{edit.field}"
        facts = (
            f"rank {self._rank.get(own, 'none')} {self._all}",
            f"suspicion {int(_BANDS * suspicion)}",
            f"suspicion {int(_BANDS * suspicion)} {self._why}",
            f"statement {type(statement).__name__}",
            f"place {slot}",
            f"was {token}",
            f"was {token} in {slot}",
            f"twice {min(near[name], 3)}" if name else "no name",
        )
        return _Spot(facts, token, name, slot, near)


def _token(node: object) -> str:
    """What a node is, in one word."""
    match node:
        case ast.Name():
            return "name"
        case ast.Constant(value=bool() | None as value):
            return str(value)
        case ast.Constant(value=int() as value):
            return str(value) if -1 <= value <= 2 else "int"
        case ast.Constant(value=value):
            return type(value).__name__ if value else f"no {type(value).__name__}"
        case ast.BinOp(op=op, right=right):
            by = right.value if isinstance(right, ast.Constant) and right.value in (1, 2) else ""
            return f"{type(op).__name__} {by}"
        case ast.Compare(ops=[op, *_]) | ast.BoolOp(op=op) | ast.UnaryOp(op=op):
            return type(op).__name__
        case ast.Call(func=ast.Name(id=name)):
            return f"{name}()" if name in _BUILTINS else "call"
        case ast.Subscript(slice=index):
            return f"[{type(index).__name__}]"
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return f"{type(node).__name__} {min(len(elements), 3)}"
        case ast.If(test=test, body=[first, *_]):
            return f"if {_token(test)}: {type(first).__name__}"
        case ast.Return(value=value) if value is not None:
            return f"return {_token(value)}"
        case ast.Assign(value=value) | ast.Expr(value=value):
            return f"{type(node).__name__} {_token(value)}"
        case ast.AugAssign(op=op):
            return f"aug {type(op).__name__}"
        case ast.AST():
            return type(node).__name__
        case [one]:
            return _token(one)
        case [one, two]:
            return f"{_token(one)}, {type(two).__name__}"
        case list():
            return f"{len(node)} statements"
    return "none"


def _brought(node: object) -> str:
    """The variable an edit brings in, when that is easily seen."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.BinOp(right=ast.Name(id=name)) | ast.Subscript(slice=ast.Name(id=name)):
            return name
        case ast.Compare(comparators=[ast.Name(id=name)]):
            return name
    return ""


def _names(function: ast.AST) -> _Names:
    roles: dict[str, str] = {}
    reads: Counter[str] = Counter()
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            reads[node.id] += 1
        for name, role in _used(node):
            roles.setdefault(name, role)
    arguments = [n.arg for n in ast.walk(function) if isinstance(n, ast.arg)]
    return _Names(roles, reads, frozenset(arguments))


def _used(node: ast.AST) -> Sequence[tuple[str, str]]:
    """Names with what they are used for in one node."""
    match node:
        case ast.Subscript(value=ast.Name(id=holder), slice=index):
            inner = [(n.id, "index") for n in ast.walk(index) if isinstance(n, ast.Name)]
            return [(holder, "holder"), *inner]
        case (
            ast.For(target=ast.Name(id=target), iter=source)
            | ast.comprehension(target=ast.Name(id=target), iter=source)
        ):
            counted = isinstance(source, ast.Call) and getattr(source.func, "id", "") == "range"
            over = [(source.id, "holder")] if isinstance(source, ast.Name) else []
            return [(target, "counter" if counted else "item"), *over]
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name))):
            return [(name, "object")]
        case ast.Call(func=ast.Name(id="len" | "sorted" | "sum"), args=[ast.Name(id=name)]):
            return [(name, "holder")]
        case ast.AugAssign(target=ast.Name(id=name)):
            return [(name, "total")]
        case ast.BinOp(left=ast.Name(id=name)) | ast.BinOp(right=ast.Name(id=name)):
            return [(name, "number")]
    return ()
