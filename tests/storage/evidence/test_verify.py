"""Whatever is changed, lost, moved or cut off in the store is found."""

import gzip
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from core.errors import BadInput
from storage.evidence.retention import usage
from storage.evidence.store import EvidenceStore
from storage.evidence.verify import verify
from tests.storage.evidence.conftest import AT, Keep


def _lines(folder: Path) -> tuple[Path, list[str]]:
    path = sorted((folder / "manifest").glob("*.jsonl"))[-1]
    return path, path.read_text(encoding="utf-8").splitlines(keepends=True)


def _flip(folder: Path) -> None:
    path = sorted(folder.rglob("*.warc.gz"))[0]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _swap_body(folder: Path) -> None:
    path = sorted(folder.rglob("*.warc.gz"))[0]
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"page", b"PAGE")))


def _lose_file(folder: Path) -> None:
    sorted(folder.rglob("*.jpg"))[0].unlink()


def _edit_line(folder: Path) -> None:
    path, lines = _lines(folder)
    path.write_text("".join([lines[0].replace("a0.example", "b0.example"), *lines[1:]]), encoding="utf-8")


def _drop_line(folder: Path) -> None:
    path, lines = _lines(folder)
    path.write_text("".join(lines[:2] + lines[3:]), encoding="utf-8")


def _swap_lines(folder: Path) -> None:
    path, lines = _lines(folder)
    path.write_text("".join([lines[1], lines[0], *lines[2:]]), encoding="utf-8")


def _cut_end(folder: Path) -> None:
    path, lines = _lines(folder)
    path.write_text("".join(lines[:-1]), encoding="utf-8")


def _garble(folder: Path) -> None:
    path, lines = _lines(folder)
    path.write_text("".join([lines[0], "not json\n", *lines[1:]]), encoding="utf-8")


def _lose_head(folder: Path) -> None:
    (folder / "manifest" / "head.json").unlink()


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        (_flip, "changed"),
        (_swap_body, "changed"),
        (_lose_file, "missing"),
        (_edit_line, "changed"),
        (_drop_line, "broken_chain"),
        (_swap_lines, "broken_chain"),
        (_cut_end, "cut_off"),
        (_garble, "unreadable"),
        (_lose_head, "missing"),
    ],
)
def test_damage_is_found(store: EvidenceStore, keep: Keep, damage: Callable[[Path], None], kind: str) -> None:
    for n in range(4):
        capture = keep(f"http://a{n}.example/", f"<p>page {n}".encode())
    store.illustrate(capture, b"\xff\xd8\xff1", None)
    assert verify(store.folder) == []
    damage(store.folder)
    assert kind in {problem.kind for problem in verify(store.folder)}


def test_a_folder_without_a_store_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no evidence store"):
        verify(tmp_path)


def test_a_line_that_a_killed_process_left_unfinished_is_mended(store: EvidenceStore, keep: Keep) -> None:
    keep("http://a.example/")
    path, _ = _lines(store.folder)
    with path.open("a", encoding="utf-8") as stream:
        stream.write('{"n": 2, "prev"')
    assert verify(store.folder) == []
    keep("http://b.example/")
    assert verify(store.folder) == []
    assert len(_lines(store.folder)[1]) == 2


def test_the_chain_goes_on_over_days(store: EvidenceStore) -> None:
    for day in range(3):
        store.manifest.append(
            AT + timedelta(days=day),
            capture="c",
            sha256="0" * 64,
            url="http://a.example/",
            final_url="http://a.example/",
            fetched_at=AT,
            access="ok",
        )
    assert len(store.manifest.days()) == 3
    assert verify(store.folder) == []
    store.manifest.days()[1].unlink()
    assert "broken_chain" in {p.kind for p in verify(store.folder)}


WRITER = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from core.words import Access
from storage.evidence.store import EvidenceStore
store = EvidenceStore(Path(sys.argv[1]))
for n in range(100000):
    store.keep(url=f"http://a.example/{n}", final_url="x", status=200, headers={}, body=str(n).encode() * 500,
               access=Access.ok, fetched_at=datetime.now(UTC))
"""


def test_kill_9_at_any_moment_leaves_a_whole_store(store: EvidenceStore, keep: Keep) -> None:
    root = Path(__file__).resolve().parents[3]
    for pause in (0.05, 0.11):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(store.folder)], cwd=root)
        deadline = time.monotonic() + 30
        before = usage(store.folder).pages
        while usage(store.folder).pages < before + 3 and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(pause)
        writer.kill()
        writer.wait()
        assert verify(store.folder) == []
    keep("http://after.example/")
    assert verify(store.folder) == []
