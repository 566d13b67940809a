"""Which functions of Python sources are worth learning from, and what is kept of them.

Source files are parsed, never imported.
"""

from __future__ import annotations

import ast
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from volt.data.callsites import call_sites
from volt.data.decontaminate import Overlap, code_tokens, parse
from volt.data.duplicates import Seen
from volt.data.packages import Package

_GENERATED = re.compile(
    r"((auto-?|automatically )generated|generated (by|from|automatically)|do not (edit|modify))", re.IGNORECASE
)
_HEAD = 1500
"""Characters at the top of a file in which it would say that it is generated."""
_LONGEST_LINE, _MEAN_LINE = 2000, 110
"""Nobody writes such lines by hand: the file is minified or holds data."""
_WORD = re.compile(r"[A-Za-z]{2,}")
_DEF = re.compile(r"(async\s+)?def\s")
_PARAGRAPH_END = re.compile(r"\n\s*\n|\n\s*(?=:\w|>>>|Args:|Parameters|Returns:|@param|-{3})|\Z")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_LEAST_ASKED = 3
"""Words of a query."""
_Def = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Function:
    """One function; `code` is dedented, without decorators and docstring, comments included."""

    id: str
    name: str
    package: str
    version: str
    licence: str
    path: str
    line: int
    signature: str
    docstring: str
    """The first paragraph, on one line; empty where there is none worth learning from."""
    code: str
    owner: str = ""
    """The class it is a method of, dotted when that lies in another."""
    details: str = ""
    """The rest of the docstring, as it stands."""
    comment: str = ""
    """The comment right above it."""
    calls: tuple[str, ...] = ()
    """Lines of the same package that call it, where no other function has its name."""

    @property
    def query(self) -> str:
        """The first sentence of its docstring, to ask for it; empty where that has too few words."""
        sentence = _SENTENCE_END.split(self.docstring)[0]
        return sentence if len(sentence.split()) >= _LEAST_ASKED else ""


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
    undocumented: bool = False
    """Keep functions whose docstring is missing or unfit, too, with an empty one."""


class Sieve:
    """Filters and duplicate search; remembers every function it let through. `dropped` counts reasons."""

    def __init__(self, filters: Filters, overlap: Overlap | None, dropped: Counter[str]) -> None:
        self.filters, self.overlap, self.dropped = filters, overlap, dropped
        self._seen = Seen(filters.near)

    def functions(self, package: Package) -> list[Function]:
        """What is worth keeping of a package, with the places where its sources call it."""
        sources = [(path, source) for path in package.files if (source := self._read(path))]
        found = [f for path, source in sources for f in self.of_source(package, path, source)]
        calls = call_sites((f.name for f in found), (source for _, source in sources))
        return [replace(f, calls=tuple(c for c in calls.get(f.name, ()) if c not in f.code)) for f in found]

    def of_source(self, package: Package, path: Path, source: str) -> Iterator[Function]:
        """What is worth keeping of one file, without call sites."""
        module = parse(source)
        if module is None:
            self.dropped["file does not parse"] += 1
            return
        if _is_generated(module, source):
            self.dropped["file generated or minified"] += 1
            return
        lines, ids = source.splitlines(), Counter[str]()
        for node, owner, test in _functions(module.body, ()):
            found = "test or dunder" if test else self._function(package, path, lines, node, ".".join(owner))
            if isinstance(found, Function):
                ids[found.id] += 1
                yield found if ids[found.id] == 1 else replace(found, id=f"{found.id}#{ids[found.id]}")
            else:
                self.dropped[found] += 1

    def remember(self, function: Function) -> None:
        """A function that an earlier run let through is known from now on."""
        self._seen.add(function.code)

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
        if _is_minified(source):
            self.dropped["file generated or minified"] += 1
            return ""
        return source

    def _function(self, package: Package, path: Path, lines: list[str], node: _Def, owner: str) -> Function | str:
        """The function, or why it is left out."""
        summary, details = split_docstring(ast.get_docstring(node) or "")
        code = function_code(lines, node)
        why = self._unfit(node, summary, code)
        if why or code is None:
            return why or "layout"
        file = path.relative_to(package.root).as_posix()
        function = Function(
            id=f"{package.name}:{file}:{owner + '.' if owner else ''}{node.name}",
            name=node.name,
            package=package.name,
            version=package.version,
            licence=package.licence,
            path=file,
            line=node.lineno,
            signature=signature(node),
            docstring="" if self._unfit_summary(summary) else summary,
            code=code,
            owner=owner,
            details=details,
            comment=_comment(lines, node),
        )
        if self._overlaps(summary, function):
            return "overlaps report-only problems"
        return self._seen.add(code) or function

    def _overlaps(self, summary: str, function: Function) -> bool:
        """Whether anything that is kept of a function repeats a report-only problem."""
        if self.overlap is None:
            return False
        beside = f"{function.details}\n{function.comment}"
        return bool(self.overlap.reason(summary, function.code) or self.overlap.reason(beside, ""))

    def _unfit_summary(self, summary: str) -> str | None:
        """Why the first paragraph of a docstring is nothing to learn from, or None."""
        if not summary:
            return "no docstring"
        fits = self.filters.least_words <= len(_WORD.findall(summary)) <= self.filters.most_words
        return None if fits and summary.isascii() else "docstring too short, too long or not ASCII"

    def _unfit(self, node: _Def, summary: str, code: str | None) -> str | None:
        """Why a function is left out, or None."""
        f = self.filters
        why = None if f.undocumented else self._unfit_summary(summary)
        if why:
            return why
        if node.name.startswith("test_") or (node.name.startswith("__") and node.name.endswith("__")):
            return "test or dunder"
        if code is None or parse(code) is None:
            return "layout"
        if not f.least_lines <= code.count("\n") + 1 <= f.most_lines:
            return "too few or too many lines"
        if not f.least_tokens <= len(code_tokens(code)) <= f.most_tokens or max(map(len, code.split("\n"))) > 160:
            return "too short or too long"
        return "stub" if _is_stub(node) else None


