"""Made list pages with known truth: random layouts, class names, nesting, decoys, gaps and languages, drawn from a seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from random import Random

from tests.lists.firms import CATEGORIES, LANGUAGES, Firm, firms
from tests.lists.frame import Frame, dressed

LABELS = {
    "en": ("Company", "Stand", "Country", "City", "Website", "Phone", "Category"),
    "de": ("Aussteller", "Stand", "Land", "Ort", "Webseite", "Telefon", "Warengruppe"),
    "fr": ("Exposant", "Stand", "Pays", "Ville", "Site web", "Téléphone", "Secteur"),
    "it": ("Espositore", "Stand", "Nazione", "Città", "Sito web", "Telefono", "Settore"),
    "es": ("Expositor", "Stand", "País", "Ciudad", "Sitio web", "Teléfono", "Sector"),
    "zh": ("企业名称", "展位号", "国家", "城市", "网址", "电话", "产品类别"),
    "ja": ("会社名", "小間番号", "国名", "所在地", "URL", "電話番号", "カテゴリー"),
    "ko": ("업체명", "부스번호", "국가", "도시", "홈페이지", "전화번호", "분야"),
}
FIELDS = ("booth", "country", "city", "website", "phone", "category")


@dataclass(frozen=True)
class Case:
    """A page and the firms on it."""

    html: str
    url: str
    firms: tuple[Firm, ...]
    layout: str
    language: str
    seed: int


class Classes:
    """Class names of one made page: words of the trade, hashes of a bundler, or none."""

    def __init__(self, random: Random) -> None:
        self.style = random.choice(("words", "hash", "none", "prefix"))
        self.random = random
        self.known: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """The attribute for one role, with its leading blank; "" in the style without classes."""
        if self.style == "none":
            return ""
        if word not in self.known:
            mark = "".join(self.random.choice("abcdefghkmnpqrstuvwxyz") for _ in range(6))
            self.known[word] = {
                "words": f"list-{word}",
                "hash": f"css-{mark}",
                "prefix": f"{mark[:2]}-{word}__{mark[2:4]}",
            }[self.style]
        return f' class="{self.known[word]}"'


Layout = Callable[[Random, list[Firm], str, Classes, tuple[str, ...]], str]


def table(random: Random, rows: list[Firm], language: str, cls: Classes, shown: tuple[str, ...]) -> str:
    """A table with a header, the name sometimes behind a number or after the stand."""
    labels = dict(zip(("name", *FIELDS), LABELS[language], strict=True))
    order = ["name", *shown]
    if random.random() < 0.3 and "booth" in shown:
        order.remove("booth")
        order.insert(0, "booth")
    number = random.random() < 0.3
    mark = random.choice(("th", "td"))
    head = "".join(f"<{mark}>{labels[f]}</{mark}>" for f in order)
    body = "".join(
        f"<tr{cls('row')}>{f'<td>{n}</td>' if number else ''}{''.join(f'<td>{_cell(f, k, cls)}</td>' for k in order)}</tr>"
        for n, f in enumerate(rows, 1)
    )
    return f"<table{cls('table')}><tr>{f'<{mark}>#</{mark}>' if number else ''}{head}</tr>{body}</table>"


def bare_table(random: Random, rows: list[Firm], language: str, cls: Classes, shown: tuple[str, ...]) -> str:
    """A table without a header."""
    body = "".join(f"<tr>{''.join(f'<td>{_cell(f, k, cls)}</td>' for k in ('name', *shown))}</tr>" for f in rows)
    return f"<table>{body}</table>"


def letter_tables(random: Random, rows: list[Firm], language: str, cls: Classes, shown: tuple[str, ...]) -> str:
    """One table a letter, each with its own header."""
    return "".join(
        f"<h2>{letter}</h2>{table(Random(7), part, language, cls, shown)}" for letter, part in _by_letter(rows)
    )


def name_grid(random: Random, rows: list[Firm], language: str, cls: Classes, shown: tuple[str, ...]) -> str:
    """A table of nothing but names, two or three beside each other."""
    width = random.choice((2, 3))
    lines = [rows[i : i + width] for i in range(0, len(rows), width)]
    return (
        "<table>"
        + "".join("<tr>" + "".join(f"<td>{escape(f.name)}</td>" for f in line) + "</tr>" for line in lines)
        + "</table>"
    )


def cards(random: Random, rows: list[Firm], language: str, cls: Classes, shown: tuple[str, ...]) -> str:
    """Cards: heading, values below it, sometimes labelled, an advertisement between some."""
    labels = dict(zip(("name", *FIELDS), LABELS[language], strict=True))
    tag, heading = random.choice(("div", "li", "article")), random.choice(("h2", "h3", "h4", "div", "strong"))
    labelled, linked, depth, ads, logo = (
        random.random() < 0.5,
        random.random() < 0.7,
        random.randint(0, 2),
        random.random() < 0.3,
        random.random() < 0.4,
    )
    parts = []
    for n, firm in enumerate(rows):
        name = f'<a href="/exhibitors/{firm.slug}">{escape(firm.name)}</a>' if linked else escape(firm.name)
        inner = f'<img src="/l/{n}.png" alt="{escape(firm.name)}">' if logo and n % 3 else ""
        inner += f"<{heading}{cls('title')}>{name}</{heading}>"
        inner += "".join(
            f"<div{cls(k)}>{f'<span>{labels[k]}:</span> ' if labelled else ''}{_cell(firm, k, cls)}</div>"
            for k in shown
            if getattr(firm, k)
        )
        for _ in range(depth):
            inner = f"<div{cls('wrap')}>{inner}</div>"
        parts.append(f"<{tag}{cls('card')}>{inner}</{tag}>")
        if ads and n % 7 == 3:
            parts.append(f'<{tag}{cls("card")}><a href="https://ads.example/x"><img src="/ad.gif"></a></{tag}>')
    outer = "ul" if tag == "li" else "div"
    return f"<{outer}{cls('cards')}>{''.join(parts)}</{outer}>"


def letter_list(random: Random, rows: list[Firm], language: str, cls: Classes, shown: tuple[str, ...]) -> str:
    """Nested lists by letter."""
    groups = "".join(
        f"<div{cls('group')}><h3>{letter}</h3><ul>"
        + "".join(f'<li><a href="/e/{f.slug}">{escape(f.name)}</a>{_tail(f, shown)}</li>' for f in part)
        + "</ul></div>"
        for letter, part in _by_letter(rows)
    )
    return f"<div>{groups}</div>"


def definitions(random: Random, rows: list[Firm], language: str, cls: Classes, shown: tuple[str, ...]) -> str:
    """A definition list: the name defines, the values follow."""
    return (
        "<dl>"
        + "".join(
            f"<dt>{escape(f.name)}</dt>" + "".join(f"<dd{cls(k)}>{_cell(f, k, cls)}</dd>" for k in shown) for f in rows
        )
        + "</dl>"
    )


def headings(random: Random, rows: list[Firm], language: str, cls: Classes, shown: tuple[str, ...]) -> str:
    """Headings and paragraphs side by side, no element around a record."""
    return (
        "<div>"
        + "".join(
            f"<h3>{escape(f.name)}</h3>" + "".join(f"<p>{_cell(f, k, cls)}</p>" for k in shown if getattr(f, k))
            for f in rows
        )
        + "</div>"
    )


def lines(random: Random, rows: list[Firm], language: str, cls: Classes, shown: tuple[str, ...]) -> str:
    """Names between line breaks, perhaps with the stand behind them."""
    with_booth = "booth" in shown
    return (
        "<p>"
        + "<br>\n".join(escape(f.name) + (f" - {f.booth}" if with_booth and f.booth else "") for f in rows)
        + "</p>"
    )


def logo_wall(random: Random, rows: list[Firm], language: str, cls: Classes, shown: tuple[str, ...]) -> str:
    """Logos: the name stands in the image's text only."""
    where = random.choice(("alt", "title"))
    return (
        f"<div{cls('wall')}>"
        + "".join(
            f'<div{cls("logo")}><a href="{f.website or "/e/" + f.slug}" target="_blank"><img src="/logo/{n}.png" {where}="{escape(f.name)}"></a></div>'
            for n, f in enumerate(rows)
        )
        + "</div>"
    )


