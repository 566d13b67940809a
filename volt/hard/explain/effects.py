"""What a function writes to and reaches: facts read off the tree, and what the safety analysis sees in its lines."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Sequence

from volt.hard.explain.fact import Estimate, Fact, FunctionNode, bound, lines, own, parameters, shown, stored
from volt.hard.explain.find import Found
from volt.safety.findings import Finding

_CHANGING_NAMES = (
    "append extend insert remove pop clear sort reverse update setdefault popitem add discard appendleft popleft"
    " extendleft rotate intersection_update difference_update symmetric_difference_update"
)
CHANGING = frozenset(_CHANGING_NAMES.split())
"""Methods that change the built-in containers they are called on."""
_HARMLESS_NAMES = (
    "abs all any ascii bin bool bytes callable chr complex dict divmod enumerate float format frozenset hash hex int"
    " isinstance issubclass len list max min oct ord pow range repr reversed round set slice sorted str sum tuple type"
    " zip map filter iter id"
)
HARMLESS = frozenset(_HARMLESS_NAMES.split())
"""Built-in functions that change nothing, as long as what they are given does not when it is looked at."""
EXCEPTIONS = frozenset(
    name for name, known in vars(builtins).items() if isinstance(known, type) and issubclass(known, BaseException)
)
"""Built-in exceptions: making one changes nothing."""
_READING_NAMES = (
    "lower upper strip lstrip rstrip split rsplit splitlines join startswith endswith find rfind index rindex count"
    " replace format title capitalize swapcase isdigit isalpha isalnum isspace isupper islower isnumeric encode decode"
    " zfill ljust rjust center partition rpartition items keys values get copy union intersection difference"
    " issubset issuperset casefold translate removeprefix removesuffix bit_length most_common"
)
_READING = frozenset(_READING_NAMES.split())


_NO_EFFECT = ("augments argument", "arguments unchanged", "object unchanged")
"""Claims on effects that are none, or that are one only where a kind is known."""
_LOOKING = ("reads", "looks")
"""Capabilities that leave the world as it was begin so."""
_NUMBERS_OR_TEXTS = ("int", "float", "bool", "complex", "str", "bytes", "tuple", "len", "round", "abs", "sum", "ord")


def facts(found: Found, seen: Sequence[Finding]) -> Iterator[Fact]:
    """Writes, prints, and capabilities. `seen`: what the safety analysis found in the lines of the function."""
    node = found.node
    yield from _scopes(node)
    yield from _stores(node)
    yield from _arguments(node)
    prints = [n.lineno for n in own(node) if isinstance(n, ast.Call) and _is_print(n, node)]
    if prints:
        text = f"calls print in {lines(prints)}"
        yield Fact("effects", text, {"kind": "calls at", "name": "print", "lines": sorted(set(prints))})
    for finding in seen:
        text = f"seen by the safety analysis: {finding.capability} (line {finding.line}; {finding.axiom})"
        claim = {"kind": "capability", "capability": finding.capability, "line": finding.line}
        yield Fact("effects", text, claim, "safety analysis")


def purity(found: Found, seen: Sequence[Finding], watched: Sequence[Fact] = ()) -> Estimate:
    """Whether it has side effects at all, as far as its calls are known. `watched`: what was seen in the sandbox."""
    node = found.node
    unknown = []
    for one in own(node):
        if isinstance(one, ast.Call) and not _is_harmless(one, node):
            unknown.append(shown(ast.unparse(one.func), 40))
    written = [f.text for f in (*_scopes(node), *_arguments(node), *watched) if f.claim["kind"] not in _NO_EFFECT]
    written += _outside(node)
    unknown += _in_place(node)
    acts = [one.capability for one in seen if not one.capability.startswith(_LOOKING)]
    if written or acts:
        reason = "; ".join([*written, *acts])
        return Estimate("side effects", "probably has side effects", shown(reason, 160), True)
    if unknown:
        names = ", ".join(dict.fromkeys(unknown))
        return Estimate("side effects", "side effects: not known", f"what these do is not known: {shown(names, 120)}")
    looks = "".join(f", {one.capability}" for one in seen)
    reason = f"it writes to nothing outside{looks}, and calls only what changes nothing"
    return Estimate("side effects", "probably has no side effects", reason, False)


def _scopes(node: FunctionNode) -> Iterator[Fact]:
    for kind, word in ((ast.Global, "global"), (ast.Nonlocal, "nonlocal")):
        declared = {name for n in own(node) if isinstance(n, kind) for name in n.names}
        written = [(n.id, n.lineno) for n in stored(node) if n.id in declared]
        for name in dict.fromkeys(n for n, _ in written):
            at = [line for n, line in written if n == name]
            where = "the module's" if word == "global" else "the surrounding function's"
            claim = {"kind": "writes name", "scope": word, "name": name, "lines": sorted(set(at))}
            yield Fact("effects", f"sets {where} {name} in {lines(at)}", claim)


def _stores(node: FunctionNode) -> Iterator[Fact]:
    """Assignments to and deletions of attributes and items, whatever they are of."""
    for kind, word in ((ast.Attribute, "attribute"), (ast.Subscript, "item")):
        found = [n for n in own(node) if isinstance(n, kind) and not isinstance(n.ctx, ast.Load)]
        if found:
            said = ", ".join(dict.fromkeys(shown(ast.unparse(n), 40) for n in found))
            at = sorted({n.lineno for n in found})
            text = f"sets or deletes the {word}{'s' if len(found) > 1 else ''} {shown(said, 100)} ({lines(at)})"
            yield Fact("effects", text, {"kind": "stores", "what": word, "lines": at})
    if not any(
        isinstance(n, ast.Attribute | ast.Subscript) and not isinstance(n.ctx, ast.Load) for n in own(node)
    ) and (not any(isinstance(n, ast.Global | ast.Nonlocal) for n in own(node))):
        text = "no statement of its own sets a name outside of it, an attribute or an item"
        yield Fact("effects", text, {"kind": "stores none"})


def _outside(node: FunctionNode) -> list[str]:
    """Attributes and items set of what the function did not make itself."""
    made, given = set[str](), {one.arg for one in parameters(node)}
    other = set(given)
    for one in own(node):
        if isinstance(one, ast.Assign) and len(one.targets) == 1 and isinstance(one.targets[0], ast.Name):
            (made if _is_new(one.value) else other).add(one.targets[0].id)
        elif isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and one.value is not None:
            (made if _is_new(one.value) else other).add(one.target.id)
        elif isinstance(one, ast.For | ast.comprehension | ast.With | ast.NamedExpr):
            other |= {n.id for n in ast.walk(one) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    found = []
    for one in own(node):
        if isinstance(one, ast.Attribute | ast.Subscript) and not isinstance(one.ctx, ast.Load):
            ours = isinstance(one.value, ast.Name) and one.value.id in made - other
            if not ours:
                found.append(f"sets {shown(ast.unparse(one), 40)} in line {one.lineno}")
    return found


def _in_place(node: FunctionNode) -> list[str]:
    """`name += …` where the name may hold a container of somebody else's: of a list that changes it in place."""
    ours = {one.arg: _is_fixed_kind(one.annotation) for one in parameters(node)}
    for one in own(node):
        if isinstance(one, ast.Assign | ast.AnnAssign) and one.value is not None:
            targets = one.targets if isinstance(one, ast.Assign) else [one.target]
            fixed = _is_new(one.value) or _is_fixed(one.value)
            for target in (t for t in targets if isinstance(t, ast.Name)):
                ours[target.id] = ours.get(target.id, True) and fixed
    return [shown(ast.unparse(one), 40) for name, one in _augmented(node) if not ours.get(name, False)]


