"""The crates that Rust programs may use besides the standard library: built once, from Debian's sources.

    apt-get install cargo librust-rand-dev librust-regex-dev librust-md5-dev

Without them, programs that do without are judged all the same. The build is of trusted sources and uses no network.
What is built lies in VOLT_HOME, per version of the compiler.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from volt import places
from volt.errors import SandboxError
from volt.files import atomic_write
from volt.verify.languages.protocol import Tools

SOURCES = Path("/usr/share/cargo/registry")
NAMES = ("md5", "rand", "regex")
INSTALL = "apt-get install cargo librust-rand-dev librust-regex-dev librust-md5-dev"
_MANIFEST = """[package]
name = "crates"
version = "0.0.0"
edition = "2021"
[dependencies]
md5 = "*"
rand = "*"
# The parts of regex that only make it faster need crates of their own.
regex = {version = "*", default-features = false, features = ["std", "unicode"]}
"""
_CONFIG = """[source.crates-io]
replace-with = "debian"
[source.debian]
directory = "{sources}"
"""


@dataclass(frozen=True)
class Crates:
    """Compiled crates: every file by name, and which of them a program names."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    roots: Mapping[str, str] = field(default_factory=dict)


def crates(tools: Tools) -> Crates:
    """What was prepared for this compiler; nothing when nothing was."""
    folder = _folder(tools)
    return _read(folder) if (folder / "ready").is_file() else Crates()


def prepare(tools: Tools) -> bool:
    """Build the crates for this compiler unless it was done. False when their sources or cargo are not installed."""
    if crates(tools).roots:
        return True
    cargo = Path(tools.programs["root"], "bin", "cargo")
    command = str(cargo) if cargo.is_file() else shutil.which("cargo")
    if command is None or not all(any(SOURCES.glob(f"{name}-[0-9]*")) for name in NAMES):
        return False
    with tempfile.TemporaryDirectory(prefix="volt-crates-") as folder:
        built = _build(command, tools.programs["rustc"], Path(folder))
        for name, data in built.items():
            atomic_write(_folder(tools) / name, data)
    atomic_write(_folder(tools) / "ready", b"")
    _read.cache_clear()
    return True


def _build(cargo: str, rustc: str, folder: Path) -> dict[str, bytes]:
    """The libraries that cargo makes of the crates, in their order of dependence whatever that is."""
    (folder / ".cargo").mkdir()
    (folder / ".cargo" / "config.toml").write_text(_CONFIG.format(sources=SOURCES))
    (folder / "src").mkdir()
    (folder / "src" / "lib.rs").touch()
    (folder / "Cargo.toml").write_text(_MANIFEST)
    environment = {**os.environ, "RUSTC": rustc, "CARGO_HOME": str(folder / "home"), "CARGO_NET_OFFLINE": "true"}
    command = [cargo, "build", "--release", "--offline", "--quiet", "--jobs", "1"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SandboxError(f"the crates for Rust cannot be built: {done.stderr[-300:]}", INSTALL)
    return {path.name: path.read_bytes() for path in (folder / "target/release/deps").glob("lib*.rlib")}


@functools.cache
def _read(folder: Path) -> Crates:
    files = {path.name: path.read_bytes() for path in sorted(folder.glob("*.rlib"))}
    roots = {}
    for name in files:
        found = re.fullmatch(r"lib(\w+)-[0-9a-f]+\.rlib", name)
        if found and found[1] in NAMES:
            roots[found[1]] = name
    return Crates(files, roots)


def _folder(tools: Tools) -> Path:
    key = hashlib.sha256(tools.version.encode()).hexdigest()[:12]
    return places.home() / "rust-crates" / key
