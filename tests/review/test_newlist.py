"""A new list: what may be pasted or dropped, how it must be named, and that two people start one run."""

from __future__ import annotations

import asyncio
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi import FastAPI

from core.settings import ROOT, settings
from core.words import Role
from review import runs_child
from review.desk import Desk
from review.newlist_uploads import folder
from review.session import COOKIE
from storage.repositories.configured import list_files
from storage.repositories.runs import going_runs
from storage.views import Run
from tests.review.conftest import Person
from tests.review.made import add_firm, name_of

People = Callable[..., Person]
CSV = "企业名称,展位,国家,网站\n" + "".join(f"{name_of(n)},1A{n:02d},CN,http://f{n}.example\n" for n in range(1, 13))
NAMED = {"title": "Auto Shanghai 2027 exhibitor list", "title_zh": "2027上海车展参展商名录", "country": "cn"}


@pytest.fixture(autouse=True)
def previews_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Run]:
    """Previews are read in this process, runs of the pipeline are only noted; lists lie in a folder of their own."""
    launched: list[Run] = []
    config = tmp_path / "config"
    shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("lists"))
    monkeypatch.setenv("SHOWFLOOR_CONFIG_DIR", str(config))

    def launch(_desk: Desk, run: Run) -> None:
        launched.append(run)
        if run.kind == "preview":
            runs_child.main(run.id)

    for page in ("newlist", "lists", "runs"):
        monkeypatch.setattr(f"review.{page}.launch", launch)
    return launched


@pytest.fixture
def looked(rep: Person) -> str:
    """The page of a preview of a dropped file."""
    return drop(rep, CSV.encode()).headers["location"]


def drop(who: Person, body: bytes, name: str = "名录.csv") -> Any:
    return who.post("/new-list", files={"file": (name, body)})


def test_a_dropped_file_is_previewed_with_rows_proof_and_what_the_base_knows(desk: Desk, rep: Person) -> None:
    add_firm(desk, name_of(3))
    shown = rep.get(drop(rep, CSV.encode()).headers["location"]).text
    assert name_of(1) in shown
    assert "12 家企业" in shown
    assert "1 家企业库中已有" in shown
    assert "完整" in shown


def test_the_file_is_kept_once_under_its_content(desk: Desk, rep: Person, looked: str) -> None:
    drop(rep, CSV.encode(), "again.csv")
    assert [path.suffix for path in folder(desk.settings).iterdir()] == [".csv"]


@pytest.mark.parametrize(
    "pasted", ["/etc/passwd", "file:///etc/passwd", "ftp://list.example/", "javascript:alert(1)", "http://", "not one", "a" * 5000]
)  # fmt: skip
def test_only_addresses_of_the_web_are_read(rep: Person, pasted: str) -> None:
    answer = rep.post("/new-list", url=pasted)
    assert answer.status_code == 400
    assert "不是网址" in answer.text
    assert pasted[:40] in answer.text, "what was pasted is not lost"
    assert rep.call("/previews", url=pasted).status_code in (400, 422)


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 500, "picture"),
        ("program.csv", b"MZ\x90\x00" + bytes(range(256)) * 8, "not a list"),
        ("empty.csv", b"", "空文件"),
        ("note.docx", None, "Word"),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused_by_its_content(
    desk: Desk, rep: Person, name: str, body: bytes | None, said: str
) -> None:
    answer = drop(rep, body if body is not None else packed({"word/document.xml": b"<w/>"}), name)
    assert said in answer.text
    assert not list(folder(desk.settings).iterdir())


def test_a_zip_bomb_does_no_harm(rep: Person) -> None:
    bomb = packed({"xl/workbook.xml": b"0" * 200_000_000, "xl/worksheets/sheet1.xml": b"0" * 200_000_000})
    assert len(bomb) < 1_000_000
    answer = drop(rep, bomb, "list.xlsx")
    assert answer.status_code == 400
    assert "list.xlsx" in answer.text


def packed(files: dict[str, bytes]) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return body.getvalue()


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "chunked"])
def test_500_megabytes_are_refused_before_they_are_read(app: FastAPI, rep: Person, announced: bool) -> None:
    sent = 0

    async def receive() -> dict[str, Any]:
        nonlocal sent
        head = b"" if sent else b'--b\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\n\r\n'
        sent += 1_000_000
        return {"type": "http.request", "body": head + b"a" * 1_000_000, "more_body": sent < 500_000_000}

    answers: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        answers.append(message)

    headers = [(b"content-type", b"multipart/form-data; boundary=b"), (b"host", b"127.0.0.1")]
    headers += [(b"cookie", f"{COOKIE}={rep.browser.cookies[COOKIE]}".encode())]
    headers += [(b"content-length", b"500000000")] if announced else []
    scope = {
        "type": "http", "method": "POST", "path": "/new-list", "raw_path": b"/new-list", "query_string": b"", "headers": headers,
        "http_version": "1.1", "scheme": "http", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1), "root_path": "",
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    assert answers[0]["status"] == 413 if announced else answers[0]["status"] in (400, 413)
    assert sent <= 8_000_000


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": "网络"}, "太模糊"),
        ({"title": "internet search"}, "太模糊"),
        ({"title": "Auto Shanghai exhibitor list"}, "年份"),
        ({"title": ""}, "太模糊"),
    ],
)
def test_a_vague_name_is_refused_with_the_reason_and_what_was_typed_stays(
    rep: Person, looked: str, given: dict[str, str], said: str
) -> None:
    answer = rep.post(looked, **(given | {"publisher": "上海国展"}))
    assert answer.status_code == 400
    assert said in answer.text
    assert "上海国展" in answer.text


