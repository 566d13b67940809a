"""Components over text, regular expressions included."""

from __future__ import annotations

import operator
import re
from collections import Counter

from volt.hard.search import helpers as h
from volt.hard.search.components import COMPARE, MAX_LENGTH, SUM, Component, bounded, component, helper

STRINGS: tuple[Component, ...] = (
    component("split", "{0:16}.split()", str.split, "str", "L", 3, "word split space sentence separate"),
    component("split_at", "{0:16}.split({1})", str.split, "str str", "L", 4,
              "split separate separator delimiter comma"),
    component("lines", "{0:16}.splitlines()", str.splitlines, "str", "L", 8, "line split"),
    component("join", "''.join({0*})", "".join, "strcoll", "s", 3,
              "string convert join remove character concatenate merge letter"),
    component("join_spaced", "' '.join({0*})", " ".join, "strcoll", "s", 4, "word sentence string join space reverse"),
    component("join_with", "{1:16}.join({0*})", lambda a, b: b.join(a), "strcoll str", "s", 5,
              "join delimiter separator concatenate"),
    component("concat_str", "{0:11} + {1:12}", operator.add, "str str", "s", 3,
              "concatenate append add prefix suffix insert join",
              precedence=SUM),
    component("upper", "{0:16}.upper()", str.upper, "str", "s", 4, "upper uppercase capital"),
    component("lower", "{0:16}.lower()", str.lower, "str", "s", 4, "lower lowercase case insensitive small"),
    component("swapcase", "{0:16}.swapcase()", str.swapcase, "str", "s", 6, "swap case toggle vice versa upper lower"),
    component("capitalize", "{0:16}.capitalize()", str.capitalize, "str", "s", 6, "capitalize capital first"),
    component("title", "{0:16}.title()", str.title, "str", "s", 6, "title capitalize word first"),
    component("strip", "{0:16}.strip()", str.strip, "str", "s", 5, "strip trim whitespace leading trailing remove"),
    component("lstrip", "{0:16}.lstrip({1})", str.lstrip, "str str", "s", 7, "leading strip left zero remove"),
    component("rstrip", "{0:16}.rstrip({1})", str.rstrip, "str str", "s", 7, "trailing strip right remove"),
    component("replace", "{0:16}.replace({1}, {2})", lambda a, b, c: bounded(a.replace(b, c)), "str str str", "s", 4,
              "replace remove substitute change delete whitespace space"),
    component("replace_once", "{0:16}.replace({1}, {2}, 1)", lambda a, b, c: a.replace(b, c, 1), "str str str", "s", 8,
              "replace first remove occurrence"),
    component("remove_str", "{0:16}.replace({1}, '')", lambda a, b: a.replace(b, ""), "str str", "s", 5,
              "remove delete all occurrence character eliminate"),
    component("count_str", "{0:16}.count({1})", str.count, "str str", "i", 4,
              "count occurrence frequency number substring times"),
    component("find", "{0:16}.find({1})", str.find, "str str", "i", 5, "find index position first occurrence search"),
    component("rfind", "{0:16}.rfind({1})", str.rfind, "str str", "i", 7, "last occurrence position index find"),
    component("startswith", "{0:16}.startswith({1})", str.startswith, "str str", "b", 5, "start begin prefix first"),
    component("endswith", "{0:16}.endswith({1})", str.endswith, "str str", "b", 6, "end suffix last"),
    component("in_str", "{0:7} in {1:7}", lambda a, b: a in b, "str str", "b", 3,
              "contain substring present vowel in character exist",
              precedence=COMPARE),
    component("not_in_str", "{0:7} not in {1:7}", lambda a, b: a not in b, "str str", "b", 4,
              "remove not consonant without vowel character except", precedence=COMPARE),
    component("isdigit", "{0:16}.isdigit()", str.isdigit, "str", "b", 5, "digit number numeric integer"),
    component("isalpha", "{0:16}.isalpha()", str.isalpha, "str", "b", 5, "alphabet letter alphabetic character"),
    component("isalnum", "{0:16}.isalnum()", str.isalnum, "str", "b", 6, "alphanumeric special character alphabet"),
    component("isupper", "{0:16}.isupper()", str.isupper, "str", "b", 5, "upper uppercase capital"),
    component("islower", "{0:16}.islower()", str.islower, "str", "b", 5, "lower lowercase small"),
    component("isspace", "{0:16}.isspace()", str.isspace, "str", "b", 6, "space whitespace"),
    component("ord", "ord({0})", ord, "str", "i", 5, "ascii ordinal code character unicode position alphabet"),
    component("chr", "chr({0})", chr, "int", "s", 6, "ascii character convert"),
    component("int_of", "int({0})", int, "str", "i", 4, "integer number convert digit numeric concatenate"),
    component("int_base", "int({0}, {1})", int, "str int", "i", 7, "binary decimal octal convert base hexadecimal"),
    component("float_of", "float({0})", float, "str", "f", 6, "float decimal convert"),
    component("zfill", "{0:16}.zfill({1})", lambda a, n: a.zfill(min(n, MAX_LENGTH)), "str int", "s", 8,
              "zero pad leading"),
    component("str_any", "str({0})", str, "any", "s", 8, "string convert"),
    component("sorted_str", "sorted({0})", sorted, "str", "L", 5, "sort anagram alphabetical order character letter"),
    component("set_str", "set({0})", set, "str", "S", 5, "unique distinct character different duplicate same letter"),
    component("unique_str", "''.join(dict.fromkeys({0}))", lambda a: "".join(dict.fromkeys(a)), "str", "s", 7,
              "duplicate remove unique repeat character"),
    component("mode_str", "Counter({0}).most_common(1)[0][0]", lambda a: Counter(a).most_common(1)[0][0], "str", "s", 7,
              "most common maximum frequent occurring character"),
    helper("is_palindrome", h.is_palindrome, "slice", "b", 6, "palindrome palindromic"),
    helper("is_balanced", h.is_balanced, "str", "b", 8, "balanced bracket parenthesis expression valid"),
    helper("snake_case", h.snake_case, "str", "s", 8, "snake camel case convert"),
    helper("camel_case", h.camel_case, "str", "s", 8, "camel snake case convert"),
)  # fmt: skip


