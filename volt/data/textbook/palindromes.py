"""Palindromes, anagrams and permutations of strings."""

from collections import Counter, defaultdict
from itertools import permutations, product
from math import factorial, prod


def is_palindrome(text: str) -> bool:
    """Check whether a string is a palindrome, reading the same in both directions.

    Ask: is the text equal to its reverse | does a word read the same backwards
    >>> is_palindrome("level")
    True
    >>> is_palindrome("lever")
    False
    """
    return text == text[::-1]


def is_palindrome_phrase(text: str) -> bool:
    """Check whether a sentence is a palindrome, ignoring case, spaces and punctuation.

    Ask: does a phrase read the same backwards counting only letters and digits | palindrome test for sentences
    >>> is_palindrome_phrase("A man, a plan, a canal: Panama")
    True
    """
    return is_palindrome("".join(ch.lower() for ch in text if ch.isalnum()))


def is_almost_palindrome(text: str) -> bool:
    """Check whether a string becomes a palindrome after deleting at most one character.

    Ask: can removing one letter make the word a palindrome | palindrome with one mistake allowed
    >>> is_almost_palindrome("abca")
    True
    >>> is_almost_palindrome("abc")
    False
    """
    for i in range(len(text) // 2):
        j = len(text) - 1 - i
        if text[i] != text[j]:
            return is_palindrome(text[i:j]) or is_palindrome(text[i + 1 : j + 1])
    return True


def can_form_palindrome(text: str) -> bool:
    """Check whether the letters of a string can be rearranged to a palindrome.

    Ask: is some permutation of the text a palindrome | can an anagram of a word be palindromic
    >>> can_form_palindrome("carrace")
    True
    >>> can_form_palindrome("daily")
    False
    """
    return sum(count % 2 for count in Counter(text).values()) <= 1


def is_palindrome_rotation(text: str) -> bool:
    """Check whether some rotation of a string is a palindrome.

    Ask: can a circular shift make the text a palindrome | test the rotations of a word for a palindrome
    >>> is_palindrome_rotation("aab")
    True
    """
    return any(is_palindrome(text[i:] + text[:i]) for i in range(max(len(text), 1)))


def longest_palindrome(text: str) -> str:
    """Find the longest substring that is a palindrome, the first one among equals.

    Ask: longest palindromic substring | largest part of the text that reads the same backwards
    >>> longest_palindrome("babad")
    'bab'
    """
    best = ""
    for centre in range(2 * len(text) - 1):
        left, right = centre // 2, (centre + 1) // 2
        while left >= 0 and right < len(text) and text[left] == text[right]:
            left, right = left - 1, right + 1
        best = max(best, text[left + 1 : right], key=len)
    return best


def palindromic_substrings(text: str) -> list[str]:
    """List the different palindromic substrings of at least two characters, sorted.

    Ask: find all palindromes inside the text | distinct parts of a word that read the same backwards
    >>> palindromic_substrings("abaab")
    ['aa', 'aba', 'baab']
    """
    size = len(text)
    parts = {text[i:j] for i in range(size) for j in range(i + 2, size + 1)}
    return sorted(filter(is_palindrome, parts))


def count_palindromic_substrings(text: str) -> int:
    """Count the palindromic substrings of a string, single characters included.

    Ask: how many parts of the text are palindromes | number of palindromic slices
    >>> count_palindromic_substrings("aab")
    4
    """
    size = len(text)
    return sum(is_palindrome(text[i:j]) for i in range(size) for j in range(i + 1, size + 1))


def longest_palindromic_subsequence(text: str) -> int:
    """Find the length of the longest palindromic subsequence of a string.

    Ask: longest palindrome made by deleting letters | LPS length of a word
    >>> longest_palindromic_subsequence("cabbage")
    4
    """
    size = len(text)
    best = [[int(i == j) for j in range(size)] for i in range(size)]
    for i in range(size - 2, -1, -1):
        for j in range(i + 1, size):
            inner = best[i + 1][j - 1] + 2
            best[i][j] = inner if text[i] == text[j] else max(best[i + 1][j], best[i][j - 1])
    return best[0][-1] if text else 0


def longest_palindrome_from_letters(text: str) -> int:
    """Find the length of the longest palindrome that can be built from the letters of a string.

    Ask: how long a palindrome do these characters allow | biggest palindrome by rearranging letters
    >>> longest_palindrome_from_letters("abccccdd")
    7
    """
    pairs = sum(count // 2 for count in Counter(text).values())
    return min(2 * pairs + 1, len(text))


def insertions_to_palindrome(text: str) -> int:
    """Count the fewest characters to insert to make a string a palindrome.

    Ask: minimum insertions for a palindrome | how many letters must be added anywhere
    >>> insertions_to_palindrome("leetcode")
    5
    """
    return len(text) - longest_palindromic_subsequence(text)


def changes_to_palindrome(text: str) -> int:
    """Count the fewest characters to change to make a string a palindrome.

    Ask: minimum replacements for a palindrome | number of mismatched letter pairs from both ends
    >>> changes_to_palindrome("abcda")
    1
    """
    return sum(text[i] != text[-1 - i] for i in range(len(text) // 2))


def shortest_palindrome_by_appending(text: str) -> str:
    """Make the shortest palindrome by adding characters to the end of a string.

    Ask: complete a word to a palindrome at its end | append the fewest letters to make it symmetric
    >>> shortest_palindrome_by_appending("abcb")
    'abcba'
    """
    for i in range(len(text)):
        if is_palindrome(text[i:]):
            return text + text[:i][::-1]
    return text


def palindrome_partitions(text: str) -> list[list[str]]:
    """List all ways to split a string into palindromes.

    Ask: partition the text so that each part is a palindrome | every palindromic decomposition of a word
    >>> palindrome_partitions("aab")
    [['a', 'a', 'b'], ['aa', 'b']]
    """
    if not text:
        return [[]]
    cuts = (i for i in range(1, len(text) + 1) if is_palindrome(text[:i]))
    return [[text[:i], *rest] for i in cuts for rest in palindrome_partitions(text[i:])]


def palindrome_words(text: str) -> list[str]:
    """List the words of a sentence that are palindromes, ignoring case.

    Ask: find palindromic words in the text | filter words that read the same backwards
    >>> palindrome_words("Anna saw a level plane")
    ['Anna', 'a', 'level']
    """
    return [word for word in text.split() if is_palindrome(word.lower())]


def are_anagrams(first: str, second: str) -> bool:
    """Check whether two strings are anagrams of each other.

    Ask: do two words consist of the same letters | can one text be rearranged to the other
    >>> are_anagrams("listen", "silent")
    True
    >>> are_anagrams("night", "thin")
    False
    """
    return sorted(first) == sorted(second)


def are_anagram_phrases(first: str, second: str) -> bool:
    """Check whether two phrases are anagrams, ignoring case, spaces and punctuation.

    Ask: do two sentences use the same letters | case-insensitive anagram test for phrases
    >>> are_anagram_phrases("Dormitory", "dirty room")
    True
    """
    letters = (Counter(ch for ch in text.lower() if ch.isalnum()) for text in (first, second))
    return next(letters) == next(letters)


def find_anagrams(word: str, words: list[str]) -> list[str]:
    """List the words that are anagrams of a given word.

    Ask: filter a list for rearrangements of a word | which candidates use the same letters
    >>> find_anagrams("tea", ["eat", "ten", "ate"])
    ['eat', 'ate']
    """
    return [other for other in words if are_anagrams(word, other)]


def group_anagrams(words: list[str]) -> list[list[str]]:
    """Group the words of a list that are anagrams of one another.

    Ask: collect words with the same letters together | bucket a list of strings by anagram
    >>> group_anagrams(["eat", "tan", "tea", "nat", "bat"])
    [['eat', 'tea'], ['tan', 'nat'], ['bat']]
    """
    groups = defaultdict(list)
    for word in words:
        groups["".join(sorted(word))].append(word)
    return list(groups.values())


def anagram_positions(text: str, piece: str) -> list[int]:
    """Find the start indices of all anagrams of a string within a text.

    Ask: where do permutations of a word occur in the text | positions of windows with the same letters
    >>> anagram_positions("cbaebabacd", "abc")
    [0, 6]
    """
    size, target = len(piece), sorted(piece)
    return [i for i in range(len(text) - size + 1) if sorted(text[i : i + size]) == target]


def deletions_to_anagram(first: str, second: str) -> int:
    """Count the characters to delete from two strings to make them anagrams.

    Ask: minimum removals so that both words have the same letters | size of the letter difference of two texts
    >>> deletions_to_anagram("cde", "abc")
    4
    """
    a, b = Counter(first), Counter(second)
    return sum(((a - b) + (b - a)).values())


def can_build_from_letters(word: str, letters: str) -> bool:
    """Check whether a word can be written with the given letters, each used at most once.

    Ask: are there enough letters to spell the word | ransom note test for available characters
    >>> can_build_from_letters("hello", "lohelw")
    True
    >>> can_build_from_letters("aa", "ab")
    False
    """
    return not Counter(word) - Counter(letters)


def are_string_rotations(first: str, second: str) -> bool:
    """Check whether one string is a rotation of another string.

    Ask: is a word a circular shift of the other | can the text be rotated to give the second
    >>> are_string_rotations("waterbottle", "erbottlewat")
    True
    """
    return len(first) == len(second) and second in first + first


def are_isomorphic(first: str, second: str) -> bool:
    """Check whether two strings are isomorphic, with a one-to-one mapping of their characters.

    Ask: do two words have the same letter pattern | can letters be replaced consistently to get the other
    >>> are_isomorphic("egg", "add")
    True
    >>> are_isomorphic("foo", "bar")
    False
    """
    pairs = set(zip(first, second, strict=False))
    return len(first) == len(second) and len(pairs) == len(set(first)) == len(set(second))


def follows_word_pattern(pattern: str, text: str) -> bool:
    """Check whether the words of a text follow a pattern of letters such as abba.

    Ask: do words repeat in the same way as the letters | match a sentence with a letter pattern
    >>> follows_word_pattern("abba", "dog cat cat dog")
    True
    """
    words = text.split()
    pairs = set(zip(pattern, words, strict=False))
    return len(pattern) == len(words) and len(pairs) == len(set(pattern)) == len(set(words))


def string_permutations(text: str) -> list[str]:
    """List all distinct permutations of a string in alphabetical order.

    Ask: generate every arrangement of the letters of a word | all rearrangements of the text
    >>> string_permutations("aba")
    ['aab', 'aba', 'baa']
    """
    return sorted({"".join(letters) for letters in permutations(text)})


def count_string_permutations(text: str) -> int:
    """Count the distinct permutations of the letters of a string.

    Ask: number of arrangements of a word with repeated letters | how many anagrams does a text have
    >>> count_string_permutations("aab")
    3
    """
    return factorial(len(text)) // prod(factorial(count) for count in Counter(text).values())


def kth_permutation(text: str, k: int) -> str:
    """Find the kth permutation of distinct letters in alphabetical order, counted from 1.

    Ask: the k-th arrangement of a word in dictionary order | permutation at a given rank
    >>> kth_permutation("abc", 4)
    'bca'
    """
    letters, rank, result = sorted(text), k - 1, ""
    while letters:
        index, rank = divmod(rank, factorial(len(letters) - 1))
        result += letters.pop(index)
    return result


def next_string_permutation(text: str) -> str | None:
    """Find the next greater arrangement of the characters of a string, or None for the last one.

    Ask: lexicographically next permutation of a word | following anagram in dictionary order
    >>> next_string_permutation("abdc")
    'acbd'
    """
    letters = list(text)
    for i in range(len(letters) - 2, -1, -1):
        if letters[i] < letters[i + 1]:
            j = max(j for j in range(i + 1, len(letters)) if letters[j] > letters[i])
            letters[i], letters[j] = letters[j], letters[i]
            return "".join(letters[: i + 1] + letters[:i:-1])
    return None


def keypad_combinations(digits: str) -> list[str]:
    """List all letter combinations that the digits of a telephone keypad can stand for.

    Ask: words a phone number could spell | letters of keypad digits in every combination
    >>> keypad_combinations("23")
    ['ad', 'ae', 'af', 'bd', 'be', 'bf', 'cd', 'ce', 'cf']
    """
    keys = dict(zip("23456789", ["abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"], strict=True))
    return ["".join(letters) for letters in product(*(keys[digit] for digit in digits))]


def case_permutations(text: str) -> list[str]:
    """List all strings made by choosing upper or lower case for each letter.

    Ask: every capitalisation of a word | all case variants of the text
    >>> case_permutations("a1b")
    ['a1b', 'a1B', 'A1b', 'A1B']
    """
    choices = ((ch.lower(), ch.upper()) if ch.isalpha() else (ch,) for ch in text)
    return ["".join(letters) for letters in product(*choices)]
