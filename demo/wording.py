"""The pages of a firm's own web site as text: what each page says, before any template gives it a look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from core.words import ActivityKind, HasRd
from demo import business
from demo.draw import bank, dice
from demo.naming import PROVINCES
from demo.records import NewsItem, Trap, TrueFirm, TruePerson

PAGES = ("home", "about", "products", "rd", "news", "contact")
_SLUGS = {
    "about": ("about", "company", "profile", "gsjj", "about-us"),
    "products": ("products", "product", "solutions", "cpzx", "goods"),
    "rd": ("rd", "technology", "innovation", "yfzx", "research", "engineering"),
    "news": ("news", "press", "xwzx", "info", "media"),
    "contact": ("contact", "lxwm", "contact-us", "kontakt"),
}


@dataclass(frozen=True)
class Block:
    """One thing on a page: a heading, a paragraph, or a run of like items."""

    kind: str
    """h, p, products, news, people, lines, stamp"""
    text: str = ""
    items: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class SitePage:
    """One page: where it is, what the menu calls it, and its blocks."""

    path: str
    title: str
    blocks: tuple[Block, ...]


@dataclass
class Writer:
    """Writes a firm's pages in one language; every page draws from a generator of its own."""

    firm: TrueFirm
    language: str
    today: date
    prefix: str = ""
    words: dict[str, Any] = field(init=False)
    paths: dict[str, str] = field(init=False)
    menu: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.words = bank(self.language)
        draw = self.draw("map")
        ending = draw.choice([".html", "", "/", ".html", ".php"])
        self.paths = {"home": f"{self.prefix}/"}
        self.paths |= {page: f"{self.prefix}/{draw.choice(slugs)}{ending}" for page, slugs in _SLUGS.items()}
        self.menu = {page: self.fill(draw, draw.choice(self.words["menu"][page])) for page in PAGES if self.has(page)}

    def draw(self, *what: object) -> Random:
        """The generator of one part of this site."""
        return dice("site", self.firm.id, self.firm.legal_name, self.language, *what)

    def has(self, page: str) -> bool:
        """Does the menu lead to such a page? R&D only where that page is the one that speaks of it."""
        site = self.firm.site
        assert site is not None
        return page != "rd" or site.rd_place == "rd"

    def fill(self, draw: Random, sentence: str, **more: object) -> str:
        """A sentence pattern with this firm's words in it."""
        zh = self.language == "zh"
        product = draw.choice(self.firm.products or (("零部件", "components"),))
        values: dict[str, object] = {
            "brand": self.firm.brand if zh else self.firm.brand_en,
            "legal": self.firm.legal_name if self.language != "en" else self.firm.english,
            "city": self.city, "product": product[0] if zh else product[1], "centre": draw.choice(self.words["centres"]),
            "n": draw.randrange(12, 95), "m": draw.randrange(12, 90) * 100, "k": draw.randrange(3, 12),
            "year": draw.randrange(1998, self.today.year - 3), "future": self.today.year + draw.randrange(1, 4),
            "road": draw.choice(bank("names")["roads"]) if zh else "Science Road", "phone": self.firm.phone, **more,
        }  # fmt: skip
        return sentence.format(**values)

    @property
    def city(self) -> str:
        """Where the firm sits, as its own pages put it."""
        where = self.firm.place
        assert where is not None
        if Trap.province_only in self.firm.traps:
            return (
                where.province if self.language == "zh" else PROVINCES.get(where.province.rstrip("省"), where.province)
            )
        if self.language == "zh":
            fine = where.municipality and Trap.no_district not in self.firm.traps
            return f"{where.city}{where.district}" if fine else where.city
        return where.en

    @property
    def opening(self) -> list[str]:
        """Sentences with which the firm introduces itself."""
        return list(self.words["about_dealer" if Trap.dealer in self.firm.traps else "about"])

    @property
    def founded(self) -> int:
        """The year of foundation: the registry's where there is one."""
        entry = self.firm.registry
        return entry.established_on.year if entry else self.draw("founded").randrange(1950, 2005)

    def pages(self) -> tuple[SitePage, ...]:
        """Every page of the site in this language."""
        site = self.firm.site
        assert site is not None
        makers: dict[str, Callable[[], list[Block]]] = {
            "home": self._home, "about": self._about, "products": self._products, "rd": self._rd, "news": self._news,
            "contact": self._contact,
        }  # fmt: skip
        made = [
            SitePage(self.paths[page], self.menu[page], tuple(makers[page]()))
            for page in PAGES
            if self.has(page) and not (page == "rd" and site.behaviour == "soft_404")
        ]
        return (*made, *(self._article(item) for item in self.firm.news))

    def _home(self) -> list[Block]:
        draw = self.draw("home")
        blocks = [
            Block("p", self.fill(draw, draw.choice(self.opening), year=self.founded)),
            Block("products", self.menu["products"], self._product_items(draw)[:3]),
        ]
        if draw.random() < 0.6:
            blocks.append(Block("news", self.menu["news"], self._news_items()[:3]))
        if draw.random() < 0.4:
            blocks.append(Block("p", self.fill(draw, draw.choice(self.words["about_more"]))))
        draw.shuffle(blocks)
        return [Block("h", self.fill(draw, "{brand}")), *blocks]

    def _about(self) -> list[Block]:
        draw = self.draw("about")
        texts = [self.fill(draw, text) for text in draw.sample(self.words["about_more"], 2)]
        texts.insert(0, self.fill(draw, draw.choice(self.opening), year=self.founded))
        money = self._revenue(draw)
        if money:
            texts.insert(draw.randrange(1, len(texts) + 1), money)
        texts += self._claim(draw, "about")
        return [Block("h", self.menu["about"]), *(Block("p", text) for text in texts)]

    def _revenue(self, draw: Random) -> str | None:
        amount = self.firm.revenue
        if self.firm.country != "CN":
            shown = business.abroad(self.firm)[0]
            return self.fill(draw, draw.choice(self.words["revenue"]), amount=shown, year=self.today.year - 1)
        if amount is None or amount.where != "site":
            return None
        shown = (business.in_chinese if self.language == "zh" else business.in_english)(draw, amount)
        return self.fill(draw, draw.choice(self.words["revenue"]), amount=shown, year=amount.year)

    def _claim(self, draw: Random, page: str) -> list[str]:
        site = self.firm.site
        assert site is not None
        if site.rd_place != page or not site.rd_wording:
            return []
        patterns = self.words[site.rd_wording]
        said = [self.fill(draw, text) for text in draw.sample(patterns, min(len(patterns), draw.choice([1, 1, 2])))]
        if page == "contact" and site.rd is HasRd.yes:
            said.append(self.fill(draw, self.words["rd_address"][0]))
        return said

    def _products(self) -> list[Block]:
        draw = self.draw("products")
        return [Block("products", self.menu["products"], self._product_items(draw))]

    def _product_items(self, draw: Random) -> tuple[tuple[str, ...], ...]:
        side = 0 if self.language == "zh" else 1
        texts = self.words["product_text"]
        return tuple((p[side], draw.choice(texts).format(product=p[side])) for p in self.firm.products)

    def _rd(self) -> list[Block]:
        draw = self.draw("rd")
        site = self.firm.site
        assert site is not None
        kind = "rd_intro" if site.rd is HasRd.yes else "no_rd_intro"
        texts = [draw.choice(self.words[kind]), *self._claim(draw, "rd")]
        blocks = [Block("h", self.menu["rd"]), *(Block("p", text) for text in texts)]
        leaders = self._people_items(lambda person: person.leads_rd and not person.former)
        if leaders and draw.random() < 0.4:
            blocks.append(Block("people", "", leaders))
        return blocks

    def _news(self) -> list[Block]:
        return [Block("news", self.menu["news"], self._news_items())]

    def _news_items(self) -> tuple[tuple[str, ...], ...]:
        return tuple((self.headline(item), self.day(item.day), self.article_path(item)) for item in self.firm.news)

    def headline(self, item: NewsItem) -> str:
        """The title of a news page in this language."""
        return item.title_en if self.language == "en" else item.title

    def article_path(self, item: NewsItem) -> str:
        """Where a news page lies; its address holds no date."""
        return f"{self.prefix}/{self.draw('map2').choice(['news', 'show', 'article', 'detail'])}/{item.slug}.html"

    def day(self, day: date | None) -> str:
        """A date as this site writes all its dates."""
        return "" if day is None else day.strftime(self.draw("day").choice(self.words["days"]))

    def _article(self, item: NewsItem) -> SitePage:
        draw = self.draw("article", item.slug)
        names = {ActivityKind.product: "product", ActivityKind.rd_news: "rd", None: "noise"}
        title = self.headline(item)
        body = self.fill(draw, draw.choice(self.words["article"][names[item.kind]]), title=title)
        stamp = (
            self.draw("stamp").choice(self.words["published"]).format(day=self.day(item.day), n=draw.randrange(50, 900))
        )
        blocks = [Block("h", title), Block("p", body)]
        if item.day is not None:
            blocks.insert(self.draw("stamp2").choice([1, 1, 2]), Block("stamp", stamp, ((item.day.isoformat(),),)))
        return SitePage(self.article_path(item), title, tuple(blocks))

    def _contact(self) -> list[Block]:
        draw = self.draw("contact")
        labels = {key: draw.choice(values) for key, values in self.words["labels"].items()}
        lines = [
            (labels["address"], self._address(draw)),
            (labels["phone"], self.firm.phone),
            (labels["email"], self.firm.email),
        ]
        blocks = [Block("h", self.menu["contact"]), Block("lines", "", tuple(lines))]
        blocks.append(Block("people", labels["contact"], self._people_items(lambda person: not person.former)))
        for person in self.firm.people:
            if person.former:
                name, title = self._named(person)
                text = draw.choice(self.words["former"]).format(name=name, title=title, year=self.today.year - 2)
                blocks.append(Block("p", text))
        blocks += [Block("p", text) for text in self._claim(draw, "contact")]
        return blocks

    def _address(self, draw: Random) -> str:
        if self.language == "zh" and self.firm.registry is not None:
            return self.firm.registry.address
        return (
            f"{draw.randrange(1, 200)} {draw.choice(['Industrial Road', 'Science Road', 'Werkstrasse'])}, {self.city}"
        )

    def _people_items(self, wanted: Callable[[TruePerson], bool]) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (*self._named(person), person.phone or "", person.email or "")
            for person in self.firm.people
            if wanted(person)
        )

    def _named(self, person: TruePerson) -> tuple[str, str]:
        return (person.name_en, person.title_en) if self.language == "en" else (person.name, person.title)
