"""Small English grammar: verbs that agree and are negated, singulars, articles."""

from __future__ import annotations

import re

_BASES = {"is": "be", "has": "have", "does": "do", "lies": "lie", "goes": "go"}
_PLURALS = {"is": "are", "be": "are"}
_NEGATIVE = re.compile(r"^(?:not|no) ")
_ONE = re.compile(
    r"(?<![.,'+*/^-] )(?<![\w.'-])1 ((?!in |of |to |and |or |by |for )(?:\w+ )?)(digit|letter|character|element|"
    r"number|word|item|vowel|time|day|decimal|position|place|step|row|column|name|record|string|blank|space|minute|second|bit|divisor|factor|term|line|"
    r"hour|month|year|point|value|consonant|bracket|neighbour|member|copie|group|pair)s\b"
)
_FIRST = re.compile(r"\b(first|last|next|largest|smallest|same|top|longest|shortest) 1 ((?:\w+ )?\w+?)s\b(?! of 1\b)")
_ARTICLE = re.compile(r"\b([Aa])n? (['\"(]?)([A-Za-z0-9][\w-]*)")
_SOUNDS_CONSONANT = re.compile(r"uni(?!n|m)|use|usu|eu|one|once|uti|ut[aeiou]|url|utf", re.I)
_DOUBLED = re.compile(r"\b(?:the|an?|each|every) (?:the|an?) (?=[a-z])")
_REPEATED = re.compile(
    r"\b(?:the|an?) (letter|word|digit|number|string|character|list|base|text|date|time|name|"
    r"expression|path|day|record|matrix|tree|graph|board|grid|dictionary|point|interval|set|formula)s? "
    r"(?=(?:the|an?) (?:[\w-]+ ){0,2}?\1s?\b)"
)


_KIND = re.compile(
    r"\b(that|which|those) (?:is|are) "
    r"(?:number|word|letter|character|string|digit|record)s? (?=that |whose |for which )"
)
_SAME_VERB = re.compile(r"\b(is|are) (?:number|word|letter|character|string|digit)s? that \1\b")
_WHOSE_KIND = re.compile(
    r"\b(whose (?:\w+ ){1,2})(?:is|are) (?:number|word|letter|character|string|digit)s? that (?=[a-z])"
)
_AFTER_LETTER = frozenset(
    ("and", "or", "is", "in", "at", "as", "of", "if", "up", "after", "on", "until", "to", "by", "has")
)
"""Words before which "a" is a letter or a name, not an article."""


def base_form(verb: str) -> str:
    """`has` -> `have`, `matches` -> `match`, `carries` -> `carry`: from the third person singular."""
    if verb in _BASES:
        return _BASES[verb]
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    return verb[:-2] if verb.endswith(("sses", "ches", "shes", "xes", "zzes")) else verb.removesuffix("s")


def third_person(verb: str) -> str:
    """`find` -> `finds`, `try` -> `tries`, `search` -> `searches`."""
    irregular = {"be": "is", "have": "has", "are": "is"}
    if verb in irregular:
        return irregular[verb]
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2:-1] not in "aeiou" else verb + "s"


def agreed(verb: str, plural: bool) -> str:
    """The verb, given in the third person singular, for a singular or a plural subject."""
    return (_PLURALS.get(verb) or base_form(verb)) if plural else verb


def denied(verb: str, rest: str, plural: bool) -> str:
    """The negation of "verb rest". What is negated already loses its negation: "is not even" becomes "is even"."""
    if verb == "does" and rest.startswith("not "):
        head, _, tail = rest[4:].partition(" ")
        return f"{agreed(third_person(head), plural)} {tail}".rstrip()
    if found := _NEGATIVE.match(rest):
        kept = rest[found.end() :]
        one = (
            rest.startswith("no ") and not is_plural(f"the {kept}") and not re.match(r"(?:two|other|more|one)\b", kept)
        )
        return f"{agreed(verb, plural)} {'a ' if one else ''}{kept}"
    if verb == "is":
        return f"{agreed(verb, plural)} not {rest}"
    return f"{'do' if plural else 'does'} not {base_form(verb)} {rest}"


def is_plural(phrase: str) -> bool:
    """Whether a noun phrase, as the subject of a sentence, takes a plural verb: judged by its head."""
    if re.match(r"(?:how|what|whether|a|an|each|every|everything|one|half|twice|which|whichever)\b", phrase):
        return False
    head = re.split(
        r" (?:of|in|that|at|from|with|on|which|for|whose|between|to|after|before|by|when|under|\d+)\b|,| \x01", phrase
    )[0]
    last = head.split()[-1] if head.split() else ""
    return last.isalpha() and last.endswith("s") and not last.endswith(("ss", "us", "is")) and " " in head


def mended(text: str) -> str:
    """Mends what composing leaves behind: "a even", "the the", "the first 1 letters", double blanks."""
    text = " ".join(text.split(" "))
    text = re.sub(r" {2,}", " ", text)
    text = _FIRST.sub(r"\1 \2", text)
    text = re.sub(r"\b(that|which) that ", r"\1 ", _KIND.sub(lambda m: f"{m[1]} ", text))
    text = _SAME_VERB.sub(r"\1", text)
    text = _WHOSE_KIND.sub(r"\1", text)
    text = re.sub(r"\bthat (whose|for which) ", r"\1 ", text)
    text = _ONE.sub(lambda m: f"1 {m[1]}{'copy' if m[2] == 'copie' else m[2]}", text)
    text = _REPEATED.sub("", text)
    while _DOUBLED.search(text):
        text = _DOUBLED.sub(lambda m: m[0].partition(" ")[2], text)
    text = re.sub(r",(?:,|(?= ,))+", ",", re.sub(r",([.;:?])", r"\1", text))
    return _ARTICLE.sub(_with_article, text)


def _with_article(found: re.Match[str]) -> str:
    word = found[3]
    if not found[2] and ((len(word) == 1 and word.isalpha()) or word in _AFTER_LETTER):
        return found[0]
    vowel = word[0].lower() in "aeiou" and not _SOUNDS_CONSONANT.match(word)
    vowel = vowel or word.startswith(("hour", "honest")) or bool(re.match(r"8|11\b|18\b", word))
    return f"{found[1]}{'n' if vowel else ''} {found[2]}{word}"
