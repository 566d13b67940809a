"""How fast programs are written: tokens a second beside `transformers.generate`, and what the grammar costs.

Speed is measured with random weights, so that no program ends early: ours against a GPT-2 with as many layers, heads,
as wide and with the same vocabulary. Both read a request of the same length, ours through its encoder and across to its
memory, GPT-2 as its prompt; both draw with the same temperature, top-k and top-p, and both keep keys and values. Ours
ties a table of 128 numbers a token where GPT-2 ties one as wide as itself. The grammar is measured with real weights.

B = programs written at once.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import torch

from volt import places
from volt.bench import metrics
from volt.bench.card_generation import RESULT
from volt.bench.progress import progress
from volt.errors import ConfigError
from volt.files import atomic_write
from volt.model import VoltModel, pad
from volt.program import parse
from volt.provenance import provenance
from volt.threads import one_thread
from volt.translate.grammar import Grammar
from volt.translate.sampling import Sampling, write
from volt.translate.tokenizer import CODE, SPECIAL

BATCHES = (1, 8, 32)
WAYS = {"sampled": Sampling(), "greedy": Sampling(temperature=0)}
_TOP_K = 64
"""As many as ours keeps before top-p."""
_REQUEST, _HEADER = 64, 8
_ASKED = (
    ("Return the sum of the even numbers in a list.", "def sum_even(numbers):"),
    ("Count the vowels in a text.", "def count_vowels(text):"),
    ("Reverse the words of a sentence.", "def reverse_words(sentence):"),
    ("Find the largest element of a list.", "def largest(xs):"),
    ("Remove duplicates from a list and keep the order.", "def unique(xs):"),
    ("Check whether a number is prime.", "def is_prime(n):"),
    ("Merge two dictionaries.", "def merge(a, b):"),
    ("Read a file and return its lines.", "def read_lines(path):"),
)
_PROGRAMS = 8
"""Written at once for each of these."""
Work = Callable[[int], int]
"""Writes programs at once and says how many tokens they have; it is given a seed."""


def bench(
    results: Path,
    *,
    weights: Path | None = None,
    batches: Sequence[int] = BATCHES,
    tokens: int = 96,
    rounds: int = 5,
    peer: bool = True,
) -> dict[str, Any]:
    """Measure and write the result file. ConfigError when transformers is missing, unless `peer` is False."""
    if rounds < 1 or tokens < 1 or not batches or min(batches) < 1:
        raise ConfigError("rounds, tokens and batches have to be positive", "Raise --rounds, --tokens or --batch")
    model = VoltModel.load(weights or places.models())
    torch.manual_seed(0)
    blank = VoltModel(model.config, model.tokenizer).eval()
    gpt = _gpt(model) if peer else None
    load = [round(os.getloadavg()[0], 2)]
    cells = [(way, batch) for way in WAYS for batch in batches]
    rows: dict[str, dict[str, Any]] = {way: {} for way in WAYS}
    with one_thread(), progress(len(cells) + 1) as show:
        for done, (way, batch) in enumerate(cells, 1):
            works: dict[str, Work] = {"ours": partial(_ours, blank, batch, tokens, WAYS[way])}
            if gpt is not None:
                works["transformers"] = partial(_theirs, gpt, batch, tokens, WAYS[way])
            rows[way][str(batch)] = _by_turns(works, rounds)
            show(done, f"{way}, {batch} at once")
        grammar = _grammar(model, rounds)
        show(len(cells) + 1, "grammar")
    result = {
        "result": RESULT,
        "title": "Speed of writing",
        "partial": not peer,
        "parameters": {"ours": _size(blank.decoder) + blank.encoder.embedding.weight.numel()}
        | ({"transformers": _size(gpt)} if gpt is not None else {}),
        "speed": rows,
        "grammar": grammar,
        "settings": {"tokens": tokens, "rounds": rounds, "request": _REQUEST, "header": _HEADER, "threads": 1},
        "origin": {
            **provenance(),
            "cores": os.cpu_count(),
            "load": [*load, round(os.getloadavg()[0], 2)],
            "weights": model.digest,
            **({"transformers": _version()} if gpt is not None else {}),
        },
    }
    atomic_write(results / RESULT, (json.dumps(result, indent=1) + "\n").encode())
    return result


def _size(module: torch.nn.Module) -> int:
    return sum(p.numel() for p in module.parameters())


def _gpt(model: VoltModel) -> Any:
    """A GPT-2 of the decoder's shape with random weights. ConfigError when transformers is missing."""
    try:
        from transformers import GPT2Config, GPT2LMHeadModel
    except ImportError as error:
        raise ConfigError("transformers is not installed", "pip install 'volt-x[peers]', or --no-peer") from error
    shape = model.config.decoder
    config = GPT2Config(
        vocab_size=model.config.translator.vocabulary,
        n_embd=shape.width,
        n_layer=shape.layers,
        n_head=shape.heads,
        n_inner=shape.feedforward,
        n_positions=1024,
        bos_token_id=CODE,
        eos_token_id=None,
    )
    return GPT2LMHeadModel(config).eval()


