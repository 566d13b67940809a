"""Functions under other names: what is renamed, what stays, and what the bench says of it."""

from __future__ import annotations

import ast
import gzip
import json
from pathlib import Path

import pytest
import tiny
from commands import Volt

from volt import places
from volt.bench import card_similarity
from volt.bench.similarity import renamed
from volt.search.encoder import FILE

CODE = """
def total(rows, key=None, *, start=0):
    found = start
    for row in rows:
        found += row.value if key is None else key(row)
    return sum([found for _ in range(1)])
"""


def test_only_names_change_and_the_function_stays_what_it_was() -> None:
    tree = ast.parse(CODE).body[0]
    assert isinstance(tree, ast.FunctionDef)
    changed = renamed(tree, ["alpha", "beta", "sum"])
    scope: dict[str, object] = {}
    exec(compile(ast.Module([changed], []), "renamed", "exec"), scope)
    (function,) = (value for name, value in scope.items() if callable(value) and name != "__builtins__")
    rows = [type("Row", (), {"value": n})() for n in range(4)]
    assert function(rows) == 6
    written = ast.unparse(changed)
    assert not {"total", "rows", "key", "found", "row"} & {n.id for n in ast.walk(changed) if isinstance(n, ast.Name)}
    assert "sum([" in written, "a name from outside is not taken"
    assert ".value" in written


def test_the_bench_measures_and_the_card_tells(volt: Volt, tmp_path: Path) -> None:
    functions = ["def first(rows):\n    top = rows[0]\n    return top\n", CODE.strip() + "\n",
                 "def join(parts, gap):\n    text = gap.join(parts)\n    return text\n"] * 2  # fmt: skip
    rows = [
        {"id": str(n), "package": "a", "version": "1", "licence": "MIT", "path": "a.py", "name": "f",
         "line": 1, "signature": "", "docstring": "", "code": code}
        for n, code in enumerate(functions)
    ]  # fmt: skip
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    with gzip.open(corpus / "valid-0000-0123abcd.jsonl.gz", "wt") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    (corpus / "manifest.json").write_text(json.dumps({"shards": {"valid-0000-0123abcd.jsonl.gz": {}}}))
    weights = tmp_path / "weights"
    tiny.model().save(weights)
    (weights / FILE).write_bytes((places.models() / FILE).read_bytes())
    said = volt("bench", "similarity", "--corpus", corpus, "--weights", weights, "--out", tmp_path, "--functions", 5,
                "--json")  # fmt: skip
    assert said.code == 0, said.out
    assert {row["encoder"] for row in said.json["encoders"]} == {"ours", "frames"}
    for row in said.json["encoders"]:
        assert row["same"]["mean"]["value"] > row["different"]["mean"]["value"]
    (section,) = card_similarity.sections(tmp_path)
    assert "| ours | the same function, other names | " in section
    refused = volt("bench", "similarity", "--corpus", tmp_path / "none", "--weights", weights, "--out", tmp_path)
    assert (refused.code, "corpus" in refused.error) == (2, True)


@pytest.mark.parametrize("names", [[], ["found"], ["x"]])
def test_there_are_always_names_enough(names: list[str]) -> None:
    tree = ast.parse(CODE).body[0]
    assert isinstance(tree, ast.FunctionDef)
    changed = renamed(tree, names)
    parameters = [node.arg for node in ast.walk(changed.args) if isinstance(node, ast.arg)]
    assert len({changed.name, *parameters}) == 4
