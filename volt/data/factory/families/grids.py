"""Rectangular tables of integers: rows, columns, diagonals, rotation, paths."""

from __future__ import annotations

from volt.data.factory.domains import (
    BitGrid,
    Flag,
    Grid,
    Int,
    Limit,
    Natural,
    Points,
    Predicate,
    Small,
    SomeInts,
    Square,
    Whole,
    alternative,
)

CONCEPTS = ("grids", "nested loops")


def grid_row_sums(grid: Grid) -> SomeInts:
    """the list of the sums of the rows of {grid} | the row sums of {grid}, from top to bottom

    each: the row sums of {grid}
    one: row sum of {grid}
    do: add up each row of {grid}
    """
    return [sum(row) for row in grid]


def grid_column_sums(grid: Grid) -> SomeInts:
    """the list of the sums of the columns of {grid} | the column sums of {grid}, from left to right

    each: the column sums of {grid}
    one: column sum of {grid}
    do: add up each column of {grid}
    """
    return [sum(column) for column in zip(*grid, strict=True)]


@alternative(grid_column_sums)
def _grid_column_sums_by_loop(grid: Grid) -> SomeInts:
    sums = [0] * len(grid[0])
    for row in grid:
        for x, value in enumerate(row):
            sums[x] += value
    return sums


def grid_column_maxima(grid: Grid) -> SomeInts:
    """the list of the largest values of the columns of {grid}, from left to right | the maximum of each column of
    {grid}, as a list

    each: the column maxima of {grid}
    one: column maximum of {grid}
    """
    return [max(column) for column in zip(*grid, strict=True)]


def transposed(grid: Grid) -> Grid:
    """the transpose of {grid} | {grid} with rows and columns exchanged

    each: the columns of {grid}
    one: column of {grid}
    do: transpose {grid}
    """
    return [list(column) for column in zip(*grid, strict=True)]


@alternative(transposed)
def _transposed_by_index(grid: Grid) -> Grid:
    return [[row[x] for row in grid] for x in range(len(grid[0]))]


def turned_right(grid: Grid) -> Grid:
    """{grid} rotated by 90 degrees clockwise | the grid that {grid} becomes after a quarter turn clockwise

    do: rotate {grid} by 90 degrees clockwise
    concepts: rotation
    """
    return [list(column) for column in zip(*reversed(grid), strict=True)]


@alternative(turned_right)
def _turned_right_by_index(grid: Grid) -> Grid:
    height = len(grid)
    return [[grid[height - 1 - y][x] for y in range(height)] for x in range(len(grid[0]))]


def turned_left(grid: Grid) -> Grid:
    """{grid} rotated by 90 degrees counterclockwise | the grid that {grid} becomes after a quarter turn
    counterclockwise

    do: rotate {grid} by 90 degrees counterclockwise
    concepts: rotation
    """
    return [list(column) for column in zip(*grid, strict=True)][::-1]


def mirrored_grid(grid: Grid) -> Grid:
    """{grid} mirrored from left to right | {grid} with every row reversed

    do: mirror {grid} from left to right
    """
    return [row[::-1] for row in grid]


def upside_down(grid: Grid) -> Grid:
    """{grid} with its rows in reverse order | {grid} turned upside down, so that the last row comes first

    do: reverse the order of the rows of {grid}
    """
    return grid[::-1]


def grid_total(grid: Grid) -> Int:
    """the sum of all numbers in {grid} | the total of the values in {grid}

    do: add up all numbers in {grid}
    """
    return sum(sum(row) for row in grid)


@alternative(grid_total)
def _grid_total_by_loops(grid: Grid) -> Int:
    total = 0
    for row in grid:
        for value in row:
            total += value
    return total


def cells_in_reading_order(grid: Grid) -> SomeInts:
    """the numbers in {grid} row by row, as one list | the rows of {grid} joined into one list

    each: the numbers in {grid}
    one: number in {grid}
    do: join the rows of {grid} into one list
    """
    return [value for row in grid for value in row]


