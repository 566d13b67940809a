"""Objects with an identity: what both ends of a conversation know by number, and classes they know by name.

A class that the setup defines exists on both sides, made from the same source. Its instances (list nodes, tree nodes,
dataclasses) therefore cross as class name and fields. They are made without calling anything of the class, and the
receiver's methods are its own: a field cannot put something callable in their place. Loaded inside the sandbox:
standard library only.
"""

from __future__ import annotations

import sys
import types
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from enum import Enum, EnumMeta
from typing import Any

from volt.verify.plain import PLAIN, Malformed


class Ledger:
    """What one call's messages are about. Both ends add to theirs in the same order, so numbers agree."""

    def __init__(self, classes: Mapping[str, type] | None = None) -> None:
        self.classes = classes if classes is not None else {}
        """Classes whose instances are carried, by name."""
        self.objects: list[Any] = []
        """Every mutable value mentioned so far; its index is its number."""

    def class_name(self, value: Any) -> str | None:
        """The name under which a value's class is carried, if it is."""
        kind = type(value)
        known = self.classes.get(kind.__name__)
        return kind.__name__ if known is kind else None


def own_classes(space: Mapping[str, Any], modules: Iterable[str] | None = None) -> dict[str, type]:
    """The classes that were made by the code of a namespace: instances of them can be carried.

    They are among its values, or in modules that its code made: those that are not among `modules`, known before.
    """
    made = [] if modules is None else [sys.modules[name] for name in sys.modules.keys() - set(modules)]
    spaces = [vars(module) for module in made if module.__name__.partition(".")[0] not in sys.stdlib_module_names]
    return {
        value.__name__: value
        for found in (*spaces, space)
        for value in list(found.values())
        if isinstance(value, type) and _can_be_carried(value) and not _of_a_library(value)
    }


def _can_be_carried(kind: type) -> bool:
    """Objects with fields, members of enumerations and named tuples; nothing else that extends a plain type."""
    named_tuple = issubclass(kind, tuple) and hasattr(kind, "_fields")
    return issubclass(kind, Enum) or named_tuple or not issubclass(kind, (BaseException, *PLAIN))


def _of_a_library(kind: type) -> bool:
    home = sys.modules.get(kind.__module__)
    standard = kind.__module__.partition(".")[0] in sys.stdlib_module_names
    return standard and getattr(home, kind.__name__, None) is kind


def make(classes: Mapping[str, type], name: Any) -> Any:
    """A bare instance of a known class."""
    kind = classes.get(name) if type(name) is str else None
    if kind is None or issubclass(kind, Enum | tuple):
        raise Malformed(f"an object of a class that is not known: {str(name)[:60]}")
    try:
        return object.__new__(kind)
    except TypeError as error:
        raise Malformed(f"an object of class {name}: {error}") from error


def member(classes: Mapping[str, type], name: Any, of: Any) -> Any:
    """A member of a known enumeration, by its name."""
    kind = classes.get(name) if type(name) is str else None
    members = kind._member_map_ if isinstance(kind, EnumMeta) else {}
    if type(of) is not str or of not in members:
        raise Malformed("a member of an enumeration that is not known")
    return members[of]


def named_tuple(classes: Mapping[str, type], name: Any, items: Any) -> Any:
    """A named tuple of a known class."""
    kind = classes.get(name) if type(name) is str else None
    if kind is None or not issubclass(kind, tuple) or type(items) is not tuple:
        raise Malformed("a named tuple that is not known")
    if len(items) != len(getattr(kind, "_fields", ())):
        raise Malformed(f"a {name} with another number of fields")
    return tuple.__new__(kind, items)


def fields(value: Any) -> list[tuple[str, Any]]:
    """Names and values of the fields that an object has, in `__dict__` and in slots."""
    try:
        found = list(object.__getattribute__(value, "__dict__").items())
    except AttributeError:
        found = []
    for kind in type(value).__mro__:
        for name, slot in vars(kind).items():
            if isinstance(slot, types.MemberDescriptorType):
                try:
                    found.append((name, slot.__get__(value)))
                except AttributeError:
                    continue
    if any(type(name) is not str for name, _ in found):
        raise Malformed("an object with a field whose name is not a string")
    return found


def set_field(node: Any, name: Any, value: Any) -> None:
    """Give an object a field, without running code of its class."""
    if type(name) is not str:
        raise Malformed("a field whose name is not a string")
    held = next((vars(kind)[name] for kind in type(node).__mro__ if name in vars(kind)), None)
    if isinstance(held, types.MemberDescriptorType):
        held.__set__(node, value)
        return
    if hasattr(type(held), "__get__") and callable(value):
        raise Malformed(f"a field {name[:60]} in place of a method")
    try:
        object.__getattribute__(node, "__dict__")[name] = value
    except AttributeError as error:
        raise Malformed(f"a field {name[:60]} that the class has no place for") from error


def contents(value: Any) -> Any:
    """What a mutable value holds, as immutable data over the same inner objects."""
    if isinstance(value, dict):
        return tuple(value.items())
    if isinstance(value, bytearray):
        return bytes(value)
    if isinstance(value, list | set | deque):
        return tuple(value)
    return tuple(fields(value))


def refill(value: Any, held: Any) -> None:
    """Make a mutable value hold what `contents` of its counterpart gave; it stays the same object."""
    if isinstance(value, bytearray):
        value[:] = _checked(held, bytes)
        return
    items = _checked(held, tuple)
    if isinstance(value, list):
        value[:] = items
    elif isinstance(value, set | deque):
        value.clear()
        _guarded(value.update if isinstance(value, set) else value.extend, items)
    elif isinstance(value, dict):
        pairs = [_pair(item) for item in items]
        value.clear()
        _guarded(lambda found: _set_items(value, found), pairs)
    else:
        pairs = [_pair(item) for item in items]
        for name, _ in fields(value):
            if name not in dict(pairs):
                object.__delattr__(value, name)
        for name, item in pairs:
            set_field(value, name, item)


def _set_items(table: dict[Any, Any], pairs: list[tuple[Any, Any]]) -> None:
    for key, item in pairs:
        table[key] = item


def _guarded(fill: Callable[[Any], object], items: Any) -> None:
    try:
        fill(items)
    except TypeError as error:
        raise Malformed("a set member or dictionary key without a hash") from error


def _pair(item: Any) -> tuple[Any, Any]:
    if type(item) is not tuple or len(item) != 2:
        raise Malformed("contents that are not pairs")
    return item


def _checked(held: Any, kind: type) -> Any:
    if type(held) is not kind:
        raise Malformed(f"contents that are not {kind.__name__}")
    return held
