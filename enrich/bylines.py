"""The date a visitor sees beside a headline, told from the dates of other things on the page.

A byline is a short line with a date and little else, near the headline or right before the long text, in an element
named for it, or after a word that says "published". A date among the rows of a list, in a comment, in a side column or
in a sentence is the date of something else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from core.catalogue import words
from core.settings import settings
from core.values.date_forms import Order, absolute, western
from core.values.month_names import week_day_pattern
from core.words import Precision
from enrich.page_meta import stamp_day
from enrich.page_text import Line, PageText

_TIME = re.compile(
    r"\b\d{1,2}\s?[:：.h]\s?\d\d(?:\s?[:：]\d\d)?\s*(?:uhr|am|pm|a\.m\.|p\.m\.|h)?(?:\s*\(?(?:[a-z]{1,4}t|utc|gmt|wib|wita)(?:[+-]\d{1,2}(?::?\d\d)?)?\)?)?|\b\d{1,2}\s?[ap]\.?m\b\.?|[上下]午",
    re.I,
)
_LINKED_TITLE = 22
"""Letters of a line of which a good part is a link: a row that leads to another article."""
_TITLE_PARTS = re.compile(r"\s+[|–—·»«:-]\s+|[|_｜»]|--|(?<=[\u4e00-\u9fff])[-–—](?=[\u4e00-\u9fff])")
_DIGIT = re.compile(r"\d|二[〇零○O]")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_COUNTER = re.compile(
    r"(?:阅读|浏览|点击|访问|人气|次数|编号|文号|(?<![^\W\d_])(?:views?|hits|reads|no|id|isbn|tel\.?)|電話|电话)\s*(?:量|数|次数)?\s*[:：#]?\s*$",
    re.I,
)
"""Digits after these are a count or a number, however much they look like a date."""
_GENERIC = re.compile(r"日\s*期|时\s*间|時\s*間|date|datum|fecha|data|날짜|by|am", re.I)
"""Labels that do not say what happened on the date: 展会时间 is a time too."""
_BETWEEN = re.compile(r"\s*[|/·•–—]\s*|\s-\s")
"""Signs between the author, the day and the section of a byline."""
_EXPLICIT = re.compile(
    r"publish(?:ed)? on|veröffentlicht am|publié(?:e)? le|mise? en ligne le|publicad[oa] (?:el|em)|pubblicat[oa] il|"
    r"opublikowan\w*|опубликован\w*|发[布表]于|發[布佈表]於|gepubliceerd op|geplaatst op|publicerad",
    re.I,
)
"""Labels that need no colon to be believed against a field of the head."""
_OPENS = re.compile(
    r"^[\s.,)）】\]]{0,3}(?:at|à|um|,|kl\.?|klo|om|ore|alle|às|a las|ob|saat|v|ve|в|о|o|w|[гр]\.|года|року)?\s*(?:[-–—:：/|]|[(（]|--)|^[)）】\]]"
)
"""What follows the date of a dateline: Stuttgart, 5 March 2026 – The company …"""
THRESHOLD = 5
LONGEST = 400
"""Of a longer line only the beginning can be a byline or a dateline."""


@dataclass(frozen=True, slots=True)
class Byline:
    """A dated line and how much speaks for its being the page's own date."""

    day: date
    score: int
    index: int
    quote: str
    updated: bool
    ambiguous: bool
    labelled: bool = False


@lru_cache(maxsize=1)
def week_days() -> re.Pattern[str]:
    """Names of days of the week, which may stand beside any date and say nothing."""
    latin = rf"(?<![^\W\d_])(?:{week_day_pattern()})(?![^\W\d_])\.?,?"
    return re.compile(
        rf"{latin}|(?:星期|礼拜|周|週)[一二三四五六日天]|[月火水木金土日]曜日?|\([月火水木金土日월화수목금토일]\)|[월화수목금토일]요일",
        re.I,
    )


@lru_cache(maxsize=8)
def date_words(group: str) -> re.Pattern[str]:
    """The words of config/lookups/date_words.yml that stand beside a date: published, updated, other, classes."""
    lines = words(settings().config_dir / "lookups" / "date_words.yml")[group]
    parts = []
    for word in "|".join(map(str, lines)).split("|"):
        parts.append(rf"(?<![a-zà-ÿ]){word}" if word[:1].isascii() and word[:1].isalpha() else word)
    return re.compile("|".join(parts), re.I)


