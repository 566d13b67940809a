"""The shapes of programs on single numbers: branches, formulas, digits, steps, recursion."""

# ruff: noqa: E501 - sentences and programs are easier to compare unbroken

from __future__ import annotations

from volt.data.grammar.shapes import Alternatives, Shape
from volt.data.grammar.vocabulary import ARITHMETIC, COMPARISONS, PROPERTIES

_LABELS: Alternatives = (
    ("'low'", "'medium'", "'high'"),
    ("'small'", "'medium'", "'large'"),
    ("'cold'", "'warm'", "'hot'"),
    ("'fail'", "'pass'", "'excellent'"),
    ("'short'", "'normal'", "'long'"),
    ("0", "1", "2"),
    ("'C'", "'B'", "'A'"),
)
NUMBER_SHAPES = (
    Shape(
        "branch",
        (
            "return $label0 if <n> is below $low, $label1 if it is below $high and $label2 otherwise",
            "classify <n> as $label0 (less than $low), $label1 (less than $high) or $label2 (anything else)",
        ),
        "classify_number",
        {"n": "integer"},
        "Any",
        (
            "if $n < $low:\n    return $label0\nif $n < $high:\n    return $label1\nreturn $label2",
            "if $n < $low:\n    return $label0\nelif $n < $high:\n    return $label1\nelse:\n    return $label2",
        ),
        {"label": _LABELS, "low": range(1, 15), "high": range(20, 70)},
    ),
    Shape(
        "branch",
        (
            "check whether <n> is both $p0 and $cmp0 $k",
            "check if <n> is $p0 and also $cmp0 $k",
            "return True if <n> is $p0 and $cmp0 $k, and False otherwise",
        ),
        "is_$p2_and_$cmp2",
        {"n": "integer"},
        "bool",
        (
            "return $n $p1 and $n $cmp1 $k",
            "if $n $p1 and $n $cmp1 $k:\n    return True\nreturn False",
            "if not $n $p1:\n    return False\nreturn $n $cmp1 $k",
        ),
        {"p": PROPERTIES[:2] + PROPERTIES[4:6], "cmp": COMPARISONS, "k": range(2, 60)},
    ),
    Shape(
        "branch",
        (
            "return $yes0 if <n> is $p0 and $yes1 if it is not",
            "return the string $yes0 when <n> is $p0, else $yes1",
        ),
        "label_$p2",
        {"n": "integer"},
        "str",
        (
            "return $yes0 if $n $p1 else $yes1",
            "if $n $p1:\n    return $yes0\nreturn $yes1",
            "if $n $p1:\n    return $yes0\nelse:\n    return $yes1",
        ),
        {
            "p": PROPERTIES,
            "yes": (
                ("'yes'", "'no'"),
                ("'Yes'", "'No'"),
                ("'good'", "'bad'"),
                ("'valid'", "'invalid'"),
                ("'on'", "'off'"),
            ),
        },
    ),
    Shape(
        "branch",
        (
            "return the $op0 of <a> and <b> if <a> is $cmp0 <b>, otherwise their $other0",
            "given two numbers <a> and <b>, return their $op0 when <a> is $cmp0 <b> and their $other0 when it is not",
        ),
        "$op0_or_$other0",
        {"a": "first", "b": "second"},
        "int",
        (
            "if $a $cmp1 $b:\n    return $a $op1 $b\nreturn $a $other1 $b",
            "return $a $op1 $b if $a $cmp1 $b else $a $other1 $b",
        ),
        {"cmp": COMPARISONS, "op": ARITHMETIC[:1], "other": ARITHMETIC[1:]},
    ),
    Shape(
        "formula",
        (
            "calculate $m times the $op0 of <a> and <b>, $then0 $k",
            "compute $m times the $op0 of two numbers <a> and <b>, then $then1 $k",
        ),
        "scaled_$op0",
        {"a": "first", "b": "second"},
        "int",
        ("return $m * ($a $op1 $b) $then2 $k", "result = $m * ($a $op1 $b)\nreturn result $then2 $k"),
        {
            "op": ARITHMETIC,
            "m": range(2, 10),
            "k": range(1, 30),
            "then": (("plus", "add", "+"), ("minus", "subtract", "-")),
        },
    ),
    Shape(
        "formula",
        (
            "return the $op0 of the $f0 of <a> and the $f0 of <b>",
            "compute the $op0 of the $f0s of two numbers <a> and <b>",
        ),
        "$op0_of_$f0s",
        {"a": "first", "b": "second"},
        "int",
        ("return $f1$a$f2 $op1 $f1$b$f2",),
        {"op": ARITHMETIC, "f": (("square", "", " ** 2"), ("cube", "", " ** 3"), ("absolute value", "abs(", ")"))},
    ),
    Shape(
        "formula",
        (
            "find the $m0 of three numbers <a>, <b> and <c>",
            "return the $m0 of the three numbers <a>, <b> and <c>",
        ),
        "$m0_of_three",
        {"a": "first", "b": "second", "c": "third"},
        "int",
        ("return $m1",),
        {
            "m": (
                ("largest", "max($a, $b, $c)"),
                ("smallest", "min($a, $b, $c)"),
                ("middle one in size", "sorted([$a, $b, $c])[1]"),
                ("sum", "$a + $b + $c"),
                ("product", "$a * $b * $c"),
                ("difference between the largest and the smallest", "max($a, $b, $c) - min($a, $b, $c)"),
            )
        },
    ),
    Shape(
        "digits",
        ("$what0 of the digits of <n> that are $p0", "$what0 of all $p0 digits of <n>"),
        "$what3_$p2_digits",
        {"n": "whole"},
        "int",
        (
            "result = $what1\nwhile $n > 0:\n    digit = $n % 10\n    if digit $p1:\n        result $what2 digit\n    $n //= 10\nreturn result",
        ),
        {
            "what": (("find the sum", "0", "+=", "sum"), ("find the product", "1", "*=", "product")),
            "p": PROPERTIES[:2],
        },
    ),
    Shape(
        "digits",
        ("count how many digits of <n> are $cmp0 $k", "count the digits of <n> that are $cmp0 $k"),
        "count_digits_$cmp2",
        {"n": "whole"},
        "int",
        (
            "count = 0\nwhile $n > 0:\n    if $n % 10 $cmp1 $k:\n        count += 1\n    $n //= 10\nreturn count",
            "return sum(1 for digit in str($n) if int(digit) $cmp1 $k)",
        ),
        {"cmp": COMPARISONS[:2], "k": range(1, 9)},
    ),
    Shape(
        "steps",
        (
            "count how many times <n> can be divided by $k before it is no longer divisible by $k",
            "find out how often $k divides <n>, a positive number",
        ),
        "count_divisions",
        {"n": "natural"},
        "int",
        ("count = 0\nwhile $n % $k == 0:\n    $n //= $k\n    count += 1\nreturn count",),
        {"k": range(2, 6)},
    ),
    Shape(
        "steps",
        (
            "count the steps needed to bring <n> down to 0 by subtracting $k each time",
            "count how many times $k must be subtracted from <n> until the result is zero or negative",
        ),
        "count_subtractions",
        {"n": "whole"},
        "int",
        ("count = 0\nwhile $n > 0:\n    $n -= $k\n    count += 1\nreturn count", "return (max($n, 0) + $k - 1) // $k"),
        {"k": range(2, 12)},
    ),
    Shape(
        "steps",
        (
            "find the smallest power of $k that is $cmp0 <n>",
            "return the first power of $k which is $cmp0 <n>",
        ),
        "smallest_power_of_$k",
        {"n": "whole"},
        "int",
        ("power = 1\nwhile not power $cmp1 $n:\n    power *= $k\nreturn power",),
        {"k": range(2, 8), "cmp": (COMPARISONS[0], COMPARISONS[2])},
    ),
    Shape(
        "steps",
        (
            "list the first <n> terms of the sequence that starts with $a and $rule0",
            "return a list with <n> terms of the sequence that begins with $a and $rule0",
        ),
        "sequence_terms",
        {"n": "small"},
        "list[int]",
        ("result = []\nterm = $a\nfor _ in range($n):\n    result.append(term)\n    term = $rule1\nreturn result",),
        {
            "a": range(1, 10),
            "rule": (
                ("doubles at every step", "2 * term"),
                ("triples at every step", "3 * term"),
                ("grows by 4 at every step", "term + 4"),
                ("grows by 7 at every step", "term + 7"),
                ("shrinks by 3 at every step", "term - 3"),
                ("is doubled and increased by 1 at every step", "2 * term + 1"),
                ("alternates in sign", "-term"),
                ("is squared at every step", "term * term"),
            ),
        },
    ),
    Shape(
        "recursion",
        (
            "find the $what0 using recursion",
            "recursively compute the $what0",
            "use recursion to compute the $what0",
        ),
        "recursive_$what4",
        {"n": "small"},
        "int",
        ("def step(i):\n    if i $what1:\n        return $what2\n    return $what3\n\nreturn step($n)",),
        {
            "what": (
                ("sum of the numbers from 1 to <n>", "<= 0", "0", "i + step(i - 1)", "sum"),
                ("product of the numbers from 1 to <n>", "<= 1", "1", "i * step(i - 1)", "product"),
                ("sum of the squares from 1 to <n>", "<= 0", "0", "i * i + step(i - 1)", "squares"),
                ("sum of every second number from <n> down to 1", "<= 0", "0", "i + step(i - 2)", "alternate_sum"),
                ("number of binary digits of <n>", "<= 1", "1", "1 + step(i // 2)", "bits"),
            )
        },
    ),
)
