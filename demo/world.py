"""Makes the demo's true world from a seed: firms, their registry entries, sites, news, patents and people."""

import random
from datetime import date

from core.words import HasRd
from demo import business, happenings, looks, naming, staff
from demo.draw import bank, dice, pair
from demo.memberships import entries
from demo.records import Place, Site, Trap, TrueFirm, World
from demo.traps import GRAVE, allot

_SYSTEMS_OF = {Trap.dealer: "dealer", Trap.off_catalogue: "furniture", Trap.vague_sub_field: "vague"}
_LATER = {Trap.branch, Trap.rep_office, Trap.lookalike_name}


def make_world(firms: int, seed: int, today: date) -> World:
    """A world of `firms` firms on lists, and some bystanders on none. The same arguments give the same world."""
    draw = dice("world", seed, firms)
    traps = allot(draw, firms)
    brands = naming.brands(draw, firms * 2)
    maker = _Maker(seed, today, brands)
    made: dict[int, TrueFirm] = {}
    for index, mine in enumerate(traps):
        if not _LATER & set(mine):
            made[index] = maker.foreign(index, mine) if Trap.foreign in mine else maker.domestic(index, mine)
    homes = [f for f in made.values() if f.registry and not _grave(f)] or [f for f in made.values() if f.registry]
    for index, mine in enumerate(traps):
        if index in made:
            continue
        if Trap.branch in mine:
            made[index] = maker.branch(index, mine, draw.choice(homes))
        elif Trap.rep_office in mine:
            made[index] = maker.representative(index, mine)
        else:
            made[index] = maker.domestic(index, mine, like=draw.choice(homes))
    everyone = tuple(made[index] for index in range(firms))
    bystanders = tuple(
        maker.domestic(firms + number, (), like=firm)
        for number, firm in enumerate(everyone)
        if Trap.lookalike_domain in firm.traps
    )
    return World(
        seed=seed, today=today, firms=everyone, bystanders=bystanders,
        entries=entries(everyone, bystanders, seed),
    )  # fmt: skip


def _grave(firm: TrueFirm) -> bool:
    return any(trap in GRAVE for trap in firm.traps)


