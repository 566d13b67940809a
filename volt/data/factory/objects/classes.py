"""Classes: a kind of state, some methods of its vocabulary, and queries whose bodies are terms about the state."""

from __future__ import annotations

import ast
import copy
import re
from dataclasses import dataclass, replace
from random import Random

from volt.data.decontaminate import hash64, parse, tree_key
from volt.data.factory.brackets import unbracketed
from volt.data.factory.concepts import concepts_of
from volt.data.factory.inputs import annotation
from volt.data.factory.objects import trials
from volt.data.factory.objects.machines import drawn_machine
from volt.data.factory.objects.others import as_dataclass
from volt.data.factory.objects.parts import about_state, joined, name_for, said, written
from volt.data.factory.objects.tellings import Told, tell
from volt.data.factory.objects.trials import Doing, Step
from volt.data.factory.objects.vocab import Ask, Kind, Method, kinds
from volt.data.factory.record import Exercise
from volt.data.factory.run import load
from volt.data.factory.terms import Call, calls, params
from volt.data.factory.writing import Style

_STYLE = Style(steps=0.3, loops=0.3)
_MACHINES = 0.06
_TRIALS, _EXAMPLES, _TESTS = 13, 2, 8
_PLACES = {1: 2, 2: 3, 3: 4, 4: 5}
_RAISED = re.compile(r"raises (\w+)")
_STATE = "state_"


@dataclass(frozen=True)
class Written:
    """A method that is part of the class: its source, its words and how trials call it."""

    doing: Doing
    node: ast.FunctionDef
    says: str
    prelude: str = ""
    term: Call | None = None
    attribute: str | None = None


def draw_class(rng: Random, level: int) -> Exercise | None:
    """A class of about a level's size, or None when this attempt comes to nothing."""
    machine = rng.random() < _MACHINES
    kind, values, table = drawn_machine(rng) if machine else (rng.choice(kinds()), {}, "")
    cls = rng.choice(kind.names)
    dials = {n: rng.choice(_DIALS.get(n, (2, 3, 4, 5))) for n in sorted(kind.dials)}
    init = _taken(rng, rng.choice(kind.methods["init"]), dials, "__init__", table)
    chosen = _methods(rng, kind, level, dials)
    queries = _queries(rng, kind, level, {w.doing.name for w in chosen} | _attributes(init.node))
    if not queries and len(chosen) < 3:
        return None
    members = [init, *chosen, *queries]
    code = _source(cls, members, typed=rng.random() < 0.3)
    found = _tried(rng, code, kind, cls, members, values)
    if found is None:
        return None
    steps, behaviour = found
    if any(any(w.term and w.doing.name == n for w in queries) for n in _constant(members, steps)):
        return None
    return _exercise(rng, kind, cls, members, code, steps, behaviour, dials)


_DIALS = {
    "CAPACITY": (3, 4, 5), "STEP": (2, 3, 5, 7, 10), "LIMIT": (10, 20, 25, 50), "FEE": (1, 2, 3), "LOW": (0, 1, 2),
    "HIGH": (5, 8, 10, 12), "PRICE": (2, 3, 5), "SEATS": (2, 3, 4),
}  # fmt: skip


def _attributes(init: ast.FunctionDef) -> set[str]:
    return {n.attr for n in ast.walk(init) if isinstance(n, ast.Attribute)}


# ---- methods of the vocabulary ---------------------------------------------------------------------------------------


def _methods(rng: Random, kind: Kind, level: int, dials: dict[str, int]) -> list[Written]:
    versions = {n: rng.choice(m) for n, m in kind.methods.items() if n != "init"}
    must = [n for n, m in versions.items() if m.must]
    others = [n for n in versions if n not in must]
    more = max(1, _PLACES[level] - len(must)) if level > 1 else max(1, 2 - len(must))
    kept = set(must) | set(rng.sample(others, min(more, len(others))))
    names: set[str] = set()
    made = []
    for n in versions:
        if n in kept:
            free = [x for x in versions[n].names if x not in names] or [n]
            name = n if n.startswith("__") else rng.choice(free)
            names.add(name)
            made.append(_taken(rng, versions[n], dials, name))
    return made


class _Dialled(ast.NodeTransformer):
    def __init__(self, dials: dict[str, int]) -> None:
        self.dials = dials

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(self.dials[node.id]) if node.id in self.dials else node


def _numbered(text: str, dials: dict[str, int]) -> str:
    for dial, value in dials.items():
        text = re.sub(rf"\b{dial}\b", str(value), text)
    return text


def _taken(rng: Random, method: Method, dials: dict[str, int], name: str, prelude: str = "") -> Written:
    """The method with its name, its numbers and without its docstring."""
    node = copy.deepcopy(method.node)
    node.name = name
    node.body = node.body[1:]
    node = _Dialled(dials).visit(node)
    if "CAPACITY" in dials and method.name == "init" and node.args.defaults and "CAPACITY" in method.says[0]:
        node.args.defaults = [ast.Constant(dials["CAPACITY"])]
    says = _numbered(rng.choice(method.says), dials)
    returns = ast.unparse(node.returns) if node.returns else "None"
    asks = method.name in ("__len__", "__str__") or says.startswith(("returns", "tells"))
    doing = Doing(name, method.domains, len(node.args.defaults), asks and returns != "None", method.must)
    return Written(doing, ast.fix_missing_locations(node), says, prelude)


