"""What classes, generators and guarded functions share: terms about one value, programs for them, their words."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

from volt.data.factory.brackets import unbracketed
from volt.data.factory.english import Voice
from volt.data.factory.growing import SCALARS, Growth, Misfit, about, fits, pick, resolved
from volt.data.factory.inputs import DOMAINS
from volt.data.factory.reading import Family, families
from volt.data.factory.terms import Call, Lambda, Param, Term, params, subterms
from volt.data.factory.writing import Style, Unwritable, program
from volt.errors import VoltError
from volt.program import Renamer

_ELEMENT = {"Ints": "Int", "Wholes": "Whole", "Words": "Word", "Points": "Point"}
_AWKWARD = frozenset({"times", "dates", "geometry"})
"""Modules that read badly about a value that has words of its own."""
_OTHERWISE = (", False otherwise", " and False otherwise", ", else False")
_SMALL_WORDS = frozenset(
    {"of", "in", "by", "with", "from", "to", "at", "as", "the", "is", "has", "and", "a", "each", "all"}
)
_BETTER = {
    "sort": "sorted_by_key", "reject": "rejected", "reverse": "reversed_items", "map": "mapped", "filter": "filtered"
}  # fmt: skip


@cache
def families_about(domain: str) -> tuple[Family, ...]:
    """Families whose first parameter takes a value of the domain."""
    inner = "list[T]" if domain in _ELEMENT else ""
    return tuple(
        f
        for f in families().values()
        if f.parameters
        and ((inner and f.parameters[0].domain == inner) or fits(f.parameters[0].domain, domain))
        and not f.gives.startswith(("dict", "set", "IntSet", "WordSet"))
        and f.module not in _AWKWARD
    )


def about_state(rng: Random, domain: str, level: int, name: str) -> Call | None:
    """A term about one value of the domain, which it calls by the name; it may have one further parameter."""
    family = pick(rng, families_about(domain))
    growth = Growth(rng)
    binding = {"T": _ELEMENT.get(domain, "")} if family.parameters[0].domain == "list[T]" else {}
    budget = 1 + sum(bool(p.hole) for p in family.parameters) + (level > 2) * rng.randint(0, 1)
    try:
        term = growth.call(family, budget, binding)
    except (Misfit, RecursionError):
        return None
    state = Param(name, domain)
    found = [p for p in params(term) if fits(p.domain, domain) or p.domain == domain]
    if not found or len(params(term)) > 2:
        return None
    term = with_param(term, found[0], state)
    others = [p for p in params(term) if p != state]
    if any(p.domain not in SCALARS for p in others):
        return None
    once = sum(t == state for t in subterms(term)) == 1
    if not once or any(fits(domain, p.domain) or fits(p.domain, domain) for p in others if domain[-1] == "s"):
        return None
    return replace(term, domain=resolved(family.gives, binding))


def with_param(term: Any, old: Param, new: Term) -> Any:
    """The term with another in the place of a parameter."""
    if isinstance(term, Call):
        return replace(term, args=tuple(with_param(a, old, new) for a in term.args))
    if isinstance(term, Lambda):
        return replace(term, body=with_param(term.body, old, new))
    return new if term == old else term


def written(rng: Random, term: Call, entry: str, style: Style, most: int = 12) -> tuple[str, ast.FunctionDef] | None:
    """(what stands before it, the function); None when it does not read well.

    The program is written with parameters of names that occur nowhere else, which get theirs afterwards.
    """
    names = {p.name: f"p{i}_" for i, p in enumerate(params(term))}
    hidden = term
    for p in params(term):
        hidden = with_param(hidden, p, Param(names[p.name], p.domain))
    try:
        prelude, text = program(rng, hidden, entry, style)
    except (Unwritable, VoltError):
        return None
    if text.count("\n") > most or prelude.count("\n") > 16:
        return None
    node = ast.parse(text).body[0]
    assert isinstance(node, ast.FunctionDef)
    whole = list(ast.walk(ast.parse(f"{prelude}\n{text}")))
    used = {n.id for n in whole if isinstance(n, ast.Name)} | {n.arg for n in whole if isinstance(n, ast.arg)}
    if used & names.keys():
        return None
    for name, temporary in names.items():
        prelude = re.sub(rf"\b{temporary}\b", name, prelude)
    Renamer({v: k for k, v in names.items()}).visit(node)
    return prelude, node


def said(rng: Random, term: Call, mentions: dict[str, str]) -> str:
    """What a term returns, in the third person; parameters that are not mentioned otherwise by their names."""
    voice = voice_for(rng, term, mentions)
    if term.domain == "Flag":
        return f"returns True if {voice.clause(term)}{rng.choice(_OTHERWISE)}"
    return f"returns {voice.noun_phrase(term)}"


def voice_for(rng: Random, term: Call, mentions: dict[str, str]) -> Voice:
    """A voice that says each parameter the same way whenever it is mentioned."""
    voice = Voice(rng, True, {p.name: p.name for p in params(term)})
    for p in params(term):
        words = mentions.get(p.name, p.name)
        voice.mention(p.name, words, words)
    return voice


def name_for(rng: Random, term: Call) -> str:
    """A name for what the term returns, short enough for a method."""
    words = term.family.name.split("_")
    name = "_".join(words[:4])
    while name.rpartition("_")[2] in _SMALL_WORDS and "_" in name:
        name = name.rpartition("_")[0]
    name = term.family.name if keyword.iskeyword(name) else _BETTER.get(name, name)
    is_plain = term.domain != "Flag" and not name.startswith(("is_", "has_"))
    return f"{rng.choice(('get', 'find'))}_{name}" if is_plain and rng.random() < 0.1 else name


def joined(preludes: list[str], text: str) -> str:
    """A program: imports once and first, then the other definitions, then the text."""
    parts = list(dict.fromkeys(part for p in preludes for part in p.split("\n\n\n") if part))
    lines = {line for p in parts for line in p.split("\n")}
    imports = sorted(i for i in lines if i.startswith(("import ", "from ")))
    others = [re.sub(r"^(?:import|from) .*\n?", "", p, flags=re.MULTILINE).strip("\n") for p in parts]
    return "\n\n\n".join(p for p in ("\n".join(imports), *others, text) if p)


def unary(rng: Random, domain: str, wanted: str, name: str) -> Call | None:
    """A family about one value, called by the name, all else constants. `wanted` is what it gives."""
    found = [f for f in about(domain, wanted) if f.module not in _AWKWARD]
    if not found:
        return None
    growth = Growth(rng)
    family = pick(rng, found, plain=True)
    try:
        term = growth.call(family, 1, {})
    except (Misfit, RecursionError):
        return None
    if len(params(term)) != 1 or sum(isinstance(t, Param) for t in subterms(term)) != 1:
        return None
    if term.args[0] != params(term)[0]:
        return None
    return with_param(term, params(term)[0], Param(name, domain))


def inline(rng: Random, term: Call) -> tuple[str, ast.expr] | None:
    """(what it needs, an expression) for a term: its one expression, or a call of a function that is written before."""
    found = written(rng, term, term.family.name, Style(others=0.2, steps=0.0, loops=0.0))
    if found is None:
        return None
    prelude, node = found
    if len(node.body) == 1 and isinstance(only := node.body[0], ast.Return) and only.value is not None:
        return prelude, only.value
    args = [ast.Name(a.arg, ast.Load()) for a in node.args.args]
    own = unbracketed(ast.unparse(ast.fix_missing_locations(node)))
    return "\n\n\n".join(p for p in (prelude, own) if p), ast.Call(ast.Name(node.name, ast.Load()), args, [])  # type: ignore[arg-type]


def introduced(rng: Random, slots: Sequence[tuple[str, str]]) -> str:
    """The parameters with what they are: "a list of integers xs and a number k". Each is (name, domain)."""
    parts = [f"{rng.choice(_described(domain))} {name}" for name, domain in slots]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _described(domain: str) -> tuple[str, ...]:
    found = tuple(d for d in DOMAINS[domain].described if "given" not in d and len(d) < 44)
    return found or (f"a {DOMAINS[domain].noun[0]}",)


def notes(slots: Sequence[tuple[str, str]]) -> str:
    """Sentences about the layout of the parameters where that is not plain; begins with a blank, or is empty."""
    found = [DOMAINS[d].format.replace("{}", n) for n, d in slots if DOMAINS[d].format]
    return "".join(f" {f[:1].upper() + f[1:] if not f.startswith(tuple(n for n, _ in slots)) else f}" for f in found)
