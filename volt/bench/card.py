"""docs/CARD.md from result files: nobody types a number into it.

Every table is made from the files in `results/` and the manifest of the weights; the same files give the same bytes.
Results of a part of a suite are left out.
"""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from volt import places
from volt.bench import (
    card_certainty,
    card_clrs,
    card_codebook,
    card_debug,
    card_exercises,
    card_explain,
    card_generation,
    card_judge,
    card_loading,
    card_maths,
    card_prior,
    card_rar,
    card_reconstruction,
    card_refine,
    card_retrieval,
    card_roles,
    card_router,
    card_safety,
    card_search,
    card_similarity,
    card_transfer,
)
from volt.bench.markdown import table
from volt.bench.suites import SUITES
from volt.errors import DataError
from volt.files import atomic_write

Result = dict[str, Any]
_HEAD = """# Card

Made by `volt card` from the files in `results/` and the manifest of the bundled weights. Nothing is typed by hand: a
test compares this page with those files. Intervals are 95 %: Wilson for shares of answers, bootstrap over problems for
the rest.

*Filtered pass@1*: one program per problem, chosen by the tests that the request shows, judged by all tests. *pass@k*:
unbiased, from all drafts, unfiltered. *Validity*: the program parses. No choice ever used a hidden test.

How to read the answers: most of them are recalled or searched, not decoded. What is recalled comes from a textbook of
basic functions written for this project. Nobody opened a test set for it, and what overlaps one is taken out before a
run, but its authors know the public benchmarks as the whole field does. So the figures of the answers say how well a
collection of basics with search serves basic requests; what the trained model can do alone is under "drafts", and what
is left when nothing can be recalled is measured as an ablation of its own.
"""
_SECTIONS = (
    card_judge,
    card_exercises,
    card_transfer,
    card_loading,
    card_retrieval,
    card_similarity,
    card_search,
    card_reconstruction,
    card_roles,
    card_prior,
    card_refine,
    card_rar,
    card_clrs,
    card_codebook,
    card_generation,
    card_explain,
    card_maths,
    card_router,
    card_safety,
    card_debug,
    card_certainty,
)
"""Behind the suites, in this order."""
_FLOWS = {"refined": "refined frame", "zero_steps": "zero refinement steps", "no_flow": "no flow"}


_SIGNS: dict[str, Callable[[float, float], bool]] = {
    "at least": operator.ge,
    "above": operator.gt,
    "below": operator.lt,
}


@dataclass(frozen=True)
class Aim:
    """A target and the figure that answers it."""

    origin: str
    suite: str
    what: str
    path: tuple[str, ...]
    bound: float
    sign: str = "above"
    """How the figure must stand to the bound: one of the keys of `_SIGNS`."""
    percent: bool = True


_ANSWER, _REFINED, _ECE = ("answers", "filtered pass@1"), ("drafts", "refined"), ("calibration", "all answers", "ece")
AIMS = (
    Aim("first release", "humaneval", "filtered pass@1", _ANSWER, 0.08, "at least"),
    Aim("first release", "mbpp", "filtered pass@1", _ANSWER, 0.10, "at least"),
    Aim("first release", "humaneval", "validity of drafts", (*_REFINED, "validity"), 0.95, "at least"),
    Aim("first release", "mbpp", "validity of drafts", (*_REFINED, "validity"), 0.95, "at least"),
    Aim("plan 2.1", "mbpp", "validity of drafts", (*_REFINED, "validity"), 0.80),
    Aim("plan 2.1", "mbpp", "pass@1 of drafts", (*_REFINED, "pass@1"), 0.40),
    Aim("plan 3.2", "humaneval", "calibration error of γ", _ECE, 0.08, sign="below", percent=False),
    Aim("plan 3.2", "mbpp", "calibration error of γ", _ECE, 0.08, sign="below", percent=False),
    Aim("plan 4.1", "humaneval", "filtered pass@1", _ANSWER, 0.25),
)


def render(results: Path, card: Path, weights: Path | None = None) -> str:
    """Write the card and return it. DataError when there are no results or one is damaged."""
    text = text_of(results, weights)
    atomic_write(card, text.encode())
    return text


