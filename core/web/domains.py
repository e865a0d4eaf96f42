"""Whose address is it: registrable domains, platforms that host many firms, and one spelling of a URL."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from courlan import clean_url
from tldextract import TLDExtract
from url_normalize import url_normalize
from w3lib.url import canonicalize_url

from core.catalogue import words
from core.settings import settings

_RESERVED = ("example", "test", "invalid", "localhost", "com.example", "cn.example", "com.cn.example", "demo.example")
"""Names that RFC 2606 keeps for examples; the demo web lives under them."""
_TRACKING = re.compile(
    r"(?:utm_\w+|spm|scm|pvid|gclid|fbclid|msclkid|yclid|_ga|mc_[ce]id|hm(?:sr|pl|cu|kw|ci)|bd_vid|from_?source|_hs\w+"
    r"|jsessionid|phpsessid|aspsessionid\w*|sessionid)\Z",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _extract() -> TLDExtract:
    """Offline: the list of suffixes is the one in the package, and nothing is cached on disk."""
    return TLDExtract(suffix_list_urls=(), cache_dir=None, extra_suffixes=_RESERVED, include_psl_private_domains=False)


def host_of(url_or_host: str) -> str:
    """The host in lower case, from an address, a bare host or `host/path`; empty where there is none."""
    text = url_or_host.strip()
    if "//" not in text:
        text = "//" + text
    try:
        return (urlsplit(text).hostname or "").rstrip(".")
    except ValueError:
        return ""


@lru_cache(maxsize=65536)
def registrable_domain(url_or_host: str) -> str | None:
    """The domain that somebody registered: `www.a.com.cn/x` gives `a.com.cn`; None for IP addresses and bare names."""
    host = host_of(url_or_host)
    if not host:
        return None
    found = _extract()(host)
    if not found.domain or not found.suffix:
        return None
    domain = f"{found.domain}.{found.suffix}"
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


@lru_cache(maxsize=1)
def hosting_platforms() -> frozenset[str]:
    """Domains on which many firms live: marketplaces, networks, site builders, registries, portals, search engines."""
    data: Any = words(settings().config_dir / "lookups" / "hosting_platforms.yml")
    return frozenset(str(domain) for group in data.values() for domain in group)


def is_platform(url_or_host: str) -> bool:
    """Is this a page on somebody else's platform, so that its domain says nothing about whose site it is?"""
    host = host_of(url_or_host)
    labels = host.split(".")
    return any(".".join(labels[i:]) in hosting_platforms() for i in range(len(labels) - 1))


@lru_cache(maxsize=16384)
def canonical_url(url: str) -> str:
    """One spelling for one page: the key of caches, of pages already read and of equal links.

    Tracking and session parameters go, everything else stays; an address that no library can read is returned as it is.
    """
    try:
        cleaned = url_normalize(canonicalize_url(clean_url(url.strip()) or url.strip()))
        parts = urlsplit(str(cleaned or url))
    except ValueError:
        return url.strip()
    pairs = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
    query = parts.query if len(pairs) == parts.query.count("&") + 1 else urlencode(pairs)
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query if pairs else "", ""))
