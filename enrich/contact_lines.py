"""The phone numbers and e-mail addresses of a page, each with the line it stands in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, SUPPORTED_REGIONS

from core.values.emails import read_cfemail, read_emails, read_mailto
from core.values.fold import visible
from core.values.phones import Phone, flat_phone_text, read_phones
from core.web.domains import host_of
from enrich.page_meta import json_ld
from enrich.page_text import Line, PageText

_GENERIC = frozenset("io co tv me cc ai ly fm to ws sh gg im st la tk ml ga gq cf ac sc vc nu su".split())
"""Endings of countries that firms of everywhere use."""
_TLD = {"uk": "GB"} | {r.lower(): r for r in SUPPORTED_REGIONS if r.lower() not in _GENERIC}
_CODES = {
    str(code): regions[0] for code, regions in COUNTRY_CODE_TO_REGION_CODE.items() if regions[0] != "001" and code > 9
}
_CODES["7"] = "RU"
_LANGUAGE = {
    "zh": "CN",
    "ja": "JP",
    "ko": "KR",
    "de": "DE",
    "fr": "FR",
    "it": "IT",
    "es": "ES",
    "nl": "NL",
    "pl": "PL",
    "pt": "PT",
}
_ONLY_LABEL = re.compile(r"^[^\d@]{1,24}[:：.]?$")
_AMERICAN = re.compile(r"(?<!\d)(?:1[-. ])?\(?[2-9]\d\d\)?[-. ]\d{3}[-. ]\d{4}(?!\d)")
_ACCOUNT = re.compile(r"(?:skype|msn|qq|icq|yahoo ?id|line ?id|微信|wechat)\s*(?:id|号|帐号|账号)?\s*[:：]?\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Reach:
    """A number or an address in its line."""

    line: int
    phone: Phone | None = None
    email: str | None = None


def region_of(page: PageText) -> str | None:
    """The country whose national form of phone numbers the page uses, or None."""
    host = host_of(page.url) if page.url else ""
    if (ending := host.rsplit(".", 1)[-1]) in _TLD:
        return _TLD[ending]
    if re.search(r"\.(?:com|net|org)\.co$", host):
        return "CO"
    text = page.text()
    if re.search(r"[\u4e00-\u9fff]\s?ICP\s?[备证]", text):
        return "CN"  # only sites run from China bear this licence, in whatever language they are written
    codes = Counter(
        _CODES[c] for c in re.findall(r"(?:\+|(?<!\d)00)\s?\(?(\d{2,3})", text) for c in (c, c[:2]) if c in _CODES
    )
    if page.lang in ("ja", "ko") or (page.lang == "zh" and not (codes and codes.most_common(1)[0][0] in ("TW", "HK"))):
        return _LANGUAGE[page.lang]
    mails = Counter(_TLD[m] for m in re.findall(r"@[\w.-]+\.([a-z]{2})\b", text) if m in _TLD)
    for counted in (codes, mails):
        if counted:
            return counted.most_common(1)[0][0]
    if (stated := _stated_country(page)) is not None:
        return stated
    if page.lang in _LANGUAGE:
        return _LANGUAGE[page.lang]
    return (
        "US"
        if _AMERICAN.search(flat_phone_text(text)) or re.search(r"\bUSA\b|\bCanada\b|, [A-Z]{2} \d{5}\b", text)
        else None
    )


def _stated_country(page: PageText) -> str | None:
    for entity in json_ld(page.tree):
        country = entity.get("addressCountry")
        if isinstance(country, str) and re.fullmatch(r"[A-Z]{2}", country):
            return country
    return None


def phone_reaches(page: PageText, region: str | None) -> list[Reach]:
    """Every phone and fax number of the page, in order, from lines, image texts and tel: links."""
    found = []
    columns = _column_labels(page)
    for n, line in enumerate(page.lines):
        if line.role == "comment":
            continue
        label = columns.get(n) or (
            page.lines[n - 1].text
            if n
            and _ONLY_LABEL.match(page.lines[n - 1].text)
            and page.lines[n - 1].role == line.role
            and not re.match(r"[^\W\d_]{4,} ", line.text)
            else ""
        )
        glued = f"{label.rstrip(':： ')}: {line.text}" if label else line.text
        for phone in read_phones(glued, region):
            if phone.start < len(glued) - len(line.text):
                continue
            if not phone.labelled and (
                (len(line.text) > 140 and not _dialled(phone)) or (line.role == "nav" and not line.text.startswith("+"))
            ):
                continue
            found.append(Reach(n, phone=phone))
    return [*found, *_tel_links(page, region, found)]


def _dialled(phone: Phone) -> bool:
    """Is a number in running text written as one dials it: a valid one with its prefix, or a mobile number?"""
    return phone.e164 is not None and (phone.mobile or phone.raw.lstrip("(")[:1] in ("+", "0"))


def _line_emails(line: Line) -> tuple[str, ...]:
    """The addresses of a line; one whole in an element of its own is not glued to what the element beside it ends with."""
    whole = (
        [address for part in line.parts if "@" in part for address in read_emails(part)] if len(line.parts) > 1 else []
    )
    found = (next((own for own in whole if email.endswith(own)), email) for email in read_emails(line.text))
    return tuple(dict.fromkeys(found))


def _unglued(email: str, links: list[str]) -> str:
    """An address that touches the number before it, without that number: its link says where it begins."""
    return next((a for a in links if email != a and re.fullmatch(rf"[\d.+-]+{re.escape(a)}", email)), email)


_FAX_HEAD = re.compile(
    r"^(?:传\s*真|傳\s*真|(?:tele)?fax\w*|ファックス|팩스|télécopie)(?:\s*(?:no\.?|number|号码|番号))?[:：]?$", re.I
)


def _under_heads(page: PageText) -> dict[str, str]:
    """The cells of tables with a column of faxes, each with the head of its column, or of its row of faxes; a cell of two columns is left out."""
    under: dict[str, str] = {}
    for table in page.tree.iter("table"):
        rows = [[visible(" ".join(c.itertext())) for c in row.xpath("./td|./th")] for row in table.iter("tr")]
        for row in rows:
            if len(row) > 2 and _FAX_HEAD.match(row[0]):
                under.update((cell, "Fax") for cell in row[1:])
        heads = next((row for row in rows[:2] if len(row) > 1 and any(_FAX_HEAD.match(cell) for cell in row)), None)
        for row in rows if heads else ():
            if row is heads or heads is None or len(row) != len(heads):
                continue
            for head, cell in zip(heads, row, strict=True):
                label = "Fax" if _FAX_HEAD.match(head) else head
                under[cell] = label if under.get(cell, label) == label else ""
    return {cell: label for cell, label in under.items() if label and _ONLY_LABEL.match(label)}


def _column_labels(page: PageText) -> dict[int, str]:
    """Labels in one cell and numbers in the next, line by line."""
    boxes: list[list[int]] = []
    for n, line in enumerate(page.lines):
        if boxes and page.lines[boxes[-1][0]].box == line.box:
            boxes[-1].append(n)
        else:
            boxes.append([n])
    labels = {}
    for left, right in pairwise(boxes):
        if len(left) == len(right) >= 2 and all(_ONLY_LABEL.match(page.lines[k].text) for k in left):
            labels.update({b: page.lines[a].text for a, b in zip(left, right, strict=True)})
    if heads := _under_heads(page):
        labels.update({n: heads[line.text] for n, line in enumerate(page.lines) if line.text in heads})
    return labels


def _tel_links(page: PageText, region: str | None, found: list[Reach]) -> Iterator[Reach]:
    known = {re.sub(r"\D", "", r.phone.raw).lstrip("0")[-9:] for r in found if r.phone}
    for href in page.tree.xpath("//a[starts-with(translate(@href,'TEL','tel'),'tel:')]/@href"):
        number = unquote(href[4:]).strip()
        digits = re.sub(r"\D", "", number)
        if 6 <= len(digits) <= 15 and digits.lstrip("0")[-9:] not in known:
            known.add(digits.lstrip("0")[-9:])
            read = read_phones(f"Tel: {number}", region)
            yield Reach(len(page.lines), phone=read[0] if read else Phone(raw=number, labelled=True))


def email_reaches(page: PageText) -> list[Reach]:
    """Every address of the page: in lines, image texts, mailto links and the encoded attribute of one content network."""
    found: list[Reach] = []
    for n, line in enumerate(page.lines):
        if line.role == "comment":
            continue
        for email in _line_emails(line):
            at = line.text.lower().find(email[:6])
            account = at > 0 and _ACCOUNT.search(line.text[:at])
            if not account:
                found.append(Reach(n, email=email))
    links = [a for href in page.tree.xpath("//a/@href") for a in read_mailto(href)]
    found = [Reach(r.line, email=_unglued(r.email or "", links)) for r in found]
    seen = {r.email for r in found}
    codes = [
        *page.tree.xpath("//@data-cfemail"),
        *(h.rsplit("#", 1)[-1] for h in page.tree.xpath("//a/@href[contains(.,'/cdn-cgi/l/email-protection#')]")),
    ]
    links += [a for code in codes if (a := read_cfemail(code))]
    found.extend(Reach(len(page.lines), email=a) for a in dict.fromkeys(links) if a not in seen)
    return found
