"""English for terms: noun phrases for values, clauses for conditions, and the elements of lists with conditions.

Text is first composed with marks where a parameter or an element is mentioned. `Voice.finish` replaces the marks from
left to right, so that the first mention can describe ("a list of integers") and later ones can refer ("the list").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random

from volt.data.factory.conjugation import agreed, denied, is_plural, mended
from volt.data.factory.growing import element
from volt.data.factory.inputs import ELEMENT_NOUNS, ancestors
from volt.data.factory.reading import BOTH, NOT
from volt.data.factory.terms import Bound, Call, Const, Lambda, Param, Term

_PLACE = re.compile(r"\{(\w+)(?::(each|bare|one)(?: (\w+))?)?\}")
_VERB = re.compile(r"\[([a-z]+)\]")
_MARK = re.compile("\x01(\\w+)\x02")
_SPECIAL = {"IntSet": ("number", "numbers"), "WordSet": ("word", "words"), "Board": ("row", "rows")}
_UNLIKE_ADJECTIVES = re.compile(r"(?:the )?(?:first|last|different|other|\d|next|all|two|\w+est\b|most|[^a-z])")
_CUT = re.compile(r" (?:of|in|from|written|with|that|as|\(|on|for)\b.*| \(.*")
_NOUNS = (
    "word|name|string|letter|date|time|path|expression|number|list|matrix|tree|graph|text|parenthese|height|side|length|"
    "base|position|place|index|size|prefix|suffix|limit|shift|width|dictionary|point|interval|table|grid|board|value|"
    "numeral|numerator|denominator|radius|weight|price|coordinate|character|tuple|set|formula|key|separator"
)
_COMMA_INSIDE = re.compile(r", [^(),]*$")
"""A phrase with a comma inside, after which one has to follow."""
_OPENERS = {"the": 0, "a": 1, "an": 1, "all": 2, "half": 2, "how": 4, "what": 4, "by": 5, "which": 5, "whichever": 5}


def mark(name: str) -> str:
    """The mark for a mention of a parameter, which `Voice.finish` replaces."""
    return f"\x01{name}\x02"


def later_mention(first: str) -> str:
    """How a text refers to what it mentioned before: "a list of integers" -> "the list", a name as it is."""
    if not first.startswith(("a ", "an ")):
        return first.removeprefix("the given ") if first.startswith("the list ") else first
    words = _CUT.sub("", first.partition(" ")[2]).replace("given ", "").split()
    return f"the {words[-1]}"


class Voice:
    """Says terms in English. `mentions` tells for each parameter how a text mentions it at first."""

    def __init__(self, rng: Random, named: bool, mentions: Mapping[str, str]) -> None:
        self.rng = rng
        self.named = named
        self._said: dict[str, tuple[str, str]] = {n: (m, later_mention(m)) for n, m in mentions.items()}
        self._bound: dict[str, str] = {}
        self._count = 0

    def noun_phrase(self, term: Term) -> str:
        """What the value is: "the sum of the digits of n"."""
        return self.finish(self.phrase(term, outer=True))

    def clause(self, term: Term, *, negated: bool = False, plural: bool = False, subject: bool = True) -> str:
        """A condition: "n is prime"; without `subject` only "is prime", or "are prime" when `plural`."""
        return self.finish(self.said(term, negated=negated, plural=plural, subject=subject))

    def mention(self, name: str, first: str, later: str = "") -> None:
        """Sets how a parameter is mentioned, at first and from then on."""
        self._said[name] = (first, later or later_mention(first))

    def first_mention(self, name: str) -> str:
        """How the text mentions a parameter for the first time."""
        return self._said[name][0]

    def finish(self, text: str) -> str:
        """The text with its marks replaced by mentions and small faults mended."""
        seen: set[str] = set()
        text = self._two_numbers(text, seen)

        def replaced(found: re.Match[str]) -> str:
            name = found[1]
            said = self._said.get(name, (name, name))[name in seen]
            seen.add(name)
            before = text[: found.start()].rsplit(" ", 2)
            if before[-1] == "" and len(before) > 1 and before[-2] in ("the", "a", "an", "each", "every"):
                said = re.sub(r"^(?:the|an?) ", "", said)
            said = _MARK.sub(replaced, said)
            return said if " " in said else f"\x05{said}\x06"

        text = mended(_MARK.sub(replaced, text))
        return text.replace("\x05", "").replace("\x06", "")

    def phrase(self, term: Term, *, outer: bool = False) -> str:
        """A noun phrase with marks."""
        if isinstance(term, Param):
            return mark(term.name)
        if isinstance(term, Const):
            return constant(term)
        if isinstance(term, Bound):
            return mark(self._bound.get(term.name, term.name))
        if term.domain == "Flag":
            return f"whether {self.said(term)}"
        return self.filled(self._chosen(term, outer=outer), term)

    def _chosen(self, term: Call, *, outer: bool) -> str:
        """One of the forms: any for the whole, and within another phrase one that reads well there."""
        forms = term.family.forms
        nested = [p.name for p, a in zip(term.family.parameters, term.args, strict=True) if isinstance(a, Call)]
        forms = tuple(f for f in forms if not any(is_apposed(f, name) for name in nested)) or forms
        if outer:
            return self.rng.choice(forms)
        return min(forms, key=lambda f: _OPENERS.get(f.partition(" ")[0], 3) + len(f) // 40 + self.rng.random() * 1.5)

    def filled(self, form: str, term: Call) -> str:
        """A form with its placeholders filled."""

        def filler(found: re.Match[str]) -> str:
            given = term.arg(found[1])
            if isinstance(given, Param) and not found[2] and not self.named and is_apposed(form, found[1]):
                return given.name  # "the word w": no description fits behind a noun
            said = self._filler(term, found)
            open_ = found[2] and re.match(r" [^(]", form[found.end() :]) and _COMMA_INSIDE.search(said)
            return f"{said}," if open_ else said

        return _PLACE.sub(filler, form)

    def _filler(self, term: Call, found: re.Match[str]) -> str:
        name, mode, other = found[1], found[2] or "", found[3]
        arg = term.arg(name)
        if not isinstance(arg, Lambda):
            holes = (a,) if other and isinstance(a := term.arg(other), Lambda) else ()
            return self.elements(arg, mode, holes) if mode else self.phrase(arg)
        if arg.body.domain == "Flag" and _is_condition(term, name):
            return self._kind(arg, plural=mode != "one")
        place = term.arg(other) if other else None
        if mode == "each" and place is not None and not isinstance(place, Lambda):
            return self._applied(arg, [f"each {self.elements(place, 'one', ())}"])
        nouns = [noun(b.domain)[0] for b in arg.bound]
        return self._applied(arg, [f"a {n}" if i == 0 else f"another {n}" for i, n in enumerate(nouns)])

    def _applied(self, function: Lambda, mentions: Sequence[str]) -> str:
        """The body of a Lambda, its elements mentioned as given."""
        many = len(mentions) > 1
        for place, (bound, first) in enumerate(zip(function.bound, mentions, strict=True)):
            single = noun(bound.domain)[0]
            order = ("first ", "second ")[place] if many else ""
            self._bind(bound, first, f"the {order}{single}")
        return self.phrase(function.body)

    def _bind(self, bound: Bound, first: str, later: str) -> None:
        self._count += 1
        key = f"_said{self._count}"
        self._said[key] = (first, later)
        self._bound[bound.name] = key

    def _two_numbers(self, text: str, seen: set[str]) -> str:
        """Turns "a number and another number" into "two numbers", which count as mentioned then."""

        def pair(found: re.Match[str]) -> str:
            one, two = (self._said.get(found[i], ("", ""))[0] for i in (1, 2))
            single = one.removeprefix("a ")
            if two != f"another {single}" or seen & {found[1], found[2]}:
                return found[0]
            seen.update((found[1], found[2]))
            return f"two {single}s"

        return re.sub("\x01(_said\\d+)\x02 (?:and|or|,) \x01(_said\\d+)\x02", pair, text)

    # Elements of lists, with and without conditions.

    def elements(self, term: Term, mode: str, conditions: Sequence[Lambda]) -> str:
        """The elements of a list in the modes each, bare and one, those only that fulfil the conditions."""
        plural = mode != "one"
        article = "the " if mode == "each" else ""
        adjective, relative = self._condition(conditions, plural)
        listed = self._listed(term, plural) if isinstance(term, Call) else ""
        if listed and not (adjective and _UNLIKE_ADJECTIVES.match(listed)):
            body = f"{adjective}{listed}"
        else:
            body = f"{adjective}{noun_of(term)[plural]} in {self.phrase(term)}"
        comma = "," if relative and re.search(r", [^()]*$", body) else ""
        return f"{article}{body}{comma}{relative}"

    def _listed(self, term: Call, plural: bool) -> str:
        """What the family itself calls its elements, without an article; empty when it does not say."""
        forms = term.family.each if plural else term.family.one
        if not forms:
            return ""
        return re.sub(r"^(?:the|an?) ", "", self.filled(self.rng.choice(forms), term))

    def _kind(self, condition: Lambda, *, plural: bool) -> str:
        """What a predicate holds for, without a place: "even numbers"."""
        adjective, relative = self._condition((condition,), plural)
        return f"{adjective}{noun(condition.bound[0].domain)[plural]}{relative}"

    def _condition(self, conditions: Sequence[Lambda], plural: bool) -> tuple[str, str]:
        """(an adjective with a blank, a relative clause that begins with a blank); each may be empty."""
        adjective, ends = "", list[str]()
        for condition in conditions:
            bound = condition.bound[0]
            for part in _parts(condition.body):
                self._bind(bound, f"the {noun(bound.domain)[0]}", f"the {noun(bound.domain)[0]}")
                if not adjective and (found := _adjectives(part, bound)) and self.rng.random() < 0.93:
                    adjective = self.rng.choice(found) + " "
                else:
                    ends.append(self._relative(part, bound, plural))
        kept = [e.removeprefix("that ") if i and ends[i - 1].startswith("that ") else e for i, e in enumerate(ends)]
        return adjective, " " + " and ".join(kept) if ends else ""

    def _relative(self, part: Term, bound: Bound, plural: bool) -> str:
        inner = part.args[0] if isinstance(part, Call) and part.family is NOT else part
        subject = inner.args[0] if isinstance(inner, Call) and inner.args else None
        if isinstance(inner, Call) and inner.family is not BOTH:
            if subject == bound:
                return "that " + self.said(part, plural=plural, subject=False)
            if isinstance(subject, Call) and (owned := self._owned(subject, bound)):
                words = owned.removeprefix("whose ")
                return f"{owned} {self.said(part, plural=is_plural('the ' + words), subject=False)}"
        return "for which " + self.said(part)

    def _owned(self, term: Call, bound: Bound) -> str:
        """The value of an element as "whose digit sum", where a form allows that; else empty."""
        if term.args[0] != bound or term.domain == "Flag":
            return ""
        first = term.family.parameters[0].name
        found = [m[1] for f in term.family.forms if (m := re.fullmatch(rf"the ([^{{}},]+) of \{{{first}\}}", f))]
        if not found or bound in term.args[1:]:
            return ""
        return "whose " + re.sub(r" of the (\w+)$", r" of \1", min(found, key=len))

    # Clauses.

    def said(self, term: Term, *, negated: bool = False, plural: bool = False, subject: bool = True) -> str:
        """A clause with marks."""
        if not isinstance(term, Call):
            return f"{self.phrase(term)} is {'False' if negated else 'True'}" if subject else "is true"
        if term.family is NOT and not isinstance(term.args[0], Lambda):
            return self.said(term.args[0], negated=not negated, plural=plural, subject=subject)
        if term.family is BOTH:
            return self._both(term, negated=negated, plural=plural, subject=subject)
        form = self._clause_form(term, negated=negated)
        found = _VERB.search(form)
        if found is None:
            return self.filled(form, term)
        before = self.filled(form[: found.start()], term)
        plural = is_plural(before.strip()) if subject else plural
        rest = _VERB.sub(lambda m: agreed(m[1], plural), form[found.end() :].strip())
        done = denied(found[1], rest, plural) if negated else f"{agreed(found[1], plural)} {rest}"
        return (before if subject else "") + self.filled(done, term)

    def _both(self, term: Call, *, negated: bool, plural: bool, subject: bool) -> str:
        one, two = (a for a in term.args if not isinstance(a, Lambda))
        same = not subject or (_subject(one) is not None and _subject(one) == _subject(two))
        joint = "or" if negated else "and"
        first = self.said(one, negated=negated, plural=plural, subject=subject)
        return f"{first} {joint} {self.said(two, negated=negated, plural=plural, subject=not same)}"

    def _clause_form(self, term: Call, *, negated: bool) -> str:
        first = "{" + term.family.parameters[0].name + "}"

        def cost(form: str) -> float:
            tail = _VERB.split(form, maxsplit=1)[-1].strip()
            hard = negated and (
                bool(re.search(r",| and | or |\bonly\b|\bno\b| not |below|under", tail)) or len(_VERB.findall(form)) > 1
            )
            return 4 * (not form.startswith(first + " [")) + 2 * hard + form.count(first) + self.rng.random()

        return min(term.family.forms, key=cost)


def is_apposed(form: str, name: str) -> bool:
    """Whether a form puts the parameter after a noun, "the word {w}", where another noun phrase would read badly."""
    return bool(re.search(rf"\b(?:{_NOUNS})s? \{{{name}\}}", form))


def noun(domain: str) -> tuple[str, str]:
    """(singular, plural) for an element of that domain."""
    return next((ELEMENT_NOUNS[d] for d in ancestors(domain) if d in ELEMENT_NOUNS), ("element", "elements"))


def noun_of(term: Term) -> tuple[str, str]:
    """(singular, plural) for an element of the list."""
    for domain in ancestors(term.domain):
        if domain in _SPECIAL:
            return _SPECIAL[domain]
        if domain in ("Text", "Formula", "Path"):
            return "character", "characters"
    return noun(element(term.domain))


def constant(term: Const) -> str:
    """A constant as a text writes it: 12, 'a', True."""
    return f"'{term.value}'" if isinstance(term.value, str) else str(term.value)


def _is_condition(term: Call, name: str) -> bool:
    return any(p.name == name and p.hole == "Predicate" for p in term.family.parameters)


def _parts(body: Term) -> tuple[Term, ...]:
    if isinstance(body, Call) and body.family is BOTH:
        return tuple(p for a in body.args if not isinstance(a, Lambda) for p in _parts(a))
    return (body,)


def _adjectives(part: Term, bound: Bound) -> tuple[str, ...]:
    return part.family.adjectives if isinstance(part, Call) and part.args == (bound,) else ()


def _subject(term: Term) -> Term | Lambda | None:
    if isinstance(term, Call) and term.family is NOT:
        return _subject(term.args[0]) if not isinstance(term.args[0], Lambda) else None
    return term.args[0] if isinstance(term, Call) and term.args and term.family is not BOTH else None
