"""Dictionaries of names with numbers, texts or lists: filters, totals, merging, inversion, ranking."""

from __future__ import annotations

import heapq
from collections import Counter

from volt.data.factory.domains import (
    Counts,
    Flag,
    Groups,
    Int,
    Ints,
    Limit,
    Map,
    Names,
    Pairs,
    Predicate,
    Small,
    SortedInts,
    Text,
    Texts,
    Whole,
    Word,
    Words,
    alternative,
)

CONCEPTS = ("dictionaries",)


def total_of_values(counts: Counts) -> Int:
    """the sum of the values of {counts} | the total of all values in {counts} | what the values of {counts} add up to

    do: add up the values of {counts}
    """
    return sum(counts.values())


@alternative(total_of_values)
def _total_of_values_by_loop(counts: Counts) -> Int:
    total = 0
    for name in counts:
        total += counts[name]
    return total


def names_by_value(counts: Counts) -> Words:
    """the keys of {counts} from the largest value to the smallest, with ties in alphabetical order | the list of keys
    of {counts}, those with larger values first and those with equal values in alphabetical order

    each: the keys of {counts} from the largest value to the smallest (ties in alphabetical order)
    one: key of {counts} from the largest value to the smallest (ties in alphabetical order)
    do: sort the keys of {counts} by value in descending order, breaking ties alphabetically
    concepts: sorting
    """
    return sorted(counts, key=lambda name: (-counts[name], name))


@alternative(names_by_value)
def _names_by_value_in_two_sorts(counts: Counts) -> Words:
    names = sorted(counts)
    names.sort(key=lambda name: counts[name], reverse=True)
    return names


def top_names(counts: Counts, k: Small) -> Words:
    """the {k} keys of {counts} with the largest values, largest first and ties in alphabetical order (all of the keys
    if there are fewer) | the top {k} keys of {counts} by value, or all of them if there are not that many, where a tie
    goes to the alphabetically smaller key

    each: the {k} keys with the largest values in {counts} (ties in alphabetical order)
    one: key among the {k} with the largest values in {counts} (ties in alphabetical order)
    concepts: sorting
    """
    return sorted(counts, key=lambda name: (-counts[name], name))[:k]


@alternative(top_names)
def _top_names_from_heap(counts: Counts, k: Small) -> Words:
    return heapq.nsmallest(k, counts, key=lambda name: (-counts[name], name))


def name_with_largest_value(counts: Counts) -> Text:
    """the key with the largest value in {counts}, the first such key if there is a tie and '' if there are no keys |
    the first key of {counts} whose value is the largest, or the empty string if the dictionary is empty
    """
    return max(counts, key=lambda name: counts[name], default="")


@alternative(name_with_largest_value)
def _name_with_largest_value_by_loop(counts: Counts) -> Text:
    best = ""
    for name, value in counts.items():
        if best == "" or value > counts[best]:
            best = name
    return best


def entries_with_value(counts: Counts, p: Predicate[Int]) -> Counts:
    """the entries of {counts} whose values are {p:bare} | a dictionary with only those entries of {counts} whose values
    are {p:bare}

    do: keep only the entries of {counts} whose values are {p:bare}
    concepts: filtering
    """
    return {name: value for name, value in counts.items() if p(value)}


@alternative(entries_with_value)
def _entries_with_value_by_loop(counts: Counts, p: Predicate[Int]) -> Counts:
    kept = {}
    for name, value in counts.items():
        if p(value):
            kept[name] = value
    return kept


def entries_with_key(counts: Counts, p: Predicate[Word]) -> Counts:
    """the entries of {counts} whose keys are {p:bare} | a dictionary with only those entries of {counts} whose keys are
    {p:bare}

    do: keep only the entries of {counts} whose keys are {p:bare}
    concepts: filtering
    """
    return {name: value for name, value in counts.items() if p(name)}


def names_with_value(counts: Counts, p: Predicate[Int]) -> Words:
    """the list of the keys of {counts} whose values are {p:bare} | the keys that have {p:bare} as values in {counts}

    each: the keys of {counts} whose values are {p:bare}
    one: key of {counts} whose value is one of the {p:bare}
    concepts: filtering
    """
    return [name for name, value in counts.items() if p(value)]


