"""Whose page is it: the legal name, the site licence number and the short names by which a page speaks of its owner."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from core.values.fold import visible
from core.web.domains import host_of, registrable_domain
from enrich.page_meta import json_ld, meta, types
from enrich.page_text import PageText

_HAN_NAME = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9·&（()）\-]{2,40}?(?:股份有限公司|有限责任公司|有限公司|集团股份公司|"
    r"集团公司|总公司|(?<=[\u4e00-\u9fff]{4})集团(?![\u4e00-\u9fff]))"
)
_JA_NAME = re.compile(r"(?:株式会社|有限会社|合同会社)\s?[\w・ー&]{2,20}|[\w・ー&]{2,20}(?:株式会社|有限会社|合同会社)")
_KO_NAME = re.compile(r"(?:주식회사|[（(]주[)）]|㈜)\s?[\w&]{2,15}|[\w&]{2,15}\s?(?:주식회사|[（(]주[)）]|㈜)")
_FORM = (
    r"(?:C[oO]\.?,?\s?,?\s*L(?:td|TD)\.?|LIMITED|INC\.?|CORP(?:ORATION)?\.?|Company Limited|Ltd\.?|"
    r"Limited|Inc\.?|Incorporated|Corp\.?|Corporation|LLC|L\.L\.C\.|PLC|plc|GmbH(?:\s*&\s*Co\.?\s*(?:KG|"
    r"KGaA|OHG))?|AG(?:\s*&\s*Co\.?\s*KG(?:aA)?)?"
    r"|KGaA|KG|SE|S\.?A\.?S\.?|S\.A\.|S\.?r\.?l\.?|S\.?p\.?A\.?|B\.?V\.?|N\.V\.|Pty\.? Ltd\.?|"
    r"A/S|ApS|AB|Oy|Oyj|Sp\. z o\.o\.|s\.r\.o\.|a\.s\.|e\.K\.|Kft\.?|d\.o\.o\.|K\.K\.|S\.L\.|Lda\.?|"
    r"Ltda\.?)"
)
_LATIN_NAME = re.compile(
    rf"(?<![\w.])((?:[A-Z0-9ÄÖÜ][\w&.'’+\-]*|&|and|und|of|de|für|der)(?:[ ,]+(?:\([A-Z]\w+\)|"
    rf"[A-Z0-9ÄÖÜ][\w&.'’+\-]*|&|and|und|of|de|für|der)){{0,7}}?),?\s+({_FORM})(?![\w])"
)
_LATIN_LEAD = re.compile(
    r"^(?:(?:Copyright|COPYRIGHT|Welcome|About|The|In|At|By|From|Since|Contact|Established|Founded|\d{4}(?:-\d{4})?)[\s,]+(?:(?:by|to|of|in)\s+)?)+"
)
_ICP = re.compile(
    r"(?<![\u4e00-\u9fff])([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?ICP\s?[备证]\s?(?:字第?)?\s?\d{5,10}\s?号?(?:\s?-\s?\d{1,3})?)",
    re.I,
)
_LABEL = re.compile(
    r"(?:公司名称|企业名称|单位名称|公司全称|会社名|商号|社名|Firma|Company(?: name)?|Herausgeber|Anbieter|Betreiber|Legal name)\s*[:：]?\s*$",
    re.I,
)
_OWNER_LINE = re.compile(
    r"©|copyright|\(c\)|版权所有|版權所有|all rights reserved|alle rechte vorbehalten|ICP|备案", re.I
)
_MAKER_LINE = re.compile(
    r"技术支持|技術支持|网站建设|网页设计|設計\s*[：:]|design(?:ed)?\s*by|powered by|website by|友情链接|主管单位|制作",
    re.I,
)
_PLACE = re.compile(
    r"^(?:中国|[\u4e00-\u9fff]{2,3}?(?:省|市|自治区)|(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|"
    r"黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|"
    r"深圳|广州|苏州|无锡|宁波|杭州|南京|武汉|成都|长春|合肥|常州|厦门|青岛|大连|东莞|佛山|温州|"
    r"台州|嘉兴|芜湖))"
)
_TRADE = re.compile(
    r"(?:汽车)?(?:零部件|电子|科技|技术|模具|机械|工业|实业|贸易|信息|智能|新能源|动力|材料|制造|"
    r"部件|配件|系统|设备|装备|集团|股份|控股|发展|投资|产业|橡塑|电气|电器|精密|自动化).*$"
)
_COMMON = frozenset(
    "the and group home company welcome official website news contact about global china germany limited europe asia products www com".split()
)


@dataclass(frozen=True, slots=True)
class Marks:
    """How a page names its owner."""

    legal_name: str | None
    icp: str | None
    names: frozenset[str]
    """Short names and the legal name, lower case: a sentence that holds one speaks of the owner."""

    def speaks_of(self, text: str) -> bool:
        """Is the owner named in the text?"""
        low = text.lower()
        return any(name in low for name in self.names)

    def is_owner(self, text: str) -> bool:
        """Is the text a name of the owner, and of nobody in it?"""
        low = visible(text).lower()
        return low in self.names or bool(self.legal_name and self.legal_name.lower().startswith(f"{low} "))


def firm_marks(page: PageText) -> Marks:
    """Read owner, licence and short names from copyright line, labels, structured data, title and address."""
    legal = _legal_name(page)
    icp = next((re.sub(r"\s", "", m[1]) for line in reversed(page.lines) if (m := _ICP.search(line.text))), None)
    return Marks(legal_name=legal, icp=icp, names=frozenset(_short_names(page, legal)))


def names_in(text: str) -> list[str]:
    """Legal names of firms in a text."""
    flat = unicodedata.normalize("NFC", visible(text[:2000]))
    found = [_strip(m[0]) for m in _HAN_NAME.finditer(flat)]
    found += [m[0] for m in _JA_NAME.finditer(flat)] if "会社" in flat else []
    found += [m[0] for m in _KO_NAME.finditer(flat)] if "주" in flat or "㈜" in flat else []
    found += [_LATIN_LEAD.sub("", m[0]) for m in _LATIN_NAME.finditer(flat)]
    return [name for name in found if len(name) >= (5 if re.search(r"[\uac00-\ud7a3]", name) else 6)]


def _strip(name: str) -> str:
    """Cut what a sentence glues before a Chinese name: 欢迎来到…, 版权所有…"""
    name = re.split(
        r"版权所有|版權所有|欢迎(?:您?(?:来到|光临|进入|访问))?|公司名称|企业名称|单位名称|主办单位|是|由|为|与|和(?=.{6})|位于|Copyright|"
        r"莅临|来到|走进|走访|参观|访问|考察|调研|前往|前来|抵达|拜访|加入|隶属于|就职于|任职于|成为|携手|采访|来自|关于|祝贺|恭喜|庆祝|(?<=[\u4e00-\u9fff])-(?=[\u4e00-\u9fff])",
        name,
    )[-1]
    return re.sub(r"^[\d\-（(）)·]+", "", name)


def _legal_name(page: PageText) -> str | None:
    votes: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    heaviest: dict[str, int] = {}

    def vote(name: str, weight: int) -> None:
        key = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", name)).lower()
        if weight > heaviest.get(key, 0):
            spelling[key], heaviest[key] = name, weight
        votes[key] += weight

    for entity in json_ld(page.tree):
        if types(entity) & {"organization", "corporation", "localbusiness", "automotivebusiness"}:
            for key in ("legalName", "name"):
                for name in names_in(str(entity.get(key) or "")):
                    vote(name, 40)
    for n, line in enumerate(page.lines):
        if line.tag == "alt":
            continue
        before = page.lines[n - 1].text if n else ""
        maker = _MAKER_LINE.search(line.text)
        for name in names_in(line.text):
            at = line.text.find(name)
            if maker and maker.start() < at:
                continue
            owner = _OWNER_LINE.search(line.text) or _OWNER_LINE.search(before)
            labelled = _LABEL.search(line.text[: max(at, 0)]) or _LABEL.search(before)
            alone = len(line.text) <= len(name) + 4
            begins = 0 <= at <= 2 and not _is_news(page)
            vote(name, 50 if labelled else 40 if owner else 20 if line.role == "footer" or alone or begins else 1)
    for name in names_in(page.title):
        vote(name, 30)
    best = votes.most_common(1)
    return spelling[best[0][0]] if best and best[0][1] >= 20 else None


_NEWS = re.compile(r"news|/xinwen|press|/blog|aktuelles|presse|article|/media|/info/\d", re.I)


def _is_news(page: PageText) -> bool:
    return bool(
        _NEWS.search(page.url) or re.search(r"新闻|资讯|动态|ニュース|お知らせ|aktuelles|news", page.title, re.I)
    )


def _short_names(page: PageText, legal: str | None) -> set[str]:
    found: set[str] = set()
    if legal:
        found.add(legal.lower())
        if re.search(r"[\u4e00-\u9fff]", legal):
            core = _TRADE.sub(
                "",
                _PLACE.sub(
                    "",
                    re.sub(r"[（(].*?[)）]", "", re.sub(r"(?:股份)?有限(?:责任)?公司$|集团公司$|株式会社", "", legal)),
                    count=1,
                ),
            )
            bare = re.sub(r"(?:股份)?有限(?:责任)?公司$|株式会社", "", legal)
            found |= {name.lower() for name in (core, bare) if len(name) >= 2}
        elif re.search(r"[\uac00-\ud7a3]", legal):
            found.add(re.sub(r"주식회사|[（(]주[)）]|㈜|\s", "", legal))
        else:
            words = re.findall(r"[\w&\-]+", re.sub(rf"\s*,?\s*{_FORM}$", "", legal))
            found.add(" ".join(words).lower())
            if words and len(words[0]) >= 3 and words[0].lower() not in _COMMON:
                found.add(words[0].lower())
    for name, value in meta(page.tree):
        if name in ("og:site_name", "application-name") and 2 <= len(value) <= 40:
            found.add(value.lower())
    host = registrable_domain(page.url) if page.url else None
    if host and len(label := host.split(".")[0]) >= 3:
        found.add(label)
        found |= _brands(page, label, legal)
    return {name for name in found if len(name) >= 2 and name not in _COMMON}


_GENERIC = frozenset(
    "auto automotive automobile motor motors brake brakes steering precision system systems technology technologies tech "
    "electronics electric industrial industries industry lighting tools parts power drive engineering engineers research "
    "innovation innovations development solutions quality service services customer customers".split()
)


def _brands(page: PageText, label: str, legal: str | None) -> set[str]:
    """A word of the title, of a heading, of the first lines or of the legal name with which the domain begins: the brand that sentences use.

    A word that the page also writes small is an ordinary one.
    """
    heads = [
        page.title,
        legal or "",
        *(line.text for n, line in enumerate(page.lines) if n < 2 or line.level in (1, 2)),
    ]
    words = {
        word.lower()
        for head in heads
        for word in re.findall(r"(?<![A-Za-z0-9.@-])[A-Z][A-Za-z]{3,}(?![A-Za-z0-9@])", head)
    }
    fitting = {word for word in words if label.startswith(word) and word not in _GENERIC | _COMMON}
    text = "\n".join(line.text for line in page.lines) if fitting else ""
    return {word for word in fitting if not re.search(rf"(?<![\w.@/-]){word}(?![\w.@-])", text)}


def is_initialism(token: str, legal: str | None) -> bool:
    """Could capitals such as WSI stand for the legal name: are they initials of its words, in order?"""
    initials = [word[0].upper() for word in re.findall(r"[A-Za-z]+", legal or "")]
    place = 0
    for letter in token.upper():
        if letter not in initials[place:]:
            return False
        place += initials[place:].index(letter) + 1
    return len(token) >= 2


def own_host(url: str) -> str:
    """The host of an address without www."""
    return re.sub(r"^www\d?\.", "", host_of(url))
