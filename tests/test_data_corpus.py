"""Mining keeps whole, distinct, documented functions; shards resume, and packages never straddle the split."""

from __future__ import annotations

import ast
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from commands import Volt

from volt.data.corpus import mine, read_corpus, read_manifest, shards, write_corpus
from volt.data.decontaminate import Overlap
from volt.data.duplicates import NearDuplicates, Seen
from volt.data.mining import Filters
from volt.data.packages import find_packages, held_out, standard_library
from volt.errors import DataError

LICENCE = " AND ".join(["Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "MIT", "Zlib", "CC0-1.0"])
"""An expression, however long, is a licence's name."""
ROOT = Path(__file__).resolve().parent.parent
GOOD = '''
import math

def area(radius, scale=1):
    """Return the area of a circle.

    Second paragraph.
    """
    # keep this comment
    if radius < 0:
        raise ValueError(radius)
    return math.pi * radius**2 * scale

class Box:
    @property
    def volume(self) -> float:
        """Volume of this box in litres."""

        side = self.width * self.height * self.depth
        return side / 1000 if side > 0 else 0.0
'''
TWIN = GOOD.replace("area", "circle_area").replace("radius", "r").replace("Return the area", "Compute surface")
DULL = '''
def test_thing():
    """Test that the thing works well."""
    value = [1, 2, 3, 4, 5]
    assert sum(value) == 15 and len(value) == 5

def bare(a, b):
    total = a + b + a * b + a - b
    return total + 1

def terse(a, b):
    """Adds."""
    total = a + b + a * b + a - b
    return total + 1

def later(a, b):
    """Compute something useful much later."""
    raise NotImplementedError("a subclass does this, not the class itself")
'''


def package(root: Path, name: str, **modules: str) -> None:
    folder = root / name
    folder.mkdir(parents=True)
    for module, source in modules.items():
        (folder / f"{module}.py").write_text(source)


def site(tmp_path: Path, count: int = 12) -> Path:
    """A site-packages folder whose packages each hold one function of their own."""
    root = tmp_path / "site"
    for i in range(count):
        lines = "\n".join(f"    value = value * {i + j} + alpha_{i}({j})" for j in range(4))
        package(
            root,
            f"pkg{i}",
            core=f'def func_{i}(value):\n    """Apply step number {i} here."""\n{lines}\n    return value\n',
        )
    info = root / "pkg0-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: pkg0\nVersion: 1.2\nLicense-Expression: {LICENCE}\n")
    (info / "RECORD").write_text("pkg0/core.py,,\n")
    return root


def test_code_is_whole_dedented_and_free_of_its_docstring(tmp_path: Path) -> None:
    package(tmp_path, "p", m=GOOD)
    area, volume = mine([tmp_path / "p"])
    assert area.docstring == "Return the area of a circle."
    assert area.signature == "def area(radius, scale=1):"
    assert "# keep this comment" in area.code and '"""' not in area.code
    assert volume.id == "p:m.py:Box.volume"
    assert volume.code.startswith("def volume(self) -> float:\n    side = ")
    for function in (area, volume):
        assert isinstance(ast.parse(function.code).body[0], ast.FunctionDef)


RICH = '''
class Store:
    class Shelf:
        # ---------------
        # Left to right.
        @staticmethod
        def sorted_by_height(books, limit):
            """Sort some books by height.

            Args:
                books: any books
            """
            books = sorted(books, key=lambda book: book.height)
            return books[:limit]

        def get(self, key):
            """Get a book by its key, or nothing."""
            found = self.books.get(key, None)
            return found if found else None

# about something else

def arrange(store):
    """Arrange the store anew."""
    for shelf in store.shelves:
        shelf.books = sorted_by_height(shelf.books, 7)
    return arrange(store) if store.changed else store
'''


def test_class_comment_details_and_call_sites_are_kept(tmp_path: Path) -> None:
    package(tmp_path, "p", a=RICH, b="print(sorted_by_height([], 1))\nbooks.get(3)\n")
    by_height, get, arrange = mine([tmp_path / "p"])
    assert (by_height.owner, by_height.id) == ("Store.Shelf", "p:a.py:Store.Shelf.sorted_by_height")
    assert (by_height.docstring, by_height.details) == ("Sort some books by height.", "Args:\n    books: any books")
    assert by_height.comment == "Left to right."
    assert arrange.calls == ()
    assert by_height.calls == ("shelf.books = sorted_by_height(shelf.books, 7)", "print(sorted_by_height([], 1))")
    assert get.calls == ()  # dictionaries have a `get`, too
    assert (arrange.owner, arrange.comment, arrange.calls) == ("", "", ())


def test_functions_without_a_fit_docstring_are_kept_on_demand(tmp_path: Path) -> None:
    package(
        tmp_path, "p", dull=DULL.replace("- b\n    return total + 1\n\ndef terse", "- b\n    return total\n\ndef terse")
    )
    dropped: Counter[str] = Counter()
    bare, terse = mine([tmp_path / "p"], Filters(undocumented=True), dropped=dropped)
    assert (bare.name, bare.docstring, bare.code.splitlines()[0]) == ("bare", "", "def bare(a, b):")
    assert (terse.name, terse.docstring) == ("terse", "") and '"""' not in terse.code
    assert dropped == {"test or dunder": 1, "stub": 1}


def test_renamed_twins_and_near_copies_count_once(tmp_path: Path) -> None:
    package(tmp_path, "p", a=GOOD, b=TWIN, c=GOOD.replace("radius**2", "radius**3"))
    dropped: Counter[str] = Counter()
    assert [f.path for f in mine([tmp_path / "p"], dropped=dropped)] == ["a.py", "a.py"]
    assert dropped["duplicate"] == 3
    assert dropped["near duplicate"] == 1


def test_tests_stubs_and_undocumented_functions_are_left_out(tmp_path: Path) -> None:
    package(tmp_path, "p", dull=DULL, generated="# This file was automatically generated\n" + GOOD, broken="def (:\n")
    package(tmp_path / "p", "tests", good=GOOD)
    dropped: Counter[str] = Counter()
    assert list(mine([tmp_path / "p"], dropped=dropped)) == []
    assert dropped == {
        "test or dunder": 1,
        "no docstring": 1,
        "docstring too short, too long or not ASCII": 1,
        "stub": 1,
        "file generated or minified": 1,
        "file does not parse": 1,
    }


def test_unittest_cases_and_what_a_program_wrote_are_left_out(tmp_path: Path) -> None:
    case = GOOD.replace("class Box:", "class Box(unittest.TestCase):")
    minified = GOOD + (";".join(["value = value + 1"] * 50) + "\n") * 9
    made = '"""Tables.\n\nGenerated by tables.py, do not edit."""\n' + GOOD
    writer = "HEADER = '# Generated by me'\n" + RICH
    package(tmp_path, "p", case=case, minified=minified, long=GOOD + f"T = '{'x' * 2500}'\n", made=made, writer=writer)
    dropped: Counter[str] = Counter()
    found = [f.name for f in mine([tmp_path / "p"], dropped=dropped)]
    assert found == ["area", "sorted_by_height", "get", "arrange"]
    assert dropped == {"test or dunder": 1, "file generated or minified": 3}


def test_definitions_of_one_name_in_one_file_have_ids_of_their_own(tmp_path: Path) -> None:
    package(tmp_path, "p", a=GOOD + GOOD.replace("radius**2", "radius - 2 + radius * 7").replace("math", "cmath"))
    assert [f.id for f in mine([tmp_path / "p"])] == ["p:a.py:area", "p:a.py:Box.volume", "p:a.py:area#2"]


def test_near_copies_are_found_behind_others_that_share_a_band(tmp_path: Path) -> None:
    known, rng = NearDuplicates(0.75), Random(0)
    family = [f"common{i}" for i in range(60)]
    variants = [[*family, *(f"own{n}_{i}" for i in range(60))] for n in range(40)]
    assert all(known.add(tokens) for tokens in variants), "half alike is not nearly the same"
    copies = [[*tokens] for tokens in variants]
    for tokens in copies:
        tokens[rng.randrange(len(tokens))] = "changed"
    assert sum(map(known.add, copies)) <= 1


def test_what_was_dropped_is_forgotten_so_that_a_resumed_run_drops_the_same() -> None:
    lines = [f"    a = a * {i} + b" for i in range(20)]
    first = "def f(a, b):\n" + "\n".join(lines)
    near = first.replace("* 19", "* 190")
    renamed = near.replace("a", "alpha").replace("b", "beta")
    seen, resumed = Seen(0.75), Seen(0.75)
    assert [seen.add(first), seen.add(near)] == [None, "near duplicate"]
    resumed.add(first)
    assert seen.add(renamed) == resumed.add(renamed)


def test_overlaps_with_report_only_problems_are_left_out(tmp_path: Path) -> None:
    package(tmp_path, "p", m=GOOD)
    overlap = Overlap.from_rows([{"query": "return the area of a circle."}])
    assert [f.name for f in mine([tmp_path / "p"], overlap=overlap)] == ["volume"]
    words = " ".join(f"word{i}" for i in range(13))
    beside = Overlap.from_rows([{"query": words}])
    for old, new in (("Second paragraph.", words), ("class Box:", f"class Box:\n    # {words}")):
        package(tmp_path, f"with {old}", m=GOOD.replace(old, new))
        assert len(list(mine([tmp_path / f"with {old}"], overlap=beside))) == 1


def test_packages_know_their_version_and_licence(tmp_path: Path) -> None:
    first, second, *_ = find_packages(site(tmp_path))
    assert (first.name, first.version, first.licence) == ("pkg0", "1.2", LICENCE)
    assert (second.name, second.version, second.licence) == ("pkg1", "", "unknown")
    library = {p.name: p for p in find_packages(standard_library())}
    assert library["json"].licence == "PSF-2.0" and "test" not in library


def test_a_folder_of_projects_holds_a_package_each_and_one_of_what_lies_beside(tmp_path: Path) -> None:
    package(tmp_path / "src", "one", core=GOOD)
    (tmp_path / "src" / "one" / "pyproject.toml").write_text(
        '[project]\nname = "first"\nversion = "3.1"\nlicense = {text = "BSD-3-Clause"}\n'
    )
    package(tmp_path / "src", "two", setup="", core=TWIN)
    (tmp_path / "src" / "script.py").write_text(GOOD)
    found = [(p.name, p.version, p.licence, len(p.files)) for p in find_packages(tmp_path / "src")]
    assert found == [("first", "3.1", "BSD-3-Clause", 1), ("two", "", "unknown", 2), ("src", "", "unknown", 1)]


def test_a_folder_without_python_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file.py").mkdir()
    package(tmp_path, "tests", core=GOOD)
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "dangling.py").symlink_to(tmp_path / "nowhere")
    for folder, says in ((tmp_path / "absent", "not a folder"), (tmp_path, "no Python files")):
        with pytest.raises(DataError, match=says):
            find_packages(folder)


