"""Countries by the names that lists and registries print, in Chinese, English, German, Japanese, Korean and more.

Names: CLDR (babel) and ISO 3166 (pycountry); the few that neither has stand in `_MORE`.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pycountry
from babel import Locale

from core.values.fold import fold

_LANGUAGES = ("en", "zh", "zh_Hant", "de", "ja", "ko", "fr", "it", "es")
_MORE = {
    "中华人民共和国": "CN", "p r china": "CN", "pr china": "CN", "prc": "CN", "p r c": "CN", "mainland china": "CN", "中国大陆": "CN",
    "volksrepublik china": "CN", "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "usa": "US",
    "u s a": "US", "u s": "US", "us": "US", "america": "US", "韩国": "KR", "大韩民国": "KR", "korea": "KR", "south korea": "KR",
    "republic of korea": "KR", "korea republic of": "KR", "taiwan": "TW", "台湾": "TW", "台灣": "TW", "中国台湾": "TW", "taiwan china": "TW",
    "taiwan roc": "TW", "chinese taipei": "TW", "hong kong": "HK", "香港": "HK", "中国香港": "HK", "hongkong": "HK", "macao": "MO",
    "macau": "MO", "澳门": "MO", "holland": "NL", "the netherlands": "NL", "czech republic": "CZ", "捷克共和国": "CZ", "russia": "RU",
    "turkey": "TR", "türkiye": "TR", "viet nam": "VN", "vietnam": "VN", "uae": "AE", "united arab emirates": "AE", "阿联酋": "AE",
    "brd": "DE", "federal republic of germany": "DE", "bundesrepublik deutschland": "DE", "south africa": "ZA", "iran": "IR",
}  # fmt: skip


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(name).casefold()).strip()


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """Every known name, folded, with its ISO 3166 alpha-2 code."""
    table: dict[str, str] = {}
    codes = {country.alpha_2 for country in pycountry.countries}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in codes:
                table.setdefault(_key(name), code)
    for country in pycountry.countries:
        for attribute in ("name", "official_name", "common_name", "alpha_3"):
            if name := getattr(country, attribute, None):
                table.setdefault(_key(name), country.alpha_2)
    return table | {_key(name): code for name, code in _MORE.items()}


@lru_cache(maxsize=4096)
def read_country(text: str | None) -> str | None:
    """ISO 3166 alpha-2 of a country named in any of our languages or by its code; None where it is none."""
    key = _key(text or "")
    if len(key) == 2 and key.isascii() and text is not None and text.strip().isupper():
        return key.upper() if pycountry.countries.get(alpha_2=key.upper()) else country_names().get(key)
    return country_names().get(key)
