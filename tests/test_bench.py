"""The bench on made-up problems: a scripted engine, the real judge."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest

from volt import places
from volt.answer import Answer, Status
from volt.bench import card, selection, suites
from volt.bench.bailiff import Bailiff
from volt.bench.run import bench, merge
from volt.engine import Volt
from volt.errors import ConfigError, DataError, RequestError
from volt.hard.certainty import Certainty, Gamma
from volt.hard.strands.library import Snippet
from volt.mind import StubMind
from volt.model import Flow
from volt.request import Candidate, Request, Source
from volt.safety.veto import SafetyVerdict
from volt.verify import Checks, Judge, Limits, Report, Verdict

# ---- made-up problems -----------------------------------------------------------------

RIGHT = "def {name}(x):\n    return x * 2\n"
VISIBLE_ONLY = "def {name}(x):\n    return 4\n"
WRONG = "def {name}(x):\n    return None\n"
BROKEN = "def {name}(x:\n"


def row(i: int, **changes: Any) -> dict[str, Any]:
    """Double a number; shown on 2, hidden on 3 and 5."""
    name = f"double_{i}"
    tests = [f"assert {name}({x}) == {2 * x}" for x in (2, 3, 5)]
    keys = {"source": "made up", "licence": "CC0-1.0", "language": "python", "signature": f"def {name}(x):"}
    return {**keys, "id": f"MBPP/{i}", "query": f"Write a function to double number {i} of the zoo's {i} animals.",
            "entry_point": name, "setup": "", "solution": RIGHT.format(name=name), "tests": tests, "split": "dev",
            "meta": {}, **changes}  # fmt: skip


PROMPT = 'def twice(x):\n    """Twice x.\n\n    >>> twice(2)\n    4\n    """\n'
PROMPTED = row(
    0, id="HumanEval/0", query=PROMPT, entry_point="twice", solution="    return x * 2\n",
    tests=["def check(candidate):\n    assert candidate(3) == 6\n    assert candidate(0) == 0\n"],
)  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of problem sets: four rows to choose settings on, a prompt, and something report-only."""
    write(tmp_path / "data/dev/mbpp_dev.jsonl", [row(i) for i in range(4)])
    write(tmp_path / "data/test/humaneval.jsonl", [PROMPTED])
    return tmp_path / "data"


def write(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(r) + "\n" for r in rows))


# ---- a scripted engine -----------------------------------------------------------------


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge(Limits(cpu_seconds=1.0), workers=1) as made:
        yield made


@dataclass
class Scripted:
    """Says what it is told, by the number at the end of the function's name."""

    judge: Judge
    drafted: dict[int, list[str]] = field(default_factory=dict)
    answered: dict[int, str] = field(default_factory=dict)
    snippets: tuple[Snippet, ...] = ()
    mind: StubMind = field(default_factory=StubMind)
    asked: list[Request] = field(default_factory=list)
    fails_at: int | None = None

    def use_library(self, snippets: Sequence[Snippet]) -> None:
        self.snippets = tuple(snippets)

    def drafts(self, request: Request, count: int, flow: Flow = Flow.REFINED) -> list[Candidate]:
        forms = self.drafted.get(number(request), [WRONG]) if flow is Flow.REFINED else [WRONG]
        codes = itertools.islice(itertools.cycle(forms), count)
        return [Candidate(c.format(name=name(request)), Source.DECODED, -float(i)) for i, c in enumerate(codes)]

    def think(self, request: Request) -> Answer:
        if self.fails_at is not None and len(self.asked) == self.fails_at:
            raise KeyboardInterrupt
        self.asked.append(request)
        if number(request) == 99:
            raise RequestError("cannot be read")
        code = self.answered.get(number(request), RIGHT).format(name=name(request))
        report = Report(Verdict.PASSED)
        gamma = Gamma(0.75, 0.5, 0.75, True)
        safety = SafetyVerdict(True)
        return Answer(request, Status.VERIFIED, code, report, gamma, safety, Source.RECALLED, "", False, {}, (), 0.1)


def name(request: Request) -> str:
    return "twice" if "twice" in request.text else f"double_{number(request)}"


def number(request: Request) -> int:
    return int(next((w for w in request.text.split() if w.isdigit()), "0"))


def dev(data: Path, out: Path, engine: Scripted, **options: Any) -> dict[str, Any]:
    return bench("mbpp_dev", data, out, engine=engine, samples=2, seconds=1.0, **options)


