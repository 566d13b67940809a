"""Which functions of Python sources are worth learning from: extraction, filters and the search for duplicates.

Source files are parsed, never imported.
"""

from __future__ import annotations

import ast
import re
import tokenize
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from volt.data.decontaminate import Overlap, code_tokens, parse, tree_key

_GENERATED = re.compile(
    r"((auto-?|automatically )generated|generated (by|from|automatically)|do not (edit|modify))", re.IGNORECASE
)
_WORD = re.compile(r"[A-Za-z]{2,}")
_DEF = re.compile(r"(async\s+)?def\s")
_Def = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Function:
    """One documented function; `code` is dedented and without its docstring."""

    id: str
    name: str
    package: str
    version: str
    licence: str
    path: str
    line: int
    signature: str
    docstring: str
    """The first paragraph, on one line."""
    code: str


@dataclass(frozen=True)
class Filters:
    """What counts as a function worth learning from."""

    least_tokens: int = 12
    most_tokens: int = 400
    least_lines: int = 2
    most_lines: int = 60
    least_words: int = 3
    """Words in the first paragraph of the docstring."""
    most_words: int = 120
    most_file_bytes: int = 1_000_000
    near: float = 0.75
    """Estimated Jaccard similarity of token shingles from which two functions count as one."""


@dataclass(frozen=True)
class Package:
    """A unit that is trained on or held out as a whole."""

    name: str
    version: str
    licence: str
    root: Path
    """What paths are relative to."""
    files: tuple[Path, ...] = field(repr=False)


class Sieve:
    """Filters and duplicate search; remembers every function it let through."""

    def __init__(self, filters: Filters, overlap: Overlap | None, dropped: Counter[str]) -> None:
        self.filters, self.overlap, self.dropped = filters, overlap, dropped
        self._trees: set[int] = set()
        self._near = _NearDuplicates(filters.near)

    def functions(self, package: Package) -> Iterator[Function]:
        for path in package.files:
            source = self._read(path)
            module = parse(source) if source else None
            if source and module is None:
                self.dropped["file does not parse"] += 1
            for node, within in _functions(module.body if module else [], ""):
                found = self._function(package, path, source.splitlines(), node, within)
                if found:
                    yield found

    def remember(self, function: Function) -> bool:
        """Whether a function is new; it is known from then on."""
        module = parse(function.code)
        key = tree_key(module.body[0]) if module and module.body else 0
        if key in self._trees:
            self.dropped["duplicate"] += 1
            return False
        self._trees.add(key)
        if not self._near.add(code_tokens(function.code)):
            self.dropped["near duplicate"] += 1
            return False
        return True

    def _read(self, path: Path) -> str:
        """The text of a file, or empty when it is unreadable, huge, generated or minified."""
        try:
            if path.stat().st_size > self.filters.most_file_bytes:
                self.dropped["file too large"] += 1
                return ""
            with tokenize.open(path) as lines:
                source = lines.read()
        except (OSError, SyntaxError, UnicodeDecodeError):
            self.dropped["file unreadable"] += 1
            return ""
        if _GENERATED.search(source[:1500]) or any(len(line) > 2000 for line in source.splitlines()):
            self.dropped["file generated or minified"] += 1
            return ""
        return source

    def _function(self, package: Package, path: Path, lines: list[str], node: _Def, within: str) -> Function | None:
        docstring = _first_paragraph(ast.get_docstring(node))
        code = _code(lines, node) if docstring else None
        why = self._unfit(node, docstring, code)
        if why or code is None:
            self.dropped[why or "layout"] += 1
            return None
        file = path.relative_to(package.root).as_posix()
        function = Function(
            id=f"{package.name}:{file}:{within}{node.name}",
            name=node.name,
            package=package.name,
            version=package.version,
            licence=package.licence,
            path=file,
            line=node.lineno,
            signature=_signature(node),
            docstring=docstring,
            code=code,
        )
        if self.overlap and self.overlap.reason(docstring, code):
            self.dropped["overlaps report-only problems"] += 1
            return None
        return function if self.remember(function) else None

    def _unfit(self, node: _Def, docstring: str, code: str | None) -> str | None:
        """Why a function is left out, or None."""
        f = self.filters
        if not docstring:
            return "no docstring"
        words = len(_WORD.findall(docstring))
        if not f.least_words <= words <= f.most_words or not docstring.isascii():
            return "docstring too short, too long or not ASCII"
        if node.name.startswith("test_") or (node.name.startswith("__") and node.name.endswith("__")):
            return "test or dunder"
        if code is None or parse(code) is None:
            return "layout"
        if not f.least_lines <= code.count("\n") + 1 <= f.most_lines:
            return "too few or too many lines"
        if not f.least_tokens <= len(code_tokens(code)) <= f.most_tokens or max(map(len, code.split("\n"))) > 160:
            return "too short or too long"
        return "stub" if _is_stub(node) else None


