"""Families about brackets: balance, depth, groups and removal."""

from __future__ import annotations

import re
from itertools import pairwise

from volt.data.factory.domains import (
    Brackets,
    Flag,
    Int,
    Parens,
    Small,
    Text,
    Texts,
    Whole,
    Wholes,
    alternative,
)

CONCEPTS = ("strings", "brackets")


def is_balanced(s: Brackets) -> Flag:
    """{s} [is] balanced, with each opening bracket closed by one of the same kind in the right order | {s} [has] a
    closing bracket of the same kind for each opening one, properly nested, and no others

    adjective: balanced
    concepts: stacks
    """
    partners = dict(zip(")]}>", "([{<", strict=True))
    open_brackets: list[str] = []
    for c in s:
        if c not in partners:
            open_brackets.append(c)
        elif not open_brackets or open_brackets.pop() != partners[c]:
            return False
    return not open_brackets


@alternative(is_balanced)
def _is_balanced_by_cancelling(s: Brackets) -> Flag:
    length = len(s) + 1
    while len(s) < length:
        length = len(s)
        for pair in ("()", "[]", "{}", "<>"):
            s = s.replace(pair, "")
    return s == ""


def opening_count(s: Brackets) -> Whole:
    """the number of opening brackets in {s} | how many of the brackets in {s} are opening ones, of whatever kind"""
    return sum(c in "([{<" for c in s)


@alternative(opening_count)
def _opening_count_by_kind(s: Brackets) -> Whole:
    return s.count("(") + s.count("[") + s.count("{") + s.count("<")


def bracket_surplus(s: Brackets) -> Int:
    """the number of opening brackets in {s} minus the number of closing ones, whatever their kinds | by how many the
    opening brackets in {s} exceed the closing ones (negative if there are more of the latter)
    """
    return sum(1 if c in "([{<" else -1 for c in s)


def unmatched_count(s: Brackets) -> Whole:
    """the number of brackets in {s} that are left when neighbouring pairs of an opening bracket and its closing partner
    are removed until there are none | how many brackets of {s} remain after its matching pairs (opening directly before
    closing, of one kind) are removed again and again

    concepts: stacks
    """
    left: list[str] = []
    for c in s:
        if left and left[-1] + c in ("()", "[]", "{}", "<>"):
            left.pop()
        else:
            left.append(c)
    return len(left)


@alternative(unmatched_count)
def _unmatched_count_by_replacing(s: Brackets) -> Whole:
    reduced = re.sub(r"\(\)|\[\]|\{\}|<>", "", s)
    while reduced != s:
        s, reduced = reduced, re.sub(r"\(\)|\[\]|\{\}|<>", "", reduced)
    return len(s)


def bracket_kinds(s: Brackets) -> Whole:
    """the number of different kinds of brackets in {s}, where an opening and its closing bracket are one kind | how
    many kinds of brackets (round, square, curly or angle) occur in {s}

    concepts: sets
    """
    return sum(kind[0] in s or kind[1] in s for kind in ("()", "[]", "{}", "<>"))


def brackets_mirrored(s: Brackets) -> Brackets:
    """{s} read backwards with each bracket turned round | the mirror image of {s}: reversed, with opening and closing
    brackets of each kind exchanged
    """
    return s[::-1].translate(str.maketrans("()[]{}<>", ")(][}{><"))


@alternative(brackets_mirrored)
def _brackets_mirrored_by_dictionary(s: Brackets) -> Brackets:
    partners = dict(zip("()[]{}<>", ")(][}{><", strict=True))
    return "".join(partners[c] for c in reversed(s))


def has_crossing_start(s: Brackets) -> Flag:
    """{s} [has] a closing bracket at the start or an opening bracket at the end | {s} [has] a closing bracket as the
    first character or an opening one as the last
    """
    return s[:1] in (")", "]", "}", ">") or s[-1:] in ("(", "[", "{", "<")


def nesting_depth_of(s: Parens) -> Whole:
    """the nesting depth of the balanced parentheses {s} | how many parentheses are open at the same time at most when
    the balanced {s} is read

    concepts: loops
    """
    depth = deepest = 0
    for c in s:
        depth += 1 if c == "(" else -1
        deepest = max(deepest, depth)
    return deepest


