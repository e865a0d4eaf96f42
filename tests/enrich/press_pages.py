"""Full news pages composed by chance: a statement for machines, an address, a frame, a place and a markup of the byline.

Each page knows the day on which it was published, or None where it shows no day of its own. Pieces come from common
systems (WordPress and its builders, Ghost, Drupal, Joomla, TYPO3, Blogger, Arc, Brightspot, Escenic, Polopoly, AEM,
Squarespace, Wix, dedecms, TRS, Discuz …); their combinations are wider than any one site's.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.enrich.news_maker import NewsPage
from tests.enrich.press_maker import Press


def machine(p: Press) -> str:
    """What the head states: in four pages of ten nothing, else one of many shapes; wrong statements beside them."""
    iso, change, drawn = p.iso(p.day), p.iso(p.changed()), p.iso(p.saved)
    article = {
        "@type": p.pick("NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle"),
        "headline": p.title,
        "datePublished": iso,
        "dateModified": change,
    }
    site = {"@type": "WebSite", "name": "Example", "copyrightYear": p.saved.year}
    page = {"@type": "WebPage", "name": p.title, "datePublished": iso, "dateModified": change}
    other = {
        "@type": "NewsArticle",
        "headline": p.others[0],
        "datePublished": p.iso(p.near()),
        "url": "https://x.example.com/other",
    }
    film = {"@type": "VideoObject", "name": "Clip", "uploadDate": p.iso(p.near())}
    options = (
        p.block(article),
        p.block(site, page, article),
        p.block(site, article, other),
        p.block(article, film),
        f"<meta property='article:published_time' content='{iso}'><meta property='article:modified_time' content='{change}'>",
        f"<meta property='og:updated_time' content='{drawn}'><meta name='parsely-pub-date' content='{iso}'>",
        f"<meta name='sailthru.date' content='{p.day:%Y-%m-%d %H:%M:%S}'>",
        f"<meta name='dcterms.created' content='{iso}'><meta name='dcterms.modified' content='{change}'>",
        f"<meta name='DC.date.issued' content='{p.day.isoformat()}'>",
        f"<meta name='cXenseParse:recs:publishtime' content='{iso}'>",
        f"<meta name='citation_publication_date' content='{p.day:%Y/%m/%d}'>",
        f"<meta itemprop='datePublished' content='{iso}'><meta itemprop='dateModified' content='{change}'>",
        f"<meta name='pubdate' content='{p.day:%Y%m%d}'>",
        f"<meta name='publish-date' content='{p.day:%a, %d %b %Y} 10:00:00 GMT'>",
    )
    return p.random.choice(options)


def noise(p: Press) -> str:
    """Statements that are not about the publication."""
    options = (
        p.block({"@type": "WebSite", "name": "Example", "copyrightYear": p.saved.year}),
        p.block({"@type": "Organization", "name": "Example", "foundingDate": "1998-04-01"}),
        f"<meta property='og:updated_time' content='{p.iso(p.saved)}'>",
        f"<meta http-equiv='last-modified' content='{p.saved.isoformat()}'>",
        f"<meta name='build-date' content='{p.saved.isoformat()}'><script>var now='{p.saved.isoformat()}T10:00:00';</script>",
        f"<meta name='expires' content='{p.saved.isoformat()}'><link rel='stylesheet' href='/s.css?v={p.saved:%Y%m%d}'>",
        p.block({"@type": "Event", "name": "Fair", "startDate": p.iso(p.near())}),
    )
    return p.random.choice(options)


def byline(p: Press) -> str:
    """The line with the day: label, author, extra words, a change beside it; as plain text or in elements."""
    label = p.label() if p.chance(0.5) else ""
    shown, author = p.show(p.day), p.random.choice(p.words["by"])
    iso = p.day.isoformat()
    day = p.random.choice(
        [
            f"{label}{shown}",
            f"{label}<time>{shown}</time>",
            f"{label}<time datetime='{iso}'>{shown}</time>",
            f"{label}<time datetime='{shown}'>{shown}</time>",
            f"<span>{label}</span><span>{shown}</span>",
            f"{label}<b>{shown}</b>",
            f"{label}<abbr class='published' title='{iso}T10:00:00'>{shown}</abbr>",
            f"<i class='icon-clock'></i> {label}{shown}",
            f"{label}<a href='/archive'>{shown}</a>",
        ]
    )
    gap = p.pick(" | ", " · ", " – ", "&nbsp;&nbsp;", " / ", "<br>", "</span><span>", ", ")
    pieces = [day]
    if p.chance(0.5):
        pieces.insert(p.random.randrange(2), author)
    if p.chance(0.3):
        pieces.append(p.random.choice(p.words["extra"]))
    if p.chance(0.25):
        pieces.append(f"{p.label('updated')}{p.show(p.changed())}")
    inner = gap.join(pieces)
    frame = p.pick(
        "<div class='meta'>{0}</div>",
        "<p class='byline'>{0}</p>",
        "<p>{0}</p>",
        "<div>{0}</div>",
        "<div class='article-info'><span>{0}</span></div>",
        "<div class='css-1q2w'><span>{0}</span></div>",
        "<ul class='post-meta'><li>{0}</li></ul>",
        "<table><tr><td>{0}</td></tr></table>",
        "<small>{0}</small>",
        "<h6>{0}</h6>",
        "<div class='elementor-widget elementor-widget-post-info'><ul><li>{0}</li></ul></div>",
        "<div class='field field--name-created'><div class='field-item'>{0}</div></div>",
        "<span class='ArticleHeader-info'>{0}</span>",
        "<div class='author-social-share'>{0}</div>",
        "<section class='story-tools'><p>{0}</p></section>",
        "<center><font size='2'>{0}</font></center>",
    )
    return frame.format(inner)


def article(p: Press, line: str) -> str:
    """Headline, byline and text in one of the usual orders and elements."""
    head = p.pick(
        "<h1>{0}</h1>",
        "<h1 class='title'>{0}</h1>",
        "<h2>{0}</h2>",
        "<div class='t1'>{0}</div>",
        "<h1><span>{0}</span></h1>",
    ).format(p.title)
    lead = f"<p class='lead'><strong>{p.words['prose'][1][:140]}</strong></p>"
    figure = f"<figure><img src='/i.jpg' alt='{p.others[0]}'><figcaption>{p.others[0]} (Photo: Example)</figcaption></figure>"
    text = p.paragraphs()
    if p.chance(0.3):
        text = figure + text
    order = p.random.choice(
        [
            (head, line, text),
            (head, line, text),
            (head, line, lead, text),
            (head, lead, line, text),
            (line, head, text),
            (line, head, lead, text),
            (head, lead, figure, line, text),
            (head, text, line),
            (head, figure, line, text),
        ]
    )
    frame = p.pick(
        "<article>{0}</article>",
        "<main><article class='post type-post comments-open'>{0}</article></main>",
        "<div id='content'><div class='post comments-closed'>{0}</div></div>",
        "<div class='main'><div class='left'>{0}</div></div>",
        "<div>{0}</div>",
        "<table width='100%'><tr><td>{0}</td></tr></table>",
        "<div class='elementor-element elementor-widget-theme-post-content'>{0}</div>",
        "<div itemscope itemtype='http://schema.org/Article'>{0}</div>",
        "<div class='latest-news-detail'>{0}</div>",
    )
    return frame.format("\n".join(order))


def address(p: Press) -> str:
    """Mostly without a day; sometimes with the month, seldom with the whole day."""
    host = f"https://www.example.{p.words['land']}"
    number = p.random.randrange(1000, 9_999_999)
    kinds = [f"{host}/news/{number}.html"] * 4 + [f"{host}/a/the-old-harbour-{number}"] * 3
    kinds += [f"{host}/{p.day:%Y/%m}/old-harbour/", f"{host}/{p.day:%Y/%m/%d}/old-harbour.html"]
    if p.language == "zh":
        kinds += [f"http://www.example.gov.cn/zwgk/{p.day:%Y%m}/t{p.day:%Y%m%d}_{number}.html"]
    return p.random.choice(kinds)


def whole(p: Press, body: str, head: str, url: str, day: date | None) -> NewsPage:
    """The page around the article."""
    lang = p.words.get("lang", p.language)
    tag = f"<html lang='{lang}'>" if p.chance(0.8) else "<html>"
    name = p.pick(f"{p.title} - Example", f"{p.title} | Example News", p.title, f"Example: {p.title}", "Example")
    side = p.beside() if p.chance(0.6) else ""
    before = p.chance(0.2)
    html = (
        f"<!DOCTYPE html>{tag}<head><meta charset='utf-8'><title>{name}</title>{head}</head><body class='single no-sidebar'>"
        f"{p.top()}{side if before else ''}{body}{'' if before else side}{p.below()}{p.foot()}</body></html>"
    )
    return NewsPage("", html, url, day)


def stated(p: Press) -> NewsPage:
    """The head states the day; the byline does too, in most pages."""
    head = machine(p) + (noise(p) if p.chance(0.4) else "")
    return whole(p, article(p, byline(p) if p.chance(0.8) else ""), head, address(p), p.day)


def shown(p: Press) -> NewsPage:
    """Only the reader is told."""
    return whole(p, article(p, byline(p)), noise(p) if p.chance(0.5) else "", address(p), p.day)


def only_changed(p: Press) -> NewsPage:
    """Only a change is shown."""
    line = f"<p class='stand'>{p.label('updated')}{p.show(p.day)}</p>"
    return whole(p, article(p, line), "", f"https://www.example.{p.words['land']}/x/{p.random.randrange(9999)}", p.day)


def dateline(p: Press) -> NewsPage:
    """A press release that begins with place and day."""
    place = p.pick("BERLIN", "Wuhan", "Detroit")
    end = p.pick(" – ", " -- ", ": ", " /PRNewswire/ -- ", " (AP) — ")
    body = f"<div class='release'><h1>{p.title}</h1><p>{place}, {p.show(p.day)}{end}{p.words['prose'][0]}</p>{p.paragraphs()}</div>"
    return whole(p, body, "", f"https://www.example.{p.words['land']}/pr/{p.random.randrange(9999)}", p.day)


def undated(p: Press) -> NewsPage:
    """A page without a day of its own, in the same frames."""
    prose = "".join(f"<p>{text}</p>" for text in p.words["prose"])
    body = f"<div class='page'><h1>{p.words['menu'][-1]}</h1>{prose}</div>"
    return whole(p, body, "", f"https://www.example.{p.words['land']}/about", None)


SHAPES: tuple[Callable[[Press], NewsPage], ...] = (
    stated,
    stated,
    shown,
    shown,
    shown,
    shown,
    shown,
    only_changed,
    dateline,
    undated,
)


def press_pages(count: int, seed: int = 1, language: str | None = None) -> list[NewsPage]:
    """`count` pages, every shape in turn."""
    pages = []
    for n in range(count):
        press = Press(seed * 1_000_003 + n, language)
        shape = SHAPES[n % len(SHAPES)]
        made = shape(press)
        pages.append(NewsPage(f"{shape.__name__}-{press.language}-{n}", made.html, made.url, made.published_on))
    return pages
