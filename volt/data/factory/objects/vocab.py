"""Reads the vocabularies as source: classes with versions of methods, their other names, and their words."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from volt.errors import DataError

_FOLDER = Path(__file__).with_name("vocabulary")
_LINE = re.compile(r"^(names|ask):\s*(.*)$")


@dataclass(frozen=True)
class Method:
    """One version of a method. `says` are third-person phrases without a subject."""

    name: str
    names: tuple[str, ...]
    node: ast.FunctionDef
    says: tuple[str, ...]
    must: bool
    domains: tuple[str, ...]


@dataclass(frozen=True)
class Ask:
    """What terms may be about: an attribute of a domain, and the words for it."""

    domain: str
    attribute: str
    words: str


@dataclass(frozen=True)
class Kind:
    """One class of a vocabulary. `methods` are versions by name; `init` is among them."""

    label: str
    names: tuple[str, ...]
    about: tuple[str, ...]
    asks: tuple[Ask, ...]
    methods: dict[str, tuple[Method, ...]]
    dials: frozenset[str]


@cache
def kinds() -> tuple[Kind, ...]:
    """All classes of all vocabularies."""
    found: list[Kind] = []
    for path in sorted(_FOLDER.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        dials = frozenset(
            n.id
            for s in tree.body
            if isinstance(s, ast.Assign)
            for n in ast.walk(s.targets[0])
            if isinstance(n, ast.Name)
        )
        found += [kind_of(n, dials) for n in tree.body if isinstance(n, ast.ClassDef)]
    return tuple(found)


def kind_of(node: ast.ClassDef, dials: frozenset[str]) -> Kind:
    """The kind that a class of a vocabulary is."""
    says, lines = _documented(node)
    methods: dict[str, list[Method]] = {}
    for f in node.body:
        if isinstance(f, ast.FunctionDef):
            made = _method(f)
            methods.setdefault(made.name, []).append(made)
    if "init" not in methods:
        raise DataError(f"The vocabulary {node.name} has no init", "Write one")
    asks = []
    for line in lines.get("ask", []):
        head, _, words = line.partition(":")
        domain, attribute = head.split()
        asks.append(Ask(domain, attribute, words.strip()))
    names = tuple(n.strip() for n in lines["names"][0].split(","))
    label = "class_" + re.sub(r"(?<!^)(?=[A-Z])", "_", node.name).lower()
    return Kind(label, names, says, tuple(asks), {n: tuple(m) for n, m in methods.items()}, dials)


def _method(node: ast.FunctionDef) -> Method:
    says, lines = _documented(node)
    base = node.name if node.name.endswith("__") else node.name.partition("__")[0]
    names = tuple(n.strip() for n in lines["names"][0].split(",")) if "names" in lines else (base,)
    domains = tuple(ast.unparse(a.annotation) for a in node.args.args[1:] if a.annotation is not None)
    return Method(base, names, node, says, "must" in lines, domains)


def _documented(node: ast.ClassDef | ast.FunctionDef) -> tuple[tuple[str, ...], dict[str, list[str]]]:
    head, _, rest = (ast.get_docstring(node) or "").partition("\n\n")
    lines: dict[str, list[str]] = {}
    for line in rest.split("\n"):
        if line.strip() == "must":
            lines["must"] = [""]
        elif found := _LINE.match(line.strip()):
            lines.setdefault(found[1], []).append(found[2])
    return tuple(" ".join(p.split()) for p in head.split(" | ")), lines
