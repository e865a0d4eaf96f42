"""People whom a sentence names with a title: only where the sentence speaks of this firm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.values.titles import is_title
from enrich.firm_marks import Marks, names_in
from enrich.page_kinds import is_news
from enrich.page_text import PageText
from enrich.person_names import person_name
from enrich.sentences import sentences

if TYPE_CHECKING:
    from enrich.people import Named

_HAN_OURS = re.compile(
    r"(?:公司|我司|我公司|本公司|集团|^|[，。；由])(?:的|由|公司)?((?:首席|副|常务)?[\u4e00-\u9fff]{0,10}?(?:总监|总裁|"
    r"总经理|副总|经理|董事长|总工程师|总工(?!程)|院长|主任|部长|首席技术官|首席科学家))(?:兼[\u4e00-\u9fff]{2,"
    r"10})?([\u4e00-\u9fff]{2,4}?)(?:先生|女士|博士|教授)?(?=表示|介绍|说|指出|认为|强调|率|带领|陪同|会见|接待|主持|参加|带队|创办|创立|担任|宣布|教授级|高级工程师|研究员|"
    r"出席|致辞|在|与|作|为|，|、|。|$)"
)
_WORD = r"[A-ZÀ-Þ][\w'’.\-]+"
_NAME = rf"(?:(?:Dr|Prof|Mr|Ms|Mrs|Herr|Frau)\.?\s+|Dipl\.-Ing\.\s+)*{_WORD}(?:\s+(?:von|van|de|der|{_WORD})){{1,3}}"
_AFTER = re.compile(
    rf"({_NAME}),\s+((?:(?:our|the|unser\w*)\s+)?[A-Za-zÀ-ÿ&/ \-]{{3,60}}?)(?:\s+(?:at|of|for|bei|"
    rf"von|der|des)\s+([A-Z][\w&. \-]{{2,40}}?))?(?=[,.;:]|\s+(?:said|says|explains|explained|added|"
    rf"comments|sagt|erklärt|betont|erläutert|commented|stated|noted|and|und)\b)"
)
_BEFORE = re.compile(
    rf"\b(?:our|unser\w*)\s+((?:[A-Za-zÀ-ÿ&/\-]+\s+){{0,5}}?[A-Za-zÀ-ÿ&/\-]+),?\s+({_NAME})(?=[\s,.;:]|$)"
)


def people_in_prose(page: PageText, marks: Marks, taken: set[int]) -> Iterator[Named]:
    """Pairs in sentences that say "our", name the firm, or stand on a page that speaks of the firm alone."""
    from enrich.people import Named

    news = is_news(page)
    for sentence in sentences(page):
        text = sentence.text
        if sentence.line in taken or not 10 <= len(text) <= 600:
            continue
        for name, title in _pairs(text, marks, news, page.lang):
            yield Named(name, title, sentence.line, sentence.line, text[:220])


def _pairs(text: str, marks: Marks, news: bool, lang: str) -> Iterator[tuple[str, str]]:
    named = marks.speaks_of(text)
    strangers = [n for n in names_in(text) if not marks.speaks_of(n)]
    if not strangers and (named or not news or re.search(r"我司|我公司|本公司", text)):
        for match in _HAN_OURS.finditer(text):
            if is_title(match[1]) and (name := person_name(match[2], lang)):
                yield name, match[1]
    for match in _BEFORE.finditer(text):
        if is_title(match[1]) and (name := person_name(match[2], lang)):
            yield name, match[1]
    for match in _AFTER.finditer(text):
        title = re.sub(r"^(?:our|the|unser\w*)\s+", "", match[2], flags=re.I).strip()
        firm = match[3]
        own = marks.speaks_of(firm) if firm else (named or not news or match[2].lower().startswith(("our ", "unser")))
        if own and is_title(title) and (name := person_name(match[1], lang)):
            yield name, title
