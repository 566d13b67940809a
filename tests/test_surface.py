"""The surface: public names, quick help, documents that tell the truth, and a house of small rooms."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import volt
from volt.cli import MODULES, app_for, main

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SOURCES = sorted((ROOT / "volt").rglob("*.py"))
HEAVY = ("torch", "numpy", "rich", "tokenizers", "safetensors", "sqlite3", "volt.engine", "volt.model")


def test_public_names_are_sorted_and_there() -> None:
    assert sorted(volt.__all__) == volt.__all__
    for name in volt.__all__:
        assert getattr(volt, name).__name__ == name
        assert name in dir(volt)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        volt.nothing_of_the_kind  # noqa: B018


@pytest.mark.parametrize("module", ["volt", "volt.cli", "volt.errors", "volt.places"])
def test_importing_is_light(module: str) -> None:
    code = f"import sys, json, {module}; print(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    loaded = json.loads(_python("-c", code).stdout)
    assert loaded == []


def test_judging_needs_no_torch() -> None:
    code = "import sys, volt; volt.Judge, volt.Request; print('torch' in sys.modules)"
    assert _python("-c", code).stdout.strip() == "False"


@pytest.mark.parametrize("arguments", [["--help"], ["solve", "--help"], ["train", "soft", "--help"]])
def test_help_is_quick(arguments: list[str]) -> None:
    """CPU seconds as a multiple of what the library of the command line takes to load, on this machine, just now."""
    alone = min(_cpu_seconds("-c", "import typer") for _ in range(2))
    used = min(_cpu_seconds("-m", "volt", *arguments) for _ in range(2))
    assert used < 6 * alone


def test_each_command_is_added_by_the_module_that_is_said_to_add_it() -> None:
    for commands in MODULES.values():
        for command in commands:
            shown = {info.name for info in app_for([command, "--help"]).registered_groups}
            shown |= {info.name or info.callback.__name__ for info in app_for([command]).registered_commands}
            assert shown == set(commands)


def test_the_two_commands_of_the_readme_are_targets_and_ci_runs_the_second() -> None:
    readme = (ROOT / "README.md").read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"^make ([a-z-]+)", readme, re.MULTILINE))
    assert {"demo", "test"} <= named <= targets
    assert "make test" in (ROOT / ".ci" / "run").read_text()


def test_every_command_the_documents_show_exists() -> None:
    """Each `volt ...` line parses as far as its options: a command or option that is gone shows as a usage error."""
    shown = {line for document in DOCUMENTS for line in _commands(document.read_text())}
    assert len(shown) > 8
    for line in sorted(shown):
        words = shlex.split(line, comments=True)[1:]
        group = words[0] in ("train", "corpus", "bench", "data")  # these have commands of their own
        help_text = _help(tuple(words[: 2 if group else 1]))
        for option in (word.partition("=")[0] for word in words if word.startswith("--")):
            assert option in help_text, line


def test_links_between_documents_lead_somewhere() -> None:
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text()):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_the_tree_in_the_readme_is_the_tree() -> None:
    tree = re.search(r"## What is where\n+```\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert tree is not None
    folder, shown = ROOT, set()
    for line in tree[1].splitlines():
        name = line.split()[0]
        base = ROOT / "volt" if line.startswith("  ") else ROOT
        folder = base / name
        assert folder.is_dir() if name.endswith("/") else folder.is_file(), name
        shown.add(name.rstrip("/"))
    packages = {path.parent.name for path in (ROOT / "volt").glob("*/__init__.py")}
    assert packages <= shown


def test_files_and_functions_stay_small() -> None:
    long_files = [f"{_name(p)}: {n}" for p in SOURCES if (n := len(p.read_text().splitlines())) > 400]
    long_functions = [
        f"{_name(path)}: {node.name}"
        for path in SOURCES
        for node in _functions(path)
        if (node.end_lineno or node.lineno) - node.lineno + 1 > 80
    ]
    assert long_files == []
    assert long_functions == []


def test_nothing_is_left_undone() -> None:
    assert [_name(p) for p in SOURCES if any(_unfinished(p))] == []


def test_every_module_says_what_it_is_for() -> None:
    assert [_name(p) for p in SOURCES if _tree(p).body and ast.get_docstring(_tree(p)) is None] == []


def test_imports_point_downwards() -> None:
    """The lower half of the house knows nothing of the upper."""
    upper = ("volt.cli", "volt.engine", "volt.train", "volt.bench", "volt.serve")
    allowed = {"cli", "train", "bench", "serve", "engine.py", "__init__.py", "__main__.py"}
    wrong = [
        f"{_name(path)} imports {module}"
        for path in SOURCES
        if path.relative_to(ROOT / "volt").parts[0] not in allowed
        for module in _imported(path)
        if module.startswith(upper)
    ]
    assert wrong == []


def _cpu_seconds(*arguments: str) -> float:
    before = os.times()
    assert _python(*arguments).returncode == 0
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, cwd=ROOT, timeout=120, check=True
    )


@cache
def _help(path: tuple[str, ...]) -> str:
    """What a command says of itself; asked in this process, since a new one for each takes most of the time."""
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        assert main([*path, "--help"]) == 0, path
    return shown.getvalue()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def _commands(text: str) -> Iterator[str]:
    """Lines of shell blocks that begin with `volt`, continued lines joined."""
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            if line.startswith("volt "):
                yield line


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _unfinished(path: Path) -> Iterator[str]:
    """Comments that promise, and functions that only say they are missing."""
    if re.search(r"\b(TODO|FIXME|XXX)\b", path.read_text()):
        with path.open("rb") as file:
            comments = [t.string for t in tokenize.tokenize(file.readline) if t.type == tokenize.COMMENT]
        yield from (c for c in comments if re.search(r"\b(TODO|FIXME|XXX)\b", c))
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Raise) and node.exc and "NotImplementedError" in ast.unparse(node.exc):
            yield ast.unparse(node)


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
