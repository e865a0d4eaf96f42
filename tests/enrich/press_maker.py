"""Words, dates and frames of made news pages in twenty-five languages: what stands around an article on a real site.

A page is drawn from one seed: its language, its day, the day on which it was saved, the form in which the site prints
dates, and what surrounds the article: a clock in the header, newer articles beside it, comments, a calendar, cookies.
"""

from __future__ import annotations

import json
import random
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_datetime

HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def press_words() -> dict[str, dict[str, Any]]:
    """The words by language; prose that other tests have is taken from there."""
    words: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "press_words.yml").read_text(encoding="utf-8"))
    prose = yaml.safe_load((HERE / "stranger_prose.yml").read_text(encoding="utf-8"))
    for language, own in words.items():
        stated = own.get("prose", language)
        own["prose"] = prose[stated] if isinstance(stated, str) else stated
    return words


class Press:
    """One site and one article on it."""

    def __init__(self, seed: int, language: str | None = None) -> None:
        self.random = r = random.Random(seed)
        self.language = language or r.choice(list(press_words()))
        self.words = press_words()[self.language]
        self.day = date(2005, 2, 1) + timedelta(days=r.randrange(7400))
        self.saved = self.day + timedelta(days=r.choice((4, 20, 90, 400, 900)))
        self.form = r.choice(self.words["forms"])
        self.title = r.choice(self.words["titles"])
        self.others = [t for t in self.words["titles"] if t != self.title]
        self.tight = self.language in ("zh", "tw", "ja")

    def pick(self, *options: str) -> str:
        """One of several."""
        return self.random.choice(options)

    def chance(self, share: float) -> bool:
        """True in this share of the pages."""
        return self.random.random() < share

    def show(self, day: date) -> str:
        """A day as this site prints it, with a time of day where its form has one."""
        moment = datetime.combine(day, time(self.random.randrange(6, 23), self.random.randrange(10, 60)))
        if self.form == "令和":
            year = day.year - 2018
            return (
                f"令和{year}年{day.month}月{day.day}日"
                if day >= date(2019, 5, 1)
                else f"{day:%Y}年{day.month}月{day.day}日"
            )
        if self.form == "民國":
            return f"民國{day.year - 1911}年{day.month}月{day.day}日"
        if self.form.startswith("!"):
            return moment.strftime(self.form[1:])
        return str(format_datetime(moment, self.form, locale=self.words["locale"]))

    def near(self, low: int = 1, high: int = 60) -> date:
        """The day of another article: before the page was saved, mostly after this one."""
        return self.saved - timedelta(days=self.random.randrange(low, high))

    def earlier(self) -> date:
        """A day long before the article."""
        return self.day - timedelta(days=self.random.randrange(20, 2000))

    def changed(self) -> date:
        """A day of a later change."""
        return self.day + timedelta(days=self.random.randrange(1, 4))

    def iso(self, day: date) -> str:
        """A time stamp of the day at noon, in one of the usual forms."""
        zone = self.pick("+00:00", "Z", "+02:00", "-05:00", "")
        return f"{day.isoformat()}T12:{self.random.randrange(10, 60)}:00{zone}"

    def label(self, group: str = "published") -> str:
        """What stands before a date."""
        return str(self.random.choice(self.words[group]))

    def paragraphs(self) -> str:
        """The article's text, mostly with the day of something else in it."""
        one, two = self.words["prose"]
        inside = self.words["event"].replace("D", self.show(self.earlier()))
        texts = [one, f"{two} {inside} {one}" if self.chance(0.6) else two, one]
        mark = self.pick("p", "p", "p", "div", "br")
        if mark == "br":
            return f"<div class='txt'>{'<br><br>'.join(texts)}</div>"
        return "\n".join(f"<{mark}>{text}</{mark}>" for text in texts)

    def rows(self, count: int = 4, mark: str = "li") -> str:
        """Other articles with their days."""
        kind = self.pick("span class='date'", "time", "em", "small", "div class='meta'", "span")
        titles = (self.others * 3)[:count]
        return "".join(
            f"<{mark}><a href='/a/{n}'>{t}</a> <{kind}>{self.show(self.near())}</{kind.split()[0]}></{mark}>"
            for n, t in enumerate(titles)
        )

    def top(self) -> str:
        """Header: logo, menu, perhaps the day of reading, perhaps a line of newest articles."""
        menu = "".join(f"<li><a href='/{n}'>{w}</a></li>" for n, w in enumerate(self.words["menu"]))
        today = self.words["today"].replace("D", self.show(self.saved))
        clock = self.pick(
            f"<div class='today'>{today}</div>",
            f"<span id='current-date'>{today}</span>",
            f"<div class='header-date'>{today}</div>",
            f"<div class='topbar'><span class='date'>{today}</span> <span>12 °C</span></div>",
            f"<div class='tb-left'><p>{today}</p></div>",
        )
        bar = self.pick(
            f"<header class='site-header'><a href='/'>Example</a><nav><ul>{menu}</ul></nav>{{clock}}</header>",
            f"<div id='header'><div class='logo'>Example</div>{{clock}}<ul class='menu'>{menu}</ul></div>",
            f"<div class='h1x'>{{clock}}</div><ul class='nav'>{menu}</ul>",
            f"<table><tr><td><a href='/'>Example</a></td><td>{{clock}}</td></tr></table><ul>{menu}</ul>",
        ).replace("{clock}", clock if self.chance(0.35) else "")
        ticker = f"<div class='{self.pick('ticker', 'breaking', 'x7')}'><ul>{self.rows(3)}</ul></div>"
        return bar + (ticker if self.chance(0.2) else "")

    def beside(self) -> str:
        """A side column, by a name that says so or not."""
        heading = self.random.choice(self.words["related"])
        frame = self.pick(
            "<aside class='sidebar'><h3>{h}</h3><ul>{r}</ul></aside>",
            "<div class='col-right'><h4>{h}</h4><ul>{r}</ul></div>",
            "<div class='sc-x1'><div class='sc-x2'>{h}</div><ul>{r}</ul></div>",
            "<div id='secondary' class='widget-area'><section class='widget'><h2>{h}</h2><ul>{r}</ul></section></div>",
            "<div class='most-read box'><strong>{h}</strong><ol>{r}</ol></div>",
        )
        return frame.format(h=heading, r=self.rows(self.random.randrange(2, 6)))

    def below(self) -> str:
        """Comments, cards of related articles, the neighbours, a calendar, the month's archive."""
        said = [self.words["said"].replace("D", self.show(self.near(1, 3))) for _ in range(self.random.randrange(1, 5))]
        prose = self.words["prose"][1][:60]
        frame = self.pick(
            "<ol class='comment-list'>{0}</ol>", "<div id='comments'>{0}</div>", "<div class='disc'>{0}</div>"
        )
        comments = frame.format("".join(f"<li><div>{s}</div><p>{prose}</p></li>" for s in said))
        cards = f"<section class='{self.pick('related', 'more', 'grid')}'><h3>{self.words['related'][0]}</h3>{self.rows(3, 'div')}</section>"
        archive = f"<div class='arch'><a>{format_datetime(datetime.combine(self.near(), time()), 'MMMM y', locale=self.words['locale'])}</a> (4)</div>"
        calendar = (
            "<table id='wp-calendar'>"
            + "".join(f"<tr><td>{n}</td><td>{n + 1}</td></tr>" for n in range(1, 8))
            + "</table>"
        )
        parts = [(comments, 0.3), (cards, 0.4), (archive, 0.2), (calendar, 0.1)]
        return "".join(part for part, share in parts if self.chance(share))

    def foot(self) -> str:
        """Footer: copyright, sometimes the age of the site, sometimes a policy with its day."""
        year = self.saved.year
        policy = f"<p>{self.words['cookie'].replace('D', self.show(self.near(200, 900)))}</p>"
        rights = self.pick(
            f"© {year} Example", f"Copyright © 1998-{year} Example. All rights reserved.", f"© Example {self.day.year}"
        )
        frame = self.pick(
            "<footer>{0}{1}</footer>",
            "<div id='footer'><p>{0}</p>{1}</div>",
            "<div class='bottom'>{0}</div><div class='cc-banner'>{1}</div>",
        )
        return frame.format(rights, policy if self.chance(0.25) else "")

    def block(self, *entities: dict[str, Any]) -> str:
        """JSON-LD of some entities."""
        body: Any = (
            {"@context": "https://schema.org", "@graph": list(entities)}
            if len(entities) > 1
            else {"@context": "https://schema.org", **entities[0]}
        )
        return f'<script type="application/ld+json">{json.dumps(body, ensure_ascii=False)}</script>'
