"""The table of China's provinces, cities and districts, and the short and English forms under which firms write them.

Data: `config/lookups/places_cn.yml` (GB/T 2260). A short form is the name without its rank and peoples' names
(恩施土家族苗族自治州 → 恩施); names of one character keep their rank.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pypinyin import lazy_pinyin

from core.catalogue import words
from core.settings import settings

_PEOPLES = (
    "阿昌 布朗 布依 朝鲜 达斡尔 侗 东乡 独龙 鄂伦春 鄂温克 仡佬 哈尼 哈萨克 回 景颇 柯尔克孜 拉祜 黎 傈僳 满 毛南 蒙古 苗 仫佬 纳西 怒 "
    "普米 羌 撒拉 畲 水 塔吉克 土家 土 佤 维吾尔 锡伯 瑶 彝 裕固 藏 壮 各 傣 白 保安"
).split()
_PEOPLE = re.compile("(?:" + "|".join(sorted(_PEOPLES, key=len, reverse=True)) + ")族?$")
_RANK = re.compile("(特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|新区|省|市|盟|州|区|县|旗)$")
MUNICIPALITIES = frozenset(("北京市", "天津市", "上海市", "重庆市"))
"""Cities that are provinces: here only the district says where a firm sits (R-024)."""


class Spot(NamedTuple):
    """One place of the table: province, city and, where it names one, district."""

    province: str
    city: str | None = None
    district: str | None = None


def short(name: str) -> str:
    """The name without rank and peoples: 上海市 → 上海, 延边朝鲜族自治州 → 延边; never fewer than two characters."""
    bare = _RANK.sub("", name)
    while "自治" in name and len(_PEOPLE.sub("", bare)) >= 2 and _PEOPLE.search(bare):
        bare = _PEOPLE.sub("", bare)
    return bare if len(bare) >= 2 else name


def latin(name: str) -> str:
    """The pinyin of a short name in one word, lower case: 嘉定区 → jiading."""
    return "".join(lazy_pinyin(short(name))).casefold()


@dataclass(frozen=True)
class Gazetteer:
    """Look-ups over the table. Names map to all spots that bear them, so that the caller sees what is ambiguous."""

    provinces: dict[str, str]
    """Full and short names of provinces → full name."""
    cities: dict[str, tuple[Spot, ...]]
    """Full names of cities, counties under a province and former cities."""
    cities_short: dict[str, tuple[Spot, ...]]
    districts: dict[str, tuple[Spot, ...]]
    districts_short: dict[str, tuple[Spot, ...]]
    zones: dict[str, Spot]
    provinces_en: dict[str, str]
    cities_en: dict[str, tuple[Spot, ...]]
    zones_en: dict[str, Spot]

    @lru_cache(maxsize=1)  # noqa: B019 - one gazetteer a process
    def districts_en(self) -> dict[str, tuple[Spot, ...]]:
        """Pinyin of districts and counties; built at the first English address, because it costs 30 ms."""
        found: dict[str, list[Spot]] = defaultdict(list)
        for name, spots in self.districts.items():
            found[latin(name)] += spots
        return {key: tuple(spots) for key, spots in found.items()}

    def __hash__(self) -> int:
        return id(self)


@lru_cache(maxsize=4)
def _read(path: Path) -> Gazetteer:
    data = words(path)
    rows = [(province, *line) for province, entry in data["provinces"].items() for line in entry["cities"].items()]
    home = {city: Spot(province, city) for province, city, _ in rows}
    former_cities = {name: Spot(*spot) for name, spot in data["former_cities"].items()}
    districts = [(d, Spot(p, c, d)) for p, c, line in rows for d in line.partition(":")[2].split()]
    for former, present in data["former"].items():
        city, _, name = former.partition("/")
        districts.append((name, home[city]._replace(district=present)))
    zones = {name: Spot(*spot) for name, spot in data["zones"].items()}
    cities = [*home.items(), *former_cities.items()]
    names = data["provinces"]
    return Gazetteer(
        provinces={name: full for full in names for name in (full, short(full))},
        cities=_fixed(cities),
        cities_short=_fixed((short(name), spot) for name, spot in cities),
        districts=_fixed(districts),
        districts_short=_fixed((short(name), spot) for name, spot in districts),
        zones=zones,
        provinces_en={_key(name): full for full, entry in names.items() for name in entry["en"].split("|")},
        cities_en=_fixed((_key(n), home[c]) for _, c, line in rows for n in line.partition(":")[0].split("|")),
        zones_en={_key(name): zones[zone] for name, zone in data["zones_en"].items()},
    )


def _fixed(rows: Iterable[tuple[str, Spot]]) -> dict[str, tuple[Spot, ...]]:
    found: dict[str, list[Spot]] = defaultdict(list)
    for name, spot in rows:
        found[name].append(spot)
    return {name: tuple(dict.fromkeys(spots)) for name, spots in found.items()}


def _key(name: str) -> str:
    return re.sub(r"[^0-9a-zü]+", "", name.casefold())


def gazetteer() -> Gazetteer:
    """The table of this installation, read once."""
    return _read(settings().config_dir / "lookups" / "places_cn.yml")
