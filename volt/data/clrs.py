"""CLRS-30: runs of thirty textbook algorithms, from the public samplers, made once and kept.

    trajectories = load(folder, "bfs", TEST)

The package `dm-clrs` samples; it is asked for nothing else. It imports JAX and TensorFlow at the top of its files and
needs neither to sample, so names stand in for them while it is imported. Sizes, seeds and numbers of samples of the
test are the official ones (Veličković et al. 2022), and so are the forms: `pred_h` that never changes is an input, and
orders are permutations (Ibarz et al. 2022).
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from volt import checkpoint
from volt.errors import CheckpointError, ConfigError, DataError
from volt.soft.clrs.probes import Kind, Place, Probe, Stage, Trajectories

FAMILIES = {
    "divide and conquer": ("find_maximum_subarray_kadane",),
    "dynamic programming": ("matrix_chain_order", "lcs_length", "optimal_bst"),
    "geometry": ("segments_intersect", "graham_scan", "jarvis_march"),
    "graphs": (
        "dfs", "topological_sort", "strongly_connected_components", "articulation_points", "bridges", "bfs",
        "mst_kruskal", "mst_prim", "bellman_ford", "dag_shortest_paths", "dijkstra", "floyd_warshall",
    ),
    "greedy": ("activity_selector", "task_scheduling"),
    "searching": ("minimum", "binary_search", "quickselect"),
    "sorting": ("insertion_sort", "bubble_sort", "heapsort", "quicksort"),
    "strings": ("naive_string_matcher", "kmp_matcher"),
}  # fmt: skip
ALGORITHMS = tuple(name for names in FAMILIES.values() for name in names)
_STRINGS = FAMILIES["strings"]
_ALWAYS_FOUR = "segments_intersect"
"""Four end points, whatever the length."""
_SPARSE = ("articulation_points", "bridges", "mst_kruskal")
"""Half the edges in training, or their runs would be very long."""
_ORDER_AS_INPUT = (
    "binary_search", "minimum", "find_maximum_subarray_kadane", "matrix_chain_order", "lcs_length", "optimal_bst",
    "activity_selector", "task_scheduling", *_STRINGS, "jarvis_march",
)  # fmt: skip
_MULTIPLIER = {"find_maximum_subarray_kadane": 32} | dict.fromkeys(
    ("quickselect", "minimum", "binary_search", *_STRINGS, _ALWAYS_FOUR), 64
)
_VERSION = "2.0.3"
_REMEDY = f"pip install --no-deps dm-clrs=={_VERSION} && pip install absl-py attrs toolz"
KIND = "clrs"


@dataclass(frozen=True)
class Split:
    """Which trajectories: how many of each size, from which seed."""

    name: str
    sizes: tuple[int, ...]
    samples: int
    seed: int
    multiplied: bool
    """Whether algorithms with few outputs get more samples."""
    varied: bool
    """Whether density of graphs and length of needles vary, as in training."""


TRAIN = Split("train", (4, 7, 11, 13, 16), 2000, 1, multiplied=False, varied=True)
HALF = Split("half", (32,), 64, 4, multiplied=False, varied=False)
"""What settings are chosen on: twice the size of training, half the size of the test."""
TEST = Split("test", (64,), 32, 3, multiplied=True, varied=False)
SPLITS = {split.name: split for split in (TRAIN, HALF, TEST)}


def check(algorithm: str) -> None:
    """ConfigError when there is no such algorithm."""
    if algorithm not in ALGORITHMS:
        raise ConfigError(f"CLRS-30 has no algorithm {algorithm!r}", f"Choose one of {', '.join(ALGORITHMS)}")


def sizes(algorithm: str, split: Split) -> tuple[int, ...]:
    """The sizes that a split has of an algorithm: of matchers and crossing segments one, as in the public recipe."""
    if algorithm == _ALWAYS_FOUR:
        return split.sizes[-1:]
    return (split.sizes[-1] * 5 // 4,) if algorithm in _STRINGS and split.varied else split.sizes


def load(
    folder: Path, algorithm: str, split: Split, watch: Callable[[int, int], None] = lambda done, of: None
) -> tuple[list[Probe], list[Trajectories]]:
    """The probes, and trajectories of each size; sampled and kept in `folder` the first time.

    Raises ConfigError for an unknown algorithm, DataError when the samplers are not installed, CheckpointError when a
    file of the folder is damaged or of other samplers.
    """
    check(algorithm)
    todo = sizes(algorithm, split)
    found = []
    for done, size in enumerate(todo):
        watch(done, len(todo))
        path = folder / f"{algorithm}-{split.name}-{size}.volt"
        if not path.exists():
            probes, made = sample(algorithm, split, size)
            _save(path, probes, made, algorithm, split)
        found.append(_read(path, algorithm, split))
    watch(len(todo), len(todo))
    return found[0][0], [trajectories for _, trajectories in found]


def sample(algorithm: str, split: Split, size: int) -> tuple[list[Probe], Trajectories]:
    """Trajectories of one size from the public samplers."""
    check(algorithm)
    samplers, specs = _package()
    count = split.samples * (_MULTIPLIER.get(algorithm, 1) if split.multiplied else 1)
    varied: dict[str, Any] = {}
    if split.varied and algorithm in FAMILIES["graphs"]:
        varied = {"p": tuple((0.05 if algorithm in _SPARSE else 0.1) * k for k in range(1, 10))}
    elif split.varied and algorithm in _STRINGS:
        varied = {"length_needle": -8}
    # Sizes of one split must not be the same stream of chance.
    seed = split.seed if len(split.sizes) == 1 else split.seed * 1000 + size
    sampler, spec = samplers.build_sampler(algorithm, num_samples=count, seed=seed, length=size, **varied)
    feedback = sampler.next()
    values = {p.name: np.asarray(p.data) for p in (*feedback.features.inputs, *feedback.outputs)}
    hints = {p.name: np.asarray(p.data) for p in feedback.features.hints}
    return _converted(algorithm, spec, specs, values, hints, np.asarray(feedback.features.lengths))


def _converted(
    algorithm: str,
    spec: dict[str, tuple[str, str, str]],
    specs: ModuleType,
    values: dict[str, NDArray[Any]],
    hints: dict[str, NDArray[Any]],
    lengths_B: NDArray[Any],
) -> tuple[list[Probe], Trajectories]:
    probes: list[Probe] = []
    parts: dict[Stage, dict[str, torch.Tensor]] = {stage: {} for stage in Stage}
    for name, (stage_name, place_name, kind_name) in spec.items():
        stage, place = Stage(stage_name), Place(place_name)
        value: NDArray[Any] = hints[name] if stage is Stage.HINT else values[name]
        if name == "pred_h" and algorithm in _ORDER_AS_INPUT:
            name, stage, value = "pred", Stage.INPUT, value[0]
        ordered = kind_name == specs.Type.SHOULD_BE_PERMUTATION
        kind = Kind.PERMUTATION if ordered else Kind(kind_name)
        if ordered:
            order_BN, first_B = _cyclic(value)
            probes.append(Probe(f"{name}_mask", stage, place, Kind.MASK_ONE))
            parts[stage][f"{name}_mask"] = torch.from_numpy(first_B)
        probes.append(Probe(name, stage, place, kind, value.shape[-1] if kind is Kind.CATEGORICAL else 0))
        parts[stage][name] = torch.from_numpy(order_BN) if ordered else _short(value, kind)
    steps_B = torch.from_numpy(lengths_B.astype(np.int64) - 1)
    return probes, Trajectories(parts[Stage.INPUT], parts[Stage.HINT], parts[Stage.OUTPUT], steps_B)


def _short(value: NDArray[Any], kind: Kind) -> torch.Tensor:
    """As `Trajectories` hold it."""
    if kind is Kind.SCALAR:
        return torch.from_numpy(value.astype(np.float32))
    if kind is Kind.MASK:
        return torch.from_numpy(value.astype(np.int8))
    if kind in (Kind.CATEGORICAL, Kind.MASK_ONE):
        # A row without a one is not known: what the samplers mark with -1, or pad with zeros.
        chosen = np.where(value.max(-1) > 0, value.argmax(-1), -1 if kind is Kind.CATEGORICAL else 0)
        return torch.from_numpy(chosen.astype(np.int16))
    return torch.from_numpy(value.astype(np.int16))


def _cyclic(before_BN: NDArray[Any]) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Predecessors with the first node pointing at the last one instead of itself, and which node is the first."""
    own = np.arange(before_BN.shape[1])
    first_B = (before_BN == own).argmax(1)
    pointed_BN = np.zeros(before_BN.shape, bool)
    np.put_along_axis(pointed_BN, before_BN.astype(np.int64), True, 1)
    cyclic_BN = before_BN.astype(np.int16)
    cyclic_BN[np.arange(len(cyclic_BN)), first_B] = (~pointed_BN).argmax(1)
    return cyclic_BN, first_B.astype(np.int16)


