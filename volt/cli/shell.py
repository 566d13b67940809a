"""How a command ends: JSON or text, one line for an error, the exit code.

This is a process boundary: whatever escapes a command is told to the user here, as one line, and nowhere else.
"""

from __future__ import annotations

import contextlib
import errno
import json
import math
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from volt.errors import CheckpointError, InputError, VoltError, fault

if TYPE_CHECKING:
    from rich.console import Console

DONE, UNVERIFIED, YOURS, OURS, INTERRUPTED = 0, 1, 2, 3, 130

JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON on stdout and nothing else there.")]
ResultsOption = Annotated[Path, typer.Option("--out", help="The folder of results.")]


def _folder_of_weights(named: Path | None) -> Path | None:
    """What `--weights` names. InputError when it is no folder, or one that holds no weights of any kind."""
    if named is None:
        return None
    remedy = "Name a folder of weights, one with model.volt in it, or leave --weights out for the bundled ones"
    if not named.is_dir():
        raise InputError(f"--weights {named} is {'not a folder' if named.exists() else 'not there'}", remedy)
    if not any(named.glob("*.volt")) and not (named / "tokenizer.json").is_file():
        raise InputError(f"--weights {named} holds no weights: there is no .volt file in it", remedy)
    return named


WeightsOption = Annotated[
    Path | None, typer.Option(callback=_folder_of_weights, help="A folder of weights, instead of the bundled ones.")
]

# The class has moved between typer's releases; its child has always been public.
_UsageError: type[Exception] = typer.BadParameter.__bases__[0]


def run(app: typer.Typer, given: list[str]) -> int:
    """Run the app on the arguments given and turn every ending into an exit code."""
    options = given[: given.index("--")] if "--" in given else given
    as_json = "--json" in options
    # Weights that the user names are the user's input; the bundled ones are ours.
    theirs = any(option == "--weights" or option.startswith("--weights=") for option in options)
    try:
        code = app(args=given, prog_name="volt", standalone_mode=False)
        if code == INTERRUPTED:  # typer makes a code of it
            raise KeyboardInterrupt
        sys.stdout.flush()  # a full disk shows here, not at exit
        return code if isinstance(code, int) else DONE
    except (KeyboardInterrupt, typer.Abort):
        return _fail("interrupted", "", INTERRUPTED, as_json)
    except VoltError as error:
        code = YOURS if theirs and isinstance(error, CheckpointError) else error.exit_code
        return _fail(error.message, error.remedy, code, as_json)
    except _UsageError as error:
        return _fail(_usage_message(error), "See `volt --help` and `volt COMMAND --help`", YOURS, as_json)
    except MemoryError:
        return _fail("there is not enough memory", "Close other programs, or lower --samples", OURS, as_json)
    except OSError as error:
        return _fail(*_machine_trouble(error), OURS, as_json)
    except Exception as error:  # noqa: BLE001  # the last line of defence: a fault of ours must not look like theirs
        if os.environ.get("VOLT_DEBUG"):
            traceback.print_exc()
        return _fail(
            f"a fault in Volt: {fault(error)}", "Please report it; VOLT_DEBUG=1 shows the whole trace", OURS, as_json
        )


def emit(data: Any) -> None:
    """Print JSON on stdout. Numbers that JSON does not know become null."""
    print(json.dumps(_plain(data), allow_nan=False, default=str))


def tell(result: dict[str, Any], path: Path, show: Callable[[dict[str, Any], Path], None], as_json: bool) -> int:
    """Print what was measured and written to `path`: as JSON, or as `show` puts it for people."""
    if as_json:
        emit(result)
    else:
        show(result, path)
    return DONE


def out() -> Console:
    """The console for people, on stdout; plain text when it is not a terminal."""
    from rich.console import Console

    return Console(highlight=False)


def note(text: str) -> None:
    """A line of progress, on stderr."""
    print(text, file=sys.stderr)


@contextlib.contextmanager
def working(what: str) -> Iterator[None]:
    """A spinner on stderr while something takes its time; silent when stderr is not a terminal.

    Whatever libraries print meanwhile goes to stderr too: stdout belongs to the answer.
    """
    from rich.console import Console

    console = Console(stderr=True)
    with contextlib.redirect_stdout(sys.stderr):
        if console.is_terminal:
            with console.status(what):
                yield
        else:
            yield


@contextlib.contextmanager
def stdout_kept_clean() -> Iterator[None]:
    """Send what libraries print to stderr, progress bars included, for commands that bring their own."""
    with contextlib.redirect_stdout(sys.stderr):
        yield


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Around the writing of a file the user named: trouble becomes an InputError that names it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror})", "Free space or give another path") from error


def refuse_unwritable(path: Path) -> None:
    """Say now, and not after the work, that a path cannot be written. Leaves nothing behind."""
    with writing(path):
        existed = path.exists()
        path.touch()
        if not existed:
            path.unlink()


def _fail(message: str, remedy: str, code: int, as_json: bool) -> int:
    message, remedy = (" ".join(part.split()).rstrip(".")[:1000] for part in (message, remedy))
    print(f"error: {message}." + (f" {remedy}." if remedy else ""), file=sys.stderr)
    if as_json:
        with contextlib.suppress(OSError):  # a full disk or a closed pipe: the line on stderr has said it
            emit({"error": message, "remedy": remedy, "exit_code": code})
    return code


def _usage_message(error: Exception) -> str:
    format_message = getattr(error, "format_message", None)
    return str(format_message() if format_message else error)


def _machine_trouble(error: OSError) -> tuple[str, str]:
    where = f"{error.filename}: " if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{where}the disk is full", "Free space and run it again"
    return f"{where}{error.strerror or error}", "Check the path, its permissions and the disk"


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return value
