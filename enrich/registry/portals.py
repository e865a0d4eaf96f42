"""`config/registries.yml`: which registry routes this installation uses, in which order, at which price and budget."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from pydantic import Field, field_validator

from core.catalogue import Configured, load
from core.settings import settings

Api = Literal["qcc", "tyc", "gleif", "companies_house"]


class ApiRoute(Configured):
    """One licensed or free API. Keys come from the environment (`SHOWFLOOR_QCC_KEY` …), never from this file."""

    enabled: bool = True
    search_price: Decimal = Decimal(0)
    """CNY a search call."""
    detail_price: Decimal = Decimal(0)
    per_day: int = 500
    """Calls a day at most; 0 = none."""


class Portal(Configured):
    """One portal whose pages the operator may lawfully read."""

    title: str
    """What is written as the source of a fact."""
    title_zh: str | None = None
    search_url: str
    """Address of a search; {name} stands for the firm's name."""
    detail_link: str
    """Regular expression over the addresses of detail pages, such as /company/\\d+"""
    browser: bool = False
    robots: bool = True
    per_day: int = 200
    """Pages a day at most."""
    countries: tuple[str, ...] = ("CN",)
    enabled: bool = True

    @field_validator("search_url")
    @classmethod
    def _has_a_name(cls, value: str) -> str:
        if "{name}" not in value:
            raise ValueError("the search address needs {name} where the firm's name goes")
        return value

    @field_validator("detail_link")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from error
        return value


class Registries(Configured):
    """The file. An empty file means: no route is switched on beyond those with a key in the environment."""

    refresh_days: int = 90
    """A registry status younger than this is not asked for again."""
    apis: dict[Api, ApiRoute] = Field(default_factory=dict)
    portals: dict[str, Portal] = Field(default_factory=dict)


def registries() -> Registries:
    """What the file says; without a file, the defaults."""
    path = settings().config_dir / "registries.yml"
    return load(path, Registries) if path.exists() else Registries()
