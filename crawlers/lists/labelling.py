"""Which column is which field: decided by labels and by the values of all records together, never row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawlers.lists.columns import Column, sample
from crawlers.lists.vocabulary import field_of, identifier_field, is_place

Labels = dict[str, list[int]]
_MANY = {"booth": 3, "category": 3, "website": 2}
_HALL = re.compile(r"hall|stand|booth|pad\.|padiglione|level|馆|館|展位|ホール|小間|홀|부스", re.I)
_KNOWN = (
    "name_alt", "booth", "hall", "country", "city", "region", "zip", "address", "website", "profile_url", "phone", "email",
    "category", "description", "kind", "date", "price", "author", "job", "founded", "person", "fax", "serial",
)  # fmt: skip


def label_columns(columns: Sequence[Column], name: int | None = None) -> Labels:
    """Field → indexes of the columns that hold it, best first.

    `name` fixes the name column where the candidate was found by its names. Without a column that can hold names the
    result has no "name".
    """
    labels: Labels = {}
    if name is None:
        name = _best_name(columns)
        if name is None:
            return labels
    labels["name"] = [name]
    scored: list[tuple[float, int, str]] = []
    for index, column in enumerate(columns):
        if index == name or not column.traits.fill:
            continue
        for field, score in field_scores(column).items():
            if field in _KNOWN and score >= 0.5:
                scored.append((score * (0.6 + 0.4 * column.traits.fill), index, field))
    scored += [(score, index, "city") for score, index in _cities(columns, name)]
    alternative = _alternative(columns, name)
    if alternative is not None:
        scored.append((1.1, alternative, "name_alt"))
    taken: set[int] = {name}
    for _, index, field in sorted(scored, key=lambda item: (-item[0], item[1])):
        if index in taken or len(labels.get(field, ())) >= _MANY.get(field, 1):
            continue
        labels.setdefault(field, []).append(index)
        taken.add(index)
    if "address" in labels and "city" not in labels and _towns(columns[labels["address"][0]]):
        labels["city"] = labels.pop("address")
    stands = labels.get("booth", [])
    said = [i for i in stands if "booth" in (field_of(columns[i].label), identifier_field(columns[i].hint))]
    if said and len(stands) > 1:
        coded = [i for i in said if columns[i].traits.named_booth > 0.5]
        labels["booth"] = coded if coded and columns[said[0]].named else said
    elif len(stands) > 1 and columns[stands[0]].named:
        # Keys of a database look like stands; among columns that no key explains, the one that speaks of halls is meant.
        worded = [
            i
            for i in stands
            if sum(bool(_HALL.search(v)) for v in columns[i].values[:60]) > 20 or _HALL.search(columns[i].values[0])
        ]
        labels["booth"] = worded or stands
    for index in labels.get("address", ())[:1]:
        if "country" not in labels and columns[index].traits.place >= 0.5:
            labels["country"] = [index]
    for field in _MANY:
        if field in labels:
            labels[field].sort(key=lambda index: (not columns[index].link, index))
    return labels


def field_scores(column: Column) -> dict[str, float]:
    """How well each field fits one column; a visible label weighs most, vetoed by values that cannot be it."""
    scores = _by_values(column)
    for field, weight in ((field_of(column.label), 1.0), (identifier_field(column.hint), 0.55)):
        if column.link == "internal" and field == "website":
            continue
        if field and _possible(field, column):
            scores[field] = scores.get(field, 0.0) + weight
            others = (
                0.4
                if weight == 1.0
                else 0.6
                if column.named and field not in ("name", "kind", "address", "profile_url")
                else 1.0
            )
            scores = {f: s if f == field else s * others for f, s in scores.items()}
    return scores


def _by_values(column: Column) -> dict[str, float]:
    traits, scores = column.traits, dict[str, float]()
    if column.link:
        return {"website" if column.link == "external" else "profile_url": 0.9}
    for field, share in (
        ("email", traits.email),
        ("phone", traits.phone),
        ("country", traits.country),
        ("date", traits.date),
        ("price", traits.price),
    ):
        if share >= 0.5:
            scores[field] = 0.4 + 0.6 * share
    if traits.place >= 0.5:
        scores["country"] = 0.5 + 0.5 * traits.place
    if traits.url >= 0.5:
        scores["website"] = 0.5 + 0.5 * traits.url
    if traits.booth >= 0.6 and not traits.serial:
        scores["booth"] = 0.35 + 0.55 * traits.named_booth
        if traits.number >= 0.9:
            scores["booth"] = 0.65 if 2 <= traits.length < 4.8 and traits.unique > 0.5 and not _years(column) else 0.2
        if traits.fill < 0.2:
            scores["booth"] *= 0.4
    if traits.serial:
        scores["serial"] = 0.8
    if traits.sentence >= 0.5 and traits.length > 30:
        scores["description"] = 0.6
    return scores


def _years(column: Column) -> bool:
    seen = sample(column.values, 40)
    return sum(v.isdigit() and 1850 <= int(v) <= 2100 for v in seen) > 0.8 * len(seen)


def _cities(columns: Sequence[Column], name: int) -> list[tuple[float, int]]:
    """Columns without a label of which a part of the values are known places."""
    found: list[tuple[float, int]] = []
    if any((field_of(c.label) or identifier_field(c.hint)) == "city" for c in columns):
        return found
    for index, column in enumerate(columns):
        traits = column.traits
        if (
            index == name
            or column.link
            or field_of(column.label)
            or identifier_field(column.hint) not in (None, "address")
        ):
            continue
        if (
            traits.length > 26
            or traits.number > 0.1
            or traits.country > 0.4
            or traits.legal > 0.1
            or traits.fill < 0.3
            or traits.name < 0.3
        ):
            continue
        seen = sample(column.values, 60)
        share = sum(is_place(v) for v in seen) / len(seen)
        if share > 0.15:
            found.append((0.55 + 0.4 * share, index))
    return found


def _towns(column: Column) -> bool:
    """Does a column of addresses hold nothing but towns?"""
    seen = sample(column.values, 60)
    return column.traits.length < 14 and sum(is_place(v) for v in seen) > 0.5 * len(seen)


def _possible(field: str, column: Column) -> bool:
    """May this column hold that field, whatever its label says?"""
    traits = column.traits
    if column.link:
        return field in ("website", "profile_url", "name")
    if field in ("website", "profile_url"):
        return traits.url >= 0.3
    if field == "description":
        return traits.length > 20 or bool(column.label)
    if field == "email":
        return traits.email >= 0.3
    if field in ("phone", "fax"):
        return traits.phone + traits.number >= 0.3
    if field == "booth":
        return traits.booth >= 0.3 or traits.length <= 24
    if field == "country":
        return traits.sentence < 0.3 and traits.length < 40 and traits.number < 0.3
    if field in ("city", "hall", "zip"):
        return traits.length < 40 and traits.sentence < 0.3
    if field in ("name", "name_alt"):
        return traits.number < 0.5 and traits.url < 0.5 and traits.email < 0.3
    return True


def name_score(column: Column, position: int) -> float:
    """How well a column would do as the names of firms."""
    traits = column.traits
    if column.link or traits.fill < 0.35 or traits.name < 0.3 or traits.email > 0.3 or traits.phone > 0.3:
        return 0.0
    score = traits.name + 0.8 * traits.legal - 1.2 * traits.sentence
    score *= 0.35 + 0.65 * traits.unique
    by_label, by_hint = field_of(column.label), identifier_field(column.hint)
    score += {"name": 1.2, "name_alt": 0.3, None: 0.0}.get(by_label, -0.9)
    score += {"name": 0.8, "name_alt": 0.0, None: 0.0}.get(by_hint, -0.4)
    score -= 0.8 * max(traits.country, traits.booth if traits.named_booth > 0.5 else 0, traits.date)
    return (score + 0.25 * traits.fill) * (1.0 - 0.02 * min(position, 10))


def _best_name(columns: Sequence[Column]) -> int | None:
    scores = [(name_score(column, index), -index) for index, column in enumerate(columns)]
    best = max(scores, default=(0.0, 0))
    return -best[1] if best[0] >= 0.45 else None


def _alternative(columns: Sequence[Column], name: int) -> int | None:
    """The same firms' names in another script: as unique as the names, with legal forms of their own."""
    main = columns[name].traits
    best: tuple[float, int] | None = None
    for index, column in enumerate(columns):
        traits = column.traits
        if index == name or column.link or traits.fill < 0.2:
            continue
        labelled = field_of(column.label) or identifier_field(column.hint)
        other_script = abs(traits.cjk - main.cjk) > 0.6
        if labelled not in (None, "name", "name_alt") or not other_script:
            continue
        if traits.name >= 0.6 and traits.unique > 0.8 and (traits.legal > 0.25 or labelled):
            score = traits.name + traits.legal + (labelled is not None)
            if best is None or score > best[0]:
                best = (score, index)
    return best[1] if best else None


def field_values(columns: Sequence[Column], places: Sequence[int]) -> list[Sequence[str]]:
    """The filled values of one field in every record, in column order, each once."""
    if len(places) == 1:
        return [(value,) if value else () for value in columns[places[0]].values]
    together = zip(*(columns[index].values for index in places), strict=True)
    return [tuple(dict.fromkeys(filter(None, values))) for values in together]
