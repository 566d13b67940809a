"""Components over lists, tuples, sets and dicts."""

from __future__ import annotations

import bisect
import heapq
import itertools
import math
import operator
import statistics
from collections import Counter
from functools import reduce
from typing import Any

from volt.hard.search import helpers as h
from volt.hard.search.components import (
    BITAND,
    BITOR,
    COMPARE,
    MAX_LENGTH,
    NOT,
    SUM,
    TERM,
    XOR,
    Component,
    bounded,
    component,
    helper,
    small,
)


def ordered(items: Any) -> list[Any]:
    """The items of a set in an order that does not change from run to run (sets of text have none: ValueError)."""
    if isinstance(items, (set, frozenset)) and any(isinstance(x, (str, tuple)) for x in items):
        raise ValueError("sets of text have no order")
    return list(items)


def product_of(items: Any) -> Any:
    """The product of numbers; anything else is refused, for text times a number can be huge."""
    if any(type(x) not in (int, float) for x in items):
        raise TypeError("not numbers")
    return math.prod(items)


def _pairs_of(items: Any, size: int) -> list[Any]:
    if len(items) > 40 or not 0 <= size <= 4:
        raise ValueError("too many combinations")
    return list(itertools.combinations(items, size))


def _permutations(items: Any) -> list[Any]:
    small(len(items), 6)
    return list(itertools.permutations(items))


def _mode(items: Any) -> Any:
    return Counter(items).most_common(1)[0][0]


def _mode_count(items: Any) -> int:
    return Counter(items).most_common(1)[0][1]


def _repeat(items: Any, times: int) -> Any:
    small(times * len(items), MAX_LENGTH)
    return items * times


def _index(items: Any, place: int) -> Any:
    return items[place]


def _union(items: Any) -> set[Any]:
    return set().union(*items)


def _nonneg(function: Any) -> Any:
    def call(items: Any, place: int) -> Any:
        if place < 0:
            raise ValueError("negative place")
        return function(items, place)

    return call


def _chunks(items: Any, size: int) -> list[Any]:
    return [items[i : i + size] for i in range(0, len(items), size)]


def _pairwise(items: Any) -> list[Any]:
    return list(itertools.pairwise(items))


AGGREGATES: tuple[Component, ...] = (
    component("len", "len({0})", len, "sized", "i", 2, "length size count number many long total how"),
    component("sum", "sum({0*})", sum, "numcoll", "if", 3, "sum total add cumulative average count"),
    component("count_true", "sum({0*})", sum, "boolcoll", "i", 3, "count number many"),
    component("min", "min({0*})", min, "ordcoll", "*", 3, "minimum smallest least lowest shortest min"),
    component("max", "max({0*})", max, "ordcoll", "*", 3, "maximum largest greatest highest biggest longest max"),
    component("prod", "math.prod({0*})", product_of, "numcoll", "if", 5, "product multiply multiplication cumulative"),
    component("all", "all({0*})", all, "boolcoll", "b", 3, "all every each"),
    component("any", "any({0*})", any, "boolcoll", "b", 3, "any some exist contain there"),
    component("mean", "sum({0}) / len({0})", lambda a: sum(a) / len(a), "numcoll", "f", 6, "average mean",
              precedence=TERM),
    component("range_of", "max({0}) - min({0})", lambda a: max(a) - min(a), "numcoll", "if", 7,
              "difference largest smallest range maximum minimum", precedence=SUM),
    component("reduce_xor", "functools.reduce(operator.xor, {0})", lambda a: reduce(operator.xor, a), "intcoll", "i", 8,
              "xor odd occurrence once single"),
    component("reduce_gcd", "math.gcd(*{0})", lambda a: math.gcd(*a), "intcoll", "i", 8, "gcd greatest common divisor"),
    component("mode", "Counter({0}).most_common(1)[0][0]", _mode, "coll", "*", 6,
              "most common frequent mode maximum occurrence highest frequency occurring"),
    component("mode_count", "Counter({0}).most_common(1)[0][1]", _mode_count, "coll", "i", 7,
              "most common frequency maximum occurrence same"),
    component("count", "{0:16}.count({1})", lambda a, b: a.count(b), "seq hash", "i", 4,
              "count occurrence frequency number time many"),
    component("index", "{0:16}.index({1})", lambda a, b: a.index(b), "seq hash", "i", 5,
              "index position find search first"),
    component("bisect_left", "bisect.bisect_left({0}, {1})", bisect.bisect_left, "numcoll num", "i", 8,
              "insertion left bisect sorted position locate"),
    component("bisect_right", "bisect.bisect_right({0}, {1})", bisect.bisect_right, "numcoll num", "i", 8,
              "insertion right bisect sorted position locate"),
    component("argmax", "{0:16}.index(max({0}))", lambda a: a.index(max(a)), "list", "i", 7,
              "index position maximum largest"),
    component("argmin", "{0:16}.index(min({0}))", lambda a: a.index(min(a)), "list", "i", 7,
              "index position minimum smallest"),
)  # fmt: skip

