"""Calls on objects nobody could follow and of libraries nobody lists, judged by what they say and are given."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import replace

from volt.safety import values as v
from volt.safety.capabilities import CAPABILITIES, DANGEROUS_ATTRIBUTES, OWN, STRICT_MODULES
from volt.safety.files import leads_outside, permissions, whose, writing_mode
from volt.safety.findings import Level
from volt.safety.namespace import NAMING
from volt.safety.patterns import PERSISTENT, SECRET
from volt.safety.resolve import Resolver
from volt.safety.sites import NOTE, CallSite, Said
from volt.safety.table import words
from volt.safety.values import Const, Ref


def anywhere(site: CallSite) -> Iterator[Said]:
    """Calls of any library that are given a private file, or that write where something is already."""
    library = [path for path in site.paths if path.split(".")[0] not in _HARMLESS_READERS]
    if library and any(isinstance(t, str) and SECRET.search(t) and "sam" not in t.lower() for t in _every_text(site)):
        yield Said("K2", "reads private files")
    if library and any(isinstance(t, str) and PERSISTENT.search(t) for t in _every_text(site)) and _stores(site):
        yield Said("K4", "makes itself permanent")
    taken = any(v.taints_of(a) & {"listing", "self", "home", "system"} for a in site.args)
    elsewhere = any(v.certain(a) and v.texts(a) and not writing_mode(a) for a in site.args[:2])  # it is content then
    if (library or site.attribute in _METHODS) and taken and not elsewhere and _stores(site):
        yield Said("K1", "overwrites files that are already there")
    if library and any(isinstance(t, str) and _ADDRESS.match(t) for t in _every_text(site)) and _last(site) & _READS:
        yield Said("K2", "opens network connections")


def _last(site: CallSite) -> set[str]:
    return {path.rpartition(".")[2] for path in site.paths} | {site.attribute}


def _stores(site: CallSite) -> bool:
    if any(path.startswith(("zipfile.", "tarfile.")) and "()" in path for path in site.paths):
        return False  # an archive reads what it is given
    modes = (t for a in (*site.args[1:], *site.named.values()) for t in v.texts(a))
    return any(writing_mode(frozenset({Const(t)})) for t in modes) or any(map(_STORING.search, _last(site)))


def _every_text(site: CallSite) -> Iterator[object]:
    for value in site.every:
        for x in v.leaves(value) if isinstance(value, v.Seq) else (value,):
            if isinstance(x, Const):
                yield from x.value if isinstance(x.value, tuple) else (x.value,)


_HARMLESS_READERS = words("ast builtins re posixpath os pathlib fnmatch string json <getter> collections hashlib")
_METHODS = words(
    "tofile dump_stats to_csv to_json to_pickle to_excel to_parquet savefig write_results save_text save_html"
)
_STORING = re.compile(
    r"save|write|dump|rotate|rollover|create_archive|tofile|to_(csv|json|pickle|excel|parquet)|memmap|from_file|^encode$|"
    r"copymode|copystat|FileType|imsave|basicConfig|export",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\s*(https?|ftp)://", re.IGNORECASE)
_READS = words(
    "parse read_csv read_html read_json read_table read_excel read_xml genfromtxt loadtxt load imread open fromfile"
)


_PATHLIB = frozenset(["pathlib"])
_STRICT_NAMES = frozenset(
    name.rpartition(".")[2]
    for name, found in CAPABILITIES.items()
    if found.level is Level.VETO and name.split(".")[0] in STRICT_MODULES
)
_TELLING = {
    "rmtree": ("K1", "deletes files"),
    "popen": ("K4", "runs other programs"),
    "Popen": ("K4", "runs other programs"),
    "check_output": ("K4", "runs other programs"),
    "check_call": ("K4", "runs other programs"),
    "subprocess_exec": ("K4", "runs other programs"),
    "subprocess_shell": ("K4", "runs other programs"),
    "create_connection": ("K2", "opens network connections"),
    "create_datagram_endpoint": ("K2", "opens network connections"),
    "create_server": ("K2", "opens network connections"),
    "create_unix_server": ("K2", "opens network connections"),
    "create_unix_connection": ("K2", "opens network connections"),
    "sock_connect": ("K2", "opens network connections"),
    "_make_subprocess_transport": ("K4", "runs other programs"),
    **dict.fromkeys(("rm_file", "delete_dir", "delete_dir_contents", "remove_tree"), ("K1", "deletes files")),
    "get_data": ("K2", "reads files behind the import statement"),
    "get_stack": ("K3", "walks the stack of its judge"),
    **dict.fromkeys(("createDOMBuilder", "parseURI"), ("K2", "opens network connections")),
    "urlopen": ("K2", "opens network connections"),
    "urlretrieve": ("K2", "opens network connections"),
    "clipboard_get": ("K2", "reads the clipboard"),
    "clipboard_append": ("K2", "writes the clipboard"),
}


def telling_name(name: str, resolver: Resolver) -> Iterator[Said]:
    """A method that is taken without being called, or asked for by its name: `run = loop.subprocess_shell`."""
    if not resolver.defines(name):
        if name in _TELLING:
            yield Said(*_TELLING[name])
        if name in ("unlink", "rmdir", "write_text", "write_bytes") and resolver.imports_any(_PATHLIB):
            yield Said("K1", "hands a way to change files around")


def exceptions_object(name: str, resolver: Resolver) -> Iterator[Said]:
    """`error.obj` of an AttributeError is the module or function that lacked the attribute."""
    if name == "obj" and not resolver.gives(name):
        yield Said("K3", "takes an object out of an exception")


def unknown_object(site: CallSite, resolver: Resolver) -> Iterator[Said]:
    """Methods that tell what they do by their name, on objects that nobody could follow."""
    name = site.attribute
    if not name or resolver.defines(name):
        return
    if name in _TELLING:
        yield Said(*_TELLING[name])
    elif name == "extractall" and leads_outside(paths := v.texts(site.argument(0, "path"))):
        yield Said("K1", f"overwrites {whose(paths)}")
    elif "member" in v.taints_of(site.base) and name in _STRICT_NAMES:
        yield Said("K3", f"calls {name} on something out of a module")
    elif any(isinstance(x, Ref) and not x.path.startswith(OWN) for x in site.base):
        return
    elif name in ("exec", "eval", "compile", "__import__") and v.texts(site.every):
        yield Said("K3", "runs text as code on something unknown")
    elif name in ("system", "execv", "execve", "execvp", "spawnl", "spawnv") and v.texts(site.every):
        yield Said("K4", "runs other programs")
    elif name in ("unlink", "rmdir", "kill"):
        listed = "listing" in v.taints_of(site.base) or (name != "kill" and resolver.imports_any(_PATHLIB))
        what = "kills or aborts a process" if name == "kill" else "deletes files"
        yield Said("K1", what) if listed else Said("K1", f"calls {name} on something unknown", NOTE)
    elif name in ("terminate", "suspend") and "listing" in v.taints_of(site.base):
        yield Said("K1", "kills or aborts a process")
    elif name in ("chmod", "lchmod") and "listing" in v.taints_of(site.base):
        yield from permissions(replace(site, args=(site.base, *site.args)))
    elif "listing" in v.taints_of(site.base) and (
        name in ("write_text", "write_bytes") or (name == "open" and writing_mode(site.argument(0, "mode")))
    ):
        yield Said("K1", "overwrites files that are already there")


def formatting(site: CallSite) -> Iterator[Said]:
    """A format string can read attributes: `"{0.__globals__}".format(f)`."""
    texts = [*v.texts(site.base), *(v.texts(site.args[0]) if site.args else [])]
    if site.attribute in ("format", "format_map", "vformat") and any(map(_reads_hidden, texts)):
        yield Said("K3", "reads hidden attributes through a format string")


def _reads_hidden(text: str) -> bool:
    """Whether a field of a format string, or one within its format, has such an attribute."""
    try:
        fields = [(field or "", spec or "") for _, field, spec, _ in string.Formatter().parse(text)]
    except ValueError:
        return "__" in text  # no format string, or none that is known
    paths = [re.split(r"[.\[\]]", field)[1:] for field, _ in fields]
    hidden = any("__" in name or "{" in name or name in DANGEROUS_ATTRIBUTES for path in paths for name in _told(path))
    return hidden or any(spec and _reads_hidden(spec) for _, spec in fields)


def _told(path: list[str]) -> list[str]:
    """The attributes of a field that have to be looked at: none when it ends with what a class is called."""
    return path if not path or path[-1] not in NAMING else [name for name in path[:-1] if name != "__class__"]
