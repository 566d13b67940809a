"""The shapes of programs on text."""

# ruff: noqa: E501 - sentences and programs are easier to compare unbroken

from __future__ import annotations

from volt.data.grammar.shapes import Alternatives, Shape

_CLASSES: Alternatives = (
    ("vowel", "ch.lower() in 'aeiou'", "vowels"),
    ("digit", "ch.isdigit()", "digits"),
    ("uppercase letter", "ch.isupper()", "capitals"),
    ("lowercase letter", "ch.islower()", "lowercase"),
    ("letter", "ch.isalpha()", "letters"),
    ("space", "ch == ' '", "spaces"),
    ("punctuation mark", "ch in '.,;:!?'", "punctuation"),
)
_SIZES: Alternatives = (("longest", "max"), ("shortest", "min"))
TEXT_SHAPES = (
    Shape(
        "text",
        ("replace every $c0 in <s> with $r0", "return <s> with each $c0 replaced by $r0"),
        "replace_$c2",
        {"s": "text"},
        "str",
        (
            "return ''.join($r1 if $c1 else ch for ch in $s)",
            "result = ''\nfor ch in $s:\n    if $c1:\n        result += $r1\n    else:\n        result += ch\nreturn result",
        ),
        {
            "c": _CLASSES,
            "r": (
                ("an asterisk", "'*'"),
                ("a hyphen", "'-'"),
                ("an underscore", "'_'"),
                ("'#'", "'#'"),
                ("'x'", "'x'"),
                ("a space", "' '"),
            ),
        },
    ),
    Shape(
        "text",
        ("remove every $c0 from <s>", "delete all $c0s from <s>", "return <s> without any $c0"),
        "remove_$c2",
        {"s": "text"},
        "str",
        (
            "return ''.join(ch for ch in $s if not ($c1))",
            "result = ''\nfor ch in $s:\n    if not ($c1):\n        result += ch\nreturn result",
        ),
        {"c": _CLASSES},
    ),
    Shape(
        "text",
        (
            "check whether <s> contains at least $k $c0s",
            "check if there are $k or more $c0s in <s>",
        ),
        "has_many_$c2",
        {"s": "text"},
        "bool",
        (
            "return sum(1 for ch in $s if $c1) >= $k",
            "count = 0\nfor ch in $s:\n    if $c1:\n        count += 1\nreturn count >= $k",
        ),
        {"c": _CLASSES[:5], "k": range(2, 6)},
    ),
    Shape(
        "text",
        (
            "find the index of the first $c0 in <s>, or -1 if there is none",
            "return the position of the first $c0 of <s>, and -1 when it has none",
        ),
        "first_$c2_index",
        {"s": "text"},
        "int",
        ("for i, ch in enumerate($s):\n    if $c1:\n        return i\nreturn -1",),
        {"c": _CLASSES},
    ),
    Shape(
        "text",
        (
            "$do0 the words of <s>, keeping their order",
            "return <s> with its words $do1, in the same order",
        ),
        "$do2_words",
        {"s": "text"},
        "str",
        (
            "return ' '.join($do3 for word in $s.split())",
            "result = []\nfor word in $s.split():\n    result.append($do3)\nreturn ' '.join(result)",
        ),
        {
            "do": (
                ("reverse", "reversed", "reverse", "word[::-1]"),
                ("capitalize", "capitalized", "capitalize", "word.capitalize()"),
                ("double", "doubled", "double", "word * 2"),
                ("sort the letters of", "sorted letter by letter", "sort_letters_of", "''.join(sorted(word))"),
                ("shorten to three letters", "cut to three letters", "shorten", "word[:3]"),
                ("put in brackets", "put in brackets", "bracket", "'[' + word + ']'"),
            )
        },
    ),
    Shape(
        "text",
        (
            "return the $size0 word of <s> that $cond0, or an empty string if there is none",
            "find the $size0 word in <s> that $cond0; return '' when there is none",
        ),
        "$size0_word",
        {"s": "text"},
        "str",
        ("return $size1((word for word in $s.split() if $cond1), key=len, default='')",),
        {
            "size": _SIZES,
            "cond": (
                ("starts with a vowel", "word[0].lower() in 'aeiou'"),
                ("contains only letters", "word.isalpha()"),
                ("has an even number of letters", "len(word) % 2 == 0"),
                ("ends in a consonant", "word[-1].isalpha() and word[-1].lower() not in 'aeiou'"),
                ("starts with a capital letter", "word[0].isupper()"),
            ),
        },
    ),
    Shape(
        "text",
        ("count how often <c> occurs in <s>, $case0", "find the number of times <c> appears in <s>, $case0"),
        "count_letter",
        {"s": "text", "c": "letter"},
        "int",
        (
            "return $case1",
            "count = 0\nfor ch in $case2:\n    if ch == $case3:\n        count += 1\nreturn count",
        ),
        {
            "case": (
                ("ignoring case", "$s.lower().count($c.lower())", "$s.lower()", "$c.lower()"),
                ("treating upper and lower case as different", "$s.count($c)", "$s", "$c"),
            )
        },
    ),
    Shape(
        "text",
        (
            "check whether <s> $test0",
            "check if <s> $test0",
            "determine whether <s> $test0",
            "return True if <s> $test0 and False otherwise",
        ),
        "$test2",
        {"s": "text"},
        "bool",
        ("return $test1", "if $test1:\n    return True\nreturn False"),
        {
            "test": (
                ("starts and ends with the same character", "$s[:1] == $s[-1:]", "same_ends"),
                (
                    "has more vowels than consonants",
                    "sum(ch.lower() in 'aeiou' for ch in $s) > sum(ch.isalpha() and ch.lower() not in 'aeiou' for ch in $s)",
                    "more_vowels",
                ),
                (
                    "contains a digit and a capital letter",
                    "any(ch.isdigit() for ch in $s) and any(ch.isupper() for ch in $s)",
                    "digit_and_capital",
                ),
                ("has no repeated characters", "len(set($s)) == len($s)", "all_unique"),
                ("reads the same backwards when case is ignored", "$s.lower() == $s.lower()[::-1]", "is_palindrome"),
                ("contains more than three words", "len($s.split()) > 3", "many_words"),
                ("ends with a punctuation mark", "$s[-1:] in ('.', '!', '?')", "ends_sentence"),
                (
                    "contains a word that is written in capitals",
                    "any(word.isupper() for word in $s.split())",
                    "has_shouting",
                ),
            )
        },
    ),
    Shape(
        "text",
        (
            "shift every letter of <s> by $k places in the alphabet, wrapping around and leaving other characters alone",
            "encode <s> by moving each letter $k places forward in the alphabet; other characters stay as they are",
        ),
        "shift_letters",
        {"s": "text"},
        "str",
        (
            "result = ''\nfor ch in $s:\n    if ch.isalpha():\n        base = ord('A') if ch.isupper() else ord('a')\n"
            "        result += chr((ord(ch) - base + $k) % 26 + base)\n    else:\n        result += ch\nreturn result",
        ),
        {"k": range(1, 14)},
    ),
    Shape(
        "text",
        (
            "return every $k0 character of <s>, starting with the $start0",
            "build a string from every $k0 character of <s>, beginning at the $start0 one",
        ),
        "every_$k0_character",
        {"s": "text"},
        "str",
        ("return $s[$start1::$k1]",),
        {
            "k": (("second", "2"), ("third", "3"), ("fourth", "4")),
            "start": (("first", "0"), ("second", "1"), ("third", "2")),
        },
    ),
)
