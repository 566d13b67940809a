"""The forms in which people have tests, run in the tester's namespace.

    statements     asserts and blocks, executed
    functions      `test_*`, with pytest's parameters and fixtures, and classes `Test*` of them
    cases          `unittest.TestCase`
    examples       doctest text: `>>> call` and what it prints

What a form defines is run in the order it was written; functions that a test ran itself are not run again. Loaded
inside the sandbox: standard library only.
"""

from __future__ import annotations

import contextlib
import re
import sys
import types
import unittest
import warnings
from typing import Any

from volt.verify import pytest_like

_PROMPT = re.compile(r"^[ \t]*>>> ", re.MULTILINE)
SKIPPED = "all of it is skipped"
"""What is told of a test that passes because nothing of it was run."""
_METHOD_HOOKS = (("setup_method", "setUp"), ("teardown_method", "tearDown"))


def is_examples(test: str) -> bool:
    """Whether a test is doctest text: it has prompts and is not Python as it stands."""
    if not _PROMPT.search(test):
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(test, "<test>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return True
    except (RecursionError, MemoryError):
        pass  # Python, nested too deeply: whoever parses it says so
    return False


def prepare() -> None:
    """Let test code import pytest."""
    sys.modules.setdefault("pytest", pytest_like.module())


def run(test: str, space: dict[str, Any]) -> bool:
    """Run one test of any form. Raises what it raises. False when there was something to run, and all of it skipped."""
    if is_examples(test):
        _run_examples(test, space)
        return True
    known = dict(space)
    try:
        ran = _execute(test, space)
    except unittest.SkipTest:
        return False
    counts = list[int]()
    for name, value in list(space.items()):
        if known.get(name) is not value and getattr(value, "__code__", None) not in ran:
            counts += _run_defined(name, value, space)
    return bool(ran) or not counts or any(counts)


def _execute(test: str, space: dict[str, Any]) -> set[types.CodeType | None]:
    """Execute a test; the test functions that it called itself. Once more they could find other state."""
    ran: set[types.CodeType | None] = set()

    def note(frame: types.FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code.co_name.startswith("test"):
            ran.add(frame.f_code)

    code = compile(test, "<test>", "exec", dont_inherit=True)
    if "def test" in test:
        sys.setprofile(note)
    try:
        exec(code, space)
    finally:
        sys.setprofile(None)
    return ran


def _run_defined(name: str, value: Any, space: dict[str, Any]) -> list[int]:
    """Run what a test defined, if it is a test itself: how often each test function ran."""
    if isinstance(value, type) and issubclass(value, unittest.TestCase):
        return _run_case(value)
    if isinstance(value, type) and name.startswith("Test"):
        return [_run_method(value(), method, space) for method in list(vars(value)) if method.startswith("test")]
    if name.startswith("test") and isinstance(value, types.FunctionType):
        return [pytest_like.run_function(value, space)]
    return []


def _run_case(kind: type[unittest.TestCase]) -> list[int]:
    """Every test of a case; the first failure is raised as it is."""
    tests = unittest.defaultTestLoader.loadTestsFromTestCase(kind)
    if not tests.countTestCases():
        return []
    ran = 0
    try:
        kind.setUpClass()
    except unittest.SkipTest:
        return [0]
    try:
        for case in tests:
            with contextlib.suppress(unittest.SkipTest):
                case.debug()
                ran += 1
    finally:
        kind.tearDownClass()
        kind.doClassCleanups()
    return [ran]


def _run_method(owner: Any, name: str, space: dict[str, Any]) -> int:
    before, after = ([getattr(owner, hook) for hook in hooks if hasattr(owner, hook)] for hooks in _METHOD_HOOKS)
    for hook in before:
        _call_hook(hook, owner, name)
    try:
        return pytest_like.run_function(getattr(owner, name), space)
    finally:
        for hook in after:
            _call_hook(hook, owner, name)


def _call_hook(hook: Any, owner: Any, name: str) -> None:
    """`setup_method` may want the method that is about to run."""
    hook(getattr(owner, name)) if hook.__code__.co_argcount > 1 else hook()


def _run_examples(text: str, space: dict[str, Any]) -> None:
    import doctest  # only testers of such text pay for it

    test = doctest.DocTestParser().get_doctest(text, space, "examples", None, 0)
    test.globs = space  # the parser copies it, and later tests see what earlier ones bound
    try:
        doctest.DebugRunner(verbose=False).run(test, clear_globs=False)
    except doctest.UnexpectedException as error:
        raise error.exc_info[1] from None
    except doctest.DocTestFailure as error:
        want, got = error.example.want.strip(), error.got.strip()
        raise AssertionError(f"{error.example.source.strip()}: expected {want}, got {got}") from None
