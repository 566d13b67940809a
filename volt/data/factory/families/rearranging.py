"""Families that put the elements of a list into another order or another shape."""

from __future__ import annotations

import collections
import itertools

from volt.data.factory.domains import Int, Ints, Key, Limit, Predicate, Small, SomeInts, T, U, alternative

CONCEPTS = ("lists", "rearranging")


def reverse_list(xs: list[T]) -> list[T]:
    """{xs} in reverse order | a list of {xs:each} from the last to the first

    each: the {xs:bare} from the last to the first
    one: {xs:one}, taken from the last to the first
    do: reverse the order of {xs:each}
    """
    return xs[::-1]


@alternative(reverse_list)
def _reverse_list_by_stack(xs: list[T]) -> list[T]:
    stack = list(xs)
    turned = []
    while stack:
        turned.append(stack.pop())
    return turned


def rotate_left(xs: list[T], k: Small) -> list[T]:
    """{xs} rotated to the left by {k} places | a copy of {xs} in which, {k} times, the first element has been moved
    to the end

    do: rotate {xs} to the left by {k} places | move the first element of {xs} to the end, {k} times
    concepts: rotation
    """
    return xs[k % len(xs) :] + xs[: k % len(xs)] if xs else []


@alternative(rotate_left)
def _rotate_left_by_queue(xs: list[T], k: Small) -> list[T]:
    queue = collections.deque(xs)
    queue.rotate(-k)
    return list(queue)


def rotate_right(xs: list[T], k: Small) -> list[T]:
    """{xs} rotated to the right by {k} places | a copy of {xs} in which, {k} times, the last element has been moved
    to the front

    do: rotate {xs} to the right by {k} places | move the last element of {xs} to the front, {k} times
    concepts: rotation
    """
    return [xs[(i - k) % len(xs)] for i in range(len(xs))]


@alternative(rotate_right)
def _rotate_right_step_by_step(xs: list[T], k: Small) -> list[T]:
    turned = xs
    for _ in range(k):
        turned = turned[-1:] + turned[:-1]
    return turned


def swap_neighbours(xs: list[T]) -> list[T]:
    """{xs} with the first two elements swapped, the next two swapped and so on, where a single last element stays |
    a copy of {xs} in which the elements at indices 0 and 1, at 2 and 3 and so on have changed places

    do: swap the elements of {xs} two by two, and leave a single last one where it is
    """
    swapped = list(xs)
    for i in range(0, len(xs) - 1, 2):
        swapped[i], swapped[i + 1] = swapped[i + 1], swapped[i]
    return swapped


@alternative(swap_neighbours)
def _swap_neighbours_by_slices(xs: list[T]) -> list[T]:
    return [x for i in range(0, len(xs), 2) for x in xs[i : i + 2][::-1]]


def swap_ends(xs: list[T]) -> list[T]:
    """{xs} with its first and its last element swapped | a copy of {xs} in which the first and the last element have
    changed places

    do: swap the first and the last element of {xs}
    """
    return xs[-1:] + xs[1:-1] + xs[:1] if len(xs) > 1 else list(xs)


def swap_halves(xs: list[T]) -> list[T]:
    """{xs} with its two halves swapped, where a middle element stays in the middle | the second half of {xs}, the
    middle element if there is one, and then the first half

    do: swap the two halves of {xs}, and leave a middle element in place
    """
    half = len(xs) // 2
    return xs[len(xs) - half :] + xs[half : len(xs) - half] + xs[:half]


def matching_last(xs: list[T], p: Predicate[T]) -> list[T]:
    """{xs} with all {p:bare} moved to the end, both parts in their original order | a list of all elements of {xs}
    except {p:bare}, followed by these, each part in its original order

    do: move all {p:bare} in {xs} to the end without changing any other order
    """
    return [x for x in xs if not p(x)] + [x for x in xs if p(x)]


@alternative(matching_last)
def _matching_last_by_sorting(xs: list[T], p: Predicate[T]) -> list[T]:
    return sorted(xs, key=lambda x: p(x))


def without_repeats(xs: list[T]) -> list[T]:
    """{xs} without repetitions, where only the first of equal elements is kept | the list of different elements of
    {xs}, in the order of their first occurrence

    each: the different {xs:bare}
    one: different {xs:one}
    do: remove every element of {xs} that has occurred before
    """
    different: list[T] = []
    for x in xs:
        if x not in different:
            different.append(x)
    return different


@alternative(without_repeats)
def _without_repeats_by_slices(xs: list[T]) -> list[T]:
    return [x for i, x in enumerate(xs) if x not in xs[:i]]


def keep_last_of_equals(xs: list[T]) -> list[T]:
    """{xs} without repetitions, where only the last of equal elements is kept | the list of different elements of
    {xs}, in the order of their last occurrence

    each: the different {xs:bare}, ordered by their last occurrence
    one: different {xs:one}
    do: remove every element of {xs} that occurs again later
    """
    return [x for i, x in enumerate(xs) if x not in xs[i + 1 :]]


