"""Lists of integers and lists, nested to any depth."""

from __future__ import annotations

from volt.data.factory.domains import Flag, Int, Ints, Limit, Map, Nested, Predicate, Text, Whole, Wholes, alternative

CONCEPTS = ("nested lists", "recursion")


def flattened(nested: Nested) -> Ints:
    """all integers in {nested}, at any depth, as one flat list | {nested} flattened to a list of integers

    each: the integers in {nested} at any depth
    one: integer in {nested} at any depth
    do: flatten {nested} into a list of integers
    """
    flat = []
    for item in nested:
        if isinstance(item, list):
            flat.extend(flattened(item))
        else:
            flat.append(item)
    return flat


@alternative(flattened)
def _flattened_by_stack(nested: Nested) -> Ints:
    flat = []
    stack = nested[::-1]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        else:
            flat.append(item)
    return flat


def nested_total(nested: Nested) -> Int:
    """the sum of all integers in {nested}, at any depth | the total of the integers in {nested} and in the lists inside
    it

    do: add up all integers in {nested}, at any depth
    """
    return sum(nested_total(item) if isinstance(item, list) else item for item in nested)


@alternative(nested_total)
def _nested_total_by_stack(nested: Nested) -> Int:
    total = 0
    stack = list(nested)
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack += item
        else:
            total += item
    return total


def nesting_depth(nested: Nested) -> Whole:
    """the depth of {nested}, where a list without lists in it has depth 1 | how deep the lists in {nested} are nested,
    1 if there is no list inside it
    """
    return 1 + max((nesting_depth(item) for item in nested if isinstance(item, list)), default=0)


@alternative(nesting_depth)
def _nesting_depth_by_levels(nested: Nested) -> Whole:
    depth = 0
    level = [nested]
    while level:
        depth += 1
        level = [item for items in level for item in items if isinstance(item, list)]
    return depth


def nested_list_count(nested: Nested) -> Whole:
    """how many lists there are inside {nested}, at any depth | the number of lists in {nested} at any depth, without
    {nested} itself
    """
    return sum(1 + nested_list_count(item) for item in nested if isinstance(item, list))


def nested_match_count(nested: Nested, p: Predicate[Int]) -> Whole:
    """how many {p:bare} there are in {nested}, at any depth | the number of {p:bare} in {nested} and in the lists
    inside it

    do: count the {p:bare} in {nested}, at any depth
    """
    count = 0
    stack = list(nested)
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(item)
        elif p(item):
            count += 1
    return count


def nested_matches(nested: Nested, p: Predicate[Int]) -> Ints:
    """the {p:bare} in {nested}, at any depth, as one flat list in their order | the flat list of those integers in
    {nested}, at any depth, that are {p:bare}

    each: the integers in {nested} at any depth that are {p:bare}
    one: integer in {nested} at any depth that is one of the {p:bare}
    concepts: filtering
    """
    matches = []
    stack = nested[::-1]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        elif p(item):
            matches.append(item)
    return matches


def weighted_by_depth(nested: Nested) -> Int:
    """the sum of the integers in {nested}, each multiplied by its depth, which is 1 for integers directly in the list |
    the total of the integers in {nested} weighted by how many lists they are in
    """
    total = 0
    depth = 1
    level = nested
    while level:
        total += depth * sum(item for item in level if not isinstance(item, list))
        level = [inner for item in level if isinstance(item, list) for inner in item]
        depth += 1
    return total


@alternative(weighted_by_depth)
def _weighted_by_depth_by_stack(nested: Nested) -> Int:
    total = 0
    stack = [(item, 1) for item in nested]
    while stack:
        item, depth = stack.pop()
        if isinstance(item, list):
            stack.extend((inner, depth + 1) for inner in item)
        else:
            total += item * depth
    return total


def nested_mapped(nested: Nested, f: Map[Int, Int]) -> Nested:
    """{nested} with every integer at any depth replaced by {f:one}, the number being the integer itself | the list with
    the structure of {nested} in which each integer has become {f:one}, where the number is the old integer
    """

    def changed(items: Nested) -> Nested:
        return [changed(item) if isinstance(item, list) else f(item) for item in items]

    return changed(nested)


def deeply_reversed(nested: Nested) -> Nested:
    """{nested} reversed, with every list inside it reversed too | the mirror image of {nested}, in which the lists at
    all depths are reversed

    do: reverse {nested} and every list inside it
    """
    return [deeply_reversed(item) if isinstance(item, list) else item for item in reversed(nested)]


@alternative(deeply_reversed)
def _deeply_reversed_by_loop(nested: Nested) -> Nested:
    result = []
    for item in nested[::-1]:
        result.append(_deeply_reversed_by_loop(item) if isinstance(item, list) else item)
    return result


def flattened_once(nested: Nested) -> Nested:
    """{nested} with the elements of its direct sublists in place of these lists | {nested} flattened by one level only

    do: flatten {nested} by one level
    """
    flat = []
    for item in nested:
        flat.extend(item if isinstance(item, list) else [item])
    return flat


@alternative(flattened_once)
def _flattened_once_by_comprehension(nested: Nested) -> Nested:
    return [inner for item in nested for inner in (item if isinstance(item, list) else [item])]


def without_empty_lists(nested: Nested) -> Nested:
    """{nested} without the empty lists in it, at any depth, where lists that become empty stay | a copy of {nested}
    from which every list that is empty at the start is removed

    do: remove all empty lists from {nested} at any depth, but keep lists that only become empty
    """
    return [without_empty_lists(item) if isinstance(item, list) else item for item in nested if item != []]


def integers_per_level(nested: Nested) -> Wholes:
    """how many integers {nested} has at each depth, as a list that starts with the integers directly in it | the list
    of the numbers of integers on the levels of {nested}, from the outside inwards

    each: the numbers of integers on the levels of {nested}
    one: number of integers on a level of {nested}
    """
    counts = []
    level = [nested]
    while level:
        counts.append(sum(1 for items in level for item in items if not isinstance(item, list)))
        level = [item for items in level for item in items if isinstance(item, list)]
    return counts


def nested_contains(nested: Nested, target: Limit) -> Flag:
    """{nested} [contains] {target} at any depth | {nested} [has] {target} in it or in a list inside it"""
    return any(nested_contains(item, target) if isinstance(item, list) else item == target for item in nested)


def is_flat(nested: Nested) -> Flag:
    """{nested} [contains] no lists | {nested} [is] flat, with integers only"""
    return not any(isinstance(item, list) for item in nested)


@alternative(is_flat)
def _is_flat_by_all(nested: Nested) -> Flag:
    return all(isinstance(item, int) for item in nested)


def has_empty_list_inside(nested: Nested) -> Flag:
    """{nested} [contains] an empty list at some depth | {nested} [has] an empty list somewhere inside it"""
    return any(item == [] or has_empty_list_inside(item) for item in nested if isinstance(item, list))


def nested_as_text(nested: Nested) -> Text:
    """{nested} as a text with parentheses instead of brackets and blanks instead of commas | a text such as '(1 (2 3))'
    for {nested}, with the elements of each list in parentheses and separated by blanks

    concepts: formatting
    """
    return "(" + " ".join(nested_as_text(item) if isinstance(item, list) else str(item) for item in nested) + ")"
