"""Programs that select, change, arrange and sum up the elements of something, and the English for each.

The order is fixed, as in ordinary sentences: "the sum of the squares of the even numbers in a list". Every program
can be written as one expression, step by step, or as an explicit loop.
"""

from __future__ import annotations

from random import Random

from volt.data.grammar.draft import Draft, Slot
from volt.data.grammar.ends import ENDS, End
from volt.data.grammar.kinds import KINDS
from volt.data.grammar.pieces import CHANGES, TESTS, Change, Test
from volt.data.grammar.plan import Plan
from volt.data.grammar.sources import SOURCES, Source

_SELECTED = ("selected", "kept", "chosen", "matching", "filtered")


def pipeline(rng: Random) -> Draft | None:
    """One program; None when the choices do not go together."""
    source = rng.choices(SOURCES, [s.weight for s in SOURCES])[0]
    plan = Plan(rng, source, noun=rng.choice(source.nouns))
    plan.slots.append(Slot(rng.choice(KINDS[source.kind].names), source.kind))
    plan.variable = _variable(plan)
    if source.given:
        plan.conditions.append(_fill(source.given, plan))
    for _ in range(rng.choices((0, 1, 2), (35, 52, 13))[0]):
        _add_test(plan)
    element = _add_change(plan) if rng.random() < 0.5 else source.element
    end = _pick_end(plan, element)
    arranged = end.arranges and rng.random() < 0.35 and _arrange(plan, element, end)
    if not (plan.tags or arranged) and end.tag in ("list", "string"):
        return None
    return _draft(plan, end, element)


def _variable(plan: Plan) -> str:
    taken = plan.slots[0].name
    return plan.rng.choice([v for v in plan.source.variables if v != taken])


def _fill(code: str, plan: Plan, k: str = "") -> str:
    return code.format(v=plan.variable, p=plan.slots[0].name, k=k)


def _add_test(plan: Plan) -> None:
    test = pick_test(plan)
    if test is None or test.tag in plan.tags:
        return
    k, said = plan.constant(test.k) if test.k else ("", "")
    plan.tags.append(test.tag)
    plan.conditions.append(_fill(plan.rng.choice(test.codes), plan, k))
    if test.noun and plan.source.nouns == ("characters",) and plan.noun == "characters":
        plan.noun = test.noun
    elif test.adjectives and plan.rng.random() < 0.8:
        plan.adjectives.append(plan.rng.choice(test.adjectives))
    else:
        plan.clauses.append(plan.rng.choice(test.phrases).format(k=said))
    if "math." in plan.conditions[-1]:
        plan.preludes.add("import math")


def pick_test(plan: Plan) -> Test | None:
    """A condition that can split these elements, and does not repeat or contradict the ones there are."""
    test = plan.rng.choice(TESTS[plan.source.element])
    pointless = plan.source.bounded and test.tag in ("negative", "positive", "nonzero")
    digits = plan.noun == "digits" and test.tag in (
        "single_digit",
        "two_digit",
        "ending",
        "containing",
        "palindromic",
        "square",
    )
    rivals = any(test.tag in group and group & {*plan.tags} for group in _RIVALS)
    return None if pointless or digits or rivals else test


_RIVALS = tuple(
    frozenset(group.split())
    for group in (
        "even odd divisible indivisible",
        "positive negative nonzero greater at_least single_digit two_digit",
        "negative prime square palindromic single_digit two_digit",
        "smaller at_most negative single_digit two_digit",
        "long short exact even_length odd_length",
        "lowercase uppercase capitalized",
        "vowels consonants digits letters uppercase lowercase nonspace alphanumeric special before",
        "starting vowel capitalized",
        "ending vowel_ended",
        "containing without",
    )
)
"""Conditions of one group repeat or contradict each other."""


def _add_change(plan: Plan) -> str:
    """Change each element; returns what elements are afterwards."""
    change: Change = plan.rng.choice(CHANGES[plan.source.element])
    if plan.source.bounded and change.tag in ("absolute", "digit_sums", "digit_counts", "signs", "last_digits"):
        return plan.source.element
    k, said = plan.constant(change.k) if change.k else ("", "")
    plan.change = _fill(plan.rng.choice(change.codes), plan, k)
    plan.change_tag = change.tag
    plan.wrap = plan.rng.choice(change.phrases).format(np="{np}", k=said)
    plan.tags.append(change.tag)
    return change.gives


