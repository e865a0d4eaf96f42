"""Names of applicants and organisations in Latin script, grouped from the names alone: few are missed, none joined wrongly."""

from __future__ import annotations

import itertools

import pytest

from screen.names import compare
from screen.resolve import Resolver
from tests.screen.names.scoring import OWN, pairs


@pytest.mark.parametrize("name", ["applicants", "organisations"])
def test_rows_are_grouped_by_firm(name: str) -> None:
    rows = pairs(OWN.parent / f"{name}.jsonl")
    resolver = Resolver()
    for row in rows:
        resolver.add({"id": row["id"], "name": row["name"]})
    found = dict(resolver.resolve())
    hits = false = missed = 0
    for a, b in itertools.combinations(rows, 2):
        said, same = found[a["id"]] == found[b["id"]], a["firm"] == b["firm"]
        hits += said and same
        false += said and not same
        missed += same and not said
    assert false == 0, "a wrong join is worse than a missed one"
    assert 2 * hits / (2 * hits + false + missed) >= 0.94


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Siemens AG, Munich", "SIEMENS AKTIENGESELLSCHAFT BERLIN UND MUNCHEN"),
        ("Samsung Electronics Co., Ltd., Suwon-si", "SAMSUNG ELECTRONICS CO LTD"),
        ("School of Automotive Studies, Tongji University", "Tongji University"),
        ("Bayerische Motoren Werke Aktiengesellsc", "Bayerische Motoren Werke AG"),
        ("Budapest University of Technology and Economics (BME)", "BME"),
        ("Meta1l Verarbeitung Kessler GmbH", "Metall Verarbeitung Kessler GmbH"),
        ("TU Delft", "Delft University of Technology"),
        ("Brose GmbH, c/o Intellectual Property", "Brose GmbH"),
        ("Acme Inc., f/k/a Bolt Inc.", "Acme Inc."),
        ("Acme GmbH (vorm. Bolt GmbH)", "Acme GmbH"),
        ("BASF Societas Europaea", "BASF SE"),
        ("VDI Verein Deutscher Ingenieure e.V.", "Verein Deutscher Ingenieure e.V."),
        ("Voith Antriebstech GmbH", "Voith Antriebstechnik GmbH"),
        ("Denso Tech Inc", "Denso Technologies Inc"),
        ("Hankook Tire Co., Ltd.", "HANKOOK TIRE COMPANY"),
        ("Hitachi Zosen Company Limited", "Hitachi Zosen Co"),
        ("E. I. DuPont de Nemours & Co.", "E.I. du Pont de Nemours and Company"),
    ],
)
def test_what_stands_beside_a_name_is_no_part_of_it(a: str, b: str) -> None:
    assert compare(a, b).same


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Karl Wagner GmbH", "Karl Wegner GmbH"),
        ("Hofmann Maschinenbau GmbH", "Hoffmann Maschinenbau GmbH"),
        ("Karl Bosch GmbH", "Karl Boschert GmbH"),
        ("BASF SE", "BASF Corporation"),
        ("Siemens AG", "Siemens AG Österreich"),
        ("University of California, Los Angeles", "University of California, San Diego"),
        ("Beijing University of Technology", "University of Science and Technology Beijing"),
        ("Schmidt, Peter", "Schmidt, Petra"),
        ("Ford Motor Company", "Ford Motor Company Limited"),
        (
            "The United States of America as represented by the Secretary of the Navy",
            "The United States of America as represented by the Secretary of the Army",
        ),
        ("Daimler Truck AG", "Daimler Truck Holding AG"),
        ("Lear Corporation", "Lear Corporation GmbH"),
        ("Universität Heidelberg", "Universitätsklinikum Heidelberg"),
        ("蔚来控股有限公司", "NIO Technology (Anhui) Co., Ltd."),
        ("万华化学（宁波）有限公司", "Wanhua Chemical Group Co., Ltd."),
        ("华域三电汽车空调有限公司", "HUAYU Automotive Systems Co., Ltd."),
        ("Meyer Stahl", "Meyer Stahlbau GmbH"),
        ("Huber Kunststoff GmbH", "Huber Kunststofftechnik GmbH"),
        ("Krause Auto GmbH", "Krause Automation GmbH"),
        ("General Electric Company", "The General Electric Company, p.l.c."),
        ("亚太股份", "广东亚太电子有限公司"),
    ],
)
def test_firms_that_differ_in_a_letter_a_country_or_a_campus_stay_apart(a: str, b: str) -> None:
    assert not compare(a, b).same


def groups(*names: str) -> list[list[str]]:
    """The names that are told to be one firm, in the order of their first ones."""
    resolver = Resolver()
    for at, name in enumerate(names):
        resolver.add({"id": at, "name": name})
    found: dict[str, list[str]] = {}
    for (_, firm), name in zip(resolver.resolve(), names, strict=True):
        found.setdefault(firm, []).append(name)
    return list(found.values())


def test_steps_of_likeness_join_no_two_registered_names() -> None:
    trim, trim_en = "延锋汽车饰件系统有限公司", "Yanfeng Automotive Trim Systems Co., Ltd."
    seats, seats_en = "延锋国际座椅系统有限公司", "Yanfeng International Seating Systems Co., Ltd."
    found = groups(trim, seats, trim_en, seats_en, "延锋")
    assert not any({trim, seats} <= set(group) or {trim_en, seats_en} <= set(group) for group in found)


def test_a_known_other_name_is_surer_than_a_likely_short_form() -> None:
    assert ["广州汽车集团股份有限公司", "广汽集团"] in groups(
        "广汽零部件有限公司", "广州汽车集团股份有限公司", "广汽集团"
    )


def test_groups_do_not_hang_on_the_order_of_rows() -> None:
    names = [
        "延锋汽车饰件系统有限公司",
        "延锋国际座椅系统有限公司",
        "Yanfeng Automotive Trim Systems Co., Ltd.",
        "延锋",
        "Yanfeng Seating",
    ]
    expected = sorted(map(sorted, groups(*names)))
    for turned in itertools.permutations(names):
        assert sorted(map(sorted, groups(*turned))) == expected


def test_an_acronym_that_fits_two_names_stays_with_neither() -> None:
    resolver = Resolver()
    for at, name in enumerate(("KIT", "Kyoto Institute of Technology", "Karlsruhe Institute of Technology")):
        resolver.add({"id": at, "name": name})
    assert len(set(dict(resolver.resolve()).values())) == 3
