"""Every (arm, seed) once: trained, examined, written down; a killed experiment goes on at the first one missing."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from volt.bench.transfer import RESULT as RESULT
from volt.bench.transfer import exam, learner, report
from volt.bench.transfer import material as materials
from volt.bench.transfer.arms import (
    CURVE,
    EXERCISES,
    MAIN,
    MINED,
    REAL,
    Arm,
    Job,
    Settings,
    fewer_exercises,
    job_order,
    leave_outs,
)
from volt.bench.transfer.made import frequent_groups, groups_of, stand_in
from volt.bench.transfer.material import Groups, Material
from volt.data.decontaminate import SHIPPED, Overlap
from volt.data.factory.record import Exercise
from volt.data.problems import load
from volt.errors import ConfigError
from volt.files import atomic_write
from volt.provenance import provenance

_COLUMNS = (
    *("kind", "source", "family", "families", "entry_point", "request", "examples", "reference", "tests"),
    *("behaviour_key", "lineage"),
)
"""What is read of an exercise; texts that are not used take most of the time."""


@dataclass(frozen=True)
class Inputs:
    """Where the texts come from. `exercises` is a folder of the factory; without it, `made` stand-ins are made."""

    data: Path
    corpus: Path
    exercises: Path | None = None
    made: int = 20_000
    most: int = 100_000
    """Distinct exercises at most, and transformed problems at most."""
    held_out: tuple[str, ...] = ()
    """Families kept for the exam; without any, a tenth by hash."""

    def digest(self, settings: Settings) -> str:
        """Names what the material is made of, from the sizes of files and what is asked for."""
        files = [p for folder in (self.corpus, self.exercises) if folder for p in sorted(folder.rglob("*"))]
        files += [p for part in ("train", "dev") for p in sorted((self.data / part).glob("*"))]
        sizes = [(p.name, p.stat().st_size) for p in files if p.is_file()]
        kept = [settings.vocabulary, settings.request_tokens, settings.code_tokens, settings.questions]
        kept += [settings.each_difficulty]
        told = [sizes, self.made, self.most, self.held_out, kept, settings.cpu_seconds]
        return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()[:12]

    def read_exercises(self) -> Iterator[Exercise]:
        """The exercises, whatever they come from."""
        if self.exercises is None:
            return stand_in(self.made)
        from volt.data.factory.shards.parquet import read_exercises  # pyarrow is not needed for the stand-in

        return read_exercises(self.exercises, _COLUMNS, ("write",))


def prepare(inputs: Inputs, out: Path, settings: Settings, workers: int, groups: Groups = groups_of) -> Material:
    """The material, from disk when it was made before."""
    folder = out / f"material-{inputs.digest(settings)}"
    if materials.is_whole(folder):
        return materials.read(folder)
    # The hashes that ship with Volt, so that nobody opens a report-only set for this.
    intake = materials.Intake([Overlap.load(SHIPPED), materials.dev_overlap(inputs.data)])
    texts = {
        MINED: intake.clean(materials.mined_rows(inputs.corpus, "train"), MINED),
        REAL: intake.clean(materials.real_rows(inputs.data), REAL),
    }
    families = frozenset(inputs.held_out) or None
    made = materials.sort_exercises(inputs.read_exercises(), inputs.most, settings.questions, families, groups)
    texts |= {source: intake.clean(rows, source) for source, rows in made.rows.items()}
    valid = list(materials.mined_rows(inputs.corpus, "valid"))
    questions = _sound(inputs.data, made.asked, settings, workers)
    notes = {
        "held_out": made.families,
        "dropped": dict(sorted(intake.dropped.items())),
        "exercises": inputs.exercises.resolve().name if inputs.exercises else "stand-in: volt.data.synth",
    }
    found = materials.assemble(texts, valid, questions, settings, notes)
    if materials.is_whole(folder):
        return materials.read(folder)  # a share that runs beside this one was first, and all must use the same
    materials.save(found, folder)
    return found


def _sound(data: Path, asked: list[Any], settings: Settings, workers: int) -> list[Any]:
    """The questions to use: those whose reference passes, a bounded number of each slice."""
    whole = {p.id: p for name in materials.DEV_SETS for p in load(data, f"dev/{name}")}
    every = [*materials.dev_questions(data), *asked]
    # Where a reference has no form of ours it is judged as it is; a method cannot be, and its question is left out.
    pairs = [(q, q.reference or (whole[q.id].solution if "class Solution" not in whole[q.id].solution else ""))
             for q in every]  # fmt: skip
    pairs = [(question, code) for question, code in pairs if code]
    good = exam.sound([q for q, _ in pairs], [code for _, code in pairs], settings, workers)
    return materials.fewer(good, settings.questions, settings.each_difficulty)


# ---- one training ----------------------------------------------------------------------------------------------------


def measure(job: Job, material: Material, settings: Settings, folder: Path, workers: int) -> report.Run:
    """Train one arm with one seed, examine it, and say what it took."""
    arm, seed = job
    started = time.monotonic()
    learned = learner.train(material.pools, arm, seed, settings, folder)
    trained = time.monotonic()
    found = exam.sit(learned.learner, material, settings, seed, workers)
    return {
        "arm": arm.to_json(),
        "seed": seed,
        "exercises": _exercises(material, arm),
        "parameters": exam.size_of(learned.learner),
        "steps": settings.steps,
        "targets": learned.targets,
        "read": learned.read,
        "drawn": learned.drawn,
        "losses": learned.losses,
        "seconds": {"training": trained - started, "exam": time.monotonic() - trained},
        "provenance": provenance(),
        **found,
    }


def _exercises(material: Material, arm: Arm) -> int:
    """How many distinct exercises an arm may see."""
    wanted = dict(arm.weights).get(EXERCISES, 0) > 0
    return len(material.pools[EXERCISES].places(arm.most, arm.without)) if wanted else 0


def run_file(folder: Path, job: Job) -> Path:
    """Where a training is written down."""
    return folder / f"{job[0].name}-seed-{job[1]}.json"


def run_jobs(
    jobs: Sequence[Job], material: Material, settings: Settings, folder: Path, workers: int,
    said: Callable[[str], object],
) -> None:  # fmt: skip
    """Run what is not there yet, in order; each is written whole before the next begins."""
    for number, job in enumerate(jobs, 1):
        path = run_file(folder, job)
        if path.is_file():
            continue
        row = measure(job, material, settings, folder, workers)
        atomic_write(path, (json.dumps(row) + "\n").encode())
        took = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in row["seconds"].items())
        said(f"{number} of {len(jobs)}: arm {job[0].name}, seed {job[1]}: loss {row['losses'][-1]:.3f}; {took}")


# ---- the experiment --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Plan:
    """Which trainings there are."""

    arms: tuple[str, ...] = ("a", "b", "c", "d")
    seeds: tuple[int, ...] = (0, 1, 2)
    curve: tuple[int, ...] = CURVE
    groups: tuple[str, ...] = ()
    """Left out one at a time, besides the `frequent` most frequent ones."""
    frequent: int = 0
    extra_seeds: tuple[int, ...] = (0,)
    """Seeds of curve and leave-outs."""

    def jobs(self, material: Material) -> list[Job]:
        """Every training. ConfigError for an arm or group nobody knows; an arm without rows of its own is left out."""
        known = {arm.name: arm for arm in MAIN}
        unknown = [name for name in self.arms if name not in known]
        if unknown:
            raise ConfigError(f"there is no arm {unknown[0]!r}", f"Choose from {', '.join(known)}")
        pool = material.pools[EXERCISES]
        chosen = [known[name] for name in self.arms if len(material.pools[known[name].weights[-1][0]])]
        groups = dict.fromkeys((*self.groups, *frequent_groups(pool.groups.tolist(), self.frequent)))
        absent = [group for group in groups if len(pool.places(without=group)) == len(pool)]
        if absent:
            raise ConfigError(f"no exercise is in the group {absent[0]!r}", "See `groups` in volt.bench.transfer.made")
        extra = [*fewer_exercises(self.curve, len(pool)), *leave_outs(list(groups))]
        return job_order(chosen, self.seeds, extra, self.extra_seeds)


def bench(
    inputs: Inputs,
    out: Path,
    results: Path,
    plan: Plan | None = None,
    settings: Settings | None = None,
    *,
    threads: int = 1,
    share: tuple[int, int] = (0, 1),
    said: Callable[[str], object] = print,
) -> dict[str, Any]:
    """Run what is missing of the experiment and write `results/transfer.json` from all that is there.

    `share=(i, n)` runs every n-th training from the i-th on, so that processes may go side by side; the result of the
    one that ends last holds them all. `threads` is also how many programs are judged at once.
    """
    plan, settings = plan or Plan(), settings or Settings()
    if not 0 <= share[0] < share[1]:
        raise ConfigError(f"there is no share {share[0] + 1} of {share[1]}", "Shares are counted 1/N to N/N")
    torch.set_num_threads(threads)
    material = prepare(inputs, out, settings, threads)
    folder = out / f"runs-{settings.fingerprint(material.digest)}"
    jobs = plan.jobs(material)
    run_jobs(jobs[share[0] :: share[1]], material, settings, folder, threads, said)
    return conclude(jobs, material, settings, folder, results)


def conclude(
    jobs: Sequence[Job], material: Material, settings: Settings, folder: Path, results: Path
) -> dict[str, Any]:
    """Put together what is there. The result is partial while a training is missing."""
    there = [job for job in jobs if run_file(folder, job).is_file()]
    runs = [json.loads(run_file(folder, job).read_text(encoding="utf-8")) for job in there]
    missing = [run_file(folder, job).stem for job in jobs if job not in there]
    notes = {
        "result": RESULT,
        "settings": asdict(settings),
        "material": material.manifest,
        "runs": folder.name,
        "origin": provenance(),
    }
    result = report.summarise(runs, notes, missing)
    atomic_write(results / RESULT, (json.dumps(result, indent=1) + "\n").encode())
    return result
