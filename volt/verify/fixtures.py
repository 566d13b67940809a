"""Fixtures that pytest itself brings, as far as tests of functions use them, and what tests of warnings use.

Each is a generator that is gone on with after the test, as with pytest. Loaded inside the sandbox: standard library
only, and what few tests need is imported where it is needed.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import re
import sys
import types
import warnings
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Self

_MISSING: Any = object()


class Captured(NamedTuple):
    """What was printed."""

    out: str
    err: str


class Capture:
    """`capsys`: both streams, for the time of a test."""

    __class_getitem__: Any = classmethod(types.GenericAlias)  # `capsys: pytest.CaptureFixture[str]`

    def __init__(self) -> None:
        self._own = io.StringIO(), io.StringIO()
        self._before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self._own

    def readouterr(self) -> Captured:
        """What was printed since it was last asked for."""
        found = Captured(*(stream.getvalue() for stream in self._own))
        for stream in self._own:
            stream.seek(0)
            stream.truncate()
        return found

    @contextlib.contextmanager
    def disabled(self) -> Iterator[None]:
        """Print as without the fixture."""
        self.close()
        try:
            yield
        finally:
            sys.stdout, sys.stderr = self._own

    def close(self) -> None:
        """Give the streams back."""
        sys.stdout, sys.stderr = self._before


class MonkeyPatch:
    """`monkeypatch`: changes that are undone after the test."""

    def __init__(self) -> None:
        self._undo = contextlib.ExitStack()

    @classmethod
    @contextlib.contextmanager
    def context(cls) -> Iterator[Self]:
        """Changes that are undone at the end of the block."""
        made = cls()
        try:
            yield made
        finally:
            made.undo()

    def setattr(self, target: Any, name: Any, value: Any = _MISSING, raising: bool = True) -> None:
        """Set an attribute of an object, or what a dotted name names: `setattr("m.limit", 3)`."""
        if value is _MISSING:
            target, name, value = *_found(target), name
        before = getattr(target, name, _MISSING)
        if before is _MISSING and raising:
            raise AttributeError(f"{target!r} has no attribute {name!r}")
        if isinstance(target, type):
            before = vars(target).get(name, _MISSING)  # a static method as it stands; what is inherited comes back
        setattr(target, name, value)
        self._undo.callback(_put_attribute, target, name, before)

    def delattr(self, target: Any, name: Any = _MISSING, raising: bool = True) -> None:
        """Delete an attribute of an object, or what a dotted name names."""
        if name is _MISSING:
            target, name = _found(target)
        if not hasattr(target, name):
            if raising:
                raise AttributeError(name)
            return
        before = vars(target).get(name, _MISSING) if isinstance(target, type) else getattr(target, name)
        delattr(target, name)
        self._undo.callback(_put_attribute, target, name, before)

    def setitem(self, mapping: Any, name: Any, value: Any) -> None:
        """Set an item of a dictionary."""
        self._undo.callback(_put_item, mapping, name, mapping.get(name, _MISSING))
        mapping[name] = value

    def delitem(self, mapping: Any, name: Any, raising: bool = True) -> None:
        """Delete an item of a dictionary."""
        if name not in mapping:
            if raising:
                raise KeyError(name)
            return
        self._undo.callback(_put_item, mapping, name, mapping[name])
        del mapping[name]

    def setenv(self, name: str, value: Any, prepend: str | None = None) -> None:
        """Set a variable of the environment."""
        text = str(value)
        self.setitem(os.environ, name, text + prepend + os.environ[name] if prepend and name in os.environ else text)

    def delenv(self, name: str, raising: bool = True) -> None:
        """Delete a variable of the environment."""
        self.delitem(os.environ, name, raising)

    def syspath_prepend(self, path: Any) -> None:
        """Look for modules there first."""
        self._undo.callback(sys.path.__setitem__, slice(None), list(sys.path))
        sys.path.insert(0, str(path))

    def chdir(self, path: Any) -> None:
        """Go to a folder."""
        self._undo.callback(os.chdir, os.getcwd())  # noqa: PTH109 pathlib is not loaded for what few tests do
        os.chdir(path)

    def undo(self) -> None:
        """Take back every change, the last one first."""
        self._undo.close()


def _found(dotted: str) -> tuple[Any, str]:
    """What holds the last part of a dotted name, and that part."""
    path, _, name = dotted.rpartition(".")
    module, *rest = path.split(".")
    held = importlib.import_module(module)
    for part in rest:
        module = f"{module}.{part}"
        held = getattr(held, part) if hasattr(held, part) else importlib.import_module(module)
    return held, name


def _put_attribute(target: Any, name: str, value: Any) -> None:
    delattr(target, name) if value is _MISSING else setattr(target, name, value)


def _put_item(mapping: Any, name: Any, value: Any) -> None:
    if value is _MISSING:
        mapping.pop(name, None)
    else:
        mapping[name] = value


class Warnings(list[Any]):
    """`recwarn` and `pytest.warns(DeprecationWarning, match="...") as found`: the warnings of a test."""

    def __init__(self, expected: Any = None, match: str | None = None) -> None:
        super().__init__()
        self._expected, self._match = expected, match
        self._catch: Any = warnings.catch_warnings(record=True)

    @property
    def list(self) -> list[Any]:
        """Them all."""
        return [*self]

    def pop(self, kind: Any = Warning) -> Any:
        """The first of a kind, taken out. AssertionError when there is none."""
        place = next((i for i, one in enumerate(self) if issubclass(one.category, kind)), None)
        if place is None:
            raise AssertionError(f"{kind} is not among the warnings")
        return super().pop(place)

    def __enter__(self) -> Self:
        self._caught = self._catch.__enter__()
        warnings.simplefilter("always")
        warnings._showwarnmsg_impl = self.append  # type: ignore[attr-defined]
        return self

    def __exit__(self, kind: Any, *error: Any) -> None:
        self._catch.__exit__(kind, *error)
        if kind is None and self._expected is not None and not any(map(self._is_expected, self)):
            raise AssertionError(f"did not warn {self._expected}" + (f" {self._match!r}" if self._match else ""))

    def _is_expected(self, one: Any) -> bool:
        return issubclass(one.category, self._expected) and re.search(self._match or "", str(one.message)) is not None


def warns(expected: Any = Warning, *, match: str | None = None) -> Warnings:
    """A block that must warn."""
    return Warnings(expected, match)


class Log:
    """`caplog`: what was logged during a test."""

    def __init__(self) -> None:
        logging = importlib.import_module("logging")
        self.handler = logging.Handler()
        self.records: list[Any] = []
        self.handler.emit = self.records.append
        self._root, self._levels = logging.getLogger(), dict[Any, int]()
        self._logger: Callable[[Any], Any] = lambda name: logging.getLogger(name) if isinstance(name, str) else name
        self._root.addHandler(self.handler)

    @property
    def messages(self) -> list[str]:
        """Each message with its arguments in it."""
        return [record.getMessage() for record in self.records]

    @property
    def record_tuples(self) -> list[tuple[str, int, str]]:
        """Logger, level and message of each."""
        return [(record.name, record.levelno, record.getMessage()) for record in self.records]

    @property
    def text(self) -> str:
        """Everything as lines."""
        return "".join(
            f"{r.levelname:8} {r.name}:{r.filename}:{r.lineno} {self.handler.format(r)}\n" for r in self.records
        )

    def clear(self) -> None:
        """Forget what was logged."""
        self.records.clear()

    def set_level(self, level: Any, logger: Any = None) -> None:
        """Log from this level on, until the test ends."""
        held = self._root if logger is None else self._logger(logger)
        self._levels.setdefault(held, held.level)
        held.setLevel(level)

    @contextlib.contextmanager
    def at_level(self, level: Any, logger: Any = None) -> Iterator[None]:
        """Log from this level on, inside of the block."""
        held = self._root if logger is None else self._logger(logger)
        before = held.level
        held.setLevel(level)
        try:
            yield
        finally:
            held.setLevel(before)

    def close(self) -> None:
        """Stop listening."""
        self._root.removeHandler(self.handler)
        for held, level in self._levels.items():
            held.setLevel(level)


def _capsys() -> Iterator[Capture]:
    with contextlib.closing(Capture()) as made:
        yield made


def _monkeypatch() -> Iterator[MonkeyPatch]:
    with MonkeyPatch.context() as made:
        yield made


def _tmp_path() -> Iterator[Any]:
    tempfile = importlib.import_module("tempfile")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield importlib.import_module("pathlib").Path(folder)


def _recwarn() -> Iterator[Warnings]:
    with Warnings() as made:
        yield made


def _caplog() -> Iterator[Log]:
    with contextlib.closing(Log()) as made:
        yield made


BUILT_IN: dict[str, Callable[[], Iterator[Any]]] = {
    "caplog": _caplog,
    "capfd": _capsys,
    "capsys": _capsys,
    "monkeypatch": _monkeypatch,
    "recwarn": _recwarn,
    "tmp_path": _tmp_path,
}
"""What fixtures make, by their names."""