SETS_OF_FACTS: tuple[Component, ...] = (
    component("all_equal", "len(set({0})) == 1", lambda a: len(set(a)) == 1, "sized", "b", 7,
              "same all identical equal only one distinct",
              precedence=COMPARE),
    component("all_distinct", "len(set({0})) == len({0})", lambda a: len(set(a)) == len(a), "sized", "b", 7,
              "distinct unique all duplicate different", precedence=COMPARE),
    component("has_repeats", "len(set({0})) != len({0})", lambda a: len(set(a)) != len(a), "sized", "b", 8,
              "duplicate repeat contain any", precedence=COMPARE),
    component("share_any", "not set({0}).isdisjoint({1})", lambda a, b: not set(a).isdisjoint(b), "sized sized", "b", 8,
              "common any share least one present", precedence=NOT, commutes=True),
    component("same_items", "sorted({0}) == sorted({1})", lambda a, b: sorted(a) == sorted(b), "sized sized", "b", 7,
              "anagram permutation equal same identical rearrange", precedence=COMPARE, commutes=True),
    component("duplicates", "[x for x in dict.fromkeys({0}) if {0:16}.count(x) > 1]",
              lambda a: [x for x in dict.fromkeys(a) if a.count(x) > 1], "slice", "L", 8,
              "duplicate repeat repeated duplicant"),
    component("singles", "[x for x in {0:16} if {0:16}.count(x) == 1]", lambda a: [x for x in a if a.count(x) == 1],
              "slice", "L", 8,
              "unique single once duplicate non repeated only"),
    component("median", "statistics.median({0})", statistics.median, "numcoll", "if", 7, "median"),
    component("average", "statistics.mean({0})", statistics.mean, "intcoll", "if", 9, "mean average"),
    component("stdev", "statistics.stdev({0})", statistics.stdev, "numcoll", "f", 8, "standard deviation"),
    component("variance", "statistics.variance({0})", statistics.variance, "numcoll", "f", 9, "variance"),
    component("lcm_all", "math.lcm(*{0})", lambda a: math.lcm(*a), "intcoll", "i", 8, "lcm least common multiple"),
    component("bit_or_all", "functools.reduce(operator.or_, {0})", lambda a: reduce(operator.or_, a), "intcoll", "i",
              9, "bitwise or"),
    component("bit_and_all", "functools.reduce(operator.and_, {0})", lambda a: reduce(operator.and_, a), "intcoll",
              "i", 9,
              "bitwise and"),
)  # fmt: skip

