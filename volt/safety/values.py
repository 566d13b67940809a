"""What an expression may be, as far as it can be known without running it, and folding of constants.

Folding runs only functions that are pure, total in time and bounded in size: a program cannot use the analysis to
do harm or to keep it busy.
"""

from __future__ import annotations

import ast
import base64
import binascii
import bz2
import codecs
import html
import lzma
import operator
import posixpath
import urllib.parse
import zlib
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from volt.safety.names import summary
from volt.safety.patterns import HOME_PATH, SYSTEM_PATH
from volt.safety.table import words

LONGEST = 1 << 16
"""No folded constant is longer than this."""

Taints = frozenset[str]
NO_TAINTS: Taints = frozenset()


@dataclass(frozen=True, slots=True)
class Const:
    """A known constant. Lists are kept as tuples."""

    value: Hashable
    taints: Taints = NO_TAINTS


@dataclass(frozen=True, slots=True)
class Ref:
    """Something reached by name: `os.system`, `builtins.exec`, `pathlib.Path()` for a call's result."""

    path: str
    taints: Taints = NO_TAINTS


@dataclass(frozen=True, slots=True)
class Seq:
    """A container that may hold any of `items`."""

    items: frozenset[Any]
    taints: Taints = NO_TAINTS


@dataclass(frozen=True, slots=True)
class Func:
    """A function or class that the program itself defines; `ident` names its definition, 0 is any of them."""

    ident: int
    taints: Taints = NO_TAINTS


ANY = 0
"""The `ident` of all functions and classes of a program together, where too many are possible to tell them apart."""


@dataclass(frozen=True, slots=True)
class Opaque:
    """Anything else. Taints: decoded, built (over and over), listing, home, secret, self, system (begins at a path)."""

    taints: Taints = NO_TAINTS


class Many(Opaque):
    """Stands in a set for all that is no longer told apart. What joins such a set is not told apart, either.

    Otherwise constants come back one by one, are dropped again, and an analysis that repeats never settles.
    """


Value = Const | Ref | Seq | Func | Opaque
Values = frozenset[Value]
NOTHING: Values = frozenset()
UNKNOWN: Values = frozenset({Opaque()})


WIDEST = 24
"""More possible values than this for one name are no longer told apart."""
MANY = 64
"""More functions of the program's own than this are no longer told apart: whichever is meant, each gets everything."""


def opaque(taints: Taints) -> Values:
    """Unknown, but marked."""
    return frozenset({Opaque(taints)})


def taints_of(*many: Values) -> Taints:
    """Every mark on any of the values."""
    return frozenset().union(*(value.taints for values in many for value in values))


def joined(old: Values, more: Values) -> Values:
    """Both, kept small. Most joins of an analysis that repeats bring nothing new, and those cost nothing."""
    if more <= old:
        return old
    both = old | more
    return both if len(both) <= WIDEST and Many not in set(map(type, both)) else _widened(both)


@lru_cache(maxsize=1 << 12)
def _widened(values: Values) -> Values:
    """Constants and names that lead nowhere become unknown; more functions than `MANY` become any function.

    What leads to something dangerous is never dropped, but called by the shortest name that does.
    """
    functions = {v for v in values if isinstance(v, Func)}
    names: dict[str, list[Value]] = {}
    loose: list[Value] = []
    for value in values - functions:
        short = summary(value.path) if isinstance(value, Ref) else None
        (loose if short is None else names.setdefault(short, [])).append(value)
    held = {x for v in loose if isinstance(v, Seq) for x in leaves(v)}
    kept: set[Value] = {Many(_marks(loose) | rooted(loose) | {"built"})}
    kept |= functions if len(functions) <= MANY else {Func(ANY, _marks(functions))}
    kept |= {Ref(short, _marks(alike)) for short, alike in names.items()}
    return frozenset(kept | ({holder(frozenset(held))} if held else set()))


def rooted(values: Iterable[Value]) -> Taints:
    """The mark of what begins with a path of the system: `"/etc/" + name` leads there, whatever the name."""
    known = (
        x.value for value in values for x in (leaves(value) if isinstance(value, Seq) else (value,)) if type(x) is Const
    )
    roots = [t for t in known if isinstance(t, str) and t != "/" and SYSTEM_PATH.search(t)]
    return (_AT_HOME if all(map(HOME_PATH.search, roots)) else _ROOTED) if roots else NO_TAINTS


_ROOTED: Taints = frozenset({"system"})
_AT_HOME: Taints = frozenset({"system", "homes"})
"""`"/home/" + name`: held against a program like the rest of the system, and told of as what it is."""


def _marks(values: Iterable[Value]) -> Taints:
    return frozenset().union(*(value.taints for value in values))


