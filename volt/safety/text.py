"""What the source text itself hides: invisible characters, disguised names, packed literals."""

from __future__ import annotations

import ast
import base64
import binascii
import builtins
import keyword
import re
import zlib
from collections.abc import Iterator

from volt.safety.findings import Level

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")
INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u180e\u115f\u1160\u3164")
PACKED = 200
"""Characters; a shorter encoded literal is ordinary data."""
ENORMOUS = 1500
"""Characters; an encoded literal of this length has no place in a function."""

_BASE64 = re.compile(r"[A-Za-z0-9+/_=-]+")
_CODE_WORDS = re.compile(
    r"\b(import\s+(os|sys|subprocess|socket|ctypes|shutil)|exec\s*\(|eval\s*\(|__import__|os\.system|subprocess|rm\s+-rf)"
)
# Cyrillic and Armenian letters and the Greek omicron; other Greek letters are ordinary names in formulas.
_LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u03bf\u0501\u04cf\u0578\u057d",
    "aeopcyxijsodlnu",
)
_LOOKALIKE_LETTERS = frozenset(map(chr, _LOOKALIKES))


def hidden_text(source: str) -> Iterator[tuple[int, str, Level]]:
    """(line, capability, level) for characters that make the source read differently from what it does."""
    for number, line in enumerate(source.split("\n"), 1):
        letters = set(line)
        if letters & BIDI:
            yield number, "reorders the text by bidirectional control characters", Level.VETO
        elif any("\U000e0000" <= c <= "\U000e007f" for c in letters):
            yield number, "hides text in tag characters", Level.VETO
        elif (letters - {"\ufeff"} if number == 1 else letters) & INVISIBLE:
            yield number, "holds invisible characters", Level.NOTE


def disguised_names(nodes: list[ast.AST]) -> Iterator[tuple[int, str, Level]]:
    """Identifiers that mix scripts, or are written in another one, to look like a plain name of another meaning."""
    used = [(node, name) for node in nodes for name in _names(node)]
    plain = {name for _, name in used if name.isascii() and len(name) > 1} | set(dir(builtins)) | set(keyword.kwlist)
    for node, name in used:
        if name.isascii() or not set(name) & _LOOKALIKE_LETTERS:
            continue
        skeleton = name.translate(_LOOKALIKES)
        mixed = any(c.isascii() and c.isalpha() for c in name)
        if skeleton.isascii() and (mixed or skeleton in plain):
            yield getattr(node, "lineno", 1), f"disguises a name as {skeleton!r}", Level.VETO


def _names(node: ast.AST) -> list[str]:
    found = (getattr(node, part, None) for part in ("id", "attr", "name", "arg", "asname"))
    return [name for name in found if isinstance(name, str)]


def packed_literals(nodes: list[ast.AST]) -> Iterator[tuple[int, str, Level]]:
    """Long literals that look encoded, and literals of any length that decode to code."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes) and len(node.value) >= 16:
            text = node.value if isinstance(node.value, str) else node.value.decode("latin-1")
            if any(_CODE_WORDS.search(plain) for plain in unpacked(text)):
                yield node.lineno, "carries encoded code", Level.VETO
            elif len(text) >= PACKED and _looks_packed(text):
                yield node.lineno, "carries a long encoded literal", Level.VETO if len(text) >= ENORMOUS else Level.NOTE


def _looks_packed(text: str) -> bool:
    kinds = (any(c.islower() for c in text), any(c.isupper() for c in text), any(c.isdigit() for c in text))
    escaped = sum(not (c.isprintable() or c.isspace()) for c in text) > len(text) // 4
    return escaped or (bool(_BASE64.fullmatch(text)) and all(kinds) and len(set(text)) >= 30)


def unpacked(text: str) -> Iterator[str]:
    """The readings of an encoded literal: base64, hexadecimal, their zlib contents, rot13 and reversed."""
    reversed_text = text[::-1]
    if _CODE_WORDS.search(reversed_text):
        yield reversed_text
    if _BASE64.fullmatch(text):
        for decode in (base64.b64decode, bytes.fromhex):
            yield from _decoded(decode, text)


def _decoded(decode: object, text: str) -> Iterator[str]:
    assert callable(decode)
    try:
        data = decode(text)
    except (ValueError, binascii.Error):
        return
    yield data.decode("latin-1")
    try:
        yield zlib.decompressobj().decompress(data, 1 << 16).decode("latin-1")
    except zlib.error:
        return
