"""The command line: argument parsing and printing, nothing else.

    volt solve | verify | replay      answer a request, judge a program, run a proof again   (answers, judging)
    volt trace                        how an answer was found, as a page                     (answers)
    volt check                        the safety analysis of programs                        (checking)
    volt debug                        a repair for a file whose tests fail                   (debugging)
    volt index | search               find functions in your own code                        (finding)
    volt explain                      what functions do; a source file by slots              (explaining)
    volt maths                        exact answers, each checked by another route           (calculating)
    volt train                        the stages of training                                 (training)
    volt corpus                       functions to learn from: mine, measure                 (corpus)
    volt data                         verified exercises: make, show, measure, pack          (data)
    volt bench | card                 measure, and render the measurements                   (measuring)
    volt doctor                       what this machine offers                               (doctor)

Each command is a function that returns an exit code; everything heavy is imported inside it, and only the module of
the command that is asked for is loaded, so that a command starts quickly. How it ends is decided in `shell`.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from volt import __version__
from volt.cli.shell import run

MODULES = {
    "answers": ("solve", "trace", "replay"),
    "judging": ("verify",),
    "checking": ("check",),
    "debugging": ("debug",),
    "finding": ("index", "search"),
    "explaining": ("explain",),
    "calculating": ("maths",),
    "training": ("train",),
    "corpus": ("corpus",),
    "data": ("data",),
    "measuring": ("bench", "card"),
    "doctor": ("doctor",),
}
"""What each module of this room adds, in the order of the help."""


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """The commands that `arguments` may mean: those of one module when the first of them names one, else all."""
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
    app.callback()(_root)
    asked = [module for module, commands in MODULES.items() if arguments and arguments[0] in commands]
    for module in asked or MODULES:
        importlib.import_module(f"volt.cli.{module}").add_to(app)
    return app


def _version(wanted: bool) -> None:
    if wanted:
        print(f"volt {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; `arguments` default to the process's own. The exit code of DESIGN §5, 130 after Ctrl-C."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    return run(app_for(given), given)
