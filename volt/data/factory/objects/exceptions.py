"""Exceptions: terms with a guard, conversions that may fail, look-ups with defaults, and the order of `finally`."""

from __future__ import annotations

import ast
from random import Random
from typing import Any

from volt.data.factory.brackets import unbracketed
from volt.data.factory.growing import grow
from volt.data.factory.inputs import DOMAINS
from volt.data.factory.objects.functions import Plan, finished
from volt.data.factory.objects.parts import about_state, inline, joined, name_for, said, unary, voice_for, written
from volt.data.factory.probing import arguments_for, probes
from volt.data.factory.record import Exercise
from volt.data.factory.terms import Call, Const, Param, params, subterms
from volt.data.factory.writing import Style

_INPUTS = 36
_CUSTOM = ("InvalidInput", "InputError", "BadValueError", "NotAllowed", "RuleBroken", "CheckFailed")


def draw_guarded(rng: Random, level: int) -> Exercise | None:
    """A function that deals with exceptions, or None when this attempt comes to nothing."""
    return rng.choice((_guarded, _guarded, _guarded, _converting, _looking_up, _logging))(rng, level)


def _text(node: ast.AST) -> str:
    return unbracketed(ast.unparse(ast.fix_missing_locations(node)))


# ---- guards ----------------------------------------------------------------------------------------------------------


def _plain_guards(param: Param) -> list[tuple[str, str]]:
    """(condition, words) that need no family."""
    n, kind = param.name, DOMAINS[param.domain].annotation
    if kind == "str":
        return [(f"not {n}", f"{n} is empty"), (f"len({n}) > 12", f"{n} has more than 12 characters")]
    if kind.startswith(("list", "dict", "set")):
        return [(f"not {n}", f"{n} is empty"), (f"len({n}) < 2", f"{n} has fewer than two elements")]
    if kind == "int":
        return [
            (f"{n} < 0", f"{n} is negative"),
            (f"{n} == 0", f"{n} is zero"),
            (f"{n} > 50", f"{n} is greater than 50"),
        ]
    return []


def _guard(rng: Random, found: list[Param]) -> tuple[str, str, str, Call | None] | None:
    """(what it needs, condition, words, its term where it has one)."""
    param = rng.choice(found)
    plain = _plain_guards(param)
    if plain and rng.random() < 0.3:
        return "", *rng.choice(plain), None
    term = unary(rng, param.domain, "Flag", param.name)
    made = inline(rng, term) if term else None
    if term is None or made is None:
        return None
    return made[0], ast.unparse(made[1]), voice_for(rng, term, {}).clause(term), term


def _guarded(rng: Random, level: int) -> Exercise | None:
    """A term that is only computed where a condition does not hold."""
    term = grow(rng, max(1, level - 1))
    if term is None or any(p.domain not in DOMAINS for p in params(term)):
        return None
    entry = rng.choice(("{}", "safe_{}", "checked_{}", "{}_or_error", "validated_{}")).format(name_for(rng, term))
    first = written(rng, term, entry, Style(), most=14)
    guard = _guard(rng, params(term))
    if (
        first is None
        or guard is None
        or any(isinstance(n, ast.Call) and ast.unparse(n.func) == entry for n in ast.walk(first[1]))
    ):
        return None
    needs, condition, words, about = guard
    action, error, before, extra = _action(rng, term, words)
    if not error and entry.endswith("_error"):
        return None
    check = f"if {condition}:\n    {action}"
    codes = []
    for found in (first, written(rng, term, entry, Style(others=0.8, steps=0.8, loops=0.6), most=14)):
        if found is not None:
            found[1].body[:0] = ast.parse(check).body
            codes.append(joined([needs, found[0]], "\n\n\n".join(p for p in (before, _text(found[1])) if p)))
    plan = Plan(
        "exception_guard", entry, tuple((p.name, p.domain) for p in params(term)), codes[0],
        said(rng, term, {}), (extra,),
        returns="value", terms=(term, *([about] if about else [])), concepts=("exceptions",) if error else ("guards",),
        raises=(error,) if error else (), alternatives=tuple(codes[1:]),
    )  # fmt: skip
    constants = tuple(t.value for c in plan.terms for t in subterms(c) if isinstance(t, Const))
    return _balanced(rng, plan, constants)


def _balanced(rng: Random, plan: Plan, constants: tuple[Any, ...]) -> Exercise | None:
    """The exercise, where some inputs meet the guard and others do not."""
    domains = tuple(d for _, d in plan.slots)
    made = finished(rng, plan, arguments_for(domains, constants, _INPUTS, rng), probes(domains))
    if made is None or not plan.raises:
        return made
    raised = sum("except " in t for t in (*made.tests, *made.examples))
    return made if 0 < raised < len(made.tests) else None


