"""Ways to ask how many ways there are. Each is a whole sentence with one meaning; everything else is refused.

What a phrase counts: choices, orders, committees, words, tilings, paths, payments, walks up stairs, subsets, functions.
"""

# ruff: noqa: E501 - phrases are easier to compare unbroken

from __future__ import annotations

import re
from collections.abc import Callable

from volt.hard.maths.phrasing import Builder, Phrase, applied, evaluation, minus, phrase
from volt.hard.maths.tree import Node, Question, Refused, number, written

_MANY = r"(?:number of (?:different |distinct |possible )?(?:ways|possibilities) (?:to|of|in which|you can|one can|we can) |(?:in )?how many (?:different |distinct |possible )?ways (?:are there )?(?:of |to |can |do |could )?(?:you |one |we |i |be )?(?:can )?(?:to )?)"
_COUNT = r"(?:number of|how many) (?:different |distinct |possible )?"
_ARE = r"(?: (?:are there|can be (?:made|formed|chosen|selected|seated|arranged)|exist|is there|there are|be (?:made|formed|chosen|arranged|seated|selected|lined up)))*"
_THINGS = r"(?:different |distinct |distinguishable )?(?:[a-z]+ ?){1,3}"
_WITH = r"(?:with|having|that have|have|containing|that contain|contain)"
_FROM = r"(?:from|out of|among|of)(?: (?:a (?:group|set|class|pool|collection|team|committee) of|a group with|the|a total of))?"


def _ints(match: re.Match[str], *names: str) -> list[int]:
    return [int(match[name]) for name in names]


def _of(head: str, *names: str) -> Builder:
    """A function of the numbers with these names."""

    def build(match: re.Match[str]) -> Question:
        node = applied(head, *_ints(match, *names))
        return evaluation(node)

    return build


def _as(make: Callable[..., Node], *names: str) -> Builder:
    def build(match: re.Match[str]) -> Question:
        return evaluation(make(*_ints(match, *names)))

    return build


def _arrange(match: re.Match[str]) -> Question:
    word = match["w"].strip("\"'")
    return Question("arrangements", (), (word,), (), f"orders of the letters of {word}")


def _coins(match: re.Match[str]) -> Question:
    coins = [int(c) for c in re.findall(r"\d+", match["l"])]
    unit = 100 if re.search(r"dollar|euro|\$|€", match["u"] or "") and re.search("cent", match["l"]) else 1
    node = applied("change", int(match["n"]) * unit, *coins)
    return evaluation(node)


def _committee(match: re.Match[str]) -> Question:
    people = {match["g"].rstrip("s"): match["n"], match["h"].rstrip("s"): match["k"]}
    wanted = {match["i"].rstrip("s"): match["a"], match["j"].rstrip("s"): match["b"]}
    people = {_one(k): v for k, v in people.items()}
    wanted = {_one(k): v for k, v in wanted.items()}
    if set(people) != set(wanted) or len(people) != 2:
        raise Refused("the two kinds chosen are not the two kinds there are")
    return evaluation(
        applied("*", *(applied("binomial", int(people[kind]), int(wanted[kind])) for kind in sorted(people)))
    )


def _one(word: str) -> str:
    return {"men": "man", "women": "woman", "children": "child", "ladie": "lady"}.get(word, word)


def _at_least(total: int, least: int) -> Node:
    if not 0 <= least <= total <= 300:
        raise Refused("such a count is made for at most 300")
    return minus(applied("^", 2, total), applied("+", 0, *(applied("binomial", total, k) for k in range(least))))


def _steps(match: re.Match[str]) -> Question:
    """Walks up stairs: compositions into allowed steps."""
    total = int(match["n"])
    steps = sorted({int(s) for s in re.findall(r"\d+", match["l"].replace("one", "1"))})
    if not steps or steps[0] < 1 or steps[-1] > 20 or total > 10_000:
        raise Refused("steps of 1 to 20 and at most 10,000 stairs are counted")
    if steps != [1, 2]:
        raise Refused("only steps of 1 and 2 are counted here")
    return evaluation(applied("fibonacci", total + 1))


def _onto(n: int, k: int) -> Node:
    return applied("*", applied("!", k), applied("stirling2", n, k))


