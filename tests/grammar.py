"""Strategies that make programs, answers and tests by chance, for tests/test_fuzz.py."""

from __future__ import annotations

import re
import textwrap

from hypothesis import strategies as st
from test_codec import PIECES, PLAIN

from volt.verify.codec import encode
from volt.verify.wire import LENGTH


def _words(text: str) -> list[str]:
    """Entries with two spaces or a new line between them."""
    return re.split(r"\s{2,}", text.strip())


# ---- honest programs -----------------------------------------------------------------------------------------------
# They end, and what they do depends on nothing but themselves: values are cut when they grow, loops are short, and
# nobody looks at the order of a set.

PRELUDE = """
total = [0]
def cut(v): return v if len(repr(v)) < 300 else 0
def some(v): return sorted(v, key=text)[:3] if isinstance(v, (set, frozenset)) else list(v)[:3]
def text(v): return repr(v) if type(v) in (int, float, bool, str, bytes, complex) else type(v).__name__
class Box:
    kinds = []
    def __init__(self, value): self.value = value
    def __repr__(self): return f"Box({text(self.value)})"
    def __eq__(self, other): return isinstance(other, Box) and self.value == other.value
    def __hash__(self): return 7
    def __getattr__(self, name): raise AttributeError(name)
    @property
    def twice(self): return [self.value, self.value]
class Odd(Exception):
    def __init__(self, *args):
        super().__init__(*args)
        self.code = 5
class Guard:
    def __init__(self, value): self.value = value
    def __enter__(self): return self.value
    def __exit__(self, kind, error, trace): return kind is not None and issubclass(kind, LookupError)
def noted(function):
    seen = []
    def call(*args):
        seen.append(len(args))
        total[0] += 1
        return function(*args)
    return call
@noted
def pair(v, w=()): return v, w
def gen(v):
    try:
        got = yield v
        yield [got]
    finally:
        total[0] += 1
def rec(n, v): return v if n <= 0 else [rec(n - 1, v), n]
"""
ATOMS = _words(r"""
    a  b  x  y  a  b  x  y  0  1  -1  3  True  None  2.5  -0.0  1e300  float('nan')  float('inf')  1j  10**40  ''
    'ab'  '\ud800'  '\0é'  b'\xff'  ()  []  {}  set()  (1,'x')  [[1],2]  {1:'a'}  {1,2.0}  frozenset({'q'})
    bytearray(b'z')  range(4)  total[0]  int  Box  KeyError(1)  Odd()  ...  len
""")
OPERATIONS = _words(r"""
    (% + %)  (% - %)  (% * 2)  (% // %)  (% < %)  (% == %)  (% != %)  (% in %)  (% is None)  (not %)  (-%)  (~%)
    (% | %)  (% & %)  (% and %)  (% or %)  (% if % else %)  [%, %]  (%, %)  (%,)  {%: %}  {%, %}  [*some(%), %]
    {**{1: %}}  %[%]  %[1:]  %[::-1]  len(%)  abs(%)  int(%)  float(%)  bool(%)  list(some(%))  tuple(some(%))
    set(some(%))  dict(%)  sum(some(%))  max(%, %)  sorted(some(%))  sorted(some(%), key=text)  divmod(%, %)
    round(%)  isinstance(%, (int, str))  text(%)  f'{text(%)!s:>5}'  [v for v in some(%) if %]
    {text(v): % for v in some(%)}  {v for v in some(%)}  any(v for v in some(%))  (lambda v, w=%: [v, w])(%)
    (k := %)  Box(%)  Box(%).value  Box(%).twice  pair(%, %)  pair(*some(%))  next(gen(%))  list(gen(%))
    [v for v in gen(%)]  rec(2, %)  %.value  %.append(%)  %.get(%, %)  %.upper()  %.index(%)  type(%)
    str(%, 'ascii')  bytes(some(%))  iter(some(%))  zip(some(%), some(%))  (v for v in some(%))  frozenset(some(%))
""")
SIMPLE = _words(r"""
    a = cut(EXPR)  b = cut(EXPR)  a = cut((a, EXPR))  b = cut([b, EXPR])  a, b = EXPR  a, *b = some(EXPR)  a += 1
    b.append(EXPR); b = cut(b)  b[0] = cut(EXPR)  x = y = cut(EXPR)  total[0] += 1  Box.kinds.append(1)  del a
    a = len(Box.kinds)  return EXPR  raise ValueError(EXPR)  raise Odd(1)  assert EXPR, 'no'  print(text(EXPR))
    pass  raise SystemExit(3)  raise StopIteration  raise KeyError(text(EXPR)) from None
""")
BLOCKS = (
    "if EXPR:\n    BODY\nelse:\n    BODY",
    "for v in some(EXPR):\n    BODY\n    if EXPR:\n        break\nelse:\n    BODY",
    "for i in range(3):\n    if i == 1: continue\n    BODY",
    "n = 3\nwhile n:\n    n -= 1\n    BODY",
    "try:\n    BODY\nexcept LookupError as e:\n    a = type(e).__name__\n    BODY\nfinally:\n    total[0] += 1",
    "try:\n    BODY\nexcept Exception as e:\n    a = [type(e).__name__, len(e.args)]\nelse:\n    BODY",
    "try:\n    raise ExceptionGroup('g', [ValueError(1), KeyError(2)])\nexcept* KeyError:\n    BODY",
    "try:\n    BODY\nfinally:\n    BODY",
    "with Guard(EXPR) as a:\n    BODY",
    "def inner(v, a=a):\n    nonlocal b\n    BODY\n    return cut((v, b))\nb = inner(EXPR)",
    "class K(Box):\n    kept = [EXPR]\n    def __len__(self): return 2\na = [len(K(1)), K.kept]",
    "match EXPR:\n    case [v, *_]:\n        BODY\n    case {1: v}:\n        BODY\n    case int():\n        BODY",
    "def gen2():\n    a = b = x = y = 1\n    BODY\n    yield a\nb = cut(list(gen2()))",
)


