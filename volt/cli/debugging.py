"""`volt debug`: a repair for a file whose tests fail, as a diff; the file is written only when asked."""

from __future__ import annotations

import ast
import codecs
import contextlib
import difflib
import io
import re
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from volt.cli import failing, fresh, inputs, standing
from volt.cli.progress import bars
from volt.cli.shell import DONE, OURS, UNVERIFIED, JsonFlag, emit, note, out
from volt.errors import ChecksError, InputError, Stopped

if TYPE_CHECKING:
    from volt.hard.repair.search import Outcomes
    from volt.verify import Checks


Function = ast.FunctionDef | ast.AsyncFunctionDef


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(debug)


def debug(
    file: Annotated[Path, typer.Argument(help="The Python file to repair.")],
    tests: Annotated[Path | None, typer.Option(help="A file of Python tests.")] = None,
    test: Annotated[list[str] | None, typer.Option(help="One more Python test; repeat as needed.")] = None,
    function: Annotated[str | None, typer.Option(help="Edit only this function, or CLASS.METHOD.")] = None,
    generator: Annotated[Path | None, typer.Option(help="Fresh inputs: a file with generate(rng).")] = None,
    reference: Annotated[Path | None, typer.Option(help="Judge them by a file with the function, done right.")] = None,
    property_: Annotated[
        Path | None, typer.Option("--property", help="Or by a file with holds(result, *arguments).")
    ] = None,
    seconds: Annotated[float, typer.Option(min=1, help="How long to search.")] = 60.0,
    write: Annotated[bool, typer.Option("--write", help="Apply the repair to the file.")] = False,
    force: Annotated[bool, typer.Option("--force", help="With --write: over uncommitted changes, too.")] = False,
    json_: JsonFlag = False,
) -> int:
    """Find a small edit of FILE that passes every test, and print it as a diff. 1 when none is found."""
    source = inputs.source_file(file)
    given, left_out = _tests(test or [], tests, file, source)
    drawn = fresh.asked(generator, reference, property_, None, None)
    if not given:
        raise ChecksError("there is no test to repair by", "Give --tests FILE or --test 'assert f(2) == 4'")
    if force and not write:
        raise InputError("--force is for --write, and nothing is to be written", "Give both or neither")
    where = standing.of(file)
    if write and where.changed and not force:
        raise InputError(f"{file} has uncommitted changes", "Commit them first, or give --force")
    _refuse_other(source, file)

    from volt import around
    from volt.verify import Checks
    from volt.verify.forms import SKIPPED
    from volt.verify.session import UNUSED

    program, refused, less = _allowed(source, file, function)
    near = "" if refused else around.setup(file, program, given)
    checks = Checks(near, given, fresh.function(function, drawn) if drawn else None, fresh=drawn, objects_decide=True)
    outcome = None if refused else _search(program, checks, function, seconds)
    details = {one.detail for one in outcome.before.checks} if outcome else set()
    if details == {SKIPPED}:
        raise ChecksError("all tests are skipped", "Give tests that run")
    if details and details <= {SKIPPED, UNUSED}:
        raise ChecksError(f"the tests use nothing of {file}", f"Import what they test: from {file.stem} import …")
    if outcome and program is not source:
        note(f"the safety analysis refuses the whole of {file}: {less}")
        outcome.patches = [replace(one, source=_whole(source, program, one.source)) for one in outcome.patches]
    fixed = _diff(source, outcome.patches[0].source, file) if outcome and outcome.patches else ""
    if outcome and fixed and write:
        standing.write(file, source, outcome.patches[0].source)
    told = _told(outcome, file, source, fixed, refused, where, written=bool(fixed and write))
    left_out += outcome.not_run.values() if outcome else ()
    told |= {"part_only": program is not source, "left_out": left_out}
    told["failing"] = failing.failing(outcome, tests) if outcome else None
    if json_:
        emit(told)
    else:
        _show(told)
    if told["verdict_before"] == "infra":
        return OURS
    return DONE if told["repaired"] or told["verdict_before"] == "passed" else UNVERIFIED


def _tests(given: list[str], path: Path | None, file: Path, source: str) -> tuple[tuple[str, ...], list[str]]:
    """The tests, and why some of them were left out. Those of the file itself are the examples in its docstrings."""
    from volt.cli import fixtures

    own = path is not None and path.exists() and path.samefile(file)
    examples = _examples(source) if own else ()
    found = (*inputs.tests(given, None if examples else path), *examples)
    rows = [fixtures.taken(one, path.parent if path else None) for one in found]
    left_out = [why for _, reasons in rows for why in reasons]
    kept = tuple(text for text, _ in rows if text)
    if left_out and not kept:
        raise ChecksError(left_out[0], "Define it in the tests, or in a conftest.py beside them")
    return _as_program(kept, file), left_out


