# mypy: disable-error-code="no-any-return"
# ruff: noqa: B905 (cutting to the shorter list is the usual meaning in these examples)
"""Dictionaries: building, merging, filtering, sorting, counting and reaching into them."""

from collections import ChainMap, Counter, defaultdict
from typing import Any


def lists_to_dict(keys: list[Any], values: list[Any]) -> dict[Any, Any]:
    """Build a dictionary from a list of keys and a list of values.

    Ask: map two lists into a dict | zip keys with values
    >>> lists_to_dict(['a', 'b'], [1, 2])
    {'a': 1, 'b': 2}
    """
    return dict(zip(keys, values))


def pairs_to_dict(pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
    """Convert a list of key-value tuples to a dictionary.

    Ask: turn pairs into a dict | build a mapping from a list of tuples
    >>> pairs_to_dict([('x', 1), ('y', 2)])
    {'x': 1, 'y': 2}
    """
    return dict(pairs)


def dict_to_pairs(mapping: dict[Any, Any]) -> list[tuple[Any, Any]]:
    """Convert a dictionary to a list of key-value tuples.

    Ask: turn a dict into a list of pairs | items of a mapping as tuples
    >>> dict_to_pairs({'x': 1, 'y': 2})
    [('x', 1), ('y', 2)]
    """
    return list(mapping.items())


def merge_dicts(first: dict[Any, Any], second: dict[Any, Any]) -> dict[Any, Any]:
    """Merge two dictionaries, the second one winning on equal keys.

    Ask: combine two dicts into one | update a mapping with another without changing it
    >>> merge_dicts({'a': 1, 'b': 2}, {'b': 5})
    {'a': 1, 'b': 5}
    """
    return {**first, **second}


def merge_many_dicts(*mappings: dict[Any, Any]) -> dict[Any, Any]:
    """Merge several dictionaries into one, the first one winning on equal keys.

    Ask: combine three or more dicts | join dictionaries with priority to earlier ones
    >>> merge_many_dicts({'a': 1}, {'b': 2}, {'a': 9, 'c': 3}) == {'a': 1, 'b': 2, 'c': 3}
    True
    """
    return dict(ChainMap(*mappings))


def add_dicts(first: dict[Any, int], second: dict[Any, int]) -> dict[Any, int]:
    """Combine two dictionaries by adding the values of common keys.

    Ask: sum dict values key by key | merge counters of two mappings
    >>> add_dicts({'a': 1, 'b': 2}, {'b': 3})
    {'a': 1, 'b': 5}
    """
    return {key: first.get(key, 0) + second.get(key, 0) for key in {**first, **second}}


def invert_dict(mapping: dict[Any, Any]) -> dict[Any, Any]:
    """Swap the keys and values of a dictionary.

    Ask: invert a dict | map each value back to its key
    >>> invert_dict({'a': 1, 'b': 2})
    {1: 'a', 2: 'b'}
    """
    return {value: key for key, value in mapping.items()}


def keys_by_value(mapping: dict[Any, Any]) -> dict[Any, list[Any]]:
    """Group the keys of a dictionary by their value.

    Ask: invert a dict with repeated values | map each value to the list of its keys
    >>> keys_by_value({'a': 1, 'b': 2, 'c': 1})
    {1: ['a', 'c'], 2: ['b']}
    """
    groups = defaultdict(list)
    for key, value in mapping.items():
        groups[value].append(key)
    return dict(groups)


def filter_values_at_least(mapping: dict[Any, int], limit: int) -> dict[Any, int]:
    """Keep the dictionary entries whose value is at least a limit.

    Ask: filter a dict by value | select items with value greater than or equal to k
    >>> filter_values_at_least({'tea': 4, 'jam': 9}, 5)
    {'jam': 9}
    """
    return {key: value for key, value in mapping.items() if value >= limit}


def keep_keys(mapping: dict[Any, Any], keys: list[Any]) -> dict[Any, Any]:
    """Keep only the given keys of a dictionary.

    Ask: select a subset of a dict by keys | extract some entries of a mapping
    >>> keep_keys({'a': 1, 'b': 2, 'c': 3}, ['a', 'c', 'z'])
    {'a': 1, 'c': 3}
    """
    return {key: mapping[key] for key in keys if key in mapping}


def without_key(mapping: dict[Any, Any], key: Any) -> dict[Any, Any]:
    """Return a dictionary without a given key.

    Ask: remove an entry from a dict without changing the original | drop one key of a mapping
    >>> without_key({'a': 1, 'b': 2}, 'a')
    {'b': 2}
    """
    return {k: v for k, v in mapping.items() if k != key}


def drop_empty_values(mapping: dict[Any, Any]) -> dict[Any, Any]:
    """Drop the dictionary items whose value is None or empty.

    Ask: remove empty entries from a dict | clean a mapping of missing values
    >>> drop_empty_values({'a': 'red', 'b': None, 'c': ''})
    {'a': 'red'}
    """
    return {key: value for key, value in mapping.items() if value not in (None, "", [], {})}


def sort_dict_by_key(mapping: dict[Any, Any]) -> dict[Any, Any]:
    """Sort a dictionary by its keys in ascending order.

    Ask: order dict entries alphabetically by key | arrange a mapping by key
    >>> sort_dict_by_key({'b': 1, 'a': 2})
    {'a': 2, 'b': 1}
    """
    return dict(sorted(mapping.items()))


def sort_dict_by_value(mapping: dict[Any, Any]) -> list[tuple[Any, Any]]:
    """Sort the items of a dictionary by value, highest first.

    Ask: order dict entries by value in descending order | rank keys by their score as a list of pairs
    >>> sort_dict_by_value({'low': 2, 'top': 7})
    [('top', 7), ('low', 2)]
    """
    return sorted(mapping.items(), key=lambda item: item[1], reverse=True)


def sort_dict_lists(mapping: dict[Any, list[Any]]) -> dict[Any, list[Any]]:
    """Sort every list that is a value of a dictionary.

    Ask: order each list inside a dict | sort the value lists of a mapping
    >>> sort_dict_lists({'a': [9, 7], 'b': [3, 8, 1]})
    {'a': [7, 9], 'b': [1, 3, 8]}
    """
    return {key: sorted(values) for key, values in mapping.items()}


def key_of_maximum(mapping: dict[Any, int]) -> Any:
    """Find the key with the largest value in a dictionary.

    Ask: which dict key has the highest value | argmax of a mapping
    >>> key_of_maximum({'a': 3, 'b': 8})
    'b'
    """
    return max(mapping, key=lambda key: mapping[key])


def keys_of_maximum(mapping: dict[Any, int]) -> list[Any]:
    """Find all keys that have the maximum value in a dictionary.

    Ask: every dict key with the top value | list the best scoring keys
    >>> keys_of_maximum({'a': 8, 'b': 8, 'c': 1})
    ['a', 'b']
    """
    return [key for key, value in mapping.items() if value == max(mapping.values())]


def key_of_minimum(mapping: dict[Any, int]) -> Any:
    """Find the key with the smallest value in a dictionary.

    Ask: which dict key has the lowest value | argmin of a mapping
    >>> key_of_minimum({'a': 3, 'b': 8})
    'a'
    """
    return min(mapping, key=lambda key: mapping[key])


def top_n_items(mapping: dict[Any, int], n: int) -> list[tuple[Any, int]]:
    """Find the n dictionary items with the highest values.

    Ask: top n keys by value | best scoring entries of a dict
    >>> top_n_items({'a': 1, 'b': 9, 'c': 5}, 2)
    [('b', 9), ('c', 5)]
    """
    return Counter(mapping).most_common(n)


def sum_dict_values(mapping: dict[Any, int]) -> int:
    """Find the sum of all values of a dictionary.

    Ask: add up the items of a dict | total of the values in a mapping
    >>> sum_dict_values({'a': 4, 'b': 5})
    9
    """
    return sum(mapping.values())


def unique_dict_values(mapping: dict[Any, list[Any]]) -> list[Any]:
    """Collect the distinct values of all lists in a dictionary in sorted order.

    Ask: distinct elements over all dict value lists | union of the lists stored in a mapping
    >>> unique_dict_values({'a': [3, 1], 'b': [1, 2]})
    [1, 2, 3]
    """
    return sorted({item for values in mapping.values() for item in values})


def frequency_dict(items: list[Any]) -> dict[Any, int]:
    """Count how often each element occurs in a list, as a dictionary.

    Ask: frequency of the elements of a list | histogram of values | count occurrences using a dict
    >>> frequency_dict(['a', 'b', 'a'])
    {'a': 2, 'b': 1}
    """
    return dict(Counter(items))


def index_map(items: list[Any]) -> dict[Any, list[int]]:
    """Map each element of a list to the positions where it occurs.

    Ask: dictionary of indices per value | where does each element stand
    >>> index_map(['a', 'b', 'a'])
    {'a': [0, 2], 'b': [1]}
    """
    places = defaultdict(list)
    for i, item in enumerate(items):
        places[item].append(i)
    return dict(places)


def group_by_length(words: list[str]) -> dict[int, list[str]]:
    """Group the words of a list by their length in a dictionary.

    Ask: map word length to words | collect strings of equal size
    >>> group_by_length(['if', 'for', 'in'])
    {2: ['if', 'in'], 3: ['for']}
    """
    groups = defaultdict(list)
    for word in words:
        groups[len(word)].append(word)
    return dict(groups)


def has_key(mapping: dict[Any, Any], key: Any) -> bool:
    """Check whether a given key is present in a dictionary.

    Ask: does the dict contain this key | test key membership of a mapping
    >>> has_key({1: 10, 2: 20}, 2)
    True
    """
    return key in mapping


def is_empty_dict(mapping: dict[Any, Any]) -> bool:
    """Check whether a dictionary is empty or not.

    Ask: does the dict have no items | test for an empty mapping
    >>> is_empty_dict({})
    True
    """
    return not mapping


def all_values_equal(mapping: dict[Any, Any], value: Any) -> bool:
    """Check whether all values of a dictionary equal a given value.

    Ask: are the dict values all the same as n | does every key map to this value
    >>> all_values_equal({'a': 3, 'b': 3}, 3)
    True
    """
    return all(v == value for v in mapping.values())


def nested_get(mapping: dict[Any, Any], keys: list[Any], default: Any = None) -> Any:
    """Get a value from nested dictionaries by a list of keys, or a default.

    Ask: reach into a nested dict along a path | safe access to deep dictionary values
    >>> nested_get({'a': {'b': 7}}, ['a', 'b'])
    7
    """
    for key in keys:
        if not isinstance(mapping, dict) or key not in mapping:
            return default
        mapping = mapping[key]
    return mapping


def dict_depth(mapping: Any) -> int:
    """Find the depth of a nested dictionary, one for a flat one.

    Ask: how many levels deep is a dict nested | nesting level of a mapping
    >>> dict_depth({'a': 1, 'b': {'c': {}}})
    3
    """
    if not isinstance(mapping, dict):
        return 0
    return 1 + max(map(dict_depth, mapping.values()), default=0)


def flatten_dict(mapping: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Flatten a nested dictionary into one with dotted keys.

    Ask: collapse nested dicts to a single level | join the key paths of a deep mapping with dots
    >>> flatten_dict({'a': 1, 'b': {'c': 2}})
    {'a': 1, 'b.c': 2}
    """
    flat: dict[str, Any] = {}
    for key, value in mapping.items():
        flat |= flatten_dict(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: value}
    return flat


def records_by_key(records: list[dict[Any, Any]], key: Any) -> dict[Any, list[dict[Any, Any]]]:
    """Group a list of dictionaries by the value of a given key.

    Ask: collect records sharing a field | group dicts by a common attribute
    >>> records_by_key([{'t': 1, 'v': 5}, {'t': 1, 'v': 6}], 't')
    {1: [{'t': 1, 'v': 5}, {'t': 1, 'v': 6}]}
    """
    groups = defaultdict(list)
    for record in records:
        groups[record[key]].append(record)
    return dict(groups)


def dict_from_keys(keys: list[Any], value: Any) -> dict[Any, Any]:
    """Build a dictionary that maps every key of a list to the same value.

    Ask: dict with a default value for all keys | initialise a mapping from a list
    >>> dict_from_keys(['a', 'b'], 0)
    {'a': 0, 'b': 0}
    """
    return dict.fromkeys(keys, value)


def average_by_key(pairs: list[tuple[str, float]]) -> dict[str, float]:
    """Calculate the average value for each key of a list of pairs.

    Ask: mean per group | group by key and average
    >>> average_by_key([('a', 1), ('a', 3), ('b', 5)])
    {'a': 2.0, 'b': 5.0}
    """
    groups = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: sum(values) / len(values) for key, values in groups.items()}


def total_of_field(records: list[dict[str, int]], field: str) -> int:
    """Sum the values of one key over a list of dictionaries.

    Ask: add a field of all records | total of a dict key in a list
    >>> total_of_field([{'n': 2}, {'n': 5}, {}], 'n')
    7
    """
    return sum(record.get(field, 0) for record in records)
