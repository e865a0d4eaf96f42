"""The hits of a registry's search page: each link to a detail page with what stands in the box around it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from enrich.page_text import parse_html
from enrich.registry.build import build
from enrich.registry.cells import clean, printed
from enrich.registry.labels import read_pairs
from enrich.registry.record import Candidate
from enrich.registry.statuses import is_status_word


def read_hits(text: str, url: str, link: re.Pattern[str]) -> tuple[Candidate, ...]:
    """Candidates of a search page; `link` matches the addresses of detail pages. Each address counts once."""
    import lxml.html

    tree = parse_html(text)
    anchors = [a for a in tree.iter("a") if link.search(a.get("href") or "")]
    addresses = {urljoin(url, a.get("href")) for a in anchors}
    found: dict[str, Candidate] = {}
    for anchor in anchors:
        address = urljoin(url, anchor.get("href"))
        name = clean(printed(anchor.text_content()))
        if address in found or not name:
            continue
        box = _box(anchor, url, addresses)
        inner = lxml.html.tostring(box, encoding="unicode")
        record = build({**read_pairs(f"<div>{inner}</div>").first, "name": name})
        badge = next((word for piece in box.itertext() if is_status_word(word := printed(piece))), None)
        found[address] = Candidate(
            name=name,
            url=address,
            uscc=record.uscc if record else None,
            status_raw=(record.status_raw if record else None) or badge,
            legal_person=record.legal_person if record else None,
            established_on=record.established_on if record else None,
            address=record.address if record else None,
            former_names=record.former_names if record else (),
        )
    return tuple(found.values())


def _box(anchor: Any, url: str, addresses: set[str]) -> Any:
    """The largest element around a link that holds no link to another firm."""
    own = urljoin(url, anchor.get("href"))
    box = anchor
    for parent in anchor.iterancestors():
        others = {urljoin(url, a.get("href") or "") for a in parent.iter("a")} & addresses
        if others - {own} or parent.tag in ("body", "html"):
            break
        box = parent
    return box
