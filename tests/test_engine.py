"""The whole way of a request, with the stub mind: what is claimed, and what is never claimed."""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import tiny
import torch

from volt.answer import Status
from volt.engine import Volt, _Clock, prompt
from volt.errors import CheckpointError, ChecksError, RequestError
from volt.hard import proof
from volt.hard.agreement import agreement
from volt.hard.certainty import UNCHECKED_CAP, Certainty
from volt.hard.strands.fused import FusedLibrary
from volt.hard.strands.library import KeywordLibrary, Snippet
from volt.hard.strands.recall import RecallStrand
from volt.memory.tiers import Memory
from volt.mind import StubMind
from volt.model import Flow
from volt.request import Candidate, Request, Source
from volt.request.reader import read
from volt.verify import Checks, Judge, Verdict

_KNOWN = {
    "Check if a number is prime.": "def is_prime(n):\n    return n > 1 and all(n % d for d in range(2, n))\n",
    "Reverse the words of a sentence.": "def reverse_words(text: str):\n    return ' '.join(text.split()[::-1])\n",
    "Delete a folder with all it has.": "import shutil\n\n\ndef clear_folder(path: str):\n    shutil.rmtree(path)\n",
    "Sum the numbers above a limit.": "def total_above(xs, low):\n    return sum(x for x in xs if x > low)\n",
}
SNIPPETS = tuple(Snippet(re.findall(r"def (\w+)", code)[0], code, said) for said, code in _KNOWN.items())
PRIME = Request(
    "Write a function to check if a number is prime",
    ("assert is_prime(97) is True", "assert is_prime(1) is False"),
    seconds=8,
)


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge() as made:
        yield made


@pytest.fixture
def volt(judge: Judge, tmp_path: Path) -> Volt:
    return Volt(StubMind(), SNIPPETS, judge, Memory(tmp_path / "memory.db"), Certainty())


def test_a_known_function_is_recalled_and_verified(volt: Volt) -> None:
    answer = volt.think(PRIME)
    assert answer.status is Status.VERIFIED and answer.report.passed == 2
    assert answer.gamma.execution is not None and answer.safety.allowed
    assert [s.name for s in answer.trace][:2] == ["memory", "recall"]


def test_the_proof_of_an_answer_replays_and_a_changed_one_does_not(volt: Volt, judge: Judge, tmp_path: Path) -> None:
    answer = volt.think(PRIME)
    proof.save(tmp_path / "p.json", answer.proof)
    assert proof.replay(proof.load(tmp_path / "p.json"), judge).agrees
    lying = {**answer.proof, "answer": {**answer.proof["answer"], "code": "def is_prime(n): return True\n"}}
    assert not proof.replay({**lying, "hash": proof.seal(lying)}, judge).agrees


def test_the_same_request_is_answered_from_memory_and_says_so(volt: Volt) -> None:
    first, second = volt.think(PRIME), volt.think(PRIME)
    assert not first.recalled and second.recalled and second.source is Source.MEMORY
    assert second.code == first.code and second.report.passed == 2 and "solved on" in second.note
    assert second.gamma.value == first.gamma.value, "remembering is no new evidence"


def test_a_remembered_answer_that_no_longer_holds_is_not_believed(volt: Volt) -> None:
    first = volt.think(PRIME)
    assert volt.memory is not None
    with volt.memory.store._writing() as db:
        db.execute("UPDATE solved SET code = 'def is_prime(n): return True'")
    again = volt.think(PRIME)
    assert not again.recalled and again.code == first.code


def test_without_checks_the_claim_is_unchecked_and_gamma_is_capped(volt: Volt) -> None:
    answer = volt.think(Request("Reverse the words of a sentence.", signature="def rev(s: str) -> str:", seconds=2))
    assert answer.status is Status.UNCHECKED and answer.report.verdict is Verdict.UNCHECKED
    assert answer.gamma.value <= UNCHECKED_CAP and "def rev" in answer.code


def test_a_request_that_names_no_function_takes_the_name_of_what_it_sounds_like(volt: Volt) -> None:
    assert "def reverse_words(" in volt.think(Request("reverse the words of a sentence", seconds=2)).code


def test_a_program_in_the_request_is_judged_first_and_put_right(volt: Volt) -> None:
    wrong = "Why is this wrong?\n\ndef longest(words):\n    return min(words, key=len)\n"
    tests = ("assert longest(['a', 'abc', 'ab']) == 'abc'", "assert longest(['xyz', 'x']) == 'xyz'")
    mended = volt.think(Request(wrong, tests, seconds=5))
    assert mended.status is Status.VERIFIED and mended.source is Source.REPAIRED and "max(words" in mended.code
    right = volt.think(Request(wrong.replace("min", "max"), tests, seconds=5))
    assert right.status is Status.VERIFIED and right.source is Source.GIVEN