def holder(items: Values, taints: Taints = NO_TAINTS) -> Seq:
    """A container of `items`. Containers in containers in containers are merged: deeper nesting tells nothing more."""
    return Seq(joined(NOTHING, frozenset(Seq(leaves(x), x.taints) if isinstance(x, Seq) else x for x in items)), taints)


def leaves(value: Seq) -> Values:
    """Everything inside a container that is not a container itself."""
    inner = [x for x in value.items if isinstance(x, Seq)]
    return value.items.difference(inner).union(*map(leaves, inner)) if inner else value.items


def constants(values: Values) -> list[Any]:
    """The known constants among the values."""
    return [v.value for v in values if isinstance(v, Const)]


def texts(values: Values) -> list[str]:
    """The known strings among the values; bytes are read as Latin-1."""
    found = [v.decode("latin-1") if isinstance(v, bytes) else v for v in constants(values)]
    return [v for v in found if isinstance(v, str)]


def certain(values: Values) -> bool:
    """Whether every possible value is a known constant."""
    return bool(values) and all(isinstance(v, Const) for v in values)


_BINARY: Mapping[type[ast.operator | ast.cmpop], Callable[[Any, Any], Any]] = MappingProxyType(
    {
        ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.FloorDiv: operator.floordiv,
        ast.Mod: operator.mod, ast.BitXor: operator.xor, ast.BitAnd: operator.and_, ast.BitOr: operator.or_,
        ast.LShift: operator.lshift, ast.RShift: operator.rshift, ast.Pow: operator.pow,
        ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
        ast.GtE: operator.ge, ast.Is: operator.eq, ast.IsNot: operator.ne, ast.In: lambda a, b: a in b,
        ast.NotIn: lambda a, b: a not in b,
        ast.Div: lambda a, b: posixpath.join(a, b) if isinstance(a, str) else a / b,
    }
)  # fmt: skip
_FOLDABLE = (str, bytes, int, tuple, float)
_ERRORS = (
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    binascii.Error,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
)


def fold_binary(op: ast.operator | ast.cmpop, left: Any, right: Any) -> Const | None:
    """`left op right`, or None when it is not a small constant."""
    function = _BINARY.get(type(op))
    if function is None or not isinstance(left, _FOLDABLE) or not isinstance(right, _FOLDABLE):
        return None
    if not _small_result(op, left, right):
        return None
    return guarded(lambda: function(left, right))


def _small_result(op: ast.operator | ast.cmpop, left: Any, right: Any) -> bool:
    if isinstance(op, ast.Mult):
        sizes = [len(v) for v in (left, right) if isinstance(v, str | bytes | tuple)]
        counts = [v for v in (left, right) if isinstance(v, int)]
        return not sizes or not counts or sizes[0] * counts[0] <= LONGEST
    if isinstance(op, ast.Pow | ast.LShift):
        return isinstance(right, int) and abs(right) <= 256 and isinstance(left, int) and left.bit_length() <= 64
    # A width in a format directive can ask for gigabytes.
    return not (isinstance(op, ast.Mod) and isinstance(left, str | bytes) and _wide(left))


def _wide(template: str | bytes) -> bool:
    text = template if isinstance(template, str) else template.decode("latin-1")
    run = 0
    for letter in text:
        run = run + 1 if letter.isdigit() else 0
        if run > 3:
            return True
    return "*" in text or len(text) > LONGEST


_METHODS = words(
    "encode decode replace strip lstrip rstrip lower upper swapcase title capitalize join split hex format"
    " removeprefix removesuffix casefold to_bytes splitlines rsplit index find count startswith endswith"
    " partition rpartition center ljust rjust zfill"
)


_WIDENING = words("center ljust rjust zfill")


def fold_method(value: Any, name: str, args: tuple[Any, ...]) -> Const | None:
    """`value.name(*args)` on constants, or None."""
    if name not in _METHODS or not isinstance(value, str | bytes | int):
        return None
    sizes = [len(a) for a in (value, *args) if isinstance(a, str | bytes | tuple)]
    if sum(sizes) * (max(sizes[1:], default=0) + 1) > 1 << 22:
        return None
    if name == "format" and (not isinstance(value, str) or _wide(value) or "{0." in value or "__" in value):
        return None
    if name in _WIDENING and not (args and isinstance(args[0], int) and args[0] <= LONGEST):
        return None
    if name == "to_bytes" and not (args and isinstance(args[0], int) and args[0] <= LONGEST):
        return None
    if name in ("decode", "encode") and args and not _plain_codec(args[0]):
        return None
    marks = frozenset({"decoded"}) if name in ("decode", "to_bytes") else NO_TAINTS
    return guarded(lambda: getattr(value, name)(*args), marks)