def check(results: Path, card: Path, weights: Path | None = None) -> bool:
    """Whether the card is what the results say. DataError as for `render`."""
    return card.is_file() and card.read_text(encoding="utf-8") == text_of(results, weights)


def text_of(results: Path, weights: Path | None = None) -> str:
    """The card as text. `weights` is the folder whose manifest is shown; default: the bundled weights."""
    found = read_results(results)
    digest, trained = _manifest(weights or places.models())
    parts = [_HEAD, _aims(found)]
    for result in found:
        try:
            parts.append("\n".join(_section(result, digest)))
        except (KeyError, TypeError, AttributeError) as error:
            where = results / str(result.get("result"))
            raise DataError(f"{where} lacks what the card shows ({error})", "Run the suite again") from error
    parts += [section for module in _SECTIONS for section in module.sections(results)]
    return "\n".join([*parts, _weights(digest, trained)])


def read_results(results: Path) -> list[Result]:
    """The whole results of suites, in their order. DataError when there are none or one is damaged."""
    found = []
    for path in sorted(results.glob("*.json")):
        try:
            result = json.loads(path.read_text(encoding="utf-8"))
            # All others have sections of their own, which see to them.
            if result.get("suite") in SUITES and not result["partial"]:
                found.append((list(SUITES).index(result["suite"]), path.stem, result))
        except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
            raise DataError(f"{path} is not a result ({error})", "Delete it and run the suite again") from error
    if not found:
        raise DataError(f"{results} holds no result of a whole suite", "Run `volt bench SUITE` first")
    return [result for _, _, result in sorted(found, key=lambda entry: entry[:2])]


# ---- sections --------------------------------------------------------------------------------------------------------


def _aims(found: Sequence[Result]) -> str:
    rows = []
    for aim in AIMS:
        bound = f"{100 * aim.bound:g} %" if aim.percent else f"{aim.bound:g}"
        whole = [r for r in found if r["suite"] == aim.suite and r["settings"].get("textbook", True)]
        figure = next((f for r in whole if (f := _at(r, aim.path))), None)
        row = [aim.origin, SUITES[aim.suite].title, aim.what, f"{aim.sign} {bound}"]
        if figure is None:
            rows.append([*row, "not measured", ""])
        else:
            met = _SIGNS[aim.sign](figure["value"], aim.bound)
            rows.append([*row, (_percent if aim.percent else _plain)(figure["value"]), "yes" if met else "no"])
    return "## Aims\n\n" + table(["aim of", "suite", "figure", "aim", "measured", "met"], rows)


def _at(result: Result, path: Iterable[str]) -> dict[str, Any] | None:
    here: Any = result
    for key in path:
        here = here.get(key) if isinstance(here, dict) else None
    return here


def _section(result: Result, digest: str | None) -> Iterator[str]:
    settings = result["settings"]
    parts = "" if settings["drafts"] and settings["think"] else ": drafts" if settings["drafts"] else ": answers"
    parts += "" if settings.get("textbook", True) else ", nothing to recall (ablation)"
    kind = "report only: nothing is learned from it" if result["report_only"] else "used to choose settings"
    yield f"## {result['title']}{parts}\n\n{result['problems']} problems, {kind}.\n"
    if settings["think"]:
        yield from _answers(result)
    if settings["drafts"]:
        yield from _drafts(result)
    yield from _origin(result, digest)


def _answers(result: Result) -> Iterator[str]:
    seconds = result["seconds"]
    yield f"Answers, at most {result['settings']['seconds']:g} s each:\n"
    yield table(["answers", "share", "interval", "n"], [[n, *_share(f)] for n, f in result["answers"].items()])
    yield (
        f"Seconds per answer: mean {seconds['mean']:.1f}, median {seconds['p50']:.1f}, 95th percentile "
        f"{seconds['p95']:.1f}, longest {seconds['p100']:.1f}.\n"
    )
    yield "Where the answers came from:\n"
    rows = [[name, s["answers"], s["verified"], s["right"]] for name, s in result["sources"].items()]
    yield table(["source", "answers", "verified", "right"], rows)
    yield "How well γ knows what is right:\n"
    rows = []
    for who, found in result["calibration"].items():
        if found is not None:
            rows += [[who, name, *_number(f)] for name, f in found.items() if isinstance(f, dict)]
            skill = found["brier skill"]
            rows.append([who, "brier skill", "–" if skill is None else _plain(skill), "–", found["ece"]["n"]])
    yield table(["among", "figure", "value", "interval", "n"], rows)


