"""Firms' own pages: our readers beside the libraries alone and beside a list of keywords, on the same made pages.

`python -m benchmarks.sites` prints for R&D the wrong "yes" and the missed ones, for phones precision and recall, for the
machine-readable part what extruct finds, each with its CPU time.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import phonenumbers
import yaml
from phonenumbers import PhoneNumberMatcher

from tests.enrich.contact_maker import ContactPage
from tests.enrich.contact_pages import contact_pages
from tests.enrich.rd_pages import rd_body

ENRICH = Path(__file__).resolve().parent.parent / "tests" / "enrich"
KEYWORDS = re.compile(
    r"研发中心|研发部|研发团队|研究院|技术中心|R&D|research|development|Entwicklung|Forschung|研究|開発", re.I
)
REGIONS = {"cn": "CN", "uk": "GB", "de": "DE", "jp": "JP"}


def rd_ours(html: str, url: str) -> str:
    """This project's reader."""
    from enrich.rd_centre import parse_rd

    return parse_rd(html, url).has_rd.value


def rd_keywords(html: str, url: str) -> str:
    """Any word of R&D in the main text."""
    from trafilatura import extract

    return "yes" if KEYWORDS.search(extract(html) or "") else "unknown"


def phones_ours(page: ContactPage) -> set[str]:
    """This project's reader."""
    from enrich.contacts import parse_contacts

    return {_digits(number) for number in parse_contacts(page.html, page.url).phones}


def phones_library(page: ContactPage) -> set[str]:
    """phonenumbers alone, told the right country, on the text of the page."""
    text = re.sub(r"<[^>]+>", " ", page.html)
    region = REGIONS.get(page.url.split("/")[2].rsplit(".", 1)[-1], "CN")
    return {_digits(match.raw_string) for match in PhoneNumberMatcher(text, region)}


def _digits(number: str) -> str:
    return phonenumbers.normalize_digits_only(number.replace("(0)", ""))[-8:]


def main() -> None:
    """Print the tables."""
    cases = [
        c for name in ("rd_cases", "rd_strangers") for c in yaml.safe_load((ENRICH / f"{name}.yml").read_text("utf-8"))
    ]
    readers: dict[str, Callable[[str, str], str]] = {"ours": rd_ours, "keywords": rd_keywords}
    print(f"{'R&D, ' + str(len(cases)) + ' pages':24} {'wrong yes':>10} {'missed yes':>11} {'other':>7} {'ms/page':>8}")
    for name, read in readers.items():
        counted: Counter[str] = Counter()
        start = time.process_time()
        for case in cases:
            said = read(*rd_body(case["lang"], case.get("body") or f"<p>{case['text']}</p>", case.get("page", "about")))
            if said != case["says"]:
                counted["wrong yes" if said == "yes" else "missed yes" if case["says"] == "yes" else "other"] += 1
        spent = (time.process_time() - start) * 1000 / len(cases)
        print(f"{name:24} {counted['wrong yes']:10} {counted['missed yes']:11} {counted['other']:7} {spent:8.1f}")
    pages = contact_pages(256, 3)
    finders: dict[str, Callable[[ContactPage], set[str]]] = {"ours": phones_ours, "phonenumbers": phones_library}
    print(f"\n{'phones, 256 pages':24} {'precision':>10} {'recall':>11} {'faxes':>7} {'ms/page':>8}")
    for name, find in finders.items():
        right = wrong = missed = faxes = 0
        start = time.process_time()
        for page in pages:
            got, want = find(page), {_digits(number) for number in page.phones}
            fax = {_digits(number) for number in page.faxes} - want
            right, wrong, missed, faxes = (
                right + len(got & want),
                wrong + len(got - want),
                missed + len(want - got),
                faxes + len(got & fax),
            )
        spent = (time.process_time() - start) * 1000 / len(pages)
        print(
            f"{name:24} {right / max(1, right + wrong):10.3f} {right / max(1, right + missed):11.3f} {faxes:7} {spent:8.1f}"
        )
    _machine_readable(pages)


def _machine_readable(pages: list[ContactPage]) -> None:
    import extruct

    from enrich.page_meta import json_ld
    from enrich.page_text import parse_html

    block = '<script type="application/ld+json">{"@type":"Person","name":"A B","jobTitle":"CTO",}</script></head>'
    texts = [page.html.replace("</head>", block) for page in pages[:60]]
    print(f"\n{'JSON-LD, 60 pages':24} {'found':>10} {'ms/page':>8}")
    start = time.process_time()
    found = sum(bool(json_ld(parse_html(text))) for text in texts)
    print(f"{'ours':24} {found:10} {(time.process_time() - start) * 1000 / len(texts):8.1f}")
    start = time.process_time()
    found = sum(bool(extruct.extract(text, syntaxes=["json-ld"], errors="log")["json-ld"]) for text in texts)
    print(f"{'extruct':24} {found:10} {(time.process_time() - start) * 1000 / len(texts):8.1f}")


if __name__ == "__main__":
    main()
