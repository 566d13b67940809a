"""Inputs by chance, one function a domain: small values that repeat, collide and sit at edges."""

from __future__ import annotations

import datetime
from random import Random
from typing import TypeVar

from volt.data.grammar.kinds import WORDS

V = TypeVar("V")
_LETTERS = "aaeiorstnlbcdmpqxyz"
_PEOPLE = ("Ann", "Bob", "Cleo", "Dan", "Eve", "Finn", "Gus", "Ida")
_CITIES = ("Oslo", "Rome", "Lima", "Cairo")
_NODES = "abcdef"


def integer(rng: Random) -> int:
    """An integer, negative at times."""
    return rng.choice((rng.randint(-9, 9), rng.randint(-50, 150), rng.randint(0, 30), rng.choice((0, 1, 64, 100))))


def whole(rng: Random) -> int:
    """0 or more, one to five digits."""
    return rng.choice(
        (rng.randint(0, 20), rng.randint(0, 300), rng.randint(100, 99_999), rng.choice((0, 7, 121, 1001, 4554)))
    )


def natural(rng: Random) -> int:
    """1 to about 1,000."""
    return rng.choice(
        (rng.randint(1, 12), rng.randint(1, 60), rng.randint(1, 1000), rng.choice((16, 28, 36, 97, 100, 360)))
    )


def small(rng: Random) -> int:
    """1 to 6."""
    return rng.choice((1, 2, 2, 3, 3, 4, 5, 6))


def limit(rng: Random) -> int:
    """A threshold."""
    return rng.choice((0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 50))


def digit(rng: Random) -> int:
    """0 to 9."""
    return rng.randint(0, 9)


def base(rng: Random) -> int:
    """2 to 16."""
    return rng.choice((2, 2, 3, 4, 5, 7, 8, 9, 12, 16))


def number(rng: Random) -> float:
    """A number with at most two decimals, exact in binary at most times."""
    return rng.choice((rng.randint(-40, 160) / 4, float(rng.randint(-9, 40)), round(rng.uniform(-20, 99), 2)))


def positive(rng: Random) -> float:
    """A number greater than 0."""
    return rng.choice((rng.randint(1, 160) / 4, float(rng.randint(1, 40)), round(rng.uniform(0.1, 99), 2)))


def word(rng: Random) -> str:
    """Letters only, at times with capitals."""
    text = rng.choice([w for w in WORDS if w.isalpha()] if rng.random() < 0.8 else _MADE_UP)
    return rng.choice((text, text, text, text.lower(), text.upper(), text.capitalize()))


_MADE_UP = ("aab", "noon", "level", "abcabc", "zzz", "racecar", "xyz", "mississippi", "Aa", "banana", "rhythm", "queue")


def letter(rng: Random) -> str:
    """One lower-case letter."""
    return rng.choice(_LETTERS)


def sentence(rng: Random) -> str:
    """A few words, at times with capitals, digits and punctuation."""
    text = rng.choice((" ", " ", " ", ", ")).join(word(rng) for _ in range(rng.choice((0, 1, 1, 2, 3, 4, 5))))
    return text + rng.choice(("", "", "", "!", "?", " 7", " 2024", "."))


def digits(rng: Random) -> str:
    """Decimal digits."""
    return "".join(rng.choice("0123456789") for _ in range(rng.choice((1, 2, 3, 4, 5, 6, 8))))


def binary(rng: Random) -> str:
    """0 and 1."""
    return "".join(rng.choice("01") for _ in range(rng.choice((1, 2, 3, 4, 5, 6, 8))))


def hexadecimal(rng: Random) -> str:
    """A hexadecimal number without prefix."""
    return f"{rng.choice((rng.randint(0, 255), rng.randint(0, 65_535))):x}"


