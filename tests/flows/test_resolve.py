"""Identity in the base: what merges by itself, what is proposed, what a person's word undoes for good, and head offices."""

from __future__ import annotations

import multiprocessing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from core.identity import firm_id
from core.policy import load_policy
from core.records import Source
from core.settings import Settings, settings
from core.words import Field, SourceKind
from flows.context import Context
from flows.stages.resolve import accept_proposal, resolve
from storage.database import Database
from storage.evidence.store import EvidenceStore
from storage.models import Base, FirmRow, SightingRow
from storage.repositories.evidence import save_facts
from storage.repositories.firms import firm_line, load_firm, speaks_for
from storage.repositories.identity import open_proposals, proposals_of, settle_proposal
from storage.repositories.merges import merges_of, undo_merge
from storage.repositories.sightings import save_sightings
from storage.repositories.sources import save_sources
from storage.repositories.verdicts import save_verdicts
from tests.databases import fresh_sqlite
from tests.storage.made import NOW, REGISTRY, SHOW, fact, firm, sighting, verdict

NUMBERS = ("91310000132260250X", "91420100529017466A")
TUOPU, ENGLISH, SISTER = "宁波拓普集团股份有限公司", "Ningbo Tuopu Group Co., Ltd.", "宁波拓普电器有限公司"
SITE = Source(key="site:tuopu.example", kind=SourceKind.website, title="tuopu.example")


@pytest.fixture
def ctx(tmp_path: Path) -> Context:
    database = Database(fresh_sqlite(tmp_path))
    database.migrate()
    own: Settings = settings()
    return Context(
        settings=own, policy=load_policy(own.config_dir), db=database, store=EvidenceStore(tmp_path / "evidence"),
        clock=lambda: NOW + timedelta(hours=1),
    )  # fmt: skip


def base(ctx: Context, *names: str, **facts: tuple[Field, object]) -> list[str]:
    with ctx.db.writing() as tx:
        save_sightings(tx, SHOW, [sighting(name, f"{n}A") for n, name in enumerate(names)])
        save_sources(tx, [REGISTRY, SITE])
        save_verdicts(tx, [verdict(firm(name)) for name in names])
    return [firm(name) for name in names]


def state_fact(ctx: Context, of: str, field: Field, value: object, **more: Any) -> None:
    with ctx.db.writing() as tx:
        save_facts(tx, [fact(of, field, value, **more)])


def prove(ctx: Context, of: str, address: str = "https://www.tuopu.example/") -> None:
    state_fact(ctx, of, Field.website, address, source=SITE.key, extractor="website", quote="© Tuopu")


def number(ctx: Context, of: str, code: str) -> None:
    state_fact(ctx, of, Field.uscc, code)
    with ctx.db.writing() as tx:
        save_verdicts(tx, [verdict(of, inputs=code)])


def speakers(ctx: Context, firms: list[str]) -> list[str]:
    with ctx.db.reading() as tx:
        return [speaks_for(tx, one) for one in firms]


def test_one_registry_number_is_one_firm(ctx: Context) -> None:
    firms = base(ctx, TUOPU, "Top Group")
    for one in firms:
        number(ctx, one, NUMBERS[0])
    done = resolve(ctx, firms)
    assert done.merged == 1
    assert set(done.touched) == set(firms)
    assert len(set(speakers(ctx, firms))) == 1


def test_two_registered_names_with_one_number_are_left_to_a_person(ctx: Context) -> None:
    firms = base(ctx, TUOPU, "无锡恒达轮胎有限公司")
    for one, name in zip(firms, (TUOPU, "无锡恒达轮胎有限公司"), strict=True):
        state_fact(ctx, one, Field.legal_name, name)
        number(ctx, one, NUMBERS[0])
    done = resolve(ctx, firms)
    assert (done.merged, done.proposed) == (0, 1)


def test_an_english_name_on_the_proved_site_merges_and_a_sister_does_not(ctx: Context) -> None:
    firms = base(ctx, TUOPU, ENGLISH, SISTER)
    for one in firms:
        prove(ctx, one)
    assert resolve(ctx, firms).merged == 1
    zh, en, sister = speakers(ctx, firms)
    assert zh == en
    assert sister == firms[2]


def test_the_name_alone_is_a_proposal(ctx: Context) -> None:
    firms = base(ctx, TUOPU, ENGLISH)
    assert (resolve(ctx, firms[:1]).merged, resolve(ctx, firms[1:]).proposed) == (0, 1)
    assert resolve(ctx, firms).proposed == 0
    with ctx.db.writing() as tx:
        (waiting,) = open_proposals(tx).items
        accept_proposal(tx, waiting.id, "rep1", NOW)
    assert len(set(speakers(ctx, firms))) == 1


def test_a_former_name_of_the_registry_joins_rows_of_one_site(ctx: Context) -> None:
    firms = base(ctx, TUOPU, "宁波拓普制动系统有限公司")
    number(ctx, firms[0], NUMBERS[0])
    state_fact(ctx, firms[0], Field.former_name, "宁波拓普制动系统有限公司")
    for one in firms:
        prove(ctx, one)
    assert resolve(ctx, firms).merged == 1


