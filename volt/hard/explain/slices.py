"""The part of a file that a function needs to run: everything else is blanked, so that lines keep their numbers.

Annotations of functions are not evaluated (PEP 563), so that what only they name need not be there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

from volt.hard.explain.find import Found

_LISTED = ("__init_subclass__", "__subclasses__", "metaclass")
_COMPUTED = {
    "getattr",
    "hasattr",
    "setattr",
    "__dict__",
    "vars",
    "dir",
    "methodcaller",
    "attrgetter",
    "inspect",
    "globals",
    "eval",
    "exec",
}
"""Ways to attributes that nobody names."""
_OTHER = "_volt_other_"
_BRANCHING = ast.If | ast.Try | ast.TryStar
_DEFINING = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | _BRANCHING
_ASKING = ("__annotations__", "get_type_hints", "get_annotations", "signature(", "fields(")
"""Who looks at annotations sees whether they are texts."""
_FUTURE = "from __future__ import annotations"


def program(tree: ast.Module, source: str, found: Found) -> str:
    """The source with only those module-level statements that the function, or what it uses, reaches by name."""
    statements = [one for one in tree.body if not _is_main(one)]
    binds = [set(_bound(one)) for one in statements]
    home = _home(statements, found)
    unused = _unused_methods(statements, found)
    kept = {place for place, one in enumerate(statements) if one is home or _always(one)}
    listed = any(sign in source for sign in _LISTED)
    effects = [_effects(one, statements, binds, listed) for one in statements]
    waiting = list(kept)
    known: set[str] = set()
    while waiting:
        place = waiting.pop()
        for name in _names(statements[place], unused) - known:
            known.add(name)
            for other, bound in enumerate(binds):
                if other not in kept and (name in bound or name in effects[other]):
                    kept.add(other)
                    waiting.append(other)
    wanted: set[int] = set()
    for place in kept:
        one = statements[place]
        wanted |= _lines_of(one)
    for one in unused:
        wanted -= _lines_of(one)
    lines = source.split("\n")
    _alone(lines, home, found)
    kept_lines = [line if number in wanted else "" for number, line in enumerate(lines, 1)]
    return _without_annotations(kept_lines).rstrip() + "\n"


def _home(statements: Sequence[ast.stmt], found: Found) -> ast.stmt:
    """The statement of the module in which a function is: its class or itself, or an `if` or `try` around these."""
    outermost = found.owners[0] if found.owners else found.node
    return next((one for one in statements if any(part is outermost for part in ast.walk(one))), outermost)


def _alone(lines: list[str], home: ast.stmt, found: Found) -> None:
    """Give another name to whatever else takes the function's name in the branches around it.

    Which branch is taken is decided as ever; but what is then called by the name is this function or nothing, and not
    another of which nothing is to be said.
    """
    outermost = found.owners[0] if found.owners else found.node
    if home is outermost:
        return
    for node in _inner(home):
        if node is outermost:
            continue
        row = node.lineno - 1
        match node:
            case ast.ImportFrom(names=[ast.alias(name="*")], module=str(module)):
                # It may bring the name, too, and fails or not by its module alone.
                package, _, last = module.rpartition(".")
                whole = f"import {module}" if not node.level else f"from {'.' * node.level}{package} import {last}"
                written = rf"^(.{{{node.col_offset}}})from\s.*\*"
                lines[row] = re.sub(written, rf"\g<1>{whole} as {_OTHER}{last}", lines[row], count=1)
                continue
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                written = rf"^(\s*(?:async\s+def|def|class)\s+){name}\b"
            case ast.alias(name=name, asname=None):
                written = rf"^(.{{{node.col_offset}}}{name})(?![\w.])"
            case ast.alias(asname=str(name)):
                written = rf"^(.{{{node.col_offset}}}[\w.]+\s+as\s+){name}\b"
            case ast.Assign(targets=[ast.Name(id=name, col_offset=before)]):
                written = rf"^(.{{{before}}}){name}\b"
            case _:
                continue
        if name == outermost.name:
            # An import has one name less before `as`, and keeps what it imports.
            other = f" as {_OTHER}{name}" if isinstance(node, ast.alias) and node.asname is None else f"{_OTHER}{name}"
            lines[row] = re.sub(written, rf"\g<1>{other}", lines[row], count=1)


def _inner(one: ast.AST) -> Iterator[ast.stmt | ast.alias]:
    """Statements and imported names in the branches of a statement, last ones first on a line; not inside functions."""
    for child in reversed(list(ast.iter_child_nodes(one))):
        if isinstance(child, ast.stmt | ast.alias):
            yield child
        if isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case) and not isinstance(
            child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ):
            yield from _inner(child)


def _branches(one: ast.If | ast.Try | ast.TryStar) -> Iterator[ast.stmt]:
    """The statements right in the branches of one."""
    for child in ast.iter_child_nodes(one):
        if isinstance(child, ast.stmt):
            yield child
        elif isinstance(child, ast.ExceptHandler):
            yield from child.body


def _lines_of(one: ast.stmt) -> set[int]:
    first = min([one.lineno, *(d.lineno for d in getattr(one, "decorator_list", []))])
    return set(range(first, (one.end_lineno or one.lineno) + 1))


def _unused_methods(statements: list[ast.stmt], found: Found) -> list[ast.stmt]:
    """Methods of the function's class that nothing in the file names which it may reach.

    None where attributes are looked up by computed names, or where a base from elsewhere may call methods that nobody
    names here. A static method makes no object, and needs no special methods, as long as neither it nor what it uses of
    the file names its class.
    """
    home = found.owners[0] if len(found.owners) == 1 else None
    if not isinstance(home, ast.ClassDef) or home.decorator_list or home.keywords:
        return []
    rest = [one for one in statements if one is not home]
    outside = _words(rest)
    defined = {name for one in rest if not isinstance(one, ast.Import | ast.ImportFrom) for name in _bound(one)}
    own = {one.name: one for one in rest if isinstance(one, ast.ClassDef)}
    known = _is_of(home, own)
    methods = [one for one in home.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
    words = _words([found.node, *(one for one in home.body if one not in methods)])
    makes = not any(isinstance(d, ast.Name) and d.id == "staticmethod" for d in found.node.decorator_list)
    kept = {id(found.node)}
    while True:
        if makes or words & {home.name, *defined}:
            words |= outside
        makes = makes or home.name in words
        if (makes and not known) or words & _COMPUTED:
            return []
        more = [m for m in methods if id(m) not in kept and (m.name in words or (makes and _special(m.name)))]
        if not more:
            return [one for one in methods if id(one) not in kept]
        kept |= set(map(id, more))
        words |= _words(more)


def _is_of(one: ast.ClassDef, own: Mapping[str, ast.ClassDef], deep: int = 9) -> bool:
    """Whether every class that one is made of is the file's own."""
    names = [base.id if isinstance(base, ast.Name) else "" for base in one.bases]
    return deep > 0 and all(
        name == "object" or (name in own and not own[name].keywords and _is_of(own[name], own, deep - 1))
        for name in names
    )


