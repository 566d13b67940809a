"""What every training script needs: where a run lives, how it is saved, resumed, watched and guarded.

A run is a folder: `model.volt` and `tokenizer.json` (the model as it is), `<stage>.state.volt` (everything needed to go
on: raw weights, averaged weights, optimizer, random state, step), `<stage>.jsonl` (one line of metrics per report).
Batches are a function of (seed, step), so a resumed run sees what an uninterrupted one would have seen.
"""

from __future__ import annotations

import json
import math
import random
import time
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import torch
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from torch import Tensor, nn

from volt import checkpoint
from volt.errors import ConfigError, DataError, VoltError
from volt.provenance import provenance as provenance


@dataclass(frozen=True)
class Recipe:
    """How one stage is trained; read from `recipes/<size>.toml`, section by stage."""

    steps: int = 1000
    batch: int = 64
    learning_rate: float = 1e-3
    weight_decay: float = 0.01
    warmup: int = 100
    cooldown: float = 0.4
    """Share of the steps over which the rate falls linearly to a tenth."""
    clip: float = 1.0
    ema: float = 0.999
    seed: int = 0
    save_every: int = 200
    report_every: int = 20
    frames: int = 0
    """Stage soft: so many of the steps learn from pairs of frames, before the others go through the decoder."""
    wake: bool = False
    """Stage soft: begin with a new core, one that wakes slots."""
    prior: bool = True
    """Stage soft: whether such a new core's attention holds the code prior."""
    threads: int = 0
    """CPU threads; 0 leaves torch's choice."""

    def __post_init__(self) -> None:
        if self.steps < 1 or self.batch < 1 or not 0 <= self.ema < 1 or not 0 <= self.cooldown <= 1:
            raise ConfigError(
                f"recipe out of range: {self}", "steps and batch >= 1, ema in [0, 1), cooldown in [0, 1]."
            )

    @classmethod
    def read(cls, path: Path, stage: str, overrides: dict[str, Any] | None = None) -> Recipe:
        """The section `[stage]` of a recipe file, with overrides. Unknown keys are errors."""
        try:
            section = tomllib.loads(path.read_text()).get(stage, {})
        except OSError as error:
            raise ConfigError(f"cannot read {path}: {error.strerror}", "Give a recipe file that exists.") from error
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(f"{path} is not TOML: {error}", "Mend that line.") from error
        values = {**section, **(overrides or {})}
        unknown = values.keys() - {f.name for f in fields(cls)}
        if unknown:
            raise ConfigError(
                f"unknown keys in {path} [{stage}]: {sorted(unknown)}", f"Known: {[f.name for f in fields(cls)]}."
            )
        return cls(**values)

    def rate(self, step: int) -> float:
        """Learning rate at a step: linear warm-up, flat, linear cool-down to a tenth."""
        tail = max(1, int(self.steps * self.cooldown))
        left = (self.steps - step) / tail
        return self.learning_rate * min(1.0, (step + 1) / max(1, self.warmup)) * max(0.1, min(1.0, left))


def state_path(folder: Path, stage: str) -> Path:
    """Where the resumable state of a stage lies."""
    return folder / f"{stage}.state.volt"


