"""What the commands about numbers share: options, the base with policy and calendar, the month that is meant."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from core.policy import Policy, load_policy
from core.settings import settings
from reports.calendar import WorkCalendar, load_calendar
from reports.period import Period, local_day, month_of, read_period
from storage.database import Database, open_database

Month = Annotated[str | None, typer.Option("--month", help="like 2026-03; empty = this month")]
AsJson = Annotated[bool, typer.Option("--json", help="print JSON")]
By = Annotated[str, typer.Option("--by", help="who does it; empty = the account of this computer")]


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def frame() -> tuple[Database, Policy, WorkCalendar]:
    """The base, the policy and the work calendar of this installation."""
    return (
        open_database(settings().database),
        load_policy(settings().config_dir),
        load_calendar(settings().config_dir),
    )


def month_named(key: str | None) -> Period:
    """The month that a person names, or this one."""
    zone = settings().timezone
    return read_period("month", key, zone) if key else month_of(local_day(now(), zone), zone)
