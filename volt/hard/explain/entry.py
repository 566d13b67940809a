"""How a function is had, to be called, and what it must not ask for so that what a call did is a fact."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from volt.hard.explain import drawing
from volt.hard.explain.fact import FunctionNode, bound, own, parameters
from volt.hard.explain.find import Found
from volt.hard.explain.kinds import guesses

_MODULE_NAMES = "time random uuid secrets platform socket getpass tempfile locale gc subprocess glob shutil"
_MODULES = frozenset(_MODULE_NAMES.split())
_PURE_NAMES = {
    "os": "sep linesep fspath altsep curdir pardir extsep name PathLike",
    "os.path": "join basename dirname splitext split normpath isabs commonprefix sep",
    "sys": "maxsize maxunicode byteorder version_info hexversion intern float_info",
    "pathlib": "PurePath PurePosixPath PureWindowsPath",
    "threading": "Lock RLock",
    "datetime": "datetime date time timedelta timezone tzinfo",
}
_PURE = {module: frozenset(names.split()) for module, names in _PURE_NAMES.items()}
"""What of a module answers the same everywhere; anything else of it does not."""
_ASKING_NAMES = "id hash open input globals locals __import__ __file__ __name__ __doc__ __annotations__"
_ASKING = frozenset(_ASKING_NAMES.split())
_ASKING_OF = frozenset(("__hash__", "__module__", "co_filename", "__annotations__"))
"""Attributes that are not the same in every run, or where the program stands elsewhere."""
_NOW = frozenset(("now", "today", "utcnow", "timestamp"))
_LOCAL_TIME = frozenset(("fromtimestamp", "localtime", "astimezone", "ctime", "mktime", "strftime"))
"""Attributes of times that depend on where the machine is, or on its language."""
_SPECIAL = frozenset(("property", "setter", "deleter", "cached_property", "contextmanager", "overload", "fixture"))
_WAYS = 3
"""Arguments with which an object is tried to be made."""


def entries(found: Found) -> tuple[list[str], str]:
    """Expressions for the function, likeliest first, or none and why."""
    node = found.node
    decorators = _decorators(node)
    if isinstance(node, ast.AsyncFunctionDef):
        return [], "it is asynchronous"
    if any(not isinstance(owner, ast.ClassDef) for owner in found.owners):
        return [], "it is inside of another function"
    if decorators & _SPECIAL:
        return [], f"it is decorated as {', '.join(sorted(decorators))}"
    if not found.owners:
        return [node.name], ""
    names = [one.name for one in (*found.owners, node)]
    first, *others = (_mangled(name, names[:place]) for place, name in enumerate(names))
    around, name = ".".join([first, *others[:-1]]), others[-1]
    if decorators & {"staticmethod", "classmethod"}:
        return [f"{around}.{name}"], ""
    made = found.owner
    return [f"{around}({given}).{name}" for given in (_making(made) if made is not None else [""])], ""


def _decorators(node: FunctionNode | ast.ClassDef) -> set[str]:
    """The last names of its decorators."""
    return {ast.unparse(one).split("(")[0].split(".")[-1] for one in node.decorator_list}


def _mangled(name: str, around: list[str]) -> str:
    """The name by which an attribute of a class is had from outside of it."""
    owner = around[-1].lstrip("_") if around else ""
    return f"_{owner}{name}" if owner and name.startswith("__") and not name.endswith("__") else name


def _making(owner: ast.ClassDef) -> list[str]:
    """Arguments that an object of a class may be made with."""
    named = [n for n in owner.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"]
    if named and parameters(named[-1]):
        init: FunctionNode = named[-1]
        bare = ast.FunctionDef(**{**vars(init), "args": _without_self(init.args)})
        return drawing.first(bare, guesses(bare))[:_WAYS]
    if "dataclass" not in _decorators(owner):
        return [""]
    fields = [n for n in owner.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name) and not n.value]
    given = ", ".join(ast.unparse(n) for n in fields if "ClassVar" not in ast.unparse(n.annotation))
    made = ast.parse(f"def __init__({given}): pass").body[0]
    assert isinstance(made, ast.FunctionDef)
    return drawing.first(made, guesses(made))[:_WAYS]


def _without_self(given: ast.arguments) -> ast.arguments:
    first = "posonlyargs" if given.posonlyargs else "args"
    return ast.arguments(**{**vars(given), first: getattr(given, first)[1:]})


def world(tree: ast.Module) -> str:
    """What a program uses of the time, of chance or of the machine: the first of it as it stands there, "" for none.

    Names are followed through imports: a variable that is called `choice` is none, nor is a parameter `input`.
    """
    return next(map(ast.unparse, asking(tree)), "")


def asking(tree: ast.Module) -> Iterator[ast.expr]:
    """The expressions of a program by which it asks for these."""
    imported: dict[str, str] = {}
    for one in ast.walk(tree):
        if isinstance(one, ast.Import):
            imported |= {
                a.asname or a.name.split(".")[0]: a.name if a.asname else a.name.split(".")[0] for a in one.names
            }
        elif isinstance(one, ast.ImportFrom) and not one.level:
            imported |= {a.asname or a.name: f"{one.module}.{a.name}" for a in one.names}
    inner = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    yield from (name for name in _free(tree, frozenset(), _made(tree)) if name.id in _ASKING)
    free = {id(name) for name in _free(tree, frozenset(), frozenset())}  # a parameter `time` is no module
    for one in ast.walk(tree):
        if isinstance(one, ast.Attribute) and one.attr in _ASKING_OF | _LOCAL_TIME:
            yield one
        elif isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr in _NOW:
            yield one.func
        elif (
            isinstance(one, ast.Name | ast.Attribute)
            and id(one) not in inner
            and id(_first(one)) in free
            and _asks(_dotted(one, imported))
        ):
            yield one


def _made(tree: ast.Module) -> frozenset[str]:
    """Names that the module certainly gives a meaning of its own: not those of an `if` or `try`, nor imported ones."""
    found = set[str]()
    for one in tree.body:
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(one.name)
        elif isinstance(one, ast.Assign):
            found |= {target.id for target in one.targets if isinstance(target, ast.Name)}
        elif isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and one.value is not None:
            found.add(one.target.id)
    return frozenset(found)


def _free(node: ast.AST, hidden: frozenset[str], made: frozenset[str]) -> Iterator[ast.Name]:
    """Names that are read and that are no parameter or local of a function around them; nor, in one, in `made`.

    What the module itself reads is read before it gives the name another meaning, as in `open = partial(open)`.
    """
    inner = everything = hidden
    match node:
        case ast.Name(id=name, ctx=ast.Load()) if name not in hidden:
            yield node
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            declared = {name for one in own(node) if isinstance(one, ast.Global) for name in one.names}
            inner = hidden | made | (bound(node) - declared - _imported(node)) | {one.arg for one in parameters(node)}
        case ast.Lambda(args=given):
            inner = hidden | made | {one.arg for one in ast.walk(given) if isinstance(one, ast.arg)}
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            targets = (one for part in node.generators for one in ast.walk(part.target))
            inner = everything = hidden | {one.id for one in targets if isinstance(one, ast.Name)}
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _free(child, inner if field == "body" else everything, made)


def _imported(node: FunctionNode) -> set[str]:
    imports = (one for one in own(node) if isinstance(one, ast.Import | ast.ImportFrom))
    return {(alias.asname or alias.name).split(".")[0] for one in imports for alias in one.names}


def _dotted(node: ast.expr, imported: dict[str, str]) -> str:
    """The full name of what a chain of attributes begins with an imported name for; "" for anything else."""
    match node:
        case ast.Name(id=name):
            return imported.get(name, "")
        case ast.Attribute(value=value, attr=attr):
            before = _dotted(value, imported)
            return f"{before}.{attr}" if before else ""
    return ""


def _first(node: ast.expr) -> ast.expr:
    """What a chain of attributes begins with."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node


def _asks(name: str) -> bool:
    top, *rest = name.split(".")
    if top in _MODULES:
        return True
    if top not in _PURE or not rest:
        return False
    home, asked = (f"{top}.path", rest[1:]) if rest[0] == "path" and top == "os" else (top, rest)
    return bool(asked) and asked[0] not in _PURE[home]
