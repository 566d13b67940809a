"""Java. Tests are a class with a `main` that throws when something is wrong; they run in the program's process."""

from __future__ import annotations

import functools
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from volt.verify.languages.box import Job, run
from volt.verify.languages.finding import harness, version_of
from volt.verify.languages.protocol import OwnTests, Refused, Tools, build_bounds, run_bounds
from volt.verify.verdict import Limits

_RUNTIME_MB = 400  # metaspace, compiled code, the stacks of the runtime's own threads
_QUIET = ("-XX:-UsePerfData", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UseContainerSupport")
_NOISE = re.compile(r'//[^\n]*|/\*.*?\*/|"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)
_TYPE = r"(?:class|record|interface|enum)\s+(\w+)"
_RECORD_EQUALS = re.compile(r"\brecord\b.*\bboolean\s+equals\s*\(", re.DOTALL)


class Java:
    """Compiles with a small program of our own around the JDK's compiler, so that a JVM starts once, not twice."""

    name = "java"
    suffixes: tuple[str, ...] = (".java",)
    install = "apt-get install default-jdk-headless"
    memory = f"heap at the limit, writable memory {_RUNTIME_MB} MB above it"
    trust = "same process"
    out_of_memory: tuple[bytes, ...] = (b"java.lang.OutOfMemoryError",)
    assertion: tuple[bytes, ...] = (b"AssertionError",)

    def find(self) -> Tools | None:
        """The JDK of the PATH."""
        compiler, runner = shutil.which("javac"), shutil.which("java")
        if compiler is None or runner is None:
            return None
        home = Path(compiler).resolve().parent.parent
        programs = {"java": str(home / "bin/java"), "javac": str(home / "bin/javac"), "home": str(home)}
        links = (path.resolve() for path in home.rglob("*") if path.is_symlink() and path.suffix != ".zip")
        settings = {str(path.parent) for path in links if path.exists() and path.is_relative_to("/etc")}
        return Tools(programs, (str(home), *sorted(settings)), version_of(compiler))

    def build(self, tools: Tools, program: str, tests: OwnTests | None) -> Job | None:
        """One JVM that compiles the program and then the tests."""
        files = {f"program/{_file_name(program)}": program.encode(), **_compiler(tools)}
        if tests is not None:
            _refuse_records_with_equals(program)
            entry = _with_main(tests.code) or "Main"
            prove = harness("Prove.java").replace(b"TAG", tests.tag.encode()).replace(b"ENTRY", entry.encode())
            files[f"tests/{_file_name(tests.code)}"] = tests.code.encode()
            files[f"tests/Prove_{tests.tag}.java"] = prove
        arguments = (
            *_QUIET,
            "-Xmx512m",
            "-cp",
            "{place}",
            "Compile",
            "{place}/program",
            "{place}/tests",
            "{place}/out",
        )
        return Job(
            (tools.programs["java"], *arguments),
            build_bounds(),
            tools.readable,
            files,
            _environment(tools),
            wanted=("out/**/*.class",),
        )

    def start(
        self, tools: Tools, program: str, made: Mapping[str, bytes], limits: Limits, tests: OwnTests | None
    ) -> Job:
        """The class with `main`, or the one that runs the tests, then with no module but java.base in reach."""
        flags = [*_QUIET, "-ea", f"-Xmx{limits.memory_mb}m", "-Xss16m"]
        if tests is None:
            main = _with_main(program)
            if main is None:
                raise Refused("no class of it has a main method")
            flags += ["-cp", "{place}/out/program", main]
        else:
            # Without jdk.unsupported and java.management nothing can look into another method's variables.
            flags += ["--limit-modules", "java.base"]
            if _major(tools.version) >= 22:
                flags.append("--enable-native-access=java.base")  # and so to nobody else
            flags += ["-cp", "{place}/out/tests:{place}/out/program", f"Prove_{tests.tag}"]
        bounds = run_bounds(limits, made, "data", _RUNTIME_MB)
        return Job((tools.programs["java"], *flags), bounds, tools.readable, made, _environment(tools))


def _environment(tools: Tools) -> dict[str, str]:
    # The loader finds a program's own folder by /proc, which the sandbox does not have.
    return {"LD_LIBRARY_PATH": f"{tools.programs['home']}/lib", "LC_ALL": "C.UTF-8"}


def _compiler(tools: Tools) -> Mapping[str, bytes]:
    return _compile_the_compiler(tools.programs["javac"], tools.programs["home"], tools.readable)


@functools.cache
def _compile_the_compiler(javac: str, home: str, readable: tuple[str, ...]) -> Mapping[str, bytes]:
    """Our program around the compiler, compiled once per process."""
    done = run(
        Job(
            (javac, "-J-XX:-UsePerfData", "-J-XX:TieredStopAtLevel=1", "-d", "{place}/out", "{place}/Compile.java"),
            build_bounds(),
            readable,
            {"Compile.java": harness("Compile.java")},
            {"LD_LIBRARY_PATH": f"{home}/lib"},
            wanted=("out/*.class",),
        )
    )
    if not done.made:
        raise OSError(f"the Java compiler does not work: {done.complained[:3000].decode(errors='replace')}")
    return {name.removeprefix("out/"): data for name, data in done.made.items()}


def _without_noise(source: str) -> str:
    """Source without comments and literals, unicode escapes resolved as the compiler does it first."""
    plain = re.sub(r"\\u+([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), source)
    return _NOISE.sub(lambda match: " " if match[0][0] == "/" else '""', plain)


def _file_name(source: str) -> str:
    """The name its file must have: that of the public type."""
    found = re.search(rf"\bpublic\s+(?:(?:final|abstract|sealed|strictfp)\s+)*{_TYPE}", _without_noise(source))
    return f"{found[1] if found else 'Solution'}.java"


def _with_main(source: str) -> str | None:
    """The type that `main` stands in: the last one before it."""
    plain = _without_noise(source)
    main = re.search(r"\bstatic\s+(?:final\s+)?void\s+main\s*\(", plain)
    types = re.findall(rf"\b{_TYPE}", plain[: main.start()]) if main else []
    package = re.search(r"^\s*package\s+([\w.]+)\s*;", plain)
    return (f"{package[1]}." if package else "") + types[-1] if types else None


def _refuse_records_with_equals(program: str) -> None:
    if _RECORD_EQUALS.search(_without_noise(program)):
        raise Refused("a record of it defines equals, which tests would have to trust; leave that to the compiler")


def _major(version: str) -> int:
    found = re.search(r"(\d+)", version)
    return int(found[1]) if found else 0
