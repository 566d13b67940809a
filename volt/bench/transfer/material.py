"""What the arms are trained on and examined with: read, decontaminated, turned into ids once, kept on disk.

Rows that overlap a report-only problem or a development problem are dropped, whatever their source: a model must not
be examined with what it has seen. The families held out are a fixed tenth by hash of their names; every exercise that
contains one of them is kept from training in all arms, and so is every row whose program, or whose answers to the
factory's probes, are those of a question.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from volt.bench.transfer.arms import EXERCISES, MINED, REAL, SOURCES, TRANSFORMED, Settings
from volt.bench.transfer.forms import Question, entry_first, exercise_question, plain_entry, problem_question
from volt.bench.transfer.made import groups_of
from volt.data.decontaminate import Overlap, hash64, tree_keys
from volt.data.factory.record import Exercise
from volt.data.problems import load, read_rows
from volt.errors import CheckpointError, DataError
from volt.files import atomic_write
from volt.train.texts import PROBLEM_SETS, corpus_pairs
from volt.translate.tokenizer import CODE, EOS, REQUEST, CodeTokenizer

DEV_SETS = ("mbpp_dev", "leetcode_dev")
_TOKENIZER, _QUESTIONS, _MANIFEST = "tokenizer.json", "questions.json", "manifest.json"
_VALID = 384
"""Mined functions of validation packages that the loss is measured on."""
_MADE = frozenset({"families", "textbook", "grammar", "synth"})
"""Sources of exercises that are not real problems changed."""
Groups = Callable[[Exercise], frozenset[str]]


@dataclass(frozen=True)
class Row:
    """A request and a program as text; the program begins with the header."""

    request: str
    header: str
    code: str
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Pool:
    """Rows of one source as ids. Row i is ids[ends[2i]:ends[2i+1]] (request) and ids[ends[2i+1]:ends[2i+2]]."""

    ids: NDArray[np.uint16]
    ends: NDArray[np.int64]
    prefix: NDArray[np.int16]
    """How many ids of the program are given."""
    groups: NDArray[np.str_]
    """Names of the groups of a row's families, between bars: `|lists|text|`."""

    def __len__(self) -> int:
        return len(self.prefix)

    def row(self, place: int) -> tuple[NDArray[np.uint16], NDArray[np.uint16], int]:
        """(request, program, prefix) of one row."""
        a, b, c = self.ends[2 * place : 2 * place + 3]
        return self.ids[a:b], self.ids[b:c], int(self.prefix[place])

    def places(self, most: int | None = None, without: str = "") -> NDArray[np.intp]:
        """The rows that an arm may use: the first `most` of those without the group."""
        keep = np.char.find(self.groups, f"|{without}|") < 0 if without else np.ones(len(self), bool)
        return np.flatnonzero(keep)[:most]


@dataclass(frozen=True)
class Material:
    """Everything a training and an exam need."""

    tokenizer: CodeTokenizer
    pools: dict[str, Pool]
    """By source, and `valid`: mined functions that are never trained on."""
    questions: tuple[Question, ...]
    manifest: dict[str, Any]

    @property
    def digest(self) -> str:
        """Names the contents."""
        return str(self.manifest["digest"])


# ---- reading ---------------------------------------------------------------------------------------------------------


class Intake:
    """Turns rows away that overlap what is reported or examined, and counts them."""

    def __init__(self, overlaps: Iterable[Overlap]) -> None:
        self.overlaps = tuple(overlaps)
        self.dropped: Counter[str] = Counter()

    def clean(self, rows: Iterable[Row], source: str) -> list[Row]:
        """The rows that may be trained on, each once."""
        kept: dict[tuple[str, str], Row] = {}
        for row in rows:
            reason = next((r for o in self.overlaps if (r := o.reason(row.request, row.code))), None)
            if reason is not None:
                self.dropped[f"{source}: {reason}"] += 1
            else:
                kept.setdefault((row.request, row.code), row)
        return list(kept.values())


def mined_rows(corpus: Path, split: str) -> Iterator[Row]:
    """Documented functions of the corpus."""
    return (Row(pair.request, pair.header, pair.code) for pair in corpus_pairs(corpus, split))


