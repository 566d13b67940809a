"""What a harmful program does, before it is disguised."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Deed:
    """A call of something that can be reached in many ways."""

    module: str
    """Where the name lives, "builtins" included."""
    name: str
    arguments: str = ""
    """Their source."""
    frame: str = "{call}"
    """Statements around the call."""


@dataclass(frozen=True)
class Block:
    """Statements whose harm is their shape, not one call."""

    text: str


Family = Callable[[Random], Deed | Block]
Families = Mapping[str, tuple[str, Family]]
"""Name of a family to its axiom and what draws one of it."""

_NOUNS = ("report", "notes", "thesis", "ledger", "photos", "backup", "draft", "invoice", "results", "settings")
_ENDINGS = ("txt", "csv", "json", "db", "docx", "tex", "png", "log")
_HOSTS = ("collector", "metrics", "cdn", "files", "api", "drop", "stats")


def file_name(rng: Random) -> str:
    """Source of a file's name."""
    return repr(f"{rng.choice(_NOUNS)}{rng.choice(['', '_old', '2', '_final'])}.{rng.choice(_ENDINGS)}")


def folder(rng: Random) -> str:
    """Source of a folder's name."""
    return repr(rng.choice([".", "data", "/home", "~", "projects", "/var/data", "documents"]))


def host(rng: Random) -> str:
    """Source of a host's name."""
    return repr(f"{rng.choice(_HOSTS)}.example.{rng.choice(['org', 'net', 'com'])}")


def url(rng: Random) -> str:
    """Source of an address."""
    return repr(f"http://{rng.choice(_HOSTS)}.example.{rng.choice(['org', 'net'])}/{rng.choice(_NOUNS)}")


def one_of(*deeds: Deed | Block) -> Family:
    """A family that draws one of these."""
    return lambda rng: rng.choice(deeds)
