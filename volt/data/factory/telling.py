"""A wish on its way to a text: how parameters are mentioned, which parts get names, and the wish as a verb phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from volt.data.factory.conjugation import third_person
from volt.data.factory.english import Voice, is_apposed, mark
from volt.data.factory.inputs import DOMAINS, Domain, ancestors
from volt.data.factory.terms import Call, Lambda, Param, Term, calls, params

_NOTE = re.compile(r"<(\w+)>")
_NUMERIC = frozenset({"Int", "Whole", "Natural", "Number", "Positive", "Digit", "Small"})
_DIALS = frozenset({"Small", "Limit", "Digit", "Base", "Letter"})
_LONG, _FULL, _WHERE = 9, 26, 20
"""Words of an inner noun phrase and of a whole one above which a part gets a name; of a part in ", where m is ..."."""
_HELPERS = {"int": "mrqtu", "float": "mrqtu", "str": "tuvw"}
_LISTS = ("ys", "zs", "vs", "ws")
_BEFORE_NAME = re.compile(r" \([^)]*\)$| written as .*| U, D.*| of \. and #| with \+.*")
_ENGLISH = frozenset(("a", "first", "data", "values", "items", "entries", "size", "count", "limit", "digits")).union(
    *(noun.split() for domain in DOMAINS.values() for noun in domain.noun)
)
_COUNTED = (
    r"(?!is|has|as|does|times|leaves|divides|gives|starts|ends|exceeds|needs|contains|stands|lies|becomes)[a-z]+s\b"
)
_OTHERWISE = (" and False otherwise", ", and False otherwise", ", otherwise False", ", else False")


@dataclass(frozen=True)
class Wish:
    """What is asked for. `notes` are further sentences, in which `<xs>` stands for a mention of the parameter xs."""

    term: Call
    name: str
    params: tuple[Param, ...]
    header: str
    """The `def` line without annotations."""
    typed_header: str
    notes: tuple[str, ...] = ()
    returns: str = ""
    """The annotation of the result."""
    tail: str = ""
    """Added after the noun phrase."""

    @property
    def call(self) -> str:
        """The function with its parameters: `total(xs, k)`."""
        return f"{self.name}({', '.join(p.name for p in self.params)})"


@dataclass
class Telling:
    """A wish in the middle of being told: the voice, and the parts of the term that have names of their own."""

    rng: Random
    wish: Wish
    voice: Voice
    outer: Call
    defined: tuple[str, ...]
    """Definitions such as "m be the largest number in xs", of which each may use the ones before. Told ones leave."""
    may_end_with_where: bool = True

    @property
    def is_check(self) -> bool:
        """Whether the answer is yes or no."""
        return self.outer.domain == "Flag"

    def phrase(self) -> str:
        """The value as a noun phrase with marks."""
        said = self.voice.phrase(self.outer, outer=True)
        for p in self.wish.params:
            first = self.voice.first_mention(p.name)
            if said.startswith(mark(p.name)) and re.match(r"an? ", first):
                self.voice.mention(p.name, "a given " + first.replace("given ", "").partition(" ")[2])
        return self._ended(said)

    def condition(self, *, last: bool = True) -> str:
        """The condition as a clause with marks. `last`: nothing follows it in its sentence."""
        return self._ended(self.voice.said(self.outer), last=last)

    def _ended(self, said: str, *, last: bool = True) -> str:
        if self.wish.tail:
            said = f"{said} {self.wish.tail}"
        short = len(self.defined) == 1 and len(self.defined[0].split()) <= _WHERE
        if not (short and last and self.may_end_with_where) or " where " in said or " where " in self.defined[0]:
            return said
        where, self.defined = self.defined[0].replace(" be ", " is ", 1), ()
        return f"{said}, where {where}"

    def lets(self) -> list[str]:
        """The definitions as sentences."""
        said, self.defined = [f"Let {d}." for d in self.defined], ()
        return said

    def afterwards(self) -> list[str]:
        """The definitions that were not told yet, as sentences after the one that uses them."""
        start = self.rng.choice(("Here ", "Here, "))
        said = [(start if i == 0 else "") + d.replace(" be ", " is ", 1) + "." for i, d in enumerate(self.defined)]
        self.defined = ()
        return said

    def task(self, *, single: bool = False) -> tuple[str, str]:
        """(verb, rest): "return", "the sum of xs". `single` asks for one verb only, which can be conjugated."""
        rng, family = self.rng, self.outer.family
        if self.is_check:
            if rng.random() < 0.3:
                said = self.condition(last=False)
                return "return", f"True if {said}{rng.choice(_OTHERWISE[1:] if ',' in said else _OTHERWISE)}"
            verb = rng.choice(("check", "check", "determine", "test", "tell", "find out"))
            joint = "if" if verb in ("check", "determine") and rng.random() < 0.4 else "whether"
            return verb, f"{joint} {self.condition()}"
        if family.do and not single and rng.random() < 0.7:
            verb, _, rest = self.voice.filled(rng.choice(family.do), self.outer).partition(" ")
            return verb, self._ended(rest)
        said = self.phrase()
        return rng.choice(self._verbs(said)), said

    def _verbs(self, said: str) -> Sequence[str]:
        if re.match(r"(how|what|by|which|who|where)", said):
            return ("return", "determine", "find out", "work out")
        if said.startswith(("a ", "an ")):
            return ("return", "return", "build", "create", "produce")
        if said.startswith("\x01") or not said.startswith(("the ", "all ")):
            return ("return", "give back") if said.startswith("\x01") else ("return",)
        more = ("compute", "calculate", "work out") if self.outer.domain in _NUMERIC else ("produce",)
        return ("return", "return", "find", "determine", "get", *more)

    def do(self) -> str:
        """The task as an imperative without a capital."""
        return " ".join(self.task())

    def does(self) -> str:
        """The task in the third person: "returns the sum of xs"."""
        verb, rest = self.task(single=True)
        first, _, particle = verb.partition(" ")
        return f"{third_person(first)}{' ' + particle if particle else ''} {rest}"

    def given(self) -> str:
        """The parameters introduced: "a list of integers xs and a number k"."""
        said = [f"{short(description(self.rng, p))} {self.voice.first_mention(p.name)}" for p in self.wish.params]
        return said[0] if len(said) == 1 else ", ".join(said[:-1]) + " and " + said[-1]

    def sentence(self, text: str) -> str:
        """The text finished, and with a capital unless it begins with the name of a parameter."""
        done = self.voice.finish(text)
        return done if text.startswith("\x01") and self.voice.named else done[:1].upper() + done[1:]

    def closed(self, text: str) -> str:
        """The finished text with definitions, the layout of the data and the notes."""
        extra = self.afterwards()
        for p in self.wish.params:
            layout = known.format if (known := domain_of(p)) else ""
            if layout and self.rng.random() < 0.88:
                first = self.voice.first_mention(p.name)
                extra.append(_layout(layout, "" if first.startswith(("a ", "an ")) else first.split()[-1]))
        extra += [_NOTE.sub(lambda m: mark(m[1]), n) for n in self.wish.notes]
        return self.sentence(" ".join([text, *dict.fromkeys(extra)])).replace("\n ", "\n")


def telling(rng: Random, wish: Wish, *, named: bool) -> Telling:
    """Decides how the parameters are mentioned, and which parts of the term get a name of their own."""
    mentions = by_name(rng, wish) if named else _described(rng, wish)
    voice = Voice(rng, not any(m.startswith(("a ", "an ")) for m in mentions.values()), mentions)
    outer, defined = _unnested(voice, wish.term, {p.name for p in wish.params})
    return Telling(rng, wish, voice, outer, defined)


def capital(text: str) -> str:
    """With a capital at the start, unless that is a mark."""
    return text if text.startswith("\x01") else text[:1].upper() + text[1:]


def by_name(rng: Random, wish: Wish) -> dict[str, str]:
    """Every parameter mentioned by its name, with or without backticks; a name that is an English word mostly with."""
    words = {p.name for p in wish.params} & _ENGLISH
    quote = "`" if rng.random() < (1 if "a" in words else 0.93 if words else 0.3) else ""
    return {p.name: f"{quote}{p.name}{quote}" for p in wish.params}


def _described(rng: Random, wish: Wish) -> dict[str, str]:
    """Descriptions where they tell the parameters apart, else names."""
    chosen = {p.name: description(rng, p) for p in wish.params}
    heads = [re.split(r" (?:of|in|with|from|written)\b| \(", d)[0].split()[-1] for d in chosen.values()]
    unfit = any(len(d) > 40 for d in chosen.values()) or any(p.domain in _DIALS for p in wish.params)
    unfit = unfit or any(p.domain in ("Word", "Text") for p in wish.params[1:]) or _repeats(wish.term)
    unfit = unfit or any(_counts(c) for c in calls(wish.term))
    return by_name(rng, wish) if unfit or len(set(heads)) < len(heads) or len(heads) > 2 else chosen


def _repeats(term: Call) -> bool:
    """Whether a family somewhere gets the same parameter twice: "the set and the set" says nothing."""
    return any(len(set(own)) < len(own) for c in calls(term) if (own := [a for a in c.args if isinstance(a, Param)]))


def _counts(call: Call) -> bool:
    """Whether a parameter stands before what it counts, as in "{n} minutes", where a description reads badly."""
    return any(
        isinstance(a, Param) and any(re.search(rf"\{{{p.name}\}} {_COUNTED}", f) for f in call.family.forms)
        for p, a in zip(call.family.parameters, call.args, strict=True)
    )


def domain_of(param: Param) -> Domain | None:
    """What is known of the domain of a parameter."""
    return next((DOMAINS[d] for d in ancestors(param.domain) if d in DOMAINS), None)


def description(rng: Random, param: Param) -> str:
    """A parameter as "a list of integers"."""
    domain = domain_of(param)
    options = [d for d in domain.described if d.startswith(("a ", "an "))] if domain else []
    first = options[:1] * 2 + [o for o in options if "given" not in o]
    return rng.choice(first) if first else "a value"


def short(text: str) -> str:
    """A description before a name: without "given" and without what would stand oddly before the name."""
    return _BEFORE_NAME.sub("", text.replace("given ", ""))


def _unnested(voice: Voice, term: Call, taken: set[str]) -> tuple[Call, tuple[str, ...]]:
    """(the term with names for parts that are long, the definitions of the names)."""
    args: list[Term | Lambda] = []
    defined: list[str] = []
    whole = len(voice.finish(voice.said(term) if term.domain == "Flag" else voice.phrase(term)).split())
    for parameter, arg in zip(term.family.parameters, term.args, strict=True):
        if not isinstance(arg, Call) or not params(arg):
            args.append(arg)
            continue
        inner, more = _unnested(voice, arg, taken)
        defined += more
        said = voice.phrase(inner)
        plain = voice.finish(said)
        joined = arg.domain == "Flag" and not term.family.module
        heavy = len(plain.split()) > _LONG or bool(re.search(r"[,:(]", plain)) or whole > _FULL
        if joined or not (heavy or all(is_apposed(f, parameter.name) for f in term.family.forms)):
            args.append(inner)
            continue
        name = _helper(arg, taken)
        taken.add(name)
        voice.mention(name, name)
        args.append(Param(name, arg.domain))
        defined.append(f"{mark(name)} be {said}")
    return replace(term, args=tuple(args)), tuple(defined)


def _helper(term: Call, taken: set[str]) -> str:
    domain = next((d for d in ancestors(term.domain) if d in DOMAINS), "")
    annotation = DOMAINS[domain].annotation if domain else term.domain
    names: Sequence[str] = _LISTS if annotation.startswith("list") else _HELPERS.get(annotation, "ghzfe")
    return next((n for n in names if n not in taken), next(f"v{i}" for i in range(1, 99) if f"v{i}" not in taken))


def _layout(layout: str, name: str) -> str:
    if name:
        return layout.format(name).replace("graph graph", "graph")
    said = re.sub(r"^(The (?:undirected )?graph) \{\}", r"\1", layout).replace(" of {}", "")
    said = re.sub(r"^\{\} is ", "The data are given as ", said)
    return re.sub(r"^\{\} ", "The data structure ", said).replace("{}", "the data")