REARRANGING: tuple[Component, ...] = (
    component("sorted", "sorted({0*})", sorted, "ordcoll", "L", 3,
              "sort order ascending arrange heap smallest increasing lexicographic"),
    component("sorted_down", "sorted({0}, reverse=True)", lambda a: sorted(a, reverse=True), "ordcoll", "L", 5,
              "sort descending decreasing reverse largest"),
    component("reversed", "{0:16}[::-1]", lambda a: a[::-1], "slice", "LTs", 3,
              "reverse backward palindrome invert last"),
    component("set", "set({0*})", set, "coll", "S", 4, "unique distinct duplicate set different common repeat"),
    component("list", "list({0*})", ordered, "coll", "L", 4, "list convert"),
    component("tuple", "tuple({0*})", lambda a: tuple(ordered(a)), "coll", "T", 3, "tuple convert"),
    component("chars", "list({0})", list, "str", "L", 4, "character list convert split letter"),
    component("unique", "list(dict.fromkeys({0}))", lambda a: list(dict.fromkeys(a)), "seq", "L", 5,
              "unique duplicate remove distinct order repeat eliminate"),
    component("first", "{0:16}[0]", lambda a: a[0], "slice", "*", 2, "first initial start head kth beginning"),
    component("second", "{0:16}[1]", lambda a: a[1], "slice", "*", 3, "second tuple"),
    component("last", "{0:16}[-1]", lambda a: a[-1], "slice", "*", 3, "last rear end tail final"),
    component("at", "{0:16}[{1}]", _index, "slice int", "*", 3, "nth kth index position column specified given th"),
    component("second_last", "{0:16}[-2]", lambda a: a[-2], "slice", "*", 6, "second largest last highest"),
    component("nth", "{0:16}[{1:11} - 1]", lambda a, n: a[small(n, 10**6) - 1] if n > 0 else a[10**6], "slice int",
              "*", 6, "nth kth th"),
    component("inner", "{0:16}[1:-1]", lambda a: a[1:-1], "slice", "LTs", 6, "middle first last except remove between"),
    component("delete_at", "{0:16}[:{1}] + {0:16}[{1:11} + 1:]", lambda a, i: a[:i] + a[small(i, 10**6) + 1 :],
              "slice int", "LTs", 8,
              "remove delete index position nth", precedence=SUM),
    component("swap_ends", "{0:16}[-1:] + {0:16}[1:-1] + {0:16}[:1]", lambda a: a[-1:] + a[1:-1] + a[:1], "slice",
              "LTs", 9,
              "swap exchange interchange first last", precedence=SUM),
    component("slice_closed", "{0:16}[{1}:{2:11} + 1]", lambda a, i, j: a[i : small(j, 10**6) + 1], "slice int int",
              "LTs", 8,
              "between slice sublist range inclusive index"),
    component("rest", "{0:16}[1:]", lambda a: a[1:], "slice", "LTs", 4, "first remove rest except without skip"),
    component("butlast", "{0:16}[:-1]", lambda a: a[:-1], "slice", "LTs", 4, "last remove except without"),
    component("take", "{0:16}[:{1}]", _nonneg(lambda a, n: a[:n]), "slice int", "LTs", 4,
              "first n k prefix upto split before left"),
    component("drop", "{0:16}[{1}:]", _nonneg(lambda a, n: a[n:]), "slice int", "LTs", 4,
              "after suffix split rest remove skip rotate last"),
    component("last_n", "{0:16}[-{1:13}:]", lambda a, n: a[-small(n, 99) :], "slice int", "LTs", 6,
              "last suffix end rotate right"),
    component("slice", "{0:16}[{1}:{2}]", lambda a, i, j: a[i:j], "slice int int", "LTs", 6,
              "between slice sublist range sub"),
    component("every_other", "{0:16}[::2]", lambda a: a[::2], "slice", "LTs", 6,
              "even alternate every index odd position second"),
    component("every_odd", "{0:16}[1::2]", lambda a: a[1::2], "slice", "LTs", 7, "odd alternate every index position"),
    component("every", "{0:16}[::{1}]", lambda a, n: a[::n], "slice int", "LTs", 6, "every nth step specified"),
    component("concat", "{0:11} + {1:12}", operator.add, "seq seq", "LT", 3,
              "concatenate join merge add append combine rotate end insert extend",
              precedence=SUM, alike=True),
    component("prepend", "[{0}, *{1:16}]", lambda x, a: [x, *a], "any list", "L", 6,
              "insert add front before prepend beginning"),
    component("append", "[*{0:16}, {1}]", lambda a, x: [*a, x], "list any", "L", 6, "append add end insert"),
    component("repeat", "{0:12} * {1:13}", _repeat, "slice int", "LTs", 5, "repeat times replicate copy",
              precedence=TERM),
    component("chunks", "[{0:16}[i:i + {1:12}] for i in range(0, len({0}), {1})]", _chunks, "slice int", "L", 7,
              "chunk split group partition size n"),
    component("pairwise", "list(zip({0}, {0:16}[1:]))", _pairwise, "seq", "L", 5,
              "consecutive adjacent pair pairwise successive neighbour difference", generator="zip({0}, {0:16}[1:])"),
    component("combinations", "list(itertools.combinations({0}, {1}))", _pairs_of, "coll int", "L", 6,
              "combination pair possible triplet all subset every", generator="itertools.combinations({0}, {1})"),
    component("pairs", "list(itertools.combinations({0}, 2))", lambda a: _pairs_of(a, 2), "coll", "L", 6,
              "combination pair possible two all any every difference", generator="itertools.combinations({0}, 2)"),
    component("permutations", "list(itertools.permutations({0}))", _permutations, "coll", "L", 8,
              "permutation arrangement all",
              generator="itertools.permutations({0})"),
    component("product", "list(itertools.product({0}, {1}))", lambda a, b: bounded(list(itertools.product(a, b))),
              "coll coll", "L", 8,
              "product cartesian combination pair all", generator="itertools.product({0}, {1})"),
    component("accumulate", "list(itertools.accumulate({0}))", lambda a: list(itertools.accumulate(a)), "numcoll", "L",
              6,
              "cumulative running prefix accumulate", generator="itertools.accumulate({0})"),
    component("nlargest", "heapq.nlargest({0}, {1})", heapq.nlargest, "int ordcoll", "L", 6,
              "largest heap top n k maximum queue"),
    component("nsmallest", "heapq.nsmallest({0}, {1})", heapq.nsmallest, "int ordcoll", "L", 6,
              "smallest heap n k minimum queue"),
)  # fmt: skip

