"""Conditions and changes of single elements, each with its English.

In code `{v}` is the element and `{k}`, `{j}` are constants or parameters. A condition's `phrase` follows a plural
noun ("the numbers that ..."); a change's `phrase` wraps one ("the squares of {np}").
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Test:
    """A condition on one element."""

    tag: str
    """Goes into function names."""
    phrases: tuple[str, ...]
    """Plural verb phrases."""
    codes: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    noun: str = ""
    """Replaces the noun: "the vowels" instead of "the characters that are vowels"."""
    k: str = ""
    """What `{k}` ranges over: number, divisor, digit, length, letter; empty when there is none."""
    prelude: str = ""


@dataclass(frozen=True)
class Change:
    """A function of one element."""

    tag: str
    phrases: tuple[str, ...]
    codes: tuple[str, ...]
    gives: str
    """int, str or char."""
    each: tuple[str, ...] = ()
    """The change as a singular noun phrase, for "maps each word to its ..."."""
    k: str = ""


INT_TESTS = (
    Test("even", ("are even",), ("{v} % 2 == 0", "{v} % 2 == 0", "not {v} % 2"), ("even",)),
    Test("odd", ("are odd",), ("{v} % 2 == 1", "{v} % 2 != 0", "{v} % 2"), ("odd",)),
    Test("positive", ("are positive",), ("{v} > 0",), ("positive",)),
    Test("negative", ("are negative",), ("{v} < 0",), ("negative",)),
    Test("nonzero", ("are not zero", "are different from zero"), ("{v} != 0",), ("non-zero", "nonzero")),
    Test(
        "greater",
        ("are greater than {k}", "are larger than {k}", "are above {k}", "exceed {k}"),
        ("{v} > {k}",),
        k="number",
    ),
    Test("smaller", ("are less than {k}", "are smaller than {k}", "are below {k}"), ("{v} < {k}",), k="number"),
    Test("at_least", ("are at least {k}", "are greater than or equal to {k}"), ("{v} >= {k}",), k="number"),
    Test("at_most", ("are at most {k}", "are not greater than {k}"), ("{v} <= {k}",), k="number"),
    Test("different", ("are not equal to {k}", "differ from {k}"), ("{v} != {k}",), k="number"),
    Test("divisible", ("are divisible by {k}", "are multiples of {k}"), ("{v} % {k} == 0",), k="divisor"),
    Test("indivisible", ("are not divisible by {k}", "are not multiples of {k}"), ("{v} % {k} != 0",), k="divisor"),
    Test("ending", ("end with the digit {k}", "have {k} as their last digit"), ("abs({v}) % 10 == {k}",), k="digit"),
    Test("containing", ("contain the digit {k}",), ("'{k}' in str({v})",), k="fixed digit"),
    Test(
        "single_digit",
        ("have a single digit", "are between 0 and 9"),
        ("0 <= {v} <= 9", "0 <= {v} < 10"),
        ("one-digit",),
    ),
    Test(
        "two_digit",
        ("have two digits", "consist of two digits"),
        ("10 <= {v} <= 99", "10 <= {v} < 100"),
        ("two-digit",),
    ),
    Test(
        "prime",
        ("are prime", "are prime numbers"),
        (
            "{v} > 1 and all({v} % d for d in range(2, {v}))",
            "{v} > 1 and all({v} % i != 0 for i in range(2, int({v} ** 0.5) + 1))",
        ),
        ("prime",),
    ),
    Test(
        "square",
        ("are perfect squares",),
        ("{v} >= 0 and math.isqrt({v}) ** 2 == {v}", "{v} >= 0 and int({v} ** 0.5) ** 2 == {v}"),
    ),
    Test(
        "palindromic",
        ("read the same in both directions", "are palindromes"),
        ("str({v}) == str({v})[::-1]",),
        ("palindromic",),
    ),
)
STR_TESTS = (
    Test("long", ("are longer than {k} characters", "have more than {k} characters"), ("len({v}) > {k}",), k="length"),
    Test(
        "short", ("are shorter than {k} characters", "have fewer than {k} characters"), ("len({v}) < {k}",), k="length"
    ),
    Test("exact", ("have exactly {k} characters", "have a length of {k}"), ("len({v}) == {k}",), k="length"),
    Test("even_length", ("have an even length", "have an even number of letters"), ("len({v}) % 2 == 0",)),
    Test("odd_length", ("have an odd length",), ("len({v}) % 2 == 1", "len({v}) % 2 != 0")),
    Test(
        "vowel",
        ("start with a vowel", "begin with a vowel"),
        ("{v}[:1].lower() in ('a', 'e', 'i', 'o', 'u')", "{v}[0].lower() in 'aeiou'"),
    ),
    Test("vowel_ended", ("end with a vowel", "end in a vowel"), ("{v}[-1].lower() in 'aeiou'",)),
    Test("starting", ("start with {k}", "begin with {k}"), ("{v}.startswith({k})",), k="letter"),
    Test("ending", ("end with {k}", "end in {k}"), ("{v}.endswith({k})",), k="letter"),
    Test("containing", ("contain {k}", "include {k}"), ("{k} in {v}",), k="letter"),
    Test("without", ("do not contain {k}", "lack {k}"), ("{k} not in {v}",), k="letter"),
    Test("palindromic", ("are palindromes", "read the same backwards"), ("{v} == {v}[::-1]",), ("palindromic",)),
    Test(
        "capitalized",
        ("start with a capital letter", "begin with an uppercase letter"),
        ("{v}[0].isupper()", "{v}[:1].isupper()"),
        ("capitalized",),
    ),
    Test(
        "lowercase", ("are in lowercase", "are all lowercase"), ("{v}.islower()", "{v} == {v}.lower()"), ("lowercase",)
    ),
    Test("uppercase", ("are in uppercase", "are all uppercase"), ("{v}.isupper()",), ("uppercase",)),
    Test("alphabetic", ("consist only of letters", "contain only letters"), ("{v}.isalpha()",), ("alphabetic",)),
    Test("numeric", ("contain a digit", "contain at least one digit"), ("any(c.isdigit() for c in {v})",)),
    Test(
        "repeating",
        ("start and end with the same letter", "begin and end with the same character"),
        ("{v}[0] == {v}[-1]",),
    ),
)
CHAR_TESTS = (
    Test("vowels", ("are vowels",), ("{v} in 'aeiouAEIOU'", "{v}.lower() in 'aeiou'"), noun="vowels"),
    Test("consonants", ("are consonants",), ("{v}.isalpha() and {v}.lower() not in 'aeiou'",), noun="consonants"),
    Test("digits", ("are digits",), ("{v}.isdigit()",), noun="digits"),
    Test("letters", ("are letters",), ("{v}.isalpha()",), noun="letters"),
    Test("uppercase", ("are uppercase",), ("{v}.isupper()",), noun="uppercase letters"),
    Test("lowercase", ("are lowercase",), ("{v}.islower()",), noun="lowercase letters"),
    Test("nonspace", ("are not spaces",), ("{v} != ' '", "not {v}.isspace()"), noun="non-space characters"),
    Test("alphanumeric", ("are letters or digits",), ("{v}.isalnum()",), noun="alphanumeric characters"),
    Test(
        "special",
        ("are neither letters nor digits nor spaces",),
        ("not {v}.isalnum() and not {v}.isspace()",),
        noun="special characters",
    ),
    Test("other", ("are different from {k}", "are not {k}"), ("{v} != {k}",), k="letter"),
    Test("before", ("come before {k} in the alphabet",), ("{v}.isalpha() and {v}.lower() < {k}",), k="letter"),
)
INT_CHANGES = (
    Change("squares", ("the squares of {np}",), ("{v} ** 2", "{v} * {v}"), "int", ("square",)),
    Change("cubes", ("the cubes of {np}",), ("{v} ** 3", "{v} * {v} * {v}"), "int", ("cube",)),
    Change("doubled", ("the doubles of {np}", "twice each of {np}"), ("2 * {v}", "{v} * 2"), "int", ("double",)),
    Change("tripled", ("three times each of {np}",), ("3 * {v}", "{v} * 3"), "int", ("triple",)),
    Change("halved", ("the halves of {np}, rounded down",), ("{v} // 2",), "int", ("half, rounded down",)),
    Change("negated", ("the negatives of {np}",), ("-{v}",), "int"),
    Change("absolute", ("the absolute values of {np}",), ("abs({v})",), "int", ("absolute value",)),
    Change(
        "increased", ("{np}, each increased by {k}", "{np} with {k} added to each"), ("{v} + {k}",), "int", k="number"
    ),
    Change(
        "decreased",
        ("{np}, each decreased by {k}", "{np} with {k} subtracted from each"),
        ("{v} - {k}",),
        "int",
        k="number",
    ),
    Change(
        "multiplied", ("{np}, each multiplied by {k}", "{k} times each of {np}"), ("{v} * {k}",), "int", k="divisor"
    ),
    Change(
        "remainders",
        ("the remainders of {np} divided by {k}", "{np} modulo {k}"),
        ("{v} % {k}",),
        "int",
        ("remainder after division by {k}",),
        k="divisor",
    ),
    Change("powers", ("{np}, each raised to the power of {k}",), ("{v} ** {k}",), "int", k="power"),
    Change(
        "digit_sums",
        ("the digit sums of {np}", "the sums of the digits of {np}"),
        ("sum(int(d) for d in str(abs({v})))",),
        "int",
        ("digit sum",),
    ),
    Change("digit_counts", ("the digit counts of {np}",), ("len(str(abs({v})))",), "int", ("number of digits",)),
    Change(
        "last_digits",
        ("the last digits of {np}", "the final digits of {np}"),
        ("abs({v}) % 10",),
        "int",
        ("last digit",),
    ),
    Change(
        "capped",
        ("{np}, each capped at {k}", "{np} with anything above {k} replaced by {k}"),
        ("min({v}, {k})", "{v} if {v} < {k} else {k}"),
        "int",
        k="number",
    ),
    Change(
        "distances",
        ("the distances of {np} from {k}", "the absolute differences between {np} and {k}"),
        ("abs({v} - {k})",),
        "int",
        ("distance from {k}",),
        k="number",
    ),
    Change("strings", ("{np} as strings", "{np} converted to strings"), ("str({v})",), "str"),
    Change(
        "binary",
        ("the binary representations of {np}",),
        ("bin({v})[2:]", "format({v}, 'b')"),
        "str",
        ("binary representation",),
    ),
    Change(
        "parities",
        ("the word 'even' or 'odd' for each of {np}",),
        ("'even' if {v} % 2 == 0 else 'odd'",),
        "str",
        ("parity ('even' or 'odd')",),
    ),
    Change("signs", ("the signs (-1, 0 or 1) of {np}",), ("({v} > 0) - ({v} < 0)",), "int", ("sign (-1, 0 or 1)",)),
)
STR_CHANGES = (
    Change("lengths", ("the lengths of {np}",), ("len({v})",), "int", ("length",)),
    Change(
        "uppercase", ("{np} in upper case", "{np} converted to uppercase"), ("{v}.upper()",), "str", ("uppercase form",)
    ),
    Change(
        "lowercase", ("{np} in lower case", "{np} converted to lowercase"), ("{v}.lower()",), "str", ("lowercase form",)
    ),
    Change("reversed", ("{np}, each reversed", "{np}, each written backwards"), ("{v}[::-1]",), "str", ("reverse",)),
    Change("initials", ("the first letters of {np}", "the initials of {np}"), ("{v}[0]",), "char", ("first letter",)),
    Change(
        "endings", ("the last letters of {np}", "the final characters of {np}"), ("{v}[-1]",), "char", ("last letter",)
    ),
    Change(
        "capitalized",
        ("{np} with the first letter capitalized", "{np}, each capitalized"),
        ("{v}.capitalize()",),
        "str",
    ),
    Change(
        "devoweled",
        ("{np} without their vowels", "{np} with all vowels removed"),
        ("''.join(c for c in {v} if c.lower() not in 'aeiou')",),
        "str",
    ),
    Change(
        "vowel_counts",
        ("the numbers of vowels in {np}",),
        ("sum(c in 'aeiouAEIOU' for c in {v})", "sum(1 for c in {v}.lower() if c in 'aeiou')"),
        "int",
        ("number of vowels",),
    ),
    Change("doubled", ("{np}, each repeated twice",), ("{v} * 2", "{v} + {v}"), "str"),
    Change(
        "shortened",
        ("the first {k} characters of each of {np}", "{np}, each cut to {k} characters"),
        ("{v}[:{k}]",),
        "str",
        k="length",
    ),
    Change("trimmed", ("{np} without their first letter",), ("{v}[1:]",), "str"),
    Change(
        "prefixed",
        ("{np} with {k} put in front of each", "{np}, each prefixed with {k}"),
        ("{k} + {v}",),
        "str",
        k="letter",
    ),
    Change(
        "letter_counts",
        ("how often {k} occurs in each of {np}", "the number of times {k} occurs in each of {np}"),
        ("{v}.count({k})",),
        "int",
        k="letter",
    ),
    Change("sorted_letters", ("{np} with their letters sorted alphabetically",), ("''.join(sorted({v}))",), "str"),
    Change("swapped", ("{np} with upper and lower case swapped",), ("{v}.swapcase()",), "str"),
    Change(
        "distinct_counts",
        ("the numbers of distinct letters in {np}",),
        ("len(set({v}))",),
        "int",
        ("number of distinct letters",),
    ),
)
CHAR_CHANGES = (
    Change("uppercase", ("{np} in upper case",), ("{v}.upper()",), "char"),
    Change("lowercase", ("{np} in lower case",), ("{v}.lower()",), "char"),
    Change("swapped", ("{np} with their case swapped",), ("{v}.swapcase()",), "char"),
    Change(
        "codes",
        ("the character codes of {np}", "the ASCII values of {np}"),
        ("ord({v})",),
        "int",
        ("character code", "ASCII value"),
    ),
    Change("doubled", ("{np}, each written twice", "{np}, each doubled"), ("{v} * 2", "{v} + {v}"), "str"),
)
TESTS = {"int": INT_TESTS, "str": STR_TESTS, "char": CHAR_TESTS}
CHANGES = {"int": INT_CHANGES, "str": STR_CHANGES, "char": CHAR_CHANGES}