def _examples(source: str) -> tuple[str, ...]:
    """The docstrings of a file that have examples."""
    from volt.verify.forms import is_examples

    with contextlib.suppress(SyntaxError, ValueError, RecursionError):  # said where it is read as a program
        nodes = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Module | ast.ClassDef | Function)]
        return tuple(text for node in nodes if is_examples(text := ast.get_docstring(node) or ""))
    return ()


def _as_program(tests: tuple[str, ...], file: Path) -> tuple[str, ...]:
    """Tests of a file that is named like a module of the standard library: they mean the file when they import it."""
    if file.stem not in sys.stdlib_module_names or (file.parent / "__init__.py").is_file():
        return tests
    begin, name = r"^(\s*(?:>>> |\.\.\. )?)", re.escape(file.stem)
    renamed = (re.sub(rf"{begin}from {name} import ", r"\1from solution import ", one, flags=re.M) for one in tests)
    named = (re.sub(rf"{begin}import {name} as ", r"\1import solution as ", one, flags=re.M) for one in renamed)
    return tuple(
        re.sub(rf"{begin}import {name}[ \t]*$", rf"\1import solution as {file.stem}", one, flags=re.M) for one in named
    )


def _refuse_other(source: str, file: Path) -> None:
    from volt.verify.checks import parse

    try:
        parse(source, str(file))
    except ChecksError as error:
        raise InputError(error.message, "Repair needs a file that parses") from error


def _allowed(source: str, file: Path, function: str | None) -> tuple[str, str, str]:
    """What may be run of a file, why nothing may, and what is missing.

    It is the whole, or the part that the named function needs, or what is left without functions that break an axiom.
    A loop without end that only counts is a mistake like others here, and the sandbox ends it.
    """
    from volt.hard.explain import find, slices
    from volt.safety.masked import runnable

    left = runnable(source, loops=True)
    if left.code == source:
        return source, "", ""
    if function is not None:
        tree = find.parse(source, str(file))
        part = slices.program(tree, source, find.pick(find.functions(tree), function, str(file)))
        if runnable(part, loops=True).code == part:
            return part, "", f"only the part that {function} needs was run"
    if left.refused or (function is not None and function in left.missing):
        return source, left.refused or f"{left.missing[str(function)]} in {function}", ""
    missing = ", ".join(f"{name} ({why})" for name, why in left.missing.items())
    return left.code, "", f"it was run without {missing}"


def _whole(source: str, part: str, repaired: str) -> str:
    """The file with the change that was made to a part of it. A part keeps the numbers of its lines."""
    lines, before, after = (text.splitlines(keepends=True) for text in (source, part, repaired))
    changes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for _, i, j, k, m in reversed([change for change in changes if change[0] != "equal"]):
        lines[i:j] = after[k:m]
    return "".join(lines)


def _search(source: str, checks: Checks, function: str | None, seconds: float) -> Outcomes:
    from volt import places
    from volt.hard.repair.order import shipped
    from volt.hard.repair.search import Budget, repair

    doing = "searching a repair"
    with bars() as show:
        show(doing, 0, None, doing, "")

        def watch(done: int, most: int, words: str) -> None:
            show(doing, done, most, f"{doing}: {words}", f"{done} of {most} {words}")

        try:
            return repair(
                source, checks, shipped(places.models()), Budget(seconds=seconds), function=function, progress=watch
            )
        except KeyboardInterrupt as error:
            raise Stopped("stopped; nothing was written") from error
        except KeyError as error:
            raise InputError(f"the file defines no function {error.args[0]}", "Check --function") from error


