"""What a firm's own site states about it besides R&D: name, address, phone, e-mail, revenue, head count, products."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from core.records import Found
from core.values.company_names import is_full_chinese
from core.values.headcount import parse_headcount
from core.values.money import Money, find_money
from core.values.places import read_place
from core.words import Field
from enrich.contact_lines import email_reaches, phone_reaches, region_of
from enrich.firm_marks import firm_marks
from enrich.page_kinds import Kind, is_news, kind_of_link
from enrich.page_text import Line, PageText, read_page
from enrich.sentences import sentences

_ADDRESS = re.compile(
    (
        r"^(?:公司|总部|企业|单位|本部|本社)?\s*(?:地\s*址|住\s*所|所在地|本社所在地|本社|address|"
        r"head ?office|headquarters?|anschrift|adresse|hauptsitz)\s*[:：]?\s*(.*)$"
    ),
    re.I,
)
_BRANCH = re.compile(r"分公司|办事处|工厂地址|厂址|仓库|支店|営業所|branch|warehouse|niederlassung|lager", re.I)
_REVENUE = re.compile(
    r"营收|营业(?:总|净)?(?:收入|额)|销售(?:总|净)?(?:收入|额)|总收入|产值|売上高?|revenues?|turnover|umsatz"
    r"|(?:annual|net|generated|total|consolidated) sales|sales (?:of|reached|rose|grew|amounted|totall?ed|were)",
    re.I,
)
_PEOPLE = re.compile(
    r"员工|职工|在职|人员规模|从业人员|従業員数?|社員数|employees|staff of|workforce|people worldwide|mitarbeiter|beschäftigte",
    re.I,
)
_PART = re.compile(
    (
        r"研发|技术人员|工程师|销售人员|其中|engineers|in (?:r&d|development)|in der entwicklung|うち|"
        r"子公司|每年|目标|计划|将|plan|will|ziel|target|expect|growth|增长|increase"
    ),
    re.I,
)
_NOT_REVENUE = re.compile(
    r"研发投入|投入占|其中|子公司|目标|计划|预计|力争|将达|plan|target|expect|aim\b|forecast|ziel|geplant|erwart|見込|目標|"
    r"(?:增长|增加|increase|growth|grew by|rose by|plus)\s*(?:了|of|by)?\s*[\d约]",
    re.I,
)
_NOT_PRODUCT = re.compile(
    (
        r"^(?:产品|更多|查看|了解|首页|联系|新闻|关于|分类|全部|上一|下一|home|products?|more|read|"
        r"view|contact|news|about|all|next|previous|details?|produkte|mehr|製品|詳細|一覧|[<>«»…]+)(?:$|"
        r"[\s:：]|中心|情報|一覧|列表|展示|介绍|推荐|们|我们)|^\d+$"
    ),
    re.I,
)


def site_facts(text: str, url: str, kind: Kind) -> tuple[Found, ...]:
    """The statements of one page, each with the words it was read from."""
    page = read_page(text, url)
    found = [*_address(page), *_reach(page, kind)]
    if not is_news(page):
        found += [*_revenue(page), *_headcount(page)]
    if kind is Kind.product and (products := product_names(page)):
        found.append(Found(field=Field.products, value=list(products), quote=products[0], confidence=0.7))
    return tuple(found)


def _address(page: PageText) -> Iterator[Found]:
    """The first labelled address that is no branch's; the place it names is the head office's."""
    for n, line in enumerate(page.lines):
        if line.tag == "alt" or not (match := _ADDRESS.match(line.text)) or _BRANCH.search(line.text + line.section):
            continue
        rest = match[1] or (page.lines[n + 1].text if n + 1 < len(page.lines) else "")
        rest = re.split(r"\s*(?:邮\s*编|电\s*话|传\s*真|手机|tel\b|phone|fax|e-?mail|网址)", rest, flags=re.I)[0].strip(
            " ,，;；"
        )
        if not 6 <= len(rest) <= 160 or not (place := read_place(rest)):
            continue
        yield Found(field=Field.address, value=rest, quote=line.text[:200], confidence=0.9)
        value = {key: part for key in ("province", "city", "district", "country") if (part := getattr(place, key))}
        yield Found(field=Field.hq_city, value={**value, "raw": rest}, quote=line.text[:200], confidence=0.8)
        return


def _reach(page: PageText, kind: Kind) -> Iterator[Found]:
    if kind not in (Kind.contact, Kind.legal, Kind.home, Kind.about):
        return
    phone = next(
        (r.phone for r in phone_reaches(page, region_of(page)) if r.phone and r.phone.kind != "fax" and r.phone.e164),
        None,
    )
    if phone:
        extension = f";ext={phone.extension}" if phone.extension else ""
        yield Found(field=Field.phone, value=f"{phone.e164}{extension}", quote=phone.raw, confidence=0.9)
    if mail := next((r.email for r in email_reaches(page) if r.email), None):
        yield Found(field=Field.email, value=mail, quote=mail, confidence=0.9)


def _revenue(page: PageText) -> Iterator[Found]:
    home = {"zh": "CNY", "ja": "JPY", "de": "EUR"}.get(page.lang)
    for sentence in sentences(page):
        if not (match := _REVENUE.search(sentence.text)) or len(sentence.text) > 300:
            continue
        near = sentence.text[max(0, match.start() - 40) : match.end() + 60]
        if _NOT_REVENUE.search(near):
            continue
        amounts = find_money(near, home_currency=home)
        if len(amounts) == 1 and (value := _money_value(amounts[0])):
            yield Found(field=Field.revenue, value=value, quote=sentence.text[:220], confidence=0.8)
            return


def _money_value(money: Money) -> dict[str, str | int] | None:
    if money.currency is None or (money.low is None and money.high is None):
        return None
    value: dict[str, str | int] = {"currency": money.currency, "basis": money.basis, "raw": money.raw}
    for key, number in (("amount", money.amount), ("low", money.low), ("high", money.high)):
        if number is not None:
            value[key] = f"{number:f}"
    if money.year:
        value["year"] = money.year
    return value


def _headcount(page: PageText) -> Iterator[Found]:
    for sentence in sentences(page):
        if not (match := _PEOPLE.search(sentence.text)) or _PART.search(sentence.text) or len(sentence.text) > 300:
            continue
        count = parse_headcount(sentence.text[max(0, match.start() - 24) : match.end() + 16])
        if count and not count.withheld and (count.low or count.high):
            parts = {"number": count.number, "low": count.low, "high": count.high, "year": count.year, "raw": count.raw}
            value = {key: part for key, part in parts.items() if part is not None}
            yield Found(field=Field.headcount, value=value, quote=sentence.text[:220], confidence=0.8)
            return


def product_names(page: PageText) -> tuple[str, ...]:
    """Names of products on a product page: repeated short phrases of one shape.

    Headings of cards go before links and list items, and these before bare cells and boxes; there a phrase counts that
    stands between longer texts rather than as one.
    """
    own = firm_marks(page).names
    lines = [line for line in page.lines if line.role == "main" and _phrase(line) and not is_full_chinese(line.text)]
    lines = [line for line in lines if line.text.lower() not in own]
    for fitting, least in ((_heading, 2), (_item, 3), (_box, 2)):
        shapes = Counter(line.shape for line in lines if fitting(line))
        best = next((shape for shape, number in shapes.most_common(1) if number >= least), None)
        if best is not None:
            names = (line.text for line in lines if line.shape == best and fitting(line))
            return tuple(dict.fromkeys(names))[:40]
    return ()


def _phrase(line: Line) -> bool:
    short = 2 <= len(line.text) <= 60 and len(line.text.split()) <= 8
    sentence = re.search(r"[。.!?！？@|©;；]|[，,].*[，,]|\d{5,}", line.text)
    menu = line.linked > 0.5 and kind_of_link(line.text, "") is not Kind.other
    return short and not sentence and not menu and not _NOT_PRODUCT.match(line.text)


def _heading(line: Line) -> bool:
    return line.level > 1


def _item(line: Line) -> bool:
    return line.linked > 0.8 or line.tag in ("li", "figcaption", "dt")


def _box(line: Line) -> bool:
    return not line.level and line.linked < 0.2 and line.tag not in ("alt", "body", "address")
