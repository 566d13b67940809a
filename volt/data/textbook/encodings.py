"""Ciphers and encodings: shifted letters, Morse, run lengths, number bases and transport encodings."""

import base64
import binascii
import re
import string
from itertools import cycle, groupby
from urllib.parse import quote, unquote

MORSE = {
    **{"A": ".-", "B": "-...", "C": "-.-.", "D": "-..", "E": ".", "F": "..-.", "G": "--.", "H": "....", "I": ".."},
    **{"J": ".---", "K": "-.-", "L": ".-..", "M": "--", "N": "-.", "O": "---", "P": ".--.", "Q": "--.-", "R": ".-."},
    **{"S": "...", "T": "-", "U": "..-", "V": "...-", "W": ".--", "X": "-..-", "Y": "-.--", "Z": "--.."},
    **{"0": "-----", "1": ".----", "2": "..---", "3": "...--", "4": "....-"},
    **{"5": ".....", "6": "-....", "7": "--...", "8": "---..", "9": "----."},
}


def shift_letter(letter: str, shift: int) -> str:
    """Shift a letter through the alphabet by a number of places, wrapping around and leaving other characters.

    Ask: move a letter n places forward | the letter k positions later in a circular alphabet
    >>> shift_letter("y", 3)
    'b'
    >>> shift_letter("A", -1)
    'Z'
    >>> shift_letter("!", 5)
    '!'
    """
    if letter not in string.ascii_letters:
        return letter
    start = ord("A") if letter.isupper() else ord("a")
    return chr((ord(letter) - start + shift) % 26 + start)


def caesar_encrypt(text: str, shift: int) -> str:
    """Encrypt a string with the Caesar cipher, shifting each letter by a number of places.

    Ask: shift all letters of a message | encode text by rotating the alphabet
    >>> caesar_encrypt("Hello, xyz", 3)
    'Khoor, abc'
    """
    return "".join(shift_letter(ch, shift) for ch in text)


def caesar_decrypt(text: str, shift: int) -> str:
    """Decrypt a string that was encrypted with the Caesar cipher.

    Ask: shift all letters back | decode a message with rotated alphabet
    >>> caesar_decrypt("Khoor, abc", 3)
    'Hello, xyz'
    """
    return caesar_encrypt(text, -shift)


def caesar_candidates(text: str) -> list[str]:
    """List all 26 decryptions of a Caesar cipher text.

    Ask: break a Caesar cipher by brute force | try every shift of the letters
    >>> caesar_candidates("bcd")[:3]
    ['bcd', 'abc', 'zab']
    """
    return [caesar_decrypt(text, shift) for shift in range(26)]


def rot13(text: str) -> str:
    """Encode a string with ROT13, moving every letter by thirteen places.

    Ask: apply rot13 to the text | rotate letters by half the alphabet
    >>> rot13("Hello")
    'Uryyb'
    >>> rot13(rot13("Hello"))
    'Hello'
    """
    return caesar_encrypt(text, 13)


def atbash(text: str) -> str:
    """Encode a string with the Atbash cipher, replacing a by z, b by y and so on.

    Ask: mirror every letter in the alphabet | reverse alphabet substitution of a text
    >>> atbash("Abc xyz")
    'Zyx cba'
    """
    lower, upper = string.ascii_lowercase, string.ascii_uppercase
    return text.translate(str.maketrans(lower + upper, lower[::-1] + upper[::-1]))


def substitution_encrypt(text: str, key: str) -> str:
    """Encrypt a lowercase string by substituting each letter by the one at its place in a key alphabet.

    Ask: simple substitution cipher with a 26 letter key | replace letters through a scrambled alphabet
    >>> substitution_encrypt("abc", "qwertyuiopasdfghjklzxcvbnm")
    'qwe'
    """
    return text.translate(str.maketrans(string.ascii_lowercase, key))


def vigenere_encrypt(text: str, key: str) -> str:
    """Encrypt a string with the Vigenère cipher, shifting letters by the letters of a keyword.

    Ask: encode text with a repeating key | polyalphabetic shift of a message
    >>> vigenere_encrypt("Attack at", "lemon")
    'Lxfopv ef'
    """
    shifts = cycle(ord(ch) - ord("a") for ch in key.lower())
    return "".join(shift_letter(ch, next(shifts)) if ch.isalpha() else ch for ch in text)


