"""Checks for two forms that bring their own conventions: P3 puzzles and LeetCode's `class Solution`.

A puzzle is a function `sat` that must accept what the program finds; any right answer will do. It runs on the trusted
side, so a program cannot see or replace it. LeetCode passes linked lists and trees; `NODES` is the setup that gives
both sides the two classes, and the tests a way to write and read them as lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from volt.verify.checks import Checks

NODES = """
from typing import *
from collections import *

class ListNode:
    def __init__(self, val=0, next=None):
        self.val = val
        self.next = next

class TreeNode:
    def __init__(self, val=0, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right

def list_node(values):
    head = None
    for value in reversed(values):
        head = ListNode(value, head)
    return head

def list_values(head):
    found, seen = [], set()
    while head is not None:
        if id(head) in seen:
            raise ValueError('the linked list has a cycle')
        seen.add(id(head))
        found.append(head.val)
        head = head.next
    return found

def tree_node(values):
    if not values:
        return None
    root = TreeNode(values[0])
    rest, level = iter(values[1:]), deque([root])
    while level:
        node = level.popleft()
        for side in ('left', 'right'):
            value = next(rest, None)
            if value is not None:
                child = TreeNode(value)
                setattr(node, side, child)
                level.append(child)
    return root

def tree_values(root):
    found, level, seen = [], deque([root]), set()
    while level:
        node = level.popleft()
        found.append(None if node is None else node.val)
        if node is not None:
            if id(node) in seen:
                raise ValueError('a node of the tree has two parents')
            seen.add(id(node))
            level += (node.left, node.right)
    while found and found[-1] is None:
        found.pop()
    return found
"""
"""Setup with ListNode and TreeNode; `list_node([1, 2])` and `tree_node([1, None, 2])` as LeetCode writes them."""


def puzzle(sat: str, inputs: Sequence[Any] = (), entry_point: str = "sol") -> Checks:
    """Checks for a P3 puzzle: `sat` is the source of its function, `inputs` go to both `sat` and the program."""
    given = "".join(f", {value!r}" for value in inputs)
    call = f"{entry_point}({', '.join(map(repr, inputs))})"
    # One test, so that `sat` is defined where it is used and nowhere else.
    return Checks(tests=(f"{sat}\nassert sat({call}{given}) is True",), entry_point=entry_point)


def leetcode(method: str, tests: Sequence[str], setup: str = NODES) -> Checks:
    """Checks for `class Solution`: asserts about `candidate`, a fresh Solution's method for every test."""
    bodies = (f"candidate = Solution().{method}\n{test}" for test in tests)
    return Checks(setup, tuple(bodies), f"Solution().{method}")
