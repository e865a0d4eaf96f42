"""News pages as content systems print them, made from a seed, each with the day on which it says it was published.

The shapes are those of common systems (WordPress, Typo3, Hugo, dedecms, Discuz, Chinese government portals, news agencies …);
the traps are what readers of dates fall into: footers, copyright years, teasers of other articles, comments, events,
dates in the text, times of change, counters. A page whose truth is None shows no date of its own.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
PROSE = {
    "en": "The company presented its latest brake system to engineers and journalists, who had been waiting for it since the spring. The new caliper weighs a third less than the one it replaces, and will be built at two plants.",
    "de": "Das Unternehmen hat sein neues Bremssystem vor Ingenieuren und Journalisten vorgestellt, die seit dem Frühjahr darauf gewartet hatten. Der neue Sattel wiegt ein Drittel weniger als der alte und wird an zwei Standorten gebaut.",
    "fr": "L'entreprise a présenté son nouveau système de freinage aux ingénieurs et aux journalistes, qui l'attendaient depuis le printemps. Le nouvel étrier pèse un tiers de moins que celui qu'il remplace et sera fabriqué dans deux usines.",
    "es": "La empresa presentó su nuevo sistema de frenos ante ingenieros y periodistas, que lo esperaban desde la primavera. La nueva pinza pesa un tercio menos que la anterior y se fabricará en dos plantas de la compañía.",
    "zh": "公司向工程师和媒体介绍了最新的制动系统，各方从春天起就在等待这一产品。新卡钳的重量比上一代减轻三分之一，将在两家工厂生产，并已通过多家整车企业的验证，性能指标达到行业领先水平，得到与会专家的一致好评。",
    "ja": "同社は新しいブレーキシステムを技術者と報道関係者に披露しました。春から待たれていた製品で、新型キャリパーは従来品より三分の一軽く、二つの工場で生産される予定です。関係者は性能の高さに驚いた様子で、量産に期待を寄せています。",
}
TITLES = {
    "en": ["New brake system presented to engineers", "Lighter caliper wins over test drivers", "Two plants share the production of calipers"],
    "de": ["Neues Bremssystem vor Ingenieuren vorgestellt", "Leichter Sattel überzeugt Testfahrer im Norden", "Zwei Werke teilen sich den Bau der Sättel"],
    "fr": ["Nouveau système de freinage présenté aux ingénieurs", "Un étrier plus léger convainc les pilotes d'essai", "Deux usines se partagent la production"],
    "es": ["Nuevo sistema de frenos presentado a ingenieros", "Una pinza más ligera convence a los pilotos", "Dos plantas comparten la producción de pinzas"],
    "zh": ["公司最新制动系统正式亮相引发关注", "轻量化卡钳获试车工程师好评", "两家工厂共同承担卡钳生产任务"],
    "ja": ["新型ブレーキシステムを技術者に公開", "軽量キャリパーがテストドライバーを魅了", "二工場でキャリパーを分担生産"],
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
            return r.choice([f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day.year}年{day.month}月{day.day}日", f"{day:%Y-%m-%d} 10:{r.randrange(60):02}", f"{day:%Y.%m.%d}"])
        if lang == "ja":
            return r.choice([f"{day.year}年{day.month}月{day.day}日", f"{day:%Y.%m.%d}", f"{day:%Y/%m/%d}", f"{day.year}年{day.month:02}月{day.day:02}日({'月火水木金土日'[day.weekday()]})"])
        month = MONTHS[lang][day.month - 1]
        if lang == "en":
            return r.choice([f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}", f"{month[:3]} {day.day}, {day.year}", f"{day:%Y-%m-%d}", f"{day:%A}, {month} {day.day}, {day.year}", f"{month} {day.day}, {day.year} at 9:{r.randrange(10, 59)} am"])
        if lang == "de":
            return r.choice([f"{day.day}. {month} {day.year}", f"{day:%d.%m.%Y}", f"{day:%d.%m.%Y}, 14:{r.randrange(10, 59)} Uhr", f"{day.day}. {month[:3]}. {day.year}" if month != "Mai" else f"{day.day}. Mai {day.year}", f"{day:%d.%m.%y}"])
        if lang == "fr":
            return r.choice([f"{day.day} {month} {day.year}", f"{day:%d/%m/%Y}", f"{day:%d/%m/%Y} à 10h{r.randrange(10, 59)}"])
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
            "de": [f"{shown} von Redaktion", f"Von Max Weber, {self.show(self.day)}", shown, f"{shown} | Kategorie: Aktuelles"],
            "fr": [f"{shown} par la rédaction", shown],
            "es": [f"{shown} por redacción", shown],
            "zh": [f"{shown}&nbsp;&nbsp;来源：本站&nbsp;&nbsp;点击：1024次", f"{shown} 浏览次数：20180", f"作者：admin {shown}", shown, f"来源：企业宣传部 {shown} 字体：大 中 小"],
            "ja": [f"{shown} カテゴリー: お知らせ", shown],
        }[self.lang]
        return self.random.choice(extra)

    def prose(self, paragraphs: int = 3) -> str:
        """Paragraphs, one of them with a date that is none of the page's."""
        texts = [f"<p>{PROSE[self.lang]}</p>"] * paragraphs
        event = self.show(self.other(30, 2000))
        inside = {"en": f"It follows the one shown on {event}. ", "de": f"Es folgt auf das am {event} gezeigte. ", "fr": f"Il succède à celui du {event}. ", "es": f"Sucede al del {event}. ", "zh": f"上一代产品于{event}推出。", "ja": f"前の製品は{event}に登場しました。"}[self.lang]
        texts[self.random.randrange(paragraphs)] = f"<p>{PROSE[self.lang]} {inside}{PROSE[self.lang]}</p>"
        return "\n".join(texts)

    def nav(self) -> str:
        """The page's menu."""
        words = {"zh": ["首页", "关于我们", "新闻中心", "产品中心", "联系我们"], "ja": ["ホーム", "会社情報", "ニュース", "製品", "お問い合わせ"]}.get(self.lang, ["Home", "Company", "News", "Products", "Contact"])
        return "<ul class='menu'>" + "".join(f"<li><a href='/{n}'>{w}</a></li>" for n, w in enumerate(words)) + "</ul>"

    def teasers(self, tag: str = "div", cls: str = "box") -> str:
        """A column of other articles with their dates."""
        rows = "".join(f"<li><a href='/n/{n}'>{t}</a> <span class='date'>{self.show(self.other(1, 300))}</span></li>" for n, t in enumerate(self.other_titles * 2))
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

    def page(self, body: str, head: str = "", url: str = "", published: bool = True, title: str | None = None) -> NewsPage:
        """Put the page together."""
        shown = self.title if title is None else title
        html = (
            f"<!DOCTYPE html><html lang='{self.lang}'><head><meta charset='utf-8'><title>{shown} - Example</title>{head}</head><body>{self.nav()}{body}{self.footer()}</body></html>"
        )
        return NewsPage("", html, url or f"https://www.example.com/news/{self.random.randrange(1000)}.html", self.day if published else None)


