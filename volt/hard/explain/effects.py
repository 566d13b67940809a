"""What a function writes to: facts read off the tree; and what the safety analysis sees in its lines: estimates."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Sequence

from volt.hard.explain.fact import (
    Claim,
    Estimate,
    Fact,
    FunctionNode,
    bindings_in,
    blocks,
    bound,
    lines,
    other_bindings,
    own,
    parameters,
    set_inside,
    shown,
    stored,
    stores_in,
)
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
_CHANGING_OPERATORS = (
    "setitem delitem call iadd iand iconcat ifloordiv ilshift imod imul imatmul ior ipow irshift isub itruediv ixor"
)
_OPERATORS_CHANGE = frozenset(_CHANGING_OPERATORS.split())
_CALLING_FIRST = ("map", "filter", "iter")
"""Built-in functions that call what they are given first."""
_CALLING_KEY = ("sorted", "min", "max")
_PLAIN_TYPES = ("str", "bytes", "int", "float", "list", "tuple", "dict", "set", "frozenset")
_NO_EFFECT = ("augments argument", "arguments unchanged", "object unchanged")
"""Claims on effects that are none, or that are one only where a kind is known."""
_CHANGEABLE = "a list or another object that changes in place"
_LOOKING = ("reads", "looks")
"""Capabilities that leave the world as it was begin so."""
_NUMBERS_OR_TEXTS = ("int", "float", "bool", "complex", "str", "bytes", "tuple", "len", "round", "abs", "sum", "ord")


def facts(found: Found, hidden: frozenset[str] = frozenset()) -> Iterator[Fact]:
    """Writes and prints. `hidden`: built-in names that the module binds itself."""
    node = found.node
    yield from _scopes(node)
    yield from _stores(node)
    yield from _arguments(node)
    prints = [n.lineno for n in own(node) if isinstance(n, ast.Call) and _is_print(n, node)]
    around = [one for one in found.owners if not isinstance(one, ast.ClassDef)]
    if prints and "print" not in hidden and not any("print" in bound(one) for one in around):
        text = f"calls print in {lines(prints)}"
        yield Fact("effects", text, {"kind": "calls at", "name": "print", "lines": sorted(set(prints))})


def capabilities(seen: Sequence[Finding]) -> Iterator[Estimate]:
    """What the safety analysis found in the lines of the function. It may be wrong: the analysis errs on that side."""
    for finding in seen:
        text = f"the safety analysis sees: {finding.capability} (line {finding.line}; {finding.axiom})"
        value = [finding.capability, finding.line]
        yield Estimate("capability", text, "what it cannot rule out counts for it", value)


def purity(
    found: Found, seen: Sequence[Finding], watched: Sequence[Fact] = (), hidden: frozenset[str] = frozenset()
) -> Estimate:
    """Whether it has side effects at all, as far as its calls are known. `watched`: what was seen in the sandbox.

    `hidden`: built-in names that the module binds itself, so that a call of them may do anything.
    """
    node = found.node
    functions = [node, *(one for one in found.owners if not isinstance(one, ast.ClassDef))]
    local = {*hidden, *(name for one in functions for name in bound(one) | {given.arg for given in parameters(one)})}
    own_object = {"self", "cls"} | {one.arg for one in parameters(node)[:1] if found.owner is not None}
    unknown = [
        shown(name, 40)
        for one in own(node, lazy=True)
        if isinstance(one, ast.Call)
        for name in _unknown(one, local, own_object)
    ]
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
    """Names of the module or of a function around it that its statements, or those of classes in it, bind or delete."""
    mine = bound(node) | {one.arg for one in parameters(node)}
    for kind, word, where in (
        (ast.Global, "global", "the module's"),
        (ast.Nonlocal, "nonlocal", "the surrounding function's"),
    ):
        sets, deletes = dict[str, list[int]](), dict[str, list[int]]()
        plain = dict[str, list[int]]()
        for place, (parts, _) in enumerate(blocks(node)):
            declared = {name for n in parts if isinstance(n, kind) for name in n.names}
            if place and word == "nonlocal":
                declared -= mine  # a class in it sets a name of the function itself
            for one in stores_in(parts):
                if one.id in declared:
                    (deletes if isinstance(one.ctx, ast.Del) else sets).setdefault(one.id, []).append(one.lineno)
                    plain.setdefault(one.id, []).append(one.lineno)
            for name, line in bindings_in(parts):
                if name in declared:
                    sets.setdefault(name, []).append(line)
        for name in {**sets, **deletes}:
            done = [f"sets {where} {name} in {lines(sets[name])}"] if name in sets else []
            whose = "it" if done else f"{where} {name}"
            done += [f"deletes {whose} in {lines(deletes[name])}"] if name in deletes else []
            at = sorted(set(plain.get(name, [])))
            other = len(sets.get(name, [])) + len(deletes.get(name, [])) > len(plain.get(name, []))
            claim: Claim = {"kind": "writes name", "scope": word, "name": name, "lines": at}
            claim |= {"otherwise": True} if other else {}
            yield Fact("effects", " and ".join(done), claim)


def _stores(node: FunctionNode) -> Iterator[Fact]:
    """Assignments to and deletions of attributes and items, whatever they are of."""
    for kind, word in ((ast.Attribute, "attribute"), (ast.Subscript, "item")):
        found = [n for n in own(node) if isinstance(n, kind) and not isinstance(n.ctx, ast.Load)]
        if found:
            said = ", ".join(dict.fromkeys(shown(ast.unparse(n), 40) for n in found))
            at = sorted({n.lineno for n in found})
            text = f"sets or deletes the {word}{'s' if len(found) > 1 else ''} {shown(said, 100)} ({lines(at)})"
            yield Fact("effects", text, {"kind": "stores", "what": word, "lines": at})
    every = list(own(node, lazy=True, dead=True))
    if not any(isinstance(n, ast.Attribute | ast.Subscript) and not isinstance(n.ctx, ast.Load) for n in every) and (
        not any(isinstance(n, ast.Global | ast.Nonlocal) for n in every)
    ):
        text = "no statement of its own sets a name outside of it, an attribute or an item"
        yield Fact("effects", text, {"kind": "stores none"})


def _outside(node: FunctionNode) -> list[str]:
    """Attributes and items set of what the function did not make itself."""
    # What `*args` and `**kwargs` hold is the function's own.
    made = {one.arg for one in (node.args.vararg, node.args.kwarg) if one is not None}
    other = {one.arg for one in parameters(node)} - made
    for one in own(node):
        if isinstance(one, ast.Assign) and len(one.targets) == 1 and isinstance(one.targets[0], ast.Name):
            (made if _is_new(one.value) else other).add(one.targets[0].id)
        elif isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and one.value is not None:
            (made if _is_new(one.value) else other).add(one.target.id)
        elif isinstance(one, ast.For | ast.AsyncFor | ast.comprehension | ast.NamedExpr):
            other |= _names_set(one.target)
        elif isinstance(one, ast.withitem) and one.optional_vars is not None:
            other |= _names_set(one.optional_vars)
        elif isinstance(one, ast.Assign):
            other |= {name for target in one.targets for name in _names_set(target)}
    other |= {name for name, _ in other_bindings(node)} | set_inside(node)
    found = []
    for one in own(node):
        if isinstance(one, ast.Attribute | ast.Subscript) and not isinstance(one.ctx, ast.Load):
            ours = isinstance(one.value, ast.Name) and one.value.id in made - other
            if not ours:
                found.append(f"sets {shown(ast.unparse(one), 40)} in line {one.lineno}")
    return found


def _names_set(target: ast.AST) -> set[str]:
    """Names that a target gives another value, not those of which it sets a part."""
    return {n.id for n in ast.walk(target) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def _in_place(node: FunctionNode) -> list[str]:
    """`name += …` where the name may hold a container of somebody else's: of a list that changes it in place."""
    ours = {one.arg: _is_fixed_kind(one.annotation) for one in parameters(node)}
    simple = set[int]()
    for one in own(node, classes=False):
        if isinstance(one, ast.Assign | ast.AnnAssign) and one.value is not None:
            targets = one.targets if isinstance(one, ast.Assign) else [one.target]
            fixed = _is_new(one.value) or _is_fixed(one.value)
            for target in (t for t in targets if isinstance(t, ast.Name)):
                ours[target.id] = ours.get(target.id, True) and fixed
                simple.add(id(target))
        elif isinstance(one, ast.AugAssign):
            simple.add(id(one.target))
    # What a loop or an import gives a name may be anything.
    ours |= {n.id: False for n in stored(node) if isinstance(n.ctx, ast.Store) and id(n) not in simple}
    ours |= {name: False for name, _ in other_bindings(node)}
    return [shown(ast.unparse(one), 40) for name, one in _augmented(node) if not ours.get(name, False)]


