"""Every stated truth and trap of the real saved patent answers."""

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from core.words import Access
from enrich.patents import epo_ops
from enrich.patents.patents import own
from enrich.patents.read import parse_patents

pytestmark = pytest.mark.shared


def read(shared: Path, name: str):
    return parse_patents((shared / "registry" / name).read_text(encoding="utf-8"))


def interactions(shared: Path, name: str):
    return yaml.safe_load((shared / "registry" / name).read_text(encoding="utf-8"))["interactions"]


def test_google(shared):
    found = read(shared, "google-patents/xhr_query_tesla_2026.json")
    first = found.patents[0]
    assert (found.total, len(found.patents)) == (410, 3)
    assert (first.number, first.applicants, first.published_on) == (
        "US12497105B2",
        ("Tesla, Inc.",),
        date(2025, 12, 16),
    )
    assert first.title == "Integrated components for vehicles"
    assert len(own(found.patents, ["Tesla Inc"])) == 3
    empty = read(shared, "google-patents/xhr_query_empty.json")
    assert (empty.total, empty.patents) == (0, ())


def test_qichacha(shared):
    found = read(shared, "qcc-api/514_patent_details_result_2018.json").patents
    assert [p.kind for p in found] == ["发明公布", "发明公布", "外观设计"]
    assert found[0].application == "CN201710117081.7"
    assert (found[0].filed_on, found[0].published_on) == (date(2017, 3, 1), date(2017, 6, 13))


def test_epo(shared):
    for name in ("ep1000000_biblio_result.json", "ep1000000_full_cycle_result.xml"):
        first = read(shared, f"epo-ops/{name}").patents[0]
        assert (first.number, first.published_on, first.filed_on) == (
            "EP1000000A1",
            date(2000, 5, 17),
            date(1999, 11, 8),
        )
    dump = read(shared, "epo-ops/search_result_model_dump.json")
    assert (dump.total, dump.capped, len(dump.patents)) == (10000, True, 100)


def test_epo_recordings(shared):
    (search,) = interactions(shared, "epo-ops/cassette_published_search.yaml")
    found = parse_patents(search["response"]["content"])
    assert (found.capped, len(found.patents), found.patents[0].number) == (True, 100, "CA3237865A1")
    last = interactions(shared, "epo-ops/cassette_biblio_from_result.yaml")[-1]
    biblio = parse_patents(last["response"]["content"]).patents[0]
    assert (biblio.number, biblio.applicants, biblio.filed_on) == ("CA3237996A1", ("GOOGLE LLC",), date(2014, 6, 23))


def test_epo_quota_comes_as_403_with_its_reason(shared):
    text = (shared / "registry/epo-ops/ruby_cassette_epo_rate_limit_exceeded.yml").read_text(encoding="utf-8")
    replies = [call["response"] for call in yaml.safe_load(text)["http_interactions"]]
    refused = [reply for reply in replies if reply["status"]["code"] == 403]
    assert len(refused) == 2
    for reply in refused:
        given = {key: values[0] for key, values in reply["headers"].items()}
        assert epo_ops.rejection(given) in ("IndividualQuotaPerHour", "AnonymousQuotaPerMinute")
        body = '<?xml version="1.0"?>' + reply["body"]["string"].strip()
        assert parse_patents(body, status=403).access is Access.rate_limited


def test_uspto(shared):
    found = read(shared, "uspto-odp/application.json")
    assert (found.total, found.patents[0].filed_on) == (1, date(2016, 9, 2))
    assert read(shared, "uspto-odp/search.json").total == 11469842
    assert read(shared, "uspto-odp/documents.json").patents == ()


def test_other_answers_hold_no_patents(shared):
    for name in (
        "qcc-api/news_result_2018.json",
        "tianyancha/company_26120374_detail_2024.html",
        "qichacha/firm_detail_2018.html",
    ):
        found = read(shared, name)
        assert (found.patents, found.total) in (((), None), ((), 0)), name
    assert json.dumps(read(shared, "tyc-api/error_none_300000.json").contract()) == '{"total": 0, "patents": []}'


def test_throttling_colours():
    line = "busy (images=green:100, inpadoc=green:60, other=green:1000, retrieval=green:200, search={})"
    assert [epo_ops.throttled({"X-Throttling-Control": line.format(s)}) for s in ("green:30", "red:5", "black:0")] == [
        False,
        True,
        True,
    ]
