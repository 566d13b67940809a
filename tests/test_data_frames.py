"""Pairs of frames: the seed decides their order, and nothing else does."""

from __future__ import annotations

from dataclasses import replace

import torch

from volt.data.frames import FramePair, ModelTranslator, StubTranslator, frame_pairs
from volt.data.problems import Problem
from volt.model import VoltModel
from volt.translate import stub

PROBLEMS = tuple(
    Problem(
        id=f"toy/{n}",
        source="made here",
        licence="Apache-2.0",
        language="python",
        query=f"Add {n} to a number.",
        signature="",
        entry_point=f"add_{n}",
        setup="",
        solution=f"def add_{n}(x):\n    return x + {n}\n",
        tests=(),
        split="train",
    )
    for n in range(7)
)


def pairs(seed: int, window: int = 3) -> list[FramePair]:
    return list(frame_pairs(PROBLEMS, StubTranslator(), seed, window))


def test_the_same_seed_gives_the_same_pairs_and_another_one_another_order() -> None:
    first, again, other = pairs(1), pairs(1), pairs(2)
    ids = [[pair.problem.id for pair in found] for found in (first, again, other)]
    assert ids[0] == ids[1] != ids[2]
    assert sorted(ids[0]) == sorted(ids[2]) == sorted(problem.id for problem in PROBLEMS)
    for one, same in zip(first, again, strict=True):
        assert torch.equal(one.query.values_SRD, same.query.values_SRD)
        assert torch.equal(one.solution.values_SRD, same.solution.values_SRD)
        assert (one.query.meta, one.solution.meta) == (same.query.meta, same.solution.meta)


def test_frames_are_of_their_own_problem_whatever_the_window() -> None:
    for pair in pairs(1, window=2):
        assert torch.equal(pair.query.values_SRD, stub.encode(pair.problem.query).values_SRD)
        assert torch.equal(pair.solution.values_SRD, stub.encode(pair.problem.solution).values_SRD)


def test_problems_that_ask_or_answer_nothing_make_no_pair() -> None:
    mute, unanswered = replace(PROBLEMS[0], query=""), replace(PROBLEMS[1], solution="")
    found = list(frame_pairs([mute, unanswered, PROBLEMS[2]], StubTranslator()))
    assert [pair.problem for pair in found] == [PROBLEMS[2]]


def test_the_trained_encoder_gives_the_frames_that_the_model_sees_in_any_batch(tiny_model: VoltModel) -> None:
    longer = replace(
        PROBLEMS[0], query="Add zero to a number, " + "and think about it, " * 5, solution="def f(x): return x"
    )
    for pair in frame_pairs([longer, *PROBLEMS[1:]], ModelTranslator(tiny_model, batch=2)):
        with torch.no_grad():
            asked = tiny_model.encode([tiny_model.request_ids(pair.problem.query)])
            answer = tiny_model.encode([tiny_model.code_ids(pair.problem.solution)])
        torch.testing.assert_close(pair.query.values_SRD, asked.values_BSRD[0])
        torch.testing.assert_close(pair.solution.values_SRD, answer.values_BSRD[0])
        assert torch.equal(pair.query.active_SR, asked.active_BSR[0])
