"""Places inside names: 上海, 苏州, （中国）, "Shanghai", "(Suzhou)"; and whether two places can be one firm's.

Firms drop their place, name the province on one list and the city on the next. Two places that lie apart are evidence
against one firm. Districts count in full only (朝阳区), since their short forms are also brands (长安, 新华, 东风).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.values.gazetteer import Spot, gazetteer, latin, short
from screen.names.lookups import per_installation

_REGIONS = {
    "中国": "china", "华东": "eastchina", "华南": "southchina", "华北": "northchina", "华中": "centralchina",
    "西南": "southwest", "西北": "northwest", "东北": "northeast", "亚太": "asiapacific", "亚洲": "asia", "大中华": "greaterchina",
    "内蒙": "neimenggu",
}  # fmt: skip
_HK = {
    "hongkong": ("香港特别行政区",),
    "macau": ("澳门特别行政区",),
    "macao": ("澳门特别行政区",),
    "taiwan": ("台湾省",),
}
_OLD_SPELLINGS = {
    "peking": "北京市", "canton": "广州市", "tsingtao": "青岛市", "nanking": "南京市", "tientsin": "天津市",
    "chungking": "重庆市", "amoy": "厦门市", "soochow": "苏州市", "shenzen": "深圳市", "xian": "西安市", "guangzhou": "广州市",
    "changan": "", "harbin": "哈尔滨市", "urumqi": "乌鲁木齐市",
}  # fmt: skip

Spots = frozenset[Spot]


@dataclass(frozen=True)
class PlaceNames:
    """Every place that may stand in a name, in characters and in pinyin."""

    zh: dict[str, Spots]
    en: dict[str, Spots]
    longest: dict[str, int]
    """The first character of a Chinese place or region → characters of the longest that begins so."""


def _names(_: Path) -> PlaceNames:
    table = gazetteer()
    zh: dict[str, set[Spot]] = {}
    for name, province in table.provinces.items():
        zh.setdefault(name, set()).add(Spot(province))
    for cities in (table.cities, table.cities_short):
        for name, spots in cities.items():
            zh.setdefault(name, set()).update(spots)
    for name, spots in table.districts.items():
        if len(name) < 3 and name[-1] not in "县市":
            continue
        zh.setdefault(name, set()).update(spots)
        bare = short(name)
        if name[-1] in "市县旗" and len(bare) >= 2 and bare != name:
            zh.setdefault(bare, set()).update(spots)
    en: dict[str, set[Spot]] = {}
    for word, province in table.provinces_en.items():
        en.setdefault(word, set()).add(Spot(province))
    for word, spots in table.cities_en.items():
        en.setdefault(word, set()).update(spots)
    for name, found in zh.items():
        en.setdefault(latin(name), set()).update(found)
    for word, provinces in _HK.items():
        en.setdefault(word, set()).update(Spot(p) for p in provinces)
    for word, city in _OLD_SPELLINGS.items():
        if city:
            en.setdefault(word, set()).update(zh[city])
    fixed = {name: frozenset(spots) for name, spots in zh.items()}
    longest: dict[str, int] = {}
    for name in (*fixed, *_REGIONS):
        longest[name[0]] = max(longest.get(name[0], 0), len(name))
    return PlaceNames(fixed, {w: frozenset(s) for w, s in en.items() if s and len(w) > 3}, longest)


place_names = per_installation(_names)
"""The places of this installation."""


def leading_place(text: str) -> str:
    """The longest place that the text begins with; empty where there is none."""
    table = place_names()
    for length in range(min(table.longest.get(text[:1], 0), len(text)), 1, -1):
        if text[:length] in table.zh or text[:length] in _REGIONS:
            return text[:length]
    return ""


def spots_of(name: str) -> Spots:
    """Where a Chinese place of a name may lie; empty for regions such as 中国."""
    return place_names().zh.get(name, frozenset())


def is_region(name: str) -> bool:
    """A part of the world that is larger than a province: 中国, 华东."""
    return name in _REGIONS


def region_latin(name: str) -> str | None:
    """How a region is written in English, joined."""
    return _REGIONS.get(name)


def latin_spots(word: str) -> Spots:
    """Where a place in pinyin may lie; the word is in lower case without blanks."""
    return place_names().en.get(word, frozenset())


def lies_in(inner: Spot, outer: Spot) -> bool:
    """Is one spot the other, or part of it?"""
    return (
        inner.province == outer.province
        and outer.city in (None, inner.city)
        and outer.district in (None, inner.district)
    )


def compatible(a: Spots, b: Spots) -> bool:
    """May both be places of one firm, one inside the other?"""
    return any(lies_in(x, y) or lies_in(y, x) for x in a for y in b)
