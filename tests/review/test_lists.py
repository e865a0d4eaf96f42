"""Lists as they are configured: the editor checks, keeps every version, and tells a second writer."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.identity import sighting_id
from core.listing import CrawlReport, Proof, ProofVerdict
from core.records import Locator, Sighting, Source
from core.settings import ROOT
from core.words import Role, SourceKind
from review.desk import Desk
from review.lists_trend import trend
from storage.repositories.sightings import save_sightings
from storage.repositories.sources import crawls_of, finish_crawl, start_crawl
from storage.views import Crawl, Run
from tests.review.conftest import Person

People = Callable[..., Person]
KEY = "auto_show_2027"
YAML = "title: Auto Show 2027 exhibitor list\nplatform: generic\nurl: https://show.example/list\nexpect: {min: 10}\n"
DAY = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    config = tmp_path / "config"
    shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("lists"))
    (config / "lists").mkdir()
    (config / "lists" / f"{KEY}.yml").write_text(YAML, encoding="utf-8")
    monkeypatch.setenv("SHOWFLOOR_CONFIG_DIR", str(config))
    return config / "lists"


@pytest.fixture
def manager(person: People) -> Person:
    return person(Role.manager)


def stamp(who: Person) -> str:
    return str(who.get(f"/api/v1/lists/{KEY}").json()["stamp"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (YAML + "platfrom: generic\n", f"{KEY}.yml:5"),
        (YAML.replace("generic", "geenric"), f"{KEY}.yml:2"),
        (YAML.replace("{min: 10}", "{min: many}"), f"{KEY}.yml:4"),
        (YAML + "notes: [unclosed\n", "not YAML"),
        (YAML.replace("Auto Show 2027 exhibitor list", "internet"), "too vague"),
        (YAML.replace("https://show.example/list", "/etc/passwd"), "第 3 行"),
        ("just words", "expected keys"),
        ("", "expected keys"),
        ("a: &a [*a]\n" * 3, f"{KEY}.yml"),
    ],
)
def test_a_mistake_names_its_line_saves_nothing_and_loses_nothing(
    lists: Path, manager: Person, text: str, said: str
) -> None:
    answer = manager.post(f"/lists/{KEY}", yaml=text, seen=stamp(manager))
    assert answer.status_code in (400, 422)
    assert said in answer.text
    assert (lists / f"{KEY}.yml").read_text(encoding="utf-8") == YAML
    if text.startswith("title"):
        assert text.splitlines()[-1].replace("{", "{")[:12] in answer.text


def test_a_saved_list_keeps_what_was_there_and_comes_back(lists: Path, manager: Person) -> None:
    changed = YAML.replace("min: 10", "min: 20")
    assert "第 2 版" in manager.message(manager.post(f"/lists/{KEY}", yaml=changed, seen=stamp(manager)))
    assert (lists / f"{KEY}.yml").read_text(encoding="utf-8") == changed
    manager.post(f"/lists/{KEY}/restore", version=1, seen=stamp(manager))
    assert (lists / f"{KEY}.yml").read_text(encoding="utf-8") == YAML
    versions = manager.get(f"/api/v1/lists/{KEY}").json()["versions"]
    assert [(v["version"], v["by"]) for v in versions] == [(3, "manager"), (2, "manager"), (1, "file")]


def test_a_second_writer_is_told_and_keeps_what_they_typed(lists: Path, manager: Person, person: People) -> None:
    seen = stamp(manager)
    other = person(Role.admin)
    other.post(f"/lists/{KEY}", yaml=YAML.replace("10", "30"), seen=seen)
    late = manager.post(f"/lists/{KEY}", yaml=YAML.replace("10", "40"), seen=seen)
    assert late.status_code == 409
    assert "min: 40" in late.text
    assert "min: 30" in (lists / f"{KEY}.yml").read_text(encoding="utf-8")


def test_an_edit_beside_the_pages_is_no_lost_update_either(lists: Path, manager: Person) -> None:
    seen = stamp(manager)
    (lists / f"{KEY}.yml").write_text(YAML + "notes: by hand\n", encoding="utf-8")
    assert manager.post(f"/lists/{KEY}", yaml=YAML, seen=seen).status_code == 409


def test_reps_read_and_do_not_write(rep: Person) -> None:
    assert "<textarea" not in rep.get(f"/lists/{KEY}").text
    assert rep.post(f"/lists/{KEY}", yaml=YAML, seen="").status_code == 403


def test_a_broken_file_says_so_and_hides_no_other(lists: Path, rep: Person) -> None:
    (lists / "broken.yml").write_text("titel: x\n", encoding="utf-8")
    page = rep.get("/lists").text
    assert "unknown key" in page
    assert "Auto Show 2027" in page
    assert rep.post("/lists/broken/run").status_code in (303, 400)


@pytest.mark.parametrize("key", ["..", "..%2F..%2Fpolicy", "%2e%2e%2fpolicy", "nowhere", ".hidden", "a" * 300])
def test_there_is_no_way_out_of_the_lists_folder(manager: Person, key: str) -> None:
    assert manager.get(f"/lists/{key}").status_code in (200, 404)
    assert "minimum_cny" not in manager.get(f"/lists/{key}").text


def test_a_configured_list_is_run_by_its_key(rep: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Run] = []
    monkeypatch.setattr("review.lists.launch", lambda _desk, run: started.append(run))
    assert rep.post(f"/lists/{KEY}/run").headers["location"] == f"/runs/{started[0].id}"
    assert "正在运行" in rep.message(rep.post(f"/lists/{KEY}/run"))
    assert len(started) == 1


def crawl(desk: Desk, stands: dict[str, str], at: datetime) -> None:
    source = Source(key=KEY, kind=SourceKind.show, title="Auto Show 2027 exhibitor list")
    rows = [
        Sighting(
            id=sighting_id(KEY, "firm", name, booth, 1), source=KEY, url="https://show.example/list",
            locator=Locator(page="1", row=n), seen_at=at, name=name, booth=booth, country="cn",
        )
        for n, (name, booth) in enumerate(stands.items())
    ]  # fmt: skip
    proof = Proof(
        rows=len(rows),
        unique_rows=len(rows),
        declared_total=len(rows),
        verdict=ProofVerdict.complete,
        gaps=("letter K",),
    )
    with desk.db.writing() as tx:
        made = start_crawl(tx, source, None, at)
        save_sightings(tx, source, rows, made)
        finish_crawl(tx, made, CrawlReport(list=KEY, started_at=at, ended_at=at, proof=proof))


def test_new_gone_and_moved_firms_of_the_last_crawl_are_shown(desk: Desk, rep: Person) -> None:
    assert "第二次" in rep.get(f"/lists/{KEY}").text or "两次" in rep.get(f"/lists/{KEY}").text
    crawl(desk, {"甲有限公司": "1A", "乙有限公司": "1B", "丙有限公司": "1C"}, DAY)
    crawl(desk, {"甲有限公司": "1A", "乙有限公司": "2B", "丁有限公司": "1D"}, DAY + timedelta(days=1))
    page = rep.get(f"/lists/{KEY}").text
    assert "新增 1 行" in page
    assert "消失 1 行" in page
    assert "换展位 1 家" in page
    assert "1B → 2B" in page


def test_a_trend_is_drawn_from_zero_oldest_first(desk: Desk) -> None:
    crawl(desk, {"甲有限公司": "1A"}, DAY)
    crawl(desk, {"甲有限公司": "1A", "乙有限公司": "1B"}, DAY + timedelta(days=1))
    with desk.db.reading() as tx:
        crawls: tuple[Crawl, ...] = crawls_of(tx, KEY)
    found = trend(crawls)
    assert found is not None
    assert found.rows == (1, 2)
    assert found.points == "3.0,14.0 117.0,3.0"
    assert trend(crawls[:1]) is None
