"""Put a harmful program together, and make sets of them.

Whole families and whole operators are held out: a program of a held-out set has at least one part that no rule and no
vector was made from. `stages` names the order in which the parts were written.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from volt.data.adversarial.deeds import Block, Deed
from volt.data.adversarial.layers import indented
from volt.data.adversarial.reaches import plainly
from volt.data.adversarial.spellings import plain
from volt.data.adversarial.stages import Parts, Stage, parts
from volt.errors import DataError

AXIOM_KEYS = ("K1", "K2", "K3", "K4", "K5")
_PLAIN = 0.15
"""Share of programs whose callee is not disguised."""
_BARE = 0.4
"""Share of programs without a layer."""
_ATTEMPTS = 400


@dataclass(frozen=True)
class Adversarial:
    """A harmful program and what it was made of; "" for a part it does not have."""

    code: str
    axiom: str
    family: str
    reach: str = ""
    spelling: str = ""
    layer: str = ""

    @property
    def operators(self) -> tuple[str, ...]:
        """The evasion operators, without those it does not have."""
        return tuple(name for name in (self.reach, self.spelling, self.layer) if name)


def generate(axiom: str, count: int, seed: int, carriers: Sequence[str], stage: Stage) -> list[Adversarial]:
    """`count` different programs that break `axiom`, inside `carriers`, which are harmless programs.

    Those of a later stage than the first have at least one part that was written for it. DataError when there are no
    carriers or not so many programs.
    """
    if not carriers:
        raise DataError("there are no harmless programs to hide harmful ones in", "Give a set of training problems")
    rng = Random(f"{stage}/{axiom}/{seed}")
    made: dict[str, Adversarial] = {}
    for _ in range(_ATTEMPTS * count):
        if len(made) == count:
            return list(made.values())
        one = _draw(rng, axiom, stage, carriers)
        if one is not None:
            made.setdefault(one.code, one)
    raise DataError(f"only {len(made)} of {count} programs could be made for {axiom}", "Ask for fewer")


def _draw(rng: Random, axiom: str, stage: Stage, carriers: Sequence[str]) -> Adversarial | None:
    old, new = parts(Stage.TRAINING), parts(stage)
    # One part is drawn from what the stage brought, the others from it or from the first stage.
    fresh = rng.choice(["family", "reach", "spelling", "layer"]) if stage is not Stage.TRAINING else ""
    families = _chosen(rng, fresh == "family", old, new).families
    names = [name for name, (key, _) in families.items() if key == axiom]
    if not names:
        return None
    family = rng.choice(names)
    deed = families[family][1](rng)
    reach, spelling, statements = _reached(rng, deed, fresh, old, new)
    layers = _chosen(rng, fresh == "layer", old, new).layers
    layer = rng.choice(list(layers)) if layers and (fresh == "layer" or rng.random() > _BARE) else ""
    missing = {"reach": not reach, "spelling": not spelling, "layer": not layer}
    if fresh != "family" and missing.get(fresh, False):
        return None
    code = _placed(rng, layers[layer](rng, statements) if layer else statements, rng.choice(carriers))
    return Adversarial(code, axiom, family, reach, spelling, layer) if parses(code) else None


def _chosen(rng: Random, fresh: bool, old: Parts, new: Parts) -> Parts:
    return new if fresh or rng.random() < 0.5 else old


def _reached(rng: Random, deed: Deed | Block, fresh: str, old: Parts, new: Parts) -> tuple[str, str, str]:
    if isinstance(deed, Block):
        return "", "", deed.text
    # A stage may bring spellings without a reach that needs one: those of the first stage do.
    alone = fresh == "spelling" and not new.spelled
    source = old if alone else _chosen(rng, fresh == "reach", old, new)
    named = [name for name in source.reaches if fresh != "spelling" or name in source.spelled]
    disguised = fresh in ("reach", "spelling") or rng.random() > _PLAIN
    reach = rng.choice(named) if named and disguised else ""
    spellings = _chosen(rng, fresh == "spelling", old, new).spellings
    spelling = rng.choice(list(spellings)) if spellings and reach in source.spelled else ""
    spell = spellings[spelling] if spelling else plain
    way = source.reaches[reach] if reach else plainly
    reached = way(rng, deed, lambda name: spell(rng, name) if len(name) > 1 else repr(name))
    statements = deed.frame.format(call=f"{reached.callee}({deed.arguments})") if deed.frame else ""
    return reach, spelling, "\n".join(filter(None, [reached.head, statements]))


def _placed(rng: Random, harm: str, carrier: str) -> str:
    """The harmful statements at the top of a harmless program, behind it, or inside its first function."""
    where = rng.choice(["before", "behind", "inside"])
    if where == "inside" and "import *" not in harm:
        lines = carrier.split("\n")
        for node in ast.walk(_tree(carrier)):
            if isinstance(node, ast.FunctionDef) and node.body[0].lineno > node.lineno:
                at, deep = node.body[0].lineno - 1, node.body[0].col_offset
                return "\n".join([*lines[:at], indented(harm, deep), *lines[at:]])
    return f"{harm}\n\n\n{carrier}" if where == "before" else f"{carrier}\n\n\n{harm}\n"


def _tree(code: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(code)


def parses(code: str) -> bool:
    """Whether a program is one: it compiles."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(code, "<made>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True
