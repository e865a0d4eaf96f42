"""A run as its page shows it: how far each stage has come, and where every row went that is not a firm to work on."""

from __future__ import annotations

from collections import Counter

from core.records import Frozen, Reason
from flows.chain import ENRICH, RunReport
from flows.telling import SoFar
from review.desk import Desk
from review.runs_launch import silent
from storage.database import Transaction
from storage.repositories.ledger import quarantined
from storage.repositories.runs import failures, progress
from storage.repositories.sources import crawls_of_run
from storage.views import Crawl, Progress, Run, RunState

STAGES = ("crawl", "enrich", "screen", "load")


class Step(Frozen):
    """One stage of a run on its page."""

    name: str
    state: str
    """waiting, going, done or off (a stage that the run never reached)."""
    done: int = 0
    total: int | None = None
    failed: int = 0

    @property
    def share(self) -> float:
        """Of the stage, 0..1; of a stage of unknown size that goes on, a little."""
        if self.state == "done":
            return 1.0
        if self.state != "going":
            return 0.0
        return min(1.0, self.done / self.total) if self.total else 0.15


class Loss(Frozen):
    """Rows or firms that did not come through, and why; or a warning about what did."""

    what: str
    """A key of words."""
    subject: str
    why: Reason
    n: int | None = None


def report_of(run: Run) -> RunReport | None:
    """The report of a run that the chain ended; None where it goes on, or ended without one."""
    told = run.report or {}
    return RunReport.model_validate(told) if run.ended_at is not None and "ledger" in told else None


def so_far(run: Run) -> SoFar:
    """What a run told of itself that goes on, or ended without a report."""
    told = {name: value for name, value in (run.report or {}).items() if name in SoFar.model_fields}
    return SoFar.model_validate(told) if "ledger" not in (run.report or {}) else SoFar()


def steps(tx: Transaction, desk: Desk, run: Run) -> tuple[Step, ...]:
    """Every stage, from what the run told and from the firms' own progress, which a killed run leaves behind too."""
    told = {("crawl" if s.name.startswith("crawl") else s.name): s for s in so_far(run).stages}
    firms = {p.stage: p for p in progress(tx, run.id)}
    crawls = crawls_of_run(tx, run.id)
    rows = sum(crawl.rows for crawl in crawls)
    found = []
    over = run.ended_at is not None
    for name in STAGES:
        stage = told.get(name)
        done, total = (stage.done, stage.total) if stage else (0, None)
        if name == "crawl":
            done = max(done, rows)
        if name == "enrich" and ENRICH in firms:
            done, total = firms[ENRICH].done + firms[ENRICH].failed, firms[ENRICH].total
        found.append(Step(name=name, state="waiting", done=done, total=total, failed=_failed(firms.get(name))))
    return _with_states(found, report_of(run), over or silent(desk, run), run)


def _failed(stage: Progress | None) -> int:
    return stage.failed if stage else 0


def _with_states(found: list[Step], report: RunReport | None, over: bool, run: Run) -> tuple[Step, ...]:
    if report is not None and run.state is RunState.done:
        counts = {"enrich": report.enriched, "screen": report.firms, "load": report.firms}
        return tuple(
            step.model_copy(update={"state": "done", "done": max(step.done, counts.get(step.name, 0))})
            for step in found
        )
    last = max((n for n, step in enumerate(found) if step.done or step.total is not None), default=0)
    states = ["done" if n < last else "going" if n == last else "waiting" for n in range(len(found))]
    if over:
        states = ["off" if state in ("going", "waiting") else state for state in states]
    return tuple(step.model_copy(update={"state": state}) for step, state in zip(found, states, strict=True))


def losses(tx: Transaction, run: Run) -> tuple[Loss, ...]:
    """The reason for each loss: lists that failed, gaps, refusals, rows put aside, firms that failed, stopped sources."""
    report = report_of(run)
    found = [loss for crawl in crawls_of_run(tx, run.id) for loss in _of_crawl(tx, crawl)]
    if report is not None:
        found += [Loss(what="loss.list", subject=c.title, why=_plain(c.failure)) for c in report.lists if c.failure]
        warned = {(loss.subject, loss.why.en) for loss in found}
        found += [
            Loss(what="loss.warning", subject=c.key, why=_plain(w))
            for c in report.lists
            for w in c.warnings
            if (c.key, w) not in warned
        ]
        found += [Loss(what="loss.source", subject=s, why=_plain(w)) for s, w in report.stopped_sources.items()]
        if not report.ledger.conserved:
            zh, en = "读入与去向不符，请查看日志", "rows in and rows out differ; see the log"
            found.append(Loss(what="loss.rows", subject=run.key, why=Reason(zh=zh, en=en)))
    why = so_far(run).why
    if why:
        found.append(Loss(what="loss.run", subject=run.key, why=_plain(why)))
    found += [Loss(what="loss.firm", subject=firm, why=_plain(f"{s}: {w}")) for s, firm, w in failures(tx, run.id)]
    return tuple(found)


def _of_crawl(tx: Transaction, crawl: Crawl) -> list[Loss]:
    found = []
    report = crawl.report
    if report is not None:
        told = [("loss.error", e) for e in report.errors] + [("loss.warning", w) for w in report.warnings]
        told += [("loss.gap", gap) for gap in report.proof.gaps[:20]]
        found += [Loss(what=what, subject=crawl.source, why=_plain(why)) for what, why in dict.fromkeys(told)]
        if report.proof.duplicate_rows:
            reason = Reason(zh="名录中重复出现的行", en="rows that the list shows more than once")
            found.append(Loss(what="loss.repeat", subject=crawl.source, why=reason, n=report.proof.duplicate_rows))
    aside = quarantined(tx, crawl.id)
    counted = Counter((row.code, row.reason) for row in aside)
    for (code, reason), n in counted.most_common():
        found.append(Loss(what="loss.aside", subject=f"{crawl.source} {code}", why=reason, n=n))
    return found


def _plain(text: str | None) -> Reason:
    return Reason(zh=text or "–", en=text or "–")
