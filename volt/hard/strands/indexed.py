"""What can be recalled from the user's own code and from what was solved before.

A function in a file mostly needs more than itself: imports, constants, functions beside it. `whole` takes what is
needed along, or gives the function up where that cannot be said for sure. Every snippet says where it is from: path,
line and licence.
"""

from __future__ import annotations

import ast
import builtins
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from volt.data.packages import UNKNOWN, licence_near
from volt.hard.naming import PARTS, Named
from volt.hard.strands.library import Snippet
from volt.memory.tiers import Memory
from volt.program import parse, single_function
from volt.search.dense import Encoder
from volt.search.encoder import FILE, FieldEncoder
from volt.search.extract import Function
from volt.search.searching import By, Hit, Searcher
from volt.search.store import CodeStore

Gist = Callable[[str], NDArray[np.float32]]
"""A text to its unit vector [D]."""

_LARGEST = 1 << 20
_MOST_LINES = 200
"""Of a function with what it needs: more is no answer, it is a library."""
_ALIKE = 0.5
"""A remembered request less similar than this (cosine) asks for something else."""


@dataclass(frozen=True)
class Place:
    """A function of the index, and where it is."""

    path: str
    function: Function
    licence: str
    """` (MIT)`, or nothing where none is stated."""

    @property
    def place(self) -> str:
        """Path and line."""
        return f"{self.path}:{self.function.start_line}"


class IndexLibrary:
    """Snippets from an index that `volt index` made, best first. See `volt.hard.strands.library.Library`."""

    def __init__(self, store: CodeStore, encoder: Encoder | None) -> None:
        self._store, self._searcher = store, Searcher(store, encoder)

    @classmethod
    def open(cls, database: Path, weights: Path) -> IndexLibrary:
        """Of an index file; by words alone where the folder of weights holds no encoder for search."""
        encoder = FieldEncoder.load(weights) if (weights / FILE).is_file() else None
        return cls(CodeStore(database), encoder)

    def search(self, text: str, k: int) -> list[tuple[Snippet, float]]:
        """Python functions at module level that can stand alone with what they need."""
        found: list[tuple[Snippet, float]] = []
        for hit in self._hits(text, k):
            function = hit.function
            if function.language != "python" or "." in function.name:
                continue
            code = whole(self._store.root / hit.path, function.name)
            if code is not None:
                found.append((Snippet(function.name, code, function.docs, self._origin(hit)), hit.score))
        return found

    def places(self, text: str, k: int) -> list[tuple[str, Function]]:
        """Functions and methods of any language, whatever they need, each with path, line and licence."""
        return [(self._origin(hit), hit.function) for hit in self._hits(text, k)]

    @property
    def root(self) -> Path:
        """The folder that is indexed."""
        return self._store.root

    def named(self, asked: Named, *, exactly: bool = True) -> list[Place]:
        """The functions of a name, by path and line; of `Box.put` or `shop.Box.put` those that stand there.

        Not `exactly`: capitals may differ.
        """
        return [one for one in self._reaching(asked, exactly) if _ends(one, asked, 0, exactly)]

    def within(self, asked: Named) -> list[Place]:
        """The functions inside of a class, or of another function, of that name."""
        depth = range(1, 16)
        return [one for one in self._reaching(asked, True) if any(_ends(one, asked, less, True) for less in depth)]

    def _reaching(self, asked: Named, exactly: bool) -> list[Place]:
        found = self._store.named(asked.parts[-1])
        wanted = asked.file.replace("\\", "/").removeprefix("./")
        there = [one for one in found if not wanted or f"/{one.path}".endswith(f"/{wanted}")]
        return [Place(one.path, one.function, self._licence(one.path)) for one in there]

    def _hits(self, text: str, k: int) -> list[Hit]:
        return self._searcher.search(text, k, By.FUSED) if any(map(str.isalnum, text)) else []

    def _origin(self, hit: Hit) -> str:
        return f"{hit.path}:{hit.function.start_line}{self._licence(hit.path)}"

    def _licence(self, path: str) -> str:
        """As it stands behind a path; nothing where no licence is stated, since "unknown" would be said of what?"""
        licence = licence_near(self._store.root / path)
        return "" if licence == UNKNOWN else f" ({licence})"


