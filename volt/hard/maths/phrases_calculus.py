"""Ways to ask for derivatives, integrals, limits, series, sums and products."""

# ruff: noqa: E501 - phrases are easier to compare unbroken

from __future__ import annotations

import re

from volt.hard.maths.formula import parse_list
from volt.hard.maths.phrasing import Builder, Phrase, applied, evaluation, formula, phrase, the_unknown
from volt.hard.maths.tree import Apply, Name, Node, Question, Refused, number, unknowns, written

_ORDERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_ORDER = rf"(?:(?P<o>{'|'.join(_ORDERS)}|\d+(?:st|nd|rd|th)) )?"
_WRT = r"(?: (?:with respect to|wrt|by|w\.r\.t\.?|in) {v})?"
_FUNCTION = r"(?:(?:function|curve|expression) )?(?:[fgy] ?(?:\([a-z]\))? ?= ?)?"


def _derivative(match: re.Match[str]) -> Question:
    groups = match.groupdict()
    node = formula(match["e"])
    name = the_unknown(node, groups.get("v"))
    order = groups.get("o") or "first"
    count = _ORDERS.get(order) or int(re.sub(r"\D", "", order))
    nodes: tuple[Node, ...] = (node,)
    said = f"derivative {count} of {written(node)} by {name}"
    if groups.get("a"):
        at = formula(groups["a"])
        nodes, said = (node, at), f"{said} at {name} = {written(at)}"
    return Question("derivative", nodes, (name,), (count,), said)


def _integral(match: re.Match[str]) -> Question:
    groups = match.groupdict()
    text = match["e"].strip()
    given = groups.get("v") or groups.get("w")
    trailing = re.search(r"\s*\bd([a-z])$", text)
    if trailing and not given:
        given, text = trailing[1], text[: trailing.start()]
    node = formula(text)
    name = the_unknown(node, given)
    said = f"integral of {written(node)} by {name}"
    if not groups.get("a"):
        return Question("integral", (node,), (name,), (), said)
    low, high = formula(groups["a"]), formula(re.sub(r"\s*\bd[a-z]$", "", groups["b"]))
    return Question("integral", (node, low, high), (name,), (), f"{said} from {written(low)} to {written(high)}")


def _limit(match: re.Match[str]) -> Question:
    groups = match.groupdict()
    point = groups["a"].strip()
    side = {"left": "-", "below": "-", "right": "+", "above": "+"}.get(groups.get("s") or "", "+-")
    if point.endswith(("+", "-")):
        point, side = point[:-1], point[-1]
    node, at = formula(match["e"]), formula(point)
    if Name("oo") in (at, *getattr(at, "args", ())):
        side = "+-" if side == "+-" else side
    said = f"limit of {written(node)} as {match['v']} -> {written(at)}"
    return Question("limit", (node, at), (match["v"], side), (), said)


def _series(match: re.Match[str]) -> Question:
    groups = match.groupdict()
    node = formula(match["e"])
    name = the_unknown(node, groups.get("v"))
    at = formula(groups.get("a") or "0")
    degree, order, terms = (groups.get(key) for key in ("degree", "order", "terms"))
    count = int(degree) + 1 if degree else int(order or terms or 6)
    return Question("series", (node, at), (name,), (count,), f"series of {written(node)} at {name} = {written(at)}")


def _total(kind: str) -> Builder:
    def build(match: re.Match[str]) -> Question:
        node = formula(match["e"])
        low, high = formula(match["a"]), formula(match["b"])
        said = f"{kind} of {written(node)} for {match['v']} from {written(low)} to {written(high)}"
        return Question(kind, (node, low, high), (match["v"],), (), said)

    return build


_FIRST = {
    "odd": applied("+", applied("*", 2, Name("k")), applied("neg", 1)),
    "even": applied("*", 2, Name("k")),
    "square": applied("^", Name("k"), 2),
    "cube": applied("^", Name("k"), 3),
}


def _first_numbers(match: re.Match[str]) -> Question:
    word = match["w"] or ""
    node = next((node for key, node in _FIRST.items() if key in word), Name("k"))
    high = formula(match["b"])
    said = f"sum of {written(node)} for k from 1 to {written(high)}"
    return Question("sum", (node, number(1), high), ("k",), (), said)


def _between(match: re.Match[str]) -> Question:
    """The sum of all, all odd or all even whole numbers between two bounds, these included."""
    word = (match["w"] or "").strip()
    low, high = int(match["n"]), int(match["k"])
    step = 2 if word in ("odd", "even") else 1
    low += (word == "odd" and low % 2 == 0) or (word == "even" and low % 2 == 1)
    if low > high:
        raise Refused("there are no such numbers")
    last = (high - low) // step
    node = applied("+", low, applied("*", step, Name("k")))
    said = f"sum of {written(node)} for k from 0 to {last}"
    return Question("sum", (node, number(0), number(last)), ("k",), (), said)


def _gathered(head: str) -> Builder:
    def build(match: re.Match[str]) -> Question:
        from_list = parse_list(match["l"])
        if len(from_list) < 2:
            raise Refused("two numbers at least are needed")
        nodes = from_list
        if head in ("-", "/") and len(nodes) != 2:
            raise Refused("it is not clear what that of more than two numbers is")
        if head == "-":
            left = Apply("+", (nodes[0], Apply("neg", nodes[1:])))
            # Between 5 and 12 it is 7, whichever is named first; of 5 and 12 it is -7.
            return evaluation(left if match["how"] == "of" or unknowns(left) else Apply("abs", (left,)))
        if head == "/":
            return evaluation(Apply("/", nodes))
        node = Apply(head, nodes)
        if unknowns(node):
            return Question("simplify", (node,), read_as=f"simplify {written(node)}")
        return evaluation(node)

    return build


