"""Lists of lists of integers whose lengths may differ."""

from __future__ import annotations

from itertools import chain, zip_longest

from volt.data.factory.domains import (
    Flag,
    Int,
    Ints,
    Key,
    Limit,
    Predicate,
    Rows,
    Small,
    SortedInts,
    Whole,
    Wholes,
    alternative,
)

CONCEPTS = ("lists of lists",)


def row_span(row: Ints) -> Whole:
    """the difference between the largest and the smallest number in {row}, 0 if it is empty | by how much the numbers
    in {row} differ at most (0 for an empty list)
    """
    return max(row, default=0) - min(row, default=0)


def row_ends_sum(row: Ints) -> Int:
    """the sum of the first and the last number in {row}, 0 if it is empty | what the first and the last number of {row}
    add up to (0 for an empty list)
    """
    return row[0] + row[-1] if row else 0


def has_sum_above(row: Ints, limit: Limit) -> Flag:
    """{row} [has] a sum above {limit} | {row} [adds] up to more than {limit}"""
    return sum(row) > limit


def has_length_of_at_least(row: Ints, k: Small) -> Flag:
    """{row} [has] at least {k} elements | {row} [has] a length of {k} or more"""
    return len(row) >= k


def ends_as_it_begins(row: Ints) -> Flag:
    """{row} [begins] and ends with the same number | {row} [has] equal first and last elements"""
    return bool(row) and row[0] == row[-1]


def sums_of_rows(rows: Rows) -> Ints:
    """the list of the sums of the lists in {rows}, 0 for an empty one | the sum of each list in {rows}, in order

    each: the sums of the lists in {rows}
    one: sum of a list in {rows}
    """
    return [sum(row) for row in rows]


@alternative(sums_of_rows)
def _sums_of_rows_by_loop(rows: Rows) -> Ints:
    sums = []
    for row in rows:
        total = 0
        for value in row:
            total += value
        sums.append(total)
    return sums


def lengths_of_rows(rows: Rows) -> Wholes:
    """the list of the lengths of the lists in {rows} | the length of each list in {rows}, in order

    each: the lengths of the lists in {rows}
    one: length of a list in {rows}
    """
    return [len(row) for row in rows]


def joined_rows(rows: Rows) -> Ints:
    """the lists in {rows} joined into one list | all numbers in {rows}, one list after the other

    each: the numbers in {rows}
    one: number in {rows}
    do: join the lists in {rows} into one list
    """
    return [value for row in rows for value in row]


@alternative(joined_rows)
def _joined_rows_by_chain(rows: Rows) -> Ints:
    return list(chain.from_iterable(rows))


def rows_matching(rows: Rows, p: Predicate[Ints]) -> Rows:
    """{rows:each p} | the list of {rows:each p}, in their order

    each: {rows:each p}
    one: {rows:one p}
    concepts: filtering
    """
    return [row for row in rows if p(row)]


def total_of_matching_rows(rows: Rows, p: Predicate[Ints]) -> Int:
    """the sum of all numbers in {rows:each p} | the total of {rows:each p}

    do: add up all numbers in {rows:each p}
    """
    return sum(sum(row) for row in rows if p(row))


def rows_by_key(rows: Rows, f: Key[Ints]) -> Rows:
    """{rows:each} in ascending order of {f:one}, with ties in their original order | {rows} sorted by {f:one}, leaving
    equal ones in their order

    do: sort {rows:each} by {f:one}
    concepts: sorting
    """
    return sorted(rows, key=lambda row: f(row))


def rows_shortest_first(rows: Rows) -> Rows:
    """the lists in {rows} from the shortest to the longest, with equal lengths in their original order | {rows} sorted
    by the lengths of the lists, leaving equally long ones in their order

    do: sort the lists in {rows} by length, leaving equally long ones in their order
    concepts: sorting
    """
    return sorted(rows, key=len)


