"""Hands firms and their people to Zoho: what is new or changed, in full calls, each result kept as soon as it is known.

A run that is killed costs at most one call, which the next run repeats and Zoho recognises. What was sent before and has
not changed is not sent again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.records import Contact, Firm
from core.words import Field
from exports.gate import signature
from exports.zoho.client import PER_CALL, CrmField, Item, ZohoClient
from exports.zoho.config import ModuleMap, ZohoMap
from exports.zoho.mapping import Record, content_hash, firm_record, fitted, person_record, preflight
from exports.zoho.outcome import Failure, Handed, Links, Memory


@dataclass
class _Waiting:
    """Records of one module that wait for a full call."""

    mapped: ModuleMap
    new: list[tuple[str, str, Record]] = field(default_factory=list)
    changed: list[tuple[str, str, Record]] = field(default_factory=list)


class Push:
    """One hand-over. Without a client it only counts what it would do."""

    def __init__(
        self, mapped: ZohoMap, memory: Memory, client: ZohoClient | None, *, people_abroad: bool, signed_only: bool
    ) -> None:
        self._map, self._memory, self._client = mapped, memory, client
        self._people_abroad, self._signed_only = people_abroad, signed_only
        self._there: dict[str, dict[str, CrmField]] = {}
        self._inserted: list[str] = []
        self._updated: list[str] = []
        self._failed: list[Failure] = []
        self._taken: dict[tuple[str, str], str] = {}
        self._unchanged = self._unsigned = self._people = self._home = self._calls = 0
        self._left_out: tuple[str, ...] = ()

    def run(self, batches: Iterable[Sequence[Firm]]) -> Handed:
        """Send the firms of all batches, then their people. Firms must have passed the gate."""
        if self._client is not None:
            self._look_before()
        firms = _Waiting(self._map.firms)
        meet: list[tuple[Firm, Contact]] = []
        for batch in batches:
            ready = [firm for firm in batch if not self._signed_only or signature(firm) is not None]
            self._unsigned += len(batch) - len(ready)
            known = self._memory.known([firm.id for firm in ready])
            for firm in ready:
                self._queue(firms, known, firm.id, firm.name, firm_record(firm, self._map.firms))
                if self._may_go(firm):
                    meet += [(firm, person) for person in firm.contacts]
                else:
                    self._home += len(firm.contacts)
            self._flush(firms, PER_CALL)
        self._flush(firms, 1)
        self._send_people(meet)
        return self._told()

    def _look_before(self) -> None:
        assert self._client is not None
        for mapped in (self._map.firms, self._map.people):
            self._there[mapped.module] = self._client.fields(mapped.module)
            self._calls += 1
            absent = preflight(mapped, self._there[mapped.module])
            self._left_out += tuple(f"{mapped.module}.{name}" for name in absent)

    def _may_go(self, firm: Firm) -> bool:
        """Chinese personal data stays in China unless the operator has settled it (PIPL)."""
        if self._people_abroad:
            return True
        country = str(firm.value(Field.country) or firm.country or "CN").upper()
        return country not in ("CN", "CHINA", "中国")

    def _queue(self, waiting: _Waiting, known: Links, subject: str, name: str, record: Record) -> None:
        link = known.get(subject)
        if link is None:
            waiting.new.append((subject, name, record))
        elif link[1] != content_hash(record):
            waiting.changed.append((subject, name, {"id": link[0], **record}))
        else:
            self._unchanged += waiting.mapped is self._map.firms

    def _flush(self, waiting: _Waiting, fewest: int) -> None:
        for rows, new in ((waiting.new, True), (waiting.changed, False)):
            while len(rows) >= fewest and rows:
                part, rows[:] = rows[:PER_CALL], rows[PER_CALL:]
                self._send(waiting.mapped, part, new)

    def _send(self, mapped: ModuleMap, rows: Sequence[tuple[str, str, Record]], new: bool) -> None:
        if self._client is None:
            self._note(
                mapped, [(row, Item(ok=True, id=f"new:{row[0]}", action="insert" if new else "update")) for row in rows]
            )
            return
        records = [fitted(record, self._there[mapped.module]) for _, _, record in rows]
        if new:
            items = self._client.upsert(mapped.module, records, mapped.duplicate_check, self._map.trigger)
        else:
            items = self._client.update(mapped.module, records, self._map.trigger)
        self._calls += 1
        self._memory.keep(self._note(mapped, list(zip(rows, items, strict=True))))

    def _note(
        self, mapped: ModuleMap, answers: Sequence[tuple[tuple[str, str, Record], Item]]
    ) -> dict[str, tuple[str, str]]:
        links = {}
        for (subject, name, record), item in answers:
            twin = self._taken.setdefault((mapped.module, item.id), subject) if item.id else subject
            if not item.ok or item.id is None:
                self._failed.append(Failure(subject=subject, name=name, code=item.code, why=item.why))
            elif twin != subject:
                why = f"Zoho takes it for the same record as {twin} (id {item.id}); make the registry number a unique field and name it in duplicate_check"
                self._failed.append(Failure(subject=subject, name=name, code="SAME_RECORD", why=why))
            else:
                links[subject] = (item.id, content_hash({k: v for k, v in record.items() if k != "id"}))
                if mapped is self._map.firms:
                    (self._inserted if item.action == "insert" else self._updated).append(subject)
                else:
                    self._people += 1
        return links

    def _send_people(self, meet: Sequence[tuple[Firm, Contact]]) -> None:
        people = _Waiting(self._map.people)
        for at in range(0, len(meet), 5 * PER_CALL):
            part = meet[at : at + 5 * PER_CALL]
            firms = self._memory.known([firm.id for firm, _ in part])
            known = self._memory.known([person.id for _, person in part])
            for firm, person in part:
                over_there = firms[firm.id][0] if firm.id in firms else None
                if over_there is None and self._client is not None:
                    continue
                record = person_record(person, self._map.people, over_there or f"new:{firm.id}")
                self._queue(people, known, person.id, person.name, record)
            self._flush(people, PER_CALL)
        self._flush(people, 1)

    def _told(self) -> Handed:
        return Handed(
            inserted=tuple(self._inserted),
            updated=tuple(self._updated),
            unchanged=self._unchanged,
            unsigned=self._unsigned,
            people=self._people,
            people_kept_home=self._home,
            failed=tuple(self._failed),
            left_out=self._left_out,
            calls=self._calls,
            dry_run=self._client is None,
        )
