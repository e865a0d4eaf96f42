"""Reads e-mail addresses as pages print them, and says what an address is worth for reaching a person.

Pages write addresses in full width, with (at) or [dot], in mailto links, and in the encoding by which one content
network keeps robots away; all of these are shown to every visitor. Addresses are never completed or guessed.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from urllib.parse import unquote

from email_validator import EmailNotValidError, validate_email

from core.catalogue import words
from core.settings import settings
from core.values.fold import visible
from core.words import EmailKind

_LOCAL = r"[A-Za-z0-9](?:[A-Za-z0-9._%+\-]{0,62}[A-Za-z0-9_+\-])?"
_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,18}"
_ADDRESS = re.compile(rf"(?<![A-Za-z0-9._%+\-@])({_LOCAL}@{_HOST})(?![A-Za-z0-9@])")
_AT = re.compile(r"\s*(?:[\[({<]\s*(?:at|@|ät|a t|arroba|arobase|a)\s*[\])}>]|\s@\s|@\s|\s@|#at#|_at_|\(a\))\s*", re.I)
_DOT = re.compile(r"\s*[\[({<]\s*(?:dot|punkt|\.|point|punto)\s*[\])}>]\s*", re.I)
_SPOKEN = re.compile(
    rf"\b((?:[A-Za-z0-9_\-]+\s+(?:dot|punkt)\s+)*{_LOCAL})\s+(?:at|AT|ät)\s+((?:[A-Za-z0-9\-]+\s+(?:dot|DOT|punkt)\s+)+[A-Za-z]{{2,10}})\b"
)
_TORN_DOT = re.compile(r"(?<=[\w-])\s+\.\s+(?=[a-z]{2,6}(?:$|[\s,;]))")
_OWN_SIGN = re.compile(
    r"([#*★☆●◎■▲△※$&]|\(at\))[\"'”」』]?\s*(?:请?(?:换成|改成|改为|替换成|替换为|换为|代替)|を|→|=|durch|with|by|=>)\s*[\"'“「『]?@"
)
_PLACEHOLDER = re.compile(
    r"(?:name|you|your|user|email|username|your[._-]?(?:name|email)|vorname\.nachname|example|abc|xxx+)"
    r"@(?:(?:your)?(?:domain|company|website|site|email|mail|example)\.(?:com|org|net|de|cn))"
)
_FILE_ENDINGS = frozenset("png jpg jpeg gif svg webp bmp ico css js json mp4 pdf woff woff2 ttf htm html php".split())


def read_emails(text: str) -> tuple[str, ...]:
    """Every address in a text, lower case, in the order of the text, each once."""
    flat = visible(unicodedata.normalize("NFKC", html.unescape(text)))
    if (
        "@" not in flat
        and "＠" not in flat
        and not re.search(r"\b(?:at|ät)\b|\(a\)|#at#|_at_|arroba|arobase", flat, re.I)
    ):
        return ()
    flat = _TORN_DOT.sub(".", _own_sign(flat))
    flat = _SPOKEN.sub(lambda m: re.sub(r"\s+(?:dot|punkt)\s+", ".", f"{m[1]}@{m[2]}", flags=re.I), flat)
    flat = _DOT.sub(".", _AT.sub("@", flat))
    return tuple(dict.fromkeys(address for raw in _ADDRESS.findall(flat) if (address := _checked(raw))))


def _own_sign(text: str) -> str:
    """zhang#firm.cn (# 换成 @): the page says which sign it writes in the place of the at sign."""
    said = _OWN_SIGN.search(text)
    return text.replace(said[1], "@") if said and said[1] != "@" else text


def _checked(raw: str) -> str | None:
    ending = raw.rsplit(".", 1)[-1].lower()
    # logo@2x.png is a file.
    if ending in _FILE_ENDINGS or _PLACEHOLDER.fullmatch(raw.lower()):
        return None
    try:
        return validate_email(raw, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return None


def read_mailto(href: str) -> tuple[str, ...]:
    """The addresses of a mailto link."""
    if not href.strip().lower().startswith("mailto:"):
        return ()
    return read_emails(unquote(href.strip()[7:]).split("?", 1)[0].replace(",", " ").replace(";", " "))


def read_cfemail(code: str) -> str | None:
    """The address in a `data-cfemail` attribute: hexadecimal, each byte crossed with the first."""
    try:
        key, *rest = bytes.fromhex(code)
    except ValueError:
        return None
    found = read_emails(bytes(b ^ key for b in rest).decode("utf-8", "replace"))
    return found[0] if found else None


@lru_cache(maxsize=1)
def _hosts() -> tuple[frozenset[str], frozenset[str]]:
    data = words(settings().config_dir / "lookups" / "mail_hosts.yml")
    return frozenset(map(str, data["free"])), frozenset(map(str, data["role"]))


def email_kind(address: str, domains: Collection[str] = (), *, seen: bool = True) -> EmailKind:
    """What an address is worth (R-081): free mail, a role box, a person's corporate address, or only inferred.

    `domains` are the firm's proven registrable domains. `seen=False` marks an address that no page shows. An address
    at a host that is not proven to be the firm's is `inferred`: nothing shows that it belongs to the firm.
    """
    local, _, host = address.lower().rpartition("@")
    free, role = _hosts()
    if not seen:
        return EmailKind.inferred
    if host in free:
        return EmailKind.free
    if local in role or local.rstrip("0123456789.-_") in role:
        return EmailKind.role
    if any(host == domain or host.endswith("." + domain) for domain in map(str.lower, domains)):
        return EmailKind.corporate
    return EmailKind.inferred


def mail_accepted(host: str, timeout: float = 4.0) -> bool | None:
    """Does the host take mail? True, False, or None where it could not be looked up, which says nothing against the address."""
    import dns.exception
    import dns.resolver

    try:
        return any(str(answer.exchange) != "." for answer in dns.resolver.resolve(host, "MX", lifetime=timeout))
    except dns.resolver.NXDOMAIN:
        return False
    except dns.resolver.NoAnswer:
        return None
    except dns.exception.DNSException:
        return None


def addresses(texts: Iterator[str]) -> tuple[str, ...]:
    """The addresses of several texts, each once."""
    return tuple(dict.fromkeys(address for text in texts for address in read_emails(text)))
