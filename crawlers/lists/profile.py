"""One exhibitor's own page on a show's site: the values under their labels, and the firm's own site.

The same labels and value shapes as for lists; here one page is one record, so a label need not come back to be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from core.records import ListRow
from core.values.fold import visible
from crawlers.lists.dom import Atom, Page, host_of, read_page, same_site
from crawlers.lists.embedded import script_values
from crawlers.lists.links import outer_site, usable
from crawlers.lists.mining import mark_labels
from crawlers.lists.rows import build_row
from crawlers.lists.shapes import (
    EMAIL,
    is_address,
    is_booth,
    is_country,
    is_email,
    is_phone,
    is_url,
    name_shape,
    named_booth,
    sentence,
)
from crawlers.lists.vocabulary import exact_field, field_of, group, identifier_field, legal_form, matcher, plain
from crawlers.lists.weblinks import urlsplit

_WANTED = (
    "booth",
    "hall",
    "country",
    "city",
    "zip",
    "region",
    "address",
    "website",
    "phone",
    "email",
    "category",
    "description",
    "name",
    "name_alt",
)
_ITEMS = {
    "name": "name", "legalname": "name", "url": "website", "telephone": "phone", "email": "email", "addresscountry": "country",
    "addresslocality": "city", "streetaddress": "address", "description": "description",
}  # fmt: skip
_FIRM_TYPES = ("Organization", "LocalBusiness", "Corporation", "Store", "ProfessionalService")
_SPLIT = re.compile(r"(?<=[^\x00-\x7f])\s?[-—_]\s?|\s+[|–—·•»]\s+|\s+-\s+|\s*[|｜]\s*|_")
_POST_TOWN = re.compile(
    r"^(?:[A-Z]{1,2}-)?\d{4,6}\s+([^\W\d][^\d,;:]{1,40})$|^([A-Z][A-Za-z .'-]+?),?\s+[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}$|"
    r"^([A-Z][A-Za-z .'-]+),\s*[A-Z]{2}\s+\d{5}(?:-\d{4})?$"
)
Values = dict[str, list[str]]


def read_profile(text: str, url: str) -> ListRow | None:
    """The firm that the page is about, with what the page says of it; None where the page is no firm's own page.

    A page without a firm-like heading, or that tells nothing but a heading, is none.
    """
    page = read_page(text, url)
    if page is None or not page.atoms:
        return None
    mark_labels(page, often=1)
    values: Values = {}
    _from_data(page, values)
    _from_items(page, values)
    name = _name(page, values)
    if name is None:
        return None
    start = _start(page, name)
    _from_labels(page, values)
    _from_shapes(page, values, start)
    _from_links(page, values, start, name)
    if not values.get("city") and (town := _town(page, start)):
        _add(values, "city", town)
    values["name"] = [name]
    products = _products(page)
    told = sum(bool(values.get(f)) for f in ("booth", "country", "city", "address", "website", "phone", "email"))
    if told == 0 or (told == 1 and not products and not values.get("description")):
        return None
    row = build_row(values)
    if row is None:
        return None
    described = _description(page, values, start)
    return row.model_copy(update={"profile_url": url or None, "products": tuple(products), "description": described})


def _add(values: Values, field: str, text: str) -> None:
    found = values.setdefault(field, [])
    if text and text not in found:
        found.append(text)


def _from_data(page: Page, values: Values) -> None:
    """An Organization in the page's JSON-LD that is not the organiser of the show."""
    for value in script_values(page.tree):
        for node in _objects(value):
            kind = node.get("@type")
            if kind not in _FIRM_TYPES and not (isinstance(kind, list) and set(kind) & set(_FIRM_TYPES)):
                continue
            name = visible(str(node.get("name") or node.get("legalName") or ""))
            if not name or not _stands_on(page, name):
                continue
            address = node.get("address")
            flat = {**node, **(address if isinstance(address, Mapping) else {})}
            for key, item in flat.items():
                field = _ITEMS.get(str(key).lower())
                if field == "website" and host_of(str(item)) == host_of(page.url):
                    continue
                if field and isinstance(item, str):
                    _add(values, field, visible(item))
            return


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    stack = [value]
    for _ in range(5000):
        if not stack:
            return
        node = stack.pop()
        if isinstance(node, Mapping):
            yield node
            stack.extend(v for v in node.values() if isinstance(v, Mapping | list))
        elif isinstance(node, list):
            stack.extend(node[:200])


def _stands_on(page: Page, name: str) -> bool:
    folded = plain(name)
    return folded in plain(page.title) or any(folded == plain(text) for _, _, text in page.headings)