def matching_cell_count(grid: Grid, p: Predicate[Int]) -> Whole:
    """how many {p:bare} there are in {grid} | the number of {p:bare} in {grid}

    do: count the {p:bare} in {grid}
    """
    return sum(1 for row in grid for value in row if p(value))


@alternative(matching_cell_count)
def _matching_cell_count_by_loops(grid: Grid, p: Predicate[Int]) -> Whole:
    count = 0
    for row in grid:
        for value in row:
            if p(value):
                count += 1
    return count


def cells_blanked(grid: Grid, p: Predicate[Int]) -> Grid:
    """{grid} with 0 in place of all {p:bare} | a copy of {grid} in which the {p:bare} are replaced by 0

    do: replace the {p:bare} in {grid} by 0
    """
    return [[0 if p(value) else value for value in row] for row in grid]


def cell_mask(grid: Grid, p: Predicate[Int]) -> BitGrid:
    """the grid with a 1 for each of the {p:bare} in {grid} and a 0 for each other number | a grid of the size of {grid}
    that has 1 in the places of {p:bare} and 0 elsewhere
    """
    return [[1 if p(value) else 0 for value in row] for row in grid]


def places_in_grid(grid: Grid, p: Predicate[Int]) -> list[tuple[int, int]]:
    """the (row, column) positions of the {p:bare} in {grid}, counted from 0 and in reading order | a list of the tuples
    (row, column), from 0, at which {grid} has {p:bare}

    each: the (row, column) positions of the {p:bare} in {grid}
    one: (row, column) position of the {p:bare} in {grid}
    concepts: search
    """
    return [(y, x) for y, row in enumerate(grid) for x, value in enumerate(row) if p(value)]


def places_of_maximum(grid: Grid) -> Points:
    """the (row, column) positions of the largest number in {grid}, counted from 0 and in reading order | a list of the
    tuples (row, column), from 0, at which {grid} has its largest number

    each: the (row, column) positions of the largest number in {grid}
    one: (row, column) position of the largest number in {grid}
    concepts: search
    """
    largest = max(max(row) for row in grid)
    return [(y, x) for y, row in enumerate(grid) for x, value in enumerate(row) if value == largest]


def heaviest_row(grid: Grid) -> Whole:
    """the index of the row of {grid} with the largest sum, counted from 0, the first one if there is a tie | the
    position, from 0, of the first row of {grid} whose sum is the largest

    concepts: search
    """
    return max(range(len(grid)), key=lambda y: sum(grid[y]))


@alternative(heaviest_row)
def _heaviest_row_by_index(grid: Grid) -> Whole:
    sums = [sum(row) for row in grid]
    return sums.index(max(sums))


def spiral_order(grid: Grid) -> SomeInts:
    """the numbers in {grid} in spiral order, clockwise from the top left corner inwards | the list of the numbers met
    on a clockwise spiral through {grid} that starts in the top left corner

    each: the numbers in {grid} in clockwise spiral order
    one: number in {grid} in clockwise spiral order
    concepts: spirals
    """
    numbers = []
    rest = [list(row) for row in grid]
    while rest:
        numbers.extend(rest[0])
        rest = [list(column) for column in zip(*rest[1:], strict=True)][::-1]
    return numbers


@alternative(spiral_order)
def _spiral_order_by_steps(grid: Grid) -> SomeInts:
    numbers = []
    seen = set()
    y, x, down, right = 0, 0, 0, 1
    for _ in range(len(grid) * len(grid[0])):
        numbers.append(grid[y][x])
        seen.add((y, x))
        ahead = (y + down, x + right)
        if not (0 <= ahead[0] < len(grid) and 0 <= ahead[1] < len(grid[0])) or ahead in seen:
            down, right = right, -down
        y, x = y + down, x + right
    return numbers


