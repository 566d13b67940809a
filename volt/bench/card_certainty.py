"""The card's section on how far γ can be believed; absent while nobody measured it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from volt.bench.certainty import RESULT
from volt.bench.markdown import Result, commit_of, interval, section_of, table

_ECE, _SEED_ECE, _SKILL = 0.03, 0.08, 0.3


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a whole result. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench certainty", _section)


def _section(found: Result) -> Iterator[str]:
    settings, asked = found["settings"], found["asked"]
    yield (
        f"## {found['title']}\n\nγ is the probability that all hidden tests pass. {asked['problems']} problems of "
        "MBPP's training and development splits, one or two of their three asserts shown; "
        f"{asked['requests']} requests with tests, of which {asked['verified']} were answered with a program that "
        f"passed them, and {asked['without tests']} without tests. Every problem is judged by a γ that was fitted to "
        f"others ({settings['folds']}-fold cross-fitting by problem). {settings['seconds']:g} s an answer. Calibration "
        "error: 15 bins of equal mass, beside what luck makes of it when every γ is true. Overconfident: the share of "
        f"answers with γ above {settings['sure']:g} that are wrong.\n"
    )
    yield from _views(found["views"])
    for name, told in found["report only"].items():
        counted = told["asked"]
        yield f"{name}, report only, {counted['requests']} requests, {counted['verified']} verified:\n"
        yield from _views(told["views"])
    yield from _ablations(found)
    yield "![reliability](../results/{})\n\n![risk and coverage](../results/{})\n".format(*found["pictures"])
    origin = found["origin"]
    state = "the bundled γ is of these" if origin["shipped"] else "**the bundled γ is not of these**"
    yield f"- {commit_of(origin)}; {origin['date']}; {origin['machine']}; weights {origin['weights']}, {state}\n"


def _views(views: Mapping[str, Result]) -> Iterator[str]:
    rows = []
    for view, of in views.items():
        for name, f in of["figures"].items():
            luck = f["ece of a true gamma"]
            above = "–" if name == "γ" else interval(of["skill above"][name], scale=1, digits=3, sign="+")
            rows.append(
                [view, name, interval(f["ece"], scale=1, digits=3), f"{luck['value']:.3f}",
                 interval(f["brier skill"], scale=1, digits=3, sign="+"), above,
                 interval(f["aurc"], scale=1, digits=3), interval(f["overconfident"], unit=" %")]
            )  # fmt: skip
    yield table(
        ["answers", "who says it", "ECE", "ECE by luck", "Brier skill", "γ is above it by", "AURC", "overconfident"],
        rows,
    )
    for view, of in views.items():
        yield _verdict(view, of["figures"]["γ"])
    yield ""


def _verdict(view: str, figures: Result) -> str:
    ece, skill, n = figures["ece"]["value"], figures["brier skill"]["value"], figures["ece"]["n"]
    met = "aim met" if ece < _ECE else "seed met, aim missed" if ece < _SEED_ECE else "seed missed"
    return (
        f"- {view}, {n}: calibration error {ece:.3f} (seed below {_SEED_ECE:g}, aim below {_ECE:g}: {met}), Brier "
        f"skill {skill:.3f} (aim above {_SKILL:g}: {'met' if skill > _SKILL else 'missed'})"
    )


def _ablations(found: Result) -> Iterator[str]:
    groups = found["ablations"]
    views = list(dict.fromkeys(view for of in groups.values() for view in of))
    yield "What γ loses in Brier skill when it is fitted without a group of signals (positive: the group helps):\n"
    rows = [
        [group, *(interval(of[view], scale=1, digits=3, sign="+") if view in of else "–" for view in views)]
        for group, of in groups.items()
    ]
    yield table(["without", *views], rows)
    yield "How often the program that is chosen is right, where some program was:\n"
    yield table(["chosen by", "right"], [[who, interval(f, unit=" %")] for who, f in found["choosing"].items()])
