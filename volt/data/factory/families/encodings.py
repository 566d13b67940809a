"""Families that encode texts: ciphers, run lengths, Morse code and checksums."""

from __future__ import annotations

import codecs
import re
import string
from itertools import groupby

from volt.data.factory.domains import (
    Binary,
    Digits,
    Flag,
    Natural,
    Small,
    Text,
    Texts,
    Whole,
    Wholes,
    Word,
    alternative,
)

CONCEPTS = ("strings", "encoding")


def caesar(s: Text, k: Small) -> Text:
    """{s} encrypted by a Caesar cipher with shift {k}, where case is kept and other characters stay | {s} with each
    letter from a to z in either case moved forward by {k} in the alphabet (after z comes a) and everything else
    unchanged | the Caesar cipher of {s} with shift {k}, where letters a to z keep their case and other characters stay

    do: shift each letter a to z of {s}, in either case, by {k} places in the alphabet (a after z) and keep the rest
    concepts: ciphers, modulo
    """
    small, capitals = string.ascii_lowercase, string.ascii_uppercase
    return s.translate(str.maketrans(small + capitals, small[k:] + small[:k] + capitals[k:] + capitals[:k]))


@alternative(caesar)
def _caesar_by_codes(s: Text, k: Small) -> Text:
    result = ""
    for c in s:
        if c in string.ascii_letters:
            base = ord("a") if c.islower() else ord("A")
            result += chr((ord(c) - base + k) % 26 + base)
        else:
            result += c
    return result


def caesar_word(w: Word, k: Small) -> Word:
    """the lower-cased {w} encrypted by a Caesar cipher with shift {k} | {w} in lower case with each letter replaced by
    the one {k} places later in the alphabet, with a after z

    concepts: ciphers, modulo
    """
    return "".join(chr((ord(c) - ord("a") + k) % 26 + ord("a")) for c in w.lower())


def caesar_decoded(s: Text, k: Small) -> Text:
    """the original text of {s}, which a Caesar cipher with shift {k} has encrypted, keeping case and other characters |
    {s} with each letter from a to z in either case moved back by {k} in the alphabet (z before a) and everything else
    unchanged

    concepts: ciphers, modulo
    """
    small, capitals = string.ascii_lowercase, string.ascii_uppercase
    return s.translate(str.maketrans(small[k:] + small[:k] + capitals[k:] + capitals[:k], small + capitals))


def rot13(s: Text) -> Text:
    """{s} encoded with ROT13 | {s} with each letter from a to z in either case replaced by the one 13 places further in
    the alphabet, starting again at a after z | the ROT13 encoding of {s}

    concepts: ciphers
    """
    return codecs.encode(s, "rot13")


@alternative(rot13)
def _rot13_by_table(s: Text) -> Text:
    letters = "abcdefghijklm" + "ABCDEFGHIJKLM"
    partners = "nopqrstuvwxyz" + "NOPQRSTUVWXYZ"
    return s.translate(str.maketrans(letters + partners, partners + letters))


def atbash(w: Word) -> Word:
    """the lower-cased {w} encoded with Atbash (a becomes z, b becomes y and so on) | {w} in lower case with each letter
    replaced by its counterpart in the reversed alphabet

    concepts: ciphers
    """
    return "".join(chr(ord("a") + ord("z") - ord(c)) for c in w.lower())


@alternative(atbash)
def _atbash_by_table(w: Word) -> Word:
    alphabet = string.ascii_lowercase
    return w.lower().translate(str.maketrans(alphabet, alphabet[::-1]))


def vigenere(w: Word, key: Word) -> Word:
    """{w} in lower case, encrypted by a Vigenere cipher with the key {key} in lower case (a shifts by 0, b by 1) | the
    lower-cased {w} with each letter shifted by the place, from 0, of the letter of {key} below it, where the key is
    repeated and its case ignored

    concepts: ciphers, modulo
    """
    encoded = ""
    for i, c in enumerate(w.lower()):
        shift = ord(key[i % len(key)].lower()) - ord("a")
        encoded += chr((ord(c) - ord("a") + shift) % 26 + ord("a"))
    return encoded


