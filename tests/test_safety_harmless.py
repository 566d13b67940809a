"""What honest libraries do and is allowed, and beside it what somebody would make of it, which is not."""

from __future__ import annotations

import pytest

from volt.safety.findings import Level
from volt.safety.screen import screen


def vetoes(code: str) -> list[str]:
    return [f"{f.axiom} {f.capability}" for f in screen(code) if f.level is Level.VETO]


HONEST = [
    # What lies in `os.environ` are texts.
    "import os\nrv = os.environ.get('_' + 'X')\nprint(rv.split(), os.environ['_Y'].lower())",
    # A name is changed in its own scope.
    "import typing as t\ndef f(n: t.Any):\n    t = int(n)\n    t //= 60\n    return t",
    "import typing as t\nclass A:\n    def f(self, os=2):\n        os |= 1\n        return os",
    # Classes that are only named.
    "from types import CodeType\nseen: set[CodeType] = set()\ndef f(a: CodeType | None) -> str:\n    return a.co_name",
    "import types\ndef f(a):\n    return isinstance(a, (types.CodeType, str)) or type(a) is types.CodeType",
    "import types\nfrom typing import cast\ndef f(x):\n    return cast(types.FunctionType, cast(types.CodeType, x))",
    "import socket, subprocess\ndef f(s: socket.socket | None):\n"
    "    return isinstance(s, subprocess.Popen | socket.socket)",
    "import pytest\ndef test_x(monkeypatch: pytest.MonkeyPatch) -> None:\n    monkeypatch.setenv('A', 'b')",
    # What comes of a tree is no file, and what is encoded is none either.
    "import ast\ndef f(x):\n    for node in ast.walk(ast.parse(x)):\n        print(ast.dump(node))",
    "import base64\nfrom pathlib import Path\nprint(base64.b64encode(Path(__file__).read_bytes()))",
    # Names of variables, and names that modules have and others use.
    "import os\nprint(any(i.startswith('SPYDER') for i in os.environ), os.environ['A'])",
    "import IPython.html.widgets as w\nprint(w.HBox())",
    "from rich import inspect\nimport shutil\ninspect(1)\nshutil.copy('a', 'b')",
    "import os\ndef f(x):\n    flags = getattr(os, 'O_BINARY', 0)\n    x.a = flags\n    return getattr(x.a, x.b)",
    "import datetime\ndef f(x):\n    for t in (datetime.timezone.utc, x):\n        t.unit = 'B'",
    # Items of what a call gives, and handlers of a logger.
    "import sys\ndef f(**kw):\n    kw = kw.copy()\n    kw['file'] = sys.stdout\n    print('x', **kw)",
    "import logging\nfor one in [logging.root]:\n    one.handlers = [logging.StreamHandler()]",
    # What functions and classes tell of themselves.
    "def f(c):\n    return f'{c.__module__}.{c.__qualname__}', '{0.__module__}.{0.__class__.__name__}'.format(c)",
    "def f(g):\n    return g.__self__.__class__.__name__ if hasattr(g, '__self__') else None",
    "def f(g):\n    return getattr(g, '__self__', None) is None or g.__self__ is g",
    "import inspect\ndef f(g):\n    owner = g.__self__\n"
    "    if not (inspect.ismodule(owner) or isinstance(owner, type)):\n"
    "        print(f'{owner!r}.{g.__name__}')",
    "def f(g):\n    return hasattr(g, '__globals__')",
    "import inspect\ndef f(g):\n    g = inspect.unwrap(g)\n    return g.__defaults__, g.__kwdefaults__, g.__wrapped__",
    # Where a module was found.
    "assert __spec__ is not None\nnames = [f'{__spec__.parent}._x']",
    "from typing import cast\n__spec__ = cast('ModuleSpec', __spec__)\nx = __spec__.parent\nfrom .a import b",
    # Reading.
    "import os\ndef f(p):\n    fd = os.open(p, os.O_RDONLY | getattr(os, 'O_NOFOLLOW', 0))\n    try:\n"
    "        return os.read(fd, 10).decode()\n    finally:\n        os.close(fd)",
    "import os\nfd = os.open('lock', os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)\nos.write(fd, b'1')\nos.close(fd)",
    "import io\nnull = open('/dev/null', 'w')\nprint(isinstance(null, io.FileIO))",
    "import winreg\nwith winreg.OpenKey(winreg.HKEY_CURRENT_USER, 'x') as key:\n    winreg.QueryValueEx(key, 'y')",
    # Members that are found again.
    "import enum\nclass A(enum.Enum):\n    X = 1\n\n    def __reduce_ex__(self, n):\n"
    "        return getattr, (self.__class__, self.name)",
    "class A:\n    X = 1\n\n    def __reduce__(self):\n        return getattr, (type(self), 'X')",
    "from itertools import repeat\ndef f(xs, n):\n    return list(zip(*repeat(iter(xs), n), strict=False))",
    "class A:\n    def __reduce__(self):\n        return self._make, (1,)\n\n    @staticmethod\n"
    "    def _make(x):\n        return x",
    "import importlib.util\nif not importlib.util.find_spec('rich'):\n    print('no')",
    "from importlib.util import find_spec\nprint(bool(find_spec('rich')))",
    "from importlib import import_module\nimport_module('json')",
    "from pip._vendor.rich.text import Text\nText()",
    "def f(names):\n    return [n for n in names if n != '__builtins__']",
    "import threading\ndef f(x):\n    x.a = threading.local()\n    x.a._b = x\n    return x.a._b.__class__.__name__",
    "def f(x, data):\n    getattr(x, data.decode())",
    "from .a import A\nA.__doc__ = 'What it is.'",
    # Classes as keys, functions of the program's own after a fork, and copies by pickling.
    "import types, yaml\ndef f(dumper, x):\n    return dumper.represent_str(x.__name__)\n"
    "yaml.add_representer(types.FunctionType, f)\nyaml.SafeDumper.add_representer(types.FunctionType, f)",
    "import os, random\ndef again():\n    random.seed()\nos.register_at_fork(after_in_child=again)",
    "import pickle\nclass A:\n    pass\ndef f():\n    return pickle.loads(pickle.dumps([f, A()]))",
    "from xml.dom.xmlbuilder import DocumentLS\nclass D(DocumentLS):\n    pass",
    # What never runs.
    "from typing import TYPE_CHECKING\nX = 1\nif TYPE_CHECKING:\n    from importlib.machinery import ModuleSpec\n"
    "def f(a: 'ModuleSpec'):\n    return a",
    "from __future__ import annotations\nimport sys\nimport typing as t\nF = t.TypeVar('F')\n"
    "if sys.version_info > (3,):\n    import x\nelse:\n    x = []\n"
    "if t.TYPE_CHECKING:\n    import pip.a\n    from pip import b\ndef f(a: b.c):\n    return a",
    "import typing as t\ntry:\n    import x\nexcept ImportError:\n    x = None\nif t.TYPE_CHECKING:\n    import pip\n"
    "else:\n    y = 1\nprint(y)",
]


