# mypy: disable-error-code="no-any-return"
"""Recursion and backtracking: small recursive functions, permutations, selections, puzzles and words."""

from functools import cache
from typing import Any


def sum_recursive(numbers: list[int]) -> int:
    """Find the sum of a list of numbers using recursion.

    Ask: recursive list sum | add list elements without a loop
    >>> sum_recursive([2, 4, 5])
    11
    """
    return numbers[0] + sum_recursive(numbers[1:]) if numbers else 0


def maximum_recursive(arr: list[int], n: int) -> int:
    """Find the largest of the first n elements of an array by recursion.

    Ask: recursive maximum | biggest array element without a loop
    >>> maximum_recursive([3, 9, 4], 3)
    9
    """
    return arr[0] if n == 1 else max(arr[n - 1], maximum_recursive(arr, n - 1))


def minimum_recursive(arr: list[int], n: int) -> int:
    """Find the smallest of the first n elements of an array by recursion.

    Ask: recursive minimum | least array element without a loop
    >>> minimum_recursive([3, 1, 4], 3)
    1
    """
    return arr[0] if n == 1 else min(arr[n - 1], minimum_recursive(arr, n - 1))


def power_recursive(base: int, exponent: int) -> int:
    """Calculate a base to the power of a non-negative exponent using recursion.

    Ask: recursive exponentiation | a to the power b without operators for powers
    >>> power_recursive(3, 4)
    81
    """
    return 1 if exponent == 0 else base * power_recursive(base, exponent - 1)