def _functions(body: list[ast.stmt], within: str) -> Iterator[tuple[_Def, str]]:
    """Functions and methods with the dotted prefix they lie in; functions inside functions are part of those."""
    for node in body:
        if isinstance(node, _Def):
            yield node, within
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node.body, f"{within}{node.name}.")
        elif isinstance(node, ast.If | ast.Try):
            yield from _functions([*node.body, *node.orelse], within)


def _first_paragraph(docstring: str | None) -> str:
    paragraph = (docstring or "").strip().split("\n\n")[0]
    paragraph = re.split(r"\n\s*(?=:\w|>>>|Args:|Parameters|Returns:|@param|-{3})", paragraph)[0]
    return " ".join(paragraph.split())


def _code(lines: list[str], node: _Def) -> str | None:
    """The function's text without decorators and docstring, dedented; None when its layout is unusual."""
    head, tail = lines[node.lineno - 1 : node.body[0].lineno - 1], lines[node.body[0].end_lineno or 0 : node.end_lineno]
    if not head or not tail or len(node.body) < 2 or node.body[1].lineno == node.body[0].end_lineno:
        return None
    kept = [line.expandtabs(4).rstrip() for line in [*head, *tail]]
    indent = len(kept[0]) - len(kept[0].lstrip())
    while kept and not kept[-1]:
        kept.pop()
    kept = [line[indent:] if not line[:indent].strip() else line for line in kept]
    while len(kept) > len(head) and not kept[len(head)]:
        del kept[len(head)]
    return "\n".join(kept) if _DEF.match(kept[0]) else None


def _signature(node: _Def) -> str:
    arrow = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    kind = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    return f"{kind} {node.name}({ast.unparse(node.args)}){arrow}:"


def _is_stub(node: _Def) -> bool:
    """Nothing but a `raise NotImplementedError`, `pass` or `...` after the docstring."""
    last = node.body[-1]
    raises = isinstance(last, ast.Raise) and "NotImplemented" in ast.unparse(last)
    says_nothing = isinstance(last, ast.Pass) or (isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant))
    return len(node.body) == 2 and (raises or says_nothing)


class _NearDuplicates:
    """Minhash over 5-token shingles, 4 bands of 4 (Broder 1997, "On the resemblance and containment of documents")."""

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold
        odd = np.random.default_rng(0).integers(1, 2**63, size=16, dtype=np.uint64)
        self._factors = odd | np.uint64(1)
        self._bands: dict[tuple[int, bytes], int] = {}
        self._sketches: list[NDArray[np.uint64]] = []

    def add(self, tokens: list[str]) -> bool:
        """Whether nothing similar was added before; similar ones are not added."""
        shingles = [zlib.crc32(" ".join(tokens[i : i + 5]).encode()) for i in range(max(1, len(tokens) - 4))]
        sketch = (np.array(shingles, dtype=np.uint64)[:, None] * self._factors).min(axis=0)
        bands = [(b, sketch[4 * b : 4 * b + 4].tobytes()) for b in range(4)]
        for band in bands:
            like = self._bands.get(band)
            if like is not None and float((self._sketches[like] == sketch).mean()) >= self._threshold:
                return False
        for band in bands:
            self._bands.setdefault(band, len(self._sketches))
        self._sketches.append(sketch)
        return True
