"""A small CRM that keeps what it is given: Zoho's calls as far as we use them, with faults on demand."""

from __future__ import annotations

import json
from collections import Counter
from itertools import count
from typing import Any

import httpx
from pydantic import SecretStr

from core.settings import Settings

FIELDS = {
    "Accounts": "Account_Name Website Billing_City Billing_State Billing_Country Annual_Revenue Employees Description "
    "Registry_Number Sub_Field Own_RD Products Acquisition_Channel Verified_By Verified_At Grade Latest_RD_Activity Evidence Showfloor_Id",
    "Contacts": "Last_Name Title Phone Email Account_Name Showfloor_Id",
}


class FakeZoho:
    """One organisation. `faults` are answered, one each, to the next writing calls instead of doing anything."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, dict[str, Any]]] = {"Accounts": {}, "Contacts": {}}
        self.fields = {module: names.split() for module, names in FIELDS.items()}
        self.lengths: dict[str, int] = {}
        self.calls: Counter[str] = Counter()
        self.good_tokens: set[str] = set()
        self.token_answer: dict[str, Any] | None = None
        self.faults: list[tuple[int, Any]] = []
        self.refuse: dict[str, dict[str, Any]] = {}
        """Account_Name → the item by which Zoho refuses it."""
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self._ids, self._tokens = count(1000), count(1)

    def http(self) -> httpx.Client:
        """A client whose network is this object."""
        return httpx.Client(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == "/oauth/v2/token":
            return self._token(request)
        if request.headers.get("Authorization", "").removeprefix("Zoho-oauthtoken ") not in self.good_tokens:
            return httpx.Response(
                401, json={"code": "INVALID_TOKEN", "status": "error", "message": "invalid oauth token"}
            )
        if path == "/crm/v8/settings/fields":
            self.calls["fields"] += 1
            names = self.fields[request.url.params["module"]]
            rows = [{"api_name": n, "data_type": "text", "length": self.lengths.get(n, 32000)} for n in names]
            return httpx.Response(200, json={"fields": rows})
        self.calls["write"] += 1
        if self.faults:
            status, body = self.faults.pop(0)
            return body if isinstance(body, httpx.Response) else httpx.Response(status, json=body)
        body = json.loads(request.content)
        self.sent.append((f"{request.method} {path}", body))
        module = path.split("/")[3]
        items = [self._put(module, record, body.get("duplicate_check_fields", [])) for record in body["data"]]
        mixed = any(item["status"] == "error" for item in items)
        return httpx.Response(207 if mixed else 200, json={"data": items})

    def _token(self, request: httpx.Request) -> httpx.Response:
        self.calls["token"] += 1
        assert request.url.params["grant_type"] == "refresh_token"
        if self.token_answer is not None:
            return httpx.Response(200, json=self.token_answer)
        token = f"token{next(self._tokens)}"
        self.good_tokens = {token}
        return httpx.Response(
            200, json={"access_token": token, "expires_in": 3600, "api_domain": "https://crm.example"}
        )

    def _put(self, module: str, record: dict[str, Any], unique: list[str]) -> dict[str, Any]:
        assert set(record) - {"id"} <= set(self.fields[module]), "a field that the organisation does not have"
        if record.get("Account_Name") in self.refuse if module == "Accounts" else False:
            return {"status": "error", **self.refuse[record["Account_Name"]]}
        table = self.records[module]
        same = [k for k, r in table.items() if any(r.get(u) and r.get(u) == record.get(u) for u in unique)]
        found = record.get("id") or (same[0] if same else None)
        key = found or f"{next(self._ids)}"
        table[key] = table.get(key, {}) | {k: v for k, v in record.items() if k != "id"}
        return {
            "status": "success",
            "code": "SUCCESS",
            "action": "update" if found else "insert",
            "details": {"id": key},
            "message": "record",
        }


def zoho_settings(**more: object) -> Settings:
    """Settings of an installation that may write to a data centre in China."""
    secret = {
        name: SecretStr(f"{name}-secret") for name in ("zoho_client_id", "zoho_client_secret", "zoho_refresh_token")
    }
    return Settings.model_validate(secret | more)