def first_with_each_key(xs: list[T], f: Key[T]) -> list[T]:
    """the list of {xs:bare} for which {f:one} is different from that of all before them | {xs} reduced to the first
    element for every value of {f:one}

    each: the {xs:bare} that are the first with their value of {f:one}
    one: {xs:one} that is the first with its value of {f:one}
    do: keep from {xs} only the first element for every value of {f:one}
    """
    seen = set()
    firsts = []
    for x in xs:
        key = f(x)
        if key not in seen:
            seen.add(key)
            firsts.append(x)
    return firsts


def mirrored(xs: list[T]) -> list[T]:
    """{xs} followed by itself in reverse order | the list that has {xs:each} once forwards and then once backwards

    do: append to {xs} all of its elements in reverse order
    """
    return xs + xs[::-1]


def repeat_list(xs: list[T], k: Small) -> list[T]:
    """{xs} written {k} times in a row | the list that has {xs:each} {k} times over, one round after the other

    do: repeat {xs} as a whole {k} times
    """
    return xs * k


def insert_between(xs: Ints, separator: Limit) -> Ints:
    """{xs} with {separator} inserted between any two neighbours | a list of {xs:each} with a {separator} between
    each of them and the next

    do: insert {separator} between any two neighbours in {xs}
    """
    return [y for i, x in enumerate(xs) for y in ((separator, x) if i else (x,))]


@alternative(insert_between)
def _insert_between_and_drop_last(xs: Ints, separator: Limit) -> Ints:
    separated = []
    for x in xs:
        separated += [x, separator]
    return separated[:-1]


def insert_after_matching(xs: Ints, p: Predicate[Int], extra: Limit) -> Ints:
    """{xs} with {extra} inserted directly after each {p:one} | a copy of {xs} in which every {p:one} is followed by
    an additional {extra}

    do: insert {extra} into {xs} directly after each {p:one}
    """
    result = []
    for x in xs:
        result.append(x)
        if p(x):
            result.append(extra)
    return result


def riffle_halves(xs: list[T]) -> list[T]:
    """{xs} after a perfect riffle shuffle: the first half, which gets the extra element, and the second half are
    taken in turn | a list that takes elements in turn from the first half of {xs} (the longer one, if they
    differ) and from the second

    do: cut {xs} into halves, the first one longer if necessary, and take elements from them in turn
    """
    half = (len(xs) + 1) // 2
    return [xs[i // 2] if i % 2 == 0 else xs[half + i // 2] for i in range(len(xs))]


@alternative(riffle_halves)
def _riffle_halves_by_slices(xs: list[T]) -> list[T]:
    half = (len(xs) + 1) // 2
    shuffled = list(xs)
    shuffled[::2] = xs[:half]
    shuffled[1::2] = xs[half:]
    return shuffled


def even_indices_first(xs: list[T]) -> list[T]:
    """the elements of {xs} at even indices, followed by those at odd indices | {xs} rearranged so that the elements
    at indices 0, 2, 4 and so on come before all others

    do: put the elements of {xs} at even indices before those at odd indices
    """
    return xs[::2] + xs[1::2]


def outside_in(xs: list[T]) -> list[T]:
    """a list that takes in turn the first and the last element that is left in {xs} | {xs} rearranged as first,
    last, second, second to last and so on

    do: take in turn the first and the last remaining element of {xs} until none is left
    """
    queue = collections.deque(xs)
    taken: list[T] = []
    while queue:
        taken.append(queue.popleft() if len(taken) % 2 == 0 else queue.pop())
    return taken


@alternative(outside_in)
def _outside_in_by_index(xs: list[T]) -> list[T]:
    return [xs[i // 2] if i % 2 == 0 else xs[-(i // 2) - 1] for i in range(len(xs))]


def cyclic_to_smallest(xs: SomeInts) -> SomeInts:
    """{xs} rotated so that the first copy of its smallest number comes first | the rotation of {xs} that begins with
    the first occurrence of the minimum

    do: rotate {xs} so that the first copy of its smallest number is in front
    concepts: rotation
    """
    start = xs.index(min(xs))
    return xs[start:] + xs[:start]


def reverse_matching_in_place(xs: list[T], p: Predicate[T]) -> list[T]:
    """{xs} with its {p:bare} in reverse order among the places they take up, while all other elements stay where
    they are | a copy of {xs} in which only the {p:bare} have been reversed among themselves

    do: reverse the order of the {p:bare} in {xs} and leave the other elements in place
    """
    matching = [x for x in xs if p(x)]
    return [matching.pop() if p(x) else x for x in xs]


@alternative(reverse_matching_in_place)
def _reverse_matching_from_both_ends(xs: list[T], p: Predicate[T]) -> list[T]:
    result = list(xs)
    left, right = 0, len(xs) - 1
    while left < right:
        if not p(result[left]):
            left += 1
        elif not p(result[right]):
            right -= 1
        else:
            result[left], result[right] = result[right], result[left]
            left, right = left + 1, right - 1
    return result


def every_combination(xs: list[T], ys: list[U]) -> list[tuple[T, U]]:
    """the list of all pairs of an element of {xs} and an element of {ys}, ordered by the first and then by the
    second index | every combination of one of {xs:each} with one of {ys:each}, as a list of pairs
    """
    return list(itertools.product(xs, ys))
