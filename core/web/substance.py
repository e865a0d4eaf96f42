"""Does a page say anything of its own? What tells a firm's page that speaks of captchas from a wall that shows one."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from core.catalogue import words
from core.settings import settings
from core.values.fold import fold

HIDDEN = re.compile(r"<(script|style|svg|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
"""What a visitor does not read."""
SELECT = re.compile(r"<select\b.*?</select\s*>", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<[^<>]*>")
_LABEL = 16
"""Less than this is a button or an entry of a menu."""
_TITLED = re.compile(r"<title[^>]*>.*?</title", re.IGNORECASE | re.DOTALL)
_PIECES = re.compile(r"\n|[。！？!?；;]|\.\s")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def says_more(code: str, enough: int) -> bool:
    """Does the page, besides what a wall says of visits and visitors, say enough of its own?

    Counted are letters of sentences without any word of access; a letter of Chinese, Japanese or Korean says as much as
    two and a half of the others.
    """
    bare = _TITLED.sub(" ", HIDDEN.sub(" ", SELECT.sub(" ", code)))
    own, of_access = 0.0, _of_access()
    for piece in _PIECES.split(fold(unescape(TAG.sub("\n", bare))).casefold()):
        words_of_it = " ".join(piece.split())
        weight = len(words_of_it) + 1.5 * len(_IDEOGRAPH.findall(words_of_it))
        if weight >= _LABEL and not of_access.search(words_of_it):
            own += weight
            if own > enough:
                return True
    return False


@lru_cache(maxsize=1)
def _of_access() -> re.Pattern[str]:
    data = words(settings().config_dir / "lookups" / "access_markers.yml")
    return re.compile("|".join(map(re.escape, data["words_of_access"]["texts"])))
