"""`showfloor parse rd|activity|date|contacts`: one parser of a firm's own pages on one saved page (DESIGN section 8).

Imports stand inside the functions, so that each kind loads only what it needs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.errors import BadInput


def _text(path: Path) -> str:
    from core.web.decode import decode

    try:
        return decode(path.read_bytes())
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror}); give a saved page") from error


def parse_rd(path: Path, url: str) -> dict[str, Any]:
    """Has the page's firm R&D of its own, with the sentence and the place on the page."""
    from enrich.rd_centre import parse_rd as read

    answer = read(_text(path), url)
    return {"has_rd": answer.has_rd.value, "quote": answer.quote, "where": answer.where}


def parse_activity(path: Path, url: str) -> dict[str, Any]:
    """Dated product launches and R&D news."""
    from enrich.activity_parse import parse_events

    events = parse_events(_text(path), url, datetime.now(UTC))
    return {
        "events": [
            {
                "kind": event.kind.value,
                "title": event.title,
                "date": event.happened_on.isoformat() if event.happened_on else None,
                "precision": event.precision.value if event.precision else None,
                "quote": event.quote,
            }
            for event in events
        ]
    }


def parse_date(path: Path, url: str) -> dict[str, Any]:
    """The day the page was published."""
    from enrich.published import published_on

    dated = published_on(_text(path), url, datetime.now(UTC))
    return {
        "published_on": dated.date.isoformat() if dated else None,
        "precision": dated.precision.value if dated else None,
    }


def parse_contacts(path: Path, url: str) -> dict[str, Any]:
    """People with titles, phone numbers without faxes, e-mail addresses."""
    from enrich.contacts import parse_contacts as read

    contacts = read(_text(path), url)
    people = [
        {"name": p.name, "title": p.title, "role": p.role.value, "phone": p.phone, "email": p.email}
        for p in contacts.people
    ]
    return {"people": people, "phones": list(contacts.phones), "emails": list(contacts.emails)}


PARSERS: dict[str, Callable[[Path, str], dict[str, Any]]] = {
    "rd": parse_rd,
    "activity": parse_activity,
    "date": parse_date,
    "contacts": parse_contacts,
}
