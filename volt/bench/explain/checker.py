"""Whether a claim of the Explainer about the source is true, tested with other means than it was made with.

check(claim, subject) -> True, False, or None where nothing here can tell: `rerun` tests claims about runs
"""

from __future__ import annotations

import ast
import dis
import inspect
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from volt.bench.explain import raising
from volt.bench.explain.raising import ancestors, is_global
from volt.bench.explain.subject import Subject, bare, line, same_expression, text, walk

if TYPE_CHECKING:
    from tree_sitter import Node

Claim = dict[str, Any]
_STORES = ("STORE_ATTR", "DELETE_ATTR", "STORE_SUBSCR", "DELETE_SUBSCR", "STORE_SLICE")
_SCOPES = {"global": ("STORE_GLOBAL", "DELETE_GLOBAL"), "nonlocal": ("STORE_DEREF", "DELETE_DEREF")}
_READS = frozenset(("LOAD_FAST", "LOAD_DEREF", "LOAD_CLOSURE", "LOAD_CLASSDEREF", "LOAD_NAME", "LOAD_GLOBAL"))
_READS |= {"LOAD_FAST_CHECK", "LOAD_FAST_AND_CLEAR", "LOAD_FAST_LOAD_FAST", "LOAD_FROM_DICT_OR_DEREF"}  # 3.12 and later
_PARTS = {"attribute": ("ATTR",), "item": ("SUBSCR", "SLICE")}
_LOCALS = frozenset(("locals", "f_locals", "vars", "_getframe", "currentframe", "eval", "exec"))
"""Names by which all that a function holds may be read."""


def check(claim: Claim, subject: Subject) -> bool | None:
    """Whether a claim about the source holds; None for kinds that nothing here can test."""
    test = _TESTS.get(claim["kind"])
    return test(claim, subject) if test is not None else None


def _signature(claim: Claim, subject: Subject) -> bool:
    code, plain = subject.code, [row for row in claim["parameters"] if row[1].startswith("positional")]
    named = [row for row in claim["parameters"] if row[1] == "keyword only"]
    rest = [row for row in claim["parameters"] if row[1].startswith("all other")]
    order = [row[0] for row in (*plain, *named, *rest)]
    only = sum(row[1] == "positional only" for row in plain)
    counts = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount)
    stars = (bool(code.co_flags & inspect.CO_VARARGS), bool(code.co_flags & inspect.CO_VARKEYWORDS))
    told = tuple(any(row[1] == f"all other {word}" for row in rest) for word in ("positional", "keyword"))
    names = [mine for mine, given in zip(order, subject.parameters(), strict=True) if not _same_name(mine, given)]
    written = _written(subject)
    fits = all(
        name in written and written[name][0] == default and _same_annotation(annotation, written[name][1])
        for name, _, default, annotation in claim["parameters"]
    )
    returns = text(subject.node.child_by_field_name("return_type")) or None
    return (
        counts == (len(plain), only, len(named))
        and stars == told
        and not names
        and fits
        and _same_annotation(claim["returns"], returns)
    )


def _same_name(mine: str, given: str) -> bool:
    """Names with two underscores carry their class's in bytecode."""
    return mine == given or (mine.startswith("__") and given.endswith(mine))


def _same_annotation(mine: str | None, written: str | None) -> bool:
    return mine is written is None or (mine is not None and written is not None and same_expression(mine, written))


def _written(subject: Subject) -> dict[str, tuple[bool, str | None]]:
    """Whether each parameter has a default, and its annotation, as they are written."""
    found: dict[str, tuple[bool, str | None]] = {}
    given = subject.node.child_by_field_name("parameters")
    for node in given.named_children if given is not None else []:
        annotation = text(node.child_by_field_name("type")) or None
        if node.type in ("default_parameter", "typed_default_parameter"):
            found[text(node.child_by_field_name("name"))] = (True, annotation)
        elif node.type == "typed_parameter":
            found[text(node.named_children[0]).lstrip("*").strip()] = (False, annotation)
        elif node.type in ("identifier", "list_splat_pattern", "dictionary_splat_pattern"):
            found[text(node).lstrip("*").strip()] = (False, None)
    return found


