"""Another way to write a class: as a dataclass, where its constructor only sets attributes."""

from __future__ import annotations

import ast

_FACTORIES = {"[]": ("list", "list"), "{}": ("dict", "dict"), "set()": ("set", "set")}


def as_dataclass(code: str, cls: str) -> str:
    """The program with the class as a dataclass; empty where the constructor does more than set attributes."""
    tree = ast.parse(code)
    node = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == cls)
    init = node.body[0]
    if not isinstance(init, ast.FunctionDef) or len(node.body) < 2:
        return ""
    fields = _fields(init)
    if not fields:
        return ""
    node.body = [*(ast.parse(line).body[0] for line in fields), *node.body[1:]]
    node.decorator_list = [ast.Name("dataclass", ast.Load())]
    names = ["dataclass", *(["field"] if any("field(" in line for line in fields) else [])]
    tree.body.insert(0, ast.parse(f"from dataclasses import {', '.join(names)}").body[0])
    text = ast.unparse(ast.fix_missing_locations(tree))
    return text.replace("\n@dataclass", "\n\n@dataclass")


def _fields(init: ast.FunctionDef) -> list[str]:
    """The attributes as fields, those that the constructor takes first and in its order; empty where it is no such."""
    given = [a.arg for a in init.args.args[1:]]
    defaults = dict(zip(given[::-1], (ast.unparse(d) for d in init.args.defaults[::-1]), strict=False))
    taken: dict[str, str] = {}
    own: list[str] = []
    for s in init.body:
        if not (isinstance(s, ast.Assign) and isinstance(s.targets[0], ast.Attribute)):
            return []
        name, value = s.targets[0].attr, ast.unparse(s.value)
        if value == name and name in given:
            kind = "str" if defaults.get(name, "").startswith(("'", '"')) or name in ("secret", "text") else "int"
            taken[name] = f"{name}: {kind}" + (f" = {defaults[name]}" if name in defaults else "")
        elif value in _FACTORIES:
            kind, factory = _FACTORIES[value]
            own.append(f"{name}: {kind} = field(default_factory={factory}, init=False)")
        elif isinstance(s.value, ast.Constant):
            own.append(f"{name}: {type(s.value.value).__name__} = field(default={value}, init=False)")
        else:
            return []
    return [*(taken[n] for n in given), *own] if set(given) == set(taken) else []
