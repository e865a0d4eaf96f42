"""Runs, the progress of each firm in them, and claims of chunks: what makes a killed run go on where it was."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from pydantic import JsonValue
from sqlalchemy import and_, func, or_, select, update

from core.errors import BadInput
from core.identity import made_id
from storage.database import Transaction
from storage.models import RunFirm, RunRow
from storage.upsert import insert_new
from storage.views import Progress, Run, RunState

MAX_ATTEMPTS = 3
"""A firm whose worker died this often is failed: it may be what kills the worker."""


def start_run(
    tx: Transaction, kind: str, params: Mapping[str, JsonValue], key: str, by: str, at: datetime | None = None
) -> Run:
    """Start a run, or join the one with this key that goes on or was killed: then `joined` is True.

    `key` says what the run works on, for example "targeted:https://…"; two people starting the same get one run.
    """
    started = at or datetime.now(UTC)
    row = {
        "id": made_id("r", kind, key, started.isoformat()),
        "kind": kind,
        "key": key,
        "params": dict(params),
        "state": RunState.running.value,
        "by": by,
        "started_at": started,
        "heartbeat_at": started,
    }
    new = insert_new(tx, RunRow, [row])
    found = tx.execute(select(RunRow.__table__).where(RunRow.key == key, RunRow.ended_at.is_(None))).one()
    return Run.model_validate(found._asdict() | {"joined": not new})


def run_of(tx: Transaction, run: str) -> Run:
    """The run with this id; BadInput where there is none."""
    row = tx.execute(select(RunRow.__table__).where(RunRow.id == run)).one_or_none()
    if row is None:
        raise BadInput(f"no run {run!r}")
    return Run.model_validate(row._asdict())


PREVIEW = "preview"
"""The kind of run that only looks at a list; it stores no row, and no log of the pipeline's runs shows it."""


def recent_runs(tx: Transaction, limit: int = 20) -> tuple[Run, ...]:
    """The last runs of the pipeline, newest first."""
    table = RunRow.__table__
    statement = select(table).where(table.c.kind != PREVIEW)
    found = tx.execute(statement.order_by(table.c.started_at.desc(), table.c.id).limit(limit))
    return tuple(Run.model_validate(row._asdict()) for row in found)


def going_runs(tx: Transaction, kind: str | None = None) -> tuple[Run, ...]:
    """Runs that have not ended, of one kind if asked: they go on, or were killed. The oldest first."""
    table = RunRow.__table__
    statement = select(table).where(table.c.ended_at.is_(None))
    if kind is not None:
        statement = statement.where(table.c.kind == kind)
    found = tx.execute(statement.order_by(table.c.started_at, table.c.id))
    return tuple(Run.model_validate(row._asdict()) for row in found)


def note_progress(tx: Transaction, run: str, so_far: Mapping[str, JsonValue], at: datetime | None = None) -> bool:
    """A sign of life with what was done so far, kept as the report of a run that goes on.

    False when somebody has asked the run to stop, or it has ended.
    """
    values = {"report": dict(so_far), "heartbeat_at": at or datetime.now(UTC)}
    tx.execute(update(RunRow).where(RunRow.id == run, RunRow.ended_at.is_(None)).values(**values))
    return tx.scalar(select(RunRow.state).where(RunRow.id == run)) == RunState.running.value


def heartbeat(tx: Transaction, run: str, at: datetime | None = None) -> bool:
    """A sign of life; False when somebody has asked the run to stop."""
    tx.execute(update(RunRow).where(RunRow.id == run).values(heartbeat_at=at or datetime.now(UTC)))
    return tx.scalar(select(RunRow.state).where(RunRow.id == run)) == RunState.running.value


def request_stop(tx: Transaction, run: str) -> None:
    """Ask a run to stop after the chunks that are being worked on."""
    going = and_(RunRow.id == run, RunRow.ended_at.is_(None))
    tx.execute(update(RunRow).where(going).values(state=RunState.stopping.value))


def resume_run(tx: Transaction, run: str, at: datetime | None = None) -> Run:
    """Let a stopped or failed run go on: its firms that are not done wait again."""
    again = {"state": RunState.running.value, "ended_at": None, "heartbeat_at": at or datetime.now(UTC)}
    tx.execute(update(RunRow).where(RunRow.id == run).values(**again))
    unfinished = and_(RunFirm.run == run, RunFirm.state != "done")
    tx.execute(update(RunFirm).where(unfinished).values(state="waiting", lease_until=None, attempts=0))
    return run_of(tx, run)


