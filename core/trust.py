"""Which of several facts about one field holds: a person's before a machine's, then the better source, then the newer."""

from collections.abc import Iterable, Mapping

from core.records import Fact
from core.words import Field, SourceKind

TRUST: Mapping[SourceKind, int] = {
    SourceKind.person: 7,
    SourceKind.registry: 6,
    SourceKind.recognition: 5,
    SourceKind.patents: 5,
    SourceKind.website: 4,
    SourceKind.association: 3,
    SourceKind.show: 2,
    SourceKind.industry_site: 2,
    SourceKind.file: 1,
}
"""How far a kind of source is believed; the registry is the law for what it registers."""


def current(facts: Iterable[Fact], field: Field, kinds: Mapping[str, SourceKind]) -> Fact | None:
    """The fact of `field` that holds, or None. Ties end with the smaller id, so that replay gives the same answer."""
    of_field = [fact for fact in facts if fact.field == field]
    return max(of_field, key=lambda fact: _rank(fact, kinds), default=None)


def _rank(fact: Fact, kinds: Mapping[str, SourceKind]) -> tuple[int, float, float, str]:
    kind = kinds.get(fact.source)
    trust = TRUST[SourceKind.person] if fact.extractor.startswith("person:") else TRUST.get(kind, 0) if kind else 0
    return trust, fact.found_at.timestamp(), fact.confidence, fact.id