def _pick_end(plan: Plan, element: str) -> End:
    able = [e for e in ENDS[element] if not (plan.change and e.unchanged)]
    if plan.source.outer or plan.source.target != "{v}" or plan.source.given or plan.source.iterated != "{p}":
        able = [e for e in able if "enumerate" not in e.expression]
    if not plan.conditions:  # every position
        able = [e for e in able if e.tag != "positions"]
    if plan.change_tag in ("parities", "signs") or (plan.change_tag == "doubled" and plan.source.element == "char"):
        able = [e for e in able if e.tag in ("list", "sum", "tally", "string", "join")]
    if plan.source.kind == "natural" and not plan.change:  # all different already
        able = [e for e in able if e.tag not in ("tally", "distinct")]
    return plan.rng.choices(able, [e.weight for e in able])[0]


def _arrange(plan: Plan, element: str, end: End) -> bool:
    """Sort, turn round or cut the collected list."""
    rng = plan.rng
    k, said = plan.constant("length")
    options = [
        ("{np} in reverse order", "{l}[::-1]", "reversed"),
        (f"the first {said} of {{np}}", f"{{l}}[:{k}]", "first"),
        (f"the last {said} of {{np}}", f"{{l}}[-{k}:]", "last"),
        ("every second one of {np}", "{l}[::2]", "alternate"),
    ]
    if element == "int":
        options += [
            ("{np} sorted in ascending order", "sorted({g})", "sorted"),
            ("{np} sorted in descending order", "sorted({g}, reverse=True)", "sorted"),
            (f"the {said} largest of {{np}}", f"sorted({{g}}, reverse=True)[:{k}]", "largest"),
            (f"the {said} smallest of {{np}}", f"sorted({{g}})[:{k}]", "smallest"),
            ("{np} sorted by absolute value", "sorted({g}, key=abs)", "sorted"),
            ("{np} without repetitions, in ascending order", "sorted(set({g}))", "unique"),
        ]
    else:
        options += [
            ("{np} in alphabetical order", "sorted({g})", "sorted"),
            ("{np} in reverse alphabetical order", "sorted({g}, reverse=True)", "sorted"),
            ("{np} without repetitions, in alphabetical order", "sorted(set({g}))", "unique"),
            ("{np} without duplicates, keeping the order", "list(dict.fromkeys({g}))", "unique"),
        ]
    if element == "str":
        options += [("{np} sorted by length", "sorted({g}, key=len)", "sorted")]
    if end.tag == "sum":  # the order of what is added does not matter
        options = [o for o in options if o[2] not in ("sorted", "reversed")]
    english, plan.arranged, tag = rng.choice(options)
    if f"<{k}>" == said and k not in plan.arranged:
        plan.slots = [s for s in plan.slots if s.name != k]
    if plan.wrap != "{np}" and english.startswith("{np}"):
        english = english.replace("{np} ", "{np}, ", 1)
    plan.wrap = english.replace("{np}", plan.wrap)
    plan.tags.insert(0, tag)
    return True


def _draft(plan: Plan, end: End, element: str) -> Draft | None:
    rng = plan.rng
    words = {"np": plan.elements(), "vp": "", "each": ""}
    codes = {"x": "", "k": ""}
    if end.needs == "test":
        test = pick_test(plan)
        if test is None or test.tag in plan.tags:
            return None
        k, said = plan.constant(test.k) if test.k else ("", "")
        codes["x"] = rng.choice(test.codes)
        words["vp"] = rng.choice(test.phrases).format(k=said)
        codes["k"] = k
    elif end.needs == "each":
        change = rng.choice([c for c in CHANGES[element] if c.each])
        codes["k"], said = plan.constant(change.k) if change.k else ("", "")
        codes["x"] = rng.choice(change.codes)
        words["each"] = rng.choice(change.each).format(k=said)
    if end.prelude:
        plan.preludes.add(end.prelude)
    returns = end.returns.format(t="int" if element == "int" else "str")
    if not end.needs and ("," in words["np"] or " that " in words["np"]):
        words["np"] += ","  # what follows would else seem to belong to the last clause
    phrase = rng.choice(end.phrases).format(**words).rstrip(",").replace(",,", ",")
    body = _body(plan, end, codes)
    if "math." in "".join(body):
        plan.preludes.add("import math")
    prelude = [line for line in sorted(plan.preludes) if f"{line.split()[-1]}" in "".join(body)]
    name = _name(plan, end)
    return Draft("pipeline", phrase, name, tuple(plan.slots), returns, tuple(body), "\n".join(prelude))


