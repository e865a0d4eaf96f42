"""Words for people in both languages: statuses, R&D, sub-fields."""

from __future__ import annotations

from core.catalogue import words
from core.records import Reason
from core.settings import settings
from core.words import HasRd, Status

STATUS: dict[Status, Reason] = {
    Status.qualified: Reason(zh="合格", en="qualified"),
    Status.incomplete: Reason(zh="待补全", en="incomplete"),
    Status.review: Reason(zh="待审核", en="review"),
    Status.void: Reason(zh="作废", en="void"),
}
RD: dict[HasRd, Reason] = {
    HasRd.yes: Reason(zh="有", en="yes"),
    HasRd.no: Reason(zh="无", en="no"),
    HasRd.outsourced: Reason(zh="外包", en="outsourced"),
    HasRd.unknown: Reason(zh="未知", en="unknown"),
}


def both(words: Reason) -> str:
    """Chinese first, English after a stroke."""
    return f"{words.zh} / {words.en}"


def rd(value: object) -> str:
    """ "有 / yes" …; empty where nothing is known."""
    if isinstance(value, dict):
        value = value.get("answer") or value.get("value")
    return both(RD[HasRd(str(value))]) if value in list(HasRd) else ""


def sub_field(key: object) -> str:
    """A sub-field of the taxonomy in words ("新能源Tier1供应商·电池 / NEV Tier 1 supplier: battery"); others as they are."""
    if not isinstance(key, str) or not key:
        return ""
    tree = words(settings().config_dir / "taxonomy.yml")
    parts = key.split(".")
    kinds = ("segments", "levels", "systems")[-len(parts) :] if len(parts) in (2, 3) else ()
    found = [tree.get(kind, {}).get(part) for kind, part in zip(kinds, parts, strict=False)]
    if not found or None in found:
        return key
    segment, (level, system) = found[:-2], found[-2:]
    if parts[-2] == "oem":
        zh, en = level["zh"], level["en"]
    else:
        zh, en = f"{level['zh']}·{system['zh']}", f"{level['en']}: {system['en']}"
    before = ("".join(s["zh"] for s in segment), "".join(s["en"] + " " for s in segment))
    return f"{before[0]}{zh} / {before[1]}{en}"
