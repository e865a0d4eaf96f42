"""The demo web as a browser or crawler sees it."""

import html
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
import yaml

from core.catalogue import load
from core.errors import BadInput
from core.listing import ListConfig
from core.words import HasRd, SightingKind
from demo import looks
from demo import truth as truth_module
from demo.memberships import ASSOCIATION, PARTS, SHOW
from demo.pages import lists, patents, registry, site
from demo.records import Trap, TrueFirm, World
from demo.serve import DemoWeb, page
from demo.wording import Writer
from demo.world import make_world
from enrich.patents.sites import PatentSites
from enrich.registry.hits import read_hits
from enrich.registry.portals import Registries

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(120, 21, TODAY)


@pytest.fixture
def web(world: World) -> Iterator[DemoWeb]:
    with DemoWeb(world, registry_budget=3) as running:
        yield running


def get(web: DemoWeb, url: str) -> httpx.Response:
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    with httpx.Client(base_url=f"http://{web.base}", trust_env=False) as client:
        return client.get(target, headers={"Host": parts.netloc})


def with_trap(world: World, trap: Trap) -> TrueFirm:
    return next(firm for firm in world.firms if trap in firm.traps)


def read(world: World, firm: TrueFirm, path: str) -> str:
    """A page of a firm's site as text; a drawn page gives its data."""
    assert firm.site is not None
    target = f"/data.json?page={quote(path)}" if firm.site.javascript else path
    body = page(world, firm.site.host, target, firm).body.decode(firm.site.encoding)
    return json.dumps(json.loads(body), ensure_ascii=False) if firm.site.javascript else body


def names_on_show(world: World) -> list[str]:
    names: list[str] = []
    target = "/exhibitors?page=1"
    while target:
        text = lists.show(world, target).body.decode()
        names += [html.unescape(name) for name in re.findall(r'<h3 class="name">(.*?)</h3>', text)]
        following = re.search(r'rel="next" href="(.*?)"', text)
        target = following[1] if following else ""
    return names


def test_every_host_answers_on_one_port(web: DemoWeb) -> None:
    assert get(web, "http://show.autoexpo-demo.example/exhibitors?page=1").status_code == 200
    assert get(web, "http://association.demo.example/members/index.html").status_code == 200
    assert get(web, "http://patents.demo.example/search?applicant=x").status_code == 200
    assert get(web, "http://nobody.example/").status_code == 404
    assert web.counters["nobody.example"] == 1
    assert set(web.hosts.values()) == {web.base}


def test_the_show_list_is_whole_page_by_page(world: World) -> None:
    assert names_on_show(world) == [entry.name for entry in lists.rows(world, SHOW)]


def test_the_drawn_list_gives_every_row_by_offset(world: World) -> None:
    names: list[str] = []
    total = 1
    while len(names) < total:
        data = json.loads(lists.parts_show(world, f"/api/exhibitors?offset={len(names)}&limit=30").body)["data"]
        total = data["total"]
        names += [row["companyName"] for row in data["list"]]
    assert names == [entry.name for entry in lists.rows(world, PARTS)]


def test_the_association_writes_gbk(web: DemoWeb, world: World) -> None:
    answer = get(web, "http://association.demo.example/members/index.html")
    assert answer.headers["content-type"] == "text/html; charset=gbk"
    assert lists.rows(world, ASSOCIATION)[0].name in answer.content.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        answer.content.decode("utf-8")


