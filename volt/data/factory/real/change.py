"""The acts `specialise` and `reparameterise`: the same task with other parameters."""

from __future__ import annotations

import ast
import re
from collections import Counter
from random import Random
from typing import Any

from volt.data.factory.real.load import Real, entry_of
from volt.data.factory.real.make import Draft
from volt.data.factory.real.names import used_names
from volt.data.factory.real.rename import UNSURE, free_name, joined, same_calls
from volt.data.factory.real.statements import Story
from volt.data.factory.real.values import ties, type_of
from volt.data.factory.real.wording import Twist
from volt.data.factory.run import Call, literal

_MOST_FIXED = 24


def draft(act: str, real: Real, code: str, entry: str, calls: Any, story: Story, twists: Any = ()) -> Draft:
    """The draft of one act on one problem."""
    return Draft(act, real.set, (real.id,), code, entry, tuple(calls), story, tuple(twists))


def listed(names: list[str] | tuple[str, ...]) -> str:
    """`a`, `b` and `c`."""
    quoted = [f"`{n}`" for n in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def recursive(real: Real) -> bool:
    """Whether any function of the program calls the entry."""
    return sum(isinstance(n, ast.Name) and n.id == real.entry for n in ast.walk(ast.parse(real.code))) > 0


def wrapped(real: Real, header: str, body: str, name: str) -> str:
    """The program with one more function around it."""
    return f"{real.code}\n\ndef {name}({header}):\n    {body}"


# ------------------------------------------------------------------------------------------------- specialise


def specialise(rng: Random, real: Real) -> Draft | None:
    """One parameter fixed to a value it was seen with."""
    places = [p for p in _mentioned(real) if p not in ties(real.calls) and p not in ties(real.calls).values()]
    if len(real.params) < 2 or not places:
        return None
    place = rng.choice(places)
    counted = Counter(literal(v) for v in real.column(place) if isinstance(v, int | str | float))
    values = [v for v, _ in counted.most_common(4) if len(v) <= _MOST_FIXED]
    if not values:
        return None
    value, name = rng.choice(values), real.params[place]
    calls = [Call(c.args[:place] + c.args[place + 1 :]) for c in real.calls]
    rest = [p for p in real.params if p != name]
    story, twists = _fixed_text(rng, real, name, value, rest)
    made = _substituted(real, name, value)
    if made is None:
        entry = joined(real.entry, "fixed", used_names(ast.parse(real.code)))
        passed = ", ".join(value if p == name else p for p in real.params)
        return draft(
            "specialise", real, wrapped(real, ", ".join(rest), f"return {real.entry}({passed})", entry), entry, calls,
            story, twists,
        )  # fmt: skip
    return draft("specialise", real, made, real.entry, calls, story, twists)


def _mentioned(real: Real) -> list[int]:
    """Parameters that the text mentions, or whose names speak for themselves."""
    if real.set in ("transcoder_cpp2py", "p3_train"):
        return [i for i, p in enumerate(real.params) if p in real.story.words and (i or real.set != "p3_train")]
    known = real.story.words - UNSURE
    quoted = re.findall(r"`(\w+)`", real.story.body)
    return [i for i, p in enumerate(real.params) if p in known or p in quoted or len(p) > 3]


def _fixed_text(rng: Random, real: Real, name: str, value: str, rest: list[str]) -> tuple[Story, list[Twist]]:
    if real.story.do and re.fullmatch(r"[b-hj-z]\w{0,2}|\w+\d|\w+_\w+", name) and rng.random() < 0.5:
        return real.story.edited(name, value), []
    only = f"the function takes only {listed(rest)}"
    return real.story, [
        Twist(f", with {name} equal to {value}", f"{{body}}\n\nHere `{name}` is always {value}; {only}."),
        Twist(f", where {name} is always {value}", f"{{body}}\n\nLet `{name}` be fixed to {value}, so that {only}."),
        Twist(f", taking {name} to be {value}", f"With `{name}` equal to {value} ({only}):\n\n{{body}}"),
    ]


def _substituted(real: Real, name: str, value: str) -> str | None:
    """The program with the constant in place of the parameter; None when that is not straightforward."""
    if recursive(real):
        return None
    tree = ast.parse(real.code)
    function = entry_of(tree, real.entry)
    place = real.params.index(name)
    inner = [n for n in ast.walk(function) if isinstance(n, ast.arg) and n.arg == name]
    stored = any(isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load) for n in ast.walk(tree))
    if stored or len(inner) != 1 or function.args.defaults:
        return None
    del function.args.args[place]
    _Constant(name, value).visit(function)
    return ast.unparse(ast.fix_missing_locations(tree))


class _Constant(ast.NodeTransformer):
    def __init__(self, name: str, value: str) -> None:
        self.name = name
        self.value = value

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.parse(self.value, mode="eval").body if node.id == self.name else node


# --------------------------------------------------------------------------------------------- reparameterise


