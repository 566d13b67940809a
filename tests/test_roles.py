"""Slots of tokens: what trees say in five languages, the head that learns it, and the picture of both."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
import sources
import tiny
import torch
from commands import Volt
from hypothesis import given, settings
from hypothesis import strategies as st

from volt import places, syntax
from volt.bench import card_roles
from volt.bench import roles as bench
from volt.cli.picture import page
from volt.config import Role
from volt.errors import CheckpointError
from volt.train import roles as training
from volt.train.common import Recipe
from volt.translate import colouring, tagger
from volt.translate.roles import NO_ROLE, label, paint
from volt.translate.tagger import RoleTagger, Shape

SAME = {
    "python": '''import os
class Box(Base):
    """Holds."""
    def area(self, side: int = 2):
        # twice
        for i in range(side):
            if i == 3:
                break
        try:
            total = side * size("äöü", w=1)
        except Error:
            raise Wrong()
        f = lambda z: z
        return total.real
''',
    "javascript": """import os from "os";
class Box extends Base {
  area(side = 2) {
    // twice
    for (const i of range(side)) {
      if (i === 3) { break; }
    }
    try { total = side * size("äöü"); } catch (e) { throw new Wrong(); }
    const f = (z) => z;
    return total.real;
  }
}
""",
    "java": """import os;
class Box extends Base {
  int area(int side) {
    // twice
    for (int i = 0; i < side; i++) {
      if (i == 3) { break; }
    }
    try { total = side * size("äöü"); } catch (Error e) { throw new Wrong(); }
    F f = z -> z;
    return total.real;
  }
}
""",
    "rust": """use os::path;
struct Box { total: Base }
impl Box {
  fn area(&self, side: int) -> int {
    // twice
    for i in range(side) {
      if i == 3 { break; }
    }
    total = side * size("äöü")?;
    let f = |z| z;
    return total.real;
  }
}
""",
    "go": """package a
