"""The Debugger strand: small edits of programs that nearly pass.

A near miss is a program that was judged and either passed some checks or answered with the right kind of value. Two
sources of repairs, both proposals only:

- the result is converted. Which conversion explains the values that came back is computed on the values themselves,
  so a program that returns a list where a tuple was due is put right by the first proposal;
- one place of the program is edited, then two places at once, cheapest first.
"""

from __future__ import annotations

import ast
import heapq
import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from volt.hard.strands.edits import Edit, applied, edits_of
from volt.hard.strands.plausible import ITERABLES, kind_of, kinds_of
from volt.request import Candidate, Source, Task
from volt.request.checks import expectations, parse
from volt.verify.verdict import Checked, Report, Verdict

_PAIR_EDITS = 40  # the cheapest edits, of which pairs are made
_NO_PLAIN_VALUE = object()
_EMPTY = {"num": "0", "bool": "False", "str": "''", "list": "[]", "tuple": "()", "dict": "{}", "set": "set()"}

# Conversions of a result: source, what it does to a value, and the cost when no value is there to tell.
_WRAPS: tuple[tuple[str, Callable[[Any], Any], float], ...] = (
    ("not {}", lambda v: not v, 1.5),
    ("list({})", list, 1.2),
    ("tuple({})", tuple, 1.2),
    ("sorted({})", sorted, 1.3),
    ("set({})", set, 1.4),
    ("{} + 1", lambda v: v + 1 if _is_number(v) else _NO_PLAIN_VALUE, 1.4),
    ("{} - 1", lambda v: v - 1, 1.4),
    ("len({})", len, 1.5),
    ("int({})", int, 1.5),
    ("str({})", str, 1.5),
    ("round({}, 2)", lambda v: round(v, 2), 1.5),
    ("round({}, 1)", lambda v: round(v, 1), 1.9),
    ("round({})", round, 1.7),
    ("float({})", float, 1.8),
    ("abs({})", abs, 1.7),
    ("-{}", lambda v: -v, 1.8),
    ("bool({})", bool, 1.6),
    ("sum({})", sum, 1.7),
    ("max({})", max, 1.8),
    ("min({})", min, 1.8),
    ("{}[0]", lambda v: v[0], 1.7),
    ("{}[-1]", lambda v: v[-1], 1.7),
    ("{}[1]", lambda v: v[1], 1.9),
    ("{}[::-1]", lambda v: v[::-1], 1.6),
    ("sorted({}, reverse=True)", lambda v: sorted(v, reverse=True), 1.7),
    ("list(dict.fromkeys({}))", lambda v: list(dict.fromkeys(v)), 1.8),
    ("[{}]", lambda v: [v], 1.8),
    ("({},)", lambda v: (v,), 2.0),
    ("dict({})", dict, 1.8),
    ("''.join({})", "".join, 1.6),
    ("' '.join({})", " ".join, 1.8),
    ("''.join(map(str, {}))", lambda v: "".join(map(str, v)), 1.9),
    ("{}.strip()", lambda v: v.strip(), 1.8),
    ("{}.lower()", lambda v: v.lower(), 2.0),
    ("{}.upper()", lambda v: v.upper(), 2.0),
    ("{}.split()", lambda v: v.split(), 2.0),
    ("list(map(list, {}))", lambda v: list(map(list, v)), 2.0),
    ("list(map(tuple, {}))", lambda v: list(map(tuple, v)), 2.0),
    ("tuple(map(tuple, {}))", lambda v: tuple(map(tuple, v)), 2.1),
    ("list(map(str, {}))", lambda v: list(map(str, v)), 2.1),
    ("list(map(int, {}))", lambda v: list(map(int, v)), 2.1),
    ("{} / 2", lambda v: v / 2, 2.2),
    ("{} // 2", lambda v: v // 2, 2.1),
    ("{} * 2", lambda v: v * 2 if _is_number(v) else _NO_PLAIN_VALUE, 2.2),
)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


class DebuggerStrand:
    """Proposes edits of programs that were judged and nearly passed."""

    def __init__(self, judged: Sequence[tuple[Candidate, Report]], programs: int = 6, most: int = 300) -> None:
        """`judged`: candidates with their reports; `programs`: near misses worked on; `most`: edits of each."""
        self._judged = judged
        self._programs = programs
        self._most = most

    def propose(self, task: Task, deadline: float) -> Iterator[Candidate]:
        """Yield repairs of the nearest misses in turn, until exhausted or the deadline has passed."""
        chosen = near_misses(self._judged, task, self._programs)
        lines = [repairs(task, c.code, r.checks, self._most, c.note) for c, r in chosen]
        tried = {candidate.code for candidate, _ in self._judged}
        for batch in itertools.zip_longest(*lines):
            for repair in batch:
                if time.monotonic() > deadline:
                    return
                if repair is not None and repair.code not in tried:
                    tried.add(repair.code)
                    yield repair


def near_misses(judged: Sequence[tuple[Candidate, Report]], task: Task, limit: int) -> list[tuple[Candidate, Report]]:
    """The programs worth repairing: they ran, and passed some checks or answered with the right kind of value."""
    scored = [(_nearness(report, task), i) for i, (_, report) in enumerate(judged)]
    best = heapq.nlargest(limit, ((near, -i) for near, i in scored if near > 0))
    return [judged[-i] for _, i in best]


def _nearness(report: Report, task: Task) -> float:
    """From 0, hopeless, to 1: the mean over checks of how near the answer came."""
    if report.verdict in (Verdict.PASSED, Verdict.MALFORMED, Verdict.VETOED, Verdict.INFRA, Verdict.UNCHECKED):
        return 0.0
    values = [_closeness(check, task) for check in report.checks]
    return sum(values) / len(values) if values else 0.0


def _closeness(check: Checked, task: Task) -> float:
    if check.verdict is Verdict.PASSED:
        return 1.0
    pair = _values(check, task)
    if check.verdict is not Verdict.WRONG or pair is None:
        return 0.05 if check.verdict in (Verdict.WRONG, Verdict.RAISED) else 0.0
    actual, expected = pair
    if any(_same(_wrapped_value(wrap, actual), expected) for _, wrap, _ in _WRAPS):
        return 0.9
    if kind_of(actual) != kind_of(expected):
        return 0.1
    if _is_number(actual) and _is_number(expected):
        return 0.6 if abs(actual - expected) <= 2 else 0.4
    if isinstance(actual, list | tuple | str | dict | set):
        shared = sum(item in actual for item in expected) / max(len(expected), len(actual), 1)
        return 0.3 + 0.5 * shared
    return 0.4


def _values(check: Checked, task: Task) -> tuple[Any, Any] | None:
    """What a failed check got and what it wanted, when both are plain values."""
    name = task.signature.name if task.signature else None
    found = list(expectations(parse(check.test), name))
    return (check.actual, found[0][1]) if len(found) == 1 else None


def _wrapped_value(wrap: Callable[[Any], Any], value: Any) -> Any:
    """The value converted, or a sentinel when the conversion does not apply."""
    try:
        return wrap(value)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError, OverflowError, RecursionError):
        return _NO_PLAIN_VALUE


