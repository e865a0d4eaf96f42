"""Qichacha's licensed API (SOURCES section 1): signed GET requests, answers under `Result`, codes as strings.

Token = MD5(key + Timespan + secret) in upper case; Timespan in whole seconds. The key travels in the address: whoever
archives addresses must leave out `key`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from enrich.registry.calls import Call
from enrich.registry.embedded import candidate_of, firm_object, record_of
from enrich.registry.record import Candidate, RegistryRecord

SOURCE = "qcc"
SEARCH, DETAIL, VERIFY = "/FuzzySearch/GetList", "/ECIV4/GetBasicDetailsByName", "/EnterpriseInfo/Verify"
PATENTS, BRANCHES, STAFF = "/PatentV4/SearchMultiPatents", "/ECIBranch/GetList", "/ECIEmployee/GetList"
PAGE_SIZE = 50


def sign(key: str, secret: str, timespan: int) -> dict[str, str]:
    """The two headers that prove who asks."""
    token = hashlib.md5(f"{key}{timespan}{secret}".encode(), usedforsecurity=False).hexdigest().upper()
    return {"Token": token, "Timespan": str(timespan)}


def request(base: str, path: str, key: str, secret: str, **parameters: str | int | None) -> Call:
    """A signed request; parameters that are None are left out."""
    given = {"key": key, **{name: value for name, value in parameters.items() if value is not None}}
    return Call(f"{base}{path}?{urlencode(given)}", lambda: sign(key, secret, int(time.time())))


def read_search(tree: Any) -> tuple[Candidate, ...]:
    """Hits of a search; a hit with a masked name is no candidate."""
    rows = tree.get("Result") if isinstance(tree, Mapping) else None
    rows = rows if isinstance(rows, list) else [rows] if isinstance(rows, Mapping) else []
    return tuple(hit for hit in (candidate_of(row) for row in rows if isinstance(row, Mapping)) if hit)


def read_detail(tree: Any) -> RegistryRecord | None:
    """The record of a detail or verification answer. A `VerifyResult` of 0 means that the firm was not verified."""
    result = tree.get("Result") if isinstance(tree, Mapping) else None
    if not isinstance(result, Mapping) or result.get("VerifyResult") in (0, "0"):
        return None
    item = firm_object(result)
    record = record_of(item) if item is not None else None
    revoked = item.get("RevokeInfo") if item is not None else None
    days = [str(v) for k, v in (revoked or {}).items() if k in ("CancelDate", "RevokeDate") and v]
    if record is None or not days:
        return record
    # The status is what holds; the dates stay visible, because they may contradict it.
    note = f"RevokeInfo carries {' and '.join(days)} beside the status {record.status_raw}"
    return record.model_copy(update={"notes": (*record.notes, note)})


def total_of(tree: Any) -> int | None:
    """The number of rows that the paging declares."""
    paging = tree.get("Paging") if isinstance(tree, Mapping) else None
    count = paging.get("TotalRecords") if isinstance(paging, Mapping) else None
    return int(str(count)) if str(count or "").isdigit() else None
