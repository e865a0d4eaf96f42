"""Data that a page carries in its scripts: JSON blocks, state assigned to variables, JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from crawlers.lists.dom import Page
from crawlers.lists.firmness import ENOUGH
from crawlers.lists.jsonlist import Found, best_array

_LITERAL = re.compile(r"[=:(,]\s*(?=[\[{]\s*(?:[\[{\"'\w}\]]))")
_STARTS = re.compile(r"(?:=|\(|return)\s*([\[{])")
_PARSED = re.compile(r"JSON\.parse\(\s*(?:decodeURIComponent\()?(['\"])(.*?)(?<!\\)\1\s*\)", re.S)
_STREAMED = re.compile(r"__next_f\.push\(\[1,\s*(\"(?:[^\"\\]|\\.)*\")\s*\]\)")
_LEAST = 200
_MOST_LITERALS = 40
_MOST_ATTRIBUTES = 12


def embedded_arrays(page: Page, text: str, context: float) -> Found | None:
    """The most firm-like array in the page's scripts; None where no script holds one."""
    best: Found | None = None
    if page.tree is None:
        return None
    for value in script_values(page.tree):
        found = best_array(value, page.base)
        if found is None:
            continue
        found.score.score += 0.5 * context
        if found.score.score >= ENOUGH and (
            best is None
            or found.score.score + found.size.bit_length() * 0.3 > best.score.score + best.size.bit_length() * 0.3
        ):
            best = found
    return best


def script_values(tree: Any) -> Iterator[Any]:
    """Every JSON value or JavaScript literal worth looking at, script by script."""
    streamed: list[str] = []
    for script in tree.iter("script"):
        body = script.text or ""
        if len(body) < _LEAST:
            continue
        kind = (script.get("type") or "").lower()
        if "__next_f.push" in body:
            streamed.extend(_pushed(body))
        elif "json" in kind:
            value = _json(body)
            if value is not None:
                yield value
        elif kind in ("", "module") or "javascript" in kind:
            yield from _literals(body)
    yield from _streamed("".join(streamed))
    yield from _attributes(tree)


def _attributes(tree: Any) -> Iterator[Any]:
    """Components get their data in an attribute of any name: data-props, :exhibitors, x-data. The longest are read."""
    bodies = [
        value
        for element in tree.iter(etree.Element)
        for value in element.attrib.values()
        if len(value) >= _LEAST and value.lstrip()[:1] in ("[", "{")
    ]
    for body in sorted(bodies, key=len, reverse=True)[:_MOST_ATTRIBUTES]:
        value = _json(body)
        if isinstance(value, dict | list):
            yield value


def _json(body: str) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return _object(body)


def _pushed(body: str) -> Iterator[str]:
    for found in _STREAMED.finditer(body):
        try:
            yield str(json.loads(found[1]))
        except ValueError:
            continue


def _streamed(text: str) -> Iterator[Any]:
    """What a page streams to its script in pieces, `push([1, "5:{…}"])`: joined, a key and a JSON value a line."""
    for line in text.splitlines():
        key, _, rest = line.partition(":")
        if len(rest) >= _LEAST and key.isalnum() and rest[0] in "[{":
            value = _json(rest)
            if isinstance(value, dict | list):
                yield value


def _literals(body: str) -> Iterator[Any]:
    """Objects and arrays assigned or passed in a script, the outermost ones only."""
    for found in _PARSED.finditer(body):
        try:
            yield json.loads(
                json.loads('"' + found[2].replace('\\"', '"').replace('"', '\\"').replace("\\'", "'") + '"')
            )
        except (ValueError, RecursionError):
            continue
    at = tried = 0
    while tried < _MOST_LITERALS:
        opened = _STARTS.search(body, at)
        if opened is None:
            return
        start = opened.start(1)
        at = opened.end()
        ahead = body[start : start + 4000]
        if ahead.count(":") + ahead.count(",") < 6 or "function" in ahead[:40]:
            continue
        tried += 1
        end = _closing(body, start)
        if end - start < _LEAST:
            continue
        value = _json(body[start:end])
        if isinstance(value, dict | list) and value:
            yield value
            at = end


def _closing(body: str, start: int) -> int:
    """Where the bracket that opens at `start` closes, strings skipped; the end of the text where it never does."""
    depth = 0
    for found in re.compile(r"[\[{}\]]|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`", re.S).finditer(
        body, start
    ):
        mark = found.group()
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
            if depth == 0:
                return found.end()
    return start


def _object(body: str) -> Any:
    import chompjs

    if re.search(r"function\s*\(|=>", body[:5000]):
        return None
    try:
        return chompjs.parse_js_object(body)
    except (ValueError, RecursionError):
        return None
