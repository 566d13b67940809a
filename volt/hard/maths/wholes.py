"""Values: arithmetic, number theory and counting. Computed with one set of functions, checked with the other."""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction

import mpmath
import sympy

from volt.hard.maths import numbers, numeric, primes, second
from volt.hard.maths.answers import Found
from volt.hard.maths.domain import takes_powers_of_zero
from volt.hard.maths.dynamic import program_of
from volt.hard.maths.exact import NotRational, exact, whole
from volt.hard.maths.symbolic import from_sympy, to_sympy
from volt.hard.maths.tree import Apply, Node, Question, Refused, number, plain, unknowns, walk, written
from volt.hard.maths.tree import Name as Unknown

_DISAGREED = "the check disagreed with the result"


def evaluate(question: Question) -> Found:
    """The value of a formula without unknowns, and whether it satisfies what the story says."""
    node = question.nodes[0]
    if unknowns(node):
        raise Refused(f"it is not said what {unknowns(node)[0]} is")
    try:
        value = exact(node, numbers.TABLE)
    except NotRational:
        return _irrational(node)
    check = _again(node, value)
    for left, right in question.facts:
        if _with_answer(left, value) != _with_answer(right, value):
            raise Refused("the answer does not satisfy what the question says")
    if question.facts:
        check += "; put back into what the question says"
    if takes_powers_of_zero(node):
        check += "; 0^0 is taken as 1, as algebra does"
    text = plain(value)
    steps = (f"= {_decimal(value)}",) if value.denominator != 1 else ()
    source, tests, smaller = program_of(node, value)
    return Found(text, text, check, steps, True, source, tests, smaller)


def _with_answer(node: Node, value: Fraction) -> Fraction:
    def put(part: Node) -> Node:
        if part == Unknown("answer"):
            return number(value)
        return Apply(part.head, tuple(map(put, part.args))) if isinstance(part, Apply) else part

    return exact(put(node), second.TABLE)


def _again(node: Node, value: Fraction) -> str:
    """Compute it once more by other means, modulo primes that together have more than 75 digits."""
    for modulus in second.MODULI:
        if value.denominator % modulus == 0:
            continue
        again = second.residue(node, modulus, second.TABLE)
        if (again * value.denominator - value.numerator) % modulus:
            raise Refused(_DISAGREED)
    functions = sorted({getattr(part, "head", "") for part in walk(node)} & set(second.TABLE))
    how = f", {', '.join(functions)} by another method" if functions else ""
    return f"computed again modulo three large primes{how}"


def _irrational(node: Node) -> Found:
    expression = to_sympy(node)
    forms = [sympy.simplify(expression), sympy.radsimp(sympy.sqrtdenest(expression)), expression]
    result = from_sympy(min(forms, key=lambda form: (len(str(form)), str(form))))
    value = numeric.value(node)
    if not numeric.close(numeric.value(result), value):
        raise Refused(_DISAGREED)
    if any(isinstance(part, Unknown) and part.name == "oo" for part in walk(result)):
        raise Refused("it has no finite value")
    text = written(result)
    check = f"the formula and the answer have the same value to {numeric.CLOSE} digits"
    if any(_is_root_of_negative(part) for part in walk(node)):
        check += "; the principal value, which for a root of a negative number is no real one"
    about = numeric.shown(mpmath.chop(value))
    return Found(text, text, check, (f"≈ {about}",))


def _is_root_of_negative(part: Node) -> bool:
    """Whether it is a power such as (-8)^(1/3), by which some people mean the real root."""
    if not isinstance(part, Apply) or part.head != "^":
        return False
    try:
        base, power = (exact(arg, numbers.TABLE) for arg in part.args)
    except NotRational:
        return False
    return base < 0 and power.denominator % 2 == 1


def _decimal(value: Fraction) -> str:
    text = numeric.shown(mpmath.mpf(value.numerator) / value.denominator, 12)
    return text if Fraction(text) == value else f"{text}..." if "e" not in text else text


def _number(node: Node, what: str = "the number") -> int:
    try:
        return whole(exact(node, numbers.TABLE), what)
    except NotRational as error:
        raise Refused(f"{what} must be a whole number") from error


def factorise(question: Question) -> Found:
    """A number as a product of primes."""
    n = _number(question.nodes[0])
    if n < 2:
        raise Refused("only whole numbers from 2 on are taken apart into primes")
    found = numbers.factored(n)
    if math.prod(p**e for p, e in found.items()) != n:
        raise Refused(_DISAGREED)
    proven = [primes.is_prime(p) for p in found]
    if False in proven:
        raise Refused(_DISAGREED)
    text = " * ".join(f"{p}^{e}" if e > 1 else str(p) for p, e in sorted(found.items()))
    check = "the product is the number; " + (
        "each factor was proven prime" if all(proven) else "a factor is only very probably prime"
    )
    value = [[str(p), str(e)] for p, e in sorted(found.items())]
    return Found(text, value, check, (), all(proven))


def prime_factors(question: Question) -> Found:
    """The different primes of a number."""
    found = factorise(question)
    listed = [p for p, _ in found.value]
    return Found(", ".join(listed), listed, found.check, (f"it is {found.text}",), found.checked)


