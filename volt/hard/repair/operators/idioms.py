"""Edits that mend a mistake everybody knows by its name, in all the places it takes.

A default that is shared by all calls; a container of the class that was meant for each object.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from volt.hard.repair.operators.pool import class_of
from volt.hard.repair.program import Function
from volt.hard.strands.edits import Edit

SHARED_DEFAULT, SHARED_BY_OBJECTS = "default made for each call", "made for each object"
TOKENS = {SHARED_DEFAULT: 2, SHARED_BY_OBJECTS: 2}
"""What such a repair counts as, whatever it takes: it is one thought."""
_MAKERS = frozenset({"list", "dict", "set", "bytearray", "defaultdict", "deque", "Counter", "OrderedDict"})


def edits(function: Function, tree: ast.Module) -> Iterator[Edit]:
    """Every such edit of a function."""
    yield from _shared_defaults(function)
    if function.name == "__init__":
        yield from _shared_by_objects(function, tree)


def _is_made(node: ast.expr | None) -> bool:
    """Whether an expression makes a container that can be changed."""
    match node:
        case ast.List() | ast.Dict() | ast.Set() | ast.ListComp() | ast.DictComp() | ast.SetComp():
            return True
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _MAKERS
    return False


def _first(function: Function) -> int:
    """The place of the first statement behind the docstring."""
    return 1 if ast.get_docstring(function) is not None and len(function.body) > 1 else 0


def _before(function: Function, new: list[ast.stmt], kind: str, also: tuple[Edit, ...] = ()) -> Edit:
    at = _first(function)
    stays = function.body[at]
    return Edit(function, "body", at, [*new, stays], 1.2, kind, function.lineno, kind, also)


def _shared_defaults(function: Function) -> Iterator[Edit]:
    given = function.args
    plain = [*given.posonlyargs, *given.args]
    rows = [
        *(("defaults", i, arg) for i, arg in enumerate(plain[len(plain) - len(given.defaults) :])),
        *(("kw_defaults", i, arg) for i, arg in enumerate(given.kwonlyargs)),
    ]
    for field, i, arg in rows:
        made = getattr(given, field)[i]
        if made is not None and _is_made(made):
            missing = ast.Compare(ast.Name(arg.arg, ast.Load()), [ast.Is()], [ast.Constant(None)])
            make = ast.Assign([ast.Name(arg.arg, ast.Store())], copy.deepcopy(made), lineno=0)
            none = Edit(given, field, i, ast.Constant(None), 0.0, SHARED_DEFAULT, function.lineno, SHARED_DEFAULT)
            yield _before(function, [ast.If(missing, [make], [])], SHARED_DEFAULT, (none,))


def _shared_by_objects(function: Function, tree: ast.Module) -> Iterator[Edit]:
    owner = class_of(function, tree)
    if owner is None or not function.args.args:
        return
    own = function.args.args[0].arg
    for node in owner.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=made)
                | ast.AnnAssign(target=ast.Name(id=name), value=made)
            ) if _is_made(made):
                target = ast.Attribute(ast.Name(own, ast.Load()), name, ast.Store())
                make = ast.Assign([target], copy.deepcopy(made), lineno=0)  # type: ignore[arg-type]
                yield _before(function, [make], SHARED_BY_OBJECTS)
