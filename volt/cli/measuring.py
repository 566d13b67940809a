"""`volt bench SUITE` and `volt card`: measure the engine, and render what was measured."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli import (
    measuring_certainty,
    measuring_clrs,
    measuring_codebook,
    measuring_debug,
    measuring_explain,
    measuring_generation,
    measuring_judge,
    measuring_loading,
    measuring_maths,
    measuring_prior,
    measuring_rar,
    measuring_reconstruction,
    measuring_refine,
    measuring_retrieval,
    measuring_roles,
    measuring_router,
    measuring_safety,
    measuring_search,
    measuring_similarity,
    measuring_transfer,
)
from volt.cli.inputs import share_of
from volt.cli.shell import DONE, UNVERIFIED, JsonFlag, ResultsOption, WeightsOption, emit, out, stdout_kept_clean

SUITES = {
    "humaneval": "HumanEval. Goes on where it was cut off.",
    "mbpp": "The test split of MBPP. Goes on where it was cut off.",
    "mbpp_dev": "The development split of MBPP, which settings are chosen on. Goes on where it was cut off.",
}

_GROUPS = (
    measuring_judge,
    measuring_transfer,
    measuring_loading,
    measuring_retrieval,
    measuring_similarity,
    measuring_search,
    measuring_reconstruction,
    measuring_roles,
    measuring_prior,
    measuring_refine,
    measuring_rar,
    measuring_codebook,
    measuring_generation,
    measuring_clrs,
    measuring_explain,
    measuring_maths,
    measuring_router,
    measuring_safety,
    measuring_debug,
    measuring_certainty,
)


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    bench = typer.Typer(help="Measure: the engine on a suite, the judge, or search.", no_args_is_help=True)
    for suite, about in SUITES.items():
        bench.command(suite, help=about)(_suite(suite))
    for group in _GROUPS:
        group.add_to(bench)
    app.add_typer(bench, name="bench")
    app.command()(card)


def _suite(suite: str) -> Callable[..., int]:
    """The command that measures the engine on one suite; all suites take the same options."""

    def command(
        data: Annotated[Path | None, typer.Option(help="The folder of problem sets; default VOLT_DATA.")] = None,
        limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many problems.")] = None,
        samples: Annotated[int, typer.Option(min=1, max=1024, help="Programs decoded per flow and problem.")] = 16,
        seconds: Annotated[float, typer.Option(min=0.1, help="Time budget of an answer.")] = 10.0,
        seed: Annotated[int, typer.Option(help="Seed of the rollouts.")] = 0,
        results: ResultsOption = Path("results"),
        weights: WeightsOption = None,
        recall: Annotated[
            list[Path] | None, typer.Option(help="A problem set to recall from; repeat as needed.")
        ] = None,
        drafts: Annotated[bool, typer.Option(help="Measure decoded programs alone, with the ablations.")] = True,
        think: Annotated[bool, typer.Option(help="Measure the answers.")] = True,
        textbook: Annotated[bool, typer.Option(help="Recall from the textbook; without it is an ablation.")] = True,
        ablations: Annotated[bool, typer.Option(help="Also draft without refinement and without a frame.")] = True,
        share: Annotated[str, typer.Option(metavar="I/N", help="Run one of N shares; then --merge.")] = "1/1",
        merge: Annotated[bool, typer.Option("--merge", help="Only put the shares of the newest run together.")] = False,
        workers: Annotated[int, typer.Option(min=1, help="Programs judged at once.")] = 2,
        fresh: Annotated[bool, typer.Option("--fresh", help="Do not go on with an unfinished run.")] = False,
        json_: JsonFlag = False,
    ) -> int:
        from volt.bench import run
        from volt.data.problems import find_data

        with stdout_kept_clean():
            if merge:
                result = run.merge(suite, results)
            else:
                result = run.bench(
                    suite,
                    find_data(data),
                    results,
                    limit=limit,
                    samples=samples,
                    seconds=seconds,
                    seed=seed,
                    shard=share_of(share),
                    drafts=drafts,
                    think=think,
                    weights=weights,
                    recall_from=recall or (),
                    workers=workers,
                    fresh=fresh,
                    textbook=textbook,
                    ablations=ablations,
                )
        if json_:
            emit(result)
        else:
            _show(result, results)
        return DONE

    return command


def card(
    results: ResultsOption = Path("results"),
    to: Annotated[Path, typer.Option(help="The page to write.")] = Path("docs/CARD.md"),
    weights: Annotated[Path | None, typer.Option(help="The weights to describe; default: the bundled ones.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Only say whether the page is up to date.")] = False,
    json_: JsonFlag = False,
) -> int:
    """Render the card from result files. With --check, 1 when it is out of date."""
    from volt.bench import card as cards

    current = cards.check(results, to, weights)
    if not check:
        cards.render(results, to, weights)
    if json_:
        emit({"card": str(to), "current": current or not check})
    else:
        out().print(f"{to} {'is up to date' if current else 'is out of date' if check else 'written'}", markup=False)
    return DONE if current or not check else UNVERIFIED


def _show(result: dict[str, Any], folder: Path) -> None:
    console = out()
    if "result" not in result:
        console.print(f"{result['problems']} problems done, in {result['rows']}; put shares together with --merge")
        return
    part = ", a part of the suite" if result["partial"] else ""
    console.print(f"[bold]{result['title']}[/]: {result['problems']} problems{part}; {folder / result['result']}")
    for name, figures in (("answers", result.get("answers", {})), *result.get("drafts", {}).items()):
        for what, figure in figures.items():
            console.print(f"  {name:12} {what:20} {_percent(figure)}")


def _percent(figure: dict[str, Any]) -> str:
    return f"{100 * figure['value']:5.1f} %  [{100 * figure['low']:.1f}, {100 * figure['high']:.1f}]"
