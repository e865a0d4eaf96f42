"""News pages as content systems print them, made from a seed, each with the day on which it says it was published.

The shapes are those of common systems (WordPress, Typo3, Hugo, dedecms, Discuz, Chinese government portals, news agencies …);
the traps are what readers of dates fall into: footers, copyright years, teasers of other articles, comments, events,
dates in the text, times of change, counters. A page whose truth is None shows no date of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.enrich.news_maker import MONTHS, PROSE, TITLES, Maker, NewsPage


def wordpress(m: Maker) -> NewsPage:
    iso = f"{m.day.isoformat()}T08:15:00+00:00"
    mod = m.later()
    updated = (
        f"<time class='updated' datetime='{mod.isoformat()}T09:00:00+00:00'>{m.show(mod)}</time>"
        if m.random.random() < 0.5
        else ""
    )
    return m.page(
        f"<article class='post'><header><h1 class='entry-title'>{m.title}</h1><div class='entry-meta'>"
        f"<span class='posted-on'><time class='entry-date published' datetime='{iso}'>{m.show(m.day)}</time>"
        f"{updated}</span></div></header>"
        f"<div class='entry-content'>{m.prose()}</div></article>{m.teasers('aside', 'widget')}",
        head=f"<meta property='article:modified_time' content='{mod.isoformat()}T00:00:00Z'>" if updated else "",
    )


def wordpress_footer_meta(m: Maker) -> NewsPage:
    return m.page(
        f"<div id='content'><div class='post'><h2>{m.title}</h2>{m.prose()}<p class='postmetadata'>"
        f"{m.byline()}</p></div></div><div id='sidebar'>{m.teasers()}</div>"
    )


def json_ld(m: Maker) -> NewsPage:
    iso, mod = f"{m.day.isoformat()}T06:30:00+08:00", m.later().isoformat()
    block = (
        f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",'
        f'"headline":"{m.title}","datePublished":"{iso}","dateModified":"{mod}",}}</script>'
    )
    return m.page(f"<main><h1>{m.title}</h1>{m.prose()}</main>{m.teasers('section', 'related')}", head=block)


def meta_only(m: Maker) -> NewsPage:
    name = m.random.choice(["article:published_time", "og:article:published_time"])
    tag = m.random.choice(
        [
            f"<meta property='{name}' content='{m.day.isoformat()}T10:00:00'>",
            f"<meta name='date' content='{m.day.isoformat()}'>",
            f"<meta name='PubDate' content='{m.day.isoformat()} 11:20'>",
            f"<meta name='DC.date.issued' content='{m.day.isoformat()}'>",
            f"<meta itemprop='datePublished' content='{m.day.isoformat()}'>",
        ]
    )
    return m.page(f"<h1>{m.title}</h1>{m.prose()}{m.teasers()}", head=tag)


def typo3(m: Maker) -> NewsPage:
    return m.page(
        f"<div class='news news-single'><div class='article'><div class='header'><h3>{m.title}</h3>"
        f"</div><div class='footer'><p><span class='news-list-date'>{m.byline()}</span></p></div><div "
        f"class='teaser-text'>{m.prose()}</div></div></div>"
    )


def bare_paragraph(m: Maker) -> NewsPage:
    return m.page(f"<div class='c1'><h1>{m.title}</h1><p>{m.byline()}</p>{m.prose()}</div>")


def date_first(m: Maker) -> NewsPage:
    return m.page(f"<div class='wrap'><p><b>{m.show(m.day)}</b></p><h1>{m.title}</h1>{m.prose()}</div>{m.teasers()}")


def dedecms(m: Maker) -> NewsPage:
    return m.page(
        f"<div class='place'>当前位置: <a href='/'>主页</a> &gt; <a href='/news'>新闻</a></div><div "
        f"class='viewbox'><div class='title'><h2>{m.title}</h2></div><div class='info'><small>时间:</small>"
        f"{m.day:%Y-%m-%d} 09:12<small>来源:</small>未知 <small>作者:</small>admin <small>点击:</small>"
        f"次</div>"
        f"<div class='content'>{m.prose()}</div></div><div class='context'>上一篇：<a href='#'>{m.other_titles[0]}</a>"
        f" {m.show(m.other())}</div>{m.teasers('div', 'hot')}"
    )


def portal_table(m: Maker) -> NewsPage:
    return m.page(
        f"<table width='100%'><tr><td class='t'>{m.title}</td></tr><tr><td align='center'>{m.byline()}</td>"
        f"</tr><tr><td>{m.prose()}</td></tr></table><table><tr><td>{m.teasers()}</td></tr></table>"
    )


def government(m: Maker) -> NewsPage:
    return m.page(
        (
            f"<div class='xl'><h1>{m.title}</h1><div class='pages-date'>{m.day:%Y-%m-%d} 16:40 <span>来源：新华社</span>"
            f"</div><div class='pages_content'>{m.prose()}</div></div>"
        ),
        url=f"http://www.example.gov.cn/zwgk/{m.day:%Y%m}/t{m.day:%Y%m%d}_5{m.random.randrange(10000, 99999)}.html",
    )


def discuz(m: Maker) -> NewsPage:
    replies = "".join(
        f"<div class='post'><em class='t'>{'发表于' if m.lang == 'zh' else 'posted'} {m.later():%Y-%m-%d %H:%M}</em><div>{PROSE[m.lang][:60]}</div></div>"
        for _ in range(4)
    )
    return m.page(
        f"<h1>{m.title}</h1><div class='post first'><em class='t'>{'发表于' if m.lang == 'zh' else 'posted'} "
        f"{m.day:%Y-%m-%d} 10:11</em><div>{m.prose()}</div></div>{replies}"
    )


def comments_below(m: Maker) -> NewsPage:
    replies = "".join(
        f"<li><cite>Anna</cite> <small>{m.show(m.later())}</small><p>{PROSE[m.lang][:50]}</p></li>" for _ in range(5)
    )
    return m.page(
        f"<div><h1>{m.title}</h1><div class='date'>{m.show(m.day)}</div>{m.prose()}</div><ol class='commentlist'>{replies}</ol>"
    )


def url_only(m: Maker) -> NewsPage:
    return m.page(f"<h1>{m.title}</h1>{m.prose()}", url=f"https://blog.example.com/{m.day:%Y/%m/%d}/brake-system/")


def cut_label(m: Maker) -> NewsPage:
    label = {"zh": "发布日期", "ja": "公開日", "de": "Datum", "fr": "Date", "es": "Fecha"}.get(m.lang, "Date")
    return m.page(
        f"<div class='detail'><h2>{m.title}</h2><div class='bar'><span>{label}：</span><span>{m.show(m.day)}</span></div>{m.prose()}</div>{m.teasers()}"
    )


def updated_beside(m: Maker) -> NewsPage:
    word = {
        "zh": "更新时间：",
        "ja": "更新日：",
        "de": "Zuletzt aktualisiert: ",
        "fr": "Mis à jour le ",
        "es": "Actualizado: ",
    }.get(m.lang, "Last updated: ")
    first = {
        "zh": "发布时间：",
        "ja": "公開日：",
        "de": "Veröffentlicht: ",
        "fr": "Publié le ",
        "es": "Publicado: ",
    }.get(m.lang, "Published: ")
    return m.page(
        f"<h1>{m.title}</h1><div class='meta'><span>{first}{m.show(m.day)}</span> <span>{word}{m.show(m.later())}</span></div>{m.prose()}"
    )


def next_data(m: Maker) -> NewsPage:
    return m.page(
        f"<div id='root'><h1>{m.title}</h1><div class='x9'>{m.prose()}</div></div><script>window.__STATE__={{\"article\":{{\"id\":12,"
        f'"publishedAt":"{m.day.isoformat()}T05:00:00Z","updatedAt":"{m.later().isoformat()}T05:00:00Z"}}}}</script>'
    )


def time_tag(m: Maker) -> NewsPage:
    return m.page(
        f"<main><h1>{m.title}</h1><p class='a1'>Redaktion · <time datetime='{m.day.isoformat()}'>"
        f"{m.day.day}.{m.day.month}.</time></p>{m.prose()}</main>{m.teasers('section', 'more')}"
    )


def event_beside(m: Maker) -> NewsPage:
    word = {
        "zh": "展会时间：",
        "ja": "開催日：",
        "de": "Veranstaltung am ",
        "fr": "Événement : ",
        "es": "Evento: ",
    }.get(m.lang, "Event date: ")
    return m.page(
        f"<h1>{m.title}</h1><p class='when'>{word}{m.show(m.other(20, 60))}</p><p class='date'>{m.label()}{m.show(m.day)}</p>{m.prose()}"
    )


def header_clock(m: Maker) -> NewsPage:
    today = m.later()
    return m.page(
        f"<div class='top'><span id='clock'>{'今天是' if m.lang == 'zh' else ''}{m.show(today)}</span>"
        f"</div><div class='art'><h1>{m.title}</h1><div class='source'>{m.byline()}</div>{m.prose()}</div>"
    )


def dateline(m: Maker) -> NewsPage:
    shown = m.show(m.day)
    start = f"<p>Stuttgart, {shown} – {PROSE[m.lang]}</p>"
    return m.page(f"<div class='press'><h1>{m.title}</h1>{start}{m.prose(2)}</div>{m.teasers('div', 'archive')}")


def calendar_leaf(m: Maker) -> NewsPage:
    month = MONTHS[m.lang][m.day.month - 1][:3] if m.lang in MONTHS else f"{m.day.month:02}"
    return m.page(
        f"<div class='single'><div class='leaf'><div class='d'>{m.day.day}</div><div class='m'>{month}</div>"
        f"<div class='y'>{m.day.year}</div></div><h1>{m.title}</h1>{m.prose()}</div>{m.teasers()}"
    )


def blog_date_header(m: Maker) -> NewsPage:
    return m.page(
        f"<h1>Example</h1><div class='date-outer'><h2 class='date-header'><span>{m.show(m.day)}</span>"
        f"</h2><div class='post hentry'><h3 class='post-title'>{m.title}</h3>{m.prose()}</div></div>"
        f"<div class='archive'><a href='#'>{m.day.year}</a></div>"
    )


def year_in_url(m: Maker) -> NewsPage:
    month = MONTHS[m.lang][m.day.month - 1] if m.lang in MONTHS else ""
    shown = f"{m.day.day}. {month}" if month else f"{m.day.month}月{m.day.day}日"
    return m.page(
        f"<h1>{m.title}</h1><span class='d'>{shown}</span>{m.prose()}", url=f"https://example.de/{m.day:%Y/%m}/bremse/"
    )


def changed_only(m: Maker) -> NewsPage:
    head = f"<meta property='article:modified_time' content='{m.day.isoformat()}T08:00:00+00:00'>"
    return m.page(f"<h1>{m.title}</h1>{m.prose()}", head=head, url=f"https://example.de/{m.day:%Y/%m}/bremse/")


def byline_at_end(m: Maker) -> NewsPage:
    return m.page(
        f"<div id='main'><h1>{m.title}</h1>{m.prose()}<p><em>{m.label() or 'Posted '}{m.show(m.day)}</em></p></div>"
    )


def two_articles_ld(m: Maker) -> NewsPage:
    block = "".join(
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{t}","datePublished":"{d.isoformat()}"}}</script>'
        for t, d in ((m.other_titles[0], m.other()), (m.title, m.day))
    )
    return m.page(f"<h1>{m.title}</h1>{m.prose()}", head=block)


def none_footer(m: Maker) -> NewsPage:
    return m.page(f"<h1>{m.title}</h1><p>{PROSE[m.lang]}</p><p>{PROSE[m.lang]}</p>", published=False)


def none_history(m: Maker) -> NewsPage:
    return m.page(
        f"<h1>{'公司简介' if m.lang == 'zh' else 'About us'}</h1>{m.prose()}", published=False, title="About us"
    )


def none_list(m: Maker) -> NewsPage:
    rows = "".join(
        f"<li><span>{m.show(m.other(1, 400))}</span><a href='/{n}'>{t}</a></li>"
        for n, t in enumerate(TITLES[m.lang] * 4)
    )
    return m.page(f"<div class='list'><h2>News</h2><ul>{rows}</ul></div>", published=False, title="News")


def none_teasers(m: Maker) -> NewsPage:
    return m.page(
        f"<div class='product'><h1>{'制动卡钳' if m.lang == 'zh' else 'Brake caliper X3'}</h1><p>{PROSE[m.lang]}</p></div>{m.teasers('div', 'col')}",
        published=False,
        title="X3",
    )


SHAPES: tuple[Callable[[Maker], NewsPage], ...] = (
    wordpress,
    wordpress_footer_meta,
    json_ld,
    meta_only,
    typo3,
    bare_paragraph,
    date_first,
    dedecms,
    portal_table,
    government,
    discuz,
    comments_below,
    url_only,
    cut_label,
    updated_beside,
    next_data,
    time_tag,
    event_beside,
    header_clock,
    dateline,
    calendar_leaf,
    blog_date_header,
    year_in_url,
    changed_only,
    byline_at_end,
    two_articles_ld,
    none_footer,
    none_history,
    none_list,
    none_teasers,
)


def news_pages(count: int, seed: int = 1) -> list[NewsPage]:
    """`count` pages, every shape in turn, in six languages."""
    pages = []
    for n in range(count):
        maker = Maker(seed * 1_000_003 + n)
        shape = SHAPES[n % len(SHAPES)]
        made = shape(maker)
        pages.append(NewsPage(f"{shape.__name__}-{maker.lang}-{n}", made.html, made.url, made.published_on))
    return pages
