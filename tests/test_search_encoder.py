"""The encoder of search: what it reads of a function, its words, and that it is what was trained."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from commands import Said, Volt
from hypothesis import given, settings
from hypothesis import strategies as st

from volt import checkpoint
from volt.errors import CheckpointError
from volt.search.encoder import FILE, SPECIAL, FieldEncoder, Vocabulary
from volt.search.extract import extract
from volt.search.fields import LONGEST, Field, Source, first_words, query_words, words
from volt.train import search as training
from volt.train.common import Recipe
from volt.train.teacher import text_vectors

SAME = {
    "python": "def read_rows(path, limit=10):\n    # skip the head\n    return open(path).lines('utf') // limit\n",
    "javascript": """function readRows(path, limit = 10) {
  // skip the head
  return open(path).lines('utf') / limit;
}
""",
    "java": """class A { int readRows(String path, int limit) {
  /* skip the head */
  return open(path).lines("utf") / limit;
} }
""",
    "rust": """fn read_rows(path: &str, limit: i64) -> i64 {
    // skip the head
    open(path).lines("utf") / limit
}
""",
    "go": """package a
func (r *Reader) ReadRows(path string, limit int) int {
	// skip the head
	return open(path).Lines("utf") / limit
}
""",
}


@pytest.mark.parametrize("language", SAME)
def test_each_word_stands_in_its_field(language: str) -> None:
    (function,) = extract(SAME[language], language).functions
    split = words(Source(function.code, function.name, "Reads all rows.", language))
    assert split[Field.NAME] == ["read", "rows"]
    assert {"path", "limit"} <= set(split[Field.SIGNATURE])
    assert split[Field.TEXT] == ["skip", "the", "head", "utf"]
    assert {"open", "path", "lines", "limit"} <= set(split[Field.BODY])
    assert not {"rows", "skip", "utf"} & set(split[Field.BODY])
    assert split[Field.DOCS] == ["reads", "all", "rows"]


def test_a_docstring_in_the_code_is_read_once() -> None:
    code = 'def f():\n    """Adds things.\n\n    More of it."""\n    return 1\n'
    split = words(Source(code, "Box.f", "Adds things.\n\nMore of it."))
    assert Field.TEXT not in split
    assert split[Field.OWNER] == ["box"]
    assert words(Source(code, "f"))[Field.TEXT] == ["adds", "things", "more", "of", "it"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=20), st.text(max_size=40), st.sampled_from(sorted(SAME)))
def test_any_text_is_read(code: str, name: str, docs: str, language: str) -> None:
    for field, split in words(Source(code, name, docs, language)).items():
        assert 0 < len(split) <= LONGEST[field]


def test_a_long_text_takes_no_longer_than_its_beginning() -> None:
    assert words(Source("def f(" + "(" * 200_000)) == words(Source("def f(" + "(" * 200))
    assert first_words("word " * 100_000, Field.QUERY) == ["word"] * LONGEST[Field.QUERY]


def test_an_unknown_word_is_taken_apart() -> None:
    known = Vocabulary([*SPECIAL, "back", "off", "backoff"])
    assert known.counted(["backoff", "backoffs", "offback", "xyz", "zzback"]) == {4: 2, 3: 1, 2: 2}


# ---- what is trained and what is used --------------------------------------------------------------------------------


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary([*SPECIAL, "read", "rows", "path", "limit", "open", "lines", "skip", "head", "all"])


@pytest.fixture
def trained(vocabulary: Vocabulary) -> training.FieldModel:
    model = training.FieldModel(len(vocabulary), 8, 16)
    luck = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn(parameter.shape, generator=luck) / 3)
    return model


def test_numpy_computes_what_torch_trained(
    trained: training.FieldModel, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    training.save(trained, tmp_path, {"vocabulary": vocabulary.known})
    sources = [Source(code, docs="All rows.") for code in SAME.values()] + [Source("???"), Source("def f(): rows")]
    tensors, _ = checkpoint.load(tmp_path / FILE, kind="search")
    with torch.no_grad():
        for name, tensor in checkpoint.dequantise(tensors).items():
            trained.get_parameter(name).copy_(tensor)
    rows = training.Rows.of([words(source) for source in sources], vocabulary)
    given_ = dict.fromkeys(training.GIVEN, 1.0)
    with pytest.MonkeyPatch.context() as patch, torch.no_grad():
        patch.setattr(training, "GIVEN", given_)
        patch.setattr(training, "DROPPED", 0.0)
        expected_ND = trained(rows.answers(range(len(rows)), np.random.default_rng(0))).numpy()
    found_ND = FieldEncoder.load(tmp_path).functions(sources)
    assert found_ND == pytest.approx(expected_ND, abs=1e-5)
    assert np.linalg.norm(found_ND, axis=1) == pytest.approx(np.ones(len(sources)), abs=1e-5)


def test_each_text_is_encoded_by_itself(trained: training.FieldModel, vocabulary: Vocabulary, tmp_path: Path) -> None:
    training.save(trained, tmp_path, {"vocabulary": vocabulary.known})
    encoder = FieldEncoder.load(tmp_path)
    texts = ["read all rows", "???", "open the path", ""]
    for text, vector in zip(texts, encoder.queries(texts), strict=True):
        assert encoder.queries([text])[0] == pytest.approx(vector, abs=1e-6)
    assert encoder.functions([]).shape == encoder.queries([]).shape == (0, 16)
    assert not np.allclose(encoder.queries(["read"]), encoder.functions([Source("read")])), "fields tell them apart"


def test_missing_and_damaged_weights_are_named(trained: training.FieldModel, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=FILE):
        FieldEncoder.load(tmp_path)
    training.save(trained, tmp_path, {"vocabulary": []})
    data = bytearray((tmp_path / FILE).read_bytes())
    data[-1] ^= 1
    (tmp_path / FILE).write_bytes(data)
    with pytest.raises(CheckpointError, match="damaged"):
        FieldEncoder.load(tmp_path)


# ---- training --------------------------------------------------------------------------------------------------------

VERBS, THINGS = ("reads", "writes", "drops", "counts", "sorts", "joins"), ("rows", "files", "words", "lines", "nodes")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Functions that say in words of their own what their documentation says: `reads rows` is `do0_x0`."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    meant = [
        (f"{verb.title()} the {thing} of it.", f"do{v}x_at{t}y")
        for v, verb in enumerate(VERBS)
        for t, thing in enumerate(THINGS)
    ]
    for split, copies in (("train", 8), ("valid", 1)):
        rows = [
            {"id": f"{n}:{sentence}", "name": name, "package": "p", "version": "1", "licence": "MIT", "path": "p.py",
             "line": 1, "signature": f"def {name}(a):", "docstring": sentence, "code": f"def {name}(a):\n    return a"}
            for n in range(copies)
            for sentence, name in meant
        ]  # fmt: skip
        with gzip.open(folder / f"{split}-0000-0123abcd.jsonl.gz", "wt") as lines:
            lines.writelines(json.dumps(row) + "\n" for row in rows)
    shards = {f"{split}-0000-0123abcd.jsonl.gz": {} for split in ("train", "valid")}
    (folder / "manifest.json").write_text(json.dumps({"shards": shards}))
    return folder


def test_training_learns_what_words_mean_and_resumes_where_it_was(volt: Volt, corpus: Path, tmp_path: Path) -> None:
    settings = ["batch=64", "cooldown=0.6", "save_every=20", "learning_rate=0.02", "warmup=1", "ema=0.9", "steps=40"]
    given_ = [part for setting in settings for part in ("--set", setting)]

    def train(name: str, *more: object) -> Said:
        arguments = ("--corpus", corpus, "--out", tmp_path / name, "--no-decontaminate", "--json", *given_, *more)
        return volt("train", "search", *arguments)

    whole = train("whole").json["trained"]
    assert whole["valid_mrr"] > 0.7, "by chance it is 0.13"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training, "info_nce", _killed_at(30, training.info_nce))
        with pytest.raises(KeyboardInterrupt):
            values = dict(setting.split("=") for setting in settings)
            recipe = Recipe(**{key: float(v) if "." in v else int(v) for key, v in values.items()})
            training.train(recipe, corpus, None, None, None, tmp_path / "killed")
    assert train("killed").json["trained"] == whole
    refused = train("other", "--set", "soft.steps=3")
    assert (refused.code, "soft.steps" in refused.error) == (2, True)
    (hit, *_) = FieldEncoder.load(tmp_path / "whole").queries(["reads rows"])
    assert hit.shape == (training.WIDTH,)


def test_a_query_does_not_ask_for_the_language_it_is_asked_in() -> None:
    assert query_words("how to read rows in Python") == query_words("how to read rows in")
    assert query_words("python") == ["python"]


class Teacher:
    """Says that "reads" and "opens" mean the same, and that all other sentences differ."""

    name = "teacher"

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts: list[str]) -> np.ndarray:
        self.asked += len(texts)
        words_ = [text.lower().replace("opens", "reads") for text in texts]
        luck = [np.random.default_rng(abs(hash(text))).normal(size=32) for text in words_]
        return np.array([vector / np.linalg.norm(vector) for vector in luck], np.float32)


def test_what_a_teacher_said_is_asked_once(tmp_path: Path) -> None:
    teacher, texts = Teacher(), ["Reads rows.", "Opens rows.", "Adds."]
    first = text_vectors(teacher, texts, tmp_path)
    assert np.array_equal(text_vectors(teacher, texts, tmp_path), first)
    assert teacher.asked == len(texts)
    assert first[0] @ first[1] > 0.99 > first[0] @ first[2]
    text_vectors(teacher, texts[:2], tmp_path)
    assert teacher.asked == len(texts) + 2, "other texts are not taken for these"


def test_documentation_that_a_teacher_finds_alike_comes_nearer() -> None:
    sentences = ["reads rows", "opens rows", "adds numbers", "draws lines", "sends mail", "sorts names"]
    texts = [{Field.QUERY: sentence.split(), Field.BODY: [f"body{n}"]} for n, sentence in enumerate(sentences)]
    rows = training.Rows.of(
        texts, Vocabulary([*SPECIAL, *sorted({word for text in texts for part in text.values() for word in part})])
    )
    sense = training.Sense(Teacher().encode(sentences))
    torch.manual_seed(0)  # some first weights are near already, and leave nothing to be learned
    model, scale, luck = training.FieldModel(len(sentences) * 4, 16, 16), torch.tensor(2.0), np.random.default_rng(0)

    def likeness() -> float:
        vectors = model(rows.queries([0])) @ model(rows.documented(range(len(texts)), luck, alone=True)).T
        return float((vectors[0, 1] - vectors[0, 2:].max()).detach())

    before = likeness()
    optimizer = torch.optim.Adam(model.parameters(), 0.02)
    for _ in range(40):
        optimizer.zero_grad()
        sense.loss(model, rows, scale, luck).backward()
        optimizer.step()
    assert likeness() > before + 0.3


def _killed_at(step: int, work: Callable[..., torch.Tensor]) -> Callable[..., torch.Tensor]:
    calls = iter(range(step))

    def until(*arguments: object) -> torch.Tensor:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return work(*arguments)

    return until
