"""HumanEval, MBPP, DS-1000 and MultiPL-E: problems with tests.

DS-1000 runs a program's text inside its test code, in one process; our judge does not do that, so its test code is
kept in `meta` and the problems have no tests.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from volt.data.decontaminate import parse
from volt.data.formats.form import Form, functions, header
from volt.data.formats.rows import Row
from volt.data.problems import Problem

_MBPP_SPLITS = ((10, "prompt"), (510, "test"), (600, "valid"), (974, "train"))
"""The last task id of each published part."""
_GO_HEAD = re.compile(r"\s*package\s+\w+\s*((?:import\s*(?:\([^)]*\)|\"[^\"]*\")\s*)*)")
_LANGUAGES = {"py": "python", "js": "javascript", "rs": "rust", "cs": "csharp", "ts": "typescript", "rb": "ruby"}


def _humaneval(row: Row, split: str) -> Iterator[Problem]:
    if "buggy_solution" in row.values:
        raise row.error("this is HumanEvalPack, not HumanEval", "Measure it with `volt bench languages`")
    prompt, entry = row.text("prompt"), row.text("entry_point")
    solution, test = prompt + row.text("canonical_solution"), row.text("test")
    yield Problem(
        id=row.text("task_id"),
        source="openai/human-eval",
        licence="MIT",
        language="python",
        query=prompt,
        signature=header(solution, entry),
        entry_point=entry,
        setup="",
        solution=solution,
        tests=(f"{test}\ncheck({entry})\n",),
        split=split or "test",
    )


def _mbpp(row: Row, split: str) -> Iterator[Problem]:
    number = row.number("task_id")
    code, tests = row.text("code"), row.texts("test_list")
    entry = _called(code, tests)
    told = next((name for last, name in _MBPP_SPLITS if number.isdecimal() and int(number) <= last), split)
    imports = row.texts("test_imports")
    yield Problem(
        id=f"MBPP/{number}",
        source="google-research/mbpp",
        licence="CC-BY-4.0",
        language="python",
        query=row.text("text", "prompt"),
        signature=header(code, entry),
        entry_point=entry,
        setup="\n".join([*imports, row.text("test_setup_code", default="")]).strip(),
        solution=code,
        tests=tests,
        split=told,
        meta={key: list(row.texts(key)) for key in ("challenge_test_list",) if row.texts(key)},
    )


def _called(code: str, tests: tuple[str, ...]) -> str:
    """The function of a program that its tests call first; empty when they call none."""
    defined = {node.name for node in functions(code)}
    for test in tests:
        module = parse(test)
        for node in ast.walk(module) if module else ():
            if isinstance(node, ast.Name) and node.id in defined:
                return node.id
    return ""


def _ds1000(row: Row, split: str) -> Iterator[Problem]:
    about = row.values["metadata"]
    if not isinstance(about, dict):
        raise row.error("`metadata` is not an object", "Read the published file, where it is one")
    yield Problem(
        id=f"DS-1000/{about.get('problem_id', about.get('library_problem_id', row.where.rpartition(':')[2]))}",
        source="xlang-ai/DS-1000",
        licence="CC-BY-SA-4.0",
        language="python",
        query=row.text("prompt"),
        signature="",
        entry_point="",
        setup="",
        solution=row.text("reference_code"),
        tests=(),
        split=split or "test",
        meta={"code_context": row.text("code_context"), **about},
    )


def _multipl_e(row: Row, split: str) -> Iterator[Problem]:
    name = row.text("name")
    language = _LANGUAGES.get(row.text("language"), row.text("language"))
    head, prompt = _head_apart(language, row.text("prompt"))
    entry = re.sub(r"^(HumanEval|mbpp)_\d+_", "", name)
    yield Problem(
        id=f"MultiPL-E/{language}/{name}",
        source="nuprl/MultiPL-E",
        licence="MIT",
        language=language,
        query=prompt,
        signature=header(f"{prompt}    pass\n", entry) if language == "python" else "",
        entry_point=entry,
        setup="",
        solution="",
        tests=(_own_tests(language, head, row.text("tests")),),
        split=split or "test",
        meta={"stop_tokens": list(row.texts("stop_tokens")), **row.kept("doctests", "original")},
    )


def _head_apart(language: str, prompt: str) -> tuple[str, str]:
    """The imports at the top of a prompt that its tests need, and the prompt as it is asked.

    In Go they are the tests' alone: a program that imports what it does not use is refused.
    """
    if language == "go":
        head = _GO_HEAD.match(prompt)
        return (head[1], prompt[head.end() :]) if head else ("", prompt)
    return "\n".join(re.findall(r"^\s*import\s+[^;]+;", prompt, re.MULTILINE)), prompt


def _own_tests(language: str, head: str, tests: str) -> str:
    """Published tests in the form our judge takes.

    MultiPL-E appends them to an unfinished program, so in languages with braces they begin with the brace that ends
    the function; here a program is whole, and tests stand beside it. Other languages are left as they are.
    """
    behind = tests.split("}", 1)[1] if tests.lstrip().startswith("}") else tests
    if language == "java":
        return f"{head}\nclass Main extends Problem {{\n{behind.strip()}\n"
    if language == "rust":
        body = re.sub(r"\bfn\s+main\s*\(\s*\)", "#[test]\nfn published()", behind, count=1)
        return f"#[cfg(test)]\nmod tests {{\nuse super::*;\n{body}\n}}\n"
    return f"{head}\n{behind}" if language == "go" else tests


HUMANEVAL = Form("humaneval", ("task_id", "prompt", "canonical_solution", "test", "entry_point"), _humaneval)
MBPP = Form("mbpp", ("task_id", "text|prompt", "code", "test_list"), _mbpp)
DS1000 = Form("ds1000", ("prompt", "reference_code", "metadata", "code_context"), _ds1000)
MULTIPL_E = Form("multipl-e", ("name", "language", "prompt", "tests", "stop_tokens"), _multipl_e)
