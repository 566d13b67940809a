"""The card's section on the judge, from `results/judge.json`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from volt.bench.judge import BASE, OURS, OURS_LIGHT, RESULT, SUITE
from volt.errors import DataError

Result = dict[str, Any]
_RATIO_AIM = 10
_RATE_AIMS = {OURS: 250, OURS_LIGHT: 500}


def read_judge(results: Path) -> Result | None:
    """The result of `volt bench judge` in a folder, if there is one. DataError when it is damaged."""
    path = results / RESULT
    if not path.is_file():
        return None
    try:
        result: Result = json.loads(path.read_text(encoding="utf-8"))
        "".join(section(result))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path} is not a result ({error})", f"Run `volt bench {SUITE}` again") from error
    return result


def section(result: Result) -> Iterator[str]:
    """The section, in parts."""
    settings, origin = result["settings"], result["origin"]
    yield (
        f"## {result['title']}\n\nEvery judge got the same kind of programs in one run, by turns, "
        f"{settings['workers']} at once. Ratios are to the way of {BASE} in the same round and count more than "
        "rates, which depend on what else the machine does. In brackets: lowest and highest round.\n"
    )
    yield _rates(result["rates"])
    for name, why in result["skipped"].items():
        yield f"Not measured: {name}: {why}.\n"
    yield "Which judge takes a forged program for a right one:\n"
    yield _forgeries(result["forgeries"])
    if result["load"] is not None:
        yield _load(result["load"])
    dirty = " with changes" if origin["dirty"] else ""
    layers = "; ".join(f"{name}: {', '.join(on)}" for name, on in origin["isolation"].items())
    yield (
        f"- commit {origin['commit']}{dirty}; {origin['date']}; {origin['machine']}, {origin['cores']} cores, load "
        f"{origin['load_before']:g} before the run; Python {origin['python']}\n"
        f"- {settings['rounds']} rounds; isolation: {layers}\n"
    )


def _rates(rates: dict[str, Any]) -> str:
    rows = []
    for name, found in rates.items():
        rate, ratio = found["per_second"], found["ratio"]
        aim = f"{_RATE_AIMS[name]}/s on two free cores, ratio {_RATIO_AIM}" if name in _RATE_AIMS else ""
        rows.append([name, _spread(rate, 0), _spread(ratio, 1), f"{found['right']} of {found['of']}", aim])
    return _table(["judge", "programs a second", "ratio", "right verdicts", "aim"], rows)


def _forgeries(judges: dict[str, dict[str, bool]]) -> str:
    attacks = list(next(iter(judges.values())))
    rows = [[attack, *("**fooled**" if judges[j][attack] else "refused" for j in judges)] for attack in attacks]
    return _table(["forgery", *judges], rows)


def _load(load: dict[str, Any]) -> str:
    kinds = "; ".join(
        f"{kind}: {', '.join(f'{n} {verdict}' for verdict, n in counts.items())}"
        for kind, counts in load["verdicts"].items()
    )
    return (
        f"The same {load['programs']} programs judged idle ({load['seconds']['idle']:g} s) and with {load['loops']} "
        f"endless loops on {load['cores']} cores ({load['seconds']['busy']:g} s): {len(load['different'])} verdicts "
        f"differ. Idle verdicts: {kinds}.\n"
    )


def _spread(figure: dict[str, float], digits: int) -> str:
    return f"{figure['value']:.{digits}f} [{figure['low']:.{digits}f}, {figure['high']:.{digits}f}]"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)
