"""Functions of five languages, and the words they are found by."""

from __future__ import annotations

import time

import pytest
import sources
from hypothesis import given, settings
from hypothesis import strategies as st

from volt import syntax
from volt.search import terms
from volt.search.extract import Extract, Function, extract
from volt.search.languages import BY_NAME


def _names(found: Extract) -> list[str]:
    return [function.name for function in found.functions]


def _named(text: str, language: str, name: str) -> Function:
    (function,) = [f for f in extract(text, language).functions if f.name == name]
    return function


def test_forms_for_type_checkers_are_no_functions() -> None:
    form = "@typing.overload\ndef f(x: int) -> int: ...\n"
    found = extract(f"import typing\n\n{form}{form}def f(x):\n    return x\n", "python").functions
    assert [(f.name, f.start_line) for f in found] == [("f", 7)]


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        (sources.PYTHON, "python", "fetch fetch.wait Cache.entry"),
        (
            sources.JAVASCRIPT,
            "javascript",
            "add default api.get api.put api.all sum Shape.area Shape.#secret Shape.width Shape.load numbers one two",
        ),
        (sources.JAVA, "java", "Outer.add Outer.Outer Outer.Inner.one Outer.Point.Point"),
        (sources.RUST, "rust", "add deep::Circle::draw deep::Area::area"),
        (sources.GO, "go", "Server.Handle Server.Close Free"),
    ],
)
def test_every_named_function_with_a_body_is_found_in_order(text: str, language: str, names: str) -> None:
    found = extract(text, language)
    assert _names(found) == names.split()
    assert not found.broken
    assert {function.language for function in found.functions} == {language}


@pytest.mark.parametrize(
    ("text", "language", "name", "signature"),
    [
        (sources.PYTHON, "python", "fetch", "def fetch(url, tries: int = LIMIT) -> bytes"),
        (sources.PYTHON, "python", "Cache.entry", "async def entry(self)"),
        (sources.JAVASCRIPT, "javascript", "add", "add = async (a, b)"),
        (sources.JAVASCRIPT, "javascript", "Shape.load", "static async load(path)"),
        (sources.JAVA, "java", "Outer.add", "public static <T> int add(int a, int b) throws E"),
        (sources.RUST, "rust", "add", "pub fn add<T: Add>(a: T) -> T where T: Copy"),
        (sources.GO, "go", "Server.Handle", "func (s *Server[T]) Handle(w http.Writer, r *Request) (int, error)"),
    ],
)
def test_the_signature_is_the_header_on_one_line(text: str, language: str, name: str, signature: str) -> None:
    assert _named(text, language, name).signature == signature


@pytest.mark.parametrize(
    ("text", "language", "name", "docs"),
    [
        (sources.PYTHON, "python", "fetch", "Fetch a page.\n\nRetry with exponential backoff."),
        (sources.PYTHON, "python", "fetch.wait", ""),
        (sources.PYTHON, "python", "Cache.entry", "Look a key up."),
        (sources.JAVASCRIPT, "javascript", "add", "Adds two numbers.\nNothing else."),
        (sources.JAVASCRIPT, "javascript", "Shape.width", "The width\nof it."),
        (sources.JAVASCRIPT, "javascript", "Shape.load", ""),
        (sources.JAVA, "java", "Outer.add", "Adds."),
        (sources.RUST, "rust", "add", "Adds.\nTwice."),
        (sources.RUST, "rust", "deep::Circle::draw", "Draws."),
        (sources.GO, "go", "Server.Handle", "Handle answers a request."),
        (sources.GO, "go", "Free", ""),
        ("x = 1  # about x\ndef f(): pass\n", "python", "f", ""),
        ("def f():\n    r'''Raw \\d.'''\n", "python", "f", r"Raw \d."),
        ("def f():\n    f'{x}' + y\n", "python", "f", ""),
    ],
)
def test_docs_are_the_docstring_or_the_comment_right_above(text: str, language: str, name: str, docs: str) -> None:
    assert _named(text, language, name).docs == docs