def _same(left: Any, right: Any) -> bool:
    return type(left) is type(right) and bool(left == right)


def repairs(
    task: Task, code: str, checked: Sequence[Checked] = (), most: int = 300, note: str = ""
) -> Iterator[Candidate]:
    """Yield up to `most` distinct edits of a program, likeliest first. Nothing when it does not parse."""
    try:
        tree = parse(code)
    except SyntaxError:
        return
    name = task.signature.name if task.signature else None
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    asked = next((node for node in functions if node.name == name), None)
    if asked is None:
        return
    edits = [*_result_edits(asked, task, checked), *_guards(asked, task)]
    edits += [edit for function in functions for edit in edits_of(function, _constants(task))]
    edits.sort(key=lambda edit: edit.cost)
    seen, count = {ast.unparse(tree)}, 0
    for chosen in (*((edit,) for edit in edits), *_pairs(edits)):
        if count >= most:
            return
        with applied(chosen):
            new = ast.unparse(tree)
        if new not in seen:
            seen.add(new)
            count += 1
            cost = sum(edit.cost for edit in chosen)
            said = " and ".join(f"{edit.note} (line {edit.line})" for edit in chosen)
            shown = f"{note}; edited: {said}" if note else f"edited: {said}"
            yield Candidate(f"{new}\n", Source.REPAIRED, -cost, shown, {"edits": len(chosen)})


