"""Public lists of recognised R&D centres (state-recognised enterprise technology centres, accredited laboratories) as evidence.

A list is a local file that the operator puts where `config/lookups/recognition.yml` says. Only an equal registered name
counts; that a firm is on no list says nothing about it.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from core.catalogue import words
from core.enrichment import Gleaned, Leaf, Web
from core.errors import BadInput
from core.records import Firm, Found, Frozen, Source
from core.settings import settings
from core.values.company_names import strict_key
from core.words import Field, HasRd, SourceKind
from enrich import ENRICHERS


class Centre(Frozen):
    """One line of a list: the firm and the centre that was recognised."""

    name: str
    centre: str
    listed_in: str = ""
    province: str = ""


class RecognisedList(Frozen):
    """One list and where its file lies; `file` is relative to the data folder."""

    key: str
    title: str
    title_zh: str | None = None
    publisher: str | None = None
    url: str | None = None
    file: Path


def configured() -> tuple[RecognisedList, ...]:
    """The lists of `config/lookups/recognition.yml` whose files are there."""
    rows = words(settings().config_dir / "lookups" / "recognition.yml")["lists"] or []
    lists = [RecognisedList.model_validate(row) for row in rows]
    return tuple(entry for entry in lists if _path(entry.file).is_file())


def _path(file: Path) -> Path:
    return file if file.is_absolute() else settings().home / file


@lru_cache(maxsize=8)
def load_centres(path: Path) -> Mapping[str, tuple[Centre, ...]]:
    """The centres of a list by the key of the firm's name. JSON lines or CSV with the columns name, centre, listed_in."""
    found: dict[str, list[Centre]] = defaultdict(list)
    for number, row in enumerate(_rows(path), 1):
        if not row.get("name") or not row.get("centre"):
            raise BadInput(f"{path}:{number}: a line needs name and centre")
        kept = {key: str(row[key]) for key in ("name", "centre", "listed_in", "province") if row.get(key)}
        found[strict_key(kept["name"])].append(Centre.model_validate(kept))
    return {key: tuple(centres) for key, centres in found.items()}


def _rows(path: Path) -> Iterator[Mapping[str, object]]:
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix.lower() == ".csv":
        yield from csv.DictReader(text.splitlines())
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise BadInput(f"{path}:{number}: not JSON: {error}") from error


@ENRICHERS.add("recognition")
class Recognition:
    """A recognised centre of the firm proves R&D of its own."""

    name = "recognition"
    kind = SourceKind.recognition
    needs: tuple[str, ...] = ()

    def wants(self, firm: Firm, now: datetime) -> bool:
        """Where a list is configured."""
        return bool(configured())

    async def glean(self, firm: Firm, web: Web, today: date) -> Gleaned:
        """A fact for each list that names the firm; nothing, not even a search record, where none does."""
        names = {strict_key(name) for name in (firm.name, str(firm.value(Field.legal_name) or firm.name))}
        leaves = []
        for entry in configured():
            for centre in {
                c.centre: c for name in names for c in load_centres(_path(entry.file)).get(name, ())
            }.values():
                quote = f"{centre.name} {centre.centre} {centre.listed_in}".strip()
                found = Found(field=Field.has_rd, value=HasRd.yes.value, quote=quote, confidence=1.0)
                source = Source(
                    key=f"recognition:{entry.key}",
                    kind=self.kind,
                    title=entry.title,
                    title_zh=entry.title_zh,
                    publisher=entry.publisher,
                    url=entry.url,
                )
                leaves.append(Leaf(source=source, capture=None, found=(found,)))
        return Gleaned(enricher=self.name, leaves=tuple(leaves))
