"""Which of the programs that pass is given: the surest, but a short one that was composed goes before all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from volt.hard.certainty import Certainty, place_of_chosen
from volt.hard.signals import Signals
from volt.request import Source

PLAIN = Signals(Source.SEARCHED, strand_score=-3.0, passed=1.0, checks=1, size=40, nodes=18)
SURE = Signals(Source.RECALLED, passed=1.0, checks=1, agreement=1.0, kin=5, size=400, nodes=160, halt=1.0, wording=1.0)

LIKELY = [(0.90, 60), (0.70, 10), (0.87, 20), (0.88, 20 + 1)]


def test_a_plain_program_goes_before_a_surer_one() -> None:
    plain, sure = map(Certainty().judge, (PLAIN, SURE))
    assert plain.rank > sure.rank and plain.value < sure.value <= 1.0


@pytest.mark.parametrize(
    "changed",
    [{"strand_score": -6.0}, {"passed": 0.5}, {"literals": 1}, {"unused": 0.5}, {"source": Source.DECODED}],
    ids=lambda changed: next(iter(changed)),
)
def test_what_is_not_plain_is_ordered_by_how_sure_it_is(changed: dict[str, object]) -> None:
    assert Certainty().judge(replace(PLAIN, **changed)).rank < Certainty().judge(SURE).rank  # type: ignore[arg-type]


def test_of_programs_about_as_sure_the_shortest_is_given() -> None:
    gammas = [replace(Certainty().judge(SURE), rank=rank, signals=replace(SURE, nodes=nodes)) for rank, nodes in LIKELY]
    assert place_of_chosen(gammas) == 2
    assert place_of_chosen(gammas[:2]) == 0
