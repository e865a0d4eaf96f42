"""Every way in which a list goes on: the exact set of firms, whatever the pager, and an end with a stated reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.listing import ProofVerdict
from crawlers.frontier import Limits
from tests.crawlers.more_schemes import MORE_DRAWN, MORE_LINKED
from tests.crawlers.schemes import DRAWN, LINKED
from tests.crawlers.sites import Query, Site, as_json, chunk, firms, page

Crawl = Callable[..., Any]
ALL = firms(57)


@pytest.mark.parametrize("scheme", LINKED + MORE_LINKED, ids=lambda scheme: scheme.__name__)
def test_every_firm_and_no_other(scheme: Callable[..., tuple[Site, str]], crawl_here: Crawl) -> None:
    site, path = scheme(ALL)
    rows, report = crawl_here(site, path, browser=False)
    assert sorted(row.name for row in rows) == sorted(firm.name for firm in ALL)
    assert {(row.name, row.country) for row in rows} == {(firm.name, firm.country) for firm in ALL}
    assert report.proof.verdict is ProofVerdict.complete
    assert report.proof.stopped


@pytest.mark.browser
@pytest.mark.parametrize("scheme", DRAWN + MORE_DRAWN, ids=lambda scheme: scheme.__name__)
def test_lists_that_scripts_draw(scheme: Callable[..., tuple[Site, str]], crawl_here: Crawl) -> None:
    site, path = scheme(ALL)
    rows, report = crawl_here(site, path)
    assert sorted(row.name for row in rows) == sorted(firm.name for firm in ALL)
    assert report.proof.stopped


def test_a_last_page_that_repeats_for_ever(crawl_here: Crawl) -> None:
    site = Site()

    @site.at("/list")
    def listing(q: Query) -> str:
        n = min(int(q.get("page", "1")), 5)
        return page(chunk(ALL, n, 12), f'<a rel="next" href="/list?page={int(q.get("page", "1")) + 1}">Next</a>')

    rows, report = crawl_here(site, "/list", browser=False)
    assert len(rows) == len(ALL)
    assert len(site.asked) < 12
    assert "only repeat" in report.proof.stopped


def test_session_ids_in_links_are_no_new_pages(crawl_here: Crawl) -> None:
    site = Site()

    @site.at("/list")
    def listing(q: Query) -> str:
        n, visits = int(q.get("page", "1")), len(site.asked)
        links = "".join(f'<a href="/list?page={i}&sid={visits}">{i}</a> ' for i in range(1, 6))
        return page(chunk(ALL, n, 12), f'<div class="pagination">{links}</div>', len(ALL))

    rows, report = crawl_here(site, "/list", browser=False)
    assert len(rows) == len(ALL)
    assert len(site.asked) < 80
    assert report.proof.verdict is ProofVerdict.complete


def test_a_list_without_end_stops_at_the_cap(crawl_here: Crawl) -> None:
    site, many = Site(), firms(900)

    @site.at("/list")
    def listing(q: Query) -> str:
        n = int(q.get("page", "1"))
        return page(chunk(many, n, 10), f'<a rel="next" href="/list?page={n + 1}">Next</a>')

    rows, report = crawl_here(site, "/list", Limits(pages=20), browser=False)
    assert len(rows) == 200
    assert "cap of 20 pages" in report.proof.stopped
    assert report.proof.verdict is ProofVerdict.incomplete


def test_a_lost_page_is_a_gap(crawl_here: Crawl) -> None:
    site = Site()

    @site.at("/list")
    def listing(q: Query) -> Any:
        n = int(q.get("page", "1"))
        if n == 3:
            return 404, {}, "<h1>Not found</h1>"
        links = "".join(f'<a href="/list?page={i}">{i}</a> ' for i in range(1, 6))
        return page(chunk(ALL, n, 12), f'<div class="pagination">{links}</div>', len(ALL))

    rows, report = crawl_here(site, "/list", browser=False)
    assert len(rows) == len(ALL) - 12
    assert report.proof.verdict is ProofVerdict.incomplete
    assert report.proof.gaps[0].startswith("page 3")


def test_profiles_fill_what_the_list_lacks(crawl_here: Crawl) -> None:
    site, shown = Site(), firms(12)
    site.pages["/list"] = lambda q: page(shown)

    @site.at("/exhibitor/*")
    def profile(q: Query) -> Any:
        number = int(q["path"].rpartition("/")[2])
        firm = next(f for f in shown if f.number == number)
        if number == 3:
            return 404, {}, "gone"
        return (
            f"<html><head><title>{firm.name}</title></head><body><main><h1>{firm.name}</h1><dl>"
            f"<dt>Website</dt><dd><a href='https://firm{number}.example/'>https://firm{number}.example/</a></dd>"
            f"<dt>Phone</dt><dd>+49 711 10000{number}</dd><dt>Country</dt><dd>{firm.country}</dd></dl></main></body></html>"
        )

    rows, report = crawl_here(site, "/list", browser=False, expect={"filled": {"website": 0.8}})
    assert sorted(row.name for row in rows) == sorted(firm.name for firm in shown)
    assert sum(bool(row.website) for row in rows) == 11
    assert report.proof.filled["website"] > 0.9


def test_a_list_inside_a_frame(crawl_here: Crawl) -> None:
    site = Site()
    site.pages["/show"] = lambda q: (
        "<html><body><h1>Exhibitors</h1><iframe src='/inner' width=900></iframe></body></html>"
    )
    site.pages["/inner"] = lambda q: page(firms(15))
    rows, _ = crawl_here(site, "/show", browser=False)
    assert len(rows) == 15


def test_an_endpoint_whose_address_was_pasted(crawl_here: Crawl) -> None:
    site = Site()
    site.pages["/api/list"] = lambda q: as_json(chunk(ALL, int(q.get("pageNo", "1")), 10), total=len(ALL))
    rows, report = crawl_here(site, "/api/list?pageNo=1&pageSize=10")
    assert sorted(row.name for row in rows) == sorted(firm.name for firm in ALL)
    assert report.proof.verdict is ProofVerdict.complete


def test_what_is_scheduled_is_dropped_when_enough_was_seen(crawl_here: Crawl) -> None:
    site = Site()

    @site.at("/list")
    def listing(q: Query) -> str:
        links = "".join(f'<a href="/list?p={i}">{i}</a> ' for i in range(1, 31))
        return page(chunk(firms(300), int(q.get("p", "1")), 10), f'<div class="pagination">{links}</div>')

    rows, report = crawl_here(site, "/list", Limits(wanted_rows=30), browser=False)
    assert 30 <= len(rows) < 200
    assert len(site.asked) < 20
    assert report.proof.stopped == "enough rows for a preview"


@pytest.mark.parametrize("stated", [True, False])
def test_letters_beside_a_whole_list_are_not_all_asked_for(stated: bool, crawl_here: Crawl) -> None:
    site = Site()

    @site.at("/list")
    def listing(q: Query) -> str:
        shown = [f for f in ALL if f.name.startswith(q["letter"])] if "letter" in q else ALL
        n = int(q.get("page", "1"))
        bar = " ".join(f'<a href="/list?letter={chr(c)}">{chr(c)}</a>' for c in range(65, 91))
        links = " ".join(f'<a href="/list?page={i}">{i}</a>' for i in range(1, 6)) if "letter" not in q else ""
        total = len(ALL) if stated and "letter" not in q else None
        return page(chunk(shown, n, 12), f'<div>{bar}</div><div class="pagination">{links}</div>', total)

    rows, report = crawl_here(site, "/list", browser=False)
    assert len(rows) == len(ALL)
    assert report.proof.verdict is ProofVerdict.complete
    assert len(site.asked) < (16 if stated else 26)
