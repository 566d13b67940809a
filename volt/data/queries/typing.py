"""How people type: without capitals, without a full stop, with a greeting, with blanks before punctuation."""

from __future__ import annotations

import re
from random import Random

_BEFORE = ("please ", "hi, ", "hello, ", "hey ", "Please ", "Question: ", "ok so ", "Python: ", "one more: ")
_AFTER = (" please", " thanks", " Thank you!", " pls", "?", "!", " (python 3)", " in python", "...")
_SHORT = {
    "please": "plz", "you": "u", "your": "ur", "are": "r", "what": "wat", "because": "cuz", "with": "w/", "why": "y",
    "to": "2", "thanks": "thx", "something": "smth", "function": "func", "want": "wanna", "about": "abt",
    "python": "py", "without": "w/o", "and": "n", "for": "4", "going to": "gonna", "know": "kno", "the": "da",
}  # fmt: skip
_LONG = re.compile(rf"\b(?:{'|'.join(_SHORT)})\b", re.IGNORECASE)


def typed(rng: Random, text: str, *, prose: bool) -> str:
    """The text with slips of the keyboard; `prose` when there is no code in it that case or blanks would change."""
    luck = rng.random()
    if not prose:
        return text if luck < 0.85 else f"{rng.choice(_BEFORE)}{text}" if luck < 0.9 else f"{text}\n"
    if luck < 0.3:
        text = text.lower()
    if rng.random() < 0.3:
        text = text.rstrip(".?! ")
    if rng.random() < 0.1:
        text = re.sub(r"(?<=\w)([,.?!])(?= |$)", r" \1", text)
    if rng.random() < 0.08:
        text = rng.choice(_BEFORE) + text
    if rng.random() < 0.08:
        text = text.rstrip(".?! ") + rng.choice(_AFTER)
    if rng.random() < 0.08:
        text = _slip(rng, text)
    return text


def hurried(rng: Random, text: str) -> str:
    """The text as it comes from a telephone, now and then: without apostrophes, short for long, with more slips."""
    if rng.random() < 0.1:
        text = text.replace("'", "")
    if rng.random() < 0.08:
        text = _LONG.sub(lambda match: _SHORT[match[0].lower()], text)
    for _ in range(rng.choice((0, 0, 0, 0, 0, 0, 0, 1, 2, 3))):
        text = _slip(rng, text)
    return text


def _slip(rng: Random, text: str) -> str:
    """Two letters of a word changed over, or one lost."""
    places = [m.start() for m in re.finditer(r"[a-z](?=[a-z]{3})", text)]
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + (text[at + 1] + text[at] + text[at + 2 :] if rng.random() < 0.5 else text[at + 1 :])
