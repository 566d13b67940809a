"""Ways to ask about whole numbers: divisors, primes, remainders, digits and bases, and numbers with a name."""

# ruff: noqa: E501 - phrases are easier to compare unbroken

from __future__ import annotations

import re

from volt.hard.maths.phrasing import Builder, Phrase, applied, evaluation, formula, formulas, phrase
from volt.hard.maths.tree import Apply, Question, Refused, number, unknowns, written

_BASES = {"binary": 2, "ternary": 3, "octal": 8, "decimal": 10, "hexadecimal": 16, "hex": 16}
_BASE = rf"(?:(?:in |to |into )?(?P<w>{'|'.join(_BASES)})|(?:in |to |into )?base[- ](?P<k>\d+))"
_FROM_BASE = rf"(?:(?P<x>{'|'.join(_BASES)})|base[- ](?P<n>\d+))"
_NUMBER = r"(?:(?:the )?(?:number|integer) )?"


def _listed(head: str) -> Builder:
    def build(match: re.Match[str]) -> Question:
        nodes = formulas(match["l"])
        if head in ("min", "max") and len(nodes) == 1 and unknowns(*nodes):
            raise Refused("the smallest and largest values of a function are not worked out here")
        if len(nodes) < 2:
            raise Refused(f"{head} takes two numbers at least")
        return evaluation(Apply(head, nodes))

    return build


def _of(head: str) -> Builder:
    return lambda match: evaluation(applied(head, formula(match["e"])))


def _rounded(match: re.Match[str]) -> Question:
    node = applied("round", formula(match["e"]))
    return evaluation(node, f"{written(node)}, halves away from zero")


def _kind(kind: str, said: str, *names: str) -> Builder:
    def build(match: re.Match[str]) -> Question:
        node = formula(match["e"])
        return Question(kind, (node,), names, (), f"{said} {written(node)}")

    return build


def _primes(*names: str) -> Builder:
    def build(match: re.Match[str]) -> Question:
        groups = match.groupdict()
        low, high = formula(groups.get("a") or "2"), formula(match["b"])
        said = f"{'number of ' if names else ''}primes from {written(low)} to {written(high)}"
        return Question("primes", (low, high), names, (), said)

    return build


def _primes_below(*names: str) -> Builder:
    def build(match: re.Match[str]) -> Question:
        high = applied("+", formula(match["b"]), applied("neg", 1))
        said = f"{'number of ' if names else ''}primes below {match['b']}"
        return Question("primes", (number(2), high), names, (), said)

    return build


def _to_base(match: re.Match[str]) -> Question:
    base = _BASES.get(match["w"] or "") or int(match["k"])
    node = formula(match["e"])
    return Question("to_base", (node,), (), (base,), f"{written(node)} in base {base}")


def _from_base(match: re.Match[str]) -> Question:
    groups = match.groupdict()
    base = _BASES.get(groups.get("x") or "") or int(groups["n"] or 10)
    wanted = _BASES.get(groups.get("w") or "") or int(groups.get("k") or 10)
    digits = re.sub(r"^0[xbo](?=.)", "", match["d"]) if base in (2, 8, 16) else match["d"]
    return Question("from_base", (), (digits,), (base, wanted), f"{digits} of base {base} in base {wanted}")


def _remainders(match: re.Match[str]) -> Question:
    pairs = re.findall(
        r"(?:remainder(?: of)? |leaves |= ?|≡ ?|is )?(\d+) (?:when divided by|upon division by|after division by|modulo|mod|on division by) (\d+)",
        match["l"],
    )
    again = re.findall(r"\(? ?mod (\d+)", match["l"])
    bare = re.sub(r"\d+", "#", match["l"])
    if (len(pairs) < 2 and len(again) < 2) or bare.count("#") != 2 * len(pairs):
        raise Refused("which remainders are meant is not clear")
    numbers = tuple(int(n) for pair in pairs for n in pair)
    said = ", ".join(f"x = {r} mod {m}" for r, m in pairs)
    return Question("remainders", (), ("x",), numbers, f"the smallest x >= 0 with {said}")


