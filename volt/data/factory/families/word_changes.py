"""Families that change a word or a text to another, or measure it by one number."""

from __future__ import annotations

import re

from volt.data.factory.domains import Letter, Natural, Predicate, Small, Text, Whole, Word, alternative

CONCEPTS = ("strings",)


def reversed_text(s: Text) -> Text:
    """{s} reversed | {s} read backwards | the reversal of {s}

    do: reverse {s}
    """
    return s[::-1]


@alternative(reversed_text)
def _reversed_text_by_join(s: Text) -> Text:
    return "".join(reversed(s))


@alternative(reversed_text)
def _reversed_text_by_loop(s: Text) -> Text:
    result = ""
    for c in s:
        result = c + result
    return result


def reversed_word(w: Word) -> Word:
    """the word {w} reversed | the word {w} written from right to left | the reversal of the word {w}

    do: reverse the word {w}
    """
    return w[::-1]


def capital_word(w: Word) -> Word:
    """the word {w} in upper case | the word {w} written in capitals | the upper-case form of the word {w}"""
    return w.upper()


def small_word(w: Word) -> Word:
    """the word {w} in lower case | the word {w} written in small letters | the lower-case form of the word {w}"""
    return w.lower()


def name_case(w: Word) -> Word:
    """the word {w} with its first letter in upper case and the others in lower case | the word {w} written like a name,
    with one capital at the start | the result of writing the word {w} with a capital first letter and all others in
    lower case
    """
    return w.capitalize()


def sorted_letters(w: Word) -> Word:
    """the letters of {w} in lower case and alphabetical order, as a string | {w} in lower case with its letters sorted

    do: sort the letters of {w} in lower case and join them
    concepts: sorting
    """
    return "".join(sorted(w.lower()))


def letters_sorted_down(w: Word) -> Word:
    """the letters of {w} in lower case and in reverse alphabetical order, as a string | {w} in lower case with its
    letters sorted from z to a

    concepts: sorting
    """
    return "".join(sorted(w.lower(), reverse=True))


def first_letter(w: Word) -> Word:
    """the first letter of {w} | the letter that {w} starts with"""
    return w[0]


def last_letter(w: Word) -> Word:
    """the last letter of {w} | the letter that {w} ends with"""
    return w[-1]


def initial_in_lower_case(w: Word) -> Letter:
    """the first letter of {w} in lower case | the lower-cased initial of {w}"""
    return w[0].lower()


