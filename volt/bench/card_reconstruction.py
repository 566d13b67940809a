"""The card's section on frames that hold a whole program; absent while nobody measured it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from volt.bench.markdown import Result, commit_of, interval, section_of, table
from volt.bench.reconstruction import RESULT

_SHOWN = {"request": "the request", "program": "the program itself"}


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a whole result. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench reconstruction", _section)


def _section(found: Result) -> Iterator[str]:
    settings, lengths = found["settings"], found["held_out"]
    held_out = " and ".join(f"{count} of {name} tokens" for name, count in lengths.items())
    yield (
        f"## {found['title']}\n\nA program is written into R2 and R3 of a frame (32 vectors of 256 numbers) and read "
        f"back from them alone; the reader does not know its length. {found['programs']:,} programs to learn from, "
        f"{settings['steps']} steps of {settings['batch']} for every arm; held-out functions: {held_out}, from "
        f"{found['packages']} packages. Shares in percent; intervals over packages (Wilson where none or all are "
        f"right). Rare tokens came less than {settings['rare']} times in training. Noise is relative to the length of "
        "a vector.\n"
    )
    figures = list(found["arms"][0]["read"][0][next(iter(lengths))])
    head = ["pooling", "noise in training", "noise", *(f"{figure}, {name}" for name in lengths for figure in figures)]
    rows = [
        [
            arm["arm"],
            f"to {arm['trained_noise']:g}" if arm["trained_noise"] else "none",
            f"{read['noise']:g}",
            *(_share(read[name][figure]) for name in lengths for figure in figures),
        ]
        for arm in found["arms"]
        for read in arm["read"]
    ]
    yield table(head, rows)
    teacher = found["teacher_forced"]
    yield (
        f"Beside it the decoder that writes token by token ({teacher['parameters']:,} parameters): the next token "
        f"right, given all before it, behind the header of {teacher['functions']} documented held-out functions.\n"
    )
    shown = [[_SHOWN[what], _share(figure), f"{figure['n']:,}"] for what, figure in teacher["shown"].items()]
    yield table(["decoder sees token features of", "token accuracy", "tokens"], shown)
    origin = found["origin"]
    yield (
        f"- {commit_of(origin)}; {origin['date']}; {origin['machine']}; weights {settings['weights']}; writer and "
        f"reader {found['arms'][0]['parameters']:,} parameters\n"
    )


def _share(figure: Result | None) -> str:
    return "–" if figure is None else interval(figure, digits=2)
