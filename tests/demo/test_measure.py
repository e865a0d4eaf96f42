"""The comparison of decisions with truth, on firms made by hand from the truth itself."""

from datetime import UTC, date, datetime

import pytest
from rich.console import Console

from core.records import (
    Activity,
    Capture,
    Contact,
    Fact,
    Finding,
    Firm,
    Locator,
    Reason,
    Sighting,
    Source,
    Verdict,
)
from core.words import Access, Field, Outcome, SourceKind, Status
from demo.measure import compare, tables
from demo.record_scoring import grounds
from demo.scoring import holds
from demo.truth import Expected, Truth, truth
from demo.world import make_world

NOW = datetime(2026, 11, 21, tzinfo=UTC)
SOURCE = Source(key="list", kind=SourceKind.show, title="AutoExpo Demo 2026 exhibitor list")


@pytest.fixture(scope="module")
def true() -> Truth:
    return truth(make_world(60, 8, date(2026, 11, 21)))


def firm(expected: Expected, status: Status, names: tuple[str, ...], **more: object) -> Firm:
    """A firm as storage would hand it over, decided as `status`."""
    finding = Finding(rule="r", code="E6", outcome=Outcome.failed, reason=Reason(zh="因", en="why"))
    verdict = Verdict(
        id=f"v-{expected.id}", firm=expected.id, status=status, grade=None, findings=(finding,), policy="p", inputs="h", at=NOW
    )  # fmt: skip
    rows = tuple(
        Sighting(id=f"{expected.id}-{i}", source="list", url="http://x", locator=Locator(row=i), seen_at=NOW, name=name)
        for i, name in enumerate(names)
    )
    return Firm.model_validate(
        {"id": expected.id, "name": expected.name, "sources": (SOURCE,), "sightings": rows, "verdict": verdict, **more}
    )


def perfect(true: Truth) -> list[Firm]:
    return [firm(expected, expected.status, expected.names) for expected in true.firms]


def test_a_perfect_run_agrees_in_full(true: Truth) -> None:
    report = compare(true, perfect(true))
    assert report.agreement == 1.0
    assert report.misses == report.wrongly_qualified == report.lookalikes_merged == report.extra == ()
    assert report.aliases_merged == report.aliases > 0


def test_a_wrongly_qualified_firm_is_named_with_its_traps(true: Truth) -> None:
    firms = perfect(true)
    index = next(i for i, e in enumerate(true.firms) if e.status is Status.void and not e.also)
    expected = true.firms[index]
    firms[index] = firm(expected, Status.qualified, expected.names)
    report = compare(true, firms)
    assert report.wrongly_qualified == (expected.name,)
    assert report.confusion["void"]["qualified"] == 1
    assert report.misses[0].traps == tuple(trap.value for trap in expected.traps)


def test_a_split_alias_and_a_missing_firm_are_seen(true: Truth) -> None:
    firms = perfect(true)
    index = next(i for i, e in enumerate(true.firms) if len(e.names) > 1)
    expected = true.firms[index]
    firms[index] = firm(expected, expected.status, expected.names[:1])
    firms.append(firm(expected, Status.review, expected.names[1:], id="other", name=expected.names[1]))
    lost = firms.pop(next(i for i, e in enumerate(true.firms) if i != index and len(e.names) == 1))
    report = compare(true, firms)
    assert report.aliases_merged == report.aliases - 1
    assert [miss.name for miss in report.misses] == [lost.name]
    assert report.misses[0].got == "none"


def test_rows_that_were_merged_into_one_firm_count_as_one(true: Truth) -> None:
    expected = next(e for e in true.firms if len(e.names) > 1)
    first = firm(expected, expected.status, expected.names[:1])
    second = firm(
        expected, Status.void, expected.names[1:], id="later", name=expected.names[1], duplicate_of=expected.id
    )
    only = Truth(firms=(expected,))
    report = compare(only, [first, second])
    assert (report.aliases_merged, report.agreed) == (1, 1)


def test_different_firms_in_one_are_a_wrong_merge(true: Truth) -> None:
    one, other = true.firms[0], true.firms[1]
    report = compare(true, [firm(one, one.status, (*one.names, *other.names))])
    assert report.lookalikes_merged == (tuple(sorted((one.id, other.id))),)


def test_a_trademark_that_became_a_firm_is_named(true: Truth) -> None:
    brand = true.brands[0]
    stray = firm(true.firms[0], Status.review, (brand,), id="brand", name=brand)
    assert compare(true, [*perfect(true), stray]).brands_as_firms == (brand,)


def test_fields_are_scored_against_what_pages_state(true: Truth) -> None:
    chosen = next(e for e in true.firms if Field.uscc in e.values)
    facts = tuple(
        Fact(id=f.value, firm=chosen.id, field=f, value=v, source="list", capture=None, extractor="x", found_at=NOW)
        for f, v in ((Field.uscc, chosen.values[Field.uscc][0]), (Field.legal_person, "某人"))
    )
    report = compare(Truth(firms=(chosen,)), [firm(chosen, chosen.status, chosen.names, facts=facts)])
    scores = {score.field: score for score in report.fields}
    assert (scores[Field.uscc].precision, scores[Field.uscc].recall) == (1.0, 1.0)
    assert (scores[Field.legal_person].precision, scores[Field.legal_person].recall) == (0.0, 0.0)
    assert scores[Field.address].precision is None


