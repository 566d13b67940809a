"""Generator functions: list-valued terms that yield, endless streams, running values, and pieces of a list."""

from __future__ import annotations

import ast
from random import Random
from typing import Any

from volt.data.decontaminate import parse
from volt.data.factory.brackets import unbracketed
from volt.data.factory.growing import element, grow, pick
from volt.data.factory.objects.functions import Plan, finished
from volt.data.factory.objects.parts import about_state, inline, joined, name_for, unary, voice_for, written
from volt.data.factory.probing import arguments_for, probes
from volt.data.factory.reading import families
from volt.data.factory.record import Exercise
from volt.data.factory.terms import Call, Const, params, subterms
from volt.data.factory.writing import Style

_INPUTS = 22
_NOUNS = ("generator function", "generator", "generator function")


def draw_generator(rng: Random, level: int) -> Exercise | None:
    """A generator function of about a level, or None when this attempt comes to nothing."""
    made = rng.choice((_of_list, _of_list, _stream, _running, _pieces))
    plan = made(rng, level)
    if plan is None:
        return None
    domains = tuple(d for _, d in plan.slots)
    constants = tuple(t.value for term in plan.terms for t in subterms(term) if isinstance(t, Const))
    inputs = arguments_for(domains, constants, _INPUTS, rng) if domains else [[]]
    return finished(rng, plan, _small(inputs, plan), _small([list(p) for p in probes(domains)], plan))


def _small(inputs: list[list[Any]], plan: Plan) -> list[list[Any]]:
    """Starts and limits of streams kept small, or nothing would be seen in time."""
    if plan.label != "generator_stream":
        return inputs
    return [[abs(x) % 40 + 1 if isinstance(x, int) else x for x in row] for row in inputs]


def _text(node: ast.AST) -> str:
    lines = unbracketed(ast.unparse(ast.fix_missing_locations(node))).split("\n")
    return "\n".join(_bare(line) for line in lines)


def _bare(line: str) -> str:
    """`yield (x + 1)` without the brackets."""
    word = "yield from" if "yield from (" in line else "yield"
    start, found, inside = line.partition(f"{word} (")
    bare = f"{word} {inside[:-1]}"
    if not found or start.strip() or not line.endswith(")"):
        return line
    tree = parse(bare)
    return f"{start}{bare}" if tree and ast.dump(tree) == ast.dump(ast.parse(line.strip())) else line


# ---- terms that give lists -------------------------------------------------------------------------------------------


def _of_list(rng: Random, level: int) -> Plan | None:
    """A list-valued term, whose elements are yielded."""
    found = [f for f in families().values() if element(f.gives) or f.gives.startswith("list[")]
    term = grow(rng, level, pick(rng, found))
    if term is None or any(p.domain in ("Tree", "Nested") and len(params(term)) > 1 for p in params(term)):
        return None
    entry = rng.choice(("{}", "iter_{}", "{}_lazily", "yield_{}")).format(name_for(rng, term))
    code = _yielding_code(rng, term, entry, 0.2)
    if code is None:
        return None
    other = _yielding_code(rng, term, entry, 0.9)
    voice = voice_for(rng, term, {})
    does = rng.choice(("yields {}", "yields {}, one at a time", "yields one after the other {}")).format(
        voice.finish(voice.elements(term, "each", ()))
    )
    return Plan(
        "generator", entry, tuple((p.name, p.domain) for p in params(term)), code, does, returns="generator",
        terms=(term,), concepts=("generators",), noun=rng.choice(_NOUNS), alternatives=(other,) if other else (),
    )  # fmt: skip


def _yielding_code(rng: Random, term: Call, entry: str, others: float) -> str | None:
    found = written(rng, term, entry, Style(others=others, steps=0.4, loops=0.8), most=16)
    if found is None:
        return None
    prelude, node = found
    yielding = yielded(node)
    return joined([prelude], _text(yielding)) if yielding else None


