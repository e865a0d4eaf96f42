"""Firms by their very name: what of a new list the base knows already, before anything of it is stored."""

from collections.abc import Sequence

from sqlalchemy import select

from storage.database import Transaction
from storage.models import Alias, FirmRow

_BATCH = 400


def firms_named(tx: Transaction, names: Sequence[str]) -> dict[str, str]:
    """The firm of each name under which one was listed, or which was learned as its alias, word for word.

    Names of nobody are left out; a merged firm stands as the one it was merged into.
    """
    table = FirmRow.__table__
    found: dict[str, str] = {}
    wanted = list(dict.fromkeys(names))
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        aliases = select(Alias.name, Alias.firm).where(Alias.name.in_(batch)).order_by(Alias.firm)
        listed = select(table.c.name, table.c.id, table.c.merged_into).where(table.c.name.in_(batch))
        found |= dict(tx.execute(aliases).tuples().all())
        found |= {name: into or firm for name, firm, into in tx.execute(listed.order_by(table.c.id))}
    return found
