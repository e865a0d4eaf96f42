"""Reads phone numbers as pages print them: several in a line, extensions, fax told from telephone, each as written.

phonenumbers finds and checks numbers; what it lacks is added here: the label that says telephone, mobile or fax, the
extension after 转 or 分机 or a hyphen, a second number that leaves out its area code, and numbers whose country only
the page tells.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

import phonenumbers
from phonenumbers import Leniency, NumberParseException, PhoneNumberFormat, PhoneNumberMatcher, PhoneNumberType

from core.records import Frozen
from core.values.fold import visible

LONGEST_LINE = 2000
"""Longer lines are running text or data; nobody prints a number to call in the middle of them."""
_WITH_ZERO = frozenset("DE AT CH GB NL FR BE SE FI IE JP KR TW IN AU ZA TR".split())
"""Countries whose national form begins with 0: other runs of digits need a label."""
_SERVICE_TYPES = (PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN)
Kind = Literal["phone", "fax", "both"]


class Phone(Frozen):
    """One number: as written, in E.164 where its country is known, with its extension and what its label calls it."""

    raw: str
    e164: str | None = None
    extension: str | None = None
    kind: Kind = "phone"
    mobile: bool = False
    labelled: bool = False
    start: int = 0


_PHONE_WORD = (
    r"总机|總機|电\s*话|電\s*話|联系方式|联络电话|热\s*线|熱線|座\s*机|手\s*机|手機|固话|专线|移动|携帯|代表|フリーダイヤル|"
    r"tel(?:efon\w*|ephone|éfono|efone|efoon|\.?)(?![a-z])|(?:phones?|fon|fono|mobile?|mob|mobil(?:funk|telefon)?|handy|cell(?:ular|phone|ulare)?|"
    r"hotline|telefono|téléphone|teléfono|call(?: us)?|zentrale|durchwahl|ruf|whatsapp|wechat|free ?(?:call|phone|fone)|toll[ -]free|direct|"
    r"switchboard|landline|helpline|móvil|celular|portable|standard|centralino|centralita|telemóvel|gsm|puhelin|telefoon|тел|телефон|моб|kom|växel|port|cel|cell)(?:nummer|nr|-?no|numbers?)?(?![a-zà-ÿ])|"
    r"numéro vert|numero verde|直線|直线|"
    r"전화|대표전화|휴대|ph(?=[.:])|(?<!\d\s)(?<!/)[tmp](?=\s*[.:|](?![a-z])|\s+[+(0])|h/p|ddi(?![a-z])|kom(?=[.:])|tfno"
)
_FAX_WORD = (
    r"传\s*真|傳\s*真|telefax|fax|ファックス|ファクス|ファックス番号|팩스|telecopie|télécopie|факс|fx(?=\s*[.:])|"
    r"(?<!\d\s)(?<!/)f(?=\s*[.:|]|\s+[+(0])|faks"
)
_OTHER_WORD = (
    r"邮\s*编|郵\s*編|邮政编码|郵遞區號|qq|微信号?(?!同)|账\s*号|帐\s*号|税\s*号|备案号?|icp|许可证|"
    r"注册号|信用代码|型号|编号|传单|订单|股票|代码|zip|plz|postcode|"
    r"hrb|hra|ust\S*|vat|iban|bic|swift|siret|siren|duns|eori|steuer\S*|konto\S*|"
    r"accounts?(?=\s*(?:no|number|nr|#|[:：]|\d))|isbn|p\.?\s?iva|partita iva|(?:rea|rcs|nip|regon|krs|kvk|"
    r"btw|cnpj|cif|nif|gstin|ein|abn|ičo|dič|che)(?![a-z])|"
    r"msn|skype|facsimile of|version|ver\.|id|no\.(?=\s*\d{7,}$)|〒|registration|登録番号|法人番号|"
    r"資本金|capital|org\.?\s?(?:nr|no)|bankgiro|plusgiro|cvr|y-tunnus|инн|кпп|огрн|окпо|бик|gstin?|cin(?=[\s:])|acn|nzbn|company (?:no|number)|cage|"
    r"사업자\s*등록\s*번호|등록번호|统一编号|統一編號|統編|商業登記|商业登记"
)
_LABEL = re.compile(rf"(?<![A-Za-z])(?:(?P<fax>{_FAX_WORD})|(?P<phone>{_PHONE_WORD})|(?P<other>{_OTHER_WORD}))", re.I)
_EXTENSION = re.compile(
    (
        r"^\s*(?:[-–—]\s*(?P<dash>\d{2,5})(?!\d)|[,，;；(（]?\s*(?:转|轉|分机|分機|内线|內線|ext(?:ension)?\.?|"
        r"x|#|durchwahl|内線|app\.?)\s*[:：.]?\s*(?P<word>\d{1,6})(?!\d))"
    ),
    re.I,
)
_EXTENSION_WORD = re.compile(
    r"(?:ext(?:ension)?|转|轉|分机|分機|内线|內線|内線|and|und|oder|or|et|以及|代表|number|nummer|numbers?|us|at)\b\.?",
    re.I,
)
_EXTENSION_BEFORE = re.compile(
    r"(?<=\d)\s*[,，;；(（]?\s*(?:转|轉|分机|分機|内线|內線|内線|轉接)\s*[:：]?\s*\d{1,6}[)）]?"
)
_BRACKETED = re.compile(r"\d\s*[（(]\s*\0\s*[)）]")
"""A label alone in brackets after a number speaks of that number: TEL 03-1234-5678（代表）FAX …"""
_LOOSE = re.compile(r"(?:\+|00)?\(?\d[\d\s()./\-–‑]{4,24}\d")
_DATE_LIKE = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s?-\s?(?:19|20)\d\d(?!\d)|\b[A-Z]{2} \d{5}-\d{4}\b|"
    r"(?<!\d)(?:19|20)\d\d\s?[-./年]\s?\d{1,2}(?:\s?[-./月]\s?\d{1,2})?(?!\d)|\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d"
)
_NEXT_NUMBER = re.compile(r"(?<=\d) +(?=\+|00[1-9]\d{1,2}[ \-])")
"""Blanks between two numbers, which would else read as one."""
_CN_PLAIN = re.compile(
    r"(?<![\d.\-/])(?:(?:\+|00)?86[\s\-]?)?(?:(?P<mobile>1[3-9]\d[\s\-]?\d{4}[\s\-]?\d{4})|\(?0\d{2,"
    r"3}\)?[\s\-－—]{0,3}\d{3,4}[\s\-]?\d{3,5}|[48]00[\s\-]?\d{3,4}[\s\-]?\d{3,4})(?!\d)"
)
_BARE_CN = re.compile(r"(?<![\d\-.])(?!20[0-3]\d 20[0-3]\d)[2-8]\d{2,3} ?\d{4}(?![\d.]|[ \-]\d{4}(?!\d))")


def flat_phone_text(text: str) -> str:
    """The text as numbers are looked for: half width, plain hyphens, no invisible characters."""
    flat = re.sub(r"[‐‑‒–—―−ー﹣]", "-", visible(unicodedata.normalize("NFKC", text)))
    return _NEXT_NUMBER.sub(lambda gap: "|" + " " * (len(gap[0]) - 1), flat)


def read_phones(text: str, region: str | None = None) -> tuple[Phone, ...]:
    """Every number in one line of text, faxes marked, from left to right.

    `region` is the ISO country whose national form the page uses (None: only international numbers and numbers after a
    label are read).
    """
    line = flat_phone_text(text[:LONGEST_LINE])
    if sum(c.isdigit() for c in line) < 6:
        return ()
    labels = list(_LABEL.finditer(line))
    dates = [m.span() for m in _DATE_LIKE.finditer(line)]
    taken: list[tuple[int, int]] = []
    found: list[Phone] = []
    spots = _spots(line, region)
    trailing = _labels_trail(line, spots, labels)
    for start, end, raw in spots:
        if any(begin <= start < stop for begin, stop in dates) or any(
            start < stop and begin < end for begin, stop in taken
        ):
            continue
        label = _label_after(line, end, labels) if trailing else _label_before(line, start, labels)
        phone = _phone(line, start, end, raw, region, label, labels)
        if phone:
            found.append(phone)
            taken.append((start, end + (len(phone.extension or "") and 1)))
    found = _shared_out(line, found)
    found.extend(_alternatives(line, found, taken, region))
    found.extend(_without_area_code(line, found, [*taken, *dates], labels, region))
    return tuple(sorted(found, key=lambda p: p.start))


def _spots(line: str, region: str | None) -> list[tuple[int, int, str]]:
    """Places that look like a number: those phonenumbers accepts first, then loose ones, which a label must support."""
    spots: list[tuple[int, int, str]] = []
    # An extension in words would make phonenumbers swallow or refuse the number before it.
    cut = _EXTENSION_BEFORE.sub(lambda m: " " * len(m[0]), line)
    if region in ("CN", None):
        spots += [
            (m.start(), m.end(), m[0]) for m in _CN_PLAIN.finditer(cut) if region or m["mobile"] or "86" in m[0][:4]
        ]
    for match in PhoneNumberMatcher(cut, region or "ZZ", leniency=Leniency.VALID):
        spots.append((match.start, match.end, match.raw_string))
    for loose in _LOOSE.finditer(cut):
        spots.append((loose.start(), loose.end(), loose[0]))
    return spots


def _labels_trail(line: str, spots: list[tuple[int, int, str]], labels: list[re.Match[str]]) -> bool:
    """555-0100 (phone) 555-0101 fax: does this line print its labels behind the numbers?"""
    if not spots or not labels:
        return False
    _, end, _ = min(spots, key=lambda spot: (spot[0], -spot[1]))
    return labels[0].start() >= end and _label_after(line, end, labels) is not None


def _label_after(line: str, end: int, labels: list[re.Match[str]]) -> Kind | None:
    """What the label right behind a number says, if no colon shows that it belongs to what follows it."""
    for label in labels:
        if label.start() >= end:
            near = re.fullmatch(r"\s*[-(\[]?\s*(?:office|main)?\s*", line[end : label.start()], re.I)
            stands = (
                near
                and not re.match(r"\s*[:：.]?\s*[+(]?\d", line[label.end() :])
                and line[label.end() : label.end() + 1] != ":"
            )
            return None if not stands or label["other"] else "fax" if label["fax"] else "phone"
    return None


def _label_before(line: str, start: int, labels: list[re.Match[str]]) -> Kind | Literal["other"] | None:
    """What the nearest label before `start` says; a label holds until the next one."""
    before = [m for m in labels if m.end() <= start]
    if not before:
        return None
    last = before[-1]
    gap = line[last.end() : start]
    kind: Kind | Literal["other"] = "fax" if last["fax"] else "phone" if last["phone"] else "other"
    if kind == "other" and sum(c.isdigit() for c in gap) >= 4:
        return None
    previous = before[-2] if len(before) > 1 else None
    between = line[previous.end() : last.start()] if previous else ""
    if previous and kind == "other" and not previous["other"] and re.fullmatch(r"[\s/&、(（]*", between):
        # 手机/微信：one number for both uses.
        return "fax" if previous["fax"] else "phone"
    if previous and kind != "other" and not previous["other"]:
        # "Tel/Fax:", "电话（传真）：", "Tel. & Fax": one number for both.
        joined = re.fullmatch(r"[\s/&+,、和及与und（()）.:|]*", between) and not _BRACKETED.search(
            line[: previous.start()] + "\0" + between
        )
        return "both" if joined and bool(previous["fax"]) != bool(last["fax"]) else kind
    return kind


def _phone(
    line: str,
    start: int,
    end: int,
    raw: str,
    region: str | None,
    label: Kind | Literal["other"] | None,
    labels: list[re.Match[str]],
) -> Phone | None:
    if label == "other":
        return None
    digits = re.sub(r"\D", "", raw)
    tail = _EXTENSION.match(line[end:])
    extension = (tail["dash"] or tail["word"]) if tail else None
    parsed = _parse(raw, region)
    near_label = label is not None and _close(line, start, labels)
    if parsed is None and not (near_label and 6 <= len(digits) <= 15 and _touches(line, start, labels)):
        return None
    if parsed is None and not _plausible(raw, region):
        return None
    if label is None and region in _WITH_ZERO and raw.lstrip("( ")[:1] not in ("+", "0") and not _service(parsed):
        return None
    if parsed is not None and label is None and _only_digits(raw) and region not in ("CN",):
        # A bare run of digits without a label is an article number as often as a phone number.
        return None
    mobile = parsed is not None and phonenumbers.number_type(parsed) == PhoneNumberType.MOBILE
    return Phone(
        raw=raw.strip(" -./(" if "(" not in raw[:2] else " -./"),
        e164=phonenumbers.format_number(parsed, PhoneNumberFormat.E164) if parsed else None,
        extension=extension or (parsed.extension if parsed else None),
        kind=label or "phone",
        mobile=mobile,
        labelled=near_label,
        start=start,
    )


def _service(parsed: phonenumbers.PhoneNumber | None) -> bool:
    """Is it a number that all of the country dials alike (1300 …, 1800 …), which begins with no 0 anywhere?"""
    return parsed is not None and phonenumbers.number_type(parsed) in _SERVICE_TYPES


def _close(line: str, start: int, labels: list[re.Match[str]]) -> bool:
    """Is the label right before the number, with at most other numbers and separators between?"""
    before = [label for label in labels if label.end() <= start]
    return bool(before) and not re.search(r"[^\W\d_]{12,}", line[before[-1].end() : start])


def _touches(line: str, start: int, labels: list[re.Match[str]]) -> bool:
    """No word between the label and a number that no numbering plan knows, so that the word is not its true label."""
    last = [label for label in labels if label.end() <= start][-1]
    return not re.search(r"[^\W\d_]{3,}", _EXTENSION_WORD.sub("", line[last.end() : start]))


def _only_digits(raw: str) -> bool:
    return raw.strip().isdigit()


def _plausible(raw: str, region: str | None) -> bool:
    """A number that the numbering plan refuses but a label calls a phone: printed examples, short forms, unknown country."""
    return (
        not re.search(r"\d\s{3,}\d|\d\.\d{1,2}$", raw)
        and raw.count("(") == raw.count(")")
        and len(set(re.sub(r"\D", "", raw))) > 1
    )


def _parse(raw: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        number = phonenumbers.parse(raw, region)
    except NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


def _shared_out(line: str, found: list[Phone]) -> list[Phone]:
    """TEL / FAX: 81-1234 / 81-1235: two labels and two numbers, each with its own."""
    both = [phone for phone in sorted(found, key=lambda p: p.start) if phone.kind == "both"]
    if len(both) != 2 or not re.fullmatch(r"\s*/\s*", line[both[0].start + len(both[0].raw) : both[1].start]):
        return found
    words = [label for label in _LABEL.finditer(line[: both[0].start]) if not label["other"]][-2:]
    kinds: list[Kind] = ["fax" if label["fax"] else "phone" for label in words]
    told = {id(phone): kind for phone, kind in zip(both, kinds, strict=False)}
    return [phone.model_copy(update={"kind": told[id(phone)]}) if id(phone) in told else phone for phone in found]


_ALTERNATIVE = re.compile(
    r"\s*(?:(?P<slash>[/、~])|,|\bor\b|\boder\b|\bou\b|或)\s*(?P<rest>\d[\d -]{0,8}\d)(?![\d-]|\s*[A-Za-z%°])"
)


def _alternatives(line: str, found: list[Phone], taken: list[tuple[int, int]], region: str | None) -> list[Phone]:
    """+971 4 885 1234 / 885 1235, 55-1234/35: the end of a further number that shares the beginning of the one before."""
    more: list[Phone] = []
    for phone in [p for p in found if p.kind != "fax" and p.labelled and region != "CN"]:
        at, last = phone.start + len(phone.raw), phone
        while match := _ALTERNATIVE.match(line, at):
            start, end = match.span("rest")
            digits, whole = re.sub(r"\D", "", match["rest"]), re.sub(r"\D", "", last.raw)
            short = len(digits) <= 4
            if any(begin < end and start < stop for begin, stop in taken) or len(digits) > len(whole) - 2:
                break
            parsed = _parse(f"{last.e164[: -len(digits)]}{digits}", None) if last.e164 else None
            if parsed is None or (short and not match["slash"]) or len(digits) in (5,):
                break
            e164 = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
            raw = e164 if short else match["rest"].strip()
            last = Phone(raw=raw, e164=e164, kind=phone.kind, labelled=True, start=start)
            more.append(last)
            taken.append((start, end))
            at = end
    return more


def _without_area_code(
    line: str, found: list[Phone], taken: list[tuple[int, int]], labels: list[re.Match[str]], region: str | None
) -> list[Phone]:
    """028-67335998 67335997: the second number shares the area code of the first."""
    if region != "CN":
        return []
    more = []
    for match in _BARE_CN.finditer(line):
        if any(match.start() < stop and begin < match.end() for begin, stop in taken):
            continue
        label = _label_before(line, match.start(), labels)
        code = next((re.match(r"\(?(0\d{2,3})", p.raw) for p in reversed(found) if p.start < match.start()), None)
        if label in (None, "other") or not (code or re.search(r"[:：\s]$", line[: match.start()])):
            continue
        parsed = _parse(f"{code[1]}-{match[0]}", "CN") if code else None
        e164 = phonenumbers.format_number(parsed, PhoneNumberFormat.E164) if parsed else None
        more.append(Phone(raw=match[0], e164=e164, kind=label, labelled=True, start=match.start()))
    return more


def valid_phone(phone: Phone) -> bool:
    """Could somebody be reached there (R-081): a whole number of its country's plan that is no fax?"""
    return phone.e164 is not None and phone.kind != "fax"
