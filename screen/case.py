"""What a rule gets: one firm, the policy and the day, with the facts that hold looked up once."""

from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from core.policy import Policy
from core.records import Capture, Fact, Firm, Sighting
from core.trust import current
from core.values.countries import read_country
from core.values.fold import fold
from core.words import Field, SourceKind

_LAW = (SourceKind.registry, SourceKind.person)


@dataclass(frozen=True)
class Case:
    """One firm before the rules. `today` is the day of the verdict in the installation's time zone."""

    firm: Firm
    policy: Policy
    today: date
    kinds: dict[str, SourceKind] = field(init=False, repr=False)
    """The kind of every source by its key."""
    captures: dict[str, Capture] = field(init=False, repr=False)
    """The archived pages by id."""
    _facts: dict[Field, list[Fact]] = field(default_factory=dict, init=False, repr=False)
    _registered: dict[Field, Fact | None] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for fact in self.firm.facts:
            self._facts.setdefault(fact.field, []).append(fact)
        object.__setattr__(self, "kinds", {source.key: source.kind for source in self.firm.sources})
        object.__setattr__(self, "captures", {capture.id: capture for capture in self.firm.captures})

    def under(self, policy: Policy) -> "Case":
        """The same firm before another policy; what was looked up stays looked up, as no policy changes it."""
        other = copy(self)
        object.__setattr__(other, "policy", policy)
        return other

    @cached_property
    def name(self) -> str:
        """The registered name where a registry told it, else the name of the first list, folded for searching."""
        fact = self.registered(Field.legal_name)
        return fold(str(fact.value) if fact is not None else self.firm.name).casefold()

    def facts(self, name: Field) -> list[Fact]:
        """All facts of a field, in the order in which they were found."""
        return self._facts.get(name, [])

    def fact(self, name: Field) -> Fact | None:
        """The fact of a field that holds."""
        found = self._facts.get(name)
        if not found:
            return None
        return found[0] if len(found) == 1 else current(found, name, self.kinds)

    def registered(self, name: Field) -> Fact | None:
        """The newest fact of a field that a company registry or a person states."""
        if name not in self._registered:
            stated = [f for f in self.facts(name) if self.kinds.get(f.source) in _LAW]
            self._registered[name] = stated[0] if len(stated) == 1 else current(stated, name, self.kinds)
        return self._registered[name]

    def text(self, name: Field) -> str | None:
        """The value of a field as text, or None."""
        fact = self.fact(name)
        return fact.value if fact is not None and isinstance(fact.value, str) else None

    @cached_property
    def listed(self) -> tuple[Sighting, ...]:
        """The rows of lists that name the firm."""
        return self.firm.sightings

    @cached_property
    def home(self) -> str | None:
        """The firm's country as an ISO code, or None where nothing says it."""
        fact = self.fact(Field.country)
        stated = fact.value if fact is not None and isinstance(fact.value, str) else self.firm.country
        return read_country(stated) if stated else None
