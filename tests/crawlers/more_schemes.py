"""Further sites: the same ways on in other clothes, and ways on that only scripts know."""

from __future__ import annotations

import json

from tests.crawlers.schemes import _DRAW, SIZE
from tests.crawlers.sites import Firm, Query, Site, as_json, chunk, page


def _last(all_firms: list[Firm]) -> int:
    return -(-len(all_firms) // SIZE)


def link_in_head(all_firms: list[Firm]) -> tuple[Site, str]:
    site = Site()

    @site.at("/members")
    def listing(q: Query) -> str:
        n = int(q.get("seite", "1"))
        head = f'<link rel="next" href="/members?seite={n + 1}">' if n < _last(all_firms) else ""
        return page(chunk(all_firms, n, SIZE)).replace("</title>", "</title>" + head)

    return site, "/members"


def blog_paths(all_firms: list[Firm]) -> tuple[Site, str]:
    site = Site()

    @site.at("/exhibitors/*")
    def listing(q: Query) -> str:
        n = int(q["path"].split("/page/")[1].strip("/")) if "/page/" in q["path"] else 1
        links = "".join(
            f'<span class="page-numbers current">{i}</span>'
            if i == n
            else f'<a class="page-numbers" href="/exhibitors/page/{i}/">{i}</a>'
            for i in range(1, _last(all_firms) + 1)
        )
        return page(chunk(all_firms, n, SIZE), f'<nav class="navigation pagination">{links}</nav>')

    return site, "/exhibitors/"


def offsets(all_firms: list[Firm]) -> tuple[Site, str]:
    site = Site()

    @site.at("/liste.php")
    def listing(q: Query) -> str:
        at = int(q.get("offset", "0"))
        more = at + SIZE < len(all_firms)
        nav = f'<p><a href="liste.php?offset={at + SIZE}&lang=de">weiter &gt;</a></p>' if more else ""
        return page(all_firms[at : at + SIZE], nav)

    return site, "/liste.php?lang=de"


def chinese_bar(all_firms: list[Firm]) -> tuple[Site, str]:
    site, last = Site(), _last(all_firms)

    @site.at("/company/list")
    def listing(q: Query) -> str:
        n = int(q.get("pageNo", "1"))

        def to(i: int, said: str) -> str:
            return f'<a href="/company/list?pageNo={i}">{said}</a>'

        numbers = " ".join(
            f"<span>{i}</span>" if i == n else to(i, str(i)) for i in range(max(1, n - 1), min(last, n + 1) + 1)
        )
        before = to(1, "首页") + to(max(1, n - 1), "上一页")
        after = to(min(last, n + 1), "下一页") + to(last, "尾页")
        return page(chunk(all_firms, n, SIZE), f"<div class=fy>{before} {numbers} {after} 共{len(all_firms)}条</div>")

    return site, "/company/list"


def options(all_firms: list[Firm]) -> tuple[Site, str]:
    site = Site()

    @site.at("/dir")
    def listing(q: Query) -> str:
        n = int(q.get("page", "1"))
        choices = "".join(f'<option value="/dir?page={i}">{i}</option>' for i in range(1, _last(all_firms) + 1))
        return page(
            chunk(all_firms, n, SIZE), f'<div class="pager">Page <select onchange="go(this)">{choices}</select></div>'
        )

    return site, "/dir"


def button_with_address(all_firms: list[Firm]) -> tuple[Site, str]:
    site = Site()

    @site.at("/all")
    def listing(q: Query) -> str:
        n = int(q.get("page", "1"))
        more = f'<button class="load-more" data-url="/all?page={n + 1}">Mehr laden</button>'
        return page(chunk(all_firms, n, SIZE), more if n < _last(all_firms) else "")

    return site, "/all"


MORE_LINKED = (link_in_head, blog_paths, offsets, chinese_bar, options, button_with_address)


def client_side_pages(all_firms: list[Firm]) -> tuple[Site, str]:
    """All data is in a script; a next button without an address swaps the cards."""
    site = Site()
    data = json.dumps([{"id": f.number, "n": f.name, "b": f.booth, "c": f.country} for f in all_firms])
    script = f"""<script>const all = {data}; let at = 0; const box = document.getElementById('list');
function show() {{ box.innerHTML = all.slice(at, at + {SIZE}).map(f => `<article class=card><h3><a href="/exhibitor/${{f.id}}">`
  + `${{f.n}}</a></h3><p>${{f.b}}</p><p>${{f.c}}</p></article>`).join('');
  document.getElementById('next').disabled = at + {SIZE} >= all.length; }}
document.getElementById('next').onclick = () => {{ at += {SIZE}; show(); }}; show();</script>"""
    site.pages["/client"] = lambda q: page(
        [], "<button id=next aria-label='Next page'>&rsaquo;</button>", script=script
    )
    return site, "/client"


def first_page_without_script(all_firms: list[Firm]) -> tuple[Site, str]:
    """The first rows are in the page; the rest comes by a button that only a script knows."""
    site = Site()

    @site.at("/api/exhibitors")
    def api(q: Query) -> str:
        at = int(q.get("offset", "0"))
        return as_json(all_firms[at : at + SIZE], total=len(all_firms))

    script = f"""<script>{_DRAW}
let at = {SIZE}; const button = document.getElementById('more');
button.onclick = async () => {{ const r = await (await fetch('/api/exhibitors?offset=' + at)).json();
  draw(r.data.items); at += {SIZE}; if (at >= {len(all_firms)}) button.remove(); }};</script>"""
    nav = "<button id=more>Weitere Aussteller anzeigen</button>"
    site.pages["/aussteller"] = lambda q: page(all_firms[:SIZE], nav, len(all_firms), script)
    return site, "/aussteller"


def cursor(all_firms: list[Firm]) -> tuple[Site, str]:
    """An endpoint with a cursor, asked twice by the page itself."""
    site = Site()

    @site.at("/graph")
    def api(q: Query) -> str:
        at = int((q.get("after") or "c0")[1:])
        following = f"c{at + SIZE}" if at + SIZE < len(all_firms) else None
        return as_json(all_firms[at : at + SIZE], endCursor=following, total=len(all_firms))

    script = f"""<script>{_DRAW}
(async () => {{ let after = 'c0'; for (const n of [1, 2, 3]) {{
  const r = await (await fetch('/graph?after=' + after)).json(); draw(r.data.items); after = r.data.endCursor; }} }})();</script>"""
    site.pages["/explore"] = lambda q: page([], script=script)
    return site, "/explore"


MORE_DRAWN = (client_side_pages, first_page_without_script, cursor)
