"""Does a training row overlap a report-only problem? Built from hashes only; says which rule was broken.

Four rules, the strictest first:
  exact query    the same statement after normalising case and whitespace
  query 13-gram  thirteen consecutive words of a statement in common
  code 13-grams  at least half of the row's 13-grams of code tokens occur in report-only code
  syntax tree    a function is equal once its own names, annotations and docstrings are normalised away

Thirteen words is the length used by Brown et al. 2020 (arXiv:2005.14165, appendix C). Code shorter than thirteen
tokens has no 13-gram; only the syntax tree rule applies to it. What this does not find: paraphrases of a
statement, and the same algorithm written differently.
"""

from __future__ import annotations

import ast
import hashlib
import re
import struct
import warnings
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from volt.data.problems import read_rows
from volt.errors import DataError
from volt.files import atomic_write

GRAM = 13
SHARE = 0.5
SHIPPED = Path(__file__).with_name("report_only.bin")
"""Hashes of the report-only sets the project measures itself on."""

Hashes = NDArray[np.uint64]
_MAGIC = b"VOLTOVL1"
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_QUERY_KEYS = {"query", "intent", "prompt", "instruction", "docstring", "nl", "text"}
_CODE_KEYS = {"solution", "code", "canonical_solution", "buggy_solution", "buggy"}
_TREE_KEYS = {"setup", "query", "prompt"}  # may hold whole functions, but also boilerplate that is nobody's solution
_DROPPED_FIELDS = {"ctx", "type_comment", "kind", "annotation", "returns", "decorator_list", "type_params", "docstring"}


def hash64(text: str) -> int:
    """A stable 64-bit hash of a text."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def code_tokens(code: str) -> list[str]:
    """Words and single symbols; whitespace and layout do not count. Works for any language."""
    return _TOKEN.findall(code)


def query_key(query: str) -> int:
    """Equal for statements that differ in case and whitespace only."""
    return hash64(" ".join(query.lower().split()))


def grams(tokens: list[str]) -> list[int]:
    """Hashes of all runs of 13 tokens; empty when there are fewer."""
    return [hash64("\x1f".join(tokens[i : i + GRAM])) for i in range(len(tokens) - GRAM + 1)]


def code_grams(code: str) -> list[int]:
    """13-grams of code tokens, cut to 32 bits: half of them must match, so single collisions do not matter."""
    return [g & 0xFFFFFFFF for g in grams(code_tokens(code))]


def parse(code: str) -> ast.Module | None:
    """The syntax tree, or None when the text is not Python of this version."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def tree_key(node: ast.AST) -> int:
    """Equal for trees that differ only in the names they bind, annotations, docstrings, decorators and layout."""
    bound = bound_names(node)
    spelled: list[str] = []
    _spell(node, bound, {}, spelled)
    return hash64(" ".join(spelled))


def module_key(code: str) -> int:
    """The tree key of a whole program, imports included; 0 when it does not parse."""
    module = parse(code)
    return tree_key(module) if module is not None else 0


