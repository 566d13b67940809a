"""Recall: find functions that sound like the request, and adapt them to its signature.

Candidates are ordered by how well the snippet matches the words of the request and how little has to be changed. A
snippet whose kinds of values cannot be made to fit the examples is not proposed at all, so that the judge gets few
but good candidates.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from volt.hard.strands.adapt import Adaptation, Known, Wanted, adaptations, understand, wanted
from volt.hard.strands.library import KeywordLibrary, Library, Snippet, words
from volt.hard.strands.rewrite import program
from volt.request import Candidate, Source, Task

__all__ = ["KeywordLibrary", "Library", "RecallStrand", "Snippet"]

_RANK_WEIGHT = 6.0  # how much a snippet that matches nothing is behind the best one, in units of adaptation cost


class RecallStrand:
    """Proposes known functions, adapted."""

    def __init__(self, library: Library, reach: int = 80, most: int = 200) -> None:
        """`reach`: snippets looked at; `most`: candidates proposed."""
        self._library = library
        self._reach = reach
        self._most = most

    def propose(self, task: Task, deadline: float) -> Iterator[Candidate]:
        """Yield adapted snippets, best first, until `most` were yielded or the deadline has passed."""
        want = wanted(task)
        if want is None:
            return
        plans = self._plans(task, want, deadline)
        seen: set[str] = set()
        asked = frozenset(words(task.description))
        for cost, known, adaptation in plans:
            if len(seen) >= self._most or time.monotonic() > deadline:
                return
            code = program(known, want, adaptation)
            if code in seen:
                continue
            seen.add(code)
            origin = f" from {known.snippet.origin}" if known.snippet.origin else ""
            note = f"recalled {known.snippet.name}{origin}, called with {adaptation.note}"
            told = {"snippet": known.snippet.name, "wording": coverage(asked, known.snippet)}
            yield Candidate(code, Source.RECALLED, -cost, note, told)

    def _plans(self, task: Task, want: Wanted, deadline: float) -> list[tuple[float, Known, Adaptation]]:
        """Every plausible use of every snippet that was found, cheapest first."""
        found = self._library.search(query(task), self._reach)
        best = max((score for _, score in found), default=0.0)
        plans: list[tuple[float, Known, Adaptation]] = []
        for snippet, score in found:
            known = understand(snippet)
            if known is None or time.monotonic() > deadline:
                continue
            behind = _RANK_WEIGHT * (1 - score / best) if best > 0 else _RANK_WEIGHT
            plans += [(behind + a.cost, known, a) for a in adaptations(known, want)]
        return sorted(plans, key=lambda plan: plan[0])


def coverage(asked: frozenset[str], snippet: Snippet) -> float:
    """The largest share of these words that one way to ask for the snippet has, its name included, in [0, 1]."""
    named = set(words(snippet.name))
    ways = (snippet.description, *snippet.asks)
    return max(len(asked & (named | set(words(way)))) for way in ways) / len(asked) if asked else 0.0


def query(task: Task) -> str:
    """The words to search for: the description, and the name of the function."""
    name = task.signature.name if task.signature else ""
    return f"{task.description}\n{name}"
