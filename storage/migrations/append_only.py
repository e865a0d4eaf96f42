"""Triggers that make the database itself refuse to edit or delete what was once stated.

Revision 0004 installs them as they stand here; a change needs a revision of its own.
"""

from collections.abc import Iterator
from typing import NamedTuple


class Guard(NamedTuple):
    """What may still change in a table: `moving` columns at any time, `personal` ones once, together with `erased_at`."""

    frozen: str
    personal: str = ""


GUARDS: dict[str, Guard] = {
    "sighting": Guard("id source firm kind url page row booth country first_seen_at first_crawl", "name website rest"),
    "capture": Guard("id sha256 url final_url fetched_at access http_status content_type warc"),
    "fact": Guard("firm id field source capture extractor confidence found_at", "value quote"),
    "activity": Guard("firm id kind title happened_on precision number quote source capture found_at"),
    "contact": Guard("firm id role email_kind source capture found_at", "name title phone email quote"),
    "search": Guard("firm id kind where query pages_seen coverage blind_spots hits source access at"),
    "verdict": Guard("firm id status grade findings missing policy inputs at"),
    "decision": Guard("id firm kind status undoes first by at", "reason note"),
    "verification": Guard("firm fact by at"),
    "merge": Guard("id kept merged why evidence undoes by at"),
    "audit": Guard("id at actor action subject detail"),
    "erasure": Guard("id hash kind rows why by at"),
    "policy_activation": Guard("id version yaml author by why at"),
    "list_version": Guard("id list version yaml by at"),
    "export": Guard("id target filters firms contacts sha256 by at"),
}

_UNERASED = {
    "sqlite": "NEW.erased_at IS NULL OR NEW.erased_at IS OLD.erased_at",
    "postgresql": "NEW.erased_at IS NULL OR NEW.erased_at IS NOT DISTINCT FROM OLD.erased_at",
}
"""Words of a row may only go together with the note that, and when, they were erased."""


def statements(dialect: str) -> Iterator[str]:
    """The DDL of all triggers for "sqlite" or "postgresql"."""
    if dialect == "postgresql":
        yield (
            "CREATE FUNCTION showfloor_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION '% is append-only: write a new row', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
        )
    for table, guard in GUARDS.items():
        yield _trigger(dialect, table, "edit", f"UPDATE OF {_columns(guard.frozen)}")
        if guard.personal:
            yield _trigger(
                dialect, table, "erase", f"UPDATE OF {_columns(guard.personal + ' erased_at')}", _UNERASED[dialect]
            )
        yield _trigger(dialect, table, "delete", "DELETE")
        if dialect == "postgresql":
            yield (
                f'CREATE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}" '
                "FOR EACH STATEMENT EXECUTE FUNCTION showfloor_refuse()"
            )


def _columns(names: str) -> str:
    return ", ".join(f'"{name}"' for name in names.split())


def _trigger(dialect: str, table: str, what: str, happening: str, when: str | None = None) -> str:
    head = f'CREATE TRIGGER "{table}_no_{what}" BEFORE {happening} ON "{table}" FOR EACH ROW'
    condition = f" WHEN ({when})" if when else ""
    if dialect == "postgresql":
        return f"{head}{condition} EXECUTE FUNCTION showfloor_refuse()"
    return f"{head}{condition} BEGIN SELECT RAISE(ABORT, '{table} is append-only: write a new row'); END"
