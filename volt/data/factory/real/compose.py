"""The act `compose`: a standard operation on the result, or one problem after another."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from random import Random

from volt.data.factory.real.change import recursive
from volt.data.factory.real.load import Real, entry_of
from volt.data.factory.real.make import Draft
from volt.data.factory.real.names import used_names
from volt.data.factory.real.rename import free_name, joined
from volt.data.factory.real.statements import Story
from volt.data.factory.real.values import fits, type_of
from volt.data.factory.real.wording import Twist
from volt.data.factory.run import Call

_LEAST = 4
_AFTER: tuple[tuple[tuple[str, ...], str, str, str], ...] = (
    (("int",), "{r} % 2 == 0", "whether the result is even", "is_even"),
    (("int",), "{r} % 2 == 1", "whether the result is odd", "is_odd"),
    (("int", "float"), "str({r})", "the result as a string", "as_text"),
    (("int", "float"), "{r} ** 2", "the square of the result", "squared"),
    (("int", "float"), "2 * {r}", "twice the result", "doubled"),
    (("int", "float"), "abs({r})", "the absolute value of the result", "absolute"),
    (("int", "float"), "{r} > 0", "whether the result is positive", "is_positive"),
    (("int",), "sum((int(d) for d in str(abs({r}))))", "the sum of the digits of the result", "digit_sum"),
    (("int",), "len(str(abs({r})))", "the number of digits of the result", "digit_count"),
    (("int",), "bin({r})[2:] if {r} >= 0 else '-' + bin(-{r})[2:]", "the result in binary, as a string", "in_binary"),
    (("int",), "{r} % 10", "the remainder of the result divided by 10", "last_digit"),
    (("str",), "{r}.upper()", "the result in upper case", "upper"),
    (("str",), "{r}[::-1]", "the result reversed", "reversed"),
    (("str",), "len({r})", "the length of the result", "length"),
    (("str",), "{r}.split()", "the list of the words of the result", "words"),
    (("str",), "{r} == {r}[::-1]", "whether the result is a palindrome", "is_palindrome"),
    (("str",), "''.join(sorted({r}))", "the result with its characters sorted", "sorted"),
    (("bool",), "not {r}", "the opposite of the result", "negated"),
    (("bool",), "int({r})", "1 if the result is true and 0 if not", "as_number"),
    (("bool",), "'yes' if {r} else 'no'", "'yes' if the result is true and 'no' if not", "as_word"),
    (("list",), "len({r})", "the length of the result", "length"),
    (("list",), "{r}[::-1]", "the result reversed", "reversed"),
    (("list[int]", "list[float]"), "sum({r})", "the sum of the elements of the result", "sum"),
    (("list[int]", "list[str]", "list[float]"), "sorted({r})", "the result sorted in ascending order", "sorted"),
    (("list[int]",), "max({r}, default=None)", "the largest element of the result, or None if it is empty", "largest"),
    (("list[int]",), "sorted({r}, reverse=True)", "the result sorted in descending order", "descending"),
    (("list[int]", "list[str]"), "list(dict.fromkeys({r}))", "the result without repetitions", "unique"),
    (("list[str]",), "', '.join({r})", "the elements of the result joined by ', '", "joined"),
    (("list[int]",), "[x for x in {r} if x % 2 == 0]", "the even elements of the result", "evens"),
    (("list[str]",), "[len(x) for x in {r}]", "the lengths of the strings of the result", "lengths"),
    (("tuple",), "list({r})", "the result as a list", "as_list"),
    (("tuple",), "{r}[::-1]", "the result reversed", "reversed"),
    (("tuple[int", "tuple[float"), "sum({r})", "the sum of the elements of the result", "sum"),
    (("dict",), "len({r})", "the number of entries of the result", "size"),
    (("dict[str", "dict[int"), "sorted({r})", "the sorted keys of the result", "keys"),
    (("set[int", "set[str"), "sorted({r})", "the elements of the result as a sorted list", "sorted"),
    (("set",), "len({r})", "the number of elements of the result", "size"),
)


def post_process(rng: Random, real: Real) -> Draft | None:
    """f, then one operation on what it returns."""
    kind = type_of(real.results)
    fitting = [a for a in _AFTER if any(_matches(kind, k) for k in a[0])]
    if not fitting:
        return None
    _, form, what, name = rng.choice(fitting)
    taken = used_names(ast.parse(real.code))
    entry, result = joined(real.entry, name, taken), free_name("result", taken)
    code = _after(real, form, entry, result)
    its = what.replace("the result", "it", 1) if what.startswith("whether") else what
    twists = [
        Twist(f", then return {what}", f"{{body}}\n\nInstead of the result itself, return {what}."),
        Twist(f" and return {what}", f"{{body}}\n\nThe function should return {what}."),
        Twist(
            f"Let the result be what you get when you {{do}}. Return {what}.",
            f"Return {what} of this task.\n\n{{body}}",
        ),
    ]
    if " of the result" not in what or not what.endswith("the result"):
        twists[2] = Twist(twists[2].short, f"{{body}}\n\nAt the end, return {its if what != its else what}.")
    else:
        twists[2] = Twist(twists[2].short, f"Return {what} of this task.\n\n{{body}}")
    return Draft("compose", real.set, (real.id,), code, entry, real.calls, real.story, tuple(twists))


def _matches(kind: str, wanted: str) -> bool:
    if "None" in kind or "|" in kind:
        return False
    return kind == wanted or (wanted in ("list", "tuple", "dict", "set") and kind.startswith(wanted + "[")) or (
        "[" in wanted and not wanted.endswith("]") and kind.startswith(wanted)
    )  # fmt: skip


def _after(real: Real, form: str, entry: str, result: str) -> str:
    """In place when the entry has one `return` at its end, else around it."""
    function = real.function
    returns = [n for n in ast.walk(function) if isinstance(n, ast.Return)]
    last = function.body[-1]
    if len(returns) == 1 and isinstance(last, ast.Return) and last.value and not recursive(real):
        tree = ast.parse(real.code)
        function = entry_of(tree, real.entry)
        function.name = entry
        end = function.body.pop()
        value = ast.unparse(end.value) if isinstance(end, ast.Return) and end.value else "None"
        simple = form.count("{r}") == 1 and len(value) <= 40
        lines = [f"return {form.format(r=f'({value})')}"] if simple else []
        lines = lines or [f"{result} = {value}", f"return {form.format(r=result)}"]
        wrapper = entry_of(ast.parse("def f():\n" + "\n".join(f"    {line}" for line in lines)), "f")
        function.body += wrapper.body
        return ast.unparse(tree)
    call = f"{real.entry}({', '.join(real.params)})"
    lines = [f"return {form.format(r=call)}"] if form.count("{r}") == 1 else []
    lines = lines or [f"{result} = {call}", f"return {form.format(r=result)}"]
    return f"{real.code}\n\ndef {entry}({', '.join(real.params)}):\n" + "\n".join(f"    {line}" for line in lines)


def chain(rng: Random, first: Real, second: Real) -> Draft | None:
    """g(f(x)): what the first returns is what the second takes at one place; its other parameters are added."""
    place = _place(first, second)
    if place is None or first.entry == second.entry or first.id == second.id:
        return None
    merged = _merged(first, second)
    if merged is None:
        return None
    code, taken = merged
    param = second.params[place]
    extra = {p: free_name(p, set(first.params)) for i, p in enumerate(second.params) if i != place}
    inner = f"{first.entry}({', '.join(first.params)})"
    passed = ", ".join(inner if i == place else extra[p] for i, p in enumerate(second.params))
    both = f"{second.entry}_of_{first.entry}"
    entry = free_name(rng.choice(("solve", "combined", "two_steps", both if len(both) <= 40 else "composed")), taken)
    header = ", ".join([*first.params, *extra.values()])
    code = f"{code}\n\ndef {entry}({header}):\n    return {second.entry}({passed})"
    calls = []
    for call, outcome in zip(first.calls, first.outcomes, strict=True):
        if fits(outcome.value, second.column(place)):
            other = rng.choice(second.calls)
            calls.append(Call((*call.args, *(v for i, v in enumerate(other.args) if i != place))))
    if len(calls) < _LEAST:
        return None
    twists = _two_steps(first, second, param, extra)
    return Draft("compose", first.set, (first.id, second.id), code, entry, tuple(calls), *twists)


def _two_steps(first: Real, second: Real, param: str, extra: dict[str, str]) -> tuple[Story, tuple[Twist, ...]]:
    also = {old: new for old, new in extra.items() if old != new}
    then = second.story
    for old, new in also.items():
        then = then.edited(old, new)
    do = f"{first.story.do}|{then.do}" if first.story.do and then.do else ""
    body = (
        f"Solve two tasks, one after the other.\n\nFirst: {first.story.body}\n\n"
        f"Second: {then.body}\n\nThe result of the first task is `{param}` in the second. Return the second result."
    )
    if do:
        one, two = do.split("|", 1) if do.count("|") == 1 else ("", "")
        if one:
            return Story(one, body), (
                Twist(f"First {one}. Then, with that result as `{param}`, {two}. Return the final result.", "{body}"),
                Twist(f"Take two steps: {one}; then use what you get as `{param}` to {two}.", "{body}"),
            )
    return Story("", body), (Twist("", "{body}"),)


def _place(first: Real, second: Real) -> int | None:
    """The first parameter of the second that most results of the first would do for."""
    for place in range(len(second.params)):
        known = second.column(place)
        if type_of(known) != type_of(first.results) or type_of(known) in ("bool", "Any"):
            continue
        if sum(fits(r, known) for r in first.results) >= _LEAST:
            return place
    return None


def _merged(first: Real, second: Real) -> tuple[str, set[str]] | None:
    """Both programs in one module; None when their names clash."""
    one, two = ast.parse(first.code), ast.parse(second.code)
    tops = [
        {n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)}
        | {t.id for n in tree.body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)}
        for tree in (one, two)
    ]
    if tops[0] & tops[1] or tops[0] & used_names(two) or tops[1] & used_names(one):
        return None
    imports, rest = _split([*one.body, *two.body])
    code = "\n".join([*dict.fromkeys(map(ast.unparse, imports))])
    body = "\n\n".join(map(ast.unparse, rest))
    return (f"{code}\n\n{body}" if code else body), used_names(one) | used_names(two)


def _split(body: Sequence[ast.stmt]) -> tuple[list[ast.stmt], list[ast.stmt]]:
    imports: list[ast.stmt] = [n for n in body if isinstance(n, ast.Import | ast.ImportFrom)]
    return imports, [n for n in body if not isinstance(n, ast.Import | ast.ImportFrom)]
