"""Textbook functions the search may call; a program that uses one carries its source along.

Each is self-contained (it may call others of this file, and the modules named in `IMPORTS`), total on small input,
and raises ValueError beyond a few thousand steps so that a search never hangs in it.
"""

from __future__ import annotations

import itertools
import math
import re
from typing import Any

IMPORTS = ("itertools", "math", "re")


def is_prime(n: int) -> bool:
    """Whether n is a prime number."""
    return n > 1 and all(n % d for d in range(2, math.isqrt(n) + 1))


def divisors(n: int) -> list[int]:
    """All positive divisors of n, ascending."""
    return [d for d in range(1, n + 1) if n % d == 0]


def prime_factors(n: int) -> list[int]:
    """Prime factors of n, ascending, with repeats."""
    factors, d = [], 2
    while n > 1:
        while n % d == 0:
            factors.append(d)
            n //= d
        d += 1
        if d * d > n > 1:
            factors.append(n)
            break
    return factors


def primes_below(n: int) -> list[int]:
    """All primes smaller than n."""
    return [p for p in range(2, n) if is_prime(p)]


def nth_prime(n: int) -> int:
    """The n-th prime, counted from 1."""
    found, candidate = 0, 1
    while found < n:
        candidate += 1
        found += is_prime(candidate)
    return candidate


def digits_of(n: int) -> list[int]:
    """Decimal digits of n, most significant first."""
    return [int(d) for d in str(abs(n))]


def fibonacci(n: int) -> int:
    """The n-th Fibonacci number, with fibonacci(0) == 0."""
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def lucas(n: int) -> int:
    """The n-th Lucas number, with lucas(0) == 2."""
    a, b = 2, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def catalan(n: int) -> int:
    """The n-th Catalan number."""
    return math.comb(2 * n, n) // (n + 1)


def bell(n: int) -> int:
    """The number of ways to partition a set of n elements."""
    row = [1]
    for _ in range(n):
        row = list(itertools.accumulate(row, initial=row[-1]))
    return row[0]


def stirling2(n: int, k: int) -> int:
    """The number of ways to split n elements into k non-empty sets."""
    if n == k:
        return 1
    if k <= 0 or k > n:
        return 0
    return k * stirling2(n - 1, k) + stirling2(n - 1, k - 1)


def polygonal(sides: int, n: int) -> int:
    """The n-th polygonal number with that many sides."""
    return ((sides - 2) * n * n - (sides - 4) * n) // 2


def is_perfect_square(n: int) -> bool:
    """Whether n is the square of an integer."""
    return n >= 0 and math.isqrt(n) ** 2 == n


def is_power_of(n: int, base: int) -> bool:
    """Whether n is a whole power of the base."""
    while n > 1 and base > 1 and n % base == 0:
        n //= base
    return n == 1


def is_palindrome(s: Any) -> bool:
    """Whether a sequence reads the same backwards."""
    return s == s[::-1]


def is_sorted(xs: Any) -> bool:
    """Whether the items never decrease."""
    return all(a <= b for a, b in itertools.pairwise(xs))


def to_base(n: int, base: int) -> str:
    """The digits of n in another base, up to 36."""
    if not 2 <= base <= 36:
        raise ValueError("a base is from 2 to 36")
    text = ""
    while n > 0:
        text = "0123456789abcdefghijklmnopqrstuvwxyz"[n % base] + text
        n //= base
    return text or "0"


def collatz_steps(n: int) -> int:
    """How many Collatz steps lead from n to 1."""
    steps = 0
    while n > 1:
        n = 3 * n + 1 if n % 2 else n // 2
        steps += 1
    return steps


def flatten(items: Any) -> list[Any]:
    """All leaves of nested lists and tuples, in order."""
    flat = []
    for item in items:
        if isinstance(item, (list, tuple)):
            flat.extend(flatten(item))
        else:
            flat.append(item)
    return flat


def depth(items: Any) -> int:
    """How deeply lists (or tuples, or dicts) are nested."""
    if isinstance(items, dict):
        items = list(items.values())
    if not isinstance(items, (list, tuple)):
        return 0
    return 1 + max((depth(item) for item in items), default=0)


def longest_increasing(xs: Any) -> int:
    """Length of the longest strictly increasing subsequence."""
    best = [1] * len(xs)
    for i in range(len(xs)):
        for j in range(i):
            if xs[j] < xs[i]:
                best[i] = max(best[i], best[j] + 1)
    return max(best, default=0)


def longest_common(a: Any, b: Any) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(b) + 1)
    for x in a:
        previous = 0
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], previous + 1 if x == y else max(row[j], row[j - 1])
    return row[-1]


def edit_distance(a: Any, b: Any) -> int:
    """How many insertions, deletions and replacements turn a into b."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


def max_subarray_sum(xs: Any) -> Any:
    """The largest sum of a contiguous run of items."""
    best = current = xs[0]
    for x in xs[1:]:
        current = max(x, current + x)
        best = max(best, current)
    return best


def max_increasing_sum(xs: Any) -> Any:
    """The largest sum of a strictly increasing subsequence."""
    best = list(xs)
    for i in range(len(xs)):
        for j in range(i):
            if xs[j] < xs[i]:
                best[i] = max(best[i], best[j] + xs[i])
    return max(best)


def subset_sum(xs: Any, target: int) -> bool:
    """Whether some of the items add up to the target."""
    sums = {0}
    for x in xs:
        sums |= {s + x for s in sums}
    return target in sums


def coin_ways(coins: Any, amount: int) -> int:
    """In how many ways coins make up an amount."""
    ways = [1] + [0] * amount
    for coin in coins:
        if coin < 1:
            raise ValueError("coins are positive")
        for total in range(coin, amount + 1):
            ways[total] += ways[total - coin]
    return ways[amount]


def is_balanced(text: str) -> bool:
    """Whether brackets of all kinds are closed in the right order."""
    stack: list[str] = []
    for ch in text:
        if ch in "([{":
            stack.append(ch)
        elif ch in ")]}" and (not stack or "([{".index(stack.pop()) != ")]}".index(ch)):
            return False
    return not stack


def runs(items: Any) -> list[list[Any]]:
    """Consecutive equal items, packed into lists."""
    return [list(group) for _, group in itertools.groupby(items)]


def rotate_left(items: Any, k: int) -> Any:
    """The items rotated left by k places."""
    k %= len(items)
    return items[k:] + items[:k]


def interleave(a: Any, b: Any) -> list[Any]:
    """Items of a and b in turn."""
    return [item for pair in zip(a, b, strict=False) for item in pair]


def sublists(items: Any) -> list[Any]:
    """All contiguous non-empty runs."""
    return [items[i:j] for i in range(len(items)) for j in range(i + 1, len(items) + 1)]


def subsets(items: Any) -> list[tuple[Any, ...]]:
    """All subsets as tuples, the smaller ones first."""
    return [c for size in range(len(items) + 1) for c in itertools.combinations(items, size)]


def roman(n: int) -> str:
    """The Roman numeral of n."""
    pairs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
    text = ""
    for value, letters in pairs:
        text += letters * (n // value)
        n %= value
    return text


def is_leap(year: int) -> bool:
    """Whether a year of the Gregorian calendar is a leap year."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def snake_case(text: str) -> str:
    """A camel-case name in snake case."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", text).lower()


def camel_case(text: str) -> str:
    """A snake-case name in camel case."""
    return "".join(word.capitalize() for word in text.split("_"))
