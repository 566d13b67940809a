"""One dotted name for each thing of the standard library, however a program reaches it."""

from __future__ import annotations

import sys
from functools import lru_cache

from volt.safety.capabilities import CAPABILITIES, CODE_SINKS, MODULES, STRICT_MODULES, entry
from volt.safety.table import words

_SAME = {
    "posix": "os",
    "nt": "os",
    "_io": "io",
    "_pickle": "pickle",
    "cPickle": "pickle",
    "_socket": "socket",
    "_ctypes": "ctypes",
    "__builtins__": "builtins",
    "__builtin__": "builtins",
    "posixpath": "os.path",
    "ntpath": "os.path",
    "_signal": "signal",
    "_posixsubprocess": "subprocess",
    "_winapi": "subprocess",
    "urllib2": "urllib.request",
    "_imp": "imp",
    "__main__": "<globals>",
    "_frozen_importlib": "importlib.machinery",
    "_thread": "_thread",
}
_OPENERS = {
    "io.open": "builtins.open",
    "codecs.open": "builtins.open",
    "os.fdopen": "os.fdopen",
    "io.FileIO": "builtins.open",
    "tokenize.open": "builtins.open",
    "io.open_code": "builtins.open",
    "importlib.import_module": "builtins.__import__",
    "importlib.__import__": "builtins.__import__",
    "pydoc.locate": "builtins.__import__",
    "pkgutil.resolve_name": "builtins.__import__",
    "inspect.getattr_static": "builtins.getattr",
    "_pyio.open": "builtins.open",
    "_pyio.FileIO": "builtins.open",
    "tarfile.bltn_open": "builtins.open",
    "logging.io.open": "builtins.open",
    "gzip.GzipFile": "gzip.open",
    "sched.count": "itertools.count",
    "calendar.repeat": "itertools.repeat",
    "bz2.BZ2File": "bz2.open",
    "lzma.LZMAFile": "lzma.open",
}
_OBJECTS = {
    "logging.root": "logging.getLogger()",
    "datetime.UTC": "datetime.timezone()",
    "datetime.timezone.utc": "datetime.timezone()",
}
"""Objects of the library that have a name: what is set on one is no part of a module."""

_OPENERS |= dict.fromkeys(("pathlib.PosixPath", "pathlib.WindowsPath"), "pathlib.Path")

_INVISIBLE = ("__dict__", "__call__", "__wrapped__")


def _known_elsewhere(parts: list[str]) -> list[str]:
    """`http.cookiejar.urllib.request` is `urllib.request`, `json.tool.Path` is `pathlib.Path`."""
    for i in range(len(parts) - 1, 0, -1):
        if parts[i] in ("Path", "PosixPath", "WindowsPath"):
            return ["pathlib", "Path", *parts[i + 1 :]]
        if parts[i] in _REACHED or ".".join(parts[i - 1 : i + 1]) in _REACHED:
            return parts[i:]
    return parts


_REACHED = words(
    "urllib subprocess multiprocessing socketserver asyncio pkgutil pwd ctypes webbrowser tempfile shutil pickle"
    " marshal runpy smtplib ftplib pdb.code rlcompleter.readline"
)


_RE_EXPORTED = {
    "CodeType": ["types", "CodeType"],
    "ModuleSpec": ["importlib", "machinery", "ModuleSpec"],
    "find_spec": ["importlib", "util", "find_spec"],
    "import_module": ["importlib", "import_module"],
}
"""What a name means wherever another module has it from."""
_VENDORED = (["pip", "_vendor"], ["setuptools", "_vendor"])
"""Where copies of other libraries lie, which are what they are."""


@lru_cache(maxsize=1 << 14)
def canonical(path: str) -> str:
    """One name for each thing: `random._os.system` and `posix.system` are `os.system`."""
    parts = ["builtins" if p == "bltns" else p for p in path.split(".") if p not in _INVISIBLE]
    parts = parts[2:] if parts[:2] in _VENDORED and len(parts) > 2 else parts
    for i in range(len(parts) - 1, 0, -1):
        if parts[i].lstrip("_") in STRICT_MODULES and parts[i] not in ("__builtins__", parts[i - 1]):
            parts = [parts[i].lstrip("_"), *parts[i + 1 :]]
            break
        if parts[i] in ("__builtins__", "__self__"):
            parts = ["builtins" if parts[i] == "__builtins__" else parts[0], *parts[i + 1 :]]
            break
    if parts and parts[0] in sys.stdlib_module_names and not any("(" in part for part in parts):
        parts = _known_elsewhere(parts)
    parts[:1] = _SAME.get(parts[0], parts[0]).split(".") if parts else []  # nothing but `__dict__` names nothing
    parts = _RE_EXPORTED.get(parts[-1], parts) if len(parts) > 1 else parts
    joined = ".".join(parts[:12])
    return _OPENERS.get(joined) or _OBJECTS.get(joined, joined)


_SINKS = frozenset(name.replace("()", "") for name in CODE_SINKS)


_ON_THE_WAY = _SINKS | frozenset(
    ".".join(parts[:n])
    for parts in (name.split(".") for name in (*CAPABILITIES, *_SINKS))
    for n in range(1, len(parts))
)
_KEPT_WHOLE = ("pathlib.", "sys.modules", "<getter>")
"""Objects whose methods are judged by `volt.safety.calls` and `volt.safety.files`, and what gives access by name."""


@lru_cache(maxsize=1 << 14)
def summary(path: str) -> str | None:
    """The shortest name that leads to what `path` leads to: its capability, or a place on the way to one, else None."""
    plain = path.replace("()", "")
    if plain.startswith("sys.modules."):
        return path if plain.count(".") < 3 else None  # beyond its methods is what some module holds
    if path == "<globals>" or plain in _ON_THE_WAY or plain in MODULES or plain.startswith(_KEPT_WHOLE):
        return path
    if plain.startswith("os.environ"):
        return path if plain.count(".") < 3 else None  # beyond it are texts
    if plain.startswith("io."):
        return path if plain.count(".") < 2 else None  # beyond it are what streams tell of theirs
    key = entry(path)  # what a private function gives is not private
    return key + "()" * ("()" in path) if key is not None else None
