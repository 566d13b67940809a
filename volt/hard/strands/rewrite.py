"""Adapted code: the snippet edited in place when only names and order change, else a thin wrapper around it."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from volt.hard.strands.adapt import Adaptation, Known, Wanted
from volt.program import Renamer
from volt.request.checks import bound_names, parse


def program(known: Known, want: Wanted, adaptation: Adaptation) -> str:
    """The adapted program: the snippet edited in place when that is enough, else with a wrapper."""
    return _edited(known, want, adaptation) or _wrapped(known, want, adaptation)


def _edited(known: Known, want: Wanted, adaptation: Adaptation) -> str | None:
    """The snippet under the wanted name, with the wanted parameters; None when that would not be safe."""
    names = [parameter.name for parameter in want.signature.parameters]
    used = adaptation.arguments
    if adaptation.result != "{}" or not set(used) <= set(names) or len({*used}) < max(len(used), len(known.names)):
        return None
    tree = parse(ast.unparse(_body_only(known.tree)))
    if _clashes(known, tree, [*names, want.signature.name]) or (used != tuple(names) and _calls_itself(known, tree)):
        return None
    function = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == known.snippet.name)
    Renamer(dict(zip(known.names, used, strict=True))).visit(function)
    Renamer({known.snippet.name: want.signature.name}).visit(tree)
    header = parse(f"{want.signature.header()} pass").body[0]
    if isinstance(header, ast.FunctionDef):
        function.args, function.returns = header.args, header.returns
    return ast.unparse(tree) + "\n"


def _clashes(known: Known, tree: ast.Module, names: Sequence[str]) -> bool:
    """Whether new names are in use already, or old ones are spoken of where renaming does not reach."""
    present = bound_names(tree) | {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    spelled = {n.arg for n in ast.walk(tree) if isinstance(n, ast.keyword)}
    spelled |= {name for n in ast.walk(tree) if isinstance(n, ast.Nonlocal | ast.Global) for name in n.names}
    new = {*names} - ({known.snippet.name} if names[-1] == known.snippet.name else set())
    return bool((present - {*known.names}) & new) or bool(spelled & {*known.names}) or known.snippet.name in names[:-1]


def _calls_itself(known: Known, tree: ast.Module) -> bool:
    return any(isinstance(node, ast.Name) and node.id == known.snippet.name for node in ast.walk(tree))


def _body_only(tree: ast.Module) -> ast.Module:
    """The module without statements that only do something when run, such as prints."""
    kept = [node for node in tree.body if not isinstance(node, ast.Expr | ast.If | ast.Assert)]
    return ast.Module(kept, [])


def _wrapped(known: Known, want: Wanted, adaptation: Adaptation) -> str:
    """The snippet as it is, and a function with the wanted header that calls it."""
    tree = parse(ast.unparse(_body_only(known.tree)))
    reserved = {want.signature.name, *(parameter.name for parameter in want.signature.parameters)}
    defined = {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}
    renames = {name: f"{name}_helper" for name in defined & reserved}
    Renamer(renames).visit(tree)
    name = renames.get(known.snippet.name, known.snippet.name)
    result = adaptation.result.format(f"{name}({', '.join(adaptation.arguments)})")
    return f"{ast.unparse(tree)}\n\n\n{want.signature.header()}\n    return {result}\n"
