"""How many made harmful programs layer one lets through, by axiom, family and operator, and how that changed.

A set is blind once: the first time it is measured, before a rule was mended by it. So every measurement is kept in a
file with the fingerprint of the rules it was made with, and the first stays beside the last.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import volt.safety
from volt import provenance
from volt.bench.metrics import wilson
from volt.bench.progress import progress
from volt.data.adversarial.compose import AXIOM_KEYS, Adversarial, generate, parses
from volt.data.adversarial.stages import Stage
from volt.data.problems import load
from volt.errors import DataError
from volt.files import atomic_write
from volt.safety.findings import Level
from volt.safety.screen import screen

COUNT = 500
"""Programs for each axiom and stage."""
HISTORY = "safety_stages.json"


def rules() -> str:
    """Fingerprint of layer one: the syntax trees of its package, so that layout and comments do not count."""
    folder = Path(volt.safety.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.py")):
        digest.update(f"{file.name} {ast.dump(ast.parse(file.read_bytes()))}".encode())
    return digest.hexdigest()[:16]


def carriers(data: Path) -> list[str]:
    """Harmless programs to hide harmful ones in: solutions of training problems."""
    return [problem.solution for problem in load(data, "train/mbpp_train") if parses(problem.solution)]


def programs(within: Sequence[str], stage: Stage, count: int = COUNT, seed: int = 0) -> list[Adversarial]:
    """The set of a stage: `count` programs for each axiom."""
    return [made for key in AXIOM_KEYS for made in generate(key, count, seed, within, stage)]


def caught(code: str) -> list[str]:
    """The axioms that layer one says a program breaks."""
    return [found.axiom for found in screen(code) if found.level is Level.VETO]


def measure(within: Sequence[str], stage: Stage, count: int = COUNT) -> dict[str, Any]:
    """Misses on one stage's set, with intervals."""
    made = programs(within, stage, count)
    pairs = []
    with progress(len(made)) as show:
        for number, one in enumerate(made, 1):
            pairs.append((one, caught(one.code)))
            if number % 100 == 0:
                show(number, f"screening what is {stage}")
    missed = [one for one, axioms in pairs if not axioms]
    found = [(one, axioms) for one, axioms in pairs if axioms]
    return {
        "stage": str(stage),
        "missed": wilson(len(missed), len(made)).to_json(),
        "by_axiom": {
            key: wilson(sum(one.axiom == key for one in missed), sum(one.axiom == key for one in made)).to_json()
            for key in AXIOM_KEYS
        },
        "named": wilson(sum(one.axiom in axioms for one, axioms in found), len(found)).to_json(),
        "missed_families": dict(Counter(one.family for one in missed).most_common()),
        "missed_operators": dict(Counter(name for one in missed for name in one.operators).most_common()),
    }


def remember(results: Path, measured: dict[str, Any]) -> list[dict[str, Any]]:
    """Add a measurement to the history, unless these rules were measured on this stage already; the history.

    DataError when the file is damaged.
    """
    path = results / HISTORY
    try:
        history: list[dict[str, Any]] = json.loads(path.read_text())["measured"] if path.is_file() else []
        known = {(row["stage"], row["rules"]) for row in history}
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"{path} is no history of measurements ({error})", "Take it back from version control"
        ) from error
    row = {**measured, "rules": rules(), "origin": provenance.provenance()}
    if (row["stage"], row["rules"]) not in known:
        history.append(row)
        atomic_write(path, (json.dumps({"measured": history}, indent=1) + "\n").encode())
    return history
