"""How well the judge understands other languages: every reference solution must pass, every broken one must not.

The problems are HumanEvalPack's, in JavaScript, Java, Rust and Go. They are for reporting only: nothing is learned
from them and no rule is made by reading them. One result file per language, `languages/NAME.json`, with the ids of
all exceptions.
"""

from __future__ import annotations

import json
import os
import platform
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from volt import provenance
from volt.bench.suites import file_digest
from volt.data.problems import read_rows
from volt.errors import ConfigError, DataError
from volt.files import atomic_write
from volt.verify.languages import LanguageJudge, by_name
from volt.verify.languages.go import PURE
from volt.verify.languages.protocol import Language
from volt.verify.languages.rust_crates import prepare
from volt.verify.verdict import Limits, Report, Verdict

Row = dict[str, Any]
LIMITS = Limits(cpu_seconds=10.0, memory_mb=512, output_kb=256, wall_seconds=120.0)
FILES = {"javascript": "js", "java": "java", "rust": "rust", "go": "go"}
_NEEDED = ("task_id", "prompt", "canonical_solution", "buggy_solution", "test", "entry_point")


def bench(
    data: Path, results: Path, names: Sequence[str] = (), limit: int | None = None, note: Callable[[str], None] = print
) -> list[Row]:
    """Measure languages (default: all four) and write a result for each. DataError when problems are missing."""
    for name in names:
        if name not in FILES:
            raise ConfigError(f"there are no problems in {name!r}", f"Choose from {', '.join(FILES)}")
    return [_measure(by_name(name), data, results, limit, note) for name in names or FILES]


def source(row: Row, solution: str) -> tuple[str, str]:
    """The program and its tests as two sources, from the parts of a row."""
    program, tests = row["prompt"] + row[solution], row["test"]
    if "test_setup" in row:  # Go
        program = program.replace(row.get("import") or "", "", 1)
        return f"package main\n{_go_imports(program)}\n{program}", f"{row['test_setup']}\n{_go_imports(tests)}\n{tests}"
    imports = re.findall(r"^\s*import\s+[^;]+;", row["prompt"], re.MULTILINE)
    return program, "\n".join([*imports, tests])  # Java's tests use the imports of the program; others have none


def _go_imports(code: str) -> str:
    """The imports that code needs by what it uses, as the data set's own harness finds them."""
    used = [path for path in sorted(PURE) if re.search(rf"\b{path.split('/')[-1]}\.[A-Z]", code)]
    return "".join(f'import "{path}"\n' for path in used)


def _measure(language: Language, data: Path, results: Path, limit: int | None, note: Callable[[str], None]) -> Row:
    path = data / "test" / f"humanevalpack_{FILES[language.name]}.jsonl.gz"
    if not path.is_file():
        raise DataError(f"there is no {path}", "Give --data the folder that holds test/humanevalpack_js.jsonl.gz")
    rows = [row for _, row in read_rows(path)][:limit]
    for row in rows:
        if any(key not in row for key in _NEEDED):
            raise DataError(f"{path}: a row lacks one of {', '.join(_NEEDED)}", "Copy the file again")
    tools = language.find()
    if tools is None:
        raise ConfigError(f"{language.name} is not installed", f"Run {language.install}")
    if language.name == "rust" and not prepare(tools):
        note("the crates rand, regex and md5 are not installed; programs that use them will not compile")
    judge = LanguageJudge(language, LIMITS)
    started, found = time.monotonic(), []
    for number, row in enumerate(rows, 1):
        reports = {kind: judge.tests(*source(row, f"{kind}_solution"), row["entry_point"]) for kind in _KINDS}
        found.append((row["task_id"], reports))
        if number % 20 == 0 or number == len(rows):
            note(f"{language.name}: {number}/{len(rows)}, {len(_exceptions(found))} exceptions")
    result = {
        "suite": "languages",
        "language": language.name,
        "toolchain": tools.version,
        "tests_run": language.trust,
        "problems": len(rows),
        "partial": limit is not None,
        **_counts(found),
        "exceptions": _exceptions(found),
        "seconds": round(time.monotonic() - started, 1),
        "cpu_seconds": round(sum(r.cpu_seconds for _, reports in found for r in reports.values()), 2),
        "load": round(os.getloadavg()[0], 1),
        "limits": asdict(LIMITS),
        "layers": list(found[-1][1]["canonical"].layers) if found else [],
        "data": file_digest([path]),
        "system": platform.platform(),
        **provenance.provenance(),
    }
    atomic_write(results / "languages" / f"{language.name}.json", (json.dumps(result, indent=1) + "\n").encode())
    return result


_KINDS = ("canonical", "buggy")


def _counts(found: Sequence[tuple[str, dict[str, Report]]]) -> Row:
    verdicts: dict[str, dict[str, int]] = {kind: {} for kind in _KINDS}
    for _, reports in found:
        for kind, report in reports.items():
            verdicts[kind][str(report.verdict)] = verdicts[kind].get(str(report.verdict), 0) + 1
    judged = [reports["buggy"].verdict for _, reports in found]
    return {
        "references_passed": verdicts["canonical"].get("passed", 0),
        "broken_not_passed": sum(v not in (Verdict.PASSED, Verdict.INFRA, Verdict.UNCHECKED) for v in judged),
        "verdicts": verdicts,
    }


def _exceptions(found: Sequence[tuple[str, dict[str, Report]]]) -> list[Row]:
    """Every reference that did not pass and every broken program that did, and whatever the judge failed at."""
    rows = []
    for task, reports in found:
        for kind, report in reports.items():
            passed, infra = report.verdict is Verdict.PASSED, report.verdict is Verdict.INFRA
            if passed != (kind == "canonical") or infra:
                rows.append(
                    {"id": task, "solution": kind, "verdict": str(report.verdict), "detail": report.detail[:300]}
                )
    return rows
