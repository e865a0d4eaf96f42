"""Contact, team and imprint pages as firms print them, made from a seed, each with the persons, numbers and addresses it names."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

NAMES = {
    "zh": ["王建国", "李晓梅", "张伟", "陈志强", "欧阳明", "刘洋", "周海涛", "吴敏", "郑丽华", "孙鹏飞", "沈峰", "黄雅婷"],
    "en": ["John Carter", "Mary O'Neil", "Peter J. Hamilton", "Susan Lee", "David McDonald", "Anna-Maria Rossi", "Robert Brown", "Emily Clark", "James Wilson", "Li Wei"],
    "de": ["Max Müller", "Dr. Anna Schäfer", "Dipl.-Ing. Hans-Peter Vogel", "Thomas von Bergen", "Sabine Krüger", "Prof. Dr. Uwe Becker", "Jörg Weiß", "Katharina Lang", "Stefan Maier", "Ralf Schneider"],
    "ja": ["山田 太郎", "佐藤 花子", "鈴木 一郎", "高橋 剛", "田中 健二", "渡辺 美咲", "伊藤 誠", "小林 直樹"],
}
TITLES = {
    "zh": ["研发总监", "总经理", "技术部经理", "销售总监", "董事长", "总工程师", "采购经理", "副总经理", "质量部部长", "市场部经理"],
    "en": ["R&D Director", "Chief Executive Officer", "Sales Manager", "VP Engineering", "Head of Product Development", "Purchasing Manager", "Managing Director", "Quality Manager", "Chief Technology Officer", "Marketing Coordinator"],
    "de": ["Geschäftsführer", "Leiter Entwicklung", "Vertriebsleiter", "Leiterin Einkauf", "Technischer Leiter", "Entwicklungsingenieur", "Assistenz der Geschäftsleitung", "Leiter Qualitätsmanagement", "Prokurist", "Personalleiterin"],
    "ja": ["代表取締役社長", "取締役 開発部長", "営業部長", "技術部課長", "製造部長", "執行役員", "工場長", "品質保証部長"],
}
FIRM = {"zh": "苏州示例汽车部件有限公司", "en": "Example Components Ltd.", "de": "Beispiel Fahrwerk GmbH", "ja": "例示工業株式会社"}
HOST = {"zh": "shili-auto.com.cn", "en": "example-components.co.uk", "de": "beispiel-fahrwerk.de", "ja": "reiji.co.jp"}
PROSE = {
    "zh": "公司成立于一九九八年，专业生产汽车制动系统零部件，产品销往二十多个国家和地区，欢迎新老客户来电洽谈。",
    "en": "Founded in 1998, the company makes brake components and sells them in more than twenty countries around the world.",
    "de": "Das 1998 gegründete Unternehmen fertigt Komponenten für Bremsen und liefert sie in mehr als zwanzig Länder.",
    "ja": "当社は1998年に創業し、ブレーキ部品を製造して二十か国以上に販売しています。お気軽にお問い合わせください。",
}


@dataclass(frozen=True)
class ContactPage:
    """One made page with its truth."""

    name: str
    html: str
    url: str
    people: tuple[tuple[str, str], ...]
    phones: tuple[str, ...]
    faxes: tuple[str, ...]
    emails: tuple[str, ...]


class Maker:
    """Draws persons, numbers and addresses."""

    def __init__(self, seed: int, lang: str) -> None:
        self.random = random.Random(seed)
        self.lang = lang
        self.host = HOST[lang]
        names = self.random.sample(NAMES[lang], 4)
        titles = self.random.sample(TITLES[lang], 4)
        self.people = list(zip(names, titles, strict=True))

    def number(self) -> str:
        """A number as its country writes it."""
        r = self.random
        d = lambda n: "".join(str(r.randrange(10)) for _ in range(n))  # noqa: E731
        if self.lang == "zh":
            return r.choice([f"0512-6{d(7)}", f"+86 512 6{d(3)} {d(4)}", f"(0512) 6{d(7)}", f"138{d(8)}", f"0512－6{d(7)}", f"86-512-6{d(7)}", f"400-8{d(2)}-{d(4)}"])
        if self.lang == "de":
            return r.choice([f"+49 711 2{d(3)}-{d(2)}", f"0711 / 2{d(5)}-0", f"+49 (0)711 2{d(2)} {d(3)}", f"0711-2{d(6)}", f"+49 171 2{d(6)}", f"(0711) 2{d(2)} {d(2)} {d(2)}"])
        if self.lang == "ja":
            return r.choice([f"03-3{d(3)}-{d(4)}", f"+81-3-3{d(3)}-{d(4)}", f"052（3{d(2)}）{d(4)}", f"０３-３{d(3)}-{d(4)}"])
        return r.choice([f"+44 20 7{d(3)} {d(4)}", f"020 7{d(3)} {d(4)}", f"+44 (0)20 7{d(3)} {d(4)}", f"0161 4{d(2)} {d(4)}"])

    def mail(self) -> str:
        """An address of the firm's."""
        return f"{self.random.choice(['info', 'sales', 'm.weber', 'wang.jg', 'rd-team', 'contact'])}{self.random.randrange(99)}@{self.host}"

    def shown_mail(self, address: str) -> str:
        """The address as pages print it."""
        forms = [address, f'<a href="mailto:{address}">{address}</a>', address.replace("@", " (at) "), address.replace("@", "[at]"), address.replace("@", "＠"), f'<a href="mailto:{address}">E-Mail</a>', address.replace("@", "&#64;")]
        return self.random.choice(forms)

    def word(self, kind: str) -> str:
        """A label."""
        table = {
            "tel": {"zh": ["电话：", "联系电话:", "电 话：", "Tel: ", "总机："], "en": ["Tel: ", "Phone: ", "T: ", "Telephone "], "de": ["Telefon: ", "Tel.: ", "Fon ", "T "], "ja": ["TEL:", "電話：", "TEL "]},
            "fax": {"zh": ["传真：", "传 真：", "Fax: "], "en": ["Fax: ", "F: "], "de": ["Fax: ", "Telefax: ", "Fax "], "ja": ["FAX:", "FAX "]},
            "mail": {"zh": ["邮箱：", "E-mail: ", "电子邮箱："], "en": ["Email: ", "E-mail: ", ""], "de": ["E-Mail: ", "Mail: "], "ja": ["メール：", "E-mail: "]},
        }
        return self.random.choice(table[kind][self.lang])

    def page(self, body: str, people: list[tuple[str, str]], phones: list[str], faxes: list[str], mails: list[str], extra: str = "") -> ContactPage:
        """Put the page together; footer and menu hold nothing that counts."""
        menu = {"zh": ["首页", "关于我们", "产品中心", "新闻中心", "联系我们"], "ja": ["ホーム", "会社概要", "製品情報", "お問い合わせ"]}.get(self.lang, ["Home", "About us", "Products", "News", "Contact"])
        nav = "<nav><ul>" + "".join(f"<li><a href='/{n}'>{w}</a></li>" for n, w in enumerate(menu)) + "</ul></nav>"
        foot = f"<footer>© 2008-2026 {FIRM[self.lang]}" + (" 苏ICP备12345678号-1" if self.lang == "zh" else "") + "</footer>"
        html = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{menu[-1]} - {FIRM[self.lang]}</title></head><body>{nav}<h1>{menu[-1]}</h1><p>{PROSE[self.lang]}</p>{body}{extra}{foot}</body></html>"
        return ContactPage("", html, f"https://www.{self.host}/contact.html", tuple(people), tuple(phones), tuple(faxes), tuple(mails))


