"""Questions about a function by its name: told by their form, answered from the index, or not at all."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Volt

from volt import engine, finders
from volt.hard.naming import Wants, named, nameless
from volt.hard.router import Routing
from volt.hard.strand import Budget
from volt.hard.strands.indexed import IndexLibrary
from volt.hard.strands.speaking import ExplainerStrand, WhereStrand, speakers
from volt.mind import StubMind
from volt.request import Request
from volt.search.indexing import index
from volt.search.store import CodeStore
from volt.translate import stub

STATS = '''
def trimmed_mean(values, share=0.1):
    """The mean without the outermost values."""
    cut = int(len(values) * share)
    kept = sorted(values)[cut : len(values) - cut]
    return sum(kept) / len(kept)


def total(values):
    """The sum of values."""
    return sum(values)


class Box:
    """A box of things."""

    def put(self, item):
        """Put it in."""
        return [item]
'''


@pytest.mark.parametrize(
    ("text", "name", "wants", "file"),
    [
        ("What does trimmed_mean do?", "trimmed_mean", Wants.EXPLAINED, ""),
        ("explain quicksort", "quicksort", Wants.EXPLAINED, ""),
        ("How does Box.put work?", "Box.put", Wants.EXPLAINED, ""),
        ("what does `f` do", "f", Wants.EXPLAINED, ""),
        ("Could you please explain the function total to me?", "total", Wants.EXPLAINED, ""),
        ("explain how trimmed_mean() works in detail", "trimmed_mean", Wants.EXPLAINED, ""),
        ("tell me what total does in stats.py", "total", Wants.EXPLAINED, "stats.py"),
        ("explain src/stats.py:Box.put", "Box.put", Wants.EXPLAINED, "src/stats.py"),
        ("what is the purpose of trimmed_mean?", "trimmed_mean", Wants.EXPLAINED, ""),
        ("where is frobnicate defined", "frobnicate", Wants.PLACED, ""),
        ("Where's the method put?", "put", Wants.PLACED, ""),
        ("which file defines total?", "total", Wants.PLACED, ""),
        ("find the definition of trimmed_mean in this project", "trimmed_mean", Wants.PLACED, ""),
        ("where is Shelf::put", "Shelf::put", Wants.PLACED, ""),
    ],
)
def test_a_question_about_a_name_is_told_by_its_form(text: str, name: str, wants: Wants, file: str) -> None:
    asked = named(text)
    assert asked is not None
    assert (asked.name, asked.wants, asked.file, asked.sure) == (name, wants, file, True)


@pytest.mark.parametrize(
    "text",
    [
        "write a function that does what sorted does",
        "Write a function sorted",
        "implement trimmed_mean",
        "explain sorted and write a better one",
        "Create a function that explains what total does",
        "What does this do?",
        "what does the function do",
        "explain it",
        "What does this do?\n\ndef f(a):\n    return a\n",
        "what does f(1) == 2 do",
        "what is pi",
        "where do we open a shop?",
        "where is the mean computed?",
        "explain " + "a." * 400 + "a",
    ],
)
def test_other_requests_are_left_alone(text: str) -> None:
    assert named(text) is None


@pytest.mark.parametrize("text", ["where is the parser", "explain the algorithm", "where is log(x) defined"])
def test_what_could_be_english_is_a_name_only_where_code_has_it(text: str, own: IndexLibrary) -> None:
    asked = named(text)
    assert asked is not None and not asked.sure
    strands = (ExplainerStrand(_unsure, own), WhereStrand(_unsure, own))
    assert [strand.claims(stub.encode(text), Request(text)) for strand in strands] == [0.0, 0.0]
    there = Request("where is the total?")
    assert strands[1].claims(stub.encode(there.text), there) == 1.0


def _unsure(text: str) -> Routing:
    return Routing("runner", dict.fromkeys(("runner", "explainer", "recall"), 0.0), True, "")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "sub").mkdir(parents=True)
    (folder / "stats.py").write_text(STATS)
    (folder / "sub" / "__init__.py").write_text("def total(n):\n    return n\n")
    (folder / "tax.js").write_text("// Adds the tax.\nfunction addTax(price) {\n    return price * 1.03;\n}\n")
    return folder


@pytest.fixture
def own(project: Path, tmp_path: Path) -> Iterator[IndexLibrary]:
    with CodeStore(tmp_path / "index.db", project) as store:
        index(project, store, None, lambda *_: None)
        yield IndexLibrary(store, None)


def _asked(own: IndexLibrary | None, text: str) -> tuple[str, bool]:
    strands = (ExplainerStrand(_unsure, own), WhereStrand(_unsure, own))
    (strand,) = (one for one in strands if one.claims(stub.encode(text), Request(text)) == 1.0)
    found = strand.run(Request(text), Budget())
    return found.text, found.abstained


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("explain", "what to explain"),
        ("Explain please.", "what to explain"),
        ("what does  do?", "what to explain"),
        ("where is  defined", "what is looked for"),
        ("which module defines?", "what is looked for"),
    ],
)
def test_a_question_without_a_name_is_told_what_it_lacks(own: IndexLibrary, text: str, said: str) -> None:
    for library in (own, None):
        answer, abstained = _asked(library, text)
        assert said in answer and "\n" not in answer and abstained


@pytest.mark.parametrize("text", ["explain parse", "explain it", "explain recursion to me", "where is defined as"])
def test_questions_that_name_something_lack_nothing(text: str) -> None:
    assert nameless(text) is None


def test_nothing_is_placed_where_no_word_of_the_request_is_known(own: IndexLibrary) -> None:
    found = WhereStrand(_unsure, own).run(Request("asdf qwer zxcv"), Budget())
    assert found.abstained and "No function in the index" in found.text


def test_a_function_of_the_index_is_explained_with_path_and_line(own: IndexLibrary) -> None:
    said, abstained = _asked(own, "What does trimmed_mean do?")
    assert said.startswith("stats.py:2  trimmed_mean  The mean without the outermost values.\ndef trimmed_mean(values")
    assert "trimmed_mean([1, 2, 3, 4]) → 2.5" in said and not abstained
    said, _ = _asked(own, "explain put")
    assert "stats.py:17  Box.put" in said and "Box().put(3) → [3]" in said
    said, _ = _asked(own, "explain total")
    assert "stats.py:9  total" in said and "sub/__init__.py:1  total" in said
    said, _ = _asked(own, "explain sub.total")
    assert said.startswith("sub/__init__.py:1  total")
    said, abstained = _asked(own, "how does addTax work?")
    assert said.startswith("tax.js:2  addTax  Adds the tax.\nfunction addTax(price)") and "Python only" in said
    assert not abstained


def test_a_class_is_known_by_its_methods(own: IndexLibrary) -> None:
    for text in ("where is Box defined", "explain Box"):
        said, abstained = _asked(own, text)
        assert said.splitlines() == ["stats.py:14  Box  A box of things.", "  stats.py:17  Box.put  Put it in."]
        assert not abstained


def test_only_what_has_the_name_is_named(own: IndexLibrary) -> None:
    said, abstained = _asked(own, "where is total defined?")
    assert said.splitlines() == ["stats.py:9  total  The sum of values.", "sub/__init__.py:1  total"]
    assert not abstained
    assert _asked(own, "where is total defined in stats.py")[0] == "stats.py:9  total  The sum of values."


@pytest.mark.parametrize("text", ["where is frobnicate defined", "What does frobnicate do?", "explain frobnicate"])
def test_where_nothing_has_the_name_that_is_said_with_what_to_do(own: IndexLibrary, text: str) -> None:
    said, abstained = _asked(own, text)
    assert abstained and "No function called frobnicate is in the index" in said
    assert "`volt index`" in said and "volt explain FILE:frobnicate" in said and "stats.py" not in said
    said, abstained = _asked(None, text)
    assert abstained and "There is no index" in said and "`volt index`" in said


def test_near_misses_are_told_of(own: IndexLibrary) -> None:
    assert "Written otherwise: trimmed_mean (stats.py:2)" in _asked(own, "explain Trimmed_Mean")[0]
    assert "pydoc sorted" in _asked(own, "what does sorted do?")[0]


def test_a_file_that_changed_or_is_a_pipe_now_is_said_to_be_stale(own: IndexLibrary, project: Path) -> None:
    (project / "stats.py").unlink()
    os.mkfifo(project / "stats.py")
    said, abstained = _asked(own, "explain trimmed_mean")
    assert abstained and "changed since it was indexed" in said
    assert "stats.py:14" not in _asked(own, "where is Box")[0]


def test_names_need_no_model() -> None:
    assert [strand.name for strand in speakers(StubMind(), Path("absent"), None)] == ["explainer", "recall"]


@pytest.mark.usefixtures("small_library")
def test_solve_answers_from_the_index_or_abstains_and_makes_no_program_up(
    volt: Volt, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    assert volt("index").code == 0
    proof = tmp_path / "proof.json"
    told = volt("solve", "What does trimmed_mean do?", "--stub", "--proof", proof, "--json")
    assert (told.code, told.json["status"], told.json["strand"]) == (0, "unchecked", "explainer")
    assert told.json["code"] == "" and "stats.py:2" in told.json["text"]
    assert volt("replay", proof).code == 0
    placed = volt("solve", "where is trimmed_mean defined", "--stub")
    assert placed.code == 0 and placed.out.startswith("stats.py:2  trimmed_mean")
    assert "UNCHECKED read off code by the strand recall" in placed.out and "unknown" not in placed.out
    for text in ("What does frobnicate do?", "where is frobnicate defined"):
        nothing = volt("solve", text, "--stub", "--json")
        assert (nothing.code, nothing.json["status"], nothing.json["code"]) == (1, "unsolved", "")
        assert nothing.json["gamma"]["value"] == 0.0 and "No function called frobnicate" in nothing.json["text"]
    assert "no program was made up" in volt("solve", "explain frobnicate", "--stub").out
    wanted = volt("solve", "Reverse a string.", "--stub", "--signature", "def reverse(s: str) -> str:", "--json")
    assert (wanted.code, wanted.json["strand"]) == (1, "runner")


def test_a_question_about_a_name_waits_for_no_library(
    volt: Volt, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(*_: object) -> None:
        raise AssertionError("the textbook's gists were made")

    monkeypatch.setattr(finders, "FusedLibrary", made)
    monkeypatch.chdir(project)
    assert volt("index").code == 0
    assert volt("solve", "where is trimmed_mean defined", "--stub").out.startswith("stats.py:2  trimmed_mean")


def test_what_is_made_once_is_not_of_the_time_of_the_first_request() -> None:
    clock = engine._Clock(10.0)
    clock.leave_out(lambda: time.sleep(0.2))
    assert clock.spent() < 0.1
