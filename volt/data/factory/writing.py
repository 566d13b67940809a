"""Writes a term as a program: families with one expression go inline, others become the body, steps or helpers.

The work is done on syntax trees: names are kept apart, arguments that would be computed twice get a name, and holes
are filled in place. `polish` makes the result look as a person writes it.
"""

from __future__ import annotations

import ast
import builtins
import keyword
from dataclasses import dataclass, field
from functools import cache
from random import Random

from volt.data.factory.brackets import unbracketed
from volt.data.factory.inputs import ELEMENT_NOUNS
from volt.data.factory.polish import polished, spelled, unrolled
from volt.data.factory.reading import Family, modules, needed
from volt.data.factory.scopes import (
    assigned,
    bound_in,
    bound_names,
    clone,
    defined,
    ends_plainly,
    is_recursive,
    is_repeated,
    only_expression,
    source,
    uses,
    walk,
)
from volt.data.factory.terms import Bound, Call, Const, Lambda, Param, Term, params
from volt.program import Renamer

WIDTH = 110


class Unwritable(Exception):
    """The term does not make a readable program; another is tried."""


@dataclass(frozen=True)
class Style:
    """How a program is written: chances of other implementations, of named steps, of loops and of idioms."""

    others: float = 0.3
    steps: float = 0.5
    loops: float = 0.35
    spelled: float = 0.15
    """Chance of `filter`, `map` and `if`/`else` in the last line, where it is not a loop."""


