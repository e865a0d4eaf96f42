"""JSON of unknown shape: the array of firm-like objects at any depth, its columns named by keys and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from core.listing import ListReading
from core.values.fold import visible
from crawlers.lists.columns import Column
from crawlers.lists.firmness import ENOUGH, Firmness, firmness, page_context, refusal
from crawlers.lists.labelling import Labels, label_columns
from crawlers.lists.rows import build_rows
from crawlers.lists.shapes import URL
from crawlers.lists.weblinks import urljoin, urlsplit

MOST_NODES = 3_000_000
_MOST_KEYS = 160
_DEEP = 7
_TAG = re.compile(r"<[^>]{1,300}>")
_TOTAL_KEY = re.compile(
    r"^(?:total|count|found|hits|nbhits|numfound|totalcount|totalitems|totalresults|totalhits|hitstotal|total_count|total_results|totalrecords|"
    r"totalelements|recordcount|recordstotal|totalnum|totalsize|itemcount|numberofitems|totalitemcount|totalexhibitors|nbexhibitors)$",
    re.I,
)


@dataclass(slots=True)
class Found:
    """One array of records with its labels and its score."""

    path: str
    columns: list[Column]
    labels: Labels
    score: Firmness
    total: int | None

    @property
    def size(self) -> int:
        """How many records."""
        return len(self.columns[0].values) if self.columns else 0


def read_json(value: Any, url: str) -> ListReading:
    """Read a decoded JSON value; relative links are joined to `url`. Never raises for any JSON value."""
    best = best_array(value, url)
    if best is None:
        return ListReading(refused=refusal(None, 0), method="json")
    if best.score.score < ENOUGH:
        return ListReading(refused=refusal(best.score, best.size), method="json", declared_total=None)
    rows = tuple(build_rows(best.columns, best.labels))
    recipe: dict[str, Any] = {"kind": "json", "path": best.path}
    return ListReading(records=rows, declared_total=best.total, method=f"json:{best.path}", recipe=recipe)


def best_array(value: Any, url: str, *, only: str | None = None) -> Found | None:
    """The most firm-like array of objects in a JSON value, or the array at the path `only`."""
    best: Found | None = None
    context = page_context("", (), url)
    for path, items, total in arrays(value):
        if only is not None and path != only:
            continue
        columns = object_columns(items, url)
        labels = label_columns(columns)
        hint = page_context(path.replace(".", " "), (), "") if path else 0.0
        score = firmness(columns, labels, 0.4 * context + hint)
        found = Found(path, columns, labels, score, total)
        if best is None or _rank(found) > _rank(best):
            best = found
    return best


def _rank(found: Found) -> float:
    return found.score.score + 0.25 * min(found.size, 4096).bit_length()


def arrays(value: Any) -> Iterator[tuple[str, list[Mapping[str, Any]], int | None]]:
    """Every array of two or more objects, with its path and the total stated nearest above it; no recursion.

    Objects keyed by ids (Apollo state, maps of letters) count as arrays of their values.
    """
    stack: list[tuple[str, Any, int | None, int]] = [("", value, None, 0)]
    left = MOST_NODES
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    while stack and left > 0:
        path, node, total, depth = stack.pop()
        left -= 1
        if isinstance(node, Mapping):
            total = _total(node) or _total_beside(node) or total
            for kind, members in _keyed(node).items():
                yield f"{path}.{{{kind}}}".lstrip("."), members, total
            for key, child in node.items():
                if isinstance(child, Mapping | list) and child:
                    stack.append((f"{path}.{key}".lstrip("."), child, total, depth + 1))
        elif isinstance(node, list):
            objects = [_inner(n) for n in node if isinstance(n, Mapping)]
            if len(objects) >= 2 and len(objects) >= 0.6 * len(node):
                yield path, objects, total
            elif len(node) > 2 and all(isinstance(n, list) for n in node[:50]):
                yield path, [{f"c{i}": c for i, c in enumerate(n)} for n in node if isinstance(n, list)], total
            for child in node[:20_000]:
                if isinstance(child, Mapping):
                    for key, inner in child.items():
                        if isinstance(inner, list) and len(inner) and isinstance(inner[0], Mapping):
                            groups.setdefault((path, str(key)), []).extend(
                                _inner(i) for i in inner if isinstance(i, Mapping)
                            )
                elif isinstance(child, list) and child:
                    stack.append((f"{path}[]", child, total, depth + 1))
            for child in node[:3]:
                if isinstance(child, Mapping):
                    stack.append((f"{path}[]", child, total, depth + 1))
    for (path, key), members in groups.items():
        if len(members) >= 2:
            yield f"{path}[].{key}", members, None


def _inner(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """GraphQL edges and search hits wrap each record once: {"node": {…}}, {"fields": {…}}, {"exhibitor": {…}}."""
    nested = [v for v in item.values() if isinstance(v, Mapping) and len(v) >= 2]
    plain_values = sum(isinstance(v, str) and bool(v) for v in item.values())
    return nested[0] if len(nested) == 1 and plain_values <= 1 and len(nested[0]) > len(item) else item


def _keyed(node: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """Values of an object that serve as records: grouped by the prefix of their key or their __typename."""
    objects = [(k, v) for k, v in node.items() if isinstance(v, Mapping) and len(v) >= 2]
    if len(objects) < 3:
        return {}
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for key, child in objects:
        kind = str(child.get("__typename") or (re.split(r"[:.]", str(key))[0] if ":" in str(key) else ""))
        groups.setdefault(kind or ("id" if re.search(r"\d", str(key)) else ""), []).append(child)
    return {k: v for k, v in groups.items() if k and len(v) >= 3}


def _total_beside(node: Mapping[str, Any]) -> int | None:
    """The total in a small object beside the records: metaData, paging, pageInfo."""
    for key, value in node.items():
        if isinstance(value, Mapping) and len(value) < 20 and re.search(r"meta|pag|info|summary|stat", str(key), re.I):
            found = _total(value)
            if found is not None:
                return found
    return None


def _total(node: Mapping[str, Any]) -> int | None:
    for key, value in node.items():
        if _TOTAL_KEY.match(str(key).replace("-", "_").replace("_", "") if "_" in str(key) else str(key)):
            if isinstance(value, int) and not isinstance(value, bool) and value > 0:
                return value
            if isinstance(value, str) and value.isdigit():
                return int(value)
    return None


def object_columns(items: Sequence[Mapping[str, Any]], url: str) -> list[Column]:
    """Objects → columns: nested objects by dotted keys, lists of values joined by "; "."""
    table: dict[str, list[str]] = {}
    for row, item in enumerate(items):
        for key, text in flat(item):
            column = table.get(key)
            if column is None:
                if len(table) >= _MOST_KEYS:
                    continue
                column = table[key] = [""] * len(items)
            if not column[row]:
                column[row] = text
            elif text not in column[row].split("; "):
                column[row] += "; " + text
    return [c for key, values in table.items() for c in (_column(key, values, url),) if any(c.values)]


def _column(key: str, values: list[str], url: str) -> Column:
    last = key.rsplit(".", 1)[-1]
    words = (
        last
        if last.lower() not in ("name", "value", "label", "title", "text", "en", "de", "zh", "fr", "number", "code")
        else key.replace(".", " ")
    )
    column = Column(key, values, hint=words, named=True)
    filled = [v for v in values if v][:200]
    if filled and sum(v.startswith("/") and len(v) > 1 and " " not in v for v in filled) > 0.8 * len(filled):
        column.values = [urljoin(url, v) if v.startswith("/") else v for v in values]
        column.link = "internal"
    elif filled and sum(bool(URL.match(v)) for v in filled) > 0.8 * len(filled):
        host = urlsplit(url).netloc.removeprefix("www.")
        own = sum(_host(v) == host for v in filled)
        images = sum(bool(re.search(r"\.(?:png|jpe?g|gif|svg|webp|pdf)(?:\?|$)", v, re.I)) for v in filled)
        hosts = len({_host(v) for v in filled})
        if images > 0.5 * len(filled) or (hosts <= max(1, len(filled) // 5) and own < 0.5 * len(filled)):
            column.values = [""] * len(values)
        column.link = "internal" if own > 0.5 * len(filled) else "external"
    return column


def _host(address: str) -> str:
    return urlsplit(address if "//" in address else f"//{address}").netloc.removeprefix("www.")


def flat(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Scalars of one object with their dotted keys, in document order, to a depth of seven."""
    stack: list[tuple[str, Any, int]] = [("", item, 0)]
    while stack:
        key, value, depth = stack.pop()
        if isinstance(value, Mapping):
            if depth <= _DEEP:
                stack.extend((f"{key}.{k}".lstrip("."), v, depth + 1) for k, v in reversed(list(value.items())))
        elif isinstance(value, list):
            if depth <= _DEEP:
                stack.extend((key, v, depth + 1) for v in reversed(value[:40]))
        elif value is not None and not isinstance(value, bool):
            text = str(value)
            if "<" in text:
                text = _TAG.sub(" ", text)
            text = visible(unescape(text) if "&" in text else text)
            if text and text not in ("null", "undefined"):
                yield key, text[:2000]