NESTED: tuple[Component, ...] = (
    component("zip", "list(zip({0}, {1}))", lambda a, b: list(zip(ordered(a), ordered(b), strict=False)), "coll coll",
              "L", 4,
              "zip pair two merge correspond element wise index respectively same combine tuple",
              generator="zip({0}, {1})"),
    component("zip_str", "list(zip({0}, {1}))", lambda a, b: list(zip(a, b, strict=False)), "str str", "L", 6,
              "position differ compare hamming", generator="zip({0}, {1})"),
    component("zip3", "list(zip({0}, {1}, {2}))",
              lambda a, b, c: list(zip(ordered(a), ordered(b), ordered(c), strict=False)),
              "coll coll coll", "L", 6, "zip three interleave merge common index", generator="zip({0}, {1}, {2})"),
    component("transpose", "list(zip(*{0:16}))", lambda a: list(zip(*a, strict=False)), "nested", "L", 5,
              "transpose column zip merge separate unzip interchange", generator="zip(*{0:16})"),
    component("enumerate", "list(enumerate({0}))", lambda a: list(enumerate(ordered(a))), "coll", "L", 5,
              "index position enumerate odd even place", generator="enumerate({0})"),
    component("enumerate_str", "list(enumerate({0}))", lambda a: list(enumerate(a)), "str", "L", 6,
              "index position odd even character", generator="enumerate({0})"),
    component("join_lists", "[item for part in {0:16} for item in part]",
              lambda a: list(itertools.chain(*map(ordered, a))), "nested", "L", 5,
              "flatten nested merge flat single list of all unique matrix",
              generator="item for part in {0:16} for item in part"),
    component("sum_all", "sum(map(sum, {0}))", lambda a: sum(map(sum, a)), "matrix", "if", 6,
              "sum total cumulative matrix"),
    component("intersection", "set({0}) & set({1})", lambda a, b: set(a) & set(b), "coll coll", "S", 5,
              "common similar intersection shared both same", precedence=BITAND, commutes=True),
    component("union", "set({0}) | set({1})", lambda a, b: set(a) | set(b), "coll coll", "S", 6, "union merge combine",
              precedence=BITOR, commutes=True),
    component("difference", "set({0}) - set({1})", lambda a, b: set(a) - set(b), "coll coll", "S", 6,
              "difference remove missing dissimilar not exclude", precedence=SUM),
    component("symmetric_difference", "set({0}) ^ set({1})", lambda a, b: set(a) ^ set(b), "coll coll", "S", 7,
              "dissimilar different symmetric difference uncommon", precedence=XOR, commutes=True),
    component("union_all", "set().union(*{0:16})", _union, "nested", "S", 7, "unique distinct all nested"),
    component("subset", "set({0}) <= set({1})", lambda a, b: set(a) <= set(b), "coll coll", "b", 7,
              "subset contain all",
              precedence=COMPARE),
    component("in", "{0:7} in {1:7}", lambda x, a: x in a, "hash coll", "b", 4,
              "in contain present exist member belong occur list",
              precedence=COMPARE),
    component("not_in", "{0:7} not in {1:7}", lambda x, a: x not in a, "hash coll", "b", 5,
              "remove not exclude absent difference missing",
              precedence=COMPARE),
    component("pair", "({0}, {1})", lambda a, b: (a, b), "scalar scalar", "T", 5, "tuple pair both"),
    component("list1", "[{0}]", lambda a: [a], "any", "L", 7, "list single wrap"),
    component("list2", "[{0}, {1}]", lambda a, b: [a, b], "any any", "L", 8, "list pair", alike=True),
    helper("flatten", h.flatten, "coll", "L", 6, "flatten nested all"),
    helper("depth", h.depth, "any", "i", 9, "depth nested level dictionary"),
    helper("runs", h.runs, "seq", "L", 7, "consecutive run pack duplicate encode group length"),
    helper("interleave", h.interleave, "seq seq", "L", 8, "interleave alternate swap"),
    component("sublists", "sublists({0})", lambda a: h.sublists(a) if len(a) <= 16 else a[10**6], "slice", "L", 8,
              "sublist subarray substring contiguous all sub", helpers=("sublists",)),
    component("subsets", "subsets({0})", lambda a: h.subsets(a) if len(a) <= 9 else a[10**6], "seq", "L", 8,
              "subset powerset combination sublist all", helpers=("subsets",)),
    helper("is_sorted", h.is_sorted, "seq", "b", 6, "sorted order ascending increasing monotonic"),
    helper("longest_increasing", h.longest_increasing, "seq", "i", 8, "longest increasing subsequence"),
    helper("longest_common", h.longest_common, "slice slice", "i", 9, "longest common subsequence"),
    helper("edit_distance", h.edit_distance, "str str", "i", 9, "edit distance minimum operation levenshtein"),
    helper("max_subarray_sum", h.max_subarray_sum, "numcoll", "if", 8, "largest maximum contiguous subarray sum sub"),
    helper("max_increasing_sum", h.max_increasing_sum, "numcoll", "if", 9, "maximum increasing subsequence sum"),
    helper("subset_sum", h.subset_sum, "intcoll int", "b", 9, "subset sum partition equal"),
    helper("coin_ways", lambda a, n: h.coin_ways(a, small(n, 2000)), "intcoll int", "i", 9, "coin change way amount"),
    helper("rotate_left", h.rotate_left, "slice int", "LTs", 7, "rotate left rotation"),
)  # fmt: skip

