"""Appeals: whoever doubts a void says why, a second person settles it."""

from __future__ import annotations

from core.records import Capture
from core.words import Status
from review.desk import Desk
from review.words import Refusal
from storage.database import Transaction
from storage.repositories.decisions import file_appeal, settle_appeal
from storage.repositories.evidence import save_captures


def appeal(tx: Transaction, firm: str, reason: str, capture: Capture | None, by: str) -> str:
    """File an appeal against a void; its id."""
    if not reason.strip():
        raise Refusal("decide.why")
    if capture is not None:
        save_captures(tx, [capture], firm)
    return file_appeal(tx, firm, reason.strip()[:1000], [capture.id] if capture else [], by)


def settle(tx: Transaction, desk: Desk, appeal: str, status: Status, reason: str, by: str) -> int:
    """Settle an appeal that somebody else filed, about a decision that somebody else made. The firm's new version."""
    if not reason.strip():
        raise Refusal("decide.why")
    desk.memory.drop("waiting")
    return settle_appeal(tx, appeal, status, reason.strip()[:500], by)
