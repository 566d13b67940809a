"""What stands in the slots of a template, drawn so that all of one template speak of the same thing."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from random import Random

from volt.data.factory.conjugation import third_person
from volt.data.factory.real.load import Real
from volt.data.factory.real.mutants import said
from volt.data.queries import numbers
from volt.data.queries.material import Broken, Material, error_of, names_in, shown

Values = dict[str, str]
_OF_RUNS = frozenset(("call", "args", "want", "tests", "statement", "sig", "params"))
"""Slots that only a program with known calls can fill."""
_OF_BROKEN = frozenset(("bug", "got", "gotten", "error", "type", "trace", "broken", "syntax"))
_LIBRARIES = (
    "pandas", "numpy", "requests", "matplotlib", "os", "re", "json", "datetime", "collections", "itertools", "csv",
    "pathlib", "subprocess", "sqlite3", "sqlalchemy", "django", "flask", "scipy", "sklearn", "asyncio", "logging",
    "random", "urllib", "socket", "threading", "argparse", "pytest", "xml", "yaml", "shutil", "functools", "tkinter",
    "bs4", "torch", "math", "string", "time", "typing", "zipfile", "hashlib",
)  # fmt: skip
_WORDS = (
    "name", "id", "total", "price", "hello", "red", "python", "city", "foo", "bar", "2021-03-04", "abc", "date", "x",
    "value", "key", "world", "test", "apple", "banana", ",", "-", "_", "score", "data.csv", "http://example.com", "A1",
)  # fmt: skip
_FILES = ("main", "app", "utils", "models", "views", "solution", "helpers", "client", "run", "core", "parser", "server")
_FOLDERS = ("", "/home/user/", "/app/", "C:\\work\\", "/srv/")
_STOP_LIST = "the a an of in for to and or is are be with from by on as at into if given that this it its"
_STOP = frozenset(_STOP_LIST.split())
_ERRORS = (
    "ModuleNotFoundError: No module named '{lib}'",
    "ImportError: cannot import name '{word}' from '{lib}'",
    "NameError: name '{var}' is not defined",
    "UnboundLocalError: cannot access local variable '{var}' where it is not associated with a value",
    "TypeError: unsupported operand type(s) for +: 'int' and 'str'",
    "TypeError: unsupported operand type(s) for -: 'list' and 'int'",
    "TypeError: '{kind}' object is not subscriptable",
    "TypeError: '{kind}' object is not iterable",
    "TypeError: '{kind}' object is not callable",
    "TypeError: {name}() missing 1 required positional argument: '{var}'",
    "TypeError: {name}() takes {i} positional arguments but {j} were given",
    "TypeError: can only concatenate str (not \"int\") to str",
    "TypeError: list indices must be integers or slices, not {kind}",
    "AttributeError: 'NoneType' object has no attribute '{word}'",
    "AttributeError: '{kind}' object has no attribute '{var}'",
    "AttributeError: module '{lib}' has no attribute '{word}'",
    "KeyError: '{word}'",
    "IndexError: list index out of range",
    "IndexError: string index out of range",
    "ValueError: invalid literal for int() with base 10: '{word}'",
    "ValueError: not enough values to unpack (expected {j}, got {i})",
    "ValueError: could not convert string to float: '{word}'",
    "ZeroDivisionError: division by zero",
    "RecursionError: maximum recursion depth exceeded in comparison",
    "FileNotFoundError: [Errno 2] No such file or directory: '{word}'",
    "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position {i}: invalid start byte",
    "PermissionError: [Errno 13] Permission denied: '/var/{word}'",
    "AssertionError",
    "StopIteration",
    "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
)  # fmt: skip
_KINDS = ("int", "NoneType", "str", "list", "float", "dict", "function", "tuple", "set", "method")
_SCRIPTS = (
    "let total = 0;\n  for (const item of {p}) {{\n    total += item;\n  }}\n  return total;",
    "return {p}.filter(x => x !== null).map(x => x * {i});",
    "if ({p}.length === 0) {{\n    return null;\n  }}\n  return {p}[{p}.length - 1];",
    "const seen = new Set();\n  return {p}.filter(x => !seen.has(x) && seen.add(x));",
    "var out = [];\n  for (var k = 0; k < {p}.length; k += {i}) {{\n    out.push({p}.slice(k, k + {i}));\n  }}\n"
    "  return out;",
    "return {p}.split('').reverse().join('');",
    "return Object.keys({p}).sort((a, b) => {p}[a] - {p}[b]);",
)


def values(rng: Random, material: Material, wanted: list[str], strands: tuple[str, ...]) -> Values:
    """A value for every slot of `wanted`, and for others."""
    names = set(wanted)
    broken = rng.choice(material.broken) if names & _OF_BROKEN or "debugger" in strands else None
    if broken is not None:
        found = _of_broken(rng, broken, names)
    elif names & _OF_RUNS or (rng.random() < 0.5 and "code" in names):
        real = rng.choice(material.reals)
        found = _of_real(real, rng.randrange(len(real.calls)))
        found |= {"code": shown(real.code)} if "code" in names else {}
    else:
        function = rng.choice(material.functions)
        found = {"name": function.name, "code": function.code}
    found |= _of_phrase(rng, material, found)
    found |= {
        "lib": rng.choice(_LIBRARIES),
        "file": rng.choice(_FILES),
        "word": rng.choice(_WORDS),
        "word2": rng.choice(_WORDS),
    }
    if names & {"var", "line"}:
        code = found.get("bug") or found.get("code") or ""
        found |= {"line": _line(rng, code)} | ({"var": rng.choice(names_in(code))} if code else {"var": "items"})
    if "js" in names:
        body = rng.choice(_SCRIPTS).format(p=rng.choice(("items", "values", "text", "data")), i=rng.randint(2, 5))
        found["js"] = f"function {rng.choice(('process', 'convert', 'compute'))}(items) {{\n  {body}\n}}"
    return found | numbers.values(rng, names)


def _of_real(real: Real, place: int) -> Values:
    args = real.calls[place].text
    few = sorted(range(len(real.calls)), key=lambda i: len(real.calls[i].text))[:3]
    params = ", ".join(real.params)
    return {
        "name": real.entry,
        "args": args,
        "params": params,
        "sig": f"def {real.entry}({params}):",
        "call": f"{real.entry}({args})",
        "want": real.outcomes[place].text,
        "statement": real.story.body,
        "tests": "\n".join(f"assert {real.entry}({real.calls[i].text}) == {real.outcomes[i].text}" for i in few),
        "code": real.code,
        "do": re.sub(r"\b(the|a) given\b", "a", real.story.do),
    }


def _of_broken(rng: Random, broken: Broken, names: set[str]) -> Values:
    outcome = broken.made.outcomes[broken.place]
    found = _of_real(broken.real, broken.place)
    found |= {"bug": broken.made.code, "code": broken.made.code, "got": said(outcome)}
    error = error_of(broken.made, broken.place)
    raised = bool(error)
    if not raised:
        error = _error(rng, broken)
    found |= {"gotten": outcome.text or "None", "error": error, "type": error.partition(":")[0]}
    if "trace" in names:
        found["trace"] = _trace(rng, broken, error, found)
    if names & {"broken", "syntax"}:
        found["broken"], found["syntax"] = _damaged(rng, broken.made.code)
    return found


def _error(rng: Random, broken: Broken) -> str:
    i = rng.randint(1, 3)
    return rng.choice(_ERRORS).format(
        lib=rng.choice(_LIBRARIES),
        word=rng.choice(_WORDS),
        var=rng.choice(names_in(broken.real.code)),
        name=broken.real.entry,
        kind=rng.choice(_KINDS),
        i=i,
        j=i + 1,
    )


def _trace(rng: Random, broken: Broken, error: str, found: Values) -> str:
    """As the interpreter prints it, with the frames of the call."""
    file = f"{rng.choice(_FOLDERS)}{rng.choice(_FILES)}.py"
    asked = rng.choice(
        (f"print({found['call']})", f"assert {found['call']} == {found['want']}", f"x = {found['call']}")
    )
    lines = ["Traceback (most recent call last):", f'  File "{file}", line {rng.randint(8, 80)}, in <module>']
    lines.append(f"    {asked}")
    marks = rng.random() < 0.5
    if marks:
        lines.append(" " * (4 + asked.index(broken.real.entry)) + "^" * len(found["call"]))
    if not error.startswith("AssertionError"):
        line = _line(rng, broken.made.code)
        lines += [f'  File "{file}", line {rng.randint(2, 40)}, in {broken.real.entry}', f"    {line}"]
        lines += ["    " + "^" * len(line)] if marks else []
    return "\n".join([*lines, error])


def _line(rng: Random, code: str) -> str:
    """A line of a program that does something."""
    inner = [line.strip() for line in code.split("\n")[1:]]
    telling = [line for line in inner if len(line) > 8 and not line.startswith(("#", "def ", "class ", '"""', "@"))]
    return rng.choice(telling or ["return sorted(items, key=len)[0]", "x = [i for i in range(10) if i % 2]"])


