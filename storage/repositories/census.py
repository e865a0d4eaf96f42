"""Everybody in the base, merged rows included: for comparing the whole base with a truth or an earlier state."""

from sqlalchemy import select

from storage.database import Transaction
from storage.models import FirmRow


def every_firm_id(tx: Transaction) -> tuple[str, ...]:
    """Ids of all firms, also of those that another one speaks for."""
    return tuple(tx.scalars(select(FirmRow.id).order_by(FirmRow.id)))