def end_run(
    tx: Transaction,
    run: str,
    state: RunState,
    report: Mapping[str, JsonValue] | None = None,
    at: datetime | None = None,
) -> None:
    """The run is over; the same key may be started anew."""
    values = {"state": state.value, "ended_at": at or datetime.now(UTC), "report": dict(report or {})}
    tx.execute(update(RunRow).where(RunRow.id == run).values(**values))


def plan_stage(tx: Transaction, run: str, stage: str, firms: Iterable[str]) -> int:
    """Put firms into a stage; those that are in it already keep their state. How many were new."""
    return insert_new(
        tx, RunFirm, [{"run": run, "stage": stage, "firm": firm, "state": "waiting", "attempts": 0} for firm in firms]
    )


def claim_chunk(
    tx: Transaction,
    run: str,
    stage: str,
    worker: str,
    size: int,
    lease: timedelta = timedelta(minutes=15),
    at: datetime | None = None,
) -> tuple[str, ...]:
    """Firms that this worker shall do now, at most `size`; empty when none waits.

    A claim ends with `finish_firm`, or by itself after `lease`: a worker that dies costs at most its chunk.
    Two workers never get the same firm.
    """
    now = at or datetime.now(UTC)
    free = or_(RunFirm.state == "waiting", and_(RunFirm.state == "claimed", RunFirm.lease_until < now))
    mine = and_(RunFirm.run == run, RunFirm.stage == stage)
    tired = and_(mine, RunFirm.state == "claimed", RunFirm.lease_until < now, RunFirm.attempts >= MAX_ATTEMPTS)
    given_up = {"state": "failed", "note": f"the worker died {MAX_ATTEMPTS} times while it had this firm"}
    tx.execute(update(RunFirm).where(tired).values(**given_up))
    chosen = tx.scalars(
        select(RunFirm.firm).where(mine, free).order_by(RunFirm.firm).limit(size).with_for_update(skip_locked=True)
    ).all()
    claimed = {
        "state": "claimed",
        "worker": worker,
        "lease_until": now + lease,
        "attempts": RunFirm.attempts + 1,
    }
    tx.execute(update(RunFirm).where(mine, RunFirm.firm.in_(chosen)).values(claimed))
    return tuple(chosen)


def finish_firm(
    tx: Transaction, run: str, stage: str, firm: str, note: str | None = None, *, failed: bool = False
) -> None:
    """The firm's work in this stage is written: call it in the same transaction as the results."""
    finish_firms(tx, run, stage, [firm], note, failed=failed)


def finish_firms(
    tx: Transaction, run: str, stage: str, firms: Sequence[str], note: str | None = None, *, failed: bool = False
) -> None:
    """The same for several firms."""
    mine = and_(RunFirm.run == run, RunFirm.stage == stage, RunFirm.firm.in_(firms))
    tx.execute(update(RunFirm).where(mine).values(state="failed" if failed else "done", lease_until=None, note=note))


def release_worker(tx: Transaction, run: str, worker: str) -> None:
    """Give back what a worker has claimed and not finished."""
    held = and_(RunFirm.run == run, RunFirm.worker == worker, RunFirm.state == "claimed")
    tx.execute(update(RunFirm).where(held).values(state="waiting", lease_until=None))


def reclaim(tx: Transaction, run: str) -> None:
    """Give back every claim of the run at once: for a run that is taken up again after its process was killed.

    Only where no other worker is at it; else the leases give the firms back by themselves.
    """
    held = and_(RunFirm.run == run, RunFirm.state == "claimed")
    tx.execute(update(RunFirm).where(held).values(state="waiting", lease_until=None))


def progress(tx: Transaction, run: str) -> tuple[Progress, ...]:
    """Counts of each stage of the run."""
    found: dict[str, dict[str, int]] = {}
    grouped = select(RunFirm.stage, RunFirm.state, func.count()).where(RunFirm.run == run)
    for stage, state, n in tx.execute(grouped.group_by(RunFirm.stage, RunFirm.state).order_by(RunFirm.stage)):
        found.setdefault(stage, {})[state] = n
    return tuple(Progress.model_validate({"stage": stage} | states) for stage, states in found.items())


def failures(tx: Transaction, run: str, limit: int = 200) -> tuple[tuple[str, str, str], ...]:
    """(stage, firm, reason) of the firms that failed in this run."""
    found = tx.execute(
        select(RunFirm.stage, RunFirm.firm, RunFirm.note)
        .where(RunFirm.run == run, RunFirm.state == "failed")
        .order_by(RunFirm.stage, RunFirm.firm)
        .limit(limit)
    )
    return tuple((stage, firm, note or "") for stage, firm, note in found)
