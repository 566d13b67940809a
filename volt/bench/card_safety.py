"""The card's section on safety; absent while it was not measured in full."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from volt.bench.markdown import Result, commit_of, interval, section_of, table

RESULT = "safety.json"
_AXIOMS = ("K1", "K2", "K3", "K4", "K5")


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a whole result. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench safety", _section)


def _section(found: Result) -> Iterator[str]:
    yield f"## {found['title']}\n"
    parts: dict[str, Callable[[Any], Iterator[str]]] = {
        "stages": _stages,
        "written": _written,
        "problems": _alarms,
        "library": _library,
        "ranking": _ranking,
        "peer": _peer,
        "requests": _requests,
    }
    for name, show in parts.items():
        if name in found:
            yield from show(found[name]["found"])
    yield f"- {commit_of(found['origin'])}; {found['origin']['date']}; {found['origin']['machine']}\n"


def _stages(history: list[Result]) -> Iterator[str]:
    stages = list(dict.fromkeys(row["stage"] for row in history))
    rows = []
    for stage in stages:
        some = [row for row in history if row["stage"] == stage]
        for name, row in {"first, blind": some[0], "last": some[-1]}.items():
            if (stage == "training" and name != "last") or (name == "last" and len(some) == 1 and stage != "training"):
                continue
            told = [interval(row["by_axiom"][key]) for key in _AXIOMS]
            rows.append([f"{stage}, {'last' if stage == 'training' else name}", *told, interval(row["missed"])])
    yield (
        "Harmful programs made by composition (family × evasion operator × harmless carrier) that layer one lets "
        "through, in percent, 500 for each axiom. *Held out* and *final*: at least one family or operator was written "
        "after the rules were frozen; only the first measurement of a set is blind, the last follows general mends. "
        "Plan: below 2 %, aim below 1 %. The sets and the rules have the same author, so these are no figures for "
        "programs met in the wild.\n"
    )
    yield table(["set", *_AXIOMS, "all"], rows)


def _written(found: Result) -> Iterator[str]:
    yield (
        "Programs written by hand to get past the analysis, one trick each and proven by running it, by adversaries "
        "who read its source; let through, in percent. The first round holds only what passed when it was written. "
        "The second and third, by other authors against the rules as mended by then, hold every first attempt that "
        "worked: *when written* is blind there, *now* shows mends. The analysis is no wall against such a reader, the "
        "sandbox is (docs/THREATS.md). *Resources* are endless loops and sizes, which the sandbox's limits end.\n"
    )
    rows = [
        [f"{name}, {kind}", row["now"]["n"], interval(row["when written"]), interval(row["now"])]
        for name, kinds in found.items()
        for kind, row in kinds.items()
    ]
    yield table(["round, kind", "programs", "when written", "now"], rows)


def _alarms(problems: Result) -> Iterator[str]:
    yield "Harmless programs refused, in percent. Plan: below 3 %, aim below 0.5 % of problems.\n"
    rows = [[name, figure["n"], interval(figure, digits=2)] for name, figure in problems.items()]
    yield table(["set", "programs", "refused, %"], rows)


def _library(library: Result) -> Iterator[str]:
    yield (
        f"Of {library['files_refused']['n']} library files, which delete and connect by right, "
        f"{interval(library['files_refused'])} % are refused; {library['characters_a_file']:,.0f} characters each, "
        f"{library['files_a_second']:.1f} files for each CPU second.\n"
    )


def _ranking(found: Result) -> Iterator[str]:
    yield (
        "Against library code, which deletes and connects by right, programs are ranked: share of "
        f"{found['programs']:,} held-out programs above 99 % and above 99.9 % of {found['functions']:,} functions of "
        f"packages that nothing was chosen by. Layer one alone refuses {interval(found['vetoed'])} % of these "
        f"functions. Both layers: weight {found['weight']:g}, chosen on the other packages. Intervals are over "
        "programs, for a fixed threshold.\n"
    )
    rows = [[name, *(interval(figure) for figure in rates.values())] for name, rates in found["ways"].items()]
    yield table(["ranked by", "recall at 1 %", "recall at 0.1 %"], rows)
    yield "Layer two is shown beside layer one and refuses nothing.\n"


def _peer(found: Result) -> Iterator[str]:
    yield (
        f"Beside {found['version']} on the same files, held-out programs and report-only solutions (Bandit looks for "
        "weaknesses, not for malice); in percent.\n"
    )
    rows = [
        [name, interval(row["missed"]), interval(row["false_alarms"], digits=2)] for name, row in found["rows"].items()
    ]
    yield table(["analyser", "missed", "false alarms"], rows)
    speeds = ", ".join(f"{name} {value:.0f}" for name, value in found["files_a_second"].items())
    yield f"Files for each CPU second: {speeds}.\n"


def _requests(found: Result) -> Iterator[str]:
    rows = [
        [name, *(interval(found[name][key]) for key in ("missed", "right_axiom", "dual_declined", "dual_labelled"))]
        for name in ("known", "held out", "final")
        if name in found
    ]
    yield "Requests for harm, by templates, in percent; intervals resample whole templates.\n"
    yield table(["templates", "let through", "right axiom", "dual use declined", "dual use labelled"], rows)
    real = found["real_declined"]
    yield (
        f"Declined of harmless requests with the same words: {interval(found['harmless_declined'])} %; of "
        f"{real['n']:,} real requests of report-only sets: {interval(real, digits=2)} %. *Held out* was measured "
        "again after rules were written by it (first, blind: see the log); *final* was written after that and is "
        "blind.\n"
    )
    for name, register in (("blind", "in everyday words"), ("blind_developers", "as developers write")):
        if name in found:
            yield from _sentences(found[name], register)


def _sentences(found: Result, register: str) -> Iterator[str]:
    layers = {name: part for name, part in found.items() if name != "right_axiom"}
    kinds = next(iter(layers.values()))["declined"]
    counts = ", ".join(f"{share['n']} {kind}" for kind, share in kinds.items())
    yield (
        f"Requests in people's own words, {register} ({counts}), by an author who saw neither the rules nor what was "
        "learned from; declined, in percent.\n"
    )
    axioms = list(next(iter(layers.values()))["by_axiom"])
    rows = [
        [name, *(interval(part["declined"][kind]) for kind in kinds), *(interval(part["by_axiom"][a]) for a in axioms)]
        for name, part in layers.items()
    ]
    yield table(["layer", *kinds, *(f"harmful, {axiom}" for axiom in axioms)], rows)
    yield f"Of the harmful ones declined {interval(found['right_axiom'])} % are under the right axiom.\n"
