"""Rust. Tests are functions under `#[test]`; they run in the program's process, which then may hold no unsafe code.

Rust's own test runner decides by an exit status that any program can choose, so the tests are called by a `main` of
ours that says a secret word at their end. How the pieces are put together is in rust_tests.py.
"""

from __future__ import annotations

import functools
import shutil
from collections.abc import Mapping
from pathlib import Path

from volt.verify.languages.box import Job
from volt.verify.languages.finding import asked, version_of
from volt.verify.languages.protocol import OwnTests, Tools, build_bounds, run_bounds
from volt.verify.languages.rust_crates import crates
from volt.verify.languages.rust_tests import with_tests
from volt.verify.verdict import Limits

_RUNTIME_MB = 32


class Rust:
    """Compiles one file with rustc. The crates rand, regex and md5 are there when they were prepared."""

    name = "rust"
    suffixes: tuple[str, ...] = (".rs",)
    install = "apt-get install rustc"
    memory = "address space"
    trust = "same process"
    out_of_memory: tuple[bytes, ...] = (b"memory allocation of", b"capacity overflow")
    assertion: tuple[bytes, ...] = (b"assertion ", b"AssertionError")

    def find(self) -> Tools | None:
        """The compiler itself, and not the chooser of compilers that may stand on the PATH; and a C linker."""
        rustc, linker = shutil.which("rustc"), shutil.which("cc") or shutil.which("gcc")
        root = _sysroot(rustc) if rustc else ""
        if not root or linker is None:
            return None
        linker = str(Path(linker).resolve())
        programs = {"rustc": f"{root}/bin/rustc", "linker": linker, "root": root}
        own = () if root == "/usr" else (root,)
        return Tools(programs, (*own, "/usr/bin"), version_of(f"{root}/bin/rustc"))

    def build(self, tools: Tools, program: str, tests: OwnTests | None) -> Job | None:
        """One executable."""
        source = program if tests is None else with_tests(program, tests)
        found = crates(tools)
        files = {"main.rs": source.encode(), **{f"crates/{name}": data for name, data in found.files.items()}}
        flags = ["--edition=2021", "-Cdebuginfo=0", "-Copt-level=1", "-Cstrip=symbols", "--cap-lints=allow"]
        if tests is not None:
            flags.remove("--cap-lints=allow")
            flags += ["-Awarnings", "-Funsafe-code"]
        for name, file in found.roots.items():
            flags += ["--extern", f"{name}={{place}}/crates/{file}"]
        flags += ["-L", "dependency={place}/crates", f"-Clinker={tools.programs['linker']}"]
        environment = {"PATH": "/usr/bin", "TMPDIR": "{place}", "LD_LIBRARY_PATH": f"{tools.programs['root']}/lib"}
        command = (tools.programs["rustc"], *flags, "-o", "{place}/main", "{place}/main.rs")
        return Job(command, build_bounds(), tools.readable, files, environment, wanted=("main",))

    def start(
        self, tools: Tools, program: str, made: Mapping[str, bytes], limits: Limits, tests: OwnTests | None
    ) -> Job:
        """The executable."""
        bounds = run_bounds(limits, made, "address-space", _RUNTIME_MB)
        return Job(("{place}/main",), bounds, (), made, {})


@functools.cache
def _sysroot(rustc: str) -> str:
    return asked(rustc, "--print", "sysroot")