@dataclass
class Writer:
    """One program. `definitions` are what it needs besides the function: imports, constants, helpers."""

    rng: Random
    entry: str
    style: Style
    taken: set[str]
    definitions: dict[str, ast.stmt] = field(default_factory=dict)
    helpers: list[ast.FunctionDef] = field(default_factory=list)
    bound: dict[str, ast.expr] = field(default_factory=dict)

    # ---- the function ------------------------------------------------------------------------------------------------

    def function(self, term: Call) -> ast.FunctionDef:
        """The function for a term, its parameters in order of appearance."""
        names = [p.name for p in params(term)]
        body: list[ast.stmt] = []
        writing = self._chosen(term.family)
        if only_expression(writing) is None and not is_recursive(writing, term.family.name):
            self._spliced(writing, term, body)
        else:
            body.append(ast.Return(self.expression(term, body)))
        args = ast.arguments(
            posonlyargs=[], args=[ast.arg(n) for n in names], kwonlyargs=[], kw_defaults=[], defaults=[]
        )
        return ast.FunctionDef(self.entry, args, body, [], None, None)

    def expression(self, term: Term, block: list[ast.stmt] | None) -> ast.expr:
        """A term as an expression; statements it needs go to `block`, where there is one."""
        if isinstance(term, Const):
            return ast.Constant(term.value)
        if isinstance(term, Param):
            return ast.Name(term.name, ast.Load())
        if isinstance(term, Bound):
            return clone(self.bound[term.name])
        writing = self._chosen(term.family)
        body = only_expression(writing)
        if not is_recursive(writing, term.family.name):
            if body is not None:
                return self._inlined(writing, body, term, block)
            if block is not None and ends_plainly(writing) and self.rng.random() < 0.4:
                return self._step(writing, term, block)
        return self._helped(writing, term, block)

    def _chosen(self, family: Family) -> ast.FunctionDef:
        own, *others = family.writings
        return self.rng.choice(others) if others and self.rng.random() < self.style.others else own

    # ---- one expression inline ---------------------------------------------------------------------------------------

    def _inlined(self, writing: ast.FunctionDef, body: ast.expr, term: Call, block: list[ast.stmt] | None) -> ast.expr:
        self._need(term.family, writing.name)
        values: dict[str, ast.expr] = {}
        for p, arg in zip(term.family.parameters, term.args, strict=True):
            if not isinstance(arg, Lambda):
                made = self.expression(arg, block)
                values[p.name] = self._named(made, arg, body, p.name, block, writing, term)
        return self._filled(self._apart(body, term), values, term)

    def _named(
        self, made: ast.expr, arg: Term, body: ast.expr, name: str, block: list[ast.stmt] | None,
        writing: ast.FunctionDef, term: Call,
    ) -> ast.expr:  # fmt: skip
        """The argument, by a name of its own where it would be computed more than once or a step reads better."""
        if isinstance(made, ast.Name | ast.Constant):
            return made
        again = uses(body, name) > 1 or is_repeated(body, name)
        size = sum(1 for _ in walk(made))
        cheap = size <= 5 and uses(body, name) <= 2
        wants = isinstance(arg, Call) and block is not None and self.rng.random() < self.style.steps
        if (not again or cheap) and not (wants and size > 8):
            return made
        if block is None:
            raise Unwritable("computed twice inside an expression")
        fresh = self._fresh(_label(arg))
        block.append(ast.Assign([ast.Name(fresh, ast.Store())], made))
        return ast.Name(fresh, ast.Load())

    def _filled(self, node: ast.expr, values: dict[str, ast.expr], term: Call) -> ast.expr:
        filled: ast.expr = _Fill(self, values, _holes(term)).visit(node)
        return filled

    def _apart(self, body: ast.expr, term: Call) -> ast.expr:
        """Names that the expression binds itself, renamed to fresh ones."""
        mine = frozenset(p.name for p in term.family.parameters)  # a variable of that name would be filled with a value
        renames = {n: self._fresh(n, element=_element_label(term), avoid=mine) for n in bound_in(body)}
        renamed: ast.expr = Renamer(renames).visit(clone(body))
        return renamed

    # ---- several statements ------------------------------------------------------------------------------------------

    def _spliced(self, writing: ast.FunctionDef, term: Call, block: list[ast.stmt]) -> None:
        """The statements of a family as the rest of `block`."""
        self._need(term.family, writing.name)
        block.extend(self._statements(writing, term, block))

    def _step(self, writing: ast.FunctionDef, term: Call, block: list[ast.stmt]) -> ast.expr:
        """The statements of a family before what comes next; its result by name."""
        self._need(term.family, writing.name)
        *before, last = self._statements(writing, term, block)
        block.extend(before)
        assert isinstance(last, ast.Return) and last.value is not None
        return last.value

    def _statements(self, writing: ast.FunctionDef, term: Call, block: list[ast.stmt]) -> list[ast.stmt]:
        values: dict[str, ast.expr] = {}
        renames: dict[str, str] = {}
        changed = assigned(writing)
        for p, arg in zip(term.family.parameters, term.args, strict=True):
            if isinstance(arg, Lambda):
                continue
            made = self.expression(arg, block)
            if p.name in changed or not isinstance(made, ast.Name | ast.Constant):
                fresh = self._fresh(_label(arg) if isinstance(arg, Call) else p.name)
                block.append(ast.Assign([ast.Name(fresh, ast.Store())], made))
                renames[p.name] = fresh
            else:
                values[p.name] = made
        mine = frozenset(p.name for p in term.family.parameters)
        local = sorted(changed - mine)
        inner = sorted(bound_names(writing) - changed - mine)
        renames |= {n: self._fresh(n, avoid=mine) for n in (*local, *inner)}
        fill = _Fill(self, values, _holes(term))
        return [fill.visit(Renamer(renames).visit(clone(s))) for s in writing.body]

    def _helped(self, writing: ast.FunctionDef, term: Call, block: list[ast.stmt] | None) -> ast.expr:
        """A call of a helper function, which is written when it is first needed."""
        self._need(term.family, writing.name)
        values = [self.expression(a, block) for a in term.args if not isinstance(a, Lambda)]
        free = [p.name for a in term.args if isinstance(a, Lambda) for p in params(a)]
        if any(isinstance(a, Lambda) and self._outer(a) for a in term.args):
            raise Unwritable("a helper inside a helper's hole")
        name = self._helper_name(term)
        made = clone(writing)
        made.name = name
        used = bound_names(writing) | {p.name for p in term.family.parameters}
        if set(free) & used:
            raise Unwritable("a helper's names clash with parameters")
        made = Renamer({writing.name: name, term.family.name: name}).visit(made)
        made.args.args = [ast.arg(p.name) for p in term.family.parameters if not p.hole]
        made.args.args += [ast.arg(n) for n in dict.fromkeys(free)]
        if free and is_recursive(writing, term.family.name):
            raise Unwritable("a recursive helper with more parameters")
        made.body = [_Fill(self, {}, _holes(term)).visit(s) for s in made.body]
        if all(ast.dump(made) != ast.dump(h) for h in self.helpers):
            self.helpers.append(made)
        args = [*values, *(ast.Name(n, ast.Load()) for n in dict.fromkeys(free))]
        return ast.Call(ast.Name(name, ast.Load()), args, [])

    def _outer(self, hole: Lambda) -> bool:
        """Whether a hole speaks of an element bound outside of it."""
        own = {b.name for b in hole.bound}
        stack: list[Term | Lambda] = [hole.body]
        while stack:
            at = stack.pop()
            if isinstance(at, Bound) and at.name not in own:
                return True
            if isinstance(at, Call):
                stack += at.args
        return False

    def _helper_name(self, term: Call) -> str:
        holes = any(isinstance(a, Lambda) for a in term.args)
        name = term.family.name
        if name == self.entry or (holes and name in {h.name for h in self.helpers}):
            name = f"{name}_of"
        self.taken.add(name)
        return name

    def _need(self, family: Family, writing: str) -> None:
        if not family.module:
            return
        for node in needed(family.module, writing):
            for name in defined(node):
                self.definitions[name] = node
        if strange := _families_called(family.module, writing) - {family.name, writing}:
            raise Unwritable(f"calls the family {min(strange)} by name")

    def _fresh(self, wanted: str, *, element: str = "", avoid: frozenset[str] = frozenset()) -> str:
        """The name itself where it is free, else one like it."""
        last = wanted.rpartition("_")[2]
        options = [
            wanted,
            element,
            last,
            *(_SYNONYMS.get(wanted, ())),
            f"{wanted}_2",
            f"{wanted}_3",
            f"{wanted}_4",
            f"{wanted}_5",
        ]
        for name in options:
            if name and name not in self.taken | avoid and not keyword.iskeyword(name) and not hasattr(builtins, name):
                self.taken.add(name)
                return name
        raise Unwritable("names run out")


