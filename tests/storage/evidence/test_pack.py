"""A dossier is checked elsewhere with nothing but Python, and a changed byte is found."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from core.errors import BadInput
from core.records import Activity, Contact, Fact, Firm, Source
from core.words import ActivityKind, Field, Precision, SourceKind
from storage.evidence.pack import pack
from storage.evidence.store import EvidenceStore
from tests.storage.evidence.conftest import AT, Keep

PAGE = "<html><body><p>我们的<b>研发 中心</b>位于上海，</p><p>R&amp;D &lt;centre&gt;</p><script>alert(1)</script></body></html>"


@pytest.fixture
def firm(store: EvidenceStore, keep: Keep) -> Firm:
    site = store.illustrate(keep("http://firm.example/rd", PAGE.encode()), b"\xff\xd8\xffshot", b"\xff\xd8\xffview")
    down = keep("http://firm.example/news", b"", status=None)
    keep("http://somebody-else.example/", b"not in this dossier")
    source = Source(key="site", kind=SourceKind.website, title="Company website", title_zh="公司网站")
    common = {"firm": "f1", "source": "site", "capture": site.id, "found_at": AT}
    return Firm(
        id="f1",
        name="华域<script>alert(1)</script>有限公司",
        sources=(source,),
        facts=(
            Fact(id="t1", field=Field.has_rd, value="yes", quote="研发中心位于上海", extractor="rd", **common),
            Fact(id="t2", field=Field.rd_scope, value="x", quote="R&D <centre>", extractor="rd", **common),
        ),
        activities=(
            Activity(
                id="a1",
                kind=ActivityKind.product,
                title="新品",
                happened_on=AT.date(),
                precision=Precision.day,
                **common,
            ),
        ),
        contacts=(Contact(id="p1", name="王工", title="研发总监", **common),),
        captures=(site, down),
    )


def _check(folder: Path) -> "subprocess.CompletedProcess[str]":
    """In a Python of its own that sees none of our packages."""
    command = [sys.executable, "-I", "-S", str(folder / "check.py")]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", cwd=folder, env={"PYTHONIOENCODING": "utf-8"}
    )


def test_a_dossier_checks_itself(firm: Firm, store: EvidenceStore, tmp_path: Path) -> None:
    target = pack(firm, store, tmp_path / "dossier.zip")
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path / "elsewhere")
    folder = tmp_path / "elsewhere" / "dossier"
    done = _check(folder)
    assert (done.returncode, "INTACT" in done.stdout, "WRONG" in done.stdout, "note" in done.stdout) == (
        0,
        True,
        False,
        False,
    )
    assert "somebody-else" not in (folder / "manifest.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["firm.json", "manifest.jsonl", "index.html", "*.warc.gz", "*.jpg"])
def test_a_changed_byte_is_found(firm: Firm, store: EvidenceStore, tmp_path: Path, name: str) -> None:
    folder = pack(firm, store, tmp_path / "dossier")
    path = next(folder.rglob(name))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert _check(folder).returncode == 1


def test_a_lost_file_and_a_slipped_in_page_are_found(firm: Firm, store: EvidenceStore, tmp_path: Path) -> None:
    folder = pack(firm, store, tmp_path / "dossier")
    shot = next(folder.rglob("*.jpg"))
    other = shot.with_name("f" * 64 + ".jpg")
    shot.rename(other)
    assert "missing" in _check(folder).stdout
    assert "not in the manifest" in _check(folder).stdout


def test_a_quote_that_is_not_in_the_page_is_noted(firm: Firm, store: EvidenceStore, tmp_path: Path) -> None:
    fact = firm.facts[0].model_copy(update={"quote": "研发中心位于北京"})
    folder = pack(firm.model_copy(update={"facts": (fact,)}), store, tmp_path / "dossier")
    assert "does not stand" in _check(folder).stdout


def test_the_page_for_people_shows_crawled_text_as_text(firm: Firm, store: EvidenceStore, tmp_path: Path) -> None:
    page = (pack(firm, store, tmp_path / "dossier") / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "研发中心位于上海" in page
    assert "公司网站" in page


def test_a_target_that_is_taken_is_refused(firm: Firm, store: EvidenceStore, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="exists already"):
        pack(firm, store, tmp_path)


def test_changed_evidence_is_not_packed(firm: Firm, store: EvidenceStore, tmp_path: Path) -> None:
    store.path(str(firm.captures[0].warc)).write_bytes(b"x")
    with pytest.raises(BadInput):
        pack(firm, store, tmp_path / "dossier")
