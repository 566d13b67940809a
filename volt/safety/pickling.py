"""What `__reduce__` answers: pickle calls it when the object is read again, whoever wrote the bytes."""

from __future__ import annotations

import ast

from volt.safety.resolve import Resolver
from volt.safety.sites import Parents
from volt.safety.values import Func

REDUCES = frozenset(["__reduce__", "__reduce_ex__"])


def reduces(part: ast.stmt) -> bool:
    """Whether a statement of a class's body says how its objects are pickled."""
    if isinstance(part, ast.Assign):
        return any(isinstance(target, ast.Name) and target.id in REDUCES for target in part.targets)
    return isinstance(part, ast.FunctionDef) and part.name in REDUCES


def rebuilds(part: ast.stmt, resolver: Resolver) -> bool:
    """Whether it names nothing but what makes objects: a class, or what the parent class answers."""
    if not isinstance(part, ast.FunctionDef):
        return False
    own = part.args.args[0].arg if part.args.args else ""
    answers = [n.value for n in ast.walk(part) if isinstance(n, ast.Return)]
    return bool(answers) and all(answer is not None and _makes(answer, own, resolver) for answer in answers)


def handed_to_pickle(node: ast.AST, parents: Parents) -> bool:
    """Whether a name is the first of what `__reduce__` answers, which `rebuilds` judges, and nobody else gets it."""
    answer = parents.get(node)
    given = parents.get(answer) if isinstance(answer, ast.Tuple) and answer.elts[0] is node else None
    method = parents.get(given) if isinstance(given, ast.Return) else None
    if not isinstance(method, ast.FunctionDef) or not reduces(method):
        return False
    return isinstance(parents.get(method), ast.ClassDef) and not any(map(_asks, parents))


def _asks(node: ast.AST) -> bool:
    """Whether the program itself may ask an object how it is pickled."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.Constant(value=str(name)):
            return "__reduce" in name
    return False


def _makes(answer: ast.expr, own: str, resolver: Resolver) -> bool:
    """Whether an answer makes an object of the class of `own`, finds one, or calls what the program defines."""
    if isinstance(answer, ast.Tuple) and answer.elts:
        maker, given = answer.elts[0], answer.elts[1:]
        if isinstance(maker, ast.Attribute | ast.Call):
            method = isinstance(maker, ast.Attribute) and _is_name(maker.value, own) and resolver.method(maker.attr)
            return method or _is_class(maker, own, resolver)
        if resolver.surely(maker) == {"builtins.getattr"}:
            return len(given) == 1 and _is_member(given[0], own, resolver)
        found = resolver.values(maker)
        return bool(found) and all(isinstance(x, Func) and resolver.definition(x) for x in found)
    if isinstance(answer, ast.Constant) and isinstance(answer.value, str):
        return answer.value.isidentifier()  # the name of a global: what it holds is found, not called
    asked = answer.func if isinstance(answer, ast.Call) else None
    return isinstance(asked, ast.Attribute) and asked.attr in REDUCES and _is_super(asked.value)


def _is_class(node: ast.expr, own: str, resolver: Resolver) -> bool:
    """`own.__class__`, `type(own)`."""
    match node:
        case ast.Call(func=by, args=[ast.Name(id=name)]):
            return name == own and resolver.surely(by) == {"builtins.type"}
        case ast.Attribute(value=ast.Name(id=name), attr="__class__"):
            return name == own
    return False


def _is_member(given: ast.expr, own: str, resolver: Resolver) -> bool:
    """`(own.__class__, own.name)`: one of the objects that the class itself holds, found again by its name."""
    match given:
        case ast.Tuple(elts=[kind, ast.Attribute(value=ast.Name(id=name))]):
            return name == own and _is_class(kind, own, resolver)
        case ast.Tuple(elts=[kind, ast.Constant(value=str(name))]):
            return name.isidentifier() and _is_class(kind, own, resolver)
    return False


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _is_super(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
