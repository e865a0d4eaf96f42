"""Firms' own web sites: the look given to what `demo.wording` wrote."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from random import Random
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup

from demo.draw import dice
from demo.pages import walls
from demo.records import Site, Trap, TrueFirm
from demo.reply import NOT_FOUND, Reply, drawn, html, json_text, moved
from demo.wording import Block, SitePage, Writer

_WORDS = ("wrap", "main", "inner", "list", "item", "box", "col", "row", "txt", "con", "tit", "mod", "area", "sec")


@lru_cache(maxsize=4096)
def _written(firm: TrueFirm, today: date) -> tuple[tuple[Writer, tuple[SitePage, ...]], ...]:
    assert firm.site is not None
    writers = [
        Writer(firm, language, today, "" if number == 0 else f"/{language}")
        for number, language in enumerate(firm.site.languages)
    ]
    return tuple((writer, writer.pages()) for writer in writers)


def respond(firm: TrueFirm, target: str, today: date) -> Reply:
    """The answer of a firm's site to a request for `target`."""
    site = firm.site
    assert site is not None
    if site.behaviour == "down":
        return Reply(503, b"<html><body><h1>503 Service Unavailable</h1></body></html>")
    if site.behaviour == "reset":
        return Reply(0, cut=True)
    parts = urlsplit(target)
    if site.behaviour in ("challenge", "sign_in"):
        return walls.challenge(site.host) if site.behaviour == "challenge" else walls.sign_in(parts.path)
    if site.behaviour == "calendar" and parts.path.startswith(walls.CALENDAR):
        return walls.calendar(parts.path, today)
    if parts.path == "/data.json" and site.javascript:
        return _data(firm, parse_qs(parts.query).get("page", ["/"])[0], today)
    found = _find(firm, parts.path, today)
    if found is None:
        return _missing(firm, parts.path, today)
    reply = _page(firm, *found, today)
    if site.behaviour == "slow" and parts.path.count("/") > 1:
        return Reply(reply.status, reply.body, reply.content_type, reply.headers, delay=0.8)
    return reply


def old_host(firm: TrueFirm, target: str) -> Reply:
    """What the host that the firm has left answers."""
    assert firm.site is not None
    return moved(f"http://{firm.site.host}{target}")


def paths(firm: TrueFirm, today: date) -> tuple[str, ...]:
    """Every page of a site."""
    return tuple(page.path for _, pages in _written(firm, today) for page in pages)


def _find(firm: TrueFirm, path: str, today: date) -> tuple[Writer, SitePage] | None:
    for writer, pages in _written(firm, today):
        for page in pages:
            if page.path.rstrip("/") == path.rstrip("/"):
                return writer, page
    return None


def _missing(firm: TrueFirm, path: str, today: date) -> Reply:
    assert firm.site is not None
    if firm.site.behaviour != "soft_404" or path.startswith("/img"):
        return NOT_FOUND
    writer = _written(firm, today)[0][0]
    text = writer.draw("missing").choice(writer.words["missing"])
    return _page(firm, writer, SitePage(path, text, (Block("p", text),)), today)


def _page(firm: TrueFirm, writer: Writer, page: SitePage, today: date) -> Reply:
    site = firm.site
    assert site is not None
    if site.javascript:
        return drawn("site_drawn.html", language=writer.language, brand=_brand(writer))
    look = dice("look", firm.id, site.host)
    return drawn(
        f"site_{site.skin}.html", site.encoding, site.declared, page=page, v=look.randrange(3), c=_classes(look, firm.id),
        brand=_brand(writer), menu=_menu(firm, writer, today), home=writer.paths["home"], language=writer.language,
        footer=_footer(firm, writer, today), side=_side(writer, look), head=_head(site, look), script=_script(site, page),
        canonical=f"http://{site.host}{page.path}",
    )  # fmt: skip


def _data(firm: TrueFirm, path: str, today: date) -> Reply:
    found = _find(firm, path, today)
    if found is None:
        return NOT_FOUND
    writer, page = found
    blocks = [{"kind": b.kind, "text": b.text, "items": b.items} for b in page.blocks]
    content = {
        "title": page.title, "menu": _menu(firm, writer, today), "blocks": blocks, "footer": _footer(firm, writer, today),
    }  # fmt: skip
    return json_text(json.dumps(content, ensure_ascii=False))


