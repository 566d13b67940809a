"""Families about decimal numbers: rounding, percentages, money, units and simple formulas."""

from __future__ import annotations

import math

from volt.data.factory.domains import Flag, Int, Limit, Natural, Number, Positive, Small, Text, alternative

CONCEPTS = ("decimal numbers", "arithmetic")


def rounded_down(x: Number) -> Int:
    """the largest integer that is at most {x} | {x} rounded down to an integer

    do: round {x} down to an integer
    """
    return math.floor(x)


@alternative(rounded_down)
def _rounded_down_by_floor_division(x: Number) -> Int:
    return int(x // 1)


def rounded_up(x: Number) -> Int:
    """the smallest integer that is at least {x} | {x} rounded up to an integer

    do: round {x} up to an integer
    """
    return math.ceil(x)


@alternative(rounded_up)
def _rounded_up_by_negation(x: Number) -> Int:
    return -math.floor(-x)


def rounded_half_up(x: Number) -> Int:
    """the integer closest to {x}, the larger one if two are equally close | {x} rounded to an integer, with halves
    rounded up
    """
    return math.floor(x + 0.5)


@alternative(rounded_half_up)
def _rounded_half_up_by_parts(x: Number) -> Int:
    whole = math.floor(x)
    return whole + 1 if x - whole >= 0.5 else whole


def integer_part(x: Number) -> Int:
    """the integer part of {x} | {x} without its decimals | {x} rounded towards 0

    do: cut off the decimals of {x}
    """
    return int(x)


@alternative(integer_part)
def _integer_part_by_sign(x: Number) -> Int:
    return math.floor(x) if x >= 0 else math.ceil(x)


def decimal_part(x: Positive) -> Number:
    """the decimal part of {x}, rounded to two decimals | what is left of {x} without its integer part, rounded to two
    decimals
    """
    return round(x - int(x), 2)


def in_cents(x: Number) -> Int:
    """the number of cents in an amount of money whose value in euros is {x}, as an integer | 100 times {x}, rounded to
    an integer

    do: convert {x} from euros to cents, as an integer
    """
    return round(x * 100)


def absolute_decimal(x: Number) -> Number:
    """the absolute value of {x} | {x} without its sign"""
    return abs(x)


@alternative(absolute_decimal)
def _absolute_decimal_by_fabs(x: Number) -> Number:
    return math.fabs(x)


def decimal_difference(x: Number, y: Number) -> Number:
    """the absolute difference of {x} and {y}, rounded to two decimals | how far {x} and {y} are apart, rounded to two
    decimals
    """
    return round(abs(x - y), 2)


@alternative(decimal_difference)
def _decimal_difference_by_extremes(x: Number, y: Number) -> Number:
    return round(max(x, y) - min(x, y), 2)


def mean_of_two(x: Number, y: Number) -> Number:
    """the mean of {x} and {y}, rounded to two decimals | half of the sum of {x} and {y}, rounded to two decimals"""
    return round((x + y) / 2, 2)


def geometric_mean_of_two(x: Positive, y: Positive) -> Positive:
    """the geometric mean of {x} and {y}, which is the square root of their product, rounded to two decimals | the side
    of a square with the same area as a rectangle whose sides are {x} and {y}, rounded to two decimals
    """
    return round(math.sqrt(x * y), 2)


def harmonic_mean_of_two(x: Positive, y: Positive) -> Positive:
    """the harmonic mean of {x} and {y}, which is twice their product divided by their sum, rounded to two decimals |
    the mean speed of a trip there and back if the speed is {x} on the way there and {y} on the way back, rounded to two
    decimals
    """
    return round(2 * x * y / (x + y), 2)


def percent_of(x: Number, rate: Small) -> Number:
    """the amount that is {rate} percent of {x}, rounded to two decimals | {rate} percent of {x}, rounded to two
    decimals
    """
    return round(x * rate / 100, 2)


def with_discount(price: Positive, rate: Small) -> Positive:
    """the price after a discount of {rate} percent on {price}, rounded to two decimals | {price} reduced by {rate}
    percent, rounded to two decimals

    do: reduce {price} by {rate} percent and round to two decimals
    """
    return round(price * (100 - rate) / 100, 2)


def with_tax(price: Positive, rate: Small) -> Positive:
    """the price after {rate} percent tax has been added to {price}, rounded to two decimals | {price} increased by
    {rate} percent, rounded to two decimals

    do: add {rate} percent to {price} and round to two decimals
    """
    return round(price * (100 + rate) / 100, 2)


def share_in_percent(x: Positive, y: Positive) -> Number:
    """the percentage that {x} is of {y}, rounded to two decimals | 100 times the quotient of {x} and {y}, rounded to
    two decimals
    """
    return round(100 * x / y, 2)


def change_in_percent(old: Positive, new: Positive) -> Number:
    """the change from {old} to {new} in percent of {old}, rounded to two decimals and negative for a decrease | by how
    many percent {old} has to grow to become {new}, rounded to two decimals
    """
    return round((new - old) / old * 100, 2)


def simple_interest(amount: Positive, rate: Small, k: Small) -> Number:
    """the simple interest on {amount} at {rate} percent a year for {k} years, rounded to two decimals | what
    {amount} earns in {k} years at {rate} percent of it a year, without interest on interest, rounded to two
    decimals
    """
    return round(amount * rate * k / 100, 2)


def compound_amount(amount: Positive, rate: Small, k: Small) -> Positive:
    """the amount that {amount} grows to in {k} years with {rate} percent compound interest a year, rounded to
    two decimals at the end | what {amount} becomes after it has been increased by {rate} percent {k} times,
    rounded to two decimals at the end
    """
    return round(amount * (1 + rate / 100) ** k, 2)


def balance_with_yearly_rounding(amount: Positive, rate: Small, k: Small) -> Positive:
    """the balance after {k} years on an account that starts with {amount} and earns {rate} percent interest a year,
    where the balance is rounded to two decimals every year | what becomes of {amount} if it is increased by {rate}
    percent and rounded to two decimals, {k} times in a row
    """
    for _ in range(k):
        amount = round(amount * (100 + rate) / 100, 2)
    return amount


@alternative(balance_with_yearly_rounding)
def _balance_with_yearly_rounding_recursively(amount: Positive, rate: Small, k: Small) -> Positive:
    if k == 0:
        return amount
    grown = round(amount * (100 + rate) / 100, 2)
    return _balance_with_yearly_rounding_recursively(grown, rate, k - 1)


def price_per_person(price: Positive, k: Small) -> Number:
    """the amount that each of {k} people pays if they split {price} evenly, rounded to two decimals | {price} divided
    by {k}, rounded to two decimals
    """
    return round(price / k, 2)


def celsius_to_fahrenheit(x: Number) -> Number:
    """{x} converted from degrees Celsius to degrees Fahrenheit and rounded to two decimals | 32 more
    than 1.8 times {x}, rounded to two decimals

    do: convert {x} from degrees Celsius to degrees Fahrenheit and round to two decimals
    """
    return round(x * 1.8 + 32, 2)


def fahrenheit_to_celsius(x: Number) -> Number:
    """{x} converted from degrees Fahrenheit to degrees Celsius and rounded to two decimals | five
    ninths of the number that is left of {x} after 32 is subtracted, rounded to two decimals

    do: convert {x} from degrees Fahrenheit to degrees Celsius and round to two decimals
    """
    return round((x - 32) * 5 / 9, 2)


def miles_to_kilometres(x: Positive) -> Positive:
    """{x} converted from miles to kilometres with 1.609 kilometres to a mile and rounded to two decimals |
    1.609 times {x}, rounded to two decimals

    do: convert {x} from miles to kilometres, with 1.609 kilometres to a mile, and round to two decimals
    """
    return round(x * 1.609, 2)


def inches_to_centimetres(x: Positive) -> Positive:
    """{x} converted from inches to centimetres and rounded to two decimals | 2.54 times {x}, rounded to two
    decimals

    do: convert {x} from inches to centimetres and round to two decimals
    """
    return round(x * 2.54, 2)


def metres_per_second(x: Positive) -> Number:
    """{x} converted from kilometres per hour to metres per second and rounded to two decimals | {x} divided
    by 3.6, rounded to two decimals
    """
    return round(x / 3.6, 2)


def body_mass_index(weight: Positive, height: Positive) -> Number:
    """the quotient of {weight} and the square of {height}, rounded to two decimals | the body mass index of a person
    whose weight in kilograms is {weight} and whose height in metres is {height}, rounded to two decimals
    """
    return round(weight / height**2, 2)


def mean_speed(distance: Positive, duration: Positive) -> Number:
    """the mean speed of something that covers a distance of {distance} in a time of {duration}, rounded to two decimals
    | {distance} divided by {duration}, rounded to two decimals
    """
    return round(distance / duration, 2)


def rectangle_area(width: Positive, height: Positive) -> Number:
    """the area of a rectangle whose sides are {width} and {height}, rounded to two decimals | the product of {width}
    and {height}, rounded to two decimals
    """
    return round(width * height, 2)


def triangle_area(base: Positive, height: Positive) -> Number:
    """the area of a triangle whose base is {base} and whose height is {height}, rounded to two decimals | half of the
    product of {base} and {height}, rounded to two decimals
    """
    return round(base * height / 2, 2)


def hypotenuse(a: Positive, b: Positive) -> Positive:
    """the length of the hypotenuse of a right triangle whose legs are {a} and {b}, rounded to two decimals | the square
    root of the sum of the squares of {a} and {b}, rounded to two decimals
    """
    return round(math.sqrt(a * a + b * b), 2)


def square_root(x: Positive) -> Positive:
    """the square root of {x}, rounded to two decimals | the length of the sides of a square whose area is {x}, rounded
    to two decimals
    """
    return round(math.sqrt(x), 2)


@alternative(square_root)
def _square_root_as_power(x: Positive) -> Positive:
    return round(x**0.5, 2)


def as_text_with_decimals(x: Number, k: Small) -> Text:
    """the string that shows {x} with exactly {k} decimals | {x} written with {k} digits after the decimal point, as
    text

    do: format {x} with exactly {k} decimals
    """
    return f"{x:.{k}f}"


@alternative(as_text_with_decimals)
def _as_text_with_decimals_by_format(x: Number, k: Small) -> Text:
    return format(x, f".{k}f")


def is_whole_number(x: Number) -> Flag:
    """{x} [is] a whole number | {x} [has] no decimals other than zeros"""
    return x == int(x)


@alternative(is_whole_number)
def _is_whole_number_by_method(x: Number) -> Flag:
    return float(x).is_integer()


def exceeds_limit(x: Number, k: Limit) -> Flag:
    """{x} [exceeds] {k} | {x} [is] greater than the limit {k}"""
    return x > k


def rounds_up(x: Number) -> Flag:
    """{x} [is] closer to the next integer above it than to the integer below it | {x} [has] a distance of more than 0.5
    from the largest integer that is at most {x}
    """
    return x - math.floor(x) > 0.5


def harmonic_sum(n: Natural) -> Positive:
    """the sum of the reciprocals of the integers from 1 to {n}, rounded to two decimals | the harmonic number whose
    index is {n}, rounded to two decimals
    """
    return round(sum(1 / i for i in range(1, n + 1)), 2)


def years_to_double(rate: Small) -> Natural:
    """the number of full years after which an amount that grows by {rate} percent a year has at least doubled | how
    many times something has to grow by {rate} percent until it is at least twice as large
    """
    years, factor = 0, 1.0
    while factor < 2:
        factor *= 1 + rate / 100
        years += 1
    return years
