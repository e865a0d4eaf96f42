"""Links of records as columns: the firm's own site, its page on the list's site, its e-mail and phone links."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from urllib.parse import unquote

from crawlers.lists.columns import Column
from crawlers.lists.dom import Atom, Link, Page, host_of, same_site
from crawlers.lists.vocabulary import plain

_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|fb|twitter|x|linkedin|instagram|youtube|youtu|xing|tiktok|pinterest|whatsapp|wa|t|telegram|weibo|vimeo|flickr|"
    r"threads|snapchat|bsky|line|kakao|pf\.kakao|maps\.google|goo|maps\.apple|openstreetmap|addtoany|sharethis|blog\.naver)\."
    r"(?:com|be|me|de|net|gl|org|app|social|co\.[a-z]{2})$",
    re.I,
)
_ASIDE = re.compile(
    r"floor-?plan|hall-?plan|saalplan|plan-?salle|\bmap\b|/maps?/|favou?rit|bookmark|wishlist|login|signin|share|print|vcard|\.ics|calendar|add-?to|compare|javascript:",
    re.I,
)
_MAP = re.compile(
    r"//(?:www\.)?(?:google\.[a-z.]+/maps|maps\.|map\.|goo\.gl/maps|bing\.com/maps|map\.(?:baidu|qq|naver|kakao))", re.I
)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|svg|webp|pdf|docx?|xlsx?|zip|mp4)(?:$|\?)", re.I)


def usable(href: str) -> bool:
    """Is it an address rather than a script, an anchor or nothing?"""
    lowered = href.lower()
    return bool(href) and not lowered.startswith(("#", "javascript:", "data:", "about:", "blob:")) and href != "/"


def link_columns(page: Page, spans: Sequence[tuple[int, int]], names: Sequence[Atom]) -> list[Column]:
    """Columns of addresses: profile, website, e-mail, phone; one value a record each, "" where it has none."""
    size = len(spans)
    profile, website = (
        Column("@profile", [""] * size, link="internal"),
        Column("@website", [""] * size, link="external"),
    )
    email, phone = Column("@email", [""] * size, hint="email"), Column("@phone", [""] * size, hint="phone")
    starts = [link.node for link in page.links]
    taken = [page.links[bisect_left(starts, start) : bisect_left(starts, end)] for start, end in spans]
    own = host_of(page.base if page.base.startswith("http") else page.url)
    address = host_of(page.url)
    repeated = _repeated(page, taken)
    for row, (links, name) in enumerate(zip(taken, names, strict=True)):
        best = (0.0, "")
        for link in [*links, *_around(page, name)]:
            href = link.href
            if href.lower().startswith("mailto:"):
                email.values[row] = email.values[row] or unquote(href[7:].split("?")[0]).strip()
            elif href.lower().startswith(("tel:", "callto:")):
                phone.values[row] = phone.values[row] or unquote(href.split(":", 1)[1]).strip()
            elif usable(href) and not href.lower().startswith(("sms:", "whatsapp:", "skype:")):
                best = _weigh(page, row, link, name, (own, address), repeated, best, website)
        profile.values[row] = best[1]
    return [c for c in (profile, website, email, phone) if any(c.values)]


def _weigh(
    page: Page,
    row: int,
    link: Link,
    name: Atom,
    hosts: tuple[str, str],
    repeated: set[str],
    best: tuple[float, str],
    website: Column,
) -> tuple[float, str]:
    """Keep an outer link as the website; return the better of two profile links."""
    url = page.join(link.href)
    host = host_of(url)
    if not host or not url.startswith("http"):
        return best
    if not any(same_site(host, h) for h in hosts if h):
        if url not in repeated and outer_site(page, url) and not website.values[row]:
            website.values[row] = link.href.strip() if link.href.strip().startswith("http") else url
        return best
    if url in repeated or url.split("#")[0] == page.url.split("#")[0]:
        return best
    score = 1.0
    score += 1.0 if name.href and link.href == name.href else 0.0
    score += 0.6 if _slug_like(url, name.text) else 0.0
    score -= 0.8 if _ASIDE.search(link.href) or _FILE.search(url) else 0.0
    score += 0.1 if "#" not in link.href else -0.3
    return (score, url) if score > max(best[0], 0.25) else best


def _around(page: Page, name: Atom) -> list[Link]:
    """The link that wraps a whole record from outside its span is still the record's."""
    return [Link(name.href, name.node, 0, "", 0)] if name.href else []


def _repeated(page: Page, taken: Sequence[Sequence[Link]]) -> set[str]:
    """Addresses that many records share say nothing about one of them."""
    seen: dict[str, int] = {}
    for links in taken:
        for url in {page.join(link.href) for link in links if usable(link.href)}:
            seen[url] = seen.get(url, 0) + 1
    least = max(3, int(0.12 * len(taken)))
    return {url for url, count in seen.items() if count >= least}


def _slug_like(url: str, name: str) -> bool:
    words = [w for w in plain(name).split() if len(w) > 2]
    path = unquote(url.split("//", 1)[-1]).casefold()
    return bool(words) and words[0] in path


def outer_site(page: Page, url: str) -> bool:
    """Does an address lead out of this site to one that could be a firm's: no network, map or file?"""
    host = host_of(url)
    if not host or not url.startswith("http") or same_site(host, host_of(page.url) or host_of(page.base)):
        return False
    return not (_SOCIAL.search(host.removeprefix("www.")) or _FILE.search(url) or _MAP.search(url))
