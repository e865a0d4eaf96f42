"""Keys of a name: two names that share one are the same but for spelling, and are looked up among millions by it."""

from __future__ import annotations

from functools import lru_cache

from core.values.company_names import branch_marker, strict_key
from screen.names.compare import is_han
from screen.names.latin import latin_name
from screen.names.spelling import spelled


@lru_cache(maxsize=65_536)
def name_keys(name: str) -> tuple[str, ...]:
    """Keys for equality, the strictest first: all letters and characters; in Latin script also the sorted words without forms.

    Empty for a name without letters.
    """
    text = spelled(name)
    strict = strict_key(text)
    if not strict:
        return ()
    if is_han(text) or branch_marker(name):
        return (strict,)
    parts = latin_name(name)
    form = "+".join(sorted(parts.countries)) if parts.countries else ""
    return tuple(dict.fromkeys((strict, f"{parts.key}|{form}")))
