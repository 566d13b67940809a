"""Whether a claim on what a function raises, asserts and catches is true; the part of `checker` on exceptions."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from symtable import SymbolTable
from typing import TYPE_CHECKING, Any

from volt.bench.explain.subject import Subject, bare, line, text, walk

if TYPE_CHECKING:
    from tree_sitter import Node

Claim = dict[str, Any]
_PARTICULAR = frozenset(
    ("UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError", "ExceptionGroup", "BaseExceptionGroup")
)
"""Exceptions that are made of certain arguments only."""


def raises(claim: Claim, subject: Subject) -> bool | None:
    """Whether a statement in that line raises that, where it is said to stand."""
    for node in subject.own("raise_statement"):
        if line(node) == claim["line"] and _raised(node) == bare(claim["name"]):
            body = ancestors(node, subject)
            guarded = any(n.type == "try_statement" and part == "body" for n, part in body)
            conditions = [
                bare(text(n.child_by_field_name("condition")))
                for n, part in body
                if n.type in ("if_statement", "elif_clause") and part == "consequence"
            ]
            known = _is_class(claim["name"], node, subject)
            if claim["class"] and not known:
                return False
            if guarded != claim["try"] or (claim["if"] is not None and bare(claim["if"]) not in conditions):
                return False
            return True if claim["class"] == known else None  # a value: that it is none of a class is not seen here
    return False


def _is_class(name: str, node: Node, subject: Subject) -> bool:
    """Whether what is raised may be a class: of Python's own it is one, and no scope of the file makes it a value."""
    first, last = name.split(".")[0], name.split(".")[-1]
    if not _is_made(last, node, subject):
        return False
    if not node.named_children or not last.lstrip("_")[:1].isupper():
        return False
    symbols = [s for table in _tables(subject.module_table) for s in table.get_symbols() if s.get_name() == first]
    inner = [table for symbol in symbols for table in symbol.get_namespaces()]
    if any(s.is_parameter() or (s.is_assigned() and not s.is_namespace()) for s in symbols):
        return False
    if any(table.get_type() == "function" for table in inner):
        return False
    if any(_is_plain_class(one) for one in walk(subject.module_node) if one.type == "class_definition"
           and text(one.child_by_field_name("name")) == last):  # fmt: skip
        return False
    bound = bool(inner) or any(s.is_imported() for s in symbols)
    if "." in name:
        value = first == "builtins" and not isinstance(getattr(builtins, last, int), type)
        return bound and not value and not _is_set(last, subject)
    known = getattr(builtins, name, None)
    renamed = [n.child_by_field_name("alias") for n in walk(subject.module_node) if n.type == "aliased_import"]
    return (known is None or isinstance(known, type) or bound) and name not in map(text, renamed)


def _is_made(last: str, node: Node, subject: Subject) -> bool:
    """Whether what a statement raises may be made as it is written, and what it says to be its cause may be one."""
    cause = node.child_by_field_name("cause")
    if cause is not None and cause.type in ("integer", "float", "string", "list", "tuple", "dictionary", "set", "true"):
        return False
    call = node.named_children[0] if node.named_children else None
    written = call.child_by_field_name("arguments") if call is not None and call.type == "call" else None
    if written is None:
        return True
    one_of = written.type == "generator_expression"
    given = [written] if one_of else [n for n in written.named_children if n.type != "comment"]
    if last in _PARTICULAR:
        return False
    if any(n.type in ("list_splat", "dictionary_splat", "keyword_argument") for n in given):
        return True  # how many these are is not counted here
    for one in walk(subject.module_node):
        if one.type == "class_definition" and text(one.child_by_field_name("name")) == last:
            counts = _taken(one)
            if counts is not None and not counts[0] <= len(given) <= counts[1]:
                return False
    return True


def _taken(one: Node) -> tuple[int, int] | None:
    """How many arguments the `__init__` of a class takes by their place, at least and at most; None without one."""
    body = one.child_by_field_name("body")
    for made in body.named_children if body is not None else []:
        if made.type == "function_definition" and text(made.child_by_field_name("name")) == "__init__":
            given = made.child_by_field_name("parameters")
            least = most = -1  # the object itself is not given
            for n in given.named_children if given is not None else []:
                if n.type == "keyword_separator" or "splat" in f"{n.type} {n.named_children[:1]}":
                    return least, most if n.type in ("keyword_separator", "dictionary_splat_pattern") else 99
                least += n.type in ("identifier", "typed_parameter")
                most += n.type not in ("comment", "positional_separator")
            return least, most
    return None


def _is_plain_class(node: Node) -> bool:
    """Whether a class is certainly no exception: it is derived from nothing."""
    bases = node.child_by_field_name("superclasses")
    return bases is None or all(text(one) == "object" for one in bases.named_children)


