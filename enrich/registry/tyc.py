"""Tianyancha's licensed API (SOURCES section 2): a token as Authorization header, answers under `result`, integer codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from enrich.registry.calls import Call
from enrich.registry.embedded import candidate_of, record_of
from enrich.registry.record import Candidate, RegistryRecord

SOURCE = "tyc"
SEARCH, DETAIL = "/services/open/search/2.0", "/services/open/ic/baseinfo/normal"
BRANCHES, PARENT, STAFF = (
    "/services/open/ic/branch/2.0",
    "/services/open/ic/parentCompany/2.0",
    "/services/open/ic/staff/2.0",
)
PATENTS, TEAM = "/services/open/ipr/patents/3.0", "/services/open/cd/findTeamMember/2.0"
PAGE_SIZE = 20


def request(base: str, path: str, token: str, **parameters: str | int | None) -> Call:
    """A request with the bare token, without "Bearer"; parameters that are None are left out."""
    given = {name: value for name, value in parameters.items() if value is not None}
    return Call(f"{base}{path}?{urlencode(given)}", lambda: {"Authorization": token})


def read_search(tree: Any) -> tuple[Candidate, ...]:
    """Hits of a search; the <em> marks in names are the API's own."""
    return tuple(hit for hit in (candidate_of(item) for item in items(tree)) if hit)


def read_detail(tree: Any) -> RegistryRecord | None:
    """The record of a base-info answer."""
    result = tree.get("result") if isinstance(tree, Mapping) else None
    return record_of(result) if isinstance(result, Mapping) else None


def read_branches(tree: Any) -> tuple[int | None, tuple[Candidate, ...]]:
    """The declared number of branches, which may exceed what the page holds, and those of the page."""
    return total_of(tree), read_search(tree)


def items(tree: Any) -> list[Mapping[str, Any]]:
    """The objects of a listing answer."""
    result = tree.get("result") if isinstance(tree, Mapping) else None
    listed = result.get("items") if isinstance(result, Mapping) else None
    return [item for item in listed or () if isinstance(item, Mapping)]


def total_of(tree: Any) -> int | None:
    """The number of rows that the answer declares."""
    result = tree.get("result") if isinstance(tree, Mapping) else None
    total = result.get("total") if isinstance(result, Mapping) else None
    return int(str(total)) if str(total or "").isdigit() else None


def pages(total: int | None, seen: int, page: int, limit: int = 5) -> int | None:
    """The next page to ask for, or None: everything was seen, or the limit is reached."""
    return page + 1 if total and seen < total and page < limit else None
