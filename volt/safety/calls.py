"""Calls whose danger depends on what they are given: files, code, pickles, permissions, commands."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from volt.safety import values as v
from volt.safety.capabilities import (
    CODE_SINKS,
    DESTRUCTIVE_SQL,
    HARMFUL_COMMANDS,
    PERSISTENT,
    SECRET,
    SECRET_VARIABLE,
    STRICT_MODULES,
    SYSTEM_PATH,
)
from volt.safety.findings import Level
from volt.safety.resolve import Resolver
from volt.safety.values import UNKNOWN, Const, Ref, Values

VETO, NOTE = Level.VETO, Level.NOTE
HUGE = 1 << 28
"""Elements; a constant container of this size is a memory bomb."""

_READERS = frozenset(
    [
        "os.listdir",
        "os.scandir",
        "os.walk",
        "shutil.copy",
        "shutil.copy2",
        "shutil.copyfile",
        "shutil.copytree",
        "sqlite3.connect",
        "linecache.getlines",
        "linecache.getline",
        "fileinput.input",
        "zipfile.ZipFile",
        "tarfile.open",
        "glob.glob",
        "pandas.read_csv",
        "numpy.loadtxt",
    ]
)
_PATH_WRITES = frozenset(["write_text", "write_bytes"])
_PATH_READS = frozenset(["read_text", "read_bytes"])
_MOVERS = frozenset(
    [
        "os.rename",
        "os.renames",
        "os.replace",
        "shutil.move",
        "shutil.copy",
        "shutil.copy2",
        "shutil.copyfile",
        "shutil.copytree",
        "os.link",
        "os.symlink",
    ]
)
_EXECUTORS = frozenset(
    [
        "exec",
        "eval",
        "__import__",
        "system",
        "popen",
        "subprocess",
        "open(",
        "__class__",
        "__globals__",
        "globals(",
        "import",
    ]
)


@dataclass(frozen=True)
class Said:
    """A finding before it has a line."""

    axiom: str
    capability: str
    level: Level = VETO


@dataclass(frozen=True)
class CallSite:
    """One call, with everything known about it."""

    node: ast.Call
    paths: tuple[str, ...]
    args: tuple[Values, ...]
    named: dict[str, Values]
    base: Values

    def argument(self, position: int, name: str) -> Values:
        """A positional or named argument, unknown when it is not given."""
        return self.args[position] if position < len(self.args) else self.named.get(name, UNKNOWN)

    def given(self, position: int, name: str) -> bool:
        """Whether the argument is there."""
        return position < len(self.args) or name in self.named or "**" in self.named

    @property
    def attribute(self) -> str:
        """The method name, or ""."""
        return self.node.func.attr if isinstance(self.node.func, ast.Attribute) else ""

    @property
    def every(self) -> Values:
        """All argument values together."""
        return frozenset().union(*self.args, *self.named.values())


def call_site(node: ast.Call, resolver: Resolver) -> CallSite:
    """Collect what the resolver knows about a call."""
    base = resolver.values(node.func.value) if isinstance(node.func, ast.Attribute) else v.NOTHING
    return CallSite(
        node,
        tuple(resolver.paths(node.func)),
        tuple(resolver.values(a) for a in node.args),
        {k.arg or "**": resolver.values(k.value) for k in node.keywords},
        base,
    )


def judge_call(node: ast.Call, resolver: Resolver) -> Iterator[Said]:
    """Everything a call does that depends on its arguments."""
    site = call_site(node, resolver)
    for path in site.paths:
        yield from _by_path(path, site, resolver)
    yield from _pathlib(site)
    yield from _unknown_object(site, resolver)
    yield from _formatting(site)
    if site.attribute in ("execute", "executescript", "executemany") and any(
        map(DESTRUCTIVE_SQL.search, v.texts(site.every))
    ):
        yield Said("K1", "destroys a database")


def _by_path(path: str, site: CallSite, resolver: Resolver) -> Iterator[Said]:
    rule = _RULES.get(path)
    if rule is not None:
        yield from rule(site)
    if path in CODE_SINKS:
        yield from _runs_text(path, site)
    if path == "builtins.getattr":
        yield from _lookup(site, resolver)
    if path in _MOVERS:
        yield from _moves(site)
    if path in _READERS and _secret(site.every):
        yield Said("K2", "reads private files")
    if path.split(".")[0] in ("os", "subprocess", "pty", "commands", "asyncio"):
        yield from _command(site)


def _opens(site: CallSite) -> Iterator[Said]:
    path = site.argument(0, "file")
    modes = v.texts(site.argument(1, "mode")) if site.given(1, "mode") else ["r"]
    writes = not modes or any(set(mode) & set("wax+") for mode in modes)
    if writes and _persistent(path):
        yield Said("K4", "makes itself permanent")
    elif _secret(path):
        yield Said("K2", "reads private files")
    yield from _writes(path) if writes else [Said("K2", "reads a file", NOTE)]


def _writes(path: Values) -> Iterator[Said]:
    marks = v.taints_of(path)
    if marks & {"listing", "self", "home"}:
        yield Said("K1", "overwrites files that are already there")
    elif any(map(SYSTEM_PATH.search, v.texts(path))):
        yield Said("K1", "overwrites system files")
    else:
        yield Said("K1", "writes a file", NOTE)


def _secret(path: Values) -> bool:
    return "secret" in v.taints_of(path) or any(map(SECRET.search, v.texts(path)))


def _persistent(path: Values) -> bool:
    return "persistent" in v.taints_of(path) or any(map(PERSISTENT.search, v.texts(path)))


def _moves(site: CallSite) -> Iterator[Said]:
    texts = v.texts(site.every)
    if _persistent(site.every):
        yield Said("K4", "makes itself permanent")
    elif "listing" in v.taints_of(site.every):
        yield Said("K1", "moves or renames many files")
    elif any(SYSTEM_PATH.search(text) for text in texts):
        yield Said("K1", "moves or overwrites system files")


def _runs_text(path: str, site: CallSite) -> Iterator[Said]:
    """`exec`, `eval` and their relatives. What a known text does is found by screening the text itself."""
    code = site.args[0] if site.args else frozenset().union(*site.named.values()) or UNKNOWN
    verb = path.rsplit(".", 1)[1]
    if v.taints_of(code) & {"decoded", "secret"}:
        yield Said("K3", f"runs decoded text as code ({verb})")
    elif any(isinstance(value, Ref) for value in code) or _mentions_execution(site.node):
        yield Said("K3", f"runs built-up text as code ({verb})")
    elif path in ("builtins.exec", "builtins.compile") and not v.certain(code):
        yield Said("K3", f"runs text as code that nobody can know beforehand ({verb})")
    elif path.startswith("builtins."):
        yield Said("K3", f"runs text as code ({verb})", NOTE)


def _mentions_execution(node: ast.Call) -> bool:
    pieces = [
        n.value for a in node.args[:1] for n in ast.walk(a) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    ]
    return not (node.args and isinstance(node.args[0], ast.Constant)) and any(
        w in p for p in pieces for w in _EXECUTORS
    )


def _lookup(site: CallSite, resolver: Resolver) -> Iterator[Said]:
    """`getattr` with a name that is not known."""
    target, name = site.argument(0, "object"), site.argument(1, "name")
    strict = [value.path for value in target if isinstance(value, Ref) and value.path.split(".")[0] in STRICT_MODULES]
    if strict and any(value in STRICT_MODULES for value in strict) and not v.certain(name):
        yield Said("K3", f"looks up a built-up name in {strict[0]}")
    elif "decoded" in v.taints_of(name):
        yield Said("K3", "looks up a decoded name")


def _imports(site: CallSite) -> Iterator[Said]:
    name = site.argument(0, "name")
    if not v.certain(name) or v.taints_of(name):
        yield Said("K3", "imports a module by a built-up name")
    else:
        yield Said("K3", "imports a module by name", NOTE)


def _unpickles(site: CallSite) -> Iterator[Said]:
    given = site.argument(0, "data")
    round_trip = bool(given) and all(isinstance(x, Ref) and x.path == "pickle.dumps()" for x in given)
    yield Said("K3", "copies by pickling", NOTE) if round_trip else Said("K3", "loads code hidden in data")


def _permissions(site: CallSite) -> Iterator[Said]:
    modes = [m for m in v.constants(site.argument(1, "mode")) if isinstance(m, int)]
    if any(m & 0o6000 or m & 0o002 for m in modes) or "stat.S_ISUID" in _refs(site.argument(1, "mode")):
        yield Said("K4", "grants itself or everybody rights on files")


def _refs(values: Values) -> set[str]:
    return {x.path for x in values if isinstance(x, Ref)}


def _environment(site: CallSite) -> Iterator[Said]:
    if any(map(SECRET_VARIABLE.search, v.texts(site.argument(0, "key")))):
        yield Said("K2", "reads credentials from the environment")


def _signals(site: CallSite) -> Iterator[Said]:
    handler = site.argument(1, "handler")
    if any(isinstance(x, Const) and x.value == 1 for x in handler):
        yield Said("K1", "ignores signals, so that it cannot be stopped")


def _sets(site: CallSite) -> Iterator[Said]:
    target = _refs(site.argument(0, "obj"))
    if any(path.split(".")[0] in STRICT_MODULES or path == "<globals>" for path in target):
        yield Said("K3", "tampers with a module")
    if "decoded" in v.taints_of(site.argument(1, "name")):
        yield Said("K3", "sets a decoded name")


def _allocates(site: CallSite) -> Iterator[Said]:
    sizes = [c for c in v.constants(site.argument(0, "source")) if isinstance(c, int)]
    if any(size > HUGE for size in sizes):
        yield Said("K5", "allocates without measure")


def _loads_array(site: CallSite) -> Iterator[Said]:
    if True in v.constants(site.named.get("allow_pickle", UNKNOWN)):
        yield Said("K3", "loads code hidden in data")


def _builds_function(site: CallSite) -> Iterator[Said]:
    yield Said("K3", "builds code by hand")


def _yaml(site: CallSite) -> Iterator[Said]:
    if not any("Safe" in path for path in _refs(site.argument(1, "Loader"))):
        yield Said("K3", "loads code hidden in data")


_RULES: dict[str, Callable[[CallSite], Iterator[Said]]] = {
    "builtins.open": _opens,
    "builtins.__import__": _imports,
    "builtins.setattr": _sets,
    "builtins.delattr": _sets,
    "builtins.bytearray": _allocates,
    "builtins.bytes": _allocates,
    "pickle.loads": _unpickles,
    "pickle.load": _unpickles,
    "os.chmod": _permissions,
    "os.fchmod": _permissions,
    "os.getenv": _environment,
    "os.environ.get": _environment,
    "os.environ.pop": _environment,
    "os.environ.__getitem__": _environment,
    "signal.signal": _signals,
    "types.FunctionType": _builds_function,
    "numpy.load": _loads_array,
    "yaml.load": _yaml,
}


def _command(site: CallSite) -> Iterator[Said]:
    """Name the axiom that a known command line breaks, beside K4 for running it at all."""
    parts = " ".join(v.texts(site.every) + [t for x in site.every if isinstance(x, Const) and isinstance(x.value, tuple)
                                           for t in [" ".join(str(p) for p in x.value)]])  # fmt: skip
    runs = any(
        word in path for path in site.paths for word in ("system", "popen", "exec", "spawn", "subprocess", "getoutput")
    )
    if runs:
        yield from (Said(axiom, what) for axiom, what, pattern in HARMFUL_COMMANDS if pattern.search(parts))


def _pathlib(site: CallSite) -> Iterator[Said]:
    """Methods of path objects. A path's text (`.name`, `.stem`, ...) is no path any more."""
    roots = [x for x in site.base if isinstance(x, Ref) and x.path.startswith("pathlib.") and "Pure" not in x.path]
    name, path = site.attribute, frozenset(roots) | (site.args[0] if site.args else v.NOTHING)
    if not roots or any(x.path.endswith((".name", ".stem", ".suffix", "()()")) or "read_text" in x.path for x in roots):
        return
    texts = frozenset(x for call in (site.node,) for x in _constructor(call, site))
    if name in ("unlink", "rmdir"):
        yield Said("K1", "deletes files")
    elif name in ("rename", "replace") and len(site.args) == 1:
        many = "listing" in v.taints_of(site.base)
        yield Said("K1", "moves or renames many files") if many else Said("K1", "moves or copies files", NOTE)
    elif name in _PATH_READS | _PATH_WRITES | {"open", "touch", "mkdir", "chmod", "symlink_to", "hardlink_to"}:
        writing = name not in _PATH_READS and not (
            name == "open" and not set("".join(v.texts(site.argument(0, "mode")))) & set("wax+")
        )
        if writing and _persistent(path | texts):
            yield Said("K4", "makes itself permanent")
        elif _secret(path | texts):
            yield Said("K2", "reads private files")
        yield from _writes(frozenset(roots) | texts) if writing else [Said("K2", "reads a file", NOTE)]


