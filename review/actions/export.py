"""Take out exactly what a filter shows, as a file; who took what out is logged."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from core.records import Frozen
from core.words import Status
from exports.leaving import take_out
from review.desk import Desk
from review.narrowing import Narrowing
from review.words import Refusal
from storage.views import Export

Kind = Literal["xlsx", "csv"]
LEAVING = (Status.qualified, Status.review, Status.incomplete)
"""Voids never leave (R-084)."""


class Taken(Frozen):
    """A file that was made, and its line in the log."""

    path: Path
    name: str
    export: Export


def export(desk: Desk, by: str, kind: Kind, chosen: Narrowing, statuses: Sequence[Status]) -> Taken:
    """Write the file; whoever sends it deletes it. Refusal for voids, or where no status is chosen."""
    if chosen.status == Status.void or Status.void in statuses:
        raise Refusal("export.void")
    if not chosen.status and not statuses:
        raise Refusal("export.no_status")
    now = desk.clock()
    path = desk.settings.home / "exports" / f"{secrets.token_hex(8)}.{kind}"
    made = take_out(desk.db, kind, chosen.filter(desk), path, by, now, statuses)
    return Taken(path=path, name=f"showfloor-{desk.today.isoformat()}.{kind}", export=made)