def _name(plan: Plan, end: End) -> str:
    noun = plan.noun.split()[-1].replace("-", "_")
    tags = [tag for tag in dict.fromkeys(plan.tags) if tag != noun]
    head = plan.rng.choice(([], [], ["get"], ["list"])) if end.tag == "list" else [end.tag]
    # What is left of a list of squares is squares, not numbers.
    tail = [] if plan.change and len(tags) > 1 else [noun]
    parts = [*head, *tags[-3:], *tail]
    return "_".join(parts if len(parts) > 1 else ["get", *parts])


def _body(plan: Plan, end: End, codes: dict[str, str]) -> list[str]:
    style = plan.rng.random()
    plain = plan.source.kind == "ints" and not (plan.change or plan.conditions or plan.arranged)
    if plain and end.steps == ("{a}.append({e})",) and not end.expression:
        return [f"return {end.result.format(a=plan.slots[0].name)}"]
    if end.expression and (style < 0.45 or (plan.arranged and style < 0.6) or not end.steps):
        return _expression(plan, end, codes)
    if end.expression and style < 0.6 and (plan.change or plan.conditions):
        return _stepwise(plan, end, codes)
    return _loop(plan, end, codes)


def _forms(plan: Plan, element: str, condition: str) -> dict[str, str]:
    """The elements as generator `g` (bare), `p` (in parentheses) and list `l`."""
    source = plan.source
    name, v = plan.slots[0].name, plan.variable
    iterated = source.iterated.format(p=name)
    if element == v and not condition and source.target == "{v}" and not source.outer:
        plain = iterated if source.iterated == "{p}" and source.kind in ("ints", "words") else f"list({iterated})"
        return {"g": iterated, "p": iterated, "l": plain}
    outer = source.outer.format(p=name) + " " if source.outer else ""
    made = f"{element} {outer}for {source.target.format(v=v)} in {iterated}"
    made += f" if {condition}" if condition else ""
    return {"g": made, "p": f"({made})", "l": f"[{made}]"}


def _arranged(plan: Plan, forms: dict[str, str]) -> dict[str, str]:
    if not plan.arranged:
        return forms
    bare = " for " in forms["g"] and ("key=" in plan.arranged or "reverse=" in plan.arranged)
    whole = plan.arranged.format(**({**forms, "g": forms["p"]} if bare else forms))
    return {"g": whole, "p": whole, "l": whole}


def _finish(plan: Plan, end: End, forms: dict[str, str], codes: dict[str, str], v: str, condition: str) -> str:
    x = codes["x"].format(v=v, k=codes["k"], p=plan.slots[0].name)
    target = plan.source.target.format(v=v)
    clause = f" if {condition}" if condition else ""
    iterated = forms.get("s", plan.source.iterated.format(p=plan.slots[0].name))
    outer = plan.source.outer.format(p=plan.slots[0].name) + " " if plan.source.outer and "s" not in forms else ""
    return end.expression.format(**forms, v=v, x=x, t=target, it=iterated, c=clause, o=outer, x1=_operand(x))


def _operand(code: str) -> str:
    return f"({code})" if " and " in code or " or " in code or " if " in code else code


def _condition(plan: Plan) -> str:
    parts = plan.conditions
    return parts[0] if len(parts) == 1 else " and ".join(_operand(p) if " or " in p else p for p in parts)


