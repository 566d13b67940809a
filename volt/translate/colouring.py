"""Which slot each piece of a source file belongs to: by its tree, and by the role head where there is none.

explained = explain(code, "python")
explained = explain(code, "python", Head.load(folder), by_head=True)
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from volt.config import Role
from volt.translate.roles import NO_ROLE, label, paint

if TYPE_CHECKING:
    from volt.translate.tagger import RoleTagger
    from volt.translate.tokenizer import CodeTokenizer

TOKENIZER = "tokenizer.json"


@dataclass(frozen=True)
class Piece:
    """Neighbouring characters of one slot; blanks between them belong to it, blanks around them to none."""

    start: int
    end: int
    role: Role
    by_tree: bool
    """Else the head says so."""
    other: Role | None
    """What the other one of the two says, where it differs and was asked."""


@dataclass(frozen=True)
class Explained:
    """A source file by slots."""

    pieces: tuple[Piece, ...]
    parses: bool
    tokens: int
    """Visible tokens that tree and head both have a role for."""
    agreed: int
    """How many of them have the same."""


class Head:
    """The role head of a folder of weights, with its tokenizer."""

    def __init__(self, tagger: RoleTagger, tokenizer: CodeTokenizer) -> None:
        self.tagger, self.tokenizer = tagger, tokenizer

    @classmethod
    def load(cls, weights: Path) -> Head:
        """CheckpointError when the folder holds none, or a damaged one."""
        # Only here, so that what a tree tells does not wait for torch.
        from volt.translate.tagger import FILE, RoleTagger
        from volt.translate.tokenizer import CodeTokenizer

        tokenizer = CodeTokenizer.load(weights / TOKENIZER)
        return cls(RoleTagger.load(weights / FILE, tokenizer), tokenizer)

    def tokens(self, code: str) -> list[tuple[int, int, int]]:
        """(start, end, role) of each token."""
        ids, spans = self.tokenizer.spans(code)
        return [(*span, role) for span, role in zip(spans, self.tagger.tag(ids), strict=True)]


def explain(code: str, language: str, head: Head | None = None, *, by_head: bool = False) -> Explained:
    """The pieces of `code`. The tree decides where it can, or the head everywhere when asked to.

    KeyError for a language that has no grammar.
    """
    tree = paint(code, language)
    said = [NO_ROLE] * len(code)
    tokens = head.tokens(code) if head is not None else []
    for start, end, role in tokens:
        said[start:end] = [role] * (end - start)
    visible = [(start, end, role) for start, end, role in tokens if code[start:end].strip()]
    wanted = label(code, [(start, end) for start, end, _ in visible], language)
    both = [(a, b) for a, (_, _, b) in zip(wanted, visible, strict=True) if a != NO_ROLE]
    first, second = (said, tree) if by_head else (tree, said)
    return Explained(
        tuple(_pieces(code, first, second, by_head)),
        NO_ROLE not in tree,
        len(both),
        sum(a == b for a, b in both),
    )


def _pieces(code: str, first: list[int], second: list[int], by_head: bool) -> list[Piece]:
    """`first` decides, `second` where it does not; runs of visible characters that are alike."""
    keys: list[tuple[int, bool, int] | None] = []
    for character, a, b in zip(code, first, second, strict=True):
        if character.isspace():
            keys.append(None)
        else:
            role, from_first = (a, True) if a != NO_ROLE else (b, False)
            keys.append((role, from_first, b if from_first and b not in (a, NO_ROLE) else NO_ROLE))
    found: list[Piece] = []
    place = 0
    for key, run in groupby(keys):
        start, place = place, place + sum(1 for _ in run)
        if key is None or key[0] == NO_ROLE:
            continue
        role, from_first, other = key
        piece = Piece(start, place, Role(role), from_first != by_head, None if other == NO_ROLE else Role(other))
        last = found[-1] if found else None
        alike = last is not None and (last.role, last.by_tree, last.other) == (piece.role, piece.by_tree, piece.other)
        if last is not None and alike and not code[last.end : start].strip():
            found[-1] = Piece(last.start, place, piece.role, piece.by_tree, piece.other)
        else:
            found.append(piece)
    return found
