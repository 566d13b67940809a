"""A Rust program and its tests as one source, with a `main` that proves that every test was run to its end.

What a program in the same crate could do to its tests, and what is done about it:

- leave early, print "ok": only `main` knows the secret word, which it reads before anything else runs, and says last
- redefine `assert_eq!`: the tests stand before the program, and import the macros by their full names
- reach into memory or descriptors: no unsafe code (`-F unsafe-code`), no `extern`
- decide what tests compare, by types and methods of its own: rust_trust.py
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from volt.verify.languages.protocol import OwnTests, Refused
from volt.verify.languages.rust_trust import refuse

_MACROS = "assert, assert_eq, assert_ne, panic, matches, vec, format"
_SIMPLE = re.compile(r"\s+|//[^\n]*|'(?:\\[^\n]?[^'\n]*|[^'\\\n])'|'\w+|\w+|.", re.DOTALL)
_STRING = re.compile(r'(?:b|c)?"(?:\\.|[^"\\])*"', re.DOTALL)
_RAW = re.compile(r'(?:b|c)?r(#*)".*?"\1(?!#)', re.DOTALL)


@dataclass(frozen=True)
class Token:
    """A word or sign of a source, and where it stands."""

    text: str
    begin: int
    end: int


def tokens(source: str) -> list[Token]:
    """Words and signs, without comments and white space. Literals are tokens of their own."""
    found, at = [], 0
    while at < len(source):
        if source.startswith("/*", at):
            at = _after_comment(source, at)
            continue
        match = _RAW.match(source, at) or _STRING.match(source, at) or _SIMPLE.match(source, at)
        assert match is not None, "the last pattern takes any character"
        if not match[0].isspace() and not match[0].startswith("//"):
            found.append(Token(match[0], at, match.end()))
        at = match.end()
    return found


def _after_comment(source: str, at: int) -> int:
    """Behind a block comment, which can hold others."""
    depth = 0
    for mark in re.compile(r"/\*|\*/").finditer(source, at):
        depth += 1 if mark[0] == "/*" else -1
        if depth == 0:
            return mark.end()
    return len(source)


def with_tests(program: str, tests: OwnTests) -> str:
    """One source. Raises `Refused` for a program that could decide its own tests."""
    words = tokens(program)
    refuse([token.text for token in words], {token.text for token in tokens(tests.code)})
    code, runners = _runnable(tests.code, tests.tag)
    if not runners:
        raise Refused("the tests hold no function under #[test]")
    inner, rest = _inner_attributes(_without_main(program, words, tests.tag))
    calls = "".join(f"{path}::run_{tests.tag}();" if path else f"run_{tests.tag}();" for path in runners)
    return f"{inner}\n{_MAIN.replace('TAG', tests.tag).replace('CALLS', calls)}\n{code}\n{rest}\n"


_MAIN = """
mod volt_TAG {
    pub trait Ending { fn check(self); }
    impl Ending for () { fn check(self) {} }
    impl<E: ::std::fmt::Debug> Ending for ::std::result::Result<(), E> { fn check(self) { self.unwrap(); } }
    pub fn panics(test: fn()) { ::std::assert!(::std::panic::catch_unwind(test).is_err(), "it did not panic"); }
}
fn main() {
    let mut word = ::std::string::String::new();
    ::std::io::Read::read_to_string(&mut ::std::io::stdin(), &mut word).unwrap();
    if word.is_empty() { ::std::process::exit(1) }
    CALLS
    ::std::println!("\\n{}", word);
    ::std::process::exit(0)
}
"""


def _without_main(program: str, words: Sequence[Token], tag: str) -> str:
    """The program with its own `main` under another name."""
    for before, token in itertools.pairwise(words):
        if before.text == "fn" and token.text == "main":
            return f"{program[: token.begin]}main_{tag}{program[token.end :]}"
    return program


def _inner_attributes(program: str) -> tuple[str, str]:
    """`#![...]` lines, which must stand first in a file, and the rest."""
    found = re.compile(r"\s*#!\[[^\]]*\][^\S\n]*").match
    head = ""
    while match := found(program):
        head += match[0].strip() + "\n"
        program = program[match.end() :]
    return head, program


@dataclass
class _Scope:
    """A module of the tests that is being read."""

    path: str
    begin: int
    depth: int
    calls: list[str]


def _runnable(code: str, tag: str) -> tuple[str, list[str]]:
    """Test code without its test attributes, a function in each module that calls its tests; the modules' paths."""
    words = tokens(code)
    edits: list[tuple[int, int, str]] = []
    scopes = [_Scope("", 0, 0, [])]
    done: list[str] = []
    depth, pending, panics, ignored = 0, False, False, False

    def close(scope: _Scope, at: int) -> None:
        if scope.calls:
            use = f"#[allow(unused_imports)] use ::std::{{{_MACROS}}};" if scope.path else ""
            edits.append((at, at, f"\n{use} pub(crate) fn run_{tag}() {{ {''.join(scope.calls)} }}\n"))
            done.append(scope.path)

    for i, token in enumerate(words):
        following = [word.text for word in words[i + 1 : i + 7]]
        if token.text == "#" and following[:2] == ["[", "test"] and following[2] == "]":
            edits.append((token.begin, words[i + 3].end, ""))
            pending, panics, ignored = True, False, False
        elif token.text == "#" and following[:6] == ["[", "cfg", "(", "test", ")", "]"]:
            edits.append((token.begin, words[i + 6].end, ""))
        elif token.text == "#" and following[1:2] in (["should_panic"], ["ignore"]):
            close_at = next(j for j in range(i, len(words)) if words[j].text == "]")
            edits.append((token.begin, words[close_at].end, ""))
            panics, ignored = panics or following[1] == "should_panic", ignored or following[1] == "ignore"
        elif token.text == "fn" and pending:
            pending = False
            if not ignored:
                name = following[0]
                call = (
                    f"crate::volt_{tag}::panics({name});" if panics else f"crate::volt_{tag}::Ending::check({name}());"
                )
                scopes[-1].calls.append(call)
        elif token.text == "mod" and following[1:2] == ["{"]:
            path = f"{scopes[-1].path}::{following[0]}".removeprefix("::")
            if len(scopes) > 1:
                edits.append((token.begin, token.begin, "pub(crate) "))
            scopes.append(_Scope(path, token.begin, depth, []))
        elif token.text == "{":
            depth += 1
        elif token.text == "}":
            depth -= 1
            if len(scopes) > 1 and depth == scopes[-1].depth:
                close(scopes.pop(), token.begin)
    close(scopes[0], len(code))
    for begin, end, text in sorted(edits, reverse=True):
        code = code[:begin] + text + code[end:]
    return code, done
