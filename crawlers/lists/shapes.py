"""What a value looks like: an address, a phone number, a stand, a date, a sentence, the name of a firm.

Shapes are cheap guesses about one string; a column is labelled by the share of its values that have a shape.
"""

from __future__ import annotations

import re
from functools import lru_cache

from crawlers.lists.vocabulary import country, field_of, firm_word, group, has_cjk, legal_form, matcher, plain

EMAIL = re.compile(r"[\w.+'-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
URL = re.compile(r"^(?:https?://|www\.)\S+$", re.I)
DOMAIN = re.compile(r"^(?:https?://)?(?:[a-z0-9äöüéè-]+\.)+[a-z]{2,18}(?::\d+)?(?:/\S*)?$", re.I)
_PHONE = re.compile(
    r"^(?:(?:t|f|m|tel|telefon|phone|ph|fax|mobile?|电话|電話|전화)[.:：\s]*)?[+(（]?\d[\d\s()（）./\-–+]{5,24}(?:(?:ext|x|转|-)\.?\s*\d{1,6})?$",
    re.I,
)
_MONTH = (
    r"(?:jan|feb|mar|mär|mrz|apr|may|mai|jun|jul|aug|sept?|oct|okt|nov|dec|dez|janv|févr|avr|juil|déc|gen|mag|giu|lug|ago|ott|dic|ene|abr|mrt|"
    r"january|february|march|april|june|july|august|september|october|november|december|januar|februar|märz|juni|juli|oktober|dezember|"
    r"janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|"
    r"enero|febrero|abril|mayo|junio|julio|septiembre|octubre|noviembre|diciembre|januari|februari|maart|mei|augustus)\b"
)
DATE = re.compile(
    rf"(?:\b\d{{4}}\s?[-/.年년]\s?\d{{1,2}}\s?[-/.月월]\s?\d{{1,2}})|(?:\b\d{{1,2}}[-/.]\s?\d{{1,2}}[-/.]\s?(?:19|20)?\d{{2}}\b)|"
    rf"(?:\b\d{{1,2}}\.?(?:st|nd|rd|th)?\s(?:de\s)?{_MONTH}\.?,?(?:\s(?:de\s)?\d{{4}})?\b)|"
    rf"(?:\b{_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d))|(?:\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일])|"
    r"(?:\b\d+\s(?:minutes?|hours?|days?|weeks?|months?) ago)|(?:\d+\s?(?:分钟|小时|天|時間|"
    r"日|시간|일)\s?前)|(?:\bvor \d+ (?:stunden|tagen|minuten))|(?:\bil y a \d+)",
    re.I,
)
TIME = re.compile(r"\b\d{1,2}:\d{2}\b|\b\d{1,2}\s?(?:am|pm|uhr)\b|(?<![\w.])[0-2]?\dh[0-5]\d\b", re.I)
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b|\b\d{1,2}\s?(?:am|pm|uhr)\b", re.I)
PRICE = re.compile(r"(?:[€$£¥₩￥]\s?\d)|(?:\d[\d.,]*\s?(?:€|£|¥|円|元|원|\$|eur\b|usd\b|gbp\b|chf\b|rmb\b|kr\b))", re.I)
_NUMBER = re.compile(r"^[\d\s.,#%()+-]+$")
_BOOTH_WORD = re.compile(
    r"hall[ea]?n?|pavilon|pawilon|павильон|стенд|зал|stánek|stoisko|salon|hala|monter|stands?|booths?|stall|pavill?i?on|padiglione|pad|pav|posteggio|standnummer|n[°ºo]\.?|no|nr|level|ebene|floor|zone|"
    r"aisle|row|foyer|outdoor|freigelände|freigelaende|galleria|gallery|entrance|展位号?|展馆|号?馆|號?館|展台|摊位|小間番号|小間|ブース|ホール|館|전시관|홀|부스|관",
    re.I,
)
_BOOTH_PART = re.compile(
    r"^(?:[a-z]{0,4}[.\-–]?\d{1,5}[a-z]{0,3}|[a-z]{1,3}|\d{1,2}\.\d{1,2}(?:[a-z]\d{1,4}[a-z]?)?|[a-z]?\d{1,2}[a-z]{1,2}\d{1,4}[a-z]?)$",
    re.I,
)
_BOOTH_SPLIT = re.compile(r"[\s,;/|:：()（）#+&、，；.\-–_]+")
_POSTCODE = re.compile(r"^(?:[A-Z]{2},?\s\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}|[A-Z]{1,2}-\d{4,5})$")
_STREET = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|highway|hwy|"
    r"square|court|suite|unit|floor|p\.?o\.? box|postfach|industrial estate|business park)\b\.?|"
    r""
    r"(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|ring)\s*\d|\b(?:rue|avenue|boulevard|via|viale|corso|piazza|calle|avenida|rua|carrera|plaza|laan|straat)\b|"
    r"[路街道]\s*\d+\s*[号號弄]|\d+\s*[号號](?:楼|$)|\d+丁目|\d+-\d+-\d+|[도시구군]\s\S+[로길]\s?\d",
    re.I,
)
_POSTAL_LINE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b|^(?:[A-Z]{1,2}-)?\d{4,6}\s+[^\W\d]|\b[A-Z]{2}\s+\d{5}\b|〒\s*\d{3}-\d{4}"
)
_END = re.compile(r"[!?。！？…]$|\.\.\.$")
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_LETTER = re.compile(r"[^\W\d_]")


