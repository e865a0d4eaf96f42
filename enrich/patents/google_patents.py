"""The result data of Google Patents: undocumented, refuses for minutes after about three quick calls (SOURCES section 6)."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote, urlencode

SOURCE = "google_patents"


def search_url(base: str, applicant: str, after: date | None = None, page: int = 0, rows: int = 50) -> str:
    """Address of a search by assignee. The inner query is encoded once; the first page carries no page number."""
    inner: dict[str, str | int] = {"assignee": f'"{applicant}"', "num": rows, "sort": "new"}
    if after:
        inner["after"] = f"publication:{after:%Y%m%d}"
    if page:
        inner["page"] = page
    return f"{base}/xhr/query?url={quote(urlencode(inner, quote_via=quote), safe='')}&exp="


def manual_url(base: str, applicant: str, after: date) -> str:
    """Where a person looks when the data refuse."""
    return f"{base}/?assignee={quote(applicant)}&after=publication:{after:%Y%m%d}"
