"""Boards of free cells (.) and blocked cells (#)."""

from __future__ import annotations

from collections import deque

from volt.data.factory.domains import BitGrid, Board, Flag, Int, Letter, Small, SortedInts, Whole, Wholes, alternative

CONCEPTS = ("grids", "text")


def free_cell_count(board: Board) -> Whole:
    """the number of free cells on {board} | how many cells of {board} are free

    do: count the free cells on {board}
    """
    return sum(row.count(".") for row in board)


@alternative(free_cell_count)
def _free_cell_count_by_loops(board: Board) -> Whole:
    free = 0
    for row in board:
        for cell in row:
            if cell == ".":
                free += 1
    return free


def blocked_in_each_row(board: Board) -> Wholes:
    """the list of the numbers of blocked cells in the rows of {board} | how many blocked cells each row of {board} has,
    as a list

    each: the numbers of blocked cells in the rows of {board}
    one: number of blocked cells in a row of {board}
    """
    return [row.count("#") for row in board]


def board_as_bits(board: Board) -> BitGrid:
    """{board} as a grid of integers with 1 for a blocked and 0 for a free cell | the grid that has 1 where {board} is
    blocked and 0 where it is free
    """
    return [[1 if cell == "#" else 0 for cell in row] for row in board]


def board_mirrored(board: Board) -> Board:
    """{board} mirrored from left to right | {board} with every row reversed

    each: the rows of {board}, each one reversed
    one: reversed row of {board}
    do: mirror {board} from left to right
    """
    return [row[::-1] for row in board]


def board_inverted(board: Board) -> Board:
    """{board} with free and blocked cells exchanged | the board that is blocked exactly where {board} is free

    each: the rows of {board} with . and # exchanged
    one: row of {board} with . and # exchanged
    do: exchange the free and the blocked cells of {board}
    """
    return ["".join("." if cell == "#" else "#" for cell in row) for row in board]


@alternative(board_inverted)
def _board_inverted_by_table(board: Board) -> Board:
    table = str.maketrans(".#", "#.")
    return [row.translate(table) for row in board]


def board_transposed(board: Board) -> Board:
    """{board} with rows and columns exchanged | the columns of {board} from left to right, as the rows of a new board

    each: the columns of {board}
    one: column of {board}
    do: exchange the rows and columns of {board}
    """
    return ["".join(column) for column in zip(*board, strict=True)]


def board_painted(board: Board, mark: Letter) -> list[str]:
    """{board} with the letter {mark} in place of every free cell | a copy of {board} with all free cells replaced by
    {mark}

    each: the rows of {board} with {mark} in place of every free cell
    one: row of {board} with {mark} in place of every free cell
    do: put the letter {mark} into every free cell of {board}
    """
    return [row.replace(".", mark) for row in board]


def free_rows(board: Board) -> SortedInts:
    """the indices, from 0, of the rows of {board} without a blocked cell | the list of the row numbers, counted from 0,
    at which {board} is completely free

    each: the indices, from 0, of the rows of {board} without a blocked cell
    one: index, from 0, of a row of {board} without a blocked cell
    """
    return [y for y, row in enumerate(board) if "#" not in row]


def longest_free_stretch(board: Board) -> Whole:
    """the length of the longest horizontal run of free cells on {board}, 0 if no cell is free | how many free cells
    follow each other at most within a row of {board}

    concepts: runs
    """
    return max((len(part) for row in board for part in row.split("#")), default=0)


@alternative(longest_free_stretch)
def _longest_free_stretch_by_loop(board: Board) -> Whole:
    longest = 0
    for row in board:
        run = 0
        for cell in row:
            run = run + 1 if cell == "." else 0
            longest = max(longest, run)
    return longest


def ways_through(board: Board) -> Whole:
    """the number of paths over free cells from the top left to the bottom right corner of {board} that only move right
    or down | in how many ways one can get from the top left to the bottom right of {board} with steps right or down on
    free cells

    concepts: dynamic programming
    """
    ways = [1] + [0] * (len(board[0]) - 1)
    for row in board:
        for x, cell in enumerate(row):
            if cell == "#":
                ways[x] = 0
            elif x > 0:
                ways[x] += ways[x - 1]
    return ways[-1]


@alternative(ways_through)
def _ways_through_in_table(board: Board) -> Whole:
    ways = {(0, 0): 1}
    for y, row in enumerate(board):
        for x, cell in enumerate(row):
            if cell == "#":
                ways[y, x] = 0
            elif (y, x) != (0, 0):
                ways[y, x] = ways.get((y - 1, x), 0) + ways.get((y, x - 1), 0)
    return ways[len(board) - 1, len(board[0]) - 1]