import "os"
type Box struct { total Base }
func (b *Box) area(side int) int {
	// twice
	for i := range list(side) {
		if i == 3 { break }
	}
	total = side * size("äöü")
	f := func(z int) int { return z }
	return total.real
}
""",
}
WANTED = {
    r"\bos\b": Role.IMPORT, r"Box": Role.NAME, r"area": Role.NAME, r"Base": Role.TYPE, r"twice": Role.TEXT,
    r"side(?=[:, =)]* *(int|= 2|\)))": Role.ARGUMENTS, r"side(?= \*)": Role.VARIABLE, r"\bfor\b": Role.LOOP,
    r"\bif\b": Role.BRANCH, r"3": Role.LITERAL, r"\bbreak\b": Role.CONTROL, r"size": Role.OPERATION,
    r"äöü": Role.LITERAL, r"\*(?= size)": Role.OPERATOR, r"return": Role.RETURN, r"real": Role.VARIABLE,
}  # fmt: skip
ONLY = [
    ("python", "Holds", Role.TEXT), ("python", "raise", Role.EXCEPTION), ("python", "lambda", Role.PATTERN),
    ("python", "w", Role.ARGUMENTS), ("python", "int", Role.TYPE), ("javascript", "catch", Role.EXCEPTION),
    ("javascript", "=>", Role.PATTERN), ("javascript", "Wrong", Role.OPERATION), ("java", "throw", Role.EXCEPTION),
    ("java", "->", Role.PATTERN), ("java", "int", Role.TYPE), ("rust", "?", Role.EXCEPTION),
    ("rust", "|", Role.PATTERN), ("rust", "self", Role.ARGUMENTS), ("go", "range", Role.LOOP),
    ("go", "func(z", Role.PATTERN), ("go", "struct", Role.TYPE),
]  # fmt: skip


# ---- trees -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", SAME)
def test_the_same_program_has_the_same_slots_in_every_language(language: str) -> None:
    code = SAME[language]
    painted = paint(code, language)
    for pattern, role in WANTED.items():
        found = re.search(pattern, code)
        if found is None or (role is Role.ARGUMENTS and language == "java"):
            continue
        assert Role(painted[found.start()]) is role, (pattern, Role(painted[found.start()]))
    assert NO_ROLE not in painted


@pytest.mark.parametrize(("language", "fragment", "role"), ONLY)
def test_each_language_has_words_of_its_own(language: str, fragment: str, role: Role) -> None:
    code = SAME[language]
    whole_word = re.search(rf"\b{re.escape(fragment)}\b", code)
    place = whole_word.start() if whole_word else code.index(fragment)
    assert Role(paint(code, language)[place]) is role


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters="\r\n\x0c", exclude_categories=("Cs", "Cc")), max_size=20))
def test_a_comment_in_front_moves_slots_and_changes_none(comment: str) -> None:
    for language, code in SAME.items():
        before = f"{'#' if language == 'python' else '//'} {comment}\n"
        assert paint(before + code, language)[len(before) :] == paint(code, language)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.sampled_from(sorted(SAME)), st.integers(0, 200))
def test_any_text_has_a_slot_or_none_at_every_character(noise: str, language: str, place: int) -> None:
    code = SAME[language][:place] + noise + SAME[language][place:]
    painted = paint(code, language)
    assert len(painted) == len(code)
    assert set(painted) <= {NO_ROLE, *map(int, Role)}


def test_a_mistake_takes_the_slots_of_its_statement_and_of_no_other() -> None:
    code = "def f(a):\n    x = = 3\n    return a\n"
    painted = paint(code)
    at = code.index("x")
    assert set(painted[at : at + len("x = = 3")]) == {NO_ROLE}
    assert painted[code.index("def")] == Role.NAME
    assert painted[code.index("return")] == Role.RETURN
    assert label("(" * 20_001, [(0, 1)]) == [NO_ROLE]


def test_tokens_of_blanks_are_punctuation_and_others_what_they_begin_with() -> None:
    assert label("if  a:", [(0, 2), (2, 4), (3, 6)]) == [Role.BRANCH, Role.PUNCTUATION, Role.VARIABLE]


# ---- the head --------------------------------------------------------------------------------------------------------


def _tagger(seed: int = 0, **changes: object) -> RoleTagger:
    torch.manual_seed(seed)
    shape = Shape(**{"vocabulary": 400, "embedding": 8, "width": 12, "dilations": (1, 2, 4), **changes})  # type: ignore[arg-type]
    return RoleTagger(shape).eval()


def test_a_text_means_the_same_in_any_batch_and_in_any_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    head = _tagger()
    ids = torch.randint(5, 400, (50,), generator=torch.Generator().manual_seed(1))
    alone = head(ids[None])[0]
    padded = head(torch.nn.functional.pad(torch.stack([ids, ids.flip(0)]), (0, 9)))[0, :50]
    assert torch.allclose(alone, padded, atol=1e-5)
    monkeypatch.setattr(tagger, "_AT_ONCE", 11)
    assert head.tag(ids.tolist()) == alone.argmax(-1).tolist()
    assert head.tag([]) == []


@pytest.mark.parametrize(("kernel", "reach"), [(3, 7), (1, 0)])
def test_a_token_sees_as_far_as_the_shape_says(kernel: int, reach: int) -> None:
    head = _tagger(kernel=kernel)
    ids = torch.full((1, 41), 7)
    changed = ids.clone()
    changed[0, 20] = 9
    differs = (head(ids) - head(changed)).abs().amax(-1)[0] > 1e-7
    assert head.shape.reach == reach
    assert differs.nonzero().flatten().tolist() == list(range(20 - reach, 21 + reach))


def test_the_ablation_without_context_has_as_many_parameters() -> None:
    shape = Shape(32768)
    sizes = [sum(p.numel() for p in RoleTagger(s).parameters()) for s in (shape, bench.without_context(shape))]
    assert bench.without_context(shape).reach == 0
    assert abs(sizes[0] - sizes[1]) < 0.02 * sizes[0]


def test_what_is_saved_tags_the_same_and_knows_its_tokenizer(tmp_path: Path) -> None:
    known = tiny.tokenizer()
    _tagger(vocabulary=known.size).save(tmp_path / "roles.volt", known.digest, {})
    loaded = [RoleTagger.load(tmp_path / "roles.volt", known) for _ in range(2)]
    assert loaded[0].tag([7, 8, 9]) == loaded[1].tag([7, 8, 9])
    _tagger().save(tmp_path / "roles.volt", "another", {})
    with pytest.raises(CheckpointError, match="tokenizer another, not"):
        RoleTagger.load(tmp_path / "roles.volt", known)


RECIPE = Recipe(steps=30, batch=8, learning_rate=2e-2, warmup=5, ema=0.8, save_every=10, report_every=20)


def _rows() -> list[training.Text]:
    return [training.text_of("p", pair.code, "python", tiny.tokenizer()) for pair in tiny.pairs()]


def test_it_learns_what_one_token_cannot_tell_and_resumes_bit_for_bit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shape = Shape(tiny.tokenizer().size, 8, 12, dilations=(1, 2))
    head = training.fit(shape, _rows(), RECIPE, tmp_path / "a")
    alone = training.fit(bench.without_context(shape), _rows(), RECIPE, tmp_path / "b")
    shares = [np.concatenate([training.hits(h, row) for row in _rows()]).mean() for h in (head, alone)]
    # A parameter is named as it is used.
    assert shares[0] > 0.97 > 0.95 > shares[1]

    calls = iter(range(15))
    whole = training._padded

    def cut_off(*given: object) -> object:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(training, "_padded", cut_off)
    with pytest.raises(KeyboardInterrupt):
        training.fit(shape, _rows(), RECIPE, tmp_path / "c")
    monkeypatch.setattr(training, "_padded", whole)
    resumed = training.fit(shape, _rows(), RECIPE, tmp_path / "c")
    assert all(torch.equal(a, b) for a, b in zip(head.parameters(), resumed.parameters(), strict=True))


def test_whole_packages_are_held_out(tmp_path: Path) -> None:
    for i in range(30):
        sources.write(tmp_path / f"p{i}", {"a.go": SAME["go"], "b/c.go": SAME["go"]})
    split = {
        name: {t.package for t in training.files([tmp_path], name, tiny.tokenizer(), 10**6)}
        for name in ("train", "valid")
    }
    assert split["valid"]
    assert len(split["train"] | split["valid"]) == 30
    assert not split["train"] & split["valid"]
    assert len(list(training.files([tmp_path], "train", tiny.tokenizer(), 1000))) < 6


# ---- the picture -----------------------------------------------------------------------------------------------------


class _Words(HTMLParser):
    """The text of the <pre> of a page, and the class of each of its characters."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.inside, self.text, self.slots, self.slot = False, "", list[str](), ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside |= tag == "pre"
        assert not self.inside or tag in ("pre", "span")
        self.slot = (dict(attrs).get("class") or "").partition(" ")[0]

    def handle_endtag(self, tag: str) -> None:
        self.inside &= tag != "pre"
        self.slot = ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.text += data
            self.slots += [self.slot] * len(data)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30), st.sampled_from(sorted(SAME)))