# ---- queries: terms about the state ----------------------------------------------------------------------------------


def _queries(rng: Random, kind: Kind, level: int, taken: set[str]) -> list[Written]:
    made: list[Written] = []
    wanted = rng.choice((1, 1, 2)) if level < 3 else 2
    for _ in range(14):
        if len(made) == wanted or not kind.asks:
            break
        query = _query(rng, rng.choice(kind.asks), level, taken)
        if query and query.term and all(query.term.family is not q.term.family for q in made if q.term):
            made.append(query)
            taken.add(query.doing.name)
    return made


def _query(rng: Random, ask: Ask, level: int, taken: set[str]) -> Written | None:
    term = about_state(rng, ask.domain, level, _STATE)
    if term is None:
        return None
    name = name_for(rng, term)
    found = None if name in taken else written(rng, term, name, _STYLE)
    if found is None or _STATE in found[0]:
        return None
    others = [p for p in params(term) if p.name != _STATE]
    prelude, node = found
    node = _rebased(node, ask.attribute)
    node.args.args = [ast.arg("self"), *(ast.arg(p.name, ast.Name(p.domain, ast.Load())) for p in others)]
    if "Any" not in (returned := annotation(term.domain)):
        node.returns = ast.parse(returned, mode="eval").body
    doing = Doing(name, tuple(p.domain for p in others), 0, True)
    return Written(
        doing,
        ast.fix_missing_locations(node),
        said(rng, term, {_STATE: _words(ask, term)}),
        prelude,
        term,
        ask.attribute,
    )


def _words(ask: Ask, term: Call) -> str:
    """The words for the state; in a condition in the singular, with which its verb agrees."""
    if term.domain == "Flag" and ask.domain in _HOLDERS:
        return f"the {_HOLDERS[ask.domain]} of {ask.words.removeprefix('the ')}"
    return ask.words


_HOLDERS = {
    **dict.fromkeys(("Ints", "Wholes", "Words", "Texts", "Points", "Pairs"), "list"), "Counts": "dictionary",
    "IntSet": "set",
}  # fmt: skip


def _rebased(node: ast.FunctionDef, attribute: str) -> ast.FunctionDef:
    """The function with `self.attribute` in the place of the state; by a name of its own where it is used often."""
    used = sum(isinstance(n, ast.Name) and n.id == _STATE for n in ast.walk(node))
    local = attribute if used > 3 and attribute not in {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} else ""

    class Based(ast.NodeTransformer):
        def visit_Name(self, at: ast.Name) -> ast.expr:
            if at.id != _STATE:
                return at
            if local:
                return ast.Name(local, at.ctx)
            return ast.Attribute(ast.Name("self", ast.Load()), attribute, at.ctx)

    node.body = [Based().visit(s) for s in node.body]
    if local:
        node.body.insert(0, ast.parse(f"{local} = self.{attribute}").body[0])
    return node


# ---- the class -------------------------------------------------------------------------------------------------------


def _source(cls: str, members: list[Written], *, typed: bool) -> str:
    """The whole program. Without `typed` no annotations are left."""
    body: list[ast.stmt] = []
    for w in members:
        node = copy.deepcopy(w.node)
        for arg in node.args.args:
            known = arg.annotation is not None and typed
            arg.annotation = (
                ast.parse(_typed(ast.unparse(arg.annotation)), mode="eval").body if known and arg.annotation else None
            )
        node.returns = node.returns if typed else None
        body.append(node)
    text = ast.unparse(ast.fix_missing_locations(ast.ClassDef(cls, [], [], body, [])))
    return joined([w.prelude for w in members], _spaced(unbracketed(text).replace(":\n\n    def", ":\n    def", 1)))


def _typed(domain: str) -> str:
    return "str" if domain in ("Event", "State") else annotation(domain)


def _spaced(text: str) -> str:
    """`n: int=0` as `n: int = 0` in the headers of methods."""
    return re.sub(r"^    def .*$", lambda m: re.sub(r"(: [\w\[\], |]+?)=", r"\1 = ", m[0]), text, flags=re.MULTILINE)


def _tried(
    rng: Random, code: str, kind: Kind, cls: str, members: list[Written], values: dict[str, tuple[str, ...]]
) -> tuple[list[list[Step]], int] | None:
    """Trials that differ, and what the class answers on fixed ones. None when it breaks or says too little."""
    function = load(code, cls)
    if function is None:
        return None
    promised = {e for w in members for e in _RAISED.findall(w.says)}
    init, *doings = (w.doing for w in members)
    found: list[list[Step]] = []
    fixed: list[str] = []
    for place in range(_TRIALS + 4):
        dice = Random(f"trial {place} {kind.label}") if place < 4 else rng
        steps = trials.trial(function, init, doings, dice, values)
        if steps is None or trials.unexpected(steps, promised):
            return None
        if place < 4:
            fixed.append(repr([(s.args, s.text, s.error) for s in steps]))
        elif not trials.is_long(steps) and steps not in found:
            found.append(steps)
    called = {s.name for steps in found for s in steps}
    if len(found) < 6 or not {d.name for d in doings} <= called:
        return None
    return found, hash64("\x1f".join(fixed))


