"""The only place where an id is made.

Ids are hashes of what was first seen, verbatim: text is not cleaned before hashing, because a change of the cleaning
would silently change ids. The first letters say what the id names.
"""

import hashlib
from datetime import date, datetime


def digest(*parts: object) -> str:
    """24 hexadecimal digits over the parts, each kept apart from the next."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:24]


def sighting_id(source: str, kind: str, name: str, booth: str | None, nth: int) -> str:
    """The nth row of a list with this name and stand; the place on the list is left out, as lists grow at the top."""
    return "s" + digest(source, kind, name, booth, nth)


def firm_id(name: str, country: str | None) -> str:
    """Minted at the first sighting from the raw name and country; what is learned later never changes it."""
    return "f" + digest(name, country)


def capture_id(sha256: str, url: str) -> str:
    """Content and address."""
    return "c" + digest(sha256, url)


def fact_id(firm: str, field: str, value: str, source: str, page: str | None, quote: str | None) -> str:
    """The same statement at the same address is the same fact, however often it is read.

    The address rather than the capture: a page that scripts draw is never twice the same to the byte.
    """
    return "t" + digest(firm, field, value, source, page, quote)


def activity_id(firm: str, kind: str, title: str, happened_on: date | None, number: str | None) -> str:
    """One event: a patent by its number, anything else by title and day."""
    return "a" + digest(firm, kind, number or title, None if number else happened_on)


def contact_id(firm: str, name: str, title: str | None) -> str:
    """One person in one position."""
    return "p" + digest(firm, name, title)


def search_id(firm: str, kind: str, where: str, query: str, at: datetime) -> str:
    """One look for one thing on one day: a run that was killed and goes on does not double its searches."""
    return "q" + digest(firm, kind, where, query, at.date().isoformat())


def verdict_id(firm: str, inputs: str, policy: str) -> str:
    """The same inputs under the same policy give the same verdict, so they share its id."""
    return "v" + digest(firm, inputs, policy)


def decision_id(firm: str, by: str, at: datetime) -> str:
    """One person's word at one time."""
    return "d" + digest(firm, by, at.isoformat())


def made_id(prefix: str, *parts: object) -> str:
    """An id for what the product itself makes: runs, merges, leads. The same parts give the same id."""
    return prefix + digest(*parts)
