"""Writing values as text: numbers, money, times, names, lists and tables."""

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any


def thousands_separated(n: int) -> str:
    """Format a number with commas as thousands separators.

    Ask: put a comma after every three digits | write large numbers readably
    >>> thousands_separated(1234567)
    '1,234,567'
    """
    return f"{n:,}"


def format_currency(amount: float, symbol: str = "$") -> str:
    """Format an amount of money with a currency sign, thousands separators and two decimals.

    Ask: write a price in dollars and cents | show a float as currency
    >>> format_currency(1234.5)
    '$1,234.50'
    >>> format_currency(-3)
    '-$3.00'
    """
    return f"{'-' if amount < 0 else ''}{symbol}{abs(amount):,.2f}"


def format_decimals(x: float, places: int = 2) -> str:
    """Format a number with a fixed number of decimal places.

    Ask: write a float with two digits after the point | round a value for display
    >>> format_decimals(3.14159)
    '3.14'
    >>> format_decimals(2, 3)
    '2.000'
    """
    return f"{x:.{places}f}"


def format_percent(x: float, places: int = 1) -> str:
    """Format a ratio as a percentage.

    Ask: show 0.25 as 25% | write a fraction with a percent sign
    >>> format_percent(0.256)
    '25.6%'
    """
    return f"{x:.{places}%}"


def zero_pad(n: int, width: int) -> str:
    """Pad a number with leading zeros to a given width.

    Ask: write an integer with a fixed number of digits | fill zeros in front of a number
    >>> zero_pad(42, 5)
    '00042'
    """
    return str(n).zfill(width)


def ordinal(n: int) -> str:
    """Write a number as an ordinal such as 1st, 2nd, 3rd or 11th.

    Ask: add the suffix st, nd, rd or th to an integer | ordinal form of a number
    >>> ordinal(1)
    '1st'
    >>> ordinal(12)
    '12th'
    >>> ordinal(23)
    '23rd'
    """
    suffix = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"


def plural(count: int, singular: str, many: str = "") -> str:
    """Write a count with its noun in the singular or plural.

    Ask: add an s unless the number is one | show '1 apple' but '2 apples'
    >>> plural(1, "apple")
    '1 apple'
    >>> plural(3, "child", "children")
    '3 children'
    """
    return f"{count} {singular if count == 1 else many or singular + 's'}"


def center_text(text: str, width: int, fill: str = " ") -> str:
    """Centre a string in a field of a given width with a fill character.

    Ask: pad the text equally on both sides | align a title in the middle
    >>> center_text("hi", 6, "*")
    '**hi**'
    """
    return text.center(width, fill)


def right_align(lines: list[str]) -> list[str]:
    """Right-align a list of strings by padding them on the left with spaces.

    Ask: justify lines to the right margin | pad strings in front to the same width
    >>> right_align(["1", "100"])
    ['  1', '100']
    """
    width = max(map(len, lines), default=0)
    return [line.rjust(width) for line in lines]


def wrap_lines(text: str, width: int) -> list[str]:
    """Wrap a text into lines of at most a given width, breaking between words.

    Ask: break a paragraph into short lines | fold long text at word boundaries
    >>> wrap_lines("the quick brown fox", 10)
    ['the quick', 'brown fox']
    """
    return textwrap.wrap(text, width)


def truncate_text(text: str, length: int, ending: str = "...") -> str:
    """Shorten a string to a maximum length, ending it with an ellipsis when cut.

    Ask: cut the text off and add three dots | limit the number of characters shown
    >>> truncate_text("a long sentence", 9)
    'a long...'
    >>> truncate_text("short", 9)
    'short'
    """
    return text if len(text) <= length else text[: length - len(ending)] + ending


