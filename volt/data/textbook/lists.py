# mypy: disable-error-code="no-any-return"
# ruff: noqa: B905 (cutting to the shorter list is the usual meaning in these examples)
"""Lists: building, cutting, turning, joining and rearranging them."""

from itertools import accumulate, chain, groupby, pairwise, zip_longest
from typing import Any


def chunk_list(items: list[Any], size: int) -> list[list[Any]]:
    """Split a list into consecutive chunks of a given size.

    Ask: break a list into groups of k elements | divide a list into blocks of length size
    >>> chunk_list([1, 2, 3, 4, 5], 2)
    [[1, 2], [3, 4], [5]]
    """
    return [items[i : i + size] for i in range(0, len(items), size)]


def split_at_index(items: list[Any], index: int) -> tuple[list[Any], list[Any]]:
    """Split a list into two parts at a given position.

    Ask: cut a list in two after the first k elements | divide a list at index i
    >>> split_at_index([1, 2, 3, 4], 1)
    ([1], [2, 3, 4])
    """
    return items[:index], items[index:]


def split_into_parts(items: list[Any], parts: int) -> list[list[Any]]:
    """Divide a list into n parts whose lengths differ by at most one.

    Ask: split a list evenly into n sublists | distribute list elements over n nearly equal pieces
    >>> split_into_parts([1, 2, 3, 4, 5], 2)
    [[1, 2, 3], [4, 5]]
    """
    size, extra = divmod(len(items), parts)
    cuts = list(accumulate([size + (i < extra) for i in range(parts)], initial=0))
    return [items[a:b] for a, b in pairwise(cuts)]


def split_every_nth(items: list[Any], step: int) -> list[list[Any]]:
    """Deal the elements of a list into n lists, taking every nth element.

    Ask: split a list by taking each nth item | distribute list items round robin into n groups
    >>> split_every_nth([1, 2, 3, 4, 5, 6, 7], 3)
    [[1, 4, 7], [2, 5], [3, 6]]
    """
    return [items[start::step] for start in range(step)]


def every_nth_item(items: list[Any], n: int) -> list[Any]:
    """Pick every nth element of a list, starting with the first.

    Ask: take each n-th item from a list | slice a list with a given step
    >>> every_nth_item([10, 20, 30, 40, 50], 2)
    [10, 30, 50]
    """
    return items[::n]


def rotate_left(items: list[Any], k: int) -> list[Any]:
    """Rotate a list to the left by k positions.

    Ask: shift list elements left cyclically k times | move the first k items of a list to its end
    >>> rotate_left([1, 2, 3, 4, 5], 2)
    [3, 4, 5, 1, 2]
    """
    k %= len(items) or 1
    return items[k:] + items[:k]


def rotate_right(items: list[Any], k: int) -> list[Any]:
    """Rotate a list to the right by k positions.

    Ask: shift list elements right cyclically k times | move the last k items of a list to its front
    >>> rotate_right([1, 2, 3, 4, 5], 2)
    [4, 5, 1, 2, 3]
    """
    k %= len(items) or 1
    return items[len(items) - k :] + items[: len(items) - k]


def interleave_lists(first: list[Any], second: list[Any]) -> list[Any]:
    """Interleave two lists, taking elements from each in turn.

    Ask: merge two lists alternately | zip two lists into one flat list
    >>> interleave_lists([1, 3, 5], [2, 4, 6])
    [1, 2, 3, 4, 5, 6]
    """
    return [item for pair in zip(first, second) for item in pair]


def interleave_all(*lists: list[Any]) -> list[Any]:
    """Interleave several lists of any length until all of them are used up.

    Ask: alternate elements of three or more lists | merge lists round robin into a flat list
    >>> interleave_all([1, 4, 6], [2, 5], [3])
    [1, 2, 3, 4, 5, 6]
    """
    missing = object()
    return [item for row in zip_longest(*lists, fillvalue=missing) for item in row if item is not missing]


def move_zeros_to_end(numbers: list[int]) -> list[int]:
    """Move all zeros of a list to its end and keep the order of the rest.

    Ask: push zeroes to the back of an array | shift every 0 to the right end of a list
    >>> move_zeros_to_end([0, 1, 0, 3, 12])
    [1, 3, 12, 0, 0]
    """
    nonzero = [x for x in numbers if x != 0]
    return nonzero + [0] * (len(numbers) - len(nonzero))


