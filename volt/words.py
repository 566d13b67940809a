"""Words of texts and of identifiers, for every search that goes by words.

`retryCount`, `retry_count` and "retries counted" have to meet: identifiers are split at underscores and capitals,
words lose their commonest endings. Accents are dropped. A run of letters of a script without capitals is one word,
which is too coarse for Chinese and Japanese.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PIECE = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_A-Za-z]+")
_ENDINGS = ("ations", "ation", "ingly", "ings", "ing", "edly", "ers", "ies", "ied", "ed", "er", "es", "ly", "s", "e")
_DOUBLING = frozenset(("ingly", "ings", "ing", "edly", "ers", "ed", "er"))
"""Before these a letter may have been doubled: "stopping", but not "backoffs"."""


def pieces(text: str) -> list[str]:
    """The lower-case words of a text, in order, identifiers taken apart."""
    if not text.isascii():
        text = text.replace("ß", "ss")
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return [piece.lower() for piece in _PIECE.findall(text)]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word without its commonest endings: 'reverses', 'reversed' and 'reverse' become one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            root = word[: -len(ending)]
            if ending in ("ies", "ied"):
                return root + "i"
            doubled = ending in _DOUBLING and len(root) > 3 and root[-1] == root[-2] and root[-1] not in "ls"
            return root[:-1] if doubled else root
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word
