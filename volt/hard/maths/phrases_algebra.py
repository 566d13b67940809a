"""Ways to ask for another form of a formula, and for the solutions of equations and inequalities."""

# ruff: noqa: E501 - phrases are easier to compare unbroken

from __future__ import annotations

import re

from volt.hard.maths.phrasing import Builder, Phrase, formula, phrase
from volt.hard.maths.tree import Node, Question, Refused, number, unknowns, written

_RELATIONS = ("<=", ">=", "!=", "<", ">", "=")
_UNKNOWNS = r"(?P<w>[a-z](?:_?\d+)?(?:(?:, ?| and |, and )[a-z](?:_?\d+)?)*)"


def _rewrite(kind: str) -> Builder:
    def build(match: re.Match[str]) -> Question:
        node = formula(match["e"])
        return Question(kind, (node,), (), (), f"{kind} {written(node)}")

    return build


def _pieces(text: str) -> list[str]:
    return [piece for piece in re.split(r",|;|\band\b|\n", text) if piece.strip()]


def _solve(match: re.Match[str]) -> Question:
    """Equations between commas; or an inequality."""
    groups = match.groupdict()
    text = match["e"]
    if re.search(r"\bmod(?:ulo)?\b", text):  # `x = 2 mod 5` is no equation between x and the number 2 mod 5
        raise Refused("equations modulo a number are solved as several congruences only: x = 2 mod 3, x = 3 mod 5")
    names = tuple(re.findall(r"[a-z](?:_?\d+)?", re.sub(r"\band\b", ",", groups.get("w") or "")))
    if re.search(r"[<>]", text):
        return _inequality(text)
    pieces = _pieces(text)
    if any(piece.count("=") != 1 for piece in pieces):
        raise Refused("an equation has one equals sign")
    sides = [formula(side) for piece in pieces for side in piece.split("=")]
    said = ", ".join(f"{written(a)} = {written(b)}" for a, b in zip(sides[::2], sides[1::2], strict=True))
    if not unknowns(*sides):
        if len(sides) == 2:
            return Question("truth", tuple(sides), ("=",), (), said)
        raise Refused("there is no unknown to solve for")
    if not names and len(sides) == 2:
        names = _the_one(sides)
    shown = ", ".join(names or unknowns(*sides))
    return Question("solve", tuple(sides), names, (), f"solve {said} for {shown}")


def _the_one(sides: list[Node]) -> tuple[str, ...]:
    """The unknown of one equation: x, when there are several."""
    names = unknowns(*sides)
    if len(names) > 1:
        if "x" not in names:
            raise Refused(f"it is not said which of {', '.join(names)} to solve for")
        return ("x",)
    return names


def _roots(match: re.Match[str]) -> Question:
    """The zeros of a formula, which may be given as `f(x) = ...` or as an equation."""
    text = re.sub(r"^[fgp] ?\([a-z]\) ?= ?|^y ?= ?", "", match["e"].strip())
    if "=" in text:
        return _solve(re.fullmatch(r"(?P<e>.+)", text))  # type: ignore[arg-type]
    node = formula(text)
    names = _the_one([node])
    if not names:
        raise Refused("there is no unknown to solve for")
    return Question("solve", (node, number(0)), names, (), f"solve {written(node)} = 0 for {names[0]}")


def _inequality(text: str) -> Question:
    parts = re.split(r"(<=|>=|<|>)", text)
    if len(parts) != 3:
        raise Refused("an inequality has one relation sign; others are not solved")
    left, relation, right = formula(parts[0]), parts[1], formula(parts[2])
    said = f"{written(left)} {relation} {written(right)}"
    if not unknowns(left, right):
        return Question("truth", (left, right), (relation,), (), said)
    return Question("inequality", (left, right), (relation,), (), f"solve {said}")


def _given(match: re.Match[str]) -> Question:
    """`x if 2x + 1 = 7`: the unknown asked for must be one of the equation."""
    question = _solve(match)
    if match["w"] and not set(question.names) <= set(unknowns(*question.nodes)):
        raise Refused(f"{match['w']} does not stand in it")
    return question


_EQUATION = r"(?:(?:the )?(?:following |linear |quadratic |cubic |polynomial |simultaneous )*(?:equations?|inequality|inequalities|system(?: of (?:linear )?equations)?|set of equations):? ?)?"

PHRASES: tuple[Phrase, ...] = (
    phrase(rf"(?:solve|solutions? (?:of|to)|solution set of) {_EQUATION}(?:for {_UNKNOWNS}(?: in)?:? )?(?P<e>.*[=<>].*)", _solve),
    phrase(rf"(?:solve|solutions? (?:of|to)) {_EQUATION}(?P<e>.*[=<>].*?),? for {_UNKNOWNS}", _solve),
    phrase(rf"(?:for )?(?:what|which) (?:values? of |real |numbers? )?{_UNKNOWNS} (?:is|does|satisfy|satisfies|solves?|makes?|makes true|do we have|are such that) {_EQUATION}(?P<e>.*[=<>].*?)(?: true| hold)?", _given),
    phrase(rf"(?:real )?(?:values?|numbers?)? ?(?:of )?{_UNKNOWNS},? (?:if|when|where|given(?: that)?|such that|so that|in|for which|from|satisfying|that satisf(?:y|ies)|in the equation) {_EQUATION}(?P<e>.*[=<>].*)", _given),
    phrase(rf"(?:if|when|given(?: that)?) {_EQUATION}(?P<e>.*=.*?),? (?:then )?(?:what is|find|what's|solve for|determine|what must be|what are)(?: the value of)? {_UNKNOWNS}", _given),
    phrase(rf"{_EQUATION}(?P<e>.*=.*?),? (?:find|solve for|what is|what are|for) {_UNKNOWNS}", _given),
    phrase(r"(?:solve|roots|zeros|zeroes|solutions)(?: (?:of|for|to))?(?: the)?(?: (?:polynomial|equation|function|quadratic|cubic))? {e}", _roots),
    phrase(r"where does {e} (?:vanish|equal zero|become zero|cross the x-axis)", _roots),
    phrase(r"(?:simplify|reduce|simplified form of|simplification of)(?: the)?(?: (?:expression|fraction|formula))?:? {e}", _rewrite("simplify")),
    phrase(r"(?:expand|multiply out|expansion of|expanded form of)(?: the)?(?: (?:expression|product|brackets|polynomial))?:? {e}", _rewrite("expand")),
    phrase(r"(?:factor|factori[sz]e|factori[sz]ation of|factored form of|write as a product)(?: the)?(?: (?:polynomial|expression|quadratic|cubic))?:? {e}(?: completely| fully)?", _rewrite("factor")),
    phrase(r"(?P<e>[^=<>]*=[^=<>]*)", _solve),
    phrase(r"(?P<e>[^=<>]+(?:<=|>=|<|>)[^=<>]+)", _solve),
    phrase(r"(?P<e>[^=<>]*=[^=<>]*(?:(?:,|;| and )[^=<>,;]*=[^=<>,;]*)+)", _solve),
)  # fmt: skip
