"""Reads one page: every candidate list in it is scored, the most firm-like one is chosen, its kin are added to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log2
from typing import Any

from core.listing import ListReading
from core.records import ListRow
from core.words import SightingKind
from crawlers.lists.columns import Column, measure
from crawlers.lists.dialogs import without_dialogs
from crawlers.lists.dom import MOST_CHARS, Page, read_page
from crawlers.lists.embedded import embedded_arrays
from crawlers.lists.firmness import ENOUGH, Firmness, firmness, index_page, page_context, refusal
from crawlers.lists.labelling import Labels, label_columns
from crawlers.lists.markup import weigh_markup
from crawlers.lists.mining import RecordSet, cut, fill_columns, groups, mark_labels, trial
from crawlers.lists.refine import refine
from crawlers.lists.rows import build_all, build_rows, mark_trademarks
from crawlers.lists.running import in_running_text
from crawlers.lists.sections import featured_rows, outline, partner_rows, section_of
from crawlers.lists.shapes import name_shape, named_booth
from crawlers.lists.totals import total_of
from crawlers.lists.vocabulary import group, legal_form, matcher, plain
from crawlers.lists.weblinks import urlsplit

_CUT = f"the page is longer than {MOST_CHARS:,} characters: only its beginning was read / 页面超过 {MOST_CHARS:,} 字符，只读取了开头部分"
_PARTS = re.compile(r"\s*[|,;·•–]\s*")
_FURNITURE = re.compile(
    r"当前位置|现在位置|^[共第]\s*\d+\s*[页頁]|版权所有|版權所有|ICP备|©|copyright|all rights reserved", re.I
)
"""Paths, page counts and copyright lines, which bare layout tables set in cells as they set names."""


@dataclass(slots=True)
class Candidate:
    """One list that a page might hold."""

    records: RecordSet
    columns: list[Column]
    labels: Labels
    score: Firmness
    size: int
    rank: float = 0.0
    rows: list[ListRow] = field(default_factory=list)
    nodes: list[int] = field(default_factory=list)


def read_html(text: str, url: str, recipe: Mapping[str, Any] | None = None) -> ListReading:
    """All firms that one page of HTML lists. Never raises for any text.

    Of a page longer than MOST_CHARS the rows of its beginning are given, and `refused` says that the rest was not read.

    A recipe names the place where the list was found before: where it still holds a list of firms, no other is weighed.
    """
    if len(text) > MOST_CHARS:
        return read_html(text[:MOST_CHARS], url, recipe).model_copy(update={"refused": _CUT})
    page = read_page(text, url)
    if page is None:
        return ListReading(refused="the page is empty / 页面为空", method="html")
    total = total_of(page)
    context = page_context(page.title, outline(page), url)
    mark_labels(page)
    candidates = [c for c in ranked(page, context, recipe) if not _only_a_strip(page, c, total)]
    inner = embedded_arrays(page, text, context)
    best = _fullest(page, candidates)
    if inner and (best is None or inner.score.score >= ENOUGH) and _prefer(inner.size, inner.score.score, best):
        rows = build_rows(inner.columns, inner.labels)
        found: dict[str, Any] = {"kind": "embedded", "path": inner.path}
        return ListReading(
            records=tuple(rows), declared_total=total or inner.total, method=f"json:{inner.path}", recipe=found
        )
    if best is None or best.score.score < ENOUGH:
        running = in_running_text(page, context)
        if running:
            return ListReading(records=tuple(running), declared_total=total, method="text")
        return ListReading(refused=refusal(best.score if best else None, best.size if best else 0), method="html")
    chosen = _with_kin(page, best, candidates, context)
    rows = _rows_of(page, chosen)
    return ListReading(
        records=tuple(rows), declared_total=total, method=_method(page, best), recipe=recipe_of(page, chosen)
    )


def _only_a_strip(page: Page, candidate: Candidate, total: int | None) -> bool:
    """A few logos under "Our sponsors" stand on every page of a site; they are a list where the page says it is theirs."""
    if candidate.size > 8 or total == candidate.size:
        return False
    sections = section_of(page, candidate.records)
    if not sections or not all(partner_rows([*sections, ""])[:-1]):
        return False
    words = re.sub(r"[-_/+.]+", " ", urlsplit(page.url).path)
    first = page.headings[0][2] if page.headings else ""
    return not any(matcher("partner").search(text.casefold()) for text in (page.title, words, first))


def ranked(page: Page, context: float, recipe: Mapping[str, Any] | None = None) -> list[Candidate]:
    """Candidates of a page, the most firm-like first; large groups are judged by a stretch of them."""
    known = groups(page)
    if recipe and recipe.get("kind") == "dom":
        learned = [
            g for g in known if _place_of(page, g.members[0]) == {k: recipe.get(k) for k in ("path", "cls", "source")}
        ]
        known = learned or known
    found: list[Candidate] = []
    for alike in known:
        candidate = judge(page, trial(alike.members), context, size=len(alike.members))
        candidate.nodes = alike.members
        found.append(candidate)
    found.sort(key=lambda c: (c.score.score < ENOUGH, -c.rank))
    kept: list[Candidate] = []
    for candidate in found:
        if not any(_lesser(page, candidate, other) for other in kept):
            kept = [k for k in kept if not _lesser(page, k, candidate)] + [candidate]
    return kept


def _lesser(page: Page, one: Candidate, other: Candidate) -> bool:
    """Of two groups of which one holds the other: is `one` the worse account of the names?

    Where the rest is names alike (a grid of names, cards with and without a logo) the part is; where the rest is lesser
    text out of the same records, the whole is.
    """
    if one is other or other.score.score < ENOUGH or len(one.nodes) == len(other.nodes):
        return False
    narrow, wide = sorted((one, other), key=lambda c: len(c.nodes))
    members = set(narrow.nodes)
    if not members.issubset(wide.nodes):
        return False
    rest = sorted(set(wide.nodes).difference(members))
    holders = narrow.records.holders if narrow.size <= len(narrow.records.holders) else cut(page, narrow.nodes).holders
    spans = [(h, page.end[h]) for h in holders]
    if _share_inside(page, rest, spans) < 0.5:
        return False
    worth, others = _worth(page, narrow.nodes), _worth(page, rest)
    theirs = measure([page.atoms[m].text for m in rest])
    named = (
        theirs.name >= 0.5
        and theirs.unique >= 0.75
        and theirs.sentence < 0.15
        and theirs.country < 0.3
        and theirs.booth < 0.3
        and not _tell_stands([page.atoms[m].text for m in rest])
    )
    if named and not narrow.columns[0].label:
        keeps = wide.score.support >= max(0.3, 0.8 * narrow.score.support)
        few = len(members) < min(8, 0.15 * len(wide.nodes))  # three records of twenty names each are groups
        if few or keeps or _uneven(page, spans, wide.nodes) or _alike(page, narrow.nodes, rest):
            return one is narrow
    return one is wide and len(members) >= 0.15 * len(wide.nodes) and others < worth - 0.12


def _tell_stands(texts: Sequence[str]) -> bool:
    """Do lines such as "Lyon | Stand A1" hold a stand among their parts?"""
    some = texts[:: max(1, len(texts) // 80)]
    return sum(any(named_booth(p) for p in _PARTS.split(t)[1:]) for t in some) > 0.5 * len(some)


def _uneven(page: Page, spans: Sequence[tuple[int, int]], members: Sequence[int]) -> bool:
    """Do the records of a part hold now two, now seven names of the whole? Then they are groups, such as letters."""
    starts = [s for s, _ in spans]
    counts = Counter(bisect_right(starts, page.atoms[m].node) for m in members)
    usual = counts.most_common(1)[0][1]
    return sum(c != usual for c in counts.values()) > 0.34 * len(counts)


def _alike(page: Page, members: Sequence[int], rest: Sequence[int]) -> bool:
    """Do both sets of texts look like names of the same sort of thing?"""
    mine, theirs = (measure([page.atoms[m].text for m in some]) for some in (members, rest))
    linked = [sum(bool(page.atoms[m].href) for m in some) / len(some) for some in (rest, members)]
    if (
        theirs.unique < 0.9
        or abs(theirs.cjk - mine.cjk) > 0.3
        or abs(linked[0] - linked[1]) > 0.3
        or theirs.sentence > 0.1
    ):
        return False
    if min(theirs.legal, mine.legal) > 0.15:
        return True
    same_shape = abs(theirs.name - mine.name) < 0.2 and 0.6 < theirs.length / max(1.0, mine.length) < 1.6
    return same_shape and abs(theirs.legal - mine.legal) < 0.12


def _worth(page: Page, members: Sequence[int]) -> float:
    """How name-like some atoms are, for comparing groups: shape, legal forms, no text twice."""
    texts = [page.atoms[m].text for m in members[:: max(1, len(members) // 80)]]
    shape = sum(name_shape(t) + 0.8 * legal_form(t) for t in texts) / len(texts)
    return shape * (0.4 + 0.6 * len(set(texts)) / len(texts))


def judge(page: Page, members: Sequence[int], context: float, size: int) -> Candidate:
    """Cut, label and score the records around some names."""
    records = cut(page, members)
    fill_columns(page, records)
    columns = refine(records.columns)
    labels = label_columns(columns, name=0)
    score = firmness(columns, labels, context)
    weigh_markup(page, records, score)
    if size < 3 and (score.support < 1.0 or context < 0.3):
        score.add(-1.5, "only two records")
    if size < 12 and columns[0].traits.legal == 0:
        score.add(-1.0 if score.support < 0.3 else -0.35 * (size < 8))
    if score.support < 0.3 and context < 0.3:
        score.add(-0.7, "nothing on the page says that it lists firms")
    if score.support < 0.3 and columns[0].traits.legal < 0.1 and index_page(page.title, outline(page)):
        score.add(-1.5, "the page lists the parts of a list, not firms")
    return Candidate(records, columns, labels, score, size, rank=score.score + 0.45 * log2(min(size, 4096) + 1))


def _prefer(size: int, score: float, best: Candidate | None) -> bool:
    """Data in the page beats its drawing where it holds more, or as much with better evidence."""
    if best is None or best.score.score < ENOUGH:
        return True
    return size > 1.15 * best.size or (size >= 0.9 * best.size and score > best.score.score + 0.5)


def _with_kin(page: Page, best: Candidate, candidates: Sequence[Candidate], context: float) -> list[Candidate]:
    """The chosen list in full, with other groups of the page that are lists of firms in their own right."""
    chosen = [_whole(page, best, context)]
    taken = set(best.nodes)
    covered = list(chosen[0].records.spans)
    names = {plain(v) for v in chosen[0].columns[0].values}
    for other in candidates[1:]:
        if other.score.score < ENOUGH or taken & set(other.nodes) or _share_inside(page, other.nodes, covered) > 0.1:
            continue
        if _share_inside(page, best.nodes, other.records.spans) > 0.05:
            continue
        mine = {plain(page.atoms[m].text) for m in other.nodes}
        known = tuple(n for n in names if len(n) > 1)
        if sum(text.startswith(known) for text in mine) > 0.4 * len(mine):
            continue  # the same firms again: the names alone, or in the sentences of their dialogs
        if other.columns[0].traits.unique < 0.7 or not _kin(page, best, other):
            continue
        whole = _whole(page, other, context)
        chosen.append(whole)
        taken |= set(other.nodes)
        covered += whole.records.spans
        names |= mine
    return chosen


def _share_inside(page: Page, members: Sequence[int], spans: Sequence[tuple[int, int]]) -> float:
    """The share of some names that stand inside given records."""
    ordered = sorted(spans)
    starts = [s for s, _ in ordered]
    hits = 0
    for member in members:
        node = page.atoms[member].node
        at = bisect_right(starts, node) - 1
        hits += at >= 0 and node < ordered[at][1]
    return hits / max(1, len(members))


def _fullest(page: Page, candidates: Sequence[Candidate]) -> Candidate | None:
    """The best candidate, unless another names the same records and more of them (a slogan or a logo is not in each)."""
    if not candidates:
        return None
    best = candidates[0]
    for other in candidates[1:]:
        if other.size <= 1.15 * best.size or other.score.score < max(ENOUGH, best.score.score - 2.5):
            continue
        if set(best.nodes) & set(other.nodes) or other.columns[0].traits.unique < 0.75:
            continue
        spans = cut(page, other.nodes).spans
        if _share_inside(page, best.nodes, spans) > 0.8 and _one_each(page, best.nodes, spans):
            best = other
    return best


def _one_each(page: Page, members: Sequence[int], spans: Sequence[tuple[int, int]]) -> bool:
    starts = [s for s, _ in sorted(spans)]
    rows = [bisect_right(starts, page.atoms[m].node) for m in members]
    return len(set(rows)) >= 0.9 * len(rows)


def _kin(page: Page, best: Candidate, other: Candidate) -> bool:
    """Records of another make that belong to the same list: they tell the same and stand together, or are built alike."""
    a, b = best.columns[0], other.columns[0]
    if a.hint and a.hint == b.hint:
        return True
    if other.size < 3 or "date" in other.labels:
        return False
    if set(best.labels) == set(other.labels) == {"name"} and _twin_blocks(page, best.nodes, other.nodes):
        return b.traits.name >= 0.5 and b.traits.sentence <= 0.1 and other.size > 0.2 * best.size
    shared = (set(best.labels) & set(other.labels)) - {"name", "profile_url", "description", "category"}
    if a.label and a.label == b.label:
        return bool(shared) or len(best.labels) == 1
    parents = {page.parents[h] for h in best.records.holders}
    beside = any(page.parents[h] in parents for h in other.records.holders)
    same_tag = page.tags[other.records.holders[0]] == page.tags[best.records.holders[0]]
    if beside and same_tag and page.tags[best.records.holders[0]] != "#":
        return bool(shared) or not set(best.labels) - {"name", "profile_url", "website"}
    return len(shared) >= 2 and other.score.support >= 0.9


def _twin_blocks(page: Page, some: Sequence[int], others: Sequence[int]) -> bool:
    """Does each group fill one of two elements of the same make that stand side by side, such as the cells of one row?"""
    nodes = [page.atoms[members[at]].node for members in (some, others) for at in (0, -1)]

    def way_up(node: int) -> list[int]:
        way = [node]
        while page.parents[way[-1]] >= 0:
            way.append(page.parents[way[-1]])
        return way

    ways = [way_up(node) for node in nodes]
    above = set(ways[0]).intersection(ways[2])
    heads = [next(n for n in reversed(way) if n not in above) for way in ways]
    makes = {(page.tags[n], page.classes[n]) for n in heads}
    return heads[0] == heads[1] != heads[2] == heads[3] and len(makes) == 1


def _whole(page: Page, candidate: Candidate, context: float) -> Candidate:
    """Judge again with every record, where a stretch was judged."""
    if candidate.size <= len(candidate.records.members):
        return candidate
    whole = judge(page, candidate.nodes, context, candidate.size)
    whole.nodes = candidate.nodes
    return whole


def _rows_of(page: Page, chosen: Sequence[Candidate]) -> list[ListRow]:
    """Rows in the order of the page; featured strips left out, partners marked."""
    placed: list[tuple[int, str, ListRow]] = []
    for candidate in chosen:
        sections = section_of(page, candidate.records)
        rows_of = build_all(candidate.columns, candidate.labels)
        for number, ((start, _), row) in enumerate(zip(candidate.records.spans, rows_of, strict=True)):
            if row is not None:
                placed.append((start, sections[number], row))
    placed = without_dialogs(page, sorted(placed, key=lambda item: item[0]))
    sections = [section for _, section, _ in placed]
    rows = [row for _, _, row in placed]
    rows = mark_trademarks(rows)
    featured = featured_rows(sections, [r.name for r in rows])
    partners = partner_rows(sections)
    return [
        row.model_copy(update={"kind": SightingKind.partner}) if partner and row.kind is SightingKind.firm else row
        for row, strip, partner in zip(rows, featured, partners, strict=True)
        if not strip and not _announcement(row)
    ]


def _announcement(row: ListRow) -> bool:
    """A line such as "60 exhibitors" or "Exhibitor list 2027" that stands where names stand."""
    if _FURNITURE.search(row.name):
        return True
    if row.booth or row.country or row.website or row.profile_url or legal_form(row.name) or len(row.name) > 40:
        return False
    rest = plain(re.sub(r"\d+", " ", row.name))
    return bool(rest) and rest in group("list_pages")


def _method(page: Page, best: Candidate) -> str:
    atom = page.atoms[best.nodes[0]]
    if atom.kind in ("alt", "title"):
        return "logos"
    if atom.table:
        return "table"
    return "text" if best.records.segmented else "cards"


def recipe_of(page: Page, chosen: Sequence[Candidate]) -> dict[str, Any]:
    """What a later reading needs to find the same list again."""
    fields: dict[str, Any] = {f: len(i) for f, i in chosen[0].labels.items()}
    return {"kind": "dom", **_place_of(page, chosen[0].nodes[0]), "fields": fields}


def _place_of(page: Page, member: int) -> dict[str, Any]:
    """Tags from the root, class words and kind of text of one name."""
    atom = page.atoms[member]
    way, node = [], page.parents[atom.node]
    while node >= 0:
        way.append(page.tags[node])
        node = page.parents[node]
    return {"path": "/".join(reversed(way)), "cls": atom.cls, "source": atom.kind}
