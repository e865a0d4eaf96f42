"""Routes in order of price, the attempt ledger with its budgets, what is written and what is noted."""

import asyncio
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from core.errors import SourceDown
from core.records import Firm, Source
from core.words import Access, Field, SourceKind
from enrich.ledger import Attempt, Ledger
from enrich.registry.facts import to_found
from enrich.registry.page import parse_registry
from enrich.registry.portal import PortalRoute
from enrich.registry.portals import Portal
from enrich.registry.record import Candidate, RegistryRecord
from enrich.registry.routes import Answer, Asked, Outcome
from enrich.registry.waterfall import ask, asked_of, leaf_of, notes_of
from tests.registry import layouts
from tests.registry.fake_web import FakeWeb

ASKED = Asked(firm="f1", names=(layouts.TITLE,), country="CN")


class Scripted:
    """A route that answers as it is told."""

    def __init__(self, name, price, outcome, record=None, per_day=10, serves=True):
        self.name, self.price, self.per_day, self._serves = name, Decimal(price), per_day, serves
        self.source = Source(key=f"registry:{name}", kind=SourceKind.registry, title=name)
        self.outcome, self.record, self.asked = outcome, record, 0

    def serves(self, asked):
        return self._serves

    async def look_up(self, asked, web):
        self.asked += 1
        if self.outcome == "down":
            raise SourceDown(self.name, Access.challenged, "captcha")
        hits = (Candidate(name="别的有限公司"),) if self.outcome is Outcome.several else ()
        return Answer(
            route=self.name,
            source=self.source,
            outcome=self.outcome,
            query=asked.names[0],
            record=self.record,
            calls=1,
            cost=self.price,
            candidates=hits,
        )


def record(**changes):
    return RegistryRecord(name=layouts.TITLE, uscc=layouts.CODE, status_raw="存续", status="active", **changes)


def look(routes, needed=1, ledger=None):
    return asyncio.run(ask(routes, ASKED, FakeWeb(lambda *_: ""), ledger or Ledger(), needed=needed))


def test_cheap_routes_are_asked_first_and_one_answer_is_enough():
    dear, cheap = Scripted("dear", "1.5", Outcome.found, record()), Scripted("cheap", "0.1", Outcome.found, record())
    answers = look([dear, cheap])
    assert [answer.route for answer in answers] == ["cheap"]
    assert dear.asked == 0


def test_a_route_that_is_down_or_does_not_know_is_passed_over_and_says_so():
    routes = [
        Scripted("a", 0, "down"),
        Scripted("b", 0, Outcome.none),
        Scripted("c", 0, Outcome.several),
        Scripted("d", 9, Outcome.found, record()),
    ]
    answers = look(routes)
    assert [a.outcome for a in answers] == [Outcome.stopped, Outcome.none, Outcome.several, Outcome.found]
    down = leaf_of(answers[0])
    assert (down.found, down.searches[0].access, down.searches[0].coverage) == ((), Access.challenged, 0.0)
    assert any("别的有限公司" in note for note in notes_of(answers))


def test_two_registries_that_disagree_are_noted():
    answers = look(
        [
            Scripted("a", 0, Outcome.found, record(legal_person="张三")),
            Scripted("b", 1, Outcome.found, record(legal_person="李四")),
        ],
        needed=2,
    )
    assert "legal_person: a says 张三, b says 李四" in notes_of(answers)


def test_every_attempt_is_in_the_ledger_and_counts_against_the_day():
    ledger, route = Ledger(), Scripted("a", "0.2", Outcome.none, per_day=2)
    for _ in range(3):
        answers = look([route], ledger=Ledger())
    assert route.asked == 2
    assert (answers[0].outcome, answers[0].access) == (Outcome.budget, Access.rate_limited)
    assert [(a.route, a.outcome, a.cost) for a in ledger] == [("a", "none", Decimal("0.2"))] * 2
    assert ledger.left("a", 2) == 0


def test_a_line_cut_off_by_a_crash_is_passed_over():
    ledger = Ledger()
    ledger.add(Attempt(at=datetime.now(UTC), route="a", firm="f", asked="x", outcome="found"))
    with ledger.path.open("ab") as lines:
        lines.write(b'{"at": "2026-')
    assert len(list(ledger)) == 1
    assert Ledger().calls_today("a") == 1


PORTAL = Portal(title="Register", search_url="https://reg.example/search?key={name}", detail_link=r"/company/\d+$")


def portal(answers):
    web = FakeWeb(lambda url, headers: next(reply for part, reply in answers.items() if part in url))
    return asyncio.run(PortalRoute("p", PORTAL).look_up(ASKED, web)), web


def test_a_portal_is_searched_and_the_one_equal_hit_read():
    answer, web = portal({"/search": layouts.HITS, "/company/111": layouts.GSXT_NEW})
    assert (answer.outcome, answer.record.uscc, len(answer.captures)) == (Outcome.found, layouts.CODE, 2)
    assert web.asked[1][0] == "https://reg.example/company/111"


def test_a_page_about_another_firm_is_never_written():
    answer, _ = portal(
        {"/search": layouts.HITS, "/company/111": layouts.GSXT_NEW.replace(layouts.TITLE, "别的公司有限公司")}
    )
    assert (answer.outcome, answer.record) == (Outcome.failed, None)
    assert "别的公司有限公司" in answer.detail


def test_no_equal_hit_is_a_list_for_a_person():
    answer, web = portal({"/search": layouts.HITS.replace(f">{layouts.TITLE}<", ">上海示列汽车电子有限公司<")})
    assert (answer.outcome, len(answer.candidates), len(web.asked)) == (Outcome.several, 2, 1)


def test_a_challenged_detail_page_raises_for_its_own_host():
    wall = (200, "<html><head><title>安全验证</title></head><body>请完成安全验证，拖动滑块后继续访问</body></html>")
    with pytest.raises(SourceDown, match=r"reg\.example"):
        portal({"/search": layouts.HITS, "/company/111": wall})


def test_facts_have_the_shapes_of_the_documentation():
    found = {f.field: f for f in to_found(parse_registry(layouts.QCC_NEW, "").record)}
    assert found[Field.registry_status].value == {"status": "active", "raw": "存续（在营、开业、在册）"}
    assert found[Field.capital].value == {"amount": "125000000", "currency": "CNY", "raw": "12,500万元人民币"}
    assert found[Field.headcount].value == {"low": 500, "high": 999, "raw": "500-999人"}
    assert found[Field.insured_count].value == 612
    assert found[Field.established_on].value == "2011-03-05"
    city = found[Field.hq_city].value
    assert (city["city"], city["district"], city["country"]) == ("上海市", "嘉定区", "CN")
    assert Field.branch_of not in found


def test_a_branch_says_whose_it_is():
    branch = parse_registry(layouts.GSXT_NEW.replace(layouts.TITLE, layouts.TITLE + "武汉分公司"), "").record
    assert {f.field: f.value for f in to_found(branch)}[Field.branch_of] == layouts.TITLE


def test_what_is_asked_comes_from_the_firm():
    firm = Firm(id="f", name="Example Auto", aliases=(layouts.TITLE,), country="China")
    asked = asked_of(firm)
    assert (asked.names, asked.country) == ((layouts.TITLE, "Example Auto"), "CN")
