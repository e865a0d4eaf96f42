"""Every `config/lists/*.yml` is a list, and a Scrapy spider of the same name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scrapy import Request

from core.catalogue import load
from core.errors import BadInput
from core.listing import ListConfig
from core.settings import settings
from crawlers.spider import ListSpider


def lists_folder() -> Path:
    """Where the lists are described."""
    return settings().config_dir / "lists"


def list_keys() -> list[str]:
    """The keys of all lists, sorted; a key is the name of its YAML file."""
    return sorted(path.stem for path in lists_folder().glob("*.yml"))


def load_list(key: str) -> ListConfig:
    """One list by its key. BadInput names the file and line of a mistake, or the keys there are."""
    path = lists_folder() / f"{key}.yml"
    if "/" in key or not path.is_file():
        known = ", ".join(list_keys()) or "none"
        raise BadInput(f"there is no list {key!r} in {lists_folder()}; known: {known}")
    return load(path, ListConfig)


def load_lists() -> dict[str, ListConfig]:
    """All lists. The first mistake in any of them is an error."""
    return {key: load_list(key) for key in list_keys()}


def spider_of(key: str, config: ListConfig) -> type[ListSpider]:
    """The spider class of one list."""
    return type("ListSpider", (ListSpider,), {"name": key, "config": config, "__module__": ListSpider.__module__})


class ListLoader:
    """Scrapy's spider loader over the YAML files; see `scrapy.spiderloader.SpiderLoaderProtocol`."""

    @classmethod
    def from_settings(cls, scrapy_settings: Any) -> ListLoader:
        """As Scrapy makes its loader."""
        return cls()

    def load(self, spider_name: str) -> type[ListSpider]:
        """The spider of that name; KeyError for an unknown one, as Scrapy expects."""
        if spider_name not in list_keys():
            raise KeyError(f"there is no list {spider_name!r} in {lists_folder()}")
        return spider_of(spider_name, load_list(spider_name))

    def list(self) -> list[str]:
        """All names."""
        return list_keys()

    def find_by_request(self, request: Request) -> list[str]:  # type: ignore[valid-type]
        """The lists whose address this is."""
        return [key for key, config in load_lists().items() if config.url == request.url]
