"""What a redesign does to a page without changing what it says: other classes, tags, wrappers, attribute orders, blanks."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from lxml import html


def _tree(text: str) -> Any:
    return html.document_fromstring(text)


def _text(tree: Any) -> str:
    return "<!DOCTYPE html>" + str(html.tostring(tree, encoding="unicode"))


def rename_classes(text: str, random: Random) -> str:
    """Every class name becomes another, the same one everywhere."""
    tree, names = _tree(text), dict[str, str]()
    for element in tree.iter():
        if isinstance(element.tag, str) and element.get("class"):
            words = [
                names.setdefault(w, "x" + "".join(random.choice("abcdefgh") for _ in range(7)))
                for w in element.get("class").split()
            ]
            element.set("class", " ".join(words))
    return _text(tree)


def change_tags(text: str, random: Random) -> str:
    """Neutral containers become others: div to section or article, span to b or i."""
    tree = _tree(text)
    blocks, inline = random.choice(("section", "article")), random.choice(("em", "i"))
    for element in tree.iter("div", "span"):
        element.tag = blocks if element.tag == "div" else inline
    return _text(tree)


def wrap(text: str, random: Random) -> str:
    """Each second block gets an element around its content."""
    tree = _tree(text)
    kind = random.choice(("div", "li"))
    for element in [e for e in tree.iter(kind) if len(e)]:
        inner = html.Element("div")
        inner.text, element.text = element.text, None
        for child in list(element):
            inner.append(child)
        element.append(inner)
    return _text(tree)


def shuffle_attributes(text: str, random: Random) -> str:
    """The attributes of each element in another order, with a new one among them."""
    tree = _tree(text)
    for number, element in enumerate(tree.iter()):
        if isinstance(element.tag, str):
            items = [*element.attrib.items(), ("data-v", str(number))]
            random.shuffle(items)
            element.attrib.clear()
            for name, value in items:
                element.set(name, value)
    return _text(tree)


def prettify(text: str, random: Random) -> str:
    """White space and line breaks between all tags."""
    return text.replace("><", ">\n   <")


MUTATIONS: dict[str, Callable[[str, Random], str]] = {
    "rename_classes": rename_classes, "change_tags": change_tags, "wrap": wrap, "shuffle_attributes": shuffle_attributes, "prettify": prettify,
}  # fmt: skip
