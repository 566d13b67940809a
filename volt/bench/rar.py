"""How fast refinement is: 50 iterations of sixteen slots with the field of 525K parameters, on one thread.

Ours stands beside the loop as it is trained (all slots at once), a loop over the slots as one would write it first,
and the floor: the matrix products that the iterations need, alone, at the same sizes. All by turns, in wall and in CPU
time. Random weights that freeze nothing, so that no way ends early. Shapes as in `volt.soft.vfn`.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from volt.bench import metrics
from volt.bench.card_rar import RESULT
from volt.bench.progress import progress
from volt.config import RESOLUTIONS, SLOT_DIM, SLOTS, SoftConfig
from volt.errors import ConfigError
from volt.files import atomic_write
from volt.frame import normalise
from volt.provenance import provenance
from volt.soft import flow
from volt.soft.blocks import FRAME
from volt.soft.fast import Group, Plan
from volt.soft.rar import SoftCore
from volt.threads import one_thread

BATCHES = (1, 256)
ITERATIONS = 50
_HIDDEN = 131
"""Makes a field of 525,313 parameters."""
_FRAMES, _LEAST = 2560, 10
"""Of a large batch only so many frames' iterations are run, but at least so many iterations, and scaled up."""
_SHARES = (0.0, 0.25, 0.5, 0.75, 0.875)
_ROWS = (1, 8)
Work = Callable[[], object]
Figure = dict[str, float]