# ---- the folder ------------------------------------------------------------------------------------------------------


def _save(path: Path, probes: Sequence[Probe], made: Trajectories, algorithm: str, split: Split) -> None:
    tensors = {f"input.{name}": value for name, value in made.inputs.items()}
    tensors |= {f"hint.{name}": value for name, value in made.hints.items()}
    tensors |= {f"output.{name}": value for name, value in made.outputs.items()}
    form = [[p.name, p.stage, p.place, p.kind, p.classes] for p in probes]
    manifest = {"algorithm": algorithm, "split": _described(split), "probes": form, "samplers": _VERSION}
    checkpoint.save(path, {**tensors, "steps": made.steps_B}, kind=KIND, manifest=manifest)


def _read(path: Path, algorithm: str, split: Split) -> tuple[list[Probe], Trajectories]:
    tensors, manifest = checkpoint.load(path, kind=KIND)
    wanted = {"algorithm": algorithm, "split": _described(split), "samplers": _VERSION}
    for key, value in wanted.items():
        if manifest[key] != value:
            raise CheckpointError(f"{path} holds {key} {manifest[key]!r}, not {value!r}", "Remove the file")
    probes = [Probe(n, Stage(s), Place(p), Kind(k), c) for n, s, p, k, c in manifest["probes"]]
    parts: dict[str, dict[str, torch.Tensor]] = {"input": {}, "hint": {}, "output": {}}
    steps_B = tensors.pop("steps")
    for key, tensor in tensors.items():
        stage, _, name = key.partition(".")
        parts[stage][name] = tensor
    return probes, Trajectories(parts["input"], parts["hint"], parts["output"], steps_B)


