# mypy: disable-error-code="no-any-return"
"""Grids: paths and costs, connected regions, boards, rectangles, and tables over intervals or partitions."""

from collections import deque
from functools import cache
from itertools import accumulate
from typing import Any


def neighbours(row: int, column: int, rows: int, columns: int) -> list[tuple[int, int]]:
    """List the cells above, below, left and right of a cell that lie inside a grid.

    Ask: four-connected neighbours of a cell | adjacent positions within a matrix
    >>> neighbours(0, 0, 2, 2)
    [(1, 0), (0, 1)]
    """
    around = [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
    return [(i, j) for i, j in around if 0 <= i < rows and 0 <= j < columns]


def count_grid_paths(rows: int, columns: int) -> int:
    """Count the paths from the top left to the bottom right of a grid, moving right or down.

    Ask: unique paths in an m by n grid | number of lattice routes
    >>> count_grid_paths(3, 7)
    28
    """
    ways = [1] * columns
    for _ in range(rows - 1):
        ways = list(accumulate(ways))
    return ways[-1]


def count_paths_around_obstacles(grid: list[list[int]]) -> int:
    """Count the right and down paths through a grid in which ones are obstacles.

    Ask: unique paths with blocked cells | number of routes avoiding walls
    >>> count_paths_around_obstacles([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    2
    """
    ways = [1] + [0] * (len(grid[0]) - 1)
    for row in grid:
        for j, blocked in enumerate(row):
            left = ways[j - 1] if j else 0
            ways[j] = 0 if blocked else ways[j] + left
    return ways[-1]


def min_path_sum(grid: list[list[int]]) -> int:
    """Find the smallest sum of a path from top left to bottom right, moving right or down.

    Ask: cheapest route through a cost matrix | minimum path sum of a grid
    >>> min_path_sum([[1, 3, 1], [1, 5, 1], [4, 2, 1]])
    7
    """
    best = list(accumulate(grid[0]))
    for row in grid[1:]:
        best[0] += row[0]
        for j in range(1, len(row)):
            best[j] = row[j] + min(best[j], best[j - 1])
    return best[-1]


def min_cost_with_diagonals(cost: list[list[int]], m: int, n: int) -> int:
    """Find the least cost to reach cell (m, n) from (0, 0), moving right, down or diagonally.

    Ask: minimum cost path in a matrix with three moves | cheapest way to a given cell
    >>> min_cost_with_diagonals([[2, 9], [4, 3]], 1, 1)
    5
    """

    @cache
    def best(i: int, j: int) -> float:
        if i < 0 or j < 0:
            return float("inf")
        if i == j == 0:
            return cost[0][0]
        return cost[i][j] + min(best(i - 1, j), best(i, j - 1), best(i - 1, j - 1))

    return int(best(m, n))


def max_path_sum(grid: list[list[int]]) -> int:
    """Find the largest sum of a path from top left to bottom right, moving right or down.

    Ask: richest route through a grid | maximum path sum of a matrix
    >>> max_path_sum([[1, 2], [5, 1]])
    7
    """
    return -min_path_sum([[-x for x in row] for row in grid])


def max_gold(mine: list[list[int]]) -> int:
    """Find the most gold collected from the first to the last column, moving right or diagonally right.

    Ask: gold mine problem | best left to right path through a matrix
    >>> max_gold([[1, 3, 3], [2, 1, 4], [0, 6, 4]])
    12
    """
    best = [row[-1] for row in mine]
    for j in range(len(mine[0]) - 2, -1, -1):
        best = [mine[i][j] + max(best[max(0, i - 1) : i + 2]) for i in range(len(mine))]
    return max(best)


def max_falling_sum(grid: list[list[int]]) -> int:
    """Find the largest sum of one element per row, each at most one column from the previous.

    Ask: maximum falling path sum | best top to bottom path in a matrix
    >>> max_falling_sum([[1, 2, 9], [5, 3, 1], [4, 8, 2]])
    20
    """
    best = grid[0]
    for row in grid[1:]:
        best = [x + max(best[max(0, j - 1) : j + 2]) for j, x in enumerate(row)]
    return max(best)


def shortest_maze_path(maze: list[list[int]]) -> int:
    """Find the number of steps of the shortest way through a maze of zeros, corner to corner, or -1.

    Ask: shortest path in a binary grid | breadth-first search through a labyrinth
    >>> shortest_maze_path([[0, 1], [0, 0]])
    2
    """
    rows, columns = len(maze), len(maze[0])
    steps = {(0, 0): 0}
    queue = deque(steps)
    while queue:
        cell = queue.popleft()
        for i, j in neighbours(*cell, rows, columns):
            if not maze[i][j] and (i, j) not in steps:
                steps[i, j] = steps[cell] + 1
                queue.append((i, j))
    return steps.get((rows - 1, columns - 1), -1)


def connected_cells(grid: list[list[Any]], row: int, column: int) -> set[tuple[int, int]]:
    """Find all cells connected to a cell through neighbours of the same value.

    Ask: region of equal cells around a position | flood selection in a grid
    >>> sorted(connected_cells([[1, 1], [0, 1]], 0, 0))
    [(0, 0), (0, 1), (1, 1)]
    """
    region = {(row, column)}
    stack = [(row, column)]
    while stack:
        for i, j in neighbours(*stack.pop(), len(grid), len(grid[0])):
            if grid[i][j] == grid[row][column] and (i, j) not in region:
                region.add((i, j))
                stack.append((i, j))
    return region


def flood_fill(image: list[list[int]], row: int, column: int, colour: int) -> list[list[int]]:
    """Fill the region of equal cells around a position of an image with a new colour.

    Ask: flood fill | paint bucket tool | recolour a connected area
    >>> flood_fill([[1, 1], [0, 1]], 0, 0, 7)
    [[7, 7], [0, 7]]
    """
    region = connected_cells(image, row, column)
    return [[colour if (i, j) in region else x for j, x in enumerate(line)] for i, line in enumerate(image)]


def islands(grid: list[list[int]]) -> list[set[tuple[int, int]]]:
    """Find the islands of a grid, that is, the connected regions of ones.

    Ask: list the groups of adjacent land cells | connected components of a binary matrix
    >>> islands([[1, 0, 1]])
    [{(0, 0)}, {(0, 2)}]
    """
    found: list[set[tuple[int, int]]] = []
    for i, row in enumerate(grid):
        for j, land in enumerate(row):
            if land and not any((i, j) in island for island in found):
                found.append(connected_cells(grid, i, j))
    return found


def count_islands(grid: list[list[int]]) -> int:
    """Count the islands of ones in a binary grid.

    Ask: number of islands | how many connected land regions does a map have
    >>> count_islands([[1, 1, 0], [0, 0, 0], [0, 1, 1]])
    2
    """
    return len(islands(grid))


def largest_island(grid: list[list[int]]) -> int:
    """Find the area of the largest island of ones in a binary grid.

    Ask: size of the biggest connected land region | max area of island
    >>> largest_island([[1, 1, 0], [0, 0, 1]])
    2
    """
    return max(map(len, islands(grid)), default=0)


def island_perimeter(grid: list[list[int]]) -> int:
    """Find the total perimeter of the land cells of a grid.

    Ask: length of the coast in a binary map | boundary of the ones of a matrix
    >>> island_perimeter([[1, 1]])
    6
    """
    land = {(i, j) for i, row in enumerate(grid) for j, x in enumerate(row) if x}
    return sum((i + di, j + dj) not in land for i, j in land for di, dj in ((0, 1), (1, 0), (0, -1), (-1, 0)))


def word_in_grid(board: list[str], word: str) -> bool:
    """Check whether a word can be traced through adjacent cells of a letter grid, using each once.

    Ask: word search in a board | is there a path of letters spelling the word
    >>> word_in_grid(['cat', 'xyo'], 'cato')
    True
    """

    def trace(i: int, j: int, rest: str, used: frozenset[tuple[int, int]]) -> bool:
        if board[i][j] != rest[0] or (i, j) in used:
            return False
        around = neighbours(i, j, len(board), len(board[0]))
        return len(rest) == 1 or any(trace(*cell, rest[1:], used | {(i, j)}) for cell in around)

    return any(trace(i, j, word, frozenset()) for i in range(len(board)) for j in range(len(board[0])))


def is_valid_sudoku(board: list[list[int]]) -> bool:
    """Check whether a 9 by 9 sudoku board, with 0 for empty cells, breaks no rule.

    Ask: sudoku check | no digit repeats in a row, column or box
    >>> is_valid_sudoku([[5, 0, 0, 0, 5, 0, 0, 0, 0]] + [[0] * 9] * 8)
    False
    """
    columns = [list(column) for column in zip(*board, strict=True)]
    boxes = [[board[3 * (b // 3) + k // 3][3 * (b % 3) + k % 3] for k in range(9)] for b in range(9)]
    digits = [[x for x in unit if x] for unit in board + columns + boxes]
    return all(len(unit) == len(set(unit)) for unit in digits)


def count_neighbouring_mines(field: list[list[int]]) -> list[list[int]]:
    """Count for each cell of a minefield the mines in the cells around it.

    Ask: minesweeper numbers | sum of the eight neighbours of every cell
    >>> count_neighbouring_mines([[1, 0], [0, 0]])
    [[0, 1], [1, 1]]
    """
    n, m = len(field), len(field[0])

    def block(i: int, j: int) -> int:
        return sum(sum(row[max(0, j - 1) : j + 2]) for row in field[max(0, i - 1) : i + 2])

    return [[block(i, j) - field[i][j] for j in range(m)] for i in range(n)]


def zero_rows_and_columns(matrix: list[list[int]]) -> list[list[int]]:
    """Set every row and column of a matrix that contains a zero to zero.

    Ask: set matrix zeroes | clear lines with a zero
    >>> zero_rows_and_columns([[1, 0], [3, 4]])
    [[0, 0], [3, 0]]
    """
    columns = [0 in column for column in zip(*matrix, strict=True)]
    return [[0 if 0 in row or clear else x for x, clear in zip(row, columns, strict=True)] for row in matrix]


def pad_matrix(matrix: list[list[int]], filler: int = 0) -> list[list[int]]:
    """Surround a matrix with a border of a filler value.

    Ask: pad a grid with zeros on all sides | add a frame around a matrix
    >>> pad_matrix([[5]])
    [[0, 0, 0], [0, 5, 0], [0, 0, 0]]
    """
    edge = [filler] * (len(matrix[0]) + 2)
    return [edge, *([filler, *row, filler] for row in matrix), list(edge)]


def submatrix_sum(matrix: list[list[int]], top: int, left: int, bottom: int, right: int) -> int:
    """Sum the elements of a matrix inside a rectangle, borders included.

    Ask: total of a submatrix | range sum query in two dimensions
    >>> submatrix_sum([[1, 2, 3], [4, 5, 6], [7, 8, 9]], 0, 1, 1, 2)
    16
    """
    return sum(sum(row[left : right + 1]) for row in matrix[top : bottom + 1])


def largest_square(grid: list[list[int]]) -> int:
    """Find the side of the largest square of ones in a binary matrix.

    Ask: maximal square submatrix of 1s | biggest full square in a grid
    >>> largest_square([[1, 1, 0], [1, 1, 1], [0, 1, 1]])
    2
    """
    best, row_above = 0, [0] * (len(grid[0]) + 1)
    for row in grid:
        sides = [0]
        for j, cell in enumerate(row):
            sides.append(1 + min(sides[j], row_above[j], row_above[j + 1]) if cell else 0)
        best, row_above = max(best, *sides), sides
    return best


def largest_rectangle(heights: list[int]) -> int:
    """Find the area of the largest rectangle under a histogram.

    Ask: biggest rectangle in bar heights | maximal area with a stack
    >>> largest_rectangle([2, 1, 5, 6, 2, 3])
    10
    """
    stack: list[int] = []
    best = 0
    for i, height in enumerate([*heights, 0]):
        while stack and heights[stack[-1]] >= height:
            tall = heights[stack.pop()]
            width = i - stack[-1] - 1 if stack else i
            best = max(best, tall * width)
        stack.append(i)
    return best


def matrix_chain_cost(sizes: list[int]) -> int:
    """Find the least number of multiplications to multiply a chain of matrices of given sizes.

    Ask: matrix chain multiplication | best order of multiplying matrices
    >>> matrix_chain_cost([10, 30, 5, 60])
    4500
    """

    @cache
    def cost(i: int, j: int) -> int:
        splits = (cost(i, k) + cost(k, j) + sizes[i] * sizes[k] * sizes[j] for k in range(i + 1, j))
        return min(splits, default=0)

    return cost(0, len(sizes) - 1)


def egg_drops(eggs: int, floors: int) -> int:
    """Find the least number of trials that finds the critical floor in the worst case.

    Ask: egg dropping puzzle | minimum drops with n eggs and k floors
    >>> egg_drops(2, 36)
    8
    """
    covered = [0] * (eggs + 1)
    trials = 0
    while covered[eggs] < floors:
        trials += 1
        for e in range(eggs, 0, -1):
            covered[e] += covered[e - 1] + 1
    return trials


def paint_fence_ways(posts: int, colours: int) -> int:
    """Count the ways to paint a fence so that at most two neighbouring posts have one colour.

    Ask: painting fence algorithm | number of colourings without three in a row
    >>> paint_fence_ways(3, 2)
    6
    """
    same, different = 0, colours
    for _ in range(posts - 1):
        same, different = different, (same + different) * (colours - 1)
    return same + different