def _action(rng: Random, term: Call, words: str) -> tuple[str, str, str, str]:
    """(statement, exception, what stands before the function, sentence)."""
    if rng.random() < 0.35:
        value, spoken = rng.choice(
            (("None", "None"), *_DEFAULTS.get(_annotated(term), ()), ("'error'", 'the text "error"'))
        )
        return (
            f"return {value}",
            "",
            "",
            rng.choice((f"If {words}, return {spoken} instead.", f"When {words}, the result is {spoken} instead.")),
        )
    error = rng.choice(("ValueError", "ValueError", "ValueError", "TypeError", "RuntimeError", rng.choice(_CUSTOM)))
    before = ""
    if error in _CUSTOM:
        base = rng.choice(("Exception", "ValueError"))
        before = f"class {error}({base}):\n    pass"
    message = rng.choice(("bad input", "not allowed", "invalid argument", "")) if rng.random() < 0.6 else ""
    raised = f"raise {error}({message!r})" if message else f"raise {error}"
    named = f'{error} with the message "{message}"' if message else f"a {error}"
    sentence = rng.choice(
        (f"Raise {named} if {words}.", f"If {words}, it must raise {named}.", f"When {words}, raise {named} instead.")
    )
    if before:
        sentence += f" Define {error} yourself as a subclass of {base}."
    return raised, error, before, sentence


_DEFAULTS = {
    "int": (("-1", "-1"), ("0", "0")), "str": (("''", "an empty string"),), "bool": (("False", "False"),),
    "list": (("[]", "an empty list"),), "float": (("0.0", "0.0"),),
}  # fmt: skip


def _annotated(term: Call) -> str:
    domain = DOMAINS.get(term.domain)
    return (domain.annotation if domain else term.domain).partition("[")[0]


# ---- conversions -----------------------------------------------------------------------------------------------------

_POLICIES = (
    ("continue", "Texts that are not integers are skipped."),
    ("numbers.append(0)", "A text that is not an integer counts as 0."),
    ("numbers.append(len(text))", "A text that is not an integer counts as its length."),
    ("return None", "If any of the texts is not an integer, return None."),
    ("return f'invalid: {text}'",
     'If one of the texts is not an integer, return "invalid: " followed by the first such text.'),
    ("break", "The first text that is not an integer ends the list: it and everything after it are ignored."),
    ("raise TypeError('not a number') from None",
     'If one of the texts is not an integer, raise TypeError with the message "not a number".'),
)  # fmt: skip


def _converting(rng: Random, level: int) -> Exercise | None:
    """Texts as integers, where some are none, and a term about the integers."""
    term = about_state(rng, "Ints", level, "numbers")
    if term is None or len(params(term)) != 1:
        return None
    entry = rng.choice(("{}_of_texts", "parse_{}", "{}_from_strings", "read_{}")).format(name_for(rng, term))
    found = written(rng, term, entry, Style(), most=14)
    if found is None:
        return None
    action, sentence = rng.choice(_POLICIES)
    prelude, node = found
    loop = "numbers = []\nfor text in texts:\n    try:\n        numbers.append(int(text))\n    except ValueError:\n"
    start = f"{loop}        {action}"
    node.args.args = [ast.arg("texts")]
    if {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} & {"text", "texts"}:
        return None
    node.body[:0] = ast.parse(start).body
    words = rng.choice(
        ("the integers in texts", "the numbers written in texts", "the integers that texts holds as strings")
    )
    raises = ("TypeError",) if "TypeError" in action else ()
    plan = Plan(
        "exception_conversion", entry, (("texts", "Texts"),), joined([prelude], _text(node)),
        said(rng, term, {"numbers": words}), (sentence,), returns="value", terms=(term,),
        concepts=("exceptions",), raises=raises,
    )  # fmt: skip
    return finished(rng, plan, [[_numerals(rng)] for _ in range(_INPUTS)], [[_numerals(Random(i))] for i in range(8)])


def _numerals(rng: Random) -> list[str]:
    """Texts of integers, and in most lists some that are none."""
    odd = rng.choice((0, 0.2, 0.4))
    words = ("x", "four", "", "3.5", "1e3", "--2", "12a", "abc", "n/a")
    return [rng.choice(words) if rng.random() < odd else str(rng.randint(-9, 30)) for _ in range(rng.randint(0, 6))]


# ---- look-ups --------------------------------------------------------------------------------------------------------

_PLACES = (
    ("table", "Counts", "key", "Word", "KeyError", "the number that table has for key", "key is missing in table"),
    ("xs", "Ints", "i", "Whole", "IndexError", "the number at index i of xs", "there is no index i in xs"),
)  # fmt: skip
_INSTEAD = (
    ("return None", "return None", ""), ("return -1", "return -1", ""),
    ("return 'missing'", 'return the text "missing"', ""),
    ("raise ValueError('nothing there') from None", 'raise ValueError with the message "nothing there"', "ValueError"),
    ("raise LookupError('not found') from None", 'raise LookupError with the message "not found"', "LookupError"),
)  # fmt: skip


