"""What every training script needs: where a run lives, how it is saved, resumed, watched and guarded.

A run is a folder: `model.volt` and `tokenizer.json` (the model as it is), `<stage>.state.volt` (everything needed to go
on: raw weights, averaged weights, optimizer, random state, step), `<stage>.jsonl` (one line of metrics per report).
Batches are a function of (seed, step), so a resumed run sees what an uninterrupted one would have seen. A batch may be
computed in parts, one after the other (`accumulate`) or in several processes (`volt.train.parallel`): the gradient is
the mean of theirs, so four parts in one process are what two in each of two are.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import math
import random
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import torch
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from torch import Tensor, nn

from volt import checkpoint
from volt.errors import CheckpointError, ConfigError, DataError, VoltError
from volt.provenance import provenance as provenance
from volt.train import parallel, precision

_NAMED = 64
"""So many rows of a batch are named when something goes wrong with it."""


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
    curriculum: bool = False
    """Stage soft: simple programs first; see `volt.train.curriculum`."""
    brief: bool = False
    """Stage soft: one rollout and one look of the decoder a step, so that many more steps fit into the same time."""
    wake: bool = False
    """Stage soft: begin with a new core, one that wakes slots."""
    prior: bool = True
    """Stage soft: whether such a new core's attention holds the code prior."""
    threads: int = 0
    """CPU threads; 0 leaves torch's choice."""
    accumulate: int = 1
    """Parts of a batch that a process computes one after the other: less memory, the same gradient."""
    recompute: bool = False
    """Whether iterations are computed again on the way back instead of kept: much less memory for a third more time."""

    def __post_init__(self) -> None:
        if min(self.steps, self.batch, self.accumulate) < 1 or not 0 <= self.ema < 1 or not 0 <= self.cooldown <= 1:
            raise ConfigError(
                f"recipe out of range: {self}", "steps, batch and accumulate >= 1, ema in [0, 1), cooldown in [0, 1]."
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

    @property
    def parts(self) -> int:
        """Parts that a batch is cut into, of all processes. ConfigError when they are not of one size."""
        count = self.accumulate * parallel.world().size
        if self.batch % count:
            raise ConfigError(f"a batch of {self.batch} is not {count} equal parts", "Change batch or accumulate.")
        return count

    def of_part(self) -> Recipe:
        """The recipe for whoever draws the rows of a part; its steps are counted in parts."""
        return dataclasses.replace(self, batch=self.batch // self.parts)

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

    def __init__(
        self,
        folder: Path,
        stage: str,
        recipe: Recipe,
        parameters: dict[str, nn.Parameter],
        kin: Mapping[str, str] | None = None,
        *,
        divisible: bool = False,
    ) -> None:
        """`kin` is what else a state has to share to be gone on from, by name: size, tokenizer.

        `divisible`: the loss of a batch is the mean of its parts'. ConfigError when parts are asked of another.
        """
        if recipe.parts > 1 and not divisible:
            raise ConfigError(f"stage {stage} compares the rows of a batch", "Train it whole, in one process.")
        self.folder, self.stage, self.recipe = folder, stage, recipe
        self.parameters, self.kin = parameters, dict(kin or {})
        matrices = [p for p in parameters.values() if p.ndim >= 2]
        others = [p for p in parameters.values() if p.ndim < 2]
        groups = [{"params": matrices, "weight_decay": recipe.weight_decay}, {"params": others, "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=recipe.learning_rate, betas=(0.9, 0.95))
        self.average = {name: p.detach().clone() for name, p in parameters.items()}
        self.step = 0
        self._rows: list[int] = []
        """Of the parts that came since the last step."""
        self._device = next(iter(parameters.values())).device
        self._dtype = precision.choose(self._device)
        self.started = time.monotonic()
        torch.manual_seed(recipe.seed)
        if recipe.threads:
            torch.set_num_threads(recipe.threads)

    # ---- one step ----------------------------------------------------------------------------------------------------

    def parts(self, step: int) -> range:
        """The numbers of the parts of a batch that this process computes."""
        first = step * self.recipe.parts + parallel.world().rank * self.recipe.accumulate
        return range(first, first + self.recipe.accumulate)

    def seeded(self, part: int) -> torch.Generator:
        """Luck for a part, and the global luck: the same whichever process computes it."""
        torch.manual_seed((self.recipe.seed + 1) * 1_000_033 + part)
        return torch.Generator().manual_seed(self.recipe.seed * 1_000_003 + part)

    def autocast(self) -> contextlib.AbstractContextManager[object]:
        """Where losses are computed: in bfloat16 on a GPU that is faster with it."""
        return precision.autocast(self._device, self._dtype)

    def add(self, loss: Tensor, rows: Sequence[int] = ()) -> None:
        """Backward through the loss of a part, whose `rows` are named when something is not finite: VoltError."""
        self._rows += rows
        if parallel.anywhere(not bool(torch.isfinite(loss))):
            raise self._trouble(f"the loss is {loss.item()}")
        (loss / self.recipe.accumulate).backward()

    def update(self, loss: Tensor | None = None, rows: Sequence[int] = ()) -> float:
        """Guard, clip, step, average, by what was added or by `loss`. Returns the gradient norm; VoltError as `add`."""
        if loss is not None:
            self.add(loss, rows)
        norm = float(parallel.whole(nn.utils.clip_grad_norm_(self.parameters.values(), self.recipe.clip)))
        if not math.isfinite(norm):
            raise self._trouble("a gradient is not finite")
        for group in self.optimizer.param_groups:
            group["lr"] = self.recipe.rate(self.step)
        self.optimizer.step()
        self._forget()
        self._average()
        self.step += 1
        return norm

    def _trouble(self, what: str) -> VoltError:
        """What to raise; the gradient that led there is dropped."""
        rows = ", ".join(map(str, self._rows[:_NAMED]))
        more = len(self._rows) - _NAMED
        where = f" in rows {rows}{f' and {more} more' if more > 0 else ''}" if rows else ""
        self._forget()
        return VoltError(f"{self.stage}: {what} at step {self.step}{where}", "Lower learning_rate and resume.")

    def _forget(self) -> None:
        self._rows.clear()
        self.optimizer.zero_grad(set_to_none=True)

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
        """Write everything needed to go on, in one process or several; the first writes, and all have to ask."""
        tensors = {f"raw.{n}": p.detach() for n, p in self.parameters.items()}
        tensors |= {f"ema.{n}": t for n, t in self.average.items()}
        names = {id(p): n for n, p in self.parameters.items()}
        for p, state in self.optimizer.state.items():
            tensors |= {f"opt.{names[id(p)]}.{key}": value for key, value in state.items()}
        tensors = {name: parallel.whole(tensor) for name, tensor in tensors.items()}
        if not parallel.world().first:
            return
        tensors["rng"] = torch.get_rng_state()
        manifest = {"step": self.step, "recipe": asdict(self.recipe), "kin": self.kin, "provenance": provenance()}
        checkpoint.save(self.state_path, tensors, kind=f"state-{self.stage}", manifest=manifest)

    def resume(self) -> bool:
        """Go on from the saved state, when there is one.

        ConfigError when it was made with another recipe, CheckpointError when it is of another model.
        """
        if not self.state_path.exists():
            return False
        tensors, manifest = checkpoint.load(self.state_path, kind=f"state-{self.stage}")
        saved, now = Recipe(**manifest["recipe"]), self.recipe
        # What decides which rows a step draws.
        draws = ("batch", "seed", "steps", "frames", "curriculum", "brief")
        if any(getattr(saved, key) != getattr(now, key) for key in draws):
            raise ConfigError(f"{self.state_path} was made with {saved}", "Use that recipe, or another --out folder.")
        self._check_kin(tensors, manifest.get("kin", {}))
        with torch.no_grad():
            for name, p in self.parameters.items():
                p.copy_(parallel.share_of(tensors[f"raw.{name}"], p))
                self.average[name].copy_(parallel.share_of(tensors[f"ema.{name}"], p))
                prefix = f"opt.{name}."
                saved_state = {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}
                state = {key: parallel.share_of(value, p) for key, value in saved_state.items()}
                if state:
                    self.optimizer.state[p] = state
        torch.set_rng_state(tensors["rng"])
        self.step = manifest["step"]
        return True

    def _check_kin(self, tensors: dict[str, Tensor], kin: dict[str, str]) -> None:
        remedy = "Begin anew with --no-resume, or use another --out folder."
        for name in sorted(self.kin.keys() | kin.keys()):
            there, here = kin.get(name, "unknown"), self.kin.get(name, "unknown")
            if there != here:
                raise CheckpointError(f"{self.state_path} is of the {name} {there}, and the model of {here}", remedy)
        shapes = {n.removeprefix("raw."): tuple(t.shape) for n, t in tensors.items() if n.startswith("raw.")}
        wanted = {name: tuple(p.shape) for name, p in self.parameters.items()}
        for name in sorted(shapes.keys() | wanted.keys()):
            if shapes.get(name) != wanted.get(name):
                told = [str(part.get(name, "nothing")) for part in (shapes, wanted)]
                raise CheckpointError(f"{self.state_path} has {told[0]} as {name}, and the model {told[1]}", remedy)

    def report(self, **metrics: float) -> None:
        """Append one line to the stage's log; the first process's, of several."""
        if not parallel.world().first:
            return
        row = {"stage": self.stage, "step": self.step, "seconds": round(time.monotonic() - self.started, 1), **metrics}
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"{self.stage}.jsonl").open("a") as file:
            file.write(json.dumps(row) + "\n")

    def steps(self) -> Iterator[int]:
        """The remaining steps, with a progress bar; saves every `save_every` and at the end."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        shown = Progress(
            *columns, refresh_per_second=2, console=Console(stderr=True), disable=not parallel.world().first
        )
        with shown as bar:
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


def similar(count: int, length: Callable[[int], int], size: int, step: int, seed: int, window: int = 32) -> list[int]:
    """The rows of batch `step`, of similar length, for padding costs time: of `window` batches sorted together, one."""
    turn, place = divmod(step, window)
    chosen = sorted(batch_indices(count, size * window, turn, seed), key=length)
    part = torch.randperm(window, generator=torch.Generator().manual_seed(seed + turn)).tolist()[place]
    return chosen[part * size :][:size]


_ORDER: dict[tuple[int, int], list[int]] = {}


def _shuffled(count: int, seed: int) -> list[int]:
    if (count, seed) not in _ORDER:
        _ORDER.clear() if len(_ORDER) > 4 else None
        order = list(range(count))
        random.Random(seed).shuffle(order)
        _ORDER[count, seed] = order
    return _ORDER[count, seed]
