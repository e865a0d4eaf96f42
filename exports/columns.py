"""The columns of every file export, in both languages, in the order in which a rep reads a firm.

One row a firm: the mandatory fields of the brief, where the firm was found, who verified it when, how it stands, whom to
call, and the pages that show it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.records import Activity, Capture, Firm
from core.settings import settings
from core.words import MANDATORY, Field
from exports import cells, labels
from exports.gate import signature, standing, verified, without_refused


@dataclass(frozen=True)
class Column:
    """One column: a key that never changes, its heading in both languages, its width, and how to read it off a firm."""

    key: str
    zh: str
    en: str
    read: Callable[[Firm], str]
    width: int = 18
    phone: bool = False

    @property
    def heading(self) -> str:
        """Chinese first."""
        return f"{self.zh} {self.en}"


def _fact(field: Field, shown: Callable[[object], str] = cells.text) -> Callable[[Firm], str]:
    return lambda firm: shown(firm.value(field))


def legal_name(firm: Firm) -> str:
    """The registered name, or the name on the list where no register has been read."""
    return cells.text(firm.value(Field.legal_name) or firm.name)


def products(firm: Firm) -> str:
    """What the firm makes: the fact, else the list's own words."""
    said = firm.value(Field.products)
    return (
        cells.listed(said) if said else cells.listed(list(dict.fromkeys(p for s in firm.sightings for p in s.products)))
    )


def channel(firm: Firm) -> str:
    """The acquisition channel, specific enough to be looked up (R-027): each list with the row the firm stands in."""
    titles = {source.key: source.title_zh or source.title for source in firm.sources}
    lines = []
    for seen in sorted(firm.sightings, key=lambda s: (s.seen_at, s.id)):
        place = " ".join(
            filter(
                None,
                [f"展位 {seen.booth}" if seen.booth else "", f"第{seen.locator.row}行" if seen.locator.row else ""],
            )
        )
        lines.append(titles.get(seen.source, seen.source) + (f"（{place}）" if place else ""))
    return cells.listed(list(dict.fromkeys(lines)))


def channel_url(firm: Firm) -> str:
    """The address of the list where the firm was first seen."""
    first = min(firm.sightings, key=lambda s: (s.seen_at, s.id), default=None)
    return cells.text(first.url) if first else ""


def verifier(firm: Firm) -> str:
    """Who vouches for the firm; "not signed" where so far only the machine does."""
    word = verified(firm)
    if signature(firm) is None:
        return f"未签核 / not signed{f'（{cells.text(word[0])}）' if word else ''}"
    return cells.text(word[0] if word else "")


def verified_at(firm: Firm) -> str:
    """When it was verified, in the team's zone."""
    word = verified(firm)
    return cells.local(word[1] if word else None, settings().timezone)


def latest_activity(firm: Firm) -> Activity | None:
    """The newest dated sign of R&D."""
    dated = [event for event in firm.activities if event.happened_on]
    return max(dated, key=lambda event: (str(event.happened_on), event.id), default=None)


def activity(firm: Firm) -> str:
    """Day and title of the newest product, patent or R&D news."""
    event = latest_activity(firm)
    return cells.text(f"{event.happened_on} {event.title}") if event else ""


def evidence(firm: Firm) -> str:
    """The archived pages behind the mandatory fields and the newest activity: address and beginning of the SHA-256."""
    captures = {capture.id: capture for capture in firm.captures}
    facts = [fact for field in MANDATORY if (fact := firm.fact(field))]
    event = latest_activity(firm)
    ids = dict.fromkeys([f.capture for f in facts if f.capture] + ([event.capture] if event and event.capture else []))
    return cells.listed([_page(captures[key]) for key in ids if key in captures])


def missing(firm: Firm) -> str:
    """Codes of the findings that are no pass, and the mandatory fields that are missing."""
    if firm.verdict is None:
        return ""
    codes = [finding.code for finding in firm.verdict.findings if finding.outcome.value != "pass"]
    return cells.listed(list(dict.fromkeys(codes + [field.value for field in firm.verdict.missing])))


def _page(capture: Capture) -> str:
    return f"{capture.final_url} [{capture.sha256[:12]}]"


def _person(part: str) -> Callable[[Firm], str]:
    return lambda firm: cells.text(getattr(firm.contacts[0], part)) if firm.contacts else ""


COLUMNS: tuple[Column, ...] = (
    Column("id", "编号", "id", lambda firm: firm.id, 12),
    Column("legal_name", "企业全称", "legal name", legal_name, 34),
    Column("uscc", "统一社会信用代码", "registry number",
           lambda firm: cells.text(firm.value(Field.uscc) or firm.value(Field.lei) or firm.value(Field.company_number)), 22),
    Column("sub_field", "细分领域", "sub-field", _fact(Field.sub_field, labels.sub_field), 30),
    Column("revenue", "年营收", "annual revenue", lambda firm: cells.money(firm.value(Field.revenue)), 28),
    Column("headcount", "员工数", "employees",
           lambda firm: cells.people_count(firm.value(Field.headcount) or firm.value(Field.insured_count)), 12),
    Column("hq_city", "总部所在地", "head office", lambda firm: cells.place(firm.value(Field.hq_city)), 22),
    Column("products", "核心产品/服务", "products and services", products, 36),
    Column("has_rd", "自有研发部门", "R&D of its own", _fact(Field.has_rd, labels.rd), 14),
    Column("activity", "最近研发动态", "latest R&D activity", activity, 36),
    Column("channel", "获取渠道", "acquisition channel", channel, 36),
    Column("channel_url", "渠道网址", "address of the list", channel_url, 30),
    Column("verifier", "核实人", "verified by", verifier, 16),
    Column("verified_at", "核实时间", "verified at", verified_at, 18),
    Column("status", "状态", "status", lambda firm: labels.both(labels.STATUS[standing(firm)]), 16),
    Column("grade", "等级", "grade", lambda firm: firm.verdict.grade.value if firm.verdict and firm.verdict.grade else "", 8),
    Column("open", "未决项", "open points", missing, 18),
    Column("website", "官网", "website", _fact(Field.website), 26),
    Column("contact", "研发负责人", "R&D leader", _person("name"), 14),
    Column("contact_title", "职务", "title", _person("title"), 18),
    Column("contact_phone", "电话", "phone", _person("phone"), 20, phone=True),
    Column("contact_email", "企业邮箱", "work e-mail", _person("email"), 26),
    Column("evidence", "证据页面", "evidence", evidence, 50),
)  # fmt: skip


def row_of(firm: Firm) -> list[str]:
    """One firm as cells, in the order of `COLUMNS`. Only people who may be called stand in it."""
    safe = without_refused(firm, frozenset())
    return [column.read(safe) for column in COLUMNS]
