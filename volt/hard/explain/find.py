"""The functions of a file, by name: `function`, `Class.method`, `outer.inner`."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass

from volt.errors import InputError
from volt.hard.explain.fact import FunctionNode

_LISTED = 12
"""Names that an error shows."""


@dataclass(frozen=True)
class Found:
    """A function of a file."""

    name: str
    """With what is around it."""
    node: FunctionNode
    owners: tuple[ast.ClassDef | FunctionNode, ...]
    """What it is inside of, outermost first."""

    @property
    def owner(self) -> ast.ClassDef | None:
        """The class that it is a method of."""
        last = self.owners[-1] if self.owners else None
        return last if isinstance(last, ast.ClassDef) else None


def parse(source: str, where: str) -> ast.Module:
    """The tree of a source text. InputError, with the line, when it is not valid Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except SyntaxError as error:
        raise InputError(f"{where} is not valid Python: {error.msg} (line {error.lineno})", "Mend it first") from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise InputError(f"{where} cannot be parsed ({error or type(error).__name__})", "Give a part of it") from error


def functions(tree: ast.Module) -> list[Found]:
    """All functions of a module in the order of the source. Of several with one name the last counts, as it does in
    Python, but each is listed.
    """
    found: list[Found] = []

    def walk(body: list[ast.stmt], owners: tuple[ast.ClassDef | FunctionNode, ...]) -> None:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found.append(Found(".".join([*(o.name for o in owners), node.name]), node, owners))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                walk(node.body, (*owners, node))
            else:
                for part in ("body", "orelse", "finalbody"):
                    walk(getattr(node, part, []), owners)
                for inner in (*getattr(node, "handlers", []), *getattr(node, "cases", [])):
                    walk(inner.body, owners)

    walk(tree.body, ())
    return found


def pick(found: list[Found], name: str, where: str) -> Found:
    """The function that is asked for. InputError, naming those there are, when there is none of that name or many.

    The last part of a name is enough where only one function has it.
    """
    same = [one for one in found if one.name == name]
    if not same:
        same = [one for one in found if one.name.endswith(f".{name}")]
        if len({one.name for one in same}) > 1:
            raise InputError(f"{where} has several functions called {name}", f"Say which: {_listed(same)}")
    if not same:
        methods = [one for one in found if one.name.startswith(f"{name}.")]
        if methods and isinstance(methods[0].owners[name.count(".")], ast.ClassDef):
            raise InputError(f"{name} is a class in {where}", f"Name a method of it: {_listed(methods)}")
        raise InputError(f"{where} has no function {name}", f"It has {_listed(found)}" if found else "It has none")
    written = [one for one in same if not any(ast.unparse(d).endswith("overload") for d in one.node.decorator_list)]
    return (written or same)[-1]


def _listed(found: list[Found]) -> str:
    names = list(dict.fromkeys(one.name for one in found))
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more