def yielded(node: ast.FunctionDef) -> ast.FunctionDef | None:
    """The function that yields what this one returns as a list; None where that would not read well."""
    if any(isinstance(n, ast.Name) and n.id == node.name for n in ast.walk(node)):
        return None
    last = node.body[-1]
    if not isinstance(last, ast.Return) or last.value is None or any(isinstance(n, ast.Lambda) for n in ast.walk(node)):
        return None
    inner = [n for s in node.body for n in ast.walk(s) if isinstance(n, ast.FunctionDef)]
    returns = [n for n in ast.walk(node) if isinstance(n, ast.Return)]
    if inner or any(r is not last and ast.unparse(r.value or last) != "[]" for r in returns):
        return None
    name = last.value.id if isinstance(last.value, ast.Name) else ""
    if name and _only_appended(node, name):
        node.body = [s for s in node.body[:-1] if not (isinstance(s, ast.Assign) and ast.unparse(s.targets[0]) == name)]
        return _Appends(name).visit(node)
    node.body[-1:] = _yields(last.value)
    return _Appends("").visit(node)


def _yields(value: ast.expr) -> list[ast.stmt]:
    if isinstance(value, ast.Call) and ast.unparse(value.func) == "list" and len(value.args) == 1:
        value = value.args[0]
    if not isinstance(value, ast.ListComp | ast.GeneratorExp):
        return [ast.Expr(ast.YieldFrom(value))]
    body: list[ast.stmt] = [ast.Expr(ast.Yield(value.elt))]
    for loop in reversed(value.generators):
        for condition in reversed(loop.ifs):
            body = [ast.If(condition, body, [])]
        body = [ast.For(loop.target, loop.iter, body, [])]
    return body


def _only_appended(node: ast.FunctionDef, name: str) -> bool:
    """Whether a list starts empty and is only appended to before it is returned."""
    starts = [s for s in node.body if isinstance(s, ast.Assign) and ast.unparse(s) == f"{name} = []"]
    appends = [
        n for n in ast.walk(node)
        if isinstance(n, ast.Expr) and isinstance(n.value, ast.Call) and ast.unparse(n.value.func) == f"{name}.append"
    ]  # fmt: skip
    uses = sum(isinstance(n, ast.Name) and n.id == name for n in ast.walk(node))
    return len(starts) == 1 and bool(appends) and uses == len(appends) + 2