FIGURES = ("problems", "drafts", "gains", "answers", "sources", "calibration", "settings", "infra", "refused")


def figures(result: dict[str, Any]) -> dict[str, Any]:
    """What must not depend on how the run was cut."""
    return {key: result[key] for key in FIGURES}


# ---- what is shown and what decides -----------------------------------------------------------------


def test_mbpp_shows_the_first_assert_and_all_decide(data: Path) -> None:
    case = suites.case(suites.problems(suites.suite("mbpp_dev"), data)[1])
    request = case.request(2, 1.0, 0)
    assert request.tests == ("assert double_1(2) == 4",)
    assert request.signature is None
    assert "== 6" not in str(request)
    assert case.decisive == tuple(row(1)["tests"])


def test_setup_goes_along_with_the_test_that_needs_it(data: Path, judge: Judge, tmp_path: Path) -> None:
    tests = ["assert math.isclose(double_0(2), 4)", "assert double_0(3) == math.ceil(5.5)"]
    write(data / "dev/mbpp_dev.jsonl", [row(0, setup="import math", tests=tests)])
    engine = Scripted(judge)
    result = dev(data, tmp_path / "out", engine)
    assert engine.asked[0].tests == ("import math\nassert math.isclose(double_0(2), 4)",)
    assert result["answers"]["filtered pass@1"]["value"] == 1.0


def test_humaneval_asks_with_the_prompt_alone_and_the_suite_decides(data: Path, judge: Judge, tmp_path: Path) -> None:
    engine = Scripted(judge, drafted={0: [WRONG, VISIBLE_ONLY]}, answered={0: RIGHT})
    result = bench("humaneval", data, tmp_path / "out", engine=engine, samples=2, seconds=1.0)
    assert (engine.asked[0].text, engine.asked[0].tests) == (PROMPT, ())
    assert result["answers"]["filtered pass@1"]["value"] == 1.0
    assert result["drafts"]["refined"]["filtered pass@1"]["value"] == 0.0


def test_a_program_that_holds_on_the_visible_test_only_is_chosen_but_not_right(
    data: Path, judge: Judge, tmp_path: Path
) -> None:
    engine = Scripted(judge, drafted={i: [VISIBLE_ONLY, RIGHT] for i in range(4)}, answered={0: VISIBLE_ONLY})
    result = dev(data, tmp_path, engine)
    assert result["drafts"]["refined"]["filtered pass@1"]["value"] == 0.0
    assert result["drafts"]["refined"]["pass@1"]["value"] == 0.5
    assert result["answers"]["filtered pass@1"]["value"] == 0.75
    assert result["answers"]["verified but wrong"]["value"] == 0.25
    assert result["sources"] == {"recalled": {"answers": 4, "verified": 4, "right": 3}}
    assert result["calibration"]["all answers"]["ece"]["value"] == 0.0


def test_filtering_takes_the_likeliest_draft_that_the_visible_test_allows(
    data: Path, judge: Judge, tmp_path: Path
) -> None:
    engine = Scripted(judge, drafted={0: [WRONG, RIGHT], 1: [BROKEN, WRONG], 2: [RIGHT, WRONG]})
    result = dev(data, tmp_path, engine)
    assert result["drafts"]["refined"]["filtered pass@1"]["value"] == 0.5
    assert result["drafts"]["refined"]["validity"]["value"] == pytest.approx(7 / 8)
    assert result["gains"]["no_flow"]["filtered pass@1"]["value"] == 0.5
    assert result["drafts"]["zero_steps"]["pass@1"]["value"] == 0.0


def test_a_request_that_cannot_be_read_is_unsolved_not_the_end(data: Path, judge: Judge, tmp_path: Path) -> None:
    write(data / "dev/mbpp_dev.jsonl", [row(99), row(1)])
    result = dev(data, tmp_path, Scripted(judge))
    assert result["answers"]["filtered pass@1"]["value"] == 0.5
    assert result["sources"]["none"] == {"answers": 1, "verified": 0, "right": 0}


@pytest.mark.parametrize(("drafts", "think"), [(True, False), (False, True)])
def test_a_run_of_one_part_keeps_to_it_and_to_its_own_file(
    data: Path, judge: Judge, tmp_path: Path, drafts: bool, think: bool
) -> None:
    result = dev(data, tmp_path, Scripted(judge), drafts=drafts, think=think)
    assert ("drafts" in result, "answers" in result) == (drafts, think)
    assert not (tmp_path / "mbpp_dev.json").exists()
    assert (tmp_path / result["result"]).is_file()


