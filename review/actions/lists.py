"""Change what is configured: save a list's YAML, go back to an earlier version, run a list."""

from __future__ import annotations

from review.actions.runs import start_list
from review.desk import Desk
from review.lists_files import one_list, write_list
from review.words import Refusal
from storage.database import Transaction
from storage.repositories.configured import list_files
from storage.views import Run


def save(tx: Transaction, desk: Desk, by: str, key: str, text: str, seen: str) -> int:
    """Make this text the list's YAML; BadInput names the line of a mistake, Conflict who was quicker."""
    one_list(desk, key)
    return write_list(tx, desk, key, text, by, seen)


def restore(tx: Transaction, desk: Desk, by: str, key: str, version: int, seen: str) -> int:
    """Make an earlier version hold again, as a new version on top; nothing is thrown away."""
    old = next((file for file in list_files(tx, key) if file.version == version), None)
    if old is None:
        raise Refusal("lists.no_version", version=version)
    return write_list(tx, desk, key, old.yaml, by, seen)


def run(tx: Transaction, desk: Desk, by: str, key: str, force: bool = False) -> Run:
    """The run of a configured list. Launch it unless it was joined."""
    found = one_list(desk, key)
    if found.config is None:
        raise Refusal("lists.broken", why=found.error)
    return start_list(tx, desk, by, key, found.config, force)
