"""Square tables as matrices: products, powers, traces, special forms."""

from __future__ import annotations

from volt.data.factory.domains import Flag, Grid, Int, Limit, Small, SomeInts, Square, alternative

CONCEPTS = ("matrices",)


def trace(square: Square) -> Int:
    """the trace of {square}, the sum of its main diagonal | the sum of the numbers on the main diagonal of {square}

    do: add up the main diagonal of {square}
    """
    return sum(square[i][i] for i in range(len(square)))


@alternative(trace)
def _trace_by_enumerate(square: Square) -> Int:
    return sum(row[i] for i, row in enumerate(square))


def diagonal_difference(square: Square) -> Int:
    """the sum of the main diagonal of {square} minus the sum of the other diagonal | by how much the sum of the main
    diagonal of {square} exceeds that of the other diagonal
    """
    return sum(row[i] - row[-1 - i] for i, row in enumerate(square))


def matrix_square(square: Square) -> Square:
    """the matrix product of {square} with itself | the matrix {square} multiplied by itself

    do: multiply the matrix {square} by itself
    """
    columns = list(zip(*square, strict=True))
    return [[sum(a * b for a, b in zip(row, column, strict=True)) for column in columns] for row in square]


@alternative(matrix_square)
def _matrix_square_by_loops(square: Square) -> Square:
    n = len(square)
    product = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            for k in range(n):
                product[i][j] += square[i][k] * square[k][j]
    return product


def matrix_power(square: Square, k: Small) -> Square:
    """the matrix {square} raised to the power {k} | the product of {k} copies of the matrix {square}

    do: raise the matrix {square} to the power {k}
    """
    power = square
    for _ in range(k - 1):
        power = [
            [sum(a * b for a, b in zip(row, col, strict=True)) for col in zip(*square, strict=True)] for row in power
        ]
    return power


@alternative(matrix_power)
def _matrix_power_by_loops(square: Square, k: Small) -> Square:
    size = range(len(square))
    power = [[int(i == j) for j in size] for i in size]
    for _ in range(k):
        power = [[sum(power[i][m] * square[m][j] for m in size) for j in size] for i in size]
    return power


def scaled_matrix(grid: Grid, factor: Limit) -> Grid:
    """{grid} with every number multiplied by {factor} | the matrix {grid} times the number {factor}

    do: multiply every number in {grid} by {factor}
    """
    return [[factor * value for value in row] for row in grid]


def identity_matrix(k: Small) -> Square:
    """the identity matrix with {k} rows | the square table of {k} rows with ones on the main diagonal and zeros
    elsewhere
    """
    return [[1 if i == j else 0 for j in range(k)] for i in range(k)]


@alternative(identity_matrix)
def _identity_matrix_by_parts(k: Small) -> Square:
    return [[0] * i + [1] + [0] * (k - 1 - i) for i in range(k)]


def multiplication_table(k: Small) -> Square:
    """the multiplication table from 1 to {k} as a list of rows | the square table of {k} rows that holds the product of
    the row number and the column number, both counted from 1
    """
    return [[i * j for j in range(1, k + 1)] for i in range(1, k + 1)]


def numbered_grid(height: Small, width: Small) -> Grid:
    """the grid of {height} rows and {width} columns that holds the numbers from 1 upwards in reading order | a table
    with {height} rows and {width} columns, numbered row by row from 1
    """
    return [[y * width + x + 1 for x in range(width)] for y in range(height)]


@alternative(numbered_grid)
def _numbered_grid_by_ranges(height: Small, width: Small) -> Grid:
    return [list(range(start, start + width)) for start in range(1, height * width + 1, width)]


def row_times_matrix(xs: SomeInts, square: Square) -> SomeInts:
    """the sums of the rows of {square}, where the numbers of each row are multiplied by those of {xs} at the same
    position as far as both go | for each row of {square}, the sum of its products with the numbers of {xs} at the same
    positions (up to the shorter length)

    each: the sums of products of {xs} and the rows of {square}, position by position
    one: sum of products of {xs} and a row of {square}, position by position
    """
    return [sum(a * b for a, b in zip(row, xs, strict=False)) for row in square]