def _from_items(page: Page, values: Values) -> None:
    """Microdata of an Organization: itemprop says the field."""
    inside = _firm_scope(page)
    for atom in page.atoms:
        field = _ITEMS.get(atom.hint.lower())
        if field and (inside is None or inside[0] <= atom.node < inside[1]) and (field != "name" or inside is not None):
            _add(values, field, atom.text)


def _firm_scope(page: Page) -> tuple[int, int] | None:
    scopes = [
        (n, page.end[n])
        for n, kind in enumerate(page.items)
        if kind in _FIRM_TYPES and page.zones[n] not in ("nav", "footer")
    ]
    return max(scopes, key=lambda s: s[1] - s[0], default=None)


def _name(page: Page, values: Values) -> str | None:
    """The labelled name, the microdata's, else the heading that the page's title repeats."""
    if values.get("name"):
        return values["name"][0]
    for atom in page.atoms:
        if (
            atom.label
            and field_of(atom.label) == "name"
            and name_shape(atom.text) >= 0.5
            and page.zones[atom.node] not in ("nav", "footer")
        ):
            return atom.text
    title_parts = {plain(p) for p in _SPLIT.split(page.title) if p}
    best: tuple[float, str] | None = None
    for order, (at, _, text) in enumerate(page.headings):
        if at >= len(page.atoms) or page.zones[page.atoms[at].node] in ("nav", "footer"):
            continue
        level = page.tags[_heading_node(page, at)]
        shape = name_shape(text)
        if (
            shape < 0.5
            or exact_field(text)
            or plain(text) in group("navigation")
            or matcher("list_pages").fullmatch(plain(text))
        ):
            continue
        score = shape + (1.0 if plain(text) in title_parts else 0.4 if plain(text) in plain(page.title) else 0.0)
        score += {"h1": 0.6, "h2": 0.3}.get(level, 0.0) + (0.5 if legal_form(text) else 0.0) - 0.05 * order
        if best is None or score > best[0]:
            best = (score, text)
    if best is not None:
        return best[1]
    parts = [p.strip() for p in _SPLIT.split(page.title) if p.strip()]
    return next((p for p in parts if legal_form(p)), None)


def _heading_node(page: Page, at: int) -> int:
    node = page.parents[page.atoms[at].node]
    while node >= 0 and page.tags[node] not in ("h1", "h2", "h3", "h4", "h5", "h6"):
        node = page.parents[node]
    return max(node, 0)


def _start(page: Page, name: str) -> int:
    """Number of the atom from which the page speaks of the firm."""
    folded = plain(name)
    places = [
        n for n, a in enumerate(page.atoms) if plain(a.text) == folded and page.zones[a.node] not in ("nav", "footer")
    ]
    return places[0] if places else 0


def _body(page: Page, start: int) -> Iterator[Atom]:
    for atom in page.atoms[start:]:
        if page.zones[atom.node] not in ("nav", "footer", "menu", "aside") and atom.kind in ("text", "alt"):
            yield atom


def _from_labels(page: Page, values: Values) -> None:
    for atom in page.atoms:
        if page.zones[atom.node] in ("nav", "footer") or atom.kind != "text":
            continue
        label = atom.label or (page.headers.get(atom.table[0], {}).get(atom.table[1], "") if atom.table else "")
        field = field_of(label) if label else None
        if field in _WANTED and field != "name" and _fits(field, atom.text):
            _add(values, field, atom.text)
    for atom in page.atoms:
        field = identifier_field(atom.hint) if atom.hint and atom.kind == "text" else None
        if (
            (
                field in ("booth", "country", "city", "address")
                and not values.get(field)
                and page.zones[atom.node] not in ("nav", "footer", "menu")
            )
            and _fits(field, atom.text)
            and (field not in ("booth", "country") or is_booth(atom.text) or is_country(atom.text))
        ):
            _add(values, field, atom.text)


def _fits(field: str, text: str) -> bool:
    if field == "booth":
        return len(text) <= 60 and any(c.isdigit() for c in text)
    if field == "phone":
        return sum(c.isdigit() for c in text) >= 6 and not sentence(text)
    if field == "email":
        return EMAIL.search(text) is not None
    if field == "website":
        return is_url(text)
    if field in ("country", "city", "hall", "zip", "region"):
        return len(text) <= 60 and not sentence(text)
    return True


