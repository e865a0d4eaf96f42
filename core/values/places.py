"""Places: province, city and district of China, city and country elsewhere, from an address or a few words.

The head office must be a specific city (R-024): a municipality needs its district, other provinces a prefecture-level
city, a foreign firm its city and country. What could be two places is refused: 朝阳区建国路 lies in Beijing or Changchun.
"""

from __future__ import annotations

import re

from core.records import Frozen
from core.values.fold import fold
from core.values.gazetteer import MUNICIPALITIES

_HAN = re.compile(r"[\u4e00-\u9fff]")


class Place(Frozen):
    """Where something is. Chinese names stand in full (江苏省, 苏州市, 昆山市); `country` is ISO 3166 alpha-2."""

    province: str | None = None
    city: str | None = None
    district: str | None = None
    country: str | None = None
    raw: str

    @property
    def specific(self) -> bool:
        """Precise enough for a head office (R-024)?"""
        if self.city in MUNICIPALITIES:
            return self.district is not None
        return self.city is not None and self.country is not None


def read_place(text: str | None, *, country: str | None = None) -> Place | None:
    """Read a place from an address or a phrase in Chinese, English, Japanese or German.

    `country` is what is known of the country from elsewhere (ISO 3166 alpha-2). None where no place is named, or where
    the words fit several places.
    """
    from core.values.places_en import read_western
    from core.values.places_zh import read_chinese

    raw = fold(text or "")
    if not raw:
        return None
    if country in (None, "CN", "HK", "MO", "TW") and _HAN.search(raw):
        spot = read_chinese(raw)
        if spot is not None:
            region = {"香港特别行政区": "HK", "澳门特别行政区": "MO", "台湾省": "TW"}.get(spot.province, "CN")
            return Place(province=spot.province, city=spot.city, district=spot.district, country=region, raw=raw)
    return read_western(raw, country)
