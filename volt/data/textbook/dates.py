"""Calendar and clock: leap years, weekdays, differences, durations and time formats."""

import calendar
from datetime import date, timedelta


def is_leap_year(year: int) -> bool:
    """Check if a year is a leap year.

    Ask: does the year have 366 days | Gregorian leap year test
    >>> is_leap_year(2000)
    True
    >>> is_leap_year(1900)
    False
    """
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leap_years_between(first: int, last: int) -> list[int]:
    """List the leap years between two years, both included.

    Ask: which years in a range have 366 days | leap years from first to last
    >>> leap_years_between(1999, 2008)
    [2000, 2004, 2008]
    """
    return [year for year in range(first, last + 1) if is_leap_year(year)]


def days_in_month(year: int, month: int) -> int:
    """Find the number of days in a month of a given year.

    Ask: how long is a month | last day number of a month with leap years
    >>> days_in_month(2024, 2)
    29
    """
    if month == 2:
        return 29 if is_leap_year(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def has_31_days(month: int) -> bool:
    """Check if the month with a given number has 31 days.

    Ask: is it a long month | does month number m last thirty-one days
    >>> has_31_days(7)
    True
    """
    return month in (1, 3, 5, 7, 8, 10, 12)


def month_has_30_days(name: str) -> bool:
    """Check if the month with a given English name has 30 days.

    Ask: does a month name belong to a thirty day month | April, June, September or November
    >>> month_has_30_days("June")
    True
    """
    return name.strip().capitalize() in ("April", "June", "September", "November")


def days_in_year(year: int) -> int:
    """Find the number of days in a year.

    Ask: 365 or 366 days | length of a calendar year
    >>> days_in_year(2023)
    365
    """
    return 366 if is_leap_year(year) else 365


def day_of_year(year: int, month: int, day: int) -> int:
    """Find the number of a day within its year, counting from one.

    Ask: ordinal day of a date | how many days have passed since new year inclusive
    >>> day_of_year(2024, 3, 1)
    61
    """
    return (date(year, month, day) - date(year, 1, 1)).days + 1


def date_from_day_of_year(year: int, day: int) -> str:
    """Convert a year and a day number within it to an ISO date string.

    Ask: calendar date of the nth day of a year | ordinal date to YYYY-MM-DD
    >>> date_from_day_of_year(2024, 61)
    '2024-03-01'
    """
    return (date(year, 1, 1) + timedelta(days=day - 1)).isoformat()


def weekday_name(year: int, month: int, day: int) -> str:
    """Find the English name of the weekday of a date.

    Ask: which day of the week was a date | Monday to Sunday from year, month and day
    >>> weekday_name(2024, 2, 29)
    'Thursday'
    """
    names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    return names[date(year, month, day).weekday()]


def zeller_weekday(year: int, month: int, day: int) -> int:
    """Calculate the weekday of a date by formula, with 0 for Saturday.

    Ask: Zeller's congruence | day of the week without a calendar library
    >>> zeller_weekday(2024, 2, 29)
    5
    """
    if month < 3:
        month += 12
        year -= 1
    k, j = year % 100, year // 100
    return (day + 13 * (month + 1) // 5 + k + k // 4 + j // 4 + 5 * j) % 7


def weekday_after(weekday: str, days: int) -> str:
    """Find the weekday that comes a number of days after a given weekday.

    Ask: name of the day n days later | shift a weekday forward
    >>> weekday_after("Friday", 10)
    'Monday'
    """
    names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    return names[(names.index(weekday) + days) % 7]


def is_weekend(text: str) -> bool:
    """Check if an ISO date falls on a Saturday or Sunday.

    Ask: does a date lie on the weekend | is YYYY-MM-DD not a working day
    >>> is_weekend("2024-03-02")
    True
    """
    return date.fromisoformat(text).weekday() >= 5


def days_between(start: str, end: str) -> int:
    """Count the days between two ISO dates.

    Ask: difference of two dates in days | how many days from start to end
    >>> days_between("2024-02-28", "2024-03-01")
    2
    """
    return abs((date.fromisoformat(end) - date.fromisoformat(start)).days)


def working_days_between(start: str, end: str) -> int:
    """Count the days from Monday to Friday between two ISO dates, both included.

    Ask: number of business days in a period | weekdays from start to end
    >>> working_days_between("2024-03-01", "2024-03-05")
    3
    """
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    days = (first + timedelta(days=i) for i in range((last - first).days + 1))
    return sum(day.weekday() < 5 for day in days)


def add_days(text: str, days: int) -> str:
    """Add a number of days to an ISO date.

    Ask: date n days later | move a YYYY-MM-DD date forward or back
    >>> add_days("2023-12-30", 3)
    '2024-01-02'
    """
    return (date.fromisoformat(text) + timedelta(days=days)).isoformat()


def add_months(text: str, months: int) -> str:
    """Add a number of months to an ISO date, keeping within the month's length.

    Ask: date n months later | same day in a following month or its last day
    >>> add_months("2024-01-31", 1)
    '2024-02-29'
    """
    day = date.fromisoformat(text)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)).isoformat()


