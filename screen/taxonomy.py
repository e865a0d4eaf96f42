"""Sub-fields: which segment, level and system a firm belongs to, with the words that say so (R-022).

Words of products and list categories count most, then the registry's industry code, then the name, then the scope of
business, which in China lists everything a firm might ever do. "汽车行业" alone is not precise and gives nothing.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from core.catalogue import Configured, load
from core.records import Frozen
from core.settings import settings
from core.values.fold import fold
from screen.cues import Cues

Where = Literal["products", "category", "industry", "name", "scope"]
WEIGHT: dict[Where, float] = {"products": 3.0, "category": 3.0, "industry": 2.0, "name": 2.0, "scope": 0.5}


class Segment(Configured):
    """Which vehicles a firm works for."""

    zh: str
    en: str
    words: tuple[str, ...]


class Level(Configured):
    """The firm's place in the chain of supply."""

    zh: str
    en: str


class System(Configured):
    """A system of the vehicle, the words that name it and the industry codes (GB/T 4754-2017) that stand for it."""

    zh: str
    en: str
    level: str
    words: tuple[str, ...]
    heads: tuple[str, ...] = ()
    """Words that count only at the end of a text: 牵引车 is a vehicle, 牵引车制动器 is a brake."""
    codes: tuple[str, ...] = ()


class Taxonomy(Configured):
    """`config/taxonomy.yml`."""

    version: str
    segments: dict[str, Segment]
    levels: dict[str, Level]
    systems: dict[str, System]
    vague: tuple[str, ...]

    def label(self, key: str) -> tuple[str, str]:
        """A sub-field's name in Chinese and English, for example 新能源Tier1供应商·电池."""
        parts = key.split(".")
        segment = self.segments.get(parts[0])
        level, system = self.levels[parts[-2]], self.systems[parts[-1]]
        if parts[-2] == "oem":
            return f"{segment.zh if segment else ''}主机厂", f"{segment.en + ' ' if segment else ''}OEM"
        return (
            f"{segment.zh if segment else ''}{level.zh}·{system.zh}",
            f"{segment.en + ' ' if segment else ''}{level.en}: {system.en}",
        )

    def sub_fields(self) -> tuple[str, ...]:
        """Every sub-field there is; an OEM without a segment is not precise enough."""
        plain = [f"{system.level}.{name}" for name, system in self.systems.items() if system.level != "oem"]
        with_segment = [f"{segment}.{s.level}.{name}" for segment in self.segments for name, s in self.systems.items()]
        return (*plain, *with_segment)


class Said(Frozen):
    """A text about a firm's trade: where it stands and the fact that holds it."""

    text: str
    where: Where
    evidence: str | None = None


class Term(Frozen):
    """A word that spoke for a system or segment."""

    word: str
    where: Where
    of: str
    evidence: str | None = None


class SubField(Frozen):
    """A precise sub-field and the words that gave it."""

    key: str
    zh: str
    en: str
    terms: tuple[Term, ...]
    score: float


def classify(said: Iterable[Said]) -> SubField | None:
    """The sub-field that the texts speak for, or None where they name only the industry or contradict each other."""
    tree = taxonomy()
    terms = [term for text in said for term in _terms(text)]
    scores: dict[str, float] = {}
    for term in {(t.word, t.where, t.of): t for t in terms}.values():
        scores[term.of] = scores.get(term.of, 0.0) + WEIGHT[term.where]
    systems = sorted((name for name in scores if name in tree.systems), key=lambda name: (-scores[name], name))
    if not systems or scores[systems[0]] < 1.0:
        return None
    best = systems[0]
    # Of segments that are named alike, the first of the file counts: an electric passenger car is NEV.
    segment = max((n for n in tree.segments if scores.get(n, 0) >= 1.0), key=lambda n: scores[n], default=None)
    if tree.systems[best].level == "oem" and segment is None:
        better = [name for name in systems[1:] if scores[name] >= 1.0]
        if not better:
            return None
        best = better[0]
    key = ".".join(part for part in (segment, tree.systems[best].level, best) if part)
    zh, en = tree.label(key)
    kept = tuple(t for t in terms if t.of in (best, segment))
    return SubField(key=key, zh=zh, en=en, terms=kept, score=scores[best])


def systems_named(text: str) -> dict[str, tuple[str, ...]]:
    """The systems that a text names, with the words."""
    systems = taxonomy().systems
    found: dict[str, tuple[str, ...]] = {}
    for word, of in _hits(text):
        if of in systems:
            found[of] = (*found.get(of, ()), word)
    return found


@lru_cache(maxsize=1)
def taxonomy() -> Taxonomy:
    """The installation's taxonomy."""
    return load(settings().config_dir / "taxonomy.yml", Taxonomy)


def _terms(said: Said) -> list[Term]:
    words = [Term(word=word, where=said.where, of=of, evidence=said.evidence) for word, of in _hits(said.text)]
    if said.where == "industry":
        for code in re.findall(r"\d{3,4}", said.text):
            words += [Term(word=code, where="industry", of=name, evidence=said.evidence) for name in _coded(code)]
    return words


def _coded(code: str) -> list[str]:
    return [
        name for name, system in taxonomy().systems.items() if any(code.startswith(known) for known in system.codes)
    ]


@lru_cache(maxsize=16_384)
def _hits(text: str) -> tuple[tuple[str, str], ...]:
    """Words of the taxonomy in a text, longest first and without overlap, each with what it speaks for."""
    cues, owners = _words()
    folded = fold(text).casefold()
    found: dict[str, None] = dict.fromkeys(cues.each(folded))
    hits = [(word, owner) for word in found for owner in owners[word]]
    heads, owning = _heads()
    last = heads.search(folded)
    if last is not None and " for " not in folded:
        hits += [(last.group(), owner) for owner in owning[last.group()]]
    return tuple(hits)


@lru_cache(maxsize=1)
def _heads() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    owners: dict[str, tuple[str, ...]] = {}
    for name, system in taxonomy().systems.items():
        for word in system.heads:
            key = fold(word).casefold()
            owners[key] = (*owners.get(key, ()), name)
    ordered = sorted(owners, key=len, reverse=True)
    words = "|".join(rf"(?<![a-z0-9]){re.escape(w)}" if w.isascii() else re.escape(w) for w in ordered)
    return re.compile(rf"(?:{words or '(?!)'})(?=[\s)）等。.]*$)"), owners


@lru_cache(maxsize=1)
def _words() -> tuple[Cues, dict[str, tuple[str, ...]]]:
    tree = taxonomy()
    owners: dict[str, tuple[str, ...]] = {}
    entries: list[tuple[str, tuple[str, ...]]] = [(n, s.words) for n, s in tree.systems.items()]
    entries += [(n, s.words) for n, s in tree.segments.items()]
    for name, words in entries:
        for word in words:
            key = fold(word).casefold()
            owners[key] = (*owners.get(key, ()), name)
    # A vague phrase is swallowed whole, so that 汽车电子 does not count inside 汽车电子行业 less than it should and
    # 汽车 alone never counts.
    vague = {fold(word).casefold() for word in tree.vague} - owners.keys()
    for word in vague:
        owners[word] = ()
    return Cues(owners), owners
