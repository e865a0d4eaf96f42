"""Dates of a site's frame date nothing, and a brand with which the domain begins speaks of the firm."""

from datetime import UTC, datetime

import pytest

from core.words import HasRd
from enrich.activity_parse import parse_events, undated
from enrich.rd_centre import parse_rd

NOW = datetime(2026, 11, 22, tzinfo=UTC)
PAGE = (
    "<html lang=en><title>Innovation</title><body><p>Kunyong</p><h2>Innovation</h2>"
    "<p>Kunyong operates its own R&amp;D center with 16 development engineers and 4 test laboratories.</p>"
    "<p>上海坤甬驱动系统股份有限公司</p><p>{frame}</p></body></html>"
)


@pytest.mark.parametrize(
    "frame",
    ["Site last updated: 22 Nov 2026", "网站最后更新：2026-11-22　今天是2026-11-22", "Letzte Aktualisierung: 22.11.2026", "最終更新日：2026年11月22日"],
)  # fmt: skip
def test_a_date_of_the_frame_makes_no_event(frame: str) -> None:
    assert parse_events(PAGE.format(frame=frame), "http://www.kunyong-edrive.example/yfzx.html", NOW) == ()


@pytest.mark.parametrize(
    ("frame", "told"),
    [("网站最后更新：2026-11-22　今天是2026-11-22", ("坤甬新一代电驱动总成量产下线",)), ("2026-11-20 员工献血", ())],
)
def test_news_are_undated_though_the_frame_tells_a_day(frame: str, told: tuple[str, ...]) -> None:
    page = f"<html lang=zh><body><h2>新闻中心</h2><p>坤甬新一代电驱动总成量产下线</p><p>{frame}</p></body></html>"
    assert undated(page, "http://www.kunyong-edrive.example/news.html") == told


def test_a_word_with_which_the_domain_begins_is_the_firm() -> None:
    read = PAGE.format(frame="")
    assert parse_rd(read, "http://www.kunyong-edrive.example/yfzx.html").has_rd is HasRd.yes
    assert parse_rd(read, "http://www.kunyongedrive.example/yfzx.html").has_rd is HasRd.yes
    assert parse_rd(read, "http://www.other.example/yfzx.html").has_rd is not HasRd.yes


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("集团公司在德国设有研发中心，本厂负责尾灯的批量生产。", HasRd.unknown),
        ("集团设有研发中心，现有工程师300人。", HasRd.yes),
    ],
)
def test_a_centre_of_the_group_is_not_the_plants(said: str, answer: HasRd) -> None:
    assert parse_rd(f"<html lang=zh><body><p>{said}</p></body></html>", "http://a.example/").has_rd is answer