def fewest_steps_through(board: Board) -> Int:
    """the smallest number of steps from the top left to the bottom right corner of {board} over free cells in the four
    directions, or -1 if there is no way | the length in steps of the shortest way across {board} from the top left to
    the bottom right over free cells that share sides (-1 if there is none)

    concepts: breadth-first search
    """
    goal = (len(board) - 1, len(board[0]) - 1)
    free = {(y, x) for y, row in enumerate(board) for x, cell in enumerate(row) if cell == "."}
    queue = deque([(0, 0, 0)] if (0, 0) in free else [])
    free.discard((0, 0))
    while queue:
        y, x, steps = queue.popleft()
        if (y, x) == goal:
            return steps
        for place in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
            if place in free:
                free.remove(place)
                queue.append((*place, steps + 1))
    return -1


@alternative(fewest_steps_through)
def _fewest_steps_through_by_waves(board: Board) -> Int:
    goal = (len(board) - 1, len(board[0]) - 1)
    free = {(y, x) for y, row in enumerate(board) for x, cell in enumerate(row) if cell == "."}
    wave = free & {(0, 0)}
    steps = 0
    while wave and goal not in wave:
        free -= wave
        wave = {(y + b, x + a) for y, x in wave for b, a in ((0, 1), (0, -1), (1, 0), (-1, 0))} & free
        steps += 1
    return steps if wave else -1


def reachable_cell_count(board: Board) -> Whole:
    """the number of free cells of {board} that can be reached from the top left corner over free cells in the four
    directions, 0 if that corner is blocked | how many free cells of {board} are connected by their sides with the top
    left cell, itself included (0 if it is blocked)

    concepts: flood fill
    """
    free = {(y, x) for y, row in enumerate(board) for x, cell in enumerate(row) if cell == "."}
    stack = [place for place in free if place == (0, 0)]
    reached = set(stack)
    while stack:
        y, x = stack.pop()
        for place in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
            if place in free and place not in reached:
                reached.add(place)
                stack.append(place)
    return len(reached)


def wall_group_count(board: Board) -> Whole:
    """the number of groups of blocked cells on {board} that are connected by their sides | how many separate walls of
    blocked cells {board} has, where cells that share a side belong together

    concepts: flood fill
    """
    walls = {(y, x) for y, row in enumerate(board) for x, cell in enumerate(row) if cell == "#"}
    groups = 0
    while walls:
        groups += 1
        stack = [walls.pop()]
        while stack:
            y, x = stack.pop()
            near = walls & {(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)}
            walls -= near
            stack.extend(near)
    return groups


def blocked_neighbour_digits(board: Board) -> list[str]:
    """{board} with every free cell replaced by the number of blocked cells among the up to eight cells around it | a
    copy of {board} in which each free cell shows how many of its horizontal, vertical and diagonal neighbours are
    blocked

    each: the rows of {board} with each free cell replaced by its number of blocked neighbours (up to eight)
    one: row of {board} with each free cell replaced by its number of blocked neighbours (up to eight)
    do: replace each free cell of {board} by the number of blocked cells among its up to eight neighbours
    concepts: neighbours
    """
    result = []
    for y, row in enumerate(board):
        near = board[max(0, y - 1) : y + 2]
        counts = [sum(line[max(0, x - 1) : x + 2].count("#") for line in near) for x in range(len(row))]
        result.append("".join("#" if cell == "#" else str(counts[x]) for x, cell in enumerate(row)))
    return result


def dropped(board: Board) -> Board:
    """{board} after all blocked cells have fallen to the bottom of their columns | the board in which each column of
    {board} has its free cells at the top and its blocked cells at the bottom

    each: the rows of {board} after all blocked cells have fallen to the bottom
    one: row of {board} after all blocked cells have fallen to the bottom
    do: let all blocked cells of {board} fall to the bottom of their columns
    concepts: simulation
    """
    columns = ["".join(sorted(column, reverse=True)) for column in zip(*board, strict=True)]
    return ["".join(row) for row in zip(*columns, strict=True)]


@alternative(dropped)
def _dropped_by_counting(board: Board) -> Board:
    height = len(board)
    walls = [column.count("#") for column in zip(*board, strict=True)]
    return ["".join("#" if height - y <= wall else "." for wall in walls) for y in range(height)]


def has_closed_border(board: Board) -> Flag:
    """{board} [has] only blocked cells on its border | {board} [is] blocked all around its border"""
    return "." not in board[0] + board[-1] and all(row[0] == row[-1] == "#" for row in board)


def has_free_corners(board: Board) -> Flag:
    """{board} [has] free cells in all four corners | {board} [is] free in each of its corners"""
    return "#" not in board[0][0] + board[0][-1] + board[-1][0] + board[-1][-1]


def has_clear_column(board: Board) -> Flag:
    """{board} [has] a column without any blocked cell | {board} [contains] a column that is completely free"""
    return any("#" not in column for column in zip(*board, strict=True))


def board_enlarged(board: Board, k: Small) -> Board:
    """{board} enlarged by the factor {k}, so that each cell becomes {k} by {k} cells | the board in which every cell of
    {board} is repeated {k} times to the right and {k} times downwards

    do: enlarge {board} by the factor {k} in both directions
    """
    return ["".join(cell * k for cell in row) for row in board for _ in range(k)]