def title_index(page: PageText) -> int | None:
    """Number of the line that holds the page's headline: the first that repeats the title or is the first large heading."""
    wanted = [
        _key(t)
        for t in page.tree.xpath('//meta[@property="og:title"]/@content | //meta[@name="twitter:title"]/@content')
    ]
    wanted += [_key(part) for part in [page.title, *_TITLE_PARTS.split(page.title)]]
    short = [w for w in wanted if len(w) >= 4]
    wanted = [w for w in short if len(w) >= 6 or _CJK.search(w)]
    inside = [(n, line) for n, line in enumerate(page.lines) if line.role in ("main", "header") and line.tag != "alt"]
    largest = [n for n, line in inside if line.level == 1]
    for heading in (True, False):
        # The site's name is in the title too; the longer match is the article's.
        fitting = [
            (len(key), -n)
            for n, line in inside
            # One short word names the page only as a heading of its own.
            if bool(line.level) is heading
            and len(line.text) <= LONGEST
            and (heading or not _is_logo(page.lines, n))
            and _names_page(key := _key(line.text), short if heading else wanted, heading)
        ]
        # A short line that is no heading repeats the name of the site, where a heading says more.
        if fitting and (heading or max(fitting)[0] > 12 or len(largest) != 1):
            return -max(fitting)[1]
    if len(largest) == 1:
        return largest[0]
    return next((n for n, line in inside if _repeated(page.lines, n) and line.linked < 0.5), None)


def _is_logo(lines: Sequence[Line], n: int) -> bool:
    """A short line before the menu is the name of the site."""
    return len(lines[n].text) <= 20 and any(line.role == "nav" for line in lines[n + 1 : n + 4])


def _names_page(key: str, wanted: Sequence[str], heading: bool) -> bool:
    """Is the line the title or a good part of it? A heading may say more than the title; a line of prose only names it."""
    return len(key) >= 4 and any(
        key == w or (len(key) > 12 and (key in w or (w in key and (heading or 2 * len(w) >= len(key))))) for w in wanted
    )


def _repeated(lines: Sequence[Line], n: int) -> int | None:
    """Number of the nearby line that says the same once more: a copied article brings its own headline."""
    if len(lines[n].text) > LONGEST:
        return None
    key = _key(lines[n].text)
    if not 8 <= len(key) <= 120 or key.isdigit():
        return None
    return next(
        (
            m
            for m in range(n + 1, min(n + 7, len(lines)))
            if lines[m].tag != "alt" and len(lines[m].text) <= LONGEST and _key(lines[m].text) == key
        ),
        None,
    )


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def long_text(line: Line) -> bool:
    """A line of prose rather than of a menu, a list or a card."""
    return _size(line.text) >= 160 and line.linked < 0.5


def _size(text: str) -> int:
    """Letters; a Chinese or Japanese one says as much as three."""
    return len(text) * (3 if _CJK.search(text) else 1)


def bylines(page: PageText, order: Order) -> list[Byline]:
    """Every dated short line of the content with its score, best first."""
    lines = page.lines
    top = title_index(page)
    crowds = _crowded(lines, order)
    found = []
    for n, line in enumerate(lines):
        if joined := _torn(lines, n, order):
            score, updated, _ = _score(lines, n, top, "", "", "")
            found.append(Byline(joined[0], score + 2, n, joined[1], updated, False))
            continue
        if line.tag == "alt" or not (line.stamp or _DIGIT.search(line.text)) or _of_frame(lines, n, top, crowds):
            continue
        for day, quote, ambiguous, before, rest, after in _dates_of(line, order):
            score, updated, labelled = _score(lines, n, top, before, rest, after)
            if not labelled and not _at_title(lines, n, top):
                score -= 6 if crowds[line.shape] >= 3 else 0
            if score >= THRESHOLD - 4:
                found.append(Byline(day, score, n, quote, updated, ambiguous, labelled))
    found = _lifted(_without_copied(found, lines, top))
    near = top if top is not None else 0
    return sorted(found, key=lambda b: (-b.score, b.updated, abs(b.index - near)))


