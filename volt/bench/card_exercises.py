"""The card's section on made exercises: how many, of what, how varied beside real code; absent while nobody counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from volt.bench.markdown import Result, commit_of, section_of, table

RESULT = "exercises.json"
_MOST_REASONS = 12


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a result. DataError when it is damaged."""
    yield from section_of(
        results / RESULT, f"volt data stats DIR --corpus DIR --out {results / RESULT}", _section, parts=True
    )


def _section(found: Result) -> Iterator[str]:
    requests, code = found["variety"]["requests"], found["variety"]["code"]
    tokens = requests["tokens"] + code["tokens"]
    yield (
        f"## Made exercises\n\n{found['exercises']:,} exercises, {tokens / 1e6:.1f} million words and symbols, "
        f"composed of {found['families']:,} families ({found['mean_families']:g} in one exercise; entropy of the "
        f"outermost {found['family_entropy_bits']:g} bits). Every program was run.\n"
    )
    yield table(["what", "exercises"], _counted(found))
    yield from _made(found, tokens)
    if "real_code" in found:
        yield "Beside mined functions of the standard library and installed packages:\n"
        yield table(["per equal length", "exercises", "mined"], _compared(found["variety"], found["real_code"]))
    origin = found["provenance"]
    yield f"- {commit_of(origin)}; {origin['date']}; {origin['machine']}\n"


def _counted(found: Result) -> Iterator[list[str]]:
    for title, name in (("kinds", "kinds"), ("levels", "levels"), ("sources", "sources"), ("themes", "themes")):
        yield [title, ", ".join(f"{key} {count:,}" for key, count in found[name].items())]


def _made(found: Result, tokens: int) -> Iterator[str]:
    made = found.get("production")
    if made is None:
        return
    judged, machine = made["judged"], made["machine"]
    if machine:
        rate = machine["exercises_per_second"]
        yield (
            f"Made at {rate:g} exercises ({rate * tokens / found['exercises']:,.0f} words and symbols) a second with "
            f"{machine['workers']} workers. {judged['agreed']} of {judged['exercises']} that were judged in the "
            f"sandbox agree. Of {made['attempts']:,} attempts, left out:\n"
        )
    most = sorted(made["dropped"].items(), key=lambda item: -item[1])
    shown, rest = most[:_MOST_REASONS], sum(count for _, count in most[_MOST_REASONS:])
    yield table(["why", "attempts"], ([name, f"{count:,}"] for name, count in [*shown, ("other reasons", rest)]))


def _compared(made: Result, real: Result) -> Iterator[list[str]]:
    for side in ("requests", "code"):
        for n, grams in made[side]["distinct_ngrams"].items():
            other = real[side]["distinct_ngrams"][n]
            yield [f"distinct {n}-grams of {side} in {grams['of']:,}", _number(grams), _number(other)]
    shapes = next(key for key in made["trees"] if key.startswith("distinct_shapes"))
    title = f"distinct tree shapes of depth {shapes.rpartition('_')[2]} in {made['trees'][shapes]['of']:,} functions"
    yield [title, _number(made["trees"][shapes]), _number(real["trees"][shapes])]
    for name in ("mean_depth", "mean_size"):
        yield [name.replace("_", " ") + " of a tree", str(made["trees"][name]), str(real["trees"][name])]
    for name in ("lines", "tokens"):
        cells = [", ".join(str(side["trees"][name][q]) for q in ("10", "50", "90")) for side in (made, real)]
        yield [f"{name} of a program: 10, 50, 90 %", *cells]


def _number(distinct: Result) -> str:
    return f"{distinct['distinct']:,.0f}"