def _plain_codec(name: Any) -> bool:
    known = (
        "utf",
        "ascii",
        "latin",
        "rot",
        "hex",
        "base64",
        "unicode_escape",
        "raw_unicode",
        "cp",
        "iso",
        "uu",
        "quopri",
    )
    return isinstance(name, str) and name.lower().startswith(known)


def _decompress(decoder: Any, data: bytes) -> bytes:
    return bytes(decoder.decompress(data, LONGEST))


def _codec(encode: bool, value: Any, name: str = "utf-8") -> Any:
    if not _plain_codec(name):
        raise ValueError(name)
    return codecs.encode(value, name) if encode else codecs.decode(value, name)


def _bytes(value: Any = b"") -> bytes:
    if isinstance(value, int) and value > LONGEST:
        raise ValueError(value)
    return bytes(value)


def _tuple(value: Any = ()) -> tuple[Any, ...]:
    return tuple(value)


_CALLS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "builtins.chr": chr, "builtins.ord": ord, "builtins.hex": hex, "builtins.abs": abs, "builtins.len": len,
        "builtins.int": int, "builtins.bytes": _bytes, "builtins.bytearray": _bytes,
        "builtins.list": _tuple, "builtins.tuple": _tuple, "builtins.reversed": lambda v: tuple(reversed(v)),
        "builtins.bytes.fromhex": bytes.fromhex, "builtins.bytearray.fromhex": bytes.fromhex,
        "builtins.range": lambda *a: tuple(range(*a)) if len(range(*a)) <= 512 else None,
        "base64.b64decode": base64.b64decode, "base64.standard_b64decode": base64.b64decode,
        "base64.urlsafe_b64decode": base64.urlsafe_b64decode, "base64.b32decode": base64.b32decode,
        "base64.b16decode": base64.b16decode, "base64.b85decode": base64.b85decode,
        "base64.a85decode": base64.a85decode, "base64.decodebytes": base64.decodebytes,
        "binascii.unhexlify": binascii.unhexlify, "binascii.a2b_hex": binascii.unhexlify,
        "binascii.a2b_base64": binascii.a2b_base64,
        "codecs.decode": lambda *a: _codec(False, *a), "codecs.encode": lambda *a: _codec(True, *a),
        "zlib.decompress": lambda d: _decompress(zlib.decompressobj(), d),
        "gzip.decompress": lambda d: _decompress(zlib.decompressobj(31), d),
        "bz2.decompress": lambda d: _decompress(bz2.BZ2Decompressor(), d),
        "lzma.decompress": lambda d: _decompress(lzma.LZMADecompressor(), d),
        "urllib.parse.unquote": urllib.parse.unquote, "html.unescape": html.unescape,
        "os.path.join": posixpath.join, "os.path.normpath": posixpath.normpath, "os.path.abspath": posixpath.normpath,
        "os.path.realpath": posixpath.normpath, "builtins.bool": bool, "builtins.min": min, "builtins.max": max,
        "operator.add": operator.add, "operator.concat": operator.add,
        "operator.getitem": operator.getitem, "operator.mod": lambda a, b: None if _wide(str(a)) else a % b,
    }
)  # fmt: skip


def fold_call(path: str, args: tuple[Any, ...], decoder: bool) -> Const | None:
    """A known pure function on constants, or None; `decoder` marks the result."""
    for kind in ("builtins.str.", "builtins.bytes."):
        if path.startswith(kind) and args and path.count(".") == 2 and path not in _CALLS:
            return fold_method(args[0], path.removeprefix(kind), args[1:])
    if path == "builtins.str":
        return guarded(lambda: str(*args)) if all(isinstance(a, str | int | bytes) for a in args) else None
    function = _CALLS.get(path)
    if function is None or sum(len(a) for a in args if isinstance(a, str | bytes | tuple)) > 16 * LONGEST:
        return None
    return guarded(lambda: function(*args), frozenset({"decoded"}) if decoder else NO_TAINTS)


def fold_item(value: Any, key: Any) -> Const | None:
    """`value[key]` on constants, or None."""
    return guarded(lambda: value[key]) if isinstance(value, str | bytes | tuple) else None


def guarded(compute: Callable[[], Any], taints: Taints = NO_TAINTS) -> Const | None:
    """The result as a constant, or None when it fails, is too long or is not a plain value."""
    try:
        result = compute()
    except _ERRORS:
        return None
    if isinstance(result, list | bytearray):
        result = tuple(result) if isinstance(result, list) else bytes(result)
    if isinstance(result, str | bytes | tuple) and len(result) > LONGEST:
        return None
    return Const(result, taints) if isinstance(result, _FOLDABLE) and _hashable(result) else None


def _hashable(value: Any) -> bool:
    return not isinstance(value, tuple) or all(isinstance(v, str | bytes | int | float | None) for v in value)
