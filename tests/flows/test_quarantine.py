"""Rows that name no firm are put aside with their reason, once, and the ledger still adds up."""

from __future__ import annotations

from pathlib import Path

from core.policy import load_policy
from core.settings import settings
from flows.context import Context
from flows.stages.crawl import _Intake
from storage.database import Database
from storage.evidence.store import EvidenceStore
from storage.repositories.ledger import ledger, quarantined
from storage.repositories.runs import start_run
from tests.databases import fresh_sqlite
from tests.storage.made import NOW, SHOW, sighting


def test_unusable_rows_are_put_aside_and_nothing_is_lost(tmp_path: Path) -> None:
    database = Database(fresh_sqlite(tmp_path))
    database.migrate()
    own = settings()
    ctx = Context(
        settings=own, policy=load_policy(own.config_dir), db=database, store=EvidenceStore(tmp_path), clock=lambda: NOW
    )
    with database.writing() as tx:
        run = start_run(tx, "nightly", {}, "k", "system", NOW).id
    names = ["上海示例汽车有限公司", "TBD", "上海甲汽车有限公司/苏州乙电子有限公司", "---"]
    rows = [sighting(name, f"{n}A") for n, name in enumerate(names)] + [sighting("TBD", "9Z", kind="brand")]
    for _ in range(2):  # the second time is the run that goes on after a kill
        intake = _Intake(ctx, SHOW, run)
        intake.held = list(rows)
        intake.store()
    with database.reading() as tx:
        aside = quarantined(tx)
        counted = ledger(tx, run, len(rows))
    assert sorted(row.code for row in aside) == ["two_firms", "unusable_name", "unusable_name"]
    assert all(row.reason.zh and row.reason.en and row.raw for row in aside)
    assert counted.conserved
    assert counted.quarantined == 3
