"""Families that lay out texts and numbers for printing."""

from __future__ import annotations

import textwrap

from volt.data.factory.domains import (
    Int,
    Ints,
    Letter,
    Lines,
    Natural,
    Number,
    Pairs,
    Predicate,
    Small,
    SomeWords,
    Text,
    Texts,
    Whole,
    Word,
    Words,
    alternative,
)

CONCEPTS = ("strings", "formatting")


def joined_by_commas(words: Words) -> Text:
    """the words in {words} joined by a comma and a blank | {words} as one text, with a comma and a blank between words
    | the result of joining the words in {words} with a comma and a blank

    do: join the words in {words} with a comma and a blank
    """
    return ", ".join(words)


def joined_without_gaps(words: SomeWords) -> Word:
    """the words in {words} joined to one string without anything between them | {words} as one string without gaps |
    the concatenation of the words in {words}

    do: concatenate the words in {words}
    """
    return "".join(words)


@alternative(joined_without_gaps)
def _joined_without_gaps_by_loop(words: SomeWords) -> Word:
    joined = ""
    for word in words:
        joined += word
    return joined


def joined_by_blanks(words: Words) -> Text:
    """the words in {words} joined by single blanks | {words} as one text, with a blank between words | the result of
    joining the words in {words} with single blanks

    do: join the words in {words} with blanks
    """
    return " ".join(words)


def matching_words_list(words: Words, p: Predicate[Word]) -> Text:
    """{words:each p}, joined by a comma and a blank | a text that lists {words:each p}, with a comma and a blank
    between them

    concepts: filtering
    """
    return ", ".join(word for word in words if p(word))


def numbers_joined(xs: Ints) -> Text:
    """the numbers in {xs} as one text, separated by single blanks | {xs} as text, with a blank between numbers

    do: write the numbers in {xs} as one text with single blanks between them
    """
    return " ".join(str(x) for x in xs)


@alternative(numbers_joined)
def _numbers_joined_by_map(xs: Ints) -> Text:
    return " ".join(map(str, xs))


def enumeration(words: Words) -> Text:
    """{words} as an English enumeration, with commas and "and" before the last | the words in {words} in one phrase,
    separated by commas except for the word "and" between the last two | the English enumeration of the words in
    {words}, with commas and with "and" instead of the last comma

    do: write {words} as an enumeration with commas and with "and" (without a comma) before the last
    """
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


@alternative(enumeration)
def _enumeration_by_cases(words: Words) -> Text:
    *others, last = words or [""]
    return f"{', '.join(others)} and {last}" if others else last


def numbered_lines(words: Words) -> Text:
    """the words in {words} on one line each, after their number from 1, a full stop and a blank | a numbered list of
    {words} with lines such as "1. word", joined by newlines

    concepts: enumerate
    """
    return "\n".join(f"{i}. {word}" for i, word in enumerate(words, 1))


@alternative(numbered_lines)
def _numbered_lines_by_index(words: Words) -> Text:
    lines = []
    for i in range(len(words)):
        lines.append(str(i + 1) + ". " + words[i])
    return "\n".join(lines)


def bullet_lines(words: Words) -> Text:
    """the words in {words} on one line each, after a hyphen and a blank | a list of {words} with "- " before each word,
    one word a line without a newline at the end
    """
    return "\n".join("- " + word for word in words)


def padded_left(s: Text, n: Natural) -> Text:
    """{s} filled up on the left with blanks to {n} characters, unchanged if it is long enough | {s} aligned to the
    right in a field of {n} characters (all of it if it is longer) | the result of putting blanks before {s} until it
    has {n} characters, or none if it has them already

    do: pad {s} with blanks on the left to a width of {n}
    """
    return s.rjust(n)


@alternative(padded_left)
def _padded_left_by_length(s: Text, n: Natural) -> Text:
    return " " * (n - len(s)) + s