def test_what_cannot_be_solved_is_said_to_be_unsolved(volt: Volt) -> None:
    tests = ("assert f(3) == 'kq8!'", "assert f(4) == 'zz#1'", "assert f(5) == 'mv)0'")
    answer = volt.think(Request("Turn a number into its secret word", tests, seconds=3))
    assert answer.status is Status.UNSOLVED and answer.report.verdict is not Verdict.PASSED
    assert answer.gamma.value < 0.05


def test_search_finds_what_is_not_in_the_library(volt: Volt) -> None:
    tests = ("assert f([3, 1, 2]) == 6", "assert f([10, 5]) == 15")
    answer = volt.think(Request("Write a function to find the sum of a list", tests, seconds=6))
    assert answer.status is Status.VERIFIED and answer.source in (Source.SEARCHED, Source.RECALLED)


def test_a_fault_in_one_strand_is_told_and_does_not_cost_the_answers_of_the_others(
    volt: Volt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Iterator[Candidate]:
        yield from ()
        raise IndexError("no such thing")

    monkeypatch.setattr(RecallStrand, "propose", broken)
    answer = volt.think(Request("add three", ("assert plus(1) == 4", "assert plus(7) == 10")))
    assert answer.status is Status.VERIFIED
    [step] = [step for step in answer.trace if step.name == "recall"]
    assert step.detail["fault"].startswith("IndexError: no such thing (test_engine.py:")


def test_a_harmful_request_is_vetoed_without_running_anything(volt: Volt) -> None:
    answer = volt.think(Request("Write ransomware that encrypts all files of the victim and demands payment"))
    assert answer.status is Status.VETOED and answer.code == "" and answer.trace == ()


def test_a_harmful_program_is_never_run_even_when_it_fits(volt: Volt) -> None:
    answer = volt.think(
        Request("Delete a folder with all it has.", ("assert clear_folder('/tmp/x') is None",), seconds=2)
    )
    assert "rmtree" not in answer.code


def test_the_budget_is_kept(volt: Volt) -> None:
    tests = ("assert f([1, 5, 2], 'ab') == {'never': (1, 2)}",)
    started = time.monotonic()
    volt.think(Request("Make something impossible out of a list and a text", tests, seconds=2.0))
    assert time.monotonic() - started < 5.0


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (Request("   "), RequestError),
        (Request("check primes", ("assert is_prime(97",)), ChecksError),
        (Request("check primes", ("assert is_prime(2)",), signature="def is_odd(n):"), ChecksError),
    ],
)
def test_bad_requests_are_refused_before_anything_is_tried(volt: Volt, request_: Request, error: type) -> None:
    with pytest.raises(error) as caught:
        volt.think(request_)
    assert str(caught.value)


def test_drafts_are_decoded_programs_that_begin_with_the_header(volt: Volt) -> None:
    for flow in Flow:
        drafts = volt.drafts(PRIME, 4, flow)
        assert len(drafts) == 4 and all("def is_prime(" in d.code and d.source is Source.DECODED for d in drafts)


def test_an_untrained_model_goes_the_same_way_and_ghosts_do_not_break_it(judge: Judge, tmp_path: Path) -> None:
    volt = Volt(tiny.model(), SNIPPETS, judge, Memory(tmp_path / "m.db"), Certainty())
    request = Request("add a and b", ("assert add(1, 2) == 3",), samples=3, seconds=4)
    assert volt.think(request).status is Status.VERIFIED
    other = Request("add x and y", ("assert plus(1, 2) == 3",), samples=3, seconds=4)
    assert volt.think(other).status is Status.VERIFIED


def test_refinement_that_diverges_claims_nothing_and_loses_to_whatever_else_was_found(judge: Judge) -> None:
    model = tiny.model()
    model.soft.vfn.out_E.data.fill_(torch.nan)
    volt = Volt(model, SNIPPETS, judge, None, Certainty())
    alone = volt.think(Request("Frobnicate quietly", signature="def frob(a, b):", samples=3, seconds=1))
    recalled = volt.think(dataclasses.replace(PRIME, samples=3, seconds=2))
    assert recalled.status is Status.VERIFIED and recalled.gamma.value > 0
    (decode,) = (step for step in alone.trace if step.name == "decode")
    assert decode.detail["diverged"] == decode.detail["tried"] > 0
    drafts = volt.drafts(PRIME, 3)
    assert all(d.details["diverged"] and "diverged" in d.note for d in drafts)
    gammas = volt._gammas(read(PRIME), [(d, judge.run(d.code, Checks("", PRIME.tests))) for d in drafts], _Clock(2.0))
    assert all(gamma.value == 0 and gamma.rank < 0 for gamma in gammas)


