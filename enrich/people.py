"""Every person whom a page names with a title: in tables, cards, lines, labelled pairs, structured data and sentences.

A name alone or a title alone is nothing. Which name goes with which title is decided by what the layout shares between
them (one line, one row, one card) and, where both neighbours would do, by the order that the rest of the page keeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from core.values.fold import visible
from core.values.titles import is_department, is_former
from enrich.firm_marks import Marks, names_in
from enrich.page_kinds import Kind, is_news, kind_of_link
from enrich.page_meta import json_ld, types
from enrich.page_text import Line, PageText
from enrich.people_lines import NAME_LABEL, NO_TITLE, TITLE_LABEL, pairs_in_line, title_in
from enrich.person_names import could_be_named, person_name

_REFERENCES = re.compile(
    (
        r"testimoni|témoignages|depoimentos|opiniones de|avis clients|dicono di noi|recensioni|"
        r"what (?:our )?(?:clients|customers) say|customer (?:voices|stories)|客户评价|"
        r"客户见证|客户反馈|合作伙伴评价|kundenstimmen|referenzen|お客様の声|reviews|success stor|"
        r"author|by\s*$|trusted by|open positions|job openings|vacanc|stellenangebot|offene stellen|"
        r"alumni|in memoriam|emerit|ehemalige|former (?:members|staff|team)|anciens membres|"
        r"招聘|诚聘|募集職種|posizioni aperte|offres d.emploi"
    ),
    re.I,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A person with a title, and the numbers of the lines where both stand."""

    name: str
    title: str
    first: int
    last: int
    quote: str


@dataclass(slots=True)
class _Atom:
    text: str
    line: int
    path: tuple[int, ...]
    name: str | None
    title: bool
    used: bool = False


def people_named(page: PageText, marks: Marks) -> tuple[Named, ...]:
    """Every pair on the page that can be this firm's, each once, in the order of the page; former holders are left out."""
    from enrich.people_prose import people_in_prose

    found: list[Named] = []
    taken: set[int] = set()
    for reader in (_structured, _tables, _columns, _lines, _neighbours):
        for person in reader(page, taken):
            found.append(person)
            taken.update(range(person.first, person.last + 1))
    found.extend(people_in_prose(page, marks, taken))
    ours = [p for p in found if _ours(p, page, marks)]
    # A department beside two capitalised words is a title only where the page has persons anyway.
    sure = _is_for_people(page) or any(not is_department(p.title) for p in ours)
    return tuple(_distinct(p for p in ours if sure or not is_department(p.title)))


def _is_for_people(page: PageText) -> bool:
    """Does the page say that it tells whom to call?"""
    said = [page.title, *(line.text for line in page.content() if line.level in (1, 2) and len(line.text) <= 40)]
    kinds = {kind_of_link(text, "/-") for text in said} | {kind_of_link("", page.url)}
    return bool(kinds & {Kind.contact, Kind.team, Kind.legal})


def _distinct(people: Iterable[Named]) -> Iterator[Named]:
    seen: set[tuple[str, str]] = set()
    for person in sorted(people, key=lambda p: (p.first, p.last)):
        key = (re.sub(r"\W", "", person.name).lower(), re.sub(r"\W", "", person.title).lower())
        if key not in seen:
            seen.add(key)
            yield person


def _ours(person: Named, page: PageText, marks: Marks) -> bool:
    """Not a former holder, nobody quoted as a customer, nobody whose title names another firm."""
    if is_former(person.title) or NO_TITLE.match(person.title) or marks.is_owner(person.name):
        return False
    if _PUBLIC_OFFICE.search(person.title) and not _OF_THE_FIRM.search(person.title):
        return False
    if is_news(page) and _of_another(person.title, marks):
        return False
    if is_department(person.title) and not all(map(could_be_named, re.findall(r"\w{6,}", person.name))):
        return False
    strangers = [n for n in names_in(person.title) if not marks.speaks_of(n)]
    if strangers and marks.legal_name:
        return False
    if person.first >= len(page.lines):
        return True
    line = page.lines[person.first]
    if ("/blockquote." in line.shape or _QUOTED.match(line.text)) and not (
        marks.speaks_of(line.text) or _OF_THE_FIRM.search(person.title)
    ):
        return False
    return not _REFERENCES.search(line.section) and not re.search(
        r"testimoni|témoignages|depoimentos|opiniones de|avis clients|dicono di noi|recensioni|kundenstimme",
        line.shape,
        re.I,
    )


