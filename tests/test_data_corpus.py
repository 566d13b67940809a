"""Mining keeps whole, distinct, documented functions; shards resume, and packages never straddle the split."""

from __future__ import annotations

import ast
import json
from collections import Counter
from pathlib import Path

import pytest

from volt.data.corpus import mine, read_corpus, shards, write_corpus
from volt.data.decontaminate import Overlap
from volt.data.packages import find_packages, held_out, standard_library
from volt.errors import DataError

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
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pkg0\nVersion: 1.2\nLicense-Expression: MIT\n")
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


def test_overlaps_with_report_only_problems_are_left_out(tmp_path: Path) -> None:
    package(tmp_path, "p", m=GOOD)
    overlap = Overlap.from_rows([{"query": "return the area of a circle."}])
    assert [f.name for f in mine([tmp_path / "p"], overlap=overlap)] == ["volume"]


def test_packages_know_their_version_and_licence(tmp_path: Path) -> None:
    first, second, *_ = find_packages(site(tmp_path))
    assert (first.name, first.version, first.licence) == ("pkg0", "1.2", "MIT")
    assert (second.name, second.version, second.licence) == ("pkg1", "", "unknown")
    library = {p.name: p for p in find_packages(standard_library())}
    assert library["json"].licence == "PSF-2.0" and "test" not in library
    with pytest.raises(DataError, match="absent"):
        find_packages(tmp_path / "absent")


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


def test_reading_an_unfinished_or_foreign_corpus_is_a_data_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no finished corpus"):
        shards(tmp_path, "train")
    (tmp_path / "x.jsonl").write_text('{"id": 1}\n')
    with pytest.raises(DataError, match=r"x\.jsonl:1"):
        list(read_corpus([tmp_path / "x.jsonl"]))
