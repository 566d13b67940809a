"""The encoder of `volt search`: documentation near its function, contrastively.

    volt train search --corpus DIR --data DIR --teacher DIR --out runs/search

Legend: B = batch, D = width of a vector, E = width of a word, V = vocabulary, F = fields, W = words of a batch.

The first sentence of a docstring is the query, the function without its docstring the answer. Every other step draws
neighbours of one package, which are hard to tell apart; words are dropped on both sides; sometimes the rest of the
docstring and the class are given, as they are to a search. The same arithmetic without torch is `volt.search.encoder`.

With a teacher every other step also learns which documentation of other functions means nearly the same: no two
programmers ask in the same words, and a corpus has one query for each function (`Sense`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from torch import Tensor, nn
from torch.nn import functional

from volt import checkpoint
from volt.data.corpus import read_corpus, shards
from volt.data.decontaminate import Overlap
from volt.data.packages import YARDSTICK
from volt.data.problems import read_rows
from volt.errors import DataError
from volt.search.encoder import FILE, KIND, SPECIAL, UNKNOWN, Vocabulary
from volt.search.extract import source_of
from volt.search.fields import Field, Source, first_words, query_words, words
from volt.train.common import Recipe, Run, batch_indices, provenance, state_path
from volt.train.encoder import info_nce
from volt.train.teacher import MiniLM, text_vectors, word_vectors

WORDS = 32_000
"""Most words of a vocabulary; ids are kept in 16 bits."""
RAREST = 5
"""A word stands in the corpus at least so often."""
LONGEST_WORD = 24
WIDTH_OF_WORD, WIDTH = 160, 256
NEIGHBOURS = 32
"""Functions in a row that are drawn together in every other batch."""
DROPPED = 0.1
"""Share of the words that are dropped, in half of the texts."""
GIVEN = {Field.OWNER: 0.5, Field.DOCS: 0.25}
"""How often these fields of a function are there. The others always are."""
ANCHORS, NEAR = 8, 48
"""Queries of a batch of `Sense`, and the nearest of each."""
SHARPNESS = 20.0
"""Of the teacher: similarities are multiplied by it before the softmax."""
REQUESTS, REPEATED = ("conala_train", "mbpp_train"), 8
"""Problem sets whose requests are learned from, too, and how often each row is there: they are few."""
POOL, POOLS = 1_000, 4
_CODE = (Field.NAME, Field.OWNER, Field.SIGNATURE, Field.BODY, Field.TEXT, Field.DOCS)


def train(
    recipe: Recipe,
    corpus: Path,
    data: Path | None,
    overlap: Overlap | None,
    teacher: MiniLM | None,
    out: Path,
    *,
    resume: bool = True,
) -> dict[str, float]:
    """Train and write `search.volt` to `out`; returns what held-out packages say of it."""
    # ---- Act 1: the data ---------------------------------------------------------------------------------------------
    documented = list(_read(corpus, "train", overlap))
    texts = [text for _, text in documented]
    known = vocabulary(texts)
    rows = Rows.of([*texts, *list(_requests(data, overlap)) * REPEATED], known)
    valid = Rows.of((text for _, text in _read(corpus, "valid")), known)
    sense = None if teacher is None else Sense(text_vectors(teacher, [query for query, _ in documented], out))
    if len(rows) < max(recipe.batch, 2 * NEIGHBOURS):
        raise DataError(f"{len(rows)} functions are fewer than one batch of {recipe.batch}", "Mine more packages")

    # ---- Act 2: what is trained --------------------------------------------------------------------------------------
    model = FieldModel(len(known), seed=recipe.seed)
    resumed = resume and state_path(out, KIND).exists()
    if not resumed:
        model.weigh(rows)
        if teacher is not None:
            model.begin_with(word_vectors(teacher, known.known, WIDTH_OF_WORD))
    scale = nn.Parameter(torch.tensor(math.log(1 / 0.07)))
    run = Run(out, KIND, recipe, dict(model.named_parameters()) | {"scale": scale})
    if resumed:
        run.resume()

    # ---- Act 3: the loop ---------------------------------------------------------------------------------------------
    for step in run.steps():
        luck = np.random.default_rng((recipe.seed, step))
        batch = _batch(len(rows), recipe.batch, step, recipe.seed)
        queries_BD = model(rows.queries(batch, luck))
        answers_BD = model(rows.answers(batch, luck))
        loss = info_nce(queries_BD, answers_BD, scale, torch.from_numpy(rows.keys[batch]))
        alike = sense.loss(model, rows, scale, luck) if sense is not None and step % 2 == 0 else torch.zeros(())
        norm = run.update(loss + alike, batch)
        if step % recipe.report_every == 0:
            run.report(loss=loss.item(), alike=alike.item(), norm=norm, scale=scale.exp().item())

    # ---- Act 4: keep it, then measure it -----------------------------------------------------------------------------
    run.use_average()
    manifest = {"vocabulary": known.known, "pairs": len(rows), "steps": run.step}
    save(model, out, {**manifest, "provenance": provenance()})
    figures = validate(model, valid)
    run.report(**figures)
    return {"pairs": float(len(rows)), "words": float(len(known)), "steps": float(run.step), **figures}


class Packed(NamedTuple):
    """Texts as a `FieldModel` takes them."""

    ids_W: Tensor
    """Each word once in each field of a text."""
    counts_W: Tensor
    """How often it comes there."""
    places_W: Tensor
    """`text * F + field`, in ascending order."""
    texts: int


class FieldModel(nn.Module):
    """`volt.search.encoder.FieldEncoder`, to be trained."""

    def __init__(self, words_V: int, width_E: int = WIDTH_OF_WORD, width_D: int = WIDTH, seed: int = 0) -> None:
        super().__init__()
        luck = torch.Generator().manual_seed(seed)
        self.words = nn.Parameter(torch.randn(words_V, width_E, generator=luck) / 2)
        self.weight = nn.Parameter(torch.zeros(words_V))
        """Logarithms, as are those of fields."""
        self.field_weight = nn.Parameter(torch.zeros(len(Field)))
        self.whole = nn.Parameter(torch.randn(width_E, width_D, generator=luck) / math.sqrt(width_E))
        # Fields begin alike and learn to differ.
        self.fields = nn.Parameter(torch.zeros(len(Field), width_E, width_D))

    def weigh(self, rows: Rows) -> None:
        """Begin with the weights of words that a search by words has: rare ones count more (Spärck Jones 1972)."""
        stands_in = np.ones(len(self.weight))
        for row in range(len(rows)):
            stands_in[np.unique(np.concatenate([rows.field(row, f)[0] for f in _CODE if f not in GIVEN]))] += 1
        rarity = np.log((len(rows) + 1) / stands_in)
        with torch.no_grad():
            self.weight.copy_(torch.from_numpy(np.log(np.maximum(rarity / rarity.mean(), 0.05))))

    def begin_with(self, vectors_VE: NDArray[np.float32]) -> None:
        """Begin with these vectors of words instead of random ones: nothing helps more (docs/LOG.md)."""
        with torch.no_grad():
            self.words.copy_(torch.from_numpy(vectors_VE) / 2)

    def forward(self, packed: Packed) -> Tensor:
        """Unit vectors [B, D]."""
        ids_W, counts_W, places_W, texts = packed
        bags = texts * len(Field)
        # A word that comes four times counts twice.
        weight_W = (self.weight[ids_W] + self.field_weight[places_W % len(Field)]).exp() * counts_W.sqrt()
        offsets = torch.bincount(places_W, minlength=bags).cumsum(0).roll(1)
        offsets[0] = 0
        sums = functional.embedding_bag(ids_W, self.words, offsets, mode="sum", per_sample_weights=weight_W)
        total = torch.zeros(bags).index_add(0, places_W, weight_W)
        sums_BFE, total_BF1 = sums.view(texts, len(Field), -1), total.view(texts, len(Field), 1)
        means_BFE = sums_BFE / total_BF1.clamp_min(1e-6)
        whole_BE = sums_BFE.sum(1) / total_BF1.sum(1)
        return functional.normalize(whole_BE @ self.whole + torch.einsum("bfe,fed->bd", means_BFE, self.fields), dim=-1)


def save(model: FieldModel, out: Path, manifest: dict[str, object]) -> None:
    """Write the weights with int8 words, as they are bundled."""
    tensors = {name: p.detach() for name, p in model.named_parameters()}
    exact = {name: tensor.half() for name, tensor in tensors.items() if name != "words"}
    packed = checkpoint.quantise({"words": tensors["words"]}, at_least=0) | exact
    checkpoint.save(out / FILE, packed, kind=KIND, manifest=manifest)


@torch.no_grad()
def validate(model: FieldModel, rows: Rows) -> dict[str, float]:
    """Mean reciprocal rank of the right function among a thousand, and InfoNCE at batch 128 and temperature 0.07."""
    order = np.random.default_rng(0).permutation(len(rows))[: POOL * POOLS].tolist()
    queries_ND, answers_ND = model(rows.queries(order)), model(rows.answers(order))
    ranks, losses = [], []
    for start in range(0, len(order), POOL):
        scores = queries_ND[start : start + POOL] @ answers_ND[start : start + POOL].T
        ranks.append(1 / (scores > scores.diagonal()[:, None]).sum(1).add(1))
    for start in range(0, len(order) - 127, 128):
        cut = slice(start, start + 128)
        losses.append(info_nce(queries_ND[cut], answers_ND[cut], torch.tensor(math.log(1 / 0.07))).item())
    return {
        "valid_pairs": float(len(order)),
        "valid_mrr": torch.cat(ranks).mean().item() if ranks else 0.0,
        "valid_infonce_128": sum(losses) / max(1, len(losses)),
    }


# ---- rows ------------------------------------------------------------------------------------------------------------

Texts = dict[Field, list[str]]


def _read(corpus: Path, split: str, overlap: Overlap | None = None) -> Iterator[tuple[str, Texts]]:
    """Documented functions, none that `overlap` knows: the query, and words by field with those of the query."""
    console = Console(stderr=True)
    functions = read_corpus(shards(corpus, split))
    # Comparing with the report-only problems takes minutes where there are many functions.
    for function in track(functions, f"reading {split}", console=console, disable=not console.is_terminal):
        query = function.query
        if function.package in YARDSTICK or not query:
            continue
        if overlap is not None and overlap.reason(function.docstring, function.code):
            continue
        name = f"{function.owner}.{function.name}" if function.owner else function.name
        rest = f"{function.docstring[len(query) :]}\n{function.details}"
        split_ = words(Source(function.code, name))
        split_ |= {Field.DOCS: first_words(rest, Field.DOCS), Field.QUERY: query_words(query)}
        yield query, split_


def _requests(data: Path | None, overlap: Overlap | None) -> Iterator[Texts]:
    """Requests as people write them, and the short programs that answer them; nothing without a folder of them."""
    found = [path for name in REQUESTS for path in sorted(data.glob(f"**/{name}.jsonl*"))] if data is not None else []
    for _, row in (row for path in found for row in read_rows(path)):
        query, code = str(row["query"]), str(row.get("solution") or row.get("code"))
        if overlap is None or overlap.reason(query, code) is None:
            yield words(source_of(code)) | {Field.QUERY: query_words(query)}


def vocabulary(texts: Iterable[Texts]) -> Vocabulary:
    """The commonest words of queries and functions."""
    counts = Counter[str]()
    for fields in texts:
        for split in fields.values():
            counts.update(split)
    common = [word for word, count in counts.most_common() if count >= RAREST and len(word) <= LONGEST_WORD]
    return Vocabulary([*SPECIAL, *common[: WORDS - len(SPECIAL)]])


@dataclass(frozen=True)
class Rows:
    """Texts as ids: the words of a field in one array, how often each comes, and where those of a row begin."""

    ids: dict[Field, NDArray[np.uint16]]
    counts: dict[Field, NDArray[np.uint8]]
    starts: dict[Field, NDArray[np.int64]]
    keys: NDArray[np.int64]
    """Equal for rows with an equal query."""

    @classmethod
    def of(cls, texts: Iterable[Texts], known: Vocabulary) -> Rows:
        """Read all texts."""
        ids: dict[Field, list[int]] = {field: [] for field in Field}
        counts: dict[Field, list[int]] = {field: [] for field in Field}
        starts: dict[Field, list[int]] = {field: [0] for field in Field}
        keys: list[int] = []
        asked: dict[tuple[tuple[int, int], ...], int] = {}
        for text in texts:
            for field in Field:
                counted = known.counted(text.get(field, ()))
                ids[field] += counted.keys()
                counts[field] += counted.values()
                starts[field].append(len(ids[field]))
            query = tuple(sorted(known.counted(text.get(Field.QUERY, ())).items()))
            keys.append(asked.setdefault(query, len(asked)))
        return cls(
            {field: np.array(some, np.uint16) for field, some in ids.items()},
            {field: np.array(some, np.uint8) for field, some in counts.items()},
            {field: np.array(some, np.int64) for field, some in starts.items()},
            np.array(keys, np.int64),
        )

    def __len__(self) -> int:
        return len(self.keys)

    def field(self, row: int, field: Field) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
        """The words of one field, and how often each comes."""
        cut = slice(self.starts[field][row], self.starts[field][row + 1])
        return self.ids[field][cut], self.counts[field][cut]

    def queries(self, rows: Sequence[int], luck: np.random.Generator | None = None) -> Packed:
        """The queries; with `luck`, words are dropped."""
        return self._packed(rows, luck, lambda: {Field.QUERY: Field.QUERY})

    def documented(self, rows: Sequence[int], luck: np.random.Generator, *, alone: bool) -> Packed:
        """The functions with their query as documentation, or that documentation alone; words are dropped."""
        code = () if alone else (field for field in _CODE if field not in GIVEN)
        asked = {field: field for field in code} | {Field.DOCS: Field.QUERY}
        return self._packed(rows, luck, lambda: asked)

    def answers(self, rows: Sequence[int], luck: np.random.Generator | None = None) -> Packed:
        """The functions; without `luck`, only with what is always there."""

        def given() -> dict[Field, Field]:
            return {f: f for f in _CODE if f not in GIVEN or (luck is not None and luck.random() < GIVEN[f])}

        return self._packed(rows, luck, given)

    def _packed(
        self, rows: Sequence[int], luck: np.random.Generator | None, fields: Callable[[], dict[Field, Field]]
    ) -> Packed:
        """`fields` says for every text which fields it has, and which of the row's they are filled with."""
        ids, counts, places = [], [], []
        for number, row in enumerate(rows):
            parts = {field: self.field(row, taken) for field, taken in fields().items()}
            if luck is not None and luck.random() < 0.5:
                stays = {field: luck.random(len(some)) >= DROPPED for field, (some, _) in parts.items()}
                parts = {field: (i[stays[field]], c[stays[field]]) for field, (i, c) in parts.items()}
            if not any(len(some) for some, _ in parts.values()):
                parts = {Field.BODY: (np.array([UNKNOWN], np.uint16), np.ones(1, np.uint8))}
            for field, (some, often) in parts.items():
                ids.append(some)
                counts.append(often)
                places.append(np.full(len(some), number * len(Field) + field))
        as_ids, as_counts = np.concatenate(ids).astype(np.int64), np.concatenate(counts).astype(np.float32)
        ids_W, counts_W, places_W = (torch.from_numpy(part) for part in (as_ids, as_counts, np.concatenate(places)))
        return Packed(ids_W, counts_W, places_W, len(rows))


