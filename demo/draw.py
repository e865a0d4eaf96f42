"""Chance that can be repeated: every draw comes from a generator named by words, never from a shared one.

`random.Random` seeded with text hashes it by SHA-512, so that neither the order of calls elsewhere nor Python's hash
seed changes a page.
"""

import random
from pathlib import Path
from typing import Any

from core.catalogue import words

PHRASES = Path(__file__).parent / "phrases"


def dice(*keys: object) -> random.Random:
    """A generator of its own for the thing that `keys` name."""
    return random.Random("/".join(str(key) for key in keys))  # noqa: S311 - a demo, not a secret


def bank(name: str) -> Any:
    """One phrase bank of `demo/phrases/`, as plain data."""
    return words(PHRASES / f"{name}.yml")


def pair(text: str) -> tuple[str, str]:
    """`中文 | English` as two texts."""
    zh, _, en = text.partition("|")
    return zh.strip(), en.strip()


def home(voice: str) -> str:
    """The phrase bank of a firm's voice: zh, de, ja, or us, which writes English."""
    return {"us": "en"}.get(voice, voice)
