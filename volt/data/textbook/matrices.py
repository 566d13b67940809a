# mypy: disable-error-code="no-any-return"
"""Matrices as lists of rows: shape, arithmetic, traversal, search and special forms."""

from itertools import pairwise
from typing import Any


def transpose(matrix: list[list[Any]]) -> list[list[Any]]:
    """Transpose a matrix, turning its rows into columns.

    Ask: swap rows and columns | flip a matrix over its main diagonal
    >>> transpose([[1, 2, 3], [4, 5, 6]])
    [[1, 4], [2, 5], [3, 6]]
    """
    return [list(column) for column in zip(*matrix, strict=True)]


def rotate_clockwise(matrix: list[list[Any]]) -> list[list[Any]]:
    """Rotate a matrix by 90 degrees clockwise.

    Ask: turn an image a quarter to the right | rotate a grid right
    >>> rotate_clockwise([[1, 2], [3, 4]])
    [[3, 1], [4, 2]]
    """
    return transpose(matrix[::-1])


def rotate_counterclockwise(matrix: list[list[Any]]) -> list[list[Any]]:
    """Rotate a matrix by 90 degrees counterclockwise.

    Ask: turn an image a quarter to the left | rotate a grid left
    >>> rotate_counterclockwise([[1, 2], [3, 4]])
    [[2, 4], [1, 3]]
    """
    return transpose(matrix)[::-1]


def mirror_matrix(matrix: list[list[Any]]) -> list[list[Any]]:
    """Mirror a matrix horizontally by reversing each row.

    Ask: flip an image left to right | reverse the columns of a matrix
    >>> mirror_matrix([[1, 2], [3, 4]])
    [[2, 1], [4, 3]]
    """
    return [row[::-1] for row in matrix]


def identity_matrix(n: int) -> list[list[int]]:
    """Create the identity matrix of size n.

    Ask: square matrix with ones on the diagonal | unit matrix
    >>> identity_matrix(2)
    [[1, 0], [0, 1]]
    """
    return [[int(i == j) for j in range(n)] for i in range(n)]


def constant_matrix(rows: int, columns: int, value: Any = 0) -> list[list[Any]]:
    """Create a matrix filled with one value.

    Ask: two-dimensional list of zeros | initialise a grid of given size
    >>> constant_matrix(2, 3)
    [[0, 0, 0], [0, 0, 0]]
    """
    return [[value] * columns for _ in range(rows)]


def add_matrices(a: list[list[int]], b: list[list[int]]) -> list[list[int]]:
    """Add two matrices of the same shape.

    Ask: matrix addition | element-wise sum of two grids
    >>> add_matrices([[1, 2]], [[3, 4]])
    [[4, 6]]
    """
    return [[x + y for x, y in zip(p, q, strict=True)] for p, q in zip(a, b, strict=True)]


def subtract_matrices(a: list[list[int]], b: list[list[int]]) -> list[list[int]]:
    """Subtract the second matrix from the first.

    Ask: matrix subtraction | element-wise difference of two grids
    >>> subtract_matrices([[5, 2]], [[3, 4]])
    [[2, -2]]
    """
    return [[x - y for x, y in zip(p, q, strict=True)] for p, q in zip(a, b, strict=True)]


def multiply_matrices(a: list[list[int]], b: list[list[int]]) -> list[list[int]]:
    """Multiply two matrices by the rule of rows times columns.

    Ask: matrix product | matrix multiplication with nested lists
    >>> multiply_matrices([[1, 2], [3, 4]], [[5, 6], [7, 8]])
    [[19, 22], [43, 50]]
    """
    return [[dot_product(row, list(column)) for column in zip(*b, strict=True)] for row in a]


def dot_product(first: list[int], second: list[int]) -> int:
    """Calculate the dot product of two vectors.

    Ask: scalar product of two lists | sum of element-wise products
    >>> dot_product([1, 2, 3], [4, 5, 6])
    32
    """
    return sum(x * y for x, y in zip(first, second, strict=True))


def scale_matrix(matrix: list[list[int]], factor: int) -> list[list[int]]:
    """Multiply every element of a matrix by a number.

    Ask: scalar multiplication of a matrix | scale all entries of a grid
    >>> scale_matrix([[1, 2], [3, 4]], 10)
    [[10, 20], [30, 40]]
    """
    return [[factor * x for x in row] for row in matrix]


def matrix_power(matrix: list[list[int]], exponent: int) -> list[list[int]]:
    """Raise a square matrix to a non-negative power by repeated squaring.

    Ask: matrix exponentiation | multiply a matrix with itself n times
    >>> matrix_power([[1, 1], [1, 0]], 5)
    [[8, 5], [5, 3]]
    """
    result = identity_matrix(len(matrix))
    while exponent:
        if exponent % 2:
            result = multiply_matrices(result, matrix)
        matrix, exponent = multiply_matrices(matrix, matrix), exponent // 2
    return result


