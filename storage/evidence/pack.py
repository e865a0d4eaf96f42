"""A dossier: everything about one firm that a third party needs to check it, in one folder or ZIP.

index.html      for people, Chinese and English; shows crawled text as text, and opens nothing from the network
firm.json       the firm with its facts, activities, contacts, searches and verdict
warc/ shots/    the archived pages and screenshots that they rest on
manifest.jsonl  the lines of the hash chain that speak of them
files.json      SHA-256 of every file
check.py        checks it all with nothing but Python
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

from core.errors import BadInput
from core.records import Capture, Firm
from storage.evidence import check_dossier
from storage.evidence.store import EvidenceStore

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The same firm packs to the same bytes."""


def pack(firm: Firm, store: EvidenceStore, target: Path) -> Path:
    """Write the dossier to `target`: a ZIP where it ends in .zip, else a folder that must not exist or be empty.

    Raises BadInput for a target that is taken, and for evidence that is missing or was changed.
    """
    if target.suffix.casefold() == ".zip":
        with tempfile.TemporaryDirectory() as aside:
            folder = Path(aside) / target.stem
            _fill(firm, store, folder)
            _zip(folder, target)
        return target
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadInput(f"{target}: exists already; name a new folder or a .zip file")
    _fill(firm, store, target)
    return target


def _fill(firm: Firm, store: EvidenceStore, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {capture.id for capture in firm.captures}
    lines: list[str] = []
    places: dict[str, None] = {}
    for entry in store.manifest.entries():
        if entry.capture in wanted:
            lines.append(entry.line())
            places |= dict.fromkeys(entry.files)
            for place in entry.removed:
                places.pop(place, None)
    for capture in firm.captures:
        if capture.warc in places:
            store.body(capture)
    for place in places:
        source = store.path(place)
        if not source.is_file():
            raise BadInput(f"{source}: evidence is missing; run `showfloor evidence verify`")
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, folder / place)
    (folder / "manifest.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    data = firm.model_dump(mode="json")
    data["captures"] = [{"id": c.id, **c.model_dump(mode="json")} for c in firm.captures]
    (folder / "firm.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    (folder / "index.html").write_text(_page(firm), encoding="utf-8")
    shutil.copyfile(check_dossier.__file__, folder / "check.py")
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "files.json").write_text(json.dumps(sums, indent=1), encoding="utf-8")


def _zip(folder: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            archive.writestr(zipfile.ZipInfo(name, _FIXED_TIME), path.read_bytes(), zipfile.ZIP_DEFLATED)


def _page(firm: Firm) -> str:
    """The page for people. No script, nothing loaded from elsewhere, every crawled text escaped."""
    captures = {c.id: c for c in firm.captures}
    sources = {s.key: s.title_zh or s.title for s in firm.sources}
    verdict = firm.decision.status.value if firm.decision else firm.verdict.status.value if firm.verdict else "–"
    facts = _rows(
        (f.field.value, f.value, f.quote, sources.get(f.source, f.source), captures.get(f.capture or ""), f.verified_by)
        for f in firm.facts
    )
    events = _rows(
        (f"{a.kind.value} {a.happened_on or ''}", a.title, a.quote, sources.get(a.source, a.source),
         captures.get(a.capture or ""), None)
        for a in firm.activities
    )  # fmt: skip
    people = _rows(
        (p.title or "", f"{p.name} {p.phone or ''} {p.email or ''}", p.quote, sources.get(p.source, p.source),
         captures.get(p.capture or ""), None)
        for p in firm.contacts
    )  # fmt: skip
    findings = "".join(
        f"<tr><td>{escape(f.code)}</td><td>{escape(f.outcome.value)}</td><td>{escape(f.reason.zh)}<br>{escape(f.reason.en)}</td></tr>"
        for f in (firm.verdict.findings if firm.verdict else ())
    )
    searches = "".join(
        f"<tr><td>{escape(s.kind)}</td><td>{escape(s.where)}</td><td>{escape(s.query)}</td><td>{s.hits}</td>"
        f"<td>{s.coverage:.0%}</td><td>{s.at:%Y-%m-%d %H:%M} UTC</td></tr>"
        for s in firm.searches
    )
    head = "<tr><th>项目 field</th><th>值 value</th><th>原文 quote</th><th>来源 source</th><th>页面 page</th><th>核实人 verified by</th></tr>"
    return f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(firm.name)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self'">
<style>body{{font:15px/1.5 sans-serif;margin:2em;max-width:1200px}}table{{border-collapse:collapse;width:100%;margin:.5em 0 2em}}
td,th{{border:1px solid #bbb;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}}q{{color:#444}}</style></head><body>
<h1>{escape(firm.name)}</h1>
<p>编号 id: {escape(firm.id)} · 结论 status: <b>{escape(verdict)}</b></p>
<p>核对本档案：在此文件夹运行 <code>python3 check.py</code>，无需其他软件。 To check this dossier run <code>python3 check.py</code> in its folder.</p>
<h2>事实 Facts</h2><table>{head}{facts}</table>
<h2>研发活动 R&amp;D activity</h2><table>{head}{events}</table>
<h2>联系人 Contacts</h2><table>{head}{people}</table>
<h2>检索记录 Searches</h2><table><tr><th>类别 kind</th><th>何处 where</th><th>检索词 query</th>
<th>命中 hits</th><th>覆盖 coverage</th><th>时间 time</th></tr>{searches}</table>
<h2>判定 Findings</h2><table><tr><th>代码 code</th><th>结果 outcome</th><th>理由 reason</th></tr>{findings}</table>
</body></html>
"""


def _rows(items: Iterable[tuple[str, object, str | None, str, Capture | None, str | None]]) -> str:
    return "".join(
        f"<tr><td>{escape(name)}</td><td>{escape('' if value is None else str(value))}</td>"
        f"<td>{f'<q>{escape(quote)}</q>' if quote else ''}</td><td>{escape(source)}</td><td>{_cell(capture)}</td>"
        f"<td>{escape(by or '')}</td></tr>"
        for name, value, quote, source, capture, by in items
    )


def _cell(capture: Capture | None) -> str:
    """Address as text, time, and the screenshot in this folder; links to crawled addresses are not made clickable."""
    if capture is None:
        return ""
    shot = f'<br><a href="{escape(capture.screenshot)}">截图 screenshot</a>' if capture.screenshot else ""
    return f"{escape(capture.url)}<br>{capture.fetched_at:%Y-%m-%d %H:%M} UTC<br><small>{capture.sha256}</small>{shot}"
