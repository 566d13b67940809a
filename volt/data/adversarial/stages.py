"""Which families and operators were there when: the one place that says what is held out.

training  rules and vectors may be made from these
held out  written after the rules were frozen, measured before anything was mended; no vector is made from these
final     written last, after the rules had been mended by what was held out; measured once
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from volt.data.adversarial import final_operators, held_out_families, held_out_operators
from volt.data.adversarial.deeds import Families
from volt.data.adversarial.layers import LAYERS, Layer
from volt.data.adversarial.reaches import REACHES, SPELLED, Reach
from volt.data.adversarial.spellings import SPELLINGS, Spelling
from volt.data.adversarial.training_harm import HARM, WASTE
from volt.data.adversarial.training_honesty import HONESTY
from volt.data.adversarial.training_privacy import POWER, PRIVACY


class Stage(StrEnum):
    """When a part was written."""

    TRAINING = "training"
    HELD_OUT = "held out"
    FINAL = "final"


@dataclass(frozen=True)
class Parts:
    """What one stage brought."""

    families: Families
    reaches: Mapping[str, Reach]
    spelled: frozenset[str]
    """Reaches that need a spelling."""
    spellings: Mapping[str, Spelling]
    layers: Mapping[str, Layer]


_PARTS: Mapping[Stage, Parts] = {
    Stage.TRAINING: Parts({**HARM, **WASTE, **HONESTY, **PRIVACY, **POWER}, REACHES, SPELLED, SPELLINGS, LAYERS),
    Stage.HELD_OUT: Parts(
        held_out_families.FAMILIES,
        held_out_operators.REACHES,
        held_out_operators.SPELLED,
        held_out_operators.SPELLINGS,
        held_out_operators.LAYERS,
    ),
    Stage.FINAL: Parts(
        final_operators.FAMILIES,
        final_operators.REACHES,
        frozenset(),
        final_operators.SPELLINGS,
        final_operators.LAYERS,
    ),
}


def parts(stage: Stage) -> Parts:
    """What a stage brought."""
    return _PARTS[stage]