def reparameterise(rng: Random, real: Real) -> Draft | None:
    """A constant becomes a parameter, or the parameters come in another way."""
    made = constant_to_parameter(rng, real, "reparameterise") if rng.random() < 0.6 else None
    if made:
        return made
    ways = [_reordered, _packed, _keyed] if len(real.params) > 1 else [_starred]
    if len(real.params) > 1:
        ways += [_defaulted, _keyword_only]
    return rng.choice(ways)(rng, real)


def constant_to_parameter(rng: Random, real: Real, act: str) -> Draft | None:
    """A number or word that stands once in the text and once in the program is asked for by name instead."""
    tree = ast.parse(real.code)
    function = entry_of(tree, real.entry)
    if real.set == "transcoder_cpp2py" or recursive(real) or function.args.defaults:
        return None
    spots = _shared_constants(function, real.story)
    if not spots:
        return None
    node, mention = rng.choice(spots)
    value = node.value
    pool = ("k", "m", "limit", "size") if isinstance(value, int) else ("word", "label", "marker", "text")
    name = free_name(rng.choice(pool), used_names(tree) | real.story.words)
    _Spot(node, name).visit(function)
    function.args.args.append(ast.arg(name))
    story = Story(*(re.sub(mention, name if t == real.story.do else f"`{name}`", t) for t in _both(real.story)))
    twists: list[Twist] = []
    others = _near(rng, value)
    calls = [Call((*c.args, rng.choice(others))) for c in real.calls]
    if rng.random() < 0.4:
        function.args.defaults = [ast.Constant(value)]
        calls = [Call(c.args[:-1]) if rng.random() < 0.4 else c for c in calls]
        said = f"{name} is {value!r} when it is not given"
        twists = [Twist(f", where {said}", f"{{body}}\n\nHere `{name}` is an argument with the default {value!r}.")]
    else:
        twists = [
            Twist(f", where {name} is an argument", f"{{body}}\n\nHere `{name}` is the last argument."),
            Twist(f", with {name} as the last argument", f"{{body}}\n\n`{name}` is passed to the function as well."),
        ]
    return draft(act, real, ast.unparse(ast.fix_missing_locations(tree)), real.entry, calls, story, twists)


def _both(story: Story) -> tuple[str, str]:
    return story.do, story.body


def _shared_constants(function: ast.FunctionDef, story: Story) -> list[tuple[ast.Constant, str]]:
    """Constants of a function that stand once in it and once in the text, with the pattern of the mention."""
    skipped = {id(v) for n in ast.walk(function) if isinstance(n, ast.JoinedStr) for v in n.values}
    constants = [n for n in ast.walk(function) if isinstance(n, ast.Constant) and id(n) not in skipped]
    counted = Counter(literal(n.value) for n in constants)
    found = []
    for node in constants:
        pattern = _mention(node.value)
        if pattern and counted[literal(node.value)] == 1 and len(re.findall(pattern, story.body)) == 1:
            found.append((node, pattern))
    return found


def _mention(value: Any) -> str:
    if type(value) is int and value >= 2:
        return rf"(?<![\w.^\[{{(,-])(?<!, )(?<!= ){value}(?![\w.^\]}})²³-])(?!,)(?!\.\d)"
    if type(value) is str and re.fullmatch(r"[A-Za-z][A-Za-z ]{1,20}", value):
        return rf"""["'`“‘]{re.escape(value)}["'`”’]"""
    return ""


def _near(rng: Random, value: Any) -> list[Any]:
    if isinstance(value, int):
        return [value, max(1, value - 1), value + 1, value + 2, rng.randint(2, value + 3)]
    words = ("alpha", "ok", "none", "found", "done", "x")
    return [value, rng.choice(words), value.upper() if value.upper() != value else value.lower()]


class _Spot(ast.NodeTransformer):
    def __init__(self, spot: ast.Constant, name: str) -> None:
        self.spot = spot
        self.name = name

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Name(self.name, ast.Load()) if node is self.spot else node


def _outer(rng: Random, real: Real, header: str, prefix: str, passed: str, suffix: str) -> tuple[str, str]:
    """(program, entry) with another parameter list: in place when the entry is not recursive, else around it."""
    tree = ast.parse(real.code)
    function = entry_of(tree, real.entry)
    if recursive(real) or function.decorator_list:
        entry = joined(real.entry, suffix, used_names(tree))
        return wrapped(real, header, f"return {real.entry}({passed})", entry), entry
    function.args = entry_of(ast.parse(f"def {real.entry}({header}): pass"), real.entry).args
    if prefix:
        function.body = [*ast.parse(prefix).body, *function.body]
    return ast.unparse(ast.fix_missing_locations(tree)), real.entry


