"""What is kept is kept once, whole, and comes back checked."""

import multiprocessing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from core.errors import BadInput
from core.words import Access
from storage.evidence.retention import usage
from storage.evidence.store import EvidenceStore
from storage.evidence.verify import verify
from tests.storage.evidence.conftest import AT, Keep

JPEG = b"\xff\xd8\xff"


def test_a_page_comes_back_byte_for_byte(store: EvidenceStore, keep: Keep) -> None:
    body = "<p>研发中心".encode("gbk") + b"\r\n\r\n\x00"
    capture = keep("http://firm.example/", body)
    assert store.body(capture) == body
    assert capture.content_type == "text/html; charset=utf-8"
    assert capture.warc
    with store.path(capture.warc).open("rb") as stream:
        record = next(iter(ArchiveIterator(stream)))
        assert record.rec_headers["WARC-Target-URI"] == "http://firm.example/"
        assert record.http_headers.get_statuscode() == "200"
        assert record.content_stream().read() == body
    assert verify(store.folder) == []


def test_the_same_bytes_are_stored_once(store: EvidenceStore, keep: Keep) -> None:
    first, again, other = (
        keep(url, b"x" * 50_000) for url in ("http://a.example/", "http://a.example/", "http://b.example/")
    )
    assert first.warc == again.warc
    assert first.id == again.id
    assert other.warc != first.warc
    assert store.body(other) == store.body(first)
    with store.path(str(other.warc)).open("rb") as stream:
        assert next(iter(ArchiveIterator(stream))).rec_type == "revisit"
    assert usage(store.folder).pages == 2
    assert verify(store.folder) == []


def test_an_answer_that_never_came_has_no_record(store: EvidenceStore, keep: Keep) -> None:
    capture = keep("http://down.example/", b"", status=None)
    assert (capture.warc, capture.access) == (None, Access.down)
    assert usage(store.folder).pages == 0
    assert [e.url for e in store.manifest.entries()] == ["http://down.example/"]


def test_screenshots_are_added_later(store: EvidenceStore, keep: Keep) -> None:
    capture = store.illustrate(keep("http://a.example/"), JPEG + b"full", JPEG + b"view")
    assert store.path(str(capture.screenshot)).read_bytes() == JPEG + b"full"
    assert store.path(str(capture.viewport)).read_bytes() == JPEG + b"view"
    assert verify(store.folder) == []


def test_hostile_headers_do_not_break_the_record_open(store: EvidenceStore) -> None:
    capture = store.keep(
        url="http://a.example/\r\nWARC-Type: metadata",
        final_url="http://a.example/\r\nX: y",
        status=200,
        headers={"X-Evil\r\nA": "1\r\n\r\n<html>fake", "名": "值", "Set-Cookie": "secret=1", "Content-Length": "99999"},
        body=b"real",
        access=Access.ok,
        fetched_at=AT,
    )
    assert store.body(capture) == b"real"
    with store.path(str(capture.warc)).open("rb") as stream:
        record = next(iter(ArchiveIterator(stream)))
    assert record.rec_type == "response"
    assert not record.http_headers.get_header("Set-Cookie")


def test_a_page_that_was_dropped_in_as_a_file_is_kept_like_any_other(store: EvidenceStore) -> None:
    for n, url in enumerate(("file:firm.html", "upload", "http://a.example/")):
        capture = store.keep(
            url=url, final_url=url, status=200, headers={}, body=b"a\r\n\r\n%d" % n, access=Access.ok, fetched_at=AT
        )
        assert store.body(capture) == b"a\r\n\r\n%d" % n
    assert verify(store.folder) == []


def test_a_reference_never_leads_out_of_the_store(store: EvidenceStore) -> None:
    with pytest.raises(BadInput):
        store.path("../../etc/passwd")


def test_changed_and_missing_pages_are_refused(store: EvidenceStore, keep: Keep) -> None:
    capture = keep("http://a.example/")
    path = store.path(str(capture.warc))
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    with pytest.raises(BadInput, match="evidence verify"):
        store.body(capture)
    path.unlink()
    with pytest.raises(BadInput, match="missing"):
        store.body(capture)


def _write(folder: str, name: int) -> None:
    store = EvidenceStore(Path(folder))
    for n in range(15):
        store.keep(
            url=f"http://{name}.example/{n}",
            final_url=f"http://{name}.example/{n}",
            status=200,
            headers={},
            body=b"shared" if n % 2 else f"{name}{n}".encode(),
            access=Access.ok,
            fetched_at=datetime.now(UTC),
        )


def test_several_processes_write_one_chain(store: EvidenceStore) -> None:
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=_write, args=(str(store.folder), n)) for n in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [e.n for e in store.manifest.entries()] == list(range(1, 46))
    assert verify(store.folder) == []