def real_rows(data: Path) -> Iterator[Row]:
    """Training problems."""
    for name in PROBLEM_SETS:
        for problem in load(data, name):
            if (found := entry_first(problem.solution, plain_entry(problem))) is not None:
                yield Row(problem.query, *found)


def exercise_row(exercise: Exercise, groups: Groups) -> Row | None:
    """An exercise that asks for a program; None for every other kind."""
    found = entry_first(exercise.reference, exercise.entry_point) if exercise.kind == "write" else None
    return Row(exercise.request, *found, groups(exercise)) if found else None


def held_out(family: str) -> bool:
    """Whether a family is kept for the exam: a fixed tenth by hash of the name."""
    return hash64(f"held-out family {family}") % 10 == 0


def dev_questions(data: Path) -> list[Question]:
    """The questions of the development sets."""
    found = [problem_question(p, name) for name in DEV_SETS for p in load(data, f"dev/{name}")]
    return [question for question in found if question is not None]


def fewer(questions: Iterable[Question], most: int, each_difficulty: int) -> list[Question]:
    """At most so many of each slice, chosen by hash, so that a larger number keeps the smaller choice."""
    seen: Counter[str] = Counter()
    kept = []
    for question in sorted(questions, key=lambda q: hash64(f"question {q.id}")):
        seen[question.slice] += 1
        if seen[question.slice] <= (each_difficulty if "/" in question.slice else most):
            kept.append(question)
    return sorted(kept, key=lambda q: (q.slice, q.id))


@dataclass
class Made:
    """Exercises, sorted into what is trained on and what is asked."""

    rows: dict[str, list[Row]]
    asked: list[Question]
    families: dict[str, int]
    """How often each held-out family was met."""


def sort_exercises(
    exercises: Iterable[Exercise], most: int, asked: int, families: frozenset[str] | None, groups: Groups = groups_of
) -> Made:
    """Training rows without, and questions with, the held-out families; at most `most` rows of either source.

    `families` names those held out; without it they are a tenth by hash. Exercises made from real problems have no
    family that could be held out. Questions are taken from all held-out families by turns.
    """
    rows: dict[str, list[tuple[Row, int]]] = {EXERCISES: [], TRANSFORMED: []}
    met: Counter[str] = Counter()
    waiting: dict[str, list[Exercise]] = {}
    for exercise in exercises:
        real = exercise.source not in _MADE
        out = [f for f in exercise.families if not real and (f in families if families is not None else held_out(f))]
        met.update(out)
        if out:
            if exercise.kind == "write" and len(waiting.setdefault(out[0], [])) < asked:
                waiting[out[0]].append(exercise)
            continue
        mine = rows[TRANSFORMED if real else EXERCISES]
        if len(mine) < most and (row := exercise_row(exercise, groups)) is not None:
            mine.append((row, exercise.behaviour_key))
        elif min(map(len, rows.values())) >= most and sum(map(len, waiting.values())) >= 4 * asked:
            break
    chosen = _by_turns(waiting, asked)
    trees = {key for question, _ in chosen for key in tree_keys(question.reference)}
    acts = {key for _, key in chosen} - {0}
    kept = {
        source: [row for row, key in mine if key not in acts and not trees & tree_keys(row.code)]
        for source, mine in rows.items()
    }
    return Made(kept, [question for question, _ in chosen], dict(met))


def _by_turns(waiting: dict[str, list[Exercise]], asked: int) -> list[tuple[Question, int]]:
    """Questions of different programs with their behaviour keys, one of each family before the second of any."""
    found: dict[frozenset[int], tuple[Question, int]] = {}
    longest = max(map(len, waiting.values()), default=0)
    turns = (waiting[f][turn] for turn in range(longest) for f in sorted(waiting) if turn < len(waiting[f]))
    for number, exercise in enumerate(turns):
        question = exercise_question(exercise, number)
        if question is not None and len(found) < asked:
            found.setdefault(frozenset(tree_keys(question.reference)), (question, exercise.behaviour_key))
    return list(found.values())


# ---- ids, and the disk -----------------------------------------------------------------------------------------------


