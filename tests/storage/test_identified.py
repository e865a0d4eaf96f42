"""Firms as identity resolution sees them: by telling keys, with what was merged into them, on both engines."""

from core.words import Field, SourceKind
from storage.database import Database
from storage.repositories import evidence, identity, merges, sightings, sources
from storage.repositories.identified import Listed, firms_speaking
from storage.views import IdentityClaim
from tests.storage.made import NOW, REGISTRY, SHOW, fact, firm, later, sighting

JIA, YI, BING = sorted(firm(name) for name in ("甲公司", "乙公司", "丙公司"))
NAMES = {firm(name): name for name in ("甲公司", "乙公司", "丙公司")}


def filled(database: Database) -> Database:
    with database.writing() as tx:
        rows = [sighting(name, phone="0512-6666 8888", city="苏州", name_alt=f"{name} Co.") for name in NAMES.values()]
        sightings.save_sightings(tx, SHOW, rows)
        sources.save_sources(tx, [REGISTRY])
    return database


def test_the_key_of_a_crowd_tells_nothing(database: Database) -> None:
    asked = [("brand", "jia"), ("domain", "jia.example"), ("domain", "nobody.example")]
    with filled(database).writing() as tx:
        shared = [IdentityClaim(kind="brand", key="jia", firm=of) for of in (BING, YI, JIA)]
        identity.save_keys(tx, [*shared, IdentityClaim(kind="domain", key="jia.example", firm=JIA)])
        some = identity.firms_with_keys(tx, asked, 2)
        few, all_three = (identity.firms_with_telling_keys(tx, asked, crowd) for crowd in (2, 3))
    assert some == {("brand", "jia"): (JIA, YI), ("domain", "jia.example"): (JIA,)}
    assert few == {("domain", "jia.example"): (JIA,)}
    assert all_three == {("brand", "jia"): (JIA, YI, BING), ("domain", "jia.example"): (JIA,)}


def test_who_speaks_brings_all_that_was_merged_into_it(database: Database) -> None:
    """Two generations of merges, asked for from below; facts that tell nothing of identity stay where they are."""
    with filled(database).writing() as tx:
        evidence.save_facts(
            tx,
            [
                fact(BING, Field.former_name, "丙旧名有限公司"),
                fact(YI, Field.hq_city, {"city": "苏州市"}),
                fact(JIA, Field.products, "brakes"),
            ],
        )
        merges.record_merge(tx, YI, BING, "1", "rep1", at=NOW)
        merges.record_merge(tx, JIA, YI, "2", "rep1", at=later(1))
        merges.learn_alias(tx, BING, "Bing", "merge", "rep1", NOW)
    with database.reading() as tx:
        top, (found,) = firms_speaking(tx, [BING, "nobody"])
        assert firms_speaking(tx, [BING], but={JIA}) == ({BING: JIA}, ())
    assert top == {BING: JIA}
    assert (found.id, found.name) == (JIA, NAMES[JIA])
    others = {NAMES[YI], NAMES[BING], "Bing", *(f"{name} Co." for name in NAMES.values())}
    assert set(found.aliases) == others
    assert found.rows == (Listed(phone="0512-6666 8888", city="苏州"),) * 3
    assert [(f.field, f.value, f.found_at) for f in found.facts] == [
        (Field.hq_city, {"city": "苏州市"}, NOW),
        (Field.former_name, "丙旧名有限公司", NOW),
    ]
    assert found.kinds == {REGISTRY.key: SourceKind.registry}
