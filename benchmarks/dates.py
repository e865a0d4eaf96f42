"""The day of publication: our reader beside htmldate (careful and extensive) and trafilatura, on the same made pages.

`python -m benchmarks.dates [pages] [seed]` prints a table for pages of known systems in six languages and one for pages
composed by chance in twenty-five: share right, wrong, none; the score counts a wrong date twice as much as none; CPU
milliseconds a page. A last table gives the CPU time of one page of long prose, by its size.
"""

from __future__ import annotations

import logging
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from tests.enrich.news_maker import NewsPage
from tests.enrich.news_pages import news_pages
from tests.enrich.press_maker import press_words
from tests.enrich.press_pages import press_pages

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def ours(page: NewsPage) -> str | None:
    """This project's reader."""
    from enrich.published import published_on

    found = published_on(page.html, page.url, NOW)
    return found.date.isoformat() if found else None


def careful(page: NewsPage) -> str | None:
    """htmldate without its search through all text."""
    from htmldate import find_date

    found: str | None = find_date(page.html, extensive_search=False, original_date=True, url=page.url)
    return found


def extensive(page: NewsPage) -> str | None:
    """htmldate as it comes."""
    from htmldate import find_date

    found: str | None = find_date(page.html, original_date=True, url=page.url)
    return found


def metadata(page: NewsPage) -> str | None:
    """trafilatura's metadata."""
    from trafilatura import extract_metadata

    found = extract_metadata(page.html, default_url=page.url)
    date: str | None = found.date if found else None
    return date


READERS: dict[str, Callable[[NewsPage], str | None]] = {
    "ours": ours,
    "htmldate careful": careful,
    "htmldate extensive": extensive,
    "trafilatura": metadata,
}


def main() -> None:
    """Print the tables."""
    logging.disable(logging.CRITICAL)
    count, seed = (int(a) for a in (*sys.argv[1:], "300", "1")[:2]) if len(sys.argv) > 1 else (300, 1)
    for title, pages in (("known systems", news_pages(count, seed)), ("composed", press_pages(count, seed))):
        print(f"{title:20} {'right':>7} {'wrong':>7} {'none':>7} {'score':>7} {'ms/page':>8}")
        for name, read in READERS.items():
            row(name, read, pages)
    print("long prose, KB   ms")
    for size in (20, 200):
        print(f"{size:14} {1000 * min(long_prose(size) for _ in range(3)):5.0f}")


def row(name: str, read: Callable[[NewsPage], str | None], pages: list[NewsPage]) -> None:
    """Read all pages with one reader and print its line."""
    counted: Counter[str] = Counter()
    start = time.process_time()
    for page in pages:
        try:
            day = read(page)
        except Exception:  # a peer may fail on a page; that page has no date by it
            day = None
        truth = page.published_on.isoformat() if page.published_on else None
        counted["right" if day == truth else "none" if day is None else "wrong"] += 1
    spent = (time.process_time() - start) * 1000 / len(pages)
    shares = [counted[k] / len(pages) for k in ("right", "wrong", "none")]
    print(f"{name:20} {shares[0]:7.3f} {shares[1]:7.3f} {shares[2]:7.3f} {shares[0] - shares[1]:7.3f} {spent:8.1f}")


def long_prose(size: int) -> float:
    """CPU seconds for one article of so many kilobytes of German prose with a year in every fifth paragraph."""
    text = press_words()["de"]["prose"][0]
    rows = [
        f"<p>{text}{' Das war 1998 und 2014 so.' if n % 5 == 0 else ''}</p>" for n in range(size * 1000 // len(text))
    ]
    page = NewsPage(
        "long",
        f"<html lang='de'><body><h1>Titel der Seite</h1>{''.join(rows)}</body></html>",
        "https://a.example.de/1",
        None,
    )
    start = time.process_time()
    ours(page)
    return time.process_time() - start


if __name__ == "__main__":
    main()
