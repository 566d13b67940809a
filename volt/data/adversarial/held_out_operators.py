"""Evasion operators that were held out: written after the rules were frozen."""

from __future__ import annotations

import base64
import lzma
import marshal
import zlib
from collections.abc import Mapping
from random import Random

from volt.data.adversarial.deeds import Deed
from volt.data.adversarial.layers import Layer, indented
from volt.data.adversarial.reaches import Reach, Reached, Spell, imported, module_of, whole
from volt.data.adversarial.spellings import Spelling


def _reduced(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(
        f"import functools\n{imported(deed)}", f"functools.reduce(getattr, [{spell(deed.name)}], {deed.module})"
    )


def _resolved(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached("import pkgutil", f"pkgutil.resolve_name({spell(deed.module)} + ':' + {spell(deed.name)})")


def _proxy(rng: Random, deed: Deed, spell: Spell) -> Reached:
    head = (
        f"{imported(deed)}\nclass Proxy:\n    def __getattr__(self, name):\n        return getattr({deed.module}, name)"
    )
    return Reached(head, f"Proxy().{deed.name}")


def _callable(rng: Random, deed: Deed, spell: Spell) -> Reached:
    head = f"{imported(deed)}\nclass Act:\n    def __call__(self, *a, **k):\n        return {whole(deed)}(*a, **k)"
    return Reached(head, "Act()")


def _property(rng: Random, deed: Deed, spell: Spell) -> Reached:
    head = f"{imported(deed)}\nclass Box:\n    @property\n    def act(self):\n        return {whole(deed)}"
    return Reached(head, "Box().act")


def _item(rng: Random, deed: Deed, spell: Spell) -> Reached:
    head = (
        f"{imported(deed)}\nclass Table:\n    def __getitem__(self, key):\n        return getattr({deed.module}, key)"
    )
    return Reached(head, f"Table()[{spell(deed.name)}]")


def _matched(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(f"{imported(deed)}\nmatch ({whole(deed)}, 1):\n    case (found, _):\n        pass", "found")


def _zipped(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(f"{imported(deed)}\ntable = dict(zip(['a', 'b'], [len, {whole(deed)}]))", "table['b']")


def _nonlocal(rng: Random, deed: Deed, spell: Spell) -> Reached:
    head = f"{imported(deed)}\ndef build():\n    act = len\n    def swap():\n        nonlocal act\n"
    head += f"        act = {whole(deed)}\n"
    return Reached(f"{head}    swap()\n    return act", "build()")


def _type_call(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(f"{imported(deed)}\nMade = type('Made', (), {{'act': staticmethod({whole(deed)})}})", "Made.act")


def _operator_call(rng: Random, deed: Deed, spell: Spell) -> Reached:
    head = f"import operator\n{imported(deed)}\nfrom functools import partial"
    return Reached(head, f"partial(operator.call, {whole(deed)})")


def _setattr(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(f"{imported(deed)}\nclass Bag:\n    pass\nsetattr(Bag, 'act', {whole(deed)})", "Bag.act")


def _nested_tables(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(f"{imported(deed)}\ntree = {{'a': {{'b': [{whole(deed)}]}}}}", "tree['a']['b'][0]")


def _searched(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(
        imported(deed), f"[getattr({deed.module}, n) for n in dir({deed.module}) if n == {spell(deed.name)}][0]"
    )


def _deferred(rng: Random, deed: Deed, spell: Spell) -> Reached:
    head = (
        f"def late():\n    try:\n        return {module_of(deed, spell)}\n    except ImportError:\n        return None"
    )
    return Reached(head, f"late().{deed.name}")


def _dataclass(rng: Random, deed: Deed, spell: Spell) -> Reached:
    head = (
        f"from dataclasses import dataclass\n{imported(deed)}\n@dataclass\nclass Plan:\n    act: object = {whole(deed)}"
    )
    return Reached(head, f"Plan({whole(deed)}).act")


REACHES: Mapping[str, Reach] = {
    "reduce of getattr": _reduced,
    "resolve_name": _resolved,
    "proxy": _proxy,
    "callable object": _callable,
    "property": _property,
    "item of an object": _item,
    "match": _matched,
    "zipped": _zipped,
    "nonlocal": _nonlocal,
    "type call": _type_call,
    "operator.call": _operator_call,
    "setattr": _setattr,
    "nested tables": _nested_tables,
    "searched": _searched,
    "deferred": _deferred,
    "dataclass": _dataclass,
}
SPELLED = frozenset(["reduce of getattr", "resolve_name", "item of an object", "searched", "deferred"])


def _ascii85(rng: Random, name: str) -> str:
    return f"__import__('base64').b85decode({base64.b85encode(name.encode())!r}).decode()"


def _to_bytes(rng: Random, name: str) -> str:
    data = name.encode()
    return f"({int.from_bytes(data, 'big')}).to_bytes({len(data)}, 'big').decode()"


def _every_second(rng: Random, name: str) -> str:
    return f"{''.join(c + rng.choice('qzxj') for c in name)!r}[::2]"


def _swapped_case(rng: Random, name: str) -> str:
    return f"{name.swapcase()!r}.swapcase()"


def _letters(rng: Random, name: str) -> str:
    letters = sorted(set(name))
    return f"''.join({letters}[i] for i in {[letters.index(c) for c in name]})"


def _translated(rng: Random, name: str) -> str:
    source = "".join(dict.fromkeys(name))
    target = "".join(chr(0x61 + (ord(c) * 7 + i) % 26) for i, c in enumerate(source))
    if len(set(target)) < len(source):
        return f"{name!r}.translate({{}})"
    hidden = name.translate(str.maketrans(source, target))
    return f"{hidden!r}.translate(str.maketrans({target!r}, {source!r}))"


def _split(rng: Random, name: str) -> str:
    return f"''.join({'-'.join(name)!r}.split('-'))"


def _shifted(rng: Random, name: str) -> str:
    by = rng.randrange(1, 5)
    return f"''.join(map(lambda c: chr(ord(c) - {by}), {''.join(chr(ord(c) + by) for c in name)!r}))"


def _squeezed(rng: Random, name: str) -> str:
    return f"__import__('zlib').decompress({zlib.compress(name.encode())!r}).decode()"


SPELLINGS: Mapping[str, Spelling] = {
    "base85": _ascii85,
    "to_bytes": _to_bytes,
    "every second": _every_second,
    "swapped case": _swapped_case,
    "letters": _letters,
    "translated": _translated,
    "split": _split,
    "shifted": _shifted,
    "squeezed": _squeezed,
}


def _lzma(rng: Random, code: str) -> str:
    return f"import lzma\nexec(lzma.decompress({lzma.compress(code.encode())!r}))"


def _base85(rng: Random, code: str) -> str:
    return f"import base64\nexec(base64.b85decode({base64.b85encode(code.encode()).decode()!r}))"


def _docstring(rng: Random, code: str) -> str:
    text = code.replace("\\", "\\\\").replace('"""', "'''")
    return f'def stored():\n    """{text}"""\nexec(stored.__doc__)'


def _mapped(rng: Random, code: str) -> str:
    return f"list(map(exec, [{code!r}]))"


def _lambda_exec(rng: Random, code: str) -> str:
    return f"(lambda run, text: run(text))(exec, {code!r})"


def _attribute(rng: Random, code: str) -> str:
    return f"class Store:\n    text = {code!r}\nexec(Store.text)"


def _lines(rng: Random, code: str) -> str:
    return f"exec('\\n'.join({code.split(chr(10))!r}))"


def _xored(rng: Random, code: str) -> str:
    key = rng.randrange(1, 30)
    return f"exec(bytes(b ^ {key} for b in {bytes(b ^ key for b in code.encode('utf-8'))!r}).decode())"


def _marshalled(rng: Random, code: str) -> str:
    return f"import marshal\nexec(marshal.loads({marshal.dumps(compile(code, 'x', 'exec', dont_inherit=True))!r}))"


def _thread(rng: Random, code: str) -> str:
    return f"import threading\nthreading.Thread(target=exec, args=({code!r},)).start()"


def _coroutine(rng: Random, code: str) -> str:
    return f"import asyncio\nasync def main():\n{indented(code)}\nasyncio.run(main())"


def _getter(rng: Random, code: str) -> str:
    return f"class Lazy:\n    def __getattr__(self, name):\n{indented(code, 8)}\nLazy().anything"


def _subclass(rng: Random, code: str) -> str:
    return f"class Base:\n    def __init_subclass__(cls):\n{indented(code, 8)}\nclass Child(Base):\n    pass"


def _once(rng: Random, code: str) -> str:
    return f"for _ in range(1):\n{indented(code)}"


def _handler(rng: Random, code: str) -> str:
    return f"try:\n    1 / 0\nexcept ZeroDivisionError:\n{indented(code)}"


LAYERS: Mapping[str, Layer] = {
    "exec of lzma": _lzma,
    "exec of base85": _base85,
    "exec of a docstring": _docstring,
    "map of exec": _mapped,
    "lambda of exec": _lambda_exec,
    "exec of an attribute": _attribute,
    "exec of lines": _lines,
    "exec of xored bytes": _xored,
    "exec of marshal": _marshalled,
    "thread of exec": _thread,
    "coroutine": _coroutine,
    "getter": _getter,
    "subclass hook": _subclass,
    "loop once": _once,
    "handler": _handler,
}
