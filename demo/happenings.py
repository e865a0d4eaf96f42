"""What happened at a firm: news on its site, patents in the patent search."""

import random
from datetime import date, timedelta

from core.words import ActivityKind
from demo.draw import bank, home
from demo.records import NewsItem, Patent, Trap
from demo.traps import WITHOUT_RD

_PRODUCT, _RD = ActivityKind.product, ActivityKind.rd_news
_EDGE = {Trap.event_364: 364, Trap.event_365: 365, Trap.event_366: 366}
_STALE = {Trap.no_activity, Trap.undated_news, Trap.copyright_only, Trap.published_late, *_EDGE}
_NEEDS_PATENT = {Trap.site_down, Trap.no_site, Trap.lookalike_domain, Trap.soft_404}


def news(draw: random.Random, traps: tuple[Trap, ...], today: date, brand: tuple[str, str],
         products: tuple[tuple[str, str], ...], language: str) -> tuple[NewsItem, ...]:  # fmt: skip
    """News, newest first. Traps of activity leave nothing that counts within the year, or nothing with a date."""
    stale = bool(_STALE & set(traps))
    kinds = [_PRODUCT] if WITHOUT_RD & set(traps) else [_PRODUCT, _RD]
    ages: list[tuple[ActivityKind | None, int]] = []
    if not stale:
        ages += [(draw.choice(kinds), draw.randrange(8, 340)) for _ in range(draw.randrange(1, 4))]
    ages += [(_PRODUCT, days) for trap, days in _EDGE.items() if trap in traps]
    ages += [(draw.choice(kinds), draw.randrange(400, 1400)) for _ in range(draw.randrange(2, 5))]
    ages += [(None, draw.randrange(15, 1100)) for _ in range(draw.randrange(0, 4))]
    undated = {Trap.undated_news, Trap.copyright_only} & set(traps)
    items: list[NewsItem] = []
    for index, (kind, days) in enumerate(sorted(ages, key=lambda age: age[1])):
        titles = [_title(draw, lang, kind, brand, products) for lang in (home(language), "en")]
        day = None if undated else today - timedelta(days=days)
        slug = f"{draw.choice('abcdefgh')}{draw.randrange(100, 999)}{index}"
        if titles[0] not in {item.title for item in items}:
            items.append(NewsItem(slug=slug, title=titles[0], title_en=titles[1], kind=kind, day=day))
    return tuple(items)


def _title(draw: random.Random, language: str, kind: ActivityKind | None, brand: tuple[str, str],
           products: tuple[tuple[str, str], ...]) -> str:  # fmt: skip
    words = bank(language)
    key = {_PRODUCT: "news_product", _RD: "news_rd", None: "news_noise"}[kind]
    product = draw.choice(products)
    chinese = language == "zh"
    text: str = draw.choice(words[key]).format(
        brand=brand[0] if chinese else brand[1], product=product[0] if chinese else product[1],
        centre=draw.choice(words["centres"]),
    )  # fmt: skip
    return text


def patents(draw: random.Random, traps: tuple[Trap, ...], today: date, applicant: str,
            products: tuple[tuple[str, str], ...]) -> tuple[Patent, ...]:  # fmt: skip
    """Publications of a firm, newest first."""
    needed = bool(_NEEDS_PATENT & set(traps))
    ages: list[tuple[int, int]] = []
    if Trap.published_late in traps:
        filed = draw.randrange(430, 540)
        ages.append((filed, draw.randrange(20, 300)))
    elif not (_STALE & set(traps)) and (needed or draw.random() < 0.5):
        for _ in range(draw.randrange(1, 6)):
            filed = draw.randrange(40, 330)
            ages.append((filed, max(5, filed - draw.randrange(30, 200))))
    if draw.random() < 0.7:
        for _ in range(draw.randrange(1, 16)):
            filed = draw.randrange(800, 2600)
            ages.append((filed, filed - draw.randrange(120, 380)))
    rows = [_patent(draw, today, applicant, products, filed, published) for filed, published in ages]
    return tuple(sorted(rows, key=lambda row: (row.published_on, row.number), reverse=True))


def _patent(draw: random.Random, today: date, applicant: str, products: tuple[tuple[str, str], ...],
            filed: int, published: int) -> Patent:  # fmt: skip
    filed_on, published_on = today - timedelta(days=filed), today - timedelta(days=published)
    kind, letter = draw.choice([("1", "A"), ("1", "B"), ("2", "U"), ("3", "S")])
    thing = draw.choice(products)[0]
    title = draw.choice(
        ["一种{}", "一种{}的装配工装", "一种{}及其控制方法", "{}的密封结构", "用于{}的检测装置"]
    ).format(thing)
    return Patent(
        number=f"CN{filed_on.year}{kind}0{draw.randrange(10**6):06d}.{draw.choice('0123456789X')}",
        publication=f"CN{int(kind)}{draw.randrange(10**8):08d}{letter}",
        title=title, filed_on=filed_on, published_on=published_on, applicant=applicant,
    )  # fmt: skip


def latest(items: tuple[NewsItem, ...]) -> date | None:
    """The newest dated news that counts as R&D activity."""
    return max((item.day for item in items if item.day and item.kind), default=None)
