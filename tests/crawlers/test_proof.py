"""Against the last crawl of the same list: new, gone, moved; and the pace that robots.txt asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from protego import Protego
from scrapy import Request, signals
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from core.records import Locator, Sighting
from core.words import SightingKind
from crawlers.proof import Move, compare, filled_shares
from crawlers.robots_pace import RobotsPace, asked_delay
from tests.crawlers.sites import Site, firms, page


def seen(name: str, booth: str | None = None, kind: SightingKind = SightingKind.firm) -> Sighting:
    return Sighting(
        id=f"s{name}{booth}", source="x", url="http://x.example/", locator=Locator(), seen_at=datetime(2027, 1, 1, tzinfo=UTC),
        name=name, booth=booth, kind=kind,
    )  # fmt: skip


def test_new_gone_and_moved() -> None:
    before = [seen("Abt", "A1"), seen("Bosal", "B1"), seen("Cox", "C1"), seen("Valeo", "V1"), seen("Valeo", "V2")]
    now = [seen("Abt", "A1"), seen("Bosal", "B9"), seen("Delphi"), seen("Valeo", "V2"), seen("Valeo", "V1")]
    found = compare(before, now)
    assert (found.new, found.gone) == (("Delphi",), ("Cox",))
    assert found.moved == (Move(name="Bosal", before=("B1",), now=("B9",)),)


def test_brands_are_no_firms() -> None:
    assert compare([], [seen("Brand X", kind=SightingKind.brand)]).new == ()
    assert filled_shares([seen("Abt", "A1"), seen("Brand X", kind=SightingKind.brand)]) == {"booth": 1.0}


@pytest.mark.parametrize(
    ("rules", "delay"),
    [
        ("User-agent: *\nDisallow:\n", 0.0),
        ("User-agent: *\nCrawl-delay: 7\n", 7.0),
        ("User-agent: *\nRequest-rate: 1/5\n", 5.0),
        ("User-agent: showfloor\nCrawl-delay: 3\n\nUser-agent: *\nCrawl-delay: 60\n", 3.0),
    ],
)
def test_the_delay_that_robots_txt_asks_for(rules: str, delay: float) -> None:
    assert asked_delay(Protego.parse(rules), "Showfloor/0.1") == delay


def test_a_crawl_delay_is_kept_against_autothrottle() -> None:
    slot = SimpleNamespace(delay=0.1, concurrency=4, jitter=0.5)
    downloader = SimpleNamespace(slots={"x.example": slot}, per_slot_settings={})
    crawler = SimpleNamespace(
        signals=SignalManager(), settings=Settings({"USER_AGENT": "Showfloor/0.1", "DOWNLOAD_DELAY": 1.0}),
        engine=SimpleNamespace(downloader=downloader),
    )  # fmt: skip
    pace = RobotsPace(crawler)
    request = Request("http://x.example/robots.txt")
    rules = SimpleNamespace(rp=Protego.parse("User-agent: *\nCrawl-delay: 6\n"))
    crawler.signals.send_catch_log(signals.robots_parsed, robotparser=rules, request=request)
    slot.delay = 0.2
    crawler.signals.send_catch_log(signals.response_downloaded, response=None, request=request, spider=None)
    assert pace.floor == {"x.example": 6.0}
    assert (slot.delay, slot.concurrency) == (6.0, 1)


@pytest.mark.shared
def test_a_real_automotive_show(crawl_here: Callable[..., Any], shared: Path) -> None:
    site, saved = Site(), (shared / "lists" / "equip-auto-paris-2025" / "page.html").read_bytes()
    site.pages["/liste"] = lambda q: saved
    rows, report = crawl_here(site, "/liste")
    kinds = Counter(row.kind for row in rows)
    assert kinds[SightingKind.firm] == 1195
    assert kinds[SightingKind.brand] == 124
    assert sum(bool(row.booth) for row in rows if row.kind is SightingKind.firm) >= 1190
    assert len([row for row in rows if row.name == "VALEO"]) == 3
    assert report.proof.verdict == "complete"


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("Marque de BOSAL SA", "brand"),
        ("A brand of Bosal", "brand"),
        ("品牌商标 Trademark", "brand"),
        ("所属展商: 保隆科技", "brand"),
        ("Brand", "brand"),
        ("Brand new brake discs", "firm"),
        ("Brembo, Bosch", "firm"),
    ],
)
def test_trademark_cards_are_kept_apart(note: str, kind: str, crawl_here: Callable[..., Any]) -> None:
    site, shown = Site(), firms(20)
    card = f'<article class="card"><h3>POWERSTOP</h3><p class="stand">{note}</p></article>'
    site.pages["/list"] = lambda q: page(shown).replace("</article>", "</article>" + card, 1)
    rows, _ = crawl_here(site, "/list", browser=False)
    found = {row.name: row.kind for row in rows}
    assert found.pop("POWERSTOP", SightingKind(kind)) == kind
    assert set(found) == {firm.name for firm in shown}
    assert set(found.values()) == {SightingKind.firm}
