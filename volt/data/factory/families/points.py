"""Points with integer coordinates."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

from volt.data.factory.domains import (
    Flag,
    Int,
    Ints,
    Number,
    Point,
    Points,
    Predicate,
    Small,
    Text,
    Whole,
    alternative,
)

CONCEPTS = ("points", "geometry")


def grid_distance(a: Point, b: Point) -> Whole:
    """the Manhattan distance between {a} and {b} | the sum of the distances between {a} and {b} in x and in y

    concepts: distance
    """
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


@alternative(grid_distance)
def _grid_distance_by_zip(a: Point, b: Point) -> Whole:
    return sum(abs(p - q) for p, q in zip(a, b, strict=True))


def squared_distance(a: Point, b: Point) -> Whole:
    """the square of the Euclidean distance between {a} and {b} | the squared straight-line distance from {a} to {b}

    concepts: distance
    """
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def straight_distance(a: Point, b: Point) -> Number:
    """the Euclidean distance between {a} and {b}, rounded to two decimals | the straight-line distance from {a} to {b},
    rounded to two decimals

    concepts: distance
    """
    return round(math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2), 2)


def king_distance(a: Point, b: Point) -> Whole:
    """the number of moves a chess king needs from {a} to {b} on an empty board without borders | the larger of the
    distances between {a} and {b} in x and in y

    concepts: distance
    """
    return max(abs(a[0] - b[0]), abs(a[1] - b[1]))


def steps_from_origin(point: Point) -> Whole:
    """the Manhattan distance of {point} from the origin | the sum of the absolute coordinates of {point}

    concepts: distance
    """
    return abs(point[0]) + abs(point[1])


def squared_length(point: Point) -> Whole:
    """the squared distance of {point} from the origin | the sum of the squares of the coordinates of {point}

    concepts: distance
    """
    return point[0] ** 2 + point[1] ** 2


def quadrant(point: Point) -> Whole:
    """the number of the quadrant in which {point} lies, from 1 to 4 counterclockwise, or 0 if it is on an axis | the
    quadrant (1 to 4, counterclockwise from positive x and y) of {point}, 0 for a point on an axis

    concepts: conditions
    """
    x, y = point
    if x == 0 or y == 0:
        return 0
    if y > 0:
        return 1 if x > 0 else 2
    return 3 if x < 0 else 4


@alternative(quadrant)
def _quadrant_by_table(point: Point) -> Whole:
    x, y = point
    if x * y == 0:
        return 0
    return {(True, True): 1, (False, True): 2, (False, False): 3, (True, False): 4}[(x > 0, y > 0)]


def mirrored_on_x_axis(point: Point) -> Point:
    """{point} mirrored on the x-axis | the mirror image of {point} on the x-axis

    do: mirror {point} on the x-axis
    """
    return point[0], -point[1]


def quarter_turn(point: Point) -> Point:
    """{point} rotated by 90 degrees counterclockwise around the origin | the point that {point} becomes after a quarter
    turn counterclockwise around the origin

    do: rotate {point} by 90 degrees counterclockwise around the origin
    """
    return -point[1], point[0]


def moved_point(point: Point, shift: Point) -> Point:
    """{point} moved by {shift} | the point whose coordinates are the sums of those of {point} and {shift}

    do: move {point} by {shift}
    """
    return point[0] + shift[0], point[1] + shift[1]


def scaled_point(point: Point, k: Small) -> Point:
    """{point} with both coordinates multiplied by {k} | the point at {k} times the coordinates of {point}

    do: multiply both coordinates of {point} by {k}
    """
    return point[0] * k, point[1] * k


def point_as_text(point: Point) -> Text:
    """{point} in the form '(x|y)' | a text of the form '(x|y)' with the coordinates of {point}

    concepts: formatting
    """
    return f"({point[0]}|{point[1]})"


def lies_on_axis(point: Point) -> Flag:
    """{point} [lies] on the x-axis or the y-axis | {point} [has] a coordinate that is 0"""
    return point[0] == 0 or point[1] == 0


def lies_on_diagonal(point: Point) -> Flag:
    """{point} [lies] on one of the two diagonals through the origin | {point} [has] coordinates with the same absolute
    value
    """
    return abs(point[0]) == abs(point[1])


def lies_above_x_axis(point: Point) -> Flag:
    """{point} [lies] above the x-axis | {point} [has] a positive y-coordinate"""
    return point[1] > 0


def lies_within(point: Point, k: Small) -> Flag:
    """{point} [lies] at a distance of at most {k} from the origin | {point} [lies] in the circle of radius {k} around
    the origin or on its border
    """
    return point[0] ** 2 + point[1] ** 2 <= k * k


def lies_in_line_with(point: Point, other: Point) -> Flag:
    """{point} [lies] in the same row or column as {other} | {point} [shares] a coordinate with {other} in x or in y"""
    return point[0] == other[0] or point[1] == other[1]


def nearest_point(points: Points, target: Point) -> Point:
    """the point of {points} that is nearest to {target}, the first one if there is a tie | the first of the points of
    {points} with the smallest Euclidean distance to {target}

    do: find the point of {points} nearest to {target}, the first one in case of a tie
    concepts: search
    """
    return min(points, key=lambda point: (point[0] - target[0]) ** 2 + (point[1] - target[1]) ** 2)


@alternative(nearest_point)
def _nearest_point_by_loop(points: Points, target: Point) -> Point:
    best = points[0]
    smallest = (best[0] - target[0]) ** 2 + (best[1] - target[1]) ** 2
    for x, y in points[1:]:
        distance = (x - target[0]) ** 2 + (y - target[1]) ** 2
        if distance < smallest:
            best, smallest = (x, y), distance
    return best


def nearest_to_origin(points: Points, k: Small) -> Points:
    """the {k} points of {points} that are nearest to the origin, nearest first and ties in ascending order (all of the
    points if there are fewer) | the first {k} points of {points} when they are sorted by distance from the origin and
    then by coordinates

    each: the {k} points of {points} that are nearest to the origin
    one: point among the {k} of {points} that are nearest to the origin
    concepts: sorting
    """
    return sorted(points, key=lambda point: (point[0] ** 2 + point[1] ** 2, point))[:k]


def bounding_box(points: Points) -> tuple[int, int, int, int]:
    """the bounding box of {points} as a tuple (smallest x, smallest y, largest x, largest y) | the tuple (left, bottom,
    right, top) of the smallest rectangle that contains {points}
    """
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


@alternative(bounding_box)
def _bounding_box_by_loop(points: Points) -> tuple[int, int, int, int]:
    left, bottom = right, top = points[0]
    for x, y in points:
        left, right = min(left, x), max(right, x)
        bottom, top = min(bottom, y), max(top, y)
    return left, bottom, right, top


def bounding_box_area(points: Points) -> Whole:
    """the area of the bounding box of {points} | the area of the smallest rectangle with sides parallel to the axes
    that contains {points}
    """
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def number_of_different_points(points: Points) -> Whole:
    """how many different points there are in {points} | the number of points in {points}, counting equal ones once

    concepts: sets
    """
    return len(set(points))


def closest_pair_distance(points: Points) -> Whole:
    """the smallest Manhattan distance between two points of {points}, 0 if there is only one point | the Manhattan
    distance of the two closest points in {points} (0 for a single point)

    concepts: distance, pairs
    """
    return min((abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in combinations(points, 2)), default=0)


@alternative(closest_pair_distance)
def _closest_pair_distance_by_loops(points: Points) -> Whole:
    gaps = []
    for i, (x, y) in enumerate(points):
        for other_x, other_y in points[:i]:
            gaps.append(abs(x - other_x) + abs(y - other_y))
    return min(gaps, default=0)


def route_length(points: Points) -> Whole:
    """the length of the path through {points} in their order, measured in Manhattan distances | the sum of the
    Manhattan distances between neighbouring points of {points}

    concepts: distance
    """
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(points))


@alternative(route_length)
def _route_length_by_loop(points: Points) -> Whole:
    total = 0
    for i in range(1, len(points)):
        total += abs(points[i][0] - points[i - 1][0]) + abs(points[i][1] - points[i - 1][1])
    return total


def center_of(points: Points) -> tuple[float, float]:
    """the center of gravity of {points} as a tuple of coordinates rounded to two decimals | the tuple of the average x
    and the average y of {points}, rounded to two decimals

    concepts: averages
    """
    return round(sum(x for x, _ in points) / len(points), 2), round(sum(y for _, y in points) / len(points), 2)


def x_coordinates_of_matching(points: Points, p: Predicate[Point]) -> Ints:
    """the list of the x-coordinates of {points:each p} | the x-coordinates of {points:each p}, in order

    each: the x-coordinates of {points:each p}
    one: x-coordinate of one of {points:each p}
    concepts: filtering
    """
    return [point[0] for point in points if p(point)]


def all_points_in_one_line(points: Points) -> Flag:
    """{points} [has] all of its points on one horizontal or one vertical line | {points} [has] the same x or the same y
    for all of its points
    """
    return len({x for x, _ in points}) == 1 or len({y for _, y in points}) == 1


def highest_y(points: Points) -> Int:
    """the largest y-coordinate in {points} | the y-coordinate of the topmost point of {points}"""
    return max(y for _, y in points)