def test_the_reason_is_shown_while_somebody_types(rep: Person) -> None:
    assert "太模糊" in rep.get("/new-list/vague", title="百度").text
    assert "太模糊" not in rep.get("/new-list/vague", title="2027上海车展参展商名录").text
    rep.browser.cookies.set("showfloor_language", "en")
    assert "too vague" in rep.get("/new-list/vague", title="google").text


def test_a_named_list_is_kept_as_yaml_with_its_first_version_and_run(
    desk: Desk, rep: Person, looked: str, previews_at_once: list[Run]
) -> None:
    answer = rep.post(looked, **NAMED, publisher="国展", nightly="1")
    run = previews_at_once[-1]
    assert answer.headers["location"] == f"/runs/{run.id}"
    key = "auto_shanghai_2027_exhibitor_list"
    kept = yaml.safe_load((desk.settings.config_dir / "lists" / f"{key}.yml").read_text(encoding="utf-8"))
    assert kept["title_zh"] == NAMED["title_zh"]
    assert kept["publisher"] == "国展"
    assert kept["enabled"] is False, "what a rep starts runs once, whatever the form says"
    with desk.db.reading() as tx:
        assert [(f.version, f.by) for f in list_files(tx, key)] == [(1, "rep1")]
    assert run.key == f"targeted:{key}"


def test_a_manager_may_have_it_read_every_night(desk: Desk, person: People, looked: str) -> None:
    person(Role.manager).post(looked, **NAMED, nightly="1")
    path = next((desk.settings.config_dir / "lists").glob("auto_shanghai*.yml"))
    assert "enabled" not in yaml.safe_load(path.read_text(encoding="utf-8"))


def test_two_reps_who_start_the_same_list_get_one_run(
    desk: Desk, rep: Person, person: People, looked: str, previews_at_once: list[Run]
) -> None:
    first = rep.post(looked, **NAMED)
    other = person(Role.rep, "rep2")
    again = drop(other, CSV.encode(), "the same.csv")
    second = other.post(again.headers["location"], **(NAMED | {"title": "Shanghai motor show 2027 list"}))
    assert first.headers["location"] == second.headers["location"]
    assert "正在运行" in other.message(second)
    with desk.db.reading() as tx:
        assert len(going_runs(tx, "targeted")) == 1
    assert sum(run.kind == "targeted" for run in previews_at_once) == 1


def test_a_page_without_a_list_says_why(rep: Person) -> None:
    page = rep.get(drop(rep, b"<html><body><p>Welcome to our website.</p></body></html>", "x.html").headers["location"])
    assert "读不出企业名录" in page.text


def test_forged_requests_start_nothing(rep: Person, looked: str, previews_at_once: list[Run]) -> None:
    before = len(previews_at_once)
    assert rep.browser.post("/new-list", data={"url": "https://list.example/"}).status_code == 403
    assert rep.browser.post(looked, data=NAMED | {"csrf": "wrong"}).status_code == 403
    headers = {"origin": "https://evil.example"}
    assert rep.browser.post(looked, data=NAMED | {"csrf": rep.csrf}, headers=headers).status_code == 403
    assert len(previews_at_once) == before


def test_inspectors_look_and_start_nothing(person: People, looked: str) -> None:
    inspector = person(Role.inspector)
    assert inspector.get("/new-list").status_code == 403
    assert inspector.post("/new-list", url="https://list.example/").status_code == 403
    assert inspector.post(looked, **NAMED).status_code == 403


def test_settings_reach_the_process_of_a_run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from review.runs_launch import environment

    for name, value in environment(desk.settings).items():
        if name.startswith("SHOWFLOOR_"):
            monkeypatch.setenv(name, value)
    settings.cache_clear()
    told = settings().model_dump() | {"home": settings().home.resolve()}
    assert told == desk.settings.model_dump() | {"home": desk.settings.home.resolve()}


@pytest.mark.parametrize(
    ("given", "kept"), [("中国", "cn"), ("CN", "cn"), ("germany", "de"), ("", None), ("nowhere", "")]
)
def test_countries_are_understood_however_they_are_written(
    desk: Desk, rep: Person, looked: str, given: str, kept: str | None
) -> None:
    answer = rep.post(looked, **(NAMED | {"country": given}))
    if kept == "":
        assert "认不出国家" in answer.text
        return
    path = next((desk.settings.config_dir / "lists").glob("auto_shanghai*.yml"))
    assert yaml.safe_load(path.read_text(encoding="utf-8")).get("country") == kept


def test_english_pages_hold_no_chinese_of_ours(rep: Person) -> None:
    rep.browser.post("/language", data={"to": "en"})
    preview = drop(rep, b"name,booth\nAlpha Brakes GmbH,1A\nBeta Steering Ltd,1B\nGamma Lamps Inc,1C\n", "list.csv")
    pages = ("/new-list", "/lists", "/runs", "/sources", "/proposals", "/export", preview.headers["location"])
    for path in pages:
        text = re.sub(r'<(button|span)[^>]*lang="zh-CN"[^>]*>.*?</\1>', "", rep.get(path).text)
        assert not re.search("[\u4e00-\u9fff]", text), path
