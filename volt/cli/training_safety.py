"""`volt train axioms` and `volt train intent`: layer two of safety, for programs and for requests."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.learning import DataOption
from volt.cli.shell import DONE, JsonFlag, WeightsOption, emit, out, stdout_kept_clean, working


def axioms(
    to: Annotated[Path, typer.Option("--out", help="Where the vectors go, as a .npy file.")],
    data: DataOption = None,
    weights: WeightsOption = None,
    count: Annotated[int, typer.Option(min=10, help="Harmful programs of each axiom.")] = 500,
    functions: Annotated[int, typer.Option(min=0, help="Functions of installed packages among the harmless.")] = 3000,
    problems: Annotated[int, typer.Option(min=1, help="Solutions of training problems among the harmless.")] = 1500,
    json_: JsonFlag = False,
) -> int:
    """Train the axiom vectors on made programs. They are frozen: their hash stands in `volt.safety.vectors`."""
    import numpy as np

    from volt import places
    from volt.bench.safety.library import functions as drawn
    from volt.bench.safety.misses import carriers, programs
    from volt.bench.safety.problems import TRAINING, texts
    from volt.data.adversarial.stages import Stage
    from volt.data.problems import find_data
    from volt.safety.vectors import fingerprint
    from volt.train.axioms import Gists, fit, nearest

    with stdout_kept_clean(), working("training"):
        folder = find_data(data)
        gists = Gists(weights or places.models())
        solved = texts(folder, TRAINING)
        solved = solved[:: max(1, len(solved) // problems)]
        harmless = solved + [unit.code for unit in drawn(2 * functions) if not unit.test][:functions]
        harmless_ND = np.concatenate(gists.of(harmless))
        made = programs(carriers(folder), Stage.TRAINING, count)
        vectors_AD = fit(nearest(made, gists.of([one.code for one in made]), harmless_ND), harmless_ND)
        np.save(to, vectors_AD)
    told = {"out": str(to), "fingerprint": fingerprint(vectors_AD), "encoder": gists.digest, "programs": len(made),
            "harmless": len(harmless)}  # fmt: skip
    return _told(told, json_)


def intent(
    to: Annotated[Path, typer.Option("--out", help="Where the numbers go, as a .npz file.")],
    data: DataOption = None,
    json_: JsonFlag = False,
) -> int:
    """Train what requests for harm read like. It is frozen: its hash stands in `volt.safety.intent`."""
    from volt.data.problems import find_data
    from volt.train.intent import train

    with stdout_kept_clean(), working("training"):
        told = train(find_data(data), to)
    return _told({"out": str(to), **told}, json_)


def _told(told: dict[str, Any], json_: bool) -> int:
    if json_:
        emit(told)
    else:
        for key, value in told.items():
            out().print(f"{key:18} {value}", markup=False, soft_wrap=True)
    return DONE
