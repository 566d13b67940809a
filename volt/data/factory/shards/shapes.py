"""How varied texts and programs are, in numbers that can be compared between collections of different size.

The number of distinct things grows with the number of things looked at, so it is counted within stretches of a fixed
length and averaged over them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from volt.data.decontaminate import code_tokens, hash64, parse

TOKENS = 100_000
"""Tokens in a stretch."""
FUNCTIONS = 10_000
"""Functions in a stretch."""
DEPTH = 3
QUANTILES = (0, 10, 25, 50, 75, 90, 99, 100)

_WORD = re.compile(r"\w+")
_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_SILENT = ("ctx", "annotation", "returns", "decorator_list", "type_comment", "type_params")

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Distinct:
    """How many distinct things there are in a stretch, averaged over all whole stretches."""

    def __init__(self, stretch: int) -> None:
        self._stretch = stretch
        self._seen: set[int] = set()
        self._length = 0
        self._counts: list[int] = []

    def add(self, things: Iterable[int]) -> None:
        for thing in things:
            self._seen.add(thing)
            self._length += 1
            if self._length == self._stretch:
                self._counts.append(len(self._seen))
                self._seen, self._length = set(), 0

    def to_json(self) -> dict[str, Any]:
        """`of` is the length of a stretch, or of what there is when that is less than one."""
        if self._counts:
            mean = sum(self._counts) / len(self._counts)
            return {"distinct": round(mean, 1), "of": self._stretch, "stretches": len(self._counts)}
        return {"distinct": len(self._seen), "of": self._length, "stretches": 0}


class Texts:
    """Vocabulary and n-grams of tokens."""

    def __init__(self) -> None:
        self.tokens = 0
        self.texts = 0
        self._vocabulary: set[str] = set()
        self._grams = [Distinct(TOKENS) for _ in range(4)]

    def add(self, tokens: Sequence[str], names: Iterable[str]) -> None:
        """One text; `names` are those of its tokens that count as vocabulary."""
        self.texts += 1
        self.tokens += len(tokens)
        self._vocabulary.update(names)
        for n, distinct in enumerate(self._grams, 1):
            distinct.add(hash(tuple(tokens[i : i + n])) for i in range(len(tokens) - n + 1))

    def to_json(self) -> dict[str, Any]:
        return {
            "texts": self.texts,
            "tokens": self.tokens,
            "mean_tokens": round(self.tokens / max(1, self.texts), 1),
            "vocabulary": len(self._vocabulary),
            "distinct_ngrams": {str(n): d.to_json() for n, d in enumerate(self._grams, 1)},
        }


class Trees:
    """Shapes, depth and size of the syntax trees of functions; lengths of programs."""

    def __init__(self) -> None:
        self.programs = 0
        self.functions = 0
        self._shapes = Distinct(FUNCTIONS)
        self._depths = self._sizes = 0
        self._lines: list[int] = []
        self._tokens: list[int] = []

    def add(self, code: str, tokens: int) -> None:
        """One program of so many tokens; text that does not parse counts as no program."""
        module = parse(code)
        if module is None:
            return
        self.programs += 1
        self._lines.append(sum(bool(line.strip()) for line in code.split("\n")))
        self._tokens.append(tokens)
        for node in ast.walk(module):
            if isinstance(node, Function):
                self.functions += 1
                self._shapes.add((hash64(shape(node)),))
                depth, size = extent(node)
                self._depths += depth
                self._sizes += size

    def to_json(self) -> dict[str, Any]:
        functions = max(1, self.functions)
        return {
            "programs": self.programs,
            "functions": self.functions,
            f"distinct_shapes_of_depth_{DEPTH}": self._shapes.to_json(),
            "mean_depth": round(self._depths / functions, 2),
            "mean_size": round(self._sizes / functions, 2),
            "lines": quantiles(self._lines),
            "tokens": quantiles(self._tokens),
        }


class Variety:
    """Requests and the programs that answer them."""

    def __init__(self) -> None:
        self._requests, self._code, self._trees = Texts(), Texts(), Trees()

    def add(self, request: str, code: str | None) -> None:
        words = _WORD.findall(request.lower())
        self._requests.add(words, (w for w in words if w.isalpha()))
        if code is not None:
            tokens = code_tokens(code)
            self._code.add(tokens, filter(_IDENTIFIER.fullmatch, tokens))
            self._trees.add(code, len(tokens))

    def to_json(self) -> dict[str, Any]:
        return {
            "requests": self._requests.to_json(),
            "code": self._code.to_json(),
            "trees": self._trees.to_json(),
        }


def shape(node: ast.AST, depth: int = DEPTH) -> str:
    """The types of the nodes of a tree, down to a depth. Annotations, decorators and docstrings do not count."""
    name = type(node).__name__
    below = [shape(child, depth - 1) for child in _children(node)] if depth else []
    return f"{name}({' '.join(below)})" if below else name


def extent(node: ast.AST) -> tuple[int, int]:
    """Depth and number of nodes of a tree, counted as `shape` does."""
    deepest, size = 0, 1
    for child in _children(node):
        depth, below = extent(child)
        deepest, size = max(deepest, depth), size + below
    return deepest + 1, size


def _children(node: ast.AST) -> Iterator[ast.AST]:
    for name in node._fields:
        value = None if name in _SILENT else getattr(node, name, None)
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, ast.AST) and not _is_text(item):
                yield item


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def quantiles(values: Sequence[int]) -> dict[str, int]:
    """Values below which so many percent lie."""
    order = sorted(values)
    return {str(q): order[min(len(order) - 1, q * len(order) // 100)] for q in QUANTILES} if order else {}
