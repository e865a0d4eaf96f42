"""The three lists of the demo: a paged show list, a show list drawn from JSON, an association's list in GBK."""

from __future__ import annotations

import json
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from core.words import SightingKind
from demo.draw import dice
from demo.memberships import ASSOCIATION, PARTS, SHOW
from demo.records import ListEntry, World
from demo.reply import NOT_FOUND, Reply, drawn, html, json_text

SHOW_HOST, PARTS_HOST, ASSOCIATION_HOST = (
    "show.autoexpo-demo.example", "www.partsexpo-demo.example", "association.demo.example",
)  # fmt: skip
PER_PAGE = 24


@lru_cache(maxsize=64)
def rows(world: World, key: str) -> tuple[ListEntry, ...]:
    """The rows of one list in the order in which it shows them."""
    return tuple(entry for entry in world.entries if entry.list == key)


def show(world: World, target: str) -> Reply:
    """Cards, 24 a page, with a next link and the total."""
    parts = urlsplit(target)
    if parts.path == "/":
        return html(
            '<html><title>AutoExpo Demo 2026</title><body><a href="/exhibitors?page=1">参展商名录</a></body></html>'
        )
    if parts.path != "/exhibitors":
        return NOT_FOUND
    entries = rows(world, SHOW)
    pages = max(1, -(-len(entries) // PER_PAGE))
    number = int(parse_qs(parts.query).get("page", ["1"])[0])
    if not 1 <= number <= pages:
        return NOT_FOUND
    here = entries[(number - 1) * PER_PAGE : number * PER_PAGE]
    style = dice("show", world.seed).randrange(2)
    return drawn(
        "list_show.html", entries=here, total=len(entries), page=number, pages=pages, style=style,
        year=world.today.year, brand=SightingKind.brand, firms=_owners(world),
    )  # fmt: skip


def _owners(world: World) -> dict[str, str]:
    return {firm.id: firm.legal_name for firm in world.firms}


def parts_show(world: World, target: str) -> Reply:
    """A page without rows, which draws them from a JSON address with offset paging."""
    parts = urlsplit(target)
    if parts.path in ("/", "/exhibitors"):
        return drawn("list_drawn.html", year=world.today.year)
    if parts.path != "/api/exhibitors":
        return NOT_FOUND
    query = parse_qs(parts.query)
    offset, limit = int(query.get("offset", ["0"])[0]), min(50, int(query.get("limit", ["30"])[0]))
    entries = rows(world, PARTS)
    items = [
        {
            "id": 1000 + offset + number, "companyName": entry.name, "companyNameEn": entry.name_en, "country": entry.country,
            "city": entry.city, "boothNo": entry.booth, "website": entry.website, "category": entry.category,
            "type": "brand" if entry.kind is SightingKind.brand else "exhibitor",
        }
        for number, entry in enumerate(entries[offset : offset + limit])
    ]  # fmt: skip
    body = {"code": 0, "data": {"total": len(entries), "offset": offset, "limit": limit, "list": items}}
    return json_text(json.dumps(body, ensure_ascii=False))


def association(world: World, target: str) -> Reply:
    """A table a letter in GBK, 40 members a page; the index links to every page."""
    parts = urlsplit(target)
    entries = rows(world, ASSOCIATION)
    pages = max(1, -(-len(entries) // 40))
    if parts.path == "/":
        return html(
            "<html><title>示例汽车工业协会</title><body><a href='/members/index.html'>会员名录</a></body></html>", "gbk"
        )
    number = 1 if parts.path == "/members/index.html" else _number(parts.path)
    if number is None or not 1 <= number <= pages:
        return NOT_FOUND
    here = entries[(number - 1) * 40 : number * 40]
    return drawn("list_association.html", "gb18030", "gbk", entries=here, total=len(entries), page=number, pages=pages,
                 start=(number - 1) * 40)  # fmt: skip


def _number(path: str) -> int | None:
    head, _, tail = path.partition("/members/list_")
    digits = tail.removesuffix(".html")
    return int(digits) if head == "" and digits.isdigit() else None
