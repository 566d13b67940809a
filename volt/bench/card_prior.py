"""The card's section on the code prior of slot attention; absent while nobody measured it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from volt.bench.markdown import Result, commit_of, interval, section_of, table
from volt.bench.prior import RESULT

_ABOVE = (("none", 0), ("none", -1), ("random pairs", 0), ("random pairs", -1))
"""Whom an arm is compared with, and after which budget."""


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a whole result. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench prior", _section)


def _section(found: Result) -> Iterator[str]:
    settings, budgets = found["settings"], found["iterations"]
    yield (
        f"## {found['title']}\n\nA bias on the attention between slots says which of them belong together. Here half "
        "of the slots of a function hold what the mean function has there, and the soft core brings them back from "
        "the others: with that bias, without one, with the same strengths between slots drawn anew for each seed, and "
        f"without any attention. {found['seeds']} seeds of {settings['steps']} steps of {settings['batch']}; the arms "
        "of a seed have the same start, batches and hidden slots. Slots are pooled by the role head of the bundled "
        "encoder or, since that is often wrong about code, by the syntax tree. Cosine is that of hidden slots, MRR "
        f"that of the right function among {settings['pool']} by them; both times 100. *Above*: paired "
        "difference, its interval over functions and its range over seeds. *Needed*: the fewest iterations that are "
        "as good as those of none at its end.\n"
    )
    for kind in found["pooled"]:
        start = " and ".join(f"{figure} {100 * value['value']:.2f}" for figure, value in kind["start"].items())
        yield (
            f"By the {kind['pooled']}: {kind['functions']:,} functions to learn from, {kind['held_out']} held out, of "
            f"{kind['packages']} packages, {kind['active']:.1f} active slots; before the first iteration {start}.\n"
        )
        head = ["bias", "figure", *(f"after {budget}" for budget in budgets)]
        head += [f"above {other} after {budgets[place]}" for other, place in _ABOVE] + ["needed", "by seed"]
        yield table(head, (_row(arm, figure) for figure in kind["start"] for arm in kind["arms"]))
    origin = found["origin"]
    yield (
        f"- {commit_of(origin)}; {origin['date']}; {origin['machine']}; weights {settings['weights']}; hidden width of "
        f"the field {settings['hidden']}\n"
    )


def _row(arm: Result, figure: str) -> Sequence[Any]:
    values = arm[figure]
    needed = values["iterations"]
    span = f"{_budget(needed['value'])} [{_budget(needed['low'])}, {_budget(needed['high'])}]"
    quality = [f"{100 * quality['value']:.2f}" for quality in values["quality"]]
    above = [_told(values["above"][other][place]) for other, place in _ABOVE]
    return [arm["arm"], figure, *quality, *above, span, ", ".join(map(_budget, needed["seeds"]))]


def _told(difference: Result) -> str:
    low, high = (100 * end(difference["seeds"]) + 0.0 for end in (min, max))
    return f"{interval(difference, digits=2, sign='+')}; {low:+.2f} to {high:+.2f}"


def _budget(iterations: int | None) -> str:
    return "never" if iterations is None else str(iterations)
