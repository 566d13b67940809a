"""Questions about tables of integers: order, symmetry, special cells, neighbours."""

from __future__ import annotations

from volt.data.factory.domains import (
    BitGrid,
    Flag,
    Grid,
    Int,
    Limit,
    Predicate,
    SomeInts,
    SortedInts,
    Square,
    Whole,
    alternative,
)

CONCEPTS = ("grids",)


def has_sorted_rows(grid: Grid) -> Flag:
    """{grid} [has] only rows in ascending order, equal neighbours allowed | {grid} [has] no row in which a number is
    smaller than the one before it
    """
    return all(row == sorted(row) for row in grid)


@alternative(has_sorted_rows)
def _has_sorted_rows_by_neighbours(grid: Grid) -> Flag:
    return all(row[x] <= row[x + 1] for row in grid for x in range(len(row) - 1))


def has_equal_row_sums(grid: Grid) -> Flag:
    """{grid} [has] the same sum in every row | {grid} [has] equal row sums"""
    return len({sum(row) for row in grid}) == 1


def has_repeated_row(grid: Grid) -> Flag:
    """{grid} [contains] two equal rows | {grid} [has] a row that occurs more than once"""
    return any(row in grid[:y] for y, row in enumerate(grid))


@alternative(has_repeated_row)
def _has_repeated_row_by_set(grid: Grid) -> Flag:
    return len({tuple(row) for row in grid}) < len(grid)


def has_in_every_row(grid: Grid, p: Predicate[Int]) -> Flag:
    """{grid} [has] at least one of the {p:bare} in every row | {grid} [has] no row without any of the {p:bare}"""
    return all(any(p(value) for value in row) for row in grid)


def has_different_cells(grid: Grid) -> Flag:
    """{grid} [contains] no number twice | {grid} [has] different numbers in all of its cells"""
    return len({value for row in grid for value in row}) == len(grid) * len(grid[0])


def is_mirror_symmetric(grid: Grid) -> Flag:
    """{grid} [is] its own mirror image from left to right | {grid} [has] only rows that read the same backwards"""
    return all(row == row[::-1] for row in grid)


def is_checkered(grid: BitGrid) -> Flag:
    """{grid} [has] different values in any two cells that share a side | {grid} [alternates] between 0 and 1 like a
    chessboard
    """
    return all((value + y + x) % 2 == grid[0][0] for y, row in enumerate(grid) for x, value in enumerate(row))


@alternative(is_checkered)
def _is_checkered_by_neighbours(grid: BitGrid) -> Flag:
    rows_differ = all(row[x] != row[x + 1] for row in grid for x in range(len(row) - 1))
    columns_differ = all(a != b for y in range(len(grid) - 1) for a, b in zip(grid[y], grid[y + 1], strict=True))
    return rows_differ and columns_differ


def is_magic(square: Square) -> Flag:
    """{square} [has] the same sum in every row, every column and both diagonals | {square} [is] a magic square, in
    which all rows, all columns and both diagonals have the same sum
    """
    n = len(square)
    sums = {sum(row) for row in square} | {sum(column) for column in zip(*square, strict=True)}
    sums |= {sum(square[i][i] for i in range(n)), sum(square[i][n - 1 - i] for i in range(n))}
    return len(sums) == 1


def has_each_number_once(square: Square) -> Flag:
    """{square} [has] the numbers from 1 to its size in every row and in every column | {square} [is] a Latin square of
    the numbers from 1 to its size
    """
    numbers = set(range(1, len(square) + 1))
    return all(set(line) == numbers for line in [*square, *zip(*square, strict=True)])


def saddle_points(grid: Grid) -> list[tuple[int, int]]:
    """the (row, column) positions, from 0, of the cells of {grid} that are the smallest in their row and the largest in
    their column | the saddle points of {grid}, which are a minimum of their row and a maximum of their column, as (row,
    column) tuples in reading order

    each: the saddle points of {grid} (row minima that are column maxima), as (row, column) tuples
    one: saddle point of {grid} (a row minimum that is a column maximum)
    concepts: search
    """
    lowest = [min(row) for row in grid]
    highest = [max(column) for column in zip(*grid, strict=True)]
    return [(y, x) for y, row in enumerate(grid) for x, value in enumerate(row) if lowest[y] == value == highest[x]]