def vigenere_decrypt(text: str, key: str) -> str:
    """Decrypt a string that was encrypted with the Vigenère cipher.

    Ask: decode text with a repeating key | undo a keyword cipher
    >>> vigenere_decrypt("Lxfopv ef", "lemon")
    'Attack at'
    """
    inverse = "".join(shift_letter("a", ord("a") - ord(ch)) for ch in key.lower())
    return vigenere_encrypt(text, inverse)


def rail_fence_encrypt(text: str, rails: int) -> str:
    """Encrypt a string with the rail fence cipher, writing it in a zigzag over several rows.

    Ask: zigzag transposition of text | read a message by rows after writing it diagonally up and down
    >>> rail_fence_encrypt("wearediscovered", 3)
    'wecrerdsoeeaivd'
    """
    rows = [""] * rails
    zigzag = cycle([*range(rails), *range(rails - 2, 0, -1)])
    for ch, row in zip(text, zigzag, strict=False):
        rows[row] += ch
    return "".join(rows)


def xor_cipher(text: str, key: int) -> str:
    """Encrypt or decrypt a string by taking the XOR of every character code with a key.

    Ask: xor each letter with a number | simple reversible cipher by exclusive or
    >>> xor_cipher("abc", 1)
    '`cb'
    >>> xor_cipher("`cb", 1)
    'abc'
    """
    return "".join(chr(ord(ch) ^ key) for ch in text)


def text_to_morse(text: str) -> str:
    """Convert a text to Morse code, with spaces between letters and slashes between words.

    Ask: encode letters as dots and dashes | write a message in morse
    >>> text_to_morse("SOS now")
    '... --- ... / -. --- .--'
    """
    return " / ".join(" ".join(MORSE[ch] for ch in word if ch in MORSE) for word in text.upper().split())


def morse_to_text(code: str) -> str:
    """Convert Morse code back to text.

    Ask: decode dots and dashes to letters | read a morse message
    >>> morse_to_text("... --- ... / -. --- .--")
    'SOS NOW'
    """
    letters = {sign: letter for letter, sign in MORSE.items()}
    return " ".join("".join(letters[sign] for sign in word.split()) for word in code.split("/"))


def pig_latin(text: str) -> str:
    """Translate a text to Pig Latin, moving leading consonants to the end and adding ay.

    Ask: write words in pig latin | move the initial consonants of each word behind it with 'ay'
    >>> pig_latin("smile apple")
    'ilesmay appleay'
    """
    return " ".join(re.sub(r"^([^aeiou]*)(.*)$", r"\2\1ay", word) for word in text.split())


def run_length_encode(text: str) -> str:
    """Compress a string by run-length encoding, writing each count before its character.

    Ask: encode runs of equal letters as number and letter | turn aaab into 3a1b
    >>> run_length_encode("aaabcc")
    '3a1b2c'
    """
    return "".join(f"{len(list(run))}{ch}" for ch, run in groupby(text))


def run_length_decode(text: str) -> str:
    """Expand a run-length encoded string with counts before characters.

    Ask: decode 3a1b to aaab | decompress counts and letters
    >>> run_length_decode("3a1b12c")
    'aaabcccccccccccc'
    """
    return "".join(ch * int(count) for count, ch in re.findall(r"(\d+)(\D)", text))


def character_runs(text: str) -> list[tuple[str, int]]:
    """List the runs of equal characters in a string as pairs of character and length.

    Ask: run-length encode to tuples | group consecutive letters with their counts
    >>> character_runs("aab")
    [('a', 2), ('b', 1)]
    """
    return [(ch, len(list(run))) for ch, run in groupby(text)]


def compress_if_shorter(text: str) -> str:
    """Compress a string with letter counts, such as a3b1, but keep it when that is not shorter.

    Ask: basic string compression using counts of repeated characters | shrink runs only if it saves space
    >>> compress_if_shorter("aaaabb")
    'a4b2'
    >>> compress_if_shorter("abc")
    'abc'
    """
    packed = "".join(f"{ch}{count}" for ch, count in character_runs(text))
    return packed if len(packed) < len(text) else text


