"""What never ends or has no measure: iterators without end, whoever reads them to it, and sizes beyond any memory."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator

from volt.safety import values as v
from volt.safety.resolve import Resolver
from volt.safety.sites import CallSite, Said
from volt.safety.table import words
from volt.safety.values import Const, Func, Values

HUGE = 1 << 28
"""Elements; a constant container of this size is a memory bomb."""
LONG = 10**11
"""Steps; nobody waits for a loop over so many."""

_ENDLESS = words("itertools.count() itertools.cycle() itertools.repeat()")
_THROUGH = {
    "builtins.enumerate": all, "builtins.iter": all, "builtins.map": all, "builtins.zip": all, "builtins.filter": any,
    "itertools.chain": any, "itertools.accumulate": any, "itertools.starmap": any, "itertools.pairwise": all,
    "itertools.zip_longest": any, "itertools.dropwhile": any, "itertools.filterfalse": any,
}  # fmt: skip
"""Functions that give an endless iterator when all, or any, of the iterators that they are given are endless."""
_CONSUMERS = words(
    "list tuple set frozenset sorted dict sum max min len bytes bytearray collections.deque collections.Counter"
    " functools.reduce math.fsum math.prod heapq.nlargest heapq.nsmallest operator.countOf operator.indexOf"
    " statistics.mean statistics.fmean statistics.median statistics.stdev random.choice random.sample"
)
_CONSUMING_METHODS = words("join extend update fromkeys writelines extendleft intersection union difference")
_SAME_EACH_TIME = words("int str float bool bytes list dict object")
_ALLOCATORS = words(
    "array.array numpy.ones numpy.zeros numpy.empty numpy.full numpy.arange os.urandom secrets.token_bytes"
    " secrets.token_hex random.randbytes torch.zeros torch.ones torch.empty torch.rand"
)
_WIDENING = words("ljust rjust center zfill expandtabs")
_EXPONENT = 10_000_000


def endless(source: ast.expr, resolver: Resolver) -> bool:
    """Whether iterating never ends: `itertools.count()`, `enumerate(itertools.repeat(x))`, `iter(int, 1)`."""
    source = source.value if isinstance(source, ast.Starred) else source
    paths = resolver.paths(source)
    if _ENDLESS.intersection(paths):
        many = isinstance(source, ast.Call) and (len(source.args) > 1 or bool(source.keywords))
        return not (many and "itertools.repeat()" in paths)
    if isinstance(source, ast.GeneratorExp):
        return endless(source.generators[0].iter, resolver)
    if not isinstance(source, ast.Call):
        return False
    called = resolver.paths(source.func)
    if "builtins.iter" in called and len(source.args) == 2:
        same = any(path.removeprefix("builtins.") in _SAME_EACH_TIME for path in resolver.paths(source.args[0]))
        always = source.args[0].body if isinstance(source.args[0], ast.Lambda) else None
        stop = v.constants(resolver.values(source.args[1]))
        return same or (isinstance(always, ast.Constant) and bool(stop) and always.value not in stop)
    for path in called:
        if path in _THROUGH and source.args:
            given = [endless(a, resolver) for a in source.args[path in ("builtins.map", "builtins.filter") :]]
            if given and _THROUGH[path](given):
                return True
    return any(_generates_forever(resolver.definition(x)) for x in resolver.values(source.func) if isinstance(x, Func))


def _generates_forever(node: ast.AST | None) -> bool:
    """Whether a function or class of the program's own gives values without ever coming to an end."""
    if isinstance(node, ast.FunctionDef):
        loops = [s for s in node.body if isinstance(s, ast.While) and _certain(s.test)]
        return any(_yields(loop) and not _ends(loop) for loop in loops)
    if isinstance(node, ast.ClassDef):
        gives = [m for m in node.body if isinstance(m, ast.FunctionDef) and m.name in ("__next__", "__getitem__")]
        return bool(gives) and not any(
            isinstance(n, ast.Raise | ast.Call | ast.Subscript) for m in gives for n in ast.walk(m)
        )
    return False


def _certain(test: ast.expr) -> bool:
    return isinstance(test, ast.Constant) and bool(test.value)


def _yields(loop: ast.While) -> bool:
    return any(isinstance(n, ast.Yield) for n in ast.walk(loop))


def _ends(loop: ast.While) -> bool:
    return any(isinstance(n, ast.Break | ast.Return | ast.Raise | ast.YieldFrom) for n in ast.walk(loop)) or any(
        isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "next" for n in ast.walk(loop)
    )


def consumes(site: CallSite, resolver: Resolver) -> Iterator[Said]:
    """Reads something endless to its end, or asks for more than there can be."""
    names = {path.removeprefix("builtins.") for path in site.paths}
    reads = bool(names & _CONSUMERS) or site.attribute in _CONSUMING_METHODS
    for given in site.node.args:
        source = given.value if isinstance(given, ast.Starred) else given
        if (reads or isinstance(given, ast.Starred)) and endless(source, resolver):
            plain = not isinstance(source, ast.GeneratorExp)
            yield Said("K5", "allocates without measure" if plain else "runs without end")
        if reads and (size(source, resolver) > HUGE):
            yield Said("K5", "allocates without measure")
    yield from _sizes(names, site)