def test_a_tenth_of_packages_is_held_out_and_always_the_same() -> None:
    names = [f"package{i}" for i in range(2000)]
    assert 140 < sum(map(held_out, names)) < 260
    assert held_out("statistics")


def test_no_package_is_on_both_sides_and_the_manifest_counts_the_rows(tmp_path: Path) -> None:
    manifest = write_corpus([site(tmp_path, 40)], tmp_path / "out", shard_bytes=500)
    sides = {split: list(read_corpus(shards(tmp_path / "out", split))) for split in ("train", "valid")}
    assert {f.package for f in sides["train"]}.isdisjoint({f.package for f in sides["valid"]})
    assert manifest.counts == {split: len(rows) for split, rows in sides.items()}
    assert manifest.functions == 40 == sum(manifest.packages.values())
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["counts"] == manifest.counts


def test_a_cut_off_run_ends_like_an_uninterrupted_one_and_keeps_its_shards(tmp_path: Path) -> None:
    root = site(tmp_path)
    (root / "pkg11" / "copy.py").write_text((root / "pkg1" / "core.py").read_text())
    straight = write_corpus([root], tmp_path / "straight", shard_bytes=300)
    write_corpus([root], tmp_path / "cut", shard_bytes=300)
    first, *rest = sorted((tmp_path / "cut").glob("*.jsonl.gz"))
    for path in rest[2:]:
        path.unlink()
    stamp = first.stat().st_mtime_ns
    assert write_corpus([root], tmp_path / "cut", shard_bytes=300) == straight
    assert first.stat().st_mtime_ns == stamp
    assert straight.dropped == {"duplicate": 1}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_files_give_the_same_bytes_wherever_they_lie_and_however_large_packages_are(tmp_path: Path) -> None:
    for home in ("here", "there"):
        root = site(tmp_path / home, 6)
        package(root, "large", **{f"m{i}": GOOD.replace("area", f"area{i}") + f"X = {i}\n" * 40 for i in range(9)})
        write_corpus([root], tmp_path / home / "out", shard_bytes=1500)
    here = contents(tmp_path / "here" / "out")
    assert here == contents(tmp_path / "there" / "out")
    holding = [
        record for record in json.loads(here["manifest.json"])["shards"].values() if "large" in record["packages"]
    ]
    assert len(holding) > 2, "a large package is in several shards"


