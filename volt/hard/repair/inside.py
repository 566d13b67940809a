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
import traceback
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
        self.ran = True
        """Whether anything of the last test ran that was not skipped."""
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
        said = _name(_run(_state.tests[number], space, ticks))
        if not said:
            passed += 1
        elif first < 0:
            first, why = number, said
            if not through:
                break
    return passed, first, why


def _spectra(program: str, ticks: int) -> list[tuple[str, list[int], int, int, str, tuple[str, str]]]:
    """For each test how it failed (empty: passed), the statements it ran, the ticks it used, which raised (or -1), and
    what the error said, and where in the test it came up."""
    _state.hits = set()
    lines = program.splitlines()
    try:
        space = _loaded(program, ticks)
    except BaseException as error:  # noqa: BLE001 process boundary
        row = (_name(error), sorted(_state.hits), ticks, _raised_at(error, lines), _told(error), ("", ""))
        return [row] * len(_state.tests)
    at_start, found = _state.hits, []
    for test in _state.tests:
        _state.hits = set(at_start)
        failed = _run(test, space, ticks)
        told = _told(failed) if failed or _state.ran else _state.forms.SKIPPED
        ran, used = sorted(_state.hits), ticks - _state.left
        found.append((_name(failed), ran, used, _raised_at(failed, lines), told, _place(failed, test)))
    return found


def _raised_at(error: BaseException | None, lines: list[str]) -> int:
    """The number of the statement of the program, watched as it is, in which an error came up; -1 for none."""
    number, trace = 0, error.__traceback__ if error is not None and not isinstance(error, _Late) else None
    while trace is not None:
        frame = trace.tb_frame
        if frame.f_code.co_filename == "<program>" and frame.f_globals is not globals():  # this file is one, too
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
        said = _name(_run(question, space, ticks))
        found.append([*_state.seen, said])
    return found


def _run(test: str, program: dict[str, Any], ticks: int) -> BaseException | None:
    """How one test fails; None when it passes."""
    _state.left = ticks
    try:
        _state.ran = _state.forms.run(test, dict(program))
    except BaseException as error:  # noqa: BLE001 process boundary
        return error
    return None


def _name(error: BaseException | None) -> str:
    if error is None:
        return ""
    return "late" if isinstance(error, _Late) else type(error).__name__


def _told(error: BaseException | None) -> str:
    """An error in one line, with what it says."""
    if error is None:
        return ""
    try:
        text = str(error).strip()[:300]
    except BaseException:  # noqa: BLE001 a variant's own code may say it
        text = ""
    return f"{_name(error)}: {text}" if text else _name(error)


def _place(error: BaseException | None, test: str) -> tuple[str, str]:
    """The test function in which it failed, and the last line of the test that was reached."""
    frames = [at for at in traceback.walk_tb(error.__traceback__ if error else None) if _is_of_test(at[0])]
    name = next((frame.f_code.co_qualname for frame, _ in frames if frame.f_code.co_name.startswith("test")), "")
    return name, test.splitlines()[frames[-1][1] - 1].strip() if frames else ""


def _is_of_test(frame: types.FrameType) -> bool:
    return frame.f_code.co_filename == "<test>"