def _of_frame(lines: Sequence[Line], n: int, top: int | None, crowds: Counter[str]) -> bool:
    """Does the line belong to the frame? A lone line right under the headline does not, whatever its element is called."""
    line = lines[n]
    if line.role == "footer":
        return not date_words("published").search(line.text)
    if line.role == "aside":
        return not _at_title(lines, n, top) or crowds[line.shape] > 1 or len(line.text) > 120
    return line.role in ("comment", "nav")


def _lifted(found: list[Byline]) -> list[Byline]:
    """Where one line gives the day of a change and another day before it, that other is of the same page, and as sure."""
    changes = {b.index: b for b in found if b.updated}
    return [
        replace(b, score=max(b.score, change.score))
        if (change := changes.get(b.index)) and not b.updated and b.day <= change.day
        else b
        for b in found
    ]


def _without_copied(found: list[Byline], lines: Sequence[Line], top: int | None) -> list[Byline]:
    """Under a headline that is printed twice, the date of the first is the site's own, that of the second its source's."""
    again = _repeated(lines, top) if top is not None else None
    if top is None or again is None or not any(top < b.index < again for b in found):
        return found
    return [b for b in found if b.index < again]


def _dates_of(line: Line, order: Order) -> list[tuple[date, str, bool, str, str, str]]:
    """Date, words, doubt, the text before it, all other text of the line, the text after it."""
    return _read_dates(line.text[:LONGEST], line.stamp, order)


@lru_cache(maxsize=4096)
def _read_dates(shown: str, stamp: str, order: Order) -> list[tuple[date, str, bool, str, str, str]]:
    text = western(shown)
    hits = [h for h in absolute(text, order) if h.precision is Precision.day and h.until is None and h.day.year >= 1995]
    if stamp and (day := stamp_day(stamp, order)) and not any(h.day == day for h in hits):
        return [(day, shown, False, shown[:40], shown, "")]
    return [
        (
            h.day,
            text[h.start : h.end],
            h.ambiguous,
            text[max(0, h.start - 40) : h.start],
            text[: h.start] + " " + text[h.end :],
            text[h.end : h.end + 30],
        )
        for h in hits[:3]
        if not _COUNTER.search(text[: h.start])
    ]


def _score(
    lines: Sequence[Line], n: int, top: int | None, before: str, rest: str, after: str
) -> tuple[int, bool, bool]:
    line = lines[n]
    # A day of the week between the word and the date would push the word out of sight.
    label = week_days().sub("", before)[-24:].lower()
    # The short line before may be the label, but a headline speaks of other things.
    label_before = n > 0 and n - 1 != top and not lines[n - 1].level and len(lines[n - 1].text) <= 24
    lead = lines[n - 1].text if label_before and not label.strip() else ""
    label = f"{lead} {label}".lower()
    updated, published = _last(date_words("updated"), label), _last(date_words("published"), label)
    other = max(_last(date_words("other"), label), 0 if re.search(r"©|\(c\)", rest, re.I) else -1)
    said = [m for m in date_words("published").finditer(label) if m.start() >= other and not _GENERIC.fullmatch(m[0])]
    score = -8 if other > -1 and not said else 0
    is_update = updated > published or (updated > -1 and updated >= published - 4)
    score += 1 if is_update else 3 if date_words("written").search(label) else 4 if published > -1 else 0
    score += 3 if date_words("classes").search(line.classes) or "time." in line.shape else 0
    score += 2 if line.stamp else 0
    left = len(re.sub(r"[\W_\d]+", "", week_days().sub("", _TIME.sub("", rest)))) * (2 if _CJK.search(rest) else 1)
    opening = (
        left > 90
        and _OPENS.match(week_days().sub("", _TIME.sub("", after)))
        and not re.search(r"\w{3}[.!?]\s|[。！？]", line.text[: line.text.find(before) + len(before)][:90])
        and line.text.find(before[-8:]) < 60
    )
    pieces = _BETWEEN.split(rest)
    short = n != top and left <= 90 and len(pieces) > 1 and max(map(_size, pieces)) <= 30
    score += 3 if left <= 24 or short or opening else 1 if left <= 90 else -4
    if (
        line.linked > 0.4
        and min(line.linked * _size(line.text), _size(rest.strip())) > _LINKED_TITLE
        and n != top
        and published < 0
    ):
        score -= 4
    if (not opening and date_words("frame").search(rest)) or date_words("frame_classes").search(line.classes):
        score -= 8
    if published < 0 and not is_update and _on_card(lines, n, top):
        score -= 6
    if left > 90 and not opening and not said:
        # A date in a sentence, however near to the headline.
        return min(score, 0), is_update, False
    score += _place(lines, n, top)
    return (
        score,
        is_update,
        bool(said) and not is_update and (":" in label.replace("：", ":")[-3:] or bool(_EXPLICIT.search(label))),
    )


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.end() for m in pattern.finditer(text)), default=-1)