_QUOTED = re.compile(r"^\s*[“\"„«「].{15,}[”\"“»」]")
_OF_THE_FIRM = re.compile(
    r"ceo|founder|president|managing director|owner|chair|geschäftsführ|inhaber|董事长|总经理|总裁|社長", re.I
)
"""Posts by which a firm quotes its own people; others below a quotation are those of customers."""
_PUBLIC_OFFICE = re.compile(
    r"(?:市|县|區|区|省|镇|州|局|厅|处)长$|[市省县区州镇]委|政协|人大常委|政府|协会|学会|商会|bürgermeister|minister|landrat|staatssekretär|"
    r"\bmayor\b|senator|congress|governor of|ambassador of|député|\bmaire\b|sindaco di|alcalde|시장$|장관",
    re.I,
)
"""Offices of guests whom news of visits name beside the firm's people."""
_AT_FIRM = re.compile(r"\b(at|bei|chez|presso|of|von|der)\s+(?:the\s+)?([A-ZÀ-Þ][\w&.-]+)")


def _of_another(title: str, marks: Marks) -> bool:
    """CEO of Example Motors in an article of another firm; Head of Research names a field of work."""
    return any(
        not marks.speaks_of(title[at.start() :]) and (at[1] in ("at", "bei", "chez", "presso") or could_be_named(at[2]))
        for at in _AT_FIRM.finditer(title)
    )


def _structured(page: PageText, taken: set[int]) -> Iterator[Named]:
    for entity in json_ld(page.tree):
        name, title = entity.get("name"), entity.get("jobTitle")
        if "person" in types(entity) and isinstance(name, str) and isinstance(title, str) and title.strip():
            yield Named(visible(name), visible(title), len(page.lines), len(page.lines), f"{name}, {title}")


def _tables(page: PageText, taken: set[int]) -> Iterator[Named]:
    """Tables whose head names a column of names and one of titles."""
    where = {line.text: n for n, line in reversed(list(enumerate(page.lines)))}
    for table in page.tree.iter("table"):
        rows = [
            [visible(" ".join(cell.itertext())) for cell in row.xpath("./td|./th")]
            for row in table.xpath(".//tr[not(.//table)]")
        ]
        head = next(
            (
                k
                for k, row in enumerate(rows[:3])
                if any(NAME_LABEL.match(c) for c in row) and any(TITLE_LABEL.match(c) for c in row)
            ),
            None,
        )
        if head is None:
            yield from _crosswise(rows, page, where)
            continue
        name_at = next(k for k, c in enumerate(rows[head]) if NAME_LABEL.match(c))
        title_at = next(k for k, c in enumerate(rows[head]) if TITLE_LABEL.match(c))
        for row in rows[head + 1 :]:
            if len(row) <= max(name_at, title_at):
                continue
            name = person_name(_given_first(row[name_at]), page.lang)
            if name and row[title_at] and len(row[title_at]) <= 60:
                first = where.get(row[name_at], len(page.lines))
                last = where.get(row[title_at], first)
                yield Named(name, row[title_at], min(first, last), max(first, last), f"{row[name_at]} {row[title_at]}")


def _crosswise(rows: list[list[str]], page: PageText, where: dict[str, int]) -> Iterator[Named]:
    """A row of names over a row of titles, as team pages set portraits side by side, or titles over names."""
    for upper, lower in pairwise(rows):
        if len(upper) != len(lower) or len(upper) < 2:
            continue
        for names, titles in ((upper, lower), (lower, upper)):
            pairs = [(person_name(n, page.lang), title_in(t), n) for n, t in zip(names, titles, strict=True) if n and t]
            if len(pairs) >= 2 and all(name and title for name, title, _ in pairs):
                for name, title, cell in pairs:
                    at = where.get(cell, len(page.lines))
                    yield Named(name or "", title or "", at, at, f"{cell} {title}")


def _given_first(cell: str) -> str:
    """Müller, Hans-Peter as Hans-Peter Müller: lists sorted by surname print it first."""
    match = re.fullmatch(r"([A-ZÀ-Þ][\w'’ -]+),\s+([A-ZÀ-Þ][\w. -]+)", cell)
    return f"{match[2]} {match[1]}" if match else cell


def _columns(page: PageText, taken: set[int]) -> Iterator[Named]:
    """Titles in one cell and names in the next, line by line."""
    boxes: list[list[int]] = []
    for n, line in enumerate(page.lines):
        if boxes and page.lines[boxes[-1][0]].box == line.box and line.tag != "alt":
            boxes[-1].append(n)
        else:
            boxes.append([n])
    for left, right in pairwise(boxes):
        if len(left) != len(right) or len(left) < 2:
            continue
        for a, b in zip(left, right, strict=True):
            one, two = page.lines[a].text, page.lines[b].text
            title, name = (
                (title_in(one), person_name(two, page.lang))
                if person_name(two, page.lang)
                else (title_in(two), person_name(one, page.lang))
            )
            if title and name:
                yield Named(name, title, a, a, f"{title} {name}")
                taken.add(b)


