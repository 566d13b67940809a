"""Components over numbers."""

from __future__ import annotations

import math
import operator
from typing import Any

from volt.hard.search import helpers as h
from volt.hard.search.components import (
    BITAND,
    BITOR,
    COMPARE,
    MAX_LENGTH,
    NOT,
    OR,
    POWER,
    SHIFT,
    SUM,
    TERM,
    UNARY,
    XOR,
    Component,
    component,
    helper,
    small,
)


def power(a: Any, b: Any) -> Any:
    """a ** b within the size limits, never complex."""
    if abs(b) > 64 or abs(a) > 10**6 or (a < 0 and b != int(b)):
        raise ValueError("too large")
    return a**b


def _numbers_upto(n: int) -> list[int]:
    return list(range(small(n, MAX_LENGTH)))


def _one_to(n: int) -> list[int]:
    return list(range(1, small(n, MAX_LENGTH) + 1))


def _between(a: int, b: int) -> list[int]:
    small(b - a, MAX_LENGTH)
    return list(range(a, b))


def _closed_between(a: int, b: int) -> list[int]:
    small(b - a, MAX_LENGTH)
    return list(range(a, b + 1))


def _stepped(a: int, b: int, c: int) -> list[int]:
    small(b - a, MAX_LENGTH)
    return list(range(a, b, c))


def limited(function: Any, most: int) -> Any:
    """The function with a bound on its first argument, so that no call runs long."""

    def call(n: int, *rest: Any) -> Any:
        if n < 0 or n > most:
            raise ValueError("out of range")
        return function(n, *rest)

    call.__name__ = function.__name__
    return call


def _shift_left(a: int, b: int) -> int:
    return a << small(b, 40)