@alternative(saddle_points)
def _saddle_points_by_loops(grid: Grid) -> list[tuple[int, int]]:
    points = []
    for y, row in enumerate(grid):
        for x, value in enumerate(row):
            if value == min(row) and all(other[x] <= value for other in grid):
                points.append((y, x))
    return points


def grid_peaks(grid: Grid) -> SomeInts:
    """the numbers in {grid} that are not smaller than any cell next to them horizontally or vertically, in reading
    order | the list of the cells of {grid} with no larger neighbour above, below, left or right

    each: the numbers in {grid} with no larger neighbour above, below, left or right
    one: number in {grid} with no larger neighbour above, below, left or right
    concepts: neighbours
    """
    height, width = len(grid), len(grid[0])
    found = []
    for y in range(height):
        for x in range(width):
            around = [(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)]
            if all(grid[b][a] <= grid[y][x] for b, a in around if 0 <= b < height and 0 <= a < width):
                found.append(grid[y][x])
    return found


def values_in_every_row(grid: Grid) -> SortedInts:
    """the numbers that occur in every row of {grid}, in ascending order and without duplicates | the sorted list of the
    different numbers that all rows of {grid} have in common

    each: the numbers that occur in every row of {grid}
    one: number that occurs in every row of {grid}
    concepts: sets
    """
    return sorted(set(grid[0]).intersection(*grid[1:]))


@alternative(values_in_every_row)
def _values_in_every_row_by_filter(grid: Grid) -> SortedInts:
    return [value for value in sorted(set(grid[0])) if all(value in row for row in grid)]


def first_place_in_grid(grid: Grid, target: Limit) -> tuple[int, int] | None:
    """the (row, column) position, from 0, of the first {target} in {grid} in reading order, or None if there is none |
    where {target} is first found in {grid} row by row, as a tuple (row, column) from 0, or None

    concepts: search
    """
    for y, row in enumerate(grid):
        if target in row:
            return y, row.index(target)
    return None


@alternative(first_place_in_grid)
def _first_place_in_grid_by_next(grid: Grid, target: Limit) -> tuple[int, int] | None:
    return next(((y, x) for y, row in enumerate(grid) for x, value in enumerate(row) if value == target), None)


def cell_neighbour_sums(grid: Grid) -> Grid:
    """the grid that holds for each cell of {grid} the sum of the cells directly above, below, left and right of it | a
    grid of the size of {grid} in which each number is the sum of the up to four neighbours of the cell that share a
    side with it

    concepts: neighbours
    """
    height, width = len(grid), len(grid[0])
    sums = [[0] * width for _ in range(height)]
    for y in range(height):
        for x in range(width):
            for b, a in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                if 0 <= b < height and 0 <= a < width:
                    sums[y][x] += grid[b][a]
    return sums


@alternative(cell_neighbour_sums)
def _cell_neighbour_sums_by_frame(grid: Grid) -> Grid:
    width = len(grid[0])
    blank = [0] * (width + 2)
    framed = [blank, *([0, *row, 0] for row in grid), blank]
    return [
        [framed[y - 1][x] + framed[y + 1][x] + framed[y][x - 1] + framed[y][x + 1] for x in range(1, width + 1)]
        for y in range(1, len(grid) + 1)
    ]


def live_neighbours(grid: BitGrid) -> Grid:
    """the grid that tells for each cell of {grid} how many of the up to eight cells around it are 1 | a grid of the
    size of {grid} with the number of ones among the horizontal, vertical and diagonal neighbours of each cell

    concepts: neighbours
    """
    height, width = len(grid), len(grid[0])
    counts = []
    for y in range(height):
        rows = grid[max(0, y - 1) : y + 2]
        counts.append([sum(sum(row[max(0, x - 1) : x + 2]) for row in rows) - grid[y][x] for x in range(width)])
    return counts


