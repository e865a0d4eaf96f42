"""EPO Open Patent Services 3.2 (SOURCES section 6): token, CQL, ranges of at most 100 rows, quotas in headers.

An expired token comes back as 400, a used-up quota as 403 with `X-Rejection-Reason`, no hit as 404.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

SOURCE = "epo"
STEP = 100
_SLOW = 6
"""Searches a minute that are no working pace any more."""
LAST = 2000
"""Rows beyond this are not served for one query."""


@dataclass(frozen=True)
class TokenRequest:
    """How to ask for a token."""

    url: str
    headers: dict[str, str]
    body: str = "grant_type=client_credentials"


def token_request(base: str, key: str, secret: str) -> TokenRequest:
    """HTTP Basic with key and secret; the token lives about twenty minutes."""
    basic = base64.b64encode(f"{key}:{secret}".encode()).decode()
    headers = {"Authorization": f"Basic {basic}", "Content-Type": "application/x-www-form-urlencoded"}
    return TokenRequest(f"{base}/auth/accesstoken", headers)


def read_token(tree: Any) -> tuple[str, int] | None:
    """Token and its seconds to live, which come as text; None where the answer is a refusal."""
    if not isinstance(tree, Mapping) or not tree.get("access_token"):
        return None
    return str(tree["access_token"]), int(str(tree.get("expires_in") or 0) or 0)


def query(applicant: str, start: date, end: date) -> str:
    """CQL for an applicant's publications of a period. Quotes in the name would end the phrase, so they go."""
    name = re.sub(r'["\\]+', " ", applicant).strip()
    return f'pa="{name}" and pd within "{start:%Y%m%d},{end:%Y%m%d}"'


def search_url(base: str, cql: str, first: int = 1) -> str:
    """Address of one range of a search with bibliographic data."""
    return f"{base}/rest-services/published-data/search/biblio?q={quote(cql, safe='')}&Range={first}-{first + STEP - 1}"


def headers(token: str) -> dict[str, str]:
    """The headers of a data request."""
    return {"Authorization": f"Bearer {token}", "Accept": "application/json"}


def throttled(given: Mapping[str, str]) -> bool:
    """Do the headers say that searches are to be slowed down? Colours are green, yellow, red and black."""
    rest = rest_of(given)
    return rest is None or rest >= 60 / _SLOW


def rest_of(given: Mapping[str, str]) -> float | None:
    """Seconds to rest before the next search, by `X-Throttling-Control`; None where searches are suspended.

    "search=green:30" grants thirty searches a minute to whoever keeps an even pace; yellow and red are warnings before
    black, which suspends, so they are answered by half and a quarter of what is granted.
    """
    control = next((v for k, v in given.items() if k.casefold() == "x-throttling-control"), "")
    found = re.search(r"search=(\w+):(\d+)", control)
    if found is None:
        return 0.0
    if found[1] == "black" or found[2] == "0":
        return None
    return {"yellow": 2.0, "red": 4.0}.get(found[1], 1.0) * 60 / int(found[2])


def used_up(detail: str) -> bool:
    """Is the rejection one of a week's quota, which no waiting of this day changes? Hours and minutes pass by themselves."""
    return "quotaperweek" in detail.casefold()


def rejection(given: Mapping[str, str]) -> str | None:
    """Why a 403 was given: the quota that is used up."""
    return next((v for k, v in given.items() if k.casefold() == "x-rejection-reason"), None)
