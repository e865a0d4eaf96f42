"""What a row or a firm claims to be: registry numbers, name keys, domain, phone, e-mail domain, address.

Two firms that share a number are one; every other key only makes them worth comparing. A number with a wrong check
digit is no claim, and the complaint says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.records import Reason
from core.values.company_names import strict_key
from core.values.uscc import read_lei, read_uscc, read_vat
from core.web.domains import is_platform, registrable_domain
from screen.names.key import name_keys
from screen.names.usable import unusable

NUMBERS = ("uscc", "lei", "vat", "company_number")
"""Kinds of key that merge by themselves."""
_FREE_MAIL = frozenset(
    "qq.com 163.com 126.com gmail.com hotmail.com outlook.com yahoo.com sina.com sina.cn sohu.com foxmail.com 139.com 189.cn aliyun.com "
    "yeah.net vip.163.com vip.qq.com 21cn.com gmx.de web.de t-online.de icloud.com live.com msn.com mail.ru yandex.ru".split()
)
_DIGITS = re.compile(r"\D+")


@dataclass(frozen=True, slots=True)
class Claim:
    """One key: `kind` is uscc, lei, vat, name_key, domain, phone, email_domain or address."""

    kind: str
    key: str


def claims_of(
    *,
    names: tuple[str, ...] = (),
    uscc: str | None = None,
    lei: str | None = None,
    vat: str | None = None,
    website: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    address: str | None = None,
) -> tuple[tuple[Claim, ...], tuple[Reason, ...]]:
    """The keys, and a complaint for each number that is not one."""
    found: dict[Claim, None] = {}
    complaints: list[Reason] = []
    for kind, text, read in (("uscc", uscc, read_uscc), ("lei", lei, read_lei), ("vat", vat, read_vat)):
        if not text:
            continue
        number = read(text)
        if number:
            found[Claim(kind, number)] = None
        else:
            shown = text[:40]
            complaints.append(
                Reason(zh=f"{kind} {shown} 校验位不符,未采用", en=f"{kind} {shown}: wrong check digit, not used")
            )
    for name in names:
        if unusable(name) is None:
            found |= dict.fromkeys(Claim("name_key", key) for key in name_keys(name))
    domain = domain_of(website)
    if domain:
        found[Claim("domain", domain)] = None
    mail = (email or "").rpartition("@")[2].casefold()
    if mail and mail not in _FREE_MAIL and not is_platform(mail):
        owner = registrable_domain(mail)
        if owner:
            found[Claim("email_domain", owner)] = None
    digits = _DIGITS.sub("", phone or "")
    if len(digits) >= 8:
        found[Claim("phone", digits[-11:])] = None
    place = strict_key(address or "")
    if len(place) >= 10:
        found[Claim("address", place)] = None
    return tuple(found), tuple(complaints)


def domain_of(website: str | None) -> str | None:
    """The registered domain of a site that is a firm's own; None for pages on a platform."""
    if not website or is_platform(website):
        return None
    return registrable_domain(website.split()[0])
