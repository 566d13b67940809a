"""The sandboxed end of trials: runs many variants of one program, one after another, in one process.

Its source is what the judge is given as the program; standard library only. What it says is a hint for the search: a
variant could lie here, and gains nothing by it, since the judge decides about every survivor.

A variant stops after so many ticks (see program.py): the limit is the same on a busy machine.
"""

from __future__ import annotations

import builtins
import io
import re
import sys
import time
import types
from typing import Any

_HIT = re.compile(r"_volt_hit\((\d+)\)")
_PLACE = re.compile(r" at 0x[0-9a-f]+")


class _Late(BaseException):
    """Out of ticks."""


class _State:
    """What the process holds between calls."""

    def __init__(self) -> None:
        self.left = 0
        self.hits: set[int] | None = None
        self.seen: list[str] = []
        self.space: dict[str, Any] = {}
        self.tests: list[str] = []
        self.forms: Any = None
        """`volt.verify.forms`, made from its source: the sandbox has no packages."""
        self.compiler: Any = None
        """A `volt.hard.repair.compiling.Compiler`, made so, too."""
        self.modules: tuple[str, ...] = ()
        self.near = False
        """Whether the setup brings modules of its own (`volt.around`): those may hold parts of a variant."""


_state = _State()


def _tick() -> None:
    _state.left -= 1
    if _state.left < 0:
        raise _Late


def _hit(number: int) -> None:
    assert _state.hits is not None
    _state.hits.add(number)
    _state.left -= 1
    if _state.left < 0:
        raise _Late


def _see(value: Any) -> Any:
    if hasattr(value, "__next__"):
        value = [item for item, _ in zip(value, range(1000), strict=False)]
    _state.seen.append(_PLACE.sub("", repr(value))[:2000])
    return value


def ask(what: str, *given: Any) -> Any:
    """The one function the judge calls: `prepare`, `trial`, `spectra` or `answers`."""
    sys.stdout = io.StringIO()
    known: dict[str, Any] = {"prepare": _prepare, "trial": _trial, "spectra": _spectra, "answers": _answers}
    return known[what](*given)


def _prepare(
    setup: str, tests: list[str], modules: tuple[str, ...], deepest: int, sources: dict[str, str], base: str
) -> int:
    """Run the setup and keep the tests; how many there are.

    sources: modules of Volt that are needed here. base: the program that the variants are of.
    """
    builtins._volt_tick, builtins._volt_hit, builtins._volt_seen = _tick, _hit, _see  # type: ignore[attr-defined]
    _skip_waiting()
    sys.setrecursionlimit(deepest)
    module = types.ModuleType("solution")
    sys.modules["solution"] = module
    exec(compile(setup, "<setup>", "exec", dont_inherit=True), module.__dict__)
    _state.space = dict(module.__dict__)
    _state.tests = tests
    for above in ("volt", "volt.verify"):
        sys.modules.setdefault(above, types.ModuleType(above))
    for name, source in sources.items():
        made = sys.modules[name] = types.ModuleType(name)
        exec(compile(source, name, "exec", dont_inherit=True), made.__dict__)
    _state.forms = sys.modules["volt.verify.forms"]
    _state.forms.prepare()
    _state.compiler = sys.modules["volt.hard.repair.compiling"].Compiler(base)
    own = [name for name, known in sys.modules.items() if known is module and name != "solution"]
    near = module.__dict__.get("_volt_near", ())
    _state.modules, _state.near = (*(name for name in modules if name not in near), *own), bool(own)
    return len(tests)


def _skip_waiting() -> None:
    """A program that sleeps goes on at once, and every clock says that it slept: thousands of variants may."""
    slept = [0.0]

    def sleep(seconds: float) -> None:
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        slept[0] += seconds

    def later(clock: Any, unit: int) -> Any:
        return lambda: clock() + type(clock())(slept[0] * unit)

    time.sleep = sleep  # type: ignore[assignment]
    for name in ("time", "monotonic", "perf_counter"):
        setattr(time, name, later(getattr(time, name), 1))
        setattr(time, f"{name}_ns", later(getattr(time, f"{name}_ns"), 10**9))


def _loaded(program: str, ticks: int) -> dict[str, Any]:
    """The names of a program that was run."""
    module = types.ModuleType("solution")
    module.__dict__.update(_state.space)
    for name in ("solution", *_state.modules):
        sys.modules[name] = module
    if _state.near:
        for name in [n for n, known in sys.modules.items() if _origin(known) == "volt near"]:
            del sys.modules[name]
    _state.left = ticks
    exec(_state.compiler.compiled(program), module.__dict__)
    return module.__dict__


def _origin(module: Any) -> Any:
    return getattr(getattr(module, "__spec__", None), "origin", None)


def _trial(program: str, order: list[int], ticks: int, through: bool) -> tuple[int, int, str]:
    """How many tests pass, the first that fails (-1: none) and how; stops there unless `through`."""
    passed, first, why = 0, -1, ""
    try:
        space = _loaded(program, ticks)
    except BaseException as error:  # noqa: BLE001 process boundary: whatever a variant raises is an answer
        return 0, order[0], _name(error)
    for number in order:
        said = _run(_state.tests[number], space, ticks)
        if not said:
            passed += 1
        elif first < 0:
            first, why = number, said
            if not through:
                break
    return passed, first, why


def _spectra(program: str, ticks: int) -> list[tuple[str, list[int], int, int]]:
    """For each test how it failed (empty: passed), the statements it ran, the ticks it used, which raised (or -1)."""
    _state.hits = set()
    lines = program.splitlines()
    try:
        space = _loaded(program, ticks)
    except BaseException as error:  # noqa: BLE001 process boundary
        return [(_name(error), sorted(_state.hits), ticks, _raised_at(error, lines))] * len(_state.tests)
    at_start, found = _state.hits, []
    for test in _state.tests:
        _state.hits = set(at_start)
        failure = _failure(test, space, ticks)
        said = _name(failure) if failure is not None else ""
        found.append((said, sorted(_state.hits), ticks - _state.left, _raised_at(failure, lines)))
    return found


def _raised_at(error: BaseException | None, lines: list[str]) -> int:
    """The number of the statement of the program, watched as it is, in which an error came up; -1 for none."""
    number, trace = 0, error.__traceback__ if error is not None and not isinstance(error, _Late) else None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<program>":
            number = trace.tb_lineno
        trace = trace.tb_next
    for line in reversed(lines[: max(0, number - 1)]):
        if found := _HIT.fullmatch(line.strip()):
            return int(found[1])
    return -1


def _answers(program: str, questions: list[str], ticks: int) -> list[list[str]]:
    """What each question (questions.py) takes down of the program, as text, and at the end how it broke off."""
    try:
        space = _loaded(program, ticks)
    except BaseException as error:  # noqa: BLE001 process boundary
        return [[_name(error)]] * len(questions)
    found = []
    for question in questions:
        _state.seen = []
        said = _run(question, space, ticks)
        found.append([*_state.seen, said])
    return found


def _run(test: str, program: dict[str, Any], ticks: int) -> str:
    """How one test fails; empty when it passes."""
    error = _failure(test, program, ticks)
    return _name(error) if error is not None else ""


def _failure(test: str, program: dict[str, Any], ticks: int) -> BaseException | None:
    _state.left = ticks
    try:
        _state.forms.run(test, dict(program))
    except BaseException as error:  # noqa: BLE001 process boundary
        return error
    return None


def _name(error: BaseException) -> str:
    return "late" if isinstance(error, _Late) else type(error).__name__
