"""What is put behind a program to call its function, and to look at what that did: code that runs in the sandbox."""

from __future__ import annotations

ITEMS = 8
"""Of a generator that are taken."""
BITS = 10_000
"""Of a whole number that is shown; Python writes none of more than 4300 digits."""
PROBE = f"""

_volt_loading = len(globals().get("_volt_reached", ()))


def _volt_plain(value, depth=0):
    if type(value) in (list, tuple, set, frozenset):
        return depth < 9 and len(value) < 999 and all(_volt_plain(one, depth + 1) for one in value)
    if type(value) is dict:
        return depth < 9 and len(value) < 999 and all(_volt_plain(one, depth + 1) for one in value.items())
    if type(value) is int:
        return value.bit_length() < {BITS}  # a longer one cannot be written
    return type(value) in (float, complex, str, bytes, bool, type(None))


def _volt_state(function):
    # What the object of a method holds, as texts; None where that is not all plain data.
    # Nor of an object that is a container itself or has slots, nor where its class holds what may change.
    try:
        owner = object.__getattribute__(function, "__self__")
        held = vars(owner)
    except (AttributeError, TypeError):
        return None
    for kind in type(owner).__mro__[:-1]:
        if not kind.__flags__ & 512 or "__slots__" in vars(kind):
            return None
        if any(type(one) in (list, dict, set, bytearray) for one in vars(kind).values()):
            return None
    if not all(_volt_plain(v) for v in held.values()):
        return None
    # What its class holds is the object's, too; when that changes, nothing is said.
    shared = {{("class", k): repr(v) for c in type(owner).__mro__[:-1] for k, v in vars(c).items() if _volt_plain(v)}}
    return {{**{{k: repr(v) for k, v in held.items()}}, **shared}}


def _volt_defaults(function):
    # What the defaults of a function hold, as texts, by the names of its parameters.
    function = getattr(function, "__func__", function)
    try:
        code, defaults, named = function.__code__, function.__defaults__ or (), function.__kwdefaults__ or {{}}
        plain = code.co_varnames[: code.co_argcount]
        held = {{**dict(zip(plain[len(plain) - len(defaults) :], defaults)), **named}}
    except (AttributeError, TypeError):
        return {{}}
    return {{name: repr(one) for name, one in held.items()}}


def _volt_try(function, given):
    # What reached something that is kept from running says nothing, whatever came of it.
    reached = globals().get("_volt_reached", [])
    before = 0 if _volt_loading else len(reached)
    try:
        answer = _volt_tried(function, given)
    except BaseException:
        if len(reached) == before:
            raise
    return ("reached", "", None, "", (), ()) if len(reached) != before else answer


def _volt_tried(function, given):
    import contextlib, io, itertools, types
    said, taken = io.StringIO(), ()
    try:
        function = eval(function, globals())
    except Exception as error:
        return ("unreached", type(error).__name__, None, "", (), ())
    args, kwargs = eval("(lambda *a, **k: (a, k))(" + given + ")", globals())
    held = [*args, *kwargs.values()]
    before = [repr(one) for one in held]
    shared = _volt_defaults(function)
    owner = _volt_state(function)
    try:
        with contextlib.redirect_stdout(said):
            result = function(*args, **kwargs)
            kind = type(result).__name__
            if type(result) is types.GeneratorType:
                taken = ("taken",)  # what comes now is not what the call itself does
                waiting, result = result, list(itertools.islice(result, {ITEMS}))
                if len(result) == {ITEMS} and next(waiting, waiting) is not waiting:
                    plain = _volt_plain(result)
                    ended, told = ("returned", result) if plain else ("object", None)
                    return (ended, kind, told, said.getvalue()[:200], (), ("part",))
    except (Exception, SystemExit, GeneratorExit) as error:
        return ("raised", type(error).__name__, None, said.getvalue()[:200], (), taken)
    changed = tuple((place, repr(one)[:200]) for place, one in enumerate(held) if repr(one) != before[place])
    later = _volt_defaults(function)
    changed += tuple(("default", name) for name in shared if shared[name] != later.get(name))
    plain = _volt_plain(result)
    after = _volt_state(function)
    was, now = owner or {{}}, after or {{}}
    names = [k for k in {{**was, **now}} if was.get(k) != now.get(k)]
    if owner is None or after is None or any(k[:1] == ("class",) for k in names):
        own = ()
    else:
        own = ("changed", *sorted(names)) if names else ("same",)
    return ("returned" if plain else "object", kind, result if plain else None, said.getvalue()[:200], changed, own)
"""
