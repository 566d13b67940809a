"""CodeSearchNet, The Stack and CodeXGLUE: code with documentation, whole files, functions with a label. None has tests.

A function's docstring is its query and is taken out of its code, so that the answer does not hold the question. Where
a set has nothing to ask with, `query` is empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from volt.data.decontaminate import parse
from volt.data.formats.form import Form, functions
from volt.data.formats.rows import Row
from volt.data.mining import Filters, Sieve, function_code, signature, split_docstring
from volt.data.packages import UNKNOWN, Package
from volt.data.problems import Problem


def _codesearchnet(row: Row, split: str) -> Iterator[Problem]:
    code = row.text("code", "func_code_string", "whole_func_string")
    docstring = row.text("docstring", "func_documentation_string")
    repository = row.text("repo", "repository_name")
    path, name = row.text("path", "func_path_in_repository"), row.text("func_name")
    published = row.text("partition", "split_name", default=split)
    yield _function(
        row, f"CodeSearchNet/{repository}/{path}:{name}", "github/CodeSearchNet", code, docstring, published
    )


def _advtest(row: Row, split: str) -> Iterator[Problem]:
    code = row.text("original_string", "code", "function")
    docstring = row.text("docstring", default="") or " ".join(row.texts("docstring_tokens"))
    number = row.number("idx")
    yield _function(row, f"CodeXGLUE/AdvTest/{number}", "microsoft/CodeXGLUE", code, docstring, split)


def _function(row: Row, id: str, source: str, code: str, docstring: str, split: str) -> Problem:
    """A documented function as a problem: the first paragraph asks, the code without it answers."""
    language = row.text("language", default="python").lower()
    summary, details = split_docstring(docstring)
    header, bare = _without_docstring(code) if language == "python" else ("", code)
    return Problem(
        id=id,
        source=source,
        licence=row.text("licence", "license", default=UNKNOWN),
        language=language,
        query=summary,
        signature=header,
        entry_point="",
        setup="",
        solution=bare,
        tests=(),
        split=split,
        meta={"details": details, **row.kept("repo", "repository_name", "path", "url", "func_name", "sha")},
    )


def _without_docstring(code: str) -> tuple[str, str]:
    """(`def` line, code without docstring) of one function; the code as it is when it is not Python of this version."""
    node = next(functions(code), None)
    bare = function_code(code.splitlines(), node) if node else None
    return signature(node) if node else "", bare or code


def _webquery(row: Row, split: str) -> Iterator[Problem]:
    header, bare = _without_docstring(row.text("code"))
    yield Problem(
        id=f"CodeXGLUE/WebQuery/{row.number('idx')}",
        source="microsoft/CodeXGLUE",
        licence=UNKNOWN,
        language="python",
        query=row.text("doc"),
        signature=header,
        entry_point="",
        setup="",
        solution=bare,
        tests=(),
        split=split,
        meta=row.kept("label"),
    )


def _defect(row: Row, split: str) -> Iterator[Problem]:
    yield Problem(
        id=f"CodeXGLUE/Defect/{row.number('idx', 'commit_id')}",
        source="microsoft/CodeXGLUE",
        licence=UNKNOWN,
        language="c",
        query="",
        signature="",
        entry_point="",
        setup="",
        solution=row.text("func"),
        tests=(),
        split=split,
        meta=row.kept("target", "project", "commit_id"),
    )


def _stack(row: Row, split: str) -> Iterator[Problem]:
    """The documented functions of a Python file that the miner would keep; a file of another language as a whole."""
    content, language = row.text("content"), row.text("lang").lower()
    licences = ", ".join(row.texts("max_stars_repo_licenses")) or UNKNOWN
    repository = row.text("max_stars_repo_name", default="") or row.number("hexsha")
    file = row.text("max_stars_repo_path", default="file.py")
    if language == "python":
        yield from _mined(Package(repository, "", licences, Path(), ()), Path(file), content, split)
        return
    yield Problem(
        id=f"TheStack/{repository}/{file}",
        source="bigcode/the-stack",
        licence=licences,
        language=language,
        query="",
        signature="",
        entry_point="",
        setup="",
        solution=content,
        tests=(),
        split=split,
        meta=row.kept("hexsha", "size", "ext"),
    )


def _mined(package: Package, file: Path, content: str, split: str) -> Iterator[Problem]:
    if parse(content) is None:
        return  # Python 2, mostly: a set of everything holds what does not parse, too
    for found in Sieve(Filters(), None, Counter()).of_source(package, file, content):
        yield Problem(
            id=f"TheStack/{package.name}/{file.as_posix()}:{found.name}:{found.line}",
            source="bigcode/the-stack",
            licence=package.licence,
            language="python",
            query=found.docstring,
            signature=found.signature,
            entry_point="",
            setup="",
            solution=found.code,
            tests=(),
            split=split,
            meta={"details": found.details, "comment": found.comment, "owner": found.owner},
        )


_NAMES = ("func_name", "path|func_path_in_repository", "repo|repository_name", "language")
CODESEARCHNET = Form(
    "codesearchnet",
    (*_NAMES, "code|func_code_string|whole_func_string", "docstring|func_documentation_string"),
    _codesearchnet,
)
STACK = Form("the-stack", ("content", "lang", "ext", "size", "hexsha", "max_stars_repo_licenses"), _stack)
ADVTEST = Form("codexglue-search", ("idx", "code|function|original_string", "docstring|docstring_tokens"), _advtest)
WEBQUERY = Form("codexglue-webquery", ("idx", "doc", "code"), _webquery)
DEFECT = Form("codexglue-defect", ("func", "target", "idx|commit_id"), _defect)
