"""News pages as content systems print them, made from a seed, each with the day on which it says it was published.

The shapes are those of common systems (WordPress, Typo3, Hugo, dedecms, Discuz, Chinese government portals, news agencies …);
the traps are what readers of dates fall into: footers, copyright years, teasers of other articles, comments, events,
dates in the text, times of change, counters. A page whose truth is None shows no date of its own.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
PROSE = {
    "en": (
        "The company presented its latest brake system to engineers and journalists, who had been "
        "waiting for it since the spring. The new caliper weighs a third less than the one it replaces,"
        " and will be built at two plants."
    ),
    "de": (
        "Das Unternehmen hat sein neues Bremssystem vor Ingenieuren und Journalisten vorgestellt,"
        " die seit dem Frühjahr darauf gewartet hatten. Der neue Sattel wiegt ein Drittel weniger "
        "als der alte und wird an zwei Standorten gebaut."
    ),
    "fr": (
        "L'entreprise a présenté son nouveau système de freinage aux ingénieurs et aux journalistes,"
        " qui l'attendaient depuis le printemps. Le nouvel étrier pèse un tiers de moins que celui "
        "qu'il remplace et sera fabriqué dans deux usines."
    ),
    "es": (
        "La empresa presentó su nuevo sistema de frenos ante ingenieros y periodistas, que lo esperaban "
        "desde la primavera. La nueva pinza pesa un tercio menos que la anterior y se fabricará "
        "en dos plantas de la compañía."
    ),
    "zh": (
        "公司向工程师和媒体介绍了最新的制动系统，各方从春天起就在等待这一产品。新卡钳的重量比上一代减轻三分之一，"
        "将在两家工厂生产，并已通过多家整车企业的验证，性能指标达到行业领先水平，得到与会专家的一致好评。"
    ),
    "ja": (
        "同社は新しいブレーキシステムを技術者と報道関係者に披露しました。春から待たれていた製品で、新型キャリパーは従来品より三分の一軽く、二つの工場で生産される予定です。"
        "関係者は性能の高さに驚いた様子で、量産に期待を寄せています。"
    ),
}
TITLES = {
    "en": [
        "New brake system presented to engineers",
        "Lighter caliper wins over test drivers",
        "Two plants share the production of calipers",
    ],
    "de": [
        "Neues Bremssystem vor Ingenieuren vorgestellt",
        "Leichter Sattel überzeugt Testfahrer im Norden",
        "Zwei Werke teilen sich den Bau der Sättel",
    ],
    "fr": [
        "Nouveau système de freinage présenté aux ingénieurs",
        "Un étrier plus léger convainc les pilotes d'essai",
        "Deux usines se partagent la production",
    ],
    "es": [
        "Nuevo sistema de frenos presentado a ingenieros",
        "Una pinza más ligera convence a los pilotos",
        "Dos plantas comparten la producción de pinzas",
    ],
    "zh": ["公司最新制动系统正式亮相引发关注", "轻量化卡钳获试车工程师好评", "两家工厂共同承担卡钳生产任务"],
    "ja": [
        "新型ブレーキシステムを技術者に公開",
        "軽量キャリパーがテストドライバーを魅了",
        "二工場でキャリパーを分担生産",
    ],
}


@dataclass(frozen=True)
class NewsPage:
    """One made page."""

    name: str
    html: str
    url: str
    published_on: date | None


class Maker:
    """Draws dates, words and traps for one page."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.lang = self.random.choice(list(PROSE))
        self.day = date(2012, 1, 3) + timedelta(days=self.random.randrange(5200))
        self.title = self.random.choice(TITLES[self.lang])
        self.other_titles = [t for t in TITLES[self.lang] if t != self.title]

    def other(self, low: int = 5, high: int = 900) -> date:
        """Another day, before the page's own."""
        return self.day - timedelta(days=self.random.randrange(low, high))

    def later(self) -> date:
        """A day after the page's own."""
        return self.day + timedelta(days=self.random.randrange(3, 90))

    def show(self, day: date) -> str:
        """A day as the page's language prints it."""
        r, lang = self.random, self.lang
        if lang == "zh":
            return r.choice(
                [
                    f"{day:%Y-%m-%d}",
                    f"{day:%Y/%m/%d}",
                    f"{day.year}年{day.month}月{day.day}日",
                    f"{day:%Y-%m-%d} 10:{r.randrange(60):02}",
                    f"{day:%Y.%m.%d}",
                ]
            )
        if lang == "ja":
            return r.choice(
                [
                    f"{day.year}年{day.month}月{day.day}日",
                    f"{day:%Y.%m.%d}",
                    f"{day:%Y/%m/%d}",
                    f"{day.year}年{day.month:02}月{day.day:02}日({'月火水木金土日'[day.weekday()]})",
                ]
            )
        month = MONTHS[lang][day.month - 1]
        if lang == "en":
            return r.choice(
                [
                    f"{month} {day.day}, {day.year}",
                    f"{day.day} {month} {day.year}",
                    f"{month[:3]} {day.day}, {day.year}",
                    f"{day:%Y-%m-%d}",
                    f"{day:%A}, {month} {day.day}, {day.year}",
                    f"{month} {day.day}, {day.year} at 9:{r.randrange(10, 59)} am",
                ]
            )
        if lang == "de":
            return r.choice(
                [
                    f"{day.day}. {month} {day.year}",
                    f"{day:%d.%m.%Y}",
                    f"{day:%d.%m.%Y}, 14:{r.randrange(10, 59)} Uhr",
                    f"{day.day}. {month[:3]}. {day.year}" if month != "Mai" else f"{day.day}. Mai {day.year}",
                    f"{day:%d.%m.%y}",
                ]
            )
        if lang == "fr":
            return r.choice(
                [f"{day.day} {month} {day.year}", f"{day:%d/%m/%Y}", f"{day:%d/%m/%Y} à 10h{r.randrange(10, 59)}"]
            )
        return r.choice([f"{day.day} de {month} de {day.year}", f"{day:%d/%m/%Y}", f"{day.day} {month}, {day.year}"])

    def label(self) -> str:
        """What stands before a date of publication."""
        return self.random.choice(
            {
                "en": ["Posted on ", "Published: ", "", "", "Date: "],
                "de": ["Veröffentlicht am ", "", "", "Erstellt: ", "Datum: "],
                "fr": ["Publié le ", "Le ", ""],
                "es": ["Publicado el ", "Fecha: ", ""],
                "zh": ["发布时间：", "发布日期：", "日期：", "时间：", "", "发表于 ", "发布时间: "],
                "ja": ["公開日：", "", "掲載日：", "投稿日: "],
            }[self.lang]
        )

    def byline(self) -> str:
        """Author, source, counter around the date."""
        shown = f"{self.label()}{self.show(self.day)}"
        extra = {
            "en": [f"By John Carter | {shown}", f"{shown} · 4 min read", f"{shown} by admin in News", shown],
            "de": [
                f"{shown} von Redaktion",
                f"Von Max Weber, {self.show(self.day)}",
                shown,
                f"{shown} | Kategorie: Aktuelles",
            ],
            "fr": [f"{shown} par la rédaction", shown],
            "es": [f"{shown} por redacción", shown],
            "zh": [
                f"{shown}&nbsp;&nbsp;来源：本站&nbsp;&nbsp;点击：1024次",
                f"{shown} 浏览次数：20180",
                f"作者：admin {shown}",
                shown,
                f"来源：企业宣传部 {shown} 字体：大 中 小",
            ],
            "ja": [f"{shown} カテゴリー: お知らせ", shown],
        }[self.lang]
        return self.random.choice(extra)

    def prose(self, paragraphs: int = 3) -> str:
        """Paragraphs, one of them with a date that is none of the page's."""
        texts = [f"<p>{PROSE[self.lang]}</p>"] * paragraphs
        event = self.show(self.other(30, 2000))
        inside = {
            "en": f"It follows the one shown on {event}. ",
            "de": f"Es folgt auf das am {event} gezeigte. ",
            "fr": f"Il succède à celui du {event}. ",
            "es": f"Sucede al del {event}. ",
            "zh": f"上一代产品于{event}推出。",
            "ja": f"前の製品は{event}に登場しました。",
        }[self.lang]
        texts[self.random.randrange(paragraphs)] = f"<p>{PROSE[self.lang]} {inside}{PROSE[self.lang]}</p>"
        return "\n".join(texts)

    def nav(self) -> str:
        """The page's menu."""
        words = {
            "zh": ["首页", "关于我们", "新闻中心", "产品中心", "联系我们"],
            "ja": ["ホーム", "会社情報", "ニュース", "製品", "お問い合わせ"],
        }.get(self.lang, ["Home", "Company", "News", "Products", "Contact"])
        return "<ul class='menu'>" + "".join(f"<li><a href='/{n}'>{w}</a></li>" for n, w in enumerate(words)) + "</ul>"

    def teasers(self, tag: str = "div", cls: str = "box") -> str:
        """A column of other articles with their dates."""
        rows = "".join(
            f"<li><a href='/n/{n}'>{t}</a> <span class='date'>{self.show(self.other(1, 300))}</span></li>"
            for n, t in enumerate(self.other_titles * 2)
        )
        return f"<{tag} class='{cls}'><h3>{'最新文章' if self.lang == 'zh' else 'Latest'}</h3><ul>{rows}</ul></{tag}>"

    def footer(self) -> str:
        """A footer with years, and sometimes a whole date, that say nothing about the page."""
        year = self.random.randrange(2003, 2026)
        return self.random.choice(
            [
                f"<div class='footer'>Copyright © {year} Example Ltd. All rights reserved.</div>",
                f"<div id='foot'>© 2005-{year} Example 版权所有 京ICP备{self.random.randrange(10000000, 20000000)}号</div>",
                f"<footer><p>© {year} Example GmbH</p><p>Last update: {self.show(self.later())}</p></footer>",
            ]
        )

    def page(
        self, body: str, head: str = "", url: str = "", published: bool = True, title: str | None = None
    ) -> NewsPage:
        """Put the page together."""
        shown = self.title if title is None else title
        html = (
            f"<!DOCTYPE html><html lang='{self.lang}'><head><meta charset='utf-8'><title>{shown} - Example</title>"
            f"{head}</head><body>{self.nav()}{body}{self.footer()}</body></html>"
        )
        return NewsPage(
            "",
            html,
            url or f"https://www.example.com/news/{self.random.randrange(1000)}.html",
            self.day if published else None,
        )