def _version() -> str:
    import transformers

    return str(transformers.__version__)


def _requests(vocabulary: int, batch: int, length: int, seed: int) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(len(SPECIAL), vocabulary, (batch, length), generator=generator)


@torch.no_grad()
def _ours(model: VoltModel, batch: int, tokens: int, sampling: Sampling, seed: int) -> int:
    request_BU = _requests(model.config.translator.vocabulary, batch, _REQUEST, seed)
    encoded = model.encode(request_BU.tolist())
    frame = (encoded.values_BSRD, encoded.active_BSR)
    memory = model.decoder.memory(request_BU, encoded.features_BTD, encoded.mask_BT, frame)
    prefix = [CODE, *request_BU[0, : _HEADER - 1].tolist()]
    drawn = Sampling(sampling.temperature, sampling.top_p, tokens)
    generator = torch.Generator().manual_seed(seed)
    written = write(model.decoder, model.encoder.embedding.weight, memory, prefix, drawn, generator)
    return sum(len(one.ids) + one.finished for one in written)


def _theirs(gpt: Any, batch: int, tokens: int, sampling: Sampling, seed: int) -> int:
    prompt_BT = _requests(gpt.config.vocab_size, batch, _REQUEST + _HEADER, seed)
    drawn: dict[str, Any] = {"do_sample": False}
    if sampling.temperature:
        drawn = {"do_sample": True, "temperature": sampling.temperature, "top_p": sampling.top_p, "top_k": _TOP_K}
    made_BT = gpt.generate(
        prompt_BT, attention_mask=torch.ones_like(prompt_BT), max_new_tokens=tokens, pad_token_id=0, **drawn
    )
    return int(made_BT.shape[0] * (made_BT.shape[1] - prompt_BT.shape[1]))


def _by_turns(works: dict[str, Work], rounds: int) -> dict[str, Any]:
    """Tokens a second of each by turns, in wall and in CPU time; ratios of ours over the other within a round."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for work in works.values():
        work(0)  # the first call pays for memory that the others reuse
    for turn in range(rounds):
        for name, work in works.items():
            wall, cpu = time.perf_counter(), time.process_time()
            written = work(turn + 1)
            taken[name].append((written / (time.perf_counter() - wall), written / (time.process_time() - cpu)))
    found: dict[str, Any] = {
        name: {
            "per_second": metrics.rounds([w for w, _ in rates]),
            "per_cpu_second": metrics.rounds([c for _, c in rates]),
        }
        for name, rates in taken.items()
    }
    if "transformers" in taken:
        pairs = list(zip(taken["ours"], taken["transformers"], strict=True))
        found["ratio"] = metrics.rounds([ours[0] / theirs[0] for ours, theirs in pairs])
        found["cpu_ratio"] = metrics.rounds([ours[1] / theirs[1] for ours, theirs in pairs])
    return found


def _grammar(model: VoltModel, rounds: int) -> dict[str, Any]:
    """Programs of the bundled kind with and without the grammar: how many parse, and tokens a second."""
    whole: dict[str, list[float]] = {"with": [], "without": []}
    ended: dict[str, list[float]] = {"with": [], "without": []}
    rates: dict[str, list[float]] = {"with": [], "without": []}
    for seed in range(rounds):
        for way in rates:
            started, written = time.process_time(), 0
            for text, header in _ASKED:
                for ids, finished in _drafts(model, text, header, seed, way == "with"):
                    written += len(ids) + finished
                    ended[way].append(float(finished))
                    if finished:
                        whole[way].append(float(parse(header + model.tokenizer.decode(ids)) is not None))
            rates[way].append(written / (time.process_time() - started))
    return {
        way: {
            "parse_of_finished": metrics.mean(whole[way]).to_json() if whole[way] else None,
            "finished": metrics.mean(ended[way]).to_json(),
            "per_cpu_second": metrics.rounds(rates[way]),
        }
        for way in rates
    } | {"cost": metrics.rounds([b / a for a, b in zip(rates["with"], rates["without"], strict=True)])}


@torch.no_grad()
def _drafts(model: VoltModel, text: str, header: str, seed: int, guarded: bool) -> list[tuple[tuple[int, ...], bool]]:
    requests = [model.request_ids(text, header)] * _PROGRAMS
    encoded = model.encode(requests)
    frame = (encoded.values_BSRD, encoded.active_BSR)
    memory = model.decoder.memory(pad(requests), encoded.features_BTD, encoded.mask_BT, frame)
    allows = Grammar(model.tokenizer, header).allows if guarded else None
    prefix = [CODE, *model.tokenizer.encode(header)]
    generator = torch.Generator().manual_seed(seed)
    table = model.encoder.embedding.weight
    made = write(model.decoder, table, memory, prefix, Sampling(), generator, allows=allows)
    return [(one.ids, one.finished) for one in made]
