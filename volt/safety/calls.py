"""Calls whose danger depends on what they are given: files, code, pickles, permissions, commands."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

from volt.safety import values as v
from volt.safety.capabilities import CODE_SINKS, DANGEROUS_ATTRIBUTES, FOLLOWED, GUARDED_MODULES
from volt.safety.endless import HUGE, consumes
from volt.safety.files import (
    MOVERS,
    READERS,
    creates,
    edits_in_place,
    moves,
    opens,
    packs,
    paths_method,
    permissions,
    persistent,
    secret,
    writes,
)
from volt.safety.patterns import DESTRUCTIVE_SQL, HARMFUL_COMMANDS, PRIVATE_FOLDER, SECRET, SECRET_VARIABLE
from volt.safety.resolve import Resolver
from volt.safety.sites import NOTE, CallSite, Parents, Said, call_site, refs
from volt.safety.unknown import anywhere, formatting, unknown_object
from volt.safety.values import UNKNOWN, Const, Func, Ref, Seq

_ASKING = frozenset(
    [
        *(f"builtins.{name}" for name in ("isinstance", "issubclass", "getattr", "hasattr", "setattr", "id")),
        "typing.cast",
    ]
)
_LOOKUPS = frozenset(["builtins.getattr", "operator.attrgetter", "<globals>.get"])
_SETTERS = {"__setattr__": 2, "__delattr__": 1}
"""Methods that set, and how many arguments they have where the object is not the first."""
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


def judge_call(node: ast.Call, resolver: Resolver, parents: Parents) -> Iterator[Said]:
    """Everything a call does that depends on its arguments."""
    site = call_site(node, resolver, dropped=isinstance(parents.get(node), ast.Expr))
    for path in site.paths:
        yield from _by_path(path, site, resolver)
    if site.attribute == "__getattribute__" or _LOOKUPS.intersection(site.paths):
        named = {part for text in v.texts(site.every) for part in text.split(".")} & DANGEROUS_ATTRIBUTES.keys()
        named -= FOLLOWED if site.paths == ("builtins.getattr",) else frozenset()
        yield from (Said("K3", DANGEROUS_ATTRIBUTES[name]) for name in sorted(named))
    yield from _deferred(site, resolver)
    yield from anywhere(site)
    yield from consumes(site, resolver)
    if site.attribute in _SETTERS:
        bound = len(site.node.args) == _SETTERS[site.attribute]  # `module.__setattr__(name, value)`
        yield from _sets(replace(site, args=(site.base, *site.args)) if bound else site)
    yield from paths_method(site)
    yield from unknown_object(site, resolver)
    yield from formatting(site)
    if site.attribute in ("execute", "executescript", "executemany") and any(
        map(DESTRUCTIVE_SQL.search, v.texts(site.every))
    ):
        yield Said("K1", "destroys a database")


def _deferred(site: CallSite, resolver: Resolver) -> Iterator[Said]:
    """Calls that another call makes: `partial(open, path)`, `map(open, paths)`, `Thread(target=open, args=(path,))`."""
    if _ASKING.intersection(site.paths) or _registers(site):
        return
    over = any(path.endswith(("map", "filter")) for path in site.paths) or site.attribute in ("map", "starmap")
    given = site.named.get("args")
    late = resolver.spread([(given, True)]) if given else None
    handed = [*enumerate(site.args), *((-1, values) for values in site.named.values())]
    for place, values in handed:
        for path in refs(values) & (_RULES.keys() | CODE_SINKS | MOVERS | READERS):
            rest = [resolver.items(a) if over else a for a in site.args[place + 1 :]] if place >= 0 else late or []
            if path in CODE_SINKS and not rest:
                continue
            yield from _by_path(path, CallSite(site.node, (path,), tuple(rest), {}, v.NOTHING), resolver)


def _registers(site: CallSite) -> bool:
    """`yaml.SafeDumper.add_representer(types.FunctionType, f)` keeps a class as a key, and calls none."""
    of_yaml = bool(site.base) and all(isinstance(x, Ref) and x.path.split(".")[0] == "yaml" for x in site.base)
    return of_yaml and site.attribute in ("add_representer", "add_multi_representer")


def _by_path(path: str, site: CallSite, resolver: Resolver) -> Iterator[Said]:
    rule = _RULES.get(path)
    if rule is not None:
        yield from rule(site)
    if path in CODE_SINKS:
        yield from _runs_text(path, site)
    if path == "builtins.getattr":
        yield from _lookup(site, resolver)
    if path in MOVERS:
        yield from moves(site)
    if path in READERS and secret(site.every):
        yield Said("K2", "reads private files")
    if path.split(".")[0] in ("os", "subprocess", "pty", "commands", "asyncio"):
        yield from _command(site)


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
    elif path.startswith("builtins.") or not (v.certain(code) or any(isinstance(x, Func) for x in code)):
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
    guarded = sorted(x.path for x in target if isinstance(x, Ref) and x.path in GUARDED_MODULES)
    if guarded and not v.certain(name):
        yield Said("K3", f"looks up a built-up name in {guarded[0]}")
    elif "decoded" in v.taints_of(name) and not site.dropped:
        yield Said("K3", "looks up a decoded name")


def _imports(site: CallSite) -> Iterator[Said]:
    name = site.argument(0, "name")
    if not v.certain(name) or v.taints_of(name):
        yield Said("K3", "imports a module by a built-up name")
    else:
        yield Said("K3", "imports a module by name", NOTE)


def _unpickles(site: CallSite) -> Iterator[Said]:
    given = site.argument(0, "data")
    made = frozenset(x for x in given if not isinstance(x, Seq))  # containers are no bytes
    round_trip = bool(made) and all(isinstance(x, Ref) and x.path == "pickle.dumps()" for x in made)
    yield Said("K3", "copies by pickling", NOTE) if round_trip else Said("K3", "loads code hidden in data")


def _environment(site: CallSite) -> Iterator[Said]:
    key = site.argument(0, "key")
    pieces = (n.value for a in site.node.args[:1] for n in ast.walk(a) if isinstance(n, ast.Constant))
    spelt = [str(piece) for piece in pieces] if not v.certain(key) else []
    if any(map(SECRET_VARIABLE.search, [*v.texts(key), *spelt])):
        yield Said("K2", "reads credentials from the environment")


def _opens_raw(site: CallSite) -> Iterator[Said]:
    path = site.argument(0, "path")
    yield Said("K2", "reads a file", NOTE)  # flags that say anything else but that it is new are refused
    if persistent(path):
        yield Said("K4", "makes itself permanent")


def _enters(site: CallSite) -> Iterator[Said]:
    texts = [f"{text}/" for text in v.texts(site.argument(0, "path"))]
    if any(SECRET.search(text) or PRIVATE_FOLDER.search(text) for text in texts):
        yield Said("K2", "enters a private folder")


def _debugs(site: CallSite) -> Iterator[Said]:
    if site.node.args or site.node.keywords:
        yield Said("K4", "calls what the environment names")


def _asks_names(site: CallSite) -> Iterator[Said]:
    if site.node.args:
        yield Said("K2", "opens network connections")


def _patches(site: CallSite) -> Iterator[Said]:
    if any(text.split(".")[0] in sys.stdlib_module_names for text in v.texts(site.argument(0, "target"))):
        yield Said("K3", "tampers with a module")


def _logs_to(site: CallSite) -> Iterator[Said]:
    if "filename" in site.named and v.texts(site.named.get("filemode", UNKNOWN)) == ["w"]:
        yield from writes(site.named["filename"])


def _signals(site: CallSite) -> Iterator[Said]:
    handler = site.argument(1, "handler")
    idle = any(isinstance(n, ast.Lambda) and isinstance(n.body, ast.Constant) for n in site.node.args[1:2])
    if idle or any(isinstance(x, Const) and x.value == 1 for x in handler):
        yield Said("K1", "ignores signals, so that it cannot be stopped")


def _sets(site: CallSite) -> Iterator[Said]:
    if any("()" not in path for path in refs(site.argument(0, "obj"))):
        yield Said("K3", "tampers with a module")
    if "tempfile.TemporaryDirectory()" in refs(site.argument(0, "obj")):
        yield Said("K1", "deletes files")
    if "decoded" in v.taints_of(site.argument(1, "name")):
        yield Said("K3", "sets a decoded name")


def _sleeps(site: CallSite) -> Iterator[Said]:
    if any(isinstance(c, int | float) and c > 86_400 for c in v.constants(site.argument(0, "secs"))):
        yield Said("K5", "waits without measure")


def _maps(site: CallSite) -> Iterator[Said]:
    if any(isinstance(c, int) and c > HUGE for c in v.constants(site.argument(1, "length"))):
        yield Said("K5", "allocates without measure")


def _allocates(site: CallSite) -> Iterator[Said]:
    sizes = [c for c in v.constants(site.argument(0, "source")) if isinstance(c, int)]
    if any(size > HUGE for size in sizes):
        yield Said("K5", "allocates without measure")


def _loads_array(site: CallSite) -> Iterator[Said]:
    if True in v.constants(site.argument(2, "allow_pickle")):
        yield Said("K3", "loads code hidden in data")


def _builds_function(site: CallSite) -> Iterator[Said]:
    yield Said("K3", "builds code by hand")


def _yaml(site: CallSite) -> Iterator[Said]:
    if not any("Safe" in path for path in refs(site.argument(1, "Loader"))):
        yield Said("K3", "loads code hidden in data")


_RULES: dict[str, Callable[[CallSite], Iterator[Said]]] = {
    "builtins.open": opens,
    "builtins.__import__": _imports,
    "builtins.setattr": _sets,
    "builtins.delattr": _sets,
    "unittest.mock.patch.object": _sets,
    "builtins.bytearray": _allocates,
    "builtins.bytes": _allocates,
    "pickle.loads": _unpickles,
    "pickle.load": _unpickles,
    "os.chmod": permissions,
    "os.fchmod": permissions,
    "os.getenv": _environment,
    "os.path.expandvars": _environment,
    "os.chdir": _enters,
    "os.open": _opens_raw,
    "builtins.breakpoint": _debugs,
    "socket.getfqdn": _asks_names,
    "unittest.mock.patch": _patches,
    "unittest.mock.patch.dict": _patches,
    "unittest.mock.patch.multiple": _patches,
    "logging.basicConfig": _logs_to,
    **dict.fromkeys(
        ["logging.FileHandler", "zipfile.ZipFile", "tarfile.open", "tarfile.TarFile", "wave.open"], creates
    ),
    "zipapp.create_archive": packs,
    "os.environ.get": _environment,
    "os.environ.setdefault": _environment,
    "os.environ.pop": _environment,
    "os.environ.__getitem__": _environment,
    "signal.signal": _signals,
    "types.FunctionType": _builds_function,
    "fileinput.input": edits_in_place,
    "fileinput.FileInput": edits_in_place,
    "numpy.load": _loads_array,
    "yaml.load": _yaml,
    "time.sleep": _sleeps,
    "mmap.mmap": _maps,
}


def _command(site: CallSite) -> Iterator[Said]:
    """Name the axiom that a known command line breaks, beside K4 for running it at all."""
    parts = " ".join(
        v.texts(site.every)
        + [
            t
            for x in site.every
            if isinstance(x, Const) and isinstance(x.value, tuple)
            for t in [" ".join(str(p) for p in x.value)]
        ]
    )
    runs = any(
        word in path for path in site.paths for word in ("system", "popen", "exec", "spawn", "subprocess", "getoutput")
    )
    if runs:
        yield from (Said(axiom, what) for axiom, what, pattern in HARMFUL_COMMANDS if pattern.search(parts))
