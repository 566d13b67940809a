"""The rows of a run, on disk as they come: a killed run goes on where it stopped.

A file is JSON lines: `{"run": ...}` whenever a process starts on it, a row for every problem, `{"end": ...}` when its
share is done. Lines are written whole and flushed; a last line that was cut short is dropped. Runs belong together
when their fingerprint (settings, data, weights) is the same; a share of a suite (`shard`) has a file of its own.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from volt.errors import DataError
from volt.files import whole_lines

Row = dict[str, Any]
Shard = tuple[int, int]
"""(which share, counted from 0; how many shares)."""


@dataclass
class RawFile:
    """One file of rows, as far as it is written."""

    path: Path
    runs: list[Row] = field(default_factory=list)
    rows: dict[int, Row] = field(default_factory=dict)
    """By the problem's place in its suite."""
    finished: bool = False

    @property
    def fingerprint(self) -> str:
        """What this file's runs measure; empty when nothing is known."""
        return str(self.runs[0]["fingerprint"]) if self.runs else ""

    @property
    def shard(self) -> Shard:
        """The share of the suite this file holds."""
        which, of = self.runs[0]["shard"]
        return int(which), int(of)

    @classmethod
    def read(cls, path: Path) -> RawFile:
        """Read a file. DataError, naming the line, for anything but a cut last line."""
        made = cls(path)
        whole, _, _ = path.read_text(encoding="utf-8").rpartition("\n")
        for number, line in enumerate(whole.splitlines(), 1):
            try:
                made._take(json.loads(line))
            except (json.JSONDecodeError, KeyError, TypeError) as error:
                raise DataError(f"{path}:{number} is not a row of a run", "Delete the file and run again") from error
        return made

    def _take(self, line: Row) -> None:
        if "run" in line:
            self.runs.append(line["run"])
        elif "end" in line:
            self.finished = True
        else:
            self.rows[int(line["index"])] = line

    def begin(self, run: Row) -> None:
        """Note that a process starts on this file; what an earlier one left unfinished at its end is cut off."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        whole_lines(self.path)
        self._append({"run": run})

    def add(self, row: Row) -> None:
        """Write one problem's row."""
        self._append(row)

    def end(self, seconds: float) -> None:
        """Note that this share is done."""
        self._append({"end": {"seconds": round(seconds, 1)}})

    def _append(self, line: Row) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        self._take(line)


def resume_or_new(folder: Path, suite: str, fingerprint: str, shard: Shard, fresh: bool) -> RawFile:
    """The newest unfinished file of the same fingerprint and shard, else a new one."""
    for found in [] if fresh else newest_first(folder, suite):
        if found.fingerprint == fingerprint and found.shard == shard and not found.finished:
            return found
    part = f"-{shard[0] + 1}of{shard[1]}" if shard[1] > 1 else ""
    stamp = time.strftime("%Y%m%dT%H%M%S")
    path, again = folder / f"{suite}-{stamp}{part}.jsonl", 1
    while path.exists():
        path, again = folder / f"{suite}-{stamp}.{again}{part}.jsonl", again + 1
    return RawFile(path)


def newest_first(folder: Path, suite: str) -> list[RawFile]:
    """Every file of a suite that a run was begun on, the latest begun first."""
    files = [RawFile.read(path) for path in folder.glob(f"{suite}-[0-9]*.jsonl")]
    return sorted((f for f in files if f.runs), key=lambda f: (f.runs[0]["began"], f.path.name), reverse=True)


def all_shards(folder: Path, suite: str) -> list[RawFile]:
    """The finished files that together hold the newest run of a suite. DataError when a share is missing."""
    files = newest_first(folder, suite)
    if not files:
        raise DataError(f"{folder} holds no run of {suite}", f"Run `volt bench {suite}` first")
    newest, of = files[0].fingerprint, files[0].shard[1]
    done: dict[int, RawFile] = {}
    for file in files:
        if file.finished and file.fingerprint == newest and file.shard[1] == of:
            done.setdefault(file.shard[0], file)
    missing = [f"{i + 1}/{of}" for i in range(of) if i not in done]
    if missing:
        raise DataError(f"{suite}: share {', '.join(missing)} is not finished", "Run it with --shard, then merge")
    return [done[i] for i in range(of)]