def snake_order(grid: Grid) -> SomeInts:
    """the numbers in {grid} row by row, with the first row read from left to right, the next from right to left, and so
    on | the list of the numbers on a path that runs through the rows of {grid} forwards and backwards in turn

    each: the numbers in {grid}, read row by row in alternating directions
    one: number in {grid}, read row by row in alternating directions
    """
    return [value for y, row in enumerate(grid) for value in (row if y % 2 == 0 else row[::-1])]


@alternative(snake_order)
def _snake_order_by_loop(grid: Grid) -> SomeInts:
    numbers: list[int] = []
    forwards = True
    for row in grid:
        numbers.extend(row if forwards else reversed(row))
        forwards = not forwards
    return numbers


def border_total(grid: Grid) -> Int:
    """the sum of the numbers on the border of {grid} | the total of the values in the first and last row and column of
    {grid}, each cell counted once

    do: add up the numbers on the border of {grid}
    """
    bottom, right = len(grid) - 1, len(grid[0]) - 1
    return sum(
        value for y, row in enumerate(grid) for x, value in enumerate(row) if y in (0, bottom) or x in (0, right)
    )


@alternative(border_total)
def _border_total_by_inside(grid: Grid) -> Int:
    return sum(sum(row) for row in grid) - sum(sum(row[1:-1]) for row in grid[1:-1])


def main_diagonal(square: Square) -> SomeInts:
    """the numbers on the main diagonal of {square}, from the top left corner downwards | the main diagonal of {square}
    as a list

    each: the numbers on the main diagonal of {square}
    one: number on the main diagonal of {square}
    """
    return [square[i][i] for i in range(len(square))]


def other_diagonal(square: Square) -> SomeInts:
    """the numbers on the diagonal of {square} from the top right to the bottom left corner | the list of the values on
    the second diagonal of {square}, from the top right corner downwards

    each: the numbers on the diagonal of {square} that starts at the top right
    one: number on the diagonal of {square} that starts at the top right
    """
    return [row[-1 - i] for i, row in enumerate(square)]


def cheapest_path(grid: Grid) -> Int:
    """the smallest sum of the numbers on a path from the top left to the bottom right of {grid} that only moves right
    or down | the cost of the cheapest way through {grid} from the top left to the bottom right corner with steps to the
    right or down

    concepts: dynamic programming
    """
    costs = list(grid[0])
    for x in range(1, len(costs)):
        costs[x] += costs[x - 1]
    for row in grid[1:]:
        costs[0] += row[0]
        for x in range(1, len(row)):
            costs[x] = row[x] + min(costs[x], costs[x - 1])
    return costs[-1]


@alternative(cheapest_path)
def _cheapest_path_in_table(grid: Grid) -> Int:
    best: dict[tuple[int, int], int] = {}
    for y, row in enumerate(grid):
        for x, value in enumerate(row):
            before = [best[place] for place in ((y - 1, x), (y, x - 1)) if place in best]
            best[y, x] = value + min(before, default=0)
    return best[len(grid) - 1, len(grid[0]) - 1]


def cells_above(grid: Grid, limit: Limit) -> Whole:
    """the number of cells of {grid} with a value above {limit} | how many numbers in {grid} are larger than {limit}"""
    return sum(value > limit for row in grid for value in row)


def block_sum(grid: Grid, k: Small) -> Int:
    """the sum of the numbers in the first {k} rows and first {k} columns of {grid} (as far as they exist) | the total
    of the block of {k} by {k} cells in the top left corner of {grid}, or of the part of it that exists
    """
    return sum(sum(row[:k]) for row in grid[:k])


def cell_count(grid: Grid) -> Natural:
    """the number of cells of {grid} | the number of rows times the number of columns of {grid}"""
    return len(grid) * len(grid[0])


def is_wide(grid: Grid) -> Flag:
    """{grid} [has] more columns than rows | {grid} [is] wider than high"""
    return len(grid[0]) > len(grid)
