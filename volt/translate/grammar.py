"""Keeps drafts Python while they are written: a token after which nothing could make the program parse is refused.

    guard = Grammar(tokenizer, "def f(xs):")
    guard.allows(ids, token)

A small model loses count of its brackets, and runs on when a line has gone wrong. It is cheaper to ask the parser as
the program grows than to write all of it again.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Sequence

from volt.program import parse
from volt.translate.tokenizer import EOS, CodeTokenizer

_FLAGS = ast.PyCF_ONLY_AST | 0x4000 | 0x200
"""Say "incomplete input" rather than complain at the end (0x4000), and close no block (0x200): see `codeop`."""


class Grammar:
    """What may follow in one program that begins with `header`."""

    def __init__(self, tokenizer: CodeTokenizer, header: str) -> None:
        self.tokenizer, self.header = tokenizer, header

    def allows(self, ids: Sequence[int], token: int) -> bool:
        """Whether a program can still come of header, `ids` and `token`; for EOS, whether they are one.

        False is certain. True is not: a mistake shows at the latest when its line ends.
        """
        if token == EOS:
            return parse(self.header + self.tokenizer.decode(ids)) is not None
        written = self.header + self.tokenizer.decode([*ids, token])
        if "\n" in self.tokenizer.decode([token]):
            return _mistake(written[: written.rindex("\n") + 1]) is None
        mistake = _mistake(written)
        return mistake is None or not _final(mistake, written)


def _mistake(text: str) -> SyntaxError | None:
    """What keeps a program from beginning with these lines, if anything does."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<draft>", "exec", _FLAGS)
    except SyntaxError as error:
        return None if error.msg == "incomplete input" else error
    except (ValueError, RecursionError, MemoryError) as error:
        return SyntaxError(str(error))
    return None


def _final(mistake: SyntaxError, text: str) -> bool:
    """Whether the rest of the last line cannot put it right.

    Plain "invalid syntax" points at the furthest token the parser reached. When that token ends before the text does,
    what comes later makes no difference; when it touches the end, it may yet grow.
    """
    if mistake.msg.startswith(("closing parenthesis", "unmatched")):
        return True
    before, _, line = text.rpartition("\n")
    end = (before.count("\n") + 2 if before else 1, len(line) + 1)
    return mistake.msg == "invalid syntax" and (mistake.end_lineno or 0, mistake.end_offset or 0) < end
