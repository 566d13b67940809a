"""As much of pytest as tests of single functions use, for test code that imports it: the sandbox has no packages.

There: `raises` (also as a call), `warns`, `approx`, `fail`, `skip`, `importorskip`, `param`, `mark.parametrize`,
`mark.skip`, `mark.skipif`, `mark.xfail`, `mark.usefixtures` and fixtures, `yield`, `autouse` and `params` included,
without scopes. Other marks do nothing. Anything else of pytest is an AttributeError, so that a test never passes
because something was left out. Loaded inside the sandbox: standard library only.
"""

from __future__ import annotations

import contextlib
import importlib
import itertools
import math
import re
import types
import unittest
from collections.abc import Callable
from typing import Any, NamedTuple, Self

from volt.verify import fixtures

_ROWS, _FIXTURE, _SKIPPED, _USED = "_volt_rows", "_volt_fixture", "_volt_skipped", "_volt_used"


class Raises:
    """`with pytest.raises(KeyError, match="...") as info`."""

    def __init__(self, expected: Any, match: str | None = None) -> None:
        self.expected = expected
        self.match = match
        self.value: Any = None
        self.type: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: Any, error: Any, _: Any) -> bool:
        if kind is None:
            raise AssertionError(f"did not raise {self.expected}")
        if not issubclass(kind, self.expected):
            return False
        if self.match is not None and not re.search(self.match, str(error)):
            raise AssertionError(f"{str(error)!r} does not match {self.match!r}")
        self.value, self.type = error, kind
        return True


def raises(expected: Any, *call: Any, match: str | None = None, **named: Any) -> Raises:
    """The context manager; with a function and its arguments, called at once."""
    context = Raises(expected, match)
    if call:
        with context:
            call[0](*call[1:], **named)
    return context


class Approx:
    """A number, or a list, tuple or dict of numbers, that equals what is close to it."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, expected: Any, rel: float | None = None, abs: float | None = None, nan_ok: bool = False) -> None:
        self._expected = expected
        self._abs = 1e-12 if abs is None else abs
        self._rel = (1e-6 if abs is None else 0.0) if rel is None else rel
        self._nan_ok = nan_ok

    def __eq__(self, actual: object) -> bool:
        return self._close(actual, self._expected)

    def __repr__(self) -> str:
        return f"approx({self._expected!r})"

    def _close(self, actual: Any, expected: Any) -> bool:
        if isinstance(expected, dict):
            same = isinstance(actual, dict) and actual.keys() == expected.keys()
            return same and all(self._close(actual[key], expected[key]) for key in expected)
        if isinstance(expected, list | tuple):
            same = type(actual) is type(expected) and len(actual) == len(expected)
            return same and all(map(self._close, actual, expected))
        if not isinstance(actual, int | float | complex) or isinstance(expected, str | None):
            return bool(actual == expected)
        if expected != expected:
            return self._nan_ok and actual != actual
        if actual == expected:
            return True
        distance = abs(actual - expected)
        return math.isfinite(distance) and distance <= max(self._abs, self._rel * abs(expected))


def fail(reason: str = "") -> None:
    """End the test as failed."""
    raise AssertionError(reason or "the test called fail()")


def skip(reason: str = "", *, allow_module_level: bool = False) -> None:
    """End the test: it says nothing."""
    raise unittest.SkipTest(reason)


def importorskip(name: str, *_: Any, **__: Any) -> Any:
    """A module; without it the test says nothing."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise unittest.SkipTest(str(error)) from error


def fixture(
    function: Any = None, *, name: str | None = None, autouse: bool = False, params: Any = None, **_: Any
) -> Any:
    """Mark a function as what parameters of its name get; with `params`, one after another."""
    if function is None:
        return lambda marked: fixture(marked, name=name, autouse=autouse, params=params)
    rows = None if params is None else [row[0] if _is_param(row) else row for row in params]
    setattr(function, _FIXTURE, (name or function.__name__, autouse, rows))
    return function


class _Mark:
    """`pytest.mark`: what is not known marks nothing."""

    def parametrize(self, names: str | list[str] | tuple[str, ...], rows: Any, **_: Any) -> Callable[[Any], Any]:
        """Run the test once for every row."""
        listed = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
        values = [row if len(listed) > 1 or _is_param(row) else (row,) for row in rows]

        def mark(function: Any) -> Any:
            made = [dict(zip(listed, row, strict=True)) for row in values]
            setattr(function, _ROWS, [*getattr(function, _ROWS, []), made])
            return function

        return mark

    def skip(self, *given: Any, **_: Any) -> Any:
        """Leave the test out."""
        return self._skipped(given[0]) if given and callable(given[0]) else self._skipped

    def skipif(self, condition: Any, **_: Any) -> Any:
        """Leave the test out where the condition is true."""
        return self._skipped if condition else lambda function: function

    xfail = skip

    def usefixtures(self, *names: str) -> Callable[[Any], Any]:
        """Open fixtures whose values the test does not want."""

        def mark(function: Any) -> Any:
            setattr(function, _USED, [*getattr(function, _USED, []), *names])
            return function

        return mark

    def _skipped(self, function: Any) -> Any:
        setattr(function, _SKIPPED, True)
        return function

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *given, **_: given[0] if len(given) == 1 and callable(given[0]) else lambda function: function


def _is_param(row: Any) -> bool:
    return type(row) is _Row


class _Row(tuple[Any, ...]):
    """What `param` makes, told apart from a tuple that is one parameter."""