class Broken:
    """A judge whose machinery fails a number of times."""

    def __init__(self, failures: int) -> None:
        self.failures = failures

    def run(self, program: str, checks: Checks) -> Report:
        self.failures -= 1
        return Report(Verdict.INFRA if self.failures >= 0 else Verdict.PASSED)

    def run_many(self, programs: Sequence[str], checks: Checks) -> list[Report]:
        return [self.run(program, checks) for program in programs]


@pytest.mark.parametrize(("failures", "right", "counted"), [(0, True, 0), (1, True, 0), (2, False, 1)])
def test_a_failure_of_the_judge_is_tried_again_and_then_counted(
    data: Path, failures: int, right: bool, counted: int
) -> None:
    case = suites.case(suites.problems(suites.suite("mbpp_dev"), data)[0])
    bailiff = Bailiff(cast(Judge, Broken(failures)), case, "")
    assert bailiff.judge(["pass", "pass"])[0].correct is right
    assert bailiff.infra == counted


# ---- nothing measured may be recalled -----------------------------------------------------------------


def test_snippets_that_overlap_the_problems_leave_the_library(data: Path, judge: Judge, tmp_path: Path) -> None:
    clean = Snippet("triple", "def triple(x):\n    return x + x + x\n", "Three times a number.")
    same_tree = Snippet("renamed", RIGHT.format(name="renamed"), "Something else.")
    same_ask = Snippet("other", "def other(a, b):\n    return a - b\n", "Subtract.", asks=(row(2)["query"],))
    engine = Scripted(judge, snippets=(clean, same_tree, same_ask))
    library = dev(data, tmp_path, engine)["origin"]["library"]
    assert engine.snippets == (clean,)
    assert (library["before"], library["after"]) == (3, 1)
    assert library["dropped"] == {"exact query": 1, "syntax tree": 1}


# ---- killed, cut and put together -----------------------------------------------------------------


def killed(data: Path, out: Path, judge: Judge, after: int) -> Path:
    """A run that dies while thinking; returns its raw file."""
    with pytest.raises(KeyboardInterrupt):
        dev(data, out, Scripted(judge, fails_at=after))
    (raw,) = (out / "raw").iterdir()
    return raw


def test_a_killed_run_goes_on_and_ends_as_an_unbroken_one(data: Path, judge: Judge, tmp_path: Path) -> None:
    raw = killed(data, tmp_path / "a", judge, after=2)
    with raw.open("a") as file:
        file.write('{"index": 2, "id": "MBPP/2", "dra')  # cut in the middle of a line
    engine = Scripted(judge)
    resumed = dev(data, tmp_path / "a", engine)
    assert len(engine.asked) == 2
    assert figures(resumed) == figures(dev(data, tmp_path / "b", Scripted(judge)))
    assert len(resumed["origin"]["sessions"]) == 2
    assert [p.name for p in (tmp_path / "a/raw").iterdir()] == [raw.name]


def test_a_finished_run_is_not_taken_for_an_unfinished_one(data: Path, judge: Judge, tmp_path: Path) -> None:
    dev(data, tmp_path, Scripted(judge))
    engine = Scripted(judge)
    dev(data, tmp_path, engine)
    assert len(engine.asked) == 4


@pytest.mark.parametrize("change", [{"seed": 1}, {"fresh": True}])
def test_other_settings_or_a_wish_start_anew(data: Path, judge: Judge, tmp_path: Path, change: dict[str, Any]) -> None:
    killed(data, tmp_path, judge, after=2)
    engine = Scripted(judge)
    dev(data, tmp_path, engine, **change)
    assert len(engine.asked) == 4


def test_a_line_damaged_in_the_middle_is_named(data: Path, judge: Judge, tmp_path: Path) -> None:
    raw = killed(data, tmp_path, judge, after=2)
    raw.write_text("nonsense\n" + raw.read_text())
    with pytest.raises(DataError, match=f"{raw.name}:1"):
        dev(data, tmp_path, Scripted(judge))


def test_shards_merge_into_what_one_run_gives(data: Path, judge: Judge, tmp_path: Path) -> None:
    wrong = {1: WRONG, 2: VISIBLE_ONLY}
    whole = dev(data, tmp_path / "whole", Scripted(judge, answered=wrong))
    out = tmp_path / "cut"
    dev(data, out, Scripted(judge, answered=wrong), shard=(0, 2))
    with pytest.raises(DataError, match="2/2"):
        merge("mbpp_dev", out)
    dev(data, out, Scripted(judge, answered=wrong), shard=(1, 2))
    assert not (out / "mbpp_dev.json").exists()
    assert figures(merge("mbpp_dev", out)) == figures(whole)
    assert json.loads((out / "mbpp_dev.json").read_text())["answers"] == whole["answers"]


