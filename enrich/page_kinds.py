"""What kind of page it is, and which pages of a site are worth reading for what."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from core.enrichment import Sought
from enrich.bylines import bylines
from enrich.page_meta import json_ld, meta, types
from enrich.page_text import PageText
from enrich.rd_lexicon import page_words

if TYPE_CHECKING:
    from enrich.site_walk import Walked


class Kind(StrEnum):
    """What a page of a firm's site is about, as far as reading it goes."""

    home = "home"
    rd = "rd"
    news = "news"
    jobs = "jobs"
    product = "product"
    contact = "contact"
    team = "team"
    about = "about"
    legal = "legal"
    other = "other"


class Need(StrEnum):
    """What a page is wanted for."""

    rd = "rd"
    activity = "product"
    contacts = "contact"


_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        (
            Kind.jobs,
            r"招聘|人才|加入我们|职位|(?<![a-z])careers?|(?<![a-z])jobs?(?![a-z])|vacanc|recruit|karriere|stellenangebot|採用|求人|zhaopin",
        ),
        (
            Kind.news,
            (
                r"新闻|资讯|动态|公告|消息|快讯|要闻|媒体|(?<![a-z])news|(?<![a-z])media(?![a-z])|what'?s new|latest|neuigkeiten|nachrichten|meldungen|"
                r"トピックス|(?<![a-z])press(?![a-z]*ur)|(?<![a-z])blog|aktuelles|"
                r"presse|pressemitteilung|ニュース|お知らせ|新着|xinwen|zixun|dongtai|actualit|/events?(?![a-z])"
            ),
        ),
        (
            Kind.team,
            (
                r"团队|管理层|领导|高管|董事会|(?<![a-z])team|management|leadership|people|board|executives|"
                r"führung|geschäftsleitung|vorstand|役員|経営陣|ansprechpartner|mitarbeiter"
            ),
        ),
        (
            Kind.contact,
            r"联系|联络|get in touch|reach us|find us|contact|kontakt|お問い?合わ?せ|アクセス|所在地|lianxi|lxwm|standorte?|locations?|拠点",
        ),
        (Kind.legal, r"impressum|imprint|legal[- ]?notice|法律声明|特定商取引"),
        (
            Kind.rd,
            (
                r"研发|研究院|研究|技术中心|科技创新|技术创新|创新|技术实力|实验室|(?<![a-z])r-?(?:&|and|n)?-?d(?![a-z])|"
                r"research|innovation|technolog|engineering|development|entwicklung|forschung|研究開発|開発|"
                r"技術|yanfa|yfzx|keyan|capabilit"
            ),
        ),
        (
            Kind.product,
            r"产品|解决方案|主营业务|业务领域|what we (?:make|do|offer|build)|(?<![a-z])goods|portfolio|line-?up|offerings|"
            r"product|solution|produkt|製品|商品|chanpin|leistungen|applications?",
        ),
        (
            Kind.about,
            r"关于|公司简介|企业|概况|简介|走进|集团介绍|公司介绍|我们是谁|our story|who we are|about|"
            r"company|profile|unternehmen|über-?uns|ueber-?uns|会社|企業|沿革|history|who-we-are|gongsi|jianjie",
        ),
    )
)


def kind_of_link(text: str, url: str) -> Kind:
    """What a link leads to, by its words and its address."""
    path = unquote(urlsplit(url).path)
    if path.rstrip("/") in (
        "",
        "/index.html",
        "/index.php",
        "/index.htm",
        "/index.asp",
        "/cn",
        "/en",
        "/de",
        "/zh",
        "/ja",
    ):
        return Kind.home
    for subject in (text, path):
        for kind, pattern in _WORDS:
            if subject and pattern.search(subject):
                return kind
    return Kind.other


@lru_cache(maxsize=16)
def is_jobs(page: PageText) -> bool:
    """Is it a page of vacancies?"""
    return any(page_words("jobs_page").search(text) for text in _names(page)) or any(
        "jobposting" in types(entity) for entity in json_ld(page.tree)
    )


@lru_cache(maxsize=16)
def is_news(page: PageText) -> bool:
    """Is it an article or a list of articles? Then it may speak of anybody."""
    if any(page_words("news_page").search(text) for text in _names(page)):
        return True
    if any(
        kind.endswith("newsarticle") or kind == "blogposting" for entity in json_ld(page.tree) for kind in types(entity)
    ):
        return True
    if any(name == "og:type" and value.lower() == "article" for name, value in meta(page.tree)):
        return True
    crumbs = [
        line.text
        for line in page.lines
        if line.role == "nav" and len(line.text) < 60 and re.search(r"[>»›/]", line.text)
    ]
    crumbs += [
        line.text
        for line in page.content()
        if re.search(r"(?:当前位置|您的位置|您现在的位置|首页\s*[>»›]|Home\s*[>»›/])", line.text)
        and len(line.text) < 80
    ]
    if any(page_words("news_page").search(text) for text in crumbs):
        return True
    return any(line.score >= 10 for line in bylines(page, "DMY")[:1])


def _names(page: PageText) -> list[str]:
    headings = [line.text for line in page.content() if line.level in (1, 2)][:2]
    path = unquote(urlsplit(page.url).path)
    title = re.split(r"\s+[|–—-]\s+|[|_｜]", page.title)[0]
    return [path, title, *(text for text in headings if len(text) <= 24)]


def searched(seen: Walked, need: Need, hits: int) -> Sought:
    """The record of having looked through a site: where, how much of it, and what could not be seen."""
    return Sought(
        kind=need.value,
        where=seen.home,
        query=f"{need.value} pages by menu, sitemap and link text",
        pages_seen=len(seen.pages),
        coverage=seen.coverage(need),
        blind_spots=seen.blind_spots,
        hits=hits,
        access=seen.access,
    )
