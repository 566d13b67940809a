"""What a run showed that contradicts what is written of a function: its docstring's examples, its annotations."""

from __future__ import annotations

import ast
import doctest
from collections.abc import Iterator, Sequence

from volt.hard.explain.drawing import calls_of, examples
from volt.hard.explain.fact import Fact, parameters, shown
from volt.hard.explain.find import Found
from volt.hard.explain.runs import Trial

_LENIENT = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
_WIDEST = 80
_NUMBERS = {"int": {"int", "bool"}, "float": {"float", "int", "bool"}, "complex": {"complex", "float", "int", "bool"}}
_FITTING = {name: {name} for name in ("str", "bytes", "bool", "list", "dict", "set", "frozenset", "tuple")} | _NUMBERS
"""The types that an annotation allows, by its name: a whole number passes for a float."""
_KEEPING = ("staticmethod", "classmethod", "cache", "lru_cache", "override", "final")
"""Decorators that leave a result as it is."""


def facts(found: Found, entry: str, trials: Sequence[Trial], hidden: frozenset[str]) -> Iterator[Fact]:
    """One fact for each wrong example, and one for the annotation. `hidden`: built-in names that the module binds."""
    if not found.owners:
        yield from _examples(found, trials)
    decorators = {ast.unparse(d).split("(")[0].split(".")[-1] for d in found.node.decorator_list}
    allowed = _allowed(found.node.returns, hidden)
    if allowed is None or not decorators <= {*_KEEPING}:
        return
    for trial in trials:
        if trial.ended == "returned" and trial.kind not in allowed and _is_fit(found, trial.given, hidden):
            annotation = ast.unparse(found.node.returns) if found.node.returns else ""
            call = f"{entry}({trial.given})"
            claim = {"kind": "contradicts annotation", "call": call, "type": trial.kind, "annotation": annotation}
            yield Fact(
                "output", f"its result is annotated {shown(annotation)}, but {call} gave {trial.kind}", claim, "run"
            )
            return


def _examples(found: Found, trials: Sequence[Trial]) -> Iterator[Fact]:
    known = {trial.given: trial for trial in trials if not trial.printed}
    for example in examples(found.node):
        given = calls_of(example.source, found.node.name)
        if given is None:
            if not _is_import(example.source):
                return  # what comes after it may stand on what it did
            continue
        trial = known.get(given)
        if trial is None or example.options.get(doctest.SKIP) or len(example.want) + len(given) > _WIDEST:
            continue
        says, gave = _wrong(example, trial)
        if says:
            call = f"{found.node.name}({given})"
            claim = {"kind": "contradicts docstring", "call": call, "says": example.want, "gave": repr(trial.value)}
            claim["raised"] = trial.kind if trial.ended == "raised" else ""
            yield Fact("example", f"the docstring says that {call} {says}; it {gave}", claim, "run")


def _wrong(example: doctest.Example, trial: Trial) -> tuple[str, str]:
    """What an example says and what came instead; empty where that may be the same."""
    want = example.want.strip()
    raised = (example.exc_msg or "").partition(":")[0].strip().rpartition(".")[2]
    gave = f"raised {trial.kind}" if trial.ended == "raised" else f"gave {trial.value!r}"
    if raised:
        same = trial.ended == "raised" and trial.kind == raised
        return ("", "") if same or trial.ended == "object" else (f"raises {raised}", gave)
    if trial.ended == "object" or trial.kind == "generator" or trial.own == ("taken",):
        return "", ""
    if not want:
        same = trial.ended == "returned" and trial.value is None
        return ("", "") if same or trial.ended == "raised" else ("gives nothing", gave)
    try:
        value = ast.literal_eval(want)
    except (ValueError, SyntaxError, TypeError, MemoryError):
        return "", ""  # it may print this, or it is the text of an object
    told = "" if trial.value is None else f"{trial.value!r}\n"
    if trial.ended == "returned" and (
        value == trial.value or doctest.OutputChecker().check_output(example.want, told, _LENIENT)
    ):
        return "", ""
    return f"gives {want}", gave


def _is_import(source: str) -> bool:
    try:
        return all(isinstance(one, ast.Import | ast.ImportFrom) for one in ast.parse(source).body)
    except SyntaxError:
        return False


def _is_fit(found: Found, given: str, hidden: frozenset[str]) -> bool:
    """Whether all that a call gives is what its parameters are annotated to be: else it says nothing of the result."""
    call = ast.parse(f"f({given})", mode="eval").body
    assert isinstance(call, ast.Call)
    node = found.node
    bound = found.owner is not None and "staticmethod" not in {ast.unparse(d) for d in node.decorator_list}
    plain = [*node.args.posonlyargs, *node.args.args][bound:]
    if len(call.args) > len(plain):
        return False
    named = {one.arg: one for one in parameters(node)}
    pairs = [*zip(plain, call.args, strict=False), *((named.get(k.arg or ""), k.value) for k in call.keywords)]
    for parameter, value in pairs:
        allowed = _allowed(parameter.annotation, hidden) if parameter is not None else None
        try:
            if allowed is None or type(ast.literal_eval(value)).__name__ not in allowed:
                return False
        except ValueError:
            return False
    return True


def _allowed(annotation: ast.expr | None, hidden: frozenset[str]) -> set[str] | None:
    """Names of the types that an annotation allows; None where that is not known."""
    match annotation:
        case ast.Constant(value=None):
            return {"NoneType"}
        case ast.Constant(value=str(text)):
            try:
                return _allowed(ast.parse(text, mode="eval").body, hidden)
            except SyntaxError:
                return None
        case ast.Name(id=name) if name not in hidden:
            return _FITTING.get(name)
        case ast.Subscript(value=ast.Name(id="Optional"), slice=inner):
            allowed = _allowed(inner, hidden)
            return None if allowed is None else {*allowed, "NoneType"}
        case ast.Subscript(value=ast.Name(id=name)) if name not in hidden:
            return _FITTING.get(name)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            first, other = _allowed(left, hidden), _allowed(right, hidden)
            return None if first is None or other is None else first | other
    return None
