"""Facts that follow from other facts: the sub-field from products, industry, list categories, name and scope.

A derived fact keeps the source and the page of the strongest statement it rests on.
"""

from datetime import datetime

from core.identity import fact_id
from core.records import Fact, Firm
from core.words import Field
from screen.case import Case
from screen.taxonomy import WEIGHT, Said, classify, taxonomy

EXTRACTOR = "taxonomy"


def derive(case: Case, at: datetime) -> tuple[Fact, ...]:
    """The facts that follow, leaving out what is already known word for word."""
    field = classify(said(case))
    if field is None:
        return ()
    best = max((t for t in field.terms if t.evidence), key=lambda t: (WEIGHT[t.where], t.word), default=None)
    basis = next((f for f in case.firm.facts if best is not None and f.id == best.evidence), None)
    source, capture = _grounds(case, basis)
    if source is None:
        return ()
    words = "、".join(dict.fromkeys(term.word for term in field.terms))
    made = Fact(
        id=fact_id(case.firm.id, Field.sub_field, field.key, source, capture, words),
        firm=case.firm.id,
        field=Field.sub_field,
        value=field.key,
        source=source,
        capture=capture,
        quote=words,
        extractor=f"{EXTRACTOR}:{taxonomy().version}",
        confidence=min(1.0, field.score / 6),
        found_at=at,
    )
    return () if any(fact.id == made.id for fact in case.firm.facts) else (made,)


def said(case: Case) -> list[Said]:
    """Everything that was said about the firm's trade, with where it was said."""
    texts = [Said(text=case.name, where="name", evidence=_id(case, Field.legal_name))]
    for row in case.listed:
        texts += [Said(text=text, where="category") for text in (row.category, *row.products) if text]
    for fact in case.facts(Field.products):
        values = fact.value if isinstance(fact.value, list) else [fact.value]
        texts += [Said(text=str(value), where="products", evidence=fact.id) for value in values]
    texts += [Said(text=str(f.value), where="category", evidence=f.id) for f in case.facts(Field.category)]
    texts += [Said(text=str(f.value), where="industry", evidence=f.id) for f in case.facts(Field.industry)]
    texts += [Said(text=str(f.value), where="scope", evidence=f.id) for f in case.facts(Field.scope)]
    return texts


def _id(case: Case, field: Field) -> str | None:
    fact = case.registered(field)
    return fact.id if fact is not None else None


def _grounds(case: Case, basis: Fact | None) -> tuple[str | None, str | None]:
    """The source and the page: those of the fact it rests on, else the list that names the trade and its archived page."""
    if basis is not None and basis.capture is not None:
        return basis.source, basis.capture
    for row in sorted(case.listed, key=lambda row: (not (row.category or row.products), row.id)):
        page = next((c.id for c in case.firm.captures if row.url in (c.url, c.final_url)), None)
        if page is not None or basis is None:
            return row.source, page
    return (basis.source, None) if basis is not None else (None, None)


def enriched(firm: Firm, facts: tuple[Fact, ...]) -> Firm:
    """The firm with further facts."""
    return firm.model_copy(update={"facts": (*firm.facts, *facts)}) if facts else firm