def heads_of_rows(rows: Rows) -> Ints:
    """the first numbers of the lists in {rows}, without the empty lists | the list of the first elements of the
    non-empty lists in {rows}

    each: the first numbers of the lists in {rows}
    one: first number of a list in {rows}
    """
    return [row[0] for row in rows if row]


def longest_row_length(rows: Rows) -> Whole:
    """the length of the longest list in {rows}, 0 if there are no lists | how many numbers the longest list in {rows}
    has (0 without lists)
    """
    return max((len(row) for row in rows), default=0)


def padded_rows(rows: Rows) -> Rows:
    """{rows} with zeros added at the end of the shorter lists so that all are equally long | the lists in {rows} filled
    up with zeros to the length of the longest one

    do: add zeros at the end of the shorter lists in {rows} so that all are equally long
    concepts: padding
    """
    width = max((len(row) for row in rows), default=0)
    return [row + [0] * (width - len(row)) for row in rows]


@alternative(padded_rows)
def _padded_rows_by_columns(rows: Rows) -> Rows:
    columns = list(zip_longest(*rows, fillvalue=0))
    return [[column[y] for column in columns] for y in range(len(rows))]


def ragged_column_sums(rows: Rows) -> Ints:
    """the sums of the numbers at each position of the lists in {rows}, where missing numbers count as 0 | the column
    sums of {rows}, taking missing numbers as 0

    each: the column sums of {rows}, with missing numbers taken as 0
    one: column sum of {rows}, with missing numbers taken as 0
    """
    return [sum(column) for column in zip_longest(*rows, fillvalue=0)]


@alternative(ragged_column_sums)
def _ragged_column_sums_by_loop(rows: Rows) -> Ints:
    sums: list[int] = []
    for row in rows:
        for x, value in enumerate(row):
            if x == len(sums):
                sums.append(0)
            sums[x] += value
    return sums


def round_robin(rows: Rows) -> Ints:
    """the first numbers of all lists in {rows}, then the second numbers, and so on, skipping lists that have ended |
    the numbers in {rows} taken from the lists in turn until all are used up

    each: the numbers in {rows}, taken from the lists in turn
    one: number in {rows}, taken from the lists in turn
    concepts: interleaving
    """
    width = max((len(row) for row in rows), default=0)
    return [row[x] for x in range(width) for row in rows if x < len(row)]


@alternative(round_robin)
def _round_robin_by_queue(rows: Rows) -> Ints:
    taken: list[int] = []
    rest = [row for row in rows if row]
    while rest:
        taken.extend(row[0] for row in rest)
        rest = [row[1:] for row in rest if len(row) > 1]
    return taken


def merged_rows(rows: Rows) -> SortedInts:
    """all numbers in {rows} in ascending order | the lists in {rows} merged into one sorted list

    each: the numbers in {rows}, in ascending order
    one: number in {rows}, in ascending order
    do: merge the lists in {rows} into one sorted list
    concepts: sorting
    """
    return sorted(value for row in rows for value in row)


def common_to_all_rows(rows: Rows) -> SortedInts:
    """the numbers that are in every list of {rows}, in ascending order and without duplicates (none if there are no
    lists) | the sorted list of the different numbers that all lists in {rows} share, empty without lists

    each: the numbers that are in every list of {rows}
    one: number that is in every list of {rows}
    concepts: sets
    """
    return sorted(set(rows[0]).intersection(*rows[1:])) if rows else []


@alternative(common_to_all_rows)
def _common_to_all_rows_by_filter(rows: Rows) -> SortedInts:
    return sorted({value for row in rows for value in row if all(value in other for other in rows)})


def has_equal_lengths(rows: Rows) -> Flag:
    """{rows} [contains] only lists of the same length | {rows} [has] no two lists of different lengths"""
    return len({len(row) for row in rows}) <= 1


def is_staircase(rows: Rows) -> Flag:
    """{rows} [has] lists that become longer by one each time, the first of them with one element | {rows} [is] a
    triangle of lists with the lengths 1, 2, 3 and so on
    """
    return all(len(row) == y for y, row in enumerate(rows, start=1))
