"""Many words looked for in a text at once, at each place the longest.

One expression of hundreds of alternatives tries most of them at every character; parted by their first character
only those that can begin there are tried. What is found is the same.
"""

import re
from collections.abc import Iterable, Iterator


class Cues:
    """Words to look for. Latin words count only as whole words, words of other scripts anywhere."""

    def __init__(self, words: Iterable[str], after: str = "a-z0-9") -> None:
        """`words` are folded and lower case; `after` are the characters that may not follow a Latin word."""
        parted: dict[str, list[str]] = {}
        for word in sorted(filter(None, words), key=len, reverse=True):
            whole = rf"(?<![a-z0-9]){re.escape(word)}(?![{after}])"
            parted.setdefault(word[0], []).append(whole if word.isascii() else re.escape(word))
        self._starting = {first: re.compile("|".join(bodies)) for first, bodies in parted.items()}

    def each(self, text: str) -> Iterator[str]:
        """The words of a folded, lower-case text from left to right, none overlapping another."""
        starting, end = self._starting, 0
        for at, character in enumerate(text):
            if at >= end and character in starting and (found := starting[character].match(text, at)):
                end = found.end()
                yield found.group()

    def first(self, text: str) -> str | None:
        """The first word, or None."""
        return next(self.each(text), None)
