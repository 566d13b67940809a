"""A codebook of slots: 16 bits name the nearest of 65,536 entries, and a few stages of small codes say the rest.

    book = Codebook.fit(vectors_ND, Plan())
    codes = book.encode(vectors_ND)
    book.decode(codes)                  # within 0.05 of unit vectors, with all stages
    book.neighbours(vectors_ND, 10)     # the nearest entries

N = vectors, D = slot dimension (256), E = entries, K = residual stages, M = parts of a vector, C = 256 codes of a part.

The entries come of k-means in two levels, since one of 65,536 centroids over a million vectors would take hours on two
cores: a coarse one, then one in each group, with as many entries as its share of the vectors asks for. What an entry
leaves is turned to its principal axes, dealt out so that all parts have their share of the variance, and coded by
product quantisation (Jégou et al. 2011), stage after stage. Entries are found by HNSW (Malkov and Yashunin 2016).
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from volt import checkpoint
from volt.errors import CheckpointError, ConfigError, DataError

Vectors = NDArray[np.float32]
FILE = "codebook.volt"
_CODES = 256
_SAMPLE = 60_000
"""Vectors that the axes and the tables of a stage are fitted to."""
_TRIED = 2_000
"""Vectors that the width of the search is chosen on."""
_WIDTHS = (16, 24, 32, 48, 64, 96, 128, 256, 512)


@dataclass(frozen=True)
class Plan:
    """Everything that decides what a codebook of given vectors is."""

    entries: int = 65_536
    stages: int = 4
    """Residual stages."""
    parts: int = 32
    """Bytes of a stage; they divide the dimension."""
    rounds: int = 10
    """Iterations of every k-means."""
    links: int = 32
    """M of the HNSW graph."""
    build: int = 100
    """efConstruction of the HNSW graph."""
    recall: float = 0.995
    """Share of nearest entries that the search has to find; its width is the least that does."""
    seed: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.entries <= 65_536 or self.stages < 0 or min(self.parts, self.rounds, self.links) < 1:
            raise ConfigError(f"codebook out of range: {self}", "1 to 65,536 entries, the rest positive")


class Codes(NamedTuple):
    """What vectors become: two bytes, and one for each part and stage."""

    entries_N: NDArray[np.uint16]
    rest_NKM: NDArray[np.uint8]


Watch = Callable[[str], None]
"""Told what is being fitted."""


class Codebook:
    """Entries with their graph, and the tables of the residual stages."""

    def __init__(self, plan: Plan, graph: Any, axes_DD: Vectors, tables_KMCP: Vectors, weights: str) -> None:
        self.plan, self.graph, self.weights = plan, graph, weights
        self.entries_ED: Vectors = graph.reconstruct_n(0, graph.ntotal)
        self._axes_DD, self._tables_KMCP = axes_DD, tables_KMCP
        self._stages = [_quantiser(table) for table in tables_KMCP]

    @classmethod
    def fit(
        cls, vectors_ND: Vectors, plan: Plan, weights: str = "untrained", watch: Watch = lambda told: None
    ) -> Codebook:
        """The same vectors and plan give the same codebook. `weights` names the encoder that made the vectors.

        DataError when there are fewer vectors than entries, or than codes of a part.
        """
        if len(vectors_ND) < max(plan.entries, _CODES):
            raise DataError(
                f"{len(vectors_ND)} vectors are too few for {plan.entries} entries",
                "Give a larger corpus, or --entries",
            )
        if vectors_ND.shape[1] % plan.parts:
            raise ConfigError(f"{plan.parts} parts do not divide {vectors_ND.shape[1]}", "Change --parts")
        watch("entries")
        entries_ED = _entries(vectors_ND, plan)
        watch("graph")
        graph = _graph(entries_ED, plan)
        rng = np.random.default_rng(plan.seed)
        some_ND = vectors_ND[np.sort(rng.choice(len(vectors_ND), min(_SAMPLE, len(vectors_ND)), replace=False))]
        graph.hnsw.efSearch = _width(graph, some_ND[rng.permutation(len(some_ND))[:_TRIED]], plan.recall)
        left_ND = some_ND - entries_ED[graph.search(some_ND, 1)[1][:, 0]]
        axes_DD = _axes(left_ND, plan.parts)
        left_ND = left_ND @ axes_DD
        tables = []
        for stage in range(plan.stages):
            watch(f"stage {stage + 1} of {plan.stages}")
            table_MCP = _table(left_ND, plan)
            left_ND -= _quantiser(table_MCP).decode(_quantiser(table_MCP).compute_codes(left_ND))
            tables.append(table_MCP)
        shape = (plan.stages, plan.parts, _CODES, vectors_ND.shape[1] // plan.parts)
        return cls(plan, graph, axes_DD, np.array(tables, np.float32).reshape(shape), weights)

    @property
    def bits(self) -> int:
        """Of one vector, with all stages."""
        return 16 + 8 * self.plan.stages * self.plan.parts

    def addresses(self, vectors_ND: Vectors) -> NDArray[np.uint16]:
        """The nearest entry of each vector, as HNSW finds it, `[N]`."""
        return self.graph.search(_rows(vectors_ND), 1)[1][:, 0].astype(np.uint16)

    def neighbours(self, vectors_ND: Vectors, k: int) -> NDArray[np.int64]:
        """The `k` nearest entries, nearest first, `[N, k]`."""
        return np.asarray(self.graph.search(_rows(vectors_ND), k)[1], np.int64)

    def encode(self, vectors_ND: Vectors) -> Codes:
        """Codes of vectors `[N, D]`."""
        entries_N = self.addresses(vectors_ND)
        left_ND = (vectors_ND - self.entries_ED[entries_N]) @ self._axes_DD
        rest_NKM = np.empty((len(vectors_ND), self.plan.stages, self.plan.parts), np.uint8)
        for stage, quantiser in enumerate(self._stages):
            rest_NKM[:, stage] = quantiser.compute_codes(_rows(left_ND))
            left_ND = left_ND - quantiser.decode(np.ascontiguousarray(rest_NKM[:, stage]))
        return Codes(entries_N, rest_NKM)

    def decode(self, codes: Codes, stages: int | None = None) -> Vectors:
        """Vectors `[N, D]` again; from the entries and the first so many stages, or all."""
        left_ND = np.zeros((len(codes.entries_N), self.entries_ED.shape[1]), np.float32)
        for stage, quantiser in list(enumerate(self._stages))[:stages]:
            left_ND += quantiser.decode(np.ascontiguousarray(codes.rest_NKM[:, stage]))
        return np.asarray(self.entries_ED[codes.entries_N] + left_ND @ self._axes_DD.T, np.float32)

    # ---- disk --------------------------------------------------------------------------------------------------------

    def save(self, path: Path) -> None:
        """Write everything as one checkpoint: tables, and the graph with the entries in it."""
        tensors = {
            "graph": torch.from_numpy(_faiss().serialize_index(self.graph)),
            "axes": torch.from_numpy(self._axes_DD),
            "tables": torch.from_numpy(self._tables_KMCP),
        }
        checkpoint.save(path, tensors, kind="codebook", manifest={"index": self.index, "weights": self.weights})

    @classmethod
    def load(cls, path: Path, weights: str | None = None) -> Codebook:
        """Read what `save` wrote.

        CheckpointError when it is missing or damaged, when the index is not what its parameters say, or when it was
        fitted to frames of other weights than `weights`.
        """
        tensors, manifest = checkpoint.load(path, kind="codebook")
        if weights is not None and manifest["weights"] != weights:
            raise CheckpointError(
                f"{path} was fitted to frames of weights {manifest['weights']}, not {weights}",
                "Run `volt train codebook` for these weights",
            )
        try:
            told = dict(manifest["index"])
            plan = Plan(**{key: value for key, value in told.items() if key in Plan.__dataclass_fields__})
            graph = _faiss().deserialize_index(tensors["graph"].numpy())
            book = cls(plan, graph, tensors["axes"].numpy(), tensors["tables"].numpy(), manifest["weights"])
            found = book.index
        except (KeyError, TypeError, ValueError, AttributeError, RuntimeError) as error:
            raise CheckpointError(f"{path} is not a usable codebook: {error}", "Train it again") from error
        wrong = [f"{key} is {found[key]}, not {told.get(key)}" for key in found if told.get(key) != found[key]]
        if wrong:
            raise CheckpointError(f"{path} holds another index than it says: {'; '.join(wrong)}", "Train it again")
        return book

    @property
    def index(self) -> dict[str, Any]:
        """The plan, and what the parts at hand say of themselves."""
        hnsw, tables = self.graph.hnsw, self._tables_KMCP.shape
        seen = {"entries": self.graph.ntotal, "links": hnsw.nb_neighbors(1), "build": hnsw.efConstruction}
        shape = {"stages": tables[0], "parts": tables[1], "dimension": self.graph.d, "search": hnsw.efSearch}
        return {**asdict(self.plan), **seen, **shape}


def _faiss() -> Any:
    """The library. ConfigError when it is missing."""
    try:
        import faiss
    except ImportError as error:
        raise ConfigError("faiss is not installed", "pip install 'volt-x[ann]'") from error
    return faiss


def _rows(vectors: NDArray[Any]) -> Vectors:
    return np.ascontiguousarray(vectors, np.float32)


def _kmeans(vectors_ND: Vectors, count: int, plan: Plan) -> tuple[Vectors, NDArray[np.int64]]:
    """(centroids, the centroid of each vector)."""
    most = max(1, -(-len(vectors_ND) // count))
    made = _faiss().Kmeans(
        vectors_ND.shape[1],
        count,
        niter=plan.rounds,
        seed=plan.seed + 1,
        min_points_per_centroid=1,
        max_points_per_centroid=most,
    )
    made.train(vectors_ND)
    return made.centroids, made.index.search(vectors_ND, 1)[1][:, 0]


def _entries(vectors_ND: Vectors, plan: Plan) -> Vectors:
    groups = math.isqrt(plan.entries)
    rng = np.random.default_rng(plan.seed)
    some = vectors_ND[np.sort(rng.choice(len(vectors_ND), min(len(vectors_ND), _SAMPLE), replace=False))]
    coarse = _faiss().IndexFlatL2(vectors_ND.shape[1])
    coarse.add(_kmeans(some, groups, plan)[0])
    group_N = coarse.search(vectors_ND, 1)[1][:, 0]
    shares = _shares(np.bincount(group_N, minlength=groups), plan.entries)
    # A group's members are few, so each k-means is small: this is where two levels save their time.
    parts = [_kmeans(vectors_ND[group_N == g], int(n), plan)[0] for g, n in enumerate(shares) if n]
    return np.concatenate(parts)


def _shares(counts: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    """So many entries for each group: in proportion, by largest remainder, and no more than it has members."""
    exact = counts * (total / counts.sum())
    shares = np.floor(exact).astype(np.int64)
    shares[np.argsort(shares - exact, kind="stable")[: total - shares.sum()]] += 1
    return shares


def _graph(entries_ED: Vectors, plan: Plan) -> Any:
    faiss = _faiss()
    graph = faiss.IndexHNSWFlat(entries_ED.shape[1], plan.links)
    graph.hnsw.efConstruction = plan.build
    with one_faiss_thread():  # links depend on the order in which entries come
        graph.add(entries_ED)
    return graph


def exact(entries_ED: Vectors) -> Callable[[Vectors], NDArray[np.int64]]:
    """A function that tells the nearest entry of each vector by comparing all."""
    flat = _faiss().IndexFlatL2(entries_ED.shape[1])
    flat.add(entries_ED)
    return lambda vectors_ND: np.asarray(flat.search(_rows(vectors_ND), 1)[1][:, 0], np.int64)


@contextlib.contextmanager
def one_faiss_thread() -> Iterator[None]:
    """faiss computes on one thread inside, and on as many as before behind it."""
    faiss = _faiss()
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def _width(graph: Any, vectors_ND: Vectors, recall: float) -> int:
    """The least efSearch that finds the nearest entry of so large a share of the vectors."""
    right_N = exact(graph.reconstruct_n(0, graph.ntotal))(vectors_ND)
    for width in _WIDTHS:
        graph.hnsw.efSearch = width
        if (graph.search(vectors_ND, 1)[1][:, 0] == right_N).mean() >= recall:
            return width
    return _WIDTHS[-1]


def _axes(left_ND: Vectors, parts: int) -> Vectors:
    """Principal axes, dealt out in turn: the first part gets axes 1, M + 1, 2M + 1 and so on."""
    axes_DD = np.linalg.eigh(np.cov(left_ND.T.astype(np.float64)))[1][:, ::-1]
    order = [axis for part in range(parts) for axis in range(part, len(axes_DD), parts)]
    return _rows(axes_DD[:, order])


def _table(left_ND: Vectors, plan: Plan) -> Vectors:
    """The codes of every part `[M, C, P]`, P = D / M."""
    faiss = _faiss()
    made = faiss.ProductQuantizer(left_ND.shape[1], plan.parts, 8)
    made.cp.niter, made.cp.seed, made.cp.min_points_per_centroid = plan.rounds, plan.seed + 1, 1
    made.train(left_ND)
    return faiss.vector_to_array(made.centroids).reshape(plan.parts, _CODES, -1).copy()


def _quantiser(table_MCP: Vectors) -> Any:
    faiss = _faiss()
    parts, _, width = table_MCP.shape
    made = faiss.ProductQuantizer(parts * width, parts, 8)
    faiss.copy_array_to_vector(_rows(table_MCP).ravel(), made.centroids)
    return made
