"""Lists of (name, number) pairs, and tuples of two numbers."""

from __future__ import annotations

from volt.data.factory.domains import (
    Counts,
    Flag,
    Int,
    Ints,
    Limit,
    Pairs,
    Point,
    Points,
    Predicate,
    Text,
    Word,
    Words,
    alternative,
)

CONCEPTS = ("tuples", "pairs")


def pair_names(pairs: Pairs) -> Words:
    """the names in {pairs}, in order | the list of the first parts of {pairs}

    each: the names in {pairs}
    one: name in {pairs}
    """
    return [name for name, _ in pairs]


@alternative(pair_names)
def _pair_names_by_index(pairs: Pairs) -> Words:
    return [pair[0] for pair in pairs]


def pair_numbers(pairs: Pairs) -> Ints:
    """the numbers in {pairs}, in order | the list of the second parts of {pairs}

    each: the numbers in {pairs}
    one: number in {pairs}
    """
    return [number for _, number in pairs]


def pairs_by_number(pairs: Pairs) -> Pairs:
    """{pairs} sorted by number, with equal numbers in alphabetical order of the names | the (name, number) pairs of
    {pairs} in ascending order of the numbers, and of the names where the numbers are equal

    each: the pairs of {pairs} sorted by number and then by name
    one: pair of {pairs}
    do: sort {pairs} by number and, for equal numbers, by name
    concepts: sorting
    """
    return sorted(pairs, key=lambda pair: (pair[1], pair[0]))


@alternative(pairs_by_number)
def _pairs_by_number_in_two_sorts(pairs: Pairs) -> Pairs:
    by_name = sorted(pairs)
    return sorted(by_name, key=lambda pair: pair[1])


def pairs_with_number(pairs: Pairs, p: Predicate[Int]) -> Pairs:
    """the (name, number) pairs of {pairs} whose numbers are {p:bare} | those pairs of {pairs} whose second parts are
    {p:bare}

    each: the pairs of {pairs} whose numbers are {p:bare}
    one: pair of {pairs} whose number is among the {p:bare}
    concepts: filtering
    """
    return [(name, number) for name, number in pairs if p(number)]


def pairs_with_name(pairs: Pairs, p: Predicate[Word]) -> Pairs:
    """the (name, number) pairs of {pairs} whose names are {p:bare} | those pairs of {pairs} whose first parts are
    {p:bare}

    each: the pairs of {pairs} whose names are {p:bare}
    one: pair of {pairs} whose name is among the {p:bare}
    concepts: filtering
    """
    return [(name, number) for name, number in pairs if p(name)]


def names_for_number(pairs: Pairs, p: Predicate[Int]) -> Words:
    """the names in {pairs} whose numbers are {p:bare} | the list of the names that come with {p:bare} in {pairs}

    each: the names in {pairs} whose numbers are {p:bare}
    one: name in {pairs} whose number is among the {p:bare}
    concepts: filtering
    """
    return [name for name, number in pairs if p(number)]


@alternative(names_for_number)
def _names_for_number_by_loop(pairs: Pairs, p: Predicate[Int]) -> Words:
    names = []
    for name, number in pairs:
        if p(number):
            names.append(name)
    return names


def total_for_name(pairs: Pairs, name: Word) -> Int:
    """the sum of the numbers that come with {name} in {pairs}, 0 if there are none | the total of {name} in {pairs} (0
    if it does not occur)

    do: add up the numbers that come with {name} in {pairs}
    """
    return sum(number for other, number in pairs if other == name)


def winner(pairs: Pairs) -> Text:
    """the name with the largest number in {pairs}, the first one if there is a tie and '' if there are no pairs | the
    name of the first pair in {pairs} that has the largest number (the empty string if there are no pairs)
    """
    return max(pairs, key=lambda pair: pair[1], default=("", 0))[0]


@alternative(winner)
def _winner_by_loop(pairs: Pairs) -> Text:
    best: tuple[str, int] | None = None
    for pair in pairs:
        if best is None or pair[1] > best[1]:
            best = pair
    return "" if best is None else best[0]


def first_number_of_each_name(pairs: Pairs) -> Counts:
    """a dictionary that maps each name in {pairs} to the first number that comes with it | {pairs} as a dictionary, in
    which the first pair of a name wins

    concepts: dictionaries
    """
    numbers: dict[str, int] = {}
    for name, number in pairs:
        numbers.setdefault(name, number)
    return numbers


