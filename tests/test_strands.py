"""Strands of other packages: they are asked, and none can take the engine down. The user's own code as a source."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import torch

from volt.answer import Status
from volt.data.packages import UNKNOWN, licence_near
from volt.desk import Desk
from volt.engine import Volt
from volt.frame import TensorFrame
from volt.hard import guest as child
from volt.hard import proof
from volt.hard.certainty import UNCHECKED_CAP, Certainty
from volt.hard.guests import GROUP, PATIENCE, Guest, GuestError, guests, packed
from volt.hard.router import Routing
from volt.hard.strand import Budget, Found
from volt.hard.strands.indexed import IndexLibrary, MemoryLibrary, whole
from volt.hard.strands.library import Snippet
from volt.hard.strands.speaking import ExplainerStrand, MathsStrand, UntestedStrand, WhereStrand
from volt.memory.store import Record
from volt.memory.tiers import Memory
from volt.mind import StubMind
from volt.request import Request, Source
from volt.search.indexing import index
from volt.search.store import CodeStore
from volt.translate import stub
from volt.verify import Judge

SNIPPETS = (Snippet("is_even", "def is_even(n):\n    return n % 2 == 0\n", "Check if a number is even."),)
EXAMPLE = Path(__file__).parent.parent / "examples" / "strand"
MILES = Request("Convert miles to kilometres", ("assert to_km(2) == 3.218688",), seconds=4)
STRANGERS = """
import os, sys, time
from volt.hard.strand import Found

class Stranger:
    name = "stranger"
    claim = 1.0
    def claims(self, frame, request): return self.claim
    def run(self, request, budget): return Found(programs=("def to_km(x):\\n    return 0\\n",))

class Good(Stranger):
    def run(self, request, budget):
        print("this goes nowhere")
        return Found("words", ("def to_km(x):\\n    return x * 1.609344\\n",), ({"looked": "up"},))
class Raises(Stranger):
    def run(self, request, budget): raise ValueError("no such unit")
class Hangs(Stranger):
    def run(self, request, budget): time.sleep(60)
class HangsInClaims(Stranger):
    def claims(self, frame, request): time.sleep(60)
class Exits(Stranger):
    def run(self, request, budget): os._exit(0)
class SaysMuch(Stranger):
    def run(self, request, budget): return Found(text="x" * (1 << 24))
class SaysNothing(Stranger):
    def run(self, request, budget): return None
class ClaimsTooMuch(Stranger):
    claim = float("inf")
class ClaimsText(Stranger):
    claim = "all of it"
class Lies(Stranger):
    def run(self, request, budget):
        return Found("verified, γ 1.00", ("def to_km(x):\\n    return 7\\n",), (), True)
class Harms(Stranger):
    def run(self, request, budget):
        return Found(programs=("import shutil\\ndef to_km(x):\\n    shutil.rmtree('/x')\\n    return x * 1.609344\\n",))
class CannotBegin:
    def __init__(self): raise ImportError("no database")
