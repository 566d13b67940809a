"""Bugs in functions of real packages, with the examples of their docstrings as tests: what `volt debug` meets outside.

A function counts when its file may be run, or the rest of it without what breaks an axiom, and its tests pass as
`volt debug` runs them: with the same modules around it and the same checks. Then one mistake (package_mutations.py) is
put into it with which some test fails. Kinds of mistakes come by turns. What is left out is counted by reason, for that
is what the tool cannot do, or what a docstring cannot tell.

Where there are four tests or more the search sees half of them and the others decide, too. Packages are split in two,
by the hash of their name: what is changed for the sake of the ones in `development` is measured on those in `report`.
"""

from __future__ import annotations

import ast
import json
import re
import sysconfig
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from volt import around
from volt.bench.debug_case import Case, judged
from volt.bench.package_mutations import Mistake, mistakes
from volt.bench.package_scope import Function
from volt.bench.package_tests import DocTests, examples_of
from volt.bench.progress import progress
from volt.data.decontaminate import hash64
from volt.errors import ChecksError, DataError
from volt.files import atomic_write
from volt.safety.masked import is_masked, runnable
from volt.verify import Checks, Judge, Report, Verdict

CASES = 60
"""Bugs where nobody says how many."""
SECONDS = 20.0
"""For one bug: each that is not repaired costs all of them, three times."""
ARM = "all, or half of four and more"
"""Tests that the search sees."""
_PER_PACKAGE, _TRIED, _FRUITLESS = 12, 30, 8
"""Functions of one package that count, that are tried, and that are tried while none counts."""
_HALVED_FROM = 4
"""Tests of which half are kept from the search."""
_KINDS, _PLACES = 8, 3
"""Kinds of mistakes tried for one function, and mistakes of one kind."""
_LONGEST = 300_000
"""Characters of a file."""
_NOTHING = "no example that can be compared"
"""That says nothing of the tool, and such functions are many: they are counted only."""
_SKIPPED = frozenset({"test", "tests", "testing", "conftest.py", "volt"})


@dataclass(frozen=True)
class Package:
    """A package in pure Python."""

    name: str
    version: str
    folder: Path
    above: Path
    """The folder from which its modules are named."""

    @property
    def part(self) -> str:
        """development or report."""
        return ("development", "report")[hash64(f"packages {self.name}") % 2]


@dataclass(frozen=True)
class Target:
    """A function with examples."""

    package: Package
    file: Path
    module: str
    name: str
    """With the class, where it is in one."""

    @property
    def id(self) -> str:
        """Module and name."""
        return f"{self.module}.{self.name}"


@dataclass(frozen=True)
class LeftOut:
    """A function that does not count, and why."""

    function: str
    package: str
    reason: str
    detail: str = ""


def default_folder() -> Path:
    """Where the packages of the running interpreter are."""
    return Path(sysconfig.get_paths()["purelib"])


def packages(folder: Path) -> list[Package]:
    """Packages in pure Python in a folder and in the `_vendor` folders of these, each name once; sorted by name.

    DataError when there is none.
    """
    found: dict[str, Package] = {}
    if folder.is_dir():
        for place in [folder, *sorted(folder.glob("*/_vendor"))]:
            versions = dict(_versions(place))
            for path in sorted(place.iterdir()):
                if path.name in found or path.name in _SKIPPED or not path.name.isidentifier() or not path.is_dir():
                    continue
                compiled = any(path.rglob("*.so")) or any(path.rglob("*.pyd"))
                if path.name != "_vendor" and not compiled and any(path.rglob("*.py")):
                    version = versions.get(path.name.lower(), "" if place == folder else f"in {place.parent.name}")
                    found[path.name] = Package(path.name, version, path, place)
    if not found:
        raise DataError(f"{folder} holds no package in pure Python", "Give --packages a folder such as site-packages")
    return sorted(found.values(), key=lambda one: one.name)


def _versions(place: Path) -> Iterator[tuple[str, str]]:
    for path in place.glob("*.dist-info"):
        name, _, version = path.name.removesuffix(".dist-info").partition("-")
        yield name.lower().replace("-", "_"), version
        yield name.lower().split(".")[0], version


def targets(package: Package) -> list[Target]:
    """Functions of a package that have examples, in an order that says nothing of them."""
    found: list[Target] = []
    for file in sorted(package.folder.rglob("*.py")):
        inside = file.relative_to(package.above)
        parts = inside.with_suffix("").parts
        named = all(part.isidentifier() for part in parts)
        if not named or _SKIPPED & set(inside.parts) or "_vendor" in parts or file.name.startswith("test_"):
            continue
        source = file.read_text(encoding="utf-8", errors="replace")
        tree = _parsed(source) if ">>>" in source and len(source) <= _LONGEST else None
        if tree is not None:
            module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found += [
                Target(package, file, module, name)
                for name, node in _functions(tree)
                if ">>>" in (ast.get_docstring(node) or "")
            ]
    return sorted(found, key=lambda one: hash64(f"packages {one.id}"))