def _reordered(rng: Random, real: Real) -> Draft | None:
    order = list(range(len(real.params)))
    rng.shuffle(order)
    if order == sorted(order):
        order.reverse()
    names = [real.params[i] for i in order]
    code, entry = _outer(rng, real, ", ".join(names), "", ", ".join(real.params), "reordered")
    said = f"The parameters come in this order: {', '.join(names)}"
    first = f"`{names[0]}` comes first" if len(names) == 2 else f"in the order {', '.join(names)}"
    twists = [
        Twist(f". {said}", f"{{body}}\n\n{said}."),
        Twist(f". The function takes {listed(names)}, in this order", f"{{body}}\n\nTake the arguments so: {first}."),
    ]
    return draft("reparameterise", real, code, entry, same_calls(real.calls, order), real.story, twists)


def _packed(rng: Random, real: Real) -> Draft | None:
    whole = free_name(rng.choice(("args", "values", "data", "given")), used_names(ast.parse(real.code)))
    inner = ", ".join(real.params)
    code, entry = _outer(rng, real, whole, f"{inner} = {whole}", f"*{whole}", "packed")
    twists = [
        Twist(
            f". The inputs come packed in one tuple: ({inner})",
            f"{{body}}\n\nThe function takes one argument, a tuple ({inner}).",
        ),
        Twist(
            f". It takes one tuple `{whole}` that holds {listed(real.params)}",
            f"{{body}}\n\nAll inputs come in one tuple `{whole}`: {listed(real.params)}, in this order.",
        ),
    ]
    return draft("reparameterise", real, code, entry, (Call((c.args,)) for c in real.calls), real.story, twists)


def _keyed(rng: Random, real: Real) -> Draft | None:
    whole = free_name(rng.choice(("options", "record", "data", "params")), used_names(ast.parse(real.code)))
    prefix = "\n".join(f"{p} = {whole}[{p!r}]" for p in real.params)
    passed = ", ".join(f"{whole}[{p!r}]" for p in real.params)
    code, entry = _outer(rng, real, whole, prefix, passed, "from_dict")
    keys = listed([f"'{p}'" for p in real.params]).replace("`", "")
    twists = [
        Twist(
            f". The inputs come in a dictionary with the keys {keys}",
            f"{{body}}\n\nThe inputs come in one dictionary `{whole}` with the keys {keys}.",
        )
    ]
    calls = [Call((dict(zip(real.params, c.args, strict=True)),)) for c in real.calls]
    return draft("reparameterise", real, code, entry, calls, real.story, twists)


def _starred(rng: Random, real: Real) -> Draft | None:
    name, kind = real.params[0], type_of(real.column(0))
    if not kind.startswith(("list[int", "list[str", "list[float", "tuple[int")) or "|" in kind:
        return None
    prefix = f"{name} = list({name})" if kind.startswith("list") else ""
    passed = f"list({name})" if prefix else name
    code, entry = _outer(rng, real, f"*{name}", prefix, passed, "of")
    form = "list" if prefix else "tuple"
    twists = [
        Twist(
            f". Take the elements as separate arguments, not as one {form}",
            f"{{body}}\n\nThe elements of `{name}` are passed as separate arguments.",
        ),
        Twist(
            ". The values are passed one by one, as *args",
            f"{{body}}\n\nUse *{name}: the values are passed one by one instead of in a {form}.",
        ),
    ]
    return draft("reparameterise", real, code, entry, (Call(tuple(c.args[0])) for c in real.calls), real.story, twists)


def _last_value(real: Real) -> str | None:
    """The commonest small value of the last parameter."""
    values = [literal(v) for v in real.column(-1) if v is None or isinstance(v, int | str | float)]
    return Counter(values).most_common(1)[0][0] if values and len(values[0]) <= _MOST_FIXED else None


def _defaulted(rng: Random, real: Real) -> Draft | None:
    value, name = _last_value(real), real.params[-1]
    if value is None or ties(real.calls) or real.function.args.defaults:
        return None
    header = ", ".join([*real.params[:-1], f"{name}={value}"])
    code, entry = _outer(rng, real, header, "", ", ".join(real.params), "or_default")
    twists = [
        Twist(
            f". {name} is optional and {value} by default", f"{{body}}\n\n`{name}` is optional; its default is {value}."
        ),
        Twist(f", where {name} defaults to {value}", f"{{body}}\n\nWhen `{name}` is not given, it is {value}."),
    ]
    calls = [Call(c.args[:-1]) if i % 2 else c for i, c in enumerate(real.calls)]
    return draft("reparameterise", real, code, entry, calls, real.story, twists)


def _keyword_only(rng: Random, real: Real) -> Draft | None:
    name = real.params[-1]
    if real.function.args.defaults:
        return None
    header = ", ".join([*real.params[:-1], "*", name])
    code, entry = _outer(rng, real, header, "", ", ".join(real.params), "by_name")
    twists = [
        Twist(f". Make {name} a keyword-only argument", f"{{body}}\n\n`{name}` is to be passed by name only."),
        Twist(f". {name} must be passed by keyword", f"{{body}}\n\nMake `{name}` a keyword-only argument."),
    ]
    calls = [Call(c.args[:-1], ((name, c.args[-1]),)) for c in real.calls]
    return draft("reparameterise", real, code, entry, calls, real.story, twists)