def _place(lines: Sequence[Line], n: int, top: int | None) -> int:
    """Near the headline, or right before the long text, a date is the page's; far from both it is something else's."""
    text_follows = any(long_text(line) for line in lines[n + 1 : n + 8])
    if top is None:
        return 3 if text_follows else 2 if any(map(long_text, lines[max(0, n - 2) : n])) else 0
    between = lines[min(n, top) + 1 : max(n, top)]
    gap = sum(1 for line in between if line.role in ("main", "header"))
    if n >= top:
        ends = any(long_text(line) for line in lines[max(top, n - 2) : n])
        if sum(map(long_text, between)) > 1:
            # Under the text stands the signature, or the day of a comment or of another article.
            return 2 if ends and not any(map(long_text, lines[n + 1 : n + 3])) else 0
        return 5 if gap <= 3 else 4 if gap <= 8 else 2 if ends or (gap <= 14 and text_follows) else 0
    if (lines[n].role == "header" and lines[top].role != "header") or any(line.role == "nav" for line in between):
        # Above the menu stands what all pages have: the day of reading.
        return -4
    return 3 if gap == 0 else 2 if gap <= 3 else 1 if gap <= 6 else -2


def _at_title(lines: Sequence[Line], n: int, top: int | None) -> bool:
    """Right under the headline, with no text between: not yet among the rows of a list."""
    if top is None or not 0 <= n - top <= 4 or lines[n].linked >= 0.3:
        return False
    return not any(long_text(line) for line in lines[top:n])


def _on_card(lines: Sequence[Line], n: int, top: int | None) -> bool:
    """Does a link to another article stand beside the line, in the same box? Then the day is that article's."""
    me = lines[n]
    return any(
        0 <= k < len(lines)
        and k != top
        and lines[k].linked > 0.8
        and _size(lines[k].text) > _LINKED_TITLE
        and min(len(me.path), len(lines[k].path)) - _shared(me, lines[k]) <= 1
        for k in (n - 1, n + 1)
    )


def _torn(lines: Sequence[Line], n: int, order: Order) -> tuple[date, str] | None:
    """A calendar leaf: day, month and year in two or three small boxes of one element."""
    leaf = [
        line for line in lines[n : n + 3] if len(line.text) <= 10 and line.role == lines[n].role and line.tag != "alt"
    ]
    for size in (3, 2):
        if len(leaf) < size or len(leaf[0].path) - _shared(leaf[0], leaf[size - 1]) > 2:
            continue
        words = [line.text.strip(" ./,年月日") for line in leaf[:size]]
        for text in (" ".join(words), " ".join(reversed(words)), "-".join(words), "-".join(reversed(words))):
            hit = next((h for h in absolute(western(text), order) if h.precision is Precision.day), None)
            if (
                hit
                and hit.end - hit.start >= len(text) - 1
                and not any(next(absolute(western(w), order), None) and len(w) > 7 for w in words)
            ):
                return hit.day, text
    return None


def _shared(one: Line, two: Line) -> int:
    return sum(a == b for a, b in zip(one.path, two.path, strict=False))


def _crowded(lines: Sequence[Line], order: Order) -> Counter[str]:
    """How many dated lines have one shape: the rows of a list, the comments under an article."""
    return Counter(
        line.shape
        for line in lines
        if len(line.text) <= 200 and (line.stamp or _DIGIT.search(line.text)) and _dates_of(line, order)
    )
