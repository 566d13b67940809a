"""Times of day as texts of the form HH:MM."""

from __future__ import annotations

from volt.data.factory.domains import Flag, Text, Time, Whole, alternative

CONCEPTS = ("times",)


def minutes_since_midnight(time: Time) -> Whole:
    """the number of minutes from midnight to {time} | how many minutes after midnight {time} is"""
    return int(time[:2]) * 60 + int(time[3:])


@alternative(minutes_since_midnight)
def _minutes_since_midnight_by_split(time: Time) -> Whole:
    hours, minutes = time.split(":")
    return 60 * int(hours) + int(minutes)


def clock_time(minutes: Whole) -> Time:
    """the time of day {minutes} minutes after midnight in the form HH:MM, starting again at 00:00 after each 24 hours |
    what a 24-hour clock shows {minutes} minutes after midnight, in the form HH:MM

    concepts: modulo, formatting
    """
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


@alternative(clock_time)
def _clock_time_by_divmod(minutes: Whole) -> Time:
    hours, rest = divmod(minutes % 1440, 60)
    return str(hours).zfill(2) + ":" + str(rest).zfill(2)


def minutes_later(time: Time, minutes: Whole) -> Time:
    """the time of day {minutes} minutes after {time}, which may be on a later day | what a 24-hour clock shows
    {minutes} minutes after {time}

    concepts: modulo
    """
    total = (int(time[:2]) * 60 + int(time[3:]) + minutes) % 1440
    return f"{total // 60:02d}:{total % 60:02d}"


@alternative(minutes_later)
def _minutes_later_by_parts(time: Time, minutes: Whole) -> Time:
    hour, minute = map(int, time.split(":"))
    carry, minute = divmod(minute + minutes, 60)
    return f"{(hour + carry) % 24:02d}:{minute:02d}"


def minutes_from_to(start: Time, end: Time) -> Whole:
    """the number of minutes from {start} to the next time that the clock shows {end}, 0 if they are equal | how many
    minutes pass from {start} until {end}, which is on the next day if it is earlier

    concepts: modulo
    """
    return ((int(end[:2]) - int(start[:2])) * 60 + int(end[3:]) - int(start[3:])) % 1440


@alternative(minutes_from_to)
def _minutes_from_to_by_cases(start: Time, end: Time) -> Whole:
    first = int(start[:2]) * 60 + int(start[3:])
    second = int(end[:2]) * 60 + int(end[3:])
    return second - first if second >= first else second - first + 24 * 60


def twelve_hour_time(time: Time) -> Text:
    """{time} in the 12-hour format, as in '2:05 PM' or '12:30 AM' | a text such as '2:05 PM' for {time}, with hours
    from 1 to 12 and no leading zero

    do: convert {time} to the 12-hour format, as in '2:05 PM'
    concepts: formatting
    """
    hour = int(time[:2])
    return f"{hour % 12 or 12}:{time[3:]} {'AM' if hour < 12 else 'PM'}"


@alternative(twelve_hour_time)
def _twelve_hour_time_by_cases(time: Time) -> Text:
    hour, minutes = time.split(":")
    suffix = "PM" if int(hour) >= 12 else "AM"
    shown = int(hour)
    if shown == 0:
        shown = 12
    elif shown > 12:
        shown -= 12
    return f"{shown}:{minutes} {suffix}"


def duration_text(minutes: Whole) -> Text:
    """{minutes} minutes in the form '2h 5m' | a text with the full hours and the remaining minutes of {minutes}
    minutes, as in '2h 5m'

    concepts: formatting
    """
    return f"{minutes // 60}h {minutes % 60}m"


@alternative(duration_text)
def _duration_text_by_divmod(minutes: Whole) -> Text:
    hours, rest = divmod(minutes, 60)
    return f"{hours}h {rest}m"


def rounded_down_to_quarter(time: Time) -> Time:
    """{time} rounded down to a full quarter of an hour | the last full quarter of an hour that is not after {time}"""
    return f"{time[:3]}{int(time[3:]) // 15 * 15:02d}"


def opposite_time(time: Time) -> Time:
    """the time of day 12 hours after {time} | what a 24-hour clock shows half a day after {time}"""
    return f"{(int(time[:2]) + 12) % 24:02d}{time[2:]}"


def minute_hand_angle(time: Time) -> Whole:
    """the angle in degrees, clockwise from the top, of the minute hand of a clock at {time} | by how many degrees the
    minute hand has moved from the top at {time}
    """
    return int(time[3:]) * 6


def part_of_day(time: Time) -> Text:
    """'night', 'morning', 'afternoon' or 'evening', depending on whether {time} is before 06:00, 12:00, 18:00 or after
    that | the part of the day of {time}: 'night' before 06:00, then 'morning', from 12:00 'afternoon' and from 18:00
    'evening'

    concepts: conditions
    """
    return ("night", "morning", "afternoon", "evening")[int(time[:2]) // 6]


@alternative(part_of_day)
def _part_of_day_by_cases(time: Time) -> Text:
    if time < "06:00":
        return "night"
    if time < "12:00":
        return "morning"
    return "afternoon" if time < "18:00" else "evening"


def is_before_noon(time: Time) -> Flag:
    """{time} [is] before noon | {time} [lies] in the first half of the day"""
    return time < "12:00"


def is_mirror_time(time: Time) -> Flag:
    """{time} [reads] the same backwards on a 24-hour clock | {time} [has] hours whose two digits in reverse order are
    the minutes
    """
    return time == time[::-1]


def is_working_time(time: Time) -> Flag:
    """{time} [lies] between 09:00 and 17:00, the latter excluded | {time} [falls] into the working hours from 09:00 to
    just before 17:00
    """
    return "09:00" <= time < "17:00"


def lies_between_times(time: Time, start: Time, end: Time) -> Flag:
    """{time} [lies] in the span from {start} to just before {end}, which runs over midnight if its end is the
    earlier of the two | {time} [falls] into the span that begins at {start} and ends just before {end}, over midnight
    if the end is the earlier time
    """
    return start <= time < end if start <= end else time >= start or time < end
