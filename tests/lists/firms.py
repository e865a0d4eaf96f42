"""Made-up firms in several languages, with the fields that lists show, drawn from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_SYLLABLES = "al ba cor den eli fer gan hex ion jur kel lum mar nor ort pra quin ros sel tor ulm ver wex yar zen dyn tec mot sta bri cla fro gre".split()
_TRADES = {
    "en": (
        "Automotive Coatings|Precision Tools|Robotics|Fasteners|Bearings|Filters|Lighting|"
        "Sensors|Rubber|Plastics|Foods|Coffee Roasters|Interiors|Bikes|Gifts|Chocolates"
    ).split("|"),
    "de": "Maschinenbau|Werkzeugbau|Fahrzeugtechnik|Antriebstechnik|Kunststoffe|Elektronik|Messtechnik|Dichtungen|Metallbau".split(
        "|"
    ),
    "fr": "Mécanique|Emballages|Équipements|Composants|Plastiques|Automobile|Outillage".split("|"),
    "it": "Meccanica|Officine|Stampi|Componenti|Impianti|Ricambi|Arredamenti".split("|"),
    "es": "Mecanizados|Componentes|Envases|Recambios|Maquinaria".split("|"),
}
_FORMS = {
    "en": ["Ltd", "Inc.", "LLC", "Limited", "Co., Ltd.", "", "", "Group"],
    "de": ["GmbH", "AG", "GmbH & Co. KG", "KG", "SE", "", "e.K."],
    "fr": ["SAS", "SARL", "SA", "", ""],
    "it": ["S.r.l.", "S.p.A.", "srl", "", "SNC"],
    "es": ["S.L.", "S.A.", "", "SLU"],
}
_ZH = "华 东 海 宁 拓 普 德 赛 立 讯 中 科 新 宇 恒 信 天 保 隆 力 达 伟 星 金 康 博 盛 凯 瑞".split()
_ZH_TRADE = "汽车零部件 电子 精密机械 新能源科技 智能装备 模具 橡塑 材料 传感技术 自动化设备".split()
_ZH_FORM = ["有限公司", "股份有限公司", "集团有限公司", "有限责任公司"]
_ZH_PLACE = "上海 宁波 苏州 深圳 东莞 重庆 武汉 长春 无锡 广州".split()
_JA = "東洋 日本 関西 三光 大和 富士見 山田 中央 昭和 第一 北陸".split()
_JA_TRADE = "精機 電子 製作所 工業 化成 樹脂 テック システムズ 自動車部品".split()
_KO = "한국 대한 삼원 동양 현진 서울 부산 태광 신성 우진".split()
_KO_TRADE = "정밀 전자 테크 산업 모터스 시스템 화학 기계".split()
_COUNTRIES = {
    "en": ["Germany", "France", "Italy", "China", "United Kingdom", "Taiwan", "Spain", "South Korea", "United States"],
    "de": ["Deutschland", "Frankreich", "Italien", "China", "Österreich", "Schweiz", "Niederlande"],
    "fr": ["France", "Allemagne", "Italie", "Belgique", "Chine", "Suisse"],
    "it": ["Italia", "Germania", "Francia", "Spagna", "Cina", "Svizzera"],
    "es": ["España", "Francia", "Alemania", "Italia", "México", "Portugal"],
    "zh": ["中国", "德国", "日本", "韩国", "法国", "美国"],
    "ja": ["日本", "中国", "ドイツ", "韓国", "台湾"],
    "ko": ["대한민국", "중국", "일본", "독일", "미국"],
}
_CITIES = {
    "en": ["Leeds", "Turin", "Detroit", "Lyon", "Graz", "Porto"],
    "de": ["Stuttgart", "Köln", "Graz", "Basel", "Ulm"],
    "fr": ["Lyon", "Nantes", "Lille"],
    "it": ["Torino", "Brescia", "Modena"],
    "es": ["Bilbao", "Vigo", "Zaragoza"],
    "zh": ["上海", "宁波", "苏州"],
    "ja": ["大阪府", "名古屋市", "東京都"],
    "ko": ["서울", "인천", "창원"],
}
CATEGORIES = {
    "en": ["Parts & Components", "Electronics", "Tools", "Services", "Accessories"],
    "de": ["Teile und Komponenten", "Elektronik", "Werkzeuge"],
    "fr": ["Pièces", "Électronique", "Services"],
    "it": ["Ricambi", "Elettronica", "Servizi"],
    "es": ["Recambios", "Electrónica"],
    "zh": ["零部件", "电子电器", "模具装备"],
    "ja": ["部品", "電子", "加工機械"],
    "ko": ["부품", "전자", "장비"],
}
LANGUAGES = tuple(_COUNTRIES)


@dataclass(frozen=True)
class Firm:
    """What a list may show of one firm; "" where the made list leaves it out."""

    name: str
    booth: str = ""
    country: str = ""
    city: str = ""
    website: str = ""
    slug: str = ""
    phone: str = ""
    email: str = ""
    category: str = ""
    description: str = ""


def firms(random: Random, language: str, count: int) -> list[Firm]:
    """`count` different firms, sorted by name as lists are."""
    style = random.randrange(5)
    made: dict[str, Firm] = {}
    while len(made) < count:
        name, stem = _name(random, language)
        if name not in made:
            made[name] = _firm(random, language, name, stem, style, len(made))
    return sorted(made.values(), key=lambda f: f.name.casefold())


def _name(random: Random, language: str) -> tuple[str, str]:
    stem = "".join(random.choice(_SYLLABLES) for _ in range(random.choice((2, 2, 3))))
    if language == "zh":
        core = "".join(random.sample(_ZH, 2)) + random.choice(_ZH_TRADE)
        return random.choice(_ZH_PLACE) + core + random.choice(_ZH_FORM), stem
    if language == "ja":
        core = random.choice(_JA) + "".join(random.sample("丸和光栄進明協", 1)) + random.choice(_JA_TRADE)
        return random.choice((f"株式会社{core}", f"{core}株式会社", f"(株){core}", core)), stem
    if language == "ko":
        core = random.choice(_KO) + random.choice("가나다라마바사") + random.choice(_KO_TRADE)
        return random.choice((f"(주){core}", f"주식회사 {core}", core)), stem
    word = stem.upper() if random.random() < 0.2 else stem.capitalize()
    trade = random.choice(_TRADES[language]) if random.random() < 0.55 else ""
    form = random.choice(_FORMS[language])
    return " ".join(p for p in (word, trade, form) if p), stem


def _firm(random: Random, language: str, name: str, stem: str, style: int, number: int) -> Firm:
    def maybe(value: str, chance: float) -> str:
        return value if random.random() < chance else ""

    hall, letter, place = random.randint(1, 12), random.choice("ABCDEFGH"), random.randint(1, 99)
    booth = (
        f"{letter}{place:02d}",
        f"Hall {hall} / {letter}{place:02d}",
        f"{hall}.0{letter}{place:02d}",
        f"{random.randint(100, 4999)}",
        f"{hall}{letter}-{place:02d}",
    )[style]
    host = f"www.{stem}{number}.{random.choice(('com', 'de', 'eu', 'cn', 'co.jp'))}"
    return Firm(
        name=name,
        booth=maybe(booth, 0.95),
        country=maybe(random.choice(_COUNTRIES[language]), 0.97),
        city=maybe(random.choice(_CITIES[language]), 0.95),
        website=maybe(f"https://{host}/", 0.8),
        slug=f"{stem}-{number}",
        phone=maybe(
            f"+{random.choice((33, 39, 44, 49, 81, 86))} {random.randint(20, 999)} {random.randint(100000, 9999999)}",
            0.9,
        ),
        email=maybe(f"info@{host[4:]}", 0.85),
        category=maybe(random.choice(CATEGORIES[language]), 0.9),
        description=maybe(
            f"{name.split()[0]} develops and makes parts for customers all over the world, and has done so for {random.randint(3, 90)} years.",
            0.6,
        ),
    )
