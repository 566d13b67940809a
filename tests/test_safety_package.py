"""Files of packages: imports from their own package, and plain idioms of libraries that do no harm."""

from __future__ import annotations

import pytest

from volt.safety.findings import Level
from volt.safety.screen import screen


def vetoes(code: str) -> list[str]:
    return [f"{f.axiom} {f.capability}" for f in screen(code) if f.level is Level.VETO]


TAKEN = "\nfrom . import system as s\ns('ls')"
PRETENDS = "K3 pretends to be a part of another package"


@pytest.mark.parametrize(
    "before",
    [
        "__package__ = 'os'",
        "__name__ = 'os.x'",
        "__path__ = []",
        "class __spec__:\n    parent = 'os'",
        "for __package__ in ['os']: pass",
        "def f():\n    global __package__\n    __package__ = 'os'\nf()",
        "globals()['__package__'] = 'os'",
        "k = '__pack' + 'age__'\nglobals()[k] = 'os'",
        "[__package__ := x for x in ['os']]",
    ],
)
def test_a_program_that_moves_itself_into_another_package_is_refused(before: str) -> None:
    assert PRETENDS in vetoes(before + TAKEN)


@pytest.mark.parametrize(
    "code",
    [
        "k = input()\nglobals()[k] = 'os'" + TAKEN,
        "def f(globals=globals):\n    globals().update(__package__='os')\nf()" + TAKEN,
        "exec('from . import system as s', {'__package__': 'os'})",
        "import os as x\nfrom . import x as y\ny.system('ls')",
        "from .a import x\nx.system('ls')",
        "from .a import os\nos.remove('x')",
        "from . import os\nos.remove('x')",
        "x = __spec__.loader",
        "x = __spec__",
        "__spec__.parent = 'os'\nfrom . import system",
    ],
)
def test_other_ways_through_the_own_package_are_refused(code: str) -> None:
    assert vetoes(code)


@pytest.mark.parametrize(
    "code",
    [
        "from . import a\nfrom .b import c\nprint(a.f(c))",
        "from ._typing import Array\nprint(Array)",
        "from .signal import alarm\nalarm('x')",
        "from .code import InteractiveConsole\nInteractiveConsole()",
        "__lazy_modules__ = {f'{__spec__.parent}._x', __spec__.name}",
        "import importlib.util\nfast = importlib.util.find_spec('numpy') is not None",
        "from importlib.machinery import EXTENSION_SUFFIXES\nprint('.so' in EXTENSION_SUFFIXES)",
        "import sys\nd = {'on': sys.platform}\nd['on'] = 'x'",
        "import sys\nprint(sys.implementation._multiarch.replace('_', '-'))",
    ],
)
def test_plain_idioms_of_packages_are_allowed(code: str) -> None:
    assert vetoes(code) == []


@pytest.mark.parametrize(
    "code",
    [
        "import importlib.util\nx = importlib.util.find_spec('numpy')",
        "import importlib.util\nx = importlib.util.find_spec('a.b') is None",
        "import importlib.util\nx = importlib.util.find_spec(input()) is None",
        "import importlib.util\nx = importlib.util.find_spec('a', *y) is None",
        "import importlib.util\nx = (s := importlib.util.find_spec('a')) is None",
    ],
)
def test_asking_what_is_installed_is_allowed_for_a_written_name_and_nothing_else(code: str) -> None:
    assert vetoes(code)


REDUCE = "class A:\n    def __reduce__(self):\n        return {}"
RUNS = "K3 runs code when it is unpickled"


@pytest.mark.parametrize(
    "answer", ["'MISSING'", "self.__class__, (1,)", "type(self), (1,)", "A, (1,)", "super().__reduce__()", "make, (1,)"]
)
def test_pickling_that_makes_the_object_again_is_allowed(answer: str) -> None:
    assert vetoes("def make(x):\n    return x\n" + REDUCE.format(answer)) == []


@pytest.mark.parametrize(
    "answer",
    [
        "self.make, (1,)",
        "eval, ('1',)",
        "g(), (1,)",
        "'os.system'",
        "make.__class__, (1,)",
        "type(make), (1,)",
        "None",
        "TABLE['f'], ()",
    ],
)
def test_pickling_that_calls_anything_else_is_refused(answer: str) -> None:
    assert RUNS in vetoes(REDUCE.format(answer))


def test_a_shadowed_type_makes_no_object_again() -> None:
    assert RUNS in vetoes("def type(x):\n    return x.f\n" + REDUCE.format("type(self), (1,)"))


def test_a_finding_names_the_line_that_began_it_and_not_every_line_after() -> None:
    code = "import subprocess\nout = subprocess.run(['ls'])\ntext = out.stdout\nprint(text, out.returncode)"
    assert [(f.line, f.capability) for f in screen(code)] == [(2, "runs other programs")]


def test_what_follows_is_said_where_its_beginning_is_out_of_sight() -> None:
    """A note about the beginning does not silence a veto about what follows."""
    code = "import pathlib\nfor p in pathlib.Path('.').iterdir():\n    p.unlink()"
    assert any(f.line == 3 and f.level is Level.VETO for f in screen(code))


@pytest.mark.parametrize(
    "text", ["{0.__globals__}", "{.__class__}", "{a[b].__init__}", "{0:{1.__globals__}}", "{0.f_back}"]
)
def test_a_format_string_that_reads_hidden_attributes_is_refused(text: str) -> None:
    assert "K3 reads hidden attributes through a format string" in vetoes(f"print({text!r}.format(f, 1))")


@pytest.mark.parametrize(
    "text", ["``a.__{1}__(b)`` is ``a {2} b``.", "__{0}__. {1}", "{0.name} of __init__.", "{{0.__a__}}"]
)
def test_a_format_string_that_only_mentions_such_names_is_allowed(text: str) -> None:
    assert vetoes(f"print({text!r}.format(f, 1, 2))") == []
