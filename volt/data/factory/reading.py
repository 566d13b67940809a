"""Reads the modules of `families` as source: signature, English forms, implementations, and what these need."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from volt.errors import DataError

HOLES = ("Predicate", "Key", "Map", "Combine")
_FAMILIES = Path(__file__).with_name("families")
_LINE = re.compile(r"^(each|one|do|adjective|concepts):\s*(.*)$")
_DIALS = ("Small", "Limit", "Digit", "Letter", "Base")


@dataclass(frozen=True)
class Parameter:
    """One parameter of a family: a value of a domain, or a hole."""

    name: str
    domain: str
    """As written: `Ints`, `list[T]`, `T`, `Predicate[T]`, `Map[T, U]`."""

    @property
    def hole(self) -> str:
        """The kind of hole, or empty."""
        head = self.domain.partition("[")[0]
        return head if head in HOLES else ""

    @property
    def taken(self) -> tuple[str, ...]:
        """The type arguments of a hole: what it takes, and for Map what it gives."""
        return tuple(a.strip() for a in self.domain.partition("[")[2].removesuffix("]").split(",") if a.strip())

    @property
    def is_dial(self) -> bool:
        """Whether a constant may stand here."""
        return self.domain in _DIALS


@dataclass(frozen=True, eq=False)
class Family:
    """One family. Forms are templates as `families` documents them."""

    name: str
    module: str
    parameters: tuple[Parameter, ...]
    gives: str
    forms: tuple[str, ...]
    each: tuple[str, ...] = ()
    one: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    writings: tuple[ast.FunctionDef, ...] = field(default=(), repr=False)
    """The implementations: the family's own, then the alternatives."""


@dataclass(frozen=True)
class Module:
    """A module of families, and its other definitions by name: imports, constants and private helpers."""

    families: tuple[Family, ...]
    definitions: dict[str, ast.stmt]


BOTH = Family(
    "both", "", (Parameter("p", "Flag"), Parameter("q", "Flag")), "Flag", ("{p} and {q}",),
    writings=tuple(ast.parse("def both(p, q):\n    return p and q").body),  # type: ignore[arg-type]
)  # fmt: skip
NOT = Family(
    "negation", "", (Parameter("p", "Flag"),), "Flag", ("not {p}",),
    writings=tuple(ast.parse("def negation(p):\n    return not p").body),  # type: ignore[arg-type]
)  # fmt: skip


@cache
def modules() -> dict[str, Module]:
    """All modules of families by name. DataError when one does not read."""
    return {path.stem: _module(path) for path in sorted(_FAMILIES.glob("*.py")) if path.stem != "__init__"}


@cache
def families() -> dict[str, Family]:
    """All families by name, in the order of modules."""
    return {f.name: f for m in modules().values() for f in m.families}


@cache
def needed(module: str, name: str) -> tuple[ast.stmt, ...]:
    """The definitions of a module that a function of it needs, imports first, in the order of the source."""
    known = modules()[module].definitions
    todo, found = [name], set[str]()
    while todo:
        for used in _names(known[todo.pop()]) & known.keys():
            if used not in found and used != name:
                found.add(used)
                todo.append(used)
    public = {f.name for f in modules()[module].families}
    if found & public - {name}:
        return ()  # a family that calls another by name is inlined nowhere: see `_family`
    return tuple(known[n] for n in known if n in found)


def _module(path: Path) -> Module:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        raise DataError(f"{path}, line {error.lineno}: does not parse", "Correct the module of families") from error
    concepts: tuple[str, ...] = ()
    functions: dict[str, ast.FunctionDef] = {}
    others: dict[str, list[ast.FunctionDef]] = {}
    definitions: dict[str, ast.stmt] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if node.targets[0].id == "CONCEPTS":
                concepts = tuple(ast.literal_eval(node.value))
            else:
                definitions[node.targets[0].id] = node
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            definitions[node.target.id] = ast.Assign([ast.Name(node.target.id, ast.Store())], node.value)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            if not (isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("volt", "__future__"))):
                for alias in node.names:
                    one = (
                        ast.Import([alias]) if isinstance(node, ast.Import) else ast.ImportFrom(node.module, [alias], 0)
                    )
                    definitions[(alias.asname or alias.name).partition(".")[0]] = one
        elif isinstance(node, ast.FunctionDef):
            of = _alternative_of(node)
            (others.setdefault(of, []).append(node) if of else functions.__setitem__(node.name, node))
            definitions[node.name] = _stripped(node)
    made = [
        _family(path.stem, functions[name], others.get(name, []), concepts)
        for name in functions
        if not name.startswith("_")
    ]
    return Module(tuple(made), {n: ast.fix_missing_locations(d) for n, d in definitions.items()})


