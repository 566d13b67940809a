"""Calls that read, write, move or open files."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import replace

from volt.safety import values as v
from volt.safety.patterns import HOME_PATH, PERSISTENT, SECRET, SYSTEM_PATH
from volt.safety.sites import NOTE, CallSite, Said
from volt.safety.values import UNKNOWN, Const, Ref, Values

READERS = frozenset(
    [
        "os.listdir",
        "os.open",
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
MOVERS = frozenset(
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


def opens(site: CallSite) -> Iterator[Said]:
    """`open` and its relatives: reading is a note, writing depends on where."""
    path = site.argument(0, "file")
    modes = v.texts(site.argument(1, "mode")) if site.given(1, "mode") else ["r"]
    writing = not modes or any(set(mode) & set("wax+") for mode in modes)
    if writing and persistent(path):
        yield Said("K4", "makes itself permanent")
    elif secret(path):
        only = bool(modes) and all(set(mode) & set("wax") and "+" not in mode for mode in modes)
        yield Said("K2", "changes private files" if only else "reads private files")
    if writing and any(isinstance(c, int) for c in v.constants(path)):
        yield Said("K3", "touches raw descriptors")
    yield from writes(path) if writing else [Said("K2", "reads a file", NOTE)]


def writing_mode(mode: Values) -> bool:
    """Whether a known mode of opening changes the file."""
    return any(set(text) <= set("rwaxbtU+") and set(text) & set("wax+") for text in v.texts(mode))


def writes(path: Values) -> Iterator[Said]:
    """Writing to a path: what is already there, the system's files, or anything else."""
    marks = v.taints_of(path)
    if marks & {"listing", "self", "home"}:
        yield Said("K1", "overwrites files that are already there")
    elif "system" in marks or leads_outside(_plain(path)):
        yield Said("K1", f"overwrites {whose(_plain(path), marks)}")
    else:
        yield Said("K1", "writes a file", NOTE)


def leads_outside(paths: Iterable[str]) -> bool:
    """Whether one of the paths is the system's or in somebody's home."""
    return any(map(SYSTEM_PATH.search, paths))


def _outside(path: Values) -> list[str]:
    return [text for text in _plain(path) if SYSTEM_PATH.search(text)]


def whose(paths: Iterable[str], marks: v.Taints = v.NO_TAINTS) -> str:
    """What lies where such paths lead, or paths that begin so."""
    outside = [path for path in paths if SYSTEM_PATH.search(path)]
    at_home = all(map(HOME_PATH.search, outside)) if outside else "homes" in marks
    return "files outside of the working folder" if at_home else "system files"


def creates(site: CallSite) -> Iterator[Said]:
    """Archives, sounds and logs, opened to be written: as with `open`, but that they create files is said anyhow."""
    path = frozenset().union(*(site.argument(0, name) for name in ("file", "name", "filename", "f")))
    if site.given(1, "mode") and any(mode[:1] in ("w", "x", "a") for mode in v.texts(site.argument(1, "mode"))):
        yield from (said for said in writes(path) if said.level is not NOTE)


def packs(site: CallSite) -> Iterator[Said]:
    """`zipapp.create_archive(source, target)` writes over its target."""
    yield from writes(site.argument(1, "target"))


def secret(path: Values) -> bool:
    """Whether a path leads to private files."""
    return "secret" in v.taints_of(path) or any(map(SECRET.search, _plain(path)))


def persistent(path: Values) -> bool:
    """Whether a path leads to where programs start by themselves."""
    return "persistent" in v.taints_of(path) or any(map(PERSISTENT.search, _plain(path)))


def _plain(path: Values) -> list[str]:
    """Paths without detours: `/etc//passwd` and `/etc/./passwd` are `/etc/passwd`."""
    return [posixpath.normpath(text) if "/" in text else text for text in v.texts(path)]


