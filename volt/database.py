"""What every SQLite file of ours needs: whole transactions, and errors in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Everything inside is written, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
        db.execute("COMMIT")
    finally:
        # Still inside means that something failed, or the caller left early without changing anything.
        if db.in_transaction:
            db.execute("ROLLBACK")


@contextmanager
def explained(meaning: Callable[[sqlite3.Error], Exception]) -> Iterator[None]:
    """Errors of SQLite become what they mean."""
    try:
        yield
    except sqlite3.Error as error:
        raise meaning(error) from error
