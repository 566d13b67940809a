"""The card's section on exact maths; absent while nobody measured it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from volt.bench.markdown import Result, commit_of, interval, section_of, table

RESULT = "maths.json"
_ASKED = ("all", "seen phrasings", "held-out phrasings", "baseline: always refuse", "baseline: floats")


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a whole result. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench maths", _section)


def _section(found: Result) -> Iterator[str]:
    made, settings = found["made"], found["settings"]
    yield (
        f"## {found['title']}\n\n{made['n']:,} questions in {len(made['families'])} families; their answers are known "
        "by construction or by counting one by one, not by the solver. Held-out phrasings were not looked at when the "
        "reader was changed, but have the same authors. Shares in percent:\n"
    )
    rows = [
        [name, made[name]["right"]["n"], *(interval(made[name][o]) for o in ("right", "unchecked", "refused", "wrong"))]
        for name in _ASKED
    ]
    yield table(["asked", "n", "right and checked", "right, unchecked", "refused", "wrong"], rows)
    cpu = made["cpu_seconds"]
    yield (
        f"CPU seconds of a question: median {cpu['p50']:.3f}, 95 % {cpu['p95']:.3f}, longest {cpu['p100']:.2f}; wall "
        f"median {made['seconds']['p50']:.3f}.\n"
    )
    yield from _problems(found["problems"])
    yield from _hostile(found["hostile"], settings)
    yield from _sequences(found["sequences"])
    origin = found["origin"]
    yield f"- {commit_of(origin)}; {origin['date']}; {origin['machine']}; seed {settings['seed']}\n"


def _problems(found: Result) -> Iterator[str]:
    share = found["answered"]
    right, near = found["as the reference"], found["within 1 %"]
    yield (
        f"Word problems (MathQA-Python, {found['n']:,}, which templates were written from): {interval(share)} % are "
        f"answered, the others refused; of the answered, {interval(right)} % are what the reference says and "
        f"{interval(near)} % within 1 % of it (references use rounded constants and have errors of their own). "
        "Always refusing answers none.\n"
    )


def _hostile(found: Result, settings: Result) -> Iterator[str]:
    ended = found["ended with a clear verdict within limits"]
    statuses = ", ".join(f"{count} {status}" for status, count in sorted(found["statuses"].items()))
    yield (
        f"Hostile input ({found['n']}: towers of powers, giant factorials, deep nesting, code): {interval(ended)} % "
        f"ended within {settings['hostile_seconds']:g} CPU seconds with one clear line ({statuses}; "
        f"{found['ended by a limit']} of them by the limits of time and memory). Longest "
        f"{found['cpu_seconds']['p100']:.1f} CPU seconds, {found['seconds']['p100']:.1f} s on the clock; at most "
        f"{found['peak_mb']['p100']:.0f} MB.\n"
    )


def _sequences(found: Result) -> Iterator[str]:
    families = found["families"]
    needed = [f["terms"] for f in families.values() if f["terms"] is not None]
    missed = [name for name, f in families.items() if f["found"] < f["of"]]
    yield (
        f"Sequences: of {len(families)} families, {len(families) - len(missed)} are always found within 16 terms, "
        f"with {min(needed):g} to {max(needed):g} terms (median of a family); not always: "
        f"{', '.join(missed) or 'none'}. Wrong among all claims on the way: "
        f"{interval(found['wrong among claims of families'])} %. Claims about sequences that have no rule, at a stated "
        f"risk of {100 * found['stated_risk']:g} %:\n"
    )
    rows = [[kind, f["claims"], f["n"], interval(f)] for kind, f in found["without a rule"].items()]
    yield table(["drawn as", "claims", "of", "share"], rows)
