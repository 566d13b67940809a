"""What a parameter is: from its annotation, its default, its use and its name. An estimate wherever nobody says it."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass

from volt.hard.explain.fact import FunctionNode, bound, own, parameters

_METHODS = {
    "str": "lower upper strip lstrip rstrip split rsplit splitlines startswith endswith title capitalize casefold"
    " encode isdigit isalpha isalnum isspace isupper islower zfill partition rpartition removeprefix removesuffix"
    " ljust rjust swapcase format join expandtabs isidentifier isnumeric isdecimal rfind",
    "list": "append extend insert sort reverse",
    "dict": "keys values items setdefault get popitem",
    "set": "add discard union intersection difference issubset issuperset",
    "bytes": "decode hex",
    "file": "read readline readlines write writelines seek tell close flush",
}
_BY_METHOD = {method: kind for kind, methods in _METHODS.items() for method in methods.split()}
_NAMES = {
    "int": "n k i j m num count size length width height depth index idx start stop end step limit level port year"
    " month day rows cols bits base exponent position pos offset indent maximum minimum total",
    "float": "x y z alpha beta ratio rate seconds timeout price amount value tolerance eps",
    "str": "s text string name word path filename line sentence title key prefix suffix url msg message label char c"
    " ch fmt pattern sep separator encoding source code letter phrase txt html doc token version module",
    "list[int]": "nums numbers arr array lst xs values data items seq sequence scores iterable l",
    "list[str]": "words lines names strings tokens parts args argv keys texts paths files",
    "dict": "d mapping dictionary table params options kwargs config env graph counts headers attrs",
    "bool": "flag verbose strict quiet reverse enabled recursive force inplace",
    "callable": "fn func f function callback predicate key_func cmp",
    "list[list[int]]": "matrix grid board rows_of table_of",
    "bytes": "buf buffer raw",
    "set": "seen visited",
}
_BY_NAME = {name: kind for kind, names in _NAMES.items() for name in names.split()}
_ANNOTATED = {
    "int": "int", "float": "float", "str": "str", "bytes": "bytes", "bool": "bool", "dict": "dict", "set": "set",
    "list": "list[int]", "tuple": "tuple", "Sequence": "list[int]", "Iterable": "list[int]", "Mapping": "dict",
    "Callable": "callable", "complex": "float", "frozenset": "set", "List": "list[int]", "Dict": "dict", "Set": "set",
    "Tuple": "tuple", "Iterator": "list[int]", "Collection": "list[int]", "Text": "str", "AnyStr": "str",
    "MutableMapping": "dict", "MutableSequence": "list[int]", "bytearray": "bytes", "Path": "path", "object": "int",
    "StrPath": "str", "list[str]": "list[str]", "Sequence[str]": "list[str]", "Iterable[str]": "list[str]",
    "List[str]": "list[str]", "list[list[int]]": "list[list[int]]", "dict[str, int]": "dict", "Any": "",
}  # fmt: skip


_SUM = 1
"""Points for being added to something: the least evidence there is."""


@dataclass(frozen=True)
class Guess:
    """What a parameter may be: kinds, likeliest first, and why the first."""

    name: str
    kinds: tuple[str, ...]
    reason: str
    sure: bool = False
    """Said by an annotation or shown by a default."""
    weak: bool = False
    """Nothing but a sum tells it, and a text or a list can be added, too."""


def guesses(node: FunctionNode, *, annotations: bool = True, plain: bool = False) -> list[Guess]:
    """One guess for each parameter but `self` and `cls`, in order. Without `annotations` these are not looked at.

    plain: it is in no class, or a static method, so that whoever calls it gives these as well.
    """
    defaults = _defaults(node)
    return [
        _guess(node, one, defaults.get(one.arg), annotations)
        for place, one in enumerate(parameters(node))
        if plain or not (place == 0 and one.arg in ("self", "cls"))
    ]


def _defaults(node: FunctionNode) -> dict[str, ast.expr]:
    a = node.args
    plain = [*a.posonlyargs, *a.args]
    found = dict(zip([one.arg for one in plain[len(plain) - len(a.defaults) :]], a.defaults, strict=True))
    found |= {one.arg: d for one, d in zip(a.kwonlyargs, a.kw_defaults, strict=True) if d is not None}
    return found


def _guess(node: FunctionNode, one: ast.arg, default: ast.expr | None, annotations: bool) -> Guess:
    if annotations and one.annotation is not None:
        kinds = _of_annotation(one.annotation)
        if kinds:
            return Guess(one.arg, kinds, f"its annotation is {ast.unparse(one.annotation)}", True)
    scores, why = _evidence(node, one.arg)
    if default is not None and (kind := _of_default(default)):
        scores[kind] += 6
        why.setdefault(kind, f"its default is {ast.unparse(default)}")
    named = _BY_NAME.get(one.arg) or _by_ending(one.arg)
    if named:
        scores[named] += 2
        why.setdefault(named, "of its name")
    ranked = [kind for kind, _ in sorted(scores.items(), key=lambda item: -item[1])]
    first = why.get(ranked[0], "") if ranked else ""
    return Guess(one.arg, tuple(dict.fromkeys(ranked)), first, weak=bool(ranked) and scores[ranked[0]] <= _SUM)


def _by_ending(name: str) -> str:
    last = name.rstrip("0123456789").split("_")[-1]
    if name.startswith(("is_", "has_", "use_", "with_", "no_", "allow_")):
        return "bool"
    return _BY_NAME.get(last, "")


def _of_annotation(annotation: ast.expr) -> tuple[str, ...]:
    text = annotation.value if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str) else ""
    text = text or ast.unparse(annotation)
    found: list[str] = []
    parts = [part.strip() for part in text.replace("Optional[", "").replace("Union[", "").split("|")]
    for part in parts:
        kind = _ANNOTATED.get(part) or _ANNOTATED.get(part.split("[")[0].split(".")[-1].rstrip("]"))
        if kind and kind not in found:
            found.append(kind)
    return tuple(found)


def _of_default(default: ast.expr) -> str:
    match default:
        case ast.Constant(value=value) if value is not None:
            return {"ellipsis": ""}.get(type(value).__name__, type(value).__name__)
        case ast.List():
            return "list[int]"
        case ast.Dict():
            return "dict"
        case ast.Tuple():
            return "tuple"
        case ast.UnaryOp(operand=ast.Constant(value=int() | float() as value)):
            return type(value).__name__
    return ""


def _evidence(node: FunctionNode, name: str) -> tuple[Counter[str], dict[str, str]]:
    """Points for each kind, and the use that gave it the most."""
    scores: Counter[str] = Counter()
    why: dict[str, str] = {}

    def say(kind: str, points: int, reason: str) -> None:
        scores[kind] += points
        why.setdefault(kind, reason)

    if name in bound(node) and name not in {n.arg for n in parameters(node)}:
        return scores, why
    element = _element_kind(node, name)
    for one in own(node):
        match one:
            case ast.Attribute(value=ast.Name(id=n), attr=attr) if n == name and attr in _BY_METHOD:
                kind = _BY_METHOD[attr]
                say("list[int]" if kind == "list" else kind, 5, f"{name}.{attr} is used (line {one.lineno})")
            case ast.Attribute(value=ast.Name(id=n), attr=attr) if n == name:
                say("object", 4, f"{name}.{attr} is used (line {one.lineno})")
            case ast.Subscript(value=ast.Name(id=n), slice=index) if n == name:
                kind = "dict" if isinstance(index, ast.Constant) and isinstance(index.value, str) else element
                say(kind, 3, f"it is indexed (line {one.lineno})")
            case ast.For(iter=ast.Name(id=n)) | ast.comprehension(iter=ast.Name(id=n)) if n == name:
                line = one.iter.lineno
                say(element, 3, f"it is looped over (line {line})")
            case ast.Call(func=ast.Name(id=function), args=[ast.Name(id=n), *_]) if n == name:
                _called_with(function, one, element, say)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re" | "os"))) if _given(one, name):
                say("str", 4, f"it goes to {ast.unparse(one.func)} (line {one.lineno})")
            case ast.Call(func=ast.Attribute(value=ast.Name(id="math"))) if _given(one, name):
                say("float", 4, f"it goes to {ast.unparse(one.func)} (line {one.lineno})")
            case ast.Call(func=ast.Name(id=n)) if n == name:
                say("callable", 8, f"it is called (line {one.lineno})")
            case ast.BinOp() | ast.Compare() | ast.AugAssign():
                _operated(one, name, say)
    return scores, why


def _given(call: ast.Call, name: str) -> bool:
    return any(isinstance(arg, ast.Name) and arg.id == name for arg in call.args)


def _called_with(function: str, one: ast.Call, element: str, say: object) -> None:
    assert callable(say)
    where = f"it goes to {function} (line {one.lineno})"
    if function in ("len", "sum", "sorted", "min", "max", "any", "all", "enumerate", "set", "list", "tuple", "zip"):
        if len(one.args) == 1 or function in ("enumerate", "zip", "sorted"):
            say(element, 3, where)
    elif function in ("range", "bin", "hex", "chr", "oct"):
        say("int", 5, where)
    elif function in ("ord", "open"):
        say("str", 5, where)
    elif function in ("abs", "round", "divmod", "pow"):
        say("int", 3, where)
    elif function in ("int", "float"):
        say("str", 2, where)


def _operated(one: ast.BinOp | ast.Compare | ast.AugAssign, name: str, say: object) -> None:
    assert callable(say)
    if isinstance(one, ast.Compare):
        sides = [one.left, *one.comparators]
        if not any(isinstance(side, ast.Name) and side.id == name for side in sides):
            return
        where = f"it is compared (line {one.lineno})"
        for side in sides:
            if isinstance(side, ast.Constant) and type(side.value) in (int, float, str, bytes):
                say(type(side.value).__name__, 3, where)
        if any(isinstance(op, ast.Lt | ast.Gt | ast.LtE | ast.GtE) for op in one.ops):
            say("int", 2, where)
        return
    left, right = (one.target, one.value) if isinstance(one, ast.AugAssign) else (one.left, one.right)
    ours = [side for side in (left, right) if isinstance(side, ast.Name) and side.id == name]
    if not ours:
        return
    other = right if ours[0] is left else left
    where = f"an operator is used on it (line {one.lineno})"
    texts = [side for side in (other, left) if isinstance(side, ast.Constant) and isinstance(side.value, str)]
    if texts:
        say("str", 4, where)
    elif isinstance(one.op, ast.FloorDiv | ast.Mod | ast.BitAnd | ast.BitOr | ast.BitXor | ast.LShift | ast.RShift):
        say("int", 4, where)
    elif isinstance(one.op, ast.Sub | ast.Mult | ast.Div | ast.Pow):
        say("int", 3, where)
    else:
        say("int", _SUM, where)


def _element_kind(node: FunctionNode, name: str) -> str:
    """Which list it would be, from what is done with its elements."""
    targets = {
        one.target.id
        for one in ast.walk(node)
        if isinstance(one, ast.For | ast.comprehension)
        and isinstance(one.iter, ast.Name) and one.iter.id == name and isinstance(one.target, ast.Name)
    }  # fmt: skip
    for one in ast.walk(node):
        match one:
            case ast.Attribute(value=ast.Name(id=n), attr=attr) if n in targets and _BY_METHOD.get(attr) == "str":
                return "list[str]"
            case ast.For(iter=ast.Name(id=n)) | ast.comprehension(iter=ast.Name(id=n)) if n in targets:
                return "list[list[int]]"
    return _BY_NAME[name] if _BY_NAME.get(name, "").startswith(("list", "str")) else "list[int]"
