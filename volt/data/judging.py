"""Problems and the judge: what a problem's programs are checked with, and the verdict on one."""

from __future__ import annotations

from volt.data.problems import Problem
from volt.verify import Checks, Judge, Limits, Report
from volt.verify.languages import LanguageJudge, by_name


def checks_of(problem: Problem) -> Checks:
    """The checks of a problem in Python."""
    return Checks(problem.setup, problem.tests, problem.entry_point or None, problem.cases)


def verdict(problem: Problem, program: str, limits: Limits | None = None) -> Report:
    """The verdict on one program. ConfigError for languages the judge does not know; ChecksError for broken tests."""
    if problem.language == "python":
        with Judge(limits, 1) as judge:
            return judge.run(program, checks_of(problem))
    judge_there = LanguageJudge(by_name(problem.language), limits)
    if problem.cases:
        return judge_there.cases(program, problem.cases)
    return judge_there.tests(program, "\n".join(problem.tests), problem.entry_point or None)
