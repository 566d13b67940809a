"""`volt verify`: what a program does."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from volt.cli import fresh, inputs, languages
from volt.cli.shell import DONE, OURS, UNVERIFIED, JsonFlag, emit, out, working
from volt.errors import ChecksError, InputError


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(verify)


def verify(
    program: Annotated[Path | None, typer.Argument(help="The program to judge.")] = None,
    tests: Annotated[Path | None, typer.Option(help="A file of tests, or of cases (.json, .jsonl).")] = None,
    test: Annotated[list[str] | None, typer.Option(help="One more Python test; repeat as needed.")] = None,
    function: Annotated[str | None, typer.Option(help="The function that is asked for.")] = None,
    generator: Annotated[Path | None, typer.Option(help="Fresh inputs: a file with generate(rng).")] = None,
    reference: Annotated[Path | None, typer.Option(help="Judge them by a file with the function, done right.")] = None,
    property_: Annotated[
        Path | None, typer.Option("--property", help="Or by a file with holds(result, *arguments).")
    ] = None,
    count: Annotated[int | None, typer.Option(help="How many fresh inputs; default 100.")] = None,
    seed: Annotated[int | None, typer.Option(help="Draw the inputs of this seed again; default: new ones.")] = None,
    language: Annotated[str | None, typer.Option(help="The program's language; default: by its suffix.")] = None,
    cpu_seconds: Annotated[float, typer.Option(min=0.1, help="CPU time of one run.")] = 2.0,
    memory_mb: Annotated[int, typer.Option(min=16, help="Memory of one run.")] = 512,
    require: Annotated[list[str] | None, typer.Option(help="Refuse to run code without this isolation layer.")] = None,
    samples: Annotated[Path | None, typer.Option(help="Instead of a program: a file of samples, JSON lines.")] = None,
    problems: Annotated[Path | None, typer.Option(help="The problems of the samples, JSON lines.")] = None,
    form: Annotated[str, typer.Option("--format", help="Of the samples: humaneval or evalplus.")] = "humaneval",
    to: Annotated[
        Path | None, typer.Option("--out", help="Where the samples' results go; default: beside them.")
    ] = None,
    json_: JsonFlag = False,
) -> int:
    """Run a program against tests in the sandbox. A Python program that the safety analysis refuses is not run.

    With --generator: also against inputs that are drawn anew for this run.
    With --samples: judge a file of samples as human-eval or EvalPlus would, and write the result file they would.
    """
    from volt.verify import Limits

    drawn = fresh.asked(generator, reference, property_, count, seed)
    if (program is None) == (samples is None):
        raise InputError("give a program or --samples, not both and not neither", "volt verify program.py --tests FILE")
    limits, required = Limits(cpu_seconds=cpu_seconds, memory_mb=memory_mb), tuple(require or ())
    if samples is not None:
        from volt.cli.samples import verify_samples

        fresh.refuse(drawn, function, "one program, not for samples")
        return verify_samples(samples, problems, form, to, limits, required, json_)
    assert program is not None
    spoken = languages.chosen(language, program)
    source = inputs.source_file(program)
    other = spoken.name != "python" or languages.are_cases(tests)
    given = () if other else inputs.tests(test or [], tests)
    if other:
        fresh.refuse(drawn, function, "Python programs and Python tests")
    elif not given and drawn is None:
        raise ChecksError("there is nothing to verify with", "Give --tests FILE or --test 'assert f(2) == 4'")
    from volt.safety.veto import Veto
    from volt.verify import Checks, Judge, Report, Verdict

    safety = Veto().examine(source) if spoken.name == "python" else None  # the analysis reads Python only
    if safety is not None and not safety.allowed:
        report = Report(Verdict.VETOED, detail=safety.reason, limits=limits)
    elif other:
        with working("running"):
            report = languages.verify(spoken, source, tests, test or [], limits, required)
    else:
        with working("running"), Judge(limits, workers=1, require=required) as judge:
            report = judge.run(source, Checks(tests=given, entry_point=fresh.function(function, drawn), fresh=drawn))
    if json_:
        emit({**report.to_json(), "language": spoken.name, "safety": safety.to_json() if safety else None})
    else:
        from volt.cli.show import show_report

        show_report(out(), report, safety)
    if report.verdict is Verdict.INFRA:
        return OURS
    return DONE if report.verdict is Verdict.PASSED else UNVERIFIED
