"""Programs in five languages: verdicts, limits, isolation, and programs that try to pass without solving.

Tests that compile many programs are slow ones; each language has a quick one. What has no toolchain here is skipped.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from commands import Volt

from volt.bench import card_judge
from volt.bench.attacks import groups
from volt.bench.ways import OWN, SQUARE
from volt.errors import ChecksError, ConfigError
from volt.verify import Limits, Verdict, isolation
from volt.verify.isolation import LAYERS
from volt.verify.languages import LANGUAGES, LanguageJudge, by_file, by_name
from volt.verify.languages.go import _imported, _without_unused_imports
from volt.verify.languages.javascript import JavaScript
from volt.verify.languages.protocol import OwnTests, Refused
from volt.verify.languages.rust_tests import tokens, with_tests
from volt.verify.stdio import Case, read_cases, same_output

LIMITS = Limits(cpu_seconds=3.0, memory_mb=256, output_kb=64, wall_seconds=120)
SHORT = replace(LIMITS, cpu_seconds=1.0)
"""For what starts fast: no virtual machine."""
NAMES = [language.name for language in LANGUAGES]
COMPILED = {"java", "rust", "go"}
THREADED = {"java", "javascript", "go"}
"""Their runtimes start threads of their own."""


def _programs(kind: str, name: str) -> dict[str, str]:
    """The programs of a file in volt/bench/attacks/languages, by what they try."""
    (found,) = (group for group in groups() if group.kind == kind and group.language == name)
    return found.attacks


def judge(name: str, limits: Limits = LIMITS, without: tuple[str, ...] = ()) -> LanguageJudge:
    language = by_name(name)
    if language.find() is None:
        pytest.skip(f"{name} is not installed")
    return LanguageJudge(language, limits, without=without)


def _lies_in_a_private_folder(name: str) -> bool:
    tools = by_name(name).find()
    assert tools is not None
    folders = {folder for path in tools.programs.values() for folder in Path(path).resolve().parents}
    return os.geteuid() == 0 and any(not folder.stat().st_mode & 0o001 for folder in folders)


def bare_judge(name: str) -> LanguageJudge:
    """A judge with a process and limits only."""
    if os.geteuid() != 0 and name in THREADED:
        pytest.skip("without any layer an ordinary user's threads are not bounded, and it does not run")
    return judge(name, without=LAYERS[3:])


def slow_when_compiled(names: list[str]) -> list[object]:
    return [pytest.param(name, marks=pytest.mark.slow) if name in COMPILED else name for name in names]


# Reads a line, prints it reversed.
REVERSE = {
    "python": "print(input()[::-1])",
    "javascript": "console.log([...require('fs').readFileSync(0, 'utf8').trim()].reverse().join(''))",
    "java": """import java.util.*;
public class Main { public static void main(String[] a) {
    System.out.println(new StringBuilder(new Scanner(System.in).nextLine()).reverse()); } }""",
    "rust": """fn main() { let mut s = String::new(); std::io::stdin().read_line(&mut s).unwrap();
    println!("{}", s.trim().chars().rev().collect::<String>()); }""",
    "go": """package main
