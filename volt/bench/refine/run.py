"""Measures every held-out problem with every model, a row for each, and writes what came out.

A run that was killed goes on where it stopped: rows lie in `raw/`, and belong together when settings, data and weights
are the same. With more models than one, all meet the same problems, and the first is compared with each.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from volt.bench import raw, suites
from volt.bench.progress import progress
from volt.bench.refine import RESULT
from volt.bench.refine.drafts import draft
from volt.bench.refine.figures import compare, mean_attention, of_model
from volt.bench.refine.frames import DRAWS, WAYS, Bench
from volt.bench.refine.heatmap import picture
from volt.bench.refine.problems import DEV, MADE, SUITE, Held, References, held_out
from volt.engine import Volt
from volt.errors import ConfigError, DataError
from volt.files import atomic_write
from volt.hard.certainty import Certainty
from volt.model import VoltModel
from volt.provenance import provenance
from volt.threads import one_thread
from volt.train.decoder import Example
from volt.train.texts import Sources
from volt.verify import Judge

_SUITE = "refine"


@dataclass(frozen=True)
class Settings:
    """What a run measures."""

    exercises: int = 72
    """Made exercises, beside all of MBPP dev."""
    drafted: int = 32
    """Problems of each kind for which programs are written and judged."""
    samples: int = 16
    """Programs of each arm."""
    limit: int | None = None
    """Only the first so many problems of each kind: the result is partial."""

    def __post_init__(self) -> None:
        if self.exercises < 1 or self.drafted < 0 or self.samples < 1:
            raise ConfigError(f"settings out of range: {self}", "exercises and samples >= 1, drafted >= 0")

    @property
    def result_name(self) -> str:
        """The result file; a part of a run replaces no whole one."""
        return RESULT if self.limit is None else f"refine-limit-{self.limit}.json"


@dataclass(frozen=True)
class Learned:
    """What is said of a model, and needs no row."""

    sigma: float
    """Mean σ before it fades."""
    heard: list[dict[str, Any]]
    """Attention of every problem."""


def bench(
    folders: Mapping[str, Path],
    sources: Sources,
    data: Path,
    results: Path,
    settings: Settings | None = None,
    *,
    fresh: bool = False,
) -> dict[str, Any]:
    """Measure the models in `folders`, by name, the first being what this is about; writes result and picture.

    `sources` are the training pairs the baselines of the cosine come from. Goes on with an unfinished run unless
    `fresh`. ConfigError for models that cannot be compared; DataError without problems.
    """
    settings = settings or Settings()
    models = {name: VoltModel.load(folder) for name, folder in folders.items()}
    first = next(iter(models.values()))
    for name, model in models.items():
        if model.tokenizer.digest != first.tokenizer.digest:
            raise ConfigError(f"{name} has another tokenizer, so its nats cannot be compared", "Measure it by itself")
    problems = held_out(first, data, settings.exercises, settings.limit)
    if not problems:
        raise DataError("no held-out problem is short enough", "Give --data and --exercises")
    identity = {
        "settings": asdict(settings),
        "data": suites.file_digest([suites.rows_file(SUITE, data)]),
        "weights": {name: model.digest for name, model in models.items()},
        "training": [sources.exercises, sources.seed],
    }
    fingerprint = hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()[:16]
    file = raw.resume_or_new(results / "raw", _SUITE, fingerprint, (0, 1), fresh)
    began = {"fingerprint": fingerprint, "began": time.strftime("%Y-%m-%dT%H:%M:%S"), "shard": [0, 1], **identity}
    started = time.monotonic()
    with Judge(workers=1) as judge, one_thread():
        file.begin(began | {"isolation": list(judge.layers), "provenance": provenance()})
        learned = _loop(models, sources, problems, settings, judge, file)
    rows = [[file.rows[m * len(problems) + p] for p in range(len(problems))] for m in range(len(models))]
    result = _result(models, rows, settings, file.runs, learned)
    heard = next(iter(learned.values())).heard
    shown = {f"frames of {name}": mean_attention([of[name] for of in heard], WAYS[0]) for name in heard[0]}
    text = picture("Mean attention between slots while frames are refined", shown)
    atomic_write(results / result["picture"], text.encode())
    atomic_write(results / settings.result_name, (json.dumps(result, indent=1) + "\n").encode())
    file.end(time.monotonic() - started)
    return result


def _loop(
    models: Mapping[str, VoltModel],
    sources: Sources,
    problems: Sequence[Held],
    settings: Settings,
    judge: Judge,
    file: raw.RawFile,
) -> dict[str, Learned]:
    """Every row that is not there yet; returns what is quick to say of every model."""
    learned = {}
    with progress(len(models) * len(problems)) as show:
        for m, (name, model) in enumerate(models.items()):
            show(len(file.rows), f"{name}: training solutions, for the baselines")
            measured = Bench(model, References.of(model, sources))
            # Without a library nothing is recalled, and a request that names no function has no drafts.
            engine = Volt(model, (), judge, None, Certainty())
            examples = [Example(model, held.pair) for held in problems]
            learned[name] = Learned(measured.sigma, [measured.hear(example) for example in examples])
            seen = Counter[str]()
            for p, (held, example) in enumerate(zip(problems, examples, strict=True)):
                seen[held.kind] += 1
                index = m * len(problems) + p
                if index not in file.rows:
                    row = {"index": index, "id": held.case.id, "kind": held.kind}
                    row |= measured.measure(example, p)
                    if seen[held.kind] <= settings.drafted:
                        row["drafts"] = draft(engine, held, settings.samples)
                    file.add(row)
                    show(len(file.rows), f"{name}: {held.kind}")
    return learned


def _result(
    models: Mapping[str, VoltModel],
    rows: Sequence[Sequence[raw.Row]],
    settings: Settings,
    runs: Sequence[raw.Row],
    learned: Mapping[str, Learned],
) -> dict[str, Any]:
    kinds = [kind for kind in (DEV, MADE) if any(row["kind"] == kind for row in rows[0])]
    steps = [model.config.soft.steps for model in models.values()]
    made = [
        {
            "name": name,
            "weights": model.digest,
            "parameters": sum(p.numel() for p in model.soft.parameters()),
            "steps": model.config.soft.steps,
            "freeze_below": model.config.soft.freeze_below,
            "sigma": learned[name].sigma,
            **of_model(some, learned[name].heard, kinds, model.config.soft.steps, settings.samples),
        }
        for (name, model), some in zip(models.items(), rows, strict=True)
    ]
    compared = {
        name: {
            kind: compare(
                [row for row in rows[0] if row["kind"] == kind],
                [row for row in rows[m] if row["kind"] == kind],
                steps[0],
                steps[m],
            )
            for kind in kinds
        }
        for m, name in enumerate(models)
        if m
    }
    first = runs[0]
    return {
        "result": settings.result_name,
        "title": "Refinement on held-out problems",
        "partial": settings.limit is not None,
        "models": made,
        "compared": compared,
        "picture": settings.result_name.replace(".json", "-attention.svg"),
        "settings": asdict(settings) | {"draws": DRAWS},
        "origin": {
            **first["provenance"],
            "data": first["data"],
            "isolation": first["isolation"],
            "processes": len(runs),
            "commits": list(dict.fromkeys(_commit(run["provenance"]) for run in runs)),
        },
    }


def _commit(told: dict[str, Any]) -> str:
    return str(told["commit"]) + (" with changes" if told["dirty"] else "")
