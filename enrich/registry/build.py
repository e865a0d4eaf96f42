"""From raw words by field to a canonical record: the one place where values are mapped, for every route."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from core.values.headcount import Headcount, parse_headcount
from core.values.money import Money, parse_money
from core.values.places import read_place
from core.values.uscc import read_registration_number, read_uscc
from enrich.registry.branches import head_office_name, is_branch
from enrich.registry.cells import clean, day, names
from enrich.registry.record import RegistryRecord
from enrich.registry.statuses import read_status

_CORE = (
    "name",
    "uscc",
    "status_raw",
    "company_type",
    "legal_person",
    "capital",
    "established_on",
    "address",
    "scope",
    "company_number",
)
_PLAIN = (
    "name", "status_raw", "company_type", "industry", "english_name", "registered_at", "website", "phone", "email", "key",
)  # fmt: skip
"""Fields that are taken as they are printed."""
_HOME = {"CN": "CNY", "TW": "TWD", "HK": "HKD"}
_ORGANISATION = re.compile(
    r"(?:公司|厂|集团|院|所|中心|合伙|合伙企业|合作社|银行|学校|大学|协会|商店|店|行|部|处|会社|社)(?:[(（][^()（）]*[)）])?$|"
    r"\b(?:GmbH|AG|SE|Inc|Ltd|LLC|Corp|Corporation|Co|KG|S\.?A|S\.?p\.?A|N\.?V|B\.?V|PLC|Limited|Company|AB|Oy|S\.?r\.?l)\b",
    re.I,
)


def build(raw: Mapping[str, object]) -> RegistryRecord | None:
    """The record that these words make, or None where fewer than two say anything about a firm.

    Keys are the fields of `registry_labels.yml`; values are text, numbers (epoch milliseconds for days) or lists.
    """
    words = {key: _text(value) for key, value in raw.items()}
    plain = {key: clean(words.get(key)) for key in _PLAIN}
    plain["status_raw"] = clean(_DECREE.sub("", plain["status_raw"] or ""))
    codes = [words.get("uscc"), words.get("tax_number"), words.get("company_number")]
    uscc = next((code for code in map(read_uscc, codes) if code), None)
    number = next((n for n in (read_registration_number(words.get(k)) for k in ("uscc", "company_number")) if n), None)
    address = _address(words.get("address"))
    country = "CN" if uscc or number else _country(address)
    record = RegistryRecord(
        **plain,
        uscc=uscc,
        company_number=number or (_number(words.get("company_number")) if not uscc else None),
        country=country,
        status=read_status(plain["status_raw"]),
        legal_person=_person(words.get("legal_person")),
        established_on=day(raw.get("established_on")),
        approved_on=day(raw.get("approved_on")),
        address=address,
        scope=clean(words.get("scope"), prose=True),
        former_names=tuple(former for former in names(raw.get("former_names")) if is_organisation(former)),
        revenue=_revenue(words, country),
        headcount=_range(words.get("headcount")),
        **_branch(words, plain["name"], plain["company_type"]),
        **_capital(words, _HOME.get(country or "") if uscc or country != "CN" else None),
    )
    return _with_insured(record, words) if _says_enough(record) else None


def _branch(words: Mapping[str, str | None], name: str | None, kind: str | None) -> dict[str, Any]:
    head = clean(words.get("branch_of"))
    head = head if head and is_organisation(head) and head != name else None
    branch = is_branch(name, kind) or head is not None
    return {"is_branch": branch, "branch_of": (head or head_office_name(name)) if branch else None}


def _with_insured(record: RegistryRecord, words: Mapping[str, str | None]) -> RegistryRecord:
    value = clean(words.get("insured_count"))
    insured = parse_headcount(value) if value else None
    if insured is None:
        return record
    year = insured.year or _year(words.get("insured_year") or words.get("report_year"))
    told = ("insured staff: the firm does not publish the number",) if insured.withheld else ()
    return record.model_copy(
        update={"insured_count": insured.number, "insured_year": year, "notes": (*record.notes, *told)}
    )


def is_organisation(text: str) -> bool:
    """Does the text end or read like the name of an organisation, rather than like a tag of the page?"""
    return 4 <= len(text) <= 200 and bool(_ORGANISATION.search(text))


def _text(value: object) -> str | None:
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, list | tuple):
        return "; ".join(str(item) for item in value if isinstance(item, str | int))
    return str(value) if isinstance(value, str | int | float | Decimal) else None


def _says_enough(record: RegistryRecord) -> bool:
    known = [getattr(record, "capital_raw" if field == "capital" else field) for field in _CORE]
    return sum(value is not None for value in known) >= 2


def _capital(words: Mapping[str, str | None], home: str | None) -> dict[str, Any]:
    """Registered and paid-in capital. A currency that is left out is CNY only where a credit code says mainland."""
    unit, named = words.get("capital_unit") or "", clean(words.get("currency")) or ""

    def read(text: str | None) -> Money | None:
        value = clean(text)
        if not value or not re.search(r"\d|[一-十百千万亿壹贰叁肆伍陆柒捌玖]", value):
            return None
        whole = value + unit if unit and re.fullmatch(r"[\d.,\s]+", value) else value
        money = parse_money(whole, home_currency=home)
        if money is None or money.assumed or money.currency is None:
            stated = parse_money(f"{whole}{named}") if named else None
            # A bare number beside a currency alone has no unit: 5000 CNY may mean 5000万, so that only the words decide.
            if stated is not None and (unit or re.search(r"[万亿千百]|元|million", whole)):
                money = stated
        return money if money is not None and money.amount is not None else None

    money, paid = read(words.get("capital")), read(words.get("paid_in"))
    return {
        "capital": money.amount if money else None,
        "currency": money.currency if money else None,
        "capital_raw": clean(words.get("capital")),
        "paid_in": paid.amount if paid else None,
        "notes": (f"capital: currency not stated, taken as {money.currency}",) if money and money.assumed else (),
    }


def _revenue(words: Mapping[str, str | None], country: str | None) -> Money | None:
    """The yearly revenue of the annual report that the registry publishes; None where the firm withholds it."""
    value = clean(words.get("revenue"))
    money = parse_money(value, home_currency="CNY" if country == "CN" else None) if value else None
    if money is None:
        return None
    year = money.year or _year(words.get("report_year"))
    return money.model_copy(update={"year": year, "basis": "range" if money.basis == "range" else "annual_report"})


def _country(address: str | None) -> str | None:
    place = read_place(address) if address else None
    return place.country if place else None


_DECREE = re.compile(r"\s*[(（]\s*(?:\d|民国|自).*$")
"""The day and the number of the decree that a register prints behind a status."""


def _number(text: str | None) -> str | None:
    """A register's number without the links that the page prints behind it."""
    value = clean(text)
    match = re.match(r"[A-Z0-9][A-Z0-9/. -]*\d[A-Z]?\b", value or "", re.I)
    return match[0].strip() if match else value


def _person(text: str | None) -> str | None:
    value = clean(text)
    if value is None:
        return None
    value = re.split(r"\s*(?:关联企业|他关联|任职|TA有|他有|拥有|\d+家)", value)[0]
    return clean(re.sub(r"\s*[(（]?\s*(?:委派代表|委派)[:：]?.*$", "", value)) if value else None


def _address(text: str | None) -> str | None:
    value = clean(text)
    if value is None:
        return None
    return clean(
        re.sub(r"\s*(?:附近企业|附近公司|查看地图|地图|复制|\(邮编.*?\)|\(\d{4}年报\)|最新年报地址).*$", "", value)
    )


def _range(text: str | None) -> Headcount | None:
    value = clean(text)
    return parse_headcount(re.split(r"\s*(?:查看|趋势|详情)", value)[0]) if value else None


def _year(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"(?:19|20)\d{2}", text) else None