def _looking_up(rng: Random, level: int) -> Exercise | None:
    """Something of a value that may not be there."""
    term = unary(rng, "Int", rng.choice(("", "Flag", "Int")), "value")
    if term is None:
        return None
    holder, domain, key, kind, error, words, missing = rng.choice(_PLACES)
    entry = rng.choice(("{}_at", "lookup_{}", "{}_or_default", "try_{}")).format(name_for(rng, term))
    found = written(rng, term, entry, Style(), most=10)
    if found is None:
        return None
    action, instead, raised = rng.choice(_INSTEAD)
    prelude, node = found
    node.args.args = [ast.arg(holder), ast.arg(key)]
    if {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} & {holder, key}:
        return None
    node.body[:0] = ast.parse(f"try:\n    value = {holder}[{key}]\nexcept {error}:\n    {action}").body
    test = f"{key} not in {holder}" if error == "KeyError" else f"{key} >= len({holder})"
    other = ast.parse(_text(node)).body[0]
    assert isinstance(other, ast.FunctionDef)
    other.body[:1] = ast.parse(f"if {test}:\n    {action.removesuffix(' from None')}\nvalue = {holder}[{key}]").body
    plan = Plan(
        "exception_lookup", entry, ((holder, domain), (key, kind)), joined([prelude], _text(node)),
        said(rng, term, {"value": words}), (f"If {missing}, {instead}.",), returns="value", terms=(term,),
        concepts=("exceptions",), raises=(raised,) if raised else (), alternatives=(joined([prelude], _text(other)),),
    )  # fmt: skip
    return finished(
        rng, plan, [_place(rng, domain) for _ in range(_INPUTS)], [_place(Random(i), domain) for i in range(8)]
    )


def _place(rng: Random, domain: str) -> list[Any]:
    held = DOMAINS[domain].make(rng)
    if isinstance(held, dict):
        return [held, rng.choice(sorted(held)) if held and rng.random() < 0.7 else "nobody"]
    return [held, rng.randint(0, len(held) + 1)]


# ---- the order of things ---------------------------------------------------------------------------------------------

_WORDS = (
    ("open", "close"), ("start", "stop"), ("begin", "end"), ("connect", "disconnect"), ("lock", "unlock"),
    ("enter", "leave"),
)  # fmt: skip


def _logging(rng: Random, level: int) -> Exercise | None:
    """A log of what try, except, else and finally do around a division or an index."""
    term = unary(rng, "Int", "", "value")
    made = inline(rng, term) if term else None
    if term is None or made is None or term.domain == "Flag":
        return None
    first, last = rng.choice(_WORDS)
    fine, bad = rng.choice(("done", "ok", "success")), rng.choice(("failed", "error", "problem"))
    source, error, does, slots = rng.choice((
        ("a // b", "ZeroDivisionError", "divides a by b, rounding down", (("a", "Int"), ("b", "Limit"))),
        ("xs[i]", "IndexError", "takes the element at index i of xs", (("xs", "Ints"), ("i", "Whole"))),
        ("int(text)", "ValueError", "turns text into an integer", (("text", "Digits"),)),
    ))  # fmt: skip
    has_else = rng.random() < 0.6
    names = ", ".join(n for n, _ in slots)
    entry = rng.choice(("run_logged", "trace", "log_of_steps", "guarded_steps", "attempt"))
    lines = [
        f"def {entry}({names}):", f"    log = [{first!r}]", "    try:", f"        value = {source}",
        f"        log.append({ast.unparse(made[1])})", f"    except {error}:", f"        log.append({bad!r})",
        *(["    else:", f"        log.append({fine!r})"] if has_else else []),
        "    finally:", f"        log.append({last!r})", "    return log",
    ]  # fmt: skip
    phrase = voice_for(rng, term, {"value": "the result"}).noun_phrase(term)
    more = f' and then, as no exception occurred, "{fine}"' if has_else else ""
    extra = (
        f'The list starts with "{first}". The function {does} and adds {phrase}{more}.',
        f'If that raises {error}, it adds "{bad}" instead.', f'In both cases "{last}" comes last.',
    )  # fmt: skip
    plan = Plan(
        "exception_finally", entry, slots, joined([made[0]], _text(ast.parse("\n".join(lines)))),
        "returns a list that logs what happens", extra, returns="value", terms=(term,),
        concepts=("exceptions", "finally"),
    )  # fmt: skip
    return finished(
        rng, plan, [_operands(rng, slots) for _ in range(_INPUTS)], [_operands(Random(i), slots) for i in range(8)]
    )


def _operands(rng: Random, slots: tuple[tuple[str, str], ...]) -> list[Any]:
    if slots[0][0] == "a":
        return [rng.randint(-20, 60), rng.choice((0, 1, 2, 3, -4, 5))]
    if slots[0][0] == "text":
        return [rng.choice((str(rng.randint(-30, 99)), "abc", "4x", "", "7.0", " 12 "))]
    return _place(rng, "Ints")
