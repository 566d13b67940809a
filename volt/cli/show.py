"""Answers, reports and safety verdicts, printed for people. Nothing is decided here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.syntax import Syntax
from rich.text import Text

from volt.request import Source
from volt.safety.veto import SafetyVerdict
from volt.verify import Report, Verdict

if TYPE_CHECKING:
    from volt.answer import Answer
    from volt.hard.certainty import Gamma
    from volt.hard.proof import Replay

_COLOURS = {"verified": "bold green", "unchecked": "bold yellow", "unsolved": "bold red", "vetoed": "bold magenta"}
_SHOWN_CHECKS = 12


def show_answer(console: Console, answer: Answer, proof: Path | None, trace: Path | None = None) -> None:
    """An answer: the code, then one line each for verdict, γ, safety, source, isolation, proof and time."""
    if answer.text:
        console.print(Text(answer.text), soft_wrap=True)
        console.print()
    if answer.code and answer.safety.allowed:
        _code(console, answer.code.strip())
    _line(console, "verdict", _verdict(answer), _COLOURS[answer.status])
    for check in answer.report.checks:
        if check.verdict is not Verdict.PASSED:
            _line(console, "", f"{check.verdict}: {_short(check.test)}  {_short(check.detail)}", "dim")
    _line(console, "γ", f"{answer.gamma.value:.2f}" if answer.text else _gamma(answer.gamma))
    for doubt in answer.doubts:
        _line(console, "doubt", doubt, "yellow")
    _safety_lines(console, answer.safety)
    _line(console, "source", _source(answer))
    if answer.report.layers or not answer.text:  # what explains a function may have called it, which its words say
        _line(console, "isolation", ", ".join(answer.report.layers) or "nothing was run")
    if proof is not None:
        _line(console, "proof", f"{proof}   (volt replay {proof})")
    for step in (step for step in answer.trace if "fault" in step.detail):
        _line(console, "fault", f"{step.name}: {step.detail['fault']}; the others went on. Please report it", "yellow")
    if trace is not None:
        _line(console, "trace", str(trace))
    _line(console, "time", f"{answer.seconds:.1f} s")


def show_report(console: Console, report: Report, safety: SafetyVerdict | None) -> None:
    """A judge's report: each check, then the verdict."""
    for check in report.checks[:_SHOWN_CHECKS]:
        style = "green" if check.verdict is Verdict.PASSED else "red"
        _line(console, str(check.verdict), f"{_short(check.test)}  {_short(check.detail)}", label_style=style)
    if len(report.checks) > _SHOWN_CHECKS:
        _line(console, "", f"and {len(report.checks) - _SHOWN_CHECKS} more", "dim")
    passed = report.verdict is Verdict.PASSED
    text = f"{report.verdict.upper()} {report.passed}/{len(report.checks)} checks"
    _line(console, "verdict", f"{text}  {_short(report.detail)}".rstrip(), "bold green" if passed else "bold red")
    if safety is not None:
        _safety_lines(console, safety)
    _line(console, "isolation", ", ".join(report.layers) or "nothing was run")
    _line(console, "time", f"{report.cpu_seconds:.2f} s CPU, {report.wall_seconds:.2f} s")


def show_safety(console: Console, verdict: SafetyVerdict, parses: bool) -> None:
    """A safety verdict with every finding, vetoes first. What does not parse is not allowed for want of findings."""
    if parses or not verdict.allowed:
        _safety_lines(console, verdict)
    else:
        _line(console, "safety", "not known", "yellow")
    for finding in (*verdict.findings, *verdict.notes):
        _line(console, "", f"line {finding.line}: {finding.axiom} {finding.capability}: {finding.evidence}", "dim")
    if not parses:
        _line(
            console,
            "",
            "the program does not parse, so that only its text and the lines that do were looked at",
            "yellow",
        )


def show_replay(console: Console, result: Replay) -> None:
    """Whether a proof holds, and where not."""
    if result.agrees:
        _line(console, "replay", "AGREES program, checks and safety say the same again", "bold green")
    else:
        _line(console, "replay", "DISAGREES", "bold red")
    for difference in result.differences:
        _line(console, "", difference, "red")
    for remark in result.notes:
        _line(console, "note", remark, "dim")


def _code(console: Console, code: str) -> None:
    """Highlighted on a terminal; elsewhere as it is, so that it can be cut out."""
    if console.is_terminal:
        console.print(Padding(Syntax(code, "python", background_color="default"), (1, 2)))
    else:
        print(f"{code}\n", file=console.file)


def _verdict(answer: Answer) -> str:
    if answer.text and answer.status == "unsolved":
        return f"UNSOLVED the strand {answer.strand} has no answer, and says why; no program was made up"
    if answer.text and answer.status == "unchecked" and answer.given:
        return (
            f"UNCHECKED read off code by the strand {answer.strand}; there is no program that a check could be run on"
        )
    if answer.text:
        checked = "and checked by itself" if answer.status == "verified" else "in words; nothing was run to check it"
        return f"{answer.status.upper()} answered by the strand {answer.strand} {checked}"
    counted = f"{answer.report.passed}/{len(answer.report.checks)} checks"
    nearest = f"{counted}; the nearest program is shown" if answer.code else "no program was found"
    words = {
        "verified": f"{counted} passed when the program was run",
        "unchecked": "there was nothing to check it with; give --test",
        "unsolved": nearest,
        "vetoed": answer.safety.reason,
    }
    return f"{answer.status.upper()} {words[answer.status]}"


def _gamma(gamma: Gamma) -> str:
    execution = "nothing was checked" if gamma.execution is None else f"with execution {gamma.execution:.2f}"
    calibrated = "calibrated" if gamma.calibrated else f"not calibrated{gamma.reason and ': '}{gamma.reason}"
    return f"{gamma.value:.2f}  (model alone {gamma.model:.2f}, {execution}; {calibrated})"


def _source(answer: Answer) -> str:
    if answer.recalled or answer.source is Source.MEMORY:
        return f"answered from memory: {answer.note}"
    return answer.note or (f"the strand {answer.strand}" if answer.text else "none")


def _safety_lines(console: Console, safety: SafetyVerdict) -> None:
    notes = f"; it {'; it '.join(sorted({f.capability for f in safety.notes}))}" if safety.notes else ""
    if safety.allowed:
        _line(console, "safety", f"allowed{notes}")
    else:
        _line(console, "safety", f"refused: {safety.reason}", "bold magenta")
    if safety.log_problem:
        _line(console, "", safety.log_problem, "yellow")


def _line(console: Console, label: str, text: str, style: str = "", label_style: str = "bold") -> None:
    console.print(Text.assemble((f"{label:12}", label_style), (text, style)), soft_wrap=True)


def _short(text: str, width: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 3] + "..."