def test_lines_are_those_of_the_file_and_the_code_is_moved_to_the_margin() -> None:
    lines = sources.PYTHON.split("\n")
    entry = _named(sources.PYTHON, "python", "Cache.entry")
    assert lines[entry.start_line - 1] == "    @property"
    assert lines[entry.end_line - 1] == "    async def entry(self): return 1"
    assert entry.code == "@property\n@cached(1)\nasync def entry(self): return 1"
    draw = _named(sources.RUST, "rust", "deep::Circle::draw")
    assert (draw.start_line, draw.end_line, draw.code) == (9, 9, "fn draw(&self) {}")


def test_a_long_string_at_the_margin_keeps_the_code_as_it_stands() -> None:
    text = 'class A:\n    def f(self):\n        return """\nleft\n"""\n'
    assert _named(text, "python", "A.f").code == 'def f(self):\n        return """\nleft\n"""'


@pytest.mark.parametrize(
    ("text", "language", "sound"),
    [
        ("def good(): return 1\n\ndef bad(:\n    pass\n\ndef fine(): return 2\n", "python", ["good", "fine"]),
        ("function good() { return 1 }\nfunction bad( { return }\n", "javascript", ["good"]),
        ("class A { int good() { return 1; } int bad( { } }", "java", ["A.good"]),
        ("fn good() {}\nfn bad( {}\n", "rust", ["good"]),
        ("package p\nfunc good() {}\nfunc bad( {}\n", "go", ["good"]),
    ],
)
def test_a_broken_file_gives_the_functions_that_parse(text: str, language: str, sound: list[str]) -> None:
    found = extract(text, language)
    assert found.broken
    assert _names(found) == sound


@pytest.mark.parametrize("language", sorted(BY_NAME))
@settings(max_examples=25, deadline=None)
@given(cut=st.integers(0, 600), noise=st.text(max_size=20))
def test_no_text_stops_the_extraction(language: str, cut: int, noise: str) -> None:
    """A file cut anywhere with anything put in: whatever is found lies in the file."""
    whole = next(text for name, text in sources.BY_FILE.items() if name.endswith(syntax.BY_NAME[language].suffixes))
    text = whole[:cut] + noise.encode(errors="replace").decode() + whole[cut + 5 :]
    lines = text.count("\n") + 1
    for function in extract(text, language).functions:
        assert 1 <= function.start_line <= function.end_line <= lines
        assert function.code.split("\n")[0] in text


@pytest.mark.parametrize("language", sorted(BY_NAME))
def test_brackets_without_end_take_little_time(language: str) -> None:
    """Without a bound these take seconds, and a hundred times that in a file ten times as long."""
    before = time.process_time()
    assert extract("(" * 20_000 + "{" * 20_000, language) == Extract((), broken=True)
    assert time.process_time() - before < 1.0


def test_functions_within_functions_without_end_do_not_fill_the_memory() -> None:
    found = extract("function f() {" * 2_000 + "}" * 2_000, "javascript")
    assert not found.broken
    assert 1 < len(found.functions) < 20


def test_words_of_a_function_and_of_a_query_meet() -> None:
    function = _named(sources.PYTHON, "python", "fetch")
    name, docs, code, path = (set(words.split()) for words in terms.of_function(function, "net/http_client.py"))
    assert set(terms.of_query("exponential backoffs with retries")) <= docs
    assert terms.of_query("HttpClient")[:2] == ["http", "client"]
    assert {"http", "client", "net"} <= path
    assert name == {"fetch"}
    assert {"sleep", "rang"} & code == {"sleep"}
    assert not {"def", "for", "return"} & code


def test_a_name_is_also_kept_in_one_piece() -> None:
    for query in ("read_csv", "readCsv", "ReadCSV"):
        assert terms.of_query(query) == ["read", "csv", "readcsv"]


def test_small_words_count_when_there_are_no_others() -> None:
    assert terms.of_query("what is this") == ["what", "is", "thi"]
    assert terms.of_query("what is a retry") == ["retri"]
    assert terms.of_query("+ - *") == []


def test_words_of_other_scripts_are_words() -> None:
    assert terms.of_query("Größe привет 你好") == ["gross", "привет", "你好"]
