"""All that is said of a function, put together: facts, estimates, runs, and the learned line."""

from __future__ import annotations

import ast
import re
import warnings
from functools import lru_cache
from pathlib import Path

from volt import around
from volt.data.mining import function_code
from volt.errors import CheckpointError
from volt.hard.explain import against, cost, effects, failing, form, kinds, loops, rebound, runs, sights, slices
from volt.hard.explain.apart import apart, watching
from volt.hard.explain.fact import Estimate, Explanation, Fact, parameters
from volt.hard.explain.find import Found
from volt.hard.explain.runs import Sandbox, Seen
from volt.hard.explain.summary import Summariser
from volt.safety.scopes import BUILTIN_NAMES
from volt.safety.veto import SafetyVerdict, Veto

_AROUND = 200_000
"""Characters of the modules around a file that are examined: two or three seconds of work."""

_TIME = re.compile(
    r"\b(?:today|utcnow|now|localtime|ctime)\(|\btime\.(?:time|monotonic|perf_counter|strftime)\(|\brandom\.\w+\(|\buuid[14]\("
)
"""What two runs within a second may not show to be different."""


def explain(
    source: str,
    tree: ast.Module,
    found: Found,
    sandbox: Sandbox | None = None,
    writer: Summariser | None = None,
    file: Path | None = None,
) -> Explanation:
    """Everything about a function of a file. Without `sandbox` nothing is run, without `writer` no line is written.

    file: where the source stands; what the function imports from beside it can be run only when that is known.
    """
    node = found.node
    program = slices.program(tree, source, found)
    whole, verdict = _examined(source), Veto().examine(program)
    allowed = verdict.allowed
    # A refusal that is not lifted is told as it is.
    cut = apart(program, found) if sandbox is not None and (not allowed or runs.why_not(found, program)) else ""
    if cut and not runs.why_not(found, cut):
        program, allowed = cut, True
    else:
        cut = ""
    first, last = min([node.lineno, *(d.lineno for d in node.decorator_list)]), node.end_lineno or node.lineno
    seen = [f for f in (*verdict.findings, *verdict.notes) if first <= f.line <= last]
    hidden = _hidden(tree)
    facts: list[Fact] = [*form.facts(found), *effects.facts(found, hidden), *failing.facts(found, tree, source)]
    facts += loops.facts(found, tree, hidden)
    static = any(ast.unparse(one) == "staticmethod" for one in node.decorator_list)
    guesses = kinds.guesses(node, plain=found.owner is None or static)
    known = {one.arg for one in parameters(node) if one.annotation is not None}  # that is a fact, and said
    known |= {one.arg for one in (node.args.vararg, node.args.kwarg) if one is not None}  # always a tuple, a dict
    estimates = [_type(guess) for guess in guesses if not guess.sure and guess.name not in known]
    notes: list[str] = []
    setup, ran = "", list[Fact]()
    if sandbox is None:
        notes.append("not run: it was not asked for")
    elif rebound.star_after(tree, found):
        notes.append("not run: an `import *` of the file may give its name to something else")
    elif again := rebound.bound_again(tree, found):
        notes.append(f"not run: its name is bound again in line {again}")
    elif not allowed:
        notes.append(f"not run: the safety analysis, which would rather err than run it, refuses it. {verdict.reason}")
    elif why := runs.why_not(found, program):
        notes.append(f"not run: {why}")
    else:
        part, watched = program, Seen()
        # The whole file runs where it may: what a part of it does may differ by what the rest sets up.
        entire = whole.allowed and not cut and rebound.is_only(tree, found)
        for program in dict.fromkeys([source, part] if entire else [part]):
            setup = around.setup(file, program, longest=_AROUND) if file is not None else ""
            if asks := _asks_for_time(part, setup):
                watched = Seen(notes=[f"not run: {asks}, which it imports, asks for the time or for chance"])
                break
            setup = watching(setup, file)
            watched = sandbox.watch(found, program, guesses, setup)
            if not watched.unloaded:
                break
        if watched.reached:
            watched.notes.append("calls that came to what is not run here are left out")
        ran = [*sights.facts(found, watched), *against.facts(found, watched.entry, watched.trials, hidden)]
        facts += ran
        notes += watched.notes
    estimates += [
        *effects.capabilities(seen),
        effects.purity(found, seen, [fact for fact in ran if fact.kind == "effects"], hidden),
        cost.estimate(found, tree, hidden),
    ]
    line = _line(source, found, writer)
    return Explanation(found.name, first, last, tuple(facts), tuple(estimates), tuple(notes), program, setup, line)


@lru_cache(maxsize=8)
def _examined(source: str) -> SafetyVerdict:
    """What the safety analysis says of a file, once for all of its functions."""
    return Veto().examine(source)


def _asks_for_time(part: str, setup: str) -> str:
    """A module around the file that the part of it imports and that asks for the time or for chance; empty for none."""
    imports = [n for n in ast.walk(ast.parse(part)) if isinstance(n, ast.Import | ast.ImportFrom)]
    named = {alias.name for n in imports for alias in n.names} | {getattr(n, "module", None) or "" for n in imports}
    ends = {name.rpartition(".")[2] for name in named} - {""}
    held = next((n for n in ast.parse(setup).body if isinstance(n, ast.Assign) and _is_near(n)), None)
    near = ast.literal_eval(held.value) if held is not None else {}
    asking = (name for name, (text, _) in near.items() if name.rpartition(".")[2] in ends and _TIME.search(text))
    return next(asking, "")


def _is_near(node: ast.Assign) -> bool:
    return isinstance(node.targets[0], ast.Name) and node.targets[0].id == "_volt_near"


def writer_of(weights: Path) -> Summariser | None:
    """The writer of a folder of weights; None where there is none."""
    try:
        return Summariser.load(weights)
    except CheckpointError:
        return None


def _type(guess: kinds.Guess) -> Estimate:
    if not guess.kinds:
        return Estimate("input", f"{guess.name}: type not known", "nothing tells it")
    return Estimate("input", f"{guess.name} is probably {guess.kinds[0]}", guess.reason, [guess.name, guess.kinds[0]])


def _hidden(tree: ast.Module) -> frozenset[str]:
    """Built-in names that the module binds itself, or may get from `import *`."""
    stars = any(isinstance(n, ast.ImportFrom) and n.names[0].name == "*" for n in ast.walk(tree))
    if stars:
        return BUILTIN_NAMES
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    names |= {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in one.names}
    return frozenset(names & BUILTIN_NAMES)


def bare_code(source: str, found: Found) -> str:
    """A function without decorators and docstring, at the left margin."""
    code = function_code(source.splitlines(), found.node)
    if code is None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            code = ast.unparse(found.node)
    return code


def _line(source: str, found: Found, writer: Summariser | None) -> dict[str, object] | None:
    if writer is None:
        return None
    line = writer.line(bare_code(source, found), found.name)
    return {"text": line.text, "gamma": round(writer.gamma(line), 3)}