class Sense:
    """What a sentence encoder finds alike among the queries.

    A query and the documentation of other functions, drawn from its neighbourhood, are to be as near to each other as
    the teacher says: the distribution over a batch is distilled (Hinton et al. 2015), a query's own left out.
    """

    def __init__(self, vectors_ND: NDArray[np.float32]) -> None:
        """Unit vectors of the queries of the first rows: of all that stand there once."""
        self.vectors_ND = vectors_ND

    def loss(self, model: FieldModel, rows: Rows, scale: Tensor, luck: np.random.Generator) -> Tensor:
        """Divergence of our distribution from the teacher's in one batch."""
        batch = self.batch(luck)
        teacher_BD, keys_B = torch.from_numpy(self.vectors_ND[batch]), torch.from_numpy(rows.keys[batch])
        same_BB = keys_B[:, None] == keys_B[None]
        documented = rows.documented(batch, luck, alone=bool(luck.random() < 0.5))
        ours_BB = (model(rows.queries(batch, luck)) @ model(documented).T * scale.exp()).masked_fill(same_BB, -1e4)
        theirs_BB = (teacher_BD @ teacher_BD.T * SHARPNESS).masked_fill(same_BB, -1e4)
        return functional.kl_div(ours_BB.log_softmax(1), theirs_BB.softmax(1), reduction="batchmean")

    def batch(self, luck: np.random.Generator) -> list[int]:
        """Some rows and those nearest to each, in ascending order."""
        anchors = luck.integers(len(self.vectors_ND), size=ANCHORS)
        near_AN = self.vectors_ND[anchors] @ self.vectors_ND.T
        return np.unique(np.argpartition(-near_AN, min(NEAR, len(near_AN[0])) - 1)[:, :NEAR]).tolist()


def _batch(count: int, size: int, step: int, seed: int) -> list[int]:
    if step % 2 == 0:
        return batch_indices(count, size, step // 2, seed)
    first = batch_indices(count // NEIGHBOURS, max(1, size // NEIGHBOURS), step // 2, seed + 1)
    return [NEIGHBOURS * place + i for place in first for i in range(NEIGHBOURS)]