def _congruences(match: re.Match[str]) -> Question:
    pairs = re.findall(r"[a-z] ?(?:=|≡|is congruent to|is|==) ?(\d+) ?\(? ?(?:mod|modulo) ?(\d+) ?\)?", match["l"])
    if len(pairs) < 2 or len(re.findall(r"\d+", match["l"])) != 2 * len(pairs):
        raise Refused("which remainders are meant is not clear")
    numbers = tuple(int(n) for pair in pairs for n in pair)
    said = ", ".join(f"x = {r} mod {m}" for r, m in pairs)
    return Question("remainders", (), ("x",), numbers, f"the smallest x >= 0 with {said}")


def _truth(relation: str) -> Builder:
    def build(match: re.Match[str]) -> Question:
        left, right = formula(match["a"]), formula(match["b"])
        return Question("truth", (left, right), (relation,), (), f"{written(left)} {relation} {written(right)}")

    return build


def _named(head: str) -> Builder:
    return lambda match: evaluation(applied(head, int(match["n"])))


def _percent_of(match: re.Match[str]) -> Question:
    a, b = formula(match["a"]), formula(match["b"])
    return evaluation(applied("/", applied("*", 100, a), b), f"{written(a)} as percent of {written(b)}")


def _changed(sign: int) -> Builder:
    def build(match: re.Match[str]) -> Question:
        base, percent = formula(match["a"]), formula(match["b"])
        share = applied("/", percent, 100)
        factor = applied("+", 1, share if sign > 0 else applied("neg", share))
        return evaluation(applied("*", base, factor))

    return build


_CRT = r"(?:smallest|least)(?: (?:positive|non-?negative))?(?: (?:integer|number|whole number))?(?: [a-z])? (?:that|which|with|such that|leaving|for which|satisfying)"