@alternative(first_number_of_each_name)
def _first_number_of_each_name_backwards(pairs: Pairs) -> Counts:
    latest = dict(reversed(pairs))
    return {name: latest[name] for name, _ in pairs}


def names_repeated(pairs: Pairs) -> Text:
    """the text in which each name of {pairs} is repeated as often as its number says (not at all if that is negative) |
    the names of {pairs} one after the other without separators, each repeated as often as its number says, where a
    negative number counts as 0

    concepts: text
    """
    return "".join(name * number for name, number in pairs)


def pairs_as_text(pairs: Pairs) -> Text:
    """{pairs} as a text of the form 'name=number', separated by commas | a text with 'name=number' for each pair of
    {pairs}, joined by commas

    concepts: formatting
    """
    return ",".join(f"{name}={number}" for name, number in pairs)


def paired_up(words: Words, xs: Ints) -> Pairs:
    """the list of pairs of a word of {words} and the number at the same position of {xs}, up to the end of the shorter
    list | {words} and {xs} combined into a list of (word, number) tuples as far as both lists go

    each: the pairs of a word of {words} and the number at the same position of {xs}
    one: pair of a word of {words} and the number at the same position of {xs}
    do: combine {words} and {xs} into a list of tuples, stopping at the end of the shorter one
    """
    return list(zip(words, xs, strict=False))


@alternative(paired_up)
def _paired_up_by_index(words: Words, xs: Ints) -> Pairs:
    return [(words[i], xs[i]) for i in range(min(len(words), len(xs)))]


def unzipped(pairs: Pairs) -> tuple[list[str], list[int]]:
    """a tuple with the list of the names and the list of the numbers in {pairs} | the names and the numbers of {pairs}
    as two lists

    do: split {pairs} into a list of names and a list of numbers
    """
    return [name for name, _ in pairs], [number for _, number in pairs]


def has_name(pairs: Pairs, name: Word) -> Flag:
    """{pairs} [has] a pair with the name {name} | {pairs} [contains] the name {name}"""
    return any(other == name for other, _ in pairs)


def has_number_above(pairs: Pairs, limit: Limit) -> Flag:
    """{pairs} [has] a pair whose number is larger than {limit} | {pairs} [contains] a number above {limit}"""
    return any(number > limit for _, number in pairs)


def is_in_ranking_order(pairs: Pairs) -> Flag:
    """{pairs} [has] its numbers in descending order, equal ones allowed | {pairs} [is] ordered from the largest number
    to the smallest
    """
    numbers = [number for _, number in pairs]
    return numbers == sorted(numbers, reverse=True)


@alternative(is_in_ranking_order)
def _is_in_ranking_order_by_neighbours(pairs: Pairs) -> Flag:
    return all(pairs[i][1] >= pairs[i + 1][1] for i in range(len(pairs) - 1))


def first_part(pair: Point) -> Int:
    """the first number of {pair} | the first part of {pair}"""
    return pair[0]


def second_part(pair: Point) -> Int:
    """the second number of {pair} | the second part of {pair}"""
    return pair[1]


def parts_sum(pair: Point) -> Int:
    """the sum of the two numbers of {pair} | what the two parts of {pair} add up to"""
    return pair[0] + pair[1]


def parts_product(pair: Point) -> Int:
    """the product of the two numbers of {pair} | the first part of {pair} times the second part"""
    return pair[0] * pair[1]


def larger_part(pair: Point) -> Int:
    """the larger of the two numbers of {pair} | the maximum of the two parts of {pair}"""
    return max(pair)


def parts_exchanged(pair: Point) -> Point:
    """{pair} with its two numbers exchanged | the tuple of the second and the first part of {pair}

    do: swap the two numbers of {pair}
    """
    return pair[1], pair[0]


def has_equal_parts(pair: Point) -> Flag:
    """{pair} [consists] of two equal numbers | {pair} [has] two equal parts"""
    return pair[0] == pair[1]


def has_ascending_parts(pair: Point) -> Flag:
    """{pair} [has] a first number that is smaller than the second | {pair} [is] strictly ascending"""
    return pair[0] < pair[1]


def sorted_by_second(points: Points) -> Points:
    """{points} sorted by the second number, and by the first where the second numbers are equal | the tuples of
    {points} in ascending order of their second and then of their first part

    each: the tuples of {points} sorted by the second and then by the first number
    one: tuple of {points}
    do: sort {points} by the second number and then by the first
    concepts: sorting
    """
    return sorted(points, key=lambda point: (point[1], point[0]))