class Run:
    """One stage of one run: step counter, optimizer, average, random state, log."""

    def __init__(self, folder: Path, stage: str, recipe: Recipe, parameters: dict[str, nn.Parameter]) -> None:
        self.folder, self.stage, self.recipe = folder, stage, recipe
        self.parameters = parameters
        matrices = [p for p in parameters.values() if p.ndim >= 2]
        others = [p for p in parameters.values() if p.ndim < 2]
        groups = [{"params": matrices, "weight_decay": recipe.weight_decay}, {"params": others, "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=recipe.learning_rate, betas=(0.9, 0.95))
        self.average = {name: p.detach().clone() for name, p in parameters.items()}
        self.step = 0
        self.started = time.monotonic()
        torch.manual_seed(recipe.seed)
        if recipe.threads:
            torch.set_num_threads(recipe.threads)

    # ---- one step ----------------------------------------------------------------------------------------------------

    def update(self, loss: Tensor) -> float:
        """Backward, guard, clip, step, average. Returns the gradient norm; VoltError when something is not finite."""
        if not bool(torch.isfinite(loss)):
            raise VoltError(
                f"{self.stage}: the loss is {loss.item()} at step {self.step}", "Lower learning_rate and resume."
            )
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        norm = float(nn.utils.clip_grad_norm_(self.parameters.values(), self.recipe.clip))
        if not math.isfinite(norm):
            raise VoltError(
                f"{self.stage}: a gradient is not finite at step {self.step}", "Lower learning_rate and resume."
            )
        for group in self.optimizer.param_groups:
            group["lr"] = self.recipe.rate(self.step)
        self.optimizer.step()
        self._average()
        self.step += 1
        return norm

    @torch.no_grad()
    def _average(self) -> None:
        # Young averages follow closely, so that the first hundred steps are not stuck at the start.
        decay = min(self.recipe.ema, (1 + self.step) / (10 + self.step))
        for name, p in self.parameters.items():
            self.average[name].lerp_(p.detach(), 1 - decay)

    @torch.no_grad()
    def use_average(self) -> None:
        """Put the averaged weights into the model; call after the last step."""
        for name, p in self.parameters.items():
            p.copy_(self.average[name])

    # ---- save, resume, report ----------------------------------------------------------------------------------------

    @property
    def state_path(self) -> Path:
        """Where this stage's resumable state lies."""
        return state_path(self.folder, self.stage)

    def save(self) -> None:
        """Write everything needed to go on."""
        tensors = {f"raw.{n}": p.detach() for n, p in self.parameters.items()}
        tensors |= {f"ema.{n}": t for n, t in self.average.items()}
        names = {id(p): n for n, p in self.parameters.items()}
        for p, state in self.optimizer.state.items():
            tensors |= {f"opt.{names[id(p)]}.{key}": value for key, value in state.items()}
        tensors["rng"] = torch.get_rng_state()
        manifest = {"step": self.step, "recipe": asdict(self.recipe), "provenance": provenance()}
        checkpoint.save(self.state_path, tensors, kind=f"state-{self.stage}", manifest=manifest)

    def resume(self) -> bool:
        """Go on from the saved state, when there is one. ConfigError when it was made with another recipe."""
        if not self.state_path.exists():
            return False
        tensors, manifest = checkpoint.load(self.state_path, kind=f"state-{self.stage}")
        saved, now = Recipe(**manifest["recipe"]), self.recipe
        if (saved.batch, saved.seed, saved.steps) != (now.batch, now.seed, now.steps):
            raise ConfigError(f"{self.state_path} was made with {saved}", "Use that recipe, or another --out folder.")
        with torch.no_grad():
            for name, p in self.parameters.items():
                p.copy_(tensors[f"raw.{name}"])
                self.average[name].copy_(tensors[f"ema.{name}"])
                prefix = f"opt.{name}."
                state = {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}
                if state:
                    self.optimizer.state[p] = state
        torch.set_rng_state(tensors["rng"])
        self.step = manifest["step"]
        return True

    def report(self, **metrics: float) -> None:
        """Append one line to the stage's log."""
        row = {"stage": self.stage, "step": self.step, "seconds": round(time.monotonic() - self.started, 1), **metrics}
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"{self.stage}.jsonl").open("a") as file:
            file.write(json.dumps(row) + "\n")

    def steps(self) -> Iterator[int]:
        """The remaining steps, with a progress bar; saves every `save_every` and at the end."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, refresh_per_second=2, console=Console(stderr=True)) as bar:
            task = bar.add_task(self.stage, total=self.recipe.steps, completed=self.step)
            while self.step < self.recipe.steps:
                before = self.step
                yield before
                assert self.step == before + 1, "a training step must call update exactly once"
                bar.update(task, completed=self.step)
                if self.step % self.recipe.save_every == 0 or self.step == self.recipe.steps:
                    self.save()


def batch_indices(count: int, size: int, step: int, seed: int) -> list[int]:
    """The rows of batch `step`: whole shuffled passes over `count` rows, cut into batches of `size`."""
    if count < 1:
        raise DataError("there is nothing to train on", "Check --data and --corpus.")
    rows = []
    for position in range(step * size, (step + 1) * size):
        epoch, offset = divmod(position, count)
        rows.append(_shuffled(count, seed + epoch)[offset])
    return rows


_ORDER: dict[tuple[int, int], list[int]] = {}


def _shuffled(count: int, seed: int) -> list[int]:
    if (count, seed) not in _ORDER:
        _ORDER.clear() if len(_ORDER) > 4 else None
        order = list(range(count))
        random.Random(seed).shuffle(order)
        _ORDER[count, seed] = order
    return _ORDER[count, seed]
