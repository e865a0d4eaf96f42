"""Folding of text for comparison: widths, compatibility forms, CJK radicals, invisible characters, white space.

PDF text and some fonts give radicals (⻋ U+2ECB) where the character (车) is meant; NFKC repairs the Kangxi block only,
so the CJK Radicals Supplement needs a table of its own (LIBS section 6).
"""

import re
import unicodedata

_RADICALS = str.maketrans(
    "⺟⺠⺩⺪⺬⺮⺰⺴⺶⺷⺸⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻬⻭⻮⻯⻰⻱⻳",
    "母民王疋示竹纟网羊羊羊聿肉臼艹艹艹虎衣西西见角讠贝足车辶辶辶钅长长长门阜阝雨青韦页风飞食食食饣首马骨鬼鱼鸟卤麦黄齐齿歯竜龙龟龟",
)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_UNUSUAL = re.compile(f"{_INVISIBLE.pattern[:-1]}{''.join(map(chr, _RADICALS))}]|[^\\S ]")
"""What folding would change after normalizing, repeated blanks aside; most names hold none of it."""
_RADICAL = re.compile("[" + "".join(map(chr, _RADICALS)) + "]")


def radicals(text: str) -> str:
    """The same text with CJK radicals replaced by the characters they stand for."""
    return text.translate(_RADICALS) if _RADICAL.search(text) else text


def visible(text: str) -> str:
    """The text without invisible and direction-changing characters; runs of white space become one blank."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()  # most cells of most lists: neither pattern can match
    return " ".join(_INVISIBLE.sub("", text).split())


def fold(text: str) -> str:
    """NFKC, radicals as characters, nothing invisible, single blanks. Case is kept."""
    if text.isascii():
        return visible(text)
    text = unicodedata.normalize("NFKC", text)
    return visible(radicals(text)) if _UNUSUAL.search(text) or "  " in text else text.strip()