def labelled_blocks(random: Random, rows: list[Firm], language: str, cls: Classes, shown: tuple[str, ...]) -> str:
    """Every value under its label, the name too."""
    labels = dict(zip(("name", *FIELDS), LABELS[language], strict=True))
    return "".join(
        f"<div{cls('block')}><dl>"
        + "".join(
            f"<dt>{labels[k]}</dt><dd>{_cell(f, k, cls)}</dd>" for k in ("name", *shown) if k == "name" or getattr(f, k)
        )
        + "</dl></div>"
        for f in rows
    )


def accordion(random: Random, rows: list[Firm], language: str, cls: Classes, shown: tuple[str, ...]) -> str:
    """A button to open and a panel with the rest."""
    return "".join(
        f'<div{cls("item")}><button type="button" hidden></button><a href="#p{n}" data-toggle="collapse"><span>{escape(f.name)}</span></a>'
        f'<div id="p{n}" hidden><p>{escape(f.description)}</p>'
        + "".join(f"<div{cls(k)}>{_cell(f, k, cls)}</div>" for k in shown)
        + "</div></div>"
        for n, f in enumerate(rows)
    )


LAYOUTS: dict[str, Layout] = {
    "table": table,
    "bare_table": bare_table,
    "letter_tables": letter_tables,
    "name_grid": name_grid,
    "cards": cards,
    "letter_list": letter_list,
    "definitions": definitions,
    "headings": headings,
    "lines": lines,
    "logo_wall": logo_wall,
    "labelled_blocks": labelled_blocks,
    "accordion": accordion,
}
_SHOWS = {"letter_list": ("booth",), "lines": ("booth",), "name_grid": (), "logo_wall": ()}


