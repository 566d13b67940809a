"""How fast code is indexed and searched: functions a second, latency of a warm query, bytes on disk.

The functions are those of the standard library and of what is installed; when they are too few, copies with other
names. Only Python is there in any quantity on every machine, so the other languages are not measured. Nothing here says
how good the results are.

Wall time is what a user waits for and depends on what else the machine does; CPU time is reported beside it, with the
load before and after.
"""

from __future__ import annotations

import json
import os
import re
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from volt import places
from volt.bench.card_search import RESULT
from volt.bench.progress import progress
from volt.errors import ConfigError, DataError
from volt.files import atomic_write
from volt.provenance import provenance
from volt.search.dense import Encoder
from volt.search.encoder import FieldEncoder
from volt.search.indexing import index
from volt.search.searching import By, Searcher
from volt.search.store import CodeStore
from volt.search.walk import LARGEST

FUNCTIONS = 100_000
QUERIES = 200
_TYPED = (
    "retry with exponential backoff",
    "read a csv file line by line",
    "parse command line arguments",
    "compute the sha256 checksum of a file",
    "get value set default",
    "convert a string to a date",
    "close all open connections",
    "find the longest common prefix",
)
"""What a user might type. The other queries are first lines of docstrings, which are a harder load: longer."""
_SHOWN = (("p50", 50), ("p95", 95), ("p100", 100))
_DEFINITION = re.compile(r"^[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)", re.MULTILINE)
_DOCSTRING = re.compile(r'^[ \t]*"""([A-Z][^"\n]{20,100})', re.MULTILINE)


def bench(
    results: Path, *, functions: int = FUNCTIONS, queries: int = QUERIES, weights: Path | None = None, seed: int = 0
) -> dict[str, Any]:
    """Measure and write the result file, whole or not at all. weights: default the bundled ones."""
    if functions < 1 or queries < 1:
        raise ConfigError("at least one function and one query are needed", "Raise --functions or --queries")
    encoder = FieldEncoder.load(weights or places.models())
    load = [os.getloadavg()[0]]
    with tempfile.TemporaryDirectory(prefix="volt-search-") as scratch, progress(5 + len(By)) as show:
        root = Path(scratch) / "code"
        asked = _write_code(root, functions, queries, seed)
        show(1, "code written")
        with CodeStore(Path(scratch) / "index.db", root) as store:
            figures = _indexing(root, store, encoder, show)
            searcher = Searcher(store, encoder)
            figures["first_query"] = _timed(lambda: searcher.search(_TYPED[0]))
            figures["queries"] = {}
            for number, by in enumerate(By):
                figures["queries"][str(by)] = _latency(searcher, asked, by)
                show(6 + number, f"queries {by}")
        figures["bytes"] = (Path(scratch) / "index.db").stat().st_size
    result = {
        "result": RESULT,
        "title": "Search over code: speed",
        "partial": functions < FUNCTIONS,
        "settings": {"functions": functions, "queries": len(asked), "seed": seed, "weights": encoder.identity},
        **figures,
        "origin": {**provenance(), "cores": os.cpu_count(), "load": [round(v, 2) for v in (*load, os.getloadavg()[0])]},
    }
    atomic_write(results / RESULT, json.dumps(result, indent=1).encode() + b"\n")
    return result


# ---- code to index ---------------------------------------------------------------------------------------------------


def _write_code(root: Path, functions: int, queries: int, seed: int) -> list[str]:
    """Write files until they hold `functions`; returns queries."""
    lines: list[str] = []
    left, number = functions, 0
    for round_ in range(1_000_000):
        before = left
        for text in _sources():
            if left <= 0:
                break
            changed = _DEFINITION.sub(rf"\g<0>_{round_}", text) if round_ else text
            target = root / f"part{number // 100}" / f"file{number}.py"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(changed, encoding="utf-8")
            lines += _DOCSTRING.findall(text)
            left, number = left - len(_DEFINITION.findall(text)), number + 1
        if left <= 0:
            break
        if left == before:
            raise DataError("no Python source was found to index", "Use an interpreter with its standard library")
    luck = np.random.default_rng(seed)
    drawn = luck.choice(lines, min(len(lines), max(0, queries - len(_TYPED))), replace=False).tolist() if lines else []
    return [*_TYPED, *drawn][:queries]


def _sources() -> Iterator[str]:
    """Python sources with functions in them, of the standard library first."""
    paths = sysconfig.get_paths()
    for folder in dict.fromkeys((paths["stdlib"], paths["purelib"])):
        for path in sorted(Path(folder).rglob("*.py")):
            try:
                text = path.read_text(encoding="utf-8") if path.stat().st_size <= LARGEST else ""
            except (OSError, UnicodeDecodeError):
                continue
            if _DEFINITION.search(text):
                yield text


# ---- what is measured ------------------------------------------------------------------------------------------------


def _indexing(root: Path, store: CodeStore, encoder: Encoder, show: Any) -> dict[str, Any]:
    """Files alone, then vectors, then nothing to do, then one file changed."""
    words = _timed(lambda: index(root, store, None))
    show(2, "files read")
    vectors = _timed(lambda: index(root, store, encoder))
    show(3, "vectors made")
    unchanged = _timed(lambda: index(root, store, encoder))
    show(4, "nothing changed")
    (root / "part0" / "file0.py").write_text("def changed():\n    return 1\n")
    one = _timed(lambda: index(root, store, encoder))
    show(5, "one file changed")
    counts = store.counts()
    per_second = {
        what: {clock: round(counts[of] / taken[clock], 1) for clock in ("wall", "cpu")}
        for what, of, taken in (("read", "functions", words), ("encoded", "vectors", vectors))
    }
    seconds = {"read": words, "encoded": vectors, "nothing_changed": unchanged, "one_file_changed": one}
    return {**counts, "seconds": seconds, "per_second": per_second}


def _timed(work: Any) -> dict[str, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return {"wall": round(time.perf_counter() - wall, 4), "cpu": round(time.process_time() - cpu, 4)}


def _latency(searcher: Searcher, queries: Sequence[str], by: By) -> dict[str, dict[str, float]]:
    """Milliseconds of a query, after a few that warm up."""
    for query in queries[:5]:
        searcher.search(query, by=by)
    taken = [_timed(lambda query=query: searcher.search(query, by=by)) for query in queries]
    return {
        clock: {name: round(1000 * float(np.percentile([t[clock] for t in taken], at)), 2) for name, at in _SHOWN}
        for clock in ("wall", "cpu")
    }