def move_zeros_to_front(numbers: list[int]) -> list[int]:
    """Move all zeros of a list to its front and keep the order of the rest.

    Ask: push zeroes to the start of an array | bring every 0 to the left side of a list
    >>> move_zeros_to_front([4, 0, 5, 0])
    [0, 0, 4, 5]
    """
    nonzero = [x for x in numbers if x != 0]
    return [0] * (len(numbers) - len(nonzero)) + nonzero


def negatives_before_positives(numbers: list[int], n: int) -> list[int]:
    """Rearrange the first n array elements so that negative numbers come before the others.

    Ask: put negative elements first in an array | partition an array by sign keeping the order
    >>> negatives_before_positives([3, -1, 2, -5], 4)
    [-1, -5, 3, 2]
    """
    return sorted(numbers[:n], key=lambda x: x >= 0)


def remove_duplicates(items: list[Any]) -> list[Any]:
    """Remove duplicates from a list while keeping the order of first appearance.

    Ask: deduplicate a list preserving order | keep one copy of every element | unique elements in original order
    >>> remove_duplicates([3, 1, 3, 2, 1])
    [3, 1, 2]
    """
    return list(dict.fromkeys(items))


def remove_repeated_elements(items: list[Any]) -> list[Any]:
    """Remove every element that occurs more than once in a list.

    Ask: keep only elements that appear exactly once | drop all repeated values from a list
    >>> remove_repeated_elements([1, 2, 3, 2, 4, 3])
    [1, 4]
    """
    return [x for x in items if items.count(x) == 1]


def collapse_repeats(items: list[Any]) -> list[Any]:
    """Remove consecutive duplicates so that each run of equal elements is kept once.

    Ask: collapse neighbouring repeats in a list | compress runs of identical elements to one
    >>> collapse_repeats([1, 1, 2, 2, 2, 1])
    [1, 2, 1]
    """
    return [key for key, _ in groupby(items)]


def pack_consecutive(items: list[Any]) -> list[list[Any]]:
    """Group consecutive equal elements of a list into sublists.

    Ask: pack neighbouring duplicates into lists | split a list into runs of identical elements
    >>> pack_consecutive([1, 1, 2, 3, 3, 1])
    [[1, 1], [2], [3, 3], [1]]
    """
    return [list(run) for _, run in groupby(items)]


def run_length_counts(items: list[Any]) -> list[list[Any]]:
    """Encode a list as run lengths, giving a count and an element for each run.

    Ask: run-length encode a list | count consecutive repeats as [count, value] pairs
    >>> run_length_counts([1, 1, 5, 5, 5, 2])
    [[2, 1], [3, 5], [1, 2]]
    """
    return [[len(list(run)), key] for key, run in groupby(items)]


def expand_run_lengths(pairs: list[list[Any]]) -> list[Any]:
    """Decode a run-length encoded list of count and element pairs.

    Ask: expand [count, value] pairs into a flat list | reverse run-length encoding of a list
    >>> expand_run_lengths([[2, 'a'], [1, 'b']])
    ['a', 'a', 'b']
    """
    return [item for count, item in pairs for _ in range(count)]


def insert_between(items: list[Any], separator: Any) -> list[Any]:
    """Insert a separator between every two neighbouring elements of a list.

    Ask: place a delimiter between consecutive items | intersperse a value through a list
    >>> insert_between([1, 2, 3], 0)
    [1, 0, 2, 0, 3]
    """
    return [x for item in items for x in (separator, item)][1:]


def insert_at_position(items: list[Any], position: int, element: Any) -> list[Any]:
    """Insert an element into a list at a given position.

    Ask: add an item at index i of a list | put a value into a list at a specified place
    >>> insert_at_position([1, 2, 4], 2, 3)
    [1, 2, 3, 4]
    """
    return [*items[:position], element, *items[position:]]


def remove_nth(items: list[Any], n: int) -> list[Any]:
    """Remove the nth element of a list, counting from one.

    Ask: delete the k-th item from a list | drop the element at a given place
    >>> remove_nth([10, 20, 30, 40], 2)
    [10, 30, 40]
    """
    return items[: n - 1] + items[n:]


def swap_ends(items: list[Any]) -> list[Any]:
    """Swap the first and last elements of a list.

    Ask: exchange the first item with the last one | interchange both ends of a list
    >>> swap_ends([1, 2, 3, 4])
    [4, 2, 3, 1]
    """
    return items if len(items) < 2 else [items[-1], *items[1:-1], items[0]]