def _annotation(claim: Claim, subject: Subject) -> bool:
    if claim["name"] == "return":
        return _same_annotation(claim["annotation"], text(subject.node.child_by_field_name("return_type")))
    return _same_annotation(claim["annotation"], _written(subject).get(claim["name"], (False, None))[1])


def _flow(claim: Claim, subject: Subject) -> bool:
    flags = subject.code.co_flags
    both = bool(flags & inspect.CO_ASYNC_GENERATOR)
    found = (bool(flags & inspect.CO_COROUTINE) or both, bool(flags & inspect.CO_GENERATOR) or both)
    yields = sorted({line(node) for node in subject.own("yield")})
    return found == (claim["async"], claim["generator"]) and yields == claim["yields"]


def _decorators(claim: Claim, subject: Subject) -> bool:
    around = subject.node.parent
    found = [text(n)[1:] for n in around.children if n.type == "decorator"] if around is not None else []
    return len(found) == len(claim["names"]) and all(map(same_expression, claim["names"], found))


def _returns(claim: Claim, subject: Subject) -> bool:
    found = subject.own("return_statement")
    values = [n for n in found if n.named_children and bare(text(n.named_children[0])) != "None"]
    body = subject.node.child_by_field_name("body")
    statements = [n for n in (body.named_children if body is not None else []) if n.type != "comment"]
    early = [line(n) for n in found if n.id != statements[-1].id]
    leaves = subject.own("return_statement", "break_statement", "continue_statement", "raise_statement")
    final = any(n.type == "finally_clause" for node in leaves for n, _ in ancestors(node, subject))
    if "falls" in claim and claim["falls"] != (bool(values) and _falls(found, subject)):
        return False
    said = (claim["lines"], claim["values"], claim["early"], claim.get("finally", final))
    return said == (sorted(map(line, found)), sorted(map(line, values)), sorted(early), final)


def _falls(found: list[Node], subject: Subject) -> bool:
    """Whether it is compiled to return None somewhere where no return statement stands."""
    spans = [(tuple(n.start_point), tuple(n.end_point)) for n in found]
    before = None
    for one in dis.get_instructions(subject.code):
        loaded = one.opname == "RETURN_VALUE" and before is not None and before.opname == "LOAD_CONST"
        none = loaded and before is not None and before.argval is None
        if none or (one.opname == "RETURN_CONST" and one.argval is None):
            at = one.positions
            place = ((at.lineno or 0) - 1, at.col_offset or 0) if at is not None else (-1, 0)
            if not any(start <= place < end for start, end in spans):
                return True
        before = one
    return False


def _constants(claim: Claim, subject: Subject) -> bool:
    found = {(type(value), value) for value in subject.literals()}
    try:
        wanted = [ast.literal_eval(literal) for literal in claim["literals"]]
    except (ValueError, SyntaxError):
        return False
    return all((type(value), value) in found for value in wanted)


def _unused(claim: Claim, subject: Subject) -> bool:
    read: set[str] = set()
    for one in subject.all_instructions():
        if one.opname.startswith("LOAD") and one.opname != "LOAD_CONST" and one.argval in _LOCALS:
            return False
        if one.opname in _READS:  # attributes of that name are none
            read |= set(one.argval) if isinstance(one.argval, tuple) else {one.argval}
    names = subject.parameters()
    return all(any(_same_name(name, n) for n in names) and not read & {name} for name in claim["names"])


def _inner(claim: Claim, subject: Subject) -> bool:
    found = [n for n in subject.own("function_definition", "class_definition") if n.id != subject.node.id]
    return sorted([text(n.child_by_field_name("name")), line(n)] for n in found) == sorted(claim["names"])


def _calls_at(claim: Claim, subject: Subject) -> bool:
    found = [n for n in subject.own("call") if bare(text(n.child_by_field_name("function"))) == claim["name"]]
    return sorted(set(map(line, found))) == claim["lines"]


