"""Paste an address, see the first rows and the proof, accept, crawl: what a rep does with a list nobody has seen."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from core.catalogue import load
from core.errors import BadInput
from core.listing import CrawlReport, ListConfig, Preview
from core.records import ListRow, Sighting
from core.words import Access, SightingKind
from crawlers.child import run_here
from crawlers.frontier import Limits
from crawlers.preview import as_yaml, preview, preview_file, suggest_config, suggest_key
from crawlers.process import read_run
from crawlers.proof_words import proof_in_words
from crawlers.recipe import learned, share_kept, store
from tests.crawlers.conftest import Crawled, crawl_url
from tests.crawlers.schemes import numbered
from tests.crawlers.sites import Firm, Site, cards, firms, page, served

ALL = firms(40)


async def here(
    config: ListConfig, key: str, out: Path, *, limits: Limits | None = None
) -> tuple[tuple[Sighting, ...], CrawlReport]:
    report = await run_here(key, config, out, limits, LOG_LEVEL="CRITICAL")
    return (read_run(out)[0], report) if out.exists() else ((), report)


def looked_at(site: Site, path: str) -> Preview:
    with served(site) as base:
        return asyncio.run(preview(base + path, crawl=here))


def test_a_preview_runs_in_a_process_of_its_own() -> None:
    site = Site()
    site.pages["/list"] = lambda q: page(ALL, total=40)
    with served(site) as base:
        assert len(asyncio.run(preview(f"{base}/list")).rows) == 40


def test_a_preview_shows_rows_total_and_proof_of_the_first_pages() -> None:
    site, path = numbered(ALL)
    seen = looked_at(site, path)
    assert seen.platform == "generic"
    assert 24 <= len(seen.rows) < 40
    assert seen.proof.declared_total == 40
    assert "preview reads only the first 3 pages" in seen.proof.why
    assert "预览" in seen.proof.why_zh
    assert len(site.asked) == 3


def test_a_whole_list_is_proved_in_the_preview() -> None:
    site = Site()
    site.pages["/list"] = lambda q: page(ALL, total=40)
    seen = looked_at(site, "/list")
    assert seen.proof.verdict == "complete"
    words = proof_in_words(seen.proof)
    assert words.zh.startswith("完整：共读取 40 条")
    assert words.en.startswith("complete: 40 entries")


def test_a_platform_is_recognised_from_its_page() -> None:
    site = Site()
    rows = "".join(
        f'<tr><td class="companyName"><a class="exhibitorName" href="eBooth.aspx?BoothID={f.number}">{f.name}</a></td>'
        f'<td class="boothLabel"><a class="boothLabel">{f.booth}</a></td></tr>'
        for f in ALL
    )
    site.pages["/Public/exhibitors.aspx"] = lambda q: f"<html><body><table>{rows}</table></body></html>"
    seen = looked_at(site, "/Public/exhibitors.aspx?Index=All")
    assert seen.platform == "a2z"
    assert len(seen.rows) == 40


def test_a_page_without_a_list_is_refused_with_its_reason() -> None:
    site = Site()
    site.pages["/no"] = lambda q: "<html><body><h1>Opening hours</h1><p>Daily from nine to six.</p></body></html>"
    seen = looked_at(site, "/no")
    assert seen.rows == ()
    assert seen.refused


def test_a_saved_page_and_a_file_on_disk(tmp_path: Path) -> None:
    saved, table = tmp_path / "saved.html", tmp_path / "list.csv"
    saved.write_text(page(ALL), encoding="utf-8")
    table.write_text("Name,Stand\n" + "".join(f"{f.name},{f.booth}\n" for f in ALL), encoding="utf-8")
    seen = preview_file(saved, "https://show.example/exhibitors")
    assert len(seen.rows) == 40
    assert (seen.rows[0].profile_url or "").startswith("https://show.example/exhibitor/")
    assert (preview_file(table).platform, len(preview_file(table).rows)) == ("file", 40)
    with pytest.raises(BadInput, match="nor a file that exists"):
        preview_file(tmp_path / "missing.xlsx")


def test_an_accepted_preview_becomes_a_list(tmp_path: Path) -> None:
    site = Site()
    site.pages["/list"] = lambda q: page(ALL, total=40)
    config = suggest_config(
        looked_at(site, "/list"), "Example Auto Show 2027 exhibitor list", title_zh="2027示例车展名录"
    )
    path = tmp_path / f"{suggest_key(config.title)}.yml"
    path.write_text(as_yaml(config), encoding="utf-8")
    assert path.name == "example_auto_show_2027_exhibitor_list.yml"
    assert load(path, ListConfig) == config
    assert (config.expect.min, config.expect.max) == (34, 80)
    assert config.recipe


def test_a_vague_title_is_refused() -> None:
    site = Site()
    site.pages["/list"] = lambda q: page(ALL)
    with pytest.raises(BadInput, match="vague"):
        suggest_config(looked_at(site, "/list"), "Internet")


def redesigned(shown: list[Firm]) -> str:
    return page(shown).replace("article", "section").replace('class="card"', 'class="tile-v2"').replace("h3", "h4")


def crawled_with_recipe(tmp_path: Path, before: str, after: str) -> Crawled:
    site, shown = Site(), [before]
    site.pages["/list"] = lambda q: shown[0]
    with served(site) as base:
        _, first = crawl_url(tmp_path, f"{base}/list", browser=False)
        shown[0] = after
        return crawl_url(tmp_path, f"{base}/list", browser=False, platform="generic", recipe=dict(first.recipe or {}))


def test_a_redesign_with_the_old_firms_updates_the_recipe(tmp_path: Path) -> None:
    rows, report = crawled_with_recipe(tmp_path, page(ALL), redesigned(ALL[2:]))
    assert len(rows) == 38
    assert report.access is Access.ok
    assert report.recipe
    assert report.recipe["rows"] == 38


def test_a_changed_page_with_other_names_is_not_believed(tmp_path: Path) -> None:
    others = [Firm(f"{f.name[::-1].title()} GmbH", f.booth, f.country, f.number) for f in ALL]
    rows, report = crawled_with_recipe(tmp_path, page(ALL), redesigned(others))
    assert rows == []
    assert report.access is Access.layout_changed
    assert "0% of the firms known" in report.errors[0]


def test_a_recipe_is_stored_without_touching_other_lines(tmp_path: Path) -> None:
    path = tmp_path / "x_2027.yml"
    written = (
        "# Ask Ms. Li before changing this.\ntitle: Example Auto Show 2027   # as printed\nurl: http://x.example/\n"
    )
    path.write_text(written, encoding="utf-8")
    rows = [ListRow(name="保隆科技", kind=SightingKind.firm)]
    config = store(path, learned({"kind": "dom"}, rows))
    assert config.recipe == {"structure": {"kind": "dom"}, "firms": ["保隆科技"], "rows": 1}
    assert path.read_text(encoding="utf-8").startswith(written)
    assert store(path, None).recipe is None
    assert path.read_text(encoding="utf-8") == written


def test_the_share_of_known_firms_survives_other_page_sizes() -> None:
    rows = [ListRow(name=f.name) for f in ALL]
    recipe = learned({}, rows)
    assert share_kept(recipe, rows[:10]) == 1.0
    assert share_kept(recipe, [ListRow(name="Somebody Else AG")]) == 0.0
    assert cards(ALL).count("<article") == 40