def morse(w: Word) -> Text:
    """{w} in Morse code, with blanks between the letters | the Morse code of {w} in dots and hyphens, letters separated
    by blanks

    concepts: dictionaries
    """
    codes = (
        ".-", "-...", "-.-.", "-..", ".", "..-.", "--.", "....", "..", ".---", "-.-", ".-..", "--",
        "-.", "---", ".--.", "--.-", ".-.", "...", "-", "..-", "...-", ".--", "-..-", "-.--", "--..",
    )  # fmt: skip
    return " ".join(codes[ord(c) - ord("a")] for c in w.lower())


@alternative(morse)
def _morse_by_dictionary(w: Word) -> Text:
    codes = {
        "a": ".-", "b": "-...", "c": "-.-.", "d": "-..", "e": ".", "f": "..-.", "g": "--.", "h": "....", "i": "..",
        "j": ".---", "k": "-.-", "l": ".-..", "m": "--", "n": "-.", "o": "---", "p": ".--.", "q": "--.-", "r": ".-.",
        "s": "...", "t": "-", "u": "..-", "v": "...-", "w": ".--", "x": "-..-", "y": "-.--", "z": "--..",
    }  # fmt: skip
    return " ".join(codes[c] for c in w.lower())


def run_length_encoded(s: Text) -> Text:
    """the run-length encoding of {s}: each run of equal characters as the character and its length | {s} with each run
    of equal characters replaced by that character and the number of times it is repeated, also if that is 1

    do: compress {s} by writing each run of equal characters as the character followed by its length
    concepts: runs, compression
    """
    return "".join(c + str(len(list(group))) for c, group in groupby(s))


@alternative(run_length_encoded)
def _run_length_encoded_by_loop(s: Text) -> Text:
    encoded = ""
    i = 0
    while i < len(s):
        end = i
        while end < len(s) and s[end] == s[i]:
            end += 1
        encoded += s[i] + str(end - i)
        i = end
    return encoded


def runs_shortened(w: Word) -> Text:
    """{w} with each run of two or more equal letters written as the letter and its length, and single letters left
    alone | the run-length encoding of {w} in which the number 1 is not written

    concepts: runs, compression
    """
    return re.sub(r"(.)\1+", lambda match: match[1] + str(len(match[0])), w)


@alternative(runs_shortened)
def _runs_shortened_by_groups(w: Word) -> Text:
    parts = []
    for c, group in groupby(w):
        length = len(list(group))
        parts.append(c + str(length) if length > 1 else c)
    return "".join(parts)


def runs_expanded(s: Text) -> Text:
    """{s} with each character that is followed by a digit from 0 to 9 written that many times instead of both | {s}
    read from left to right with each pair of a non-digit and one digit expanded to that many copies of the former | the
    result of replacing, from left to right, each non-digit and the digit after it in {s} by that many copies of the
    non-digit

    concepts: regular expressions, compression
    """
    return re.sub("([^0-9])([0-9])", lambda match: match[1] * int(match[2]), s)


def rail_fence(s: Text) -> Text:
    """{s} encrypted by a rail fence of two rails: the characters at even positions (from 0), then those at odd ones |
    the characters of {s} at the positions 0, 2, 4, ... followed by those at the positions 1, 3, 5, ...

    concepts: ciphers
    """
    return s[::2] + s[1::2]


def rail_fence_decoded(s: Text) -> Text:
    """the text that gives {s} when its characters at even positions (from 0) are followed by those at odd ones | {s}
    decrypted from a rail fence of two rails, where the first half (the longer one) holds the characters at even
    positions

    concepts: ciphers
    """
    middle = (len(s) + 1) // 2
    decoded = [""] * len(s)
    decoded[::2] = s[:middle]
    decoded[1::2] = s[middle:]
    return "".join(decoded)


