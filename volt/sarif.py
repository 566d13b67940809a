"""Findings as SARIF 2.1.0, the format in which editors and code hosts take the results of an analysis."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from volt import __version__
from volt.safety.axioms import axiom
from volt.safety.findings import Finding, Level
from volt.survey import Survey

_LEVELS = {Level.VETO: "error", Level.NOTE: "note"}
_PARTICULAR = re.compile(r"\s*\(.*?\)|\s+(in|of|as) \S+$|(?<=hands the module) \S+")


def sarif(survey: Survey) -> dict[str, Any]:
    """One run: a rule for each axiom and capability, a result for each finding, a note on what was left out."""
    found = [(looked.path, f) for looked in survey.files for f in (*looked.verdict.findings, *looked.verdict.notes)]
    rules = {_rule_id(f): _rule(f) for _, f in sorted(found, key=lambda pair: pair[1].level is Level.VETO)}
    order = {name: number for number, name in enumerate(sorted(rules))}
    said = [(path, f"{why}: not analysed") for path, why in survey.left_out]
    said += [
        (looked.path, "does not parse: only its text and the lines that do were analysed")
        for looked in survey.files
        if not looked.parses
    ]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "volt", "version": __version__, "rules": [rules[name] for name in order]}},
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": True,
                        "toolExecutionNotifications": [
                            {"level": "warning", "message": {"text": text}, "locations": [_location(path)]}
                            for path, text in said
                        ],
                    }
                ],
                "results": [_result(path, f, order) for path, f in found],
            }
        ],
    }


def _general(finding: Finding) -> str:
    """What is said of every finding of its kind, without the names of this one."""
    return _PARTICULAR.sub("", finding.capability)


def _rule_id(finding: Finding) -> str:
    return f"{finding.axiom}/{re.sub(r'[^a-z0-9]+', '-', _general(finding).lower()).strip('-')}"


def _rule(finding: Finding) -> dict[str, Any]:
    known = axiom(finding.axiom)
    return {
        "id": _rule_id(finding),
        "shortDescription": {"text": f"{known.key} {known.title}: the program {_general(finding)}"},
        "fullDescription": {"text": known.text},
        "defaultConfiguration": {"level": _LEVELS[finding.level]},
        "properties": {"tags": ["security", known.key]},
    }


def _result(path: str, finding: Finding, order: dict[str, int]) -> dict[str, Any]:
    rule = _rule_id(finding)
    region = {"startLine": max(1, finding.line)}
    return {
        "ruleId": rule,
        "ruleIndex": order[rule],
        "level": _LEVELS[finding.level],
        "message": {"text": f"{finding.axiom} {finding.capability}: {finding.evidence or 'see the line'}"},
        "locations": [_location(path, region)],
    }


def _location(path: str, region: dict[str, int] | None = None) -> dict[str, Any]:
    where: dict[str, Any] = {"artifactLocation": {"uri": quote(PurePath(path).as_posix())}}
    return {"physicalLocation": where | ({"region": region} if region else {})}