def pool(rows: Iterable[Row], tokenizer: CodeTokenizer, settings: Settings, most: int | None = None) -> Pool:
    """The rows whose programs are short enough, as ids; requests lose their end."""
    rows = list(rows)
    requests = tokenizer.encode_batch([f"{row.header}\n{row.request}" for row in rows])
    codes = tokenizer.encode_batch([row.code for row in rows])
    headers = tokenizer.encode_batch([row.header for row in rows])
    ids: list[int] = []
    ends, prefix = [0], list[int]()
    groups: list[str] = []
    for row, request, code, header in zip(rows, requests, codes, headers, strict=True):
        if len(code) + 2 > settings.code_tokens or len(header) >= len(code) or len(prefix) == most:
            continue
        for part in ([REQUEST, *request][: settings.request_tokens], [CODE, *code, EOS]):
            ids += part
            ends.append(len(ids))
        prefix.append(1 + len(header))
        groups.append("|" + "|".join(sorted(row.groups)) + "|")
    names = np.array(groups, dtype=np.str_)
    return Pool(np.array(ids, np.uint16), np.array(ends, np.int64), np.array(prefix, np.int16), names)


def save(material: Material, folder: Path) -> None:
    """Write everything, the manifest last: a folder with one is whole."""
    material.tokenizer.save(folder / _TOKENIZER)
    for name, rows in material.pools.items():
        buffer = io.BytesIO()
        np.savez(buffer, ids=rows.ids, ends=rows.ends, prefix=rows.prefix, groups=rows.groups)
        atomic_write(folder / f"{name}.npz", buffer.getvalue())
    atomic_write(folder / _QUESTIONS, json.dumps([asdict(q) for q in material.questions], indent=1).encode())
    atomic_write(folder / _MANIFEST, json.dumps(material.manifest, indent=1).encode())


def read(folder: Path) -> Material:
    """Read what `save` wrote. CheckpointError when it is not whole."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        asked = json.loads((folder / _QUESTIONS).read_text(encoding="utf-8"))
        pools = {}
        for name in manifest["rows"]:
            with np.load(folder / f"{name}.npz", allow_pickle=False) as parts:
                pools[name] = Pool(parts["ids"], parts["ends"], parts["prefix"], parts["groups"])
    except (OSError, ValueError, KeyError) as error:
        raise CheckpointError(f"{folder} is no whole material ({error})", "Delete it and run again") from error
    questions = tuple(Question(**{**q, "visible": tuple(q["visible"]), "hidden": tuple(q["hidden"])}) for q in asked)
    return Material(CodeTokenizer.load(folder / _TOKENIZER), pools, questions, manifest)


def is_whole(folder: Path) -> bool:
    """Whether `save` finished there."""
    return (folder / _MANIFEST).is_file()


def assemble(
    texts: dict[str, list[Row]],
    valid: list[Row],
    questions: list[Question],
    settings: Settings,
    notes: dict[str, Any],
) -> Material:
    """Learn the vocabulary from arm b's texts, turn everything into ids, and name the result by what is in it."""
    if not texts[MINED] and not texts[REAL]:
        raise DataError("there are no texts to learn a vocabulary from", "Give --corpus and --data")
    words = (text for row in (*texts[MINED], *texts[REAL]) for text in (row.request, row.code))
    tokenizer = CodeTokenizer.train(words, settings.vocabulary)
    pools = {source: pool(texts[source], tokenizer, settings) for source in SOURCES}
    pools["valid"] = pool(valid, tokenizer, settings, _VALID)
    total = hashlib.sha256(tokenizer.digest.encode() + json.dumps([asdict(q) for q in questions]).encode())
    for rows in pools.values():
        total.update(rows.ids.tobytes() + rows.ends.tobytes() + "".join(rows.groups.tolist()).encode())
    manifest = {
        "digest": total.hexdigest()[:16],
        "rows": {name: len(rows) for name, rows in pools.items()},
        "questions": dict(Counter(q.slice for q in questions)),
        "vocabulary": tokenizer.size,
        **notes,
    }
    return Material(tokenizer, pools, tuple(questions), manifest)


def dev_overlap(data: Path) -> Overlap:
    """Hashes of the development problems."""
    files = [next(p for p in (data / f"dev/{n}.jsonl.gz", data / f"dev/{n}.jsonl") if p.is_file()) for n in DEV_SETS]
    return Overlap.from_rows(row for path in files for _, row in read_rows(path))
