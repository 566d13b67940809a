# mypy: disable-error-code="no-any-return"
"""Plane geometry: points, lines, angles, triangles, circles and polygons."""

import math


def distance(p: tuple[float, float], q: tuple[float, float]) -> float:
    """Calculate the straight-line distance between two points.

    Ask: Euclidean distance of two coordinate pairs | length of the segment from p to q
    >>> distance((0, 0), (3, 4))
    5.0
    """
    return math.hypot(p[0] - q[0], p[1] - q[1])


def distance_between_coordinates(x1: float, y1: float, x2: float, y2: float) -> float:
    """Calculate the distance between the points (x1, y1) and (x2, y2).

    Ask: Euclidean distance from four coordinates | how far apart are two points in the plane
    >>> distance_between_coordinates(1, 1, 4, 5)
    5.0
    """
    return math.sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2)


def euclidean_distance(p: list[float], q: list[float]) -> float:
    """Calculate the Euclidean distance between two points of any dimension.

    Ask: length of the difference of two vectors | distance in n-dimensional space
    >>> euclidean_distance([1, 2, 3], [1, 5, 7])
    5.0
    """
    return math.sqrt(sum((a - b) ** 2 for a, b in zip(p, q, strict=True)))


def manhattan_distance(p: tuple[int, int], q: tuple[int, int]) -> int:
    """Calculate the Manhattan distance between two grid points.

    Ask: taxicab distance | sum of the absolute coordinate differences | city block metric
    >>> manhattan_distance((1, 2), (4, -2))
    7
    """
    return abs(p[0] - q[0]) + abs(p[1] - q[1])


def chebyshev_distance(p: tuple[int, int], q: tuple[int, int]) -> int:
    """Calculate the Chebyshev distance between two grid points.

    Ask: number of king moves between two squares | largest absolute coordinate difference
    >>> chebyshev_distance((1, 2), (4, -2))
    4
    """
    return max(abs(p[0] - q[0]), abs(p[1] - q[1]))


def point_line_distance(point: tuple[float, float], a: float, b: float, c: float) -> float:
    """Calculate the distance from a point to the line ax + by + c = 0.

    Ask: perpendicular distance of a point from a line | how far does a point lie from a line
    >>> point_line_distance((1, 2), 3, 4, 4)
    3.0
    """
    return abs(a * point[0] + b * point[1] + c) / math.hypot(a, b)


def midpoint(p: tuple[float, float], q: tuple[float, float]) -> tuple[float, float]:
    """Find the midpoint between two points.

    Ask: centre of a line segment | point halfway from p to q
    >>> midpoint((0, 2), (4, 6))
    (2.0, 4.0)
    """
    return (p[0] + q[0]) / 2, (p[1] + q[1]) / 2


def slope(x1: float, y1: float, x2: float, y2: float) -> float | None:
    """Calculate the slope of the line through two points, or None if vertical.

    Ask: gradient of a line from two coordinates | rise over run
    >>> slope(1, 2, 3, 8)
    3.0
    """
    return None if x1 == x2 else (y2 - y1) / (x2 - x1)


def line_through(p: tuple[float, float], q: tuple[float, float]) -> tuple[float, float]:
    """Find the slope and intercept of the line through two points.

    Ask: equation y = mx + b from two points | linear function passing through p and q
    >>> line_through((0, 1), (2, 5))
    (2.0, 1.0)
    """
    m = (q[1] - p[1]) / (q[0] - p[0])
    return m, p[1] - m * p[0]


def are_collinear(p: tuple[int, int], q: tuple[int, int], r: tuple[int, int]) -> bool:
    """Check if three points lie on one straight line.

    Ask: are the points collinear | does the triangle of three points have zero area
    >>> are_collinear((0, 0), (1, 2), (3, 6))
    True
    """
    return (q[0] - p[0]) * (r[1] - p[1]) == (r[0] - p[0]) * (q[1] - p[1])


def quadrant(x: float, y: float) -> int:
    """Find the quadrant of a point, or 0 if it lies on an axis.

    Ask: in which quarter of the coordinate plane is (x, y) | quadrant number from 1 to 4
    >>> quadrant(-3, 5)
    2
    """
    if x == 0 or y == 0:
        return 0
    if x > 0:
        return 1 if y > 0 else 4
    return 2 if y > 0 else 3


def degrees_to_radians(degrees: float) -> float:
    """Convert an angle from degrees to radians.

    Ask: turn degrees into radian measure | radians of a given angle
    >>> degrees_to_radians(180)
    3.141592653589793
    """
    return degrees * math.pi / 180


def radians_to_degrees(radians: float) -> float:
    """Convert an angle from radians to degrees.

    Ask: turn radian measure into degrees | degrees of an angle given in radians
    >>> radians_to_degrees(3.141592653589793)
    180.0
    """
    return radians * 180 / math.pi


def third_angle(a: float, b: float) -> float:
    """Find the third angle of a triangle from two angles in degrees.

    Ask: missing angle so that the sum is 180 | remaining angle of a triangle
    >>> third_angle(60, 50)
    70
    """
    return 180 - a - b


def angle_type(degrees: float) -> str:
    """Classify an angle as acute, right, obtuse, straight or reflex.

    Ask: name the kind of an angle given in degrees | is the angle acute or obtuse
    >>> angle_type(120)
    'obtuse'
    """
    if degrees < 90:
        return "acute"
    if degrees == 90:
        return "right"
    if degrees < 180:
        return "obtuse"
    return "straight" if degrees == 180 else "reflex"


def is_valid_triangle(a: float, b: float, c: float) -> bool:
    """Check if three side lengths can form a triangle.

    Ask: triangle inequality test | is any side shorter than the other two together
    >>> is_valid_triangle(3, 4, 5)
    True
    >>> is_valid_triangle(1, 2, 3)
    False
    """
    return a + b > c and b + c > a and a + c > b


