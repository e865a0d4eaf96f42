"""Requests that schemathesis generates from the API's own description: whatever they hold, no answer is a 500."""

from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings

from core.words import Role
from review.desk import Desk
from tests.review.conftest import Person
from tests.review.made import add_firm, add_leader, name_of

EACH = 5
"""Requests an operation; every other one names a firm that is there."""


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_no_generated_request_makes_a_500(app: FastAPI, desk: Desk, person) -> None:  # type: ignore[no-untyped-def]
    firm = add_firm(desk, name_of(1))
    add_leader(desk, firm)
    admin: Person = person(Role.admin, "root")
    admin.browser._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
    seen: dict[str, set[int]] = {}
    for found in schemathesis.openapi.from_dict(app.openapi()).get_all_operations():
        operation = found.ok()
        if operation.path.endswith("/stop") or "upload" in operation.path:
            continue
        seen[operation.label] = exercise(operation, admin, firm)
    assert len(seen) > 15
    assert {label: codes for label, codes in seen.items() if max(codes) >= 500} == {}
    assert any(200 in codes for codes in seen.values())


def exercise(operation: Any, admin: Person, firm: str) -> set[int]:
    """The statuses that some generated requests of one operation were answered with."""
    codes: set[int] = set()

    @settings(
        max_examples=EACH,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def send(case: schemathesis.Case) -> None:
        if "firm" in (case.path_parameters or {}) and len(codes) % 2 == 0:
            case.path_parameters["firm"] = firm
        answer = admin.browser.request(**request(case, admin.csrf))
        codes.add(answer.status_code)
        if answer.status_code >= 400:
            assert set(answer.json()) == {"error"}, f"{operation.label}: {answer.text[:200]}"

    send()
    return codes


def request(case: schemathesis.Case, csrf: str) -> dict[str, Any]:
    """The case as our client sends it."""
    sent = case.as_transport_kwargs(base_url="http://127.0.0.1")
    headers = {k: v for k, v in dict(sent.get("headers") or {}).items() if str(v).isascii()} | {"X-CSRF-Token": csrf}
    kept = {k: sent[k] for k in ("method", "url", "params", "json", "data", "files") if sent.get(k) is not None}
    if isinstance(kept.get("data"), bytes | str):
        kept["content"] = kept.pop("data")
    return kept | {"headers": headers}
