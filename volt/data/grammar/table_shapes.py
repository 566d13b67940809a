"""The shapes of programs on tuples, records and tables."""

# ruff: noqa: E501 - sentences and programs are easier to compare unbroken

from __future__ import annotations

from volt.data.grammar.shapes import Shape
from volt.data.grammar.vocabulary import COMPARISONS

_TUPLES = (
    Shape(
        "tuples",
        ("sort <ps> by the $el0 element of each tuple$dir0", "return <ps> sorted by the $el0 items of the tuples$dir0"),
        "sort_by_$el0",
        {"ps": "pairs"},
        "list[tuple[str, int]]",
        ("return sorted($ps, key=lambda pair: pair[$el1]$dir1)",),
        {
            "el": (("first", "0"), ("second", "1"), ("last", "-1")),
            "dir": (("", ""), (" in descending order", ", reverse=True"), (" in ascending order", "")),
        },
    ),
    Shape(
        "tuples",
        (
            "return the names of those tuples in <ps> whose number is $cmp0 <k>",
            "list the first elements of the tuples in <ps> whose second element is $cmp0 <k>",
        ),
        "names_$cmp2",
        {"ps": "pairs", "k": "limit"},
        "list[str]",
        (
            "return [name for name, number in $ps if number $cmp1 $k]",
            "result = []\nfor pair in $ps:\n    if pair[1] $cmp1 $k:\n        result.append(pair[0])\nreturn result",
        ),
        {"cmp": COMPARISONS},
    ),
    Shape(
        "tuples",
        (
            "$how0 the second elements of the tuples in <ps> for each first element and return a dictionary",
            "build a dictionary that $how1 the second elements of <ps> by first element",
        ),
        "$how2_by_name",
        {"ps": "pairs"},
        "dict[str, Any]",
        ("result = {}\nfor key, value in $ps:\n    $how3\nreturn result",),
        {
            "how": (
                ("add up", "adds up", "sum", "result[key] = result.get(key, 0) + value"),
                ("collect", "collects", "group", "result.setdefault(key, []).append(value)"),
                (
                    "find the largest of",
                    "keeps the largest of",
                    "max",
                    "result[key] = max(value, result.get(key, value))",
                ),
                ("count", "counts", "count", "result[key] = result.get(key, 0) + 1"),
            )
        },
    ),
    Shape(
        "tuples",
        (
            "return the $op0s of the two numbers of each pair in <ps>",
            "compute the $op0 of each tuple in <ps> and return them as a list",
        ),
        "pair_$op0s",
        {"ps": "points"},
        "list[int]",
        (
            "return [a $op1 b for a, b in $ps]",
            "result = []\nfor pair in $ps:\n    result.append(pair[0] $op1 pair[1])\nreturn result",
        ),
        {"op": (("sum", "+"), ("difference", "-"), ("product", "*"))},
    ),
    Shape(
        "tuples",
        (
            "find the pair in <ps> with the $m0 $what0",
            "return the tuple of <ps> whose $what0 is the $m0",
        ),
        "pair_with_$m0_$what2",
        {"ps": "points"},
        "tuple[int, int]",
        ("return $m1($ps, key=lambda pair: $what1)",),
        {
            "m": (("largest", "max"), ("smallest", "min")),
            "what": (
                ("sum", "pair[0] + pair[1]", "sum"),
                ("difference between first and second number", "pair[0] - pair[1]", "difference"),
                ("product", "pair[0] * pair[1]", "product"),
                ("distance from the origin", "pair[0] ** 2 + pair[1] ** 2", "distance"),
                ("second number", "pair[1]", "second"),
            ),
        },
    ),
    Shape(
        "records",
        (
            "return the names in <rs> of all whose $field0 is $cmp0 $k",
            "list the names of those records in <rs> that have a $field0 $cmp0 $k",
        ),
        "names_by_$field0",
        {"rs": "records"},
        "list[str]",
        (
            "return [row['name'] for row in $rs if row['$field0'] $cmp1 $k]",
            "result = []\nfor row in $rs:\n    if row['$field0'] $cmp1 $k:\n        result.append(row['name'])\nreturn result",
        ),
        {"field": (("age",),), "cmp": COMPARISONS, "k": range(20, 70)},
    ),
    Shape(
        "records",
        (
            "$how0 of the values under the key '$field0' in <rs>",
            "$how0 of all '$field0' values of <rs>",
        ),
        "$how2_$field0",
        {"rs": "records"},
        "float",
        ("return $how1",),
        {
            "field": (("age",),),
            "how": (
                ("find the sum", "sum(row['$field0'] for row in $rs)", "total"),
                ("find the maximum", "max(row['$field0'] for row in $rs)", "max"),
                ("find the minimum", "min(row['$field0'] for row in $rs)", "min"),
                ("calculate the average", "sum(row['$field0'] for row in $rs) / len($rs)", "average"),
            ),
        },
    ),
    Shape(
        "records",
        ("sort <rs> by '$field0'$dir0", "return <rs> ordered by the key '$field0'$dir0"),
        "sort_by_$field0",
        {"rs": "records"},
        "list[dict[str, Any]]",
        ("return sorted($rs, key=lambda row: row['$field0']$dir1)",),
        {"field": (("age",), ("name",)), "dir": (("", ""), (", largest first", ", reverse=True"))},
    ),
)
_TABLES = (
    Shape(
        "table",
        ("return the $f0 of each $line0 of <m>", "compute the $f0s of all $line0s of <m>"),
        "$line0_$f1",
        {"m": "matrix"},
        "list[int]",
        (
            "return [$f1(line) for line in $line1]",
            "result = []\nfor line in $line1:\n    result.append($f1(line))\nreturn result",
        ),
        {
            "f": (("sum", "sum"), ("maximum", "max"), ("minimum", "min")),
            "line": (("row", "$m"), ("column", "zip(*$m)")),
        },
    ),
    Shape(
        "table",
        (
            "find the row of <m> with the $m0 $f0",
            "return the row of <m> that has the $m0 $f0",
        ),
        "row_with_$m0_$f1",
        {"m": "matrix"},
        "list[int]",
        ("return $m1($m, key=$f1)",),
        {"m": (("largest", "max"), ("smallest", "min")), "f": (("sum", "sum"), ("maximum", "max"), ("minimum", "min"))},
    ),
    Shape(
        "table",
        (
            "count the numbers in <m> that are $cmp0 $k",
            "count how many entries of <m> are $cmp0 $k",
        ),
        "count_entries_$cmp2",
        {"m": "matrix"},
        "int",
        (
            "return sum(1 for row in $m for value in row if value $cmp1 $k)",
            "count = 0\nfor row in $m:\n    for value in row:\n        if value $cmp1 $k:\n            count += 1\nreturn count",
        ),
        {"cmp": COMPARISONS, "k": range(0, 6)},
    ),
    Shape(
        "table",
        (
            "return a new matrix in which every entry of <m> is $op0 $k",
            "return <m> with each number $op0 $k",
        ),
        "matrix_$op2",
        {"m": "matrix"},
        "list[list[int]]",
        (
            "return [[value $op1 $k for value in row] for row in $m]",
            "result = []\nfor row in $m:\n    result.append([value $op1 $k for value in row])\nreturn result",
        ),
        {
            "op": (("multiplied by", "*", "times"), ("increased by", "+", "plus"), ("decreased by", "-", "minus")),
            "k": range(2, 9),
        },
    ),
    Shape(
        "table",
        ("find the $f0 of the numbers on the $diag0 diagonal of <m>", "compute the $f0 of the $diag0 diagonal of <m>"),
        "$diag0_diagonal_$f1",
        {"m": "square"},
        "int",
        (
            "return $f1($diag1 for i in range(len($m)))",
            "diagonal = []\nfor i in range(len($m)):\n    diagonal.append($diag1)\nreturn $f1(diagonal)",
        ),
        {
            "f": (("sum", "sum"), ("maximum", "max"), ("minimum", "min")),
            "diag": (("main", "$m[i][i]"), ("second", "$m[i][len($m) - 1 - i]")),
        },
    ),
    Shape(
        "table",
        ("return the $what0 of <m>", "compute the $what0 of <m>"),
        "$what2",
        {"m": "matrix"},
        "list[list[int]]",
        ("return $what1",),
        {
            "what": (
                ("transpose", "[list(column) for column in zip(*$m)]", "transpose"),
                ("rows in reverse order", "$m[::-1]", "flip_rows"),
                ("mirror image, with each row reversed", "[row[::-1] for row in $m]", "mirror"),
                ("rows, each sorted in ascending order,", "[sorted(row) for row in $m]", "sort_rows"),
                ("clockwise rotation by 90 degrees", "[list(column)[::-1] for column in zip(*$m)]", "rotate_clockwise"),
            )
        },
    ),
    Shape(
        "table",
        (
            "build a table of <n> rows and $k columns where each entry is $what0",
            "make a list of <n> lists of length $k in which every entry is $what0",
        ),
        "make_table",
        {"n": "small"},
        "list[list[int]]",
        (
            "return [[$what1 for j in range($k)] for i in range($n)]",
            "result = []\nfor i in range($n):\n    row = []\n    for j in range($k):\n        row.append($what1)\n    result.append(row)\nreturn result",
        ),
        {
            "k": range(2, 6),
            "what": (
                ("the sum of its row and column index", "i + j"),
                ("the product of its row and column index", "i * j"),
                ("its row index", "i"),
                ("1 on the diagonal and 0 elsewhere", "int(i == j)"),
                ("the larger of its row and column index", "max(i, j)"),
            ),
        },
    ),
)
TABLE_SHAPES = (*_TUPLES, *_TABLES)
