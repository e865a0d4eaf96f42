"""What a base says, without the times at which it learned it: for comparing two runs."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

QUERIES = {
    "firms": "SELECT id, name, country, status, machine_status, grade, uscc, merged_into FROM firm ORDER BY id",
    "sightings": "SELECT id, firm, source, kind, name, booth FROM sighting ORDER BY id",
    "facts": "SELECT firm, field, value, source FROM fact ORDER BY 1, 2, 3, 4",
    "activities": "SELECT firm, kind, title, happened_on FROM activity ORDER BY 1, 2, 3, 4",
    "contacts": "SELECT firm, name, title, phone, email FROM contact ORDER BY 1, 2, 3",
    "searches": "SELECT DISTINCT firm, kind, query FROM search ORDER BY 1, 2, 3",
    "merges": "SELECT kept, merged, why FROM merge ORDER BY 1, 2",
}


def said(database: Path) -> dict[str, list[str]]:
    """Every statement of a SQLite base by table; equal for two bases that know the same."""
    with closing(sqlite3.connect(database)) as base:
        return {
            name: [json.dumps(row, ensure_ascii=False, default=str) for row in base.execute(sql)]
            for name, sql in QUERIES.items()
        }


def differences(a: dict[str, list[str]], b: dict[str, list[str]]) -> list[str]:
    """What stands in one only, with the table."""
    found = []
    for name in QUERIES:
        left, right = a[name], b[name]
        found += [f"lost {name}: {row}" for row in left if row not in set(right)]
        found += [f"more {name}: {row}" for row in right if row not in set(left)]
        if len(left) != len(right) and sorted(set(left)) == sorted(set(right)):
            found.append(f"doubled {name}: {len(left)} and {len(right)}")
    return found
