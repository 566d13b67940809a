"""Values made from a few plain parts: exact numbers, dates, times, patterns, exceptions of the standard library.

Each crosses as a name and a tuple of parts. Only the constructors below are called with what a program sends, after
the parts' types and sizes are known. Loaded inside the sandbox: standard library only.
"""

from __future__ import annotations

import datetime
import math
import re
import warnings
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from volt.verify.plain import EXCEPTIONS, Malformed

MAX_EXPONENT = 10_000
"""Of a Decimal: `int()` of a larger one would be too long a number."""
MAX_FRACTION_BITS = 1 << 16
"""Of the parts of a Fraction: reducing takes time that grows with their square."""
MAX_PATTERN = 4096
"""Characters of a regular expression."""
_MAX_DIGITS = 1 << 16


def parts(value: Any) -> tuple[str, tuple[Any, ...]] | None:
    """Name and parts of a value of exactly one of these types; None for anything else."""
    kind = type(value)
    taker = _PARTS.get(kind)
    if taker is not None:
        return kind.__name__, taker(value)
    if EXCEPTIONS.get(kind.__name__) is kind:
        return kind.__name__, BaseException.__getattribute__(value, "args")
    return None


def build(name: Any, given: Any) -> Any:
    """The value that has these parts; `Malformed` when there is none."""
    if type(name) is not str or type(given) is not tuple:
        raise Malformed("a built value without a name or parts")
    try:
        if name in _BUILDERS:
            return _BUILDERS[name](*given)
        if name in EXCEPTIONS:
            return EXCEPTIONS[name](*given)
    except (TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise Malformed(f"parts that make no {name[:40]}: {error}") from error
    raise Malformed("a built value of a type that is not known")


def _decimal(text: str) -> Decimal:
    _exactly(str, text)
    if len(text) > _MAX_DIGITS:
        raise ValueError("too many digits")
    try:
        made = Decimal(text)
    except InvalidOperation:
        raise ValueError("not a number") from None
    exponent = made.as_tuple().exponent
    if isinstance(exponent, int) and abs(exponent) > MAX_EXPONENT:
        raise ValueError(f"an exponent beyond {MAX_EXPONENT}")
    return made


def _fraction(numerator: int, denominator: int) -> Fraction:
    _exactly(int, numerator, denominator)
    if max(numerator.bit_length(), denominator.bit_length()) > MAX_FRACTION_BITS:
        raise ValueError(f"parts of more than {MAX_FRACTION_BITS} bits")
    if denominator < 1 or math.gcd(numerator, denominator) != 1:
        raise ValueError("not in lowest terms")
    return Fraction(numerator, denominator)


def _zone(value: datetime.datetime | datetime.time) -> datetime.tzinfo | None:
    if value.tzinfo is not None and type(value.tzinfo) is not datetime.timezone:
        raise Malformed("a time with a zone other than a fixed offset is not plain data")
    return value.tzinfo


def _datetime(*given: Any) -> datetime.datetime:
    *numbers, fold, zone = given
    _exactly(int, fold, *numbers)
    _zone_or_none(zone)
    year, month, day, hour, minute, second, microsecond = numbers
    return datetime.datetime(year, month, day, hour, minute, second, microsecond, zone, fold=fold)


def _time(*given: Any) -> datetime.time:
    *numbers, fold, zone = given
    _exactly(int, fold, *numbers)
    _zone_or_none(zone)
    hour, minute, second, microsecond = numbers
    return datetime.time(hour, minute, second, microsecond, zone, fold=fold)


def _date(*given: Any) -> datetime.date:
    _exactly(int, *given)
    return datetime.date(*given)


def _timedelta(*given: Any) -> datetime.timedelta:
    _exactly(int, *given)
    return datetime.timedelta(*given)


def _timezone(offset: Any, name: Any) -> datetime.timezone:
    _exactly(datetime.timedelta, offset)
    if name is None:
        return datetime.timezone(offset)
    _exactly(str, name)
    return datetime.timezone(offset, name)


def _timezone_parts(value: datetime.timezone) -> tuple[Any, ...]:
    offset = value.utcoffset(None)
    name = value.tzname(None)
    return offset, (None if name == datetime.timezone(offset).tzname(None) else name)


def _pattern(text: str | bytes, flags: int) -> re.Pattern[Any]:
    if type(text) not in (str, bytes) or len(text) > MAX_PATTERN:
        raise TypeError("a regular expression that is no text, or too long")
    _exactly(int, flags)
    if not 0 <= flags < 1024:
        raise ValueError("flags that no regular expression has")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(text, flags & ~re.DEBUG)  # which would print
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(str(error)) from None


def _zone_or_none(zone: Any) -> None:
    if zone is not None:
        _exactly(datetime.timezone, zone)


def _exactly(kind: type, *values: Any) -> None:
    if any(type(value) is not kind for value in values):
        raise TypeError(f"a part that is not {kind.__name__}")


_PARTS: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    Decimal: lambda v: (str(v),),
    Fraction: lambda v: (v.numerator, v.denominator),
    datetime.date: lambda v: (v.year, v.month, v.day),
    datetime.time: lambda v: (v.hour, v.minute, v.second, v.microsecond, v.fold, _zone(v)),
    datetime.datetime: lambda v: (
        *(v.year, v.month, v.day, v.hour, v.minute, v.second, v.microsecond),
        *(v.fold, _zone(v)),
    ),
    datetime.timedelta: lambda v: (v.days, v.seconds, v.microseconds),
    datetime.timezone: _timezone_parts,
    re.Pattern: lambda v: (v.pattern, v.flags),
}
_BUILDERS: dict[str, Callable[..., Any]] = {
    "Decimal": _decimal,
    "Fraction": _fraction,
    "date": _date,
    "time": _time,
    "datetime": _datetime,
    "timedelta": _timedelta,
    "timezone": _timezone,
    "Pattern": _pattern,
}
