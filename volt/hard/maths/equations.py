"""Equations in one or more unknowns: all solutions, each put back in, and shown to be all."""

from __future__ import annotations

import sympy

from volt.hard.maths.answers import Found
from volt.hard.maths.domain import divisors
from volt.hard.maths.identities import every, everywhere
from volt.hard.maths.inversion import solve_otherwise
from volt.hard.maths.polynomials import NotPolynomial, coefficients, ratio
from volt.hard.maths.roots import about, exact_roots, polynomial_text, without
from volt.hard.maths.symbolic import from_sympy, symbol, to_sympy
from volt.hard.maths.systems import solve_system
from volt.hard.maths.tree import Apply, Name, Node, Question, Refused, unknowns, written


def solve(question: Question) -> Found:
    """Equations, each as left and right side among the nodes, for the names."""
    sides = list(zip(question.nodes[::2], question.nodes[1::2], strict=True))
    differences = [Apply("+", (left, Apply("neg", (right,)))) for left, right in sides]
    names = question.names or unknowns(*differences)
    others = set(unknowns(*differences)) - set(names)
    if not names:
        raise Refused("there is no unknown to solve for")
    if len(differences) > 1 or len(names) > 1:
        if others:
            raise Refused(f"a system must have no unknowns but those asked for, and {sorted(others)[0]} is another")
        return solve_system(differences, names)
    if others:
        return _for_a_letter(differences[0], names[0])
    return _one(differences[0], names[0])


def _one(difference: Node, name: str) -> Found:
    try:
        top, _ = ratio(difference, (name,))
    except NotPolynomial:
        return everywhere(difference, name) or solve_otherwise(difference, name)
    if not top:
        return every(difference, name)
    core = coefficients(top)
    for divisor in divisors(difference):
        core = without(core, coefficients(ratio(divisor, (name,))[0]))
    roots = exact_roots(core, name)
    check = f"each root put back in; {len(roots)} different roots, as many as there are"
    steps = (f"{polynomial_text(core, name)} = 0",)
    if not roots:
        return Found("no solution", [], "the polynomial that is left has no roots", steps)
    texts = [written(root) for root in roots]
    return Found(" or ".join(f"{name} = {text}" for text in texts), texts, check, (*steps, *about(roots)))


def _for_a_letter(difference: Node, name: str) -> Found:
    """A formula solved for one of its letters, where it stands in it only to the first power."""
    names = unknowns(difference)
    try:
        top, _ = ratio(difference, names)
    except NotPolynomial as error:
        raise Refused(f"only formulas in which {name} is added and multiplied are solved for a letter") from error
    place = names.index(name)
    if max((powers[place] for powers in top), default=0) != 1:
        raise Refused(f"{name} does not stand in it to the first power only")
    found = sympy.solve(to_sympy(difference), symbol(name), dict=True)
    if len(found) != 1:
        raise Refused("no single formula was found")
    formula = sympy.factor(found[0][symbol(name)])
    result = from_sympy(formula)
    put_back = _replaced(difference, name, result)
    if ratio(put_back, names)[0]:
        raise Refused("the check disagreed with the result")
    text = written(result)
    # What was divided out of both sides: x*y = 0 is x = 0 only where y is not 0.
    whole = sympy.numer(sympy.cancel(to_sympy(difference)))
    lost = sympy.factor(sympy.cancel(sympy.diff(whole, symbol(name)) / sympy.denom(formula)))
    where = f" where {written(from_sympy(lost))} is not 0, and anything where it is" if lost.free_symbols else ""
    check = f"put back in for {name}, both sides are the same, multiplied out exactly; where nothing divided by is zero"
    return Found(f"{name} = {text}{where}", [text], check)


def _replaced(node: Node, name: str, by: Node) -> Node:
    if isinstance(node, Name):
        return by if node.name == name else node
    if isinstance(node, Apply):
        return Apply(node.head, tuple(_replaced(arg, name, by) for arg in node.args))
    return node