@pytest.mark.parametrize("code", HONEST)
def test_what_honest_libraries_do_is_allowed(code: str) -> None:
    assert vetoes(code) == []


REDUCES = "class A:\n    def __reduce__(self):\n        return {}\n"
HIDES = "if TYPE_CHECKING:\n    from os import remove\n"
OPENS = "import os\nfd = os.open('x', os.O_RDONLY)\n"
EVASIONS = [
    "import types\nclass yaml:\n    def add_representer(k, c):\n        return k(c, {})\n"
    "yaml.add_representer(types.FunctionType, code)()",
    "import os\nos.register_at_fork(before=os.abort)",
    "import os\nos.register_at_fork(**{'before': print})",
    "import pickle\ndef f(x):\n    return pickle.loads(x or pickle.dumps([f]))",
    "from xml.dom import minidom\nminidom.getDOMImplementation().createDOMBuilder(1, None).parseURI('http://a.b/')",
    "from xml.dom.xmlbuilder import DOMImplementationLS\nDOMImplementationLS().createDOMBuilder(1, None).parse(x)",
    "import os\nprint(os.environ._data)",
    "import os\nprint(os.environ.__dict__['_data'])",
    "import os\nprint(vars(os.environ)['_data'])",
    "import os\nprint(getattr(os.environ, '_' + 'data'))",
    "import os\nprint(os.environ['API_' + 'TOKEN'])",
    "import os\ndef f():\n    t = os.environ\n    t |= {'PATH': 'x'}",
    "import builtins\nt = vars(builtins)\ndef f():\n    global t\n    t |= {'len': 1}",
    "import os\ndef f():\n    t = os.environ\n\n    def g():\n        nonlocal t\n        t |= {'PATH': 'x'}\n    g()",
    "from types import CodeType\nCodeType(*parts)",
    "import pytest\npytest.MonkeyPatch().setattr('os.remove', None)",
    "import base64\nbase64.encode(b'a', __file__)",
    "from types import CodeType\nmake = CodeType\nmake(*parts)",
    "from types import CodeType\ndef f(a: CodeType):\n    pass\nf.__annotations__['a'](*parts)",
    "import typing\nfrom types import CodeType\ndef f(a: CodeType):\n    pass\ntyping.get_type_hints(f)['a'](*parts)",
    "from inspect import signature as s\nfrom types import CodeType\ndef f(a: CodeType):\n    pass\nfind(s(f))(*parts)",
    "from types import CodeType\ndef isinstance(x, kind):\n    return kind(*x)\nisinstance(parts, CodeType)",
    "from types import CodeType\nclass M:\n    def __ror__(self, kind):\n        kind(*parts)\nx: CodeType | M()",
    "from types import CodeType\nclass K(type):\n    def __ror__(self, kind):\n        kind(*parts)\n"
    "class M(metaclass=K):\n    pass\nx: CodeType | M",
    "from .a import CodeType\nCodeType(*parts)",
    "import types\nfrom typing import cast\ncast('Any', types.FunctionType)(code, {})",
    "import types\ndef cast(kind, x):\n    return kind(x, {})\ncast(types.FunctionType, code)",
    "import os\nfrom typing import cast\ncast(str, os).system('ls')",
    "import subprocess\ndef isinstance(x, k):\n    return k(x)\nisinstance('ls', subprocess.Popen)",
    "import subprocess\nif x:\n    def isinstance(x, k):\n        return k(x)\nisinstance('ls', subprocess.Popen)",
    "import subprocess\nisinstance('ls', table[subprocess.Popen])",
    "import os\nfor name in os.environ:\n    print(os.environ[name])",
    "import os\nprint([os.getenv(name) for name in os.environ])",
    "import os\nlook = os.environ.get\nprint([look(name) for name in os.environ])",
    "import os\nprint(list(map(os.environ.get, [name for name in os.environ])))",
    "import os\nprint(list(os.environ))",
    "import os\nprint({k: x for k, x in os.environ.items() if k.startswith('GITHUB_')})",
    "from importlib import import_module as load",
    "from importlib import import_module\nload = import_module",
    "from importlib import import_module\nimport_module(name)",
    "from .a import import_module\nimport_module(name)",
    "from importlib.util import find_spec as find",
    "from .a import find_spec\nfind_spec('x').loader",
    "from pip._vendor import requests\nrequests.get(x)",
    "import pip._vendor.requests as r\nr.get(x)",
    "from pip._internal import main",
    "names = {'__builtins__': f}",
    "import antigravity",
    "import IPython\nIPython.start_ipython()",
    "import inspect\nprint(list(inspect))",
    "import os\nprint(getattr(os, name))",
    "import os\nclass A:\n    def f(self, x):\n        self.x = getattr(os, x)",
    "import os\nos.__setattr__('getcwd', f)",
    "import os\nos.__delattr__('getcwd')",
    "import os\nvars(os)['getcwd'] = f",
    "import sys\nsys.modules['os'] = f",
    "import logging\nlogging.Logger.info = f",
    "import logging\nlogging.root.__class__.info = f",
    "import logging\nlogging.getLogger().__class__.info = f",
    "print('{0.__class__.__init__.__globals__}'.format(f))",
    "print('{0.__class__}'.format(f))",
    "print('{0.__globals__.__name__}'.format(f))",
    "len.__self__.exec(text)",
    "def f(g):\n    m = g.__self__\n    m.exec(text)\nf(len)",
    "def f(g):\n    g.__self__.system('ls')",
    "def f(g, kind):\n    return isinstance(g.__self__, kind)",
    "class K(type):\n    def __instancecheck__(cls, x):\n        x.exec('1')\nclass A(metaclass=K):\n    pass\n"
    "def f(g):\n    return isinstance(g.__self__, (A, str))",
    "def f(g):\n    return f'{g.__self__:{g}}'",
    "def isinstance(x, kind):\n    return x.exec('1')\ndef f(g):\n    return isinstance(g.__self__, str)",
    "found = print.__self__.eval",
    "def f(g):\n    return g.__self__.open",
    "def f(g):\n    m = g.__self__\n    found = m.getattr\n    return found",
    "def f(g):\n    found = g.__self__.globals\n    return found()",
    "def f(g):\n    h(g.__self__)",
    "def f(g):\n    return [g.__self__]",
    "def f(g):\n    class A:\n        m = g.__self__\n    return A",
    "def f(g, name):\n    return getattr(g.__self__, name)",
    "def f(g):\n    return getattr(g, '__self__').exec(text)",
    "def f(g):\n    return vars(g.__self__)['exec'](text)",
    "import operator\n[m] = map(operator.attrgetter('__self__'), [len])",
    "import operator\n[m] = map(operator.attrgetter('__se' + 'lf__'), [len])",
    "class A:\n    def __eq__(self, name):\n        self.x = getattr(f, name)\nA() == '__globals__'",
    "class A:\n    def __getattr__(self, name):\n        self.x = getattr(f, name)\nhasattr(A(), '__globals__')",
    "def hasattr(x, name):\n    return getattr(x, name)\nhasattr(f, '__globals__')",
    "hasattr = getattr\nhasattr(f, '__globals__')",
    "import tarfile\nprint(tarfile.open.__defaults__)",
    "import inspect, tarfile\nprint(inspect.unwrap(tarfile.open).__defaults__)",
    "__spec__ = other\nfrom . import a",
    "from typing import cast\nx = cast('ModuleSpec', __spec__)",
    "from typing import cast\n__spec__ = cast('M', other)\nfrom . import a",
    "def cast(a, b):\n    return b.loader\n__spec__ = cast('M', __spec__)",
    "x = (__spec__ is None) or __spec__.loader",
    "import os\nos.open('x', os.O_WRONLY)",
    "import os\nos.open('x', os.O_RDONLY | os.O_TRUNC)",
    "import os\nos.open('x', os.O_WRONLY | os.O_CREAT)",
    "import os\nos.open('/etc/cron.d/x', os.O_WRONLY | os.O_CREAT | os.O_EXCL)",
    "import os\nos.open('x', os.O_CREAT | os.O_EXCL | os.O_WRONLY | 512)",
    "import os\nfd = os.open('x', os.O_RDONLY)\nos.write(fd + 1, b'')",
    "open('/dev/sda', 'w')",
    "open('/dev/null/../sda', 'w')",
    "import os\nos.open('x', os.O_WRONLY | os.O_CREAT | (os.O_EXCL if a else 0))",
    "import os\nos.open('x', os.O_WRONLY | os.O_CREAT | getattr(os, 'O_EXCL', 0))",
    "import os\nos.open('x', os.O_WRONLY | os.O_CREAT | (os.O_EXCL if a else os.O_CLOEXEC))",
    "import os\nos.open('x', flags)",
    "import os\nos.open(*('x', os.O_WRONLY), os.O_RDONLY)",
    "import os\nos.open(*('x', os.O_WRONLY | os.O_TRUNC), os.O_RDONLY, 0)",
    "import winreg\nwith winreg.OpenKey(*(winreg.HKEY_CURRENT_USER, 'x', 0), winreg.KEY_SET_VALUE) as key:\n    pass",
    "import os\nos.open('x', getattr(os, name))",
    "import os\nos.open('x', getattr(os, 'O_TRUNC', 0))",
    "import os\nos.open('x', os.O_RDONLY + 1)",
    "import os\nos.open('/etc/shadow', os.O_RDONLY)",
    "import os\nf = os.open\nf('x', os.O_RDONLY)",
    OPENS + "os.close(1)",
    OPENS + "os.close(fd - 1)",
    OPENS + "fd = fd if fd else 1\nos.close(fd)",
    OPENS + "os.dup2(fd, 1)",
    OPENS + "os.write(1, b'x')",
    "import winreg\nwinreg.SetValueEx(key, 'a', 0, 1, 'b')",
    "import winreg\nwith winreg.OpenKey(winreg.HKEY_CURRENT_USER, 'x', 0, winreg.KEY_ALL_ACCESS) as key:\n    pass",
    "import winreg\nwith winreg.CreateKey(winreg.HKEY_CURRENT_USER, 'x') as key:\n    pass",
    REDUCES.format("self._make, (1,)") + "A._make = f",
    "import os\n" + REDUCES.format("self._make, ('ls',)") + "A._make = os.getcwd",
    "from os import *\n" + REDUCES.format("self._make, ('ls',)") + "\nclass B(A):\n    _make = system",
    REDUCES.format("self._make, (1,)") + "class B(A):\n    _make = eval",
    REDUCES.format("other._make, (1,)") + "class B(A):\n    def _make(self):\n        pass",
    "from itertools import repeat\nprint(list(zip(*repeat(1))))",
    "import importlib.util\nx = importlib.util.find_spec('numpy') or 1",
    "def f(x, data):\n    return getattr(x, data.decode())",
    "import os\nos.__doc__.x = 1\nos.name = 'x'",
    REDUCES.format("getattr, (other, 'X')"),
    REDUCES.format("getattr, (self.__class__, name())"),
    REDUCES.format("getattr, (self, self.name)"),
    REDUCES.format("getattr, (self.__class__, 'X', 1), {}"),
    REDUCES.format("getattr, (self.__class__, 'X')") + "look, _ = A().__reduce__()",
    REDUCES.format("getattr, (self.__class__, 'X')") + "look, _ = getattr(A(), '__reduce__')()",
    REDUCES.format("eval, (self.__class__, 'X')"),
    "from typing import TYPE_CHECKING\n" + HIDES + "remove('x')",
    "from typing import TYPE_CHECKING\n" + HIDES + "def f(a: remove):\n    pass",
    "from __future__ import annotations\nfrom typing import TYPE_CHECKING\n"
    + HIDES
    + "def f(a: remove('x')):\n    pass",
    "from __future__ import annotations\nfrom typing import TYPE_CHECKING\n"
    + HIDES
    + "from os import *\nimport os\nremove = os.remove\ndef f(a: remove):\n    pass",
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import os\n    os.remove('x')",
    "import os\nfd = os.open('x.py', os.O_WRONLY | os.O_CREAT | os.O_EXCL)\nos.write(fd, b'import os\\nos.remove(1)')",
    "from typing import TYPE_CHECKING\nTYPE_CHECKING = True\n" + HIDES,
    "from typing import TYPE_CHECKING\nTYPE_CHECKING = 1\n" + HIDES,
    "import typing\nfrom typing import TYPE_CHECKING\nglobals()[name] = 1\n" + HIDES,
    "from typing import TYPE_CHECKING\nfrom .a import *\n" + HIDES,
    "from .a import TYPE_CHECKING\n" + HIDES,
    "from typing import TYPE_CHECKING\nx = TYPE_CHECKING = 1\n" + HIDES,
    "from typing import TYPE_CHECKING\nif x:\n    TYPE_CHECKING = 1\n" + HIDES,
    "from typing import TYPE_CHECKING\nx = [TYPE_CHECKING := 1]\n" + HIDES,
    "from typing import TYPE_CHECKING\nx = vars().update(TYPE_CHECKING=1)\n" + HIDES,
    "import builtins\nfrom typing import TYPE_CHECKING\nx = builtins.exec('TYPE_CHECKING = 1')\n" + HIDES,
    "import typing\nfrom typing import TYPE_CHECKING\nx = typing.__setattr__('TYPE_CHECKING', 1)\n"
    + HIDES.replace("TYPE_CHECKING", "typing.TYPE_CHECKING"),
    "if x:\n    from .a import TYPE_CHECKING\nelse:\n    from typing import TYPE_CHECKING\n" + HIDES,
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    pass\nelse:\n    TYPE_CHECKING = 1\n" + HIDES,
    "from typing import Any as TYPE_CHECKING\n" + HIDES,
    "from typing import TYPE_CHECKING\ntry:\n    import x\nexcept ImportError as TYPE_CHECKING:\n    pass\n" + HIDES,
    "import typing\ntyping.TYPE_CHECKING = True\n" + HIDES,
    "from typing import TYPE_CHECKING\n" + HIDES.replace("TYPE_CHECKING:", "TYPE_CHECKING or 1:"),
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    pass\nelse:\n    import os\n    os.remove('x')",
]


@pytest.mark.parametrize("code", EVASIONS)
def test_what_somebody_would_make_of_it_is_refused(code: str) -> None:
    assert vetoes(code)
