"""Reading of patent searches: JSON of Google Patents, Tianyancha, Qichacha, EPO, USPTO and unknown portals, and HTML by labels."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.catalogue import words
from core.settings import settings
from core.values.fold import fold
from core.web.access import classify
from core.words import Access
from enrich.patents import epo_xml
from enrich.patents.record import Patent, PatentReading
from enrich.registry import api_codes
from enrich.registry.cells import clean, day
from enrich.registry.embedded import decoded, embedded

_CODE = re.compile(r"^([A-Z]{2})[\d.]{6,}([A-Z]\d?)$")
EPO_CAP = 10_000


@lru_cache(maxsize=4)
def _labels(path: Path) -> dict[str, Any]:
    data = words(path)
    heads = {head_key(label): field for field, labels in data["fields"].items() for label in labels}
    return {"heads": heads, **data}


def labels() -> dict[str, Any]:
    """The vocabulary of this installation, with `heads`: folded label → field."""
    return _labels(settings().config_dir / "lookups" / "patent_labels.yml")


def head_key(text: str) -> str:
    """A column head for comparison."""
    return re.sub(r"[\s:：_]+", "", fold(text)).casefold()


def parse_patents(
    text: str, url: str = "", *, status: int | None = 200, headers: Mapping[str, str] | None = None
) -> PatentReading:
    """Read one answer of a patent search or office: body and final address in, declared total and publications out."""
    start = text.lstrip("\ufeff \r\n\t")[:200]
    tree = decoded(text) if start[:1] in ("{", "[") else None
    if tree is not None:
        return read_tree(tree)
    if start.startswith("<?xml") and ("exchange" in text[:3000] or "ops.epo" in text[:3000] or "<error" in text[:3000]):
        return epo_xml.read(text)
    access = classify(status, headers or {}, text, url)
    if access is not Access.ok:
        return PatentReading(access=access)
    from enrich.patents.page import read_page

    reading = read_page(text)
    if reading.patents or reading.total is not None:
        return reading
    for data in embedded(text):
        inner = read_tree(data)
        if inner.patents:
            return inner
    return reading


def read_tree(tree: Any) -> PatentReading:
    """Read JSON. Envelopes of the licensed APIs speak for themselves; else objects with the keys of patents count."""
    refused = api_codes.access_of(tree)
    if refused is not None and refused is not Access.ok:
        total = 0 if refused is Access.not_found else None
        return PatentReading(access=refused, total=total, detail=api_codes.detail_of(tree))
    results = tree.get("results") if isinstance(tree, Mapping) else None
    if isinstance(results, Mapping) and results.get("user_error"):
        return PatentReading(access=Access.down, detail=f"the query was refused: {results['user_error']}")
    epo = epo_xml.read_json(tree)
    if epo is not None:
        return epo
    patents = tuple(patent for patent in map(patent_of, _objects(tree)) if patent)
    total = _total(tree)
    return PatentReading(total=total if total is not None else None, patents=patents)


def patent_of(item: Mapping[str, Any]) -> Patent | None:
    """One publication of an object, whichever system wrote it; None without a number."""
    flat = {
        **item,
        **{k: v for part in item.values() if isinstance(part, dict) for k, v in part.items() if k not in item},
    }
    number, application = tidy(_first(flat, "number")), tidy(_first(flat, "application"))
    if number is None and application is None:
        return None
    return make(
        {
            "number": number,
            "application": application,
            "title": tidy(_first(flat, "title")),
            "kind": tidy(_first(flat, "kind")),
            "filed_on": _first(flat, "filed_on"),
            "published_on": _first(flat, "published_on"),
            "applicant": _first(flat, "applicant"),
        }
    )


def make(values: Mapping[str, Any]) -> Patent | None:
    """A publication from raw values by field; None where neither number is given."""
    number, application = values.get("number"), values.get("application")
    shown = number or application
    if not shown:
        return None
    return Patent(
        number=re.sub(r"\s+", "", shown),
        application=re.sub(r"\s+", "", application) if application else None,
        title=values.get("title") or "",
        kind=kind_of(values.get("kind"), shown),
        filed_on=day(values.get("filed_on")),
        published_on=day(values.get("published_on")),
        applicants=applicants(values.get("applicant")),
    )


def kind_of(stated: str | None, number: str) -> str | None:
    """The kind as stated; else for Chinese numbers by the letter at their end, for others the kind code itself."""
    data = labels()
    if stated and not (stated.isdigit() or re.fullmatch(r"[A-Z]\d?", stated)):
        return stated
    if stated and stated.isdigit():
        return str(data["kind_numbers"].get(stated, stated))
    code = _CODE.match(re.sub(r"[\s.\-/]", "", number.upper()))
    letters = stated or (code[2] if code else None)
    if letters and (code is None or code[1] == "CN"):
        return str(data["kinds"].get(letters[0], letters))
    return letters


def applicants(value: Any) -> tuple[str, ...]:
    """Applicants one by one: from a list, from JSON text inside JSON, or from text parted by semicolons."""
    if isinstance(value, str):
        inner = decoded(value) if value.lstrip().startswith("[") else None
        parts = inner if isinstance(inner, list) else re.split(r"\s*[;；|\n]\s*", value)
    elif isinstance(value, Mapping):
        parts = [value.get("name") or value.get("applicantNameText")]
    elif isinstance(value, list):
        parts = [
            next((p[k] for k in ("name", "applicantNameText", "Name") if p.get(k)), None)
            if isinstance(p, Mapping)
            else p
            for p in value
        ]
    else:
        parts = []
    cleaned = (tidy(part) for part in parts)
    return tuple(dict.fromkeys(name for name in cleaned if name))


def tidy(value: Any) -> str | None:
    """Text without markup, entities and blanks around it; None where it is absent or masked."""
    if not isinstance(value, str | int):
        return None
    return clean(html.unescape(re.sub(r"</?[a-zA-Z]+[^>]*>", "", html.unescape(str(value)))))


def _first(item: Mapping[str, Any], field: str) -> Any:
    return next((item[key] for key in labels()["json_keys"][field] if item.get(key) not in (None, "", [], {})), None)


def _objects(tree: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Objects that name a patent: a number and at least one more of title, date and applicant; nothing inside of them."""
    if depth > 20:
        return
    if isinstance(tree, Mapping):
        flat = {**{k: v for part in tree.values() if isinstance(part, Mapping) for k, v in part.items()}, **tree}
        numbered = any(isinstance(_first(tree, name), str | int) for name in ("number", "application"))
        rest = sum(_first(flat, name) is not None for name in ("title", "filed_on", "published_on", "applicant"))
        if numbered and rest >= 1:
            yield tree
            return
        for value in tree.values():
            yield from _objects(value, depth + 1)
    elif isinstance(tree, list):
        for value in tree:
            yield from _objects(value, depth + 1)


def _total(tree: Any) -> int | None:
    """The declared number of hits: of the answer, of its result, or of its paging."""
    places = [tree] if isinstance(tree, Mapping) else []
    places += [part for part in places[:1] for part in tree.values() if isinstance(part, Mapping)]
    for place in places:
        for key in labels()["totals"]:
            value = place.get(key)
            if isinstance(value, int) and not isinstance(value, bool):
                return value
            if isinstance(value, str) and value.isdigit():
                return int(value)
    return None


def dumps(reading: PatentReading) -> str:
    """The reading as the JSON of the contract."""
    return json.dumps(reading.contract(), ensure_ascii=False)
