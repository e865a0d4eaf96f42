"""What people configure and take out, with every earlier version: policies, list files, pins, exports, CRM links."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, func, select

from core.errors import Conflict
from core.identity import made_id
from storage.database import Transaction
from storage.models import CrmLink, ExportRow, ListVersion, NamedAccount, PolicyActivation
from storage.repositories.audit import note
from storage.upsert import insert_new, upsert
from storage.views import Export, ListFile, Policy


def activate_policy(tx: Transaction, policy: Policy) -> None:
    """From now on this policy holds; who did it and why is kept."""
    row = policy.model_dump() | {"id": made_id("y", policy.version, policy.by, policy.at.isoformat())}
    insert_new(tx, PolicyActivation, [row])
    note(tx, policy.by, "activate_policy", policy.version, {"author": policy.author}, policy.at)


def active_policy(tx: Transaction, as_of: datetime | None = None) -> Policy | None:
    """The policy that held at a moment (empty = now), or None where none was ever activated."""
    table = PolicyActivation.__table__
    statement = select(*(table.c[name] for name in Policy.model_fields)).order_by(table.c.at.desc(), table.c.id)
    if as_of is not None:
        statement = statement.where(table.c.at <= as_of)
    row = tx.execute(statement.limit(1)).one_or_none()
    return None if row is None else Policy.model_validate(row._asdict())


def save_list_file(
    tx: Transaction, key: str, yaml: str, by: str, seen_version: int | None, at: datetime | None = None
) -> int:
    """Keep a list's YAML as its next version; the number. Conflict where somebody saved another one since `seen_version`.

    `seen_version` None means that nothing was in view, for example at the first start.
    """
    when = at or datetime.now(UTC)
    last = tx.scalar(select(func.max(ListVersion.version)).where(ListVersion.list == key)) or 0
    if seen_version is not None and seen_version != last:
        raise Conflict(f"list {key} has version {last} by now, you edited version {seen_version}; reload the page")
    row = {"id": made_id("l", key, last + 1), "list": key, "version": last + 1, "yaml": yaml, "by": by, "at": when}
    if not insert_new(tx, ListVersion, [row]):
        raise Conflict(f"list {key} was saved by somebody else at the same moment; reload the page")
    note(tx, by, "save_list", key, {"version": last + 1}, when)
    return last + 1


def list_files(tx: Transaction, key: str) -> tuple[ListFile, ...]:
    """Every kept version of a list's YAML, newest first."""
    table = ListVersion.__table__
    columns = [table.c[name] for name in ListFile.model_fields]
    rows = tx.execute(select(*columns).where(table.c.list == key).order_by(table.c.version.desc()))
    return tuple(ListFile.model_validate(row._asdict()) for row in rows)


def pin_account(tx: Transaction, firm: str, why: str, by: str, at: datetime | None = None) -> None:
    """Make a firm a named account."""
    when = at or datetime.now(UTC)
    insert_new(tx, NamedAccount, [{"firm": firm, "why": why, "by": by, "at": when}])
    note(tx, by, "pin", firm, {"why": why}, when)


def unpin_account(tx: Transaction, firm: str, by: str) -> None:
    """The firm is a named account no more."""
    tx.execute(delete(NamedAccount).where(NamedAccount.firm == firm))
    note(tx, by, "unpin", firm)


def named_accounts(tx: Transaction) -> tuple[str, ...]:
    """Ids of all named accounts."""
    return tuple(tx.scalars(select(NamedAccount.firm).order_by(NamedAccount.firm)))


def log_export(tx: Transaction, export: Export) -> None:
    """Who took what out, when."""
    insert_new(tx, ExportRow, [export.model_dump()])
    note(tx, export.by, "export", export.id, {"target": export.target, "firms": export.firms}, export.at)


def exports(tx: Transaction, limit: int = 100) -> tuple[Export, ...]:
    """The last exports, newest first."""
    table = ExportRow.__table__
    rows = tx.execute(select(table).order_by(table.c.at.desc(), table.c.id).limit(limit))
    return tuple(Export.model_validate(row._asdict()) for row in rows)


def crm_links(tx: Transaction, system: str, subjects: Sequence[str]) -> dict[str, tuple[str, str]]:
    """(id over there, SHA-256 of what was last sent) of those subjects that the other system knows."""
    rows = tx.execute(
        select(CrmLink.subject, CrmLink.external, CrmLink.sent).where(
            CrmLink.system == system, CrmLink.subject.in_(subjects)
        )
    )
    return {subject: (external, sent) for subject, external, sent in rows}


def save_crm_links(
    tx: Transaction, system: str, links: Mapping[str, tuple[str, str]], at: datetime | None = None
) -> None:
    """Remember ids over there and the SHA-256 of what was sent, so that the same is not sent again."""
    when = at or datetime.now(UTC)
    rows = [
        {"system": system, "subject": subject, "external": external, "sent": sent, "at": when}
        for subject, (external, sent) in links.items()
    ]
    upsert(tx, CrmLink, rows, ("external", "sent", "at"))
