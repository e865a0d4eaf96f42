"""Tells a bar of links, a breadcrumb or a menu's list from content where the markup does not say so.

Old pages print their menu as text: [主页] [技术中心] [联系我们]. A word there names a page of the site, and says nothing
of what the firm has.
"""

from __future__ import annotations

import re
from functools import lru_cache

from core.catalogue import words
from core.settings import settings
from enrich.page_text import PageText

_CUTS = re.compile(r"\s*[\[\]【】〔〕|｜│¦·•>＞»›→]+\s*|\s+[/／\-–—]\s+|\s{2,}|\s*::\s*")
_LONGEST = 28
"""Letters of the longest entry of a menu."""
_CRUMB = re.compile(
    r"^\W*(?:您?(?:的|现在的|当前|所在)*(?:当前)?位置|you are here|sie (?:sind|befinden sich) hier|現在位置)\s*[:：]?",
    re.I,
)


@lru_cache(maxsize=1)
def _menu_words() -> re.Pattern[str]:
    data = words(settings().config_dir / "lookups" / "rd_words.yml")["menu"]
    return re.compile("|".join(map(str, data)), re.I)


def is_menu_line(text: str) -> bool:
    """Is the line made of short entries between signs, one of which names a page that every site has?"""
    if _CRUMB.match(text):
        return True
    entries = [entry for entry in _CUTS.split(text) if entry]
    blanks = text.split()
    if len(entries) < 2 and len(blanks) >= 3 and re.search(r"[\u4e00-\u9fff]", text):
        entries = blanks
    if len(entries) < 2 or any(len(entry) > _LONGEST or re.search(r"[。；;!?？！]", entry) for entry in entries):
        return False
    return any(_menu_words().fullmatch(entry) for entry in entries)


def stands_in_a_menu(page: PageText, n: int) -> bool:
    """Is line `n` an entry of a list of which another entry names a page that every site has?"""
    me = page.lines[n]
    return any(
        0 <= k < len(page.lines) and page.lines[k].shape == me.shape and _menu_words().fullmatch(page.lines[k].text)
        for k in range(n - 6, n + 7)
        if k != n
    )
