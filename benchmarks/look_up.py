"""One look-up among millions of firms, as the nightly run makes it: keys, queries, candidates, comparisons. Used by
`python -m benchmarks.resolve --lookup FIRMS [--engine sqlite|postgresql]`.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.filling import Filling, filling
from benchmarks.fresh_base import fresh_base
from core.records import Firm, Locator, Sighting
from core.words import SightingKind
from flows.stages.alike import alike
from flows.stages.profiles import profile_of
from screen.resolve import claims_of
from screen.resolve.quick import brand_keys, quick_key
from storage import mapping
from storage.database import Database
from storage.models import FirmRow, SightingRow, SourceRow
from tests.storage.made import NOW, SHOW

CHUNK = 20_000
Made = Callable[[random.Random], str]
RAW = "CREATE TABLE raw_key (kind TEXT, key TEXT, firm TEXT)"
_LEVEL_1 = [bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFA)]


def named(draw: random.Random, made: Made) -> str:
    """A name with a brand of any of the 3,755 common characters two times in three: such keys are few firms', and so
    worth comparing. The others are crowds."""
    name = made(draw)
    if name.isascii() or draw.random() < 0.33:
        return name
    return name[:2] + draw.choice(_LEVEL_1) + draw.choice(_LEVEL_1) + name[4:]


def sighted(n: int, name: str, draw: random.Random) -> Sighting:
    """The row of a list that names the firm; one in three has a site, one in four a phone."""
    url = "https://2027.show.example/exhibitors"
    return Sighting(
        id=f"s{n:024d}",
        source=SHOW.key,
        url=url,
        locator=Locator(page=str(n // 50), row=n % 50),
        seen_at=NOW,
        name=name,
        booth=str(n),
        country="cn",
        kind=SightingKind.firm,
        website=f"https://www.firm{n * 7919 % 4_000_000}.example/" if draw.random() < 0.33 else None,
        phone=f"0512{10_000_000 + n * 31 % 80_000_000}" if draw.random() < 0.25 else None,
        city=draw.choice(["苏州", "宁波", "上海", None]),
    )


def firm_of(n: int, name: str, draw: random.Random) -> Firm:
    """A firm as far as a list tells."""
    row = sighted(n, name, draw)
    return Firm(id=f"f{n:024d}", name=name, country="cn", sources=(SHOW,), sightings=(row,))


def fill(database: Database, firms: int, made: Made) -> None:
    """So many firms with their rows of a list and the keys they are known by, in bulk."""
    draw = random.Random(1)
    with filling(database) as base:
        base.put(SourceRow, [mapping.source_values(SHOW)])
        base.connection.execute(RAW)
        for start in range(0, firms, CHUNK):
            chunk = [firm_of(n, named(draw, made), draw) for n in range(start, min(firms, start + CHUNK))]
            base.put(FirmRow, [_row(firm) for firm in chunk])
            base.put(SightingRow, [mapping.sighting_values(firm.sightings[0], firm.id, None) for firm in chunk])
            base.raw("raw_key", ["kind", "key", "firm"], (key for firm in chunk for key in _keys(firm)))
            base.commit()
        _keyed(base)


def _row(firm: Firm) -> dict[str, Any]:
    return {
        "id": firm.id, "name": firm.name, "country": firm.country, "source": SHOW.key, "first_seen_at": NOW,
        "status": "incomplete", "rank": 0.0, "version": 0,
    }  # fmt: skip


def _keys(firm: Firm) -> Iterator[tuple[str, str, str]]:
    row = firm.sightings[0]
    claims, _ = claims_of(names=(firm.name,), website=row.website, phone=row.phone)
    yield from ((claim.kind, claim.key[:400], firm.id) for claim in claims)
    yield from (("brand", key[:400], firm.id) for key in brand_keys(firm.name, quick_key(firm.name)))


def _keyed(base: Filling) -> None:
    """Keys in the order of the table, so that it grows at its end."""
    if not base.sqlite:
        base.connection.execute("ALTER TABLE identity_key DROP CONSTRAINT IF EXISTS pk_identity_key")
        base.connection.execute("ALTER TABLE identity_key DROP CONSTRAINT IF EXISTS identity_key_pkey")
    base.connection.execute(
        "INSERT INTO identity_key (kind, key, firm) SELECT DISTINCT kind, key, firm FROM raw_key ORDER BY kind, key, firm"
    )
    if not base.sqlite:
        base.connection.execute("ALTER TABLE identity_key ADD PRIMARY KEY (kind, key, firm)")
    base.connection.execute("DROP TABLE raw_key")
    base.commit()


def times(database: Database, firms: int, made: Made, copied: Callable[[random.Random, str], str]) -> str:
    """2,000 look-ups, half of them copies of firms of the base: keys, queries, comparisons; nothing is written."""
    again, draw = random.Random(1), random.Random(7)
    known = [named(again, made) for _ in range(2000)] if firms < 2000 else []
    with database.reading() as tx:
        picked = [f"f{draw.randrange(firms):024d}" for _ in range(1000)]
        known = [str(tx.get(FirmRow, firm).name) for firm in picked]  # type: ignore[union-attr]
    names = [copied(draw, name) for name in known] + [named(draw, made) for _ in range(1000)]
    draw.shuffle(names)
    taken, worked, found = [], time.process_time(), 0
    for n, name in enumerate([*names[:200], *names]):
        firm = firm_of(firms + n, name, draw)
        with database.reading() as tx:
            began = time.perf_counter()
            made_of = list(alike(tx, {firm.id: profile_of(firm)}))
            taken.append((time.perf_counter() - began) * 1000)
        found += bool(made_of)
    worked = (time.process_time() - worked) / len(taken) * 1000
    taken = sorted(taken[200:])
    return (
        f"p50 {taken[len(taken) // 2]:.2f} ms, p99 {taken[len(taken) * 99 // 100]:.2f} ms, {worked:.2f} CPU ms of ours; "
        f"{found / (len(names) + 200):.0%} met a likely firm"
    )


def look_up(firms: int, engine: str, made: Made, copied: Callable[[random.Random, str], str]) -> None:
    """Fill a base of one engine, look up, and print times and size."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = fresh_base(engine, folder, stack)
        database = Database(url)
        began = time.monotonic()
        fill(database, firms, made)
        filled = timedelta(seconds=round(time.monotonic() - began))
        said = times(database, firms, made, copied)
        size = _bytes(url)
        database.close()
    print(
        f"{engine}: look-up among {firms:,} firms: {said}; {size // firms:,} bytes a firm; filled in {filled}",
        flush=True,
    )


def _bytes(url: str) -> int:
    if url.startswith("sqlite"):
        return Path(url.removeprefix("sqlite:///")).stat().st_size
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(row[0]) if row else 0
