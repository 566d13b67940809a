"""The role head that stands alone: the slot of each token, learned from syntax trees.

    volt train roles --corpus DIR --sources DIR --out runs/nano

Legend: B = batch, T = tokens, S = slots.

It learns from mined functions (Python) and from whole files of folders of sources (five languages); each entry of such
a folder is a package, and packages are held out as the corpus holds them out. Some tokens are hidden, so that it
listens to what stands around a name it has never seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from volt.data.corpus import read_corpus, shards
from volt.data.decontaminate import hash64
from volt.data.packages import YARDSTICK, held_out
from volt.errors import DataError
from volt.search.walk import walk
from volt.train.common import Recipe, Run, provenance, similar
from volt.translate import roles
from volt.translate.tagger import FILE, KIND, RoleTagger, Shape
from volt.translate.tokenizer import BOS, CodeTokenizer

FUNCTIONS, CHARACTERS = 40_000, 4_000_000
"""Most mined functions, and most characters of whole files in each language, to learn from."""
VALID_FUNCTIONS, VALID_CHARACTERS = 2_000, 400_000
LONGEST = 100_000
"""Characters of a file; longer ones are mostly data."""
WINDOW = 512
"""Tokens seen at once in training."""
HIDDEN = 0.05
"""Share of the tokens that are hidden while training."""
_ALIKE = 8
"""Batches are cut from so many at a time, by length, for padding costs time."""


@dataclass(frozen=True)
class Text:
    """A piece of source text as the head reads it."""

    package: str
    language: str
    ids: NDArray[np.int32]
    roles: NDArray[np.int8]
    """What the tree says; `NO_ROLE` where it does not parse."""


def train(
    recipe: Recipe, corpus: Path, sources: Sequence[Path], tokenizer: CodeTokenizer, out: Path, *, resume: bool = True
) -> dict[str, float]:
    """Train and write `roles.volt` to `out`; returns what held-out packages say of it."""
    # ---- Act 1: the data ---------------------------------------------------------------------------------------------
    rows = windows(corpus, sources, tokenizer)
    if len(rows) < recipe.batch:
        raise DataError(f"{len(rows)} texts are fewer than one batch of {recipe.batch}", "Mine more packages")

    # ---- Act 2 and 3: what is trained, and the loop ------------------------------------------------------------------
    tagger = fit(Shape(tokenizer.size), rows, recipe, out, {"tokenizer": tokenizer.digest}, resume=resume)

    # ---- Act 4: keep it, then measure it -----------------------------------------------------------------------------
    tokens = sum(len(row.ids) for row in rows)
    tagger.save(out / FILE, tokenizer.digest, {"tokens": tokens, "steps": recipe.steps, "provenance": provenance()})
    tagger = RoleTagger.load(out / FILE, tokenizer)
    found = [hits(tagger, text) for text in functions(corpus, "valid", tokenizer, VALID_FUNCTIONS)]
    accuracy = float(np.concatenate(found).mean()) if found else 0.0
    return {"tokens": float(tokens), "steps": float(recipe.steps), "valid_accuracy": accuracy}


def fit(
    shape: Shape,
    rows: Sequence[Text],
    recipe: Recipe,
    out: Path,
    kin: Mapping[str, str] | None = None,
    *,
    resume: bool = True,
) -> RoleTagger:
    """A tagger trained on `rows`, with its averaged weights. Goes on where an earlier run was cut off."""
    torch.manual_seed(recipe.seed)
    tagger = RoleTagger(shape)
    run = Run(out, KIND, recipe, dict(tagger.named_parameters()), kin)
    if resume:
        run.resume()
    tagger.train()
    for step in run.steps():
        batch = similar(len(rows), lambda row: len(rows[row].ids), recipe.batch, step, recipe.seed, _ALIKE)
        ids_BT, labels_BT = _padded([rows[row] for row in batch])
        hidden_BT = torch.rand(ids_BT.shape, generator=torch.Generator().manual_seed(step)) < HIDDEN
        logits_BTS = tagger(ids_BT.masked_fill(hidden_BT & (labels_BT != roles.NO_ROLE), BOS))
        loss = F.cross_entropy(logits_BTS.flatten(0, 1), labels_BT.flatten(), ignore_index=roles.NO_ROLE)
        norm = run.update(loss, batch)
        if step % recipe.report_every == 0:
            run.report(loss=loss.item(), norm=norm, rate=recipe.rate(step))
    run.use_average()
    return tagger.eval()


def hits(tagger: RoleTagger, text: Text) -> NDArray[np.bool_]:
    """For each token of a text that has a role, whether the head finds it."""
    found = np.array(tagger.tag(text.ids.tolist()), np.int8)
    return np.asarray((found == text.roles)[text.roles != roles.NO_ROLE], np.bool_)


def _padded(some: Sequence[Text]) -> tuple[Tensor, Tensor]:
    """Ids and labels `[B, T]` of texts."""
    longest = max(len(row.ids) for row in some)
    ids_BT = torch.zeros(len(some), longest, dtype=torch.long)
    labels_BT = torch.full((len(some), longest), roles.NO_ROLE)
    for i, row in enumerate(some):
        ids_BT[i, : len(row.ids)] = torch.from_numpy(row.ids)
        labels_BT[i, : len(row.ids)] = torch.from_numpy(row.roles)
    return ids_BT, labels_BT


# ---- texts -----------------------------------------------------------------------------------------------------------


def functions(
    corpus: Path, split: str, tokenizer: CodeTokenizer, most: int, *, yardstick: bool = False
) -> Iterator[Text]:
    """Mined functions of a split, at most so many, the same whatever the order of the corpus.

    `yardstick`: of the packages that no setting is chosen by, and of no other.
    """
    rows = (row for row in read_corpus(shards(corpus, split)) if (row.package in YARDSTICK) == yardstick)
    mined = {row.id: row for row in rows}
    for key in sorted(mined, key=lambda key: hash64(f"roles {key}"))[:most]:
        yield text_of(mined[key].package, mined[key].code, "python", tokenizer)


def files(folders: Iterable[Path], split: str, tokenizer: CodeTokenizer, most: int) -> Iterator[Text]:
    """Whole source files of a split, at most so many characters of each language."""
    left: dict[str, int] = {}
    for folder in folders:
        for found in sorted(walk(folder).files, key=lambda file: hash64(f"roles {file.path}")):
            package = found.path.partition("/")[0].removesuffix(".py")
            if _held_out(package, found.language) != (split == "valid") or found.size > LONGEST:
                continue
            code = (folder / found.path).read_text(encoding="utf-8", errors="replace")
            room = left.setdefault(found.language, most)
            if 0 < len(code) <= room:
                left[found.language] = room - len(code)
                yield text_of(package, code, found.language, tokenizer)


def _held_out(package: str, language: str) -> bool:
    """As the corpus holds out its packages; of other languages a fifth, for there are few packages of each."""
    return held_out(package) if language == "python" else hash64(f"roles package {package}") % 5 == 0


def text_of(package: str, code: str, language: str, tokenizer: CodeTokenizer) -> Text:
    """A source text as ids, each with the role that the tree says."""
    ids, spans = tokenizer.spans(code)
    return Text(package, language, np.array(ids, np.int32), np.array(roles.label(code, spans, language), np.int8))


def windows(corpus: Path, sources: Sequence[Path], tokenizer: CodeTokenizer) -> list[Text]:
    """What there is to learn from, cut into pieces of at most `WINDOW` tokens."""
    whole = (functions(corpus, "train", tokenizer, FUNCTIONS), files(sources, "train", tokenizer, CHARACTERS))
    return [window for texts in whole for text in texts for window in _cut(text)]


def _cut(text: Text) -> Iterator[Text]:
    for start in range(0, len(text.ids), WINDOW):
        cut = slice(start, start + WINDOW)
        if (text.roles[cut] != roles.NO_ROLE).any():
            yield Text(text.package, text.language, text.ids[cut], text.roles[cut])
