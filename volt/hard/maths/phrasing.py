"""From words to formulas: how questions are tidied, and what words of arithmetic mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from volt.hard.maths.formula import parse, parse_list
from volt.hard.maths.tree import Apply, Name, Node, Question, Refused, number, unknowns, written

Builder = Callable[[re.Match[str]], Question]
_MACROS = {
    "{e}": "(?P<e>.+?)",
    "{a}": "(?P<a>.+?)",
    "{b}": "(?P<b>.+?)",
    "{c}": "(?P<c>.+?)",
    "{l}": "(?P<l>.+)",
    "{v}": "(?P<v>[a-z])",
    "{n}": r"(?P<n>\d+)",
    "{k}": r"(?P<k>\d+)",
    "{m}": r"(?P<m>\d+)",
    "{th}": r"(?P<n>\d+)(?:st|nd|rd|th)",
    "{of}": "(?:of|for|between|from)?",
}


@dataclass(frozen=True)
class Phrase:
    """A way to ask, and what it means. The whole question must match: no word is passed over."""

    pattern: re.Pattern[str]
    build: Builder


def phrase(text: str, build: Builder) -> Phrase:
    """A phrase of a regular expression with the macros above."""
    for macro, meaning in _MACROS.items():
        text = text.replace(macro, meaning)
    return Phrase(re.compile(text), build)


_SIGNS = str.maketrans({"−": "-", "–": "-", "’": "'", "“": '"', "”": '"', "→": "->", "≤": "<=", "≥": ">=", "≠": "!="})
_LEADS = (
    r"(?:hi|hello|hey)[,!]? ",
    r"(?:please|kindly|now|so|ok|okay),? ",
    r"(?:can|could|would|will) (?:you|we|i) (?:please )?",
    r"(?:i (?:want|need|would like|'d like) (?:to know|to find|to compute|to calculate|to have|you to)? ?)",
    r"(?:tell|show|give|help) (?:me|us) ?(?:to )?",
    r"(?:what is|what's|whats|what are|what will be|what was|what does|which is|how much is|how large is) ?",
    r"(?:calculate|compute|evaluate|find out|find|determine|work out|obtain|get|state|write down|write|list|name|give"
    r"|figure out|return|print|know) ",
    r"(?:the )?(?:exact |numerical |numeric )?(?:value|values|result|answer|outcome)(?: of| to)? ",
    r"(?:the|a|an|all(?: of)? the|all|each of the|me) (?=[a-z]{2}|\d)",
)
_TAIL = re.compile(
    r"(?:[\s?.:;,]|(?:(?<=[a-z]{2})|(?<=\?)|(?<=[a-z]{2}\s))!+|\bplease\b|\bequals?(?: to)?\b|(?<=[\d)a-z\s])="
    r"|\bcome out to\b|\bgive\b)+$"
)
_THERE = re.compile(r" (?:are there|is there|exist|are possible|there are)(?: in total| altogether)?$")
_UNITS = [
    "zero",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
]
_NUMBERS = {
    **{word: str(value) for value, word in enumerate(_UNITS, 1) if word != "zero"},
    "zero": "0", "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50",
    "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90", "a hundred": "100", "a dozen": "12",
    "one hundred": "100",
}  # fmt: skip
_NUMBER_WORD = re.compile(rf"\b({'|'.join(_NUMBERS)})\b(?!-)")


def tidy(text: str) -> str:
    """A question in small letters, with plain signs and numbers in digits."""
    text = " ".join(text.translate(_SIGNS).split()).lower()
    text = re.sub(r"(?<=\d) x (?=\d)", " * ", text)
    return _NUMBER_WORD.sub(lambda match: _NUMBERS[match[1]], text)


def bare(text: str) -> str:
    """A question without what is polite and without the verbs that only say that an answer is wanted."""
    if text.startswith(("how many ", "number of ")) or " how many " in text:
        text = _THERE.sub("", _TAIL.sub("", text))
    before = ""
    while before != text:
        before = text
        text = _TAIL.sub("", text).strip()
        for lead in _LEADS:
            text = re.sub("^" + lead, "", text).strip()
    return text


_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_FRACTION = r"\d+/\d+\b(?! ?[/^!.])"
_WORDS = [
    (re.compile(pattern), by)
    for pattern, by in (
        (r"\b(\d+)\s*choose\s*(\d+)\b", r"binomial(\1, \2)"),
        (r"\b(\d+)\s*c\s*(\d+)\b", r"binomial(\1, \2)"),
        (r"\b(\d+)\s*p\s*(\d+)\b", r"permutations(\1, \2)"),
        (rf"\b(?:raised to|(?:raised )?to the power(?: of)?) (-?{_FRACTION})", r"^(\1)"),
        (r"\bto the power(?: of)?\b", "^"),
        (r"\bto the (\d+)(?:st|nd|rd|th)(?: power)?\b", r"^\1"),
        (r"\bthe\b", " "),
        (rf"\b(of|divided by|over) ({_FRACTION})", r"\1 (\2)"),
        (r"(?:\bper ?cent|%)\s+of\b", "% *"),
        (r"\bper ?cent(?:age)?\b", "%"),
        *((rf"\b(?:(?:one|an?|1) )?{part} of\b", f"1/{count} *") for part, count in _PARTS.items()),
        *((rf"\b(\d+) {part}s of\b", rf"\1/{count} *") for part, count in _PARTS.items()),
        (r"\b(twice|double)\b(?: of)?", "2 *"),
        (r"\b(\d+/\d+) of\b", r"\1 *"),
        (r"\bsquare root of\b|\bsquare-root of\b|\broot of\b(?<!cube root of)", "sqrt "),
        (r"\bcube root of\b", "cbrt "),
        (r"\b(?:natural )?log(?:arithm)? of\b", "log "),
        (r"\bfactorial of (\d+)\b", r"(\1!)"),
        (r"\s*\bfactorial\b", "!"),
        (r"\braised to\b(?: \^)?", "^"),
        (r"\bsquared\b", "^2"),
        (r"\bcubed\b", "^3"),
        (r"\bdivided by\b|\bover\b", "/"),
        (r"\bmultiplied (?:by|with)\b|\btimes\b", "*"),
        (r"\bplus\b|\badded to\b", "+"),
        (r"\bminus\b|\bless\b", "-"),
        (r"\bmodulo\b|\bmodulus\b", "mod"),
        (r"\((mod [^()]*)\)", r" \1"),
    )
]  # fmt: skip
_CLEAR = re.compile(rf"(?:(?<=\bby )|(?<=\bover )|(?<=\bpower )|(?<=\bpower of )|(?<=\braised to ))-?{_FRACTION}")
"""A fraction that is a whole after words: `12 divided by 3/4` is 16."""
_UNCLEAR = [
    (re.compile(pattern), why)
    for pattern, why in (
        (
            r"(?:^|[-(*/+^,=] ?|\b(?:plus|minus|times|by|of) )(?:-|minus) ?[\d.]+ ?(?:choose|c \d|c\d|p\d|p \d)",
            "it is not clear whether the minus belongs to the first number: write parentheses",
        ),
        (
            r"(?:^|[-(*/+^,=] ?|\b(?:plus|minus|times|by|of) )(?:-|minus) ?[\d.]+ (?:squared|cubed|to the|raised to)\b",
            "it is not clear whether the minus is raised, too: write parentheses",
        ),
        (
            r"/ ?[\w.]+ (?:squared|cubed|factorial|to the|raised to)\b",
            "it is not clear whether only what stands below the line is meant: write parentheses",
        ),
        (
            r"\b(?:divided by|over|power|power of|raised to) (?:[\w./]+ )?"
            rf"(?:(?:[\d.]+ ?%|per ?cent|(?:{'|'.join(_PARTS)})s?) of|twice|double)\b",
            "it is not clear what ends below the line or in the exponent: write parentheses",
        ),
        (
            r"\b(?:divided by|over|power|power of|raised to) -?[\w.]+ ?/",
            "it is not clear what ends below the line or in the exponent: write parentheses",
        ),
    )
]
_THOUSANDS = re.compile(r"(?<![\d.,(])(\d{1,3}(?:,\d{3})+)(?![\d,])")


def formula(text: str) -> Node:
    """A formula in which words of arithmetic may stand. Refused, as by formula.parse."""
    text = text.strip().strip("$ ")
    for pattern, why in _UNCLEAR:
        if pattern.search(_CLEAR.sub("(1)", text)):
            raise Refused(why)
    if "(" not in text:
        text = _THOUSANDS.sub(lambda match: match[1].replace(",", ""), text)
    for pattern, by in _WORDS:
        text = pattern.sub(by, text)
    return parse(text)


def formulas(text: str) -> tuple[Node, ...]:
    """A list of formulas, with commas, semicolons or "and" between them."""
    for pattern, by in _WORDS[:3]:
        text = pattern.sub(by, text)
    return parse_list(text)


def the_unknown(node: Node, given: str | None, more: tuple[Node, ...] = ()) -> str:
    """The unknown that is meant: the one given, else the only one; x, t or n among several."""
    if given:
        return given
    names = unknowns(node)
    if len(names) == 1:
        return names[0]
    for usual in ("x", "t", "n", "z", "y"):
        if usual in names:
            return usual
    if not names:
        return "x"
    raise Refused(f"it is not said which of {', '.join(names)} is meant")


def evaluation(node: Node, read_as: str = "", facts: tuple[tuple[Node, Node], ...] = ()) -> Question:
    """The question for a value."""
    return Question("evaluate", (node,), read_as=read_as or written(node), facts=facts)


def applied(head: str, *args: Node | int) -> Node:
    """An operation on nodes and whole numbers."""
    return Apply(head, tuple(number(arg) if isinstance(arg, int) else arg for arg in args))


def minus(left: Node | int, right: Node | int) -> Node:
    """left - right."""
    return applied("+", left, applied("neg", right))


ANSWER: Node = Name("answer")
