"""Where values travel in a program: backwards, around, out of comprehensions; and that the analysis comes to rest."""

from __future__ import annotations

import ast
from itertools import pairwise

import pytest

from volt.safety.expressions import TooComplexError
from volt.safety.findings import Level
from volt.safety.resolve import PASSES, Resolver
from volt.safety.screen import screen
from volt.safety.values import WIDEST, Const, Func, Many, Opaque, Ref, Seq, Values, joined


@pytest.mark.parametrize(
    "call", ["logging.FileHandler({}, mode='w')", "zipfile.ZipFile({}, 'w')", "tarfile.open(name={}, mode='w:gz')",
             "wave.open({}, 'wb')"],
)  # fmt: skip
def test_other_ways_to_open_a_file_are_judged_as_open_is(call: str) -> None:
    code = f"import logging, tarfile, wave, zipfile\n\ndef f(p):\n    return {call}\n"
    assert vetoes(code.format("p")) == []
    assert vetoes(code.format("'out/made'")) == []
    assert vetoes(code.format("'/home/u/thesis'")) == ["K1 overwrites files outside of the working folder"]
    assert vetoes(code.format("'/etc/thesis'")) == ["K1 overwrites system files"]
    assert vetoes(code.format("'/home/u/thesis'").replace("'w", "'r")) == []


def test_an_application_that_is_packed_overwrites_its_target() -> None:
    code = "import zipapp\nzipapp.create_archive('src', {})"
    assert vetoes(code.format("'/home/u/a.pyz'")) == ["K1 overwrites files outside of the working folder"]
    assert vetoes(code.format("'out/a.pyz'")) == []


def vetoes(code: str) -> list[str]:
    return [f"{f.axiom} {f.capability}" for f in screen(code) if f.level is Level.VETO]


def backwards(links: int) -> str:
    """A name that reaches its use one link at a time, against the order of statements."""
    names = [f"x{i}" for i in range(links + 1)]
    start = "".join(f"{name} = 'getcwd'\n" for name in names)
    moves = "".join(f"    {new} = {old}\n" for old, new in reversed(list(pairwise(names))))
    body = f"def step():\n    global {', '.join(names)}\n{moves}    x0 = 'system'\n"
    return f"import os\n{start}{body}step()\ngetattr(os, x{links})('ls')\n"


@pytest.mark.parametrize("links", [2, 9, 30, 90])
def test_what_travels_backwards_is_followed_to_where_it_is_used(links: int) -> None:
    assert "K4 runs other programs" in vetoes(backwards(links))


def test_what_does_not_come_to_rest_is_refused() -> None:
    code = backwards(PASSES + 20)
    with pytest.raises(TooComplexError):
        Resolver(ast.parse(code))
    assert vetoes(code) == ["K3 is too complex to be analysed"]


@pytest.mark.parametrize(
    "code",
    [
        "def f(n):\n    return f(n - 1) if n else 0\nf(40)",
        "a = ''\nb = ''\ndef f():\n    global a, b\n    a = b + 'x'\n    b = a + 'y'\nf()",
        "class A:\n    def __init__(self):\n        self.n = 0\n    def more(self):\n        self.n += 1\nA().more()",
        "def f(x):\n    return [f(x), x]\nf(1)",
        "xs = [(y := x) and y.append([y]) for x in ([], [1])]",
        "def f(g):\n    return lambda: f(g)\nf(f)()()",
    ],
)
def test_recursion_and_growth_come_to_rest(code: str) -> None:
    Resolver(ast.parse(code))
    assert vetoes(code) == []


WRITES = "('/etc/passwd', 'w')"


@pytest.mark.parametrize(
    "code",
    [
        f"[o := open for _ in (1,)]\no{WRITES}",
        f"def f(xs):\n    [[o := open for _ in xs] for _ in xs]\n    o{WRITES}\nf('a')",
        f"[0 for x in 'a' if (o := open)]\no{WRITES}",
    ],
)
def test_a_walrus_binds_outside_its_comprehensions(code: str) -> None:
    assert "K1 overwrites system files" in vetoes(code)