def bench(
    results: Path, *, batches: Sequence[int] = BATCHES, iterations: int = ITERATIONS, rounds: int = 3
) -> dict[str, Any]:
    """Measure and write the result file. ConfigError for numbers that are not positive."""
    if rounds < 1 or iterations < 1 or not batches or min(batches) < 1:
        raise ConfigError("rounds, iterations and batches have to be positive", "Raise --rounds, --iterations, --batch")
    load = [round(os.getloadavg()[0], 2)]
    made = core(iterations)
    speed, share, saving, measured = {}, {}, {}, {}
    with one_thread(), torch.inference_mode(), progress(len(batches) + len(_ROWS)) as show:
        for done, batch in enumerate(batches, 1):
            part = measured[str(batch)] = min(iterations, max(_LEAST, _FRAMES // batch))
            taken = _by_turns(_ways(made, batch, part), rounds)
            operations = 2 * batch * iterations * multiply_adds(made.config)
            for clocks in taken.values():
                clocks[:] = [(iterations / part * wall, iterations / part * cpu) for wall, cpu in clocks]
            speed[str(batch)] = {way: _figures(clocks, taken["ours"], operations) for way, clocks in taken.items()}
            share[str(batch)] = _ratio(taken["floor"], taken["ours"])
            show(done, f"batch {batch}")
        for done, batch in enumerate(_ROWS, len(batches) + 1):
            saving[str(batch)] = _saving(batch, iterations, rounds)
            show(done, f"frozen slots, batch {batch}")
    result = {
        "result": RESULT,
        "title": "Speed of refinement",
        "partial": iterations != ITERATIONS or not set(BATCHES) <= set(batches),
        "parameters": sum(p.numel() for p in made.vfn.parameters()),
        "multiply_adds": iterations * multiply_adds(made.config),
        "speed": speed,
        "share_of_floor": share,
        "saving": saving,
        "settings": {"iterations": iterations, "measured": measured, "rounds": rounds, "threads": 1},
        "origin": {**provenance(), "cores": os.cpu_count(), "load": [*load, round(os.getloadavg()[0], 2)]},
    }
    atomic_write(results / RESULT, (json.dumps(result, indent=1) + "\n").encode())
    return result


def core(iterations: int, *, frozen_rest: bool = False) -> SoftCore:
    """A soft core of the size of the original, whose field moves every slot."""
    torch.manual_seed(0)
    made = SoftCore(SoftConfig(hidden=_HIDDEN, steps=iterations, freeze_below=0.0, frozen_rest=frozen_rest))
    made.vfn.out_E.data.fill_(0.05)
    return made.eval()


def sizes(config: SoftConfig) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """(inner, columns) of a block's matrix products: those with weights, and those within a frame. All have S rows."""
    rank, hidden = config.attention_rank, config.hidden
    return ((SLOT_DIM, 2 * rank), (FRAME, 2 * hidden), (hidden, FRAME)), ((rank, SLOTS), (SLOTS, FRAME))


def multiply_adds(config: SoftConfig) -> int:
    """Of one iteration of one frame: the matrix products, and nothing else."""
    return config.blocks * SLOTS * sum(inner * columns for kind in sizes(config) for inner, columns in kind)


def per_slot(made: SoftCore, query_BSRD: Tensor, total: int) -> Tensor:
    """The loop of a field with one block, without noise, one slot at a time; the frames `[B, S, R, D]`."""
    field = made.vfn
    (attention,), (block,) = field.slot_attentions(), field.gated_blocks()
    x, thought = list(query_BSRD.unbind(1)), None
    query = list(x)
    for k in range(total):
        told_E = field.times(torch.tensor([k / total]))[0]
        u, endpoints, scratches = [], [], []
        for s in range(SLOTS):
            u_BE = field.role_SE[s] + told_E
            parts = [x[s].flatten(1), query[s].flatten(1)]
            if thought is not None:
                parts += [thought[0][s].flatten(1), thought[1][s]]
            for gain_E, part_BE in zip(field.gains_4E, parts, strict=False):
                u_BE = u_BE + gain_E * F.rms_norm(part_BE, (FRAME,))
            u.append(u_BE)
        gists = [u_BE.unflatten(-1, (RESOLUTIONS, SLOT_DIM)).mean(1) for u_BE in u]
        keys_BSA = torch.stack([attention.key(gist_BD) for gist_BD in gists], 1)
        slots_BSE = torch.stack(u, 1)
        for s in range(SLOTS):
            query_BA = attention.query(gists[s]) * keys_BSA.shape[-1] ** -0.5
            weights_BS = ((keys_BSA @ query_BA[..., None])[..., 0] + attention.prior_SS[s]).softmax(-1)
            u_BE = u[s] + (weights_BS[:, None] @ slots_BSE)[:, 0]
            u_BE = field.norm(u_BE + block(u_BE))
            moved = query[s] + (field.out_E * u_BE).unflatten(-1, (RESOLUTIONS, SLOT_DIM))
            endpoints.append(normalise(moved, floor=0.1))
            scratches.append(u_BE)
            x[s] = normalise(flow.step(x[s], endpoints[s], k / total, (k + 1) / total))
        thought = endpoints, scratches
    return torch.stack(x, 1)


def products(config: SoftConfig, batch: int) -> Work:
    """The matrix products of one iteration of one block, alone: a call does them once, on tensors that lie ready."""
    weighted, within = sizes(config)
    flat = [(torch.randn(batch * SLOTS, k), torch.randn(n, k).t()) for k, n in weighted]
    flat[1] = flat[1][1].t(), flat[1][0].t()  # slots as columns, as ours has them
    rows = [(torch.randn(batch, SLOTS, k), torch.randn(batch, k, n)) for k, n in within]
    ready = [(a, b, torch.matmul(a, b)) for a, b in (*flat, *rows)]

    def work() -> None:
        for a, b, into in ready:
            torch.matmul(a, b, out=into)

    return work


def _ways(made: SoftCore, batch: int, iterations: int) -> dict[str, Work]:
    query, active_BS = _frames(batch), torch.ones(batch, SLOTS, dtype=torch.bool)
    multiply = products(made.config, batch)

    def floor() -> None:
        for _ in range(iterations):
            multiply()

    def refine(noise: float) -> object:
        generator = torch.Generator().manual_seed(0)
        return made.refine(query, active_BS, generator, steps=iterations, noise=noise)

    return {
        "ours": partial(refine, 0.0),
        "floor": floor,
        "with_noise": partial(refine, 1.0),
        "trained": lambda: made.refine_plainly(query, active_BS, torch.Generator(), iterations, 0.0),
        "per_slot": lambda: per_slot(made, query, iterations),
    }


def _saving(batch: int, iterations: int, rounds: int) -> dict[str, dict[str, Figure]]:
    """CPU time as a multiple of that with nothing out of the way, for each share of slots that is."""
    kinds = {"rest": core(iterations, frozen_rest=True), "frozen": core(iterations), "inactive": core(iterations)}
    works: dict[str, Work] = {
        f"{kind} {share}": partial(_with_share, made, _frames(batch), share, kind == "inactive")
        for kind, made in kinds.items()
        for share in _SHARES
    }
    taken = _by_turns(works, rounds)
    return {
        kind: {str(share): _ratio(taken[f"{kind} {share}"], taken[f"{kind} 0.0"]) for share in _SHARES}
        for kind in kinds
    }


def _with_share(made: SoftCore, query: Tensor, share: float, inactive: bool) -> Tensor:
    out_BS = torch.arange(SLOTS).expand(len(query), -1) >= SLOTS * (1 - share)
    active_BS = ~out_BS if inactive else torch.ones_like(out_BS)
    group = Group(Plan(made.vfn, made.config, made.config.steps), query, active_BS)
    for k in range(made.config.steps):
        group.step(k)
        group.settle()
        if k == 0:
            group.freeze(out_BS)
    return group.values_BSRD


def _frames(batch: int) -> Tensor:
    return normalise(torch.randn(batch, SLOTS, RESOLUTIONS, SLOT_DIM, generator=torch.Generator().manual_seed(1)))


def _by_turns(works: dict[str, Work], rounds: int) -> dict[str, list[tuple[float, float]]]:
    """(wall, CPU) seconds of each work in each round."""
    taken: dict[str, list[tuple[float, float]]] = {way: [] for way in works}
    for _ in range(rounds):
        for way, work in works.items():
            wall, cpu = time.perf_counter(), time.process_time()
            work()
            taken[way].append((time.perf_counter() - wall, time.process_time() - cpu))
    return taken


def _figures(taken: list[tuple[float, float]], ours: list[tuple[float, float]], operations: int) -> dict[str, Figure]:
    return {
        "wall_ms": metrics.rounds([1e3 * wall for wall, _ in taken]),
        "cpu_ms": metrics.rounds([1e3 * cpu for _, cpu in taken]),
        "gflops": metrics.rounds([operations / cpu / 1e9 for _, cpu in taken]),
        "times_ours": _ratio(taken, ours),
    }


def _ratio(taken: list[tuple[float, float]], base: list[tuple[float, float]]) -> Figure:
    """Of CPU times, within a round."""
    return metrics.rounds([a[1] / b[1] for a, b in zip(taken, base, strict=True)])
