"""Many words looked for in a text at once, at each place the longest.

One expression of hundreds of alternatives tries most of them at every character; parted by their first character
only those that can begin there are tried, and their first two characters find the places. What is found is the same.
"""

import re
from collections.abc import Iterable, Iterator


class Cues:
    """Words to look for. Latin words count only as whole words, words of other scripts anywhere."""

    def __init__(self, words: Iterable[str], after: str = "a-z0-9") -> None:
        """`words` are folded and lower case; `after` are the characters that may not follow a Latin word."""
        parted: dict[str, list[str]] = {}
        begun: dict[str, list[str]] = {}
        for word in sorted(filter(None, words), key=len, reverse=True):
            whole = rf"(?<![a-z0-9]){re.escape(word)}(?![{after}])"
            parted.setdefault(word[0], []).append(whole if word.isascii() else re.escape(word))
            begun.setdefault(word[0], []).append(word)
        self._starting = {first: re.compile("|".join(bodies)) for first, bodies in parted.items()}
        self._begin = re.compile("|".join(_beginning(first, words) for first, words in begun.items()) or "(?!)")

    def each(self, text: str) -> Iterator[str]:
        """The words of a folded, lower-case text from left to right, none overlapping another."""
        starting, seek, at = self._starting, self._begin.search, 0
        while place := seek(text, at):
            begin = place.start()
            found = starting[text[begin]].match(text, begin)
            at = found.end() if found else begin + 1
            if found:
                yield found.group()

    def first(self, text: str) -> str | None:
        """The first word, or None."""
        for found in self.each(text):
            return found
        return None


def _beginning(first: str, words: Iterable[str]) -> str:
    """What begins every word of this first character: it and one of the second characters."""
    seconds = {word[1:2] for word in words}
    return re.escape(first) + ("" if "" in seconds else "[" + "".join(map(re.escape, sorted(seconds))) + "]")