def test_a_changed_file_of_the_same_size_is_mined_again_and_old_shards_are_removed(tmp_path: Path) -> None:
    root = site(tmp_path, 3)
    write_corpus([root], tmp_path / "out")
    module = root / "pkg1" / "core.py"
    module.write_text(module.read_text().replace("alpha_1", "gamma_1"))
    manifest = write_corpus([root], tmp_path / "out")
    assert any(
        "gamma_1" in f.code for split in ("train", "valid") for f in read_corpus(shards(tmp_path / "out", split))
    )
    assert len(contents(tmp_path / "out")) == 1 + 2 * len(manifest.shards)


def test_shards_of_another_miner_are_not_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site(tmp_path, 3)
    before = write_corpus([root], tmp_path / "out").shards
    monkeypatch.setattr("volt.data.corpus._miner", lambda: "another")
    assert set(write_corpus([root], tmp_path / "out").shards).isdisjoint(before)


KILLED = """
import os, signal, sys
from pathlib import Path
from volt.data import corpus
from volt.files import _flush
import volt.files
calls = 0
def flush(path):
    global calls
    calls += 1
    if calls == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    _flush(path)
volt.files._flush = flush
corpus.write_corpus([Path(sys.argv[1])], Path(sys.argv[2]), shard_bytes=300)
"""


