"""Byte-level BPE over requests and Python, with runs of whitespace as tokens (the `tokenizers` library does the work).

Words split at underscores and between digits, so that `count_vowels` is `count` + `_vowels` and every number is
spelled; a line break takes its indentation with it, so that a dedent costs one token. Any text round-trips exactly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from volt.errors import CheckpointError
from volt.files import atomic_write

PAD, BOS, EOS, REQUEST, CODE = range(5)
SPECIAL = ["<pad>", "<bos>", "<eos>", "<request>", "<code>"]

# Line break with its indentation | word with its leading space or underscores | underscores | one digit | symbols |
# spaces, leaving the last to what follows | anything else.
_PIECES = r"\n[ \t]*| ?_*\p{L}+| ?_+| ?\d| ?[^\s\p{L}\d_]+|[ \t]+(?= \S)|[ \t]+|\s"


class CodeTokenizer:
    """Text to ids and back. `digest` identifies the vocabulary in manifests."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.size: int = tokenizer.get_vocab_size()
        self.digest = hashlib.sha256(tokenizer.to_str().encode()).hexdigest()[:16]

    @classmethod
    def train(cls, texts: Iterable[str], vocabulary: int, *, show_progress: bool = False) -> CodeTokenizer:
        """Learn merges from `texts` up to `vocabulary` entries (fewer when the texts do not hold enough)."""
        tokenizer = Tokenizer(models.BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [
                pre_tokenizers.Split(Regex(_PIECES), "isolated"),
                pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
            ]
        )
        tokenizer.decoder = decoders.ByteLevel()
        trainer = trainers.BpeTrainer(
            vocab_size=vocabulary,
            special_tokens=SPECIAL,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=show_progress,
            min_frequency=2,
        )
        tokenizer.train_from_iterator(texts, trainer)
        return cls(tokenizer)

    def encode(self, text: str) -> list[int]:
        """Ids of `text`, without special tokens."""
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def encode_batch(self, texts: Sequence[str]) -> list[list[int]]:
        """As `encode`, for many texts on all cores."""
        return [e.ids for e in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    def spans(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Ids and the character range of each, for role labels."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return encoding.ids, encoding.offsets

    def decode(self, ids: Iterable[int]) -> str:
        """Text of `ids`; special tokens are left out."""
        text: str = self._tokenizer.decode([i for i in ids if i >= len(SPECIAL)], skip_special_tokens=False)
        return text

    def save(self, path: Path) -> None:
        """Write as JSON, atomically."""
        atomic_write(path, self._tokenizer.to_str().encode())

    @classmethod
    def load(cls, path: Path) -> CodeTokenizer:
        """Read what `save` wrote. Raises CheckpointError when missing or damaged."""
        try:
            return cls(Tokenizer.from_str(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise CheckpointError(f"cannot read {path}: {error.strerror}", "Run `volt train tokenizer`.") from error
        except Exception as error:  # the library raises bare Exception for a damaged file
            raise CheckpointError(f"{path} is damaged: {error}", "Restore it or run `volt train tokenizer`.") from error