class _Maker:
    """Makes firms one by one; each draws from a generator of its own."""

    def __init__(self, seed: int, today: date, brands: list[tuple[str, str]]) -> None:
        self.seed, self.today, self.brands = seed, today, brands
        self.hosts: set[str] = set()
        self.names: set[str] = set()
        self.foreigners = 0

    def domestic(self, index: int, traps: tuple[Trap, ...], like: TrueFirm | None = None) -> TrueFirm:
        """A firm in China; `like` is one whose brand it shares while being another firm in another trade."""
        draw = dice("firm", self.seed, index)
        brand = (like.brand, like.brand_en) if like else self.brands[index]
        key = next((name for trap, name in _SYSTEMS_OF.items() if trap in traps), None)
        key = key or draw.choice(sorted(set(bank("systems")) - ({like.system} if like else set())))
        system = business.system_of(key)
        where = self._place(draw, traps, like)
        names = self._names(draw, where, brand, system, traps)
        products = tuple(pair(item) for item in system["products"])  # type: ignore[attr-defined]
        chosen = products if len(products) < 3 else tuple(draw.sample(products, draw.randrange(2, len(products) + 1)))
        site = self._site(draw, brand[1], key, traps, "zh")
        money = business.revenue(draw, traps, self.today)
        entry = business.registry_entry(draw, f"r{self.seed}{index:05d}", names, where, system, traps, money, site)
        if Trap.alias_former in traps:
            former = names[0].replace(brand[0], self.brands[len(self.brands) // 2 + index // 2][0])
            entry = entry.model_copy(update={"former": (former,)})
        phone = naming.landline(draw, where.tel)
        domain = site.host.removeprefix("www.") if site else "example.com"
        return TrueFirm(
            id=f"f{index:05d}", legal_name=names[0], english=names[1], brand=brand[0], brand_en=brand[1], country="CN",
            place=where, system=key, products=chosen, has_rd=site.rd if site else HasRd.yes, revenue=money,
            registry=entry, site=site, news=happenings.news(draw, traps, self.today, brand, chosen, "zh"),
            patents=happenings.patents(draw, traps, self.today, names[0], chosen),
            people=staff.people(draw, traps, domain, phone, "zh"), traps=traps, phone=phone,
            email=f"{draw.choice(['info', 'sales', 'contact'])}@{domain}",
        )  # fmt: skip

    def foreign(self, index: int, traps: tuple[Trap, ...]) -> TrueFirm:
        """A firm abroad, without an entity in China."""
        draw = dice("firm", self.seed, index)
        voice = ("de", "jp", "us")[self.foreigners % 3]
        self.foreigners += 1
        words = bank("names")["foreign"][voice]
        brand = words["first"][index % len(words["first"])]
        second = draw.choice(words["second"])
        form = draw.choice(words["forms"])
        name = f"{brand}{second}{form}" if voice == "jp" else f"{brand} {second} {form}"
        if name in self.names:
            name = f"{brand}{index}{second}{form}" if voice == "jp" else f"{brand} {index} {second} {form}"
        self.names.add(name)
        key = draw.choice(sorted(bank("systems")))
        products = tuple(pair(item) for item in business.system_of(key)["products"])[:3]  # type: ignore[attr-defined]
        latin = brand if voice != "jp" else f"jp{index}"
        tongue = {"jp": "ja"}.get(voice, voice)
        site = self._site(draw, _plain(latin), key, traps, tongue)
        city = draw.choice(words["cities"])
        phone = f"{words['code']} {draw.randrange(200_0000, 899_9999)}"
        domain = site.host.removeprefix("www.") if site else "example.com"
        return TrueFirm(
            id=f"f{index:05d}", legal_name=name, english=name, brand=brand, brand_en=brand, country=voice.upper(),
            place=Place(province="", city=city, district="", en=city, code="", tel=words["code"]), system=key,
            products=products, has_rd=HasRd.yes, revenue=None, registry=None, site=site,
            news=happenings.news(draw, traps, self.today, (brand, brand), products, tongue),
            people=staff.people(draw, traps, domain, phone, tongue), traps=traps, phone=phone,
            email=f"info@{domain}",
        )  # fmt: skip

    def branch(self, index: int, traps: tuple[Trap, ...], parent: TrueFirm) -> TrueFirm:
        """A branch of a firm that is itself on a list."""
        draw = dice("firm", self.seed, index)
        where = naming.place(draw)
        while parent.place is not None and where.city == parent.place.city:
            where = naming.place(draw)
        name = f"{parent.legal_name}{where.city}{draw.choice(['分公司', '分公司', '办事处'])}"
        while name in self.names:
            name = name.replace("分公司", "第二分公司").replace("办事处", "分公司")
        self.names.add(name)
        assert parent.registry is not None
        entry = business.branch_entry(draw, f"r{self.seed}{index:05d}", parent.registry, name, where)
        return TrueFirm(
            id=f"f{index:05d}", legal_name=name, english="", brand=parent.brand, brand_en=parent.brand_en, country="CN",
            place=where, system=parent.system, products=parent.products, has_rd=HasRd.unknown, revenue=None,
            registry=entry, site=None, traps=traps, head_office=parent.id,
        )  # fmt: skip

    def representative(self, index: int, traps: tuple[Trap, ...]) -> TrueFirm:
        """A foreign firm's representative office in China."""
        draw = dice("firm", self.seed, index)
        where, brand = naming.place(draw), self.brands[index]
        country = draw.choice(["德国", "日本", "美国", "法国"])
        key = draw.choice(sorted(bank("systems")))
        trade = draw.choice(sorted(business.system_of(key)["trades"]))  # type: ignore[call-overload]
        name = f"{country}{brand[0]}{trade}股份公司{where.city}代表处"
        return TrueFirm(
            id=f"f{index:05d}", legal_name=name, english="", brand=brand[0], brand_en=brand[1], country="CN",
            place=where, system=key, products=(), has_rd=HasRd.unknown, revenue=None, site=None, traps=traps,
            registry=business.representative_entry(draw, f"r{self.seed}{index:05d}", name, where),
        )  # fmt: skip

    def _place(self, draw: random.Random, traps: tuple[Trap, ...], like: TrueFirm | None) -> Place:
        while True:
            where = naming.place(draw)
            if Trap.no_district in traps and not where.municipality:
                continue
            if Trap.province_only in traps and (where.municipality or len(where.province) > 4):
                continue
            if like is None or like.place is None or where.city != like.place.city:
                return where

    def _names(self, draw: random.Random, where: Place, brand: tuple[str, str], system: dict[str, object],
               traps: tuple[Trap, ...]) -> tuple[str, str]:  # fmt: skip
        trades: dict[str, str] = system["trades"]  # type: ignore[assignment]
        while True:
            trade = draw.choice(sorted(trades))
            names = naming.legal_name(draw, where, brand, (trade, trades[trade]),
                                      hide_city=Trap.province_only in traps)  # fmt: skip
            plain = Trap.alias_width in traps and "（" not in names[0] and Trap.province_only not in traps
            if names[0] not in self.names and not plain:
                self.names.add(names[0])
                return names

    def _site(
        self, draw: random.Random, brand_en: str, system: str, traps: tuple[Trap, ...], voice: str
    ) -> Site | None:
        if {Trap.no_site, Trap.lookalike_domain} & set(traps):
            return None
        style = draw.randrange(3)
        for offset in range(50):
            host = naming.host(brand_en + (str(offset) if offset > 2 else ""), system, style + offset)
            if host not in self.hosts:
                self.hosts.add(host)
                return looks.site(draw, host, traps, voice)
        raise AssertionError(f"no free host for {brand_en}")


def _plain(text: str) -> str:
    """A word as it may stand in a host name."""
    folded = text.lower().replace("ü", "ue").replace("ö", "oe").replace("ä", "ae")
    return "".join(char for char in folded if char.isalnum() and char.isascii())
