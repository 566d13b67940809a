"""The router: vectors over frames, cues told apart by form, and when it stands back."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volt.config import SLOT_DIM
from volt.errors import CheckpointError
from volt.hard.asking import CUES, cues, parts
from volt.hard.phrasing import ROWS, Bags, bags, rarity, signs
from volt.hard.router import FILE, STRANDS, Router, directions_CD, frame_of, frames_of
from volt.model import VoltModel

TRACE = 'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    f(1)\nKeyError: 1'
BROKEN = "def f(x)\n    return x"


def router(threshold: float = 0.0) -> Router:
    """Each strand's vector points along a number of its own; no wording counts."""
    vectors = np.zeros((len(STRANDS), SLOT_DIM), np.float32)
    vectors[np.arange(len(STRANDS)), np.arange(len(STRANDS))] = 4.0
    nothing = np.zeros((ROWS, len(STRANDS)), np.float32)
    return Router(vectors, np.zeros(len(STRANDS), np.float32), nothing, np.ones(ROWS, np.float32), threshold)


def test_what_is_rare_counts_for_more_and_a_text_as_a_whole_as_before() -> None:
    some = worded("sort numbers", "sort words", "sort lists")
    rarity_H = rarity(some)
    weighed = some.weighed(rarity_H)
    counts = np.bincount(some.rows_F, minlength=ROWS)
    common, rare = (set(np.flatnonzero(counts == n)) for n in (3, 1))
    assert rarity_H[[*common]].max() < rarity_H[[*rare]].min()
    for bag in (some, weighed):
        first = bag.weights_F[: bag.starts_B[1]]
        assert np.isclose(np.square(first).sum(), 3.0, atol=0.2)
    assert np.allclose(some.weighed(np.ones(ROWS, np.float32)).weights_F[:5] / some.weights_F[:5], 1.0, atol=0.05)
    empty = worded().weighed(rarity_H)
    assert len(empty.rows_F) == 0


def worded(*texts: str) -> Bags:
    apart = [parts(text) for text in texts]
    return bags(texts, apart, [cues(*pair) for pair in zip(texts, apart, strict=True)])


def along(place: int, length: float = 1.0) -> np.ndarray:
    frame = np.zeros(SLOT_DIM, np.float32)
    frame[place] = length
    return frame


def seen(text: str) -> set[str]:
    return {name for name, holds in zip(CUES, cues(text, parts(text)), strict=True) if holds}


# ---- requests, taken apart -------------------------------------------------------------------------------------------


def test_words_code_and_what_was_said_are_told_apart() -> None:
    apart = parts(f"Why is that?\n\ndef f(x):\n    return x\n\n{TRACE}")
    assert apart.words == "Why is that?"
    assert apart.code.startswith("def f(x):\n    return x")
    assert "KeyError: 1" in apart.said
    assert "KeyError" not in apart.words + apart.code


def test_a_program_on_the_same_line_is_code() -> None:
    apart = parts("what does this do def f(x):\n    return x")
    assert (apart.words, apart.code) == ("what does this do", "def f(x):\n    return x")


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_every_text_has_as_many_cues_as_there_are_and_loses_no_word(text: str) -> None:
    apart = parts(text)
    assert len(cues(text, apart)) == len(CUES)
    kept = "".join(sorted("".join((apart.words + apart.code + apart.said).split())))
    if "`" not in text:
        assert kept == "".join(sorted("".join(text.split())))


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        (BROKEN, "code that does not parse"),
        ("def f(x):\n    return x", "a function with a body"),
        ('def f(x):\n    """Double x."""', "a header without a body"),
        (TRACE, "the interpreter's words"),
        ("17 * 23", "hardly a word but numbers"),
        ("how to sort a list", "asks how"),
        ("sort a list", "an order"),
    ],
)
def test_what_is_seen_at_a_glance(text: str, cue: str) -> None:
    assert cue in seen(text)
    assert cue not in seen("The weather is fine")


def test_cues_have_directions_of_length_one_that_are_nearly_apart() -> None:
    directions = directions_CD()
    alike = directions @ directions.T
    assert np.allclose(np.diag(alike), 1.0, atol=1e-5)
    assert np.abs(alike - np.diag(np.diag(alike))).max() < 0.3


# ---- routing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", range(len(STRANDS)))
def test_a_request_goes_where_its_frame_points(place: int) -> None:
    routing = router().route("words", along(place))
    assert routing.strand == STRANDS[place]
    assert not routing.abstained
    assert sum(routing.scores.values()) == pytest.approx(1.0, abs=1e-5)
    assert routing.fits == (STRANDS[place],)


def test_what_is_unsure_goes_to_the_runner_and_says_why() -> None:
    frame = along(1, 0.1)
    assert router(0.0).route("words", frame).strand == "debugger"
    routing = router(0.9).route("words", frame)
    assert (routing.strand, routing.abstained) == ("runner", True)
    assert "debugger" in routing.reason
    assert "Runner" in routing.reason


def test_nothing_goes_to_the_runner() -> None:
    routing = router().route(" \n", along(4))
    assert (routing.strand, routing.abstained) == ("runner", True)
    assert "nothing" in routing.reason


