"""Rows of a file become firms: numbers first, then evidence; never two numbers in one firm."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from core.identity import firm_id
from screen.resolve import Claim, Profile, Resolver, claims_of, propose

NUMBERS = ("91310000132260250X", "91420100529017466A")


def firms(*rows: dict[str, str]) -> dict[str, str]:
    resolver = Resolver()
    for number, row in enumerate(rows):
        resolver.add({"id": str(number), **row})
    return dict(resolver.resolve())


def test_equal_numbers_are_one_firm_whatever_the_names() -> None:
    found = firms(
        {"name": "上海甲汽车有限公司", "uscc": NUMBERS[0]}, {"name": "JAC Brakes", "uscc": NUMBERS[0].lower()}
    )
    assert found == {"0": "0", "1": "0"}


def test_two_numbers_keep_equal_names_apart() -> None:
    found = firms({"name": "恒达汽车有限公司", "uscc": NUMBERS[0]}, {"name": "恒达汽车有限公司", "uscc": NUMBERS[1]})
    assert found == {"0": "0", "1": "1"}


def test_a_wrong_check_digit_joins_nothing() -> None:
    resolver = Resolver()
    for number, name in enumerate(("上海甲汽车有限公司", "苏州乙电子有限公司")):
        resolver.add({"id": str(number), "name": name, "uscc": "913100001322602500"})
    assert len(set(dict(resolver.resolve()).values())) == 2
    assert "check digit" in resolver.complaints["0"].en


def test_aliases_join_and_look_alikes_do_not() -> None:
    found = firms(
        {"name": "宁波拓普集团股份有限公司"}, {"name": "拓普集团"}, {"name": "Ningbo Tuopu Group Co., Ltd."},
        {"name": "宁波拓普集团股份有限公司杭州分公司"}, {"name": "宁波拓达集团股份有限公司"},
    )  # fmt: skip
    assert [found[key] for key in "01234"] == ["0", "0", "0", "3", "4"]


def test_a_short_name_that_fits_two_firms_stays_alone() -> None:
    found = firms({"name": "苏州恒达轴承股份有限公司"}, {"name": "恒达股份"}, {"name": "无锡恒达轮胎股份有限公司"})
    assert len(set(found.values())) == 3


def test_rows_without_a_usable_name_are_never_joined() -> None:
    assert len(set(firms({"name": "TBD"}, {"name": "TBD"}, {"name": ""}, {"name": "---"}).values())) == 4


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [
        {"name": n}
        for n in ("宁波拓普集团股份有限公司", "拓普集团", "Ningbo Tuopu Group Co., Ltd.", "无锡恒达轮胎股份有限公司")
    ]
    groups = set()
    for order in itertools.permutations(range(4)):
        found = firms(*(rows[i] for i in order))
        groups.add(frozenset(frozenset(order[int(k)] for k in found if found[k] == firm) for firm in found.values()))
    assert len(groups) == 1


@pytest.mark.shared
def test_no_two_real_firms_are_joined(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "names" / "groups.jsonl").read_text(encoding="utf-8").splitlines()]
    resolver = Resolver()
    for row in rows:
        resolver.add(row)
    found = dict(resolver.resolve())
    truth = {row["id"]: row["firm"] for row in rows}
    joined = [(a, b) for a, b in itertools.combinations(truth, 2) if found[a] == found[b]]
    assert [(a, b) for a, b in joined if truth[a] != truth[b]] == []
    assert len(joined) >= 280


def profile(name: str, *claims: Claim, proved: bool = False) -> Profile:
    domains = frozenset(claim.key for claim in claims if proved and claim.kind == "domain")
    return Profile(firm_id(name, "cn"), (name,), frozenset(claims), proved=domains)


def test_a_proposal_is_accepted_by_two_independent_signals_only() -> None:
    site = Claim("domain", "tuopu.example")
    zh, en = profile("宁波拓普集团股份有限公司", site, proved=True), profile("Ningbo Tuopu Group Co., Ltd.", site)
    sister = profile("宁波拓普电器有限公司", site)
    accept = (("name_key", "proved_domain"),)
    (made,) = propose(en, [zh])
    assert made.accepted_by(accept)
    assert made.score >= 0.9
    assert all(reason.zh and reason.en for reason in made.reasons)
    assert not any(found.accepted_by(accept) for found in propose(sister, [zh, en]))
    (without,) = propose(profile("Ningbo Tuopu Group Co., Ltd."), [zh])
    assert not without.accepted_by(accept)


def test_firms_with_two_numbers_are_not_proposed() -> None:
    a = profile("恒达汽车有限公司", Claim("uscc", NUMBERS[0]))
    b = Profile("f2", ("恒达汽车有限公司",), frozenset({Claim("uscc", NUMBERS[1])}))
    assert propose(a, [b]) == ()


def test_claims_leave_out_platforms_and_free_mail() -> None:
    claims, complaints = claims_of(
        names=("上海甲汽车有限公司",),
        uscc="123",
        website="https://shop.1688.com/jia",
        email="jia@qq.com",
        phone="021-5555 6666",
    )
    assert {claim.kind for claim in claims} == {"name_key", "phone"}
    assert len(complaints) == 1
