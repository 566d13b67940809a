"""Programs inside a program: text that it runs, examples that a docstring holds, annotations, code that it writes."""

from __future__ import annotations

import ast
import doctest
import re
import warnings
from collections.abc import Callable, Iterator
from functools import cached_property

from volt.safety import values as v
from volt.safety.capabilities import CODE_SINKS, HANDED, MODULES, OWN_MODULE
from volt.safety.findings import Finding, Level
from volt.safety.resolve import Resolver
from volt.safety.sites import Said

DEEPEST = 3
"""Levels of code inside text inside code."""
_MOST_FAULTS = 40
"""Lines at fault after which a text is no program any more."""
_WRITERS = frozenset(["write", "write_text", "write_bytes", "writelines", "writestr"])
_HINTS = frozenset(["typing.get_type_hints", "inspect.get_annotations", "typing.TypedDict", "inspect.signature"])
"""Functions that evaluate annotations which are texts."""
_ENCODING = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_PLAIN_ENCODINGS = re.compile(r"utf[-_]?8(-sig)?|ascii|us-ascii|latin[-_]?1|iso-8859-\d+|cp125\d|windows-125\d", re.I)

Screen = Callable[[str, int], list[Finding]]


def parsed(code: str) -> ast.Module:
    """The syntax tree, without the warnings that odd programs make. SyntaxError, ValueError or RecursionError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        return ast.parse(code)


def parses(code: str) -> bool:
    """Whether the program is valid Python, so that its analysis is complete."""
    try:
        parsed(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def readable(code: str) -> str:
    """A program that does not parse, such as one for Python 2, without the lines at fault; "" when too many are."""
    lines = plain_lines(code).split("\n")
    for _ in range(_MOST_FAULTS):
        try:
            parsed("\n".join(lines))
            return "\n".join(lines)
        except SyntaxError as error:
            place = min(error.lineno or 1, len(lines)) - 1
            line = lines[place]
            if not line.strip():
                return ""
            indent = line[: len(line) - len(line.lstrip())]
            lines[place] = "" if line.strip() == "pass" else f"{indent}pass"
        except (ValueError, RecursionError, MemoryError):
            return ""
    return ""


def plain_lines(code: str) -> str:
    """The text with `\\n` between lines, as Python reads it."""
    return code.replace("\r\n", "\n").replace("\r", "\n")


class Inner:
    """Screens what a program runs besides itself, with the names that it imports."""

    def __init__(self, tree: ast.Module, resolver: Resolver, screen: Screen, depth: int) -> None:
        self._resolver, self._screen, self._depth = resolver, screen, depth
        self._tree = tree
        self._looked = False

    @cached_property
    def _texts(self) -> list[ast.Constant]:
        """Texts that may call something."""
        constants = (n for n in ast.walk(self._tree) if isinstance(n, ast.Constant))
        return [n for n in constants if isinstance(n.value, str) and "(" in n.value]

    @cached_property
    def _imports(self) -> str:
        """The program's imports, as lines to put before a text that it runs."""
        imports = (ast.unparse(n) for n in ast.walk(self._tree) if isinstance(n, ast.Import | ast.ImportFrom))
        return "".join(f"{line}\n" for line in imports if "__future__" not in line)

    def of_call(self, node: ast.Call) -> Iterator[tuple[int, Said]]:
        """Code in known text that a call runs or writes to a file."""
        if any(path in CODE_SINKS for path in self._resolver.paths(node.func)):
            for argument in (*node.args, *(k.value for k in node.keywords)):
                known = self._resolver.values(argument)
                for text in (*v.texts(known), *(_read(c) for c in v.constants(known) if isinstance(c, bytes))):
                    yield from self._run(node, text)
                if not isinstance(argument, ast.Constant):
                    yield from self._perhaps()
        if _HINTS.intersection(self._resolver.paths(node.func)) or getattr(node.func, "attr", "") == "register":
            yield from self._perhaps()
        printed = "builtins.print" in self._resolver.paths(node.func) and any(k.arg == "file" for k in node.keywords)
        attribute = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if printed or attribute in _WRITERS:
            for text in (t for argument in node.args for t in v.texts(self._resolver.values(argument))):
                if "import" in text and any(self._harm(text, "")):
                    yield node.lineno, Said("K3", "writes a program that would be refused")

    def _perhaps(self) -> Iterator[tuple[int, Said]]:
        """Texts anywhere in the program that would do harm, where nobody can know which text is run."""
        if not self._looked:
            self._looked = True
            for node in self._texts:
                assert isinstance(node.value, str)
                yield from ((node.lineno, said) for said in self._harm(node.value, self._imports))

    def _run(self, node: ast.Call, text: str) -> Iterator[tuple[int, Said]]:
        if self._depth == DEEPEST:
            yield node.lineno, Said("K3", "hides code in code too deep to follow")
            return
        if any(self._resolver.leads(name, HANDED) for name in self._named(text)):
            yield node.lineno, Said("K3", "uses modules in text that it runs")
        if any(name in MODULES or name == OWN_MODULE for name in _imports_of(text)):
            yield node.lineno, Said("K3", "imports modules in text that it runs")
        used = f"_ = [{text}\n]"  # what an expression gives is handed on
        yield from ((node.lineno, said) for said in self._harm(used if parses(used) else text, self._imports))

    @staticmethod
    def _named(text: str) -> set[str]:
        return {n.id for n in ast.walk(parsed(text)) if isinstance(n, ast.Name)} if parses(text) else set()

    def of_docstrings(self, tree: ast.Module) -> Iterator[tuple[int, Said]]:
        """Examples in docstrings are programs when `doctest` is there to run them."""
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if isinstance(node, ast.Constant) and ">>>" in text:
                yield from ((node.lineno, said) for said in self._harm(_examples(text), self._imports))

    def _harm(self, text: str, before: str) -> Iterator[Said]:
        """What is worth knowing about a text that is run; hidden this way anything is refused."""
        if not parses(text):
            return
        lines = before.count("\n")
        for found in self._screen(before + text, self._depth + 1):
            if found.line > lines:
                yield Said(found.axiom, found.capability)


