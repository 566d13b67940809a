"""What an answer says against itself: the doubts that γ weighs, in words."""

from __future__ import annotations

from commands import Volt

CANNED = "a clock time [H:]MM:SS\n>>> clock(75)\n'01:15'\n>>> clock(3700)\n'1:01:40'\n"
UNREAD = "twice the first\n>>> twice(2, 9)\n4\n>>> twice(3, 9)\n6\n"
SOUND = "the sum of both\n>>> both(2, 9)\n11\n>>> both(3, 4)\n7\n"


def test_a_program_that_holds_the_answers_of_its_examples_says_so(volt: Volt) -> None:
    asked = ("--stub", "--seconds", "1", "--no-index", "--no-remember")
    canned = volt("solve", CANNED, *asked)
    assert canned.code == 0 and "'01:15'" in canned.out and "values of the examples" in canned.out
    told = [volt("solve", text, *asked, "--json").json for text in (UNREAD, SOUND)]
    assert [one["status"] for one in told] == ["verified", "verified"]
    assert [len(one["doubts"]) for one in told] == [1, 0] and "unread" in told[0]["doubts"][0]
