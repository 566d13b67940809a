"""What is said of a function: facts, each with a claim that a checker can test, and estimates with their reasons.

A claim is plain data: what is said, without its wording. Who checks it needs the source and nothing of this package
(`volt.bench.explain.checker` does, with other means).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
Claim = dict[str, Any]
_BREAKS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
"""Ends of lines, with the blanks around them."""


@dataclass(frozen=True)
class Fact:
    """Something that is always true of the function, or was seen in the sandbox."""

    kind: str
    text: str
    claim: Claim
    basis: str = "tree"
    """How it is known: "tree", "annotation" or "run"."""


@dataclass(frozen=True)
class Estimate:
    """Something that is likely and may be wrong."""

    kind: str
    text: str
    reason: str
    value: Any = None
    """What is estimated, as plain data; None where it is not known."""


@dataclass(frozen=True)
class Explanation:
    """All that is said of one function."""

    name: str
    line: int
    last: int
    facts: tuple[Fact, ...]
    estimates: tuple[Estimate, ...]
    notes: tuple[str, ...] = ()
    """Why something is not said: not run, not repeatable."""
    program: str = ""
    """What was run: the part of the file that the function needs."""
    setup: str = ""
    """What was run before it: the modules beside the file that it imports."""
    summary: dict[str, Any] | None = field(default=None)
    """A learned line, `text` and `gamma`; None where there are no weights."""

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json`."""
        return asdict(self)


def own(node: ast.AST) -> Iterator[ast.AST]:
    """What belongs to a function itself, in the order of the source: not what is inside of functions and classes in it.

    Of those their decorators and defaults belong to it, for they are evaluated with it. Annotations are left out.
    """
    body = node.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else [node]
    for statement in body:
        yield from _inside(statement)


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        outer: list[ast.AST] = [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]
        if not isinstance(node, ast.Lambda):
            outer += node.decorator_list
    elif isinstance(node, ast.ClassDef):
        outer = [*node.decorator_list, *node.bases, *(k.value for k in node.keywords)]
    elif isinstance(node, ast.AnnAssign):
        outer = _annotated(node)
    else:
        outer = list(ast.iter_child_nodes(node))
    for child in outer:
        yield from _inside(child)


def _annotated(node: ast.AnnAssign) -> list[ast.AST]:
    """What an annotated assignment evaluates. Without a value nothing is set: of `self.x: int` only `self` is left."""
    if node.value is not None:
        return [node.target, node.value]
    return [node.target] if isinstance(node.target, ast.Name) else list(ast.iter_child_nodes(node.target))[:-1]


def stored(node: FunctionNode) -> Iterator[ast.Name]:
    """Names that the function's own statements set or delete. The names of a comprehension are its own."""
    inner = {id(n) for one in own(node) if isinstance(one, ast.comprehension) for n in ast.walk(one.target)}
    for one in own(node):
        if isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Load) and id(one) not in inner:
            yield one


def parameters(node: FunctionNode) -> list[ast.arg]:
    """All parameters in order, `*args` and `**kwargs` among them."""
    a = node.args
    rest = [one for one in (a.vararg,) if one], [one for one in (a.kwarg,) if one]
    return [*a.posonlyargs, *a.args, *rest[0], *a.kwonlyargs, *rest[1]]


def bound(node: FunctionNode) -> set[str]:
    """Names that the function's own statements bind, beside its parameters."""
    found = {n.id for n in own(node) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    found |= {name for name, _ in other_bindings(node)}
    found |= {name for n in own(node) if isinstance(n, ast.Global | ast.Nonlocal) for name in n.names}
    return found | {one.name for one in getattr(node, "type_params", [])}


def other_bindings(node: ast.AST) -> Iterator[tuple[str, int]]:
    """Names that are bound otherwise than by an assignment to them, with the line: what no `Name` node shows."""
    for one in own(node):
        match one:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, one.lineno
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name, one.lineno
            case ast.MatchMapping(rest=str(name)):
                yield name, one.lineno
            case ast.Import() | ast.ImportFrom():
                for alias in one.names:
                    yield (alias.asname or alias.name).split(".")[0], one.lineno


def bindings(body: list[ast.stmt]) -> Iterator[str]:
    """What the statements of a module or a class bind or delete: a name as often as they do."""
    block = ast.Module(body, [])
    yield from (n.id for n in own(block) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load))
    yield from (name for name, _ in other_bindings(block))


def set_inside(node: FunctionNode) -> set[str]:
    """Names that functions inside of a function may set for it: those they declare nonlocal."""
    return {name for one in ast.walk(node) if isinstance(one, ast.Nonlocal) for name in one.names}


def shown(text: str, width: int = 60) -> str:
    """One line of at most so many characters. Blanks are kept: they may stand in a text."""
    line = _BREAKS.sub(" ", text.strip())
    return line if len(line) <= width else line[: width - 1] + "…"


def lines(numbers: list[int]) -> str:
    """`line 3` or `lines 3, 5 and 9`, each once; of many the first ones."""
    once = list(dict.fromkeys(numbers))
    if len(once) == 1:
        return f"line {once[0]}"
    if len(once) > 8:
        return f"lines {', '.join(map(str, once[:8]))} and {len(once) - 8} more"
    return f"lines {', '.join(map(str, once[:-1]))} and {once[-1]}"


def count(number: int, one: str, many: str = "") -> str:
    """`1 loop`, `2 loops`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
