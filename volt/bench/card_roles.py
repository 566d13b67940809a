"""The card's section on the slots of tokens; absent while nobody measured it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from volt.bench.markdown import Result, commit_of, interval, section_of, table
from volt.bench.roles import RESULT


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a whole result. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench roles", _section)


def _section(found: Result) -> Iterator[str]:
    settings, learned = found["settings"], found["learned_from"]
    yield (
        f"## {found['title']}\n\nWhich slot of a frame each token belongs to, as syntax trees tell it, in packages "
        f"that nothing learned from. The role head ({found['parameters']:,} parameters) sees tokens only; it learned "
        f"from {learned['tokens'] / 1e6:.1f} million of them. Shares of visible tokens in percent, with "
        "intervals over packages; the last column counts blanks, too. Tokens that do not parse have no role and are "
        "left out.\n"
    )
    arms = list(found["sets"][0]["arms"])
    head = ["held out", "texts", "packages", "no role", *arms, f"{arms[0]}, all tokens"]
    yield table(head, [_row(row, arms) for row in found["sets"]])
    yield f"The {arms[0]} on {found['sets'][0]['set']}, by slot:\n"
    rows = [
        [
            row["slot"],
            f"{row['recall']['n']:,}",
            interval(row["recall"]),
            interval(row["precision"]) if row["precision"] else "–",
            ", ".join(row["mostly_taken_for"]) or "–",
        ]
        for row in found["slots"]
    ]
    yield table(["slot", "tokens", "found", "right where it is said", "mostly taken for"], rows)
    origin = found["origin"]
    yield (
        f"- {commit_of(origin)}; {origin['date']}; {origin['machine']}; weights {settings['weights']}; "
        f"{settings['steps']} steps of {settings['batch']} for the head that sees one token\n"
    )


def _row(row: Result, arms: list[str]) -> list[str]:
    shares = [interval(row["arms"][arm]["visible"]) for arm in arms]
    all_tokens = interval(row["arms"][arms[0]]["all"])
    return [
        row["set"],
        f"{row['texts']:,}",
        str(row["packages"]),
        f"{100 * row['without_role']:.1f}",
        *shares,
        all_tokens,
    ]
