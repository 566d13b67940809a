"""Small facts about one Python program: its functions, its header, the imports it forgot."""

from __future__ import annotations

import ast
import builtins
import warnings

# Modules a short program may use by name alone; `Counter` and friends are imported from where they live.
_MODULES = {
    *("bisect", "calendar", "cmath", "collections", "copy", "datetime", "decimal", "fractions", "functools"),
    *("hashlib", "heapq", "itertools", "json", "math", "operator", "random", "re", "statistics", "string", "sys"),
    *("textwrap", "typing", "unicodedata"),
}
_MEMBERS = {
    "Counter": "collections",
    "defaultdict": "collections",
    "deque": "collections",
    "OrderedDict": "collections",
    "namedtuple": "collections",
    "reduce": "functools",
    "lru_cache": "functools",
    "cache": "functools",
    "cmp_to_key": "functools",
    "partial": "functools",
    "accumulate": "itertools",
    "chain": "itertools",
    "combinations": "itertools",
    "groupby": "itertools",
    "permutations": "itertools",
    "product": "itertools",
    "zip_longest": "itertools",
    "islice": "itertools",
    "pairwise": "itertools",
    "gcd": "math",
    "lcm": "math",
    "sqrt": "math",
    "ceil": "math",
    "floor": "math",
    "factorial": "math",
    "isqrt": "math",
    "comb": "math",
    "inf": "math",
    "pi": "math",
    "prod": "math",
    "heappush": "heapq",
    "heappop": "heapq",
    "heapify": "heapq",
    "nlargest": "heapq",
    "nsmallest": "heapq",
    "bisect_left": "bisect",
    "bisect_right": "bisect",
    "insort": "bisect",
    "itemgetter": "operator",
    "Fraction": "fractions",
    "Decimal": "decimal",
    "date": "datetime",
    "timedelta": "datetime",
    "mean": "statistics",
    "median": "statistics",
    "ascii_lowercase": "string",
    "ascii_uppercase": "string",
    "punctuation": "string",
    "List": "typing",
    "Dict": "typing",
    "Tuple": "typing",
    "Set": "typing",
    "Optional": "typing",
    "Union": "typing",
    "Any": "typing",
    "Iterable": "typing",
    "Callable": "typing",
}


def parse(code: str) -> ast.Module | None:
    """The syntax tree, or None when the program does not parse."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a draft looks like is no concern of the user's terminal
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def single_function(code: str) -> tuple[str, str] | None:
    """(header, whole function) when the program is one plain function beside imports, else None.

    The function is written anew from its tree, without comments, docstring or module-level imports: the one form
    that the decoder learns and writes.
    """
    tree = parse(code)
    if tree is None:
        return None
    rest = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    if len(rest) != 1 or not isinstance(rest[0], ast.FunctionDef) or rest[0].decorator_list:
        return None
    function = rest[0]
    if ast.get_docstring(function) is not None:
        function.body = function.body[1:]
    if not function.body:
        return None
    lines = ast.unparse(function).split("\n")
    return (lines[0], "\n".join(lines) + "\n") if lines[0].endswith(":") else None


def with_imports(code: str) -> str:
    """The program with an import for every well-known name it uses and nowhere defines."""
    tree = parse(code)
    if tree is None:
        return code
    used = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    lines = []
    for name in sorted(used - _bound(tree) - set(dir(builtins))):
        if name in _MODULES:
            lines.append(f"import {name}\n")
        elif name in _MEMBERS:
            lines.append(f"from {_MEMBERS[name]} import {name}\n")
    return "".join(lines) + ("\n\n" if lines else "") + code


def _bound(tree: ast.Module) -> set[str]:
    """Every name that anything in the program binds."""
    bound: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound.add(node.id)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            bound.add(node.name)
        elif isinstance(node, ast.alias):
            bound.add((node.asname or node.name).split(".")[0])
    return bound


class Renamer(ast.NodeTransformer):
    """Renames variables, parameters, functions and caught exceptions; no attributes and no keywords."""

    def __init__(self, mapping: dict[str, str]) -> None:
        self.mapping = mapping

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self.mapping.get(node.id, node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.arg = self.mapping.get(node.arg, node.arg)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.name = self.mapping.get(node.name, node.name)
        return node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        self.generic_visit(node)
        node.name = self.mapping.get(node.name or "", node.name)
        return node

    def visit_Nonlocal(self, node: ast.Nonlocal) -> ast.AST:
        node.names = [self.mapping.get(n, n) for n in node.names]
        return node
