"""Programs that really fail, with what the interpreter says: reference solutions, broken in the ways people break them.

Each broken program is run by itself, in a process of its own with a limit on time and memory, in a folder of its own;
the folder's path is cut from what is said, and nothing else is changed.
"""

from __future__ import annotations

import ast
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from volt.bench.mutants import mutants
from volt.data.problems import Problem

_SECONDS = 2
_BYTES = 1 << 30
_LONGEST_TRACE = 4_000
_FILE = "solution.py"


@dataclass(frozen=True)
class Failure:
    """A program with its test, and the traceback it ends in."""

    code: str
    test: str
    traceback: str

    @property
    def message(self) -> str:
        """The last line."""
        return self.traceback.strip().split("\n")[-1]


def failure(problem: Problem, seed: str) -> Failure | None:
    """One way in which a solution fails when it is broken; None when nothing that was tried fails."""
    rng = Random(f"breaking {seed} {problem.id}")
    test = _short_test(problem)
    for code in _broken(rng, problem.solution.strip("\n")):
        said = _run(f"{problem.setup}\n{code}\n\n\n{test}\n")
        if said:
            return Failure(code, test, said)
    return None


def _short_test(problem: Problem) -> str:
    """A test that fits on a few lines, called if it has to be."""
    first = problem.tests[0]
    name = problem.entry_point
    if first.startswith("def check("):
        lines = [line for line in first.split("\n")[1:] if "assert" in line][:3]
        return "\n".join([f"candidate = {name}", *(line.strip() for line in lines)])
    return first


def _broken(rng: Random, code: str) -> Iterator[str]:
    """The program with one thing wrong, most kinds of slips in a different order each time."""
    ways = [_typo, _without_import, _unbalanced, _wrong_index, _none_result, _changed, _changed]
    rng.shuffle(ways)
    for way in ways:
        made = way(rng, code)
        if made and made != code:
            yield made


def _typo(rng: Random, code: str) -> str:
    """A name with two letters changed over at one of its places."""
    found = list(re.finditer(r"(?<=[ (\[])[a-z_]{4,}(?=[ )\],.:])", code))
    if not found:
        return ""
    place = rng.choice(found)
    name = place.group()
    at = rng.randrange(len(name) - 1)
    changed = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return code[: place.start()] + changed + code[place.end() :]


def _without_import(rng: Random, code: str) -> str:
    lines = code.split("\n")
    found = [i for i, line in enumerate(lines) if line.startswith(("import ", "from "))]
    return "\n".join(line for i, line in enumerate(lines) if i != rng.choice(found)) if found else ""


def _unbalanced(rng: Random, code: str) -> str:
    """One colon, bracket or quote lost."""
    found = [m.start() for m in re.finditer(r"[:)\](\['\"]", code)]
    at = rng.choice(found) if found else 0
    return code[:at] + code[at + 1 :]


def _wrong_index(rng: Random, code: str) -> str:
    """An index too large by some."""
    found = list(re.finditer(r"\[(\w+)\](?! *=[^=])", code))
    if not found:
        return ""
    place = rng.choice(found)
    return f"{code[: place.start()]}[{place.group(1)} + {rng.choice((1, 2, 10))}]{code[place.end() :]}"


def _none_result(rng: Random, code: str) -> str:
    """A method that changes a list in place, used as if it returned one."""
    return re.sub(r"= sorted\((\w+)\)", r"= \1.sort()", code, count=1)


def _changed(rng: Random, code: str) -> str:
    try:
        return next(iter(mutants(code, 1, str(rng.random()))), "")
    except (SyntaxError, ValueError):
        return ""


def _run(program: str) -> str:
    """What a program says on its way down; empty when it ends well, takes too long, or says nothing of use."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _FILE
        path.write_text(program, encoding="utf-8")
        try:
            done = subprocess.run(
                [sys.executable, "-I", _FILE], cwd=folder, capture_output=True, text=True, timeout=3 * _SECONDS,
                preexec_fn=_limits, env={}, check=False,
            )  # fmt: skip
        except (subprocess.TimeoutExpired, UnicodeDecodeError):
            return ""
    said = done.stderr.replace(f"{folder}/", "").strip("\n")
    last = said.split("\n")[-1]
    named = re.match(r"[\w.]*(?:Error|Exception|Interrupt|Iteration)\b", last)
    return said if done.returncode == 1 and named and len(said) <= _LONGEST_TRACE else ""


def _limits() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))


def parses(code: str) -> bool:
    """Whether it is a program at all."""
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True
