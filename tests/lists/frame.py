"""What stands around a list on a real site: menus, filters, letter bars, sponsors, news, cookie banners."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from random import Random

from tests.lists.firms import Firm

_WORDS = {
    "en": (
        "Exhibitors 2027",
        "exhibitors",
        ["Home", "Visit", "Exhibit", "Programme", "Press", "Contact", "About us"],
        "Our sponsors",
        "Latest news",
        "Privacy policy|Imprint|Terms of use",
    ),
    "de": (
        "Ausstellerverzeichnis",
        "aussteller",
        ["Startseite", "Besucher", "Aussteller", "Programm", "Presse", "Kontakt"],
        "Unsere Sponsoren",
        "Aktuelles",
        "Datenschutz|Impressum|AGB",
    ),
    "fr": (
        "Liste des exposants",
        "exposants",
        ["Accueil", "Visiter", "Exposer", "Programme", "Presse", "Contact"],
        "Nos partenaires",
        "Actualités",
        "Mentions légales|Plan du site|Contact",
    ),
    "it": (
        "Elenco espositori",
        "espositori",
        ["Home", "Visitare", "Esporre", "Eventi", "Stampa", "Contatti"],
        "I nostri partner",
        "Notizie",
        "Privacy|Note legali|Credits",
    ),
    "es": (
        "Lista de expositores",
        "expositores",
        ["Inicio", "Visitar", "Exponer", "Programa", "Prensa", "Contacto"],
        "Patrocinadores",
        "Noticias",
        "Aviso legal|Política de cookies|Contacto",
    ),
    "zh": (
        "展商名录",
        "zhanshang",
        ["首页", "展会概况", "观众服务", "展商服务", "新闻中心", "联系我们"],
        "合作媒体",
        "新闻动态",
        "隐私政策|法律声明|网站地图",
    ),
    "ja": (
        "出展社一覧",
        "exhibitors",
        ["ホーム", "開催概要", "来場のご案内", "出展のご案内", "お問い合わせ"],
        "協賛",
        "お知らせ",
        "プライバシーポリシー|サイトマップ|利用規約",
    ),
    "ko": (
        "참가업체 목록",
        "exhibitors",
        ["홈", "행사개요", "참관안내", "참가안내", "공지사항"],
        "후원",
        "뉴스",
        "개인정보처리방침|이용약관|사이트맵",
    ),
}
_NEWS = [
    "Record number of visitors expected at this year's show",
    "Why the supply chain is changing faster than ever",
    "How we plan to make the halls greener",
    "New start-up area opens with free seats for students",
    "Tickets are now on sale for the autumn edition",
    "What to see on the second day of the fair",
]


@dataclass
class Frame:
    """The language and address of a made site."""

    random: Random
    language: str
    categories: list[str]
    count: int

    def __post_init__(self) -> None:
        self.title, self.path, self.menu, self.sponsors, self.news, self.legal = _WORDS[self.language]
        self.url = f"https://www.show{self.random.randint(1, 99)}.example/{self.path}"


def dressed(frame: Frame, body: str, made: list[Firm]) -> str:
    """The list within a page, with a random choice of decoys."""
    random = frame.random
    nav = random.choice(("nav", "div"))
    menu = (
        f'<{nav} id="top"><ul>'
        + "".join(f'<li><a href="/m{n}">{m}</a></li>' for n, m in enumerate(frame.menu))
        + f"</ul></{nav}>"
    )
    before, after = _before(frame), _after(frame)
    languages = (
        '<ul><li><a href="/en">English</a></li><li><a href="/de">Deutsch</a></li><li><a href="/zh">中文</a></li></ul>'
        if random.random() < 0.5
        else ""
    )
    footer = (
        "<footer><ul>"
        + "".join(f'<li><a href="/l{n}">{t}</a></li>' for n, t in enumerate(frame.legal.split("|")))
        + "</ul></footer>"
    )
    heading = f"<h1>{frame.title}</h1>"
    main = random.choice(("main", "div", "section"))
    return (
        f"<!DOCTYPE html><html lang={frame.language}><head><meta charset=utf-8><title>{frame.title} | Show</title></head><body>{languages}{menu}"
        f"<{main}>{heading}{''.join(before)}{body}{''.join(after)}</{main}>{footer}</body></html>"
    )


def _before(frame: Frame) -> list[str]:
    """Filters, letters and a count above the list."""
    random = frame.random
    before = []
    if random.random() < 0.4:
        before.append(
            "<form><fieldset>"
            + "".join(
                f'<label><input type="checkbox"> {escape(c)} ({random.randint(1, 60)})</label>'
                for c in frame.categories
            )
            + "</fieldset></form>"
        )
    if random.random() < 0.4:
        before.append(
            '<div class="az">'
            + "".join(f'<a href="?letter={c}">{c}</a> ' for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            + "</div>"
        )
    if random.random() < 0.4:
        before.append(f"<p>{frame.count} {escape(frame.title)}</p>")
    return before


def _after(frame: Frame) -> list[str]:
    """Sponsors, news and cookies below it."""
    random = frame.random
    after = []
    if random.random() < 0.4:
        after.append(
            f"<h2>{frame.sponsors}</h2><div>"
            + "".join(f'<a href="https://sponsor{n}.example"><img src="/s{n}.png"></a>' for n in range(4))
            + "</div>"
        )
    if random.random() < 0.4:
        after.append(
            f"<h2>{frame.news}</h2><ul>"
            + "".join(
                f'<li><a href="/news/{n}">{t}</a> <span>{random.randint(1, 28):02d}.0{random.randint(1, 9)}.2026</span></li>'
                for n, t in enumerate(random.sample(_NEWS, 4))
            )
            + "</ul>"
        )
    if random.random() < 0.3:
        after.append(
            "<div><h3>Cookies</h3><ul><li>Necessary</li><li>Statistics</li><li>Marketing</li></ul><p>We "
            "use cookies to make this site work and to see how it is used.</p></div>"
        )
    return after
