"""A line made of the function's name by rule: what the learned writer has to be better than.

is_valid -> "Return whether it is valid."    get_user_name -> "Return the user name."    parse_date -> "Parse the date."
"""

from __future__ import annotations

from volt.words import pieces

_WHETHER = ("is", "has", "can", "should", "was", "are", "does", "supports", "needs")
_RETURN = ("get", "fetch", "find", "lookup")
_VERB_NAMES = (
    "add append apply assert assign attach bind build calculate call cancel change check clean clear close "
    "collect compare compile complete compute configure connect convert copy count create decode decorate define "
    "delete describe detect determine disable discard display divide download draw drop dump emit enable encode "
    "ensure evaluate execute expand export extend extract fill filter finalize fit flatten flush format generate "
    "group handle hash import increment init initialize insert inspect install invoke iterate join list load lock "
    "log make map mark match merge move normalize notify open order pack pad parse patch plot pop prepare print "
    "process propagate prune publish pull push put quote raise read receive record reduce refresh register "
    "release reload remove rename render repair replace report request require reset resize resolve restore "
    "resume retrieve return reverse rotate round run sample save scale scan schedule score search select send "
    "serialize set setup show shuffle shutdown simplify skip sleep slice solve sort split start stop store strip "
    "submit subtract sum swap switch sync tokenize trace train transform translate traverse trim truncate unpack "
    "update upload use validate verify visit wait walk warn wrap write"
)
_VERBS = frozenset(_VERB_NAMES.split())


def of_name(name: str) -> str:
    """The words of a name, without its class, as a sentence: the plainest line there is."""
    said = " ".join(pieces(name.split(".")[-1])) or "function"
    return said[:1].upper() + said[1:] + "."


def line(name: str) -> str:
    """A sentence by rule from the name."""
    words = pieces(name.split(".")[-1])
    if not words:
        return of_name(name)
    first, rest = words[0], " ".join(words[1:])
    if first in _WHETHER and rest:
        said = f"return whether it {first} {rest}" if first in ("is", "has") else f"return whether {rest}"
    elif first in _RETURN and rest:
        said = f"return the {rest}"
    elif first in ("to", "as") and rest:
        said = f"convert to {rest}"
    elif first in ("from",) and rest:
        said = f"create from {rest}"
    elif first in _VERBS:
        said = f"{first} the {rest}" if rest else first
    else:
        said = f"return the {' '.join(words)}"
    return said[:1].upper() + said[1:] + "."
