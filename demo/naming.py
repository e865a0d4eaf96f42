"""Names, numbers and addresses of firms that do not exist."""

import random
import re
from functools import lru_cache

import phonenumbers

from demo.draw import bank
from demo.records import Place

_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@lru_cache(maxsize=1)
def syllables() -> tuple[tuple[str, str], ...]:
    """Characters of brands with their syllable; where two share one, only the first is used."""
    found: dict[str, str] = {}
    for item in bank("names")["syllables"].split():
        found.setdefault(item[1:].rstrip("2"), item[0])
    return tuple((char, sound) for sound, char in found.items())


def brands(draw: random.Random, count: int) -> list[tuple[str, str]]:
    """`count` different brands as (zh, pinyin); the pinyin is different too."""
    pool = syllables()
    found: dict[str, str] = {}
    while len(found) < count:
        length = 2 if draw.random() < 0.85 else 3
        chosen = draw.sample(pool, length)
        found.setdefault("".join(sound for _, sound in chosen), "".join(char for char, _ in chosen))
    return [(zh, sound.capitalize()) for sound, zh in found.items()]


def place(draw: random.Random) -> Place:
    """A city with one of its districts; one firm in five sits in a municipality."""
    rows = bank("names")["places"]
    big = [row for row in rows if row.get("municipality")]
    row = draw.choice(big) if draw.random() < 0.2 else draw.choice([row for row in rows if row not in big])
    return Place(
        province=row["province"],
        city=row["zh"],
        district=draw.choice(row["districts"]),
        en=row["en"],
        code=row["code"],
        tel=row["tel"],
        municipality=bool(row.get("municipality")),
    )


def legal_name(draw: random.Random, where: Place, brand: tuple[str, str], trade: tuple[str, str],
               *, hide_city: bool = False) -> tuple[str, str]:  # fmt: skip
    """A Chinese legal name and its English rendering, in one of the orders that registries allow."""
    zh, en = brand
    form, form_en = draw.choice([("有限公司", "Co., Ltd."), ("有限公司", "Co., Ltd."), ("股份有限公司", "Co., Ltd.")])
    short = where.province.rstrip("省市") if len(where.province) < 5 else where.city
    pattern = 4 if hide_city else draw.randrange(5)
    english = (
        f"{en} {trade[1]} ({where.en}) {form_en}" if pattern in (1, 2) else f"{where.en} {en} {trade[1]} {form_en}"
    )
    name = (
        f"{where.city}{zh}{trade[0]}{form}",
        f"{zh}{trade[0]}（{where.city}）{form}",
        f"{zh}（{where.city}）{trade[0]}{form}",
        f"{where.city}市{zh}{trade[0]}{form}",
        f"{short}{zh}{trade[0]}{form}",
    )[pattern]
    if pattern == 4 and not where.municipality and short != where.city:
        english = f"{PROVINCES.get(short, where.en)} {en} {trade[1]} {form_en}"
    return name, english


PROVINCES = {
    "江苏": "Jiangsu", "浙江": "Zhejiang", "安徽": "Anhui", "湖北": "Hubei", "湖南": "Hunan", "广东": "Guangdong",
    "四川": "Sichuan", "陕西": "Shaanxi", "山东": "Shandong", "河南": "Henan", "河北": "Hebei", "吉林": "Jilin",
    "辽宁": "Liaoning",
}  # fmt: skip


def uscc(draw: random.Random, code: str) -> str:
    """A unified social credit code with a right check digit (SOURCES section 8)."""
    body = "91" + code + "".join(draw.choice("0123456789") for _ in range(8)) + draw.choice("0123456789X")
    total = sum(_USCC.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return body + _USCC[(31 - total % 31) % 31]


def person(draw: random.Random) -> tuple[str, str]:
    """A personal name, Chinese and in pinyin."""
    names = bank("names")
    family, given = draw.choice(sorted(names["surnames"])), draw.choice(sorted(names["given"]))
    return family + given, f"{names['given'][given]} {names['surnames'][family]}"


def host(brand_en: str, system: str, style: int) -> str:
    """The host of a firm's site; the same brand in another trade has another host."""
    brand = re.sub(r"[^a-z0-9]", "", brand_en.lower())
    system = {"vague": "group", "furniture": "home", "dealer": "motors"}.get(system, system)
    return (
        f"www.{brand}-{system.replace('_', '')}.example",
        f"www.{brand}{system.replace('_', '')}.example",
        f"{brand}-{system.replace('_', '')}-auto.example",
    )[style % 3]


def landline(draw: random.Random, area: str) -> str:
    """A fixed line that a caller in that area can have: areas number with seven or with eight digits."""
    number = draw.randrange(5000_0000, 8999_9999)
    whole = f"{area}-{number}"
    valid = phonenumbers.is_valid_number(phonenumbers.parse(whole, "CN"))
    return whole if valid else f"{area}-{number // 10}"


def address(draw: random.Random, where: Place, *, city: bool = True, district: bool = True) -> str:
    """A registered address; `city` and `district` False leave out what some registrations leave out."""
    road = f"{draw.choice(bank('names')['roads'])}{draw.randrange(1, 999)}号"
    if where.municipality:
        return f"{where.province}{where.district if district else ''}{road}"
    return f"{where.province}{where.city + '市' if city else ''}{where.district if city and district else ''}{road}"
