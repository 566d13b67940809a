"""Wrappings around harmful statements: functions, classes, and code in text."""

from __future__ import annotations

import base64
import codecs
import textwrap
import zlib
from collections.abc import Callable, Mapping
from random import Random

Layer = Callable[[Random, str], str]


def indented(code: str, by: int = 4) -> str:
    """The statements, further in."""
    return textwrap.indent(code, " " * by)


def _function(rng: Random, code: str) -> str:
    name = rng.choice(["prepare", "warm_up", "setup", "finish"])
    return f"def {name}():\n{indented(code)}\n{name}()"


def _nested(rng: Random, code: str) -> str:
    return f"def outer():\n    def inner():\n{indented(code, 8)}\n    return inner\nouter()()"


def _class_body(rng: Random, code: str) -> str:
    return f"class Config:\n{indented(code)}"


def _method(rng: Random, code: str) -> str:
    return f"class Worker:\n    def start(self):\n{indented(code, 8)}\nWorker().start()"


def _finally(rng: Random, code: str) -> str:
    return f"try:\n    ready = True\nfinally:\n{indented(code)}"


def _guard(rng: Random, code: str) -> str:
    return f"if {rng.choice(['len(__name__) > 0', 'True', '1 + 1 == 2'])}:\n{indented(code)}"


def _decorator(rng: Random, code: str) -> str:
    return f"def register(f):\n{indented(code)}\n    return f\n@register\ndef task():\n    return 0"


def _context(rng: Random, code: str) -> str:
    entered = f"class Scope:\n    def __enter__(self):\n{indented(code, 8)}\n"
    return f"{entered}    def __exit__(self, *a):\n        return None\nwith Scope():\n    pass"


def _string(rng: Random, code: str) -> str:
    return f"exec({code!r})"


def _base64(rng: Random, code: str) -> str:
    return f"import base64\nexec(base64.b64decode({base64.b64encode(code.encode())!r}))"


def _zlib(rng: Random, code: str) -> str:
    packed = base64.b64encode(zlib.compress(code.encode()))
    return f"import base64, zlib\nexec(zlib.decompress(base64.b64decode({packed!r})))"


def _hexadecimal(rng: Random, code: str) -> str:
    return f"exec(bytes.fromhex({code.encode().hex()!r}).decode())"


def _rotated(rng: Random, code: str) -> str:
    return f"import codecs\nexec(codecs.decode({codecs.encode(code, 'rot13')!r}, 'rot13'))"


def _characters(rng: Random, code: str) -> str:
    return f"exec(''.join(chr(c) for c in {[ord(c) for c in code]}))"


def _reversed(rng: Random, code: str) -> str:
    return f"exec({code[::-1]!r}[::-1])"


def _compiled(rng: Random, code: str) -> str:
    return f"eval(compile({code!r}, 'x', 'exec'))"


def _renamed_exec(rng: Random, code: str) -> str:
    return f"run = exec\ntext = {code!r}\nrun(text)"


def _twice(rng: Random, code: str) -> str:
    return _base64(rng, _string(rng, code))


LAYERS: Mapping[str, Layer] = {
    "function": _function,
    "nested function": _nested,
    "class body": _class_body,
    "method": _method,
    "finally": _finally,
    "guard": _guard,
    "decorator": _decorator,
    "context manager": _context,
    "exec of a string": _string,
    "exec of base64": _base64,
    "exec of zlib": _zlib,
    "exec of hexadecimal": _hexadecimal,
    "exec of rot13": _rotated,
    "exec of characters": _characters,
    "exec of reversed text": _reversed,
    "eval of compile": _compiled,
    "exec by another name": _renamed_exec,
    "exec twice": _twice,
}
