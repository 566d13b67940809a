"""Whether a claim about a run is true: the call is made again, in a fresh process, and judged by a test.

The whole file is run where it loads, so that a part of it that was forgotten shows; else what the Explainer ran. What
was changed is found by comparing with a deep copy, where the Explainer compares texts.
"""

from __future__ import annotations

import ast
import doctest
from typing import Any

from volt.bench.explain.subject import Subject, same_expression, text
from volt.safety.veto import Veto
from volt.verify import Checks, Judge, Limits, Verdict

_SEED = 13
"""Texts have another order in sets than in any run of the Explainer."""
LIMITS = Limits(cpu_seconds=2.0, memory_mb=512, wall_seconds=10.0)
_RUN = {
    "example": "result = {call}\n    return result",
    "gives": "return type({call}).__name__",
    "yields": "import itertools\n    return list(itertools.islice({call}, {most}))",
    "fails": "try:\n        {call}\n    except (Exception, SystemExit, GeneratorExit) as error:\n"
    "        return type(error).__name__",
    "prints": "import contextlib, io\n    said = io.StringIO()\n    with contextlib.redirect_stdout(said):\n"
    "        {call}\n    return said.getvalue()",
}
_ARGUMENTS = """import copy, types
    args, kwargs = (lambda *a, **k: (a, k))({given})
    held = [*args, *kwargs.values()]
    before = copy.deepcopy(held)
    result = ({function})(*args, **kwargs)
    if isinstance(result, types.GeneratorType):
        import itertools
        list(itertools.islice(result, 8))
    return [place for place in range(len(held)) if held[place] != before[place]], [repr(one) for one in held]"""


_OBJECT = """import copy, types
    owner = {owner}
    before = copy.deepcopy(vars(owner))
    result = {call}
    if isinstance(result, types.GeneratorType):
        import itertools
        list(itertools.islice(result, 8))
    after, missing = vars(owner), object()
    return sorted(k for k in before.keys() | after if before.get(k, missing) != after.get(k, missing))"""


_DEFAULTS = """import copy, inspect, types
    function = {function}
    def held():
        given = inspect.signature(function).parameters.values()
        return {{one.name: one.default for one in given if one.default is not one.empty}}
    before = copy.deepcopy(held())
    result = function({given})
    if isinstance(result, types.GeneratorType):
        import itertools
        list(itertools.islice(result, 8))
    return sorted(name for name, value in held().items() if value != before[name])"""


class Rerunner:
    """Tests claims about runs. A context manager; remembers which files load whole."""

    def __init__(self) -> None:
        self._judge = Judge(LIMITS, workers=1, hash_seed=_SEED)
        self._whole: dict[int, bool] = {}

    def __enter__(self) -> Rerunner:
        return self

    def __exit__(self, *_: object) -> None:
        self._judge.close()

    def check(self, claim: dict[str, Any], subject: Subject) -> bool | None:
        """Whether it comes out the same; None for claims that are not about runs."""
        kind = claim["kind"]
        if kind in _RUN:
            wanted = {"example": "returns", "gives": "type", "yields": "items", "fails": "exception", "prints": "text"}
            value = claim[wanted[kind]]
            literal = value if kind in ("example", "yields") else repr(value)
            return self._holds(_RUN[kind].format(**claim), f"== {literal}", subject)
        if kind == "result types":
            rows = [f"type({call}).__name__" for call, _ in claim["calls"]]
            return self._holds(f"return [{', '.join(rows)}]", f"== {[kind for _, kind in claim['calls']]!r}", subject)
        if kind == "arguments unchanged":
            return all(self._holds(_arguments(call), "[0] == []", subject) for call in claim["calls"])
        if kind == "object unchanged":
            return all(self._holds(_object(call), "== []", subject) for call in claim["calls"])
        if kind == "changes object":
            return self._holds(_object(claim["call"]), f"== {claim['names']!r}", subject)
        if kind == "contradicts annotation":
            written = text(subject.node.child_by_field_name("return_type"))
            gave = self._holds(_RUN["gives"].format(**claim), f"== {claim['type']!r}", subject)
            return gave and same_expression(claim["annotation"], written) and claim["type"] not in written
        if kind == "contradicts docstring":
            return self._is_wrong(claim, subject)
        if kind == "changes default":
            return self._holds(_called(_DEFAULTS, claim["call"]), f"== {sorted(claim['names'])!r}", subject)
        if kind == "changes argument":
            at = f"[1][{claim['place']}][:200] == {claim['after']!r}"
            return self._holds(_arguments(claim["call"]), at, subject)
        return None

    def _is_wrong(self, claim: dict[str, Any], subject: Subject) -> bool:
        """Whether the docstring has that example, and the call did what is said, which is another thing."""
        said = subject.code.co_consts[0]
        rows = doctest.DocTestParser().get_examples(said) if isinstance(said, str) else []
        stands = any(same_expression(row.source.strip(), claim["call"]) and row.want == claim["says"] for row in rows)
        if claim["raised"]:
            body, condition = _RUN["fails"].format(**claim), f"== {claim['raised']!r}"
            return stands and claim["raised"] not in claim["says"] and self._holds(body, condition, subject)
        same = doctest.OutputChecker().check_output(claim["says"], claim["gave"] + "\n", 0)
        return stands and not same and self._holds(_RUN["example"].format(**claim), f"== {claim['gave']}", subject)

    def _holds(self, body: str, condition: str, subject: Subject) -> bool:
        part = f"\n\ndef _volt_check():\n    {body}\n"
        test = f"assert _volt_check() {condition}"
        program = subject.source if self._loads_whole(subject) else subject.program
        report = self._judge.run(program + part, Checks(subject.setup, (test,)))
        return report.verdict is Verdict.PASSED

    def _loads_whole(self, subject: Subject) -> bool:
        key = hash((subject.source, subject.setup))
        if key not in self._whole:
            self._whole[key] = False
            if Veto().examine(subject.source).allowed:
                program = subject.source + "\n\ndef _volt_loads():\n    return 1\n"
                self._whole[key] = (
                    self._judge.outputs(program, "_volt_loads", [()], subject.setup)[0].verdict is Verdict.PASSED
                )
        return self._whole[key]


def _object(call: str) -> str:
    """The body of a check that makes a call of a method and says which names of its object hold something else."""
    tree = ast.parse(call, mode="eval").body
    assert isinstance(tree, ast.Call) and isinstance(tree.func, ast.Attribute)
    owner, method = ast.unparse(tree.func.value), tree.func.attr
    given = ast.unparse(ast.Call(ast.Name("owner." + method), tree.args, tree.keywords))
    return _OBJECT.format(owner=owner, call=given)


def _arguments(call: str) -> str:
    """The body of a check that makes a call and looks at what its arguments hold."""
    return _called(_ARGUMENTS, call)


def _called(body: str, call: str) -> str:
    """The body of a check of a call, with what is called and what it is given apart."""
    tree = ast.parse(call, mode="eval").body
    assert isinstance(tree, ast.Call)
    parts = [*map(ast.unparse, tree.args), *(f"{k.arg}={ast.unparse(k.value)}" for k in tree.keywords)]
    return body.format(function=ast.unparse(tree.func), given=", ".join(parts))
