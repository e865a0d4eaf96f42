"""How well events and people were read, and whether everything that was written rests on a good page. Pure."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from core.records import Activity, Capture, Contact, Fact, Firm, Frozen
from core.words import Access, ActivityKind, ContactRole, Field
from demo.scoring import Counted, FieldScore
from demo.stated import TrueEvent, TrueLeader
from demo.truth import Expected

Pairs = Iterable[tuple[Expected, Firm | None]]
TextOf = Callable[[Capture], str]
"""The archived body of a capture, decoded."""
_PATENTS = (ActivityKind.patent_filed, ActivityKind.patent_published)
_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^<>]*>", re.IGNORECASE | re.DOTALL)


class Grounds(Frozen):
    """What facts, events and people rest on. Each count must be nought."""

    without_capture: tuple[str, ...] = ()
    """Those that name no capture, or one that the base does not hold."""
    from_unusable_pages: tuple[str, ...] = ()
    """Those from a page that did not answer `ok`."""
    unquoted_rd: tuple[str, ...] = ()
    """Answers about R&D without a quoted sentence."""
    quotes_not_on_page: tuple[str, ...] = ()
    """Those whose quoted words the archived page does not hold; empty too where no archive was looked into."""
    quotes_checked: int = 0


def record_scores(pairs: Pairs) -> tuple[FieldScore, ...]:
    """News, patents, and R&D leaders with their ways to be reached."""
    news, patents = Counted("news events (title, day)"), Counted("patents (number, day)")
    people = Counted("R&D leaders (name, title)")
    phones, mails = Counted("phones of R&D leaders"), Counted("e-mails of R&D leaders")
    kinds = Counted("kinds of these e-mails")
    for expected, firm in pairs:
        events = firm.activities if firm is not None else ()
        for count, own in ((news, False), (patents, True)):
            true = [event for event in expected.shown_events if (event.kind in _PATENTS) is own]
            _events(count, expected, true, [event for event in events if (event.kind in _PATENTS) is own])
        leaders = [c for c in (firm.contacts if firm else ()) if c.role is ContactRole.rd_leader and not c.former]
        _people(people, phones, mails, kinds, expected, leaders)
    return tuple(count.score() for count in (news, patents, people, phones, mails, kinds))


def _events(count: Counted, expected: Expected, true: list[TrueEvent], found: list[Activity]) -> None:
    firm = expected.name
    for event in true if expected.provable else ():
        count.due(f"{firm}: {event.titles[0]} {event.day}", any(_one_event(event, other) for other in found))
    told: set[object] = set()
    for other in found:
        match = next((event for event in true if _one_event(event, other)), None)
        key = (match.kind, match.titles, match.day, match.number) if match is not None else other.id
        if key not in told:  # one event may stand on two pages, or in two languages
            told.add(key)
            count.found(firm, f"{other.kind} {other.title} {other.happened_on}", match is not None)


def _one_event(true: TrueEvent, found: Activity) -> bool:
    named = found.number == true.number if true.number else any(_bare(t) == _bare(found.title) for t in true.titles)
    return named and found.kind is true.kind and found.happened_on == true.day


def _people(
    people: Counted, phones: Counted, mails: Counted, kinds: Counted, expected: Expected, found: list[Contact]
) -> None:
    for leader in expected.shown_leaders if expected.provable else ():
        mine = [person for person in found if _one_person(leader, person)]
        people.due(expected.name, bool(mine))
        if leader.phone:
            phones.due(expected.name, any(_phone_right(leader, person.phone) for person in mine))
        if leader.email:
            mails.due(expected.name, any(person.email == leader.email for person in mine))
            kinds.due(expected.name, any(person.email_kind is leader.email_kind for person in mine))
    told: set[object] = set()
    for person in found:
        match = next((leader for leader in expected.shown_leaders if _one_person(leader, person)), None)
        key = match.spellings if match is not None else person.id
        if key in told:
            continue
        told.add(key)
        people.found(expected.name, f"{person.name}, {person.title}", match is not None)
        if person.phone:
            phones.found(expected.name, person.phone, match is not None and _phone_right(match, person.phone))
        if person.email:
            mails.found(expected.name, person.email, match is not None and person.email == match.email)
            kinds.found(expected.name, person.email_kind, match is not None and person.email_kind is match.email_kind)


def _one_person(true: TrueLeader, found: Contact) -> bool:
    return any(
        _bare(found.name) == _bare(name) and _bare(found.title or "") == _bare(title) for name, title in true.spellings
    )


def _phone_right(true: TrueLeader, found: str | None) -> bool:
    digits = re.sub(r"\D", "", found or "")
    wanted = re.sub(r"\D", "", true.phone or "").lstrip("0")
    return bool(digits) and bool(wanted) and digits.endswith(wanted)


def grounds(firms: Iterable[Firm], text_of: TextOf | None = None) -> Grounds:
    """Look at what every fact, event and person rests on, into the archive itself where `text_of` reads it."""
    missing: list[str] = []
    unusable: list[str] = []
    unquoted: list[str] = []
    strangers: list[str] = []
    checked = 0
    read: dict[str, str] = {}
    for firm in firms:
        pages = {capture.id: capture for capture in firm.captures}
        for record, named in _records(firm):
            capture = pages.get(record.capture or "")
            if capture is None:
                missing.append(named)
                continue
            if capture.access is not Access.ok:
                unusable.append(f"{named}: {capture.access.value} {capture.url}")
            if isinstance(record, Fact) and record.field is Field.has_rd and not record.quote:
                unquoted.append(named)
            # A value repeated is no quotation, and what was derived quotes the words it rests on.
            bare = isinstance(record, Fact) and (
                record.quote == record.value or record.extractor.startswith("taxonomy")
            )
            if text_of is not None and record.quote and not bare:
                checked += 1
                if capture.id not in read:
                    whole = text_of(capture)
                    read[capture.id] = _bare(html.unescape(_MARKUP.sub("", whole) + whole))
                strangers += [] if _bare(record.quote) in read[capture.id] else [f"{named}: {record.quote[:80]}"]
    return Grounds(
        without_capture=tuple(missing), from_unusable_pages=tuple(unusable), unquoted_rd=tuple(unquoted),
        quotes_not_on_page=tuple(strangers), quotes_checked=checked,
    )  # fmt: skip


def _records(firm: Firm) -> Iterator[tuple[Fact | Activity | Contact, str]]:
    """Everything that states something, with its name. What lists say stays in their rows and is no fact."""
    for fact in firm.facts:
        yield fact, f"{firm.name}: {fact.field.value}"
    for event in firm.activities:
        yield event, f"{firm.name}: {event.kind.value}"
    for person in firm.contacts:
        yield person, f"{firm.name}: contact {person.name}"


def _bare(text: str) -> str:
    """Letters without white space, widths and case: how words are compared with a page's."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()