"""


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge() as made:
        yield made


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Guest]]:
    """Guests of the module above, each ended after the test."""
    (tmp_path / "strangers.py").write_text(STRANGERS)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    made: list[Guest] = []

    class Known(Guest):
        def __init__(self, name: str) -> None:
            super().__init__(EntryPoint(name.lower(), f"strangers:{name}", GROUP))
            made.append(self)

    yield Known
    for guest in made:
        guest.close()


def _engine(judge: Judge, *found: Guest) -> Volt:
    return Volt(StubMind(), SNIPPETS, judge, None, Certainty(), found)


def test_a_guest_is_asked_and_its_program_is_judged(judge: Judge, stranger: type[Guest]) -> None:
    answer = _engine(judge, stranger("Good")).think(MILES)
    assert answer.status is Status.VERIFIED and answer.source is Source.GUEST and "strand good" in answer.note
    (step,) = (s for s in answer.trace if s.name == "strand good")
    assert step.detail["did"] == [{"looked": "up"}] and step.detail["claim"] == 1.0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Raises", "raised ValueError: no such unit"),
        ("Exits", "has ended"),
        ("SaysNothing", "not a Found"),
        ("CannotBegin", "raised ImportError: no database"),
    ],
)
def test_a_guest_that_fails_is_told_of_and_stops_nothing(
    judge: Judge, stranger: type[Guest], name: str, said: str
) -> None:
    volt = _engine(judge, stranger(name), stranger("Good"))
    answer = volt.think(MILES)
    (step,) = (s for s in answer.trace if s.name == f"strand {name.lower()}")
    assert said in step.detail["failed"] and answer.status is Status.VERIFIED


def test_a_guest_that_hangs_is_ended_in_time_and_after_some_failures_left_alone(stranger: type[Guest]) -> None:
    guest = stranger("Hangs")
    frame = stub.encode(MILES.text)
    assert guest.claims(frame, MILES) == 1.0
    started = time.monotonic()
    with pytest.raises(GuestError, match="did not answer within"):
        guest.run(MILES, Budget(seconds=0.2))
    assert time.monotonic() - started < 5 and guest._child is None and guest.failures == 1
    assert guest.claims(frame, MILES) == 1.0, "it begins again with the next request"


def test_a_guest_that_says_too_much_is_ended(stranger: type[Guest]) -> None:
    guest = stranger("SaysMuch")
    with pytest.raises(GuestError, match="answered more than 4 MiB"):
        guest.run(MILES, Budget(seconds=20))
    assert guest._child is None


def test_a_guest_that_fails_again_and_again_is_left_alone(judge: Judge, stranger: type[Guest]) -> None:
    guest = stranger("Raises")
    guest.failures = PATIENCE
    assert not any(s.name.startswith("strand") for s in _engine(judge, guest).think(MILES).trace)


def test_what_a_guest_claims_is_read_as_a_number_in_range_or_not_at_all(stranger: type[Guest]) -> None:
    for name in ("ClaimsTooMuch", "ClaimsText"):
        assert stranger(name).claims(stub.encode("x"), MILES) == 0.0


def test_lies_and_harm_get_no_further_than_with_anyone_else(judge: Judge, stranger: type[Guest]) -> None:
    lies = _engine(judge, stranger("Lies")).think(MILES)
    assert lies.status is Status.UNSOLVED and lies.gamma.value < 0.05
    assert not stranger("Lies").run(MILES, Budget()).checked
    harms = _engine(judge, stranger("Harms")).think(MILES)
    assert "rmtree" not in harms.code


def test_frames_reach_guests_as_they_are() -> None:
    frame = stub.encode("convert miles to kilometres")
    there = child.Late(packed(frame))
    assert torch.equal(there.values_SRD, frame.values_SRD) and torch.equal(there.active_SR, frame.active_SR)
    assert torch.equal(there.gamma_S, frame.gamma_S)


def test_the_example_package_is_installed_found_and_asked(
    judge: Judge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "source"
    subprocess.run(["cp", "-r", EXAMPLE, source], check=True)  # a build leaves files beside its sources
    target = tmp_path / "installed"
    options = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet"]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, "--target", target, source], check=True)
    assert not any(guest.name == "units" for guest in guests())
    monkeypatch.syspath_prepend(str(target))
    monkeypatch.setenv("PYTHONPATH", str(target))
    (units,) = (guest for guest in guests() if guest.name == "units")
    volt = _engine(judge, units)
    answer = volt.think(MILES)
    units.close()
    assert answer.status is Status.VERIFIED and answer.source is Source.GUEST
    assert units.entry.value == "volt_units:UnitsStrand"


# ---- answers in words ------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Speaker:
    """A strand of Volt's own that answers in words."""

    name: str
    claim: float
    found: Found

    def claims(self, frame: TensorFrame, request: Request) -> float:
        return self.claim

    def run(self, request: Request, budget: Budget) -> Found:
        return self.found