def middle_letters(w: Word) -> Word:
    """the middle letter of {w}, or its two middle letters if it has an even number | the one or two letters in the
    middle of {w}
    """
    return w[(len(w) - 1) // 2 : len(w) // 2 + 1]


@alternative(middle_letters)
def _middle_letters_by_stripping(w: Word) -> Word:
    while len(w) > 2:
        w = w[1:-1]
    return w


def latest_letter(w: Word) -> Letter:
    """the letter of {w} that comes last in the alphabet, in lower case | the alphabetically greatest letter of {w},
    ignoring case and written in lower case
    """
    return max(w.lower())


def earliest_letter(w: Word) -> Letter:
    """the letter of {w} that comes first in the alphabet, in lower case | the alphabetically smallest letter of {w},
    ignoring case and written in lower case
    """
    return min(w.lower())


def doubled_letters(s: Text) -> Text:
    """{s} with each character doubled | {s} with every character written twice | the result of doubling each character
    of {s}

    do: write each character of {s} twice
    """
    return "".join(c * 2 for c in s)


def stretched_word(w: Word, k: Small) -> Word:
    """{w} with each letter written {k} times | {w} with every letter repeated {k} times in a row | the result of
    writing each letter of {w} {k} times in a row
    """
    return "".join(c * k for c in w)


@alternative(stretched_word)
def _stretched_word_by_loops(w: Word, k: Small) -> Word:
    result = ""
    for c in w:
        for _ in range(k):
            result += c
    return result


def repeated_word(w: Word, k: Small) -> Word:
    """{w} written {k} times without gaps | {k} copies of {w} joined together | the result of writing {w} {k} times
    without gaps
    """
    return w * k


def ends_exchanged(w: Word) -> Word:
    """{w} with its first and last letter exchanged | {w} with the letters at its two ends swapped | the result of
    exchanging the first and the last letter of {w}

    do: swap the first and the last letter of {w}
    """
    return w[-1] + w[1:-1] + w[0] if len(w) > 1 else w


def first_letter_moved(w: Word) -> Word:
    """{w} with its first letter moved to the end | {w} with the first letter taken away and put behind the rest | the
    result of moving the first letter of {w} to its end

    do: move the first letter of {w} to its end
    """
    return w[1:] + w[0]


def rotated_word(w: Word, k: Small) -> Word:
    """{w} rotated to the left by {k} letters | what {w} becomes when its first letter is moved to the end {k} times

    do: move the first letter of {w} to its end {k} times
    concepts: modulo
    """
    return w[k % len(w) :] + w[: k % len(w)]


@alternative(rotated_word)
def _rotated_word_by_steps(w: Word, k: Small) -> Word:
    for _ in range(k):
        w = w[1:] + w[0]
    return w


def mirrored_word(w: Word) -> Word:
    """{w} followed by its reversal | the palindrome made of {w} and then {w} backwards"""
    return w + w[::-1]


def neighbours_exchanged(w: Word) -> Word:
    """{w} with its letters swapped in pairs (first with second, third with fourth, ...), where an odd last letter stays
    | {w} with each pair of letters from the start exchanged and an unpaired last letter left in place | the result of
    swapping the letters of {w} in pairs from the start, where an unpaired last letter stays in place
    """
    return "".join(w[i : i + 2][::-1] for i in range(0, len(w), 2))


@alternative(neighbours_exchanged)
def _neighbours_exchanged_by_pattern(w: Word) -> Word:
    return re.sub("(.)(.)", r"\2\1", w)


def even_places_first(w: Word) -> Word:
    """the letters of {w} at positions 0, 2, 4, ... followed by those at positions 1, 3, 5, ... | {w} rearranged so that
    the letters at even positions (from 0) come first and the others follow
    """
    return w[::2] + w[1::2]


def every_second_letter(w: Word) -> Word:
    """every second letter of {w}, starting with the first | the letters of {w} at the positions 0, 2, 4 and so on"""
    return w[::2]


@alternative(every_second_letter)
def _every_second_letter_by_index(w: Word) -> Word:
    return "".join(c for i, c in enumerate(w) if i % 2 == 0)


def without_first_letter(s: Text) -> Text:
    """{s} without its first character | all of {s} except the first character

    do: remove the first character of {s}
    """
    return s[1:]


def without_last_letter(s: Text) -> Text:
    """{s} without its last character | all of {s} except the last character

    do: remove the last character of {s}
    """
    return s[:-1]


def without_both_ends(s: Text) -> Text:
    """{s} without its first and last character | the inside of {s}, which is all but its first and last character

    do: remove the first and the last character of {s}
    """
    return s[1:-1]


def without_vowels(s: Text) -> Text:
    """{s} without vowels (a, e, i, o, u in either case) | what is left of {s} when all of its vowels are removed

    do: remove all vowels from {s}
    """
    return "".join(c for c in s if c.lower() not in "aeiou")


@alternative(without_vowels)
def _without_vowels_by_pattern(s: Text) -> Text:
    return re.sub("[aeiouAEIOU]", "", s)


def without_letter(s: Text, c: Letter) -> Text:
    """{s} without the lower-case letter {c} | what is left of {s} when each lower-case {c} is removed

    do: remove every lower-case {c} from {s}
    """
    return s.replace(c, "")


@alternative(without_letter)
def _without_letter_by_filter(s: Text, c: Letter) -> Text:
    return "".join(character for character in s if character != c)


def without_matching_letters(w: Word, p: Predicate[Letter]) -> Text:
    """{w} in lower case and without {p:bare} | what is left of the lower-cased {w} when all {p:bare} are removed

    concepts: filtering
    """
    return "".join(c for c in w.lower() if not p(c))


def letter_replaced(s: Text, old: Letter, new: Letter) -> Text:
    """{s} with every lower-case {old} replaced by {new} | {s} after each lower-case letter {old} is changed to {new} |
    the result of replacing every lower-case {old} in {s} by {new}

    do: replace every lower-case {old} in {s} by {new}
    """
    return s.replace(old, new)


@alternative(letter_replaced)
def _letter_replaced_by_comprehension(s: Text, old: Letter, new: Letter) -> Text:
    return "".join(new if c == old else c for c in s)


def vowels_reversed(s: Text) -> Text:
    """{s} with its vowels (in either case) in reverse order and all other characters in place | {s} after only the
    order of its vowels is reversed | the result of reversing the order of the vowels (in either case) in {s}, with all
    other characters left in place

    do: reverse the order of the vowels in {s} and leave everything else in place
    concepts: stacks
    """
    vowels = [c for c in s if c in "aeiouAEIOU"]
    return "".join(vowels.pop() if c in "aeiouAEIOU" else c for c in s)


def letters_reversed_in_place(s: Text) -> Text:
    """{s} with its letters in reverse order and all other characters in place | {s} after only the order of its letters
    is reversed | the result of reversing the order of the letters in {s}, with all other characters left in place

    concepts: two pointers
    """
    letters = [c for c in s if c.isalpha()]
    return "".join(letters.pop() if c.isalpha() else c for c in s)


def text_length(s: Text) -> Whole:
    """the length of {s} | the number of characters in {s} | how many characters {s} has"""
    return len(s)


def word_length(w: Word) -> Natural:
    """the number of letters in {w} | how many letters {w} has"""
    return len(w)


def alphabet_sum(w: Word) -> Natural:
    """the sum of the positions of the letters of {w} in the alphabet, where a is 1 and case is ignored | the word value
    of {w}, with 1 for a up to 26 for z in either case
    """
    return sum(ord(c) - ord("a") + 1 for c in w.lower())


@alternative(alphabet_sum)
def _alphabet_sum_by_index(w: Word) -> Natural:
    return sum("abcdefghijklmnopqrstuvwxyz".index(c) + 1 for c in w.lower())


def syllable_estimate(w: Word) -> Whole:
    """the number of groups of neighbouring vowels (a, e, i, o, u) in {w}, ignoring case | how many runs of one or more
    vowels (a, e, i, o, u) {w} has, ignoring case

    concepts: runs
    """
    return len(re.findall("[aeiou]+", w.lower()))


def tile_points(w: Word) -> Natural:
    """the points for {w} if a vowel counts 1 and a consonant 2 | the total of 1 for each vowel and 2 for each consonant
    of {w}
    """
    return sum(1 if c in "aeiou" else 2 for c in w.lower())