def test_the_registry_stops_at_its_budget(web: DemoWeb, world: World) -> None:
    url = f"http://{registry.HOST}/search?key={quote(world.firms[0].legal_name)}"
    assert [get(web, url).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_challenged_firms_lie_on_a_host_of_their_own(world: World) -> None:
    walled = [f.registry for f in world.firms if f.registry and f.registry.challenged]
    answers = {registry.challenge(world, urlsplit(registry.address(entry)).path).status for entry in walled}
    assert answers <= {200, 521}
    assert {urlsplit(registry.address(entry)).netloc for entry in walled} == {registry.CHALLENGED_HOST}


def test_a_search_shows_the_firm_first_and_lookalikes_after(world: World) -> None:
    firm = with_trap(world, Trap.lookalike_name)
    text = registry.respond(world, f"/search?key={quote(firm.legal_name)}").body.decode()
    found = re.findall(r'copy-value" href="(.*?)">(.*?)</a>', text)
    assert found[0][1] == firm.legal_name
    detail = registry.respond(world, urlsplit(found[0][0]).path).body.decode()
    assert firm.registry is not None
    assert firm.registry.uscc in detail


def test_a_former_name_leads_to_the_present_one(world: World) -> None:
    firm = with_trap(world, Trap.alias_former)
    assert firm.registry is not None
    text = registry.respond(world, f"/search?key={quote(firm.registry.former[0])}").body.decode()
    assert firm.legal_name in text
    assert "曾用名" in text


def test_patents_have_a_page_for_no_hit(world: World) -> None:
    assert "共 0 条" in patents.respond(world, "/search?applicant=%E6%97%A0").body.decode()
    firm = with_trap(world, Trap.published_late)
    text = patents.respond(world, f"/search?applicant={quote(firm.legal_name)}").body.decode()
    assert firm.patents[0].publication in text


@pytest.mark.parametrize(
    "trap", [Trap.soft_404, Trap.dialog, Trap.redirecting, Trap.wrong_charset, Trap.site_down, Trap.slow]
)
def test_sites_misbehave_as_their_trap_says(world: World, trap: Trap) -> None:
    firm = with_trap(world, trap)
    assert firm.site is not None
    home = page(world, firm.site.host, "/", firm)
    if trap is Trap.soft_404:
        assert page(world, firm.site.host, "/no-such-page", firm).status == 200
    elif trap is Trap.dialog:
        assert b"alert(" in home.body
    elif trap is Trap.redirecting:
        assert page(world, str(firm.site.moved_from), "/a", None, firm).headers == (
            ("Location", f"http://{firm.site.host}/a"),
        )
    elif trap is Trap.wrong_charset:
        assert firm.site.declared not in (firm.site.encoding, "")
        assert f"charset={firm.site.declared}" in home.content_type
        assert firm.legal_name in home.body.decode(firm.site.encoding)
    elif trap is Trap.site_down:
        assert home.cut or home.status == 503
    else:
        assert page(world, firm.site.host, site.paths(firm, TODAY)[-1], firm).delay > 0


def test_pages_say_what_truth_says_about_research(world: World) -> None:
    """A firm's pages hold a sentence of the kind that its truth needs, and no firm without R&D shows a laboratory."""
    for firm in world.firms:
        if firm.site is None or not truth_module.site_up(firm):
            continue
        text = "".join(read(world, firm, path) for path in site.paths(firm, TODAY))
        if firm.site.rd is not HasRd.yes:
            assert "CNAS" not in text
            assert "test laboratory at its" not in text


def test_undated_sites_print_no_date(world: World) -> None:
    firm = with_trap(world, Trap.undated_news)
    text = "".join(read(world, firm, path) for path in site.paths(firm, TODAY))
    assert not re.search(r"20\d\d[-./年]\d{1,2}[-./月]\d{1,2}", text)


def test_no_page_knows_of_truth(world: World) -> None:
    """No page, header or address gives away a trap's name or a firm's key in the true world."""
    words = [trap.value for trap in Trap if "_" in trap.value]
    hidden = re.compile("|".join([*words, r"\bf\d{5}\b", "qualified", "expected", "truth"]))
    pages = [
        page(world, lists.SHOW_HOST, "/exhibitors?page=1"),
        page(world, lists.PARTS_HOST, "/api/exhibitors?limit=50"),
    ]
    pages += [registry.respond(world, urlsplit(registry.address(f.registry)).path) for f in world.firms if f.registry]
    for firm in world.firms:
        if firm.site:
            pages += [page(world, firm.site.host, path, firm) for path in site.paths(firm, TODAY)]
    leaks = [match[0] for reply in pages if (match := hidden.search(reply.body.decode("utf-8", "ignore")))]
    assert leaks == []


def test_the_pipeline_never_imports_the_demo() -> None:
    root = Path(__file__).resolve().parents[2]
    importing = [
        str(path.relative_to(root))
        for folder in ("core", "crawlers", "enrich", "screen", "storage", "reports", "exports", "flows", "review")
        for path in (root / folder).rglob("*.py")
        if re.search(r"^\s*(from|import) demo\b", path.read_text(encoding="utf-8"), re.M)
    ]
    assert importing == []


def test_lists_are_written_as_a_rep_would_keep_them(web: DemoWeb, tmp_path: Path) -> None:
    written = web.write_lists(tmp_path / "lists")
    read_back = {path.stem: load(path, ListConfig) for path in written}
    assert read_back == web.list_configs()


def test_the_vague_file_is_refused_by_its_title(web: DemoWeb, tmp_path: Path) -> None:
    files = web.write_files(tmp_path)
    with pytest.raises(BadInput, match="too vague"):
        load(files.vague_yaml, ListConfig)
    assert files.vague.stat().st_size > 0
    assert files.sourceless.read_text(encoding="utf-8-sig").splitlines()[1].endswith(",")


def test_trademarks_stand_on_lists_as_brands(world: World) -> None:
    brands = [entry for entry in world.entries if entry.kind is SightingKind.brand]
    assert brands
    assert all(entry.website is None for entry in brands)


def test_sites_differ_in_look_language_and_wording(world: World) -> None:
    sites = [firm.site for firm in world.firms if firm.site]
    assert {s.skin for s in sites} == set(looks.SKINS)
    assert {language for s in sites for language in s.languages} == {"zh", "en", "de", "ja"}
    claims = {
        block.text.replace(firm.brand, "").replace(firm.brand_en, "")
        for firm in world.firms
        if firm.site and firm.site.rd is HasRd.yes and firm.site.rd_place != "contact"
        for writer in (Writer(firm, firm.site.languages[0], TODAY),)
        for shown in writer.pages()
        if shown.path == writer.paths[firm.site.rd_place]
        for block in shown.blocks
        if block.kind == "p"
    }
    assert len(claims) > 60


def test_registry_and_patent_search_are_described_as_the_pipeline_asks_for_them(tmp_path: Path) -> None:
    for name, config, model in (("r", registry.CONFIG, Registries), ("p", patents.CONFIG, PatentSites)):
        path = tmp_path / f"{name}.yml"
        path.write_text(yaml.safe_dump(config), encoding="utf-8")
        load(path, model)


def test_every_registered_firm_is_found_by_its_name(world: World) -> None:
    """The portal's hits, read with the pipeline's own reader, hold exactly one firm of each name."""
    link = re.compile(load_portal()["detail_link"])
    for firm in world.firms[:40]:
        if firm.registry is None:
            continue
        url = f"http://{registry.HOST}/search?key={quote(firm.legal_name)}"
        hits = read_hits(registry.respond(world, url.removeprefix(f"http://{registry.HOST}")).body.decode(), url, link)
        assert [hit.url for hit in hits if hit.name == firm.legal_name] == [registry.address(firm.registry)]


def load_portal() -> dict[str, str]:
    portals = registry.CONFIG["portals"]
    assert isinstance(portals, dict)
    return dict(portals["demo_registry"])
