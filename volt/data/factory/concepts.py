"""What a program makes use of, in the words of a textbook: read off its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from volt.data.decontaminate import parse

_CALLS = {
    "sorted": "sorting",
    "sort": "sorting",
    "set": "sets",
    "frozenset": "sets",
    "dict": "dictionaries",
    "defaultdict": "dictionaries",
    "Counter": "counting",
    "count": "counting",
    "deque": "queues",
    "heappush": "heaps",
    "heappop": "heaps",
    "heapify": "heaps",
    "nlargest": "heaps",
    "nsmallest": "heaps",
    "bisect": "binary search",
    "bisect_left": "binary search",
    "bisect_right": "binary search",
    "lru_cache": "memoisation",
    "cache": "memoisation",
    "reduce": "folding",
    "accumulate": "folding",
    "permutations": "combinatorics",
    "combinations": "combinatorics",
    "product": "combinatorics",
    "comb": "combinatorics",
    "factorial": "combinatorics",
    "map": "mapping",
    "filter": "filtering",
    "zip": "pairing",
    "enumerate": "indices",
    "min": "extremes",
    "max": "extremes",
    "gcd": "number theory",
    "bin": "bits",
    "ord": "characters",
    "chr": "characters",
    "isdigit": "characters",
    "isalpha": "characters",
    "isupper": "characters",
    "islower": "characters",
}
_TEXT_METHODS_LIST = """
split join replace strip lstrip rstrip upper lower startswith endswith title capitalize swapcase format
splitlines zfill rjust ljust center find partition
"""
_TEXT_METHODS = frozenset(_TEXT_METHODS_LIST.split())
_NODES: tuple[tuple[type[ast.AST] | tuple[type[ast.AST], ...], str], ...] = (
    ((ast.For, ast.While), "loops"),
    (ast.While, "while loops"),
    ((ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp), "comprehensions"),
    ((ast.If, ast.IfExp), "conditions"),
    ((ast.Dict, ast.DictComp), "dictionaries"),
    ((ast.Set, ast.SetComp), "sets"),
    (ast.Slice, "slices"),
    (ast.Lambda, "lambdas"),
    ((ast.Yield, ast.YieldFrom), "generators"),
    (ast.ClassDef, "classes"),
    ((ast.Try, ast.Raise), "exceptions"),
    (ast.JoinedStr, "strings"),
    ((ast.BitAnd, ast.BitOr, ast.BitXor, ast.LShift, ast.RShift), "bits"),
    (ast.Mod, "remainders"),
    ((ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Pow), "arithmetic"),
)


def concepts_of(code: str) -> tuple[str, ...]:
    """The concepts of a program, sorted; empty when it is not Python."""
    tree = parse(code)
    if tree is None:
        return ()
    found: set[str] = set()
    for node in ast.walk(tree):
        found.update(word for kinds, word in _NODES if isinstance(node, kinds))
        found.update(_more(node))
    return tuple(sorted(found))


def _more(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            if name in _CALLS:
                yield _CALLS[name]
            if name in _TEXT_METHODS or name == "str":
                yield "strings"
            if isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "re":
                yield "regular expressions"
        case ast.Name(id="lru_cache" | "cache") | ast.Attribute(attr="lru_cache" | "cache"):
            yield "memoisation"
        case ast.FunctionDef():
            yield from _of_function(node)
        case ast.For() | ast.While():
            if any(isinstance(n, ast.For | ast.While) for s in node.body for n in ast.walk(s)):
                yield "nested loops"
        case ast.Subscript(value=ast.Subscript()):
            yield "tables"


def _of_function(node: ast.FunctionDef) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == node.name:
            yield "recursion"
        if inner is not node and isinstance(inner, ast.FunctionDef):
            yield "nested functions"
