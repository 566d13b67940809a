"""The sandboxed end: reads one question, finds an answer, checks it, sends both back as JSON.

Started by volt.verify.worker in a process without network, files or privileges (warm.py), and forked anew for every
question, with limits of CPU time and memory that nothing here can lift.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import mpmath

from volt.hard.maths import algebra, calculus, equations, reading, sequences, wholes
from volt.hard.maths.answers import Found, Status
from volt.hard.maths.numeric import DIGITS, Undefined
from volt.hard.maths.tree import Question, Refused
from volt.verify.wire import read_frame, write_frame

KINDS: dict[str, Callable[[Question], Found]] = {
    "evaluate": wholes.evaluate,
    "factorise": wholes.factorise,
    "prime_factors": wholes.prime_factors,
    "divisors": wholes.divisors,
    "primality": wholes.primality,
    "truth": wholes.truth,
    "primes": wholes.compare_primes,
    "to_base": wholes.to_base,
    "from_base": wholes.from_base,
    "remainders": wholes.remainders,
    "arrangements": wholes.arrangements,
    "simplify": algebra.rewrite,
    "expand": algebra.rewrite,
    "factor": algebra.rewrite,
    "solve": equations.solve,
    "inequality": algebra.inequality,
    "derivative": calculus.derivative,
    "integral": calculus.integral,
    "limit": calculus.limit,
    "series": calculus.series,
    "sum": calculus.total,
    "product": calculus.total,
    "next": sequences.sequence,
    "nth": sequences.sequence,
    "rule": sequences.sequence,
}
"""Every kind of question and what answers it."""


def serve(channel: int) -> None:
    """Answer one question. Raises EOFError when the other side has gone."""
    question = json.loads(read_frame(channel))
    write_frame(channel, json.dumps(respond(question)).encode())


def respond(text: str) -> dict[str, Any]:
    """The answer to a question, as plain data."""
    mpmath.mp.dps = DIGITS
    read_as = ""
    try:
        question = reading.read(text)
        read_as = question.read_as
        found = KINDS[question.kind](question)
    except Refused as error:
        return {"status": Status.REFUSED, "text": str(error), "read_as": read_as}
    except (RecursionError, MemoryError, Undefined) as error:
        said = {"RecursionError": "it is nested too deeply", "MemoryError": "it takes more memory than is given"}
        return {
            "status": Status.REFUSED,
            "text": said.get(type(error).__name__, f"no value: {error}"),
            "read_as": read_as,
        }
    except Exception as error:  # noqa: BLE001  # SymPy raises anything; this process is the sandbox, and ends here
        return {
            "status": Status.REFUSED,
            "text": f"no exact method worked ({type(error).__name__})",
            "read_as": read_as,
        }
    status = Status.CHECKED if found.checked else Status.UNCHECKED
    answer = asdict(found)
    answer.pop("checked")
    return {**answer, "status": status, "read_as": read_as}
