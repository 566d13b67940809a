"""The card's sections on explanations: facts that were tested, and learned lines; absent while nobody measured them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from volt.bench.explain.facts import RESULT as FACTS
from volt.bench.explain.summaries import RESULT as SUMMARIES
from volt.bench.explain.summaries import WRITER
from volt.bench.markdown import Result, commit_of, interval, section_of, table


def sections(results: Path) -> Iterator[str]:
    """The sections, when there are whole results. DataError when one is damaged."""
    yield from section_of(results / FACTS, "volt bench explain", _facts)
    yield from section_of(results / SUMMARIES, "volt bench summaries", _summaries)


def _facts(found: Result) -> Iterator[str]:
    false, many = found["false"], found["facts_per_function"]["value"]
    yield (
        f"## {found['title']}\n\n`volt explain` on {found['functions']} mined functions of {found['packages']} "
        f"packages, one from a file: {found['facts']:,} facts, {many:.1f} a function. Each is a claim that other means "
        "test: bytecode, symbol tables, tokens, another parser, calls made again in fresh processes. "
        f"**False: {round(false['value'] * false['n'])}** of {false['n']:,} ({interval(false, digits=2, unit=' %')}); "
        f"{found['untested']} could not be tested by these means.\n"
    )
    rows = [
        [kind, row["held"], row["false"], row["untested"]]
        for kind, row in sorted(found["by_kind"].items(), key=lambda item: -item[1]["held"])
    ]
    yield table(["kind of fact", "held", "false", "not tested"], rows)
    yield "\n".join(_beside(found)) + "\n"


def _beside(found: Result) -> Iterator[str]:
    """What is no fact, as a list."""
    guessed, seconds, origin = found["kinds_guessed"], found["seconds"], found["origin"]
    yield (
        f"- run in the sandbox: {interval(found['run'], unit=' %')} of the functions; {found['refused']} were refused "
        "by the safety analysis, most others need packages that the sandbox has not"
    )
    if guessed:
        yield (
            "- estimated, not stated: without its annotation a parameter is taken for what the annotation says in "
            f"{interval(guessed, unit=' %')} of {guessed['n']}"
        )
    yield f"- a cost is estimated for {interval(found['cost_stated'], unit=' %')} of the functions, else not known"
    yield f"- seconds a function: median {seconds['value']:.2f}, {seconds['low']:.2f} to {seconds['high']:.2f}"
    yield f"- {commit_of(origin)}; {origin['date']}; {origin['machine']}; seed {found['settings']['seed']}"


def _summaries(found: Result) -> Iterator[str]:
    yield (
        f"## {found['title']}\n\nOne line on what a function is for, from the function without its docstring, beside "
        "the docstring's first sentence, in packages that nothing learned from. The writer learned from "
        f"{found['learned_from']:,} functions and takes {found['bytes'] / 1e6:.2f} MB. Smoothed BLEU-4 and chrF, in "
        "percent, lower case; the gain is the writer's, paired by function, in points.\n"
    )
    for row in found["sets"]:
        yield f"{row['functions']:,} functions of {row['packages']} packages, {row['set']}:\n"
        rows = []
        for arm, figures in row["arms"].items():
            gain = row["gains"].get(arm)
            gains = [interval(gain[m], sign="+") if gain else "–" for m in ("bleu", "chrf")]
            rows.append([arm, interval(figures["bleu"]), interval(figures["chrf"]), *gains])
        yield table(["line", "BLEU-4", "chrF", "writer's gain in BLEU-4", "in chrF"], rows)
    for row in found["sets"]:
        gamma, fitted = (
            row["gamma"],
            " (γ was fitted there)" if row is found["sets"][0] and len(found["sets"]) > 1 else "",
        )
        yield (
            f"- γ of the {WRITER}, {row['set']}{fitted}: a line is good (chrF ≥ {100 * found['good']:.0f}) in "
            f"{interval(gamma['good'], unit=' %')}; calibration error {interval(gamma['ece'], scale=1, digits=3)}, "
            f"Brier skill {gamma['brier_skill']:.3f}\n"
        )
    origin = found["origin"]
    yield f"- {commit_of(origin)}; {origin['date']}; {origin['machine']}\n"
