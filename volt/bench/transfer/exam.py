"""The exam: programs for all questions at once, the loss on their references, and the judge's verdicts.

Shapes: B = batch of programs, V = vocabulary.

The header of every question is given. Programs of different questions are written side by side though their headers
differ in length: a row is fed its header token by token, and draws from there on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from volt.bench.transfer.arms import Settings
from volt.bench.transfer.forms import Question
from volt.bench.transfer.learner import Learner, nats
from volt.bench.transfer.material import Material, Row, pool
from volt.model import pad
from volt.program import parse, with_imports
from volt.translate.decoder import Cache, Memory
from volt.translate.sampling import log_probabilities
from volt.translate.tokenizer import CODE, EOS, REQUEST, CodeTokenizer
from volt.verify import Checks, Limits, Verdict, judge_many

_AT_ONCE = 256
"""Programs written side by side."""
_TOP_P = 0.95


@dataclass(frozen=True)
class Draft:
    """One program."""

    code: str
    logprob: float
    """Mean per token, at temperature 1."""


def sit(learner: Learner, material: Material, settings: Settings, seed: int, workers: int) -> dict[str, Any]:
    """Everything measured of one model: a row for every question, and the loss on mined functions."""
    drafts = write(learner, material, settings, seed)
    rows, infra = marked(material.questions, drafts, settings, workers)
    for row, loss in zip(rows, _reference_nats(learner, material, settings), strict=True):
        row["nats"], row["tokens"] = loss if loss else (None, 0)
    valid = material.pools["valid"]
    mined = nats(learner, [valid.row(i) for i in range(len(valid))])
    return {"questions": rows, "mined_valid": mined, "infra": infra}


def _reference_nats(learner: Learner, material: Material, settings: Settings) -> list[tuple[float, int] | None]:
    """(nats, tokens) of each question's reference; None where it has none that is short enough."""
    found: list[tuple[float, int] | None] = [None] * len(material.questions)
    places, rows = [], []
    for place, question in enumerate(material.questions):
        asked = [Row(question.request, question.header, question.reference)] if question.reference else []
        known = pool(asked, material.tokenizer, settings)
        if len(known):
            places.append(place)
            rows.append(known.row(0))
    for place, measured in zip(places, nats(learner, rows), strict=True):
        found[place] = measured
    return found


# ---- writing ---------------------------------------------------------------------------------------------------------