def draw_box(lines: list[str], border: str = "*") -> str:
    """Draw a frame of stars around lines of text.

    Ask: print words inside a rectangular box | surround text with a border
    >>> draw_box(["hi"])
    '******\\n* hi *\\n******'
    """
    width = max(map(len, lines), default=0)
    edge = border * (width + 4)
    return "\n".join([edge, *(f"{border} {line.ljust(width)} {border}" for line in lines), edge])


def format_table(rows: Sequence[Sequence[Any]]) -> str:
    """Format rows of values as a text table with aligned columns.

    Ask: print a list of lists in neat columns | align tabular data with spaces
    >>> format_table([["name", "age"], ["Ann", 30]])
    'name | age\\nAnn  | 30'
    """
    cells = [[str(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = (" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells)
    return "\n".join(line.rstrip() for line in lines)


def binary_padded(n: int, width: int = 8) -> str:
    """Write a number in binary with leading zeros to a given width.

    Ask: format an integer as eight bits | fixed width binary representation of a number
    >>> binary_padded(5)
    '00000101'
    """
    return f"{n:0{width}b}"


def format_hex_colour(red: int, green: int, blue: int) -> str:
    """Convert red, green and blue values to a hexadecimal colour string.

    Ask: turn RGB into a hex color code | write three channel numbers as #rrggbb
    >>> format_hex_colour(255, 128, 0)
    '#ff8000'
    """
    return f"#{red:02x}{green:02x}{blue:02x}"


def format_seconds(seconds: int) -> str:
    """Format a number of seconds as HH:MM:SS.

    Ask: convert seconds to hours, minutes and seconds | write a duration like a clock
    >>> format_seconds(3661)
    '01:01:01'
    """
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}"


def describe_duration(seconds: int) -> str:
    """Describe a number of seconds in words, such as 1 hour and 2 seconds.

    Ask: human readable duration | write elapsed time with days, hours, minutes and seconds
    >>> describe_duration(3662)
    '1 hour, 1 minute and 2 seconds'
    """
    parts = []
    for name, size in (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)):
        amount, seconds = divmod(seconds, size)
        if amount:
            parts.append(plural(amount, name))
    return join_with_and(parts) or "0 seconds"


def to_12_hour_clock(text: str) -> str:
    """Convert a time from the 24-hour to the 12-hour clock with AM or PM.

    Ask: turn military time into am and pm | rewrite 19:05 as 7:05 PM
    >>> to_12_hour_clock("19:05")
    '7:05 PM'
    >>> to_12_hour_clock("00:30")
    '12:30 AM'
    """
    hours, minutes = map(int, text.split(":"))
    return f"{hours % 12 or 12}:{minutes:02} {'PM' if hours >= 12 else 'AM'}"


def format_file_size(size: float) -> str:
    """Format a number of bytes as a readable size in B, KB, MB or GB.

    Ask: human readable file size | convert bytes to kilobytes or megabytes as text
    >>> format_file_size(1536)
    '1.5 KB'
    >>> format_file_size(10)
    '10.0 B'
    """
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1024:
            return f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:.1f} TB"


def change_date_format(text: str) -> str:
    """Convert a date from YYYY-MM-DD to DD-MM-YYYY.

    Ask: reverse the order of year, month and day | rewrite an ISO date with the day first
    >>> change_date_format("2024-01-31")
    '31-01-2024'
    """
    return "-".join(reversed(text.split("-")))


def format_long_date(day: date) -> str:
    """Write a date in words, such as 31 January 2024.

    Ask: format a date with the month's name | long form of a calendar day
    >>> format_long_date(date(2024, 1, 31))
    '31 January 2024'
    """
    return f"{day.day} {day:%B %Y}"


def name_initials(name: str) -> str:
    """Abbreviate a full name to initials, keeping the surname.

    Ask: write first names as single letters with dots | shorten a person's name to its initials
    >>> name_initials("ada king lovelace")
    'A. K. Lovelace'
    """
    *given, surname = name.split()
    return " ".join([f"{part[0].upper()}." for part in given] + [surname.capitalize()])


def surname_first(name: str) -> str:
    """Write a full name with the last name first, separated by a comma.

    Ask: change 'First Last' to 'Last, First' | reorder a name for an index
    >>> surname_first("Ada Lovelace")
    'Lovelace, Ada'
    """
    given, _, surname = name.rpartition(" ")
    return f"{surname}, {given}" if given else surname


def format_phone(digits: str) -> str:
    """Format ten digits as a phone number, (555) 123-4567.

    Ask: write a telephone number with area code and dash | group the digits of a phone number
    >>> format_phone("5551234567")
    '(555) 123-4567'
    """
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"


def mask_all_but_last(text: str, visible: int = 4, symbol: str = "*") -> str:
    """Mask all characters of a string except the last four.

    Ask: hide a card number with stars | show only the final digits of a secret
    >>> mask_all_but_last("1234567890")
    '******7890'
    """
    hidden = max(len(text) - visible, 0)
    return symbol * hidden + text[hidden:]


def join_with_and(items: Sequence[str]) -> str:
    """Join words with commas and a final 'and'.

    Ask: make a readable list of items | connect strings by commas with and before the last
    >>> join_with_and(["a", "b", "c"])
    'a, b and c'
    >>> join_with_and(["a"])
    'a'
    """
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def join_values(values: Sequence[Any], separator: str = " ") -> str:
    """Join values of any type into one string with a separator.

    Ask: convert a list or tuple to a string | concatenate the elements of a list as text
    >>> join_values([1, "a", 2.5])
    '1 a 2.5'
    >>> join_values(("v", "o"), "")
    'vo'
    """
    return separator.join(map(str, values))


def string_to_list(text: str) -> list[str]:
    """Convert a string to a list of its words.

    Ask: split a sentence at spaces into a list | turn text into a list of strings
    >>> string_to_list("learn to code")
    ['learn', 'to', 'code']
    """
    return text.split(" ")


def string_to_tuple(text: str) -> tuple[str, ...]:
    """Convert a string to a tuple of its characters, leaving out spaces.

    Ask: turn text into a tuple of letters | break a string into characters as a tuple
    >>> string_to_tuple("a bc")
    ('a', 'b', 'c')
    """
    return tuple(ch for ch in text if not ch.isspace())


def format_each(values: Sequence[Any], template: str) -> list[str]:
    """Insert each value of a list into a template string.

    Ask: format every element with the same pattern | add a given text to all items of a list
    >>> format_each([1, 2], "item{}")
    ['item1', 'item2']
    """
    return [template.format(value) for value in values]


def fill_template(template: str, values: Mapping[str, Any]) -> str:
    """Replace the placeholders in curly braces of a template by values from a dictionary.

    Ask: simple template rendering | substitute named fields like {name} in a text
    >>> fill_template("Dear {name}, {n} left", {"name": "Ann", "n": 2})
    'Dear Ann, 2 left'
    """
    return template.format_map(values)


def digits_to_words(text: str) -> str:
    """Spell out the digits of a number as words.

    Ask: write each digit in English | convert 105 to 'one zero five'
    >>> digits_to_words("105")
    'one zero five'
    """
    names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return " ".join(names[int(digit)] for digit in text)


def star_triangle(height: int) -> list[str]:
    """Draw a centred triangle of stars as a list of lines.

    Ask: print a pyramid pattern | build rows with 1, 3, 5 stars
    >>> star_triangle(3)
    ['  *', ' ***', '*****']
    """
    return [" " * (height - row) + "*" * (2 * row - 1) for row in range(1, height + 1)]


def number_triangle(height: int) -> list[str]:
    """Build a triangle of numbers in which row n counts from 1 to n.

    Ask: print a right-angled number pattern | rows 1, 12, 123 as strings
    >>> number_triangle(3)
    ['1', '1 2', '1 2 3']
    """
    return [" ".join(map(str, range(1, row + 1))) for row in range(1, height + 1)]
