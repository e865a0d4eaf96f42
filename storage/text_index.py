"""Search by any part of a name, number or domain, in any script, on engines without an extension.

Each firm's text is folded to bare letters and digits. Its grams (every two and every three characters in a row) are
kept (three only for alphabets) in the engine's own inverted index: FTS5 on SQLite, a GIN index over gram numbers on PostgreSQL. A query's grams
find candidates; the text itself then decides. Chinese needs two characters, which FTS5's trigram tokenizer cannot do.
"""

import re
import zlib
from collections.abc import Mapping, Sequence
from operator import add

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER

from core.values.fold import fold
from storage.database import Transaction

_BARE = re.compile(r"[\W_]+")
_IDEOGRAPHS = "\u2e80"
"""From here on a character says as much as a syllable or word: two of them are enough for a gram."""
_ALPHABETIC = re.compile(rf"[^{_IDEOGRAPHS}-\U0010ffff]{{3,}}")

DDL: Mapping[str, tuple[str, ...]] = {
    "sqlite": (
        "CREATE VIRTUAL TABLE firm_gram USING fts5(grams, content='', detail=none, columnsize=0, "
        'tokenize="unicode61 remove_diacritics 0")',
    ),
    "postgresql": (
        "CREATE TABLE firm_gram (no integer PRIMARY KEY, grams integer[] NOT NULL)",
        "CREATE INDEX ix_firm_gram ON firm_gram USING gin (grams)",
    ),
}
"""How the index is made; it belongs to the engine and is no model."""


def bare(words: str) -> str:
    """Only letters and digits, folded: what a search compares."""
    return _BARE.sub("", fold(words).casefold())


def searchable(parts: Sequence[str | None]) -> str:
    """The text of a firm: its bare names, numbers and domain, each once."""
    return "|".join(dict.fromkeys(found for part in parts if part and (found := bare(part)[:400])))


def grams(content: str) -> list[str]:
    """Every two characters in a row of each part, and every three of an alphabetic script, each once."""
    found: dict[str, None] = {}
    for part in content.split("|"):
        found.update(dict.fromkeys(map(add, part, part[1:])))
        for run in _ALPHABETIC.findall(part):
            found.update(dict.fromkeys(run[at : at + 3] for at in range(len(run) - 2)))
    return list(found)


def query_grams(query: str) -> list[str]:
    """Grams that a text holding this bare query must hold, threes before the commoner twos."""
    threes = [query[at : at + 3] for at in range(len(query) - 2)]
    alphabetic = [gram for gram in threes if not any(char >= _IDEOGRAPHS for char in gram)]
    twos = [query[at : at + 2] for at in range(len(query) - 1)]
    covered = "".join(alphabetic)
    rest = [gram for gram in twos if any(char >= _IDEOGRAPHS for char in gram) or not alphabetic or gram not in covered]
    return list(dict.fromkeys(alphabetic + rest))


def number(gram: str) -> int:
    """A gram as PostgreSQL's index holds it; equal numbers of different grams are sorted out by the text."""
    return zlib.crc32(gram.encode()) - 2**31


_IN = "INSERT INTO firm_gram(rowid, grams) VALUES (?, ?)"
_OUT = "INSERT INTO firm_gram(firm_gram, rowid, grams) VALUES ('delete', ?, ?)"


def index(tx: Transaction, new: Sequence[tuple[int, str]], old: Sequence[tuple[int, str]] = ()) -> None:
    """Put texts into the index under their row numbers; `old` are the texts that stood there before."""
    connection = tx.connection()
    if connection.dialect.name == "sqlite":
        for into, texts in ((_OUT, old), (_IN, new)):
            # Upwards: the engine writes out what it has gathered whenever a row number is not above the last one.
            rows = [(no, " ".join(grams(content))) for no, content in sorted(texts)]
            if rows:
                connection.exec_driver_sql(into, rows)
        return
    if new:
        put = text(
            "INSERT INTO firm_gram(no, grams) VALUES (:no, :grams) ON CONFLICT (no) DO UPDATE SET grams = excluded.grams"
        ).bindparams(bindparam("grams", type_=ARRAY(INTEGER)))
        connection.execute(put, [{"no": no, "grams": [number(g) for g in grams(content)]} for no, content in new])


def candidates(tx: Transaction, query: str, limit: int) -> list[tuple[str, str]]:
    """(firm, text) of at most `limit` firms whose text holds the bare query of at least two characters."""
    wanted = query_grams(query)
    if tx.get_bind().dialect.name == "sqlite":
        found = tx.execute(
            text(
                "SELECT t.firm, t.text FROM firm_gram g JOIN firm_text t ON t.no = g.rowid "
                "WHERE firm_gram MATCH :grams AND instr(t.text, :query) > 0 LIMIT :limit"
            ),
            {"grams": " AND ".join(f'"{gram}"' for gram in wanted), "query": query, "limit": limit},
        )
    else:
        found = tx.execute(
            text(
                "SELECT t.firm, t.text FROM firm_gram g JOIN firm_text t ON t.no = g.no "
                "WHERE g.grams @> :grams AND strpos(t.text, :query) > 0 LIMIT :limit"
            ).bindparams(bindparam("grams", type_=ARRAY(INTEGER))),
            {"grams": [number(gram) for gram in wanted], "query": query, "limit": limit},
        )
    return [(firm, content) for firm, content in found]