def padded_right(s: Text, n: Natural) -> Text:
    """{s} filled up on the right with full stops to {n} characters, unchanged if it is long enough | {s} followed by as
    many full stops as it needs to reach {n} characters (none if it is longer) | the result of adding full stops to {s}
    until it has {n} characters, or none if it has them already

    do: pad {s} with full stops on the right to a width of {n}
    """
    return s.ljust(n, ".")


@alternative(padded_right)
def _padded_right_by_loop(s: Text, n: Natural) -> Text:
    while len(s) < n:
        s += "."
    return s


def zero_padded(n: Whole, k: Small) -> Text:
    """{n} as text with at least {k} digits, filled up with zeros on the left | {n} written with leading zeros to a
    width of {k} | the decimal digits of {n} as text, with zeros before them up to a width of {k}
    """
    return str(n).zfill(k)


@alternative(zero_padded)
def _zero_padded_by_format(n: Whole, k: Small) -> Text:
    return f"{n:0{k}d}"


def centred(s: Text, n: Natural) -> Text:
    """{s} in the middle of a field of {n} characters filled with blanks, with one blank more on the right if they
    cannot be equal | {s} with blanks on both sides to a width of {n} (unchanged if it is longer), where an odd blank
    goes to the right | the result of centring {s} in {n} characters with blanks, where an odd blank goes to the right
    and longer texts stay

    do: centre {s} in {n} characters, with an odd blank on the right
    """
    left = max(0, n - len(s)) // 2
    return (" " * left + s).ljust(n)


def framed(words: SomeWords) -> Text:
    """the words in {words} in a frame of asterisks, one a line, padded on the right with blanks to the longest and with
    one blank between word and frame | a box of asterisks around {words}, one word a line, with a blank at each side of
    the words and all lines equally long
    """
    width = max(len(word) for word in words)
    border = "*" * (width + 4)
    return "\n".join([border, *(f"* {word.ljust(width)} *" for word in words), border])


def underlined(s: Text) -> Text:
    """{s}, a newline and as many equals signs as {s} has characters | {s} with a second line of as many equals signs as
    its length | a text of two lines: {s} and below it an equals sign for each of its characters
    """
    return s + "\n" + "=" * len(s)


def shortened_with_dots(s: Text, n: Natural) -> Text:
    """{s} if it has at most {n} characters, otherwise its first {n} characters and three full stops | {s} cut off after
    {n} characters and followed by three full stops, or just {s} if it is not longer than that | the first {n}
    characters of {s} followed by three full stops, or all of it without them if it is not longer
    """
    return s if len(s) <= n else s[:n] + "..."


def wrapped_lines(s: Text, n: Natural) -> Texts:
    """the lines of {s} when its whitespace-separated words are put on lines of at most {n} characters, each as full as
    possible, where longer words stand alone | a list of lines with the whitespace-separated words of {s} and single
    blanks, each line as long as {n} characters allow (a longer word gets its own line)

    each: the lines of {s} wrapped to at most {n} characters
    one: line of {s} wrapped to at most {n} characters
    do: wrap the whitespace-separated words of {s} to lines of at most {n} characters, with longer words on their own
    concepts: greedy algorithms
    """
    lines: list[str] = []
    for word in s.split():
        if lines and len(lines[-1]) + 1 + len(word) <= n:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


@alternative(wrapped_lines)
def _wrapped_lines_by_textwrap(s: Text, n: Natural) -> Texts:
    return textwrap.wrap(" ".join(s.split()), n, break_long_words=False, break_on_hyphens=False)


def indented(text: Lines, k: Small) -> Text:
    """the lines of {text} with {k} blanks before each, joined by newlines | {text} with every line moved to the right
    by {k} blanks and no newline at the end

    do: indent every line of {text} by {k} blanks
    """
    return "\n".join(" " * k + line for line in text.splitlines())


@alternative(indented)
def _indented_by_loop(text: Lines, k: Small) -> Text:
    lines = []
    for line in text.splitlines():
        lines.append(" " * k + line)
    return "\n".join(lines)


def with_line_numbers(text: Lines) -> Text:
    """the lines of {text}, each after its number from 1, a colon and a blank, joined by newlines | {text} with the line
    number, a colon and a blank before every line and no newline at the end

    concepts: enumerate
    """
    return "\n".join(f"{i}: {line}" for i, line in enumerate(text.splitlines(), 1))