def _tables(table: SymbolTable) -> Iterator[SymbolTable]:
    yield table
    for inner in table.get_children():
        yield from _tables(inner)


def _is_set(attribute: str, subject: Subject) -> bool:
    """Whether an attribute of that name is set somewhere, or a function has the name."""
    for node in walk(subject.module_node):
        named = node.child_by_field_name("attribute") if node.type == "attribute" else None
        if text(named) == attribute and node.parent is not None and node.parent.type == "assignment":
            left = node.parent.child_by_field_name("left")
            if left is not None and left.id == node.id:
                return True
        if node.type == "function_definition" and text(node.child_by_field_name("name")) == attribute:
            return True
    return False


def _raised(node: Node) -> str:
    if not node.named_children or node.named_children[0].type == "comment":
        return ""
    what = node.named_children[0]
    return bare(text(what.child_by_field_name("function") if what.type == "call" else what))


def ancestors(node: Node, subject: Subject) -> list[tuple[Node, str]]:
    """What a node stands in, inside of its function, and in which field of it."""
    found = []
    here = node
    while here.parent is not None and here.id != subject.node.id:
        around = here.parent
        place = next(i for i, child in enumerate(around.children) if child.id == here.id)
        found.append((around, around.field_name_for_child(place) or ""))
        here = around
    return found


def raises_none(claim: Claim, subject: Subject) -> bool:
    """Whether it has neither."""
    return not subject.own("raise_statement", "assert_statement")


def asserts(claim: Claim, subject: Subject) -> bool:
    """Whether these are its assert statements, and those of them that stand in a `try` or a `with`."""
    found = subject.own("assert_statement")
    tried = [line(node) for node in found if _tried(node, subject)]
    return (sorted(map(line, found)), sorted(tried)) == (sorted(claim["lines"]), sorted(claim["tried"]))


def raises_through(claim: Claim, subject: Subject) -> bool:
    """Whether it calls a function of the module that raises these itself, outside of any `try` body.

    Of a decorated function, of a generator and of an asynchronous one that is not so, whatever stands there.
    """
    name = claim["function"]
    helpers = [
        (node if node.type == "function_definition" else node.child_by_field_name("definition"))
        for node in subject.module_node.children
        if node.type in ("function_definition", "decorated_definition")
    ]
    found = [n for n in helpers if n is not None and text(n.child_by_field_name("name")) == name]
    if len(found) != 1:
        return False
    helper = Subject(subject.source, name, 0, "")
    helper.__dict__["node"] = found[0]
    around = found[0].parent
    if (around is not None and around.type == "decorated_definition") or text(found[0]).startswith("async"):
        return False
    if helper.own("yield", everything=True):
        return False
    named = sorted([_raised(n), line(n)] for n in helper.own("raise_statement") if _raised(n) and not _tried(n, helper))
    if sorted([bare(what), at] for what, at in claim["raises"]) != named or line(found[0]) != claim["line"]:
        return False
    calls = [n for n in subject.own("call") if text(n.child_by_field_name("function")) == name]
    if claim.get("tried", False) != (claim["direct"] and bool(calls) and all(_tried(n, subject) for n in calls)):
        return False
    called = bool(calls)
    if claim["direct"]:
        return called and is_global(name, subject)
    anywhere = (n for n in walk(subject.module_node) if n.type == "call")
    return not called and any(text(n.child_by_field_name("function")) == name for n in anywhere)


def _tried(node: Node, subject: Subject) -> bool:
    return any(
        (n.type == "try_statement" and part == "body") or n.type == "with_statement"
        for n, part in ancestors(node, subject)
    )


def catches(claim: Claim, subject: Subject) -> bool:
    """Whether these are its handlers."""
    found = []
    for node in subject.own("except_clause", "except_group_clause"):
        kinds = [n for n in node.named_children if n.type not in ("block", "comment")]
        kind = kinds[0] if kinds else None
        if kind is not None and kind.type == "as_pattern":
            kind = kind.named_children[0]
        found.append((bare(text(kind)) if kind is not None else "everything", line(node)))
    return sorted(found) == sorted((bare(name), at) for name, at in claim["handlers"])


def is_global(name: str, subject: Subject) -> bool:
    """Whether a name is neither the function's own nor that of a function around it."""
    inner = [t for t in subject.table.get_children() if t.get_name() in ("listcomp", "setcomp", "dictcomp", "genexpr")]
    found = [s for table in (subject.table, *inner) for s in table.get_symbols() if s.get_name() == name]
    if not found:  # it may stand in the body of a class, which runs with the function
        classes = [t for t in _tables(subject.table) if t.get_type() == "class"]
        found = [s for table in classes for s in table.get_symbols() if s.get_name() == name]
    return bool(found) and all(s.is_global() for s in found)  # what only a comprehension mentions stands in its table