def tree_keys(code: str) -> set[int]:
    """Keys of the whole module (imports left out) and of every function in it; empty when it does not parse."""
    module = parse(code)
    if module is None:
        return set()
    functions = [n for n in ast.walk(module) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    module.body = [n for n in module.body if not isinstance(n, ast.Import | ast.ImportFrom)]
    whole = {tree_key(module)} if module.body else set()
    return whole | {tree_key(f) for f in functions if not _is_stub(f)}


def _is_stub(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A body of nothing but docstrings, `pass` and `...`: equal to every other stub, so it says nothing."""
    body = (s.value if isinstance(s, ast.Expr) else s for s in node.body)
    return all(isinstance(s, ast.Pass | ast.Constant) for s in body)


def bound_names(node: ast.AST) -> set[str]:
    """Names that a tree binds: variables, parameters, functions, classes, caught exceptions."""
    names: set[str] = set()
    for n in ast.walk(node):
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store):
            names.add(n.id)
        elif isinstance(n, ast.arg):
            names.add(n.arg)
        elif isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or (
            isinstance(n, ast.ExceptHandler) and n.name
        ):
            names.add(str(n.name))
    return names


def _spell(node: Any, bound: set[str], order: dict[str, int], out: list[str]) -> None:
    """Write a tree as words; names in `bound` become their order of first appearance."""
    if isinstance(node, list):
        out.append("[")
        for item in node:
            _spell(item, bound, order, out)
        out.append("]")
    elif isinstance(node, ast.AST):
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            node = ast.Assign(targets=[node.target], value=node.value)
        out.append(type(node).__name__)
        for name in node._fields:
            if name not in _DROPPED_FIELDS:
                value = getattr(node, name, None)
                _spell(_without_docstring(value) if name == "body" else value, bound, order, out)
    elif isinstance(node, str) and node in bound:
        out.append(f"${order.setdefault(node, len(order))}")
    else:
        out.append(repr(node))


def _without_docstring(body: Any) -> Any:
    if isinstance(body, list) and len(body) > 1 and isinstance(body[0], ast.Expr):
        first = body[0].value
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            return body[1:]
    return body


@dataclass(frozen=True)
class Overlap:
    """Hash sets of report-only problems, each a sorted array of distinct 64-bit values."""

    queries: Hashes
    query_grams: Hashes
    code_grams: Hashes
    trees: Hashes

    @classmethod
    def from_folder(cls, folder: Path) -> Overlap:
        """Build from every JSON lines file of report-only problems in `folder`. DataError when there is none."""
        files = sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")])
        if not files:
            raise DataError(f"{folder} holds no JSON lines files", "Give the folder of report-only problem sets")
        return cls.from_rows(row for path in files for _, row in read_rows(path))

    @classmethod
    def from_rows(cls, rows: Iterable[dict[str, Any]]) -> Overlap:
        """Build from raw rows of any of the schemas in use; fields are recognised by name."""
        sets: tuple[set[int], set[int], set[int], set[int]] = (set(), set(), set(), set())
        for row in rows:
            for key, text in _named_texts(row):
                if key in _QUERY_KEYS:
                    sets[0].add(query_key(text))
                    sets[1].update(grams(_WORD.findall(text.lower())))
                if key in _CODE_KEYS:
                    sets[2].update(code_grams(text))
                if key in _CODE_KEYS | _TREE_KEYS:
                    sets[3].update(tree_keys(text))
        return cls(*(_sorted(s) for s in sets))

    @property
    def digest(self) -> str:
        """Names the contents, for manifests."""
        return hashlib.blake2b(self._packed(), digest_size=8).hexdigest()

    def reason(self, query: str, code: str) -> str | None:
        """The first rule that a training row breaks, or None when it is clean."""
        if query and _count(self.queries, [query_key(query)]):
            return "exact query"
        if _count(self.query_grams, grams(_WORD.findall(query.lower()))):
            return "query 13-gram"
        mine = list(dict.fromkeys(code_grams(code)))
        if mine and _count(self.code_grams, mine) >= SHARE * len(mine):
            return "code 13-grams"
        if _count(self.trees, list(tree_keys(code))):
            return "syntax tree"
        return None

    def save(self, path: Path) -> None:
        """Write the hashes (no text) to a compact file; the write is atomic."""
        packed = self._packed()
        atomic_write(path, _MAGIC + struct.pack("<I", zlib.crc32(packed)) + packed)

    @classmethod
    def load(cls, path: Path) -> Overlap:
        """Read what `save` wrote. DataError when the file is absent, damaged or of another kind."""
        remedy = "Build it again with Overlap.from_folder(DIR/test).save(path)"
        try:
            data = path.read_bytes()
        except OSError as error:
            raise DataError(f"{path} cannot be read ({error.strerror})", remedy) from error
        head = len(_MAGIC) + 4
        if data[: len(_MAGIC)] != _MAGIC or struct.pack("<I", zlib.crc32(data[head:])) != data[len(_MAGIC) : head]:
            raise DataError(f"{path} is damaged or not a file of overlap hashes", remedy)
        counts_end = head + 4 * 4
        sets, at = [], counts_end
        for size in struct.unpack("<4I", data[head:counts_end]):
            sets.append(_unpack(data[at : at + size]))
            at += size
        return cls(*sets)

    def _packed(self) -> bytes:
        parts = [_pack(a) for a in (self.queries, self.query_grams, self.code_grams, self.trees)]
        return struct.pack("<4I", *map(len, parts)) + b"".join(parts)


def overlap_or_refuse(data: Path | None, without: bool = False) -> Overlap | None:
    """The check every training script runs before it reads a row.

    `data` is the folder of problem sets, or None; its `test` folder is used, else the hashes shipped with Volt.
    `without` is the user's own `--no-decontaminate`: only then is None (no check) returned.
    """
    if without:
        return None
    if data is not None and (data / "test").is_dir():
        return Overlap.from_folder(data / "test")
    if SHIPPED.is_file():
        return Overlap.load(SHIPPED)
    raise DataError(
        "Training rows cannot be checked against the report-only problems: there is no data folder with test/",
        "Give --data DIR or set VOLT_DATA, or accept unchecked training with --no-decontaminate",
    )


def _named_texts(row: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """(key, text) of every string in a row, at any depth; tests are left out, they are not solutions."""
    if isinstance(row, dict):
        for name, value in row.items():
            yield from _named_texts(value, str(name).lower())
    elif isinstance(row, list):
        for value in row:
            yield from _named_texts(value, key)
    elif isinstance(row, str) and row.strip():
        yield key, row


def _sorted(values: set[int]) -> Hashes:
    return np.sort(np.fromiter(values, dtype=np.uint64, count=len(values)))


def _count(known: Hashes, values: list[int]) -> int:
    """How many of `values` are in `known`."""
    if not len(known) or not values:
        return 0
    wanted = np.array(values, dtype=np.uint64)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return int((known[at] == wanted).sum())


def _pack(values: Hashes) -> bytes:
    """Sorted values as differences, bytes of equal weight side by side, deflated: the top bytes are nearly free."""
    gaps = np.diff(values, prepend=np.uint64(0)).astype("<u8")
    return zlib.compress(gaps.view(np.uint8).reshape(-1, 8).T.tobytes(), 9)


def _unpack(data: bytes) -> Hashes:
    planes = np.frombuffer(zlib.decompress(data), dtype=np.uint8).reshape(8, -1)
    return np.cumsum(np.ascontiguousarray(planes.T).view("<u8").ravel(), dtype=np.uint64)
