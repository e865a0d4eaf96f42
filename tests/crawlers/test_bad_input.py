"""What people paste that is no list: each gives one clear line, no row, and no exception."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.catalogue import load
from core.errors import BadInput
from core.listing import ListConfig, ProofVerdict
from core.settings import settings
from core.words import Access
from crawlers.loader import ListLoader, load_list
from crawlers.proof import check_expectation
from tests.crawlers.conftest import crawl_url
from tests.crawlers.sites import Site, firms, page

Crawl = Callable[..., Any]


def serving(body: Any, path: str = "/list") -> Site:
    site = Site()
    site.pages[path] = lambda q: body
    return site


PROSE = (
    "<html><body><h1>How to get here</h1><p>The fair ground lies north of the city. Take the train.</p></body></html>"
)
LOGIN = (
    "<html><head><title>Sign in</title></head><body><form action=/login method=post><label>User</label><input name=u>"
    "<label>Password</label><input type=password name=p><button>Sign in</button></form></body></html>"
)
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.mark.parametrize(
    ("body", "access", "said"),
    [
        (PROSE, Access.ok, ""),
        (LOGIN, Access.login_required, "login required"),
        ((404, {}, "<h1>404 Not Found</h1>"), Access.not_found, "404"),
        ((500, {}, "<h1>Internal error</h1>"), Access.down, "500"),
        ((429, {}, "slow down"), Access.rate_limited, "rate limited"),
        ((200, {"Content-Type": "text/html"}, PDF), Access.ok, "PDF"),
        (b"", Access.layout_changed, "empty"),
    ],
    ids=["prose", "login", "404", "500", "429", "pdf", "empty"],
)
def test_a_page_without_a_list_says_why(body: Any, access: Access, said: str, crawl_here: Crawl) -> None:
    rows, report = crawl_here(serving(body), "/list", browser=False)
    config = ListConfig(title="Example Auto Show 2027", url="http://x.example/")
    failure = check_expectation(report, config).failure
    assert rows == []
    assert report.access is access
    assert failure
    assert said in failure
    assert "\n" not in failure


def test_a_dead_host_is_down(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    rows, report = crawl_url(tmp_path, f"http://127.0.0.1:{port}/list", browser=False)
    assert (rows, report.access) == ([], Access.down)
    assert "refuses the connection" in report.errors[0]


def test_an_unknown_host_is_down(tmp_path: Path) -> None:
    rows, report = crawl_url(tmp_path, "http://no-such-host.invalid/list", browser=False)
    assert (rows, report.access) == ([], Access.down)
    assert "no such host" in report.errors[0]


def test_robots_txt_is_obeyed_and_named(crawl_here: Crawl) -> None:
    site = serving(page(firms(12)))
    site.robots = "User-agent: *\nDisallow: /list\n"
    rows, report = crawl_here(site, "/list")
    assert rows == []
    assert site.asked == []
    assert "robots.txt" in (report.refused or "")


def test_an_exception_from_robots_txt_needs_a_reason(crawl_here: Crawl) -> None:
    site = serving(page(firms(12)))
    site.robots = "User-agent: *\nDisallow: /list\n"
    rows, _ = crawl_here(site, "/list", robots_exception={"why": "The organiser permitted it by mail of 2027-01-05."})
    assert len(rows) == 12


def test_a_size_limit_holds(crawl_here: Crawl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOWFLOOR_MAX_BODY_BYTES", "20000")
    settings.cache_clear()
    rows, report = crawl_here(serving("<p>" + "x" * 50_000), "/list", browser=False)
    assert rows == []
    assert "size limit" in report.errors[0]


def test_a_platforms_changed_layout_is_compared_and_never_replaced(crawl_here: Crawl) -> None:
    rows, report = crawl_here(serving(page(firms(12))), "/list", platform="a2z")
    assert rows == []
    assert report.access is Access.layout_changed
    assert "generic reader finds 12 rows" in report.warnings[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: Example Auto Show 2027\nurl: http://x.example/\nplatfrom: a2z\n", "x_2027.yml:3: platfrom: unknown key"),
        ("title: Example Auto Show 2027\nurl: http://x.example/\npace: {delay: 2}\n", "x_2027.yml:3: pace.delay: unknown key"),
        ("title: 百度\nurl: http://x.example/\n", "x_2027.yml:1: title"),
        ("title: Example Auto Show 2027\n", "url"),
        ("title: [\n", "not YAML"),
    ],
)  # fmt: skip
def test_a_wrong_yaml_names_file_and_line(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "x_2027.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"x_2027\.yml") as wrong:
        load(path, ListConfig)
    assert said in str(wrong.value)


def test_lists_are_spiders_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lists").mkdir()
    for key in ("b_2027", "a_2027"):
        (tmp_path / "lists" / f"{key}.yml").write_text("title: Example Auto Show 2027\nurl: http://x.example/\n")
    monkeypatch.setenv("SHOWFLOOR_CONFIG_DIR", str(tmp_path))
    settings.cache_clear()
    loader = ListLoader.from_settings(None)
    assert loader.list() == ["a_2027", "b_2027"]
    assert loader.load("a_2027").name == "a_2027"
    with pytest.raises(BadInput, match="known: a_2027, b_2027"):
        load_list("c_2027")


def test_too_few_rows_fail_and_too_many_warn(crawl_here: Crawl) -> None:
    _, report = crawl_here(serving(page(firms(12))), "/list")
    described = {"title": "Example Auto Show 2027", "url": "http://x.example/"}
    few = check_expectation(report, ListConfig.model_validate({**described, "expect": {"min": 20}}))
    many = check_expectation(
        report, ListConfig.model_validate({**described, "expect": {"max": 5, "filled": {"phone": 0.5}}})
    )
    assert few.failure
    assert "expected at least 20" in few.failure
    assert many.failure is None
    assert any("at most 5" in line for line in many.warnings)
    assert any("phone" in line for line in many.warnings)
    assert report.proof.verdict is ProofVerdict.unknown