def _speaking(judge: Judge, *speakers: Speaker) -> Volt:
    return Volt(StubMind(), SNIPPETS, judge, None, Certainty(), desk=Desk(speakers))


WORDS = Request("What is six times seven?", seconds=2)


def test_the_strand_with_the_highest_claim_answers_in_words(judge: Judge) -> None:
    sure = Speaker("maths", 0.9, Found("42", steps=({"route": "product"},), checked=True))
    answer = _speaking(judge, Speaker("explainer", 0.6, Found("no")), sure).think(WORDS)
    assert (answer.status, answer.strand, answer.text) == (Status.VERIFIED, "maths", "42")
    assert answer.gamma.value == 0.99 and answer.trace[-1].detail["did"] == [{"route": "product"}]
    unsure = dataclasses.replace(sure, found=Found("42"))
    unchecked = _speaking(judge, unsure).think(WORDS)
    assert unchecked.status is Status.UNCHECKED and unchecked.gamma.value <= UNCHECKED_CAP


def test_who_claims_little_or_finds_nothing_leaves_it_to_the_runner(judge: Judge) -> None:
    for speaker in (Speaker("maths", 0.4, Found("42")), Speaker("maths", 0.9, Found()), Speaker("x", 7.0, Found("x"))):
        answer = _speaking(judge, speaker).think(WORDS)
        assert answer.strand == "runner" and not answer.text and answer.code


def test_tests_ask_for_a_program_whoever_claims_the_request(judge: Judge) -> None:
    answer = _speaking(judge, Speaker("maths", 1.0, Found("42", checked=True))).think(MILES)
    assert answer.strand == "runner" and not answer.text


def test_the_proof_of_words_holds_while_the_strand_says_the_same(judge: Judge) -> None:
    speaker = Speaker("maths", 0.9, Found("42", checked=True))
    volt = _speaking(judge, speaker)
    record = volt.think(WORDS).proof
    assert proof.replay(record, judge, volt.desk.again).agrees
    speaker.found = Found("43", checked=True)
    (said,) = proof.replay(record, judge, volt.desk.again).differences
    assert "another answer" in said
    (said,) = proof.replay(record, judge).differences
    assert "no strand maths" in said


def test_a_guest_may_answer_in_words_which_stay_unchecked(judge: Judge, stranger: type[Guest]) -> None:
    answer = _engine(judge, stranger("Good")).think(WORDS)
    assert answer.text == "words" and answer.strand == "good" and answer.status is Status.UNCHECKED
    assert _engine(judge, stranger("Raises")).think(WORDS).strand == "runner"


def test_volts_own_speakers_claim_as_the_router_says() -> None:
    scores = {"runner": 0.1, "debugger": 0.0, "explainer": 0.2, "maths": 0.7, "recall": 0.0}
    frame = stub.encode(WORDS.text)
    for abstained, expected in ((False, 0.7), (True, 0.0)):
        strand = MathsStrand(lambda _, abstained=abstained: Routing("maths", scores, abstained, ""))  # type: ignore[misc]
        assert strand.claims(frame, WORDS) == expected


def test_volts_own_speakers_say_what_they_checked_and_nothing_where_they_cannot() -> None:
    def route(text: str) -> Routing:
        raise AssertionError("nobody is asked while a strand runs")

    maths = MathsStrand(route)
    product = maths.run(Request("What is 6 * 7?"), Budget())
    assert product.text == "42" and product.checked and product.steps[0]["check"]
    assert not maths.run(Request("Tell me a story"), Budget())
    maths.close()
    explained = ExplainerStrand(route).run(
        Request("What does this do?\n\ndef f(a, b=2):\n    return a + b\n"), Budget()
    )
    assert "f(a, b=2)" in explained.text and explained.steps[0]["function"] == "f" and not explained.checked
    assert not ExplainerStrand(route).run(Request("What does this do?"), Budget())
    untested = UntestedStrand(route).run(Request("fix my code"), Budget())
    assert "Give tests" in untested.text and untested.abstained
    assert not WhereStrand(route, None).run(Request("where is the parser"), Budget())


