"""Labelled columns → list rows: values as shown, label words taken off, brands and partners told from firms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from core.records import ListRow
from core.values.fold import visible
from core.words import SightingKind
from crawlers.lists.columns import Column
from crawlers.lists.labelling import field_values
from crawlers.lists.shapes import DOMAIN, EMAIL, is_booth, is_country
from crawlers.lists.vocabulary import country, field_of, has_cjk, matcher, plain, tokens

_STAND_WORD = re.compile(
    r"^(?:stands?|booths?|stall|standnummer|n[°º]\s*(?:de\s)?stand|numéro de stand|展位号?|展台号?|摊位号?|小間番号|小間|ブース(?:番号)?|부스(?:번호)?)\s*"
    r"(?:no\.?|nr\.?|number|n[°º]|numbers?)?\s*[:：#.]*\s*(?=\S*\d|[A-Z])",
    re.I,
)
_HALL_WORD = re.compile(r"halle?|hal|pavill?i?on|padiglione|pad|pabellón|展?馆|展?館|ホール|전시관|관|홀", re.I)
_LABEL = re.compile(r"^([^:：\d]{1,32})[:：]\s*(.+)$")
_ZIP = re.compile(r"^(?:[A-Z]{1,2}-)?\d{4,6}\s+|\s+\d{5}(?:-\d{4})?$")
_CALL = re.compile(r"^(?:tel|telefon|telephone|phone|ph|tél|t|m|mobile|电话|電話|전화)\b\.?\s*(?=[+(\d])", re.I)
_LISTED = re.compile(r"\s*[;；]\s*")
_DIGIT = re.compile(r"\d")
_HALL_THEN_STAND = re.compile(r"\d{1,2}(?:\.\d)?\.?;")
"""“5.2; C-61” is one place."""


def build_rows(columns: Sequence[Column], labels: Mapping[str, Sequence[int]]) -> list[ListRow]:
    """One row a record that has a name."""
    return [row for row in build_all(columns, labels) if row is not None]


def build_all(columns: Sequence[Column], labels: Mapping[str, Sequence[int]]) -> Iterator[ListRow | None]:
    """For every record in order its row, or None where it has no name."""
    by_field = [field_values(columns, places) for places in labels.values()]
    return (build_row(dict(zip(labels, values, strict=True))) for values in zip(*by_field, strict=True))


def build_row(values: Mapping[str, Sequence[str]]) -> ListRow | None:
    """One row from the values of each field; None without a name."""
    names = [shown for v in values.get("name", ()) if (shown := visible(v))]
    alternatives = [shown for v in values.get("name_alt", ()) if (shown := visible(v))]
    if not names and not alternatives:
        return None
    name = (names or alternatives)[0]
    alternative = next((a for a in (alternatives if names else ()) if a != name), None)
    place, city = _place(values)
    kind, name = _kind(name, " ".join(values.get("kind", ())))
    phone = _first(values, "phone")
    return ListRow(
        name=name,
        name_alt=alternative,
        booth=_booth(values),
        country=place,
        city=city,
        address=_joined(values, "address", ", "),
        website=_website(_first(values, "website")),
        profile_url=_first(values, "profile_url"),
        phone=_CALL.sub("", _unlabelled(phone)) if phone else None,
        email=_email(_first(values, "email")),
        category=_joined(values, "category", "; "),
        kind=kind,
        description=_first(values, "description"),
    )


def _first(values: Mapping[str, Sequence[str]], field: str) -> str | None:
    found = values.get(field)
    return found[0] if found else None


def _joined(values: Mapping[str, Sequence[str]], field: str, between: str) -> str | None:
    found = values.get(field)
    return between.join(found) if found else None


def _unlabelled(text: str) -> str:
    """The value without a label word before a colon."""
    found = _LABEL.match(text) if ":" in text or "：" in text else None
    return found[2] if found and field_of(found[1]) else text


def clean_booth(text: str) -> str:
    """A stand as shown, without the bare word for stand before it; the hall stays, since it is part of the place."""
    text = visible(_unlabelled(text))
    if text[:1] in "([（" and text[-1:] in ")]）":
        text = text[1:-1].strip()
    rest = _STAND_WORD.sub("", text)
    return rest or text


def _stands_of(text: str) -> list[str]:
    return _LISTED.split(text) if ";" in text or "；" in text else [text]


def _booth(values: Mapping[str, Sequence[str]]) -> str | None:
    written = values.get("booth", ())
    stands = list(dict.fromkeys(clean_booth(s) for v in written for s in _stands_of(v) if s.strip()))
    if len(stands) > 1:
        stands = [s for s in stands if _DIGIT.search(s)] or stands
        if len(written) == 1 and is_booth(written[0]) and _HALL_THEN_STAND.match(written[0]):
            stands = [written[0]]
    hall = _first(values, "hall")
    if hall and len(stands) == 1 and _adds(hall, stands[0]):
        stands[0] = f"{hall} {stands[0]}"
    return "; ".join(stands) or hall or None


def _adds(hall: str, stand: str) -> bool:
    """Does the hall say anything that the stand's own code does not begin with?"""
    plain_hall, code = _hall_code(hall)
    if plain_hall is None or plain_hall in plain(stand):
        return False
    return not (code and stand.upper().startswith(code))