@pytest.mark.parametrize(("stated", "merged"), [(Field.former_name, 1), (Field.products, 0)])
def test_a_list_that_shows_the_site_before_it_moved_still_shows_one_site(
    ctx: Context, stated: Field, merged: int
) -> None:
    names = (TUOPU, "宁波旧名制动系统有限公司")
    firms = [firm(name) for name in names]
    with ctx.db.writing() as tx:
        save_sightings(
            tx, SHOW, [sighting(name, f"{n}A", website="http://old.example/") for n, name in enumerate(names)]
        )
        save_sources(tx, [REGISTRY, SITE])
        save_verdicts(tx, [verdict(one) for one in firms])
    prove(ctx, firms[0])
    state_fact(ctx, firms[0], stated, names[1])
    assert resolve(ctx, firms).merged == merged


def rows(database: Database) -> dict[str, list[str]]:
    told = {"audit", "merge", "tally", "identity_key", "proposal"}
    with database.reading() as tx:
        return {
            name: sorted(
                repr({k: v for k, v in row._mapping.items() if k != "version"}) for row in tx.execute(select(table))
            )
            for name, table in Base.metadata.tables.items()
            if name not in told
        }


def test_undo_restores_both_firms_and_holds(ctx: Context) -> None:
    firms = base(ctx, TUOPU, ENGLISH)
    for one in firms:
        prove(ctx, one)
        with ctx.db.writing() as tx:
            save_verdicts(tx, [verdict(one, inputs="site")])
    before = rows(ctx.db)
    assert resolve(ctx, firms).merged == 1
    assert rows(ctx.db) != before
    with ctx.db.writing() as tx:
        undo_merge(tx, merges_of(tx, firms[0])[0].id, "rep1", at=NOW)
    assert rows(ctx.db) == before
    assert resolve(ctx, firms).merged == 0, "what a person took back is not done again"


def test_a_declined_proposal_is_never_merged_by_itself(ctx: Context) -> None:
    firms = base(ctx, TUOPU, ENGLISH)
    resolve(ctx, firms)
    with ctx.db.writing() as tx:
        settle_proposal(tx, open_proposals(tx).items[0].id, accepted=False, by="rep1", at=NOW)
    for one in firms:
        prove(ctx, one)
    assert resolve(ctx, firms).merged == 0


def test_a_branch_brings_in_its_head_office_with_its_source(ctx: Context) -> None:
    (branch,) = base(ctx, f"{TUOPU}杭州分公司")
    done = resolve(ctx, [branch])
    head = firm_id(TUOPU, "cn")
    assert set(done.touched) == {branch, head}
    with ctx.db.reading() as tx:
        line = firm_line(tx, head)
        assert (line.name, line.source, line.merged_into) == (TUOPU, SHOW.key, None)
        assert [s.key for s in load_firm(tx, head).sources] == [SHOW.key]
        assert {p.other for p in proposals_of(tx, branch)} == {head}
        assert {p.firm for p in proposals_of(tx, head)} == {branch}
    assert resolve(ctx, [branch, head]).merged == 0
    assert speakers(ctx, [branch, head]) == [branch, head]


def test_a_dealer_of_a_maker_suggests_the_maker(ctx: Context) -> None:
    dealer, maker = base(ctx, "深圳拓普汽车销售服务有限公司", TUOPU)
    done = resolve(ctx, [dealer, maker])
    assert dealer in done.touched, "it is screened again, so that its reason names the maker"
    with ctx.db.reading() as tx:
        owner = load_firm(tx, dealer).fact(Field.parent)
    assert owner is not None
    assert (owner.value, owner.source, owner.quote) == (TUOPU, SHOW.key, "深圳拓普汽车销售服务有限公司")
    assert done.merged == 0
    assert resolve(ctx, [dealer, maker]).touched == ()


@pytest.mark.parametrize(
    "names",
    [
        ("深圳永达宝马汽车销售有限公司", TUOPU),
        ("深圳拓普汽车销售有限公司", TUOPU, SISTER),
        ("深圳拓普精密有限公司", TUOPU),
    ],
    ids=["another brand", "two firms fit", "no dealer"],
)
def test_a_maker_is_suggested_only_where_it_is_one_and_the_dealer_bears_its_brand(
    ctx: Context, names: tuple[str, ...]
) -> None:
    firms = base(ctx, *names)
    resolve(ctx, firms)
    with ctx.db.reading() as tx:
        assert load_firm(tx, firms[0]).fact(Field.parent) is None


def _load(url: str) -> None:
    database = Database(url)
    names = [f"宁波示例{n}汽车零部件有限公司" for n in range(60)]
    with database.writing() as tx:
        save_sightings(tx, SHOW, [sighting(name, f"{n}A") for n, name in enumerate(names)])
    database.close()


def test_two_processes_with_one_list_give_one_firm_each(ctx: Context, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'showfloor.db'}"
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=_load, args=(url,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    with ctx.db.reading() as tx:
        firms = list(tx.scalars(select(FirmRow.id)))
        assert len(firms) == 60
        assert tx.scalar(select(func.count()).select_from(SightingRow)) == 60
    assert resolve(ctx, firms).merged == 0
