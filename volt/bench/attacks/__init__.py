"""Programs that try to pass without solving, to escape, or to leave something behind. None may succeed.

A *forgery* does not know the answers; if it passes, the judge was fooled. An *escape* knows the answers and gives
them only when its attempt worked; if it passes, a wall has a hole. One file is a group; in it, a line
`=== what it tries` and then the program.

    forgeries/, escapes/    Python
    languages/              forgeries_NAME.txt, escapes_NAME.txt
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
KINDS = ("forgeries", "escapes")
_MARK = "MARKED"


@dataclass(frozen=True)
class Group:
    """The attacks of one file, by what they try."""

    name: str
    kind: str
    """One of `KINDS`."""
    language: str
    attacks: dict[str, str]


def groups(mark: str = _MARK) -> list[Group]:
    """Every group, Python's first. `mark` is part of the name of whatever an attack tries to leave."""
    found = [Group(path.stem, kind, "python", _programs(path, mark)) for kind in KINDS for path in _files(kind)]
    for path in _files("languages"):
        kind, language = path.stem.split("_")
        found.append(Group(path.stem, kind, language, _programs(path, mark)))
    return found


def _files(folder: str) -> list[Path]:
    return sorted((HERE / folder).glob("*.txt"))


def _programs(path: Path, mark: str) -> dict[str, str]:
    parts = f"\n{path.read_text(encoding='utf-8')}".replace(_MARK, mark).split("\n=== ")[1:]
    return {name: source for name, _, source in (part.partition("\n") for part in parts)}
