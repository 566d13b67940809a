# mypy: disable-error-code="no-any-return"
"""Trees as nested tuples: a binary tree is (value, left, right) or None, a general tree is [value, children]."""

from collections import deque
from itertools import pairwise
from typing import Any


def tree_depth(tree: tuple[Any, ...] | None) -> int:
    """Find the depth of a binary tree given as nested tuples.

    Ask: height of a tree (value, left, right) | longest way from root to leaf in nodes
    >>> tree_depth((1, (2, None, None), None))
    2
    """
    return 0 if tree is None else 1 + max(tree_depth(tree[1]), tree_depth(tree[2]))


def tree_min_depth(tree: tuple[Any, ...] | None) -> int:
    """Find the least number of nodes from the root of a binary tree down to a leaf.

    Ask: minimum depth of a tree | shortest root to leaf way
    >>> tree_min_depth((1, (2, None, None), (3, (4, None, None), None)))
    2
    """
    if tree is None:
        return 0
    depths = [tree_min_depth(child) for child in tree[1:] if child]
    return 1 + min(depths, default=0)


def tree_size(tree: tuple[Any, ...] | None) -> int:
    """Count the nodes of a binary tree.

    Ask: number of values in a tree | size of nested tuples (value, left, right)
    >>> tree_size((1, (2, None, None), None))
    2
    """
    return 0 if tree is None else 1 + tree_size(tree[1]) + tree_size(tree[2])


def tree_sum(tree: tuple[Any, ...] | None) -> int:
    """Find the sum of all values of a binary tree.

    Ask: add up the nodes of a tree | total of a binary tree
    >>> tree_sum((1, (2, None, None), (5, None, None)))
    8
    """
    return 0 if tree is None else tree[0] + tree_sum(tree[1]) + tree_sum(tree[2])


def tree_max(tree: tuple[Any, ...]) -> int:
    """Find the largest value in a binary tree in any order.

    Ask: maximum over all nodes of a tree | biggest number stored in a binary tree
    >>> tree_max((4, (9, None, None), (5, None, None)))
    9
    """
    return max([tree[0], *(tree_max(child) for child in tree[1:] if child)])


def leaf_count(tree: tuple[Any, ...] | None) -> int:
    """Count the leaves of a binary tree.

    Ask: number of nodes without children | how many end nodes does a tree have
    >>> leaf_count((1, (2, None, None), (3, None, None)))
    2
    """
    if tree is None:
        return 0
    return leaf_count(tree[1]) + leaf_count(tree[2]) or 1


def leaves(tree: tuple[Any, ...] | None) -> list[Any]:
    """List the leaves of a binary tree from left to right.

    Ask: values of nodes without children | end nodes of a tree in order
    >>> leaves((1, (2, None, None), (3, None, None)))
    [2, 3]
    """
    if tree is None:
        return []
    return leaves(tree[1]) + leaves(tree[2]) or [tree[0]]


def inorder(tree: tuple[Any, ...] | None) -> list[Any]:
    """List the values of a binary tree in order: left subtree, node, right subtree.

    Ask: inorder traversal | left root right walk of a tree
    >>> inorder((2, (1, None, None), (3, None, None)))
    [1, 2, 3]
    """
    return [] if tree is None else [*inorder(tree[1]), tree[0], *inorder(tree[2])]


def preorder(tree: tuple[Any, ...] | None) -> list[Any]:
    """List the values of a binary tree in preorder: node, left subtree, right subtree.

    Ask: preorder traversal | root left right walk of a tree
    >>> preorder((2, (1, None, None), (3, None, None)))
    [2, 1, 3]
    """
    return [] if tree is None else [tree[0], *preorder(tree[1]), *preorder(tree[2])]


def postorder(tree: tuple[Any, ...] | None) -> list[Any]:
    """List the values of a binary tree in postorder: left subtree, right subtree, node.

    Ask: postorder traversal | left right root walk of a tree
    >>> postorder((2, (1, None, None), (3, None, None)))
    [1, 3, 2]
    """
    return [] if tree is None else [*postorder(tree[1]), *postorder(tree[2]), tree[0]]


def level_order(tree: tuple[Any, ...] | None) -> list[list[Any]]:
    """List the values of a binary tree level by level.

    Ask: breadth-first traversal of a tree | values per depth from the top
    >>> level_order((1, (2, None, None), (3, (4, None, None), None)))
    [[1], [2, 3], [4]]
    """
    levels = []
    row = [tree] if tree else []
    while row:
        levels.append([node[0] for node in row])
        row = [child for node in row for child in node[1:] if child]
    return levels