def determinant(matrix: list[list[int]]) -> int:
    """Calculate the determinant of a square matrix by expansion along the first row.

    Ask: det of a matrix | Laplace expansion
    >>> determinant([[2, 0, 1], [1, 3, 2], [1, 1, 1]])
    0
    >>> determinant([[1, 2], [3, 4]])
    -2
    """
    if not matrix:
        return 1
    minors = ([row[:j] + row[j + 1 :] for row in matrix[1:]] for j in range(len(matrix)))
    return sum((-1) ** j * matrix[0][j] * determinant(minor) for j, minor in enumerate(minors))


def main_diagonal_sum(matrix: list[list[int]]) -> int:
    """Find the sum of the main diagonal of a square matrix.

    Ask: trace of a matrix | add the elements from top left to bottom right
    >>> main_diagonal_sum([[1, 2], [3, 4]])
    5
    """
    return sum(row[i] for i, row in enumerate(matrix))


def both_diagonals_sum(matrix: list[list[int]]) -> int:
    """Find the sum of both diagonals of a square matrix, counting the centre once.

    Ask: add the main and the secondary diagonal | total of the X of a matrix
    >>> both_diagonals_sum([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    25
    """
    n = len(matrix)
    return sum(matrix[i][j] for i in range(n) for j in {i, n - 1 - i})


def row_sums(matrix: list[list[int]]) -> list[int]:
    """Calculate the sum of each row of a matrix.

    Ask: totals per row | add up every line of a grid
    >>> row_sums([[1, 2], [3, 4]])
    [3, 7]
    """
    return [sum(row) for row in matrix]


def column_sums(matrix: list[list[int]]) -> list[int]:
    """Calculate the sum of each column of a matrix.

    Ask: totals per column | add the elements of a grid vertically
    >>> column_sums([[1, 2], [3, 4]])
    [4, 6]
    """
    return [sum(column) for column in zip(*matrix, strict=True)]


def column_sum(matrix: list[list[int]], column: int) -> int:
    """Calculate the sum of one column of a nested list.

    Ask: total of the nth column | add the elements at index n of every row
    >>> column_sum([[1, 2], [3, 4]], 1)
    6
    """
    return sum(row[column] for row in matrix)


def matrix_maximum(matrix: list[list[int]]) -> int:
    """Find the largest element of a matrix.

    Ask: maximum value of a grid | biggest number in a two-dimensional list
    >>> matrix_maximum([[1, 8], [3, 4]])
    8
    """
    return max(map(max, matrix))


def row_with_most_ones(matrix: list[list[int]]) -> int:
    """Find the index of the row with the most ones in a binary matrix.

    Ask: which row has the maximum number of 1s | densest line of a 0-1 grid
    >>> row_with_most_ones([[0, 0, 1], [0, 1, 1], [0, 0, 0]])
    1
    """
    return max(range(len(matrix)), key=lambda i: sum(matrix[i]))


def sort_rows_by_sum(matrix: list[list[int]]) -> list[list[int]]:
    """Sort the rows of a matrix in ascending order of their sums.

    Ask: order rows by total | arrange a matrix by row sum
    >>> sort_rows_by_sum([[9, 9], [1, 2], [4, 4]])
    [[1, 2], [4, 4], [9, 9]]
    """
    return sorted(matrix, key=sum)


def sort_all_elements(matrix: list[list[int]]) -> list[list[int]]:
    """Sort all elements of a matrix so that it reads in ascending order row by row.

    Ask: order a whole grid | rearrange matrix values in increasing order
    >>> sort_all_elements([[4, 1], [3, 2]])
    [[1, 2], [3, 4]]
    """
    values = iter(sorted(x for row in matrix for x in row))
    return [[next(values) for _ in row] for row in matrix]


def spiral_order(matrix: list[list[Any]]) -> list[Any]:
    """List the elements of a matrix in clockwise spiral order.

    Ask: walk around a grid from outside to inside | spiral traversal
    >>> spiral_order([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    [1, 2, 3, 6, 9, 8, 7, 4, 5]
    """
    order = []
    while matrix:
        order += matrix[0]
        matrix = [list(column) for column in zip(*matrix[1:], strict=True)][::-1]
    return order


