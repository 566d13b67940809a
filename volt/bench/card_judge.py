"""The card's sections on the judge: how fast it is, whom it agrees with, other languages, attacks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from volt.bench import agreement, judge, languages, siege
from volt.bench.judge import BASE, OURS, OURS_LIGHT
from volt.bench.markdown import Result, commit_of, interval, table
from volt.errors import DataError

TRIALS = (judge.RESULT, agreement.RESULT, siege.RESULT)
"""Result files that are not those of a suite."""
_RATIO_AIM = 10
_RATE_AIMS = {OURS: 250, OURS_LIGHT: 500}
_SHOWN = 120


def sections(results: Path) -> Iterator[str]:
    """Every section; one without a result says so. DataError when a result is damaged."""
    yield _read("The judge", "judge", [results / judge.RESULT], _judge)
    yield _read("Agreement with the usual check", "agreement", [results / agreement.RESULT], _agreement)
    files = [results / "languages" / f"{name}.json" for name in languages.FILES]
    yield _read("Other languages", "languages", files, _languages)
    yield _read("Attacks on the judge", "attacks", [results / siege.RESULT], _attacks)


def _read(title: str, suite: str, paths: list[Path], show: Callable[..., Iterator[str]]) -> str:
    """A section on what was measured as a whole. `show` is given the results that are there."""
    parts, found = [f"## {title}\n"], []
    for path in paths:
        if not path.is_file():
            parts.append(f"Not measured: there is no {path.name}. `volt bench {suite}` writes it.\n")
            continue
        try:
            result = json.loads(path.read_text(encoding="utf-8"))
            whole = not result["partial"] and result.get("finished", True)
            found += [result] * whole
            parts += [] if whole else [f"Measured in part only, and left out: {path.name}.\n"]
            "".join(show(result))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataError(f"{path} is not a result ({error})", f"Run `volt bench {suite}` again") from error
    return "\n".join([*parts, *(show(*found) if found else ())])


# ---- speed, forgeries, load ------------------------------------------------------------------------------------------


def _judge(result: Result) -> Iterator[str]:
    settings, origin = result["settings"], result["origin"]
    yield (
        "Every judge got the same kind of programs in one run, by turns, "
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
    layers = "; ".join(f"{name}: {', '.join(on)}" for name, on in origin["isolation"].items())
    yield (
        f"- {_made(origin)}, {origin['cores']} cores, load {origin['load_before']:g} before the run\n"
        f"- {settings['rounds']} rounds; isolation: {layers}\n"
    )


def _rates(rates: dict[str, Any]) -> str:
    rows = []
    for name, found in rates.items():
        rate, ratio = found["per_second"], found["ratio"]
        aim = f"{_RATE_AIMS[name]}/s on two free cores, ratio {_RATIO_AIM}" if name in _RATE_AIMS else ""
        rows.append([name, _spread(rate, 0), _spread(ratio, 1), f"{found['right']} of {found['of']}", aim])
    return table(["judge", "programs a second", "ratio", "right verdicts", "aim"], rows)


def _forgeries(judges: dict[str, dict[str, bool]]) -> str:
    attacks = list(next(iter(judges.values())))
    rows = [[attack, *("**fooled**" if judges[j][attack] else "refused" for j in judges)] for attack in attacks]
    return table(["forgery", *judges], rows)


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


# ---- agreement -------------------------------------------------------------------------------------------------------


def _agreement(result: Result) -> Iterator[str]:
    yield (
        "Reference solutions, stubs (every body is `pass`) and mutants (one small change) of every problem set, judged "
        "here and by the usual check in one process, which the program could fool. They agree when both pass a program "
        "or neither does. References that need packages beyond the standard library are not judged.\n"
    )
    names = ("problems", "lack_a_package", "references_passed", "programs", "disagreements")
    rows = [[name, *(str(found[key]) for key in names)] for name, found in result["sets"].items()]
    total = [str(sum(found[key] for found in result["sets"].values())) for key in names]
    yield table(["set", "problems", "lack a package", "references passed", "programs", "disagreements"],
                 [*rows, ["all", *total]])  # fmt: skip
    rows = [[kind, str(sum(n.values())), _counted(n)] for kind, n in result["verdicts"].items()]
    yield table(["programs", "judged", "our verdicts"], rows)
    refused = ", ".join(result["refused"]) or "none"
    yield f"INFRA: {result['infra']} (aim 0). Problems whose tests could not be read: {refused}.\n"
    yield from _disagreements(result["disagreements"])
    run = result["runs"][0]
    limits = "; ".join(
        f"{kind}: {limit['cpu_seconds']:g} s of CPU time, {limit['memory_mb']} MB"
        for kind, limit in run["limits"].items()
    )
    yield f"- {_made(run['provenance'])}\n- limits of {limits}; isolation: {', '.join(run['isolation'])}\n"


def _disagreements(rows: Sequence[Result]) -> Iterator[str]:
    if not rows:
        yield "Disagreements: none.\n"
        return
    yield (
        "Disagreements. A reference is right by definition, so the side that does not pass it is wrong about it, and "
        "says why; a stub or mutant may be right or wrong.\n"
    )
    yield table(
        ["problem", "program", "our verdict", "our reason", "the usual check", "wrong side"],
        [
            [row["id"], row["kind"], row["ours"], _cell(row["detail"]), _cell(row["theirs"]), _wrong_side(row)]
            for row in rows
        ],
    )


def _wrong_side(row: Result) -> str:
    if row["kind"] != "reference":
        return "not known"
    return "the usual check" if row["ours"] == "passed" else "ours"


# ---- other languages -------------------------------------------------------------------------------------------------


def _languages(*results: Result) -> Iterator[str]:
    yield (
        "HumanEvalPack, for reporting only: every reference must pass the tests of its language, and every broken "
        "program must not. Exceptions are listed below.\n"
    )
    figures = ("problems", "references_passed", "broken_not_passed", "seconds")
    yield table(
        ["language", "toolchain", "tests run", "problems", "references passed", "broken ones not passed", "seconds"],
        [[r["language"], r["toolchain"], r["tests_run"], *(f"{r[key]:g}" for key in figures)] for r in results],
    )
    rows = [
        [row["id"], row["solution"], row["verdict"], _cell(row["detail"])] for r in results for row in r["exceptions"]
    ]
    yield table(["exception", "program", "verdict", "reason"], rows) if rows else "Exceptions: none.\n"
    yield "".join(f"- {r['language']}: {_made(r)}; load {r['load']:g}\n" for r in results)


# ---- attacks ---------------------------------------------------------------------------------------------------------


def _attacks(result: Result) -> Iterator[str]:
    groups = result["groups"]
    count = sum(len(row["verdicts"]) for row in groups)
    yield (
        f"{count} programs that try to pass without solving (forgeries), or to reach out of the sandbox and give right "
        "answers only when that worked (escapes). None may pass, each must be judged, nothing may be left behind. "
        "Those in Python are judged three times: with quick tests, with test code, and once more.\n"
    )
    rows = [
        [row["group"], row["language"], row["kind"], str(len(row["verdicts"])), str(row["passed"]),
         str(row["unjudged"]), _cell(", ".join(row["left"])) or "nothing"]
        for row in groups
    ]  # fmt: skip
    total = [str(count), *(str(sum(row[key] for row in groups)) for key in ("passed", "unjudged"))]
    yield table(["group", "language", "kind", "attacks", "passed", "not judged", "left behind"],
                 [*rows, ["all", "", "", *total, _cell(", ".join(result["left"])) or "nothing"]])  # fmt: skip
    passed = [f"{row['group']}: {name}" for row in groups for name, ways in row["verdicts"].items()
              if "passed" in ways.values()]  # fmt: skip
    if passed:
        yield f"**Passed**: {', '.join(passed)}.\n"
    for language, why in result["skipped"].items():
        yield f"Not tried: {language}: {why}.\n"
    alike: dict[str, list[str]] = {}
    for language, layers in result["origin"]["isolation"].items():
        alike.setdefault(", ".join(layers), []).append(language)
    yield f"- {_made(result['origin'])}; {result['seconds']:g} s\n" + "".join(
        f"- isolation of {', '.join(names)}: {layers}\n" for layers, names in alike.items()
    )


# ---- cells -----------------------------------------------------------------------------------------------------------


def _made(origin: Result) -> str:
    """Where a result came from."""
    return f"{commit_of(origin)}; {origin['date']}; Python {origin['python']}; {origin['machine']}"


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {verdict}" for verdict, count in counts.items())


def _cell(text: str) -> str:
    """Words of a program in a cell: one line, short, nothing that the page would take for its own."""
    text = " ".join(text.split())
    text = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return f"`{text.replace('`', chr(39)).replace('|', chr(92) + '|')}`" if text else ""


def _spread(figure: dict[str, float], digits: int) -> str:
    return interval(figure, scale=1, digits=digits)
