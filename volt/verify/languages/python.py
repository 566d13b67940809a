"""Python as one language among others: for stdin/stdout cases. Tests of its own form go to `volt.verify.Judge`."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from pathlib import Path

from volt.verify.languages.box import Job
from volt.verify.languages.protocol import OwnTests, Refused, Tools, run_bounds
from volt.verify.verdict import Limits


class Python:
    """Runs with the interpreter that Volt runs with, its standard library only."""

    name = "python"
    suffixes: tuple[str, ...] = (".py",)
    install = "apt-get install python3"
    memory = "address space"
    trust = "apart"
    out_of_memory: tuple[bytes, ...] = (b"MemoryError",)
    assertion: tuple[bytes, ...] = (b"AssertionError",)

    def find(self) -> Tools | None:
        """The interpreter itself, beyond any virtual environment."""
        interpreter = str(Path(sys.executable).resolve())
        library = () if sys.base_prefix == "/usr" else (f"{sys.base_prefix}/lib",)
        return Tools({"python": interpreter}, (interpreter, *library), f"Python {platform.python_version()}")

    def build(self, tools: Tools, program: str, tests: OwnTests | None) -> Job | None:
        """Nothing, but a syntax error is said before anything runs."""
        try:
            compile(program, "main.py", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise Refused(f"does not compile: {error}") from error
        return None

    def start(
        self, tools: Tools, program: str, made: Mapping[str, bytes], limits: Limits, tests: OwnTests | None
    ) -> Job:
        """Isolated from environment and site packages."""
        files = {"main.py": program.encode()}
        # The interpreter's own mappings are some 60 MB.
        bounds = run_bounds(limits, files, "address-space", 64)
        # Not -I: it would have PYTHONHASHSEED ignored, and sets would be printed in another order every time.
        command = (tools.programs["python"], "-s", "-S", "-P", "-B", "{place}/main.py")
        return Job(command, bounds, tools.readable, files, {"PYTHONHASHSEED": "0"})
