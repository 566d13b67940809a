"""The card's section on the router; absent while nobody measured it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from volt.bench.markdown import Result, commit_of, interval, section_of, table

RESULT = "router.json"
_OURS = "router"


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a whole result. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench router", _section)


def _section(found: Result) -> Iterator[str]:
    held, fresh, *others = found["sets"]
    families = found["families"]
    yield (
        f"## {found['title']}\n\nWhich of five strands a request is meant for: five vectors of 256 numbers over frames "
        "of the frozen encoder and a hashed table of wordings, learned together from "
        f"{found['learned_from']:,} made queries of {families['train']} families of templates. "
        f"Shares in percent of queries that go to a strand that fits. *{held['set']}*: {held['queries']:,} queries of "
        f"{families[held['set']]} other families, filled from other programs and packages; *{fresh['set']}*: "
        f"{fresh['queries']:,} of {families[fresh['set']]} families that were written later and drawn by a hash of "
        "their names; intervals over families. *Cues* are what a glance shows (code that does not parse, a traceback, "
        "a question, how it begins) and whether words of short lists by hand occur; each is a fixed vector, added to "
        "the frame's, and each pair has rows of the table. *Wordings* are words, pairs, triples and pieces of words. "
        "The other sets were not made from templates, and nothing was learned from them. Aims: above 90 (97 hoped "
        "for) on held-out families, 90 on the others. *Mean*: of those others, each set counted alike. *Gain*: what "
        "the router has more, on both waves together, paired by family.\n"
    )
    yield table(
        ["", "parameters", "first wave", "second wave", "mean of the others", "gain of the router"],
        [
            [
                arm,
                f"{found['parameters'][arm]:,}",
                interval(figure),
                interval(fresh["arms"][arm]),
                f"{100 * found['means'][arm]:.1f}",
                "" if arm == _OURS else interval(found["gains"][arm]),
            ]
            for arm, figure in held["arms"].items()
        ],
    )
    yield "Set by set, beside the best baseline; *unsure*: sent to the Runner with a reason.\n"
    baseline = "TF-IDF, logistic regression"
    yield table(
        ["set", "meant for", "queries", _OURS, baseline, "rules about words", "unsure", "right where sure"],
        [
            [
                row["set"],
                ", ".join(row["strands"]),
                row["queries"],
                interval(row["arms"][_OURS]),
                interval(row["arms"][baseline]),
                interval(row["arms"]["rules about words"]),
                interval(found["unsure"][row["set"]]["abstained"]),
                interval(found["unsure"][row["set"]]["right_of_kept"]),
            ]
            for row in (held, fresh, *others)
        ],
    )
    strands = list(found["confusion"])
    yield "Held-out families of both waves, by where they go:\n"
    rows = ([strand, *(counts[other] for other in strands)] for strand, counts in found["confusion"].items())
    yield table(["meant for", *strands], rows)
    yield "\n".join(_notes(found, held)) + "\n"


def _notes(found: Result, held: Result) -> Iterator[str]:
    unsure, origin, settings = found["unsure"][held["set"]], found["origin"], found["settings"]
    at = ", ".join(
        f"{100 * v:.1f} of the surest {100 * float(c):.0f} %" for c, v in unsure["right_at_coverage"].items()
    )
    yield f"- {held['set'].capitalize()}: unsure {interval(unsure['abstained'])}; right {at}."
    told = "; ".join(
        f"{interval(figure)} of queries that {name} fit{'s' * (name == 'one')}"
        for name, figure in found["several"].items()
    )
    yield f"- Exactly the strands that fit have a good share of the probability: {told}."
    speed = found["milliseconds"]
    p50, p95 = f"{speed['p50']:.1f}", f"{speed['p95']:.1f}"
    yield f"- A request takes {p50} ms on one thread, its frame included (95th percentile {p95})."
    yield (
        f"- {commit_of(origin)}; {origin['date']}; {origin['machine']}; weights {settings['weights']}; "
        f"{settings['steps']} steps; unsure below {settings['threshold']:.2f}"
    )
