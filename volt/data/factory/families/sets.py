"""Sets of numbers and words."""

from __future__ import annotations

from volt.data.factory.domains import (
    Flag,
    Flags,
    Int,
    Ints,
    IntSet,
    Limit,
    Number,
    Predicate,
    Small,
    SortedInts,
    Whole,
    Word,
    Words,
    WordSet,
    alternative,
)

CONCEPTS = ("sets",)


def union_in_order(a: IntSet, b: IntSet) -> SortedInts:
    """the numbers that are in {a} or in {b}, as a sorted list | the union of {a} and {b} as a list in ascending order

    each: the numbers that are in {a} or in {b}
    one: number that is in {a} or in {b}
    """
    return sorted(a | b)


def intersection_in_order(a: IntSet, b: IntSet) -> SortedInts:
    """the numbers that are in both {a} and {b}, as a sorted list | the intersection of {a} and {b} as a list in
    ascending order

    each: the numbers that are in both {a} and {b}
    one: number that is in both {a} and {b}
    """
    return sorted(a & b)


@alternative(intersection_in_order)
def _intersection_in_order_by_filter(a: IntSet, b: IntSet) -> SortedInts:
    return [x for x in sorted(a) if x in b]


def difference_in_order(a: IntSet, b: IntSet) -> SortedInts:
    """the numbers that are in {a} but not in {b}, as a sorted list | the difference of {a} and {b} as a list in
    ascending order

    each: the numbers that are in {a} but not in {b}
    one: number that is in {a} but not in {b}
    """
    return sorted(a - b)


@alternative(difference_in_order)
def _difference_in_order_by_filter(a: IntSet, b: IntSet) -> SortedInts:
    return sorted(x for x in a if x not in b)


def symmetric_difference_in_order(a: IntSet, b: IntSet) -> SortedInts:
    """the numbers that are in exactly one of {a} and {b}, as a sorted list | the symmetric difference of {a} and {b} as
    a list in ascending order

    each: the numbers that are in exactly one of {a} and {b}
    one: number that is in exactly one of {a} and {b}
    """
    return sorted(a ^ b)


@alternative(symmetric_difference_in_order)
def _symmetric_difference_in_order_by_parts(a: IntSet, b: IntSet) -> SortedInts:
    return sorted((a - b) | (b - a))


def in_at_least_two(a: IntSet, b: IntSet, c: IntSet) -> SortedInts:
    """the numbers that are in at least two of {a}, {b} and {c}, as a sorted list | the sorted list of the numbers that
    belong to two or all three of {a}, {b} and {c}

    each: the numbers that are in at least two of {a}, {b} and {c}
    one: number that is in at least two of {a}, {b} and {c}
    """
    return sorted((a & b) | (a & c) | (b & c))


@alternative(in_at_least_two)
def _in_at_least_two_by_counting(a: IntSet, b: IntSet, c: IntSet) -> SortedInts:
    return sorted(x for x in a | b | c if (x in a) + (x in b) + (x in c) >= 2)


def set_members_in_order(s: IntSet) -> SortedInts:
    """the elements of {s} in ascending order | {s} as a sorted list

    each: the elements of {s}
    one: element of {s}
    """
    return sorted(s)


def matching_members(s: IntSet, p: Predicate[Int]) -> SortedInts:
    """the {p:bare} in {s}, as a sorted list | the sorted list of those elements of {s} that are {p:bare}

    each: the elements of {s} that are {p:bare}
    one: element of {s} among the {p:bare}
    concepts: filtering
    """
    return sorted(x for x in s if p(x))


def number_of_matching_members(s: IntSet, p: Predicate[Int]) -> Whole:
    """how many {p:bare} are in {s} | the number of elements of {s} that are {p:bare}"""
    return sum(1 for x in s if p(x))


def shared_member_count(a: IntSet, b: IntSet) -> Whole:
    """how many numbers {a} and {b} have in common | the size of the intersection of {a} and {b}"""
    return len(a & b)


def similarity(a: IntSet, b: IntSet) -> Number:
    """the number of elements that {a} and {b} share divided by the size of their union, rounded to two decimals and 1.0
    if both are empty | the Jaccard similarity of {a} and {b}, rounded to two decimals (1.0 for two empty sets)
    """
    return round(len(a & b) / len(a | b), 2) if a or b else 1.0


def word_union(a: WordSet, b: WordSet) -> Words:
    """the words that are in {a} or in {b}, in alphabetical order | the union of {a} and {b} as a sorted list

    each: the words that are in {a} or in {b}
    one: word that is in {a} or in {b}
    """
    return sorted(a | b)


def words_in_both(a: WordSet, b: WordSet) -> Words:
    """the words that {a} and {b} have in common, in alphabetical order | the sorted list of the words that are in both
    {a} and {b}

    each: the words that {a} and {b} have in common
    one: word that {a} and {b} have in common
    """
    return sorted(a & b)


