"""What a function is in each language, as tree-sitter sees it.

A grammar names the nodes that are functions and those that only lend their name (classes, impl blocks, modules). How
a node is named differs between languages and is a function here; everything else is in `extract`.

Not covered: functions inside of Rust macros, which the grammar does not parse, and lambdas that nobody named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

_JAVASCRIPT_EXPORTS = re.compile(r"^(module\.)?exports\.")
_GO_RECEIVER = re.compile(r"([^\W\d]\w*)\s*(\[[^\]]*\])?\s*\)$")


@dataclass(frozen=True)
class Grammar:
    """One language."""

    name: str
    functions: str
    """A tree-sitter query that captures functions as @function."""
    scopes: str
    """The same for what lends its name to the functions inside, as @scope."""
    naming: Callable[[Node], str]
    """The name of a function or scope, without those around it; "" when it has none."""
    joint: str = "."
    wrappers: frozenset[str] = frozenset()
    """Nodes around a function that belong to it: decorators, `export`, the `const` of an arrow function."""
    comments: frozenset[str] = frozenset({"comment"})
    between: frozenset[str] = frozenset()
    """Nodes that may stand between a function and its comment."""
    header_ends: tuple[str, ...] = ()
    """Fields that end the signature, best first; none: it ends where the body begins."""
    holders: Mapping[str, str] = field(default_factory=dict)
    """Node type to the field that holds the function itself, where a node only names it."""


def _field(node: Node, name: str) -> str:
    child = node.child_by_field_name(name)
    return child.text.decode() if child is not None and child.text is not None else ""


def _by_name(node: Node) -> str:
    return _field(node, "name")


def _javascript(node: Node) -> str:
    if node.type == "export_statement":
        return "default"
    if node.type == "assignment_expression":
        left = _JAVASCRIPT_EXPORTS.sub("", _field(node, "left")).replace(".prototype.", ".")
        return left if re.fullmatch(r"[\w$.#]+", left) else ""
    return _field(node, "name") or _field(node, "property") or _field(node, "key").strip("'\"")


def _rust(node: Node) -> str:
    return _field(node, "type").partition("<")[0] if node.type == "impl_item" else _by_name(node)


def _go(node: Node) -> str:
    owner = _GO_RECEIVER.search(_field(node, "receiver"))
    return f"{owner[1]}.{_by_name(node)}" if owner else _by_name(node)


_VALUE = "[(arrow_function) (function_expression) (generator_function)]"

GRAMMARS = (
    Grammar(
        "python",
        "(function_definition) @function",
        "(class_definition) @scope",
        _by_name,
        wrappers=frozenset({"decorated_definition"}),
        header_ends=("return_type", "parameters"),
    ),
    Grammar(
        "javascript",
        f"""
        (function_declaration) @function
        (generator_function_declaration) @function
        (method_definition) @function
        (variable_declarator value: {_VALUE}) @function
        (assignment_expression right: {_VALUE}) @function
        (field_definition value: {_VALUE}) @function
        (pair value: {_VALUE}) @function
        (export_statement value: {_VALUE}) @function
        """,
        "(class_declaration) @scope (class) @scope (variable_declarator value: (object)) @scope",
        _javascript,
        wrappers=frozenset({"export_statement", "lexical_declaration", "variable_declaration", "expression_statement"}),
        holders={
            "variable_declarator": "value",
            "assignment_expression": "right",
            "field_definition": "value",
            "pair": "value",
            "export_statement": "value",
        },
    ),
    Grammar(
        "java",
        """
        (method_declaration body: (_)) @function
        (constructor_declaration) @function
        (compact_constructor_declaration) @function
        """,
        """
        (class_declaration) @scope (interface_declaration) @scope (enum_declaration) @scope
        (record_declaration) @scope (annotation_type_declaration) @scope
        """,
        _by_name,
        comments=frozenset({"line_comment", "block_comment"}),
    ),
    Grammar(
        "rust",
        "(function_item) @function",
        "(impl_item) @scope (trait_item) @scope (mod_item) @scope",
        _rust,
        joint="::",
        comments=frozenset({"line_comment", "block_comment"}),
        between=frozenset({"attribute_item"}),
    ),
    Grammar(
        "go",
        "(function_declaration body: (_)) @function (method_declaration body: (_)) @function",
        "",
        _go,
    ),
)
BY_NAME = {grammar.name: grammar for grammar in GRAMMARS}
