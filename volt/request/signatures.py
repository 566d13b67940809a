"""Signatures: read from a header, found in a sentence, or inferred from how a function is called."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Sequence

from volt.errors import RequestError
from volt.request import Parameter, Signature
from volt.request.checks import expectations, free_calls, join_types, parse, type_of
from volt.request.examples import Block, Found, balanced_end, block_parameters

_INLINE_DEF = re.compile(r"\bdef\s+\w+\s*\(")
_MENTION = re.compile(
    r"(?:function|method|routine|program|implement|define|write|make|create|build|called|named)\s+(?:an?\s+)?[`'\"]*"
    r"([A-Za-z_]\w*)(\([^()\n]*\)(?:\s*->\s*[\w\[\], ]+?)?(?=[`'\":.,\s]))",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:function|method)\s+(?:that\s+is\s+)?(?:called|named)\s+[`'\"]*([A-Za-z_]\w*)", re.IGNORECASE)
_INVENTED = {
    "int": ["n", "m", "k", "p", "q", "r"],
    "float": ["x", "y", "z", "u", "v", "w"],
    "str": ["text", "other", "third", "fourth"],
    "bool": ["flag", "other_flag"],
    "list[int]": ["numbers", "others", "more_numbers"],
    "list[float]": ["numbers", "others", "more_numbers"],
    "list[str]": ["words", "other_words", "more_words"],
    "list": ["items", "other_items", "more_items"],
    "tuple": ["items", "other_items", "more_items"],
    "dict": ["mapping", "other_mapping"],
    "set": ["group", "other_group"],
}
_FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def signature_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Signature:
    """The signature of a function in a syntax tree; `self` is left out."""
    args = node.args
    plain = [*args.posonlyargs, *args.args]
    defaults: list[ast.expr | None] = [*[None] * (len(plain) - len(args.defaults)), *args.defaults]
    parameters = [_parameter(a, d) for a, d in zip(plain, defaults, strict=True)]
    if parameters and parameters[0].name in ("self", "cls"):
        parameters = parameters[1:]
    if args.vararg:
        parameters.append(_parameter(args.vararg, None, "*"))
    parameters += [_parameter(a, d) for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True)]
    if args.kwarg:
        parameters.append(_parameter(args.kwarg, None, "**"))
    return Signature(node.name, tuple(parameters), ast.unparse(node.returns) if node.returns else None)


def _parameter(arg: ast.arg, default: ast.expr | None, star: str = "") -> Parameter:
    annotation = ast.unparse(arg.annotation) if arg.annotation else None
    return Parameter(star + arg.arg, annotation, ast.unparse(default) if default else None)


def parse_signature(header: str) -> Signature:
    """A header such as `def f(x: int) -> int:`, `def f(x)` or `f(x)`; RequestError when it is none."""
    source = header.strip().removesuffix("pass").rstrip().rstrip(":").strip()
    source = source if source.startswith(("def ", "async def ")) else f"def {source}"
    source = source if "(" in source else f"{source}()"
    try:
        node = parse(f"{source}: pass").body[0]
    except SyntaxError as error:
        raise RequestError(
            f"The signature does not parse: {header.strip()[:80]!r}, {error.msg}", "Write it as def name(a, b):"
        ) from error
    if not isinstance(node, _FunctionNode):
        raise RequestError(f"The signature is no function header: {header.strip()[:80]!r}")
    return signature_of(node)


def mentioned(prose: str) -> Signature | None:
    """A header inside a sentence: `def f(a, b)`, "a function f(a, b)", "a function named f"."""
    for match in _INLINE_DEF.finditer(prose):
        end = balanced_end(prose, match.end() - 1)
        arrow = re.compile(r"\s*->\s*[\w.]+(?:\[[\w\[\], .|]*\])?").match(prose, end) if end else None
        header = prose[match.start() : arrow.end() if arrow else end] if end else ""
        if header and (signature := _try_signature(header)):
            return signature
    for match in _MENTION.finditer(prose):
        if (signature := _try_signature(match[1] + match[2])) and signature.name.islower():
            return signature
    named = _NAMED.search(prose)
    return _try_signature(named[1]) if named else None


def _try_signature(header: str) -> Signature | None:
    try:
        return parse_signature(header)
    except RequestError:
        return None


def inferred(
    partial: Signature | None,
    given: Sequence[ast.Module],
    spoken: Sequence[Found],
    found_blocks: Sequence[Block],
    known: set[str],
) -> Signature | None:
    """A signature made from how the function is called: its name, arity, and parameters named after the values."""
    trees = list(given) or [parse(check.test) for check in spoken]
    name = partial.name if partial else _called_most(trees, known)
    if name is None:
        return None
    calls = [(call, expected) for tree in trees for call, expected in expectations(tree, name)]
    rows = [(*(call.args or ()), *(call.keywords or {}).values()) for call, _ in calls]
    names = next((list(call.keywords) for call, _ in calls if call.keywords and not call.args), None)
    if not rows and found_blocks:
        named = block_parameters(found_blocks[0])
        names, rows = list(named), [tuple(named.values())]
    width = max(map(len, rows), default=_widest_call(trees, name))
    types = [join_types({type_of(row[i]) for row in rows if len(row) > i}) for i in range(width)]
    least = min(map(len, rows), default=width)
    names = names if names is not None and len(names) == width else _invent(types)
    parameters = [
        Parameter(n, t, None if i < least else "None") for i, (n, t) in enumerate(zip(names, types, strict=True))
    ]
    return Signature(name, tuple(parameters), join_types({type_of(expected) for _, expected in calls}))


def _called_most(trees: Sequence[ast.Module], known: set[str]) -> str | None:
    """The function that most tests call, the outermost one when several are called equally often."""
    votes = Counter(name for tree in trees for name in free_calls(tree, known))
    return votes.most_common(1)[0][0] if votes else None


def _widest_call(trees: Sequence[ast.Module], name: str) -> int:
    calls = [n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    return max((len(c.args) for c in calls if isinstance(c.func, ast.Name) and c.func.id == name), default=0)


def _invent(types: Sequence[str | None]) -> list[str]:
    """Readable parameter names for values of these types, all different."""
    names: list[str] = []
    for kind in types:
        plain = (kind or "value").split(" |")[0]
        pool = _INVENTED.get(plain) or _INVENTED.get(plain.split("[")[0]) or ["value", "other_value"]
        free = (name for name in [*pool, *(f"{pool[0]}{i}" for i in range(2, 99))] if name not in names)
        names.append(next(free))
    return names
