"""An R&D unit among the places of a firm: "R&D Center" with an address of its own, beside other places with theirs.

A heading alone over an address proves nothing: sites call their contact page, or a menu's section, a centre of research.
"""

from __future__ import annotations

import re

from enrich.bylines import title_index
from enrich.menu_lines import stands_in_a_menu
from enrich.page_kinds import is_news
from enrich.page_text import Line, PageText
from enrich.sentences import Sentence

_ADDRESS_NEXT = re.compile(
    r"地\s*址|住\s*所|address|anschrift|adresse|所在地|〒|tel|电\s*话|電話|fon|phone|e-?mail|邮箱|\d{3,5}[- ]\d{4,}",
    re.I,
)
_HAN = re.compile(r"[\u3040-\u9fff]")


def is_place(unit: re.Match[str], sentence: Sentence, page: PageText) -> bool:
    """A short line that names the unit, with an address or a telephone beside or under it: an entry of the firm's places."""
    text = sentence.text
    rest = text[unit.end() :]
    if is_news(page) or len(text) > 160:
        return False
    if unit.start() <= 24 and re.match(r"^\s*(?:地址|住所|所在地)?\s*[:：]", rest) and _ADDRESS_NEXT.search(rest):
        return True
    if len(text) > (28 if _HAN.search(text) else 60) or re.search(r"[。.!?！？]$", text):
        return False
    line = page.lines[sentence.line]
    if line.linked > 0.5 or unit.start() > 24 or stands_in_a_menu(page, sentence.line):
        return False
    if re.match(r"^\s*[:：]?\s*(?:电话|tel|\+?\d[\d\s()/-]{6,})", rest, re.I):
        return True
    if len(rest) > 12 or sentence.line == title_index(page):
        return False
    own = _address_under(page, sentence.line)
    return own is not None and any(
        (theirs := _address_under(page, n)) is not None and theirs.text != own.text
        for n, other in enumerate(page.lines)
        if n != sentence.line and other.shape == line.shape and other.tag == line.tag
    )


def _address_under(page: PageText, n: int) -> Line | None:
    following = [line for line in page.lines[n + 1 : n + 4] if line.role in ("main", "header") and line.tag != "alt"]
    return next((line for line in following[:2] if _ADDRESS_NEXT.search(line.text[:30])), None)
