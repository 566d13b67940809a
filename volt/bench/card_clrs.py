"""The card's section on CLRS-30; absent while nobody measured trained cores in full."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from volt.bench.markdown import Result, commit_of, interval, section_of, span, table
from volt.bench.published_clrs import FAMILIES_ALONE, MODELS, PUBLISHED
from volt.data.clrs import ALGORITHMS, FAMILIES

RESULT = "clrs.json"
_WAYS = {"maximum": "ours", "softmax": "transformer", "maximum_once": "one iteration"}


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a whole result. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench clrs", _section)


def _section(found: Result) -> Iterator[str]:
    cores: dict[str, dict[str, list[Result]]] = {name: {} for name in ALGORITHMS}
    for core in found["cores"]:
        cores[core["algorithm"]].setdefault(core["way"], []).append(core)
    trained = [name for name in ALGORITHMS if "maximum" in cores[name]]
    yield (
        f"## {found['title']}\n\nAlgorithms by iteration: a slot for each node, an iteration for each step, learned on "
        "at most 16 nodes (20 of strings) from the public samplers and scored on the official test of 64, seeds and "
        f"numbers of samples official, micro-F1. **{len(trained)} of 30 algorithms are trained**, for "
        f"{_range(found['cores'], 'trained_steps')} steps of {_range(found['cores'], 'batch')} where the published "
        "models took 10,000. The transformer is the same loop with softmax attention, edges as biases of its scores, "
        "instead of the strongest message. *One iteration* is ours without the loop: the same parameters, trained on "
        "inputs and outputs alone. Mean over seeds; in brackets the lowest and highest seed, or of one "
        "seed the 95 % interval over trajectories.\n"
    )
    rows = [
        [_words(name), *(_seeds(cores[name].get(way, [])) for way in _WAYS),
         *(f"{PUBLISHED[name][model]:.1f}" for model in MODELS)]
        for name in trained
    ]  # fmt: skip
    yield table(["algorithm", *(f"{words}, %" for words in _WAYS.values()), *MODELS], rows)
    yield _means(cores, trained)
    yield _families(trained)
    yield _halting(cores, trained)
    yield from _speed(found["speed"])
    seconds = sum(core["seconds_a_step"] * core["trained_steps"] for core in found["cores"])
    yield (
        f"Not trained: {', '.join(_words(n) for n in ALGORITHMS if n not in trained) or 'none'}. "
        f"Parameters: ours {_parameters(cores, 'maximum')}, transformer {_parameters(cores, 'softmax')}, as inputs and "
        f"hints want. CPU seconds of training in all: {seconds:,.0f}.\n"
    )
    yield f"- {commit_of(found['origin'])}; {found['origin']['date']}; {found['origin']['machine']}\n"


def _means(cores: dict[str, dict[str, list[Result]]], trained: Sequence[str]) -> str:
    ours = _mean(cores[name]["maximum"] for name in trained)
    beside = {model: statistics.mean(PUBLISHED[name][model] for name in trained) for model in MODELS}
    told = ", ".join(f"{model} {value:.1f}" for model, value in beside.items())
    words = f"Mean of these {len(trained)}: ours {ours:.1f} %; {told}."
    for way, name_of in list(_WAYS.items())[1:]:
        if both := [name for name in trained if way in cores[name]]:
            pair = [_mean(cores[name][one] for name in both) for one in ("maximum", way)]
            words += f" Of the {len(both)} that {name_of} has, too: ours {pair[0]:.1f} %, {name_of} {pair[1]:.1f} %."
    whole = "met" if len(trained) == len(ALGORITHMS) and ours >= 80 else "not met"
    partly = "" if len(trained) == len(ALGORITHMS) else f", for {len(ALGORITHMS) - len(trained)} are not trained"
    return f"{words} Plan: 80 % as the mean of all 30, transformer 50 %: {whole}{partly}.\n"


def _families(trained: Sequence[str]) -> str:
    whole = [family for family, names in FAMILIES.items() if all(name in trained for name in names)]
    told = "; ".join(f"{model} {value:.2f} as the mean of all" for model, (value, _) in FAMILIES_ALONE.items())
    rows = "; ".join(
        f"{family} " + ", ".join(f"{model} {by[family]:.1f}" for model, (_, by) in FAMILIES_ALONE.items())
        for family in whole
    )
    return f"Published by family only: {told}.{f' Where the family is whole here: {rows}.' if rows else ''}\n"


def _halting(cores: dict[str, dict[str, list[Result]]], trained: Sequence[str]) -> str:
    rows = []
    for name in trained:
        some = cores[name]["maximum"]
        known = [core["correlation"] for core in some if core["correlation"] is not None]
        rows.append([
            _words(name),
            f"{statistics.mean(core['steps'] for core in some):.1f}",
            f"{statistics.mean(core['own_steps'] for core in some):.1f}",
            f"{100 * statistics.mean(core['exact_steps'] for core in some):.1f} %",
            f"{statistics.mean(known):.2f}" if known else "never varies",
            f"{_mean([some], 'own_score'):.1f}",
        ])  # fmt: skip
    return (
        "Iterations against steps, when ours decides that it is done; the official score is given the number.\n\n"
        + table(["algorithm", "steps", "own iterations", "exactly right", "correlation", "score when halting, %"], rows)
    )


def _speed(found: Sequence[Result]) -> Iterator[str]:
    if found:
        yield (
            f"CPU seconds of a training step, 32 inputs of 16 nodes, one thread, beside the public implementation of "
            f"Triplet-GMPNN (JAX {found[0]['jax']}, compiled, hidden width 128); medians of rounds:\n"
        )
        rows = [
            [_words(row["algorithm"]), span(row["ours"], 2), span(row["theirs"], 2), span(row["times"], 1),
             " and ".join(f"{count:,}" for count in row["parameters"])]
            for row in found
        ]  # fmt: skip
        yield table(["algorithm", "ours", "theirs", "theirs, times ours", "parameters"], rows)


def _seeds(cores: Sequence[Result]) -> str:
    if not cores:
        return ""
    if len(cores) == 1:
        return interval(cores[0]["score"])
    values = [100 * core["score"]["value"] for core in cores]
    return f"{statistics.mean(values):.1f} [{min(values):.1f}, {max(values):.1f}], {len(values)} seeds"


def _words(algorithm: str) -> str:
    return algorithm.replace("_", " ")


def _mean(groups: Iterable[Sequence[Result]], key: str = "score") -> float:
    return statistics.mean(statistics.mean(100 * core[key]["value"] for core in some) for some in groups)


def _range(cores: Sequence[Result], key: str) -> str:
    low, high = min(core[key] for core in cores), max(core[key] for core in cores)
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _parameters(cores: dict[str, dict[str, list[Result]]], way: str) -> str:
    some = [core for ways in cores.values() for core in ways.get(way, [])]
    return _range(some, "parameters") if some else "none"
