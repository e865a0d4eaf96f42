"""How much a set of records looks like a list of firms, and in words why it does not.

Every list has repeated structure; what tells firms from news, events, forum threads, jobs, goods and menus is what the
values are: unique names that are no sentences, stands, countries, sites of their own, and no date, price or author a row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crawlers.lists.columns import Column, sample
from crawlers.lists.shapes import TIME
from crawlers.lists.vocabulary import field_of, group, identifier_field, matcher, plain
from crawlers.lists.weblinks import urlsplit

ENOUGH = 2.0
"""The score from which a set of records counts as firms; found on made and saved pages, see docs/how-lists-are-read.md."""


_PERSON = re.compile(
    r"^(?:dr|prof|mr|mrs|ms|herr|frau|sir|dipl|ing|dott|m|mme)\.?\s+(?:\w+\.\s*)*[A-ZÄÖÜÉ]\w+ [A-ZÄÖÜÉ]|^\S{2,4}(?:先生|女士|教授|博士|氏|様)$"
)
_MEMBER_COUNT = re.compile(r"^[(共총]?\s*\d[\d.,]*\s*[^\W\d]")
_MOVE = re.compile(r"^[+\-−±▲▼]\s?\d{1,4}(?:[.,]\d{1,3})?\s?%?$")
_FILE_SIZE = re.compile(r"\b(?:pdf|docx?|xlsx?|zip)\b.{0,12}\d\s?[kmg]i?b\b|^\d[\d.,]*\s?[kmg]i?b$", re.I)
_FILE_LINK = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|pptx?)(?:$|[?#])", re.I)
_AGO = re.compile(r"\bago\b|\bvor \d|\bil y a\b|\d\s?(?:天|月|年|日|时|時間|か月)前|전$", re.I)
_SEEN = re.compile(
    r"(?:last )?(?:active|seen|online)\b|(?:zuletzt )?aktiv\b|acti[fv]\w*\b|最近活[跃躍]|活[跃躍]于", re.I
)
_HALL_ALONE = re.compile(
    r"^(?:hall|halle|pavilion|padiglione|pabellón|ホール|전시관|展馆)?\s*\d{1,2}(?:号馆|館|馆)?$", re.I
)


@dataclass(slots=True)
class Firmness:
    """A score and what speaks against it."""

    score: float = 0.0
    against: list[str] = field(default_factory=list)
    support: float = 0.0
    """Evidence besides the names themselves: stands, countries, sites, phones, labels."""

    def add(self, points: float, reason: str = "") -> None:
        """Count evidence; a reason is kept where it speaks against firms."""
        self.score += points
        if reason:
            self.against.append(reason)


def firmness(columns: Sequence[Column], labels: Mapping[str, Sequence[int]], context: float = 0.0) -> Firmness:
    """Score one labelled record set. `context` is what the page around it says: +1 exhibitors, -1 news or jobs."""
    found = Firmness()
    if "name" not in labels:
        found.add(-9.0, "no column of names")
        return found
    name = columns[labels["name"][0]]
    traits = name.traits
    found.add(1.3 * traits.name + 1.6 * min(1.0, 2.2 * traits.legal))
    found.add(0.5 * (traits.unique - 0.8) * 5 if traits.unique < 0.8 else 0.0)
    if traits.sentence > 0.05:
        found.add(-3.0 * (traits.sentence - 0.05))
    if traits.sentence > 0.25:
        found.against.append("the names read like headlines or sentences")
    labelled = field_of(name.label)
    if labelled in ("name", "name_alt") and plain(name.label) not in ("title", "name", "nome", "nom", "名称"):
        found.support += 1.0
    found.support += _support(columns, labels)
    found.add(found.support + context)
    menu = _share(name, lambda v: plain(v) in group("navigation"))
    if menu > 0.04 and (traits.legal < 0.3 or menu > 0.3):
        found.add(-min(2.5, 12 * menu), "some of the names are words of a menu")
    if _share(name, _PERSON.match) > 0.15:
        found.add(-1.5, "the names are people's")
    _objections(columns, labels, found, context)
    return found


def _support(columns: Sequence[Column], labels: Mapping[str, Sequence[int]]) -> float:
    points = 0.0

    def fill(which: str) -> float:
        return max((columns[i].traits.fill for i in labels.get(which, ())), default=0.0)

    for index in labels.get("booth", ())[:1]:
        traits = columns[index].traits
        labelled = field_of(columns[index].label) == "booth" or identifier_field(columns[index].hint) == "booth"
        if _share(columns[index], _HALL_ALONE.match) > 0.8:
            points += 0.2
            continue
        points += min(1.0, traits.fill * 1.6) * (1.3 if labelled else 1.0 if traits.named_booth > 0.5 else 0.3)
    points += 0.6 * min(1.0, fill("country") * 1.3)
    points += 0.3 * fill("city") + 0.4 * min(1.0, fill("phone") * 1.5) + 0.4 * min(1.0, fill("email") * 1.5)
    points += 0.4 * min(1.0, fill("address") * 1.5)
    for index in labels.get("profile_url", ())[:1]:
        seen = sample(columns[index].values, 60)
        told = sum(bool(matcher("list_pages").search(_path_words(v))) for v in seen)
        points += 0.5 * columns[index].traits.fill * (told > 0.8 * max(1, len(seen))) * (len(seen) > 3)
    for index in labels.get("website", ())[:1]:
        column = columns[index]
        hosts = {urlsplit(v if "//" in v else "//" + v).netloc.removeprefix("www.") for v in sample(column.values)}
        own = len(hosts) / max(1, len(sample(column.values)))
        points += 1.1 * min(1.0, column.traits.fill * 1.5) * max(0.0, own - 0.4) / 0.6
    return points


def _path_words(url: str) -> str:
    """The folders of an address as words, without its last part, which names the record itself."""
    return re.sub(r"[-_/+.]+", " ", urlsplit(url).path.rpartition("/")[0].casefold())


def _objections(
    columns: Sequence[Column], labels: Mapping[str, Sequence[int]], found: Firmness, context: float
) -> None:
    for index, column in enumerate(columns):
        traits = column.traits
        if index in labels["name"] or traits.fill < 0.4 or column.link:
            continue
        label = field_of(column.label) or identifier_field(column.hint)
        if traits.date > 0.6 and label not in ("founded", "booth"):
            # Directories say when an entry was made, and of members when they were last seen.
            aged = _share(column, _AGO.search) > 0.6 and (
                found.support >= 0.5 or (context >= 0.7 and _share(column, _SEEN.match) > 0.6)
            )
            found.add(-1.0 if aged else -2.4, "each row carries a date")
        elif traits.length < 60 and label != "booth" and _share(column, TIME.search) > 0.6:
            found.add(-2.0, "each row carries a time of day")
        if traits.price > 0.6 and label != "money":
            found.add(-2.4 * traits.fill, "each row carries a price")
        if label in ("author", "job") and field_of(column.label):
            found.add(-3.0 if label == "job" else -1.8, f"a column says {column.label!r}")
        if label == "author" and not field_of(column.label) and traits.legal < 0.2:
            found.add(-1.0, "each row names an author or counts replies")
        if traits.length < 90 and _share(column, lambda v: matcher("job_titles").search(plain(v))) > 0.5:
            found.add(-2.2, "the rows read like job offers")
        told = plain(column.label)
        if told in group("subjects") or (told == "title" and traits.unique > 0.9 and traits.length > 14):
            found.add(-2.6, f"each row is about something else: a column says {column.label!r}")
        if traits.length < 30 and _share(column, _counts_members) > 0.6:
            found.add(-2.6, "each row counts the firms of a group")
        if _share(column, _MOVE.match) > 0.6:
            found.add(-2.0, "each row carries a change of price")
        if _share(column, _FILE_SIZE.search) > 0.6:
            found.add(-3.0, "each row is a file to download")
    name = columns[labels["name"][0]]
    if name.traits.unique > 0.8 and name.traits.legal < 0.1:
        bare = {re.sub(r"[\d\W_]+", "", value) for value in sample(name.values)}
        if len(bare) < 0.4 * len(sample(name.values)):
            found.add(-3.0, "the names differ by a number alone")
    if _share(columns[labels["name"][0]], lambda v: matcher("job_titles").search(plain(v))) > 0.4:
        found.add(-2.2, "the rows read like job offers")


def _counts_members(value: str) -> bool:
    """A number and the word for exhibitors or members: "16 exhibitors", "16 家企业"."""
    return _MEMBER_COUNT.match(value) is not None and (
        plain(re.sub(r"[\d.,()共총]+|^\s*[家个個社]", " ", value)) in group("list_pages")
    )


def _share(column: Column, test: object) -> float:
    seen = sample(column.values, 80)
    return sum(bool(test(v)) for v in seen) / max(1, len(seen))  # type: ignore[operator]


def page_context(title: str, headings: Sequence[str], url: str) -> float:
    """What a page says that it lists: up to +1.2 for exhibitors and members, down to -1.4 for news, jobs, goods.

    The title and address weigh half each, headings the rest.
    """
    words = re.sub(r"[-_/+.=&?%]+", " ", " ".join(urlsplit(url)[2:4]))
    score = 0.0
    for text, weight in ((title, 0.7), (" | ".join(headings[:6]), 0.7), (words, 0.6)):
        folded = text.casefold()
        good = matcher("list_pages").search(folded) is not None
        bad = matcher("other_pages").search(folded) is not None
        score += weight * (1.0 if good else 0.0) - weight * (1.0 if bad and not good else 0.15 if bad else 0.0)
    if any(matcher("service_pages").search(text.casefold()) for text in (title, *headings[:2])):
        score -= 1.2
    return max(-1.4, min(1.3, score))


def index_page(title: str, headings: Sequence[str]) -> bool:
    """Does a page say that it cuts a list by category or country?"""
    return any(matcher("index_pages").search(plain(text)) for text in (title, *headings[:3]))


def refusal(found: Firmness | None, records: int) -> str:
    """One line that says why a page is no list: English first, then Chinese."""
    if found is None or records == 0:
        return "no repeated records that could be firms / 没有可视为企业的重复记录"
    why = "; ".join(dict.fromkeys(found.against)) or "nothing but the names themselves says that they are firms"
    return f"{records} repeated records do not look like firms: {why} / {records} 条重复记录不像企业名录"