def fast_power(base: int, exponent: int) -> int:
    """Calculate a power by recursive squaring.

    Ask: exponentiation in logarithmic time | divide and conquer power
    >>> fast_power(2, 10)
    1024
    """
    if exponent == 0:
        return 1
    half = fast_power(base, exponent // 2)
    return half * half * (base if exponent % 2 else 1)


def digit_sum_recursive(n: int) -> int:
    """Find the sum of the digits of a non-negative integer using recursion.

    Ask: recursive digit sum | add the digits of n without a loop
    >>> digit_sum_recursive(345)
    12
    """
    return n if n < 10 else n % 10 + digit_sum_recursive(n // 10)


def reverse_recursive(items: list[Any]) -> list[Any]:
    """Reverse a list using recursion.

    Ask: recursive list reversal | flip a list without slicing backwards
    >>> reverse_recursive([1, 2, 3])
    [3, 2, 1]
    """
    return [*reverse_recursive(items[1:]), items[0]] if items else []


def is_palindrome_recursive(text: str) -> bool:
    """Check whether a string is a palindrome using recursion.

    Ask: recursive palindrome test | compare first and last letters inwards
    >>> is_palindrome_recursive('level')
    True
    """
    return len(text) < 2 or (text[0] == text[-1] and is_palindrome_recursive(text[1:-1]))


def to_binary_recursive(n: int) -> str:
    """Convert a non-negative integer to binary using recursion.

    Ask: recursive binary conversion | base two digits by repeated halving
    >>> to_binary_recursive(10)
    '1010'
    """
    return str(n) if n < 2 else to_binary_recursive(n // 2) + str(n % 2)


def gcd_recursive(a: int, b: int) -> int:
    """Find the greatest common divisor of two integers using recursion.

    Ask: recursive Euclidean algorithm | highest common factor without a loop
    >>> gcd_recursive(48, 36)
    12
    """
    return a if b == 0 else gcd_recursive(b, a % b)


def fibonacci_memoised(n: int) -> int:
    """Find the nth Fibonacci number by recursion with memoisation.

    Ask: cached recursive Fibonacci | fib(n) with stored results
    >>> fibonacci_memoised(10)
    55
    """

    @cache
    def fib(k: int) -> int:
        return k if k < 2 else fib(k - 1) + fib(k - 2)

    return fib(n)


def harmonic_recursive(n: int) -> float:
    """Calculate the harmonic sum 1 + 1/2 + ... + 1/n using recursion.

    Ask: recursive sum of reciprocals | harmonic series by recursion
    >>> harmonic_recursive(2)
    1.5
    """
    return 1.0 if n == 1 else 1 / n + harmonic_recursive(n - 1)


def geometric_recursive(n: int) -> float:
    """Calculate the geometric sum 1 + 1/2 + 1/4 + ... + 1/2**n using recursion.

    Ask: recursive sum of powers of one half | geometric series by recursion
    >>> geometric_recursive(2)
    1.75
    """
    return 1.0 if n == 0 else 1 / 2**n + geometric_recursive(n - 1)


def ackermann(m: int, n: int) -> int:
    """Compute the Ackermann function of two non-negative integers.

    Ask: Ackermann-Peter function | doubly recursive fast growing function
    >>> ackermann(2, 3)
    9
    """
    if m == 0:
        return n + 1
    return ackermann(m - 1, 1) if n == 0 else ackermann(m - 1, ackermann(m, n - 1))


def list_permutations(items: list[Any]) -> list[list[Any]]:
    """Generate all permutations of a list recursively.

    Ask: every ordering of the elements | arrange a list in all ways
    >>> list_permutations([1, 2, 3])
    [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]]
    """
    if not items:
        return [[]]
    return [[x, *rest] for i, x in enumerate(items) for rest in list_permutations(items[:i] + items[i + 1 :])]


def distinct_permutations(items: list[Any]) -> list[list[Any]]:
    """Generate the distinct permutations of a list with repeated elements, in sorted order.

    Ask: unique orderings of a multiset | permutations without duplicates
    >>> distinct_permutations([1, 1, 2])
    [[1, 1, 2], [1, 2, 1], [2, 1, 1]]
    """
    return [list(p) for p in sorted(set(map(tuple, list_permutations(items))))]


def next_arrangement(numbers: list[int]) -> list[int]:
    """Find the next permutation of a list in lexicographic order, or the first after the last.

    Ask: next greater arrangement of numbers | successor of an ordering
    >>> next_arrangement([1, 3, 2])
    [2, 1, 3]
    """
    arr = list(numbers)
    i = len(arr) - 2
    while i >= 0 and arr[i] >= arr[i + 1]:
        i -= 1
    if i >= 0:
        j = max(k for k in range(i + 1, len(arr)) if arr[k] > arr[i])
        arr[i], arr[j] = arr[j], arr[i]
    return arr[: i + 1] + arr[i + 1 :][::-1]


def choose(items: list[Any], k: int) -> list[list[Any]]:
    """Generate all combinations of k elements of a list recursively.

    Ask: choose k of n elements | selections without regard to order
    >>> choose([1, 2, 3], 2)
    [[1, 2], [1, 3], [2, 3]]
    """
    if k == 0:
        return [[]]
    return [[x, *rest] for i, x in enumerate(items) for rest in choose(items[i + 1 :], k - 1)]


def choose_with_repetition(items: list[Any], k: int) -> list[list[Any]]:
    """Generate all combinations of k elements of a list when elements may repeat.

    Ask: combinations with repetition | multisets of size k
    >>> choose_with_repetition(['r', 'g'], 2)
    [['r', 'r'], ['r', 'g'], ['g', 'g']]
    """
    if k == 0:
        return [[]]
    return [[x, *rest] for i, x in enumerate(items) for rest in choose_with_repetition(items[i:], k - 1)]


def all_subsets(items: list[Any]) -> list[list[Any]]:
    """Generate all subsets of a list by taking or leaving each element.

    Ask: recursive power set | every sublist with any of the elements
    >>> all_subsets([1, 2])
    [[], [2], [1], [1, 2]]
    """
    if not items:
        return [[]]
    rest = all_subsets(items[1:])
    return rest + [[items[0], *subset] for subset in rest]


def contiguous_sublists(items: list[Any]) -> list[list[Any]]:
    """Generate all contiguous non-empty sublists of a list.

    Ask: every subarray | list all slices of consecutive elements
    >>> contiguous_sublists([1, 2])
    [[1], [1, 2], [2]]
    """
    return [items[i:j] for i in range(len(items)) for j in range(i + 1, len(items) + 1)]


def combinations_with_sum(candidates: list[int], target: int) -> list[list[int]]:
    """Find all combinations of positive numbers, each used any number of times, that add up to a target.

    Ask: combination sum by backtracking | ways to build a total from given numbers
    >>> combinations_with_sum([2, 3, 7], 7)
    [[2, 2, 3], [7]]
    """
    if target == 0:
        return [[]]
    return [
        [x, *rest]
        for i, x in enumerate(candidates)
        if x <= target
        for rest in combinations_with_sum(candidates[i:], target - x)
    ]


def balanced_parentheses(n: int) -> list[str]:
    """Generate all balanced strings of n pairs of parentheses.

    Ask: generate parentheses | well-formed bracket sequences
    >>> balanced_parentheses(2)
    ['(())', '()()']
    """

    def extend(text: str, opened: int, closed: int) -> list[str]:
        if closed == n:
            return [text]
        further = extend(text + "(", opened + 1, closed) if opened < n else []
        return further + (extend(text + ")", opened, closed + 1) if closed < opened else [])

    return extend("", 0, 0)


def gray_codes(n: int) -> list[str]:
    """Generate the Gray code of n bits, in which neighbours differ in one bit.

    Ask: reflected binary code | sequence of bit strings changing one bit at a time
    >>> gray_codes(2)
    ['00', '01', '11', '10']
    """
    if n == 0:
        return [""]
    shorter = gray_codes(n - 1)
    return ["0" + code for code in shorter] + ["1" + code for code in reversed(shorter)]


def binary_strings(n: int) -> list[str]:
    """Generate all binary strings of length n in ascending order.

    Ask: every bit string of n bits | combinations of zeros and ones
    >>> binary_strings(2)
    ['00', '01', '10', '11']
    """
    return [""] if n == 0 else [bits + last for bits in binary_strings(n - 1) for last in "01"]


def n_queens(n: int) -> list[list[int]]:
    """Find all ways to place n queens on a chessboard so that none attacks another, as columns per row.

    Ask: n-queens solutions by backtracking | non-attacking queens
    >>> n_queens(4)
    [[1, 3, 0, 2], [2, 0, 3, 1]]
    """

    def extend(placed: list[int]) -> list[list[int]]:
        row = len(placed)
        if row == n:
            return [placed]
        free = [c for c in range(n) if all(c != d and abs(c - d) != row - r for r, d in enumerate(placed))]
        return [solution for c in free for solution in extend([*placed, c])]

    return extend([])


def keypad_words(digits: str) -> list[str]:
    """List all letter combinations that a string of telephone digits can stand for.

    Ask: letter combinations of a phone number | T9 keypad words
    >>> keypad_words('23')
    ['ad', 'ae', 'af', 'bd', 'be', 'bf', 'cd', 'ce', 'cf']
    """
    keys = dict(zip("23456789", ["abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"], strict=True))
    if not digits:
        return [""]
    return [letter + rest for letter in keys[digits[0]] for rest in keypad_words(digits[1:])]


def can_segment(text: str, words: list[str]) -> bool:
    """Check whether a text can be cut into words of a dictionary.

    Ask: word break problem | segment a string without spaces into known words
    >>> can_segment('redbluered', ['red', 'blue'])
    True
    """
    return not text or any(can_segment(text[len(w) :], words) for w in words if w and text.startswith(w))


def count_decodings(digits: str) -> int:
    """Count the ways to decode a string of digits into letters, A being 1 and Z being 26.

    Ask: decode ways | number of letter readings of a digit message
    >>> count_decodings('226')
    3
    """

    @cache
    def ways(i: int) -> int:
        if i >= len(digits):
            return 1
        if digits[i] == "0":
            return 0
        return ways(i + 1) + (ways(i + 2) if 10 <= int(digits[i : i + 2]) <= 26 else 0)

    return ways(0)
