"""Which of the programs that pass is given: the surest, but a short one that was composed goes before all."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from volt.board import Board
from volt.hard.certainty import Certainty, place_of_chosen
from volt.hard.signals import Signals
from volt.request import Candidate, Request, Source
from volt.request.reader import read
from volt.safety.veto import Veto
from volt.verify import Judge

PLAIN = Signals(Source.SEARCHED, strand_score=-3.0, passed=1.0, checks=1, size=40, nodes=18)
SURE = Signals(Source.RECALLED, passed=1.0, checks=1, agreement=1.0, kin=5, size=400, nodes=160, halt=1.0, wording=1.0)
LIKELY = [(0.90, 60), (0.70, 10), (0.87, 20), (0.88, 21)]


def test_a_plain_program_goes_before_a_surer_one() -> None:
    plain, sure = map(Certainty().judge, (PLAIN, SURE))
    assert plain.rank < sure.rank and plain.value < sure.value
    assert place_of_chosen([sure, plain]) == 1 and place_of_chosen([plain, sure]) == 0


@pytest.mark.parametrize(
    "changed",
    [{"strand_score": -6.0}, {"passed": 0.5}, {"literals": 1}, {"unused": 0.5}, {"source": Source.DECODED}],
    ids=lambda changed: next(iter(changed)),
)
def test_what_is_not_plain_is_ordered_by_how_sure_it_is(changed: dict[str, object]) -> None:
    gammas = [Certainty().judge(replace(PLAIN, **changed)), Certainty().judge(SURE)]  # type: ignore[arg-type]
    assert place_of_chosen(gammas) == 1


def test_of_programs_about_as_sure_the_shortest_is_given() -> None:
    gammas = [replace(Certainty().judge(SURE), rank=rank, signals=replace(SURE, nodes=nodes)) for rank, nodes in LIKELY]
    assert place_of_chosen(gammas) == 2
    assert place_of_chosen(gammas[:2]) == 0


@pytest.mark.parametrize(
    ("first", "cost", "counts_as"),
    [
        (Source.DECODED, 2.0, Source.SEARCHED),
        (Source.RECALLED, 2.0, Source.SEARCHED),
        (Source.RECALLED, 6.0, Source.RECALLED),
        (Source.GUEST, 2.0, Source.GUEST),
    ],
)
def test_a_plain_program_counts_as_composed_whoever_found_it_first(
    first: Source, cost: float, counts_as: Source
) -> None:
    task = read(Request("the largest number of a list\n>>> biggest([1, 5, 3])\n5"))
    code = "def biggest(numbers: list[int]) -> int:\n    return max(numbers)"
    far = time.monotonic() + 60
    with Judge(workers=1) as judge:
        board = Board(task, judge, Veto())
        assert board.consider("before", [Candidate(code, first)], far) == 1
        board.consider("search", [Candidate(code, Source.SEARCHED, -cost)], far)
    assert [candidate.source for candidate, _ in board.passing] == [counts_as]
