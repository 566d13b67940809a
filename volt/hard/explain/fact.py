"""What is said of a function: facts, each with a claim that a checker can test, and estimates with their reasons.

A claim is plain data: what is said, without its wording. Who checks it needs the source and nothing of this package
(`volt.bench.explain.checker` does, with other means).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
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


def own(node: ast.AST, *, lazy: bool = False, dead: bool = False, classes: bool = True) -> Iterator[ast.AST]:
    """What runs when a function does, in the order of the source: the bodies of classes in it, not those of functions.

    Of functions in it the decorators and defaults run with it. Annotations are left out. With `lazy` also what a
    generator expression does when it is asked, with `dead` also what is never reached; without `classes` no bodies.
    """

    def inside(part: ast.AST) -> Iterator[ast.AST]:
        yield part
        for child in _children(part, lazy, dead, classes):
            yield from inside(child)

    body = node.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else [node]
    for statement in body if dead else live(body):
        yield from inside(statement)


def scope(node: ast.AST) -> Iterator[ast.AST]:
    """All that may bind names in the scope of a function: what is never reached makes a name local as well."""
    return own(node, lazy=True, dead=True, classes=False)


def _children(node: ast.AST, lazy: bool, dead: bool, classes: bool) -> Iterator[ast.AST]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        yield from (*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None))
        yield from getattr(node, "decorator_list", [])
    elif isinstance(node, ast.ClassDef):
        yield from (*node.decorator_list, *node.bases, *(k.value for k in node.keywords))
        yield from (node.body if dead else live(node.body)) if classes else []
    elif isinstance(node, ast.AnnAssign):
        yield from _annotated(node)
    elif isinstance(node, ast.GeneratorExp) and not lazy:
        yield node.generators[0].iter  # nothing else is evaluated before somebody asks for the first item
    else:
        for field_name, value in ast.iter_fields(node):
            block = isinstance(value, list) and field_name in ("body", "orelse", "finalbody")
            if block and not dead:
                yield from [] if is_skipped(node, field_name) else live(value)
            else:
                yield from (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, ast.AST))


def live(body: list[Any]) -> list[Any]:
    """The statements of a block that may be reached: none after one that always leaves the block."""
    last = next((place for place, one in enumerate(body) if _leaves(one)), len(body))
    return body[: last + 1]


def leaves(body: list[ast.stmt]) -> bool:
    """Whether a block never comes to its end."""
    return any(map(_leaves, body))


def _leaves(one: ast.AST) -> bool:
    if isinstance(one, ast.While):
        return _truth(one.test) is True and not any(breaks(inner) for inner in one.body)
    if isinstance(one, ast.If):
        known = _truth(one.test)
        return (known is False or leaves(one.body)) and (known is True or leaves(one.orelse))
    if isinstance(one, ast.ClassDef):
        return leaves(one.body)
    if isinstance(one, ast.Try | ast.TryStar):
        on = leaves(one.body) or leaves(one.orelse)
        return leaves(one.finalbody) or (on and all(leaves(handler.body) for handler in one.handlers))
    if isinstance(one, ast.Match):
        return any(map(_is_any, one.cases)) and all(leaves(case.body) for case in one.cases)
    if isinstance(one, ast.Assert):
        return _truth(one.test) is False  # compiled to a raise, and what stands behind it is left out
    return isinstance(one, ast.Return | ast.Raise | ast.Continue | ast.Break)


def _is_any(case: ast.match_case) -> bool:
    """Whether a case takes whatever comes: it is a bare name, or `_`."""
    return case.guard is None and isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None


def breaks(one: ast.AST) -> bool:
    """Whether it may break the loop that it stands in."""
    if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
        return False
    inner = one.orelse if isinstance(one, ast.For | ast.AsyncFor | ast.While) else ast.iter_child_nodes(one)
    return isinstance(one, ast.Break) or any(map(breaks, inner))


def _truth(test: ast.expr) -> bool | None:
    """What a condition that is a constant comes to, None for any other."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = _truth(test.operand)
        return None if inner is None else not inner
    return bool(test.value) if isinstance(test, ast.Constant) else None


def is_skipped(node: ast.AST, part: str) -> bool:
    """Whether a constant condition, or a `try` that never comes to its end, keeps a part from ever being run."""
    if isinstance(node, ast.Try | ast.TryStar):
        return part == "orelse" and leaves(node.body)
    if not isinstance(node, ast.If | ast.While):
        return False
    return _truth(node.test) is (part == "orelse")


def is_generator(node: FunctionNode) -> bool:
    """Whether calling it makes a generator: a `yield` that is never reached does, too."""
    return any(isinstance(n, ast.Yield | ast.YieldFrom) for n in own(node, dead=True))


def blocks(node: FunctionNode) -> Iterator[tuple[list[ast.AST], set[str]]]:
    """What runs in the scope of a function itself, and in that of each class in it, with the names that this binds."""
    yield list(own(node, classes=False)), set()
    for one in own(node):
        if isinstance(one, ast.ClassDef):
            body = ast.Module(one.body, [])
            yield list(own(body, classes=False)), {*bindings(one.body)}


def _annotated(node: ast.AnnAssign) -> list[ast.AST]:
    """What an annotated assignment evaluates. Without a value nothing is set: of `self.x: int` only `self` is left."""
    if node.value is not None:
        return [node.target, node.value]
    return [node.target] if isinstance(node.target, ast.Name) else list(ast.iter_child_nodes(node.target))[:-1]


def stored(node: FunctionNode) -> Iterator[ast.Name]:
    """Names that the function's own statements set or delete. The names of a comprehension are its own."""
    return stores_in(own(node, classes=False))


def stores_in(parts: Iterable[ast.AST]) -> Iterator[ast.Name]:
    """The same of the parts of a scope."""
    seen = list(parts)
    inner = {id(n) for one in seen if isinstance(one, ast.comprehension) for n in ast.walk(one.target)}
    for one in seen:
        if isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Load) and id(one) not in inner:
            yield one


def parameters(node: FunctionNode) -> list[ast.arg]:
    """All parameters in order, `*args` and `**kwargs` among them."""
    a = node.args
    rest = [one for one in (a.vararg,) if one], [one for one in (a.kwarg,) if one]
    return [*a.posonlyargs, *a.args, *rest[0], *a.kwonlyargs, *rest[1]]


def bound(node: FunctionNode) -> set[str]:
    """Names that the function's own statements bind, beside its parameters."""
    found = {n.id for n in scope(node) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    found |= {name for name, _ in other_bindings(node)}
    found |= {name for n in scope(node) if isinstance(n, ast.Global | ast.Nonlocal) for name in n.names}
    return found | {one.name for one in getattr(node, "type_params", [])}


def other_bindings(node: ast.AST) -> Iterator[tuple[str, int]]:
    """Names that are bound otherwise than by an assignment to them, with the line: what no `Name` node shows."""
    return bindings_in(scope(node))


def bindings_in(parts: Iterable[ast.AST]) -> Iterator[tuple[str, int]]:
    """The same of the parts of a scope."""
    for one in parts:
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
    yield from (n.id for n in scope(block) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load))
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
