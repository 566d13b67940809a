"""Questions about one function by its name: "What does parse do?", "Where is Box.put defined?". Told by their form.

Such a question is not for the Runner, whatever the router thinks of its words: who asks what `parse` does wants no
program. Only a request that is nothing but the question counts, so that "write a function that does what parse does"
asks for code as before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

PARTS = re.compile(r"\.|::|#")
"""What stands between the parts of a name."""
_LONGEST = 300
"""Characters of such a question; what is longer says more than that."""
_KIND = r"(?:function|method|class|routine|subroutine|helper|generator|coroutine|constructor|decorator)"
_WORD = r"[^\W\d]\w*"
_PATH = r"[\w./\\-]+\.\w+"
_THING = (
    r"(?P<article>(?:the|my|our|your|this|that|an?)\s+)?(?P<before>" + _KIND + r"\s+)?(?:(?:called|named)\s+)?"
    r"(?P<quote>[`'\"]?)(?:(?P<file>" + _PATH + r"):)?"
    r"(?P<name>" + _WORD + r"(?:(?:\.|::|\#)" + _WORD + r")*)(?P<call>\([^()\n]*\))?(?P=quote)"
    r"(?P<after>\s+" + _KIND + r")?(?:\s+(?:in|from|of)\s+(?:the\s+file\s+)?[`'\"]?(?P<inside>" + _PATH + r")[`'\"]?)?"
)
_BEFORE = (
    r"(?:(?:hi|hey|hello)\b[\s,!]*)?(?:volt\b[\s,:]*)?(?:(?:please|pls)\s+)?"
    r"(?:(?:can|could|would|will)\s+you\s+)?(?:(?:please|pls)\s+)?(?:(?:tell|show)\s+(?:me|us)\s+)?"
)
_BEHIND = (
    r"(?:\s*,?\s*\b(?:please|pls|to me|for me|for us|exactly|actually|in detail|briefly|here|now|step by step|"
    r"line by line|in [`'\"]?(?P<there>"
    + _PATH
    + r")[`'\"]?|in (?:simple|plain|other|a few|short|your own) (?:terms?|words?|english)|"
    r"in (?:this|the|my|our|that) (?:code ?base|code|project|repo|repository|folder|package|library|module|file)))*"
    r"[\s.?!]*"
)
_EXPLAIN = r"(?:(?:explain|describe|clarify|summari[sz]e|walk (?:me|us) through)\s+(?:(?:to|for)\s+me\s+)?)"
_PLACED = r"(?:defined|declared)"
_STANDS = r"(?:defined|declared|implemented|located|written|kept|found)"
_SURELY = r"(?:exactly|actually|really)"


class Wants(Enum):
    """What is asked about the name."""

    EXPLAINED = "explained"
    PLACED = "placed"


@dataclass(frozen=True)
class Named:
    """A question about a name."""

    name: str
    wants: Wants
    sure: bool
    """Whether it can only be a name; else it may be a word of English, and only code of that name makes it one."""
    file: str = ""
    """The file in which it stands, where the question says so."""

    @property
    def parts(self) -> tuple[str, ...]:
        """`Box.put` as (Box, put)."""
        return tuple(PARTS.split(self.name))


def _form(wants: Wants, text: str, *, plain: bool) -> tuple[re.Pattern[str], Wants, bool]:
    whole = _BEFORE + text.replace("THING", _THING) + _BEHIND
    return re.compile(whole, re.IGNORECASE), wants, plain


_FORMS = (
    _form(Wants.EXPLAINED, rf"what\s+(?:does|do|did)\s+THING\s+(?:{_SURELY}\s+)?do", plain=True),
    _form(Wants.EXPLAINED, rf"{_EXPLAIN}?what\s+THING\s+(?:{_SURELY}\s+)?(?:does|is for|is used for)", plain=True),
    _form(Wants.EXPLAINED, r"how\s+(?:does|do)\s+THING\s+(?:work|function|operate)", plain=True),
    _form(Wants.EXPLAINED, rf"{_EXPLAIN}?how\s+THING\s+(?:works|functions|operates)", plain=True),
    _form(Wants.EXPLAINED, rf"{_EXPLAIN}?how\s+THING\s+is\s+implemented", plain=False),
    _form(Wants.EXPLAINED, r"how\s+is\s+THING\s+implemented", plain=False),
    _form(Wants.EXPLAINED, rf"{_EXPLAIN}THING", plain=True),
    _form(Wants.EXPLAINED, r"what(?:\s+is|'s)\s+the\s+(?:purpose|point|use|job)\s+of\s+THING", plain=False),
    _form(Wants.EXPLAINED, r"what(?:\s+is|'s)\s+THING\s+(?:used\s+)?for", plain=False),
    _form(Wants.PLACED, rf"(?:where\s+is|where's)\s+THING\s+{_PLACED}", plain=True),
    _form(Wants.PLACED, rf"where\s+THING\s+is\s+{_PLACED}", plain=True),
    _form(Wants.PLACED, rf"(?:where\s+is|where's)\s+THING(?:\s+{_STANDS})?", plain=False),
    _form(Wants.PLACED, rf"where\s+THING\s+(?:is|lives|stands)(?:\s+{_STANDS})?", plain=False),
    _form(Wants.PLACED, r"where\s+(?:can|could|do|would)\s+(?:i|we)\s+find\s+THING", plain=False),
    _form(
        Wants.PLACED,
        r"(?:(?:find|locate|show|give|open|go\s+to|jump\s+to)\s+(?:(?:me|us)\s+)?)?"
        r"the\s+(?:definition|declaration|implementation|source|location)\s+of\s+THING",
        plain=False,
    ),
    _form(
        Wants.PLACED, rf"(?:in\s+)?(?:which|what)\s+(?:file|module)\s+is\s+THING(?:\s+{_STANDS})?(?:\s+in)?", plain=True
    ),
    _form(Wants.PLACED, r"(?:which|what)\s+(?:file|module)\s+(?:defines|declares)\s+THING", plain=True),
)
"""The forms of such questions; `plain`: where a word that could be English is taken for a name all the same."""
_NAMELESS = tuple(
    (re.compile(form.pattern.replace(rf"\s+{_THING}", "").replace(_THING, ""), re.IGNORECASE), wants)
    for form, wants, _ in _FORMS
)
_END = re.compile(r"[\s.?!]*$")

_NO_NAME_WORDS = (
    "a an the this that these those it its they them he she we us i me you one all everything something anything "
    "nothing both each here there yourself itself code function functions method methods class classes program "
    "programs script snippet file files module following above below line lines output input result error bug "
    "what how why where which who when and or not is"
)
_NO_NAMES = frozenset(_NO_NAME_WORDS.split())
_CODED = re.compile(r"_|\.|::|#|\d|[a-z][A-Z]|[A-Z]{2,}[a-z]")
"""A name that no English word looks like."""


def nameless(text: str) -> Wants | None:
    """What is wanted of a name by a question that leaves it out ("explain", "where is defined?"), and nothing else."""
    if len(text) > _LONGEST:
        return None
    text = _END.sub(" ", text.strip())
    return next((wants for form, wants in _NAMELESS if form.fullmatch(text)), None)


def named(text: str) -> Named | None:
    """The name that a request asks about; None when it asks for anything else."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    for form, wants, plain in _FORMS:
        found = form.fullmatch(text)
        if found is None:
            continue
        name, quoted = found["name"], bool(found["quote"])
        file = found["file"] or found["inside"] or found["there"] or ""
        if not quoted and name.lower() in _NO_NAMES:
            return None
        shown = quoted or bool(found["call"] or file or _CODED.search(name))
        said = bool(found["before"] or found["after"])
        # "Where is log(x) defined?" asks for a domain, unless there is code of that name.
        applied = wants is Wants.PLACED and bool((found["call"] or "").strip("( )"))
        sure = (shown or said or (plain and not found["article"])) and not applied
        return Named(name, wants, sure, file)
    return None
