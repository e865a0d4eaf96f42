"""Reading a Chinese address from the left: province, city, district, each in full or short form.

A short form counts only where no street, village or other rank follows: 南京东路 is a street in Shanghai, 朝阳区 no city.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from opencc import OpenCC

from core.values.gazetteer import MUNICIPALITIES, Gazetteer, Spot, gazetteer

_LEAD = re.compile(
    r"^(?:(?:公司|企业|注册|办公|联系|通讯|经营|集团)?(?:地址|住所|总部(?:地址)?|所在地|位于|坐落于|设在|设于)?[为是在:]?(?:位于)?\s*)"
    r"(?:\d{6}\s*)?(?:中华人民共和国|中国(?!台湾|香港|澳门))?[\s,、·/-]*"
)
_NOT_A_CITY = re.compile(
    r"^(?:[东西南北中环内外一二三四五六七八九十]{0,3}(?:路|街|大道|道|巷|弄|里|桥|广场|大厦|镇|乡|村|山庄|花园|大学|学院|银行|饭店|酒店|宾馆)|[区县旗乡镇盟])"
)
_GAP = re.compile(r"^[\s,、·/|>-]+")
_LONGEST = 15
_OF_ONE_CITY = (*MUNICIPALITIES, "香港特别行政区", "澳门特别行政区")


def read_chinese(text: str) -> Spot | None:
    """The place that an address begins with, or the first that a phrase names in full; None where it is ambiguous."""
    table = gazetteer()
    start = _LEAD.match(text)
    at_start = _read_at(text[start.end() :] if start else text, table)
    if at_start is not None:
        return at_start
    for match in _full_names(table).finditer(text):
        found = _read_at(text[match.start() :], table)
        if found is not None:
            return found
    return _traditional(text)


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _traditional(text: str) -> Spot | None:
    simplified = _converter().convert(text)
    return None if simplified == text or re.search(r"[県都府]|日本", text) else read_chinese(simplified)


@lru_cache(maxsize=2)
def _full_names(table: Gazetteer) -> re.Pattern[str]:
    names = [*table.cities, *table.zones, *(n for n in table.provinces if n == table.provinces[n])]
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))


def _read_at(text: str, table: Gazetteer) -> Spot | None:
    if zone := _longest(text, table.zones):
        return table.zones[zone]
    province, rest = _province(text, table)
    if inside := _zone(rest, province, None, table):
        return inside
    city, rest = _city(rest, province, table)
    if province in _OF_ONE_CITY and city is None:
        city = Spot(province, province)
    if inside := _zone(rest, province, city, table):
        return inside
    district = _district(rest, province, city, table)
    if district is not None:
        return district
    return city or (Spot(province) if province else None)


def _zone(text: str, province: str | None, city: Spot | None, table: Gazetteer) -> Spot | None:
    name = _longest(text, table.zones)
    spot = table.zones[name] if name else None
    return spot if spot and _inside([spot], province, city) else None


def _province(text: str, table: Gazetteer) -> tuple[str | None, str]:
    name = _longest(text, table.provinces)
    if name is None:
        return None, text
    full = table.provinces[name]
    rest = text[len(name) :]
    if name != full and (_NOT_A_CITY.match(rest) or (rest.startswith("市") and full not in table.cities)):
        return None, text
    return full, _after(rest.removeprefix("省") if name != full and full.endswith("省") else rest, full)


def _after(rest: str, province: str) -> str:
    """Municipalities are often written twice, 上海上海市嘉定区, or with the rank left over: 北京市市辖区."""
    rest = _GAP.sub("", rest)
    for again in (province, province.removesuffix("市")):
        if province.endswith("市") and rest.startswith(again):
            rest = rest[len(again) :].removeprefix("市")
    return _GAP.sub("", rest).removeprefix("市辖区")


def _city(text: str, province: str | None, table: Gazetteer) -> tuple[Spot | None, str]:
    for names, is_short in ((table.cities, False), (table.cities_short, True)):
        name = _longest(text, names)
        if name is None:
            continue
        rest = text[len(name) :]
        if is_short and _NOT_A_CITY.match(rest) and _longest(rest, table.districts) is None:
            continue
        spots = _inside(names[name], province, None)
        if len(spots) == 1:
            if is_short and spots[0].city and spots[0].city.endswith("州"):
                rest = rest.removeprefix("州")
            return spots[0], _GAP.sub("", rest).removeprefix("市辖区")
    return None, text


def _district(text: str, province: str | None, city: Spot | None, table: Gazetteer) -> Spot | None:
    name = _longest(text, table.districts)
    if name is not None:
        spots = _inside(table.districts[name], province, city)
        if len(spots) == 1:
            return spots[0]
        if city is None and len(spots) > 1:
            return None
    name = _longest(text, table.districts_short)
    if name is None or _NOT_A_CITY.match(text[len(name) :]):
        return None
    spots = _inside(table.districts_short[name], province, city)
    if province is None and city is None:
        # A bare 昆山 is a city of its own; a bare 鼓楼 or 朝阳 could be anywhere.
        spots = [spot for spot in spots if (spot.district or "").endswith("市")] if len(spots) == 1 else []
    return spots[0] if len(spots) == 1 else None


def _inside(spots: Iterable[Spot], province: str | None, city: Spot | None) -> list[Spot]:
    return [
        spot
        for spot in spots
        if (province is None or spot.province == province) and (city is None or spot.city == city.city)
    ]


def _longest(text: str, names: Mapping[str, object]) -> str | None:
    for size in range(min(len(text), _LONGEST), 1, -1):
        if text[:size] in names:
            return text[:size]
    return None
