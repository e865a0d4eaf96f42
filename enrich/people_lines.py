"""Name and title in one line, whichever way firms write them: labelled, in brackets, with a sign or nothing between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.values.fold import visible
from core.values.titles import is_title, title_head
from enrich.page_text import Line
from enrich.person_names import person_name

_SPLIT = re.compile(r"\s*[—–]{1,2}\s*|\s*[|｜•·∙▪/／]\s*|\s+[–—\-]\s+|\s*[，,;；、]\s*|\s{3,}|\s*[:：]\s*")
_LIST = re.compile(r"\s*[,，、;；/&]\s*|\s+(?:und|and|et|y|sowie)\s+")
_BRACKET = re.compile(r"\s*[（(]([^()（）]{1,60})[)）]\s*")
NAME_LABEL = re.compile(
    (
        r"^(?:姓\s*名|联系人|联\s*络\s*人|氏\s*名|お名前|担当者|name|full name|ansprechpartner(?:in)?|"
        r"contact(?: person| name)?|kontakt(?:person)?|nom|nombre|nome|vorname und name)\s*[:：]?$"
    ),
    re.I,
)
TITLE_LABEL = re.compile(
    (
        r"^(?:职\s*务|职\s*位|职\s*称|岗\s*位|头\s*衔|役\s*職|役職名|肩書|職位|title|job title|position|"
        r"function|funktion|role|rolle|designation|stelle|titel|poste|fonction|cargo|puesto|ruolo|"
        r"aufgabe|tätigkeit)\s*[:：]?$"
    ),
    re.I,
)
_HAN = r"\u4e00-\u9fff"
NO_TITLE = re.compile(
    r"^(?:联系人|担当|代表|contact person|contact|ansprechpartner(?:in)?|kontakt|(?:总|一级|独家)?代理商?|经销商|总代表|"
    r"vertreter|vertreten durch|责任编辑|编辑|作者|author|"
    r"verantwortlich\w*(?:\s+(?:im sinne|für den inhalt|i\.\s?s\.|nach|gemäß|gem\.).*)?|inhaltlich verantwortlich\w*.*|"
    r"directeur de (?:la )?publication|direttore responsabile|responsable (?:de la )?(?:publication|del sitio)|webmaster|v\.i\.s\.d\.p\.?)\s*[:：]?$",
    re.I,
)


def title_in(text: str) -> str | None:
    """The title as printed, or None."""
    bare = visible(text).strip(" ,，;；:：|/·•-–—*()（）")
    return bare if bare and is_title(bare) and not person_name(bare) else None


_CALLER = re.compile(
    r"^(?:(?:ihr|ihre|your|our|unser|unsere|votre|il tuo|su)\s+)?(?:ansprechpartner(?:in)?|contact(?: person)?|kontakt(?:person)?|联系人|聯絡人)\s*[:：]\s*",
    re.I,
)
"""What announces a person and is no post."""


_SPREAD = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?: [\u4e00-\u9fff]){1,3}(?=\s*[:：])")
"""总 经 理：a label whose letters are spread over its column."""


def pairs_in_line(line: Line, lang: str) -> list[tuple[str, str]]:
    """The pairs of name and title in a short line: the first way of writing that fits decides."""
    text = _SPREAD.sub(lambda label: label[0].replace(" ", ""), _CALLER.sub("", line.text))
    outer = _BRACKET.sub(" ", text).strip()
    ways: list[Iterator[tuple[str, str]]] = [_several_labelled(outer, lang), _several_bracketed(text, lang)]
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


_LABELLED = re.compile(r"([^\s:：,，;；|]{2,14})\s*[:：]\s*")


def _several_labelled(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """董事长：陈国强 总经理：林小燕: each label names the title of what follows it, up to the next label."""
    labels = list(_LABELLED.finditer(text))
    if len(labels) < 2:
        return
    ends = [label.start() for label in labels[1:]] + [len(text)]
    found = []
    for label, end in zip(labels, ends, strict=True):
        title = None if NAME_LABEL.match(label[1]) or NO_TITLE.match(label[1]) else title_in(label[1])
        name = person_name(text[label.end() : end].strip(" ,，;；|/、"), lang)
        if title and name:
            found.append((name, title))
    if len(found) > 1 or len(labels) > 2:
        yield from found


_WITH_BRACKET = re.compile(r"([^,，;；、|()（）]{2,40}?)\s*[（(]([^()（）]{2,60})[)）]")


def _several_bracketed(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """Anna Berg (Chair), Paul Weiss (Treasurer): each name with the bracket behind it."""
    if text.count("(") + text.count("（") < 2:
        return
    marks = list(_WITH_BRACKET.finditer(text))
    cuts = ((re.sub(r"^(?:and|und|et|y|e|sowie|&)\s+", "", m[1].strip()), m[2]) for m in marks)
    found = [(name, title) for left, right in cuts if (name := person_name(left, lang)) and (title := title_in(right))]
    if len(found) > 1:
        yield from found


def _bracketed(text: str, outer: str, lang: str) -> Iterator[tuple[str, str]]:
    for match in _BRACKET.finditer(text):
        if ((title := title_in(match[1])) and (name := _bare_name(outer, lang))) or (
            (name := person_name(match[1], lang)) and (title := title_in(outer))
        ):
            yield name, title


def _bare_name(text: str, lang: str) -> str | None:
    return person_name(text, lang) or next((n for c in _SPLIT.split(text) if (n := person_name(c, lang))), None)


_BEFORE_LABEL = re.compile(r"\s+(?=[^\s:：]{1,12}[:：])")


def _labelled(left: str, right: str, lang: str) -> Iterator[tuple[str, str]]:
    """Title: Name, Name and Name: Title; 姓名 and the like are labels and no titles."""
    if (title := title_in(left)) and not NAME_LABEL.match(left) and not NO_TITLE.match(left):
        head = _BEFORE_LABEL.split(
            re.split(r"\s*[（(]|\s*(?:电话|手机|Tel|Phone|Mobil|E-?mail|邮箱|联系)", right, flags=re.I)[0]
        )[0]
        names = [name for piece in _LIST.split(head) if (name := person_name(piece, lang))]
        for name in names or ([whole] if (whole := person_name(head, lang)) else []):
            yield name, title
    elif (name := person_name(left, lang)) and (title := title_in(right)):
        yield name, title
    elif NAME_LABEL.match(left) or NO_TITLE.match(left):
        cuts = [c for c in _SPLIT.split(right) if c]
        yield from list(_pairs_of_cuts(cuts, lang, right) if len(cuts) > 1 else ()) or _side_by_side(right, lang)


def _pairs_of_cuts(cuts: Sequence[str], lang: str, whole: str = "") -> Iterator[tuple[str, str]]:
    """Pieces of a line: each name with the title next to it, one before or one after."""
    names = [person_name(c, lang) for c in cuts]
    titles = [None if n else title_in(c) for c, n in zip(cuts, names, strict=True)]
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


_NUMBERS = re.compile(r"[+(（]?\d[\d（()）\s\-]{4,}\d")


def _side_by_side(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """研发总监张三, 张三 研发总监, 代表取締役 山田 太郎, Max Müller Leiter Entwicklung: no sign between the two."""
    if len(text) > 100 or re.search(r"[。！？!?@]", text) or person_name(text, lang):
        return
    if re.search(f"[{_HAN}]", text):
        bare = _NUMBERS.sub(" ", re.sub(r"^[・•\-]\s*", "", text)).strip()
        for shape in (
            rf"^([{_HAN}]{{1,3}}[\s　][{_HAN}]{{1,4}})[\s　]+(.{{2,30}})$",
            rf"^([{_HAN}]{{2,4}})[\s　]+(.{{2,30}})$",
        ):
            gap = re.match(shape, bare)
            if gap and (name := person_name(gap[1], lang)) and (title := title_in(gap[2])):
                yield name, title
                return
        cuts = bare.split()
        if 3 <= len(cuts) <= 5 and (found := list(_pairs_of_cuts(cuts, lang))):
            yield from found
            return
        if ends_title(bare):
            return
        for cut in range(len(bare) - 2, 1, -1):
            left, right = bare[:cut], bare[cut:]
            if (title := title_in(left)) and ends_title(left) and (name := person_name(right, lang)):
                yield name, title
                return
        return
    if several := list(_title_before_names(text, lang)):
        yield from several
        return
    tokens = text.split()
    for cut in range(1, len(tokens)):
        left, right = " ".join(tokens[:cut]), " ".join(tokens[cut:])
        if right and (name := person_name(left, lang)) and (title := title_in(right)):
            yield name, title
            return
        if right and (title := title_in(left)) and (name := person_name(right, lang)):
            yield name, title
            return


def _title_before_names(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """Vertreten durch die Geschäftsführer Max Müller und Anna Schmidt: one title for all the names that end the line."""
    tokens = text.split()
    for cut in range(1, len(tokens) - 1):
        names = [person_name(piece, lang) for piece in _LIST.split(" ".join(tokens[cut:]))]
        if all(names) and len(names) > 1 and (title := title_in(tokens[cut - 1])):
            yield from ((name, title) for name in names if name)
            return


def ends_title(text: str) -> bool:
    """Does the text end with the word that makes it a title, so that the name can begin right after it?"""
    match = title_head(text)
    return bool(match and match.end() >= len(text.strip(" :：　")))