def moves(site: CallSite) -> Iterator[Said]:
    """Moving and copying: many files, or the system's."""
    texts = v.texts(site.every)
    if persistent(site.every):
        yield Said("K4", "makes itself permanent")
    elif "listing" in v.taints_of(site.every):
        yield Said("K1", "moves, renames or copies many files")
    elif secret(site.every):
        yield Said("K2", "reads private files")
    elif v.taints_of(*site.args[1:], *site.named.values()) & {"self", "home"}:
        yield Said("K1", "overwrites files that are already there")
    elif "system" in v.taints_of(site.every) or leads_outside(texts):
        yield Said("K1", f"moves or overwrites {whose(texts, v.taints_of(site.every))}")


def permissions(site: CallSite) -> Iterator[Said]:
    """Changing rights: for oneself or for everybody."""
    modes = [m for m in v.constants(site.argument(1, "mode")) if isinstance(m, int)]
    named = {n.attr for n in ast.walk(site.node) if isinstance(n, ast.Attribute)} & {"S_ISUID", "S_ISGID", "S_IWOTH"}
    if any(m & 0o6000 or m & 0o002 for m in modes) or named:
        yield Said("K4", "grants itself or everybody rights on files")
    path = site.argument(0, "path")
    marks = v.taints_of(path)
    # One's own scripts are made runnable in a loop by right; the whole home or what nobody can read any more is not.
    if "listing" in marks and (marks & {"home", "system"} or any(not m & 0o400 for m in modes)):
        yield Said("K1", "changes the rights of many files")
    elif "listing" not in marks and (outside := _outside(path)) and whose(outside) == "system files":
        yield Said("K1", "changes the rights of system files")


def edits_in_place(site: CallSite) -> Iterator[Said]:
    """`fileinput` can overwrite what it reads."""
    if True in v.constants(site.argument(1, "inplace") if site.given(1, "inplace") else UNKNOWN):
        yield Said("K1", "overwrites files that are already there")


def paths_method(site: CallSite) -> Iterator[Said]:
    """Methods of path objects. A path's text (`.name`, `.stem`, ...) is no path any more."""
    if Ref("pathlib.Path") in site.base and site.args:  # `Path.write_text(path, text)`
        site = CallSite(site.node, site.paths, site.args[1:], site.named, site.base | site.args[0])
    roots = [x for x in site.base if isinstance(x, Ref) and x.path.startswith("pathlib.") and "Pure" not in x.path]
    name, path = site.attribute, site.base | (site.args[0] if site.args else v.NOTHING)
    if not roots or any(x.path.endswith((".name", ".stem", ".suffix", "()()")) or "read_text" in x.path for x in roots):
        return
    texts = frozenset(x for call in (site.node,) for x in _constructor(call, site))
    if name in ("unlink", "rmdir"):
        yield Said("K1", "deletes files")
    elif name in ("chmod", "lchmod"):
        yield from permissions(CallSite(site.node, site.paths, (site.base | texts, *site.args), site.named, site.base))
    elif name in ("rename", "replace") and len(site.args) == 1:
        many = "listing" in v.taints_of(site.base)
        yield Said("K1", "moves or renames many files") if many else Said("K1", "moves or copies files", NOTE)
    elif name in _PATH_READS | _PATH_WRITES | {"open", "touch", "mkdir", "chmod", "symlink_to", "hardlink_to"}:
        writing = name not in _PATH_READS and not (
            name == "open" and not set("".join(v.texts(site.argument(0, "mode")))) & set("wax+")
        )
        if writing and persistent(path | texts):
            yield Said("K4", "makes itself permanent")
        elif secret(path | texts):
            yield Said("K2", "reads private files")
        said = [*writes(site.base | texts)] if writing else [Said("K2", "reads a file", NOTE)]
        yield from map(_made, said) if name == "mkdir" else said


def _made(said: Said) -> Said:
    """The same of a folder: `mkdir` overwrites nothing."""
    if said.level is NOTE:
        return replace(said, capability="creates files or folders")
    return replace(said, capability=said.capability.replace("overwrites", "makes folders among"))


def _constructor(node: ast.Call, site: CallSite) -> Iterator[Const]:
    """Every text that the receiver of a path method was built from."""
    if isinstance(node.func, ast.Attribute):
        for part in ast.walk(node.func.value):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield Const(part.value)