def outer_product(xs: SomeInts, ys: SomeInts) -> Grid:
    """the table of the products of each number of {xs}, one per row, with each number of {ys}, one per column | the
    outer product of {xs} and {ys}, with a row for each number of {xs}

    do: build the table of the products of the numbers of {xs} (rows) and {ys} (columns)
    """
    return [[x * y for y in ys] for x in xs]


@alternative(outer_product)
def _outer_product_by_loops(xs: SomeInts, ys: SomeInts) -> Grid:
    table = []
    for x in xs:
        row = []
        for y in ys:
            row.append(x * y)
        table.append(row)
    return table


def gram_matrix(grid: Grid) -> Square:
    """the matrix product of {grid} with its transpose | the square table of the sums of products of any two rows of
    {grid}

    do: multiply the matrix {grid} by its transpose
    """
    return [[sum(a * b for a, b in zip(row, other, strict=True)) for other in grid] for row in grid]


def symmetric_part(square: Square) -> Square:
    """the sum of {square} and its transpose | the matrix {square} plus its mirror image on the main diagonal

    do: add {square} and its transpose
    """
    return [[square[i][j] + square[j][i] for j in range(len(square))] for i in range(len(square))]


@alternative(symmetric_part)
def _symmetric_part_by_zip(square: Square) -> Square:
    columns = zip(*square, strict=True)
    return [[a + b for a, b in zip(row, column, strict=True)] for row, column in zip(square, columns, strict=True)]


def lower_triangle(square: Square) -> Square:
    """{square} with zeros above the main diagonal | the lower triangle of {square}, with all numbers above the main
    diagonal set to 0

    do: set all numbers of {square} above the main diagonal to 0
    """
    return [[value if j <= i else 0 for j, value in enumerate(row)] for i, row in enumerate(square)]


def is_symmetric(square: Square) -> Flag:
    """{square} [is] symmetric, so that it equals its transpose | {square} [stays] the same when rows and columns are
    exchanged

    adjective: symmetric
    """
    return all(square[i][j] == square[j][i] for i in range(len(square)) for j in range(i))


@alternative(is_symmetric)
def _is_symmetric_by_zip(square: Square) -> Flag:
    return square == [list(column) for column in zip(*square, strict=True)]


def is_identity(square: Square) -> Flag:
    """{square} [is] an identity matrix | {square} [has] ones on the main diagonal and zeros everywhere else"""
    return all(value == int(i == j) for i, row in enumerate(square) for j, value in enumerate(row))


def is_upper_triangular(square: Square) -> Flag:
    """{square} [has] only zeros below the main diagonal | {square} [is] an upper triangular matrix

    adjective: upper triangular
    """
    return all(value == 0 for i, row in enumerate(square) for value in row[:i])


@alternative(is_upper_triangular)
def _is_upper_triangular_by_index(square: Square) -> Flag:
    return not any(square[i][j] for i in range(len(square)) for j in range(i))


def is_diagonal_matrix(square: Square) -> Flag:
    """{square} [has] only zeros outside the main diagonal | {square} [is] a diagonal matrix

    adjective: diagonal
    """
    return all(value == 0 for i, row in enumerate(square) for j, value in enumerate(row) if i != j)


def is_dominant(square: Square) -> Flag:
    """{square} [has] in every row a number on the main diagonal whose absolute value is at least the sum of the
    absolute values of the others | {square} [is] diagonally dominant, with equality allowed
    """
    return all(2 * abs(row[i]) >= sum(abs(value) for value in row) for i, row in enumerate(square))


def determinant_of_two(a: Int, b: Int, c: Int, d: Int) -> Int:
    """the determinant of the matrix with the rows {a}, {b} and {c}, {d} | the product of {a} and {d} minus the product
    of {b} and {c}
    """
    return a * d - b * c
