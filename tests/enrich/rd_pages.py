"""Puts one sentence into a page of a made firm, as the cases of `rd_cases.yml` ask for it."""

from __future__ import annotations

FIRMS = {
    "zh": "苏州示例汽车部件有限公司",
    "en": "Example Components Ltd.",
    "de": "Beispiel Fahrwerk GmbH",
    "ja": "例示工業株式会社",
}
HOSTS = {"zh": "shili-auto.com.cn", "en": "example-components.co.uk", "de": "beispiel-fahrwerk.de", "ja": "reiji.co.jp"}
PAGES = {
    "zh": {"about": "公司简介", "news": "新闻中心", "jobs": "人才招聘", "menu": "研发中心"},
    "en": {"about": "About us", "news": "News", "jobs": "Careers", "menu": "R&D Center"},
    "de": {"about": "Über uns", "news": "Aktuelles", "jobs": "Karriere", "menu": "Entwicklungszentrum"},
    "ja": {"about": "会社概要", "news": "ニュース", "jobs": "採用情報", "menu": "研究開発センター"},
}
LEAD = {
    "zh": "欢迎访问我们的网站，这里介绍公司的基本情况。",
    "en": "Welcome to our site, which tells you who we are.",
    "de": "Willkommen auf unserer Seite, die zeigt, wer wir sind.",
    "ja": "当社のホームページへようこそ。",
}


def rd_page(lang: str, text: str, page: str = "about") -> tuple[str, str]:
    """HTML and address of a page that holds the sentence in a paragraph."""
    return rd_body(lang, f"<p>{text}</p>", page)


def rd_body(lang: str, body: str, page: str = "about") -> tuple[str, str]:
    """HTML and address of a page that holds the markup, a menu that names R&D, a comment and a script that do too."""
    words = PAGES[lang]
    hidden = {"zh": "公司拥有研发中心。", "ja": "当社は研究開発センターを有しています。"}.get(
        lang, "We operate our own R&D center."
    )
    html = (
        f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='utf-8'><title>{words[page]} - {FIRMS[lang]}</title></head><body>"
        f"<nav><ul><li><a href='/'>Home</a></li><li><a href='/rd'>{words['menu']}</a></li><li><a href='/c'>Contact</a></li></ul></nav>"
        f"<!-- {hidden} --><script>var t = '{hidden}';</script><div style='display:none'>{hidden}</div>"
        f"<h1>{words[page]}</h1><div class='text'><p>{LEAD[lang]}</p>{body}</div>"
        f"<footer>© 2026 {FIRMS[lang]}</footer></body></html>"
    )
    return html, f"https://www.{HOSTS[lang]}/{page}.html"