def columnar_transposition(s: Text, k: Small) -> Text:
    """{s} written in rows of {k} characters and read column by column | the columns of {s} joined from left to right
    when it is written in rows of {k} characters

    concepts: ciphers
    """
    return "".join(s[i::k] for i in range(k))


@alternative(columnar_transposition)
def _columnar_transposition_by_rows(s: Text, k: Small) -> Text:
    rows = [s[i : i + k] for i in range(0, len(s), k)]
    return "".join(row[column] for column in range(k) for row in rows if column < len(row))


def character_codes(s: Text) -> Wholes:
    """the list of the character codes of {s} | the code points of the characters of {s}, as a list

    each: the character codes of {s}
    one: character code in {s}
    """
    return [ord(c) for c in s]


@alternative(character_codes)
def _character_codes_by_map(s: Text) -> Wholes:
    return list(map(ord, s))


def alphabet_places(s: Text) -> Wholes:
    """the list of the alphabet positions (a is 1, in either case) of the letters from a to z in {s} | the places in the
    alphabet, counted from 1 and ignoring case, of all letters a to z in {s}, as a list

    each: the alphabet positions of the letters in {s}
    one: alphabet position of a letter in {s}
    """
    return [ord(c) - ord("a") + 1 for c in s.lower() if c in string.ascii_lowercase]


def hex_codes(s: Text) -> Text:
    """the character codes of {s} in lower-case hexadecimal with at least two digits each, joined by blanks | {s} as
    hexadecimal character codes of at least two lower-case digits, separated by blanks
    """
    return " ".join(f"{ord(c):02x}" for c in s)


def bytes_in_binary(s: Text) -> Texts:
    """the list of the UTF-8 bytes of {s}, each as eight binary digits | the bytes of {s} in UTF-8, written with eight
    binary digits each, as a list

    each: the UTF-8 bytes of {s} in binary
    one: UTF-8 byte of {s} in binary
    """
    return [f"{byte:08b}" for byte in s.encode()]


def with_parity_bit(bits: Binary) -> Binary:
    """{bits} with one more bit at the end that makes the number of ones even | {bits} followed by its even parity bit |
    the result of appending a bit to {bits} that makes the number of ones even

    do: append the bit to {bits} that makes the number of ones even
    """
    return bits + str(bits.count("1") % 2)


def has_even_parity(bits: Binary) -> Flag:
    """{bits} [has] an even number of ones | {bits} [contains] the digit 1 an even number of times"""
    return bits.count("1") % 2 == 0


def keypad_digits(w: Word) -> Digits:
    """the digits to press for {w} on a phone keypad (abc is 2, def 3, ghi 4, jkl 5, mno 6, pqrs 7, tuv 8, wxyz 9) | {w}
    with each letter, in either case, replaced by its digit on a phone keypad: 2 for abc, 3 def, 4 ghi, 5 jkl, 6 mno, 7
    pqrs, 8 tuv, 9 wxyz
    """
    return w.lower().translate(str.maketrans(string.ascii_lowercase, "22233344455566677778889999"))


def text_hash(s: Text) -> Whole:
    """the hash of {s} that starts at 0 and, for each character, is multiplied by 31, increased by the character code
    and reduced modulo 1000 | what is left after going through {s} from 0, where each character multiplies the value by
    31, adds its code and takes the remainder of 1000

    concepts: hashing, modulo
    """
    value = 0
    for c in s:
        value = (value * 31 + ord(c)) % 1000
    return value


def code_sum(s: Text) -> Whole:
    """the sum of the character codes of {s} | what the code points of all characters of {s} add up to"""
    return sum(ord(c) for c in s)


@alternative(code_sum)
def _code_sum_by_map(s: Text) -> Whole:
    return sum(map(ord, s))


def initial_code(w: Word) -> Natural:
    """the character code of the first letter of {w} | the code point of the letter that {w} starts with"""
    return ord(w[0])