def _brand(writer: Writer) -> str:
    return writer.firm.brand if writer.language == "zh" else writer.firm.brand_en


def _menu(firm: TrueFirm, writer: Writer, today: date) -> list[tuple[str, str]]:
    entries = [(text, writer.paths[page]) for page, text in writer.menu.items()]
    middle = entries[1:-1]
    writer.draw("menu").shuffle(middle)
    others = [other for other, _ in _written(firm, today) if other.language != writer.language]
    names = {"en": "English", "zh": "中文"}
    if firm.site is not None and firm.site.behaviour == "calendar":
        middle.insert(0, (walls.CALENDAR_NAMES[writer.language], f"{walls.CALENDAR}{today:%Y/%m}"))
    return [entries[0], *middle, entries[-1], *((names.get(o.language, o.language), o.paths["home"]) for o in others)]


def _footer(firm: TrueFirm, writer: Writer, today: date) -> list[str]:
    draw = writer.draw("footer")
    icp = ""
    if firm.country == "CN" and firm.place is not None:
        letter = dice("icp", firm.legal_name).choice("苏浙沪粤鄂皖京津渝鲁豫")
        icp = f"{letter}ICP备{dice('icp2', firm.legal_name).randrange(5_000_000, 21_999_999):08d}号"
    legal = firm.english if writer.language == "en" and firm.country == "CN" else firm.legal_name
    lines = [draw.choice(writer.words["footer"]).format(year=today.year, legal=legal, icp=icp)]
    both = Trap.alias_english in firm.traps
    if writer.language == "en" and firm.country == "CN" and (writer.prefix == "" or both):
        lines.append(firm.legal_name)
    if writer.language == "zh" and both:
        lines.append(firm.english)
    if Trap.no_activity in firm.traps or draw.random() < 0.15:
        lines.append(walls.UPDATED[writer.language].format(day=writer.day(today)))
    return lines


def _side(writer: Writer, look: Random) -> list[str]:
    labels = writer.words["labels"]
    lines = [f"{labels['phone'][0]}: {writer.firm.phone}", f"{labels['email'][0]}: {writer.firm.email}"]
    return lines if look.random() < 0.6 else []


def _head(site: Site, look: Random) -> Markup:
    style = Markup(_style(site.host))  # noqa: S704 - our own text
    if site.declared != site.encoding:
        return style
    forms = (f'<meta charset="{site.encoding}">',
             f'<meta http-equiv="Content-Type" content="text/html; charset={site.encoding}">')  # fmt: skip
    return Markup(look.choice(forms)) + style  # noqa: S704 - our own text


@lru_cache(maxsize=1024)
def _style(host: str) -> str:
    """A style sheet and a script of the weight that real pages carry, so that figures of speed mean something."""
    draw = dice("style", host)
    rules = "".join(
        f".{draw.choice(_WORDS)}-{n}{{margin:{draw.randrange(40)}px;padding:{draw.randrange(30)}px;color:#{draw.randrange(4096):03x}}}\n"
        for n in range(draw.randrange(60, 220))
    )
    return (
        f"<style>{rules}</style><script>var _c={{d:{draw.randrange(10**9)}}};function _t(e){{return e&&_c.d;}}</script>"
    )


def _script(site: Site, page: SitePage) -> Markup:
    if site.behaviour == "dialog":
        return Markup("<script>window.onload=function(){alert('欢迎光临');confirm('Subscribe?');};</script>")
    return Markup("")


def _classes(look: Random, firm: str) -> Callable[[str], str]:
    style = look.randrange(3)

    def name(word: str) -> str:
        draw = dice("class", firm, word)
        if style == 0:
            return word
        if style == 1:
            return f"{draw.choice(_WORDS)}-{draw.choice(_WORDS)}{draw.randrange(9)}"
        return "".join(draw.choice("abcdefghkmnpqrstuvwxyz") for _ in range(6))

    return name


def stub(title: str) -> Reply:
    """An empty page of a host that serves no site."""
    return html(f"<html><head><title>{title}</title></head><body></body></html>")
