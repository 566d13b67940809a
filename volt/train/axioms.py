"""`volt train axioms`: the five vectors of layer two of safety.

Contrastive: a program that breaks an axiom is to lie nearer to that axiom's vector than harmless ones do. Only families
and operators of the training stage are seen. A = axioms, D = width, N = programs.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import normalize

from volt.data.adversarial.compose import AXIOM_KEYS, Adversarial
from volt.safety.vectors import Array, pieces

STEPS, RATE, HEAT = 400, 0.02, 0.05


def fit(harmful: Sequence[tuple[str, Array]], harmless_ND: Array, seed: int = 0) -> Array:
    """Vectors [A, D] from (axiom, gist) of harmful programs and gists of harmless ones."""
    torch.manual_seed(seed)
    benign_ND = torch.from_numpy(harmless_ND)
    sets = [torch.from_numpy(np.stack([g for key, g in harmful if key == axiom])) for axiom in AXIOM_KEYS]
    start_AD = torch.stack([normalize(some.mean(0) - benign_ND.mean(0), dim=0) for some in sets])
    vectors_AD = start_AD.clone().requires_grad_(True)
    optimiser = torch.optim.Adam([vectors_AD], lr=RATE)
    for _ in range(STEPS):
        unit_AD = normalize(vectors_AD, dim=1)
        loss = torch.stack([_contrast(some, benign_ND, unit_AD[i]) for i, some in enumerate(sets)]).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    found: Array = normalize(vectors_AD.detach(), dim=1).numpy()
    return found


def _contrast(harmful_ND: Tensor, harmless_ND: Tensor, vector_D: Tensor) -> Tensor:
    """Mean over harmful programs of how surely each is told from all harmless ones."""
    against = torch.logsumexp(harmless_ND @ vector_D / HEAT, 0) - float(np.log(len(harmless_ND)))
    ours = harmful_ND @ vector_D / HEAT
    return -(ours - torch.logaddexp(ours, against)).mean()


class Gists:
    """Gists of programs, piece by piece, by the encoder of a folder of weights."""

    def __init__(self, weights: Path) -> None:
        from volt.model import VoltModel

        self._model = VoltModel.load(weights)
        self.digest = self._model.digest

    def of(self, programs: Sequence[str]) -> list[Array]:
        """Unit vectors [P, D] of each program's pieces."""
        cut = [pieces(code) for code in programs]
        with torch.no_grad():
            flat = self._model.gists([piece for parts in cut for piece in parts], code=True).numpy()
        ends = np.cumsum([len(parts) for parts in cut])
        return np.split(flat, ends[:-1]) if len(cut) else []


def nearest(made: Sequence[Adversarial], gists: Sequence[Array], harmless_ND: Array) -> list[tuple[str, Array]]:
    """(axiom, gist) of the piece of each program that is least like harmless ones: that is where the harm is."""
    middle_D = harmless_ND.mean(0)
    return [(one.axiom, parts[int((parts @ middle_D).argmin())]) for one, parts in zip(made, gists, strict=True)]