def test_a_partial_run_does_not_replace_a_whole_one(data: Path, judge: Judge, tmp_path: Path) -> None:
    dev(data, tmp_path, Scripted(judge))
    before = (tmp_path / "mbpp_dev.json").read_bytes()
    part = dev(data, tmp_path, Scripted(judge, answered={0: WRONG}), limit=1)
    assert (part["partial"], part["problems"], part["of"]) == (True, 1, 4)
    assert (tmp_path / "mbpp_dev.json").read_bytes() == before
    assert [r["partial"] for r in card.read_results(tmp_path)] == [False]


def test_the_ablation_without_a_textbook_recalls_nothing_and_has_a_result_of_its_own(
    data: Path, judge: Judge, tmp_path: Path
) -> None:
    engine = Scripted(judge)
    engine.snippets = (Snippet("f", "def f(n):\n    return [n]\n", "Put a number into a list of its own."),)
    with_it = dev(data, tmp_path, engine)
    assert len(engine.snippets) == 1
    without = dev(data, tmp_path, engine, textbook=False)
    assert engine.snippets == () and with_it["origin"]["library"] == without["origin"]["library"]
    assert {p.name for p in tmp_path.glob("*.json")} == {"mbpp_dev.json", "mbpp_dev-no-textbook.json"}
    assert "nothing to recall" in card.text_of(tmp_path)


def test_ablations_can_be_left_out(data: Path, judge: Judge, tmp_path: Path) -> None:
    alone = dev(data, tmp_path, Scripted(judge), ablations=False)
    assert set(alone["drafts"]) == {"refined"} and alone["gains"] == {}
    assert "What refinement adds" not in card.text_of(tmp_path)
    assert set(dev(data, tmp_path, Scripted(judge))["drafts"]) == {"refined", "zero_steps", "no_flow"}


# ---- programs to fit the certainty to -----------------------------------------------------------------


def test_collecting_writes_every_program_there_was_to_choose_from(data: Path, tmp_path: Path) -> None:
    double = Snippet("twofold", "def twofold(n):\n    return n + n\n", "Double a number.")
    four = Snippet("four_of", "def four_of(n):\n    return 4\n", "The number double, four, of animals.")
    problems = suites.problems(suites.suite("mbpp_dev"), data)[:2]
    out = tmp_path / "programs.jsonl"
    with Judge(workers=1) as judge, Volt(StubMind(), [double, four], judge, None, Certainty()) as engine:
        weigh = engine._gammas
        assert selection.collect(engine, problems, out, data=data, seconds=2.0, samples=1) == 2
        assert engine._gammas == weigh
        once = out.read_text()
        selection.collect(engine, problems, out, data=data, seconds=2.0, samples=1)
        assert out.read_text() == once
        selection.collect(engine, problems[:1], out, data=data, seconds=2.0, samples=1, blind=True)
        selection.collect(engine, problems[:1], out, data=data, seconds=2.0, samples=1, mark="other weights")
    asked = selection.read(out)
    signals, correct, groups = selection.flat(asked)
    assert {True, False} == set(correct)
    assert set(groups) == {"MBPP/0", "MBPP/1"}
    assert [(a.problem, a.blind) for a in asked] == [
        ("MBPP/0", False), ("MBPP/1", False), ("MBPP/0", True), ("MBPP/0", False)
    ]  # fmt: skip
    assert {(s.checks > 0, s.passed) for s in signals} == {(True, 1.0), (False, 0.0)}
    assert [a.problem for a in selection.read(out, "other weights")] == ["MBPP/0"]


def test_a_line_that_was_cut_off_is_asked_again(data: Path, tmp_path: Path) -> None:
    problems = suites.problems(suites.suite("mbpp_dev"), data)[:2]
    out = tmp_path / "programs.jsonl"
    double = Snippet("twofold", "def twofold(n):\n    return n + n\n", "Double a number.")
    with Volt(StubMind(), [double], Judge(workers=1), None, Certainty()) as engine:
        selection.collect(engine, problems, out, data=data, seconds=0.5, samples=1)
        whole = out.read_text()
        out.write_text(whole[: len(whole) - 20])
        assert selection.collect(engine, problems, out, data=data, seconds=0.5, samples=1) == 2
    assert [a.problem for a in selection.read(out)] == ["MBPP/0", "MBPP/1"]


