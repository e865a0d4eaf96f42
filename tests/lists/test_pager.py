"""Where a list goes on: each case is what a pager looks like on some site, and where its next page is."""

from __future__ import annotations

import pytest

from crawlers.lists import read_pager

URL = "https://www.show.example/exhibitors"
P2 = URL + "?page=2"
NEXT: dict[str, tuple[str, str, str | None]] = {
    "rel": (URL, '<link rel="next" href="/exhibitors?page=2">', P2),
    "rel_anchor": (URL, '<a rel="next" href="?page=2">2nd page</a>', P2),
    "word": (URL, '<div class="pagination"><a href="?page=2">Next</a></div>', P2),
    "mark": (URL, '<ul class="pager"><li><a href="?page=2">»</a></li></ul>', P2),
    "aria": (URL, '<nav aria-label="Pagination"><a href="?page=2" aria-label="Next page"><svg></svg></a></nav>', P2),
    "icon": (URL, '<div class="paging"><a href="?page=2"><i class="fa fa-angle-right"></i></a></div>', P2),
    "german": (URL, '<p class="seiten"><a href="?seite=2">weiter</a></p>', URL + "?seite=2"),
    "french": (URL, '<div><a href="?p=2">Page suivante</a></div>', URL + "?p=2"),
    "italian": (URL, '<div><a href="?page=2">Successivo</a></div>', P2),
    "spanish": (URL, '<div><a href="?pagina=2">Siguiente ›</a></div>', URL + "?pagina=2"),
    "dutch": (URL, '<div><a href="?page=2">Volgende</a></div>', P2),
    "chinese": (URL, '<div class="fy"><a href="list_2.html">下一页</a><a href="list_9.html">末页</a></div>', "https://www.show.example/list_2.html"),
    "japanese": (URL, '<div><a href="?page=2">次へ</a></div>', P2),
    "korean": (URL, '<div class="paging"><a href="?page=2">다음</a></div>', P2),
    "numbers_current_span": (URL, '<div><span>1</span> <a href="?page=2">2</a> <a href="?page=3">3</a></div>', P2),
    "numbers_middle": (P2, '<div class="pg"><a href="?page=1">1</a> <b>2</b> <a href="?page=3">3</a></div>', URL + "?page=3"),
    "numbers_zero_based": (URL, '<ul class="pager"><li class="is-active"><a href="?page=0">1</a></li><li><a href="?page=1">2</a></li></ul>', URL + "?page=1"),
    "offset": (URL + "?start=20", '<div><a href="?start=0">1</a> <a href="?start=20">2</a> <a href="?start=40">3</a></div>', URL + "?start=40"),
    "path": (URL + "/page/2/", '<a class="page-numbers" href="/exhibitors/page/1/">1</a><span class="page-numbers current">2</span><a class="page-numbers" href="/exhibitors/page/3/">3</a>', URL + "/page/3/"),
    "last_page": (URL + "?page=3", '<div class="pagination"><a href="?page=2">Previous</a><a href="?page=1">1</a><a href="?page=2">2</a><span>3</span></div>', None),
    "disabled": (URL + "?page=3", '<ul class="pagination"><li><a href="?page=2">2</a></li><li class="active"><a href="?page=3">3</a></li><li class="disabled"><a href="?page=3">Next</a></li></ul>', None),
    "load_more_link": (URL, '<a class="btn" href="?offset=24">Load more</a>', URL + "?offset=24"),
    "load_more_data": (URL, '<button data-url="/ajax/exhibitors?page=2">Mehr laden</button>', "https://www.show.example/ajax/exhibitors?page=2"),
    "next_data": (URL, '<div class="list" data-next-url="/exhibitors?page=2"></div>', P2),
    "htmx": (URL, '<div hx-get="/exhibitors?page=2" hx-trigger="revealed" class="load-more"></div>', P2),
    "carousel": (URL, '<div class="carousel"><a class="carousel-control-next" href="/gallery/2">Next</a></div>', None),
    "swiper": (URL, '<div class="swiper-button-next"><a href="/slide2">Next</a></div>', None),
    "article": (URL, '<nav class="post-navigation"><a rel="next" href="/news/older-story">Next post</a></nav>', None),
    "next_event": (URL, '<a href="/events/2028">Next event »</a>', None),
    "year": (URL, '<a href="/exhibitors-2025">2025</a><a href="/exhibitors-2026">2026</a>', None),
    "script": (URL, '<div class="pagination"><a href="javascript:go(2)">2</a><a href="#">Next</a></div>', None),
    "no_pager": (URL, '<a href="/contact">Contact</a>', None),
    "next_steps": (URL, '<a href="/register">Next step: register</a>', None),
    "query_kept": (URL + "?q=x&page=1", '<div class="pagination"><a href="?q=x&amp;page=2">&gt;</a></div>', URL + "?q=x&page=2"),
    "select": (URL + "?page=1", '<select name="p"><option value="?page=1" selected>1</option><option value="?page=2">2</option><option value="?page=3">3</option></select>', P2),
    "showing_arrow": (URL, '<div class="results-nav"><a title="Next 20 results" href="?from=20"><img src="r.gif" alt="next"></a></div>', URL + "?from=20"),
    "koelnmesse": (URL + "?start=20", '<div class="pagination"><a class="slick-prev" href="?start=0"></a><a href="?start=40" class="next">40</a></div>', URL + "?start=40"),
    "breadcrumb": (URL, '<div class="breadcrumb"><a href="/">Home</a> › <a href="/exhibitors">Exhibitors</a></div>', None),
    "japanese_numbers": (URL, '<div><strong>1</strong>｜<a href="/exhibitors/?pageID=2">2</a>｜<a href="/exhibitors/?pageID=3">3</a></div>', URL + "/?pageID=2"),
    "calendar": (URL, '<table class="calendar"><tr><td><a href="?month=7">»</a></td></tr><tr><td><a href="?d=1">1</a></td><td><a href="?d=2">2</a></td></tr></table>', None),
    "rating": (URL, '<div class="halls"><a href="/hall/1">1</a> <a href="/hall/2">2</a></div>', None),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(NEXT))