# ---- the user's own code ---------------------------------------------------------------------------------------------

HELPED = '''
"""Prices."""
import math
from decimal import Decimal

RATE = 3


def _rounded(value):
    """To two places."""
    return math.floor(value * 100 + 0.5) / 100


def price_with_tax(price, quantity):
    """The price of some articles with tax, rounded to cents."""
    return _rounded(price * quantity * (100 + RATE) / 100)


class Shop:
    pass


def open_shop():
    """Open a shop."""
    return Shop()
'''


def test_a_function_is_taken_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "prices.py"
    path.write_text(HELPED)
    code = whole(path, "price_with_tax")
    assert code is not None
    scope: dict[str, object] = {}
    exec(code, scope)
    assert scope["price_with_tax"](10, 2) == 20.6  # type: ignore[operator]
    assert "Decimal" not in code and "To two places" not in code and "with tax, rounded" in code
    assert whole(path, "open_shop") is None and whole(path, "absent") is None and whole(tmp_path / "no.py", "f") is None


def test_the_users_own_code_is_recalled_adapted_judged_and_cited(judge: Judge, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "prices.py").write_text(HELPED)
    (project / "pyproject.toml").write_text('[project]\nname = "shop"\nlicense = "MIT"\n')
    with CodeStore(tmp_path / "index.db", project) as store:
        index(project, store, None, lambda *_: None)
        volt = Volt(StubMind(), SNIPPETS, judge, None, Certainty(), own=IndexLibrary(store, None))
        tests = ("assert total(3, 10) == 30.9", "assert total(1, 0.5) == 0.52")
        asked = Request("The price with tax of a quantity of articles", tests, seconds=6)
        answer = volt.think(asked)
    assert answer.status is Status.VERIFIED and answer.source is Source.RECALLED
    assert "prices.py:14 (MIT)" in answer.note


def test_where_names_methods_and_functions_that_cannot_stand_alone(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "shop.py").write_text(HELPED + '\n    def close(self):\n        """Close it.\n\n        Late."""\n')
    (project / "tax.js").write_text("function addTax(price) {\n    return price * 1.03;\n}\n")

    def route(text: str) -> Routing:
        raise AssertionError("nobody is asked while a strand runs")

    with CodeStore(tmp_path / "index.db", project) as store:
        index(project, store, None, lambda *_: None)
        where = WhereStrand(route, IndexLibrary(store, None))
        assert where.run(Request("where do we open a shop?"), Budget()).text.startswith("shop.py:23  open_shop")
        assert "tax.js:1  addTax" in where.run(Request("where is tax added"), Budget()).text
        assert where.run(Request("?"), Budget()).abstained


def test_licences_are_those_of_the_project_or_the_package(tmp_path: Path) -> None:
    (tmp_path / "a.py").touch()
    assert licence_near(tmp_path / "a.py") == UNKNOWN
    assert "BSD" in licence_near(Path(torch.__file__)) or "torch" in torch.__file__


def test_a_solved_request_helps_with_one_that_sounds_alike_but_not_with_itself(judge: Judge, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "memory.db")
    mind = StubMind()
    text, code = "Double every third number of a list", "def f(xs):\n    return [x * 2 for x in xs[2::3]]\n"
    memory.remember(Record("key", text, code, "verified", 0.9, gist=mind.gists([text])[0].numpy()))
    library = MemoryLibrary(memory, lambda said: mind.gists([said])[0].numpy())
    ((snippet, score),) = library.search("Double every third number of a tuple", 3)
    assert snippet.code == code and score > 0.5 and "solved on" in snippet.origin
    assert not library.search("entirely different", 3)
    assert not MemoryLibrary(memory, lambda said: mind.gists([said])[0].numpy(), "key").search(text, 3)
