"""The visible text of a page, line by line, each line with the part of the page it stands in.

Parsers of firms' pages ask three things of a line: can a visitor see it, does it belong to the content or to the frame
around it (menu, footer, side column), and what stands beside it. Comments, scripts, templates and hidden elements are
no evidence, because a visitor never sees them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

import lxml.etree
import lxml.html

from core.values.fold import visible

Role = Literal["main", "nav", "header", "footer", "aside", "comment"]

_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "datalist"}
)
_BLOCK = frozenset(
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p pre section summary table tbody "
    "td tfoot th thead tr ul".split()
)
_TAG_ROLE: dict[str, Role] = {"nav": "nav", "footer": "footer", "aside": "aside", "header": "header", "menu": "nav"}
_ARIA_ROLE: dict[str, Role] = {
    "navigation": "nav",
    "contentinfo": "footer",
    "complementary": "aside",
    "banner": "header",
    "menu": "nav",
    "menubar": "nav",
}
_CLASS_ROLE: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "footer",
        re.compile(r"^(?:footer|foot|copyright|colophon|ft|bottom)(?:\d*|area|bar|box|wrap\w*|inner|info|main)$"),
    ),
    ("comment", re.compile(r"^(?:comments?|commentlist|respond|disqus|reviews?)$")),
    (
        "nav",
        re.compile(
            r"^(?:nav|navi|navbar|navigation|mainnav|subnav|topnav|menu|mainmenu|submenu|breadcrumbs?|crumbs?|bread|pagination|pager)\d*$"
        ),
    ),
    (
        "aside",
        re.compile(
            r"^(?:sidebar|aside|sidecol\w*|widgets?|related|recommend\w*|recent|latest|trending|popular|"
            r"teasers?|promo|advert\w*|ads|share|social|hotnews|rank\w*)\d*$"
        ),
    ),
)
_WORDS = re.compile(r"[A-Za-z][a-z]*\d*|[A-Z]+\d*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_HAN = re.compile("[\u3040-\u9fff]")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_DATED_CLASS = re.compile(r"publish|(?:^|[\s_-])(?:date|time|timestamp|datum)(?:$|[\s_-])", re.I)
_CLOSERS = re.compile(r"</(?:body|html)\s*>", re.I)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class Line:
    """One line a visitor reads: a block element, or a part of one between two line breaks."""

    text: str
    role: Role
    tag: str
    """The block element it stands in: p, li, td, h2 …; "alt" for the text of an image."""
    section: str
    """The heading above it, or an empty string."""
    box: int
    """Number of the block element: lines between line breaks of one block share it."""
    path: tuple[int, ...]
    """Numbers of the elements around it, outermost first: two lines share as many as they lie close together."""
    parts: tuple[str, ...]
    """The text as its inline elements cut it."""
    linked: float
    """Share of the characters that stand in a link, 0..1."""
    classes: str
    """Class and id of the nearest three elements, lower case."""
    shape: str
    """Tags and classes of the way down: equal for the items of one list."""
    stamp: str = ""
    """The machine-readable time that an element of the line carries."""

    @property
    def level(self) -> int:
        """1 to 6 for a heading, else 0."""
        return int(self.tag[1]) if len(self.tag) == 2 and self.tag[0] == "h" and self.tag[1] in "123456" else 0


@dataclass(slots=True, eq=False)
class PageText:
    """A page as its reader sees it, with the tree for what only markup says."""

    url: str
    lang: str
    title: str
    lines: tuple[Line, ...]
    tree: Any = field(repr=False)

    def text(self, *roles: Role) -> str:
        """The lines of these roles (all, if none is named), one a row, without image texts."""
        return "\n".join(line.text for line in self.lines if line.tag != "alt" and (not roles or line.role in roles))

    def content(self) -> tuple[Line, ...]:
        """The lines of the content: without menus, footer, side columns, comments and image texts."""
        return tuple(line for line in self.lines if line.role in ("main", "header") and line.tag != "alt")


def parse_html(text: str) -> Any:
    """The lxml tree of a decoded page; an empty document where there is no markup at all."""
    # Browsers show what stands after </html>; libxml2 drops it.
    raw = _CLOSERS.sub("", _XML_HEAD.sub("", text)).replace("\x00", "").encode("utf-8", "replace")
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(raw or b"<p></p>", parser=parser)
    except lxml.etree.ParserError:
        return lxml.html.document_fromstring(b"<html><body></body></html>", parser=parser)


@lru_cache(maxsize=16)
def read_page(text: str, url: str = "") -> PageText:
    """Cut a page into its visible lines. The last few pages are remembered, since several parsers read each."""
    tree = parse_html(text)
    title = visible(" ".join(tree.xpath("//head//title[1]//text() | //body/title[1]//text()")))
    lines = _with_footers_at_the_end(tuple(_Walk(tree).lines()))
    lang = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip().lower()
    return PageText(url=url, lang=_language(lang, title, lines), title=title, lines=lines, tree=tree)


def _with_footers_at_the_end(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A footer stands at the end: what is called one and has long text after it belongs to an article."""
    last = max(
        (n for n, line in enumerate(lines) if line.role == "main" and line.linked < 0.5 and len(line.text) >= 80),
        default=-1,
    )
    return tuple(
        replace(line, role="main") if line.role == "footer" and n < last else line for n, line in enumerate(lines)
    )


