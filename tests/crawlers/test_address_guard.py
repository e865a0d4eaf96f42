"""Who may start a crawl can name any address: nothing inside the private network is reached, whatever leads there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.settings import settings
from crawlers.addresses import addresses
from crawlers.resolver import GuardedResolver
from tests.crawlers.conftest import crawl_url
from tests.crawlers.schemes import numbered
from tests.crawlers.sites import Site, firms, page, served


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1/list", "private network"),
        ("http://169.254.169.254/latest/meta-data/", "private network"),
        ("http://[::1]/list", "private network"),
        ("http://10.1.2.3/list", "private network"),
        ("http://2130706433/list", "disguised"),
        ("http://localhost/list", "private network"),
        ("http://user:secret@example.com/list", "password"),
    ],
)
def test_private_and_disguised_addresses_are_refused(
    url: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOWFLOOR_ALLOWED_PRIVATE_HOSTS", "[]")
    settings.cache_clear()
    rows, report = crawl_url(tmp_path, url)
    assert not rows
    assert said in (report.refused or "")


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/", "http://10.0.0.1:8080/admin", "http://[::1]:1/"])
def test_a_redirect_into_the_private_network_is_refused(target: str, crawl_here: Callable[..., Any]) -> None:
    site = Site()
    site.pages["/list"] = lambda q: (302, {"Location": target}, "")
    rows, report = crawl_here(site, "/list")
    assert not rows
    assert "private network" in (report.refused or "")


@pytest.mark.parametrize("target", ["file:///etc/passwd", "data:text/html,<h1>x</h1>", "ftp://example.com/x"])
def test_other_schemes_are_not_followed(target: str, crawl_here: Callable[..., Any]) -> None:
    site = Site()
    site.pages["/list"] = lambda q: (302, {"Location": target}, "")
    rows, report = crawl_here(site, "/list")
    assert not rows
    assert report.errors or report.refused


def test_a_link_into_the_private_network_is_a_gap_and_nothing_else(crawl_here: Callable[..., Any]) -> None:
    site = Site()
    shown = firms(12)
    site.pages["/list"] = lambda q: page(shown, '<a rel="next" href="http://192.168.0.1/list?page=2">Next</a>')
    rows, report = crawl_here(site, "/list")
    assert len(rows) == 12
    assert "private network" in "".join(report.errors)


def test_the_operators_hosts_map_keeps_the_logical_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, path = numbered(firms(30))
    with served(site) as base:
        monkeypatch.setenv("SHOWFLOOR_ALLOWED_PRIVATE_HOSTS", "[]")
        monkeypatch.setenv("SHOWFLOOR_HOSTS", f'{{"*.show.example": "{base.removeprefix("http://")}"}}')
        settings.cache_clear()
        rows, report = crawl_url(tmp_path, f"http://www.show.example{path}")
    assert len(rows) == 30
    assert {row.url.split("?")[0] for row in rows} == {f"http://www.show.example{path}"}
    assert (rows[0].profile_url or "").startswith("http://www.show.example/exhibitor/")
    assert not report.errors


def test_the_resolver_answers_only_what_was_admitted() -> None:
    answers: list[tuple[str, int]] = []

    class Receiver:
        def resolutionBegan(self, resolution: object) -> None:  # noqa: N802 - Twisted's name
            pass

        def addressResolved(self, address: Any) -> None:  # noqa: N802
            answers.append((address.host, address.port))

        def resolutionComplete(self) -> None:  # noqa: N802
            pass

    resolver = GuardedResolver(None)
    resolver.resolveHostName(Receiver(), "never-admitted.example", 80)
    assert answers == []
    addresses()._pinned["admitted.example", 80] = [("93.184.216.34", 80)]
    resolver.resolveHostName(Receiver(), "Admitted.example", 80)
    assert answers == [("93.184.216.34", 80)]
