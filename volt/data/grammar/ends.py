"""What a pipeline does with the elements in the end: collect, add, count, compare, look up, join.

In expressions `{g}` is the elements as a bare generator or a list, `{p}` the same safe as one of several arguments,
`{l}` a list; `{it}`, `{t}`, `{c}`, `{o}` are the iterated thing, loop target, condition clause and outer loop, for
ends that build their own comprehension. In steps `{a}` is the accumulator and `{e}` the element.
"""

# ruff: noqa: E501 - sentences and programs are easier to compare unbroken

from __future__ import annotations

from dataclasses import dataclass

BOOL = "bool"


@dataclass(frozen=True)
class End:
    """One way to finish, as an expression and as a loop; `steps` is empty when only the expression reads well."""

    tag: str
    phrases: tuple[str, ...]
    returns: str
    expression: str
    start: str = ""
    steps: tuple[str, ...] = ()
    result: str = "{a}"
    accumulators: tuple[str, ...] = ("result", "res")
    needs: str = ""
    """`test` or `each`: a further condition or change."""
    unchanged: bool = False
    """Only for elements as they are."""
    arranges: bool = False
    prelude: str = ""
    weight: int = 2


_LIST = End(
    "list",
    (
        "return a list of {np}",
        "return {np} as a list",
        "get {np}",
        "find {np}",
        "make a list of {np}",
        "collect {np} in a list",
        "return {np}",
    ),
    "list[{t}]",
    "{l}",
    "{a} = []",
    ("{a}.append({e})",),
    arranges=True,
    weight=8,
)
_COUNT = End(
    "count",
    (
        "count {np}",
        "count {np}",
        "find how many there are of {np}",
        "return the count of {np}",
        "determine the number of {np}",
    ),
    "int",
    "len({l})",
    "{a} = 0",
    ("{a} += 1",),
    accumulators=("count", "total", "cnt"),
    weight=3,
    unchanged=True,
)
_ALL = End(
    "all",
    ("check whether all of {np} {vp}", "check if all of {np} {vp}", "determine whether {np} all {vp}"),
    BOOL,
    "all({x} {o}for {t} in {it}{c})",
    "",
    ("if not ({x}):", "    return False"),
    "True",
    needs="test",
    unchanged=True,
)
_ANY = End(
    "any",
    ("check whether any of {np} {vp}", "check if some of {np} {vp}", "find out if any of {np} {vp}"),
    BOOL,
    "any({x} {o}for {t} in {it}{c})",
    "",
    ("if {x}:", "    return True"),
    "False",
    needs="test",
    unchanged=True,
)
_SHARE = End(
    "split",
    ("split {np} into those that {vp} and the rest", "separate {np} that {vp} from the others, as two lists"),
    "tuple[list[{t}], list[{t}]]",
    "",
    "{a} = ([], [])",
    ("if {x}:", "    {a}[0].append({v})", "else:", "    {a}[1].append({v})"),
    accumulators=("parts", "groups", "halves"),
    needs="test",
    unchanged=True,
    weight=1,
)
_MAP = End(
    "map",
    (
        "create a dictionary that maps each of {np} to its {each}",
        "build a dictionary from {np} with the {each} of each as value",
    ),
    "dict[{t}, Any]",
    "{{{v}: {x} {o}for {t} in {it}{c}}}",
    "{a} = {{}}",
    ("{a}[{v}] = {x}",),
    accumulators=("result", "mapping", "table"),
    needs="each",
    unchanged=True,
)
_GROUP = End(
    "group",
    ("group {np} by their {each}", "build a dictionary that groups {np} by {each}"),
    "dict[Any, list[{t}]]",
    "",
    "{a} = {{}}",
    ("{a}.setdefault({x}, []).append({v})",),
    accumulators=("groups", "result", "by_key"),
    needs="each",
    unchanged=True,
)
_TALLY = End(
    "tally",
    (
        "count how often each of {np} occurs",
        "count the occurrences of each of {np}",
        "build a frequency dictionary of {np}",
    ),
    "dict[{t}, int]",
    "dict(Counter({g}))",
    "{a} = {{}}",
    ("{a}[{e}] = {a}.get({e}, 0) + 1",),
    accumulators=("counts", "freq", "frequency"),
    prelude="from collections import Counter",
)
_PLACES = End(
    "positions",
    ("find the positions of {np}", "return the indices of {np}", "get a list of the indexes of {np}"),
    "list[int]",
    "[i for i, {v} in enumerate({it}){c}]",
    unchanged=True,
)
_FIRST = End(
    "first",
    ("find the first of {np}, or None if there is none", "return the first one of {np}, or None when there are none"),
    "{t} | None",
    "next(iter({l}), None)",
    "",
    ("return {e}",),
    "None",
    weight=1,
)
_LAST = End(
    "last",
    ("find the last of {np}, or None if there is none",),
    "{t} | None",
    "",
    "{a} = None",
    ("{a} = {e}",),
    weight=1,
)
_DISTINCT = End(
    "distinct",
    ("count how many different values there are among {np}", "find the number of distinct values among {np}"),
    "int",
    "len(set({g}))",
    "{a} = set()",
    ("{a}.add({e})",),
    "len({a})",
    accumulators=("seen", "distinct"),
    weight=1,
)


