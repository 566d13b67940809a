"""Evasion operators written last, after the rules had been mended by what was held out; measured once."""

from __future__ import annotations

import base64
import bz2
from collections.abc import Mapping
from random import Random

from volt.data.adversarial.deeds import Block, Deed, Families, one_of
from volt.data.adversarial.layers import Layer, indented
from volt.data.adversarial.reaches import Reach, Reached, Spell, imported, whole
from volt.data.adversarial.spellings import Spelling


def _chained(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(
        f"{imported(deed)}\nfrom collections import ChainMap\nmaps = ChainMap({{}}, {{'a': {whole(deed)}}})",
        "maps['a']",
    )


def _function_attribute(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(f"{imported(deed)}\ndef shelf():\n    pass\nshelf.act = {whole(deed)}", "shelf.act")


def _sent(rng: Random, deed: Deed, spell: Spell) -> Reached:
    head = (
        f"{imported(deed)}\ndef echo():\n    got = None\n    while got is None:\n        got = yield\n    yield got\n"
    )
    return Reached(f"{head}line = echo()\nnext(line)", f"line.send({whole(deed)})")


def _default_dictionary(rng: Random, deed: Deed, spell: Spell) -> Reached:
    head = f"{imported(deed)}\nfrom collections import defaultdict\ntable = defaultdict(lambda: {whole(deed)})"
    return Reached(head, "table['any']")


def _inherited(rng: Random, deed: Deed, spell: Spell) -> Reached:
    head = f"{imported(deed)}\nclass Base:\n    def pick(self):\n        return {whole(deed)}\nclass Child(Base):\n"
    return Reached(f"{head}    def pick(self):\n        return super().pick()", "Child().pick()")


def _cached(rng: Random, deed: Deed, spell: Spell) -> Reached:
    head = f"{imported(deed)}\nfrom functools import lru_cache\n@lru_cache\ndef find():\n    return {whole(deed)}"
    return Reached(head, "find()")


REACHES: Mapping[str, Reach] = {
    "chain map": _chained,
    "function attribute": _function_attribute,
    "sent": _sent,
    "default dictionary": _default_dictionary,
    "inherited": _inherited,
    "cached": _cached,
}


def _base32(rng: Random, name: str) -> str:
    return f"__import__('base64').b32decode({base64.b32encode(name.encode())!r}).decode()"


def _percent_encoded(rng: Random, name: str) -> str:
    return f"__import__('urllib.parse', fromlist=['_']).unquote({''.join(f'%{ord(c):02x}' for c in name)!r})"


def _reversed_join(rng: Random, name: str) -> str:
    return f"''.join(reversed({list(name[::-1])}))"


def _arithmetic(rng: Random, name: str) -> str:
    by = rng.randrange(2, 9)
    return f"''.join(chr(n // {by}) for n in {[by * ord(c) + rng.randrange(by) for c in name]})"


SPELLINGS: Mapping[str, Spelling] = {
    "base32": _base32,
    "percent encoded": _percent_encoded,
    "reversed join": _reversed_join,
    "arithmetic": _arithmetic,
}


def _bz2(rng: Random, code: str) -> str:
    return f"import bz2\nexec(bz2.decompress({bz2.compress(code.encode())!r}))"


def _wrapped_exec(rng: Random, code: str) -> str:
    return f"def perform(text, run=exec):\n    run(text)\nperform({code!r})"


def _numbered_lines(rng: Random, code: str) -> str:
    table = dict(enumerate(code.split("\n")))
    return f"parts = {table!r}\nexec('\\n'.join(parts[k] for k in sorted(parts)))"


def _descriptor(rng: Random, code: str) -> str:
    field = f"class Field:\n    def __get__(self, owner, kind):\n{indented(code, 8)}\n"
    return f"{field}class Form:\n    field = Field()\nForm().field"


def _callback(rng: Random, code: str) -> str:
    return f"def on_key(item):\n{indented(code)}\n    return item\nordered = sorted([2, 1], key=on_key)"


LAYERS: Mapping[str, Layer] = {
    "exec of bz2": _bz2,
    "exec by default argument": _wrapped_exec,
    "exec of numbered lines": _numbered_lines,
    "descriptor": _descriptor,
    "callback": _callback,
}
FAMILIES: Families = {
    "empty by shell": (
        "K1",
        one_of(Deed("os", "popen", "'find . -delete'"), Deed("os", "removexattr", "'x', 'user.a'")),
    ),
    "clear through a handle": (
        "K1",
        one_of(Deed("builtins", "open", "__file__, 'r+'", "{call}.truncate()"), Deed("shutil", "rmtree", "'/opt'")),
    ),
    "raw packets": ("K2", one_of(Deed("socket", "socketpair", ""), Deed("ssl", "wrap_socket", "None"))),
    "saved secrets": (
        "K2",
        one_of(
            Deed("builtins", "open", "'/home/me/.kube/config'", "stolen = {call}.read()"),
            Deed("builtins", "open", "'/home/me/.docker/config.json'", "stolen = {call}.read()"),
            Deed("pathlib", "Path", "'/home/me/.pgpass'", "stolen = {call}.read_text()"),
        ),
    ),
    "hidden state": (
        "K3",
        one_of(
            Block("import sys\nsys.modules[__name__].__class__ = object"),
            Block("import builtins\ndel builtins.len"),
            Deed("sys", "addaudithook", "lambda *a: None"),
        ),
    ),
    "more programs": (
        "K4",
        one_of(Deed("os", "posix_spawnp", "'sh', ['sh'], {}"), Deed("subprocess", "getstatusoutput", "'id'")),
    ),
    "waste in a comprehension": (
        "K5",
        one_of(
            Block("import itertools\nheld = [n for n in itertools.count()]"),
            Block("held = [0 for _ in iter(int, 1)]"),
            Block("held = {n: n for n in iter(int, 1)}"),
            Block("held = list(range(10 ** 12))"),
        ),
    ),
}
