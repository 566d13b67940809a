"""State machines with drawn states and transitions, as kinds of classes like those of the vocabularies."""

from __future__ import annotations

import ast
from random import Random

from volt.data.factory.objects.vocab import Kind, kind_of

_WORLDS = (
    ("Door, Gate, Hatch", "open close closed, closed open open, closed lock locked, locked unlock closed,"
     " locked kick broken, broken repair closed"),
    ("Order, Parcel, Shipment", "new pay paid, paid ship sent, sent deliver delivered, new cancel cancelled,"
     " paid cancel cancelled, delivered return returned, sent lose new, cancelled renew new"),
    ("Player, Recorder, Radio", "stopped play playing, playing pause paused, paused play playing, playing stop stopped,"
     " paused stop stopped, playing skip playing"),
    ("Ticket, Issue, Bug", "open assign assigned, assigned solve solved, solved close closed, solved reopen open,"
     " closed reopen open, open close closed, assigned release open"),
    ("Machine, Engine, Printer", "off start idle, idle run running, running pause idle,"
     " running fail broken, broken repair off, idle stop off, running stop off"),
    ("Connection, Session, Client", "closed connect waiting, waiting accept ready, waiting refuse closed,"
     " ready drop closed, ready sleep waiting, waiting drop closed"),
    ("Article, Post, Proposal", "draft submit review, review approve published, review reject draft,"
     " published retract draft, draft discard deleted, deleted restore draft"),
    ("Washer, Dishwasher", "empty fill loaded, loaded start washing, washing finish clean, clean unload empty,"
     " washing stop loaded, loaded unload empty"),
)  # fmt: skip
_FAILS = (
    ("an event that is not possible in the current state raises ValueError and changes nothing",
     "raise ValueError(event)", "returns the new state"),
    ("an event that is not possible in the current state changes nothing", "return self.state", "returns the state"),
    ("an event that is not possible returns None and changes nothing", "return None", "returns the new state"),
)  # fmt: skip
_SOURCE = '''class StateMachine:
    """a state machine | something that is always in one of several states

    names: {names}
    ask: Words visited: the states in the order in which they were entered
    """

    def init(self):
        """starts in the state {start}; the transitions are: {spoken}"""
        self.state = {start!r}
        self.visited = [{start!r}]

    def handle(self, event: Event):
        """takes an event, changes the state accordingly and {gives}; {fails}

        names: handle, fire, on_event, process
        must
        """
        if (self.state, event) not in TRANSITIONS:
            {act}
        self.state = TRANSITIONS[self.state, event]
        self.visited.append(self.state)
        return self.state

    def current(self):
        """returns the current state

        names: current, get_state, status
        must
        """
        return self.state

    def possible(self):
        """returns the sorted list of the events that are possible in the current state

        names: possible, allowed_events
        """
        return sorted(event for state, event in TRANSITIONS if state == self.state)

    def times_in(self, state: State):
        """returns how many times a state was entered, where the start counts once

        names: times_in, count_visits
        """
        return self.visited.count(state)

    def reset(self):
        """goes back to the state {start}, where the list of states that were entered starts anew"""
        self.state = {start!r}
        self.visited = [{start!r}]
'''


def drawn_machine(rng: Random) -> tuple[Kind, dict[str, tuple[str, ...]], str]:
    """A kind, the values of the domains Event and State of its methods, and the table of transitions as source."""
    names, drawn = rng.choice(_WORLDS)
    moves = [(state, event, to) for state, event, to in (t.split() for t in drawn.split(", "))]
    kept = moves[:2] + [m for m in moves[2:] if rng.random() < 0.75]
    start = kept[0][0]
    spoken = ", ".join(f"{event} leads from {state} to {to}" for state, event, to in kept)
    fails, act, gives = rng.choice(_FAILS)
    source = _SOURCE.format(names=names, start=start, spoken=spoken, fails=fails, act=act, gives=gives)
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.ClassDef)
    table = "".join(f"    ({state!r}, {event!r}): {to!r},\n" for state, event, to in kept)
    values = {"Event": tuple(dict.fromkeys(m[1] for m in kept)), "State": tuple(dict.fromkeys(m[2] for m in kept))}
    return kind_of(node, frozenset()), values, f"TRANSITIONS = {{\n{table}}}"
