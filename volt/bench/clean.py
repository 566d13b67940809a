"""Nothing that overlaps a measured problem may be recalled while it is measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from volt.data.decontaminate import Overlap, overlap_or_refuse
from volt.data.problems import Problem
from volt.hard.strands.library import Snippet


class HasLibrary(Protocol):
    """An engine, as far as its library goes."""

    snippets: tuple[Snippet, ...]

    def use_library(self, snippets: Sequence[Snippet]) -> None:
        """Recall from these from now on."""
        ...


def clean(engine: HasLibrary, data: Path | None, measured: Iterable[Problem]) -> dict[str, Any]:
    """Take every snippet out of the engine's library that overlaps a report-only or a measured problem.

    Returns what was done: how many snippets there were, how many are left, and how many went, by rule. DataError
    when there is nothing to compare with.
    """
    report_only = overlap_or_refuse(data)
    assert report_only is not None  # only a caller that opts out gets None
    own = Overlap.from_rows(asdict(problem) for problem in measured)
    kept, dropped = [], Counter[str]()
    for snippet in engine.snippets:
        why = _reason(snippet, report_only) or _reason(snippet, own)
        if why is None:
            kept.append(snippet)
        else:
            dropped[why] += 1
    before = len(engine.snippets)
    if len(kept) < before:
        engine.use_library(kept)
    return {
        "against": report_only.digest,
        "before": before,
        "after": len(kept),
        "dropped": dict(sorted(dropped.items())),
    }


def _reason(snippet: Snippet, overlap: Overlap) -> str | None:
    """The rule a snippet breaks by its code, its description or any way to ask for it."""
    asked = (overlap.reason(ask, "") for ask in snippet.asks)
    return overlap.reason(snippet.description, snippet.code) or next((why for why in asked if why), None)
