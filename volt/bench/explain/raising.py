"""Whether a claim on what a function raises, asserts and catches is true; the part of `checker` on exceptions."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

from volt.bench.explain.subject import Subject, bare, line, text, walk

if TYPE_CHECKING:
    from tree_sitter import Node

Claim = dict[str, Any]


def raises(claim: Claim, subject: Subject) -> bool:
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
            if claim["class"] != _is_class(claim["name"].split(".")[-1], node, subject):
                return False
            return guarded == claim["try"] and (claim["if"] is None or bare(claim["if"]) in conditions)
    return False


def _is_class(name: str, node: Node, subject: Subject) -> bool:
    """Whether what is raised may be a class: of Python's own it is one, in the file nothing else has that name."""
    known = getattr(builtins, name, None)
    named = [n for n in walk(subject.module_node) if text(n.child_by_field_name("name")) == name]
    if any(n.type == "function_definition" for n in named) or not node.named_children:
        return False
    return name.lstrip("_")[:1].isupper() and (known is None or isinstance(known, type) or bool(named))


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
    """Whether these are its assert statements."""
    return sorted(map(line, subject.own("assert_statement"))) == sorted(claim["lines"])


def raises_through(claim: Claim, subject: Subject) -> bool:
    """Whether it calls a function of the module that raises these."""
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
    named = sorted([_raised(n), line(n)] for n in helper.own("raise_statement") if _raised(n))
    if sorted([bare(what), at] for what, at in claim["raises"]) != named or line(found[0]) != claim["line"]:
        return False
    called = any(text(n.child_by_field_name("function")) == name for n in subject.own("call"))
    if claim["direct"]:
        return called and is_global(name, subject)
    anywhere = (n for n in walk(subject.module_node) if n.type == "call")
    return not called and any(text(n.child_by_field_name("function")) == name for n in anywhere)


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
    return bool(found) and all(s.is_global() for s in found)  # what only a comprehension mentions stands in its table
