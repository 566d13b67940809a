"""Programs in five languages behind one protocol. See judge.py for what a verdict on them means."""

from __future__ import annotations

from pathlib import Path

from volt.errors import ConfigError
from volt.verify.languages.go import Go
from volt.verify.languages.java import Java
from volt.verify.languages.javascript import JavaScript
from volt.verify.languages.judge import LanguageJudge
from volt.verify.languages.protocol import Language
from volt.verify.languages.python import Python
from volt.verify.languages.rust import Rust

LANGUAGES: tuple[Language, ...] = (Python(), JavaScript(), Java(), Rust(), Go())

__all__ = ["LANGUAGES", "Language", "LanguageJudge", "by_file", "by_name"]


def by_name(name: str) -> Language:
    """A language by its name. ConfigError for one that is not known."""
    for language in LANGUAGES:
        if language.name == name.lower():
            return language
    raise ConfigError(f"there is no language {name!r}", f"Choose from {', '.join(x.name for x in LANGUAGES)}")


def by_file(path: Path) -> Language:
    """The language that a file's suffix stands for. ConfigError when there is none."""
    for language in LANGUAGES:
        if path.suffix in language.suffixes:
            return language
    known = ", ".join(suffix for language in LANGUAGES for suffix in language.suffixes)
    raise ConfigError(f"{path.name} has no suffix of a language that is known ({known})", "Name it with --language")
