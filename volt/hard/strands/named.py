"""What the index says to a question about a name: what the function does, or where it is; or that there is none.

Where nothing has the name, that is the answer: no other place is named, and no program is made up.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Sequence
from pathlib import Path

from volt import files
from volt.errors import InputError
from volt.hard.explain import find
from volt.hard.explain.fact import Explanation
from volt.hard.explain.runs import Sandbox
from volt.hard.explain.telling import explain
from volt.hard.naming import PARTS, Named, Wants, named
from volt.hard.strand import Found
from volt.hard.strands.indexed import IndexLibrary, Place

_EXPLAINED = 3
"""Functions of one name that are explained; of more, the places are named."""
_LISTED = 10
_LARGEST = 1 << 20


def claimed(text: str, wants: Wants, own: IndexLibrary | None) -> bool:
    """Whether a request is a question about a name, and can be nothing else."""
    asked = named(text)
    if asked is None or asked.wants is not wants:
        return False
    return asked.sure or (own is not None and bool(own.named(asked) or own.within(asked)))


def where(own: IndexLibrary | None, asked: Named) -> Found:
    """Path and line of every function of that name."""
    found = _held(own, asked)
    if isinstance(found, Found):
        return found
    return _told([_line(one) for one in found[:_LISTED]], found[_LISTED:])


def what(own: IndexLibrary | None, asked: Named) -> Found:
    """The facts of every function of that name, each with its path and line."""
    found = _held(own, asked)
    if isinstance(found, Found):
        return found
    assert own is not None  # else that is what was found
    blocks, steps = list[str](), list[dict[str, object]]()
    read = False
    with Sandbox() as sandbox:
        for one in found[:_EXPLAINED]:
            said, why = _explained(own.root / one.path, one, sandbox)
            read = read or said is not None or one.function.language != "python"
            head = _line(one, said.line if said else None)
            blocks.append("\n".join([head, *_facts(one, said), *([why] if why else [])]))
            claims = [fact.claim for fact in said.facts] if said else []
            steps.append({"function": one.function.name, "path": one.path, "claims": claims})
    if len(found) > _EXPLAINED:
        rest = found[_EXPLAINED : _EXPLAINED + _LISTED]
        more = len(found) - _EXPLAINED - len(rest)
        blocks.append("\n".join(["Of the same name:", *map(_line, rest), *([f"and {more} more"] if more else [])]))
    return Found("\n\n".join(blocks), steps=tuple(steps), abstained=not read)


def _held(own: IndexLibrary | None, asked: Named) -> Sequence[Place] | Found:
    """The functions of that name; where there are none, the answer that says so."""
    if own is None:
        return _no_index(asked)
    if found := own.named(asked):
        return found
    inside = own.within(asked)
    return _holder(own, asked, inside) if inside else _nothing(own, asked)


def _facts(one: Place, said: Explanation | None) -> list[str]:
    if said is None:
        return [one.function.signature]
    return [*(fact.text for fact in said.facts), *said.notes]


def _explained(path: Path, one: Place, sandbox: Sandbox) -> tuple[Explanation | None, str]:
    """What is said of a function of the index as it stands in its file now, or why nothing is."""
    if one.function.language != "python":
        return None, f"Facts are told of Python only: this is {one.function.language}."
    stale = "The file has changed since it was indexed: `volt index` brings the index up to date."
    tree, source = _tree(path)
    if tree is None:
        return None, stale
    same = [f for f in find.functions(tree) if f.name == one.function.name]
    if not same:
        return None, stale
    nearest = min(same, key=lambda f: abs(f.node.lineno - one.function.start_line))
    return explain(source, tree, nearest, sandbox, file=path), ""


def _tree(path: Path) -> tuple[ast.Module | None, str]:
    try:
        files.refuse_special(path)
        if path.stat().st_size > _LARGEST:
            return None, ""
        source = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        return find.parse(source, str(path)), source
    except (OSError, UnicodeDecodeError, InputError):
        return None, ""


def _line(one: Place, line: int | None = None) -> str:
    """Where a function is, its name, its licence if one is known, and what its documentation begins with."""
    docs = one.function.docs.strip().partition("\n")[0]
    return f"{one.path}:{line or one.function.start_line}{one.licence}  {one.function.name}  {docs}".rstrip()


def _told(lines: Sequence[str], more: Sequence[Place]) -> Found:
    rest = [f"and {len(more)} more of that name"] if more else []
    return Found("\n".join([*lines, *rest]), steps=tuple({"found": line} for line in lines))


def _holder(own: IndexLibrary, asked: Named, inside: Sequence[Place]) -> Found:
    """A class, which is known by the functions inside of it: where it is, and those."""
    places = dict.fromkeys((one.path, _around(one, asked)) for one in inside)
    lines = [_class(own.root / path, path, name) for path, name in places]
    lines += [f"  {_line(one)}" for one in inside[:_LISTED]]
    return _told(lines, inside[_LISTED:])


def _around(one: Place, asked: Named) -> str:
    """The name of what is asked for as the function inside of it has it: `a.Box` of `a.Box.put`."""
    parts = PARTS.split(one.function.name)
    ends = [i for i in range(1, len(parts)) if parts[i - 1] == asked.parts[-1]]
    return ".".join(parts[: ends[0]]) if ends else asked.name


def _class(path: Path, shown: str, name: str) -> str:
    tree, _ = _tree(path) if path.suffix in (".py", ".pyi", ".pyw") else (None, "")
    body: list[ast.stmt] = tree.body if tree else []
    node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | None = None
    for part in name.split("."):
        kinds = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        node = next((one for one in body if isinstance(one, kinds) and one.name == part), None)
        body = node.body if node is not None else []
    if node is None:
        return f"{shown}  {name}, with these functions inside of it:"
    docs = (ast.get_docstring(node) or "").partition("\n")[0]
    return f"{shown}:{node.lineno}  {name}  {docs}".rstrip()


# ---- when there is nothing to say ------------------------------------------------------------------------------------


def _no_index(asked: Named) -> Found:
    return Found(
        f"There is no index to look {asked.name} up in. `volt index` makes one of the folder it is run in; "
        f"`volt explain FILE:{asked.name}` explains a function of a file without one.",
        abstained=True,
    )


def _nothing(own: IndexLibrary, asked: Named) -> Found:
    inside = f" in {asked.file}" if asked.file else ""
    lines = [f"No function called {asked.name}{inside} is in the index of {own.root}. It holds functions and methods."]
    near = [f"{one.function.name} ({one.place})" for one in own.named(asked, exactly=False)[:_LISTED]]
    if near:
        lines.append(f"Written otherwise: {', '.join(near)}.")
    if hasattr(builtins, asked.name):
        lines.append(f"Python has a built-in of that name: `python -m pydoc {asked.name}` tells of it.")
    lines.append(
        f"`volt index` takes in what is new or changed; `volt explain FILE:{asked.name}` explains a function of a file "
        "that is not indexed."
    )
    return Found("\n".join(lines), abstained=True)
