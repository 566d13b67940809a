"""The shapes of programs on lists of numbers: neighbours, positions, pairs, pieces, two lists."""

# ruff: noqa: E501 - sentences and programs are easier to compare unbroken

from __future__ import annotations

from volt.data.grammar.shapes import Shape
from volt.data.grammar.vocabulary import ADJECTIVES, ARITHMETIC, COMPARISONS, PROPERTIES

LIST_SHAPES = (
    Shape(
        "adjacent",
        (
            "count the pairs of neighbouring numbers in <xs> where the second is $cmp0 the first",
            "count how often a number in <xs> is $cmp0 the one before it",
        ),
        "count_$cmp2_neighbours",
        {"xs": "ints"},
        "int",
        (
            "return sum(b $cmp1 a for a, b in zip($xs, $xs[1:]))",
            "count = 0\nfor i in range(1, len($xs)):\n    if $xs[i] $cmp1 $xs[i - 1]:\n        count += 1\nreturn count",
        ),
        {"cmp": COMPARISONS},
    ),
    Shape(
        "adjacent",
        (
            "return the $op0s of neighbouring elements of <xs>",
            "make a list of the $op0s of each two consecutive numbers in <xs>",
        ),
        "neighbour_$op0s",
        {"xs": "ints"},
        "list[int]",
        (
            "return [b $op1 a for a, b in zip($xs, $xs[1:])]",
            "result = []\nfor i in range(len($xs) - 1):\n    result.append($xs[i + 1] $op1 $xs[i])\nreturn result",
        ),
        {"op": ARITHMETIC},
    ),
    Shape(
        "adjacent",
        (
            "find the length of the longest run of consecutive $p0 numbers in <xs>",
            "find how many $p0 numbers follow each other at most in <xs>",
        ),
        "longest_$p2_run",
        {"xs": "ints"},
        "int",
        (
            "best = run = 0\nfor num in $xs:\n    run = run + 1 if num $p1 else 0\n    best = max(best, run)\nreturn best",
        ),
        {"p": ADJECTIVES},
    ),
    Shape(
        "adjacent",
        (
            "check whether <xs> is sorted in $dir0 order",
            "check if the numbers of <xs> are in $dir0 order",
            "determine whether every number in <xs> is $dir1 the one before",
        ),
        "is_$dir3",
        {"xs": "ints"},
        "bool",
        (
            "return all(a $dir2 b for a, b in zip($xs, $xs[1:]))",
            "for i in range(len($xs) - 1):\n    if not $xs[i] $dir2 $xs[i + 1]:\n        return False\nreturn True",
        ),
        {
            "dir": (
                ("ascending", "at least as large as", "<=", "ascending"),
                ("strictly ascending", "larger than", "<", "strictly_ascending"),
                ("descending", "at most as large as", ">=", "descending"),
                ("strictly descending", "smaller than", ">", "strictly_descending"),
            )
        },
    ),
    Shape(
        "indexes",
        (
            "$what0 of the elements at $where0 positions of <xs>, counting from 0",
            "$what0 of the numbers that stand at $where0 indexes in <xs>",
        ),
        "$what2_at_$where0_positions",
        {"xs": "ints"},
        "int",
        ("return $what1($xs[$where1])", "return $what1(num for i, num in enumerate($xs) if i % 2 $where2)"),
        {
            "what": (
                ("find the sum", "sum", "sum"),
                ("find the largest", "max", "max"),
                ("find the smallest", "min", "min"),
            ),
            "where": (("even", "::2", "== 0"), ("odd", "1::2", "== 1")),
        },
    ),
    Shape(
        "indexes",
        (
            "find the index of the first number in <xs> that is $p0, or -1 if there is none",
            "return the position of the first $p0 number in <xs>, and -1 when there is no such number",
        ),
        "index_of_first_$p2",
        {"xs": "ints"},
        "int",
        (
            "for i, num in enumerate($xs):\n    if num $p1:\n        return i\nreturn -1",
            "i = 0\nwhile i < len($xs):\n    if $xs[i] $p1:\n        return i\n    i += 1\nreturn -1",
        ),
        {"p": ADJECTIVES},
    ),
    Shape(
        "indexes",
        (
            "return the numbers of <xs>, each $op0 its position",
            "make a list with each number of <xs> $op0 its index",
        ),
        "with_positions_$op2",
        {"xs": "ints"},
        "list[int]",
        ("return [num $op1 i for i, num in enumerate($xs)]",),
        {"op": (("multiplied by", "*", "times"), ("increased by", "+", "plus"), ("decreased by", "-", "minus"))},
    ),
    Shape(
        "threshold",
        (
            "find how many numbers from the start of <xs> must be added until the sum exceeds <k>",
            "count the numbers at the front of <xs> needed for a total of more than <k>, or return -1 if there are not enough",
        ),
        "count_until_sum",
        {"xs": "ints", "k": "limit"},
        "int",
        (
            "total = 0\nfor i, num in enumerate($xs, 1):\n    total += num\n    if total > $k:\n        return i\nreturn -1",
        ),
    ),
    Shape(
        "threshold",
        (
            "take numbers from the start of <xs> as long as they are $p0",
            "return the leading numbers of <xs> that are $p0, stopping at the first that is not",
        ),
        "take_while_$p2",
        {"xs": "ints"},
        "list[int]",
        ("result = []\nfor num in $xs:\n    if not num $p1:\n        break\n    result.append(num)\nreturn result",),
        {"p": PROPERTIES},
    ),
    Shape(
        "replace",
        (
            "replace every $p0 number in <xs> with $r0",
            "return <xs> with each $p0 number replaced by $r0",
        ),
        "replace_$p2",
        {"xs": "ints"},
        "list[int]",
        (
            "return [$r1 if num $p1 else num for num in $xs]",
            "result = []\nfor num in $xs:\n    if num $p1:\n        result.append($r1)\n    else:\n        result.append(num)\nreturn result",
        ),
        {
            "p": ADJECTIVES,
            "r": (
                ("0", "0"),
                ("-1", "-1"),
                ("its square", "num ** 2"),
                ("its double", "num * 2"),
                ("its half, rounded down", "num // 2"),
            ),
        },
    ),
    Shape(
        "move",
        (
            "move all $p0 numbers of <xs> to the $end0, keeping the order otherwise",
            "put the $p0 numbers of <xs> at the $end0 without changing the order otherwise",
        ),
        "move_$p2_to_$end0",
        {"xs": "ints"},
        "list[int]",
        ("chosen = [num for num in $xs if num $p1]\nothers = [num for num in $xs if not num $p1]\nreturn $end1",),
        {"p": ADJECTIVES, "end": (("end", "others + chosen"), ("front", "chosen + others"))},
    ),
    Shape(
        "nested",
        (
            "count the pairs of numbers in <xs> whose $op0 is $p0",
            "find how many pairs of elements at different positions of <xs> have a $op0 that is $p0",
        ),
        "count_pairs_$op0_$p2",
        {"xs": "ints"},
        "int",
        (
            "count = 0\nfor i in range(len($xs)):\n    for j in range(i + 1, len($xs)):\n        if ($xs[i] $op1 $xs[j]) $p1:\n            count += 1\nreturn count",
        ),
        {"op": (ARITHMETIC[0], ARITHMETIC[2]), "p": PROPERTIES},
    ),
    Shape(
        "nested",
        (
            "check whether two numbers in <xs> add up to <k>",
            "check if any two elements at different positions of <xs> add up to <k>",
        ),
        "has_pair_with_sum",
        {"xs": "ints", "k": "limit"},
        "bool",
        (
            "seen = set()\nfor num in $xs:\n    if $k - num in seen:\n        return True\n    seen.add(num)\nreturn False",
            "for i in range(len($xs)):\n    for j in range(i + 1, len($xs)):\n        if $xs[i] + $xs[j] == $k:\n            return True\nreturn False",
        ),
    ),
    Shape(
        "two lists",
        (
            "return the $op0s of the corresponding elements of <xs> and <ys>",
            "compute the element-wise $op0 of <xs> and <ys>",
            "combine <xs> and <ys> into a list of the $op0s of their elements at equal positions",
        ),
        "elementwise_$op0",
        {"xs": "ints", "ys": "ints"},
        "list[int]",
        (
            "return [a $op1 b for a, b in zip($xs, $ys)]",
            "result = []\nfor i in range(min(len($xs), len($ys))):\n    result.append($xs[i] $op1 $ys[i])\nreturn result",
        ),
        {"op": ARITHMETIC},
    ),
    Shape(
        "two lists",
        (
            "return the $m0 of each two corresponding elements of <xs> and <ys>",
            "make a list of the $m0 number at each position of <xs> and <ys>",
        ),
        "elementwise_$m0",
        {"xs": "ints", "ys": "ints"},
        "list[int]",
        ("return [$m1(a, b) for a, b in zip($xs, $ys)]", "return list(map($m1, $xs, $ys))"),
        {"m": (("larger", "max"), ("smaller", "min"))},
    ),
    Shape(
        "two lists",
        (
            "count the positions at which the number in <xs> is $cmp0 the number in <ys>",
            "count how often an element of <xs> is $cmp0 the element of <ys> at the same position",
        ),
        "count_positions_$cmp2",
        {"xs": "ints", "ys": "ints"},
        "int",
        (
            "return sum(a $cmp1 b for a, b in zip($xs, $ys))",
            "count = 0\nfor a, b in zip($xs, $ys):\n    if a $cmp1 b:\n        count += 1\nreturn count",
        ),
        {"cmp": (*COMPARISONS, ("equal to", "==", "equal"), ("different from", "!=", "different"))},
    ),
    Shape(
        "two lists",
        (
            "find the $p0 numbers that are in <xs> $w0 in <ys>, in ascending order without repetitions",
            "return a sorted list of the distinct $p0 numbers that occur in <xs> $w0 in <ys>",
        ),
        "$w2_$p2",
        {"xs": "ints", "ys": "ints"},
        "list[int]",
        ("return sorted(num for num in set($xs) $w1 set($ys) if num $p1)",),
        {"p": ADJECTIVES, "w": (("and also", "&", "common"), ("but not", "-", "only_first"), ("or", "|", "union"))},
    ),
    Shape(
        "cut",
        (
            "remove the first $k and the last $m elements of <xs>",
            "return <xs> without its first $k and its last $m elements",
        ),
        "trim_list",
        {"xs": "ints"},
        "list[int]",
        ("return $xs[$k:-$m]",),
        {"k": range(1, 4), "m": range(1, 4)},
    ),
    Shape(
        "cut",
        (
            "rotate <xs> to the $d0 by <k> positions",
            "shift the elements of <xs> <k> places to the $d0, wrapping around",
        ),
        "rotate_$d0",
        {"xs": "ints", "k": "small"},
        "list[int]",
        ("if not $xs:\n    return []\nshift = $k % len($xs)\nreturn $d1",),
        {"d": (("left", "$xs[shift:] + $xs[:shift]"), ("right", "$xs[-shift:] + $xs[:-shift] if shift else $xs[:]"))},
    ),
    Shape(
        "cut",
        (
            "split <xs> into pieces of $k elements and return the $f0 of each piece",
            "return the $f0 of every block of $k consecutive elements of <xs>, the last block may be shorter",
        ),
        "block_$f1",
        {"xs": "ints"},
        "list[int]",
        ("return [$f1($xs[i : i + $k]) for i in range(0, len($xs), $k)]",),
        {"k": range(2, 5), "f": (("sum", "sum"), ("maximum", "max"), ("minimum", "min"), ("length", "len"))},
    ),
)