def _damaged(rng: Random, code: str) -> tuple[str, str]:
    """A program that no longer parses, and what the interpreter says of it."""
    cuts: list[Callable[[str], str]] = [
        lambda text: re.sub(r":(?=\n)", "", text, count=1),
        lambda text: text.replace(")", "", 1),
        lambda text: re.sub(r"\bin\b", "", text, count=1),
        lambda text: re.sub(r"\n +", "\n", text, count=rng.randint(1, 2)),
        lambda text: re.sub(r"\]", "", text, count=1),
        lambda text: text.replace(" = ", " == ", 1).replace("==", "=", 1).replace(" if ", " fi ", 1),
    ]
    rng.shuffle(cuts)
    for cut in cuts:
        changed = cut(code)
        try:
            ast.parse(changed)
        except SyntaxError as error:
            return changed, f"{type(error).__name__}: {error.msg}"
    return f"{code}\n)", "SyntaxError: unmatched ')'"


def _of_phrase(rng: Random, material: Material, found: Values) -> Values:
    do = found.get("do") or rng.choice(material.phrases)
    first, _, rest = do.partition(" ")
    words = [word for word in re.findall(r"[\w']+", do) if word.lower() not in _STOP]
    return {
        "do": do,
        "Do": do[0].upper() + do[1:],
        "does": f"{third_person(first)} {rest}",
        "kw": " ".join(words[rng.randint(0, 1) : 6]).lower(),
        "name": found["name"],
    }
