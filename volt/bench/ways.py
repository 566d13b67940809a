"""How attacks are judged in each language, and what must pass in the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from volt.verify import Case, Checks, Judge, Limits, Report
from volt.verify.languages import LanguageJudge, by_name

Ways = Callable[[str, str], dict[str, Report]]
"""From a kind of attack and a program to a report for each way of judging it."""
LIMITS = Limits(cpu_seconds=0.2, memory_mb=128, output_kb=64, wall_seconds=1.5)
_OTHERS_LIMITS = Limits(cpu_seconds=3, memory_mb=256, output_kb=64, wall_seconds=120)
_WALLS = ("landlock", "seccomp")
"""Without these some attacks would succeed, and they kill, fork and write."""

# No program can work these out: only the trusted side has them.
QUICK = Checks(tests=("assert f(7) == 918273645", "assert f(8) == 'sesame-564738'"))
CODE = Checks(
    tests=(
        "def check(candidate):\n"
        "    for x, y in ((7, 918273645), (8, 'sesame-564738')):\n"
        "        assert candidate(x) == y\n",
    ),
    entry_point="f",
)
_PYTHON_WAYS = {"quick": QUICK, "test code": CODE, "once more": QUICK}
# Escapes are given them.
ANSWERS = """
ANSWER = {7: 918273645, 8: 'sesame-564738'}
def any_of(*ways):
    for way in ways:
        try:
            if way() is not False:
                return True
        except BaseException:
            pass
    return False
"""

SQUARE = {
    "javascript": "const f = (x) => x * x;",
    "java": "class Solution { int f(int x) { return x * x; } }",
    "rust": "fn f(x: i32) -> i32 { x * x }",
    "go": "package main\nfunc F(x int) int { return x * x }",
}
"""What forgeries pretend to be."""
OWN = {
    "javascript": "console.assert(f(3) === 9);\nconsole.assert(f(-2) === 4);",
    "java": """import java.util.*;
public class Main { public static void main(String[] a) {
    Solution s = new Solution();
    List<Boolean> all = Arrays.asList(s.f(3) == 9, s.f(-2) == 4);
    if (all.contains(false)) throw new AssertionError(); } }""",
    "rust": "#[cfg(test)]\nmod tests {\n use super::*;\n #[test]\n fn a() { assert_eq!(f(3), 9); }\n"
    " #[test]\n fn b() { assert_eq!(f(-2), 4); }\n #[test]\n #[should_panic]\n fn c() { assert_eq!(f(2), 5); }\n}",
    "go": """package main
import ("testing"; "strings"; "github.com/stretchr/testify/assert")
func TestF(t *testing.T) { assert := assert.New(t); assert.Equal(9, F(3)); assert.Equal(4, F(-2)) }""",
}
"""The tests of it, in each language's own form."""
_OUTSIDE = {
    "javascript": "console.log('in')",
    "java": 'public class Main { public static void main(String[] a) { System.out.println("in"); } }',
    "rust": 'fn main() { println!("in") }',
    "go": 'package main\nimport "fmt"\nfunc main() { fmt.Println("in") }',
}
"""What an escape that worked prints."""


def right(kind: str, language: str) -> str:
    """A program that must pass where attacks of this kind must not."""
    if language == "python":
        return ("" if kind == "escapes" else ANSWERS) + "def f(x): return ANSWER[x]"
    return _OUTSIDE[language] if kind == "escapes" else SQUARE[language]


@contextmanager
def ways(language: str) -> Iterator[Ways]:
    """The ways of a language whose toolchain is there."""
    if language == "python":
        with Judge(LIMITS, workers=2, require=_WALLS) as judge:
            yield lambda kind, program: _python(judge, kind, program)
    else:
        others = LanguageJudge(by_name(language), _OTHERS_LIMITS, _WALLS)
        yield lambda kind, program: _other(others, kind, program)


def _python(judge: Judge, kind: str, program: str) -> dict[str, Report]:
    """A single program is always judged by the first worker; the second is there to be attacked."""
    program = ANSWERS + program if kind == "escapes" else program
    return {name: judge.run(program, checks) for name, checks in _PYTHON_WAYS.items()}


def _other(judge: LanguageJudge, kind: str, program: str) -> dict[str, Report]:
    if kind == "escapes":
        return {"cases": judge.cases(program, [Case("", "in")])}
    return {"own tests": judge.tests(program, OWN[judge.language.name])}