def size(source: ast.expr, resolver: Resolver) -> int:
    """How many elements a known range or product of itertools has; 0 when that is not known."""
    if not isinstance(source, ast.Call):
        return 0
    if "builtins.range" in resolver.paths(source.func):
        given = [resolver.values(a) for a in source.args]
        ends = [c for values in given for c in v.constants(values) if isinstance(c, int)]
        return max(map(abs, ends), default=0) if len(given) < 3 and all(map(v.certain, given)) else 0
    return combinations(source, resolver)


def combinations(node: ast.Call, resolver: Resolver) -> int:
    """How many tuples `itertools.product`, `permutations` and `combinations` of known sizes give; 0 when not known."""
    paths = resolver.paths(node.func)
    sizes = [len(c) for a in node.args for c in v.constants(resolver.values(a)) if isinstance(c, str | tuple)]
    for part in node.args:
        if isinstance(part, ast.Call) and "builtins.range" in resolver.paths(part.func) and part.args:
            sizes += [c for c in v.constants(resolver.values(part.args[-1])) if isinstance(c, int)]
    if not sizes:
        return 0
    if "itertools.product" in paths:
        repeat = [resolver.values(k.value) for k in node.keywords if k.arg == "repeat"]
        times = max([c for r in repeat for c in v.constants(r) if isinstance(c, int)], default=1)
        return math.prod(sizes) ** min(times, 64)
    most, chosen = min(max(sizes), 128), _chosen(node, resolver)
    if "itertools.permutations" in paths:
        return math.perm(most, most if chosen is None else min(chosen, most))
    return math.comb(most, min(chosen, most)) if "itertools.combinations" in paths and chosen is not None else 0


def _chosen(node: ast.Call, resolver: Resolver) -> int | None:
    counts = [c for a in node.args[1:2] for c in v.constants(resolver.values(a)) if isinstance(c, int) and c >= 0]
    return max(counts, default=None)


def _sizes(names: set[str], site: CallSite) -> Iterator[Said]:
    """Sizes and exponents that are given as arguments."""
    whole = [c for values in (*site.args, *site.named.values()) for c in _numbers(values)]
    if names & _ALLOCATORS and any(c > HUGE * 2 for c in whole):
        yield Said("K5", "allocates without measure")
    if site.attribute in _WIDENING and any(c > HUGE for c in whole):
        yield Said("K5", "allocates without measure")
    if names & {"random.choices"} and any(c > HUGE for c in _numbers(site.named.get("k", v.NOTHING))):
        yield Said("K5", "allocates without measure")
    if names & {"math.factorial", "math.perm"} and any(c > _EXPONENT // 10 for c in whole):
        yield Said("K5", "computes a number without measure")
    powers = [*_numbers(site.args[1])] if len(site.args) == 2 else whole
    if names & {"pow", "operator.pow"} and len(site.args) == 2 and any(c > _EXPONENT for c in powers):
        yield Said("K5", "computes a number without measure")
    if site.attribute in ("__pow__", "__lshift__") and any(c > _EXPONENT for c in whole):
        yield Said("K5", "computes a number without measure")
    repeats = site.attribute in ("__mul__", "__imul__") or bool(names & {"operator.mul", "operator.imul"})
    if repeats and _held(site) and any(c > HUGE for c in whole):
        yield Said("K5", "allocates without measure")
    texts = [t for values in site.args for t in v.texts(values)]
    if names & {"fractions.Fraction", "decimal.Decimal"} and any(_long_exponent(t) for t in texts):
        yield Said("K5", "computes a number without measure")


def _numbers(values: Values) -> Iterator[int]:
    for value in values:
        held = value.value if isinstance(value, Const) else None
        for x in held if isinstance(held, tuple) else (held,):
            if isinstance(x, int) and not isinstance(x, bool):
                yield x


def _held(site: CallSite) -> bool:
    return any(
        isinstance(x, v.Seq) or (isinstance(x, Const) and isinstance(x.value, str | bytes | tuple))
        for x in site.base.union(*site.args)
    )


def _long_exponent(text: str) -> bool:
    digits = text.lower().partition("e")[2].lstrip("+-")
    return digits.isdigit() and int(digits[:12]) > _EXPONENT


def judge_starred(node: ast.Starred, resolver: Resolver) -> Iterator[Said]:
    """`[*itertools.count()]`, `*xs, = itertools.count()`."""
    if endless(node.value, resolver) or size(node.value, resolver) > HUGE:
        yield Said("K5", "allocates without measure")


def judge_membership(node: ast.Compare, resolver: Resolver) -> Iterator[Said]:
    """`-1 in itertools.count()`."""
    for op, right in zip(node.ops, node.comparators, strict=True):
        if isinstance(op, ast.In | ast.NotIn) and endless(right, resolver):
            yield Said("K5", "runs without end")