_LABELS = re.compile(r"(?:[\u4e00-\u9fff]{2,6}[:：].{1,60}?){4}")
"""Many short labels in one line: a whole block of contact data without a break."""


def _lines(page: PageText, taken: set[int]) -> Iterator[Named]:
    """Name and title in one line."""
    for n, line in enumerate(page.lines):
        if (
            n in taken
            or line.role in ("nav", "comment")
            or len(line.text) > (600 if _LABELS.search(line.text) else 160)
            or (line.linked > 0.9 and len(line.text) > 60)
        ):
            continue
        for name, title in dict.fromkeys(pairs_in_line(line, page.lang)):
            yield Named(name, title, n, n, line.text)


def _neighbours(page: PageText, taken: set[int]) -> Iterator[Named]:
    """Name and title in two lines of one card, row or block."""
    atoms = [
        atom
        for n, line in enumerate(page.lines)
        if n not in taken
        and line.role not in ("nav", "comment")
        and line.tag != "alt"
        and line.linked * len(line.text) < 60
        for atom in _atoms(n, line, page.lang)
    ]
    atoms = _without_transcriptions(atoms, page.lang)
    forward = sum(1 for a, b in pairwise(atoms) if a.name and b.title)
    backward = sum(1 for a, b in pairwise(atoms) if a.title and b.name)
    for k, atom in enumerate(atoms):
        if not atom.name:
            continue
        best = _partner(atoms, k, forward >= backward)
        if best is not None:
            other = atoms[best]
            other.used = True
            title = (title_in(_label_off(other.text)) or other.text).strip(" :：")
            lines = sorted((atom.line, other.line))
            yield Named(atom.name, title, lines[0], lines[1], f"{atom.text} {other.text}")


def _without_transcriptions(atoms: list[_Atom], lang: str) -> list[_Atom]:
    """周宇航 and Yuhang Zhou side by side in one card are one person: the name in the page's own letters stays."""
    drop = set()
    for k, (one, two) in enumerate(pairwise(atoms)):
        if one.name and two.name and _is_cjk(one.name) != _is_cjk(two.name):
            shared = sum(a == b for a, b in zip(one.path, two.path, strict=False))
            if min(len(one.path), len(two.path)) - shared <= 1:
                drop.add(k + (_is_cjk(one.name) == (lang in ("zh", "ja", "ko"))))
    return [atom for k, atom in enumerate(atoms) if k not in drop]


def _is_cjk(text: str) -> bool:
    return bool(re.search(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]", text))


def _atoms(n: int, line: Line, lang: str) -> Iterator[_Atom]:
    """A line as one piece, or in the pieces of its inline elements where only these are a name or a title."""

    def atom(text: str) -> _Atom:
        return _Atom(
            text, n, line.path, person_name(_label_off(text, NAME_LABEL), lang), bool(title_in(_label_off(text)))
        )

    whole = atom(line.text)
    if not whole.name and not whole.title and 1 < len(line.parts) <= 5 and len(line.text) <= 120:
        cut = [piece for part in line.parts if (piece := atom(part)).name or piece.title]
        if cut:
            yield from cut
            return
    yield whole


def _label_off(text: str, label: re.Pattern[str] = TITLE_LABEL) -> str:
    """职务：研发总监 without its label."""
    match = re.match(r"^\s*([^:：]{1,14})[:：]\s*(.+)$", text)
    return match[2] if match and label.match(match[1]) else text


def _partner(atoms: list[_Atom], k: int, forward: bool) -> int | None:
    """The title that shares most of the layout with the name of atom k; at a tie the page's usual order decides."""
    me = atoms[k]
    options = []
    for step in (1, -1, 2, -2):
        j = k + step
        if not 0 <= j < len(atoms) or not atoms[j].title or atoms[j].used or abs(atoms[j].line - me.line) > 4:
            continue
        middle = atoms[(j + k) // 2] if abs(step) == 2 else None
        if middle and (middle.name or middle.title or len(middle.text) > 40):
            continue
        shared = sum(a == b for a, b in zip(me.path, atoms[j].path, strict=False))
        options.append((shared, abs(step) == 1, (step > 0) == forward, j))
    if not options:
        return None
    best = max(options)
    depth = len(me.path) - best[0]
    return best[3] if depth <= 4 and not _far(atoms, k, best[3]) else None


def _far(atoms: list[_Atom], k: int, j: int) -> bool:
    """Does the title stand nearer to another name than to this one?"""
    title, me = atoms[j], atoms[k]
    mine = sum(a == b for a, b in zip(me.path, title.path, strict=False))
    beyond = j + (1 if j > k else -1)
    if 0 <= beyond < len(atoms) and atoms[beyond].name:
        theirs = sum(a == b for a, b in zip(atoms[beyond].path, title.path, strict=False))
        return theirs > mine
    return False
