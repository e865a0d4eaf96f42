"""The number of firms that a list says it has, in any wording or attribute; never a year, never a number of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from crawlers.lists.dom import Page, read_page
from crawlers.lists.vocabulary import plain

_NUMBER = r"(\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+|\d{1,7})"
_NOUNS = (
    r"(?:exhibitors?|exhibiting companies|companies|company|members?|firms?|suppliers?|"
    r"vendors?|manufacturers?|organi[sz]ations?|businesses|brands|results?|entries|"
    r"records?|items?|listings?|participants|"
    r"aussteller(?:n)?|unternehmen|firmen|mitglieder(?:n)?|einträge[n]?|treffer(?:n)?|ergebnisse[n]?|lieferanten|anbieter|"
    r"exposants?|entreprises?|sociétés?|résultats?|adhérents?|membres|fournisseurs|espositori|aziende|risultati|soci|associati|expositores|empresas|resultados|socios|"
    r"exposanten|deelnemers|bedrijven|resultaten|leden)"
)
_UNITS = r"(?:家|个|個|条|條|件|社|개사|개|건|名|者|团体|団体|업체|개 업체|개 기업|사)"
_PATTERNS = tuple(
    re.compile(p, re.I)
    for p in (
        # of 540 / von 599 / sur 1 195 / di 300 / de 120, after a range
        rf"\d[\d.,]*\s*(?:-|–|—|to|bis|à|a|al|~|～|至|から|tot)\s*\d[\d.,]*\s*(?:\(?\s*)(?:of|"
        rf"von|sur|di|de|van|out of|/|共|中|of about|of total)\s*(?:about\s*|total\s*|insgesamt\s*)?{_NUMBER}",
        rf"(?:showing|displaying|zeige|anzeige|affichage)\b.{{0,40}}?\b(?:of|von|sur|out of)\s+{_NUMBER}",
        rf"(?:共计|总共|共有|合计|总计|一共|共|全|计|總共|総数|合計|該当件数|検索結果|총|전체|검색결과)\s*[:：]?\s*{_NUMBER}\s*{_UNITS}",
        rf"{_NUMBER}\s*{_UNITS}\s*(?:中|の|参展|企业|展商|会员|單位|单位|公司|出展|該当|ヒット|がヒット|見つかり|の結果|表示|결과|업체|참가)",
        rf"(?:total|insgesamt|gesamt|au total|totale|en total|totaal|found|total of|number of {_NOUNS}|"
        rf"anzahl(?: der)?(?: {_NOUNS})?|nombre d[e'’]\s?{_NOUNS}|numero di {_NOUNS}|exhibitors|"
        rf"results|ergebnisse|résultats|treffer|members|mitglieder|aussteller|exposants|"
        rf"espositori)\s*[:：(=]\s*{_NUMBER}\b(?!\s*(?:/|pages?|seiten))",
        rf"(?:件数|总数|数量|全件|総件数|전체|총)\s*[:：]?\s*{_NUMBER}",
        rf"{_NUMBER}\s+(?:[a-zäöüéèß]+\s+){{0,2}}?{_NOUNS}\b",
        rf"\b(?:of|von|sur|di|su)\s+{_NUMBER}\s+(?:[a-zäöüéèß]+\s+)?{_NOUNS}\b",
        rf"^(?:{_NOUNS})\s*\(?\s*{_NUMBER}\s*\)?$",
        rf"^(?:全|共|총)\s*{_NUMBER}\s*{_UNITS}$",
    )
)
_PAGES = re.compile(
    r"(?:pages?|seiten?|pagin[ae]|页|頁|ページ|페이지)\s*[:：]?\s*\d+\s*(?:/|of|von|sur|di)\s*\d+|per page|pro seite|par page|每页|/\s*页",
    re.I,
)
_ATTRIBUTE = re.compile(
    r"^data-(?:[a-z-]*?)?(?:total(?:-?item)?-?(?:count|items|results|records|hits|entries|exhibitors|number|num)?|item-?count|result-?count|results-?count|count-?total|num-?found|total)$",
    re.I,
)
_SCRIPT = re.compile(
    r"[\"']?(?:totalItemCount|totalResults|totalCount|totalItems|total_count|totalRecords|nbHits|numFound|totalHits|total_results|totalElements)[\"']?\s*[:=]\s*[\"']?(\d{1,7})\b"
)


def declared_total(text: str) -> int | None:
    """The total that a page (HTML or plain text) declares, or None."""
    page = read_page(text, "https://list.invalid/")
    return total_of(page) if page is not None else None


def total_of(page: Page) -> int | None:
    """The total on a page that is already cut into atoms."""
    stated = _attribute(page.tree)
    if stated is not None:
        return stated
    return total_in_texts(_texts(page)) or _in_scripts(page.tree)


def total_in_texts(texts: Iterable[str]) -> int | None:
    """The total that one of some short texts states; the plainest wording wins."""
    found: dict[int, list[int]] = {}
    for text in texts:
        if _PAGES.search(text) and not re.search(_NOUNS, text, re.I):
            continue
        for rank, pattern in enumerate(_PATTERNS):
            match = pattern.search(text)
            value = _value(match) if match else None
            if value is not None and not _other(value, text, rank):
                found.setdefault(rank, []).append(value)
                break
    if not found:
        return None
    plainest = min(found)
    return max(found[plainest]) if plainest else found[0][0]


def _texts(page: Page) -> list[str]:
    """Short texts of the page, each alone and joined with its neighbours inside one block ("<b>120</b> exhibitors")."""
    texts: list[str] = []
    run: list[str] = []
    path = -1
    for atom in page.atoms:
        if atom.kind != "text":
            continue
        if atom.path != path or not atom.order:
            if len(run) > 1 and len(run) <= 12:
                texts.append(" ".join(run))
            run, path = [], atom.path
        piece = f"{atom.label}: {atom.text}" if atom.label else atom.text
        run.append(piece)
        if len(piece) <= 160 and any(c.isdigit() for c in piece):
            texts.append(piece)
    if 1 < len(run) <= 12:
        texts.append(" ".join(run))
    return [t for t in texts if len(t) <= 240 and any(c.isdigit() for c in t)]


def _value(match: re.Match[str]) -> int | None:
    digits = re.sub(r"\D", "", match[1] or "")
    return int(digits) if digits and 0 < int(digits) < 5_000_000 else None


def _other(value: int, text: str, rank: int) -> bool:
    """A year, a page size, or a number in running text is not the size of this list."""
    if 1900 <= value <= 2100 and rank > 4 and not re.search(r"\d[.,' ]\d{3}", text):
        return True
    if rank >= 5 and re.search(
        r"(?:over|more than|über|mehr als|plus de|oltre|más de|around|nearly|超过|逾|余家|約|以上)", text, re.I
    ):
        return True
    if rank >= 6 and len(plain(text).split()) > 9:
        return True
    return rank >= 6 and value < 2


def _attribute(tree: Any) -> int | None:
    best: int | None = None
    if tree is None:
        return None
    for element in tree.iter():
        for name, value in element.attrib.items() if isinstance(element.tag, str) else ():
            if (
                name.startswith("data-")
                and value.isdigit()
                and len(value) < 8
                and _ATTRIBUTE.match(name)
                and "page" not in name
            ):
                number = int(value)
                if number > 1 and (best is None or number > best):
                    best = number
    return best


def _in_scripts(tree: Any) -> int | None:
    for script in tree.iter("script") if tree is not None else ():
        found = _SCRIPT.search(script.text or "")
        if found and int(found[1]) > 1:
            return int(found[1])
    return None