ARITHMETIC: tuple[Component, ...] = (
    component("add", "{0:11} + {1:12}", operator.add, "num num", "if", 3,
              "sum add plus total increment increase perimeter",
              precedence=SUM, commutes=True),
    component("sub", "{0:11} - {1:12}", operator.sub, "num num", "if", 3,
              "difference subtract minus decrement decrease remaining loss profit", precedence=SUM),
    component("mul", "{0:12} * {1:13}", operator.mul, "num num", "if", 3,
              "product multiply times area volume double twice perimeter", precedence=TERM, commutes=True),
    component("div", "{0:12} / {1:13}", operator.truediv, "num num", "f", 4, "divide average ratio quotient half mean",
              precedence=TERM),
    component("floordiv", "{0:12} // {1:13}", operator.floordiv, "num int", "if", 4, "divide floor quotient half",
              precedence=TERM),
    component("mod", "{0:12} % {1:13}", operator.mod, "int int", "i", 4,
              "remainder modulo modulus divisible last digit even odd parity multiple", precedence=TERM),
    component("pow", "{0:15} ** {1:14}", power, "num num", "if", 4, "power exponent raise square cube root",
              precedence=POWER),
    component("neg", "-{0:13}", operator.neg, "num", "if", 4, "negative negate opposite", precedence=UNARY),
    component("abs", "abs({0})", abs, "num", "if", 4, "absolute difference distance"),
    component("square", "{0:15} ** 2", lambda a: power(a, 2), "num", "if", 4, "square squared area", precedence=POWER),
    component("cube", "{0:15} ** 3", lambda a: power(a, 3), "num", "if", 5, "cube cubed volume", precedence=POWER),
    component("increment", "{0:11} + 1", lambda a: a + 1, "int", "i", 3, "next increment successor", precedence=SUM),
    component("decrement", "{0:11} - 1", lambda a: a - 1, "int", "i", 3, "previous decrement", precedence=SUM),
    component("twice", "2 * {0:13}", lambda a: 2 * a, "num", "if", 3, "double twice perimeter diameter",
              precedence=TERM),
    component("halve", "{0:12} // 2", lambda a: a // 2, "int", "i", 4, "half middle mid", precedence=TERM),
    component("half", "{0:12} / 2", lambda a: a / 2, "num", "f", 5, "half triangle average median", precedence=TERM),
    component("min2", "min({0}, {1})", min, "num num", "if", 5, "minimum smaller smallest least", commutes=True),
    component("max2", "max({0}, {1})", max, "num num", "if", 5, "maximum larger largest greater", commutes=True),
    component("min3", "min({0}, {1}, {2})", min, "num num num", "if", 7, "minimum smallest least three"),
    component("max3", "max({0}, {1}, {2})", max, "num num num", "if", 7, "maximum largest greatest three"),
    component("int", "int({0})", int, "float", "i", 4, "integer whole truncate"),
    component("float", "float({0})", float, "int", "f", 6, "float"),
    component("round", "round({0})", round, "float", "i", 5, "round nearest"),
    component("round_to", "round({0}, {1})", lambda a, b: round(a, small(b, 9)), "float int", "f", 5,
              "round decimal precision"),
    component("sqrt", "math.sqrt({0})", math.sqrt, "num", "f", 5,
              "square root hypotenuse distance magnitude cone slant"),
    component("isqrt", "math.isqrt({0})", math.isqrt, "int", "i", 6, "square root integer perfect"),
    component("cbrt", "{0:15} ** (1 / 3)", lambda a: power(a, 1 / 3), "num", "f", 8, "cube root", precedence=POWER),
    component("ceil", "math.ceil({0})", math.ceil, "float", "i", 5, "ceiling ceil up"),
    component("floor", "math.floor({0})", math.floor, "float", "i", 6, "floor down"),
    component("factorial", "math.factorial({0})", limited(math.factorial, 20), "int", "i", 5, "factorial permutation"),
    component("gcd", "math.gcd({0}, {1})", math.gcd, "int int", "i", 6,
              "gcd greatest common divisor hcf highest factor coprime",
              commutes=True),
    component("lcm", "math.lcm({0}, {1})", math.lcm, "int int", "i", 7, "lcm least common multiple", commutes=True),
    component("comb", "math.comb({0}, {1})", limited(math.comb, 60), "int int", "i", 6,
              "combination binomial coefficient choose"),
    component("perm", "math.perm({0}, {1})", limited(math.perm, 20), "int int", "i", 7,
              "permutation arrangement coefficient"),
    component("log", "math.log({0})", math.log, "num", "f", 7, "logarithm log natural"),
    component("log10", "math.log10({0})", math.log10, "num", "f", 8, "logarithm log digits"),
    component("log2", "math.log2({0})", math.log2, "num", "f", 8, "logarithm log binary"),
    component("sin", "math.sin({0})", math.sin, "num", "f", 8, "sine sin"),
    component("cos", "math.cos({0})", math.cos, "num", "f", 8, "cosine cos"),
    component("tan", "math.tan({0})", math.tan, "num", "f", 8, "tangent tan polygon"),
    component("radians", "math.radians({0})", math.radians, "num", "f", 6, "radian degree angle"),
    component("degrees", "math.degrees({0})", math.degrees, "num", "f", 6, "radian degree angle"),
    component("sphere_volume", "4 / 3 * math.pi * {0:15} ** 3", lambda r: 4 / 3 * math.pi * power(r, 3), "num", "f", 9,
              "sphere volume", precedence=TERM),
    component("third_of", "{0:12} / 3", lambda a: a / 3, "num", "f", 9, "cone pyramid volume third", precedence=TERM),
    component("hypot", "math.hypot({0}, {1})", math.hypot, "num num", "f", 7, "hypotenuse distance slant",
              commutes=True),
    component("divmod", "divmod({0}, {1})", divmod, "int int", "T", 7, "quotient remainder divmod"),
    component("bit_and", "{0:9} & {1:10}", operator.and_, "int int", "i", 6, "bit bitwise and set", precedence=BITAND,
              commutes=True),
    component("bit_or", "{0:7} | {1:8}", operator.or_, "int int", "i", 6, "bit bitwise or set", precedence=BITOR,
              commutes=True),
    component("bit_xor", "{0:8} ^ {1:9}", operator.xor, "int int", "i", 6, "bit bitwise xor toggle flip differ",
              precedence=XOR,
              commutes=True),
    component("shift_left", "{0:10} << {1:11}", _shift_left, "int int", "i", 6, "shift bit left rotate",
              precedence=SHIFT),
    component("shift_right", "{0:10} >> {1:11}", operator.rshift, "int int", "i", 7, "shift bit right rotate",
              precedence=SHIFT),
    component("bit_length", "{0:16}.bit_length()", int.bit_length, "int", "i", 6, "bit significant length total"),
    component("popcount", "bin({0}).count('1')", lambda n: bin(n).count("1"), "int", "i", 6,
              "bit set one binary parity hamming"),
    component("bin", "bin({0})", bin, "int", "s", 6, "binary"),
    component("binary", "format({0}, 'b')", lambda n: format(n, "b"), "int", "s", 6, "binary convert"),
    component("octal", "format({0}, 'o')", lambda n: format(n, "o"), "int", "s", 8, "octal convert"),
    component("hex", "format({0}, 'x')", lambda n: format(n, "x"), "int", "s", 8, "hexadecimal hex convert"),
    component("str_of", "str({0})", str, "num", "s", 4, "digit string convert number"),
    component("digits", "[int(d) for d in str({0})]", lambda n: [int(d) for d in str(n)], "int", "L", 5,
              "digit number", generator="int(d) for d in str({0})"),
    component("range", "list(range({0}))", _numbers_upto, "int", "L", 4, "range first natural below",
              generator="range({0})"),
    component("range1", "list(range(1, {0:11} + 1))", _one_to, "int", "L", 4,
              "range first natural series upto nth till",
              generator="range(1, {0:11} + 1)"),
    component("first_odds", "list(range(1, 2 * {0:13}, 2))", lambda n: list(range(1, 2 * small(n, 999), 2)), "int",
              "L", 8,
              "odd natural first n", generator="range(1, 2 * {0:13}, 2)"),
    component("first_evens", "list(range(2, 2 * {0:13} + 1, 2))", lambda n: list(range(2, 2 * small(n, 999) + 1, 2)),
              "int", "L", 8,
              "even natural first n", generator="range(2, 2 * {0:13} + 1, 2)"),
    component("range2", "list(range({0}, {1}))", _between, "int int", "L", 6, "range between interval",
              generator="range({0}, {1})"),
    component("range2c", "list(range({0}, {1:11} + 1))", _closed_between, "int int", "L", 6,
              "range between interval inclusive",
              generator="range({0}, {1:11} + 1)"),
    component("range3", "list(range({0}, {1}, {2}))", _stepped, "int int int", "L", 8, "range step every",
              generator="range({0}, {1}, {2})"),
)  # fmt: skip

COMPARISONS: tuple[Component, ...] = (
    component("eq", "{0:7} == {1:7}", operator.eq, "any any", "b", 4, "equal same identical match", precedence=COMPARE,
              commutes=True, alike=True),
    component("ne", "{0:7} != {1:7}", operator.ne, "any any", "b", 5, "unequal different distinct not differ",
              precedence=COMPARE,
              commutes=True, alike=True),
    component("lt", "{0:7} < {1:7}", operator.lt, "key key", "b", 5, "less smaller below under", precedence=COMPARE,
              alike=True),
    component("le", "{0:7} <= {1:7}", operator.le, "key key", "b", 6, "less most within", precedence=COMPARE,
              alike=True),
    component("gt", "{0:7} > {1:7}", operator.gt, "key key", "b", 5, "greater larger above bigger exceed positive",
              precedence=COMPARE, alike=True),
    component("ge", "{0:7} >= {1:7}", operator.ge, "key key", "b", 6, "least greater", precedence=COMPARE, alike=True),
    component("is_even", "{0:12} % 2 == 0", lambda n: n % 2 == 0, "int", "b", 5, "even", precedence=COMPARE),
    component("is_odd", "{0:12} % 2 != 0", lambda n: n % 2 != 0, "int", "b", 6, "odd", precedence=COMPARE),
    component("divides", "{0:12} % {1:13} == 0", lambda a, b: a % b == 0, "int int", "b", 6,
              "divisible multiple divisor factor divide", precedence=COMPARE),
    component("positive", "{0:7} > 0", lambda n: n > 0, "num", "b", 6, "positive", precedence=COMPARE),
    component("negative", "{0:7} < 0", lambda n: n < 0, "num", "b", 6, "negative", precedence=COMPARE),
    component("opposite_signs", "{0:9} ^ {1:9} < 0", lambda a, b: a ^ b < 0, "int int", "b", 8, "opposite sign",
              precedence=COMPARE),
    component("and", "{0:4} and {1:5}", lambda a, b: a and b, "bool bool", "b", 6, "both and", precedence=4,
              commutes=True),
    component("or", "{0:3} or {1:4}", lambda a, b: a or b, "bool bool", "b", 6, "either or", precedence=OR,
              commutes=True),
    component("not", "not {0:5}", operator.not_, "bool", "b", 5, "not non neither without", precedence=NOT),
    component("is_none", "{0:7} is None", lambda a: a is None, "any", "b", 8, "none null missing", precedence=COMPARE),
    component("is_str", "isinstance({0}, str)", lambda a: isinstance(a, str), "any", "b", 9,
              "string type instance mixed"),
    component("is_int", "isinstance({0}, int)", lambda a: isinstance(a, int), "any", "b", 9,
              "integer type instance mixed number"),
    component("is_tuple", "isinstance({0}, tuple)", lambda a: isinstance(a, tuple), "any", "b", 10,
              "tuple type instance nested"),
    component("is_list", "isinstance({0}, list)", lambda a: isinstance(a, list), "any", "b", 10,
              "list type instance nested"),
    component("choose", "{1:2} if {0:2} else {2:2}", lambda c, a, b: a if c else b, "bool scalar scalar", "*", 5,
              "otherwise else instead replace", precedence=1),
)  # fmt: skip

NUMBER_THEORY: tuple[Component, ...] = (
    helper("is_prime", limited(h.is_prime, 10**7), "int", "b", 7, "prime primes"),
    helper("divisors", limited(h.divisors, 3000), "int", "L", 7, "divisor factor divisors divide perfect amicable"),
    helper("prime_factors", limited(h.prime_factors, 10**6), "int", "L", 8, "prime factor factors"),
    helper("primes_below", limited(h.primes_below, 1500), "int", "L", 8, "prime primes sieve"),
    helper("nth_prime", limited(h.nth_prime, 100), "int", "i", 9, "prime nth"),
    helper("digits_of", h.digits_of, "int", "L", 9, "digit"),
    helper("fibonacci", limited(h.fibonacci, 70), "int", "i", 7, "fibonacci"),
    helper("lucas", limited(h.lucas, 70), "int", "i", 8, "lucas lucas"),
    helper("catalan", limited(h.catalan, 25), "int", "i", 8, "catalan binary search tree parenthesis"),
    helper("bell", limited(h.bell, 20), "int", "i", 9, "bell partition ways"),
    helper("stirling2", limited(h.stirling2, 12), "int int", "i", 9, "stirling partition"),
    helper("polygonal", limited(h.polygonal, 1000), "int int", "i", 8,
           "polygonal triangular pentagonal hexagonal heptagonal octagonal nonagonal decagonal nth"),
    helper("is_perfect_square", limited(h.is_perfect_square, 10**14), "int", "b", 7, "perfect square"),
    helper("is_power_of", limited(h.is_power_of, 10**14), "int int", "b", 8, "power"),
    helper("to_base", limited(h.to_base, 10**14), "int int", "s", 9, "base convert decimal"),
    helper("collatz_steps", limited(h.collatz_steps, 10**4), "int", "i", 10, "collatz"),
    helper("roman", limited(h.roman, 4000), "int", "s", 8, "roman numeral"),
    helper("is_leap", limited(h.is_leap, 10**5), "int", "b", 8, "leap year"),
)  # fmt: skip
