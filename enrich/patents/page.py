"""Patents on a web page: result tables by their heads, cards by their labels, and one patent's own page."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from core.values.fold import fold
from enrich.page_text import parse_html
from enrich.page_text import read_page as read_lines
from enrich.patents.read import head_key, labels, make, tidy
from enrich.patents.record import Patent, PatentReading
from enrich.registry.cells import printed

_TOTAL = re.compile(
    r"(?:共(?:计|有|找到|检索到)?|检索结果(?:为)?[:：]?|找到(?:约)?|命中|总计|about|of)\s*(?:约)?\s*([\d,]+)\s*(?:条|件|项|个|篇|results?|records?|patents?|hits?)|"
    r"([\d,]+)\s*(?:results?|hits?)\b(?: found)?|(?:total|总数|记录数)[:：]?\s*([\d,]+)",
    re.I,
)
_ABOUT = re.compile(r"专利|申请人|patent|applicant|assignee|特許", re.I)
_NONE = re.compile(
    r"(?:没有|未)(?:检索|查询|搜索|找)到|无(?:检索)?结果|暂无(?:专利|数据|结果)|no (?:results|patents|hits|records)|0\s*(?:条|件)(?:结果|记录)",
    re.I,
)


def read_page(text: str) -> PatentReading:
    """What a page of HTML says. A page without heads, labels and a total gives nothing."""
    if "<" not in text[:5000]:
        return PatentReading()
    tree = parse_html(text)
    patents = _tables(tree) or _detail(tree) or _cards(text)
    shown = fold(" ".join(tree.itertext()))[:200_000]
    total = next((int(n.replace(",", "")) for m in _TOTAL.finditer(shown) for n in m.groups() if n), None)
    if not patents and total is None and len(shown) < 3000 and _ABOUT.search(shown) and _NONE.search(shown):
        total = 0
    if not patents and not _ABOUT.search(shown):
        total = None
    return PatentReading(total=total, patents=tuple(patents))


def _tables(tree: Any) -> list[Patent]:
    found: list[Patent] = []
    for table in tree.iter("table"):
        heads: list[str | None] = []
        for row in table.iter("tr"):
            if next(row.iterancestors("table")) is not table:
                continue
            texts = [printed(" ".join(cell.itertext())) for cell in row.iterchildren("td", "th")]
            fields = [labels()["heads"].get(head_key(text)) for text in texts]
            known = {field for field in fields if field}
            if len(known) >= 3 and known & {"number", "application"}:
                heads = fields
            elif heads and len(texts) == len(heads):
                values = {field: tidy(text) for field, text in zip(heads, texts, strict=True) if field}
                if patent := make(values):
                    found.append(patent)
    return found


def _detail(tree: Any) -> list[Patent]:
    """One patent's page with machine-readable marks (itemprop), as Google Patents prints it."""

    def marked(name: str) -> list[str]:
        nodes = tree.xpath(f"//*[@itemprop='{name}']")
        return [t for n in nodes if (t := printed(n.get("content") or n.get("datetime") or " ".join(n.itertext())))]

    numbers = marked("publicationNumber")
    if not numbers:
        return []
    title = next(iter(tree.xpath("//meta[@name='DC.title']/@content")), "") or next(iter(marked("title")), "")
    values = {
        "number": numbers[0],
        "application": next(iter(marked("applicationNumber")), None),
        "title": tidy(title),
        "filed_on": next(iter(marked("filingDate")), None),
        "published_on": next(iter(marked("publicationDate")), None),
        "applicant": marked("assigneeOriginal") or marked("assigneeCurrent"),
    }
    patent = make(values)
    return [patent] if patent else []


def _cards(text: str) -> list[Patent]:
    """Labels with colons, over and over: a number that comes again begins the next patent."""
    names = "|".join(re.escape(n) for n in sorted(_colon_labels(), key=len, reverse=True))
    label = re.compile(rf"(?<![\w\u4e00-\u9fff])({names})\s*[:：]\s*", re.I)
    found: list[dict[str, str]] = [{}]
    heading = ""
    for line in read_lines(text).lines:
        marks = list(label.finditer(line.text))
        if not marks:
            heading = line.text if 4 <= len(line.text) <= 120 else heading
            continue
        for number, mark in enumerate(marks):
            end = marks[number + 1].start() if number + 1 < len(marks) else len(line.text)
            field = labels()["heads"].get(head_key(mark[1]))
            value = tidy(line.text[mark.end() : end].strip(" ;；,，|"))
            if not field or not value:
                continue
            if field in found[-1] and field in ("number", "application", "title"):
                found.append({})
            if not found[-1] and heading:
                found[-1]["heading"] = re.sub(r"^[\[【].*?[\]】]\s*|^\d+[.、]\s*", "", heading)
            found[-1].setdefault(field, value)
    patents = [make({**card, "title": card.get("title") or card.get("heading")}) for card in found if len(card) >= 4]
    return [patent for patent in patents if patent]


def next_link(text: str, url: str) -> str | None:
    """The address behind the page's own "next": by rel, else by its words."""
    for anchor in parse_html(text).iter("a"):
        rel, shown = (anchor.get("rel") or "").split(), fold(anchor.text_content())
        if anchor.get("href") and (
            "next" in rel or re.fullmatch(r"下一?页\W*|后页|next\W*|次へ\W*|[>›»]{1,2}", shown, re.I)
        ):
            return str(urljoin(url, anchor.get("href")))
    return None


def _colon_labels() -> list[str]:
    return [fold(name) for listed in labels()["fields"].values() for name in listed]