def total_for_keys(counts: Counts, p: Predicate[Word]) -> Int:
    """the sum of the values in {counts} whose keys are {p:bare} | the total of those values of {counts} that have
    {p:bare} as keys

    do: add up the values in {counts} whose keys are {p:bare}
    """
    return sum(value for name, value in counts.items() if p(name))


def keys_for_each_value(counts: Counts) -> dict[int, list[str]]:
    """a dictionary that maps each value of {counts} to the list of keys that have it, in their original order |
    {counts} turned around, so that each value leads to the list of its keys

    do: invert {counts} so that each value maps to the list of the keys that had it
    concepts: inversion
    """
    keys: dict[int, list[str]] = {}
    for name, value in counts.items():
        keys.setdefault(value, []).append(name)
    return keys


@alternative(keys_for_each_value)
def _keys_for_each_value_by_scan(counts: Counts) -> dict[int, list[str]]:
    return {value: [name for name in counts if counts[name] == value] for value in counts.values()}


def counts_added_up(first: Counts, second: Counts) -> Counts:
    """the dictionary that combines {first} and {second}, where the values of a key that is in both are added | a
    dictionary with every key of {first} and {second} and the sum of its values in them

    do: merge {first} and {second} into one dictionary, adding the values of common keys
    concepts: merging
    """
    merged = dict(first)
    for name, value in second.items():
        merged[name] = merged.get(name, 0) + value
    return merged


@alternative(counts_added_up)
def _counts_added_up_by_counter(first: Counts, second: Counts) -> Counts:
    merged = Counter(first)
    merged.update(second)
    return dict(merged)


def shared_keys(first: Counts, second: Counts) -> Words:
    """the keys that {first} and {second} have in common, in alphabetical order | the sorted list of the keys that are
    both in {first} and in {second}

    each: the keys that {first} and {second} have in common
    one: key that {first} and {second} have in common
    concepts: sets
    """
    return sorted(first.keys() & second.keys())


@alternative(shared_keys)
def _shared_keys_by_filter(first: Counts, second: Counts) -> Words:
    return [name for name in sorted(first) if name in second]


def names_with_changed_value(before: Counts, after: Counts) -> Words:
    """the keys that are in both {before} and {after} but with different values, in alphabetical order | the sorted list
    of the keys common to {before} and {after} whose values are not the same

    each: the keys that have different values in {before} and {after}
    one: key that has different values in {before} and {after}
    """
    return sorted(name for name in before if name in after and before[name] != after[name])


def value_or_default(counts: Counts, name: Word, default: Limit) -> Int:
    """the value of {name} in {counts}, or {default} if it is not a key | what {counts} holds for the key {name}, and
    {default} if there is no such key

    do: look up {name} in {counts}, falling back to {default}
    """
    return counts.get(name, default)


def items_by_name(counts: Counts) -> Pairs:
    """the (key, value) pairs of {counts} in alphabetical order of the keys | {counts} as a list of (key, value) tuples
    sorted by key

    each: the (key, value) pairs of {counts}, sorted by key
    one: (key, value) pair of {counts}
    concepts: sorting, tuples
    """
    return sorted(counts.items())


def distinct_dictionary_values(counts: Counts) -> SortedInts:
    """the different values of {counts} in ascending order | the sorted list of the values of {counts} without
    duplicates

    each: the different values of {counts}
    one: different value of {counts}
    concepts: sets
    """
    return sorted(set(counts.values()))


def values_changed(counts: Counts, f: Map[Int, Int]) -> Counts:
    """a dictionary with the keys of {counts} that holds for each key {f:one}, the number being the old value | a copy
    of {counts} with every value replaced by {f:one}, where the number is the old value
    """
    return {name: f(value) for name, value in counts.items()}


def has_repeated_value(counts: Counts) -> Flag:
    """{counts} [has] the same value for two different keys | {counts} [contains] some value more than once"""
    return len(set(counts.values())) < len(counts)


def has_every_value(counts: Counts, p: Predicate[Int]) -> Flag:
    """{counts} [has] only {p:bare} as values | {counts} [contains] no values other than {p:bare}"""
    return all(p(value) for value in counts.values())