def cards(m: Maker) -> ContactPage:
    phones, mails, body = [], [], ""
    for name, title in m.people:
        phone, mail = m.number(), m.mail()
        phones.append(phone)
        mails.append(mail)
        body += f"<div class='member'><img src='a.jpg' alt='{name}'><h3>{name}</h3><p class='pos'>{title}</p><p>{m.word('tel')}{phone}</p><p>{m.word('mail')}{m.shown_mail(mail)}</p></div>"
    return m.page(f"<div class='team'>{body}</div>", m.people, phones, [], mails)


def cards_title_first(m: Maker) -> ContactPage:
    body = "".join(f"<li><div class='role'>{t}</div><div class='who'>{n}</div><div>{PROSE[m.lang]}</div></li>" for n, t in m.people)
    return m.page(f"<ul>{body}</ul>", m.people, [], [], [])


def table(m: Maker) -> ContactPage:
    heads = {"zh": ("姓名", "职务", "电话"), "ja": ("氏名", "役職", "電話"), "de": ("Name", "Funktion", "Telefon")}.get(m.lang, ("Name", "Position", "Phone"))
    phones = [m.number() for _ in m.people]
    rows = "".join(f"<tr><td>{n}</td><td>{t}</td><td>{p}</td></tr>" for (n, t), p in zip(m.people, phones, strict=True))
    return m.page(f"<table><tr>{''.join(f'<th>{h}</th>' for h in heads)}</tr>{rows}</table>", m.people, phones, [], [])


def colon_lines(m: Maker) -> ContactPage:
    tel, fax, mail = m.number(), m.number(), m.mail()
    body = "<br>".join(f"{t}：{n}" if m.lang in ("zh", "ja") else f"{t}: {n}" for n, t in m.people)
    return m.page(f"<p>{body}</p><p>{m.word('tel')}{tel}<br>{m.word('fax')}{fax}<br>{m.word('mail')}{m.shown_mail(mail)}</p>", m.people, [tel], [fax], [mail])


def comma_lines(m: Maker) -> ContactPage:
    sign = m.random.choice([", ", " – ", " | ", " - "]) if m.lang not in ("zh", "ja") else m.random.choice(["，", " | ", "　", "——"[:1]])
    body = "".join(f"<li>{n}{sign}{t}</li>" for n, t in m.people)
    return m.page(f"<ul>{body}</ul>", m.people, [], [], [])