def _described(split: Split) -> list[Any]:
    return [split.name, split.samples, split.seed, split.multiplied, split.varied]


# ---- the package -----------------------------------------------------------------------------------------------------


def _package() -> tuple[ModuleType, ModuleType]:
    """The samplers and the specifications, imported without what they do not need to sample."""
    name = "clrs._src.samplers"
    if name not in sys.modules:
        found = importlib.util.find_spec("clrs")
        if found is None or not found.submodule_search_locations:
            raise DataError("the samplers of CLRS-30 are not installed", _REMEDY)
        try:
            with _standing_in(list(found.submodule_search_locations)):
                importlib.import_module(name)
        except ImportError as error:
            raise DataError(f"the samplers of CLRS-30 cannot be imported ({error})", _REMEDY) from error
    return sys.modules[name], sys.modules["clrs._src.specs"]


@contextlib.contextmanager
def _standing_in(places: list[str]) -> Iterator[None]:
    """Names for what is imported at the top of files, and a package `clrs` whose own top is not run."""
    jax, numpy, tree, nn = (ModuleType(n) for n in ("jax", "jax.numpy", "jax.tree_util", "jax.nn"))
    chex, tensorflow, package = ModuleType("chex"), ModuleType("tensorflow"), ModuleType("clrs")
    package.__path__ = places
    members: dict[ModuleType, dict[str, Any]] = {
        jax: {"Array": np.ndarray, "numpy": numpy, "tree_util": tree, "nn": nn},
        numpy: {"ndarray": np.ndarray, "vectorize": lambda function, **_: function},
        tree: {"register_pytree_node_class": lambda cls: cls, "tree_map": _tree_map},
        chex: {"Array": np.ndarray, "assert_rank": lambda *_: None},
        tensorflow: {"Tensor": type("Tensor", (), {})},
    }
    for module, names in members.items():
        vars(module).update(names)
    stands = {module.__name__: module for module in (jax, numpy, tree, nn, chex, tensorflow, package)}
    before: dict[str, ModuleType | None] = {name: sys.modules.get(name) for name in stands}
    sys.modules.update(stands)
    try:
        yield
    finally:
        for name, earlier in before.items():
            del sys.modules[name]
            if earlier is not None:
                sys.modules[name] = earlier


def _tree_map(function: Callable[..., Any], tree: Any, *rest: Any) -> Any:
    """Of lists of data points, which is all that the samplers map over."""
    if isinstance(tree, list | tuple):
        return type(tree)(_tree_map(function, *parts) for parts in zip(tree, *rest, strict=True))
    return type(tree)(tree.name, tree.location, tree.type_, function(tree.data, *(point.data for point in rest)))
