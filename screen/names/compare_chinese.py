"""Two Chinese names: equal but for slips, a short form and its full name, or the same firm under another form."""

from __future__ import annotations

from screen.names.chinese import Chinese, chinese, concepts, specific
from screen.names.places import compatible, is_region, spots_of
from screen.names.reasons import Comparison, judged
from screen.names.slips import one_slip

_DROPPED_FREELY = frozenset("科技 技术 股份 集团 控股 高科 企业".split())
_FORM_WORDS = "股份有限责任公司集团总厂"


def compare_chinese(name_a: str, name_b: str) -> Comparison:
    """Are two Chinese names one firm?"""
    a, b = chinese(name_a), chinese(name_b)
    if a.key == b.key:
        return judged(1.0, "equal")
    if a.branch != b.branch:
        return judged(0.3, "branch")
    slip = _slip(a, b)
    if slip is not None:
        return slip
    if a.branch:
        return judged(0.2, "brand_differs")
    if a.full and b.full:
        return _registered(a, b)
    if a.full or b.full:
        short, full = (b, a) if a.full else (a, b)
        return _short_form(short, full)
    return _two_short(a, b)


def _slip(a: Chinese, b: Chinese) -> Comparison | None:
    """One slip outside the brand, or one that leaves no possible brand behind."""
    if min(len(a.key), len(b.key)) < 5:
        return None
    kind = one_slip(a.key, b.key)
    if kind is None or places_agree(a, b) is False:
        return None
    if a.body == b.body and kind != "change":
        return judged(0.97, "typo")
    if _in_form(a, b):
        return judged(0.9, "typo")
    longer, shorter = (a, b) if len(a.key) >= len(b.key) else (b, a)
    if kind == "twin":
        return judged(0.9, "typo")
    if kind == "swap":
        return judged(0.88, "typo") if _swapped_safely(a, b) else None
    if kind == "drop":
        return _dropped(longer, shorter)
    if _broken_form(a) != _broken_form(b) and a.key[:-6] == b.key[:-6]:
        return judged(0.85, "typo")
    return None


def _in_form(a: Chinese, b: Chinese) -> bool:
    """Does the slip lie in the legal form of the one that has a whole form: 有限任责公司?"""
    whole, broken = (a, b) if len(a.key) - len(a.body) >= len(b.key) - len(b.body) else (b, a)
    form = len(whole.key) - len(whole.body)
    return form >= 6 and broken.key.startswith(whole.body) and _broken_form(broken)


def _dropped(longer: Chinese, shorter: Chinese) -> Comparison | None:
    """A character is missing: a slip where the rest is no whole name any more; 字号 have two characters or more."""
    if not (longer.full and len(longer.key) >= 7):
        return None
    if not shorter.full or _broken_form(shorter):
        return judged(0.95, "typo")
    same_front = longer.places == shorter.places and longer.form == shorter.form
    if longer.brand == shorter.brand and same_front:
        loose = [w for w in shorter.words if not concepts((w,))]
        lost_word = len(shorter.words) >= len(longer.words) and bool(loose)
        return judged(0.93, "typo") if lost_word else None
    if len(shorter.brand) == 1 and len(longer.brand) == 2 and same_front:
        return judged(0.85, "typo")
    if longer.lead == shorter.lead or shorter.places != longer.places:
        at = next((i for i, (x, y) in enumerate(zip(longer.key, shorter.key, strict=False)) if x != y), 99)
        place = len(longer.places[0]) if longer.places else 0
        return judged(0.9, "typo") if at < place and shorter.trade == longer.trade else None
    if same_front and longer.brand and not shorter.brand.endswith(longer.brand[-1]) and longer.trade != shorter.trade:
        return judged(0.8, "typo")
    return None


def _swapped_safely(a: Chinese, b: Chinese) -> bool:
    at = next(i for i, (x, y) in enumerate(zip(a.key, b.key, strict=True)) if x != y)
    lead = len("".join(a.places[:1]))
    inside_brand = lead <= at and at + 1 < lead + len(a.brand)
    return not inside_brand or (len(a.brand) == 3 and bool(a.trade))


