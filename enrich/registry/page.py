"""One parser for every registry page: Tianyancha, Qichacha, GSXT old and new, foreign registers, unknown portals.

First the access state, then embedded data, then labels; the name falls back to the heading. Pure: text in, reading out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from core.values.fold import fold
from core.web.access import classify
from core.words import Access, RegistryStatus
from enrich.page_text import parse_html
from enrich.registry import api_codes, companies_house, gleif
from enrich.registry.build import build, is_organisation
from enrich.registry.cells import clean, printed
from enrich.registry.embedded import candidate_of, decoded, embedded, firm_object, listed_objects, record_of, score
from enrich.registry.labels import read_pairs
from enrich.registry.pairs import Pairs
from enrich.registry.record import RegistryReading, RegistryRecord
from enrich.registry.statuses import is_status_word
from enrich.registry.vocabulary import vocabulary

_SITE_TAIL = re.compile(r"\s*(?:overview\s*[-|]|[-_|–—,，【\[]|\s·\s|的?(?:工商|企业|基本)信息|怎么样|企业信用信息).*$")
_REPORT = re.compile(r"年报[^\d]{0,8}(20\d{2})\s*年?度?|(20\d{2})\s*年?度?(?:企业)?(?:年度报告|年报)")
_FULL = 6
"""Known fields from which on a lone object of a list is a register entry rather than a hit or a branch."""
_NOBODY = re.compile(
    r"(?:没有|未|暂未)(?:找到|查询?到|搜索到|检索到)|查无|无(?:相关)?(?:结果|记录)|0\s*(?:条|家)(?:结果|企业)|no (?:results|matching|records) |not found",
    re.I,
)


def parse_registry(
    text: str, url: str = "", *, status: int | None = 200, headers: Mapping[str, str] | None = None
) -> RegistryReading:
    """Read one answer of a registry: HTML, JSON or plain text, as its body and final address.

    `record` is set only where access is `ok` and the page is about one firm; a list of hits gives `candidates`.
    """
    tree = decoded(text) if text.lstrip()[:1] in ("{", "[") else None
    if tree is not None:
        return _read_json(tree, url)
    access = classify(status, headers or {}, text, url, vocabulary().probe)
    if access not in (Access.ok, Access.layout_changed):
        # A page that offers more to members is no sign-in page: a filled register entry says so.
        shown = _read_labels(text, Access.ok) if status == 200 and access is Access.login_required else None
        filled = shown.record.contract() if shown and shown.record else {}
        if sum(value not in (None, []) for value in filled.values()) < 4:
            return RegistryReading(access=access)
    for data in embedded(text):
        item = firm_object(data, url)
        record = record_of(item) if item is not None else None
        if record is not None and record.name:
            return RegistryReading(access=Access.ok, record=_with_page(record, text))
    return _read_labels(text, access)


def known_labels() -> tuple[str, ...]:
    """Labels of which a registry page holds at least one, for whoever fetches it."""
    return vocabulary().probe


def _read_json(tree: Any, url: str) -> RegistryReading:
    refused = api_codes.access_of(tree)
    if refused is not None and refused is not Access.ok:
        return RegistryReading(access=refused, detail=api_codes.detail_of(tree))
    foreign = _foreign(tree)
    if foreign is not None:
        return foreign
    item = firm_object(tree, url)
    if item is not None:
        return RegistryReading(access=Access.ok, record=record_of(item))
    listed = listed_objects(tree)
    hits = tuple(hit for hit in map(candidate_of, listed) if hit)
    if len(listed) == 1 == len(hits) and score(listed[0]) >= _FULL:
        return RegistryReading(access=Access.ok, record=record_of(listed[0]), candidates=hits)
    known = bool(hits) or refused is Access.ok
    return RegistryReading(access=Access.ok if known else Access.layout_changed, candidates=hits)


def _foreign(tree: Any) -> RegistryReading | None:
    """Answers of GLEIF and Companies House, known by their own shapes."""
    records = gleif.read_records(tree)
    if records:
        return RegistryReading(access=Access.ok, record=records[0] if len(records) == 1 else None)
    company = companies_house.read_company(tree)
    if company is not None:
        return RegistryReading(access=Access.ok, record=company)
    hits = companies_house.read_candidates(tree)
    return RegistryReading(access=Access.ok, candidates=hits) if hits else None


def _read_labels(text: str, access: Access) -> RegistryReading:
    pairs = read_pairs(text)
    html = "<" in text[:2000]
    if pairs.seen == 0 and access is Access.layout_changed:
        nobody = _NOBODY.search(fold(re.sub(r"<[^>]+>", " ", text))[:5000])
        return RegistryReading(access=Access.not_found if nobody else Access.layout_changed)
    if _many_firms(pairs):
        return RegistryReading(access=Access.ok, detail="a list of several firms")
    heading = _heading(text, pairs) if html else None
    if heading and heading != pairs.first.get("name") and heading in pairs.every.get("name", ()):
        pairs.begin_at(heading)
    raw: dict[str, object] = {**pairs.first, "report_year": _report_year(text)}
    if not clean(str(raw.get("name") or "")) and heading:
        raw["name"] = heading
    record = build(raw)
    if record is None:
        return RegistryReading(access=Access.ok if pairs.seen else Access.layout_changed)
    if record.status_raw is None and html and (badge := _badge(text, record.name)):
        record = build({**raw, "status_raw": badge}) or record
    return RegistryReading(access=Access.ok, record=record)


def _report_year(text: str) -> str | None:
    """The year of the annual report that the page shows, where it shows one."""
    years = {m[1] or m[2] for m in _REPORT.finditer(re.sub(r"<[^>]+>", "", text))}
    return years.pop() if len(years) == 1 else None


def _many_firms(pairs: Pairs) -> bool:
    """Does one page print the register entries of several firms, like a search result?"""
    if pairs.in_tables >= 5:
        return False
    counts = [len(set(pairs.every.get(name, ()))) for name in ("uscc", "established_on", "legal_person", "capital")]
    return sum(count >= 2 for count in counts) >= 2


def _heading(text: str, pairs: Pairs) -> str | None:
    """The firm's name in a heading or the title, without what the site hangs on to it."""
    title = re.search(r"<title[^>]*>(.*?)</title", text, re.S | re.I)
    for line in [*pairs.headings, printed(re.sub(r"&\w+;", " ", title[1])) if title else ""]:
        for mark in vocabulary().inline.finditer(line):
            line = line[: mark.start()]
            break
        for shown in (line, line.split(" ")[0]):
            name = clean(_SITE_TAIL.sub("", shown))
            if name and 4 <= len(name) <= 120 and is_organisation(name) and not vocabulary().field(name):
                return name
    return None


def _badge(text: str, name: str | None) -> str | None:
    """A status word drawn as a badge within the page, near the firm's name where that is known."""
    tree = parse_html(text)
    started = name is None
    left = 60
    for piece in tree.itertext():
        word = printed(piece)
        started = started or (name is not None and word.startswith(name))
        if not started or not word:
            continue
        if is_status_word(word):
            return word
        left -= 1
        if left < 0:
            return None
    return None


def _with_page(record: RegistryRecord, text: str) -> RegistryRecord:
    """What the page prints fills what the embedded data leave out, for the status at least."""
    if record.status is not RegistryStatus.unknown:
        return record
    badge = _badge(text, record.name)
    if badge is None:
        return record
    from enrich.registry.statuses import read_status

    return record.model_copy(update={"status": read_status(badge), "status_raw": badge})
