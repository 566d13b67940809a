"""`volt bench explain`: is any fact false? Mined functions, every claim tested with other means.

Functions are drawn one from a file, half of them from the standard library where one is given. A fact that no other
means can tell counts as untested, and is not among those that hold. The kinds that parameters are estimated to be are
held against annotations that the estimate was not shown.
"""

from __future__ import annotations

import ast
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from volt.bench import metrics
from volt.bench.explain.checker import check
from volt.bench.explain.rerun import Rerunner
from volt.bench.explain.subject import Subject
from volt.bench.progress import progress
from volt.data.mining import Filters, Sieve
from volt.data.packages import find_packages
from volt.errors import DataError, InputError
from volt.files import atomic_write, whole_lines
from volt.hard.explain import find, kinds
from volt.hard.explain.find import Found
from volt.hard.explain.runs import Sandbox
from volt.hard.explain.telling import explain
from volt.provenance import provenance

RESULT = "explain.json"
ROWS = "raw/explain.jsonl"
"""What an unfinished run has done so far."""
_FILTERS = Filters(undocumented=True)
_SHOWN = 20
"""False facts that a result names."""


@dataclass(frozen=True)
class Sample:
    """A mined function where it stands."""

    package: str
    where: str
    source: str
    tree: ast.Module
    found: Found
    file: Path


