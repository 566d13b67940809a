"""Exact maths: a question in plain English or a formula, an exact answer, and an independent check of it.

A question is read into a small typed tree (reading.py, formula.py, tree.py), answered with SymPy or our own algorithms
(wholes.py, algebra.py, equations.py, calculus.py, sequences.py) in a sandboxed process (warm.py, serving.py), and
checked by another route (second.py, polynomials.py, numeric.py). What cannot be done exactly is refused.

    from volt.hard.maths import Maths
    with Maths() as maths:
        print(maths.answer("solve x^2 - 5x + 6 = 0").text)
"""

from __future__ import annotations

from volt.hard.maths.answers import MathsAnswer, Status
from volt.hard.maths.reading import claims
from volt.hard.maths.solving import Maths, Program, answer, as_code, judged

__all__ = ["Maths", "MathsAnswer", "Program", "Status", "answer", "as_code", "claims", "judged"]