def _constant(members: list[Written], found: list[list[Step]]) -> list[str]:
    """Methods that answer the same whenever they are asked."""
    answers: dict[str, list[str]] = {w.doing.name: [] for w in members if w.doing.asks}
    for steps in found:
        for s in steps:
            if s.name in answers:
                answers[s.name].append(s.text or s.error)
    return [n for n, texts in answers.items() if len(set(texts)) < 2 or len(texts) < 4]


def _exercise(
    rng: Random, kind: Kind, cls: str, members: list[Written], code: str, found: list[list[Step]], behaviour: int,
    dials: dict[str, int],
) -> Exercise | None:  # fmt: skip
    variable = rng.choice((_snake(cls), _snake(cls).rpartition("_")[2], cls[0].lower(), "obj"))
    if variable in {n.id for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Name)}:
        variable = "thing"
    answering = {s.name for steps in found for s in steps if s.text not in ("", "None")}
    ordered = _ranked(found, {w.doing.name for w in members})
    tests = list(dict.fromkeys(trials.as_test(cls, variable, s, answering) for s in ordered))
    if len(tests) < 5:
        return None
    shown = ordered[:_EXAMPLES]
    told = Told(
        cls, _numbered(rng.choice(kind.about), dials), [(_call(w), _header(w), w.says) for w in members],
        [(trials.as_session(cls, variable, s), trials.as_test(cls, variable, s, answering)) for s in shown],
    )  # fmt: skip
    texts = list(dict.fromkeys(tell(rng, told) for _ in range(4)))[:3]
    used = [c.family for w in members if w.term for c in calls(w.term) if c.family.module]
    size = len(members) - 1
    return Exercise(
        kind="write", source="objects", family=kind.label,
        families=(kind.label, *dict.fromkeys(f.name for f in used)),
        concepts=tuple(dict.fromkeys(["classes", *(c for f in used for c in f.concepts), *concepts_of(code)])),
        level=1 + (size > 3) + (size > 5) + (code.count("\n") > 38),
        entry_point=cls, signature=f"class {cls}:", typed_signature=f"class {cls}:",
        request=texts[0], paraphrases=tuple(texts[1:]), examples=tuple(tests[:_EXAMPLES]), reference=code,
        alternatives=_alternatives(rng, code, cls, members, found), tests=tuple(tests[_EXAMPLES : _EXAMPLES + _TESTS]),
        tree_key=_tree(code), behaviour_key=behaviour,
    )  # fmt: skip


def _alternatives(rng: Random, code: str, cls: str, members: list[Written], found: list[list[Step]]) -> tuple[str, ...]:
    """The class with its queries written another way, and as a dataclass, where that answers the same."""
    again = [_rewritten(rng, w) for w in members]
    options = [_source(cls, again, typed=False), as_dataclass(code, cls) if rng.random() < 0.6 else ""]
    kept: list[str] = []
    for other in options:
        function = load(other, cls) if other else None
        if function is None or _tree(other) in {_tree(c) for c in (code, *kept)}:
            continue
        if all(trials.perform(function, [(s.name, s.args) for s in steps]) == steps for steps in found):
            kept.append(other)
    return tuple(kept)


def _rewritten(rng: Random, w: Written) -> Written:
    if w.term is None or w.attribute is None:
        return w
    found = written(rng, w.term, w.doing.name, Style(others=0.7, steps=0.3, loops=0.6))
    if found is None or _STATE in found[0]:
        return w
    prelude, node = found
    node = _rebased(node, w.attribute)
    node.args, node.returns = w.node.args, w.node.returns
    return replace(w, node=ast.fix_missing_locations(node), prelude=prelude)


def _tree(code: str) -> int:
    module = parse(code)
    return tree_key(module) if module is not None else 0


def _ranked(found: list[list[Step]], names: set[str]) -> list[list[Step]]:
    """Trials so that the first ones call all methods where possible, none of them refused by the constructor."""
    order: list[list[Step]] = []
    rest = found[:]
    missing = set(names)
    while rest:
        best = max(rest, key=lambda s: (not s[0].error, len(missing & {x.name for x in s}), -len(s)))
        rest.remove(best)
        order.append(best)
        missing -= {x.name for x in best}
        missing = missing or set(names)
    return order


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _header(w: Written) -> str:
    args = copy.deepcopy(w.node.args)
    for a in args.args:
        a.annotation = None
    return f"def {w.doing.name}({ast.unparse(args)}):"


def _call(w: Written) -> str:
    args = copy.deepcopy(w.node.args)
    args.args = args.args[1:]
    for a in args.args:
        a.annotation = None
    return f"{w.doing.name}({ast.unparse(args)})"