@dataclass
class Tally:
    """What was counted of one function, or of many."""

    held: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    untested: Counter[str] = field(default_factory=Counter)
    facts: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    run: int = 0
    refused: int = 0
    costs: int = 0
    """Functions of which a cost is estimated."""
    named: list[str] = field(default_factory=list)
    """False facts."""
    typed: list[float] = field(default_factory=list)
    packages: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Plain data, for a line of a file."""
        return {name: dict(value) if isinstance(value, Counter) else value for name, value in vars(self).items()}

    def add(self, row: dict[str, Any]) -> None:
        """Count what `to_json` made of another tally, read from a file or not."""
        for name in ("held", "false", "untested"):
            getattr(self, name).update(row[name])
        for name in ("facts", "seconds", "named", "typed", "packages"):
            getattr(self, name).extend(row[name])
        for name in ("run", "refused", "costs"):
            setattr(self, name, getattr(self, name) + row[name])


def bench(folders: Sequence[Path], count: int, seed: int, results: Path) -> dict[str, Any]:
    """Explain and test `count` functions; writes the result file. Goes on where it was cut off.

    DataError when there are not so many functions.
    """
    rows = results / ROWS
    known = _known(rows, seed)
    tally = Tally()
    with Sandbox() as sandbox, Rerunner() as rerunner, progress(count) as show:
        for done, sample in enumerate(samples(folders, count, seed), 1):
            key = f"{seed} {sample.where}:{sample.found.name}"
            if key not in known:
                one = examine(sample, sandbox, rerunner).to_json()
                known[key] = one
                _append(rows, {"key": key, **one})
            tally.add(known[key])
            show(done, f"{tally.false.total()} false facts")
    if len(tally.packages) < count:
        raise DataError(
            f"there are {len(tally.packages)} functions, not {count}", "Name more folders, or lower --count"
        )
    result = {
        "result": RESULT,
        "title": "Explanations: facts",
        "partial": False,
        "functions": count,
        "packages": len(set(tally.packages)),
        **_figures(tally),
        "settings": {"seed": seed, "folders": len(folders)},
        "origin": provenance(),
    }
    atomic_write(results / RESULT, (json.dumps(result, indent=1) + "\n").encode())
    rows.unlink(missing_ok=True)
    return result


def _known(rows: Path, seed: int) -> dict[str, dict[str, Any]]:
    """What an unfinished run has examined."""
    known = map(json.loads, whole_lines(rows))
    return {row["key"]: row for row in known if row["key"].startswith(f"{seed} ")}


def _append(rows: Path, row: dict[str, Any]) -> None:
    rows.parent.mkdir(parents=True, exist_ok=True)
    with rows.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")


def samples(folders: Sequence[Path], count: int, seed: int) -> Iterator[Sample]:
    """Functions that the miner keeps, one from a file, the folders taking turns, in an order that the seed decides."""
    rng = random.Random(seed)
    queues = []
    for folder in folders:
        files = [(package, path) for package in find_packages(folder) for path in package.files]
        rng.shuffle(files)
        queues.append(iter(files))
    given = 0
    while queues and given < count:
        for queue in list(queues):
            for package, path in queue:
                sample = _from_file(package, path, rng)
                if sample is not None and given < count:
                    given += 1
                    yield sample
                    break
            else:
                queues.remove(queue)


def _from_file(package: Any, path: Path, rng: random.Random) -> Sample | None:
    try:
        source = path.read_text(encoding="utf-8")
        if len(source) > _FILTERS.most_file_bytes or "\r" in source or "\f" in source:
            return None  # other ends of lines are counted in other ways by the other parsers
        tree = find.parse(source, str(path))
    except (OSError, UnicodeDecodeError, InputError):
        return None
    lines = {f.line for f in Sieve(_FILTERS, None, Counter()).of_source(package, path, source)}
    known = [found for found in find.functions(tree) if found.node.lineno in lines]
    if not known:
        return None
    return Sample(package.name, path.relative_to(package.root).as_posix(), source, tree, rng.choice(known), path)


def examine(sample: Sample, sandbox: Sandbox, rerunner: Rerunner) -> Tally:
    """Explain one function and test every claim."""
    started = time.perf_counter()
    said = explain(sample.source, sample.tree, sample.found, sandbox, file=sample.file)
    tally = Tally(seconds=[time.perf_counter() - started], facts=[float(len(said.facts))], packages=[sample.package])
    subject = Subject(sample.source, said.name, said.line, said.program, said.setup)
    for fact in said.facts:
        held = rerunner.check(fact.claim, subject) if fact.basis == "run" else check(fact.claim, subject)
        kind = f"{fact.kind}, run" if fact.basis == "run" else fact.kind
        {True: tally.held, False: tally.false, None: tally.untested}[held][kind] += 1
        if held is False:
            tally.named.append(f"{sample.where}:{said.name}: {fact.text}")
    tally.run = int(any(fact.basis == "run" for fact in said.facts))
    tally.refused = int(any("safety analysis refuses" in note for note in said.notes))
    tally.typed = list(_typed(sample.found))
    tally.costs = int(any(e.kind == "complexity" and e.value for e in said.estimates))
    return tally


def _typed(found: Found) -> Iterator[float]:
    """For each annotated parameter of a known kind, whether it is guessed without the annotation."""
    blind = {guess.name: guess for guess in kinds.guesses(found.node, annotations=False)}
    for guess in kinds.guesses(found.node):
        if guess.sure and blind[guess.name].kinds:
            yield float(_family(blind[guess.name].kinds[0]) in {_family(kind) for kind in guess.kinds})


def _family(kind: str) -> str:
    """Lists of anything are one kind, whole numbers and others another."""
    return "list" if kind.startswith("list") else "number" if kind in ("int", "float") else kind


def _figures(tally: Tally) -> dict[str, Any]:
    every = [*tally.held, *tally.false, *tally.untested]
    total = tally.held.total() + tally.false.total()
    return {
        "facts": total + tally.untested.total(),
        "false": metrics.wilson(tally.false.total(), total).to_json(),
        "untested": tally.untested.total(),
        "false_facts": tally.named[:_SHOWN],
        "by_kind": {
            kind: {"held": tally.held[kind], "false": tally.false[kind], "untested": tally.untested[kind]}
            for kind in sorted(dict.fromkeys(every))
        },
        "facts_per_function": metrics.mean(tally.facts).to_json(),
        "run": metrics.wilson(tally.run, len(tally.facts)).to_json(),
        "refused": tally.refused,
        "kinds_guessed": metrics.mean(tally.typed).to_json() if tally.typed else None,
        "cost_stated": metrics.wilson(tally.costs, len(tally.facts)).to_json(),
        "seconds": metrics.rounds(sorted(tally.seconds)),
    }
