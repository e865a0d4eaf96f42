"""A thin client of Zoho CRM v8: upsert, update, field list, bulk write. Decides by the items of an answer, never by its HTTP code.

Zoho answers partial success with 200, 202 or 207, and errors with 200 as well; the order of the items is the order of
what was sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import httpx
import stamina
from pydantic import JsonValue

from core.errors import BadInput, SourceDown
from core.records import Frozen
from core.words import Access
from exports.zoho.tokens import Tokens

PER_CALL = 100
"""Records a call, Zoho's limit."""
TRIES = 6
_TOKEN_SPENT = frozenset({"INVALID_TOKEN", "INVALID_OAUTHTOKEN", "AUTHENTICATION_FAILURE"})
_BUSY = frozenset({"TOO_MANY_REQUESTS", "INTERNAL_ERROR", "LIMIT_EXCEEDED", "RECORD_LOCKED_BY_SYSTEM"})
_OURS = {
    "OAUTH_SCOPE_MISMATCH": "make a refresh token with the scopes ZohoCRM.modules.ALL, ZohoCRM.settings.fields.READ and ZohoCRM.bulk.CREATE",
    "NO_PERMISSION": "the Zoho user behind the token may not write this module; ask the CRM's administrator",
    "INVALID_MODULE": "the organisation has no such module; correct config/zoho.yml",
}


class Busy(Exception):
    """Zoho asks to wait, or failed on its side; the call may be sent again."""

    def __init__(self, code: str, wait: float | None = None) -> None:
        self.code, self.wait = code, wait
        super().__init__(code)


class Item(Frozen):
    """What became of one record: its id over there, or the code and words by which Zoho refused it."""

    ok: bool
    id: str | None = None
    action: str | None = None
    """insert or update, where Zoho says so."""
    code: str = "SUCCESS"
    why: str = ""


class CrmField(Frozen):
    """A field of a module in the customer's organisation."""

    api_name: str
    data_type: str = "text"
    length: int | None = None