def _calls(claim: Claim, subject: Subject) -> bool:
    names = {name for n in subject.own("call") if (name := _chain(n.child_by_field_name("function")))}
    return sorted(names) == claim["names"]


def _chain(node: Node | None) -> str:
    """`a.b.c` of identifiers only."""
    if node is None:
        return ""
    if node.type == "identifier":
        return text(node)
    if node.type == "attribute":
        before = _chain(node.child_by_field_name("object"))
        return f"{before}.{text(node.child_by_field_name('attribute'))}" if before else ""
    if node.type == "parenthesized_expression" and node.named_child_count == 1:
        return _chain(node.named_children[0])
    return text(node) if node.type in ("print", "exec", "match", "case", "type") else ""


def _writes_name(claim: Claim, subject: Subject) -> bool:
    opcodes = _SCOPES.get(claim["scope"], ())
    found = {
        _line_of(one)
        for one in subject.instructions()
        if one.opname in opcodes and _same_name(claim["name"], str(one.argval))
    }
    tables = [subject.table]
    for table in tables:  # the list grows by the classes in it, whose bodies run with it
        tables += [inner for inner in table.get_children() if inner.get_type() == "class"]
    symbols = [s for table in tables for s in table.get_symbols() if _same_name(claim["name"], s.get_name())]
    declared = any(s.is_declared_global() if claim["scope"] == "global" else s.is_nonlocal() for s in symbols)
    said = set(claim["lines"])
    return declared and (found >= said if claim.get("otherwise") else found == said)


def _line_of(one: Any) -> int:
    return int(one.positions.lineno or 0)


def _stores(claim: Claim, subject: Subject) -> bool:
    wanted = _PARTS.get(claim["what"], ())
    found = {_line_of(i) for i in subject.instructions() if i.opname in _STORES and i.opname.endswith(wanted)}
    return found == set(claim["lines"])


def _rests(subject: Subject) -> set[int]:
    """Lines of patterns with `**rest`, which are compiled to deletions of items of a copy."""
    return {line(n) for n in subject.own("dict_pattern") if any(c.type == "splat_pattern" for c in n.named_children)}


def _stores_none(claim: Claim, subject: Subject) -> bool:
    free = set(subject.code.co_freevars)
    matched = _rests(subject)
    for one in subject.instructions():
        outside = one.opname in ("STORE_GLOBAL", "DELETE_GLOBAL")
        if one.opname == "DELETE_SUBSCR" and _line_of(one) in matched:
            continue
        outside |= one.opname in ("STORE_DEREF", "DELETE_DEREF") and one.argval in free
        if outside or one.opname in _STORES:
            return False
    return True


def _writes_argument(claim: Claim, subject: Subject) -> bool:
    wanted = _PARTS.get(claim["what"], ())
    found = {_line_of(i) for i in subject.instructions() if i.opname in _STORES and i.opname.endswith(wanted)}
    stores = found >= set(claim["lines"])
    loads = any(i.opname.startswith("LOAD") and claim["name"] in _loaded(i) for i in subject.instructions())
    return stores and loads and _is_kept(claim["name"], subject)


def _loaded(one: Any) -> tuple[str, ...]:
    return one.argval if isinstance(one.argval, tuple) else (str(one.argval),)


def _is_kept(name: str, subject: Subject) -> bool:
    """Whether a name is a parameter that is never bound again."""
    again = any(
        i.opname in ("STORE_FAST", "STORE_DEREF", "DELETE_FAST", "DELETE_DEREF") and name == i.argval
        for code in subject.own_code[:1]
        for i in dis.get_instructions(code)
    )
    return any(_same_name(name, given) for given in subject.parameters()) and not again | _set_inside(name, subject)


def _set_inside(name: str, subject: Subject) -> bool:
    """Whether a function in it sets that name of it."""
    waiting = [code for code in subject.code.co_consts if inspect.iscode(code)]
    while waiting:
        code = waiting.pop()
        waiting += [inner for inner in code.co_consts if inspect.iscode(inner)]
        sets = (i for i in dis.get_instructions(code) if i.opname in ("STORE_DEREF", "DELETE_DEREF"))
        if name in code.co_freevars and any(i.argval == name for i in sets):
            return True
    return False


