"""Every list that ships with the product: its YAML loads, its platform takes its params, and its first asks are sane."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from core.catalogue import load
from core.listing import ListConfig
from crawlers.platforms import PLATFORMS

LISTS = sorted((Path(__file__).resolve().parents[2] / "config" / "lists").glob("*.yml"))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_shipped_list_can_be_started(path: Path) -> None:
    """Params are complete, the first asks lead to the web, and the file is named after show and year."""
    config = load(path, ListConfig)
    asks = PLATFORMS.get(config.platform).start(config)
    assert asks
    assert all(urlsplit(ask.url).scheme == "https" and urlsplit(ask.url).hostname for ask in asks)
    assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*_20\d\d", path.stem)
    assert config.edition is None or path.stem.endswith(config.edition)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_shipped_list_says_how_it_is_known(path: Path) -> None:
    """What was not fetched is not claimed; a list that cannot run yet says what to do first."""
    config = load(path, ListConfig)
    assert config.proved
    assert config.title_zh
    if not config.enabled:
        assert config.notes, "say what must be done before this list is enabled"
    if "guess" in config.proved or "not known" in config.proved:
        assert not config.enabled
