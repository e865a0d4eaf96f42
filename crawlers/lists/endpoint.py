"""A JSON endpoint's paging, inferred from two observed calls: which parameter moves, by how much, and when it ends."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode

from pydantic import JsonValue

from core.listing import Ask, ListReading, NetworkCall
from core.records import Frozen
from crawlers.lists.jsonlist import best_array
from crawlers.lists.weblinks import urlsplit

_CURSOR = re.compile(
    r"cursor|after|token|scroll|continuation|nextpage|next_page|nextkey|lastid|last_id|marker|nextresult", re.I
)
_RANDOM = re.compile(r"_|t|ts|time(?:stamp)?|nonce|rand(?:om)?|callback|cb|draw|r", re.I)
_HEADERS = ("content-type", "accept", "x-requested-with", "referer")
Where = Literal["query", "body", "form"]


class EndpointTemplate(Frozen):
    """How to ask a list's endpoint for its next part.

    `key` is the path of the moving parameter in the query string, the form or the JSON body; `step` is added to it each
    time (page: 1, offset: rows a call); for a cursor `answer_key` is the path in the answer that holds the next one.
    """

    url: str
    method: Literal["GET", "POST"] = "GET"
    headers: dict[str, str] = {}
    body: str | None = None
    where: Where
    key: str
    kind: Literal["page", "offset", "cursor"]
    step: int = 1
    last: JsonValue = None
    answer_key: str | None = None
    rows: int = 0
    """Rows of the last observed answer."""

    def next_ask(self, last_answer: str) -> Ask | None:
        """The request after the one that gave `last_answer` (the request of `last`), or None at the end of the list."""
        value = _decoded(last_answer)
        if value is None:
            return None
        found = best_array(value, self.url)
        count = found.size if found else _count(value)
        if count == 0:
            return None
        if self.kind == "cursor":
            moved = _at(value, self.answer_key or "")
            if (
                moved in (None, "", False)
                or moved == self.last
                or _at(value, _sibling(self.answer_key or "", "hasNextPage")) is False
            ):
                return None
        else:
            if not isinstance(self.last, int):
                return None
            moved = self.last + self.step
            total = found.total if found else None
            if self.kind == "offset" and count < self.step:
                return None
            if total is not None and _reached(self, total):
                return None
        return self._asking(moved)

    def moved(self, ask: Ask) -> EndpointTemplate:
        """The same template after `ask` was made."""
        return self.model_copy(update={"last": ask.meta["at"]})

    def _asking(self, value: JsonValue) -> Ask:
        url, body = self.url, self.body
        if self.where == "query":
            parts = urlsplit(self.url)
            url = parts._replace(
                query=urlencode(
                    [(k, str(value) if k == self.key else v) for k, v in parse_qsl(parts.query, keep_blank_values=True)]
                )
            ).geturl()
        elif self.where == "form":
            body = urlencode(
                [(k, str(value) if k == self.key else v) for k, v in parse_qsl(self.body or "", keep_blank_values=True)]
            )
        else:
            data = json.loads(self.body or "{}")
            _put(data, self.key, value)
            body = json.dumps(data, ensure_ascii=False)
        return Ask(
            url=url,
            method=self.method,
            headers=self.headers,
            body=body,
            label=f"{self.kind} {value}"[:60],
            meta={"at": value},
        )


def infer_endpoint(calls: Sequence[NetworkCall]) -> EndpointTemplate | None:
    """The paging of the endpoint that gave a list of firms, from the last two calls to it; None where none is to be seen.

    Exactly one parameter may differ between the two calls.
    """
    groups: dict[tuple[str, str], list[NetworkCall]] = {}
    for call in calls:
        if 200 <= call.status < 300 and _decoded(call.body) is not None:
            parts = urlsplit(call.url)
            groups.setdefault((call.method.upper(), f"{parts.scheme}://{parts.netloc}{parts.path}"), []).append(call)
    best: tuple[float, EndpointTemplate] | None = None
    for same in groups.values():
        for first, second in itertools.pairwise(same):
            template = _between(first, second)
            if template is None:
                continue
            found = best_array(_decoded(second.body), second.url)
            score = found.score.score if found else 0.0
            if best is None or score >= best[0]:
                best = (score, template)
    return best[1] if best else None


def read_calls(calls: Sequence[NetworkCall], url: str = "") -> ListReading:
    """The firms in what a page fetched by itself: all answers of the endpoint that holds the most firm-like records."""
    from crawlers.lists import read_json

    readings: dict[str, list[ListReading]] = {}
    for call in calls:
        value = _decoded(call.body) if 200 <= call.status < 300 else None
        if value is None:
            continue
        reading = read_json(value, url or call.url)
        if reading.records:
            parts = urlsplit(call.url)
            readings.setdefault(f"{parts.netloc}{parts.path} {reading.method}", []).append(reading)
    if not readings:
        return ListReading(
            refused="no answer that the page fetched holds firms / 页面自行请求的数据中没有企业", method="calls"
        )
    best = max(readings.values(), key=lambda group: sum(len(r.records) for r in group))
    rows = tuple(dict.fromkeys(_key(row) for r in best for row in r.records))
    total = max((r.declared_total for r in best if r.declared_total), default=None)
    return ListReading(
        records=tuple(_unkeyed(rows, best)),
        declared_total=total,
        method="calls:" + best[0].method,
        recipe=best[0].recipe,
    )


def _key(row: Any) -> str:
    return str(row.model_dump_json())


def _unkeyed(keys: Sequence[str], readings: Sequence[ListReading]) -> list[Any]:
    by_key = {_key(row): row for reading in readings for row in reading.records}
    return [by_key[key] for key in keys]


def _decoded(body: str) -> Any:
    text = body.strip()
    if text[:1] not in ("{", "["):
        found = re.match(r"^[\w.$]+\((.*)\)\s*;?$", text, re.S)
        if found is None:
            return None
        text = found[1]
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _between(first: NetworkCall, second: NetworkCall) -> EndpointTemplate | None:
    """The template for two calls that differ in one parameter."""
    differing = _differing(first, second)
    if len(differing) != 1:
        return None
    where, key, before, after = differing[0]
    found = best_array(_decoded(second.body), second.url)
    template = EndpointTemplate(
        url=second.url,
        method="POST" if second.method.upper() == "POST" else "GET",
        headers={
            k: v for k, v in second.request_headers.items() if k.lower() in _HEADERS or k.lower().startswith("x-")
        },
        body=second.request_body,
        where=where,
        key=key,
        kind="cursor",
        last=after,
        rows=found.size if found else 0,
    )
    was, now = (int(v) if v is not None and re.fullmatch(r"-?\d{1,9}", str(v)) else None for v in (before, after))
    if now is not None and (was is not None or before is None):
        step = now - (was if was is not None else 1 if now == 2 else 0)
        if step > 0:
            kind = "page" if step == 1 else "offset"
            return template.model_copy(update={"kind": kind, "step": step, "last": now})
    place = _where_is(_decoded(first.body), after)
    return template.model_copy(update={"answer_key": place}) if place else None


def _differing(first: NetworkCall, second: NetworkCall) -> list[tuple[Where, str, Any, Any]]:
    """Parameters that two calls give different values, without clocks and random numbers."""

    def query(text: str | None) -> dict[str, Any]:
        return dict(parse_qsl(text or "", keep_blank_values=True))

    places: list[tuple[Where, dict[str, Any], dict[str, Any]]] = [
        ("query", query(urlsplit(first.url).query), query(urlsplit(second.url).query))
    ]
    a, b = _decoded(first.request_body or ""), _decoded(second.request_body or "")
    if isinstance(a, list | dict) and isinstance(b, list | dict):
        places.append(("body", dict(_leaves(a)), dict(_leaves(b))))
    elif first.request_body and second.request_body:
        places.append(("form", query(first.request_body), query(second.request_body)))
    return [
        (where, key, x.get(key), y.get(key))
        for where, x, y in places
        for key in dict.fromkeys([*x, *y])
        if x.get(key) != y.get(key) and not _RANDOM.fullmatch(key.rsplit(".", 1)[-1])
    ]


def _leaves(value: Any) -> list[tuple[str, Any]]:
    """Scalars of a JSON value with their dotted paths."""
    found: list[tuple[str, Any]] = []
    stack: list[tuple[str, Any]] = [("", value)]
    while stack and len(found) < 5000:
        path, node = stack.pop()
        if isinstance(node, Mapping):
            stack.extend((f"{path}.{k}".lstrip("."), v) for k, v in node.items())
        elif isinstance(node, list):
            stack.extend((f"{path}.{i}".lstrip("."), v) for i, v in enumerate(node[:500]))
        else:
            found.append((path, node))
    return found


def _where_is(answer: Any, value: Any) -> str | None:
    """Where an answer held the cursor that the next call sent."""
    hits = [path for path, leaf in _leaves(answer) if leaf == value or (leaf is not None and str(leaf) == str(value))]
    return min(hits, key=lambda p: (not _CURSOR.search(p), p.count("."), len(p)), default=None)


def _at(value: Any, path: str) -> Any:
    for part in path.split("."):
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def _put(value: Any, path: str, new: JsonValue) -> None:
    *way, last = path.split(".")
    for part in way:
        value = value[int(part)] if isinstance(value, list) else value.setdefault(part, {})
    if isinstance(value, list):
        value[int(last)] = new
    else:
        value[last] = new


def _sibling(path: str, name: str) -> str:
    return ".".join([*path.split(".")[:-1], name])


def _count(value: Any) -> int:
    """Rows in an answer that holds too few of them to be judged: its longest array of objects."""
    stack, longest = [value], 0
    for _ in range(20_000):
        if not stack:
            break
        node = stack.pop()
        if isinstance(node, Mapping):
            stack.extend(v for v in node.values() if isinstance(v, Mapping | list))
        elif isinstance(node, list):
            longest = max(longest, sum(isinstance(n, Mapping) for n in node))
    return longest


def _reached(template: EndpointTemplate, total: int) -> bool:
    if not isinstance(template.last, int):
        return False
    if template.kind == "offset":
        return template.last + template.step >= total
    return template.rows > 0 and template.last * template.rows >= total