_JAPANESE = re.compile(r"株式会社|有限会社|取締役|会社概要|〒")
"""Words by which a page of tables and names is Japanese although it holds hardly any kana."""
_FREQUENT = {
    "de": " der die das und ist mit für von den wir sie auf eine ".split(" "),
    "en": " the and of to in is for with our we are on by ".split(" "),
    "fr": " le la les des et une est pour dans nous vous du ".split(" "),
    "es": " el los las una para con por del es en que y ".split(" "),
    "it": " il di che per una con del sono della gli nel è ".split(" "),
    "nl": " het een van en voor met wij zijn ons op de te ".split(" "),
    "pt": " os uma para com do da em que não por ao as ".split(" "),
    "pl": " się jest na do nie dla oraz przez firmy od ".split(" "),
}


def _language(stated: str, title: str, lines: tuple[Line, ...]) -> str:
    """Two letters. CJK letters on the page win over what a template states; then its statement, then its frequent words."""
    sample = title + " ".join(line.text for line in lines[:400])
    kana, han, hangul = (len(re.findall(range_, sample)) for range_ in ("[ぁ-ヺ]", "[一-\u9fff]", "[가-힣]"))
    if max(kana, han, hangul) * 20 >= len(sample) > 0:
        return "ko" if hangul > han else "ja" if kana * 8 > han or _JAPANESE.search(sample) else "zh"
    if stated and not stated.startswith(("zh", "ja", "ko")):
        return stated[:2]
    counted = Counter(re.findall(r"[a-zà-ÿ]+", sample.lower()))
    scores = {language: sum(counted[word] for word in frequent if word) for language, frequent in _FREQUENT.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] >= 3 else stated[:2]


_NO_PART = re.compile(r"elementor|comments?[-_](?:open|closed)|^(?:no|with|has|without)[-_]")
"""Names in which the word for a part of the frame tells of something else: of a kit of parts, of a state, of a neighbour."""


def _class_words(element: Any) -> list[str]:
    named = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return [word.lower() for name in named if not _NO_PART.search(name.lower()) for word in _WORDS.findall(name)]


def _is_prose(element: Any) -> bool:
    """Named like a menu or a side column, but holding long text that is no link: the name is the layout's, not the content's."""
    texts = [text.strip() for text in element.itertext()]
    size = sum(map(len, texts))
    short = 3 if _HAN.search(max(texts, key=len, default="")) else 1
    if size * short < 400:
        return False
    linked = sum(len("".join(a.itertext())) for a in element.iter("a"))
    if linked >= size * 0.2:
        return False
    paragraphs = sum(n for p in element.iter("p") if (n := len("".join(p.itertext()).strip())) * short >= 60)
    # Where lines are only broken, the texts between the breaks are the paragraphs.
    return max(paragraphs, sum(len(text) for text in texts if len(text) * short >= 60)) > size * 0.3


def _is_menu(element: Any) -> bool:
    """Is what is named like a menu one: mostly links, or hardly any text?"""
    text = sum(len(t.strip()) for t in element.itertext())
    return text < 60 or sum(len("".join(a.itertext()).strip()) for a in element.iter("a")) > text * 0.3


