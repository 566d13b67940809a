"""`volt index` and `volt search` as they are typed."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from commands import Volt
from sources import BY_FILE, write

from volt import places


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of code that is also where the commands are typed."""
    folder = write(tmp_path / "code", {**BY_FILE, "sub/f.py": "def deep(): return 'retry'\n", "bad.py": "def ("})
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def unweighted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No weights are bundled."""
    monkeypatch.setattr(places, "models", lambda: tmp_path / "no-weights")


def test_indexing_and_searching_by_words_and_meaning(volt: Volt, code: Path, tiny_weights: Path) -> None:
    made = volt("index", ".", "--weights", tiny_weights, "--json")
    assert made.code == 0
    assert made.err == ""
    told = made.json
    assert (told["files"], told["functions"], told["broken"], told["skipped"]) == (7, told["vectors"], 0, {"broken": 1})
    assert told["root"] == str(code)
    again = volt("index", "--weights", tiny_weights, "--json").json
    assert (again["db"], again["read"], again["encoded"]) == (told["db"], 0, 0)

    found = volt("search", "exponential backoff", "--by", "fused", "--weights", tiny_weights, "--json")
    assert (found.code, found.err) == (0, "")
    assert found.json["by"] == "fused"
    assert all(result["cosine"] is not None for result in found.json["results"])
    best = next(result for result in found.json["results"] if result["name"] == "fetch")
    assert best["path"] == "a.py"
    assert (best["line"], best["end_line"], best["language"]) == (5, 15, "python")
    assert best["signature"] == "def fetch(url, tries: int = LIMIT) -> bytes"
    assert best["docs"].startswith("Fetch a page.")
    assert best["code"].startswith("def fetch(url,")
    assert set(best) == {
        *("path", "line", "end_line", "language", "name", "signature", "docs", "code"),
        *("score", "bm25", "cosine", "copies"),
    }


@pytest.mark.usefixtures("unweighted")
def test_without_weights_words_do(volt: Volt, code: Path) -> None:
    made = volt("index", "--json")
    assert made.code == 0
    assert "no weights" in made.err
    assert made.json["vectors"] == 0
    found = volt("search", "exponential backoff", "--by", "fused", "--json")
    assert found.json["by"] == "lexical"
    assert found.json["results"][0]["name"] == "fetch"
    assert "by words only" in found.err
    refused = volt("search", "exponential backoff", "--by", "dense")
    assert refused.code == 2
    assert "no vectors" in refused.error


def test_results_for_people(volt: Volt, code: Path) -> None:
    volt("index")
    shown = volt("search", "exponential backoff", "--by", "lexical").out
    assert shown.startswith("a.py:5  fetch  ")
    assert "def fetch(url, tries: int = LIMIT) -> bytes" in shown
    assert "    def fetch(url,\n" in shown
    assert "5 more lines" in shown
    assert "more lines" not in volt("search", "exponential backoff", "--by", "lexical", "--full").out
    assert volt("search", "exponential unicorns", "--by", "lexical").code == 0
    nothing = volt("search", "unicorns", "--by", "lexical")
    assert (nothing.code, nothing.out.split(":")[0]) == (1, "nothing was found")
    assert volt("search", "unicorns", "--json").json["results"] == []


def test_a_summary_for_people(volt: Volt, code: Path) -> None:
    said = volt("index")
    assert "functions in 7 files: 7 new or changed, 0 gone" in said.out
    assert "skipped      1  broken" in said.out
    (code / "a.py").unlink()
    assert "functions in 6 files: 0 new or changed, 1 gone" in volt("index").out


def test_the_nearest_index_above_is_used_and_paths_are_seen_from_here(
    volt: Volt, code: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    volt("index", ".")
    monkeypatch.chdir(code / "sub")
    shown = volt("search", "retry", "--by", "lexical").out
    assert f"{code / 'a.py'}:5" in shown
    assert "\nf.py:1" in f"\n{shown}"
    narrowed = volt("search", "retry", "--by", "lexical", "--in", code / "sub", "--json").json
    assert [result["path"] for result in narrowed["results"]] == ["sub/f.py"]
    assert narrowed["root"] == str(code)


def test_options_narrow_a_search(volt: Volt, code: Path) -> None:
    volt("index")
    rust = volt("search", "add", "--language", "rust", "--by", "lexical", "--json").json["results"]
    assert [result["name"] for result in rust] == ["add"]
    assert len(volt("search", "add a b", "--count", "2", "--by", "lexical", "--json").json["results"]) == 2


def test_a_database_of_ones_own(volt: Volt, code: Path, tmp_path: Path, home: Path) -> None:
    db = tmp_path / "own" / "code.db"
    assert volt("index", "--db", db, "--json").json["db"] == str(db)
    assert not (home / "indexes").exists()
    assert volt("search", "backoff", "--db", db, "--by", "lexical", "--json").json["results"][0]["name"] == "fetch"


def test_an_index_of_another_format_is_made_again_and_said_so(volt: Volt, code: Path) -> None:
    db = volt("index", "--json").json["db"]
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("PRAGMA user_version=77")
    refused = volt("search", "backoff")
    assert refused.code == 2
    assert "Run `volt index` again" in refused.error
    again = volt("index", "--json")
    assert (again.code, again.json["read"], again.json["remade"]) == (0, 7, True)
    assert "made again" in again.err
    rebuilt = volt("index", "--rebuild", "--json")
    assert (rebuilt.json["read"], rebuilt.err) == (7, "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["index", "nowhere"], "nowhere is not a folder"),
        (["index", "a.py"], "a.py is not a folder"),
        (["index", "--db", "a.py"], "a.py is not an index of Volt"),
        (["search", "x"], "Nothing is indexed at"),
        (["search", "x", "--db", "nowhere.db"], "There is no index at nowhere.db"),
        (["search", "x", "--in", "nowhere"], "nowhere is not there"),
        (["search", "  "], "The query is empty"),
        (["search", "x", "--language", "cobol"], "--language 'cobol' is not known"),
        (["search", "x", "--by", "luck"], "--by 'luck' is not known"),
        (["search"], "Missing argument"),
        (["search", "x", "--count", "0"], "--count"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(volt: Volt, code: Path, arguments: list[str], said: str) -> None:
    done = volt(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert said in done.error


def test_mistakes_after_indexing(volt: Volt, code: Path, tmp_path: Path) -> None:
    db = volt("index", "--json").json["db"]
    assert "holds no word" in volt("search", "+-*", "--by", "lexical").error
    assert "does not lie in" in volt("search", "x", "--in", tmp_path, "--db", db).error
    assert "is the index of" in volt("index", "sub", "--db", db).error
    as_json = volt("search", "", "--json")
    assert as_json.json["exit_code"] == as_json.code == 2


def test_damaged_weights_are_said_to_be(volt: Volt, code: Path, tiny_weights: Path, tmp_path: Path) -> None:
    weights = tmp_path / "weights"
    shutil.copytree(tiny_weights, weights)
    (weights / "search.volt").write_bytes(b"no weights")
    done = volt("index", "--weights", weights)
    assert done.code == 2
    assert "search.volt" in done.error


def test_a_search_by_words_loads_no_torch(code: Path) -> None:
    script = (
        "import sys; from volt.cli import main; codes = [main(['index']), main(['search', 'add'])];"
        "print(codes, 'torch' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr.splitlines()[-1] == "[0, 0] False"
