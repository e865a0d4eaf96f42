"""Registry data inside JSON: API answers, and the data that portals embed in their pages.

Queries of `__NEXT_DATA__` are read by their key, never by position; elsewhere the object with the most known keys is the
firm, and objects inside lists are candidates.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from core.values.money import parse_money
from enrich.registry.build import build
from enrich.registry.cells import clean, day
from enrich.registry.record import Candidate, RegistryRecord
from enrich.registry.vocabulary import vocabulary

_NEXT = re.compile(r"<script[^>]*id=[\"']__NEXT_DATA__[\"'][^>]*>(.*?)</script>", re.S)
_ASSIGNED = re.compile(
    r"(?:window\.)?(?:pageData|__INITIAL_STATE__|__NUXT__|__DATA__|__PRELOADED_STATE__|__INITIAL_DATA__)\s*=\s*(?=[{\[])"
)
_JSON_SCRIPT = re.compile(r"<script[^>]*type=[\"']application/json[\"'][^>]*>(.*?)</script>", re.S)
_BASE = re.compile(r"base_?-?info", re.I)
_TELLING = (
    "uscc",
    "status_raw",
    "legal_person",
    "capital",
    "established_on",
    "company_type",
    "scope",
    "company_number",
    "address",
)


def embedded(text: str) -> Iterator[Any]:
    """Every JSON tree that a page carries in its scripts."""
    for pattern in (_NEXT, _JSON_SCRIPT):
        for match in pattern.finditer(text):
            tree = decoded(match[1])
            if tree is not None:
                yield tree
    for match in _ASSIGNED.finditer(text):
        try:
            yield json.JSONDecoder().raw_decode(text, match.end())[0]
        except (ValueError, RecursionError):
            continue


def decoded(text: str) -> Any:
    """The JSON tree of a text, or None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def firm_object(tree: Any, url: str = "") -> Mapping[str, Any] | None:
    """The object that holds the firm itself, or None. A query whose key says base info wins over everything else."""
    query = _base_query(tree, url)
    if query is not None:
        return query
    scored = [(score(item), -depth, item) for item, depth, listed in walk(tree) if not listed]
    best = max(scored, key=lambda entry: entry[:2], default=None)
    return best[2] if best and best[0] >= 4 else None


def listed_objects(tree: Any) -> list[Mapping[str, Any]]:
    """Objects with a firm's name that stand in a list: hits of a search, branches of a firm."""
    return [item for item, _, listed in walk(tree) if listed and _value(item, "name") and score(item) >= 3]


def record_of(item: Mapping[str, Any]) -> RegistryRecord | None:
    """The canonical record of one object, whichever system wrote it."""
    raw: dict[str, object] = {field: _value(item, field) for field in vocabulary().keys}
    if raw.get("status_raw") in (200, "200"):
        raw["status_raw"] = None
    if str(item.get("regTitleName") or "") in vocabulary().not_capital:
        raw["capital"] = None
    raw["former_names"] = _former(item)
    raw["industry"] = _industry(item)
    record = build(raw)
    return record.model_copy(update={"revenue": _revenue(item)}) if record and _revenue(item) else record


def candidate_of(item: Mapping[str, Any]) -> Candidate | None:
    """One hit of a search; None where its name is masked."""
    name = clean(str(_value(item, "name") or ""))
    if not name:
        return None
    record = record_of(item)
    return Candidate(
        name=name,
        key=str(_value(item, "key") or "") or None,
        uscc=record.uscc if record else None,
        status_raw=record.status_raw if record else None,
        legal_person=record.legal_person if record else None,
        established_on=day(_value(item, "established_on")),
        address=record.address if record else None,
        former_names=record.former_names if record else (),
    )


def walk(tree: Any, depth: int = 0, listed: bool = False) -> Iterator[tuple[Mapping[str, Any], int, bool]]:
    """Every object of the tree with its depth, and whether it stands in a list."""
    if depth > 24:
        return
    if isinstance(tree, dict):
        yield tree, depth, listed
        for value in tree.values():
            if isinstance(value, dict | list):
                yield from walk(value, depth + 1, listed)
    elif isinstance(tree, list):
        for value in tree:
            yield from walk(value, depth + 1, True)


def score(item: Mapping[str, Any]) -> int:
    """How much an object looks like a register entry: its known fields, none without a name."""
    if not isinstance(_value(item, "name"), str):
        return 0
    return sum(1 for field in _TELLING if isinstance(_value(item, field), str | int) and _value(item, field) != "")


def _base_query(tree: Any, url: str) -> Mapping[str, Any] | None:
    found = [item for item, _, _ in walk(tree) if "queryKey" in item and isinstance(item.get("state"), dict)]
    keyed = [item for item in found if _BASE.search(json.dumps(item["queryKey"], ensure_ascii=False))]
    number = next(iter(re.findall(r"/(\d{4,})", url)), None)
    keyed.sort(key=lambda item: not (number and number in json.dumps(item["queryKey"])))
    for item in keyed:
        inner = [(score(part), -depth, part) for part, depth, listed in walk(item["state"]) if not listed]
        best = max(inner, key=lambda entry: entry[:2], default=None)
        if best and best[0] >= 2:
            return best[2]
    return None


def _value(item: Mapping[str, Any], field: str) -> Any:
    """The first key of the field that holds something usable. 「type」-like keys hold codes: a type must be words."""
    for key in vocabulary().keys.get(field, ()):
        value = item.get(key)
        if value in (None, "", [], {}) or (field == "company_type" and not isinstance(value, str)):
            continue
        if field == "company_type" and re.fullmatch(r"[\d.]+", str(value)):
            continue
        return value
    return None


def _former(item: Mapping[str, Any]) -> list[Any]:
    found: list[Any] = []
    for key in vocabulary().keys["former_names"]:
        value = item.get(key)
        found += value if isinstance(value, list) else [value] if isinstance(value, str) else []
    return found


def _industry(item: Mapping[str, Any]) -> str | None:
    """The finest industry class that is named, with its code where there is one; blanks around it are the API's own."""
    info = item.get("industryInfo")
    if isinstance(info, dict):
        names = [str(info[f"nameLevel{n}"]).strip() for n in (1, 2, 3, 4) if info.get(f"nameLevel{n}")]
        return " / ".join([*names, *([str(info["code"])] if info.get("code") else [])]) or None
    classes = item.get("Industry")
    if isinstance(classes, dict):
        levels = (
            ("SmallCategory", "SmallCategoryCode"),
            ("MiddleCategory", "MiddleCategoryCode"),
            ("Industry", "IndustryCode"),
        )
        found = ((classes.get(name), classes.get(code)) for name, code in levels)
        return next((f"{str(n).strip()} {c or ''}".strip() for n, c in found if n), None)
    value = item.get("industry") or item.get("IndustryName")
    return clean(value) if isinstance(value, str) else None


def _revenue(item: Mapping[str, Any]) -> Any:
    """A published yearly revenue (listed firms): the newest year, as the annual report states it."""
    for key in ("operatingIncomeInfo", "newCompanyIncome"):
        info = item.get(key)
        for row in info.get("incomeList") or () if isinstance(info, dict) else ():
            money = parse_money(str(row.get("amount") or ""), home_currency="CNY")
            if money and re.fullmatch(r"20\d{2}", str(row.get("year") or "")):
                return money.model_copy(update={"year": int(row["year"]), "basis": "annual_report"})
    return None
