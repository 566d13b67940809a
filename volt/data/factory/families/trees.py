"""Binary trees as None or (left, value, right)."""

from __future__ import annotations

from itertools import pairwise

from volt.data.factory.domains import (
    Flag,
    Int,
    Ints,
    Limit,
    Predicate,
    Rows,
    Tree,
    Whole,
    Wholes,
    alternative,
)

CONCEPTS = ("trees", "recursion")


def tree_size(tree: Tree) -> Whole:
    """the number of nodes of {tree} | how many nodes {tree} has

    do: count the nodes of {tree}
    """
    return 0 if tree is None else tree_size(tree[0]) + 1 + tree_size(tree[2])


@alternative(tree_size)
def _tree_size_by_stack(tree: Tree) -> Whole:
    size = 0
    stack = [tree]
    while stack:
        node = stack.pop()
        if node is not None:
            size += 1
            stack.append(node[0])
            stack.append(node[2])
    return size


def tree_height(tree: Tree) -> Whole:
    """the height of {tree}, counted in nodes from the root to the deepest leaf (0 for the empty tree) | the number of
    levels of {tree}, 0 if it is empty
    """
    return 0 if tree is None else 1 + max(tree_height(tree[0]), tree_height(tree[2]))


@alternative(tree_height)
def _tree_height_by_levels(tree: Tree) -> Whole:
    height = 0
    level = [tree] if tree else []
    while level:
        height += 1
        level = [child for left, _, right in level for child in (left, right) if child]
    return height


def tree_total(tree: Tree) -> Int:
    """the sum of the values in {tree}, 0 for the empty tree | the total of all values in {tree} (0 if it is empty)

    do: add up the values in {tree}
    """
    return 0 if tree is None else tree_total(tree[0]) + tree[1] + tree_total(tree[2])


@alternative(tree_total)
def _tree_total_by_stack(tree: Tree) -> Int:
    total = 0
    stack = [tree]
    while stack:
        node = stack.pop()
        if node:
            left, value, right = node
            total += value
            stack += [left, right]
    return total


def inorder_values(tree: Tree) -> Ints:
    """the values of {tree} in order, which means left subtree, node, right subtree | the inorder traversal of {tree} as
    a list

    each: the values of {tree} in inorder
    one: value of {tree} in inorder
    concepts: traversal
    """
    if tree is None:
        return []
    left, value, right = tree
    return [*inorder_values(left), value, *inorder_values(right)]


@alternative(inorder_values)
def _inorder_values_by_stack(tree: Tree) -> Ints:
    values = []
    stack: list[Tree] = []
    node = tree
    while stack or node:
        if node:
            stack.append(node)
            node = node[0]
        else:
            _, value, node = stack.pop()
            values.append(value)
    return values


def preorder_values(tree: Tree) -> Ints:
    """the values of {tree} in preorder, which means node, left subtree, right subtree | the preorder traversal of
    {tree} as a list

    each: the values of {tree} in preorder
    one: value of {tree} in preorder
    concepts: traversal
    """
    if tree is None:
        return []
    left, value, right = tree
    return [value, *preorder_values(left), *preorder_values(right)]


@alternative(preorder_values)
def _preorder_values_by_stack(tree: Tree) -> Ints:
    values = []
    stack = [tree]
    while stack:
        node = stack.pop()
        if node:
            values.append(node[1])
            stack.extend([node[2], node[0]])
    return values


def postorder_values(tree: Tree) -> Ints:
    """the values of {tree} in postorder, which means left subtree, right subtree, node | the postorder traversal of
    {tree} as a list

    each: the values of {tree} in postorder
    one: value of {tree} in postorder
    concepts: traversal
    """
    if tree is None:
        return []
    left, value, right = tree
    return [*postorder_values(left), *postorder_values(right), value]


def tree_levels(tree: Tree) -> Rows:
    """the values of {tree} level by level, from left to right, as a list of lists | a list with one list of values for
    each level of {tree}, from the root downwards

    each: the levels of {tree}
    one: level of {tree}
    concepts: breadth-first search
    """
    levels = []
    nodes = [tree] if tree else []
    while nodes:
        levels.append([value for _, value, _ in nodes])
        nodes = [child for left, _, right in nodes for child in (left, right) if child]
    return levels


def values_by_level(tree: Tree) -> Ints:
    """the values of {tree} level by level from the root downwards, each level from left to right | the list of the
    values of {tree} in breadth-first order

    each: the values of {tree} in breadth-first order
    one: value of {tree} in breadth-first order
    concepts: breadth-first search
    """
    queue = [tree] if tree else []
    for left, _, right in queue:
        queue.extend(child for child in (left, right) if child)
    return [value for _, value, _ in queue]


def level_widths(tree: Tree) -> Wholes:
    """the list of the numbers of nodes on the levels of {tree}, from the root downwards | how many nodes {tree} has on
    each of its levels, as a list

    each: the numbers of nodes on the levels of {tree}
    one: number of nodes on a level of {tree}
    concepts: breadth-first search
    """
    widths = []
    nodes = [tree] if tree else []
    while nodes:
        widths.append(len(nodes))
        nodes = [child for node in nodes for child in (node[0], node[2]) if child]
    return widths