def _examples(docstring: str) -> str:
    try:
        return "".join(example.source for example in doctest.DocTestParser().get_examples(docstring))
    except ValueError:
        return ""


def _read(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def judge_annotation(node: ast.expr, resolver: Resolver) -> Iterator[Said]:
    """A text as an annotation is evaluated by whoever asks for the types: it must not call, nor give a module."""
    for part in ast.walk(node):
        text = part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""
        calls = "(" in text and parses(text) and any(isinstance(n, ast.Call) for n in ast.walk(parsed(text)))
        if calls:
            yield Said("K3", "hides a call in an annotation")
        if text.isidentifier() and any(x.path in HANDED for x in resolver.named(text)):
            yield Said("K3", f"hands the module {text} around")


def odd_encoding(source: str) -> bool:
    """Whether a line names an encoding in which the file means something else than it shows (PEP 263)."""
    named = (_ENCODING.match(line) for line in source.split("\n")[:2])
    return any(found is not None and not _PLAIN_ENCODINGS.fullmatch(found.group(1)) for found in named)


def _imports_of(text: str) -> set[str]:
    """The top-level names of the modules that a piece of code imports."""
    if not parses(text):
        return set()
    nodes = list(ast.walk(parsed(text)))
    plain = {alias.name for n in nodes if isinstance(n, ast.Import) for alias in n.names}
    froms = {OWN_MODULE if n.level else n.module or OWN_MODULE for n in nodes if isinstance(n, ast.ImportFrom)}
    return {name.split(".")[0] for name in plain | froms}


__all__ = ["Inner", "Level", "judge_annotation", "odd_encoding", "parsed", "parses", "plain_lines", "readable"]