@lru_cache(maxsize=1024)
def _hall_code(hall: str) -> tuple[str | None, str]:
    """A hall as it is compared and its number; None for what is no single hall."""
    bare = _HALL_WORD.sub("", hall).strip(" .-号")
    if len(bare) > 3 or ";" in hall:
        return None, ""
    code = re.search(r"[A-Z]?\d+(?:\.\d+)?$", hall.strip())
    return plain(hall), code.group().upper() if code else ""


def _place(values: Mapping[str, Sequence[str]]) -> tuple[str | None, str | None]:
    """Country and city, also where one cell holds both ("London, United Kingdom")."""
    place, city = _first(values, "country"), _first(values, "city")
    place = _unlabelled(place) if place else None
    city = _unlabelled(city) if city else None
    if place and not is_country(place):
        place, inside = split_place(place)
        city = city or inside
    elif city and not place and "," in city:
        found, inside = split_place(city)
        if found and is_country(found):
            place, city = found, inside
    return place, city


def split_place(text: str) -> tuple[str, str | None]:
    """Country and city of a cell that names both, or a country in several languages at once."""
    parts = [p.strip() for p in re.split(r"\s*[|/]\s*", text) if p.strip()]
    known = [p for p in parts if country(p)]
    coded = len(parts) > 1 and re.fullmatch("[A-Z]{2,3}", parts[0]) is not None
    if coded and not known[1:]:
        return parts[-1], None
    if len(parts) > 1 and len(known) >= len(parts) - 1:
        from babel import Locale

        english = {plain(str(n)) for n in Locale("en").territories.values()}
        return next((p for p in reversed(known) if plain(p) in english), known[-1]), None
    for pattern in (r"\s*,\s*", r"\s+[-–|/]\s+"):
        halves = re.split(pattern, text)
        if len(halves) > 1:
            for which in (-1, 0):
                if is_country(halves[which]):
                    rest = halves[:-1] if which else halves[1:]
                    return halves[which], _ZIP.sub("", rest[-1 if which else 0]) or None
    found = re.match(r"^(.+?)\s*[(（](.+?)[)）]$", text)
    if found and is_country(found[2]):
        return found[2], found[1]
    return text, None


def _website(text: str | None) -> str | None:
    if not text:
        return None
    text = _unlabelled(text) if not text.lower().startswith("http") else text
    return text.strip() if DOMAIN.match(text.strip()) or text.startswith("http") else None


def _email(text: str | None) -> str | None:
    found = EMAIL.search(text or "")
    return found.group().replace(" ", "") if found else None


def mark_trademarks(rows: list[ListRow]) -> list[ListRow]:
    """Rows that lead to a place inside another firm's page name a trademark of that firm."""
    pages = {r.profile_url for r in rows if r.profile_url and "#" not in r.profile_url}
    inner = [r for r in rows if r.profile_url and "#" in r.profile_url]
    if not inner or len(inner) > 0.5 * len(rows):
        return rows

    def trademark(row: ListRow) -> bool:
        base, mark, fragment = (row.profile_url or "").partition("#")
        words = tokens(fragment)
        return bool(mark) and (base in pages or bool(matcher("brand").search(words)))

    return [r.model_copy(update={"kind": SightingKind.brand}) if trademark(r) else r for r in rows]


def _kind(name: str, kind: str) -> tuple[SightingKind, str]:
    folded = plain(name)
    found = matcher("brand").match(folded)
    if found and len(folded) > found.end() + 1 and (" " in found.group() or has_cjk(found.group())):
        return SightingKind.brand, name
    if not kind:
        return SightingKind.firm, name
    folded = plain(kind)
    if folded and matcher("brand").fullmatch(folded):
        return SightingKind.brand, name
    if folded and matcher("partner").fullmatch(folded) and "sponsor" not in folded:
        return SightingKind.partner, name
    return SightingKind.firm, name
