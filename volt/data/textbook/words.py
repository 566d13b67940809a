"""Words and sentences: counting, sorting, filtering, reversing, capitalising and replacing words."""

import re
from collections import Counter, defaultdict
from itertools import pairwise


def count_words(text: str) -> int:
    """Count the words in a string.

    Ask: how many words does a sentence have | number of whitespace separated words in the text
    >>> count_words("the quick  brown fox")
    4
    """
    return len(text.split())


def word_frequencies(text: str) -> dict[str, int]:
    """Count how often each word occurs in a text, ignoring case.

    Ask: map words to their number of occurrences | build a word frequency dictionary
    >>> word_frequencies("the cat and The dog")
    {'the': 2, 'cat': 1, 'and': 1, 'dog': 1}
    """
    return dict(Counter(text.lower().split()))


def most_common_words(text: str, count: int) -> list[tuple[str, int]]:
    """Find the most common words in a text with their counts.

    Ask: top n words by frequency | list the words used most often and how many times
    >>> most_common_words("a b a c b a", 2)
    [('a', 3), ('b', 2)]
    """
    return Counter(text.split()).most_common(count)


def first_repeated_word(text: str) -> str | None:
    """Find the first repeated word in a sentence.

    Ask: which word of the text is the first to appear a second time | return the earliest duplicate word or None
    >>> first_repeated_word("red sun blue sun red")
    'sun'
    """
    seen = set()
    for word in text.split():
        if word in seen:
            return word
        seen.add(word)
    return None


def reverse_word_order(text: str) -> str:
    """Reverse the order of the words in a sentence.

    Ask: put the last word first and the first last | write a sentence word by word backwards
    >>> reverse_word_order("one two three")
    'three two one'
    """
    return " ".join(reversed(text.split()))


def reverse_each_word(text: str) -> str:
    """Reverse the letters of each word in a sentence, keeping the word order.

    Ask: flip every word in place | spell each word backwards but leave the words where they are
    >>> reverse_each_word("one two")
    'eno owt'
    """
    return " ".join(word[::-1] for word in text.split(" "))


def reverse_long_words(text: str, length: int = 5) -> str:
    """Reverse the words of a sentence that have at least a given length.

    Ask: flip only words of five or more letters | spell long words backwards and keep short ones
    >>> reverse_long_words("many little rivers")
    'many elttil srevir'
    """
    return " ".join(word[::-1] if len(word) >= length else word for word in text.split())


def longest_word(text: str) -> str:
    """Find the longest word in a sentence, the first one among equals.

    Ask: which word has the most letters | return the word of maximum length
    >>> longest_word("the quick brown fox")
    'quick'
    """
    return max(text.split(), key=len, default="")


def shortest_word(text: str) -> str:
    """Find the shortest word in a sentence, the first one among equals.

    Ask: which word has the fewest letters | return the word of minimum length
    >>> shortest_word("some very tiny bee")
    'bee'
    """
    return min(text.split(), key=len, default="")


def longest_string_length(words: list[str]) -> int:
    """Find the length of the longest string in a list.

    Ask: maximum word length | how long is the longest word of a list
    >>> longest_string_length(["a", "bcd", "ef"])
    3
    """
    return max(map(len, words), default=0)


def longest_strings(words: list[str]) -> list[str]:
    """Return all strings of maximum length in a list.

    Ask: keep only the longest words | find every string tied for the greatest length
    >>> longest_strings(["ab", "c", "de"])
    ['ab', 'de']
    """
    longest = longest_string_length(words)
    return [word for word in words if len(word) == longest]


def word_lengths(text: str) -> list[int]:
    """Return the length of each word in a sentence as a list.

    Ask: how many letters does every word have | map words to their lengths in order
    >>> word_lengths("we love code")
    [2, 4, 4]
    """
    return [len(word) for word in text.split()]


def average_word_length(text: str) -> float:
    """Calculate the average length of the words in a sentence.

    Ask: mean number of letters per word | how long are the words on average
    >>> average_word_length("to be here")
    2.6666666666666665
    """
    lengths = word_lengths(text)
    return sum(lengths) / len(lengths) if lengths else 0.0


def words_longer_than(text: str, length: int) -> list[str]:
    """List the words of a sentence that are longer than n characters.

    Ask: filter words exceeding a minimum length | find words with more than n letters
    >>> words_longer_than("the quick brown fox", 3)
    ['quick', 'brown']
    """
    return [word for word in text.split() if len(word) > length]


def words_of_length(words: list[str], length: int) -> list[str]:
    """Select the strings of exactly a given length from a list.

    Ask: keep words with n letters | filter strings whose size equals k
    >>> words_of_length(["a", "to", "be", "cat"], 2)
    ['to', 'be']
    """
    return [word for word in words if len(word) == length]


def even_length_words(text: str) -> list[str]:
    """List the words of a sentence that have an even number of letters.

    Ask: find words of even length | filter words whose letter count is divisible by two
    >>> even_length_words("this is a pen")
    ['this', 'is']
    """
    return [word for word in text.split() if len(word) % 2 == 0]


def words_starting_with(words: list[str], prefix: str) -> list[str]:
    """Select the strings that start with a given letter or prefix from a list.

    Ask: filter words beginning with a letter | keep the strings with the given prefix
    >>> words_starting_with(["apple", "bear", "ant"], "a")
    ['apple', 'ant']
    """
    return [word for word in words if word.startswith(prefix)]


def words_containing(words: list[str], letter: str) -> list[str]:
    """Select the strings that contain a given letter or substring from a list.

    Ask: filter words that include a character | keep the strings with a given piece inside
    >>> words_containing(["sun", "moon", "star"], "n")
    ['sun', 'moon']
    """
    return [word for word in words if letter in word]