def triangle_type(a: float, b: float, c: float) -> str:
    """Classify a triangle by its sides as equilateral, isosceles or scalene.

    Ask: name the kind of triangle from three side lengths | how many sides are equal
    >>> triangle_type(5, 5, 8)
    'isosceles'
    """
    return {1: "equilateral", 2: "isosceles", 3: "scalene"}[len({a, b, c})]


def is_right_triangle(a: int, b: int, c: int) -> bool:
    """Check if three side lengths form a right-angled triangle.

    Ask: Pythagorean triple test | does one angle of the triangle measure 90 degrees
    >>> is_right_triangle(5, 3, 4)
    True
    """
    a, b, c = sorted((a, b, c))
    return a > 0 and a * a + b * b == c * c


def hypotenuse(a: float, b: float) -> float:
    """Calculate the hypotenuse of a right triangle from its two legs.

    Ask: longest side by the Pythagorean theorem | diagonal of a right angle with legs a and b
    >>> hypotenuse(5, 12)
    13.0
    """
    return math.sqrt(a * a + b * b)


def triangle_area(base: float, height: float) -> float:
    """Calculate the area of a triangle from its base and height.

    Ask: half of base times height | surface of a triangle
    >>> triangle_area(6, 4)
    12.0
    """
    return base * height / 2


def heron_area(a: float, b: float, c: float) -> float:
    """Calculate the area of a triangle from its three sides.

    Ask: Heron's formula | surface of a triangle given all side lengths
    >>> heron_area(3, 4, 5)
    6.0
    """
    s = (a + b + c) / 2
    return math.sqrt(s * (s - a) * (s - b) * (s - c))


def equilateral_triangle_area(side: float) -> float:
    """Calculate the area of an equilateral triangle from its side.

    Ask: surface of a triangle with three equal sides | root three over four times side squared
    >>> round(equilateral_triangle_area(2), 4)
    1.7321
    """
    return math.sqrt(3) / 4 * side**2


def inradius(a: float, b: float, c: float) -> float:
    """Calculate the radius of the circle inscribed in a triangle.

    Ask: incircle radius from three sides | largest circle inside a triangle
    >>> inradius(3, 4, 5)
    1.0
    """
    return 2 * heron_area(a, b, c) / (a + b + c)


def circumradius(a: float, b: float, c: float) -> float:
    """Calculate the radius of the circle through the corners of a triangle.

    Ask: circumscribed circle radius from three sides | circumcircle of a triangle
    >>> circumradius(3, 4, 5)
    2.5
    """
    return a * b * c / (4 * heron_area(a, b, c))


def median_to_side(a: float, b: float, c: float) -> float:
    """Calculate the length of the triangle median that meets side a.

    Ask: distance from a corner to the middle of the opposite side | median from three sides
    >>> median_to_side(5, 3, 4)
    2.5
    """
    return math.sqrt(2 * b * b + 2 * c * c - a * a) / 2


def circle_area(radius: float) -> float:
    """Calculate the area of a circle from its radius.

    Ask: pi times radius squared | surface of a disc
    >>> round(circle_area(2), 4)
    12.5664
    """
    return math.pi * radius**2


def circumference(radius: float) -> float:
    """Calculate the circumference of a circle from its radius.

    Ask: perimeter of a circle | distance around a disc, two pi r
    >>> round(circumference(3), 4)
    18.8496
    """
    return 2 * math.pi * radius


def arc_length(radius: float, degrees: float) -> float:
    """Calculate the length of a circular arc for an angle in degrees.

    Ask: part of the circumference cut by a central angle | arc of a circle
    >>> round(arc_length(2, 90), 4)
    3.1416
    """
    return 2 * math.pi * radius * degrees / 360


def sector_area(radius: float, degrees: float) -> float:
    """Calculate the area of a circular sector for an angle in degrees.

    Ask: surface of a pie slice | part of a disc with a central angle
    >>> round(sector_area(4, 45), 4)
    6.2832
    """
    return math.pi * radius**2 * degrees / 360


def is_inside_circle(x: float, y: float, cx: float, cy: float, radius: float) -> bool:
    """Check if a point lies inside or on a circle.

    Ask: is (x, y) within radius of a centre | point in circle test
    >>> is_inside_circle(1, 1, 0, 0, 2)
    True
    """
    return (x - cx) ** 2 + (y - cy) ** 2 <= radius**2


def polygon_area(points: list[tuple[float, float]]) -> float:
    """Calculate the area of a polygon from its corner points in order.

    Ask: shoelace formula | surface enclosed by a list of vertices
    >>> polygon_area([(0, 0), (4, 0), (4, 3), (0, 3)])
    12.0
    """
    following = points[1:] + points[:1]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, following, strict=True))) / 2


def regular_polygon_area(sides: int, length: float) -> float:
    """Calculate the area of a regular polygon from its number of sides and side length.

    Ask: surface of an n-gon with equal sides | area of a regular hexagon or octagon
    >>> round(regular_polygon_area(4, 3), 4)
    9.0
    """
    return sides * length**2 / (4 * math.tan(math.pi / sides))


def interior_angle(sides: int) -> float:
    """Calculate an interior angle of a regular polygon in degrees.

    Ask: angle at each corner of an n-gon | inner angle of a regular polygon
    >>> interior_angle(6)
    120.0
    """
    return (sides - 2) * 180 / sides


def rectangles_overlap(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    """Check if two axis-parallel rectangles (left, bottom, right, top) overlap.

    Ask: do two boxes share some area | rectangle intersection test
    >>> rectangles_overlap((0, 0, 2, 2), (1, 1, 3, 3))
    True
    """
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
