"""One dotted name for each thing of the standard library, however a program reaches it."""

from __future__ import annotations

from functools import lru_cache

from volt.safety.capabilities import STRICT_MODULES

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
}

_OPENERS |= dict.fromkeys(("pathlib.PosixPath", "pathlib.WindowsPath"), "pathlib.Path")

_INVISIBLE = ("__dict__", "__call__", "__wrapped__")


@lru_cache(maxsize=1 << 14)
def canonical(path: str) -> str:
    """One name for each thing: `random._os.system` and `posix.system` are `os.system`."""
    parts = ["builtins" if p == "bltns" else p for p in path.split(".") if p not in _INVISIBLE]
    for i in range(len(parts) - 1, 0, -1):
        if parts[i].lstrip("_") in STRICT_MODULES and parts[i] not in ("__builtins__", parts[i - 1]):
            parts = [parts[i].lstrip("_"), *parts[i + 1 :]]
            break
        if parts[i] in ("__builtins__", "__self__"):
            parts = ["builtins" if parts[i] == "__builtins__" else parts[0], *parts[i + 1 :]]
            break
    parts[:1] = _SAME.get(parts[0], parts[0]).split(".")
    joined = ".".join(parts[:12])
    return _OPENERS.get(joined, joined)
