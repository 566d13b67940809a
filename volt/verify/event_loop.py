"""An event loop for a place without sockets: asyncio as programs know it, but for the network and for pipes.

The loops of the standard library wake themselves through a pair of sockets, which the sandbox forbids. This one waits
with `time.sleep` where it is alone, and on an event where other threads may wake it. Loaded inside the sandbox:
standard library only.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import threading
import time
import types
from collections.abc import Sequence
from typing import Any


def install() -> None:
    """Have `import asyncio` use this loop; nothing is imported before a program does it."""
    sys.meta_path.insert(0, _Finder())


class _Finder(importlib.abc.MetaPathFinder):
    def find_spec(
        self, name: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != "asyncio":
            return None
        sys.meta_path.remove(self)
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def exec_module(module: types.ModuleType) -> None:
                load(module)
                module.set_event_loop_policy(_policy(module))

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


class _Waiting:
    """What a loop has in place of a selector."""

    def __init__(self) -> None:
        self.woken = threading.Event()

    def select(self, timeout: float | None) -> tuple[()]:
        """Wait so long, or until woken. RuntimeError when nothing could ever wake it."""
        if threading.active_count() > 1:
            self.woken.wait(timeout)
        elif timeout is None:
            raise RuntimeError("every task waits for something that never comes")
        elif timeout > 0:
            time.sleep(timeout)
        self.woken.clear()
        return ()


def _policy(asyncio: Any) -> Any:
    class Loop(asyncio.BaseEventLoop):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self._selector = _Waiting()

        def _process_events(self, events: object) -> None:
            """Nothing comes from outside."""

        def _write_to_self(self) -> None:
            self._selector.woken.set()

    class Policy(asyncio.DefaultEventLoopPolicy):  # type: ignore[misc]
        _loop_factory = Loop

    return Policy()
