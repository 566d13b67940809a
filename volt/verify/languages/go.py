"""Go. Tests are `func TestX(t *testing.T)`; they run in the program's process, whose imports are limited then."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from volt.verify.languages.box import Job
from volt.verify.languages.finding import asked, harness, version_of
from volt.verify.languages.protocol import OwnTests, Refused, Tools, build_bounds, run_bounds
from volt.verify.verdict import Limits

_RUNTIME_MB = 192  # the heap grows by arenas of 64 MB
_TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|`[^`]*`|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|\w+|\S', re.DOTALL)
_PURE_TEXT = """
bufio bytes cmp container/heap container/list container/ring context crypto/md5 crypto/sha1 crypto/sha256
crypto/sha512 encoding/base64 encoding/binary encoding/hex encoding/json errors fmt hash hash/crc32 hash/fnv iter
maps math math/big math/bits math/cmplx math/rand regexp slices sort strconv strings sync sync/atomic
text/tabwriter time unicode unicode/utf16 unicode/utf8
"""
PURE = frozenset(_PURE_TEXT.split())
"""Packages that give no way to descriptors, memory or the runtime."""
_PREDECLARED_TEXT = """
any append bool byte cap close comparable complex complex128 complex64 copy delete error false float32 float64 imag
int int16 int32 int64 int8 iota len make new nil panic print println real recover rune string true uint uint16
uint32 uint64 uint8 uintptr
"""
_PREDECLARED = _PREDECLARED_TEXT.split()


class Go:
    """Builds in GOPATH mode, where nothing is looked for outside the folder."""

    name = "go"
    suffixes: tuple[str, ...] = (".go",)
    install = "apt-get install golang-go"
    memory = f"writable memory {_RUNTIME_MB} MB above the limit, and GOMEMLIMIT at the limit"
    trust = "same process"
    out_of_memory: tuple[bytes, ...] = (b"out of memory", b"cannot allocate memory")
    assertion: tuple[bytes, ...] = (b"AssertionError", b"--- FAIL")

    def find(self) -> Tools | None:
        """Go on the PATH."""
        go = shutil.which("go")
        root = asked(go, "env", "GOROOT") if go else ""
        if go is None or not root:
            return None
        parts = {str(path.resolve()) for path in (Path(root), *Path(root).glob("*"), *Path(root, "pkg").glob("*"))}
        shared = {path for path in parts if not any(path != q and path.startswith(q + "/") for q in parts)}
        return Tools({"go": f"{root}/bin/go"}, (root, *sorted(shared - {root})), version_of(go, "version"))

    def build(self, tools: Tools, program: str, tests: OwnTests | None) -> Job | None:
        """One executable, of the program alone or of the program and its tests."""
        if tests is None:
            files = {"src/app/main.go": program.encode()}
        else:
            _refuse_impure(program)
            files = _with_tests(program, tests)
        environment = {
            "GO111MODULE": "off",
            "GOPATH": "{place}",
            "GOCACHE": "{place}/cache",
            "GOTMPDIR": "{place}",
            "GOTOOLCHAIN": "local",
            "GOENV": "off",
            "GOTELEMETRY": "off",
            "HOME": "{place}",
            "CGO_ENABLED": "0",
            "GOFLAGS": "",
            "GOMAXPROCS": "2",
            "PATH": "",
        }
        command = (tools.programs["go"], "build", "-ldflags=-s -w", "-o", "{place}/main", "app")
        return Job(command, build_bounds(), tools.readable, files, environment, wanted=("main",))

    def start(
        self, tools: Tools, program: str, made: Mapping[str, bytes], limits: Limits, tests: OwnTests | None
    ) -> Job:
        """The executable. With tests, one thread that is only interrupted where values are whole: a race between
        two goroutines can otherwise be used to write anywhere in memory."""
        environment = {"GOMEMLIMIT": f"{limits.memory_mb}MiB", "GOTRACEBACK": "single"}
        if tests is not None:
            environment |= {"GOMAXPROCS": "1", "GODEBUG": "asyncpreemptoff=1"}
        bounds = run_bounds(limits, made, "data", _RUNTIME_MB)
        return Job(("{place}/main",), bounds, (), made, environment)


def _with_tests(program: str, tests: OwnTests) -> dict[str, bytes]:
    """The program and its tests as one package, our own around it."""
    names = list(dict.fromkeys(re.findall(r"^func\s+(Test\w*)\s*\(", tests.code, re.MULTILINE)))
    if not names:
        raise Refused("the tests hold no function such as func TestX(t *testing.T)")
    calls = "".join(f't.Run("{name}", {name})\n' for name in names)
    tag = tests.tag
    # An imported name may not be defined in the package as well: so the compiler refuses a program that gives
    # `true` or `len` a meaning of its own.
    imports = "".join(f'import {name} "volt/guard"\n' for name in _PREDECLARED)
    uses = "".join(f"var _ {name}.Shadow\n" for name in _PREDECLARED)
    runner = f'package subject\nimport "testing"\nfunc Run_{tag}(t *testing.T) {{\n{calls}}}\n'
    return {
        "src/app/main.go": harness("main.go").replace(b"TAG", tag.encode()),
        "src/volt/guard/guard.go": harness("guard.go"),
        "src/github.com/stretchr/testify/assert/assert.go": harness("assert.go"),
        "src/subject/a_program.go": _in_package(program).encode(),
        "src/subject/b_tests.go": _without_unused_imports(_in_package(tests.code)).encode(),
        "src/subject/c_runner.go": runner.encode(),
        "src/subject/d_shadows.go": f"package subject\n{imports}{uses}".encode(),
    }


def _tokens(source: str) -> Iterator[re.Match[str]]:
    return (token for token in _TOKEN.finditer(source) if not token[0].startswith(("//", "/*")))


def _in_package(source: str) -> str:
    """The source as part of the package `subject`, whatever its own package is called."""
    tokens = _tokens(source)
    if (first := next(tokens, None)) is not None and first[0] == "package":
        name = next(tokens, first)
        return f"package subject{source[name.end() :]}"
    return f"package subject\n{source}"


def _imported(source: str) -> Iterator[tuple[str, int, int]]:
    """Every import of a source: its path as written, and where the whole of it stands."""
    tokens = list(_tokens(source))
    for at, token in enumerate(tokens):
        if token[0] != "import":  # a keyword: nothing else can be called so
            continue
        several = at + 1 < len(tokens) and tokens[at + 1][0] == "("
        begin = None
        for part in tokens[at + 1 + several :]:
            if part[0] == ")":
                break
            if part[0] == ";":
                continue
            begin = part.start() if begin is None else begin
            if part[0][0] in '"`':
                yield part[0][1:-1], begin, part.end()
                begin = None
                if not several:
                    break


def _refuse_impure(program: str) -> None:
    for path, _, _ in _imported(program):
        if path not in PURE:
            raise Refused(f"it imports {path}, which programs may not that run together with their tests")


def _without_unused_imports(source: str) -> str:
    """Test code whose imports that it does not use, or has twice, have no name: the compiler would refuse them."""
    spans = list(_imported(source))
    body = source[max((end for _, _, end in spans), default=0) :]
    seen: list[str] = []
    needless = []
    for path, begin, end in spans:
        named = source[begin:end].split()[0]
        name = named if named[0] not in '"`' else path.split("/")[-1]
        used = name in ("_", ".") or re.search(rf"\b{re.escape(name)}\s*\.", body)
        if not used or path in seen:
            needless.append((path, begin, end))
        seen.append(path)
    for path, begin, end in reversed(needless):
        source = f'{source[:begin]}_ "{path}"{source[end:]}'
    return source
