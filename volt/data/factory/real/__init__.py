"""Exercises from real problems, changed: renamed, re-parameterised, inverted, composed, broken, explained, routed.

problems   `RealProblems`, which draws them
load       the sets as plain functions with calls; `statements`, `names` and `safe` help
make       from a changed program to an exercise; `wording` writes the requests
rename, change, widen, compose, mutants, explain, route    the acts
"""

from volt.data.factory.concepts import concepts_of
from volt.data.factory.real.problems import ACTS, RealProblems

__all__ = ["ACTS", "RealProblems", "concepts_of"]
