"""Families about numbers in other bases and about their bits."""

from __future__ import annotations

import functools

from volt.data.factory.domains import (
    Base,
    Binary,
    Bits,
    Digits,
    Flag,
    Hexadecimal,
    Natural,
    Small,
    Text,
    Whole,
    Wholes,
    alternative,
)

CONCEPTS = ("numbers", "bits and bases")


def to_binary(n: Whole) -> Binary:
    """the binary representation of {n} as a string | {n} written in binary, without a prefix

    do: convert {n} to a binary string
    """
    return f"{n:b}"


@alternative(to_binary)
def _to_binary_by_division(n: Whole) -> Binary:
    digits = str(n % 2)
    while n > 1:
        n //= 2
        digits = str(n % 2) + digits
    return digits


@alternative(to_binary)
def _to_binary_recursively(n: Whole) -> Binary:
    return str(n) if n < 2 else _to_binary_recursively(n // 2) + str(n % 2)


def to_octal(n: Whole) -> Digits:
    """the octal representation of {n} as a string | {n} written in base 8, as a string without a prefix"""
    return f"{n:o}"


@alternative(to_octal)
def _to_octal_by_oct(n: Whole) -> Digits:
    return oct(n)[2:]


def to_hexadecimal(n: Whole) -> Hexadecimal:
    """the hexadecimal representation of {n} as a string of lower-case digits | {n} written in base 16 with lower-case
    letters, without a prefix

    do: convert {n} to a lower-case hexadecimal string
    """
    return f"{n:x}"


@alternative(to_hexadecimal)
def _to_hexadecimal_by_division(n: Whole) -> Hexadecimal:
    text = ""
    while True:
        n, digit = divmod(n, 16)
        text = "0123456789abcdef"[digit] + text
        if n == 0:
            return text


def to_base(n: Whole, b: Base) -> Text:
    """the representation of {n} in base {b}, with lower-case letters for the digits from 10 on | {n} written in base
    {b} as a string, where a, b, c and so on stand for 10, 11, 12 and so on

    do: write {n} in base {b}, with lower-case letters for digits above 9
    """
    text = ""
    while n or not text:
        n, digit = divmod(n, b)
        text = "0123456789abcdef"[digit] + text
    return text


@alternative(to_base)
def _to_base_recursively(n: Whole, b: Base) -> Text:
    if n < b:
        return "0123456789abcdef"[n]
    return _to_base_recursively(n // b, b) + "0123456789abcdef"[n % b]


def digits_in_base(n: Whole, b: Base) -> Wholes:
    """the list of the digits of {n} in base {b}, the most significant first | the digits of {n} written in base
    {b}, as a list of integers from left to right

    each: the digits of {n} in base {b}
    one: digit of {n} in base {b}
    do: list the digits of {n} in base {b} as integers, the most significant first
    """
    digits = [n % b]
    while n >= b:
        n //= b
        digits.insert(0, n % b)
    return digits


@alternative(digits_in_base)
def _digits_in_base_reversed(n: Whole, b: Base) -> Wholes:
    digits = []
    while n:
        n, digit = divmod(n, b)
        digits.append(digit)
    return digits[::-1] or [0]


def digit_sum_in_base(n: Whole, b: Base) -> Whole:
    """the sum of the digits of {n} in base {b} | the digit sum of {n} when it is written in base {b}

    do: add up the digits of {n} in base {b}
    """
    total = 0
    while n:
        n, digit = divmod(n, b)
        total += digit
    return total


@alternative(digit_sum_in_base)
def _digit_sum_in_base_recursively(n: Whole, b: Base) -> Whole:
    return n if n < b else n % b + _digit_sum_in_base_recursively(n // b, b)


def digit_count_in_base(n: Whole, b: Base) -> Natural:
    """the number of digits of {n} in base {b} | how many digits {n} needs in base {b}

    do: count the digits of {n} in base {b}
    """
    count = 1
    while n >= b:
        n //= b
        count += 1
    return count


def reads_same_in_base(n: Whole, b: Base) -> Flag:
    """{n} [is] palindromic in base {b} | {n} [reads] the same forwards and backwards when written in base {b}

    concepts: palindromes
    """
    digits, rest = [], n
    while rest:
        digits.append(rest % b)
        rest //= b
    return digits == digits[::-1]


def from_binary(bits: Binary) -> Whole:
    """the number whose binary representation is {bits} | the value of {bits}, read as a binary number

    do: convert the binary string {bits} to an integer
    """
    return int(bits, 2)


@alternative(from_binary)
def _from_binary_by_loop(bits: Binary) -> Whole:
    value = 0
    for bit in bits:
        value = 2 * value + (bit == "1")
    return value


@alternative(from_binary)
def _from_binary_by_powers(bits: Binary) -> Whole:
    return sum(2**place for place, bit in enumerate(reversed(bits)) if bit == "1")


def from_hexadecimal(text: Hexadecimal) -> Whole:
    """the number whose hexadecimal representation is {text} | the value of {text}, read in base 16

    do: convert the hexadecimal string {text} to an integer
    """
    return int(text, 16)


def value_of_bits(bits: Bits) -> Whole:
    """the number whose binary digits are {bits:each}, the most significant first | the value of {bits}, read as a
    binary number from left to right

    do: read {bits} as a binary number, the most significant digit first
    """
    return functools.reduce(lambda value, bit: 2 * value + bit, bits, 0)


@alternative(value_of_bits)
def _value_of_bits_as_text(bits: Bits) -> Whole:
    return int("".join(map(str, bits)), 2)


def bits_of(n: Whole) -> Bits:
    """the list of the binary digits of {n}, the most significant first | the bits of {n} from left to right, as a list
    of zeros and ones

    each: the binary digits of {n}
    one: binary digit of {n}
    """
    return [int(bit) for bit in f"{n:b}"]


@alternative(bits_of)
def _bits_of_by_shifts(n: Whole) -> Bits:
    return [n >> place & 1 for place in range(max(n.bit_length(), 1) - 1, -1, -1)]


def one_count(n: Whole) -> Whole:
    """the number of ones in the binary representation of {n} | how many bits of {n} are set

    do: count the ones in the binary representation of {n}
    """
    return f"{n:b}".count("1")


@alternative(one_count)
def _one_count_by_clearing(n: Whole) -> Whole:
    count = 0
    while n:
        n &= n - 1
        count += 1
    return count


def zero_count(n: Natural) -> Whole:
    """the number of zeros in the binary representation of {n} | how many zeros appear when {n} is written in binary"""
    return bin(n)[2:].count("0")


def binary_length(n: Natural) -> Natural:
    """the number of binary digits of {n} | how many bits are needed to write {n}"""
    return n.bit_length()


@alternative(binary_length)
def _binary_length_by_halving(n: Natural) -> Natural:
    length = 0
    while n:
        n //= 2
        length += 1
    return length


def longest_binary_gap(n: Natural) -> Whole:
    """the length of the longest block of zeros between two ones in the binary representation of {n}, or 0 if there is
    none | the largest number of consecutive zeros that are enclosed by ones when {n} is written in binary
    """
    return max(len(gap) for gap in f"{n:b}".strip("0").split("1"))


def longest_block_of_ones(n: Whole) -> Whole:
    """the length of the longest block of ones in the binary representation of {n} | the largest number of consecutive
    ones when {n} is written in binary
    """
    return max(len(block) for block in f"{n:b}".split("0"))


@alternative(longest_block_of_ones)
def _longest_block_of_ones_by_shifts(n: Whole) -> Whole:
    length = 0
    while n:
        n &= n << 1
        length += 1
    return length


def reversed_bits(n: Whole) -> Whole:
    """the number whose binary digits are those of {n} in reverse order | the value of the binary representation of {n}
    read from right to left
    """
    return int(f"{n:b}"[::-1], 2)


def flipped_bits(n: Natural) -> Whole:
    """the number obtained by exchanging zeros and ones in the binary representation of {n} | {n} with every one of its
    binary digits inverted, without leading zeros
    """
    return n ^ ((1 << n.bit_length()) - 1)


@alternative(flipped_bits)
def _flipped_bits_by_subtraction(n: Natural) -> Whole:
    return 2 ** n.bit_length() - 1 - n


def lowest_one(n: Natural) -> Natural:
    """the value of the lowest set bit of {n} | the largest power of two that divides {n}"""
    return n & -n


def highest_one(n: Natural) -> Natural:
    """the largest power of two that is at most {n} | the value of the highest set bit of {n}"""
    return 1 << (n.bit_length() - 1)


@alternative(highest_one)
def _highest_one_by_doubling(n: Natural) -> Natural:
    power = 1
    while power * 2 <= n:
        power *= 2
    return power


def power_of_two_from(n: Natural) -> Natural:
    """the smallest power of two that is at least {n} | {n} rounded up to a power of two"""
    return 1 << (n - 1).bit_length()


def with_bit_set(n: Whole, k: Small) -> Whole:
    """the number that results when bit {k} of {n} is set to 1, where the lowest bit is bit 0 | what {n} becomes when
    its bit {k} is switched on, counting bits from 0 at the right
    """
    return n | 1 << k


def bit_at(n: Whole, k: Small) -> Whole:
    """the bit of {n} at place {k}, counted from 0 at the right | the binary digit of {n} that stands for 2 to the power
    of {k}
    """
    return n >> k & 1


def differing_bits(a: Whole, b: Whole) -> Whole:
    """the number of places at which the binary representations of {a} and {b} differ | the Hamming distance between the
    bits of {a} and {b}
    """
    return (a ^ b).bit_count()


@alternative(differing_bits)
def _differing_bits_by_loop(a: Whole, b: Whole) -> Whole:
    count = 0
    while a or b:
        count += a % 2 != b % 2
        a, b = a // 2, b // 2
    return count


def common_ones(a: Whole, b: Whole) -> Whole:
    """the bitwise AND of {a} and {b} | the number that has a one exactly where {a} and {b} both have one in binary"""
    return a & b


def ones_of_either(a: Whole, b: Whole) -> Whole:
    """the bitwise OR of {a} and {b} | the number that has a one where at least one of {a} and {b} has one in binary"""
    return a | b


def exclusive_ones(a: Whole, b: Whole) -> Whole:
    """the bitwise XOR of {a} and {b} | the number that has a one exactly where {a} and {b} differ in binary"""
    return a ^ b