def _broken_form(name: Chinese) -> bool:
    """Does the name end in pieces of a legal form that lost a character: 股有限公司, 股份有公司?"""
    end = name.key[-6:]
    whole = name.key.endswith(("股份有限公司", "有限责任公司")) or (name.form == "limited" and "股" not in end)
    return not whole and sum(char in _FORM_WORDS for char in end) >= 4 and not name.key.endswith("集团公司")


def places_agree(a: Chinese, b: Chinese) -> bool | None:
    """True where a place is shared, None where one has none or only a region, False where they lie apart."""
    mine = [p for p in a.places if not is_region(p)]
    yours = [p for p in b.places if not is_region(p)]
    if not mine or not yours:
        return None
    if set(mine) & set(yours):
        return True
    return any(compatible(spots_of(x), spots_of(y)) for x in mine for y in yours)


def _registered(a: Chinese, b: Chinese) -> Comparison:
    """Two registered names. A name is registered once, so one that differs is another firm or a former name; only
    differences that come with a change of form are taken for the latter."""
    if a.brand != b.brand or not a.brand:
        if a.body == b.body and a.trade == b.trade:
            return _same_body(a, b)
        return judged(0.2, "brand_differs")
    place = places_agree(a, b)
    if place is False:
        return judged(0.2, "brand", "place_differs")
    if a.body == b.body:
        return _same_body(a, b)
    regions = {p for p in a.places if is_region(p)} ^ {p for p in b.places if is_region(p)}
    if regions or (place and set(a.places) != set(b.places)):
        return judged(0.45, "brand", "place_differs")
    if not specific(a.words) and not specific(b.words) and a.words != b.words and (a.words and b.words):
        return judged(0.5, "brand", "trade_differs")
    if (_became_group(a, b) and place is not None) or (_became_group(a, b) and not a.places and not b.places):
        return judged(0.78, "brand", "group")
    if _parent_and_child(a, b):
        return judged(0.4, "brand", "group")
    if a.trade == b.trade:
        return judged(0.8 if len(a.brand) >= 3 or a.form == b.form == "joint" else 0.6, "brand", "trade")
    wide, narrow = sorted((set(specific(a.words)), set(specific(b.words))), key=len, reverse=True)
    if wide == narrow and place and a.form == b.form:
        return judged(0.85, "brand", "place", "trade")
    if narrow < wide and place and a.form == b.form == "joint" and len(a.brand) >= 3:
        return judged(0.76, "brand", "place", "trade_part")
    return judged(0.45, "brand", "trade_differs")


def _same_body(a: Chinese, b: Chinese) -> Comparison:
    if a.form != b.form and not {a.form, b.form} <= {"joint", "limited", "company", "works", "group"}:
        return judged(0.4, "brand", "form")
    if _parent_and_child(a, b) or {a.form, b.form} == {"joint", "group"}:
        return judged(0.5, "brand", "group")
    return judged(0.9, "brand", "form")


def _parent_and_child(a: Chinese, b: Chinese) -> bool:
    """X集团有限公司 and X股份有限公司 stand side by side; X集团股份有限公司 is X股份有限公司 under a later name."""
    return a.group != b.group and a.form != b.form


def _became_group(a: Chinese, b: Chinese) -> bool:
    """宁波旭升汽车技术股份有限公司 grew into 宁波旭升集团股份有限公司: the group keeps the form and names no trade of its own."""
    group, other = (a, b) if a.group else (b, a)
    return (
        group.group != other.group and a.form == b.form == "joint" and not specific(group.words) and len(a.brand) >= 2
    )