MAPPINGS: tuple[Component, ...] = (
    component("counter", "dict(Counter({0}))", lambda a: dict(Counter(a)), "coll", "D", 5,
              "frequency count occurrence each number"),
    component("counter_str", "dict(Counter({0}))", lambda a: dict(Counter(a)), "str", "D", 6,
              "frequency count character letter"),
    component("most_common", "Counter({0}).most_common()", lambda a: Counter(a).most_common(), "coll", "L", 7,
              "most common frequency"),
    component("most_common_n", "Counter({0}).most_common({1})", lambda a, n: Counter(a).most_common(n), "coll int",
              "L", 6,
              "most common top frequent words n"),
    component("items", "list({0:16}.items())", lambda d: list(d.items()), "dict", "L", 3,
              "item pair key value dictionary sort filter",
              generator="{0:16}.items()"),
    component("values", "list({0:16}.values())", lambda d: list(d.values()), "dict", "L", 3, "value sum dictionary",
              generator="{0:16}.values()"),
    component("keys", "list({0:16})", list, "dict", "L", 4, "key dictionary", generator="{0:16}"),
    component("get", "{0:16}[{1}]", lambda d, k: d[k], "dict hash", "*", 4, "value key lookup dictionary"),
    component("in_dict", "{0:7} in {1:7}", lambda k, d: k in d, "hash dict", "b", 4, "key present exist dictionary",
              precedence=COMPARE),
    component("dict_of", "dict({0*})", lambda a: dict(a) if all(len(p) == 2 for p in a) else a[10**6], "nested", "D", 5,
              "dictionary convert key value map pair"),
    component("dict_zip", "dict(zip({0}, {1}))", lambda a, b: dict(zip(a, b, strict=False)), "seq seq", "D", 5,
              "dictionary convert key value map two"),
    component("merge_dicts", "{0:7} | {1:8}", lambda a, b: {**a, **b}, "dict dict", "D", 5, "merge dictionary combine",
              precedence=BITOR),
    component("key_of_max", "max({0}, key={0:16}.get)", lambda d: max(d, key=d.get), "numdict", "*", 7,
              "key maximum most"),
)  # fmt: skip
