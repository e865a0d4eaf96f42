"""F1 of firm names as multisets, by the measure of the shared scorer: case, width, blanks and punctuation do not count."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable


def key(text: str) -> str:
    """A name as it is compared."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def f1(wanted: Iterable[str], given: Iterable[str]) -> float:
    """Harmonic mean of recall and precision; 1.0 where both are empty."""
    want, have = Counter(map(key, wanted)), Counter(map(key, given))
    if not want and not have:
        return 1.0
    hit = sum((want & have).values())
    recall, precision = hit / max(1, sum(want.values())), hit / max(1, sum(have.values()))
    return 2 * recall * precision / max(1e-9, recall + precision)