def words_with_vowel_ends(text: str) -> list[str]:
    """List the words that both start and end with a vowel.

    Ask: find words whose first and last letters are vowels | filter words enclosed by vowels
    >>> words_with_vowel_ends("apple idea tree one")
    ['apple', 'idea', 'one']
    """
    vowels = set("aeiouAEIOU")
    return [word for word in text.split() if word[0] in vowels and word[-1] in vowels]


def group_words_by_initial(words: list[str]) -> dict[str, list[str]]:
    """Group words by their first letter in a dictionary.

    Ask: map each starting letter to the words that begin with it | index words by initial
    >>> group_words_by_initial(["ant", "bee", "ape"])
    {'a': ['ant', 'ape'], 'b': ['bee']}
    """
    groups = defaultdict(list)
    for word in words:
        groups[word[0]].append(word)
    return dict(groups)


def group_words_by_length(words: list[str]) -> dict[int, list[str]]:
    """Group words by their length in a dictionary.

    Ask: map each word length to the words having it | bucket strings by number of letters
    >>> group_words_by_length(["a", "to", "be"])
    {1: ['a'], 2: ['to', 'be']}
    """
    groups = defaultdict(list)
    for word in words:
        groups[len(word)].append(word)
    return dict(groups)


def sort_words(text: str) -> str:
    """Sort the words of a sentence alphabetically, ignoring case.

    Ask: put words in dictionary order | arrange the words of the text from a to z
    >>> sort_words("pear Apple fig")
    'Apple fig pear'
    """
    return " ".join(sorted(text.split(), key=str.lower))


def sort_words_by_length(words: list[str]) -> list[str]:
    """Sort a list of strings by length, and alphabetically among strings of equal length.

    Ask: order words from short to long | arrange strings by size then by alphabet
    >>> sort_words_by_length(["ccc", "b", "aa", "a"])
    ['a', 'b', 'aa', 'ccc']
    """
    return sorted(words, key=lambda word: (len(word), word))


def sort_words_by_last_letter(words: list[str]) -> list[str]:
    """Sort a list of words by their last letter.

    Ask: order strings by final character | arrange words by how they end
    >>> sort_words_by_last_letter(["abc", "cda", "xyb"])
    ['cda', 'xyb', 'abc']
    """
    return sorted(words, key=lambda word: word[-1:])


def capitalize_each_word(text: str) -> str:
    """Capitalise the first letter of each word and leave the rest unchanged.

    Ask: upper case every word's initial letter | turn a sentence into title form
    >>> capitalize_each_word("it's a small world")
    "It's A Small World"
    """
    return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))


def capitalize_word_ends(text: str) -> str:
    """Write the two end letters of every word as capitals.

    Ask: capitalise the first and last letter of words | make initial and final letters capitals
    >>> capitalize_word_ends("hello big a")
    'HellO BiG A'
    """
    return " ".join(word[:-1].capitalize() + word[-1:].upper() for word in text.split())


def capitalize_nth_words(text: str, n: int) -> str:
    """Write every nth word of a sentence in capital letters.

    Ask: upper case each second or third word | capitalise words at regular positions
    >>> capitalize_nth_words("a quick brown fox", 2)
    'a QUICK brown FOX'
    """
    return " ".join(word if i % n else word.upper() for i, word in enumerate(text.split(), start=1))


def swap_first_and_last_word(text: str) -> str:
    """Exchange the first and the last word of a sentence.

    Ask: swap the opening and closing words | put the last word at the front and the first at the end
    >>> swap_first_and_last_word("dogs chase cats")
    'cats chase dogs'
    """
    words = text.split()
    if len(words) > 1:
        words[0], words[-1] = words[-1], words[0]
    return " ".join(words)


def remove_duplicate_words(text: str) -> str:
    """Remove duplicate words from a sentence, keeping the first of each.

    Ask: drop repeated words but preserve order | keep only distinct words of a text
    >>> remove_duplicate_words("go there go now there")
    'go there now'
    """
    return " ".join(dict.fromkeys(text.split()))


def remove_words(text: str, unwanted: list[str]) -> str:
    """Remove all words of a given list from a sentence.

    Ask: delete stop words from the text | drop the listed words of a string
    >>> remove_words("a cat on the mat", ["a", "the"])
    'cat on mat'
    """
    return " ".join(word for word in text.split() if word not in unwanted)


def replace_word(text: str, old: str, new: str) -> str:
    """Replace a whole word in a text by another, leaving longer words that contain it.

    Ask: substitute every occurrence of a word | change one word for another with word boundaries
    >>> replace_word("cat concat cat", "cat", "dog")
    'dog concat dog'
    """
    return re.sub(rf"\b{re.escape(old)}\b", lambda _: new, text)


def acronym(text: str) -> str:
    """Make an acronym from the first letters of the words.

    Ask: abbreviate a phrase to its initials | join the capital initial of every word
    >>> acronym("portable network graphics")
    'PNG'
    """
    return "".join(word[0].upper() for word in text.split())


def word_pairs(text: str) -> list[tuple[str, str]]:
    """List all pairs of adjacent words in a sentence.

    Ask: return the word bigrams of a text | pair each word with the one after it
    >>> word_pairs("to be or")
    [('to', 'be'), ('be', 'or')]
    """
    return list(pairwise(text.split()))


def count_sentences(text: str) -> int:
    """Count the sentences in a text, ended by a period, question mark or exclamation mark.

    Ask: how many sentences are there | number of sentences split at . ? and !
    >>> count_sentences("Hi. How are you? Great!")
    3
    """
    return sum(bool(part.strip()) for part in re.split(r"[.!?]+", text))