@pytest.mark.parametrize(
    "path",
    [
        "'/etc/' + input()",
        "f'/etc/{input()}'",
        "'/etc/{}'.format(input())",
        "'{}/{}'.format('/etc', input())",
        "'%s/%s' % ('/etc', input())",
        "os.path.join('/etc', input())",
    ],
)
def test_a_path_of_the_system_with_an_unknown_end_is_one(path: str) -> None:
    assert "K1 overwrites system files" in vetoes(f"import os\nopen({path}, 'w').write('')")
    assert vetoes(f"import os\nopen({path.replace('/etc', 'data')}, 'w').write('')") == []


@pytest.mark.parametrize(
    "code",
    [
        "import sys\nfor p in sys.path:\n    open(p + '/site.py', 'w').write('')",
        "import os, sys\n[open(os.path.join(p, 'x.py'), 'w') for p in sys.path]",
        "import sys\nfrom pathlib import Path\nfor p in sys.path:\n    (Path(p) / 'x.py').write_text('')",
        "import site\nopen(site.getsitepackages()[0] + '/x.py', 'w')",
        "import os, site\nopen(os.path.join(site.getusersitepackages(), 'x.py'), 'w')",
        "import sysconfig\nopen(sysconfig.get_paths()['purelib'] + '/x.py', 'w')",
        "open('.venv/lib/python3.11/site-packages/x.py', 'w')",
        "import os\ndef f(p):\n    open(os.path.join(p, 'site-packages', 'x.py'), 'w')",
    ],
)
def test_what_is_installed_is_the_systems(code: str) -> None:
    assert "K1 overwrites system files" in vetoes(code)


def test_reading_what_is_installed_and_writing_beside_the_program_are_allowed() -> None:
    assert vetoes("import sys\nfor p in sys.path:\n    open(p + '/site.py').read()") == []
    assert vetoes("import os, sys\nopen(os.path.join(sys.path[0], 'out.txt'), 'w')") == []


def test_a_path_of_the_system_that_grows_piece_by_piece_is_one() -> None:
    steps = "".join(f"p = p + {letter!r}\n" for letter in "etc/a/long/way/down/to/where/it/is")
    assert "K1 overwrites system files" in vetoes(f"p = '/'\n{steps}open(p, 'w')")
    assert vetoes(f"p = ''\n{steps}open(p, 'w')") == []


def test_what_some_module_holds_does_not_multiply() -> None:
    walks = "".join(f"    f(name, x.a{i})\n    f(name, x.a{i}())\n" for i in range(60))
    code = f"import sys\ndef f(name, x):\n{walks}    return x\nf(input(), sys.modules.get(input()))"
    tree = ast.parse(code)
    found = Resolver(tree)
    assert max(len(found.values(node)) for node in ast.walk(tree)) < 2 * WIDEST
    assert vetoes(f"{code}.system('ls')") != []


def test_what_a_call_gives_does_not_depend_on_the_order_of_what_may_be_called() -> None:
    rows = "".join(f"def f{i}():\n    return {i}\ny{i} = (f{i} if names else names[0])()\n" for i in range(20))
    tree = ast.parse(f"import os\nnames = os.listdir('.')\n{rows}")
    found = Resolver(tree)
    given = [found.values(n) for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.IfExp)]
    assert len(given) == 20
    for i, values in enumerate(given):
        assert Const(i) in values and any("listing" in x.taints for x in values)


def test_joining_repeatedly_comes_to_rest_and_loses_nothing_dangerous() -> None:
    values: Values = frozenset()
    for n in range(200):
        values = joined(values, frozenset({Const(n), Ref(f"os.remove.x{n}"), Seq(frozenset({Func(n + 1), Const(n)}))}))
    assert any(isinstance(x, Many) for x in values) and len(values) <= WIDEST
    assert any(isinstance(x, Ref) and x.path == "os.remove" for x in values)
    again = joined(values, frozenset({Const(7), Ref("os.remove.x3"), Opaque()}))
    assert again == joined(again, frozenset({Const(8), Ref("os.remove.x4")}))