def divisors(question: Question) -> Found:
    """All divisors."""
    n = _number(question.nodes[0])
    found = numbers.divisors(n)
    if any(n % d for d in found) or not numbers.is_sorted(found) or len(found) != second.numdivisors(n):
        raise Refused(_DISAGREED)
    check = f"each divides it, and there are {len(found)}, as counted by other means"
    return Found(", ".join(map(str, found)), list(map(str, found)), check)


def primality(question: Question) -> Found:
    """Whether a number is prime."""
    n = _number(question.nodes[0])
    if n.bit_length() > 4000:
        raise Refused("numbers of more than 1,200 digits are not tried for being prime")
    ours = bool(sympy.isprime(n))
    proven = primes.is_prime(n)
    if proven is not None and proven != ours:
        raise Refused(_DISAGREED)
    if proven is None:
        return Found("yes, most probably" if ours else "no", ours, "it passes every test, which is no proof", (), False)
    divisor = next((p for p in range(2, 2000) if n > p and n % p == 0), None)
    steps = (f"{divisor} divides it",) if divisor and not ours else ()
    return Found("yes" if ours else "no", ours, "proven by other witnesses", steps)


def truth(question: Question) -> Found:
    """Whether left and right stand in a relation, or divide each other."""
    relation = question.names[0]
    left, right = (exact(node, numbers.TABLE) for node in question.nodes)
    if relation == "divides" and left == 0:
        raise Refused("nothing is divided by zero")
    holds = {
        "=": left == right, "<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right,
        "!=": left != right, "divides": relation == "divides" and right % left == 0,
    }[relation]  # fmt: skip
    again = [_again(node, value) for node, value in zip(question.nodes, (left, right), strict=True)]
    return Found("yes" if holds else "no", holds, again[0], (f"{plain(left)} and {plain(right)}",))


def compare_primes(question: Question) -> Found:
    """The primes between two bounds."""
    low, high = (_number(node, "a bound") for node in question.nodes)
    if high > numbers.MOST_SIEVED or high - low > 100_000:
        raise Refused("primes are listed below 20,000,000, over at most 100,000 numbers")
    found = [int(p) for p in sympy.primerange(low, high + 1)]
    marks = primes.sieve(max(high, 2))
    if found != [n for n in range(max(low, 2), high + 1) if marks[n]]:
        raise Refused(_DISAGREED)
    if question.names[:1] == ("count",):
        return Found(str(len(found)), str(len(found)), "compared with a sieve")
    return Found(", ".join(map(str, found)) or "none", list(map(str, found)), "compared with a sieve")


def to_base(question: Question) -> Found:
    """A number in another base."""
    n, base = _number(question.nodes[0]), question.numbers[0]
    text = numbers.in_base(n, base)
    if int(text, base) != n:
        raise Refused(_DISAGREED)
    return Found(text, text, "read back, it is the number")


def from_base(question: Question) -> Found:
    """Names: digits. Numbers: their base, and perhaps the base wanted."""
    text, base = question.names[0], question.numbers[0]
    if not 2 <= base <= 36:
        raise Refused("bases go from 2 to 36")
    try:
        n = int(text, base)
    except ValueError as error:
        raise Refused(f"{text!r} is no number in base {base}") from error
    if numbers.in_base(n, base) != text.lower().lstrip("0").rjust(1, "0"):
        raise Refused(_DISAGREED)
    if len(question.numbers) > 1:
        return to_base(Question("to_base", (number(n),), (), question.numbers[1:]))
    return Found(str(n), str(n), "written back in its base, it is what was given")


def remainders(question: Question) -> Found:
    """The smallest number with given remainders. Numbers: remainder, modulus, remainder, modulus, ..."""
    pairs = list(zip(question.numbers[::2], question.numbers[1::2], strict=True))
    found, step = numbers.crt(pairs)
    if any((found - r) % m for r, m in pairs) or step != second.lcm(*(m for _, m in pairs)) or not 0 <= found < step:
        raise Refused(_DISAGREED)
    if step <= 100_000 and any(all((x - r) % m == 0 for r, m in pairs) for x in range(found)):
        raise Refused(_DISAGREED)
    check = f"each remainder tried; it is below {step}, the least common multiple of the moduli, so none is smaller"
    return Found(f"{found} (and every {step} more)", str(found), check)


def arrangements(question: Question) -> Found:
    """Ways to order the letters of a word."""
    word = "".join(c for c in question.names[0].lower() if c.isalnum())
    if not word or len(word) > 200:
        raise Refused("a word of 1 to 200 letters is needed")
    counts = sorted(Counter(word).values())
    value = numbers.multinomial(*counts)
    if second.multinomial(*counts) != value or (len(word) <= 9 and _listed(word) != value):
        raise Refused(_DISAGREED)
    how = "counted one by one" if len(word) <= 9 else "counted again as choices of places, letter by letter"
    times = " ".join(f"{c}!" for c in counts if c > 1)
    step = f"{len(word)}!" + (f" / ({times})" if times else "")
    return Found(str(value), str(value), how, (step,))


def _listed(word: str) -> int:
    """Orders of letters, by going through them with a memory of what is left."""
    known: dict[str, int] = {"": 1}

    def count(left: str) -> int:
        if left not in known:
            known[left] = sum(count(left.replace(letter, "", 1)) for letter in set(left))
        return known[left]

    return count("".join(sorted(word)))
