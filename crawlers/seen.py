"""Which rows of one crawl are the same record: a firm that stands on several pages of a list counts once."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from core.records import ListRow
from core.words import SightingKind


class Seen:
    """The rows of one crawl, so far. Rows of one name, stand and kind are told apart by what else they state."""

    def __init__(self) -> None:
        self._variants: dict[tuple[str, str, str | None], list[ListRow]] = {}
        self.rows = 0
        self.unique = 0

    def place(self, row: ListRow) -> int | None:
        """The number of this row among the rows of its name and stand, from 1; None for a record that was seen before."""
        self.rows += 1
        variants = self._variants.setdefault((row.kind, row.name, row.booth), [])
        if any(same_record(row, known) for known in variants):
            return None
        variants.append(row)
        self.unique += 1
        return len(variants)

    @property
    def duplicates(self) -> int:
        """Rows that were read again."""
        return self.rows - self.unique


def same_record(row: ListRow, other: ListRow) -> bool:
    """Do two rows of one name and stand speak of one record? Only a stated contradiction tells them apart."""
    if row.kind is SightingKind.brand and row.description != other.description:
        return False  # a trademark of two exhibitors
    for one, two in ((row.city, other.city), (row.country, other.country), (row.email, other.email)):
        if one and two and one != two:
            return False
    if row.booth or not (row.profile_url and other.profile_url):
        return True
    return _same_page(row.profile_url, other.profile_url)


def _same_page(url: str, other: str) -> bool:
    """Equal paths, and no disagreement in the whole query: category or session parameters may differ, an id agrees."""
    if url == other:
        return True
    one, two = urlsplit(url), urlsplit(other)
    if one.path.rstrip("/") != two.path.rstrip("/"):
        return False
    left, right = set(parse_qsl(one.query)), set(parse_qsl(two.query))
    return not left or not right or bool(left & right)