class _Appends(ast.NodeTransformer):
    """`found.append(x)` as `yield x`, and `return []` as `return`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def visit_Expr(self, node: ast.Expr) -> ast.Expr:
        if self.name and isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == f"{self.name}.append":
            return ast.Expr(ast.Yield(node.value.args[0]))
        return node

    def visit_Return(self, node: ast.Return) -> ast.Return:
        return ast.Return(None)


# ---- streams of numbers ----------------------------------------------------------------------------------------------

_LOOPS = {
    "endless": "def {f}({start}):\n    n = start\n    while True:\n{body}\n        n += {step}",
    "limit": "def {f}(limit):\n    for n in range({first}, limit + 1):\n{body}",
    "count": "def {f}(count):\n    n = {first}\n    found = 0\n    while found < count:\n{body}\n        n += 1",
}


def _stream(rng: Random, level: int) -> Plan | None:
    """Numbers that fulfil a condition, or something of each: without end, up to a limit, or a number of them."""
    way = rng.choice(("endless", "endless", "limit", "count"))
    keep = unary(rng, "Natural", "Flag", "n") if rng.random() < 0.75 else None
    give = unary(rng, "Natural", rng.choice(("Int", "Text", "")), "n") if keep is None or rng.random() < 0.35 else None
    if keep is None and (give is None or way == "count"):
        return None
    needs: list[str] = []
    shown, test = "n", ""
    for term in (keep, give):
        if term is not None:
            made = inline(rng, term)
            if made is None:
                return None
            needs.append(made[0])
            shown, test = (ast.unparse(made[1]), test) if term is give else (shown, ast.unparse(made[1]))
    pad = " " * 8
    lines = [f"yield {shown}", *(["found += 1"] if way == "count" else [])]
    body = (
        f"{pad}if {test}:\n" + "\n".join(f"{pad}    {x}" for x in lines) if test else "\n".join(pad + x for x in lines)
    )
    step, first = rng.choice((1, 1, 1, 2, 3)), rng.choice((1, 1, 1, 2))
    default = way == "endless" and rng.random() < 0.4
    entry = _stream_name(rng, keep, give)
    code = _LOOPS[way].format(f=entry, start="start=1" if default else "start", body=body, step=step, first=first)
    name = {"endless": "start", "limit": "limit", "count": "count"}[way]
    domain = "Small" if way == "count" else "Natural"
    terms = tuple(t for t in (keep, give) if t is not None)
    return Plan(
        "generator_stream", entry, ((name, domain),), joined(needs, _text(ast.parse(code))),
        _stream_says(rng, way, keep, give, step, first), returns="generator", terms=terms, concepts=("generators",),
        noun=rng.choice(_NOUNS), defaults={"start": "1"} if default else {},
        lazy=rng.randint(4, 6) if way == "endless" else 0,
    )  # fmt: skip


def _stream_name(rng: Random, keep: Call | None, give: Call | None) -> str:
    if give is None and keep is not None:
        return name_for(rng, keep).removeprefix("is_") + rng.choice(("_numbers", "_sequence", "_stream"))
    return name_for(rng, give or keep) + rng.choice(("_stream", "_sequence", "_series")) if give or keep else "numbers"  # type: ignore[arg-type]


def _stream_says(rng: Random, way: str, keep: Call | None, give: Call | None, step: int, first: int) -> str:
    steps = "start + 1, start + 2 and so on" if step == 1 else f"start + {step}, start + {2 * step} and so on"
    if way == "endless":
        source = f"the numbers n = start, {steps} without end"
    elif way == "limit":
        source = f"the numbers n from {first} to limit"
    else:
        source = f"the first count numbers n, starting the search at {first},"
    condition = f" for which {voice_for(rng, keep, {}).clause(keep)}" if keep else ""
    if give is None:
        return f"yields{'' if way == 'count' else ' in order'} {source}{condition}"
    phrase = voice_for(rng, give, {}).noun_phrase(give)
    return f"goes through {source}{condition} and yields for each of them {phrase}"


# ---- running values --------------------------------------------------------------------------------------------------

_FOLDS = (
    ("the sum so far", "total = 0", "total += {x}", "total", "running_sum"),
    ("the largest value so far", "best = None", "value = {x}\nif best is None or value > best:\n    best = value",
     "best", "running_max"),
    ("the smallest value so far", "best = None", "value = {x}\nif best is None or value < best:\n    best = value",
     "best", "running_min"),
    ("the number of different values so far", "seen = set()", "seen.add({x})", "len(seen)", "distinct_so_far"),
    ("the difference to the value before (the first one counts as it is)", "last = 0",
     "value = {x}\nchange = value - last\nlast = value", "change", "changes"),
)  # fmt: skip


def _running(rng: Random, level: int) -> Plan | None:
    """A value for every element: what came together so far, of those that fulfil a condition, of something of each."""
    keep = unary(rng, "Int", "Flag", "x") if rng.random() < 0.6 else None
    give = unary(rng, "Int", "Int", "x") if keep is None or rng.random() < 0.5 else None
    if keep is None and give is None:
        return None
    says, start, update, shown, name = rng.choice(_FOLDS)
    needs, value, test = [], "x", ""
    for term in (keep, give):
        made = inline(rng, term) if term is not None else None
        if term is not None and made is None:
            return None
        if made is not None:
            needs.append(made[0])
            value, test = (ast.unparse(made[1]), test) if term is give else (value, ast.unparse(made[1]))
    xs = rng.choice(("xs", "numbers", "nums", "items"))
    always = bool(test) and start != "best = None" and "change" not in shown and rng.random() < 0.4
    if value == "x" and "best" in shown:
        update = update.partition("\n")[2].replace("value", "x")
    inner = update.format(x=value).split("\n")
    last = f"yield {shown}"
    body = [f"if {test}:", *(f"    {x}" for x in inner), last if always else f"    {last}"] if test else [*inner, last]
    code = f"def {name}({xs}):\n    {start}\n    for x in {xs}:\n" + "\n".join(f"        {x}" for x in body)
    of = f"{voice_for(rng, give, {}).noun_phrase(give)}" if give else "x"
    condition = f" for which {voice_for(rng, keep, {}).clause(keep)}" if keep else ""
    if always:
        which = f"only the elements x{condition} count" if give is None else f"only the values of x{condition} count"
        does = f"yields for every x in {xs} {says}, where {which}{f'; the value of x is {of}' if give else ''}"
    elif give is None:
        does = f"goes through the elements x of {xs}{condition} and yields after each of them {says}"
    else:
        does = f"takes {of} as the value of each x in {xs}{condition} and yields after each of them {says}"
    terms = tuple(t for t in (keep, give) if t is not None)
    return Plan(
        "generator_running", name, ((xs, "Ints"),), joined(needs, _text(ast.parse(code))), does, returns="generator",
        terms=terms, concepts=("generators",), noun=rng.choice(_NOUNS),
    )  # fmt: skip


# ---- pieces of a list ------------------------------------------------------------------------------------------------

_PIECES = (
    ("each chunk of {k} numbers of xs from left to right (the last one may be shorter)", "chunk",
     "for start in range(0, len(xs), {k}):\n    chunk = xs[start:start + {k}]\n    yield {x}"),
    ("each window of {k} neighbouring numbers of xs from left to right", "window",
     "for start in range(len(xs) - {k} + 1):\n    window = xs[start:start + {k}]\n    yield {x}"),
    ("each non-empty prefix of xs from the shortest to the longest", "prefix",
     "for end in range(1, len(xs) + 1):\n    prefix = xs[:end]\n    yield {x}"),
    ("each non-empty suffix of xs from the longest to the shortest", "suffix",
     "for start in range(len(xs)):\n    suffix = xs[start:]\n    yield {x}"),
    ("each run of equal neighbours in xs from left to right", "run",
     "start = 0\nfor end in range(1, len(xs) + 1):\n    if end == len(xs) or xs[end] != xs[start]:\n"
     "        run = xs[start:end]\n        yield {x}\n        start = end"),
    ("each ascending stretch of xs (as long as possible, every number at least as large as the one before)", "stretch",
     "stretch = []\nfor x in xs:\n    if stretch and x < stretch[-1]:\n        yield {x}\n        stretch = []\n"
     "    stretch.append(x)\nif stretch:\n    yield {x}"),
    ("each part of xs between zeros (parts may be empty)", "part",
     "part = []\nfor x in xs:\n    if x == 0:\n        yield {x}\n        part = []\n    else:\n"
     "        part.append(x)\nyield {x}"),
)  # fmt: skip


def _pieces(rng: Random, level: int) -> Plan | None:
    """Something of every piece of a list."""
    says, name, body = rng.choice(_PIECES)
    term = about_state(rng, "Ints", level, name)
    if term is None or len(params(term)) != 1 or term.family.name == "identity":
        return None
    made = inline(rng, term)
    if made is None:
        return None
    k = "{k}" in body
    size = rng.choice(("k", "k", "2", "3", "4")) if k else ""
    slots = (("xs", "Ints"), ("k", "Small")) if size == "k" else (("xs", "Ints"),)
    entry = rng.choice(
        (f"{name_for(rng, term)}_of_{name}s", f"by_{name}", f"{name}_values", f"{name_for(rng, term)}_per_{name}")
    )
    if size.isdigit():
        body = body.replace("- {k} + 1", f"- {int(size) - 1}")
    text = body.format(k=size, x=ast.unparse(made[1]))
    lines = "\n".join(f"    {line}" for line in text.split("\n"))
    code = f"def {entry}({', '.join(n for n, _ in slots)}):\n{lines}"
    voice = voice_for(rng, term, {name: f"the {name}"})
    phrase = f"True if {voice.clause(term)} and False otherwise" if term.domain == "Flag" else voice.noun_phrase(term)
    return Plan(
        "generator_pieces", entry, slots, joined([made[0]], _text(ast.parse(code))),
        f"yields, for {says.format(k=size)}, {phrase}", returns="generator", terms=(term,), concepts=("generators",),
        noun=rng.choice(_NOUNS),
    )  # fmt: skip