def _functions(tree: ast.Module | ast.ClassDef, inside: str = "") -> Iterator[tuple[str, Function]]:
    for node in tree.body:
        if isinstance(node, Function):
            yield f"{inside}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{inside}{node.name}.")


def _parsed(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return None


@dataclass(frozen=True)
class Collected:
    """The bugs, and what was left out on the way."""

    cases: list[Case]
    left_out: list[LeftOut]
    versions: dict[str, str]
    """Of packages with functions that were tried."""

    def coverage(self) -> dict[str, Any]:
        """How many functions were tried and which were left out, as plain data.

        tried, cases: functions, over all and `by_package`. left_out: how many for each reason. rows: each of them.
        """
        tried = Counter(case.facts["package"] for case in self.cases)
        counted = dict(tried)
        tried.update(one.package for one in self.left_out)
        return {
            "tried": len(self.cases) + len(self.left_out),
            "cases": len(self.cases),
            "left_out": dict(Counter(one.reason for one in self.left_out).most_common()),
            "by_package": {
                name: {"tried": n, "cases": counted.get(name, 0), "version": self.versions[name]}
                for name, n in sorted(tried.items())
            },
            "rows": [asdict(one) for one in self.left_out if one.reason != _NOTHING],
        }


def collect(folder: Path, judge: Judge, limit: int | None = None, kept: Path | None = None) -> Collected:
    """Bugs, evenly over packages, up to `limit` (60); the same for the same versions. DataError when there is none.

    kept: a folder in which they are kept, since making them takes minutes.
    """
    count = limit or CASES
    found = packages(folder)
    makers = [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("package_*.py"))]
    stamp = hash64(json.dumps([count, str(folder), *(f"{one.name} {one.version}" for one in found), *makers]))
    path = kept / f"packages-{stamp:016x}.json" if kept is not None else None
    if path is not None and path.is_file():
        return _loaded(json.loads(path.read_text(encoding="utf-8")))
    collected = Collector(judge).collect(found, count)
    if not collected.cases:
        raise DataError(
            f"{folder} holds no function with examples that can be tested", "Give --packages another folder"
        )
    if path is not None:
        atomic_write(path, json.dumps(_saved(collected)).encode())
    return collected


def _saved(collected: Collected) -> dict[str, Any]:
    cases = [
        {
            "id": case.id,
            "wrong": case.wrong,
            "right": case.right,
            "facts": dict(case.facts),
            "setup": case.every.setup,
            "seen": case.seen.tests,
            "every": case.every.tests,
        }
        for case in collected.cases
    ]
    return {"cases": cases, "left_out": list(map(asdict, collected.left_out)), "versions": collected.versions}


def _loaded(row: dict[str, Any]) -> Collected:
    cases = [
        Case(
            one["id"],
            one["wrong"],
            _checks(one["setup"], one["seen"]),
            _checks(one["setup"], one["every"]),
            one["right"],
            one["facts"],
        )
        for one in row["cases"]
    ]
    return Collected(cases, [LeftOut(**one) for one in row["left_out"]], row["versions"])


def _checks(setup: str, tests: Sequence[str]) -> Checks:
    """As `volt debug` makes them."""
    return Checks(setup, tuple(tests), objects_decide=True)