class ZohoClient:
    """Calls one organisation. `http` is given its timeouts by whoever makes it; nothing here keeps state but the token."""

    def __init__(self, http: httpx.Client, api_url: str, tokens: Tokens) -> None:
        self._http, self._api, self._tokens = http, api_url.rstrip("/"), tokens

    def fields(self, module: str) -> dict[str, CrmField]:
        """The fields of a module by api_name; empty where Zoho knows none."""
        body = self._ask("GET", f"/crm/v8/settings/fields?module={module}")
        found = body.get("fields", []) if isinstance(body, dict) else []
        return {
            str(field["api_name"]): CrmField(
                api_name=str(field["api_name"]),
                data_type=str(field.get("data_type") or "text"),
                length=length if isinstance(length := field.get("length"), int) and length > 0 else None,
            )
            for field in found
            if isinstance(field, dict) and field.get("api_name")
        }

    def upsert(
        self,
        module: str,
        records: Sequence[Mapping[str, JsonValue]],
        duplicate_check: Sequence[str],
        trigger: Sequence[str] = (),
    ) -> tuple[Item, ...]:
        """Insert or update at most 100 records, recognised by `duplicate_check`; one item for each, in order."""
        more = {"duplicate_check_fields": list(duplicate_check), "trigger": list(trigger)}
        return self._write("POST", f"/crm/v8/{module}/upsert", records, more)

    def update(
        self, module: str, records: Sequence[Mapping[str, JsonValue]], trigger: Sequence[str] = ()
    ) -> tuple[Item, ...]:
        """Update at most 100 records that carry Zoho's own `id`; one item for each, in order."""
        return self._write("PUT", f"/crm/v8/{module}", records, {"trigger": list(trigger)})

    def _write(
        self, method: str, path: str, records: Sequence[Mapping[str, JsonValue]], more: Mapping[str, Any]
    ) -> tuple[Item, ...]:
        if not 0 < len(records) <= PER_CALL:
            raise ValueError(f"{len(records)} records in one call; 1 to {PER_CALL} are allowed")
        body = self._ask(method, path, {"data": [dict(record) for record in records], **more})
        answers = body.get("data") if isinstance(body, dict) else None
        if not isinstance(answers, list):
            raise SourceDown("zoho", Access.layout_changed, f"the answer to {path} has no items")
        items = [_item(answer) for answer in answers[: len(records)]]
        # A record without an answer is not known to be written: the next run sends it again and Zoho recognises it.
        unanswered = Item(ok=False, code="NO_ANSWER", why="Zoho's answer has no item for this record")
        return tuple(items + [unanswered] * (len(records) - len(items)))

    def _ask(self, method: str, path: str, data: Mapping[str, Any] | None = None) -> Any:
        token = self._tokens.token()
        try:
            return self._patient(method, path, data, token)
        except _Spent:
            fresh = self._tokens.token(spent=token)
        try:
            return self._patient(method, path, data, fresh)
        except _Spent as failure:
            raise BadInput(
                f"Zoho refuses a token it has just given ({failure}); accounts and API address belong to different data centres: "
                "check SHOWFLOOR_ZOHO_ACCOUNTS_URL and SHOWFLOOR_ZOHO_API_URL"
            ) from None

    def _patient(self, method: str, path: str, data: Mapping[str, Any] | None, token: str) -> Any:
        try:
            for attempt in stamina.retry_context(
                on=_wait, attempts=TRIES, timeout=600, wait_initial=1.0, wait_max=60.0
            ):
                with attempt:
                    return self._once(method, path, data, token)
        except Busy as busy:
            state = Access.rate_limited if busy.code == "TOO_MANY_REQUESTS" else Access.down
            raise SourceDown("zoho", state, f"{busy.code} after {TRIES} tries; what was sent so far is kept") from None
        raise AssertionError("unreachable")

    def _once(self, method: str, path: str, data: Mapping[str, Any] | None, token: str) -> Any:
        head = {"Authorization": f"Zoho-oauthtoken {token}"}
        try:
            answer = self._http.request(method, self._api + path, json=data, headers=head)
        except httpx.TransportError as failure:
            raise Busy(type(failure).__name__) from failure
        if answer.status_code == 204:
            return {}
        try:
            body = answer.json()
        except ValueError:
            if answer.status_code >= 500:
                raise Busy(f"HTTP {answer.status_code}") from None
            raise SourceDown(
                "zoho", Access.layout_changed, f"{path} answered HTTP {answer.status_code} without JSON"
            ) from None
        if isinstance(body, dict) and "data" not in body:
            _complain(body, answer, path)
        return body


class _Spent(Exception):
    """The token is not good any more."""


def _wait(failure: Exception) -> bool | float | timedelta:
    if isinstance(failure, Busy):
        return True if failure.wait is None else failure.wait
    return False


def _complain(body: Mapping[str, Any], answer: httpx.Response, path: str) -> None:
    """Raise what a body-level error means; nothing where the body is no error."""
    code = str(body.get("code") or "")
    if code in _TOKEN_SPENT:
        raise _Spent(code)
    if code in _BUSY or answer.status_code == 429:
        raise Busy(code or "TOO_MANY_REQUESTS", _seconds(answer.headers.get("Retry-After")))
    if not code and answer.status_code < 400:
        return
    hint = _OURS.get(code, "")
    words = f"{code or f'HTTP {answer.status_code}'} {body.get('message', '')}".strip()
    raise BadInput(f"Zoho refused {path}: {words}{'; ' + hint if hint else ''}")


def _seconds(header: str | None) -> float | None:
    return min(float(header), 120.0) if header and header.isdigit() else None


def _item(answer: object) -> Item:
    if not isinstance(answer, dict):
        return Item(ok=False, code="NO_ANSWER", why="an item of Zoho's answer is no object")
    said = answer.get("details")
    details: dict[str, Any] = said if isinstance(said, dict) else {}
    code, external = str(answer.get("code") or ""), details.get("id")
    if answer.get("status") == "success" and code == "SUCCESS" and external:
        return Item(ok=True, id=str(external), action=answer.get("action"))
    where = ", ".join(
        f"{key} {details[key]}"
        for key in ("api_name", "json_path", "expected_data_type", "maximum_length", "id")
        if key in details
    )
    return Item(ok=False, code=code or "NO_ANSWER", why=f"{answer.get('message', '')}{f' ({where})' if where else ''}")
