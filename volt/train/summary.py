"""The writer of one-line summaries: a function without its docstring, to the first sentence of it.

    volt train summary --corpus DIR --out runs/nano

Legend: B = batch, S = words of the source, T = words of the line, E = width of a word, H = width of the state,
V = vocabulary.

A word may be copied from the source or written from the vocabulary; the loss is of both together. Words that can be
neither are left out of it. The same arithmetic without torch is `volt.hard.explain.summary`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from volt import checkpoint
from volt.bench.prose import chrf
from volt.data.corpus import read_corpus, shards
from volt.data.mining import Function
from volt.data.packages import YARDSTICK
from volt.errors import DataError
from volt.hard.explain.summary import (
    BEGIN,
    END,
    FILE,
    GOOD,
    KERNEL,
    KIND,
    PAD,
    SPECIAL,
    UNKNOWN,
    Line,
    Summariser,
    line_words,
    source_words,
)
from volt.search.fields import Field
from volt.train.common import Recipe, Run, provenance, similar

WORDS, WRITTEN = 4000, 2500
"""Words of the vocabulary, and those among them that are chosen because lines have them."""
WIDTH, STATE = 112, 176
DROPPED = 0.1
"""Share of the words that are unknown while training."""
FITTED = 800
"""Held-out functions, evenly from all, that γ is fitted to: each takes a fiftieth of a second."""
_ALIKE = 8
_SENTENCE = re.compile(r"[A-Za-z]")


@dataclass(frozen=True)
class Pair:
    """A function as its words, and the line that its author wrote."""

    package: str
    name: str
    code: str
    sentence: str
    source: tuple[str, ...]
    fields: tuple[int, ...]
    line: tuple[str, ...]


class Writer(nn.Module):
    """Reads words with a convolution, writes a line with a recurrent state and a pointer."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.fields = nn.Embedding(len(Field), WIDTH)
        self.mix = nn.Conv1d(WIDTH, WIDTH, KERNEL, padding=KERNEL // 2)
        self.start = nn.Linear(WIDTH, STATE, bias=False)
        self.look = nn.Linear(WIDTH, STATE, bias=False)
        self.cell = nn.GRUCell(2 * WIDTH, STATE)
        self.out = nn.Linear(STATE + WIDTH, WIDTH)
        self.own = nn.Linear(STATE + WIDTH, 1)
        nn.init.normal_(self.words.weight, std=0.1)
        nn.init.normal_(self.fields.weight, std=0.1)
        nn.init.normal_(self.look.weight, std=0.1)

    def forward(self, ids_BS: Tensor, fields_BS: Tensor, given_BT: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """After each given word: logits of the vocabulary [B, T, V], the share not copied [B, T], and where from
        the rest is copied [B, T, S]."""
        there_BS1 = (ids_BS != PAD).unsqueeze(-1)
        given_BSE = (self.words(ids_BS) + self.fields(fields_BS)) * there_BS1
        memory_BSE = (given_BSE + F.relu(self.mix(given_BSE.transpose(1, 2)).transpose(1, 2))) * there_BS1
        state_BH = self.start(memory_BSE.sum(1) / there_BS1.sum(1))
        looked_BSH, hidden = self.look(memory_BSE), ~there_BS1.squeeze(-1)
        words_BTE = self.words(given_BT)

        def look(state: Tensor) -> Tensor:
            scores_BS = torch.einsum("bsh,bh->bs", looked_BSH, state)
            return scores_BS.masked_fill(hidden, -1e9).softmax(-1)

        copied, both = [], []
        attention_BS = look(state_BH)
        for place in range(given_BT.shape[1]):
            context_BE = torch.einsum("bs,bse->be", attention_BS, memory_BSE)
            state_BH = self.cell(torch.cat([words_BTE[:, place], context_BE], -1), state_BH)
            attention_BS = look(state_BH)
            copied.append(attention_BS)
            both.append(torch.cat([state_BH, torch.einsum("bs,bse->be", attention_BS, memory_BSE)], -1))
        both_BTX = torch.stack(both, 1)
        own_BT = torch.sigmoid(self.own(both_BTX)).squeeze(-1)
        return self.out(both_BTX) @ self.words.weight.T, own_BT, torch.stack(copied, 1)


def train(recipe: Recipe, corpus: Path, out: Path, *, resume: bool = True) -> dict[str, float]:
    """Train and write `summary.volt` to `out`, with γ fitted to held-out packages; returns figures of these."""
    # ---- Act 1: pairs ------------------------------------------------------------------------------------------------
    rows = pairs(read_corpus(shards(corpus, "train")))
    if len(rows) < recipe.batch:
        raise DataError(f"{len(rows)} documented functions are fewer than a batch", "Mine more packages")
    vocabulary = vocabulary_of(rows)

    # ---- Act 2 and 3: the writer, and the loop -----------------------------------------------------------------------
    writer = fit(rows, vocabulary, recipe, out, resume=resume)

    # ---- Act 4: γ, then keep it --------------------------------------------------------------------------------------
    tensors = checkpoint.quantise(dict(writer.state_dict()))
    held = [pair for pair in pairs(read_corpus(shards(corpus, "valid"))) if pair.package not in YARDSTICK]
    bare = Summariser(vocabulary, {name: tensor.numpy() for name, tensor in tensors.items()}, [])
    steps, figures = fit_gamma(bare, held)
    manifest = {"vocabulary": vocabulary, "steps": steps, "pairs": len(rows), "provenance": provenance()}
    checkpoint.save(out / FILE, tensors, kind=KIND, manifest=manifest)
    return {"pairs": float(len(rows)), "steps": float(recipe.steps), **figures}


def fit(rows: Sequence[Pair], vocabulary: Sequence[str], recipe: Recipe, out: Path, *, resume: bool = True) -> Writer:
    """A writer trained on `rows`, with its averaged weights. Goes on where an earlier run was cut off."""
    torch.manual_seed(recipe.seed)
    if recipe.threads:
        torch.set_num_threads(recipe.threads)
    writer = Writer(len(vocabulary))
    run = Run(out, KIND, recipe, dict(writer.named_parameters()))
    if resume:
        run.resume()
    ids = {word: place for place, word in enumerate(vocabulary)}
    for step in run.steps():
        batch = similar(len(rows), lambda row: len(rows[row].line), recipe.batch, step, recipe.seed, _ALIKE)
        loss = loss_of(writer, [rows[row] for row in batch], ids, step)
        norm = run.update(loss, batch)
        if step % recipe.report_every == 0:
            run.report(loss=loss.item(), norm=norm, rate=recipe.rate(step))
    run.use_average()
    return writer.eval()


def loss_of(writer: Writer, rows: Sequence[Pair], ids: dict[str, int], step: int | None = None) -> Tensor:
    """Nats per word of the lines. With a step, words are dropped as its number draws them."""
    source_BS = _padded([[ids.get(word, UNKNOWN) for word in row.source] for row in rows])
    fields_BS = _padded([row.fields for row in rows])
    target_BT = _padded([[*(ids.get(word, UNKNOWN) for word in row.line), END] for row in rows])
    given_BT = torch.cat([torch.full((len(rows), 1), BEGIN), target_BT[:, :-1]], 1)
    if step is not None:
        lost = torch.rand(source_BS.shape, generator=torch.Generator().manual_seed(step)) < DROPPED
        source_BS = source_BS.masked_fill(lost & (source_BS != PAD), UNKNOWN)
    logits_BTV, own_BT, copied_BTS = writer(source_BS, fields_BS, given_BT)
    known_BT = (target_BT != UNKNOWN) & (target_BT != PAD)
    wanted_BT = logits_BTV.gather(-1, target_BT.unsqueeze(-1)).squeeze(-1)
    written_BT = own_BT * (wanted_BT - logits_BTV.logsumexp(-1)).exp() * known_BT
    numbers: dict[str, int] = {}  # of words, those outside of the vocabulary too; 0 is none
    source_numbers_BS = _padded([[numbers.setdefault(w, len(numbers) + 1) for w in row.source] for row in rows])
    line_numbers_BT = _padded([[*(numbers.get(w, -1) for w in row.line), -1] for row in rows])
    same_BTS = (line_numbers_BT.unsqueeze(-1) == source_numbers_BS.unsqueeze(1)) & (line_numbers_BT > 0).unsqueeze(-1)
    chance_BT = written_BT + (1 - own_BT) * (copied_BTS * same_BTS).sum(-1)
    counted_BT = (target_BT != PAD) & (known_BT | same_BTS.any(-1))
    return -(chance_BT.clamp_min(1e-9).log() * counted_BT).sum() / counted_BT.sum()


def fit_gamma(writer: Summariser, held: Sequence[Pair]) -> tuple[list[list[float]], dict[str, float]]:
    """Likelihoods and the share of good lines there, from isotonic regression; with the mean chrF and that share."""
    from sklearn.isotonic import IsotonicRegression

    if not held:
        return [], {}
    held = held[:: -(-len(held) // FITTED)]
    lines: list[Line] = [writer.line(pair.code, pair.name) for pair in held]
    near = [chrf(line.text.lower(), pair.sentence.lower()) for line, pair in zip(lines, held, strict=True)]
    good = [float(value >= GOOD) for value in near]
    model = IsotonicRegression(y_min=0.005, y_max=0.995, out_of_bounds="clip")
    model.fit([line.likelihood for line in lines], good)
    steps = [[float(v) for v in model.X_thresholds_], [float(v) for v in model.y_thresholds_]]
    return steps, {"valid_chrf": sum(near) / len(near), "valid_good": sum(good) / len(good)}


def pairs(functions: Iterable[Function]) -> list[Pair]:
    """Documented functions as words; those whose sentence has too few or no letters are left out."""
    found = []
    for function in functions:
        sentence = function.query
        line = line_words(sentence)
        if len(line) >= 3 and _SENTENCE.search(sentence):
            name = f"{function.owner}.{function.name}" if function.owner else function.name
            source, fields = source_words(function.code, name)
            found.append(
                Pair(function.package, name, function.code, sentence, tuple(source), tuple(fields), tuple(line))
            )
    return found


def vocabulary_of(rows: Sequence[Pair]) -> list[str]:
    """The commonest words of lines, then of sources, the special ones first."""
    written = Counter(word for row in rows for word in row.line)
    read = Counter(word for row in rows for word in set(row.source))
    chosen = dict.fromkeys(word for word, _ in written.most_common(WRITTEN))
    chosen |= dict.fromkeys(word for word, _ in read.most_common(WORDS) if len(word) > 1)
    return [*SPECIAL, *chosen][:WORDS]


def _padded(rows: Sequence[Sequence[int]]) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[PAD] * (longest - len(row))] for row in rows])