def _best(tag: str, words: tuple[str, str], sign: str) -> End:
    return End(
        tag,
        (
            f"find the {words[0]} of {{np}}, or None if there are none",
            f"return the {words[1]} of {{np}}, or None if there are none",
        ),
        "int | None",
        f"{tag}({{p}}, default=None)",
        "{a} = None",
        (f"if {{a}} is None or {{e}} {sign} {{a}}:", "    {a} = {e}"),
        accumulators=("best", f"{words[0]}", f"{tag}_value"),
    )


def _extreme(tag: str, word: str, sign: str) -> End:
    return End(
        word,
        (f"find the {word} of {{np}}, or an empty string if there are none", f"return the {word} one of {{np}}, or '' when there are none"),
        "str",
        f"{tag}({{p}}, key=len, default='')",
        "{a} = ''",
        (f"if len({{e}}) {sign} len({{a}}) or not {{a}}:", "    {a} = {e}") if tag == "min" else ("if len({e}) > len({a}):", "    {a} = {e}"),
        accumulators=("best", word),
    )  # fmt: skip


_INT_ONLY = (
    End(
        "sum",
        ("find the sum of {np}", "calculate the sum of {np}", "add up {np}", "compute the total of {np}", "sum {np}"),
        "int",
        "sum({g})",
        "{a} = 0",
        ("{a} += {e}",),
        accumulators=("total", "total", "result", "sum_"),
        arranges=True,
        weight=6,
    ),
    End(
        "product",
        ("find the product of {np}", "multiply {np} together", "calculate the product of {np}"),
        "int",
        "math.prod({g})",
        "{a} = 1",
        ("{a} *= {e}",),
        accumulators=("product", "result"),
        prelude="import math",
    ),
    _best("max", ("largest", "maximum"), ">"),
    _best("min", ("smallest", "minimum"), "<"),
    End(
        "average",
        ("calculate the average of {np}, or 0 if there are none", "find the mean of {np}, or 0 when there are none"),
        "float",
        "",
        "{a} = []",
        ("{a}.append({e})",),
        "sum({a}) / len({a}) if {a} else 0",
        accumulators=("values", "selected", "kept"),
    ),
    End(
        "running_totals",
        ("return the running totals of {np}", "compute the cumulative sums of {np}"),
        "list[int]",
        "list(accumulate({p}))",
        "{a} = []",
        ("{a}.append({e} + ({a}[-1] if {a} else 0))",),
        accumulators=("totals", "sums", "result"),
        prelude="from itertools import accumulate",
        weight=1,
    ),
    End(
        "spread",
        ("find the difference between the largest and the smallest of {np}, or 0 if there are none",),
        "int",
        "",
        "{a} = []",
        ("{a}.append({e})",),
        "max({a}) - min({a}) if {a} else 0",
        accumulators=("values", "found"),
        weight=1,
    ),
)
_STR_ONLY = (
    End(
        "join",
        ("join {np} into one string, separated by spaces", "return a string of {np} separated by single spaces"),
        "str",
        "' '.join({g})",
        "{a} = []",
        ("{a}.append({e})",),
        "' '.join({a})",
        accumulators=("parts", "pieces", "result"),
        arranges=True,
        weight=3,
    ),
    End(
        "join",
        ("join {np} with hyphens", "concatenate {np} with a hyphen between them"),
        "str",
        "'-'.join({g})",
        arranges=True,
        weight=1,
    ),
    End(
        "join",
        ("join {np} with commas", "return {np} as one comma-separated string"),
        "str",
        "', '.join({g})",
        arranges=True,
        weight=1,
    ),
    End(
        "concatenate",
        ("concatenate {np}", "join {np} together into one string"),
        "str",
        "''.join({g})",
        "{a} = ''",
        ("{a} += {e}",),
        accumulators=("result", "joined", "out"),
    ),
    _extreme("max", "longest", ">"),
    _extreme("min", "shortest", "<"),
    End(
        "total_length",
        ("find the total length of {np}", "compute the combined length of {np}"),
        "int",
        "sum(map(len, {p}))",
        "{a} = 0",
        ("{a} += len({e})",),
        accumulators=("total", "length"),
        weight=1,
    ),
)
_STRING = End(
    "string",
    (
        "return a string made of {np}",
        "build a string from {np}",
        "join {np} into a string",
        "return {np} as one string",
    ),
    "str",
    "''.join({g})",
    "{a} = ''",
    ("{a} += {e}",),
    accumulators=("result", "out", "new_text", "res"),
    weight=8,
)
_COMMON = (_LIST, _COUNT, _ALL, _ANY, _SHARE, _MAP, _TALLY, _PLACES, _FIRST, _LAST, _DISTINCT)
ENDS: dict[str, tuple[End, ...]] = {
    "int": (*_COMMON, _GROUP, *_INT_ONLY),
    "str": (*_COMMON, _GROUP, *_STR_ONLY),
    "char": (_STRING, *_COMMON),
}
