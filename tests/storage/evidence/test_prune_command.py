"""`showfloor evidence prune`: what nothing rests on goes, what a fact rests on stays, and `evidence verify` stays green."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from cli.main import build
from core.errors import BadInput
from core.records import Capture
from core.settings import settings
from core.words import Access
from storage.database import open_database
from storage.evidence.pack import pack
from storage.evidence.store import EvidenceStore
from storage.repositories.evidence import save_captures, save_facts
from storage.repositories.firms import load_firm
from storage.repositories.sightings import save_sightings
from storage.repositories.sources import save_sources
from tests.storage import made

LONG_AGO = datetime.now(UTC) - timedelta(days=400)
NAME = "上海甲汽车技术有限公司"


def run(*words: str):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(build(words[0]), list(words), catch_exceptions=False)


@pytest.fixture
def pages() -> list[Capture]:
    """Four old pages of the installation's store, all looked at for one firm; a fact of it rests on the first."""
    store = EvidenceStore(settings().evidence)
    found = [
        store.keep(
            url=f"http://firm.example/{n}", final_url=f"http://firm.example/{n}", status=200, headers={}, access=Access.ok,
            body=bytes([65 + n]) * 5_000, fetched_at=LONG_AGO + timedelta(days=n), screenshot=b"\xff\xd8\xff%d" % n,
        )
        for n in range(4)
    ]  # fmt: skip
    firm = made.firm(NAME)
    with open_database(settings().database).writing() as tx:
        save_sources(tx, [made.SHOW, made.REGISTRY])
        save_sightings(tx, made.SHOW, [made.sighting(NAME)])
        save_captures(tx, found, firm)
        save_facts(tx, [made.fact(firm, capture=found[0].id)])
    return found


def test_it_says_what_it_would_remove_then_removes_it(pages: list[Capture]) -> None:
    would = json.loads(run("evidence", "prune", "--days", "100", "--dry-run", "--json").stdout)
    assert (would["captures"], would["files"], would["dry_run"]) == (3, 6, True)
    assert json.loads(run("evidence", "usage", "--json").stdout)["pages"] == 4
    done = json.loads(run("evidence", "prune", "--days", "100", "--json").stdout)
    assert (done["captures"], done["files"], done["dry_run"]) == (3, 6, False)
    assert run("evidence", "verify").exit_code == 0
    assert EvidenceStore(settings().evidence).body(pages[0])
    assert json.loads(run("evidence", "prune", "--days", "100", "--json").stdout)["captures"] == 0


def test_a_budget_that_cannot_be_met_is_said(pages: list[Capture]) -> None:
    told = json.loads(run("evidence", "prune", "--budget", "0", "--json").stdout)
    assert (told["files"], told["over_budget"]) == (6, True)
    assert told["cited"] > 0
    assert run("evidence", "verify").exit_code == 0


def test_the_dossier_of_a_firm_is_packed_without_what_went(pages: list[Capture], tmp_path) -> None:  # type: ignore[no-untyped-def]
    import subprocess
    import sys

    run("evidence", "prune", "--days", "100")
    with open_database(settings().database).reading() as tx:
        firm = load_firm(tx, made.firm(NAME))
    folder = pack(firm, EvidenceStore(settings().evidence), tmp_path / "dossier")
    checked = subprocess.run([sys.executable, "check.py"], cwd=folder, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_without_a_rule_or_with_damage_nothing_is_removed(pages: list[Capture]) -> None:
    with pytest.raises(BadInput, match="--days"):
        run("evidence", "prune")
    EvidenceStore(settings().evidence).path(str(pages[2].warc)).unlink()
    with pytest.raises(BadInput, match="nothing was removed"):
        run("evidence", "prune", "--days", "1")
    assert json.loads(run("evidence", "usage", "--json").stdout)["pages"] == 3
