"""Repair of a program by its failing tests: localise, propose small edits, order them, let the judge decide.

program    a source file as a tree whose single places are cheap to change
operators  what may be changed: every edit of one place
trials     thousands of variants tried in one sandboxed process (inside.py): hints, never verdicts
localise   which statements failing tests run and passing ones do not
order      which edit first: a small model learned from bugs put into training problems
search     single edits, then pairs, each survivor verified by the judge; the choice among several
"""