def run_function(function: Any, space: dict[str, Any]) -> int:
    """Run a test function with each row of its parameters and its fixtures; how often it ran.

    A function with a parameter that nothing fills is a helper where another one uses it, and is not run. LookupError
    where none does: a test that is left out without a word would count as passed.
    """
    owner = getattr(function, "__self__", None)
    marked = (function, type(owner))
    if any(getattr(one, _SKIPPED, False) for one in marked):
        return 0
    known = _fixtures(space, owner)
    used = [name for name, one in known.items() if one.always]
    used += [name for one in marked for name in getattr(one, _USED, [])]
    several = [name for name in _reached([*used, *_parameters(function)], known) if known[name].rows is not None]
    ran = 0
    for rows, params in itertools.product(
        itertools.product(*(made for one in marked for made in getattr(one, _ROWS, []))),
        itertools.product(*(known[name].rows or () for name in several)),
    ):
        given = {name: value for row in rows for name, value in row.items()}
        with contextlib.suppress(unittest.SkipTest), contextlib.ExitStack() as opened:
            opening = _Opening(known, opened, dict(zip(several, params, strict=True)))
            if not (all(map(opening.open, used)) and opening.fill(function, given)):
                if _is_used(function.__name__, space):
                    return ran
                raise LookupError(f"{function.__name__} wants a fixture that neither the tests nor Volt have")
            _awaited(function(**given))
            ran += 1
    return ran


class _Fixture(NamedTuple):
    """What makes a fixture, whether every test uses it, and what it is made with, one after another."""

    made: Any
    always: bool = False
    rows: list[Any] | None = None


def _fixtures(space: dict[str, Any], owner: Any) -> dict[str, _Fixture]:
    """Fixtures by name: those of pytest, of the tests, of the test's class."""
    known = {name: _Fixture(made) for name, made in fixtures.BUILT_IN.items()}
    methods = [(getattr(type(owner), name, None), owner) for name in dir(type(owner))]
    for value, bound in [*((value, None) for value in space.values()), *methods]:
        if isinstance(value, types.FunctionType) and hasattr(value, _FIXTURE):
            name, always, rows = getattr(value, _FIXTURE)
            known[name] = _Fixture(value if bound is None else types.MethodType(value, bound), always, rows)
    return known


def _reached(names: list[str], known: dict[str, _Fixture]) -> list[str]:
    """The fixtures of these names, and those that they want."""
    found: list[str] = []
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name in known and name not in found:
            found.append(name)
            waiting += _parameters(known[name].made)
    return found


def _awaited(value: Any) -> Any:
    return importlib.import_module("asyncio").run(value) if isinstance(value, types.CoroutineType) else value


def _is_used(name: str, space: dict[str, Any]) -> bool:
    """Whether a function of the tests names another one."""
    held = [one for value in space.values() for one in (vars(value).values() if isinstance(value, type) else [value])]
    waiting = [one.__code__ for one in held if isinstance(one, types.FunctionType)]
    while waiting:
        code = waiting.pop()
        if name in code.co_names:
            return True
        waiting += [one for one in code.co_consts if isinstance(one, types.CodeType)]
    return False


class _Opening:
    """The fixtures of one run of a test: each is made once."""

    def __init__(self, known: dict[str, _Fixture], opened: contextlib.ExitStack, params: dict[str, Any]) -> None:
        self._known, self._opened, self._params = known, opened, params
        self._values: dict[str, Any] = {}

    def fill(self, function: Any, given: dict[str, Any]) -> bool:
        """Give a function's parameters what fixtures make; False when one has neither fixture nor default."""
        wanted = [name for name in _parameters(function) if name not in given]
        if not all(map(self.open, wanted)):
            return False
        given.update((name, self._values[name]) for name in wanted)
        return True

    def open(self, name: str) -> bool:
        """Make what a fixture makes; False when there is none, or it wants what there is not."""
        if name in self._values:
            return True
        if name not in self._known:
            return False
        made = self._known[name].made
        needs: dict[str, Any] = {}
        if "request" in _parameters(made):
            needs["request"] = types.SimpleNamespace(addfinalizer=self._opened.callback)
            if name in self._params:
                needs["request"].param = self._params[name]
        if not self.fill(made, needs):
            return False
        value = _awaited(made(**needs))
        if isinstance(value, types.GeneratorType):
            self._opened.callback(next, value, None)
            value = next(value)
        self._values[name] = value
        return True


def _parameters(function: Any) -> list[str]:
    """The parameters without a default that pytest would fill: not those that `mock.patch` fills."""
    patches = getattr(function, "patchings", ())
    patched = sum(not one.attribute_name and one.new is _default_of_patch() for one in patches)
    bound = 1 if isinstance(function, types.MethodType) else 0
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    code = function.__code__
    names = code.co_varnames[: code.co_argcount]
    more = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    wanted = [*names[bound : len(names) - len(function.__defaults__ or ())]]
    return wanted[patched:] + [name for name in more if name not in (function.__kwdefaults__ or {})]


def _default_of_patch() -> Any:
    return importlib.import_module("unittest.mock").DEFAULT


def module() -> types.ModuleType:
    """What `import pytest` gives to test code."""
    made = types.ModuleType("pytest")
    for function in (raises, fixtures.warns, fail, skip, importorskip, fixture):
        setattr(made, function.__name__, function)
    made.__dict__.update(approx=Approx, mark=_Mark(), param=lambda *values, **_: _Row(values))
    made.__dict__.update(MonkeyPatch=fixtures.MonkeyPatch, CaptureFixture=fixtures.Capture)
    made.__dict__.update(LogCaptureFixture=fixtures.Log, WarningsRecorder=fixtures.Warnings)
    return made
