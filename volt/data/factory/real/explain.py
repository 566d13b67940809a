"""The act `explain`: what happens in a call, step by step, in words, read off the running program."""

from __future__ import annotations

import ast
import copy
import sys
from dataclasses import dataclass, field
from random import Random
from types import FrameType
from typing import Any

from volt.data.decontaminate import module_key
from volt.data.factory.concepts import concepts_of
from volt.data.factory.guard import TooLong
from volt.data.factory.real.load import Real
from volt.data.factory.real.make import behaviour_of, level_of, signatures
from volt.data.factory.real.style import pretty
from volt.data.factory.record import Exercise
from volt.data.factory.run import FILE, Call, literal, load

MOST_EVENTS = 25
_LEAST_EVENTS = 3
_MOST_SEEN = 120
_LONGEST = 60
_ASKED = (
    "{code}\n\nExplain step by step what happens in {call}.",
    "What does {call} do, step by step?\n\n{code}",
    "Trace the call {call} of this program:\n\n{code}",
    "Walk me through {call}.\n\n{code}",
    "{code}\n\nHow does this come to its result for {call}?",
    "Go through this program line by line for {call} and say what each variable becomes.\n\n{code}",
)


def explain(rng: Random, real: Real) -> Exercise | None:
    """A program with a call; the trace of the call in words."""
    code = pretty(real.code)
    calls = sorted(real.calls, key=lambda c: len(c.text))[:8]
    rng.shuffle(calls)
    best: tuple[Call, list[str]] | None = None
    for call in calls[:5]:
        told = trace(code, real.entry, call)
        if told is None or len(told) < _LEAST_EVENTS:
            continue
        if best is None or len(told) < len(best[1]):
            best = call, told
        if len(told) <= MOST_EVENTS:
            break
    if best is None or len(best[1]) > 2 * MOST_EVENTS:
        return None
    call, told = best
    asked = [_filled(t, code, f"{real.entry}({call.text})") for t in rng.sample(_ASKED, 3)]
    pairs = list(zip(real.calls, real.outcomes, strict=True))
    result = next(o.text for c, o in pairs if c is call)
    signature, typed = signatures(code, real.entry, pairs)
    return Exercise(
        "explain", "explain", real.set, (real.set,), concepts_of(code), level_of(code), real.entry, signature, typed,
        asked[0], tuple(asked[1:]), (f"assert {real.entry}({call.text}) == {result}",), shortened(told), (), (),
        module_key(code), behaviour_of(pairs), (real.id, "explain"),
    )  # fmt: skip


def _filled(template: str, code: str, call: str) -> str:
    return template.replace("{call}", call).replace("{code}", code)


def shortened(told: list[str]) -> str:
    """All sentences, or the first and last ones with what is left out between them counted."""
    if len(told) > MOST_EVENTS:
        kept = MOST_EVENTS - 6
        told = [*told[:kept], f"It goes on like this for {len(told) - kept - 5} more steps.", *told[-5:]]
    return "\n".join(told)


def trace(code: str, entry: str, call: Call) -> list[str] | None:
    """The sentences of one call; None when it fails or takes too many steps."""
    function = load(code, entry)
    if function is None:
        return None
    watcher = _Watcher(ast.parse(code))
    args = copy.deepcopy(call.args)
    before = sys.gettrace()
    sys.settrace(watcher.called)
    try:
        function(*args)
    except (Exception, TooLong):  # noqa: BLE001 - programs may raise anything
        return None
    finally:
        sys.settrace(before)
    return watcher.story()


@dataclass
class _Scope:
    """One running function: its variables as they were at the last line, where it is, and the loops it is in."""

    name: str
    deep: bool
    values: dict[str, str] = field(default_factory=dict)
    at: int = 0
    loops: dict[int, int] = field(default_factory=dict)
    """Line of a loop -> place of its sentence."""


