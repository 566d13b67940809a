"""What the sandbox's worker loads: SymPy and everything of ours, warmed up, so that each question starts at once.

Loaded by volt.verify.worker before it is confined; later nothing can be read from disk.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import random
import sys

from volt.hard.maths.serving import respond, serve

__all__ = ["REHEARSAL", "serve"]

REHEARSAL = (json.dumps("what is 2 + 2").encode(),)
"""A question like those that come."""
_WARM = (
    "sqrt(8) + sqrt(2)", "factor x^2 - 5x + 6", "simplify (x^2-1)/(x-1)", "solve x^3 - 2x + 1 = 0", "solve 2^x = 9",
    "solve x + y = 3 and x - y = 1", "solve x^2 + y^2 = 25, x + y = 7", "solve x^2 > 4", "derivative of sin(x)*x^2",
    "integrate x*exp(x)", "integrate x^2 from 0 to 3", "integrate exp(-x^2) from -oo to oo",
    "limit of sin(x)/x as x -> 0",
    "series of exp(x) at 0 to order 4", "sum of k^2 for k from 1 to n", "sum of 1/k^2 for k from 1 to infinity",
    "factorise 1234567", "100th prime", "is 104729 prime", "next term of 1, 4, 9, 16, 25, 36",
    "primes between 3 and 50",
    "integrate 1/(x^2+1)", "limit of (1+1/n)^n as n -> infinity", "solve |x - 2| = 3", "integral of log(x) from 0 to 1",
    "product of k for k from 1 to n", "integrate x/(x^2+3x+2)",
)  # fmt: skip
_DEEPEST = 10_000
"""Levels of recursion. Formulas are not deep, but some of SymPy's work on them is."""


def _warm_up() -> None:
    """Do a bit of everything once: what SymPy imports and remembers then, every question finds done."""
    random.seed(0)
    sys.setrecursionlimit(_DEEPEST)
    sys.set_int_max_str_digits(0)  # sizes are limited before anything is written
    handlers = importlib.import_module("sympy.sets.handlers")  # SymPy imports these one by one, when it needs them
    for module in pkgutil.iter_modules(handlers.__path__, f"{handlers.__name__}."):
        importlib.import_module(module.name)
    for question in _WARM:
        respond(question)


_warm_up()
