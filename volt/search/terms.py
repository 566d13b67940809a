"""The words a function is found by, and the words of a query.

Both are the stems of `volt.words`. A name is also kept in one piece, so that who types a whole name finds it first.
"""

from __future__ import annotations

import re

from volt.search.extract import Function
from volt.words import pieces, stem

_IDENTIFIER = re.compile(r"[^\W\d]\w*")
# Words of the languages themselves, which stand in every function and say nothing about one.
_KEYWORD_LIST = (
    "self this return def fn func function var let const if else elif for while in not and or is none null nil true "
    "false new public private protected static final void import from as pass end mut pub impl use struct class "
    "async await try except catch finally throw throws raise range len int str string bool float double"
)
_KEYWORDS = frozenset(_KEYWORD_LIST.split())
_SMALL_WORD_LIST = (
    "a an and any are as at be been by can could do does each for from given has have how i if in into is it its "
    "me my of on or our should so some such than that the their them then there these they this those to us was we "
    "were what when where which while who will with would you your code function functions method methods"
)
_SMALL_WORDS = frozenset(_SMALL_WORD_LIST.split())


def of_function(function: Function, path: str) -> tuple[str, str, str, str]:
    """The words of name, documentation, code and path, each separated by blanks."""
    name = [*_stems(function.name), *_wholes(function.name)]
    code = [stem(piece) for piece in pieces(f"{function.signature}\n{function.code}") if _telling(piece)]
    return " ".join(name), " ".join(_stems(function.docs)), " ".join(code), " ".join(_stems(path))


def of_query(query: str) -> list[str]:
    """The words to look for, each once; small words only when there are no others."""
    found = pieces(query)
    telling = [piece for piece in found if piece not in _SMALL_WORDS] or found
    return list(dict.fromkeys([*map(stem, telling), *_wholes(query)]))


def _stems(text: str) -> list[str]:
    return [stem(piece) for piece in pieces(text)]


def _wholes(text: str) -> list[str]:
    """Identifiers of several words in one piece: `read_csv` and `readCsv` give `readcsv`."""
    names = {name: pieces(name) for name in _IDENTIFIER.findall(text)}
    return ["".join(parts) for parts in names.values() if len(parts) > 1]


def _telling(piece: str) -> bool:
    return piece not in _KEYWORDS and (len(piece) > 1 or not piece.isascii())