def zigzag_level_order(tree: tuple[Any, ...] | None) -> list[list[Any]]:
    """List the levels of a binary tree, every second one from right to left.

    Ask: zigzag traversal of a tree | alternate the direction of each level
    >>> zigzag_level_order((1, (2, None, None), (3, None, None)))
    [[1], [3, 2]]
    """
    return [level[::-1] if depth % 2 else level for depth, level in enumerate(level_order(tree))]


def right_side_view(tree: tuple[Any, ...] | None) -> list[Any]:
    """List the last value of each level of a binary tree.

    Ask: right side view of a tree | nodes seen from the right
    >>> right_side_view((1, (2, (5, None, None), None), (3, None, None)))
    [1, 3, 5]
    """
    return [level[-1] for level in level_order(tree)]


def widest_level(tree: tuple[Any, ...] | None) -> int:
    """Find the largest number of nodes on one level of a binary tree.

    Ask: maximum width of a tree | most crowded depth
    >>> widest_level((1, (2, None, None), (3, None, None)))
    2
    """
    return max(map(len, level_order(tree)), default=0)


def mirror_tree(tree: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    """Mirror a binary tree by swapping the left and right children everywhere.

    Ask: invert a binary tree | flip a tree left to right
    >>> mirror_tree((1, (2, None, None), None))
    (1, None, (2, None, None))
    """
    return None if tree is None else (tree[0], mirror_tree(tree[2]), mirror_tree(tree[1]))


def is_symmetric_tree(tree: tuple[Any, ...] | None) -> bool:
    """Check whether a binary tree is a mirror image of itself.

    Ask: symmetric tree test | does a tree equal its reflection
    >>> is_symmetric_tree((1, (2, None, None), (2, None, None)))
    True
    """
    return tree == mirror_tree(tree)


def is_balanced_tree(tree: tuple[Any, ...] | None) -> bool:
    """Check whether the subtrees of every node differ in depth by at most one.

    Ask: height balanced tree test | is a binary tree balanced
    >>> is_balanced_tree((1, (2, (3, None, None), None), None))
    False
    """
    if tree is None:
        return True
    _, left, right = tree
    return abs(tree_depth(left) - tree_depth(right)) <= 1 and is_balanced_tree(left) and is_balanced_tree(right)


def tree_diameter(tree: tuple[Any, ...] | None) -> int:
    """Find the number of edges on the longest path between two nodes of a binary tree.

    Ask: diameter of a tree | longest way between any two nodes
    >>> tree_diameter((1, (2, (4, None, None), None), (3, None, None)))
    3
    """
    if tree is None:
        return 0
    _, left, right = tree
    return max(tree_depth(left) + tree_depth(right), tree_diameter(left), tree_diameter(right))


def is_search_tree(tree: tuple[Any, ...] | None) -> bool:
    """Check whether a binary tree is a binary search tree with distinct values.

    Ask: validate a BST | is every left value smaller and every right value larger
    >>> is_search_tree((2, (1, None, None), (3, None, None)))
    True
    """
    values = inorder(tree)
    return all(a < b for a, b in pairwise(values))


def insert_in_tree(tree: tuple[Any, ...] | None, value: int) -> tuple[Any, ...]:
    """Insert a value into a binary search tree of nested tuples.

    Ask: add a node to a BST | put a number into a search tree
    >>> insert_in_tree((2, None, None), 1)
    (2, (1, None, None), None)
    """
    if tree is None:
        return (value, None, None)
    node, left, right = tree
    return (node, insert_in_tree(left, value), right) if value < node else (node, left, insert_in_tree(right, value))


def search_tree_from(values: list[int]) -> tuple[Any, ...] | None:
    """Build a binary search tree by inserting the values of a list one after another.

    Ask: list to BST | make a search tree from numbers
    >>> search_tree_from([2, 1, 3])
    (2, (1, None, None), (3, None, None))
    """
    tree: tuple[Any, ...] | None = None
    for value in values:
        tree = insert_in_tree(tree, value)
    return tree


def balanced_tree_from(values: list[int]) -> tuple[Any, ...] | None:
    """Build a balanced binary search tree from a sorted list.

    Ask: sorted array to BST of least height | balanced tree of ordered values
    >>> balanced_tree_from([1, 2, 3])
    (2, (1, None, None), (3, None, None))
    """
    if not values:
        return None
    middle = len(values) // 2
    return (values[middle], balanced_tree_from(values[:middle]), balanced_tree_from(values[middle + 1 :]))


def in_search_tree(tree: tuple[Any, ...] | None, value: int) -> bool:
    """Check whether a value is stored in a binary search tree.

    Ask: look up a number in a BST | search tree membership
    >>> in_search_tree((2, (1, None, None), None), 1)
    True
    """
    while tree is not None and tree[0] != value:
        tree = tree[1] if value < tree[0] else tree[2]
    return tree is not None


def search_tree_minimum(tree: tuple[Any, ...]) -> int:
    """Find the smallest value of a binary search tree by going left.

    Ask: minimum of a BST | leftmost node of a search tree
    >>> search_tree_minimum((2, (1, None, None), (3, None, None)))
    1
    """
    return tree[0] if tree[1] is None else search_tree_minimum(tree[1])


def search_tree_maximum(tree: tuple[Any, ...]) -> int:
    """Find the largest value of a binary search tree by going right.

    Ask: maximum of a BST | rightmost node of a search tree
    >>> search_tree_maximum((2, (1, None, None), (3, None, None)))
    3
    """
    return tree[0] if tree[2] is None else search_tree_maximum(tree[2])


def kth_in_search_tree(tree: tuple[Any, ...], k: int) -> int:
    """Find the kth smallest value of a binary search tree.

    Ask: k-th element of a BST in ascending order | order statistic of a search tree
    >>> kth_in_search_tree((2, (1, None, None), (3, None, None)), 2)
    2
    """
    return inorder(tree)[k - 1]


def lowest_common_ancestor(tree: tuple[Any, ...], a: int, b: int) -> int:
    """Find the lowest common ancestor of two values in a binary search tree.

    Ask: LCA of two nodes of a BST | deepest node above both values
    >>> lowest_common_ancestor((4, (2, (1, None, None), (3, None, None)), None), 1, 3)
    2
    """
    value, left, right = tree
    if max(a, b) < value:
        return lowest_common_ancestor(left, a, b)
    return lowest_common_ancestor(right, a, b) if min(a, b) > value else value


def root_to_leaf_paths(tree: tuple[Any, ...] | None) -> list[list[Any]]:
    """List the values along every path from the root of a binary tree to a leaf.

    Ask: all root to leaf paths | every branch of a tree
    >>> root_to_leaf_paths((1, (2, None, None), (3, None, None)))
    [[1, 2], [1, 3]]
    """
    if tree is None:
        return []
    below = root_to_leaf_paths(tree[1]) + root_to_leaf_paths(tree[2])
    return [[tree[0], *path] for path in below or [[]]]


def has_path_sum(tree: tuple[Any, ...] | None, target: int) -> bool:
    """Check whether some path from the root of a binary tree to a leaf adds up to a target.

    Ask: root to leaf path sum | is there a branch with the given total
    >>> has_path_sum((5, (4, None, None), (8, None, None)), 9)
    True
    """
    return any(sum(path) == target for path in root_to_leaf_paths(tree))


def rebuild_tree(before: list[Any], within: list[Any]) -> tuple[Any, ...] | None:
    """Rebuild a binary tree of distinct values from its preorder and inorder lists.

    Ask: construct a tree from two traversals | tree from preorder and inorder
    >>> rebuild_tree([2, 1, 3], [1, 2, 3])
    (2, (1, None, None), (3, None, None))
    """
    if not before:
        return None
    k = within.index(before[0])
    return (before[0], rebuild_tree(before[1 : k + 1], within[:k]), rebuild_tree(before[k + 1 :], within[k + 1 :]))


def general_tree_values(tree: list[Any]) -> list[Any]:
    """List the values of a general tree [value, [children]] level by level.

    Ask: breadth-first walk of a tree with many children | nodes of an n-ary tree in level order
    >>> general_tree_values([1, [[2, []], [3, [[4, []]]]]])
    [1, 2, 3, 4]
    """
    values, queue = [], deque([tree])
    while queue:
        value, children = queue.popleft()
        values.append(value)
        queue.extend(children)
    return values


def parents_depth(parents: list[int]) -> int:
    """Find the depth of a tree given as a list of parent indices, -1 for the root.

    Ask: height of a tree from a parent array | longest chain of parents
    >>> parents_depth([-1, 0, 1, 0])
    3
    """

    def depth(node: int) -> int:
        return 0 if node == -1 else 1 + depth(parents[node])

    return max(map(depth, range(len(parents))), default=0)
