"""The part of `volt verify` that is about other languages than Python, and about stdin/stdout cases in any language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from volt.cli import inputs
from volt.errors import ChecksError

if TYPE_CHECKING:
    from volt.verify import Limits, Report
    from volt.verify.languages import Language

CASES = (".json", ".jsonl")


def chosen(name: str | None, program: Path) -> Language:
    """The language that was named, or that the file's suffix stands for. ConfigError when neither is known."""
    from volt.verify.languages import by_file, by_name

    return by_file(program) if name is None else by_name(name)


def are_cases(tests: Path | None) -> bool:
    """Whether a file of tests holds stdin/stdout cases."""
    return tests is not None and tests.suffix in CASES


def verify(
    language: Language, source: str, tests: Path | None, test: list[str], limits: Limits, require: tuple[str, ...]
) -> Report:
    """Judge a program with cases, or with tests of its language's own form."""
    from volt.verify.languages import LanguageJudge
    from volt.verify.stdio import read_cases

    if test:
        raise ChecksError(f"--test is for Python, and this is {language.name}", "Give the tests as --tests FILE")
    if tests is None:
        raise ChecksError(
            "there is nothing to verify with",
            'Give --tests FILE: test code, or cases as .json: [{"input": "...", "output": "..."}]',
        )
    text = inputs.source_file(tests)
    judge = LanguageJudge(language, limits, require)
    if are_cases(tests):
        return judge.cases(source, read_cases(text))
    if not text.strip():
        raise ChecksError(f"{tests} holds no tests", "Write them in the program's language")
    return judge.tests(source, text)


def toolchains() -> dict[str, Any]:
    """Every language: its version, or how to install it; and what its verdicts rest on."""
    from volt.verify.languages import LANGUAGES

    found = {}
    for language in LANGUAGES:
        tools = language.find()
        found[language.name] = {
            "version": tools.version if tools else None,
            "install": "" if tools else language.install,
            "memory": language.memory,
            "own_tests": language.trust,
        }
    return found
