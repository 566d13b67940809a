"""Ways of finding programs."""

from __future__ import annotations

from volt.request import Source

_VERSIONS = {Source.MEMORY: 1, Source.DECODED: 1, Source.RECALLED: 1, Source.SEARCHED: 1, Source.REPAIRED: 1}
"""Raise the number of a way when it comes to find other programs: what γ was fitted to before is stale then."""


def versions() -> dict[str, int]:
    """Every way of finding programs that γ knows of, with the version of its code; others have no weight in it."""
    return {str(source): version for source, version in _VERSIONS.items()}
