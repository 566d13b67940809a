"""One thread for a while: for work of a few milliseconds, and for rates that others can compare."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """torch computes on one thread inside, and on as many as before behind it."""
    import torch  # takes seconds, and not everything that may come here needs it

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
