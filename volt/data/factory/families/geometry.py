"""Plane and solid shapes: areas, perimeters, volumes, kinds of triangles, polygons."""

from __future__ import annotations

import math

from volt.data.factory.domains import Flag, Natural, Number, Points, Positive, Text, Whole, alternative

CONCEPTS = ("geometry",)


def rectangle_perimeter(width: Natural, height: Natural) -> Natural:
    """the perimeter of a rectangle with the sides {width} and {height} | the total length of the four sides of a
    rectangle that is {width} wide and {height} high
    """
    return 2 * (width + height)


def box_surface(length: Natural, width: Natural, height: Natural) -> Natural:
    """the surface area of a box with the edges {length}, {width} and {height} | the total area of the six sides of a
    box that measures {length} by {width} by {height}
    """
    return 2 * (length * width + width * height + length * height)


def box_volume(length: Natural, width: Natural, height: Natural) -> Natural:
    """the volume of a box with the edges {length}, {width} and {height} | the space inside a box that measures {length}
    by {width} by {height}
    """
    return length * width * height


def squares_cut_from(width: Natural, height: Natural) -> Natural:
    """the number of squares that one gets by always cutting the largest possible square from a rectangle with the sides
    {width} and {height} | how many squares a rectangle of {width} by {height} falls into if the largest possible square
    is cut off again and again

    concepts: Euclidean algorithm
    """
    squares = 0
    long, short = max(width, height), min(width, height)
    while short:
        squares += long // short
        long, short = short, long % short
    return squares


def lattice_points_on_segment(width: Whole, height: Whole) -> Natural:
    """the number of points with integer coordinates on the line segment from the origin to the point with the
    coordinates {width} and {height}, ends included | how many integer points lie on the segment from (0, 0) to the
    point with x equal to {width} and y equal to {height}

    concepts: greatest common divisor
    """
    return math.gcd(width, height) + 1


def circle_area(radius: Positive) -> Number:
    """the area of a circle with the radius {radius}, rounded to two decimals | the area of a circle, rounded to two
    decimals, whose radius is {radius}
    """
    return round(math.pi * radius**2, 2)


def circle_circumference(radius: Positive) -> Number:
    """the circumference of a circle with the radius {radius}, rounded to two decimals | the length of the outline of a
    circle of radius {radius}, rounded to two decimals
    """
    return round(2 * math.pi * radius, 2)


def sphere_volume(radius: Positive) -> Number:
    """the volume of a sphere with the radius {radius}, rounded to two decimals | the volume, rounded to two decimals,
    of a ball of radius {radius}
    """
    return round(4 / 3 * math.pi * radius**3, 2)


def cylinder_volume(radius: Positive, height: Positive) -> Number:
    """the volume of a cylinder with the radius {radius} and the height {height}, rounded to two decimals | the volume,
    rounded to two decimals, of a cylinder that is {height} high and has the radius {radius}
    """
    return round(math.pi * radius**2 * height, 2)


def diagonal_length(width: Positive, height: Positive) -> Number:
    """the length of the diagonal of a rectangle with the sides {width} and {height}, rounded to two decimals | the
    hypotenuse of a right triangle with the legs {width} and {height}, rounded to two decimals
    """
    return round(math.sqrt(width**2 + height**2), 2)


def trapezoid_area(a: Positive, b: Positive, height: Positive) -> Number:
    """the area of a trapezoid with the parallel sides {a} and {b} and the height {height}, rounded to two decimals |
    the area, rounded to two decimals, of a trapezoid of height {height} whose parallel sides are {a} and {b}
    """
    return round((a + b) / 2 * height, 2)


def ring_area(a: Natural, b: Natural) -> Number:
    """the area between two circles with a common center and the radii {a} and {b}, in whichever order, rounded to two
    decimals | the area of the ring between circles of radius {a} and {b} around the same center, rounded to two
    decimals
    """
    return round(math.pi * abs(a * a - b * b), 2)


def doubled_polygon_area(points: Points) -> Whole:
    """twice the area of the polygon with the corners {points} in order, by the shoelace formula | the absolute value of
    the sum of x times the next y minus y times the next x over {points}, where the first point follows the last

    concepts: polygons
    """
    total = 0
    for i, (x, y) in enumerate(points):
        next_x, next_y = points[(i + 1) % len(points)]
        total += x * next_y - next_x * y
    return abs(total)


@alternative(doubled_polygon_area)
def _doubled_polygon_area_by_zip(points: Points) -> Whole:
    following = points[1:] + points[:1]
    return abs(sum(a[0] * b[1] - a[1] * b[0] for a, b in zip(points, following, strict=True)))


def triangle_kind(a: Natural, b: Natural, c: Natural) -> Text:
    """'equilateral', 'isosceles' or 'scalene' for the sides {a}, {b} and {c}, or 'impossible' if they form no proper
    triangle | the kind of the triangle with the sides {a}, {b} and {c}: 'equilateral', 'isosceles' (exactly two equal
    sides), 'scalene', or 'impossible' if two sides together are not longer than the third

    concepts: conditions
    """
    if a + b <= c or a + c <= b or b + c <= a:
        return "impossible"
    if a == b == c:
        return "equilateral"
    return "isosceles" if a in (b, c) or b == c else "scalene"


@alternative(triangle_kind)
def _triangle_kind_by_set(a: Natural, b: Natural, c: Natural) -> Text:
    short, middle, long = sorted((a, b, c))
    if short + middle <= long:
        return "impossible"
    return {1: "equilateral", 2: "isosceles", 3: "scalene"}[len({a, b, c})]


def can_form_triangle(a: Natural, b: Natural, c: Natural) -> Flag:
    """{a} [forms] a triangle together with the sides {b} and {c}, where any two sides must be longer together than the
    third | {a} [is] a possible side of a proper triangle whose other sides are {b} and {c}
    """
    return a + b > c and a + c > b and b + c > a


@alternative(can_form_triangle)
def _can_form_triangle_by_longest(a: Natural, b: Natural, c: Natural) -> Flag:
    return 2 * max(a, b, c) < a + b + c


def forms_right_triangle(a: Natural, b: Natural, c: Natural) -> Flag:
    """{a} [forms] a right triangle together with the sides {b} and {c}, any of which may be the longest | {a} [is] a
    side of a right triangle whose other sides are {b} and {c}, in any order of size
    """
    return 2 * max(a, b, c) ** 2 == a * a + b * b + c * c


@alternative(forms_right_triangle)
def _forms_right_triangle_by_sorting(a: Natural, b: Natural, c: Natural) -> Flag:
    short, middle, long = sorted((a, b, c))
    return short**2 + middle**2 == long**2
