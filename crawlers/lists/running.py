"""Lists that no markup divides: names one after the other in a paragraph, or lines of preformatted text."""

from __future__ import annotations

import re

from core.records import ListRow
from crawlers.lists.columns import measure
from crawlers.lists.dom import Page
from crawlers.lists.textlist import read_text

_BETWEEN = re.compile(r"\s*[;；、|•·]\s*|,\s+(?!(?:Ltd|Inc|LLC|S\.|Co\b|GmbH|KG|SL\b|SA\b|Corp|Limited)[\w.]*)|，")
_ETC = re.compile(r"(?<=[\u4e00-\u9fff])等(?:企业|公司|单位|厂商|等)?$|\s+(?:etc|u\.\s?v\.\s?m|u\.\s?a|usw)\.?$")
_FEWEST = 4


def in_running_text(page: Page, context: float) -> list[ListRow]:
    """Firms of a page on which no repeated structure names any; [] unless the page says that it lists firms."""
    if context < 0.3:
        return []
    for element in page.tree.iter("pre"):
        reading = read_text("".join(element.itertext()))
        if len(reading.records) >= _FEWEST:
            return list(reading.records)
    best: list[str] = []
    for atom in page.atoms:
        if atom.kind != "text" or len(atom.text) < 40 or page.zones[atom.node] in ("nav", "footer", "menu"):
            continue
        parts = [_ETC.sub("", p.strip(" .。")) for p in _BETWEEN.split(atom.text.split(":", 1)[-1]) if p.strip(" .")]
        if len(parts) <= max(_FEWEST, len(best)):
            continue
        traits = measure(parts)
        listed = "、" in atom.text and traits.legal > 0.15 and len(parts) >= 8  # short names are usual in Chinese lists
        if (traits.legal > 0.4 or (listed and traits.name > 0.6)) and traits.sentence < 0.2 and traits.unique > 0.9:
            best = parts
    return [ListRow(name=name) for name in best]