def texts_looked_up(words: Words, names: Names) -> Texts:
    """{words} with every word that is a key of {names} replaced by its value | the list that has, for each word of
    {words}, its value in {names}, or the word itself if it is not a key

    each: the values in {names} of {words:each} (the words themselves where there is no such key)
    one: value in {names} of one of {words:each} (the word itself where there is no such key)
    do: replace each word of {words} by its value in {names}, leaving words that are not keys unchanged
    """
    return [names.get(word, word) for word in words]


def names_swapped(names: Names) -> dict[str, str]:
    """{names} with keys and values exchanged, where the last key wins if a value occurs more than once | a dictionary
    that maps each value of {names} to the last key that has it

    do: swap the keys and values of {names}; if a value occurs several times, its last key wins
    concepts: inversion
    """
    return {text: name for name, text in names.items()}


@alternative(names_swapped)
def _names_swapped_by_zip(names: Names) -> dict[str, str]:
    return dict(zip(names.values(), names.keys(), strict=True))


def names_with_text(names: Names, p: Predicate[Text]) -> Words:
    """the list of the keys of {names} whose values are {p:bare} | the keys that have {p:bare} as values in {names}

    each: the keys of {names} whose values are {p:bare}
    one: key of {names} whose value is one of the {p:bare}
    concepts: filtering
    """
    return [name for name, text in names.items() if p(text)]


def group_totals(groups: Groups) -> Counts:
    """a dictionary that maps each key of {groups} to the sum of its list (0 for an empty list) | the sums of the lists
    in {groups}, as a dictionary with the same keys

    do: add up the list of each key of {groups} and return a dictionary of the sums
    """
    return {name: sum(values) for name, values in groups.items()}


def group_sizes(groups: Groups) -> Counts:
    """a dictionary that maps each key of {groups} to the length of its list | the lengths of the lists in {groups}, as
    a dictionary with the same keys
    """
    return {name: len(values) for name, values in groups.items()}


def group_matches(groups: Groups, p: Predicate[Int]) -> Counts:
    """a dictionary that tells for each key of {groups} how many {p:bare} are in its list | the number of {p:bare} in
    the list of each key of {groups}, as a dictionary
    """
    return {name: sum(1 for value in values if p(value)) for name, values in groups.items()}


def groups_filtered(groups: Groups, p: Predicate[Int]) -> Groups:
    """a copy of {groups} whose lists hold only the {p:bare}, without the keys for which nothing remains | a dictionary
    with the {p:bare} of each list in {groups}, leaving out the keys that have none

    concepts: filtering
    """
    kept = {name: [value for value in values if p(value)] for name, values in groups.items()}
    return {name: values for name, values in kept.items() if values}


@alternative(groups_filtered)
def _groups_filtered_by_loop(groups: Groups, p: Predicate[Int]) -> Groups:
    kept: Groups = {}
    for name, values in groups.items():
        for value in values:
            if p(value):
                kept.setdefault(name, []).append(value)
    return kept


def all_group_members(groups: Groups) -> Ints:
    """all numbers in the lists of {groups}, one list after the other | the lists of {groups} joined into one list

    each: the numbers in the lists of {groups}
    one: number in the lists of {groups}
    do: join the lists of {groups} into a single list
    """
    return [value for values in groups.values() for value in values]


@alternative(all_group_members)
def _all_group_members_by_extending(groups: Groups) -> Ints:
    members: Ints = []
    for values in groups.values():
        members.extend(values)
    return members


def value_count(counts: Counts, p: Predicate[Int]) -> Whole:
    """how many values of {counts} are {p:bare} | the number of keys in {counts} whose values are {p:bare}

    do: count the values of {counts} that are {p:bare}
    """
    return sum(1 for value in counts.values() if p(value))


def has_a_common_key(first: Counts, second: Counts) -> Flag:
    """{first} [has] at least one key in common with {second} | {first} [shares] some key with {second}"""
    return any(name in second for name in first)


@alternative(has_a_common_key)
def _has_a_common_key_by_sets(first: Counts, second: Counts) -> Flag:
    return bool(first.keys() & second.keys())
