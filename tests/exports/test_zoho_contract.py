"""Our requests and our reading of answers against a mock made from Zoho's published OpenAPI description.

Runs where the mock server (`prism` of @stoplight/prism-cli 5.14) is on the PATH and the description lies beside the
checkout; the product itself needs neither.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import stamina

from core.errors import BadInput, SourceDown
from core.settings import settings
from exports.zoho.client import ZohoClient
from exports.zoho.config import load_map
from exports.zoho.mapping import firm_record
from exports.zoho.tokens import Tokens
from tests.exports.firms import firm
from tests.exports.zoho_fake import zoho_settings

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def mock(shared: Path) -> Iterator[str]:
    """The address of the mock; skipped where it cannot be had."""
    description = shared / "zoho" / "zoho-crm-v8-mock.json"
    program = shutil.which("prism")
    if program is None or not description.is_file():
        pytest.skip("no `prism` on the PATH or no Zoho description: npm install -g @stoplight/prism-cli@5.14.2")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [program, "mock", "-h", "127.0.0.1", "-p", str(port), str(description)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert server.poll() is None, "the mock server ended"
        time.sleep(0.25)
    raise AssertionError("the mock server does not answer")


class Contract:
    """A client whose calls all ask the mock for one outcome, and whose requests must fit the description."""

    def __init__(self, url: str, writes: str = "", token: str = "") -> None:
        self.violations: list[str] = []
        self.prefer = {"oauth": token, "crm": writes}
        hooks: dict[str, list[Callable[..., object]]] = {"request": [self._ask], "response": [self._check]}
        self.http = http = httpx.Client(event_hooks=hooks, timeout=30)
        found = zoho_settings(zoho_accounts_url=url, zoho_api_url=url)
        self.client = ZohoClient(http, url, Tokens(found, http))
        self.mapped = load_map(settings().config_dir).firms

    def upsert(self, count: int) -> list[tuple[bool, str]]:
        records = [firm_record(firm(n), self.mapped) for n in range(count)]
        items = self.client.upsert("Accounts", records, self.mapped.duplicate_check)
        return [(item.ok, item.code) for item in items]

    def _ask(self, request: httpx.Request) -> None:
        wanted = self.prefer["oauth" if "/oauth/" in request.url.path else "crm"]
        if wanted:
            request.headers["Prefer"] = wanted

    def _check(self, response: httpx.Response) -> None:
        said = response.headers.get("sl-violations", "")
        if '"request"' in said:
            self.violations.append(said)


Ask = Callable[..., Contract]


@pytest.fixture
def ask(mock: str) -> Iterator[Ask]:
    """Makes clients of the mock and closes them."""
    made: list[Contract] = []

    def make(writes: str = "", token: str = "") -> Contract:
        made.append(Contract(mock, writes, token))
        return made[-1]

    yield make
    for contract in made:
        contract.http.close()


@pytest.fixture(autouse=True)
def impatient() -> Iterator[None]:
    with stamina.set_testing(True, attempts=2):
        yield


@pytest.mark.parametrize(
    ("prefer", "count", "items"),
    [
        ("code=200, example=insert", 1, [(True, "SUCCESS")]),
        ("code=200, example=update", 1, [(True, "SUCCESS")]),
        ("code=200, example=mixed", 3, [(True, "SUCCESS"), (False, "MANDATORY_NOT_FOUND"), (False, "INVALID_DATA")]),
        ("code=207, example=mixed", 2, [(True, "SUCCESS"), (False, "DUPLICATE_DATA")]),
        ("code=400, example=mandatory", 1, [(False, "MANDATORY_NOT_FOUND")]),
    ],
)
def test_items_are_read_from_every_kind_of_answer(
    ask: Ask, prefer: str, count: int, items: list[tuple[bool, str]]
) -> None:
    contract = ask(prefer)
    assert contract.upsert(count) == items
    assert contract.violations == []


@pytest.mark.parametrize(
    ("prefer", "error", "says"),
    [
        ("code=401, example=token", BadInput, "different data centres"),
        ("code=401, example=scope", BadInput, "scopes"),
        ("code=403, example=permission", BadInput, "administrator"),
        ("code=400, example=limit", BadInput, "INVALID_DATA"),
        ("code=429, example=throttled", SourceDown, "rate_limited"),
        ("code=500, example=internal", SourceDown, "INTERNAL_ERROR"),
    ],
)
def test_refusals_are_told_apart(ask: Ask, prefer: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        ask(prefer).upsert(1)


@pytest.mark.parametrize("name", ["invalid_client", "invalid_code"])
def test_a_refused_sign_in_with_http_200_is_seen(ask: Ask, name: str) -> None:
    with pytest.raises(BadInput, match=name):
        ask(token=f"code=200, example={name}").upsert(1)


def test_too_many_tokens_are_told(ask: Ask) -> None:
    with pytest.raises(SourceDown, match="ten minutes"):
        ask(token="code=400, example=throttled").upsert(1)


def test_updates_and_field_lists_fit_the_description(ask: Ask) -> None:
    contract = ask()
    contract.client.update("Accounts", [{"id": "1", **firm_record(firm(1), contract.mapped)}])
    contract.client.fields("Accounts")
    assert contract.violations == []