def _augmented(node: FunctionNode) -> list[tuple[str, ast.AugAssign]]:
    """Augmented assignments to names that may change a container: not those with a number or a text."""
    return [
        (one.target.id, one)
        for one in own(node)
        if isinstance(one, ast.AugAssign)
        and isinstance(one.target, ast.Name)
        and isinstance(one.op, ast.Add | ast.Sub | ast.Mult | ast.BitOr | ast.BitAnd | ast.BitXor)
        and not _is_fixed(one.value)
    ]


def _is_fixed_kind(annotation: ast.expr | None) -> bool:
    return isinstance(annotation, ast.Name) and annotation.id in _NUMBERS_OR_TEXTS


def _is_fixed(value: ast.expr) -> bool:
    """Whether a value is a number or a text, which nothing changes in place."""
    match value:
        case ast.Constant() | ast.JoinedStr() | ast.Compare():
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in _NUMBERS_OR_TEXTS
        case ast.UnaryOp(operand=inner):
            return _is_fixed(inner)
        case ast.BinOp(left=left, right=right):
            return _is_fixed(left) and _is_fixed(right)
    return False


def _is_new(value: ast.expr) -> bool:
    """Whether an expression makes a container that nobody else has."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id in ("list", "dict", "set", "sorted", "defaultdict", "Counter", "deque", "bytearray")
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult):
        return isinstance(value.left, ast.List)
    return isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp)


def _arguments(node: FunctionNode) -> Iterator[Fact]:
    """Writes to what parameters hold, where the name is never given another value."""
    given = {one.arg: one.annotation for one in parameters(node)}
    names = given.keys() - bound(node)
    augmented = _augmented(node)
    for name, one in augmented:
        only = sum(n.id == name for n in stored(node)) == sum(other == name for other, _ in augmented)
        if only and name in given and not _is_fixed_kind(given[name]):
            done = f"line {one.lineno} is `{shown(ast.unparse(one), 40)}`"
            text = f"{done}, which changes the argument itself where that is a list or another container"
            yield Fact("effects", text, {"kind": "augments argument", "name": name, "line": one.lineno})
    for part in own(node):
        match part:
            case ast.Attribute(value=ast.Name(id=name)) | ast.Subscript(value=ast.Name(id=name)) if (
                name in names and not isinstance(part.ctx, ast.Load)
            ):
                what = "an attribute" if isinstance(part, ast.Attribute) else "an item"
                claim = {"kind": "writes argument", "name": name, "line": part.lineno, "what": what.split()[1]}
                yield Fact("effects", f"sets or deletes {what} of its argument {name} in line {part.lineno}", claim)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if (
                name in names and method in CHANGING
            ):
                line = part.func.end_lineno or part.lineno
                text = f"calls {name}.{method} on its argument in line {line}, which changes built-in containers"
                yield Fact("effects", text, {"kind": "calls method", "name": name, "method": method, "line": line})


def _is_print(call: ast.Call, node: FunctionNode) -> bool:
    local = bound(node) | {one.arg for one in parameters(node)}
    return isinstance(call.func, ast.Name) and call.func.id == "print" and "print" not in local


def _is_harmless(call: ast.Call, node: FunctionNode) -> bool:
    """Whether a call is of something known to change nothing; local names that hide a built-in are not."""
    match call.func:
        case ast.Name(id=name):
            known = name in HARMLESS or name in EXCEPTIONS
            return known and name not in bound(node) | {one.arg for one in parameters(node)}
        case ast.Attribute(value=ast.Name(id="math" | "cmath" | "operator" | "string")):
            return True
        case ast.Attribute(attr=method):
            return method in _READING
    return False
