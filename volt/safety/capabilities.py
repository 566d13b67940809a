"""What names of the standard library and of well-known packages let a program do.

One row: axiom, level, capability, names. `module.*` covers everything in a module that no other row names. Names that
are harmless in a dangerous module are rows of level CLEAN. Functions whose danger depends on their arguments (`open`,
`eval`, `os.rename`, ...) have a row here for being passed around; their calls are judged by `volt.safety.calls`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from volt.safety.findings import Level
from volt.safety.table import ROWS, words


@dataclass(frozen=True)
class Capability:
    """What using a name means; `level` is None for harmless names."""

    axiom: str
    level: Level | None
    what: str


INSIDE = "<inside>"
CAPABILITIES: Mapping[str, Capability] = MappingProxyType(
    {name: Capability(axiom, level, what) for axiom, level, what, names in ROWS for name in names.split()}
    | {INSIDE: Capability("K3", Level.VETO, "uses what the standard library keeps to itself")}
)
_PLAIN_INSIDE = words(
    "_thread _collections_abc _typeshed _weakref _weakrefset _collections _functools _operator _heapq _bisect _random"
    " _struct _string _json _csv _datetime _pydatetime _decimal _pydecimal _abc _py_abc _ast _codecs _locale"
    " _sre _stat"
    " _statistics _uuid _zoneinfo _hashlib _md5 _sha1 _sha256 _sha512 _sha3 _blake2"
    " _contextvars _queue _strptime"
)
_CLOSED_INSIDE = words(
    "os shutil tempfile uuid warnings pickle glob ssl importlib subprocess socket urllib http zipfile tarfile"
    " dbm signal"
    " sysconfig multiprocessing asyncio tokenize linecache fileinput gzip bz2 lzma webbrowser platform"
    " threading tracemalloc"
    " posixpath runpy sys concurrent encodings codecs pathlib trace"
)
"""Modules whose private names lead to what is refused; other modules' are used by libraries and lead nowhere."""

MODULES = frozenset(name.split(".")[0] for name in CAPABILITIES) | {
    "io",
    "urllib",
    "http",
    "pathlib",
    "posix",
    "nt",
    "codecs",
}
"""Modules that a program can reach something dangerous through."""

MEMBERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        module: tuple(
            sorted(n.rpartition(".")[2] for n in CAPABILITIES if n.rpartition(".")[0] == module and n[-1] != "*")
        )
        for module in {name.rpartition(".")[0] for name in CAPABILITIES}
    }
    | {"pathlib": ("Path",), "glob": ("glob", "iglob"), "itertools": ("count", "repeat", "cycle"), "io": ("open",)}
)
"""The names in each module that are worth knowing."""

STRICT_MODULES = frozenset(
    ["os", "sys", "builtins", "subprocess", "shutil", "socket", "ctypes", "importlib", "pty", "signal", "gc", "inspect",
     "marshal", "pickle", "posix", "nt"]
)  # fmt: skip
"""Modules whose attributes must not be looked up by a name nobody can know beforehand."""

GUARDED_MODULES = STRICT_MODULES | {
    name.removesuffix(".*").rpartition(".")[0] if not name.endswith(".*") else name.removesuffix(".*")
    for name, found in CAPABILITIES.items()
    if found.level is Level.VETO and not any(part[:1].isupper() for part in name.split(".")[:-1])
} - {"torch.ops", "torch.classes", ""}  # fmt: skip
"""Modules that hold something refused: no name that is known only when the program runs may be looked up in them."""

_HOLD_NOTHING = words("array binascii cmath errno itertools math time unicodedata zlib")
"""Written in C and without other modules inside."""


def _submodules() -> frozenset[str]:
    """Dotted names of the modules inside the standard library's packages."""
    packages = (Path(os.__file__).parent / name for name in sys.stdlib_module_names)
    files = (file for package in packages if package.is_dir() for file in package.glob("*.py"))
    return frozenset(f"{file.parent.name}.{file.stem}" for file in files if file.stem != "__init__")


OWN = "./"
"""How names begin that are imported from the program's own package: `from .a.b import c` is `./a/b.c`."""
OWN_MODULE = OWN.partition(".")[0]
"""What stands for the module in such a name, as `os` does in `os.system`."""

HANDED = GUARDED_MODULES | (sys.stdlib_module_names - _HOLD_NOTHING) | _submodules() | {"os.path", OWN_MODULE}
"""Modules that must not be handed around as values: most of the standard library's hold `os`, `sys` or worse. Nobody
knows what the program's own package holds."""

DANGEROUS_ATTRIBUTES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("f_globals", "f_locals", "f_back", "f_builtins", "tb_frame"), "walks the stack of its judge"),
        **dict.fromkeys(("gi_frame", "cr_frame", "ag_frame", "f_code"), "walks the stack of its judge"),
        **dict.fromkeys(
            words(
                "__subclasses__ __globals__ __builtins__ __loader__ func_globals func_code co_code __import__"
                " __closure__ __self__"
            ),
            "reaches the interpreter's inside",
        ),
        **dict.fromkeys(("load_module", "exec_module", "create_module"), "loads modules behind the import statement"),
    }
)
"""Attributes that are refused on any object: K3."""
FOLLOWED = frozenset(["__self__"])
"""Those that are followed where they are asked for in the open, as the modules that they may be."""

