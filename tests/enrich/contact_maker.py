"""Contact, team and imprint pages as firms print them, made from a seed, each with the persons, numbers and addresses it names."""

from __future__ import annotations

import random
from dataclasses import dataclass

NAMES = {
    "zh": [
        "王建国",
        "李晓梅",
        "张伟",
        "陈志强",
        "欧阳明",
        "刘洋",
        "周海涛",
        "吴敏",
        "郑丽华",
        "孙鹏飞",
        "沈峰",
        "黄雅婷",
    ],
    "en": [
        "John Carter",
        "Mary O'Neil",
        "Peter J. Hamilton",
        "Susan Lee",
        "David McDonald",
        "Anna-Maria Rossi",
        "Robert Brown",
        "Emily Clark",
        "James Wilson",
        "Li Wei",
    ],
    "de": [
        "Max Müller",
        "Dr. Anna Schäfer",
        "Dipl.-Ing. Hans-Peter Vogel",
        "Thomas von Bergen",
        "Sabine Krüger",
        "Prof. Dr. Uwe Becker",
        "Jörg Weiß",
        "Katharina Lang",
        "Stefan Maier",
        "Ralf Schneider",
    ],
    "ja": ["山田 太郎", "佐藤 花子", "鈴木 一郎", "高橋 剛", "田中 健二", "渡辺 美咲", "伊藤 誠", "小林 直樹"],
}
TITLES = {
    "zh": [
        "研发总监",
        "总经理",
        "技术部经理",
        "销售总监",
        "董事长",
        "总工程师",
        "采购经理",
        "副总经理",
        "质量部部长",
        "市场部经理",
    ],
    "en": [
        "R&D Director",
        "Chief Executive Officer",
        "Sales Manager",
        "VP Engineering",
        "Head of Product Development",
        "Purchasing Manager",
        "Managing Director",
        "Quality Manager",
        "Chief Technology Officer",
        "Marketing Coordinator",
    ],
    "de": [
        "Geschäftsführer",
        "Leiter Entwicklung",
        "Vertriebsleiter",
        "Leiterin Einkauf",
        "Technischer Leiter",
        "Entwicklungsingenieur",
        "Assistenz der Geschäftsleitung",
        "Leiter Qualitätsmanagement",
        "Prokurist",
        "Personalleiterin",
    ],
    "ja": [
        "代表取締役社長",
        "取締役 開発部長",
        "営業部長",
        "技術部課長",
        "製造部長",
        "執行役員",
        "工場長",
        "品質保証部長",
    ],
}
FIRM = {
    "zh": "苏州示例汽车部件有限公司",
    "en": "Example Components Ltd.",
    "de": "Beispiel Fahrwerk GmbH",
    "ja": "例示工業株式会社",
}
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
            return r.choice(
                [
                    f"0512-6{d(7)}",
                    f"+86 512 6{d(3)} {d(4)}",
                    f"(0512) 6{d(7)}",
                    f"138{d(8)}",
                    f"0512－6{d(7)}",
                    f"86-512-6{d(7)}",
                    f"400-8{d(2)}-{d(4)}",
                ]
            )
        if self.lang == "de":
            return r.choice(
                [
                    f"+49 711 2{d(3)}-{d(2)}",
                    f"0711 / 2{d(5)}-0",
                    f"+49 (0)711 2{d(2)} {d(3)}",
                    f"0711-2{d(6)}",
                    f"+49 171 2{d(6)}",
                    f"(0711) 2{d(2)} {d(2)} {d(2)}",
                ]
            )
        if self.lang == "ja":
            return r.choice(
                [f"03-3{d(3)}-{d(4)}", f"+81-3-3{d(3)}-{d(4)}", f"052（3{d(2)}）{d(4)}", f"０３-３{d(3)}-{d(4)}"]
            )
        return r.choice(
            [f"+44 20 7{d(3)} {d(4)}", f"020 7{d(3)} {d(4)}", f"+44 (0)20 7{d(3)} {d(4)}", f"0161 4{d(2)} {d(4)}"]
        )

    def mail(self) -> str:
        """An address of the firm's."""
        return f"{self.random.choice(['info', 'sales', 'm.weber', 'wang.jg', 'rd-team', 'contact'])}{self.random.randrange(99)}@{self.host}"

    def shown_mail(self, address: str) -> str:
        """The address as pages print it."""
        forms = [
            address,
            f'<a href="mailto:{address}">{address}</a>',
            address.replace("@", " (at) "),
            address.replace("@", "[at]"),
            address.replace("@", "＠"),
            f'<a href="mailto:{address}">E-Mail</a>',
            address.replace("@", "&#64;"),
        ]
        return self.random.choice(forms)

    def word(self, kind: str) -> str:
        """A label."""
        table = {
            "tel": {
                "zh": ["电话：", "联系电话:", "电 话：", "Tel: ", "总机："],
                "en": ["Tel: ", "Phone: ", "T: ", "Telephone "],
                "de": ["Telefon: ", "Tel.: ", "Fon ", "T "],
                "ja": ["TEL:", "電話：", "TEL "],
            },
            "fax": {
                "zh": ["传真：", "传 真：", "Fax: "],
                "en": ["Fax: ", "F: "],
                "de": ["Fax: ", "Telefax: ", "Fax "],
                "ja": ["FAX:", "FAX "],
            },
            "mail": {
                "zh": ["邮箱：", "E-mail: ", "电子邮箱："],
                "en": ["Email: ", "E-mail: ", ""],
                "de": ["E-Mail: ", "Mail: "],
                "ja": ["メール：", "E-mail: "],
            },
        }
        return self.random.choice(table[kind][self.lang])

    def page(
        self,
        body: str,
        people: list[tuple[str, str]],
        phones: list[str],
        faxes: list[str],
        mails: list[str],
        extra: str = "",
    ) -> ContactPage:
        """Put the page together; footer and menu hold nothing that counts."""
        menu = {
            "zh": ["首页", "关于我们", "产品中心", "新闻中心", "联系我们"],
            "ja": ["ホーム", "会社概要", "製品情報", "お問い合わせ"],
        }.get(self.lang, ["Home", "About us", "Products", "News", "Contact"])
        nav = "<nav><ul>" + "".join(f"<li><a href='/{n}'>{w}</a></li>" for n, w in enumerate(menu)) + "</ul></nav>"
        foot = (
            f"<footer>© 2008-2026 {FIRM[self.lang]}"
            + (" 苏ICP备12345678号-1" if self.lang == "zh" else "")
            + "</footer>"
        )
        html = (
            f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{menu[-1]} - {FIRM[self.lang]}</title>"
            f"</head><body>{nav}<h1>{menu[-1]}</h1><p>{PROSE[self.lang]}</p>{body}{extra}{foot}</body>"
            f"</html>"
        )
        return ContactPage(
            "", html, f"https://www.{self.host}/contact.html", tuple(people), tuple(phones), tuple(faxes), tuple(mails)
        )