def brackets(m: Maker) -> ContactPage:
    one, two = ("（", "）") if m.lang in ("zh", "ja") else (" (", ")")
    return m.page("".join(f"<p>{n}{one}{t}{two}</p>" for n, t in m.people), m.people, [], [], [])


def labelled(m: Maker) -> ContactPage:
    keys = {"zh": ("姓名：", "职务："), "ja": ("氏名：", "役職："), "de": ("Name: ", "Funktion: ")}.get(m.lang, ("Name: ", "Title: "))
    body = "".join(f"<div class='p'><p>{keys[0]}{n}</p><p>{keys[1]}{t}</p></div>" for n, t in m.people)
    return m.page(body, m.people, [], [], [])


def spans(m: Maker) -> ContactPage:
    body = "".join(f"<div class='x'><span class='n'>{n}</span><span class='t'>{t}</span></div>" for n, t in m.people)
    return m.page(body, m.people, [], [], [])


def definition_list(m: Maker) -> ContactPage:
    body = "".join(f"<dt>{t}</dt><dd>{n}</dd>" for n, t in m.people)
    return m.page(f"<dl>{body}</dl>", m.people, [], [], [])


def address_table(m: Maker) -> ContactPage:
    tel, fax, mail = m.number(), m.number(), m.mail()
    rows = "".join(f"<tr><td>{m.word(k).strip()}</td><td>{v}</td></tr>" for k, v in (("tel", tel), ("fax", fax), ("mail", mail)))
    return m.page(f"<table>{rows}</table>", [], [tel], [fax], [mail])


def columns(m: Maker) -> ContactPage:
    tel, fax, mail = m.number(), m.number(), m.mail()
    labels = "<br>".join(m.word(k).strip() for k in ("tel", "fax", "mail"))
    return m.page(f"<table><tr><td>{labels}</td><td>{tel}<br>{fax}<br>{mail}</td></tr></table>", [], [tel], [fax], [mail])


def one_line(m: Maker) -> ContactPage:
    tel, fax, mail = m.number(), m.number(), m.mail()
    return m.page(f"<p>{m.word('tel')}{tel} {m.word('fax')}{fax} {m.word('mail')}{mail}</p>", [], [tel], [fax], [mail])


def links(m: Maker) -> ContactPage:
    tel, mail = m.number(), m.mail()
    return m.page(f"<p><a href='tel:{tel.replace(' ', '')}'>{tel}</a> · <a href='mailto:{mail}'>{mail}</a></p>", [], [tel], [], [mail])


def traps(m: Maker) -> ContactPage:
    tel = m.number()
    trap = {
        "zh": "<p>邮编：215000 QQ：1302200750 统一社会信用代码：91320500132260250X</p><p>注册资本：5000万元 成立日期：1998-05-06</p><p>银行账号：6222021102012345678</p>",
        "de": "<p>HRB 123456 · USt-IdNr.: DE123456789 · 70565 Stuttgart</p><p>IBAN: DE89 3704 0044 0532 0130 00</p><p>Stand: 01.02.2024</p>",
        "ja": "<p>〒141-0031 東京都品川区西五反田2-15-7</p><p>設立 1998年5月6日 資本金 5,000万円</p>",
        "en": "<p>Company No. 01234567 · VAT GB 123 4567 89</p><p>ISO 9001:2015 · 12,000 m2 · 2024-02-01</p>",
    }[m.lang]
    return m.page(f"<p>{m.word('tel')}{tel}</p>{trap}", [], [tel], [], [])


def inline_contact(m: Maker) -> ContactPage:
    phones = [m.number() for _ in m.people[:2]]
    body = "".join(f"<p>{t}:{n} ({m.word('tel').strip()} {p})</p>" for (n, t), p in zip(m.people[:2], phones, strict=True))
    return m.page(body, m.people[:2], phones, [], [])


def strong_break(m: Maker) -> ContactPage:
    mails = [m.mail() for _ in m.people]
    body = "".join(f"<td><strong>{n}</strong><br>{t}<br>{m.word('mail')}{mail}</td>" for (n, t), mail in zip(m.people, mails, strict=True))
    return m.page(f"<table><tr>{body}</tr></table>", m.people, [], [], mails)


SHAPES: tuple[Callable[[Maker], ContactPage], ...] = (cards, cards_title_first, table, colon_lines, comma_lines, brackets, labelled, spans, definition_list, address_table, columns, one_line, links, traps, inline_contact, strong_break)  # fmt: skip


def contact_pages(count: int, seed: int = 1) -> list[ContactPage]:
    """`count` pages, every shape in turn, in four languages."""
    pages = []
    for n in range(count):
        lang = ("zh", "en", "de", "ja")[(n // len(SHAPES)) % 4]
        shape = SHAPES[n % len(SHAPES)]
        made = shape(Maker(seed * 7_919 + n, lang))
        pages.append(ContactPage(f"{shape.__name__}-{lang}-{n}", made.html, made.url, made.people, made.phones, made.faxes, made.emails))
    return pages