def test_two_strands_may_fit() -> None:
    assert set(router().route("words", along(1) + along(2)).fits) == {"debugger", "explainer"}


def test_frames_of_another_width_are_refused() -> None:
    with pytest.raises(ValueError, match="256"):
        router().scores(np.zeros((2, 3), np.float32), worded("a", "b"))


def test_a_wording_counts_beside_the_frame() -> None:
    told = worded("mend it")
    table = np.zeros((ROWS, len(STRANDS)), np.float32)
    table[told.rows_F, 1] = 9.0
    assert replace(router(), table_HN=table).route("mend it", along(4)).strand == "debugger"
    assert replace(router(), table_HN=table).route("sum 1", along(4)).strand == STRANDS[4]


# ---- wordings --------------------------------------------------------------------------------------------------------


def test_signs_stand_for_what_is_no_word() -> None:
    text = f"Why is `x` 12 in my_list?\n\ndef f(x):\n    return x\n\n{TRACE}"
    assert signs(text, parts(text)) == ["^", "why", "is", "Q", "0", "in", "N", "?", "C", "E", "$"]
    assert signs(BROKEN, parts(BROKEN))[1] == "C"


def test_bags_are_the_same_in_any_company_and_sum_as_the_table_says() -> None:
    texts = ["Reverse a list.", "", "what does this do\n\ndef f(x):\n    return x + 1"]
    together = worded(*texts)
    table = np.random.default_rng(0).normal(size=(ROWS, len(STRANDS))).astype(np.float32)
    apart = np.concatenate([worded(text).sums(table) for text in texts])
    assert np.allclose(together.sums(table), apart, atol=1e-5)
    assert np.allclose(together.of(np.array([2, 0])).sums(table), apart[[2, 0]], atol=1e-5)
    assert np.abs(apart[0]).max() > 0


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_every_text_has_rows_of_the_table(text: str) -> None:
    told = worded(text)
    assert ((told.rows_F >= 0) & (told.rows_F < ROWS)).all()
    assert np.isfinite(told.weights_F).all()


# ---- frames and files ------------------------------------------------------------------------------------------------


def test_a_request_means_the_same_in_any_batch(tiny_model: VoltModel) -> None:
    texts = ["Reverse a list.", TRACE, "", "what does this do\n\ndef f(x):\n    return x + 1"]
    together = frames_of(tiny_model, texts)
    assert together.shape == (4, SLOT_DIM)
    for text, frame in zip(texts, together, strict=True):
        assert np.allclose(frame_of(tiny_model, text), frame, atol=1e-5)


def test_code_changes_cues_and_not_the_frame_of_the_words(tiny_model: VoltModel) -> None:
    one, other = (
        f"What does this do?\n\n{code}" for code in ("def f(x):\n    return x", "def g(y):\n    return y * 2")
    )
    assert np.allclose(frame_of(tiny_model, one), frame_of(tiny_model, other), atol=1e-5)
    assert not np.allclose(frame_of(tiny_model, one), frame_of(tiny_model, "What does this do?"), atol=0.1)


@pytest.fixture
def folder(tiny_weights: Path, tiny_model: VoltModel, tmp_path: Path) -> Path:
    copied = tmp_path / "weights"
    shutil.copytree(tiny_weights, copied)
    router(0.4).save(copied / FILE, VoltModel.load(copied).digest)
    return copied


def test_what_is_saved_is_opened(folder: Path) -> None:
    opened = Router.open(folder)
    assert np.array_equal(opened.vectors_ND, router().vectors_ND)
    assert opened.threshold == 0.4
    assert np.array_equal(opened.table_HN, router().table_HN)
    assert (folder / FILE).stat().st_size <= 400_000


def test_a_router_for_other_weights_or_other_cues_is_refused_by_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    router().save(folder / FILE, "0123456789abcdef")
    with pytest.raises(CheckpointError, match=f"{FILE} is stale.*0123456789abcdef"):
        Router.open(folder)
    router().save(folder / FILE, VoltModel.load(folder).digest)
    monkeypatch.setattr("volt.hard.router.CUE", 3.0)
    with pytest.raises(CheckpointError, match=f"{FILE} is stale.*cues"):
        Router.open(folder)


def test_a_damaged_router_is_refused(folder: Path) -> None:
    data = bytearray((folder / FILE).read_bytes())
    data[-1] ^= 1
    (folder / FILE).write_bytes(data)
    with pytest.raises(CheckpointError, match=f"{FILE} is damaged"):
        Router.open(folder)
    (folder / FILE).unlink()
    with pytest.raises(CheckpointError, match=FILE):
        Router.open(folder)


def test_numbers_of_another_shape_or_none_are_refused(folder: Path) -> None:
    digest = VoltModel.load(folder).digest
    nowhere = np.full((ROWS, len(STRANDS)), np.nan, np.float32)
    for wrong in (
        replace(router(), vectors_ND=np.zeros((4, SLOT_DIM), np.float32)),
        replace(router(), table_HN=np.zeros((ROWS // 2, len(STRANDS)), np.float32)),
        replace(router(), table_HN=nowhere),
    ):
        wrong.save(folder / FILE, digest)
        with pytest.raises(CheckpointError, match="five vectors"):
            Router.open(folder)
