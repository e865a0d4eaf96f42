"""Every person whom a page names with a title: in tables, cards, lines, labelled pairs, structured data and sentences.

A name alone or a title alone is nothing. Which name goes with which title is decided by what the layout shares between
them (one line, one row, one card) and, where both neighbours would do, by the order that the rest of the page keeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.values.fold import visible
from core.values.titles import is_former, is_title
from enrich.firm_marks import Marks, names_in
from enrich.page_meta import json_ld, types
from enrich.page_text import Line, PageText
from enrich.person_names import person_name

_SPLIT = re.compile(r"\s*[—–]{1,2}\s*|\s*[|｜•·∙▪/／]\s*|\s+[–—\-]\s+|\s*[，,;；、]\s*|\s{3,}|\s*[:：]\s*")
_LIST = re.compile(r"\s*[,，、;；/&]\s*|\s+(?:und|and|et|y|sowie)\s+")
_BRACKET = re.compile(r"\s*[（(]([^()（）]{1,60})[)）]\s*")
_NAME_LABEL = re.compile(
    (
        r"^(?:姓\s*名|联系人|联\s*络\s*人|氏\s*名|お名前|担当者|name|full name|ansprechpartner(?:in)?|"
        r"contact(?: person| name)?|kontakt(?:person)?|nom|nombre|nome|vorname und name)\s*[:：]?$"
    ),
    re.I,
)
_TITLE_LABEL = re.compile(
    (
        r"^(?:职\s*务|职\s*位|职\s*称|岗\s*位|头\s*衔|役\s*職|役職名|肩書|職位|title|job title|position|"
        r"function|funktion|role|rolle|designation|stelle|titel|poste|fonction|cargo|puesto|ruolo|"
        r"aufgabe|tätigkeit)\s*[:：]?$"
    ),
    re.I,
)
_REFERENCES = re.compile(
    (
        r"testimonial|what (?:our )?(?:clients|customers) say|customer (?:voices|stories)|客户评价|"
        r"客户见证|客户反馈|合作伙伴评价|kundenstimmen|referenzen|お客様の声|reviews|success stor|"
        r"author|by\s*$"
    ),
    re.I,
)
_HAN = r"\u4e00-\u9fff"
_NO_TITLE = re.compile(
    r"^(?:联系人|担当|代表|contact person|contact|ansprechpartner(?:in)?|kontakt|代理|总代表|vertreter|vertreten durch|责任编辑|编辑|作者|author)\s*[:：]?$",
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
    return tuple(_distinct(p for p in found if _ours(p, page, marks)))


def _distinct(people: Iterator[Named]) -> Iterator[Named]:
    seen: set[tuple[str, str]] = set()
    for person in sorted(people, key=lambda p: (p.first, p.last)):
        key = (re.sub(r"\W", "", person.name).lower(), re.sub(r"\W", "", person.title).lower())
        if key not in seen:
            seen.add(key)
            yield person


def _ours(person: Named, page: PageText, marks: Marks) -> bool:
    """Not a former holder, nobody quoted as a customer, nobody whose title names another firm."""
    if is_former(person.title) or _NO_TITLE.match(person.title):
        return False
    strangers = [n for n in names_in(person.title) if not marks.speaks_of(n)]
    if strangers and marks.legal_name:
        return False
    section = page.lines[person.first].section if person.first < len(page.lines) else ""
    return not _REFERENCES.search(section)


def _title(text: str) -> str | None:
    """The title as printed, or None."""
    bare = visible(text).strip(" ,，;；:：|/·•-–—*()（）")
    return bare if bare and is_title(bare) and not person_name(bare) else None


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
                if any(_NAME_LABEL.match(c) for c in row) and any(_TITLE_LABEL.match(c) for c in row)
            ),
            None,
        )
        if head is None:
            continue
        name_at = next(k for k, c in enumerate(rows[head]) if _NAME_LABEL.match(c))
        title_at = next(k for k, c in enumerate(rows[head]) if _TITLE_LABEL.match(c))
        for row in rows[head + 1 :]:
            if len(row) <= max(name_at, title_at):
                continue
            name = person_name(row[name_at], page.lang)
            if name and row[title_at] and len(row[title_at]) <= 60:
                first = where.get(row[name_at], len(page.lines))
                last = where.get(row[title_at], first)
                yield Named(name, row[title_at], min(first, last), max(first, last), f"{row[name_at]} {row[title_at]}")


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
                (_title(one), person_name(two, page.lang))
                if person_name(two, page.lang)
                else (_title(two), person_name(one, page.lang))
            )
            if title and name:
                yield Named(name, title, a, a, f"{title} {name}")
                taken.add(b)


def _lines(page: PageText, taken: set[int]) -> Iterator[Named]:
    """Name and title in one line."""
    for n, line in enumerate(page.lines):
        if (
            n in taken
            or line.role in ("nav", "comment")
            or len(line.text) > 160
            or (line.linked > 0.9 and len(line.text) > 60)
        ):
            continue
        for name, title in dict.fromkeys(pairs_in_line(line, page.lang)):
            yield Named(name, title, n, n, line.text)


def pairs_in_line(line: Line, lang: str) -> list[tuple[str, str]]:
    """The pairs of name and title in a short line: the first way of writing that fits decides."""
    text = line.text
    outer = _BRACKET.sub(" ", text).strip()
    ways: list[Iterator[tuple[str, str]]] = []
    if len(line.parts) > 1:
        cuts = [cut for part in line.parts if (cut := part.strip(" ,:：|-–"))]
        ways.append(_pairs_of_cuts(cuts, lang))
    if match := re.match(r"^([^:：]{2,60})[:：]\s*(.+)$", outer):
        ways.append(_labelled(match[1], match[2], lang))
    ways.append(_bracketed(text, outer, lang))
    cuts = [c for c in _SPLIT.split(outer) if c]
    if len(cuts) > 1:
        ways.append(_pairs_of_cuts(cuts, lang, outer))
    ways.append(_side_by_side(outer, lang))
    return next((found for way in ways if (found := list(way))), [])


def _bracketed(text: str, outer: str, lang: str) -> Iterator[tuple[str, str]]:
    for match in _BRACKET.finditer(text):
        if ((title := _title(match[1])) and (name := _bare_name(outer, lang))) or (
            (name := person_name(match[1], lang)) and (title := _title(outer))
        ):
            yield name, title


def _bare_name(text: str, lang: str) -> str | None:
    return person_name(text, lang) or next((n for c in _SPLIT.split(text) if (n := person_name(c, lang))), None)


def _labelled(left: str, right: str, lang: str) -> Iterator[tuple[str, str]]:
    """Title: Name, Name and Name: Title; 姓名 and the like are labels and no titles."""
    if (title := _title(left)) and not _NAME_LABEL.match(left):
        head = re.split(r"\s*[（(]|\s*(?:电话|手机|Tel|Phone|Mobil|E-?mail|邮箱|联系)", right, flags=re.I)[0]
        names = [name for piece in _LIST.split(head) if (name := person_name(piece, lang))]
        for name in names or ([whole] if (whole := person_name(head, lang)) else []):
            yield name, title
    elif (name := person_name(left, lang)) and (title := _title(right)):
        yield name, title
    elif _NAME_LABEL.match(left):
        yield from _side_by_side(right, lang)


def _pairs_of_cuts(cuts: Sequence[str], lang: str, whole: str = "") -> Iterator[tuple[str, str]]:
    """Pieces of a line: each name with the title next to it, one before or one after."""
    names = [person_name(c, lang) for c in cuts]
    titles = [None if n else _title(c) for c, n in zip(cuts, names, strict=True)]
    if sum(bool(n) for n in names) == 1 and sum(bool(t) for t in titles) >= 1:
        at = next(k for k, n in enumerate(names) if n)
        named = names[at] or ""
        after = titles[at + 1] if at + 1 < len(cuts) else None
        if after and whole and at == 0:
            # "Jane Doe, VP Engineering, Head of R&D": the title goes on after the comma.
            rest = whole[whole.find(cuts[1]) :]
            after = rest if is_title(rest) and len(rest) <= 70 and not re.search(r"[@:：]|\d{3}", rest) else after
        title = after or (titles[at - 1] if at else None)
        if title:
            yield named, title
        return
    order = _order(names, titles)
    for k, name in enumerate(names):
        if not name:
            continue
        near = (k + 1, k - 1) if order >= 0 else (k - 1, k + 1)
        title = next((titles[j] for j in near[:1] if 0 <= j < len(cuts) and titles[j]), None)
        if title:
            yield name, title


def _order(names: Sequence[str | None], titles: Sequence[str | None]) -> int:
    """Positive where titles follow their names."""
    after = sum(bool(n and k + 1 < len(titles) and titles[k + 1]) for k, n in enumerate(names))
    before = sum(bool(n and k and titles[k - 1]) for k, n in enumerate(names))
    return after - before if (names and names[0]) or after != before else -1


def _side_by_side(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """研发总监张三, 张三 研发总监, 代表取締役 山田 太郎, Max Müller Leiter Entwicklung: no sign between the two."""
    if len(text) > 100 or re.search(r"[。！？!?@]", text):
        return
    if re.search(f"[{_HAN}]", text):
        bare = re.sub(r"^[・•\-]\s*", "", text)
        for shape in (
            rf"^([{_HAN}]{{1,3}}[\s　][{_HAN}]{{1,4}})[\s　]+(.{{2,30}})$",
            rf"^([{_HAN}]{{2,4}})[\s　]+(.{{2,30}})$",
        ):
            gap = re.match(shape, bare)
            if gap and (name := person_name(gap[1], lang)) and (title := _title(gap[2])):
                yield name, title
                return
        cuts = re.sub(r"[+\d（()）\-]{6,}", " ", bare).split()
        if 3 <= len(cuts) <= 5 and (found := list(_pairs_of_cuts(cuts, lang))):
            yield from found
            return
        if _ends_title(bare):
            return
        for cut in range(len(bare) - 2, 1, -1):
            left, right = bare[:cut], bare[cut:]
            if (title := _title(left)) and _ends_title(left) and (name := person_name(right, lang)):
                yield name, title
                return
        return
    if several := list(_title_before_names(text, lang)):
        yield from several
        return
    tokens = text.split()
    for cut in range(2, len(tokens) - 0):
        left, right = " ".join(tokens[:cut]), " ".join(tokens[cut:])
        if right and (name := person_name(left, lang)) and (title := _title(right)):
            yield name, title
            return
        if right and (title := _title(left)) and (name := person_name(right, lang)):
            yield name, title
            return


def _title_before_names(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """Vertreten durch die Geschäftsführer Max Müller und Anna Schmidt: one title for all the names that end the line."""
    tokens = text.split()
    for cut in range(1, len(tokens) - 1):
        names = [person_name(piece, lang) for piece in _LIST.split(" ".join(tokens[cut:]))]
        if all(names) and len(names) > 1 and (title := _title(tokens[cut - 1])):
            yield from ((name, title) for name in names if name)
            return


def _ends_title(text: str) -> bool:
    """Does the text end with the word that makes it a title, so that the name can begin right after it?"""
    from core.values.titles import title_head

    match = title_head(text)
    return bool(match and match.end() >= len(text.strip(" :：　")))


def _neighbours(page: PageText, taken: set[int]) -> Iterator[Named]:
    """Name and title in two lines of one card, row or block."""
    atoms = [
        _Atom(
            line.text,
            n,
            line.path,
            person_name(_label_off(line.text, _NAME_LABEL), page.lang),
            bool(_title(_label_off(line.text))),
        )
        for n, line in enumerate(page.lines)
        if n not in taken
        and line.role not in ("nav", "comment")
        and line.tag != "alt"
        and line.linked * len(line.text) < 60
    ]
    forward = sum(1 for a, b in pairwise(atoms) if a.name and b.title)
    backward = sum(1 for a, b in pairwise(atoms) if a.title and b.name)
    for k, atom in enumerate(atoms):
        if not atom.name:
            continue
        best = _partner(atoms, k, forward >= backward)
        if best is not None:
            other = atoms[best]
            other.used = True
            title = (_title(_label_off(other.text)) or other.text).strip(" :：")
            lines = sorted((atom.line, other.line))
            yield Named(atom.name, title, lines[0], lines[1], f"{atom.text} {other.text}")


def _label_off(text: str, label: re.Pattern[str] = _TITLE_LABEL) -> str:
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