def _special(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _words(nodes: Sequence[ast.AST]) -> set[str]:
    """Everything by which something may be named: names, attributes, texts."""
    found = set[str]()
    for node in nodes:
        for part in ast.walk(node):
            match part:
                case ast.Name(id=word) | ast.Attribute(attr=word) | ast.Constant(value=str(word)):
                    found.add(word)
    return found


def _without_annotations(lines: list[str]) -> str:
    """The program with annotations left as texts, where a line before all others is free to say so."""
    asked = any(word in line for line in lines for word in _ASKING)
    if not asked and not any("from __future__" in line for line in lines) and not lines[0].strip():
        lines[0] = _FUTURE
    return "\n".join(lines)


def _always(one: ast.stmt) -> bool:
    """Statements that change the meaning of others: `from __future__`, `from x import *`."""
    return isinstance(one, ast.ImportFrom) and (one.module == "__future__" or one.names[0].name == "*")


def _is_main(one: ast.stmt) -> bool:
    match one:
        case ast.If(
            test=ast.Compare(left=ast.Name(id="__name__")) | ast.Compare(comparators=[ast.Name(id="__name__")])
        ):
            return True
    return False


def _names(one: ast.stmt, without: Sequence[ast.stmt] = ()) -> set[str]:
    silent = {id(part) for n in ast.walk(one) for a in _annotations(n) for part in ast.walk(a)}
    silent |= {id(part) for n in without for part in ast.walk(n)}
    return {n.id for n in ast.walk(one) if isinstance(n, ast.Name) and id(n) not in silent}


def _annotations(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        given = node.args
        every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
        yield from (a.annotation for a in every if a is not None and a.annotation is not None)
        if node.returns is not None:
            yield node.returns


def _bound(one: ast.stmt) -> Iterator[str]:
    """Names that a module-level statement binds, itself or in its branches."""
    match one:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Import() | ast.ImportFrom():
            for alias in one.names:
                yield (alias.asname or alias.name).split(".")[0]
        case _:
            for child in ast.iter_child_nodes(one):
                if isinstance(child, ast.stmt):
                    yield from _bound(child)
                elif isinstance(child, ast.ExceptHandler | ast.match_case):
                    for inner in child.body:
                        yield from _bound(inner)
                else:
                    yield from (
                        n.id for n in ast.walk(child) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
                    )


def _effects(one: ast.stmt, statements: list[ast.stmt], binds: list[set[str]], listed: bool) -> set[str]:
    """Names whose objects a module-level statement may change, itself or through functions of the module."""
    touched, waiting = set[str](), list(_touched(one, listed))
    while waiting:
        name = waiting.pop()
        if name not in touched:
            touched.add(name)
            for other, bound in zip(statements, binds, strict=True):
                if name in bound and isinstance(other, _DEFINING):
                    waiting += _names(other)
    return touched


def _touched(one: ast.stmt, listed: bool) -> set[str]:
    """Names that it may use to change something: `TABLE[k] = v`, `TABLE.update(...)`, `fill(TABLE)`, `@register`, and
    where classes are `listed` the bases of one, which may keep a list of their subclasses.
    """
    if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
        return {n.id for part in one.decorator_list for n in ast.walk(part) if isinstance(n, ast.Name)}
    if isinstance(one, ast.ClassDef):
        said: list[ast.AST] = [*one.decorator_list, *one.keywords, *(one.bases if listed or one.keywords else [])]
        said += [
            part for part in one.body if not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        ]
        return {n.id for part in said for n in ast.walk(part) if isinstance(n, ast.Name)}
    if isinstance(one, ast.Import | ast.ImportFrom):
        return set()
    if isinstance(one, _BRANCHING):
        tests = [part for part in ast.iter_child_nodes(one) if isinstance(part, ast.expr)]
        called = [part for part in tests if any(isinstance(n, ast.Call) for n in ast.walk(part))]
        names = {n.id for part in called for n in ast.walk(part) if isinstance(n, ast.Name)}
        return names.union(*(_touched(inner, listed) for inner in _branches(one)))
    if isinstance(one, ast.Assign | ast.AnnAssign) and not any(
        isinstance(n, ast.Attribute | ast.Subscript) and isinstance(n.ctx, ast.Store) for n in ast.walk(one)
    ):
        calls = [n for n in ast.walk(one) if isinstance(n, ast.Call)]  # `first = TABLE.pop(k)` changes the table
        return {n.id for call in calls for n in ast.walk(call) if isinstance(n, ast.Name)}
    return {n.id for n in ast.walk(one) if isinstance(n, ast.Name)}
