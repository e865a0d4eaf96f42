"""Reads made list pages that no test has seen, beside public list detectors and a naive one, and prints F1 and CPU.

    python benchmarks/lists.py [--pages 200] [--first 100000] [--shared ../shared/data/lists]

Peers: `autoscraper` (given the first two names of each page as its examples, which it needs), `html-table-extractor`
(the most varied column of the largest table) and the largest group of sibling elements. A peer that is not installed
is left out. AutoScraper 1.1.14 finds nothing at all with beautifulsoup4 4.13 or newer, so its peers live apart:

    uv pip install --target PEERS --no-deps autoscraper html-table-extractor soupsieve "beautifulsoup4<4.13"
    PYTHONPATH=.:PEERS python benchmarks/lists.py

The record detector `mdr` 0.0.1 does not compile on Python 3.11.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from lxml import html

from core.words import SightingKind
from crawlers.lists import read
from tests.lists.generator import Case, case
from tests.lists.mutations import MUTATIONS
from tests.lists.scoring import f1

Reader = Callable[[Case], list[str]]


def ours(made: Case) -> list[str]:
    """The engine."""
    return [r.name for r in read(made.html, made.url).records if r.kind is SightingKind.firm]


def siblings(made: Case) -> list[str]:
    """The first text of each element of the largest group of siblings with one tag and class."""
    best: list[html.HtmlElement] = []
    for parent in html.document_fromstring(made.html).iter():
        groups: dict[tuple[str, str], list[html.HtmlElement]] = defaultdict(list)
        for child in parent:
            if isinstance(child.tag, str):
                groups[child.tag, child.get("class") or ""].append(child)
        best = max([best, *groups.values()], key=len)
    return [next((t.strip() for t in e.itertext() if t.strip()), "") for e in best]


def autoscraper(made: Case) -> list[str]:
    """AutoScraper, taught with two names of the page."""
    from autoscraper import AutoScraper

    scraper = AutoScraper()
    return list(scraper.build(html=made.html, wanted_list=[f.name for f in made.firms[:2]]) or [])


def tables(made: Case) -> list[str]:
    """html-table-extractor: the most varied column of the largest table."""
    from html_table_extractor.extractor import Extractor

    found = html.document_fromstring(made.html).xpath("//table")
    if not found:
        return []
    largest = max(found, key=lambda t: len(t.xpath(".//tr")))
    grid = Extractor(html.tostring(largest, encoding="unicode")).parse().return_list()
    columns = list(zip(*grid, strict=False))
    return [str(v).strip() for v in max(columns, key=lambda c: len(set(c)), default=())]


def peers() -> Iterator[tuple[str, Reader]]:
    """The readers that can be run here."""
    yield "showfloor", ours
    yield "largest sibling group", siblings
    for name, module, reader in (
        ("autoscraper", "autoscraper", autoscraper),
        ("html-table-extractor", "html_table_extractor", tables),
    ):
        try:
            __import__(module)
        except ImportError:
            print(f"({name} is not installed: left out)")
            continue
        yield name, reader


def compare(pages: list[Case]) -> None:
    """One table: mean F1, share of pages at 0.95, CPU, for each reader on the same pages."""
    print(f"\n{'reader':24}{'mean F1':>9}{'F1 ≥ 0.95':>11}{'CPU ms/page':>13}   (the same {len(pages)} unseen pages)")
    for name, reader in peers():
        scores, spent = [], 0.0
        for made in pages:
            started = time.process_time()
            try:
                given = reader(made)
            except Exception:  # a peer may fail on a page; that page scores 0
                given = []
            spent += time.process_time() - started
            scores.append(f1([f.name for f in made.firms], given))
        good = sum(s >= 0.95 for s in scores) / len(scores)
        print(f"{name:24}{sum(scores) / len(scores):9.3f}{good:11.1%}{1000 * spent / len(pages):13.1f}")


def by_layout(pages: list[Case]) -> None:
    """Where we are weak, if anywhere."""
    scores: dict[str, list[float]] = defaultdict(list)
    for made in pages:
        scores[made.layout].append(f1([f.name for f in made.firms], ours(made)))
    print("\nlayout              pages  mean F1")
    for layout, found in sorted(scores.items()):
        print(f"{layout:20}{len(found):5}{sum(found) / len(found):9.3f}")


def mutated(pages: list[Case]) -> None:
    """The same pages after a redesign."""
    print("\nredesign            mean F1   pages that lost a firm")
    for name, change in MUTATIONS.items():
        before = [f1([f.name for f in p.firms], ours(p)) for p in pages]
        after = [
            f1([f.name for f in p.firms], [r.name for r in read(change(p.html, Random(p.seed)), p.url).records])
            for p in pages
        ]
        lost = sum(b > a + 0.001 for a, b in zip(after, before, strict=True))
        print(f"{name:20}{sum(after) / len(after):7.3f}{lost:10}")


def curve() -> None:
    """CPU against the number of records: the exponent should stay near 1."""
    print("\nrecords      KB   CPU s   µs/record")
    for count in (50, 200, 1000, 5000, 20000):
        made = case(5, layout="cards", language="en", count=count)
        started = time.process_time()
        read(made.html, made.url)
        spent = time.process_time() - started
        print(f"{count:7}{len(made.html) / 1000:8.0f}{spent:8.2f}{1e6 * spent / count:12.0f}")


def real(folder: Path) -> None:
    """CPU on the real saved pages beside the checkout, largest first."""
    print("\nreal page                                        KB  rows   CPU s  bare parse s")
    for page in sorted(folder.glob("*/*.html"), key=lambda p: -p.stat().st_size)[:6]:
        text = page.read_text(encoding="utf-8", errors="replace")
        meta = json.loads((page.parent / "meta.json").read_text(encoding="utf-8"))
        url = str(meta.get("url") or "https://list.example/").split()[0]
        started = time.process_time()
        html.document_fromstring(text)
        bare = time.process_time() - started
        started = time.process_time()
        rows = Counter(r.kind for r in read(text, url).records)
        print(
            f"{page.parent.name + '/' + page.name:46}{len(text) / 1000:6.0f}{sum(rows.values()):6}{time.process_time() - started:8.2f}{bare:10.2f}"
        )


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--first", type=int, default=100_000, help="first seed; the tests use small ones")
    parser.add_argument("--shared", type=Path, default=Path("../shared/data/lists"))
    options = parser.parse_args()
    pages = [case(seed) for seed in range(options.first, options.first + options.pages)]
    compare(pages)
    by_layout(pages)
    mutated(pages[: max(1, len(pages) // 4)])
    curve()
    if options.shared.is_dir():
        real(options.shared)


if __name__ == "__main__":
    main()
