"""What narrows the queue: the filters of its page, as they travel in addresses."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal
from urllib.parse import parse_qsl, urlencode

from fastapi import Query
from pydantic import ValidationError

from core.records import Frozen
from core.words import Status
from review.desk import Desk
from storage.views import Filter, FirmLine


class Narrowing(Frozen):
    """Chosen filters; empty ones do not narrow. By default the queue holds firms on which no person has spoken."""

    status: Status | Literal[""] = ""
    source: str = ""
    sub_field: str = ""
    province: str = ""
    rule: str = ""
    age: Literal["", "1", "7", "30", "older"] = ""
    done: Literal["", "1"] = ""
    """Also firms that a person has judged."""

    @property
    def query(self) -> str:
        """As the query of an address."""
        return urlencode({k: str(v) for k, v in self.model_dump(mode="json").items() if v})

    def filter(self, desk: Desk) -> Filter:
        """As storage understands it."""
        now = desk.clock()
        days = timedelta(days=int(self.age)) if self.age.isdigit() else None
        return Filter(
            status=self.status or None,
            source=self.source or None,
            sub_field=self.sub_field or None,
            province=self.province or None,
            rule=self.rule or None,
            first_seen_after=now - days if days else None,
            first_seen_before=now - timedelta(days=30) if self.age == "older" else None,
            undecided=not self.done,
        )

    def without(self, name: str) -> str:
        """The query without one filter."""
        return self.model_copy(update={name: ""}).query


def narrowing(
    status: Annotated[str, Query(max_length=40)] = "",
    source: Annotated[str, Query(max_length=400)] = "",
    sub_field: Annotated[str, Query(max_length=200)] = "",
    province: Annotated[str, Query(max_length=200)] = "",
    rule: Annotated[str, Query(max_length=20)] = "",
    age: Annotated[str, Query(max_length=10)] = "",
    done: Annotated[str, Query(max_length=1)] = "",
) -> Narrowing:
    """The filters of this request; what makes no sense does not narrow."""
    values = (status, source, sub_field, province, rule, age, done)
    return _of(dict(zip(Narrowing.model_fields, values, strict=True)))


def narrowing_of(query: str) -> Narrowing:
    """The filters of a query that a form carried along."""
    return _of({k: v[:400] for k, v in parse_qsl(query[:4000]) if k in Narrowing.model_fields})


def _of(values: dict[str, str]) -> Narrowing:
    try:
        return Narrowing.model_validate(values)
    except ValidationError as error:
        bad = {str(item["loc"][0]) for item in error.errors()}
        return Narrowing.model_validate({k: v for k, v in values.items() if k not in bad})


def cursor(line: FirmLine) -> str:
    """The place of a firm in the queue, after which the next one comes."""
    return f"{-line.priority!r}:{line.id}"
