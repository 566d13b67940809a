"""Examples in the documentation whose output is what the commands really print.

    python -m volt.bench.pages            # run all examples again
    python -m volt.bench.pages --check    # exit 1 where one prints something else than its page says

An example is a block between two marks, with the commands in the first (several are parted by `;;`). It runs in the
root of the project, with a memory of its own that is thrown away:

    <!-- run: volt check examples/tidy.py -->
    ...
    <!-- end -->

Times differ from run to run and from machine to machine, so they are shown as `…`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from volt.files import atomic_write

ROOT = Path(__file__).parents[2]
_EXAMPLE = re.compile(r"<!-- run: (?P<commands>.+?) -->\n.*?<!-- end -->", re.DOTALL)
_UNSTABLE = (
    (re.compile(r"\b\d+(?:\.\d+)? (?=s\b|ms\b|files/s)"), "… "),
    (re.compile(re.escape(str(ROOT)) + r"/?"), ""),
    (re.compile(r"indexes/[0-9a-f]{16}"), "indexes/…"),
    (re.compile(r"^isolation .*$", re.MULTILINE), "isolation   …"),
)
_SECONDS = 300


def render(text: str) -> str:
    """A page with every example run again."""
    return _EXAMPLE.sub(lambda found: _example(found["commands"]), text)


def _example(commands: str) -> str:
    """The block of one example."""
    shown = []
    with tempfile.TemporaryDirectory() as home:
        for command in commands.split(" ;; "):
            shown.append(f"$ {command}\n{output(command, Path(home))}".rstrip())
    body = "\n".join(shown)
    return f"<!-- run: {commands} -->\n```console\n{body}\n```\n<!-- end -->"


def output(command: str, home: Path) -> str:
    """What a command prints, without what differs between runs; a failing one says how it ended."""
    place = {"VOLT_HOME": str(home), "COLUMNS": "110", "NO_COLOR": "1"}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    ran = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, **place, "PATH": path},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    said = ran.stdout + (ran.stderr if ran.returncode else "")
    for unstable, instead in _UNSTABLE:
        said = unstable.sub(instead, said)
    lines = [line.rstrip() for line in said.replace(str(home), "~/.volt").strip("\n").split("\n")]
    return "\n".join(lines) + (f"\n(exit code {ran.returncode})" if ran.returncode else "")


def main(arguments: list[str]) -> int:
    """Render all pages of docs/, or with `--check` say which differ."""
    differ = []
    for page in sorted((ROOT / "docs").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        rendered = render(text)
        if rendered != text:
            differ.append(page.name)
            if "--check" not in arguments:
                atomic_write(page, rendered.encode())
    print("\n".join(differ) or "all examples print what their pages say", file=sys.stderr)
    return 1 if differ and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