def _alternative_of(node: ast.FunctionDef) -> str:
    for mark in node.decorator_list:
        if (
            isinstance(mark, ast.Call)
            and ast.unparse(mark.func) == "alternative"
            and isinstance(mark.args[0], ast.Name)
        ):
            return mark.args[0].id
    return ""


def _family(module: str, node: ast.FunctionDef, others: list[ast.FunctionDef], concepts: tuple[str, ...]) -> Family:
    forms, lines = _documented(ast.get_docstring(node) or "")
    where = f"{module}.{node.name}"
    if not forms or node.returns is None or any(a.annotation is None for a in node.args.args):
        raise DataError(f"Family {where} lacks a docstring or an annotation", "Write it as `families` documents it")
    parameters = tuple(Parameter(a.arg, ast.unparse(a.annotation)) for a in node.args.args if a.annotation)
    known = {p.name for p in parameters}
    for form in (*forms, *(f for fs in lines.values() for f in fs)):
        if strange := {m[1] for m in re.finditer(r"\{(\w+)", form)} - known:
            raise DataError(f"Family {where} mentions {sorted(strange)}, which is no parameter", "Correct the form")
    return Family(
        node.name, module, parameters, ast.unparse(node.returns), forms,
        each=lines.get("each", ()), one=lines.get("one", ()), do=lines.get("do", ()),
        adjectives=lines.get("adjective", ()),
        concepts=(*concepts, *(c.strip() for text in lines.get("concepts", ()) for c in text.split(","))),
        writings=tuple(_stripped(n) for n in (node, *others)),
    )  # fmt: skip


def _documented(text: str) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """(forms of the first paragraph, further lines by key)."""
    forms: list[str] = []
    lines: dict[str, list[str]] = {}
    texts = forms  # a line without a key goes on with what the line before it said
    for line in text.split("\n"):
        if found := _LINE.match(line.strip()):
            texts = lines.setdefault(found[1], [])
            texts.append(found[2])
        else:
            texts.append(line)
    return _split(" ".join(forms)), {key: _split(" ".join(texts)) for key, texts in lines.items()}


def _split(text: str) -> tuple[str, ...]:
    return tuple(form for form in (" ".join(part.split()) for part in re.split(r"\s\|\s|^\||\|$", f" {text} ")) if form)


def _stripped(node: ast.FunctionDef) -> ast.FunctionDef:
    """The function without docstring, decorators of the vocabulary and annotations."""
    body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    args = [ast.arg(a.arg) for a in node.args.args]
    empty = ast.arguments(posonlyargs=[], args=args, kwonlyargs=[], kw_defaults=[], defaults=node.args.defaults)
    bare = ast.FunctionDef(node.name, empty, [_unannotated(s) for s in body], [], None, None)
    return ast.fix_missing_locations(bare)


def _unannotated(node: ast.stmt) -> ast.stmt:
    class Plain(ast.NodeTransformer):
        def visit_AnnAssign(self, at: ast.AnnAssign) -> ast.stmt | None:
            return ast.Assign([at.target], at.value) if at.value is not None else None

        def visit_FunctionDef(self, at: ast.FunctionDef) -> ast.FunctionDef:
            self.generic_visit(at)
            at.returns = None
            for arg in at.args.args:
                arg.annotation = None
            return at

    changed: ast.stmt = Plain().visit(node)
    return changed


def _names(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
