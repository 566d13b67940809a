"""What users hand in: texts, tests and settings, read strictly and refused with one clear line."""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from volt.errors import ChecksError, ConfigError, InputError, RequestError
from volt.files import program_text, refuse_special

LONGEST = 16 << 20
"""Bytes that are read of any input; enough to say how much too long it is."""


def request_text(text: str | None, file: Path | None) -> str:
    """The request: the argument, a file, or stdin for "-". RequestError when there is none or it is not text."""
    from volt.request.reader import bytes_to_text

    if (text is None) == (file is None):
        raise RequestError("give the request as TEXT or with --file, not both and not neither", "`-` reads stdin")
    if text == "-":
        return bytes_to_text(sys.stdin.buffer.read(LONGEST))
    if file is not None:
        return bytes_to_text(_bytes(file))
    return str(text)


def source_file(path: Path) -> str:
    """A Python file as text. InputError, naming the file, when it cannot be read or is not text."""
    return source_text(_bytes(path), str(path))


def source_text(data: bytes, name: str) -> str:
    """The bytes of a Python program as text. InputError with its name when they are not text."""
    if 0 in data:
        raise InputError(f"{name} is binary: a zero byte at position {data.index(0)}", "Give a text file")
    try:
        return program_text(data)
    except ValueError as error:
        where = f" at byte {cause.start}" if isinstance(cause := error.__cause__, UnicodeDecodeError) else ""
        raise InputError(f"{name} is {error}{where}", "Save it as UTF-8 and try again") from error


def tests(given: Sequence[str], file: Path | None) -> tuple[str, ...]:
    """The tests of `--test` and those of a file, in that order. ChecksError when a file holds none."""
    for test in given:
        _refuse_vacuous(test, f"--test {test!r}")
    if file is None:
        return tuple(given)
    source = source_file(file)
    _refuse_vacuous(source, str(file))
    return (*given, *split_tests(source))


def _refuse_vacuous(source: str, what: str) -> None:
    """Refuse what does not parse, or could not fail: a comparison nobody asserts, functions that nobody calls."""
    from volt.verify.checks import parse
    from volt.verify.forms import is_examples

    if is_examples(source):
        return
    tree = parse(source, what)
    cases = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name.startswith("test")]
    for node in [*tree.body, *(inner for case in cases for inner in case.body)]:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Compare | ast.BoolOp):
            where = f" (line {node.lineno})" if "\n" in source.strip() else ""
            raise ChecksError(f"{what}{where} compares and asserts nothing", f"Write assert {ast.unparse(node.value)}")
    if not any(map(_can_fail, tree.body)):
        raise ChecksError(
            f"{what} holds no tests", "Write asserts, functions called test_…, or unittest cases: assert f(2) == 4"
        )


def _can_fail(node: ast.stmt) -> bool:
    """Whether a statement of a file of tests is one, or does something when it is run."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return name.startswith("test") or name == "check"
        case ast.ClassDef():
            tests = [n for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
            return any(n.name.startswith(("test", "runTest")) for n in tests) or bool(node.bases)
        case ast.Import() | ast.ImportFrom() | ast.Pass() | ast.Expr(value=ast.Constant()):
            return False
        case ast.If():
            return any(map(_can_fail, [*node.body, *node.orelse])) and "__name__" not in ast.unparse(node.test)
        case ast.Assign() | ast.AnnAssign():
            return False
    return True


def split_tests(source: str) -> tuple[str, ...]:
    """A file of imports and asserts as one test an assert, each with the imports; any other file as one test."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return (source,)  # the reader says where it does not parse
    imports = [ast.unparse(node) for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
    asserts = [ast.unparse(node) for node in body if isinstance(node, ast.Assert)]
    if len(imports) + len(asserts) < len(body):
        return (source,)
    return tuple("\n".join([*imports, statement]) for statement in asserts)


def choice(option: str, given: str, known: Sequence[str]) -> str:
    """A value of an option that knows only some. ConfigError for any other."""
    if given not in known:
        raise ConfigError(f"{option} {given!r} is not known", f"Choose from {', '.join(known)}")
    return given


def settings(pairs: Sequence[str]) -> dict[str, Any]:
    """`key=value` options as a dictionary; values are TOML, or text when they are not. ConfigError without "="."""
    import tomllib  # no command needs it to say what it does

    found: dict[str, Any] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise ConfigError(f"--set {pair!r} is not key=value", "Write e.g. --set learning_rate=1e-3")
        try:
            found[key.strip()] = tomllib.loads(f"value = {value}")["value"]
        except tomllib.TOMLDecodeError:
            found[key.strip()] = value.strip()
    return found


def share_of(text: str) -> tuple[int, int]:
    """ "2/4" as (1, 4): which of how many shares, counted from 0. ConfigError when it is not of that form."""
    which, slash, count = text.partition("/")
    if not slash or not (which.isdecimal() and count.isdecimal()):
        raise ConfigError(f"--share {text!r} is not of the form I/N", "Write e.g. --share 1/2")
    return int(which) - 1, int(count)


def _bytes(path: Path) -> bytes:
    refuse_special(path)
    try:
        with path.open("rb") as file:
            return file.read(LONGEST)
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror})", "Check the path and its permissions") from error