@pytest.mark.parametrize(
    ("value", "texts", "same"),
    [
        ({"low": "200000000", "high": "200000000", "currency": "CNY"}, ("200000000",), True),
        ({"amount": 199999999.0, "currency": "CNY"}, ("199999999",), True),
        ({"amount": "2000000000"}, ("200000000",), False),
        ({"province": "江苏省", "city": "苏州市"}, ("苏州",), True),
        (["盘式制动卡钳", "刹车片"], ("盘式制动卡钳", "disc brake calipers"), True),
        ("http://www.Huachen.example/", ("huachen.example",), True),
    ],
)  # fmt: skip
def test_values_of_any_shape_are_compared(value: object, texts: tuple[str, ...], same: bool) -> None:
    assert holds(value, texts) is same  # type: ignore[arg-type]


def test_any_value_of_a_field_that_has_none_is_wrong(true: Truth) -> None:
    chosen = next(e for e in true.firms if e.allowed[Field.has_rd] == ())
    said = Fact(id="f", firm=chosen.id, field=Field.has_rd, value="yes", source="list", capture=None, extractor="x", found_at=NOW)  # fmt: skip
    report = compare(Truth(firms=(chosen,)), [firm(chosen, chosen.status, chosen.names, facts=(said,))])
    assert next(score for score in report.fields if score.field == Field.has_rd).wrong == 1
    assert report.wrong_yes == (chosen.name,)
    assert report.groundless


def event(expected: Expected, n: int, **changed: object) -> Activity:
    """One of the events that a firm's pages show, as the pipeline would write it."""
    true = expected.shown_events[n]
    known: dict[str, object] = {
        "kind": true.kind,
        "title": true.titles[0],
        "happened_on": true.day,
        "number": true.number,
    }
    return Activity.model_validate(
        {"id": f"a{n}", "firm": expected.id, "source": "list", "capture": None, "found_at": NOW, "precision": "day",
         **known, **changed}
    )  # fmt: skip


def test_events_are_right_only_with_their_day(true: Truth) -> None:
    chosen = next(e for e in true.firms if e.provable and sum(v.number is None for v in e.shown_events) > 1)
    news = [n for n, v in enumerate(chosen.shown_events) if v.number is None]
    activities = (event(chosen, news[0]), event(chosen, news[1], happened_on=date(2020, 1, 1)))
    report = compare(Truth(firms=(chosen,)), [firm(chosen, chosen.status, chosen.names, activities=activities)])
    score = next(score for score in report.fields if score.field.startswith("news"))
    assert (score.right, score.wrong, score.stated) == (1, 1, len(news))


def test_people_are_right_with_their_own_number_only(true: Truth) -> None:
    chosen = next(e for e in true.firms if e.provable and any(p.phone for p in e.shown_leaders))
    leader = next(p for p in chosen.shown_leaders if p.phone)
    name, title = leader.spellings[0]
    known = {"firm": chosen.id, "source": "list", "found_at": NOW, "role": "rd_leader"}
    people = (
        Contact.model_validate({**known, "id": "p1", "name": name, "title": title, "phone": "+8621999"}),
        Contact.model_validate({**known, "id": "p2", "name": "某人", "title": title}),
    )
    report = compare(Truth(firms=(chosen,)), [firm(chosen, chosen.status, chosen.names, contacts=people)])
    scores = {score.field.split(" (")[0]: score for score in report.fields}
    assert (scores["R&D leaders"].right, scores["R&D leaders"].wrong) == (1, 1)
    assert (scores["phones of R&D leaders"].right, scores["phones of R&D leaders"].wrong) == (0, 1)


PAGE = Capture(sha256="s", url="http://x/", final_url="http://x/", fetched_at=NOW, access=Access.ok)
WALL = PAGE.model_copy(update={"sha256": "t", "access": Access.challenged})


@pytest.mark.parametrize(
    ("capture", "quote", "wrong"),
    [
        (PAGE.id, "公司设有研发中心", ()),
        (None, "公司设有研发中心", ("without_capture",)),
        ("unknown", "公司设有研发中心", ("without_capture",)),
        (WALL.id, "公司设有研发中心", ("from_unusable_pages",)),
        (PAGE.id, None, ("unquoted_rd",)),
        (PAGE.id, "另一句话", ("quotes_not_on_page",)),
    ],
)  # fmt: skip
def test_every_fact_rests_on_a_good_page(capture: str | None, quote: str | None, wrong: tuple[str, ...]) -> None:
    fact = Fact(id="f", firm="a", field=Field.has_rd, value="yes", source="list", capture=capture, quote=quote, extractor="x", found_at=NOW)  # fmt: skip
    found = grounds(
        [Firm(id="a", name="甲", sources=(SOURCE,), facts=(fact,), captures=(PAGE, WALL))],
        lambda capture: "<p>公司<b>设有</b>研发中心。</p>",
    )
    names = ("without_capture", "from_unusable_pages", "unquoted_rd", "quotes_not_on_page")
    assert tuple(name for name in names if getattr(found, name)) == wrong


def test_the_report_prints(true: Truth) -> None:
    console = Console(record=True, width=120)
    for table in tables(compare(true, perfect(true))):
        console.print(table)
    text = console.export_text()
    assert "60 of 60 agree (100.0%)" in text
    assert "aliases merged" in text
