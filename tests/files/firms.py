"""Invented firms for files: enough different ones, in several languages."""

from __future__ import annotations

_FIRST = "Alder Birk Cinder Dorn Esker Falk Gerst Harrow Ivel Kelso Linden Moss Nether Oak Pian Quarry Rosk Silber Tarn Ulm".split()
_SECOND = "kett moor brook feld mark worth garth holm stead wick".split()
_KIND = ("Systems", "Technik", "Components", "Werke", "Automotive", "Sensors")
_FORM = ("GmbH", "AG", "Co., Ltd.", "S.p.A.", "SAS", "Inc.", "B.V.", "Ltd")
_CITY = ("上海", "宁波", "苏州", "重庆", "广州", "台州", "瑞安", "无锡")
_WORD = ("岑林", "衡川", "砺行", "腾岳", "澄远", "启衡", "恒桥", "织远", "澜光", "朔望")
_TRADE = ("汽车零部件", "传感技术", "制动系统", "精密机械", "动力电池")


def latin(count: int) -> list[str]:
    """Firms with Latin names, all different."""
    names = [f"{a}{b} {k} {f}" for k in _KIND for f in _FORM for b in _SECOND for a in _FIRST]
    return names[:count]


def chinese(count: int) -> list[str]:
    """Firms with Chinese names, all different."""
    names = [f"{c}{w}{t}有限公司" for t in _TRADE for w in _WORD for c in _CITY]
    return names[:count]


def booths(count: int) -> list[str]:
    """Booths of several halls."""
    return [f"{'ABCD'[i % 4]}{1 + i // 97}.{10 + i % 89}" for i in range(count)]


def rows(count: int) -> list[list[str]]:
    """Name and booth."""
    half = count // 2
    names = latin(count - min(half, 400)) + chinese(min(half, 400))
    return [list(pair) for pair in zip(names, booths(count), strict=True)]