def test_a_page_shows_the_source_and_the_slots_of_the_tree(noise: str, language: str) -> None:
    code = f"{SAME[language]}\n{noise}</pre><script>&amp;'\"\n"
    shown = _Words(page("a <b>", code, colouring.explain(code, language), ["<i>"]))
    assert shown.text == "\n" + code
    for character, slot, role in zip(code, shown.slots[1:], paint(code, language), strict=True):
        assert character.isspace() or slot == ("" if role == NO_ROLE else Role(role).name.lower())


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    folder = tmp_path / "weights"
    tiny.tokenizer().save(folder / "tokenizer.json")
    _tagger(vocabulary=tiny.tokenizer().size).save(folder / tagger.FILE, tiny.tokenizer().digest, {})
    return folder


def test_explaining_a_file(volt: Volt, tmp_path: Path, weights: Path) -> None:
    file, html = tmp_path / "a.py", tmp_path / "out" / "a.html"
    file.write_text("def f(a):\n    return a\n\n\nx = = 3\n")
    said = volt("explain", "--roles", file, "--weights", weights, "--html", html, "--json")
    assert (said.code, said.err) == (0, "")
    spans = said.json["spans"]
    assert (spans[0]["start"], spans[0]["role"], spans[0]["by"]) == (0, "name", "tree")
    assert {span["by"] for span in spans if span["start"] >= 25} == {"head"}
    assert not said.json["parses"]
    assert said.json["agreement"]["tokens"] > 4
    assert "x = = 3" in _Words(html.read_text()).text
    asked = volt("explain", "--roles", file, "--head", "--weights", weights, "--json").json
    assert {span["by"] for span in asked["spans"]} == {"head"}
    assert asked["agreement"] == said.json["agreement"]
    people = volt("explain", "--roles", file, "--weights", weights)
    assert people.out.startswith("def f(a):\n    return a\n")
    assert "tree and head agree on" in people.out


