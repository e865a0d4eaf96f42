"""The walk alone: what is asked for, what counts as the same record, when it stops, and what it can prove."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.errors import SourceDown
from core.listing import Answer, Ask, CrawlReport, ListConfig, PlatformReading, ProofVerdict
from core.records import ListRow, Sighting
from core.words import Access
from crawlers.frontier import Limits
from crawlers.walk import Walk

Site = Mapping[str, str] | Callable[[str], str]


class Lines:
    """A platform for these tests: one firm a line as `name|booth|profile`, `>url` is a link, `=n` a total."""

    name = "lines"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        return None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        return (Ask(url=config.url),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        lines = answer.text.split()
        if lines == ["?"]:
            raise SourceDown("lines", Access.layout_changed, "no line is known")
        fields = [(line + "||").split("|") for line in lines if line[0] not in ">="]
        return PlatformReading(
            rows=tuple(ListRow(name=f[0], booth=f[1] or None, profile_url=f[2] or None) for f in fields),
            declared_total=next((int(line[1:]) for line in lines if line[0] == "=" and line[1:].isdigit()), None),
            more=tuple(Ask(url=line[1:], label=line[-1:]) for line in lines if line[0] == ">"),
            refused="the rest was not read" if "=cut" in lines else None,
        )


def walked(site: Site, limits: Limits | None = None, **config: object) -> tuple[list[Sighting], CrawlReport, Walk]:
    """Walk a site that is a table or a function from URL to page; an unknown URL is a 404."""
    told = ListConfig.model_validate({"title": "Example Auto Show 2027", "url": "http://x.example/1", **config})
    walk = Walk("x_2027", told, Lines(), limits)
    rows: list[Sighting] = []
    waiting = list(walk.start())
    while waiting:
        ask = waiting.pop(0)
        text = site(ask.url) if callable(site) else site.get(ask.url)
        status, access = (200, Access.ok) if text is not None else (404, Access.not_found)
        step = walk.take(Answer(ask=ask, final_url=ask.url, status=status, access=access, text=text or ""))
        rows += step.sightings
        waiting += step.asks
    rows += walk.finish()
    return rows, walk.report(), walk


def test_every_row_carries_its_provenance() -> None:
    rows, report, _ = walked({"http://x.example/1": "Abt|A1 Bosal|B2"})
    second = rows[1]
    assert (second.source, second.url, second.locator.row) == ("x_2027", "http://x.example/1", 2)
    assert second.seen_at.tzinfo is UTC
    assert len({row.id for row in rows}) == 2
    assert report.list == "x_2027"


def test_ids_do_not_depend_on_the_place_in_the_list() -> None:
    one, _, _ = walked({"http://x.example/1": "Abt|A1 Bosal|B2"})
    other, _, _ = walked({"http://x.example/1": "New|Z1 Bosal|B2 Abt|A1"})
    assert {row.id for row in one} < {row.id for row in other}


def test_the_same_record_on_several_pages_counts_once() -> None:
    rows, report, _ = walked(
        {"http://x.example/1": "Abt|A1 Bosal >http://x.example/2", "http://x.example/2": "Bosal Abt|A1 Cox"}
    )
    assert [row.name for row in rows] == ["Abt", "Bosal", "Cox"]
    assert (report.proof.rows, report.proof.unique_rows, report.proof.duplicate_rows) == (5, 3, 2)


def test_one_firm_at_several_stands_is_several_sightings() -> None:
    rows, _, _ = walked({"http://x.example/1": "Valeo|A1 Valeo|B1 Valeo|C1"})
    assert [row.booth for row in rows] == ["A1", "B1", "C1"]


def test_namesakes_with_pages_of_their_own_are_two() -> None:
    rows, _, _ = walked({"http://x.example/1": "Abt||http://x.example/p/1 Abt||http://x.example/p/2"})
    assert len({row.id for row in rows}) == 2


@pytest.mark.parametrize(
    ("site", "firms", "stopped"),
    [
        ({"http://x.example/1": "A >http://x.example/1"}, 1, "every page"),
        ({"http://x.example/1": "A >http://x.example/2", "http://x.example/2": "B >http://x.example/1"}, 2, "every page"),
        ({"http://x.example/1": "A >http://x.example/1?b=2&a=1", "http://x.example/1?b=2&a=1": "B >http://x.example/1?a=1&b=2#top"}, 2, "every page"),
        (lambda url: f"A B C >http://x.example/{int(url.rpartition('/')[2]) + 1}", 3, "only repeat"),
        (lambda url: f">http://x.example/{int(url.rpartition('/')[2]) + 1}", 0, "only repeat"),
        (lambda url: "A B " + " ".join(f">{url}/{i}" for i in range(9)), 2, "only repeat"),
        (lambda url: f"F{url.rpartition('/')[2]} >http://x.example/{int(url.rpartition('/')[2]) + 1}", 50, "cap of 50"),
    ],
    ids=["itself", "circle", "same-parameters", "last-page-for-ever", "calendar", "spreading", "endless"],
)  # fmt: skip
def test_traps_end_and_say_so(site: Site, firms: int, stopped: str) -> None:
    rows, report, walk = walked(site, Limits(pages=50))
    assert len(rows) == firms
    assert stopped in report.proof.stopped
    assert walk.requests <= 50


def test_the_time_limit_ends_a_crawl() -> None:
    moments = (datetime(2027, 1, 1, tzinfo=UTC) + timedelta(seconds=30 * n) for n in range(1000))
    walk = Walk(
        "x", ListConfig(title="Example Auto Show 2027", url="http://x.example/1"), Lines(), Limits(seconds=60), lambda: next(moments)
    )  # fmt: skip
    waiting = list(walk.start())
    for n in range(2, 100):
        if not waiting:
            break
        ask = waiting.pop(0)
        text = f"F{n} >http://x.example/{n}"
        waiting += walk.take(Answer(ask=ask, final_url=ask.url, status=200, access=Access.ok, text=text)).asks
    report = walk.report()
    assert "time limit" in report.proof.stopped
    assert report.proof.verdict is ProofVerdict.incomplete


@pytest.mark.parametrize(
    ("site", "verdict", "said"),
    [
        ({"http://x.example/1": "A B =2"}, "complete", "states 2"),
        ({"http://x.example/1": "A B =3"}, "incomplete", "2 were read"),
        ({"http://x.example/1": "A B =1"}, "unknown", "more than stated"),
        ({"http://x.example/1": "A B"}, "unknown", "no total"),
        ({"http://x.example/1": "A >http://x.example/2", "http://x.example/2": "B"}, "complete", "all 2 pages"),
        ({"http://x.example/1": "A >http://x.example/2"}, "incomplete", "404"),
        ({"http://x.example/1": "A =2 >http://x.example/2"}, "incomplete", "404"),
    ],
)
def test_the_verdict_and_its_reason(site: Site, verdict: str, said: str) -> None:
    _, report, _ = walked(site)
    assert report.proof.verdict == verdict
    assert said in report.proof.why


def test_unread_pages_are_gaps_with_their_label() -> None:
    _, report, _ = walked(
        {"http://x.example/1": "A >http://x.example/K >http://x.example/L", "http://x.example/L": "L"}
    )
    assert report.proof.gaps == ("K (not_found: HTTP 404)",)
    assert (report.proof.pages_reached, report.proof.pages_known) == (2, 3)


def test_a_page_of_which_only_the_beginning_was_read_is_a_gap() -> None:
    rows, report, _ = walked({"http://x.example/1": "A B =cut"})
    assert len(rows) == 2
    assert report.proof.gaps == ("http://x.example/1: the rest was not read",)
    assert report.proof.verdict is ProofVerdict.incomplete


def test_a_site_that_wants_to_be_left_alone_is_left_alone() -> None:
    told = ListConfig(title="Example Auto Show 2027", url="http://x.example/1")
    walk = Walk("x", told, Lines())
    (first,) = walk.start()
    step = walk.take(Answer(ask=first, final_url=first.url, status=200, access=Access.ok, text="A >http://x.example/2"))
    walk.fail(step.asks[0], Access.challenged, "HTTP 200")
    report = walk.report()
    assert walk.stopped == "the site answered challenged"
    assert report.access is Access.challenged
    assert report.proof.verdict is ProofVerdict.incomplete


def test_filled_shares_count_firms_only() -> None:
    _, report, _ = walked({"http://x.example/1": "A|A1 B|B1 C D"})
    assert report.proof.filled == {"booth": 0.5}
