"""What a name says behind itself: who takes its post (c/o), and what the firm was called before or trades as."""

from __future__ import annotations

import re

_CARE_OF = re.compile(r"[\s,;(]+(?:c/o|c\.o\.|℅)\s.*$", re.IGNORECASE)
_FORMERLY = re.compile(
    r"(?:\s*[,;(]\s*|\s+(?=[fd]/|formerly|vormals|vorm\b|anciennement))"
    r"(?:f/?k/?a|d/?b/?a|formerly(?: known as)?|previously|vormals|vorm|ehemals|ehem|früher|frueher|anciennement|già|antes|tidligere|"
    r"tidigare|voorheen)\b\.?:?\s*\S.*$",
    re.IGNORECASE,
)


def without_asides(name: str) -> str:
    """The name in front of such words; the name as it is where it says nothing more, or nothing stands in front."""
    front = _FORMERLY.sub("", _CARE_OF.sub("", name)).rstrip(" ,;(")
    return front or name
