"""One look-up among millions of firms, as the nightly run makes it: keys, queries, candidates, comparisons. Used by
`python -m benchmarks.resolve --lookup FIRMS [--engine sqlite|postgresql]`.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from json import JSONEncoder
from pathlib import Path
from typing import NamedTuple

import psycopg

from benchmarks.filling import Filling, filling
from benchmarks.fresh_base import fresh_base
from core.cycles import seldom_sought
from core.records import Firm, Locator, Sighting
from core.words import SightingKind
from flows.stages.alike import alike
from flows.stages.profiles import profile_of
from screen.names.quick_key import quick_key
from screen.resolve import claims_of
from screen.resolve.quick import brand_keys
from storage import mapping
from storage.database import Database
from storage.models import FirmRow, SourceRow
from tests.storage.made import NOW, SHOW

CHUNK = 20_000
WARMING = 200
"""Look-ups that are not counted."""
URL = "https://2027.show.example/exhibitors"
_written = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
CITIES = ("苏州", "宁波", "上海", None)
Made = Callable[[random.Random], str]
RAW = "CREATE TABLE raw_key (kind TEXT, key TEXT, firm TEXT)"
COLUMNS = {
    "firm": "id name country source first_seen_at status rank version",
    "sighting": "id source firm kind name url page row booth country website rest first_seen_at last_seen_at",
    "raw_key": "kind key firm",
}
_LEVEL_1 = [bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFA)]


def named(draw: random.Random, made: Made) -> str:
    """A name with a brand of any of the 3,755 common characters two times in three: such keys are few firms', and so
    worth comparing. The others are crowds."""
    name = made(draw)
    if name.isascii() or draw.random() < 0.33:
        return name
    return name[:2] + draw.choice(_LEVEL_1) + draw.choice(_LEVEL_1) + name[4:]


class Listed(NamedTuple):
    """What the row of a list tells of a firm beside its name: one in three has a site, one in four a phone."""

    website: str | None
    phone: str | None
    city: str | None


def listed(n: int, draw: random.Random) -> Listed:
    """The nth firm's."""
    return Listed(
        f"https://www.firm{n * 7919 % 4_000_000}.example/" if draw.random() < 0.33 else None,
        f"0512{10_000_000 + n * 31 % 80_000_000}" if draw.random() < 0.25 else None,
        draw.choice(CITIES),
    )


def firm_of(n: int, name: str, draw: random.Random) -> Firm:
    """A firm as far as a list tells."""
    website, phone, city = listed(n, draw)
    row = Sighting(
        id=f"s{n:024d}",
        source=SHOW.key,
        url=URL,
        locator=Locator(page=str(n // 50), row=n % 50),
        seen_at=NOW,
        name=name,
        booth=str(n),
        country="cn",
        kind=SightingKind.firm,
        website=website,
        phone=phone,
        city=city,
    )
    return Firm(id=f"f{n:024d}", name=name, country="cn", sources=(SHOW,), sightings=(row,))


def fill(database: Database, firms: int, made: Made) -> None:
    """So many firms with their rows of a list and the keys they are known by, as a nightly run would leave them."""
    draw = random.Random(1)
    with filling(database) as base, seldom_sought():
        base.put(SourceRow, [mapping.source_values(SHOW)])
        base.connection.execute(RAW)
        for start in range(0, firms, CHUNK):
            rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in COLUMNS}
            for n in range(start, min(firms, start + CHUNK)):
                _add(rows, n, named(draw, made), listed(n, draw))
            for table, names in COLUMNS.items():
                base.raw(table, names.split(), rows[table])
            base.commit()
        _keyed(base)


def _add(rows: dict[str, list[tuple[object, ...]]], n: int, name: str, told: Listed) -> None:
    """A firm as the rows that the driver takes; records of three million firms would take longer than all else."""
    firm, source, at = f"f{n:024d}", SHOW.key, "2026-03-02 01:30:00.000000"
    rest = _written({what: value for what in ("city", "phone") if (value := getattr(told, what))})
    rows["firm"].append((firm, name, "cn", source, at, "incomplete", 0.0, 0))
    place = (URL, str(n // 50), n % 50, str(n), "cn", told.website, rest, at, at)
    rows["sighting"].append((f"s{n:024d}", source, firm, "firm", name, *place))
    claims, _ = claims_of(names=(name,), website=told.website, phone=told.phone)
    rows["raw_key"] += [(claim.kind, claim.key[:400], firm) for claim in claims]
    rows["raw_key"] += [("brand", key[:400], firm) for key in brand_keys(name, quick_key(name))]


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


@seldom_sought()
def times(database: Database, firms: int, made: Made, copied: Callable[[random.Random, str], str]) -> str:
    """2,000 look-ups, half of them copies of firms of the base: keys, queries, comparisons; nothing is written."""
    again, draw = random.Random(1), random.Random(7)
    known = [named(again, made) for _ in range(2000)] if firms < 2000 else []
    with database.reading() as tx:
        picked = [f"f{draw.randrange(firms):024d}" for _ in range(1000)]
        known = [str(tx.get(FirmRow, firm).name) for firm in picked]  # type: ignore[union-attr]
    names = [copied(draw, name) for name in known] + [named(draw, made) for _ in range(1000)]
    draw.shuffle(names)
    taken, worked, found = list[float](), list[float](), 0
    for n, name in enumerate([*names[:WARMING], *names]):
        firm = firm_of(firms + n, name, draw)
        with database.reading() as tx:
            tx.connection()  # a nightly run looks up two hundred firms in one transaction
            began, own = time.perf_counter(), time.thread_time()
            met = list(alike(tx, {firm.id: profile_of(firm)}))
            worked.append((time.thread_time() - own) * 1000)
            taken.append((time.perf_counter() - began) * 1000)
        found += bool(met) and n >= WARMING
    wall, cpu = (_percentiles(of[WARMING:]) for of in (taken, worked))
    mean = sum(worked[WARMING:]) / len(names)
    return f"p50 and p99 {wall} ms; CPU of ours {cpu} ms, {mean:.2f} on average; {found / len(names):.0%} met a likely firm"


def _percentiles(values: list[float]) -> str:
    ordered = sorted(values)
    return f"{ordered[len(ordered) // 2]:.2f}, {ordered[len(ordered) * 99 // 100]:.2f}"


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
