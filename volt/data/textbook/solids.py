# mypy: disable-error-code="no-any-return"
"""Areas and perimeters of quadrilaterals, volumes and surfaces of solids."""

import math


def square_area(side: float) -> float:
    """Calculate the area of a square from its side length.

    Ask: side times side | surface of a square
    >>> square_area(5)
    25
    """
    return side * side


def square_perimeter(side: float) -> float:
    """Calculate the perimeter of a square from its side length.

    Ask: distance around a square | four times the side
    >>> square_perimeter(5)
    20
    """
    return 4 * side


def rectangle_area(length: float, width: float) -> float:
    """Calculate the area of a rectangle from its length and width.

    Ask: length times width | surface of a rectangle
    >>> rectangle_area(4, 6)
    24
    """
    return length * width


def rectangle_perimeter(length: float, width: float) -> float:
    """Calculate the perimeter of a rectangle from its length and width.

    Ask: distance around a rectangle | twice the sum of both sides
    >>> rectangle_perimeter(4, 6)
    20
    """
    return 2 * (length + width)


def rectangle_diagonal(length: float, width: float) -> float:
    """Calculate the diagonal of a rectangle from its length and width.

    Ask: distance between opposite corners of a rectangle | corner to corner length
    >>> rectangle_diagonal(6, 8)
    10.0
    """
    return math.hypot(length, width)


def parallelogram_area(base: float, height: float) -> float:
    """Calculate the area of a parallelogram from its base and height.

    Ask: base times height of a slanted rectangle | surface of a parallelogram
    >>> parallelogram_area(7, 3)
    21
    """
    return base * height


def trapezium_area(a: float, b: float, height: float) -> float:
    """Calculate the area of a trapezium from its parallel sides and height.

    Ask: surface of a trapezoid | mean of both bases times the height
    >>> trapezium_area(6, 9, 4)
    30.0
    """
    return (a + b) / 2 * height


def trapezium_midline(a: float, b: float) -> float:
    """Calculate the length of the midline of a trapezium.

    Ask: median of a trapezoid | average of the two parallel sides
    >>> trapezium_midline(6, 9)
    7.5
    """
    return (a + b) / 2


def rhombus_area(p: float, q: float) -> float:
    """Calculate the area of a rhombus from its two diagonals.

    Ask: surface of a diamond shape | half the product of the diagonals
    >>> rhombus_area(6, 8)
    24.0
    """
    return p * q / 2


def rhombus_perimeter(side: float) -> float:
    """Calculate the perimeter of a rhombus from its side length.

    Ask: distance around a diamond with four equal sides | four times a rhombus side
    >>> rhombus_perimeter(10)
    40
    """
    return 4 * side


def polygon_perimeter(sides: list[float]) -> float:
    """Calculate the perimeter of any polygon from its side lengths.

    Ask: add up all sides of a figure | distance around a polygon
    >>> polygon_perimeter([3, 4, 5, 6])
    18
    """
    return sum(sides)


def regular_polygon_perimeter(sides: int, length: float) -> float:
    """Calculate the perimeter of a regular polygon.

    Ask: number of sides times side length | distance around an n-gon
    >>> regular_polygon_perimeter(5, 3)
    15
    """
    return sides * length


def polygon_diagonal_count(sides: int) -> int:
    """Count the diagonals of a convex polygon with n sides.

    Ask: how many diagonals does an n-gon have | lines joining non-adjacent corners
    >>> polygon_diagonal_count(6)
    9
    """
    return sides * (sides - 3) // 2


def ellipse_area(a: float, b: float) -> float:
    """Calculate the area of an ellipse from its two semi-axes.

    Ask: pi times both half axes | surface of an oval
    >>> round(ellipse_area(3, 2), 4)
    18.8496
    """
    return math.pi * a * b


def ring_area(outer: float, inner: float) -> float:
    """Calculate the area between two circles with the same centre.

    Ask: surface of an annulus | area of a ring from outer and inner radius
    >>> round(ring_area(3, 2), 4)
    15.708
    """
    return math.pi * (outer**2 - inner**2)


def cube_volume(edge: float) -> float:
    """Calculate the volume of a cube from its edge length.

    Ask: edge to the third power | space inside a cube
    >>> cube_volume(4)
    64
    """
    return edge**3


def cube_surface_area(edge: float) -> float:
    """Calculate the total surface area of a cube from its edge length.

    Ask: area of all six faces of a cube | six times the edge squared
    >>> cube_surface_area(3)
    54
    """
    return 6 * edge**2


