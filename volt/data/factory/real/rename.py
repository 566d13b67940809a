"""The act `rename`: function, parameters and locals under other sensible names, text edited to match."""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from random import Random

from volt.data.decontaminate import bound_names
from volt.data.factory.real.load import Real, entry_of
from volt.data.factory.real.make import Draft
from volt.data.factory.real.names import used_names
from volt.data.factory.real.statements import Story
from volt.data.factory.real.values import ties, type_of
from volt.data.factory.run import Call
from volt.data.naming import name_from, parameter_pool, restyled
from volt.program import Renamer

_SYNONYMS = (
    "res result answer ans out output ret",
    "total acc running_total summed",
    "count cnt counter how_many",
    "i idx index pos",
    "left lo low start l",
    "right hi high end r",
    "mid middle centre m",
    "best top record max_so_far",
    "seen visited known",
    "stack stk pending",
    "queue q todo",
    "dp table memo best_for",
    "word token w",
    "char ch letter c",
    "num number value x",
    "row line r",
    "col column c",
    "cur current now",
    "prev previous before last",
    "nxt following after",
    "temp tmp saved",
    "flag ok found",
    "length size n",
    "node vertex v",
    "graph g adjacency neighbours",
    "parts pieces chunks",
    "item element entry x",
    "key k name",
    "val value v",
)
_OTHERS: dict[str, list[str]] = {}
for _line in _SYNONYMS:
    _words = _line.split()
    for _word in _words:
        if len(_word) > 1 or _word == "i":  # what other single letters stand for is anybody's guess
            _OTHERS.setdefault(_word, []).extend(w for w in _words if w != _word and w not in _OTHERS.get(_word, ()))
_LENGTHS = ("n", "size", "length", "count", "total")
UNSURE = frozenset(
    ("a", "A", "I", "i", "as", "in", "is", "it", "of", "on", "to", "be", "do", "or", "an", "at", "by", "no")
)
"""Parameter names that are words as well."""
_PLAIN_NAME = re.compile(r"^(?:[a-z]{1,2}|[a-z]+\d+|\w+_\w+|[a-z]+[A-Z]\w*|nums|arr|lst|tup|dict|strs|mat)$")


def rename(rng: Random, real: Real) -> Draft | None:
    """One problem under other names."""
    renamed = renamed_real(rng, real)
    if renamed.code == real.code:
        return None
    return Draft("rename", real.set, (real.id,), renamed.code, renamed.entry, renamed.calls, renamed.story)


def renamed_real(rng: Random, real: Real, much: float = 0.8) -> Real:
    """The problem under other names; other acts start from it half of the time."""
    tree = ast.parse(real.code)
    function = entry_of(tree, real.entry)
    fixed = _fixed(tree, function)
    taken = used_names(tree) | set(dir(builtins)) | set(keyword.kwlist)
    mapping: dict[str, str] = {}
    story, tied = real.story, ties(real.calls)
    for place, name in enumerate(real.params):
        kind = "length" if place in tied else type_of(real.column(place))
        new = _parameter(rng, name, kind, taken | set(mapping.values()))
        if new and name not in fixed and rng.random() < much and _may_change(name, story, real.set):
            mapping[name] = new
            story = story if real.set == "transcoder_cpp2py" else story.edited(name, new)
    for name in sorted(bound_names(function) - set(real.params) - fixed - {real.entry}):
        new = _local(rng, name, taken | set(mapping.values()))
        if new and rng.random() < much:
            mapping[name] = new
    Renamer(mapping).visit(function)
    entry = new_name(rng, real, taken | set(mapping.values()))
    if entry != real.entry:
        Renamer({real.entry: entry}).visit(tree)
    params = tuple(mapping.get(p, p) for p in real.params)
    return Real(real.id, real.set, story, ast.unparse(tree), entry, params, real.calls, real.outcomes)


def new_name(rng: Random, real: Real, taken: set[str]) -> str:
    """A name for the function: from its text, or the old one in another style."""
    from_text = name_from(real.story.do) if real.story.do else ""
    old = _snake(real.entry)
    if real.entry == "is_answer":
        old = rng.choice(("is_answer", "is_right_answer", "check_answer", "satisfies", "is_solution", "holds"))
    new = from_text if from_text.isidentifier() and rng.random() < 0.5 else restyled(rng, old)
    fits = new.isidentifier() and new not in taken and not keyword.iskeyword(new) and len(new) <= 40
    return new if fits else real.entry


def _snake(name: str) -> str:
    name = re.sub(r"_set_\d+|_\d+$", "", name)
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _fixed(tree: ast.Module, function: ast.FunctionDef) -> set[str]:
    """Names that must stay: used as keywords, bound outside of the function, or looked up by `nonlocal` games."""
    found = {k.arg for n in ast.walk(tree) if isinstance(n, ast.Call) for k in n.keywords if k.arg}
    for node in tree.body:
        if node is function:
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(a.asname or a.name).partition(".")[0] for a in node.names}
        else:
            found |= bound_names(node)
    found |= {n.name for n in ast.walk(function) if isinstance(n, ast.ClassDef)}
    for cls in [n for n in ast.walk(function) if isinstance(n, ast.ClassDef)]:
        found |= bound_names(cls)
    return found


def _may_change(name: str, story: Story, kind: str) -> bool:
    """Whether the mentions of a parameter can be told from ordinary words."""
    if kind == "transcoder_cpp2py":
        return True
    if name not in story.words:
        return True
    return name not in UNSURE and bool(_PLAIN_NAME.match(name))


def _parameter(rng: Random, name: str, annotation: str, taken: set[str]) -> str:
    known = _LENGTHS if annotation == "length" else parameter_pool(annotation)
    pool = [n for n in (*known, *_OTHERS.get(name, ())) if n not in taken and n != name]
    return rng.choice(pool) if pool else ""


def _local(rng: Random, name: str, taken: set[str]) -> str:
    pool = [n for n in _OTHERS.get(name, ()) if n not in taken]
    if pool:
        return rng.choice(pool)
    plain = _snake(name)
    return plain if plain != name and plain.isidentifier() and plain not in taken else ""


def free_name(wanted: str, taken: set[str]) -> str:
    """The wanted name, or with a number where it is taken."""
    name, number = wanted, 2
    while name in taken or keyword.iskeyword(name) or name in dir(builtins):
        name, number = f"{wanted}{number}", number + 1
    return name


def joined(entry: str, ending: str, taken: set[str]) -> str:
    """A name that says what a function is built on, unless it gets too long."""
    name = f"{entry}_{ending}"
    return free_name(name if len(name) <= 40 else f"solve_{ending}", taken)


def same_calls(calls: tuple[Call, ...], order: list[int]) -> tuple[Call, ...]:
    """The calls with their arguments in another order."""
    return tuple(Call(tuple(c.args[i] for i in order)) for c in calls)