def _short_form(short: Chinese, full: Chinese) -> Comparison:
    if full.form in ("partners", "coop") or len(short.key) < 2:
        return judged(0.3, "brand_differs")
    if short.key.endswith("股份") and full.form and "股份" not in full.key:
        return judged(0.4, "form_differs")
    if places_agree(short, full) is False and short.places and short.brand:
        return judged(0.2, "place_differs")
    if any(is_region(p) for p in short.places) and not any(p in full.places for p in short.places):
        return judged(0.3, "place_differs")
    for brand, words in _ways(short):
        score = _brand_kept(brand, full)
        if not score:
            continue
        kept = _trade_kept(words, full)
        if kept and (kept == 1.0 or brand != "".join(full.places[:1])):
            return judged(score * kept, "short", "brand")
        if short.body and full.body.endswith(short.body) and len(short.body) >= 4 and specific(words):
            return judged(0.85, "short", "trade")
    return _contraction(short, full)


def _ways(short: Chinese) -> list[tuple[str, tuple[str, ...]]]:
    """The ways to read a short name: 常山药业 has a place for a brand."""
    ways = [(short.brand, short.words)] if short.brand else []
    if (short.places and not is_region(short.places[0])) or (not short.brand and short.places):
        ways.append((short.lead, short.words))
    return ways


def _brand_kept(brand: str, full: Chinese) -> float:
    if brand in (full.brand, full.lead):
        return 0.98
    if len(brand) < 2 or not full.brand:
        return 0.0
    if brand == "".join(full.places) + full.brand:
        return 0.98
    # A piece of a longer run of characters that no vocabulary knows, such as 太平洋精锻; three characters are one brand.
    if len(full.brand) >= 4 and (full.brand.endswith(brand) or full.brand.startswith(brand)):
        return 0.86
    return 0.0


def _trade_kept(words: tuple[str, ...], full: Chinese) -> float:
    """How well the trade of the short name stands in the full one: each word, or its characters in order."""
    if not words:
        return 1.0
    mine, theirs = concepts(words), concepts(full.words)
    rest = full.trade
    for char in "".join(words):
        at = rest.find(char)
        if at < 0:
            break
        rest = rest[at + 1 :]
    else:
        return 1.0
    wanted = tuple(w for w in words if w not in _DROPPED_FREELY)
    if not wanted:
        return 0.93
    missing = [w for w in wanted if not concepts((w,)) & theirs and w not in full.trade]
    return 0.9 if not missing and mine & theirs else 0.0


def _contraction(short: Chinese, full: Chinese) -> Comparison:
    """上柴股份 for 上海柴油机: the characters of the short name in order, beginning with the name and touching its brand."""
    wanted, text = short.body, full.body
    if not 2 <= len(wanted) <= 5 or wanted[0] not in (text[0], full.brand[:1]):
        return judged(0.2, "brand_differs")
    at, taken = 0, []
    for char in wanted:
        at = text.find(char, at)
        if at < 0:
            return judged(0.2, "brand_differs")
        taken.append(at)
        at += 1
    start = text.find(full.brand) if full.brand else -1
    inside = [t for t in taken if start <= t < start + len(full.brand)] if start >= 0 else []
    if full.brand and (len(inside) * 2 < len(full.brand) or (len(inside) < 2 and len(wanted) < 3)):
        return judged(0.3, "brand_differs")
    if not full.brand and (len(wanted) < 3 or full.places == () or wanted[0] != text[0]):
        return judged(0.3, "trade_part")
    if not full.brand and is_region(full.places[0]):
        return judged(0.5, "short", "trade_part")
    return judged(0.8, "short")


def _two_short(a: Chinese, b: Chinese) -> Comparison:
    if a.body == b.body:
        return judged(0.95, "form")
    if places_agree(a, b) is False:
        return judged(0.2, "place_differs")
    if a.brand and a.brand == b.brand and not (a.trade and b.trade):
        if len(a.places) == len(b.places) and specific(a.words + b.words):
            return judged(0.7, "brand", "trade_part")
        return judged(0.8, "brand")
    if a.brand and a.brand == b.brand and a.trade == b.trade:
        return judged(0.9, "brand", "trade")
    return judged(0.3, "brand_differs")
