"""Many words looked for in a text at once, at each place the longest.

One expression of hundreds of alternatives tries most of them at every character; parted by their first character
only those that can begin there are tried, and a set of first characters finds the places. What is found is the same.
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
        self._first = re.compile("[" + "".join(map(re.escape, parted)) + "]" if parted else "(?!)")

    def each(self, text: str) -> Iterator[str]:
        """The words of a folded, lower-case text from left to right, none overlapping another."""
        starting, seek, at = self._starting, self._first.search, 0
        while place := seek(text, at):
            begin = place.start()
            found = starting[place.group()].match(text, begin)
            at = found.end() if found else begin + 1
            if found:
                yield found.group()

    def first(self, text: str) -> str | None:
        """The first word, or None."""
        return next(self.each(text), None)
