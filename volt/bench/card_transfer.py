"""The card's section on whether made exercises help with real problems; absent while nobody measured it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from volt.bench.markdown import Result, commit_of, interval, section_of, table
from volt.bench.transfer import RESULT

_MAIN = ("a", "b", "c", "d")
_ABOUT = {
    "a": "mined functions",
    "b": "and training problems",
    "c": "and exercises",
    "d": "and changed training problems",
}
_FIGURES = ("validity", "pass@1", "pass@10", "filtered pass@1", "nats")


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a whole result. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench transfer", _section)


def _section(result: Result) -> Iterator[str]:
    settings, made, origin = result["settings"], result["material"], result["origin"]
    arms = {arm["name"]: arm for arm in result["arms"]}
    first = next(iter(arms.values()))
    yield (
        f"## {result['title']}\n\nThe same decoder of {first['parameters']:,} parameters, trained for "
        f"{settings['steps']} steps of {settings['tokens']} program tokens each; only the data differ. "
        f"{settings['samples']} programs for each question at temperature {settings['temperature']:g}, the header "
        "given. Nats are per token of the reference. Intervals: bootstrap over problems and seeds. *held_out*: "
        "exercises with a family that no training saw.\n"
    )
    yield table(["arm", "learns from", "seeds", "slice", *_FIGURES], _rows(arms))
    yield "What each addition changes, paired by problem and seed, in points (nats as they are):\n"
    main = [g for g in result["gains"] if g["arm"] in _MAIN]
    yield table(["difference", "slice", *_FIGURES], _differences(main))
    others = [g for g in result["gains"] if g["arm"] not in _MAIN]
    if others:
        single = all(len(arms[gain["arm"]]["seeds"]) == 1 for gain in others)
        luck = " One seed each: the intervals hold the luck of problems, not of training, which is larger."
        caution = luck if single else ""
        yield f"Arm c with fewer exercises, and without a group of families, against arm c.{caution}\n"
        yield table(["difference", "slice", *_FIGURES], _differences(others))
    yield (
        f"- exercises: {made['exercises']}; rows: {', '.join(f'{n} {name}' for name, n in made['rows'].items())}\n"
        f"- questions: {', '.join(f'{n} {name}' for name, n in made['questions'].items())}; "
        f"{len(made['held_out'])} families held out\n"
        f"- {commit_of(origin)}; {origin['date']}; {origin['machine']}\n"
    )


def _rows(arms: dict[str, Result]) -> Iterator[list[str]]:
    for name in (n for n in _MAIN if n in arms):
        for where, figures in arms[name]["figures"].items():
            cells = [_cell(figures.get(f), f != "nats") for f in _FIGURES]
            yield [name, _ABOUT[name], str(len(arms[name]["seeds"])), where, *cells]


def _differences(gains: Sequence[Result]) -> Iterator[list[str]]:
    for gain in gains:
        for where, figures in gain["figures"].items():
            if "/" not in where:
                cells = [_cell(figures.get(f), f != "nats", sign="+") for f in _FIGURES]
                yield [f"{gain['arm']} − {gain['against']}", where, *cells]


def _cell(figure: dict[str, float] | None, percent: bool, sign: str = "") -> str:
    if figure is None:
        return "–"
    return interval(figure, sign=sign) if percent else interval(figure, scale=1, digits=3, sign=sign)