def _augmented(node: FunctionNode) -> list[tuple[str, ast.AugAssign]]:
    """Augmented assignments to names that may change a container: a number or a text is not added to one.

    A number may multiply one.
    """
    return [
        (one.target.id, one)
        for one in own(node, classes=False)
        if isinstance(one, ast.AugAssign)
        and isinstance(one.target, ast.Name)
        and isinstance(one.op, ast.Add | ast.Sub | ast.Mult | ast.BitOr | ast.BitAnd | ast.BitXor)
        and (isinstance(one.op, ast.Mult) or not _is_fixed(one.value))
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
    inside = set_inside(node)
    # What `*args` and `**kwargs` hold is the function's own; another binding gives the name another object.
    whole = given.keys() - {one.arg for one in (node.args.vararg, node.args.kwarg) if one} - inside
    names = whole - bound(node)
    whole -= {name for name, _ in other_bindings(node)}
    augmented = _augmented(node)
    for name, one in augmented:
        only = sum(n.id == name for n in stored(node)) == sum(other == name for other, _ in augmented)
        if only and name in whole and not _is_fixed_kind(given[name]):
            done = f"line {one.lineno} is `{shown(ast.unparse(one), 40)}`"
            text = f"{done}, which changes the argument itself where that is {_CHANGEABLE}"
            yield Fact("effects", text, {"kind": "augments argument", "name": name, "line": one.lineno})
    found = [(part, names - hidden) for parts, hidden in blocks(node) for part in parts]
    written = dict[tuple[str, str], list[int]]()
    for part, known in found:
        match part:
            case ast.Attribute(value=ast.Name(id=name)) | ast.Subscript(value=ast.Name(id=name)) if (
                name in known and not isinstance(part.ctx, ast.Load)
            ):
                what = "attribute" if isinstance(part, ast.Attribute) else "item"
                written.setdefault((name, what), []).append(part.lineno)
    for (name, what), at in written.items():
        some = f"{'an' if len(set(at)) == 1 else ''} {what}{'' if len(set(at)) == 1 else 's'}".strip()
        text = f"sets or deletes {some} of its argument {name} in {lines(at)}"
        yield Fact("effects", text, {"kind": "writes argument", "name": name, "lines": sorted(set(at)), "what": what})
    for part, known in found:
        yield from _changed_by_calls(part, known)


def _changed_by_calls(part: ast.AST, names: set[str]) -> Iterator[Fact]:
    match part:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if name in names and method in CHANGING:
            line = part.func.end_lineno or part.lineno
            text = f"calls {name}.{method} on its argument in line {line}, which changes built-in containers"
            yield Fact("effects", text, {"kind": "calls method", "name": name, "method": method, "line": line})


def _is_print(call: ast.Call, node: FunctionNode) -> bool:
    local = bound(node) | {one.arg for one in parameters(node)}
    return isinstance(call.func, ast.Name) and call.func.id == "print" and "print" not in local


def _unknown(call: ast.Call, local: set[str], own_object: set[str]) -> list[str]:
    """What a call runs that is not known to change nothing: what is called, or what is handed over to be called."""
    if not _is_harmless(call, local, own_object):
        return [ast.unparse(call.func)]
    found, given = list[str](), [one.value for one in call.keywords if one.arg in ("key", None)]
    match call:
        case ast.Call(func=ast.Name(id=name), args=[first, *rest]) if name in _CALLING_FIRST and (
            name != "iter" or rest
        ):
            given = [first]
        case ast.Call(func=ast.Name(id=name)) if name not in _CALLING_KEY:
            given = []
        case ast.Call(func=ast.Attribute()):
            given = []
    given += [one for one in (*call.args, *(k.value for k in call.keywords)) if isinstance(one, ast.Lambda)]
    for one in dict.fromkeys(given):
        if isinstance(one, ast.Lambda):
            hidden = local | {each.arg for each in ast.walk(one.args) if isinstance(each, ast.arg)}
            calls = (each for each in ast.walk(one.body) if isinstance(each, ast.Call))
            found += [name for each in calls for name in _unknown(each, hidden, own_object)]
        elif not _is_harmless_value(one, local):
            found.append(ast.unparse(one))
    return found


def _is_harmless_value(value: ast.expr, local: set[str]) -> bool:
    """Whether something that is called by a built-in function changes nothing."""
    match value:
        case ast.Constant():
            return True
        case ast.Name(id=name):
            return (name in HARMLESS or name in EXCEPTIONS) and name not in local
        case ast.Attribute(value=ast.Name(id=name), attr=attr) if name not in local:
            return (name in _PLAIN_TYPES and attr in _READING) or _is_of_module(name, attr)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="operator"), attr="itemgetter" | "attrgetter")):
            return "operator" not in local
    return False


def _is_of_module(name: str, attr: str) -> bool:
    return name in ("math", "cmath", "string") or (name == "operator" and attr not in _OPERATORS_CHANGE)


def _is_harmless(call: ast.Call, local: set[str], own_object: set[str]) -> bool:
    """Whether a call is of something known to change nothing; local names that hide a built-in are not.

    What a method of the function's own class does is not known by its name.
    """
    match call.func:
        case ast.Name(id=name):
            return (name in HARMLESS or name in EXCEPTIONS) and name not in local
        case ast.Attribute(value=ast.Name(id=name), attr=attr) if name not in local and _is_of_module(name, attr):
            return True
        case ast.Attribute(value=ast.Name(id=name)) if name in own_object or name == "operator":
            return False
        case ast.Attribute(attr=method):
            return method in _READING
    return False