@pytest.mark.parametrize("flushes", [3, 10])
def test_a_run_killed_in_the_middle_of_a_write_ends_with_the_bytes_of_one_that_was_not(
    tmp_path: Path, flushes: int
) -> None:
    root = site(tmp_path)
    write_corpus([root], tmp_path / "straight", shard_bytes=300)
    command = [sys.executable, "-c", KILLED, str(root), str(tmp_path / "cut"), str(flushes)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    left = contents(tmp_path / "cut")
    assert "manifest.json" not in left
    write_corpus([root], tmp_path / "cut", shard_bytes=300)
    assert contents(tmp_path / "cut") == contents(tmp_path / "straight")


def test_the_commands_mine_and_say_what_there_is(volt: Volt, tmp_path: Path) -> None:
    package(tmp_path / "src", "p", a=GOOD, dull=DULL.replace("+ a - b\n", "+ a - b - b * b\n", 1))
    command = ("corpus", "mine", tmp_path / "src", "--out", tmp_path / "out", "--no-decontaminate")
    assert volt(*command, "--json").json["functions"] == 2
    assert volt(*command, "--undocumented").out.startswith("4 functions in ")
    found = volt("corpus", "stats", tmp_path / "out", "--json").json
    assert (found["functions"], found["packages"], found["licences"]) == (4, {"src": 4}, {"unknown": 4})
    assert found["with"] == {"docstring": 2, "details": 1, "comment": 0, "owner": 1, "calls": 0}
    assert found["words"]["all"] == 12 and found["options"]["undocumented"]
    said = volt("corpus", "stats", tmp_path / "out").out
    assert "4 functions of 1 packages, 1 shards" in said and "too few" not in said
    refused = volt("corpus", "mine", tmp_path / "nothing", "--no-decontaminate", "--out", tmp_path / "out")
    assert refused.code == 2 and "nothing is not a folder" in refused.error


def test_reading_an_unfinished_or_foreign_corpus_is_a_data_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no finished corpus"):
        shards(tmp_path, "train")
    for text, says in (("{", "is not the manifest"), ('{"shards": {}}', "lacks functions, counts")):
        (tmp_path / "manifest.json").write_text(text)
        with pytest.raises(DataError, match=says):
            read_manifest(tmp_path)
    (tmp_path / "x.jsonl").write_text('{"id": 1}\n')
    with pytest.raises(DataError, match=r"x\.jsonl:1"):
        list(read_corpus([tmp_path / "x.jsonl"]))
