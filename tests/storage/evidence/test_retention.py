"""What is removed leaves a tombstone in the chain; what a fact rests on stays; a lost file is still found."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.records import Capture
from storage.evidence.retention import prune, usage
from storage.evidence.store import EvidenceStore
from storage.evidence.verify import verify
from tests.storage.evidence.conftest import AT, Keep

LONG_AGO = AT - timedelta(days=60)


@pytest.fixture
def pages(keep: Keep) -> list[Capture]:
    """Five pages of five days, and the bytes of the first once more from another address."""
    made = [
        keep(f"http://a{n}.example/", bytes([65 + n]) * 9_000 + str(n).encode(), at=LONG_AGO + timedelta(days=n))
        for n in range(5)
    ]
    return [*made, keep("http://alias.example/", b"A" * 9_000 + b"0", at=LONG_AGO)]


def test_the_oldest_that_nothing_rests_on_go_first(store: EvidenceStore, pages: list[Capture]) -> None:
    cited = {pages[5].id, pages[1].id}
    done = prune(store, cited, budget=usage(store.folder).bytes - 1)
    assert (done.captures, done.files, done.oldest) == (1, 1, pages[2].fetched_at)
    for kept in (*pages[:2], *pages[3:]):
        assert store.body(kept)
    assert verify(store.folder) == []
    assert prune(store, cited, budget=0).files == 2
    assert store.body(pages[1])
    assert verify(store.folder) == []
    assert prune(store, cited, budget=0).files == 0


def test_pages_before_a_day_go_and_a_dry_run_removes_nothing(store: EvidenceStore, pages: list[Capture]) -> None:
    cut = pages[3].fetched_at
    would = prune(store, {pages[1].id}, before=cut, dry_run=True)
    assert all(store.body(page) for page in pages)
    assert prune(store, {pages[1].id}, before=cut) == would
    assert would.captures == 3, "the first page, its alias and the third one"
    assert store.body(pages[1])
    assert verify(store.folder) == []


def test_a_tombstone_tells_what_went_and_why(store: EvidenceStore, pages: list[Capture]) -> None:
    prune(store, set(), before=pages[1].fetched_at)
    stones = [entry for entry in store.manifest.entries() if entry.removed]
    assert {entry.url for entry in stones} == {"http://a0.example/", "http://alias.example/"}
    assert all(entry.why.startswith("fetched before") for entry in stones)
    assert stones[0].removed == next(e for e in store.manifest.entries() if e.url == "http://a0.example/").files


def test_a_file_that_goes_without_a_tombstone_is_missed(store: EvidenceStore, pages: list[Capture]) -> None:
    prune(store, set(), before=pages[1].fetched_at)
    store.path(str(pages[2].warc)).unlink()
    (store.folder / "manifest" / "removed.json").write_text(json.dumps([pages[2].warc]), encoding="utf-8")
    assert [problem.kind for problem in verify(store.folder)] == ["missing"]


def test_a_forged_tombstone_breaks_the_chain(store: EvidenceStore, pages: list[Capture]) -> None:
    path = store.manifest.days()[-1]
    line = json.loads(path.read_text(encoding="utf-8").splitlines()[-1])
    store.path(str(pages[2].warc)).unlink()
    forged = {**line, "n": line["n"] + 1, "prev": line["hash"], "files": {}, "removed": {pages[2].warc: "0" * 64}}
    path.write_text(path.read_text(encoding="utf-8") + json.dumps(forged) + "\n", encoding="utf-8")
    assert "changed" in {problem.kind for problem in verify(store.folder)}


def test_a_page_that_comes_again_is_kept_again(store: EvidenceStore, keep: Keep, pages: list[Capture]) -> None:
    prune(store, set(), budget=0)
    again = keep("http://a2.example/", b"C" * 9_000 + b"2", at=datetime.now(UTC))
    assert store.body(again)
    assert verify(store.folder) == []
    store.path(str(again.warc)).unlink()
    assert [problem.kind for problem in verify(store.folder)] == ["missing"], "the old tombstone does not cover it"


def test_what_was_fetched_today_stays_for_the_base_may_not_know_yet(store: EvidenceStore, keep: Keep) -> None:
    page = keep("http://new.example/", b"x" * 9_000, at=datetime.now(UTC))
    assert prune(store, set(), budget=0).files == 0
    assert store.body(page)


PRUNER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from storage.evidence import retention
from storage.evidence.store import EvidenceStore
store = EvidenceStore(Path(sys.argv[1]))
appended = store.manifest.append
def dies(at, **content):
    appended(at, **content)
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL)
store.manifest.append = dies
retention.prune(store, set(), budget=0)
"""


def test_kill_9_between_tombstone_and_removal_leaves_a_whole_store(store: EvidenceStore, pages: list[Capture]) -> None:
    root = Path(__file__).resolve().parents[3]
    killed = subprocess.run([sys.executable, "-c", PRUNER, str(store.folder)], cwd=root, check=False)
    assert killed.returncode == -9
    assert verify(store.folder) == []
    prune(store, set(), budget=0)
    assert verify(store.folder) == []
    assert usage(store.folder).pages <= 1, "what had its tombstone already may have stayed"
