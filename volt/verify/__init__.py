"""The judge: runs programs that nobody trusts and says what they did. See judge.py."""

from __future__ import annotations

from volt.verify.checks import Checks
from volt.verify.fresh import Fresh
from volt.verify.isolation import Layer
from volt.verify.judge import Judge, isolation
from volt.verify.many import judge_many
from volt.verify.quick import Call
from volt.verify.stdio import Case
from volt.verify.verdict import Checked, Limits, Report, Verdict

__all__ = [
    "Call",
    "Case",
    "Checked",
    "Checks",
    "Fresh",
    "Judge",
    "Layer",
    "Limits",
    "Report",
    "Verdict",
    "isolation",
    "judge_many",
]
