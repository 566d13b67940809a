"""Ways to write a name so that it does not stand in the source: each gives an expression that evaluates to it."""

from __future__ import annotations

import base64
import codecs
from collections.abc import Callable, Mapping
from random import Random

Spelling = Callable[[Random, str], str]


def plain(rng: Random, name: str) -> str:
    """The name itself."""
    return repr(name)


def _concatenated(rng: Random, name: str) -> str:
    cut = rng.randrange(1, len(name))
    return f"{name[:cut]!r} + {name[cut:]!r}"


def _reversed(rng: Random, name: str) -> str:
    return f"{name[::-1]!r}[::-1]"


def _characters(rng: Random, name: str) -> str:
    return " + ".join(f"chr({ord(c)})" for c in name)


def _joined_characters(rng: Random, name: str) -> str:
    codes = [ord(c) for c in name]
    return rng.choice([f"''.join(chr(c) for c in {codes})", f"''.join(map(chr, {codes}))"])


def _joined(rng: Random, name: str) -> str:
    return f"''.join({list(name)})"


def _formatted(rng: Random, name: str) -> str:
    cut = rng.randrange(1, len(name))
    head, tail = name[:cut], name[cut:]
    return rng.choice(
        [f'f"{{{head!r}}}{tail}"', f"'%s%s' % ({head!r}, {tail!r})", f"'{{}}{{}}'.format({head!r}, {tail!r})"]
    )


def _encoded(rng: Random, name: str) -> str:
    packed = base64.b64encode(name.encode())
    return f"__import__('base64').b64decode({packed!r}).decode()"


def _hexadecimal(rng: Random, name: str) -> str:
    return f"bytes.fromhex({name.encode().hex()!r}).decode()"


def _rotated(rng: Random, name: str) -> str:
    return f"__import__('codecs').decode({codecs.encode(name, 'rot13')!r}, 'rot13')"


def _bytes(rng: Random, name: str) -> str:
    return f"bytes({list(name.encode())}).decode()"


def _replaced(rng: Random, name: str) -> str:
    cut = rng.randrange(1, len(name))
    return f"{name[:cut] + '#' + name[cut:]!r}.replace('#', '')"


def _sliced(rng: Random, name: str) -> str:
    return f"{'x' + name + 'yz'!r}[1:-2]"


def _masked(rng: Random, name: str) -> str:
    key = rng.randrange(1, 9)
    return f"''.join(chr(c ^ {key}) for c in {[ord(c) ^ key for c in name]})"


SPELLINGS: Mapping[str, Spelling] = {
    "concatenated": _concatenated,
    "reversed": _reversed,
    "characters": _characters,
    "joined characters": _joined_characters,
    "joined": _joined,
    "formatted": _formatted,
    "base64": _encoded,
    "hexadecimal": _hexadecimal,
    "rot13": _rotated,
    "bytes": _bytes,
    "replaced": _replaced,
    "sliced": _sliced,
    "masked": _masked,
}
