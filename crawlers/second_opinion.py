"""What the generic reader finds on a page that its platform no longer understands: for the operator, never for the base."""

from __future__ import annotations

from core.listing import Answer
from crawlers import lists


def second_opinion(answer: Answer) -> str | None:
    """One sentence that compares; None where the generic reader finds nothing either."""
    reading = lists.read(answer.text, answer.final_url or answer.ask.url, content_type=answer.content_type or None)
    if not reading.records:
        return None
    first = ", ".join(row.name for row in reading.records[:3])
    return (
        f"the layout has changed; the generic reader finds {len(reading.records)} rows on {answer.ask.url} "
        f"({reading.method}; {first}, …), which were not used: check them with `showfloor preview` "
        "and set `platform: generic` if they are right"
    )