def _pairs(edits: Sequence[Edit]) -> list[tuple[Edit, Edit]]:
    """Two edits at different places, cheapest together first."""
    best = edits[:_PAIR_EDITS]
    pairs = [(a, b) for a, b in itertools.combinations(best, 2) if (a.parent, a.field) != (b.parent, b.field)]
    return sorted(pairs, key=lambda pair: pair[0].cost + pair[1].cost)


def _constants(task: Task) -> list[Any]:
    """Small numbers and strings of the examples' results, which the program may be lacking."""
    kept: list[Any] = []
    for example in task.examples:
        value = example.expected
        if isinstance(value, str) and len(value) <= 20 and value not in kept:
            kept.append(value)
    # A number is taken over only when several examples share it: one example's answer is no constant of the program.
    numbers = [e.expected for e in task.examples if _is_number(e.expected)]
    return kept[:4] + [n for n in dict.fromkeys(numbers) if numbers.count(n) > 1][:2]


def _result_edits(function: ast.FunctionDef, task: Task, checked: Sequence[Checked]) -> Iterator[Edit]:
    """Conversions of what is returned. Those that explain every value seen come first, others only without values."""
    pairs = [pair for check in checked if (pair := _values(check, task)) and _returned(check)]
    for template, wrap, cost in _WRAPS:
        if pairs and not all(_same(_wrapped_value(wrap, actual), expected) for actual, expected in pairs):
            continue
        yield from _wrap_returns(function, template, 0.1 if pairs else cost)


def _returned(check: Checked) -> bool:
    return check.verdict in (Verdict.PASSED, Verdict.WRONG)


def _wrap_returns(function: ast.FunctionDef, template: str, cost: float) -> Iterator[Edit]:
    """The conversion at the only return, or in a function around this one when there are several."""
    returns = [node for node in ast.walk(function) if isinstance(node, ast.Return) and node.value is not None]
    if len(returns) == 1 and returns[0].value is not None:
        value = returns[0].value
        yield Edit(returns[0], "value", None, _filled(template, value), cost, template.format("result"), value.lineno)
        return
    inner = f"{function.name}_value"
    names = [arg.arg for arg in [*function.args.posonlyargs, *function.args.args]]
    call = ast.Call(ast.Name(inner, ast.Load()), [ast.Name(name, ast.Load()) for name in names], [])
    if function.args.vararg or function.args.kwonlyargs or function.args.kwarg:
        return
    # The old body moves into an inner function; recursive calls keep meaning the converted one.
    body = parse(f"def {inner}({', '.join(names)}): pass").body[0]
    if isinstance(body, ast.FunctionDef):
        body.body = function.body
        new = [body, ast.Return(_filled(template, call))]
        yield Edit(function, "body", None, new, cost + 0.1, template.format("result"), function.lineno)


class _Fill(ast.NodeTransformer):
    """Puts an expression where a template has its hole."""

    def __init__(self, value: ast.expr) -> None:
        self._value = value

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._value if node.id == "hole" else node


def _filled(template: str, value: ast.expr) -> ast.expr:
    filled: ast.expr = _Fill(value).visit(ast.parse(template.format("hole"), mode="eval").body)
    return filled


def _guards(function: ast.FunctionDef, task: Task) -> Iterator[Edit]:
    """An answer for empty input: what an example with empty input expects, else the empty value of that kind."""
    kinds = kinds_of(example.expected for example in task.examples)
    if len(kinds) != 1 or not (empty := _EMPTY.get(next(iter(kinds)))):
        return
    for i, arg in enumerate([*function.args.posonlyargs, *function.args.args]):
        given = [e for e in task.examples if len(e.args) > i]
        if not given or not kinds_of(e.args[i] for e in given) <= ITERABLES:
            continue
        known = [repr(e.expected) for e in given if not e.args[i]]
        value = known[0] if known else empty
        guard = ast.parse(f"if not {arg.arg}:\n    return {value}").body
        new = [*guard, *function.body]
        yield Edit(function, "body", None, new, 0.7 if known else 1.8, f"guard for empty {arg.arg}", function.lineno)
