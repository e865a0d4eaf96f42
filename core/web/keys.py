"""Secrets of this installation never stand in an address that is archived, logged or shown.

Some licensed APIs want their key in the query. Only our own secrets are taken out, by value: `?key=` of a search page is
a search word and stays.
"""

from __future__ import annotations

from urllib.parse import quote, quote_plus

from pydantic import SecretStr

from core.settings import settings

SHORTEST = 6
"""A shorter value would be cut out of addresses by chance."""


def without_keys(address: str) -> str:
    """The address, or any other text, with every secret of the settings as `***`."""
    for name in type(settings()).model_fields:
        value = getattr(settings(), name)
        if isinstance(value, SecretStr) and len(secret := value.get_secret_value()) >= SHORTEST:
            for shape in {secret, quote(secret, safe=""), quote_plus(secret)}:
                address = address.replace(shape, "***")
    return address
