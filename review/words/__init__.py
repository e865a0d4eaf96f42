"""The words of the pages: `review/words/<page>.yml`, each key with its Chinese and its English."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

from core.errors import BadInput
from core.records import Reason

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
FOLDER = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def catalogue() -> dict[str, tuple[str, str]]:
    """Every key with (Chinese, English). BadInput for a key that lacks a language or stands twice."""
    found: dict[str, tuple[str, str]] = {}
    for file in sorted(FOLDER.glob("*.yml")):
        for key, pair in (yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}).items():
            if key in found:
                raise BadInput(f"{file.name}: {key} stands twice")
            if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(w, str) and w for w in pair):
                raise BadInput(f"{file.name}: {key} needs [Chinese, English]")
            found[str(key)] = (pair[0], pair[1])
    return found


def word(language: Language, key: str, /, **values: object) -> str:
    """The words of a key with `{name}` filled in; the key itself where nobody wrote words for it."""
    pair = catalogue().get(key)
    text = key if pair is None else pair[LANGUAGES.index(language)]
    told = {name: getattr(value, language) if isinstance(value, Reason) else value for name, value in values.items()}
    return text.format(**told) if told else text


def both(key: str, /, **values: object) -> Reason:
    """The words of a key in both languages, to be filled into other words."""
    return Reason(zh=word("zh", key, **values), en=word("en", key, **values))


class Refusal(BadInput):
    """Something that a person asked for and cannot have; its words are a key, so that everybody reads their own language."""

    def __init__(self, key: str, /, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(word("en", key, **values))
