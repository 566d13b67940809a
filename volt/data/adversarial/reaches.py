"""Ways to get at a function without calling it by its name: evasion operators on the callee of a deed.

Each gives statements that come first, and an expression that is called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from volt.data.adversarial.deeds import Deed

Spell = Callable[[str], str]
"""Writes a name as an expression."""


@dataclass(frozen=True)
class Reached:
    """Where the function is now."""

    head: str
    callee: str


Reach = Callable[[Random, Deed, Spell], Reached]


def imported(deed: Deed) -> str:
    """The statement that imports the module of a deed."""
    return f"import {deed.module}"


def whole(deed: Deed) -> str:
    """The function's name after the plain import."""
    return f"{deed.module}.{deed.name}"


def short(rng: Random) -> str:
    """An innocent name."""
    return rng.choice(["helper", "tool", "step", "tidy", "act", "go", "work", "run_it", "f1", "cb", "handler", "fn"])


def module_of(deed: Deed, spell: Spell) -> str:
    """An expression that imports the module by name."""
    return f"__import__({spell(deed.module)}, fromlist=['_'])"


def plainly(rng: Random, deed: Deed, spell: Spell) -> Reached:
    """As everybody writes it."""
    return Reached("", deed.name) if deed.module == "builtins" else Reached(imported(deed), whole(deed))


def _module_alias(rng: Random, deed: Deed, spell: Spell) -> Reached:
    name = short(rng)
    return Reached(f"import {deed.module} as {name}", f"{name}.{deed.name}")


def _name_alias(rng: Random, deed: Deed, spell: Spell) -> Reached:
    name = short(rng)
    return Reached(f"from {deed.module} import {deed.name} as {name}", name)


def _assigned(rng: Random, deed: Deed, spell: Spell) -> Reached:
    name, other = short(rng), "target_" + short(rng)
    return Reached(f"{imported(deed)}\n{other} = {deed.module}\n{name} = {other}.{deed.name}", name)


def _getattr(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(imported(deed), f"getattr({deed.module}, {spell(deed.name)})")


def _dunder_import(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached("", f"{module_of(deed, spell)}.{deed.name}")


def _import_getattr(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached("", f"getattr({module_of(deed, spell)}, {spell(deed.name)})")


def _importlib(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached("import importlib", f"importlib.import_module({spell(deed.module)}).{deed.name}")


def _namespace(rng: Random, deed: Deed, spell: Spell) -> Reached:
    table = rng.choice([f"vars({deed.module})", f"{deed.module}.__dict__"])
    return Reached(imported(deed), f"{table}[{spell(deed.name)}]")


def _modules_table(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(f"import sys\n{imported(deed)}", f"sys.modules[{spell(deed.module)}].{deed.name}")


def _dictionary(rng: Random, deed: Deed, spell: Spell) -> Reached:
    key = rng.choice(["clean", "save", "load", "next"])
    return Reached(f"{imported(deed)}\nactions = {{'noop': len, {key!r}: {whole(deed)}}}", f"actions[{key!r}]")


def _listed(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(f"{imported(deed)}\nsteps = [len, {whole(deed)}, str]", "steps[1]")


def _lambda(rng: Random, deed: Deed, spell: Spell) -> Reached:
    name = short(rng)
    return Reached(f"{imported(deed)}\n{name} = lambda *a, **k: {whole(deed)}(*a, **k)", name)


def _closure(rng: Random, deed: Deed, spell: Spell) -> Reached:
    head = f"{imported(deed)}\ndef make():\n    inner = {whole(deed)}\n    def call():\n        return inner\n"
    head += "    return call"
    return Reached(head, "make()()")


def _default(rng: Random, deed: Deed, spell: Spell) -> Reached:
    head = f"{imported(deed)}\ndef forward(*a, act={whole(deed)}, **k):\n    return act(*a, **k)"
    return Reached(head, "forward")


def _class_attribute(rng: Random, deed: Deed, spell: Spell) -> Reached:
    head = f"{imported(deed)}\nclass Kit:\n    tool = staticmethod({whole(deed)})\n    base = {deed.module}"
    return Reached(head, rng.choice(["Kit.tool", "Kit().tool", f"Kit.base.{deed.name}"]))


def _instance(rng: Random, deed: Deed, spell: Spell) -> Reached:
    head = f"{imported(deed)}\nclass Job:\n    def __init__(self, m):\n        self.m = m\n"
    return Reached(f"{head}job = Job({deed.module})", f"job.m.{deed.name}")


def _partial(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(f"{imported(deed)}\nfrom functools import partial\nbound = partial({whole(deed)})", "bound")


def _starred(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(f"{imported(deed)}\nfirst, *others = (len, {whole(deed)}, str)", "others[0]")


def _walrus(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(imported(deed), f"(chosen := {whole(deed)})")


def _comprehension(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(imported(deed), f"[f for f in (len, {whole(deed)}) if f is not len][0]")


def _generator(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(f"{imported(deed)}\ndef give():\n    yield {whole(deed)}", "next(give())")


def _conditional(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(imported(deed), rng.choice([f"({whole(deed)} if 1 else len)", f"(None or {whole(deed)})"]))


def _attrgetter(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return Reached(f"import operator\n{imported(deed)}", f"operator.attrgetter({spell(deed.name)})({deed.module})")


def _globals(rng: Random, deed: Deed, spell: Spell) -> Reached:
    name = short(rng)
    return Reached(f"{imported(deed)}\nglobals()[{name!r}] = {whole(deed)}", name)


def _returned(rng: Random, deed: Deed, spell: Spell) -> Reached:
    name = short(rng)
    return Reached(f"def {name}():\n    import {deed.module} as m\n    return m", f"{name}().{deed.name}")


def _caught(rng: Random, deed: Deed, spell: Spell) -> Reached:
    head = f"{imported(deed)}\ntry:\n    raise ValueError({whole(deed)})\nexcept ValueError as e:\n    held = e.args[0]"
    return Reached(head, "held")


def _star_import(rng: Random, deed: Deed, spell: Spell) -> Reached:
    return (
        plainly(rng, deed, spell) if deed.name.startswith("_") else Reached(f"from {deed.module} import *", deed.name)
    )


REACHES: Mapping[str, Reach] = {
    "module alias": _module_alias,
    "name alias": _name_alias,
    "assigned": _assigned,
    "getattr": _getattr,
    "__import__": _dunder_import,
    "__import__ and getattr": _import_getattr,
    "importlib": _importlib,
    "namespace": _namespace,
    "sys.modules": _modules_table,
    "dictionary": _dictionary,
    "listed": _listed,
    "lambda": _lambda,
    "closure": _closure,
    "default argument": _default,
    "class attribute": _class_attribute,
    "instance": _instance,
    "partial": _partial,
    "starred": _starred,
    "walrus": _walrus,
    "comprehension": _comprehension,
    "generator": _generator,
    "conditional": _conditional,
    "attrgetter": _attrgetter,
    "globals": _globals,
    "returned module": _returned,
    "caught": _caught,
    "star import": _star_import,
}
SPELLED = frozenset(
    ["getattr", "__import__", "__import__ and getattr", "importlib", "namespace", "sys.modules", "attrgetter"]
)
"""Reaches that name the function or its module as text."""
