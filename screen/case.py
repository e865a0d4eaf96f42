"""What a rule gets: one firm, the policy and the day, with the facts that hold looked up once."""

from __future__ import annotations

from datetime import date

from core.policy import Policy
from core.records import Capture, Fact, Firm, Sighting
from core.trust import current
from core.values.company_names import folded_name
from core.values.countries import read_country
from core.words import Field, SourceKind

_LAW = (SourceKind.registry, SourceKind.person)
_LEGAL_NAME, _COUNTRY = Field.legal_name, Field.country


class Case:
    """One firm before the rules. `today` is the day of the verdict in the installation's time zone."""

    __slots__ = ("_facts", "_home", "_name", "_registered", "captures", "firm", "kinds", "listed", "policy", "today")

    def __init__(self, firm: Firm, policy: Policy, today: date) -> None:
        self.firm, self.policy, self.today = firm, policy, today
        self.kinds: dict[str, SourceKind] = {source.key: source.kind for source in firm.sources}
        """The kind of every source by its key."""
        self.captures: dict[str, Capture] = {capture.id: capture for capture in firm.captures}
        """The archived pages by id."""
        self.listed: tuple[Sighting, ...] = firm.sightings
        """The rows of lists that name the firm."""
        facts: dict[Field, list[Fact]] = {}
        for fact in firm.facts:
            if (name := fact.field) in facts:
                facts[name].append(fact)
            else:
                facts[name] = [fact]
        self._facts = facts
        self._registered: dict[Field, Fact | None] = {}
        self._name: str | None = None
        self._home: tuple[str | None] | None = None

    def under(self, policy: Policy) -> Case:
        """The same firm before another policy; what was looked up stays looked up, as no policy changes it."""
        other = object.__new__(Case)
        for name in Case.__slots__:
            setattr(other, name, getattr(self, name))
        other.policy = policy
        return other

    @property
    def name(self) -> str:
        """The registered name where a registry told it, else the name of the first list, folded for searching."""
        if self._name is None:
            fact = self.registered(_LEGAL_NAME)
            self._name = folded_name(str(fact.value) if fact is not None else self.firm.name).casefold()
        return self._name

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

    @property
    def home(self) -> str | None:
        """The firm's country as an ISO code, or None where nothing says it."""
        if self._home is None:
            fact = self.fact(_COUNTRY)
            stated = fact.value if fact is not None and isinstance(fact.value, str) else self.firm.country
            self._home = (read_country(stated) if stated else None,)
        return self._home[0]
