"""Counts as dynamic programmes: Python that a user can keep, with tests computed by another method.

What is asked must be one counting function of whole numbers. The program is held to the value that was asked for and to
smaller cases, which were counted by second.py and not by the program.
"""

from __future__ import annotations

from fractions import Fraction

from volt.hard.maths.second import TABLE
from volt.hard.maths.tree import Apply, Node, Number

_ROW = """def count({given}):
    \"\"\"{about}\"\"\"
{body}"""
_PROGRAMS: dict[str, tuple[str, str, str]] = {
    "change": ("amount, *coins", "Ways to pay an amount, any number of each coin.", """    ways = [1] + [0] * amount
    for coin in coins:
        for total in range(coin, amount + 1):
            ways[total] += ways[total - coin]
    return ways[amount]
"""),
    "partitions": ("n", "Ways to write n as a sum of positive whole numbers, in any order.", """    ways = [1] + [0] * n
    for part in range(1, n + 1):
        for total in range(part, n + 1):
            ways[total] += ways[total - part]
    return ways[n]
"""),
    "fibonacci": ("n", "The n-th of 0, 1, 1, 2, 3, 5, ...", """    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a
"""),
    "binomial": ("n, k", "Sets of k of n things, by Pascal's triangle.", """    row = [1] + [0] * k
    for _ in range(n):
        for i in range(k, 0, -1):
            row[i] += row[i - 1]
    return row[k]
"""),
    "catalan": ("n", "Ways to nest n pairs of brackets.", """    ways = [1]
    for size in range(1, n + 1):
        ways.append(sum(ways[i] * ways[size - 1 - i] for i in range(size)))
    return ways[n]
"""),
    "derangements": ("n", "Orders of n things in which none keeps its place.", """    before, now = 0, 1
    for i in range(1, n + 1):
        before, now = now, (i - 1) * (now + before)
    return now
"""),
    "bell": ("n", "Ways to part a set of n.", """    row = [1]
    for _ in range(n):
        following = [row[-1]]
        for value in row:
            following.append(following[-1] + value)
        row = following
    return row[0]
"""),
    "stirling2": ("n, k", "Ways to part a set of n into k parts.", """    row = [1] + [0] * k
    for _ in range(n):
        row = [0] + [j * row[j] + row[j - 1] for j in range(1, k + 1)]
    return row[k]
"""),
}  # fmt: skip
_LARGEST = {"change": 20_000, "partitions": 600, "fibonacci": 20_000, "binomial": 600, "catalan": 300, "bell": 200}
_CASES = {2: ((0, 0), (3, 2), (5, 3), (8, 4)), 1: ((0,), (1,), (4,), (7,))}


def program_of(node: Node, value: Fraction) -> tuple[str, tuple[str, ...], int]:
    """(source, tests, how many of them are smaller cases); nothing when the formula is no single count."""
    if not isinstance(node, Apply) or node.head not in _PROGRAMS or not all(isinstance(a, Number) for a in node.args):
        return "", (), 0
    given = [arg.value for arg in node.args if isinstance(arg, Number)]
    if any(g.denominator != 1 for g in given) or given[0] > _LARGEST.get(node.head, 300):
        return "", (), 0
    asked = [int(g) for g in given]
    cases = [(small, *asked[1:]) for small in (0, 1, 7, 12)] if node.head == "change" else _CASES[len(asked)]
    names, about, body = _PROGRAMS[node.head]
    tests = [f"assert count({', '.join(map(str, case))}) == {TABLE[node.head](*case)}" for case in cases]
    first = f"assert count({', '.join(map(str, asked))}) == {value}"
    return _ROW.format(given=names, about=about, body=body), (first, *tests), len(tests)
