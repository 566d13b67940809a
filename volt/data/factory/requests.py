"""Whole requests: one wish as the different people ask who write to a program that writes programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from volt.data.factory.conjugation import third_person
from volt.data.factory.english import Voice, mark
from volt.data.factory.inputs import DOMAINS, ancestors
from volt.data.factory.scenes import scene
from volt.data.factory.terms import Bound, Call, Lambda, Param, Term, params, subterms

_NOTE = re.compile(r"<(\w+)>")
_NUMERIC = frozenset({"Int", "Whole", "Natural", "Number", "Positive", "Digit", "Small"})
_LONG, _FULL = 9, 26
"""Words of an inner noun phrase, and of a whole one, above which a part gets a name of its own."""
_HELPERS = {"int": "mrqtu", "float": "mrqtu", "str": "tuvw"}
_LISTS = ("ys", "zs", "us", "vs")

Checks = Sequence[tuple[str, str]]


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


@dataclass
class Telling:
    """A wish in the middle of being told: the voice, and the parts of the term that have names of their own."""

    rng: Random
    wish: Wish
    voice: Voice
    outer: Call
    defined: tuple[str, ...]
    """Definitions such as "m be the largest number in xs", of which each may use the ones before."""
    tail: str = ""

    @property
    def is_check(self) -> bool:
        """Whether the answer is yes or no."""
        return self.outer.domain == "Flag"

    def phrase(self) -> str:
        """The value as a noun phrase with marks."""
        return self.voice.phrase(self.outer, outer=True) + self._ended()

    def condition(self) -> str:
        """The condition as a clause with marks."""
        return self.voice.said(self.outer) + self._ended()

    def _ended(self) -> str:
        where = " and ".join(d.replace(" be ", " is ", 1) for d in self.defined)
        return (f", where {where}" if where else "") + (f" {self.wish.tail}" if self.wish.tail else "")

    def before(self) -> str:
        """The definitions as sentences; what is told after them no longer holds them."""
        said = "".join(f"Let {d}. " for d in self.defined)
        self.defined = ()
        return said


def write_request(rng: Random, wish: Wish, checks: Checks) -> str:
    """One request. `checks` are calls with their results as source text, of which up to three are shown."""
    text = ""
    for _ in range(6):
        way = rng.choices([w for w, _ in _WAYS], [n for _, n in _WAYS])[0]
        text = re.sub(r"[ \t]+\n", "\n", way(rng, wish, checks)).strip()
        if len(text.split()) >= 8 and _prose(text) <= 120:
            return text
    return text


def _prose(text: str) -> int:
    kept = [x for x in text.split("\n") if not re.match(r"\s*(assert|>>>|Input|Output|def )", x)]
    return len(" ".join(kept).split())


# What a text calls things.


def _telling(rng: Random, wish: Wish, *, named: bool) -> Telling:
    """Decides how the parameters are mentioned, and which parts of the term get a name of their own."""
    voice = Voice(rng, named, _named(rng, wish) if named else _described(rng, wish))
    outer, defined = _unnested(rng, voice, wish.term, {p.name for p in wish.params})
    return Telling(rng, wish, voice, outer, defined)


def _named(rng: Random, wish: Wish) -> dict[str, str]:
    dice = rng.random()
    quote = "`" if dice < 0.3 else ""
    return {p.name: f"{quote}{p.name}{quote}" for p in wish.params}


def _described(rng: Random, wish: Wish) -> dict[str, str]:
    """Descriptions where they tell the parameters apart, else names."""
    chosen = {p.name: description(rng, p) for p in wish.params}
    heads = [re.split(r" (?:of|in|with|from|written|\()", d)[0].split()[-1] for d in chosen.values()]
    used = any(len(d) > 40 for d in chosen.values())
    return _named(rng, wish) if used or len(set(heads)) < len(heads) or len(heads) > 2 else chosen


def description(rng: Random, param: Param) -> str:
    """A parameter as "a list of integers"."""
    domain = next((d for d in ancestors(param.domain) if d in DOMAINS), "")
    options = [d for d in DOMAINS[domain].described if d.startswith(("a ", "an "))] if domain else []
    first = options[:1] * 2 + [o for o in options if "given" not in o]
    return rng.choice(first) if first else "a value"


def _unnested(rng: Random, voice: Voice, term: Call, taken: set[str]) -> tuple[Call, tuple[str, ...]]:
    """(the term with names for parts that are long, the definitions of the names)."""
    args: list[Term | Lambda] = []
    defined: list[str] = []
    whole = len(voice.finish(voice.said(term) if term.domain == "Flag" else voice.phrase(term)).split())
    for arg in term.args:
        if not isinstance(arg, Call) or any(isinstance(t, Bound) for t in subterms(arg)) or not params(arg):
            args.append(arg)
            continue
        if arg.domain == "Flag" and not term.family.module:
            inner, more = _unnested(rng, voice, arg, taken)
            args.append(inner)
            defined += more
            continue
        inner, more = _unnested(rng, voice, arg, taken)
        said = voice.phrase(inner)
        plain = voice.finish(said)
        defined += more
        if not (len(plain.split()) > _LONG or re.search(r"[,:(]", plain) or whole > _FULL):
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


# The wish as a verb phrase.


def _verb_phrase(t: Telling, *, single: bool = False) -> tuple[str, str]:
    """(verb, rest): "return", "the sum of xs". `single` asks for one verb only, which can be conjugated."""
    rng, family = t.rng, t.outer.family
    if t.is_check:
        dice = rng.random()
        if dice < 0.3:
            return (
                "return",
                f"True if {t.condition()}{rng.choice((' and False otherwise', ', and False otherwise', ', else False'))}",
            )
        return rng.choice(("check", "check", "determine", "test", "tell", "find out")), f"whether {t.condition()}"
    if family.do and not single and not t.wish.tail and rng.random() < 0.7:
        verb, _, rest = t.voice.filled(rng.choice(family.do), t.outer).partition(" ")
        return verb, rest + t._ended()
    said = t.phrase()
    verbs = ["return", "return", "find", "determine", "get"]
    if re.match(r"(how|what|by|which|who|where)", said):
        verbs = ["return", "determine", "find out", "work out"]
    elif said.startswith(("a ", "an ")):
        verbs = ["return", "build", "create", "produce"]
    elif t.outer.domain in _NUMERIC:
        verbs += ["compute", "calculate", "work out"]
    elif said.startswith("\x01"):
        verbs = ["return"]
    return rng.choice(verbs), said


def _do(t: Telling) -> str:
    return " ".join(_verb_phrase(t))


def _does(t: Telling) -> str:
    verb, rest = _verb_phrase(t, single=True)
    first, _, particle = verb.partition(" ")
    return f"{third_person(first)}{' ' + particle if particle else ''} {rest}"


def _given(t: Telling) -> str:
    """The parameters introduced: "a list of integers xs and a number k"."""
    said = [f"{description(t.rng, p).replace('given ', '')} {t.voice.first_mention(p.name)}" for p in t.wish.params]
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + " and " + said[-1]


def _sentence(t: Telling, text: str) -> str:
    """The text finished, and with a capital unless it begins with the name of a parameter."""
    done = t.voice.finish(text)
    starts_with_name = text.startswith("\x01") and t.voice.named
    return done if starts_with_name else done[:1].upper() + done[1:]


def _closed(t: Telling, text: str) -> str:
    """The finished text with the notes and with what has to be said about the layout of the data."""
    extra = []
    for p in t.wish.params:
        layout = next((DOMAINS[d].format for d in ancestors(p.domain) if d in DOMAINS), "")
        if layout and t.rng.random() < 0.88 and (p.domain in text or True):
            named = t.voice.named or not t.voice.first_mention(p.name).startswith(("a ", "an "))
            extra.append(_layout(layout, t.voice.first_mention(p.name) if named else ""))
    extra += [_NOTE.sub(lambda m: mark(m[1]), n) for n in t.wish.notes]
    return _sentence(t, " ".join([text, *dict.fromkeys(extra)]))


def _layout(layout: str, name: str) -> str:
    if name:
        return layout.format(name)
    said = re.sub(r"^(The (?:undirected )?graph) \{\}", r"\1", layout).replace("of {}", "").replace("  ", " ")
    return (
        re.sub(r"^\{\} is ", "The data are given as ", said)
        .replace("{} ", "The data structure ", 1)
        .replace("{}", "the data")
    )


# The ways of asking.


def _openings(t: Telling) -> str:
    rng, name = t.rng, t.wish.name
    call = f"{name}({', '.join(p.name for p in t.wish.params)})"
    shown = f"`{call}`" if rng.random() < 0.6 else call
    options: list[Callable[[], str]] = [
        lambda: f"Write a {rng.choice(('', '', 'Python ', 'python '))}function to {_do(t)}.",
        lambda: f"Write a {rng.choice(('', 'Python '))}function that {_does(t)}.",
        lambda: (
            f"{rng.choice(('Create', 'Implement', 'Define'))} a {rng.choice(('', 'Python '))}function that {_does(t)}."
        ),
        lambda: f"I need a {rng.choice(('', 'Python ', 'small '))}function that {_does(t)}.",
        lambda: f"Please write {rng.choice(('a function', 'some Python code', 'a Python function'))} to {_do(t)}.",
        lambda: f"{_do(t)}.",
        lambda: f"{_do(t)}.",
        lambda: f"Your task is to {_do(t)}.",
    ]
    if t.voice.named:
        options = [
            lambda: f"Write a function {shown} that {_does(t)}.",
            lambda: f"Write a Python function {shown} to {_do(t)}.",
            lambda: f"Implement {shown} so that it {_does(t)}.",
            lambda: f"Define a function named {name} that takes {_given(t)} and {_does(t)}.",
            lambda: f"Given {_given(t)}, {_do(t)}.",
            lambda: f"Given {_given(t)}, write a function to {_do(t)}.",
            lambda: f"Given {_given(t)}, write a function `{name}` that {_does(t)}.",
            lambda: f"{_do(t)}, given {_given(t)}." if not t.defined else f"For {_given(t)}, {_do(t)}.",
            lambda: f"For {_given(t)}, {_do(t)}.",
            lambda: f"You are given {_given(t)}. {t.before()}{_capital(_do(t))}.",
            lambda: f"Complete the function {name}, which takes {_given(t)} and {_does(t)}.",
        ]
    return rng.choice(options)()


def _capital(text: str) -> str:
    return text if text.startswith("\x01") else text[:1].upper() + text[1:]


def _statement(rng: Random, wish: Wish, checks: Checks) -> str:
    t = _telling(rng, wish, named=rng.random() < 0.5)
    return _shown(t, _closed(t, _openings(t)), checks)


def _question(rng: Random, wish: Wish, checks: Checks) -> str:
    t = _telling(rng, wish, named=rng.random() < 0.3)
    if t.is_check and rng.random() < 0.3:
        text = f"How can a {rng.choice(('', 'Python '))}function tell whether {t.condition()}?"
    else:
        opening = rng.choice(
            (
                "How do I {} in Python?", "How can I {}?", "What is a short way to {} in Python?", "How would you {}?",
                "Can you write a function to {}?", "Is there a simple way to {} with Python?", "What is a good way to {}?",
                "Could you give me a Python function to {}?", "How does one {} in Python?",
            )
        )  # fmt: skip
        text = opening.format(_do(t))
    return _shown(t, _closed(t, text), checks)


def _story(rng: Random, wish: Wish, checks: Checks) -> str:
    t = _telling(rng, wish, named=True)
    told = [scene(rng, p.domain, t.voice.first_mention(p.name)) for p in wish.params]
    if not all(told[:1]) or len(told) > 2:
        return _statement(rng, wish, checks)
    also = (
        ""
        if len(told) == 1
        else f" There is also {description(rng, wish.params[1])} {t.voice.first_mention(wish.params[1].name)}."
    )
    ask = rng.choice(
        (
            "Write a function to {}.",
            "We want to {}.",
            "The program has to {}.",
            "Help by writing a function to {}.",
            "Your job is to {}.",
        )
    )
    before = t.before()
    return _shown(t, _closed(t, f"{told[0]}{also} {before}{ask.format(_do(t))}"), checks)


def _specification(rng: Random, wish: Wish, checks: Checks) -> str:
    t = _telling(rng, wish, named=True)
    head = rng.choice(
        (f"Function: {wish.name}", f"Name: `{wish.name}`", f"Task: implement `{wish.name}`.", f"### {wish.name}")
    )
    words = rng.choice((("Input", "Output"), ("Parameters", "Result"), ("Takes", "Returns"), ("- Input", "- Output")))
    result = f"True if {t.condition()}, False otherwise" if t.is_check else t.phrase()
    text = f"{head}\n{words[0]}: {_given(t)}\n{words[1]}: "
    return _shown(t, t.voice.finish(text) + _closed(t, result + ".")[:], checks)


def _steps(rng: Random, wish: Wish, checks: Checks) -> str:
    t = _telling(rng, wish, named=True)
    if not t.defined:
        return _statement(rng, wish, checks)
    let = rng.choice(("Let {}.", "First let {}.", "Let {}."))
    first = [let.format(d) if i == 0 else f"Let {d}." for i, d in enumerate(t.defined)]
    t.defined = ()
    end = _capital(_do(t)) + "."
    call = f"{wish.name}({', '.join(p.name for p in wish.params)})"
    if rng.random() < 0.4:
        lines = "\n".join(f"{i}. {line}" for i, line in enumerate([*first, end], start=1))
        return _shown(t, _closed(t, f"Write a function {call} that works in these steps:\n{lines}\n"), checks)
    start = rng.choice((f"Write a function {call}. ", f"You are given {_given(t)}. ", f"Implement {call}: "))
    return _shown(t, _closed(t, start + " ".join([*first, end])), checks)


def _bare(rng: Random, wish: Wish, checks: Checks) -> str:
    """What one types into a search box."""
    t = _telling(rng, wish, named=False)
    said = t.voice.finish(
        f"check {'if' if rng.random() < 0.5 else 'whether'} {t.condition()}" if t.is_check else _do(t)
    )
    text = rng.choice(("python {}", "{} python", "{} in python", "python function to {}", "{}")).format(said)
    return _example_calls(t, text, checks, 0.35)


def _docstring(rng: Random, wish: Wish, checks: Checks) -> str:
    from volt.data.factory.docstrings import docstring

    t = _telling(rng, wish, named=rng.random() < 0.75)
    return docstring(rng, wish, checks, _docstring_parts(t))


def _docstring_parts(t: Telling) -> tuple[str, list[tuple[str, str]], str, list[str]]:
    """(summary, descriptions of the parameters, what is returned, notes), all finished."""
    notes = [t.voice.finish(_NOTE.sub(lambda m: m[1], n)) for n in t.wish.notes]
    wish, t.wish = t.wish, replace(t.wish, notes=())
    verb = t.rng.random() < 0.2
    summary = _closed(t, f"{_does(t) if verb else t.before() + _capital(_do(t))}.")
    returns = "True or False" if t.is_check else "the result"
    described = [(p.name, description(t.rng, p).replace("given ", "")) for p in wish.params]
    return summary, described, returns, notes


def _shown(t: Telling, text: str, checks: Checks) -> str:
    """The text with a header, with examples, with both or with the name of the function."""
    from volt.data.factory.docstrings import examples

    rng, wish = t.rng, t.wish
    dice = rng.random()
    header = wish.header if rng.random() < 0.6 else wish.typed_header
    if dice < 0.22:
        return f"{text}\n\n{header}" + (examples(rng, wish.name, checks) if rng.random() < 0.3 else "")
    if dice < 0.68 and checks:
        return text + examples(rng, wish.name, checks)
    if wish.name not in text and rng.random() < 0.5:
        text += rng.choice(
            (
                f" Call it {wish.name}.",
                f" Name the function `{wish.name}`.",
                f" The function should be called {wish.name}.",
            )
        )
    return text


def _example_calls(t: Telling, text: str, checks: Checks, chance: float) -> str:
    from volt.data.factory.docstrings import examples

    return text + examples(t.rng, t.wish.name, checks) if checks and t.rng.random() < chance else text


_WAYS: tuple[tuple[Callable[[Random, Wish, Checks], str], int], ...] = (
    (_statement, 44), (_question, 9), (_docstring, 22), (_story, 8), (_specification, 7), (_steps, 6), (_bare, 4),
)  # fmt: skip