_TO = r"(?: ?-> ?| (?:approaches|goes to|tends to|approaching|going to|tending to|to|nears) )"
_SIDE = r"(?: from (?:the )?(?P<s>left|right|above|below))?"
_RANGE = r"(?:,? (?:for|as|where|when|with|over|from))? {v} ?(?:=|from|in|ranging from|running from|going from|goes from|runs from) ?(?:from )?{a} ?(?:to|\.\.+|through|up to) ?{b}"
_UP_TO = r"(?:,? (?:up )?(?:to|with|of|through) (?:(?:the )?(?:order|degree) (?P<order>\d+)|(?P<terms>\d+) terms))?"
_AT = r"(?: (?:at|around|about|near|in|centered at|when|for|where) (?:{v} ?= ?)?{a})?"

PHRASES: tuple[Phrase, ...] = (
    phrase(rf"(?:{_ORDER}derivative|slope|gradient|rate of change) (?:of|for) {_FUNCTION}{{e}}{_WRT}(?: (?:at|when|for|where|in) (?:the point )?[a-z] ?= ?{{a}})", _derivative),
    phrase(rf"{_ORDER}derivative (?:of|for) {_FUNCTION}{{e}}{_WRT}", _derivative),
    phrase(rf"differentiate {_FUNCTION}{{e}}{_WRT}", _derivative),
    phrase(r"d ?/ ?d{v} (?:of )?{e}", _derivative),
    phrase(r"d ?/ ?d{v} ?\({e}\)", _derivative),
    phrase(rf"(?:(?:definite )?integral of|integrate|area under(?: the)?(?: curve)?(?: of)?) {_FUNCTION}{{e}}(?: d(?P<w>[a-z]))?{_WRT},? (?:from|between|for|over|as)(?: [a-z] ?(?:=|from|goes from|between))? ?{{a}} (?:to|and) (?:[a-z] ?= ?)?{{b}}(?: (?:with respect to|wrt) [a-z])?", _integral),
    phrase(rf"(?:(?:indefinite )?integral of|integrate|(?:antiderivative|anti-derivative|primitive) of) {_FUNCTION}{{e}}{_WRT}", _integral),
    phrase(rf"(?:limit|lim)(?: of)? {{e}},? (?:as|when|for|where) {{v}}{_TO}{{a}}{_SIDE}", _limit),
    phrase(rf"(?:limit|lim)(?: as| for| when)? ?\(?{{v}}{_TO}(?P<a>-?[a-z0-9./π∞]+[+-]?|\S+)\)?{_SIDE}(?: of)? {{e}}", _limit),
    phrase(rf"what (?:does|value does) {{e}} (?:approach|tend to|converge to|go to),? (?:as|when) {{v}}{_TO}{{a}}{_SIDE}", _limit),
    phrase(rf"{{e}} (?:approach|tend to|converge to|go to),? (?:as|when) {{v}}{_TO}{{a}}{_SIDE}", _limit),
    phrase(rf"(?:(?:taylor|maclaurin|power) )?(?:series|expansion|polynomial)(?: expansion)? (?:of|for) {{e}}{_AT},? (?:up )?to degree (?P<degree>\d+)", _series),
    phrase(rf"(?:(?:taylor|maclaurin|power) )?(?:series|expansion|polynomial)(?: expansion)? (?:of|for) {{e}}{_AT}{_UP_TO}", _series),
    phrase(rf"(?:taylor )?(?:expand|develop) {{e}}{_AT} (?:up )?to order (?P<order>\d+)", _series),
    phrase(r"sum of (?:all )?(?:the )?first {b} (?:positive |natural |whole )?(?P<w>(?:odd |even |square |cube |perfect |natural |positive |counting )*(?:integers|numbers|squares|cubes))", _first_numbers),
    phrase(r"sum of (?:all )?(?:the )?(?P<w>odd |even )?(?:positive |whole |natural )?(?:integers|numbers)(?: from| between)? {n} (?:to|through|and|up to) {k}(?: inclusive)?", _between),
    phrase(rf"(?:sum|summation|add up|total)(?: of)? {{e}}{_RANGE}", _total("sum")),
    phrase(rf"product(?: of)? {{e}}{_RANGE}", _total("product")),
    phrase(r"(?:sum|total) of (?P<l>.+(?:,| and ).+)", _gathered("+")),
    phrase(r"(?:add|add up) (?P<l>.+(?:,| and ).+)", _gathered("+")),
    phrase(r"product of (?P<l>.+(?:,| and ).+)", _gathered("*")),
    phrase(r"multiply (?P<l>.+?) (?:by|with|and) (?P<r>.+)", lambda m: evaluation(applied("*", formula(m["l"]), formula(m["r"])))),
    phrase(r"divide (?P<l>.+?) by (?P<r>.+)", lambda m: evaluation(applied("/", formula(m["l"]), formula(m["r"])))),
    phrase(r"subtract (?P<l>.+?) from (?P<r>.+)", lambda m: evaluation(applied("+", formula(m["r"]), applied("neg", formula(m["l"]))))),
    phrase(r"difference (?P<how>of|between) (?P<l>.+(?:,| and ).+)", _gathered("-")),
    phrase(r"quotient (?:of|between) (?P<l>.+(?:,| and ).+)", _gathered("/")),
)  # fmt: skip