def _augments_argument(claim: Claim, subject: Subject) -> bool:
    """Whether the line has `name op= …`, and nothing else binds that parameter."""
    rows = [n for n in subject.own("augmented_assignment") if text(n.child_by_field_name("left")) == claim["name"]]
    stores = [i for i in subject.instructions() if i.opname in ("STORE_FAST", "STORE_DEREF", "DELETE_FAST")]
    again = [i for i in stores if _same_name(claim["name"], str(i.argval))]
    if _set_inside(claim["name"], subject):
        return False
    return claim["line"] in map(line, rows) and len(again) == len(rows)


def _calls_method(claim: Claim, subject: Subject) -> bool:
    for node in subject.own("call"):
        function = node.child_by_field_name("function")
        if function is not None and function.type == "attribute":
            owner, attr = function.child_by_field_name("object"), function.child_by_field_name("attribute")
            same = (bare(text(owner)), text(attr)) == (claim["name"], claim["method"])
            if same and attr is not None and line(attr) == claim["line"] and _is_kept(claim["name"], subject):
                return True
    return False


def _loops(claim: Claim, subject: Subject) -> bool:
    rows = []
    for node in subject.own("for_statement", "while_statement"):
        around = [n for n, part in ancestors(node, subject) if n.type in ("for_statement", "while_statement")
                  and part == "body"]  # fmt: skip
        rows.append([line(node), node.type.split("_")[0], len(around) + 1])
        told = next((row for row in claim["loops"] if row[:3] == rows[-1]), None)
        over = text(node.child_by_field_name("right") or node.child_by_field_name("condition"))
        if told is None or not same_expression(told[4], over) or (told[3] and not _ends(node, subject)):
            return False
    return sorted(rows) == sorted(row[:3] for row in claim["loops"])


def _ends(node: Node, subject: Subject) -> bool:
    """Whether a loop goes over a range or a literal."""
    over = node.child_by_field_name("right")
    while over is not None and over.type == "parenthesized_expression":
        over = over.named_children[0]
    if over is None or over.type in ("list", "tuple", "set", "string", "expression_list", "concatenated_string"):
        return over is not None
    called = re.match(r"(enumerate|reversed|sorted|range)\b", text(over))
    return called is not None and _is_builtin(called[1], subject)


def _is_builtin(name: str, subject: Subject) -> bool:
    """Whether a name is neither the function's nor the module's."""
    bound = {symbol.get_name(): symbol for symbol in subject.module_table.get_symbols()}.get(name)
    return is_global(name, subject) and not (bound and (bound.is_assigned() or bound.is_imported()))


def _endless(claim: Claim, subject: Subject) -> bool:
    leaves = {"break_statement", "return_statement", "raise_statement", "yield", "await", "assert_statement"}
    for node in subject.own("while_statement"):
        if line(node) == claim["line"]:
            return not leaves & {n.type for n in walk(node)}
    return False


def _comprehensions(claim: Claim, subject: Subject) -> bool:
    return len(subject.own("for_in_clause", everything=True)) >= claim["count"]


_TESTS: dict[str, Callable[[Claim, Subject], bool | None]] = {
    "signature": _signature,
    "annotation": _annotation,
    "flow": _flow,
    "decorators": _decorators,
    "returns": _returns,
    "constants": _constants,
    "unused": _unused,
    "inner": _inner,
    "calls at": _calls_at,
    "calls": _calls,
    "writes name": _writes_name,
    "stores": _stores,
    "stores none": _stores_none,
    "writes argument": _writes_argument,
    "augments argument": _augments_argument,
    "calls method": _calls_method,
    "raises": raising.raises,
    "raises none": raising.raises_none,
    "asserts": raising.asserts,
    "raises through": raising.raises_through,
    "catches": raising.catches,
    "loops": _loops,
    "endless": _endless,
    "comprehensions": _comprehensions,
}
