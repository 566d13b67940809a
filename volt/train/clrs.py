"""The soft core on algorithms: one core for each algorithm and seed (seed, CLRS row).

    volt train clrs --algorithm bfs --out runs/clrs

Shapes as in `volt.soft.clrs.core`. What is learned is to do the next step: the hints of every step are the deep
supervision, and the core is told of nothing but its own last hints. It also learns when it is done.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from volt import checkpoint
from volt.data.clrs import TRAIN, load, sizes
from volt.soft.clrs import probes as forms
from volt.soft.clrs.core import AlgorithmConfig, AlgorithmCore, Attend, Unrolled
from volt.soft.clrs.probes import Probe, Stage, Trajectories
from volt.train.common import Recipe, Run, batch_indices, provenance

KIND = "clrs-core"
HALT_WEIGHT = 0.1


def train(
    recipe: Recipe, algorithm: str, config: AlgorithmConfig, data: Path, out: Path, *, resume: bool = True
) -> dict[str, float]:
    """Train one core and write it to `out`; returns its last losses. ConfigError for an unknown algorithm."""
    # ---- Act 1: the data ---------------------------------------------------------------------------------------------
    done = path(out, algorithm, config, recipe.seed)
    if resume and (figures := _kept(done, recipe, config)):
        return figures
    probes, pools = load(data, algorithm, TRAIN)

    # ---- Acts 2 and 3: what is trained, and the loop -----------------------------------------------------------------
    torch.manual_seed(recipe.seed)
    core = AlgorithmCore(probes, config)
    run = Run(out, name(algorithm, config, recipe.seed), recipe, dict(core.named_parameters()))
    if resume:
        run.resume()
    began, first = time.process_time(), run.step
    core.train()
    spoken: dict[str, float] = {}
    for step in run.steps():
        generator = run.seeded(step)
        batch = _batch(pools, recipe, step, generator)
        batch = batch.once() if config.once else batch
        said, halt = losses(core, batch, core.unroll(batch, generator))
        norm = run.update(said + HALT_WEIGHT * halt)
        if step % recipe.report_every == 0:
            spoken = {"loss": said.item(), "halt": halt.item(), "norm": norm}
            run.report(**spoken)

    # ---- Act 4: keep it; `volt bench clrs` measures ------------------------------------------------------------------
    run.use_average()
    figures = {**spoken, "steps": float(run.step), "parameters": float(sum(p.numel() for p in core.parameters()))}
    manifest = {
        "algorithm": algorithm,
        "figures": figures,
        "config": asdict(config),
        "recipe": asdict(recipe),
        "sizes": list(sizes(algorithm, TRAIN)),
        "seconds_a_step": (time.process_time() - began) / max(1, run.step - first),
        "provenance": provenance(),
    }
    checkpoint.save(done, core.state_dict(), kind=KIND, manifest=manifest)
    run.state_path.unlink(missing_ok=True)
    return figures


def name(algorithm: str, config: AlgorithmConfig, seed: int) -> str:
    """What one core is called."""
    return f"{algorithm}-{config.way}-{seed}"


def path(out: Path, algorithm: str, config: AlgorithmConfig, seed: int) -> Path:
    """Where the weights of one core lie."""
    return out / f"{name(algorithm, config, seed)}.volt"


def read(file: Path, probes: Sequence[Probe]) -> tuple[AlgorithmCore, dict[str, object]]:
    """A trained core and its manifest. CheckpointError as `volt.checkpoint.load`."""
    tensors, manifest = checkpoint.load(file, kind=KIND)
    config = manifest["config"]
    core = AlgorithmCore(probes, AlgorithmConfig(**{**config, "attend": Attend(config["attend"])}))
    core.load_state_dict(tensors)
    return core.eval(), manifest


def _kept(file: Path, recipe: Recipe, config: AlgorithmConfig) -> dict[str, float] | None:
    """The figures of a core that was trained just so, when there is one."""
    if not file.exists():
        return None
    _, manifest = checkpoint.load(file, kind=KIND)
    same = (manifest["recipe"], manifest["config"]) == (asdict(recipe), asdict(config))
    figures: dict[str, float] = manifest["figures"]
    return figures if same else None


def losses(core: AlgorithmCore, batch: Trajectories, said: Unrolled) -> tuple[Tensor, Tensor]:
    """(loss of hints and outputs, loss of knowing when it is done). Without the loop no hint is learned from."""
    running_TB = torch.arange(len(said.halt_TB))[:, None] < batch.steps_B
    total = torch.zeros(())
    for probe in core.probes:
        if probe.stage is Stage.HINT and not core.config.once:
            total = total + forms.loss(probe, said.hints[probe.name], batch.hints[probe.name][1:], running_TB)
        if probe.stage is Stage.OUTPUT:
            total = total + forms.loss(probe, said.outputs[probe.name], batch.outputs[probe.name])
    last_TB = (torch.arange(len(said.halt_TB))[:, None] + 1 == batch.steps_B).float()
    return total, F.binary_cross_entropy_with_logits(said.halt_TB[running_TB], last_TB[running_TB])


def _batch(pools: Sequence[Trajectories], recipe: Recipe, step: int, generator: torch.Generator) -> Trajectories:
    """Rows of one size; sizes take turns."""
    turn, place = divmod(step, len(pools))
    pool = pools[place]
    rows = pool.rows(torch.tensor(batch_indices(len(pool), recipe.batch, turn, recipe.seed * 100 + place)))
    return Trajectories(
        {**rows.inputs, "pos": forms.randomise_positions(rows.inputs["pos"], generator)},
        rows.hints,
        rows.outputs,
        rows.steps_B,
    )