def vertical_text(words: Words) -> Texts:
    """the list of the columns of {words} when they are written below each other: the first letters, the second letters
    and so on, skipping words that are too short | the texts made of the first, second, third, ... letters of {words},
    where shorter words contribute nothing to later texts

    each: the columns of {words} written below each other
    one: column of {words} written below each other
    """
    longest = max((len(word) for word in words), default=0)
    return ["".join(word[i : i + 1] for word in words) for i in range(longest)]


def one_letter_a_line(w: Word) -> Lines:
    """the letters of {w} on one line each, without a newline at the end | {w} written vertically, with a newline
    between its letters
    """
    return "\n".join(w)


def letter_staircase(w: Word) -> Lines:
    """the prefixes of {w} from its first letter to all of it, one a line, joined by newlines | a staircase of {w},
    where each line shows one letter more and there is no newline at the end

    concepts: loops
    """
    return "\n".join(w[: i + 1] for i in range(len(w)))


def with_thousands(n: Int) -> Text:
    """{n} as text with a comma after each group of three digits, counted from the right | {n} written with commas as
    thousands separators | the decimal form of {n} with commas between groups of three digits
    """
    return f"{n:,}"


@alternative(with_thousands)
def _with_thousands_by_slices(n: Int) -> Text:
    digits = str(abs(n))
    groups = [digits[max(0, i - 3) : i] for i in range(len(digits), 0, -3)]
    return ("-" if n < 0 else "") + ",".join(reversed(groups))


def price_text(x: Number) -> Text:
    """{x} with two decimals and a dollar sign in front (after the minus of a negative number) | {x} as a price in
    dollars with two decimals, such as $2.50 or -$2.50 | the dollar price {x} as text with two decimals, such as $2.50
    or -$2.50
    """
    return f"-${-x:.2f}" if x < 0 else f"${x:.2f}"


def with_plural(n: Whole, w: Word) -> Text:
    """{n}, a blank and {w}, with "s" added unless the number is 1 | a text with the number {n} and the word {w}, which
    gets an "s" for all numbers except 1
    """
    return f"{n} {w}" if n == 1 else f"{n} {w}s"


def ordinal(n: Natural) -> Text:
    """{n} with its English ordinal ending, such as 1st, 2nd, 3rd, 4th and 11th | the ordinal number for {n} in digits
    with st, nd, rd or th
    """
    if n % 100 in (11, 12, 13):
        return f"{n}th"
    return f"{n}" + {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")


@alternative(ordinal)
def _ordinal_by_slice(n: Natural) -> Text:
    ending = "th" if n // 10 % 10 == 1 or n % 10 > 3 or n % 10 == 0 else ("st", "nd", "rd")[n % 10 - 1]
    return str(n) + ending


def score_table(pairs: Pairs) -> Text:
    """one line for each of {pairs} with the name, padded with blanks to the longest name, a blank and the number,
    joined by newlines | a table of {pairs}, one line each: the name filled up with blanks on the right to the longest
    name, one blank and the number
    """
    width = max((len(name) for name, _ in pairs), default=0)
    return "\n".join(f"{name:<{width}} {number}" for name, number in pairs)


def letters_spaced(s: Text) -> Text:
    """{s} with a blank between all neighbouring characters | the characters of {s}, separated by single blanks"""
    return " ".join(s)


def grouped_from_right(s: Text, k: Small) -> Text:
    """{s} with a blank between groups of {k} characters counted from the right | {s} in groups of {k} characters that
    are counted from its end and separated by blanks | the result of putting blanks into {s} after every {k} characters,
    counted from its end
    """
    return " ".join(s[max(0, i - k) : i] for i in range(len(s) % k or k, len(s) + 1, k))


def surrounded(s: Text, c: Letter) -> Text:
    """{s} with the letter {c} before and after it | {s} between two letters {c} | the result of putting the letter {c}
    at both ends of {s}
    """
    return c + s + c