@torch.no_grad()
def write(learner: Learner, material: Material, settings: Settings, seed: int) -> list[list[Draft]]:
    """`samples` programs for every question."""
    generator = torch.Generator().manual_seed(seed)
    tokenizer, questions = material.tokenizer, material.questions
    requests = [_request(tokenizer, q, settings.request_tokens) for q in questions]
    headers = [[CODE, *tokenizer.encode(q.header)] for q in questions]
    order = sorted(range(len(questions)), key=lambda i: (len(headers[i]), len(requests[i])))
    size = max(1, _AT_ONCE // settings.samples)
    made: dict[int, list[Draft]] = {}
    for part in (order[i : i + size] for i in range(0, len(order), size)):
        repeated = [i for i in part for _ in range(settings.samples)]
        memory = learner.memory(pad([requests[i] for i in part]))
        memory = Memory(*(x.repeat_interleave(settings.samples, 0) for x in memory))
        written = _write(learner, memory, [headers[i] for i in repeated], settings, generator)
        for i, (ids, logprob) in zip(repeated, written, strict=True):
            code = questions[i].header + tokenizer.decode(ids).rstrip() + "\n"
            made.setdefault(i, []).append(Draft(code, logprob))
    return [made[i] for i in range(len(questions))]


def _request(tokenizer: CodeTokenizer, question: Question, most: int) -> list[int]:
    return [REQUEST, *tokenizer.encode(f"{question.header}\n{question.request}")][:most]


def _write(
    learner: Learner, memory: Memory, headers: Sequence[list[int]], settings: Settings, generator: torch.Generator
) -> list[tuple[list[int], float]]:
    """(ids after the header, mean log-probability) of one program per row of the memory."""
    cache = Cache()
    ids: list[list[int]] = [[] for _ in headers]
    total = [0.0] * len(headers)
    alive = list(range(len(headers)))
    ended = [False] * len(headers)
    feed_B1 = torch.tensor([[header[0]] for header in headers])
    for step in range(1, max(map(len, headers)) + settings.longest):
        out = learner.decoder(learner.table_VE[feed_B1], memory, cache)
        logp_BV = log_probabilities(out, learner.table_VE, memory.request_BU, last_only=True)[:, 0]
        drawn = _draw(logp_BV, settings.temperature, generator)
        chosen = logp_BV.gather(1, drawn[:, None])[:, 0].tolist()
        following = drawn.tolist()
        for place, row in enumerate(alive):
            header = headers[row]
            if step < len(header):
                following[place] = header[step]
            elif not ended[row]:
                total[row] += chosen[place]
                ended[row] = following[place] == EOS or step - len(header) + 1 >= settings.longest
                ids[row] += [] if following[place] == EOS else [following[place]]
        keep = [place for place, row in enumerate(alive) if not ended[row]]
        if not keep:
            break
        if len(keep) <= 0.8 * len(alive):  # moving the cache costs as much as a step, so not for every row that ends
            index = torch.tensor(keep)
            cache.select(index)
            memory = Memory(*(part[index] for part in memory))
            alive, following = [alive[p] for p in keep], [following[p] for p in keep]
        feed_B1 = torch.tensor(following)[:, None]
    return [(row, t / (len(row) + 1)) for row, t in zip(ids, total, strict=True)]


def _draw(logp_BV: Tensor, temperature: float, generator: torch.Generator) -> Tensor:
    """A token for every row, from the most likely ones that hold 95 % of the probability at this temperature."""
    values, indices = (logp_BV / temperature).topk(min(64, logp_BV.shape[1]), dim=-1)
    probabilities = values.softmax(-1)
    beyond = probabilities.cumsum(-1) - probabilities > _TOP_P
    pick = torch.multinomial(probabilities.masked_fill(beyond, 0), 1, generator=generator)
    return indices.gather(1, pick)[:, 0]


# ---- marking ---------------------------------------------------------------------------------------------------------


def marked(
    questions: Sequence[Question], drafts: Sequence[Sequence[Draft]], settings: Settings, workers: int
) -> tuple[list[dict[str, Any]], int]:
    """A row for every question, and how many verdicts the judge could not give. Hidden tests choose nothing."""
    wanted = list(dict.fromkeys(_wanted(questions, drafts)))
    passed, infra = _verdicts(wanted, settings, workers)
    rows = []
    for question, made in zip(questions, drafts, strict=True):
        seen, decisive = _checks(question)
        valid = [parse(draft.code) is not None for draft in made]
        correct = [ok and passed[draft.code, decisive] for ok, draft in zip(valid, made, strict=True)]
        shown = [ok and (seen is None or passed[draft.code, seen]) for ok, draft in zip(valid, made, strict=True)]
        # As in `volt.bench.run`: the likeliest draft that does what is shown, else the likeliest.
        best = max(range(len(made)), key=lambda i: (shown[i], made[i].logprob))
        rows.append(
            {
                "id": question.id,
                "slice": question.slice,
                "n": len(made),
                "valid": sum(valid),
                "correct": sum(correct),
                "filtered": bool(correct[best]),
            }
        )
    return rows, infra


_Job = tuple[str, Checks]


def _checks(question: Question) -> tuple[Checks | None, Checks]:
    """What is shown (None when nothing is) and what decides."""
    shown = Checks(question.setup, question.visible, question.entry_point) if question.visible else None
    # A program that passes what is hidden and not what is shown is wrong.
    every = tuple(dict.fromkeys((*question.visible, *question.hidden)))
    return shown, Checks(question.setup, every, question.entry_point)


def _wanted(questions: Sequence[Question], drafts: Sequence[Sequence[Draft]]) -> Iterator[_Job]:
    for question, made in zip(questions, drafts, strict=True):
        for draft in made:
            if parse(draft.code) is not None:
                for checks in filter(None, _checks(question)):
                    yield draft.code, checks


def _verdicts(wanted: Sequence[_Job], settings: Settings, workers: int) -> tuple[dict[_Job, bool], int]:
    """Whether each program passed; one that the judge failed on did not, and is counted."""
    passed: dict[_Job, bool] = {}
    infra = 0
    programs = [(with_imports(code), checks) for code, checks in wanted]
    for place, report in judge_many(programs, limits=Limits(cpu_seconds=settings.cpu_seconds), workers=workers):
        passed[wanted[place]] = report.verdict is Verdict.PASSED
        infra += report.verdict is Verdict.INFRA
    return passed, infra


def sound(questions: Sequence[Question], references: Sequence[str], settings: Settings, workers: int) -> list[Question]:
    """The questions whose reference passes their tests within the limits."""
    wanted = [(code, _checks(question)[1]) for question, code in zip(questions, references, strict=True)]
    passed, _ = _verdicts(wanted, settings, workers)
    return [question for question, job in zip(questions, wanted, strict=True) if passed[job]]


def size_of(learner: Learner) -> int:
    """Parameters that take part."""
    return int(np.sum([p.numel() for p in learner.used().values()]))