def is_email(text: str) -> bool:
    """One e-mail address and little else."""
    found = EMAIL.search(text)
    return found is not None and len(found.group()) > 0.6 * len(text)


def is_url(text: str) -> bool:
    """A web address, with or without its scheme."""
    return bool(URL.match(text)) or bool(DOMAIN.match(text) and not text.replace(".", "").isdigit())


def is_phone(text: str) -> bool:
    """A phone number: at least seven digits in the punctuation of phone numbers."""
    if not 7 <= len(text) <= 40 or not _PHONE.match(text) or is_date(text):
        return False
    return 7 <= sum(c.isdigit() for c in text) <= 20


def is_date(text: str) -> bool:
    """A date, or how long ago, and not much besides."""
    if len(text) > 60:
        return False
    found = DATE.search(text)
    return found is not None and len(found.group()) * 3 >= len(text)


def is_price(text: str) -> bool:
    """An amount of money and little else."""
    return len(text) < 32 and PRICE.search(text) is not None


def is_number(text: str) -> bool:
    """Digits and number punctuation alone."""
    return _NUMBER.match(text) is not None and any(c.isdigit() for c in text)


def is_address(text: str) -> bool:
    """A line of an address: a street with a number, a postcode with its town, or a line that goes on after its comma."""
    if text.endswith(","):
        return True
    return bool(_POSTAL_LINE.search(text)) or bool(_STREET.search(text) and any(c.isdigit() for c in text))


def is_country(text: str) -> bool:
    """The name or code of a country in one of many languages."""
    return country(text) is not None


def is_place_pair(text: str) -> bool:
    """A town, perhaps with its street, and the country after the last comma."""
    before, comma, last = text.rpartition(",")
    return bool(comma) and len(before) > 1 and not legal_form(text) and country(last.strip()) is not None


@lru_cache(maxsize=20000)
def is_booth(text: str) -> bool:
    """A stand or hall and stand: short codes of digits with few letters, halls named or not."""
    if not 1 <= len(text) <= 60 or is_date(text) or is_price(text) or is_url(text) or _CLOCK.search(text):
        return False
    if _POSTCODE.match(text):
        return False
    rest, named = _BOOTH_WORD.subn(" ", text)
    parts = [p for p in _BOOTH_SPLIT.split(rest) if p]
    if not parts or len(parts) > 12 or not any(c.isdigit() for c in rest):
        return False
    if sum(c.isdigit() for c in rest) > 7 * max(1, len(re.split("[;,]", rest))) and not named:
        return False
    return all(_BOOTH_PART.match(p) for p in parts)


def named_booth(text: str) -> bool:
    """A stand that says so itself ("Stand B12", "Hall 4 / C19") or mixes letters and digits as stands do."""
    if not is_booth(text):
        return False
    return bool(_BOOTH_WORD.search(text)) or bool(_LETTER.search(text) and re.search(r"\d", text))


@lru_cache(maxsize=20000)
def sentence(text: str) -> bool:
    """Running text or a headline: too long, punctuated, or held together by small words."""
    if has_cjk(text):
        if matcher("headlines").search(text) and not legal_form(text):
            return True
        long = len(text) > 42 or (len(text) > 26 and not firm_word(text))
        return long or bool(_END.search(text)) or bool(re.search("[，；！？：]", text) and not legal_form(text))
    words = _WORD.findall(text)
    if len(words) < 4:
        return len(text) > 8 and text.endswith(("!", "?"))
    small = sum(w.casefold() in group("sentence") for w in words)
    if legal_form(text) and len(words) <= 10:
        return False
    lower = sum(w[0].islower() and w.casefold() not in group("connectors") for w in words)
    if len(words) > 12 or _END.search(text):
        return True
    return small >= 2 or (small >= 1 and lower >= 2) or lower >= max(3, 0.5 * len(words))


@lru_cache(maxsize=20000)
def name_shape(text: str) -> float:
    """How much one string looks like the name of a firm: 0 (cannot be) … 1 (carries a legal form)."""
    length = len(text)
    if length < 2 or length > 160 or not _LETTER.search(text):
        return 0.0
    if is_email(text) or URL.match(text) or is_date(text) or is_phone(text) or is_price(text):
        return 0.0
    if legal_form(text) and not sentence(text):
        return 1.0
    if is_address(text):
        return 0.15
    folded = plain(text)
    if folded in group("navigation") or (length < 30 and is_country(text)):
        return 0.0
    if field_of(text) and folded == plain(text) and len(folded.split()) <= 2 and text.endswith((":", "：")):
        return 0.0
    if sentence(text):
        return 0.1
    if is_booth(text) and any(c.isdigit() for c in text):
        return 0.2
    if matcher("job_titles").search(folded):
        return 0.35
    return _ordinary(text)


def _ordinary(text: str) -> float:
    if has_cjk(text):
        return 0.7 if 2 <= len(text) <= 30 else 0.3
    words = _WORD.findall(text)
    if not words:
        return 0.2
    if len(text) == 1 or len(words) > 9:
        return 0.2
    if firm_word(text):
        return 0.85
    lower = sum(w[0].islower() and w.casefold() not in group("connectors") for w in words)
    return 0.65 if lower == 0 else (0.55 if lower == 1 and len(words) <= 2 else 0.35)