def test_collected_lines_that_are_damaged_are_named(tmp_path: Path) -> None:
    for row in ({"problem": "MBPP/1"}, {"signals": ["source"], "programs": [[True, ["nowhere"]]]}):
        write(tmp_path / "programs.jsonl", [{"problem": "MBPP/1", "blind": False, **row}])
        with pytest.raises(DataError, match=r"programs\.jsonl:1"):
            selection.read(tmp_path / "programs.jsonl")


# ---- what cannot be run -----------------------------------------------------------------


def test_missing_and_senseless_input_is_refused_with_a_remedy(data: Path, judge: Judge, tmp_path: Path) -> None:
    engine = Scripted(judge)
    with pytest.raises(DataError, match="mbpp_test"):
        bench("mbpp", data, tmp_path, engine=engine)
    with pytest.raises(ConfigError, match="humaneval, mbpp"):
        bench("nope", data, tmp_path, engine=engine)
    with pytest.raises(ConfigError, match="share 3 of 2"):
        dev(data, tmp_path, engine, shard=(2, 2))
    with pytest.raises(ConfigError, match="nothing to measure"):
        dev(data, tmp_path, engine, drafts=False, think=False)
    with pytest.raises(ConfigError, match="limit >= 1"):
        dev(data, tmp_path, engine, limit=0)
    write(data / "dev/mbpp_dev.jsonl", [row(0, tests=["assert double_0(2) ==", "assert True"])])
    with pytest.raises(DataError, match="MBPP/0: test 1 does not parse"):
        dev(data, tmp_path, engine)


# ---- the card -----------------------------------------------------------------


def test_the_card_is_a_function_of_the_results(data: Path, judge: Judge, tmp_path: Path) -> None:
    dev(data, tmp_path / "results", Scripted(judge, answered={0: WRONG}))
    bench("humaneval", data, tmp_path / "results", engine=Scripted(judge), samples=2, seconds=1.0)
    page = tmp_path / "CARD.md"
    text = card.render(tmp_path / "results", page, tmp_path)
    assert text == page.read_text() == card.render(tmp_path / "results", page, tmp_path)
    assert card.check(tmp_path / "results", page, tmp_path)
    assert text.index("## HumanEval") < text.index("## MBPP dev")
    assert "| filtered pass@1 | 75.0 % |" in text
    assert "| first release | HumanEval | filtered pass@1 | at least 8 % | 100.0 % | yes |" in text
    assert "| first release | MBPP test | filtered pass@1 | at least 10 % | not measured |  |" in text
    page.write_text(text.replace("75.0", "76.0"))
    assert not card.check(tmp_path / "results", page, tmp_path)


def test_the_card_shows_how_the_weights_were_trained(data: Path, judge: Judge, tmp_path: Path) -> None:
    from tests.tiny import model

    made = model()
    made.trained["decoder"] = {"steps": 7, "valid": {"nats": 1.25}, "provenance": {"commit": "abc", "date": "d"}}
    made.save(tmp_path / "weights")
    dev(data, tmp_path / "results", Scripted(judge))
    text = card.text_of(tmp_path / "results", tmp_path / "weights")
    assert "| decoder | steps 7, nats 1.25 | abc | d |" in text
    assert "weights stub, **not the bundled ones**" in text


def test_a_card_without_results_or_of_damaged_ones_is_refused(data: Path, judge: Judge, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no result"):
        card.text_of(tmp_path)
    dev(data, tmp_path, Scripted(judge))
    whole = json.loads((tmp_path / "mbpp_dev.json").read_text())
    (tmp_path / "mbpp_dev.json").write_text(json.dumps({**whole, "origin": {}}))
    with pytest.raises(DataError, match=r"mbpp_dev\.json lacks"):
        card.text_of(tmp_path)
    (tmp_path / "mbpp_dev.json").write_text("{")
    with pytest.raises(DataError, match=r"mbpp_dev\.json is not a result"):
        card.text_of(tmp_path)


def test_the_card_in_the_repository_is_what_its_results_say() -> None:
    results, page = places.CHECKOUT / "results", places.CHECKOUT / "docs" / "CARD.md"
    if not page.is_file():
        pytest.skip("there is no card yet")
    assert card.check(results, page, places.CHECKOUT / "models" / "nano"), "run `volt card`"