_SYNONYMS = {
    "x": ("n", "item", "value", "y"), "n": ("number", "m"), "i": ("index", "j", "k"), "j": ("k", "other"),
    "c": ("char", "letter", "ch"), "s": ("text", "string"), "w": ("word",), "word": ("w", "term"),
    "d": ("digit", "divisor"),
    "result": ("found", "answer", "collected"), "total": ("amount", "running"), "count": ("tally", "matches"),
    "best": ("top", "record"), "a": ("first", "left"), "b": ("second", "right"), "item": ("entry", "x"),
    "k": ("size", "step"),
}  # fmt: skip


class _Fill(ast.NodeTransformer):
    """Puts values in the place of parameters, and the bodies of lambdas in the place of calls of holes."""

    def __init__(self, writer: Writer, values: dict[str, ast.expr], holes: dict[str, Lambda]) -> None:
        self.writer, self.values, self.holes = writer, values, holes

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.values and isinstance(node.ctx, ast.Load):
            return clone(self.values[node.id])
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if not (isinstance(node.func, ast.Name) and node.func.id in self.holes):
            self.generic_visit(node)
            return node
        hole = self.holes[node.func.id]
        for bound, arg in zip(hole.bound, node.args, strict=True):
            made: ast.expr = self.visit(arg)
            if not isinstance(made, ast.Name | ast.Constant | ast.Subscript) and _mentions(hole.body, bound.name) > 1:
                raise Unwritable("a hole's argument would be computed twice")
            self.writer.bound[bound.name] = made
        return self.writer.expression(hole.body, None)


