"""Who holds claims of a run: by this a process that starts anew frees what a killed one left behind."""

from sqlalchemy import and_, select

from storage.database import Transaction
from storage.models import RunFirm


def claimants(tx: Transaction, run: str) -> tuple[str, ...]:
    """Names of the workers that hold firms of this run now."""
    held = and_(RunFirm.run == run, RunFirm.state == "claimed", RunFirm.worker.is_not(None))
    return tuple(w for w in tx.scalars(select(RunFirm.worker).where(held).distinct().order_by(RunFirm.worker)) if w)


def firms_in_stage(tx: Transaction, run: str, stage: str) -> tuple[str, ...]:
    """Every firm that was put into this stage of the run."""
    mine = and_(RunFirm.run == run, RunFirm.stage == stage)
    return tuple(tx.scalars(select(RunFirm.firm).where(mine).order_by(RunFirm.firm)))
