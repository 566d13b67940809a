"""Draws exercises from real problems: one problem, one act, everything executed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from volt.data.factory.real.change import reparameterise, specialise
from volt.data.factory.real.compose import chain, post_process
from volt.data.factory.real.explain import explain
from volt.data.factory.real.load import Real, prepare
from volt.data.factory.real.make import Draft, written
from volt.data.factory.real.mutants import choose, repair
from volt.data.factory.real.rename import rename, renamed_real
from volt.data.factory.real.route import route
from volt.data.factory.real.widen import generalise, invert
from volt.data.factory.record import Exercise
from volt.data.problems import Problem, load
from volt.errors import DataError

_SETS = {
    "mbpp_train": 0.3,
    "leetcode_train": 0.28,
    "codeio_hq": 0.14,
    "exercism_python": 0.06,
    "p3_train": 0.08,
    "transcoder_cpp2py": 0.14,
}
"""How often each set is drawn from."""
_WRITE: dict[str, Callable[[Random, Real], Draft | None]] = {
    "rename": rename,
    "reparameterise": reparameterise,
    "specialise": specialise,
    "generalise": generalise,
    "invert": invert,
}
_OTHER: dict[str, Callable[[Random, Real], Exercise | None]] = {
    "repair": repair,
    "choose": choose,
    "explain": explain,
    "route": route,
}
_WEIGHTS = {
    "rename": 2,
    "reparameterise": 3,
    "specialise": 2,
    "generalise": 3,
    "invert": 3,
    "compose": 5,
    "repair": 4,
    "choose": 3,
    "explain": 3,
    "route": 2,
}
ACTS = tuple(_WEIGHTS)
_ATTEMPTS = 3
_TRIES = 8
_CHAIN_TRIES = 12


class RealProblems:
    """The training problems under a folder of problem sets (`folder/train/*.jsonl.gz`), read once."""

    def __init__(self, folder: Path) -> None:
        self._groups: dict[str, list[tuple[Problem, ...]]] = {}
        for name in _SETS:
            try:
                self._groups[name] = _grouped(name, load(folder, f"train/{name}"))
            except DataError:
                continue
        if not self._groups:
            raise DataError(f"{folder}/train holds none of the known sets", f"Put one of {', '.join(_SETS)} there")
        self._ready: dict[tuple[str, int], Real | None] = {}

    def draw(self, rng: Random, act: str | None = None) -> Exercise | None:
        """One exercise by one act, drawn by weight unless named; None when it does not work out."""
        act = act or rng.choices(ACTS, tuple(_WEIGHTS.values()))[0]
        return next((made for _ in range(_ATTEMPTS) if (made := self._attempt(rng, act))), None)

    def _attempt(self, rng: Random, act: str) -> Exercise | None:
        real = self.problem(rng)
        if real is None:
            return None
        translated = real.set == "transcoder_cpp2py" and act in (*_WRITE, "compose")  # the text names its parameters
        if act != "rename" and not translated and rng.random() < 0.5:
            real = renamed_real(rng, real)
        if act in _OTHER:
            return _OTHER[act](rng, real)
        draft = self._composed(rng, real) if act == "compose" else _WRITE[act](rng, real)
        return written(rng, draft) if draft else None

    def problem(self, rng: Random) -> Real | None:
        """A usable problem; None when several in a row are not."""
        names = list(self._groups)
        kind = rng.choices(names, [_SETS[n] for n in names])[0]
        for _ in range(_TRIES):
            real = self._at(kind, rng.randrange(len(self._groups[kind])))
            if real is not None:
                return real
        return None

    def _at(self, kind: str, place: int) -> Real | None:
        key = kind, place
        if key not in self._ready:
            self._ready[key] = prepare(kind, self._groups[kind][place])
        return self._ready[key]

    def _composed(self, rng: Random, real: Real) -> Draft | None:
        """With a standard operation half of the time, else with another problem that takes its results."""
        if rng.random() < 0.5:
            return post_process(rng, real)
        for _ in range(_CHAIN_TRIES):
            other = self.problem(rng)
            made = chain(rng, real, other) if other else None
            if made:
                return made
        return None


def _grouped(name: str, problems: tuple[Problem, ...]) -> list[tuple[Problem, ...]]:
    """Rows by problem: puzzles come several times, with other numbers."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        key = problem.id.partition(":")[0] if name == "p3_train" else problem.id
        groups.setdefault(key, []).append(problem)
    return [tuple(group) for group in groups.values()]
