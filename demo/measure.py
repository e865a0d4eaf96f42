"""Compares what the pipeline decided with the demo's truth. Pure: it gets both and returns figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from rich.table import Table

from core.records import Firm, Frozen
from core.values.fold import fold
from core.words import ContactRole, EmailKind, Field, HasRd, Status
from demo.record_scoring import Grounds, TextOf, grounds, record_scores
from demo.scoring import FieldScore, field_scores
from demo.truth import Expected, Truth

NONE = "none"
"""Shown where a firm has no verdict, or never came out of the pipeline at all."""


class Miss(Frozen):
    """A firm whose decision is not the true one."""

    name: str
    expected: str
    got: str
    codes: tuple[str, ...]
    found: tuple[str, ...]
    """Codes of findings that did not pass."""
    traps: tuple[str, ...]


class Report(Frozen):
    """The pipeline against the truth."""

    firms: int
    agreed: int
    confusion: dict[str, dict[str, int]]
    """True status → decided status → firms."""
    misses: tuple[Miss, ...]
    wrongly_qualified: tuple[str, ...]
    wrong_yes: tuple[str, ...]
    """Firms said to run R&D of their own that do not, or of which nobody can know it."""
    fields: tuple[FieldScore, ...]
    contacts_stated: int
    """Firms whose pages name an R&D leader who can be called or written to."""
    contacts_found: int
    contacts_wrong: tuple[str, ...]
    """Firms with a leader in reach by our base, though their pages name none."""
    aliases: int
    aliases_merged: int
    lookalikes: int
    lookalikes_merged: tuple[tuple[str, ...], ...]
    brands_as_firms: tuple[str, ...]
    refused_as_firms: tuple[str, ...]
    extra: tuple[str, ...]
    """Firms that no list names, such as head offices that were opened as candidates."""
    facts: int
    """Facts, events and people that were written."""
    grounds: Grounds

    @property
    def groundless(self) -> bool:
        """Was anything written that no good page shows, or a wrong "yes" about R&D?"""
        rests = self.grounds
        return bool(rests.without_capture or rests.from_unusable_pages or rests.unquoted_rd or self.wrong_yes)

    @property
    def agreement(self) -> float:
        """Share of firms decided as truth says."""
        return self.agreed / self.firms if self.firms else 1.0


def compare(truth: Truth, firms: Iterable[Firm], text_of: TextOf | None = None) -> Report:
    """Hold every firm that came out of the pipeline against its truth; with `text_of` each quote against its page too."""
    everything = list(firms)
    groups = _groups(everything)
    names = {_key(name): firm.id for firm in truth.firms for name in firm.names}
    owners: dict[str, list[str]] = defaultdict(list)
    merged: list[tuple[str, ...]] = []
    extra: list[str] = []
    for root, members in groups.items():
        owned = _owned(members, names, truth)
        for owner in owned:
            owners[owner].append(root)
        if len(owned) > 1:
            merged.append(tuple(sorted(owned)))
        if not owned:
            extra.append(members[0].name)
    roots = {firm.id: firm for firm in everything}
    pairs = [(firm, _chosen(firm, [roots[r] for r in owners.get(firm.id, ()) if r in roots])) for firm in truth.firms]
    shown = {_key(firm.name) for firm in everything if firm.duplicate_of is None}
    several = [firm for firm in truth.firms if len(firm.names) > 1]
    return Report(
        firms=len(pairs), agreed=sum(_agrees(e, f) for e, f in pairs), confusion=_confusion(pairs),
        misses=tuple(_miss(e, f) for e, f in pairs if not _agrees(e, f)),
        wrongly_qualified=tuple(e.name for e, f in pairs if _status(f) == "qualified" and e.status is not Status.qualified),
        wrong_yes=tuple(e.name for e, f in pairs if _wrong_yes(e, f)),
        contacts_stated=sum(expected.contact_valid for expected, _ in pairs),
        contacts_found=sum(expected.contact_valid and _reachable(firm) for expected, firm in pairs),
        contacts_wrong=tuple(expected.name for expected, firm in pairs if _reachable(firm) and not expected.contact_valid),
        fields=(*field_scores(pairs), *record_scores(pairs)), aliases=len(several),
        aliases_merged=sum(len(owners.get(firm.id, ())) == 1 for firm in several),
        lookalikes=sum(bool(firm.lookalikes) for firm in truth.firms), lookalikes_merged=tuple(merged),
        brands_as_firms=tuple(name for name in truth.brands if _key(name) in shown),
        refused_as_firms=tuple(name for name in truth.refused if _key(name) in shown), extra=tuple(sorted(extra)),
        facts=sum(len(firm.facts) + len(firm.activities) + len(firm.contacts) for firm in everything),
        grounds=grounds(everything, text_of),
    )  # fmt: skip


def _groups(firms: list[Firm]) -> dict[str, list[Firm]]:
    """Firms by the one they were merged into."""
    into = {firm.id: firm.duplicate_of for firm in firms}
    groups: dict[str, list[Firm]] = defaultdict(list)
    for firm in firms:
        root, seen = firm.id, {firm.id}
        while (above := into.get(root)) and above not in seen:
            root = above
            seen.add(root)
        groups[root].append(firm)
    return groups


def _owned(members: list[Firm], names: Mapping[str, str], truth: Truth) -> set[str]:
    listed = [_key(row.name) for firm in members for row in firm.sightings]
    owned = {names[name] for name in listed if name in names}
    if owned or listed:
        return owned
    legal = {_key(firm.name): firm.id for firm in truth.firms}
    return {legal[_key(firm.name)] for firm in members if _key(firm.name) in legal}


def _key(name: str) -> str:
    """A name as lists and readers may space and widen it differently."""
    return fold(name).replace(" ", "").casefold()


def _chosen(expected: Expected, firms: list[Firm]) -> Firm | None:
    """Of several firms that are one in truth, the one that bears its legal name."""
    return min(firms, key=lambda firm: (firm.name != expected.name, firm.id), default=None)


def _status(firm: Firm | None) -> str:
    if firm is None:
        return NONE
    settled = firm.decision or firm.verdict
    return settled.status.value if settled else NONE


def _agrees(expected: Expected, firm: Firm | None) -> bool:
    return _status(firm) in {expected.status.value, *(status.value for status in expected.also)}


def _confusion(pairs: list[tuple[Expected, Firm | None]]) -> dict[str, dict[str, int]]:
    counted = Counter((expected.status.value, _status(firm)) for expected, firm in pairs)
    columns = [status.value for status in Status] + [NONE]
    return {status.value: {column: counted[status.value, column] for column in columns} for status in Status}


def _miss(expected: Expected, firm: Firm | None) -> Miss:
    findings = firm.verdict.findings if firm is not None and firm.verdict is not None else ()
    return Miss(
        name=expected.name, expected=expected.status.value, got=_status(firm),
        codes=(*expected.codes, *(f"{code}?" for code in expected.unknown)),
        found=tuple(f"{f.code}{'' if f.outcome == 'fail' else '?'}" for f in findings if f.outcome != "pass"),
        traps=tuple(trap.value for trap in expected.traps),
    )  # fmt: skip


def _wrong_yes(expected: Expected, firm: Firm | None) -> bool:
    """A “yes” that is not true of the firm. One that is, but that nobody was asked to find, is none."""
    said = firm is not None and firm.value(Field.has_rd) == HasRd.yes.value
    true = (*expected.values.get(Field.has_rd, ()), *expected.allowed.get(Field.has_rd, ()))
    return said and HasRd.yes.value not in true


def _reachable(firm: Firm | None) -> bool:
    leaders = [c for c in firm.contacts if c.role is ContactRole.rd_leader and not c.former] if firm is not None else []
    return any(contact.phone or contact.email_kind is EmailKind.corporate for contact in leaders)


def _named(names: tuple[str, ...]) -> str:
    """How many, and which."""
    return "\n".join((str(len(names)), *names))


def tables(report: Report) -> tuple[Table, ...]:
    """The report as tables for a terminal."""
    columns = [status.value for status in Status] + [NONE]
    confusion = Table(title=f"truth ↓ / decided →   {report.agreed} of {report.firms} agree ({report.agreement:.1%})")
    for name in ("", *columns):
        confusion.add_column(name, justify="right" if name else "left")
    for status, row in report.confusion.items():
        confusion.add_row(status, *(str(row[column]) for column in columns))
    fields = Table(title="fields against truth")
    for name in ("field", "stated", "right", "wrong", "precision", "recall"):
        fields.add_column(name, justify="left" if name == "field" else "right")
    for score in report.fields:
        shares = ("–" if share is None else f"{share:.3f}" for share in (score.precision, score.recall))
        fields.add_row(score.field, str(score.stated), str(score.right), str(score.wrong), *shares)
    others = Table("", "", title="one firm, one row")
    for label, text in (
        ("wrongly qualified", _named(report.wrongly_qualified)), ("wrong “has R&D: yes”", _named(report.wrong_yes)),
        ("R&D leaders in reach", f"{report.contacts_found} of {report.contacts_stated}, {len(report.contacts_wrong)} wrong"),
        ("aliases merged", f"{report.aliases_merged} of {report.aliases}"),
        ("different firms merged", str(len(report.lookalikes_merged))),
        ("trademarks taken for firms", _named(report.brands_as_firms)),
        ("rows without a source taken for firms", str(len(report.refused_as_firms))),
        ("facts, events and people written", str(report.facts)),
        ("… without a capture", str(len(report.grounds.without_capture))),
        ("… from a page that was not ok", str(len(report.grounds.from_unusable_pages))),
        ("… with a quote that its page does not hold", f"{len(report.grounds.quotes_not_on_page)} of {report.grounds.quotes_checked}"),
        ("answers about R&D without a quote", str(len(report.grounds.unquoted_rd))),
    ):  # fmt: skip
        others.add_row(label, text)
    return confusion, fields, others