@alternative(nesting_depth_of)
def _nesting_depth_of_by_counting(s: Parens) -> Whole:
    return max((2 * s[:i].count("(") - i for i in range(len(s))), default=0)


def depths_along(s: Parens) -> Wholes:
    """the list of the numbers of open parentheses after each character of the balanced {s} | how many parentheses are
    open after each character of the balanced {s}, as a list

    each: the depths after each character of {s}
    one: depth after a character of {s}
    concepts: prefix sums
    """
    return [2 * s[: i + 1].count("(") - (i + 1) for i in range(len(s))]


@alternative(depths_along)
def _depths_along_by_loop(s: Parens) -> Wholes:
    depths = []
    depth = 0
    for c in s:
        depth += 1 if c == "(" else -1
        depths.append(depth)
    return depths


def top_level_groups(s: Parens) -> Texts:
    """the list of the outermost groups of the balanced parentheses {s}, with their own parentheses | {s} split into its
    smallest balanced parts, which are not inside other parentheses, as a list

    each: the outermost groups of {s}
    one: outermost group of {s}
    do: split the balanced parentheses {s} into their outermost groups
    """
    groups = []
    start = depth = 0
    for i, c in enumerate(s):
        depth += 1 if c == "(" else -1
        if depth == 0:
            groups.append(s[start : i + 1])
            start = i + 1
    return groups


def without_outermost(s: Parens) -> Parens:
    """the balanced parentheses {s} without the outermost pair of each group | {s} after the outer parentheses of each
    of its outermost groups are removed

    do: remove the outermost parentheses of each group in the balanced {s}
    """
    kept = ""
    depth = 0
    for c in s:
        depth -= c == ")"
        if depth > 0:
            kept += c
        depth += c == "("
    return kept


def innermost_pair_count(s: Parens) -> Whole:
    """the number of pairs of parentheses in {s} with nothing inside | how often an opening parenthesis is directly
    followed by a closing one in {s}
    """
    return s.count("()")


@alternative(innermost_pair_count)
def _innermost_pair_count_by_neighbours(s: Parens) -> Whole:
    return sum(a + b == "()" for a, b in pairwise(s))


def closing_partner(s: Parens) -> Int:
    """the index of the parenthesis that closes the first one of the balanced {s}, or -1 if it is empty | the position,
    from 0, at which the balanced {s} returns to depth 0 for the first time (-1 if it is empty)
    """
    depth = 0
    for i, c in enumerate(s):
        depth += 1 if c == "(" else -1
        if depth == 0:
            return i
    return -1


def nesting_score(s: Parens) -> Whole:
    """the score of the balanced parentheses {s}, where an empty pair counts 1, a pair around something doubles its
    score and neighbours add up | the value of {s} if () is worth 1, parentheses around a group are worth twice the
    group, and groups side by side are added

    concepts: recursion, stacks
    """
    score = depth = 0
    for i, c in enumerate(s):
        depth += 1 if c == "(" else -1
        if c == ")" and s[i - 1] == "(":
            score += 2**depth
    return score


@alternative(nesting_score)
def _nesting_score_by_stack(s: Parens) -> Whole:
    scores = [0]
    for c in s:
        if c == "(":
            scores.append(0)
        else:
            inside = scores.pop()
            scores[-1] += max(1, 2 * inside)
    return scores[0]


def wrapped_in_parentheses(s: Parens, k: Small) -> Parens:
    """{s} inside {k} pairs of parentheses | {s} with {k} opening parentheses before and as many closing ones after it |
    the result of putting {k} pairs of parentheses around {s}
    """
    return "(" * k + s + ")" * k


def nested_parentheses(n: Small) -> Parens:
    """{n} opening parentheses followed by as many closing ones | a string of {n} pairs of parentheses, each inside the
    other
    """
    return "(" * n + ")" * n


def without_bracketed(s: Text) -> Text:
    """{s} without its parts in parentheses, from each opening parenthesis to the next closing one | what is left of {s}
    when everything from a ( to the next ) is removed, parentheses included, from left to right

    concepts: regular expressions
    """
    return re.sub(r"\([^)]*\)", "", s)