def test_the_next_page_is_found_and_nothing_else_is_taken_for_it(name: str) -> None:
    url, body, wanted = NEXT[name]
    assert read_pager(f"<html><body>{body}</body></html>", url).next == wanted


def test_numbered_pages_are_listed_in_order_without_the_current_one() -> None:
    body = '<div class="pagination"><span>1</span><a href="?page=2">2</a><a href="?page=3">3</a><a href="?page=17">17</a><a href="?page=2">Next</a></div>'
    reading = read_pager(body, URL)
    assert reading.pages == (P2, URL + "?page=3", URL + "?page=17")


def test_an_index_of_letters_is_the_pages_of_the_list() -> None:
    body = (
        "".join(f'<a href="/exhibitors/{c.lower()}">{c}</a>' for c in "ABCDEFG") + '<a href="/exhibitors/other">0-9</a>'
    )
    reading = read_pager(f"<div>{body}</div>", URL + "/a")
    assert reading.kind == "letters"
    assert reading.next is None
    assert len(reading.pages) == 7


def test_an_index_of_countries_is_the_pages_of_the_list() -> None:
    body = "".join(
        f'<li><a href="?country={c}">{n}</a></li>'
        for c, n in (("de", "Germany"), ("fr", "France"), ("it", "Italy"), ("jp", "Japan"))
    )
    reading = read_pager(f"<ul>{body}</ul>", URL)
    assert (reading.kind, len(reading.pages)) == ("countries", 4)


def test_the_largest_page_size_comes_first() -> None:
    reading = read_pager(
        '<div>Show <a href="?limit=20">20</a> <a href="?limit=100">100</a> <a href="?limit=50">50</a></div>', URL
    )
    assert reading.pages[0] == URL + "?limit=100"
