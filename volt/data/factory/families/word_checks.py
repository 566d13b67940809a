"""Families that say if a text or a word has a property."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from volt.data.factory.domains import Flag, Letter, Limit, Natural, Small, Text, Word, alternative

CONCEPTS = ("strings", "conditions")


def starts_with_vowel(s: Text) -> Flag:
    """{s} [starts] with a vowel (a, e, i, o or u in either case) | {s} [has] a vowel as the first character"""
    return s[:1].lower() in ("a", "e", "i", "o", "u")


@alternative(starts_with_vowel)
def _starts_with_vowel_by_tuple(s: Text) -> Flag:
    return s.lower().startswith(("a", "e", "i", "o", "u"))


def ends_with_vowel(s: Text) -> Flag:
    """{s} [ends] with a vowel (a, e, i, o or u in either case) | {s} [has] a vowel as the last character"""
    return s.lower().endswith(("a", "e", "i", "o", "u"))


def starts_with_letter(s: Text, c: Letter) -> Flag:
    """{s} [starts] with the letter {c}, in upper or lower case | {s} [begins] with {c}, ignoring case"""
    return s.lower().startswith(c)


def ends_with_letter(s: Text, c: Letter) -> Flag:
    """{s} [ends] with the letter {c}, in upper or lower case | {s} [has] {c} as the last character, ignoring case"""
    return s.lower().endswith(c)


@alternative(ends_with_letter)
def _ends_with_letter_by_slice(s: Text, c: Letter) -> Flag:
    return s[-1:].lower() == c


def contains_letter(s: Text, c: Letter) -> Flag:
    """{s} [contains] the letter {c}, in upper or lower case | {s} [has] at least one {c}, ignoring case"""
    return c in s.lower()


@alternative(contains_letter)
def _contains_letter_by_any(s: Text, c: Letter) -> Flag:
    return any(character.lower() == c for character in s)


def lacks_letter(s: Text, c: Letter) -> Flag:
    """{s} [does] not contain the letter {c}, in upper or lower case | {s} [has] no {c}, ignoring case"""
    return c not in s.lower()


def is_longer_than(s: Text, k: Small) -> Flag:
    """{s} [has] more than {k} characters | {s} [is] longer than {k} characters"""
    return len(s) > k


def is_shorter_than(s: Text, n: Natural) -> Flag:
    """{s} [has] fewer than {n} characters | {s} [is] shorter than {n} characters"""
    return len(s) < n


def has_length(s: Text, n: Limit) -> Flag:
    """{s} [has] exactly {n} characters | {s} [is] exactly {n} characters long"""
    return len(s) == n


def has_even_length(s: Text) -> Flag:
    """{s} [has] an even number of characters | {s} [is] of even length

    adjective: even-length
    """
    return len(s) % 2 == 0


def has_odd_length(s: Text) -> Flag:
    """{s} [has] an odd number of characters | {s} [is] of odd length

    adjective: odd-length
    """
    return len(s) % 2 == 1


def is_palindrome(s: Text) -> Flag:
    """{s} [reads] the same forwards and backwards | {s} [stays] the same when reversed

    adjective: palindromic
    concepts: palindromes
    """
    return s == s[::-1]


@alternative(is_palindrome)
def _is_palindrome_by_halves(s: Text) -> Flag:
    return all(s[i] == s[-1 - i] for i in range(len(s) // 2))


@alternative(is_palindrome)
def _is_palindrome_by_pointers(s: Text) -> Flag:
    left, right = 0, len(s) - 1
    while left < right:
        if s[left] != s[right]:
            return False
        left += 1
        right -= 1
    return True


def is_loose_palindrome(s: Text) -> Flag:
    """{s} [is] palindromic when case and everything except letters and digits are ignored | {s} [reads] the same in
    both directions if only letters and digits count and case does not matter

    concepts: palindromes, two pointers
    """
    kept = [c.lower() for c in s if c.isalnum()]
    return kept == kept[::-1]


@alternative(is_loose_palindrome)
def _is_loose_palindrome_by_pointers(s: Text) -> Flag:
    left, right = 0, len(s) - 1
    while left < right:
        if not s[left].isalnum():
            left += 1
        elif not s[right].isalnum():
            right -= 1
        elif s[left].lower() != s[right].lower():
            return False
        else:
            left += 1
            right -= 1
    return True


def is_almost_palindrome(s: Text) -> Flag:
    """{s} [is] palindromic or one changed character away from that | {s} [differs] from a palindrome in at most one
    character

    concepts: palindromes
    """
    return sum(s[i] != s[-1 - i] for i in range(len(s) // 2)) <= 1


def can_become_palindrome(w: Word) -> Flag:
    """{w} [consists] of letters that can be rearranged to a palindrome, ignoring case | {w} [has] at most one letter
    that occurs an odd number of times, ignoring case

    concepts: palindromes, counting
    """
    return sum(count % 2 for count in Counter(w.lower()).values()) <= 1


@alternative(can_become_palindrome)
def _can_become_palindrome_by_set(w: Word) -> Flag:
    unpaired: set[str] = set()
    for c in w.lower():
        unpaired ^= {c}
    return len(unpaired) <= 1


def has_repeated_letter(w: Word) -> Flag:
    """{w} [contains] some letter more than once, ignoring case | {w} [has] a repeated letter, ignoring case

    concepts: sets
    """
    return len(set(w.lower())) < len(w)


@alternative(has_repeated_letter)
def _has_repeated_letter_by_count(w: Word) -> Flag:
    return any(w.lower().count(c) > 1 for c in w.lower())


def is_isogram(w: Word) -> Flag:
    """{w} [has] no repeated letter, ignoring case | {w} [consists] of different letters, ignoring case

    adjective: repetition-free
    concepts: sets
    """
    return len(set(w.lower())) == len(w)


@alternative(is_isogram)
def _is_isogram_by_loop(w: Word) -> Flag:
    seen = set()
    for c in w.lower():
        if c in seen:
            return False
        seen.add(c)
    return True


def has_double_letter(w: Word) -> Flag:
    """{w} [has] two equal letters next to each other, ignoring case | {w} [contains] a double letter, ignoring case

    concepts: neighbours
    """
    return any(a == b for a, b in pairwise(w.lower()))


@alternative(has_double_letter)
def _has_double_letter_by_pattern(w: Word) -> Flag:
    return re.search(r"(.)\1", w.lower()) is not None


def is_in_alphabetical_order(w: Word) -> Flag:
    """{w} [has] all letters in alphabetical order, ignoring case | {w} [keeps] the same spelling, apart from case, when
    the letters are sorted without regard to case

    adjective: alphabetical
    concepts: sorting
    """
    return list(w.lower()) == sorted(w.lower())


@alternative(is_in_alphabetical_order)
def _is_in_alphabetical_order_by_neighbours(w: Word) -> Flag:
    return all(a <= b for a, b in pairwise(w.lower()))


def starts_and_ends_alike(w: Word) -> Flag:
    """{w} [has] the same letter at the start and at the end, ignoring case | {w} [has] equal first and last letters,
    ignoring case
    """
    return w[0].lower() == w[-1].lower()


def has_more_vowels(w: Word) -> Flag:
    """{w} [has] more vowels than consonants | {w} [contains] vowels more often than consonants

    adjective: vowel-rich
    """
    return sum(c in "aeiou" for c in w.lower()) * 2 > len(w)


@alternative(has_more_vowels)
def _has_more_vowels_by_balance(w: Word) -> Flag:
    balance = 0
    for c in w.lower():
        balance += 1 if c in "aeiou" else -1
    return balance > 0


def has_vowel(s: Text) -> Flag:
    """{s} [contains] at least one vowel (a, e, i, o or u in either case) | {s} [has] one or more vowels"""
    return any(c in "aeiou" for c in s.lower())


@alternative(has_vowel)
def _has_vowel_by_set(s: Text) -> Flag:
    return not set("aeiou").isdisjoint(s.lower())


def has_no_vowel(s: Text) -> Flag:
    """{s} [does] not contain any vowel (a, e, i, o or u in either case) | {s} [has] no vowels

    adjective: vowelless
    """
    return all(c not in "aeiou" for c in s.lower())


def alternates_vowels(w: Word) -> Flag:
    """{w} [alternates] between vowels and consonants | {w} [has] no two vowels and no two consonants next to each other

    concepts: neighbours
    """
    return all((a in "aeiou") != (b in "aeiou") for a, b in pairwise(w.lower()))


def has_vowel_count(s: Text, k: Small) -> Flag:
    """{s} [has] exactly {k} vowels, counting a, e, i, o and u in either case | {s} [contains] vowels exactly {k} times,
    in either case
    """
    return sum(c in "aeiou" for c in s.lower()) == k


def has_at_least_of_letter(s: Text, k: Small, c: Letter) -> Flag:
    """{s} [contains] the letter {c} at least {k} times, ignoring case | {s} [has] {k} or more occurrences of {c},
    ignoring case
    """
    return s.lower().count(c) >= k


def has_digit(s: Text) -> Flag:
    """{s} [contains] at least one digit | {s} [has] one or more digits"""
    return any(c.isdigit() for c in s)


@alternative(has_digit)
def _has_digit_by_pattern(s: Text) -> Flag:
    return re.search("[0-9]", s) is not None


def is_only_letters(s: Text) -> Flag:
    """{s} [consists] of one or more letters only | {s} [is] made of one or more letters and nothing else

    adjective: alphabetic
    """
    return s.isalpha()


def is_anagram(a: Word, b: Word) -> Flag:
    """{a} [has] {b} as an anagram, ignoring case | {a} [consists] of the same letters as {b}, each as often, ignoring
    case

    concepts: anagrams, sorting
    """
    return sorted(a.lower()) == sorted(b.lower())


@alternative(is_anagram)
def _is_anagram_by_counter(a: Word, b: Word) -> Flag:
    return Counter(a.lower()) == Counter(b.lower())


def can_be_spelled_from(a: Word, b: Word) -> Flag:
    """{a} [consists] only of letters that {b} has at least as often, ignoring case | {a} [has] no letter more often
    than {b} has it, ignoring case

    concepts: anagrams, counting
    """
    return all(a.lower().count(c) <= b.lower().count(c) for c in a.lower())


@alternative(can_be_spelled_from)
def _can_be_spelled_from_by_counter(a: Word, b: Word) -> Flag:
    return not Counter(a.lower()) - Counter(b.lower())


def shares_letter(a: Word, b: Word) -> Flag:
    """{a} [shares] at least one letter with {b}, ignoring case | {a} [has] a letter that also occurs in {b}, ignoring
    case

    concepts: sets
    """
    return not set(a.lower()).isdisjoint(b.lower())


@alternative(shares_letter)
def _shares_letter_by_any(a: Word, b: Word) -> Flag:
    return any(c in b.lower() for c in a.lower())


def uses_letters_of(a: Word, b: Word) -> Flag:
    """{a} [uses] only letters that occur in {b}, ignoring case | {a} [has] no letter that is missing from {b}, ignoring
    case

    concepts: sets
    """
    return set(a.lower()) <= set(b.lower())


def rhymes_with(a: Word, b: Word, k: Small) -> Flag:
    """{a} [ends] with the same {k} letters as {b}, ignoring case (a shorter word counts as a whole) | {a} [has] the
    same last {k} letters as {b}, or all letters if there are fewer, ignoring case
    """
    return a[-k:].lower() == b[-k:].lower()


def is_pangram(s: Text) -> Flag:
    """{s} [contains] every letter from a to z at least once, ignoring case | {s} [uses] the whole alphabet, ignoring
    case

    adjective: pangrammatic
    concepts: sets
    """
    return set("abcdefghijklmnopqrstuvwxyz") <= set(s.lower())
