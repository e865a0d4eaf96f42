"""XML lists: records are elements that repeat; attributes and children alike are their fields.

No entities, no network, no giant trees. The declared encoding is not believed where the bytes say otherwise.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from core.errors import BadInput
from core.listing import ListReading
from crawlers.files import READERS
from crawlers.files.body import FileBody
from crawlers.files.encodings import decoded
from crawlers.lists import label_table, read_json

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CODE = re.compile(r"(\w+?)(?:Code|Short|Nr|Key|Id|_code|_short|_id|_key)$")
_DEPTH = 200


@READERS.add("xml")
def read_xml_file(body: FileBody) -> ListReading:
    """The firm-like records of an XML document; XHTML goes to the reader of pages."""
    root = document(body)
    tag = _local(root)
    if tag == "html":
        from crawlers.files.html import read_html_file

        return read_html_file(body)
    if tag == "Workbook":
        return label_table(_spreadsheet(root), method="spreadsheet xml")
    reading = read_json({tag: _value(root, 0)}, body.url)
    rows = tuple(
        row.model_copy(update={"booth": _shortest(row.booth)}) if row.booth else row for row in reading.records
    )
    return reading.model_copy(update={"records": rows})


def _shortest(booth: str) -> str:
    """Places without those that another one begins with: "Hall 5" says nothing beside "Hall 5 | C-61"."""
    parts = booth.split("; ")
    return "; ".join(part for part in parts if not any(o != part and o.startswith(part) for o in parts))


def document(body: FileBody) -> Any:
    """The root element. Raises BadInput for entities and for text that is no XML at all."""
    text = decoded(body.data)
    if "<!ENTITY" in text:
        raise BadInput(f"{body.name}: the XML declares entities, which are never expanded; remove the DOCTYPE")
    plain = _CONTROL.sub("", _DECLARATION.sub("", text.lstrip("\ufeff"), count=1)).encode("utf-8", "replace")
    for recover in (False, True):
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover, encoding="utf-8"
        )
        try:
            root = etree.fromstring(plain, parser)
        except etree.XMLSyntaxError as error:
            if recover:
                raise BadInput(f"{body.name}: not readable as XML ({error.msg}); save it again") from error
            continue
        if root is not None:
            return root
    raise BadInput(f"{body.name}: not readable as XML; save it again, it may be cut off")


def _local(node: Any) -> str:
    return node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""


def _value(node: Any, depth: int) -> Any:
    """An element as JSON would hold it: its text, or an object of attributes and children; equal tags make a list."""
    fields: dict[str, Any] = {key.rsplit("}", 1)[-1]: value for key, value in node.attrib.items()}
    children = [child for child in node if _local(child)] if depth < _DEPTH else []
    grouped: dict[str, list[Any]] = {}
    for child in children:
        grouped.setdefault(_local(child), []).append(_value(child, depth + 1))
    for tag, values in grouped.items():
        key = tag if tag not in fields else f"{tag}_"
        fields[key] = values if len(values) > 1 else values[0]
    text = (node.text or "").strip()
    for key in [k for k in fields if _coded(k, fields)]:
        del fields[key]
    if not fields:
        return text or None
    if text:
        fields["text"] = text
    return fields


def _coded(key: str, fields: dict[str, Any]) -> bool:
    """Does another field of the element say the same for people: countryCode beside country, hallNr beside hallName?"""
    match = _CODE.match(key)
    stem = match.group(1) if match else ""
    return bool(stem) and any(fields.get(stem + end) not in (None, "") for end in ("", "Name") if stem + end != key)


def _spreadsheet(root: Any) -> list[list[str]]:
    """Excel's XML of 2003: rows of cells; an index skips the empty ones before it."""
    rows = []
    for row in root.iter("{*}Row"):
        cells: list[str] = []
        for cell in row.iterfind("{*}Cell"):
            index = next((v for k, v in cell.attrib.items() if k.endswith("}Index") and v.isdigit()), None)
            if index and len(cells) < int(index) - 1 < 500:
                cells += [""] * (int(index) - 1 - len(cells))
            cells.append("".join(cell.itertext()).strip())
        rows.append(cells)
    return rows
