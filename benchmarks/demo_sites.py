"""How well firms' own pages are read on demo sites: R&D, dates, R&D leaders. Pages only, no network.

    python benchmarks/demo_sites.py [--firms 200] [--seeds 101 102 103]

Pages that a browser would draw are put together from their data in the way in which the page's script does it.
"""

from __future__ import annotations

import argparse
import html
import json
import time
from collections import Counter
from datetime import UTC, date, datetime
from urllib.parse import quote

from rich.console import Console
from rich.table import Table

from core.words import ContactRole, HasRd
from demo.pages import site
from demo.records import Trap, TrueFirm, World
from demo.truth import shown_rd, site_up
from demo.world import make_world
from enrich.contacts import parse_contacts
from enrich.published import published_on
from enrich.rd_centre import parse_rd


def main() -> None:
    """Read every page of the demo sites of some seeds and print what was right."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--firms", type=int, default=200)
    arguments.add_argument("--seeds", type=int, nargs="+", default=[101, 102, 103])
    arguments.add_argument("--show", action="store_true", help="print every firm that was read wrongly")
    chosen = arguments.parse_args()
    console = Console()
    rd: Counter[tuple[str, str]] = Counter()
    dates: Counter[str] = Counter()
    people: Counter[str] = Counter()
    pages, started = 0, time.process_time()
    for seed in chosen.seeds:
        world = make_world(chosen.firms, seed, date(2026, 11, 21))
        for firm in world.firms:
            if firm.site is None or not site_up(firm) or Trap.dealer in firm.traps:
                continue
            said, quotes = set(), []
            leaders: set[tuple[str, str]] = set()
            for path in site.paths(firm, world.today):
                text, url = drawn(world, firm, path), f"http://{firm.site.host}{path}"
                answer = parse_rd(text, url)
                pages += 1
                if answer.has_rd is not HasRd.unknown:
                    said.add(answer.has_rd)
                    quotes.append((answer.has_rd.value, path, answer.quote))
                found = parse_contacts(text, url, (firm.site.host.removeprefix("www."),))
                leaders |= {(p.name, p.title or "") for p in found.people if p.role is ContactRole.rd_leader}
                dates[dated(firm, path, text, url, world)] += 1
            got = next((rank for rank in (HasRd.yes, HasRd.outsourced, HasRd.no) if rank in said), HasRd.unknown)
            people += scored(firm, leaders, chosen.show)
            rd[shown_rd(firm).value, got.value] += 1
            if chosen.show and got is not shown_rd(firm):
                console.print(
                    firm.site.languages, firm.site.rd_wording, shown_rd(firm).value, "→", got.value, quotes[:2]
                )
    spent = time.process_time() - started
    table = Table(title=f"has R&D: truth ↓ / read → ({spent / pages * 1000:.1f} CPU-ms a page, {pages} pages)")
    for name in ("", *HasRd):
        table.add_column(str(name), justify="right")
    for true in HasRd:
        table.add_row(true.value, *(str(rd[true.value, got.value]) for got in HasRd))
    console.print(table)
    console.print({key: count for key, count in sorted((dates + people).items()) if key})


def drawn(world: World, firm: TrueFirm, path: str) -> str:
    """A page as a browser would show it."""
    assert firm.site is not None
    if not firm.site.javascript:
        return site.respond(firm, path, world.today).body.decode(firm.site.encoding, "replace")
    data = json.loads(site.respond(firm, f"/data.json?page={quote(path)}", world.today).body)
    menu = "".join(
        f'<a href="{html.escape(href)}">{html.escape(text)}</a><span> </span>' for text, href in data["menu"]
    )
    blocks = "".join(_block(block) for block in data["blocks"])
    footer = "".join(f"<p>{html.escape(line)}</p>" for line in data["footer"])
    title = html.escape(data["title"])
    return f"<html><head><title>{title}</title></head><body><nav>{menu}</nav>{blocks}<footer>{footer}</footer></body></html>"


def _block(block: dict[str, list[list[str]] | str]) -> str:
    tag = "p" if block["kind"] in ("p", "stamp") else "h2"
    head = f"<{tag}>{html.escape(str(block['text']))}</{tag}>" if block["text"] else ""
    if block["kind"] == "stamp" or not block["items"]:
        return f"<section>{head}</section>"
    lines = ("".join(f"<div>{html.escape(part)}</div>" for part in item if part) for item in block["items"])
    return f"<section>{head}<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul></section>"


def scored(firm: TrueFirm, found: set[tuple[str, str]], show: bool) -> Counter[str]:
    """R&D leaders found on a site against those that it names and who still hold their post."""
    site_of = firm.site
    assert site_of is not None
    spelt = {
        (person.name_en, person.title_en) if language == "en" else (person.name, person.title)
        for person in firm.people
        for language in site_of.languages
        if person.leads_rd and not person.former
    }
    if show and found != spelt:
        Console().print("leaders", firm.site.languages if firm.site else "", "true", spelt, "read", found)
    return Counter(
        {"leader right": len(found & spelt), "leader missed": len(spelt - found), "leader wrong": len(found - spelt)}
    )


def dated(firm: TrueFirm, path: str, text: str, url: str, world: World) -> str:
    """How the date of a news page was read; empty for other pages."""
    item = next((item for item in firm.news if path.endswith(f"/{item.slug}.html")), None)
    if item is None:
        return ""
    found = published_on(text, url, datetime.combine(world.today, datetime.min.time(), UTC))
    if found is None:
        return "date right" if item.day is None else "date missed"
    return "date right" if found.date == item.day else "date wrong"


if __name__ == "__main__":
    main()