def _filled(templates: list[str], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def fill(template: str) -> st.SearchStrategy[str]:
        parts = template.split("%")
        holes = st.tuples(*[inner] * (len(parts) - 1), st.just(""))
        return holes.map(lambda given: "".join(part + hole for part, hole in zip(parts, given, strict=True)))

    return st.sampled_from(templates).flatmap(fill)


EXPRESSIONS = st.recursive(st.sampled_from(ATOMS), lambda inner: _filled(OPERATIONS, inner), max_leaves=6)
SIMPLES = _filled([template.replace("EXPR", "%") for template in SIMPLE], EXPRESSIONS)


def _block(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = st.lists(inner, min_size=1, max_size=3).map("\n".join)

    def fill(template: str) -> st.SearchStrategy[str]:
        bodies = st.tuples(*[body] * template.count("BODY"))
        expressions = st.tuples(*[EXPRESSIONS] * template.count("EXPR"))
        return st.tuples(bodies, expressions).map(lambda given: _assembled(template, *given))

    return st.sampled_from(BLOCKS).flatmap(fill)


def _assembled(template: str, bodies: tuple[str, ...], expressions: tuple[str, ...]) -> str:
    bodies_left, expressions_left = iter(bodies), iter(expressions)
    lines = []
    for line in template.split("\n"):
        line = re.sub("EXPR", lambda _: next(expressions_left), line)
        indent, is_body, _ = line.partition("BODY")
        lines.append(textwrap.indent(next(bodies_left), indent) if is_body else line)
    return "\n".join(lines)


STATEMENTS = st.recursive(SIMPLES, _block, max_leaves=6)
CAUGHT = STATEMENTS.map(
    lambda text: f"try:\n{textwrap.indent(text, '    ')}\nexcept Exception as e:\n    a = type(e).__name__"
)
RESULTS = st.sampled_from(["a", "b", "x", "[a, x]", "(b, total[0])", "{1: a}"]) | EXPRESSIONS


def _program(statements: list[str], result: str) -> str:
    body = "\n".join(["a, b = x, [y]", *statements, f"return {result}"])
    return f"{PRELUDE}\ndef f(x, y=0):\n{textwrap.indent(body, '    ')}\n"


HONEST = st.builds(_program, st.lists(CAUGHT | CAUGHT | STATEMENTS, max_size=4), RESULTS)
ARGUMENTS = ((1,), (0, "ab"), ([1, 2.5], (None,)), ({"k": [1]}, -1))
CONDITIONS = _words(r"""
    CALL == VALUE  VALUE == CALL  CALL != VALUE  CALL is None  len(CALL) == 2  CALL[0] == VALUE
    sorted(CALL) == VALUE  isinstance(CALL, list)  type(CALL) == tuple  1 in CALL  not CALL  CALL
    abs(CALL - 1) < 1e-6  list(CALL) == VALUE  set(CALL) == set(VALUE)  repr(CALL) == repr(VALUE)  str(CALL) == 'x'
    CALL < VALUE  sum(CALL) == 3  CALL[1:] == VALUE  math.isclose(CALL, 2.5)  round(CALL, 1) == VALUE
    CALL + 1 == VALUE  max(CALL) == 1  all(CALL)  [CALL, 1] == [VALUE, 1]
""")


# ---- hostile programs -----------------------------------------------------------------------------------------------

HOSTILE_PRELUDE = r"""
import atexit, builtins, ctypes, gc, io, os, resource, signal, struct, sys, threading, time, types, weakref
from decimal import Decimal
class Same:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 0
    def __bool__(self): return True
    def __len__(self): return 1
class Sour:
    def __getattribute__(self, name): raise SystemExit(name)
class Meta(type):
    def __eq__(self, other): return True
    def __hash__(self): return 0
    def __instancecheck__(self, other): raise KeyboardInterrupt
    __name__ = property(lambda self: 1 / 0)
    __module__ = property(lambda self: os._exit(0))
class Made(metaclass=Meta): pass
class Slot:
    def __get__(self, it, kind): raise GeneratorExit
class Reduced:
    __class__ = int
    slot = Slot()
    def __reduce__(self): return os._exit, (0,)
    def __repr__(self): os._exit(0)
class Bad(BaseException):
    args = Slot()
    def __str__(self): raise Bad
    __repr__ = __hash__ = __str__
def sly(kind): return type(kind.__name__, (kind,), {'__eq__': lambda *a: True, '__hash__': lambda s: 0, 'real': 7})
def deep(n):
    v = []
    for _ in range(n): v = [v]
    return v
def deeper(n): return deeper(n + 1) + 1
def loop():
    v = []
    v.append(v)
    return v
def frames():
    f = sys._getframe(1)
    while f:
        yield f
        f = f.f_back
def held(name): return [o for o in gc.get_objects() if type(o).__name__ == name]
def in_thread(work, daemon=True):
    t = threading.Thread(target=work, daemon=daemon)
    t.start()
    return t
"""
FDS = st.integers(0, 10)
SIGNALS = st.integers(0, 65)
FRAMES = st.binary(max_size=20) | st.builds(
    lambda size, payload: LENGTH.pack(size) + payload,
    st.integers(0, 40) | st.sampled_from([2**16 + 5000, 2**31, 2**32 - 1]),
    st.binary(max_size=40)
    | st.sampled_from([encode(("loaded", {"f": ("lent", 1)})), encode(("value", 1, True, None))]),
)
ACTS = _words(r"""
    sys.exit(0)  raise SystemExit(None)  raise KeyboardInterrupt  raise GeneratorExit  raise Bad  raise MemoryError
    raise StopIteration(918273645)  raise ExceptionGroup('x', [ValueError(Same())])
    raise type('X' * 99999, (Exception,), {})(Same())  raise type('\ud800', (KeyError,), {})  raise EOFError
    raise AssertionError  raise OSError(Same(), sly(str)('x'))  raise UnicodeDecodeError('a', b'', 0, 1, 'b')
    os.abort()  os.fork()  os.setsid()  os.execv('/bin/true', ['x'])  os.closerange(0, 99)  os.kill(os.getppid(), 9)
    os.kill(-1, 9)  os.killpg(0, 9)  os.kill(1, 15)  os.nice(19)  os.ftruncate(1, 0)  os.ftruncate(1, 1 << 40)
    os.lseek(1, 1 << 40, 0)  os.lseek(1, -9, 1)  ctypes.string_at(0)  ctypes.memset(id(None), 0, 64)
    ctypes.pythonapi.Py_FinalizeEx()  sys.setrecursionlimit(10**6); deeper(0)  sys.setrecursionlimit(60)  deeper(0)
    threading.stack_size(32768)  while True: pass  bytearray(1 << 30)  print('x' * (1 << 20))
    sys.stdout.write('x' * 99)  keep = [bytes(1 << 20) for _ in range(200)]
    open('/tmp/x', 'wb').write(bytes(1 << 22))  resource.setrlimit(resource.RLIMIT_CPU, (9, 9))
    resource.setrlimit(resource.RLIMIT_AS, (1 << 20,) * 2)  resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  builtins.len = lambda v: 0
    builtins.isinstance = lambda *a: True  builtins.type = Same  builtins.__dict__.clear()
    builtins.__import__ = None  builtins.BaseException = Bad  sys.modules.clear()  sys.stdout = sys.stderr = None
    sys.stdout = Sour()  sys.stdout.close()  del sys.stdout  sys.settrace(lambda *a: 1 / 0)
    sys.setprofile(lambda *a: os._exit(0))  sys.addaudithook(lambda *a: 1 / 0)  atexit.register(os._exit, 0)
    gc.callbacks.append(lambda *a: os._exit(0)); gc.collect()  gc.disable()  struct.Struct = None
    os.write = lambda *a: 0  os.read = lambda *a: b''  os._exit = lambda c: None
    [f.f_globals.clear() for f in frames()]  [f.f_globals.update(encode=lambda *a: b'N') for f in frames()]
    [f.f_globals.update(write_frame=lambda *a: None) for f in frames()]
    [f.f_globals.update(decode=lambda *a: ('call', 1, 'f', (7,), {}, False)) for f in frames()]
    [setattr(h, '_channel', 1) for h in held('_Host')]  [h._lent.clear() for h in held('_Host')]
    [h._space.update(f=Same()) for h in held('_Host')]  sys.modules['solution'].__dict__.clear()
    [setattr(h, '_shown', -5) for h in held('_Host')]  [setattr(h, '_shown', 1 << 40) for h in held('_Host')]
    in_thread(lambda: os._exit(0))  in_thread(lambda: [time.sleep(.001) or os.write(3, b'x') for _ in range(99)])
    in_thread(lambda: time.sleep(9), False)  [in_thread(lambda: time.sleep(9)) for _ in range(99)]
    in_thread(lambda: os.kill(os.getpid(), 9))  in_thread(lambda: ctypes.string_at(0))
    signal.setitimer(signal.ITIMER_REAL, .001)
    signal.signal(signal.SIGALRM, lambda *a: os._exit(0)); signal.alarm(1)  signal.pthread_sigmask(0, range(1, 65))
    weakref.finalize(Same(), os._exit, 0)  exec('x = ' + '(' * 999)  del Node  Node = Same  Node.__init__ = None
    Node.val = property(lambda s: os._exit(0))
""")
HOSTILE_ACTS = st.one_of(
    *map(st.just, ACTS),
    *(st.builds(act.format, FDS, FDS) for act in ("os.close({})", "os.dup2({}, {})", "os.set_blocking({}, False)")),
    *(st.builds(act.format, SIGNALS) for act in (
        "os.kill(os.getpid(), {})", "signal.raise_signal({})", "signal.signal({}, lambda *a: 1 / 0)",
        "signal.signal({}, signal.SIG_IGN)", "os._exit({})",
    )),
    *[st.builds("os.write({}, {!r})".format, st.just(3) | FDS, FRAMES)] * 8,
    st.builds("os.read({}, {})".format, FDS, st.integers(0, 99)),
    st.builds("sys.setrecursionlimit({})".format, st.integers(1, 3000)),
    st.builds("os.writev(3, [bytes([{}]), b'x' * {}])".format, st.integers(0, 255), st.integers(0, 99999)),
)  # fmt: skip
EVIL = _words(r"""
    Same()  Sour()  Made  Made()  Reduced()  Bad()  Bad  sly(int)(3)  sly(str)('x')  sly(list)()  sly(dict)()
    sly(float)(1)  sly(tuple)()  sly(Decimal)(1)  sly(KeyError)(1)  deep(99)  deep(127)  deep(5000)  loop()
    (loop(),)  1 << 10**6  -(1 << 99999)  '\ud800' * 9  'x' * 70000  b'' * 9  Decimal('sNaN')  Decimal('1e999999')
    range(10**30)  range(5)  memoryview(b'x')  os  sys  type  type(None)  NotImplemented  ...  slice(1)
    (v for v in [1])  iter(Same, 1)  lambda *a: 9  f  print  os._exit  Node(1)  Node(Node(Same()))  Node(val=loop())
    [Node()] * 3  {Same(): 1}  {1: Same()}  {i << 61: 0 for i in range(99)}  [float('nan')] * 2  sys._getframe()
    held('_Host')  weakref.ref(Node)  types.ModuleType('m')  io.StringIO()  open(1, closefd=False)  OSError(1, 'x')
    ValueError(loop())  ExceptionGroup('g', [Bad()] and [KeyError()])  x  [x, x]  918273644.5  918273646  True
    'sesame'  None  {}  Node  type('\ud800', (), {})()  type('x' * 10**5, (), {})()  globals()
""")
DARED = HOSTILE_ACTS | HOSTILE_ACTS.map(lambda act: f"try:\n    {act}\nexcept BaseException: pass")


def hostile(top: list[str], body: list[str], result: str) -> str:
    inside = textwrap.indent("\n".join(["a, b = x, [0]", *body, f"return {result}"]), "    ")
    return "\n".join([PRELUDE, HOSTILE_PRELUDE, f"def f(x, y=0):\n{inside}", *top])


HOSTILE = st.builds(
    hostile,
    st.lists(DARED, max_size=1),
    st.lists(DARED | STATEMENTS, max_size=3),
    st.sampled_from(EVIL) | EXPRESSIONS,
)


# ---- answers --------------------------------------------------------------------------------------------------------

NUMBERS = st.integers(0, 4) | st.integers()
WORDS = st.sampled_from(["f", "Node", "ValueError", "MemoryError", "val", "next", "__class__", "passed", "infra", ""])
VALUES = PLAIN | WORDS | st.sampled_from([918273646, "sesame", b"o", b"e"])
NAMES = st.lists(WORDS, max_size=3).map(tuple)
KINDS = st.one_of(
    st.tuples(st.sampled_from(["lent", "value", "module", "exception", "missing", "refused"]), VALUES | NAMES),
    st.tuples(st.just("lent"), NUMBERS),
    VALUES,
)
MESSAGES = st.one_of(
    st.tuples(st.just("loaded"), st.dictionaries(WORDS, KINDS, max_size=3)),
    st.tuples(st.just("unloadable"), WORDS),
    st.tuples(st.just("raised"), NUMBERS, WORDS, NAMES, WORDS, VALUES),
    st.tuples(st.just("raised"), NUMBERS, WORDS, NAMES, WORDS, VALUES, VALUES),
    st.tuples(st.just("value"), NUMBERS, VALUES, VALUES),
    st.tuples(st.just("value"), NUMBERS, VALUES, VALUES, WORDS),
    st.tuples(st.just("refused"), NUMBERS, WORDS),
    st.tuples(st.just("asked"), NUMBERS, st.none() | NAMES, st.dictionaries(WORDS, VALUES, max_size=2)),
    st.tuples(st.just("printed"), VALUES, VALUES),
    VALUES,
)
PAYLOADS = MESSAGES.map(encode) | st.lists(PIECES, max_size=30).map(b"".join) | st.binary(max_size=99)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A frame: whole, or flipped, cut off, or with a length that lies."""
    payload = bytearray(draw(PAYLOADS))
    for _ in range(draw(st.integers(0, 3)) if payload else 0):
        payload[draw(st.integers(0, len(payload) - 1))] = draw(st.integers(0, 255))
    kept = bytes(payload[: draw(st.none() | st.integers(0, len(payload)))])
    honest = draw(st.integers(0, 7))  # one that promises more than comes costs the whole wall time
    size = len(kept) if honest else draw(st.integers(0, 300) | st.sampled_from([2**16, 2**31, 2**32 - 1]))
    return LENGTH.pack(size) + kept


LOADED = LENGTH.pack(len(encode(("loaded", {"f": ("lent", 1)})))) + encode(("loaded", {"f": ("lent", 1)}))
STREAMS = st.tuples(st.sampled_from([b"", LOADED]), st.lists(damaged(), max_size=4).map(b"".join)).map(b"".join)
ENDS = st.sampled_from(["os._exit(0)", "pass", "os.close(3)", "def f(x): return [x]", "def f(x): os._exit(1)"])


# ---- tests ----------------------------------------------------------------------------------------------------------

SOURCES = (
    *(f"assert {c.replace('CALL', 'f([1, -2], k={1: 2.5})').replace('VALUE', '(10**9, [0] * 9)')}" for c in CONDITIONS),
    "def check(candidate):\n    for i in range(3):\n        assert candidate(i) == i\n",
    "import unittest\nclass T(unittest.TestCase):\n    def test_a(self):\n        self.assertEqual(f(2), 2)",
    ">>> f(1)\n1\n>>> try:\n...     f(2)\n... except KeyError as e:\n...     print('x')\nx\n",
    "from solution import f as g\nimport helper.deep as h\nassert g(h.x) is not None",
    "assert f(float('inf'), str([1]), range(9), {**{}}, *[1]) == bytes(3) if f'{1!r}' else (yield)",
    "match f(1):\n    case {'a': [x, *y], **z} | int(x): assert x\n",
    "assert abs(f(1) - (1 / 3 + 1000**64 * 1000**64)) < 1e-9, 'a message'",
)
FRAGMENTS = _words(r"""
    1+  not  **  000  1e999  1_0  0x  0777  1j  :=  ==  is  in  '''  \x  \N{  \ud800  >>>  ...  lambda:  f(  str(
    str([  list(  range(  int(  float(  repr(  sum(  sorted(  [0]*9999  bool(  type(  0if  1or  await  async  def
    yield  import  from  as  global  del  ->  coding:x  %s  {}  f'  rb'  None  True  f  f(1)
""")
SNIPPETS = st.sampled_from([*"()[]{}-~*9.,:='\"\\# \n\t\r\f\0éªλ\ud800\ufeff@;!$?`", *FRAGMENTS])


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(SOURCES))
    for _ in range(draw(st.integers(0, 4))):
        at, to = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        new = draw(SNIPPETS | st.text(max_size=3) | st.just("") | st.sampled_from(SOURCES) | st.just(text[at:to]))
        times = draw(st.sampled_from([1, 1, 1, 2, 90, 400, 1500]))
        text = (text[:at] + new * times + text[draw(st.sampled_from([at, to])) :])[:20_000]
    return text