def _drafts(result: Result) -> Iterator[str]:
    yield f"Drafts alone, {result['settings']['samples']} for each problem and flow:\n"
    rows = [
        [_FLOWS[flow], name, *_share(f)] for flow, figures in result["drafts"].items() for name, f in figures.items()
    ]
    yield table(["flow", "figure", "mean", "interval", "n"], rows)
    if not result["gains"]:
        return
    yield "What refinement adds, paired by problem, in points:\n"
    rows = [
        [f"refined − {_FLOWS[flow]}", name, *_points(f)]
        for flow, figures in result["gains"].items()
        for name, f in figures.items()
    ]
    yield table(["difference", "figure", "points", "interval", "n"], rows)


def _origin(result: Result, digest: str | None) -> Iterator[str]:
    origin, settings = result["origin"], result["settings"]
    first, library, limits = origin["sessions"][0], origin["library"], origin["limits"]
    dropped = ", ".join(f"{count} by {rule}" for rule, count in library["dropped"].items()) or "none"
    extra = ", ".join(origin["recall_from"]) or "none"
    files = ", ".join(f"{name} (SHA-256 {sha[:16]})" for name, sha in origin["files"].items())
    bundled = "the bundled ones" if origin["weights"] == digest else "**not the bundled ones**"
    infra = f"{result['infra']} programs could not be judged; {result['refused']} requests could not be read."
    yield "\n".join(
        [
            f"- commit {', '.join(origin['commits'])}; {first['date']}; {len(origin['sessions'])} processes",
            f"- {first['machine']}; Python {first['python']}, torch {first['torch']}",
            f"- weights {origin['weights']}, {bundled}",
            f"- samples {settings['samples']}, seconds {settings['seconds']:g}, seed {settings['seed']}",
            f"- data {files}; other problem sets recalled from: {extra}",
            f"- library: {library['after']} of {library['before']} snippets; left out because they overlap: {dropped}",
            f"- limits: {limits['cpu_seconds']:g} s of CPU time, {limits['memory_mb']} MB; isolation: "
            + ", ".join(origin["isolation"]),
            f"- {infra}\n",
        ]
    )


def _weights(digest: str | None, trained: dict[str, Any]) -> str:
    if digest is None:
        return "## Weights\n\nNone are bundled.\n"
    rows = []
    for stage, told in trained.items():
        origin = told.get("provenance", {})
        figures = {k: v for k, v in told.items() if isinstance(v, int | float)} | told.get("valid", {})
        shown = ", ".join(f"{name} {value:.4g}" if isinstance(value, float) else f"{name} {value}"
                          for name, value in figures.items() if isinstance(value, int | float))  # fmt: skip
        rows.append([stage, shown, origin.get("commit", "–"), origin.get("date", "–")])
    stages = table(["stage", "figures at its end", "commit", "date"], rows)
    return f"## Weights\n\nDigest {digest}. Losses are in nats per token, on held-out data.\n\n{stages}"


def _manifest(folder: Path) -> tuple[str | None, dict[str, Any]]:
    """(digest, what training reported) of the weights in a folder; (None, {}) when there are none."""
    from volt import checkpoint

    path = folder / "model.volt"
    if not path.is_file():
        return None, {}
    return checkpoint.digest(path), checkpoint.load(path, kind="model")[1]["trained"]


# ---- cells -----------------------------------------------------------------------------------------------------------


def _share(f: dict[str, Any]) -> list[str]:
    return [_percent(f["value"]), f"{_percent(f['low'])} to {_percent(f['high'])}", str(f["n"])]


def _number(f: dict[str, Any]) -> list[str]:
    return [_plain(f["value"]), f"{_plain(f['low'])} to {_plain(f['high'])}", str(f["n"])]


def _points(f: dict[str, Any]) -> list[str]:
    value, low, high = (f"{100 * f[key] + 0.0:+.1f}" for key in ("value", "low", "high"))
    return [value, f"{low} to {high}", str(f["n"])]


def _percent(value: float) -> str:
    return f"{100 * value:.1f} %"


def _plain(value: float) -> str:
    return f"{value:.3f}"
