"""Writing programs token by token, and scoring programs that others wrote.

Shapes: B = batch of programs, T = tokens, U = request tokens, E = embedding, V = vocabulary,
C = candidates for the next token.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from volt.translate.decoder import Cache, CodeDecoder, Decoded, Memory
from volt.translate.tokenizer import EOS, PAD, SPECIAL


@dataclass(frozen=True)
class Sampling:
    """How tokens are drawn."""

    temperature: float = 0.7
    top_p: float = 0.95
    longest: int = 128
    """Most tokens written after the prefix."""


@dataclass(frozen=True)
class Written:
    """One program, as ids after the prefix, with its mean log-probability per token at temperature 1."""

    ids: tuple[int, ...]
    logprob: float
    finished: bool
    """False when the program was cut at the longest length."""


_MOST_REFUSALS = 8
"""So many tokens refused at one place mean that the line cannot be saved."""
_KEPT = 64
"""Nothing beyond so many tokens survives top-p in practice, and a short list is quick to sort."""
_BLOCK = 64
"""Entries of the vocabulary whose largest is looked at first."""


@torch.no_grad()
def write(
    decoder: CodeDecoder,
    table_VE: Tensor,
    memory: Memory,
    prefix: list[int],
    sampling: Sampling,
    generator: torch.Generator,
    deadline: float = math.inf,
    allows: Callable[[Sequence[int], int], bool] | None = None,
) -> list[Written]:
    """One program per row of `memory`, each beginning with `prefix`. Temperature 0 is greedy.

    `allows(ids, token)` may refuse a token after what was written; another one is drawn then. Programs whose tokens
    are refused `_MOST_REFUSALS` times at one place, and those not done when `time.monotonic()` passes `deadline`, are
    left unfinished.
    """
    rows = memory.states_BMD.shape[0]
    cache = Cache()
    feed_BT = torch.tensor([prefix] * rows)
    first_BU = first_places(memory.request_BU)
    ids: list[list[int]] = [[] for _ in range(rows)]
    total = [0.0] * rows
    finished = [False] * rows
    alive = list(range(rows))
    for _ in range(sampling.longest):
        out = decoder(table_VE[feed_BT], memory, cache)
        likely = candidates(out, table_VE, memory.request_BU, first_BU)
        place_B = _draw(likely.logp_BC, sampling, generator)
        stuck_B = [
            allows is not None
            and not _settle(
                Candidates(*(part[i] for part in likely)),
                place_B[i : i + 1],
                partial(allows, ids[row]),
                sampling,
                generator,
            )
            for i, row in enumerate(alive)
        ]
        token_B, chosen_B = (part.gather(1, place_B[:, None])[:, 0] for part in likely)
        for row, token, logp, stuck in zip(alive, token_B.tolist(), chosen_B.tolist(), stuck_B, strict=True):
            if stuck:
                continue
            total[row] += logp
            if token == EOS:
                finished[row] = True
            else:
                ids[row].append(token)
        keep = [i for i, row in enumerate(alive) if not finished[row] and not stuck_B[i]]
        if not keep or time.monotonic() > deadline:
            break
        if len(keep) < len(alive):
            index = torch.tensor(keep)
            cache.select(index)
            memory = Memory(*(part[index] for part in memory))
            first_BU = first_BU[index]
            token_B = token_B[index]
            alive = [alive[i] for i in keep]
        feed_BT = token_B[:, None]
    return [Written(tuple(i), t / (len(i) + 1), f) for i, t, f in zip(ids, total, finished, strict=True)]


@torch.no_grad()
def score(decoder: CodeDecoder, table_VE: Tensor, memory: Memory, ids_BT: Tensor, skip: int) -> Tensor:
    """Mean log-probability per token of padded programs `ids_BT` after their first `skip` tokens, `[B]`."""
    out = decoder(table_VE[ids_BT[:, :-1]], memory)
    logp_BT = target_log_probabilities(out, table_VE, memory.request_BU, ids_BT[:, 1:])
    mask_BT = ids_BT[:, 1:] != PAD
    mask_BT[:, : max(0, skip - 1)] = False
    return (logp_BT * mask_BT).sum(1) / mask_BT.sum(1).clamp_min(1)


def log_probabilities(out: Decoded, table_VE: Tensor, request_BU: Tensor, *, last_only: bool = False) -> Tensor:
    """Log-probabilities of every token, `[B, T, V]`: the mixture of generating and copying."""
    states, copy_BTU, gate_BT = (part[:, -1:] if last_only else part for part in out)
    generated = F.log_softmax(states @ table_VE.T, -1).exp()
    gate = gate_BT.sigmoid()[..., None]
    index = request_BU[:, None].expand(-1, generated.shape[1], -1)
    mixture = ((1 - gate) * generated).scatter_add(2, index, gate * copy_BTU)
    mixture[..., : len(SPECIAL)] = mixture[..., : len(SPECIAL)] * _ONLY_EOS.to(mixture.device)
    return mixture.clamp_min(1e-12).log()


_ONLY_EOS = torch.tensor([1.0 if i == EOS else 0.0 for i in range(len(SPECIAL))])


class Candidates(NamedTuple):
    """Tokens that may come next, in no order; their log-probabilities are those of `log_probabilities`."""

    ids_BC: Tensor
    logp_BC: Tensor


def candidates(out: Decoded, table_VE: Tensor, request_BU: Tensor, first_BU: Tensor) -> Candidates:
    """The likeliest next tokens: `_KEPT` are among them however many of `_MOST_REFUSALS` are taken out.

    Such a token is one of the likeliest to be generated, or it stands in the request. Mixing both for these alone
    passes over the vocabulary twice; `log_probabilities` does so seven times, which was half of the time of writing.
    `first_BU` comes from `first_places`.
    """
    logp_BV = F.log_softmax(out.states_BTE[:, -1] @ table_VE.T, -1)
    logp_BV[:, : len(SPECIAL)].masked_fill_(_ONLY_EOS.to(logp_BV.device) == 0, -math.inf)
    gate_B1 = out.gate_BT[:, -1:].sigmoid()
    # A token that stands in the request twice is copied with the sum, at its first place.
    copied_BU = gate_B1 * torch.zeros_like(request_BU, dtype=gate_B1.dtype).scatter_add(
        1, first_BU, out.copy_BTU[:, -1]
    )
    top_BC, ids_BC = _top(logp_BV, min(_KEPT + _MOST_REFUSALS, logp_BV.shape[1]))
    same_BCU = ids_BC[:, :, None] == request_BU[:, None]
    generated_BU = logp_BV.gather(1, request_BU)
    ours_BC = (1 - gate_B1) * top_BC.exp() + (same_BCU * copied_BU[:, None]).sum(-1)
    theirs_BU = (1 - gate_B1) * generated_BU.exp() + copied_BU
    again_BU = first_BU != torch.arange(first_BU.shape[1], device=first_BU.device)
    logp_BC = torch.cat([ours_BC, theirs_BU], 1).clamp_min(1e-12).log()
    out_BC = torch.cat([top_BC == -math.inf, again_BU | same_BCU.any(1) | (generated_BU == -math.inf)], 1)
    return Candidates(torch.cat([ids_BC, request_BU], 1), logp_BC.masked_fill_(out_BC, -math.inf))


def first_places(request_BU: Tensor) -> Tensor:
    """For each token of a request the place where it stands first, `[B, U]`."""
    return (request_BU[:, :, None] == request_BU[:, None]).int().argmax(-1)


def _top(values_BV: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """`topk` along long rows: only the blocks with the `count` largest maxima can hold one of the `count` largest."""
    if values_BV.shape[1] % _BLOCK or values_BV.shape[1] // _BLOCK <= count:
        return tuple(values_BV.topk(count))  # type: ignore[return-value]
    blocks = values_BV.view(len(values_BV), -1, _BLOCK)
    best_BC = blocks.amax(-1).topk(count, sorted=False).indices
    some = blocks.gather(1, best_BC[..., None].expand(-1, -1, _BLOCK)).flatten(1)
    top_BC, places_BC = some.topk(count)
    return top_BC, best_BC.gather(1, places_BC // _BLOCK) * _BLOCK + places_BC % _BLOCK


def target_log_probabilities(
    out: Decoded,
    table_VE: Tensor,
    request_BU: Tensor,
    target_BT: Tensor,
    sampled_N: Tensor | None = None,
) -> Tensor:
    """Log-probability of each target, `[B, T]`, without a scatter over the vocabulary.

    With `sampled_N`, a set of token ids drawn uniformly, the partition function is estimated from the batch's own
    targets plus the sample (Jean et al. 2015), which makes a step several times cheaper on a CPU.
    """
    if sampled_N is None:
        logits = out.states_BTE @ table_VE.T
        generated = logits.gather(2, target_BT[..., None])[..., 0] - logits.logsumexp(-1)
    else:
        generated = _sampled(out.states_BTE, table_VE, target_BT, sampled_N)
    gate_BT = out.gate_BT
    copied = (out.copy_BTU * (request_BU[:, None] == target_BT[..., None])).sum(-1).clamp_min(1e-9).log()
    return torch.logaddexp(F.logsigmoid(-gate_BT) + generated, F.logsigmoid(gate_BT) + copied)


def _sampled(states_BTE: Tensor, table_VE: Tensor, target_BT: Tensor, sampled_N: Tensor) -> Tensor:
    present_C, position = target_BT.unique(return_inverse=True)
    rest_N = sampled_N[~torch.isin(sampled_N, present_C)]
    known = states_BTE @ table_VE[present_C].T
    # Every token outside the batch is as likely to be in the sample: scale its share up to the whole rest.
    missing = max(1, table_VE.shape[0] - len(present_C))
    others = states_BTE @ table_VE[rest_N].T + torch.log(torch.tensor(missing / max(1, len(rest_N))))
    partition = torch.cat([known, others], -1).logsumexp(-1)
    return known.gather(2, position[..., None])[..., 0] - partition


def _settle(
    likely: Candidates, place_1: Tensor, allowed: Callable[[int], bool], sampling: Sampling, generator: torch.Generator
) -> bool:
    """Draw `place_1` of one row's candidates again, in place, until it is allowed; False when too many were not."""
    for _ in range(_MOST_REFUSALS):
        if allowed(int(likely.ids_BC[place_1])):
            return True
        likely.logp_BC[place_1] = -math.inf
        place_1[:] = _draw(likely.logp_BC[None], sampling, generator)
    return False


def _draw(logp_BC: Tensor, sampling: Sampling, generator: torch.Generator) -> Tensor:
    """One place in each row, `[B]`."""
    if sampling.temperature == 0:
        return logp_BC.argmax(-1)
    values, indices = (logp_BC / sampling.temperature).topk(min(_KEPT, logp_BC.shape[1]), dim=-1)
    probabilities = values.softmax(-1)
    beyond = probabilities.cumsum(-1) - probabilities > sampling.top_p
    probabilities = probabilities.masked_fill(beyond, 0)
    pick = torch.multinomial(probabilities, 1, generator=generator)
    return indices.gather(1, pick)[:, 0]