class _Watcher:
    """Listens to a running program and notes what changes."""

    def __init__(self, tree: ast.Module) -> None:
        nodes = list(ast.walk(tree))
        self.loops = {n.lineno: n for n in nodes if isinstance(n, ast.For | ast.While)}
        self.tests = {n.lineno: n for n in nodes if isinstance(n, ast.If)}
        self.scopes: dict[FrameType, _Scope] = {}
        self.events: list[str] = []
        self.rounds: dict[int, int] = {}
        """Place of a loop's sentence -> how often its body was entered."""

    def called(self, frame: FrameType, event: str, _: Any) -> Any:
        code = frame.f_code
        if code.co_filename != FILE or code.co_name.startswith("<"):
            return None
        if frame not in self.scopes:  # a generator is entered again after each `yield`
            scope = self.scopes[frame] = _Scope(code.co_name, bool(self.scopes), _seen(frame))
            given = " and ".join(f"{k} = {v}" for k, v in scope.values.items())
            who = scope.name if scope.deep else "The function"
            self._note(f"{who} is called with {given}." if given else f"{who} is called.")
        return self.stepped

    def stepped(self, frame: FrameType, event: str, arg: Any) -> Any:
        scope, line = self.scopes[frame], frame.f_lineno
        if event == "line":
            self._enter(scope, line)
        if event in ("line", "return"):
            self._branch(scope, line if event == "line" else 0)
            self._changes(scope, frame)
        if event == "line":
            self._arrive(scope, line)
        elif event == "return":
            scope.at = 0
            who = scope.name if scope.deep else "It"
            self._note(f"{who} returns {_text(arg)}." if _plain(arg) else f"{who} returns.")
        elif event == "exception" and arg[0] not in (StopIteration, GeneratorExit):
            self._note(f"{arg[0].__name__} is raised.")
        return self.stepped

    def _note(self, text: str) -> None:
        if len(self.events) >= _MOST_SEEN:
            raise TooLong
        self.events.append(text)

    def _enter(self, scope: _Scope, line: int) -> None:
        """A round begins: the program goes from a loop's first line into its body."""
        node = self.loops.get(scope.at)
        if node is not None and node.body[0].lineno <= line <= (node.body[-1].end_lineno or 0):
            self.rounds[scope.loops[scope.at]] += 1

    def _branch(self, scope: _Scope, following: int) -> None:
        """Whether the condition just tested held: told by where the program went on."""
        node = self.tests.get(scope.at)
        if node is not None:
            holds = node.body[0].lineno <= following <= (node.body[-1].end_lineno or 0)
            self._note(f"The condition `{_short(ast.unparse(node.test))}` {'holds' if holds else 'does not hold'}.")

    def _changes(self, scope: _Scope, frame: FrameType) -> None:
        now = _seen(frame)
        changed = [(k, v) for k, v in now.items() if scope.values.get(k) != v]
        loop = self.loops.get(scope.at)
        if isinstance(loop, ast.For) and changed:
            number = self.rounds[scope.loops[scope.at]]
            self._note(f"Round {number}: {' and '.join(f'{k} is {v}' for k, v in changed)}.")
        elif changed:
            verbs = ("becomes" if k in scope.values else "starts as" for k, _ in changed)
            self._note(" and ".join(f"{k} {verb} {v}" for (k, v), verb in zip(changed, verbs, strict=True)) + ".")
        scope.values = now

    def _arrive(self, scope: _Scope, line: int) -> None:
        """At a loop's first line, from outside of it: one sentence, whose number of rounds is known later."""
        node = self.loops.get(line)
        if node is not None and not (line in scope.loops and line < scope.at <= (node.end_lineno or 0)):
            head = f"while {ast.unparse(node.test)}" if isinstance(node, ast.While) else (
                f"for {ast.unparse(node.target)} in {ast.unparse(node.iter)}"
            )  # fmt: skip
            scope.loops[line] = len(self.events)
            self.rounds[len(self.events)] = 0
            self._note(f"The loop `{_short(head)}`")
        scope.at = line

    def story(self) -> list[str]:
        """The sentences, with the rounds of the loops counted."""
        told = enumerate(self.events)
        return [f"{text} {_times(self.rounds[i])}." if i in self.rounds else text for i, text in told]


def _times(rounds: int) -> str:
    return "does not run" if rounds == 0 else "runs once" if rounds == 1 else f"runs {rounds} times"


def _seen(frame: FrameType) -> dict[str, str]:
    """The variables of a function that hold plain values, as text."""
    return {k: _text(v) for k, v in frame.f_locals.items() if k.isidentifier() and _plain(v)}


def _text(value: Any) -> str:
    return _short(literal(dict(value) if isinstance(value, dict) else value))


def _plain(value: Any) -> bool:
    if type(value) in (list, tuple, set):
        return all(map(_plain, value))
    if isinstance(value, dict):
        return all(_plain(k) and type(v) is not dict and _plain(v) for k, v in value.items())
    return value is None or type(value) in (int, float, str, bool)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 15] + " ... " + text[-8:]
