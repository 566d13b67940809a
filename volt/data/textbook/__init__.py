"""The textbook: chapters of small documented functions that exercises are made from.

A chapter is an ordinary module of this package. Each public function has type annotations, a docstring whose first
paragraph is a request in plain English, an optional line `Ask: paraphrase | paraphrase`, and doctest examples.
Names that start with an underscore are helpers. Chapters are read as source and never imported by the product.
"""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from volt.errors import DataError
from volt.request import Parameter, Signature

_ASK = re.compile(r"^\s*Ask:(.*?)(?=^\s*(?:>>>|$)|\Z)", re.MULTILINE | re.DOTALL)
_CHAPTERS = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    """One function of the textbook."""

    name: str
    chapter: str
    code: str
    """Runs on its own: the imports and helpers it needs, then the annotated function without its docstring."""
    header: str
    """The `def` line, on one line."""
    description: str
    asks: tuple[str, ...]
    """Paraphrases of the description."""
    examples: tuple[str, ...]
    """Comparisons that hold, such as `double(2) == 4`."""
    parameters: tuple[Parameter, ...]
    returns: str | None
    prelude: str = field(repr=False)
    """The imports and helpers of `code`; empty when it needs none."""
    function: str = field(repr=False)
    """The function of `code`, without the prelude."""

    @property
    def signature(self) -> Signature:
        """Name, parameters and return annotation as a record."""
        return Signature(self.name, self.parameters, self.returns)


@cache
def entries() -> tuple[Entry, ...]:
    """All entries, by chapter and place; of two with one name, the first. DataError when a chapter does not parse."""
    found: dict[str, Entry] = {}
    for chapter in chapters():
        for entry in read_chapter(chapter, (_CHAPTERS / f"{chapter}.py").read_text(encoding="utf-8")):
            found.setdefault(entry.name, entry)
    return tuple(found.values())


def chapters() -> tuple[str, ...]:
    """The names of all chapters, sorted."""
    return tuple(sorted(path.stem for path in _CHAPTERS.glob("*.py") if path.stem != "__init__"))


def read_chapter(chapter: str, source: str) -> Iterator[Entry]:
    """Yield the entries of one chapter's source. DataError when it does not parse."""
    try:
        module = ast.parse(source)
    except SyntaxError as error:
        raise DataError(
            f"Textbook chapter {chapter} does not parse, line {error.lineno}", "Correct the chapter"
        ) from error
    lines = source.splitlines()
    parts = _Parts(module, lines)
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and ast.get_docstring(node):
            yield _entry(chapter, node, parts)


def _entry(chapter: str, node: ast.FunctionDef, parts: _Parts) -> Entry:
    docstring = ast.get_docstring(node) or ""
    ask = _ASK.search(docstring)
    asks = tuple(" ".join(a.split()) for a in ask[1].split("|") if a.strip()) if ask else ()
    signature = _signature(node)
    prelude, function = parts.needed_by(node), parts.text(node)
    return Entry(
        name=node.name,
        chapter=chapter,
        code=f"{prelude}\n\n\n{function}" if prelude else function,
        header=signature.header(),
        description=_description(docstring),
        asks=asks,
        examples=tuple(_examples(docstring)),
        parameters=signature.parameters,
        returns=signature.returns,
        prelude=prelude,
        function=function,
    )


def _description(docstring: str) -> str:
    return " ".join(re.split(r"\n\s*(?:\n|>>>|Ask:)", docstring)[0].split())


def _examples(docstring: str) -> Iterator[str]:
    """Examples with a literal answer; sessions of several statements and exceptions are left out."""
    for example in doctest.DocTestParser().get_examples(docstring):
        source, want = example.source.strip(), " ".join(example.want.split("\n")).strip()
        try:
            ast.literal_eval(want)
            whole = ast.parse(source, mode="eval").body
        except (ValueError, SyntaxError):
            continue
        yield f"{source} == {want}" if isinstance(whole, ast.Call) else f"({source}) == {want}"


def _signature(node: ast.FunctionDef) -> Signature:
    args = node.args
    plain = [*args.posonlyargs, *args.args]
    defaults: list[ast.expr | None] = [None] * (len(plain) - len(args.defaults)) + list(args.defaults)
    parameters = [_parameter(a, d) for a, d in zip(plain, defaults, strict=True)]
    if args.vararg:
        parameters.append(_parameter(args.vararg, None, "*"))
    parameters += [_parameter(a, d) for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True)]
    if args.kwarg:
        parameters.append(_parameter(args.kwarg, None, "**"))
    return Signature(node.name, tuple(parameters), ast.unparse(node.returns) if node.returns else None)


def _parameter(arg: ast.arg, default: ast.expr | None, stars: str = "") -> Parameter:
    annotation = ast.unparse(arg.annotation) if arg.annotation else None
    return Parameter(stars + arg.arg, annotation, ast.unparse(default) if default else None)


class _Parts:
    """The module-level definitions of a chapter, by the name they bind."""

    def __init__(self, module: ast.Module, lines: list[str]) -> None:
        self._lines = lines
        self._imports: dict[str, str] = {}
        self._defined: dict[str, ast.stmt] = {}
        for node in module.body:
            self._add(node)

    def _add(self, node: ast.stmt) -> None:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                written = f"{alias.name} as {alias.asname}" if alias.asname else alias.name
                origin = f"from {node.module} " if isinstance(node, ast.ImportFrom) else ""
                self._imports[alias.asname or alias.name.partition(".")[0]] = f"{origin}import {written}"
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            self._defined[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                self._defined.update({n.id: node for n in ast.walk(target) if isinstance(n, ast.Name)})

    def needed_by(self, node: ast.FunctionDef) -> str:
        """Imports, then definitions in the chapter's order, that a function needs directly or through others."""
        imports: set[str] = set()
        needed: dict[int, ast.stmt] = {}
        waiting: list[ast.stmt] = [node]
        while waiting:
            for name in _names(waiting.pop()):
                if name in self._imports:
                    imports.add(self._imports[name])
                found = self._defined.get(name)
                if found is not None and found is not node and found.lineno not in needed:
                    needed[found.lineno] = found
                    waiting.append(found)
        texts = [self.text(needed[line]) for line in sorted(needed)]
        return "\n\n\n".join(["\n".join(sorted(imports, key=_import_order)), *texts] if imports else texts)

    def text(self, node: ast.stmt) -> str:
        """The source of a definition with its decorators, without docstrings of functions."""
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        lines = self._lines[first - 1 : node.end_lineno]
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) and len(node.body) > 1:
            start, end = node.body[0].lineno - first, (node.body[0].end_lineno or 0) - first
            rest = lines[end + 1 :]
            while rest and not rest[0].strip():
                rest = rest[1:]
            lines = lines[:start] + rest
        return "\n".join(lines)


def _import_order(line: str) -> tuple[bool, str]:
    return line.startswith("from"), line


def _names(node: ast.AST) -> set[str]:
    names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    quoted = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return names | {text for text in quoted if text.isidentifier() and text[0].isupper()}