class Collector:
    """Makes bugs; the kinds come by turns over all that it makes."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._used: Counter[str] = Counter()
        self._setups: dict[tuple[Path, str], str] = {}
        self._allowed: dict[Path, tuple[str, str]] = {}

    def collect(self, found: Sequence[Package], count: int) -> Collected:
        """Up to so many bugs, from each package one in every round."""
        with progress(count) as show:
            return self._collected(found, count, show)

    def _collected(self, found: Sequence[Package], count: int, show: Callable[[int, str], None]) -> Collected:
        cases: list[Case] = []
        left_out: list[LeftOut] = []
        versions: dict[str, str] = {}
        waiting = {one: all_ for one in found if (all_ := targets(one))}
        tries = dict.fromkeys(waiting, _FRUITLESS)
        for _ in range(_PER_PACKAGE):
            for package in sorted(waiting, key=lambda one: hash64(f"packages {one.name}")):
                while len(cases) < count and waiting[package] and tries[package]:
                    versions[package.name] = package.version
                    made = self.made(waiting[package].pop(0))
                    tries[package] -= isinstance(made, Case) or made.reason != _NOTHING
                    if isinstance(made, Case):
                        if not any(case.facts["package"] == package.name for case in cases):
                            tries[package] += _TRIED - _FRUITLESS
                        cases.append(made)
                        show(len(cases), f"a bug put into {made.id}")
                        break
                    left_out.append(made)
        return Collected(cases, left_out, versions)

    def made(self, target: Target) -> Case | LeftOut:
        """One bug of a function, or why there is none."""

        def left(reason: str, detail: str = "") -> LeftOut:
            return LeftOut(target.id, target.package.name, reason, " ".join(detail.split())[:200])

        source = target.file.read_text(encoding="utf-8", errors="replace")
        tree = ast.parse(source)
        docstring = ast.get_docstring(dict(_functions(tree))[target.name]) or ""
        tests = examples_of(target.module, tree, docstring)
        if tests is None:
            return left(_NOTHING)
        right, refused = self._part(target.file, source)
        if refused:
            return left("the file may not be run", refused)
        node = dict(_functions(ast.parse(right))).get(target.name)
        if node is None or is_masked(node):
            return left("the function may not be run")
        every = _checks(self._setup(target.file, right, tests), [tests.text()])
        try:
            passes, report = judged(right, every, self._judge)
        except ChecksError as error:
            return left("its tests cannot be read", str(error))
        if not passes:
            return left(_why(report, target.package.name), report.detail)
        return self._with_a_bug(target, right, node, tests, every) or left("no mistake that its tests show")

    def _with_a_bug(self, target: Target, right: str, node: Function, tests: DocTests, every: Checks) -> Case | None:
        made = mistakes(right, node)

        def turn(kind: str) -> tuple[int, int]:
            return self._used[kind], hash64(f"{target.id} {kind}")

        for kind in sorted(made, key=turn)[:_KINDS]:
            for mistake in sorted(made[kind], key=lambda one: hash64(f"{target.id} {one.start} {one.new}"))[:_PLACES]:
                wrong = mistake.wrong(right)
                if wrong is None or judged(wrong, every, self._judge)[0] or runnable(wrong).code != wrong:
                    continue
                seen = self._half(wrong, tests, every)
                self._used[kind] += 1
                return Case(
                    target.id, wrong, seen, every, right, _facts(target, mistake, wrong, tests, seen is not every)
                )
        return None

    def _half(self, wrong: str, tests: DocTests, every: Checks) -> Checks:
        """Every other test, of which some fail; all of them where there are few."""
        if len(tests.tests) < _HALVED_FROM:
            return every
        halves = [_checks(every.setup, [tests.text(start, 2)]) for start in (0, 1)]
        return next((half for half in halves if not judged(wrong, half, self._judge)[0]), every)

    def _part(self, file: Path, source: str) -> tuple[str, str]:
        """What may be run of a file, and why nothing may; as `volt debug` has it."""
        if file not in self._allowed:
            part = runnable(source)
            self._allowed[file] = (part.code, part.refused)
        return self._allowed[file]

    def _setup(self, file: Path, source: str, tests: DocTests) -> str:
        """The modules around a file. They depend on what the tests import and not on a mistake within a function."""
        key = (file, "\n".join(re.findall(r"^\s*(?:from|import) .*", tests.text(), re.MULTILINE)))
        if key not in self._setups:
            self._setups[key] = around.setup(file, source, [tests.text()])
        return self._setups[key]


def _facts(target: Target, mistake: Mistake, wrong: str, tests: DocTests, halved: bool) -> dict[str, str]:
    return {
        "package": target.package.name,
        "set": target.package.part,
        "kind": mistake.kind,
        "line": str(mistake.line),
        "mark": f"{hash64(wrong + tests.text()):016x}",
        "change": mistake.new.strip()[:120] or "(nothing)",
        "tests": str(len(tests.tests)),
        "decided_by": "tests that the search did not see" if halved else "the tests it saw",
    }


def _why(report: Report, package: str) -> str:
    """The reason why right code does not pass."""
    detail = report.detail
    missing = re.search(r"No module named '?([\w.]+)", detail)
    if missing and missing[1].split(".")[0] != package:
        return "it imports a package that is not there"
    if "may not be run" in detail:
        return "a module around it may not be run"
    if detail.startswith("raised ") or "ModuleNotFoundError" in detail:
        return "it does not load"
    return {
        Verdict.WRONG: "its tests do not pass",
        Verdict.RAISED: "it or its tests raise an error",
        Verdict.MALFORMED: "its tests cannot be run",
    }.get(report.verdict, f"the judge: {report.verdict}")
