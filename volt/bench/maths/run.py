"""How well questions of maths are answered, in four parts. Every part has its baseline; results/maths.json.

made       questions whose answers are known by construction (making.py), some in held-out phrasings. Baselines: always
           refusing, and evaluating with floats whatever looks like a formula.
problems   dev/mathqa_python, word problems with a reference, which templates were written from: how many are answered,
           and how many of those as the reference says. The references have errors of their own.
hostile    input that wants too much (hostile.py): each ends within its limits, with one clear line.
sequences  how many terms families of sequences need, and claims about sequences that have no rule.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

from volt.bench.card_maths import RESULT
from volt.bench.maths import counting, hostile, making, weighing
from volt.bench.metrics import wilson
from volt.bench.progress import progress
from volt.data.problems import Problem, find_data, load
from volt.errors import RequestError
from volt.files import atomic_write
from volt.hard.maths import Maths, MathsAnswer, Status
from volt.hard.maths.sequences import RISK, rule_of
from volt.hard.maths.tree import Refused
from volt.provenance import provenance

PARTS = ("made", "problems", "hostile", "sequences")
PER_FAMILY = 30
SECONDS, HOSTILE_SECONDS = 10.0, 2.0
_FIRST, _LAST = 4, 16
"""Terms given to the rule finder."""
_KINDS = ("uniform 5", "uniform 10", "uniform 100", "uniform 1000", "walk", "primes", "pi", "wrong")
_PER_KIND = 400
_FORMULA = re.compile(r"[-+*/^%().\d\s]*\d[-+*/^%().\d\s]*")

Show = Callable[[int, str], None]


def bench(
    results: Path,
    data: Path | None,
    *,
    parts: Sequence[str] = PARTS,
    per_family: int = PER_FAMILY,
    seed: int = 0,
    problems: int | None = None,
) -> dict[str, Any]:
    """Measure some parts and write the result file; parts measured before under the same settings are kept."""
    settings = {"per_family": per_family, "seed": seed, "problems": problems, "seconds": SECONDS,
                "hostile_seconds": HOSTILE_SECONDS}  # fmt: skip
    found = _before(results / RESULT, settings)
    asked = list(making.questions(per_family, seed)) if "made" in parts else []
    given = list(load(find_data(data), "dev/mathqa_python"))[:problems] if "problems" in parts else []
    evil = hostile.QUESTIONS if "hostile" in parts else ()
    kinds = _KINDS if "sequences" in parts else ()
    with progress(len(asked) + len(given) + len(evil) + len(kinds)) as show, Maths() as maths:
        maths.answer("2 + 2")  # starts the worker
        if asked:
            found["made"] = _made(maths, asked, show)
        if given:
            found["problems"] = _stories(maths, given, len(asked), show)
        if evil:
            found["hostile"] = _hostile(maths, len(asked) + len(given), show)
        if kinds:
            found["sequences"] = _sequences(seed, len(asked) + len(given) + len(evil), show)
    whole = all(found.get(part) for part in PARTS) and per_family >= PER_FAMILY and problems is None
    origins = {**found.pop("origins", {}), **dict.fromkeys(parts, provenance())}
    measured = {part: found.get(part) for part in PARTS}
    result = {"result": RESULT, "title": "Exact maths", "partial": not whole, "settings": settings, **measured}
    result |= {"origins": origins, "origin": provenance()}
    atomic_write(results / RESULT, json.dumps(result, indent=1).encode() + b"\n")
    return result


def _before(path: Path, settings: dict[str, Any]) -> dict[str, Any]:
    """The parts of an earlier run, when it had the same settings."""
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {key: found.get(key) for key in (*PARTS, "origins")} if found["settings"] == settings else {}
    except (ValueError, KeyError, TypeError):
        return {}


# ---- made questions --------------------------------------------------------------------------------------------------


def _made(maths: Maths, asked: Sequence[making.Made], show: Show) -> dict[str, Any]:
    rows = []
    for number, question in enumerate(asked, 1):
        answer = maths.answer(question.text, SECONDS)
        rows.append((question, answer, _outcome(question, answer), _by_floats(question)))
        show(number, f"{question.family}: {rows[-1][2]}")
    parts = {
        "seen phrasings": [r for r in rows if not r[0].held_out],
        "held-out phrasings": [r for r in rows if r[0].held_out],
    }
    families = {}
    for family in making.FAMILIES:
        counts = {name: Counter(r[2] for r in part if r[0].family == family) for name, part in parts.items()}
        families[family] = {name: dict(count) for name, count in counts.items()}
    outcomes = ("right", "refused", "wrong", "unchecked")
    return {
        "n": len(rows),
        "families": families,
        "all": _shares([r[2] for r in rows], outcomes),
        **{name: _shares([r[2] for r in part], outcomes) for name, part in parts.items()},
        "baseline: always refuse": _shares(["refused"] * len(rows), outcomes),
        "baseline: floats": _shares([r[3] for r in rows], outcomes),
        "seconds": _spread([r[1].seconds for r in rows]),
        "cpu_seconds": _spread([r[1].cpu_seconds for r in rows]),
        "wrong": [_told(r[0].text, r[1]) for r in rows if r[2] == "wrong"][:20],
    }


def _outcome(question: making.Made, answer: MathsAnswer) -> str:
    if answer.status is Status.REFUSED:
        return "refused"
    if not weighing.right(question.how, question.expected, answer.value):
        return "wrong"
    return "right" if answer.status is Status.CHECKED else "unchecked"


def _by_floats(question: making.Made) -> str:
    """The longest piece of the text that is a formula of digits, as Python's floats see it."""
    found = max((m[0].strip(" .") for m in _FORMULA.finditer(question.text)), key=len, default="")
    try:
        value = weighing.number(found)
    except (ValueError, SyntaxError, OverflowError, ZeroDivisionError, TypeError, KeyError):
        return "refused"
    expected = question.expected
    near = isinstance(expected, Fraction | float) and abs(value - float(expected)) <= 1e-9 * max(1.0, abs(value))
    return "right" if near else "wrong"


