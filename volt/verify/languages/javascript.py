"""JavaScript with Node. Tests run in a process apart from the program (pairs.py)."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from volt.verify.languages.box import Job
from volt.verify.languages.finding import harness, version_of
from volt.verify.languages.protocol import OwnTests, Tools, run_bounds
from volt.verify.verdict import Limits

_RUNTIME_MB = 320  # code, young generation and the stacks of a dozen threads


class JavaScript:
    """Node runs the program as a CommonJS script."""

    name = "javascript"
    suffixes: tuple[str, ...] = (".js", ".cjs")
    install = "apt-get install nodejs"
    memory = f"writable memory {_RUNTIME_MB} MB above the limit, and V8's old generation at the limit"
    trust = "apart"
    out_of_memory: tuple[bytes, ...] = (b"heap out of memory", b"Array buffer allocation failed", b"allocation failed")
    assertion: tuple[bytes, ...] = (b"AssertionError",)

    def find(self) -> Tools | None:
        """Node on the PATH."""
        node = shutil.which("node") or shutil.which("nodejs")
        if node is None:
            return None
        node = str(Path(node).resolve())
        prefix = str(Path(node).parent.parent)
        return Tools({"node": node}, (node, *(() if prefix == "/usr" else (prefix,))), f"Node {version_of(node)}")

    def build(self, tools: Tools, program: str, tests: OwnTests | None) -> Job | None:
        """There is nothing to compile."""
        return None

    def start(
        self, tools: Tools, program: str, made: Mapping[str, bytes], limits: Limits, tests: OwnTests | None
    ) -> Job:
        """The program alone, or behind the server that answers the calls of its tests."""
        files = {"main.js": program.encode()}
        if tests is not None:
            files = {
                "solution.js": program.encode(),
                "main.js": harness("candidate.js"),
                "codec.js": harness("codec.js"),
            }
        files["node_modules/js-md5.js"] = harness("js-md5.js")
        return node_job(tools, files, limits)

    def tester(self, tools: Tools, tests: OwnTests, limits: Limits) -> Job:
        """The process that holds the tests."""
        files = {"test.js": tests.code.encode(), "main.js": harness("tester.js"), "codec.js": harness("codec.js")}
        return node_job(tools, files, limits)


def node_job(tools: Tools, files: Mapping[str, bytes], limits: Limits) -> Job:
    """Node on `main.js`, with its memory bounded from inside as well."""
    heap = f"--max-old-space-size={limits.memory_mb}"
    flags = ("--no-warnings", "--v8-pool-size=1", "--stack-size=900", heap)
    bounds = run_bounds(limits, files, "data", _RUNTIME_MB)
    command = (tools.programs["node"], *flags, "{place}/main.js")
    # Node ends at once when it may not read the machine's configuration of OpenSSL.
    return Job(command, bounds, tools.readable, files, {"OPENSSL_CONF": "/dev/null"})


def identifiers(code: str) -> list[str]:
    """Every word of some code that could be a name of the program."""
    return sorted(set(re.findall(r"[A-Za-z_$][\w$]*", code)))
