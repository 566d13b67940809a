"""Whether a class of the file is an exception: its bases are followed as far as the file, or Python itself, tells."""

from __future__ import annotations

import ast
import builtins

_ENDS = ("Error", "Exception", "Warning", "Exit", "Interrupt")
"""How the names of exceptions end. What is imported is taken at its word."""
_NEEDING = (
    "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError", "ExceptionGroup", "BaseExceptionGroup"
)  # fmt: skip
"""Python's own exceptions that are never made of nothing, nor of whatever they are given."""
_NAMING = ("ImportError", "ModuleNotFoundError", "AttributeError", "NameError")
"""Those that may be given something by name."""
_KEEPING = ("dataclass", "final", "total_ordering", "runtime_checkable")
"""Decorators that leave a class what it is."""


def is_exception(name: str, tree: ast.Module) -> bool | None:
    """Whether raising the class of that name, or what a call of it gives, raises it. None where nobody can tell.

    A class that makes its objects in its own way may give another exception, or none. Of several classes with the name
    each must be one. A name that is no class of the file is taken for one.
    """
    return _follow(name, tree, frozenset())


def needs_arguments(name: str, tree: ast.Module, deep: int = 9) -> bool:
    """Whether an exception may not be made of its class alone: `raise` of the class is a TypeError then."""
    last = name.rpartition(".")[2]
    known = [one for one in ast.walk(tree) if isinstance(one, ast.ClassDef) and one.name == last]
    if not known:
        return last in _NEEDING
    for one in known:
        made = [n for n in one.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"]
        if made:
            given = made[-1].args
            required = len(given.posonlyargs) + len(given.args) - len(given.defaults)
            if required > 1 or None in given.kw_defaults:
                return True
            continue
        fields = any(isinstance(n, ast.AnnAssign) and n.value is None for n in one.body)
        above = deep and any(needs_arguments(ast.unparse(base), tree, deep - 1) for base in one.bases)
        if above or (one.decorator_list and fields):
            return True
    return False


def may_be_made(call: ast.Call, name: str, tree: ast.Module, deep: int = 9) -> bool:
    """Whether an exception can be made by a call with such arguments, as far as the file, or Python itself, tells.

    What is imported is taken at its word. Where its own `__init__` raises, or what it is given is not counted here,
    nobody can tell.
    """
    last = name.rpartition(".")[2]
    if last in _NEEDING:
        return False  # where the file has a class of that name, too, it may be Python's own
    known = [one for one in ast.walk(tree) if isinstance(one, ast.ClassDef) and one.name == last]
    if not known:
        own = name.removeprefix("builtins.") in vars(builtins)
        return not (own and call.keywords and last not in _NAMING)
    return all(_takes(call, one, tree, deep) for one in known)


def _takes(call: ast.Call, one: ast.ClassDef, tree: ast.Module, deep: int) -> bool:
    made = [n for n in one.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"]
    if made:
        raising = any(isinstance(n, ast.Raise | ast.Assert) for n in ast.walk(made[-1]))
        return not raising and not made[-1].decorator_list and _fits(call, made[-1].args)
    if one.decorator_list and any(isinstance(n, ast.AnnAssign) for n in one.body):
        return False  # its fields are what it takes
    return bool(deep) and all(may_be_made(call, ast.unparse(base), tree, deep - 1) for base in one.bases)


def _fits(call: ast.Call, given: ast.arguments) -> bool:
    """Whether a call binds to the parameters of an `__init__`; not where it hands over `*` or `**` of something."""
    if any(isinstance(one, ast.Starred) for one in call.args) or any(k.arg is None for k in call.keywords):
        return given.vararg is not None and given.kwarg is not None and len(given.posonlyargs + given.args) == 1
    plain = [one.arg for one in (*given.posonlyargs, *given.args)][1:]
    if len(call.args) > len(plain) and given.vararg is None:
        return False
    by_name = {k.arg for k in call.keywords}
    left = plain[len(call.args) :]
    allowed = {*left, *(one.arg for one in given.kwonlyargs)} - {one.arg for one in given.posonlyargs}
    if by_name - allowed and given.kwarg is None:
        return False
    named = [one.arg for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True) if default is None]
    needed = [*left[: max(0, len(left) - len(given.defaults))], *named]
    return by_name >= {*needed}


def _follow(name: str, tree: ast.Module, seen: frozenset[str]) -> bool | None:
    last = name.rpartition(".")[2]
    known = [one for one in ast.walk(tree) if isinstance(one, ast.ClassDef) and one.name == last]
    if not known:
        return True
    if last in seen or not all(map(_is_ordinary, known)):
        return None
    answers = {_of_bases(one, tree, seen | {last}) for one in known}
    return answers.pop() if len(answers) == 1 else None


def _is_ordinary(one: ast.ClassDef) -> bool:
    """Whether nothing about a class makes its objects, or the class itself, something else."""
    made = any(isinstance(n, ast.FunctionDef) and n.name == "__new__" for n in ast.walk(one))
    decorators = (ast.unparse(d).split("(")[0].split(".")[-1] for d in one.decorator_list)
    return not made and not one.keywords and all(name in _KEEPING for name in decorators)


def _of_bases(one: ast.ClassDef, tree: ast.Module, seen: frozenset[str]) -> bool | None:
    answers = [_of_base(base, one, tree, seen) for base in one.bases]
    return True if True in answers else None if None in answers else False


def _of_base(base: ast.expr, one: ast.ClassDef, tree: ast.Module, seen: frozenset[str]) -> bool | None:
    name = ast.unparse(base)
    classes = {n.name for n in ast.walk(tree) if isinstance(n, ast.ClassDef)}
    if name in classes:
        return _follow(name, tree, seen)
    known = getattr(builtins, name, None)
    bound = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    bound |= {(a.asname or a.name) for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}
    if isinstance(known, type) and name not in bound | {"type"} and "*" not in bound:
        return issubclass(known, BaseException)
    return True if name.endswith(_ENDS) or one.name.endswith(_ENDS) else None