def _from_shapes(page: Page, values: Values, start: int) -> None:
    """Values that need no label: a stand that says so, a phone number, an address, a country on a line of its own."""
    for atom in _body(page, start + 1 if start else 0):
        text = atom.text
        if len(text) > 120:
            continue
        if not values.get("email") and is_email(text):
            _add(values, "email", text)
        elif (
            not values.get("booth")
            and named_booth(text)
            and not is_phone(text)
            and len(text) <= 40
            and re.search(r"\d", text)
            and re.search(r"hall|stand|booth|[A-Z]+\s?[-.]?\d|展位|馆|小間|부스|padiglione|pad", text, re.I)
        ):
            _add(values, "booth", text)
        elif not values.get("phone") and is_phone(text) and not atom.label:
            _add(values, "phone", text)
        elif not values.get("country") and len(text) > 3 and is_country(text):
            _add(values, "country", text)
        elif not values.get("address") and not atom.label and is_address(text) and not sentence(text):
            _add(values, "address", text)
        elif (
            not values.get("website")
            and not atom.label
            and is_url(text)
            and not same_site(host_of(text if "//" in text else f"//{text}"), host_of(page.url))
        ):
            _add(values, "website", text)


def _from_links(page: Page, values: Values, start: int, name: str) -> None:
    """mailto, tel and the link out to the firm's own site: named after it, or labelled, or the only one that leads out."""
    first = page.atoms[start].node if start else 0
    outer: list[tuple[float, str]] = []
    for link in page.links:
        href, low = link.href, link.href.lower()
        if link.node < first - 40 or page.zones[link.node] in ("nav", "footer", "menu"):
            continue
        if low.startswith("mailto:"):
            if not values.get("email"):
                _add(values, "email", unquote(href[7:].split("?")[0]).strip())
        elif low.startswith("tel:"):
            if not values.get("phone"):
                _add(values, "phone", unquote(href[4:]).strip())
        elif usable(href):
            url = page.join(href)
            if outer_site(page, url):
                outer.append((_likely(page, link.at, url, name), url))
    if outer:
        _score, url = max(outer, key=lambda item: item[0])
        stated = values.get("website", [])
        if not stated or any(host_of(url) == host_of(s if "//" in s else f"//{s}") for s in stated):
            values["website"] = [url]


def _town(page: Page, start: int) -> str | None:
    """The town of a line of an address, by its postcode."""
    for atom in _body(page, start):
        if len(atom.text) < 60 and (found := _POST_TOWN.search(atom.text)):
            return next(g for g in found.groups() if g).strip()
    return None


def _likely(page: Page, at: int, url: str, name: str) -> float:
    """How surely an outer link is the firm's own site."""
    near = page.atoms[at] if at < len(page.atoms) else None
    host = urlsplit(url).netloc.removeprefix("www.").replace("-", "")
    words = [
        w
        for w in re.findall(r"[a-z0-9]{3,}", plain(name))
        if w not in ("gmbh", "ltd", "inc", "the", "and", "srl", "spa")
    ]
    score = 1.0 if any(w in host for w in words) else 0.0
    if near is not None:
        score += 0.8 if field_of(near.label or "") == "website" or is_url(near.text) else 0.0
        score += 0.5 if matcher_website(near.text) else 0.0
    return score - 0.002 * at / max(1, len(page.atoms))


def matcher_website(text: str) -> bool:
    """Does a link's text say that it leads to the firm's site?"""
    return (
        bool(
            re.search(
                r"web\s?site|homepage|visit|官网|网站|ホームページ|홈페이지|sito|site (?:web|internet)|página web|internet",
                text,
                re.I,
            )
        )
        and len(text) < 40
    )


def _products(page: Page) -> list[str]:
    """What stands under a heading or label for products, as far as the next heading."""
    found: list[str] = []
    for number, (_, after, text) in enumerate(page.headings):
        if field_of(text) != "category":
            continue
        stop = page.headings[number + 1][0] if number + 1 < len(page.headings) else min(after + 60, len(page.atoms))
        found += [
            a.text
            for a in page.atoms[after:stop]
            if a.kind == "text"
            and len(a.text) <= 120
            and page.zones[a.node] not in ("nav", "footer")
            and a.label in ("", text)
        ]
    for atom in page.atoms:
        if atom.label and field_of(atom.label) == "category":
            found += [p for p in re.split(r"\s*[;；、•]\s*|,\s+(?=\S)", atom.text) if p]
    return list(dict.fromkeys(found))[:200]


def _description(page: Page, values: Values, start: int) -> str | None:
    if values.get("description"):
        return values["description"][0]
    texts = [a.text for a in _body(page, start) if len(a.text) > 60 and sentence(a.text) and not a.label]
    return max(texts, key=len, default=None)