def wordpress(m: Maker) -> NewsPage:
    iso = f"{m.day.isoformat()}T08:15:00+00:00"
    mod = m.later()
    updated = f"<time class='updated' datetime='{mod.isoformat()}T09:00:00+00:00'>{m.show(mod)}</time>" if m.random.random() < 0.5 else ""
    return m.page(
        f"<article class='post'><header><h1 class='entry-title'>{m.title}</h1><div class='entry-meta'><span class='posted-on'><time class='entry-date published' datetime='{iso}'>{m.show(m.day)}</time>{updated}</span></div></header>"
        f"<div class='entry-content'>{m.prose()}</div></article>{m.teasers('aside', 'widget')}",
        head=f"<meta property='article:modified_time' content='{mod.isoformat()}T00:00:00Z'>" if updated else "",
    )


def wordpress_footer_meta(m: Maker) -> NewsPage:
    return m.page(
        f"<div id='content'><div class='post'><h2>{m.title}</h2>{m.prose()}<p class='postmetadata'>{m.byline()}</p></div></div><div id='sidebar'>{m.teasers()}</div>"
    )


def json_ld(m: Maker) -> NewsPage:
    iso, mod = f"{m.day.isoformat()}T06:30:00+08:00", m.later().isoformat()
    block = f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{m.title}","datePublished":"{iso}","dateModified":"{mod}",}}</script>'
    return m.page(f"<main><h1>{m.title}</h1>{m.prose()}</main>{m.teasers('section', 'related')}", head=block)


