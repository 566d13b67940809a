"""Derivatives, integrals, limits, series, sums, products: SymPy finds, numbers of many digits check it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import sympy

from volt.hard.maths import numeric
from volt.hard.maths.answers import Found
from volt.hard.maths.exact import NotRational, exact, whole
from volt.hard.maths.second import MODULI, TABLE, residue
from volt.hard.maths.symbolic import from_sympy, symbol, to_sympy
from volt.hard.maths.tree import Apply, Name, Node, Question, Refused, number, unknowns, walk, written

_MOST_ORDER = 20
_MOST_ADDED = 20_000
_DISAGREED = "the check disagreed with the result"
_AGREE = 15
"""Digits in which numerical integrals and sums must agree."""


def derivative(question: Question) -> Found:
    """Nodes: the formula, and perhaps a point. Numbers: the order."""
    node, name = question.nodes[0], question.names[0]
    order = question.numbers[0] if question.numbers else 1
    if not 1 <= order <= _MOST_ORDER:
        raise Refused(f"derivatives are taken up to order {_MOST_ORDER}")
    result = from_sympy(_short(sympy.diff(to_sympy(node), symbol(name), order)))
    names = tuple(sorted({*unknowns(node), name}))
    tried = 0
    for given in numeric.places(names, 8):
        try:
            here = numeric.value(result, given)
            slope = mpmath.diff(_along(node, name, given), given[name], order)
        except numeric.Undefined:
            continue
        if not numeric.close(here, slope, 15):
            raise Refused(_DISAGREED)
        tried += 1
    check = f"compared with difference quotients at {tried} places, to 15 digits"
    if len(question.nodes) > 1:
        expression = to_sympy(result).subs(symbol(name), to_sympy(question.nodes[1]))
        at = from_sympy(sympy.simplify(expression))
        if not numeric.close(numeric.value(at), numeric.value(result, {name: numeric.value(question.nodes[1])})):
            raise Refused(_DISAGREED)
        return Found(written(at), written(at), check, (f"the derivative is {written(result)}",), tried >= 3)
    return Found(written(result), written(result), check, (), tried >= 3)


def _along(node: Node, name: str, given: dict[str, Any]) -> Callable[[Any], Any]:
    return lambda x: numeric.value(node, {**given, name: x})


def _short(expression: Any) -> Any:
    forms = [expression, sympy.simplify(expression)]
    return min(forms, key=lambda form: (len(str(form)), str(form)))


def integral(question: Question) -> Found:
    """Nodes: the formula, and perhaps the two bounds."""
    node, name = question.nodes[0], question.names[0]
    if len(question.nodes) == 1:
        return _antiderivative(node, name)
    if set(unknowns(*question.nodes)) - {name}:
        raise Refused("definite integrals are computed of formulas of one unknown")
    x, low, high = symbol(name), to_sympy(question.nodes[1]), to_sympy(question.nodes[2])
    _no_pole_inside(to_sympy(node), x, low, high)
    found = sympy.integrate(to_sympy(node), (x, low, high))
    if found in (sympy.oo, -sympy.oo):
        raise Refused("the integral has no finite value")
    result = from_sympy(_short(found))
    value = numeric.value(result)
    numerical, error = _quadrature(node, name, question.nodes[1], question.nodes[2])
    if not numeric.close(value, numerical, _AGREE):
        if error > mpmath.mpf(10) ** -(_AGREE - 3):
            return Found(written(result), written(result), "numerical integration did not settle", (), False)
        raise Refused(_DISAGREED)
    steps = () if _is_plain(result) else (f"≈ {numeric.shown(mpmath.chop(value))}",)
    return Found(written(result), written(result), f"numerical integration agrees to {_AGREE} digits", steps)


def _is_plain(node: Node) -> bool:
    try:
        return exact(node, TABLE).denominator == 1
    except NotRational:
        return False


def _no_pole_inside(expression: Any, x: Any, low: Any, high: Any) -> None:
    """Integrals over a pole have no value, but formulas do not notice."""
    try:
        poles = sympy.calculus.singularities(expression, x, sympy.Interval.open(low, high))
        inside = poles.is_empty
    except (NotImplementedError, ValueError, TypeError):
        return
    if inside is False and isinstance(poles, sympy.FiniteSet):
        for pole in poles:
            if abs(sympy.limit(expression, x, pole, "+")) == sympy.oo:
                raise Refused(f"the formula has a pole at {pole}, between the bounds")


def _quadrature(node: Node, name: str, low: Node, high: Node) -> tuple[Any, Any]:
    """The integral by numbers, in pieces, with an estimate of its error."""
    a, b = numeric.value(low), numeric.value(high)
    finite = not (mpmath.isinf(a) or mpmath.isinf(b))
    points = [a + (b - a) * i / 4 for i in range(5)] if finite else [a, *([0] if a < 0 < b else []), b]
    with mpmath.workdps(30):
        value, error = mpmath.quad(lambda x: numeric.value(node, {name: x}), points, error=True)
    return value, error


def _antiderivative(node: Node, name: str) -> Found:
    found = sympy.integrate(to_sympy(node), symbol(name))
    result = from_sympy(_short(found))
    back = from_sympy(sympy.diff(to_sympy(result), symbol(name)))
    names = tuple(sorted({*unknowns(node), name}))
    tried = 0
    for given in numeric.places(names, 8):
        try:
            if not numeric.close(numeric.value(node, given), numeric.value(back, given), 30):
                raise Refused(_DISAGREED)
            tried += 1
        except numeric.Undefined:
            continue
    # By numbers too, so that not only SymPy says what the derivative of its own result is.
    if _slopes_agree(result, node, name, names) is None:
        raise Refused(_DISAGREED)
    result, where = _for_reals(result, node, name, names)
    text = f"{written(result)} + C{where}"
    check = f"its derivative is the formula at {tried} places, to 30 digits, also by difference quotients"
    return Found(text, written(result), check, (), tried >= 3)


def _slopes_agree(result: Node, node: Node, name: str, names: tuple[str, ...]) -> int | None:
    """At how many places the difference quotients of one formula are the values of the other; None: not at one."""
    found = 0
    for given in numeric.places(names, 8):
        try:
            here = numeric.value(node, given)
            quotient = mpmath.diff(_along(result, name, given), given[name])
        except numeric.Undefined:
            continue
        if not numeric.close(here, quotient, 15):
            return None
        found += 1
    return found


def _for_reals(result: Node, node: Node, name: str, names: tuple[str, ...]) -> tuple[Node, str]:
    """With log|...| for log(...), where that is an integral too; else with where the logarithms are real.

    log(x) has the derivative 1/x for negative x only as a complex function, and few who ask mean that.
    """
    own = set(walk(node))
    logs = [
        p for p in walk(result) if isinstance(p, Apply) and p.head == "log" and name in unknowns(p) and p not in own
    ]
    logs = [log for log in logs if not _is_positive(log.args[0], names)]
    if not logs:
        return result, ""
    real = _with_bars(result, set(logs))
    if _slopes_agree(real, node, name, names):
        return real, ""
    return result, f", where {' and '.join(dict.fromkeys(f'{written(log.args[0])} > 0' for log in logs))}"


def _is_positive(node: Node, names: tuple[str, ...]) -> bool:
    """Whether it is at all places that are tried, far ones among them."""
    for scale in (1, 1000, 10**9):
        for given in numeric.places(names, 8):
            try:
                value = numeric.value(node, {key: at * scale for key, at in given.items()})
            except numeric.Undefined:
                return False
            if abs(mpmath.im(value)) > 0 or mpmath.re(value) <= 0:
                return False
    return True


def _with_bars(node: Node, logs: set[Apply]) -> Node:
    if not isinstance(node, Apply):
        return node
    args = tuple(_with_bars(arg, logs) for arg in node.args)
    return Apply(node.head, (Apply("abs", args),) if node in logs else args)


# ---- limits and series -----------------------------------------------------------------------------------------------


def limit(question: Question) -> Found:
    """Nodes: formula, point. Names: the unknown, then + or - for one side."""
    node, point = question.nodes
    name, side = question.names[0], question.names[1] if len(question.names) > 1 else "+-"
    if unknowns(node) not in ((name,), ()):
        raise Refused("limits are computed of formulas of one unknown")
    try:
        found = sympy.limit(to_sympy(node), symbol(name), to_sympy(point), side)
    except ValueError as error:
        raise Refused("the limit does not exist: the two sides differ") from error
    if found.has(sympy.AccumBounds) or found is sympy.zoo:
        raise Refused("the limit does not exist")
    result = from_sympy(_short(found))
    ways = [_approach(node, name, point, sign) for sign in (["+", "-"] if side == "+-" else [side])]
    verdicts = [_tends(values, numeric.value(result)) for values in ways if values]
    if False in verdicts:
        raise Refused(_DISAGREED)
    checked = bool(verdicts) and None not in verdicts
    check = (
        "values ever nearer come ever closer to it" if checked else "values nearby come closer, but too slowly to say"
    )
    return Found(written(result), written(result), check, (), checked)


def _approach(node: Node, name: str, point: Node, sign: str) -> list[Any]:
    """Values on the way to the point."""
    at = numeric.value(point)
    values = []
    with mpmath.workdps(120):
        for k in (4, 8, 12, 16, 20):
            step = mpmath.mpf(10) ** -k
            x = (1 if at > 0 else -1) / step if mpmath.isinf(at) else at + (step if sign == "+" else -step)
            try:
                values.append(numeric.value(node, {name: x}))
            except numeric.Undefined:
                return []
        return values


def _tends(values: list[Any], bound: Any) -> bool | None:
    """Whether values tend to the bound: yes, no, or too slowly to say."""
    if mpmath.isinf(bound):
        sizes = [mpmath.sign(bound) * mpmath.re(v) for v in values]
        grows = all(a < b for a, b in itertools.pairwise(sizes))
        return (True if sizes[-1] > 10 * abs(sizes[0]) + 1 else None) if grows else False
    gaps = [abs(v - bound) for v in values]
    if gaps[-1] < mpmath.mpf(10) ** -6:
        return True
    return None if gaps[-1] < gaps[0] * mpmath.mpf("0.9") else False


def series(question: Question) -> Found:
    """Nodes: formula, point. Numbers: how many powers. The coefficients are compared with numerical ones."""
    node, point = question.nodes
    name, count = question.names[0], question.numbers[0]
    if not 1 <= count <= _MOST_ORDER:
        raise Refused(f"series are written out up to {_MOST_ORDER} terms")
    if unknowns(node) != (name,):
        raise Refused("series are computed of formulas of one unknown")
    x, at = symbol(name), to_sympy(point)
    polynomial = sympy.series(to_sympy(node), x, at, count).removeO()
    result = from_sympy(polynomial)
    shifted = sympy.expand(polynomial.subs(x, x + at))
    wanted = mpmath.taylor(lambda v: numeric.value(node, {name: v}), numeric.value(point), count - 1)
    for power, coefficient in enumerate(wanted):
        ours = numeric.value(from_sympy(shifted.coeff(x, power)))
        if not numeric.close(ours, coefficient, 12):
            raise Refused(_DISAGREED)
    place = written(point)
    rest = f"O({name}^{count})" if place == "0" else f"O(({name} - {place})^{count})"
    check = f"all {count} coefficients agree with numerical derivatives to 12 digits"
    return Found(f"{written(result)} + {rest}", written(result), check)


# ---- sums and products -----------------------------------------------------------------------------------------------


def total(question: Question) -> Found:
    """A sum or product. Nodes: formula, first, last. A short one is also added up term by term."""
    node, low, high = question.nodes
    name = question.names[0]
    if set(unknowns(node, low)) - {name}:
        return _symbolic(question)
    if unknowns(high):
        return _symbolic(question)
    if Name("oo") in (high, low):
        return _endless(question)
    first, last = (whole(exact(bound, TABLE), "a bound of a sum") for bound in (low, high))
    if last - first > 10**12:
        raise Refused("sums and products go over at most 10^12 terms")
    if last - first <= _MOST_ADDED:
        return _term_by_term(question, first, last)
    return _symbolic(question)


def _term_by_term(question: Question, first: int, last: int) -> Found:
    node, name = question.nodes[0], question.names[0]
    try:
        value = Fraction(0 if question.kind == "sum" else 1)
        for i in range(first, last + 1):
            term = exact(put(node, name, i), TABLE)
            value = value + term if question.kind == "sum" else value * term
            if value.numerator.bit_length() > 200_000:
                raise Refused("the value has more than 60,000 digits")
    except NotRational:
        return _symbolic(question)
    text = str(value)
    found = _closed(question)
    if found is None:
        return _backwards(question, value, first, last)
    difference = from_sympy(found)
    if not numeric.close(numeric.value(difference) / (abs(numeric.value(number(value))) + 1), _scaled(value)):
        raise Refused(_DISAGREED)
    return Found(text, text, "added term by term, exactly; a closed form has the same value")


def _scaled(value: Fraction) -> Any:
    here = numeric.value(number(value))
    return here / (abs(here) + 1)


def _backwards(question: Question, value: Fraction, first: int, last: int) -> Found:
    """Without a closed form: once more from the end, modulo large primes."""
    node, name = question.nodes[0], question.names[0]
    for modulus in MODULI[:1]:
        again = 0 if question.kind == "sum" else 1
        for i in range(last, first - 1, -1):
            term = residue(put(node, name, i), modulus, TABLE)
            again = (again + term if question.kind == "sum" else again * term) % modulus
        if (value.numerator - again * value.denominator) % modulus:
            raise Refused(_DISAGREED)
    return Found(str(value), str(value), "term by term, exactly; once more from the end, modulo a large prime")


def _closed(question: Question) -> Any | None:
    node, low, high = (to_sympy(n) for n in question.nodes)
    bounds = (symbol(question.names[0]), low, high)
    work = sympy.summation if question.kind == "sum" else sympy.product
    if question.kind == "product" or (bounds[2] - bounds[1] > 50 and not node.is_polynomial()):
        return None
    found = work(node, bounds).doit()
    return None if found.has(sympy.Sum, sympy.Product) else found


def put(node: Node, name: str, value: int) -> Node:
    """The formula with a whole number for the unknown."""
    if isinstance(node, Name):
        return number(value) if node.name == name else node
    if isinstance(node, Apply):
        return Apply(node.head, tuple(put(arg, name, value) for arg in node.args))
    return node


def _symbolic(question: Question) -> Found:
    """A sum up to a letter: a closed form, checked against sums of the first terms."""
    node, low, high = question.nodes
    name = question.names[0]
    letters = unknowns(high)
    work = sympy.summation if question.kind == "sum" else sympy.product
    found = work(to_sympy(node), (symbol(name), to_sympy(low), to_sympy(high)))
    if found.has(sympy.Sum, sympy.Product):
        raise Refused("no closed form was found")
    result = from_sympy(_short(sympy.factor(found)))
    if unknowns(low) or (letters and (len(letters) != 1 or set(unknowns(node)) - {name, *letters})):
        return Found(written(result), written(result), "not checked: it holds several letters", (), False)
    if not letters:
        return Found(written(result), written(result), "not checked: too many terms to add up", (), False)
    start = whole(exact(low, TABLE), "the first index")
    for last in range(max(start, 1), max(start, 1) + 12):
        here = put(node, letters[0], last)
        upper = whole(exact(put(high, letters[0], last), TABLE), "the last index")
        terms = [numeric.value(put(here, name, i)) for i in range(start, upper + 1)]
        value = mpmath.fsum(terms) if question.kind == "sum" else mpmath.fprod(terms)
        if not numeric.close(numeric.value(result, {letters[0]: mpmath.mpf(last)}), value):
            raise Refused(_DISAGREED)
    check = f"the first 12 values of {letters[0]} give what adding term by term gives, to {numeric.CLOSE} digits"
    return Found(written(result), written(result), check)


def _endless(question: Question) -> Found:
    """A sum to infinity, checked by extrapolating partial sums."""
    node, low, high = question.nodes
    name = question.names[0]
    if question.kind != "sum" or Name("oo") == low:
        raise Refused("only sums from a number to infinity are computed without end")
    found = sympy.summation(to_sympy(node), (symbol(name), to_sympy(low), to_sympy(high)))
    if found.has(sympy.Sum, sympy.oo, sympy.zoo, sympy.nan):
        raise Refused("the sum has no finite value, or none in closed form")
    result = from_sympy(_short(found))
    first = whole(exact(low, TABLE), "the first index")
    with mpmath.workdps(30):
        about = mpmath.nsum(lambda k: numeric.value(node, {name: k}), [first, mpmath.inf])
    agrees = numeric.close(numeric.value(result), about, 12)
    if not agrees:
        return Found(written(result), written(result), "extrapolated partial sums did not settle on it", (), False)
    return Found(written(result), written(result), "extrapolated partial sums agree to 12 digits")
