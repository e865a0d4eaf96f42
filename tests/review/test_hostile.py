"""Crawled names are hostile; evidence goes missing; the pages show what there is, as text."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from review.desk import Desk
from storage.evidence import retention
from storage.repositories.firms import load_firm
from tests.review.conftest import Person
from tests.review.made import HOSTILE, add_firm, add_leader, name_of


@pytest.mark.parametrize("name", HOSTILE, ids=["script", "right-to-left", "10,000 characters", "attribute"])
def test_a_hostile_name_is_only_text_on_every_page(desk: Desk, rep: Person, name: str) -> None:
    firm = add_firm(desk, name)
    add_leader(desk, firm, name)
    pages = ["/", "/queue", f"/firms/{firm}", f"/firms/{firm}/contacts", f"/queue/sign?firm={firm}:{rep.version(firm)}"]
    pages.append(f"/search?q={name[:30]}")
    for path in pages:
        answer = rep.browser.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        assert "<script>alert" not in answer.text, path
        assert "<img src=x" not in answer.text, path
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", answer.text), path
        assert len(answer.text) < 120_000, path
    answer = rep.post(f"/firms/{firm}/sign", version=rep.version(firm))
    assert answer.status_code == 303
    assert "<script>alert" not in rep.message(answer)


@pytest.mark.parametrize("query", ["%", "_", "' OR 1=1", "\x00", "\u202e", "长" * 400, '"', "AND OR NOT *", "（", "a"])
def test_any_search_is_answered(desk: Desk, rep: Person, query: str) -> None:
    add_firm(desk, name_of(1))
    assert rep.get("/search", q=query).status_code in (200, 303)


def test_a_search_by_part_of_a_name_opens_the_only_hit(desk: Desk, rep: Person) -> None:
    firm = add_firm(desk, name_of(41))
    add_firm(desk, name_of(52))
    assert rep.get("/search", q="第41汽车").headers["location"] == f"/firms/{firm}"


def evidence_files(desk: Desk, kind: str) -> list[Path]:
    return [path for path in (desk.store.folder / kind).rglob("*") if path.is_file()]


def test_a_missing_screenshot_is_said(desk: Desk, rep: Person) -> None:
    firm = add_firm(desk, name_of(1))
    for path in evidence_files(desk, "shots"):
        path.unlink()
    text = rep.get(f"/firms/{firm}", field="has_rd").text
    assert "没有截图" in text
    assert "/shot" not in text
    with desk.db.reading() as tx:
        capture = load_firm(tx, firm).captures[0].id
    assert rep.get(f"/evidence/{capture}/shot").status_code == 404


@pytest.mark.parametrize("damage", ["deleted", "changed"])
def test_a_damaged_archive_is_said(desk: Desk, rep: Person, damage: str) -> None:
    firm = add_firm(desk, name_of(1))
    for path in evidence_files(desk, "warc"):
        path.unlink() if damage == "deleted" else path.write_bytes(b"not what was kept")
    answer = rep.get(f"/firms/{firm}", field="has_rd")
    assert answer.status_code == 200
    assert "存档文件缺失或已被改动" in answer.text


def test_a_page_that_was_removed_in_due_time_is_told_from_a_damaged_one(
    desk: Desk, rep: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    firm = add_firm(desk, name_of(1))
    monkeypatch.setattr(retention, "_UNSETTLED", timedelta(days=-36_500))
    retention.prune(desk.store, (), before=datetime(2100, 1, 1, tzinfo=UTC))
    answer = rep.get(f"/firms/{firm}", field="has_rd")
    assert "存档页面已按保留期限清理" in answer.text
    assert "已被改动" not in answer.text


def test_the_archived_page_is_text_with_the_quote_marked(desk: Desk, rep: Person) -> None:
    firm = add_firm(desk, HOSTILE[0])
    with desk.db.reading() as tx:
        fact = next(fact for fact in load_firm(tx, firm).facts if fact.field == "has_rd")
    text = rep.get(f"/evidence/{fact.capture}", quote="我们设有 自己的研发中心").text
    assert "<mark>我们设有自己的研发中心</mark>" in text
    assert "<script>alert" not in text
    shot = rep.get(f"/evidence/{fact.capture}/shot")
    assert shot.headers["content-type"] == "image/png"


@pytest.mark.parametrize(
    "path", ["/firms/nothing", "/evidence/nothing", "/evidence/nothing/shot", "/nothing", "/firms/%00"]
)
def test_what_is_not_there_is_404(rep: Person, path: str) -> None:
    assert rep.get(path).status_code == 404


@pytest.mark.parametrize("query", ["after=damaged", "after=nan:x", "after=1e999:x", "age=x&status=nope&done=7"])
def test_a_damaged_address_of_the_queue_is_no_error_of_ours(rep: Person, query: str) -> None:
    assert rep.get(f"/queue?{query}").status_code in (200, 303, 400)