@alternative(live_neighbours)
def _live_neighbours_by_steps(grid: BitGrid) -> Grid:
    steps = [(b, a) for b in (-1, 0, 1) for a in (-1, 0, 1) if (b, a) != (0, 0)]
    ones = {(y, x) for y, row in enumerate(grid) for x, value in enumerate(row) if value}
    return [[sum((y + b, x + a) in ones for b, a in steps) for x in range(len(row))] for y, row in enumerate(grid)]


def next_generation(grid: BitGrid) -> BitGrid:
    """the next generation of {grid} in the game of life, where a 1 stays with two or three ones around it, a 0 with
    exactly three ones around it becomes 1, and all other cells become 0 | {grid} after one step of the game of life: of
    the cells around a cell, three ones make it 1, two ones leave it unchanged, and anything else makes it 0

    do: apply one step of the game of life to {grid} (three ones around a cell make it 1, two keep it, else it is 0)
    concepts: simulation, neighbours
    """
    successors = []
    for y, row in enumerate(grid):
        near = grid[max(0, y - 1) : y + 2]
        successor = []
        for x, value in enumerate(row):
            ones = sum(sum(line[max(0, x - 1) : x + 2]) for line in near) - value
            successor.append(1 if ones == 3 or (ones == 2 and value == 1) else 0)
        successors.append(successor)
    return successors


@alternative(next_generation)
def _next_generation_by_set(grid: BitGrid) -> BitGrid:
    alive = {(y, x) for y, row in enumerate(grid) for x, value in enumerate(row) if value}
    result = []
    for y, row in enumerate(grid):
        line = []
        for x in range(len(row)):
            around = sum((b, a) in alive for b in range(y - 1, y + 2) for a in range(x - 1, x + 2))
            line.append(1 if around == 3 or (around == 4 and (y, x) in alive) else 0)
        result.append(line)
    return result


def largest_patch(grid: BitGrid) -> Whole:
    """the size of the largest group of ones in {grid} that are connected horizontally or vertically, 0 if there are no
    ones | how many cells the largest island of ones in {grid} has, where cells are connected by their sides

    concepts: flood fill
    """
    land = {(y, x) for y, row in enumerate(grid) for x, value in enumerate(row) if value}
    largest = 0
    while land:
        stack = [land.pop()]
        size = 0
        while stack:
            y, x = stack.pop()
            size += 1
            for place in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                if place in land:
                    land.remove(place)
                    stack.append(place)
        largest = max(largest, size)
    return largest


def patch_count(grid: BitGrid) -> Whole:
    """the number of groups of ones in {grid} that are connected horizontally or vertically | how many islands of ones
    there are in {grid}, where cells are connected by their sides

    concepts: flood fill
    """
    land = {(y, x) for y, row in enumerate(grid) for x, value in enumerate(row) if value}
    patches = 0
    while land:
        patches += 1
        stack = [land.pop()]
        while stack:
            y, x = stack.pop()
            near = land & {(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)}
            land -= near
            stack.extend(near)
    return patches


def coast_length(grid: BitGrid) -> Whole:
    """the total length of the outline of the ones in {grid}, where each cell has sides of length 1 | the number of cell
    sides in {grid} that lie between a 1 and a 0 or between a 1 and the outside
    """
    land = {(y, x) for y, row in enumerate(grid) for x, value in enumerate(row) if value}
    return sum(place not in land for y, x in land for place in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)))


@alternative(coast_length)
def _coast_length_by_shared_sides(grid: BitGrid) -> Whole:
    cells = sum(sum(row) for row in grid)
    beside = sum(row[x] * row[x + 1] for row in grid for x in range(len(row) - 1))
    below = sum(a * b for y in range(len(grid) - 1) for a, b in zip(grid[y], grid[y + 1], strict=True))
    return 4 * cells - 2 * (beside + below)