def meta_only(m: Maker) -> NewsPage:
    name = m.random.choice(["article:published_time", "og:article:published_time"])
    tag = m.random.choice([f"<meta property='{name}' content='{m.day.isoformat()}T10:00:00'>", f"<meta name='date' content='{m.day.isoformat()}'>", f"<meta name='PubDate' content='{m.day.isoformat()} 11:20'>", f"<meta name='DC.date.issued' content='{m.day.isoformat()}'>", f"<meta itemprop='datePublished' content='{m.day.isoformat()}'>"])
    return m.page(f"<h1>{m.title}</h1>{m.prose()}{m.teasers()}", head=tag)


def typo3(m: Maker) -> NewsPage:
    return m.page(f"<div class='news news-single'><div class='article'><div class='header'><h3>{m.title}</h3></div><div class='footer'><p><span class='news-list-date'>{m.byline()}</span></p></div><div class='teaser-text'>{m.prose()}</div></div></div>")


def bare_paragraph(m: Maker) -> NewsPage:
    return m.page(f"<div class='c1'><h1>{m.title}</h1><p>{m.byline()}</p>{m.prose()}</div>")


def date_first(m: Maker) -> NewsPage:
    return m.page(f"<div class='wrap'><p><b>{m.show(m.day)}</b></p><h1>{m.title}</h1>{m.prose()}</div>{m.teasers()}")


def dedecms(m: Maker) -> NewsPage:
    return m.page(
        f"<div class='place'>当前位置: <a href='/'>主页</a> &gt; <a href='/news'>新闻</a></div><div class='viewbox'><div class='title'><h2>{m.title}</h2></div><div class='info'><small>时间:</small>{m.day:%Y-%m-%d} 09:12<small>来源:</small>未知 <small>作者:</small>admin <small>点击:</small>次</div>"
        f"<div class='content'>{m.prose()}</div></div><div class='context'>上一篇：<a href='#'>{m.other_titles[0]}</a> {m.show(m.other())}</div>{m.teasers('div', 'hot')}"
    )


def portal_table(m: Maker) -> NewsPage:
    return m.page(
        f"<table width='100%'><tr><td class='t'>{m.title}</td></tr><tr><td align='center'>{m.byline()}</td></tr><tr><td>{m.prose()}</td></tr></table><table><tr><td>{m.teasers()}</td></tr></table>"
    )


def government(m: Maker) -> NewsPage:
    return m.page(
        f"<div class='xl'><h1>{m.title}</h1><div class='pages-date'>{m.day:%Y-%m-%d} 16:40 <span>来源：新华社</span></div><div class='pages_content'>{m.prose()}</div></div>",
        url=f"http://www.example.gov.cn/zwgk/{m.day:%Y%m}/t{m.day:%Y%m%d}_5{m.random.randrange(10000, 99999)}.html",
    )


def discuz(m: Maker) -> NewsPage:
    replies = "".join(f"<div class='post'><em class='t'>{'发表于' if m.lang == 'zh' else 'posted'} {m.later():%Y-%m-%d %H:%M}</em><div>{PROSE[m.lang][:60]}</div></div>" for _ in range(4))
    return m.page(f"<h1>{m.title}</h1><div class='post first'><em class='t'>{'发表于' if m.lang == 'zh' else 'posted'} {m.day:%Y-%m-%d} 10:11</em><div>{m.prose()}</div></div>{replies}")