def roman(rng: Random) -> str:
    """A valid Roman numeral below 4,000."""
    value, text = rng.randint(1, rng.choice((12, 60, 400, 3000))), ""
    for amount, sign in zip(_ROMAN_VALUES, _ROMAN_SIGNS, strict=True):
        text += sign * (value // amount)
        value %= amount
    return text


_ROMAN_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN_SIGNS = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")


def parens(rng: Random) -> str:
    """Balanced round brackets."""
    text, depth = "", 0
    for _ in range(rng.choice((0, 2, 4, 6, 8, 10))):
        if depth and rng.random() < 0.5:
            text, depth = text + ")", depth - 1
        else:
            text, depth = text + "(", depth + 1
    return text + ")" * depth


def brackets(rng: Random) -> str:
    """Brackets of three kinds, balanced half of the time."""
    text = parens(rng)
    pairs = [rng.choice(("()", "[]", "{}")) for _ in range(len(text))]
    stack: list[str] = []
    out = ""
    for at, sign in enumerate(text):
        if sign == "(":
            stack.append(pairs[at])
            out += pairs[at][0]
        else:
            out += stack.pop()[1]
    if out and rng.random() < 0.5:
        spot = rng.randrange(len(out))
        out = out[:spot] + rng.choice("()[]{}") + out[spot + rng.randint(0, 1) :]
    return out


def csv(rng: Random) -> str:
    """One to four rows of comma-separated fields."""
    width = rng.randint(1, 4)
    rows = [[rng.choice((word(rng), str(rng.randint(0, 99)))) for _ in range(width)] for _ in range(rng.randint(1, 4))]
    return "\n".join(",".join(row) for row in rows)


def lines(rng: Random) -> str:
    """Lines of text, some empty."""
    return "\n".join(rng.choice((sentence(rng), sentence(rng), "", "  " + word(rng))) for _ in range(rng.randint(1, 5)))


def formula(rng: Random) -> str:
    """Integers with + - * between them."""
    text = str(rng.randint(0, 20))
    gap = rng.choice((" ", " ", ""))
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        text += f"{gap}{rng.choice('+-*')}{gap}{rng.randint(0, 20)}"
    return text


def rpn(rng: Random) -> str:
    """Reverse Polish notation."""
    tokens, height = [str(rng.randint(0, 12))], 1
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        tokens += [str(rng.randint(0, 12))]
        height += 1
        if rng.random() < 0.6:
            tokens += [rng.choice("+-*")]
            height -= 1
    return " ".join(tokens + [rng.choice("+-*") for _ in range(height - 1)])


def path(rng: Random) -> str:
    """A Unix path."""
    parts = [
        rng.choice((word(rng).lower(), word(rng).lower(), ".", "..", "src", "tmp")) for _ in range(rng.randint(1, 4))
    ]
    return rng.choice(("/", "/", "")) + "/".join(parts) + rng.choice(("", ".txt", ".py", ".tar.gz", "/"))


def email(rng: Random) -> str:
    """An address, at times broken."""
    name, host = word(rng).lower() + rng.choice(("", ".b", "+x", "42")), word(rng).lower()
    good = f"{name}@{host}.{rng.choice(('com', 'org', 'co.uk'))}"
    return rng.choice((good, good, good, good.replace("@", "", 1), good.replace(".", "", 9), "@" + host))


def url(rng: Random) -> str:
    """A web address, at times with port, path and query."""
    host = f"{rng.choice(('www.', ''))}{word(rng).lower()}.{rng.choice(('com', 'org', 'net'))}"
    query = rng.choice(("", "", f"?{letter(rng)}={digit(rng)}", f"?q={word(rng).lower()}&n={digit(rng)}"))
    place = rng.choice(("", "a", "a/b.html"))
    return f"{rng.choice(('http', 'https'))}://{host}{rng.choice(('', ':8080'))}/{place}{query}"


def date(rng: Random) -> str:
    """A day between 1990 and 2035."""
    return str(datetime.date(1990, 1, 1) + datetime.timedelta(days=rng.randrange(45 * 365)))


def clock(rng: Random) -> str:
    """A time of day."""
    return f"{rng.randint(0, 23):02}:{rng.choice((0, 5, 15, 30, 45, rng.randint(0, 59))):02}"


def moves(rng: Random) -> str:
    """Up to ten moves."""
    return "".join(rng.choice("UDLR") for _ in range(rng.choice((0, 1, 2, 4, 6, 8, 10))))


def ints(rng: Random) -> list[int]:
    """A list of 0 to 9 integers; small ranges so that values repeat and conditions split them."""
    low, high = rng.choice(((0, 9), (-9, 9), (1, 20), (-20, 50), (1, 5), (0, 120)))
    return [rng.randint(low, high) for _ in range(rng.choice((0, 1, 3, 4, 5, 5, 6, 7, 8, 9)))]


def some_ints(rng: Random) -> list[int]:
    """Not empty."""
    return ints(rng) or [integer(rng), integer(rng)]


def sorted_ints(rng: Random) -> list[int]:
    """Ascending."""
    return sorted(ints(rng))


def distinct_ints(rng: Random) -> list[int]:
    """No value twice."""
    return list(dict.fromkeys(ints(rng)))


def wholes(rng: Random) -> list[int]:
    """Not negative."""
    return [abs(x) for x in ints(rng)]


def naturals(rng: Random) -> list[int]:
    """Positive, at least one."""
    return [abs(x) + 1 for x in ints(rng)] or [natural(rng)]


def bits(rng: Random) -> list[int]:
    """0 and 1, at least one."""
    return [rng.randint(0, 1) for _ in range(rng.randint(1, 9))]


def numbers(rng: Random) -> list[float]:
    """At least one number with an exact fraction."""
    return [rng.randint(-16, 160) / 4 for _ in range(rng.randint(1, 7))]


def words(rng: Random) -> list[str]:
    """0 to 6 words."""
    return [word(rng) for _ in range(rng.choice((0, 1, 2, 3, 4, 4, 5, 6)))]


def some_words(rng: Random) -> list[str]:
    """At least one word."""
    return words(rng) or [word(rng)]


def texts(rng: Random) -> list[str]:
    """0 to 4 texts."""
    return [sentence(rng) for _ in range(rng.choice((0, 1, 2, 3, 4)))]


def characters(rng: Random) -> list[str]:
    """0 to 8 letters."""
    return [rng.choice("aabcdexyz") for _ in range(rng.choice((0, 1, 3, 4, 5, 6, 8)))]


def flags(rng: Random) -> list[bool]:
    """0 to 6 booleans."""
    return [rng.random() < 0.5 for _ in range(rng.choice((0, 1, 2, 3, 4, 6)))]