PHRASES: tuple[Phrase, ...] = (
    phrase(r"(?:gcd|hcf|gcf|greatest common (?:divisor|factor)|highest common (?:factor|divisor)|largest (?:number that divides|common (?:divisor|factor)(?: of)?)(?: both)?)(?: \((?:gcd|hcf|gcf)\))?(?: (?:of|for|between))? {l}", _listed("gcd")),
    phrase(r"(?:lcm|least common multiple|lowest common multiple|smallest common multiple)(?: \(lcm\))?(?: (?:of|for|between))? {l}", _listed("lcm")),
    phrase(r"(?:euler'?s? )?(?:totient|phi)(?: function)?(?: (?:of|for|at))? {e}", _of("totient")),
    phrase(r"(?:number of|how many) (?:positive )?(?:integers|numbers) (?:up to|below|less than|not exceeding|from 1 to|at most) (?P<e>\d+)(?: (?:are|that are))? (?:coprime|relatively prime) (?:to|with) (?P=e)", _of("totient")),
    phrase(r"(?:number of|how many) (?:positive )?(?:divisors|factors) (?:of|for|does|are there of)? ?{e}(?: have| has)?", _of("numdivisors")),
    phrase(r"(?:sum) of (?:all )?(?:the )?(?:positive )?(?:divisors|factors) of {e}", _of("sumdivisors")),
    phrase(rf"(?:positive )?(?:divisors|factors) (?:of|for) {_NUMBER}{{e}}", _kind("divisors", "divisors of")),
    phrase(rf"(?:which|what) numbers divide {_NUMBER}{{e}}(?: evenly)?", _kind("divisors", "divisors of")),
    phrase(rf"(?:distinct |different )?prime (?:factors|divisors) of {_NUMBER}{{e}}", _kind("prime_factors", "the different primes of")),
    phrase(rf"(?:prime (?:factori[sz]ation|decomposition)|factori[sz]ation(?: into primes)?|decomposition into primes) of {_NUMBER}(?P<e>[\d^*!+ -]+)", _kind("factorise", "prime factors of")),
    phrase(rf"(?:factori[sz]e|factor|decompose|break) {_NUMBER}(?P<e>\d[\d^*!+ -]*)(?: (?:in)?to (?:its )?(?:primes|prime factors)| as a product of primes)?", _kind("factorise", "prime factors of")),
    phrase(rf"(?:write|express) {_NUMBER}(?P<e>\d[\d^*!+ -]*) as a product of primes", _kind("factorise", "prime factors of")),
    phrase(r"(?P<e>\d[\d^*!+ -]*) as a product of primes", _kind("factorise", "prime factors of")),
    phrase(rf"(?:is|check (?:if|whether)|test (?:if|whether)|decide (?:if|whether)) {_NUMBER}{{e}}(?: is)? (?:a )?prime(?: number)?(?: or not| or composite)?", _kind("primality", "is it prime:")),
    phrase(rf"(?:is|if|whether) {_NUMBER}{{e}} (?:is )?(?:a )?prime(?: number)?", _kind("primality", "is it prime:")),
    phrase(r"{th} prime(?: number)?", _named("nthprime")),
    phrase(r"prime(?: number)? {n}", _named("nthprime")),
    phrase(r"(?:next|smallest|first|least) prime(?: number)?(?: (?:that is|which is))? (?:after|above|greater than|larger than|bigger than|following|over) {e}", _of("nextprime")),
    phrase(r"(?:previous|largest|greatest|last|biggest) prime(?: number)?(?: (?:that is|which is))? (?:before|below|less than|smaller than|under) {e}", _of("prevprime")),
    phrase(r"(?:number of|how many) primes? (?:numbers )?(?:are )?(?:there )?(?:below|under|less than|smaller than) {b}", _primes_below("count")),
    phrase(r"(?:number of|how many) primes? (?:numbers )?(?:are )?(?:there )?(?:up to|at most|not exceeding|<=) {b}", _primes("count")),
    phrase(r"(?:number of|how many) primes? (?:numbers )?(?:are )?(?:there )?(?:between|from) {a} (?:and|to) {b}", _primes("count")),
    phrase(r"primes? (?:numbers )?(?:below|under|less than|smaller than) {b}", _primes_below()),
    phrase(r"primes? (?:numbers )?(?:up to|at most|not exceeding) {b}", _primes()),
    phrase(r"primes? (?:numbers )?(?:between|from) {a} (?:and|to) {b}", _primes()),
    phrase(r"(?:modular |multiplicative )?inverse of {a},? (?:modulo|mod|\(mod) {b}\)?", lambda m: evaluation(applied("modinv", formula(m["a"]), formula(m["b"])))),
    phrase(r"(?:modular|multiplicative) inverse of {a} (?:with respect to|for modulus|in arithmetic modulo) {b}", lambda m: evaluation(applied("modinv", formula(m["a"]), formula(m["b"])))),
    phrase(r"(?:remainder|rest) (?:when|if|of|after|on|from)(?: dividing)? {a}(?: is)? (?:divided|dividing|on division|upon division)? ?by {b}", lambda m: evaluation(applied("mod", formula(m["a"]), formula(m["b"])))),
    phrase(r"remainder of {a} (?:modulo|mod|on division by) {b}", lambda m: evaluation(applied("mod", formula(m["a"]), formula(m["b"])))),
    phrase(r"last digit of {e}", lambda m: evaluation(applied("mod", formula(m["e"]), 10))),
    phrase(r"last {n} digits of {e}", lambda m: evaluation(applied("mod", formula(m["e"]), applied("^", 10, int(m["n"]))))),
    phrase(r"(?:number of|how many) (?:trailing|ending) zeros (?:in|of|does|at the end of|are there (?:in|at the end of))? ?(?P<e>\d+) ?(?:!|factorial)(?: have| has)?", _of("trailingzeros")),
    phrase(r"(?:number of|how many) zeros (?:are (?:there )?)?at the end of (?P<e>\d+) ?(?:!|factorial)", _of("trailingzeros")),
    phrase(r"(?:number of|how many) (?:decimal )?digits (?:of|in|does|are in|are there in) {e}(?: have| has)?", _of("digits")),
    phrase(r"(?:sum of (?:the )?digits|digit sum|cross sum) (?:of|in) {e}", _of("digitsum")),
    phrase(rf"{_CRT} {{l}}", _remainders),
    phrase(rf"{_CRT}(?: it)?:? {{l}}", _congruences),
    phrase(r"(?:solve )?(?:the )?(?:system of )?(?:congruences|congruence system):? {l}", _congruences),
    phrase(r"(?:solve |[a-z] (?:if|such that|with|where) )?(?P<l>[a-z] ?(?:=|≡) ?\d+ \(?mod .+)", _congruences),
    phrase(rf"(?:convert |write |express |represent |change |translate )?(?:the )?{_FROM_BASE}(?: number)? (?P<d>[0-9a-z]+) {_BASE}", _from_base),
    phrase(rf"(?:convert |write |express |represent |change |translate )?(?P<d>[0-9a-z]+) (?:from|in) {_FROM_BASE} {_BASE}", _from_base),
    phrase(r"(?:convert |translate )?(?P<d>0x[0-9a-f]+|0b[01]+) (?:to|in|into) (?:decimal|base 10)", lambda m: Question("from_base", (), (m["d"][2:],), (16 if m["d"][1] == "x" else 2, 10), f"{m['d']} in base 10")),
    phrase(rf"(?:convert |write |express |represent |change |translate )?(?:the )?(?:decimal )?{_NUMBER}{{e}}(?: from (?:decimal|base 10))? {_BASE}(?: notation)?", _to_base),
    phrase(r"(?:binary|hexadecimal|octal) (?:representation|form|expansion) of {e}", lambda m: Question("to_base", (formula(m["e"]),), (), (_BASES[m[0].split()[0]],), f"{m['e']} in {m[0].split()[0]}")),
    phrase(r"(?:is|does) {a} (?:divisible by|a multiple of) {b}", lambda m: Question("truth", (formula(m["b"]), formula(m["a"])), ("divides",), (), f"{m['b']} divides {m['a']}")),
    phrase(r"(?:is|does) {a} (?:divides?|a (?:divisor|factor) of) {b}", _truth("divides")),
    phrase(r"is {a} (?:greater|larger|bigger|more) than {b}", _truth(">")),
    phrase(r"is {a} (?:less|smaller|fewer) than {b}", _truth("<")),
    phrase(r"is {a} (?:equal to|the same as) {b}", _truth("=")),
    phrase(r"{th} fibonacci(?: number)?", _named("fibonacci")),
    phrase(r"{th} lucas(?: number)?", _named("lucas")),
    phrase(r"{th} catalan(?: number)?", _named("catalan")),
    phrase(r"{th} bell(?: number)?", _named("bell")),
    phrase(r"(?:fibonacci|lucas|catalan|bell) number {n}", lambda m: evaluation(applied(m[0].split()[0], int(m["n"])))),
    phrase(r"stirling number of (?:the )?(?P<o>first|second) kind(?: s)? ?(?:for |of )?\(?{n},? ?(?:and )?{k}\)?", lambda m: evaluation(applied("stirling1" if m["o"] == "first" else "stirling2", int(m["n"]), int(m["k"])))),
    phrase(r"(?:average|mean|arithmetic mean)(?: of| for)?(?: the (?:numbers|values))? (?P<l>.+(?:,| and ).+)", _listed("average")),
    phrase(r"(?:maximum|largest|greatest|max) (?:of|among)(?: the numbers)? {l}", _listed("max")),
    phrase(r"(?:minimum|smallest|least|min) (?:of|among)(?: the numbers)? {l}", _listed("min")),
    phrase(r"round(?:ed)? {e}(?:,? to (?:the )?(?:nearest )?(?:integer|whole number|unit))?", _rounded),
    phrase(r"what per ?cent(?:age)? of {b} is {a}", _percent_of),
    phrase(r"{a} is (?:what|which) (?:per ?cent(?:age)?|%) of {b}", _percent_of),
    phrase(r"(?:per ?cent(?:age)?) (?:that )?{a} is of {b}", _percent_of),
    phrase(r"(?:increase|raise) {a} by {b} ?(?:%|percent|per cent)", _changed(1)),
    phrase(r"(?:decrease|reduce|lower) {a} by {b} ?(?:%|percent|per cent)", _changed(-1)),
    phrase(r"{a} (?:increased|raised) by {b} ?(?:%|percent|per cent)", _changed(1)),
    phrase(r"{a} (?:decreased|reduced|lowered) by {b} ?(?:%|percent|per cent)", _changed(-1)),
    phrase(r"{n}(?:st|nd|rd|th) root of {e}", lambda m: evaluation(applied("root", formula(m["e"]), int(m["n"])))),
    phrase(r"log(?:arithm)?(?: of)? {e} (?:to|in|with) (?:the )?base {b}", lambda m: evaluation(applied("logbase", formula(m["e"]), formula(m["b"])))),
    phrase(r"log(?:arithm)?,? (?:to )?(?:the )?base {b},?(?: of)? {e}", lambda m: evaluation(applied("logbase", formula(m["e"]), formula(m["b"])))),
)  # fmt: skip