def _expression(plan: Plan, end: End, codes: dict[str, str]) -> list[str]:
    condition = _condition(plan) if plan.conditions else ""
    forms = _forms(plan, plan.change or plan.variable, condition)
    if plan.arranged and (end.needs or "{it}" in end.expression):
        return _stepwise(plan, end, codes)
    return [f"return {_finish(plan, end, _arranged(plan, forms), codes, plan.variable, condition)}"]


def _stepwise(plan: Plan, end: End, codes: dict[str, str]) -> list[str]:
    """Name the intermediate lists, then finish with an expression over the last one."""
    v = plan.variable
    condition = _condition(plan) if plan.conditions else ""
    lines, last = [], ""
    if condition or plan.source.outer or plan.source.target != "{v}":
        last = plan.unused(_SELECTED)
        lines.append(f"{last} = {_forms(plan, v, condition)['l']}")
    if plan.change:
        before = last or plan.source.iterated.format(p=plan.slots[0].name)
        last = plan.change_tag if plan.change_tag not in {s.name for s in plan.slots} else "changed"
        lines.append(f"{last} = [{plan.change} for {v} in {before}]")
    if not last:
        last = plan.source.iterated.format(p=plan.slots[0].name)
        if plan.source.iterated != "{p}" or plan.source.kind not in ("ints", "words"):
            last = f"list({last})"
    forms = {"g": last, "p": last, "l": last, "s": last}
    if plan.arranged:
        forms = _arranged(plan, forms)
        if end.needs or end.expression not in ("{l}",):
            name = plan.unused(("ordered", "picked", "arranged"))
            lines.append(f"{name} = {forms['l']}")
            forms = {"g": name, "p": name, "l": name, "s": name}
    return [*lines, f"return {_finish(_plain_target(plan), end, forms, codes, v, '')}"]


def _plain_target(plan: Plan) -> Plan:
    """The same plan once elements lie in a list of their own."""
    if plan.source.target == "{v}":
        return plan
    source = Source(
        plan.source.kind, plan.source.element, plan.source.nouns, plan.source.places, "{p}", (plan.variable,)
    )
    return Plan(plan.rng, source, plan.slots, variable=plan.variable)


def _loop(plan: Plan, end: End, codes: dict[str, str]) -> list[str]:
    """An explicit loop with an accumulator; arranged lists are collected first."""
    if plan.arranged and end.expression not in ("{l}", "''.join({g})", "' '.join({g})"):
        return _stepwise(plan, end, codes)
    rng, v = plan.rng, plan.variable
    element = plan.change or v
    acc = plan.unused(end.accumulators)
    steps = [s.format(a=acc, e=element, v=v, x=codes["x"].format(v=v, k=codes["k"]), x1="") for s in end.steps]
    if element != v and sum(s.count("{e}") for s in end.steps) > 1:
        name = plan.unused(("value", "current", "item", "new"))
        steps = [f"{name} = {element}"] + [s.format(a=acc, e=name, v=v, x="", x1="") for s in end.steps]
    lines = [end.start.format(a=acc)] if end.start else []
    indent = ""
    if plan.source.outer:
        lines.append(plan.source.outer.format(p=plan.slots[0].name) + ":")
        indent = "    "
    lines.append(
        f"{indent}for {plan.source.target.format(v=v)} in {plan.source.iterated.format(p=plan.slots[0].name)}:"
    )
    lines += _guarded(rng, plan, [indent + "    " + s for s in steps], indent + "    ")
    result = end.result.format(a=acc)
    if plan.arranged:
        result = result.replace(acc, plan.arranged.format(g=acc, l=acc), 1)
    return [*lines, f"return {result}"]


def _guarded(rng: Random, plan: Plan, steps: list[str], indent: str) -> list[str]:
    if not plan.conditions:
        return steps
    inner = ["    " + s for s in steps]
    if len(plan.conditions) == 2 and rng.random() < 0.3:
        first, second = plan.conditions
        return [f"{indent}if {first}:", f"{indent}    if {second}:", *("    " + s for s in inner)]
    return [f"{indent}if {_condition(plan)}:", *inner]
