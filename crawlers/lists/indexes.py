"""Lists that are cut by country or category instead of by page: the addresses of all parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from core.values.fold import visible
from crawlers.lists.shapes import is_country
from crawlers.lists.vocabulary import identifier_field
from crawlers.lists.weblinks import urljoin, urlsplit

_FEWEST = 4


def index_pages(tree: Any, anchors: Sequence[tuple[str, str]], base: str, url: str) -> tuple[list[str], str | None]:
    """Addresses of the parts of a list and what it is cut by ("countries", "categories"); [] where it is not cut so."""
    host = urlsplit(url).netloc
    countries = [target for target, text in anchors if text and is_country(text) and urlsplit(target).netloc == host]
    if len(set(countries)) >= _FEWEST:
        return list(dict.fromkeys(countries)), "countries"
    for kind, word in (("countries", "country"), ("categories", "category")):
        chosen = _select(tree, word, base, url)
        if len(chosen) >= _FEWEST - 1:
            return chosen, kind
    path = urlsplit(url).path.rstrip("/")
    by_key: dict[str, list[str]] = defaultdict(list)
    for target, _ in anchors:
        parts = urlsplit(target)
        if parts.netloc == host and parts.path.rstrip("/") == path:
            for key, value in parse_qsl(parts.query):
                if value and identifier_field(key) == "category":
                    by_key[key].append(target)
    longest = max(by_key.values(), key=len, default=[])
    return (list(dict.fromkeys(longest)), "categories") if len(set(longest)) >= _FEWEST else ([], None)


def _select(tree: Any, word: str, base: str, url: str) -> list[str]:
    """A menu of countries or categories in a form that is sent by GET: one address a choice."""
    for select in tree.iter("select"):
        name = select.get("name") or ""
        form = next(select.iterancestors("form"), None)
        if not name or form is None or (form.get("method") or "get").lower() != "get":
            continue
        options = [(visible(o.get("value") or ""), visible("".join(o.itertext()))) for o in select.iter("option")]
        options = [(value, text) for value, text in options if value and value not in ("0", "-1", "all")]
        of_country = sum(is_country(text) for _, text in options) > 0.6 * max(1, len(options))
        if not options or not (identifier_field(name) == word or (word == "country" and of_country)):
            continue
        action = urljoin(base, form.get("action") or url)
        kept = [(k, v) for k, v in parse_qsl(urlsplit(action).query) if k != name]
        bare = action.split("?")[0].split("#")[0]
        return [f"{bare}?{urlencode([*kept, (name, value)])}" for value, _ in options]
    return []