def _sub(pattern: str, new: str, text: str) -> str:
    return re.sub(pattern, new.replace("\\", ""), text)


REGEX: tuple[Component, ...] = (
    component("findall", "re.findall({0}, {1})", re.findall, "regex str", "L", 4,
              "regex find all word extract number pattern"),
    component("re_sub", "re.sub({0}, {1}, {2})", _sub, "regex str str", "s", 4,
              "regex remove replace substitute pattern"),
    component("re_split", "re.split({0}, {1})", re.split, "regex str", "L", 6, "regex split separate pattern"),
    component("search", "bool(re.search({0}, {1}))", lambda p, s: bool(re.search(p, s)), "regex str", "b", 5,
              "regex match search contain pattern string"),
    component("fullmatch", "bool(re.fullmatch({0}, {1}))", lambda p, s: bool(re.fullmatch(p, s)), "regex str", "b", 5,
              "regex match valid pattern string only"),
)  # fmt: skip

PATTERNS: tuple[tuple[str, str], ...] = (
    (r"\d", "digit number numeric"),
    (r"\d+", "number digit numeric integer consecutive"),
    (r"\w+", "word"),
    (r"\s+", "whitespace space multiple extra"),
    (r" +", "space multiple extra"),
    (r"[A-Z]", "uppercase capital upper"),
    (r"[A-Z][a-z]*", "uppercase capital word split"),
    (r"[a-z]", "lowercase lower"),
    (r"[a-z]+", "lowercase lower sequence"),
    (r"[A-Z]+[a-z]+$", "uppercase lowercase sequence followed upper case letter"),
    (r"[a-z]+_[a-z]+", "lowercase underscore joined sequence"),
    (r"\W+", "alphanumeric except non remove special"),
    (r"[^a-zA-Z0-9]", "alphanumeric except non special character remove"),
    (r"[^a-zA-Z]", "alphabet letter non except"),
    (r"[a-zA-Z]", "alphabet letter"),
    (r"[aeiouAEIOU]", "vowel"),
    (r"^[aeiouAEIOU]", "vowel start begin"),
    (r"\([^)]*\)", "parenthesis bracket area content"),
    (r" ?\([^)]+\)", "parenthesis bracket area content"),
    (r'"(.*?)"', "quotation quote between mark value"),
    (r"\b\w{4,}\b", "word least four character long"),
    (r"[,. ]", "comma dot space"),
    (r"^[\w.+-]+@[\w-]+\.\w{2,}$", "email address valid"),
    (r"^\d+(\.\d{1,2})?$", "decimal precision number"),
    (r"(?:\d{1,3}\.){3}\d{1,3}", "ip address"),
    (r"\b0+(?=\d)", "leading zero ip remove"),
)
"""Common patterns with the words that hint at them."""