def words_only_in_first(a: WordSet, b: WordSet) -> Words:
    """the words that are in {a} but not in {b}, in alphabetical order | the sorted list of the words of {a} that {b}
    lacks

    each: the words that are in {a} but not in {b}
    one: word that is in {a} but not in {b}
    """
    return sorted(a - b)


def matching_words_of_set(s: WordSet, p: Predicate[Word]) -> Words:
    """the {p:bare} in {s}, in alphabetical order | the sorted list of those elements of {s} that are {p:bare}

    each: the elements of {s} that are {p:bare}
    one: element of {s} among the {p:bare}
    concepts: filtering
    """
    return sorted(word for word in s if p(word))


def members_by_length(s: WordSet) -> Words:
    """the words of {s} from the shortest to the longest, with equal lengths in alphabetical order | {s} as a list
    sorted by length and then alphabetically

    each: the words of {s} from the shortest to the longest
    one: word of {s} from the shortest to the longest
    concepts: sorting
    """
    return sorted(s, key=lambda word: (len(word), word))


def has_all_of(a: IntSet, b: IntSet) -> Flag:
    """{a} [contains] every number of {b} | {a} [is] a superset of {b}"""
    return a >= b


@alternative(has_all_of)
def _has_all_of_by_test(a: IntSet, b: IntSet) -> Flag:
    return all(x in a for x in b)


def is_disjoint_from(a: IntSet, b: IntSet) -> Flag:
    """{a} [has] no number in common with {b} | {a} [is] disjoint from {b}"""
    return a.isdisjoint(b)


@alternative(is_disjoint_from)
def _is_disjoint_from_by_intersection(a: IntSet, b: IntSet) -> Flag:
    return not a & b


def is_proper_subset(a: IntSet, b: IntSet) -> Flag:
    """{a} [is] a proper subset of {b} | {a} [lacks] some number of {b} but has no number that is not in {b}"""
    return a < b


def missing_from_range(s: IntSet, low: Small, high: Small) -> SortedInts:
    """the numbers from {low} to {high} that are not in {s}, in ascending order (none if {low} is larger than {high}) |
    the sorted list of the numbers between {low} and {high}, both included, that {s} lacks

    each: the numbers from {low} to {high} that are not in {s}
    one: number from {low} to {high} that is not in {s}
    """
    return [x for x in range(low, high + 1) if x not in s]


def smallest_missing_member(s: IntSet) -> Whole:
    """the smallest integer from 0 upwards that is not in {s} | the smallest non-negative integer that {s} lacks"""
    candidate = 0
    while candidate in s:
        candidate += 1
    return candidate


@alternative(smallest_missing_member)
def _smallest_missing_member_by_range(s: IntSet) -> Whole:
    return min(x for x in range(len(s) + 1) if x not in s)


def pairs_with_sum(s: IntSet, target: Limit) -> list[tuple[int, int]]:
    """the pairs of different numbers in {s} that add up to {target}, the smaller number first and the pairs in
    ascending order | the sorted list of the tuples (x, y) of numbers in {s} with x < y whose sum is {target}

    each: the pairs of different numbers in {s} that add up to {target}
    one: pair of different numbers in {s} that add up to {target}
    concepts: pairs
    """
    return [(x, target - x) for x in sorted(s) if x < target - x and target - x in s]


@alternative(pairs_with_sum)
def _pairs_with_sum_by_loops(s: IntSet, target: Limit) -> list[tuple[int, int]]:
    pairs = []
    for x in sorted(s):
        for y in sorted(s):
            if x < y and x + y == target:
                pairs.append((x, y))
    return pairs


def longest_chain(s: IntSet) -> Whole:
    """the length of the longest run of consecutive integers in {s} | how many consecutive integers {s}
    contains at most
    """
    longest = 0
    for x in s:
        if x - 1 not in s:
            length = 1
            while x + length in s:
                length += 1
            longest = max(longest, length)
    return longest


@alternative(longest_chain)
def _longest_chain_by_sorting(s: IntSet) -> Whole:
    longest = length = 0
    for x in sorted(s):
        length = length + 1 if x - 1 in s else 1
        longest = max(longest, length)
    return longest


def new_at_each_step(xs: Ints) -> Flags:
    """a list that tells for each position of {xs} whether its number has not occurred before | for each of {xs:each},
    whether it is new at its position, as a list of booleans

    each: the booleans that tell for each position of {xs} whether its number is new
    one: boolean that tells for a position of {xs} whether its number is new
    """
    seen: set[int] = set()
    news = []
    for x in xs:
        news.append(x not in seen)
        seen.add(x)
    return news


@alternative(new_at_each_step)
def _new_at_each_step_by_slices(xs: Ints) -> Flags:
    return [x not in xs[:i] for i, x in enumerate(xs)]
