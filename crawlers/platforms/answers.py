"""What list platforms share: checked params, and reading JSON and HTML answers without guessing.

Every function that looks for a known shape and misses it raises SourceDown(access=layout_changed), so that a redesign
is never taken for an empty list.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

from lxml import etree
from parsel import Selector
from pydantic import JsonValue, ValidationError

from core.catalogue import Configured
from core.errors import BadInput, SourceDown
from core.listing import Answer, ListConfig, Platform
from core.records import ListRow
from core.values.fold import visible
from core.words import Access, SightingKind

P = TypeVar("P", bound=Configured)
_TAG = re.compile(r"<[^>]{0,2000}>")


def settle(platform: Platform, config: ListConfig, model: type[P]) -> P:
    """The params of a list: what its address gives away, overruled by what its YAML says.

    Raises BadInput naming the list, the param and what is wrong with it.
    """
    known = {**(platform.recognise(config.url) or {}), **config.params}
    try:
        return model.model_validate(known)
    except ValidationError as error:
        said = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise BadInput(f"list {config.title!r}, platform {platform.name}, params: {said}") from error


def changed(name: str, detail: str) -> SourceDown:
    """The answer lacks the known shape."""
    return SourceDown(name, Access.layout_changed, detail)


def usable(answer: Answer, name: str) -> str:
    """The text of an answer that came through; SourceDown with its access otherwise."""
    if answer.access is not Access.ok:
        raise SourceDown(name, answer.access, answer.final_url)
    return answer.text


def tree(answer: Answer, name: str) -> JsonValue:
    """The JSON of an answer."""
    return parsed(usable(answer, name), name, answer.final_url)


def parsed(text: str, name: str, where: str) -> JsonValue:
    """JSON text as a value; `where` says whose text it is."""
    try:
        found: JsonValue = json.loads(text.lstrip("\ufeff \r\n\t"))
    except (ValueError, RecursionError) as error:
        raise changed(name, f"{where} is not JSON but {text[:60]!r}") from error
    return found


def xml(answer: Answer, name: str) -> Any:
    """The root element of an XML answer, without entities and network."""
    text = usable(answer, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(answer.body or text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise changed(name, f"{answer.final_url} is not XML") from error
    if root is None:
        raise changed(name, f"{answer.final_url} is not XML")
    return root


def dig(node: JsonValue, path: str) -> JsonValue:
    """The value at a dotted path, or None where any step is missing; digits step into lists."""
    for step in path.split(".") if path else []:
        if isinstance(node, dict):
            node = node.get(step)
        elif isinstance(node, list) and step.isdigit() and int(step) < len(node):
            node = node[int(step)]
        else:
            return None
    return node


def records(node: JsonValue, path: str, name: str) -> list[dict[str, JsonValue]]:
    """The list of objects at a path; layout_changed where there is no list."""
    found = dig(node, path)
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise changed(name, f"no list of records at {path or 'the top'!r}")
    return [item for item in found if isinstance(item, dict)]


def objects(node: JsonValue) -> list[dict[str, JsonValue]]:
    """The objects in a list that may be absent."""
    return [item for item in node if isinstance(item, dict)] if isinstance(node, list) else []


def number(node: JsonValue) -> int | None:
    """A whole number, also where it is written as text."""
    if isinstance(node, bool) or node is None:
        return None
    if isinstance(node, int | float):
        return int(node)
    return int(node) if isinstance(node, str) and node.strip().isdigit() else None


def words(node: JsonValue) -> str | None:
    """A value as one line of text: markup and entities gone, lists joined by "; ", empty as None."""
    if isinstance(node, list):
        parts = dict.fromkeys(part for part in map(words, node) if part)
        return "; ".join(parts) or None
    if node is None or isinstance(node, bool | dict):
        return None
    text = str(node)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return visible(html.unescape(text)) or None


def first(record: Mapping[str, JsonValue], *paths: str) -> str | None:
    """The first of these paths that holds text."""
    return next((said for path in paths if (said := words(dig(dict(record), path)))), None)


def page(answer: Answer, name: str) -> Selector:
    """The answer as a document, its links made absolute against the address it came from."""
    return Selector(text=usable(answer, name) or "<html></html>", type="html")


def said(node: Selector, css: str, *, drop: str | None = None) -> str | None:
    """All text of the first element that matches, without the leading label `drop` (a pattern)."""
    for element in node.css(css)[:1]:
        text = visible(" ".join(element.xpath(".//text()[not(ancestor::script or ancestor::style)]").getall()))
        return (re.sub(rf"^(?:{drop})\s*[:：]?\s*", "", text, flags=re.I) if drop else text) or None
    return None


def link(answer: Answer, node: Selector, css: str) -> str | None:
    """The absolute address of the first matching link; only http and https count."""
    for href in node.css(css).xpath("@href").getall()[:1]:
        return absolute(answer, href)
    return None


def absolute(answer: Answer, href: str | None) -> str | None:
    """An address as the page means it, or None where it leads nowhere on the web."""
    try:
        url = urljoin(answer.final_url, (href or "").strip()) if href else ""
        return url if urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def listed(rows: Iterable[ListRow | None], name: str, detail: str) -> tuple[ListRow, ...]:
    """The rows that carry a name; layout_changed where there were records but none of them had one."""
    tried = list(rows)
    kept = tuple(row for row in tried if row)
    if tried and not kept:
        raise changed(name, detail)
    return kept


def row(name: str | None, kind: SightingKind = SightingKind.firm, **fields: Any) -> ListRow | None:
    """One row, or None without a name. Values equal to the name are no other-language name."""
    if not name:
        return None
    if fields.get("name_alt") == name:
        fields["name_alt"] = None
    return ListRow(name=name, kind=kind, **{key: value for key, value in fields.items() if value})


def host(url: str) -> str:
    """The host of an address, lower case; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def path(url: str) -> str:
    """The path of an address; empty where it is no address."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def under(url: str, *domains: str) -> bool:
    """Is the address on one of these domains or below it?"""
    name = host(url)
    return any(name == domain or name.endswith("." + domain) for domain in domains)


def mentioned(pattern: str, *texts: str | None) -> str | None:
    """The first group of a pattern in any of the texts."""
    for text in texts:
        if text and (match := re.search(pattern, text)):
            return match.group(1)
    return None
