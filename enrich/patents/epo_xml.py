"""Answers of EPO OPS, XML and JSON: search results, bibliographic data, refusals.

One element is an object, several are a list; texts stand under `$`; applicants come twice (epodoc with a country, original);
`total-result-count` ends at 10,000, which is then no count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import lxml.etree

from core.words import Access
from enrich.patents.record import Patent, PatentReading
from enrich.registry.cells import day, printed

CAP = 10_000
_REFUSED = re.compile(r"fair use|quota|rejected|throttl", re.I)


def read(text: str) -> PatentReading:
    """Read XML, recovering from nothing: what is not well-formed gives no patents and access `down`."""
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    try:
        root = lxml.etree.fromstring(text.lstrip("\ufeff \r\n\t").encode(), parser)
    except lxml.etree.XMLSyntaxError:
        return PatentReading(access=Access.down, detail="not well-formed XML")
    return read_json(_tree(root)) or PatentReading(access=Access.down, detail="no answer of OPS")


def read_json(tree: Any) -> PatentReading | None:
    """Read the JSON form; None where the tree is no answer of OPS."""
    if not isinstance(tree, Mapping):
        return None
    if isinstance(error := _get(tree, "error") or _get(tree, "fault"), Mapping):
        return _refusal(error)
    if isinstance(tree.get("num_results"), int) and isinstance(tree.get("results"), list):
        return _counted(tree["num_results"], tuple(p for row in tree["results"] if (p := _plain(row))))
    root = _get(tree, "world-patent-data")
    documents = tree.get("documents")
    if not isinstance(root, Mapping):
        if isinstance(documents, list):
            return PatentReading(total=len(documents), patents=tuple(p for row in documents if (p := _plain(row))))
        return None
    search = _get(root, "biblio-search")
    count = search.get("@total-result-count") if isinstance(search, Mapping) else None
    found = [_document(d) for d in _find(root, "exchange-document")]
    if not found:
        found = [_reference(r) for r in _find(search or {}, "publication-reference")]
    total = int(count) if count is not None and str(count).isdigit() else None
    return _counted(total, tuple(p for p in found if p))


def _counted(total: int | None, patents: tuple[Patent, ...]) -> PatentReading:
    return PatentReading(total=total, capped=total is not None and total >= CAP, patents=patents)


def _refusal(error: Mapping[str, Any]) -> PatentReading:
    said = f"{_text(_get(error, 'code'))} {_text(_get(error, 'message')) or _text(_get(error, 'description'))}".strip()
    if re.search(r"\b404\b|EntityNotFound|No results", said, re.I):
        return PatentReading(access=Access.not_found, total=0, detail=said)
    return PatentReading(access=Access.rate_limited if _REFUSED.search(said) else Access.down, detail=said)


def _document(item: Mapping[str, Any]) -> Patent | None:
    data = _get(item, "bibliographic-data") or {}
    country, number, kind = (str(item.get(f"@{key}") or "") for key in ("country", "doc-number", "kind"))
    if not number:
        return None
    publications = list(_ids(_get(data, "publication-reference")))
    applications = list(_ids(_get(data, "application-reference")))
    titles = [(t.get("@lang"), _text(t)) for t in many(_get(data, "invention-title")) if isinstance(t, Mapping)]
    title = next((text for lang, text in titles if lang == "en"), titles[0][1] if titles else "")
    application = next((f"{i['country']}{i['number']}" for i in applications if i["type"] == "docdb"), None)
    return Patent(
        number=f"{country}{number}{kind}",
        application=application,
        title=title,
        kind=kind or None,
        filed_on=next((found for i in applications if (found := day(i["date"]))), None),
        published_on=next((found for i in publications if (found := day(i["date"]))), None),
        applicants=_names(data),
        family=str(item.get("@family-id") or "") or None,
    )


def _reference(item: Mapping[str, Any]) -> Patent | None:
    found = next((i for i in _ids({"document-id": _get(item, "document-id")})), None)
    if found is None or not found["number"]:
        return None
    number = f"{found['country']}{found['number']}{found['kind']}"
    return Patent(number=number, title="", kind=found["kind"] or None, family=str(item.get("@family-id") or "") or None)


def _plain(row: Any) -> Patent | None:
    """A row as a client library of OPS dumps it: flat, with references beside."""
    if not isinstance(row, Mapping) or not row.get("doc_number"):
        return None
    epodoc = row.get("publication_reference_epodoc") or row.get("publication_reference_docdb") or {}
    filed = row.get("application_reference_epodoc") or {}
    kind = str(row.get("kind") or "")
    return Patent(
        number=f"{row.get('country') or ''}{row['doc_number']}{kind}",
        application=row.get("application_number"),
        title=str(row.get("title") or ""),
        kind=kind or None,
        filed_on=day(filed.get("date")),
        published_on=day(epodoc.get("date")),
        applicants=tuple(row.get("applicants_original") or row.get("applicants_epodoc") or ()),
        family=str(row.get("family_id") or "") or None,
    )


def _names(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Applicants in the spelling of the application, else of the database without its [country]."""
    found: dict[str, list[str]] = {}
    for item in _find(_get(data, "parties") or {}, "applicant"):
        name = _text(_get(_get(item, "applicant-name") or {}, "name"))
        found.setdefault(str(item.get("@data-format") or ""), []).append(
            re.sub(r"\s*\[\w{2}\]$", "", name).strip(" ,;\u2002")
        )
    names = found.get("original") or next(iter(found.values()), [])
    return tuple(dict.fromkeys(name for name in names if name))


def _ids(reference: Any) -> Iterator[dict[str, str]]:
    for part in many(reference):
        for item in many(_get(part, "document-id")) if isinstance(part, Mapping) else ():
            if isinstance(item, Mapping):
                yield {
                    "type": str(item.get("@document-id-type") or ""),
                    "country": _text(_get(item, "country")),
                    "number": _text(_get(item, "doc-number")),
                    "kind": _text(_get(item, "kind")),
                    "date": _text(_get(item, "date")),
                }


def many(value: Any) -> list[Any]:
    """One element as a list of one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _get(item: Any, name: str) -> Any:
    """A child by its local name, with or without the prefix of a namespace."""
    if not isinstance(item, Mapping):
        return None
    return next((value for key, value in item.items() if key.rpartition(":")[2] == name), None)


def _find(item: Any, name: str) -> Iterator[Mapping[str, Any]]:
    if isinstance(item, Mapping):
        for key, value in item.items():
            if key.rpartition(":")[2] == name:
                yield from (part for part in many(value) if isinstance(part, Mapping))
            elif not key.startswith(("@", "$")):
                yield from _find(value, name)
    elif isinstance(item, list):
        for part in item:
            yield from _find(part, name)


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("$", "")
    return printed(str(value)) if isinstance(value, str | int) else ""


def _tree(element: Any) -> dict[str, Any]:
    """XML in the shape of the JSON form, so that one reader serves both."""
    local = lxml.etree.QName(element).localname
    return {local: _node(element)}


def _node(element: Any) -> dict[str, Any]:
    node: dict[str, Any] = {f"@{lxml.etree.QName(key).localname}": value for key, value in element.attrib.items()}
    for child in element:
        if isinstance(child.tag, str):
            name = lxml.etree.QName(child).localname
            value = _node(child)
            node[name] = [*many(node[name]), value] if name in node else value
    if element.text and element.text.strip():
        node["$"] = element.text.strip()
    return node