@cache
def _families_called(module: str, writing: str) -> frozenset[str]:
    """The families of its module that a function names."""
    known = modules()[module]
    used = {n.id for n in walk(known.definitions[writing]) if isinstance(n, ast.Name)}
    return frozenset(used & {f.name for f in known.families})


def _holes(term: Call) -> dict[str, Lambda]:
    return {p.name: a for p, a in zip(term.family.parameters, term.args, strict=True) if isinstance(a, Lambda)}


def _mentions(term: Term, name: str) -> int:
    if isinstance(term, Bound):
        return int(term.name == name)
    if not isinstance(term, Call):
        return 0
    body = term.family.writings[0]
    return sum(
        _mentions(a, name) * max(1, uses(body, p.name))
        for p, a in zip(term.family.parameters, term.args, strict=True)
        if not isinstance(a, Lambda)
    )


def _label(arg: Term) -> str:
    """A name for the value of a term: the last telling word of its family's name, or all of it when short."""
    if not isinstance(arg, Call):
        return "value"
    words = arg.family.name.split("_")
    cut = next(
        (i for i, w in enumerate(words) if w in ("of", "in", "by", "with", "from", "to", "at", "as") and i), len(words)
    )
    label = "_".join(words[max(0, cut - 2) : cut])
    return label if label not in ("is", "has") else "flag"


def _element_label(term: Call) -> str:
    for p, a in zip(term.family.parameters, term.args, strict=True):
        if isinstance(a, Lambda) and p.hole:
            return ELEMENT_NOUNS.get(a.bound[0].domain, ("", ""))[0].rpartition(" ")[2]
    return ""


def program(rng: Random, term: Call, entry: str, style: Style) -> tuple[str, str]:
    """(what stands before the function, the function without annotations) as source. Unwritable when it is no good."""
    names = {p.name for p in params(term)}
    writer = Writer(rng, entry, style, {entry, *names})
    function = polished(writer.function(term))
    if rng.random() < style.loops:
        function = unrolled(rng, function, writer.taken)
    elif rng.random() < style.spelled:
        function = spelled(function)
    helpers = [polished(h) for h in writer.helpers]
    if _hidden(writer, [*helpers, function]):
        raise Unwritable("a name hides an import or a helper")
    before = [_text(n) for n in _ordered(writer, [*helpers, function])]
    text = _text(function)
    helper_texts = [_text(h) for h in helpers]
    imports = sorted(b for b in before if b.startswith(("import ", "from ")))
    others = [b for b in before if not b.startswith(("import ", "from "))]
    prelude = "\n\n\n".join(part for part in ("\n".join(imports), *others, *helper_texts) if part)
    if any(len(line) > WIDTH for line in f"{prelude}\n{text}".split("\n")):
        raise Unwritable("a line is too long")
    return prelude, text


def _text(node: ast.stmt) -> str:
    try:
        return unbracketed(source(node))
    except ValueError as error:  # before Python 3.12 an f-string cannot hold every expression
        raise Unwritable("an f-string cannot hold it") from error


def _hidden(writer: Writer, functions: list[ast.FunctionDef]) -> bool:
    """Whether a parameter or a variable has the name of something the program defines or imports."""
    outer = writer.definitions.keys() | {h.name for h in writer.helpers} | {writer.entry}
    return any(outer & (bound_names(f) | {a.arg for a in f.args.args}) for f in functions)


def _ordered(writer: Writer, functions: list[ast.FunctionDef]) -> list[ast.stmt]:
    """The definitions that are really used, in the order they were met, and none twice."""
    used = {n.id for f in functions for n in walk(f) if isinstance(n, ast.Name)}
    kept: list[ast.stmt] = []
    todo = list(writer.definitions.items())
    for _ in range(3):
        for name, node in todo:
            if name in used and node not in kept:
                kept.append(node)
                used |= {n.id for n in walk(node) if isinstance(n, ast.Name)}
    order = list(dict.fromkeys(id(v) for v in writer.definitions.values()))
    return sorted(kept, key=lambda n: order.index(id(n)))
