"""`volt bench safety`: every part is kept when it is done, so that a run goes on where it was cut off."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from volt import provenance
from volt.bench.card_safety import RESULT
from volt.bench.metrics import wilson
from volt.bench.safety import asked, library, misses, peer, problems, ranking, written
from volt.data.adversarial.stages import Stage
from volt.errors import ConfigError, DataError
from volt.files import atomic_write

PARTS = ("stages", "written", "problems", "library", "ranking", "requests", "peer")
_FILES, _FUNCTIONS, _BESIDE = 100, 2400, 60


def bench(
    data: Path,
    weights: Path,
    results: Path,
    *,
    bandit: Path | None = None,
    parts: tuple[str, ...] = PARTS,
    small: int = 1,
) -> dict[str, Any]:
    """Measure the parts asked for and write the result file; the other parts stay as they are.

    bandit: a python that has it. small: divide the size of every set by so much, which marks the result as partial.
    ConfigError for a part that is none.
    """
    if unknown := set(parts) - set(PARTS):
        raise ConfigError(f"{', '.join(sorted(unknown))} is no part of this benchmark", f"Choose of {', '.join(PARTS)}")
    path = results / RESULT
    try:
        result: dict[str, Any] = json.loads(path.read_text()) if path.is_file() else {}
    except ValueError as error:
        raise DataError(f"{path} is damaged ({error})", "Remove it and run `volt bench safety` again") from error
    measures: dict[str, Callable[[], Any]] = {
        "stages": lambda: _stages(data, results, small),
        "written": written.measure,
        "problems": lambda: _problems(data, small),
        "library": lambda: _library(small),
        "ranking": lambda: _ranking(data, weights, small),
        "requests": lambda: asked.measure(data),
        "peer": lambda: None if bandit is None else _peer(bandit, data, small),
    }
    for part in parts:
        measured = measures[part]()
        if measured is None:
            continue
        result |= {"title": "Safety", part: {"found": measured, "rules": misses.rules()}}
        result |= {"partial": bool(small > 1 or result.get("partial")), "origin": provenance.provenance()}
        results.mkdir(parents=True, exist_ok=True)
        atomic_write(path, (json.dumps(result, indent=1) + "\n").encode())
    return result


def _stages(data: Path, results: Path, small: int) -> list[dict[str, Any]]:
    within = misses.carriers(data)
    history: list[dict[str, Any]] = []
    for stage in Stage:
        measured = misses.measure(within, stage, misses.COUNT // small)
        history = misses.remember(results, measured) if small == 1 else [*history, measured]
    return history


def _problems(data: Path, small: int) -> dict[str, Any]:
    most = 150 // small
    return problems.false_alarms(data, problems.TRAINING, most) | problems.false_alarms(
        data, problems.REPORTED, most if small > 1 else None
    )


def _library(small: int) -> dict[str, Any]:
    """How much of library code would be refused, and how fast files are screened."""
    whole = library.files(_FILES // small)
    started = time.process_time()
    refused = sum(bool(misses.caught(unit.code)) for unit in whole)
    seconds = time.process_time() - started
    size = sum(len(unit.code) for unit in whole)
    return {
        "files_refused": wilson(refused, len(whole)).to_json(),
        "files_a_second": len(whole) / seconds,
        "characters_a_file": size / len(whole),
    }


def _ranking(data: Path, weights: Path, small: int) -> dict[str, Any]:
    within = misses.carriers(data)
    drawn = library.functions(_FUNCTIONS // small)
    return ranking.compare(
        misses.programs(within, Stage.TRAINING, 60 // small),
        misses.programs(within, Stage.HELD_OUT, 60 // small),
        problems.texts(data, problems.TRAINING)[:: 8 * small],
        [unit.code for unit in drawn if not unit.test],
        [unit.code for unit in drawn if unit.test],
        weights,
    )


def _peer(bandit: Path, data: Path, small: int) -> dict[str, Any]:
    harmful = [one.code for one in misses.programs(misses.carriers(data), Stage.HELD_OUT, _BESIDE // small)]
    harmless = problems.texts(data, problems.REPORTED)[: 5 * _BESIDE // small]
    return peer.compare(bandit, harmful, harmless)