def _constructor(node: ast.Call, site: CallSite) -> Iterator[Const]:
    """Every text that the receiver of a path method was built from."""
    if isinstance(node.func, ast.Attribute):
        for part in ast.walk(node.func.value):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield Const(part.value)


_TELLING = {"rmtree": ("K1", "deletes files"), "popen": ("K4", "runs other programs"), "Popen": ("K4", "runs other programs"),
            "check_output": ("K4", "runs other programs"), "check_call": ("K4", "runs other programs"),
            "clipboard_get": ("K2", "reads the clipboard"), "clipboard_append": ("K2", "writes the clipboard")}  # fmt: skip


def _unknown_object(site: CallSite, resolver: Resolver) -> Iterator[Said]:
    """Methods that tell what they do by their name, on objects that nobody could follow."""
    name = site.attribute
    if not name or resolver.defines(name):
        return
    if name in _TELLING:
        yield Said(*_TELLING[name])
    elif any(isinstance(x, Ref) for x in site.base):
        return
    elif name in ("system", "execv", "execve", "execvp", "spawnl", "spawnv") and v.texts(site.every):
        yield Said("K4", "runs other programs")
    elif name in ("unlink", "rmdir", "kill"):
        listed = "listing" in v.taints_of(site.base)
        yield Said("K1", "deletes files") if listed else Said("K1", f"calls {name} on something unknown", NOTE)
    elif name in ("open", "write_text", "write_bytes") and "listing" in v.taints_of(site.base) and name != "open":
        yield Said("K1", "overwrites files that are already there")


def _formatting(site: CallSite) -> Iterator[Said]:
    """A format string can read attributes: `"{0.__globals__}".format(f)`."""
    if site.attribute in ("format", "format_map") and any(
        "__" in t and "." in t and "{" in t for t in v.texts(site.base)
    ):
        yield Said("K3", "reads hidden attributes through a format string")
