"""A person searched for products or patents: negative evidence counts only with a record of where and how."""

from __future__ import annotations

from core.identity import search_id
from core.records import Capture, Frozen, Search, Verdict
from review.actions.correcting import source_of
from review.actions.judging import judge_again
from review.desk import Desk
from review.words import Refusal
from storage.database import Transaction
from storage.repositories.audit import note
from storage.repositories.decisions import claim_firm
from storage.repositories.evidence import save_captures, save_searches
from storage.repositories.sources import save_sources

KINDS = ("patent", "product")


class Looked(Frozen):
    """What was searched, where, with which words, and how much was found."""

    kind: str
    where: str
    query: str
    hits: int
    url: str = ""


def record_search(
    tx: Transaction, desk: Desk, firm: str, version: int | None, by: str, looked: Looked, capture: Capture | None
) -> Verdict:
    """Write the search with the page of its result, and judge the firm anew. Without that page it proves nothing."""
    if looked.kind not in KINDS:
        raise Refusal("search.kind", kind=looked.kind[:20])
    if capture is None:
        raise Refusal("search.page")
    source = source_of(desk, by, looked.where, looked.url)
    now = desk.clock()
    claim_firm(tx, firm, version)
    save_sources(tx, [source])
    save_captures(tx, [capture], firm)
    search = Search(
        id=search_id(firm, looked.kind, looked.where, looked.query, now),
        firm=firm,
        kind=looked.kind,
        where=looked.where[:200],
        query=looked.query[:300],
        pages_seen=1,
        coverage=1.0,
        hits=looked.hits,
        source=source.key,
        at=now,
    )
    save_searches(tx, [search])
    note(tx, by, "record_search", firm, {"search": search.id}, now)
    return judge_again(tx, desk, firm)