import "fmt"
func main() { var s, r string; fmt.Scan(&s); for _, c := range s { r = string(c) + r }; fmt.Println(r) }""",
}
CASES = (Case("abc\n", "cba\n"), Case("stressed\n", "desserts"))


@pytest.fixture(scope="module")
def layers_here() -> set[str]:
    """What this machine gives Python programs."""
    return {layer.name for layer in isolation() if layer.on}


@pytest.mark.parametrize("name", NAMES)
def test_a_program_is_built_once_and_run_for_every_case(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layers_here: set[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    report = judge(name).cases(REVERSE[name], (*CASES, Case("ab\n", "ab\n")))
    assert [check.verdict for check in report.checks] == [Verdict.PASSED, Verdict.PASSED, Verdict.WRONG], report
    assert report.verdict is Verdict.WRONG
    assert set(report.layers) == layers_here
    assert report.limits == LIMITS
    assert not list(tmp_path.glob("volt-job-*")), "a job left its folder"


@pytest.mark.parametrize("name", slow_when_compiled(NAMES))
def test_programs_run_where_there_are_no_namespaces_and_where_there_is_no_seccomp(name: str) -> None:
    namespaces = tuple(layer for layer in LAYERS if layer.endswith("namespace"))
    for without in (("seccomp",), namespaces):
        if without is namespaces and _lies_in_a_private_folder(name):
            pytest.skip("without a root of its own nobody but root can read a toolchain in a private folder")
        report = judge(name, without=without).cases(REVERSE[name], CASES[:1])
        assert report.verdict is Verdict.PASSED, (without, report)


@pytest.mark.parametrize("name", ["python", "javascript"])
def test_without_a_required_layer_nothing_is_run(name: str, tmp_path: Path) -> None:
    mark = tmp_path / "was-here"
    program = {"python": f"open('{mark}', 'w')", "javascript": f"require('fs').writeFileSync('{mark}', '')"}[name]
    bare = bare_judge(name)
    strict = LanguageJudge(bare.language, LIMITS, ("landlock",), without=LAYERS[3:])
    reports = [strict.cases(program, [Case("", "")])]
    if name == "javascript":
        reports.append(strict.tests(program + "; const f = 1;", "console.assert(f === 1);"))
    for report in reports:
        assert report.verdict is Verdict.INFRA
        assert "landlock is required and off" in report.detail
    assert not mark.exists()
    bare.cases(program, [Case("", "")])
    assert mark.exists(), "the program would not have shown that it ran"


def test_python_prints_sets_in_the_same_order_every_time() -> None:
    report = judge("python").cases("print(hash('a'))", [Case("", "")] * 2)
    assert report.checks[0].detail == report.checks[1].detail


def test_output_is_compared_without_white_space_at_ends_and_with_all_other() -> None:
    assert same_output("a b\nc\n", "a b  \r\nc\n\n")
    assert same_output("", "\n\n")
    for other in ("a  b\nc", "a b c", " a b\nc", "a b\n\nc", "a b\nC", "a b"):
        assert not same_output("a b\nc\n", other), other


@pytest.mark.parametrize("text", ["", "[]", "[1]", '{"input": "x"}', '[{"input": 1, "output": "x"}]', "nonsense"])
def test_cases_that_are_none_are_refused_in_one_line(text: str) -> None:
    with pytest.raises(ChecksError):
        read_cases(text)


def test_cases_are_a_list_or_lines() -> None:
    rows = [{"input": "1", "output": "2"}, {"input": "", "output": ""}]
    expected = (Case("1", "2"), Case("", ""))
    assert read_cases(json.dumps(rows)) == expected
    assert read_cases("\n".join(map(json.dumps, rows))) == expected


# ---- failures and limits -------------------------------------------------------------------------------------------

BROKEN = {
    "python": "print(",
    "javascript": "let (",
    "java": "class {",
    "rust": "fn main( {",
    "go": "package main\nfunc",
}
LOOPS = {
    "python": "while True: pass",
    "javascript": "for (;;) {}",
    "java": "public class Main { public static void main(String[] a) { while (true) {} } }",
    "rust": "fn main() { let mut x = 0u64; loop { x = std::hint::black_box(x + 1); } }",
    "go": "package main\nfunc main() { for { } }",
}
EATS = {
    "python": "x = []\nwhile True: x.append(bytearray(1 << 24))",
    "javascript": "const x = []; for (;;) x.push(new Array(1 << 20).fill(1.5))",
    "java": "public class Main { public static void main(String[] a) { var x = new java.util.ArrayList<byte[]>();"
    " while (true) x.add(new byte[1 << 24]); } }",
    "rust": "fn main() { let mut x = Vec::new(); loop { x.push(vec![1u8; 1 << 24]); } }",
    "go": "package main\nfunc main() { var x [][]byte; for { b := make([]byte, 1<<24); for i := range b { b[i] = 1 }"
    "; x = append(x, b); _ = x } }",
}
FLOODS = {
    "python": "while True: print('x' * 9999)",
    "javascript": "for (;;) console.log('x'.repeat(9999))",
    "java": "public class Main { public static void main(String[] a) {"
    ' while (true) System.out.println("x".repeat(9999)); } }',
    "rust": 'fn main() { loop { println!("{}", "x".repeat(9999)); } }',
    "go": 'package main\nimport ("fmt"; "strings")\nfunc main() { for { fmt.Println(strings.Repeat("x", 9999)) } }',
}
FAILS = {
    "python": "raise ValueError('no')",
    "javascript": "throw new Error('no')",
    "java": 'public class Main { public static void main(String[] a) { throw new RuntimeException("no"); } }',
    "rust": 'fn main() { panic!("no"); }',
    "go": 'package main\nfunc main() { panic("no") }',
}


@pytest.mark.parametrize("name", slow_when_compiled(NAMES))
@pytest.mark.parametrize(
    ("programs", "verdict"),
    [
        (LOOPS, Verdict.TIMEOUT),
        (EATS, Verdict.MEMORY),
        (FLOODS, Verdict.OUTPUT_LIMIT),
        (FAILS, Verdict.RAISED),
    ],
    ids=["loops", "eats", "floods", "fails"],
)
def test_every_language_has_the_same_limits(name: str, programs: dict[str, str], verdict: Verdict) -> None:
    # Filling the memory takes CPU time, which a slow machine may not have enough of in a short limit.
    patient = name == "java" or verdict is Verdict.MEMORY
    limits = replace(LIMITS if patient else SHORT, memory_mb=128)
    report = judge(name, limits).cases(programs[name], [Case("", "")])
    assert report.verdict is verdict, report


@pytest.mark.parametrize("name", slow_when_compiled(NAMES))
def test_what_does_not_compile_is_malformed_and_says_why(name: str) -> None:
    report = judge(name).cases(BROKEN[name], CASES)
    # Node compiles when it runs.
    assert report.verdict is (Verdict.RAISED if name == "javascript" else Verdict.MALFORMED), report
    assert report.detail


def test_a_sleeping_program_meets_the_wall_backstop() -> None:
    report = judge("python", Limits(wall_seconds=0.5)).cases("import time\ntime.sleep(60)", [Case("", "")])
    assert report.verdict is Verdict.TIMEOUT
    assert "wall" in report.detail


def test_a_missing_toolchain_is_infra_and_says_how_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    for name in ("javascript", "java", "rust", "go"):
        report = LanguageJudge(by_name(name)).cases(REVERSE[name], CASES)
        assert report.verdict is Verdict.INFRA
        assert by_name(name).install in report.detail


def test_a_required_layer_that_is_off_is_infra_and_nothing_runs() -> None:
    language = LanguageJudge(by_name("python"), LIMITS, ("seccomp",), without=("seccomp",))
    report = language.cases(REVERSE["python"], CASES)
    assert report.verdict is Verdict.INFRA
    assert "seccomp" in report.detail
    with pytest.raises(ConfigError):
        LanguageJudge(by_name("python"), require=("nonsense",))


def test_languages_are_found_by_suffix_and_name() -> None:
    assert by_file(Path("a/b.rs")).name == "rust"
    assert by_name("Go").name == "go"
    for unknown in (lambda: by_file(Path("x.cobol")), lambda: by_name("cobol")):
        with pytest.raises(ConfigError, match=r"rust|\.rs"):
            unknown()


# ---- tests of the language's own form ------------------------------------------------------------------------------

WRONG = {name: source.replace("x * x", "9") for name, source in SQUARE.items()}


@pytest.mark.parametrize("name", slow_when_compiled(list(SQUARE)))
def test_own_tests_tell_right_from_wrong(name: str) -> None:
    right, wrong = (judge(name).tests(source[name], OWN[name]) for source in (SQUARE, WRONG))
    assert right.verdict is Verdict.PASSED, right
    assert wrong.verdict is Verdict.WRONG, wrong
    assert right.layers


def test_python_tests_go_to_the_judge_of_python() -> None:
    assert judge("python").tests("def f(x): return x * x", "assert f(3) == 9").verdict is Verdict.PASSED


# None of these knows an answer. Each is refused, ends early, or is wrong; none may pass.
FORGERIES = {name: _programs("forgeries", name) for name in ("javascript", "java", "rust", "go")}


@pytest.mark.parametrize(
    ("name", "attack"),
    [
        pytest.param(name, attack, marks=pytest.mark.slow if name in COMPILED else ())
        for name in FORGERIES
        for attack in FORGERIES[name]
    ],
)
def test_no_forgery_passes_the_languages_own_tests(name: str, attack: str) -> None:
    limits = LIMITS if name == "java" else SHORT
    report = judge(name, limits).tests(FORGERIES[name][attack], OWN[name])
    assert report.verdict not in (Verdict.PASSED, Verdict.INFRA, Verdict.UNCHECKED), report


@pytest.mark.parametrize("name", slow_when_compiled(list(FORGERIES)))
def test_forgeries_fail_without_any_isolation_layer(name: str) -> None:
    bare = bare_judge(name)
    if _lies_in_a_private_folder(name):
        pytest.skip("without a root of its own nobody but root can read a toolchain in a private folder")
    for attack in ("exit", "reads the word", "always equal", "claims success"):
        if attack in FORGERIES[name]:
            report = bare.tests(FORGERIES[name][attack], OWN[name])
            assert report.verdict is not Verdict.PASSED, (attack, report)


def _refused_rust(program: str, test: str = '#[test] fn a() { assert_eq!(f(1), "a".to_string()); }') -> str:
    try:
        with_tests(program, OwnTests(test, "tag"))
    except Refused as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    "program",
    [
        "fn f(x: i32) -> E { E }",
        "mod m { fn f() -> bool { true } }\nfn f(x: i32) -> E { E }",
        "trait T { fn to_string(&self) -> String { String::new() } }\nfn f(x: i32) -> String { String::new() }",
        "struct String; fn f(x: i32) -> String { String }",
        "use m::E as String; fn f(x: i32) -> String { E }",
        "macro_rules! m { ($n:ident) => { fn $n(x: i32) -> E { E } } } m!(f);",
        "macro_rules! m { ($p:ident) => { impl $p<i32> for E {} } } m!(PartialEq); fn f(x: i32) -> i32 { 0 }",
        '/* /* */ " */ extern crate self as std; /* " */ fn f(x: i32) -> String { String::new() }',
        "const f: fn(i32) -> E = g;",
        "#[derive(PartialEq)] struct E; impl From<&str> for E { fn from(s: &str) -> E { E } } fn f(x: i32) -> E { E }",
    ],
)
def test_rust_programs_that_could_decide_their_tests_are_refused_unbuilt(program: str) -> None:
    assert _refused_rust(program)


@pytest.mark.parametrize(
    "program",
    [
        "fn f(x: i32) -> String { (x as i64).to_string() }",
        '// extern\n/* unsafe extern */ fn f(x: i32) -> String { "extern".into() }',
        "#[derive(PartialEq, Clone)] struct P { a: i32 } impl P { fn new() -> P { P { a: 1 } } }\n"
        "fn f(x: i32) -> String { String::new() }",
        "fn f<T: ToString>(x: T) -> Option<Vec<T>> { None }",
        "use std::collections::HashMap as Map; fn f(x: i32) -> String { String::new() }",
    ],
)
def test_honest_rust_programs_are_not_refused(program: str) -> None:
    assert _refused_rust(program) == ""


def test_rust_is_read_as_the_compiler_reads_it() -> None:
    source = "/* a /* b */ c */ x 'a' 'b \"/*\" r#\"\"//\"# '\\'' // z\ny"
    assert [token.text for token in tokens(source)] == ["x", "'a'", "'b", '"/*"', 'r#""//"#', "'\\''", "y"]


def test_go_imports_are_read_as_the_compiler_reads_them() -> None:
    source = '// import "a"\nimport "b"\nimport (\n x `c` // "d"\n . "e"; _ "f"\n)\nvar s = "import"\nfunc g() {}'
    assert [path for path, _, _ in _imported(source)] == ["b", "c", "e", "f"]
    slim = _without_unused_imports('import "math"\nimport ("os"; "fmt")\nimport "fmt"\nfunc f() { fmt.Println() }')
    assert [path for path, _, _ in _imported(slim)] == ["math", "os", "fmt", "fmt"]
    assert [line.count("_") for line in slim.splitlines()] == [1, 1, 1, 0]


# ---- JavaScript: two processes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("program", "test"),
    [
        ("const f = (a) => { a.push(4); a[0] = 0; };", "const a = [1]; f(a); console.assert(a.join() === '0,4');"),
        (
            "const f = (o) => { o.x = 1; delete o.y; };",
            "const o = {y: 2}; f(o); console.assert(JSON.stringify(o) === '{\"x\":1}');",
        ),
        (
            "const f = () => [NaN, -0, 10n, undefined, null, new Map([[1, new Set([2])]]), Infinity];",
            "const r = f(); console.assert(Number.isNaN(r[0]) && Object.is(r[1], -0) && r[2] === 10n"
            " && r[3] === undefined && r[4] === null && r[5].get(1).has(2) && r[6] === Infinity);",
        ),
        (
            "function f(x) { throw new RangeError('no'); }",
            "let e; try { f(1); } catch (caught) { e = caught; }"
            " console.assert(e instanceof RangeError && e.message === 'no');",
        ),
        ("const f = async (x) => x + 1;", "f(1).then((r) => console.assert(r === 2));"),
        ("module.exports = { f: (x) => x + 1, limit: 7 };", "console.assert(f(1) === 2 && limit === 7);"),
        (
            'const f = (x) => JSON.parse(\'{"__proto__": {"a": 1}}\');',
            "const r = f(); console.assert(r.a === undefined && Object.keys(r).length === 1);",
        ),
        (
            "const f = (x) => x;",
            "const { f: g } = require('./solution'); require('assert').deepStrictEqual(g([1, {a: 2}]), [1, {a: 2}]);",
        ),
    ],
)
def test_javascript_values_cross_and_arguments_change(program: str, test: str) -> None:
    report = judge("javascript").tests(program, test)
    assert report.verdict is Verdict.PASSED, report


@pytest.mark.parametrize(
    ("program", "test", "verdict"),
    [
        ("const f = () => () => 1;", "f();", Verdict.MALFORMED),
        ("const f = () => { throw new TypeError('x'); };", "f();", Verdict.RAISED),
        ("const f = (;", "f();", Verdict.MALFORMED),
        ("throw 1;", "f();", Verdict.RAISED),
        ("const g = 1;", "f();", Verdict.WRONG),
        ("const f = async () => 1;", "f().then((r) => console.assert(r === 2));", Verdict.WRONG),
        ("const f = async () => { throw new Error('x'); };", "f();", Verdict.RAISED),
        ("const f = () => 1;", "process.exit(0);", Verdict.INFRA),
    ],
)
def test_javascript_failures_have_their_verdicts(program: str, test: str, verdict: Verdict) -> None:
    assert judge("javascript").tests(program, test).verdict is verdict


# ---- walls ---------------------------------------------------------------------------------------------------------

ESCAPES = {name: _programs("escapes", name) for name in ("javascript", "java", "rust", "go")}


@pytest.mark.parametrize(
    ("name", "attack"),
    [
        pytest.param(name, attack, marks=pytest.mark.slow if name in COMPILED else ())
        for name in ESCAPES
        for attack in ESCAPES[name]
    ],
)
def test_no_program_reaches_out(name: str, attack: str) -> None:
    report = judge(name).cases(ESCAPES[name][attack], [Case("", "in")])
    assert report.verdict not in (Verdict.PASSED, Verdict.INFRA), report


# ---- the command line ----------------------------------------------------------------------------------------------


def test_verify_takes_cases_and_other_languages(volt: Volt, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(REVERSE["python"])
    (tmp_path / "cases.json").write_text(json.dumps([{"input": "ab\n", "output": "ba\n"}]))
    said = volt("verify", tmp_path / "a.py", "--tests", tmp_path / "cases.json", "--json")
    assert said.code == 0
    assert said.json["verdict"] == "passed"
    assert said.json["language"] == "python"
    if by_name("javascript").find() is not None:
        (tmp_path / "a").write_text(SQUARE["javascript"])
        (tmp_path / "t.js").write_text(OWN["javascript"])
        assert volt("verify", tmp_path / "a", "--language", "javascript", "--tests", tmp_path / "t.js").code == 0
        (tmp_path / "a.js").write_text(WRONG["javascript"])
        assert volt("verify", tmp_path / "a.js", "--tests", tmp_path / "t.js").code == 1


def test_verify_says_in_one_line_what_it_cannot_use(volt: Volt, tmp_path: Path) -> None:
    for name, content in (("a.cobol", "x"), ("a.js", "x"), ("a.py", "x = 1"), ("empty.js", ""), ("bad.json", "{")):
        (tmp_path / name).write_text(content)
    for arguments, words in (
        (("a.cobol", "--test", "assert f(1)"), "--language"),
        (("a.js", "--language", "cobol"), "Choose from"),
        (("a.js",), "--tests FILE"),
        (("a.js", "--test", "assert f(1)"), "--tests FILE"),
        (("a.js", "--tests", tmp_path / "empty.js"), "no tests"),
        (("a.py", "--tests", tmp_path / "bad.json"), "JSON"),
    ):
        said = volt("verify", tmp_path / arguments[0], *arguments[1:])
        assert said.code == 2, arguments
        assert words in said.error


def test_verify_without_a_toolchain_is_our_fault(volt: Volt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(JavaScript, "find", lambda self: None)
    (tmp_path / "a.js").write_text(SQUARE["javascript"])
    (tmp_path / "t.js").write_text(OWN["javascript"])
    said = volt("verify", tmp_path / "a.js", "--tests", tmp_path / "t.js", "--json")
    assert said.code == 3
    assert said.json["verdict"] == "infra"
    assert "apt-get install nodejs" in said.json["detail"]


def test_bench_languages_writes_what_it_found(volt: Volt, tmp_path: Path) -> None:
    judge("javascript")
    row = {
        "task_id": "JavaScript/0",
        "prompt": "const f = (x) => {\n",
        "canonical_solution": "  return x * x;\n}\n",
        "buggy_solution": "  return x + x;\n}\n",
        "test": "console.assert(f(3) === 9)",
        "entry_point": "f",
    }
    broken = {**row, "task_id": "JavaScript/1", "canonical_solution": "return 0 }", "buggy_solution": "return x * x }"}
    folder = tmp_path / "data" / "test"
    folder.mkdir(parents=True)
    with gzip.open(folder / "humanevalpack_js.jsonl.gz", "wt") as file:
        file.write("".join(json.dumps(r) + "\n" for r in (row, broken)))
    options = ("--data", tmp_path / "data", "--out", tmp_path / "results", "--language", "javascript")
    said = volt("bench", "languages", *options, "--json")
    assert said.code == 1, "an exception is a disagreement, and must stop a script"
    (found,) = said.json
    assert (found["problems"], found["references_passed"], found["broken_not_passed"]) == (2, 1, 1)
    assert [(e["id"], e["solution"]) for e in found["exceptions"]] == [
        ("JavaScript/1", "canonical"),
        ("JavaScript/1", "buggy"),
    ]
    assert json.loads((tmp_path / "results" / "languages" / "javascript.json").read_text()) == found
    text = list(card_judge.sections(tmp_path / "results"))[2]
    assert "| javascript | Node" in text
    assert "| JavaScript/1 | buggy | passed |" in text
    assert "Not measured: there is no rust.json." in text
    assert volt("bench", "languages", *options[:-1], "cobol").code == 2
