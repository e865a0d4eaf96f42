"""Policies that once held, by version: replay recomputes a verdict under the policy that gave it."""

from sqlalchemy import select

from storage.database import Transaction
from storage.models import PolicyActivation


def policy_text(tx: Transaction, version: str) -> str | None:
    """The YAML of a policy version as it was activated last, or None where it never was."""
    table = PolicyActivation.__table__
    found = select(table.c.yaml).where(table.c.version == version).order_by(table.c.at.desc()).limit(1)
    text: str | None = tx.scalar(found)
    return text
