"""Dates as texts of the form YYYY-MM-DD."""

from __future__ import annotations

from calendar import month_name, monthrange
from datetime import date, timedelta

from volt.data.factory.domains import Date, Flag, Int, Natural, Small, Text, Whole, Word, alternative

CONCEPTS = ("dates",)


def weekday_of(day: Date) -> Word:
    """the English name of the weekday of {day} | the day of the week on which {day} falls, as an English word"""
    return ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[
        date.fromisoformat(day).weekday()
    ]


@alternative(weekday_of)
def _weekday_of_by_iso(day: Date) -> Word:
    names = {1: "Monday", 2: "Tuesday", 3: "Wednesday", 4: "Thursday", 5: "Friday", 6: "Saturday", 7: "Sunday"}
    return names[date.fromisoformat(day).isoweekday()]


def day_of_year(day: Date) -> Natural:
    """the number of {day} within its year, 1 for January 1 | which day of its year {day} is, counted from 1"""
    return date.fromisoformat(day).timetuple().tm_yday


@alternative(day_of_year)
def _day_of_year_by_difference(day: Date) -> Natural:
    moment = date.fromisoformat(day)
    return (moment - date(moment.year, 1, 1)).days + 1


def days_between(first: Date, second: Date) -> Whole:
    """the number of days between {first} and {second}, in whichever order they come | how many days {first} and
    {second} are apart
    """
    return abs((date.fromisoformat(second) - date.fromisoformat(first)).days)


@alternative(days_between)
def _days_between_by_ordinals(first: Date, second: Date) -> Whole:
    return abs(date.fromisoformat(first).toordinal() - date.fromisoformat(second).toordinal())


def days_until(first: Date, second: Date) -> Int:
    """the number of days from {first} to {second}, negative if the second date is earlier | how many days after {first}
    the date {second} is (negative if it is before it)
    """
    return (date.fromisoformat(second) - date.fromisoformat(first)).days


def days_later(day: Date, k: Small) -> Date:
    """the date {k} days after {day} | the date that follows {day} after {k} days, in the same format"""
    return (date.fromisoformat(day) + timedelta(days=k)).isoformat()


@alternative(days_later)
def _days_later_by_ordinal(day: Date, k: Small) -> Date:
    return str(date.fromordinal(date.fromisoformat(day).toordinal() + k))


def weeks_later(day: Date, k: Small) -> Date:
    """the date {k} weeks after {day} | the date that is {k} times seven days later than {day}"""
    return (date.fromisoformat(day) + timedelta(weeks=k)).isoformat()


def next_monday(day: Date) -> Date:
    """the date of the first Monday after {day} | the date of the next Monday that is later than {day}

    concepts: modulo
    """
    moment = date.fromisoformat(day)
    return (moment + timedelta(days=7 - moment.weekday())).isoformat()


@alternative(next_monday)
def _next_monday_by_loop(day: Date) -> Date:
    moment = date.fromisoformat(day) + timedelta(days=1)
    while moment.weekday() != 0:
        moment += timedelta(days=1)
    return moment.isoformat()


def month_length(day: Date) -> Natural:
    """the number of days in the month of {day} | how many days the month that contains {day} has"""
    moment = date.fromisoformat(day)
    return monthrange(moment.year, moment.month)[1]


@alternative(month_length)
def _month_length_by_rule(day: Date) -> Natural:
    year, month, _ = map(int, day.split("-"))
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def last_of_month(day: Date) -> Date:
    """the last date of the month of {day} | the date of the last day of the month that contains {day}"""
    moment = date.fromisoformat(day)
    return moment.replace(day=monthrange(moment.year, moment.month)[1]).isoformat()


def first_of_year(day: Date) -> Date:
    """the date of January 1 of the year of {day} | the first day of the year that contains {day}"""
    return day[:4] + "-01-01"


def quarter_of(day: Date) -> Natural:
    """the quarter of the year, from 1 to 4, in which {day} lies | the number from 1 to 4 of the quarter that contains
    {day}
    """
    return (int(day[5:7]) + 2) // 3


def year_of(day: Date) -> Natural:
    """the year of {day} as a number | the year in which {day} lies"""
    return int(day[:4])


def day_of_month(day: Date) -> Natural:
    """the day of the month of {day} as a number | which day of its month {day} is"""
    return int(day[8:])


def iso_week(day: Date) -> Natural:
    """the number of the ISO calendar week of {day} | the ISO week in which {day} lies, as a number"""
    return date.fromisoformat(day).isocalendar().week


def short_date(day: Date) -> Text:
    """{day} in the form 'day.month.year' without leading zeros | a text with the day, month and year of {day},
    separated by dots and without leading zeros

    concepts: formatting
    """
    year, month, number = day.split("-")
    return f"{int(number)}.{int(month)}.{int(year)}"


def written_date(day: Date) -> Text:
    """{day} in the form 'March 5, 2024' | the English month name, the day without leading zero, and the year of {day},
    as in 'March 5, 2024'

    concepts: formatting
    """
    moment = date.fromisoformat(day)
    return f"{month_name[moment.month]} {moment.day}, {moment.year}"


def age_on(birthday: Date, today: Date) -> Int:
    """the age in completed years on {today} of someone born on {birthday} (negative if that is in the future) | how
    many years old someone born on {birthday} is on {today}, counting completed years
    """
    return int(today[:4]) - int(birthday[:4]) - (today[5:] < birthday[5:])


@alternative(age_on)
def _age_on_by_cases(birthday: Date, today: Date) -> Int:
    born, now = date.fromisoformat(birthday), date.fromisoformat(today)
    years = now.year - born.year
    if (now.month, now.day) < (born.month, born.day):
        years -= 1
    return years


def is_weekend(day: Date) -> Flag:
    """{day} [falls] on a Saturday or Sunday | {day} [is] a day of the weekend"""
    return date.fromisoformat(day).weekday() >= 5


def is_in_leap_year(day: Date) -> Flag:
    """{day} [lies] in a leap year | {day} [belongs] to a year with a February 29"""
    year = int(day[:4])
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@alternative(is_in_leap_year)
def _is_in_leap_year_by_month(day: Date) -> Flag:
    return monthrange(int(day[:4]), 2)[1] == 29


def is_month_end(day: Date) -> Flag:
    """{day} [is] the last day of its month | {day} [stands] at the end of a month"""
    moment = date.fromisoformat(day)
    return moment.day == monthrange(moment.year, moment.month)[1]


def is_on_odd_day(day: Date) -> Flag:
    """{day} [has] an odd day of the month | {day} [falls] on an odd day of its month"""
    return int(day[-1]) % 2 == 1


def has_same_weekday(first: Date, second: Date) -> Flag:
    """{first} [falls] on the same day of the week as {second} | {first} [has] the same weekday as {second}"""
    return date.fromisoformat(first).weekday() == date.fromisoformat(second).weekday()