def comments_below(m: Maker) -> NewsPage:
    replies = "".join(f"<li><cite>Anna</cite> <small>{m.show(m.later())}</small><p>{PROSE[m.lang][:50]}</p></li>" for _ in range(5))
    return m.page(f"<div><h1>{m.title}</h1><div class='date'>{m.show(m.day)}</div>{m.prose()}</div><ol class='commentlist'>{replies}</ol>")


def url_only(m: Maker) -> NewsPage:
    return m.page(f"<h1>{m.title}</h1>{m.prose()}", url=f"https://blog.example.com/{m.day:%Y/%m/%d}/brake-system/")


def cut_label(m: Maker) -> NewsPage:
    label = {"zh": "发布日期", "ja": "公開日", "de": "Datum", "fr": "Date", "es": "Fecha"}.get(m.lang, "Date")
    return m.page(f"<div class='detail'><h2>{m.title}</h2><div class='bar'><span>{label}：</span><span>{m.show(m.day)}</span></div>{m.prose()}</div>{m.teasers()}")


def updated_beside(m: Maker) -> NewsPage:
    word = {"zh": "更新时间：", "ja": "更新日：", "de": "Zuletzt aktualisiert: ", "fr": "Mis à jour le ", "es": "Actualizado: "}.get(m.lang, "Last updated: ")
    first = {"zh": "发布时间：", "ja": "公開日：", "de": "Veröffentlicht: ", "fr": "Publié le ", "es": "Publicado: "}.get(m.lang, "Published: ")
    return m.page(f"<h1>{m.title}</h1><div class='meta'><span>{first}{m.show(m.day)}</span> <span>{word}{m.show(m.later())}</span></div>{m.prose()}")


def next_data(m: Maker) -> NewsPage:
    return m.page(f"<div id='root'><h1>{m.title}</h1><div class='x9'>{m.prose()}</div></div><script>window.__STATE__={{\"article\":{{\"id\":12,\"publishedAt\":\"{m.day.isoformat()}T05:00:00Z\",\"updatedAt\":\"{m.later().isoformat()}T05:00:00Z\"}}}}</script>")


def time_tag(m: Maker) -> NewsPage:
    return m.page(f"<main><h1>{m.title}</h1><p class='a1'>Redaktion · <time datetime='{m.day.isoformat()}'>{m.day.day}.{m.day.month}.</time></p>{m.prose()}</main>{m.teasers('section', 'more')}")


def event_beside(m: Maker) -> NewsPage:
    word = {"zh": "展会时间：", "ja": "開催日：", "de": "Veranstaltung am ", "fr": "Événement : ", "es": "Evento: "}.get(m.lang, "Event date: ")
    return m.page(f"<h1>{m.title}</h1><p class='when'>{word}{m.show(m.other(20, 60))}</p><p class='date'>{m.label()}{m.show(m.day)}</p>{m.prose()}")


def header_clock(m: Maker) -> NewsPage:
    today = m.later()
    return m.page(f"<div class='top'><span id='clock'>{'今天是' if m.lang == 'zh' else ''}{m.show(today)}</span></div><div class='art'><h1>{m.title}</h1><div class='source'>{m.byline()}</div>{m.prose()}</div>")


def dateline(m: Maker) -> NewsPage:
    shown = m.show(m.day)
    start = f"<p>Stuttgart, {shown} – {PROSE[m.lang]}</p>"
    return m.page(f"<div class='press'><h1>{m.title}</h1>{start}{m.prose(2)}</div>{m.teasers('div', 'archive')}")


