"""A patent search: applicants, ten rows a page, and an honest page for no hit."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qs, quote, urlsplit

from demo.records import Patent, World
from demo.reply import NOT_FOUND, Reply, drawn

HOST = "patents.demo.example"
PER_PAGE = 10
CONFIG: dict[str, object] = {
    "google": False,
    "epo": False,
    "tyc": False,
    "qcc": False,
    "sites": {
        "demo_patents": {
            "title": "Demo patent search",
            "title_zh": "示例专利检索",
            "search_url": f"http://{HOST}/search?applicant={{applicant}}&page={{page}}",
            "per_day": 100_000,
        }
    },
}
"""What `config/patent_sites.yml` must hold for the pipeline to ask this search."""


@lru_cache(maxsize=8)
def by_applicant(world: World) -> dict[str, tuple[Patent, ...]]:
    """Publications by applicant, newest first."""
    return {firm.legal_name: firm.patents for firm in (*world.firms, *world.bystanders) if firm.patents}


def respond(world: World, target: str) -> Reply:
    """The answer of the search site: /search?applicant=…&page=1."""
    parts = urlsplit(target)
    query = parse_qs(parts.query)
    if parts.path == "/":
        return drawn("patents.html", applicant="", rows=[], total=None, following=None)
    if parts.path != "/search":
        return NOT_FOUND
    applicant = query.get("applicant", [""])[0].strip()
    number = max(1, int(query.get("page", ["1"])[0]))
    found = by_applicant(world).get(applicant, ())
    rows = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    more = f"/search?applicant={quote(applicant)}&page={number + 1}" if number * PER_PAGE < len(found) else None
    return drawn("patents.html", applicant=applicant, rows=rows, total=len(found), following=more)