DECODERS = frozenset(
    [
        "base64.b64decode",
        "base64.urlsafe_b64decode",
        "base64.standard_b64decode",
        "base64.b32decode",
        "base64.b16decode",
        "base64.b85decode",
        "base64.a85decode",
        "base64.decodebytes",
        "base64.decodestring",
        "binascii.unhexlify",
        "binascii.a2b_hex",
        "binascii.a2b_base64",
        "codecs.decode",
        "codecs.encode",
        "zlib.decompress",
        "gzip.decompress",
        "bz2.decompress",
        "lzma.decompress",
        "builtins.chr",
        "builtins.bytes.fromhex",
        "builtins.bytearray.fromhex",
        "builtins.bytes",
        "builtins.bytearray",
        "struct.pack",
        "urllib.parse.unquote",
        "html.unescape",
        "binascii.a2b_uu",
    ]
)
LISTINGS = frozenset(
    ["os.listdir", "os.walk", "os.scandir", "os.fwalk", "glob.glob", "glob.iglob", "glob.glob0", "glob.glob1",
     "psutil.process_iter", "psutil.pids", "filecmp.dircmp", "zipfile.ZipFile().namelist", "tarfile.open().getnames"]
)  # fmt: skip
GIVES_DATA = frozenset(["os.open", "os.fdopen", "os.read", "os.pread", "winreg.OpenKey"])
"""Calls that are judged by what they are given; what comes of them is a number, bytes, a stream or a handle."""
CODE_SINKS = frozenset(
    [
        "builtins.exec",
        "builtins.eval",
        "builtins.compile",
        "timeit.timeit",
        "timeit.repeat",
        "timeit.Timer",
        "cProfile.run",
        "profile.run",
        "cProfile.runctx",
        "profile.runctx",
        "trace.Trace().run",
        "doctest.run_docstring_examples",
        "pdb.run",
        "pdb.runeval",
        *(
            f"{kind}().{method}"
            for kind in ("bdb.Bdb", "pdb.Pdb", "profile.Profile", "cProfile.Profile", "trace.Trace")
            for method in ("run", "runctx", "runeval")
        ),
        *(f"trace.Trace.{method}" for method in ("run", "runctx")),
        "sympy.sympify",
        "sympy.parse_expr",
        "sympy.parsing.sympy_parser.parse_expr",
        "typing.ForwardRef",
        "pandas.eval",
        "numexpr.evaluate",
    ]
)
"""Functions that run their text argument as code."""


def capability(path: str) -> Capability | None:
    """What a dotted name lets a program do; None for names nobody has to know about."""
    key = entry(path)
    return CAPABILITIES[key] if key is not None else None


@lru_cache(maxsize=1 << 14)
def entry(path: str) -> str | None:
    """The entry of `CAPABILITIES` that a dotted name falls under; names inside a capability fall under it, too."""
    called = "()" in path  # what a private function gives is not private
    path = path.replace("()", "")
    if path in CAPABILITIES:
        return path
    if path.startswith("ctypes.") and path.rpartition(".")[2] in ("from_address", "from_buffer", "in_dll"):
        return "ctypes.*"
    if path.startswith("pathlib.Path.") and path.endswith((".unlink", ".rmdir")):
        return "os.remove"
    parts = path.split(".")
    inside = not called and _inside(parts)
    for n in range(len(parts) - 1, 0, -1):
        head = ".".join(parts[:n])
        for key in (head, f"{head}.*"):
            if key in CAPABILITIES:
                return INSIDE if inside and not _inside(parts[:n]) else key
    if inside:
        return INSIDE
    foreign = parts[0] not in sys.stdlib_module_names and len(parts) > 1
    return _ALIKE.get(parts[-1]) if foreign and parts[0] else None


_ALIKE: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(words("rmtree rm_rf delete_folder delete_file remove_tree clear_data_home rm_file"), "shutil.rmtree")
    | dict.fromkeys(words("check_output check_call Popen popen exec_command run_process open_process"), "os.system")
    | dict.fromkeys(words("import_string exec_with_source source_exec_as_module"), "runpy.*")
    | dict.fromkeys(words("kill killpg"), "os.kill")
    | dict.fromkeys(words("urlopen urlretrieve fetch_file create_connection"), "urllib.request.*")
)
"""Names of functions of other libraries that say what they do, and the name that stands for it here."""


def _inside(parts: list[str]) -> bool:
    """Whether a name leads into what the standard library keeps to itself: `shutil._rmtree_unsafe`, `_posixshmem`."""
    private = [part.startswith("_") and not part.startswith("__") for part in parts]
    if parts[0] not in sys.stdlib_module_names:
        return False
    deep = private[1:2] if parts[0] == "sys" else private[1:]  # what `sys` holds are streams, texts and numbers
    return (private[0] and parts[0] not in _PLAIN_INSIDE) or (any(deep) and parts[0] in _CLOSED_INSIDE)
