"""One site for each paging scheme. Each maker takes the firms and returns the site and the path of its first page."""

from __future__ import annotations

from tests.crawlers.sites import COUNTRIES, Firm, Query, Site, as_json, chunk, page

SIZE = 12


def _pages(all_firms: list[Firm]) -> int:
    return -(-len(all_firms) // SIZE)


def next_link(all_firms: list[Firm]) -> tuple[Site, str]:
    site, last = Site(), _pages(all_firms)

    @site.at("/exhibitors")
    def listing(q: Query) -> str:
        n = int(q.get("page", "1"))
        nav = f'<a rel="next" href="/exhibitors?page={n + 1}">Next</a>' if n < last else ""
        return page(chunk(all_firms, n, SIZE), nav)

    return site, "/exhibitors"


def next_in_chinese(all_firms: list[Firm]) -> tuple[Site, str]:
    site, last = Site(), _pages(all_firms)

    @site.at("/zhanshang/*")
    def listing(q: Query) -> str:
        n = int(q["path"].rpartition("_")[2].removesuffix(".html")) if "_" in q["path"] else 1
        nav = f'<div><a href="list_{n + 1}.html">下一页</a></div>' if n < last else "<div><span>下一页</span></div>"
        return page(chunk(all_firms, n, SIZE), nav)

    return site, "/zhanshang/list.html"


def numbered(all_firms: list[Firm]) -> tuple[Site, str]:
    site, last = Site(), _pages(all_firms)

    @site.at("/list")
    def listing(q: Query) -> str:
        n = int(q.get("p", "1"))
        shown = sorted({1, last, *range(max(1, n - 1), min(last, n + 1) + 1)})
        links = " ".join(f"<b>{i}</b>" if i == n else f'<a href="/list?p={i}">{i}</a>' for i in shown)
        return page(chunk(all_firms, n, SIZE), f'<ul class="pagination">{links}</ul>', len(all_firms))

    return site, "/list"


def letters(all_firms: list[Firm]) -> tuple[Site, str]:
    site = Site()
    initials = [chr(c) for c in range(65, 91)]

    @site.at("/a-z/*")
    def listing(q: Query) -> str:
        letter = q["path"].rpartition("/")[2].upper() or "A"
        nav = "<div>" + " ".join(f'<a href="/a-z/{i.lower()}">{i}</a>' for i in initials) + "</div>"
        return page([f for f in all_firms if f.name.startswith(letter)], nav)

    return site, "/a-z/a"


def countries(all_firms: list[Firm]) -> tuple[Site, str]:
    site = Site()

    @site.at("/by-country")
    def listing(q: Query) -> str:
        land = q.get("country", COUNTRIES[0])
        links = "".join(f'<li><a href="/by-country?country={c.replace(" ", "+")}">{c}</a></li>' for c in COUNTRIES)
        return page([f for f in all_firms if f.country == land], f"<h2>Exhibitors by country</h2><ul>{links}</ul>")

    return site, "/by-country"


def categories(all_firms: list[Firm]) -> tuple[Site, str]:
    """Every firm stands in two categories."""
    site = Site()
    names = {"brakes": 0, "chassis": 1, "electronics": 2, "gearboxes": 3, "sensors": 4}

    @site.at("/category/*")
    def listing(q: Query) -> str:
        own = names.get(q["path"].rpartition("/")[2], 0)
        links = "".join(f'<li><a href="/category/{n}">{n.title()}</a></li>' for n in names)
        shown = [f for f in all_firms if own in (f.number % 5, (f.number + 1) % 5)]
        return page(shown, f"<aside><h2>Categories</h2><ul>{links}</ul></aside>")

    return site, "/category/brakes"


def page_size(all_firms: list[Firm]) -> tuple[Site, str]:
    site = Site()

    @site.at("/ex")
    def listing(q: Query) -> str:
        size, n = int(q.get("size", "10")), int(q.get("page", "1"))
        switch = " ".join(f'<a href="/ex?size={s}">{s}</a>' for s in (10, 25, 100))
        more = f'<a href="/ex?size={size}&page={n + 1}">&raquo;</a>' if n * size < len(all_firms) else ""
        return page(chunk(all_firms, n, size), f"<p>Show {switch} per page</p><p>{more}</p>", len(all_firms))

    return site, "/ex"


def load_more_link(all_firms: list[Firm]) -> tuple[Site, str]:
    site = Site()

    @site.at("/all")
    def listing(q: Query) -> str:
        start = int(q.get("start", "0"))
        rest = start + SIZE < len(all_firms)
        nav = f'<a class="btn" href="/all?start={start + SIZE}">Load more</a>' if rest else ""
        return page(all_firms[start : start + SIZE], nav)

    return site, "/all"


def letters_with_pages(all_firms: list[Firm]) -> tuple[Site, str]:
    """Cut twice: only the first letter's pages are numbered on the first page."""
    site, size = Site(), 3
    initials = [chr(c) for c in range(65, 80)]

    @site.at("/index")
    def listing(q: Query) -> str:
        letter, n = q.get("letter", "A"), int(q.get("page", "1"))
        own = [f for f in all_firms if f.name.startswith(letter)]
        bar = " ".join(f'<a href="/index?letter={i}">{i}</a>' for i in initials)
        links = " ".join(
            f"<b>{i}</b>" if i == n else f'<a href="/index?letter={letter}&page={i}">{i}</a>'
            for i in range(1, -(-len(own) // size) + 1)
        )
        return page(chunk(own, n, size), f'<div class=az>{bar}</div><div class="pagination">{links}</div>')

    return site, "/index"


LINKED = (
    letters_with_pages,
    next_link,
    next_in_chinese,
    numbered,
    letters,
    countries,
    categories,
    page_size,
    load_more_link,
)
"""Schemes that need no browser."""

_DRAW = """
const box = document.getElementById('list');
function draw(items) { for (const f of items) box.insertAdjacentHTML('beforeend',
  `<article class=card><h3><a href="/exhibitor/${f.id}">${f.companyName}</a></h3><p>${f.booth}</p><p>${f.country}</p></article>`); }
"""


def _api(site: Site, all_firms: list[Firm]) -> None:
    @site.at("/api/exhibitors")
    def api(q: Query) -> str:
        start = int(q.get("offset", "0"))
        return as_json(all_firms[start : start + SIZE], total=len(all_firms))


def load_more_button(all_firms: list[Firm]) -> tuple[Site, str]:
    site = Site()
    _api(site, all_firms)
    script = f"""<script>{_DRAW}
let at = 0; const button = document.getElementById('more');
async function more() {{ const r = await (await fetch('/api/exhibitors?offset=' + at)).json();
  draw(r.data.items); at += {SIZE}; if (at >= {len(all_firms)}) button.remove(); }}
button.onclick = more; more();</script>"""
    site.pages["/app"] = lambda q: page([], "<button id=more>Load more</button>", script=script)
    return site, "/app"


def endless_scroll(all_firms: list[Firm]) -> tuple[Site, str]:
    site = Site()
    _api(site, all_firms)
    script = f"""<style>.card {{height: 160px}}</style><script>{_DRAW}
let at = 0, busy = false;
async function more() {{ if (busy || at >= {len(all_firms)}) return; busy = true;
  const r = await (await fetch('/api/exhibitors?offset=' + at)).json(); draw(r.data.items); at += {SIZE}; busy = false; }}
addEventListener('scroll', () => {{ if (innerHeight + scrollY >= document.body.offsetHeight - 300) more(); }}); more();</script>"""
    site.pages["/scroll"] = lambda q: page([], script=script)
    return site, "/scroll"


def json_pages(all_firms: list[Firm]) -> tuple[Site, str]:
    """Draws two pages by itself; the rest has to be asked for as those were."""
    site = Site()

    @site.at("/api/search")
    def api(q: Query) -> str:
        return as_json(chunk(all_firms, int(q.get("page", "1")), SIZE), total=len(all_firms))

    script = f"""<script>{_DRAW}
(async () => {{ for (const n of [1, 2]) {{
  const r = await (await fetch('/api/search?lang=en&page=' + n)).json(); draw(r.data.items); }} }})();</script>"""
    site.pages["/finder"] = lambda q: page([], script=script)
    return site, "/finder"


DRAWN = (load_more_button, endless_scroll, json_pages)
"""Schemes that only a browser can see."""