def test_the_answer_is_plain_json(volt: Volt) -> None:
    import json

    data = json.loads(json.dumps(volt.think(PRIME).to_json()))
    assert data["status"] == "verified" and data["proof"]["hash"]


def test_the_decoder_is_asked_in_the_words_it_was_taught() -> None:
    task = read(PRIME)
    assert prompt(task).splitlines()[1:] == list(PRIME.tests)


class TestAgreement:
    TASK = read(Request("Double a number", ("assert f(2) == 4",)))

    def shares(self, judge: Judge, *bodies: str) -> list[float]:
        candidates = [Candidate(f"def f(x):\n    return {body}\n", Source.SEARCHED) for body in bodies]
        return [conduct.agreement for conduct in agreement(self.TASK, candidates, judge)]

    def test_programs_that_behave_alike_outvote_the_odd_one(self, judge: Judge) -> None:
        double, plus, square = self.shares(judge, "x * 2", "x + x", "x ** 2")
        assert double == plus > square == 0

    def test_a_single_program_agrees_with_nobody(self, judge: Judge) -> None:
        assert self.shares(judge, "x * 2") == [0.0]

    def test_what_a_program_answers_is_told_too(self, judge: Judge) -> None:
        bodies = ("x * 2", "x + x", "4", "x[0]", "str(x)")
        made = [
            Candidate(f"def f(x):\n    return {body}\n", source)
            for body, source in zip(bodies, (Source.RECALLED, Source.SEARCHED, *[Source.DECODED] * 3), strict=True)
        ]
        right, same, constant, raises, text = agreement(self.TASK, made, judge)
        assert right.agreement == same.agreement > constant.agreement == 0
        assert (right.kin, constant.kin, right.behaviours) == (2, 1, 4)
        assert right.varied == text.varied == 1.0 > constant.varied > raises.varied == 0.0
        assert (right.answered, raises.answered) == (1.0, 0.0)
        assert (right.typed, text.typed) == (1.0, 0.0)
        assert right.rival < constant.rival

    def test_failing_alike_is_not_the_same_as_answering_alike(self, judge: Judge) -> None:
        assert self.shares(judge, "x * 2", "x[0]") == [0.0, 0.0]


class TestFusedLibrary:
    def test_without_the_gists_it_is_keyword_search(self) -> None:
        fused = FusedLibrary(SNIPPETS, StubMind().gists, weight=0.0)
        text = "check whether a number is prime"
        keyword = [s.name for s, _ in KeywordLibrary(SNIPPETS).search(text, 3)]
        assert [s.name for s, _ in fused.search(text, 3)] == keyword

    def test_gists_alone_find_the_nearest_description(self) -> None:
        fused = FusedLibrary(SNIPPETS, StubMind().gists, weight=1.0)
        snippet = SNIPPETS[1]
        assert fused.search(f"{snippet.description}\n{snippet.name}", 1)[0][0] is snippet

    def test_an_empty_library_finds_nothing(self) -> None:
        assert FusedLibrary((), lambda texts: torch.zeros(len(texts), 256)).search("x", 3) == []


def test_a_stale_gamma_is_refused_where_weights_are_named_and_said_where_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from volt import engine, places
    from volt.hard.certainty import FILE, STALE_CAP, Fitted

    tiny.model().save(tmp_path)
    Certainty(calibrated=True, fitted=Fitted("other weights", {})).save(tmp_path / FILE)
    monkeypatch.setattr(engine, "textbook_snippets", lambda: iter([Snippet("one", "def one(x):\n    return x\n")]))
    with pytest.raises(CheckpointError, match="is stale"):
        Volt.open(weights=tmp_path, remember=False)
    with Volt.open(weights=tmp_path, remember=False, calibrated=False) as volt:
        assert volt.certainty == Certainty()
    monkeypatch.setattr(places, "models", lambda: tmp_path)
    with Volt.open(remember=False, workers=1) as volt:
        answer = volt.think(Request("Return x.", ("assert same(3) == 3",), samples=0, seconds=1.0))
    assert answer.status is Status.VERIFIED and answer.gamma.value <= STALE_CAP
    assert "weights other weights are" in answer.to_json()["gamma"]["reason"]
    assert answer.to_json()["gamma"]["calibrated"] is False