def _shares(outcomes: Sequence[str], names: Sequence[str]) -> dict[str, Any]:
    return {name: asdict(wilson(sum(o == name for o in outcomes), len(outcomes))) for name in names}


def _spread(values: Sequence[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "p50": round(median(ordered), 4),
        "p95": round(ordered[int(0.95 * (len(ordered) - 1))], 4),
        "p100": round(ordered[-1], 4),
    }


def _told(text: str, answer: MathsAnswer) -> dict[str, str]:
    return {
        "question": text[:200],
        "status": str(answer.status),
        "text": answer.text[:200],
        "check": answer.check[:200],
    }


# ---- word problems ---------------------------------------------------------------------------------------------------


def _stories(maths: Maths, given: Sequence[Problem], done: int, show: Show) -> dict[str, Any]:
    outcomes, seconds, differ = [], [], []
    for number, problem in enumerate(given, 1):
        text, reference = _parts(problem)
        try:
            answer = maths.answer(text[:1990], SECONDS)
        except RequestError:
            outcomes.append("refused")
            continue
        seconds.append(answer.seconds)
        outcomes.append(_near(answer, reference))
        if outcomes[-1] not in ("refused", "right"):
            differ.append({"reference": reference, **_told(text, answer)})
        show(done + number, f"problems: {outcomes[-1]}")
    answered = [o for o in outcomes if o != "refused"]
    return {
        "n": len(outcomes),
        "answered": asdict(wilson(len(answered), len(outcomes))),
        "as the reference": asdict(wilson(answered.count("right"), len(answered))) if answered else None,
        "within 1 %": asdict(wilson(len(answered) - answered.count("other"), len(answered))) if answered else None,
        "baseline: always refuse": asdict(wilson(0, len(outcomes))),
        "differ": differ[:40],
        "seconds": _spread(seconds),
    }


def _parts(problem: Problem) -> tuple[str, float]:
    text = problem.query.split('"""')[1].strip().split(" n0 =")[0]
    found = re.search(r"compare\(candidate\(\), (.+)\)", problem.tests[0])
    return text, float(found[1]) if found else float("nan")


def _near(answer: MathsAnswer, reference: float) -> str:
    if answer.status is Status.REFUSED:
        return "refused"
    try:
        value = weighing.number(str(answer.value))
    except (ValueError, SyntaxError, KeyError, TypeError):
        return "other"
    gap = abs(value - reference) / max(1e-9, abs(reference))
    return "right" if gap < 1e-6 else "near" if gap < 0.01 else "other"


# ---- hostile input ---------------------------------------------------------------------------------------------------


def _hostile(maths: Maths, done: int, show: Show) -> dict[str, Any]:
    rows = []
    for number, text in enumerate(hostile.QUESTIONS, 1):
        began = time.monotonic()
        try:
            answer = maths.answer(text, HOSTILE_SECONDS)
            row: dict[str, Any] = {**_told(text, answer), "cpu_seconds": answer.cpu_seconds, "peak_mb": answer.peak_mb}
        except RequestError as error:
            row = {
                "question": text[:200],
                "status": "bad input",
                "text": str(error),
                "cpu_seconds": 0.0,
                "peak_mb": 0.0,
            }
        rows.append({**row, "seconds": time.monotonic() - began})
        show(done + number, f"hostile: {row['status']}")
    within = [r["cpu_seconds"] <= HOSTILE_SECONDS + 0.5 and bool(r["text"]) and "\n" not in r["text"] for r in rows]
    return {
        "n": len(rows),
        "ended with a clear verdict within limits": asdict(wilson(sum(within), len(within))),
        "statuses": dict(Counter(r["status"] for r in rows)),
        "ended by a limit": sum("within" in r["text"] or "MB that are given" in r["text"] for r in rows),
        "cpu_seconds": _spread([r["cpu_seconds"] for r in rows]),
        "seconds": _spread([r["seconds"] for r in rows]),
        "peak_mb": _spread([r["peak_mb"] for r in rows]),
        "rows": [{**r, "text": r["text"][:120], "question": r["question"][:60]} for r in rows],
    }


# ---- sequences -------------------------------------------------------------------------------------------------------


def _sequences(seed: int, done: int, show: Show) -> dict[str, Any]:
    families = {name: _needed(name, seed) for name in counting.SEQUENCES}
    none = {}
    for number, kind in enumerate(_KINDS, 1):
        none[kind] = _claimed(kind, seed)
        show(done + number, f"sequences: {kind}")
    early = sum(f["wrong claims"] for f in families.values())
    claims = sum(f["claims"] for f in families.values())
    return {
        "stated_risk": RISK,
        "families": families,
        "without a rule": none,
        "wrong among claims of families": asdict(wilson(early, claims)),
    }


def _needed(name: str, seed: int) -> dict[str, Any]:
    """How many terms until a rule is claimed that gives the next five terms; and wrong claims before."""
    needed, wrong, claims = [], 0, 0
    for turn in range(20):
        luck = random.Random(f"{name} {seed} {turn}")
        terms = counting.sequence(luck, name, _LAST + 5)
        first = None
        for count, right in _tried(terms, _FIRST, _LAST):
            claims += 1
            wrong += not right
            first = first or (count if right else None)
        needed.append(first)
    found = [n for n in needed if n is not None]
    return {
        "found": len(found),
        "of": len(needed),
        "terms": median(found) if found else None,
        "wrong claims": wrong,
        "claims": claims,
    }


def _tried(terms: Sequence[Fraction], low: int, high: int) -> Iterator[tuple[int, bool]]:
    """For each number of terms with which a rule is claimed, whether it gives the next five."""
    for count in range(low, high + 1):
        try:
            yield count, rule_of(terms[:count]).terms(count + 5) == list(terms[: count + 5])
        except Refused:
            continue


def _claimed(kind: str, seed: int) -> dict[str, Any]:
    """Claims about sequences without a rule; every one is false, but for those that luck made regular."""
    claims, risks = 0, 0.0
    for turn in range(_PER_KIND):
        luck = random.Random(f"{kind} {seed} {turn}")
        terms = counting.random_sequence(luck, kind, luck.randint(_FIRST, _LAST))
        try:
            rule = rule_of(terms)
        except Refused:
            continue
        claims += 1
        risks += rule.risk
    return {**asdict(wilson(claims, _PER_KIND)), "claims": claims}
