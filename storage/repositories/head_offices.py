"""Head offices of branches that were listed: the branch stays void, its head office becomes a candidate with the same source."""

from datetime import datetime

from sqlalchemy import select

from core.identity import firm_id
from core.words import Status
from storage.database import Transaction
from storage.models import FirmRow
from storage.repositories.firms import firm_line
from storage.repositories.identity import proposal_id, save_proposals
from storage.repositories.search import index_new_firms
from storage.repositories.tally import count_change
from storage.upsert import insert_new
from storage.views import Proposal, ProposalState

KIND = "head_office"
"""Kind of the row that links a branch and its head office, found from either side by `proposals_of`."""


def mint_head_office(tx: Transaction, branch: str, name: str, at: datetime) -> str:
    """The firm of this name; made, with the branch's source and country, where there is none. Safe to repeat."""
    line = firm_line(tx, branch)
    known = tx.scalar(
        select(FirmRow.id).where(FirmRow.name == name).order_by(FirmRow.merged_into.is_not(None), FirmRow.id).limit(1)
    )
    if known is not None:
        return known
    firm = firm_id(name, line.country)
    row = {
        "id": firm,
        "name": name,
        "country": line.country,
        "source": line.source,
        "first_seen_at": at,
        "status": Status.incomplete.value,
        "rank": 0.0,
        "version": 0,
    }
    if insert_new(tx, FirmRow, [row]):
        index_new_firms(tx, [(firm, (name, None))])
        count_change(tx, {Status.incomplete.value: 1})
    return firm


def link_head_office(tx: Transaction, branch: str, head: str, proposal: Proposal) -> bool:
    """Remember which firm a branch belongs to; True where that was new. The link is settled when it is made."""
    row = proposal.model_copy(
        update={
            "id": proposal_id(KIND, branch, head),
            "kind": KIND,
            "firm": branch,
            "other": head,
            "state": ProposalState.accepted,
            "settled_by": "system",
            "settled_at": proposal.made_at,
        }
    )
    return save_proposals(tx, [row]) == 1
