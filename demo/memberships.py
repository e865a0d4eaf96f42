"""Which lists name which firms, and how their publishers spelt them."""

import random
from functools import lru_cache

import opencc

from core.words import SightingKind
from demo.business import system_of
from demo.draw import dice
from demo.naming import syllables
from demo.records import ListEntry, Trap, TrueFirm

SHOW, PARTS, ASSOCIATION = "autoexpo", "partsexpo", "association"
VAGUE_FILE, SOURCELESS_FILE = "file_vague", "file_sourceless"
COUNTRIES = {"CN": "中国", "DE": "德国", "JP": "日本", "US": "美国"}


def entries(firms: tuple[TrueFirm, ...], bystanders: tuple[TrueFirm, ...], seed: int) -> tuple[ListEntry, ...]:
    """Every row of every list, each list in the order in which it is shown."""
    lookalikes = iter(bystanders)
    rows: list[ListEntry] = []
    for firm in firms:
        draw = dice("lists", seed, firm.id)
        wrong = next(lookalikes) if Trap.lookalike_domain in firm.traps else None
        rows += _rows(draw, firm, wrong)
    files = dice("files", seed)
    strangers = files.sample(range(len(firms)), min(4, len(firms)))
    for number, index in enumerate(strangers):
        key = VAGUE_FILE if number % 2 else SOURCELESS_FILE
        row = _row(files, firms[index], key, f"{firms[index].brand}{'甲乙丙丁'[number]}机电有限公司")
        rows.append(row.model_copy(update={"firm": f"{key}{number}", "website": None, "name_en": None}))
    order = dice("order", seed)
    order.shuffle(rows)
    return tuple(rows)


def _rows(draw: random.Random, firm: TrueFirm, wrong: TrueFirm | None) -> list[ListEntry]:
    lists = [SHOW, PARTS, ASSOCIATION]
    if firm.country != "CN":
        lists = [SHOW, PARTS]
    first = draw.choices(lists, weights=[5, 3, 2][: len(lists)])[0]
    name = firm.legal_name
    if Trap.name_one_char in firm.traps:
        name = one_char_off(draw, firm)
    row = _row(draw, firm, first, name)
    if wrong is not None and wrong.site is not None:
        row = row.model_copy(update={"website": f"http://{wrong.site.host}/"})
    rows = [row]
    other = [key for key in lists if key != first]
    spelling = _alias(firm)
    if spelling:
        second = PARTS if Trap.alias_english in firm.traps and first != PARTS else draw.choice(other)
        again = _row(draw, firm, second, spelling, website=True)
        rows.append(again.model_copy(update={"name_en": None}))
    elif Trap.trademark in firm.traps:
        key = draw.choice([SHOW, PARTS])
        mark = ListEntry(list=key, name=f"{firm.brand_en.upper()}{draw.choice(['TEC', 'PRO', 'DRIVE', 'MAX'])}®",
                         kind=SightingKind.brand, firm=firm.id, country=row.country)  # fmt: skip
        rows.append(mark)
    elif wrong is None and Trap.name_one_char not in firm.traps and draw.random() < 0.3:
        rows.append(_row(draw, firm, draw.choice(other), name))
    return rows


def _row(draw: random.Random, firm: TrueFirm, key: str, name: str, website: bool = False) -> ListEntry:
    system = system_of(firm.system)
    registered = firm.registry is not None and firm.registry.website and not firm.registry.challenged
    lucky = draw.random() < 0.75
    # A site that neither a list nor the registry names could not be found by anybody.
    shown = firm.site is not None and (website or lucky or not registered or Trap.redirecting in firm.traps)
    host = (firm.site.moved_from or firm.site.host) if firm.site else ""
    city = firm.place.city if firm.place and Trap.province_only not in firm.traps else None
    return ListEntry(
        list=key, name=name, name_en=firm.english or None, country=COUNTRIES[firm.country], city=city,
        booth=f"{draw.randrange(1, 9)}{draw.choice('ABCDH')}{draw.randrange(1, 120):03d}",
        website=f"http://{host}/" if shown else None,
        category=f"{system['zh']} {system['en']}" if key == SHOW else str(system["zh"]), firm=firm.id,
    )  # fmt: skip


def _alias(firm: TrueFirm) -> str | None:
    """Another spelling of the firm's name, where a trap asks for one."""
    if Trap.alias_english in firm.traps:
        return firm.english
    if Trap.alias_traditional in firm.traps:
        return str(_traditional().convert(firm.legal_name))
    if Trap.alias_former in firm.traps and firm.registry is not None:
        return firm.registry.former[0]
    if Trap.alias_width in firm.traps:
        text = firm.legal_name
        return text.replace("（", " (").replace("）", ") ").strip() if "（" in text else f"{text}　"
    return None


def one_char_off(draw: random.Random, firm: TrueFirm) -> str:
    """The firm's name with one character of its brand mistyped."""
    wrong = draw.choice([char for char, _ in syllables() if char not in firm.legal_name])
    return firm.legal_name.replace(firm.brand, wrong + firm.brand[1:], 1)


@lru_cache(maxsize=1)
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")
