"""The hand-over to Zoho: full calls, nothing twice, partial success, tokens, throttling, wrong data centres."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Any

import httpx
import pytest
import stamina

from core.errors import BadInput, SourceDown
from core.records import Firm
from core.settings import settings
from exports.zoho.client import ZohoClient
from exports.zoho.config import load_map
from exports.zoho.handover import in_china
from exports.zoho.outcome import Handed, Links
from exports.zoho.push import Push
from exports.zoho.tokens import Tokens
from tests.exports.firms import firm, person
from tests.exports.zoho_fake import FakeZoho, zoho_settings


@pytest.fixture(autouse=True)
def impatient() -> Iterator[None]:
    """Retries do not wait."""
    with stamina.set_testing(True, attempts=6):
        yield


class Remembered(dict[str, tuple[str, str]]):
    """Links in a dictionary."""

    def known(self, subjects: Sequence[str]) -> Links:
        return {subject: self[subject] for subject in subjects if subject in self}

    def keep(self, links: Links) -> None:
        self.update(links)


class Desk:
    """An installation with its fake organisation."""

    def __init__(self) -> None:
        self.zoho, self.memory, self.settings = FakeZoho(), Remembered(), zoho_settings()

    def push(self, firms: Sequence[Firm], *, dry: bool = False, abroad: bool = True, signed: bool = True) -> Handed:
        http = self.zoho.http()
        client = None if dry else ZohoClient(http, "https://www.zohoapis.com.cn", Tokens(self.settings, http))
        push = Push(load_map(settings().config_dir), self.memory, client, people_abroad=abroad, signed_only=signed)
        return push.run([list(firms)])

    def accounts(self) -> list[Any]:
        return list(self.zoho.records["Accounts"].values())


@pytest.fixture
def desk() -> Desk:
    return Desk()


def alone(number: int, **more: object) -> Firm:
    """A firm without people."""
    return firm(number, contacts=(), **more)  # type: ignore[arg-type]


def test_250_firms_are_three_calls_and_a_second_run_changes_nothing(desk: Desk) -> None:
    firms = [alone(n) for n in range(250)]
    first = desk.push(firms)
    assert (len(first.inserted), first.failed, desk.zoho.calls["write"], len(desk.accounts())) == (250, (), 3, 250)
    again = desk.push(firms)
    assert (again.inserted, again.updated, again.unchanged, desk.zoho.calls["write"]) == ((), (), 250, 3)


def test_only_what_changed_is_sent_again_by_its_id(desk: Desk) -> None:
    desk.push([alone(1), alone(2)])
    changed = alone(2, name="乙", facts=alone(2).facts[1:])
    done = desk.push([alone(1), changed])
    assert (done.updated, done.unchanged) == ((changed.id,), 1)
    method, body = desk.zoho.sent[-1]
    assert method == "PUT /crm/v8/Accounts"
    assert [record["id"] for record in body["data"]] == [desk.memory[changed.id][0]]
    assert len(desk.accounts()) == 2


def test_a_base_that_lost_its_links_doubles_nothing(desk: Desk) -> None:
    desk.push([firm(n, contacts=(person(firm(n).id, email=f"w{n}@firm.example"),)) for n in range(5)])
    desk.memory.clear()
    desk.push([firm(n, contacts=(person(firm(n).id, email=f"w{n}@firm.example"),)) for n in range(5)])
    assert {module: len(table) for module, table in desk.zoho.records.items()} == {"Accounts": 5, "Contacts": 5}


def test_people_follow_their_firm_and_are_tied_to_it(desk: Desk) -> None:
    done = desk.push([firm(1)])
    (who,) = desk.zoho.records["Contacts"].values()
    assert done.people == 1
    assert (who["Last_Name"], who["Account_Name"]) == ("王工", {"id": desk.memory[firm(1).id][0]})
    assert desk.push([firm(1)]).calls == 2  # the two field lists and nothing else


def test_a_refused_record_stays_alone_with_its_reason(desk: Desk) -> None:
    desk.zoho.refuse["上海甲2汽车技术有限公司"] = {
        "code": "INVALID_DATA",
        "message": "invalid data",
        "details": {"api_name": "Website", "expected_data_type": "website"},
    }
    done = desk.push([alone(n) for n in range(5)])
    assert (len(done.inserted), [(f.subject, f.code) for f in done.failed]) == (4, [(alone(2).id, "INVALID_DATA")])
    assert "api_name Website" in done.failed[0].why
    assert alone(2).id not in desk.memory
    desk.zoho.refuse.clear()
    assert desk.push([alone(n) for n in range(5)]).inserted == (alone(2).id,)


def test_success_is_what_the_items_say_not_the_http_code(desk: Desk) -> None:
    duplicate = {
        "status": "error",
        "code": "DUPLICATE_DATA",
        "message": "duplicate data",
        "details": {"api_name": "Registry_Number", "id": "77"},
    }
    fine = {
        "status": "success",
        "code": "SUCCESS",
        "action": "insert",
        "details": {"id": "88"},
        "message": "record added",
    }
    desk.zoho.faults = [(202, {"data": [fine, duplicate]})]
    done = desk.push([alone(n) for n in range(3)])
    assert done.inserted == (alone(0).id,)
    assert [(f.code, "id 77" in f.why) for f in done.failed] == [("DUPLICATE_DATA", True), ("NO_ANSWER", False)]
    assert set(desk.memory) == {alone(0).id}


def test_two_firms_that_zoho_takes_for_one_are_told_apart(desk: Desk) -> None:
    twin = alone(2, facts=alone(1).facts)
    done = desk.push([alone(1), twin])
    assert [f.code for f in done.failed] == ["SAME_RECORD"]
    assert set(desk.memory) == {alone(1).id}


def test_a_spent_token_is_replaced_once_and_shared(desk: Desk) -> None:
    desk.push([alone(1)])
    desk.zoho.good_tokens.clear()
    assert desk.push([alone(2)]).failed == ()
    assert desk.zoho.calls["token"] == 2
    desk.push([alone(3)])
    assert desk.zoho.calls["token"] == 2, "the token on disk serves the next run"
    (file,) = desk.settings.home.glob("zoho-token-*.json")
    assert file.stat().st_mode & 0o077 == 0


def test_a_token_that_is_refused_at_once_names_the_data_centre(desk: Desk) -> None:
    desk.zoho.token_answer = {"access_token": "of-another-centre", "expires_in": 3600}
    with pytest.raises(BadInput, match="different data centres"):
        desk.push([alone(1)])
    assert desk.zoho.calls["token"] == 2


@pytest.mark.parametrize(
    ("error", "says"),
    [
        ("invalid_client", "SHOWFLOOR_ZOHO_ACCOUNTS_URL"),
        ("invalid_code", "SHOWFLOOR_ZOHO_REFRESH_TOKEN"),
        ("other", "check the"),
    ],
)
def test_a_refused_sign_in_comes_with_http_200(desk: Desk, error: str, says: str) -> None:
    desk.zoho.token_answer = {"error": error}
    with pytest.raises(BadInput, match=says) as failure:
        desk.push([alone(1)])
    assert "-secret" not in str(failure.value)


def test_a_throttled_call_is_sent_again(desk: Desk) -> None:
    busy = {"code": "TOO_MANY_REQUESTS", "status": "error", "message": "slow down"}
    desk.zoho.faults = [
        (429, busy),
        (200, busy),
        (500, {"code": "INTERNAL_ERROR"}),
        (502, httpx.Response(502, text="<html>")),
    ]
    assert len(desk.push([alone(1)]).inserted) == 1
    assert desk.zoho.calls["write"] == 5


def test_a_crm_that_stays_busy_keeps_what_was_sent(desk: Desk) -> None:
    firms = [alone(n) for n in range(150)]
    good = desk.zoho._answer
    busy = {"code": "TOO_MANY_REQUESTS", "status": "error", "message": "slow down"}

    def after_the_first(request: httpx.Request) -> httpx.Response:
        if desk.zoho.calls["write"] >= 1 and request.method == "POST" and "upsert" in request.url.path:
            return httpx.Response(429, json=busy)
        return good(request)

    desk.zoho._answer = after_the_first  # type: ignore[method-assign]
    with pytest.raises(SourceDown, match="rate_limited"):
        desk.push(firms)
    desk.zoho._answer = good  # type: ignore[method-assign]
    done = desk.push(firms)
    assert (len(done.inserted), done.unchanged, len(desk.accounts())) == (50, 100, 150)


@pytest.mark.parametrize(
    ("status", "code", "says"),
    [
        (401, "OAUTH_SCOPE_MISMATCH", "scopes"),
        (403, "NO_PERMISSION", "administrator"),
        (400, "INVALID_DATA", "INVALID_DATA"),
    ],
)
def test_a_refused_call_says_what_to_do(desk: Desk, status: int, code: str, says: str) -> None:
    desk.zoho.faults = [(status, {"code": code, "status": "error", "message": "no"})]
    with pytest.raises(BadInput, match=says):
        desk.push([alone(1)])


def test_fields_that_the_organisation_lacks_are_left_out_and_told(desk: Desk) -> None:
    desk.zoho.fields["Accounts"] = ["Account_Name", "Website"]
    done = desk.push([alone(1)])
    assert desk.accounts() == [{"Account_Name": "上海甲1汽车技术有限公司", "Website": "https://firm.example/"}]
    assert "Accounts.Registry_Number" in done.left_out


def test_a_missing_required_field_stops_before_anything_is_sent(desk: Desk) -> None:
    desk.zoho.fields["Contacts"] = ["Email"]
    with pytest.raises(BadInput, match="no field Last_Name"):
        desk.push([firm(1)])
    assert desk.zoho.calls["write"] == 0


def test_text_is_cut_to_the_length_of_its_field(desk: Desk) -> None:
    desk.zoho.lengths["Description"] = 50
    desk.push([alone(1)])
    assert len(desk.accounts()[0]["Description"]) == 50
    assert desk.push([alone(1)]).unchanged == 1


def test_what_no_person_signed_is_held_back(desk: Desk) -> None:
    assert desk.push([alone(1, sign=False)]).unsigned == 1
    assert desk.accounts() == []
    assert len(desk.push([alone(1, sign=False)], signed=False).inserted) == 1


def test_people_in_china_stay_in_china(desk: Desk) -> None:
    german = firm(2, country="de", facts=tuple(f for f in firm(2).facts if f.field != "country"))
    done = desk.push([firm(1), german], abroad=False)
    assert (len(done.inserted), done.people, done.people_kept_home) == (2, 1, 1)


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        ("https://www.zohoapis.com.cn", True),
        ("https://www.zohoapis.com", False),
        ("https://com.cn.evil.example", False),
    ],
)
def test_a_data_centre_is_told_by_its_host(url: str, inside: bool) -> None:
    assert in_china(url) is inside


def test_a_dry_run_tells_and_sends_nothing(desk: Desk) -> None:
    desk.push([alone(1), alone(2)])
    calls = desk.zoho.calls.copy()
    told = desk.push([alone(1), alone(2, facts=()), alone(3)], dry=True)
    assert (told.inserted, told.updated, told.unchanged) == ((alone(3).id,), (alone(2).id,), 1)
    assert desk.zoho.calls == calls
    assert alone(3).id not in desk.memory


def test_no_secret_in_the_log(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        desk.push([alone(1)])
    assert "-secret" not in caplog.text


def test_without_credentials_the_message_says_what_to_set() -> None:
    with pytest.raises(BadInput, match=r"SHOWFLOOR_ZOHO_CLIENT_ID.*--dry-run"):
        Tokens(zoho_settings(zoho_client_id=None), httpx.Client())