def _apart(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces, with a blank where words or numbers of two of them would grow together: layouts part them by a margin."""
    last = ""
    for piece in pieces:
        end, start = last[-1:], piece[:1]
        if (end.isdigit() and (start.isdigit() or start.isupper())) or (end.islower() and start.isupper()):
            yield " "
        yield piece
        last = piece or last


class _Walk:
    """One way through the tree; state is what stands around the present element."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree
        # What holds the page's main heading is no frame, whatever its class says.
        self.holders = {a for h in tree.xpath("//h1 | //main | //article") for a in h.iterancestors()}
        self.roles: list[Role] = ["main"]
        self.path: list[int] = []
        self.tags: list[Any] = []
        self.parts: list[tuple[str, bool]] = []
        self.section = self.stamp = ""
        self.count = self.box = self.links = 0

    def lines(self) -> Iterator[Line]:
        hidden = 0
        for event, element in lxml.etree.iterwalk(self.tree, events=("start", "end", "comment")):
            if event == "comment":
                if not hidden and element.tail:
                    self._keep(element.tail)
                continue
            tag = element.tag if isinstance(element.tag, str) else ""
            if hidden or tag in _UNSEEN or self._hides(element):
                hidden += 1 if event == "start" else -1
                if not hidden and element.tail:
                    self._keep(element.tail)
                continue
            yield from self._enter(element, tag) if event == "start" else self._leave(element, tag)

    @staticmethod
    def _hides(element: Any) -> bool:
        style = element.get("style")
        hidden = element.get("hidden") is not None or (element.tag == "input" and element.get("type") == "hidden")
        return hidden or bool(style and _HIDING.search(style))

    def _enter(self, element: Any, tag: str) -> Iterator[Line]:
        if tag in _BLOCK:
            yield from self._flush()
        self.count += 1
        if tag in _BLOCK and tag != "br":
            self.box = self.count
        self.path.append(self.count)
        self.tags.append(element)
        self.roles.append(self._role(element, tag))
        self.links += tag == "a"
        self.stamp = self.stamp or self._stamp(element, tag)
        if element.text:
            self._keep(element.text)
        if tag == "img" and (element.get("alt") or "").strip():
            yield self._line(visible(element.get("alt")), "alt", (), 0.0)

    @staticmethod
    def _stamp(element: Any, tag: str) -> str:
        if tag in ("time", "relative-time", "time-ago"):
            return element.get("datetime") or ""
        if "datePublished" in (element.get("itemprop") or "") and tag != "meta":
            return element.get("content") or element.get("datetime") or ""
        if tag not in ("abbr", "span", "div", "p") or not _DATED_CLASS.search(element.get("class") or ""):
            return ""
        stated = (element.get(name) or "" for name in ("title", "datetime", "data-date", "data-datetime", "data-time"))
        return next((value for value in stated if value[:1].isdigit()), "")

    def _leave(self, element: Any, tag: str) -> Iterator[Line]:
        if tag in _BLOCK:
            yield from self._flush()
        self.path.pop()
        self.tags.pop()
        self.roles.pop()
        self.links -= tag == "a"
        if tag in _BLOCK and tag != "br":
            self.count += 1
            self.box = self.count
        if element.tail:
            self._keep(element.tail)
        elif self.parts and tag not in _BLOCK:
            self.parts.append(("", False))

    def _keep(self, text: str) -> None:
        self.parts.append((text, self.links > 0))

    def _flush(self) -> Iterator[Line]:
        if not self.parts:
            return
        pieces, self.parts = self.parts, []
        text = visible("".join(_apart(piece for piece, _ in pieces)))
        if not text:
            return
        size = sum(len(piece.strip()) for piece, _ in pieces)
        linked = sum(len(piece.strip()) for piece, link in pieces if link) / max(1, size)
        tag = next((e.tag for e in reversed(self.tags) if e.tag in _BLOCK and e.tag != "br"), "div")
        tag = next((e.tag for e in reversed(self.tags) if re.fullmatch(r"h[1-6]", e.tag)), tag)
        line = self._line(text, tag, tuple(cut for piece, _ in pieces if (cut := visible(piece))), linked)
        if line.level:
            self.section = text
        yield line

    def _line(self, text: str, tag: str, parts: tuple[str, ...], linked: float) -> Line:
        near = [e for e in reversed(self.tags) if e.tag not in ("br", "a")][:3]
        classes = " ".join(f"{e.get('class') or ''} {e.get('id') or ''}" for e in near).lower()
        shape = "/".join(f"{e.tag}.{e.get('class') or ''}" for e in self.tags if e.tag != "br")
        path = tuple(self.path)
        stamp, self.stamp = self.stamp, ""
        return Line(text, self.roles[-1], tag, self.section, self.box, path, parts, linked, classes, shape, stamp)

    def _role(self, element: Any, tag: str) -> Role:
        above: Role = self.roles[-1]
        if above not in ("main", "header") or tag in ("html", "body", "main"):
            return above
        if tag in ("header", "footer") and (element in self.holders or any(e.tag == "article" for e in self.tags)):
            return above
        aria = _ARIA_ROLE.get((element.get("role") or "").lower())
        stated = _TAG_ROLE.get(tag) or aria
        if stated:
            return stated
        if element in self.holders or tag not in ("div", "section", "ul", "ol", "table", "td", "p", "dl", "form"):
            return above
        words = _class_words(element)
        found = next((role for role, word in _CLASS_ROLE if any(word.match(w) for w in words)), above)
        if found in ("nav", "aside") and _is_prose(element):
            return above
        if (
            found == "aside"
            and re.search(r"social|share", " ".join(words))
            and _YEAR.search(element.text_content()[:200])
        ):
            return above  # buttons have no date: this is the line of author and day, with buttons in it
        crumbs = any("crumb" in word or word == "bread" for word in words)
        return above if found == "nav" and not crumbs and not _is_menu(element) else found