def _grid(rows: int, columns: int) -> Node:
    return applied("binomial", rows + columns, rows)


PHRASES: tuple[Phrase, ...] = (
    phrase(rf"(?:{_MANY}|{_COUNT})(?:arrange|order|permute|rearrange|permutations of|arrangements of|anagrams of|orderings of|orders of|rearrangements of|words (?:can be )?(?:made|formed) (?:from|with|using))(?: all)?(?: (?:the )?(?:letters|characters) (?:in|of|from))?(?: the)?(?: (?:word|name|string))? (?P<w>[a-z]+|\"[a-z0-9]+\"|'[a-z0-9]+')(?: be (?:arranged|ordered))?(?: have| has| are there)?", _arrange),
    phrase(rf"{_MANY}(?:the )?letters (?:of|in)(?: the)?(?: word)? (?P<w>[a-z]+|\"[a-z]+\"|'[a-z]+') (?:can )?be (?:arranged|ordered|rearranged|permuted)", _arrange),
    phrase(r"(?:permutations|arrangements|anagrams|rearrangements)(?: of)?(?: the)?(?: letters (?:of|in))?(?: the)?(?: word)? (?P<w>[a-z]{3,}|\"[a-z]+\"|'[a-z]+')", _arrange),
    phrase(rf"{_MANY}(?:choose|select|pick|draw|form|make|chosen)(?: a)?(?: (?:committee|team|group|subset|hand|set) of)? {{k}}(?: {_THINGS})?{_FROM} {{n}}(?: ?{_THINGS})?{_ARE}", _of("binomial", "n", "k")),
    phrase(rf"{_MANY}(?:a )?{{k}}[- ](?:person|member|man|element|card|item|people) (?:committee|team|group|subset|hand) (?:can )?be (?:chosen|selected|formed|drawn|picked|made) {_FROM} {{n}}(?: ?{_THINGS})?", _of("binomial", "n", "k")),
    phrase(rf"{_MANY}(?:can )?{{k}} {_THINGS}(?:can )?be (?:chosen|selected|picked|drawn) {_FROM} {{n}}(?: ?{_THINGS})?", _of("binomial", "n", "k")),
    phrase(rf"{_MANY}(?:can )?(?:a|an) (?:committee|team|group|subset|hand|jury|panel) of {{k}}(?: {_THINGS})? ?(?:can )?be (?:chosen|selected|formed|picked|drawn|made|put together) {_FROM} {{n}}(?: ?{_THINGS})?", _of("binomial", "n", "k")),
    phrase(rf"{_COUNT}(?:combinations|subsets|committees|teams|groups|selections|hands) (?:of|with|containing)(?: size| exactly)? {{k}}(?: {_THINGS})?(?:can be (?:chosen|formed|made|selected) )?{_FROM} {{n}}(?: ?{_THINGS})?{_ARE}", _of("binomial", "n", "k")),
    phrase(rf"{_COUNT}{{k}}[- ](?:element|card|member|person) (?:subsets|hands|committees|combinations|teams|groups) (?:does |of |are there (?:of|in) |has |in |can be (?:formed|chosen|made|dealt|selected) from )*(?:a )?(?:set (?:of|with) |deck of |group of )?{{n}}(?: ?{_THINGS})?(?: have)?", _of("binomial", "n", "k")),
    phrase(rf"{_COUNT}(?:permutations|ordered selections|arrangements) of {{k}}(?: {_THINGS})?{_FROM} {{n}}(?: ?{_THINGS})?{_ARE}", _of("permutations", "n", "k")),
    phrase(rf"{_MANY}(?:arrange|order|line up|seat|permute|rank|award|hand out) {{k}}(?: of)? {_FROM} {{n}}(?: ?{_THINGS})?(?: in a (?:row|line))?", _of("permutations", "n", "k")),
    phrase(rf"{_MANY}(?:award|give|hand out)? ?(?:gold, silver,? and bronze|first, second,? and third)(?: (?:medals|prizes|place|places))? (?:be )?(?:awarded )?(?:to|among|for|in a race of) {{n}}(?: {_THINGS})?", _as(lambda n: applied("permutations", n, 3), "n")),
    phrase(rf"{_MANY}(?:seat|sit|arrange|place|put) {{n}} {_THINGS}(?:sit |be seated )?(?:around|at|round|about) (?:a )?(?:round|circular) table", _as(lambda n: applied("!", n - 1), "n")),
    phrase(rf"{_MANY}{{n}} {_THINGS}(?:can )?(?:sit|be seated|be arranged) (?:around|at|round|about) (?:a )?(?:round|circular) table", _as(lambda n: applied("!", n - 1), "n")),
    phrase(rf"{_MANY}(?:arrange|order|line up|seat|permute|place|put|rank|shelve) {{n}} {_THINGS}(?:in a (?:row|line|queue)|on a (?:shelf|bench)|in order)?", _as(lambda n: applied("!", n), "n")),
    phrase(rf"{_MANY}(?:can )?{{n}} {_THINGS}(?:can )?(?:be (?:arranged|ordered|lined up|seated|placed)|line up|stand|sit|queue)(?: (?:in a (?:row|line|queue)|on a (?:shelf|bench)|in order))?", _as(lambda n: applied("!", n), "n")),
    phrase(rf"{_COUNT}(?:permutations|orderings|orders|arrangements) (?:of|do|are there (?:of|for)) {{n}}(?: {_THINGS})?(?: have)?{_ARE}", _as(lambda n: applied("!", n), "n")),
    phrase(rf"{_COUNT}committees (?:of|with) (?P<a>\d+) (?P<i>[a-z]+) and (?P<b>\d+) (?P<j>[a-z]+) (?:can be (?:formed|chosen|made|selected) )?(?:from|out of) {{n}} (?P<g>[a-z]+) and {{k}} (?P<h>[a-z]+)", _committee),
    phrase(rf"{_MANY}(?:choose|select|pick|form)(?: a (?:committee|team|group) of)? (?P<a>\d+) (?P<i>[a-z]+) and (?P<b>\d+) (?P<j>[a-z]+) (?:from|out of)(?: a group of)? {{n}} (?P<g>[a-z]+) and {{k}} (?P<h>[a-z]+)", _committee),
    phrase(r"(?:if )?{n} people (?:all )?(?:each )?shake hands(?: with (?:each other|everyone else|one another))?(?: (?:exactly )?once)?,? how many handshakes(?: are there| take place| happen| occur)?", _as(lambda n: applied("binomial", n, 2), "n")),
    phrase(rf"{_COUNT}handshakes (?:are there |take place )?(?:among|between|for|with) {{n}} people(?: if everyone shakes hands(?: with everyone(?: else)?)?(?: once)?)?", _as(lambda n: applied("binomial", n, 2), "n")),
    phrase(rf"{_COUNT}diagonals (?:of|in|does|are there in) (?:a |an )?(?:convex )?(?:regular )?(?:polygon with {{n}} sides|(?P<k>\d+)[- ](?:gon|sided polygon))(?: have)?", lambda m: evaluation(minus(applied("binomial", int(m["n"] or m["k"]), 2), int(m["n"] or m["k"])))),
    phrase(rf"{_COUNT}subsets (?:of|does|do|has|have|are there (?:of|in)|in) (?:a |the )?set (?:with|of|containing|having) {{n}}(?: {_THINGS})?(?:have|has)?", _as(lambda n: applied("^", 2, n), "n")),
    phrase(rf"{_COUNT}(?:binary|bit) ?(?:strings|words|sequences|numbers) of length {{n}}(?: {_WITH}(?: exactly)? {{k}} (?:ones|1s|1's|zeros|0s))?{_ARE}", lambda m: evaluation(applied("binomial", int(m["n"]), int(m["k"])) if m["k"] else applied("^", 2, int(m["n"])))),
    phrase(rf"{_COUNT}(?:binary|bit) ?(?:strings|words|sequences) of length {{n}} {_WITH} at least {{k}} (?:ones|1s|1's)", _as(_at_least, "n", "k")),
    phrase(rf"{_COUNT}(?:binary|bit) ?(?:strings|words|sequences) of length {{n}} {_WITH} no (?:two )?(?:consecutive|adjacent) (?:ones|1s|1's|zeros|0s)", _as(lambda n: applied("fibonacci", n + 2), "n")),
    phrase(rf"{_COUNT}derangements (?:of|are there (?:of|for)|for) {{n}}(?: {_THINGS})?", _of("derangements", "n")),
    phrase(rf"{_MANY}(?:put|place|stuff|distribute) {{n}} letters (?:in|into) {{k}} (?:addressed )?envelopes (?:so that|such that|with) (?:no|none of the) letters? (?:is |goes |in |goes in(?:to)? )*(?:in )?(?:its|the) (?:own|right|correct|proper) envelope", lambda m: _same(m, "derangements")),
    phrase(rf"{_COUNT}permutations of {{n}} (?:{_THINGS})?(?:with no|without|having no) fixed points?", _of("derangements", "n")),
    phrase(rf"{_COUNT}(?:integer )?partitions (?:of|does|are there of)(?: the)?(?: (?:number|integer))? {{n}}(?: have)?", _of("partitions", "n")),
    phrase(rf"{_MANY}(?:write|express|partition|represent) {{n}} as (?:a |the )?sums? of positive (?:integers|whole numbers)(?:,? (?:where|if|when) (?:the )?order does not matter|,? (?:ignoring|regardless of|disregarding) order)", _of("partitions", "n")),
    phrase(rf"{_COUNT}compositions of {{n}}", _as(lambda n: applied("^", 2, n - 1), "n")),
    phrase(rf"{_MANY}(?:partition|split|divide) (?:a )?(?:set of )?{{n}} (?:labell?ed |distinct |different )?(?:[a-z]+ )?into {{k}} (?:nonempty|non-empty) (?:unlabell?ed |indistinguishable |identical )?(?:subsets|groups|parts|sets|blocks)", _of("stirling2", "n", "k")),
    phrase(rf"(?:number of ways to partition a set of|{_COUNT}(?:set )?partitions (?:of|are there of) a set (?:of|with)) {{n}}(?: {_THINGS})?", _of("bell", "n")),
    phrase(rf"{_COUNT}permutations of {{n}} (?:{_THINGS})?(?:with|having)(?: exactly)? {{k}} cycles", _of("stirling1", "n", "k")),
    phrase(rf"{_COUNT}(?:onto|surjective) (?:functions|maps|mappings|surjections) (?:are there )?from (?:a )?set (?:of|with) {{n}}(?: elements)? (?:on)?to (?:a )?set (?:of|with) {{k}}(?: elements)?", _as(_onto, "n", "k")),
    phrase(rf"{_COUNT}(?:one-to-one|injective) (?:functions|maps|mappings) (?:are there )?from (?:a )?set (?:of|with) {{n}}(?: elements)? (?:in)?to (?:a )?set (?:of|with) {{k}}(?: elements)?", _of("permutations", "k", "n")),
    phrase(rf"{_COUNT}(?:functions|maps|mappings) (?:are there )?from (?:a )?set (?:of|with) {{n}}(?: elements)? (?:in)?to (?:a )?set (?:of|with) {{k}}(?: elements)?", _of("^", "k", "n")),
    phrase(rf"{_MANY}(?:correctly |properly )?(?:match|write|arrange|nest) {{n}} pairs of (?:parentheses|brackets)(?: correctly)?", _of("catalan", "n")),
    phrase(rf"{_COUNT}(?:valid|balanced|correct|well-formed|correctly matched) (?:arrangements|sequences|strings|combinations)? ?(?:of |with )?{{n}} pairs of (?:parentheses|brackets)", _of("catalan", "n")),
    phrase(rf"{_COUNT}binary trees (?:with|of|on) {{n}} nodes", _of("catalan", "n")),
    phrase(rf"{_MANY}(?:triangulate|cut) a convex (?:polygon with {{n}} sides|(?P<k>\d+)-gon)(?: into triangles)?", lambda m: evaluation(applied("catalan", _positive(int(m["n"] or m["k"]) - 2)))),
    phrase(rf"{_MANY}(?:make|give|pay|get) (?:change for |change of )?(?P<c>[$€])?{{n}}(?P<u> ?(?:cents?|dollars?|euros?|units?|pence|rupees?))? (?:using|with|from|out of|in)(?: unlimited| any number of)?(?: only)?(?: coins)?(?: of)?(?: (?:the )?denominations?)?(?: of)? (?P<l>[\d, and{{}}centscoins-]+?)", _coins),
    phrase(rf"{_MANY}(?:tile|cover|fill) (?:a )?(?:2 ?(?:x|by|×|\*) ?{{n}}|(?P<k>\d+) ?(?:x|by|×|\*) ?2) (?:board|rectangle|grid|floor|strip)? ?(?:with|using|by) (?:2 ?(?:x|by|×|\*) ?1|1 ?(?:x|by|×|\*) ?2)? ?(?:dominoe?s|tiles)", lambda m: evaluation(applied("fibonacci", int(m["n"] or m["k"]) + 1))),
    phrase(rf"{_MANY}(?:climb|go up|walk up|ascend) (?:a )?(?:staircase (?:of|with) |stairs (?:of|with) )?{{n}}(?: stairs| steps)?,? (?:taking|using|with|if you (?:can )?take|by taking|going)(?: either)?(?: steps of)? (?P<l>(?:1|one) or (?:2)(?: (?:steps|stairs))?)(?: at a time)?", _steps),
    phrase(rf"{_COUNT}(?:shortest |lattice |monotone )*paths (?:are there )?(?:in|on|through|across) (?:a |an )?{{n}} ?(?:x|by|×|\*) ?{{k}} grid(?: (?:moving|going) only (?:right|down|up)(?: (?:and|or) (?:down|up|right))?)?", _as(_grid, "n", "k")),
    phrase(rf"{_MANY}distribute {{n}} (?:identical|indistinguishable) [a-z]+ (?:into|to|among|in|between) {{k}} (?:distinct |different |labell?ed |distinguishable )?[a-z]+", _as(lambda n, k: applied("binomial", n + k - 1, _positive(k) - 1), "n", "k")),
    phrase(rf"{_MANY}distribute {{n}} (?:distinct|different|distinguishable|labell?ed) [a-z]+ (?:into|to|among|in|between) {{k}} (?:distinct |different |labell?ed |distinguishable )[a-z]+", _of("^", "k", "n")),
    phrase(rf"{_COUNT}(?:nonnegative|non-negative) (?:integer )?(?:integer )?solutions (?:of|to|are there to|does) (?P<s>(?:[a-z]\d* ?\+ ?)+[a-z]\d*) ?= ?{{n}}(?: have)?", lambda m: _stars(m, 0)),
    phrase(rf"{_COUNT}positive integer solutions (?:of|to|are there to|does) (?P<s>(?:[a-z]\d* ?\+ ?)+[a-z]\d*) ?= ?{{n}}(?: have)?", lambda m: _stars(m, 1)),
    phrase(rf"{_COUNT}outcomes (?:are there )?(?:when|if|of|for) (?:(?:tossing|flipping) )?(?:a coin (?:is )?(?:tossed|flipped) )?{{n}} (?:coins|times)(?: (?:are )?(?:tossed|flipped))?", _as(lambda n: applied("^", 2, n), "n")),
    phrase(rf"{_COUNT}outcomes (?:are there )?(?:when|if|of|for) (?:rolling |throwing )?{{n}} (?:six-sided )?dice(?: are (?:rolled|thrown))?", _as(lambda n: applied("^", 6, n), "n")),
    phrase(rf"{_COUNT}{{n}}[- ]digit (?:pins|pin codes|codes|numbers with leading zeros allowed)(?: are there)?", _as(lambda n: applied("^", 10, n), "n")),
    phrase(rf"{_COUNT}{{n}}[- ]digit (?:positive )?(?:numbers|integers)(?: are there)?", _as(lambda n: applied("*", 9, applied("^", 10, _positive(n) - 1)), "n")),
)  # fmt: skip


def _positive(n: int) -> int:
    if n < 1:
        raise Refused("the number must be positive")
    return n


def _same(match: re.Match[str], head: str) -> Question:
    if match["n"] != match["k"]:
        raise Refused("there must be as many letters as envelopes")
    return evaluation(applied(head, int(match["n"])))


def _stars(match: re.Match[str], least: int) -> Question:
    names = [name.strip() for name in match["s"].split("+")]
    if len(set(names)) != len(names):
        raise Refused("an unknown stands in it twice")
    total, count = int(match["n"]) - least * len(names), len(names)
    node = applied("binomial", total + count - 1, count - 1) if total >= 0 else number(0)
    return evaluation(node, f"{written(node)}: solutions in {count} whole numbers from {least}")
