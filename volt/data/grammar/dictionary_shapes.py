"""The shapes of programs on dictionaries."""

# ruff: noqa: E501 - sentences and programs are easier to compare unbroken

from __future__ import annotations

from volt.data.grammar.shapes import Shape
from volt.data.grammar.vocabulary import COMPARISONS

DICTIONARY_SHAPES = (
    Shape(
        "dictionary",
        (
            "keep only the entries of <d> whose value is $cmp0 <k>",
            "return a dictionary with those items of <d> whose values are $cmp0 <k>",
        ),
        "filter_values_$cmp2",
        {"d": "counts", "k": "limit"},
        "dict[str, int]",
        (
            "return {key: value for key, value in $d.items() if value $cmp1 $k}",
            "result = {}\nfor key in $d:\n    if $d[key] $cmp1 $k:\n        result[key] = $d[key]\nreturn result",
        ),
        {"cmp": COMPARISONS},
    ),
    Shape(
        "dictionary",
        (
            "return the keys of <d> sorted by their values in $dir0 order",
            "list the keys of <d> from the $dir2 value",
        ),
        "keys_by_value_$dir0",
        {"d": "counts"},
        "list[str]",
        (
            "return sorted($d, key=$d.get$dir1)",
            "return [key for key, _ in sorted($d.items(), key=lambda item: item[1]$dir1)]",
        ),
        {
            "dir": (
                ("ascending", "", "smallest to the largest"),
                ("descending", ", reverse=True", "largest to the smallest"),
            )
        },
    ),
    Shape(
        "dictionary",
        (
            "find the key with the $m0 value in <d>, or None if it is empty",
            "return the key of <d> that has the $m0 value; None for an empty dictionary",
        ),
        "key_of_$m1",
        {"d": "counts"},
        "str | None",
        (
            "return $m1($d, key=$d.get, default=None)",
            "best = None\nfor key in $d:\n    if best is None or $d[key] $m2 $d[best]:\n        best = key\nreturn best",
        ),
        {"m": (("largest", "max", ">"), ("smallest", "min", "<"), ("highest", "max", ">"), ("lowest", "min", "<"))},
    ),
    Shape(
        "dictionary",
        (
            "$op0 all values of <d> by $k",
            "return a copy of <d> in which every value is $op2 by $k",
        ),
        "$op3_values",
        {"d": "counts"},
        "dict[str, int]",
        (
            "return {key: value $op1 $k for key, value in $d.items()}",
            "result = {}\nfor key, value in $d.items():\n    result[key] = value $op1 $k\nreturn result",
        ),
        {
            "op": (
                ("multiply", "*", "multiplied", "multiply"),
                ("increase", "+", "increased", "increase"),
                ("decrease", "-", "decreased", "decrease"),
            ),
            "k": range(2, 12),
        },
    ),
    Shape(
        "dictionary",
        (
            "merge <d> and <e>, $how0 the values of keys that are in both",
            "combine <d> and <e> into one dictionary, $how0 the values where a key occurs in both",
        ),
        "merge_$how2",
        {"d": "counts", "e": "counts"},
        "dict[str, int]",
        (
            "result = dict($d)\nfor key, value in $e.items():\n    result[key] = $how1 if key in result else value\nreturn result",
        ),
        {
            "how": (
                ("adding", "result[key] + value", "adding"),
                ("multiplying", "result[key] * value", "multiplying"),
                ("taking the larger of", "max(result[key], value)", "larger"),
                ("taking the smaller of", "min(result[key], value)", "smaller"),
            )
        },
    ),
    Shape(
        "dictionary",
        (
            "swap the keys and values of <d>, $how0",
            "invert <d> so that values become keys, $how0",
        ),
        "invert_$how1",
        {"d": "counts"},
        "dict[int, Any]",
        ("result = {}\nfor key, value in $d.items():\n    $how2\nreturn result",),
        {
            "how": (
                ("collecting the keys of equal values in lists", "grouped", "result.setdefault(value, []).append(key)"),
                ("the last key winning among equal values", "last", "result[value] = key"),
                ("the first key winning among equal values", "first", "result.setdefault(value, key)"),
            )
        },
    ),
    Shape(
        "dictionary",
        (
            "build a dictionary from the keys <ws> and the values <xs>",
            "combine <ws> and <xs> into a dictionary, using the strings as keys",
        ),
        "zip_to_dict",
        {"ws": "words", "xs": "ints"},
        "dict[str, int]",
        (
            "return dict(zip($ws, $xs))",
            "return {key: value for key, value in zip($ws, $xs)}",
            "result = {}\nfor i in range(min(len($ws), len($xs))):\n    result[$ws[i]] = $xs[i]\nreturn result",
        ),
    ),
    Shape(
        "dictionary",
        (
            "find the most common $what0 in <s>, the first one in case of a tie, or None if there is none",
            "return the $what0 that occurs most often in <s> (the earliest if several do), or None if it is empty",
        ),
        "most_common_$what0",
        {"s": "text"},
        "str | None",
        (
            "counts = {}\nfor part in $s$what1:\n    counts[part] = counts.get(part, 0) + 1\nreturn max(counts, key=counts.get, default=None)",
        ),
        {"what": (("word", ".split()"), ("character", ""), ("lowercase word", ".lower().split()"))},
    ),
)
