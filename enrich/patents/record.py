"""One patent publication, whatever office or portal printed it, and what a page of a search says."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from core.records import Frozen
from core.words import Access


class Patent(Frozen):
    """One publication. `number` is the publication number, or the application number where none is printed."""

    number: str
    application: str | None = None
    title: str
    kind: str | None = None
    """As the source words it; for Chinese numbers without words 发明公布, 发明授权, 实用新型 or 外观设计."""
    filed_on: date | None = None
    published_on: date | None = None
    applicants: tuple[str, ...] = ()
    family: str | None = None

    @property
    def invention(self) -> str:
        """What publication and grant of one invention share: the application, else the number without its kind code."""
        if self.application:
            return application_key(self.application)
        return self.family or re.sub(r"[A-Z]\d?$", "", re.sub(r"[\s.\-/]", "", self.number.upper()))

    def contract(self) -> dict[str, Any]:
        """As `parse patents --json` prints it (DESIGN section 8)."""
        return {
            "number": self.number,
            "title": self.title,
            "kind": self.kind,
            "filed_on": self.filed_on.isoformat() if self.filed_on else None,
            "published_on": self.published_on.isoformat() if self.published_on else None,
            "applicant": "; ".join(self.applicants) or None,
        }


class PatentReading(Frozen):
    """What one page or answer of a patent search said."""

    access: Access = Access.ok
    total: int | None = None
    """Hits that the search declares; None where it declares none."""
    capped: bool = False
    """Is the declared total the limit of the search rather than a count?"""
    patents: tuple[Patent, ...] = ()
    detail: str = ""

    def contract(self) -> dict[str, Any]:
        """As `parse patents --json` prints it."""
        return {"total": self.total, "patents": [patent.contract() for patent in self.patents]}


def application_key(number: str) -> str:
    """An application number for comparison: CN201710117081.7 and 2017101170817 are one."""
    bare = re.sub(r"[\s\-/]", "", number.upper()).removeprefix("ZL").removeprefix("CN")
    stem, dot, check = bare.partition(".")
    return stem + check if dot else bare


def distinct(patents: tuple[Patent, ...]) -> tuple[Patent, ...]:
    """One row an invention: the earliest publication, with the dates that any of its rows states."""
    seen: dict[str, Patent] = {}
    for patent in patents:
        known = seen.get(patent.invention)
        if known is None:
            seen[patent.invention] = patent
            continue
        first = min(known, patent, key=lambda p: (p.published_on or date.max, p.number))
        seen[patent.invention] = first.model_copy(update={"filed_on": known.filed_on or patent.filed_on})
    return tuple(seen.values())