def expand_nested_repeats(text: str) -> str:
    """Expand a string with nested repeats such as 2[a3[b]].

    Ask: decode brackets with repeat counts | unfold k[text] patterns inside one another
    >>> expand_nested_repeats("2[a3[b]]c")
    'abbbabbbc'
    """
    pattern = re.compile(r"(\d+)\[([^\[\]]*)\]")
    while pattern.search(text):
        text = pattern.sub(lambda match: match.group(2) * int(match.group(1)), text)
    return text


def text_to_binary(text: str) -> str:
    """Convert a text to binary, eight bits for each character, separated by spaces.

    Ask: write letters as bits | encode a string in zeros and ones
    >>> text_to_binary("Hi")
    '01001000 01101001'
    """
    return " ".join(f"{byte:08b}" for byte in text.encode())


def binary_to_text(bits: str) -> str:
    """Convert groups of eight bits separated by spaces back to text.

    Ask: decode binary to letters | read a string of zeros and ones as characters
    >>> binary_to_text("01001000 01101001")
    'Hi'
    """
    return bytes(int(group, 2) for group in bits.split()).decode()


def text_to_hex(text: str) -> str:
    """Convert a text to hexadecimal, two digits for each byte.

    Ask: hex encode a string | write the bytes of a text in base sixteen
    >>> text_to_hex("Hi")
    '4869'
    """
    return text.encode().hex()


def hex_to_text(digits: str) -> str:
    """Convert hexadecimal digits back to text.

    Ask: decode a hex string | read bytes written in base sixteen as characters
    >>> hex_to_text("4869")
    'Hi'
    """
    return bytes.fromhex(digits).decode()


def base64_encode(text: str) -> str:
    """Encode a text in base64.

    Ask: turn a string into its base 64 form | base64 of the UTF-8 bytes of a text
    >>> base64_encode("Hello")
    'SGVsbG8='
    """
    return base64.b64encode(text.encode()).decode()


def base64_decode(text: str) -> str:
    """Decode a base64 string to text.

    Ask: read base 64 back to a string | undo base64 encoding
    >>> base64_decode("SGVsbG8=")
    'Hello'
    """
    return base64.b64decode(text).decode()


def url_encode(text: str) -> str:
    """Encode a string for use in a URL with percent signs.

    Ask: percent-encode special characters | replace spaces by %20
    >>> url_encode("a b&c")
    'a%20b%26c'
    """
    return quote(text, safe="")


def url_decode(text: str) -> str:
    """Decode a percent-encoded URL string.

    Ask: turn %20 back into spaces | undo url encoding of a text
    >>> url_decode("a%20b%26c")
    'a b&c'
    """
    return unquote(text)


def escape_html(text: str) -> str:
    """Escape the characters &, < and > of a text for HTML.

    Ask: make a string safe for a web page | replace angle brackets and ampersands by entities
    >>> escape_html("a < b & c")
    'a &lt; b &amp; c'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def crc32_checksum(text: str) -> str:
    """Compute the CRC-32 checksum of a text as eight hexadecimal digits.

    Ask: cyclic redundancy check of a string | crc32 of text in hex
    >>> crc32_checksum("hello")
    '3610a686'
    """
    return f"{binascii.crc32(text.encode()):08x}"


def phone_letters_to_digits(text: str) -> str:
    """Convert the letters of a string to the digits of a telephone keypad.

    Ask: translate a phone word like FLOWERS to numbers | map letters to keypad digits
    >>> phone_letters_to_digits("1-800-CODE")
    '1-800-2633'
    """
    return text.upper().translate(str.maketrans(string.ascii_uppercase, "22233344455566677778889999"))


def letters_to_numbers(text: str) -> list[int]:
    """Replace each letter of a text by its position in the alphabet and skip other characters.

    Ask: convert letters to numbers from 1 to 26 | alphabet positions of a word as a list
    >>> letters_to_numbers("Ab-z")
    [1, 2, 26]
    """
    return [ord(ch) - ord("a") + 1 for ch in text.lower() if ch in string.ascii_lowercase]
