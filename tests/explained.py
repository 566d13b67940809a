"""What the Explainer says of all functions of a source, for the tests that hold it against what is true."""

from __future__ import annotations

from volt.bench.explain.checker import check
from volt.bench.explain.rerun import Rerunner
from volt.bench.explain.subject import Subject
from volt.hard.explain import find
from volt.hard.explain.fact import Explanation
from volt.hard.explain.runs import Sandbox
from volt.hard.explain.telling import explain


def all_of(source: str) -> dict[str, Explanation]:
    """Each function by its name, with what it did in the sandbox."""
    tree = find.parse(source, "source")
    with Sandbox() as sandbox:
        return {one.name: explain(source, tree, one, sandbox) for one in find.functions(tree)}


def assert_said(one: Explanation, wanted: str, never: str) -> None:
    """That a text stands in its facts and notes, and another one does not."""
    told = "\n".join([*(fact.text for fact in one.facts), *one.notes])
    assert wanted in told
    assert never not in told


def subject_of(source: str, one: Explanation) -> Subject:
    """The function as the checker sees it."""
    return Subject(source, one.name, one.line, one.program, one.setup)


def assert_checked(source: str, said: dict[str, Explanation]) -> None:
    """That the checker finds no claim false, and each one about a run true."""
    with Rerunner() as rerunner:
        for one in said.values():
            subject = subject_of(source, one)
            for fact in one.facts:
                assert check(fact.claim, subject) is not False, (one.name, fact)
                again = rerunner.check(fact.claim, subject)
                assert again if fact.basis == "run" else again is not False, (one.name, fact)
