"""The command line: argument parsing and printing, nothing else.

    volt solve | verify | replay      answer a request, judge a program, run a proof again   (answers, judging)
    volt check                        the safety analysis of a program                       (judging)
    volt index | search               find functions in your own code                        (finding)
    volt explain                      a source file by slots                                 (explaining)
    volt train                        the stages of training                                 (training)
    volt corpus                       functions to learn from: mine, measure                 (corpus)
    volt data                         verified exercises: make, show, measure, pack          (data)
    volt bench | card                 measure, and render the measurements                   (measuring)
    volt doctor                       what this machine offers                               (doctor)

Each command is a function that returns an exit code; everything heavy is imported inside it, so that `volt --help`
is quick. How a command ends, well or badly, is decided in `shell`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from volt import __version__
from volt.cli import answers, corpus, data, doctor, explaining, finding, judging, measuring, training
from volt.cli.shell import run

app = typer.Typer(
    name="volt",
    help="Code intelligence that runs on your own machine and only claims what it has checked.",
    epilog="Exit codes: 0 done and verified, 1 done but not verified or refused, 2 the input is at fault, "
    "3 Volt is at fault.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
for group in (answers, judging, finding, explaining, training, corpus, data, measuring, doctor):
    group.add_to(app)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"volt {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; `arguments` default to the process's own. The exit code of DESIGN §5, 130 after Ctrl-C."""
    return run(app, arguments)
