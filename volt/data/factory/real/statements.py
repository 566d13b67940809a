"""The text of a problem, cut to what stays true when the problem is changed.

Examples, constraints and follow-up questions are left out: they are written anew from what the program returns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from volt.data.problems import Problem

_MBPP = re.compile(
    r"^(?:write|create|implement|define) an? (?:python )?(?:function|program|method)s? "
    r"(?:to|that can|which can|that|which|for|of)\s+",
    re.I,
)
_CUT = re.compile(r"\n\s*(?:Example\s*\d*\s*:|Examples?\s*:|Constraints\s*:|Follow[- ]up\s*:|Note that the test)", re.I)
_LOOSE = re.compile(
    r"\bany (?:order|of them|valid|such|one of|answer|possible|solution|array)|return any"
    r"|multiple (?:answers|solutions)",
    re.I,
)
"""Statements that leave several answers open: tests for equal answers would refuse right programs."""
_LEAST, _MOST = 20, 1200
_SHORTEST_DO = 3
_VERBS_LIST = """
add calculate check compute convert count create determine detect divide drop encode decode extract filter
find flatten form generate get give identify implement insert interleave join list locate make merge move
multiply output pack perform pick print produce put rearrange recite remove reorder repeat replace return
reverse rotate search select shift simplify sort split subtract sum swap take tell test translate transpose
trim truncate use validate verify zip access clear combine compare concatenate group iterate maximize minimize
negate order obtain pluck round toggle unique capitalize abbreviate
"""
_VERBS = frozenset(_VERBS_LIST.split())


@dataclass(frozen=True)
class Story:
    """What is asked: `do`, an imperative without a full stop ("find the nth prime"), or empty; and the whole text."""

    do: str
    body: str

    @property
    def words(self) -> set[str]:
        """Every word of both texts, for telling whether a parameter is mentioned."""
        return set(re.findall(r"[A-Za-z_]\w*", self.do + " " + self.body))

    def edited(self, old: str, new: str) -> Story:
        """With every mention of a parameter replaced, but not the `s` of "it's" and not inside other words."""
        pattern = rf"(?<![\w'’.]){re.escape(old)}(?!\w)"
        return replace(self, do=re.sub(pattern, new, self.do), body=re.sub(pattern, new, self.body))


def story_of(problem: Problem, kind: str) -> Story | None:
    """The text of one problem of a set; None when it is too short, too long or depends on a picture."""
    text = problem.query.replace("\r", "").replace("\xa0", " ")
    story = _READERS[kind](problem, text)
    return story if story and _LEAST <= len(story.body) <= _MOST else None


def _of_mbpp(_: Problem, text: str) -> Story | None:
    text = " ".join(re.sub(r"\s*\[[^\]]*\]\s*$|https?://\S+", "", text).split()).rstrip(". ")
    found = _MBPP.match(text)
    do = text[found.end() :] if found else ""
    if "* list item" in text or not do.isascii() or len(do.split()) < _SHORTEST_DO:
        return None
    do = re.sub(r"^(?:checks?) for ", "check for ", do)
    do = do.replace("caluclate", "calculate").replace("occurences", "occurrences")
    first = do.split()[0].lower()
    if first not in _VERBS:
        do = f"find {do}" if first in ("the", "a", "an", "all", "every") else ""
    whole = f"Write a function to {do}." if do else f"{text}."
    return Story(do, whole)


def _of_leetcode(problem: Problem, text: str) -> Story | None:
    body = _CUT.split("\n" + text)[0].strip()
    if "![" in body or re.search(r"\b(?:image|diagram|picture|shown below|following class|design a)\b", body, re.I):
        return None
    if _LOOSE.search(body):
        return None
    body = re.sub(r"[ \t]+", " ", body)
    body = re.sub(r"\b10([4-9])\b", r"10^\1", body)
    body = re.sub(r"\s*\n\s*\n\s*", "\n\n", body)
    return Story("", body)


def _of_codeio(_: Problem, text: str) -> Story | None:
    head, _mark, rest = text.partition("\nInput:")
    output = rest.partition("\nOutput:")[2]
    inputs = rest.partition("\nOutput:")[0]
    if not inputs.strip() or not output.strip() or not re.search(r"\b(?:the|is)\b", head):
        return None
    body = f"{head.strip()}\n\nInput:\n{_plainly(inputs)}\n\nOutput:\n{_plainly(output)}"
    return Story("", body.replace("`return` ", ""))


def _plainly(text: str) -> str:
    return "\n".join(f"- {line.strip().lstrip('-* ')}" for line in text.strip().split("\n") if line.strip())


def _of_exercism(problem: Problem, text: str) -> Story | None:
    blurb = " ".join(str(problem.meta.get("blurb") or "").split()).rstrip(".")
    part = re.split(r"^#+ *(?:Instructions?)\s*$", text, maxsplit=1, flags=re.M)[-1]
    part = re.split(r"^#+ ", part, maxsplit=1, flags=re.M)[0]
    part = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", part)
    part = re.sub(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", r"\1", part).strip()
    part = re.sub(r"^\[[^\]]+\]:.*$", "", part, flags=re.M).strip()
    body = part if _LEAST <= len(part) <= _MOST else f"{blurb}."
    first = blurb.split()[0].lower() if blurb else ""
    return Story(blurb[0].lower() + blurb[1:] if first in _VERBS and ". " not in blurb else "", body)


def _of_puzzle(problem: Problem, text: str) -> Story | None:
    nl = str(problem.meta.get("nl") or "").strip().strip('"').strip()
    body = _CUT.split("\n" + nl)[0].strip()
    body = re.sub(r"[ \t]*\n[ \t]*\n\s*", "\n\n", body)
    body = re.sub(r"(?<!\n)\n[ \t]*(?!\n)", " ", body)
    return Story("", body) if body and "sample" not in body.lower() else None


def _of_transcoder(problem: Problem, text: str) -> Story | None:
    program = text.rpartition("[c++]")[2].partition("[python]")[0].strip()
    if not program or problem.entry_point not in program:
        return None
    words = problem.entry_point.replace("_", " ")
    return Story("", f"Translate this C++ function ({_cleaned(words)}) into Python:\n\n{program}")


def _cleaned(words: str) -> str:
    words = re.sub(r"^(?:c )?program (?:for|to) |^dynamic programming (?:set \d+ )?|^function to ", "", words)
    return re.sub(r"( set)? \d+$", "", words)


_READERS = {
    "mbpp_train": _of_mbpp,
    "leetcode_train": _of_leetcode,
    "codeio_hq": _of_codeio,
    "exercism_python": _of_exercism,
    "p3_train": _of_puzzle,
    "transcoder_cpp2py": _of_transcoder,
}
