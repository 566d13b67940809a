"""The card's section on whether refinement helps; absent while nobody measured it in full.

What is said in words is computed: a difference helps or hurts where its interval excludes zero, and else is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from volt import checkpoint, places
from volt.bench.markdown import Result, interval, section_of, table
from volt.bench.refine import RESULT
from volt.model import WEIGHTS

_UNDRAFTED = "no programs were written"


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a whole result. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench refine", _section)


def findings(found: Result) -> Iterator[str]:
    """Whether and where the flow helps, a sentence for each figure and kind of problem."""
    model = found["models"][0]
    for kind, of in model["kinds"].items():
        steps = str(model["steps"])
        yield f"{kind}, {_stopped(of['convergence'])}."
        nats, drafts, cosine = of["nats"]["by_steps"][steps], of["drafts"], of["cosine"]["above"]
        yield f"{kind}, likelihood: {_verdict(nats['below_zero_steps'], 'zero steps', 3, 1, ' nats')}."
        against = [name for name, figure in cosine.items() if figure["low"] > 0]
        yield (
            f"{kind}, nearness to the solution's frame: {_verdict(cosine['query'], 'the query itself', 3, 1)}; it is "
            f"above {len(against)} of {len(cosine)} baselines{_listed(against)}."
        )
        if drafts is None:
            yield f"{kind}, programs: {_UNDRAFTED}."
            continue
        for figure in ("tests passed", "pass@1", "filtered pass@1"):
            told = [_verdict(drafts["gain"][arm][figure], arm, 1, 100, " points") for arm in ("zero steps", "no flow")]
            yield f"{kind}, {figure}: {'; '.join(told)}."


def _verdict(figure: Result, than: str, digits: int, scale: float, unit: str = "") -> str:
    told = interval(figure, scale=scale, digits=digits, sign="+", unit=unit)
    if figure["low"] > 0:
        return f"refinement helps, {told} over {than}"
    if figure["high"] < 0:
        return f"refinement hurts, {told} against {than}"
    return f"no difference from {than} was found, {told}"


def _stopped(convergence: Mapping[str, Result]) -> str:
    """How many converge, and whether they do so only because they stop sooner the smaller their steps are."""
    few, many = next(iter(convergence)), list(convergence)[-1]
    moved, at_first = (convergence[budget]["moved"]["value"] for budget in (many, few))
    told = ", ".join(
        f"{interval(of['without noise'], unit=' %')} within {budget}" for budget, of in convergence.items()
    )
    if moved >= at_first / 2:
        return f"convergence: {told} iterations"
    return (
        f"convergence: {told} iterations; but slots stop before they have gone far: frames end {moved:.5f} from the "
        f"query's with {many} iterations and {at_first:.5f} with {few}"
    )


def _whose(weights: str) -> str:
    path = places.models() / WEIGHTS
    same = path.is_file() and checkpoint.digest(path) == weights
    return "the bundled weights" if same else f"weights {weights}, **not the bundled ones**"


def _listed(names: list[str]) -> str:
    return f" ({', '.join(names)})" if names else ""


def _section(found: Result) -> Iterator[str]:
    model, settings, kinds = found["models"][0], found["settings"], found["models"][0]["kinds"]
    sizes = " and ".join(f"{of['problems']} of {kind}" for kind, of in kinds.items())
    yield (
        f"## {found['title']}\n\nMeasured: {_whose(model['weights'])}. Encoder and decoder stay as they are; what is "
        "refined is the request's frame, in "
        f"{model['steps']} iterations as it is used. {sizes}; every problem has a reference of one function, whose own "
        "frame is the oracle. The programs of made exercises from the textbook were seen in training under other names "
        "and other wordings; problems of MBPP dev were not. Nats are those per token of the reference behind its "
        "header, a mean over problems; differences are paired by problem and positive where refinement is better. A "
        "number of iterations is a budget with which the loop is run from the start; without noise unless it says so.\n"
    )
    yield from (f"- {line}" for line in findings(found))
    yield ""
    yield from _frames(kinds)
    yield from _curve(kinds)
    yield from _programs(kinds, settings)
    yield from _noise(kinds, model, settings)
    yield from _attention(found)
    yield from _others(found)
    origin = found["origin"]
    infra = f"{model['infra']} programs could not be judged; {model['refused']} requests could not be read"
    yield (
        f"- commit {', '.join(origin['commits'])}; {origin['date']}; {origin['machine']}; weights {model['weights']}; "
        f"isolation: {', '.join(origin['isolation'])}; {infra}\n"
    )


def _frames(kinds: Mapping[str, Result]) -> Iterator[str]:
    yield (
        "Problems whose active slots all converge (aims: above 60 % within 30 iterations, above 95 % within 12), and "
        "how far from the query's frame refinement without noise ends (1 − cosine): a slot that stops where it started "
        "has converged, too.\n"
    )
    rows = [
        [kind, budget, interval(of["without noise"], unit=" %"), interval(of["with noise"], unit=" %"),
         interval(of["moved"], scale=1, digits=3)]
        for kind, some in kinds.items() for budget, of in some["convergence"].items()
    ]  # fmt: skip
    yield table(["problems", "iterations", "converged", "with noise", "moved"], rows)
    yield "Cosine to the solution's frame (aims: above 0.6, above 0.8), and how much refining is above each baseline:\n"
    rows = []
    for kind, some in kinds.items():
        cosine = some["cosine"]
        rows.append([kind, "refined", interval(cosine["refined"], scale=1, digits=3), "–"])
        rows += [
            [kind, name, interval(figure, scale=1, digits=3),
             interval(cosine["above"][name], scale=1, digits=3, sign="+")]
            for name, figure in cosine["baselines"].items()
        ]  # fmt: skip
    yield table(["problems", "frame", "cosine", "refined is above by"], rows)


def _curve(kinds: Mapping[str, Result]) -> Iterator[str]:
    yield "Refinement curve; the floor has no frame, the ceiling the oracle's:\n"
    rows: list[list[Any]] = []
    for kind, some in kinds.items():
        nats = some["nats"]
        rows.append([kind, "floor", interval(nats["floor"], scale=1, digits=3), "–", "–", "–"])
        rows += [
            [kind, steps, interval(of["nats"], scale=1, digits=3),
             interval(of["below_zero_steps"], scale=1, digits=3, sign="+"),
             "–" if of["closed"] is None else interval(of["closed"], unit=" %"),
             interval(some["cosine"]["by_steps"][steps], scale=1, digits=3)]
            for steps, of in nats["by_steps"].items()
        ]  # fmt: skip
        gap = interval(nats["gap"], scale=1, digits=3, sign="+")
        rows.append([kind, "ceiling", interval(nats["ceiling"], scale=1, digits=3), gap, "100 %", "1.000"])
    head = ["problems", "iterations", "nats", "better than zero steps by", "share of the gap closed", "cosine"]
    yield table(head, rows)


def _programs(kinds: Mapping[str, Result], settings: Result) -> Iterator[str]:
    drafted = {kind: some for kind, some in kinds.items() if some["drafts"] is not None}
    if not drafted:
        return
    told = ", ".join(f"{some['drafts']['problems']} of {kind}" for kind, some in drafted.items())
    yield (
        f"Programs of {told}, {settings['samples']} for each problem and arm, drafted by the engine and judged in its "
        "sandbox. Aims: validity above 80 % and 100 %, tests passed above 40 % on simple problems.\n"
    )
    rows = [
        [kind, arm, *(interval(figure, unit=" %") for figure in of.values())]
        for kind, some in drafted.items()
        for arm, of in some["drafts"]["arms"].items()
    ]
    figures = list(next(iter(next(iter(drafted.values()))["drafts"]["arms"].values())))
    yield table(["problems", "frame", *figures], rows)
    yield "What refined frames add to each of the others, in points:\n"
    rows = [
        [kind, arm, *(interval(figure, sign="+") for figure in of.values())]
        for kind, some in drafted.items()
        for arm, of in some["drafts"]["gain"].items()
    ]
    yield table(["problems", "beside", *figures], rows)
    yield "Width: filtered pass@1 by the number of rollouts, expected over the rollouts drawn:\n"
    rows = []
    for kind, some in drafted.items():
        width = some["width"]
        rows += [[kind, arm, *(interval(figure, unit=" %") for figure in of.values())]
                 for arm, of in width["arms"].items()]  # fmt: skip
        rows.append([kind, "refined above zero steps", *(interval(f, sign="+") for f in width["gain"].values())])
    yield table(["problems", "frame", *next(iter(drafted.values()))["width"]["gain"]], rows)


def _noise(kinds: Mapping[str, Result], model: Result, settings: Result) -> Iterator[str]:
    steps = next(iter(kinds.values()))["sigma"]["steps"]
    yield (
        f"Noise: the learned σ beside a constant one, its mean before it fades ({model['sigma']:.3f}), and none. Nats "
        f"of the mean and of the best of {settings['draws']} draws by iterations; *saved*: iterations to the best that "
        "the other ever is, to 0.001 nats, and what is saved of those that it takes itself (aims: 20 %, 40 %); −100 % "
        "where never.\n"
    )
    rows: list[list[Any]] = []
    for kind, some in kinds.items():
        of = some["sigma"]
        for name, arm in of["arms"].items():
            for what, curve in arm.items():
                beside = ["–", "–"]
                if name in of["gain"]:
                    won = interval(of["gain"][name][what][-1], scale=1, digits=3, sign="+")
                    beside = [won, _saved(of["saved"][name][what])]
                rows.append([kind, name, what, *(f"{figure['value']:.3f}" for figure in curve), *beside])
    head = [
        "problems",
        "σ",
        "draw",
        *(f"after {n}" for n in steps),
        f"learned is better by, after {steps[-1]}",
        "saved",
    ]
    yield table(head, rows)


def _saved(saved: Result) -> str:
    needed = "never" if saved["ours"] is None else str(saved["ours"])
    return f"{needed} against {saved['theirs']}: {interval(saved['share'], digits=0, unit=' %')}"


def _attention(found: Result) -> Iterator[str]:
    yield (
        "Attention while frames are refined, as a multiple of the mean of its row, where both slots are active: frames "
        "of requests, as in use, and of the reference functions. Without the prior: the bias "
        "that asks for these patterns is taken out of the scores.\n"
    )
    rows: list[list[Any]] = []
    for frames, patterns in found["models"][0]["patterns"].items():
        for pattern, ways in patterns.items():
            rows += [[frames, pattern, way, *_heard(of)] for way, of in ways.items()]
    yield table(["frames of", "pattern", "scores", "problems", "above the mean", "multiple"], rows)
    yield f"![Mean attention between slots](../results/{found['picture']})\n"


def _heard(of: Result | None) -> list[Any]:
    if of is None:
        return [0, "–", "–"]
    return [of["above"]["n"], interval(of["above"], unit=" %"), interval(of["ratio"], scale=1, digits=2)]


def _others(found: Result) -> Iterator[str]:
    if not found["compared"]:
        return
    yield (
        "The same problems with other weights; how much the ones above are better (nats, cosine, and shares of "
        "programs from refined frames):\n"
    )
    weights = {model["name"]: model for model in found["models"]}
    rows = [
        [f"{name} ({weights[name]['weights']}, {weights[name]['parameters']:,} parameters)", kind, figure,
         interval(of, scale=1, digits=3, sign="+")]
        for name, kinds in found["compared"].items() for kind, some in kinds.items() for figure, of in some.items()
    ]  # fmt: skip
    yield table(["beside", "problems", "figure", "better by"], rows)