def _is_minified(source: str) -> bool:
    lines = source.splitlines()
    return max(map(len, lines), default=0) > _LONGEST_LINE or len(source) > _MEAN_LINE * len(lines)


def _is_generated(module: ast.Module, source: str) -> bool:
    """Whether the comments and the docstring above the first statement say so."""
    body = module.body[ast.get_docstring(module) is not None :]
    above = source.splitlines()[: body[0].lineno - 1 if body else None]
    return bool(_GENERATED.search("\n".join(above)[:_HEAD]))


def _functions(
    body: list[ast.stmt], owner: tuple[str, ...], test: bool = False
) -> Iterator[tuple[_Def, tuple[str, ...], bool]]:
    """Functions and methods, the classes they lie in, and whether one of these is a `unittest` case.

    Functions inside functions are part of those.
    """
    for node in body:
        if isinstance(node, _Def):
            yield node, owner, test
        elif isinstance(node, ast.ClassDef):
            case = any(ast.unparse(base).endswith("TestCase") for base in node.bases)
            yield from _functions(node.body, (*owner, node.name), test or case)
        elif isinstance(node, ast.If | ast.Try):
            yield from _functions([*node.body, *node.orelse], owner, test)


def split_docstring(docstring: str) -> tuple[str, str]:
    """The first paragraph on one line, and the rest as it stands."""
    text = docstring.strip()
    first = _PARAGRAPH_END.split(text, maxsplit=1)[0]
    return " ".join(first.split()), text[len(first) :].strip("\n")


def function_code(lines: list[str], node: _Def) -> str | None:
    """The function's text without decorators and docstring, dedented; None when its layout is unusual."""
    head, tail = lines[node.lineno - 1 : node.body[0].lineno - 1], lines[node.body[0].lineno - 1 : node.end_lineno]
    if ast.get_docstring(node) is not None:
        tail = lines[node.body[0].end_lineno or 0 : node.end_lineno]
        if len(node.body) < 2 or node.body[1].lineno == node.body[0].end_lineno:
            return None
    if not head or not tail:
        return None
    kept = [line.expandtabs(4).rstrip() for line in [*head, *tail]]
    indent = len(kept[0]) - len(kept[0].lstrip())
    while kept and not kept[-1]:
        kept.pop()
    kept = [line[indent:] if not line[:indent].strip() else line for line in kept]
    while len(kept) > len(head) and not kept[len(head)]:
        del kept[len(head)]
    return "\n".join(kept) if _DEF.match(kept[0]) else None


def signature(node: _Def) -> str:
    """The `def` line, whatever its layout."""
    arrow = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    kind = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    return f"{kind} {node.name}({ast.unparse(node.args)}){arrow}:"


def _comment(lines: list[str], node: _Def) -> str:
    """The comment that ends right above a function or its decorators, on one line; rules of signs are none."""
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]) - 1
    begin, above = " " * node.col_offset + "#", first
    while above > 0 and lines[above - 1].startswith(begin):
        above -= 1
    texts = [line.strip().strip("#-=*~ \t") for line in lines[above:first]]
    return " ".join(" ".join(texts).split())


def _is_stub(node: _Def) -> bool:
    """Nothing but a `raise NotImplementedError`, `pass` or `...` beside the docstring."""
    last = node.body[-1]
    raises = isinstance(last, ast.Raise) and "NotImplemented" in ast.unparse(last)
    says_nothing = isinstance(last, ast.Pass) or (isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant))
    return len(node.body) - (ast.get_docstring(node) is not None) <= 1 and (raises or says_nothing)