def cube_lateral_area(edge: float) -> float:
    """Calculate the lateral surface area of a cube without top and bottom.

    Ask: area of the four side faces of a cube | four times the edge squared
    >>> cube_lateral_area(3)
    36
    """
    return 4 * edge**2


def cuboid_volume(length: float, width: float, height: float) -> float:
    """Calculate the volume of a rectangular box.

    Ask: length times width times height | space inside a cuboid
    >>> cuboid_volume(2, 3, 4)
    24
    """
    return length * width * height


def cuboid_surface_area(length: float, width: float, height: float) -> float:
    """Calculate the total surface area of a rectangular box.

    Ask: area of all faces of a cuboid | wrapping paper needed for a box
    >>> cuboid_surface_area(2, 3, 4)
    52
    """
    return 2 * (length * width + width * height + length * height)


def cuboid_lateral_area(length: float, width: float, height: float) -> float:
    """Calculate the lateral surface area of a rectangular box.

    Ask: area of the four walls of a room | cuboid side faces without top and bottom
    >>> cuboid_lateral_area(2, 3, 4)
    40
    """
    return 2 * height * (length + width)


def sphere_volume(radius: float) -> float:
    """Calculate the volume of a sphere from its radius.

    Ask: four thirds pi r cubed | space inside a ball
    >>> round(sphere_volume(3), 4)
    113.0973
    """
    return 4 / 3 * math.pi * radius**3


def sphere_surface_area(radius: float) -> float:
    """Calculate the surface area of a sphere from its radius.

    Ask: four pi r squared | skin of a ball
    >>> round(sphere_surface_area(3), 4)
    113.0973
    """
    return 4 * math.pi * radius**2


def cylinder_volume(radius: float, height: float) -> float:
    """Calculate the volume of a cylinder from its radius and height.

    Ask: base circle times height | capacity of a can
    >>> round(cylinder_volume(2, 5), 4)
    62.8319
    """
    return math.pi * radius**2 * height


def cylinder_surface_area(radius: float, height: float) -> float:
    """Calculate the total surface area of a cylinder.

    Ask: side plus both circular ends of a can | area of a closed cylinder
    >>> round(cylinder_surface_area(2, 5), 4)
    87.9646
    """
    return 2 * math.pi * radius * (radius + height)


def cylinder_lateral_area(radius: float, height: float) -> float:
    """Calculate the lateral surface area of a cylinder.

    Ask: curved side of a can | cylinder mantle without the ends
    >>> round(cylinder_lateral_area(2, 5), 4)
    62.8319
    """
    return 2 * math.pi * radius * height


def cone_volume(radius: float, height: float) -> float:
    """Calculate the volume of a cone from its radius and height.

    Ask: a third of base circle times height | capacity of an ice cream cone
    >>> round(cone_volume(3, 4), 4)
    37.6991
    """
    return math.pi * radius**2 * height / 3


def cone_surface_area(radius: float, height: float) -> float:
    """Calculate the total surface area of a cone from its radius and height.

    Ask: mantle plus base of a cone | area of a closed cone
    >>> round(cone_surface_area(3, 4), 4)
    75.3982
    """
    return math.pi * radius * (radius + math.hypot(radius, height))


def cone_lateral_area(radius: float, height: float) -> float:
    """Calculate the lateral surface area of a cone from its radius and height.

    Ask: curved side of a cone | cone mantle without the base
    >>> round(cone_lateral_area(3, 4), 4)
    47.1239
    """
    return math.pi * radius * math.hypot(radius, height)


def pyramid_volume(base_area: float, height: float) -> float:
    """Calculate the volume of a pyramid from its base area and height.

    Ask: a third of base times height | space inside a pyramid
    >>> pyramid_volume(36, 5)
    60.0
    """
    return base_area * height / 3


def square_pyramid_surface_area(base: float, slant_height: float) -> float:
    """Calculate the total surface area of a pyramid with a square base.

    Ask: base plus four triangles of a pyramid | area from base edge and slant height
    >>> square_pyramid_surface_area(6, 5)
    96
    """
    return base * base + 2 * base * slant_height


def triangular_prism_volume(base: float, triangle_height: float, length: float) -> float:
    """Calculate the volume of a prism with a triangular cross-section.

    Ask: triangle area times prism length | space inside a tent shape
    >>> triangular_prism_volume(4, 3, 10)
    60.0
    """
    return base * triangle_height / 2 * length


def tetrahedron_volume(edge: float) -> float:
    """Calculate the volume of a regular tetrahedron from its edge.

    Ask: space inside a four-faced solid with equal edges | tetrahedron with side a
    >>> round(tetrahedron_volume(6), 4)
    25.4558
    """
    return edge**3 / (6 * math.sqrt(2))