def _diff(before: str, after: str, file: Path) -> str:
    """A unified diff that `git apply` and `patch -p1` take, in the folder where the command was given.

    Of a file elsewhere the path is that from the top of its repository.
    """
    whole = file.resolve()
    above = (Path.cwd().resolve(), *(folder for folder in whole.parents if (folder / ".git").exists()))
    name = next((whole.relative_to(one).as_posix() for one in above if whole.is_relative_to(one)), file.name)
    data = file.read_bytes()
    mark = "\ufeff" if data.startswith(codecs.BOM_UTF8) else ""
    one, other = (
        list(io.StringIO(mark + standing.with_its_ends(data, before, t), newline="\n")) for t in (before, after)
    )
    lines = difflib.unified_diff(one, other, f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _told(
    outcome: Outcomes | None,
    file: Path,
    source: str,
    diff: str,
    refused: str,
    where: standing.Standing,
    *,
    written: bool,
) -> dict[str, Any]:
    """Everything there is to say, as plain data."""
    told: dict[str, Any] = {
        "file": str(file),
        "git": where.said,
        "repaired": bool(diff),
        "written": written,
        "diff": diff,
    }
    from volt.verify import Verdict

    if outcome is None:
        return {**told, "verdict_before": "vetoed", "why_not": refused, "tried": 0, "patches": [], "suspicious": []}
    return {
        **told,
        "verdict_before": str(Verdict.PASSED if outcome.together else outcome.before.verdict),
        "detail_before": outcome.before.detail,
        "together": outcome.together,
        "why_not": "" if diff or outcome.together else outcome.why_not,
        "edits": outcome.edits,
        "tried": outcome.tried,
        "pairs": outcome.pairs,
        "judged": outcome.judged,
        "seconds": round(outcome.seconds, 2),
        "patches": [
            {
                "edits": patch.notes,
                "tokens": patch.size,
                "doubts": list(patch.doubts),
                "agreement": round(patch.agreement, 3),
                "together": patch.together,
                "lines": _new_lines(source, patch.source),
                "source": patch.source,
            }
            for patch in outcome.patches
        ],
        "apart": {**asdict(outcome.apart), "other": outcome.apart.other} if outcome.apart else None,
        "suspicious": _suspicious(outcome) if outcome.tried else [],
    }


_TOGETHER = """\
  the tests ran in one process with the program, which could answer them as it likes:
  apart from it they cannot run ({why})"""


def _suspicious(outcome: Outcomes, most: int = 5) -> list[dict[str, Any]]:
    """The most suspicious statements of the program, with how suspicious they are."""
    if outcome.localised is None or outcome.program is None:
        return []
    ranked = sorted(enumerate(outcome.localised.suspicion), key=lambda pair: -pair[1])
    lines, statements = outcome.program.source_lines(), outcome.program.statements
    kept = [(i, value) for i, value in ranked if value > 0 and not hasattr(statements[i], "decorator_list")]
    return [{"line": lines[i], "suspicion": round(value, 3)} for i, value in kept[:most]]


def _new_lines(before: str, after: str, most: int = 3) -> list[str]:
    """Lines of a repair that the file has not, each with the number it gets; or those that it loses."""
    one, other = before.splitlines(), after.splitlines()
    changes = difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    new = [f"line {n + 1}: `{other[n].strip()}`" for tag, _, _, k, m in changes if tag != "equal" for n in range(k, m)]
    gone = [
        f"without line {n + 1}: `{one[n].strip()}`"
        for tag, i, j, _, _ in changes
        if tag == "delete"
        for n in range(i, j)
    ]
    found = new or gone
    return [*found[:most], *(["and more"] if len(found) > most else [])]


def _show_apart(told: dict[str, Any]) -> None:
    """A question about which repairs that pass differ: its answer, as one more test, decides. Else, one more repair."""
    apart = told["apart"]
    if not apart:
        if len(told["patches"]) > 1:
            note("the tests, asked again with other values, tell none of these repairs from another; a second one is")
            note(f"  {' '.join(told['patches'][1]['lines'])}")
        return
    answers, other = apart["answers"], apart["other"]
    note("another repair passes, too, and answers otherwise; a test that says which is right decides:")
    for line in apart["question"].splitlines():
        note(f"    {line}")
    note(f"  {answers[0]} as shown")
    note(f"  {answers[other]} with {' '.join(told['patches'][other]['lines'])}")


def _show(told: dict[str, Any]) -> None:
    console = out()
    for why in told["left_out"]:
        note(f"left out: {why}")

    def say(text: str) -> None:
        console.print(text, markup=False, soft_wrap=True)

    if told["verdict_before"] == "passed":
        say(f"{told['file']} passes every test; there is nothing to repair")
        if told["together"]:
            note(_TOGETHER.format(why=told["together"]))
        return
    if told["repaired"]:
        print(told["diff"], end="")
        others = len(told["patches"]) - 1
        more = f"; {others} other repair{'s' if others > 1 else ''} found" if others else ""
        note(f"repaired: passes every test after {told['tried']} edits tried in {told['seconds']} s{more}")
        for line in told["patches"][0]["edits"]:
            note(f"  {line}")
        for line in told["patches"][0]["doubts"]:
            note(f"  doubtful: {line}")
        _show_apart(told)
        if told["patches"][0]["together"]:
            note(_TOGETHER.format(why=told["patches"][0]["together"]))
        note(f"written to {told['file']}" if told["written"] else "nothing was written; --write applies it")
    else:
        say(f"no repair found: {told['why_not']}")
        if stands := failing.shown(told["failing"], told.get("detail_before", "")):
            say(f"  as it stands: {stands}")
        if told["tried"]:
            singles = told["tried"] - told["pairs"]
            say(f"  tried {singles} of {told['edits']} edits and {told['pairs']} pairs in {told['seconds']} s")
        for row in told["suspicious"]:
            say(f"  line {row['line']} is suspicious ({row['suspicion']})")
    if told["git"]:
        note(f"git: {told['git']}")
