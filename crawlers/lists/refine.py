"""Columns that hold two things are taken apart: values that slipped into a neighbour's place, names that carry the stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from crawlers.lists.columns import Column, sample
from crawlers.lists.shapes import is_booth, is_country, is_email, is_phone, is_url, named_booth
from crawlers.lists.vocabulary import exact_field, field_of, identifier_field

_SHAPES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("email", is_email),
    ("website", is_url),
    ("phone", is_phone),
    ("booth", named_booth),
    ("country", is_country),
)
_TRAILING = re.compile(r"^(.{2,}?)\s*(?:[-–—|/,;:：·•]|\t|\s{2,})\s*([^-–—|,;:：·•]*\d[^,;|]*)$")
_SPACED = re.compile(r"^(.{2,}?)\s+((?:(?:hall|halle|stand|booth|pad\.?|pav\.?)\s*)?\S*\d\S*(?:\s+\S*\d\S*)?)$", re.I)
_BRACKETED = re.compile(r"^(.{2,}?)\s*[(（\[【]([^()（）\[\]【】]+)[)）\]】]$")
_LEADING = re.compile(r"^([^-–—|:：]*\d[^-–—|:：]{0,12})\s*[-–—|:：]\s*(.{2,})$")
_NUMBERED = re.compile(r"^\(?\d{1,5}\s*[.)、．:：]\s*(?=\D)")
_LOGO = re.compile(
    r"^(?:company )?(?:logo|logotype|logotipo)(?:\s+(?:of|von|der|de|di|für|for))?\s*[:–-]?\s+|"
    r"[\s_–-]+(?:logo|logotype|logotipo)(?:[\s_-]*\d*)?(?:\.(?:png|jpe?g|svg|gif|webp))?$|(?:的?logo|のロゴ|ロゴ|로고)$",
    re.I,
)
_COMMA = re.compile(r"^(.{2,}?)\s*[,|–—-]\s+([^,|]+)$")


def refine(columns: list[Column]) -> list[Column]:
    """Better columns for one record set; column 0 stays the names."""
    if not columns:
        return columns
    names, *others = columns
    if sum(bool(_LOGO.search(v)) for v in names.values) > 0.3 * len(names.values):
        names.values = [_LOGO.sub("", v).strip() or v for v in names.values]
        names._traits = None
    split: list[Column] = []
    for column in others:
        split.extend(_apart(column))
    return [names, *_from_names(names), *_doubled(names, _gathered(split))]


def _gathered(columns: list[Column]) -> list[Column]:
    """Values of one shape that stand in several columns, because a gap moved them, become one column again."""
    for field, test in _SHAPES:
        pieces = [c for c in columns if c.key.endswith(f":{field}")]
        if not pieces:
            continue
        whole = [c for c in columns if not c.link and not c.label and c not in pieces and _of_shape(c, test)]
        target = max([*pieces, *whole], key=lambda c: sum(map(bool, c.values)))
        for other in (*pieces, *whole):
            if other is target:
                continue
            if any(a and b for a, b in zip(target.values, other.values, strict=True)):
                continue
            target.values = [a or b for a, b in zip(target.values, other.values, strict=True)]
            target._traits = None
            columns = [c for c in columns if c is not other]
    return columns


def _of_shape(column: Column, test: Callable[[str], bool]) -> bool:
    seen = sample(column.values, 60)
    return bool(seen) and sum(map(test, seen)) > 0.9 * len(seen)


def _apart(column: Column) -> list[Column]:
    """A column without a label in which some values plainly are something else gives these to a column of their own."""
    if column.link or column.label or column.traits.length > 60:
        return [column]
    seen = sample(column.values, 120)
    kept, moved = column, list[Column]()
    own = identifier_field(column.hint)
    for field, test in _SHAPES:
        if field == own:
            continue
        share = sum(map(test, seen)) / max(1, len(seen))
        if 0.03 <= share <= 0.97:
            taken = [v if v and test(v) else "" for v in kept.values]
            if any(taken):
                moved.append(Column(f"{column.key}:{field}", taken, hint=field if field != "booth" else ""))
                rest = [v if v and not test(v) else "" for v in kept.values]
                kept = Column(kept.key, rest, hint=kept.hint)
                seen = sample(rest, 120)
    return [kept, *moved] if any(kept.values) else moved


def _doubled(names: Column, columns: Sequence[Column]) -> list[Column]:
    """Columns that only say the name again (image texts, tooltips) or the same for every record say nothing."""
    kept = []
    for column in columns:
        filled = [(a, b) for a, b in zip(names.values, column.values, strict=True) if b]
        same = sum(a == b or (b.startswith(a) and len(b) < len(a) + 12) for a, b in filled)
        if filled and same > 0.6 * len(filled) and not column.link:
            continue
        if exact_field(column.values[0]) and column.traits.unique < 0.02 and column.traits.fill > 0.9:
            continue
        kept.append(column)
    return kept


def _from_names(names: Column) -> list[Column]:
    """Stand, place or number that most names carry with them, taken off the names."""
    found: list[Column] = []
    filled = [v for v in names.values if v]
    if not filled:
        return found
    if sum(bool(_NUMBERED.match(v)) for v in filled) > max(1.6, 0.6 * len(filled)):
        names.values = [_NUMBERED.sub("", v) for v in names.values]
        filled = [v for v in names.values if v]
    rules: tuple[tuple[re.Pattern[str], int, int, Callable[[str], bool], str], ...] = (
        (_TRAILING, 1, 2, is_booth, "booth"),
        (_BRACKETED, 1, 2, _stand_like, "booth"),
        (_LEADING, 2, 1, named_booth, "booth"),
        (_SPACED, 1, 2, named_booth, "booth"),
        (_BRACKETED, 1, 2, is_country, "country"),
        (_COMMA, 1, 2, is_country, "country"),
    )
    for pattern, name, value, test, field in rules:
        hits = [
            (m[name], m[value].strip()) if (m := pattern.match(v)) and test(m[value].strip()) else None
            for v in names.values
        ]
        if sum(h is not None for h in hits) < 0.5 * len(filled):
            continue
        found.append(Column(f"name:{field}", [h[1] if h else "" for h in hits], hint=field))
        names.values = [h[0] if h else v for h, v in zip(hits, names.values, strict=True)]
    if found:
        names._traits = None
    return found


def _stand_like(text: str) -> bool:
    return is_booth(text) or field_of(text) == "booth"
