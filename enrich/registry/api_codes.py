"""What the answers of the licensed APIs mean: every documented code, what it says, and what to do about it.

Qichacha: `Status`, a string, HTTP 200 even for errors. Tianyancha: `error_code`, an integer (SOURCES sections 1 and 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from core.words import Access


class Action(StrEnum):
    """What the caller does next."""

    use = "use"
    not_found = "not_found"
    retry = "retry"
    """Wait and ask again, a few times."""
    quota = "quota"
    """Stop this source for today."""
    config = "config"
    """Stop this source and tell the operator."""
    bad_input = "bad_input"
    """This question cannot be asked; the next firm can."""


class Meaning(NamedTuple):
    """One code: what to do, whether the call was billed, and a line for the operator."""

    action: Action
    billed: bool
    text: str


QCC: Mapping[str, Meaning] = {
    "200": Meaning(Action.use, True, "ok"),
    "201": Meaning(Action.not_found, True, "no result"),
    "202": Meaning(Action.bad_input, True, "bad parameter"),
    "205": Meaning(Action.retry, True, "still processing"),
    "207": Meaning(Action.bad_input, True, "more than 5000 items"),
    "208": Meaning(Action.not_found, True, "this type of entity is not supported"),
    "209": Meaning(Action.bad_input, True, "too many firms in one call"),
    "213": Meaning(Action.bad_input, True, "keyword shorter than two characters"),
    "215": Meaning(Action.bad_input, True, "keyword not supported"),
    "105": Meaning(Action.config, True, "this API was retired"),
    "110": Meaning(Action.retry, True, "the same query failed repeatedly; wait two hours"),
    "101": Meaning(Action.config, False, "the key is invalid: check SHOWFLOOR_QCC_KEY"),
    "102": Meaning(Action.quota, False, "the account is in arrears"),
    "103": Meaning(Action.config, False, "the key is paused"),
    "104": Meaning(Action.config, False, "the key is in an abnormal state"),
    "106": Meaning(Action.config, False, "too many illegal requests"),
    "107": Meaning(
        Action.config, False, "the address is banned or the signature wrong: check SHOWFLOOR_QCC_SECRET and the clock"
    ),
    "108": Meaning(Action.config, False, "too many abnormal requests"),
    "109": Meaning(Action.quota, False, "the daily limit of the system is reached"),
    "111": Meaning(Action.config, False, "this API is not part of the contract"),
    "112": Meaning(Action.quota, False, "the quota is used up or expired"),
    "113": Meaning(Action.config, False, "this API was deleted"),
    "114": Meaning(Action.config, False, "this API was disabled"),
    "115": Meaning(Action.config, False, "the authorisation is invalid or expired"),
    "116": Meaning(Action.quota, False, "the daily total is reached"),
    "117": Meaning(Action.config, False, "the account is refused"),
    "118": Meaning(Action.config, False, "method not supported"),
    "119": Meaning(Action.config, False, "the account is in an abnormal state"),
    "120": Meaning(Action.retry, False, "abnormal traffic; retry later"),
    "121": Meaning(Action.config, False, "data may not leave the country: call from inside"),
    "122": Meaning(Action.retry, False, "concurrency limit"),
    "123": Meaning(Action.config, False, "the account needs certification"),
    "124": Meaning(Action.retry, False, "under maintenance"),
    "199": Meaning(Action.retry, False, "system error"),
    "203": Meaning(Action.retry, False, "system error"),
}
TYC: Mapping[int, Meaning] = {
    0: Meaning(Action.use, True, "ok"),
    300000: Meaning(Action.not_found, False, "no result"),
    300001: Meaning(Action.retry, False, "the request failed"),
    300002: Meaning(Action.config, False, "the account is invalid: check SHOWFLOOR_TYC_TOKEN"),
    300003: Meaning(Action.config, False, "the account has expired"),
    300004: Meaning(Action.retry, False, "too frequent"),
    300005: Meaning(Action.config, False, "no permission for this API"),
    300006: Meaning(Action.quota, False, "the balance is used up"),
    300007: Meaning(Action.quota, False, "the calls are used up"),
    300008: Meaning(Action.bad_input, False, "a parameter is missing"),
    300009: Meaning(Action.config, False, "the account data are wrong"),
    300010: Meaning(Action.config, False, "there is no such API address"),
    300011: Meaning(Action.config, False, "this IP address is not allowed: run from the office network"),
    300012: Meaning(Action.retry, False, "the report is being made"),
}
_ACCESS: Mapping[Action, Access] = {
    Action.use: Access.ok,
    Action.not_found: Access.not_found,
    Action.retry: Access.rate_limited,
    Action.quota: Access.rate_limited,
    Action.config: Access.blocked,
    Action.bad_input: Access.down,
}
_FAILURES = frozenset(("199", "203", "124", "205", 300001, 300012))
_LOGIN = frozenset(("mustlogin", "needlogin", "notlogin"))


def meaning(tree: Any) -> Meaning | None:
    """What an API answer says of itself; None where it is no envelope of these APIs. An unknown code stops the source."""
    if not isinstance(tree, Mapping):
        return None
    if isinstance(code := tree.get("error_code"), int) and ("reason" in tree or "result" in tree):
        return TYC.get(code, Meaning(Action.config, False, f"unknown code {code}"))
    if isinstance(code := tree.get("Status"), str | int) and ("Message" in tree or "OrderNumber" in tree):
        return QCC.get(str(code), Meaning(Action.config, False, f"unknown code {code}"))
    return None


def access_of(tree: Any) -> Access | None:
    """The access state of an API answer, None where it is no such answer."""
    if isinstance(tree, Mapping) and str(tree.get("message") or "").lower() in _LOGIN:
        return Access.login_required
    said = meaning(tree)
    if said is None:
        return None
    code = tree.get("error_code", tree.get("Status"))
    return Access.down if code in _FAILURES else _ACCESS[said.action]


def detail_of(tree: Any) -> str:
    """Code and words for the operator."""
    said = meaning(tree)
    code = tree.get("error_code", tree.get("Status")) if isinstance(tree, Mapping) else None
    return f"{code}: {said.text}" if said else str(tree.get("message") if isinstance(tree, Mapping) else "")
