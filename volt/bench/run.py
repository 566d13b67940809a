"""Run a suite: one loop over its problems, one row for each, one result file.

    drafts   decoded programs alone, for each flow: validity, pass@k, and pass@1 filtered by the visible tests
    think    the product: the answer to the request within its budget, judged by the tests it did not see

Selection never sees a hidden test. Programs are judged in the engine's own sandbox. The engine does not remember
between problems, and what overlaps the suite is taken out of its library before the first one.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from volt import provenance
from volt.answer import Answer, Status
from volt.bench import raw, suites
from volt.bench.bailiff import Bailiff
from volt.bench.clean import HasLibrary, clean
from volt.bench.progress import progress
from volt.bench.summary import summarise
from volt.errors import ConfigError, InputError
from volt.files import atomic_write
from volt.mind import Mind
from volt.model import Flow
from volt.program import parse
from volt.request import Candidate, Request, reader
from volt.verify import Judge

FLOWS = (Flow.REFINED, Flow.ZERO, Flow.NONE)


class Engine(HasLibrary, Protocol):
    """What is measured; `volt.engine.Volt` is one."""

    mind: Mind
    judge: Judge

    def think(self, request: Request) -> Answer:
        """The product."""
        ...

    def drafts(self, request: Request, count: int, flow: Flow = Flow.REFINED) -> list[Candidate]:
        """Decoded programs, unfiltered."""
        ...


@dataclass(frozen=True)
class Settings:
    """What a run measures; runs of equal settings, data and weights may be put together."""

    suite: str
    samples: int
    """Drafts per flow, and rollouts of one answer."""
    seconds: float
    """Budget of one answer."""
    seed: int
    drafts: bool
    think: bool
    limit: int | None
    """Only the first so many problems: the result is partial."""
    textbook: bool = True
    """False is the ablation that recalls nothing: what is left when no function is known beforehand."""
    ablations: bool = True
    """Whether drafts are also made with zero refinement steps and without a frame."""

    def __post_init__(self) -> None:
        suites.suite(self.suite)
        if self.samples < 1 or self.seconds <= 0 or (self.limit is not None and self.limit < 1):
            raise ConfigError(f"settings out of range: {self}", "samples and limit >= 1, seconds > 0")
        if not (self.drafts or self.think):
            raise ConfigError("there is nothing to measure", "Leave drafts or answers on")

    @property
    def result_name(self) -> str:
        """The result file. A run that measures less has a name of its own, so that it replaces nothing."""
        parts = "" if self.drafts and self.think else "-drafts" if self.drafts else "-think"
        parts += "" if self.textbook else "-no-textbook"
        return self.suite + parts + (f"-limit-{self.limit}" if self.limit is not None else "") + ".json"


def bench(
    suite: str,
    data: Path,
    out: Path,
    *,
    limit: int | None = None,
    samples: int = 16,
    seconds: float = 10.0,
    seed: int = 0,
    shard: raw.Shard = (0, 1),
    drafts: bool = True,
    think: bool = True,
    weights: Path | None = None,
    recall_from: Sequence[Path] = (),
    workers: int = 2,
    fresh: bool = False,
    textbook: bool = True,
    ablations: bool = True,
    engine: Engine | None = None,
) -> dict[str, Any]:
    """Measure `suite` from the problem sets in `data`; write `out/raw/...jsonl` as it goes and `out/<suite>.json`.

    Goes on with an unfinished run of the same settings unless `fresh`. With `shard=(i, n)` only every n-th problem
    from the i-th on is run, and no result is written: `merge` does that. Returns the result, or for a share which
    file holds it. DataError, ConfigError, CheckpointError and SandboxError say what to do.
    """
    settings = Settings(suite, samples, seconds, seed, drafts, think, limit, textbook, ablations)
    if not 0 <= shard[0] < shard[1]:
        raise ConfigError(f"there is no share {shard[0] + 1} of {shard[1]}", "Shares are counted 1/N to N/N")
    chosen = suites.suite(suite)
    problems = suites.problems(chosen, data)
    cases = [suites.case(problem) for problem in problems][:limit]
    sets = [suites.rows_file(chosen, data), *recall_from]
    digests = [suites.file_digest([path]) for path in sets]
    with _opened(engine, weights, recall_from, workers, shard[1]) as volt:
        identity = {"settings": asdict(settings), "data": digests, "weights": volt.mind.digest}
        fingerprint = hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()[:16]
        file = raw.resume_or_new(out / "raw", suite, fingerprint, shard, fresh)
        left = [i for i in range(shard[0], len(cases), shard[1]) if i not in file.rows]
        library = clean(volt, data, problems)
        if not textbook:
            volt.use_library(())
        file.begin(
            {
                "fingerprint": fingerprint,
                "began": time.strftime("%Y-%m-%dT%H:%M:%S"),
                "shard": list(shard),
                "problems": len(cases),
                "of": len(problems),
                **identity,
                "files": dict(zip([path.name for path in sets], digests, strict=True)),
                "recall_from": [path.name for path in recall_from],
                "library": library,
                "limits": asdict(volt.judge.limits),
                "isolation": list(volt.judge.layers),
                "provenance": provenance.provenance(),
            }
        )
        _loop(volt, settings, cases, left, file)
    if shard[1] > 1:
        return {"suite": suite, "shard": list(shard), "rows": str(file.path), "problems": len(file.rows)}
    return _conclude(out, settings, [file])


def merge(suite: str, out: Path) -> dict[str, Any]:
    """Put the shares of the newest run of `suite` together into its result. DataError when one is missing."""
    suites.suite(suite)
    files = raw.all_shards(out / "raw", suite)
    return _conclude(out, Settings(**files[0].runs[0]["settings"]), files)


def _conclude(out: Path, settings: Settings, files: list[raw.RawFile]) -> dict[str, Any]:
    rows = {index: row for file in files for index, row in file.rows.items()}
    result = summarise(
        settings.result_name, [run for file in files for run in file.runs], [rows[i] for i in sorted(rows)]
    )
    atomic_write(out / settings.result_name, (json.dumps(result, indent=1) + "\n").encode())
    return result


def _opened(
    engine: Engine | None, weights: Path | None, recall_from: Sequence[Path], workers: int, processes: int
) -> AbstractContextManager[Engine]:
    """The given engine, else one that does not remember and leaves room for the other `processes`."""
    if engine is not None:
        return nullcontext(engine)
    import torch

    from volt.engine import Volt

    if processes > 1:
        torch.set_num_threads(max(1, torch.get_num_threads() // processes))
    workers = max(1, workers // processes)
    return Volt.open(weights=weights, remember=False, workers=workers, recall_from=recall_from)


# ---- the loop ----------------------------------------------------------------------------------------------------


def _loop(engine: Engine, settings: Settings, cases: Sequence[suites.Case], left: list[int], file: raw.RawFile) -> None:
    started = time.monotonic()
    total = len(file.rows) + len(left)
    with progress(total) as show:
        show(len(file.rows), _standing(file))
        for index in left:
            file.add({"index": index, **measure(engine, settings, cases[index])})
            show(len(file.rows), _standing(file))
    file.end(time.monotonic() - started)


def _standing(file: raw.RawFile) -> str:
    """The running score, for people who wait."""
    return f"filtered pass@1 {sum(map(_right, file.rows.values()))}/{len(file.rows)}"


def _right(row: raw.Row) -> bool:
    """Whether the answer, or without one the chosen draft, was right."""
    return bool(row["think"]["correct"] if "think" in row else row["drafts"][str(Flow.REFINED)]["filtered"])


def measure(engine: Engine, settings: Settings, case: suites.Case) -> raw.Row:
    """The row of one problem. A request the engine refuses to read counts as unsolved, and the row says why."""
    request = case.request(settings.samples, settings.seconds, settings.seed)
    row: raw.Row = {"id": case.id, "refused": None}
    try:
        setup = "\n".join(part for part in (case.setup, reader.read(request).setup) if part.strip())
    except InputError as error:
        row["refused"], setup = error.message, case.setup
    bailiff = Bailiff(engine.judge, case, setup)
    if settings.drafts:
        row["drafts"] = {
            str(flow): _drafts(engine, request, settings.samples, flow, bailiff, row["refused"] is None)
            for flow in (FLOWS if settings.ablations else FLOWS[:1])
        }
    if settings.think:
        row["think"] = _think(engine, request, bailiff)
    row["infra"] = bailiff.infra
    return row


def _drafts(
    engine: Engine, request: Request, count: int, flow: Flow, bailiff: Bailiff, readable: bool
) -> dict[str, Any]:
    started = time.monotonic()
    made = sorted(engine.drafts(request, count, flow), key=lambda c: -c.score) if readable else []
    seconds = time.monotonic() - started
    found = bailiff.judge([candidate.code for candidate in made])
    chosen = next((f for f in found if f.visible), found[0] if found else None)
    return {
        "n": count,
        "valid": sum(parse(candidate.code) is not None for candidate in made),
        "distinct": len({candidate.code for candidate in made}),
        "correct": sum(f.correct for f in found),
        "visible": sum(f.visible for f in found),
        "filtered": chosen is not None and chosen.correct,
        "seconds": round(seconds, 3),
    }


def _think(engine: Engine, request: Request, bailiff: Bailiff) -> dict[str, Any]:
    started = time.monotonic()
    try:
        answer = engine.think(request)
    except InputError as error:
        return {"status": "refused", "source": None, "correct": False, "gamma": None, "seconds": 0.0, "code": "",
                "note": error.message, "recalled": False}  # fmt: skip
    seconds = time.monotonic() - started
    delivered = answer.code if answer.status is not Status.VETOED else ""
    return {
        "status": str(answer.status),
        "source": str(answer.source) if answer.source else None,
        "correct": bool(delivered) and bailiff.judge([delivered])[0].correct,
        "gamma": answer.gamma.value,
        "seconds": round(seconds, 3),
        "code": answer.code,
        "note": answer.note,
        "recalled": answer.recalled,
    }
