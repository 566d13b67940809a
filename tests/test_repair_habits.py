"""Slips that a reader sees at once are mended by one edit; different tests may need different edits at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from volt import places
from volt.hard.repair.localise import localise
from volt.hard.repair.order import HandSet, proposed, shipped
from volt.hard.repair.program import Program
from volt.hard.repair.search import Budget, Outcomes, repair
from volt.hard.repair.trials import Trials
from volt.verify import Checks

QUICK = Budget(seconds=25, more_seconds=0.5)
SLIPS = {
    "self forgotten": (
        "class T:\n    def __init__(self):\n        self.n = 3\n\n    def clear(self):\n        n = 0\n",
        ["t = T()\nt.clear()\nassert t.n == 0"],
        "        self.n = 0",
    ),
    "return forgotten": (
        "def sign(n):\n    if n < 0:\n        'minus'\n    return 'plus'\n",
        ["assert sign(-4) == 'minus'", "assert sign(4) == 'plus'"],
        "        return 'minus'",
    ),
    "result dropped": (
        "def clean(name):\n    name.strip()\n    return name.lower()\n",
        ["assert clean(' Bob ') == 'bob'", "assert clean('A b') == 'a b'"],
        "    name = name.strip()",
    ),
    "not called": (
        "def shout(text):\n    return text.upper + '!'\n",
        ["assert shout('hi') == 'HI!'"],
        "    return text.upper() + '!'",
    ),
    "f forgotten": (
        "def label(name, n):\n    return '{name}: {n}'\n",
        ["assert label('a', 3) == 'a: 3'", "assert label('b', 4) == 'b: 4'"],
        "    return f'{name}: {n}'",
    ),
    "items forgotten": (
        "def invert(d):\n    out = {}\n    for k, v in d:\n        out[v] = k\n    return out\n",
        ["assert invert({'a': 1, 'b': 2}) == {1: 'a', 2: 'b'}"],
        "    for k, v in d.items():",
    ),
    "misspelt text": (
        "def total(order):\n    return order['price'] + order['shiping']\n\n\n"
        "def order(a, b):\n    return {'price': a, 'shipping': b}\n",
        ["assert total(order(2, 3)) == 5", "assert total({'price': 1, 'shipping': 0}) == 1"],
        "    return order['price'] + order['shipping']",
    ),
    "pattern": (
        "import re\n\n\ndef words(text):\n    return re.findall('[a-z]', text)\n",
        ["assert words('the cat') == ['the', 'cat']", "assert words('a b') == ['a', 'b']"],
        "    return re.findall('[a-z]+', text)",
    ),
    "known number": (
        "def minutes(hours, rest):\n    return hours * 100 + rest\n",
        ["assert minutes(1, 30) == 90", "assert minutes(10, 5) == 605"],
        "    return hours * 60 + rest",
    ),
    "one row for all": (
        "def grid(rows, cols):\n    return [[0] * cols] * rows\n",
        ["g = grid(2, 2)\ng[0][1] = 1\nassert g == [[0, 1], [0, 0]]", "assert grid(1, 3) == [[0, 0, 0]]"],
        "    return [[0] * cols for _ in range(rows)]",
    ),
    "bound late": (
        "def adders():\n    return [lambda x: x + i for i in range(3)]\n",
        ["assert [f(10) for f in list(adders())] == [10, 11, 12]"],
        "    return [lambda x, i=i: x + i for i in range(3)]",
    ),
    "a copy iterated": (
        "def drop(numbers):\n    for n in numbers:\n        if n < 0:\n"
        "            numbers.remove(n)\n    return numbers\n",
        ["assert drop([1, -2, -3, 4]) == [1, 4]", "assert drop([-1, -1]) == []"],
        "    for n in list(numbers):",
    ),
    "other operator as written": (
        "def area(r):\n    return 3 * r * 2\n",
        ["assert area(3) == 27", "assert area(5) == 75"],
        "    return 3 * r ** 2",
    ),
    "to length": (
        "def page(items, size):\n    return pair(size, size)\n\n\ndef pair(size, total):\n    return size, total\n",
        ["assert page([1, 2, 3], 2) == (2, 3)", "assert page([], 4) == (4, 0)"],
        "    return pair(size, len(items))",
    ),
    "await forgotten": (
        "import asyncio\n\n\nasync def one(n):\n    return n * 2\n\n\nasync def every(numbers):\n    found = []\n"
        "    for n in numbers:\n        found.append(one(n))\n    return found\n",
        ["import asyncio\nassert asyncio.run(every([1, 2])) == [2, 4]"],
        "        found.append(await one(n))",
    ),
    "key forgotten": (
        "def winner(votes):\n    return max(votes)\n",
        ["assert winner({'a': 3, 'b': 1}) == 'a'", "assert winner({'a': 1, 'b': 2, 'c': 0}) == 'b'"],
        "    return max(votes, key=votes.get)",
    ),
    "near name of a module": (
        "import json\n\n\ndef read(text):\n    return json.load(text)\n",
        ["assert read('[1, 2]') == [1, 2]", "assert read('3') == 3"],
        "    return json.loads(text)",
    ),
    "object and argument swapped": (
        "def within(part, whole):\n    if part == whole:\n        return True\n    return part.startswith(whole)\n",
        ["assert within('ab', 'abc')", "assert not within('b', 'abc')", "assert not within('abcd', 'abc')"],
        "    return whole.startswith(part)",
    ),
    "method of a text": (
        "def same(a, b):\n    return a == b.lower()\n",
        [
            "assert same('Bo', 'bO')",
            "assert same('Cy', 'cY')",
            "assert not same('Cy', 'xY')",
        ],
        "    return a.lower() == b.lower()",
    ),
    "format": (
        "def shown(cents):\n    return f'{cents // 100}.{cents % 100:2d}'\n",
        ["assert shown(1205) == '12.05'", "assert shown(7) == '0.07'", "assert shown(150) == '1.50'"],
        "    return f'{cents // 100}.{cents % 100:02d}'",
    ),
    "the larger or smaller kept": (
        "def merged(spans):\n    out = [list(spans[0])]\n    for start, end in spans[1:]:\n"
        "        if start <= out[-1][1]:\n            out[-1][1] = end\n        else:\n"
        "            out.append([start, end])\n    return out\n",
        ["assert merged([(1, 9), (2, 3)]) == [[1, 9]]", "assert merged([(1, 3), (2, 6), (8, 9)]) == [[1, 6], [8, 9]]"],
        "            out[-1][1] = max(out[-1][1], end)",
    ),
}


def _repair(source: str, *tests: str) -> Outcomes:
    checks = Checks(tests=tests, objects_decide=True)
    return repair(source, checks, shipped(places.models()), QUICK)


@pytest.mark.parametrize("kind", SLIPS)
def test_a_slip_is_mended_where_it_stands(kind: str) -> None:
    source, tests, line = SLIPS[kind]
    outcome = _repair(source, *tests)
    assert kind in {edit.kind for patch in outcome.patches for edit in patch.edits}
    assert line in outcome.patches[0].source.splitlines()


def test_a_statement_of_another_method_may_be_what_is_missing() -> None:
    source = (
        "class Cache:\n    def __init__(self):\n        self.data = {}\n        self.hits = []\n\n"
        "    def put(self, key, value):\n        self.data[key] = value\n        self.hits.append(key)\n\n"
        "    def get(self, key):\n        return self.data[key]\n"
    )
    outcome = _repair(
        source, "c = Cache()\nc.put('a', 1)\nassert c.hits == ['a'] and c.get('a') == 1\nassert c.hits == ['a', 'a']"
    )
    assert outcome.patches[0].source.endswith("        self.hits.append(key)\n        return self.data[key]\n")


def test_an_assignment_of_another_method_may_be_what_is_missing() -> None:
    source = (
        "class Recent:\n    def __init__(self):\n        self.data = {}\n\n    def get(self, key):\n"
        "        value = self.data.pop(key)\n        return value\n\n"
        "    def put(self, key, value):\n        self.data[key] = value\n"
    )
    asked = "c = Recent()\nc.put('a', 1)\nc.put('b', 2)\nassert c.get('a') == 1\nassert list(c.data) == ['b', 'a']"
    outcome = _repair(source, asked)
    assert "        value = self.data.pop(key)\n        self.data[key] = value\n" in outcome.patches[0].source


def test_a_pattern_may_lack_a_sign_in_its_class() -> None:
    source = "import re\n\n\ndef slug(text):\n    return re.sub(r'[^a-z ]', '', text).replace(' ', '-')\n"
    outcome = _repair(source, "assert slug('a b') == 'a-b'", "assert slug('a-b c!') == 'a-b-c'")
    assert any("[^a-z -]" in patch.source for patch in outcome.patches)


def test_it_is_doubtful_when_a_repair_reads_less_than_before() -> None:
    source = (
        "class Half:\n    def __init__(self, n):\n        self.n = n / 3\n\n"
        "    def __eq__(self, other):\n        return self.n == other.n + 1\n"
    )
    [patch, *_] = _repair(source, "assert Half(2) == Half(2)").patches
    assert "it changes how objects compare, and tests compare by that" in patch.doubts
    for one in _repair("def two(a, b):\n    return a - b\n", "assert two(1, 1) == 1", "assert two(3, 0) == 3").patches:
        if one.source.endswith("return a\n"):
            assert one.doubts == ("nothing reads b in two any more",)
            break
    else:
        pytest.fail("`return a` passes, too")


def test_different_tests_may_need_different_edits() -> None:
    source = (
        "def share(total, people):\n    return total - people\n\n\n"
        "def area(w, h):\n    result = w * h\n    print(result)\n\n\n"
        "def shout(text):\n    return text.upper + '!'\n"
    )
    tests = (
        "assert share(12, 3) == 4\nassert share(10, 5) == 2",
        "assert area(3, 4) == 12",
        "assert shout('a') == 'A!'",
    )
    outcome = _repair(source, *tests)
    assert len(outcome.patches[0].edits) == 3
    assert "return result" in outcome.patches[0].source and "text.upper()" in outcome.patches[0].source


def test_the_statement_in_which_an_error_comes_up_is_known() -> None:
    program = Program(
        "def mean(xs):\n    total = sum(xs)\n    return total / 2\n\n\ndef told(xs):\n    return 'm' + mean(xs)\n"
    )
    with Trials(
        Checks(tests=("assert told([1]) == 'm0.5'", "assert mean([4]) == 2", "assert mean([6]) == 2"))
    ) as trials:
        localised = localise(program, trials)
    assert localised is not None
    (number,) = localised.raising  # a test that fails by itself shows no place
    assert program.source_lines()[number] == 7
    rows = proposed(program, localised, program.functions())
    silent = replace(localised, spectra=tuple(replace(one, raised=-1) for one in localised.spectra))
    both = (HandSet().scores(program, one, rows) for one in (localised, silent))
    more = {row.number for row, told, without in zip(rows, *both, strict=True) if told > without}
    assert more == {number}