def _ends(one: Place, asked: Named, less: int, exactly: bool) -> bool:
    """Whether the path and the name of a function, without its last parts, end in what is asked for."""
    own = PARTS.split(one.function.name)
    if less >= len(own):
        return False
    module = [part for part in PurePosixPath(one.path).with_suffix("").parts if part != "__init__"]
    parts, wanted = [*module, *own[: len(own) - less]], [*asked.parts]
    if not exactly:
        parts, wanted = [part.lower() for part in parts], [part.lower() for part in wanted]
    # The name itself must be the function's, and not that of its file.
    return parts[-len(wanted) :] == wanted


class MemoryLibrary:
    """Snippets from requests that were solved before and sound alike; see `Library`."""

    def __init__(self, memory: Memory, gist: Gist, leave_out: str = "") -> None:
        """`leave_out`: the key of the request itself, whose own answer is asked for elsewhere."""
        self._memory, self._gist, self._leave_out = memory, gist, leave_out

    def search(self, text: str, k: int) -> list[tuple[Snippet, float]]:
        """Verified programs whose requests are similar, with the cosine as the score."""
        found: list[tuple[Snippet, float]] = []
        for similar in self._memory.similar(self._gist(text), k):
            record = similar.record
            made = single_function(record.code)
            if made is None or similar.score < _ALIKE or record.key == self._leave_out:
                continue
            name = made[0].removeprefix("def ").split("(")[0]
            day = time.strftime("%Y-%m-%d", time.localtime(record.created))
            found.append((Snippet(name, record.code, record.text, f"a request solved on {day}"), similar.score))
        return found


@lru_cache(maxsize=512)
def whole(path: Path, name: str) -> str | None:
    """A module-level function with the imports, constants and functions of its file that it needs.

    None when the file has changed, or the function needs what is not plainly there: classes, star imports, relative
    imports, names from elsewhere.
    """
    try:
        tree = parse(path.read_text(encoding="utf-8")) if path.stat().st_size <= _LARGEST else None
    except (OSError, UnicodeDecodeError):
        return None
    if tree is None:
        return None
    defined = _defined(tree)
    if not isinstance(defined.get(name), ast.FunctionDef):
        return None
    needed, waiting = set[str](), [name]
    while waiting:
        wanted = waiting.pop()
        if wanted in needed:
            continue
        if wanted not in defined:
            return None
        needed.add(wanted)
        waiting += _free(defined[wanted])
    chosen = [node for node in tree.body if any(defined.get(one) is node for one in needed)]
    code = "\n\n".join(ast.unparse(_without_docstring(node) if node is not defined[name] else node) for node in chosen)
    return f"{code}\n" if code.count("\n") < _MOST_LINES else None


def _defined(tree: ast.Module) -> dict[str, ast.stmt]:
    """What the module's own statements bind, where that is plain."""
    found: dict[str, ast.stmt] = {}
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name):
                found[name] = node
            case ast.Import(names=names) | ast.ImportFrom(names=names, level=0):
                found |= {alias.asname or alias.name.split(".")[0]: node for alias in names if alias.name != "*"}
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
                found[name] = node
    return found


def _free(node: ast.stmt) -> Iterator[str]:
    """Names that a statement reads and neither binds itself nor finds among the built-in ones."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return
    names = [n for n in ast.walk(node) if isinstance(n, ast.Name)]
    bound = {n.id for n in names if not isinstance(n.ctx, ast.Load)}
    bound |= {n.arg for n in ast.walk(node) if isinstance(n, ast.arg)}
    bound |= {n.name for n in ast.walk(node) if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    bound |= {n.name for n in ast.walk(node) if isinstance(n, ast.ExceptHandler) and n.name}
    yield from {n.id for n in names} - bound - set(dir(builtins))


def _without_docstring(node: ast.stmt) -> ast.stmt:
    """A helper as it is needed; what is asked for keeps its documentation."""
    if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None and len(node.body) > 1:
        return ast.FunctionDef(**{**dict(ast.iter_fields(node)), "body": node.body[1:]}, lineno=node.lineno)
    return node
