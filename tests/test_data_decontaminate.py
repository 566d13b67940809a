"""Each overlap rule fires on what it is for, and not on what is merely similar."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from volt.data import decontaminate
from volt.data.decontaminate import Overlap, overlap_or_refuse, tree_keys
from volt.errors import DataError

QUERY = (
    "Given a list of lanterns count those that are lit and return twice that number plus the number of broken lanterns"
)
CODE = '''
def glow(lanterns, broken):
    """Count lit ones."""
    total = 0
    for lantern in lanterns:
        if lantern.lit and lantern not in broken:
            total = total + 2 * lantern.strength
    return total + len(broken)
'''
RENAMED = """
def shine(items: list[int], bad=None) -> int:
    # another comment
    s: int = 0
    for x in items:
        if (x.lit and x not in bad):
            s = s + 2 * x.strength
    return s + len(bad)
"""


@pytest.fixture(scope="module")
def overlap() -> Overlap:
    row: dict[str, Any] = {
        "query": QUERY,
        "solution": CODE,
        "tests": ["assert secret() == 1"],
        "meta": {"buggy": "def g(a): return a.b + 41"},
    }
    return Overlap.from_rows([row])


def test_an_exact_query_is_found_whatever_its_case_and_spacing(overlap: Overlap) -> None:
    assert overlap.reason("  " + QUERY.upper().replace(" ", "\n"), "") == "exact query"


def test_thirteen_words_in_a_row_are_found_and_twelve_are_not(overlap: Overlap) -> None:
    words = QUERY.split()
    assert overlap.reason("So: " + " ".join(words[3:16]), "") == "query 13-gram"
    assert overlap.reason("So: " + " ".join(words[3:15]), "") is None


def test_code_with_half_its_token_runs_in_common_is_found(overlap: Overlap) -> None:
    assert overlap.reason("", CODE + "print(1)\n") == "code 13-grams"
    unrelated = "\n".join(f"def f{i}(a):\n    return a.x{i} + {i} * a.y{i} - len(a.z{i})" for i in range(9))
    assert overlap.reason("", unrelated + "\n" + CODE.replace("\n    ", "\n     ", 1)[:90]) is None


def test_a_renamed_annotated_copy_is_found_by_its_tree(overlap: Overlap) -> None:
    with_default = RENAMED.replace("bad=None", "bad")
    assert overlap.reason("", with_default) == "syntax tree"
    assert overlap.reason("", "x = 1\n" + with_default) == "syntax tree"
    assert overlap.reason("", with_default.replace("2 *", "3 *")) is None


def test_short_code_is_judged_by_its_tree_alone(overlap: Overlap) -> None:
    assert overlap.reason("", "def h(z): return z.b + 41") == "syntax tree"
    assert overlap.reason("", "def h(z): return z.b + 40") is None


def test_other_names_and_constants_stay_significant() -> None:
    assert tree_keys("def f(a): return len(a)") == tree_keys("def g(b):\n    'doc'\n    return len(b)")
    assert tree_keys("def f(a): return len(a)") != tree_keys("def f(a): return sum(a)")
    assert tree_keys("def f(a, b): return a - b") != tree_keys("def f(a, b): return b - a")
    assert tree_keys("not python (") == set()
    assert tree_keys("def f(a): ...").isdisjoint(tree_keys("class A:\n    def g(self): ..."))


def test_tests_of_a_problem_are_not_its_code(overlap: Overlap) -> None:
    assert overlap.reason("", "assert secret() == 1") is None


def test_saving_and_loading_keeps_every_hash(overlap: Overlap, tmp_path: Path) -> None:
    overlap.save(tmp_path / "o.bin")
    again = Overlap.load(tmp_path / "o.bin")
    assert again.digest == overlap.digest
    assert again.trees.tolist() == overlap.trees.tolist()
    assert again.reason(QUERY, "") == "exact query"


def test_a_flipped_byte_is_refused(overlap: Overlap, tmp_path: Path) -> None:
    path = tmp_path / "o.bin"
    overlap.save(path)
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)
    with pytest.raises(DataError, match="damaged"):
        Overlap.load(path)


def test_training_without_anything_to_check_against_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decontaminate, "SHIPPED", tmp_path / "absent.bin")
    with pytest.raises(DataError, match="--no-decontaminate"):
        overlap_or_refuse(None)
    with pytest.raises(DataError, match="--no-decontaminate"):
        overlap_or_refuse(tmp_path)
    assert overlap_or_refuse(tmp_path, without=True) is None


def test_a_data_folder_or_else_the_shipped_hashes_are_used(
    overlap: Overlap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    overlap.save(tmp_path / "shipped.bin")
    monkeypatch.setattr(decontaminate, "SHIPPED", tmp_path / "shipped.bin")
    shipped = overlap_or_refuse(None)
    assert shipped is not None and shipped.digest == overlap.digest
    (tmp_path / "test").mkdir()
    with pytest.raises(DataError, match="no JSON lines"):
        overlap_or_refuse(tmp_path)
    (tmp_path / "test" / "a.jsonl").write_text(json.dumps({"query": "another thing"}))
    built = overlap_or_refuse(tmp_path)
    assert built is not None and built.reason("Another  thing", "") == "exact query"


def test_the_hashes_shipped_with_volt_load_and_are_not_empty() -> None:
    shipped = Overlap.load(decontaminate.SHIPPED)
    assert min(map(len, (shipped.queries, shipped.query_grams, shipped.code_grams, shipped.trees))) > 1000
