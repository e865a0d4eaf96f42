"""The words of R&D, of `config/lookups/rd_words.yml`, compiled once for each script."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from core.catalogue import words
from core.settings import settings

Script = Literal["zh", "ja", "latin"]
_KANA = re.compile(r"[\u3041-\u30fa]")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def script_of(text: str, lang: str) -> Script:
    """In which script a sentence is to be read; a page in Japanese may hold sentences without kana."""
    if _KANA.search(text) and lang != "zh":
        return "ja"
    if len(_HAN.findall(text)) >= 2:
        return "ja" if lang == "ja" else "zh"
    return "latin"


@lru_cache(maxsize=64)
def lexicon(group: str, script: Script) -> re.Pattern[str]:
    """The words of a group; English and German are asked together, because pages mix them."""
    data = words(settings().config_dir / "lookups" / "rd_words.yml")[group]
    parts = (
        [str(data[script])]
        if script != "latin"
        else [_bounded(str(data["en"]), group), _bounded(str(data["de"]), group)]
    )
    return re.compile("|".join(parts), re.I)


def _bounded(pattern: str, group: str) -> str:
    return rf"\b(?:{pattern})" if group == "unit" else rf"\b(?:{pattern})\b" if group == "own" else pattern


@lru_cache(maxsize=8)
def page_words(kind: str) -> re.Pattern[str]:
    """The words by which a page's address, title or heading tells its kind."""
    data = words(settings().config_dir / "lookups" / "rd_words.yml")[kind]
    parts = [rf"(?<![a-z]){word}" if word[:1].isascii() else word for word in "|".join(map(str, data)).split("|")]
    return re.compile("|".join(parts), re.I)