def calendar_leaf(m: Maker) -> NewsPage:
    month = MONTHS[m.lang][m.day.month - 1][:3] if m.lang in MONTHS else f"{m.day.month:02}"
    return m.page(f"<div class='single'><div class='leaf'><div class='d'>{m.day.day}</div><div class='m'>{month}</div><div class='y'>{m.day.year}</div></div><h1>{m.title}</h1>{m.prose()}</div>{m.teasers()}")


def blog_date_header(m: Maker) -> NewsPage:
    return m.page(f"<h1>Example</h1><div class='date-outer'><h2 class='date-header'><span>{m.show(m.day)}</span></h2><div class='post hentry'><h3 class='post-title'>{m.title}</h3>{m.prose()}</div></div><div class='archive'><a href='#'>{m.day.year}</a></div>")


def year_in_url(m: Maker) -> NewsPage:
    month = MONTHS[m.lang][m.day.month - 1] if m.lang in MONTHS else ""
    shown = f"{m.day.day}. {month}" if month else f"{m.day.month}月{m.day.day}日"
    return m.page(f"<h1>{m.title}</h1><span class='d'>{shown}</span>{m.prose()}", url=f"https://example.de/{m.day:%Y/%m}/bremse/")


def changed_only(m: Maker) -> NewsPage:
    head = f"<meta property='article:modified_time' content='{m.day.isoformat()}T08:00:00+00:00'>"
    return m.page(f"<h1>{m.title}</h1>{m.prose()}", head=head, url=f"https://example.de/{m.day:%Y/%m}/bremse/")


def byline_at_end(m: Maker) -> NewsPage:
    return m.page(f"<div id='main'><h1>{m.title}</h1>{m.prose()}<p><em>{m.label() or 'Posted '}{m.show(m.day)}</em></p></div>")


def two_articles_ld(m: Maker) -> NewsPage:
    block = "".join(f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{t}","datePublished":"{d.isoformat()}"}}</script>' for t, d in ((m.other_titles[0], m.other()), (m.title, m.day)))
    return m.page(f"<h1>{m.title}</h1>{m.prose()}", head=block)


def none_footer(m: Maker) -> NewsPage:
    return m.page(f"<h1>{m.title}</h1><p>{PROSE[m.lang]}</p><p>{PROSE[m.lang]}</p>", published=False)


def none_history(m: Maker) -> NewsPage:
    return m.page(f"<h1>{'公司简介' if m.lang == 'zh' else 'About us'}</h1>{m.prose()}", published=False, title="About us")


def none_list(m: Maker) -> NewsPage:
    rows = "".join(f"<li><span>{m.show(m.other(1, 400))}</span><a href='/{n}'>{t}</a></li>" for n, t in enumerate(TITLES[m.lang] * 4))
    return m.page(f"<div class='list'><h2>News</h2><ul>{rows}</ul></div>", published=False, title="News")


def none_teasers(m: Maker) -> NewsPage:
    return m.page(f"<div class='product'><h1>{'制动卡钳' if m.lang == 'zh' else 'Brake caliper X3'}</h1><p>{PROSE[m.lang]}</p></div>{m.teasers('div', 'col')}", published=False, title="X3")


SHAPES: tuple[Callable[[Maker], NewsPage], ...] = (
    wordpress, wordpress_footer_meta, json_ld, meta_only, typo3, bare_paragraph, date_first, dedecms, portal_table, government, discuz, comments_below,
    url_only, cut_label, updated_beside, next_data, time_tag, event_beside, header_clock, dateline, calendar_leaf, blog_date_header, year_in_url, changed_only, byline_at_end, two_articles_ld, none_footer, none_history, none_list, none_teasers,
)  # fmt: skip


def news_pages(count: int, seed: int = 1) -> list[NewsPage]:
    """`count` pages, every shape in turn, in six languages."""
    pages = []
    for n in range(count):
        maker = Maker(seed * 1_000_003 + n)
        shape = SHAPES[n % len(SHAPES)]
        made = shape(maker)
        pages.append(NewsPage(f"{shape.__name__}-{maker.lang}-{n}", made.html, made.url, made.published_on))
    return pages