def leaf_values(tree: Tree) -> Ints:
    """the values of the leaves of {tree} from left to right | the list of the values of those nodes of {tree} that have
    no children, from left to right

    each: the values of the leaves of {tree}
    one: value of a leaf of {tree}
    """
    if tree is None:
        return []
    left, value, right = tree
    return leaf_values(left) + leaf_values(right) if left or right else [value]


@alternative(leaf_values)
def _leaf_values_by_stack(tree: Tree) -> Ints:
    leaves = []
    stack = [tree]
    while stack:
        node = stack.pop()
        if node:
            left, value, right = node
            if left is None and right is None:
                leaves.append(value)
            stack += [right, left]
    return leaves


def mirrored_tree(tree: Tree) -> Tree:
    """{tree} with the left and right subtrees of every node exchanged | the mirror image of {tree}

    do: mirror {tree} by exchanging the left and right subtrees of every node
    """
    return None if tree is None else (mirrored_tree(tree[2]), tree[1], mirrored_tree(tree[0]))


def matching_node_count(tree: Tree, p: Predicate[Int]) -> Whole:
    """how many values in {tree} are {p:bare} | the number of nodes of {tree} whose values are {p:bare}

    do: count the {p:bare} in {tree}
    """
    count = 0
    stack = [tree]
    while stack:
        node = stack.pop()
        if node:
            left, value, right = node
            if p(value):
                count += 1
            stack += [left, right]
    return count


def path_sums(tree: Tree) -> Ints:
    """the sums of the values on the paths from the root of {tree} to its leaves, from left to right | the list of the
    root-to-leaf path sums of {tree}, from the leftmost leaf to the rightmost

    each: the sums of the values on the paths from the root of {tree} to its leaves
    one: sum of the values on a path from the root of {tree} to a leaf
    concepts: paths
    """
    if tree is None:
        return []
    left, value, right = tree
    if left is None and right is None:
        return [value]
    return [value + rest for rest in path_sums(left) + path_sums(right)]


@alternative(path_sums)
def _path_sums_by_stack(tree: Tree) -> Ints:
    sums = []
    stack = [(tree, 0)]
    while stack:
        node, total = stack.pop()
        if node:
            left, value, right = node
            if not left and not right:
                sums.append(total + value)
            stack += [(right, total + value), (left, total + value)]
    return sums


def tree_contains(tree: Tree, target: Limit) -> Flag:
    """{tree} [contains] the value {target} | {tree} [has] a node with the value {target}"""
    return tree is not None and (tree[1] == target or tree_contains(tree[0], target) or tree_contains(tree[2], target))


@alternative(tree_contains)
def _tree_contains_by_stack(tree: Tree, target: Limit) -> Flag:
    stack = [tree]
    while stack:
        node = stack.pop()
        if node:
            if node[1] == target:
                return True
            stack += [node[0], node[2]]
    return False


def is_search_tree(tree: Tree) -> Flag:
    """{tree} [is] a binary search tree, with only smaller values to the left and only larger values to the right of
    each node | {tree} [has] strictly ascending values when they are read from left to right
    """
    values = []
    stack: list[Tree] = []
    node = tree
    while stack or node:
        while node:
            stack.append(node)
            node = node[0]
        _, value, node = stack.pop()
        values.append(value)
    return all(a < b for a, b in pairwise(values))


@alternative(is_search_tree)
def _is_search_tree_by_bounds(tree: Tree) -> Flag:
    stack: list[tuple[Tree, int | None, int | None]] = [(tree, None, None)]
    while stack:
        node, low, high = stack.pop()
        if node:
            left, value, right = node
            if (low is not None and value <= low) or (high is not None and value >= high):
                return False
            stack += [(left, low, value), (right, value, high)]
    return True


def is_balanced_tree(tree: Tree) -> Flag:
    """{tree} [is] balanced, with subtrees whose heights differ by at most 1 at every node | {tree} [has] no node whose
    left and right subtrees differ in height by more than 1
    """

    def height(node: Tree) -> int:
        if node is None:
            return 0
        left, right = height(node[0]), height(node[2])
        return -1 if left < 0 or right < 0 or abs(left - right) > 1 else 1 + max(left, right)

    return height(tree) >= 0


def is_full_tree(tree: Tree) -> Flag:
    """{tree} [has] no node with exactly one child | {tree} [has] only nodes with two children or none"""
    if tree is None:
        return True
    left, _, right = tree
    return (left is None) == (right is None) and is_full_tree(left) and is_full_tree(right)


def is_symmetric_tree(tree: Tree) -> Flag:
    """{tree} [is] its own mirror image, values included | {tree} [has] a right half that mirrors its left half"""
    pairs = [(tree, tree)]
    while pairs:
        a, b = pairs.pop()
        if a is None or b is None:
            if a is not b:
                return False
        elif a[1] != b[1]:
            return False
        else:
            pairs += [(a[0], b[2]), (a[2], b[0])]
    return True


def search_tree_of(xs: Ints) -> Tree:
    """the binary search tree that arises when {xs:each} are inserted one by one and numbers that are already there are
    ignored | the search tree (smaller values to the left, larger ones to the right) made by inserting {xs:each} in
    order, without duplicates

    do: insert {xs:each} one by one into an empty binary search tree, ignoring duplicates
    """
    if not xs:
        return None
    root = xs[0]
    return search_tree_of([x for x in xs if x < root]), root, search_tree_of([x for x in xs if x > root])