def replace_last(items: list[Any], replacement: list[Any]) -> list[Any]:
    """Substitute the final element of a list by the elements of a second list.

    Ask: replace the last item with another list | exchange the last value for several new ones
    >>> replace_last([1, 2, 3], [7, 8])
    [1, 2, 7, 8]
    """
    return items[:-1] + replacement


def swap_adjacent_pairs(items: list[Any]) -> list[Any]:
    """Swap every two adjacent elements of a list, leaving a lone last one in place.

    Ask: exchange neighbouring items pair by pair | flip each consecutive pair of a list
    >>> swap_adjacent_pairs([1, 2, 3, 4, 5])
    [2, 1, 4, 3, 5]
    """
    return list(chain.from_iterable(items[i : i + 2][::-1] for i in range(0, len(items), 2)))


def reverse_first_k(items: list[Any], k: int) -> list[Any]:
    """Reverse the first k elements of a list and keep the rest.

    Ask: flip the first k elements of a list | reverse the prefix of length k
    >>> reverse_first_k([1, 2, 3, 4, 5], 3)
    [3, 2, 1, 4, 5]
    """
    return items[:k][::-1] + items[k:]


def reverse_in_groups(items: list[Any], k: int) -> list[Any]:
    """Reverse every group of k elements of a list.

    Ask: flip a list block by block | reverse an array in chunks of size k
    >>> reverse_in_groups([1, 2, 3, 4, 5], 2)
    [2, 1, 4, 3, 5]
    """
    return [x for i in range(0, len(items), k) for x in items[i : i + k][::-1]]


def repeat_each(items: list[Any], times: int) -> list[Any]:
    """Repeat every element of a list n times in place.

    Ask: duplicate each list item n times | stretch a list by repeating its elements
    >>> repeat_each([1, 2], 3)
    [1, 1, 1, 2, 2, 2]
    """
    return [item for item in items for _ in range(times)]


def rotate_array(arr: list[int], n: int, k: int) -> list[int]:
    """Rotate an array of n elements to the left by k places.

    Ask: shift an array of size n cyclically k steps | move the first k elements of an array behind the rest
    >>> rotate_array([5, 6, 7, 8], 4, 1)
    [6, 7, 8, 5]
    """
    return [arr[(i + k) % n] for i in range(n)]


def move_last_to_front(items: list[Any]) -> list[Any]:
    """Move the last element of a list to the front.

    Ask: bring the final item to the beginning | shift the list by one so the last value comes first
    >>> move_last_to_front([1, 2, 3])
    [3, 1, 2]
    """
    return items[-1:] + items[:-1]


def pad_list(items: list[Any], length: int, filler: Any = 0) -> list[Any]:
    """Pad a list on the right with a filler until it has a given length.

    Ask: extend a list to n elements with zeros | fill up a list to a fixed size
    >>> pad_list([1, 2], 4)
    [1, 2, 0, 0]
    """
    return items + [filler] * (length - len(items))


def intersection_keep_order(first: list[Any], second: list[Any]) -> list[Any]:
    """Find the elements of the first list that also occur in the second, in order.

    Ask: common elements of two lists | intersection of two arrays | items shared by both lists
    >>> intersection_keep_order([1, 2, 3, 5], [5, 2, 9])
    [2, 5]
    """
    return [item for item in first if item in second]


def union_keep_order(first: list[Any], second: list[Any]) -> list[Any]:
    """Unite two lists without duplicates, keeping the order of first appearance.

    Ask: union of two lists | combine two arrays dropping repeated elements
    >>> union_keep_order([1, 2], [2, 3])
    [1, 2, 3]
    """
    return list(dict.fromkeys(first + second))


def strings_to_ints(words: list[str]) -> list[int]:
    """Convert a list of numeric strings to a list of integers.

    Ask: parse each string of a list as an int | turn text numbers into whole numbers
    >>> strings_to_ints(['4', '-7'])
    [4, -7]
    """
    return [int(word) for word in words]


def list_slice(items: list[Any], start: int, stop: int) -> list[Any]:
    """Take the part of a list from a start index up to but not including a stop index.

    Ask: extract a slice of a list | get the elements between two positions
    >>> list_slice([1, 2, 3, 4, 5], 1, 3)
    [2, 3]
    """
    return items[start:stop]


def prefix_sums(numbers: list[int]) -> list[int]:
    """Calculate the cumulative sums of a list, starting with its first element.

    Ask: running total of a list | prefix sums of an array | cumulative sum list
    >>> prefix_sums([10, 20, 30])
    [10, 30, 60]
    """
    return list(accumulate(numbers))
