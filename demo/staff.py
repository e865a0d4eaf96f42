"""People whom a firm's pages name."""

import random
import re

from core.words import EmailKind
from demo import naming
from demo.draw import bank, home
from demo.records import Trap, TruePerson
from demo.traps import WITHOUT_RD

_FREE = ("163.com", "126.com", "qq.com", "gmail.com")


def people(
    draw: random.Random, traps: tuple[Trap, ...], domain: str, phone: str, language: str
) -> tuple[TruePerson, ...]:
    """A sales contact and, for most firms, a leader of R&D with or without a way to reach them."""
    found = [_person(draw, language, leads=False, phone=f"{phone}-{draw.randrange(800, 899)}", mail=domain)]
    if WITHOUT_RD & set(traps):
        return tuple(found)
    if Trap.former_director in traps:
        found.append(_person(draw, language, leads=True, former=True))
    elif Trap.free_mail in traps:
        found.append(_person(draw, language, leads=True, mail=draw.choice(_FREE)))
    elif Trap.unstated_mail in traps:
        found.append(_person(draw, language, leads=True))
    elif draw.random() < 0.65:
        way = draw.randrange(3)
        line = f"{phone}-{draw.randrange(600, 699)}" if way != 1 else None
        found.append(_person(draw, language, leads=True, phone=line, mail=domain if way else None))
    return tuple(found)


def _person(draw: random.Random, language: str, *, leads: bool, former: bool = False, phone: str | None = None,
            mail: str | None = None) -> TruePerson:  # fmt: skip
    name, name_en = _name(draw, language)
    key = "titles_rd" if leads else "titles_other"
    local = re.sub(r"[^a-z.]", "", name_en.lower().replace(" ", "."))
    kind = None if mail is None else EmailKind.free if mail in _FREE else EmailKind.corporate
    return TruePerson(
        name=name, name_en=name_en, title=draw.choice(bank(home(language))[key]), title_en=draw.choice(bank("en")[key]),
        leads_rd=leads, former=former, phone=phone, email=f"{local}@{mail}" if mail else None, email_kind=kind,
    )  # fmt: skip


_GERMAN = (
    ("Jürgen", "Anna", "Matthias", "Sabine", "Thomas", "Petra"),
    ("Weber", "Hoffmann", "Keller", "Roth", "Seidel"),
)
_ENGLISH = (
    ("James", "Karen", "Michael", "Laura", "David", "Susan"),
    ("Miller", "Carter", "Hughes", "Bennett", "Foster"),
)
_JAPANESE = (("太郎", "Taro"), ("健一", "Kenichi"), ("由美", "Yumi"), ("浩二", "Koji")), (
    ("佐藤", "Sato"), ("鈴木", "Suzuki"), ("高橋", "Takahashi"), ("渡辺", "Watanabe"),
)  # fmt: skip


def _name(draw: random.Random, language: str) -> tuple[str, str]:
    if language == "ja":
        given, family = draw.choice(_JAPANESE[0]), draw.choice(_JAPANESE[1])
        return f"{family[0]} {given[0]}", f"{given[1]} {family[1]}"
    if language in ("de", "us"):
        first, last = _GERMAN if language == "de" else _ENGLISH
        name = f"{draw.choice(first)} {draw.choice(last)}"
        return name, name
    return naming.person(draw)
