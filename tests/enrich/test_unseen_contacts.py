"""Ways of printing people, numbers and addresses that other sites use: each line says what a page holds and what is read."""

import pytest

from enrich.contacts import parse_contacts

PEOPLE = [
    ("de", "<p>Geschäftsführer: Dipl.-Wirtsch.-Ing. Jörg Großmann</p>", [("Jörg Großmann", "Geschäftsführer")]),
    ("de", "<h2>Verantwortlich für den Inhalt nach § 55 RStV</h2><p>Thomas Huber</p>", []),
    (
        "de",
        "<table><tr><th>Name</th><th>Funktion</th></tr><tr><td>Müller, Hans</td><td>Technischer Leiter</td></tr></table>",
        [("Hans Müller", "Technischer Leiter")],
    ),
    ("zh", "<p>董事长：陈国强　总经理：林小燕</p>", [("陈国强", "董事长"), ("林小燕", "总经理")]),
    ("zh", "<p>销售总监 何俊 139-1234-5678</p>", [("何俊", "销售总监")]),
    ("zh", "<p>曾任杭州前进齿轮箱集团总工程师。</p>", []),
    ("zh-TW", "<p>董事長　林明德</p>", [("林明德", "董事長")]),
    ("ko", "<p>대표이사 김민수</p><p>이메일: info@firm.example</p>", [("김민수", "대표이사")]),
    ("it", "<p><b>Chiara Conti</b><br>Responsabile Ricerca e Sviluppo</p>", [("Chiara Conti", "Responsabile Ricerca e Sviluppo")]),
    (
        "fr",
        "<p>Directeur de la publication : M. Philippe Garnier, Président</p>",
        [("Philippe Garnier", "Président")],
    ),
    ("en", "<p>Karen led the business at Parker Hannifin, where she was Vice President.</p>", []),
    ("en", "<div class='testimonial-item'><h4>Lisa Wong</h4><span>Plant Manager</span></div>", []),
    ("en", "<h3>Open positions</h3><p>Design Engineer<br>Ann Arbor</p>", []),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "body", "wanted"), PEOPLE, ids=lambda value: str(value)[:40])
def test_people(lang: str, body: str, wanted: list[tuple[str, str]]) -> None:
    read = parse_contacts(f"<html lang='{lang}'><body>{body}</body></html>", "https://www.firm.example/team")
    assert [(person.name, person.title) for person in read.people] == wanted


def test_another_firms_leader_in_an_article_is_left_out() -> None:
    page = "<html lang='en'><body><h1>News</h1><p>Max Fuchs, Managing Director of Siemens Mobility, came.</p></body></html>"
    assert not parse_contacts(page, "https://www.firm.example/news/1").people


PHONES = [
    ("<table><tr><td>电话</td><td>传真</td></tr><tr><td>0574-88001122</td><td>0574-88001133</td></tr></table>", ["0574-88001122"]),
    ("<p>TEL 03-1234-5678（代表） FAX 03-1234-5679</p>", ["03-1234-5678"]),
    ("<p>F +86-512-68012398 | T +86-512-68012397</p>", ["+86-512-68012397"]),
    ("<p>电话：021-5888 6666/5888 7777</p>", ["021-5888 6666", "5888 7777"]),
    ("<p>P.IVA 01234567890</p><p>RCS Lyon 412 345 678</p>", []),
    ("<p>GB/T 3303-2008</p><p>© 2015-2024</p>", []),
]  # fmt: skip


@pytest.mark.parametrize(("body", "wanted"), PHONES, ids=lambda value: str(value)[:40])
def test_phones(body: str, wanted: list[str]) -> None:
    lang = "ja" if "代表" in body else "zh" if "电话" in body else "it"
    read = parse_contacts(f"<html lang='{lang}'><body>{body}</body></html>", "https://www.firm.example/")
    assert list(read.phones) == wanted


EMAILS = [
    ("<p>zhang#firm.cn（# 换成 @）</p>", ["zhang@firm.cn"]),
    ("<p>vertrieb @ firm . de, lager</p>", ["vertrieb@firm.de"]),
    ("<p>a.legall [arobase] firm.fr</p>", ["a.legall@firm.fr"]),
    ("<p>e.g. name@domain.com</p>", []),
    ("<p><span>012 30</span><a href='mailto:eva.holm@firm.se'>eva.holm@firm.se</a></p>", ["eva.holm@firm.se"]),
]


@pytest.mark.parametrize(("body", "wanted"), EMAILS, ids=lambda value: str(value)[:40])
def test_emails(body: str, wanted: list[str]) -> None:
    assert list(parse_contacts(f"<body>{body}</body>", "https://www.firm.example/").emails) == wanted