def next_day(year: int, month: int, day: int) -> tuple[int, int, int]:
    """Find the date of the following day as year, month and day.

    Ask: tomorrow of a date | calendar date after the given one
    >>> next_day(2023, 12, 31)
    (2024, 1, 1)
    """
    if day < days_in_month(year, month):
        return year, month, day + 1
    return (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)


def is_real_date(year: int, month: int, day: int) -> bool:
    """Check if year, month and day form a real calendar date.

    Ask: does the date exist | validate day and month numbers
    >>> is_real_date(2023, 2, 29)
    False
    """
    return 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)


def age_on(birth: str, today: str) -> int:
    """Calculate the age in full years on a given day from ISO dates.

    Ask: how old is a person on a date | completed years since birth
    >>> age_on("2000-05-20", "2024-05-19")
    23
    """
    born, now = date.fromisoformat(birth), date.fromisoformat(today)
    return now.year - born.year - ((now.month, now.day) < (born.month, born.day))


def quarter_of_month(month: int) -> int:
    """Find the quarter of the year to which a month belongs.

    Ask: fiscal quarter from a month number | Q1 to Q4 of a month
    >>> quarter_of_month(8)
    3
    """
    return (month - 1) // 3 + 1


def season_of_month(month: int) -> str:
    """Find the northern season of a month number.

    Ask: is a month in winter, spring, summer or autumn | meteorological season
    >>> season_of_month(12)
    'winter'
    """
    return ["winter", "spring", "summer", "autumn"][month % 12 // 3]


def month_name(month: int) -> str:
    """Return the English name of a month number.

    Ask: month number to name | which month is number m
    >>> month_name(9)
    'September'
    """
    return calendar.month_name[month]


def century_of_year(year: int) -> int:
    """Find the century to which a year belongs.

    Ask: which century is a year in | hundred year period number of a year
    >>> century_of_year(1900)
    19
    """
    return (year - 1) // 100 + 1


def zodiac_sign(month: int, day: int) -> str:
    """Find the western zodiac sign of a birthday.

    Ask: star sign from month and day | astrological sign of a date
    >>> zodiac_sign(4, 5)
    'Aries'
    """
    names = "Capricorn Aquarius Pisces Aries Taurus Gemini Cancer Leo Virgo Libra Scorpio Sagittarius"
    last_days = (19, 18, 20, 19, 20, 20, 22, 22, 22, 22, 21, 21)
    return names.split()[(month - (day <= last_days[month - 1])) % 12]


def chinese_zodiac(year: int) -> str:
    """Find the Chinese zodiac animal of a year.

    Ask: animal of the lunar year | Chinese sign of a birth year
    >>> chinese_zodiac(2024)
    'Dragon'
    """
    animals = "Monkey Rooster Dog Pig Rat Ox Tiger Rabbit Dragon Snake Horse Goat"
    return animals.split()[year % 12]


def easter_sunday(year: int) -> tuple[int, int]:
    """Find the month and day of Easter Sunday in a Gregorian year.

    Ask: date of Easter | Gauss and Butcher computus
    >>> easter_sunday(2024)
    (3, 31)
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return month, day + 1


def seconds_to_hms(seconds: int) -> str:
    """Convert a number of seconds to the form hours:minutes:seconds.

    Ask: format a duration as HH:MM:SS | seconds into a clock string
    >>> seconds_to_hms(3725)
    '01:02:05'
    """
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


def hms_to_seconds(text: str) -> int:
    """Convert a duration hours:minutes:seconds to seconds.

    Ask: parse HH:MM:SS into a number of seconds | clock string to seconds
    >>> hms_to_seconds("01:02:05")
    3725
    """
    hours, minutes, seconds = map(int, text.split(":"))
    return hours * 3600 + minutes * 60 + seconds


def minutes_to_hours(minutes: int) -> tuple[int, int]:
    """Split a number of minutes into hours and remaining minutes.

    Ask: minutes as hours and minutes | full hours and the rest
    >>> minutes_to_hours(135)
    (2, 15)
    """
    return divmod(minutes, 60)


def to_24_hour(text: str) -> str:
    """Convert a time like 02:30 PM to the 24-hour format.

    Ask: AM and PM time into military time | twelve hour clock to HH:MM
    >>> to_24_hour("02:30 PM")
    '14:30'
    """
    clock, half = text.split()
    hours, minutes = map(int, clock.split(":"))
    return f"{hours % 12 + 12 * (half.upper() == 'PM'):02d}:{minutes:02d}"


def minutes_between_times(start: str, end: str) -> int:
    """Count the minutes from one HH:MM time to the next, possibly past midnight.

    Ask: duration between two clock times | how many minutes from start to end
    >>> minutes_between_times("23:50", "00:15")
    25
    """
    h1, m1 = map(int, start.split(":"))
    h2, m2 = map(int, end.split(":"))
    return (h2 * 60 + m2 - h1 * 60 - m1) % 1440


def clock_angle(hour: int, minute: int) -> float:
    """Calculate the smaller angle between the hands of a clock in degrees.

    Ask: angle of hour hand and minute hand | clock hands at a given time
    >>> clock_angle(3, 30)
    75.0
    """
    difference = abs(hour % 12 * 30 + minute / 2 - minute * 6)
    return min(difference, 360 - difference)
