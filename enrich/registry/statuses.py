"""Status words of registries, mapped to what they mean for us (SOURCES section 4).

Order matters: 吊销，未注销 must not read as 注销 by chance nor as alive, 非正常 is not 正常, inactive is not active.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from core.catalogue import words
from core.settings import settings
from core.values.fold import fold
from core.words import RegistryStatus


def read_status(raw: str | None) -> RegistryStatus:
    """What a status word means; `unknown` where nobody has mapped it yet, which sends the firm to review."""
    text = fold(raw or "").casefold()
    ignored, order = _table(settings().config_dir / "lookups" / "registry_status.yml")
    for bare in (ignored.sub("", text), ignored.sub("", _simplified(text))):
        for status, pattern in order:
            if pattern.search(bare):
                return status
    return RegistryStatus.unknown


@lru_cache(maxsize=256)
def _simplified(text: str) -> str:
    from opencc import OpenCC  # loads its tables; registries of Taiwan and Hong Kong are rare

    return str(OpenCC("t2s").convert(text)) if re.search(r"[\u4e00-\u9fff]", text) else text


def is_status_word(text: str) -> bool:
    """Is this short text a status and nothing else, like the badge beside a firm's name?"""
    return 1 < len(text) <= 14 and read_status(text) is not RegistryStatus.unknown and "公司" not in text


@lru_cache(maxsize=4)
def _table(path: Path) -> tuple[re.Pattern[str], tuple[tuple[RegistryStatus, re.Pattern[str]], ...]]:
    data = words(path)
    order = tuple(
        (RegistryStatus(entry["status"]), re.compile("|".join(_word(w) for w in _longest(entry["words"])), re.I))
        for entry in data["order"]
    )
    return re.compile("|".join(map(re.escape, data["ignore"]))), order


def _longest(listed: list[str]) -> list[str]:
    return sorted(listed, key=len, reverse=True)


def _word(word: str) -> str:
    word = fold(word).casefold()
    return rf"(?<![\w-]){re.escape(word)}(?![\w-])" if word.isascii() or word[0].isascii() else re.escape(word)
