"""Reading an address in Latin letters or Japanese: from the right, country, province, city, district.

Chinese places are matched by pinyin; Suzhou is 苏州 or 宿州 and needs its province. Elsewhere the city is the part
before country, state and postcode.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pycountry

from core.values.countries import country_names, read_country
from core.values.gazetteer import MUNICIPALITIES, Gazetteer, Spot, gazetteer
from core.values.places import Place

_RANK = re.compile(
    r"\b(?:district|city|province|county|municipality|prefecture|new area|autonomous region|shi|qu|sheng|town|dist|prov)\b\.?",
    re.I,
)
_POSTCODE = re.compile(
    r"\b(?:[A-Z]{1,2}-)?\d{3,6}(?:-\d{3,4})?\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|〒\s*[\d-]+|\b\d{4} ?[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b"
)
_STREET = re.compile(
    r"\b(?:road|rd|street|st|avenue|ave|lane|building|bldg|floor|room|no|park|zone|plaza|tower|block|hall|p\.?o\.? box|"
    r"highway|drive|blvd|way|university)\b|stra(?:ss|ß)e|str\.|\d",
    re.I,
)
_PREFECTURE = re.compile(
    r"(?:日本国?)?(?:〒[\d-]+)?(東京都|北海道|京都府|大阪府|[\u4e00-\u9fff]{2,3}県)([\u4e00-\u9fff]{1,5}?[市区町村])?"
)
_STATES = re.compile(r"^[A-Z]{2,3}$")


def read_western(text: str, country: str | None = None) -> Place | None:
    """A place from Latin or Japanese words; None where neither country nor Chinese city is named."""
    if japanese := _PREFECTURE.search(text):
        return Place(province=japanese[1], city=japanese[2] or _metropolis(japanese[1]), country="JP", raw=text)
    parts = [part for part in (part.strip(" .;:") for part in re.split(r"[,;、/|()\n]+|\s[-–—]\s", text)) if part]
    code, parts = _country(parts, country)
    if code in (None, "CN", "HK", "MO", "TW"):
        spot = _chinese(parts, gazetteer()) if code in (None, "CN", "TW") else None
        if spot is not None:
            home = "TW" if spot.province == "台湾省" else "CN"
            return Place(province=spot.province, city=spot.city, district=spot.district, country=home, raw=text)
        if code in ("HK", "MO"):
            city = "香港特别行政区" if code == "HK" else "澳门特别行政区"
            return Place(province=city, city=city, country=code, raw=text)
    if code is None:
        return None
    return Place(city=None if code == "CN" else _city(parts, code), country=code, raw=text)


def _metropolis(prefecture: str) -> str | None:
    return prefecture if prefecture == "東京都" else None


def _country(parts: list[str], known: str | None) -> tuple[str | None, list[str]]:
    """The country, and the parts without it. It stands last, rarely first; as the tail of a part: Stuttgart Germany."""
    for index in (len(parts) - 1, 0):
        if parts and (code := read_country(_POSTCODE.sub("", parts[index]).strip())):
            return code, parts[:index] + parts[index + 1 :]
    if parts:
        pieces = parts[-1].split()
        for size in (4, 3, 2, 1):
            if size < len(pieces) and (code := read_country(" ".join(pieces[-size:]))) and not _state(pieces, size):
                return code, [*parts[:-1], " ".join(pieces[:-size])]
        if cjk := next((n for n in _cjk_countries() if text_starts(parts[0], n)), None):
            return country_names()[cjk], [parts[0][len(cjk) :], *parts[1:]] if parts[0] != cjk else parts[1:]
    return known, parts


def _state(pieces: list[str], size: int) -> bool:
    """Two capitals at the end of a part are a state, not a country: Gary IN."""
    return size == 1 and len(pieces[-1]) == 2 and pieces[-1] not in ("UK", "US")


def text_starts(text: str, name: str) -> bool:
    """Does the text begin with this country name?"""
    return text.casefold().startswith(name)


def _cjk_countries() -> list[str]:
    return sorted(
        (name for name in country_names() if re.match(r"[\u3040-\u9fff\uac00-\ud7af]{2}", name)), key=len, reverse=True
    )


def _chinese(parts: list[str], table: Gazetteer) -> Spot | None:
    province: str | None = None
    cities: tuple[Spot, ...] = ()
    district: str | None = None
    for part in reversed(parts):
        for words in _phrases(part):
            key = re.sub(r"[^0-9a-zü]+", "", words.casefold())
            if zone := table.zones_en.get(key):
                if province in (None, zone.province):
                    return zone
            elif not province and not cities and key in table.provinces_en:
                province = table.provinces_en[key]
                cities = (Spot(province, province),) if province in MUNICIPALITIES else ()
            elif not cities and (found := _within(table.cities_en.get(key, ()), province)):
                cities = found
            elif district is None and (spots := _within(table.districts_en().get(key, ()), province, cities)):
                if cities or (province and len(spots) == 1):
                    cities, district = (spots[0]._replace(district=None),), spots[0].district
            elif not province and key in table.provinces_en:
                province = table.provinces_en[key]
                cities = _within(cities, province)
    if len(cities) == 1:
        return cities[0]._replace(district=district)
    return Spot(province) if province else None


def _within(spots: tuple[Spot, ...], province: str | None, cities: tuple[Spot, ...] = ()) -> tuple[Spot, ...]:
    names = {spot.city for spot in cities}
    return tuple(s for s in spots if (province is None or s.province == province) and (not cities or s.city in names))


def _phrases(part: str) -> list[str]:
    """The words of a part that may name a place, the last first: whole part, else its tail; streets give none."""
    bare = _RANK.sub(" ", _POSTCODE.sub(" ", part)).strip(" .-")
    if not bare:
        return []
    pieces = bare.split()
    if len(pieces) <= 3 and not _STREET.search(bare):
        return [bare] if len(pieces) == 1 else [bare, *reversed(pieces)]
    if re.search(r"\b(?:park|zone|area|district)\b", bare, re.I) and len(pieces) <= 6:
        return [bare]
    tail = pieces[-1]
    return [] if _STREET.search(tail) or len(pieces) < 2 else [tail]


def _city(parts: list[str], code: str) -> str | None:
    """The city of a foreign address: the last part that is no state and no postcode."""
    states = _state_names(code)
    left = [p for p in (_POSTCODE.sub(" ", part).strip(" .-") for part in parts) if p and not _STATES.match(p)]
    if len(left) > 1 and left[-1].casefold() in states:
        left = left[:-1]
    if not left:
        return None
    city = re.sub(r"\s+[A-Z]{2}$", "", left[-1]) if code in ("US", "CA", "AU", "IT") else left[-1]
    city = re.sub(r"\b(?:city|shi)$", "", city, flags=re.I).strip(" -")
    return None if not city or _STREET.search(city) or len(city) > 40 else city


@lru_cache(maxsize=64)
def _state_names(code: str) -> frozenset[str]:
    return frozenset(s.name.casefold() for s in pycountry.subdivisions if s.country_code == code)