def test_without_weights_the_tree_does(volt: Volt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "models", lambda: tmp_path / "no-weights")
    file = tmp_path / "a.go"
    file.write_text(SAME["go"])
    said = volt("explain", "--roles", file, "--json")
    assert (said.code, said.json["agreement"]) == (0, None)
    assert volt("explain", "--roles", file, "--head").code == 3


@pytest.mark.parametrize(
    ("name", "data", "options", "told"),
    [
        ("a.txt", b"x", ("--roles",), "no known language: .txt"),
        ("a.py", b"x\0", ("--roles",), "binary"),
        ("a.py", b" \n", ("--roles",), "is empty"),
        ("a.py", b"\xff", ("--roles",), "not UTF-8"),
        ("a.py", b"x" * 500_001, ("--roles",), "more than 500,000"),
        ("a.py", b"x", ("--head",), "--roles"),
        ("a.py", b"x", ("--roles", "--html", "SAME"), "is the file itself"),
    ],
)
def test_what_cannot_be_shown_is_refused(
    volt: Volt, tmp_path: Path, name: str, data: bytes, options: tuple[str, ...], told: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    said = volt("explain", file, *(str(file) if option == "SAME" else option for option in options))
    assert said.code == 2
    assert told in said.error
    assert file.read_bytes() == data


# ---- the measurement -------------------------------------------------------------------------------------------------


def test_figures_count_visible_tokens_and_leave_out_what_has_no_role(tmp_path: Path) -> None:
    roles = np.array([Role.NAME, Role.LOOP, NO_ROLE, Role.PUNCTUATION, Role.LOOP], np.int8)
    text = training.Text("p", "python", np.arange(5, dtype=np.int32), roles)
    blank = np.array([False, False, False, True, False])
    found = np.array([Role.NAME, Role.NAME, Role.NAME, Role.PUNCTUATION, Role.LOOP], np.int8)
    assert bench._hits(text, found, blank) == (2, 3, 3, 4)
    loop = next(row for row in bench._by_role([(text, found)], blank) if row["slot"] == "S4 loop")
    assert (loop["recall"]["value"], loop["precision"]["value"], loop["mostly_taken_for"]) == (0.5, 1.0, ["name"])

    cases = {"role head": [("p", 2, 3, 3, 4)], "commonest role": [("p", 0, 3, 1, 4)]}
    whole = {
        "title": "Slots", "partial": False, "parameters": 5, "learned_from": {"texts": 1, "tokens": 9},
        "sets": [bench._set("functions", [text], cases)], "slots": [loop],
        "settings": {"steps": 1, "batch": 2, "weights": "w"},
        "origin": {"commit": "c", "dirty": False, "date": "d", "machine": "m"},
    }  # fmt: skip
    (tmp_path / bench.RESULT).write_text(json.dumps(whole))
    (shown,) = card_roles.sections(tmp_path)
    assert "| functions | 1 | 1 | 20.0 | 66.7 [66.7, 66.7] | 0.0 [0.0, 56.1] | 75.0 [75.0, 75.0] |" in shown
    assert "| S4 loop | 2 |" in shown
    assert list(syntax.BY_NAME) == list(SAME)
