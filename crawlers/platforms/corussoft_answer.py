"""Rows from an answer of Corussoft's search, which is XML or JSON as the server likes."""

from __future__ import annotations

from typing import Any

from core.listing import Answer
from core.records import ListRow
from crawlers.platforms import answers


def organisations(answer: Answer, name: str) -> tuple[tuple[ListRow, ...], int | None]:
    """The rows and the total that the answer states. `name` is the platform's, for errors."""
    return _xml(answer, name) if answers.usable(answer, name).lstrip()[:1] == "<" else _json(answer, name)


def _xml(answer: Answer, name: str) -> tuple[tuple[ListRow, ...], int | None]:
    entities = answers.xml(answer, name).find(".//entities")
    if entities is None:
        raise answers.changed(name, "no entities in the answer")
    found = entities.iter("organization")
    rows = answers.listed((_organisation(node) for node in found), name, "organisations without a name")
    return rows, answers.number(entities.get("count"))


def _organisation(node: Any) -> ListRow | None:
    stands = [s.get("standName") or s.get("standNameShort") for s in node.iterfind("stands/stand")]
    products = tuple(p.get("name") for p in node.iterfind("products/product") if p.get("name"))
    return answers.row(
        answers.words(node.get("name")),
        booth=answers.words([s for s in stands if s]),
        country=node.get("country"),
        city=node.get("city"),
        email=node.get("email"),
        description=answers.words(node.findtext("description/teaser")),
        products=products,
    )


def _json(answer: Answer, name: str) -> tuple[tuple[ListRow, ...], int | None]:
    data = answers.tree(answer, name)
    found = (
        answers.row(
            answers.first(entity, "name"),
            booth=answers.words(
                [
                    t
                    for s in answers.objects(entity.get("stands"))
                    if (t := answers.first(s, "standName", "standNameShort"))
                ]
            ),
            country=answers.first(entity, "country"),
            city=answers.first(entity, "city"),
            email=answers.first(entity, "email"),
            description=answers.first(entity, "teaser"),
        )
        for entity in answers.records(data, "entities", name)
    )
    return answers.listed(found, name, "entities without a name"), answers.number(answers.dig(data, "count"))
