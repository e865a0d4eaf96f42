"""Who may do what: one table for pages, API and menu."""

from collections.abc import Mapping
from enum import StrEnum

from core.words import Role


class May(StrEnum):
    """What a route can allow."""

    read = "read"
    """Look at firms, evidence, runs and reports."""
    decide = "decide"
    """Sign, void, send back, correct and undo."""
    appeal = "appeal"
    """Dispute a void."""
    settle_appeal = "settle_appeal"
    """Decide on an appeal that somebody else filed."""
    contact = "contact"
    """Log touches, enter leads and appointments, put people on the do-not-contact list."""
    settle_lead = "settle_lead"
    """Confirm a lead; never one's own."""
    merge = "merge"
    """Settle proposals of identity."""
    crawl = "crawl"
    """Preview and run a list."""
    edit_lists = "edit_lists"
    """Change what is configured."""
    export = "export"
    """Take firms out of the base."""
    inspect = "inspect"
    """Judge the monthly sample."""
    erase = "erase"
    """Erase a person."""
    users = "users"
    """Make users and change their roles."""


_EVERYBODY = frozenset(Role)
_SELLERS = frozenset({Role.rep, Role.key_account, Role.manager, Role.admin})
_LEADERS = frozenset({Role.manager, Role.admin})

TABLE: Mapping[May, frozenset[Role]] = {
    May.read: _EVERYBODY,
    May.decide: _SELLERS,
    May.appeal: _EVERYBODY,
    May.settle_appeal: _LEADERS | {Role.inspector, Role.key_account},
    May.contact: _SELLERS,
    May.settle_lead: _LEADERS | {Role.key_account},
    May.merge: _SELLERS,
    May.crawl: _SELLERS,
    May.edit_lists: _LEADERS,
    May.export: _SELLERS,
    May.inspect: _LEADERS | {Role.inspector},
    May.erase: _LEADERS,
    May.users: frozenset({Role.admin}),
}


def may(role: Role, what: May) -> bool:
    """Does this role allow it?"""
    return role in TABLE[what]
