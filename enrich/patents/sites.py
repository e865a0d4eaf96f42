"""`config/patent_sites.yml`: plain patent searches on the web that the operator may read, beside the built-in routes."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, field_validator

from core.catalogue import Configured, load
from core.settings import settings


class PatentSite(Configured):
    """One search page whose result is an HTML table or JSON with labelled columns."""

    title: str
    title_zh: str | None = None
    search_url: str
    """Address of a search; {applicant} stands for the firm's name, {page} (from 1) for the page where the site pages so."""
    pages: int = 5
    """Result pages read at most for one firm."""
    browser: bool = False
    robots: bool = True
    per_day: int = 500
    covers: str = "CN"
    """What the search covers, for the record of the search."""
    enabled: bool = True

    @field_validator("search_url")
    @classmethod
    def _has_an_applicant(cls, value: str) -> str:
        if "{applicant}" not in value:
            raise ValueError("the search address needs {applicant} where the firm's name goes")
        return value


class PatentSites(Configured):
    """The file."""

    google: bool = False
    """Ask the undocumented result data of Google Patents: a few calls in minutes, then it refuses for a while."""
    epo: bool = True
    """Ask EPO OPS where SHOWFLOOR_EPO_KEY is set."""
    tyc: bool = True
    qcc: bool = True
    prices: dict[Literal["tyc", "qcc"], Decimal] = Field(default_factory=dict)
    """CNY a billed call, for the ledger of attempts."""
    within_days: int = 365
    sites: dict[str, PatentSite] = Field(default_factory=dict)


def patent_sites() -> PatentSites:
    """What the file says; without a file, the defaults."""
    path = settings().config_dir / "patent_sites.yml"
    return load(path, PatentSites) if path.exists() else PatentSites()
