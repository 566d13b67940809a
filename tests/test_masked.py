"""Files without the functions that break an axiom."""

from __future__ import annotations

import ast

import pytest

from volt.safety.findings import Level
from volt.safety.masked import is_masked, masked, runnable
from volt.safety.screen import screen

FILE = """from subprocess import PIPE, run
import os


class Box:
    @property
    def size(self):
        return 3

    async def empty(self):
        for name in os.listdir('.'):
            os.remove(name)


def ls(
    path,
):
    \"\"\"What is there.\"\"\"
    return run(['ls', path], stdout=PIPE)


def add(a, b): return a + b
def drop(a): os.remove(a)


def outer(x):
    def inner():
        os.remove(x)
    return inner
"""


def test_what_breaks_an_axiom_is_missing_and_everything_else_is_there() -> None:
    found = masked(FILE, screen(FILE))
    assert found is not None
    assert found.reasons == {
        "subprocess": "K4 runs other programs",
        "Box.empty": "K1 deletes files",
        "ls": "K4 runs other programs",
        "drop": "K1 deletes files",
        "outer.inner": "K1 deletes files",
    }
    assert not [f for f in screen(found.code) if f.level is Level.VETO]
    assert [len(text.split("\n")) for text in (FILE, found.code)] == [30, 30]
    kept = {number: line for number, line in enumerate(found.code.split("\n"), 1) if "volt" not in line}
    theirs = FILE.split("\n")
    assert all(line in ("", theirs[number - 1], "from subprocess import PIPE") for number, line in kept.items())
    names = {node.name for node in ast.walk(ast.parse(found.code)) if is_masked(node)}
    assert names == {"empty", "ls", "drop", "inner"}


def test_a_missing_function_ends_the_program_that_calls_it() -> None:
    found = masked(FILE, screen(FILE))
    assert found is not None
    space: dict[str, object] = {}
    exec(found.code, space)
    assert eval("add(1, 2) + Box().size", space) == 6
    for call in ("drop('x')", "outer('x')()", "ls('.')"):
        with pytest.raises(BaseException, match="not run by volt: K") as told:
            eval(call, space)
        assert type(told.value) is BaseException, "`except Exception` does not go on without it"


@pytest.mark.parametrize(
    "code",
    [
        "import os\nos.remove('x')\n\ndef f(): return 1\n",
        "import os\n\ndef f(x, y=os.remove('x')): return 1\n",
        "import os\n\nclass A:\n    os.remove('x')\n    def f(self): return 1\n",
        "import os\n\ndef f(): os.remove('x')\n",
    ],
)
def test_what_is_no_functions_body_is_refused_as_a_whole(code: str) -> None:
    found = masked(code, screen(code))
    assert found is None or not screen(found.code)


def test_a_file_that_is_allowed_stays_as_it_is() -> None:
    assert masked("def f():\n    return 1\n", []) is not None
    assert not is_masked(ast.parse("def f():\n    raise ValueError('x')\n").body[0])


@pytest.mark.parametrize(
    "loop", ["while n > 0:\n        n += 1", "while True:\n        pass", "while True:\n        n = n % 3 + 1"]
)
def test_a_loop_without_end_that_only_counts_may_run_when_asked(loop: str) -> None:
    code = f"def f(n):\n    {loop}\n"
    assert runnable(code).refused or runnable(code).missing or runnable(code).code != code
    assert runnable(code, loops=True).code == code
    other = f"import os\ndef g():\n    os.remove('x')\n\n{code}"
    assert runnable(other, loops=True).missing == {"g": "K1 deletes files"}


@pytest.mark.parametrize(
    "body",
    [
        "os.fork()",
        "threading.Thread(target=f).start()",
        "tempfile.mkdtemp()",
        "kept.append('a' * 10**8)",
        "text += text",
        "text = text * 2",
        "text = text + text",
        "kept += (1, 2)",
        "print('x')",
        "try:\n            text = 1\n        except BaseException:\n            pass",
    ],
)
def test_a_loop_without_end_that_does_more_than_count_is_refused_all_the_same(body: str) -> None:
    code = f"import os, threading, tempfile\n\ndef f(text, kept):\n    while True:\n        {body}\n"
    assert runnable(code, loops=True).code != code


@pytest.mark.parametrize("value", ["list(count())", "[n for n in count()]", "-1 in count()", "'a' * 10**12"])
def test_what_else_is_without_end_or_measure_is_refused_all_the_same(value: str) -> None:
    code = f"from itertools import count\n\ndef f():\n    return {value}\n"
    assert runnable(code, loops=True).code != code