def _cell(firm: Firm, field: str, cls: Classes) -> str:
    value = getattr(firm, field)
    if field == "website" and value:
        return f'<a href="{value}" target="_blank">{value[8:].rstrip("/")}</a>'
    if field == "name" and cls.random.random() < 0:
        return f"<b>{escape(value)}</b>"
    return escape(value)


def _tail(firm: Firm, shown: tuple[str, ...]) -> str:
    return "".join(f" <span>{escape(getattr(firm, k))}</span>" for k in shown if getattr(firm, k))


def _by_letter(rows: list[Firm]) -> list[tuple[str, list[Firm]]]:
    groups: dict[str, list[Firm]] = {}
    for firm in rows:
        groups.setdefault(firm.name[0].upper(), []).append(firm)
    return list(groups.items())


def case(seed: int, *, layout: str | None = None, language: str | None = None, count: int | None = None) -> Case:
    """The page of one seed."""
    random = Random(seed)
    layout = layout or random.choice(list(LAYOUTS))
    language = language or random.choice(LANGUAGES)
    shown = tuple(k for k in FIELDS if random.random() < 0.6)
    if not set(shown) & {"booth", "country", "website"}:
        shown = ("booth", *shown)
    shown = tuple(k for k in shown if k in _SHOWS.get(layout, FIELDS))
    made = firms(random, language, count or random.choice((6, 12, 25, 60, 120)))
    if layout == "letter_tables" and language in ("zh", "ja", "ko"):
        layout = "table"
    cls = Classes(random)
    body = LAYOUTS[layout](random, made, language, cls, shown)
    frame = Frame(random, language, CATEGORIES[language], len(made))
    truth = tuple(_seen(f, shown, layout) for f in made)
    return Case(dressed(frame, body, made), frame.url, truth, layout, language, seed)


def _seen(firm: Firm, shown: tuple[str, ...], layout: str) -> Firm:
    hidden = {k: "" for k in (*FIELDS, "email", "description") if k not in shown}
    if layout == "logo_wall" and firm.website:
        hidden.pop("website", None)
    return replace(firm, **hidden)
