"""Families about the decimal digits of a number."""

from __future__ import annotations

import math

from volt.data.factory.domains import (
    Digit,
    Int,
    Natural,
    Predicate,
    Small,
    SortedInts,
    Whole,
    Wholes,
    alternative,
)

CONCEPTS = ("numbers", "digits")


def digit_sum(n: Whole) -> Whole:
    """the sum of the digits of {n} | the digit sum of {n} | what the digits of {n} add up to

    do: add up the digits of {n}
    """
    return sum(int(d) for d in str(n))


@alternative(digit_sum)
def _digit_sum_by_division(n: Whole) -> Whole:
    total = 0
    while n:
        total += n % 10
        n //= 10
    return total


@alternative(digit_sum)
def _digit_sum_recursively(n: Whole) -> Whole:
    return n if n < 10 else n % 10 + _digit_sum_recursively(n // 10)


def digit_product(n: Whole) -> Whole:
    """the product of the digits of {n} | the digit product of {n} | what the digits of {n} give when multiplied

    do: multiply the digits of {n}
    """
    return math.prod(int(d) for d in str(n))


@alternative(digit_product)
def _digit_product_by_loop(n: Whole) -> Whole:
    product = 1
    for d in str(n):
        product *= int(d)
    return product


def digit_count(n: Whole) -> Natural:
    """the number of digits of {n} | how many digits {n} has in decimal notation

    do: count the digits of {n}
    """
    return len(str(n))


@alternative(digit_count)
def _digit_count_by_division(n: Whole) -> Natural:
    count = 1
    while n >= 10:
        n //= 10
        count += 1
    return count


def reversed_number(n: Whole) -> Whole:
    """the number whose digits are those of {n} in reverse order, without leading zeros | the reversal of {n} as a
    number, without leading zeros

    do: reverse the digits of {n} and drop leading zeros
    """
    return int(str(n)[::-1])


@alternative(reversed_number)
def _reversed_number_by_division(n: Whole) -> Whole:
    result = 0
    while n > 0:
        n, digit = divmod(n, 10)
        result = result * 10 + digit
    return result


def largest_digit(n: Whole) -> Digit:
    """the largest digit of {n} | the greatest digit that occurs in {n}

    do: find the largest digit of {n}
    """
    return max(int(d) for d in str(n))


@alternative(largest_digit)
def _largest_digit_by_text(n: Whole) -> Digit:
    return int(max(str(n)))


def smallest_digit(n: Whole) -> Digit:
    """the smallest digit of {n} | the least digit that occurs in {n}

    do: find the smallest digit of {n}
    """
    return int(min(str(n)))


def digit_spread(n: Whole) -> Digit:
    """the difference between the largest and the smallest digit of {n} | how far the largest digit of {n} lies above
    its smallest digit
    """
    return int(max(str(n))) - int(min(str(n)))


def digits_ascending(n: Whole) -> Whole:
    """the number formed by the digits of {n} in ascending order, without leading zeros | the smallest number that can
    be written with exactly the digits of {n}, where leading zeros are dropped

    do: sort the digits of {n} in ascending order and read them as a number
    """
    return int("".join(sorted(str(n))))


def digits_descending(n: Whole) -> Whole:
    """the number formed by the digits of {n} in descending order | the largest number that can be written with the
    digits of {n}

    do: rearrange the digits of {n} into the largest possible number
    """
    return int("".join(sorted(str(n), reverse=True)))


@alternative(digits_descending)
def _digits_descending_by_counts(n: Whole) -> Whole:
    text = str(n)
    return int("".join(d * text.count(d) for d in "9876543210"))


def alternating_digit_sum(n: Whole) -> Int:
    """the alternating sum of the digits of {n}, where the first digit counts as positive and the second as negative |
    the result of adding and subtracting the digits of {n} in turn, starting with the first digit, which is added
    """
    return sum(int(d) if i % 2 == 0 else -int(d) for i, d in enumerate(str(n)))


@alternative(alternating_digit_sum)
def _alternating_digit_sum_by_slices(n: Whole) -> Int:
    digits = [int(d) for d in str(n)]
    return sum(digits[::2]) - sum(digits[1::2])


def digital_root(n: Whole) -> Digit:
    """the digital root of {n}, which is the single digit left after taking digit sums again and again | the digit
    that remains when {n} is replaced by its digit sum until it has one digit

    do: replace {n} by its digit sum until a single digit remains
    """
    while n > 9:
        n = sum(int(d) for d in str(n))
    return n


@alternative(digital_root)
def _digital_root_by_remainder(n: Whole) -> Digit:
    return 1 + (n - 1) % 9 if n else 0


@alternative(digital_root)
def _digital_root_recursively(n: Whole) -> Digit:
    if n < 10:
        return n
    return _digital_root_recursively(n // 10 + n % 10)


def digits_of(n: Whole) -> Wholes:
    """the list of the digits of {n} | the digits of {n} from left to right, as a list of integers

    each: the digits of {n}
    one: digit of {n}
    do: split {n} into the list of its digits
    """
    return [int(d) for d in str(n)]


@alternative(digits_of)
def _digits_of_by_division(n: Whole) -> Wholes:
    digits = [n % 10]
    while n >= 10:
        n //= 10
        digits.append(n % 10)
    return digits[::-1]


@alternative(digits_of)
def _digits_of_by_map(n: Whole) -> Wholes:
    return list(map(int, str(n)))


def digits_from_right(n: Whole) -> Wholes:
    """the list of the digits of {n} from right to left | the digits of {n} as a list of integers, the last digit first

    each: the digits of {n} from right to left
    one: digit of {n} from the right
    do: list the digits of {n} from right to left
    """
    return [int(d) for d in reversed(str(n))]


def distinct_digits(n: Whole) -> SortedInts:
    """the ascending list of the different digits of {n} | the digits that occur in {n}, each once, in ascending order

    each: the different digits of {n} in ascending order
    one: different digit of {n}
    """
    return sorted({int(d) for d in str(n)})


def missing_digits(n: Whole) -> SortedInts:
    """the ascending list of the digits from 0 to 9 that do not occur in {n} | the digits that {n} lacks, in ascending
    order

    each: the digits from 0 to 9 that {n} lacks
    one: digit that {n} lacks
    """
    return [digit for digit in range(10) if str(digit) not in str(n)]


def digit_tally(n: Whole) -> Wholes:
    """the list of ten counts that say how often each digit from 0 to 9 occurs in {n} | the list of the numbers of
    zeros, ones, twos and so on up to nines among the digits of {n}

    each: the numbers of occurrences of the digits 0 to 9 in {n}
    one: number of occurrences of a digit in {n}
    """
    return [str(n).count(str(digit)) for digit in range(10)]


@alternative(digit_tally)
def _digit_tally_by_loop(n: Whole) -> Wholes:
    tally = [0] * 10
    for d in str(n):
        tally[int(d)] += 1
    return tally


def last_digit(n: Whole) -> Digit:
    """the last digit of {n} | the units digit of {n}"""
    return n % 10


def first_digit(n: Whole) -> Digit:
    """the first digit of {n} | the leading digit of {n}"""
    return int(str(n)[0])


@alternative(first_digit)
def _first_digit_by_division(n: Whole) -> Digit:
    while n >= 10:
        n //= 10
    return n


def squared_digit_sum(n: Whole) -> Whole:
    """the sum of the squares of the digits of {n} | what the squared digits of {n} add up to

    do: square the digits of {n} and add them up
    """
    return sum(int(d) ** 2 for d in str(n))


def count_of_digit(n: Whole, d: Digit) -> Whole:
    """the number of times the digit {d} occurs in {n} | how many digits of {n} are equal to {d}

    do: count how often the digit {d} occurs in {n}
    """
    return str(n).count(str(d))


def different_digit_count(n: Whole) -> Natural:
    """the number of different digits of {n} | how many different digits {n} is written with"""
    return len(set(str(n)))


def even_digit_count(n: Whole) -> Whole:
    """the number of even digits of {n} | how many of the digits of {n} are even

    do: count the even digits of {n}
    """
    return sum(d in "02468" for d in str(n))


@alternative(even_digit_count)
def _even_digit_count_by_remainder(n: Whole) -> Whole:
    return len([d for d in str(n) if int(d) % 2 == 0])


def count_matching_digits(n: Whole, p: Predicate[Whole]) -> Whole:
    """the number of digits of {n} that are {p:bare} | how many of the digits of {n} are {p:bare}

    do: count the digits of {n} that are {p:bare}
    """
    return sum(1 for d in str(n) if p(int(d)))


def without_digit(n: Whole, d: Digit) -> Whole:
    """the number that remains when every digit {d} is removed from {n}, or 0 if no digits remain | {n} with every digit
    {d} crossed out, or 0 if nothing is left

    do: cross out every digit {d} of {n} and read the rest as a number, with 0 for nothing
    """
    return int("0" + str(n).replace(str(d), ""))


def digits_rotated(n: Whole) -> Whole:
    """the number obtained by moving the first digit of {n} to the end | {n} with its digits rotated to the left by one
    place

    do: move the first digit of {n} to its end
    """
    return int(str(n)[1:] + str(n)[0])


def reverse_and_add(n: Whole) -> Whole:
    """the sum of {n} and the number with the same digits in reverse order | what {n} and its reversal add up to

    do: reverse the digits of {n} and add the result to {n}
    """
    return n + int(str(n)[::-1])


def trailing_part(n: Whole, k: Small) -> Whole:
    """the number formed by the last {k} digits of {n} | what is left of {n} if only its last {k} digits are kept"""
    return n % 10**k


def leading_part(n: Whole, k: Small) -> Whole:
    """the number formed by the first {k} digits of {n}, or by all if there are fewer | what is left of {n} if only its
    first {k} digits are kept
    """
    return int(str(n)[:k])


def digit_from_right(n: Whole, k: Small) -> Digit:
    """the digit at place {k} of {n}, counted from the right starting with 1, or 0 if there is none | the digit of {n}
    at place {k} from the end, where 1 means the last digit and places without a digit count as 0
    """
    return n // 10 ** (k - 1) % 10
