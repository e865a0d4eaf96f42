"""People whom a sentence names with a title: only where the sentence speaks of this firm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.values.titles import is_title
from enrich.firm_marks import Marks, names_in
from enrich.page_kinds import is_news
from enrich.page_text import PageText
from enrich.person_names import could_be_named, person_name
from enrich.sentences import sentences

if TYPE_CHECKING:
    from enrich.people import Named

_HAN_OURS = re.compile(
    r"(?:公司|我司|我公司|本公司|集团|^|[，。；由])(?:的|由|公司)?((?:首席|副|常务)?[\u4e00-\u9fff]{0,10}?(?:总监|总裁|"
    r"总经理|副总|经理|董事长|总工程师|总工(?!程)|院长|所长|主任|部长|处长|科长|厂长|负责人|带头人|首席技术官|首席科学家|首席专家))(?:兼[\u4e00-\u9fff]{2,"
    r"10})?([\u4e00-\u9fff]{2,4}?)(?:先生|女士|博士|教授)?(?=表示|介绍|说|指出|认为|强调|率|带领|陪同|会见|接待|主持|参加|带队|创办|创立|担任|宣布|教授级|高级工程师|研究员|"
    r"出席|致辞|被|荣获|获|当选|入选|受邀|应邀|发表|向|对|将|及|和|一行|等|进行|分别|亲自|现场|回答|代表|在|与|作|为|，|、|。|$)"
)
_CURRICULUM = re.compile(
    r"^(?P<name>[\u4e00-\u9fff·]{2,8}|[A-Z][\w'. -]{3,30}?)\s*(?:先生|女士|博士|教授)?\s*[，,：:（(—].*?(?:现任|现为|现担任|目前担任|现兼任)"
    r"(?P<firm>(?:本|我)?公司|集团)?的?(?P<title>[^。；;，,]{2,40})"
)
"""甲先生，1971年出生，…，现任公司董事长、总经理: how reports introduce officers."""
_SUBJECT = re.compile(r"^[\u4e00-\u9fff·]{2,8}?(?:先生|女士|博士|教授)?[，,：:]")
_ELSEWHERE = re.compile(r"大学|学院(?!院长)|研究会|协会|学会|银行|律师|会计师")
_KOREAN = re.compile(r"[（(](대표이사|대표|회장|사장|CEO)\s*([가-힣]{3})[)）]")
_HAN_FIRST = re.compile(r"我司|我公司|本公司|我厂")
_HAN_HOST = re.compile(
    r"(?:^|[，；。])(?:我司|我公司|本公司|公司)(?:的)?([\u4e00-\u9fff]{0,8}?(?:总监|总裁|总经理|董事长|总工程师|院长|主任|部长))([\u4e00-\u9fff]{2,4}?)"
    r"(?:先生|女士|博士)?(?=、|及|和|与|等|热情|陪同|接待|参加|出席|，|$)"
)
"""The hosts of a visit: 德国某公司总监来我司考察，公司董事长甲、总经理乙等接待."""
_OWN_POST = re.compile(
    r"(?<![该某家子分各一])(?:公司|集团)(?:的|党委书记、?)?(?:董事长|总经理|总裁|副总|总监|总工|技术|研发|常务|首席|执行)"
)
_NEXT_HAN = re.compile(
    r"^[、及和与]((?:首席|副|常务)?[\u4e00-\u9fff]{0,10}?(?:总监|总裁|总经理|副总|经理|董事长|总工程师|总工(?!程)|院长|主任|部长|首席技术官|首席科学家))"
    r"([\u4e00-\u9fff]{2,4}?)(?:先生|女士|博士|教授)?(?=、|，|。|等|陪同|和|及|与|参加|出席|接待|一行|$)"
)
_WORD = r"[A-ZÀ-Þ][\w'’.\-]+"
_NAME = rf"(?:(?:Dr|Prof|Mr|Ms|Mrs|Herr|Frau)\.?\s+|Dipl\.-Ing\.\s+)*{_WORD}(?:\s+(?:von|van|de|der|{_WORD})){{1,3}}"
_AFTER = re.compile(
    rf"({_NAME}),\s+((?:(?:our|the|unser\w*)\s+)?[A-Za-zÀ-ÿ&/ \-]{{3,60}}?)(?:\s+(?:at|of|for|bei|"
    rf"von|der|des?|du|chez|presso|di|del)\s+([A-ZÀ-Þ][\w&. '’\-]{{2,40}}?))?(?=[,.;:]|\s+(?:said|says|explains|explained|added|"
    rf"comments|sagt|erklärt|betont|erläutert|commented|stated|noted|and|und)\b)"
)
_PREDICATE = re.compile(
    rf"({_NAME}),?\s+(?:is|serves as|works as|acts as|has (?:been|served as)|was (?:named|appointed|promoted to)|joined [^.;]{{0,60}}?\bas|"
    rf"ist|est|è|es)\s+(?:currently\s+|also\s+|now\s+|seit \d{{4}}\s+)?(?:the\s+|our\s+|an?\s+|unser\w*\s+|le\s+|la\s+|il\s+|el\s+|der\s+|die\s+)?"
    rf"([A-Za-zÀ-ÿ&/ \-]{{3,60}}?)(?=[,.;:(]|\s+(?:since|at|in|with|where|who|and (?:is|has|leads|oversees|manages)|for|bei|"
    r"seit|depuis|dal|desde|responsible|leading)\b|$)"
)
_BEFORE = re.compile(
    rf"\b(?:our|unser\w*)\s+((?:[A-Za-zÀ-ÿ&/\-]+\s+){{0,5}}?[A-Za-zÀ-ÿ&/\-]+),?\s+({_NAME})(?=[\s,.;:]|$)"
)


def people_in_prose(page: PageText, marks: Marks, taken: set[int]) -> Iterator[Named]:
    """Pairs in sentences that say "our", name the firm, or stand on a page that speaks of the firm alone."""
    from enrich.people import Named

    news = is_news(page)
    stranger_at = _first_stranger(page, marks) if news else 0
    subject, of = "", -1
    for sentence in sentences(page):
        text = sentence.text
        if sentence.line != of or sentence.first:
            begun = _SUBJECT.match(text)
            subject, of = (begun[0] if begun else "", sentence.line)
        elif subject and re.search("现任|现担任", text):
            text = f"{subject}{text}"
        if sentence.line in taken or not 10 <= len(text) <= 600:
            continue
        for name, title in _pairs(text, marks, news, sentence.line < stranger_at, page.lang):
            yield Named(name, title, sentence.line, sentence.line, text[:220])


_FIRST_PERSON = re.compile(
    r"\b(?:our|we|wir|unser\w*|notre|nos|nous|nuestr[oa]s?|nostr[oaie])\b|我们|我司|我公司|本公司|当社", re.I
)


def _first_stranger(page: PageText, marks: Marks) -> int:
    """The line from which on another firm may be meant in an article by "the company"; 0 where the owner does not speak."""
    lines = [
        (n, line.text) for n, line in enumerate(page.lines) if line.role in ("main", "header") and line.tag != "alt"
    ]
    content = "\n".join(text for _, text in lines)
    if not (marks.speaks_of(content) or _FIRST_PERSON.search(content)):
        return 0
    foreign = (n for n, text in lines if any(not marks.speaks_of(name) for name in names_in(text)))
    return next(foreign, len(page.lines))


def _pairs(text: str, marks: Marks, news: bool, about_owner: bool, lang: str) -> Iterator[tuple[str, str]]:
    named = marks.speaks_of(text)
    strangers = [n for n in names_in(text) if not marks.speaks_of(n)]
    if strangers and (named or _HAN_FIRST.search(text)):
        for match in _HAN_HOST.finditer(text):
            if is_title(match[1]) and (name := person_name(match[2], lang)):
                yield name, match[1]
                yield from _listed_after(text[match.end() :], lang)
    if not strangers and (
        named or not news or re.search(r"我司|我公司|本公司", text) or (about_owner and _OWN_POST.search(text))
    ):
        for match in _HAN_OURS.finditer(text):
            if is_title(match[1]) and (name := person_name(match[2], lang)):
                yield name, match[1]
                yield from _listed_after(text[match.end() :], lang)
        if (told := _CURRICULUM.match(text)) and (found := _introduced(told, marks, lang)):
            yield found
    if named and (korean := _KOREAN.search(text)) and (name := person_name(korean[2], lang)):
        yield name, korean[1]
    yield from _western(text, marks, named or about_owner, news, lang)


def _introduced(told: re.Match[str], marks: Marks, lang: str) -> tuple[str, str] | None:
    title = told["title"].strip()
    if not told["firm"] and (_ELSEWHERE.search(title) or not marks.speaks_of(title)):
        title = "" if len(title) > 14 or _ELSEWHERE.search(title) else title
    name = person_name(told["name"], lang)
    return (name, title) if name and title and is_title(title) else None


def _listed_after(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """董事长甲、技术总监乙陪同: further posts of the same list are of the same firm."""
    while (match := _NEXT_HAN.match(text)) and is_title(match[1]) and (name := person_name(match[2], lang)):
        yield name, match[1]
        text = text[match.end() :]


_RUN = re.compile(rf"(?:{_WORD}|&|of|and|für|der)(?: (?:{_WORD}|&|of|and|für|der|von|van|de)){{2,7}}")


def _titled(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """… sagte Geschäftsführerin Monika Lang: the post right before the name."""
    for run in _RUN.finditer(text):
        tokens = run[0].rstrip(".").split()
        cuts = [
            (" ".join(tokens[:k]), " ".join(tokens[k : k + n])) for k in range(1, len(tokens) - 1) for n in (4, 3, 2)
        ]
        found = (
            (left, person_name(right, lang)) for left, right in cuts if is_title(left) and is_title(left.split()[-1])
        )
        if pair := next(((name, left) for left, name in found if name), None):
            yield pair


_OF_FIRM = re.compile(r"\s+(?:of|at|for|von|de|di|der|des)\s+(?:the\s+)?(?=[A-ZÀ-Þ])")


def _predicates(text: str, marks: Marks, lang: str) -> Iterator[tuple[str, str]]:
    """Lena Fischer serves as our Vice President of Engineering: who is what, in a curriculum on the firm's own page."""
    for match in _PREDICATE.finditer(text):
        title, strange = match[2].strip(), False
        for at in _OF_FIRM.finditer(match[2]):
            after = match[2][at.end() :]
            if marks.speaks_of(after) or could_be_named(after.split()[0]):
                title, strange = match[2][: at.start()].strip(), not marks.speaks_of(after)
                break
        place = re.match(r"\s+(?:at|for|bei)\s+([A-ZÀ-Þ][\w&. -]+)", text[match.end() :])
        strange = strange or bool(place and not marks.speaks_of(place[1]))
        if not strange and len(title.split()) <= 8 and is_title(title) and (name := person_name(match[1], lang)):
            yield name, title


def _western(text: str, marks: Marks, named: bool, news: bool, lang: str) -> Iterator[tuple[str, str]]:
    if news and named and not any(not marks.speaks_of(name) for name in names_in(text)):
        yield from _titled(text, lang)
    if not news or named:
        yield from _predicates(text, marks, lang)
    for match in _BEFORE.finditer(text):
        if is_title(match[1]) and (name := person_name(match[2], lang)):
            yield name, match[1]
    for match in _AFTER.finditer(text):
        title = re.sub(r"^(?:our|the|unser\w*)\s+", "", match[2], flags=re.I).strip()
        firm = match[3]
        if firm and not any(map(could_be_named, firm.split())):
            # Leiter der Entwicklung: a field of work and no firm.
            title, firm = text[match.start(2) : match.end()].strip(), None
        own = marks.speaks_of(firm) if firm else (named or not news or match[2].lower().startswith(("our ", "unser")))
        if own and is_title(title) and (name := person_name(match[1], lang)):
            yield name, title
