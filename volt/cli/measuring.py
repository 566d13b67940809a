"""`volt bench` and `volt card`: measure, and render what was measured."""

from __future__ import annotations

import typer


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
