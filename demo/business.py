"""What a firm is in law and in money: revenue, and its entry in the company registry."""

import random
from datetime import date, timedelta

from demo import naming
from demo.draw import bank, dice
from demo.records import Amount, Place, RegistryEntry, Site, Trap, TrueFirm

YI = 100_000_000
THRESHOLD = 2 * YI
LAYOUTS = ("tianyancha", "qichacha", "gsxt")

_STATUS = {
    Trap.deregistered: ("注销",),
    Trap.revoked: ("吊销，未注销", "吊销"),
    Trap.suspended: ("停业", "歇业"),
}
_TYPES = ("有限责任公司(自然人投资或控股)", "其他有限责任公司", "有限责任公司(非自然人投资或控股的法人独资)")
_NO_SITE_REVENUE = {Trap.site_down, Trap.no_site, Trap.lookalike_domain, Trap.soft_404}


def revenue(draw: random.Random, traps: tuple[Trap, ...], today: date) -> Amount | None:
    """Revenue of last year; the traps set it to the threshold, under it, across it, or hide it."""
    year = today.year - 1
    where = "registry" if draw.random() < 0.6 or _NO_SITE_REVENUE & set(traps) else "site"
    if Trap.revenue_unknown in traps:
        return None
    if Trap.revenue_range in traps:
        low, high = draw.choice([(YI, 5 * YI), (YI // 2, 3 * YI), (YI, 10 * YI)])
        return Amount(low=low, high=high, year=year, where="registry")
    if Trap.revenue_under in traps:
        return Amount(low=THRESHOLD - 1, high=THRESHOLD - 1, year=year, where="registry")
    if Trap.revenue_exact in traps:
        return Amount(low=THRESHOLD, high=THRESHOLD, year=year, where=where)
    if Trap.revenue_low in traps:
        value = draw.randrange(20, 190) * 1_000_000
    else:
        value = round(draw.lognormvariate(20.6, 0.8) / 1_000_000) * 1_000_000
        value = max(value, THRESHOLD + draw.randrange(5, 90) * 1_000_000)
    return Amount(low=value, high=value, year=year, where=where)


def in_chinese(draw: random.Random, amount: Amount) -> str:
    """An amount as Chinese pages write it; exact to the yuan."""
    if amount.low != amount.high:
        low, high = amount.low // 10_000, amount.high // 10_000
        return draw.choice([f"{low:g}万元-{high:g}万元", f"{amount.low / YI:g}亿元至{amount.high / YI:g}亿元"])
    value = amount.low
    if value % 10_000:
        return draw.choice([f"{value:,}元", f"{value}元人民币", f"{value / 10_000:.4f}万元"])
    forms = [f"{value // 10_000}万元", f"{value // 10_000:,}万元人民币", f"{value:,}元"]
    if value % 1_000_000 == 0:
        forms += [f"{value / YI:g}亿元", f"人民币{value / YI:g}亿元"]
    return draw.choice(forms)


def in_english(draw: random.Random, amount: Amount) -> str:
    """An amount as English pages of Chinese firms write it."""
    value = amount.low
    forms = [f"RMB {value / 1e6:,g} million", f"CNY {value / 1e6:g} million", f"RMB {value:,}"]
    if value >= 1_000_000_000:
        forms += [f"CNY {value / 1e9:g} billion", f"RMB {value / 1e9:g} billion"]
    return draw.choice(forms)


def abroad(firm: TrueFirm) -> tuple[str, int]:
    """Revenue of a firm abroad as its own site states it, and the amount in its currency."""
    number = dice("abroad", firm.id, firm.legal_name).randrange(150, 900)
    figure, unit = {"DE": ("{} Mio. Euro", 1_000_000), "JP": ("{}億円", YI)}.get(
        firm.country, ("USD {} million", 1_000_000)
    )
    return figure.format(number), number * unit


def registry_entry(
    draw: random.Random,
    key: str,
    names: tuple[str, str],
    where: Place,
    system: dict[str, object],
    traps: tuple[Trap, ...],
    money: Amount | None,
    site: Site | None,
) -> RegistryEntry:
    """The registry's record of a firm in China."""
    industry = tuple(str(part) for part in system["industry"])  # type: ignore[attr-defined]
    products = [item.split("|")[0].strip() for item in system["products"]]  # type: ignore[attr-defined]
    stock = "股份" in names[0]
    challenged = Trap.registry_challenge in traps
    shown = money if money is not None and money.where == "registry" else None
    return RegistryEntry(
        key=key,
        name=names[0],
        english=names[1],
        uscc=naming.uscc(draw, where.code),
        status=draw.choice(next((words for trap, words in _STATUS.items() if trap in traps), ("存续", "在业", "开业"))),
        company_type="其他股份有限公司(非上市)" if stock else draw.choice(_TYPES),
        legal_person=naming.person(draw)[0],
        capital=draw.choice(["{}万人民币", "{}万元人民币", "{}万元"]).format(draw.randrange(5, 400) * 100),
        established_on=date(draw.randrange(1994, 2016), draw.randrange(1, 13), draw.randrange(1, 28)),
        address=naming.address(
            draw, where, city=Trap.province_only not in traps, district=Trap.no_district not in traps
        ),
        scope=f"{'、'.join(products)}的制造、加工、销售；货物进出口。(依法须经批准的项目，经相关部门批准后方可开展经营活动)",
        industry=(industry[0], industry[1]),
        insured=draw.choice([None, draw.randrange(90, 4000), draw.randrange(90, 4000)]),
        headcount=draw.choice(["100-499人", "500-999人", "1000-4999人", "企业选择不公示"]),
        former=(),
        website=site.host if site is not None and draw.random() < 0.7 else None,
        revenue=in_chinese(draw, shown) if shown else None,
        revenue_year=shown.year if shown else None,
        layout="gsxt" if challenged else draw.choice(LAYOUTS),
        challenged=challenged,
    )


def branch_entry(draw: random.Random, key: str, parent: RegistryEntry, name: str, where: Place) -> RegistryEntry:
    """The registry's record of a branch of a firm."""
    kind = "股份有限公司分公司(非上市)" if "股份" in parent.name else "有限责任公司分公司(非自然人投资或控股的法人独资)"
    return parent.model_copy(
        update={
            "key": key, "name": name, "english": "", "uscc": naming.uscc(draw, where.code), "company_type": kind,
            "legal_person": naming.person(draw)[0], "capital": "-", "address": naming.address(draw, where),
            "established_on": parent.established_on + timedelta(days=draw.randrange(400, 2000)), "website": None,
            "revenue": None, "revenue_year": None, "parent": parent.name, "layout": draw.choice(LAYOUTS),
            "insured": None, "challenged": False, "headcount": "-", "former": (),
        }
    )  # fmt: skip


def representative_entry(draw: random.Random, key: str, name: str, where: Place) -> RegistryEntry:
    """The registry's record of a foreign firm's representative office."""
    return RegistryEntry(
        key=key, name=name, english="", uscc=naming.uscc(draw, where.code), status="存续",
        company_type="外国(地区)企业常驻代表机构", legal_person=naming.person(draw)[0], capital="-",
        established_on=date(draw.randrange(1998, 2015), 5, 17), address=naming.address(draw, where),
        scope="从事与隶属外国企业有关的非营利性业务活动。", industry=("L7299", "其他未列明商务服务业"), insured=None,
        headcount="小于50人", layout=draw.choice(LAYOUTS),
    )  # fmt: skip


def system_of(key: str) -> dict[str, object]:
    """What the phrase banks say of a line of business."""
    systems: dict[str, dict[str, object]] = {**bank("systems"), **bank("other")}
    return systems[key]
