"""The process in which one guest strand runs: `python -m volt.hard.guest NAME MODULE:CLASS`.

One JSON message a line comes in on stdin, one goes out on what was stdout; whatever the strand prints goes to stderr.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Mapping
from importlib.metadata import EntryPoint
from typing import IO, TYPE_CHECKING, Any, cast

from volt.hard.guests import GROUP
from volt.hard.strand import Budget, Found, Strand
from volt.request import Request

if TYPE_CHECKING:
    from volt.frame import TensorFrame


class Late:
    """A frame that is made when something of it is asked for: most strands only read the text."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    def __getattr__(self, name: str) -> Any:
        return getattr(unpacked(self._data), name)


def main(name: str, value: str) -> None:
    """Serve one strand until stdin ends."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        strand: Strand = EntryPoint(name, value, GROUP).load()()
    except BaseException as error:  # noqa: BLE001  # process boundary: the engine is told, whatever it was
        _say(replies, {"error": _shown(error)})
        return
    _say(replies, {"ready": True})
    for line in sys.stdin.buffer:
        try:
            said = answer(strand, json.loads(line))
        except BaseException as error:  # noqa: BLE001  # process boundary, too
            said = {"error": _shown(error)}
        _say(replies, said)


def answer(strand: Strand, message: Mapping[str, Any]) -> dict[str, Any]:
    """What the strand says to one message."""
    asked = dict(message["request"])
    request = Request(**{**asked, "tests": tuple(asked["tests"])})
    if message["ask"] == "claims":
        return {"claim": strand.claims(cast("TensorFrame", Late(message["frame"])), request)}
    found = strand.run(request, Budget(**message["budget"]))
    if not isinstance(found, Found):
        raise TypeError(f"run() gave a {type(found).__name__}, not a Found")
    return {"text": found.text, "programs": list(found.programs), "steps": [dict(step) for step in found.steps]}


def unpacked(data: Mapping[str, Any]) -> TensorFrame:
    """The frame that `packed` took apart."""
    import numpy as np
    import torch

    from volt.frame import TensorFrame

    values, active, gamma = (
        torch.from_numpy(np.frombuffer(base64.b64decode(part["bytes"]), kind).reshape(part["shape"]).copy())
        for part, kind in ((data["values"], np.float32), (data["active"], np.bool_), (data["gamma"], np.float32))
    )
    return TensorFrame(values, active, gamma)


def _shown(error: BaseException) -> str:
    return f"raised {type(error).__name__}: {error}"


def _say(replies: IO[bytes], message: Mapping[str, Any]) -> None:
    replies.write(json.dumps(message).encode() + b"\n")
    replies.flush()


if __name__ == "__main__":
    main(*sys.argv[1:3])