def spiral_matrix(n: int) -> list[list[int]]:
    """Fill a square matrix with 1 to n squared in spiral order.

    Ask: generate a spiral matrix | number the cells of a grid going inwards clockwise
    >>> spiral_matrix(3)
    [[1, 2, 3], [8, 9, 4], [7, 6, 5]]
    """
    grid = [[0] * n for _ in range(n)]
    i, j, di, dj = 0, 0, 0, 1
    for value in range(1, n * n + 1):
        grid[i][j] = value
        if grid[(i + di) % n][(j + dj) % n]:
            di, dj = dj, -di
        i, j = i + di, j + dj
    return grid


def snake_order(matrix: list[list[Any]]) -> list[Any]:
    """List the elements of a matrix in snake order, every second row backwards.

    Ask: boustrophedon traversal | read a grid left to right and right to left in turn
    >>> snake_order([[1, 2], [3, 4], [5, 6]])
    [1, 2, 4, 3, 5, 6]
    """
    return [x for i, row in enumerate(matrix) for x in (row[::-1] if i % 2 else row)]


def diagonal_order(matrix: list[list[Any]]) -> list[list[Any]]:
    """List the anti-diagonals of a matrix from the top left corner to the bottom right.

    Ask: diagonal traversal | group the cells of a grid by row plus column
    >>> diagonal_order([[1, 2], [3, 4]])
    [[1], [2, 3], [4]]
    """
    lines: list[list[Any]] = [[] for _ in range(len(matrix) + len(matrix[0]) - 1)]
    for i, row in enumerate(matrix):
        for j, x in enumerate(row):
            lines[i + j].append(x)
    return lines


def is_symmetric(matrix: list[list[Any]]) -> bool:
    """Check whether a square matrix is symmetric, equal to its transpose.

    Ask: does a matrix mirror at its main diagonal | symmetric matrix test
    >>> is_symmetric([[1, 2], [2, 5]])
    True
    """
    return matrix == transpose(matrix)


def is_magic_matrix(matrix: list[list[int]]) -> bool:
    """Check whether all rows, columns and diagonals of a square matrix have the same sum.

    Ask: magic square test | do all lines of a grid add up equally
    >>> is_magic_matrix([[2, 7, 6], [9, 5, 1], [4, 3, 8]])
    True
    """
    diagonals = [main_diagonal_sum(matrix), main_diagonal_sum(mirror_matrix(matrix))]
    return len({*row_sums(matrix), *column_sums(matrix), *diagonals}) == 1


def is_toeplitz(matrix: list[list[Any]]) -> bool:
    """Check whether every diagonal of a matrix from top left to bottom right is constant.

    Ask: Toeplitz matrix test | are descending diagonals all equal
    >>> is_toeplitz([[1, 2, 3], [4, 1, 2]])
    True
    """
    return all(upper[:-1] == lower[1:] for upper, lower in pairwise(matrix))


def is_upper_triangular(matrix: list[list[int]]) -> bool:
    """Check whether all elements below the main diagonal are zero.

    Ask: upper triangular matrix test | is the lower left of a matrix empty
    >>> is_upper_triangular([[1, 2], [0, 3]])
    True
    """
    return not any(x for i, row in enumerate(matrix) for x in row[:i])


def search_sorted_matrix(matrix: list[list[int]], target: int) -> bool:
    """Search a value in a matrix whose rows and columns are sorted.

    Ask: staircase search from the top right corner | is target in a row and column sorted grid
    >>> search_sorted_matrix([[1, 4, 7], [2, 5, 8], [3, 6, 9]], 6)
    True
    """
    i, j = 0, len(matrix[0]) - 1
    while i < len(matrix) and j >= 0:
        if matrix[i][j] == target:
            return True
        i, j = (i, j - 1) if matrix[i][j] > target else (i + 1, j)
    return False


def saddle_points(matrix: list[list[int]]) -> list[tuple[int, int]]:
    """Find the positions that are the minimum of their row and the maximum of their column.

    Ask: saddle points of a matrix | row minimum and column maximum at once
    >>> saddle_points([[3, 5], [2, 9]])
    [(0, 0)]
    """
    columns = transpose(matrix)
    return [(i, j) for i, row in enumerate(matrix) for j, x in enumerate(row) if x == min(row) and x == max(columns[j])]


def outer_product(first: list[int], second: list[int]) -> list[list[int]]:
    """Form the outer product of two vectors as a matrix.

    Ask: table of products of two lists | every pair multiplied in a grid
    >>> outer_product([1, 2], [3, 4])
    [[3, 4], [6, 8]]
    """
    return [[x * y for y in second] for x in first]


def reshape(items: list[Any], columns: int) -> list[list[Any]]:
    """Arrange a flat list as a matrix with a given number of columns.

    Ask: reshape a list to rows | list to two-dimensional grid
    >>> reshape([1, 2, 3, 4], 2)
    [[1, 2], [3, 4]]
    """
    return [items[i : i + columns] for i in range(0, len(items), columns)]
